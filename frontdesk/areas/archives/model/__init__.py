"""The archives' tables, file by file; each file has its guards."""

from frontdesk.areas.archives.model import (
    anonymising,
    correspondence,
    duplicates,
    emergencies,
    estate,
    looks,
    old_codes,
    papers,
    personal,
    registration,
    resident_changes,
    unit_changes,
)
from frontdesk.areas.archives.model.estate import Building as Building
from frontdesk.areas.archives.model.estate import ImportRun as ImportRun
from frontdesk.areas.archives.model.estate import ParkingSpace as ParkingSpace
from frontdesk.areas.archives.model.estate import Person as Person
from frontdesk.areas.archives.model.estate import Pet as Pet
from frontdesk.areas.archives.model.estate import ReviewFlag as ReviewFlag
from frontdesk.areas.archives.model.estate import Unit as Unit
from frontdesk.areas.archives.model.estate import UnitNote as UnitNote
from frontdesk.areas.archives.model.estate import UnitRole as UnitRole
from frontdesk.areas.archives.model.estate import UnitSource as UnitSource
from frontdesk.areas.archives.model.estate import UnitStateChange as UnitStateChange
from frontdesk.areas.archives.model.estate import Vehicle as Vehicle
from frontdesk.areas.archives.model.old_codes import UnitOldCode as UnitOldCode
from frontdesk.areas.archives.model.unit_changes import UnitChange as UnitChange
from frontdesk.areas.archives.model.unit_changes import UnitChangeThing as UnitChangeThing
from frontdesk.areas.archives.model.unit_changes import UnitChangeUnit as UnitChangeUnit
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (
    *estate.GUARDS,
    *papers.GUARDS,
    *personal.GUARDS,
    *correspondence.GUARDS,
    *old_codes.GUARDS,
    *emergencies.GUARDS,
    *duplicates.GUARDS,
    *registration.GUARDS,
    *resident_changes.GUARDS,
    *unit_changes.GUARDS,
    *looks.GUARDS,
    *anonymising.GUARDS,
)
