"""收缴率: what fell due in a period and how much of it is paid, on any day, against the trade's 90 % (M8.2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.rate import (
    CollectionRate,
    RateBy,
    RateRow,
    collection_rate,
    rate_document,
)
from frontdesk.areas.fees.rules.rate import TARGET_PERCENT, percent_words, permille
from frontdesk.areas.fees.ui.arrears_views import lead_with_views
from frontdesk.areas.fees.ui.sums import SumsRow
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton, Segmented
from frontdesk.base.widgets.cells import Cell, Index
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import DateField, MonthField
from frontdesk.base.widgets.marks import StatusLabel, Words, paint_box
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import VALUE_ROLE, Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import colour
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 304
FORM = "rate_report"
_BAR = 8


class BarCell(Cell):
    """A bar from nothing to 100 %, hatched where it is under the target, with a stroke at 90 %."""

    def paint_inner(self, painter: QPainter, inner: QRect, index: Index) -> None:
        row = index.data(VALUE_ROLE)
        if isinstance(row, RateRow):
            paint_rate(painter, QRectF(inner), row)


def paint_rate(painter: QPainter, inner: QRectF, row: RateRow) -> None:
    """The bar of one line in the middle of *inner*."""
    rate = row.permille
    if rate is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = inner.center().y() - _BAR / 2
    whole = QRectF(inner.left(), top, inner.width(), _BAR)
    paint_box(painter, whole, colour("key"), None, radius=2)
    part = QRectF(whole.left(), top, whole.width() * max(0, min(1000, rate)) / 1000, _BAR)
    if part.width() >= 2:
        paint_box(painter, part, colour("warndot" if row.low else "chart"), None, radius=2)
    at = whole.left() + whole.width() * TARGET_PERCENT / 100
    painter.fillRect(QRectF(at, top - 4, 2, _BAR + 8), colour("text2"))
    painter.restore()


def _status(row: RateRow) -> Status:
    if row.permille is None:
        return Status("neutral", tr("没有到期"), hollow=True)
    return Status("warn", tr("低于 {n}%", n=TARGET_PERCENT)) if row.low else Status("ok", tr("达标"))


def _percent(row: RateRow) -> Decimal | None:
    return None if row.permille is None else Decimal(row.permille).scaleb(-1)


COLUMNS: tuple[Column[RateRow], ...] = (
    Column(tr("名称"), lambda r: "\u3000" * r.level + r.label, sort=False),
    Column(tr("户数"), lambda r: r.units, kind="number", width=72, sort=False),
    Column(tr("到期应收（元）"), lambda r: r.due, kind="money", width=116, sort=False, name="due"),
    Column(tr("已缴"), lambda r: r.paid, kind="money", width=108, sort=False, name="paid"),
    Column(tr("未缴"), lambda r: r.open, kind="money", width=108, sort=False, name="open"),
    # A real number in the workbook; on screen and paper it reads `89.9`.
    Column(tr("收缴率（%）"), _percent, kind="number", width=96, sort=False),
    Column(tr("是否达标"), _status, kind="status", width=116, sort=False),
)


class RatePage(Page):
    """`open(first=Month, last=Month, by=…)` shows a period."""

    TARGETS = ("collection_rate",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_rate_page",
            tr("收缴率"),
            back=True,
            topics=("charges", "payments", "units"),
            parent=parent,
        )
        today = desk.clock.today()
        self._first = Month(today.year, 1)
        self._last = Month.of(today).plus(-1) if today.month > 1 else Month.of(today)
        self._on = self._until()
        self._found: CollectionRate | None = None
        self._build_head()
        self._build_filters()
        self._build_list()
        self.pane = Pane("rate_pane")
        self.set_split(self._list, self.pane, WIDTH)

    # -- building --

    def _build_head(self) -> None:
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="rate_print")
        self.print_button.clicked.connect(self.print_rate)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="rate_export")
        self.export_button.clicked.connect(self._export)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        lead_with_views(self, "collection_rate")

    def _build_filters(self) -> None:
        self.by = Segmented([("building", tr("按楼栋")), ("item", tr("按项目"))], name="rate_by")
        self.by.setAccessibleName(tr("按什么列"))
        self.by.setFixedHeight(SIZE.chip)
        self.by.changed.connect(lambda _by: self.refresh())
        self.first = self._month_field("rate_first", tr("到期月份从"), self._first)
        self.last = self._month_field("rate_last", tr("到"), self._last)
        self.day = DateField("rate_on", today=self.desk.clock.today, required=True)
        self.day.set_label(tr("缴费算到"))
        self.day.setFixedSize(124, SIZE.chip)
        self.day.enter_moves = False
        self.day.set_value(self._on)
        self.day.submitted.connect(self._typed)
        self.day.inner.editingFinished.connect(self._typed)
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName("rate_trouble")
        self.trouble.hide()
        row: tuple[QWidget, ...] = (
            self.by, Words(tr("到期"), tone="text2"), self.first, Words("–", tone="text2"), self.last,
            Words(tr("缴费算到"), tone="text2"), self.day, self.trouble,
        )  # fmt: skip
        for widget in row:
            self.filters.add(widget)

    def _month_field(self, name: str, label: str, month: Month) -> MonthField:
        field = MonthField(name)
        field.set_label(label)
        field.setFixedSize(88, SIZE.chip)
        field.enter_moves = False
        field.set_value(month)
        field.submitted.connect(self._typed)
        field.inner.editingFinished.connect(self._typed)
        return field

    def _build_list(self) -> None:
        bar: Column[RateRow] = Column(
            tr("0 – 100%"), lambda r: r, text=lambda r: percent_words(r.permille), width=180, sort=False
        )
        self.model: RowsModel[RateRow] = RowsModel((*COLUMNS, bar), key=lambda r: r.key)
        self.table = Table("collection_rate", title=tr("收缴率"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self._bars = BarCell(bar, self.table)
        self.table.setItemDelegateForColumn(len(COLUMNS), self._bars)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(self._open)
        self.sums = SumsRow(self.table, "rate_sums")
        from PySide6.QtWidgets import QVBoxLayout

        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        self.foot = self.sums

    # -- what is shown --

    def span(self) -> Span:
        """The days on which what is counted fell due."""
        return Span(self._first.start, self._last.span.end)

    def refresh(self) -> None:
        by = cast(RateBy, self.by.value())
        self.desk.read_later(collection_rate, self.span(), self._on, by, key="rate", then=self._show)

    def _show(self, found: CollectionRate) -> None:
        self._found = found
        self.model.set_rows(found.rows)
        tops = [row for row in found.rows if row.level == 0]
        low = sum(row.low for row in tops)
        rate = percent_words(found.permille)
        rest = tr("，{n} 行低于 {target}%", n=low, target=TARGET_PERCENT) if low else ""
        sums = {"due": found.due, "paid": found.paid, "open": found.due - found.paid}
        self.sums.show_sums(tr("合计 {rate}", rate=rate), rest, sums)
        for button in (self.print_button, self.export_button):
            button.setVisible(bool(found.rows))
        if not found.rows:
            words = tr("收缴率 = 期内到期的应收里已缴的 ÷ 期内到期的应收。换一段到期月份，或先生成应收。")
            title = tr("{first} 到 {last} 没有到期的应收", first=self._first, last=self._last)
            self.show_empty(EmptyState("ph.file-text", title, words, name="rate_none"))
            return
        self.hide_empty()
        if self.table.current() is None:
            self.table.select_first()
        self._stood_on(self.table.current())

    def _typed(self) -> None:
        """A period and a day: the last month not before the first, no day to come."""
        try:
            first, last, on = self.first.value(), self.last.value(), self.day.value()
        except Refused as refused:
            self._say(refused.text)
            return
        if first is None or last is None or on is None:
            return
        if last < first:
            self._say(tr("到期月份的先后反了"))
            return
        if on > self._until():
            if on > self.desk.clock.today():
                self._say(tr("缴费只能算到今天为止"))
            else:
                self._say(tr("今天的缴费明天才能看，请填昨天或更早"))
            return
        self._say("")
        if (first, last, on) != (self._first, self._last, self._on):
            self._first, self._last, self._on = first, last, on
            self.refresh()

    def _until(self) -> date:
        """The last day to be seen: today's payments are the takings of whoever counts blind (M7.3)."""
        today = self.desk.clock.today()
        return today if self.desk.may(Right.REPORTS) else today - timedelta(days=1)

    def _say(self, words: str) -> None:
        self.trouble.set("bad", words)
        self.trouble.setVisible(bool(words))

    # -- the row stood on --

    def _stood_on(self, row: RateRow | None) -> None:
        self.pane.clear()
        if row is None or self._found is None:
            return
        head = self.pane.add_section(name="rate_head")
        state = _status(row)
        label = StatusLabel(cast(Any, state.tone), state.word, hollow=state.hollow)
        head.add_row(Words(row.label, "lead", select=True), None, label)
        head.add(Words(tr("收缴率"), tone="text2"))
        figure = Words(percent_words(row.permille), "figure", select=True)
        figure.setObjectName("rate_figure")
        head.add(figure)
        facts = self.pane.add_section(line=False, name="rate_facts")
        facts.add_line(tr("到期应收"), right=str(row.due))
        facts.add_line(tr("已缴"), right=str(row.paid))
        facts.add_line(tr("未缴"), right=str(row.open))
        if row.low:
            missing = (row.due.fen * TARGET_PERCENT + 99) // 100 - row.paid.fen
            words = tr("到 {n}% 还差 {sum} 元", n=TARGET_PERCENT, sum=type(row.due)(missing))
            facts.add(Words(words, tone="warn", wrap=True))
        whole = percent_words(permille(self._found.paid, self._found.due))
        facts.body.addSpacing(SPACE.s)
        facts.add(Words(tr("整个小区 {rate}", rate=whole), tone="text2"))

    def _open(self, row: RateRow) -> None:
        """The arrears behind a building or an item, on the same day."""
        key = row.key.split("-")[0] if row.level == 0 else ""
        if key:
            self.desk.go("arrears", on=self._on, within=(self.by.value(), key, row.label))

    # -- going on --

    def open(self, **arguments: Any) -> None:
        first, last, by, on = (arguments.get(name) for name in ("first", "last", "by", "on"))
        if isinstance(first, Month):
            self.first.set_value(first)
        if isinstance(last, Month):
            self.last.set_value(last)
        if isinstance(on, date):
            self.day.set_value(min(on, self._until()))
        if by in ("building", "item"):
            self.by.set_value(by)
        self._typed()
        if arguments:
            self.refresh()

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        by = tr("按楼栋") if self.by.value() == "building" else tr("按项目")
        return tr("收缴率 {by} {first} 至 {last}", by=by, first=self._first, last=self._last)

    def _export(self) -> None:
        export_table(self.desk, self.table, self._name())

    def print_rate(self) -> None:
        """The table with its bars on paper; looked at, then printed."""
        desk, span, on, by = self.desk, self.span(), self._on, cast(RateBy, self.by.value())
        at, who = local_time(desk.clock.now()), desk.actor.name

        def draw(progress: Progress) -> bytes:
            from frontdesk.areas.fees.forms import FORMS

            return FORMS[FORM].draw(desk.runner.read(rate_document, span, on, by, at, who))

        name = self._name()
        desk.run_job(
            draw, title=tr("正在准备打印 {title}", title=name), then=lambda pdf: self._show_paper(pdf, name)
        )

    def _show_paper(self, pdf: bytes, title: str) -> None:
        from frontdesk.areas.fees.forms import FORMS

        dialog = PreviewDialog(self.desk, FORM, pdf, title, papers=FORMS[FORM].sizes, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def help_text(self) -> str:
        return tr(
            "收缴率 = 到期日在这段月份里的应收，缴了多少。竖线是行业要求的 90%，没到的标出来。可以看过去任何一天的：改“缴费算到”。"
            "回车看这栋楼（这个项目）的欠费，Ctrl+P 打印，Ctrl+E 导出。"
        )
