"""日结, step by step: count blind, see what should be there, say why it differs, print and hand in (M7.3-M7.7)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from frontdesk.areas.cashdesk.queries import (
    DepositFilter,
    ShiftRow,
    close_check,
    current_shift,
    deposit_rows,
    part_count,
    receipts_of_shift,
    revealed,
    shift_row,
    shift_summary,
)
from frontdesk.areas.cashdesk.rules.drawer import Pieces
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.areas.cashdesk.service import (
    Closed,
    CloseShift,
    ConfirmCount,
    close_shift,
    confirm_count,
)
from frontdesk.areas.cashdesk.ui.closed_papers import ClosedPapers
from frontdesk.areas.cashdesk.ui.closed_view import REPORT, SLIP
from frontdesk.areas.cashdesk.ui.count_view import SLIP_KINDS, CountView, SlipsView
from frontdesk.areas.cashdesk.ui.reveal_view import RevealView, StoryPane
from frontdesk.areas.cashdesk.ui.shift_facts import ShiftFacts
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Splitter, pad
from frontdesk.base.widgets.steps import StepBar
from frontdesk.base.widgets.tokens import SPACE

FACTS, SLIPS, STORY = 272, 408, 344


class ClosePage(Page):
    """`open(shift_id=…)` closes that shift, without one the signed-in cashier's own. `left` when it is done with."""

    TARGETS = ("close",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_close_page",
            tr("日结"),
            topics=("shifts", "payments", "papers", "drafts"),
            parent=parent,
        )
        self.shift: ShiftRow | None = None
        self._asked: int | None = None
        self._closed: Closed | None = None
        self._closing = False
        self.steps = StepBar((tr("关班检查"), tr("清点"), tr("核对"), tr("打印上缴")), 1)
        self.head.hint.hide()
        self.head.middle.setContentsMargins(SPACE.l, 0, 0, 0)
        self.head.middle.addWidget(self.steps)
        self.facts = ShiftFacts()
        self.facts.go_wanted.connect(desk.go)
        self.count = CountView()
        self.slips = SlipsView()
        self.reveal: RevealView | None = None
        self.story: StoryPane | None = None
        self.papers: ClosedPapers | None = None
        self._middle = QStackedWidget()
        self._middle.addWidget(self.count)
        self._right = QStackedWidget()
        self._right.addWidget(self.slips)
        self._parts = Splitter(
            (self.facts, self._middle, self._right),
            (FACTS, 0, SLIPS),
            name="cashdesk_close_page_split",
            folds=False,
        )
        self.set_body(self._parts)
        self._build_foot()
        desk.actor_changed.connect(self._other_actor)

    def _build_foot(self) -> None:
        self.foot_words = Words("", tone="text2")
        self.back_button = KeyButton("", "Esc", name="close_back")
        self.back_button.clicked.connect(self.give_up)
        self.confirm_button = KeyButton(tr("确认清点"), "Ctrl+Enter", "primary", name="confirm_count")
        self.confirm_button.clicked.connect(self.confirm)
        self.close_button = KeyButton(tr("结班并打印"), "Ctrl+Enter", "primary", name="close_shift")
        self.close_button.clicked.connect(self.close_now)
        self.done_button = KeyButton(tr("完成"), "Ctrl+Enter", "primary", name="close_done")
        self.done_button.clicked.connect(self._finish)
        self.set_foot(
            pad(
                self.foot_words,
                None,
                self.back_button,
                self.confirm_button,
                self.close_button,
                self.done_button,
                margins=(SPACE.xl, 0, SPACE.xl, 0),
            )
        )

    # -- where it stands --

    def open(self, **arguments: object) -> None:
        """A shift by id, or the cashier's own."""
        asked = arguments.get("shift_id")
        self._asked = asked if isinstance(asked, int) else None
        if self._closed is not None:
            self._begin_anew()
        self.refresh_soon()

    def refresh(self) -> None:
        if self._closed is not None or self._closing:
            return
        if self._asked is not None:
            self.shift = self.desk.read(shift_row, self._asked)
        else:
            self.shift = self.desk.read(current_shift, self.desk.actor.id)
        if self.shift is None or self.shift.state is ShiftState.CLOSED:
            self._show_none()
            return
        self.hide_empty()
        if self.foot is not None:
            self.foot.show()
        self._show_facts(self.shift)
        if self.shift.state is ShiftState.OPEN:
            self._show_count()
        elif self.reveal is None:
            self._show_reveal(self.shift)

    def _show_none(self) -> None:
        start = KeyButton(tr("开班"), "F9", "primary", name="close_open_shift")
        start.clicked.connect(lambda: self.desk.go("open_shift"))
        back = KeyButton(tr("看结过的班"), name="close_history")
        back.clicked.connect(self.left)
        buttons = (start, back) if self.desk.may(Right.COLLECT) else (back,)
        words = tr("没有开着的班次，不用日结。结过的班和日报表在“日结”里可以再看、再打印。")
        self.show_empty(EmptyState("ph.clipboard-text", tr("没有要结的班"), words, buttons, name="no_shift"))
        if self.foot is not None:
            self.foot.hide()

    def _show_facts(self, shift: ShiftRow) -> None:
        summary = self.desk.read(shift_summary, shift.id, self.desk.actor)
        points = self.desk.read(close_check, shift.id, self.desk.clock.today())
        self.facts.show_shift(summary, points, links=shift.state is ShiftState.OPEN)

    # -- the count --

    def _show_count(self) -> None:
        self.steps.set_current(1)
        self._middle.setCurrentWidget(self.count)
        self._right.setCurrentWidget(self.slips)
        self._drop_reveal()
        self._foot(tr("确认后显示应有金额，不能返回修改。"), tr("放弃，继续收款"), self.confirm_button)
        if not self._focus_inside(self.count) and not self._focus_inside(self.slips):
            self.count.grid.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_inside(self, widget: QWidget) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and widget.isAncestorOf(focused)

    def _foot(self, words: str, back: str, primary: KeyButton) -> None:
        self.foot_words.setText(words)
        self.back_button.setText(back)
        self.back_button.setVisible(bool(back))
        for button in (self.confirm_button, self.close_button, self.done_button):
            button.setVisible(button is primary)

    def confirm(self) -> None:
        """Store the count: it stands from now on, and only then the figures show."""
        shift = self.shift
        if shift is None or self.desk.busy:
            return
        errors: dict[str, str] = {}
        counts: Pieces = ()
        slips: dict[Tender, tuple[int, Money]] = {}
        try:
            counts = self.count.grid.counts()
        except InvalidInput as error:
            errors |= error.errors
        try:
            slips = self.slips.slips()
        except InvalidInput as error:
            errors |= error.errors
        if errors:
            self.show_errors(InvalidInput(errors))
            words = tr("张数和金额只能填数字，要改 {n} 处。", n=len(errors))
            self.desk.messages.bad(tr("没有确认。"), words)
            return
        if not self._cash_meant(shift, counts) or not self._slips_meant(shift):
            return
        command = ConfirmCount(shift.id, counts, slips, str(self.slips.words.value()))
        self.desk.run(confirm_count, command, then=self._counted, form=self)

    def _cash_meant(self, shift: ShiftRow, counts: Pieces) -> bool:
        """Asks when a drawer that began with a float is counted as empty: it cannot be taken back."""
        if counts or not shift.opening_float:
            return True
        return self.desk.dialogs.confirm(
            tr("现金一张也没有点。按 0.00 存吗？存了不能改。"),
            title=tr("现金没有点"),
            yes=tr("按 0.00 存"),
            danger=True,
        )

    def _slips_meant(self, shift: ShiftRow) -> bool:
        """Asks when a way to pay was used in the shift and nothing was typed for it. Says no amount (M7.3)."""
        receipts = self.desk.read(receipts_of_shift, shift.id)
        deposits = self.desk.read(deposit_rows, DepositFilter(shift_id=shift.id))
        told = [*((r.voided, r.tenders) for r in receipts), *((d.voided, d.tenders) for d in deposits)]
        used = {word for voided, tenders in told if not voided for word in tenders.split("、")}
        left_out = [
            tr(TENDER_WORDS[kind])
            for kind in SLIP_KINDS
            if tr(TENDER_WORDS[kind]) in used and self.slips.blank(kind)
        ]
        if not left_out:
            return True
        return self.desk.dialogs.confirm(
            tr("本班收过{what}，结算单还没有填。按 0.00 存吗？存了不能改。", what="、".join(left_out)),
            title=tr("结算单没有填"),
            yes=tr("按 0.00 存"),
            danger=True,
        )

    def _counted(self, _shift_id: int) -> None:
        self.count.grid.set_counts(None)
        self.slips.clear()
        self.refresh()

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        """Errors beside the fields they name; the first has the focus."""
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        if self.reveal is not None:
            if errors.get("reason"):
                self.reveal.say_reason_wrong(errors["reason"])
            if errors.get("kept_back"):
                self.reveal.say_float_wrong(errors["kept_back"])
            return
        wrong = [*self.count.grid.show_errors(errors), *self.slips.show_errors(errors)]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.TabFocusReason)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        if self.reveal is None:
            self.count.grid.show_errors({})
            self.slips.show_errors({})

    def error_words(self) -> str:
        """The error itself says it all."""
        return ""

    def focus_first_error(self) -> None:
        """The first wrong field already has the focus."""

    # -- the figures --

    def _show_reveal(self, shift: ShiftRow) -> None:
        told = self.desk.read(revealed, shift.id)
        self._drop_reveal()
        self.reveal, self.story = RevealView(told), StoryPane(told)
        self.reveal.float_typed.connect(self._part)
        self._middle.addWidget(self.reveal)
        self._right.addWidget(self.story)
        self._middle.setCurrentWidget(self.reveal)
        self._right.setCurrentWidget(self.story)
        self.steps.set_current(2)
        self._narrow()
        self._foot(tr("结班后本班锁定，一笔也不能再改。"), "", self.close_button)
        first: QWidget = self.reveal.chips[0] if self.reveal.chips else self.reveal.kept
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if told.needs_reason:
            what = over_or_short(told.difference)
            head = tr("清点已存下，现金{what}。", what=what) if what else tr("清点已存下，非现金有差额。")
            self.desk.messages.warn(head, tr("写明原因就能结班，差额照存。"))
        else:
            self.desk.messages.ok(tr("清点已存下，分文不差。"), tr("看好留下的备用金，就可以结班。"))

    def _narrow(self) -> None:
        """The story needs less room than the slips."""
        whole = self._parts.width()
        self._parts.setSizes([FACTS, max(1, whole - FACTS - STORY - 2), STORY])

    def _part(self, keep: Money) -> None:
        if self.reveal is not None and self.shift is not None:
            self.reveal.show_parting(self.desk.read(part_count, self.shift.id, keep), keep)

    def _drop_reveal(self) -> None:
        for stack, view in ((self._middle, self.reveal), (self._right, self.story)):
            if view is not None:
                stack.removeWidget(view)
                view.deleteLater()
        self.reveal = self.story = None

    def close_now(self) -> None:
        """Close for good: the reason and the float as they stand."""
        shift, reveal = self.shift, self.reveal
        if shift is None or reveal is None or self.desk.busy:
            return
        reason = reveal.reason()
        if reveal.told.needs_reason and not reason:
            reveal.say_reason_wrong(tr("请选一个原因，或写几个字"))
            self.desk.messages.bad(tr("还没有结班。"), tr("有差额要先写明原因；差额照存，不改账。"))
            return
        try:
            kept = reveal.kept_back()
        except Refused as error:
            reveal.say_float_wrong(error.text)
            return
        command = CloseShift(shift.id, reason=reason, kept_back=kept)
        # `_closed_now` shows what was closed; reading in between would find no open shift.
        self._closing = True
        try:
            self.desk.run(close_shift, command, then=self._closed_now, form=self)
        finally:
            self._closing = False

    # -- closed --

    def _closed_now(self, closed: Closed) -> None:
        wanted = {
            REPORT: self.story is None or self.story.report.value(),
            SLIP: self.story is None or self.story.slip.value(),
        }
        self._closed = closed
        self.papers = ClosedPapers(self.desk, closed, self)
        self._middle.addWidget(self.papers.view)
        self._right.addWidget(self.papers.pane)
        self._middle.setCurrentWidget(self.papers.view)
        self._right.setCurrentWidget(self.papers.pane)
        self._drop_reveal()
        self.steps.set_current(3)
        self._foot(
            tr("本班已锁定。明天的备用金是留下的 {kept}。", kept=closed.kept_back), "", self.done_button
        )
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        words = tr("日报表 {number}", number=closed.report_number)
        if closed.handed_in:
            words += tr("，上缴 {sum}", sum=closed.handed_in)
        what = over_or_short(closed.difference)
        words += tr("，{what} 的原因已写明。", what=what) if what else tr("，账实相符。")
        self.desk.messages.ok(tr("已结班。"), words)
        for form in self.papers.pane.states:
            if wanted[form]:
                self.papers.print_form(form)

    # -- leaving --

    def _finish(self) -> None:
        self._begin_anew()
        self.left.emit()

    def _other_actor(self, _actor: object) -> None:
        # A method, not a lambda: it is no longer called once the page is gone.
        self._begin_anew()

    def _begin_anew(self) -> None:
        if self.papers is not None:
            for stack, view in ((self._middle, self.papers.view), (self._right, self.papers.pane)):
                stack.removeWidget(view)
                view.deleteLater()
            self.papers.deleteLater()
        self.papers = None
        self._drop_reveal()
        self._closed, self._asked = None, None
        self.count.grid.set_counts(None)
        self.slips.clear()
        self.refresh_soon()

    def counted_anything(self) -> bool:
        """Whether something was counted that is not stored yet."""
        open_now = self.shift is not None and self.shift.state is ShiftState.OPEN and self._closed is None
        return open_now and (bool(self.count.grid.pieces()) or self.slips.typed())

    def give_up(self) -> None:
        """Back to collecting; what was counted is thrown away only after asking."""
        if self.counted_anything() and not self.desk.dialogs.confirm(
            tr("数好的张数还没有确认，放弃就要重新数。继续收款吗？"),
            title=tr("放弃清点"),
            yes=tr("放弃清点"),
            danger=True,
        ):
            return
        self.count.grid.set_counts(None)
        self.slips.clear()
        self.desk.go("collect")

    def help_text(self) -> str:
        return tr(
            "先数后对：照面额填张数，回车往下；右边照微信、支付宝、POS 机自己的结算单填。"
            "Ctrl+Enter 确认后才显示应有金额。有差额写明原因就能结班，差额照存。"
            "结班后打印日报表和缴款单，本班锁定。"
        )
