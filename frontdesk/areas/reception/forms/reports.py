"""投诉周报表, 投诉、回访统计分析报表, 前台工作总结 on A4: leading figures, charts, tables, what was written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from frontdesk.areas.fees.forms.letter import Letter, head
from frontdesk.areas.reception.documents.reports import (
    AMOUNT,
    COUNT,
    TEXT,
    DeskReport,
    ReportBar,
    ReportChart,
    ReportFigure,
    ReportTable,
    ReportWords,
)
from frontdesk.areas.reception.forms import chart
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, HAIRLINE, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

_EACH = 4
"""Leading figures in a row."""
_FIGURE_HIGH = 15.0
_FIGURE_SIZE = 15.0
_TEXT = 9.5


def compose(press: Press, report: DeskReport, paper: Paper, copy: str) -> None:
    """Draw the report on as many pages as it takes."""
    sheet = s.new_sheet(paper)
    _opening(sheet, report)
    _figures(sheet, report.figures)
    for one in report.charts:
        _chart(sheet, one)
    for table in report.tables:
        _table(sheet, table)
    for words in report.words:
        sheet.section(words.title)
        sheet.paragraph(words.text or tr("（待填写）"), size=_TEXT, after=2.4)
    sheet.flow.skip(2.0)
    s.sign_rows(sheet, [tr("制表"), tr("审核"), tr("日期")], each=3)

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, report.title, report.office, report.number or tr("草稿"), (number, of))
        if report.reprint is not None:
            mark = report.reprint
            parts.boxed(page, paper.right, 23.6, parts.reprint_words(mark.count, mark.by, mark.at))
        elif not report.number:
            parts.boxed(page, paper.right, 23.6, tr("草稿，没有定稿"))
        made = tr("制表 {at}　{by}", at=parts.minute(report.made_at), by=report.made_by)
        parts.foot(page, made, report.estate, copy)

    sheet.draw(press, furniture)


def _opening(sheet: Letter, report: DeskReport) -> None:
    span = tr("{first} 至 {last}", first=report.first, last=report.last)
    counted = tr(
        "{estate}　{span}　记录截至 {at}", estate=report.estate, span=span, at=parts.minute(report.stood_at)
    )
    sheet.paragraph(counted, size=BODY_SIZE, indent=False, after=1.0)
    if report.corrects:
        told = tr(
            "本表更正 {number}，以本表为准。更正原因：{reason}", number=report.corrects, reason=report.reason
        )
        sheet.paragraph(told, size=BODY_SIZE, indent=False, after=1.6)


def _figures(sheet: Letter, figures: tuple[ReportFigure, ...]) -> None:
    paper = sheet.paper
    wide = paper.room / _EACH
    for at in range(0, len(figures), _EACH):
        row = figures[at : at + _EACH]

        def draw(page: Page, y: float, row: tuple[ReportFigure, ...] = row) -> None:
            page.line(paper.left, y, paper.right, y, HAIRLINE)
            for place, figure in enumerate(row):
                x = paper.left + wide * place
                label = fit(figure.label, wide - 3, size=SMALL_SIZE)
                page.text(x, y + 3.8, label.lines[0], size=label.size)
                value = fit(figure.value, wide - 3, size=_FIGURE_SIZE, face=BOLD)
                page.text(x, y + 10.2, value.lines[0], size=value.size, face=BOLD)
                note = fit(figure.note, wide - 3, size=SMALL_SIZE)
                page.text(x, y + 13.8, note.lines[0], size=note.size)

        sheet.flow.put(_FIGURE_HIGH, draw)
    if figures:
        sheet.flow.skip(3.0)


def _chart(sheet: Letter, one: ReportChart) -> None:
    high = chart.height(one)
    left, room = sheet.paper.left, sheet.paper.room
    title = one.title
    sheet.flow.put(6.4, lambda page, y: page.text(left, y + 4.2, title, face=BOLD), keep=high)
    sheet.flow.put(high, lambda page, y: chart.draw(page, one, left, y, room))
    sheet.flow.skip(3.0)


def _table(sheet: Letter, told: ReportTable) -> None:
    sheet.section(told.title)
    if not told.rows:
        sheet.paragraph(told.nothing or tr("期内没有。"), size=BODY_SIZE, indent=False, after=2.4)
        return
    rest = sheet.paper.room - sum(told.widths)
    table = Table(
        tuple(
            Column(name, float(width) or rest, align="left" if kind == TEXT else "right", wrap=kind == TEXT)
            for name, width, kind in zip(told.heads, told.widths, told.kinds, strict=True)
        ),
        style="ruled",
        row_height=6.2,
    )
    rows = [Row(row) for row in told.rows]
    if told.sums:
        rows.append(Row(told.sums, True))
    sheet.flow.table(table, table.measure(rows), sheet.paper.left)
    sheet.flow.skip(3.2)


def _fault(report: DeskReport) -> str:
    wrong = report.wrong()
    return tr("报表的合计对不上（{where}），没有打印", where=wrong) if wrong else ""


# -- samples --

_TABLE_KINDS: Final = (TEXT, COUNT, COUNT, COUNT)


def weekly_sample() -> DeskReport:
    """A week of the sample estate, with its Tuesday."""
    days = (
        ("11-10 二", 2),
        ("11-11 三", 0),
        ("11-12 四", 3),
        ("11-13 五", 1),
        ("11-14 六", 4),
        ("11-15 日", 1),
        ("11-16 一", 1),
    )
    sorts = (("噪声", 5, 4, 1), ("电梯", 3, 2, 1), ("停车", 2, 2, 0), ("保洁", 2, 2, 0))
    return DeskReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", kind="weekly", title="投诉周报表", number="TSZB-20261117",
        first=date(2026, 11, 10), last=date(2026, 11, 16), stood_at=datetime(2026, 11, 16, 23, 59),  # noqa: DTZ001
        figures=(
            ReportFigure("收到投诉", "12", "上周 9"), ReportFigure("已办结", "10", "83%"),
            ReportFigure("还在办", "2", "以前的 1"), ReportFigure("超时", "1"),
        ),
        charts=(
            ReportChart("每天收到", tuple(ReportBar(*day) for day in days)),
            ReportChart("按类别", tuple(ReportBar(name, count) for name, count, _d, _o in sorts), lying=True),
        ),
        tables=(
            ReportTable(
                "按类别", ("类别", "收到", "已办结", "还在办"), (0, 24, 24, 24), _TABLE_KINDS,
                tuple((name, str(a), str(b), str(c)) for name, a, b, c in sorts), ("合计", "12", "10", "2"),
            ),
            ReportTable(
                "逐件", ("编号", "日期", "地点", "内容", "经办", "状态"), (35, 15, 30, 0, 24, 24), (TEXT,) * 6,
                (
                    ("TS-20261110-001", "11-10", "2-2-0301", "电梯异响，两次反映", "工程部", "已关闭"),
                    ("TS-20261114-002", "11-14", "3-1-1202", "楼上夜间敲墙，连着三天", "秩序部 谢安平", "处理中 超 2:40"),
                ),
            ),
        ),
        words=(
            ReportWords("summary", "本周情况", "投诉以夜间装修噪声为主，集中在 3 栋；电梯异响已由维保单位更换导靴。"),
            ReportWords("causes", "主要问题和原因", "装修户不按规定时间施工，晚间巡查次数不够。"),
            ReportWords("measures", "处理措施和下周安排", "晚八点到十点加一次巡查，违规的开整改通知书；下周二前回访全部噪声投诉。"),
        ),
        made_at=datetime(2026, 11, 17, 9, 20), made_by="林晓",  # noqa: DTZ001
    )  # fmt: skip


def monthly_sample() -> DeskReport:
    """A month's complaints and call-backs."""
    scores = (("5 很满意", 31), ("4 满意", 22), ("3 一般", 6), ("2 不满意", 2), ("1 很不满意", 1))
    sorts = (("噪声", "14", "9"), ("电梯", "9", "11"), ("停车", "8", "6"), ("保洁", "6", "7"))
    return replace(
        weekly_sample(), kind="monthly", title="投诉、回访统计分析报表", number="TSYB-202610",
        first=date(2026, 10, 1), last=date(2026, 10, 31), stood_at=datetime(2026, 10, 31, 23, 59),  # noqa: DTZ001
        figures=(
            ReportFigure("收到投诉", "37", "上月 33"), ReportFigure("按时办结", "32", "86%"),
            ReportFigure("回访", "62", "联系上 58"), ReportFigure("平均满意度", "4.3", "上月 4.1"),
        ),
        charts=(
            ReportChart("投诉按类别", tuple(ReportBar(name, int(count)) for name, count, _b in sorts), lying=True),
            ReportChart("回访满意度", tuple(ReportBar(*score) for score in scores), lying=True),
        ),
        tables=(
            ReportTable(
                "投诉按类别", ("类别", "本月", "上月"), (0, 30, 30), (TEXT, COUNT, COUNT), sorts, ("合计", "37", "33")
            ),
            ReportTable(
                "回访满意度", ("满意度", "户数"), (0, 30), (TEXT, COUNT),
                tuple((name, str(count)) for name, count in scores), ("合计", "62"),
            ),
        ),
        words=(
            ReportWords("analysis", "统计分析", "噪声投诉比上月多五件，电梯、保洁减少。满意度上升 0.2。"),
            ReportWords("causes", "原因", "十月装修户增加到 17 户。"),
            ReportWords("measures", "改进措施", "装修户开工前逐户告知施工时间，晚间巡查固定到人。"),
        ),
        made_at=datetime(2026, 11, 3, 10, 5), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


def summary_sample() -> DeskReport:
    """A month of the desk."""
    kinds = (("报修", "86", "80"), ("投诉", "37", "34"), ("咨询", "52", "52"), ("建议", "6", "5"))
    weeks = (("10-01", 31), ("10-08", 42), ("10-15", 47), ("10-22", 39), ("10-29", 22))
    return replace(
        monthly_sample(), kind="summary", title="前台工作总结", number="QTZJ-202610",
        figures=(
            ReportFigure("受理", "181", "上月 164"), ReportFigure("办结", "171", "94%"),
            ReportFigure("收款（元）", "386,420.50", "412 笔"), ReportFigure("办证", "96", "出门条 41"),
        ),
        charts=(ReportChart("每周受理", tuple(ReportBar(*week) for week in weeks)),),
        tables=(
            ReportTable(
                "受理和办结", ("种类", "受理", "办结"), (0, 30, 30), (TEXT, COUNT, COUNT), kinds, ("合计", "181", "171")
            ),
            ReportTable(
                "收款", ("项目", "笔数", "金额（元）"), (0, 30, 40), (TEXT, COUNT, AMOUNT),
                (("物业服务费", "286", "312,400.00"), ("停车费", "64", "60,800.00"), ("水费", "62", "13,220.50")),
                ("合计", "", "386,420.50"),
            ),
        ),
        words=(
            ReportWords("summary", "工作小结", "本月完成收楼 12 户，装修进场 5 户，上门收费两次。"),
            ReportWords("problems", "存在的问题", "电话高峰时段只有一人，平均等候较长。"),
            ReportWords("plan", "下月安排", "调整班次，上午加一人；完成满意度调查发放。"),
        ),
    )  # fmt: skip


WEEKLY: Form[DeskReport] = Form(
    key="complaint_week",
    title="投诉周报表",
    document=DeskReport,
    sizes=(A4,),
    compose=compose,
    sample=weekly_sample,
    number=lambda report: report.number or tr("草稿"),
    day=lambda report: report.made_at.date(),
    fault=_fault,
    labels=s.LABELS,
)
MONTHLY: Form[DeskReport] = replace(
    WEEKLY, key="complaint_month", title="投诉、回访统计分析报表", sample=monthly_sample
)
SUMMARY: Form[DeskReport] = replace(WEEKLY, key="desk_summary", title="前台工作总结", sample=summary_sample)
