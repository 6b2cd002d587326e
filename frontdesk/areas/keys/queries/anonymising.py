"""What the keys still need a person for: a key that is out (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.keys.model import Key
from frontdesk.areas.keys.queries.moves import open_loans
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """Keys lent to one of them that did not come back."""
    loans = open_loans(leaving.on)
    found = select(loans.c.person_id, Key.tag).join(Key, Key.id == loans.c.key_id)
    for person_id, tag in session.execute(found.where(leaving.among(loans.c.person_id)).order_by(Key.tag)):
        yield person_id, tr("钥匙 {tag} 借出没有还", tag=tag)
