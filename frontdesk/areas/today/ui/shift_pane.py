"""The start page's pane: the shift, the month's collection as bars, and what the last shift left word of."""

from __future__ import annotations

from frontdesk.areas.cashdesk.queries import ShiftSummary
from frontdesk.areas.cashdesk.rules.kinds import ShiftState
from frontdesk.areas.fees.queries import MonthDue
from frontdesk.areas.reception.rules.shift_log import NoteState
from frontdesk.areas.reception.ui.words import outage_words
from frontdesk.areas.today.queries import PaneFacts, pane_facts
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.bars import Bars
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.pane import Pane
from frontdesk.base.widgets.tokens import SPACE

_GOOD = 900
"""The trade asks for a collection rate of 90 % or more (M8.2), in tenths of a per cent."""


class ShiftPane(Pane):
    """班次, 本月收缴, 要对来人说的."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("today_pane")
        self._desk = desk
        self.bars = Bars("today_bars")

    def refresh(self) -> None:
        """Read and show again."""
        self._desk.read_later(
            pane_facts, self._desk.actor, self._desk.clock.today(), key="today_pane", then=self._show
        )

    def _show(self, facts: PaneFacts) -> None:
        self.bars.setParent(None)
        self.clear()
        self._shift(facts.shift)
        self._month(facts)
        self._words(facts)

    def _shift(self, told: ShiftSummary | None) -> None:
        if told is None:
            if not self._desk.may(Right.COLLECT):
                return
            section = self.add_section(tr("班次"), tr("还没有开班"), name="today_shift")
            section.add(Words(tr("开班后才能收款，先点清备用金。"), "body", "text2", wrap=True))
            begin = KeyButton(tr("开班"), "F8", name="today_open_shift")
            begin.clicked.connect(lambda: self._desk.go("open_shift"))
            section.add_row(begin)
            return
        shift = told.shift
        hint = tr("{name} · {time} 开班", name=shift.name, time=f"{local_time(shift.opened_at):%H:%M}")
        section = self.add_section(tr("班次"), hint, name="today_shift")
        if told.cash is not None:
            section.add(Words(tr("钱箱应有现金"), "body", "text2"))
            figure = str(told.cash)
        else:
            section.add(Words(tr("本班收据（张）"), "body", "text2"))
            figure = f"{told.receipts:,}"
        hand_in = KeyButton(tr("中途缴款"), "F8", name="today_hand_in")
        hand_in.clicked.connect(lambda: self._desk.go("hand_in"))
        shown = Words(figure, "figure")
        shown.setObjectName("today_figure")
        counted = shift.state is ShiftState.COUNTED
        section.add_row(shown, None, *(() if counted else (hand_in,)))
        parts = [tr("备用金 {amount}", amount=shift.opening_float)]
        if told.first:
            parts.append(f"{told.first}–{told.last[-3:]}" if told.receipts > 1 else told.first)
        if told.voided:
            parts.append(tr("作废 {n} 张", n=told.voided))
        if told.cash is None:
            parts.append(tr("现金盲点，结班时再对"))
        section.add(Words("　".join(parts), "small", "text2", wrap=True))

    def _month(self, facts: PaneFacts) -> None:
        due = facts.due
        section = self.add_section(tr("本月收缴"), tr("元"), name="today_month")
        if not due.due and not facts.days:
            section.add(
                Words(
                    tr("这个月还没有应收。到「收费 · 应收账单」生成本月的应收。"), "body", "text2", wrap=True
                )
            )
            return
        rate = int(due.paid.fen * 1000 // due.due.fen) if due.due.fen > 0 else 0
        paid = Words(str(due.paid), "title")
        paid.setObjectName("today_paid")
        tone = "ok" if rate >= _GOOD else "warn"
        section.add_row(
            paid,
            Words(tr("应收 {amount}", amount=due.due), "body", "text2"),
            None,
            StatusLabel("ok" if tone == "ok" else "warn", f"{rate // 10}.{rate % 10}%", bold=True),
            spacing=SPACE.l,
        )
        section.body.addSpacing(SPACE.l)
        self.bars.set_month(Month.of(facts.today), {d.day.day: d.amount for d in facts.days}, facts.today)
        section.add(self.bars)
        section.body.addSpacing(SPACE.s)
        section.add(Words(self._rate_words(due, rate, facts), "small", "text2", wrap=True))

    def _rate_words(self, due: MonthDue, rate: int, facts: PaneFacts) -> str:
        last = Month.of(facts.today).span.last
        collected = total(d.amount for d in facts.days)
        brought = tr("本月柜台收款 {amount}。", amount=collected)
        if rate >= _GOOD:
            return tr("收缴率达到 90%。") + brought
        short = Money(-(-due.due.fen * _GOOD // 1000)) - due.paid
        return tr("收缴率低于 90%，还差 {short}，{day} 前。", short=short, day=f"{last:%m-%d}") + brought

    def _words(self, facts: PaneFacts) -> None:
        """What is out now; what the last shift left word of: its note in the log, and its words at the close."""
        last, note = facts.last, facts.note
        told = last is not None and bool(last.words)
        if not told and note is None and not facts.outages:
            return
        section = self.add_section(tr("要对来人说的"), "", tr("交接班记录"), name="today_words", line=False)
        if section.heading is not None and section.heading.link is not None:
            section.heading.link.clicked.connect(lambda: self._desk.go("shift_log"))
        for outage in facts.outages:
            tied = tr("已关联报事 {n} 件。", n=outage.tickets) if outage.tickets else ""
            section.add_state("warn", outage_words(outage), outage.say + tied, bold=True)
        if note is not None:
            at = local_time(note.at)
            shape = "%H:%M" if at.date() == facts.today else "%m-%d %H:%M"
            head = tr(
                "{shift}交来 · {who} {at}", shift=note.shift or tr("上一班"), who=note.by, at=f"{at:{shape}}"
            )
            mine = note.by_id == self._desk.actor.id
            open_ = note.state is NoteState.OPEN and not mine
            section.add_state("warn" if open_ else "neutral", head, "；".join(note.points), bold=True)
            if open_:
                sign = KeyButton(tr("看过，签收"), kind="link", name="today_sign")
                sign.clicked.connect(lambda: self._desk.go("shift_log", text=note.number))
                section.add_row(sign, None)
        if last is not None and told:
            who = tr("{name}交来 · {cashier} {time}", name=last.shift.name, cashier=last.shift.cashier,
                     time=f"{local_time(last.closed_at):%m-%d %H:%M}")  # fmt: skip
            section.add_state("neutral", who, last.words, bold=True)
