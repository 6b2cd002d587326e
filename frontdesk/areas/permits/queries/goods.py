"""Goods passes as lists and panes show them, with how each stands at a moment (D3.6, D0.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries import FileRole, unit_file
from frontdesk.areas.archives.rules.identity import mask_id, plate_key
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.permits.model.goods import (
    GoodsLine,
    GoodsPass,
    GoodsReturn,
    GoodsReturnVoid,
    GoodsVoid,
)
from frontdesk.areas.permits.rules.goods import (
    Condition,
    Consent,
    GoodsRules,
    GoodsState,
    Line,
    conditions,
    months_owed,
    state_at,
    tidy_pass_number,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr

CONSENT_SETTING = "goods.consent"
ARREARS_SETTING = "goods.arrears_months"
TEAR_OFF_SETTING = "goods.tear_off_days"
Show = Literal["out", "overdue", "mismatch", "today", "all"]


@dataclass(frozen=True, slots=True)
class GoodsFilter:
    """What a list shows: `show` those whose tear-off is out, overdue, with other pieces, made today, or all.

    `text` is part of a number, unit code, name or plate.
    """

    show: Show = "all"
    text: str = ""
    unit_id: int | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A pass as lists show it. `due_on` is the day by which the tear-off is to be back."""

    id: int
    number: str
    unit_id: int
    unit: str
    asker: str
    asker_role: str
    moves_out: bool
    carrier: str
    plate: str
    starts_at: datetime
    ends_at: datetime
    pieces: int
    made_on: date
    by: str
    due_on: date
    state: GoodsState


@dataclass(frozen=True, slots=True)
class GoodsEvent:
    """One step of its course."""

    at: datetime
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class GoodsDetail:
    """One pass with everything that is stored of it; the carrier's number is masked (D1.9)."""

    row: GoodsRow
    lines: tuple[Line, ...]
    carrier_number: str
    words: str
    consent: Consent | None
    allowed: tuple[str, ...]
    allow_reason: str
    approver: str
    code: str
    course: tuple[GoodsEvent, ...]
    back: bool
    voided: bool


@dataclass(frozen=True, slots=True)
class GoodsFacts:
    """What the conditions of a pass that is being written depend on."""

    unit_id: int
    moves_out: bool
    asker_role: str = ""
    consent: Consent | None = None


def goods_rules(session: Session) -> GoodsRules:
    """What the office has set, or the plain values."""
    plain = GoodsRules()
    return GoodsRules(
        consent=bool(get_setting(session, CONSENT_SETTING, plain.consent)),
        arrears_months=get_setting(session, ARREARS_SETTING, plain.arrears_months),
        tear_off_days=int(get_setting(session, TEAR_OFF_SETTING, plain.tear_off_days)),
    )


def residents(session: Session, unit_id: int, on: date) -> tuple[FileRole, ...]:
    """Who is something at the unit on the day: owners first."""
    roles = unit_file(session, unit_id, on).roles
    return tuple(r for r in roles if not r.over and (r.starts_on is None or r.starts_on <= on))


def check_goods(session: Session, facts: GoodsFacts, on: date) -> tuple[Condition, ...]:
    """The conditions of a pass with words, met or not; none where nobody need be asked."""
    owed = owed_by_unit(session, facts.unit_id, on)
    owners = {r.name for r in residents(session, facts.unit_id, on) if r.kind is RoleKind.OWNER}
    return conditions(
        goods_rules(session),
        moves_out=facts.moves_out,
        asker_role=facts.asker_role,
        consent=facts.consent,
        owed_months=months_owed((Span(charge.starts_on, charge.ends_on) for charge in owed), on),
        owed=total(charge.owed for charge in owed),
        unfit_consent=facts.consent is not None and facts.consent.by not in owners,
    )


