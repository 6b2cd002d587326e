"""前台工作总结 (D2.3): what was received, done, collected and issued in a month, from every record the desk keeps."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries.reports import income_report
from frontdesk.areas.decoration.queries.statistics import figures as decoration_figures
from frontdesk.areas.keys.model import KeyMovement
from frontdesk.areas.keys.queries.moves import stands
from frontdesk.areas.keys.rules.kinds import MOVE_WORDS, Move
from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitKind
from frontdesk.areas.permits.rules.course import Step
from frontdesk.areas.reception.documents.reports import (
    AMOUNT,
    COUNT,
    TEXT,
    ReportChart,
    ReportFigure,
    ReportTable,
)
from frontdesk.areas.reception.queries.report_drafts import (
    Parts,
    average,
    call_table,
    day_bars,
    joined,
    percent,
    void_words,
)
from frontdesk.areas.reception.queries.report_tickets import (
    Counted,
    calls_between,
    open_from_before,
    received_between,
    standing_now,
)
from frontdesk.areas.reception.rules.owing import Period, ReportKind, before
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_STEPS = (Step.ISSUED, Step.RENEWED, Step.REPLACED, Step.LOST, Step.RETURNED)
_STEP_WORDS = {
    Step.ISSUED: "办理", Step.RENEWED: "续期", Step.REPLACED: "补办", Step.LOST: "挂失", Step.RETURNED: "收回",
}  # fmt: skip


def summary(session: Session, period: Period, at: datetime, *, money: bool) -> Parts:
    """The month; takings only where *money*."""
    first, last = period.first, period.last
    all_of = received_between(session, first, last, at=at)
    mine = standing_now(all_of)
    past = before(ReportKind.SUMMARY, period)
    earlier = standing_now(received_between(session, past.first, past.last, at=at))
    calls = calls_between(session, first, last)
    done = sum(one.settled for one in mine)
    issued = permit_steps(session, first, last)
    passes = goods_passes(session, first, last)
    taken = takings(session, first, last, at) if money else None
    issued_all = sum(counts[Step.ISSUED] for counts in issued.values())
    figures = [
        ReportFigure(
            tr("受理"), str(len(mine)), joined(tr("上月 {n}", n=len(earlier)), void_words(all_of, mine))
        ),
        ReportFigure(tr("办结"), str(done), percent(done, len(mine))),
        ReportFigure(tr("办证"), str(issued_all), tr("出门条 {n}", n=passes)),
        ReportFigure(
            tr("以前的还在办"),
            str(len(open_from_before(session, first, last, at=at))),
        ),
        ReportFigure(tr("回访（次）"), str(len(calls)), tr("平均满意度 {score}", score=average(calls))),
    ]
    tables = [_kinds(mine), _channels(mine), call_table(calls)]
    if taken is not None:
        figures.insert(2, ReportFigure(tr("收款（元）"), str(total(net for _n, _c, net in taken))))
        tables.append(_money_table(taken))
    tables += [
        _permit_table(issued, passes),
        _key_table(session, first, last),
        _decoration_table(session, period),
    ]
    charts = (ReportChart(tr("每天受理"), day_bars(mine, period)),)
    return tuple(figures), charts, tuple(tables)


def _kinds(mine: tuple[Counted, ...]) -> ReportTable:
    received = Counter(one.kind for one in mine)
    done = Counter(one.kind for one in mine if one.settled)
    late = Counter(one.kind for one in mine if one.late)
    rows = [kind for kind in TicketKind if received[kind]]
    return ReportTable(
        tr("受理和办结"),
        (tr("种类"), tr("受理"), tr("办结"), tr("还在办"), tr("超时")),
        (0, 24, 24, 24, 24),
        (TEXT, COUNT, COUNT, COUNT, COUNT),
        tuple(
            (tr(k.value), str(received[k]), str(done[k]), str(received[k] - done[k]), str(late[k]))
            for k in rows
        ),
        (tr("合计"), str(len(mine)), str(done.total()), str(len(mine) - done.total()), str(late.total()))
        if rows
        else (),
    )


def _channels(mine: tuple[Counted, ...]) -> ReportTable:
    counts = Counter(one.channel for one in mine)
    rows = tuple((tr(channel.value), str(counts[channel])) for channel in Channel if counts[channel])
    return ReportTable(
        tr("来源"), (tr("来源"), tr("件数")), (0, 24), (TEXT, COUNT), rows,
        (tr("合计"), str(len(mine))) if rows else (),
    )  # fmt: skip


Taking = tuple[str, int, Money]
"""Item, receipts, net."""


def takings(session: Session, first: date, last: date, at: datetime) -> tuple[Taking, ...]:
    """Net takings by fee item, as the cash desk's own report has them."""
    report = income_report(session, first, last, made_at=at)
    items = next(part for part in report.parts if part.key == "item")
    return tuple((line.label, line.count, line.net) for line in items.lines)


