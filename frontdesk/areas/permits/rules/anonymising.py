"""Where a person stands among permits, goods passes, parking and stationery."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import Kept, Place, kept, places

PLACES = (
    Place("permit", names=("holder",), blank=("pinyin", "initials", "id_number", "phone"), text=("extra", "allow_reason"),
          person=("person_id",), plain=("kind_code", "role", "allowed")),
    Place("permit_event", text=("words",), plain=("receipt", "deposit")),
    Place("permit_photo", own=("jpeg",)),
    Place("goods_pass", names=("asker",), text=("carrier", "carrier_number", "words", "consent_by", "allow_reason"),
          person=("asker_id",), plain=("asker_role", "plate", "allowed")),
    Place("goods_line", text=("what", "words"), plain=("measure",)),
    Place("goods_return", text=("words",), plain=("guard",)),
    Place("goods_return_void", text=("reason",)),
    Place("goods_void", text=("reason",)),
    Place("parking_answer", text=("words",)),
    Place("parking_end", text=("reason",)),
    Place("parking_lease", names=("holder",), person=("person_id",)),
    Place("parking_request", names=("holder",), text=("words",), person=("person_id",), plain=("plate", "plate_key")),
    Place("parking_visit", text=("words",), plain=("plate", "plate_key")),
    Place("parking_wait", names=("holder",), text=("words",), person=("person_id",), plain=("plate",)),
    Place("parking_wait_step", text=("words",)),
    Place("stationery_mark", text=("words",), plain=("permit",)),
    Place("stationery_mark_void", text=("reason",)),
    Place("stationery_count", text=("words", "copy_words"), plain=("month",)),
)  # fmt: skip

KEPT = (
    Kept(("permit_kind", "stationery_kind"), "words of the office"),
    Kept(
        ("permit_term",),
        "days, and the signed code: the name in it is masked, and a changed code would be no code",
    ),
    Kept(
        (
            "parking_place",
            "parking_place_fact",
            "parking_plate",
            "parking_term",
            "parking_rent",
            "parking_visit_end",
        ),
        "places, days and plates, whoever stands there",
    ),
    Kept(
        ("stationery_range", "stationery_count_line", "stationery_count_sign"),
        "numbers of blank papers and who counted",
    ),
    Kept(("signing_key", "signing_key_backup"), "the office's key"),
)


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
