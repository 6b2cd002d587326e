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
from frontdesk.areas.cashdesk.service.finance import ConfirmHandIn, confirm_hand_in
from frontdesk.areas.cashdesk.service.moves import MoveCash, Moved, move_cash
from frontdesk.areas.cashdesk.service.printing import (
    PrintDayReport,
    PrintedPaper,
    PrintHandInSlip,
    PrintReceipt,
    print_day_report,
    print_hand_in_slip,
    print_receipt,
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
    "MoveCash",
    "Moved",
    "OpenShift",
    "PrintDayReport",
    "PrintHandInSlip",
    "PrintReceipt",
    "PrintedPaper",
    "RegisterPaperBook",
    "SpoilPaper",
    "TenderInput",
    "VoidReceipt",
    "add_reference",
    "close_shift",
    "collect",
    "confirm_count",
    "confirm_hand_in",
    "move_cash",
    "open_shift",
    "print_day_report",
    "print_hand_in_slip",
    "print_receipt",
    "register_paper_book",
    "spoil_paper",
    "void_receipt",
]
