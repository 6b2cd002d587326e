"""After the issue: renewed, lost, found, replaced, withdrawn, given back, ended, fetched (D3.4, D0.5, T22, T23)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.permits.model.permits import PermitEvent, PermitTerm
from frontdesk.areas.permits.queries import conditions
from frontdesk.areas.permits.queries.kinds import kind_versions
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.permits import (
    SHOWS,
    PermitFilter,
    count_by_state,
    ending,
    not_returned,
    of_unit,
    permit_count,
    permit_rows,
)
from frontdesk.areas.permits.rules.course import STATE_WORDS, State, Step, allowed_steps, may_take
from frontdesk.areas.permits.rules.kinds import SEEDS
from frontdesk.areas.permits.service.course import (
    Renew,
    Replace,
    Take,
    collect_card,
    end,
    give_back,
    renew,
    replace_permit,
    report_found,
    report_lost,
    withdraw,
)
from frontdesk.areas.permits.service.kinds import SaveKind, save_kind
from frontdesk.base.store.papers import papers_of
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Role
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.permits.issuing import LEAVE, UNTIL, give, look, pay, worker
from tests.areas.permits.office import let
from tests.quicker import draws

Y = Money.yuan
NEXT = TODAY + timedelta(days=365)
TAKES: dict[Step, Callable[..., Any]] = {
    Step.LOST: report_lost, Step.FOUND: report_found, Step.WITHDRAWN: withdraw, Step.RETURNED: give_back,
    Step.ENDED: end, Step.COLLECTED: collect_card,
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_keeps_decorations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the unit's state is asked: what a higher area knows is that area's to prove."""
    monkeypatch.setattr(conditions, "decoration_source", [conditions.unit_state_says])


def take(desk: Desk, step: Step, number: str, words: str = "本人来办") -> str:
    return str(desk.run(TAKES[step], Take(number, words), desk.receptionist))


def renewed(desk: Desk, number: str, **more: Any) -> Any:
    approval = more.pop("approval", None)
    actor = more.pop("actor", desk.receptionist)
    return desk.run(renew, Renew(number, more.pop("ends_on", NEXT), **more), actor, approval=approval)


def test_d3_4_a_renewal_keeps_the_number_and_makes_a_new_code_and_paper(both: Desk) -> None:
    both.open()
    made = give(both)
    before = look(both, made.number)
    done = renewed(both, "jz 1", pay=pay("cash=12"), actor=both.cashier)
    after = look(both, made.number)
    assert (done.number, after.row.ends_on, after.paper) == (made.number, NEXT, "JZ-00000001/2")
    assert after.code != before.code
    assert after.events[0].said() == f"续期，工本费 12.00（收据 {done.receipt}），至 {NEXT}"
    papers = both.runner.read(papers_of, subject=("permit", made.permit_id))
    assert [paper.number for paper in papers] == ["JZ-00000001/2", "JZ-00000001"]
    assert broken(both.runner) == []


def test_d3_4_conditions_are_asked_again_at_the_renewal(desk: Desk) -> None:
    person = let(desk, 2)
    made = give(desk, unit_id=2, person_id=person, ends_on=date(2026, 12, 31))
    with pytest.raises(Refused, match="租约到 2027-05-31 为止"):
        renewed(desk, made.number)
    with pytest.raises(NeedsApproval):
        renewed(desk, made.number, allow_reason="新租约在路上")
    renewed(desk, made.number, approval=LEAVE)
    event = look(desk, made.number).events[0]
    assert (event.approver, event.words) == ("周敏", f"至 {NEXT}；周敏准许：业主答应月底交清")
    assert renewed(desk, give(desk, unit_id=2, person_id=person, ends_on=date(2026, 12, 1),
                              yes=("permit.second",)).number, ends_on=UNTIL).number == "JZ-00000002"  # fmt: skip


def test_d3_3_a_kind_of_the_supervisors_is_issued_and_renewed_by_their_leave(desk: Desk) -> None:
    facts = replace(SEEDS[0], issuers=(Role.SUPERVISOR,))
    desk.run(save_kind, SaveKind(facts), desk.supervisor)
    with pytest.raises(NeedsApproval, match="居住证要主管办，或主管授权"):
        give(desk)
    made = give(desk, approval=LEAVE)
    assert (look(desk, made.number).approver, look(desk, made.number).allowed) == ("周敏", ())
    with pytest.raises(NeedsApproval, match="居住证要主管办"):
        renewed(desk, made.number)
    renewed(desk, made.number, approval=LEAVE)
    assert look(desk, made.number).events[0].approver == "周敏"
    assert give(desk, unit_id=2, actor=desk.supervisor).number == "JZ-00000002"


