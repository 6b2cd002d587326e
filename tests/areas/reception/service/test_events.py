"""Community events: plan, approval, guests, spending, photographs, closing (D2.7); T23, D0.5, T12."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.events import (
    EventFilter,
    EventShow,
    event_figures,
    event_file,
    event_rows,
    events_of_unit,
    events_to_approve,
    find_events,
    upcoming_events,
)
from frontdesk.areas.reception.rules.events import EventState, GuestMark
from frontdesk.areas.reception.service.agency_papers import (
    IssueAgencyPaper,
    PrintAgencyPaper,
    issue_agency_paper,
    print_agency_paper,
)
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.desk_files import AttachFiles, attach_files
from frontdesk.areas.reception.service.event_people import (
    MarkGuests,
    SignUp,
    Spend,
    VoidSpend,
    mark_guests,
    sign_up,
    spend,
    void_spend,
)
from frontdesk.areas.reception.service.events import (
    ApproveEvent,
    BudgetLine,
    CancelEvent,
    ChangePlan,
    CloseEvent,
    Plan,
    PlanEvent,
    PostponeEvent,
    ReopenEvent,
    SendBack,
    approve_event,
    cancel_event,
    change_plan,
    close_event,
    plan_event,
    postpone_event,
    reopen_event,
    send_back,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read

Y = Money.yuan
DAY = TODAY + timedelta(days=3)
PLAN = Plan(
    "重阳敬老茶话会", "会所一楼", DAY, "900", "何倩", "11:00", "喝茶、量血压",
    (BudgetLine("茶点", Y(600)), BudgetLine("横幅", Y(100))),
)  # fmt: skip


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def file_of(desk: Desk, event_id: int) -> Any:
    return desk.runner.read(event_file, event_id, desk.clock.today())


def planned(desk: Desk, *, approved: bool = True, **more: Any) -> int:
    event_id = int(run(desk, plan_event, PlanEvent(replace(PLAN, **more))).id)
    if approved:
        run(desk, approve_event, ApproveEvent(event_id, 1), desk.supervisor)
    return event_id


def photograph(colour: int = 120) -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("L", (1800, 1200), colour).save(made, "JPEG")
    return made.getvalue()


def test_D2_7_from_the_plan_to_the_summary(both: Desk) -> None:
    made = run(both, plan_event, PlanEvent(PLAN, token="p"))
    assert made.number == "HD-2026-001"
    assert run(both, plan_event, PlanEvent(PLAN, token="p")).again
    assert [row.id for row in both.runner.read(events_to_approve, TODAY)] == [made.id]
    with pytest.raises(NeedsApproval):
        run(both, approve_event, ApproveEvent(made.id, 1))
    run(both, approve_event, ApproveEvent(made.id, 1), approval=both.leave(Right.RECEPTION_LEAD))
    assert file_of(both, made.id).course[0].approver == both.supervisor.name
    first = run(both, sign_up, SignUp(made.id, unit_id=1, person_id=1, people=3))
    second = run(both, sign_up, SignUp(made.id, "李站长", people=2, phone="13800005521"))
    third = run(both, sign_up, SignUp(made.id, "陈婷", 2))
    assert first.name == "张硕"
    with pytest.raises(Refused, match="到时再签到"):
        run(both, mark_guests, MarkGuests((first.id,), GuestMark.CAME))
    run(both, mark_guests, MarkGuests((third.id,), GuestMark.OUT))
    assert [row.id for row in both.runner.read(events_of_unit, 1, TODAY)] == [made.id]
    assert both.runner.read(events_of_unit, 2, TODAY) == ()
    run(both, spend, Spend(made.id, "超市茶点", Y("572.50"), 1, words="发票 0118"))
    wrong = run(both, spend, Spend(made.id, "打印", Y(45)))
    run(both, void_spend, VoidSpend(wrong, "记错活动"))
    both.clock.forward(days=3)
    row = both.runner.read(upcoming_events, both.clock.today())[0]
    assert (row.state, row.signed, row.hours) == (EventState.TODAY, 5, "09:00–11:00")
    run(both, mark_guests, MarkGuests((first.id,), GuestMark.CAME, people=2))
    run(both, mark_guests, MarkGuests((second.id,), GuestMark.MISSED))
    run(both, sign_up, SignUp(made.id, "路过的", came=True))
    run(both, attach_files, AttachFiles((PhotoInput("合影.jpg", photograph(), "合影"),), event_id=made.id))
    run(both, close_event, CloseEvent(made.id, "老人高兴，下次多备椅子", 4))
    file = file_of(both, made.id)
    assert (file.row.state, file.row.signed, file.row.came, file.row.score) == (EventState.CLOSED, 6, 3, 4)
    assert (file.row.budget, file.row.spent) == (Y(700), Y("572.50"))
    assert [guest.phone for guest in file.guests] == ["", "138****5521", "", ""]
    issued = run(both, issue_agency_paper, IssueAgencyPaper(AgencyForm.SUMMARY, made.id))
    pdf = run(both, print_agency_paper, PrintAgencyPaper(AgencyForm.SUMMARY, issued.number)).pdf
    told = read.text(pdf)
    assert "572.50" in told
    assert "127.50" in told
    assert "合影" in told
    assert "3 人，1 户" in told
    assert broken(both.runner) == []
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text("DELETE FROM event_spend"))


def test_D2_7_a_plan_sent_back_changed_and_seen_anew(desk: Desk) -> None:
    event_id = planned(desk, approved=False)
    run(desk, send_back, SendBack(event_id, 1, "预算太高"), desk.supervisor)
    assert file_of(desk, event_id).row.state is EventState.BACK
    budget = (BudgetLine("横幅", Y(80), 2), BudgetLine("椅子", Y(50)))
    run(desk, change_plan, ChangePlan(event_id, replace(PLAN, budget=budget)))
    with pytest.raises(Refused, match="刚才改过"):
        run(desk, approve_event, ApproveEvent(event_id, 1), desk.supervisor)
    run(desk, approve_event, ApproveEvent(event_id, 2), desk.supervisor)
    file = file_of(desk, event_id)
    # A line keeps its number, and one that is gone leaves its own unused.
    assert [(line.no, line.what) for line in file.budget] == [(2, "横幅"), (3, "椅子")]
    run(desk, spend, Spend(event_id, "租椅子", Y(50), 3))
    run(desk, change_plan, ChangePlan(event_id, replace(PLAN, budget=budget[:1])))
    run(desk, approve_event, ApproveEvent(event_id, 3), desk.supervisor)
    assert [(line.what, line.spent) for line in file_of(desk, event_id).accounts] == [
        ("横幅", Money(0)),
        ("计划外", Y(50)),
    ]
    assert broken(desk.runner) == []


def test_D2_7_put_off_called_off_and_what_was_bought_counts(desk: Desk) -> None:
    event_id = planned(desk)
    later = DAY + timedelta(days=7)
    run(desk, postpone_event, PostponeEvent(event_id, later, "14:00", "下雨", "16:00"))
    file = file_of(desk, event_id)
    assert (file.row.held_on, file.row.state, file.row.budget) == (later, EventState.READY, Y(700))
    assert file.course[0].words == f"{DAY} 09:00 改到 {later} 14:00：下雨"
    with pytest.raises(Refused, match="没有改"):
        run(desk, postpone_event, PostponeEvent(event_id, later, "14:00", "下雨", "16:00"))
    with pytest.raises(NeedsApproval, match="已经批准"):
        run(desk, cancel_event, CancelEvent(event_id, "没人报名"))
    run(desk, cancel_event, CancelEvent(event_id, "没人报名"), desk.supervisor)
    run(desk, spend, Spend(event_id, "已订的茶点", Y(60), 1))
    with pytest.raises(Refused, match="已取消"):
        run(desk, sign_up, SignUp(event_id, "张三"))
    shows = desk.runner.read(event_figures, EventFilter(TODAY)).shows
    assert (shows[EventShow.OPEN], shows[EventShow.GONE]) == (0, 1)
    assert desk.runner.read(event_rows, EventFilter(TODAY, show=EventShow.GONE))[0].spent == Y(60)
    assert broken(desk.runner) == []


def test_D2_7_closing_waits_for_the_day_and_is_reopened_by_a_supervisor(desk: Desk) -> None:
    event_id = planned(desk)
    with pytest.raises(Refused, match="才举办"):
        run(desk, close_event, CloseEvent(event_id, "好", 5))
    desk.clock.forward(days=4)
    assert file_of(desk, event_id).row.state is EventState.HELD
    with pytest.raises(InvalidInput) as wrong:
        run(desk, close_event, CloseEvent(event_id, " ", 6))
    assert set(wrong.value.errors) == {"words", "score"}
    run(desk, close_event, CloseEvent(event_id, "好", 5))
    with pytest.raises(NeedsApproval):
        run(desk, reopen_event, ReopenEvent(event_id, "漏记一笔"))
    run(desk, reopen_event, ReopenEvent(event_id, "漏记一笔"), desk.supervisor)
    with pytest.raises(Refused, match="总结以后再打印"):
        run(desk, issue_agency_paper, IssueAgencyPaper(AgencyForm.SUMMARY, event_id))
    run(desk, close_event, CloseEvent(event_id, "好", 4))
    assert file_of(desk, event_id).row.score == 4


def test_D2_7_what_is_wrong_is_said_beside_it(desk: Desk) -> None:
    bad = Plan(
        "", "会所", TODAY - timedelta(days=1), "11:00", "何倩", "9:00", budget=(BudgetLine(" ", Money(0)),)
    )
    with pytest.raises(InvalidInput) as wrong:
        run(desk, plan_event, PlanEvent(bad))
    assert set(wrong.value.errors) == {"title", "ends", "held_on", "budget.0.what", "budget.0.amount"}
    event_id = planned(desk)
    with pytest.raises(NeedsConfirmation, match="超了 50.00"):
        run(desk, spend, Spend(event_id, "横幅", Y(150), 2))
    with pytest.raises(InvalidInput) as wrong:
        run(desk, spend, Spend(event_id, "", Money(0), 9))
    assert set(wrong.value.errors) == {"what", "amount", "line_no"}
    run(desk, sign_up, SignUp(event_id, "张三"))
    with pytest.raises(NeedsConfirmation, match="已经在名单上"):
        run(desk, sign_up, SignUp(event_id, "张三"))
    assert [row.id for row in desk.runner.read(find_events, "茶话", TODAY)] == [event_id]
    assert [row.id for row in desk.runner.read(find_events, "hd-2026", TODAY)] == [event_id]


def test_D2_7_the_sheet_to_sign_has_who_signed_up(desk: Desk) -> None:
    event_id = planned(desk)
    out = run(desk, sign_up, SignUp(event_id, "不来了"))
    run(desk, sign_up, SignUp(event_id, unit_id=1, person_id=1, people=2))
    run(desk, mark_guests, MarkGuests((out.id,), GuestMark.OUT))
    issued = run(desk, issue_agency_paper, IssueAgencyPaper(AgencyForm.SIGN_IN, event_id))
    told = read.text(run(desk, print_agency_paper, PrintAgencyPaper(AgencyForm.SIGN_IN, issued.number)).pdf)
    assert "3-1-1202" in told
    assert "不来了" not in told
    assert "1 笔，共 2 人" in told
