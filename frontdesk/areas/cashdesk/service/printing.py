"""Printing what was stored: receipts, day reports, hand-in slips. Never a fresh calculation (M6.6, M7.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import select

from frontdesk.areas.cashdesk import model
from frontdesk.areas.cashdesk.documents import (
    DayReport,
    DepositReceipt,
    DepositSettlement,
    HandInSlip,
    Receipt,
    RefundReceipt,
    ReprintMark,
    VoidMark,
)
from frontdesk.areas.cashdesk.model import CashMovement, Payment, PaymentVoid, Shift, ShiftClose
from frontdesk.areas.cashdesk.queries.receipts import find_receipt_number, refund_marks
from frontdesk.areas.cashdesk.queries.series import find_number
from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS, Series
from frontdesk.areas.cashdesk.rules.numbers import tidy_number
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.base.store.papers import keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

D = TypeVar("D", Receipt, RefundReceipt, DepositReceipt, DepositSettlement, DayReport, HandInSlip)

SIZE_SETTING = "receipt.size"
DEFAULT_SIZE = "241x93"


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """A receipt's number in any habit of writing it; `size` one of 241x93, 241x140, A5, roll80, None as set."""

    number: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class PrintRefund:
    """The number of a 红字收据; `size` as for receipts."""

    number: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class PrintDeposit:
    """The number of a 押金收据; `size` as for receipts."""

    number: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class PrintSettlement:
    """The number of a 押金结算单; `size` as for receipts."""

    number: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class PrintDayReport:
    """A closed shift by id, or its report by number."""

    shift_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class PrintHandInSlip:
    """A hand-in's number (`JK-20261121-01`)."""

    number: str


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """The PDF as kept; `times` is 0 for the original, n for the n-th 补打. `paper_id` finds it again."""

    pdf: bytes
    times: int
    form: str
    number: str
    size: str
    paper_id: int


def print_receipt(work: Work, command: PrintReceipt) -> PrintedPaper:
    """Print the stored receipt; from the second time on it says 补打 with the count, and 作废 when it is void.

    What was refunded since is said on it with number and amount (T6). The cashier on it stays who took the money, whoever prints (T12).
    """
    payment = work.session.scalar(
        select(Payment)
        .where(Payment.number == find_receipt_number(work.session, command.number))
        # One print at a time: two machines must not both be the second.
        .with_for_update()
    )
    if payment is None:
        raise Refused(tr("没有收据 {number}，请核对号码", number=command.number.strip()), field="number")
    void = work.session.scalar(select(PaymentVoid).where(PaymentVoid.payment_id == payment.id))

    def marked(stored: Receipt, times: int) -> Receipt:
        return replace(
            stored,
            reprint=_reprint(work, times),
            void=_void_mark(void),
            refunds=refund_marks(work.session, payment.id),
        )

    return _print(work, Receipt, "receipt", payment.number, _size(work, command.size), marked)


def print_refund(work: Work, command: PrintRefund) -> PrintedPaper:
    """Print the stored 红字收据, marked from the second time on."""
    number = _locked(work, model.Refund, Series.REFUND, command.number).number

    def marked(stored: RefundReceipt, times: int) -> RefundReceipt:
        return replace(stored, reprint=_reprint(work, times))

    return _print(work, RefundReceipt, Series.REFUND.value, number, _size(work, command.size), marked)


def print_deposit(work: Work, command: PrintDeposit) -> PrintedPaper:
    """Print the stored 押金收据, marked when it is void and from the second time on."""
    found = _locked(work, model.Deposit, Series.DEPOSIT, command.number)
    void = work.session.scalar(select(model.DepositVoid).where(model.DepositVoid.deposit_id == found.id))

    def marked(stored: DepositReceipt, times: int) -> DepositReceipt:
        return replace(stored, reprint=_reprint(work, times), void=_void_mark(void))

    return _print(work, DepositReceipt, Series.DEPOSIT.value, found.number, _size(work, command.size), marked)


