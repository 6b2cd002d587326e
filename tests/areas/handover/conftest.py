"""Handing over on the cashier's small estate: two of its homes wait for their handover."""

from __future__ import annotations

from tests.areas.cashdesk.conftest import both, desk
from tests.postgres import postgres

__all__ = ["both", "desk", "postgres"]
