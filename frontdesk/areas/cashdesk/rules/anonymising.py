"""The cash desk keeps what it took, gave back and holds, with the names: nothing of it is looked through."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import MONEY, Kept, Place, kept, money_forms, places

PLACES: tuple[Place, ...] = ()

KEPT = (
    Kept(
        (
            "payment",
            "payment_line",
            "payment_tender",
            "payment_void",
            "tender_reference",
            "refund",
            "refund_line",
            "refund_tender",
            "prepaid_move",
            "deposit",
            "deposit_tender",
            "deposit_void",
            "deposit_settlement",
            "deposit_settlement_tender",
            "deposit_settlement_void",
            "deposit_deduction",
            "statement_check",
        ),
        f"{MONEY}: receipts, refunds, deposits and what was held against them",
    ),
    Kept(
        (
            "shift",
            "shift_close",
            "shift_count",
            "cash_movement",
            "hand_in_reply",
            "paper_book",
            "spoiled_paper",
        ),
        f"{MONEY}: drawers, closes and numbered paper",
    ),
)

MONEY_FORMS = (
    "receipt", "refund", "deposit", "deposit_settlement", "day_report", "hand_in_slip", "number_ledger",
    "income_report",
)  # fmt: skip
"""Papers of the cash desk: they stay with their prints."""


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
        money_forms.extend(MONEY_FORMS)
