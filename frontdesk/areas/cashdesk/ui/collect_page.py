"""Collecting (收款): a unit, what it owes, how it pays, and the receipt; from the unit to the paper by Enter (D5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.queries import unit_row
from frontdesk.areas.cashdesk.queries import ShiftRow, current_shift, has_bought_books, next_paper_number
from frontdesk.areas.cashdesk.rules.kinds import COLLECT_DRAFT_PAGE, ShiftState
from frontdesk.areas.cashdesk.service import Collected, collect
from frontdesk.areas.cashdesk.ui import reading
from frontdesk.areas.cashdesk.ui.after_collect import AfterCollecting
from frontdesk.areas.cashdesk.ui.collect_beside import BesideCollecting, Opened
from frontdesk.areas.cashdesk.ui.collect_work import CollectWork
from frontdesk.areas.cashdesk.ui.owed import Owed
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.pick_view import JustDone, PickView
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.areas.fees.queries import charge_card
from frontdesk.areas.fees.ui.adjust_dialog import AdjustDialog
from frontdesk.base.store.drafts import DraftRow, DropDraft, SaveDraft, drafts, drop_draft, save_draft
from frontdesk.base.values.errors import DeskError, InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.page import EmptyState, Page

BOUNCE_MS = 300
"""Within this time after a unit was picked by Enter a further Enter collects nothing."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CollectPage(Page):
    """`open(unit_id=…)` opens a unit; without one the page asks which."""

    TARGETS = ("collect",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_collect_page",
            tr("收款"),
            topics=(
                "charges",
                "payments",
                "refunds",
                "shifts",
                "units",
                "people",
                "papers",
                "settings",
                "drafts",
            ),
            parent=parent,
        )
        self.visit = Visit()
        self.shift: ShiftRow | None = None
        self.opened: Opened | None = None
        self._pdf: bytes | None = None
        self._paying = False
        self._bounce = QElapsedTimer()
        self._kept_beside: set[str] = set()
        self._build_head()
        self.pick = PickView(self._units_like, self)
        self.pick.picked.connect(self._picked)
        self.pick.draft_opened.connect(self.open_unit)
        self.after = AfterCollecting(desk, self.pick)
        self.work = CollectWork(self.visit, desk.clock.today, desk.memory, self)
        self.work.pay_wanted.connect(self.pay)
        self.work.edited.connect(self._show_buttons)
        self.work.adjust_wanted.connect(self._adjust)
        self.work.switch_wanted.connect(self.leave)
        self.work.receipts_wanted.connect(self._past_receipts)
        self.work.unit_head.card.clicked.connect(self._show_card)
        self.work.pane.preview_due.connect(self._draw_preview)
        self.work.pane.enlarge_wanted.connect(self._enlarge)
        self.beside = BesideCollecting(self, self.visit, show=self._show_unit, read_again=self._read_again)
        self.work.prepay_wanted.connect(self.beside.ask_prepay)
        self.work.ahead_wanted.connect(self.beside.ask_ahead)
        self._views = QStackedWidget(self)
        self._views.addWidget(self.pick)
        self._views.addWidget(self.work)
        self.set_body(self._views)
        desk.actor_changed.connect(self._other_actor)

    # -- building --

    def _build_head(self) -> None:
        self.stale = StatusLabel("warn", "", parent=self)
        self.stale.hide()
        self.stale_close = KeyButton(tr("去日结"), kind="link", name="stale_close", parent=self)
        self.stale_close.clicked.connect(lambda: self.desk.go("close"))
        self.refund_button = KeyButton(tr("退款"), kind="link", name="to_refund", parent=self)
        self.refund_button.clicked.connect(self._to_refund)
        self.receipts_button = KeyButton(tr("今日收据"), "F7", name="receipts_today", parent=self)
        self.receipts_button.clicked.connect(lambda: self.desk.go("receipts"))
        self.draft_button = KeyButton(tr("留作草稿"), "F7", name="keep_draft", parent=self)
        self.draft_button.clicked.connect(self.leave)
        self.switch_button = KeyButton(tr("换一户"), "F2", name="switch_unit", parent=self)
        self.switch_button.clicked.connect(self.leave)
        for widget in (
            self.stale,
            self.stale_close,
            self.refund_button,
            self.receipts_button,
            self.draft_button,
            self.switch_button,
        ):
            self.head.add_action(widget)
        self.draft_button.hide()

    # -- reading --

    def _units_like(self, text: str) -> Sequence[Any]:
        return reading.unit_choices(self.desk, text)

    def refresh(self) -> None:
        """The shift first: without an open one nothing is collected (M7.1)."""
        if self._paying:
            return
        self.shift = self.desk.read(current_shift, self.desk.actor.id)
        self._show_stale()
        if not self._may_collect():
            self._show_buttons()
            return
        self.hide_empty()
        if self.opened is not None:
            self._read_again()
        else:
            self._show_pick()
        self._count_receipts()
        self._show_buttons()

    def _may_collect(self) -> bool:
        """Whether money may be taken now; shows what to do first when it may not."""
        if not self.desk.may(Right.COLLECT):
            bills = KeyButton(tr("看应收账单"), kind="primary", name="empty_billing")
            bills.clicked.connect(lambda: self.desk.go("billing"))
            words = tr("{name}没有收款的权限。可以查应收和欠费，收款请到收银台。", name=self.desk.actor.name)
            self.show_empty(EmptyState("ph.wallet", tr("这里由收银收款"), words, (bills,), name="no_right"))
            return False
        if self.shift is None:
            start = KeyButton(tr("开班"), "F9", "primary", name="open_shift")
            start.clicked.connect(lambda: self.desk.go("open_shift"))
            words = tr("收款前先开班：点清抽屉里的备用金，记下是谁、哪一班。以后收的每一笔都记在这一班。")
            self.show_empty(EmptyState("ph.wallet", tr("还没有开班"), words, (start,), name="no_shift"))
            return False
        if self.shift.state is not ShiftState.OPEN:
            close = KeyButton(tr("继续结班"), "F9", "primary", name="go_on_closing")
            close.clicked.connect(lambda: self.desk.go("close"))
            words = tr("清点已经确认存下，这一班不能再收款。结完班，再开新班接着收。")
            self.show_empty(EmptyState("ph.wallet", tr("本班正在日结"), words, (close,), name="counted"))
            return False
        return True

    def _show_stale(self) -> None:
        stale = self.shift is not None and self.shift.business_on < self.desk.clock.today()
        self.stale.setVisible(stale)
        self.stale_close.setVisible(stale)
        if self.shift is not None:
            self.stale.set("warn", tr("还是 {day} 的班", day=f"{self.shift.business_on:%m-%d}"))

    def _show_pick(self) -> None:
        self.opened = None
        self.work.pane.hold_preview()
        self._views.setCurrentWidget(self.pick)
        kept = [(int(d.data["unit_id"]), d.title) for d in self._drafts() if "unit_id" in d.data]
        self.pick.show_drafts(kept)
        self.pick.begin()

    def _drafts(self) -> list[DraftRow]:
        found = self.desk.read(drafts, self.desk.actor.id)
        return [draft for draft in found if draft.page == COLLECT_DRAFT_PAGE]

    def open(self, **arguments: object) -> None:
        """`unit_id`: that unit at once (of `charge_ids` only these, for `payer`); a draft's key finds its unit."""
        unit_id = arguments.get("unit_id")
        if unit_id is None and arguments.get("key"):
            kept = next((d for d in self._drafts() if d.key == arguments["key"]), None)
            unit_id = kept.data.get("unit_id") if kept is not None else None
        if isinstance(unit_id, int):
            wanted, payer = arguments.get("charge_ids"), arguments.get("payer")
            only = wanted if isinstance(wanted, tuple) else ()
            self.open_unit(unit_id, only=only, payer=payer if isinstance(payer, str) else "")
        elif self.isVisible() and self.opened is None:
            self.refresh()

    def _picked(self, unit_id: int) -> None:
        self.open_unit(unit_id)
        self._bounce.start()

    def _bounced(self) -> bool:
        """Whether Enter came twice where once was meant: the unit was opened by it a moment ago."""
        soon = self._bounce.isValid() and self._bounce.elapsed() < BOUNCE_MS
        return soon and not self.visit.touched

    def open_unit(self, unit_id: int, *, only: tuple[int, ...] = (), payer: str = "") -> None:
        """Show what the unit owes, all that has begun ticked, cash preselected: Enter collects."""
        if self.opened is not None and self.visit.touched and self.opened.unit.id != unit_id:
            self._keep_draft()
        self.desk.messages.clear()
        self._bounce.invalidate()
        unit = self.desk.read(unit_row, unit_id, self.desk.clock.today())
        stands = reading.standing(self.desk, unit_id)
        owes = reading.payer_name(self.desk, unit)
        self.opened = Opened(unit, owes, uuid4().hex, self.desk.actor.id)
        self.visit.begin(
            stands.charges,
            owes,
            self.desk.clock.today(),
            late=stands.late,
            balance=stands.balance,
            round_limit=reading.round_limit(self.desk),
        )
        if only:
            self.visit.take_only(only, payer)
        self.visit.reference_later = reading.reference_later(self.desk)
        self.visit.paper_number = self.desk.read(next_paper_number)
        draft = next((d for d in self._drafts() if d.key == unit.code), None)
        if draft is not None:
            self.visit.from_data(draft.data)
            self.desk.messages.ok(
                tr("接着上次没收完的。"),
                tr("勾选和金额照原样放好了。"),
                action=tr("重新开始"),
                then=self._restart,
            )
        self.shift = self.desk.read(current_shift, self.desk.actor.id)
        if not self._may_collect():
            self._show_buttons()
            return
        self.hide_empty()
        self._show_unit()

    def _restart(self) -> None:
        opened = self.opened
        if opened is not None:
            self.opened = None
            self._drop_draft(opened.unit.code)
            self.open_unit(opened.unit.id)

    def _drop_draft(self, unit: str) -> None:
        if unit in self._kept_beside or any(draft.key == unit for draft in self._drafts()):
            self._kept_beside.discard(unit)
            self.desk.run(drop_draft, DropDraft(COLLECT_DRAFT_PAGE, unit))

    def _show_unit(self) -> None:
        opened = self.opened
        assert opened is not None
        self._views.setCurrentWidget(self.work)
        today = self.desk.clock.today()
        begun = tuple(c for c in self.visit.charges if c.starts_on <= today)
        self.work.show_unit(
            opened.unit.code,
            opened.payer,
            reading.unit_facts(self.desk, opened.unit, self.visit.balance),
            begun,
            bought_paper=self.desk.read(has_bought_books),
        )
        self._show_buttons()

    def _read_again(self) -> None:
        """Something was written elsewhere: the amounts as they are now, what was typed stays."""
        opened = self.opened
        assert opened is not None
        stands = reading.standing(self.desk, opened.unit.id)
        same = stands.charges == self.visit.charges and stands.balance == self.visit.balance
        late = {charge_id: fee.open for charge_id, fee in stands.late.items() if fee.open}
        if same and late == self.visit.late and self._views.currentWidget() is self.work:
            return
        self.visit.renew(stands.charges, self.desk.clock.today(), late=stands.late, balance=stands.balance)
        self._show_unit()

    # -- showing --

    def _show_buttons(self) -> None:
        typed = self.opened is not None and self.visit.touched
        self.draft_button.setVisible(typed)
        self.refund_button.setVisible(not typed and self.shift is not None)
        self.receipts_button.setVisible(not typed and self.shift is not None)
        self.switch_button.setVisible(self.opened is not None and self.shift is not None)

    def _count_receipts(self) -> None:
        if self.shift is not None:
            count = reading.receipts_count(self.desk, self.shift.id)
            self.receipts_button.setText(tr("今日收据 {n}", n=count) if count else tr("今日收据"))

    # -- collecting --

    def pay(self) -> None:
        """Store the payment and print its receipt."""
        opened = self.opened
        if opened is None or self.desk.busy or not self._anything() or self._bounced():
            return
        self.work.clear_errors()
        try:
            tenders = self.visit.tenders()
        except InvalidInput as error:
            self.work.show_errors(error)
            return
        command = reading.collect_command(opened.unit.id, self.visit, tenders, opened.payer, opened.token)
        # What the payment writes is shown by `_collected`; reading in between would show a unit without debts.
        self._paying = True
        try:
            self.desk.run(collect, command, then=self._collected, form=self.work)
        finally:
            self._paying = False

    def _collected(self, done: Collected) -> None:
        opened = self.opened
        assert opened is not None
        words = tr("收 {settled}", settled=done.settled)
        if done.change:
            words += tr("，实收 {tendered}，找零 {change}", tendered=done.tendered, change=done.change)
        if self.visit.balance_after is not None:
            words += tr("，预存余 {balance}", balance=done.prepaid)
        just = JustDone(
            done.number,
            opened.unit.code,
            self.visit.payer or opened.payer,
            words,
            done.change,
            printed=False,
        )
        self._drop_draft(opened.unit.code)
        self.visit.touched = False
        self._show_pick()
        self._count_receipts()
        self._show_buttons()
        self.after.collected(just)

    # -- leaving --

    def leave(self) -> None:
        """Another unit; what was typed waits as a draft (D0.8)."""
        if self.opened is None:
            return
        if self.visit.touched:
            self._keep_draft()
        self._forget_unit()

    def _other_actor(self, _actor: object) -> None:
        # A method, not a lambda: it is no longer called once the page is gone.
        self._forget_unit()

    def _forget_unit(self) -> None:
        self.opened = None
        self.visit.begin((), "", self.desk.clock.today())
        self.pick.show_done(None)
        self.refresh_soon()

    def _keep_draft(self) -> None:
        opened = self.opened
        if opened is None or not self._save_draft():
            return
        self.visit.touched = False
        self.desk.messages.ok(
            tr("{unit} 没收完，已留作草稿。", unit=opened.unit.code),
            tr("再打开这一户就接着收。"),
            action=tr("放弃草稿"),
            then=lambda: self._drop_draft(opened.unit.code),
        )

    def _save_draft(self) -> bool:
        """Keep what was typed; False when there is nothing to keep."""
        draft = self._draft()
        if draft is None:
            return False
        self.desk.run(save_draft, draft)
        return True

    def _draft(self) -> SaveDraft | None:
        opened = self.opened
        # Somebody else may sit here by now: the draft is whose typing it was.
        if opened is None or not self._anything() or opened.actor_id != self.desk.actor.id:
            return None
        title = tr(
            "收款 {unit} {payer}　{due}", unit=opened.unit.code, payer=opened.payer, due=self.visit.due
        )
        data = {"unit_id": opened.unit.id, **self.visit.to_data()}
        return SaveDraft(COLLECT_DRAFT_PAGE, opened.unit.code, title, data)

    def keep_typing(self) -> bool:
        return self.visit.touched and self._save_draft()

    def take_typing(self) -> SaveDraft | None:
        draft = self._draft() if self.visit.touched else None
        if draft is not None:
            self._kept_beside.add(draft.key)
        return draft

    def hideEvent(self, event: QHideEvent) -> None:
        """Gone elsewhere in the middle of it: the page keeps its typing, and so does a draft, come what may."""
        super().hideEvent(event)
        if not event.spontaneous() and self.visit.touched and not self.desk.busy:
            self._save_draft()

    def may_leave(self) -> bool:
        """Leaving loses nothing: what was typed is kept."""
        if self.opened is not None and self.visit.touched:
            self._keep_draft()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        working = self.opened is not None and self._views.currentWidget() is self.work
        if working and event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif working and event.key() in _ENTER and not event.modifiers() and not event.isAutoRepeat():
            self.pay()
        else:
            super().keyPressEvent(event)

    # -- elsewhere --

    def _anything(self) -> bool:
        """Whether there is anything to collect from the unit: what it owes, or what it pays ahead."""
        return bool(self.visit.charges or self.visit.prepay)

    def _show_card(self) -> None:
        if self.opened is not None:
            self.desk.go("unit", unit_id=self.opened.unit.id)

    def _to_refund(self) -> None:
        """Refunds begin with the receipt they undo: this unit's, or today's."""
        if self.opened is not None:
            self.desk.go("receipts", unit_id=self.opened.unit.id)
        else:
            self.desk.go("receipts")

    def _past_receipts(self) -> None:
        if self.opened is not None:
            self.desk.go("receipts", unit_id=self.opened.unit.id)

    def _adjust(self, charge: Owed) -> None:
        if self.opened is not None:
            row = self.desk.read(charge_card, charge.charge_id).charge
            dialog = AdjustDialog(self.desk, row, self._adjusted, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _adjusted(self, signed: Money) -> None:
        what = tr("减免 {sum}", sum=-signed) if signed < ZERO else tr("补收 {sum}", sum=signed)
        self.desk.messages.ok(tr("{what} 已记下。", what=what), tr("应收照新的数列好了。"))

    # -- the receipt's picture --

    def _draw_preview(self) -> None:
        opened, shift = self.opened, self.shift
        if opened is None or shift is None:
            return
        receipt = reading.receipt_before(self.desk, opened.unit, shift, self.visit)
        if receipt is None:
            return
        token = opened.token

        def drawn(answer: tuple[bytes, str]) -> None:
            if isValid(self) and self.opened is not None and self.opened.token == token:
                self._pdf = answer[0]
                self.work.pane.show_pdf(*answer)

        self.desk.worker.run(
            reading.drawing(receipt, reading.receipt_size(self.desk)), drawn, self._not_drawn
        )

    def _not_drawn(self, error: Exception) -> None:
        """A preview that cannot be drawn says why in its place; collecting goes on."""
        if isValid(self):
            self.work.pane.show_pdf(None, error.text if isinstance(error, DeskError) else "")

    def _enlarge(self) -> None:
        if self._pdf is not None:
            dialog = PaperDialog(self._pdf, tr("收据预览"), tr("还没有收款，编号收款后才有。"), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def help_text(self) -> str:
        return tr(
            "输入房号打开一户，欠的费用按到期先后勾好。空格勾选，直接输入数字可以只收一部分；"
            "现金填实收的数，找零自动算；别的方式按 Alt 加字母，填交易单号。回车收款并打印收据。"
            "F5 抹零，F6 把找零转成预存；F9 收预存，F3 预交几个月；违约金按 Alt+L 以后再收。"
            "收错了，在结班前按 F9 作废，写明原因。"
        )
