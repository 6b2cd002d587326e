"""Paid work (有偿服务单, D2.2): its lines become one charge, to the fen, collected at the cash desk."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from frontdesk.app.checks import broken
from frontdesk.areas.fees.model import FeeItem
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.reception.documents.kinds import TicketForm
from frontdesk.areas.reception.queries.paid import services_of
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import Channel, LineKind
from frontdesk.areas.reception.service.paid import (
    ChargedService,
    ChargeService,
    ServiceLineInput,
    VoidService,
    charge_service,
    line_amount,
    void_service,
)
from frontdesk.areas.reception.service.ticket_papers import IssueTicketPaper, issue_ticket_paper
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import ZERO, Money
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter

LINES = (
    ServiceLineInput(LineKind.MATERIAL, "软管", Decimal("2"), Decimal("18.50"), "根"),
    ServiceLineInput(LineKind.MATERIAL, "生料带", Decimal("0.35"), Decimal("4.90"), "卷"),
    ServiceLineInput(LineKind.LABOUR, "更换", Decimal("1.5"), Decimal("40"), "小时"),
)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def anywhere(both: Desk) -> Counter:
    return Counter(both)


def charge(
    counter: Counter, ticket_id: int, lines: tuple[ServiceLineInput, ...] = LINES, **more: Any
) -> ChargedService:
    made: ChargedService = counter.run(charge_service, ChargeService(ticket_id, lines, **more))
    return made


def test_from_the_lines_to_the_receipt(anywhere: Counter) -> None:
    """T3: 0.35 × 4.90 is 1.715, rounded once to 1.72; 37.00 + 1.72 + 60.00 = 98.72."""
    counter = anywhere
    taken = counter.to(State.WORKING)
    made = charge(counter, taken.ticket_id)
    assert (made.number, made.total, made.unit_id) == ("YC-20261120-001", Money(9_872), 1)
    assert counter.desk.owed() == {made.charge_id: Money(9_872)}
    service = counter.read(services_of, taken.ticket_id)[0]
    assert [line.amount for line in service.lines] == [Money(3_700), Money(172), Money(6_000)]
    assert (service.owed, service.lines[1].quantity) == (Money(9_872), Decimal("0.35"))
    assert counter.events(taken.ticket_id)[-1].act is Act.SERVICE
    assert counter.state(taken.ticket_id) is State.WORKING
    counter.desk.open("100")
    counter.desk.collect("cash=98.72")
    assert counter.read(services_of, taken.ticket_id)[0].owed == ZERO
    assert broken(counter.desk.runner) == []


def test_the_fee_item_of_paid_work_is_made_once(counter: Counter) -> None:
    key = counter.to(State.WORKING).ticket_id
    charge(counter, key)
    charge(counter, key)
    with counter.db.read() as session:
        items = session.query(FeeItem).filter_by(category=Category.PAID_SERVICE).all()
    assert [item.name for item in items] == ["有偿服务费"]
    assert [row.number for row in counter.read(services_of, key)] == ["YC-20261120-001", "YC-20261120-002"]


def test_the_same_press_twice_charges_once(anywhere: Counter) -> None:
    """T23."""
    key = anywhere.to(State.WORKING).ticket_id
    one, two = charge(anywhere, key, token="a"), charge(anywhere, key, token="a", version=2)
    assert (two.charge_id, two.again) == (one.charge_id, True)
    assert len(anywhere.desk.owed()) == 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal("-1")}, "quantity"),
        ({"quantity": Decimal("NaN")}, "quantity"),
        ({"quantity": Decimal("0.0001")}, "quantity"),
        ({"price": Decimal("-0.01")}, "price"),
        ({"price": Decimal("0.001")}, "price"),
        ({"price": Decimal("Infinity")}, "price"),
        ({"what": " "}, "what"),
    ],
)
def test_a_wrong_line_is_said_beside_it(counter: Counter, line: dict[str, Any], name: str) -> None:
    key = counter.to(State.WORKING).ticket_id
    plain = {"kind": LineKind.LABOUR, "what": "更换", "quantity": Decimal(1), "price": Decimal(40)}
    with pytest.raises(InvalidInput) as error:
        charge(counter, key, (LINES[0], ServiceLineInput(**(plain | line))))
    assert list(error.value.errors) == [f"lines.1.{name}"]
    assert counter.desk.owed() == {}


def test_what_cannot_be_charged(counter: Counter) -> None:
    key = counter.to(State.WORKING).ticket_id
    free = ServiceLineInput(LineKind.LABOUR, "上门查看", Decimal(1), Decimal(0))
    for lines in ((), (free,), LINES * 11):
        with pytest.raises(InvalidInput) as error:
            charge(counter, key, lines)
        assert list(error.value.errors) == ["lines"]
    for day in (-1, 1):
        with pytest.raises(InvalidInput):
            charge(counter, key, on=counter.desk.clock.today() + timedelta(days=day))
    with pytest.raises(Refused, match="不能办“有偿服务”"):
        charge(counter, counter.receive().ticket_id)
    hall = counter.receive(unit_id=None, person_id=None, spot="大堂", channel=Channel.PATROL, phone="")
    counter.dispatch(hall.ticket_id)
    with pytest.raises(Refused, match="公共部位"):
        charge(counter, hall.ticket_id)
    assert counter.desk.owed() == {}


@given(
    st.lists(
        st.tuples(st.decimals(Decimal("0.001"), 999, places=3), st.decimals(0, 9999, places=2)),
        min_size=1,
        max_size=9,
    )
)
def test_every_line_is_rounded_once_half_up(lines: list[tuple[Decimal, Decimal]]) -> None:
    """M1.2, T3."""
    for quantity, price in lines:
        exact = quantity * price * 100
        assert abs(Decimal(line_amount(quantity, price).fen) - exact) <= Decimal("0.5")
        if exact % 1 == Decimal("0.5"):
            assert Decimal(line_amount(quantity, price).fen) > exact


def test_a_charge_that_is_not_its_papers_is_named(counter: Counter) -> None:
    taken = counter.to(State.WORKING)
    made = charge(counter, taken.ticket_id)
    with counter.db.write() as session:
        session.execute(text("DROP TRIGGER guard_ticket_service_line_update"))
        session.execute(text("UPDATE ticket_service_line SET amount = amount + 1 WHERE no = 1"))
    assert f"有偿服务单 {made.number} 与它的应收不符" in broken(counter.desk.runner)


def test_D2_2_a_slip_is_voided_while_unpaid_and_its_charge_is_waived_by_a_document(anywhere: Counter) -> None:
    counter = anywhere
    taken = counter.to(State.WORKING)
    made = charge(counter, taken.ticket_id)
    other = charge(counter, taken.ticket_id)
    with pytest.raises(NeedsApproval):
        counter.run(void_service, VoidService(made.service_id, "项目写错"))
    lead = counter.desk.supervisor
    with pytest.raises(Refused, match="原因"):
        counter.run(void_service, VoidService(made.service_id, " "), lead)
    assert counter.run(void_service, VoidService(made.service_id, "项目写错"), lead) == made.number
    assert counter.desk.owed() == {other.charge_id: Money(9_872)}
    first, second = counter.read(services_of, taken.ticket_id)
    assert (first.void, first.untouched, second.untouched) == ("项目写错", False, True)
    last = counter.events(taken.ticket_id)[-1]
    assert (last.act, last.words) == (Act.LOG, f"有偿服务单 {made.number} 作废：项目写错")
    with pytest.raises(Refused, match="已经作废"):
        counter.run(void_service, VoidService(made.service_id, "再来"), lead)
    # Its paper is printed no more; the other's is.
    paper = IssueTicketPaper(TicketForm.PAID, taken.ticket_id)
    assert counter.run(issue_ticket_paper, paper).number == other.number
    counter.desk.open("100")
    counter.desk.collect("cash=98.72")
    with pytest.raises(Refused, match="退款"):
        counter.run(void_service, VoidService(other.service_id, "住户不同意"), lead)
    assert broken(counter.desk.runner) == []


def test_D2_2_a_slip_of_a_closed_ticket_is_voided_too(counter: Counter) -> None:
    taken = counter.to(State.FINISHED)
    made = charge(counter, taken.ticket_id)
    counter.close(taken.ticket_id)
    counter.run(void_service, VoidService(made.service_id, "住户不同意收费"), counter.desk.supervisor)
    assert counter.desk.owed() == {}
    assert counter.state(taken.ticket_id) is State.CLOSED
    assert broken(counter.desk.runner) == []
