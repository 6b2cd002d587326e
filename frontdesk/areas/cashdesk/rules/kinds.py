"""The words of the cashier's desk: tenders, states of shifts, kinds of cash movement, denominations."""

from __future__ import annotations

from enum import StrEnum

from frontdesk.base.values.money import Money


class Tender(StrEnum):
    """Ways to pay (M6.1). Every one but cash and 预存抵扣 takes a reference."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
    PREPAID = "prepaid"


TENDER_WORDS: dict[Tender, str] = {
    Tender.CASH: "现金",
    Tender.WECHAT: "微信",
    Tender.ALIPAY: "支付宝",
    Tender.CARD: "刷卡",
    Tender.TRANSFER: "转账",
    Tender.CHEQUE: "支票",
    Tender.PREPAID: "预存抵扣",
}

WITHOUT_REFERENCE = (Tender.CASH, Tender.PREPAID)
"""Tenders that take no reference number."""
SLIP_TENDERS: tuple[Tender, ...] = tuple(kind for kind in Tender if kind not in WITHOUT_REFERENCE)
"""Tenders that leave a slip, which the cashier adds up before the close (M7.3)."""


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
PREPAID = "prepaid"
"""The source kind of a receipt line that pays onto the unit's prepaid balance (预存)."""
ROUNDING = "rounding"
"""The source kind of a receipt line that drops the fen or jiao (抹零): negative."""
PAYMENT = "payment"
"""The source kind under which fees knows our receipts."""
REFUND = "refund"
"""The source kind under which fees knows our refunds."""
DEPOSIT = "deposit"
SETTLEMENT = "deposit_settlement"
"""What the papers of deposits and of their settlements belong to."""

PREPAID_ITEM = "预存款"
ROUNDING_ITEM = "抹零"
"""What these lines are called on receipts and in the day's figures."""

DEPOSIT_PURPOSES = ("装修", "临时出入证", "钥匙", "其他")
DEPOSIT_PURPOSES_SETTING = "deposit.purposes"
"""Setting: what deposits are taken for, a list of words; these until somebody sets others."""
ROUND_OFF_SETTING = "cashdesk.round_off_limit"
"""Setting: the most that may be dropped of a cash payment (抹零, M6.3), in yuan as text; `0` allows none."""
ROUND_OFF_LIMIT = "0.99"
FROM_TAKINGS_SETTING = "cashdesk.pay_from_takings"
"""Setting: refunds and deposits may be paid out of takings (坐支) without a warning; false until set (M7.7)."""


class Series(StrEnum):
    """Numbered papers of the cash desk, each with a book of its own; the value is the paper's form."""

    RECEIPT = "receipt"
    REFUND = "refund"
    DEPOSIT = "deposit"
    SETTLEMENT = "deposit_settlement"


SERIES_WORDS: dict[Series, str] = {
    Series.RECEIPT: "收据",
    Series.REFUND: "红字收据",
    Series.DEPOSIT: "押金收据",
    Series.SETTLEMENT: "押金结算单",
}
SERIES_BOOKS: dict[Series, tuple[str, str]] = {
    Series.RECEIPT: ("receipt.book", "SJ"),
    Series.REFUND: ("refund.book", "HZ"),
    Series.DEPOSIT: ("deposit.book", "YJ"),
    Series.SETTLEMENT: ("settlement.book", "YT"),
}
"""The setting that holds a series' prefix, and the prefix until somebody sets another."""
