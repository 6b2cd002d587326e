"""The owed reports drafted from the records (D2.3): figures, charts and tables; the words are a person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from frontdesk.areas.reception.documents.reports import (
    COUNT,
    TEXT,
    DeskReport,
    ReportBar,
    ReportChart,
    ReportFigure,
    ReportTable,
    ReportWords,
)
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.report_tickets import (
    Call,
    Counted,
    calls_between,
    end_of,
    open_from_before,
    received_between,
    standing_now,
)
from frontdesk.areas.reception.rules.course import Act
from frontdesk.areas.reception.rules.owing import WORD_FIELDS, Period, ReportKind, before
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.text import tr

_WEEK_DAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)
SCORES = ((5, "5 很满意"), (4, "4 满意"), (3, "3 一般"), (2, "2 不满意"), (1, "1 很不满意"))
NOT_CONTENT = 2
"""A satisfaction of so much or less is listed ticket by ticket."""


def draft(
    session: Session,
    kind: ReportKind,
    period: Period,
    words: Mapping[str, str],
    *,
    made_at: datetime,
    made_by: str,
    money: bool,
) -> DeskReport:
    """The report of *period* as the records have it at *made_at*, with what has been written so far.

    *money*: whether takings may be shown to whoever asks.
    """
    # 前台工作总结 reads from every area below: it is loaded when it is asked for.
    if kind is ReportKind.WEEKLY:
        figures, charts, tables = weekly(session, period, made_at)
    elif kind is ReportKind.MONTHLY:
        figures, charts, tables = monthly(session, period, made_at)
    else:
        from frontdesk.areas.reception.queries.report_summary import summary

        figures, charts, tables = summary(session, period, made_at, money=money)
    return DeskReport(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        kind=kind.name.lower(),
        title=tr(kind.value),
        number="",
        first=period.first,
        last=period.last,
        stood_at=min(wall(end_of(period.last)) - timedelta(minutes=1), wall(made_at)),
        figures=figures,
        charts=charts,
        tables=tables,
        words=tuple(ReportWords(key, tr(title), words.get(key, "")) for key, title in WORD_FIELDS[kind]),
        made_at=wall(made_at),
        made_by=made_by,
    )


Parts = tuple[tuple[ReportFigure, ...], tuple[ReportChart, ...], tuple[ReportTable, ...]]


def weekly(session: Session, period: Period, at: datetime) -> Parts:
    """投诉周报表: complaints of the seven days, by day, category and building, then one by one."""
    kind = TicketKind.COMPLAINT
    all_of = received_between(session, period.first, period.last, at=at, kind=kind)
    mine = standing_now(all_of)
    older = open_from_before(session, period.first, period.last, at=at, kind=kind)
    past = before(ReportKind.WEEKLY, period)
    earlier = standing_now(received_between(session, past.first, past.last, at=at, kind=kind))
    done = sum(one.settled for one in mine)
    figures = (
        ReportFigure(
            tr("收到投诉"), str(len(mine)), joined(tr("上周 {n}", n=len(earlier)), void_words(all_of, mine))
        ),
        ReportFigure(tr("已办结"), str(done), percent(done, len(mine))),
        ReportFigure(tr("还在办"), str(len(mine) - done), tr("以前的 {n}", n=len(older))),
        ReportFigure(tr("超时"), str(sum(one.late for one in mine))),
    )
    charts = (
        ReportChart(tr("每天收到"), day_bars(mine, period, week_days=True)),
        ReportChart(tr("按类别"), bars(mine, lambda one: one.category), lying=True),
    )
    one_by_one = ReportTable(
        tr("逐件（含以前还在办的）"),
        (tr("编号"), tr("日期"), tr("地点"), tr("内容"), tr("经办"), tr("状态")),
        (35, 14, 30, 0, 24, 22),
        (TEXT,) * 6,
        tuple(_line(one) for one in (*older, *mine)),
        nothing=tr("这一周没有投诉。"),
    )
    return figures, charts, (
        by_table(tr("按类别"), tr("类别"), mine, lambda one: one.category),
        by_table(tr("按楼栋"), tr("楼栋"), mine, lambda one: one.building),
        one_by_one,
    )  # fmt: skip


def monthly(session: Session, period: Period, at: datetime) -> Parts:
    """投诉、回访统计分析报表: complaints beside the month before, call-backs and what was said."""
    kind = TicketKind.COMPLAINT
    all_of = received_between(session, period.first, period.last, at=at, kind=kind)
    mine = standing_now(all_of)
    past = before(ReportKind.MONTHLY, period)
    earlier = standing_now(received_between(session, past.first, past.last, at=at, kind=kind))
    calls = calls_between(session, period.first, period.last)
    past_calls = calls_between(session, past.first, past.last)
    in_time = sum(one.settled and not one.late for one in mine)
    reached = [call for call in calls if call.act in (Act.CALL, Act.SEND_BACK)]
    figures = (
        ReportFigure(
            tr("收到投诉"), str(len(mine)), joined(tr("上月 {n}", n=len(earlier)), void_words(all_of, mine))
        ),
        ReportFigure(tr("按时办结"), str(in_time), percent(in_time, len(mine))),
        ReportFigure(tr("回访（次）"), str(len(calls)), tr("联系上 {n}", n=len(reached))),
        ReportFigure(tr("平均满意度"), average(calls), tr("上月 {score}", score=average(past_calls))),
        ReportFigure(tr("还在办"), str(sum(not one.settled for one in mine))),
        ReportFigure(tr("超时"), str(sum(one.late for one in mine))),
        ReportFigure(tr("退回重办（次）"), str(sum(call.act is Act.SEND_BACK for call in calls))),
        ReportFigure(tr("不满意（户）"), str(sum(bad(call) for call in calls))),
    )
    scores = Counter(call.satisfaction for call in calls if call.satisfaction is not None)
    charts = (
        ReportChart(tr("投诉按类别"), bars(mine, lambda one: one.category), lying=True),
        ReportChart(
            tr("回访满意度"), tuple(ReportBar(tr(word), scores[score]) for score, word in SCORES), lying=True
        ),
    )
    return figures, charts, (
        beside(tr("投诉按类别，与上月比"), tr("类别"), mine, earlier, lambda one: one.category),
        by_table(tr("投诉按楼栋"), tr("楼栋"), mine, lambda one: one.building),
        by_table(tr("投诉按部门"), tr("部门"), mine, lambda one: one.department),
        call_table(calls),
        ReportTable(
            tr("回访满意度"), (tr("满意度"), tr("户数")), (0, 30), (TEXT, COUNT),
            tuple((tr(word), str(scores[score])) for score, word in SCORES), (tr("合计"), str(scores.total())),
        ),
        ReportTable(
            tr("不满意的，逐件"),
            (tr("编号"), tr("地点"), tr("内容"), tr("满意度"), tr("住户说的")), (35, 30, 50, 16, 0), (TEXT,) * 5,
            tuple(
                (call.number, call.place, call.what, str(call.satisfaction or ""), call.words)
                for call in calls
                if bad(call)
            ),
            nothing=tr("没有不满意的。"),
        ),
    )  # fmt: skip


# -- shared pieces --


def percent(part: int, whole: int) -> str:
    """`83%`, whole percent rounded half up; empty of nothing."""
    return f"{(part * 200 + whole) // (2 * whole)}%" if whole else ""


def void_words(all_of: Sequence[Counted], mine: Sequence[Counted]) -> str:
    """`另作废 2`, or nothing."""
    void = len(all_of) - len(mine)
    return tr("另作废 {n}", n=void) if void else ""


def joined(*words: str) -> str:
    """The words there are, with commas."""
    return "，".join(word for word in words if word)


def bad(call: Call) -> bool:
    """Whether the caller was not content."""
    return call.act is Act.SEND_BACK or (call.satisfaction is not None and call.satisfaction <= NOT_CONTENT)


def average(calls: Iterable[Call]) -> str:
    """Mean satisfaction to one place, half up; `—` where nobody said."""
    scores = [call.satisfaction for call in calls if call.satisfaction is not None]
    if not scores:
        return "—"
    tenths = (sum(scores) * 20 + len(scores)) // (2 * len(scores))
    return f"{tenths // 10}.{tenths % 10}"


def bars(counted: Iterable[Counted], key: Callable[[Counted], str]) -> tuple[ReportBar, ...]:
    """A bar for each, the most first."""
    counts = Counter(key(one) for one in counted)
    return tuple(
        ReportBar(tr(name), n) for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def day_bars(counted: Iterable[Counted], period: Period, *, week_days: bool = False) -> tuple[ReportBar, ...]:
    """A bar for each day of the period."""
    counts = Counter(one.received_on for one in counted)
    found, day = [], period.first
    while day <= period.last:
        word = f"{day:%m-%d} {_WEEK_DAYS[day.weekday()]}" if week_days else f"{day.day}"
        found.append(ReportBar(word, counts[day]))
        day += _ONE_DAY
    return tuple(found)


def by_table(title: str, head: str, counted: Sequence[Counted], key: Callable[[Counted], str]) -> ReportTable:
    """Received, settled, still open and late, for each."""
    groups: dict[str, list[Counted]] = {}
    for one in counted:
        groups.setdefault(key(one), []).append(one)
    lines = [
        (tr(name), len(group), sum(x.settled for x in group), sum(not x.settled for x in group), sum(x.late for x in group))
        for name, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]  # fmt: skip
    return ReportTable(
        title,
        (head, tr("收到"), tr("已办结"), tr("还在办"), tr("超时")),
        (0, 24, 24, 24, 24),
        (TEXT, COUNT, COUNT, COUNT, COUNT),
        tuple((name, *map(str, figures)) for name, *figures in lines),
        (tr("合计"), *(str(sum(line[at] for line in lines)) for at in range(1, 5))) if lines else (),  # type: ignore[misc]
    )


def beside(
    title: str, head: str, mine: Sequence[Counted], earlier: Sequence[Counted], key: Callable[[Counted], str]
) -> ReportTable:
    """Both periods side by side, with the difference."""
    now, past = Counter(map(key, mine)), Counter(map(key, earlier))
    names = sorted(now | past, key=lambda name: (-now[name], -past[name], name))
    return ReportTable(
        title,
        (head, tr("本月"), tr("上月"), tr("增减")),
        (0, 30, 30, 30),
        (TEXT, COUNT, COUNT, COUNT),
        tuple((tr(name), str(now[name]), str(past[name]), f"{now[name] - past[name]}") for name in names),
        (tr("合计"), str(len(mine)), str(len(earlier)), f"{len(mine) - len(earlier)}") if names else (),
    )


def call_table(calls: Sequence[Call]) -> ReportTable:
    """Call-backs by the kind of ticket."""
    groups: dict[TicketKind, Counter[str]] = {}
    for call in calls:
        counts = groups.setdefault(call.kind, Counter())
        counts["all"] += 1
        counts["reached"] += call.act in (Act.CALL, Act.SEND_BACK)
        counts["missed"] += call.act in (Act.MISS, Act.GIVE_UP)
        counts["back"] += call.act is Act.SEND_BACK
    columns = ("all", "reached", "missed", "back")
    rows = [(kind, groups[kind]) for kind in TicketKind if kind in groups]
    return ReportTable(
        tr("回访（次）"),
        (tr("种类"), tr("回访"), tr("联系上"), tr("没联系上"), tr("退回重办")),
        (0, 24, 24, 24, 24),
        (TEXT, COUNT, COUNT, COUNT, COUNT),
        tuple((tr(kind.value), *(str(counts[name]) for name in columns)) for kind, counts in rows),
        (tr("合计"), *(str(sum(counts[name] for _kind, counts in rows)) for name in columns)) if rows else (),
        tr("没有回访。"),
    )


def _line(one: Counted) -> tuple[str, ...]:
    state = "　".join(word for word in (tr(one.state.value), tr("超时") if one.late else "") if word)
    return (one.number, f"{one.received_on:%m-%d}", one.place, one.what, one.handler, state)
