"""What today asks for at the cabinet, the gate and the garage (D0.3): keys, permits, tear-offs, leases.

Worked out from what stands when it is shown, never a stored reminder (T21); each group only for who may do its work.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from frontdesk.areas.keys.queries import KeyRow, loan_rows, overdue
from frontdesk.areas.permits.queries.goods import overdue_goods
from frontdesk.areas.permits.queries.parking_lists import ending_leases, request_rows, waits
from frontdesk.areas.permits.queries.signing import key_rows
from frontdesk.areas.permits.rules.course import SOON_DAYS
from frontdesk.areas.permits.rules.parking import days_left
from frontdesk.areas.today.queries.agency_lines import agency_groups
from frontdesk.areas.today.queries.decoration_lines import decoration_groups, refunds_to_allow
from frontdesk.areas.today.queries.emergency_lines import emergency_groups
from frontdesk.areas.today.queries.handover_lines import handover_groups
from frontdesk.areas.today.queries.held_lines import held_groups
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.areas.today.queries.notice_lines import notice_groups
from frontdesk.areas.today.queries.paper_lines import paper_groups
from frontdesk.areas.today.queries.permit_lines import (
    PermitLine,
    ending_permits,
    permits_not_back,
    permits_of_leavers,
)
from frontdesk.areas.today.queries.personal_lines import personal_groups
from frontdesk.areas.today.queries.registration_lines import registration_groups
from frontdesk.areas.today.queries.report_lines import report_groups
from frontdesk.areas.today.queries.round_lines import round_groups
from frontdesk.areas.today.queries.service_lines import service_groups
from frontdesk.areas.today.queries.stock_lines import stock_groups
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SOON_LEFT = 7
"""Days before its end from which a lease is said in red."""


def desk_groups(session: Session, actor: Actor, today: date, now: datetime) -> tuple[TodayGroup, ...]:
    """The groups, the most pressing first; empty ones too."""
    groups: list[TodayGroup] = []
    if actor.may(Right.ARCHIVES_WRITE):
        groups += emergency_groups(session, today)
    if actor.may(Right.RECEPTION):
        groups += held_groups(session, actor, today)
        groups += notice_groups(session, actor, today)
        groups += service_groups(session, today)
        groups += agency_groups(session, actor, today)
        groups += round_groups(session, today)
        groups += report_groups(session, today)
        groups += stock_groups(session, actor, today)
    if actor.may(Right.ARCHIVES_WRITE):
        groups += paper_groups(session, today)
        groups += registration_groups(session, today)
        groups += personal_groups(session, today)
    if actor.may(Right.HANDOVER):
        groups += handover_groups(session, today)
    if actor.may(Right.KEYS):
        groups.append(_keys(session, today))
    if actor.may(Right.PERMITS):
        groups += [_ending_permits(session, today), _not_back(session, today), _of_leavers(session, today)]
        groups.append(_tear_offs(session, now, today))
    if actor.may(Right.PERMITS_ALLOW):
        groups.append(_applications(session))
    if actor.may(Right.PARKING):
        groups += [_offers(session, today), _ending(session, today)]
    if actor.may(Right.DECORATION) or actor.may(Right.DECORATION_INSPECT):
        groups += decoration_groups(session, today)
    if actor.may(Right.DECORATION_REFUND):
        groups.append(refunds_to_allow(session, today))
    if actor.may(Right.PERMITS_SETUP):
        groups.append(_signing_key(session, today))
    return tuple(groups)


def _signing_key(session: Session, today: date) -> TodayGroup:
    """The key that signs permits without a backup of its own: a disk that breaks takes it along."""
    lines = tuple(
        TodayLine(
            "warn",
            tr("{n} 天了", n=(today - row.starts_on).days) if row.starts_on < today else tr("今天"),
            "",
            tr("证件的签发密钥还没有备份，硬盘坏了就补不回来"),
            "",
            row.key,
            tr("备份"),
            "settings",
            {"sheet": "signing"},
        )
        for row in key_rows(session)[:1]
        if row.backed_up_at is None
    )
    return TodayGroup(tr("签发密钥"), "ph.key", len(lines), lines, tr("设置 · 签发密钥"))


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
            tr("{what}钥匙 {n} 把，借给 {who}", what=_opened(row), n=row.out, who=loans.get(row.id, row.holder)),
            "",
            row.tag,
            "",
            "keys",
            {"text": row.tag},
        )
        for row in first
    )  # fmt: skip
    return TodayGroup(tr("钥匙逾期"), "ph.key", len(late), lines, tr("钥匙与证件 · 钥匙"))


def _opened(row: KeyRow) -> str:
    """`入户门`, `5 栋水表井`: what the keys open; a place that says its kind says it once."""
    kind = tr(row.kind.value)
    return kind if row.unit else row.place if kind in row.place else f"{row.place}{kind}"


def _ending_permits(session: Session, today: date) -> TodayGroup:
    """Permits that end within the week; those for one errand (搬运证, 居住证明) are not renewed."""
    rows = [
        row
        for row in ending_permits(session, today, today + timedelta(days=SOON_DAYS))
        if row.returns and row.days > SOON_DAYS
    ]
    lines = tuple(
        TodayLine(
            "warn",
            tr("今天") if row.ends_on == today else f"{row.ends_on:%m-%d}",
            row.unit,
            _permit_words(row),
            "",
            row.number,
            tr("可续期"),
            "permits",
            {"number": row.number},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(
        tr("一周内到期证件"), "ph.identification-card", len(rows), lines, tr("钥匙与证件 · 证件")
    )


def _not_back(session: Session, today: date) -> TodayGroup:
    rows = permits_not_back(session, today)
    lines = tuple(
        TodayLine(
            "bad",
            tr("过期 {days} 天", days=(today - row.ends_on).days),
            row.unit,
            tr("{permit}，没有交回", permit=_permit_words(row)),
            "",
            row.number,
            "",
            "permits",
            {"number": row.number},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(
        tr("到期未交回证件"), "ph.identification-card", len(rows), lines, tr("钥匙与证件 · 证件")
    )


def _of_leavers(session: Session, today: date) -> TodayGroup:
    """Permits of people who do not belong to the unit any more: to be withdrawn (D1.5)."""
    rows = permits_of_leavers(session, today)
    lines = tuple(
        TodayLine(
            "warn",
            tr("人已搬走"),
            row.unit,
            tr("{permit}，请收回", permit=_permit_words(row)),
            "",
            row.number,
            "",
            "permits",
            {"number": row.number},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(
        tr("搬走的人的证件"), "ph.identification-card", len(rows), lines, tr("钥匙与证件 · 证件")
    )


def _permit_words(row: PermitLine) -> str:
    """`居住证，租客 曾姝`."""
    who = " ".join(part for part in (tr(row.role) if row.role else "", row.holder) if part)
    return tr("{kind}，{who}", kind=row.kind, who=who)


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
