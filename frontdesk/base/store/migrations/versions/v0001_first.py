"""The first tables and guards. Release 0.1.0 went out with this: it stays as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from frontdesk.base.store.base import ExactType, MoneyType, StampType
from frontdesk.base.store.guards import Guard

revision = "0001"
down_revision = None

GUARDS = (
    Guard("audit_entry", "update", "an audit entry is final", "", ""),
    Guard("audit_entry", "delete", "an audit entry is never deleted", "", ""),
    Guard("audit_change", "update", "an audit entry is final", "", ""),
    Guard("audit_change", "delete", "an audit entry is never deleted", "", ""),
    Guard("user_account", "delete", "a user is never deleted", "", ""),
    Guard("paper", "update", "an issued paper is final", "", ""),
    Guard("paper", "delete", "an issued paper is never deleted", "", ""),
    Guard("paper_print", "update", "a print is final", "", ""),
    Guard("paper_print", "delete", "a print is never deleted", "", ""),
    Guard("building", "delete", "archives are never deleted", "", ""),
    Guard("unit", "delete", "archives are never deleted", "", ""),
    Guard("person", "delete", "archives are never deleted", "", ""),
    Guard("unit_role", "delete", "archives are never deleted", "", ""),
    Guard("vehicle", "delete", "archives are never deleted", "", ""),
    Guard("unit_note", "delete", "archives are never deleted", "", ""),
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
    Guard("notice_delivery", "update", "a delivery is final", "", ""),
    Guard("notice_delivery", "delete", "a delivery is never deleted", "", ""),
    Guard("fee_item", "delete", "a fee item is never deleted", "", ""),
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
)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=True),
        sa.Column("approval_reason", sa.Text(), nullable=True),
        sa.Column("action", sa.String(length=120), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "billing_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("stood", sa.Integer(), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_run")),
    )
    op.create_index(op.f("ix_billing_run_period"), "billing_run", ["period"], unique=False)
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
        sa.UniqueConstraint("code", name=op.f("uq_building_code")),
    )
    op.create_table(
        "fee_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("pricing", sa.String(24), nullable=False),
        sa.Column("cycle", sa.String(24), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("builder_pays_first", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_item")),
        sa.UniqueConstraint("name", name=op.f("uq_fee_item_name")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "number_series",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_series")),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("subject_kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", StampType(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("form", "number", name=op.f("uq_paper_form_number")),
    )
    op.create_index("ix_paper_subject", "paper", ["subject_kind", "subject_id"], unique=False)
    op.create_index(op.f("ix_paper_unit_id"), "paper", ["unit_id"], unique=False)
    op.create_table(
        "paper_book",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_book")),
        sa.UniqueConstraint("prefix", "first", name=op.f("uq_paper_book_prefix_first")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=400), nullable=False),
        sa.Column("initials", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("id_kind", sa.String(24), nullable=True),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("phone2", sa.String(length=40), nullable=False),
        sa.Column("nationality", sa.String(length=40), nullable=False),
        sa.Column("visa_ends_on", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("emergency_contact", sa.String(length=120), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_id_number"), "person", ["id_number"], unique=False)
    op.create_index(op.f("ix_person_initials"), "person", ["initials"], unique=False)
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_index("ix_person_phones", "person", ["phone", "phone2"], unique=False)
    op.create_index("ix_person_pinyin", "person", ["pinyin"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", StampType(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_table(
        "audit_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_change_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_change")),
    )
    op.create_index(op.f("ix_audit_change_entry_id"), "audit_change", ["entry_id"], unique=False)
    op.create_index("ix_audit_change_record", "audit_change", ["table_name", "record_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("saved_at", StampType(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("user_id", "page", "key", name=op.f("uq_draft_user_id_page_key")),
    )
    op.create_table(
        "fee_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["fee_item.id"], name=op.f("fk_fee_scope_item_id_fee_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_scope")),
        sa.UniqueConstraint("item_id", "kind", "value", name=op.f("uq_fee_scope_item_id_kind_value")),
    )
    op.create_table(
        "paper_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("size", sa.String(length=24), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_print_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_print")),
        sa.UniqueConstraint("paper_id", "times", name=op.f("uq_paper_print_paper_id_times")),
    )
    op.create_table(
        "price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("price", ExactType(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["fee_item.id"], name=op.f("fk_price_item_id_fee_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price")),
    )
    op.create_index("ix_price_item", "price", ["item_id", "starts_on"], unique=False)
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cashier_id", sa.Integer(), nullable=False),
        sa.Column("cashier", sa.String(length=60), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("opened_at", StampType(), nullable=False),
        sa.Column("opening_float", MoneyType(), nullable=False),
        sa.Column("opening_counts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["cashier_id"], ["user_account.id"], name=op.f("fk_shift_cashier_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_business_on", "shift", ["business_on"], unique=False)
    op.create_index(
        "uq_shift_open",
        "shift",
        ["cashier_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("sort_key", sa.String(length=60), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("entrance", sa.String(length=20), nullable=False),
        sa.Column("room", sa.String(length=20), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("built_area", ExactType(), nullable=True),
        sa.Column("inner_area", ExactType(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("payer", sa.String(24), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["building.id"], name=op.f("fk_unit_building_id_building")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sa.UniqueConstraint("key", name=op.f("uq_unit_key")),
    )
    op.create_index("ix_unit_building_sort", "unit", ["building_id", "sort_key"], unique=False)
    op.create_index(op.f("ix_unit_room"), "unit", ["room"], unique=False)
    op.create_index(op.f("ix_unit_sort_key"), "unit", ["sort_key"], unique=False)
    op.create_table(
        "cash_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("at_close", sa.Boolean(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cash_movement_positive")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_cash_movement_shift_id_shift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_movement")),
        sa.UniqueConstraint("number", name=op.f("uq_cash_movement_number")),
    )
    op.create_index(op.f("ix_cash_movement_shift_id"), "cash_movement", ["shift_id"], unique=False)
    op.create_table(
        "charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("owed", MoneyType(), nullable=False),
        sa.Column("how", sa.String(length=300), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("payer_name", sa.String(length=80), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_charge_positive")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_charge_span")),
        sa.CheckConstraint("owed >= 0", name=op.f("ck_charge_owed")),
        sa.ForeignKeyConstraint(["item_id"], ["fee_item.id"], name=op.f("fk_charge_item_id_fee_item")),
        sa.ForeignKeyConstraint(["payer_id"], ["person.id"], name=op.f("fk_charge_payer_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_charge_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint(
            "unit_id", "item_id", "period", "no", name=op.f("uq_charge_unit_id_item_id_period_no")
        ),
    )
    op.create_index("ix_charge_due", "charge", ["due_on"], unique=False)
    op.create_index(
        "ix_charge_owed",
        "charge",
        ["unit_id", "due_on", "starts_on", "item_id", "payer_id", "owed"],
        unique=False,
        sqlite_where=sa.text("owed <> 0"),
        postgresql_where=sa.text("owed <> 0"),
    )
    op.create_index("ix_charge_period", "charge", ["period", "item_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("total", MoneyType(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", StampType(), nullable=False),
        sa.Column("issued_by", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_notice_number")),
    )
    op.create_index("ix_notice_period", "notice", ["period", "unit_id"], unique=False)
    op.create_table(
        "parking_space",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_parking_space_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parking_space")),
    )
    op.create_index("ix_parking_space_code", "parking_space", ["code"], unique=False)
    op.create_index("ix_parking_space_unit", "parking_space", ["unit_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("payer_name", sa.String(length=80), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("cashier_id", sa.Integer(), nullable=False),
        sa.Column("cashier", sa.String(length=60), nullable=False),
        sa.Column("settled", MoneyType(), nullable=False),
        sa.Column("tendered", MoneyType(), nullable=False),
        sa.Column("change", MoneyType(), nullable=False),
        sa.Column("paper_number", sa.String(length=20), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("change >= 0", name=op.f("ck_payment_change")),
        sa.CheckConstraint("settled > 0", name=op.f("ck_payment_positive")),
        sa.CheckConstraint("tendered = settled + change", name=op.f("ck_payment_balance")),
        sa.ForeignKeyConstraint(
            ["cashier_id"], ["user_account.id"], name=op.f("fk_payment_cashier_id_user_account")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["person.id"], name=op.f("fk_payment_payer_id_person")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_payment_shift_id_shift")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_payment_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("book", "serial", name=op.f("uq_payment_book_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sa.UniqueConstraint("paper_number", name=op.f("uq_payment_paper_number")),
        sa.UniqueConstraint("token", name=op.f("uq_payment_token")),
    )
    op.create_index("ix_payment_business_on", "payment", ["business_on"], unique=False)
    op.create_index(op.f("ix_payment_shift_id"), "payment", ["shift_id"], unique=False)
    op.create_index("ix_payment_unit", "payment", ["unit_id", "id"], unique=False)
    op.create_table(
        "pet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("breed", sa.String(length=40), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("vaccinated_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pet_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pet")),
    )
    op.create_index(op.f("ix_pet_unit_id"), "pet", ["unit_id"], unique=False)
    op.create_table(
        "review_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("settled_at", StampType(), nullable=True),
        sa.Column("settled_by", sa.String(length=60), nullable=True),
        sa.Column("settled_words", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_flag_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_flag_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_flag")),
        sa.UniqueConstraint("unit_id", "reason", "value", name=op.f("uq_review_flag_unit_id_reason_value")),
    )
    op.create_index(op.f("ix_review_flag_settled_at"), "review_flag", ["settled_at"], unique=False)
    op.create_table(
        "shift_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.String(length=40), nullable=False),
        sa.Column("closed_at", StampType(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("expected", MoneyType(), nullable=False),
        sa.Column("counted", MoneyType(), nullable=False),
        sa.Column("difference", MoneyType(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kept_back", MoneyType(), nullable=False),
        sa.Column("handed_in", MoneyType(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_shift_close_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["user_account.id"], name=op.f("fk_shift_close_closed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_close_shift_id_shift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_close")),
        sa.UniqueConstraint("report_number", name=op.f("uq_shift_close_report_number")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_shift_close_shift_id")),
    )
    op.create_table(
        "shift_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("counted", MoneyType(), nullable=False),
        sa.Column("slips", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_count_shift_id_shift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_count")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_shift_count_shift_id")),
    )
    op.create_table(
        "spoiled_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_spoiled_paper_shift_id_shift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoiled_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_spoiled_paper_number")),
    )
    op.create_table(
        "unit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("withdrawn_at", StampType(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_note_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_note")),
    )
    op.create_index(op.f("ix_unit_note_unit_id"), "unit_note", ["unit_id"], unique=False)
    op.create_table(
        "unit_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("share", ExactType(), nullable=True),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_unit_role_span")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unit_role_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_role_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_role")),
    )
    op.create_index(op.f("ix_unit_role_person_id"), "unit_role", ["person_id"], unique=False)
    op.create_index("ix_unit_role_unit", "unit_role", ["unit_id", "kind"], unique=False)
    op.create_table(
        "unit_source",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_unit_source_run_id_import_run")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_source_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_source")),
    )
    op.create_table(
        "unit_state_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_state_change_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_state_change")),
    )
    op.create_index("ix_unit_state_change_unit", "unit_state_change", ["unit_id", "starts_on"], unique=False)
    op.create_table(
        "vehicle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("plate_key", sa.String(length=20), nullable=False),
        sa.Column("colour", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=40), nullable=False),
        sa.Column("space_code", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_vehicle_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_index(op.f("ix_vehicle_plate_key"), "vehicle", ["plate_key"], unique=False)
    op.create_index(op.f("ix_vehicle_unit_id"), "vehicle", ["unit_id"], unique=False)
    op.create_table(
        "charge_adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", StampType(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_charge_adjustment_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_charge_adjustment_charge_id_charge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_adjustment")),
    )
    op.create_index(op.f("ix_charge_adjustment_charge_id"), "charge_adjustment", ["charge_id"], unique=False)
    op.create_index(op.f("ix_charge_adjustment_made_on"), "charge_adjustment", ["made_on"], unique=False)
    op.create_table(
        "charge_settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("charge_starts_on", sa.Date(), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_charge_settlement_amount")),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_charge_settlement_charge_id_charge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_settlement")),
    )
    op.create_index(op.f("ix_charge_settlement_charge_id"), "charge_settlement", ["charge_id"], unique=False)
    op.create_index(
        "ix_charge_settlement_later",
        "charge_settlement",
        ["settled_on", "charge_starts_on", "charge_id", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_charge_settlement_source", "charge_settlement", ["source_kind", "source_id"], unique=False
    )
    op.create_table(
        "hand_in_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["cash_movement.id"], name=op.f("fk_hand_in_reply_movement_id_cash_movement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in_reply")),
    )
    op.create_index(op.f("ix_hand_in_reply_movement_id"), "hand_in_reply", ["movement_id"], unique=False)
    op.create_table(
        "notice_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_delivery_notice_id_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_delivery")),
    )
    op.create_index(op.f("ix_notice_delivery_notice_id"), "notice_delivery", ["notice_id"], unique=False)
    op.create_table(
        "notice_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_print_notice_id_notice")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_notice_print_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_print")),
        sa.UniqueConstraint("notice_id", "times", name=op.f("uq_notice_print_notice_id_times")),
    )
    op.create_index(op.f("ix_notice_print_paper_id"), "notice_print", ["paper_id"], unique=False)
    op.create_table(
        "payment_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(length=24), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=300), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payment_line_amount")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_line_payment_id_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_line")),
        sa.UniqueConstraint("payment_id", "no", name=op.f("uq_payment_line_payment_id_no")),
    )
    op.create_index("ix_payment_line_source", "payment_line", ["source_kind", "source_id"], unique=False)
    op.create_table(
        "payment_tender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("amount", MoneyType(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_tender_positive")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_tender_payment_id_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_tender")),
    )
    op.create_index(op.f("ix_payment_tender_payment_id"), "payment_tender", ["payment_id"], unique=False)
    op.create_index(op.f("ix_payment_tender_reference"), "payment_tender", ["reference"], unique=False)
    op.create_table(
        "payment_void",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user_account.id"], name=op.f("fk_payment_void_approver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_payment_void_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_void_payment_id_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_void")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_payment_void_payment_id")),
    )
    op.create_table(
        "tender_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tender_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("at", StampType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["payment_tender.id"], name=op.f("fk_tender_reference_tender_id_payment_tender")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_reference")),
        sa.UniqueConstraint("tender_id", name=op.f("uq_tender_reference_tender_id")),
    )
    op.create_index(op.f("ix_tender_reference_reference"), "tender_reference", ["reference"], unique=False)
    for guard in GUARDS:
        for statement in guard.create(op.get_context().dialect.name):
            op.execute(sa.text(statement.replace(":", "\\:")))
