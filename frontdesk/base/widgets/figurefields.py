"""Fields of figures: amount, number, day, month. All is selected on coming, the usual shape written on leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month, parse_day
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.field import plain
from frontdesk.base.widgets.textfields import TextField
from frontdesk.base.widgets.theme import FontName, font
from frontdesk.base.widgets.tokens import SPACE


class _FiguresField(TextField):
    """Common to fields of figures: all is selected on coming, and the usual shape is written on leaving."""

    def entered(self) -> None:
        if not self.read_only():
            self.inner.selectAll()

    def left(self) -> None:
        if self.error() or not plain(self.text()):
            return
        try:
            shape = self.shape(self.value())
        except Refused as refused:
            self.set_error(refused.text)
            return
        if shape != self.text():
            self.inner.setText(shape)

    def shape(self, value: Any) -> str:
        """The usual shape of a value."""
        raise AssertionError("each field says it")

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else self.shape(value))


class MoneyField(_FiguresField):
    """An amount in yuan: `Money`, None when empty. *lead* is the larger face for amounts being typed."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        required: bool = False,
        lead: bool = False,
        negative: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        face: FontName = "lead" if lead else "body"
        super().__init__(name, placeholder, required=required, face=face, right=True, parent=parent)
        self._negative = negative

    def value(self) -> Money | None:
        if not plain(self.text()):
            if self.required:
                raise self.must()
            return None
        amount = Money.parse(self.text())
        if amount.fen < 0 and not self._negative:
            raise Refused(tr("金额不能是负数"))
        return amount

    def shape(self, value: Any) -> str:
        return str(value)


class NumberField(_FiguresField):
    """A number: `int` without decimals, else an exact `Decimal`; None when empty. *unit* stands at its right."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        decimals: int = 0,
        least: int | Decimal | None = 0,
        most: int | Decimal | None = None,
        unit: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, required=required, right=True, parent=parent)
        self._decimals = decimals
        self._least = least
        self._most = most
        self.set_trailing(unit)

    def value(self) -> int | Decimal | None:
        text = plain(self.text()).replace(",", "").replace("−", "-")
        if not text:
            if self.required:
                raise self.must()
            return None
        number = self._read(text)
        if self._least is not None and number < self._least:
            raise Refused(tr("不能小于 {least}", least=self._least))
        if self._most is not None and number > self._most:
            raise Refused(tr("不能大于 {most}", most=self._most))
        return number

    def _read(self, text: str) -> int | Decimal:
        bare = text.removeprefix("-")
        whole, point, decimals = bare.partition(".")
        if not (whole + decimals).isdecimal() or (point and not decimals and not whole):
            raise Refused(tr("这里只能填数字"))
        if len(decimals) > self._decimals:
            if not self._decimals:
                raise Refused(tr("请填整数"))
            raise Refused(tr("最多 {count} 位小数", count=self._decimals))
        if len(whole) > 12:
            raise Refused(tr("数字太大，请核对"))
        return Decimal(text) if self._decimals else int(text)

    def shape(self, value: Any) -> str:
        return str(value)

    def take_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or self.read_only() or self._decimals:
            return False
        try:
            now = self.value()
        except Refused:
            return False
        wanted = (now if now is not None else 0) + step
        if (self._least is None or wanted >= self._least) and (self._most is None or wanted <= self._most):
            self.set_value(wanted)
            self.inner.selectAll()
            self._changed_by_hand()
        return True


class DateField(_FiguresField):
    """A day: `date`, None when empty. Takes 2026-11-21, 11-21, 今天, 明天; arrows move a day; Alt+↓ opens a month.

    *today* gives the desk's day, for what is typed without a year.
    """

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        today: Callable[[], date],
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, required=required, parent=parent)
        self._today = today
        self._calendar: QFrame | None = None
        button = IconButton("ph.calendar-blank", tr("选日期"), name=f"{name}_calendar", parent=self)
        button.clicked.connect(self.open_calendar)
        self._button = button
        self.add_button(button)

    def value(self) -> date | None:
        text = plain(self.text())
        if not text:
            if self.required:
                raise self.must()
            return None
        words = {tr("昨天"): -1, tr("今天"): 0, tr("明天"): 1, tr("后天"): 2}
        if text in words:
            return self._today() + timedelta(days=words[text])
        parts = text.replace("/", "-").replace(".", "-").split("-")
        if len(parts) == 2 and all(p.isdecimal() and len(p) <= 2 for p in parts):
            text = f"{self._today().year}-{text}"
        return parse_day(text)

    def shape(self, value: Any) -> str:
        return str(value.isoformat())

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self._button.setVisible(not on)

    def take_key(self, event: QKeyEvent) -> bool:
        if self.read_only():
            return False
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers():
            return False
        try:
            now = self.value()
        except Refused:
            return False
        self.set_value(self._today() if now is None else now + timedelta(days=step))
        self.inner.selectAll()
        self._changed_by_hand()
        return True

    def open_calendar(self) -> None:
        """A month to point at, under the field."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setObjectName(f"{self.objectName()}_month")
        calendar.setAccessibleName(tr("选日期"))
        calendar.setFont(font("body"))
        # Not as the machine has it: a Thai one would show the year 2569, a German one its own names.
        calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            now = self.value() or self._today()
        except Refused:
            now = self._today()
        calendar.setSelectedDate(QDate(now.year, now.month, now.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.addWidget(calendar)

        def chosen(day: QDate) -> None:
            self.set_value(date(day.year(), day.month(), day.day()))
            self._changed_by_hand()
            popup.close()
            self.inner.setFocus()

        calendar.clicked.connect(chosen)
        calendar.activated.connect(chosen)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + SPACE.xs)))
        popup.show()
        calendar.setFocus()


class MonthField(_FiguresField):
    """An accounting month: `Month`, None when empty; arrows move a month."""

    def value(self) -> Month | None:
        text = plain(self.text())
        if not text:
            if self.required:
                raise self.must()
            return None
        return Month.parse(text)

    def shape(self, value: Any) -> str:
        return str(value)

    def take_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or self.read_only():
            return False
        try:
            now = self.value()
        except Refused:
            return False
        if now is None:
            return False
        self.set_value(now.plus(step))
        self.inner.selectAll()
        self._changed_by_hand()
        return True
