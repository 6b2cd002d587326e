"""What today asks for (D0.3): worked out from what stands in the records when it is shown, never a stored reminder (T21)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Person, Pet, ReviewFlag, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import kept_of
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.queries.moves import open_hand_ins
from frontdesk.areas.cashdesk.queries.shifts import open_shifts, stale_shift
from frontdesk.areas.fees.model import Notice, NoticeDelivery
from frontdesk.areas.fees.queries import arrears, ending_reductions
from frontdesk.areas.fees.queries.calls import open_promises
from frontdesk.areas.fees.queries.limitation import running_out
from frontdesk.areas.fees.queries.steps import ready_demands
from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.areas.fees.rules.late_fee import percent
from frontdesk.areas.fees.rules.promises import PromiseState
from frontdesk.areas.fees.rules.steps import STEP_WORDS
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.areas.today.queries.start_desk import desk_groups
from frontdesk.areas.today.queries.ticket_lines import ticket_groups
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SOON = timedelta(days=30)
LONG_OVERDUE = 90


def today_groups(
    session: Session, actor: Actor, today: date, now: datetime | None = None
) -> tuple[TodayGroup, ...]:
    """Every group that has something in it, the most pressing first. *now* None: by the machine's clock."""
    groups = (
        _open_shifts(session, actor, today),
        *ticket_groups(session, actor, today, now or SystemClock().now()),
        *desk_groups(session, actor, today, now or SystemClock().now()),
        _limitation(session, today),
        _promises(session, today),
        _long_overdue(session, today),
        _demands(session, today),
        _hand_ins(session, actor),
        _undelivered(session, today),
        _leases(session, today),
        _reductions(session, today),
        _to_verify(session),
        _pets(session, today),
        _visas(session, today),
    )
    return tuple(group for group in groups if group is not None and group.count)


def _open_shifts(session: Session, actor: Actor, today: date) -> TodayGroup | None:
    own = stale_shift(session, actor.id, today)
    stale = [s for s in open_shifts(session) if s.business_on < today]
    if own is None and not actor.may(Right.CLOSE_OTHERS):
        return None
    lines = tuple(
        TodayLine(
            "bad",
            tr("没有结班"),
            "",
            tr("{day} {name}，{desk}", day=s.business_on.isoformat(), name=s.name, desk=s.desk),
            s.cashier,
            "",
            tr("先结班"),
            "close",
        )
        for s in stale
        if s.cashier_id == actor.id or actor.may(Right.CLOSE_OTHERS)
    )
    return TodayGroup(tr("没有结的班"), "ph.clock", len(lines), lines[:SHOWN])


def _long_overdue(session: Session, today: date) -> TodayGroup:
    late = sorted(
        arrears(session, today, longer_than=LONG_OVERDUE),
        key=lambda row: (-row.overdue_days, -row.overdue.fen, row.unit),
    )
    lines = tuple(
        TodayLine(
            "bad",
            tr("逾期 {days} 天", days=row.overdue_days),
            row.unit,
            tr("{count} 笔没有缴，最早 {day} 到期", count=row.charges, day=row.oldest_due_on.isoformat()),
            row.payer,
            "",
            str(row.overdue),
            "collect",
            {"unit_id": row.unit_id},
        )
        for row in late[:SHOWN]
    )
    return TodayGroup(tr("欠费 3 个月以上"), "ph.wallet", len(late), lines, tr("收费 · 欠费"))


