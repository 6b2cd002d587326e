"""Where a person stands in the fees: calls and promises are looked through, charges and their papers stay."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import MONEY, Kept, Place, kept, money_forms, places

PLACES = (
    Place("call_log", names=("name",), blank=("phone", "words"), person=("person_id",)),
    Place("payment_promise", text=("words", "proof_ref")),
    Place("limitation_act", text=("words", "proof_ref")),
    Place("notice_delivery", text=("received_by", "proof", "proof_ref")),
    Place("held_decision", text=("reason",)),
    Place("reading_run", text=("file_name",)),
)  # fmt: skip

KEPT = (
    Kept(
        (
            "charge",
            "charge_adjustment",
            "charge_reading",
            "charge_settlement",
            "late_fee_waiver",
            "price_difference",
            "reduction_batch",
            "reduction_batch_line",
            "unit_reduction",
            "unit_reduction_end",
            "limitation_act_charge",
            "notice",
            "notice_print",
            "billing_run",
        ),
        f"{MONEY}: what was charged, let off and asked for",
    ),
    Kept(
        ("fee_item", "fee_scope", "price", "price_tier", "late_fee_term", "shared_pool"),
        "prices and items, said of no person",
    ),
    Kept(
        ("meter", "meter_end", "meter_reading", "held_reading"),
        f"{MONEY}: readings that were charged for; the reader is staff",
    ),
)

MONEY_FORMS = (
    "payment_notice", "demand", "lawyer_letter", "arrears_detail", "public_list", "delivery_sheet", "rate_report",
    "building_picture",
)  # fmt: skip
"""Papers that asked for money: they stay with their prints."""


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
        money_forms.extend(MONEY_FORMS)
