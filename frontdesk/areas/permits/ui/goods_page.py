"""出门条: goods passes, which of them are still out, and the gate's tear-offs that come back (D3.6)."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.permits.documents import GoodsPass
from frontdesk.areas.permits.queries.goods import (
    GoodsDetail,
    GoodsFilter,
    GoodsRow,
    Show,
    goods_count,
    goods_counts,
    goods_pass,
    goods_rows,
)
from frontdesk.areas.permits.rules.goods import FORM, STATE_WORDS, tidy_pass_number
from frontdesk.areas.permits.service.goods import (
    PrintGoods,
    UndoTearOff,
    VoidGoods,
    print_goods,
    undo_tear_off,
    void_goods,
)
from frontdesk.areas.permits.service.revealing import RevealCarrier, reveal_carrier
from frontdesk.areas.permits.ui.goods_dialogs import GoodsRulesDialog, TearOffDialog
from frontdesk.areas.permits.ui.goods_pane import GoodsPane, state_of
from frontdesk.areas.permits.ui.issue_prints import (
    Sheet,
    Unsent,
    drawing_of,
    print_sheet,
    save_sheet,
    stored_plain,
)
from frontdesk.base.store.papers import PaperRow, papers_of
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

PANE = 440
USUAL_VOIDS = ("写错了", "今天不搬了", "换车或换人搬", "其他")
USUAL_UNDOS = ("点错了一张", "件数点错", "其他")


def _window(row: GoodsRow) -> str:
    starts, ends = local_time(row.starts_at), local_time(row.ends_at)
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%m-%d %H:%M}"
    return f"{starts:%m-%d %H:%M}–{until}"


COLUMNS: tuple[Column[GoodsRow], ...] = (
    Column(tr("编号"), lambda r: r.number, width=124, name="number"),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=84, name="unit"),
    Column(tr("谁来开"), lambda r: r.asker, width=76, name="asker"),
    Column(tr("搬运人"), lambda r: r.carrier, name="carrier"),
    Column(tr("车牌"), lambda r: r.plate, kind="quiet", width=92, sort=False),
    Column(tr("放行时间"), _window, width=128, name="window"),
    Column(tr("件数"), lambda r: r.pieces, kind="number", width=52, name="pieces"),
    Column(tr("状态"), lambda r: state_of(r.state), kind="status", width=148, sort=False),
    Column(tr("经办"), lambda r: r.by, kind="quiet", width=72, sort=False),
)


class GoodsPage(ListPage):
    """`open(number=…)` shows one, `open(unit_id=…)` a unit's, `open(show="overdue")` a chip's.

    `open(issued=…)` prints one that was just made.
    """

    TARGETS = ("goods_out",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        clock = desk.clock

        def rows(session: Any, wanted: GoodsFilter, offset: int, limit: int | None) -> tuple[GoodsRow, ...]:
            return goods_rows(session, wanted, clock.now(), clock.today(), offset, limit)

        def figures(session: Any, wanted: GoodsFilter) -> tuple[int, dict[Show, int]]:
            return goods_count(session, wanted, clock.today()), goods_counts(session, clock.today())

        super().__init__(
            desk,
            "permits_goods_page",
            tr("出门条"),
            COLUMNS,
            [
                ("out", tr("未交回")),
                ("overdue", tr("逾期未交回")),
                ("mismatch", tr("件数不符")),
                ("today", tr("今天开的")),
                ("all", tr("全部")),
            ],
            rows=rows,
            figures=figures,
            placeholder=tr("编号、房号、姓名、车牌"),
            topics=("goods", "papers"),
            faint=lambda r: STATE_WORDS[r.state][0] == "neutral",
            parent=parent,
        )
        self._unit_id: int | None = None
        self._led = ""
        self.chips.chosen.connect(lambda _key: self._leave_led())
        self._detail: GoodsDetail | None = None
        self._pdf: bytes | None = None
        self._unsent: Unsent = {}
        self.rules_button = KeyButton(tr("规矩"), "F7", icon="ph.sliders-horizontal", name="goods_rules_open")
        self.rules_button.clicked.connect(self._open_rules)
        self.new_button = KeyButton(tr("开出门条"), "F2", "primary", name="goods_new")
        self.new_button.clicked.connect(self._new)
        for button in (self.rules_button, self.export_button, self.new_button):
            self.head.add_action(button)
        self.rules_button.setVisible(desk.may(Right.PERMITS_SETUP))
        self.pane = GoodsPane()
        self.pane.back_wanted.connect(self._take_back)
        self.pane.undo_wanted.connect(self._undo)
        self.pane.print_wanted.connect(self._print)
        self.pane.void_wanted.connect(self._void)
        self.pane.save_wanted.connect(self._save)
        self.pane.enlarge_wanted.connect(self._enlarge)
        self.pane.carrier_wanted.connect(self._carrier)
        self.set_split(self.views, self.pane, PANE)
        self.pane.hide()

    # -- the list --

    def open(self, **arguments: Any) -> None:
        number, issued = arguments.get("number"), arguments.get("issued")
        unit_id, show = arguments.get("unit_id"), arguments.get("show")
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        self.chips.blockSignals(True)
        if isinstance(show, str) and show in ("out", "overdue", "mismatch", "today", "all"):
            self.chips.choose(show)
        elif isinstance(number, str) or self._unit_id is not None:
            self.chips.choose("all")
        elif isinstance(issued, str):
            self.chips.choose("out")
        self.chips.blockSignals(False)
        self._led = number if isinstance(number, str) else ""
        self.search.set_text(self._led)
        self.filter_changed()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(issued, str):
            print_sheet(self.desk, self._sheet(issued), self._unsent, tr("出门条已开。"))

    def _leave_led(self) -> None:
        """Another chip ends the look at the one that another page led to."""
        led, self._led = self._led, ""
        if led and self.search.text() == led:
            self.search.set_text("")

    def wanted(self, sort: str = "", descending: bool = False) -> GoodsFilter:
        return GoodsFilter(
            show=cast(Show, self.chips.current()),
            text=self.search.text(),
            unit_id=self._unit_id,
            sort=sort,
            descending=descending,
        )

    def show_figures(self, figures: tuple[int, dict[Show, int]]) -> tuple[int, int]:
        count, shown = figures
        for show, many in shown.items():
            self.chips.set_count(show, many or None)
        self.new_button.setVisible(self.desk.may(Right.PERMITS) and bool(shown["all"]))
        return count, shown["all"]

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def filter_changed(self) -> None:
        if self.chips.current() != "all":
            self._unit_id = None
        super().filter_changed()

    def forget_filters(self) -> None:
        self._unit_id = None

    def empty_state(self) -> EmptyState:
        new = KeyButton(tr("开出门条"), "F2", "primary", name="goods_empty_new")
        new.clicked.connect(self._new)
        return EmptyState(
            "ph.truck",
            tr("还没有出门条"),
            tr(
                "住户搬东西出小区，在这里写上物品、搬运人和时间，打印物品放行条；门岗撕下的一联交回来，在这里勾掉。"
            ),
            (new,) if self.desk.may(Right.PERMITS) else (),
            name="goods_empty",
        )

    # -- the pass stood on --

    def row_changed(self, row: GoodsRow | None) -> None:
        if row is None:
            self._detail, self._pdf = None, None
            self.desk.forget("goods_pane")
            self.pane.hide()
            return
        clock = self.desk.clock
        self.desk.read_later(
            goods_pass, row.number, clock.now(), clock.today(), key="goods_pane", then=self._show
        )

    def _show(self, found: GoodsDetail | None) -> None:
        self._detail, self._pdf = found, None
        if found is None:
            self.pane.hide()
            return
        number = found.row.number
        papers: tuple[PaperRow, ...] = self.desk.read(papers_of, subject=(FORM, found.row.id))
        self.pane.show_pass(
            found, printed=papers[0].printed if papers else 0, may=self.desk.may(Right.PERMITS)
        )
        self.pane.show()
        self.pane.scroll_to_top()
        stored = stored_plain(self.desk, FORM, number)
        if stored is None:
            self.pane.show_pdf(None)
            return

        def drawn(pdf: bytes) -> None:
            if isValid(self) and self._detail is not None and self._detail.row.number == number:
                self._pdf = pdf
                self.pane.show_pdf(pdf)

        self.desk.worker.run(drawing_of(FORM, codec.from_plain(GoodsPass, stored)), drawn, self.desk.tell)

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self._enlarge()

    def _enlarge(self) -> None:
        if self._pdf is not None and self._detail is not None:
            words = tr("存档的样子。要一张纸请关掉后按 F6 补打。")
            dialog = PaperDialog(self._pdf, self._sheet(self._detail.row.number).title, words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # -- what is done --

    def _carrier(self) -> None:
        """Who carries it, their document's number in full upon a reason (D1.9)."""
        found = self._detail
        if found is None:
            return
        pass_id = found.row.id
        reveal(
            self.desk, found.row.carrier, reveal_carrier, lambda reason: RevealCarrier(pass_id, reason),
            lambda numbers: told(numbers.name, "", numbers.id_number), ("核对身份", "其他"),
        )  # fmt: skip

    def _new(self) -> None:
        self.desk.go("new_goods_pass")

    def _open_rules(self) -> None:
        def kept() -> None:
            self.desk.messages.ok(tr("出门条的规矩已存下。"))

        GoodsRulesDialog(self.desk, kept, self).open()

    def _take_back(self) -> None:
        if self._detail is not None and not self._detail.back and not self._detail.voided:
            TearOffDialog(self.desk, self._detail.row, self._taken, self).open()

    def _taken(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 的门岗联已收回。", number=number))

    def _undo(self) -> None:
        if self._detail is None or not self._detail.back:
            return
        number = self._detail.row.number
        reason = self.desk.dialogs.ask_reason(
            tr("撤销 {number} 的回收", number=number),
            tr("门岗联当没有交回，可以重新回收或作废。经过里两次都留着。"),
            [tr(word) for word in USUAL_UNDOS],
        )
        if reason is not None:
            self.desk.run(
                undo_tear_off,
                UndoTearOff(number, reason),
                then=lambda n: self.desk.messages.ok(tr("{number} 的回收已撤销。", number=n)),
            )

    def _void(self) -> None:
        if self._detail is None or self._detail.back or self._detail.voided:
            return
        number = self._detail.row.number
        reason = self.desk.dialogs.ask_reason(
            tr("作废出门条 {number}", number=number),
            tr("号码保留，请把纸收回来，并告诉门岗。"),
            [tr(word) for word in USUAL_VOIDS],
        )
        if reason is not None:
            self.desk.run(
                void_goods,
                VoidGoods(number, reason),
                then=lambda n: self.desk.messages.ok(tr("出门条 {number} 已作废。", number=n)),
            )

    @staticmethod
    def _sheet(number: str) -> Sheet:
        number = tidy_pass_number(number)
        return Sheet(FORM, number, tr("物品放行条 {number}", number=number), print_goods, PrintGoods(number))

    def _print(self) -> None:
        if self._detail is not None:
            print_sheet(self.desk, self._sheet(self._detail.row.number), self._unsent)

    def _save(self) -> None:
        if self._detail is not None:
            save_sheet(self.desk, self._sheet(self._detail.row.number), self._unsent)

    def help_text(self) -> str:
        return tr(
            "物品放行条。F2 开一张；门岗撕下的一联交回来，选中它按 F5 回收，勾件数相符或不符；收错了再按 F5 撤销。"
            "F6 补打，F9 作废（要写原因），回车放大看。逾期没交回的在“逾期未交回”里。按 / 找编号、房号、姓名或车牌。"
        )
