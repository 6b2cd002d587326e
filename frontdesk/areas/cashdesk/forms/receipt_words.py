"""Sentences that the receipt carries on every paper."""

from __future__ import annotations

from frontdesk.areas.cashdesk.documents import Receipt, TenderPart
from frontdesk.base.printing.parts import minute
from frontdesk.base.values.text import tr


def tender(part: TenderPart) -> str:
    """`微信 500.00（尾号 7731）`."""
    words = f"{part.kind} {part.amount}"
    return tr("{words}（{reference}）", words=words, reference=part.reference) if part.reference else words


def tenders(receipt: Receipt) -> str:
    """`收款方式：微信 500.00（尾号 7731）　现金 300.00，找零 13.18`."""
    paid = "　".join(tender(part) for part in receipt.tenders)
    if receipt.change:
        paid += tr("，找零 {change}", change=receipt.change)
    return tr("收款方式：{paid}", paid=paid)


def void(receipt: Receipt) -> str:
    """What stands on a voided receipt beside the large mark; empty when it is valid."""
    mark = receipt.void
    if mark is None:
        return ""
    return tr(
        "本收据已作废。原因：{reason}。{by}，{at}",
        reason=mark.reason.rstrip("。"),
        by=mark.by,
        at=minute(mark.at),
    )


def paper_number(receipt: Receipt) -> str:
    """The number of the bought paper (M6.9), or an empty text."""
    return tr("纸质收据 No. {number}", number=receipt.paper_number) if receipt.paper_number else ""
