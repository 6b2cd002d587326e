"""Bought receipt paper (M6.9): books taken into use, numbers spoiled; and references that come later (M7.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.cashdesk.model import (
    PaperBook,
    Payment,
    PaymentTender,
    Shift,
    SpoiledPaper,
    TenderReference,
)
from frontdesk.areas.cashdesk.queries.shifts import current_shift
from frontdesk.areas.cashdesk.rules.kinds import WITHOUT_REFERENCE, ShiftState
from frontdesk.areas.cashdesk.rules.numbers import paper_number, split_paper_number
from frontdesk.areas.cashdesk.rules.tenders import tidy_reference
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_MOST_PAPERS = 100_000
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class RegisterPaperBook:
    """The first and the last printed number of a bought book, and the day it came (None: today)."""

    first: str
    last: str
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class SpoilPaper:
    """A printed number that was spoiled (卡纸, 写错 …) and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddReference:
    """The reference number of a tender that was stored without (`TenderRow.id`)."""

    tender_id: int
    reference: str


def register_paper_book(work: Work, command: RegisterPaperBook) -> int:
    """The book's id. Raises `Refused` when its numbers do not make a book or meet another's."""
    work.require(Right.COLLECT)
    prefix, first, width = split_paper_number(command.first, field="first")
    other, last, last_width = split_paper_number(command.last, field="last")
    if (prefix, width) != (other, last_width):
        raise Refused(tr("起号和止号的字头、位数要一样，请照票面填"), field="last")
    if last < first:
        raise Refused(tr("止号比起号小，请核对"), field="last")
    if last - first >= _MOST_PAPERS:
        raise Refused(tr("一本超过 {n} 张，请核对起止号", n=_MOST_PAPERS), field="last")
    for book in work.session.scalars(
        select(PaperBook).where(PaperBook.prefix == prefix, PaperBook.width == width)
    ):
        if book.first <= last and first <= book.last:
            raise Refused(
                tr(
                    "号码和已登记的 {first}–{last} 重了，请核对",
                    first=paper_number(prefix, book.first, width),
                    last=paper_number(prefix, book.last, width),
                ),
                field="first",
            )
    book = PaperBook(
        prefix=prefix,
        first=first,
        last=last,
        width=width,
        received_on=command.received_on or work.today(),
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(book)
    work.session.flush()
    work.touch("papers")
    return book.id


def spoil_paper(work: Work, command: SpoilPaper) -> str:
    """Enter a spoiled paper; returns its number. Raises `Refused` when the number is used or entered already."""
    work.require(Right.COLLECT)
    number = paper_number(*split_paper_number(command.number, field="number"))
    reason = command.reason.strip()
    if not reason:
        raise Refused(tr("请写明这张票为什么损毁"), field="reason")
    if len(reason) > _LONGEST_REASON:
        raise Refused(tr("原因超过 {n} 个字，请写短些", n=_LONGEST_REASON), field="reason")
    refuse_used_paper(work, number, field="number")
    shift = current_shift(work.session, work.actor.id)
    work.session.add(
        SpoiledPaper(
            number=number,
            shift_id=None if shift is None else shift.id,
            reason=reason,
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("papers")
    return number


def refuse_used_paper(work: Work, number: str, *, field: str) -> None:
    """Raise `Refused` when a printed number already stands beside a receipt or was entered as spoiled."""
    used = work.session.scalar(select(Payment.number).where(Payment.paper_number == number))
    if used:
        raise Refused(
            tr("纸质票号 {number} 已经用在 {receipt} 上，请核对", number=number, receipt=used), field=field
        )
    if work.session.scalar(select(SpoiledPaper.id).where(SpoiledPaper.number == number)):
        raise Refused(tr("纸质票号 {number} 已登记损毁，请换一张", number=number), field=field)


def add_reference(work: Work, command: AddReference) -> None:
    """Enter it before the shift is closed. Raises `Refused` when it is empty, not needed, or too late."""
    work.require(Right.COLLECT)
    reference = tidy_reference(command.reference, field="reference")
    if not reference:
        raise Refused(tr("请填交易单号"), field="reference")
    found = work.session.execute(
        select(PaymentTender, Shift, Payment.number)
        .join(Payment, Payment.id == PaymentTender.payment_id)
        .join(Shift, Shift.id == Payment.shift_id)
        .where(PaymentTender.id == command.tender_id)
        .with_for_update(of=Shift)
    ).first()
    if found is None:
        raise Refused(tr("没有这笔收款，请按 F5 重新读取"))
    tender, shift, number = found
    if shift.state is ShiftState.CLOSED:
        raise Refused(tr("{number} 的班次已经结班，不能再补交易单号", number=number))
    later = work.session.scalar(select(TenderReference.id).where(TenderReference.tender_id == tender.id))
    if tender.kind in WITHOUT_REFERENCE or tender.reference or later:
        raise Refused(tr("{number} 的这笔收款不用补交易单号", number=number))
    work.session.add(
        TenderReference(tender_id=tender.id, reference=reference, at=work.now(), by=work.actor.name)
    )
    work.session.flush()
    work.touch("payments")
