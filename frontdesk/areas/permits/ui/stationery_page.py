"""票证: what is left of each kind, what was drawn, what became of it, and the month-end counts (D3.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.permits.queries.stationery import (
    CountRow,
    KindRow,
    MoveRow,
    RangeRow,
    StationeryLists,
    StockRow,
    move_rows,
    range_rows,
    stationery_lists,
)
from frontdesk.areas.permits.rules.stationery import Fate
from frontdesk.areas.permits.service.stationery import DRAW_FORM, Drew, MarkedNumbers, VoidMark, void_mark
from frontdesk.areas.permits.service.stationery_count import (
    COUNT_FORM,
    CountedStock,
    PrintStationery,
    print_stationery,
)
from frontdesk.areas.permits.ui.issue_prints import Sheet, Unsent, print_sheet, save_sheet
from frontdesk.areas.permits.ui.stationery_columns import (
    count_columns,
    move_columns,
    range_columns,
    stock_columns,
)
from frontdesk.areas.permits.ui.stationery_count_form import CountForm
from frontdesk.areas.permits.ui.stationery_dialogs import DrawDialog, KindDialog, MarkDialog, SignDialog
from frontdesk.areas.permits.ui.stationery_pane import StationeryPane
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton, Kind
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.page import EmptyState, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

PANE = 400
VIEWS = (("stock", "结存"), ("draws", "领用"), ("moves", "使用与作废"), ("counts", "盘点"))
_USUAL_VOIDS = ("登记错号", "登记了两次", "其实没有用", "其他")
_ACTS = {
    "stock": ("use", "spoil", "back"),
    "draws": ("print_draw", "save_draw"),
    "moves": ("undo",),
    "counts": ("sign", "print_count", "save_count"),
}


class StationeryPage(Stage):
    """`open(show="counts")` a view, `open(kind=…)` one kind's row."""

    TARGETS = ("stationery",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "permits_stationery_page",
            tr("票证"),
            topics=("stationery", "papers", "payments"),
            parent=parent,
        )
        self._unsent: Unsent = {}
        self._lists = StationeryLists()
        self._sought: tuple[str, Any] = ("", None)
        """The list and the row to stand on once it has been read."""
        self._build_head()
        self._models: dict[str, RowsModel[Any]] = {}
        self.tables: dict[str, Table] = {}
        self.stack = QStackedWidget()
        self._add_view("stock", stock_columns(), lambda r: r.kind.name, lambda r: not r.drawn)
        self._add_view("draws", range_columns(), lambda r: r.id, lambda r: not r.left)
        self._add_view("moves", move_columns(), lambda r: (r.id, r.numbers), lambda r: bool(r.void))
        self._add_view("counts", count_columns(), lambda r: r.id, lambda r: not r.holds)
        self.tables["stock"].opened.connect(lambda row: self._see(row.kind))
        self.tables["counts"].opened.connect(lambda _row: self.print_count())
        self.pane = StationeryPane()
        self._build_foot()
        self.set_split(self.stack, self.pane, PANE)
        self._choose(self.chips.current())

    def _build_head(self) -> None:
        self.kind_button = KeyButton(tr("新增种类"), "F3", name="stationery_kind")
        self.count_button = KeyButton(tr("盘点"), "F8", name="stationery_count")
        self.draw_button = KeyButton(tr("领用"), "F2", "primary", name="stationery_draw")
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="stationery_export")
        self.kind_button.clicked.connect(self.add_kind)
        self.count_button.clicked.connect(self.count)
        self.draw_button.clicked.connect(self.draw)
        export.clicked.connect(lambda: export_table(self.desk, self.table, self._title()))
        self.print_button = print_button("stationery_print", self._print, small=True)
        for button in (self.print_button, export, self.kind_button, self.count_button, self.draw_button):
            self.head.add_action(button)
        self.chips = ChipRow([(key, tr(word)) for key, word in VIEWS], name="stationery_views")
        self.chips.chosen.connect(self._choose)
        self.search = SearchField("stationery_search", tr("号码、种类或说明"))
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.search)

    def _add_view(
        self,
        key: str,
        columns: Sequence[Column[Any]],
        row_key: Callable[[Any], Any],
        faint: Callable[[Any], bool],
    ) -> None:
        model: RowsModel[Any] = RowsModel(columns, key=row_key, faint=faint, parent=self)
        table = Table(f"stationery_{key}", title=tr(dict(VIEWS)[key]), memory=self.desk.memory)
        table.set_model(model)
        table.current_changed.connect(self._stood_on)
        self._models[key], self.tables[key] = model, table
        self.stack.addWidget(table)

    def _build_foot(self) -> None:
        acts: tuple[tuple[str, str, str, Kind, Callable[[], object]], ...] = (
            ("use", tr("使用"), "F4", "primary", lambda: self.mark(Fate.USED)),
            ("spoil", tr("作废"), "F9", "plain", lambda: self.mark(Fate.SPOILED)),
            ("back", tr("退回财务"), "F7", "plain", lambda: self.mark(Fate.RETURNED)),
            ("print_draw", tr("打印领用表"), "F6", "primary", self.print_draw),
            ("save_draw", tr("另存为 PDF"), "F7", "plain", self.save_draw),
            ("undo", tr("撤销登记"), "F9", "plain", self.undo),
            ("sign", tr("签字"), "F5", "primary", self.sign),
            ("print_count", tr("打印盘点表"), "F6", "plain", self.print_count),
            ("save_count", tr("另存为 PDF"), "F7", "plain", self.save_count),
        )
        self._acts: dict[str, KeyButton] = {}
        for name, word, key, kind, act in acts:
            button = KeyButton(word, key, kind, name=f"stationery_{name}")
            button.clicked.connect(act)
            self._acts[name] = button
        self._feet = pad(*self._acts.values(), None)
        self.pane.set_foot(self._feet)

    # -- what is shown --

    @property
    def table(self) -> Table:
        """The list that is shown."""
        return self.tables[self.chips.current()]

    def _title(self) -> str:
        return tr("票证 {view}", view=tr(dict(VIEWS)[self.chips.current()]))

    def open(self, **arguments: Any) -> None:
        show, kind, draft = arguments.get("show"), arguments.get("kind"), arguments.get("draft")
        if self.inner() is not None:
            if not self.may_leave():
                return
            self.uncover()
        if isinstance(draft, DraftRow):
            self.take_up(draft)
            return
        if isinstance(show, str) and show in self.tables:
            self.chips.choose(show)
        self.refresh_soon()
        if isinstance(kind, str):
            self._sought = ("stock", kind)
            self.chips.choose("stock")
        self.focus_start()

    def _choose(self, key: str) -> None:
        # Before it is shown: the focus that comes with it would stand on a row without choosing it.
        if self.tables[key].current() is None:
            self.tables[key].select_first()
        self.stack.setCurrentWidget(self.tables[key])
        self._stood_on(self.table.current())

    def refresh(self) -> None:
        may = self.desk.may(Right.STATIONERY)
        for button in (self.kind_button, self.count_button, self.draw_button):
            button.setVisible(may)
        month = Month.of(self.desk.clock.today())
        self.desk.read_later(stationery_lists, month, key="stationery", then=self._show)

    def _show(self, lists: StationeryLists) -> None:
        self._lists = lists
        kinds = [row for row in lists.stock if row.drawn or row.kind.id is not None]
        for key, rows in (
            ("stock", kinds),
            ("draws", lists.ranges),
            ("moves", lists.moves),
            ("counts", lists.counts),
        ):
            self.chips.set_count(key, len(rows) or None)
        if lists.ranges:
            self.hide_empty()
        else:
            self._say_nothing()
        self._filter()
        self._sought = ("", None)

    def _filter(self) -> None:
        text, lists = self.search.text().strip().casefold(), self._lists

        def fits(*words: str) -> bool:
            return text in " ".join(words).casefold()

        shown: dict[str, list[Any]] = {
            "stock": [r for r in lists.stock if (r.drawn or r.kind.id) and fits(r.kind.name, r.left_words)],
            "draws": [r for r in lists.ranges if fits(r.kind, r.number, r.first, r.last, r.words)],
            "moves": [r for r in lists.moves if fits(r.kind, r.numbers, r.words, r.permit)],
            "counts": [r for r in lists.counts if fits(r.number, r.month, r.words)],
        }
        for key, rows in shown.items():
            self._models[key].set_rows(rows)
        view, key = self._sought
        if view:
            self.tables[view].select_key(key)
        if self.table.current() is None:
            self.table.select_first()
        self._stood_on(self.table.current())

    def _say_nothing(self) -> None:
        begin = KeyButton(tr("领用"), kind="primary", name="stationery_begin")
        begin.clicked.connect(self.draw)
        words = tr(
            "空白居住证、出入证、搬运证、有偿服务单和收据本，从财务领来时在这里登记起止号。每张用了、作废还是退回都有下落，"
            "月底盘点，打印盘点表签字。"
        )
        buttons = (begin,) if self.desk.may(Right.STATIONERY) else ()
        self.show_empty(EmptyState("ph.stack", tr("还没有领用过票证"), words, buttons, name="no_stationery"))

    def _stood_on(self, row: StockRow | RangeRow | MoveRow | CountRow | None) -> None:
        if row is not self.table.current():
            # A list that is not shown has read again.
            return
        self.pane.setVisible(row is not None)
        if row is None:
            return
        view = self.chips.current()
        if isinstance(row, StockRow):
            id_ = row.kind.id
            moves = self.desk.read(move_rows, id_, limit=8) if id_ is not None else ()
            ranges = self.desk.read(range_rows, id_) if id_ is not None else ()
            self.pane.show_stock(row, ranges, moves)
        elif isinstance(row, RangeRow):
            self.pane.show_range(row)
        elif isinstance(row, MoveRow):
            self.pane.show_move(row)
        else:
            self.pane.show_count(row)
        self.pane.scroll_to_top()
        wanted = set(_ACTS[view]) if self.desk.may(Right.STATIONERY) else set()
        if isinstance(row, StockRow) and row.kind.receipts:
            wanted -= {"use", "spoil"}
        if isinstance(row, MoveRow) and (row.id is None or row.void):
            wanted.clear()
        if isinstance(row, CountRow) and row.signed_by:
            wanted.discard("sign")
        for name, button in self._acts.items():
            button.setVisible(name in wanted)

    def _see(self, kind: KindRow) -> None:
        """The movements of one kind."""
        self.search.set_value(kind.name)
        self._filter()
        self.chips.choose("moves")
        self.table.setFocus()

    # -- doing --

    def _kind(self) -> KindRow | None:
        row = self.tables["stock"].current()
        return row.kind if isinstance(row, StockRow) else None

    def draw(self) -> None:
        """领用."""
        kind = self._kind() if self.chips.current() == "stock" else None

        def done(made: Drew) -> None:
            self.refresh()
            head = tr("领用 {n} 张，单号 {number}。", n=f"{made.pieces:,}", number=made.number)
            print_sheet(self.desk, _draw_sheet(made.number), self._unsent, head)

        DrawDialog(self.desk, done, kind.name if kind is not None else "", self).open()

    def mark(self, fate: Fate) -> None:
        """使用, 作废 or 退回 of the kind stood on."""

        def done(made: MarkedNumbers) -> None:
            self.desk.messages.ok(
                tr("{fate} {n} 张。", fate=tr(fate.value), n=f"{made.pieces:,}"),
                tr("{numbers}", numbers=made.numbers),
            )

        MarkDialog(self.desk, fate, self._kind(), done, self).open()

    def undo(self) -> None:
        """撤销登记, with a reason."""
        row = self.table.current()
        if not isinstance(row, MoveRow) or row.id is None or row.void:
            return
        title = tr("撤销登记 {numbers}", numbers=row.numbers)
        reason = self.desk.dialogs.ask_reason(title, tr("撤销后这些号码又算在结存里。"), _USUAL_VOIDS)
        if reason:
            said = tr("{numbers} 的登记撤销了。", numbers=row.numbers)
            self.desk.run(void_mark, VoidMark(row.id, reason), then=lambda _none: self.desk.messages.ok(said))

    def add_kind(self) -> None:
        """新增种类."""

        def done(_id: int) -> None:
            self.chips.choose("stock")
            self.desk.messages.ok(tr("新增好了，领用时可以选它。"))

        KindDialog(self.desk, done, self).open()

    def count(self) -> None:
        """盘点."""
        if not self._lists.ranges:
            self.desk.messages.warn(tr("还没有领用过票证，不用盘点。"))
            return
        form = CountForm(self.desk)
        form.saved.connect(self._counted)
        self.cover(form)

    def take_up(self, draft: DraftRow) -> None:
        """A count that was left for the telephone."""
        form = CountForm(self.desk)
        form.saved.connect(self._counted)
        self.cover(form)
        form.restore(draft.data)

    def _counted(self, made: CountedStock) -> None:
        self._sought = ("counts", made.count_id)
        self.chips.choose("counts")
        self.refresh()
        if not made.off:
            head = tr("{number} 盘点好了，都相符。", number=made.number)
        elif made.open:
            head = tr(
                "{number} 盘点好了，{n} 种有差异，{m} 种待查。", number=made.number, n=made.off, m=made.open
            )
        else:
            head = tr("{number} 盘点好了，{n} 种有差异，都写了原因。", number=made.number, n=made.off)
        print_sheet(self.desk, _count_sheet(made.number), self._unsent, head)

    def sign(self) -> None:
        """签字 of the count stood on."""
        row = self.table.current()
        if isinstance(row, CountRow) and not row.signed_by:
            said = tr("{number} 记下签字。", number=row.number)
            SignDialog(self.desk, row, lambda _none: self.desk.messages.ok(said), self).open()

    # -- papers --

    def _sheet(self) -> Sheet | None:
        row = self.table.current()
        if isinstance(row, RangeRow):
            return _draw_sheet(row.number)
        return _count_sheet(row.number) if isinstance(row, CountRow) else None

    def print_draw(self) -> None:
        """打印领用表."""
        sheet = self._sheet()
        if sheet is not None:
            print_sheet(self.desk, sheet, self._unsent)

    print_count = print_draw

    def save_draw(self) -> None:
        """另存为 PDF."""
        sheet = self._sheet()
        if sheet is not None:
            save_sheet(self.desk, sheet, self._unsent)

    save_count = save_draw

    # -- the rest --

    def focus_start(self) -> None:
        inner = self.inner()
        if inner is not None:
            inner.focus_start()
        elif self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        print_list(self.desk, self.table, self._title(), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "空白证、单和收据本的号码。F2 从财务领用，F4 登记使用，F9 登记作废，F7 退回财务，结存自动算出来；登记错了到“使用与作废”里"
            "按 F9 撤销。月底按 F8 盘点，打印盘点表，签了字按 F5 记下。收据的使用和损毁在收款和票据台账里，这里一起算。"
        )


def _draw_sheet(number: str) -> Sheet:
    title = tr("票证领用表 {number}", number=number)
    return Sheet(DRAW_FORM, number, title, print_stationery, PrintStationery(DRAW_FORM, number))


def _count_sheet(number: str) -> Sheet:
    title = tr("票证盘点表 {number}", number=number)
    return Sheet(COUNT_FORM, number, title, print_stationery, PrintStationery(COUNT_FORM, number))
