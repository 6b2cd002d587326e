"""What can be done with fees: one function for each thing, run by the `Runner` or, inside one, by a higher area."""

from frontdesk.areas.fees.service.adjusting import AdjustCharge, adjust_charge
from frontdesk.areas.fees.service.ahead import (
    BillAhead,
    BilledAhead,
    DecideDifference,
    bill_ahead,
    decide_difference,
)
from frontdesk.areas.fees.service.billing import Bill, BillResult, bill
from frontdesk.areas.fees.service.exporting import (
    ExportArrears,
    ExportCharges,
    export_arrears,
    export_charges,
)
from frontdesk.areas.fees.service.hand import AddHandCharge, add_hand_charge, make_hand_charge
from frontdesk.areas.fees.service.hand_item import hand_item
from frontdesk.areas.fees.service.items import (
    AddFeeItem,
    ChangeFeeItem,
    SetPrice,
    add_fee_item,
    change_fee_item,
    set_price,
)
from frontdesk.areas.fees.service.late_fees import (
    SetLateFee,
    WaiveLateFee,
    drop_late_fees,
    make_late_fee,
    set_late_fee,
    waive_late_fee,
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
from frontdesk.areas.fees.service.reductions import (
    AddReduction,
    BatchReduced,
    EndReduction,
    ReduceBatch,
    add_reduction,
    end_reduction,
    reduce_batch,
)
from frontdesk.areas.fees.service.settling import Settled, Source, settle, unsettle
from frontdesk.areas.fees.service.transfers import SplitCharge, split_charge

__all__ = [
    "AddFeeItem",
    "AddHandCharge",
    "AddReduction",
    "AdjustCharge",
    "BatchReduced",
    "Bill",
    "BillAhead",
    "BillResult",
    "BilledAhead",
    "ChangeFeeItem",
    "DecideDifference",
    "EndReduction",
    "ExportArrears",
    "ExportCharges",
    "IssueNotices",
    "NoticeBatch",
    "RecordDelivery",
    "ReduceBatch",
    "ReprintNotice",
    "SetLateFee",
    "SetPrice",
    "Settled",
    "Source",
    "SplitCharge",
    "WaiveLateFee",
    "add_fee_item",
    "add_hand_charge",
    "add_reduction",
    "adjust_charge",
    "bill",
    "bill_ahead",
    "change_fee_item",
    "decide_difference",
    "drop_late_fees",
    "end_reduction",
    "export_arrears",
    "export_charges",
    "hand_item",
    "issue_notices",
    "make_hand_charge",
    "make_late_fee",
    "record_delivery",
    "reduce_batch",
    "reprint_notice",
    "set_late_fee",
    "set_price",
    "settle",
    "split_charge",
    "unsettle",
    "waive_late_fee",
]
