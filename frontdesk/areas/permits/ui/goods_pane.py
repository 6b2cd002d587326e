"""The pane of a goods pass: the paper as it was issued, what stands on it, what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.queries.goods import GoodsDetail
from frontdesk.areas.permits.rules.goods import STATE_WORDS, GoodsState
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.tokens import SPACE

_STAMP = 84


def state_of(state: GoodsState) -> Status:
    """How a pass stands, as a list shows it."""
    tone, word = STATE_WORDS[state]
    return Status(tone, tr(word), hollow=state is GoodsState.EARLY)


class GoodsPane(Pane):
    """Shows one pass; its buttons ask the page."""

    back_wanted = Signal()
    print_wanted = Signal()
    void_wanted = Signal()
    undo_wanted = Signal()
    save_wanted = Signal()
    enlarge_wanted = Signal()
    carrier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("goods_pane", parent=parent)
        head = self.add_section(name="goods_head")
        self.title = Words("", "lead")
        self.title.setObjectName("goods_title")
        self.state = StatusLabel()
        self.state.setObjectName("goods_state")
        self.who = Words("", "body", "text2", wrap=True)
        head.add_row(self.title, None, self.state)
        head.add(self.who)
        self.preview = PaperPreview(name="goods_preview")
        self.preview.opened.connect(self.enlarge_wanted)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        column.addWidget(self.preview)
        self.add(box)
        self._facts = self.add_section(name="goods_facts")
        self._lines = self.add_section(tr("物品"), name="goods_lines_shown")
        self._course = self.add_section(tr("经过"), name="goods_course", line=False)
        self.back_button = KeyButton(tr("回收门岗联"), "F5", "primary", name="goods_back")
        self.undo_button = KeyButton(tr("撤销回收"), "F5", name="goods_undo")
        self.print_button = KeyButton(tr("补打"), "F6", icon="ph.printer", name="goods_print")
        self.save_button = KeyButton(tr("存 PDF"), name="goods_save_pdf")
        self.void_button = KeyButton(tr("作废"), "F9", name="goods_void")
        for button, signal in (
            (self.back_button, self.back_wanted),
            (self.undo_button, self.undo_wanted),
            (self.print_button, self.print_wanted),
            (self.save_button, self.save_wanted),
            (self.void_button, self.void_wanted),
        ):
            button.clicked.connect(signal)
        self.set_foot(
            pad(
                self.back_button,
                self.undo_button,
                self.print_button,
                self.void_button,
                self.save_button,
                None,
                name="goods_actions",
            )
        )

    def show_pass(self, found: GoodsDetail, *, printed: int, may: bool) -> None:
        """Everything stored of it; *may* whether who sits here writes passes."""
        row = found.row
        status = state_of(row.state)
        self.title.setText(tr("出门条 {number}", number=row.number))
        self.state.set(status.tone, status.word, hollow=status.hollow)  # type: ignore[arg-type]
        self.who.setText(
            " · ".join(
                part
                for part in (row.asker, tr(row.asker_role) if row.asker_role else "", row.unit,
                             tr("搬离") if row.moves_out else "")
                if part
            )
        )  # fmt: skip
        self._show_facts(found, printed)
        self._show_lines(found)
        self._course.clear()
        for step in found.course:
            self._course.add_line(
                step.words, at=f"{local_time(step.at):%m-%d %H:%M}", right=step.by, width=_STAMP
            )
        still_out = not found.back and not found.voided
        self.back_button.setVisible(may and still_out)
        self.void_button.setVisible(may and still_out)
        self.undo_button.setVisible(may and found.back)
        self.print_button.setText(tr("补打") if printed else tr("打印"))

    def _show_facts(self, found: GoodsDetail, printed: int) -> None:
        row, section = found.row, self._facts
        section.clear()
        starts, ends = local_time(row.starts_at), local_time(row.ends_at)
        until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%m-%d %H:%M}"
        consent = ""
        if found.consent is not None:
            consent = tr(
                "{name}，{way}，{day}",
                name=found.consent.by,
                way=tr(found.consent.way.value),
                day=found.consent.on,
            )
        due = tr("最晚 {day} 交回", day=row.due_on) if not found.back and not found.voided else ""
        pairs = (
            (tr("放行时间"), f"{starts:%Y-%m-%d %H:%M} – {until}"),
            (tr("搬运人"), "  ".join(part for part in (row.carrier, found.carrier_number) if part)),
            (tr("车牌"), row.plate),
            (tr("业主同意"), consent),
            (tr("说明"), found.words),
            (tr("门岗联"), due),
            (tr("打印"), tr("{n} 次", n=printed) if printed else tr("还没有打印")),
        )
        for label, value in pairs:
            if value:
                section.add_pair(label, value)
        if found.carrier_number:
            link = Link(tr("看搬运人的证件号"), "goods_carrier")
            link.clicked.connect(self.carrier_wanted)
            section.add_row(link, None)
        for text in found.allowed:
            section.add_state(
                "warn", text, tr("{who}准许：{why}", who=found.approver, why=found.allow_reason)
            )

    def _show_lines(self, found: GoodsDetail) -> None:
        section = self._lines
        section.clear()
        if section.heading is not None:
            section.heading.set_hint(tr("{lines} 项，{n} 件", lines=len(found.lines), n=found.row.pieces))
        for line in found.lines:
            row = QHBoxLayout()
            row.setSpacing(SPACE.m)
            words = f"{line.what}  {line.words}" if line.words else line.what
            row.addWidget(Words(words, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
            row.addWidget(
                Words(f"{line.count} {line.measure}".strip(), right=True), 0, Qt.AlignmentFlag.AlignTop
            )
            section.body.addLayout(row)

    def show_pdf(self, pdf: bytes | None) -> None:
        """The paper's picture."""
        self.preview.show_pdf(pdf)
        self._fit()

    def _fit(self) -> None:
        self.preview.setFixedHeight(max(60, self.preview.heightForWidth(self.width() - 2 * SPACE.xl)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
