"""调查结果: by question, by building, the words; as a chart, on paper, to Excel (D2.7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.survey_reports import signed
from frontdesk.areas.reception.queries.survey_results import (
    BuildingResult,
    ChoiceResult,
    QuestionResult,
    SurveyResult,
    WordsRow,
    survey_result,
)
from frontdesk.areas.reception.queries.surveys import SurveyFilter, SurveyShow, survey_rows
from frontdesk.areas.reception.rules.surveys import SCORE_WORDS, SCORES, SurveyState, Tally
from frontdesk.areas.reception.service.survey_ending import Closed
from frontdesk.areas.reception.service.survey_papers import (
    REPORT_FORM,
    REPORT_TITLE,
    DraftReport,
    SurveyWorkbook,
    draft_report,
    survey_workbook,
)
from frontdesk.areas.reception.ui.survey_dialogs import close_dialog, words_dialog
from frontdesk.areas.reception.ui.surveys_page import OPEN, print_report
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.files import FileInUse, another_name, safe_name, write_whole
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.money import MINUS, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

QUESTIONS, BUILDINGS, CHOICES, SAID = "questions", "buildings", "choices", "words"
PLOT = 120


@dataclass(frozen=True, slots=True)
class RateBar(ChartBar):
    """A share rather than money: each per cent counts as a yuan on the axis, its tenths as its fen."""

    @property
    def words(self) -> str:
        return tr(
            "{label}　满意率 {rate}%", label=self.told or self.label, rate=f"{self.amount.fen / 100:.1f}"
        )


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """A word of a choice question with how often it was chosen."""

    question: str
    word: str
    count: int
    share: Decimal | None


def rate_bar(label: str, told: str, tally: Tally) -> RateBar:
    """A bar of the share of those who were content."""
    return RateBar(label, Money(int((tally.rate or Decimal(0)) * 100)), told)


class SurveyResultsPage(Page):
    """`open(survey_id=…)` shows a survey's."""

    TARGETS = ("survey_results",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "survey_results_page",
            tr("调查结果"),
            back=True,
            topics=("surveys", "tickets"),
            parent=parent,
        )
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self._survey_id = 0
        self.result: SurveyResult | None = None
        self._build_head()
        self.chips = ChipRow(
            [
                (QUESTIONS, tr("按题目")),
                (BUILDINGS, tr("按楼栋")),
                (CHOICES, tr("单选题")),
                (SAID, tr("意见")),
            ],
            name="survey_results_chips",
        )
        self.chips.chosen.connect(lambda _key: self._show())
        self.filters.add(self.chips)
        self.overall = Words("", "body", "text2")
        self.overall.setObjectName("survey_overall")
        self.filters.add_right(self.overall)
        self._build_tables()
        self.chart = Chart("survey_chart", plot=PLOT)
        self.chart.opened.connect(self._stand_on)
        self.caption = Words("", "small", "text2")
        self.caption.setObjectName("survey_chart_caption")
        self.chart_box = QWidget()
        box = QVBoxLayout(self.chart_box)
        box.setContentsMargins(SPACE.xl, SPACE.s, SPACE.xl, SPACE.s)
        box.setSpacing(SPACE.xs)
        box.addWidget(self.caption)
        box.addWidget(self.chart)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart_box)
        column.addWidget(self.tables, 1)
        self.set_body(body)

    def _build_head(self) -> None:
        self.surveys = KeyButton(tr("满意度调查"), "F3", name="survey_results_surveys")
        self.surveys.clicked.connect(lambda: self.desk.go("surveys"))
        self.ticket = KeyButton(tr("转报事"), "F4", name="survey_results_ticket")
        self.ticket.clicked.connect(self._ticket)
        self.close_button = KeyButton(tr("定稿"), "F7", name="survey_results_close")
        self.close_button.clicked.connect(self._close)
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name="survey_results_export")
        self.export_button.clicked.connect(self.export)
        self.print_button = KeyButton(
            tr("打印报告"), PRINT_KEY, "primary", icon="ph.printer", name="survey_results_print"
        )
        self.print_button.clicked.connect(self.print_it)
        for button in (self.surveys, self.ticket, self.close_button, self.export_button, self.print_button):
            self.head.add_action(button)

    def _build_tables(self) -> None:
        questions: tuple[Column[QuestionResult], ...] = (
            Column(tr("类别"), lambda r: r.question.section, kind="quiet", width=96),
            Column(tr("题目"), lambda r: f"{r.question.no}. {r.question.text}", sort=lambda r: r.question.no),
            Column(tr("答卷"), lambda r: r.tally.answered, kind="number", width=64),
            *(self._score(score) for score in SCORES),
            Column(tr("满意率%"), lambda r: r.tally.rate, right=True, width=84),
            Column(tr("均分"), lambda r: r.tally.mean, right=True, width=68),
            Column(tr("比上次"), lambda r: r.change, text=lambda change: signed(change).replace("-", MINUS), kind="number", width=76,
                   tip=lambda r: tr("上次 {number}", number=r.before_number) if r.before_number else ""),
        )  # fmt: skip
        buildings: tuple[Column[BuildingResult], ...] = (
            Column(tr("楼栋"), lambda r: r.back.building or tr("没写楼栋"), kind="strong"),
            Column(tr("发放"), lambda r: r.back.given, kind="number", width=88),
            Column(tr("收回"), lambda r: r.back.returned, kind="number", width=88),
            Column(tr("收回率%"), lambda r: r.rate, right=True, width=96),
            Column(tr("补录"), lambda r: r.back.extra, kind="number", width=80),
            Column(tr("满意率%"), lambda r: r.tally.rate, right=True, width=96),
            Column(tr("均分"), lambda r: r.tally.mean, right=True, width=88),
        )
        chosen: tuple[Column[ChosenRow], ...] = (
            Column(tr("题目"), lambda r: r.question),
            Column(tr("选项"), lambda r: r.word, kind="strong", width=200),
            Column(tr("份数"), lambda r: r.count, kind="number", width=96),
            Column(tr("占%"), lambda r: r.share, right=True, width=96),
        )
        words: tuple[Column[WordsRow], ...] = (
            Column(tr("编号"), lambda r: r.sheet, kind="quiet", width=152),
            Column(tr("房号"), lambda r: r.unit or r.building, kind="unit", width=104),
            Column(tr("题目"), lambda r: r.question, kind="quiet", width=220),
            Column(tr("意见"), lambda r: r.words),
            Column(tr("报事"), lambda r: r.ticket, width=148),
        )
        self.models: dict[str, RowsModel[Any]] = {}
        self.lists: dict[str, Table] = {}
        self.tables = QStackedWidget()
        everything: tuple[tuple[str, Sequence[Column[Any]], str, Callable[[Any], Any]], ...] = (
            (QUESTIONS, questions, tr("按题目"), lambda r: r.question.no),
            (BUILDINGS, buildings, tr("按楼栋"), lambda r: r.back.building_id),
            (CHOICES, chosen, tr("单选题"), lambda r: (r.question, r.word)),
            (SAID, words, tr("意见"), lambda r: r.id),
        )
        for key, columns, title, row_key in everything:
            model: RowsModel[Any] = RowsModel(columns, key=row_key, parent=self)
            table = Table(f"survey_results_{key}", title=title, memory=self.desk.memory)
            table.set_model(model)
            self.models[key], self.lists[key] = model, table
            self.tables.addWidget(table)
        self.lists[SAID].opened.connect(lambda _row: self._ticket())

    @staticmethod
    def _score(score: int) -> Column[QuestionResult]:
        return Column(
            tr(SCORE_WORDS[score]),
            lambda r: r.tally.scores.get(score, 0),
            kind="number",
            width=76,
            sort=False,
        )

    # -- reading --

    def open(self, **arguments: Any) -> None:
        survey_id = arguments.get("survey_id")
        if isinstance(survey_id, int):
            self._survey_id = survey_id
        self.refresh_soon()

    def refresh(self) -> None:
        today = self.desk.clock.today()
        if not self._survey_id:
            rows = self.desk.read(survey_rows, SurveyFilter(today, show=SurveyShow.ALL), 0, 1)
            self._survey_id = rows[0].id if rows else 0
        self.desk.read_later(survey_result, self._survey_id, today, key="survey_result", then=self._arrived)

    def _arrived(self, result: SurveyResult | None) -> None:
        self.result = result
        shown = result is not None
        for button in (self.ticket, self.close_button, self.export_button, self.print_button):
            button.setVisible(shown)
        if result is None:
            self.filters.hide()
            begin = KeyButton(tr("满意度调查"), "F3", "primary", name="survey_results_begin")
            begin.clicked.connect(lambda: self.desk.go("surveys"))
            told = tr("发过问卷、录了收回的，这里按题目和楼栋出满意率。")
            self.show_empty(
                EmptyState("ph.chart-bar", tr("还没有调查"), told, (begin,), name="survey_results_empty")
            )
            return
        self.hide_empty()
        self.filters.show()
        row = result.row
        state = tr(row.state.value)
        self.head.set_title(row.title, tr("{number}　{state}", number=row.number, state=state))
        now, then = result.overall, result.before
        last = tr("（上次 {rate}%，{mean}）", rate=then.rate, mean=then.mean) if then is not None else ""
        if now.answered:
            self.overall.setText(
                tr("收回 {n}/{of} 份　满意率 {rate}%　均分 {mean}{last}",
                   n=row.returned + row.extra, of=row.given, rate=now.rate, mean=now.mean, last=last)
            )  # fmt: skip
        else:
            self.overall.setText(tr("发放 {of} 份，还没有录入", of=row.given))
        self.models[QUESTIONS].set_rows(list(result.questions))
        self.models[BUILDINGS].set_rows(list(result.buildings))
        self.models[CHOICES].set_rows([one for choice in result.choices for one in _chosen(choice)])
        self.models[SAID].set_rows(list(result.words))
        self.chips.set_count(QUESTIONS, len(result.questions))
        self.chips.set_count(BUILDINGS, len(result.buildings))
        self.chips.set_count(CHOICES, len(result.choices) or None)
        self.chips.set_count(SAID, len(result.words) or None)
        self._show()

    def _show(self) -> None:
        if self.result is None:
            return
        key = self.chips.current() or QUESTIONS
        table = self.lists[key]
        self.tables.setCurrentWidget(table)
        if table.current() is None and self.models[key].rowCount():
            table.select_row(0)
        bars: list[RateBar] = []
        if key == QUESTIONS:
            bars = [
                rate_bar(str(one.question.no), f"{one.question.no}. {one.question.text}", one.tally)
                for one in self.result.questions
            ]
        elif key == BUILDINGS:
            bars = [
                rate_bar(one.back.building or tr("没写"), one.back.building, one.tally)
                for one in self.result.buildings
            ]
        self.chart_box.setVisible(bool(bars) and bool(self.result.overall.answered))
        if bars:
            title = tr("各题的满意率（%）") if key == QUESTIONS else tr("各楼栋的满意率（%）")
            self.caption.setText(title)
            self.chart.set_bars(title, bars)
        may = self.desk.may(Right.RECEPTION)
        self.ticket.setVisible(key == SAID and may and bool(self.result.words))
        self.close_button.setVisible(self.result.row.state in OPEN and self.desk.may(Right.RECEPTION_LEAD))

    def _stand_on(self, number: int) -> None:
        """Enter on a bar stands on its row."""
        table = self.lists[self.chips.current() or QUESTIONS]
        table.select_row(number)
        table.setFocus(Qt.FocusReason.TabFocusReason)

    # -- acts --

    def _ticket(self) -> None:
        row = self.lists[SAID].current()
        if not isinstance(row, WordsRow) or not self.ticket.isVisibleTo(self):
            return
        if row.ticket_id is not None:
            self.desk.go("tickets", ticket_id=row.ticket_id)
            return
        words_dialog(self.desk, row, self._made, self)

    def _made(self, number: str) -> None:
        self.desk.messages.ok(tr("意见已转 {number}。", number=number))

    def _close(self) -> None:
        if self.result is not None and self.close_button.isVisibleTo(self):
            close_dialog(self.desk, self.result.row, self._closed, self)

    def _closed(self, done: Closed) -> None:
        self.desk.messages.ok(tr("{number} 已定稿，报告存好了。", number=done.number))

    def print_it(self) -> None:
        """The report: as it was fixed, to the printer; of an open survey a draft to look at."""
        if self.result is None:
            return
        row = self.result.row
        if row.state is SurveyState.CLOSED:
            print_report(self.desk, row.number)
            return

        def made(pdf: bytes) -> None:
            title = tr("{title} {number} 草稿", title=tr(REPORT_TITLE), number=row.number)
            dialog = PreviewDialog(self.desk, REPORT_FORM, pdf, title, papers=(A4,), parent=self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self.desk.run_long(
            draft_report, DraftReport(row.id), title=tr("正在准备{title}", title=tr(REPORT_TITLE)), then=made
        )

    def export(self) -> None:
        """Everything as a workbook."""
        if self.result is not None:
            self._export_to(f"{safe_name(tr(REPORT_TITLE))} {self.result.row.number}.xlsx")

    def _export_to(self, suggested: str) -> None:
        assert self.result is not None
        pattern = tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
        if path is None:
            return
        self.desk.run_long(
            survey_workbook, SurveyWorkbook(self.result.row.id), title=tr("正在导出 {name}", name=path.name),
            then=lambda content: self._write(path, content),
        )  # fmt: skip

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_whole(path, content)
        except FileInUse as error:
            again = another_name(path).name
            self.desk.messages.bad(
                tr("没有导出。"), error.text, action=tr("换个名字存"), then=lambda: self._export_to(again)
            )
        except DeskError as error:
            self.desk.tell(error)
        else:
            self.desk.messages.ok(tr("调查结果已导出。"), str(path))

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self.lists[self.chips.current() or QUESTIONS].setFocus(Qt.FocusReason.OtherFocusReason)

    def help_text(self) -> str:
        return tr(
            "一次调查的结果：按题目、按楼栋的满意率和均分，和上次同一题比；单选题和住户意见。F4 把意见转报事，"
            "Ctrl+P 打印报告（没定稿的先看草稿），F8 导出 Excel，F7 定稿，F3 回到满意度调查。"
        )


def _chosen(choice: ChoiceResult) -> list[ChosenRow]:
    text = f"{choice.question.no}. {choice.question.text}"
    return [ChosenRow(text, word, n, choice.share(n)) for word, n in choice.counts]
