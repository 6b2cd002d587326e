"""Where a person stands among the keys: who borrowed one, and who may."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import Kept, Place, kept, places

PLACES = (
    Place("key_consent", names=("name",), blank=("words", "source"), person=("person_id",)),
    Place("key_consent_end", text=("reason",)),
    Place("key_count_note", text=("words",), plain=("tag",)),
    Place("key_movement", names=("who",), blank=("id_number", "phone", "why", "authority"),
          text=("company", "basis", "allowed_words"), person=("person_id",), plain=("slip",)),
    Place("key_movement_void", text=("reason",)),
    Place("key_tag", text=("words",), plain=("tag", "place", "cabinet", "hook")),
)  # fmt: skip

KEPT = (Kept(("key_count", "key_count_line", "key_count_close"), "tags and cabinets that were counted"),)


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
