"""What can be done with fees: one function for each thing, run by the `Runner` or, inside one, by a higher area."""

from frontdesk.areas.fees.service.adjusting import AdjustCharge, adjust_charge
from frontdesk.areas.fees.service.billing import Bill, BillResult, bill
from frontdesk.areas.fees.service.exporting import (
    ExportArrears,
    ExportCharges,
    export_arrears,
    export_charges,
)
from frontdesk.areas.fees.service.hand import AddHandCharge, add_hand_charge
from frontdesk.areas.fees.service.items import (
    AddFeeItem,
    ChangeFeeItem,
    SetPrice,
    add_fee_item,
    change_fee_item,
    set_price,
)
from frontdesk.areas.fees.service.notices import (
    IssueNotices,
    NoticeBatch,
    RecordDelivery,
    ReprintNotice,
    issue_notices,
    record_delivery,
    reprint_notice,
)
from frontdesk.areas.fees.service.settling import Settled, Source, settle, unsettle

__all__ = [
    "AddFeeItem",
    "AddHandCharge",
    "AdjustCharge",
    "Bill",
    "BillResult",
    "ChangeFeeItem",
    "ExportArrears",
    "ExportCharges",
    "IssueNotices",
    "NoticeBatch",
    "RecordDelivery",
    "ReprintNotice",
    "SetPrice",
    "Settled",
    "Source",
    "add_fee_item",
    "add_hand_charge",
    "adjust_charge",
    "bill",
    "change_fee_item",
    "export_arrears",
    "export_charges",
    "issue_notices",
    "record_delivery",
    "reprint_notice",
    "set_price",
    "settle",
    "unsettle",
]
