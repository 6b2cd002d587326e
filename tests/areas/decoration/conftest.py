"""The cashier's small estate: decorations take their money at that desk."""

from tests.areas.cashdesk.conftest import both, desk, postgres

__all__ = ["both", "desk", "postgres"]
