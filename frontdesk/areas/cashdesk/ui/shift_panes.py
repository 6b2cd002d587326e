"""What the pane beside the lists of shifts and hand-ins says, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from frontdesk.areas.cashdesk.queries import ClosedShift, HandInRow, MoveRow
from frontdesk.areas.cashdesk.rules.kinds import CASH_MOVE_WORDS, CashMove
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane, pad


class ClosedShiftPane(Pane):
    """A closed shift: its figures, its movements of cash, its papers."""

    report_wanted = Signal()
    show_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("closed_shift_pane")
        self.print_button = KeyButton(tr("补打日报表"), "F7", icon="ph.printer", name="report_again")
        self.print_button.clicked.connect(self.report_wanted)
        self.show_button = KeyButton(tr("查看"), name="report_show")
        self.show_button.clicked.connect(self.show_wanted)
        self.set_foot(pad(self.print_button, self.show_button, None))

    def show_shift(self, closed: ClosedShift, moves: Sequence[MoveRow]) -> None:
        """What its close stored."""
        self.clear()
        shift = closed.shift
        facts = self.add_section(f"{shift.business_on} {shift.name}", shift.desk, name="closed_facts")
        facts.add_pair(tr("收款员"), shift.cashier)
        facts.add_pair(tr("开班"), f"{local_time(shift.opened_at):%m-%d %H:%M}")
        by = "" if closed.closed_by == shift.cashier else tr("　{name}代结", name=closed.closed_by)
        facts.add_pair(tr("结班"), f"{local_time(closed.closed_at):%m-%d %H:%M}{by}")
        facts.add_pair(tr("日报表"), closed.report_number)
        cash = self.add_section(tr("现金"), name="closed_cash")
        cash.add_pair(tr("应有"), str(closed.expected))
        cash.add_pair(tr("实点"), str(closed.counted))
        words = over_or_short(closed.difference) or tr("相符")
        tone = "ok" if not closed.difference else "bad" if closed.difference < ZERO else "warn"
        cash.add_pair(tr("结果"), words, tone=tone)
        if closed.reason:
            cash.add_pair(tr("原因"), closed.reason)
        cash.add_pair(tr("留备用金"), str(closed.kept_back))
        cash.add_pair(tr("上缴"), str(closed.handed_in))
        if moves:
            section = self.add_section(tr("缴款和零星收支"), name="closed_moves")
            for move in moves:
                word = tr("结班上缴") if move.at_close else tr(CASH_MOVE_WORDS[move.kind])
                sign = "" if move.kind is CashMove.PETTY_IN else "−"
                said = "　".join(part for part in (word, move.reason) if part)
                section.add_line(said, at=f"{local_time(move.at):%H:%M}", right=f"{sign}{move.amount}")
        if closed.words:
            self.add_section(tr("给下一班的话"), line=False).add(
                Words(closed.words, tone="text2", wrap=True, select=True)
            )


class HandInPane(Pane):
    """A hand-in: what it is, finance's answer, and its slip."""

    slip_wanted = Signal()
    accept_wanted = Signal()
    return_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("hand_in_pane")
        self.print_button = KeyButton(tr("补打缴款单"), "F7", icon="ph.printer", name="slip_again")
        self.return_button = KeyButton(tr("退回"), "F4", name="hand_in_return")
        self.accept_button = KeyButton(tr("签收"), "Ctrl+Enter", "primary", name="hand_in_accept")
        self.print_button.clicked.connect(self.slip_wanted)
        self.return_button.clicked.connect(self.return_wanted)
        self.accept_button.clicked.connect(self.accept_wanted)
        self.set_foot(pad(self.print_button, None, self.return_button, self.accept_button))

    def show_hand_in(self, row: HandInRow, *, may_answer: bool) -> None:
        """What was handed in and what finance said."""
        self.clear()
        facts = self.add_section(row.number, name="hand_in_facts")
        facts.add(Words(str(row.amount), "figure"))
        facts.add(Words(capitals(row.amount), tone="text2", wrap=True))
        facts.add_pair(tr("营业日期"), row.business_on.isoformat())
        facts.add_pair(tr("班次"), f"{row.shift} · {row.desk}")
        facts.add_pair(tr("收款员"), row.cashier)
        facts.add_pair(tr("缴款"), f"{local_time(row.at):%m-%d %H:%M}")
        facts.add_pair(tr("来源"), tr("结班上缴") if row.at_close else tr("中途上缴"))
        answer = self.add_section(tr("财务签收"), name="hand_in_answer", line=False)
        if row.accepted is None:
            answer.add_state("warn", tr("还没有签收"))
        elif row.accepted:
            answer.add_state("ok", tr("已签收"), f"{row.replied_on}　{row.replied_by}　{row.words}".strip())
        else:
            answer.add_state("bad", tr("已退回"), f"{row.replied_on}　{row.replied_by}　{row.words}".strip())
        open_now = may_answer and not row.accepted
        self.accept_button.setVisible(open_now)
        self.return_button.setVisible(open_now)
