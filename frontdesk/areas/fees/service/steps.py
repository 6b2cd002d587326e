"""The steps after a payment notice (M8.3): 催缴单, the draft of a 律师函, the sheet to sign, the board's list (M8.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.fees.documents import (
    DeliveryLine,
    DeliverySheet,
    Demand,
    DemandLine,
    LawyerLetter,
    LetterSum,
    PaymentNotice,
    PublicLine,
    PublicList,
)
from frontdesk.areas.fees.model import Notice
from frontdesk.areas.fees.queries.late_fees import late_fee_term, late_fees
from frontdesk.areas.fees.queries.notices import NoticeRow
from frontdesk.areas.fees.queries.steps import (
    OverdueUnit,
    UnitStep,
    overdue_units,
    step_days,
    unit_papers,
    unit_steps,
)
from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.areas.fees.rules.late_fee import terms_words
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.steps import (
    MOST_DAYS,
    STEP_WORDS,
    Readiness,
    Taken,
    counts,
    may_take,
    setting_key,
)
from frontdesk.areas.fees.service.notices import (
    BatchKind,
    NoticeBatch,
    notices_by_number,
    office_facts,
    page_count,
    print_batch,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Work
from frontdesk.base.values.codec import to_plain
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

DEMAND_BATCH = BatchKind("demand", "demand_batch", "CB", "demand", "催缴单")
LETTER_BATCH = BatchKind("lawyer_letter", "letter_batch", "LB", "letter", "律师函（草稿）")
_PREFIX = {NoticeKind.FIRST: "CJ", NoticeKind.SECOND: "CJ", NoticeKind.LAWYER: "LS"}
DEMANDS = (NoticeKind.FIRST, NoticeKind.SECOND, NoticeKind.LAWYER)
DAYS_TO_PAY = 15
"""Days a demand gives, counted from its own day (setting `steps.days_to_pay`)."""


@dataclass(frozen=True, slots=True)
class IssueDemands:
    """A step's papers: for these units, or for every unit of these buildings (of all) whose turn it is."""

    kind: NoticeKind
    unit_ids: tuple[int, ...] = ()
    building_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReprintDemands:
    """Demands that were issued, on paper again (补打); all of one kind of form."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintDeliverySheet:
    """The sheet that whoever brings these papers has signed at each door."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintPublicList:
    """The board's list: of these buildings, of all where none is given; who is overdue for longer than so many days."""

    building_ids: tuple[int, ...] = ()
    longer_than: int = 0


@dataclass(frozen=True, slots=True)
class SaveSteps:
    """Days before each step, days a demand gives, and the law firm that letters are drafted for."""

    first_days: int
    second_days: int
    lawyer_days: int
    days_to_pay: int
    firm: str = ""
    lawyer: str = ""


def issue_demands(work: Work, command: IssueDemands) -> NoticeBatch:
    """One paper for each unit, in one PDF with bookmarks by building (F4).

    Units that are named must be at that step or beyond it, else `Refused` says what they wait for; of whole
    buildings those are taken whose next step it is and whose days are over. A paper that was issued before and
    has not been delivered, over the same debts, is printed again instead of getting a second number.
    """
    work.require(Right.NOTICES_PRINT)
    if command.kind not in DEMANDS:
        raise Refused(tr("缴费通知单在应收账单里打印"), field="kind")
    chosen_steps = _chosen(work, command)
    by_unit = {step.unit_id: step for step in chosen_steps}
    units = list(overdue_units(work.session, work.today(), list(by_unit)))
    facts, fees = _facts(work), _late_fees(work, list(by_unit))
    papers = unit_papers(work.session, list(by_unit))
    chosen: list[tuple[Notice, Any]] = []
    made = 0
    for unit in units:
        work.progress.step(len(chosen), len(units), unit.unit)
        told = [_taken(row) for row in papers.get(unit.unit_id, ())]
        oldest = (unit.charges[0].due_on, min(charge.period for charge in unit.charges))
        earlier = [
            row
            for row, taken in zip(papers.get(unit.unit_id, ()), told, strict=True)
            if counts(taken, *oldest) and row.delivered_on is not None
        ]
        document = _document(work, command.kind, unit, fees, facts, earlier)
        stood = _standing(work, command.kind, papers.get(unit.unit_id, ()), document)
        if stood is not None:
            chosen.append(stood)
            continue
        month = Month.of(work.today())
        prefix = f"{_PREFIX[command.kind]}-{month.year:04d}{month.number:02d}-{unit.building_code}"
        number = f"{prefix}-{next_number(work.session, prefix):04d}"
        document = replace(document, number=number)
        chosen.append((_store(work, command.kind, unit.unit_id, document), document))
        made += 1
    work.session.flush()
    title = tr("{paper} {n} 份", paper=tr(STEP_WORDS[command.kind]), n=len(chosen))
    return print_batch(work, chosen, None, title, made, _batch(command.kind))


