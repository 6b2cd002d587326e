"""缴费通知单: a month's notices in delivery order, printed by building, and how each reached its unit (M8.3, D5.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.fees.queries import (
    NoticeFilter,
    NoticeRow,
    notice_buildings,
    notice_count,
    notice_numbers,
    notices,
)
from frontdesk.areas.fees.rules.kinds import DeliveryWay
from frontdesk.areas.fees.service import NoticeBatch
from frontdesk.areas.fees.ui import papers
from frontdesk.areas.fees.ui.choosers import MonthStepper
from frontdesk.areas.fees.ui.notice_dialogs import Deliverable, DeliveryDialog, PrintNoticesDialog
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, PageAsk, PagedModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE

WIDTH = 408
DRAWN_AFTER_MS = 150
EXPORT_STEP = 2_000


def delivery_state(row: NoticeRow) -> Status:
    """Whether a notice reached its unit, and how."""
    if row.way is None or row.delivered_on is None:
        return Status("info", tr("未送达"), hollow=True)
    return Status("ok", tr("{way} {day}", way=tr(row.way.value), day=f"{row.delivered_on:%m-%d}"))


class NoticesPage(Page):
    """Notices of one month, perhaps of one building; `left` goes back to the charges."""

    left = Signal()

    def __init__(
        self, desk: Desk, month: Month, building_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            "fees_notices_page",
            tr("缴费通知单"),
            back=True,
            topics=("notices", "charges"),
            parent=parent,
        )
        self._ticked: set[str] = set()
        self._row: NoticeRow | None = None
        self._drawn = ""
        self._build_head()
        self._build_filters(month, building_id)
        self._build_list()
        self._build_pane()
        self.set_split(self.table, self.pane, WIDTH)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAWN_AFTER_MS)
        self._timer.timeout.connect(self._draw)

    # -- building --

    def _build_head(self) -> None:
        export = self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="notices_export")
        self.deliver_button = KeyButton(tr("登记送达"), "F6", name="notices_deliver")
        self.print_button = KeyButton(tr("打印通知单"), "F8", "primary", name="notices_print")
        export.clicked.connect(self._export)
        self.deliver_button.clicked.connect(self.deliver)
        self.print_button.clicked.connect(self.ask_print)
        self.list_button = print_button("notices_print_list", self._print_list)
        for button in (self.list_button, export, self.deliver_button, self.print_button):
            self.head.add_action(button)
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)

    def _build_filters(self, month: Month, building_id: int | None) -> None:
        self.months = MonthStepper("notices_months", month)
        self.chips = ChipRow([("all", tr("全部")), ("waiting", tr("未送达"))], name="notices_state")
        self.building = ChoiceField("notices_building", building_options(self.desk, tr("全部楼栋")))
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.building.set_value(building_id)
        self.months.changed.connect(lambda _month: self._changed())
        self.chips.chosen.connect(lambda _key: self._changed())
        self.building.edited.connect(self._changed)
        self.filters.add(self.months)
        self.filters.add(self.chips)
        self.filters.add_right(self.building)

    def _build_list(self) -> None:
        columns: tuple[Column[NoticeRow], ...] = (
            Column("", lambda r: r.number in self._ticked, kind="tick", width=56, sort=False),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=100, sort=False),
            Column(tr("编号"), lambda r: r.number, sort=False),
            Column(tr("金额（元）"), lambda r: r.total, kind="money", width=96, sort=False),
            Column(tr("开单"), lambda r: r.issued_on, width=104, sort=False),
            Column(tr("打印"), lambda r: tr("{n} 次", n=r.printed), kind="quiet", width=64, sort=False),
            Column(tr("送达"), delivery_state, kind="status", width=132, sort=False),
            Column(tr("登记人"), lambda r: r.delivered_by, kind="quiet", width=84, sort=False),
        )
        self.model: PagedModel[NoticeRow] = PagedModel(columns, self._fetch, key=lambda r: r.number)
        self.model.ticked.connect(self._tick)
        self.table = Table("notices", title=tr("缴费通知单"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: self.desk.go("unit", unit_id=row.unit_id))

    def _build_pane(self) -> None:
        self.pane = Pane("notice_pane")
        self._head = self.pane.add_section(name="notice_head")
        paper = self.pane.add_section(tr("打印样"), name="notice_paper")
        self.preview = PaperPreview(name="notice_preview")
        self.preview.opened.connect(self.print_again)
        paper.add(self.preview)
        again = KeyButton(tr("补打这一张"), "F7", icon="ph.printer", name="notice_again")
        again.clicked.connect(self.print_again)
        unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="notice_unit")
        unit.clicked.connect(self._open_unit)
        self._feet = pad(again, unit, None)
        self.pane.set_foot(self._feet)
        self.foot = self._feet

    # -- what is shown --

    def wanted(self) -> NoticeFilter:
        """The filter as it stands."""
        return NoticeFilter(
            month=self.months.month(),
            building_id=self.building.value(),
            undelivered=self.chips.current() == "waiting",
        )

    def has_notices(self) -> bool:
        """Whether any notice of the month was issued."""
        return bool(self.desk.read(notice_count, NoticeFilter(month=self.months.month())))

    def _changed(self) -> None:
        self._ticked.clear()
        self.refresh()

    def refresh(self) -> None:
        wanted = self.wanted()
        every = NoticeFilter(month=wanted.month, building_id=wanted.building_id)
        waiting = NoticeFilter(month=wanted.month, building_id=wanted.building_id, undelivered=True)
        self.desk.read_later(notice_count, every, key="notices_all", then=lambda n: self._count("all", n))
        self.desk.read_later(
            notice_count, waiting, key="notices_waiting", then=lambda n: self._count("waiting", n)
        )

    def _count(self, key: str, count: int) -> None:
        if not isValid(self):
            return
        self.chips.set_count(key, count)
        if key == "all" and not count:
            self._say_empty()
        elif key == "all":
            self.hide_empty()
            self._show_actions(on=True)
        if key == self.chips.current():
            at = self.table.currentIndex().row()
            self.model.set_count(count)
            if count:
                self.table.select_row(min(max(at, 0), count - 1))
            else:
                self._stood_on(None)

    def _say_empty(self) -> None:
        month = self.months.month()
        begin = KeyButton(tr("打印通知单"), "F8", "primary", name="notices_begin")
        begin.clicked.connect(self.ask_print)
        words = tr("给欠费的房屋每户写一份，编号、留底，按楼栋装订成一个 PDF。送到以后在这里登记送达。")
        title = tr("{month} 还没有打印缴费通知单", month=month)
        if self.building.value() is not None:
            title = tr("{building} {month} 还没有缴费通知单", building=self.building.text(), month=month)
        self.show_empty(EmptyState("ph.envelope-simple", title, words, (begin,), name="no_notices"))
        self._show_actions(on=False)

    def _show_actions(self, *, on: bool) -> None:
        for button in (self.list_button, self.export_button, self.deliver_button, self.print_button):
            button.setVisible(on)

    def _fetch(self, ask: PageAsk, deliver: Callable[[Sequence[NoticeRow]], None]) -> None:
        def arrived(rows: Sequence[NoticeRow]) -> None:
            if isValid(self.model):
                deliver(rows)

        key = f"notice_rows_{ask.offset}"
        self.desk.read_later(notices, self.wanted(), ask.offset, ask.limit, key=key, then=arrived)

    def _tick(self, row: NoticeRow, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(row.number)
        self.deliver_button.setText(
            tr("登记送达 {n}", n=len(self._ticked)) if self._ticked else tr("登记送达")
        )
        self.table.viewport().update()

    def _stood_on(self, row: NoticeRow | None) -> None:
        self._row = row
        self._feet.setVisible(row is not None)
        self._head.clear()
        if row is None:
            self._timer.stop()
            self._drawn = ""
            self.preview.show_pdf(None)
            return
        state = delivery_state(row)
        shown = StatusLabel(state.tone, state.word, hollow=state.hollow)  # type: ignore[arg-type]
        self._head.add_row(Words(row.unit, "lead", select=True), None, shown)
        self._head.add(Words(row.number, tone="text2", select=True))
        self._head.add(
            Words(
                tr("{day} {who} 开单，印过 {n} 次", day=row.issued_on, who=row.issued_by, n=row.printed),
                tone="text2",
            )
        )
        if row.delivered_on is not None:
            words = tr(
                "{day} {way}，{who} 登记",
                day=row.delivered_on,
                way=state.word.split()[0],
                who=row.delivered_by,
            )
            self._head.add(Words(words, tone="text2"))
        if row.number != self._drawn:
            self._timer.start()

    def _draw(self) -> None:
        row = self._row
        if row is None:
            return
        number = row.number

        def show(pdf: bytes) -> None:
            if isValid(self) and self._row is not None and self._row.number == number:
                self._drawn = number
                self.preview.show_pdf(pdf)

        self.desk.worker.run(papers.drawing(self.desk, number), show, self.desk.tell)

    # -- printing --

    def ask_print(self) -> None:
        """Whom for, and on which paper; then the batch is written and previewed."""
        month = self.months.month()
        assert month is not None
        found = self.desk.read(notice_buildings, month)
        if not any(row.units for row in found):
            self.desk.messages.warn(
                tr("{month} 和以前的账期没有欠费。", month=month),
                tr("没有要打印的通知单；先生成应收，或换一个账期。"),
            )
            return
        dialog = PrintNoticesDialog(
            month, found, papers.papers(), papers.paper_here(self.desk), self.building.value(), self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._issue(dialog))
        dialog.open()

    def _issue(self, dialog: PrintNoticesDialog) -> None:
        papers.issue(self.desk, dialog.wanted(), self, self._sent, then=self._written)

    def _written(self, batch: NoticeBatch) -> None:
        again = tr("，补打 {n} 份", n=f"{batch.again:,}") if batch.again else ""
        self.desk.messages.ok(
            tr(
                "缴费通知单 {n} 份写好了，共 {pages} 页。",
                n=f"{len(batch.numbers):,}",
                pages=f"{batch.pages:,}",
            ),
            tr("新开 {made} 份{again}。送到以后请登记送达。", made=f"{batch.made:,}", again=again),
        )

    def print_again(self) -> None:
        """补打 of the one stood on."""
        if self._row is not None:
            papers.print_again(self.desk, (self._row.number,), self, self._sent)

    def _sent(self, batch: NoticeBatch, printer: str) -> None:
        self.desk.messages.ok(
            tr("缴费通知单 {n} 份已送到“{printer}”。", n=f"{len(batch.numbers):,}", printer=printer),
            tr("送到各户以后请登记送达。"),
        )

    # -- delivering --

    def deliver(self) -> None:
        """How they reached their units: the one stood on, the ticked ones, or all in the list that wait."""
        waiting = self.desk.read(
            notice_numbers,
            NoticeFilter(month=self.months.month(), building_id=self.building.value(), undelivered=True),
        )
        choices = []
        if self._ticked:
            choices.append(Deliverable(tr("勾选的 {n} 份", n=len(self._ticked)), tuple(sorted(self._ticked))))
        if waiting:
            where = self.building.text() if self.building.value() is not None else tr("全部")
            words = tr("{where}未送达 {n} 份", where=where, n=f"{len(waiting):,}")
            choices.append(Deliverable(words, waiting))
        if self._row is not None:
            choices.insert(1 if self._ticked else 0, Deliverable(tr("只这一份"), (self._row.number,)))
        if not choices:
            self.desk.messages.warn(tr("还没有通知单，先按 F8 打印。"))
            return
        dialog = DeliveryDialog(self.desk, choices, self._delivered, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _delivered(self, count: int, way: DeliveryWay) -> None:
        self._ticked.clear()
        self.deliver_button.setText(tr("登记送达"))
        self.desk.messages.ok(
            tr("{n} 份通知单已登记送达。", n=f"{count:,}"), tr("方式：{way}。", way=tr(way.value))
        )

    # -- elsewhere --

    def _open_unit(self) -> None:
        if self._row is not None:
            self.desk.go("unit", unit_id=self._row.unit_id)

    def _export(self) -> None:
        wanted = self.wanted()
        name = tr("缴费通知单 {month}", month=wanted.month)
        export_table(self.desk, self.table, name, rows=lambda: self._every(wanted))

    def _print_list(self) -> None:
        wanted = self.wanted()
        name = tr("缴费通知单 {month}", month=wanted.month)
        words = filter_words(self.filters)
        print_list(self.desk, self.table, name, lambda: self._every(wanted), filter_words=words)

    def _every(self, wanted: NoticeFilter) -> Iterator[NoticeRow]:
        # On the worker's thread, a part at a time.
        offset = 0
        while rows := self.desk.runner.read(notices, wanted, offset, EXPORT_STEP):
            yield from rows
            offset += len(rows)

    def help_text(self) -> str:
        return tr(
            "按楼栋和房号排好的通知单。F8 打印，空格勾选，F6 登记送达（勾选的、这一份或整栋未送达的），F7 补打，"
            "Alt+← 返回应收账单。"
        )
