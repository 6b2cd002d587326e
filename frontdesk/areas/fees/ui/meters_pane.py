"""The pane beside the list of meters: one meter, what waits of it, and every reading it has had (M3)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.meters import MeterCard, ReadingRow
from frontdesk.areas.fees.rules.kinds import ReadingKind
from frontdesk.areas.fees.rules.meters import UNITS, plain_figure
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane, pad

WIDTH = 344
_MOST = 24


class MeterPane(Pane):
    """`change_wanted`, `end_wanted`, `correct_wanted`, `unit_wanted`, `held_wanted` from its buttons."""

    change_wanted = Signal()
    end_wanted = Signal()
    correct_wanted = Signal()
    unit_wanted = Signal()
    held_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.card: MeterCard | None = None
        self.correct = KeyButton(tr("更正"), "F9", name="meter_correct")
        self.change = KeyButton(tr("换表"), "F10", name="meter_change")
        self.end = KeyButton(tr("拆表"), name="meter_end")
        self.correct.clicked.connect(self.correct_wanted)
        self.change.clicked.connect(self.change_wanted)
        self.end.clicked.connect(self.end_wanted)
        self._feet = pad(self.correct, self.change, self.end, None)
        self.set_foot(self._feet)
        self.show_card(None)

    def show_card(self, card: MeterCard | None) -> None:
        """Another meter; None while none is chosen."""
        self.card = card
        self.clear()
        self._feet.setVisible(card is not None)
        if card is None:
            self.add_section(line=False).add(
                Words(tr("选一块表，这里是它每次的读数。"), "body", "text3", wrap=True)
            )
            return
        state = card.state
        self.correct.setVisible(
            state.before_value is not None and not state.billed and state.ended_on is None
        )
        self._add_head(card)
        for held in state.waiting:
            section = self.add_section(tr("待处理"), name="meter_waiting")
            value = plain_figure(held.value) if held.value is not None else tr("没抄到")
            section.add_state(
                "warn", tr("{day} {value}", day=held.read_on.isoformat(), value=value), held.words
            )
            button = KeyButton(tr("去处理"), "F6", "link", shortcut=False, name="meter_decide")
            button.clicked.connect(self.held_wanted)
            section.add_row(button)
        self._add_history(card)
        self.scroll_to_top()

    def _add_head(self, card: MeterCard) -> None:
        state = card.state
        section = self.add_section(name="meter_head")
        unit = KeyButton(tr("一户一卡"), kind="link", name="meter_unit_card")
        unit.clicked.connect(self.unit_wanted)
        section.add_row(Words(state.unit, "lead", select=True), None, unit)
        facts = [tr("{kind}表", kind=tr(state.kind.value)), state.number, state.place]
        section.add(Words(" · ".join(fact for fact in facts if fact), tone="text2", select=True))
        digits = tr("{n} 位", n=state.digits)
        if state.multiplier != 1:
            digits = tr("{n} 位，倍率 {times}", n=state.digits, times=plain_figure(state.multiplier))
        section.add_pair(tr("表"), digits)
        since = state.opened_on.isoformat()
        if card.replaces:
            since = tr("{day} 换下 {number}", day=since, number=card.replaces)
        section.add_pair(tr("启用"), since)
        if state.usual is not None:
            word = tr(UNITS[state.kind])
            section.add_pair(tr("平时用量"), tr("{n} {unit}", n=plain_figure(state.usual), unit=word))
        if card.used_before:
            section.add_pair(tr("当年已用"), plain_figure(card.used_before))

    def _add_history(self, card: MeterCard) -> None:
        section = self.add_section(tr("读数"), tr("用量在右"), line=False, name="meter_history")
        for row in card.readings[:_MOST]:
            tone = "text3" if row.superseded else "text"
            section.add_line(
                plain_figure(row.value),
                at=_day(row.read_on),
                right="" if row.kind is ReadingKind.FIRST else plain_figure(row.use),
                tone=tone,
                width=88,
            )
            words = _words(row, row.meter_id != card.state.id)
            if words:
                section.add(Words(words, "small", "text3", wrap=True))
        if len(card.readings) > _MOST:
            section.add(Words(tr("还有更早的 {n} 次", n=len(card.readings) - _MOST), "small", "text3"))


def _day(day: date) -> str:
    return day.isoformat()


def _words(row: ReadingRow, older: bool) -> str:
    """How a reading came about, where that is worth saying."""
    parts = []
    if older:
        parts.append(tr("旧表 {number}", number=row.number) if row.number else tr("旧表"))
    if row.kind in (ReadingKind.FIRST, ReadingKind.ESTIMATED, ReadingKind.LAST):
        parts.append(tr(row.kind.value))
    if row.rolled:
        parts.append(tr("翻转"))
    if row.decision is not None:
        parts.append(tr("{who} {what}", who=row.by, what=tr(row.decision.value)))
    if row.reason:
        parts.append(row.reason)
    if row.superseded:
        parts.append(tr("已更正"))
    elif row.billed:
        parts.append(tr("已计费"))
    return "，".join(parts)