def reprint_demands(work: Work, command: ReprintDemands) -> NoticeBatch:
    """What was issued, drawn from what was stored and marked 补打 with its count (T12)."""
    work.require(Right.NOTICES_PRINT)
    found = notices_by_number(work, command.numbers, DEMANDS)
    kinds = {_batch(notice.kind).form for notice in found}
    if len(kinds) > 1:
        raise Refused(tr("催缴单和律师函请分开补打"), field="numbers")
    chosen = [(notice, _read(notice)) for notice in found]
    kind = _batch(found[0].kind)
    title = tr("补打{paper} {n} 份", paper=tr(kind.words), n=len(chosen))
    return print_batch(work, chosen, None, title, 0, kind)


def print_delivery_sheet(work: Work, command: PrintDeliverySheet) -> NoticeBatch:
    """A sheet with a line for each paper, in delivery order; kept under a number of its own (D5.3)."""
    work.require(Right.NOTICES_PRINT)
    found = notices_by_number(work, command.numbers)
    units = {
        row.id: row
        for row in work.session.execute(
            select(Unit.id, Unit.code, Building.name)
            .join(Building, Building.id == Unit.building_id)
            .where(Unit.id.in_([notice.unit_id for notice in found]))
        )
    }
    facts, day = office_facts(work), work.today()
    names = list(dict.fromkeys(tr(STEP_WORDS[notice.kind]) for notice in found))
    series = f"SD-{day:%Y%m%d}"
    sheet = DeliverySheet(
        office=facts["office"],
        estate=facts["estate"],
        number=f"{series}-{next_number(work.session, series):03d}",
        day=day,
        what="、".join(names),
        lines=tuple(
            DeliveryLine(
                units[notice.unit_id].name, units[notice.unit_id].code, _read(notice).owner, notice.number, notice.total
            )
            for notice in found
        ),
        made_by=work.actor.name,
    )  # fmt: skip
    return _keep(work, "delivery_sheet", [sheet], sheet.number, tr("送达登记表 {n}", n=sheet.number))


def print_public_list(work: Work, command: PrintPublicList) -> NoticeBatch:
    """What hangs on the board: unit codes and amounts, a list for each building, and no name anywhere (M8.5)."""
    work.require(Right.NOTICES_PRINT)
    steps = [
        step
        for step in unit_steps(work.session, work.today())
        if step.overdue_days > command.longer_than
        and (not command.building_ids or step.building_id in command.building_ids)
    ]
    if not steps:
        raise Refused(tr("没有过了缴费期限还欠费的房屋，不用公示"))
    facts, day = _facts(work), work.today()
    groups: dict[int, list[OverdueUnit]] = defaultdict(list)
    place = {step.unit_id: step.building_id for step in steps}
    for unit in overdue_units(work.session, day, [step.unit_id for step in steps]):
        groups[place[unit.unit_id]].append(unit)
    boards = []
    for units in groups.values():
        series = f"GS-{day:%Y%m}-{units[0].building_code}"
        lines = tuple(
            PublicLine(
                unit.unit,
                len({charge.period for charge in unit.charges}),
                total(charge.owed for charge in unit.charges),
            )
            for unit in units
        )
        boards.append(
            PublicList(
                office=facts["office"],
                estate=facts["estate"],
                number=f"{series}-{next_number(work.session, series):04d}",
                day=day,
                building=units[0].building,
                lines=lines,
                total=total(line.owed for line in lines),
                pay_before=facts["pay_before"],
                payment_ways=facts["payment_ways"],
                phone=facts["phone"],
            )
        )
    title = (
        tr("欠费公示 {n} 栋", n=len(boards)) if len(boards) > 1 else tr("欠费公示 {n}", n=boards[0].number)
    )
    return _keep(work, "public_list", boards, boards[0].number, title)


def save_steps(work: Work, command: SaveSteps) -> None:
    """Keep how long each step waits. Raises `InvalidInput` for days out of range."""
    errors = {
        name: tr("请填 {least} 到 {most} 之间的天数", least=least, most=MOST_DAYS)
        for name, least in (("first_days", 0), ("second_days", 1), ("lawyer_days", 1), ("days_to_pay", 1))
        if not least <= getattr(command, name) <= MOST_DAYS
    }
    if errors:
        raise InvalidInput(errors)
    save_settings(
        work,
        SaveSettings({
            setting_key(NoticeKind.FIRST): command.first_days,
            setting_key(NoticeKind.SECOND): command.second_days,
            setting_key(NoticeKind.LAWYER): command.lawyer_days,
            "steps.days_to_pay": command.days_to_pay,
            "steps.firm": command.firm.strip()[:60],
            "steps.lawyer": command.lawyer.strip()[:40],
        }),
    )  # fmt: skip


