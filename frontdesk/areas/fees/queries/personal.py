"""What the fees hold of a person: what was charged to them, and calls about arrears (本人信息, D1.9)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.fees.model import CallLog, Charge, FeeItem
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Charges that name the person as who pays, and calls made to them."""
    charges = session.execute(
        select(Charge, FeeItem.name, Unit.code)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .join(Unit, Unit.id == Charge.unit_id)
        .where(Charge.payer_id.in_(whom.ids))
        .order_by(Charge.period, Charge.id)
    )
    calls = session.execute(
        select(CallLog, Unit.code)
        .join(Unit, Unit.id == CallLog.unit_id)
        .where(CallLog.person_id.in_(whom.ids))
        .order_by(CallLog.id)
    )
    return (
        part(
            tr("应收"),
            (
                HeldRow(
                    each.made_on,
                    tr("{period} {item}", period=each.period, item=name),
                    told(
                        code,
                        tr("{amount} 元", amount=each.amount.plain),
                        tr("未收 {amount} 元", amount=each.owed.plain) if each.owed else tr("已收清"),
                    ),
                )
                for each, name, code in charges
            ),
        ),
        part(
            tr("催费电话"),
            (
                HeldRow(each.called_on, code, told(tr(each.result.value), whom.words(each.words), each.by))
                for each, code in calls
            ),
        ),
    )
