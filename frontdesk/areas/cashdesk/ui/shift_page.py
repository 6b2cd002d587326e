"""日结's own page: the shift that runs, the shifts that were closed with their papers, and what was handed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.queries import (
    ClosedShift,
    HandInRow,
    ShiftRow,
    closed_shifts,
    current_shift,
    hand_ins,
    moves_of_shift,
    open_hand_ins,
    open_shifts,
    shift_summary,
)
from frontdesk.areas.cashdesk.rules.kinds import CASH_MOVE_WORDS, CashMove, ShiftState
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.areas.cashdesk.service import (
    ConfirmHandIn,
    Moved,
    PrintDayReport,
    PrintedPaper,
    PrintHandInSlip,
    confirm_hand_in,
    print_day_report,
    print_hand_in_slip,
)
from frontdesk.areas.cashdesk.ui.move_dialog import PETTY, MoveDialog
from frontdesk.areas.cashdesk.ui.paper_actions import has_printer
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.shift_panes import ClosedShiftPane, HandInPane
from frontdesk.areas.cashdesk.ui.stored_papers import drawing_of, stored_paper
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import MonthField
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.printing import print_paper, save_pdf
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

PANE = 408
CLOSES, HAND_INS = "closes", "hand_ins"
REPORT_FORM, SLIP_FORM = "day_report", "hand_in_slip"


def _result(row: ClosedShift) -> Status:
    word = over_or_short(row.difference)
    tone = "ok" if not word else "bad" if row.difference < ZERO else "warn"
    return Status(tone, word or tr("相符"))


def _answer(row: HandInRow) -> Status:
    if row.accepted is None:
        return Status("warn", tr("待签收"), hollow=True)
    return Status("ok", tr("已签收")) if row.accepted else Status("bad", tr("已退回"))


class ShiftPage(Page):
    """Targets: `shift` (the running one, or opening one), `shifts`, `hand_ins`, `hand_in` and `petty` (dialogs)."""

    TARGETS = ("shift", "shifts", "hand_ins", "hand_in", "petty")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "cashdesk_shift_page", tr("日结"), topics=("shifts", "payments", "papers"), parent=parent
        )
        self.shift: ShiftRow | None = None
        self._other: ShiftRow | None = None
        self._build_head()
        self._build_filters()
        self.closes: RowsModel[ClosedShift] = RowsModel(
            [
                Column(tr("营业日期"), lambda r: r.shift.business_on, width=124),
                Column(tr("班次"), lambda r: r.shift.name, width=64),
                Column(tr("收款员"), lambda r: r.shift.cashier, width=84),
                Column(tr("应有（元）"), lambda r: r.expected, kind="money", width=108),
                Column(tr("实点"), lambda r: r.counted, kind="money", width=108),
                Column(tr("结果"), _result, kind="status", width=124),
                Column(tr("上缴"), lambda r: r.handed_in, kind="money", width=108),
                Column(tr("日报表"), lambda r: r.report_number, kind="quiet"),
            ],
            key=lambda r: r.shift.id,
            parent=self,
        )
        self.hand_ins: RowsModel[HandInRow] = RowsModel(
            [
                Column(tr("缴款单"), lambda r: r.number, width=160),
                Column(tr("营业日期"), lambda r: r.business_on, width=104),
                Column(tr("班次"), lambda r: r.shift, width=64),
                Column(tr("收款员"), lambda r: r.cashier, width=84),
                Column(tr("金额（元）"), lambda r: r.amount, kind="money", width=116),
                Column(tr("状态"), _answer, kind="status", width=104),
                Column(tr("签收"), lambda r: r.replied_by, kind="quiet"),
            ],
            key=lambda r: r.number,
            parent=self,
        )
        self.close_table = Table("closed_shifts", title=tr("结过的班"), memory=desk.memory)
        self.close_table.set_model(self.closes)
        self.close_table.current_changed.connect(self._show_close)
        self.close_table.opened.connect(lambda _row: self._show_report())
        self.hand_in_table = Table("hand_ins", title=tr("缴款单"), memory=desk.memory)
        self.hand_in_table.set_model(self.hand_ins)
        self.hand_in_table.current_changed.connect(self._show_hand_in)
        self.close_pane, self.hand_in_pane = ClosedShiftPane(), HandInPane()
        self.close_pane.report_wanted.connect(self._print_report)
        self.close_pane.show_wanted.connect(self._show_report)
        self.hand_in_pane.slip_wanted.connect(self._print_slip)
        self.hand_in_pane.accept_wanted.connect(self._accept)
        self.hand_in_pane.return_wanted.connect(self._return)
        self._lists, self._panes = QStackedWidget(), QStackedWidget()
        for stack, parts in (
            (self._lists, (self.close_table, self.hand_in_table)),
            (self._panes, (self.close_pane, self.hand_in_pane)),
        ):
            for part in parts:
                stack.addWidget(part)
        self.set_split(self._lists, self._panes, PANE, folds=False)

    def _build_head(self) -> None:
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="shifts_export")
        export.clicked.connect(self._export)
        self.petty_button = KeyButton(tr("零星收支"), "F6", name="petty")
        self.petty_button.clicked.connect(lambda: self._move(PETTY))
        self.hand_in_button = KeyButton(tr("中途缴款"), "F8", name="hand_in")
        self.hand_in_button.clicked.connect(lambda: self._move((CashMove.HAND_IN,)))
        self.open_button = KeyButton(tr("开班"), "F9", "primary", name="shift_open")
        self.open_button.clicked.connect(lambda: self.desk.go("open_shift"))
        self.close_button = KeyButton(tr("开始日结"), "F9", "primary", name="shift_close")
        self.close_button.clicked.connect(lambda: self.desk.go("close"))
        self.print_button = print_button("shifts_print", self._print_list)
        for button in (
            self.print_button,
            export,
            self.petty_button,
            self.hand_in_button,
            self.open_button,
            self.close_button,
        ):
            self.head.add_action(button)

    def _build_filters(self) -> None:
        self.chips = ChipRow([(CLOSES, tr("结过的班")), (HAND_INS, tr("缴款签收"))], name="shift_chips")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.filters.add(self.chips)
        self.state = StatusLabel("neutral", "")
        self.state.setObjectName("shift_state")
        self.filters.add(self.state)
        self.others = KeyButton("", kind="link", name="close_other")
        self.others.clicked.connect(self._close_other)
        self.filters.add(self.others)
        self.month = MonthField("shift_month")
        self.month.set_label(tr("月份"))
        self.month.setFixedWidth(104)
        self.month.set_value(Month.of(self.desk.clock.today()))
        self.month.edited.connect(self.refresh)
        self.filters.add_right(self.month)

    # -- reading --

    def open(self, *, target: object = "shift", **arguments: object) -> None:
        """Where the word leads: a list, a dialog, or opening a shift."""
        self.refresh()
        if target == "shift" and self.shift is None and self.desk.may(Right.COLLECT):
            self.desk.go("open_shift")
        elif target == "hand_ins" or (target == "shift" and not self.desk.may(Right.COLLECT)):
            self.chips.choose(HAND_INS)
        elif target in ("hand_in", "petty"):
            self._move((CashMove.HAND_IN,) if target == "hand_in" else PETTY)

    def refresh(self) -> None:
        self.shift = self.desk.read(current_shift, self.desk.actor.id)
        self._show_state()
        count = len(self.desk.read(open_hand_ins))
        self.chips.set_count(HAND_INS, count or None)
        month = self._month()
        if month is None:
            return
        if self.chips.current() == CLOSES:
            self._lists.setCurrentWidget(self.close_table)
            self._panes.setCurrentWidget(self.close_pane)
            rows = self.desk.read(closed_shifts, month.span.start, month.span.last)
            self.closes.set_rows(rows)
            self._show(self.close_table, bool(rows))
        else:
            self._lists.setCurrentWidget(self.hand_in_table)
            self._panes.setCurrentWidget(self.hand_in_pane)
            waiting = [r for r in self.desk.read(open_hand_ins) if not month.span.holds(r.business_on)]
            found = [*waiting, *self.desk.read(hand_ins, month.span.start, month.span.last)]
            found.sort(key=lambda r: (bool(r.accepted), -r.id))
            self.hand_ins.set_rows(found)
            self._show(self.hand_in_table, bool(found))

    def _month(self) -> Month | None:
        try:
            found = self.month.value()
        except Refused:
            return None  # half typed: the list stays until a month can be read
        return found or Month.of(self.desk.clock.today())

    def _show(self, table: Table, any_rows: bool) -> None:
        if any_rows:
            self.hide_empty()
            if table.current() is None:
                table.select_first()
            return
        if self.chips.current() == CLOSES:
            title = tr("这个月还没有结过的班")
            words = tr("日结后，日报表和缴款单都留在这里，可以再看、再打印。")
        else:
            title = tr("这个月还没有缴款")
            words = tr("中途缴款和结班上缴的现金列在这里，由财务签收或退回。")
        self.show_empty(EmptyState("ph.clipboard-text", title, words, name="no_rows"))

    def _show_state(self) -> None:
        may = self.desk.may(Right.COLLECT)
        shift = self.shift
        running = shift is not None and shift.state is ShiftState.OPEN
        self.petty_button.setVisible(may and running)
        self.hand_in_button.setVisible(may and running)
        self.open_button.setVisible(may and shift is None)
        self.close_button.setVisible(shift is not None)
        if shift is None:
            self.state.set("neutral", tr("没有开着的班") if may else "", hollow=True)
        else:
            summary = self.desk.read(shift_summary, shift.id, self.desk.actor)
            since = f"{local_time(shift.opened_at):%H:%M}"
            if shift.business_on < self.desk.clock.today():
                words = tr("{day} {name}还没有结", day=f"{shift.business_on:%m-%d}", name=shift.name)
                self.state.set("warn", words)
            elif shift.state is ShiftState.COUNTED:
                self.state.set("warn", tr("{name}已清点，等着结班", name=shift.name))
            else:
                words = tr("{name}，{at} 开班，收据 {n} 张", name=shift.name, at=since, n=summary.receipts)
                self.state.set("ok", words)
            self.close_button.setText(tr("继续结班") if shift.state is ShiftState.COUNTED else tr("开始日结"))
        self.state.setVisible(bool(self.state.text()))
        self._show_others()

    def _show_others(self) -> None:
        """Somebody else's shift that is still open, for who may close it in their place."""
        others = [s for s in self.desk.read(open_shifts) if s.cashier_id != self.desk.actor.id]
        self._other = others[0] if others and self.desk.may(Right.CLOSE_OTHERS) else None
        self.others.setVisible(self._other is not None)
        if self._other is not None:
            other = self._other
            day = f"{other.business_on:%m-%d}"
            self.others.setText(tr("替{who}结 {day} {name}", who=other.cashier, day=day, name=other.name))

    def _close_other(self) -> None:
        if self._other is not None:
            self.desk.go("close", shift_id=self._other.id)

    # -- panes --

    def _show_close(self, row: ClosedShift | None) -> None:
        if row is not None:
            self.close_pane.show_shift(row, self.desk.read(moves_of_shift, row.shift.id))

    def _show_hand_in(self, row: HandInRow | None) -> None:
        if row is not None:
            self.hand_in_pane.show_hand_in(row, may_answer=self.desk.may(Right.FINANCE_CONFIRM))

    def _export(self) -> None:
        export_table(self.desk, *self._list_shown())

    def _print_list(self) -> None:
        table, name = self._list_shown()
        month = self._month()
        words = tr("月份 {month}", month=month) if month is not None else ""
        print_list(self.desk, table, name, filter_words=words)

    def _list_shown(self) -> tuple[Table, str]:
        """The list shown, and what it is called on paper and in Excel."""
        closes = self.chips.current() == CLOSES
        return (self.close_table, tr("日结记录")) if closes else (self.hand_in_table, tr("缴款单"))

    # -- papers --

    def _show_report(self) -> None:
        row: ClosedShift | None = self.close_table.current()
        if row is None:
            return
        stored = stored_paper(self.desk, REPORT_FORM, row.report_number)
        if stored is None:
            return
        title = tr("收款日报表 {number}", number=row.report_number)

        def drawn(pdf: bytes) -> None:
            if isValid(self):
                dialog = PaperDialog(pdf, title, tr("存档的样子。要纸请按 F7 补打。"), self)
                dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                dialog.open()

        self.desk.worker.run(drawing_of(REPORT_FORM, stored), drawn, self.desk.tell)

    def _print_report(self) -> None:
        row: ClosedShift | None = self.close_table.current()
        if row is not None:
            self.desk.run(
                print_day_report,
                PrintDayReport(row.shift.id),
                then=lambda paper: self._send(paper, tr("收款日报表")),
            )

    def _print_slip(self) -> None:
        row: HandInRow | None = self.hand_in_table.current()
        if row is not None:
            self._slip(row.number)

    def _slip(self, number: str) -> None:
        self.desk.run(
            print_hand_in_slip,
            PrintHandInSlip(number),
            then=lambda paper: self._send(paper, tr("缴款单")),
        )

    def _send(self, paper: PrintedPaper, word: str) -> None:
        title = f"{word} {paper.number}"
        if not has_printer(self.desk, paper.form):
            self.desk.messages.warn(
                tr("{title} 已存好，没有打印。", title=title),
                tr("这台电脑没有装打印机。"),
                action=tr("另存为 PDF"),
                then=lambda: save_pdf(self.desk, paper.pdf, f"{title}.pdf"),
            )
            return

        def sent(printer: str) -> None:
            self.desk.messages.ok(tr("{title} 已送打印。", title=title), printer)

        print_paper(self.desk, paper.form, paper.pdf, title=title, then=sent)

    # -- cash without a receipt --

    def _move(self, kinds: tuple[CashMove, ...]) -> None:
        if self.shift is None or self.shift.state is not ShiftState.OPEN:
            self.desk.messages.warn(tr("没有开着的班次。"), tr("先开班，再记缴款和零星收支。"))
            return
        dialog = MoveDialog(self.desk, kinds, self._moved, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _moved(self, moved: Moved, kind: CashMove, amount: Money) -> None:
        word = tr(CASH_MOVE_WORDS[kind])
        self.desk.messages.ok(tr("{word} {amount} 已记下。", word=word, amount=amount), moved.number)
        if kind is CashMove.HAND_IN:
            self._slip(moved.number)

    # -- finance --

    def _accept(self) -> None:
        row: HandInRow | None = self.hand_in_table.current()
        if row is not None:
            self.desk.run(confirm_hand_in, ConfirmHandIn(row.number), then=self._accepted)

    def _accepted(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已签收。", number=number))

    def _return(self) -> None:
        row: HandInRow | None = self.hand_in_table.current()
        if row is None:
            return
        words = self.desk.dialogs.ask_reason(
            tr("退回 {number}", number=row.number),
            tr("写明哪里不符，收款员会看到。补齐后仍可签收。"),
            (tr("金额不符"), tr("券别不符"), tr("有假币"), tr("其他")),
        )
        if words is not None:
            command = ConfirmHandIn(row.number, accepted=False, words=words)
            self.desk.run(confirm_hand_in, command, then=self._returned)

    def _returned(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已退回。", number=number))

    def help_text(self) -> str:
        return tr(
            "本班的缴款、零星收支和日结从这里开始。结过的班可以再看、再打日报表；缴款单由财务签收或退回。"
        )
