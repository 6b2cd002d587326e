"""Planned visits: units chosen, knocks written down, needs made tickets, progress, the sheet to carry (D2.7); T21, T23."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import Building, Unit, UnitNote
from frontdesk.areas.archives.rules.kinds import NoteLevel, UnitState
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, ticket_rows
from frontdesk.areas.reception.queries.visit_plans import (
    PlanFilter,
    PlanShow,
    broken_visit_plans,
    find_plans,
    plan_figures,
    plan_file,
    plan_row,
    plan_rows,
    plans_due,
)
from frontdesk.areas.reception.queries.visit_targets import (
    TargetFilter,
    TargetShow,
    target_figures,
    target_file,
    target_rows,
    visits_of_unit,
)
from frontdesk.areas.reception.rules.sampling import draw_some
from frontdesk.areas.reception.rules.visit_plans import Outcome, PlanState, TargetState, Whom
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.visit_papers import (
    IssueVisitSheet,
    PrintVisitSheet,
    issue_visit_sheet,
    print_visit_sheet,
)
from frontdesk.areas.reception.service.visit_plans import (
    EndPlan,
    MadePlan,
    MakePlan,
    Recorded,
    RecordVisit,
    TicketOfNeed,
    VoidVisitMade,
    end_plan,
    make_plan,
    record_visit,
    ticket_of_need,
    void_visit_made,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read

PLAN = MakePlan("四季度走访", TODAY, TODAY + timedelta(days=9))


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def ask(desk: Desk, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
    return desk.runner.read(query, *args, **more)


def plan(desk: Desk, **more: Any) -> MadePlan:
    made: MadePlan = run(desk, make_plan, replace(PLAN, **more))
    return made


def targets(desk: Desk, plan_id: int, show: TargetShow = TargetShow.ALL, **more: Any) -> Any:
    return ask(desk, target_rows, TargetFilter(plan_id, desk.clock.today(), show=show, **more))


def visit(desk: Desk, target_id: int, outcome: Outcome = Outcome.MET, **more: Any) -> Recorded:
    made: Recorded = run(desk, record_visit, RecordVisit(target_id, outcome, **more))
    return made


def add_homes(desk: Desk) -> None:
    """5栋 with two homes in two entrances, one of them empty, and a parking space nobody knocks at."""
    with desk.db.write() as session:
        session.add(Building(code="5", name="5栋", sort=5))
        session.flush()
        first = session.get_one(Unit, 1)
        for code, entrance, state in (
            ("5-1-0101", "1", UnitState.LET), ("5-2-0604", "2", UnitState.OWNER), ("5-2-0701", "2", UnitState.VACANT)
        ):  # fmt: skip
            session.add(
                Unit(code=code, key=code, sort_key=code, building_id=2, entrance=entrance, room=code[-4:], floor=1,
                     kind=first.kind, state=state, built_area=None, inner_area=None, handed_over_on=None,
                     payer=first.payer, made_at=first.made_at)
            )  # fmt: skip


def add_note(desk: Desk, unit_id: int, words: str) -> None:
    with desk.db.write() as session:
        session.add(
            UnitNote(unit_id=unit_id, level=NoteLevel.WATCH, text=words, at=desk.clock.now(), by="何倩")
        )


def test_a_plan_takes_in_lived_units_by_building_and_entrance_d2_7(both: Desk) -> None:
    add_homes(both)
    made = plan(both)
    assert (made.number, made.units) == ("ZF-2026-001", 5)
    assert [row.unit for row in targets(both, made.id)][-2:] == ["5-1-0101", "5-2-0604"]
    part = plan(both, places=((2, "2"),), name="5 栋 2 单元")
    assert [row.unit for row in targets(both, part.id)] == ["5-2-0604"]
    row = ask(both, plan_row, part.id, TODAY)
    assert (row.scope, row.state, row.last_on) == ("5栋 2 单元", PlanState.RUNNING, TODAY + timedelta(days=9))
    assert [found.number for found in ask(both, plan_rows, PlanFilter(TODAY, "5栋"))] == [part.number]
    assert [found.id for found in ask(both, find_plans, "zf-2026-001", TODAY)] == [made.id]


def test_a_sample_is_stored_with_the_seed_that_draws_it_again_d2_7(desk: Desk) -> None:
    made = plan(desk, whom=Whom.SAMPLE, sample=2)
    row = ask(desk, plan_row, made.id, TODAY)
    drawn = [target.unit for target in targets(desk, made.id)]
    codes = ("1-1-0101", "2-2-0801", "3-1-1202")
    assert (row.population, made.units, tuple(drawn)) == (3, 2, draw_some(codes, row.seed, 2))
    with pytest.raises(InvalidInput, match="抽多少户"):
        plan(desk, whom=Whom.SAMPLE)


def test_those_to_be_looked_after_and_those_who_complained_d2_7(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有备注了这些词"):
        plan(desk, whom=Whom.NOTED)
    add_note(desk, 2, "独居老人，女儿在外地")
    add_note(desk, 3, "门口有石狮子")
    made = plan(desk, whom=Whom.NOTED)
    assert [(row.unit, row.why) for row in targets(desk, made.id)] == [("2-2-0801", "独居老人，女儿在外地")]
    with pytest.raises(Refused, match="没有人投诉过"):
        plan(desk, whom=Whom.COMPLAINED)
    for _ in range(2):
        run(desk, receive, Receive(TicketKind.COMPLAINT, Channel.PHONE, "楼上太吵", unit_id=1))
    heard = plan(desk, whom=Whom.COMPLAINED)
    assert [(row.unit, row.why) for row in targets(desk, heard.id)] == [
        ("3-1-1202", f"投诉 2 次，最近 {TODAY}")
    ]


def test_what_is_wrong_with_a_plan_is_said_beside_its_field_t23(desk: Desk) -> None:
    with pytest.raises(Refused, match="名称") as wrong:
        plan(desk, name=" ")
    assert wrong.value.field == "name"
    with pytest.raises(InvalidInput, match="早于开始"):
        plan(desk, last_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="没有住人"):
        plan(desk, places=((99, ""),))
    first, again = plan(desk, token="t"), plan(desk, token="t")
    assert (again.id, again.again, first.again) == (first.id, True, False)


def test_knocks_make_the_state_and_a_need_a_ticket_in_one_step_d2_7(both: Desk) -> None:
    made = plan(both)
    first, second, third = (row.id for row in targets(both, made.id))
    visit(both, first, Outcome.ABSENT)
    assert targets(both, made.id)[0].state is TargetState.MISSED
    done = visit(
        both, first, talked="业主3", words="对保洁满意", satisfaction=4, needs="厨房水管渗水",
        ticket_kind=TicketKind.REPAIR, token="v",
    )  # fmt: skip
    assert visit(both, first, token="v").again
    row = targets(both, made.id, TargetShow.DONE)[0]
    assert (row.tries, row.ticket, row.satisfaction) == (2, done.ticket, 4)
    ticket = ask(both, ticket_rows, TicketFilter(), both.clock.now(), TODAY)[0]
    assert (ticket.number, ticket.unit) == (done.ticket, row.unit)
    assert "厨房水管渗水（走访 ZF-2026-001）" in ticket.what
    visit(both, second, Outcome.PHONE, needs="问停车月卡")
    assert [r.unit for r in targets(both, made.id, TargetShow.NEEDS)] == ["2-2-0801"]
    file = ask(both, target_file, second, TODAY)
    number = run(both, ticket_of_need, TicketOfNeed(file.visits[0].id, TicketKind.HELP))
    assert number.startswith("QZ-")
    with pytest.raises(Refused, match="已经转了"):
        run(both, ticket_of_need, TicketOfNeed(file.visits[0].id))
    figures = ask(both, target_figures, TargetFilter(made.id, TODAY))
    assert figures.shows == {
        TargetShow.OPEN: 1, TargetShow.MISSED: 0, TargetShow.DONE: 2, TargetShow.NEEDS: 0, TargetShow.ALL: 3,
    }  # fmt: skip
    progress = ask(both, plan_file, made.id, TODAY).buildings[0]
    assert (progress.units, progress.done, progress.missed, str(progress.mean)) == (3, 2, 0, "4.00")
    visit(both, third)
    assert ask(both, plan_row, made.id, TODAY).state is PlanState.COMPLETE
    assert ask(both, broken_visit_plans) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"outcome": Outcome.ABSENT, "satisfaction": 5}, "没有见到"),
        ({"satisfaction": 6}, "1 到 5"),
        ({"ticket_kind": TicketKind.REPAIR}, "需要什么"),
        ({"on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"on": TODAY - timedelta(days=1)}, "才开始"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_in_words_d2_7(
    desk: Desk, more: dict[str, Any], words: str
) -> None:
    target = targets(desk, plan(desk).id)[0].id
    with pytest.raises(Refused, match=words):
        visit(desk, target, **more)


def test_a_visit_written_by_mistake_is_void_and_counts_no_more_d2_7(desk: Desk) -> None:
    made = plan(desk)
    target = targets(desk, made.id)[0].id
    wrong = visit(desk, target)
    with pytest.raises(NeedsApproval):
        run(desk, void_visit_made, VoidVisitMade(wrong.id, "登错户"), desk.cashier)
    run(desk, void_visit_made, VoidVisitMade(wrong.id, "登错户"))
    file = ask(desk, target_file, target, TODAY)
    assert (file.row.state, file.visits[0].void) == (TargetState.WAITING, "登错户")
    with pytest.raises(Refused, match="已作废"):
        run(desk, void_visit_made, VoidVisitMade(wrong.id, "又点了一次"))


def test_late_plans_stand_on_the_start_page_until_they_are_over_t21(desk: Desk) -> None:
    made = plan(desk)
    assert ask(desk, plans_due, TODAY) == ()
    desk.clock.forward(days=12)
    later = desk.clock.today()
    due = ask(desk, plans_due, later)
    assert [(row.id, row.state, row.late(later)) for row in due] == [(made.id, PlanState.LATE, 3)]
    with pytest.raises(NeedsApproval):
        run(desk, end_plan, EndPlan(made.id, "住户都回老家了"))
    run(desk, end_plan, EndPlan(made.id, "住户都回老家了"), desk.supervisor)
    assert ask(desk, plans_due, later) == ()
    assert ask(desk, plan_figures, PlanFilter(later)).shows[PlanShow.OVER] == 1
    with pytest.raises(Refused, match="周敏 结束"):
        visit(desk, targets(desk, made.id)[0].id)


def test_the_database_itself_keeps_what_was_written_d2_7(both: Desk) -> None:
    made = plan(both)
    target = targets(both, made.id)[0].id
    visit(both, target)
    for statement in (
        "UPDATE visit_made SET words = 'x'", "DELETE FROM visit_made", "DELETE FROM visit_target",
        "UPDATE visit_plan SET name = 'x'",
    ):  # fmt: skip
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.execute(text(statement))
    run(both, end_plan, EndPlan(made.id, "结束"), both.supervisor)
    with pytest.raises(DBAPIError, match="the plan has ended"), both.db.write() as session:
        session.execute(
            text(
                'INSERT INTO visit_made (target_id, made_on, visitor, outcome, talked, words, needs, at, by_id, "by")'
                ' SELECT target_id, made_on, visitor, outcome, talked, words, needs, at, by_id, "by" FROM visit_made'
            )
        )


def test_the_sheet_to_carry_has_who_is_left_and_is_kept_d0_4_t12(desk: Desk) -> None:
    add_note(desk, 2, "老人，耳背")
    made = plan(desk, words="问取暖")
    visit(desk, targets(desk, made.id)[0].id)
    number = run(desk, issue_visit_sheet, IssueVisitSheet(made.id))
    assert number == run(desk, issue_visit_sheet, IssueVisitSheet(made.id))
    first = run(desk, print_visit_sheet, PrintVisitSheet(number))
    second = run(desk, print_visit_sheet, PrintVisitSheet(number))
    words = "\n".join(read.lines(first.pdf))
    assert "2-2-0801" in words
    assert "1-1-0101" not in words
    assert "问取暖" in words
    assert (first.times, second.times) == (0, 1)
    assert "补打 1" in "\n".join(read.lines(second.pdf))
    for row in targets(desk, made.id, TargetShow.OPEN):
        visit(desk, row.id)
    with pytest.raises(Refused, match="都走访过了"):
        run(desk, issue_visit_sheet, IssueVisitSheet(made.id))


def test_a_units_card_says_what_is_planned_and_what_was_last_d2_7(desk: Desk) -> None:
    made = plan(desk)
    unit = targets(desk, made.id)[2]
    assert [(v.number, v.state) for v in ask(desk, visits_of_unit, unit.unit_id, TODAY)] == [
        (made.number, TargetState.WAITING)
    ]
    visit(desk, unit.id, satisfaction=5)
    told = ask(desk, visits_of_unit, unit.unit_id, TODAY)
    assert [(v.state, v.made_on, v.satisfaction) for v in told] == [(TargetState.DONE, date(2026, 11, 21), 5)]
