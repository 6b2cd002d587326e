"""How one sort of paper is printed on this machine, with a test page that shows the offset (F2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from frontdesk.base.printing.paper import Paper
from frontdesk.base.values.errors import DeskError, InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.choices import ChoiceField, Option
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.field import Field, Labelled
from frontdesk.base.widgets.figurefields import NumberField
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.pdf import MM
from frontdesk.base.widgets.printing import Printing, PrintSetup
from frontdesk.base.widgets.theme import font
from frontdesk.base.widgets.tokens import PAPER_TEXT, SPACE

MOST_COPIES = 20
MOST_OFFSET = 50
CROSS = 20
"""The cross of the test page stands so many millimetres from the left and the upper edge."""
ARM = 10
SCREEN_DOTS = 96


def offset_words(right: Decimal, down: Decimal) -> str:
    """`右移 1.5 毫米，上移 0.5 毫米`; `不移动` for none."""
    parts = []
    if right:
        parts.append(tr("右移 {n} 毫米" if right > 0 else "左移 {n} 毫米", n=abs(right)))
    if down:
        parts.append(tr("下移 {n} 毫米" if down > 0 else "上移 {n} 毫米", n=abs(down)))
    return "，".join(parts) or tr("不移动")


def check_page(title: str, setup: PrintSetup, page: tuple[Decimal, Decimal], printer: str) -> bytes:
    """A PDF of one page of *page* mm with a ruler cross at 20, 20 mm and a frame 5 mm from the edges.

    Printed with *setup* its cross is moved by the offset, so that a ruler laid on the paper shows what is left.
    """
    width, height = page
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QPageSize(
        QSizeF(float(width), float(height)),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(SCREEN_DOTS)
    writer.setTitle(title)
    painter = QPainter(writer)
    dot = float(SCREEN_DOTS / MM)
    painter.setPen(QPen(QColor(PAPER_TEXT), 0.2 * dot))
    painter.drawRect(QRectF(5 * dot, 5 * dot, (float(width) - 10) * dot, (float(height) - 10) * dot))
    _draw_cross(painter, dot)
    words = [
        tr("打印测试页：{title}", title=title),
        tr("打印机：{name}", name=printer),
        tr("纸张：{width} × {height} 毫米", width=width, height=height),
        tr("偏移：{words}", words=offset_words(setup.right, setup.down)),
        tr("十字中心应在离左边 20 毫米、离上边 20 毫米处。量一量，偏了多少就往回移多少。"),
    ]
    flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
    painter.setFont(font("small"))
    left = CROSS + ARM + 8
    room = QRectF(left * dot, 8 * dot, (float(width) - left - 8) * dot, (float(height) - 16) * dot)
    painter.drawText(room, flags, "\n".join(words))
    painter.end()
    return bytes(buffer.data().data())


def _draw_cross(painter: QPainter, dot: float) -> None:
    """Two arms of 10 mm with a tick each millimetre, a longer one each five."""
    for step in range(-ARM, ARM + 1):
        tick = 2.0 if step % 5 == 0 else 1.0
        at, low, high = (CROSS + step) * dot, (CROSS - tick) * dot, (CROSS + tick) * dot
        painter.drawLine(QLineF(at, low, at, high))
        painter.drawLine(QLineF(low, at, high, at))
    painter.drawLine(QLineF((CROSS - ARM) * dot, CROSS * dot, (CROSS + ARM) * dot, CROSS * dot))
    painter.drawLine(QLineF(CROSS * dot, (CROSS - ARM) * dot, CROSS * dot, (CROSS + ARM) * dot))


class PrintSettingsDialog(DeskDialog):
    """Printer, paper, copies and offset of one sort of paper; kept on 保存, tried on 打测试页 without keeping.

    *papers* are the sizes it can be drawn on (a form's `sizes`), the usual one first.
    """

    def __init__(
        self,
        printing: Printing,
        form_key: str,
        title: str,
        papers: Sequence[Paper],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("打印设置：{title}", title=title),
            tr("只对这台电脑上的这一种单据有效。"),
            name="print_settings",
            parent=parent,
        )
        self._printing, self._form_key, self._title = printing, form_key, title
        self._papers = tuple(papers)
        self.printer = ChoiceField("printer", self._printers())
        self.paper = ChoiceField("paper", [Option(paper.key, paper.label) for paper in papers])
        self.copies = NumberField("copies", least=1, most=MOST_COPIES, unit=tr("份"), required=True)
        self.right = NumberField(
            "right", decimals=1, least=-MOST_OFFSET, most=MOST_OFFSET, unit=tr("毫米"), required=True
        )
        self.down = NumberField(
            "down", decimals=1, least=-MOST_OFFSET, most=MOST_OFFSET, unit=tr("毫米"), required=True
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(0)
        grid.addWidget(Labelled(self.printer, tr("打印机")), 0, 0, 1, 6)
        grid.addWidget(Labelled(self.paper, tr("纸张")), 1, 0, 1, 4)
        grid.addWidget(Labelled(self.copies, tr("份数")), 1, 4, 1, 2)
        grid.addWidget(Labelled(self.right, tr("往右移（负数往左）")), 2, 0, 1, 3)
        grid.addWidget(Labelled(self.down, tr("往下移（负数往上）")), 2, 3, 1, 3)
        self.body.addSpacing(SPACE.s)
        self.body.addLayout(grid)
        self.said = StatusLabel("neutral", "", parent=self)
        self.said.setObjectName("print_settings_said")
        self.said.hide()
        self.body.addWidget(self.said)
        test = self.add_button(tr("打测试页"), "F8", name="print_test", left=True)
        test.clicked.connect(self.print_test)
        self.add_cancel()
        save = self.add_button(tr("保存"), "Ctrl+Enter", "primary", name="print_settings_save")
        save.clicked.connect(self._save)
        self._load(printing.setup(form_key))
        self.printer.setFocus()

    def _printers(self) -> list[Option]:
        there = self._printing.printers()
        default = self._printing.port.default()
        words = tr("系统默认（{name}）", name=default) if default else tr("系统默认（还没有打印机）")
        options = [Option("", words), *(Option(name, name) for name in there)]
        kept = self._printing.setup(self._form_key).printer
        if kept and kept not in there:
            options.append(Option(kept, kept, tr("现在不在")))
        return options

    def _load(self, setup: PrintSetup) -> None:
        self.printer.set_value(setup.printer)
        self.paper.set_value(self._printing.paper_for(self._form_key, self._papers).key)
        self.copies.set_value(setup.copies)
        self.right.set_value(setup.right)
        self.down.set_value(setup.down)

    def setup(self) -> PrintSetup | None:
        """What is filled in; None when something is wrong, which then stands beside its field."""
        fields: dict[str, Field] = {"copies": self.copies, "right": self.right, "down": self.down}
        errors: dict[str, str] = {}
        read: dict[str, Decimal] = {}
        for name, field in fields.items():
            field.set_error(None)
            try:
                read[name] = Decimal(field.value())
            except Refused as refused:
                errors[name] = refused.text
                field.set_error(refused.text)
        if errors:
            fields[InvalidInput(errors).field or "copies"].setFocus()
            return None
        return PrintSetup(
            printer=self.printer.value() or "",
            paper=self.paper.value() or "",
            copies=int(read["copies"]),
            right=read["right"],
            down=read["down"],
        )

    def print_test(self) -> None:
        """Print the test page with what is filled in, kept or not."""
        setup = self.setup()
        if setup is None:
            return
        paper = next((p for p in self._papers if p.key == setup.paper), self._papers[0])
        page = (Decimal(str(paper.width)), Decimal(str(paper.height)) * paper.up)
        printer = setup.printer or self._printing.port.default()
        pdf = check_page(self._title, setup, page, printer)
        one = PrintSetup(setup.printer, setup.paper, 1, setup.right, setup.down)
        title = tr("打印测试页：{title}", title=self._title)
        self._say("info", tr("正在送测试页"))
        self._printing.worker.run(
            lambda: self._printing.send(self._form_key, pdf, title=title, setup=one),
            self._sent,
            self._not_sent,
        )

    def _sent(self, printer: str) -> None:
        if isValid(self):
            self._say("ok", tr("测试页已送到“{name}”", name=printer))

    def _not_sent(self, error: Exception) -> None:
        words = error.text if isinstance(error, DeskError) else tr("测试页没有打出来，请看打印机是否开着")
        if isValid(self):
            self._say("bad", words)

    def _say(self, tone: str, words: str) -> None:
        self.said.show()
        if tone == "ok":
            self.said.set("ok", words)
        elif tone == "bad":
            self.said.set("bad", words)
        else:
            self.said.set("info", words)

    def _save(self) -> None:
        setup = self.setup()
        if setup is not None:
            self._printing.remember(self._form_key, setup)
            self.accept()
