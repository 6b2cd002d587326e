"""How long parcels and found things wait before somebody is reminded: what the office has decided (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.reception.rules import found, parcels
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class SetDays:
    """Days a parcel may wait before it is overdue; days a found thing waits before it goes to the police."""

    parcel: int
    found: int


def set_days(work: Work, command: SetDays) -> SetDays:
    """Keep them; lists and reminders go by them at once, on past days too."""
    work.require(Right.RECEPTION_SETUP)
    for days, field in ((command.parcel, "parcel"), (command.found, "found")):
        if not 1 <= days <= MOST_DAYS:
            raise Refused(tr("天数在 1 到 {n} 之间", n=MOST_DAYS), field=field)
    set_setting(work, parcels.DAYS_SETTING, command.parcel)
    set_setting(work, found.DAYS_SETTING, command.found)
    work.touch("parcels", "found")
    return command
