"""减免: which units pay only a share, until when; many charges at once; and the differences to decide (M2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import BatchRow, ReductionRow, batches, differences, reductions
from frontdesk.areas.fees.queries.reductions import STATE_WORDS, ReductionState
from frontdesk.areas.fees.rules.late_fee import percent
from frontdesk.areas.fees.service import BatchReduced, EndReduction
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.reduction_batch_page import ReductionBatchPage
from frontdesk.areas.fees.ui.reduction_form import EndReductionDialog, ReductionForm
from frontdesk.areas.fees.ui.reduction_gap_page import ReductionGapPage
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

WIDTH = 344
CHIPS: tuple[tuple[str, str], ...] = (("all", "全部"), *STATE_WORDS.items())
_TONES: dict[ReductionState, tuple[str, bool]] = {
    "coming": ("info", True),
    "running": ("ok", False),
    "ending": ("warn", False),
    "ended": ("neutral", True),
}


class ReductionsPage(Stage):
    """The list of reductions; batches and differences lie over it."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_reductions_page",
            tr("减免"),
            back=True,
            topics=("reductions", "charges", "fee_items", "units"),
            parent=parent,
        )
        self._rows: Sequence[ReductionRow] = ()
        self._build_head()
        today = desk.clock.today
        columns: tuple[Column[ReductionRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=108),
            Column(tr("收费项目"), lambda r: r.item, width=144),
            Column(tr("为什么"), lambda r: tr(r.kind.value), width=80),
            Column(tr("仍缴"), lambda r: percent(r.paid), right=True, width=72, sort=lambda r: r.paid),
            Column(tr("从"), lambda r: r.starts_on, width=108),
            Column(tr("到（含）"), lambda r: r.last_on, width=108),
            Column(tr("原因"), lambda r: r.reason, kind="quiet"),
            Column(tr("批准"), lambda r: r.approver, width=80),
            Column(tr("状态"), lambda r: _status(r, today()), kind="status", width=104),
        )
        self._model: RowsModel[ReductionRow] = RowsModel(
            columns, key=lambda r: r.id, faint=lambda r: r.state(today()) == "ended"
        )
        self.table = Table("reductions", title=tr("减免"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: desk.go("unit", unit_id=row.unit_id))
        self.pane = Pane("reduction_pane")
        self.end_button = KeyButton(tr("结束"), "F6", name="reduction_end")
        self.end_button.clicked.connect(self.end)
        unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="reduction_unit_card")
        unit.clicked.connect(self._open_unit)
        self._feet = pad(self.end_button, unit, None)
        self.pane.set_foot(self._feet)
        self.set_split(self.table, self.pane, WIDTH)

    def _build_head(self) -> None:
        self.gap_button = KeyButton(tr("差额"), "F8", name="reductions_gaps")
        self.batch_button = KeyButton(tr("批量减免"), "F4", name="reductions_batch")
        self.add_button = KeyButton(tr("新增减免"), "F2", "primary", name="reductions_add")
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="reductions_export")
        self.gap_button.clicked.connect(self.show_gaps)
        self.batch_button.clicked.connect(self.reduce_many)
        self.add_button.clicked.connect(self.add)
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("减免")))
        self.print_button = print_button("reductions_print", self._print)
        for button in (self.print_button, export, self.gap_button, self.batch_button, self.add_button):
            self.head.add_action(button)
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        # Esc goes back from the list; over it the inner page has its own.
        self.back_button = KeyButton(tr("返回"), "Esc", small=True, name="reductions_close")
        self.back_button.clicked.connect(self.left)
        self.chips = ChipRow([(key, tr(words)) for key, words in CHIPS], name="reductions_state")
        self.chips.chosen.connect(lambda _key: self._filter())
        self.search = SearchField("reductions_search", tr("房号或项目"))
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.search)
        self.filters.add_right(self.back_button)

    # -- what is shown --

    def refresh(self) -> None:
        self.desk.read_later(reductions, key="reductions", then=self._show)
        self.desk.read_later(differences, key="reduction_gaps", then=lambda rows: self._count_gaps(len(rows)))

    def _count_gaps(self, count: int) -> None:
        self.gap_button.setText(tr("差额 {n}", n=count) if count else tr("差额"))

    def _show(self, rows: Sequence[ReductionRow]) -> None:
        self._rows = rows
        today = self.desk.clock.today()
        self.chips.set_count("all", len(rows))
        for state in STATE_WORDS:
            self.chips.set_count(state, sum(row.state(today) == state for row in rows))
        if rows:
            self.hide_empty()
        else:
            begin = KeyButton(tr("新增减免"), kind="primary", name="reductions_begin")
            begin.clicked.connect(self.add)
            many = KeyButton(tr("批量减免"), name="reductions_begin_many")
            many.clicked.connect(self.reduce_many)
            words = tr(
                "空置的、停热的，在这里记从哪天到哪天、仍缴几成，以后生成应收时按天算进去。"
                "一栋楼、几个月一起减，用批量减免，先试算再记。"
            )
            self.show_empty(
                EmptyState("ph.percent", tr("还没有减免"), words, (begin, many), name="no_reductions")
            )
        self._filter()

    def _filter(self) -> None:
        state, text, today = self.chips.current(), self.search.text().strip(), self.desk.clock.today()
        self._model.set_rows(
            [
                row
                for row in self._rows
                if state in ("all", row.state(today)) and (not text or text in row.unit or text in row.item)
            ]
        )
        if self.table.current() is None and not self.table.select_first():
            self._stood_on(None)

    def _stood_on(self, row: ReductionRow | None) -> None:
        self.pane.clear()
        self._feet.setVisible(row is not None)
        if row is not None:
            self._show_row(row)
        self._show_batches(self.desk.read(batches, 8))

    def _show_row(self, row: ReductionRow) -> None:
        today = self.desk.clock.today()
        state = _status(row, today)
        head = self.pane.add_section(name="reduction_head")
        shown = StatusLabel(state.tone, state.word, hollow=state.hollow)  # type: ignore[arg-type]
        head.add_row(Words(row.unit, "lead", select=True), None, shown)
        head.add(Words(f"{row.item} · {tr(row.kind.value)}", tone="text2"))
        facts = self.pane.add_section(name="reduction_facts")
        facts.add_pair(tr("仍缴"), percent(row.paid))
        if row.ends_on is not None and row.ends_on <= row.starts_on:
            facts.add_pair(tr("起止"), tr("撤销，没有用过"))
        elif row.last_on is None:
            facts.add_pair(tr("起止"), tr("{day} 起", day=row.starts_on.isoformat()))
        else:
            words = tr("{first} 至 {last}", first=row.starts_on.isoformat(), last=row.last_on.isoformat())
            facts.add_pair(tr("起止"), words)
        facts.add_pair(tr("原因"), row.reason)
        if row.end_reason:
            facts.add_pair(tr("结束"), row.end_reason)
        facts.add_pair(tr("批准"), row.approver)
        facts.add_pair(tr("登记"), tr("{day} {name}", day=row.made_on.isoformat(), name=row.made_by))
        self.end_button.setVisible(row.state(today) != "ended")

    def _show_batches(self, rows: Sequence[BatchRow]) -> None:
        if not rows:
            return
        section = self.pane.add_section(tr("批量减免"), line=False, name="reduction_batches")
        for row in rows:
            section.add_line(row.words, at=row.made_on.isoformat(), right=str(row.total), width=84)
            told = tr(
                "{n} 笔，{reason}，{name} 同意", n=f"{row.charges:,}", reason=row.reason, name=row.approver
            )
            section.add(Words(told, "small", "text2", wrap=True))

    # -- doing --

    def add(self) -> None:
        """A new one, for a unit."""
        form = ReductionForm(self.desk)
        form.saved.connect(self._added)
        self.cover(form)

    def _added(self, result: tuple[int, str]) -> None:
        self.refresh()
        self.table.select_key(result[0])
        self.desk.messages.ok(
            tr("{unit} 的减免记下了。", unit=result[1]), tr("从下一次生成应收起按天算进去。")
        )

    def end(self) -> None:
        """Another end of the one stood on."""
        row = self.table.current()
        if row is None or row.state(self.desk.clock.today()) == "ended":
            return
        dialog = EndReductionDialog(self.desk, row, lambda command: self._ended(row, command), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ended(self, row: ReductionRow, command: EndReduction) -> None:
        day = command.ends_on.isoformat()
        words = tr("{unit} {item} 从 {day} 起恢复全价。", unit=row.unit, item=row.item, day=day)
        if any(one.unit_id == row.unit_id for one in self.desk.read(differences, unit_id=row.unit_id)):
            self.desk.messages.ok(
                words, tr("已生成的应收有差额要决定。"), action=tr("看差额"), then=self.show_gaps
            )
        else:
            self.desk.messages.ok(words)

    def reduce_many(self) -> None:
        """A whole batch."""
        page = ReductionBatchPage(self.desk)
        page.saved.connect(self._reduced)
        self.cover(page)

    def _reduced(self, result: BatchReduced) -> None:
        self.desk.messages.ok(
            tr("减免了 {n} 笔，合计 {total} 元。", n=f"{result.charges:,}", total=result.total),
            tr("原来的应收没有改，每笔的修改记录里都有。"),
        )

    def show_gaps(self) -> None:
        """What is to be decided."""
        self.cover(ReductionGapPage(self.desk))

    def focus_start(self) -> None:
        inner = self.inner()
        if inner is not None:
            inner.focus_start()
        elif self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, **arguments: Any) -> None:
        """`state="ending"` narrows to what ends soon; with `gaps` the differences to decide come at once."""
        self.chips.choose(str(arguments.get("state") or "all"))
        self._filter()
        if arguments.get("gaps"):
            self.show_gaps()

    def _open_unit(self) -> None:
        row = self.table.current()
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("减免"), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "空置、停热这类减免都在这里。F2 新增，F6 结束，F4 一批应收一起减（先试算），F8 决定差额，回车打开这一户，"
            "/ 查房号，Esc 返回应收账单。"
        )


def _status(row: ReductionRow, today: Any) -> Status:
    state = row.state(today)
    tone, hollow = _TONES[state]
    return Status(tone, tr(STATE_WORDS[state]), hollow=hollow)
