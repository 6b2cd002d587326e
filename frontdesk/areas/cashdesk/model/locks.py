"""The conditions under which the database refuses to move money: written once, in words both databases know."""

from __future__ import annotations


def shift_not_open() -> str:
    """The new row's own shift takes no money any more."""
    return "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'"


def shift_closed() -> str:
    """The new row's own shift is closed for good."""
    return "(SELECT state FROM shift WHERE id = NEW.shift_id) = 'closed'"


def shift_of_not_open(table: str, column: str = "") -> str:
    """The shift of the row of *table* that the new row belongs to (by *column*) takes no money any more."""
    return (
        f"(SELECT s.state FROM shift s JOIN {table} p ON p.shift_id = s.id"
        f" WHERE p.id = NEW.{column or table + '_id'}) <> 'open'"
    )
