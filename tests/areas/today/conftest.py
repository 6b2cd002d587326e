"""The start page and the card over the cashier's small estate."""

from __future__ import annotations

from tests.areas.cashdesk.conftest import desk
from tests.base.widgets.conftest import Answers, light

__all__ = ["Answers", "desk", "light"]
