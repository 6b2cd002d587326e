"""What is shown and done of a booking, beside the calendar and beside the list (D2.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.reception.queries.bookings import BookingFile, BookingRow
from frontdesk.areas.reception.queries.let_places import place_rows
from frontdesk.areas.reception.rules.places import SOURCE, BookingState, Paid
from frontdesk.areas.reception.service.bookings import FORM, Booked
from frontdesk.areas.reception.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.areas.reception.ui import booking_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import state_label, unit_row
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.rows import Status

_TONES = {
    BookingState.COMING: "info",
    BookingState.RUNNING: "ok",
    BookingState.ENDS_TODAY: "warn",
    BookingState.OVER: "neutral",
    BookingState.CANCELLED: "neutral",
}
_PAID_TONES = {
    Paid.PAID: "ok",
    Paid.FREE: "neutral",
    Paid.PART: "warn",
    Paid.OWING: "warn",
    Paid.OVERDUE: "bad",
}
OPEN = (BookingState.COMING, BookingState.RUNNING, BookingState.ENDS_TODAY)


def state_status(row: BookingRow) -> Status:
    """How the booking stands."""
    return Status(_TONES[row.state], tr(row.state.value))


def paid_status(row: BookingRow) -> Status:
    """How its money stands."""
    return Status(_PAID_TONES[row.paid], tr(row.paid.value))


def fill_pane(desk: Desk, pane: Pane, file: BookingFile) -> None:
    """Everything that is known of a booking, in sections."""
    row = file.row
    head = pane.add_section(name="booking_head")
    head.add_row(Words(row.number, "lead", select=True), None, state_label(state_status(row)))
    told = " · ".join(part for part in (row.place, tr(row.kind.value), row.location) if part)
    head.add(Words(told, "body", "text2", wrap=True))
    head.add_pair(tr("使用方"), row.booker)
    if row.unit_id is not None:
        link = Link(tr("一户一卡"), "booking_card")
        link.clicked.connect(lambda: desk.go("unit", unit_id=row.unit_id))
        unit_row(head, row.unit, link)
    if row.contact:
        head.add_pair(tr("联系人"), row.contact)
    if row.phone:
        head.add_pair(tr("电话"), row.phone)
    head.add_pair(tr("用途"), row.purpose)
    days = (row.ends_on - row.starts_on).days
    if days > 0:
        span = tr("{first} 至 {last}，{n} 天", first=row.starts_on, last=row.last, n=days)
        head.add_pair(tr("日期"), span)
    if row.free_from is not None:
        word = tr("提前到 {day}", day=row.free_from) if days > 0 else tr("已取消")
        head.add_state("warn", word, row.reason)
    if row.words:
        head.add_pair(tr("备注"), row.words)
    money = pane.add_section(tr("费用"), name="booking_money")
    money.add_row(Words(str(row.fee), "lead", select=True), None, state_label(paid_status(row)))
    money.add(Words(row.how, "body", "text2", wrap=True))
    if row.owed > ZERO:
        money.add_pair(tr("还欠"), str(row.owed), tone="bad" if row.paid is Paid.OVERDUE else "text")
    if row.due_on is not None and row.owed > ZERO:
        money.add_pair(tr("到期"), row.due_on.isoformat())
    if row.fee != row.agreed_fee:
        money.add_pair(tr("原应收"), str(row.agreed_fee))
    if row.deposit:
        held = [f"{d.number} {d.amount}" for d in file.deposits if not d.void]
        money.add_pair(tr("押金"), "、".join(held) or tr("{amount}，没有收", amount=row.deposit))
    course = pane.add_section(tr("经过"), name="booking_course", line=False)
    course.add_line(tr("订下"), at=f"{local_time(row.at):%m-%d}", right=row.by)
    pane.scroll_to_top()


class BookingActs:
    """What may be done with the booking stood on; *page* is the window's parent, *file* gives it.

    *made* is told of each new booking, so that the next key (F5 takes money) is for it and not for another's.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        file: Callable[[], BookingFile | None],
        made: Callable[[Booked], object] | None = None,
    ) -> None:
        self.desk, self.page, self._file = desk, page, file
        self._made = made
        self._unsent: Unsent = {}

    def book(self, **more: Any) -> None:
        """F2: the form, on the days marked where there are some."""
        if not any(row.price is not None for row in self.desk.read(place_rows, self.desk.clock.today())):
            self.desk.messages.warn(
                tr("还没有定了价的场地。"),
                tr("先在“场地清单”里登记场地、定价。"),
                action=tr("场地清单"),
                then=lambda: self.desk.go("place_list"),
            )
            return
        dialog = dialogs.BookDialog(self.desk, self._booked, parent=self.page, **more)
        dialog.start(dialog.place if more.get("place_id") is None else dialog.unit)

    def _booked(self, made: Booked) -> None:
        if self._made is not None:
            self._made(made)
        head = tr("{number} 已订下，应收 {fee}。", number=made.number, fee=made.fee)
        print_new(self.desk, FORM, made.number, self._unsent, head)

    def collect(self) -> None:
        """F5: at the till, as every charge."""
        file = self._file()
        if file is None:
            return
        row = file.row
        if row.owed <= ZERO:
            self.desk.messages.warn(tr("{number} 没有要收的费用。", number=row.number))
        elif not self.desk.may(Right.COLLECT):
            self.desk.messages.warn(tr("收款请到收银台。"), tr("应收记在 {unit}。", unit=self._where(row)))
        else:
            charges = (row.charge_id,) if row.charge_id is not None else ()
            self.desk.go("collect", unit_id=row.pay_unit_id, charge_ids=charges, payer=row.booker)

    def _where(self, row: BookingRow) -> str:
        return row.unit or tr("场地-01")

    def take_deposit(self) -> None:
        """The deposit that is asked for, with all that is known filled in."""
        file = self._file()
        if file is None:
            return
        row, short = file.row, file.deposit_short
        if short <= ZERO:
            words = tr("押金已经收了。") if row.deposit else tr("{number} 不收押金。", number=row.number)
            self.desk.messages.warn(words)
            return
        asked = {
            "amount": short,
            "payer": row.booker,
            "words": row.number,
            "purpose": "场地",
            "source": (SOURCE, row.id),
        }
        self.desk.go("take_deposit", unit_id=row.pay_unit_id, asked=asked)

    def end(self) -> None:
        """F4: cancelled, or ended before its time."""
        file = self._file()
        if file is None:
            return
        if file.row.state not in OPEN or file.row.free_from is not None:
            self.desk.messages.warn(tr("{number} 已经结束或取消了。", number=file.row.number))
            return
        dialogs.end_dialog(self.desk, file, self._ended, self.page)

    def _ended(self, off: Money) -> None:
        told = tr("应收减了 {off}。", off=off) if off else ""
        self.desk.messages.ok(tr("已记下，场地空出来了。"), told)

    def print_agreement(self) -> None:
        """F7: 场地使用协议, as it was agreed."""
        file = self._file()
        if file is not None:
            print_new(self.desk, FORM, file.row.number, self._unsent)

    def extend(self) -> None:
        """The same again, from the day after its last."""
        file = self._file()
        if file is not None:
            row = file.row
            last = row.ends_on + (row.ends_on - row.starts_on) - timedelta(days=1)
            self.book(place_id=row.place_id, first=row.ends_on, last=last, like=row)

    def reveal(self) -> None:
        """The telephone in full; why is logged (D1.9)."""
        file = self._file()
        if file is None:
            return
        row = file.row
        reveal(
            self.desk, row.booker, reveal_numbers, lambda reason: RevealNumbers("booking", row.id, reason),
            lambda numbers: told(numbers.name, numbers.phone), ("联系使用方", "催缴", "其他"),
        )  # fmt: skip

    def more(self, file: BookingFile | None) -> Acts:
        """What F9 offers."""
        found: Acts = {}
        may = self.desk.may(Right.RECEPTION)
        if file is not None and may:
            row = file.row
            if file.deposit_short > ZERO and row.state in OPEN and self.desk.may(Right.COLLECT):
                found["deposit"] = (tr("收押金 {amount}", amount=file.deposit_short), self.take_deposit)
            if row.state is not BookingState.CANCELLED:
                found["extend"] = (tr("接着再订"), self.extend)
            if row.phone:
                found["reveal"] = (tr("看电话"), self.reveal)
        return found