def goods_rows(
    session: Session,
    wanted: GoodsFilter,
    now: datetime,
    today: date,
    offset: int = 0,
    limit: int | None = 200,
) -> tuple[GoodsRow, ...]:
    """A page of the list, the newest first unless another order is wanted."""
    days = goods_rules(session).tear_off_days
    column: Any = {
        "number": GoodsPass.number,
        "unit": Unit.sort_key,
        "asker": GoodsPass.asker,
        "carrier": GoodsPass.carrier,
        "window": GoodsPass.starts_at,
        "pieces": GoodsPass.pieces,
    }.get(wanted.sort)
    order = GoodsPass.id.desc() if column is None else column.desc() if wanted.descending else column
    then = GoodsPass.id.desc() if column is None or wanted.descending else GoodsPass.id
    query = _chosen(wanted, today, days).order_by(order, then).offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return _rows(session, query, now, today, days)


def goods_count(session: Session, wanted: GoodsFilter, today: date) -> int:
    """How many passes the filter lets through."""
    chosen = _chosen(wanted, today, goods_rules(session).tear_off_days).with_only_columns(GoodsPass.id)
    return int(session.scalar(select(func.count()).select_from(chosen.subquery())) or 0)


def goods_counts(session: Session, today: date) -> dict[Show, int]:
    """How many stand under each chip."""
    shows: tuple[Show, ...] = ("out", "overdue", "mismatch", "today", "all")
    return {show: goods_count(session, GoodsFilter(show), today) for show in shows}


def overdue_goods(session: Session, now: datetime, today: date) -> tuple[GoodsRow, ...]:
    """Passes whose tear-off should be back and is not, the oldest first: for the start page."""
    wanted = GoodsFilter("overdue", sort="window")
    return goods_rows(session, wanted, now, today, limit=None)


def goods_of_unit(session: Session, unit_id: int, now: datetime, today: date) -> tuple[GoodsRow, ...]:
    """A unit's passes, the newest first: for its card."""
    return goods_rows(session, GoodsFilter(unit_id=unit_id), now, today, limit=None)


def search_goods(
    session: Session, text: str, now: datetime, today: date, limit: int = 8
) -> tuple[GoodsRow, ...]:
    """Passes by number as one types; nothing for what is no number of ours (D0.1)."""
    number = tidy_pass_number(text)
    if not number or text.strip()[:1].upper() != "C":
        return ()
    query = _chosen(GoodsFilter(), today, 0).where(GoodsPass.number == number).limit(limit)
    return _rows(session, query, now, today, goods_rules(session).tear_off_days)


def goods_pass(session: Session, number: str, now: datetime, today: date) -> GoodsDetail | None:
    """One pass by its number in any habit of writing it; None when there is none."""
    days = goods_rules(session).tear_off_days
    query = _chosen(GoodsFilter(), today, days).where(
        GoodsPass.number == (tidy_pass_number(number) or number)
    )
    rows = _rows(session, query, now, today, days)
    if not rows:
        return None
    found = session.get_one(GoodsPass, rows[0].id)
    lines = session.scalars(select(GoodsLine).where(GoodsLine.pass_id == found.id).order_by(GoodsLine.no))
    consent = None
    if found.consent_way is not None and found.consent_on is not None:
        consent = Consent(found.consent_by, found.consent_way, found.consent_on)
    return GoodsDetail(
        row=rows[0],
        lines=tuple(Line(line.what, line.count, line.measure, line.words) for line in lines),
        carrier_number=mask_id(found.carrier_number),
        words=found.words,
        consent=consent,
        allowed=tuple(filter(None, found.allowed.split("\n"))),
        allow_reason=found.allow_reason,
        approver=found.approver,
        code=found.code,
        course=_course(session, found),
        back=rows[0].state in (GoodsState.RETURNED, GoodsState.MISMATCH),
        voided=rows[0].state is GoodsState.VOID,
    )


def _course(session: Session, found: GoodsPass) -> tuple[GoodsEvent, ...]:
    """What happened to it, the newest first."""
    steps = [GoodsEvent(found.at, tr("开出门条，共 {n} 件", n=found.pieces), found.by)]
    if found.allow_reason:
        words = tr("条件不满足，{who}准许：{why}", who=found.approver, why=found.allow_reason)
        steps.append(GoodsEvent(found.at, words, found.by))
    back = session.execute(
        select(GoodsReturn, GoodsReturnVoid)
        .outerjoin(GoodsReturnVoid, GoodsReturnVoid.return_id == GoodsReturn.id)
        .where(GoodsReturn.pass_id == found.id)
        .order_by(GoodsReturn.id)
    )
    for returned, undone in back:
        steps.append(GoodsEvent(returned.at, _returned_words(returned), returned.by))
        if undone is not None:
            steps.append(GoodsEvent(undone.at, tr("撤销回收：{why}", why=undone.reason), undone.by))
    void = session.scalar(select(GoodsVoid).where(GoodsVoid.pass_id == found.id))
    if void is not None:
        steps.append(GoodsEvent(void.at, tr("作废：{why}", why=void.reason), void.by))
    return tuple(reversed(steps))


