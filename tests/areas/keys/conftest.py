"""The key cabinet over the cashier's small estate, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from tests.areas.cashdesk.conftest import both, desk
from tests.areas.cashdesk.desk import Desk
from tests.areas.keys.cabinet import Cabinet
from tests.postgres import postgres

__all__ = ["both", "desk", "postgres"]


@pytest.fixture
def cabinet(desk: Desk) -> Cabinet:
    """An empty cabinet at nine in the morning."""
    return Cabinet(desk)


@pytest.fixture
def cabinets(both: Desk) -> Cabinet:
    """The same on both databases."""
    return Cabinet(both)
