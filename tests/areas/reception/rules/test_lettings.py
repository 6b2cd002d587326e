"""Rent and sale commissions: the course, when they run out, who fits what (D2.6); events' course and accounts (D2.7)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from frontdesk.areas.reception.rules import events as ev
from frontdesk.areas.reception.rules.events import EventBase, EventState, EventStep
from frontdesk.areas.reception.rules.lettings import (
    COURSE,
    ENDING,
    LettingHappened,
    LettingKind,
    LettingState,
    LettingStep,
    Offer,
    SeekKind,
    Wish,
    fit,
    fits,
    rooms_of,
    stands,
    state,
)
from frontdesk.base.values.money import Money

DAY = date(2026, 11, 21)
OFFER = Offer(LettingKind.BOTH, Money.yuan(3200), Money.yuan(2_680_000), Decimal("89.60"), 3)


@pytest.mark.parametrize(
    ("outcome", "signed", "left", "found"),
    [
        (None, None, 90, LettingState.UNSIGNED),
        (None, DAY, 15, LettingState.RUNNING),
        (None, DAY, 14, LettingState.ENDING),
        (None, DAY, 0, LettingState.ENDING),
        (None, DAY, -1, LettingState.EXPIRED),
        (None, None, -1, LettingState.EXPIRED),
        (LettingStep.DEAL, DAY, -9, LettingState.DEAL),
        (LettingStep.WITHDRAWN, None, 9, LettingState.WITHDRAWN),
        (LettingStep.VOIDED, DAY, 9, LettingState.VOID),
    ],
)
def test_D2_6_a_commission_stands_by_its_day(
    outcome: LettingStep | None, signed: date | None, left: int, found: LettingState
) -> None:
    assert state(outcome, signed, DAY + timedelta(days=left), DAY) is found


def test_D2_6_what_was_undone_never_was() -> None:
    rows = [
        LettingHappened(1, LettingStep.SIGNED, DAY),
        LettingHappened(2, LettingStep.DEAL, DAY),
        LettingHappened(3, LettingStep.UNDONE, DAY, undoes=2),
    ]
    assert (stands(rows).signed_on, stands(rows).outcome) == (DAY, None)
    assert stands(rows[:2]).outcome is LettingStep.DEAL


def test_D2_6_the_course_is_whole_and_nothing_is_closed_before_it_is_signed() -> None:
    assert set(COURSE) == set(LettingState)
    assert LettingStep.DEAL not in COURSE[LettingState.UNSIGNED]
    assert LettingStep.VIEWED not in COURSE[LettingState.EXPIRED]
    for over in (LettingState.DEAL, LettingState.WITHDRAWN, LettingState.VOID):
        assert not set(COURSE[over]) & set(ENDING)


@pytest.mark.parametrize(
    ("wish", "good", "words"),
    [
        (
            Wish(SeekKind.RENT, 3, Decimal(80), Decimal(100), Money.yuan(3200)),
            True,
            "要价 3,200.00，对方最多 3,200.00",
        ),
        (Wish(SeekKind.RENT, price_to=Money(319_999)), False, "要价 3,200.00，对方最多 3,199.99"),
        (
            Wish(SeekKind.BUY, price_to=Money.yuan(2_700_000)),
            True,
            "要价 2,680,000.00，对方最多 2,700,000.00",
        ),
        (Wish(SeekKind.BUY, 2), False, "3 室，对方要 2 室"),
        (Wish(SeekKind.RENT, area_from=Decimal("89.61")), False, "89.6㎡，对方要 89.61㎡以上"),
        (Wish(SeekKind.RENT, area_to=Decimal("89.6")), True, "89.6㎡，对方要 89.6㎡以内"),
        (Wish(SeekKind.RENT), True, "租售均可，对方求租"),
    ],
)
def test_D2_6_why_a_home_fits_somebody_or_does_not(wish: Wish, good: bool, words: str) -> None:
    points = fit(OFFER, wish)
    assert fits(points) is good
    assert words in [point.words for point in points]


def test_D2_6_what_is_not_known_is_asked_and_is_not_against_it() -> None:
    bare = Offer(LettingKind.RENT, Money.yuan(3000), None, None, None)
    points = fit(bare, Wish(SeekKind.RENT, 2, Decimal(60)))
    assert [point.fits for point in points] == [True, None, None]
    assert fits(points)
    assert not fits(fit(bare, Wish(SeekKind.BUY)))


@pytest.mark.parametrize(
    ("layout", "rooms"),
    [("3室2厅1卫", 3), ("两房一厅", 2), ("10室", 10), ("", None), ("开间", None), ("室内", None)],
)
def test_D2_6_rooms_are_read_from_the_layout(layout: str, rooms: int | None) -> None:
    assert rooms_of(layout) == rooms


def test_D2_7_an_events_course_is_whole() -> None:
    assert set(ev.COURSE) == set(EventBase)
    steps = [
        EventStep.PLANNED,
        EventStep.SENT_BACK,
        EventStep.CHANGED,
        EventStep.APPROVED,
        EventStep.POSTPONED,
    ]
    assert ev.base_after(steps) is EventBase.APPROVED
    with pytest.raises(KeyError):
        ev.base_after([EventStep.PLANNED, EventStep.CLOSED])
    days = [ev.state(EventBase.APPROVED, DAY + timedelta(days=n), DAY) for n in (1, 0, -1)]
    assert days == [EventState.READY, EventState.TODAY, EventState.HELD]
    assert ev.state(EventBase.WAITING, DAY, DAY) is EventState.WAITING


def test_D2_7_spending_is_held_against_its_line_and_the_rest_is_unplanned() -> None:
    budget = [(1, "茶点", Money.yuan(600)), (2, "横幅", Money.yuan(100))]
    spent = [(1, Money.yuan(500)), (1, Money.yuan(120)), (None, Money.yuan(45)), (7, Money.yuan(5))]
    found = ev.accounts(budget, spent, "计划外")
    assert [(line.what, line.spent, line.left) for line in found] == [
        ("茶点", Money.yuan(620), Money.yuan(-20)),
        ("横幅", Money(0), Money.yuan(100)),
        ("计划外", Money.yuan(50), Money.yuan(-50)),
    ]
    assert len(ev.accounts(budget, [], "计划外")) == 2
