"""满意度调查: the surveys with what came back, by building; sheets printed, entered, fixed from here (D2.7)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.surveys import (
    SurveyFile,
    SurveyFilter,
    SurveyRow,
    SurveyShow,
    questionnaire_rows,
    survey_figures,
    survey_file,
    survey_rows,
)
from frontdesk.areas.reception.rules.surveys import SurveyState
from frontdesk.areas.reception.service.questionnaires import SeedQuestionnaire, seed_questionnaire
from frontdesk.areas.reception.service.survey_ending import Closed, VoidSurvey, void_survey
from frontdesk.areas.reception.service.survey_papers import (
    REPORT_FORM,
    REPORT_TITLE,
    SHEET_FORM,
    PrintSheets,
    PrintSurveyReport,
    SheetBatch,
    print_sheets,
    print_survey_report,
)
from frontdesk.areas.reception.service.surveys import HandedOut
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.rounds_common import Share, ShareBars
from frontdesk.areas.reception.ui.survey_dialogs import close_dialog, hand_out_dialog
from frontdesk.areas.reception.ui.ticket_prints import send
from frontdesk.base.printing.paper import A4
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    SurveyState.COMING: "info",
    SurveyState.RUNNING: "info",
    SurveyState.DUE: "warn",
    SurveyState.CLOSED: "ok",
    SurveyState.VOID: "neutral",
}
OPEN = (SurveyState.COMING, SurveyState.RUNNING, SurveyState.DUE)


def status_of(row: SurveyRow) -> Status:
    """`进行中`, `该定稿了`, `已定稿`."""
    return Status(_TONES[row.state], tr(row.state.value))


def print_questions(
    desk: Desk, survey: SurveyRow, parent: QWidget, *, building_id: int | None = None, waiting: bool = False,
    sheet_id: int | None = None,
) -> None:  # fmt: skip
    """满意度问卷 in one PDF, looked at first; long work that can be cancelled (F4)."""

    def made(batch: SheetBatch) -> None:
        title = tr("满意度问卷 {number} 共 {n} 份", number=batch.number, n=batch.sheets)
        dialog = PreviewDialog(desk, SHEET_FORM, batch.pdf, title, papers=(A4,), parent=parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.run_long(
        print_sheets, PrintSheets(survey.id, building_id, waiting, sheet_id),
        title=tr("正在写 {number} 的问卷", number=survey.number), then=made,
    )  # fmt: skip


def print_report(desk: Desk, number: str) -> None:
    """满意度调查报告 as it was fixed, to the printer."""
    title = f"{tr(REPORT_TITLE)} {number}"
    send(desk, REPORT_FORM, title, lambda size: (print_survey_report, PrintSurveyReport(number, size)))


class SurveysPage(HeldPage):
    """`open(show="DUE")` shows one chip's, `open(text=…)` some words'."""

    ICON = "ph.chart-bar"
    TARGETS = ("surveys",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[SurveyRow], ...] = (
            Column(tr("名称"), lambda r: r.title, kind="strong", name="title"),
            Column(tr("范围"), lambda r: r.scope, kind="quiet", width=132, sort=False),
            Column(tr("起"), lambda r: r.starts_on, width=104, name="from"),
            Column(tr("收到"), lambda r: r.last_on, width=104, name="until"),
            Column(tr("发放"), lambda r: r.given, kind="number", width=68, name="given"),
            Column(tr("收回"), lambda r: r.returned, kind="number", width=68, sort=False),
            Column(tr("收回率%"), lambda r: r.rate, right=True, width=84, name="returned"),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=112, name="number"),
            Column(tr("状态"), status_of, kind="status", width=104, sort=False),
        )
        super().__init__(
            desk, "surveys_page", tr("满意度调查"), columns, SurveyShow, rows=survey_rows, figures=survey_figures,
            read_file=survey_file, placeholder=tr("名称、编号"), topics=("surveys", "units"), add_words=tr("新调查"),
            empty=(
                tr("还没有做过满意度调查"),
                tr("选问卷、选楼栋，每户一份带条码的问卷；收回来扫码录入，按题目、按楼栋出满意率，和上次比。"),
            ),
            faint=lambda r: r.state is SurveyState.VOID, parent=parent,
        )  # fmt: skip
        self.forms = KeyButton(tr("问卷"), "F3", name="surveys_forms")
        self.forms.clicked.connect(self._questionnaires)
        self.sheets = KeyButton(tr("打印问卷"), "F4", icon="ph.printer", name="surveys_sheets")
        self.sheets.clicked.connect(self._print)
        self.enter = KeyButton(tr("录入"), "F5", name="surveys_enter")
        self.enter.clicked.connect(self._enter)
        self.result = KeyButton(tr("结果"), "F6", name="surveys_result")
        self.result.clicked.connect(self._result)
        # The strip of pages leaves the head room for few: what goes on with the survey stands under it.
        pane = HeldPane("survey_pane", (self.enter, self.result, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.forms, self.sheets)

    def wanted(self, sort: str = "", descending: bool = False) -> SurveyFilter:
        return SurveyFilter(self.desk.clock.today(), self.search.text(), self.chosen(), sort, descending)

    def row_opened(self, row: SurveyRow | None) -> None:
        """Enter: on with entering, or the result of one that is over."""
        if row is not None:
            target = "survey_entry" if row.state in OPEN else "survey_results"
            self.desk.go(target, survey_id=row.id)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        forms = KeyButton(tr("看问卷"), "F3", name="surveys_begin_forms")
        forms.clicked.connect(self._questionnaires)
        return (forms,)

    # -- the pane --

    def show_file(self, file: SurveyFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        open_ = row.state in OPEN
        self.sheets.setEnabled(open_)
        self.enter.setEnabled(open_)
        head = self.pane.add_section(name="survey_head")
        head.add_row(Words(row.title, "lead", select=True), None, state_label(status_of(row)))
        how = tr("不记名") if row.anonymous else tr("记名")
        told = tr("{number}　问卷 {asked}　{how}", number=row.number, asked=row.questionnaire, how=how)
        head.add(Words(told, "body", "text2", wrap=True, select=True))
        head.add_pair(tr("期间"), tr("{first} 至 {last}", first=row.starts_on, last=row.last_on))
        head.add_pair(tr("范围"), row.scope)
        if row.seed:
            head.add_pair(tr("抽样"), tr("{population} 户里抽 {n} 户，种子 {seed}",
                          population=row.population, n=row.given, seed=row.seed))  # fmt: skip
        head.add_pair(tr("发放人"), row.by)
        if file.ended:
            head.add_pair(tr(row.state.value), file.ended)
        hint = tr("{rate}%", rate=row.rate) if row.rate is not None else ""
        title = tr("收回 {n}/{of} 份", n=row.returned, of=row.given)
        back = self.pane.add_section(title, hint, name="survey_returns")
        back.add(
            ShareBars(
                "survey_bars",
                [
                    Share(one.building or tr("没写楼栋"), one.returned, one.given, 0,
                          tr("补录 {n}", n=one.extra) if one.extra else "")
                    for one in file.buildings
                ],
            )
        )  # fmt: skip
        if file.words:
            section = self.pane.add_section(tr("小结和改进措施"), name="survey_closing", line=False)
            section.add(Words(file.words, "body", wrap=True, select=True))
        self.pane.scroll_to_top()

    def acts(self, file: SurveyFile | None) -> Acts:
        if file is None:
            return {}
        row = file.row
        found: Acts = {
            "list": (tr("一份一份看，谁还没有交回"), lambda: self.desk.go("survey_sheets", survey_id=row.id))
        }
        if row.state in OPEN:
            if row.returned:
                found["waiting"] = (
                    tr("只打印没有交回的问卷"), partial(print_questions, self.desk, row, self, waiting=True),
                )  # fmt: skip
            for one in file.buildings:
                if one.building_id is not None and one.given and len(file.buildings) > 1:
                    found[f"building_{one.building_id}"] = (
                        tr("打印 {building} 的问卷", building=one.building),
                        partial(print_questions, self.desk, row, self, building_id=one.building_id),
                    )
            found["close"] = (tr("定稿，不再收问卷"), self._close)
            found["void"] = (tr("作废，发错了"), lambda: self._void(row))
        if row.state is SurveyState.CLOSED:
            found["report"] = (tr("打印满意度调查报告"), partial(print_report, self.desk, row.number))
        return found

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        self._with_questionnaire(lambda: hand_out_dialog(self.desk, self._made, self))

    def _with_questionnaire(self, then: Any) -> None:
        """The usual one is stored the first time that somebody needs one."""
        if self.desk.read(questionnaire_rows):
            then()
        else:
            self.desk.run(seed_questionnaire, SeedQuestionnaire(), then=lambda _saved: then())

    def _questionnaires(self) -> None:
        self._with_questionnaire(lambda: self.desk.go("questionnaires"))

    def _made(self, made: HandedOut) -> None:
        self.desk.messages.ok(
            tr("{number} 已编号，{n} 份问卷。", number=made.number, n=made.sheets),
            tr("F4 打印问卷，按楼栋排好；收回来按 F5 扫码录入。"),
        )

    def _row(self, *, still: bool) -> SurveyRow | None:
        """The survey stood on; *still* where it has to be open."""
        row: SurveyRow | None = self.table.current()
        if row is not None and still and row.state not in OPEN:
            self.desk.messages.warn(tr("{number} {state}。", number=row.number, state=tr(row.state.value)))
            return None
        return row

    def _print(self) -> None:
        row = self._row(still=True)
        if row is not None:
            print_questions(self.desk, row, self)

    def _enter(self) -> None:
        row = self._row(still=True)
        if row is not None:
            self.desk.go("survey_entry", survey_id=row.id)

    def _result(self) -> None:
        row = self._row(still=False)
        if row is not None:
            self.desk.go("survey_results", survey_id=row.id)

    def _close(self) -> None:
        file: SurveyFile | None = self.stood_on()
        if file is not None and file.row.state in OPEN:
            close_dialog(self.desk, file.row, self._closed, self)

    def _closed(self, done: Closed) -> None:
        self.desk.messages.ok(
            tr("{number} 已定稿，报告存好了。", number=done.number), tr("F6 看结果，打印和导出都在那里。")
        )

    def _void(self, row: SurveyRow) -> None:
        usual = (tr("发错问卷"), tr("选错楼栋"), tr("其他"))
        self.ask(tr("作废调查"), tr("录入的都留着，不算进结果。"), usual, lambda reason: self.desk.run(
            void_survey, VoidSurvey(row.id, reason),
            then=lambda number: self.desk.messages.ok(tr("{number} 已作废。", number=number)),
        ))  # fmt: skip

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "满意度调查。F3 看和改问卷，F2 发新调查，F4 打印问卷，F5 或回车扫码录入，F6 看结果；"
            "F9 定稿、看谁没有交回、分楼栋打印、作废。定稿以后迟到的不再录入。"
        )
