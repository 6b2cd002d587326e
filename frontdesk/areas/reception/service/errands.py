"""Errands received with their papers and fee, taken along their course step by step (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.identity import checked_phone, mask_phone
from frontdesk.areas.cashdesk.service.common import office, printable, wall_clock
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.fees.service import AddHandCharge, hand_item, make_hand_charge
from frontdesk.areas.reception.documents.services import ErrandSlip, HandedPaper
from frontdesk.areas.reception.model.errands import Errand, ErrandPaper, ErrandStep
from frontdesk.areas.reception.queries.errands import errand_kinds
from frontdesk.areas.reception.rules.errands import (
    LONGEST_NAME,
    MOST_DAYS,
    MOST_PAPERS,
    PREFIX,
    SOURCE,
    WORDS_NEEDED,
    ErrandAct,
    ErrandState,
    ErrandStepRow,
    standing,
    target,
)
from frontdesk.areas.reception.service.charge_back import keep_of
from frontdesk.areas.reception.service.desk_common import check_unit, day_number, may_write, person_name, tidy
from frontdesk.areas.reception.service.errand_kinds import seed_kinds
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

TOPIC = "errands"
ITEM_SETTING = "reception.errand_item"
ITEM_NAME = "代办服务费"
FORM = "errand_slip"


@dataclass(frozen=True, slots=True)
class PaperInput:
    """A paper handed in; an original goes back to them when it is done."""

    name: str
    copies: int = 1
    original: bool = False


@dataclass(frozen=True, slots=True)
class ReceiveErrand:
    """Something is to be done for a unit. `fee` and `promised_on` None: as its kind says."""

    unit_id: int
    kind: str
    what: str
    who: str = ""
    person_id: int | None = None
    phone: str = ""
    papers: tuple[PaperInput, ...] = ()
    promised_on: date | None = None
    fee: Money | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ErrandTaken:
    """The errand, its number, and what is to be paid for it."""

    id: int
    number: str
    fee: Money
    unit_id: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class ActOnErrand:
    """One step of its course. `whom`: handed to whom, or who signs for it; `promised_on` for another promised day.

    `keep` is what of the fee is still asked for when it is withdrawn.
    """

    errand_id: int
    act: ErrandAct
    words: str = ""
    whom: str = ""
    promised_on: date | None = None
    keep: Money = ZERO


@dataclass(frozen=True, slots=True)
class ErrandDone:
    """Where it stands now."""

    number: str
    act: ErrandAct
    state: ErrandState


def receive_errand(work: Work, command: ReceiveErrand) -> ErrandTaken:
    """Register it under a number of its day, with its charge and its slip. Raises `InvalidInput`."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Errand).where(Errand.token == command.token))
        if before is not None:
            return ErrandTaken(before.id, before.number, before.fee, before.unit_id, again=True)
    seed_kinds(work)
    check_unit(work, command.unit_id)
    kind = next((k for k in errand_kinds(work.session) if k.words == command.kind), None)
    if kind is None:
        raise Refused(tr("“{kind}”不在代办种类里，请从列表里选", kind=command.kind), field="kind")
    today = work.today()
    promised = command.promised_on or today + timedelta(days=kind.days)
    _check_promise(today, promised)
    who = person_name(work, command.person_id, field="who") or tidy(
        command.who, missing=tr("请写谁来办的"), field="who", most=LONGEST_NAME
    )
    what = tidy(command.what, missing=tr("请写要办什么"), field="what")
    printable(who, "who")
    printable(what, "what")
    papers = _papers(command.papers)
    fee = kind.fee if command.fee is None else command.fee
    if fee < ZERO:
        raise Refused(tr("金额不能小于零"), field="fee")
    number = day_number(work, PREFIX, today)
    charge_id = None
    if fee > ZERO:
        item = hand_item(work, ITEM_SETTING, Category.OTHER, tr(ITEM_NAME))
        words = tr("{number} {kind} {what}", number=number, kind=kind.words, what=what)[:100]
        charge_id = make_hand_charge(
            work, AddHandCharge(command.unit_id, item, fee, words, source_kind=SOURCE)
        )
    errand = Errand(
        number=number, unit_id=command.unit_id, person_id=command.person_id, who=who,
        phone=tidy(checked_phone(command.phone), field="phone", most=40), kind=kind.words, what=what, fee=fee, charge_id=charge_id,
        received_on=today, at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
        state=ErrandState.RECEIVED, promised_on=promised,
    )  # fmt: skip
    work.session.add(errand)
    work.session.flush()
    for no, paper in enumerate(papers, 1):
        work.session.add(
            ErrandPaper(
                errand_id=errand.id, no=no, name=paper.name, copies=paper.copies, original=paper.original
            )
        )
    _step(work, errand, ErrandAct.RECEIVE, promised_on=promised)
    _issue(work, errand, papers)
    work.touch(TOPIC)
    return ErrandTaken(errand.id, number, fee, errand.unit_id)


