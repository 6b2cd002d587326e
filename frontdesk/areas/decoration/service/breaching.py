"""Breaches (违规): the notice with its limit, the re-check, the report of article 17, what is kept back for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from frontdesk.areas.decoration.model.breaches import (
    DecorationBreach,
    DecorationBreachVoid,
    DecorationDeduction,
    DecorationRecheck,
    DecorationReport,
)
from frontdesk.areas.decoration.model.money import DecorationSettlement, DecorationSettlementLine
from frontdesk.areas.decoration.queries.rows import BreachRow, FileFacts
from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.areas.decoration.rules.course import AT_WORK, State
from frontdesk.areas.decoration.rules.kinds import BREACH_SERIES, PlanEnd, VisitKind, breach_number
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service.attaching import PaperInput, attach
from frontdesk.areas.decoration.service.common import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_WORDS,
    TOPIC,
    check_day,
    must,
    open_file,
    terms,
    tidy,
)
from frontdesk.areas.decoration.service.planning import end_plan, store_plan
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_LIMIT = 180
SETTLING = frozenset({State.SETTLED, State.ALLOWED, State.REFUNDED, State.ARCHIVED})
"""States in which what is kept back stands in a settlement already."""


@dataclass(frozen=True, slots=True)
class BreachInput:
    """`demand` is what is to be done about it; `limit_on` None: as the terms say. `deduction` is what is meant to be
    kept back. `done`: it has had its consequences, so that it is reported at once (article 17).
    """

    ground: Ground
    what: str
    demand: str = ""
    limit_on: date | None = None
    deduction: Money = ZERO
    done: bool = False
    photos: tuple[PaperInput, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RecordBreach:
    """A breach found outside of a visit."""

    file_id: int
    breach: BreachInput
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """Somebody looked again: mended, or not and until when now."""

    breach_id: int
    mended: bool
    words: str = ""
    limit_on: date | None = None
    on: date | None = None
    photos: tuple[PaperInput, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportBreach:
    """The breach was reported to `authority`."""

    breach_id: int
    authority: str
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SetDeduction:
    """What is meant to be kept back for a breach now; nothing takes it back."""

    breach_id: int
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoidBreach:
    """A breach entered by mistake, and why."""

    breach_id: int
    reason: str


def record_breach(work: Work, command: RecordBreach) -> str:
    """Record it; the number of its 整改通知书."""
    work.require(Right.DECORATION_INSPECT)
    facts = open_file(work, command.file_id)
    if facts.state not in (*AT_WORK, State.FINISHED, State.CHECKED):
        words = tr("{number} 现在是{state}，没有在施工", number=facts.number, state=tr(facts.state.value))
        raise Refused(words)
    return store_breach(work, facts.id, command.breach, check_day(work, command.on, facts.applied_on), None)


def store_breach(work: Work, file_id: int, breach: BreachInput, on: date, inspection_id: int | None) -> str:
    """The same inside a visit that has asked for the right."""
    what = must(breach.what, tr("请写明违规的情形"), longest=LONGEST_WORDS, field="what")
    demand = tidy(breach.demand, longest=LONGEST_WORDS, field="demand") or tr("停止违规行为，恢复原状")
    limit = breach.limit_on or on + timedelta(days=terms(work).mend_days)
    if limit < on:
        raise Refused(tr("整改期限早于发现的日期，请核对"), field="limit_on")
    if (limit - on).days > LONGEST_LIMIT:
        raise Refused(tr("整改期限超过 {n} 天，请核对", n=LONGEST_LIMIT), field="limit_on")
    if breach.deduction < ZERO:
        raise Refused(tr("扣款不能是负数"), field="deduction")
    number = breach_number(on.year, next_number(work.session, f"{BREACH_SERIES}-{on.year}"))
    made = DecorationBreach(
        number=number,
        file_id=file_id,
        inspection_id=inspection_id,
        ground=breach.ground,
        what=what,
        demand=demand,
        found_on=on,
        limit_on=limit,
        done=breach.done,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    if breach.deduction:
        _deduct(work, made.id, breach.deduction, what[:LONGEST_REASON])
    for photo in breach.photos:
        attach(
            work, file_id, PaperInput(PaperKind.PHOTO, photo.name, photo.content, photo.words), on,
            inspection_id, made.id,
        )  # fmt: skip
    if limit >= work.today():
        store_plan(work, file_id, VisitKind.RECHECK, limit, words=what[:40])
    work.touch(TOPIC)
    return number


def recheck(work: Work, command: Recheck) -> str:
    """Store a re-check; the notice's number. What is not mended gets a new limit."""
    work.require(Right.DECORATION_INSPECT)
    facts, breach = _open(work, command.breach_id)
    if not breach.open:
        raise Refused(tr("{number} 已经整改完了，没有再改", number=breach.number))
    earliest = breach.rechecks[-1].on if breach.rechecks else breach.found_on
    on = check_day(work, command.on, earliest)
    if not command.mended:
        if command.limit_on is None:
            raise Refused(tr("没有整改好，请填新的期限"), field="limit_on")
        if not on <= command.limit_on <= on + timedelta(days=LONGEST_LIMIT):
            raise Refused(tr("请填 {n} 天以内的期限", n=LONGEST_LIMIT), field="limit_on")
        must(command.words, tr("请写明还差什么"), longest=LONGEST_WORDS, field="words")
    no = work.session.scalar(
        select(func.count()).select_from(DecorationRecheck).where(DecorationRecheck.breach_id == breach.id)
    )
    work.session.add(
        DecorationRecheck(
            breach_id=breach.id,
            no=(no or 0) + 1,
            checked_on=on,
            mended=command.mended,
            limit_on=None if command.mended else command.limit_on,
            words=tidy(command.words, longest=LONGEST_WORDS),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    for photo in command.photos:
        attach(
            work, facts.id, PaperInput(PaperKind.PHOTO, photo.name, photo.content, photo.words), on, None,
            breach.id,
        )  # fmt: skip
    _replan(work, facts, breach, None if command.mended else command.limit_on)
    work.touch(TOPIC)
    return breach.number


def report_breach(work: Work, command: ReportBreach) -> str:
    """Store that it was reported (article 17); the notice's number."""
    work.require(Right.DECORATION_INSPECT)
    _facts, breach = _open(work, command.breach_id)
    if breach.reported_on is not None:
        raise Refused(
            tr("{number} 已经报告了（{who}），没有再改", number=breach.number, who=breach.authority)
        )
    work.session.add(
        DecorationReport(
            breach_id=breach.id,
            authority=must(
                command.authority, tr("请写报告给哪个部门"), longest=LONGEST_NAME, field="authority"
            ),
            reported_on=check_day(work, command.on, breach.found_on),
            words=tidy(command.words, longest=LONGEST_WORDS),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return breach.number


def set_deduction(work: Work, command: SetDeduction) -> str:
    """Say what is meant to be kept back; the notice's number. Not once it stands in a settlement."""
    work.require(Right.DECORATION_INSPECT)
    facts, breach = _open(work, command.breach_id)
    if facts.state in SETTLING:
        raise Refused(tr("押金已经结算，改扣款请先退回重新结算"))
    if command.amount < ZERO:
        raise Refused(tr("扣款不能是负数"), field="amount")
    reason = tidy(command.reason, longest=LONGEST_REASON, field="reason")
    _deduct(work, breach.id, command.amount, reason or breach.what[:LONGEST_REASON])
    work.touch(TOPIC)
    return breach.number


def void_breach(work: Work, command: VoidBreach) -> str:
    """Void a breach entered by mistake (D0.5); its number. Not once it stands in a settlement that was drawn last."""
    work.require(Right.DECORATION_INSPECT)
    facts, breach = _open(work, command.breach_id)
    named = work.session.scalar(
        select(DecorationSettlementLine.id)
        .join(DecorationSettlement, DecorationSettlement.id == DecorationSettlementLine.settlement_id)
        .where(DecorationSettlementLine.breach_id == breach.id)
        .limit(1)
    )
    if facts.state in SETTLING and named is not None:
        raise Refused(tr("{number} 已经写进押金结算，请先退回重新结算", number=breach.number))
    work.session.add(
        DecorationBreachVoid(
            breach_id=breach.id,
            reason=must(command.reason, tr("请写明作废的原因"), longest=LONGEST_REASON, field="reason"),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    _replan(work, facts, breach, None)
    work.touch(TOPIC)
    return breach.number


def _open(work: Work, breach_id: int) -> tuple[FileFacts, BreachRow]:
    """The breach and its file, locked. Raises `Refused` for one that is void or none."""
    file_id = work.session.scalar(select(DecorationBreach.file_id).where(DecorationBreach.id == breach_id))
    facts = open_file(work, file_id) if file_id is not None else None
    found = next((b for b in facts.breaches if b.id == breach_id), None) if facts is not None else None
    if facts is None or found is None:
        raise Refused(tr("没有这份整改通知，或已经作废，请重新选择"))
    return facts, found


def _deduct(work: Work, breach_id: int, amount: Money, reason: str) -> None:
    work.session.add(
        DecorationDeduction(
            breach_id=breach_id, amount=amount, reason=reason, made_on=work.today(), at=work.now(),
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()


def _replan(work: Work, facts: FileFacts, breach: BreachRow, limit: date | None) -> None:
    """The visit to look again follows the limit."""
    for plan in facts.plans:
        if plan.kind is VisitKind.RECHECK and plan.words == breach.what[:40]:
            end_plan(work, plan, PlanEnd.DONE if limit is None else PlanEnd.MOVED)
            break
    if limit is not None and limit >= work.today():
        store_plan(work, facts.id, VisitKind.RECHECK, limit, words=breach.what[:40])
