"""M8.3: which paper comes next, and from which day."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.areas.fees.rules.steps import Readiness, Taken, may_take, next_step

N, F, S, L = NoticeKind
DUE = date(2026, 9, 30)
TODAY = date(2026, 11, 21)


def where(
    *taken: Taken, on: date = TODAY, due: date = DUE, period: str = "2026-09"
) -> tuple[str, str, date | None]:
    step = next_step(taken, due, period, on)
    return step.next.value, step.readiness.value, step.since


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def test_m8_3_nothing_was_sent_so_a_payment_notice_comes_first() -> None:
    assert where() == ("notice", "ready", None)


def test_m8_3_each_step_waits_its_days_from_the_day_it_reached_the_unit() -> None:
    notice = Taken(N, day("10-01"), day("10-03"), period="2026-10")
    assert where(notice, on=day("10-09")) == ("first", "waiting", day("10-10"))
    assert where(notice, on=day("10-10")) == ("first", "ready", day("10-10"))
    first = Taken(F, day("10-12"), day("10-14"))
    assert where(notice, first, on=day("10-28")) == ("second", "waiting", day("10-29"))
    assert where(notice, first, on=day("10-29")) == ("second", "ready", day("10-29"))
    second = Taken(S, day("10-30"), day("10-31"))
    assert where(notice, first, second, on=day("11-29")) == ("lawyer", "waiting", day("11-30"))
    assert where(notice, first, second, on=day("11-30")) == ("lawyer", "ready", day("11-30"))
    letter = Taken(L, day("11-30"), None)
    assert where(notice, first, second, letter, on=day("12-25"))[:2] == ("lawyer", "end")


def test_m8_3_a_step_that_has_not_reached_the_unit_offers_no_next() -> None:
    assert where(Taken(N, day("10-01"), None, period="2026-10")) == ("first", "undelivered", None)
    late = Taken(N, day("11-01"), day("11-02"), period="2026-11")
    assert where(Taken(N, day("10-01"), None, period="2026-10"), late)[1] == "ready"


def test_the_days_are_those_the_office_has_set() -> None:
    notice = Taken(N, day("10-01"), day("10-01"), period="2026-10")
    step = next_step((notice,), DUE, "2026-09", TODAY, {F: 60})
    assert (step.readiness, step.since) == (Readiness.WAITING, day("11-30"))


def test_a_notice_before_the_due_day_waits_from_the_due_day() -> None:
    """Nobody is pressed for what was not overdue when the notice came."""
    notice = Taken(N, day("11-01"), day("11-02"), period="2026-11")
    found = where(notice, due=day("11-30"), period="2026-11", on=day("12-03"))
    assert found == ("first", "waiting", day("12-07"))


def test_who_has_paid_and_falls_behind_again_begins_anew() -> None:
    old = (
        Taken(N, day("03-01"), day("03-02"), period="2026-03"),
        Taken(F, day("04-10"), day("04-11")),
        Taken(S, day("05-01"), day("05-02")),
    )
    assert where(*old, due=DUE, period="2026-09") == ("notice", "ready", None)
    assert where(*old, due=day("03-31"), period="2026-03")[0] == "lawyer"


def test_a_letter_without_the_steps_before_it_skips_nothing() -> None:
    notice = Taken(N, day("10-01"), day("10-03"), period="2026-10")
    assert where(notice, Taken(L, day("11-01"), day("11-02")))[0] == "first"


@pytest.mark.parametrize(("kind", "allowed"), [(N, True), (F, True), (S, True), (L, False)])
def test_a_step_can_be_taken_once_more_but_none_ahead_of_its_turn(kind: NoticeKind, allowed: bool) -> None:
    taken = (
        Taken(N, day("10-01"), day("10-03"), period="2026-10"),
        Taken(F, day("10-12"), day("10-14")),
        Taken(S, day("11-10"), day("11-12")),
    )
    assert may_take(next_step(taken, DUE, "2026-09", TODAY), kind) is allowed
