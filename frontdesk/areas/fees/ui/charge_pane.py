"""The pane of a charge: how it came about, what was done to it, which receipts it stands on (M2.7, M2.8)."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries import ChargeCard, ChargeLook, LateFee, LateFeeWaiverRow, SettlementRow
from frontdesk.areas.fees.rules.ahead import AHEAD
from frontdesk.areas.fees.ui.words import charge_state
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import Pane, Section, pad
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 320


class ChargePane(Pane):
    """`collect_wanted`, `adjust_wanted`, `waive_wanted`, `split_wanted`, `unit_wanted`; `receipt_wanted(number)`."""

    collect_wanted = Signal()
    adjust_wanted = Signal()
    waive_wanted = Signal()
    split_wanted = Signal()
    unit_wanted = Signal()
    receipt_wanted = Signal(str)

    def __init__(self, name: str, *, collects: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.card: ChargeCard | None = None
        self.look: ChargeLook | None = None
        self._collects = collects
        self.collect = KeyButton(tr("收费"), "F3", "primary", name=f"{name}_collect")
        self.unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name=f"{name}_unit")
        self.collect.clicked.connect(self.collect_wanted)
        self.unit.clicked.connect(self.unit_wanted)
        self._feet = pad(self.collect, self.unit, None)
        self.set_foot(self._feet)
        self.show_look(None, date.min)

    def show_look(self, look: ChargeLook | None, today: date) -> None:
        """Another charge; None while none is chosen."""
        card = look.card if look is not None else None
        self.look = look
        same = self.card is not None and card is not None and self.card.charge.id == card.charge.id
        self.card = card
        self.clear()
        self._feet.setVisible(card is not None)
        if card is None:
            self._say_none()
            return
        assert look is not None
        open_fee = look.late.open if look.late is not None else ZERO
        self.collect.setVisible(self._collects and bool(card.charge.owed or open_fee))
        self._add_head(card, today)
        self._add_how(look)
        self._add_sums(card)
        if look.late is not None:
            self._add_late(look.late, look.waivers)
        if card.settlements:
            self._add_receipts(card)
        self._add_history(card)
        if not same:
            self.scroll_to_top()

    def _say_none(self) -> None:
        section = self.add_section(line=False)
        section.add(Words(tr("选一笔应收，这里说明它怎么来的、收了多少。"), "body", "text3", wrap=True))

    def _add_head(self, card: ChargeCard, today: date) -> None:
        charge = card.charge
        section = self.add_section(name="charge_head")
        who = "  ".join(part for part in (charge.unit, charge.payer_name) if part)
        state = charge_state(charge, today)
        tone = StatusLabel(state.tone, state.word, hollow=state.hollow)  # type: ignore[arg-type]
        tone.setObjectName("charge_state")
        section.add_row(Words(who, "lead", select=True), None, tone)
        words = [charge.item, charge.period, *([tr("预缴")] if charge.source == AHEAD else [])]
        section.add(Words(" · ".join(words), tone="text2"))

    def _add_how(self, look: ChargeLook) -> None:
        card, charge = look.card, look.card.charge
        section = self.add_section(tr("怎么来的"), name="charge_how")
        if len(card.lines) > 1:
            for line in card.lines:
                section.add_line(line.words, right=str(line.amount))
        else:
            section.add(Words(charge.how, wrap=True, select=True))
        last = charge.ends_on - timedelta(days=1)
        if last > charge.starts_on:
            section.add_pair(tr("起止"), tr("{first} 至 {last}", first=charge.starts_on, last=last))
        else:
            section.add_pair(tr("发生日"), charge.starts_on.isoformat())
        section.add_pair(tr("缴费期限"), charge.due_on.isoformat())
        if look.sold_on:
            split = KeyButton(tr("按天分给前后业主"), "Shift+F6", "link", name="charge_split")
            split.clicked.connect(self.split_wanted)
            day = tr("{day} 过户", day=look.sold_on[0].isoformat())
            section.add_row(Words(day, tone="text2"), None, split)

    def _add_sums(self, card: ChargeCard) -> None:
        charge = card.charge
        section = self.add_section(name="charge_sums")
        adjust = KeyButton(tr("调整"), "F6", "link", name="charge_adjust")
        adjust.clicked.connect(self.adjust_wanted)
        section.add_row(Words(tr("金额"), "bold"), Words(tr("元"), tone="text3"), None, adjust)
        _amount(section, tr("应收"), charge.amount)
        for line in card.adjustments:
            _amount(section, tr(line.kind.value), line.amount)
        _amount(section, tr("已收"), charge.paid)
        _amount(section, tr("未收"), charge.owed, strong=True)

    def _add_late(self, fee: LateFee, waivers: tuple[LateFeeWaiverRow, ...]) -> None:
        """违约金 to this day (M5): what has accrued, what was collected and waived of it, what is open."""
        section = self.add_section(name="charge_late")
        row: list[QWidget | None] = [Words(tr("违约金"), "bold"), Words(tr("到今天，元"), tone="text3"), None]
        if fee.open:
            waive = KeyButton(tr("减免违约金"), "Ctrl+F6", "link", name="charge_waive")
            waive.clicked.connect(self.waive_wanted)
            row.append(waive)
        section.add_row(*row)
        if fee.accrued:
            section.add(Words(fee.how, "small", "text2", wrap=True))
        _amount(section, tr("计得"), fee.accrued)
        if fee.collected:
            _amount(section, tr("已收"), -fee.collected)
        for line in waivers:
            _amount(section, tr("减免"), -line.amount)
            leave = tr("{name} 同意", name=line.approver) if line.approver not in ("", line.made_by) else ""
            told = "，".join(part for part in (line.made_on.isoformat(), line.reason, leave) if part)
            section.add(Words(told, "small", "text2", wrap=True))
        _amount(section, tr("未收"), fee.open, strong=True)

    def _add_receipts(self, card: ChargeCard) -> None:
        section = self.add_section(tr("收款"), name="charge_receipts")
        for line in card.settlements:
            self._add_receipt(section, line)

    def _add_receipt(self, section: Section, line: SettlementRow) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.addWidget(Words(line.settled_on.isoformat(), tone="text2"))
        if line.number:
            link = Link(line.number, f"receipt_{line.number}")
            link.clicked.connect(lambda number=line.number: self.receipt_wanted.emit(number))
            row.addWidget(link)
        if line.amount < ZERO:
            row.addWidget(Words(tr("作废"), tone="bad"))
        row.addStretch(1)
        row.addWidget(Words(str(line.amount), tone="bad" if line.amount < ZERO else "text", right=True))
        section.body.addLayout(row)

    def _add_history(self, card: ChargeCard) -> None:
        """Newest first: adjustments with their reasons, and who made the charge (D0.6)."""
        charge = card.charge
        section = self.add_section(tr("修改记录"), line=False, name="charge_history")
        for line in reversed(card.adjustments):
            at = f"{local_time(line.made_at):%Y-%m-%d %H:%M}"
            section.add_line(
                tr("{kind} {amount}", kind=tr(line.kind.value), amount=line.amount), right=line.made_by
            )
            leave = tr("{name} 同意", name=line.approver) if line.approver not in ("", line.made_by) else ""
            words = "，".join(part for part in (at, line.reason, leave) if part)
            section.add(Words(words, "small", "text2", wrap=True))
        section.add_line(
            tr("生成应收 {amount}", amount=charge.amount), at=charge.made_on.isoformat(), right=charge.made_by,
            width=84,
        )  # fmt: skip


def _amount(section: Section, label: str, amount: Money, *, strong: bool = False) -> None:
    row = QHBoxLayout()
    row.addWidget(Words(label, tone="text2"))
    row.addStretch(1)
    said = Words(str(amount), "bold" if strong else "body", "bad" if amount < ZERO else "text", right=True)
    said.setAccessibleName(f"{label} {amount}")
    row.addWidget(said)
    section.body.addLayout(row)
