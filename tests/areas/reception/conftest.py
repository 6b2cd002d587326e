"""The reception over the cashier's small estate, on SQLite and on PostgreSQL."""

from __future__ import annotations

from tests.areas.cashdesk.conftest import both, desk
from tests.postgres import postgres

__all__ = ["both", "desk", "postgres"]
