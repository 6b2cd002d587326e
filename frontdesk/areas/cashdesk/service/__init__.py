"""What the cashier's desk does: every function is one thing the clerk does, in one transaction."""

from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.books import (
    AddReference,
    RegisterPaperBook,
    SpoilPaper,
    add_reference,
    register_paper_book,
    spoil_paper,
)
from frontdesk.areas.cashdesk.service.closing import (
    Closed,
    CloseShift,
    ConfirmCount,
    close_shift,
    confirm_count,
)
from frontdesk.areas.cashdesk.service.collecting import Collect, Collected, collect
from frontdesk.areas.cashdesk.service.depositing import (
    TakeDeposit,
    TookDeposit,
    VoidDeposit,
    take_deposit,
    void_deposit,
)
from frontdesk.areas.cashdesk.service.finance import ConfirmHandIn, confirm_hand_in
from frontdesk.areas.cashdesk.service.moves import MoveCash, Moved, move_cash
from frontdesk.areas.cashdesk.service.printing import (
    PrintDayReport,
    PrintDeposit,
    PrintedPaper,
    PrintHandInSlip,
    PrintReceipt,
    PrintRefund,
    PrintSettlement,
    print_day_report,
    print_deposit,
    print_hand_in_slip,
    print_receipt,
    print_refund,
    print_settlement,
)
from frontdesk.areas.cashdesk.service.refunding import (
    MakeRefund,
    Refunded,
    RefundPrepaid,
    refund,
    refund_prepaid,
)
from frontdesk.areas.cashdesk.service.returning import (
    DeductionInput,
    ReturnDeposit,
    Returned,
    VoidSettlement,
    return_deposit,
    void_settlement,
)
from frontdesk.areas.cashdesk.service.shifts import OpenShift, open_shift
from frontdesk.areas.cashdesk.service.voiding import VoidReceipt, void_receipt

__all__ = [
    "AddReference",
    "CloseShift",
    "Closed",
    "Collect",
    "Collected",
    "ConfirmCount",
    "ConfirmHandIn",
    "DeductionInput",
    "MakeRefund",
    "MoveCash",
    "Moved",
    "OpenShift",
    "PrintDayReport",
    "PrintDeposit",
    "PrintHandInSlip",
    "PrintReceipt",
    "PrintRefund",
    "PrintSettlement",
    "PrintedPaper",
    "RefundPrepaid",
    "Refunded",
    "RegisterPaperBook",
    "ReturnDeposit",
    "Returned",
    "SpoilPaper",
    "TakeDeposit",
    "TenderInput",
    "TookDeposit",
    "VoidDeposit",
    "VoidReceipt",
    "VoidSettlement",
    "add_reference",
    "close_shift",
    "collect",
    "confirm_count",
    "confirm_hand_in",
    "move_cash",
    "open_shift",
    "print_day_report",
    "print_deposit",
    "print_hand_in_slip",
    "print_receipt",
    "print_refund",
    "print_settlement",
    "refund",
    "refund_prepaid",
    "register_paper_book",
    "return_deposit",
    "spoil_paper",
    "take_deposit",
    "void_deposit",
    "void_receipt",
    "void_settlement",
]
