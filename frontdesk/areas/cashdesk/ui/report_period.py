"""`日 月 季 年 自选` and the span with its arrows: which days a report is of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.report_spans import (
    KIND_WORDS,
    Days,
    SpanKind,
    days_of,
    span_words,
    stepped,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, Segmented
from frontdesk.base.widgets.fields import DateField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.tokens import SIZE, SPACE

_SPAN = 128
_DAY = 124


class PeriodChooser(QWidget):
    """`changed()` when other days are chosen: a kind, a step with Ctrl+PgUp and Ctrl+PgDn, or days typed."""

    changed = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        check: Callable[[date, date], None],
        parent: QWidget | None = None,
    ) -> None:
        """*check* raises `Refused` for days that no report is made of."""
        super().__init__(parent)
        self.setObjectName("report_period")
        self._today, self._check = today, check
        self._days = days_of(SpanKind.MONTH, today())
        self.kind = Segmented([(kind, tr(KIND_WORDS[kind])) for kind in SpanKind], name="report_kind")
        self.kind.setAccessibleName(tr("报表的期间"))
        self.kind.setFixedHeight(SIZE.chip)
        self.kind.set_value(SpanKind.MONTH)
        self.kind.changed.connect(self._other_kind)
        self.back = IconButton("ph.caret-left", tr("前一段"), "Ctrl+PgUp", name="report_before", parent=self)
        self.on = IconButton("ph.caret-right", tr("后一段"), "Ctrl+PgDown", name="report_after", parent=self)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        for button in (self.back, self.on):
            button.setFixedSize(SIZE.chip, SIZE.chip)
        self.words = Words("", "bold")
        self.words.setObjectName("report_span")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFixedWidth(_SPAN)
        self.first = self._field("report_first", tr("从"))
        self.dash = Words("–", tone="text2")
        self.last = self._field("report_last", tr("到"))
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName("report_trouble")
        self.trouble.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self.kind)
        row.addSpacing(SPACE.s)
        for widget in (self.back, self.words, self.first, self.dash, self.last, self.on, self.trouble):
            row.addWidget(widget)
        self._show()

    def _field(self, name: str, label: str) -> DateField:
        field = DateField(name, today=self._today, required=True)
        field.set_label(label)
        field.setFixedSize(_DAY, SIZE.chip)
        field.enter_moves = False
        field.submitted.connect(self._typed)
        field.inner.editingFinished.connect(self._typed)
        field.edited.connect(self._edited)
        return field

    def days(self) -> Days:
        """The days chosen, both ends included."""
        return self._days

    def chosen_kind(self) -> SpanKind:
        return SpanKind(str(self.kind.value()))

    def set_span(self, kind: SpanKind, days: Days) -> None:
        """Choose these and tell."""
        self.kind.set_value(kind)
        self._take(days)

    def step(self, by: int) -> None:
        """The span before or after."""
        self._take(stepped(self.chosen_kind(), self._days, by))

    def _other_kind(self, _kind: object) -> None:
        kind = self.chosen_kind()
        if kind is SpanKind.OWN:
            # What stood there, to be changed from.
            self._show()
            self.changed.emit()
            return
        # Of a span under way it is the one that today lies in; of a past one its end.
        today = self._today()
        self._take(
            days_of(kind, min(today, self._days.last) if today >= self._days.first else self._days.first)
        )

    def _take(self, days: Days) -> None:
        other = days != self._days
        self._days = days
        self._show()
        if other:
            self.changed.emit()

    def _show(self) -> None:
        kind = self.chosen_kind()
        own = kind is SpanKind.OWN
        self.words.setText("" if own else span_words(kind, self._days))
        self.words.setVisible(not own)
        for widget in (self.first, self.dash, self.last):
            widget.setVisible(own)
        for field, day in ((self.first, self._days.first), (self.last, self._days.last)):
            with QSignalBlocker(field):
                field.set_value(day)
        self._say("")

    def _edited(self) -> None:
        # The calendar and the arrow keys write a whole day; half a typed one waits for Enter.
        if all(len(field.text()) == 10 for field in (self.first, self.last)):
            self._typed()

    def _typed(self) -> None:
        if self.chosen_kind() is not SpanKind.OWN:
            return
        try:
            first, last = self.first.value(), self.last.value()
            if first is None or last is None:
                return
            self._check(first, last)
        except Refused as refused:
            self._say(refused.text)
            return
        self._say("")
        if Days(first, last) != self._days:
            self._days = Days(first, last)
            self.changed.emit()

    def _say(self, words: str) -> None:
        self.trouble.set("bad", words)
        self.trouble.setVisible(bool(words))
