"""完成: what the import came to, in numbers, and what to do next (L7)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from frontdesk.areas.archives.rules.importing.plan import ImportResult
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton, Kind
from frontdesk.base.widgets.marks import HairLine, Words
from frontdesk.base.widgets.theme import icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SPACE

_WIDE = 640


class DoneView(QWidget):
    """`flags_wanted`, `rejects_wanted`, `items_wanted`, `units_wanted`, `again_wanted` from its buttons."""

    flags_wanted = Signal()
    rejects_wanted = Signal()
    items_wanted = Signal()
    units_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, *, sets_fees: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_done_view")
        self.result: ImportResult | None = None
        self._sets_fees = sets_fees
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        block = QWidget(self)
        block.setFixedWidth(_WIDE)
        block.setLayout(self._column)
        self._picture = QLabel(block)
        self._picture.setFixedSize(32, 32)
        self._title = Words("", "title", parent=block)
        self._title.setObjectName("import_done_title")
        self._words = Words("", "body", "text2", wrap=True, parent=block)
        self._words.setObjectName("import_done_words")
        self._card = QFrame(block)
        self._card.setObjectName("card")
        self._figures: dict[str, Words] = {}
        self._build_card()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.s)
        self._made: list[KeyButton] = []
        self._column.addWidget(self._picture)
        self._column.addSpacing(SPACE.l)
        self._column.addWidget(self._title)
        self._column.addSpacing(SPACE.s)
        self._column.addWidget(self._words)
        self._column.addSpacing(SPACE.l)
        self._column.addWidget(self._card)
        self._column.addSpacing(SPACE.xl)
        self._column.addLayout(self._buttons)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        theme_changed.connect(self._paint_picture)
        self._paint_picture()

    def _build_card(self) -> None:
        row = QHBoxLayout(self._card)
        row.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        row.setSpacing(SPACE.l)
        for number, (key, words) in enumerate(
            (
                ("made", tr("新增（户）")),
                ("changed", tr("修改（户）")),
                ("people", tr("住户（人）")),
                ("unchanged", tr("不变（户）")),
                ("flagged", tr("待核实（条）")),
                ("rejected", tr("退回（行）")),
            )
        ):
            if number:
                row.addWidget(HairLine("line", vertical=True, parent=self._card))
            cell = QVBoxLayout()
            cell.setSpacing(SPACE.xs)
            cell.addWidget(Words(words, "small", "text2", parent=self._card))
            figure = Words("0", "title", parent=self._card)
            figure.setObjectName(f"import_done_{key}")
            self._figures[key] = figure
            cell.addWidget(figure)
            row.addLayout(cell, 1)

    def _paint_picture(self) -> None:
        self._picture.setPixmap(icon_pixmap("ph.check-circle", "ok", 32, self.devicePixelRatioF()))

    def show_result(self, result: ImportResult, file_name: str) -> None:
        """What was stored, and the buttons that lead on."""
        self.result = result
        self._title.setText(tr("导入好了") if result.units or result.people else tr("没有要改的"))
        parts = [tr("{file} 的资料已经存进档案。", file=file_name)]
        if not result.units and not result.people:
            parts = [tr("{file} 和档案里的一样，什么也没有改。", file=file_name)]
        if result.flagged:
            parts.append(tr("待核实的也已存下，请逐条核对。"))
        if result.rejected:
            parts.append(tr("退回的行没有存，另存出来改好后可以再导入。"))
        self._words.setText("".join(parts))
        self._words.setFixedHeight(self._words.heightForWidth(_WIDE))
        for key, count in (
            ("made", result.made),
            ("changed", result.units - result.made),
            ("people", result.people),
            ("unchanged", result.unchanged),
            ("flagged", len(result.flagged)),
            ("rejected", len(result.rejected)),
        ):
            self._figures[key].setText(f"{count:,}")
            tone = {"flagged": "warn", "rejected": "bad"}.get(key, "text") if count else "text3"
            self._figures[key].set_tone(tone)
        self._show_buttons(result)

    def _show_buttons(self, result: ImportResult) -> None:
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._made = []
        if result.flagged:
            self._add(tr("看待核实 {n}", n=len(result.flagged)), "F4", "import_see_flags", self.flags_wanted)
        if result.rejected:
            self._add(tr("保存退回的行"), "F8", "import_save_rejects", self.rejects_wanted)
        if self._sets_fees:
            self._add(tr("去设收费项目"), "F6", "import_fee_items", self.items_wanted)
        self._add(tr("看房屋"), "F3", "import_see_units", self.units_wanted)
        self._add(tr("再导一份"), "F2", "import_again", self.again_wanted)
        self._buttons.addStretch(1)
        self._made[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, text: str, key: str, name: str, signal: object) -> None:
        kind: Kind = "plain" if self._made else "primary"
        button = KeyButton(text, key, kind, name=name)
        button.clicked.connect(signal)
        self._buttons.addWidget(button)
        self._made.append(button)
