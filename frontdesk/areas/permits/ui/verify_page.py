"""核验: one field that a scanner types into, and what the code or number turned out to be (D3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.queries.checking import Checked, check_text
from frontdesk.areas.permits.rules.checking import FOUND_WORDS, Found
from frontdesk.areas.permits.ui.gate_page import save_gate_page
from frontdesk.areas.permits.ui.photo_crop import PhotoView
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import Dot, Words, ground
from frontdesk.base.widgets.page import Page, Scroll, clear_layout
from frontdesk.base.widgets.pane import PAIR_LABEL
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

PANE = 472
KEPT = 200
LONGEST = 600
_GROUNDS = {"ok": "okbg", "warn": "warnbg", "bad": "badbg", "neutral": "subtle"}
_TONES = {"ok": "ok", "warn": "warn", "bad": "bad", "neutral": "text"}
_PHOTO = 128


@dataclass(frozen=True, slots=True)
class Check:
    """One check of this sitting."""

    no: int
    at: datetime
    checked: Checked


def state_of(found: Found) -> Status:
    """What it is, as a list shows it."""
    tone, word, _advice = FOUND_WORDS[found]
    return Status(tone, tr(word))


class VerifyPage(Page):
    """`open(text=…)` checks that at once."""

    TARGETS = ("verify",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "permits_verify_page", tr("核验"), parent=parent)
        self.shown: Checked | None = None
        self.field = TextField(
            "verify_text",
            tr("扫证件上的二维码，或输入编号，如 JZ-00004406、CM-3318"),
            face="lead",
            limit=LONGEST,
        )
        self.field.set_label(tr("扫码或编号"))
        self.field.set_leading_icon("ph.qr-code")
        self.field.setFixedHeight(SIZE.large)
        self.field.enter_moves = False
        self.field.submitted.connect(self._asked)
        self.button = KeyButton(tr("核验"), "Enter", "primary", large=True, name="verify_ask", shortcut=False)
        self.button.clicked.connect(self._asked)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.result = QFrame()
        self.result.setObjectName("verify_result")
        self._result = QVBoxLayout(self.result)
        self._result.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        self._result.setSpacing(SPACE.s)
        self.more = KeyButton(tr("打开记录"), "F4", name="verify_open")
        self.more.clicked.connect(self._open_record)
        self.card = KeyButton(tr("一户一卡"), "F3", name="verify_card")
        self.card.clicked.connect(self._open_unit)
        self.model: RowsModel[Check] = RowsModel(
            [
                Column(tr("时间"), lambda r: f"{local_time(r.at):%H:%M:%S}", width=88, sort=False),
                Column(tr("编号"), lambda r: r.checked.number, width=116, sort=False),
                Column(tr("持证人"), lambda r: r.checked.holder, sort=False),
                Column(tr("结果"), lambda r: state_of(r.checked.found), kind="status", width=140, sort=False),
            ],
            key=lambda r: r.no,
            parent=self,
        )
        self.table = Table("verify_history", title=tr("刚才核验的"), memory=desk.memory)
        self.table.set_model(self.model)
        self.gate_button = KeyButton(tr("保存门岗核验页…"), "F7", name="verify_gate_page")
        self.gate_button.clicked.connect(self._save_gate_page)
        self.gate_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.add_action(self.gate_button)
        self.table.installEventFilter(self)
        self.table.opened.connect(lambda row: self._show(row.checked))
        self.set_split(self._left(), self._right(), PANE)
        self._show(None)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        column.setSpacing(SPACE.l)
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        inner = QWidget()
        held = QVBoxLayout(inner)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.result)
        held.addStretch(1)
        column.addWidget(Scroll(inner), 1)
        actions = QHBoxLayout()
        actions.setSpacing(SPACE.s)
        actions.addWidget(self.more)
        actions.addWidget(self.card)
        actions.addStretch(1)
        column.addLayout(actions)
        return left

    def _right(self) -> QWidget:
        right = QFrame()
        right.setObjectName("verify_side")
        ground(right, "subtle")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Words(tr("刚才核验的"), "bold")
        head.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.s)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        return right

    def _save_gate_page(self) -> None:
        """The file that the gate verifies with, without this program and without a network."""
        save_gate_page(self.desk)
        self.field.setFocus()

    # -- asking --

    def open(self, **arguments: object) -> None:
        text = arguments.get("text")
        if isinstance(text, str) and text.strip():
            self.field.set_value(text)
            self._asked()
        self.focus_start()

    def focus_start(self) -> None:
        """The field has the focus whenever one comes here: a scanner types to whatever has it."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.inner.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What is scanned while the list has the focus still belongs into the field.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if event.text().strip() and not held:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                self.field.inner.setText(event.text())
                return True
        return super().eventFilter(watched, event)

    def _asked(self) -> None:
        text = self.field.text().strip()
        self.focus_start()
        if not text:
            return
        now, today = self.desk.clock.now(), self.desk.clock.today()
        checked = self.desk.read(check_text, text, now, today)
        kept = self.model.rows()[: KEPT - 1]
        self.model.set_rows([Check(kept[0].no + 1 if kept else 1, now, checked), *kept])
        self._show(checked)
        self.field.inner.clear()

    # -- showing --

    def _show(self, checked: Checked | None) -> None:
        self.shown = checked
        clear_layout(self._result)
        self.more.setVisible(checked is not None and bool(checked.record))
        self.card.setVisible(checked is not None and checked.unit_id is not None)
        if checked is None:
            ground(self.result, "subtle")
            self._result.addWidget(Words(tr("等着扫码"), "title", "text2"))
            words = tr("扫码枪对着证件正面的二维码扫一下就行，不用点鼠标。证件上没有码的，输入编号按回车。")
            self._result.addWidget(Words(words, "body", "text2", wrap=True))
            return
        tone, word, advice = FOUND_WORDS[checked.found]
        ground(self.result, _GROUNDS[tone])
        head = QHBoxLayout()
        head.setSpacing(SPACE.m)
        dot = Dot(tone)  # type: ignore[arg-type]
        head.addWidget(dot)
        said = Words(tr(word), "figure", _TONES[tone])
        said.setObjectName("verify_word")
        head.addWidget(said, 1)
        self._result.addLayout(head)
        self._result.addWidget(Words(tr(advice), "body", "text", wrap=True))
        if checked.number:
            self._result.addSpacing(SPACE.s)
            self._result.addLayout(self._facts(checked))
        self.result.setAccessibleName(
            " ".join((tr(word), checked.number, checked.holder, checked.unit)).strip()
        )

    def _facts(self, checked: Checked) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.xl)
        if checked.photo is not None:
            picture = PhotoView("verify_photo", _PHOTO)
            picture.show_jpeg(checked.photo)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(SPACE.xs)
        lines.addWidget(Words(" ".join(p for p in (checked.kind, checked.number) if p), "lead", select=True))
        pairs = (
            (tr("房号"), checked.unit),
            (tr("持证人"), checked.holder),
            (tr("有效期"), checked.until),
            *checked.facts,
        )
        for label, value in pairs:
            if value:
                lines.addLayout(self._pair(label, value))
        lines.addStretch(1)
        row.addLayout(lines, 1)
        return row

    @staticmethod
    def _pair(label: str, value: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        said = Words(label, "body", "text2")
        said.setFixedWidth(PAIR_LABEL)
        row.addWidget(said, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(value, "body", wrap=True, select=True), 1)
        return row

    def _open_record(self) -> None:
        if self.shown is not None and self.shown.record == "goods":
            self.desk.go("goods_out", number=self.shown.number)
        elif self.shown is not None and self.shown.record == "permit":
            self.desk.go("permits", number=self.shown.number)
        elif self.shown is not None and self.shown.record == "decoration":
            self.desk.go("decoration_file", file_id=self.shown.record_id)

    def _open_unit(self) -> None:
        if self.shown is not None and self.shown.unit_id is not None:
            self.desk.go("unit", unit_id=self.shown.unit_id)

    def help_text(self) -> str:
        return tr(
            "用扫码枪扫证件或出门条上的二维码，也可以输入编号按回车。真假看签名，挂失、收回、补办、作废看记录。"
            "F4 打开它的记录，F3 打开一户一卡。右边是刚才核验过的，回车再看一遍。"
        )
