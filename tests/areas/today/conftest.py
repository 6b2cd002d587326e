"""The start page, the card and the one search over the cashier's small estate."""

from __future__ import annotations

from tests.areas.cashdesk.conftest import both, desk
from tests.base.widgets.conftest import Answers, light
from tests.postgres import postgres

__all__ = ["Answers", "both", "desk", "light", "postgres"]