def print_settlement(work: Work, command: PrintSettlement) -> PrintedPaper:
    """Print the stored 押金结算单, marked when it is void and from the second time on."""
    found = _locked(work, model.DepositSettlement, Series.SETTLEMENT, command.number)
    voids = model.DepositSettlementVoid
    void = work.session.scalar(select(voids).where(voids.settlement_id == found.id))

    def marked(stored: DepositSettlement, times: int) -> DepositSettlement:
        return replace(stored, reprint=_reprint(work, times), void=_void_mark(void))

    return _print(
        work, DepositSettlement, Series.SETTLEMENT.value, found.number, _size(work, command.size), marked
    )


def print_day_report(work: Work, command: PrintDayReport) -> PrintedPaper:
    """Print the stored figures of a close, saying the how-manieth printing it is."""
    query = select(ShiftClose.report_number, ShiftClose.shift_id)
    if command.shift_id is not None:
        query = query.where(ShiftClose.shift_id == command.shift_id)
    else:
        query = query.where(ShiftClose.report_number == tidy_number(command.number))
    found = work.session.execute(query).first()
    if found is None:
        raise Refused(tr("这一班还没有结班，结班后才有日报表"))
    work.session.execute(select(Shift.id).where(Shift.id == found.shift_id).with_for_update())

    def marked(stored: DayReport, times: int) -> DayReport:
        return replace(
            stored, printed=times + 1, printed_at=wall_clock(work.now()), printed_by=work.actor.name
        )

    return _print(work, DayReport, "day_report", found.report_number, None, marked)


def print_hand_in_slip(work: Work, command: PrintHandInSlip) -> PrintedPaper:
    """Print the stored slip of a hand-in, marked from the second time on."""
    number = work.session.scalar(
        select(CashMovement.number)
        .where(CashMovement.number == tidy_number(command.number))
        .with_for_update()
    )
    if number is None:
        raise Refused(tr("没有缴款单 {number}，请核对号码", number=command.number.strip()), field="number")

    def marked(stored: HandInSlip, times: int) -> HandInSlip:
        return replace(stored, reprint=_reprint(work, times))

    return _print(work, HandInSlip, "hand_in_slip", number, None, marked)


M = TypeVar("M", model.Refund, model.Deposit, model.DepositSettlement)


def _locked(work: Work, kind: type[M], series: Series, typed: str) -> M:
    """The record of a paper. One print at a time: two machines must not both be the second."""
    number = find_number(work.session, series, typed)
    found = work.session.scalar(select(kind).where(kind.number == number).with_for_update())
    if found is None:
        words = tr("没有{kind} {number}，请核对号码", kind=tr(SERIES_WORDS[series]), number=typed.strip())
        raise Refused(words, field="number")
    return found


def _size(work: Work, size: str | None) -> str:
    return size or str(get_setting(work.session, SIZE_SETTING, DEFAULT_SIZE))


def _void_mark(
    void: PaymentVoid | model.DepositVoid | model.DepositSettlementVoid | None,
) -> VoidMark | None:
    return None if void is None else VoidMark(void.reason, void.by, wall_clock(void.at))


def _reprint(work: Work, times: int) -> ReprintMark | None:
    return ReprintMark(times, work.actor.name, wall_clock(work.now())) if times else None


def _print(
    work: Work, kind: type[D], form_key: str, number: str, size: str | None, marked: Callable[[D, int], D]
) -> PrintedPaper:
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.cashdesk.forms import FORMS

    found = paper_document(work.session, form_key, number)
    if found is None:
        raise Refused(tr("{number} 没有留下可打印的内容", number=number))
    paper_id, data = found
    form = FORMS[form_key]
    paper = form.size(size)
    pdf = form.draw(marked(codec.from_plain(kind, data), print_count(work.session, paper_id)), paper)
    times = keep_print(work, paper_id, size=paper.key, pdf=pdf)
    return PrintedPaper(pdf, times, form_key, number, paper.key, paper_id)
