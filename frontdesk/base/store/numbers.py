"""Number series without gaps and without doubles (M6.4): the number is taken in the transaction that uses it."""

from __future__ import annotations

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base


class NumberSeries(Base):
    """The last number given out of one series, such as the book `SJ` or `RB-20261121`."""

    __tablename__ = "number_series"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]


def next_number(session: Session, series: str) -> int:
    """Take the next number; a rollback gives it back.

    The row stays locked until the transaction ends, so a second desk waits for its turn.
    """
    found = session.execute(
        text(
            "INSERT INTO number_series(name, last) VALUES (:name, 1) "
            "ON CONFLICT(name) DO UPDATE SET last = number_series.last + 1 RETURNING last"
        ),
        {"name": series},
    ).scalar_one()
    return int(found)


def last_number(session: Session, series: str) -> int:
    """The last number given out; 0 before the first."""
    found = session.execute(
        text("SELECT last FROM number_series WHERE name = :name"), {"name": series}
    ).scalar_one_or_none()
    return int(found or 0)
