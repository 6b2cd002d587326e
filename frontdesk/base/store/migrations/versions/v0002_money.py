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
    Guard("call_log", "update", "a call is final", "", ""),
    Guard("call_log", "delete", "a call is never deleted", "", ""),
    Guard("payment_promise", "update", "a promise is final", "", ""),
    Guard("payment_promise", "delete", "a promise is never deleted", "", ""),
    Guard("limitation_act", "update", "an act is final", "", ""),
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
)


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    for guard in BEFORE:
        for statement in guard.drop(dialect):
            op.execute(statement)
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
