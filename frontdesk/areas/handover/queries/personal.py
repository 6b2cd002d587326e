"""What handovers and transfers hold of a person (本人信息, D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.archives.queries.personal import span
from frontdesk.areas.handover.model.handing import HandoverEvent, HandoverUnit
from frontdesk.areas.handover.model.transfers import Transfer, TransferRole
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Visits the person came to, and transfers that changed a role of theirs."""
    return (part(tr("收楼"), _visits(session, whom)), part(tr("过户和租赁变更"), _transfers(session, whom)))


def _visits(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(HandoverEvent, Unit.code)
        .join(HandoverUnit, HandoverUnit.id == HandoverEvent.file_id)
        .join(Unit, Unit.id == HandoverUnit.unit_id)
        .where(whom.theirs(HandoverEvent.person_id, HandoverEvent.phone, HandoverEvent.id_number))
        .order_by(HandoverEvent.id)
    )
    for each, code in found:
        words = told(
            code, each.who, whom.id_number(each.id_number) if each.id_number else "",
            whom.phone(each.phone) if each.phone else "", whom.words(each.words),
        )  # fmt: skip
        yield HeldRow(each.happened_on, tr(each.step.value), words)


def _transfers(session: Session, whom: Whom) -> Iterator[HeldRow]:
    roles = session.execute(
        select(TransferRole, Transfer, Unit.code)
        .join(Transfer, Transfer.id == TransferRole.transfer_id)
        .join(Unit, Unit.id == Transfer.unit_id)
        .where(TransferRole.person_id.in_(whom.ids))
        .order_by(TransferRole.id)
    )
    for role, transfer, code in roles:
        share = tr("份额 {share}%", share=role.share) if role.share is not None else ""
        words = told(
            code, tr(role.side.value), tr(role.kind.value), share, span(role.starts_on, role.ends_on)
        )
        yield HeldRow(transfer.happened_on, transfer.number, words)
    taken = session.execute(
        select(Transfer, Unit.code)
        .join(Unit, Unit.id == Transfer.unit_id)
        .where(Transfer.taken_by_id.in_(whom.ids))
        .order_by(Transfer.id)
    )
    for transfer, code in taken:
        owed = tr("承接欠费 {amount} 元", amount=(transfer.owed + transfer.late).plain)
        yield HeldRow(
            transfer.happened_on, transfer.number, told(code, owed, whom.words(transfer.taken_words))
        )
