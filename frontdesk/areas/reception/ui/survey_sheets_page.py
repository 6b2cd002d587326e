"""一份一份看: a survey's sheets, who has not returned theirs, what was entered by whom (D2.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.areas.reception.queries.survey_sheets import (
    SheetFile,
    SheetFilter,
    SheetRow,
    SheetShow,
    sheet_figures,
    sheet_file,
    sheet_rows,
)
from frontdesk.areas.reception.queries.surveys import SurveyFilter, SurveyShow, survey_row, survey_rows
from frontdesk.areas.reception.rules.surveys import SCORE_WORDS
from frontdesk.areas.reception.service.survey_entry import VoidEntry, void_entry
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.surveys_page import OPEN, print_questions
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status


def status_of(row: SheetRow) -> Status:
    """`没有交回`, `已录入 11-21`."""
    if row.entered_on is not None:
        return Status("ok", tr("已录入 {day}", day=f"{row.entered_on:%m-%d}"))
    return Status("info", tr("没有交回"), hollow=True)


class SurveySheetsPage(HeldPage):
    """`open(survey_id=…)` shows a survey's sheets."""

    ICON = "ph.files"
    TARGETS = ("survey_sheets",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[SheetRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=152, name="number"),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("楼栋"), lambda r: r.building, width=96, name="building"),
            Column(tr("答题"), lambda r: r.answered or None, kind="number", width=72, sort=False),
            Column(tr("意见"), lambda r: r.words, kind="quiet", sort=False),
            Column(tr("录入人"), lambda r: r.by, kind="quiet", width=84, name="by"),
            Column(tr("状态"), status_of, kind="status", width=128, name="entered"),
        )
        self._survey_id = 0
        super().__init__(
            desk, "survey_sheets_page", tr("问卷"), columns, SheetShow, rows=sheet_rows, figures=sheet_figures,
            read_file=sheet_file, placeholder=tr("编号、房号"), topics=("surveys", "units"), add_words=tr("录入"),
            empty=(tr("还没有满意度调查"), tr("先在满意度调查里发一次，再回来看谁没有交回。")), parent=parent,
        )  # fmt: skip
        self.building = FilterChoice(
            "survey_sheets_building",
            tr("楼栋"),
            [Option(v, w) for v, w in building_options(desk, tr("全部楼栋"))],
        )
        self.building.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.building)
        self.surveys = KeyButton(tr("满意度调查"), "F3", name="survey_sheets_back")
        self.surveys.clicked.connect(lambda: self.desk.go("surveys"))
        pane = HeldPane("survey_sheet_pane", (self.more,), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.surveys)

    def wanted(self, sort: str = "", descending: bool = False) -> SheetFilter:
        return SheetFilter(
            self._survey_id, self.search.text(), self.chosen(), self.building.value(), sort, descending
        )

    def refresh(self) -> None:
        """The newest survey where none was asked for."""
        today = self.desk.clock.today()
        if not self._survey_id:
            rows = self.desk.read(survey_rows, SurveyFilter(today, show=SurveyShow.ALL), 0, 1)
            self._survey_id = rows[0].id if rows else 0
        row = self.desk.read(survey_row, self._survey_id, today) if self._survey_id else None
        if row is not None:
            hint = tr("{number}　收回 {n}/{of} 份", number=row.number, n=row.returned, of=row.given)
            self.head.set_title(row.title, hint)
            self._title = row.title
        super().refresh()

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("满意度调查"), "F3", "primary", name="survey_sheets_begin")
        begin.clicked.connect(lambda: self.desk.go("surveys"))
        return EmptyState(self.ICON, self._nothing[0], self._nothing[1], (begin,), name="survey_sheets_empty")

    def forget_filters(self) -> None:
        super().forget_filters()
        self.building.set_value(None)

    def row_opened(self, row: SheetRow | None) -> None:
        """Enter enters it."""
        if row is not None and self.desk.may(Right.RECEPTION):
            self.desk.go("survey_entry", survey_id=row.survey_id, sheet_id=row.id)

    def show_file(self, file: SheetFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        head = self.pane.add_section(name="survey_sheet_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        head.add_pair(tr("房号"), row.unit or tr("不记名"))
        if row.building:
            head.add_pair(tr("楼栋"), row.building)
        if row.extra:
            head.add_pair(tr("来源"), tr("没有编号的补录"))
        if row.return_id is None:
            return
        answers = self.pane.add_section(tr("答题"), row.by, name="survey_sheet_answers", line=False)
        for question in file.questions:
            answer = file.answers.get(question.id)
            if answer is not None:
                said = f"{answer} {tr(SCORE_WORDS[answer])}" if isinstance(answer, int) else answer
                answers.add_line(f"{question.no}. {question.text}", right=said)
        if row.words:
            answers.add_line(tr("其他意见：{words}", words=row.words))
        self.pane.scroll_to_top()

    def acts(self, file: SheetFile | None) -> Acts:
        if file is None:
            return {}
        row, survey = file.row, file.survey
        found: Acts = {}
        if survey.state in OPEN and not row.extra:
            found["print"] = (
                tr("再打一份这张问卷"), lambda: print_questions(self.desk, survey, self, sheet_id=row.id)
            )  # fmt: skip
        if row.unit_id is not None:
            found["unit"] = (tr("打开一户一卡"), lambda: self.desk.go("unit", unit_id=row.unit_id))
        if survey.state in OPEN and row.return_id is not None:
            found["void"] = (tr("作废录入"), lambda: self._void(row))
        return found

    def add_new(self, **arguments: Any) -> None:
        self.row_opened(self.table.current())

    def _void(self, row: SheetRow) -> None:
        usual = (tr("录错户"), tr("不是住户填的"), tr("其他"))
        self.ask(tr("作废录入"), tr("记录留着，不算进结果；问卷又算没有交回。"), usual, lambda reason: self.desk.run(
            void_entry, VoidEntry(row.id, reason),
            then=lambda number: self.desk.messages.ok(tr("{number} 的录入已作废。", number=number)),
        ))  # fmt: skip

    def open(self, **arguments: object) -> None:
        """A survey's, some words', one chip's."""
        survey_id = arguments.get("survey_id")
        if isinstance(survey_id, int) and survey_id != self._survey_id:
            self._survey_id = survey_id
            self.narrow(show=SheetShow.OUT.name)
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))
        self.refresh_soon()

    def help_text(self) -> str:
        return tr(
            "一次调查的问卷。看谁还没有交回、录了什么；F2 或回车录入这一份，F9 再打一份、作废录入，F3 回到满意度调查。"
        )
