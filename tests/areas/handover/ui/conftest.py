"""Pages of 收楼 on the cash desk's small estate, shown in a window; printers and questions are scripted."""

from tests.areas.cashdesk.ui.conftest import answers, bar, front, front_of, port, show, went

__all__ = ["answers", "bar", "front", "front_of", "port", "show", "went"]
