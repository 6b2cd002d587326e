"""What the keys have to say before a unit is merged or split: who has which, who may have them (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.keys.queries.consents import consents_of
from frontdesk.areas.keys.queries.keys import of_unit
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr


def keys_hinder(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """A key that is out blocks; keys that hang here and the owner's word on them are told."""
    found: list[Hindrance] = []
    rows = of_unit(session, unit_id, local_time(now).date())
    out = [row for row in rows if row.out]
    if out:
        told = "、".join(f"{row.tag}（{row.holder}）" if row.holder else row.tag for row in out)
        found.append(Hindrance(tr("钥匙借出没有还：{keys}", keys=told), True))
    here = [row.tag for row in rows if row.on_hand]
    if here:
        found.append(Hindrance(tr("柜里有钥匙 {tags}，锁没换的请改挂到新房屋", tags="、".join(here)), False))
    consents = [
        row
        for row in consents_of(session, unit_id, local_time(now).date())
        if not row.over and not row.ended_by
    ]
    if consents:
        words = tr("借钥匙的名单 {n} 条，是业主为原来的房屋写的，新房屋请重新登记", n=len(consents))
        found.append(Hindrance(words, False))
    return tuple(found)
