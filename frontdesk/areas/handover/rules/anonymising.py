"""Where a person stands in the handovers."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import MONEY, Kept, Place, kept, places

PLACES = (
    Place("handover_event", names=("who",), blank=("id_number", "phone", "authority"), text=("words",),
          person=("person_id",), plain=("slip",)),
    Place("handover_defect", text=("words", "place"), plain=("category",)),
    Place("handover_defect_event", text=("who", "words")),
    Place("transfer", names=("taken_by",), text=("basis", "old_names", "new_names", "taken_words", "words", "allowed_for"),
          person=("taken_by_id",)),
    Place("transfer_role", names=("name",), person=("person_id",)),
    Place("transfer_thing", text=("what", "done")),
)  # fmt: skip

KEPT = (
    Kept(("transfer_arrear",), f"{MONEY}: what was owed when a home changed hands, and by whom"),
    Kept(
        (
            "handover_batch",
            "handover_unit",
            "handover_notice",
            "handover_notice_print",
            "handover_reading",
            "handover_signed",
        ),
        "homes, days, readings and names of papers",
    ),
)


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
