"""The papers of a movement, frozen under their numbers: 交接单 and 托管协议 (D0.4, F1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.keys.documents import CareAgreement, ConsentLine, KeyHandover
from frontdesk.areas.keys.queries.consents import consents_of
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import CARE_TERMS, CARE_TERMS_SETTING, Slip
from frontdesk.areas.keys.service.common import (
    Pieces,
    freeze,
    house,
    line,
    one_unit,
    party,
    shown,
    unit_code,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr


def freeze_handover(
    work: Work,
    number: str,
    taken: Sequence[Pieces],
    who: Who,
    on: date,
    words: str,
    move_id: int,
    *,
    incoming: bool,
) -> None:
    """Keep the 交接单: from *who* to the office when *incoming*, else from the office to them."""
    rows = shown(work, [each.key_id for each in taken])
    unit_id, unit = one_unit(rows.values())
    other = party(who)
    here, there = house(work), other.words
    names = office(work)
    what = tr("收到钥匙") if incoming else tr("移交钥匙")
    paper = KeyHandover(
        office=names.office,
        estate=names.estate,
        number=number,
        day=on,
        what=f"{what} {unit}".rstrip(),
        giver=there if incoming else here,
        taker=here if incoming else there,
        other=other,
        unit=unit,
        lines=tuple(line(rows[each.key_id], each.pieces, rows[each.key_id].words) for each in taken),
        words=words,
        clerk=work.actor.name,
    )
    title = tr("钥匙交接单 {what}", what=paper.what)
    freeze(work, Slip.HANDOVER, number, title, paper, move_id, unit_id)


def freeze_agreement(
    work: Work,
    number: str,
    unit_id: int,
    who: Who,
    taken: Sequence[Pieces],
    until: date | None,
    authority: str,
    on: date,
    move_id: int,
) -> None:
    """Keep the 钥匙托管协议, with the list of who may have the keys as it stands today."""
    rows = shown(work, [each.key_id for each in taken])
    names = office(work)
    unit = unit_code(work, unit_id)
    terms = get_setting(work.session, CARE_TERMS_SETTING, None) or [tr(term) for term in CARE_TERMS]
    paper = CareAgreement(
        office=names.office,
        estate=names.estate,
        number=number,
        day=on,
        unit=unit,
        owner=party(who),
        lines=tuple(line(rows[each.key_id], each.pieces, rows[each.key_id].words) for each in taken),
        until=until,
        authority=authority,
        consents=tuple(
            ConsentLine(
                row.allow,
                row.name,
                "" if row.ends_on is None else (row.ends_on - timedelta(days=1)).isoformat(),
                row.words,
            )
            for row in consents_of(work.session, unit_id, on)
            if not row.over
        ),
        terms=tuple(str(term) for term in terms),
        clerk=work.actor.name,
    )
    freeze(work, Slip.CARE, number, tr("钥匙托管协议 {unit}", unit=unit), paper, move_id, unit_id)
