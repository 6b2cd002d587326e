"""核验: a scanned code or a typed number, judged by its signature and by the records (D3.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.permits.queries.goods import GoodsDetail, goods_pass
from frontdesk.areas.permits.queries.permits import PermitDetail, permit
from frontdesk.areas.permits.queries.signing import judge_code
from frontdesk.areas.permits.rules.checking import OF_VERDICT, Found
from frontdesk.areas.permits.rules.code import PREFIX as CODE_PREFIX
from frontdesk.areas.permits.rules.code import CodeFacts, looks_like_code, tidy
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.rules.goods import PREFIX as GOODS_PREFIX
from frontdesk.areas.permits.rules.goods import GoodsState
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr

_GOODS: dict[GoodsState, Found] = {
    GoodsState.EARLY: Found.EARLY,
    GoodsState.OPEN: Found.GENUINE,
    GoodsState.OUT: Found.ENDED,
    GoodsState.OVERDUE: Found.ENDED,
    GoodsState.RETURNED: Found.USED,
    GoodsState.MISMATCH: Found.USED,
    GoodsState.VOID: Found.VOID,
}


_PERMIT: dict[State, Found] = {
    State.EARLY: Found.EARLY,
    State.WAITING: Found.WAITING,
    State.VALID: Found.GENUINE,
    State.ENDING: Found.GENUINE,
    State.OVER: Found.ENDED,
    State.EXPIRED: Found.ENDED,
    State.LOST: Found.LOST,
    State.REPLACED: Found.REPLACED,
    State.WITHDRAWN: Found.WITHDRAWN,
    State.RETURNED: Found.RETURNED,
    State.ENDED: Found.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What it turned out to be. `record` says whose page shows more of it: `goods`, `permit`, `decoration`, or nobody's.

    `holder` is as the records have it, masked as in the code where they have nothing. `photo` is a JPEG, `code` the
    signed text of its newest paper.
    """

    found: Found
    kind: str = ""
    number: str = ""
    holder: str = ""
    unit: str = ""
    until: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    record: str = ""
    record_id: int | None = None
    unit_id: int | None = None
    photo: bytes | None = None
    code: str = ""


RecordSource = Callable[[Session, str, date], Checked | None]

record_sources: list[RecordSource] = []
"""Whoever else issues papers with signed codes: a higher area puts its own here when the program is composed. Gets the
number, tidy; answers None for one that is not its own."""


def check_text(session: Session, text: str, now: datetime, today: date) -> Checked:
    """What *text*, scanned or typed, is at this moment. Never raises for what was typed."""
    if looks_like_code(text) or tidy(text).startswith(CODE_PREFIX):
        return _check_code(session, text, now, today)
    return _on_record(session, text, now, today) or Checked(Found.NO_SUCH, number=text.strip()[:40])


def _check_code(session: Session, text: str, now: datetime, today: date) -> Checked:
    judged = judge_code(session, text, local_time(now))
    found = OF_VERDICT[judged.verdict]
    if judged.facts is None:
        return Checked(found)
    recorded = _on_record(session, judged.facts.number, now, today)
    if recorded is None:
        return replace(_said(judged.facts), found=Found.UNRECORDED if found is Found.GENUINE else found)
    if recorded.code and recorded.code != tidy(text) and recorded.found in (Found.GENUINE, Found.WAITING):
        # Signed by us, and not the newest card of this number: it was renewed since.
        return replace(recorded, found=Found.OLD)
    # What the records say goes before what the code says: they know of losses, and of a later end.
    return recorded


def _said(facts: CodeFacts) -> Checked:
    """What the code says by itself."""
    return Checked(
        Found.GENUINE,
        number=facts.number,
        holder=facts.holder,
        unit=facts.unit,
        until=tr("至 {day}", day=facts.ends_on),
        facts=((tr("说明"), facts.note),) if facts.note else (),
    )


def _on_record(session: Session, number: str, now: datetime, today: date) -> Checked | None:
    told = tidy(number)
    if told.startswith(GOODS_PREFIX):
        found = goods_pass(session, told, now, today)
        return None if found is None else _of_goods(found)
    known = permit(session, told, today) if told else None
    if known is not None:
        return _of_permit(known)
    found_elsewhere = (source(session, told, today) for source in record_sources if told)
    return next((checked for checked in found_elsewhere if checked is not None), None)


def _of_goods(found: GoodsDetail) -> Checked:
    row = found.row
    starts, ends = local_time(row.starts_at), local_time(row.ends_at)
    same = starts.date() == ends.date()
    until = (
        f"{starts:%Y-%m-%d %H:%M} – {ends:%H:%M}" if same else f"{starts:%m-%d %H:%M} – {ends:%m-%d %H:%M}"
    )
    goods = "、".join(f"{line.what} {line.count}{line.measure}" for line in found.lines[:6])
    more = tr(" 等 {n} 项", n=len(found.lines)) if len(found.lines) > 6 else ""
    facts = (
        (tr("搬运人"), "  ".join(part for part in (row.carrier, found.carrier_number) if part)),
        (tr("车牌"), row.plate),
        (tr("物品"), tr("共 {n} 件：{goods}", n=row.pieces, goods=goods + more)),
        (tr("经过"), found.course[0].words if found.back or found.voided else ""),
    )
    return Checked(
        _GOODS[row.state],
        kind=tr("出门条"),
        number=row.number,
        holder=tr("{name}（{role}）", name=row.asker, role=tr(row.asker_role))
        if row.asker_role
        else row.asker,
        unit=row.unit,
        until=until,
        facts=tuple((label, value) for label, value in facts if value),
        record="goods",
        record_id=row.id,
        unit_id=row.unit_id,
    )


def _of_permit(found: PermitDetail) -> Checked:
    row = found.row
    facts = (
        *found.extra,
        (tr("新证"), found.next),
        (tr("经过"), f"{found.events[0].on} {found.events[0].said()}" if found.events else ""),
    )
    return Checked(
        _PERMIT[row.state],
        kind=row.kind,
        number=row.number,
        holder=tr("{name}（{role}）", name=row.holder, role=tr(row.role)) if row.role else row.holder,
        unit=row.unit,
        until=tr("{start} 至 {end}", start=row.starts_on, end=row.ends_on),
        facts=tuple((label, value) for label, value in facts if value),
        record="permit",
        record_id=row.id,
        unit_id=row.unit_id,
        photo=found.photo,
        code=found.code,
    )
