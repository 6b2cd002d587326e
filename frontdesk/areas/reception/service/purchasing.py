"""The purchase plan: written, submitted, approved or sent back, and received into stock line by line (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.reception.documents.stock import PlannedLine, PurchaseSheet
from frontdesk.areas.reception.model.stock import (
    Consumable,
    PurchaseArrival,
    PurchaseEvent,
    PurchaseLine,
    PurchasePlan,
    StockMove,
)
from frontdesk.areas.reception.queries.purchases import plan_file, plan_states
from frontdesk.areas.reception.rules.stock import (
    MOST_PLAN_LINES,
    PLAN_PREFIX,
    WRITABLE,
    MoveKind,
    PlanState,
    PlanStep,
)
from frontdesk.areas.reception.service.consumables import consumable, write_move
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.areas.reception.service.stock_common import TOPIC, check_quantity
from frontdesk.areas.reception.service.ticket_papers import freeze
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money, priced, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SUBJECT = "purchase_plan"
MOST_PRICE = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class PlanLineInput:
    """One line: quantity × estimated price (yuan). `consumable_id` None: something that is not kept in stock."""

    what: str
    quantity: Decimal
    price: Decimal
    measure: str = ""
    why: str = ""
    consumable_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavePlan:
    """The plan for *month*, all its lines. `plan_id` None: a new one. `version` is the one the clerk saw."""

    month: Month
    lines: tuple[PlanLineInput, ...]
    words: str = ""
    plan_id: int | None = None
    version: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Its id, number and what it comes to."""

    id: int
    number: str
    total: Money
    again: bool = False


@dataclass(frozen=True, slots=True)
class StepPlan:
    """Submitted, approved, sent back, closed (no more of it comes) or voided, with words where they are needed."""

    plan_id: int
    step: PlanStep
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """So much of a line came."""

    line_id: int
    quantity: Decimal
    words: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of which line; `stock` is what is here of it now, None for what is not kept in stock."""

    arrival_id: int
    what: str
    quantity: Decimal
    measure: str
    stock: Decimal | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class UndoArrival:
    """An arrival that did not happen: taken back, out of stock again."""

    arrival_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class IssuePlanSheet:
    """采购计划表 as it stands."""

    plan_id: int


def line_amount(quantity: Decimal, price: Decimal) -> Money:
    """What a line comes to (M1.2)."""
    return priced(price, quantity)


def save_plan(work: Work, command: SavePlan) -> Saved:
    """Store the lines as the plan's next version. Raises `InvalidInput`, field `lines.<n>.<name>`."""
    may_write(work)
    if command.token is not None and command.plan_id is None:
        before = work.session.scalar(select(PurchasePlan).where(PurchasePlan.token == command.token))
        if before is not None:
            return Saved(before.id, before.number, before.total, again=True)
    amounts = _check(command)
    words = tidy(command.words, most=300)
    if command.plan_id is None:
        plan = _begin(work, command, words)
    else:
        plan = _locked(work, command.plan_id)
        if _state(work, plan) not in WRITABLE:
            raise Refused(
                tr(
                    "{number} 现在是“{state}”，不能再改",
                    number=plan.number,
                    state=tr(_state(work, plan).value),
                )
            )
        if command.version is not None and command.version != plan.version:
            raise Refused(tr("{number} 刚才被别人改过，请重新打开再改", number=plan.number))
        plan.version += 1
        plan.words = words
    plan.total = total(amounts)
    work.session.flush()
    for no, (line, amount) in enumerate(zip(command.lines, amounts, strict=True), 1):
        what, measure = line.what.strip(), line.measure.strip()
        if line.consumable_id is not None:
            goods = work.session.get(Consumable, line.consumable_id)
            if goods is None:
                raise Refused(tr("没有这种物料，请重新选择"), field=f"lines.{no - 1}.what")
            what, measure = goods.name, goods.measure
        work.session.add(
            PurchaseLine(
                plan_id=plan.id, version=plan.version, no=no, consumable_id=line.consumable_id, what=what,
                quantity=line.quantity, measure=measure, price=line.price, amount=amount, why=line.why.strip(),
            )
        )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return Saved(plan.id, plan.number, plan.total)


