"""How each paper is printed on this machine: printer, size, copies, offset (F2)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.print_list import FORM_KEY as LIST_KEY
from frontdesk.base.widgets.print_settings import PrintSettingsDialog, offset_words
from frontdesk.base.widgets.printing import Printing, PrintSetup
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One sort of paper and how this machine prints it; `sizes` are what it can be drawn on, the usual one first."""

    key: str
    title: str
    sizes: tuple[Paper, ...]
    setup: PrintSetup
    printer: str
    there: bool


def paper_rows(printing: Printing) -> tuple[PaperRow, ...]:
    """Every paper the program prints."""
    # Drawing papers is heavy to import; nobody needs it before this list is looked at.
    from frontdesk.app.papers import FORMS_OF_AREAS

    there = printing.printers()
    forms = [form for _area, forms in FORMS_OF_AREAS for form in forms.values()]
    papers = [(form.key, tr(form.title), form.sizes) for form in forms]
    papers.append((LIST_KEY, tr("列表"), (A4,)))
    rows = []
    for key, title, sizes in papers:
        printer = printing.printer_for(key)
        rows.append(
            PaperRow(
                key=key,
                title=title,
                sizes=sizes,
                setup=printing.setup(key),
                printer=printer,
                there=printer in there,
            )
        )
    return tuple(rows)


def _printer(row: PaperRow) -> Status:
    if not row.printer:
        return Status("warn", tr("还没有打印机"))
    return Status("ok", row.printer) if row.there else Status("bad", tr("{name} 不在", name=row.printer))


def _paper(row: PaperRow) -> str:
    return next((p.label for p in row.sizes if p.key == row.setup.paper), row.sizes[0].label)


class PrintSheet(QWidget):
    """The list of papers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_print")
        self.desk = desk
        self.table = Table("print_table", title=tr("打印"), memory=desk.memory)
        self.change = KeyButton(tr("修改"), "F2", "primary", name="print_change")
        self.change.clicked.connect(lambda: self.ask(self.table.current()))
        columns: tuple[Column[PaperRow], ...] = (
            Column(tr("单据"), lambda r: r.title, kind="strong", width=200, name="title"),
            Column(tr("打印机"), _printer, kind="status", name="printer"),
            Column(tr("纸张"), _paper, width=240, name="paper"),
            Column(tr("份数"), lambda r: r.setup.copies, kind="number", width=80, name="copies"),
            Column(tr("偏移"), lambda r: offset_words(r.setup.right, r.setup.down), width=260, name="offset"),
        )
        self.model: RowsModel[PaperRow] = RowsModel(columns, key=lambda r: r.key, parent=self)
        self.table.set_model(self.model)
        self.table.opened.connect(self.ask)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.addWidget(Words(tr("只对这台电脑有效；偏了就打一张测试页，量了再移。"), "body", "text2"))
        row.addStretch(1)
        row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        self.dialog: PrintSettingsDialog | None = None

    def refresh(self) -> None:
        """Read again: printers come and go."""
        self.model.set_rows(paper_rows(self.desk.printing))
        if self.table.current() is None:
            self.table.select_first()

    def ask(self, row: PaperRow | None) -> None:
        """The dialog of that paper."""
        if row is None:
            return
        self.dialog = PrintSettingsDialog(
            self.desk.printing, row.key, row.title, row.sizes, parent=self.window()
        )
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.refresh()
        self.table.setFocus()
