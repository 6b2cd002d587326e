"""The words of the cashier's desk: tenders, states of shifts, kinds of cash movement, denominations."""

from __future__ import annotations

from enum import StrEnum

from frontdesk.base.values.money import Money


class Tender(StrEnum):
    """Ways to pay (M6.1). Every one but cash takes a reference. 预存抵扣 comes with prepayments."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"


TENDER_WORDS: dict[Tender, str] = {
    Tender.CASH: "现金",
    Tender.WECHAT: "微信",
    Tender.ALIPAY: "支付宝",
    Tender.CARD: "刷卡",
    Tender.TRANSFER: "转账",
    Tender.CHEQUE: "支票",
}


class ShiftState(StrEnum):
    """A shift's course: taking money, counted and not yet closed, closed for good."""

    OPEN = "open"
    COUNTED = "counted"
    CLOSED = "closed"


class CashMove(StrEnum):
    """Cash that comes or goes without a receipt (M7.2)."""

    HAND_IN = "hand_in"
    PETTY_IN = "petty_in"
    PETTY_OUT = "petty_out"


CASH_MOVE_WORDS: dict[CashMove, str] = {
    CashMove.HAND_IN: "中途缴款",
    CashMove.PETTY_IN: "零星收入",
    CashMove.PETTY_OUT: "零星支出",
}

DENOMINATIONS: tuple[Money, ...] = tuple(Money(fen) for fen in (10000, 5000, 2000, 1000, 500, 100, 50, 10))


class LedgerState(StrEnum):
    """What became of a number of a receipt book (票据台账, M6.9); the value is what stands on screen."""

    USED = "已用"
    VOID = "作废"
    SPOILED = "损毁"
    MISSING = "缺号"
    UNUSED = "未用"


BLIND_SETTING = "cashdesk.blind"
"""Setting: closing is blind (M7.3); true until somebody sets it otherwise."""
REFERENCE_LATER_SETTING = "cashdesk.reference_later"
"""Setting: a reference number may come after the receipt, before the count (M7.7); false until set."""
COLLECT_DRAFT_PAGE = "collect"
"""The page under which the collecting page leaves its drafts."""
CHARGE = "charge"
"""The source kind of a receipt line that settles a charge of fees."""
PAYMENT = "payment"
"""The source kind under which fees knows our receipts."""