def act_on_errand(work: Work, command: ActOnErrand) -> ErrandDone:
    """Take one step. Raises `Refused` where the course has no such step now, or its words are missing."""
    may_write(work)
    errand = work.session.scalar(
        select(Errand)
        .where(Errand.id == command.errand_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if errand is None:
        raise Refused(tr("没有这件代办，请重新选择"))
    act = command.act
    if target(errand.state, act) is None:
        raise Refused(
            tr("{number} 现在是{state}，不能办“{act}”", number=errand.number, state=tr(errand.state.value),
               act=tr(act.value))
        )  # fmt: skip
    missing = WORDS_NEEDED.get(act, "")
    words = tidy(command.words, missing=tr(missing) if missing else "")
    whom = tidy(command.whom, field="whom", most=LONGEST_NAME)
    if act is ErrandAct.HAND and not whom:
        raise Refused(tr("请写交给谁办"), field="whom")
    if act is ErrandAct.COLLECT:
        if not whom:
            raise Refused(tr("请写领取人的姓名，算作签收"), field="whom")
        originals = work.session.scalar(
            select(ErrandPaper.id).where(ErrandPaper.errand_id == errand.id, ErrandPaper.original).limit(1)
        )
        if originals is not None and not words:
            words = tr("原件已一并交还")
    promised = command.promised_on
    if act is ErrandAct.PROMISE and promised is None:
        raise Refused(tr("请填改到哪天"), field="promised_on")
    if promised is not None:
        _check_promise(work.today(), promised)
    if act is ErrandAct.WITHDRAW and errand.charge_id is not None:
        keep_of(work, errand.charge_id, command.keep, f"{errand.number} {words}"[:200])
    _step(work, errand, act, whom=whom, words=words, promised_on=promised)
    work.touch(TOPIC)
    return ErrandDone(errand.number, act, errand.state)


def course_of(work: Work, errand_id: int) -> list[ErrandStepRow]:
    """Its rows, as the rules read them."""
    rows = work.session.scalars(
        select(ErrandStep).where(ErrandStep.errand_id == errand_id).order_by(ErrandStep.no)
    )
    return [ErrandStepRow(row.act, row.on_day, row.promised_on) for row in rows]


def _step(
    work: Work,
    errand: Errand,
    act: ErrandAct,
    *,
    whom: str = "",
    words: str = "",
    promised_on: date | None = None,
) -> None:
    """Its row, and where the errand stands after it: nobody else writes that."""
    rows = course_of(work, errand.id)
    work.session.add(
        ErrandStep(
            errand_id=errand.id, no=len(rows) + 1, act=act, on_day=work.today(), at=work.now(), whom=whom, words=words,
            promised_on=promised_on, by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    now = standing([*rows, ErrandStepRow(act, work.today(), promised_on)])
    errand.state, errand.promised_on, errand.ended_on = now.state, now.promised_on, now.ended_on
    work.session.flush()


def _check_promise(today: date, promised: date) -> None:
    if promised < today:
        raise Refused(tr("答应的日子已经过了，请填今天或以后"), field="promised_on")
    if promised > today + timedelta(days=MOST_DAYS):
        raise Refused(tr("答应的日子在 {n} 天以内", n=MOST_DAYS), field="promised_on")


def _papers(papers: tuple[PaperInput, ...]) -> list[PaperInput]:
    """Those with a name. Raises `InvalidInput`, field `papers`."""
    found = []
    for paper in papers:
        name = tidy(paper.name, field="papers", most=60)
        if name:
            if not 1 <= paper.copies <= 99:
                raise InvalidInput({"papers": tr("份数在 1 到 99 之间")})
            found.append(PaperInput(printable(name, "papers"), paper.copies, paper.original))
    if len(found) > MOST_PAPERS:
        raise InvalidInput({"papers": tr("最多写 {n} 样，纸上才放得下", n=MOST_PAPERS)})
    return found


def _issue(work: Work, errand: Errand, papers: list[PaperInput]) -> None:
    names = office(work)
    slip = ErrandSlip(
        office=names.office, office_phone=get_setting(work.session, "office.phone", ""), estate=names.estate,
        number=errand.number, day=errand.received_on, at=wall_clock(errand.at),
        unit=work.session.get_one(Unit, errand.unit_id).code, who=errand.who, phone=mask_phone(errand.phone),
        kind=errand.kind, what=errand.what,
        papers=tuple(HandedPaper(paper.name, paper.copies, paper.original) for paper in papers),
        promised_on=errand.promised_on, fee=errand.fee, clerk=work.actor.name,
    )  # fmt: skip
    issue_paper(
        work, form=FORM, number=errand.number, title=tr("代办受理单 {number}", number=errand.number),
        subject=(SOURCE, errand.id), document=codec.to_plain(slip), unit_id=errand.unit_id,
    )  # fmt: skip
