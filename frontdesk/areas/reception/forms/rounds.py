"""走访表 and 满意度问卷 on A4 (D2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from frontdesk.areas.fees.forms.letter import Letter, width_of
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
from frontdesk.areas.reception.documents.rounds import AskedQuestion, QuestionSheet, VisitLine, VisitSheet
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.areas.reception.forms.reports import WEEKLY, weekly_sample
from frontdesk.areas.reception.rules.surveys import (
    SCORE_WORDS,
    SCORES,
    TEMPLATE,
    TEMPLATE_INTRO,
    TEMPLATE_TITLE,
    QuestionKind,
)
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_VISIT_ROW: Final = 13.0
_ASK_ROW: Final = 7.2
_SCORE: Final = 15.0
_LAST_SCORE: Final = 18.0
_SECTION: Final = 24.0
_WRITE_LINES: Final = 2
_WRITE_STEP: Final = 9.0
_BOX_GAP: Final = 4.0
_SMALL: Final = 9.0


# -- 走访表 --


def compose_visits(press: Press, told: VisitSheet, paper: Paper, copy: str) -> None:
    """Building by building, a row for each unit with room to write; a row is never cut (T20)."""
    sheet = s.new_sheet(paper)
    span = tr("{first} 至 {last}", first=told.first, last=told.last)
    s.facts(sheet, [(tr("计划"), told.plan), (tr("期间"), span)], [(tr("说明"), told.words)])
    sheet.paragraph(
        tr("共 {n} 户。见到谁、满意度（5 很满意 … 1 很不满意，打圈）、住户说的和需要的，当场写；请住户签名。",
           n=len(told.lines)),
        size=_SMALL, indent=False, after=1.0,
    )  # fmt: skip
    widths = ((tr("房号"), 20.0), (tr("住户"), 23.0), (tr("留意"), 32.0), (tr("日期、见到谁"), 23.0),
              (tr("满意度"), 21.0))  # fmt: skip
    sign = 18.0
    rest = paper.room - sum(width for _name, width in widths) - sign
    columns = (
        *(Column(name, width) for name, width in widths), Column(tr("说的、需要的"), rest), Column(tr("签名"), sign),
    )  # fmt: skip
    table = Table(columns, style="ruled", row_height=_VISIT_ROW, size=_SMALL)
    for building, lines in groupby(told.lines, lambda line: line.building):
        group = list(lines)
        sheet.section(tr("{building}　{n} 户", building=building, n=len(group)), rows=3)
        rows = [Row((line.unit, _who(line), _why(line), "", "5  4  3  2  1", "", "")) for line in group]
        sheet.flow.table(table, table.measure(rows), paper.left)
        sheet.flow.skip(2.4)
    s.sign_rows(sheet, [tr("走访人"), tr("走访日期")], each=2)
    s.finish(press, sheet, told, tr("走访表"), copy)


def _who(line: VisitLine) -> str:
    return f"{line.who}\n{line.phone}" if line.phone else line.who


def _why(line: VisitLine) -> str:
    tries = tr("去过 {n} 次没有遇到", n=line.tries) if line.tries else ""
    return "；".join(part for part in (tries, line.why) if part)


# -- 满意度问卷 --


def compose_questions(press: Press, told: QuestionSheet, paper: Paper, copy: str) -> None:
    """Facts, what is asked, and the number as bars, so that a scanner calls the sheet up when it is back (F5)."""
    sheet = s.new_sheet(paper)
    sheet.paragraph(told.intro, size=10.0, after=1.4)
    who = told.unit or tr("不记名")
    s.facts(sheet, [(tr("房号"), who), (tr("请交回"), tr("{day} 以前", day=told.last))])
    for kind, group in groupby(told.questions, lambda question: question.kind):
        questions = list(group)
        if kind == QuestionKind.SCALE.value:
            _scale(sheet, questions)
        elif kind == QuestionKind.CHOICE.value:
            for question in questions:
                _choice(sheet, question)
        else:
            for question in questions:
                _free(sheet, f"{question.no}. {question.text}")
    _free(sheet, tr("其他意见和建议"))
    s.bars_block(sheet, told.number, [tr("填写日期")] if not told.unit else [tr("填写人"), tr("填写日期")])
    s.finish(press, sheet, told, told.title, copy)


def _scale(sheet: Letter, questions: Sequence[AskedQuestion]) -> None:
    """A table of figures to tick: what is typed in afterwards is what stands there."""
    room = sheet.paper.room - _SECTION - _SCORE * (len(SCORES) - 1) - _LAST_SCORE
    columns = (
        Column(tr("项目"), _SECTION),
        Column(tr("请圈一个数字"), room),
        *(Column(tr(SCORE_WORDS[score]), _SCORE, align="center") for score in SCORES[:-1]),
        Column(tr(SCORE_WORDS[SCORES[-1]]), _LAST_SCORE, align="center"),
    )
    table = Table(columns, style="ruled", row_height=_ASK_ROW)
    rows, last = [], ""
    for question in questions:
        section = question.section if question.section != last else ""
        last = question.section
        rows.append(Row((section, f"{question.no}. {question.text}", *(str(score) for score in SCORES))))
    sheet.flow.table(table, table.measure(rows), sheet.paper.left)
    sheet.flow.skip(2.6)


def _choice(sheet: Letter, question: AskedQuestion) -> None:
    """The words with a box and a figure each, in as many lines as they take."""
    paper = sheet.paper
    sheet.line(f"{question.no}. {question.text}", 6.4, size=10.0, face=BOLD)
    lines: list[list[str]] = [[]]
    used = 0.0
    for at, choice in enumerate(question.choices, 1):
        label = f"{at} {choice}"
        wide = _BOX_GAP + width_of(label, BODY_SIZE) + 6.0
        if used + wide > paper.room and lines[-1]:
            lines.append([])
            used = 0.0
        lines[-1].append(label)
        used += wide
    for labels in lines:

        def draw(page: Page, y: float, labels: list[str] = labels) -> None:
            x = paper.left + 2.0
            for label in labels:
                x = parts.tick_box(page, x, y + 4.4, label) + 2.0

        sheet.flow.put(6.6, draw)
    sheet.flow.skip(1.6)


def _free(sheet: Letter, text: str) -> None:
    """Lines to write on under the question."""
    paper = sheet.paper

    def draw(page: Page, y: float) -> None:
        page.text(paper.left, y + 4.6, text, size=10.0, face=BOLD)
        for at in range(1, _WRITE_LINES + 1):
            base = y + 4.6 + _WRITE_STEP * at
            page.line(paper.left, base, paper.right, base, 0.15)

    sheet.flow.put(7.0 + _WRITE_STEP * _WRITE_LINES, draw)


# -- samples --


def sample_visits() -> VisitSheet:
    """Two buildings of those to be looked after."""
    lines = (
        VisitLine("3栋", "3-1-0602", "王素珍", "138****2210", "独居老人，子女在外地"),
        VisitLine("3栋", "3-1-1202", "张硕", "138****2208", "投诉 2 次，最近 2026-11-14", 1),
        VisitLine("3栋", "3-2-0401", "欧阳修文", "139****8820", "病人，上门先打电话，不要按门铃"),
        VisitLine("5栋", "5-2-0604", "杭州锦合装饰工程有限公司", "", "孕妇在家", 2),
    )
    return VisitSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZF-2026-003", day=date(2026, 11, 21),
        plan="四季度重点住户走访", first=date(2026, 11, 16), last=date(2026, 12, 5),
        words="先走独居老人和病人，问取暖、就医、用电有没有困难。", lines=lines, clerk="何倩",
    )  # fmt: skip


def sample_questions() -> QuestionSheet:
    """The usual questionnaire for one home."""
    return QuestionSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="DC-2026-02-0037", day=date(2026, 11, 21),
        survey="2026 年下半年满意度调查", title=TEMPLATE_TITLE, intro=TEMPLATE_INTRO, building="3栋", unit="3-1-1202",
        last=date(2026, 12, 5),
        questions=tuple(
            AskedQuestion(no, q.section, q.kind.value, q.text, q.choices) for no, q in enumerate(TEMPLATE, 1)
        ),
        office_phone="0571-8800 1234", clerk="何倩",
    )  # fmt: skip


def sample_report() -> DeskReport:
    """A survey of half a year."""
    asked = (
        ("1. 前台和客服人员的服务态度", (61, 52, 18, 4, 1), "83.1", "4.24", "+0.12"),
        ("2. 楼道、电梯、大堂的清洁", (48, 57, 22, 7, 2), "77.2", "4.04", "−0.05"),
        ("3. 上门维修及时", (39, 50, 31, 11, 4), "65.9", "3.81", "—"),
    )
    houses = (("1栋", "60", "51", "85.0", "0", "80.4", "4.16"), ("3栋", "96", "72", "75.0", "3", "71.7", "3.95"),
              ("5栋", "24", "10", "41.7", "0", "70.0", "3.93"))  # fmt: skip
    return replace(
        weekly_sample(), kind="survey", title="满意度调查报告", number="DC-2026-01",
        first=date(2026, 5, 10), last=date(2026, 6, 10), stood_at=datetime(2026, 6, 15, 9, 30),  # noqa: DTZ001
        figures=(
            ReportFigure("发放（份）", "180", "1栋、3栋、5栋"), ReportFigure("收回（份）", "133", "73.9%　另补录 3 份"),
            ReportFigure("满意率（%）", "75.4", "上次 73.0"), ReportFigure("平均分", "4.03", "上次 3.98"),
        ),
        charts=(
            ReportChart("各题满意率（%）", tuple(ReportBar(text, round(float(rate))) for text, _s, rate, _m, _c in asked),
                        lying=True, whole=100),
            ReportChart("各楼栋满意率（%）", tuple(ReportBar(row[0], round(float(row[5]))) for row in houses), lying=True, whole=100),
        ),
        tables=(
            ReportTable(
                "按题目", ("题目", "答", *(SCORE_WORDS[score] for score in SCORES), "满意率%", "均分", "比上次"),
                (0, 12, 13, 12, 12, 13, 17, 17, 13, 15), (TEXT, *(COUNT,) * 6, *(FIGURE,) * 3),
                tuple(
                    (text, str(sum(scores)), *map(str, scores), rate, mean, change)
                    for text, scores, rate, mean, change in asked
                ),
                ("合计", "407", "148", "159", "71", "22", "7", "75.4", "4.03", ""),
            ),
            ReportTable(
                "按楼栋", ("楼栋", "发放", "收回", "收回率%", "补录", "满意率%", "均分"), (0, 22, 22, 24, 20, 24, 20),
                (TEXT, COUNT, COUNT, FIGURE, COUNT, FIGURE, FIGURE), houses,
                ("合计", "180", "133", "73.9", "3", "75.4", "4.03"),
            ),
            ReportTable(
                "住户意见", ("房号", "意见", "转报事"), (30, 0, 36), (TEXT,) * 3,
                (("3-1-1202", "电梯经常有异响，希望早点修好，晚上九点以后请不要装修。", "TS-20260612-001"),
                 ("1-1-0201", "保洁很认真，谢谢。", "")),
            ),
        ),
        words=(
            ReportWords("about", "调查说明", "2026 年上半年满意度调查，问卷 WJ-2026-01，记名，发给 1栋、3栋、5栋 180 户。"),
            ReportWords("summary", "小结和改进措施", "维修及时率是短板，七月起夜间增加一名维修工；5栋收回率低，下次上门发放。"),
        ),
        made_at=datetime(2026, 6, 15, 9, 30), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


_LABELS = {**s.LABELS, "plan": "计划", "who": "住户", "why": "留意", "survey": "调查", "intro": "说明", "section": "项目",
           "choices": "选项", "unit": "房号", "building": "楼栋"}  # fmt: skip

VISIT_SHEET: Form[VisitSheet] = Form(
    key="visit_sheet",
    title="走访表",
    document=VisitSheet,
    sizes=(A4,),
    compose=compose_visits,
    sample=sample_visits,
    number=lambda told: told.number,
    day=lambda told: told.day,
    fault=lambda told: "" if told.lines else tr("{number} 没有要走访的住户，没有打印", number=told.number),
    labels=_LABELS,
)
QUESTION_SHEET: Form[QuestionSheet] = Form(
    key="question_sheet",
    title="满意度问卷",
    document=QuestionSheet,
    sizes=(A4,),
    compose=compose_questions,
    sample=sample_questions,
    number=lambda told: told.number,
    day=lambda told: told.day,
    fault=no_fault,
    bookmark=lambda told: (told.building, told.unit or told.number),
    labels=_LABELS,
)
SURVEY_REPORT: Form[DeskReport] = replace(
    WEEKLY, key="survey_report", title="满意度调查报告", sample=sample_report
)
