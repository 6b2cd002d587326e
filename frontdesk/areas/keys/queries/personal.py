"""What the keys hold of a person: who may have a home's keys, and what was lent to or taken from them (D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.archives.queries.personal import span
from frontdesk.areas.keys.model import Key, KeyConsent, KeyConsentEnd, KeyMovement, KeyMovementVoid
from frontdesk.areas.keys.rules.kinds import MOVE_WORDS
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Movements of keys and the owner's list that name the person."""
    return (part(tr("钥匙"), _moves(session, whom)), part(tr("钥匙借用名单"), _consents(session, whom)))


def _moves(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(KeyMovement, Key, Unit.code, KeyMovementVoid.id)
        .join(Key, Key.id == KeyMovement.key_id)
        .outerjoin(Unit, Unit.id == Key.unit_id)
        .outerjoin(KeyMovementVoid, KeyMovementVoid.movement_id == KeyMovement.id)
        .where(whom.theirs(KeyMovement.person_id, KeyMovement.phone, KeyMovement.id_number))
        .order_by(KeyMovement.id)
    )
    for move, key, code, void in found:
        number = whom.id_number(move.id_number) if move.id_number else ""
        phone = whom.phone(move.phone) if move.phone else ""
        until = tr("到 {day}", day=move.until) if move.until else ""
        gone = tr("已作废") if void is not None else ""
        what = told(tr(MOVE_WORDS[move.kind]), code or key.place, key.tag)
        words = told(
            move.who, number, phone, tr("{n} 把", n=move.pieces), whom.words(move.why), until, move.slip, gone
        )
        yield HeldRow(move.moved_on, what, words)


def _consents(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(KeyConsent, Unit.code, KeyConsentEnd.ends_on)
        .join(Unit, Unit.id == KeyConsent.unit_id)
        .outerjoin(KeyConsentEnd, KeyConsentEnd.consent_id == KeyConsent.id)
        .where(KeyConsent.person_id.in_(whom.ids))
        .order_by(KeyConsent.id)
    )
    for each, code, ended in found:
        allowed = tr("可以借用") if each.allow else tr("不可以借用")
        gone = tr("{day} 收回", day=ended) if ended is not None else ""
        words = told(allowed, span(each.starts_on, each.ends_on), whom.words(each.words), gone)
        yield HeldRow(each.starts_on, code, words)
