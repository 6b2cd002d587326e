"""Who may take a home's keys for good: its owner, or somebody with the owner's word in writing."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.queries.joined import same_ids
from frontdesk.areas.keys.model import Key
from frontdesk.areas.keys.queries.consents import owners_on
from frontdesk.areas.keys.rules.consent import Who, needs_consent
from frontdesk.areas.keys.service.common import tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


def check_taker(work: Work, key: Key, who: Who, authority: str, on: date) -> str:
    """The owner's word by which somebody else takes a home's keys; empty for the owner. Raises `Refused`."""
    written = tidy(authority, field="authority")
    if key.unit_id is None or not needs_consent(key.kind, of_unit=True):
        return written
    owners = owners_on(work.session, key.unit_id, on)
    mine = same_ids(work.session, who.person_id)
    if any(owner in mine for owner, _ in owners):
        return ""
    if not written:
        named = "、".join(name for _, name in owners)
        raise Refused(
            tr("这户的业主是{owners}，别人来领请写明业主的委托", owners=named)
            if named
            else tr("这户没有登记业主，请写明凭什么交给他"),
            field="authority",
        )
    return written