def _money_table(taken: tuple[Taking, ...]) -> ReportTable:
    # A receipt with two items counts in both, so that counts have no sum.
    return ReportTable(
        tr("收款（净收，元）"),
        (tr("项目"), tr("张数"), tr("金额")),
        (0, 30, 40),
        (TEXT, COUNT, AMOUNT),
        tuple((label, str(count), str(net)) for label, count, net in taken),
        (tr("合计"), "", str(total(net for _label, _count, net in taken))) if taken else (),
        tr("期内没有收款。"),
    )


def permit_steps(session: Session, first: date, last: date) -> dict[str, Counter[Step]]:
    """What was done with permits in the days, by the name of their kind."""
    query = (
        select(PermitKind.name, PermitEvent.step, func.count())
        .join(Permit, Permit.id == PermitEvent.permit_id)
        .join(PermitKind, PermitKind.id == Permit.kind_id)
        .where(PermitEvent.on >= first, PermitEvent.on <= last, PermitEvent.step.in_(_STEPS))
        .group_by(PermitKind.name, PermitEvent.step)
        .order_by(PermitKind.name)
    )
    found: dict[str, Counter[Step]] = {}
    for name, step, count in session.execute(query):
        found.setdefault(name, Counter())[step] += int(count)
    return found


def goods_passes(session: Session, first: date, last: date) -> int:
    """Goods passes made in the days."""
    query = select(func.count()).where(GoodsPass.made_on >= first, GoodsPass.made_on <= last)
    return int(session.scalar(query) or 0)


def _permit_table(issued: dict[str, Counter[Step]], passes: int) -> ReportTable:
    rows = [(name, *(str(counts[step]) for step in _STEPS)) for name, counts in issued.items()]
    if passes:
        rows.append((tr("出门条"), str(passes), *("0",) * (len(_STEPS) - 1)))
    sums = [
        str(sum(counts[step] for counts in issued.values()) + (passes if step is Step.ISSUED else 0))
        for step in _STEPS
    ]
    return ReportTable(
        tr("证件和出门条"),
        (tr("种类"), *(tr(_STEP_WORDS[step]) for step in _STEPS)),
        (0, *(22 for _step in _STEPS)),
        (TEXT, *(COUNT for _step in _STEPS)),
        tuple(rows),
        (tr("合计"), *sums) if rows else (),
        tr("期内没有办证。"),
    )


def key_moves(session: Session, first: date, last: date) -> Counter[Move]:
    """What happened to keys in the days."""
    query = (
        select(KeyMovement.kind, func.count())
        .where(stands(), KeyMovement.moved_on >= first, KeyMovement.moved_on <= last)
        .group_by(KeyMovement.kind)
    )
    return Counter({kind: int(count) for kind, count in session.execute(query)})


def _key_table(session: Session, first: date, last: date) -> ReportTable:
    moves = key_moves(session, first, last)
    rows = tuple((tr(MOVE_WORDS[move]), str(moves[move])) for move in Move if moves[move])
    return ReportTable(
        tr("钥匙"), (tr("动作"), tr("次数")), (0, 24), (TEXT, COUNT), rows, nothing=tr("期内没有借还。")
    )


def _decoration_table(session: Session, period: Period) -> ReportTable:
    found = decoration_figures(session, period.first, period.last, period.last)
    rows = (
        (tr("申请"), found.applied),
        (tr("开工"), found.started),
        (tr("初验合格"), found.finished),
        (tr("退押金"), found.refunded),
        (tr("巡查"), found.visits),
        (tr("违规"), sum(row.count for row in found.breaches)),
    )
    told = tuple((word, str(count)) for word, count in rows) if any(count for _word, count in rows) else ()
    return ReportTable(
        tr("装修"), (tr("事项"), tr("件数")), (0, 24), (TEXT, COUNT), told, nothing=tr("期内没有装修事项。")
    )
