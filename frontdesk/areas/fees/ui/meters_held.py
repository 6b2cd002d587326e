"""待处理: readings that are odd or missing, decided one by one; until then they are not billed (M3.2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.meters import HeldRow, MeterCard, held_readings, meter_card
from frontdesk.areas.fees.rules.kinds import Decision, Odd
from frontdesk.areas.fees.rules.meters import plain_figure, reading_figure
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.meters_dialogs import DecideDialog, ways_of
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

WIDTH = 344
_KEYS = {
    Decision.ACCEPT: "F2",
    Decision.ROLL: "F3",
    Decision.CORRECT: "F4",
    Decision.CHANGE: "F6",
    Decision.ESTIMATE: "F8",
}
_SAYS: dict[Decision, str] = {
    Decision.ACCEPT: "读数没有错，照它计量",
    Decision.ROLL: "表走满一圈，从零重新走",
    Decision.CORRECT: "抄错了，改成正确的读数",
    Decision.CHANGE: "换过表：旧表末读数和新表底数",
    Decision.ESTIMATE: "这次抄不到，按用量估算",
}

COLUMNS: tuple[Column[HeldRow], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=112),
    Column(tr("表"), lambda r: tr("{kind}表", kind=tr(r.kind.value)), kind="quiet", width=72),
    Column(tr("表号"), lambda r: r.meter_number, kind="quiet", width=112),
    Column(tr("抄表日期"), lambda r: r.read_on, width=104),
    Column(tr("上期读数"), lambda r: r.last_value, reading_figure, right=True, width=96),
    Column(tr("本期读数"), lambda r: r.value, reading_figure, right=True, width=96),
    Column(tr("疑问"), lambda r: Status("warn", r.words), kind="status"),
    Column(tr("抄表员"), lambda r: r.reader or r.by, kind="quiet", width=96),
)


class HeldPage(Page):
    """Each row is decided by one of the ways in the pane, which have the keys shown there."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "fees_held_page", tr("待处理的读数"), back=True, topics=("meters",), parent=parent
        )
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="held_export")
        export.clicked.connect(self._export)
        self.head.add_action(print_button("held_print", self._print))
        self.head.add_action(export)
        back = KeyButton(tr("返回"), "Esc", name="held_back")
        back.clicked.connect(self.left)
        self.head.add_action(back)
        self._rows: tuple[HeldRow, ...] = ()
        self.chips = ChipRow([("all", tr("全部")), *((o.name, tr(o.value)) for o in Odd)], name="held_odd")
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.search = SearchField("held_search", tr("房号或表号"))
        self.search.asked.connect(lambda _text: self._show_rows())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.search)
        self._model: RowsModel[HeldRow] = RowsModel(COLUMNS, key=lambda r: r.id)
        self.table = Table("held", title=tr("待处理的读数"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: self.decide(ways_of(row)[0]))
        self.pane = Pane("held_pane")
        self.set_split(self.table, self.pane, WIDTH, folds=False)

    def refresh(self) -> None:
        self.desk.read_later(held_readings, key="held_readings", then=self._show)

    def _show(self, rows: Sequence[HeldRow]) -> None:
        self._rows = tuple(rows)
        self.head.set_hint(tr("{n} 条，处理完才计费", n=len(rows)) if rows else "")
        if not rows:
            back = KeyButton(tr("回到抄表"), kind="primary", name="held_done_back")
            back.clicked.connect(self.left)
            words = tr("低于上次、超过平时三倍、没抄到的读数会列在这里，一条一条处理，处理完才计费。")
            self.show_empty(
                EmptyState("ph.check-circle", tr("没有待处理的读数"), words, (back,), name="held_none")
            )
            self._stood_on(None)
            return
        self.hide_empty()
        self._show_rows()

    def _show_rows(self) -> None:
        text, odd = self.search.text().strip(), self.chips.current()
        found = [row for row in self._rows if not text or text in row.unit or text in row.meter_number]
        self.chips.set_count("all", len(found))
        for kind in Odd:
            count = sum(1 for row in found if row.odd is kind)
            self.chips.set_count(kind.name, count)
            self.chips.chip(kind.name).setVisible(bool(count))
        self._model.set_rows([row for row in found if odd in ("all", row.odd.name)])
        if not self._model.rowCount() and odd != "all":
            self.chips.choose("all")
            return
        if self.table.current() is None:
            self.table.select_first()

    def _stood_on(self, row: HeldRow | None) -> None:
        self.pane.clear()
        if row is None:
            return
        head = self.pane.add_section(name="held_head")
        head.add(Words(row.unit, "lead", select=True))
        facts = [tr("{kind}表", kind=tr(row.kind.value)), row.meter_number]
        head.add(Words(" · ".join(fact for fact in facts if fact), tone="text2"))
        head.add_state("warn", row.words)
        figures = self.pane.add_section(name="held_figures")
        figures.add_pair(tr("上次"), f"{plain_figure(row.last_value)}　{row.last_on.isoformat()}")
        value = plain_figure(row.value) if row.value is not None else tr("没抄到")
        figures.add_pair(tr("这次"), f"{value}　{row.read_on.isoformat()}")
        if row.usual is not None:
            figures.add_pair(tr("平时用量"), plain_figure(row.usual))
        ways = self.pane.add_section(tr("怎么处理"), name="held_ways")
        for at, way in enumerate(ways_of(row)):
            button = KeyButton(
                tr(way.value), _KEYS[way], "primary" if not at else "plain", name=f"held_{way.name.lower()}"
            )
            button.clicked.connect(lambda _on=False, way=way: self.decide(way))
            says = Words(tr(_SAYS[way]), "small", "text2", wrap=True)
            ways.add_row(button)
            ways.add(says)
        self.desk.read_later(meter_card, row.meter_id, key="held_card", then=self._show_history)

    def _show_history(self, card: MeterCard) -> None:
        row = self.table.current()
        if row is None or row.meter_id != card.state.id:
            return
        section = self.pane.add_section(tr("以前的读数"), tr("用量在右"), line=False, name="held_history")
        for reading in [r for r in card.readings if not r.superseded][:8]:
            section.add_line(
                plain_figure(reading.value),
                at=reading.read_on.isoformat(),
                right=plain_figure(reading.use),
                width=88,
            )

    def decide(self, way: Decision) -> None:
        """Decide the one stood on."""
        row: HeldRow | None = self.table.current()
        if row is None or way not in ways_of(row):
            return
        dialog = DecideDialog(self.desk, row, way, lambda: self._decided(row), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _decided(self, row: HeldRow) -> None:
        self.desk.messages.ok(tr("{unit} 的读数处理好了。", unit=row.unit))
        self.table.setFocus()

    def focus_start(self) -> None:
        if self.is_empty():
            self._focus_empty()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("待处理的读数"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("待处理的读数"), None, None, filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "这里的读数还没有计费。右边选处理办法：F2 接受，F3 翻转，F4 改读数，F6 换表，F8 估算。谁在什么时候怎么处理都有记录。"
        )