def test_t11_t23_two_desks_at_once_take_two_numbers_and_one_press_makes_one(both: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: give(both, unit_id=n % 3 + 1, token=f"t{n % 3}").number, range(6)))
    assert sorted(set(made)) == ["JZ-00000001", "JZ-00000002", "JZ-00000003"]
    assert both.runner.read(permit_count, PermitFilter(), TODAY) == 3
    assert len(both.runner.read(kind_versions, "JZ", TODAY)) == 1
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _n: renewed(both, made[0], token="r").again, range(3)))
    assert sorted(done) == [False, True, True]
    assert broken(both.runner) == []


def test_a_renewal_has_a_later_day_and_no_longer_than_the_kind(desk: Desk) -> None:
    made = give(desk)
    for ends_on, words in (
        (UNTIL, "新的有效期要晚于 2027-05-31"),
        (NEXT + timedelta(days=1), "最晚 2027-11-21"),
    ):
        with pytest.raises(InvalidInput, match=words):
            renewed(desk, made.number, ends_on=ends_on)


def test_t23_the_same_renewal_twice_is_one(both: Desk) -> None:
    both.open()
    made = give(both)
    first = renewed(both, made.number, token="a", pay=pay("cash=12"), actor=both.cashier)
    again = renewed(both, made.number, token="a", pay=pay("cash=12"), actor=both.cashier)
    assert (first.again, again.again) == (False, True)
    with both.db.read() as session:
        assert len(session.scalars(select(PermitTerm.id)).all()) == 2
    other = give(both, unit_id=2)
    with pytest.raises(Refused, match="重新打开"):
        renewed(both, other.number, token="a")


def test_d3_4_a_lost_one_is_dead_until_it_is_found(desk: Desk) -> None:
    made = give(desk)
    assert take(desk, Step.LOST, made.number) == made.number
    assert look(desk, made.number).row.state is State.LOST
    with pytest.raises(Refused, match="已挂失，不能再续期"):
        renewed(desk, made.number)
    with pytest.raises(Refused, match="已挂失，不能再挂失"):
        take(desk, Step.LOST, made.number)
    take(desk, Step.FOUND, made.number)
    assert look(desk, made.number).row.state is State.VALID


def test_d3_4_a_replacement_has_a_new_number_and_names_the_old_one(both: Desk) -> None:
    both.open()
    made = give(both, "LS", approval=LEAVE, pay=pay("cash=10", "cash=50"), actor=both.cashier, **worker())
    take(both, Step.LOST, made.number)
    new = both.run(replace_permit, Replace(made.number, "遗失", pay=pay("cash=10"), token="r"), both.cashier)
    again = both.run(replace_permit, Replace(made.number, "遗失", token="r"), both.cashier)
    assert (new.number, new.deposit, again.number, again.again) == ("LS-00000002", "", new.number, True)
    old, found = look(both, made.number), look(both, new.number)
    assert (old.row.state, old.next, old.steps) == (State.REPLACED, new.number, ())
    assert old.events[0].said() == "补证，遗失，新证 LS-00000002"
    assert (found.row.state, found.previous, found.row.replaces) == (State.VALID, made.number, True)
    assert (found.row.ends_on, found.extra, found.id_number) == (old.row.ends_on, old.extra, old.id_number)
    # The deposit stays where it was taken, and is known to the card that stands now.
    assert found.held == old.held == ((old.events[-1].deposit, Y("50")),)
    both.give_back(old.events[-1].deposit, "cash=30", kept=(("卡损坏", "20"),))
    assert look(both, new.number).held == ()
    with pytest.raises(Refused, match="已补办，不能再补证"):
        both.run(replace_permit, Replace(made.number, "又丢了"), both.cashier)
    assert broken(both.runner) == []


def test_a_lost_one_that_has_ended_is_issued_anew(desk: Desk) -> None:
    made = give(desk, ends_on=TODAY)
    take(desk, Step.LOST, made.number)
    assert Step.REPLACED in look(desk, made.number).steps
    desk.clock.forward(days=1)
    assert Step.REPLACED not in look(desk, made.number).steps
    with pytest.raises(Refused, match="JZ-00000001 到 2026-11-21 已经到期，不能补证，请重新办一张"):
        desk.run(replace_permit, Replace(made.number, "遗失"), desk.receptionist)


