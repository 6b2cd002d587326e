"""The money of files, as the cash desk and the fees know it, and settlements drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import Deposit, DepositSettlement, DepositSettlementVoid, DepositVoid
from frontdesk.areas.decoration.model.breaches import DecorationBreach
from frontdesk.areas.decoration.model.money import (
    DecorationAgreement,
    DecorationSettlement,
    DecorationSettlementLine,
)
from frontdesk.areas.decoration.queries.rows import (
    AgreementRow,
    ChargeRow,
    DepositRow,
    SettlementDrawn,
    SettlementLine,
)
from frontdesk.areas.decoration.rules.terms import SOURCE, WASTE_SOURCE
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, FeeItem
from frontdesk.base.values.money import ZERO, Money


def agreements_of(session: Session, ids: Sequence[int]) -> dict[int, AgreementRow]:
    """The newest agreement of each file."""
    rows = session.scalars(
        select(DecorationAgreement)
        .where(DecorationAgreement.file_id.in_(ids))
        .order_by(DecorationAgreement.id)
    )
    return {
        a.file_id: AgreementRow(
            a.signed_on, a.signed_by, a.management_fee, a.waste_fee, a.deposit, a.words, a.at
        )
        for a in rows
    }


def charges_of(session: Session, ids: Sequence[int]) -> dict[int, list[ChargeRow]]:
    """The fees charged for each file, adjustments in."""
    adjusted: dict[int, Money] = {
        row[0]: row[1]
        for row in session.execute(
            select(ChargeAdjustment.charge_id, func.sum(ChargeAdjustment.amount, type_=Charge.amount.type))
            .join(Charge, Charge.id == ChargeAdjustment.charge_id)
            .where(Charge.source_kind.in_((SOURCE, WASTE_SOURCE)), Charge.source_id.in_(ids))
            .group_by(ChargeAdjustment.charge_id)
        )
    }
    found: dict[int, list[ChargeRow]] = defaultdict(list)
    for charge, item in session.execute(
        select(Charge, FeeItem.name)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(Charge.source_kind.in_((SOURCE, WASTE_SOURCE)), Charge.source_id.in_(ids))
        .order_by(Charge.id)
    ):
        whole = charge.amount + adjusted.get(charge.id, ZERO)
        waste = charge.source_kind == WASTE_SOURCE
        found[charge.source_id or 0].append(
            ChargeRow(charge.id, item, waste, charge.amount, whole, charge.owed)
        )
    return found


def deposits_of(session: Session, ids: Sequence[int]) -> dict[int, list[DepositRow]]:
    """The deposits taken for each file, oldest first."""
    of_file = (Deposit.source_kind == SOURCE, Deposit.source_id.in_(ids))
    settled = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            select(
                DepositSettlement.deposit_id,
                func.sum(DepositSettlement.refunded, type_=Deposit.amount.type),
                func.sum(DepositSettlement.deducted, type_=Deposit.amount.type),
            )
            .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
            .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
            .where(DepositSettlementVoid.id.is_(None), *of_file)
            .group_by(DepositSettlement.deposit_id)
        )
    }
    found: dict[int, list[DepositRow]] = defaultdict(list)
    for deposit, void in session.execute(
        select(Deposit, DepositVoid.id)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(*of_file)
        .order_by(Deposit.id)
    ):
        refunded, deducted = settled.get(deposit.id, (ZERO, ZERO))
        left = ZERO if void is not None else deposit.amount - refunded - deducted
        found[deposit.source_id or 0].append(
            DepositRow(
                deposit.id, deposit.number, deposit.payer_name, deposit.amount, left, refunded, deducted,
                deposit.business_on, void is not None,
            )
        )  # fmt: skip
    return found


def settlements_of(session: Session, ids: Sequence[int]) -> dict[int, SettlementDrawn]:
    """The newest settlement drawn of each file."""
    newest = {
        s.file_id: s
        for s in session.scalars(
            select(DecorationSettlement)
            .where(DecorationSettlement.file_id.in_(ids))
            .order_by(DecorationSettlement.id)
        )
    }
    lines: dict[int, list[SettlementLine]] = defaultdict(list)
    for line, number in session.execute(
        select(DecorationSettlementLine, DecorationBreach.number)
        .join(DecorationBreach, DecorationBreach.id == DecorationSettlementLine.breach_id)
        .where(DecorationSettlementLine.settlement_id.in_([s.id for s in newest.values()]))
        .order_by(DecorationSettlementLine.id)
    ):
        lines[line.settlement_id].append(SettlementLine(line.breach_id, number, line.reason, line.amount))
    return {
        file_id: SettlementDrawn(
            s.id, s.held, s.deducted, s.refund, s.made_on, s.by, tuple(lines.get(s.id, ()))
        )
        for file_id, s in newest.items()
    }
