"""Goods out (D3.6): a pass is written, its gate's tear-off comes back and is ticked, a wrong one is voided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.rules.identity import mask_id, read_plate
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.areas.cashdesk.service.common import (
    LONGEST_NAME,
    allowed_by,
    lock_unit,
    office,
    tidy_reason,
    wall_clock,
)
from frontdesk.areas.permits import documents
from frontdesk.areas.permits.model.goods import (
    GoodsLine,
    GoodsPass,
    GoodsReturn,
    GoodsReturnVoid,
    GoodsVoid,
)
from frontdesk.areas.permits.queries.goods import (
    ARREARS_SETTING,
    CONSENT_SETTING,
    TEAR_OFF_SETTING,
    GoodsFacts,
    check_goods,
    residents,
)
from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.rules.goods import (
    FORM,
    PREFIX,
    SERIES,
    Condition,
    Consent,
    GoodsRules,
    Line,
    check_lines,
    check_window,
    pass_number,
    pieces,
    tidy_pass_number,
    unmet,
)
from frontdesk.areas.permits.service.signing import code_for
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MOST_DAYS = 60
MOST_MONTHS = 60
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class IssueGoods:
    """Who asks (`asker_id`, one of the unit's people, or a name and what they are), who carries, what, and when.

    `starts_at` and `ends_at` are instants. `allow_reason` says why it may go although a condition is not met.
    `token` is made when the form opens (T23).
    """

    unit_id: int
    asker: str
    lines: tuple[Line, ...]
    carrier: str
    starts_at: datetime
    ends_at: datetime
    asker_id: int | None = None
    asker_role: str = ""
    moves_out: bool = False
    carrier_number: str = ""
    plate: str = ""
    words: str = ""
    consent: Consent | None = None
    allow_reason: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedGoods:
    """The stored pass; `again` when the same press had stored it before."""

    pass_id: int
    number: str
    pieces: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class TakeTearOff:
    """The gate's tear-off: whether the pieces were as many, when they left (an instant, if written), by whose leave."""

    number: str
    matches: bool
    left_at: datetime | None = None
    guard: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class UndoTearOff:
    """A tear-off that was ticked by mistake, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidGoods:
    """The pass's number, and why it is void."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrintGoods:
    """The pass's number in any habit of writing it."""

    number: str


def issue_goods(work: Work, command: IssueGoods) -> IssuedGoods:
    """Store the pass with its number and its frozen paper: all or nothing.

    Raises `InvalidInput` for what is missing or wrong; `NeedsApproval` where a condition is not met and the actor
    may not allow it (T22): a reason is wanted first.
    """
    work.require(Right.PERMITS)
    if command.token is not None:
        before = work.session.scalar(select(GoodsPass).where(GoodsPass.token == command.token))
        if before is not None:
            if before.unit_id != command.unit_id or before.by_id != work.actor.id:
                raise Refused(tr("这一页已经开过一张了，请重新打开再开"))
            return IssuedGoods(before.id, before.number, before.pieces, again=True)
    unit = lock_unit(work, command.unit_id)
    lines = check_lines(command.lines)
    command = _tidy(work, command)
    facts = GoodsFacts(unit.id, command.moves_out, command.asker_role, command.consent)
    missing = unmet(check_goods(work.session, facts, work.today()))
    approver_id, approver = _allow(work, missing, command.allow_reason) if missing else (None, "")
    reason = _reason(work, command.allow_reason) if missing else ""
    number = pass_number(next_number(work.session, SERIES))
    code = _code(work, number, unit.code, pieces(lines), command)
    made = GoodsPass(
        number=number,
        unit_id=unit.id,
        asker_id=command.asker_id,
        asker=command.asker,
        asker_role=command.asker_role,
        moves_out=command.moves_out,
        carrier=command.carrier,
        carrier_number=command.carrier_number,
        plate=command.plate,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        pieces=pieces(lines),
        words=command.words,
        consent_by=command.consent.by if command.consent else "",
        consent_way=command.consent.way if command.consent else None,
        consent_on=command.consent.on if command.consent else None,
        allowed="\n".join(condition.text for condition in missing),
        allow_reason=reason,
        approver_id=approver_id,
        approver=approver,
        code=code,
        made_on=work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    work.session.add_all(
        GoodsLine(
            pass_id=made.id, no=no, what=line.what, count=line.count, measure=line.measure, words=line.words
        )
        for no, line in enumerate(lines, 1)
    )
    work.session.flush()
    _freeze(work, made, unit.code, lines, command.consent)
    work.touch("goods", "papers")
    return IssuedGoods(made.id, number, made.pieces)


def _tidy(work: Work, command: IssueGoods) -> IssueGoods:
    """The command with its words in shape. Raises `InvalidInput` naming every field that cannot stand."""
    errors: dict[str, str] = {}
    asker, role = command.asker.strip(), command.asker_role.strip()
    if command.asker_id is not None:
        command = replace(command, asker_id=kept_id(work.session, command.asker_id))
        known = [
            r
            for r in residents(work.session, command.unit_id, work.today())
            if r.person_id == command.asker_id
        ]
        if known:
            asker, role = known[0].name, known[0].kind.value
        else:
            errors["asker"] = tr("这个人现在不住在这户，请重新选择")
    elif role in {kind.value for kind in RoleKind}:
        # Only the archives say who is an owner or a tenant.
        role = ""
    carrier, number = command.carrier.strip(), command.carrier_number.strip()
    for name, value, missing in (
        ("asker", asker, tr("请选谁来开的，或写上姓名")),
        ("carrier", carrier, tr("请写搬运人的姓名")),
    ):
        if not value:
            errors.setdefault(name, missing)
        elif len(value) > LONGEST_NAME:
            errors[name] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
    if len(number) > 40:
        errors["carrier_number"] = tr("证件号太长，请核对")
    if len(command.words.strip()) > LONGEST_WORDS:
        errors["words"] = tr("最多 {n} 个字，请写短些", n=LONGEST_WORDS)
    consent = command.consent
    if consent is not None:
        consent = replace(consent, by=consent.by.strip())
        if not consent.by:
            errors["consent_by"] = tr("请写哪位业主同意的")
        elif consent.on > work.today():
            errors["consent_on"] = tr("同意的日期不能在今天以后")
    try:
        check_window(command.starts_at, command.ends_at, work.now())
    except InvalidInput as error:
        errors |= error.errors
    if errors:
        raise InvalidInput(errors)
    return replace(
        command,
        asker=asker,
        asker_role=role[:24],
        carrier=carrier,
        carrier_number=number.upper(),
        plate=read_plate(command.plate).plate if command.plate.strip() else "",
        words=command.words.strip(),
        consent=consent,
    )


def _allow(work: Work, missing: tuple[Condition, ...], reason: str) -> tuple[int, str]:
    """Who allows what is not met (T22). Raises `NeedsApproval`, or `Refused` while no reason is given."""
    words = "；".join(condition.text for condition in missing)
    given = work.approval is not None and work.approval.right == Right.PERMITS_ALLOW
    if not reason.strip() and not (given and work.approval is not None and work.approval.reason.strip()):
        raise Refused(tr("{what}。要准许放行，请写明理由", what=words), field="allow_reason")
    return allowed_by(work, work.require(Right.PERMITS_ALLOW, tr("{what}。放行要主管授权", what=words)))


def _reason(work: Work, typed: str) -> str:
    told = typed.strip() or (work.approved.reason.strip() if work.approved is not None else "")
    return tidy_reason(told, missing=tr("请写明准许的理由"), field="allow_reason")


def _code(work: Work, number: str, unit: str, count: int, command: IssueGoods) -> str:
    """What the gate's telephone shows: who carries, from which unit, how many pieces in which vehicle, and when."""
    begins, ends = wall_clock(command.starts_at), wall_clock(command.ends_at)
    note = " ".join(part for part in (tr("{n} 件", n=count), command.plate) if part)
    return code_for(
        work,
        CodeFacts(
            kind=PREFIX,
            number=number,
            holder=command.carrier,
            unit=unit,
            starts_on=begins.date(),
            ends_on=ends.date(),
            hours=(begins.time(), ends.time()),
            note=note,
        ),
    )


def _freeze(work: Work, made: GoodsPass, unit: str, lines: tuple[Line, ...], consent: Consent | None) -> None:
    names = office(work)
    said = ""
    if consent is not None:
        said = tr(
            "{name}，{way}，{day}", name=consent.by, way=tr(consent.way.value), day=f"{consent.on:%m-%d}"
        )
    elif made.asker_role == RoleKind.OWNER.value:
        said = tr("本人")
    paper = documents.GoodsPass(
        office=names.office,
        estate=names.estate,
        number=made.number,
        unit=unit,
        resident=tr("{name}（{role}）", name=made.asker, role=tr(made.asker_role))
        if made.asker_role
        else made.asker,
        consent=said,
        carrier=made.carrier,
        carrier_id=mask_id(made.carrier_number),
        vehicle=made.plate,
        starts_at=wall_clock(made.starts_at),
        ends_at=wall_clock(made.ends_at),
        goods=tuple(documents.Goods(line.what, line.count, line.measure, line.words) for line in lines),
        code=made.code,
        issued_at=wall_clock(made.at),
        issued_by=made.by,
        allowed=tr("{who}准许：{why}", who=made.approver, why=made.allow_reason) if made.allow_reason else "",
    )
    issue_paper(
        work,
        form=FORM,
        number=made.number,
        title=tr("出门条，共 {n} 件", n=made.pieces),
        subject=(FORM, made.id),
        unit_id=made.unit_id,
        document=codec.to_plain(paper),
    )


def take_tear_off(work: Work, command: TakeTearOff) -> str:
    """Tick the tear-off that came back; returns the pass's number. Other pieces than written want words."""
    work.require(Right.PERMITS)
    made = _locked(work, command.number)
    if _void(work, made) is not None:
        raise Refused(tr("{number} 已经作废了，不用回收", number=made.number))
    if _returned(work, made) is not None:
        raise Refused(tr("{number} 的门岗联已经交回过了", number=made.number))
    errors: dict[str, str] = {}
    if not command.matches and not command.words.strip():
        errors["words"] = tr("件数不符，请写明差什么")
    if len(command.words.strip()) > LONGEST_WORDS:
        errors["words"] = tr("最多 {n} 个字，请写短些", n=LONGEST_WORDS)
    if len(command.guard.strip()) > 60:
        errors["guard"] = tr("最多 {n} 个字，请写短些", n=60)
    if command.left_at is not None and command.left_at > work.now():
        errors["left_at"] = tr("放行时间不能在现在以后")
    if errors:
        raise InvalidInput(errors)
    work.session.add(
        GoodsReturn(
            pass_id=made.id,
            matches=command.matches,
            left_at=command.left_at,
            guard=command.guard.strip(),
            words=command.words.strip(),
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("goods")
    return made.number


def undo_tear_off(work: Work, command: UndoTearOff) -> str:
    """Take back the tick of a tear-off, with its reason; returns the pass's number."""
    work.require(Right.PERMITS)
    made = _locked(work, command.number)
    returned = _returned(work, made)
    if returned is None:
        raise Refused(tr("{number} 的门岗联还没有交回，不用撤销", number=made.number))
    work.session.add(
        GoodsReturnVoid(
            return_id=returned.id,
            reason=tidy_reason(command.reason, missing=tr("请写明撤销的原因")),
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("goods")
    return made.number


def void_goods(work: Work, command: VoidGoods) -> str:
    """Void a pass whose goods have not left (D0.5); returns its number."""
    work.require(Right.PERMITS)
    made = _locked(work, command.number)
    if _void(work, made) is not None:
        raise Refused(tr("{number} 已经作废了，没有再改", number=made.number))
    if _returned(work, made) is not None:
        raise Refused(tr("{number} 已经放行，门岗联也交回了；收错了请先撤销回收", number=made.number))
    work.session.add(
        GoodsVoid(
            pass_id=made.id,
            reason=tidy_reason(command.reason, missing=tr("请写明作废的原因")),
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("goods")
    return made.number


def print_goods(work: Work, command: PrintGoods) -> PrintedPaper:
    """Print the stored pass, marked when it is void and from the second time on (T12)."""
    from frontdesk.areas.permits.forms import FORMS

    made = _locked(work, command.number)
    stored = paper_document(work.session, FORM, made.number)
    if stored is None:
        raise Refused(tr("没有存下 {number} 的纸，不能打印", number=made.number))
    paper_id, plain = stored
    times = print_count(work.session, paper_id)
    void = _void(work, made)
    document = replace(
        codec.from_plain(documents.GoodsPass, plain),
        void=None if void is None else documents.VoidMark(void.reason, void.by, wall_clock(void.at)),
        reprint=documents.ReprintMark(times, work.actor.name, wall_clock(work.now())) if times else None,
    )
    form = FORMS[FORM]
    size = form.size()
    pdf = form.draw(document, size)
    keep_print(work, paper_id, size=size.key, pdf=pdf)
    work.touch("goods")
    return PrintedPaper(pdf, times, FORM, made.number, size.key, paper_id)


def save_goods_rules(work: Work, command: GoodsRules) -> None:
    """Keep what the office has decided of goods out. Raises `InvalidInput`."""
    work.require(Right.PERMITS_SETUP)
    errors: dict[str, str] = {}
    if command.arrears_months is not None and not 0 <= command.arrears_months <= MOST_MONTHS:
        errors["arrears_months"] = tr("请填 0 到 {most} 个月", most=MOST_MONTHS)
    if not 0 <= command.tear_off_days <= MOST_DAYS:
        errors["tear_off_days"] = tr("请填 0 到 {most} 天", most=MOST_DAYS)
    if errors:
        raise InvalidInput(errors)
    set_setting(work, CONSENT_SETTING, command.consent)
    set_setting(work, ARREARS_SETTING, command.arrears_months)
    set_setting(work, TEAR_OFF_SETTING, command.tear_off_days)
    work.touch("goods")


def _locked(work: Work, number: str) -> GoodsPass:
    """The pass, so that two desks do not tick the same one."""
    wanted = tidy_pass_number(number)
    found = work.session.scalar(select(GoodsPass).where(GoodsPass.number == wanted).with_for_update())
    if found is None:
        raise Refused(tr("没有出门条 {number}，请核对号码", number=number.strip()), field="number")
    return found


def _void(work: Work, made: GoodsPass) -> GoodsVoid | None:
    return work.session.scalar(select(GoodsVoid).where(GoodsVoid.pass_id == made.id))


def _returned(work: Work, made: GoodsPass) -> GoodsReturn | None:
    return work.session.scalar(
        select(GoodsReturn)
        .outerjoin(GoodsReturnVoid, GoodsReturnVoid.return_id == GoodsReturn.id)
        .where(GoodsReturn.pass_id == made.id, GoodsReturnVoid.id.is_(None))
    )
