"""What is done at the key cabinet: every function is one thing the clerk does, in one transaction."""

from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.service.caring import Care, Cared, EndCare, TakeIntoCare, end_care, take_into_care
from frontdesk.areas.keys.service.changing import ChangeKey, change_key
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.service.consents import AddConsent, EndConsent, add_consent, end_consent
from frontdesk.areas.keys.service.counting import (
    BeginCount,
    CloseCount,
    ExplainDifference,
    Marked,
    MarkTag,
    begin_count,
    close_count,
    explain_difference,
    mark_tag,
)
from frontdesk.areas.keys.service.handing_over import HandedOver, HandOver, hand_over
from frontdesk.areas.keys.service.lending import LendKeys, Lent, lend_keys
from frontdesk.areas.keys.service.losing import (
    FindKeys,
    LoseKeys,
    ReplaceKeys,
    find_keys,
    lose_keys,
    replace_keys,
)
from frontdesk.areas.keys.service.printing import PrintSlip, print_slip
from frontdesk.areas.keys.service.receiving import (
    NewKey,
    Receive,
    Received,
    ReceiveMore,
    receive,
    receive_more,
)
from frontdesk.areas.keys.service.returning import Back, BackFrom, ReturnKeys, return_keys
from frontdesk.areas.keys.service.revealing import HolderNumbers, RevealHolder, reveal_holder
from frontdesk.areas.keys.service.voiding import UndoMovement, undo_movement

__all__ = [
    "AddConsent",
    "Back",
    "BackFrom",
    "BeginCount",
    "Care",
    "Cared",
    "ChangeKey",
    "CloseCount",
    "EndCare",
    "EndConsent",
    "ExplainDifference",
    "FindKeys",
    "HandOver",
    "HandedOver",
    "HolderNumbers",
    "LendKeys",
    "Lent",
    "LoseKeys",
    "MarkTag",
    "Marked",
    "NewKey",
    "Pieces",
    "PrintSlip",
    "Receive",
    "ReceiveMore",
    "Received",
    "ReplaceKeys",
    "ReturnKeys",
    "RevealHolder",
    "TakeIntoCare",
    "UndoMovement",
    "Who",
    "add_consent",
    "begin_count",
    "change_key",
    "close_count",
    "end_care",
    "end_consent",
    "explain_difference",
    "find_keys",
    "hand_over",
    "lend_keys",
    "lose_keys",
    "mark_tag",
    "print_slip",
    "receive",
    "receive_more",
    "replace_keys",
    "return_keys",
    "reveal_holder",
    "take_into_care",
    "undo_movement",
]
