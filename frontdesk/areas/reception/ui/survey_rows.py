"""The questions of a sheet that came back, one row each, with the words at its end (D2.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.survey_sheets import SheetFile
from frontdesk.areas.reception.queries.surveys import QuestionRow
from frontdesk.areas.reception.rules.surveys import LONGEST_ANSWER, LONGEST_WORDS, QuestionKind
from frontdesk.areas.reception.service.survey_entry import Answer
from frontdesk.areas.reception.ui.survey_dialogs import WORD_KINDS
from frontdesk.areas.reception.ui.survey_marks import MarkField, choice_field, score_field
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import ChoiceField, Field, Labelled, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

_LABEL = 300
_SECTION = 76


class SheetRows(QWidget):
    """`questions`: question id → the question and its field. `reached` when one of them gets the keys."""

    reached = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions: dict[int, tuple[QuestionRow, Field]] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        self.column.setSpacing(2)
        self.words = TextField("survey_last_words", tr("其他意见，没有就空着"), limit=LONGEST_WORDS)
        self.words.enter_moves = False
        self.ticket = ChoiceField(
            "survey_words_ticket",
            [(None, tr("不转报事")), *((k, tr("转{kind}", kind=tr(k.value))) for k in WORD_KINDS)],
        )
        self.ticket.set_value(None)
        self.ticket.setFixedWidth(132)
        self.ends = QWidget()
        row = QHBoxLayout(self.ends)
        row.setContentsMargins(0, SPACE.m, 0, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.words, tr("其他意见")), 1)
        row.addWidget(Labelled(self.ticket, tr("意见")))

    def ask(self, questions: Sequence[QuestionRow], first: QWidget, last: QWidget) -> None:
        """Rows for these instead of what stood here; Tab comes from *first* and goes on to *last*."""
        self.ends.setParent(None)
        while self.column.count():
            item = self.column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.questions = {}
        section, before = "", first
        for question in questions:
            field = self._field(question)
            self.questions[question.id] = (question, field)
            self.column.addWidget(
                self._line(question, field, question.section if question.section != section else "")
            )
            section = question.section
            QWidget.setTabOrder(before, field)
            before = field
        self.column.addWidget(self.ends)
        self.column.addStretch(1)
        for widget in (self.words, self.ticket, last):
            QWidget.setTabOrder(before, widget)
            before = widget

    @staticmethod
    def _line(question: QuestionRow, field: Field, section: str) -> QWidget:
        head = Words(section, "small", "text2")
        head.setFixedWidth(_SECTION)
        label = Words(f"{question.no}. {question.text}", "body", wrap=True)
        label.setFixedWidth(_LABEL)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(head)
        row.addWidget(label)
        row.addWidget(field, 0 if isinstance(field, MarkField) else 1)
        if isinstance(field, MarkField):
            row.addStretch(1)
        return line

    def _field(self, question: QuestionRow) -> Field:
        name = f"survey_q{question.no}"
        field: Field
        if question.kind is QuestionKind.SCALE:
            field = score_field(name)
        elif question.kind is QuestionKind.CHOICE:
            field = choice_field(name, question.choices)
        else:
            field = TextField(name, tr("没有写就空着，回车到下一题"), limit=LONGEST_ANSWER)
        field.set_label(f"{question.no}. {question.text}")
        field.installEventFilter(self)
        proxy = field.focusProxy()
        if proxy is not None:
            proxy.installEventFilter(self)
        return field

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if event.type() == event.Type.FocusIn and isinstance(watched, QWidget):
            self.reached.emit(watched)
        return super().eventFilter(watched, event)

    # -- what stands there --

    def first(self) -> Field:
        """Where the marks begin."""
        return next((field for _question, field in self.questions.values()), self.words)

    def fields(self) -> tuple[Field, ...]:
        """The questions' fields and the words', in their order."""
        return (*(field for _question, field in self.questions.values()), self.words)

    def answers(self) -> dict[int, Answer]:
        """What is marked: question id → score, choice or words."""
        found: dict[int, Answer] = {}
        for question_id, (question, field) in self.questions.items():
            value = field.value()
            if value is None or value == "":
                continue
            choice = question.kind is QuestionKind.CHOICE
            found[question_id] = question.choices[int(value) - 1] if choice else value
        return found

    def fill(self, file: SheetFile) -> None:
        """Show what was entered before."""
        for question_id, answer in file.answers.items():
            question, field = self.questions[question_id]
            if question.kind is QuestionKind.CHOICE:
                field.set_value(question.choices.index(str(answer)) + 1)
            else:
                field.set_value(answer)
        self.words.set_value(file.row.words)

    def clear(self) -> None:
        """Nothing is marked."""
        for field in self.fields():
            field.set_value(None)
        self.ticket.set_value(None)
        self.show_errors({})

    def typed(self) -> dict[str, Any]:
        """What stands there, for a draft."""
        return {
            "answers": {str(qid): field.typed() for qid, (_q, field) in self.questions.items()},
            "words": self.words.typed(),
        }

    def set_typed(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back."""
        for question_id, told in dict(kept.get("answers") or {}).items():
            pair = self.questions.get(int(question_id))
            if pair is not None:
                pair[1].set_typed(told)
        self.words.set_typed(kept.get("words"))

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Beside the questions (`q3`) and the words (`words`) they name; the others are right."""
        for question, field in self.questions.values():
            field.set_error(errors.get(f"q{question.no}"))
        self.words.set_error(errors.get("words"))
