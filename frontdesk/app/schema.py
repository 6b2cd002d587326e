"""Imports every area's model, so that the metadata and the list of guards are whole."""

from __future__ import annotations

from frontdesk.app.joined import join_areas
from frontdesk.areas.archives import model as archives
from frontdesk.areas.archives.model.anonymising import gated
from frontdesk.areas.archives.rules.anonymising import places
from frontdesk.areas.cashdesk import model as cashdesk
from frontdesk.areas.decoration import model as decoration
from frontdesk.areas.fees import model as fees
from frontdesk.areas.handover import model as handover
from frontdesk.areas.keys import model as keys
from frontdesk.areas.permits import model as permits
from frontdesk.areas.reception import model as reception
from frontdesk.base.store import audit, drafts, numbers, papers, settings, users, vault
from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard

METADATA = Base.metadata
TABLE_MODULES = (
    audit, drafts, numbers, papers, settings, users, vault, archives, fees, cashdesk, keys, permits, decoration,
    reception, handover,
)  # fmt: skip
join_areas()
# What is final opens for the names of somebody made anonymous, and for nothing else (D1.9).
GUARDS: tuple[Guard, ...] = gated(
    (
        *audit.GUARDS,
        *users.GUARDS,
        *papers.GUARDS,
        *vault.GUARDS,
        *archives.GUARDS,
        *fees.GUARDS,
        *cashdesk.GUARDS,
        *keys.GUARDS,
        *permits.GUARDS,
        *decoration.GUARDS,
        *reception.GUARDS,
        *handover.GUARDS,
    ),
    places,
    METADATA,
)