def why_not(step: UnitStep, kind: NoticeKind) -> str:
    """Why a unit's turn for that paper has not come, in words."""
    standing = step.step
    if standing.next is not kind or standing.readiness is Readiness.END:
        return tr("{unit} 下一步是{next}", unit=step.unit, next=tr(STEP_WORDS[standing.next]))
    last = standing.last
    paper = tr(STEP_WORDS[last.kind]) if last is not None else ""
    if standing.readiness is Readiness.UNDELIVERED:
        return tr("{unit} 的{paper}还没有登记送达", unit=step.unit, paper=paper)
    since = standing.since.isoformat() if standing.since else ""
    return tr("{unit} 的{paper}送达后要等到 {since}", unit=step.unit, paper=paper, since=since)


def _chosen(work: Work, command: IssueDemands) -> list[UnitStep]:
    steps = unit_steps(work.session, work.today(), unit_ids=command.unit_ids)
    paper = tr(STEP_WORDS[command.kind])
    if command.unit_ids:
        missing = set(command.unit_ids) - {step.unit_id for step in steps}
        if missing:
            code = work.session.scalar(select(Unit.code).where(Unit.id == min(missing))) or ""
            raise Refused(tr("{unit} 没有过了期限还没缴的费用，不用{paper}", unit=code, paper=paper))
        early = next((step for step in steps if not may_take(step.step, command.kind)), None)
        if early is not None:
            raise Refused(tr("{why}，现在不能发{paper}", why=why_not(early, command.kind), paper=paper))
        return list(steps)
    found = [
        step
        for step in steps
        if step.step.next is command.kind
        and step.step.ready
        and (not command.building_ids or step.building_id in command.building_ids)
    ]
    if not found:
        raise Refused(tr("现在没有该发{paper}的房屋", paper=paper))
    return found


def _batch(kind: NoticeKind) -> BatchKind:
    return LETTER_BATCH if kind is NoticeKind.LAWYER else DEMAND_BATCH


def _read(notice: Notice) -> Any:
    kinds: dict[NoticeKind, Any] = {NoticeKind.NOTICE: PaymentNotice, NoticeKind.LAWYER: LawyerLetter}
    return kinds.get(notice.kind, Demand).from_json(notice.document)


def _facts(work: Work) -> dict[str, Any]:
    days = int(get_setting(work.session, "steps.days_to_pay", DAYS_TO_PAY))
    return {
        **office_facts(work),
        "days": days,
        "pay_before": work.today() + timedelta(days=days),
        "firm": str(get_setting(work.session, "steps.firm", "")),
        "lawyer": str(get_setting(work.session, "steps.lawyer", "")),
    }


def _late_fees(work: Work, unit_ids: Sequence[int]) -> dict[int, Money]:
    """Charge id -> late fee that has accrued by today and is open."""
    found = late_fees(work.session, work.today(), unit_ids=unit_ids)
    return {charge_id: fee.open for charge_id, fee in found.items() if fee.open}


def _terms(work: Work, unit: OverdueUnit, fees: dict[int, Money]) -> str:
    """How the late fee is worked out, where one stands on the paper: of the item that has most of it."""
    items = [charge.item_id for charge in unit.charges if charge.charge_id in fees]
    if not items:
        return ""
    return terms_words(late_fee_term(work.session, max(set(items), key=items.count), work.today()))


def _taken(row: NoticeRow) -> Taken:
    return Taken(row.kind, row.issued_on, row.delivered_on, row.number, row.period)


def _told(rows: Iterable[NoticeRow]) -> tuple[str, ...]:
    """What was asked before: of several papers of one kind the latest that was delivered."""
    latest: dict[NoticeKind, NoticeRow] = {row.kind: row for row in rows}
    found = []
    for row in latest.values():
        words = tr("{day} {paper} {number}", day=row.issued_on.isoformat(), paper=tr(STEP_WORDS[row.kind]),
                   number=row.number)  # fmt: skip
        if row.delivered_on is not None and row.way is not None:
            words += tr("，{day} {way}送达", day=row.delivered_on.isoformat(), way=tr(row.way.value))
        if row.signed:
            words += tr("，{who}签收", who=row.received_by)
        found.append(words)
    return tuple(found)