def _returned_words(returned: GoodsReturn) -> str:
    left = "" if returned.left_at is None else f"{local_time(returned.left_at):%m-%d %H:%M}"
    parts = [
        tr("门岗联交回，件数相符") if returned.matches else tr("门岗联交回，件数不符"),
        tr("{at} 放行", at=left) if left else "",
        tr("放行人 {guard}", guard=returned.guard) if returned.guard else "",
        returned.words,
    ]
    return "，".join(part for part in parts if part)


def _chosen(wanted: GoodsFilter, today: date, days: int) -> Select[*tuple[Any, ...]]:
    returned = (
        select(GoodsReturn.pass_id, GoodsReturn.matches)
        .outerjoin(GoodsReturnVoid, GoodsReturnVoid.return_id == GoodsReturn.id)
        .where(GoodsReturnVoid.id.is_(None))
        .subquery("returned")
    )
    out = and_(returned.c.pass_id.is_(None), GoodsVoid.id.is_(None))
    tests: list[ColumnElement[bool]] = []
    if wanted.show == "out":
        tests.append(out)
    elif wanted.show == "overdue":
        tests += [out, GoodsPass.ends_at < _midnight(today - timedelta(days=days))]
    elif wanted.show == "mismatch":
        tests.append(returned.c.matches.is_(False))
    elif wanted.show == "today":
        tests.append(GoodsPass.made_on == today)
    if wanted.unit_id is not None:
        tests.append(GoodsPass.unit_id == wanted.unit_id)
    if wanted.text.strip():
        tests.append(_holds(wanted.text.strip()))
    return (
        select(GoodsPass, Unit.code, GoodsVoid.id, returned.c.matches)
        .join(Unit, Unit.id == GoodsPass.unit_id)
        .outerjoin(GoodsVoid, GoodsVoid.pass_id == GoodsPass.id)
        .outerjoin(returned, returned.c.pass_id == GoodsPass.id)
        .where(and_(true(), *tests))
    )


def _holds(text: str) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [
        Unit.code.contains(text, autoescape=True),
        GoodsPass.asker.contains(text, autoescape=True),
        GoodsPass.carrier.contains(text, autoescape=True),
        GoodsPass.number.contains(text.upper(), autoescape=True),
    ]
    plate = plate_key(text)
    if plate:
        tests.append(func.replace(GoodsPass.plate, "·", "").contains(plate, autoescape=True))
    number = tidy_pass_number(text)
    if number:
        tests.append(GoodsPass.number == number)
    return or_(*tests)


def _midnight(day: date) -> datetime:
    """The instant at which *day* begins on this machine's clock."""
    return datetime.combine(day, time.min).astimezone()


def _rows(
    session: Session, query: Select[*tuple[Any, ...]], now: datetime, today: date, days: int
) -> tuple[GoodsRow, ...]:
    return tuple(_row(found, now, today, days) for found in session.execute(query))


def _row(found: Sequence[Any], now: datetime, today: date, days: int) -> GoodsRow:
    made, unit, void, matches = found
    due_on = local_time(made.ends_at).date() + timedelta(days=days)
    return GoodsRow(
        id=made.id,
        number=made.number,
        unit_id=made.unit_id,
        unit=unit,
        asker=made.asker,
        asker_role=made.asker_role,
        moves_out=made.moves_out,
        carrier=made.carrier,
        plate=made.plate,
        starts_at=made.starts_at,
        ends_at=made.ends_at,
        pieces=made.pieces,
        made_on=made.made_on,
        by=made.by,
        due_on=due_on,
        state=state_at(
            now, made.starts_at, made.ends_at, due_on, today, voided=void is not None, matches=matches
        ),
    )
