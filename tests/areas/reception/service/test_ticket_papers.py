"""Papers of tickets: frozen as the ticket stood, the same when nothing changed, marked when printed again (D0.4, T12)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.areas.reception.documents.kinds import TicketForm
from frontdesk.areas.reception.rules.words import LineKind, TicketKind
from frontdesk.areas.reception.service.paid import ChargeService, ServiceLineInput, charge_service
from frontdesk.areas.reception.service.ticket_papers import (
    IssueCallbackSheet,
    IssueTicketPaper,
    PrintTicketPaper,
    issue_callback_sheet,
    issue_ticket_paper,
    print_ticket_paper,
)
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.owing import Month
from tests.tools import paper_reading as read

ORDER, COMPLAINT, PAID = TicketForm.ORDER, TicketForm.COMPLAINT, TicketForm.PAID


def issue(desk: Desk, form: TicketForm, ticket_id: int, **more: Any) -> Any:
    return desk.run(issue_ticket_paper, IssueTicketPaper(form, ticket_id, **more), desk.receptionist)


def printed(desk: Desk, form: TicketForm, number: str, size: str | None = None) -> str:
    made = desk.run(print_ticket_paper, PrintTicketPaper(form, number, size), desk.receptionist)
    return read.text(made.pdf).replace("\n", "")


@pytest.fixture
def month(desk: Desk) -> Month:
    made = Month(desk)
    made.at(21)
    return made


def test_D2_2_a_dispatched_ticket_prints_its_order_with_the_whole_telephone(desk: Desk, month: Month) -> None:
    ticket = month.take("地漏返水", TicketKind.REPAIR, place="卫生间", category="给排水", problem="返水")
    with pytest.raises(Refused, match="现在没有派出去"):
        issue(desk, ORDER, ticket)
    month.send(ticket, words="先关总阀")
    made = issue(desk, ORDER, ticket)
    assert made.number == "BS-20261121-001"
    said = printed(desk, ORDER, made.number)
    for words in (
        "3-1-1202",
        "张硕",
        "13867512208",
        "工程部　老赵",
        "先关总阀",
        "卫生间 · 给排水 · 返水",
        "前到场",
    ):
        assert words in said
    assert "补打" not in said
    assert "补打 1　何倩" in printed(desk, ORDER, made.number, "A4")


def test_the_same_paper_is_not_issued_twice_and_a_second_dispatch_has_its_own(
    desk: Desk, month: Month
) -> None:
    ticket = month.take("地漏返水", TicketKind.REPAIR)
    month.send(ticket)
    first = issue(desk, ORDER, ticket)
    month.at(22)
    again = issue(desk, ORDER, ticket)
    assert (again.number, again.again) == (first.number, True)
    month.send(ticket, worker="小周")
    second = issue(desk, ORDER, ticket)
    assert (second.number, second.again) == (f"{first.number}-2", False)
    assert "小周" in printed(desk, ORDER, second.number)
    assert "第 2 次派单" in printed(desk, ORDER, second.number)
    assert "老赵" in printed(desk, ORDER, first.number)


def test_D1_9_a_complaints_sheet_has_its_course_and_a_masked_telephone(desk: Desk, month: Month) -> None:
    ticket = month.take("楼上敲墙", category="噪声")
    month.send(ticket, "秩序部", "谢安平")
    month.done(ticket)
    month.call(ticket, 2, content=False, words="还在响")
    made = issue(desk, COMPLAINT, ticket)
    said = printed(desk, COMPLAINT, made.number)
    assert "13867512208" not in said
    assert "138****2208" in said
    for words in ("派单", "到场", "完成", "退回重办", "还在响", "1 次", "秩序 谢安平"):
        assert words in said
    with pytest.raises(Refused, match="不是投诉"):
        issue(desk, COMPLAINT, month.take("漏水", TicketKind.REPAIR))


def test_M1_2_a_paid_service_prints_its_lines_and_its_sum_to_the_fen(desk: Desk, month: Month) -> None:
    ticket = month.take("三角阀漏水", TicketKind.REPAIR)
    month.send(ticket)
    with pytest.raises(Refused, match="没有有偿服务"):
        issue(desk, PAID, ticket)
    month.done(ticket)
    lines = (
        ServiceLineInput(LineKind.MATERIAL, "三角阀", Decimal(2), Decimal("28.35"), "只"),
        ServiceLineInput(LineKind.LABOUR, "安装", Decimal("0.5"), Decimal("60.01"), "小时"),
    )
    charged = desk.run(charge_service, ChargeService(ticket, lines, "换阀"), desk.receptionist)
    made = issue(desk, PAID, ticket)
    assert made.number == charged.number
    said = printed(desk, PAID, made.number)
    for words in ("56.70", "30.01", "¥86.71", "捌拾陆元柒角壹分", "换阀"):
        assert words in said
    with desk.db.read() as session:
        assert session.execute(text("SELECT amount FROM charge ORDER BY id DESC")).scalars().first() == 8671


def test_the_call_list_of_a_day_has_those_to_call(desk: Desk, month: Month) -> None:
    tickets = []
    for n in range(3):
        tickets.append(month.take(f"第 {n} 件", TicketKind.REPAIR))
        month.send(tickets[n])
        month.done(tickets[n])
    month.at(22)
    with pytest.raises(Refused, match="没有要回访"):
        desk.run(issue_callback_sheet, IssueCallbackSheet(()), desk.receptionist)
    made = desk.run(issue_callback_sheet, IssueCallbackSheet(tuple(tickets)), desk.receptionist)
    assert made.number == "HF-20261122"
    said = printed(desk, TicketForm.CALLBACKS, made.number)
    assert all(f"第 {n} 件" in said for n in range(3))
    month.call(tickets[0], 5)
    fewer = desk.run(issue_callback_sheet, IssueCallbackSheet(tuple(tickets[1:])), desk.receptionist)
    assert fewer.number == "HF-20261122-2"


def test_a_void_ticket_gets_no_paper_and_an_unknown_number_is_said(desk: Desk, month: Month) -> None:
    ticket = month.take("地漏返水", TicketKind.REPAIR)
    month.send(ticket)
    month.void(ticket)
    with pytest.raises(Refused, match="已作废"):
        issue(desk, ORDER, ticket)
    with pytest.raises(Refused, match="没有派工单 BS-1"):
        printed(desk, ORDER, "BS-1")
    with pytest.raises(Refused, match="没有这张报事单"):
        issue(desk, ORDER, 999)
