"""Where a person stands in the decoration files."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import MONEY, Kept, Place, kept, money_forms, places

PLACES = (
    Place("decoration_file", names=("applicant",), blank=("phone",), text=("consent_by", "summary"), person=("person_id",)),
    Place("decoration_contractor", text=("name", "head", "head_phone"), plain=("licence", "grade")),
    Place("decoration_worker", text=("name", "id_number", "phone"), plain=("trade",)),
    Place("decoration_worker_end", text=("reason",)),
    Place("decoration_scope", text=("words",), plain=("room", "drawing")),
    Place("decoration_scope_end", text=("reason",)),
    Place("decoration_step", text=("words", "allowed", "allow_reason"), plain=("unit_state",)),
    Place("decoration_agreement", text=("signed_by", "words")),
    Place("decoration_inspection", text=("seen",), plain=("inspector",)),
    Place("decoration_finding", text=("words",)),
    Place("decoration_plan", text=("words",)),
    Place("decoration_plan_end", text=("words",)),
    Place("decoration_water", text=("seen_by", "words"), plain=("room",)),
    Place("decoration_breach", text=("what", "demand")),
    Place("decoration_breach_void", text=("reason",)),
    Place("decoration_recheck", text=("words",)),
    Place("decoration_report", text=("words",), plain=("authority",)),
    Place("decoration_paper", text=("name", "words")),
    Place("decoration_paper_void", text=("reason",)),
    Place("decoration_blob", own=("bytes",)),
)  # fmt: skip

KEPT = (
    Kept(
        ("decoration_settlement", "decoration_settlement_line", "decoration_deduction"),
        f"{MONEY}: what was held back of a deposit, and why",
    ),
    Kept(("decoration_pass", "decoration_term"), "days and numbers of a decoration"),
    Kept(("decoration_terms",), "the office's own terms"),
)

MONEY_FORMS = ("decoration_settlement",)
"""The settlement of a deposit stays with its prints."""


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
        money_forms.extend(MONEY_FORMS)
