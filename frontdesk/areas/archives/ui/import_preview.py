"""预览: each row's fate and why, narrowed by chips, with what the import would come to in the pane (D1.7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.archives.rules.importing.plan import Fate, ImportResult, Outcome, RowFate
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow
from frontdesk.base.widgets.marks import HairLine
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import FilterRow, Pane, Splitter
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 304
CHIPS: tuple[tuple[str, str, Callable[[RowFate], bool]], ...] = (
    ("all", "全部", lambda r: True),
    ("made", "新增", lambda r: r.outcome is Outcome.MADE),
    ("changed", "修改", lambda r: r.outcome is Outcome.CHANGED),
    ("same", "不变", lambda r: r.outcome is Outcome.SAME),
    ("flagged", "待核实", lambda r: r.fate is Fate.FLAGGED),
    ("rejected", "退回", lambda r: r.fate is Fate.REJECTED),
    ("rest", "并入或跳过", lambda r: r.fate in (Fate.JOINED, Fate.SKIPPED)),
)
_WORDS = {Outcome.MADE: "新增", Outcome.CHANGED: "修改", Outcome.SAME: "不变"}


def fate_status(row: RowFate) -> Status:
    """What becomes of a row, as the list shows it."""
    if row.fate is Fate.REJECTED:
        return Status("bad", tr("退回"))
    if row.fate in (Fate.JOINED, Fate.SKIPPED) or row.outcome is None:
        return Status("neutral", tr(row.fate.value), hollow=True)
    word = tr(_WORDS[row.outcome])
    if row.fate is Fate.FLAGGED:
        return Status("warn", tr("{word}，待核实", word=word))
    return Status({Outcome.MADE: "ok", Outcome.CHANGED: "info", Outcome.SAME: "neutral"}[row.outcome], word)


def _columns(sheets: bool) -> tuple[Column[RowFate], ...]:
    own: tuple[Column[RowFate], ...] = (Column(tr("工作表"), lambda r: r.sheet, width=120),) if sheets else ()
    return (
        *own,
        Column(tr("行"), lambda r: r.row, kind="number", width=80),
        Column(tr("结果"), fate_status, kind="status", width=136),
        Column(tr("房号"), lambda r: r.code, kind="unit", width=112),
        Column(tr("业主"), lambda r: r.owners, width=160),
        Column(tr("说明"), lambda r: tr(r.reason), kind="quiet"),
    )


class PreviewView(QWidget):
    """Shows what an import would do; nothing is stored yet."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_preview_view")
        self.result: ImportResult | None = None
        self.chips = ChipRow([(key, tr(word)) for key, word, _ in CHIPS], name="import_fates")
        self.chips.chosen.connect(lambda _key: self._show_rows())
        row = FilterRow(self)
        row.add(self.chips)
        self.table = Table("import_rows", title=tr("各行的结果"), memory=memory)
        self.model: RowsModel[RowFate] = RowsModel(_columns(False))
        self.table.set_model(self.model)
        self.pane = Pane("import_sums")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, SPACE.l, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(HairLine("line"))
        column.addWidget(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Splitter((left, self.pane), (0, PANE), name="import_preview_split", memory=memory))

    def show_result(self, result: ImportResult) -> None:
        """What importing now would give."""
        self.result = result
        self.model = RowsModel(_columns(len(result.sheets) > 1))
        self.table.set_model(self.model)
        for key, _, fits in CHIPS:
            count = sum(map(fits, result.rows))
            self.chips.set_count(key, count)
            self.chips.chip(key).setVisible(bool(count) or key == "all")
        if not self.chips.chip(self.chips.current()).isVisibleTo(self.chips):
            self.chips.choose("all")
        self._show_rows()
        self._show_sums(result)

    def _show_rows(self) -> None:
        if self.result is None:
            return
        fits = next(fits for key, _, fits in CHIPS if key == self.chips.current())
        self.model.set_rows([row for row in self.result.rows if fits(row)])
        self.table.select_first()

    def _show_sums(self, result: ImportResult) -> None:
        self.pane.clear()
        section = self.pane.add_section(tr("导入以后"), name="import_will")
        for label, count, word in (
            (tr("新增房屋"), result.made, tr("户")),
            (tr("修改房屋"), result.units - result.made, tr("户")),
            (tr("不变"), result.unchanged, tr("户")),
            (tr("住户"), result.people, tr("人")),
            (tr("待核实"), len(result.flagged), tr("条")),
            (tr("退回"), len(result.rejected), tr("行")),
        ):
            pair = section.add_pair(label, f"{count:,} {word}")
            pair.setObjectName(f"sum_{label}")
        if not result.units and not result.people:
            section = self.pane.add_section(name="import_nothing")
            section.add_state("ok", tr("没有要改的"), tr("这份资料和档案里的一样。"), bold=True)
        if result.flagged:
            section = self.pane.add_section(tr("待核实"), name="import_flagged")
            for reason, count in _reasons([row.reason for row in result.flagged]):
                section.add_line(tr(reason), right=f"{count:,}")
        if result.rejected:
            section = self.pane.add_section(tr("退回"), tr("不会存"), name="import_rejected")
            for reason, count in _reasons([row.reason for row in result.rejected]):
                section.add_line(tr(reason), right=f"{count:,}")
        for remark in result.remarks:
            self.pane.add_section(line=False).add_state("neutral", remark)
        self.pane.scroll_to_top()


def _reasons(reasons: list[str]) -> list[tuple[str, int]]:
    """Each reason with how often, the most frequent first."""
    counted: dict[str, int] = {}
    for reason in reasons:
        counted[reason] = counted.get(reason, 0) + 1
    return sorted(counted.items(), key=lambda pair: -pair[1])
