"""The numbers of who came, in full, for whoever says why (D1.9)."""

from __future__ import annotations

from frontdesk.areas.archives.ui import reveal as shown
from frontdesk.areas.handover.queries.visit import VisitFile
from frontdesk.areas.handover.service.revealing import RevealCame, reveal_came
from frontdesk.base.widgets.desk import Desk


def reveal(desk: Desk, file: VisitFile) -> None:
    """Ask for the reason, then show them."""
    if file.came is None:
        return
    shown.reveal(
        desk, file.came.who, reveal_came, lambda reason: RevealCame(file.row.id, reason),
        lambda numbers: shown.told(numbers.name, numbers.phone, numbers.id_number), ("核对身份", "通知复验", "其他"),
    )  # fmt: skip
