"""选文件: the workbook is dropped or chosen; what went wrong with one is said here; what came in before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import ImportRunRow
from frontdesk.areas.archives.ui.note import Note
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Pane, Splitter
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import colour, icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

PANE = 380
SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv")


class DropZone(QWidget):
    """The place to drop a workbook on; `dropped(path)`."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_drop")
        self.setAccessibleName(tr("把工作簿拖到这里"))
        self.setAcceptDrops(True)
        self.setFixedHeight(112)
        self._over = False
        self.choose = KeyButton(tr("选文件"), "F2", "primary", name="import_choose", parent=self)
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs)
        words.addStretch(1)
        words.addWidget(Words(tr("把业主资料的工作簿拖到这里"), "lead", parent=self))
        words.addWidget(
            Words(
                tr(".xlsx、.xls、.csv 都可以，不用先改格式；存之前先看预览。"), "body", "text2", parent=self
            )
        )
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xl + 32 + SPACE.l, 0, SPACE.xl, 0)
        row.addLayout(words, 1)
        row.addWidget(self.choose)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent" if self._over else "ctledge"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("tint" if self._over else "subtle"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, SIZE.radius, SIZE.radius)
        mark = icon_pixmap("ph.file-arrow-up", "accent", 32, self.devicePixelRatioF())
        painter.drawPixmap(SPACE.xl, (self.height() - 32) // 2, mark)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths[0])


RUN_COLUMNS: tuple[Column[ImportRunRow], ...] = (
    Column(tr("时间"), lambda r: r.at, width=152),
    Column(tr("文件"), lambda r: r.file_name),
    Column(tr("谁"), lambda r: r.by, kind="quiet", width=76),
    Column(tr("新增或修改（户）"), lambda r: r.units, kind="number", width=112),
    Column(tr("住户"), lambda r: r.people, kind="number", width=64),
    Column(tr("不变"), lambda r: r.unchanged, kind="number", width=64),
    Column(tr("待核实"), lambda r: r.flagged, kind="number", width=64),
    Column(tr("退回"), lambda r: r.rejected, kind="number", width=64),
)


class ChooseView(QWidget):
    """`wanted(path)` when a file was dropped; `choose_wanted` for the dialog; `retry_wanted` to try the same again."""

    wanted = Signal(object)
    choose_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_choose_view")
        self.drop = DropZone()
        self.drop.dropped.connect(self.wanted)
        self.drop.choose.clicked.connect(self.choose_wanted)
        self.note = Note("import_note")
        self.retry = KeyButton(tr("再试一次"), "F5", name="import_retry", parent=self.note)
        self.retry.clicked.connect(self.retry_wanted)
        self.note.buttons.addWidget(self.retry)
        self._model: RowsModel[ImportRunRow] = RowsModel(RUN_COLUMNS, key=lambda r: r.id)
        self.runs = Table("import_runs", title=tr("以前的导入"), memory=memory)
        self.runs.set_model(self._model)
        self._caption = Words(tr("以前的导入"), "bold")
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(self.drop)
        column.addWidget(self.note)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._caption)
        left = QWidget()
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(top)
        outer.addWidget(self.runs, 1)
        outer.addStretch(0)
        self._outer = outer
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Splitter((left, self._told()), (0, PANE), name="import_choose_split", memory=memory))

    def _told(self) -> Pane:
        pane = Pane("import_help")
        section = pane.add_section(tr("怎么导入"), name="import_how")
        for number, words in enumerate(
            (
                tr("选文件。表头上面的标题、表旁边的说明都不用删。"),
                tr("对照列。各列自动认出，认错的在那里改。"),
                tr("预览。每一行是新增、修改、不变、待核实还是退回，都写明原因。"),
                tr("导入。好的行一次存进去，或者一行也不存；退回的行另存成工作簿，改好再导。"),
            ),
            start=1,
        ):
            section.add_line(words, at=str(number), width=24)
        section = pane.add_section(tr("可以放心"), name="import_safe", line=False)
        for words in (
            tr("同一份再导入一次，什么也不会变。"),
            tr("前台改过的资料，旧表不会盖回去。"),
            tr("Excel 弄丢的电话首位 0、弄乱的日期会认回来；认不准的进“待核实”，等人核实。"),
        ):
            section.add_state("ok", words)
        return pane

    def show_runs(self, runs: Sequence[ImportRunRow]) -> None:
        """The last imports."""
        self._model.set_rows(runs)
        self.runs.setVisible(bool(runs))
        self._caption.setVisible(bool(runs))
        self._outer.setStretch(2, 0 if runs else 1)

    def say(self, text: str, *, again: bool) -> None:
        """What was wrong with the file; *again* offers to try the same file once more."""
        head, stop, rest = text.partition("。")
        self.retry.setVisible(again)
        self.note.say(head + (stop or "。"), rest.strip())
