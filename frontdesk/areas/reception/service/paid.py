"""Paid work (有偿服务单, D2.2): its lines become one charge of the unit, collected at the cash desk as any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.fees.model import Charge
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category
from frontdesk.areas.fees.service import (
    AddHandCharge,
    AdjustCharge,
    adjust_charge,
    hand_item,
    make_hand_charge,
)
from frontdesk.areas.reception.model.attached import TicketService, TicketServiceLine, TicketServiceVoid
from frontdesk.areas.reception.rules.course import OPEN, Act
from frontdesk.areas.reception.rules.words import SERVICE_SOURCE, LineKind, service_number
from frontdesk.areas.reception.service.common import (
    TOPIC,
    append,
    must,
    open_ticket,
    require_act,
    require_desk,
    tidy,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, priced, total
from frontdesk.base.values.text import tr

ITEM_SETTING = "reception.service_item"
"""Setting: the fee item that paid work is charged by."""
ITEM_NAME = "有偿服务费"
MOST_LINES = 30
MOST_PRICE = Decimal(1_000_000)
MOST_QUANTITY = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class ServiceLineInput:
    """One line: quantity × price (yuan), rounded once to the fen. A price of nothing is work given free."""

    kind: LineKind
    what: str
    quantity: Decimal
    price: Decimal
    measure: str = ""


@dataclass(frozen=True, slots=True)
class ChargeService:
    """What was done for money on the ticket. `on` is the day it was done (None: today)."""

    ticket_id: int
    lines: tuple[ServiceLineInput, ...]
    words: str = ""
    on: date | None = None
    version: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChargedService:
    """The 有偿服务单 and its charge."""

    service_id: int
    number: str
    charge_id: int
    unit_id: int
    total: Money
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidService:
    """A 有偿服务单 made by mistake, nothing of it paid yet."""

    service_id: int
    reason: str


def line_amount(quantity: Decimal, price: Decimal) -> Money:
    """What a line comes to (M1.2)."""
    return priced(price, quantity)


def charge_service(work: Work, command: ChargeService) -> ChargedService:
    """Store it and its charge, to be collected at once or later. Raises `InvalidInput`, field `lines.<n>.<name>`."""
    require_desk(work)
    facts = open_ticket(work, command.ticket_id)
    if (before := _same_press(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    require_act(work, facts, Act.SERVICE)
    unit_id = facts.ticket.unit_id
    if unit_id is None:
        raise Refused(tr("公共部位的报事不能收有偿服务费，请按房号另开一张"))
    on = command.on or work.today()
    amounts = _amounts(command, on, work.today(), facts.ticket.received_on)
    whole = total(amounts)
    if whole <= ZERO:
        raise InvalidInput({"lines": tr("合计要大于零")})
    number = service_number(on, next_number(work.session, f"ticket-service-{on:%Y%m%d}"))
    facts = append(work, facts, Act.SERVICE, tr("{number}，合计 {amount}", number=number, amount=whole))
    charge_id = make_hand_charge(
        work,
        AddHandCharge(
            unit_id, service_item(work), whole,
            tr("{number} {what}", number=number, what=command.words.strip() or facts.ticket.what)[:100],
            on=on, source_kind=SERVICE_SOURCE, source_id=facts.ticket.id,
        ),
    )  # fmt: skip
    made = TicketService(
        number=number,
        ticket_id=facts.ticket.id,
        event_no=facts.version,
        charge_id=charge_id,
        total=whole,
        words=tidy(command.words, longest=200),
        done_on=on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    for no, (line, amount) in enumerate(zip(command.lines, amounts, strict=True), 1):
        work.session.add(
            TicketServiceLine(
                service_id=made.id,
                no=no,
                kind=line.kind,
                what=must(line.what, tr("请写是什么"), longest=60, field=f"lines.{no - 1}.what"),
                quantity=line.quantity,
                measure=tidy(line.measure, longest=12, field=f"lines.{no - 1}.measure"),
                price=line.price,
                amount=amount,
            )
        )
    work.session.flush()
    work.touch("charges")
    return ChargedService(made.id, number, charge_id, unit_id, whole)


def void_service(work: Work, command: VoidService) -> str:
    """Void it: its charge is waived whole by an adjustment of its own (M2.7), which takes a supervisor. Its number.

    Raises `Refused` where something of it was paid or waived: money goes back by 退款, never by a void.
    """
    require_desk(work)
    made = work.session.get(TicketService, command.service_id)
    if made is None:
        raise Refused(tr("没有这张有偿服务单，请重新选择"))
    reason = must(command.reason, tr("请写明作废的原因"), longest=150, field="reason")
    facts = open_ticket(work, made.ticket_id)
    if work.session.scalar(select(TicketServiceVoid.id).where(TicketServiceVoid.service_id == made.id)):
        raise Refused(tr("{number} 已经作废了", number=made.number))
    charge = work.session.get_one(Charge, made.charge_id, with_for_update=True, populate_existing=True)
    if charge.owed != made.total:
        raise Refused(tr("{number} 已经收了款或减免过，不能作废；要退钱请走退款", number=made.number))
    told = tr("有偿服务单 {number} 作废：{reason}", number=made.number, reason=reason)
    waive = AdjustCharge(charge.id, AdjustKind.WAIVE, made.total, told)
    adjustment_id = adjust_charge(work, waive)
    # A closed ticket takes no further rows; the void itself keeps who, when and why.
    event_no = None
    if facts.standing.state in OPEN:
        event_no = append(work, facts, Act.LOG, told).version
    work.session.add(
        TicketServiceVoid(
            service_id=made.id, adjustment_id=adjustment_id, event_no=event_no, reason=reason, at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC, "charges")
    return made.number


def _same_press(work: Work, command: ChargeService) -> ChargedService | None:
    if command.token is None:
        return None
    found = work.session.scalar(select(TicketService).where(TicketService.token == command.token))
    if found is None:
        return None
    if found.ticket_id != command.ticket_id or found.by_id != work.actor.id:
        raise Refused(tr("这一页已经办过了，请重新打开再办"))
    unit_id = open_ticket(work, command.ticket_id).ticket.unit_id
    assert unit_id is not None
    return ChargedService(found.id, found.number, found.charge_id, unit_id, found.total, again=True)


def _amounts(command: ChargeService, on: date, today: date, received: date) -> list[Money]:
    errors: dict[str, str] = {}
    if not command.lines:
        errors["lines"] = tr("请至少写一行")
    if len(command.lines) > MOST_LINES:
        errors["lines"] = tr("最多 {n} 行，请分两张开", n=MOST_LINES)
    if on > today:
        errors["on"] = tr("日期还没有到，请填今天或以前的日期")
    elif on < received:
        errors["on"] = tr("早于受理的那天，请核对")
    found = []
    for at, line in enumerate(command.lines):
        quantity, price = line.quantity, line.price
        if not line.what.strip():
            errors[f"lines.{at}.what"] = tr("请写是什么")
        if not quantity.is_finite() or not Decimal(0) < quantity <= MOST_QUANTITY:
            errors[f"lines.{at}.quantity"] = tr("数量要大于零，请核对")
            quantity = Decimal(0)
        elif quantity != round(quantity, 3):
            errors[f"lines.{at}.quantity"] = tr("数量最多三位小数")
        if not price.is_finite() or not Decimal(0) <= price <= MOST_PRICE:
            errors[f"lines.{at}.price"] = tr("单价不对，请核对")
            price = Decimal(0)
        elif price != round(price, 2):
            errors[f"lines.{at}.price"] = tr("单价最多两位小数")
        found.append(line_amount(quantity, price))
    if errors:
        raise InvalidInput(errors)
    return found


def service_item(work: Work) -> int:
    """The fee item of paid work."""
    return hand_item(work, ITEM_SETTING, Category.PAID_SERVICE, tr(ITEM_NAME), any_of_kind=True)