def _document(
    work: Work,
    kind: NoticeKind,
    unit: OverdueUnit,
    fees: dict[int, Money],
    facts: dict[str, Any],
    earlier: Sequence[NoticeRow],
) -> Demand | LawyerLetter:
    late = {charge.charge_id: fees.get(charge.charge_id) for charge in unit.charges}
    owed = total(charge.owed for charge in unit.charges) + total(fee for fee in late.values() if fee)
    area = tr("{area}㎡", area=figure(unit.area)) if unit.area else ""
    if kind is NoticeKind.LAWYER:
        return LawyerLetter(
            office=facts["office"], estate=facts["estate"], number="", day=work.today(), building=unit.building,
            unit=unit.unit, owner=unit.payer, area=area, sums=_letter_sums(unit, late), total=owed,
            days_to_pay=facts["days"], oldest_due_on=unit.charges[0].due_on, earlier=_told(earlier),
            firm=facts["firm"], lawyer=facts["lawyer"], phone=facts["phone"], address=facts["address"],
            charge_ids=tuple(charge.charge_id for charge in unit.charges),
        )  # fmt: skip
    return Demand(
        office=facts["office"], estate=facts["estate"], number="", day=work.today(), building=unit.building,
        unit=unit.unit, owner=unit.payer, area=area, step=1 if kind is NoticeKind.FIRST else 2,
        pay_before=facts["pay_before"],
        lines=tuple(
            DemandLine(charge.item, charge.period, charge.due_on, charge.overdue_days, charge.owed,
                       late[charge.charge_id], charge.charge_id)
            for charge in unit.charges
        ),
        total=owed, earlier=_told(earlier), payment_ways=facts["payment_ways"], phone=facts["phone"],
        address=facts["address"], late_fee_terms=_terms(work, unit, fees),
    )  # fmt: skip


def _letter_sums(unit: OverdueUnit, late: dict[int, Money | None]) -> tuple[LetterSum, ...]:
    groups: dict[str, list[Any]] = {}
    for charge in unit.charges:
        groups.setdefault(charge.item, []).append(charge)
    found = []
    for item, charges in groups.items():
        fee = total(amount for c in charges if (amount := late[c.charge_id]))
        periods = sorted(charge.period for charge in charges)
        amount = total(charge.owed for charge in charges)
        found.append(LetterSum(item, periods[0], periods[-1], len(charges), amount, fee or None))
    return tuple(found)


def _debts(document: Demand | LawyerLetter) -> Any:
    """What a paper asks for, without what moves with the calendar."""
    if isinstance(document, LawyerLetter):
        return ([(s.item, s.amount) for s in document.sums], sorted(document.charge_ids))
    return sorted((line.charge_id, line.amount) for line in document.lines)


def _standing(
    work: Work, kind: NoticeKind, rows: Sequence[NoticeRow], document: Demand | LawyerLetter
) -> tuple[Notice, Any] | None:
    """The unit's latest paper of that kind, if it still waits to be delivered and asks for the same."""
    latest = next((row for row in reversed(rows) if row.kind is kind), None)
    if latest is None or latest.delivered_on is not None:
        return None
    notice = work.session.get_one(Notice, latest.id)
    stored = _read(notice)
    return (notice, stored) if _debts(stored) == _debts(document) else None


def _store(work: Work, kind: NoticeKind, unit_id: int, document: Demand | LawyerLetter) -> Notice:
    notice = Notice(
        number=document.number,
        unit_id=unit_id,
        period=str(Month.of(document.day)),
        total=document.total,
        issued_on=document.day,
        issued_at=work.now(),
        issued_by=work.actor.name,
        document=document.to_json(),
        kind=kind,
    )
    work.session.add(notice)
    return notice


def _keep(work: Work, form_key: str, documents: Sequence[Any], number: str, title: str) -> NoticeBatch:
    """Draw papers that are no notices and keep them under the first one's number."""
    from frontdesk.areas.fees.forms import FORMS

    form = FORMS[form_key]
    paper = form.size(None)
    pdf = form.draw_all(documents, paper, progress=work.progress)
    paper_id = issue_paper(
        work,
        form=form_key,
        number=number,
        title=title,
        subject=(form_key, int(f"{work.today():%Y%m%d}")),
        document={"documents": [to_plain(document) for document in documents]},
    )
    keep_print(work, paper_id, size=paper.key, pdf=pdf)
    numbers = tuple(document.number for document in documents)
    return NoticeBatch(paper_id, number, numbers, len(documents), 0, pdf, page_count(pdf))


def step_facts(session: Session) -> SaveSteps:
    """What is set, or the usual days: for the settings."""
    days = step_days(session)
    return SaveSteps(
        first_days=days[NoticeKind.FIRST],
        second_days=days[NoticeKind.SECOND],
        lawyer_days=days[NoticeKind.LAWYER],
        days_to_pay=int(get_setting(session, "steps.days_to_pay", DAYS_TO_PAY)),
        firm=str(get_setting(session, "steps.firm", "")),
        lawyer=str(get_setting(session, "steps.lawyer", "")),
    )
