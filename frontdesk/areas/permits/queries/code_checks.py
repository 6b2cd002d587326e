"""What must always hold of signed codes: each stored one is the office's own and says what its record says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.model.permits import Permit, PermitTerm
from frontdesk.areas.permits.queries.signing import public_keys
from frontdesk.areas.permits.rules.code import NotReadable, read_code
from frontdesk.areas.permits.rules.signature import holds
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr

_MOST_NAMED = 20


def broken_codes(session: Session) -> list[str]:
    """Permits and goods passes whose stored code does not hold, or names another number or end."""
    keys = public_keys(session)
    said: list[str] = []
    for code, number, ends_on, days in _stored(session):
        if not _fits(code, number, ends_on, days, keys):
            said.append(tr("{number} 存着的二维码和签名、记录对不上", number=number))
            if len(said) == _MOST_NAMED:
                break
    return said


def _stored(session: Session) -> Iterator[tuple[str, str, date, int]]:
    """Code, number, last day, and how many days a machine with another zone may read that day off by."""
    terms = (
        select(PermitTerm.code, Permit.number, PermitTerm.ends_on)
        .join(Permit, Permit.id == PermitTerm.permit_id)
        .where(PermitTerm.code != "")
        .order_by(PermitTerm.id)
    )
    for code, number, ends_on in session.execute(terms):
        yield code, number, ends_on, 0
    passes = (
        select(GoodsPass.code, GoodsPass.number, GoodsPass.ends_at)
        .where(GoodsPass.code != "")
        .order_by(GoodsPass.id)
    )
    for code, number, ends_at in session.execute(passes):
        yield code, number, local_time(ends_at).date(), 1


def _fits(text: str, number: str, ends_on: date, days: int, keys: dict[str, bytes]) -> bool:
    try:
        code = read_code(text)
    except NotReadable:
        return False
    facts, public = code.facts, keys.get(code.facts.key)
    # The unit is not compared: its code may have been changed since.
    return (
        public is not None
        and holds(public, code.message, code.signature)
        and facts.number == number
        and abs((facts.ends_on - ends_on).days) <= days
    )