def _limitation(session: Session, today: date) -> TodayGroup:
    """Debts that can no longer be sued for in 90 days (M8.4); what has run out already is past today's help."""
    rows = [row for row in running_out(session, today) if row.days_left >= 0]
    lines = tuple(
        TodayLine(
            "bad" if row.days_left <= SOON.days else "warn",
            tr("还有 {days} 天", days=row.days_left),
            row.unit,
            tr("{period} {item}，诉讼时效 {day} 届满", period=row.period, item=row.item, day=row.ends_on),
            row.payer,
            "",
            str(row.owed),
            "limitation",
            {"unit_id": row.unit_id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("时效将满"), "ph.clock", len(rows), lines, tr("收费 · 欠费 · 时效"))


def _promises(session: Session, today: date) -> TodayGroup:
    """Promises whose day is today or has passed without the money (M8)."""
    rows = open_promises(session, today)
    lines = tuple(
        TodayLine(
            "bad" if row.state is PromiseState.BROKEN else "warn",
            tr("没有兑现") if row.state is PromiseState.BROKEN else tr("今天到期"),
            row.unit,
            tr("{made} 承诺 {day} 前缴，已缴 {paid}", made=row.made_on, day=row.due_on, paid=row.paid),
            row.payer,
            "",
            str(row.amount),
            "calls",
            {"unit_id": row.unit_id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("承诺到期"), "ph.phone-call", len(rows), lines, tr("收费 · 欠费 · 电话催缴"))


def _demands(session: Session, today: date) -> TodayGroup:
    """Units whose next demand may be sent: the days after the last one are over (M8.3)."""
    rows = list(ready_demands(session, today))
    rows.sort(key=lambda row: (-list(NoticeKind).index(row.step.next), -row.overdue_days, row.unit))
    lines = tuple(
        TodayLine(
            "info",
            tr("{day} 起", day=f"{row.step.since:%m-%d}") if row.step.since else "",
            row.unit,
            tr("该发{paper}", paper=tr(STEP_WORDS[row.step.next])),
            row.payer,
            row.step.last.number if row.step.last else "",
            str(row.overdue),
            "demands",
            {"unit_id": row.unit_id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("可以升级的催缴"), "ph.envelope-simple", len(rows), lines, tr("收费 · 欠费 · 催缴"))


def _hand_ins(session: Session, actor: Actor) -> TodayGroup | None:
    if not actor.may(Right.FINANCE_CONFIRM):
        return None
    waiting = open_hand_ins(session)
    lines = tuple(
        TodayLine(
            "warn",
            f"{row.business_on:%m-%d}",
            "",
            tr("{shift} 缴款，待财务签收", shift=row.shift),
            row.cashier,
            row.number,
            str(row.amount),
            "hand_ins",
        )
        for row in waiting[:SHOWN]
    )
    return TodayGroup(tr("待签收的缴款"), "ph.receipt", len(waiting), lines, tr("收费 · 日结"))


def _undelivered(session: Session, today: date) -> TodayGroup:
    """Notices of this month and the last that are printed and not said to be delivered, by building."""
    since = str(Month.of(today).plus(-1))
    delivered = select(NoticeDelivery.notice_id).where(NoticeDelivery.notice_id == Notice.id).exists()
    rows = session.execute(
        select(Notice.period, Building.id, Building.name, func.count())
        .join(Unit, Unit.id == Notice.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .where(Notice.period >= since, Notice.kind == NoticeKind.NOTICE, ~delivered)
        .group_by(Notice.period, Building.id, Building.name, Building.sort)
        .order_by(Notice.period, Building.sort)
    ).all()
    lines = tuple(
        TodayLine(
            "info",
            tr("{month} 账期", month=period),
            name,
            tr("缴费通知单 {count} 份，待送", count=count),
            "",
            "",
            "",
            "notices",
            {"period": period, "building_id": building_id},
        )
        for period, building_id, name, count in rows
    )
    return TodayGroup(
        tr("待送通知"),
        "ph.envelope-simple",
        sum(r[3] for r in rows),
        lines[: SHOWN + 1],
        tr("收费 · 应收账单"),
    )


def _leases(session: Session, today: date) -> TodayGroup:
    rows = session.execute(
        select(UnitRole.ends_on, Unit.id, Unit.code, Person.name)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.kind == RoleKind.TENANT, UnitRole.ends_on > today, UnitRole.ends_on <= today + SOON)
        .order_by(UnitRole.ends_on, Unit.sort_key)
    ).all()
    lines = tuple(
        TodayLine(
            "warn", f"{ends - timedelta(days=1):%m-%d}", code, tr("租约到期，问续租或退租"), name, "", "", "unit",
            {"unit_id": unit_id},
        )
        for ends, unit_id, code, name in rows[:SHOWN]
        if ends is not None
    )  # fmt: skip
    return TodayGroup(tr("一个月内到期的租约"), "ph.file-text", len(rows), lines, tr("业主档案"))


def _reductions(session: Session, today: date) -> TodayGroup:
    """Vacant units and the like that pay in full again soon: look whether the reason goes on."""
    ending = sorted(ending_reductions(session, today), key=lambda row: (row.last_on or today, row.unit))
    lines = tuple(
        TodayLine(
            "warn",
            f"{row.last_on:%m-%d}",
            row.unit,
            tr("{item}的{kind}减免到期，问要不要延长", item=row.item, kind=tr(row.kind.value)),
            "",
            "",
            tr("仍缴 {share}", share=percent(row.paid)),
            "reductions",
            {"state": "ending"},
        )
        for row in ending[:SHOWN]
    )
    return TodayGroup(tr("快到期的减免"), "ph.percent", len(ending), lines, tr("收费 · 应收账单 · 减免"))


def _to_verify(session: Session) -> TodayGroup:
    open_flags = select(ReviewFlag, Unit.code).join(Unit, Unit.id == ReviewFlag.unit_id)
    open_flags = open_flags.where(ReviewFlag.settled_at.is_(None))
    count = session.scalar(select(func.count()).select_from(open_flags.subquery())) or 0
    rows = session.execute(open_flags.order_by(Unit.sort_key).limit(SHOWN)).all()
    lines = tuple(
        TodayLine("warn", tr("待核实"), code, flag.reason, "", "", "", "flags", {"unit_id": flag.unit_id})
        for flag, code in rows
    )
    return TodayGroup(tr("待核实的资料"), "ph.clipboard-text", count, lines, tr("业主档案 · 待核实"))


def _pets(session: Session, today: date) -> TodayGroup:
    rows = session.execute(
        select(Pet, Unit.code)
        .join(Unit, Unit.id == Pet.unit_id)
        .where(Pet.withdrawn_on.is_(None), Pet.vaccinated_until <= today + SOON)
        .order_by(Pet.vaccinated_until, Unit.sort_key)
    ).all()
    lines = tuple(
        TodayLine(
            "bad" if pet.vaccinated_until and pet.vaccinated_until < today else "warn",
            f"{pet.vaccinated_until:%m-%d}",
            code,
            tr("疫苗到期：{name} {breed}", name=pet.name, breed=pet.breed),
            "",
            "",
            "",
            "unit",
            {"unit_id": pet.unit_id},
        )
        for pet, code in rows[:SHOWN]
    )
    return TodayGroup(tr("疫苗到期"), "ph.paw-print", len(rows), lines, tr("业主档案"))


def _visas(session: Session, today: date) -> TodayGroup:
    rows = session.execute(
        select(Person.visa_ends_on, Person.name, Unit.id, Unit.code, Unit.sort_key, kept_of(Person.id))
        .join(UnitRole, UnitRole.person_id == Person.id)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(
            Person.visa_ends_on <= today + SOON,
            (UnitRole.ends_on.is_(None)) | (UnitRole.ends_on > today),
        )
        .order_by(Person.visa_ends_on, Unit.sort_key)
        .distinct()
    ).all()
    lines = tuple(
        TodayLine(
            "warn",
            f"{ends:%m-%d}",
            code,
            tr("签证到期，提醒办理登记"),
            name,
            "",
            "",
            "unit",
            {"unit_id": unit_id},
        )
        for ends, name, unit_id, code, *_rest in rows[:SHOWN]
    )
    return TodayGroup(tr("签证到期"), "ph.identification-card", len(rows), lines, tr("业主档案"))
