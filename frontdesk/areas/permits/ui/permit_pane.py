"""The pane of a permit: as it will print, front and back, what must be met, what happened (D3.4, L8)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.queries.permits import PermitDetail, PermitRow
from frontdesk.areas.permits.rules.conditions import Condition, unmet
from frontdesk.areas.permits.rules.course import State, Step, state_words
from frontdesk.areas.permits.rules.kinds import PaperForm
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton, Segmented
from frontdesk.base.widgets.marks import Heading, StatusLabel, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.tokens import SPACE

CARD_WIDE = 272
_DAY = 88


def status_of(row: PermitRow, today: date) -> Status:
    """How it stands, as a list shows it."""
    tone, word = state_words(row.state, row.ends_on, today, short=row.starts_on == row.ends_on)
    return Status(tone, word, hollow=row.state is State.EARLY)


def kind_words(row: PermitRow) -> str:
    """`居住证（补）` for one that stands for another."""
    return tr("{kind}（补）", kind=row.kind) if row.replaces else row.kind


class PermitPane(Pane):
    """Shows one permit; its buttons ask the page."""

    renew_wanted = Signal()
    replace_wanted = Signal()
    lost_wanted = Signal()
    withdraw_wanted = Signal()
    collect_wanted = Signal()
    more_wanted = Signal()
    enlarge_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("permit_pane", parent=parent)
        head = self.add_section(name="permit_head")
        self.title = Words("", "lead", select=True)
        self.title.setObjectName("permit_title")
        self.state = StatusLabel()
        self.state.setObjectName("permit_state")
        self.who = Words("", "body", "text2", wrap=True)
        head.add_row(self.title, None, self.state)
        head.add(self.who)
        sample = self.add_section(name="permit_sample")
        self.sample_head = Heading(tr("打印样"))
        self.side = Segmented([(0, tr("正面")), (1, tr("背面"))], name="permit_side")
        self.side.changed.connect(lambda page: self._turn(int(page)))
        top = QHBoxLayout()
        top.addWidget(self.sample_head, 1)
        top.addWidget(self.side)
        sample.body.addLayout(top)
        self.preview = PaperPreview(name="permit_preview")
        self.preview.opened.connect(self.enlarge_wanted)
        box = QVBoxLayout()
        box.setContentsMargins(0, SPACE.xs, 0, 0)
        box.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignLeft)
        sample.body.addLayout(box)
        self._card = True
        self.needs = self.add_section(tr("续期条件"), name="permit_conditions")
        self.met = StatusLabel("ok", "", bold=True)
        if self.needs.heading is not None:
            self.needs.heading.layout().insertWidget(1, self.met)  # type: ignore[union-attr]
        self._course = self.add_section(tr("经过"), name="permit_course")
        self._facts = self.add_section(tr("资料"), name="permit_facts", line=False)
        self.renew_button = KeyButton(tr("续期并打印"), "F5", "primary", name="permit_renew")
        self.replace_button = KeyButton(tr("补证并打印"), "F5", "primary", name="permit_replace")
        self.collect_button = KeyButton(tr("取走"), "F5", "primary", name="permit_collect")
        self.lost_button = KeyButton(tr("挂失"), "F6", name="permit_lost")
        self.withdraw_button = KeyButton(tr("收回"), "F7", name="permit_withdraw")
        self.more_button = KeyButton("", "F9", icon="ph.dots-three", name="permit_more")
        self.more_button.setAccessibleName(tr("更多"))
        self.more_button.setToolTip(tr("补证、交回、补打……"))
        for button, signal in (
            (self.renew_button, self.renew_wanted),
            (self.replace_button, self.replace_wanted),
            (self.collect_button, self.collect_wanted),
            (self.lost_button, self.lost_wanted),
            (self.withdraw_button, self.withdraw_wanted),
            (self.more_button, self.more_wanted),
        ):
            button.clicked.connect(signal)
        self.set_foot(
            pad(
                self.collect_button,
                self.renew_button,
                self.replace_button,
                self.lost_button,
                self.withdraw_button,
                self.more_button,
                None,
                name="permit_actions",
            )
        )

    def show_permit(
        self,
        found: PermitDetail,
        today: date,
        *,
        conditions: tuple[Condition, ...],
        renewed: date | None,
        may: bool,
    ) -> None:
        """Everything stored of it; *renewed* is the day the sample shows it would hold until."""
        row = found.row
        status = status_of(row, today)
        self.title.setText(f"{row.kind} {row.number}")
        self.state.set(status.tone, status.word, hollow=status.hollow)  # type: ignore[arg-type]
        self.who.setText(
            " · ".join(part for part in (row.holder, tr(row.role) if row.role else "", row.unit) if part)
        )
        self._card = found.kind.form is PaperForm.CARD
        self.side.setVisible(self._card)
        self.side.set_value(0)
        self._renewed = renewed is not None
        self._say_side(0)
        self._show_needs(conditions, renewable=Step.RENEWED in found.steps)
        self._show_facts(found)
        self._course.clear()
        for event in found.events:
            self._course.add_line(event.said(), at=event.on.isoformat(), right=event.by, width=_DAY)
        steps = found.steps if may else ()
        waits = Step.COLLECTED in steps
        self.collect_button.setVisible(waits)
        self.renew_button.setVisible(Step.RENEWED in steps and not waits and found.kind.active)
        # Whoever stands at the desk for a permit reported lost wants a new one.
        self.replace_button.setVisible(Step.REPLACED in steps and Step.FOUND in steps)
        self.lost_button.setVisible(Step.LOST in steps)
        self.withdraw_button.setVisible(Step.WITHDRAWN in steps)

    def _show_needs(self, conditions: tuple[Condition, ...], *, renewable: bool) -> None:
        self.needs.clear()
        self.needs.setVisible(renewable and bool(conditions))
        missing = unmet(conditions)
        self.met.set("bad" if missing else "ok", tr("有不满足的") if missing else tr("都满足"))
        for condition in conditions:
            self.needs.add_state("ok" if condition.met else "bad", condition.text)

    def _show_facts(self, found: PermitDetail) -> None:
        section = self._facts
        section.clear()
        row = found.row
        pairs = (
            (tr("有效期"), tr("{start} 至 {end}", start=row.starts_on, end=row.ends_on)),
            (tr("证件号"), found.id_number),
            (tr("电话"), found.phone),
            *found.extra,
            (tr("补的是"), found.previous),
            (tr("新证"), found.next),
        )
        for label, value in pairs:
            if value:
                section.add_pair(label, value)
        for text in found.allowed:
            section.add_state(
                "warn", text, tr("{who}准许：{why}", who=found.approver, why=found.allow_reason)
            )

    # -- the sample --

    def show_pdf(self, pdf: bytes | None) -> None:
        """The paper's picture."""
        self.preview.show_pdf(pdf)
        self._turn(int(self.side.value()) if self._card else 0)  # type: ignore[call-overload]
        self._fit()

    def _turn(self, page: int) -> None:
        self.preview.set_page(page)
        self._say_side(page)

    def _say_side(self, page: int) -> None:
        renewed = getattr(self, "_renewed", False)
        if not self._card:
            self.sample_head.set_hint(tr("续期后") if renewed else "")
        elif renewed:
            self.sample_head.set_hint(tr("续期后，背面") if page else tr("续期后，正面"))
        else:
            self.sample_head.set_hint(tr("背面") if page else tr("正面"))

    def _fit(self) -> None:
        wide = self.width() - 2 * SPACE.xl
        wide = min(CARD_WIDE, wide) if self._card else wide
        self.preview.setFixedSize(max(120, wide), max(60, self.preview.heightForWidth(max(120, wide))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
