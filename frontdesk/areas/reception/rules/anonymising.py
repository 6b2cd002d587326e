"""Where a person stands at the reception: tickets, visitors, what is held, errands, lettings, events."""

from __future__ import annotations

from frontdesk.areas.archives.rules.anonymising import MONEY, Kept, Place, kept, money_forms, places

PLACES = (
    Place("ticket", names=("caller",), blank=("phone",), text=("what", "spot", "wished"), person=("person_id",),
          plain=("entrance", "place", "category", "problem", "old_number")),
    Place("ticket_event", text=("words",), plain=("department", "worker")),
    Place("ticket_photo", text=("name", "words")),
    Place("ticket_photo_void", text=("reason",)),
    Place("ticket_service", text=("words",)),
    Place("ticket_service_void", text=("reason",)),
    Place("desk_call", names=("phone",), person=("person_id",)),
    Place("desk_call_words", text=("words",)),
    Place("contract", text=("party", "contact", "phone", "title", "words"), plain=("their_number", "paid_how", "keeper")),
    Place("contract_end", text=("reason",)),
    Place("contract_file", text=("name",)),
    Place("contract_file_void", text=("reason",)),
    Place("errand", names=("who",), blank=("phone",), text=("what",), person=("person_id",)),
    Place("errand_paper", text=("name",)),
    Place("errand_step", text=("whom", "words")),
    Place("community_event", text=("title",)),
    Place("event_plan", text=("title", "place", "responsible", "words"), plain=("begins", "ends")),
    Place("event_guest", names=("name",), blank=("phone", "words"), person=("person_id",)),
    Place("event_step", text=("words",)),
    Place("event_spend", text=("what", "words")),
    Place("event_spend_void", text=("reason",)),
    Place("desk_file", text=("name", "words")),
    Place("desk_file_void", text=("reason",)),
    Place("found_event", text=("who", "id_number", "phone", "words")),
    Place("found_item", text=("what", "place", "finder", "finder_phone", "words"), plain=("shelf",)),
    Place("letting", names=("owner",), blank=("phone",), person=("person_id",)),
    Place("letting_deal", text=("who",)),
    Place("letting_event", text=("words",)),
    Place("letting_terms", text=("furniture", "words")),
    Place("letting_viewing", text=("who", "phone", "words"), plain=("begins", "leader")),
    Place("letting_viewing_end", text=("words", "next_words")),
    Place("seeker", text=("name", "phone", "words")),
    Place("seeker_event", text=("words",)),
    Place("public_notice", text=("title",)),
    Place("public_notice_text", text=("title", "greeting", "body", "filling")),
    Place("public_notice_event", text=("words",)),
    Place("public_notice_round", text=("who", "words")),
    Place("public_notice_photo", text=("name",)),
    Place("outage", text=("what",)),
    Place("outage_words", text=("say",)),
    Place("outage_end", text=("words",)),
    Place("owed_draft", text=("texts",)),
    Place("owed_report", text=("reason",)),
    Place("spot_finding", text=("words",)),
    Place("parcel", names=("taker",), blank=("phone",), text=("words",), person=("person_id",),
          plain=("carrier", "tracking", "shelf")),
    Place("parcel_event", text=("who", "words")),
    Place("press_subscription", text=("subscriber", "words"), plain=("title",)),
    Place("press_subscription_end", text=("reason",)),
    Place("place_booking", text=("booker", "contact", "phone", "purpose", "how", "words")),
    Place("place_booking_end", text=("reason",)),
    Place("shift_note", text=("words",), plain=("shift",)),
    Place("shift_note_read", text=("words",)),
    Place("shift_note_void", text=("reason",)),
    Place("survey_return", text=("words",)),
    Place("survey_return_void", text=("reason",)),
    Place("survey_answer", text=("words",)),
    Place("survey_ending", text=("words",)),
    Place("visit", text=("name", "phone", "id_number", "host", "why", "words", "place"), plain=("plate", "pass_number")),
    Place("visit_end", text=("words",)),
    Place("visit_made", text=("talked", "words", "needs"), plain=("visitor",)),
    Place("visit_made_void", text=("reason",)),
    Place("visit_plan", text=("name", "words"), plain=("scope", "seed")),
    Place("visit_plan_end", text=("reason",)),
    Place("visit_target", text=("why",)),
)  # fmt: skip

KEPT = (
    Kept(("ticket_service_line",), f"{MONEY}: work and material that were charged for"),
    Kept(("event_budget", "let_place_price"), f"{MONEY}: sums, said of no person"),
    Kept(
        ("ticket_now", "visit_ticket", "survey_ticket", "spot_ticket", "event_guest_mark"),
        "how a record stands, or that two belong together, by id",
    ),
    Kept(("reception_blob",), "photographs of places and things; identity papers are kept with the archives"),
    Kept(
        (
            "outage_place",
            "public_notice_place",
            "public_notice_round_place",
            "public_notice_text_board",
            "notice_board",
        ),
        "homes and boards",
    ),
    Kept(
        (
            "ticket_word",
            "ticket_limit",
            "notice_template",
            "errand_kind",
            "let_place",
            "questionnaire",
            "survey_question",
            "survey",
            "survey_sheet",
            "spot_check",
        ),
        "words, lists and draws of the office",
    ),
    Kept(
        (
            "asset",
            "asset_event",
            "consumable",
            "stock_move",
            "stock_count",
            "stock_count_end",
            "stock_count_line",
            "stock_answer",
            "purchase_plan",
            "purchase_event",
            "purchase_line",
            "purchase_arrival",
        ),
        "the office's own things and the staff who keep them",
    ),
)

MONEY_FORMS = ("paid_service", "place_agreement")
"""Slips and agreements that money was charged by stay with their prints."""


def join() -> None:
    """Put them into the lists, once."""
    if KEPT[0] not in kept:
        places.extend(PLACES)
        kept.extend(KEPT)
        money_forms.extend(MONEY_FORMS)
