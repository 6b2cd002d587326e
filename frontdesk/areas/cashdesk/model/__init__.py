"""The cashier's tables. What moved money stands for good: triggers guard it, corrections are new rows (M6.5, M7.4)."""

from frontdesk.areas.cashdesk.model import held, refunds, statements, takings
from frontdesk.areas.cashdesk.model.held import (
    Deposit,
    DepositDeduction,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    PrepaidMove,
)
from frontdesk.areas.cashdesk.model.refunds import Refund, RefundLine, RefundTender
from frontdesk.areas.cashdesk.model.statements import StatementCheck
from frontdesk.areas.cashdesk.model.takings import (
    CashMovement,
    HandInReply,
    PaperBook,
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    Shift,
    ShiftClose,
    ShiftCount,
    SpoiledPaper,
    TenderReference,
)

__all__ = [
    "GUARDS",
    "CashMovement",
    "Deposit",
    "DepositDeduction",
    "DepositSettlement",
    "DepositSettlementTender",
    "DepositSettlementVoid",
    "DepositTender",
    "DepositVoid",
    "HandInReply",
    "PaperBook",
    "Payment",
    "PaymentLine",
    "PaymentTender",
    "PaymentVoid",
    "PrepaidMove",
    "Refund",
    "RefundLine",
    "RefundTender",
    "Shift",
    "ShiftClose",
    "ShiftCount",
    "SpoiledPaper",
    "StatementCheck",
    "TenderReference",
]

GUARDS = (*takings.GUARDS, *refunds.GUARDS, *held.GUARDS, *statements.GUARDS)