def _begin(work: Work, command: SavePlan, words: str) -> PurchasePlan:
    month = command.month
    if month < Month.of(work.today()):
        raise Refused(tr("{month} 已经过去，请选本月或以后的月份", month=month), field="month")
    base = f"{PLAN_PREFIX}-{month.year}{month.number:02d}"
    # The series' row stays locked until the end: two desks do not make two plans of a month.
    next_number(work.session, f"stock-{base}")
    plans = work.session.scalars(select(PurchasePlan).where(PurchasePlan.month_on == month.start)).all()
    for plan in plans:
        if _state(work, plan) is not PlanState.VOID:
            raise Refused(
                tr("{month} 的采购计划已经有了（{number}），请打开它修改", month=month, number=plan.number),
                field="month",
            )
    plan = PurchasePlan(
        number=f"{base}-{len(plans) + 1}" if plans else base, month_on=month.start, version=1, words=words,
        total=Money(0), made_on=work.today(), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    work.session.add(plan)
    return plan


def _check(command: SavePlan) -> list[Money]:
    errors: dict[str, str] = {}
    if not command.lines:
        errors["lines"] = tr("请至少写一行")
    if len(command.lines) > MOST_PLAN_LINES:
        errors["lines"] = tr("最多 {n} 行", n=MOST_PLAN_LINES)
    amounts = []
    names: dict[str, int] = {}
    for at, line in enumerate(command.lines):
        what = line.what.strip()
        if not what and line.consumable_id is None:
            errors[f"lines.{at}.what"] = tr("请写要买什么")
        elif what in names:
            errors[f"lines.{at}.what"] = tr("和第 {n} 行重复，请并成一行", n=names[what] + 1)
        names.setdefault(what, at)
        for name, value, most in (("what", what, 80), ("measure", line.measure, 12), ("why", line.why, 120)):
            if len(value.strip()) > most:
                errors[f"lines.{at}.{name}"] = tr("超过 {n} 个字，请写短些", n=most)
        quantity, price = line.quantity, line.price
        try:
            check_quantity(quantity, "quantity")
        except Refused as refused:
            errors[f"lines.{at}.quantity"], quantity = refused.text, Decimal(0)
        if not price.is_finite() or not Decimal(0) <= price <= MOST_PRICE:
            errors[f"lines.{at}.price"], price = tr("单价不对，请核对"), Decimal(0)
        elif price != round(price, 2):
            errors[f"lines.{at}.price"] = tr("单价最多两位小数")
        amounts.append(line_amount(quantity, price))
    if errors:
        raise InvalidInput(errors)
    return amounts


_FROM: dict[PlanStep, tuple[PlanState, ...]] = {
    PlanStep.SUBMITTED: WRITABLE,
    PlanStep.APPROVED: (PlanState.SUBMITTED,),
    PlanStep.SENT_BACK: (PlanState.SUBMITTED,),
    PlanStep.CLOSED: (PlanState.APPROVED,),
    PlanStep.VOIDED: (*WRITABLE, PlanState.SUBMITTED),
}
_DECIDES = (PlanStep.APPROVED, PlanStep.SENT_BACK, PlanStep.CLOSED)


def step_plan(work: Work, command: StepPlan) -> str:
    """Take the step; gives the number. Approving, sending back and closing are a supervisor's."""
    may_write(work)
    plan = _locked(work, command.plan_id)
    state = _state(work, plan)
    if state not in _FROM[command.step]:
        raise Refused(tr("{number} 现在是“{state}”，不能这样办", number=plan.number, state=tr(state.value)))
    missing = "" if command.step in (PlanStep.SUBMITTED, PlanStep.APPROVED) else tr("请写明原因")
    words = tidy(command.words, missing=missing)
    if command.step in _DECIDES:
        work.require(Right.RECEPTION_LEAD)
    elif command.step is PlanStep.VOIDED:
        by_another(work, plan.by_id, plan.made_on, tr("{number} 作废要主管准许", number=plan.number))
    allowed = work.approved
    work.session.add(
        PurchaseEvent(
            plan_id=plan.id, version=plan.version, step=command.step, happened_on=work.today(), words=words,
            at=work.now(), by_id=allowed.approver_id if allowed else work.actor.id,
            by=allowed.approver_name if allowed else work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return plan.number


def receive_line(work: Work, command: ReceiveLine) -> Arrived:
    """Write what came, into stock where it is kept there. More than was planned takes a yes."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(PurchaseArrival).where(PurchaseArrival.token == command.token))
        if before is not None:
            line = work.session.get_one(PurchaseLine, before.line_id)
            return Arrived(before.id, line.what, before.quantity, line.measure, None, again=True)
    line, plan = _line(work, command.line_id)
    if _state(work, plan) not in (PlanState.APPROVED, PlanState.DONE) or line.version != plan.version:
        raise Refused(tr("{number} 批准以后才能收货", number=plan.number))
    check_quantity(command.quantity, "quantity")
    on = day_of(work, command.on)
    came = _came(work, line.id)
    if came + command.quantity > line.quantity:
        work.confirm(
            f"more-{line.id}-{came + command.quantity}",
            tr("{what} 计划 {planned}，已到 {came}，这次再收 {n} 就超过计划。要照实收下吗？",
               what=line.what, planned=line.quantity, came=came, n=command.quantity),
        )  # fmt: skip
    stock, move_id = None, None
    if line.consumable_id is not None:
        row = consumable(work, line.consumable_id)
        told = tidy(f"{plan.number} {command.words.strip()}")
        move_id = write_move(work, row, MoveKind.PURCHASE, command.quantity, words=told, on=on)
        stock = row.stock
    made = PurchaseArrival(
        line_id=line.id, quantity=command.quantity, arrived_on=on, words=tidy(command.words), move_id=move_id,
        at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    return Arrived(made.id, line.what, command.quantity, line.measure, stock)


def undo_arrival(work: Work, command: UndoArrival) -> str:
    """Take it back; gives what it was. Raises `Refused` where it has been used up meanwhile."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    arrival = work.session.get(PurchaseArrival, command.arrival_id)
    if arrival is None or arrival.undoes_id is not None:
        raise Refused(tr("没有这次到货，请重新选择"))
    line, _plan = _line(work, arrival.line_id)
    if (
        work.session.scalar(select(PurchaseArrival.id).where(PurchaseArrival.undoes_id == arrival.id))
        is not None
    ):
        raise Refused(tr("这次到货已经撤销了"))
    words = tr("{what} 的这次到货是 {by} {day} 记的，撤销要主管准许",
               what=line.what, by=arrival.by, day=arrival.arrived_on)  # fmt: skip
    by_another(work, arrival.by_id, arrival.arrived_on, words)
    move_id = None
    if arrival.move_id is not None:
        move = work.session.get_one(StockMove, arrival.move_id)
        row = consumable(work, move.consumable_id)
        move_id = write_move(work, row, MoveKind.UNDONE, -move.quantity, words=reason, undoes_id=move.id)
    work.session.add(
        PurchaseArrival(
            line_id=line.id, quantity=-arrival.quantity, arrived_on=work.today(), words=reason, move_id=move_id,
            undoes_id=arrival.id, at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return line.what


def _came(work: Work, line_id: int) -> Decimal:
    query = select(PurchaseArrival.quantity).where(PurchaseArrival.line_id == line_id)
    return sum(work.session.scalars(query), Decimal(0))


def issue_plan_sheet(work: Work, command: IssuePlanSheet) -> str:
    """Freeze 采购计划表 as it stands; its number."""
    may_write(work)
    file = plan_file(work.session, command.plan_id)
    if file is None:
        raise Refused(tr("没有这份采购计划，请重新选择"))
    row, named = file.row, office(work)
    if row.state is PlanState.VOID:
        raise Refused(tr("{number} 已经作废，不打计划表", number=row.number))
    # Of the course only what was said of these lines: an earlier version's approval is none of this one.
    submitted = next(
        (e for e in file.course if e.step is PlanStep.SUBMITTED and e.version == row.version), None
    )
    decided = next((e for e in file.course if e.step is PlanStep.APPROVED and e.version == row.version), None)
    sheet = PurchaseSheet(
        office=named.office, estate=named.estate, number=row.number, day=work.today(), month=str(row.month),
        state=tr(row.state.value) if decided is None else tr("已批准"),
        lines=tuple(PlannedLine(x.what, x.quantity, x.measure, x.price, x.amount, x.why) for x in file.lines),
        total=row.total, words=row.words, made_by=row.by, clerk=work.actor.name,
        submitted_by=submitted.by if submitted else "", submitted_on=submitted.on if submitted else None,
        decided_by=decided.by if decided else "", decided_on=decided.on if decided else None,
    )  # fmt: skip
    _id, number, _again = freeze(work, "purchase_plan", tr("采购计划表"), sheet, (SUBJECT, row.id), None)
    return number


def _locked(work: Work, plan_id: int) -> PurchasePlan:
    plan = work.session.scalar(select(PurchasePlan).where(PurchasePlan.id == plan_id).with_for_update())
    if plan is None:
        raise Refused(tr("没有这份采购计划，请重新选择"))
    return plan


def _line(work: Work, line_id: int) -> tuple[PurchaseLine, PurchasePlan]:
    line = work.session.get(PurchaseLine, line_id)
    if line is None:
        raise Refused(tr("没有这一行，请重新打开"))
    return line, _locked(work, line.plan_id)


def _state(work: Work, plan: PurchasePlan) -> PlanState:
    if plan.id is None:
        return PlanState.DRAFT
    return plan_states(work.session, [plan.id])[plan.id]
