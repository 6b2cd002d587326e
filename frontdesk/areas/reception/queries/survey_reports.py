"""满意度调查报告 (D2.7): a survey's result in the shape of the desk's reports, for paper, screen and Excel."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from frontdesk.areas.reception.documents.reports import (
    COUNT,
    FIGURE,
    TEXT,
    DeskReport,
    ReportBar,
    ReportChart,
    ReportFigure,
    ReportTable,
    ReportWords,
)
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.survey_results import ChoiceResult, SurveyResult
from frontdesk.areas.reception.rules.surveys import SCORE_WORDS, SCORES, SurveyState, Tally, share
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.text import tr

TITLE = "满意度调查报告"
SUMMARY = "summary"
NONE = "—"
_MINUS = "-"


def shown(value: Decimal | None) -> str:
    """`86.7`, `4.25`; — for none."""
    return NONE if value is None else str(value)


def signed(value: Decimal | None) -> str:
    """`+0.12`, `-0.05`, `0.00`; — for none."""
    if value is None:
        return NONE
    return f"+{value}" if value > 0 else f"{_MINUS}{-value}" if value < 0 else str(value)


def survey_report(
    session: Session, result: SurveyResult, words: str, *, made_at: datetime, made_by: str, number: str = ""
) -> DeskReport:
    """The report; *number* "" is a draft."""
    row = result.row
    estate = str(get_setting(session, "estate.name", ""))
    return DeskReport(
        office=str(get_setting(session, "office.name", "") or estate),
        estate=estate,
        kind="survey",
        title=tr(TITLE),
        number=number,
        first=row.starts_on,
        last=row.last_on,
        stood_at=wall(made_at),
        figures=_figures(result),
        charts=_charts(result),
        tables=(
            _by_question(result),
            _by_building(result),
            *(_by_choice(choice) for choice in result.choices),
            _words(result),
        ),
        words=(
            ReportWords("about", tr("调查说明"), _about(result)),
            ReportWords(SUMMARY, tr("小结和改进措施"), words),
        ),
        made_at=wall(made_at),
        made_by=made_by,
    )


def _about(result: SurveyResult) -> str:
    row = result.row
    how = (
        tr("在 {scope} {population} 户里抽 {given} 户（种子 {seed}）", scope=row.scope, population=row.population,
           given=row.given, seed=row.seed)
        if row.seed
        else tr("发给 {scope} {given} 户", scope=row.scope, given=row.given)
    )  # fmt: skip
    named = tr("不记名") if row.anonymous else tr("记名")
    return tr(
        "{title}，问卷 {number}，{named}，{how}。满意率是打 4 分、5 分的占答题的比例，没有答的题不算。",
        title=row.title, number=row.questionnaire, named=named, how=how,
    )  # fmt: skip


def _figures(result: SurveyResult) -> tuple[ReportFigure, ...]:
    row, now, then = result.row, result.overall, result.before
    extra = tr("另补录 {n} 份", n=row.extra) if row.extra else ""
    return (
        ReportFigure(tr("发放（份）"), f"{row.given:,}", row.scope),
        ReportFigure(tr("收回（份）"), f"{row.returned:,}", "　".join(
            part for part in (tr("{rate}%", rate=shown(row.rate)), extra) if part)),
        ReportFigure(tr("满意率（%）"), shown(now.rate), _last(then, rate=True)),
        ReportFigure(tr("平均分"), shown(now.mean), _last(then, rate=False)),
    )  # fmt: skip


def _last(then: Tally | None, *, rate: bool) -> str:
    if then is None:
        return tr("第一次调查")
    return tr("上次 {value}", value=shown(then.rate if rate else then.mean))


def _whole(rate: Decimal | None) -> int:
    return 0 if rate is None else int(rate.quantize(Decimal(1), ROUND_HALF_UP))


def _charts(result: SurveyResult) -> tuple[ReportChart, ...]:
    by_question = tuple(
        ReportBar(f"{one.question.no}. {one.question.text}", _whole(one.tally.rate))
        for one in result.questions
    )
    by_building = tuple(
        ReportBar(one.back.building or tr("没有写楼栋"), _whole(one.tally.rate))
        for one in result.buildings
        if one.tally.answered
    )
    return (
        ReportChart(tr("各题满意率（%）"), by_question, lying=True, whole=100, measure=tr("满意率（%）")),
        ReportChart(tr("各楼栋满意率（%）"), by_building, lying=True, whole=100, measure=tr("满意率（%）")),
    )


def _by_question(result: SurveyResult) -> ReportTable:
    rows = [
        (
            f"{one.question.no}. {one.question.text}",
            str(one.tally.answered),
            *(str(one.tally.scores.get(score, 0)) for score in SCORES),
            shown(one.tally.rate),
            shown(one.tally.mean),
            signed(one.change),
        )
        for one in result.questions
    ]
    every = result.overall
    sums = (
        tr("合计"),
        str(every.answered),
        *(str(every.scores.get(score, 0)) for score in SCORES),
        shown(every.rate),
        shown(every.mean),
        "",
    )
    heads = (
        tr("题目"), tr("答"), *(tr(SCORE_WORDS[score]) for score in SCORES), tr("满意率%"), tr("均分"), tr("比上次"),
    )  # fmt: skip
    return ReportTable(
        tr("按题目"), heads, (0, 12, 13, 12, 12, 13, 17, 17, 13, 15), (TEXT, *(COUNT,) * 6, *(FIGURE,) * 3),
        tuple(rows), sums,
    )  # fmt: skip


def _by_building(result: SurveyResult) -> ReportTable:
    rows = tuple(
        (
            one.back.building or tr("没有写楼栋"),
            str(one.back.given),
            str(one.back.returned),
            shown(one.rate),
            str(one.back.extra),
            shown(one.tally.rate),
            shown(one.tally.mean),
        )
        for one in result.buildings
    )
    row, every = result.row, result.overall
    sums = (
        tr("合计"), str(row.given), str(row.returned), shown(row.rate), str(row.extra), shown(every.rate),
        shown(every.mean),
    )  # fmt: skip
    heads = (tr("楼栋"), tr("发放"), tr("收回"), tr("收回率%"), tr("补录"), tr("满意率%"), tr("均分"))
    kinds = (TEXT, COUNT, COUNT, FIGURE, COUNT, FIGURE, FIGURE)
    return ReportTable(tr("按楼栋"), heads, (0, 22, 22, 24, 20, 24, 20), kinds, rows, sums)


def _by_choice(choice: ChoiceResult) -> ReportTable:
    rows = tuple((word, str(n), shown(share(n, choice.answered))) for word, n in choice.counts)
    sums = (tr("合计"), str(choice.answered), "")
    title = f"{choice.question.no}. {choice.question.text}"
    return ReportTable(
        title, (tr("选项"), tr("份数"), tr("占%")), (0, 24, 24), (TEXT, COUNT, FIGURE), rows, sums
    )


def _words(result: SurveyResult) -> ReportTable:
    """No sheet of an anonymous survey is named by more than its building."""
    rows = tuple(
        (one.building if result.row.anonymous else one.unit or one.building, one.words, one.ticket)
        for one in result.words
    )
    return ReportTable(
        tr("住户意见"), (tr("房号"), tr("意见"), tr("转报事")), (30, 0, 36), (TEXT,) * 3, rows,
        nothing=tr("没有人写意见。"),
    )  # fmt: skip


def is_fixed(result: SurveyResult) -> bool:
    """Whether it takes no more sheets."""
    return result.row.state is SurveyState.CLOSED
