"""Where a person stands in the archives' own tables and in the store's, for anonymising. A line for each table."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import Kept, Place, kept, places

PLACES = (
    Place(
        "person",
        text=("emergency_contact",),
        own=("name", "pinyin", "initials", "id_kind", "id_number", "phone", "phone2", "nationality",
             "visa_ends_on", "registered_on"),
    ),
    Place("person_join", text=("reason",), own=("kept_before", "joined_before", "after"), person=("kept_id", "joined_id")),
    Place("person_split", text=("reason",)),
    Place("person_apart", text=("reason",), person=("one_id", "other_id")),
    Place("review_flag", text=("reason", "source", "settled_words"), own=("value", "settled_at", "settled_by"),
          person=("person_id",)),
    Place("unit_note", text=("text",)),
    Place("unit_source", text=("facts",)),
    Place("unit_old_code", text=("reason",)),
    Place("unit_role", text=("relation",), person=("person_id",)),
    Place("import_run", text=("file_name", "sheet")),
    Place("correspondence", text=("party", "title", "words", "reference"), plain=("handler",)),
    Place("correspondence_event", text=("who", "words")),
    Place("emergency", text=("place", "reporter", "words")),
    Place("emergency_entry", text=("words", "who")),
    Place("archive_paper", names=("name",), blank=("words", "file_name"), person=("person_id",)),
    Place("archive_paper_void", text=("reason",)),
    Place("registration_fact", blank=("origin", "purpose", "words"), person=("person_id",)),
    Place("residence_registration", text=("station", "handled_by"), blank=("number", "words"), person=("person_id",)),
    Place("residence_registration_event", text=("words",)),
    Place("change_sheet", text=("words",)),
    Place("change_sheet_line", names=("name",), blank=("before", "after"), person=("person_id",),
          plain=("unit_code", "role", "departments")),
    Place("number_look", names=("name",), text=("reason",), person=("person_id",)),
    Place("personal_consent", text=("given_by",), blank=("words",), person=("person_id",), plain=("purpose",)),
    Place("personal_consent_end", text=("words",)),
    Place("personal_request", text=("asked_by", "checked", "reason"), person=("person_id",)),
    Place("personal_request_event", text=("words",)),
    Place("unit_change", text=("reason", "lifted", "lifted_why")),
    Place("unit_change_unit", text=("owners",)),
    Place("unit_change_thing", text=("words",)),
    Place("anonymising", text=("reason",)),
    Place("audit_entry", text=("command", "approval_reason"), plain=("action",)),
    Place("audit_change", own=("before", "after"), plain=("table_name", "record_id", "field")),
    Place("draft", text=("title", "data"), plain=("page",)),
    Place("paper", own=("title", "document"), plain=("form", "subject_kind")),
    Place("paper_print", own=("pdf",), plain=("size",)),
)  # fmt: skip

KEPT = (
    Kept(
        ("building", "unit", "unit_state_change", "parking_space", "vehicle", "pet", "emergency_unit"),
        "said of the house or of a home, whoever lives in it",
    ),
    Kept(("archive_paper_kind", "setting", "number_series"), "words and settings of the office"),
    Kept(("user_account",), "the staff"),
    Kept(("stored_file", "stored_file_gone"), "files by their hash: identity papers go out of the folder"),
    Kept(("anonymised_person",), "who was made anonymous, by id"),
)


def join() -> None:
    """Put them into the lists, once."""
    if PLACES[0] not in places:
        places.extend(PLACES)
        kept.extend(KEPT)
