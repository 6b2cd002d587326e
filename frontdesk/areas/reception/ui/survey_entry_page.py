"""录入问卷: a sheet scanned, one key for each question, words at the end, Ctrl+Enter, the next sheet (D2.7)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.areas.reception.queries.survey_sheets import SheetFile, find_sheet, sheet_file
from frontdesk.areas.reception.queries.surveys import (
    QuestionRow,
    SurveyFile,
    SurveyFilter,
    SurveyShow,
    questions_of,
    survey_file,
    survey_rows,
)
from frontdesk.areas.reception.service.survey_entry import Answer, Entered, EnterSheet, enter_sheet
from frontdesk.areas.reception.ui.rounds_common import Share, ShareBars
from frontdesk.areas.reception.ui.survey_rows import SheetRows
from frontdesk.areas.reception.ui.surveys_page import OPEN
from frontdesk.base.store.drafts import DraftRow, DropDraft, SaveDraft, drop_draft, save_draft
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Field, TextField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, Scroll
from frontdesk.base.widgets.tokens import SIZE, SPACE

PAGE = "reception_survey_entry"
PANE = 340
_SCAN = 280
_LATEST = 8


class SurveyEntryPage(Page):
    """`open(survey_id=…)` begins with an empty sheet, `open(survey_id=…, sheet_id=…)` with that one."""

    TARGETS = ("survey_entry",)
    DRAFTS = (PAGE,)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PAGE, tr("录入问卷"), back=True, topics=("surveys",), parent=parent)
        self._survey_id = 0
        self.survey: SurveyFile | None = None
        self.sheet: SheetFile | None = None
        self._extra = False
        self._asked_of = 0
        self._loaded: dict[str, Any] = {}
        self._drafted = False
        self._token = uuid4().hex
        self._latest: list[str] = []
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self._build_head()
        self._build_body()
        self._build_foot()

    # -- building --

    def _build_head(self) -> None:
        self.scan = TextField("survey_scan", tr("扫问卷条码，或打编号、房号后回车"), limit=60)
        self.scan.set_label(tr("问卷编号"))
        self.scan.set_leading_icon("ph.barcode")
        self.scan.setFixedWidth(_SCAN)
        self.scan.enter_moves = False
        self.scan.submitted.connect(self._scanned)
        self.filters.add(self.scan)
        self.told = StatusLabel("neutral", "")
        self.told.setObjectName("survey_sheet_told")
        self.filters.add(self.told)
        self.building = ChoiceField("survey_extra_building", building_options(self.desk, tr("没写楼栋")))
        self.building.set_label(tr("补录的楼栋"))
        self.building.setFixedSize(132, SIZE.control)
        self.building.set_value(None)
        self.building.enter_moves = False
        self.building.submitted.connect(self._to_first)
        self.building.hide()
        self.filters.add_right(self.building)
        self.extra = KeyButton(tr("没有编号的"), "F4", name="survey_entry_extra")
        self.extra.clicked.connect(self.begin_extra)
        self.filters.add_right(self.extra)

    def _build_body(self) -> None:
        self.inner = SheetRows()
        self.sight = Scroll(self.inner)
        # The question that is being answered stays in sight.
        self.inner.reached.connect(lambda widget: self.sight.ensureWidgetVisible(widget, 0, 3 * SIZE.control))
        self.words, self.ticket = self.inner.words, self.inner.ticket
        self.words.submitted.connect(self.save)
        self.pane = Pane("survey_entry_pane")
        self.set_split(self.sight, self.pane, PANE)

    def _build_foot(self) -> None:
        self.save_button = KeyButton(tr("保存，下一份"), "Ctrl+Enter", "primary", name="survey_entry_save")
        self.save_button.clicked.connect(self.save)
        self.cancel = KeyButton(tr("不录这份"), "Esc", name="survey_entry_cancel")
        self.cancel.clicked.connect(self.give_up)
        self.note = Words(tr("按数字打分，自动到下一题；0 清掉，空格跳过，↑ 回上一题"), "body", "text2")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(self.note, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.save_button)
        self.set_foot(box)

    @property
    def questions(self) -> dict[int, tuple[QuestionRow, Field]]:
        """Question id → the question and its field."""
        return self.inner.questions

    def _build_questions(self, questionnaire_id: int) -> None:
        """The rows of this questionnaire instead of those of another."""
        if questionnaire_id != self._asked_of:
            self._asked_of = questionnaire_id
            self.inner.ask(self.desk.read(questions_of, questionnaire_id), self.scan, self.cancel)

    # -- which survey, which sheet --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._restore(draft.data)
            return
        survey_id = arguments.get("survey_id")
        if isinstance(survey_id, int) and survey_id != self._survey_id:
            if self.typed_anything():
                self.keep_typing()
            self._survey_id = survey_id
            self._reset()
        self.refresh()
        sheet_id = arguments.get("sheet_id")
        if isinstance(sheet_id, int) and not (self.sheet is not None and self.sheet.row.id == sheet_id):
            self.take_sheet(sheet_id)

    def refresh(self) -> None:
        today = self.desk.clock.today()
        if not self._survey_id:
            rows = self.desk.read(survey_rows, SurveyFilter(today, show=SurveyShow.OPEN), 0, 1)
            self._survey_id = rows[0].id if rows else 0
        self.survey = self.desk.read(survey_file, self._survey_id, today) if self._survey_id else None
        if self.survey is None:
            begin = KeyButton(tr("满意度调查"), "F3", "primary", name="survey_entry_begin")
            begin.clicked.connect(lambda: self.desk.go("surveys"))
            told = tr("没有在做的调查。先发一次，收回来再录。")
            self.show_empty(
                EmptyState("ph.chart-bar", tr("没有要录的问卷"), told, (begin,), name="survey_entry_empty")
            )
            self.filters.hide()
            return
        self.hide_empty()
        self.filters.show()
        row = self.survey.row
        hint = tr("{number}　收回 {n}/{of} 份", number=row.number, n=row.returned, of=row.given)
        self.head.set_title(row.title, hint)
        if self.sheet is None or self.sheet.survey.id == self._survey_id:
            self._build_questions(row.questionnaire_id)
        self._show_pane()
        self._follow()

    def _show_pane(self) -> None:
        self.pane.clear()
        if self.survey is None:
            return
        row = self.survey.row
        section = self.pane.add_section(
            tr("收回 {n}/{of} 份", n=row.returned, of=row.given), f"{row.rate}%" if row.rate is not None else "",
            name="survey_entry_progress",
        )  # fmt: skip
        section.add(
            ShareBars(
                "survey_entry_bars",
                [
                    Share(one.building or tr("没写楼栋"), one.returned, one.given, 0,
                          tr("补录 {n}", n=one.extra) if one.extra else "")
                    for one in self.survey.buildings
                ],
            )
        )  # fmt: skip
        if self._latest:
            latest = self.pane.add_section(tr("刚才录的"), name="survey_entry_latest", line=False)
            for told in self._latest[:_LATEST]:
                latest.add_line(told)

    def _scanned(self) -> None:
        """A number, its last figures or a unit: the sheet it means."""
        typed = self.scan.text().strip()
        if not typed:
            return
        if self.typed_anything() and not self._throw_away():
            return
        try:
            found = self.desk.read(find_sheet, self._survey_id, typed)
        except Refused as refused:
            self.scan.set_error(refused.text)
            self.desk.messages.warn(refused.text)
            return
        if found is None:
            words = tr("这次调查没有发给“{typed}”", typed=typed)
            self.scan.set_error(words)
            self.desk.messages.warn(tr("{words}。", words=words), tr("核对编号；没有编号的按 F4 补录。"))
            self.scan.inner.selectAll()
            return
        # What was said of the one before would cover the last questions.
        self.desk.messages.clear()
        self.take_sheet(found)

    def take_sheet(self, sheet_id: int) -> None:
        """Begin with that sheet; what was entered before is shown."""
        file = self.desk.read(sheet_file, sheet_id, self.desk.clock.today())
        if file is None:
            return
        if file.survey.id != self._survey_id:
            self._survey_id = file.survey.id
            self.refresh()
        self._reset()
        self.sheet = file
        self.scan.set_value(file.row.number)
        self.inner.fill(file)
        self._loaded = self._typed()
        self._follow()
        self._to_first()

    def begin_extra(self) -> None:
        """F4: a sheet without a number, of some building or none."""
        if self.typed_anything() and not self._throw_away():
            return
        self._reset()
        self._extra = True
        self._follow()
        self.building.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self) -> None:
        """What stands over the sheet: whose it is, or what to do."""
        open_ = self.survey is not None and self.survey.row.state in OPEN
        ready = open_ and (self.sheet is not None or self._extra)
        self.inner.setEnabled(ready)
        self.building.setVisible(self._extra)
        self.save_button.setEnabled(ready)
        self.cancel.setEnabled(ready)
        self.extra.setEnabled(open_)
        self.scan.set_read_only(not open_)
        if self.survey is not None and not open_:
            row = self.survey.row
            self.told.set("bad", tr("{state}，迟到的问卷不再录入", state=tr(row.state.value)))
        elif self._extra:
            self.told.set("info", tr("补录一份没有编号的"))
        elif self.sheet is None:
            self.told.set("neutral", tr("扫一份问卷开始"))
        else:
            row_ = self.sheet.row
            where = row_.unit or row_.building or tr("不记名")
            if row_.return_id is not None:
                self.told.set("warn", tr("{where}　{by} 录过，再存就代替", where=where, by=row_.by))
            else:
                self.told.set("ok", where)

    def _to_first(self) -> None:
        first = self.inner.first()
        QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.TabFocusReason))

    def focus_start(self) -> None:
        if self.sheet is not None or self._extra:
            self._to_first()
        else:
            self.scan.setFocus(Qt.FocusReason.TabFocusReason)

    # -- storing --

    def answers(self) -> dict[int, Answer]:
        """What is marked."""
        return self.inner.answers()

    def save(self) -> None:
        """Store this sheet and wait for the next."""
        if not self.save_button.isEnabled():
            return
        self.desk.run(
            enter_sheet,
            EnterSheet(
                self.sheet.row.id if self.sheet is not None else None, self.answers(), self.words.text(),
                self.ticket.value(), self._survey_id, self.building.value() if self._extra else None, self._token,
            ),
            then=self._entered, form=self,
        )  # fmt: skip

    def _entered(self, done: Entered) -> None:
        where = self.sheet.row.unit if self.sheet is not None else tr("补录")
        told = "　".join(part for part in (done.number, where, tr("{n} 题", n=done.answered)) if part)
        self._latest.insert(0, told)
        if self._drafted:
            self.desk.run(drop_draft, DropDraft(PAGE, self._draft_key()))
        self._reset()
        self._show_pane()
        self._follow()
        if done.ticket:
            self.desk.messages.ok(
                tr("{number} 已录入，意见已转 {ticket}。", number=done.number, ticket=done.ticket)
            )
        else:
            self.desk.messages.ok(tr("{number} 已录入，{n} 题。", number=done.number, n=done.answered))
        self.scan.setFocus(Qt.FocusReason.TabFocusReason)

    def _reset(self) -> None:
        """An empty sheet; nothing counts as typed."""
        self.sheet, self._extra, self._drafted = None, False, False
        self._token = uuid4().hex
        self.scan.set_value("")
        self.inner.clear()
        self.sight.verticalScrollBar().setValue(0)
        self.building.set_value(None)
        self._loaded = self._typed()
        self._follow()

    def give_up(self) -> None:
        """Esc: this sheet is not entered; asks where something was marked."""
        if self.typed_anything() and not self._throw_away():
            return
        if self._drafted:
            self.desk.run(drop_draft, DropDraft(PAGE, self._draft_key()))
        self._reset()
        self.scan.setFocus(Qt.FocusReason.TabFocusReason)

    def _throw_away(self) -> bool:
        return self.desk.dialogs.confirm(
            tr("这份问卷录了一半，要放弃吗？"), title=tr("放弃录入"), yes=tr("放弃"), danger=True
        )

    # -- what is typed, and drafts of it (D0.8) --

    def _typed(self) -> dict[str, Any]:
        return self.inner.typed()

    def typed_anything(self) -> bool:
        return (self.sheet is not None or self._extra) and self._typed() != self._loaded

    def _draft_key(self) -> str:
        return self.sheet.row.number if self.sheet is not None else f"{self._survey_id}-extra"

    def take_typing(self) -> SaveDraft | None:
        if not self.typed_anything():
            return None
        self._drafted = True
        number = self.sheet.row.number if self.sheet is not None else tr("补录")
        data = self._typed() | {
            "survey_id": self._survey_id,
            "sheet_id": self.sheet.row.id if self.sheet is not None else None,
            "building": self.building.typed(),
        }
        return SaveDraft(PAGE, self._draft_key(), tr("录入问卷 {number}", number=number), data)

    def keep_typing(self) -> bool:
        draft = self.take_typing()
        if draft is None:
            return False
        self.desk.runner.run(save_draft, draft, actor=self.desk.actor)
        return True

    def _restore(self, data: dict[str, Any]) -> None:
        if self.typed_anything():
            self.keep_typing()
        self._survey_id = int(data.get("survey_id") or 0)
        self._reset()
        self.refresh()
        sheet_id = data.get("sheet_id")
        if isinstance(sheet_id, int):
            self.take_sheet(sheet_id)
        else:
            self.begin_extra()
            self.building.set_typed(data.get("building"))
        self.inner.set_typed(data)
        self._drafted = True

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        """Beside the question or the words they name; what names none stands in the bar."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        self.inner.show_errors(errors)

    def clear_errors(self) -> None:
        self.inner.show_errors({})

    def error_words(self) -> str:
        return ""

    def focus_first_error(self) -> None:
        for field in self.inner.fields():
            if field.error():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def help_text(self) -> str:
        return tr(
            "录入收回的问卷。扫条码，或打编号后几位、房号再回车；按 5 到 1 打分，自动到下一题；0 清掉，空格跳过，↑ 回上一题；"
            "最后写意见，可以当场转报事；Ctrl+Enter 保存，接着扫下一份。没有编号的按 F4 补录。"
        )
