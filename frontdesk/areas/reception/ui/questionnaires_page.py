"""问卷: what is asked, changed question by question until it is given out, copied afterwards (D2.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.surveys import (
    QuestionnaireRow,
    QuestionRow,
    questionnaire_rows,
    questions_of,
)
from frontdesk.areas.reception.rules.surveys import Question, QuestionKind
from frontdesk.areas.reception.service.questionnaires import (
    Saved,
    SaveQuestionnaire,
    SeedQuestionnaire,
    save_questionnaire,
    seed_questionnaire,
)
from frontdesk.areas.reception.ui.survey_dialogs import QuestionDialog, questionnaire_dialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.marks import StatusLabel, Words, ground
from frontdesk.base.widgets.page import EmptyState, Page, pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 640
FIELD_WORDS = {"section": "类", "kind": "怎么答", "text": "题目", "choices": "选项", "no": "序"}


def _asked(rows: tuple[QuestionRow, ...]) -> tuple[Question, ...]:
    return tuple(Question(q.text, q.kind, q.section, q.choices) for q in rows)


class QuestionnairesPage(Page):
    """`open(questionnaire_id=…)` stands on one."""

    TARGETS = ("questionnaires",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "questionnaires_page", tr("问卷"), back=True, topics=("surveys",), parent=parent
        )
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self._wanted: int | None = None
        self.rows: tuple[QuestionRow, ...] = ()
        self.model: RowsModel[QuestionnaireRow] = RowsModel(
            (
                Column(tr("标题"), lambda r: r.title, kind="strong", sort=False),
                Column(tr("题"), lambda r: r.questions, kind="number", width=56, sort=False),
                Column(tr("复制自"), lambda r: r.copy_of, kind="quiet", width=112, sort=False),
                Column(tr("编号"), lambda r: r.number, width=112, sort=False),
                Column(tr("状态"), self._status, kind="status", width=112, sort=False),
            ),
            key=lambda r: r.id,
            parent=self,
        )
        self.table = Table("questionnaires", title=tr("问卷"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(lambda _row: self._show())
        self.asked: RowsModel[QuestionRow] = RowsModel(
            (
                Column(tr("序"), lambda r: r.no, kind="number", width=48, sort=False),
                Column(tr("类"), lambda r: r.section, kind="quiet", width=96, sort=False),
                Column(tr("题目"), lambda r: r.text, sort=False),
                Column(tr("怎么答"), lambda r: tr(r.kind.value), width=72, sort=False),
                Column(tr("选项"), lambda r: " ".join(r.choices), kind="quiet", width=128, sort=False),
            ),
            key=lambda r: r.no,
            parent=self,
        )
        self.questions = Table("questionnaire_questions", title=tr("题目"), memory=desk.memory)
        self.questions.set_model(self.asked)
        self.questions.opened.connect(lambda _row: self.change())
        self._build_actions()
        self._build_pane()
        self.set_split(self.table, self.box, PANE)

    @staticmethod
    def _status(row: QuestionnaireRow) -> Status:
        if row.used:
            return Status("ok", tr("发过 {n} 次", n=row.used))
        return Status("info", tr("可以改"), hollow=True)

    def _build_actions(self) -> None:
        writes = self.desk.may(Right.RECEPTION)
        self.surveys = KeyButton(tr("满意度调查"), "F3", name="questionnaires_surveys")
        self.surveys.clicked.connect(lambda: self.desk.go("surveys"))
        self.copy = KeyButton(tr("复制一份"), "F4", name="questionnaires_copy")
        self.copy.clicked.connect(self._copy)
        self.add = KeyButton(tr("新问卷"), "F2", "primary", name="questionnaires_add")
        self.add.clicked.connect(self._new)
        self.trail = KeyButton(tr("修改记录"), "F9", name="question_history")
        self.trail.clicked.connect(self._history)
        self.head.add_action(self.surveys)
        self.head.add_action(self.trail)
        for button in (self.copy, self.add):
            self.head.add_action(button)
            button.setVisible(writes)
        self.more_question = KeyButton(tr("加题"), "F6", name="question_add")
        self.more_question.clicked.connect(self.add_question)
        self.change_button = KeyButton(tr("改题"), "F7", name="question_change")
        self.change_button.clicked.connect(self.change)
        self.up = KeyButton(tr("上移"), "Alt+Up", name="question_up")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down = KeyButton(tr("下移"), "Alt+Down", name="question_down")
        self.down.clicked.connect(lambda: self._move(1))
        self.drop = KeyButton(tr("删题"), "Delete", name="question_drop")
        self.drop.clicked.connect(self._drop)
        self.title = KeyButton(tr("改标题"), "F5", name="questionnaire_change_title")
        self.title.clicked.connect(self._retitle)

    def _build_pane(self) -> None:
        self.name = Words("", "bold")
        self.state = StatusLabel("neutral", "")
        self.intro = Words("", "body", "text2", wrap=True, select=True)
        self.intro.setObjectName("questionnaire_intro_shown")
        self.box = QWidget()
        self.box.setObjectName("questionnaire_pane")
        ground(self.box, "subtle")
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pad(self.name, None, self.state, margins=(SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)))
        column.addWidget(pad(self.intro, margins=(SPACE.xl, 0, SPACE.xl, SPACE.m)))
        column.addWidget(self.questions, 1)
        self.feet = pad(
            self.more_question, self.change_button, self.up, self.down, self.drop, None, self.title,
        )  # fmt: skip
        column.addWidget(self.feet)

    # -- reading --

    def open(self, **arguments: Any) -> None:
        wanted = arguments.get("questionnaire_id")
        if isinstance(wanted, int):
            self._wanted = wanted
        self.refresh_soon()

    def refresh(self) -> None:
        rows = self.desk.read(questionnaire_rows)
        before = self._wanted if self._wanted is not None else (row.id if (row := self.current()) else None)
        self._wanted = None
        self.model.set_rows(list(rows))
        self.head.set_hint(tr("{n} 份", n=len(rows)) if rows else "")
        if not rows:
            begin = KeyButton(tr("用常用的十五题"), "F2", "primary", name="questionnaires_begin")
            begin.clicked.connect(self._new)
            told = tr("客服、保洁、绿化、秩序、维修、收费的常用题已经备好，可以改了再发。")
            self.show_empty(
                EmptyState("ph.chart-bar", tr("还没有问卷"), told, (begin,), name="questionnaires_empty")
            )
        else:
            self.hide_empty()
            if before is None or not self.table.select_key(before):
                self.table.select_row(0)
        for button in (self.copy, self.add):
            button.setVisible(bool(rows) and self.desk.may(Right.RECEPTION))
        self.trail.setVisible(bool(rows))
        self._show()

    def focus_start(self) -> None:
        """The questionnaires; their questions come and go with them."""
        if self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> QuestionnaireRow | None:
        """The questionnaire stood on."""
        found = self.table.current()
        return found if isinstance(found, QuestionnaireRow) else None

    def _show(self) -> None:
        row = self.current()
        at = self.questions.current()
        stood = at.no if isinstance(at, QuestionRow) else 1
        self.rows = self.desk.read(questions_of, row.id) if row is not None else ()
        self.asked.set_rows(list(self.rows))
        self.box.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(f"{row.number}　{row.title}")
        self.intro.setText(row.intro or tr("没有开头的话"))
        if row.used:
            self.state.set("neutral", tr("发过的不再改，请复制"))
        else:
            self.state.set("info", tr("可以改"))
        if self.rows and not self.questions.select_key(min(stood, len(self.rows))):
            self.questions.select_row(0)
        may = not row.used and self.desk.may(Right.RECEPTION)
        self.feet.setVisible(may)

    # -- changing --

    def _open_row(self) -> QuestionnaireRow | None:
        row = self.current()
        if row is None or not self.desk.may(Right.RECEPTION):
            return None
        if row.used:
            self.desk.messages.warn(
                tr("{number} 发过了，不再改。", number=row.number), tr("按 F4 复制一份再改。")
            )
            return None
        return row

    def _at(self) -> int | None:
        found = self.questions.current()
        return found.no - 1 if isinstance(found, QuestionRow) else None

    def add_question(self) -> None:
        """F6: one more question at the end."""
        row = self._open_row()
        if row is not None:
            QuestionDialog(self.desk, row, _asked(self.rows), None, self._added, self).start()

    def change(self) -> None:
        """F7: the words of the question stood on, and how it is answered."""
        row, at = self._open_row(), self._at()
        if row is not None and at is not None:
            QuestionDialog(self.desk, row, _asked(self.rows), at, self._saved, self).start()

    def _history(self) -> None:
        """What the question in this place was before."""
        found = self.questions.current()
        if isinstance(found, QuestionRow):
            title = tr("第 {n} 题的修改记录", n=found.no)
            show_history(self.desk, "survey_question", found.id, title, FIELD_WORDS, self)

    def _move(self, by: int) -> None:
        row, at = self._open_row(), self._at()
        if row is None or at is None or not 0 <= at + by < len(self.rows):
            return
        told = list(_asked(self.rows))
        told[at], told[at + by] = told[at + by], told[at]
        self._store(row, tuple(told), lambda _saved: self.questions.select_key(at + by + 1))

    def _drop(self) -> None:
        row, at = self._open_row(), self._at()
        if row is None or at is None:
            return
        if self.desk.dialogs.confirm(tr("删掉“{text}”这一题吗？", text=self.rows[at].text), yes=tr("删题")):
            told = _asked(self.rows)
            self._store(row, (*told[:at], *told[at + 1 :]), lambda _saved: None)

    def _store(self, row: QuestionnaireRow, told: tuple[Question, ...], then: Any) -> None:
        self.desk.run(
            save_questionnaire,
            SaveQuestionnaire(row.title, told, row.intro, row.id, before=_asked(self.rows)),
            then=then,
        )

    def _retitle(self) -> None:
        row = self._open_row()
        if row is not None:
            questionnaire_dialog(self.desk, row, _asked(self.rows), self._saved, self)

    def _copy(self) -> None:
        row = self.current()
        if row is not None:
            questionnaire_dialog(self.desk, row, _asked(self.rows), self._made, self, copy=True)

    def _new(self) -> None:
        """The usual one where there is none yet, else an empty one."""
        if not self.model.rowCount():
            self.desk.run(seed_questionnaire, SeedQuestionnaire(), then=self._made)
            return
        first = (Question(tr("对物业服务的总体评价"), QuestionKind.SCALE, tr("总体")),)
        questionnaire_dialog(self.desk, None, first, self._made, self)

    def _made(self, saved: Saved) -> None:
        self._wanted = saved.id
        self.refresh()
        self.desk.messages.ok(tr("{number} 存好了，F6 加题，F7 改题。", number=saved.number))

    def _added(self, saved: Saved) -> None:
        self.questions.select_row(len(self.rows) - 1)
        self._saved(saved)

    def _saved(self, saved: Saved) -> None:
        self.desk.messages.ok(tr("{number} 已改。", number=saved.number))

    def help_text(self) -> str:
        return tr(
            "问卷。没有发过的可以改：F6 加题，F7 或回车改题，Alt+↑↓ 移动，Delete 删题，F5 改标题；发过的不再改，F4 复制一份再改。"
            "F9 看一题的修改记录，F2 新问卷，F3 回到满意度调查。"
        )
