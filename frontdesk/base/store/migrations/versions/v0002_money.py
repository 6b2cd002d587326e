"""The rest of the money: meters, deposits, refunds, books, reports; backups.

Written by tests/tools/make_next_migration.py from the models; not to be edited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from frontdesk.base.store.base import ExactType, MoneyType, StampType
from frontdesk.base.store.guards import Guard

revision = "0002"
down_revision = "0001"

BEFORE = (
    Guard("audit_entry", "update", "", "", ""),
    Guard("audit_entry", "delete", "", "", ""),
    Guard("audit_change", "update", "", "", ""),
    Guard("audit_change", "delete", "", "", ""),
    Guard("user_account", "delete", "", "", ""),
    Guard("paper", "update", "", "", ""),
    Guard("paper", "delete", "", "", ""),
    Guard("paper_print", "update", "", "", ""),
    Guard("paper_print", "delete", "", "", ""),
    Guard("building", "delete", "", "", ""),
    Guard("unit", "delete", "", "", ""),
    Guard("person", "delete", "", "", ""),
    Guard("unit_role", "delete", "", "", ""),
    Guard("vehicle", "delete", "", "", ""),
    Guard("unit_note", "delete", "", "", ""),
    Guard("charge", "update", "", "", ""),
    Guard("charge", "delete", "", "", ""),
    Guard("charge_adjustment", "update", "", "", ""),
    Guard("charge_adjustment", "delete", "", "", ""),
    Guard("charge_settlement", "update", "", "", ""),
    Guard("charge_settlement", "delete", "", "", ""),
    Guard("price", "update", "", "", ""),
    Guard("price", "delete", "", "", ""),
    Guard("billing_run", "update", "", "", ""),
    Guard("billing_run", "delete", "", "", ""),
    Guard("notice", "update", "", "", ""),
    Guard("notice", "delete", "", "", ""),
    Guard("notice_print", "update", "", "", ""),
    Guard("notice_print", "delete", "", "", ""),
    Guard("notice_delivery", "update", "", "", ""),
    Guard("notice_delivery", "delete", "", "", ""),
    Guard("fee_item", "delete", "", "", ""),
    Guard("shift", "delete", "", "", ""),
    Guard("shift", "update", "", "", "closed"),
    Guard("shift", "update", "", "", "kept"),
    Guard("shift", "update", "", "", "forward"),
    Guard("shift_count", "update", "", "", ""),
    Guard("shift_count", "delete", "", "", ""),
    Guard("shift_close", "update", "", "", ""),
    Guard("shift_close", "delete", "", "", ""),
    Guard("cash_movement", "update", "", "", ""),
    Guard("cash_movement", "delete", "", "", ""),
    Guard("hand_in_reply", "update", "", "", ""),
    Guard("hand_in_reply", "delete", "", "", ""),
    Guard("payment", "update", "", "", ""),
    Guard("payment", "delete", "", "", ""),
    Guard("payment_line", "update", "", "", ""),
    Guard("payment_line", "delete", "", "", ""),
    Guard("payment_tender", "update", "", "", ""),
    Guard("payment_tender", "delete", "", "", ""),
    Guard("tender_reference", "update", "", "", ""),
    Guard("tender_reference", "delete", "", "", ""),
    Guard("payment_void", "update", "", "", ""),
    Guard("payment_void", "delete", "", "", ""),
    Guard("paper_book", "update", "", "", ""),
    Guard("paper_book", "delete", "", "", ""),
    Guard("spoiled_paper", "update", "", "", ""),
    Guard("spoiled_paper", "delete", "", "", ""),
    Guard("payment", "insert", "", "", "shift"),
    Guard("cash_movement", "insert", "", "", "shift"),
    Guard("payment_line", "insert", "", "", "shift"),
    Guard("payment_tender", "insert", "", "", "shift"),
    Guard("tender_reference", "insert", "", "", "shift"),
    Guard("payment_void", "insert", "", "", "shift"),
    Guard("shift_count", "insert", "", "", "shift"),
    Guard("shift_close", "insert", "", "", "shift"),
)
GUARDS = (
    Guard(
        "audit_entry",
        "update",
        "an audit entry is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."actor_id" IS NOT DISTINCT FROM NEW."actor_id" AND OLD."actor" IS NOT DISTINCT FROM NEW."actor" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."action" IS NOT DISTINCT FROM NEW."action")',
        "",
    ),
    Guard("audit_entry", "delete", "an audit entry is never deleted", "", ""),
    Guard(
        "audit_change",
        "update",
        "an audit entry is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."entry_id" IS NOT DISTINCT FROM NEW."entry_id" AND OLD."table_name" IS NOT DISTINCT FROM NEW."table_name" AND OLD."record_id" IS NOT DISTINCT FROM NEW."record_id" AND OLD."field" IS NOT DISTINCT FROM NEW."field")',
        "",
    ),
    Guard("audit_change", "delete", "an audit entry is never deleted", "", ""),
    Guard("user_account", "delete", "a user is never deleted", "", ""),
    Guard(
        "paper",
        "update",
        "an issued paper is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."form" IS NOT DISTINCT FROM NEW."form" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."subject_kind" IS NOT DISTINCT FROM NEW."subject_kind" AND OLD."subject_id" IS NOT DISTINCT FROM NEW."subject_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."issued_at" IS NOT DISTINCT FROM NEW."issued_at" AND OLD."issued_by_id" IS NOT DISTINCT FROM NEW."issued_by_id" AND OLD."issued_by" IS NOT DISTINCT FROM NEW."issued_by")',
        "",
    ),
    Guard("paper", "delete", "an issued paper is never deleted", "", ""),
    Guard(
        "paper_print",
        "update",
        "a print is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."times" IS NOT DISTINCT FROM NEW."times" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."size" IS NOT DISTINCT FROM NEW."size")',
        "",
    ),
    Guard("paper_print", "delete", "a print is never deleted", "", ""),
    Guard("stored_file", "update", "a kept file is final", "", ""),
    Guard("stored_file", "delete", "a kept file is never deleted", "", ""),
    Guard("stored_file_gone", "update", "that a file was taken out is final", "", ""),
    Guard("stored_file_gone", "delete", "that a file was taken out is never deleted", "", ""),
    Guard("building", "delete", "archives are never deleted", "", ""),
    Guard("unit", "delete", "archives are never deleted", "", ""),
    Guard("person", "delete", "archives are never deleted", "", ""),
    Guard("unit_role", "delete", "archives are never deleted", "", ""),
    Guard("vehicle", "delete", "archives are never deleted", "", ""),
    Guard("unit_note", "delete", "archives are never deleted", "", ""),
    Guard("archive_paper_kind", "delete", "a kind of paper is never deleted", "", ""),
    Guard(
        "archive_paper",
        "update",
        "a filed paper is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."kind_id" IS NOT DISTINCT FROM NEW."kind_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."correspondence_id" IS NOT DISTINCT FROM NEW."correspondence_id" AND OLD."emergency_id" IS NOT DISTINCT FROM NEW."emergency_id" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."dated_on" IS NOT DISTINCT FROM NEW."dated_on" AND OLD."source" IS NOT DISTINCT FROM NEW."source" AND OLD."replaces_id" IS NOT DISTINCT FROM NEW."replaces_id" AND OLD."filed_on" IS NOT DISTINCT FROM NEW."filed_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("archive_paper", "delete", "a filed paper is never deleted", "", ""),
    Guard(
        "archive_paper_void",
        "update",
        "a paper's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("archive_paper_void", "delete", "a paper's void is never deleted", "", ""),
    Guard(
        "personal_consent",
        "update",
        "a consent as it was given is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."purpose" IS NOT DISTINCT FROM NEW."purpose" AND OLD."way" IS NOT DISTINCT FROM NEW."way" AND OLD."given_on" IS NOT DISTINCT FROM NEW."given_on" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("personal_consent", "delete", "a consent as it was given is never deleted", "", ""),
    Guard(
        "personal_consent_end",
        "update",
        "the end of a consent is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."consent_id" IS NOT DISTINCT FROM NEW."consent_id" AND OLD."end" IS NOT DISTINCT FROM NEW."end" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("personal_consent_end", "delete", "the end of a consent is never deleted", "", ""),
    Guard(
        "personal_request",
        "update",
        "who asked what is held of them is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."asked_on" IS NOT DISTINCT FROM NEW."asked_on" AND OLD."asker" IS NOT DISTINCT FROM NEW."asker" AND OLD."unmasked" IS NOT DISTINCT FROM NEW."unmasked" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("personal_request", "delete", "who asked what is held of them is never deleted", "", ""),
    Guard(
        "personal_request_event",
        "update",
        "what came of a request is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."request_id" IS NOT DISTINCT FROM NEW."request_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("personal_request_event", "delete", "what came of a request is never deleted", "", ""),
    Guard("correspondence", "delete", "a document in or out is never deleted", "", ""),
    Guard(
        "correspondence",
        "update",
        "what came in or went out stands as it was numbered",
        '(NEW.number <> OLD.number OR NEW.direction <> OLD.direction OR NEW.happened_on <> OLD.happened_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."direction" IS NOT DISTINCT FROM NEW."direction" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."secrecy" IS NOT DISTINCT FROM NEW."secrecy" AND OLD."copies" IS NOT DISTINCT FROM NEW."copies" AND OLD."handler" IS NOT DISTINCT FROM NEW."handler" AND OLD."answer_by" IS NOT DISTINCT FROM NEW."answer_by" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "numbered",
    ),
    Guard(
        "correspondence_event",
        "update",
        "what happened to a document is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."correspondence_id" IS NOT DISTINCT FROM NEW."correspondence_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."ends_id" IS NOT DISTINCT FROM NEW."ends_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("correspondence_event", "delete", "what happened to a document is never deleted", "", ""),
    Guard(
        "unit_old_code",
        "update",
        "a code a unit had is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."code" IS NOT DISTINCT FROM NEW."code" AND OLD."key" IS NOT DISTINCT FROM NEW."key" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("unit_old_code", "delete", "a code a unit had is never deleted", "", ""),
    Guard(
        "emergency",
        "update",
        "an emergency as it was recorded is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."happened_at" IS NOT DISTINCT FROM NEW."happened_at" AND OLD."known_at" IS NOT DISTINCT FROM NEW."known_at" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("emergency", "delete", "an emergency as it was recorded is never deleted", "", ""),
    Guard("emergency_unit", "update", "a unit that an emergency touched is final", "", ""),
    Guard("emergency_unit", "delete", "a unit that an emergency touched is never deleted", "", ""),
    Guard(
        "emergency_entry",
        "update",
        "what was done in an emergency is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."emergency_id" IS NOT DISTINCT FROM NEW."emergency_id" AND OLD."entry" IS NOT DISTINCT FROM NEW."entry" AND OLD."happened_at" IS NOT DISTINCT FROM NEW."happened_at" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."ends_id" IS NOT DISTINCT FROM NEW."ends_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("emergency_entry", "delete", "what was done in an emergency is never deleted", "", ""),
    Guard(
        "person_join",
        "update",
        "a join of two people is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."kept_id" IS NOT DISTINCT FROM NEW."kept_id" AND OLD."joined_id" IS NOT DISTINCT FROM NEW."joined_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("person_join", "delete", "a join of two people is never deleted", "", ""),
    Guard(
        "person_split",
        "update",
        "a split of two people is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."join_id" IS NOT DISTINCT FROM NEW."join_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("person_split", "delete", "a split of two people is never deleted", "", ""),
    Guard(
        "person_apart",
        "update",
        "what was found to be two people is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."one_id" IS NOT DISTINCT FROM NEW."one_id" AND OLD."other_id" IS NOT DISTINCT FROM NEW."other_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("person_apart", "delete", "what was found to be two people is never deleted", "", ""),
    Guard(
        "registration_fact",
        "update",
        "what was said of a resident is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."duty" IS NOT DISTINCT FROM NEW."duty" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("registration_fact", "delete", "what was said of a resident is never deleted", "", ""),
    Guard(
        "residence_registration",
        "update",
        "a registration is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."renews_id" IS NOT DISTINCT FROM NEW."renews_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("residence_registration", "delete", "a registration is never deleted", "", ""),
    Guard(
        "residence_registration_event",
        "update",
        "what happened to a registration is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."registration_id" IS NOT DISTINCT FROM NEW."registration_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard(
        "residence_registration_event", "delete", "what happened to a registration is never deleted", "", ""
    ),
    Guard(
        "change_sheet",
        "update",
        "a change sheet is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."after_id" IS NOT DISTINCT FROM NEW."after_id" AND OLD."upto_id" IS NOT DISTINCT FROM NEW."upto_id" AND OLD."first_on" IS NOT DISTINCT FROM NEW."first_on" AND OLD."last_on" IS NOT DISTINCT FROM NEW."last_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("change_sheet", "delete", "a change sheet is never deleted", "", ""),
    Guard(
        "change_sheet_line",
        "update",
        "what departments were told is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."sheet_id" IS NOT DISTINCT FROM NEW."sheet_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."unit_code" IS NOT DISTINCT FROM NEW."unit_code" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."role" IS NOT DISTINCT FROM NEW."role" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."departments" IS NOT DISTINCT FROM NEW."departments")',
        "",
    ),
    Guard("change_sheet_line", "delete", "what departments were told is never deleted", "", ""),
    Guard(
        "unit_change",
        "update",
        "a merging or splitting of units is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("unit_change", "delete", "a merging or splitting of units is never deleted", "", ""),
    Guard(
        "unit_change_unit",
        "update",
        "a unit that was merged or split is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."change_id" IS NOT DISTINCT FROM NEW."change_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."made" IS NOT DISTINCT FROM NEW."made" AND OLD."code" IS NOT DISTINCT FROM NEW."code" AND OLD."built_area" IS NOT DISTINCT FROM NEW."built_area" AND OLD."inner_area" IS NOT DISTINCT FROM NEW."inner_area")',
        "",
    ),
    Guard("unit_change_unit", "delete", "a unit that was merged or split is never deleted", "", ""),
    Guard(
        "unit_change_thing",
        "update",
        "what went over when units were merged or split is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."change_id" IS NOT DISTINCT FROM NEW."change_id" AND OLD."thing" IS NOT DISTINCT FROM NEW."thing" AND OLD."old_id" IS NOT DISTINCT FROM NEW."old_id" AND OLD."new_id" IS NOT DISTINCT FROM NEW."new_id")',
        "",
    ),
    Guard(
        "unit_change_thing",
        "delete",
        "what went over when units were merged or split is never deleted",
        "",
        "",
    ),
    Guard(
        "unit",
        "update",
        "the unit has ended",
        "OLD.ended_on IS NOT NULL AND (NEW.ended_on IS NULL OR NEW.ended_on <> OLD.ended_on)",
        "ended",
    ),
    Guard(
        "number_look",
        "update",
        "who saw a number in full is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."how" IS NOT DISTINCT FROM NEW."how" AND OLD."matter" IS NOT DISTINCT FROM NEW."matter" AND OLD."record_id" IS NOT DISTINCT FROM NEW."record_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."people" IS NOT DISTINCT FROM NEW."people" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver")',
        "",
    ),
    Guard("number_look", "delete", "who saw a number in full is never deleted", "", ""),
    Guard(
        "anonymising",
        "update",
        "what was made anonymous is final",
        '(OLD.finished_at IS NOT NULL) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."places" IS NOT DISTINCT FROM NEW."places" AND OLD."files" IS NOT DISTINCT FROM NEW."files" AND OLD."finished_at" IS NOT DISTINCT FROM NEW."finished_at")',
        "",
    ),
    Guard("anonymising", "delete", "what was made anonymous is never deleted", "", ""),
    Guard("anonymised_person", "update", "who was made anonymous is final", "", ""),
    Guard("anonymised_person", "delete", "who was made anonymous is never deleted", "", ""),
    Guard(
        "person",
        "update",
        "somebody made anonymous stays so",
        "EXISTS (SELECT 1 FROM anonymised_person a WHERE a.person_id = OLD.id) AND NOT EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL)",
        "anonymous",
    ),
    Guard(
        "unit_role",
        "insert",
        "somebody made anonymous stays so",
        "EXISTS (SELECT 1 FROM anonymised_person a WHERE a.person_id = NEW.person_id)",
        "anonymous",
    ),
    Guard("price_tier", "update", "a tier is final", "", ""),
    Guard("price_tier", "delete", "a tier is never deleted", "", ""),
    Guard("meter", "update", "a meter is final", "", ""),
    Guard("meter", "delete", "a meter is never deleted", "", ""),
    Guard(
        "reading_run",
        "update",
        "a sitting of readings is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."way" IS NOT DISTINCT FROM NEW."way" AND OLD."file_hash" IS NOT DISTINCT FROM NEW."file_hash" AND OLD."stored" IS NOT DISTINCT FROM NEW."stored" AND OLD."held" IS NOT DISTINCT FROM NEW."held" AND OLD."unchanged" IS NOT DISTINCT FROM NEW."unchanged" AND OLD."rejected" IS NOT DISTINCT FROM NEW."rejected" AND OLD."opened" IS NOT DISTINCT FROM NEW."opened" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("reading_run", "delete", "a sitting of readings is never deleted", "", ""),
    Guard("meter_reading", "update", "a reading is final", "", ""),
    Guard("meter_reading", "delete", "a reading is never deleted", "", ""),
    Guard("meter_end", "update", "the end of a meter is final", "", ""),
    Guard("meter_end", "delete", "the end of a meter is never deleted", "", ""),
    Guard("held_reading", "update", "a reading that waits is final", "", ""),
    Guard("held_reading", "delete", "a reading that waits is never deleted", "", ""),
    Guard(
        "held_decision",
        "update",
        "a decision is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."held_id" IS NOT DISTINCT FROM NEW."held_id" AND OLD."decision" IS NOT DISTINCT FROM NEW."decision" AND OLD."reading_id" IS NOT DISTINCT FROM NEW."reading_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("held_decision", "delete", "a decision is never deleted", "", ""),
    Guard("charge_reading", "update", "what a charge is for is final", "", ""),
    Guard("charge_reading", "delete", "what a charge is for is never deleted", "", ""),
    Guard("shared_pool", "update", "a shared cost is final", "", ""),
    Guard("shared_pool", "delete", "a shared cost is never deleted", "", ""),
    Guard(
        "meter_reading",
        "insert",
        "the chain of readings cannot be broken",
        "NEW.previous_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM meter_reading p WHERE p.id = NEW.previous_id AND p.meter_id = NEW.meter_id AND p.read_on <= NEW.read_on AND NOT EXISTS (SELECT 1 FROM meter_reading s WHERE s.supersedes_id = p.id))",
        "chain",
    ),
    Guard(
        "meter_reading",
        "insert",
        "only the last, unbilled reading can be corrected",
        "NEW.supersedes_id IS NOT NULL AND (EXISTS (SELECT 1 FROM meter_reading n WHERE n.previous_id = NEW.supersedes_id) OR EXISTS (SELECT 1 FROM charge_reading c WHERE c.reading_id = NEW.supersedes_id) OR NOT EXISTS (SELECT 1 FROM meter_reading o WHERE o.id = NEW.supersedes_id AND o.meter_id = NEW.meter_id AND COALESCE(o.previous_id, 0) = COALESCE(NEW.previous_id, 0)))",
        "last",
    ),
    Guard(
        "meter_reading",
        "insert",
        "the meter has ended",
        "EXISTS (SELECT 1 FROM meter_end e WHERE e.meter_id = NEW.meter_id)",
        "ended",
    ),
    Guard(
        "charge_reading",
        "insert",
        "the reading was corrected",
        "EXISTS (SELECT 1 FROM meter_reading s WHERE s.supersedes_id = NEW.reading_id)",
        "corrected",
    ),
    Guard(
        "charge",
        "update",
        "a charge is final",
        "NEW.unit_id <> OLD.unit_id OR NEW.item_id <> OLD.item_id OR NEW.period <> OLD.period OR NEW.no <> OLD.no OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on OR NEW.due_on <> OLD.due_on OR NEW.amount <> OLD.amount OR NEW.how <> OLD.how OR NEW.lines <> OLD.lines OR NEW.payer_name <> OLD.payer_name OR NEW.made_on <> OLD.made_on OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by OR NEW.source_kind <> OLD.source_kind OR COALESCE(NEW.payer_id, 0) <> COALESCE(OLD.payer_id, 0) OR COALESCE(NEW.source_id, 0) <> COALESCE(OLD.source_id, 0)",
        "",
    ),
    Guard("charge", "delete", "a charge is never deleted", "", ""),
    Guard("charge_adjustment", "update", "an adjustment is final", "", ""),
    Guard("charge_adjustment", "delete", "an adjustment is never deleted", "", ""),
    Guard("charge_settlement", "update", "a settlement is final", "", ""),
    Guard("charge_settlement", "delete", "a settlement is never deleted", "", ""),
    Guard("price", "update", "a price is final", "", ""),
    Guard("price", "delete", "a price is never deleted", "", ""),
    Guard("billing_run", "update", "a billing is final", "", ""),
    Guard("billing_run", "delete", "a billing is never deleted", "", ""),
    Guard("notice", "update", "an issued notice is final", "", ""),
    Guard("notice", "delete", "an issued notice is never deleted", "", ""),
    Guard("notice_print", "update", "a print is final", "", ""),
    Guard("notice_print", "delete", "a print is never deleted", "", ""),
    Guard(
        "notice_delivery",
        "update",
        "a delivery is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."notice_id" IS NOT DISTINCT FROM NEW."notice_id" AND OLD."way" IS NOT DISTINCT FROM NEW."way" AND OLD."delivered_on" IS NOT DISTINCT FROM NEW."delivered_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."signed" IS NOT DISTINCT FROM NEW."signed")',
        "",
    ),
    Guard("notice_delivery", "delete", "a delivery is never deleted", "", ""),
    Guard(
        "call_log",
        "update",
        "a call is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."result" IS NOT DISTINCT FROM NEW."result" AND OLD."voids_id" IS NOT DISTINCT FROM NEW."voids_id" AND OLD."called_on" IS NOT DISTINCT FROM NEW."called_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("call_log", "delete", "a call is never deleted", "", ""),
    Guard(
        "payment_promise",
        "update",
        "a promise is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."call_id" IS NOT DISTINCT FROM NEW."call_id" AND OLD."amount" IS NOT DISTINCT FROM NEW."amount" AND OLD."due_on" IS NOT DISTINCT FROM NEW."due_on" AND OLD."written" IS NOT DISTINCT FROM NEW."written" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by")',
        "",
    ),
    Guard("payment_promise", "delete", "a promise is never deleted", "", ""),
    Guard(
        "limitation_act",
        "update",
        "an act is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."acted_on" IS NOT DISTINCT FROM NEW."acted_on" AND OLD."delivery_id" IS NOT DISTINCT FROM NEW."delivery_id" AND OLD."promise_id" IS NOT DISTINCT FROM NEW."promise_id" AND OLD."voids_id" IS NOT DISTINCT FROM NEW."voids_id" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by")',
        "",
    ),
    Guard("limitation_act", "delete", "an act is never deleted", "", ""),
    Guard("limitation_act_charge", "update", "an act is final", "", ""),
    Guard("limitation_act_charge", "delete", "an act is never deleted", "", ""),
    Guard("fee_item", "delete", "a fee item is never deleted", "", ""),
    Guard("late_fee_term", "update", "a late fee's term is final", "", ""),
    Guard("late_fee_term", "delete", "a late fee's term is never deleted", "", ""),
    Guard("late_fee_waiver", "update", "a waiver is final", "", ""),
    Guard("late_fee_waiver", "delete", "a waiver is never deleted", "", ""),
    Guard("unit_reduction", "update", "a reduction is final", "", ""),
    Guard("unit_reduction", "delete", "a reduction is never deleted", "", ""),
    Guard("unit_reduction_end", "update", "a reduction's end is final", "", ""),
    Guard("unit_reduction_end", "delete", "a reduction's end is never deleted", "", ""),
    Guard("reduction_batch", "update", "a batch of reductions is final", "", ""),
    Guard("reduction_batch", "delete", "a batch of reductions is never deleted", "", ""),
    Guard("reduction_batch_line", "update", "a batch's line is final", "", ""),
    Guard("reduction_batch_line", "delete", "a batch's line is never deleted", "", ""),
    Guard("price_difference", "update", "a decision is final", "", ""),
    Guard("price_difference", "delete", "a decision is never deleted", "", ""),
    Guard("shift", "delete", "a shift is never deleted", "", ""),
    Guard("shift", "update", "a closed shift is final", "OLD.state = 'closed'", "closed"),
    Guard(
        "shift",
        "update",
        "what a shift began with is final",
        "NEW.cashier_id <> OLD.cashier_id OR NEW.cashier <> OLD.cashier OR NEW.desk <> OLD.desk OR NEW.name <> OLD.name OR NEW.business_on <> OLD.business_on OR NEW.opened_at <> OLD.opened_at OR NEW.opening_float <> OLD.opening_float",
        "kept",
    ),
    Guard(
        "shift",
        "update",
        "a counted shift does not open again",
        "OLD.state = 'counted' AND NEW.state = 'open'",
        "forward",
    ),
    Guard("shift_count", "update", "a count is final", "", ""),
    Guard("shift_count", "delete", "a count is never deleted", "", ""),
    Guard("shift_close", "update", "a close is final", "", ""),
    Guard("shift_close", "delete", "a close is never deleted", "", ""),
    Guard("cash_movement", "update", "a cash movement is final", "", ""),
    Guard("cash_movement", "delete", "a cash movement is never deleted", "", ""),
    Guard("hand_in_reply", "update", "a reply of finance is final", "", ""),
    Guard("hand_in_reply", "delete", "a reply of finance is never deleted", "", ""),
    Guard("payment", "update", "a receipt is final", "", ""),
    Guard("payment", "delete", "a receipt is never deleted", "", ""),
    Guard("payment_line", "update", "a receipt line is final", "", ""),
    Guard("payment_line", "delete", "a receipt line is never deleted", "", ""),
    Guard("payment_tender", "update", "a tender is final", "", ""),
    Guard("payment_tender", "delete", "a tender is never deleted", "", ""),
    Guard("tender_reference", "update", "a reference is final", "", ""),
    Guard("tender_reference", "delete", "a reference is never deleted", "", ""),
    Guard("payment_void", "update", "a void is final", "", ""),
    Guard("payment_void", "delete", "a void is never deleted", "", ""),
    Guard("paper_book", "update", "a book of receipt paper is final", "", ""),
    Guard("paper_book", "delete", "a book of receipt paper is never deleted", "", ""),
    Guard("spoiled_paper", "update", "a spoiled paper is final", "", ""),
    Guard("spoiled_paper", "delete", "a spoiled paper is never deleted", "", ""),
    Guard(
        "payment",
        "insert",
        "the shift is not open",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'",
        "shift",
    ),
    Guard(
        "cash_movement",
        "insert",
        "the shift is closed",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) = 'closed'",
        "shift",
    ),
    Guard(
        "payment_line",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard(
        "payment_tender",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard(
        "tender_reference",
        "insert",
        "the shift is closed",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id JOIN payment_tender t ON t.payment_id = p.id WHERE t.id = NEW.tender_id) = 'closed'",
        "shift",
    ),
    Guard(
        "payment_void",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard(
        "shift_count",
        "insert",
        "the shift is not open",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'",
        "shift",
    ),
    Guard(
        "shift_close",
        "insert",
        "the shift is closed already",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) = 'closed'",
        "shift",
    ),
    Guard("refund", "update", "a refund is final", "", ""),
    Guard("refund", "delete", "a refund is never deleted", "", ""),
    Guard("refund_line", "update", "a refund line is final", "", ""),
    Guard("refund_line", "delete", "a refund line is never deleted", "", ""),
    Guard("refund_tender", "update", "a tender is final", "", ""),
    Guard("refund_tender", "delete", "a tender is never deleted", "", ""),
    Guard(
        "refund",
        "insert",
        "the shift is not open",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'",
        "shift",
    ),
    Guard(
        "refund",
        "insert",
        "the receipt is void",
        "EXISTS (SELECT 1 FROM payment_void WHERE payment_id = NEW.payment_id)",
        "void",
    ),
    Guard(
        "refund_line",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN refund p ON p.shift_id = s.id WHERE p.id = NEW.refund_id) <> 'open'",
        "shift",
    ),
    Guard(
        "refund_line",
        "insert",
        "more than was paid of the line",
        "NEW.payment_line_id IS NOT NULL AND (ABS(NEW.amount + (SELECT COALESCE(SUM(r.amount), 0) FROM refund_line r WHERE r.payment_line_id = NEW.payment_line_id)) > ABS((SELECT l.amount FROM payment_line l WHERE l.id = NEW.payment_line_id)) OR (NEW.amount > 0) <> ((SELECT l.amount FROM payment_line l WHERE l.id = NEW.payment_line_id) > 0))",
        "paid",
    ),
    Guard(
        "refund_tender",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN refund p ON p.shift_id = s.id WHERE p.id = NEW.refund_id) <> 'open'",
        "shift",
    ),
    Guard(
        "payment_void",
        "insert",
        "the receipt is refunded",
        "EXISTS (SELECT 1 FROM refund WHERE payment_id = NEW.payment_id)",
        "refunded",
    ),
    Guard("deposit", "update", "a deposit is final", "", ""),
    Guard("deposit", "delete", "a deposit is never deleted", "", ""),
    Guard("deposit_tender", "update", "a tender is final", "", ""),
    Guard("deposit_tender", "delete", "a tender is never deleted", "", ""),
    Guard("deposit_void", "update", "a void is final", "", ""),
    Guard("deposit_void", "delete", "a void is never deleted", "", ""),
    Guard("deposit_settlement", "update", "a settlement is final", "", ""),
    Guard("deposit_settlement", "delete", "a settlement is never deleted", "", ""),
    Guard("deposit_deduction", "update", "a deduction is final", "", ""),
    Guard("deposit_deduction", "delete", "a deduction is never deleted", "", ""),
    Guard("deposit_settlement_tender", "update", "a tender is final", "", ""),
    Guard("deposit_settlement_tender", "delete", "a tender is never deleted", "", ""),
    Guard("deposit_settlement_void", "update", "a void is final", "", ""),
    Guard("deposit_settlement_void", "delete", "a void is never deleted", "", ""),
    Guard("prepaid_move", "update", "a move is final", "", ""),
    Guard("prepaid_move", "delete", "a move is never deleted", "", ""),
    Guard(
        "deposit",
        "insert",
        "the shift is not open",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_tender",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN deposit p ON p.shift_id = s.id WHERE p.id = NEW.deposit_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_void",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN deposit p ON p.shift_id = s.id WHERE p.id = NEW.deposit_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_void",
        "insert",
        "the deposit is settled",
        "(SELECT COALESCE(SUM(s.refunded + s.deducted), 0) FROM deposit_settlement s LEFT JOIN deposit_settlement_void v ON v.settlement_id = s.id WHERE v.id IS NULL AND s.deposit_id = NEW.deposit_id) > 0",
        "settled",
    ),
    Guard(
        "deposit_settlement",
        "insert",
        "the shift is not open",
        "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_settlement",
        "insert",
        "more than is left of the deposit",
        "NEW.refunded + NEW.deducted + (SELECT COALESCE(SUM(s.refunded + s.deducted), 0) FROM deposit_settlement s LEFT JOIN deposit_settlement_void v ON v.settlement_id = s.id WHERE v.id IS NULL AND s.deposit_id = NEW.deposit_id) > (SELECT amount FROM deposit WHERE id = NEW.deposit_id) OR EXISTS (SELECT 1 FROM deposit_void WHERE deposit_id = NEW.deposit_id)",
        "left",
    ),
    Guard(
        "deposit_deduction",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN deposit_settlement p ON p.shift_id = s.id WHERE p.id = NEW.settlement_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_settlement_tender",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN deposit_settlement p ON p.shift_id = s.id WHERE p.id = NEW.settlement_id) <> 'open'",
        "shift",
    ),
    Guard(
        "deposit_settlement_void",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN deposit_settlement p ON p.shift_id = s.id WHERE p.id = NEW.settlement_id) <> 'open'",
        "shift",
    ),
    Guard(
        "prepaid_move",
        "insert",
        "more than is prepaid",
        "NEW.amount < 0 AND (SELECT COALESCE(SUM(amount), 0) FROM prepaid_move WHERE unit_id = NEW.unit_id) + NEW.amount < 0",
        "balance",
    ),
    Guard("statement_check", "update", "a statement check is final", "", ""),
    Guard("statement_check", "delete", "a statement check is never deleted", "", ""),
    Guard("key_tag", "delete", "a key is never deleted", "", ""),
    Guard(
        "key_tag",
        "update",
        "a tag keeps its code and kind",
        '(NEW.tag <> OLD.tag OR NEW.kind <> OLD.kind) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."tag" IS NOT DISTINCT FROM NEW."tag" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."place" IS NOT DISTINCT FROM NEW."place" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."cabinet" IS NOT DISTINCT FROM NEW."cabinet" AND OLD."hook" IS NOT DISTINCT FROM NEW."hook" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by")',
        "code",
    ),
    Guard(
        "key_movement",
        "update",
        "a movement is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."key_id" IS NOT DISTINCT FROM NEW."key_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."moved_on" IS NOT DISTINCT FROM NEW."moved_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."pieces" IS NOT DISTINCT FROM NEW."pieces" AND OLD."change" IS NOT DISTINCT FROM NEW."change" AND OLD."loan_id" IS NOT DISTINCT FROM NEW."loan_id" AND OLD."who_kind" IS NOT DISTINCT FROM NEW."who_kind" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."slip" IS NOT DISTINCT FROM NEW."slip" AND OLD."consent_id" IS NOT DISTINCT FROM NEW."consent_id" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("key_movement", "delete", "a movement is never deleted", "", ""),
    Guard(
        "key_movement_void",
        "update",
        "a void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."movement_id" IS NOT DISTINCT FROM NEW."movement_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("key_movement_void", "delete", "a void is never deleted", "", ""),
    Guard(
        "key_consent",
        "update",
        "a consent is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."allow" IS NOT DISTINCT FROM NEW."allow" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("key_consent", "delete", "a consent is never deleted", "", ""),
    Guard(
        "key_consent_end",
        "update",
        "the end of a consent is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."consent_id" IS NOT DISTINCT FROM NEW."consent_id" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("key_consent_end", "delete", "the end of a consent is never deleted", "", ""),
    Guard("key_count", "update", "a count is final", "", ""),
    Guard("key_count", "delete", "a count is never deleted", "", ""),
    Guard("key_count_close", "update", "a closed count is final", "", ""),
    Guard("key_count_close", "delete", "a closed count is never deleted", "", ""),
    Guard(
        "key_count_note",
        "update",
        "a note is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."count_id" IS NOT DISTINCT FROM NEW."count_id" AND OLD."tag" IS NOT DISTINCT FROM NEW."tag" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("key_count_note", "delete", "a note is never deleted", "", ""),
    Guard("key_count_line", "delete", "a count's line is never deleted", "", ""),
    Guard(
        "key_count_line",
        "insert",
        "the count is closed",
        "EXISTS (SELECT 1 FROM key_count_close c WHERE c.count_id = NEW.count_id)",
        "closed",
    ),
    Guard(
        "key_count_line",
        "update",
        "the count is closed",
        "EXISTS (SELECT 1 FROM key_count_close c WHERE c.count_id = NEW.count_id)",
        "closed",
    ),
    Guard(
        "key_movement",
        "insert",
        "more keys than hang there",
        "NEW.change < 0 AND (SELECT COALESCE(SUM(m.change), 0) FROM key_movement m WHERE m.key_id = NEW.key_id AND NOT EXISTS (SELECT 1 FROM key_movement_void v WHERE v.movement_id = m.id)) + NEW.change < 0",
        "cabinet",
    ),
    Guard(
        "key_movement",
        "insert",
        "more keys than were lent",
        "NEW.loan_id IS NOT NULL AND NEW.pieces + (SELECT COALESCE(SUM(m.pieces), 0) FROM key_movement m WHERE m.loan_id = NEW.loan_id AND NOT EXISTS (SELECT 1 FROM key_movement_void v WHERE v.movement_id = m.id)) > (SELECT COALESCE(SUM(m.pieces), 0) FROM key_movement m WHERE m.id = NEW.loan_id AND m.kind = 'lent' AND m.key_id = NEW.key_id AND NOT EXISTS (SELECT 1 FROM key_movement_void v WHERE v.movement_id = m.id))",
        "loan",
    ),
    Guard(
        "key_movement_void",
        "insert",
        "only the newest movement is undone",
        "EXISTS (SELECT 1 FROM key_movement m WHERE m.id > NEW.movement_id AND m.key_id = (SELECT key_id FROM key_movement WHERE id = NEW.movement_id) AND NOT EXISTS (SELECT 1 FROM key_movement_void v WHERE v.movement_id = m.id))",
        "newest",
    ),
    Guard(
        "goods_pass",
        "update",
        "a goods pass is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."asker_id" IS NOT DISTINCT FROM NEW."asker_id" AND OLD."asker_role" IS NOT DISTINCT FROM NEW."asker_role" AND OLD."moves_out" IS NOT DISTINCT FROM NEW."moves_out" AND OLD."plate" IS NOT DISTINCT FROM NEW."plate" AND OLD."starts_at" IS NOT DISTINCT FROM NEW."starts_at" AND OLD."ends_at" IS NOT DISTINCT FROM NEW."ends_at" AND OLD."pieces" IS NOT DISTINCT FROM NEW."pieces" AND OLD."consent_way" IS NOT DISTINCT FROM NEW."consent_way" AND OLD."consent_on" IS NOT DISTINCT FROM NEW."consent_on" AND OLD."allowed" IS NOT DISTINCT FROM NEW."allowed" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."code" IS NOT DISTINCT FROM NEW."code" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("goods_pass", "delete", "a goods pass is never deleted", "", ""),
    Guard(
        "goods_line",
        "update",
        "a line of a goods pass is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."pass_id" IS NOT DISTINCT FROM NEW."pass_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."count" IS NOT DISTINCT FROM NEW."count" AND OLD."measure" IS NOT DISTINCT FROM NEW."measure")',
        "",
    ),
    Guard("goods_line", "delete", "a line of a goods pass is never deleted", "", ""),
    Guard(
        "goods_return",
        "update",
        "a tear-off is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."pass_id" IS NOT DISTINCT FROM NEW."pass_id" AND OLD."matches" IS NOT DISTINCT FROM NEW."matches" AND OLD."left_at" IS NOT DISTINCT FROM NEW."left_at" AND OLD."guard" IS NOT DISTINCT FROM NEW."guard" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("goods_return", "delete", "a tear-off is never deleted", "", ""),
    Guard(
        "goods_return_void",
        "update",
        "a tear-off's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."return_id" IS NOT DISTINCT FROM NEW."return_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("goods_return_void", "delete", "a tear-off's void is never deleted", "", ""),
    Guard(
        "goods_void",
        "update",
        "a void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."pass_id" IS NOT DISTINCT FROM NEW."pass_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("goods_void", "delete", "a void is never deleted", "", ""),
    Guard(
        "goods_return",
        "insert",
        "the tear-off is back already",
        "EXISTS (SELECT 1 FROM goods_return r LEFT JOIN goods_return_void v ON v.return_id = r.id WHERE r.pass_id = NEW.pass_id AND v.id IS NULL)",
        "back",
    ),
    Guard(
        "goods_return",
        "insert",
        "the pass is void",
        "EXISTS (SELECT 1 FROM goods_void WHERE pass_id = NEW.pass_id)",
        "void",
    ),
    Guard(
        "goods_void",
        "insert",
        "the goods have left",
        "EXISTS (SELECT 1 FROM goods_return r LEFT JOIN goods_return_void v ON v.return_id = r.id WHERE r.pass_id = NEW.pass_id AND v.id IS NULL)",
        "back",
    ),
    Guard("parking_place", "update", "a parking space is final", "", ""),
    Guard("parking_place", "delete", "a parking space is never deleted", "", ""),
    Guard("parking_place_fact", "update", "a fact of a parking space is final", "", ""),
    Guard("parking_place_fact", "delete", "a fact of a parking space is never deleted", "", ""),
    Guard(
        "parking_request",
        "update",
        "an application is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."place_id" IS NOT DISTINCT FROM NEW."place_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."plate" IS NOT DISTINCT FROM NEW."plate" AND OLD."plate_key" IS NOT DISTINCT FROM NEW."plate_key" AND OLD."lease_id" IS NOT DISTINCT FROM NEW."lease_id" AND OLD."wait_id" IS NOT DISTINCT FROM NEW."wait_id" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."fee" IS NOT DISTINCT FROM NEW."fee" AND OLD."rent_from" IS NOT DISTINCT FROM NEW."rent_from" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("parking_request", "delete", "an application is never deleted", "", ""),
    Guard(
        "parking_answer",
        "update",
        "an answer is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."request_id" IS NOT DISTINCT FROM NEW."request_id" AND OLD."verdict" IS NOT DISTINCT FROM NEW."verdict" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."answered_on" IS NOT DISTINCT FROM NEW."answered_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("parking_answer", "delete", "an answer is never deleted", "", ""),
    Guard(
        "parking_lease",
        "update",
        "a lease is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."place_id" IS NOT DISTINCT FROM NEW."place_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."rent_from" IS NOT DISTINCT FROM NEW."rent_from" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by")',
        "",
    ),
    Guard("parking_lease", "delete", "a lease is never deleted", "", ""),
    Guard("parking_term", "update", "a lease's term is final", "", ""),
    Guard("parking_term", "delete", "a lease's term is never deleted", "", ""),
    Guard("parking_plate", "update", "a lease's plate is final", "", ""),
    Guard("parking_plate", "delete", "a lease's plate is never deleted", "", ""),
    Guard(
        "parking_end",
        "update",
        "a lease's end is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."lease_id" IS NOT DISTINCT FROM NEW."lease_id" AND OLD."request_id" IS NOT DISTINCT FROM NEW."request_id" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by")',
        "",
    ),
    Guard("parking_end", "delete", "a lease's end is never deleted", "", ""),
    Guard("parking_rent", "update", "what a charge is for is final", "", ""),
    Guard("parking_rent", "delete", "what a charge is for is never deleted", "", ""),
    Guard(
        "parking_wait",
        "update",
        "a place in the queue is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."plate" IS NOT DISTINCT FROM NEW."plate" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."made_by" IS NOT DISTINCT FROM NEW."made_by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("parking_wait", "delete", "a place in the queue is never deleted", "", ""),
    Guard(
        "parking_wait_step",
        "update",
        "a step in the queue is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."wait_id" IS NOT DISTINCT FROM NEW."wait_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."place_id" IS NOT DISTINCT FROM NEW."place_id" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."stepped_on" IS NOT DISTINCT FROM NEW."stepped_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("parking_wait_step", "delete", "a step in the queue is never deleted", "", ""),
    Guard(
        "parking_visit",
        "update",
        "a visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."place_id" IS NOT DISTINCT FROM NEW."place_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."plate" IS NOT DISTINCT FROM NEW."plate" AND OLD."plate_key" IS NOT DISTINCT FROM NEW."plate_key" AND OLD."came_on" IS NOT DISTINCT FROM NEW."came_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("parking_visit", "delete", "a visit is never deleted", "", ""),
    Guard("parking_visit_end", "update", "a visit's end is final", "", ""),
    Guard("parking_visit_end", "delete", "a visit's end is never deleted", "", ""),
    Guard(
        "parking_term",
        "insert",
        "the space is let in these days",
        "EXISTS (SELECT 1 FROM parking_term t JOIN parking_lease l ON l.id = t.lease_id JOIN parking_lease n ON n.id = NEW.lease_id LEFT JOIN parking_end e ON e.lease_id = l.id WHERE l.place_id = n.place_id AND t.starts_on < NEW.ends_on AND NEW.starts_on < t.ends_on AND (e.id IS NULL OR (NEW.starts_on < e.ends_on AND t.starts_on < e.ends_on)))",
        "clash",
    ),
    Guard(
        "parking_rent",
        "insert",
        "these days are charged",
        "EXISTS (SELECT 1 FROM parking_rent r WHERE r.lease_id = NEW.lease_id AND r.starts_on < NEW.ends_on AND NEW.starts_on < r.ends_on)",
        "twice",
    ),
    Guard("permit_kind", "update", "a version of a kind is final", "", ""),
    Guard("permit_kind", "delete", "a version of a kind is never deleted", "", ""),
    Guard(
        "permit_photo",
        "update",
        "a photograph is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."at" IS NOT DISTINCT FROM NEW."at")',
        "",
    ),
    Guard("permit_photo", "delete", "a photograph is never deleted", "", ""),
    Guard(
        "permit",
        "update",
        "a permit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind_id" IS NOT DISTINCT FROM NEW."kind_id" AND OLD."kind_code" IS NOT DISTINCT FROM NEW."kind_code" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."role" IS NOT DISTINCT FROM NEW."role" AND OLD."photo" IS NOT DISTINCT FROM NEW."photo" AND OLD."previous_id" IS NOT DISTINCT FROM NEW."previous_id" AND OLD."allowed" IS NOT DISTINCT FROM NEW."allowed" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("permit", "delete", "a permit is never deleted", "", ""),
    Guard("permit_term", "update", "a term is final", "", ""),
    Guard("permit_term", "delete", "a term is never deleted", "", ""),
    Guard(
        "permit_event",
        "update",
        "an event is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."permit_id" IS NOT DISTINCT FROM NEW."permit_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."on" IS NOT DISTINCT FROM NEW."on" AND OLD."charge_id" IS NOT DISTINCT FROM NEW."charge_id" AND OLD."receipt" IS NOT DISTINCT FROM NEW."receipt" AND OLD."deposit" IS NOT DISTINCT FROM NEW."deposit" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("permit_event", "delete", "an event is never deleted", "", ""),
    Guard(
        "permit_event",
        "insert",
        "the permit is over",
        "EXISTS (SELECT 1 FROM permit_event WHERE permit_id = NEW.permit_id AND step IN ('replaced', 'withdrawn', 'returned', 'ended'))",
        "over",
    ),
    Guard(
        "permit_term",
        "insert",
        "the permit is over",
        "EXISTS (SELECT 1 FROM permit_event WHERE permit_id = NEW.permit_id AND step IN ('replaced', 'withdrawn', 'returned', 'ended'))",
        "over",
    ),
    Guard("signing_key", "update", "a signing key is final", "", ""),
    Guard("signing_key", "delete", "a signing key is never deleted", "", ""),
    Guard("signing_key_backup", "update", "a backup of a signing key is final", "", ""),
    Guard("signing_key_backup", "delete", "a backup of a signing key is never deleted", "", ""),
    Guard("stationery_kind", "update", "a kind of stationery is final", "", ""),
    Guard("stationery_kind", "delete", "a kind of stationery is never deleted", "", ""),
    Guard("stationery_range", "update", "a drawn range is final", "", ""),
    Guard("stationery_range", "delete", "a drawn range is never deleted", "", ""),
    Guard(
        "stationery_mark",
        "update",
        "what became of a blank is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."range_id" IS NOT DISTINCT FROM NEW."range_id" AND OLD."fate" IS NOT DISTINCT FROM NEW."fate" AND OLD."first" IS NOT DISTINCT FROM NEW."first" AND OLD."last" IS NOT DISTINCT FROM NEW."last" AND OLD."permit" IS NOT DISTINCT FROM NEW."permit" AND OLD."marked_on" IS NOT DISTINCT FROM NEW."marked_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("stationery_mark", "delete", "what became of a blank is never deleted", "", ""),
    Guard(
        "stationery_mark_void",
        "update",
        "a voided entry is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."mark_id" IS NOT DISTINCT FROM NEW."mark_id" AND OLD."voided_on" IS NOT DISTINCT FROM NEW."voided_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("stationery_mark_void", "delete", "a voided entry is never deleted", "", ""),
    Guard(
        "stationery_count",
        "update",
        "a count is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."month" IS NOT DISTINCT FROM NEW."month" AND OLD."counted_on" IS NOT DISTINCT FROM NEW."counted_on" AND OLD."copies" IS NOT DISTINCT FROM NEW."copies" AND OLD."copy_price" IS NOT DISTINCT FROM NEW."copy_price" AND OLD."copy_money" IS NOT DISTINCT FROM NEW."copy_money" AND OLD."copy_way" IS NOT DISTINCT FROM NEW."copy_way" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("stationery_count", "delete", "a count is never deleted", "", ""),
    Guard("stationery_count_line", "update", "a count's line is final", "", ""),
    Guard("stationery_count_line", "delete", "a count's line is never deleted", "", ""),
    Guard("stationery_count_sign", "update", "a count's signature is final", "", ""),
    Guard("stationery_count_sign", "delete", "a count's signature is never deleted", "", ""),
    Guard(
        "stationery_mark",
        "insert",
        "the number was never drawn",
        "NOT EXISTS (SELECT 1 FROM stationery_range r WHERE r.id = NEW.range_id AND NEW.first >= r.first AND NEW.last <= r.last)",
        "outside",
    ),
    Guard(
        "stationery_mark",
        "insert",
        "the number has been accounted for",
        "EXISTS (SELECT 1 FROM stationery_mark m WHERE m.range_id = NEW.range_id AND m.first <= NEW.last AND NEW.first <= m.last AND NOT EXISTS (SELECT 1 FROM stationery_mark_void v WHERE v.mark_id = m.id))",
        "twice",
    ),
    Guard(
        "decoration_file",
        "update",
        "a decoration file is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."role" IS NOT DISTINCT FROM NEW."role" AND OLD."consent_way" IS NOT DISTINCT FROM NEW."consent_way" AND OLD."consent_on" IS NOT DISTINCT FROM NEW."consent_on" AND OLD."applied_on" IS NOT DISTINCT FROM NEW."applied_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("decoration_file", "delete", "a decoration file is never deleted", "", ""),
    Guard(
        "decoration_step",
        "update",
        "a step is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."before" IS NOT DISTINCT FROM NEW."before" AND OLD."after" IS NOT DISTINCT FROM NEW."after" AND OLD."step_on" IS NOT DISTINCT FROM NEW."step_on" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."unit_state" IS NOT DISTINCT FROM NEW."unit_state")',
        "",
    ),
    Guard("decoration_step", "delete", "a step is never deleted", "", ""),
    Guard("decoration_term", "update", "a term is final", "", ""),
    Guard("decoration_term", "delete", "a term is never deleted", "", ""),
    Guard(
        "decoration_contractor",
        "update",
        "a contractor is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."step_id" IS NOT DISTINCT FROM NEW."step_id" AND OLD."own_workers" IS NOT DISTINCT FROM NEW."own_workers" AND OLD."licence" IS NOT DISTINCT FROM NEW."licence" AND OLD."grade" IS NOT DISTINCT FROM NEW."grade" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_contractor", "delete", "a contractor is never deleted", "", ""),
    Guard(
        "decoration_scope",
        "update",
        "an item of the scope is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."room" IS NOT DISTINCT FROM NEW."room" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."drawing" IS NOT DISTINCT FROM NEW."drawing" AND OLD."added_on" IS NOT DISTINCT FROM NEW."added_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_scope", "delete", "an item of the scope is never deleted", "", ""),
    Guard(
        "decoration_scope_end",
        "update",
        "an item's withdrawal is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."scope_id" IS NOT DISTINCT FROM NEW."scope_id" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_scope_end", "delete", "an item's withdrawal is never deleted", "", ""),
    Guard(
        "decoration_worker",
        "update",
        "a worker is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."trade" IS NOT DISTINCT FROM NEW."trade" AND OLD."joined_on" IS NOT DISTINCT FROM NEW."joined_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_worker", "delete", "a worker is never deleted", "", ""),
    Guard(
        "decoration_worker_end",
        "update",
        "a worker's end is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."worker_id" IS NOT DISTINCT FROM NEW."worker_id" AND OLD."left_on" IS NOT DISTINCT FROM NEW."left_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_worker_end", "delete", "a worker's end is never deleted", "", ""),
    Guard("decoration_pass", "update", "a worker's pass is final", "", ""),
    Guard("decoration_pass", "delete", "a worker's pass is never deleted", "", ""),
    Guard(
        "decoration_step",
        "insert",
        "not the next step from where the file stands",
        "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM decoration_step WHERE file_id = NEW.file_id) OR NEW.before <> COALESCE((SELECT s.after FROM decoration_step s WHERE s.file_id = NEW.file_id ORDER BY s.no DESC LIMIT 1), '未申请')",
        "next",
    ),
    Guard(
        "decoration_blob",
        "update",
        "a stored file is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."size" IS NOT DISTINCT FROM NEW."size")',
        "",
    ),
    Guard("decoration_blob", "delete", "a stored file is never deleted", "", ""),
    Guard(
        "decoration_paper",
        "update",
        "a paper of a decoration is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."inspection_id" IS NOT DISTINCT FROM NEW."inspection_id" AND OLD."breach_id" IS NOT DISTINCT FROM NEW."breach_id" AND OLD."contractor_id" IS NOT DISTINCT FROM NEW."contractor_id" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_paper", "delete", "a paper of a decoration is never deleted", "", ""),
    Guard(
        "decoration_paper_void",
        "update",
        "a paper's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_paper_void", "delete", "a paper's void is never deleted", "", ""),
    Guard(
        "decoration_plan",
        "update",
        "a planned visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."planned_on" IS NOT DISTINCT FROM NEW."planned_on" AND OLD."planned_at" IS NOT DISTINCT FROM NEW."planned_at" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_plan", "delete", "a planned visit is never deleted", "", ""),
    Guard(
        "decoration_plan_end",
        "update",
        "a planned visit's end is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."plan_id" IS NOT DISTINCT FROM NEW."plan_id" AND OLD."how" IS NOT DISTINCT FROM NEW."how" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_plan_end", "delete", "a planned visit's end is never deleted", "", ""),
    Guard(
        "decoration_inspection",
        "update",
        "a visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."step_id" IS NOT DISTINCT FROM NEW."step_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."visited_on" IS NOT DISTINCT FROM NEW."visited_on" AND OLD."result" IS NOT DISTINCT FROM NEW."result" AND OLD."inspector" IS NOT DISTINCT FROM NEW."inspector" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_inspection", "delete", "a visit is never deleted", "", ""),
    Guard(
        "decoration_finding",
        "update",
        "a finding is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."inspection_id" IS NOT DISTINCT FROM NEW."inspection_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."scope_id" IS NOT DISTINCT FROM NEW."scope_id" AND OLD."result" IS NOT DISTINCT FROM NEW."result")',
        "",
    ),
    Guard("decoration_finding", "delete", "a finding is never deleted", "", ""),
    Guard(
        "decoration_water",
        "update",
        "a water test is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."room" IS NOT DISTINCT FROM NEW."room" AND OLD."started_at" IS NOT DISTINCT FROM NEW."started_at" AND OLD."ended_at" IS NOT DISTINCT FROM NEW."ended_at" AND OLD."passed" IS NOT DISTINCT FROM NEW."passed" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_water", "delete", "a water test is never deleted", "", ""),
    Guard(
        "decoration_breach",
        "update",
        "a breach is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."inspection_id" IS NOT DISTINCT FROM NEW."inspection_id" AND OLD."ground" IS NOT DISTINCT FROM NEW."ground" AND OLD."found_on" IS NOT DISTINCT FROM NEW."found_on" AND OLD."limit_on" IS NOT DISTINCT FROM NEW."limit_on" AND OLD."done" IS NOT DISTINCT FROM NEW."done" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_breach", "delete", "a breach is never deleted", "", ""),
    Guard(
        "decoration_recheck",
        "update",
        "a re-check is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."breach_id" IS NOT DISTINCT FROM NEW."breach_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."checked_on" IS NOT DISTINCT FROM NEW."checked_on" AND OLD."mended" IS NOT DISTINCT FROM NEW."mended" AND OLD."limit_on" IS NOT DISTINCT FROM NEW."limit_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_recheck", "delete", "a re-check is never deleted", "", ""),
    Guard(
        "decoration_report",
        "update",
        "a report is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."breach_id" IS NOT DISTINCT FROM NEW."breach_id" AND OLD."authority" IS NOT DISTINCT FROM NEW."authority" AND OLD."reported_on" IS NOT DISTINCT FROM NEW."reported_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_report", "delete", "a report is never deleted", "", ""),
    Guard("decoration_deduction", "update", "a deduction is final", "", ""),
    Guard("decoration_deduction", "delete", "a deduction is never deleted", "", ""),
    Guard(
        "decoration_breach_void",
        "update",
        "a breach's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."breach_id" IS NOT DISTINCT FROM NEW."breach_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_breach_void", "delete", "a breach's void is never deleted", "", ""),
    Guard(
        "decoration_deduction",
        "insert",
        "the breach is void",
        "EXISTS (SELECT 1 FROM decoration_breach_void WHERE breach_id = NEW.breach_id)",
        "void",
    ),
    Guard(
        "decoration_agreement",
        "update",
        "an agreement is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."step_id" IS NOT DISTINCT FROM NEW."step_id" AND OLD."signed_on" IS NOT DISTINCT FROM NEW."signed_on" AND OLD."management_fee" IS NOT DISTINCT FROM NEW."management_fee" AND OLD."waste_fee" IS NOT DISTINCT FROM NEW."waste_fee" AND OLD."deposit" IS NOT DISTINCT FROM NEW."deposit" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("decoration_agreement", "delete", "an agreement is never deleted", "", ""),
    Guard("decoration_settlement", "update", "a settlement is final", "", ""),
    Guard("decoration_settlement", "delete", "a settlement is never deleted", "", ""),
    Guard("decoration_settlement_line", "update", "a line of a settlement is final", "", ""),
    Guard("decoration_settlement_line", "delete", "a line of a settlement is never deleted", "", ""),
    Guard("decoration_terms", "update", "a version of the terms is final", "", ""),
    Guard("decoration_terms", "delete", "a version of the terms is never deleted", "", ""),
    Guard(
        "ticket",
        "update",
        "a ticket is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."channel" IS NOT DISTINCT FROM NEW."channel" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."building_id" IS NOT DISTINCT FROM NEW."building_id" AND OLD."entrance" IS NOT DISTINCT FROM NEW."entrance" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."place" IS NOT DISTINCT FROM NEW."place" AND OLD."category" IS NOT DISTINCT FROM NEW."category" AND OLD."problem" IS NOT DISTINCT FROM NEW."problem" AND OLD."level" IS NOT DISTINCT FROM NEW."level" AND OLD."wished_at" IS NOT DISTINCT FROM NEW."wished_at" AND OLD."dispatch_by" IS NOT DISTINCT FROM NEW."dispatch_by" AND OLD."arrive_by" IS NOT DISTINCT FROM NEW."arrive_by" AND OLD."finish_by" IS NOT DISTINCT FROM NEW."finish_by" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."old_number" IS NOT DISTINCT FROM NEW."old_number" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("ticket", "delete", "a ticket is never deleted", "", ""),
    Guard(
        "ticket_event",
        "update",
        "a ticket's row is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."ticket_id" IS NOT DISTINCT FROM NEW."ticket_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."act" IS NOT DISTINCT FROM NEW."act" AND OLD."on_day" IS NOT DISTINCT FROM NEW."on_day" AND OLD."level" IS NOT DISTINCT FROM NEW."level" AND OLD."department" IS NOT DISTINCT FROM NEW."department" AND OLD."worker" IS NOT DISTINCT FROM NEW."worker" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."reached" IS NOT DISTINCT FROM NEW."reached" AND OLD."satisfaction" IS NOT DISTINCT FROM NEW."satisfaction" AND OLD."outage_id" IS NOT DISTINCT FROM NEW."outage_id" AND OLD."promised" IS NOT DISTINCT FROM NEW."promised" AND OLD."dispatch_by" IS NOT DISTINCT FROM NEW."dispatch_by" AND OLD."arrive_by" IS NOT DISTINCT FROM NEW."arrive_by" AND OLD."finish_by" IS NOT DISTINCT FROM NEW."finish_by" AND OLD."call_by" IS NOT DISTINCT FROM NEW."call_by" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("ticket_event", "delete", "a ticket's row is never deleted", "", ""),
    Guard(
        "ticket_event",
        "insert",
        "not the ticket's next row",
        "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM ticket_event WHERE ticket_id = NEW.ticket_id)",
        "next",
    ),
    Guard(
        "ticket_event",
        "insert",
        "the ticket is void",
        "EXISTS (SELECT 1 FROM ticket_event WHERE ticket_id = NEW.ticket_id AND act = '作废')",
        "void",
    ),
    Guard("ticket_now", "delete", "where a ticket stands is never deleted", "", ""),
    Guard(
        "outage",
        "update",
        "an outage is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."whole" IS NOT DISTINCT FROM NEW."whole" AND OLD."starts_at" IS NOT DISTINCT FROM NEW."starts_at" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("outage", "delete", "an outage is never deleted", "", ""),
    Guard("outage_place", "update", "an outage's place is final", "", ""),
    Guard("outage_place", "delete", "an outage's place is never deleted", "", ""),
    Guard(
        "outage_words",
        "update",
        "an outage's words is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."outage_id" IS NOT DISTINCT FROM NEW."outage_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."expected_until" IS NOT DISTINCT FROM NEW."expected_until" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("outage_words", "delete", "an outage's words is never deleted", "", ""),
    Guard(
        "outage_end",
        "update",
        "an outage's end is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."outage_id" IS NOT DISTINCT FROM NEW."outage_id" AND OLD."ended_at" IS NOT DISTINCT FROM NEW."ended_at" AND OLD."void" IS NOT DISTINCT FROM NEW."void" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("outage_end", "delete", "an outage's end is never deleted", "", ""),
    Guard(
        "outage_words",
        "insert",
        "the outage is over",
        "EXISTS (SELECT 1 FROM outage_end WHERE outage_id = NEW.outage_id)",
        "over",
    ),
    Guard("ticket_word", "update", "a list's word is final", "", ""),
    Guard("ticket_word", "delete", "a list's word is never deleted", "", ""),
    Guard("ticket_limit", "update", "a limit is final", "", ""),
    Guard("ticket_limit", "delete", "a limit is never deleted", "", ""),
    Guard("reception_blob", "update", "a stored file is final", "", ""),
    Guard("reception_blob", "delete", "a stored file is never deleted", "", ""),
    Guard(
        "ticket_photo",
        "update",
        "a photograph of a ticket is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."ticket_id" IS NOT DISTINCT FROM NEW."ticket_id" AND OLD."event_no" IS NOT DISTINCT FROM NEW."event_no" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("ticket_photo", "delete", "a photograph of a ticket is never deleted", "", ""),
    Guard(
        "ticket_photo_void",
        "update",
        "a photograph's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."photo_id" IS NOT DISTINCT FROM NEW."photo_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("ticket_photo_void", "delete", "a photograph's void is never deleted", "", ""),
    Guard(
        "ticket_service",
        "update",
        "a paid service is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."ticket_id" IS NOT DISTINCT FROM NEW."ticket_id" AND OLD."event_no" IS NOT DISTINCT FROM NEW."event_no" AND OLD."charge_id" IS NOT DISTINCT FROM NEW."charge_id" AND OLD."total" IS NOT DISTINCT FROM NEW."total" AND OLD."done_on" IS NOT DISTINCT FROM NEW."done_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("ticket_service", "delete", "a paid service is never deleted", "", ""),
    Guard("ticket_service_line", "update", "a line of a paid service is final", "", ""),
    Guard("ticket_service_line", "delete", "a line of a paid service is never deleted", "", ""),
    Guard(
        "ticket_service_void",
        "update",
        "a paid service's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."service_id" IS NOT DISTINCT FROM NEW."service_id" AND OLD."adjustment_id" IS NOT DISTINCT FROM NEW."adjustment_id" AND OLD."event_no" IS NOT DISTINCT FROM NEW."event_no" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("ticket_service_void", "delete", "a paid service's void is never deleted", "", ""),
    Guard(
        "desk_call",
        "update",
        "a call is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."called_on" IS NOT DISTINCT FROM NEW."called_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("desk_call", "delete", "a call is never deleted", "", ""),
    Guard(
        "desk_call_words",
        "update",
        "what was said in a call is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."call_id" IS NOT DISTINCT FROM NEW."call_id" AND OLD."void" IS NOT DISTINCT FROM NEW."void" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("desk_call_words", "delete", "what was said in a call is never deleted", "", ""),
    Guard(
        "visit",
        "update",
        "a visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."people" IS NOT DISTINCT FROM NEW."people" AND OLD."plate" IS NOT DISTINCT FROM NEW."plate" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."pass_number" IS NOT DISTINCT FROM NEW."pass_number" AND OLD."came_on" IS NOT DISTINCT FROM NEW."came_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("visit", "delete", "a visit is never deleted", "", ""),
    Guard(
        "visit_end",
        "update",
        "the end of a visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."visit_id" IS NOT DISTINCT FROM NEW."visit_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."pass_back" IS NOT DISTINCT FROM NEW."pass_back" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("visit_end", "delete", "the end of a visit is never deleted", "", ""),
    Guard(
        "visit",
        "insert",
        "the pass is worn by somebody inside",
        "NEW.pass_number <> '' AND EXISTS (SELECT 1 FROM visit v WHERE v.pass_number = NEW.pass_number AND NOT EXISTS (SELECT 1 FROM visit_end e WHERE e.visit_id = v.id))",
        "pass",
    ),
    Guard("parcel", "delete", "what was held is never deleted", "", ""),
    Guard(
        "parcel",
        "update",
        "what came in stands as it came",
        '(NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.pieces <> OLD.pieces OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."carrier" IS NOT DISTINCT FROM NEW."carrier" AND OLD."tracking" IS NOT DISTINCT FROM NEW."tracking" AND OLD."pieces" IS NOT DISTINCT FROM NEW."pieces" AND OLD."shelf" IS NOT DISTINCT FROM NEW."shelf" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."received_at" IS NOT DISTINCT FROM NEW."received_at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."left_pieces" IS NOT DISTINCT FROM NEW."left_pieces" AND OLD."notified_on" IS NOT DISTINCT FROM NEW."notified_on" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on")',
        "came",
    ),
    Guard(
        "parcel_event",
        "update",
        "what happened to a parcel is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."parcel_id" IS NOT DISTINCT FROM NEW."parcel_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."pieces" IS NOT DISTINCT FROM NEW."pieces" AND OLD."way" IS NOT DISTINCT FROM NEW."way" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("parcel_event", "delete", "what happened to a parcel is never deleted", "", ""),
    Guard(
        "parcel_event",
        "insert",
        "more pieces than are here",
        "NEW.pieces > (SELECT p.left_pieces FROM parcel p WHERE p.id = NEW.parcel_id)",
        "here",
    ),
    Guard(
        "press_subscription",
        "update",
        "a subscription is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."title" IS NOT DISTINCT FROM NEW."title" AND OLD."copies" IS NOT DISTINCT FROM NEW."copies" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("press_subscription", "delete", "a subscription is never deleted", "", ""),
    Guard(
        "press_subscription_end",
        "update",
        "the end of a subscription is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."subscription_id" IS NOT DISTINCT FROM NEW."subscription_id" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("press_subscription_end", "delete", "the end of a subscription is never deleted", "", ""),
    Guard(
        "press_subscription_end",
        "insert",
        "a subscription ends within its term",
        "NEW.ends_on < (SELECT s.starts_on FROM press_subscription s WHERE s.id = NEW.subscription_id) OR NEW.ends_on > (SELECT s.ends_on FROM press_subscription s WHERE s.id = NEW.subscription_id)",
        "term",
    ),
    Guard("found_item", "delete", "a found thing is never deleted", "", ""),
    Guard(
        "found_item",
        "update",
        "a found thing keeps its number and day",
        '(NEW.number <> OLD.number OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."found_on" IS NOT DISTINCT FROM NEW."found_on" AND OLD."shelf" IS NOT DISTINCT FROM NEW."shelf" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."received_at" IS NOT DISTINCT FROM NEW."received_at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on")',
        "came",
    ),
    Guard(
        "found_event",
        "update",
        "what happened to a found thing is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."item_id" IS NOT DISTINCT FROM NEW."item_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("found_event", "delete", "what happened to a found thing is never deleted", "", ""),
    Guard(
        "found_event",
        "insert",
        "it is not here any more",
        "NEW.step IN ('posted', 'claimed', 'handed', 'disposed', 'voided') AND EXISTS (SELECT 1 FROM found_item i WHERE i.id = NEW.item_id AND i.outcome IS NOT NULL)",
        "here",
    ),
    Guard(
        "shift_note",
        "update",
        "a note is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."shift" IS NOT DISTINCT FROM NEW."shift" AND OLD."written_on" IS NOT DISTINCT FROM NEW."written_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("shift_note", "delete", "a note is never deleted", "", ""),
    Guard(
        "shift_note_read",
        "update",
        "a signature is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."note_id" IS NOT DISTINCT FROM NEW."note_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("shift_note_read", "delete", "a signature is never deleted", "", ""),
    Guard(
        "shift_note_void",
        "update",
        "a void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."note_id" IS NOT DISTINCT FROM NEW."note_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("shift_note_void", "delete", "a void is never deleted", "", ""),
    Guard(
        "shift_note_read",
        "insert",
        "who wrote a note does not sign for it",
        "NEW.by_id = (SELECT n.by_id FROM shift_note n WHERE n.id = NEW.note_id)",
        "other",
    ),
    Guard("owed_draft", "delete", "a report's draft is never deleted", "", ""),
    Guard(
        "owed_report",
        "update",
        "a fixed report is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."first_on" IS NOT DISTINCT FROM NEW."first_on" AND OLD."last_on" IS NOT DISTINCT FROM NEW."last_on" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."corrects_id" IS NOT DISTINCT FROM NEW."corrects_id" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("owed_report", "delete", "a fixed report is never deleted", "", ""),
    Guard(
        "owed_report",
        "insert",
        "not the next report of its period",
        "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM owed_report WHERE kind = NEW.kind AND first_on = NEW.first_on)",
        "next",
    ),
    Guard("spot_check", "update", "a spot check is final", "", ""),
    Guard("spot_check", "delete", "a spot check is never deleted", "", ""),
    Guard("spot_ticket", "update", "a drawn ticket is final", "", ""),
    Guard("spot_ticket", "delete", "a drawn ticket is never deleted", "", ""),
    Guard(
        "spot_finding",
        "update",
        "a finding is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."line_id" IS NOT DISTINCT FROM NEW."line_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."good" IS NOT DISTINCT FROM NEW."good" AND OLD."on_day" IS NOT DISTINCT FROM NEW."on_day" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("spot_finding", "delete", "a finding is never deleted", "", ""),
    Guard("letting", "delete", "a commission is never deleted", "", ""),
    Guard(
        "letting",
        "update",
        "a commission keeps its number, home, owner and day",
        '(NEW.number <> OLD.number OR NEW.unit_id <> OLD.unit_id OR NEW.owner <> OLD.owner OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."received_at" IS NOT DISTINCT FROM NEW."received_at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."terms_no" IS NOT DISTINCT FROM NEW."terms_no" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."signed_on" IS NOT DISTINCT FROM NEW."signed_on" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on")',
        "came",
    ),
    Guard(
        "letting_terms",
        "update",
        "terms of a commission is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."letting_id" IS NOT DISTINCT FROM NEW."letting_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."rent" IS NOT DISTINCT FROM NEW."rent" AND OLD."price" IS NOT DISTINCT FROM NEW."price" AND OLD."least_rent" IS NOT DISTINCT FROM NEW."least_rent" AND OLD."least_price" IS NOT DISTINCT FROM NEW."least_price" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("letting_terms", "delete", "terms of a commission is never deleted", "", ""),
    Guard(
        "letting_event",
        "update",
        "what happened to a commission is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."letting_id" IS NOT DISTINCT FROM NEW."letting_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("letting_event", "delete", "what happened to a commission is never deleted", "", ""),
    Guard(
        "letting_event",
        "insert",
        "the commission is over",
        "NEW.step IN ('signed', 'terms', 'deal', 'withdrawn', 'voided') AND EXISTS (SELECT 1 FROM letting t WHERE t.id = NEW.letting_id AND t.outcome IS NOT NULL)",
        "open",
    ),
    Guard(
        "letting_deal",
        "update",
        "a deal is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."seeker_id" IS NOT DISTINCT FROM NEW."seeker_id" AND OLD."price" IS NOT DISTINCT FROM NEW."price" AND OLD."commission" IS NOT DISTINCT FROM NEW."commission" AND OLD."charge_id" IS NOT DISTINCT FROM NEW."charge_id")',
        "",
    ),
    Guard("letting_deal", "delete", "a deal is never deleted", "", ""),
    Guard("seeker", "delete", "who looks for a home is never deleted", "", ""),
    Guard(
        "seeker",
        "update",
        "a search keeps its number and day",
        '(NEW.number <> OLD.number OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."rooms" IS NOT DISTINCT FROM NEW."rooms" AND OLD."area_from" IS NOT DISTINCT FROM NEW."area_from" AND OLD."area_to" IS NOT DISTINCT FROM NEW."area_to" AND OLD."price_to" IS NOT DISTINCT FROM NEW."price_to" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."received_at" IS NOT DISTINCT FROM NEW."received_at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on")',
        "came",
    ),
    Guard(
        "seeker_event",
        "update",
        "what happened to a search is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."seeker_id" IS NOT DISTINCT FROM NEW."seeker_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."deal_id" IS NOT DISTINCT FROM NEW."deal_id" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("seeker_event", "delete", "what happened to a search is never deleted", "", ""),
    Guard(
        "letting_viewing",
        "update",
        "a viewing is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."letting_id" IS NOT DISTINCT FROM NEW."letting_id" AND OLD."seeker_id" IS NOT DISTINCT FROM NEW."seeker_id" AND OLD."held_on" IS NOT DISTINCT FROM NEW."held_on" AND OLD."begins" IS NOT DISTINCT FROM NEW."begins" AND OLD."leader" IS NOT DISTINCT FROM NEW."leader" AND OLD."key_way" IS NOT DISTINCT FROM NEW."key_way" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("letting_viewing", "delete", "a viewing is never deleted", "", ""),
    Guard(
        "letting_viewing_end",
        "update",
        "the result of a viewing is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."viewing_id" IS NOT DISTINCT FROM NEW."viewing_id" AND OLD."result" IS NOT DISTINCT FROM NEW."result" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("letting_viewing_end", "delete", "the result of a viewing is never deleted", "", ""),
    Guard("community_event", "delete", "an event is never deleted", "", ""),
    Guard(
        "community_event",
        "update",
        "an event keeps its number and day of making",
        '(NEW.number <> OLD.number OR NEW.made_on <> OLD.made_on OR NEW.by_id <> OLD.by_id) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."held_on" IS NOT DISTINCT FROM NEW."held_on" AND OLD."base" IS NOT DISTINCT FROM NEW."base" AND OLD."plan_no" IS NOT DISTINCT FROM NEW."plan_no" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."made_at" IS NOT DISTINCT FROM NEW."made_at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "made",
    ),
    Guard(
        "event_plan",
        "update",
        "a plan is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."held_on" IS NOT DISTINCT FROM NEW."held_on" AND OLD."begins" IS NOT DISTINCT FROM NEW."begins" AND OLD."ends" IS NOT DISTINCT FROM NEW."ends" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("event_plan", "delete", "a plan is never deleted", "", ""),
    Guard("event_budget", "update", "a line of a budget is final", "", ""),
    Guard("event_budget", "delete", "a line of a budget is never deleted", "", ""),
    Guard(
        "event_step",
        "update",
        "a step of an event is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."plan_no" IS NOT DISTINCT FROM NEW."plan_no" AND OLD."score" IS NOT DISTINCT FROM NEW."score" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver")',
        "",
    ),
    Guard("event_step", "delete", "a step of an event is never deleted", "", ""),
    Guard(
        "event_guest",
        "update",
        "a guest is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."people" IS NOT DISTINCT FROM NEW."people" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("event_guest", "delete", "a guest is never deleted", "", ""),
    Guard("event_guest_mark", "update", "a guest's mark is final", "", ""),
    Guard("event_guest_mark", "delete", "a guest's mark is never deleted", "", ""),
    Guard(
        "event_spend",
        "update",
        "a payment for an event is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."line_no" IS NOT DISTINCT FROM NEW."line_no" AND OLD."amount" IS NOT DISTINCT FROM NEW."amount" AND OLD."spent_on" IS NOT DISTINCT FROM NEW."spent_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("event_spend", "delete", "a payment for an event is never deleted", "", ""),
    Guard(
        "event_spend_void",
        "update",
        "the void of a payment is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."spend_id" IS NOT DISTINCT FROM NEW."spend_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("event_spend_void", "delete", "the void of a payment is never deleted", "", ""),
    Guard(
        "desk_file",
        "update",
        "a file of the desk is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."event_id" IS NOT DISTINCT FROM NEW."event_id" AND OLD."letting_id" IS NOT DISTINCT FROM NEW."letting_id" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("desk_file", "delete", "a file of the desk is never deleted", "", ""),
    Guard(
        "desk_file_void",
        "update",
        "a file's void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("desk_file_void", "delete", "a file's void is never deleted", "", ""),
    Guard("notice_template", "delete", "a template is taken out of use, never deleted", "", ""),
    Guard("notice_board", "delete", "a board is taken out of use, never deleted", "", ""),
    Guard("public_notice", "delete", "a notice is never deleted", "", ""),
    Guard(
        "public_notice",
        "update",
        "a notice keeps its number and who wrote it; a void one stays void",
        '(COALESCE(OLD.number, NEW.number, \'\') <> COALESCE(NEW.number, \'\') OR NEW.by_id <> OLD.by_id OR NEW.written_on <> OLD.written_on OR (OLD.state = \'作废\' AND NEW.state <> \'作废\')) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."state" IS NOT DISTINCT FROM NEW."state" AND OLD."form" IS NOT DISTINCT FROM NEW."form" AND OLD."post_on" IS NOT DISTINCT FROM NEW."post_on" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."issued_on" IS NOT DISTINCT FROM NEW."issued_on" AND OLD."template_id" IS NOT DISTINCT FROM NEW."template_id" AND OLD."outage_id" IS NOT DISTINCT FROM NEW."outage_id" AND OLD."corrects_id" IS NOT DISTINCT FROM NEW."corrects_id" AND OLD."written_on" IS NOT DISTINCT FROM NEW."written_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "kept",
    ),
    Guard(
        "public_notice_text",
        "update",
        "a notice's text is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."notice_id" IS NOT DISTINCT FROM NEW."notice_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."form" IS NOT DISTINCT FROM NEW."form" AND OLD."day_style" IS NOT DISTINCT FROM NEW."day_style" AND OLD."post_on" IS NOT DISTINCT FROM NEW."post_on" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("public_notice_text", "delete", "a notice's text is never deleted", "", ""),
    Guard(
        "public_notice_text",
        "insert",
        "the notice is issued: a correction is a new notice",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.number IS NOT NULL)",
        "issued",
    ),
    Guard("public_notice_text_board", "update", "a board of a notice's text is final", "", ""),
    Guard("public_notice_text_board", "delete", "a board of a notice's text is never deleted", "", ""),
    Guard(
        "public_notice_event",
        "update",
        "what happened to a notice is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."notice_id" IS NOT DISTINCT FROM NEW."notice_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."until" IS NOT DISTINCT FROM NEW."until" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("public_notice_event", "delete", "what happened to a notice is never deleted", "", ""),
    Guard(
        "public_notice_event",
        "insert",
        "the notice is void",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.state = '作废')",
        "void",
    ),
    Guard("public_notice_place", "delete", "where a notice hung is never deleted", "", ""),
    Guard(
        "public_notice_place",
        "update",
        "a place keeps its notice, board and name",
        "NEW.notice_id <> OLD.notice_id OR NEW.board_id <> OLD.board_id OR NEW.name <> OLD.name",
        "kept",
    ),
    Guard(
        "public_notice_place",
        "insert",
        "a notice hangs nowhere before it is issued",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.number IS NULL)",
        "issued",
    ),
    Guard(
        "public_notice_round",
        "update",
        "a round to the boards is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."notice_id" IS NOT DISTINCT FROM NEW."notice_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("public_notice_round", "delete", "a round to the boards is never deleted", "", ""),
    Guard("public_notice_round_place", "update", "a board of a round is final", "", ""),
    Guard("public_notice_round_place", "delete", "a board of a round is never deleted", "", ""),
    Guard(
        "public_notice_photo",
        "update",
        "a photograph of a notice is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."round_id" IS NOT DISTINCT FROM NEW."round_id" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash")',
        "",
    ),
    Guard("public_notice_photo", "delete", "a photograph of a notice is never deleted", "", ""),
    Guard("contract", "delete", "a contract is never deleted", "", ""),
    Guard(
        "contract",
        "update",
        "a contract keeps its number and what it goes on from",
        '(NEW.number <> OLD.number OR NEW.by_id <> OLD.by_id OR COALESCE(NEW.renews_id, 0) <> COALESCE(OLD.renews_id, 0)) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."their_number" IS NOT DISTINCT FROM NEW."their_number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."amount" IS NOT DISTINCT FROM NEW."amount" AND OLD."paid_how" IS NOT DISTINCT FROM NEW."paid_how" AND OLD."signed_on" IS NOT DISTINCT FROM NEW."signed_on" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."last_on" IS NOT DISTINCT FROM NEW."last_on" AND OLD."remind_days" IS NOT DISTINCT FROM NEW."remind_days" AND OLD."remind_on" IS NOT DISTINCT FROM NEW."remind_on" AND OLD."keeper" IS NOT DISTINCT FROM NEW."keeper" AND OLD."renews_id" IS NOT DISTINCT FROM NEW."renews_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "number",
    ),
    Guard(
        "contract",
        "update",
        "it is over",
        '(EXISTS (SELECT 1 FROM contract_end e WHERE e.contract_id = OLD.id)) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."their_number" IS NOT DISTINCT FROM NEW."their_number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."amount" IS NOT DISTINCT FROM NEW."amount" AND OLD."paid_how" IS NOT DISTINCT FROM NEW."paid_how" AND OLD."signed_on" IS NOT DISTINCT FROM NEW."signed_on" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."last_on" IS NOT DISTINCT FROM NEW."last_on" AND OLD."remind_days" IS NOT DISTINCT FROM NEW."remind_days" AND OLD."remind_on" IS NOT DISTINCT FROM NEW."remind_on" AND OLD."keeper" IS NOT DISTINCT FROM NEW."keeper" AND OLD."renews_id" IS NOT DISTINCT FROM NEW."renews_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "over",
    ),
    Guard(
        "contract",
        "insert",
        "it goes on in another already",
        "NEW.renews_id IS NOT NULL AND EXISTS (SELECT 1 FROM contract c WHERE c.renews_id = NEW.renews_id AND NOT EXISTS (SELECT 1 FROM contract_end e WHERE e.contract_id = c.id AND e.kind = 'voided'))",
        "once",
    ),
    Guard(
        "contract_end",
        "update",
        "a contract's end is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."contract_id" IS NOT DISTINCT FROM NEW."contract_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("contract_end", "delete", "a contract's end is never deleted", "", ""),
    Guard(
        "contract_file",
        "update",
        "a contract's paper is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."contract_id" IS NOT DISTINCT FROM NEW."contract_id" AND OLD."hash" IS NOT DISTINCT FROM NEW."hash" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("contract_file", "delete", "a contract's paper is never deleted", "", ""),
    Guard(
        "contract_file_void",
        "update",
        "a void is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("contract_file_void", "delete", "a void is never deleted", "", ""),
    Guard("asset", "delete", "an asset is never deleted", "", ""),
    Guard("asset_event", "update", "what happened to an asset is final", "", ""),
    Guard("asset_event", "delete", "what happened to an asset is never deleted", "", ""),
    Guard("consumable", "delete", "a consumable is never deleted", "", ""),
    Guard("stock_move", "update", "a move of stock is final", "", ""),
    Guard("stock_move", "delete", "a move of stock is never deleted", "", ""),
    Guard("stock_count", "update", "a count is final", "", ""),
    Guard("stock_count", "delete", "a count is never deleted", "", ""),
    Guard("stock_count_line", "delete", "a line of a count is never deleted", "", ""),
    Guard(
        "stock_count_line",
        "update",
        "the count is fixed",
        "EXISTS (SELECT 1 FROM stock_count_end e WHERE e.count_id = OLD.count_id)",
        "fixed",
    ),
    Guard(
        "stock_count_line",
        "insert",
        "the count is fixed",
        "EXISTS (SELECT 1 FROM stock_count_end e WHERE e.count_id = NEW.count_id)",
        "fixed",
    ),
    Guard("stock_count_end", "update", "a count's end is final", "", ""),
    Guard("stock_count_end", "delete", "a count's end is never deleted", "", ""),
    Guard("stock_answer", "update", "what became of a difference is final", "", ""),
    Guard("stock_answer", "delete", "what became of a difference is never deleted", "", ""),
    Guard("purchase_plan", "delete", "a purchase plan is never deleted", "", ""),
    Guard("purchase_line", "update", "a line of a purchase plan is final", "", ""),
    Guard("purchase_line", "delete", "a line of a purchase plan is never deleted", "", ""),
    Guard(
        "purchase_line",
        "insert",
        "the plan is submitted",
        "(SELECT p.step FROM purchase_event p WHERE p.plan_id = NEW.plan_id ORDER BY p.id DESC LIMIT 1) IN ('submitted', 'approved', 'voided')",
        "open",
    ),
    Guard("purchase_event", "update", "what happened to a purchase plan is final", "", ""),
    Guard("purchase_event", "delete", "what happened to a purchase plan is never deleted", "", ""),
    Guard("purchase_arrival", "update", "an arrival is final", "", ""),
    Guard("purchase_arrival", "delete", "an arrival is never deleted", "", ""),
    Guard("let_place", "delete", "a place is never deleted", "", ""),
    Guard("let_place", "update", "a place keeps its code", "NEW.code <> OLD.code", "code"),
    Guard("let_place_price", "update", "a place's price is final", "", ""),
    Guard("let_place_price", "delete", "a place's price is never deleted", "", ""),
    Guard(
        "place_booking",
        "update",
        "a booking is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."place_id" IS NOT DISTINCT FROM NEW."place_id" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."pay_unit_id" IS NOT DISTINCT FROM NEW."pay_unit_id" AND OLD."list_fee" IS NOT DISTINCT FROM NEW."list_fee" AND OLD."fee" IS NOT DISTINCT FROM NEW."fee" AND OLD."deposit" IS NOT DISTINCT FROM NEW."deposit" AND OLD."charge_id" IS NOT DISTINCT FROM NEW."charge_id" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("place_booking", "delete", "a booking is never deleted", "", ""),
    Guard(
        "place_booking",
        "insert",
        "the place is booked already",
        "EXISTS (SELECT 1 FROM place_booking b LEFT JOIN place_booking_end e ON e.booking_id = b.id WHERE b.place_id = NEW.place_id AND b.starts_on < NEW.ends_on AND COALESCE(e.free_from, b.ends_on) > NEW.starts_on AND COALESCE(e.free_from, b.ends_on) > b.starts_on)",
        "clash",
    ),
    Guard(
        "place_booking_end",
        "update",
        "the end of a booking is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."booking_id" IS NOT DISTINCT FROM NEW."booking_id" AND OLD."free_from" IS NOT DISTINCT FROM NEW."free_from" AND OLD."kept" IS NOT DISTINCT FROM NEW."kept" AND OLD."on_day" IS NOT DISTINCT FROM NEW."on_day" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("place_booking_end", "delete", "the end of a booking is never deleted", "", ""),
    Guard(
        "place_booking_end",
        "insert",
        "a booking ends within its term",
        "NEW.free_from < (SELECT b.starts_on FROM place_booking b WHERE b.id = NEW.booking_id) OR NEW.free_from >= (SELECT b.ends_on FROM place_booking b WHERE b.id = NEW.booking_id)",
        "term",
    ),
    Guard("errand_kind", "update", "a kind of errand is final", "", ""),
    Guard("errand_kind", "delete", "a kind of errand is never deleted", "", ""),
    Guard("errand", "delete", "an errand is never deleted", "", ""),
    Guard(
        "errand",
        "update",
        "what was received stands as it came",
        '(NEW.number <> OLD.number OR NEW.unit_id <> OLD.unit_id OR NEW.kind <> OLD.kind OR NEW.what <> OLD.what OR NEW.fee <> OLD.fee OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id OR COALESCE(NEW.charge_id, 0) <> COALESCE(OLD.charge_id, 0)) AND NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."fee" IS NOT DISTINCT FROM NEW."fee" AND OLD."charge_id" IS NOT DISTINCT FROM NEW."charge_id" AND OLD."received_on" IS NOT DISTINCT FROM NEW."received_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token" AND OLD."state" IS NOT DISTINCT FROM NEW."state" AND OLD."promised_on" IS NOT DISTINCT FROM NEW."promised_on" AND OLD."ended_on" IS NOT DISTINCT FROM NEW."ended_on")',
        "came",
    ),
    Guard(
        "errand_paper",
        "update",
        "a paper handed in is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."errand_id" IS NOT DISTINCT FROM NEW."errand_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."copies" IS NOT DISTINCT FROM NEW."copies" AND OLD."original" IS NOT DISTINCT FROM NEW."original")',
        "",
    ),
    Guard("errand_paper", "delete", "a paper handed in is never deleted", "", ""),
    Guard(
        "errand_step",
        "update",
        "a step of an errand is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."errand_id" IS NOT DISTINCT FROM NEW."errand_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."act" IS NOT DISTINCT FROM NEW."act" AND OLD."on_day" IS NOT DISTINCT FROM NEW."on_day" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."promised_on" IS NOT DISTINCT FROM NEW."promised_on" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("errand_step", "delete", "a step of an errand is never deleted", "", ""),
    Guard(
        "errand_step",
        "insert",
        "not the next step of its errand",
        "NEW.no <> (SELECT COALESCE(MAX(s.no), 0) + 1 FROM errand_step s WHERE s.errand_id = NEW.errand_id)",
        "next",
    ),
    Guard(
        "visit_plan",
        "update",
        "a plan of visits is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."whom" IS NOT DISTINCT FROM NEW."whom" AND OLD."scope" IS NOT DISTINCT FROM NEW."scope" AND OLD."seed" IS NOT DISTINCT FROM NEW."seed" AND OLD."population" IS NOT DISTINCT FROM NEW."population" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("visit_plan", "delete", "a plan of visits is never deleted", "", ""),
    Guard(
        "visit_target",
        "update",
        "a unit of a plan is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."plan_id" IS NOT DISTINCT FROM NEW."plan_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id")',
        "",
    ),
    Guard("visit_target", "delete", "a unit of a plan is never deleted", "", ""),
    Guard(
        "visit_made",
        "update",
        "a visit made is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."target_id" IS NOT DISTINCT FROM NEW."target_id" AND OLD."made_on" IS NOT DISTINCT FROM NEW."made_on" AND OLD."visitor" IS NOT DISTINCT FROM NEW."visitor" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."satisfaction" IS NOT DISTINCT FROM NEW."satisfaction" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("visit_made", "delete", "a visit made is never deleted", "", ""),
    Guard(
        "visit_made_void",
        "update",
        "a void visit is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."made_id" IS NOT DISTINCT FROM NEW."made_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("visit_made_void", "delete", "a void visit is never deleted", "", ""),
    Guard("visit_ticket", "update", "the ticket of a visit is final", "", ""),
    Guard("visit_ticket", "delete", "the ticket of a visit is never deleted", "", ""),
    Guard(
        "visit_plan_end",
        "update",
        "the end of a plan is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."plan_id" IS NOT DISTINCT FROM NEW."plan_id" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("visit_plan_end", "delete", "the end of a plan is never deleted", "", ""),
    Guard(
        "visit_made",
        "insert",
        "the plan has ended",
        "EXISTS (SELECT 1 FROM visit_plan_end e JOIN visit_target t ON t.plan_id = e.plan_id WHERE t.id = NEW.target_id)",
        "ended",
    ),
    Guard("questionnaire", "delete", "a questionnaire is never deleted", "", ""),
    Guard(
        "questionnaire",
        "update",
        "a questionnaire given out never changes",
        "EXISTS (SELECT 1 FROM survey s WHERE s.questionnaire_id = OLD.id)",
        "given",
    ),
    Guard(
        "survey_question",
        "insert",
        "a questionnaire given out never changes",
        "EXISTS (SELECT 1 FROM survey s WHERE s.questionnaire_id = NEW.questionnaire_id)",
        "given",
    ),
    Guard(
        "survey_question",
        "update",
        "a questionnaire given out never changes",
        "EXISTS (SELECT 1 FROM survey s WHERE s.questionnaire_id = OLD.questionnaire_id)",
        "given",
    ),
    Guard(
        "survey_question",
        "delete",
        "a questionnaire given out never changes",
        "EXISTS (SELECT 1 FROM survey s WHERE s.questionnaire_id = OLD.questionnaire_id)",
        "given",
    ),
    Guard("survey", "update", "a survey is final", "", ""),
    Guard("survey", "delete", "a survey is never deleted", "", ""),
    Guard("survey_sheet", "update", "a sheet given out is final", "", ""),
    Guard("survey_sheet", "delete", "a sheet given out is never deleted", "", ""),
    Guard(
        "survey_return",
        "update",
        "a sheet entered is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."sheet_id" IS NOT DISTINCT FROM NEW."sheet_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."entered_on" IS NOT DISTINCT FROM NEW."entered_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("survey_return", "delete", "a sheet entered is never deleted", "", ""),
    Guard(
        "survey_answer",
        "update",
        "an answer is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."return_id" IS NOT DISTINCT FROM NEW."return_id" AND OLD."question_id" IS NOT DISTINCT FROM NEW."question_id" AND OLD."score" IS NOT DISTINCT FROM NEW."score")',
        "",
    ),
    Guard("survey_answer", "delete", "an answer is never deleted", "", ""),
    Guard(
        "survey_return_void",
        "update",
        "a void entry is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."return_id" IS NOT DISTINCT FROM NEW."return_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("survey_return_void", "delete", "a void entry is never deleted", "", ""),
    Guard("survey_ticket", "update", "the ticket of a sheet is final", "", ""),
    Guard("survey_ticket", "delete", "the ticket of a sheet is never deleted", "", ""),
    Guard(
        "survey_ending",
        "update",
        "the end of a survey is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."survey_id" IS NOT DISTINCT FROM NEW."survey_id" AND OLD."outcome" IS NOT DISTINCT FROM NEW."outcome" AND OLD."paper_id" IS NOT DISTINCT FROM NEW."paper_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("survey_ending", "delete", "the end of a survey is never deleted", "", ""),
    Guard(
        "survey_return",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e JOIN survey_sheet s ON s.survey_id = e.survey_id WHERE s.id = NEW.sheet_id)",
        "fixed",
    ),
    Guard(
        "survey_return_void",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e JOIN survey_sheet s ON s.survey_id = e.survey_id JOIN survey_return r ON r.sheet_id = s.id WHERE r.id = NEW.return_id)",
        "fixed",
    ),
    Guard(
        "survey_sheet",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e WHERE e.survey_id = NEW.survey_id)",
        "fixed",
    ),
    Guard("handover_batch", "delete", "a batch is never deleted", "", ""),
    Guard("handover_batch", "update", "a batch keeps its number", "NEW.number <> OLD.number", "number"),
    Guard("handover_unit", "delete", "a home of a batch is never deleted", "", ""),
    Guard(
        "handover_unit",
        "update",
        "a home stays in its batch",
        "NEW.batch_id <> OLD.batch_id OR NEW.unit_id <> OLD.unit_id OR NEW.added_on <> OLD.added_on",
        "belongs",
    ),
    Guard(
        "handover_event",
        "update",
        "what happened at a handover is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."way" IS NOT DISTINCT FROM NEW."way" AND OLD."slot_on" IS NOT DISTINCT FROM NEW."slot_on" AND OLD."slot_at" IS NOT DISTINCT FROM NEW."slot_at" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."agent" IS NOT DISTINCT FROM NEW."agent" AND OLD."owed" IS NOT DISTINCT FROM NEW."owed" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."slip" IS NOT DISTINCT FROM NEW."slip" AND OLD."pieces" IS NOT DISTINCT FROM NEW."pieces" AND OLD."fees_from" IS NOT DISTINCT FROM NEW."fees_from" AND OLD."unit_state" IS NOT DISTINCT FROM NEW."unit_state" AND OLD."until_on" IS NOT DISTINCT FROM NEW."until_on" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("handover_event", "delete", "what happened at a handover is never deleted", "", ""),
    Guard("handover_signed", "update", "a signed paper is final", "", ""),
    Guard("handover_signed", "delete", "a signed paper is never deleted", "", ""),
    Guard("handover_reading", "update", "a reading of a handover is final", "", ""),
    Guard("handover_reading", "delete", "a reading of a handover is never deleted", "", ""),
    Guard(
        "handover_defect",
        "update",
        "a defect is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."file_id" IS NOT DISTINCT FROM NEW."file_id" AND OLD."no" IS NOT DISTINCT FROM NEW."no" AND OLD."category" IS NOT DISTINCT FROM NEW."category" AND OLD."promised_on" IS NOT DISTINCT FROM NEW."promised_on" AND OLD."ticket_id" IS NOT DISTINCT FROM NEW."ticket_id" AND OLD."found_on" IS NOT DISTINCT FROM NEW."found_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("handover_defect", "delete", "a defect is never deleted", "", ""),
    Guard(
        "handover_defect_event",
        "update",
        "what an owner said of a defect is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."defect_id" IS NOT DISTINCT FROM NEW."defect_id" AND OLD."step" IS NOT DISTINCT FROM NEW."step" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."promised_on" IS NOT DISTINCT FROM NEW."promised_on" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by")',
        "",
    ),
    Guard("handover_defect_event", "delete", "what an owner said of a defect is never deleted", "", ""),
    Guard("handover_notice", "update", "a notice is final", "", ""),
    Guard("handover_notice", "delete", "a notice is never deleted", "", ""),
    Guard("handover_notice_print", "update", "a notice's print is final", "", ""),
    Guard("handover_notice_print", "delete", "a notice's print is never deleted", "", ""),
    Guard(
        "transfer",
        "update",
        "a transfer as it was written is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."number" IS NOT DISTINCT FROM NEW."number" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."why" IS NOT DISTINCT FROM NEW."why" AND OLD."unit_id" IS NOT DISTINCT FROM NEW."unit_id" AND OLD."happened_on" IS NOT DISTINCT FROM NEW."happened_on" AND OLD."owed" IS NOT DISTINCT FROM NEW."owed" AND OLD."late" IS NOT DISTINCT FROM NEW."late" AND OLD."arrears" IS NOT DISTINCT FROM NEW."arrears" AND OLD."taken_by_id" IS NOT DISTINCT FROM NEW."taken_by_id" AND OLD."prepaid" IS NOT DISTINCT FROM NEW."prepaid" AND OLD."unit_state" IS NOT DISTINCT FROM NEW."unit_state" AND OLD."state_before" IS NOT DISTINCT FROM NEW."state_before" AND OLD."approver_id" IS NOT DISTINCT FROM NEW."approver_id" AND OLD."approver" IS NOT DISTINCT FROM NEW."approver" AND OLD."undoes_id" IS NOT DISTINCT FROM NEW."undoes_id" AND OLD."at" IS NOT DISTINCT FROM NEW."at" AND OLD."by_id" IS NOT DISTINCT FROM NEW."by_id" AND OLD."by" IS NOT DISTINCT FROM NEW."by" AND OLD."token" IS NOT DISTINCT FROM NEW."token")',
        "",
    ),
    Guard("transfer", "delete", "a transfer as it was written is never deleted", "", ""),
    Guard(
        "transfer_role",
        "update",
        "whose role a transfer changed is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."transfer_id" IS NOT DISTINCT FROM NEW."transfer_id" AND OLD."role_id" IS NOT DISTINCT FROM NEW."role_id" AND OLD."side" IS NOT DISTINCT FROM NEW."side" AND OLD."person_id" IS NOT DISTINCT FROM NEW."person_id" AND OLD."kind" IS NOT DISTINCT FROM NEW."kind" AND OLD."share" IS NOT DISTINCT FROM NEW."share" AND OLD."starts_on" IS NOT DISTINCT FROM NEW."starts_on" AND OLD."ends_on" IS NOT DISTINCT FROM NEW."ends_on" AND OLD."ended_before" IS NOT DISTINCT FROM NEW."ended_before")',
        "",
    ),
    Guard("transfer_role", "delete", "whose role a transfer changed is never deleted", "", ""),
    Guard("transfer_arrear", "update", "what was owed at a transfer is final", "", ""),
    Guard("transfer_arrear", "delete", "what was owed at a transfer is never deleted", "", ""),
    Guard(
        "transfer_thing",
        "update",
        "what a transfer did besides is final",
        'NOT (EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL) AND OLD."id" IS NOT DISTINCT FROM NEW."id" AND OLD."transfer_id" IS NOT DISTINCT FROM NEW."transfer_id" AND OLD."sort" IS NOT DISTINCT FROM NEW."sort" AND OLD."ref_id" IS NOT DISTINCT FROM NEW."ref_id")',
        "",
    ),
    Guard("transfer_thing", "delete", "what a transfer did besides is never deleted", "", ""),
)


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    for guard in BEFORE:
        for statement in guard.drop(dialect):
            op.execute(statement)
    op.create_table(
        "archive_paper_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("unit_kinds", sa.String(length=80), nullable=False),
        sa.Column("unit_states", sa.String(length=80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_paper_kind")),
        sa.UniqueConstraint("name", name=op.f("uq_archive_paper_kind_name")),
    )
    op.create_table(
        "decoration_blob",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_decoration_blob")),
    )
    op.create_table(
        "notice_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("form", sa.String(24), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("greeting", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_template")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_template_key")),
        sa.UniqueConstraint("name", name=op.f("uq_notice_template_name")),
    )
    op.create_table(
        "parking_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_place")),
        sa.UniqueConstraint("key", name=op.f("uq_parking_place_key")),
    )
    op.create_table(
        "permit_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("prefix", sa.String(length=4), nullable=False),
        sa.Column("form", sa.String(24), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("deposit", MoneyType(), nullable=False),
        sa.Column("photo", sa.Boolean(), nullable=False),
        sa.Column("returns", sa.Boolean(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("issuers", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_permit_kind_days")),
        sa.CheckConstraint("fee >= 0 AND deposit >= 0", name=op.f("ck_permit_kind_money")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit_kind")),
    )
    op.create_index("ix_permit_kind_code", "permit_kind", ["code", "starts_on", "id"], unique=False)
    op.create_table(
        "permit_photo",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_permit_photo")),
    )
    op.create_table(
        "reading_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_run")),
    )
    op.create_table(
        "reception_blob",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_reception_blob")),
    )
    op.create_table(
        "stationery_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("copy_price", MoneyType(), nullable=False),
        sa.Column("copy_money", MoneyType(), nullable=False),
        sa.Column("copy_way", sa.String(24), nullable=True),
        sa.Column("copy_words", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_count")),
        sa.UniqueConstraint("number", name=op.f("uq_stationery_count_number")),
        sa.UniqueConstraint("token", name=op.f("uq_stationery_count_token")),
    )
    op.create_index("ix_stationery_count_month", "stationery_count", ["month"], unique=False)
    op.create_table(
        "stationery_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("receipts", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_kind")),
        sa.UniqueConstraint("name", name=op.f("uq_stationery_kind_name")),
    )
    op.create_table(
        "stored_file",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "anonymising",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("finished_at", StampType(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_anonymising_reason")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_anonymising_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymising")),
        sa.UniqueConstraint("number", name=op.f("uq_anonymising_number")),
    )
    op.create_table(
        "asset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("keeper", sa.String(length=60), nullable=False),
        sa.Column("value", MoneyType(), nullable=True),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_asset_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("code", name=op.f("uq_asset_code")),
        sa.UniqueConstraint("token", name=op.f("uq_asset_token")),
    )
    op.create_index("ix_asset_state", "asset", ["state", "place"], unique=False)
    op.create_table(
        "change_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.Column("upto_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("upto_id > after_id", name=op.f("ck_change_sheet_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_change_sheet_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_sheet")),
        sa.UniqueConstraint("after_id", name=op.f("uq_change_sheet_after_id")),
        sa.UniqueConstraint("number", name=op.f("uq_change_sheet_number")),
    )
    op.create_table(
        "community_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("base", sa.String(24), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_community_event_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event")),
        sa.UniqueConstraint("number", name=op.f("uq_community_event_number")),
        sa.UniqueConstraint("token", name=op.f("uq_community_event_token")),
    )
    op.create_index("ix_community_event_base", "community_event", ["base", "held_on"], unique=False)
    op.create_table(
        "consumable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("least", ExactType(), nullable=False),
        sa.Column("price", ExactType(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("stock", ExactType(), nullable=False),
        sa.Column("low", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_consumable_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consumable")),
        sa.UniqueConstraint("code", name=op.f("uq_consumable_code")),
        sa.UniqueConstraint("name", name=op.f("uq_consumable_name")),
        sa.UniqueConstraint("token", name=op.f("uq_consumable_token")),
    )
    op.create_index("ix_consumable_low", "consumable", ["low"], unique=False)
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("their_number", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("party", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("amount", MoneyType(), nullable=True),
        sa.Column("paid_how", sa.String(length=120), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("keeper", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("last_on >= starts_on", name=op.f("ck_contract_span")),
        sa.CheckConstraint("remind_days >= 0", name=op.f("ck_contract_remind")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_contract_by_id_user_account")),
        sa.ForeignKeyConstraint(["renews_id"], ["contract.id"], name=op.f("fk_contract_renews_id_contract")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
        sa.UniqueConstraint("token", name=op.f("uq_contract_token")),
    )
    op.create_index("ix_contract_last_on", "contract", ["last_on"], unique=False)
    op.create_index(op.f("ix_contract_renews_id"), "contract", ["renews_id"], unique=False)
    op.create_table(
        "correspondence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("secrecy", sa.String(24), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("handler", sa.String(length=60), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("copies > 0", name=op.f("ck_correspondence_copies")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_correspondence_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondence")),
        sa.UniqueConstraint("number", name=op.f("uq_correspondence_number")),
        sa.UniqueConstraint("token", name=op.f("uq_correspondence_token")),
    )
    op.create_index("ix_correspondence_happened_on", "correspondence", ["happened_on"], unique=False)
    op.create_table(
        "decoration_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_decoration_terms_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_terms")),
    )
    op.create_index(op.f("ix_decoration_terms_starts_on"), "decoration_terms", ["starts_on"], unique=False)
    op.create_table(
        "emergency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("happened_at", StampType(), nullable=False),
        sa.Column("known_at", StampType(), nullable=False),
        sa.Column("reporter", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("known_at >= happened_at", name=op.f("ck_emergency_known")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_emergency_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency")),
        sa.UniqueConstraint("number", name=op.f("uq_emergency_number")),
        sa.UniqueConstraint("token", name=op.f("uq_emergency_token")),
    )
    op.create_index(op.f("ix_emergency_happened_at"), "emergency", ["happened_at"], unique=False)
    op.create_table(
        "errand_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=24), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("papers", sa.String(length=400), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_errand_kind_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_kind")),
    )
    op.create_index("ix_errand_kind_words", "errand_kind", ["words"], unique=False)
    op.create_table(
        "found_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("finder", sa.String(length=80), nullable=False),
        sa.Column("finder_phone", sa.String(length=40), nullable=False),
        sa.Column("shelf", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name=op.f("ck_found_item_outcome")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_found_item_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_item")),
        sa.UniqueConstraint("number", name=op.f("uq_found_item_number")),
        sa.UniqueConstraint("token", name=op.f("uq_found_item_token")),
    )
    op.create_index("ix_found_item_outcome", "found_item", ["outcome", "received_on"], unique=False)
    op.create_table(
        "handover_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("dues", sa.String(length=500), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("pause_from", sa.Integer(), nullable=False),
        sa.Column("pause_to", sa.Integer(), nullable=False),
        sa.Column("slot_limit", sa.Integer(), nullable=False),
        sa.Column("fees_from", sa.Date(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("closes > opens", name=op.f("ck_handover_batch_hours")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_handover_batch_span")),
        sa.CheckConstraint("slot_limit > 0", name=op.f("ck_handover_batch_limit")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_handover_batch_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_batch")),
        sa.UniqueConstraint("number", name=op.f("uq_handover_batch_number")),
        sa.UniqueConstraint("token", name=op.f("uq_handover_batch_token")),
    )
    op.create_table(
        "key_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cabinet", sa.String(length=40), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_key_count_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_count")),
    )
    op.create_table(
        "late_fee_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("rate", ExactType(), nullable=False),
        sa.Column("cap", ExactType(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_late_fee_term_grace")),
        sa.ForeignKeyConstraint(["item_id"], ["fee_item.id"], name=op.f("fk_late_fee_term_item_id_fee_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_fee_term")),
    )
    op.create_index("ix_late_fee_term_item", "late_fee_term", ["item_id", "starts_on"], unique=False)
    op.create_table(
        "let_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("location", sa.String(length=80), nullable=False),
        sa.Column("size", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_let_place_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_let_place")),
        sa.UniqueConstraint("code", name=op.f("uq_let_place_code")),
    )
    op.create_table(
        "notice_board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("entrance", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.CheckConstraint("building_id IS NOT NULL OR entrance = ''", name=op.f("ck_notice_board_entrance")),
        sa.ForeignKeyConstraint(
            ["building_id"], ["building.id"], name=op.f("fk_notice_board_building_id_building")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_board")),
        sa.UniqueConstraint("name", name=op.f("uq_notice_board_name")),
    )
    op.create_index("ix_notice_board_building_id", "notice_board", ["building_id", "entrance"], unique=False)
    op.create_table(
        "number_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("matter", sa.String(24), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_number_look_reason")),
        sa.CheckConstraint("people > 0", name=op.f("ck_number_look_people")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_number_look_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_number_look_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_look")),
    )
    op.create_index("ix_number_look_at", "number_look", ["at"], unique=False)
    op.create_index(op.f("ix_number_look_person_id"), "number_look", ["person_id"], unique=False)
    op.create_table(
        "outage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("starts_at", StampType(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_outage_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
        sa.UniqueConstraint("number", name=op.f("uq_outage_number")),
        sa.UniqueConstraint("token", name=op.f("uq_outage_token")),
    )
    op.create_table(
        "owed_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_owed_draft_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed_draft")),
        sa.UniqueConstraint("kind", "first_on", name=op.f("uq_owed_draft_kind_first_on")),
    )
    op.create_table(
        "owed_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(no = 1) = (corrects_id IS NULL)", name=op.f("ck_owed_report_corrects")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_owed_report_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["owed_report.id"], name=op.f("fk_owed_report_corrects_id_owed_report")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_owed_report_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed_report")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_owed_report_corrects_id")),
        sa.UniqueConstraint("kind", "first_on", "no", name=op.f("uq_owed_report_kind_first_on_no")),
        sa.UniqueConstraint("number", name=op.f("uq_owed_report_number")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_owed_report_paper_id")),
    )
    op.create_table(
        "parking_place_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("size", sa.String(length=40), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_parking_place_fact_fee")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["parking_place.id"], name=op.f("fk_parking_place_fact_place_id_parking_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_place_fact")),
    )
    op.create_index(
        "ix_parking_place_fact_place", "parking_place_fact", ["place_id", "starts_on"], unique=False
    )
    op.create_table(
        "person_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_person_apart_order")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_person_apart_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_person_apart_one_id_person")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_apart_other_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_apart")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_person_apart_one_id_other_id")),
    )
    op.create_table(
        "person_join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("joined_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("kept_before", sa.Text(), nullable=False),
        sa.Column("joined_before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("kept_id <> joined_id", name=op.f("ck_person_join_two")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_person_join_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["joined_id"], ["person.id"], name=op.f("fk_person_join_joined_id_person")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_join_kept_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_join")),
    )
    op.create_index(op.f("ix_person_join_joined_id"), "person_join", ["joined_id"], unique=False)
    op.create_index(op.f("ix_person_join_kept_id"), "person_join", ["kept_id"], unique=False)
    op.create_table(
        "personal_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asker", sa.String(24), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("checked", sa.String(length=60), nullable=False),
        sa.Column("unmasked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(reason <> '') = unmasked", name=op.f("ck_personal_request_reason")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_personal_request_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_personal_request_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_request")),
        sa.UniqueConstraint("number", name=op.f("uq_personal_request_number")),
        sa.UniqueConstraint("token", name=op.f("uq_personal_request_token")),
    )
    op.create_index(op.f("ix_personal_request_person_id"), "personal_request", ["person_id"], unique=False)
    op.create_table(
        "purchase_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_purchase_plan_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_plan_number")),
        sa.UniqueConstraint("token", name=op.f("uq_purchase_plan_token")),
    )
    op.create_index("ix_purchase_plan_month_on", "purchase_plan", ["month_on"], unique=False)
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("intro", sa.String(length=500), nullable=False),
        sa.Column("copy_of_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_questionnaire_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["copy_of_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_copy_of_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("number", name=op.f("uq_questionnaire_number")),
    )
    op.create_table(
        "reduction_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("charges", sa.Integer(), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_reduction_batch_approver_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reduction_batch")),
    )
    op.create_table(
        "registration_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(24), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_registration_fact_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_fact_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_fact")),
    )
    op.create_index(op.f("ix_registration_fact_person_id"), "registration_fact", ["person_id"], unique=False)
    op.create_table(
        "seeker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("area_from", ExactType(), nullable=True),
        sa.Column("area_to", ExactType(), nullable=True),
        sa.Column("price_to", MoneyType(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name=op.f("ck_seeker_outcome")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_seeker_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seeker")),
        sa.UniqueConstraint("number", name=op.f("uq_seeker_number")),
        sa.UniqueConstraint("token", name=op.f("uq_seeker_token")),
    )
    op.create_index("ix_seeker_outcome", "seeker", ["outcome", "kind"], unique=False)
    op.create_table(
        "shared_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("quantity", ExactType(), nullable=True),
        sa.Column("price", ExactType(), nullable=True),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("applies", sa.String(length=200), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("charged", MoneyType(), nullable=False),
        sa.Column("borne", MoneyType(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("total > 0", name=op.f("ck_shared_pool_total")),
        sa.ForeignKeyConstraint(["item_id"], ["fee_item.id"], name=op.f("fk_shared_pool_item_id_fee_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_pool")),
        sa.UniqueConstraint("item_id", "period", "name", name=op.f("uq_shared_pool_item_id_period_name")),
    )
    op.create_table(
        "shift_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_shift_note_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_note")),
        sa.UniqueConstraint("number", name=op.f("uq_shift_note_number")),
        sa.UniqueConstraint("token", name=op.f("uq_shift_note_token")),
    )
    op.create_index("ix_shift_note_written_on", "shift_note", ["written_on"], unique=False)
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_signing_key_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("key", name=op.f("uq_signing_key_key")),
        sa.UniqueConstraint("public", name=op.f("uq_signing_key_public")),
    )
    op.create_table(
        "spot_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("permille", sa.Integer(), nullable=False),
        sa.Column("through_id", sa.Integer(), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_spot_check_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check")),
        sa.UniqueConstraint("first_on", name=op.f("uq_spot_check_first_on")),
        sa.UniqueConstraint("number", name=op.f("uq_spot_check_number")),
    )
    op.create_table(
        "statement_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tender", sa.String(24), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ours", MoneyType(), nullable=False),
        sa.Column("theirs", MoneyType(), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("ours_only", sa.Integer(), nullable=False),
        sa.Column("theirs_only", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_statement_check_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_check")),
    )
    op.create_index("ix_statement_check_day", "statement_check", ["first_on", "tender"], unique=False)
    op.create_index(op.f("ix_statement_check_sha256"), "statement_check", ["sha256"], unique=False)
    op.create_table(
        "stationery_count_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("left_numbers", sa.Text(), nullable=False),
        sa.Column("counted_numbers", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["stationery_count.id"],
            name=op.f("fk_stationery_count_line_count_id_stationery_count"),
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["stationery_kind.id"], name=op.f("fk_stationery_count_line_kind_id_stationery_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_count_line")),
        sa.UniqueConstraint("count_id", "kind_id", name=op.f("uq_stationery_count_line_count_id_kind_id")),
    )
    op.create_table(
        "stationery_count_sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(length=80), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["stationery_count.id"],
            name=op.f("fk_stationery_count_sign_count_id_stationery_count"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_count_sign")),
        sa.UniqueConstraint("count_id", name=op.f("uq_stationery_count_sign_count_id")),
    )
    op.create_table(
        "stationery_range",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("handed_by", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_stationery_range_span")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["paper_book.id"], name=op.f("fk_stationery_range_book_id_paper_book")
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["stationery_kind.id"], name=op.f("fk_stationery_range_kind_id_stationery_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_range")),
        sa.UniqueConstraint("token", name=op.f("uq_stationery_range_token")),
    )
    op.create_index("ix_stationery_range_kind", "stationery_range", ["kind_id"], unique=False)
    op.create_table(
        "stock_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_stock_count_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
        sa.UniqueConstraint("number", name=op.f("uq_stock_count_number")),
    )
    op.create_index("ix_stock_count_month_on", "stock_count", ["month_on"], unique=False)
    op.create_table(
        "stored_file_gone",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hash"], ["stored_file.hash"], name=op.f("fk_stored_file_gone_hash_stored_file")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_stored_file_gone")),
    )
    op.create_table(
        "ticket_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("dispatch_minutes", sa.Integer(), nullable=True),
        sa.Column("arrive_minutes", sa.Integer(), nullable=True),
        sa.Column("finish_hours", sa.Integer(), nullable=True),
        sa.Column("call_days", sa.Integer(), nullable=True),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_ticket_limit_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_limit")),
    )
    op.create_index("ix_ticket_limit_kind", "ticket_limit", ["kind", "level", "starts_on"], unique=False)
    op.create_table(
        "ticket_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("which", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=24), nullable=False),
        sa.Column("parent", sa.String(length=24), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_ticket_word_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_word")),
    )
    op.create_index("ix_ticket_word_list", "ticket_word", ["which", "words"], unique=False)
    op.create_table(
        "unit_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("lifted", sa.String(length=2000), nullable=False),
        sa.Column("lifted_why", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_unit_change_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change")),
        sa.UniqueConstraint("number", name=op.f("uq_unit_change_number")),
        sa.UniqueConstraint("token", name=op.f("uq_unit_change_token")),
    )
    op.create_index(op.f("ix_unit_change_starts_on"), "unit_change", ["starts_on"], unique=False)
    op.create_table(
        "visit_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("whom", sa.String(24), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_visit_plan_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_visit_plan_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_plan_number")),
        sa.UniqueConstraint("token", name=op.f("uq_visit_plan_token")),
    )
    op.create_index(op.f("ix_visit_plan_ends_on"), "visit_plan", ["ends_on"], unique=False)
    op.create_table(
        "anonymised_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anonymising_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["anonymising_id"],
            ["anonymising.id"],
            name=op.f("fk_anonymised_person_anonymising_id_anonymising"),
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_anonymised_person_kept_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_anonymised_person_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymised_person")),
        sa.UniqueConstraint("person_id", name=op.f("uq_anonymised_person_person_id")),
    )
    op.create_index(
        op.f("ix_anonymised_person_anonymising_id"), "anonymised_person", ["anonymising_id"], unique=False
    )
    op.create_table(
        "archive_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("correspondence_id", sa.Integer(), nullable=True),
        sa.Column("emergency_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "unit_id IS NOT NULL OR person_id IS NOT NULL OR correspondence_id IS NOT NULL OR emergency_id IS NOT NULL",
            name=op.f("ck_archive_paper_whose"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_archive_paper_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["correspondence_id"],
            ["correspondence.id"],
            name=op.f("fk_archive_paper_correspondence_id_correspondence"),
        ),
        sa.ForeignKeyConstraint(
            ["emergency_id"], ["emergency.id"], name=op.f("fk_archive_paper_emergency_id_emergency")
        ),
        sa.ForeignKeyConstraint(
            ["hash"], ["stored_file.hash"], name=op.f("fk_archive_paper_hash_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["archive_paper_kind.id"], name=op.f("fk_archive_paper_kind_id_archive_paper_kind")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_archive_paper_person_id_person")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["archive_paper.id"], name=op.f("fk_archive_paper_replaces_id_archive_paper")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_archive_paper_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_paper")),
        sa.UniqueConstraint("token", name=op.f("uq_archive_paper_token")),
    )
    op.create_index(
        op.f("ix_archive_paper_correspondence_id"), "archive_paper", ["correspondence_id"], unique=False
    )
    op.create_index(op.f("ix_archive_paper_emergency_id"), "archive_paper", ["emergency_id"], unique=False)
    op.create_index(op.f("ix_archive_paper_hash"), "archive_paper", ["hash"], unique=False)
    op.create_index(op.f("ix_archive_paper_kind_id"), "archive_paper", ["kind_id"], unique=False)
    op.create_index("ix_archive_paper_name", "archive_paper", ["name"], unique=False)
    op.create_index(op.f("ix_archive_paper_person_id"), "archive_paper", ["person_id"], unique=False)
    op.create_index(op.f("ix_archive_paper_replaces_id"), "archive_paper", ["replaces_id"], unique=False)
    op.create_index("ix_archive_paper_unit", "archive_paper", ["unit_id", "kind_id"], unique=False)
    op.create_table(
        "asset_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("keeper", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_asset_event_asset_id_asset")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_asset_event_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_event")),
    )
    op.create_index("ix_asset_event_asset", "asset_event", ["asset_id", "id"], unique=False)
    op.create_table(
        "call_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("voids_id", sa.Integer(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_log_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_call_log_unit_id_unit")),
        sa.ForeignKeyConstraint(["voids_id"], ["call_log.id"], name=op.f("fk_call_log_voids_id_call_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_log")),
        sa.UniqueConstraint("voids_id", name=op.f("uq_call_log_voids_id")),
    )
    op.create_index(op.f("ix_call_log_called_on"), "call_log", ["called_on"], unique=False)
    op.create_index("ix_call_log_unit", "call_log", ["unit_id", "called_on"], unique=False)
    op.create_table(
        "change_sheet_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("before", sa.String(length=80), nullable=False),
        sa.Column("after", sa.String(length=80), nullable=False),
        sa.Column("departments", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_change_sheet_line_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["change_sheet.id"], name=op.f("fk_change_sheet_line_sheet_id_change_sheet")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_change_sheet_line_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_sheet_line")),
    )
    op.create_index(op.f("ix_change_sheet_line_sheet_id"), "change_sheet_line", ["sheet_id"], unique=False)
    op.create_index(op.f("ix_change_sheet_line_unit_id"), "change_sheet_line", ["unit_id"], unique=False)
    op.create_table(
        "contract_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_contract_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_end_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_end")),
        sa.UniqueConstraint("contract_id", name=op.f("uq_contract_end_contract_id")),
    )
    op.create_table(
        "contract_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_contract_file_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_file_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["hash"], ["reception_blob.hash"], name=op.f("fk_contract_file_hash_reception_blob")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_file")),
    )
    op.create_index(op.f("ix_contract_file_contract_id"), "contract_file", ["contract_id"], unique=False)
    op.create_table(
        "correspondence_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correspondence_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ends_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(step = 'lent') = (until IS NOT NULL)", name=op.f("ck_correspondence_event_until")
        ),
        sa.CheckConstraint(
            "(step IN ('read', 'returned', 'undone')) = (ends_id IS NOT NULL)",
            name=op.f("ck_correspondence_event_ends"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_correspondence_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["correspondence_id"],
            ["correspondence.id"],
            name=op.f("fk_correspondence_event_correspondence_id_correspondence"),
        ),
        sa.ForeignKeyConstraint(
            ["ends_id"],
            ["correspondence_event.id"],
            name=op.f("fk_correspondence_event_ends_id_correspondence_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondence_event")),
    )
    op.create_index(
        "ix_correspondence_event_document", "correspondence_event", ["correspondence_id", "id"], unique=False
    )
    op.create_table(
        "decoration_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("applicant", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("consent_by", sa.String(length=80), nullable=False),
        sa.Column("consent_way", sa.String(24), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_decoration_file_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_decoration_file_person_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decoration_file_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_file")),
        sa.UniqueConstraint("number", name=op.f("uq_decoration_file_number")),
        sa.UniqueConstraint("token", name=op.f("uq_decoration_file_token")),
    )
    op.create_index(op.f("ix_decoration_file_applied_on"), "decoration_file", ["applied_on"], unique=False)
    op.create_index("ix_decoration_file_unit", "decoration_file", ["unit_id"], unique=False)
    op.create_table(
        "deposit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("payer_name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("tendered", MoneyType(), nullable=False),
        sa.Column("change", MoneyType(), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("cashier_id", sa.Integer(), nullable=False),
        sa.Column("cashier", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_deposit_positive")),
        sa.CheckConstraint("change >= 0", name=op.f("ck_deposit_change")),
        sa.CheckConstraint("tendered = amount + change", name=op.f("ck_deposit_balance")),
        sa.ForeignKeyConstraint(
            ["cashier_id"], ["user_account.id"], name=op.f("fk_deposit_cashier_id_user_account")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["person.id"], name=op.f("fk_deposit_payer_id_person")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_deposit_shift_id_shift")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_deposit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit")),
        sa.UniqueConstraint("book", "serial", name=op.f("uq_deposit_book_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_deposit_number")),
        sa.UniqueConstraint("token", name=op.f("uq_deposit_token")),
    )
    op.create_index("ix_deposit_business_on", "deposit", ["business_on"], unique=False)
    op.create_index(op.f("ix_deposit_shift_id"), "deposit", ["shift_id"], unique=False)
    op.create_index("ix_deposit_source", "deposit", ["source_kind", "source_id"], unique=False)
    op.create_index("ix_deposit_unit", "deposit", ["unit_id", "id"], unique=False)
    op.create_table(
        "desk_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("phone <> ''", name=op.f("ck_desk_call_phone")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_desk_call_by_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_call_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_desk_call_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_call")),
    )
    op.create_index("ix_desk_call_called_on", "desk_call", ["called_on"], unique=False)
    op.create_index("ix_desk_call_phone", "desk_call", ["phone"], unique=False)
    op.create_index(op.f("ix_desk_call_unit_id"), "desk_call", ["unit_id"], unique=False)
    op.create_table(
        "emergency_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("emergency_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(24), nullable=False),
        sa.Column("happened_at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ends_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(entry = '跟进') = (until IS NOT NULL)", name=op.f("ck_emergency_entry_until")),
        sa.CheckConstraint(
            "(entry IN ('跟进完成', '撤销')) = (ends_id IS NOT NULL)", name=op.f("ck_emergency_entry_ends")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_emergency_entry_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["emergency_id"], ["emergency.id"], name=op.f("fk_emergency_entry_emergency_id_emergency")
        ),
        sa.ForeignKeyConstraint(
            ["ends_id"], ["emergency_entry.id"], name=op.f("fk_emergency_entry_ends_id_emergency_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_entry")),
    )
    op.create_index("ix_emergency_entry_emergency", "emergency_entry", ["emergency_id", "id"], unique=False)
    op.create_table(
        "emergency_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("emergency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["emergency_id"], ["emergency.id"], name=op.f("fk_emergency_unit_emergency_id_emergency")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_emergency_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_unit")),
        sa.UniqueConstraint("emergency_id", "unit_id", name=op.f("uq_emergency_unit_emergency_id_unit_id")),
    )
    op.create_index(op.f("ix_emergency_unit_unit_id"), "emergency_unit", ["unit_id"], unique=False)
    op.create_table(
        "event_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("people > 0", name=op.f("ck_event_guest_people")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_guest_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_guest_event_id_community_event")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_guest_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_event_guest_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_guest")),
        sa.UniqueConstraint("token", name=op.f("uq_event_guest_token")),
    )
    op.create_index("ix_event_guest_event", "event_guest", ["event_id", "id"], unique=False)
    op.create_index(op.f("ix_event_guest_unit_id"), "event_guest", ["unit_id"], unique=False)
    op.create_table(
        "event_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("responsible", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_plan_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_plan_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_plan")),
        sa.UniqueConstraint("event_id", "no", name=op.f("uq_event_plan_event_id_no")),
    )
    op.create_table(
        "event_spend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_event_spend_amount")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_spend_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_spend_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_spend")),
        sa.UniqueConstraint("token", name=op.f("uq_event_spend_token")),
    )
    op.create_index("ix_event_spend_event", "event_spend", ["event_id", "id"], unique=False)
    op.create_table(
        "event_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(step = 'closed') = (score IS NOT NULL)", name=op.f("ck_event_step_score")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_step_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_step")),
    )
    op.create_index("ix_event_step_event", "event_step", ["event_id", "id"], unique=False)
    op.create_table(
        "found_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_found_event_undoes")),
        sa.CheckConstraint("step <> 'claimed' OR who <> ''", name=op.f("ck_found_event_claimed")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_found_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["found_item.id"], name=op.f("fk_found_event_item_id_found_item")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["found_event.id"], name=op.f("fk_found_event_undoes_id_found_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_event")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_found_event_undoes_id")),
    )
    op.create_index("ix_found_event_item", "found_event", ["item_id", "id"], unique=False)
    op.create_table(
        "goods_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("asker", sa.String(length=80), nullable=False),
        sa.Column("asker_role", sa.String(length=24), nullable=False),
        sa.Column("moves_out", sa.Boolean(), nullable=False),
        sa.Column("carrier", sa.String(length=80), nullable=False),
        sa.Column("carrier_number", sa.String(length=40), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("starts_at", StampType(), nullable=False),
        sa.Column("ends_at", StampType(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("consent_by", sa.String(length=80), nullable=False),
        sa.Column("consent_way", sa.String(24), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("allowed", sa.String(length=400), nullable=False),
        sa.Column("allow_reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=600), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_goods_pass_window")),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_goods_pass_pieces")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_goods_pass_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_goods_pass_asker_id_person")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_goods_pass_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_goods_pass_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_pass")),
        sa.UniqueConstraint("number", name=op.f("uq_goods_pass_number")),
        sa.UniqueConstraint("token", name=op.f("uq_goods_pass_token")),
    )
    op.create_index("ix_goods_pass_ends_at", "goods_pass", ["ends_at"], unique=False)
    op.create_index(op.f("ix_goods_pass_made_on"), "goods_pass", ["made_on"], unique=False)
    op.create_index("ix_goods_pass_unit", "goods_pass", ["unit_id", "id"], unique=False)
    op.create_table(
        "handover_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.Column("appointed_at", sa.Integer(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(appointed_on IS NULL) = (appointed_at IS NULL)", name=op.f("ck_handover_unit_slot")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["handover_batch.id"], name=op.f("fk_handover_unit_batch_id_handover_batch")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_handover_unit_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_handover_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_unit")),
        sa.UniqueConstraint("batch_id", "unit_id", name=op.f("uq_handover_unit_batch_id_unit_id")),
    )
    op.create_index("ix_handover_unit_slot", "handover_unit", ["appointed_on", "appointed_at"], unique=False)
    op.create_index("ix_handover_unit_state", "handover_unit", ["state", "batch_id"], unique=False)
    op.create_index("ix_handover_unit_unit", "handover_unit", ["unit_id"], unique=False)
    op.create_table(
        "key_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("allow", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_key_consent_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_consent_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_key_consent_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_key_consent_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_consent")),
    )
    op.create_index(op.f("ix_key_consent_unit_id"), "key_consent", ["unit_id"], unique=False)
    op.create_table(
        "key_count_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("unexpected", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_count_close_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"], ["key_count.id"], name=op.f("fk_key_count_close_count_id_key_count")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_count_close")),
        sa.UniqueConstraint("count_id", name=op.f("uq_key_count_close_count_id")),
        sa.UniqueConstraint("number", name=op.f("uq_key_count_close_number")),
    )
    op.create_table(
        "key_count_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_count_note_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"], ["key_count.id"], name=op.f("fk_key_count_note_count_id_key_count")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_count_note")),
    )
    op.create_index("ix_key_count_note_line", "key_count_note", ["count_id", "tag", "id"], unique=False)
    op.create_table(
        "key_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("cabinet", sa.String(length=40), nullable=False),
        sa.Column("hook", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("unit_id IS NOT NULL OR place <> ''", name=op.f("ck_key_tag_where")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_key_tag_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_tag")),
        sa.UniqueConstraint("tag", name=op.f("uq_key_tag_tag")),
    )
    op.create_index("ix_key_tag_cabinet", "key_tag", ["cabinet", "hook"], unique=False)
    op.create_index(op.f("ix_key_tag_unit_id"), "key_tag", ["unit_id"], unique=False)
    op.create_table(
        "let_place_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("by_day", MoneyType(), nullable=True),
        sa.Column("by_week", MoneyType(), nullable=True),
        sa.Column("by_month", MoneyType(), nullable=True),
        sa.Column("deposit", MoneyType(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "by_day IS NOT NULL OR by_week IS NOT NULL OR by_month IS NOT NULL",
            name=op.f("ck_let_place_price_some"),
        ),
        sa.CheckConstraint("deposit >= 0", name=op.f("ck_let_place_price_deposit")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_let_place_price_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["let_place.id"], name=op.f("fk_let_place_price_place_id_let_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_let_place_price")),
    )
    op.create_index("ix_let_place_price_place", "let_place_price", ["place_id", "starts_on"], unique=False)
    op.create_table(
        "letting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("terms_no", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name=op.f("ck_letting_outcome")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_letting_by_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letting_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_letting_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting")),
        sa.UniqueConstraint("number", name=op.f("uq_letting_number")),
        sa.UniqueConstraint("token", name=op.f("uq_letting_token")),
    )
    op.create_index("ix_letting_outcome", "letting", ["outcome", "ends_on"], unique=False)
    op.create_index(op.f("ix_letting_person_id"), "letting", ["person_id"], unique=False)
    op.create_index(op.f("ix_letting_unit_id"), "letting", ["unit_id"], unique=False)
    op.create_table(
        "meter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("multiplier", ExactType(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("used_before", ExactType(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("digits >= 3 AND digits <= 10", name=op.f("ck_meter_digits")),
        sa.ForeignKeyConstraint(["replaces_id"], ["meter.id"], name=op.f("fk_meter_replaces_id_meter")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meter_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_meter_replaces_id")),
    )
    op.create_index("ix_meter_number", "meter", ["number"], unique=False)
    op.create_index("ix_meter_unit", "meter", ["unit_id", "kind"], unique=False)
    op.create_table(
        "outage_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outage_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", StampType(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_end_outage_id_outage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_end")),
        sa.UniqueConstraint("outage_id", name=op.f("uq_outage_end_outage_id")),
    )
    op.create_table(
        "outage_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outage_id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("entrance", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) <> (building_id IS NULL)", name=op.f("ck_outage_place_one")),
        sa.ForeignKeyConstraint(
            ["building_id"], ["building.id"], name=op.f("fk_outage_place_building_id_building")
        ),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_place_outage_id_outage")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_outage_place_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_place")),
    )
    op.create_index(op.f("ix_outage_place_building_id"), "outage_place", ["building_id"], unique=False)
    op.create_index(op.f("ix_outage_place_outage_id"), "outage_place", ["outage_id"], unique=False)
    op.create_index(op.f("ix_outage_place_unit_id"), "outage_place", ["unit_id"], unique=False)
    op.create_table(
        "outage_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outage_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("say", sa.String(length=300), nullable=False),
        sa.Column("expected_until", StampType(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_words_outage_id_outage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_words")),
        sa.UniqueConstraint("outage_id", "no", name=op.f("uq_outage_words_outage_id_no")),
    )
    op.create_table(
        "parcel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("carrier", sa.String(length=40), nullable=False),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("taker", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("left_pieces", sa.Integer(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("unit_id IS NOT NULL OR taker <> ''", name=op.f("ck_parcel_whom")),
        sa.CheckConstraint("(left_pieces = 0) = (outcome IS NOT NULL)", name=op.f("ck_parcel_outcome")),
        sa.CheckConstraint("left_pieces >= 0 AND left_pieces <= pieces", name=op.f("ck_parcel_left")),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_parcel_pieces")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_parcel_by_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_parcel_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parcel_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("number", name=op.f("uq_parcel_number")),
        sa.UniqueConstraint("token", name=op.f("uq_parcel_token")),
    )
    op.create_index("ix_parcel_outcome", "parcel", ["outcome", "received_on"], unique=False)
    op.create_index(op.f("ix_parcel_person_id"), "parcel", ["person_id"], unique=False)
    op.create_index("ix_parcel_received_on", "parcel", ["received_on"], unique=False)
    op.create_index(op.f("ix_parcel_tracking"), "parcel", ["tracking"], unique=False)
    op.create_index(op.f("ix_parcel_unit_id"), "parcel", ["unit_id"], unique=False)
    op.create_table(
        "parking_lease",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("rent_from", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_parking_lease_person_id_person")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["parking_place.id"], name=op.f("fk_parking_lease_place_id_parking_place")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parking_lease_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_lease")),
        sa.UniqueConstraint("number", name=op.f("uq_parking_lease_number")),
    )
    op.create_index(op.f("ix_parking_lease_place_id"), "parking_lease", ["place_id"], unique=False)
    op.create_index("ix_parking_lease_unit", "parking_lease", ["unit_id"], unique=False)
    op.create_table(
        "parking_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("plate_key", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["parking_place.id"], name=op.f("fk_parking_visit_place_id_parking_place")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parking_visit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_visit")),
    )
    op.create_index(op.f("ix_parking_visit_place_id"), "parking_visit", ["place_id"], unique=False)
    op.create_index(op.f("ix_parking_visit_plate_key"), "parking_visit", ["plate_key"], unique=False)
    op.create_table(
        "parking_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_parking_wait_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parking_wait_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_wait")),
        sa.UniqueConstraint("number", name=op.f("uq_parking_wait_number")),
        sa.UniqueConstraint("token", name=op.f("uq_parking_wait_token")),
    )
    op.create_index(op.f("ix_parking_wait_unit_id"), "parking_wait", ["unit_id"], unique=False)
    op.create_table(
        "permit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("kind_code", sa.String(length=4), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=400), nullable=False),
        sa.Column("initials", sa.String(length=80), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("photo", sa.String(length=64), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("allowed", sa.String(length=400), nullable=False),
        sa.Column("allow_reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_permit_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_permit_by_id_user_account")),
        sa.ForeignKeyConstraint(["kind_id"], ["permit_kind.id"], name=op.f("fk_permit_kind_id_permit_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_permit_person_id_person")),
        sa.ForeignKeyConstraint(["photo"], ["permit_photo.hash"], name=op.f("fk_permit_photo_permit_photo")),
        sa.ForeignKeyConstraint(["previous_id"], ["permit.id"], name=op.f("fk_permit_previous_id_permit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_permit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit")),
        sa.UniqueConstraint("number", name=op.f("uq_permit_number")),
        sa.UniqueConstraint("previous_id", name=op.f("uq_permit_previous_id")),
        sa.UniqueConstraint("token", name=op.f("uq_permit_token")),
    )
    op.create_index("ix_permit_holder", "permit", ["holder"], unique=False)
    op.create_index("ix_permit_initials", "permit", ["initials"], unique=False)
    op.create_index(op.f("ix_permit_made_on"), "permit", ["made_on"], unique=False)
    op.create_index("ix_permit_of_kind", "permit", ["kind_code", "id"], unique=False)
    op.create_index(op.f("ix_permit_person_id"), "permit", ["person_id"], unique=False)
    op.create_index("ix_permit_pinyin", "permit", ["pinyin"], unique=False)
    op.create_index("ix_permit_unit", "permit", ["unit_id", "id"], unique=False)
    op.create_table(
        "person_split",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("join_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_person_split_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["join_id"], ["person_join.id"], name=op.f("fk_person_split_join_id_person_join")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_split")),
        sa.UniqueConstraint("join_id", name=op.f("uq_person_split_join_id")),
    )
    op.create_table(
        "personal_request_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_personal_request_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["personal_request.id"],
            name=op.f("fk_personal_request_event_request_id_personal_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_request_event")),
    )
    op.create_index(
        op.f("ix_personal_request_event_request_id"), "personal_request_event", ["request_id"], unique=False
    )
    op.create_table(
        "prepaid_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_prepaid_move_amount")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_prepaid_move_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepaid_move")),
    )
    op.create_index("ix_prepaid_move_source", "prepaid_move", ["source_kind", "source_id"], unique=False)
    op.create_index(
        "ix_prepaid_move_unit", "prepaid_move", ["unit_id", "business_on", "amount"], unique=False
    )
    op.create_table(
        "press_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("subscriber", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("copies > 0", name=op.f("ck_press_subscription_copies")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_press_subscription_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_press_subscription_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_press_subscription_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_press_subscription_token")),
    )
    op.create_index("ix_press_subscription_ends_on", "press_subscription", ["ends_on"], unique=False)
    op.create_index(op.f("ix_press_subscription_unit_id"), "press_subscription", ["unit_id"], unique=False)
    op.create_table(
        "price_tier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("span", sa.String(24), nullable=False),
        sa.Column("upto", ExactType(), nullable=True),
        sa.Column("price", ExactType(), nullable=False),
        sa.ForeignKeyConstraint(["price_id"], ["price.id"], name=op.f("fk_price_tier_price_id_price")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_tier")),
        sa.UniqueConstraint("price_id", "no", name=op.f("uq_price_tier_price_id_no")),
    )
    op.create_table(
        "public_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("form", sa.String(24), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("post_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("outage_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(number IS NULL) = (issued_on IS NULL)", name=op.f("ck_public_notice_issued")),
        sa.CheckConstraint(
            "corrects_id IS NULL OR corrects_id <> id", name=op.f("ck_public_notice_corrects")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_public_notice_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["public_notice.id"], name=op.f("fk_public_notice_corrects_id_public_notice")
        ),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_public_notice_outage_id_outage")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["notice_template.id"], name=op.f("fk_public_notice_template_id_notice_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_public_notice_number")),
        sa.UniqueConstraint("token", name=op.f("uq_public_notice_token")),
    )
    op.create_index(op.f("ix_public_notice_corrects_id"), "public_notice", ["corrects_id"], unique=False)
    op.create_index(op.f("ix_public_notice_outage_id"), "public_notice", ["outage_id"], unique=False)
    op.create_index("ix_public_notice_state", "public_notice", ["state", "post_on"], unique=False)
    op.create_table(
        "purchase_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_purchase_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["purchase_plan.id"], name=op.f("fk_purchase_event_plan_id_purchase_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_event")),
    )
    op.create_index("ix_purchase_event_plan", "purchase_event", ["plan_id", "id"], unique=False)
    op.create_table(
        "purchase_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("consumable_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("quantity", ExactType(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("price", ExactType(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["consumable_id"], ["consumable.id"], name=op.f("fk_purchase_line_consumable_id_consumable")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["purchase_plan.id"], name=op.f("fk_purchase_line_plan_id_purchase_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint("plan_id", "version", "no", name=op.f("uq_purchase_line_plan_id_version_no")),
    )
    op.create_table(
        "residence_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("station", sa.String(length=80), nullable=False),
        sa.Column("handled_by", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_residence_registration_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_residence_registration_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_residence_registration_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["renews_id"],
            ["residence_registration.id"],
            name=op.f("fk_residence_registration_renews_id_residence_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_residence_registration_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence_registration")),
        sa.UniqueConstraint("token", name=op.f("uq_residence_registration_token")),
    )
    op.create_index(
        op.f("ix_residence_registration_person_id"), "residence_registration", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_residence_registration_unit_id"), "residence_registration", ["unit_id"], unique=False
    )
    op.create_table(
        "shift_note_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_shift_note_read_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["shift_note.id"], name=op.f("fk_shift_note_read_note_id_shift_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_note_read")),
        sa.UniqueConstraint("note_id", "by_id", name=op.f("uq_shift_note_read_note_id_by_id")),
    )
    op.create_table(
        "shift_note_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_shift_note_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["shift_note.id"], name=op.f("fk_shift_note_void_note_id_shift_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_note_void")),
        sa.UniqueConstraint("note_id", name=op.f("uq_shift_note_void_note_id")),
    )
    op.create_table(
        "signing_key_backup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_signing_key_backup_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["signing_key.id"], name=op.f("fk_signing_key_backup_key_id_signing_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key_backup")),
    )
    op.create_index(op.f("ix_signing_key_backup_key_id"), "signing_key_backup", ["key_id"], unique=False)
    op.create_table(
        "stationery_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("range_id", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(24), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("permit", sa.String(length=40), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_stationery_mark_span")),
        sa.ForeignKeyConstraint(
            ["range_id"], ["stationery_range.id"], name=op.f("fk_stationery_mark_range_id_stationery_range")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_mark")),
        sa.UniqueConstraint("token", name=op.f("uq_stationery_mark_token")),
    )
    op.create_index("ix_stationery_mark_day", "stationery_mark", ["marked_on"], unique=False)
    op.create_index("ix_stationery_mark_range", "stationery_mark", ["range_id"], unique=False)
    op.create_table(
        "stock_count_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("counter", sa.String(length=60), nullable=False),
        sa.Column("witness", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_stock_count_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_stock_count_end_count_id_stock_count")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count_end")),
        sa.UniqueConstraint("count_id", name=op.f("uq_stock_count_end_count_id")),
    )
    op.create_table(
        "stock_count_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("consumable_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("expected", ExactType(), nullable=False),
        sa.Column("found", ExactType(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("counted_at", StampType(), nullable=True),
        sa.Column("counted_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(asset_id IS NULL) <> (consumable_id IS NULL)", name=op.f("ck_stock_count_line_one")
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_stock_count_line_asset_id_asset")),
        sa.ForeignKeyConstraint(
            ["consumable_id"], ["consumable.id"], name=op.f("fk_stock_count_line_consumable_id_consumable")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_stock_count_line_count_id_stock_count")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count_line")),
        sa.UniqueConstraint("count_id", "no", name=op.f("uq_stock_count_line_count_id_no")),
    )
    op.create_table(
        "stock_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consumable_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("quantity", ExactType(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(kind = '冲销') = (undoes_id IS NOT NULL)", name=op.f("ck_stock_move_undoes")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_stock_move_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["consumable_id"], ["consumable.id"], name=op.f("fk_stock_move_consumable_id_consumable")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["stock_move.id"], name=op.f("fk_stock_move_undoes_id_stock_move")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_move")),
        sa.UniqueConstraint("token", name=op.f("uq_stock_move_token")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_stock_move_undoes_id")),
    )
    op.create_index("ix_stock_move_consumable", "stock_move", ["consumable_id", "id"], unique=False)
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_survey_span")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_survey_by_id_user_account")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_survey_questionnaire_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("number", name=op.f("uq_survey_number")),
        sa.UniqueConstraint("token", name=op.f("uq_survey_token")),
    )
    op.create_index(op.f("ix_survey_questionnaire_id"), "survey", ["questionnaire_id"], unique=False)
    op.create_table(
        "survey_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("text", sa.String(length=100), nullable=False),
        sa.Column("choices", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_survey_question_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("questionnaire_id", "no", name=op.f("uq_survey_question_questionnaire_id_no")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("entrance", sa.String(length=20), nullable=False),
        sa.Column("spot", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("caller", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("problem", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("wished", sa.String(length=100), nullable=False),
        sa.Column("wished_at", StampType(), nullable=True),
        sa.Column("dispatch_by", StampType(), nullable=True),
        sa.Column("arrive_by", StampType(), nullable=True),
        sa.Column("finish_by", StampType(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("old_number", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["building_id"], ["building.id"], name=op.f("fk_ticket_building_id_building")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_ticket_by_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ticket_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
    )
    op.create_index(op.f("ix_ticket_category"), "ticket", ["category"], unique=False)
    op.create_index("ix_ticket_day", "ticket", ["received_on", "id"], unique=False)
    op.create_index(op.f("ix_ticket_old_number"), "ticket", ["old_number"], unique=False)
    op.create_index(op.f("ix_ticket_phone"), "ticket", ["phone"], unique=False)
    op.create_index("ix_ticket_unit", "ticket", ["unit_id", "received_on"], unique=False)
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("why", sa.String(24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=120), nullable=False),
        sa.Column("old_names", sa.String(length=400), nullable=False),
        sa.Column("new_names", sa.String(length=400), nullable=False),
        sa.Column("owed", MoneyType(), nullable=False),
        sa.Column("late", MoneyType(), nullable=False),
        sa.Column("arrears", sa.String(24), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.String(length=80), nullable=False),
        sa.Column("taken_words", sa.String(length=300), nullable=False),
        sa.Column("prepaid", MoneyType(), nullable=False),
        sa.Column("unit_state", sa.String(24), nullable=True),
        sa.Column("state_before", sa.String(24), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("allowed_for", sa.String(length=300), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(why = '撤销') = (undoes_id IS NOT NULL)", name=op.f("ck_transfer_undoes")),
        sa.CheckConstraint("arrears <> '主管准许' OR approver <> ''", name=op.f("ck_transfer_allowed")),
        sa.CheckConstraint("arrears <> '书面承接' OR taken_by <> ''", name=op.f("ck_transfer_taken")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_transfer_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_transfer_by_id_user_account")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_transfer_taken_by_id_person")),
        sa.ForeignKeyConstraint(["undoes_id"], ["transfer.id"], name=op.f("fk_transfer_undoes_id_transfer")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_transfer_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("number", name=op.f("uq_transfer_number")),
        sa.UniqueConstraint("token", name=op.f("uq_transfer_token")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_transfer_undoes_id")),
    )
    op.create_index(op.f("ix_transfer_happened_on"), "transfer", ["happened_on"], unique=False)
    op.create_index("ix_transfer_unit", "transfer", ["unit_id", "id"], unique=False)
    op.create_table(
        "unit_change_thing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(24), nullable=False),
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("new_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["unit_change.id"], name=op.f("fk_unit_change_thing_change_id_unit_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change_thing")),
    )
    op.create_index("ix_unit_change_thing_change", "unit_change_thing", ["change_id", "thing"], unique=False)
    op.create_table(
        "unit_change_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("built_area", ExactType(), nullable=False),
        sa.Column("inner_area", ExactType(), nullable=True),
        sa.Column("owners", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["unit_change.id"], name=op.f("fk_unit_change_unit_change_id_unit_change")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_change_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change_unit")),
        sa.UniqueConstraint("change_id", "unit_id", name=op.f("uq_unit_change_unit_change_id_unit_id")),
    )
    op.create_index(op.f("ix_unit_change_unit_unit_id"), "unit_change_unit", ["unit_id"], unique=False)
    op.create_table(
        "unit_old_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_unit_old_code_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_old_code_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_old_code")),
    )
    op.create_index(op.f("ix_unit_old_code_key"), "unit_old_code", ["key"], unique=False)
    op.create_index(op.f("ix_unit_old_code_unit_id"), "unit_old_code", ["unit_id"], unique=False)
    op.create_table(
        "unit_reduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("share", ExactType(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_unit_reduction_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["fee_item.id"], name=op.f("fk_unit_reduction_item_id_fee_item")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_reduction_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_reduction")),
    )
    op.create_index("ix_unit_reduction_unit", "unit_reduction", ["unit_id", "item_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("host", sa.String(length=80), nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.Column("pass_number", sa.String(length=20), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("unit_id IS NOT NULL OR place <> ''", name=op.f("ck_visit_whom")),
        sa.CheckConstraint("people > 0", name=op.f("ck_visit_people")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_visit_by_id_user_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("token", name=op.f("uq_visit_token")),
    )
    op.create_index("ix_visit_came_on", "visit", ["came_on"], unique=False)
    op.create_index("ix_visit_pass_number", "visit", ["pass_number"], unique=False)
    op.create_index(op.f("ix_visit_unit_id"), "visit", ["unit_id"], unique=False)
    op.create_table(
        "visit_plan_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_visit_plan_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["visit_plan.id"], name=op.f("fk_visit_plan_end_plan_id_visit_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plan_end")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_visit_plan_end_plan_id")),
    )
    op.create_table(
        "visit_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["visit_plan.id"], name=op.f("fk_visit_target_plan_id_visit_plan")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_target_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_target")),
        sa.UniqueConstraint("plan_id", "no", name=op.f("uq_visit_target_plan_id_no")),
        sa.UniqueConstraint("plan_id", "unit_id", name=op.f("uq_visit_target_plan_id_unit_id")),
    )
    op.create_index(op.f("ix_visit_target_unit_id"), "visit_target", ["unit_id"], unique=False)
    op.create_table(
        "archive_paper_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_archive_paper_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["archive_paper.id"], name=op.f("fk_archive_paper_void_paper_id_archive_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_paper_void")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_archive_paper_void_paper_id")),
    )
    op.create_table(
        "contract_file_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_contract_file_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["contract_file.id"], name=op.f("fk_contract_file_void_file_id_contract_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_file_void")),
        sa.UniqueConstraint("file_id", name=op.f("uq_contract_file_void_file_id")),
    )
    op.create_table(
        "decoration_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.Time(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_plan_file_id_decoration_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_plan")),
    )
    op.create_index("ix_decoration_plan_day", "decoration_plan", ["planned_on"], unique=False)
    op.create_index(op.f("ix_decoration_plan_file_id"), "decoration_plan", ["file_id"], unique=False)
    op.create_table(
        "decoration_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("drawing", sa.String(length=60), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_scope_file_id_decoration_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_scope")),
        sa.UniqueConstraint("file_id", "no", name=op.f("uq_decoration_scope_file_id_no")),
    )
    op.create_table(
        "decoration_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("before", sa.String(24), nullable=False),
        sa.Column("after", sa.String(24), nullable=False),
        sa.Column("step_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("allowed", sa.String(length=600), nullable=False),
        sa.Column("allow_reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("unit_state", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_decoration_step_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_decoration_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_step_file_id_decoration_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_step")),
        sa.UniqueConstraint("file_id", "no", name=op.f("uq_decoration_step_file_id_no")),
        sa.UniqueConstraint("token", name=op.f("uq_decoration_step_token")),
    )
    op.create_index("ix_decoration_step_kind", "decoration_step", ["kind", "step_on"], unique=False)
    op.create_table(
        "decoration_water",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=24), nullable=False),
        sa.Column("started_at", StampType(), nullable=False),
        sa.Column("ended_at", StampType(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("seen_by", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_decoration_water_span")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_water_file_id_decoration_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_water")),
    )
    op.create_index(op.f("ix_decoration_water_file_id"), "decoration_water", ["file_id"], unique=False)
    op.create_table(
        "decoration_worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("trade", sa.String(length=24), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_worker_file_id_decoration_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_worker")),
    )
    op.create_index(op.f("ix_decoration_worker_file_id"), "decoration_worker", ["file_id"], unique=False)
    op.create_table(
        "deposit_settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("refunded", MoneyType(), nullable=False),
        sa.Column("deducted", MoneyType(), nullable=False),
        sa.Column("payee", sa.String(length=80), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("cashier_id", sa.Integer(), nullable=False),
        sa.Column("cashier", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("deducted >= 0", name=op.f("ck_deposit_settlement_deducted")),
        sa.CheckConstraint("refunded + deducted > 0", name=op.f("ck_deposit_settlement_positive")),
        sa.CheckConstraint("refunded >= 0", name=op.f("ck_deposit_settlement_refunded")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_deposit_settlement_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["cashier_id"], ["user_account.id"], name=op.f("fk_deposit_settlement_cashier_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["deposit_id"], ["deposit.id"], name=op.f("fk_deposit_settlement_deposit_id_deposit")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_deposit_settlement_shift_id_shift")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_settlement")),
        sa.UniqueConstraint("book", "serial", name=op.f("uq_deposit_settlement_book_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_deposit_settlement_number")),
        sa.UniqueConstraint("token", name=op.f("uq_deposit_settlement_token")),
    )
    op.create_index("ix_deposit_settlement_business_on", "deposit_settlement", ["business_on"], unique=False)
    op.create_index(
        op.f("ix_deposit_settlement_deposit_id"), "deposit_settlement", ["deposit_id"], unique=False
    )
    op.create_index(op.f("ix_deposit_settlement_shift_id"), "deposit_settlement", ["shift_id"], unique=False)
    op.create_table(
        "deposit_tender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_deposit_tender_positive")),
        sa.ForeignKeyConstraint(
            ["deposit_id"], ["deposit.id"], name=op.f("fk_deposit_tender_deposit_id_deposit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_tender")),
    )
    op.create_index(op.f("ix_deposit_tender_deposit_id"), "deposit_tender", ["deposit_id"], unique=False)
    op.create_index(op.f("ix_deposit_tender_reference"), "deposit_tender", ["reference"], unique=False)
    op.create_table(
        "deposit_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_deposit_void_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_deposit_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["deposit_id"], ["deposit.id"], name=op.f("fk_deposit_void_deposit_id_deposit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_void")),
        sa.UniqueConstraint("deposit_id", name=op.f("uq_deposit_void_deposit_id")),
    )
    op.create_table(
        "desk_call_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_desk_call_words_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["desk_call.id"], name=op.f("fk_desk_call_words_call_id_desk_call")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_call_words")),
    )
    op.create_index(op.f("ix_desk_call_words_call_id"), "desk_call_words", ["call_id"], unique=False)
    op.create_table(
        "desk_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("letting_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(event_id IS NULL) <> (letting_id IS NULL)", name=op.f("ck_desk_file_whose")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_desk_file_by_id_user_account")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_desk_file_event_id_community_event")
        ),
        sa.ForeignKeyConstraint(
            ["hash"], ["reception_blob.hash"], name=op.f("fk_desk_file_hash_reception_blob")
        ),
        sa.ForeignKeyConstraint(["letting_id"], ["letting.id"], name=op.f("fk_desk_file_letting_id_letting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_file")),
    )
    op.create_index(op.f("ix_desk_file_event_id"), "desk_file", ["event_id"], unique=False)
    op.create_index(op.f("ix_desk_file_letting_id"), "desk_file", ["letting_id"], unique=False)
    op.create_table(
        "errand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(fee > 0) = (charge_id IS NOT NULL)", name=op.f("ck_errand_charged")),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_errand_fee")),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_errand_by_id_user_account")),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_errand_charge_id_charge")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_errand_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_errand_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_errand_charge_id")),
        sa.UniqueConstraint("number", name=op.f("uq_errand_number")),
        sa.UniqueConstraint("token", name=op.f("uq_errand_token")),
    )
    op.create_index(op.f("ix_errand_person_id"), "errand", ["person_id"], unique=False)
    op.create_index("ix_errand_state", "errand", ["state", "promised_on"], unique=False)
    op.create_index(op.f("ix_errand_unit_id"), "errand", ["unit_id"], unique=False)
    op.create_table(
        "event_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_event_budget_amount")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["event_plan.id"], name=op.f("fk_event_budget_plan_id_event_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_budget")),
        sa.UniqueConstraint("plan_id", "no", name=op.f("uq_event_budget_plan_id_no")),
    )
    op.create_table(
        "event_guest_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(24), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(mark = '已到') = (people > 0)", name=op.f("ck_event_guest_mark_people")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_guest_mark_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["event_guest.id"], name=op.f("fk_event_guest_mark_guest_id_event_guest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_guest_mark")),
    )
    op.create_index("ix_event_guest_mark_guest", "event_guest_mark", ["guest_id", "id"], unique=False)
    op.create_table(
        "event_spend_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spend_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_event_spend_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["spend_id"], ["event_spend.id"], name=op.f("fk_event_spend_void_spend_id_event_spend")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_spend_void")),
        sa.UniqueConstraint("spend_id", name=op.f("uq_event_spend_void_spend_id")),
    )
    op.create_table(
        "goods_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_goods_line_count")),
        sa.ForeignKeyConstraint(
            ["pass_id"], ["goods_pass.id"], name=op.f("fk_goods_line_pass_id_goods_pass")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_line")),
        sa.UniqueConstraint("pass_id", "no", name=op.f("uq_goods_line_pass_id_no")),
    )
    op.create_table(
        "goods_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("matches", sa.Boolean(), nullable=False),
        sa.Column("left_at", StampType(), nullable=True),
        sa.Column("guard", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_goods_return_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["pass_id"], ["goods_pass.id"], name=op.f("fk_goods_return_pass_id_goods_pass")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_return")),
    )
    op.create_index(op.f("ix_goods_return_pass_id"), "goods_return", ["pass_id"], unique=False)
    op.create_table(
        "goods_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_goods_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["pass_id"], ["goods_pass.id"], name=op.f("fk_goods_void_pass_id_goods_pass")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_void")),
        sa.UniqueConstraint("pass_id", name=op.f("uq_goods_void_pass_id")),
    )
    op.create_table(
        "handover_defect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_handover_defect_words")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_handover_defect_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handover_unit.id"], name=op.f("fk_handover_defect_file_id_handover_unit")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_handover_defect_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_defect")),
        sa.UniqueConstraint("file_id", "no", name=op.f("uq_handover_defect_file_id_no")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_handover_defect_ticket_id")),
        sa.UniqueConstraint("token", name=op.f("uq_handover_defect_token")),
    )
    op.create_table(
        "handover_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("way", sa.String(24), nullable=True),
        sa.Column("slot_on", sa.Date(), nullable=True),
        sa.Column("slot_at", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("agent", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("owed", MoneyType(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("slip", sa.String(length=24), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("fees_from", sa.Date(), nullable=True),
        sa.Column("unit_state", sa.String(24), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(step = '撤销') = (undoes_id IS NOT NULL)", name=op.f("ck_handover_event_undoes")
        ),
        sa.CheckConstraint("step <> '身份核对' OR who <> ''", name=op.f("ck_handover_event_who")),
        sa.CheckConstraint(
            "step <> '预约' OR (slot_on IS NOT NULL AND slot_at IS NOT NULL)",
            name=op.f("ck_handover_event_slot"),
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_handover_event_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_handover_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handover_unit.id"], name=op.f("fk_handover_event_file_id_handover_unit")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_handover_event_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["handover_event.id"], name=op.f("fk_handover_event_undoes_id_handover_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_event")),
        sa.UniqueConstraint("token", name=op.f("uq_handover_event_token")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_handover_event_undoes_id")),
    )
    op.create_index("ix_handover_event_file", "handover_event", ["file_id", "id"], unique=False)
    op.create_table(
        "handover_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handover_unit.id"], name=op.f("fk_handover_notice_file_id_handover_unit")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_handover_notice_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_handover_notice_number")),
    )
    op.create_index("ix_handover_notice_file", "handover_notice", ["file_id", "id"], unique=False)
    op.create_table(
        "held_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", ExactType(), nullable=True),
        sa.Column("odd", sa.String(24), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("usual", ExactType(), nullable=True),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_held_reading_meter_id_meter")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["reading_run.id"], name=op.f("fk_held_reading_run_id_reading_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_reading")),
    )
    op.create_index("ix_held_reading_meter", "held_reading", ["meter_id", "read_on"], unique=False)
    op.create_table(
        "key_consent_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_consent_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["key_consent.id"], name=op.f("fk_key_consent_end_consent_id_key_consent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_consent_end")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_key_consent_end_consent_id")),
    )
    op.create_table(
        "key_count_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.CheckConstraint("expected >= 0", name=op.f("ck_key_count_line_expected")),
        sa.CheckConstraint("found >= 0", name=op.f("ck_key_count_line_found")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["key_count.id"], name=op.f("fk_key_count_line_count_id_key_count")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["key_tag.id"], name=op.f("fk_key_count_line_key_id_key_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_count_line")),
        sa.UniqueConstraint("count_id", "key_id", name=op.f("uq_key_count_line_count_id_key_id")),
        sa.UniqueConstraint("count_id", "tag", name=op.f("uq_key_count_line_count_id_tag")),
    )
    op.create_table(
        "key_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=True),
        sa.Column("who_kind", sa.String(24), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("company", sa.String(length=80), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("slip", sa.String(length=24), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("allowed_words", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "pieces > 0 OR kind IN ('in_care', 'care_ended')", name=op.f("ck_key_movement_some")
        ),
        sa.CheckConstraint("pieces >= 0", name=op.f("ck_key_movement_pieces")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_key_movement_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_movement_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["key_consent.id"], name=op.f("fk_key_movement_consent_id_key_consent")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["key_tag.id"], name=op.f("fk_key_movement_key_id_key_tag")),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["key_movement.id"], name=op.f("fk_key_movement_loan_id_key_movement")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_key_movement_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_movement")),
        sa.UniqueConstraint("token", name=op.f("uq_key_movement_token")),
    )
    op.create_index("ix_key_movement_key", "key_movement", ["key_id", "id"], unique=False)
    op.create_index(op.f("ix_key_movement_loan_id"), "key_movement", ["loan_id"], unique=False)
    op.create_index("ix_key_movement_moved_on", "key_movement", ["moved_on"], unique=False)
    op.create_index(op.f("ix_key_movement_person_id"), "key_movement", ["person_id"], unique=False)
    op.create_index(op.f("ix_key_movement_slip"), "key_movement", ["slip"], unique=False)
    op.create_table(
        "late_fee_waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_late_fee_waiver_positive")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_late_fee_waiver_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_late_fee_waiver_charge_id_charge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_fee_waiver")),
    )
    op.create_index(op.f("ix_late_fee_waiver_charge_id"), "late_fee_waiver", ["charge_id"], unique=False)
    op.create_table(
        "letting_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letting_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(step = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_letting_event_undoes")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_letting_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["letting_id"], ["letting.id"], name=op.f("fk_letting_event_letting_id_letting")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["letting_event.id"], name=op.f("fk_letting_event_undoes_id_letting_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting_event")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_letting_event_undoes_id")),
    )
    op.create_index("ix_letting_event_letting", "letting_event", ["letting_id", "id"], unique=False)
    op.create_table(
        "letting_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letting_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("rent", MoneyType(), nullable=True),
        sa.Column("price", MoneyType(), nullable=True),
        sa.Column("least_rent", MoneyType(), nullable=True),
        sa.Column("least_price", MoneyType(), nullable=True),
        sa.Column("furniture", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(price IS NULL) = (kind = '出租')", name=op.f("ck_letting_terms_price")),
        sa.CheckConstraint("(rent IS NULL) = (kind = '出售')", name=op.f("ck_letting_terms_rent")),
        sa.CheckConstraint(
            "least_price IS NULL OR least_price <= price", name=op.f("ck_letting_terms_least_price")
        ),
        sa.CheckConstraint(
            "least_rent IS NULL OR least_rent <= rent", name=op.f("ck_letting_terms_least_rent")
        ),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_letting_terms_term")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_letting_terms_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["letting_id"], ["letting.id"], name=op.f("fk_letting_terms_letting_id_letting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting_terms")),
        sa.UniqueConstraint("letting_id", "no", name=op.f("uq_letting_terms_letting_id_no")),
    )
    op.create_table(
        "letting_viewing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("letting_id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("leader", sa.String(length=60), nullable=False),
        sa.Column("key_way", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("seeker_id IS NOT NULL OR who <> ''", name=op.f("ck_letting_viewing_whom")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_letting_viewing_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["letting_id"], ["letting.id"], name=op.f("fk_letting_viewing_letting_id_letting")
        ),
        sa.ForeignKeyConstraint(
            ["seeker_id"], ["seeker.id"], name=op.f("fk_letting_viewing_seeker_id_seeker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting_viewing")),
        sa.UniqueConstraint("number", name=op.f("uq_letting_viewing_number")),
        sa.UniqueConstraint("token", name=op.f("uq_letting_viewing_token")),
    )
    op.create_index("ix_letting_viewing_held_on", "letting_viewing", ["held_on"], unique=False)
    op.create_index("ix_letting_viewing_letting", "letting_viewing", ["letting_id", "held_on"], unique=False)
    op.create_index(op.f("ix_letting_viewing_seeker_id"), "letting_viewing", ["seeker_id"], unique=False)
    op.create_table(
        "meter_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", ExactType(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("use", ExactType(), nullable=False),
        sa.Column("rolled", sa.Boolean(), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_meter_reading_meter_id_meter")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["meter_reading.id"], name=op.f("fk_meter_reading_previous_id_meter_reading")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["reading_run.id"], name=op.f("fk_meter_reading_run_id_reading_run")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["meter_reading.id"], name=op.f("fk_meter_reading_supersedes_id_meter_reading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_reading")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_meter_reading_supersedes_id")),
    )
    op.create_index("ix_meter_reading_day", "meter_reading", ["read_on"], unique=False)
    op.create_index("ix_meter_reading_meter", "meter_reading", ["meter_id", "read_on"], unique=False)
    op.create_index(
        "uq_meter_reading_first",
        "meter_reading",
        ["meter_id"],
        unique=True,
        sqlite_where=sa.text("previous_id IS NULL AND supersedes_id IS NULL"),
        postgresql_where=sa.text("previous_id IS NULL AND supersedes_id IS NULL"),
    )
    op.create_index(
        "uq_meter_reading_next",
        "meter_reading",
        ["previous_id"],
        unique=True,
        sqlite_where=sa.text("supersedes_id IS NULL"),
        postgresql_where=sa.text("supersedes_id IS NULL"),
    )
    op.create_table(
        "parcel_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parcel_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("way", sa.String(24), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(step = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_parcel_event_undoes")
        ),
        sa.CheckConstraint(
            "(step IN ('collected', 'sent_back', 'voided')) = (pieces > 0)",
            name=op.f("ck_parcel_event_pieces"),
        ),
        sa.CheckConstraint("step <> 'collected' OR who <> ''", name=op.f("ck_parcel_event_signed")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_parcel_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_event_parcel_id_parcel")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["parcel_event.id"], name=op.f("fk_parcel_event_undoes_id_parcel_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_event")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_parcel_event_undoes_id")),
    )
    op.create_index("ix_parcel_event_parcel", "parcel_event", ["parcel_id", "id"], unique=False)
    op.create_table(
        "parking_plate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("plate_key", sa.String(length=20), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["lease_id"], ["parking_lease.id"], name=op.f("fk_parking_plate_lease_id_parking_lease")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_plate")),
    )
    op.create_index("ix_parking_plate_key", "parking_plate", ["plate_key"], unique=False)
    op.create_index(op.f("ix_parking_plate_lease_id"), "parking_plate", ["lease_id"], unique=False)
    op.create_table(
        "parking_rent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_parking_rent_span")),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_parking_rent_charge_id_charge")),
        sa.ForeignKeyConstraint(
            ["lease_id"], ["parking_lease.id"], name=op.f("fk_parking_rent_lease_id_parking_lease")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_rent")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_parking_rent_charge_id")),
        sa.UniqueConstraint("lease_id", "starts_on", name=op.f("uq_parking_rent_lease_id_starts_on")),
    )
    op.create_table(
        "parking_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("plate_key", sa.String(length=20), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=True),
        sa.Column("wait_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("rent_from", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_parking_request_span")),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_parking_request_fee")),
        sa.ForeignKeyConstraint(
            ["lease_id"], ["parking_lease.id"], name=op.f("fk_parking_request_lease_id_parking_lease")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_parking_request_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["parking_place.id"], name=op.f("fk_parking_request_place_id_parking_place")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parking_request_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["wait_id"], ["parking_wait.id"], name=op.f("fk_parking_request_wait_id_parking_wait")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_request")),
        sa.UniqueConstraint("number", name=op.f("uq_parking_request_number")),
        sa.UniqueConstraint("token", name=op.f("uq_parking_request_token")),
    )
    op.create_index(op.f("ix_parking_request_lease_id"), "parking_request", ["lease_id"], unique=False)
    op.create_index(op.f("ix_parking_request_place_id"), "parking_request", ["place_id"], unique=False)
    op.create_index("ix_parking_request_unit", "parking_request", ["unit_id"], unique=False)
    op.create_table(
        "parking_visit_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["parking_visit.id"], name=op.f("fk_parking_visit_end_visit_id_parking_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_visit_end")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_parking_visit_end_visit_id")),
    )
    op.create_table(
        "parking_wait_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wait_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("stepped_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["parking_place.id"], name=op.f("fk_parking_wait_step_place_id_parking_place")
        ),
        sa.ForeignKeyConstraint(
            ["wait_id"], ["parking_wait.id"], name=op.f("fk_parking_wait_step_wait_id_parking_wait")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_wait_step")),
    )
    op.create_index(op.f("ix_parking_wait_step_wait_id"), "parking_wait_step", ["wait_id"], unique=False)
    op.create_table(
        "payment_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("proof_ref", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_promise_amount")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call_log.id"], name=op.f("fk_payment_promise_call_id_call_log")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_payment_promise_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_promise")),
        sa.UniqueConstraint("call_id", name=op.f("uq_payment_promise_call_id")),
    )
    op.create_index(op.f("ix_payment_promise_due_on"), "payment_promise", ["due_on"], unique=False)
    op.create_index("ix_payment_promise_unit", "payment_promise", ["unit_id", "due_on"], unique=False)
    op.create_table(
        "permit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("deposit", sa.String(length=20), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_permit_event_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_permit_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_permit_event_charge_id_charge")),
        sa.ForeignKeyConstraint(["permit_id"], ["permit.id"], name=op.f("fk_permit_event_permit_id_permit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit_event")),
    )
    op.create_index("ix_permit_event_permit", "permit_event", ["permit_id", "id"], unique=False)
    op.create_table(
        "permit_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=600), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_permit_term_span")),
        sa.ForeignKeyConstraint(["permit_id"], ["permit.id"], name=op.f("fk_permit_term_permit_id_permit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit_term")),
        sa.UniqueConstraint("permit_id", "no", name=op.f("uq_permit_term_permit_id_no")),
        sa.UniqueConstraint("token", name=op.f("uq_permit_term_token")),
    )
    op.create_index("ix_permit_term_ends_on", "permit_term", ["ends_on"], unique=False)
    op.create_table(
        "personal_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(length=60), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= given_on", name=op.f("ck_personal_consent_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_personal_consent_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["archive_paper.id"], name=op.f("fk_personal_consent_paper_id_archive_paper")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_personal_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_consent")),
        sa.UniqueConstraint("token", name=op.f("uq_personal_consent_token")),
    )
    op.create_index("ix_personal_consent_person", "personal_consent", ["person_id", "purpose"], unique=False)
    op.create_table(
        "place_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("pay_unit_id", sa.Integer(), nullable=False),
        sa.Column("booker", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("list_fee", MoneyType(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("deposit", MoneyType(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(fee > 0) = (charge_id IS NOT NULL)", name=op.f("ck_place_booking_charged")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_place_booking_span")),
        sa.CheckConstraint(
            "fee >= 0 AND list_fee >= 0 AND deposit >= 0", name=op.f("ck_place_booking_amounts")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_place_booking_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_place_booking_charge_id_charge")),
        sa.ForeignKeyConstraint(["pay_unit_id"], ["unit.id"], name=op.f("fk_place_booking_pay_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["let_place.id"], name=op.f("fk_place_booking_place_id_let_place")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_place_booking_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_booking")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_place_booking_charge_id")),
        sa.UniqueConstraint("number", name=op.f("uq_place_booking_number")),
        sa.UniqueConstraint("token", name=op.f("uq_place_booking_token")),
    )
    op.create_index(op.f("ix_place_booking_pay_unit_id"), "place_booking", ["pay_unit_id"], unique=False)
    op.create_index("ix_place_booking_place", "place_booking", ["place_id", "starts_on"], unique=False)
    op.create_index("ix_place_booking_span", "place_booking", ["ends_on", "starts_on"], unique=False)
    op.create_index(op.f("ix_place_booking_unit_id"), "place_booking", ["unit_id"], unique=False)
    op.create_table(
        "press_subscription_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_press_subscription_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["press_subscription.id"],
            name=op.f("fk_press_subscription_end_subscription_id_press_subscription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press_subscription_end")),
        sa.UniqueConstraint("subscription_id", name=op.f("uq_press_subscription_end_subscription_id")),
    )
    op.create_table(
        "public_notice_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("step = 'extended' OR until IS NULL", name=op.f("ck_public_notice_event_until")),
        sa.CheckConstraint(
            "step NOT IN ('sent_back', 'voided') OR words <> ''", name=op.f("ck_public_notice_event_words")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_public_notice_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_public_notice_event_notice_id_public_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_event")),
        sa.UniqueConstraint("notice_id", "no", name=op.f("uq_public_notice_event_notice_id_no")),
    )
    op.create_table(
        "public_notice_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["notice_board.id"], name=op.f("fk_public_notice_place_board_id_notice_board")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_public_notice_place_notice_id_public_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_place")),
        sa.UniqueConstraint("notice_id", "board_id", name=op.f("uq_public_notice_place_notice_id_board_id")),
    )
    op.create_index(
        op.f("ix_public_notice_place_board_id"), "public_notice_place", ["board_id"], unique=False
    )
    op.create_index("ix_public_notice_place_state", "public_notice_place", ["state"], unique=False)
    op.create_table(
        "public_notice_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(step = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_public_notice_round_undoes")
        ),
        sa.CheckConstraint(
            "step NOT IN ('skipped', 'undone') OR words <> ''", name=op.f("ck_public_notice_round_words")
        ),
        sa.CheckConstraint(
            "step NOT IN ('up', 'down') OR who <> ''", name=op.f("ck_public_notice_round_who")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_public_notice_round_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_public_notice_round_notice_id_public_notice")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["public_notice_round.id"],
            name=op.f("fk_public_notice_round_undoes_id_public_notice_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_round")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_public_notice_round_undoes_id")),
    )
    op.create_index("ix_public_notice_round_notice", "public_notice_round", ["notice_id", "id"], unique=False)
    op.create_table(
        "public_notice_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(24), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("greeting", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("filling", sa.Text(), nullable=False),
        sa.Column("day_style", sa.String(24), nullable=False),
        sa.Column("post_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= post_on", name=op.f("ck_public_notice_text_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_public_notice_text_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_public_notice_text_notice_id_public_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_text")),
        sa.UniqueConstraint("notice_id", "no", name=op.f("uq_public_notice_text_notice_id_no")),
    )
    op.create_table(
        "purchase_arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", ExactType(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_purchase_arrival_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["purchase_line.id"], name=op.f("fk_purchase_arrival_line_id_purchase_line")
        ),
        sa.ForeignKeyConstraint(
            ["move_id"], ["stock_move.id"], name=op.f("fk_purchase_arrival_move_id_stock_move")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["purchase_arrival.id"],
            name=op.f("fk_purchase_arrival_undoes_id_purchase_arrival"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_arrival")),
        sa.UniqueConstraint("move_id", name=op.f("uq_purchase_arrival_move_id")),
        sa.UniqueConstraint("token", name=op.f("uq_purchase_arrival_token")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_purchase_arrival_undoes_id")),
    )
    op.create_index("ix_purchase_arrival_line", "purchase_arrival", ["line_id"], unique=False)
    op.create_table(
        "refund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("payee", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("cashier_id", sa.Integer(), nullable=False),
        sa.Column("cashier", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_positive")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_refund_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["cashier_id"], ["user_account.id"], name=op.f("fk_refund_cashier_id_user_account")
        ),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id_payment")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_refund_shift_id_shift")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_refund_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("book", "serial", name=op.f("uq_refund_book_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_refund_number")),
        sa.UniqueConstraint("token", name=op.f("uq_refund_token")),
    )
    op.create_index("ix_refund_business_on", "refund", ["business_on"], unique=False)
    op.create_index(op.f("ix_refund_payment_id"), "refund", ["payment_id"], unique=False)
    op.create_index(op.f("ix_refund_shift_id"), "refund", ["shift_id"], unique=False)
    op.create_index("ix_refund_unit", "refund", ["unit_id", "id"], unique=False)
    op.create_table(
        "residence_registration_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_residence_registration_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["residence_registration.id"],
            name=op.f("fk_residence_registration_event_registration_id_residence_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence_registration_event")),
    )
    op.create_index(
        op.f("ix_residence_registration_event_registration_id"),
        "residence_registration_event",
        ["registration_id"],
        unique=False,
    )
    op.create_table(
        "spot_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["spot_check.id"], name=op.f("fk_spot_ticket_check_id_spot_check")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_spot_ticket_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_ticket")),
        sa.UniqueConstraint("check_id", "no", name=op.f("uq_spot_ticket_check_id_no")),
        sa.UniqueConstraint("check_id", "ticket_id", name=op.f("uq_spot_ticket_check_id_ticket_id")),
    )
    op.create_table(
        "stationery_mark_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["mark_id"], ["stationery_mark.id"], name=op.f("fk_stationery_mark_void_mark_id_stationery_mark")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stationery_mark_void")),
        sa.UniqueConstraint("mark_id", name=op.f("uq_stationery_mark_void_mark_id")),
    )
    op.create_table(
        "stock_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_stock_answer_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["stock_count_line.id"], name=op.f("fk_stock_answer_line_id_stock_count_line")
        ),
        sa.ForeignKeyConstraint(
            ["move_id"], ["stock_move.id"], name=op.f("fk_stock_answer_move_id_stock_move")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_answer")),
        sa.UniqueConstraint("line_id", name=op.f("uq_stock_answer_line_id")),
        sa.UniqueConstraint("move_id", name=op.f("uq_stock_answer_move_id")),
    )
    op.create_table(
        "survey_ending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_survey_ending_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_survey_ending_paper_id_paper")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_ending_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_ending")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_survey_ending_paper_id")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_survey_ending_survey_id")),
    )
    op.create_table(
        "survey_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("extra", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "unit_id IS NULL OR building_id IS NOT NULL", name=op.f("ck_survey_sheet_building")
        ),
        sa.ForeignKeyConstraint(
            ["building_id"], ["building.id"], name=op.f("fk_survey_sheet_building_id_building")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_sheet_survey_id_survey")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_survey_sheet_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_survey_sheet_number")),
        sa.UniqueConstraint("survey_id", "no", name=op.f("uq_survey_sheet_survey_id_no")),
        sa.UniqueConstraint("survey_id", "unit_id", name=op.f("uq_survey_sheet_survey_id_unit_id")),
    )
    op.create_index(op.f("ix_survey_sheet_unit_id"), "survey_sheet", ["unit_id"], unique=False)
    op.create_table(
        "ticket_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("level", sa.String(24), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("department", sa.String(length=24), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("outage_id", sa.Integer(), nullable=True),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("dispatch_by", StampType(), nullable=True),
        sa.Column("arrive_by", StampType(), nullable=True),
        sa.Column("finish_by", StampType(), nullable=True),
        sa.Column("call_by", StampType(), nullable=True),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name=op.f("ck_ticket_event_satisfaction")
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_ticket_event_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_ticket_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_ticket_event_outage_id_outage")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_event_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_event")),
        sa.UniqueConstraint("ticket_id", "no", name=op.f("uq_ticket_event_ticket_id_no")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_event_token")),
    )
    op.create_index("ix_ticket_event_act", "ticket_event", ["act", "on_day"], unique=False)
    op.create_index(op.f("ix_ticket_event_outage_id"), "ticket_event", ["outage_id"], unique=False)
    op.create_table(
        "ticket_now",
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("under", sa.String(24), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("limit_step", sa.String(24), nullable=True),
        sa.Column("limit_at", StampType(), nullable=True),
        sa.Column("department", sa.String(length=24), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=False),
        sa.Column("outage_id", sa.Integer(), nullable=True),
        sa.Column("sent_back", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("done_at", StampType(), nullable=True),
        sa.Column("closed_at", StampType(), nullable=True),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_ticket_now_outage_id_outage")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_now_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ticket_now_unit_id_unit")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_now")),
    )
    op.create_index("ix_ticket_now_level", "ticket_now", ["level", "state"], unique=False)
    op.create_index(op.f("ix_ticket_now_outage_id"), "ticket_now", ["outage_id"], unique=False)
    op.create_index("ix_ticket_now_state", "ticket_now", ["state", "limit_at"], unique=False)
    op.create_index("ix_ticket_now_unit", "ticket_now", ["unit_id", "state"], unique=False)
    op.create_table(
        "ticket_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("event_no", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["hash"], ["reception_blob.hash"], name=op.f("fk_ticket_photo_hash_reception_blob")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_photo_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_photo")),
    )
    op.create_index(op.f("ix_ticket_photo_ticket_id"), "ticket_photo", ["ticket_id"], unique=False)
    op.create_table(
        "ticket_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("event_no", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("total > 0", name=op.f("ck_ticket_service_positive")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_ticket_service_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_ticket_service_charge_id_charge")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_service_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_service")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_ticket_service_charge_id")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_service_number")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_service_token")),
    )
    op.create_index(op.f("ix_ticket_service_ticket_id"), "ticket_service", ["ticket_id"], unique=False)
    op.create_table(
        "transfer_arrear",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("payer", sa.String(length=400), nullable=False),
        sa.Column("owed", MoneyType(), nullable=False),
        sa.Column("late", MoneyType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_transfer_arrear_charge_id_charge")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_arrear_transfer_id_transfer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_arrear")),
        sa.UniqueConstraint(
            "transfer_id", "charge_id", name=op.f("uq_transfer_arrear_transfer_id_charge_id")
        ),
    )
    op.create_table(
        "transfer_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("share", ExactType(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_before", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_transfer_role_person_id_person")),
        sa.ForeignKeyConstraint(
            ["role_id"], ["unit_role.id"], name=op.f("fk_transfer_role_role_id_unit_role")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_role_transfer_id_transfer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_role")),
        sa.UniqueConstraint(
            "transfer_id", "role_id", "side", name=op.f("uq_transfer_role_transfer_id_role_id_side")
        ),
    )
    op.create_index(op.f("ix_transfer_role_role_id"), "transfer_role", ["role_id"], unique=False)
    op.create_table(
        "transfer_thing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(24), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("done", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_thing_transfer_id_transfer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_thing")),
    )
    op.create_index("ix_transfer_thing_transfer", "transfer_thing", ["transfer_id", "id"], unique=False)
    op.create_table(
        "unit_reduction_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reduction_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["reduction_id"],
            ["unit_reduction.id"],
            name=op.f("fk_unit_reduction_end_reduction_id_unit_reduction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_reduction_end")),
    )
    op.create_index(
        op.f("ix_unit_reduction_end_reduction_id"), "unit_reduction_end", ["reduction_id"], unique=False
    )
    op.create_table(
        "visit_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("pass_back", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_visit_end_by_id_user_account")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_end_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_end")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_end_visit_id")),
    )
    op.create_table(
        "visit_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("visitor", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("talked", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("needs", sa.String(length=300), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name=op.f("ck_visit_made_satisfaction")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_visit_made_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["visit_target.id"], name=op.f("fk_visit_made_target_id_visit_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_made")),
        sa.UniqueConstraint("token", name=op.f("uq_visit_made_token")),
    )
    op.create_index("ix_visit_made_target", "visit_made", ["target_id", "id"], unique=False)
    op.create_table(
        "charge_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_charge_reading_charge_id_charge")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["fee_item.id"], name=op.f("fk_charge_reading_item_id_fee_item")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["meter_reading.id"], name=op.f("fk_charge_reading_reading_id_meter_reading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_reading")),
        sa.UniqueConstraint("reading_id", "item_id", name=op.f("uq_charge_reading_reading_id_item_id")),
    )
    op.create_index(op.f("ix_charge_reading_charge_id"), "charge_reading", ["charge_id"], unique=False)
    op.create_table(
        "decoration_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(length=80), nullable=False),
        sa.Column("management_fee", MoneyType(), nullable=False),
        sa.Column("waste_fee", MoneyType(), nullable=False),
        sa.Column("deposit", MoneyType(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "management_fee >= 0 AND waste_fee >= 0 AND deposit >= 0",
            name=op.f("ck_decoration_agreement_amounts"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_agreement_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decoration_step.id"], name=op.f("fk_decoration_agreement_step_id_decoration_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_agreement")),
        sa.UniqueConstraint("step_id", name=op.f("uq_decoration_agreement_step_id")),
    )
    op.create_index(
        op.f("ix_decoration_agreement_file_id"), "decoration_agreement", ["file_id"], unique=False
    )
    op.create_table(
        "decoration_contractor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("own_workers", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("licence", sa.String(length=24), nullable=False),
        sa.Column("grade", sa.String(length=24), nullable=False),
        sa.Column("head", sa.String(length=60), nullable=False),
        sa.Column("head_phone", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_contractor_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decoration_step.id"], name=op.f("fk_decoration_contractor_step_id_decoration_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_contractor")),
    )
    op.create_index(
        op.f("ix_decoration_contractor_file_id"), "decoration_contractor", ["file_id"], unique=False
    )
    op.create_index(op.f("ix_decoration_contractor_name"), "decoration_contractor", ["name"], unique=False)
    op.create_table(
        "decoration_inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(24), nullable=False),
        sa.Column("seen", sa.String(length=300), nullable=False),
        sa.Column("inspector", sa.String(length=60), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_inspection_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decoration_step.id"], name=op.f("fk_decoration_inspection_step_id_decoration_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_inspection")),
        sa.UniqueConstraint("file_id", "kind", "no", name=op.f("uq_decoration_inspection_file_id_kind_no")),
        sa.UniqueConstraint("step_id", name=op.f("uq_decoration_inspection_step_id")),
    )
    op.create_index(
        op.f("ix_decoration_inspection_visited_on"), "decoration_inspection", ["visited_on"], unique=False
    )
    op.create_table(
        "decoration_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["permit_id"], ["permit.id"], name=op.f("fk_decoration_pass_permit_id_permit")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["decoration_worker.id"],
            name=op.f("fk_decoration_pass_worker_id_decoration_worker"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_pass")),
        sa.UniqueConstraint("permit_id", name=op.f("uq_decoration_pass_permit_id")),
    )
    op.create_index(op.f("ix_decoration_pass_worker_id"), "decoration_pass", ["worker_id"], unique=False)
    op.create_table(
        "decoration_plan_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["decoration_plan.id"], name=op.f("fk_decoration_plan_end_plan_id_decoration_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_plan_end")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_decoration_plan_end_plan_id")),
    )
    op.create_table(
        "decoration_scope_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["scope_id"],
            ["decoration_scope.id"],
            name=op.f("fk_decoration_scope_end_scope_id_decoration_scope"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_scope_end")),
        sa.UniqueConstraint("scope_id", name=op.f("uq_decoration_scope_end_scope_id")),
    )
    op.create_table(
        "decoration_settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("held", MoneyType(), nullable=False),
        sa.Column("deducted", MoneyType(), nullable=False),
        sa.Column("refund", MoneyType(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "deducted >= 0 AND refund >= 0 AND held > 0", name=op.f("ck_decoration_settlement_amounts")
        ),
        sa.CheckConstraint("held = deducted + refund", name=op.f("ck_decoration_settlement_whole")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_settlement_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decoration_step.id"], name=op.f("fk_decoration_settlement_step_id_decoration_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_settlement")),
        sa.UniqueConstraint("step_id", name=op.f("uq_decoration_settlement_step_id")),
    )
    op.create_index(
        op.f("ix_decoration_settlement_file_id"), "decoration_settlement", ["file_id"], unique=False
    )
    op.create_table(
        "decoration_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_decoration_term_span")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_term_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decoration_step.id"], name=op.f("fk_decoration_term_step_id_decoration_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_term")),
    )
    op.create_index(op.f("ix_decoration_term_file_id"), "decoration_term", ["file_id"], unique=False)
    op.create_table(
        "decoration_worker_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["decoration_worker.id"],
            name=op.f("fk_decoration_worker_end_worker_id_decoration_worker"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_worker_end")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_decoration_worker_end_worker_id")),
    )
    op.create_table(
        "deposit_deduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_deposit_deduction_positive")),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["deposit_settlement.id"],
            name=op.f("fk_deposit_deduction_settlement_id_deposit_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_deduction")),
        sa.UniqueConstraint("settlement_id", "no", name=op.f("uq_deposit_deduction_settlement_id_no")),
    )
    op.create_table(
        "deposit_settlement_tender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_deposit_settlement_tender_positive")),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["deposit_settlement.id"],
            name=op.f("fk_deposit_settlement_tender_settlement_id_deposit_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_settlement_tender")),
    )
    op.create_index(
        op.f("ix_deposit_settlement_tender_reference"),
        "deposit_settlement_tender",
        ["reference"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deposit_settlement_tender_settlement_id"),
        "deposit_settlement_tender",
        ["settlement_id"],
        unique=False,
    )
    op.create_table(
        "deposit_settlement_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"],
            ["user_account.id"],
            name=op.f("fk_deposit_settlement_void_approver_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_deposit_settlement_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["deposit_settlement.id"],
            name=op.f("fk_deposit_settlement_void_settlement_id_deposit_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_settlement_void")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_deposit_settlement_void_settlement_id")),
    )
    op.create_table(
        "desk_file_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_desk_file_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["desk_file.id"], name=op.f("fk_desk_file_void_file_id_desk_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_file_void")),
        sa.UniqueConstraint("file_id", name=op.f("uq_desk_file_void_file_id")),
    )
    op.create_table(
        "errand_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("errand_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.CheckConstraint("copies > 0", name=op.f("ck_errand_paper_copies")),
        sa.ForeignKeyConstraint(["errand_id"], ["errand.id"], name=op.f("fk_errand_paper_errand_id_errand")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_paper")),
        sa.UniqueConstraint("errand_id", "no", name=op.f("uq_errand_paper_errand_id_no")),
    )
    op.create_table(
        "errand_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("errand_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("whom", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("act <> '改期' OR promised_on IS NOT NULL", name=op.f("ck_errand_step_promised")),
        sa.CheckConstraint("act NOT IN ('交办', '领取') OR whom <> ''", name=op.f("ck_errand_step_whom")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_errand_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["errand_id"], ["errand.id"], name=op.f("fk_errand_step_errand_id_errand")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_step")),
        sa.UniqueConstraint("errand_id", "no", name=op.f("uq_errand_step_errand_id_no")),
    )
    op.create_table(
        "goods_return_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_goods_return_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["goods_return.id"], name=op.f("fk_goods_return_void_return_id_goods_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_return_void")),
        sa.UniqueConstraint("return_id", name=op.f("uq_goods_return_void_return_id")),
    )
    op.create_table(
        "handover_defect_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("defect_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("step <> '复验签收' OR who <> ''", name=op.f("ck_handover_defect_event_signed")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_handover_defect_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["defect_id"],
            ["handover_defect.id"],
            name=op.f("fk_handover_defect_event_defect_id_handover_defect"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_defect_event")),
    )
    op.create_index(
        "ix_handover_defect_event_defect", "handover_defect_event", ["defect_id", "id"], unique=False
    )
    op.create_table(
        "handover_notice_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["handover_notice.id"],
            name=op.f("fk_handover_notice_print_notice_id_handover_notice"),
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_handover_notice_print_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_notice_print")),
        sa.UniqueConstraint(
            "notice_id", "paper_id", name=op.f("uq_handover_notice_print_notice_id_paper_id")
        ),
    )
    op.create_table(
        "handover_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("meter", sa.String(length=40), nullable=False),
        sa.Column("value", ExactType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["handover_event.id"], name=op.f("fk_handover_reading_event_id_handover_event")
        ),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_handover_reading_meter_id_meter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_reading")),
        sa.UniqueConstraint("event_id", "meter_id", name=op.f("uq_handover_reading_event_id_meter_id")),
    )
    op.create_table(
        "handover_signed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["handover_event.id"], name=op.f("fk_handover_signed_event_id_handover_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_signed")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_handover_signed_event_id_name")),
    )
    op.create_table(
        "held_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(24), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["held_id"], ["held_reading.id"], name=op.f("fk_held_decision_held_id_held_reading")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["meter_reading.id"], name=op.f("fk_held_decision_reading_id_meter_reading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_decision")),
        sa.UniqueConstraint("held_id", name=op.f("uq_held_decision_held_id")),
    )
    op.create_table(
        "key_movement_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_key_movement_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["key_movement.id"], name=op.f("fk_key_movement_void_movement_id_key_movement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_movement_void")),
        sa.UniqueConstraint("movement_id", name=op.f("uq_key_movement_void_movement_id")),
    )
    op.create_table(
        "letting_deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("price", MoneyType(), nullable=False),
        sa.Column("commission", MoneyType(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(commission > 0) = (charge_id IS NOT NULL)", name=op.f("ck_letting_deal_charge")),
        sa.CheckConstraint("commission >= 0", name=op.f("ck_letting_deal_commission")),
        sa.CheckConstraint("price > 0", name=op.f("ck_letting_deal_price")),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_letting_deal_charge_id_charge")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["letting_event.id"], name=op.f("fk_letting_deal_event_id_letting_event")
        ),
        sa.ForeignKeyConstraint(["seeker_id"], ["seeker.id"], name=op.f("fk_letting_deal_seeker_id_seeker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting_deal")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_letting_deal_charge_id")),
        sa.UniqueConstraint("event_id", name=op.f("uq_letting_deal_event_id")),
    )
    op.create_index(op.f("ix_letting_deal_seeker_id"), "letting_deal", ["seeker_id"], unique=False)
    op.create_table(
        "letting_viewing_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("viewing_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("next_words", sa.String(length=200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_letting_viewing_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["viewing_id"],
            ["letting_viewing.id"],
            name=op.f("fk_letting_viewing_end_viewing_id_letting_viewing"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letting_viewing_end")),
        sa.UniqueConstraint("viewing_id", name=op.f("uq_letting_viewing_end_viewing_id")),
    )
    op.create_table(
        "limitation_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("proof_ref", sa.String(length=200), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("voids_id", sa.Integer(), nullable=True),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["notice_delivery.id"],
            name=op.f("fk_limitation_act_delivery_id_notice_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["payment_promise.id"], name=op.f("fk_limitation_act_promise_id_payment_promise")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_limitation_act_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["voids_id"], ["limitation_act.id"], name=op.f("fk_limitation_act_voids_id_limitation_act")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limitation_act")),
        sa.UniqueConstraint("voids_id", name=op.f("uq_limitation_act_voids_id")),
    )
    op.create_index(op.f("ix_limitation_act_unit_id"), "limitation_act", ["unit_id"], unique=False)
    op.create_table(
        "meter_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_meter_end_meter_id_meter")),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["meter_reading.id"], name=op.f("fk_meter_end_reading_id_meter_reading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_end")),
        sa.UniqueConstraint("meter_id", name=op.f("uq_meter_end_meter_id")),
    )
    op.create_table(
        "parking_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_parking_answer_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["parking_request.id"], name=op.f("fk_parking_answer_request_id_parking_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_answer")),
        sa.UniqueConstraint("request_id", name=op.f("uq_parking_answer_request_id")),
    )
    op.create_table(
        "parking_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["lease_id"], ["parking_lease.id"], name=op.f("fk_parking_end_lease_id_parking_lease")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["parking_request.id"], name=op.f("fk_parking_end_request_id_parking_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_end")),
        sa.UniqueConstraint("lease_id", name=op.f("uq_parking_end_lease_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_parking_end_request_id")),
    )
    op.create_table(
        "parking_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("fee", MoneyType(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_parking_term_span")),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_parking_term_fee")),
        sa.ForeignKeyConstraint(
            ["lease_id"], ["parking_lease.id"], name=op.f("fk_parking_term_lease_id_parking_lease")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["parking_request.id"], name=op.f("fk_parking_term_request_id_parking_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_term")),
        sa.UniqueConstraint("request_id", name=op.f("uq_parking_term_request_id")),
    )
    op.create_index(op.f("ix_parking_term_lease_id"), "parking_term", ["lease_id"], unique=False)
    op.create_table(
        "personal_consent_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("end", sa.String(24), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_personal_consent_end_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["personal_consent.id"],
            name=op.f("fk_personal_consent_end_consent_id_personal_consent"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_consent_end")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_personal_consent_end_consent_id")),
    )
    op.create_table(
        "place_booking_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("free_from", sa.Date(), nullable=False),
        sa.Column("kept", MoneyType(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("kept >= 0", name=op.f("ck_place_booking_end_kept")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["place_booking.id"], name=op.f("fk_place_booking_end_booking_id_place_booking")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_place_booking_end_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_booking_end")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_place_booking_end_booking_id")),
    )
    op.create_table(
        "price_difference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("expected", MoneyType(), nullable=False),
        sa.Column("adjusted", MoneyType(), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"],
            ["charge_adjustment.id"],
            name=op.f("fk_price_difference_adjustment_id_charge_adjustment"),
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_price_difference_charge_id_charge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_difference")),
    )
    op.create_index(op.f("ix_price_difference_charge_id"), "price_difference", ["charge_id"], unique=False)
    op.create_table(
        "public_notice_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["hash"], ["reception_blob.hash"], name=op.f("fk_public_notice_photo_hash_reception_blob")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["public_notice_round.id"],
            name=op.f("fk_public_notice_photo_round_id_public_notice_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_photo")),
    )
    op.create_index(
        op.f("ix_public_notice_photo_round_id"), "public_notice_photo", ["round_id"], unique=False
    )
    op.create_table(
        "public_notice_round_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["public_notice_place.id"],
            name=op.f("fk_public_notice_round_place_place_id_public_notice_place"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["public_notice_round.id"],
            name=op.f("fk_public_notice_round_place_round_id_public_notice_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_round_place")),
        sa.UniqueConstraint(
            "round_id", "place_id", name=op.f("uq_public_notice_round_place_round_id_place_id")
        ),
    )
    op.create_index(
        op.f("ix_public_notice_round_place_place_id"), "public_notice_round_place", ["place_id"], unique=False
    )
    op.create_table(
        "public_notice_text_board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["notice_board.id"], name=op.f("fk_public_notice_text_board_board_id_notice_board")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["public_notice_text.id"],
            name=op.f("fk_public_notice_text_board_text_id_public_notice_text"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice_text_board")),
        sa.UniqueConstraint("text_id", "board_id", name=op.f("uq_public_notice_text_board_text_id_board_id")),
    )
    op.create_table(
        "reduction_batch_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"],
            ["charge_adjustment.id"],
            name=op.f("fk_reduction_batch_line_adjustment_id_charge_adjustment"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["reduction_batch.id"],
            name=op.f("fk_reduction_batch_line_batch_id_reduction_batch"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reduction_batch_line")),
        sa.UniqueConstraint("adjustment_id", name=op.f("uq_reduction_batch_line_adjustment_id")),
    )
    op.create_index(
        op.f("ix_reduction_batch_line_batch_id"), "reduction_batch_line", ["batch_id"], unique=False
    )
    op.create_table(
        "refund_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("payment_line_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_refund_line_amount")),
        sa.ForeignKeyConstraint(
            ["payment_line_id"], ["payment_line.id"], name=op.f("fk_refund_line_payment_line_id_payment_line")
        ),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_line_refund_id_refund")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_line")),
        sa.UniqueConstraint("refund_id", "no", name=op.f("uq_refund_line_refund_id_no")),
    )
    op.create_index(op.f("ix_refund_line_payment_line_id"), "refund_line", ["payment_line_id"], unique=False)
    op.create_table(
        "refund_tender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_tender_positive")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_tender_refund_id_refund")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_tender")),
    )
    op.create_index(op.f("ix_refund_tender_reference"), "refund_tender", ["reference"], unique=False)
    op.create_index(op.f("ix_refund_tender_refund_id"), "refund_tender", ["refund_id"], unique=False)
    op.create_table(
        "spot_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_spot_finding_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["spot_ticket.id"], name=op.f("fk_spot_finding_line_id_spot_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_finding")),
        sa.UniqueConstraint("line_id", "no", name=op.f("uq_spot_finding_line_id_no")),
    )
    op.create_table(
        "survey_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_survey_return_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["survey_sheet.id"], name=op.f("fk_survey_return_sheet_id_survey_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_return")),
        sa.UniqueConstraint("sheet_id", "no", name=op.f("uq_survey_return_sheet_id_no")),
        sa.UniqueConstraint("token", name=op.f("uq_survey_return_token")),
    )
    op.create_table(
        "ticket_photo_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["ticket_photo.id"], name=op.f("fk_ticket_photo_void_photo_id_ticket_photo")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_photo_void")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_ticket_photo_void_photo_id")),
    )
    op.create_table(
        "ticket_service_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("quantity", ExactType(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("price", ExactType(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_ticket_service_line_amount")),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["ticket_service.id"],
            name=op.f("fk_ticket_service_line_service_id_ticket_service"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_service_line")),
        sa.UniqueConstraint("service_id", "no", name=op.f("uq_ticket_service_line_service_id_no")),
    )
    op.create_table(
        "ticket_service_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=False),
        sa.Column("event_no", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"],
            ["charge_adjustment.id"],
            name=op.f("fk_ticket_service_void_adjustment_id_charge_adjustment"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_ticket_service_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["ticket_service.id"],
            name=op.f("fk_ticket_service_void_service_id_ticket_service"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_service_void")),
        sa.UniqueConstraint("adjustment_id", name=op.f("uq_ticket_service_void_adjustment_id")),
        sa.UniqueConstraint("service_id", name=op.f("uq_ticket_service_void_service_id")),
    )
    op.create_table(
        "visit_made_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_visit_made_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["made_id"], ["visit_made.id"], name=op.f("fk_visit_made_void_made_id_visit_made")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_made_void")),
        sa.UniqueConstraint("made_id", name=op.f("uq_visit_made_void_made_id")),
    )
    op.create_table(
        "visit_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_id"], ["visit_made.id"], name=op.f("fk_visit_ticket_made_id_visit_made")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_visit_ticket_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_ticket")),
        sa.UniqueConstraint("made_id", name=op.f("uq_visit_ticket_made_id")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_visit_ticket_ticket_id")),
    )
    op.create_table(
        "decoration_breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(24), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("demand", sa.String(length=300), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_decoration_breach_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_breach_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["decoration_inspection.id"],
            name=op.f("fk_decoration_breach_inspection_id_decoration_inspection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_breach")),
        sa.UniqueConstraint("number", name=op.f("uq_decoration_breach_number")),
    )
    op.create_index(op.f("ix_decoration_breach_file_id"), "decoration_breach", ["file_id"], unique=False)
    op.create_index(op.f("ix_decoration_breach_found_on"), "decoration_breach", ["found_on"], unique=False)
    op.create_table(
        "decoration_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["decoration_inspection.id"],
            name=op.f("fk_decoration_finding_inspection_id_decoration_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["scope_id"],
            ["decoration_scope.id"],
            name=op.f("fk_decoration_finding_scope_id_decoration_scope"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_finding")),
        sa.UniqueConstraint("inspection_id", "no", name=op.f("uq_decoration_finding_inspection_id_no")),
    )
    op.create_table(
        "limitation_act_charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["limitation_act.id"], name=op.f("fk_limitation_act_charge_act_id_limitation_act")
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_limitation_act_charge_charge_id_charge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limitation_act_charge")),
        sa.UniqueConstraint("act_id", "charge_id", name=op.f("uq_limitation_act_charge_act_id_charge_id")),
    )
    op.create_index(
        op.f("ix_limitation_act_charge_charge_id"), "limitation_act_charge", ["charge_id"], unique=False
    )
    op.create_table(
        "seeker_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(step = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_seeker_event_undoes")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_seeker_event_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["letting_deal.id"], name=op.f("fk_seeker_event_deal_id_letting_deal")
        ),
        sa.ForeignKeyConstraint(["seeker_id"], ["seeker.id"], name=op.f("fk_seeker_event_seeker_id_seeker")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["seeker_event.id"], name=op.f("fk_seeker_event_undoes_id_seeker_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seeker_event")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_seeker_event_undoes_id")),
    )
    op.create_index("ix_seeker_event_seeker", "seeker_event", ["seeker_id", "id"], unique=False)
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(score IS NULL) = (words <> '')", name=op.f("ck_survey_answer_answer")),
        sa.CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name=op.f("ck_survey_answer_score")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_question.id"], name=op.f("fk_survey_answer_question_id_survey_question")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["survey_return.id"], name=op.f("fk_survey_answer_return_id_survey_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint("return_id", "question_id", name=op.f("uq_survey_answer_return_id_question_id")),
    )
    op.create_index("ix_survey_answer_question", "survey_answer", ["question_id", "score"], unique=False)
    op.create_table(
        "survey_return_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_survey_return_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["survey_return.id"], name=op.f("fk_survey_return_void_return_id_survey_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_return_void")),
        sa.UniqueConstraint("return_id", name=op.f("uq_survey_return_void_return_id")),
    )
    op.create_table(
        "survey_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["survey_return.id"], name=op.f("fk_survey_ticket_return_id_survey_return")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_survey_ticket_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_ticket")),
        sa.UniqueConstraint("return_id", name=op.f("uq_survey_ticket_return_id")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_survey_ticket_ticket_id")),
    )
    op.create_table(
        "decoration_breach_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_breach_void_breach_id_decoration_breach"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_breach_void")),
        sa.UniqueConstraint("breach_id", name=op.f("uq_decoration_breach_void_breach_id")),
    )
    op.create_table(
        "decoration_deduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_decoration_deduction_amount")),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_deduction_breach_id_decoration_breach"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_deduction")),
    )
    op.create_index(
        op.f("ix_decoration_deduction_breach_id"), "decoration_deduction", ["breach_id"], unique=False
    )
    op.create_table(
        "decoration_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("breach_id", sa.Integer(), nullable=True),
        sa.Column("contractor_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_paper_breach_id_decoration_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"],
            ["decoration_contractor.id"],
            name=op.f("fk_decoration_paper_contractor_id_decoration_contractor"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["decoration_file.id"], name=op.f("fk_decoration_paper_file_id_decoration_file")
        ),
        sa.ForeignKeyConstraint(
            ["hash"], ["decoration_blob.hash"], name=op.f("fk_decoration_paper_hash_decoration_blob")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["decoration_inspection.id"],
            name=op.f("fk_decoration_paper_inspection_id_decoration_inspection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_paper")),
    )
    op.create_index(op.f("ix_decoration_paper_breach_id"), "decoration_paper", ["breach_id"], unique=False)
    op.create_index(op.f("ix_decoration_paper_file_id"), "decoration_paper", ["file_id"], unique=False)
    op.create_index(
        op.f("ix_decoration_paper_inspection_id"), "decoration_paper", ["inspection_id"], unique=False
    )
    op.create_table(
        "decoration_recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("mended", sa.Boolean(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_recheck_breach_id_decoration_breach"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_recheck")),
        sa.UniqueConstraint("breach_id", "no", name=op.f("uq_decoration_recheck_breach_id_no")),
    )
    op.create_table(
        "decoration_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_report_breach_id_decoration_breach"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_report")),
        sa.UniqueConstraint("breach_id", name=op.f("uq_decoration_report_breach_id")),
    )
    op.create_table(
        "decoration_settlement_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_decoration_settlement_line_positive")),
        sa.ForeignKeyConstraint(
            ["breach_id"],
            ["decoration_breach.id"],
            name=op.f("fk_decoration_settlement_line_breach_id_decoration_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["decoration_settlement.id"],
            name=op.f("fk_decoration_settlement_line_settlement_id_decoration_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_settlement_line")),
        sa.UniqueConstraint(
            "settlement_id", "breach_id", name=op.f("uq_decoration_settlement_line_settlement_id_breach_id")
        ),
    )
    op.create_table(
        "decoration_paper_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["decoration_paper.id"],
            name=op.f("fk_decoration_paper_void_paper_id_decoration_paper"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decoration_paper_void")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_decoration_paper_void_paper_id")),
    )
    op.add_column("unit", sa.Column("fees_from", sa.Date(), nullable=True))
    op.add_column("unit", sa.Column("begun_on", sa.Date(), nullable=True))
    op.add_column("unit", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("unit", sa.Column("ended_as", sa.String(24), nullable=True))
    op.create_index(
        "ix_charge_source",
        "charge",
        ["source_kind", "source_id"],
        unique=False,
        sqlite_where=sa.text("source_kind <> ''"),
        postgresql_where=sa.text("source_kind <> ''"),
    )
    op.add_column("notice", sa.Column("kind", sa.String(24), nullable=False, server_default="notice"))
    op.create_index("ix_notice_unit", "notice", ["unit_id", "kind"], unique=False)
    op.add_column(
        "notice_delivery", sa.Column("received_by", sa.String(length=60), nullable=False, server_default="")
    )
    op.add_column(
        "notice_delivery", sa.Column("signed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "notice_delivery", sa.Column("proof", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column(
        "notice_delivery", sa.Column("proof_ref", sa.String(length=200), nullable=False, server_default="")
    )
    for guard in GUARDS:
        for statement in guard.create(dialect):
            op.execute(sa.text(statement.replace(":", "\\:")))