def test_d0_5_taking_it_away_wants_a_reason_that_is_kept(desk: Desk) -> None:
    made = give(desk)
    for step in (Step.WITHDRAWN, Step.ENDED):
        with pytest.raises(Refused, match="请写明"):
            take(desk, step, made.number, " ")
    with pytest.raises(Refused, match="超过 200 个字"):
        take(desk, Step.WITHDRAWN, made.number, "长" * 201)
    take(desk, Step.WITHDRAWN, made.number, "租客已搬走")
    assert look(desk, made.number).events[0].said() == "收回，租客已搬走"
    for step in TAKES:
        with pytest.raises(Refused, match="已收回，不能再"):
            take(desk, step, made.number)


def test_a_number_nobody_issued_is_told(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有证 JZ-9，请核对编号"):
        take(desk, Step.LOST, "JZ-9")


def test_t21_what_ends_and_what_is_overdue_follow_from_the_day(both: Desk) -> None:
    made = give(both, ends_on=date(2026, 11, 24))
    waiting = give(both, unit_id=2, ends_on=date(2026, 11, 24), waits=True)
    read = both.runner.read
    week = TODAY + timedelta(days=7)
    assert [row.number for row in read(ending, week, TODAY)] == [made.number]
    assert read(not_returned, TODAY) == ()
    assert read(count_by_state, TODAY) == {
        "live": 2, "soon": 1, "waiting": 1, "lost": 0, "over": 0, "left": 0, "all": 2,
    }  # fmt: skip
    after = date(2026, 11, 25)
    assert [row.number for row in read(not_returned, after)] == [made.number]
    assert look(both, waiting.number, after).row.state is State.EXPIRED
    # It came back before the reminder was read: nothing is reminded of.
    both.clock.forward(days=4)
    take(both, Step.RETURNED, made.number)
    assert read(not_returned, after) == ()
    assert [row.state for row in read(of_unit, 1, after)] == [State.RETURNED]


def test_d0_7_a_list_is_found_by_number_name_unit_and_kind(desk: Desk) -> None:
    give(desk)
    give(desk, unit_id=2, waits=True)

    def found(**more: Any) -> list[str]:
        return [row.number for row in desk.runner.read(permit_rows, PermitFilter(**more), TODAY)]

    assert found(text="张硕") == found(text="zhangs") == found(text="zs") == ["JZ-00000001"]
    assert found(text="2-2-0801") == found(text="jz2") == ["JZ-00000002"]
    assert found(kind="TC") == []
    assert found(show="waiting") == ["JZ-00000002"]
    assert found(sort="number", descending=True) == ["JZ-00000002", "JZ-00000001"]


def test_the_database_itself_keeps_what_is_over_over(both: Desk) -> None:
    """Whatever the code above does: no step after the last one."""
    made = give(both)
    take(both, Step.WITHDRAWN, made.number)
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.add(
            PermitEvent(
                permit_id=made.permit_id, step=Step.COLLECTED, on=TODAY, at=both.clock.now(), by_id=1, by="x"
            )
        )


@settings(
    max_examples=draws(6), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    walk=st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 60)), min_size=3, max_size=14),
    waits=st.booleans(),
)
def test_any_walk_of_commands_stays_in_the_table_and_lists_agree(
    desk: Desk, walk: list[tuple[Step, int]], waits: bool
) -> None:
    """D3.4: a command is refused in words or leads to a state the table knows; every chip's count is its list's."""
    start = desk.clock.at
    made = give(desk, "TC", waits=waits, ends_on=desk.clock.today() + timedelta(days=40),
                extra=(("plate", "浙A6H072"),), yes=("permit.second",))  # fmt: skip
    number = made.number
    try:
        for step, days in walk:
            desk.clock.forward(days=days)
            today = desk.clock.today()
            state = look(desk, number).row.state
            may = may_take(step, state)
            try:
                if step is Step.RENEWED:
                    renewed(desk, number, ends_on=today + timedelta(days=300), approval=LEAVE)
                elif step is Step.REPLACED:
                    old = number
                    number = desk.run(replace_permit, Replace(number, "损坏"), desk.receptionist).number
                    assert look(desk, old).row.state is State.REPLACED
                elif step is not Step.ISSUED:
                    take(desk, step, number)
                else:
                    continue
            except Refused:
                # A renewal to a day that is no later, and another card for one that has ended, are refused too.
                assert not may or step in (Step.RENEWED, Step.REPLACED)
            else:
                assert may
            shown = look(desk, number)
            assert shown.row.state in STATE_WORDS
            assert shown.steps == allowed_steps(shown.row.state, ended=shown.row.ends_on < today)
            counts = desk.runner.read(count_by_state, today)
            for show in SHOWS:
                assert desk.runner.read(permit_count, PermitFilter(show), today) == counts[show]
        assert desk.runner.read(broken_permits) == []
    finally:
        desk.clock.at = start
