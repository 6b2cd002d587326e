"""Places and errands on the start page (D0.3, D2.6): what ends today, what is not paid, what is late; and search.

Worked out from what stands when it is shown (T21).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.bookings import (
    BookingFilter,
    BookingRow,
    BookingShow,
    booking_rows,
    find_bookings,
)
from frontdesk.areas.reception.queries.errands import (
    ErrandFilter,
    ErrandRow,
    ErrandShow,
    errand_rows,
    find_errands,
)
from frontdesk.areas.reception.rules.errands import ErrandState
from frontdesk.areas.reception.rules.places import BookingState, Paid
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

BOOKING_TONES = {
    BookingState.COMING: "info", BookingState.RUNNING: "ok", BookingState.ENDS_TODAY: "warn",
    BookingState.OVER: "neutral", BookingState.CANCELLED: "neutral",
}  # fmt: skip
ERRAND_TONES = {
    ErrandState.RECEIVED: "warn", ErrandState.HANDED: "info", ErrandState.WORKING: "info", ErrandState.DONE: "ok",
    ErrandState.COLLECTED: "neutral", ErrandState.RETURNED: "warn", ErrandState.WITHDRAWN: "neutral",
}  # fmt: skip
_PLACES = "客服接待 · 摊位与广告"


def service_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """Errands over their promised day first: somebody waits for them."""
    return (_late_errands(session, today), _ending(session, today), _unpaid(session, today))


def _late_errands(session: Session, today: date) -> TodayGroup:
    rows = errand_rows(session, ErrandFilter(today, show=ErrandShow.LATE), limit=None)
    lines = tuple(
        TodayLine(
            "bad", tr("超期 {n} 天", n=row.late), row.unit, tr("{kind}：{what}", kind=row.kind, what=row.what), row.who,
            row.number, tr(row.state.value), "errands", {"text": row.number},
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    return TodayGroup(tr("超期的代办"), "ph.clipboard-text", len(rows), lines, tr("客服接待 · 代办"))


def _ending(session: Session, today: date) -> TodayGroup:
    running = booking_rows(session, BookingFilter(today, show=BookingShow.RUNNING), limit=None)
    rows = [row for row in running if row.state is BookingState.ENDS_TODAY]
    lines = tuple(
        _line(
            row,
            "warn",
            tr("今天到期"),
            tr("{place} {what}，请收回场地、看有没有损坏", place=row.place, what=row.purpose),
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("场地今天到期"), "ph.storefront", len(rows), lines, tr(_PLACES))


def _unpaid(session: Session, today: date) -> TodayGroup:
    owing = booking_rows(session, BookingFilter(today, show=BookingShow.OWING), limit=None)
    rows = [row for row in owing if row.paid is Paid.OVERDUE]
    lines = tuple(
        _line(
            row, "bad", tr("逾期 {n} 天", n=(today - row.due_on).days if row.due_on is not None else 0),
            tr("{place} 场地使用费还欠 {owed}", place=row.place, owed=row.owed),
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    return TodayGroup(tr("场地费逾期未收"), "ph.storefront", len(rows), lines, tr(_PLACES))


def _line(row: BookingRow, tone: str, when: str, text: str) -> TodayLine:
    return TodayLine(
        tone,
        when,
        row.unit,
        text,
        row.booker,
        row.number,
        tr(row.paid.value),
        "bookings",
        {"text": row.number},
    )


def found_bookings(session: Session, asked: str, today: date, most: int) -> tuple[BookingRow, ...]:
    """Bookings by number, or by part of who booked in Chinese."""
    told = "".join(asked.split())
    if not told.upper().startswith("CD-") and not any("\u3400" <= sign <= "\u9fff" for sign in told):
        return ()
    return find_bookings(session, told, today, most)


def found_errands(session: Session, asked: str, today: date, most: int) -> tuple[ErrandRow, ...]:
    """Errands by number."""
    return find_errands(session, "".join(asked.split()), today, most)
