"""What today asks for at the cabinet, the gate and the garage (D0.3): keys, tear-offs, leases, applications.

Worked out from what stands when it is shown, never a stored reminder (T21); each group only for who may do its work.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.keys.queries import loan_rows, overdue
from frontdesk.areas.permits.queries.goods import overdue_goods
from frontdesk.areas.permits.queries.parking_lists import ending_leases, request_rows, waits
from frontdesk.areas.permits.rules.parking import days_left
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SOON_LEFT = 7
"""Days before its end from which a lease is said in red."""


def desk_groups(session: Session, actor: Actor, today: date, now: datetime) -> tuple[TodayGroup, ...]:
    """The groups, the most pressing first; empty ones too."""
    groups: list[TodayGroup] = []
    if actor.may(Right.KEYS):
        groups.append(_keys(session, today))
    if actor.may(Right.PERMITS):
        groups.append(_tear_offs(session, now, today))
    if actor.may(Right.PERMITS_ALLOW):
        groups.append(_applications(session))
    if actor.may(Right.PARKING):
        groups += [_offers(session, today), _ending(session, today)]
    return tuple(groups)


def _keys(session: Session, today: date) -> TodayGroup:
    late = overdue(session, today)
    first = late[:SHOWN]
    loans: dict[int, str] = {}
    for loan in loan_rows(session, today, key_ids=tuple(row.id for row in first)) if first else ():
        if loan.overdue(today):
            loans.setdefault(loan.key.id, " ".join(part for part in (loan.company, loan.who) if part))
    lines = tuple(
        TodayLine(
            "bad",
            tr("逾期 {days} 天", days=(today - row.due).days if row.due else 0),
            row.unit,
            tr("{place}{kind}钥匙 {n} 把，借给 {who}", place="" if row.unit else row.place, kind=tr(row.kind.value),
               n=row.out, who=loans.get(row.id, row.holder)),
            "",
            row.tag,
            "",
            "keys",
            {"text": row.tag},
        )
        for row in first
    )  # fmt: skip
    return TodayGroup(tr("钥匙逾期"), "ph.key", len(late), lines, tr("钥匙与证件 · 钥匙"))


def _tear_offs(session: Session, now: datetime, today: date) -> TodayGroup:
    """Goods have left, and the gate has not handed its half back (D3.6)."""
    rows = overdue_goods(session, now, today)
    lines = tuple(
        TodayLine(
            "warn",
            tr("应在 {day} 前", day=f"{row.due_on:%m-%d}"),
            row.unit,
            tr("出门条的门岗联没有交回，{n} 件，{who}", n=row.pieces, who=row.carrier or row.asker),
            row.asker,
            row.number,
            "",
            "goods_out",
            {"number": row.number},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("门岗联未交回"), "ph.truck", len(rows), lines, tr("钥匙与证件 · 出门条"))


def _applications(session: Session) -> TodayGroup:
    rows = request_rows(session, pending=True)
    lines = tuple(
        TodayLine(
            "info",
            tr("{day} 申请", day=f"{row.made_on:%m-%d}"),
            row.unit,
            tr("{kind} 车位 {code}，等审批", kind=tr(row.kind.value), code=row.code),
            row.holder,
            row.number,
            "",
            "parking",
            {"show": "pending"},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("待审批的车位申请"), "ph.car-simple", len(rows), lines, tr("钥匙与证件 · 车位"))


def _offers(session: Session, today: date) -> TodayGroup:
    """A space that was offered and not taken by its day: it goes to the next in the queue."""
    late = [row for row in waits(session, today) if row.overdue]
    lines = tuple(
        TodayLine(
            "warn",
            tr("留到 {day}", day=f"{row.until:%m-%d}") if row.until else "",
            row.unit,
            tr("通知选车位 {code} 没有回话，可让给下一户", code=row.offered_code),
            row.holder,
            row.number,
            "",
            "parking",
            {"show": "waiting"},
        )
        for row in late[:SHOWN]
    )
    return TodayGroup(tr("通知选位已过期"), "ph.car-simple", len(late), lines, tr("钥匙与证件 · 车位"))


def _ending(session: Session, today: date) -> TodayGroup:
    rows = ending_leases(session, today)
    lines = tuple(
        TodayLine(
            "bad" if days_left(row.ends_on, today) <= SOON_LEFT else "warn",
            f"{row.last_on:%m-%d}",
            row.unit,
            tr("车位 {code} 租期到期，问续租或退租", code=row.code),
            row.holder,
            row.plate,
            tr("还有 {n} 天", n=days_left(row.ends_on, today)),
            "parking",
            {"code": row.code},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("车位快到期"), "ph.car-simple", len(rows), lines, tr("钥匙与证件 · 车位"))
