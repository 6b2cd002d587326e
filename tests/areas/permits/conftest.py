"""The cashier's small estate: permits take their fees at that desk."""

from tests.areas.cashdesk.conftest import both, desk, postgres

__all__ = ["both", "desk", "postgres"]
