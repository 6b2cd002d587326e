"""What follows a payment: its receipt to the printer, what happened in numbers, and the ways to undo it."""

from __future__ import annotations

from dataclasses import replace

from shiboken6 import isValid

from frontdesk.areas.cashdesk.ui.paper_actions import Unsent, ask_void, print_receipt_paper, save_receipt_pdf
from frontdesk.areas.cashdesk.ui.pick_view import JustDone, PickView
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class AfterCollecting:
    """Prints the receipt that was just made and keeps its card up to date."""

    def __init__(self, desk: Desk, card: PickView) -> None:
        self._desk, self._card = desk, card
        self._unsent: Unsent = {}
        card.print_wanted.connect(self._print_again)
        card.void_wanted.connect(self._void)
        card.show_wanted.connect(lambda number: desk.go("receipt", number=number))

    def collected(self, just: JustDone) -> None:
        """Say what happened and print."""
        self._card.show_done(just)
        head = tr("{unit} {words}。", unit=just.unit, words=just.words)
        self._desk.messages.ok(head, tr("收据 {number} 正在打印。", number=just.number))
        self._print(just, head)

    def _print_again(self, _number: str) -> None:
        just = self._card.done()
        if just is not None:
            self._print(just, tr("收据 {number}：", number=just.number))

    def _print(self, just: JustDone, head: str) -> None:
        print_receipt_paper(
            self._desk,
            just.number,
            self._unsent,
            then=lambda printer: self._printed(just, head, printer),
            failed=lambda reason: self._not_printed(just, head, reason),
        )

    def _printed(self, just: JustDone, head: str, printer: str) -> None:
        self._show(just.number, printed=True)
        self._desk.messages.ok(
            head,
            tr("收据 {number} 已送到“{printer}”。", number=just.number, printer=printer),
            action=tr("作废"),
            then=lambda: self._void(just.number),
        )

    def _not_printed(self, just: JustDone, head: str, reason: str) -> None:
        self._show(just.number, printed=False)
        self._desk.messages.warn(
            tr("{head}收据没有打印。", head=head),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: save_receipt_pdf(
                self._desk,
                just.number,
                self._unsent,
                then=lambda: self._show(just.number, printed=True),
            ),
        )

    def _show(self, number: str, *, printed: bool) -> None:
        # The printer may answer when the page has gone, or shows the next receipt.
        just = self._card.done() if isValid(self._card) else None
        if just is not None and just.number == number:
            self._card.show_done(replace(just, printed=printed))

    def _void(self, number: str) -> None:
        ask_void(self._desk, number, lambda: self._voided(number))

    def _voided(self, number: str) -> None:
        just = self._card.done() if isValid(self._card) else None
        if just is not None and just.number == number:
            self._card.show_done(replace(just, voided=True))
