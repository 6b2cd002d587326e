"""The demo estate's home that was sold last week, with arrears the new owners took over, and a tenant who made way for another (D1.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import UnitFilter, unit_rows
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, home_facts
from frontdesk.areas.handover.rules.transfers import ChangeKind, Thing, Why
from frontdesk.areas.handover.service.transfer_commands import MakeChange, NewParty, TakeOver
from frontdesk.areas.handover.service.transfers import make_change
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import ZERO

_FEW = 6
"""More charges than that are no everyday sale."""


def change_hands(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """A sale six days ago, a new tenant three days ago."""
    year.at(year.today - timedelta(days=6), 10, 40)
    sold = _first(_homes(year, UnitState.OWNER), lambda facts: _sells(facts, year.today - timedelta(days=6)))
    if sold is not None:
        pair = (
            NewParty("裘望舒", id_number="330105198803121229", phone="13600571122", share=Decimal(60)),
            NewParty("谌一鸣", id_number="330105199007253313", phone="13600571123", share=Decimal(40)),
        )
        _change(
            year, clerk, sold, ChangeKind.OWNER, Why.SALE, (RoleKind.OWNER, RoleKind.FAMILY), pair,
            basis="不动产权证 浙（2026）不动产权第0118213号", words="旧业主搬家当天另开出门条。",
            take_over=TakeOver("裘望舒", "房款里已扣，由新业主承担", signed=True) if sold.arrears else None,
        )  # fmt: skip
    year.at(year.today - timedelta(days=3), 15, 20)
    let = _first(_homes(year, UnitState.LET), lambda facts: _lets(facts, year.today - timedelta(days=3)))
    if let is not None:
        comes = (
            NewParty(
                "班若兰",
                id_number="420102199507170066",
                phone="15000571124",
                last_on=year.today + timedelta(days=362),
            ),
        )
        _change(
            year, supervisor, let, ChangeKind.LEASE, Why.LET_ANEW, (RoleKind.TENANT,), comes,
            basis="租赁合同，业主书面同意", words="",
        )  # fmt: skip


def _homes(year: Year, state: UnitState) -> Iterator[HomeFacts]:
    """From the estate's end: the other days of the demo begin at the front."""
    today = year.clock.today()
    rows = year.runner.read(unit_rows, UnitFilter(kind=UnitKind.HOME, state=state, on=today), 0, None)
    for row in reversed(rows):
        yield year.runner.read(home_facts, row.id, today, year.clock.now())


def _first(homes: Iterator[HomeFacts], fits: Callable[[HomeFacts], bool]) -> HomeFacts | None:
    """The first that fits; in the small estate there may be none that owes: then any quiet home."""
    return next((facts for facts in homes if fits(facts)), None)


def _quiet(facts: HomeFacts, on: date, main: RoleKind) -> bool:
    """Nothing is under way there, and whoever leaves came before the day."""
    leave = facts.roles_of(main)
    busy = facts.of_sort(Thing.DECORATION, Thing.TICKET, Thing.PARCEL, Thing.LEASE)
    return bool(leave) and not busy and all(r.starts_on is None or r.starts_on < on for r in leave)


def _sells(facts: HomeFacts, on: date) -> bool:
    tenants = facts.roles_of(RoleKind.TENANT)
    return (
        _quiet(facts, on, RoleKind.OWNER)
        and not tenants
        and facts.prepaid == ZERO
        and 0 < len(facts.arrears) <= _FEW
        and not facts.deposits
    )


def _lets(facts: HomeFacts, on: date) -> bool:
    return (
        _quiet(facts, on, RoleKind.TENANT)
        and len(facts.roles_of(RoleKind.TENANT)) == 1
        and facts.prepaid == ZERO
    )


def _change(
    year: Year, actor: Actor, facts: HomeFacts, kind: ChangeKind, why: Why, leave: tuple[RoleKind, ...],
    new: tuple[NewParty, ...], **more: Any,
) -> None:  # fmt: skip
    cars = facts.of_sort(Thing.VEHICLE) if kind is ChangeKind.OWNER else ()
    command = MakeChange(
        kind, facts.unit.id, year.clock.today(), why, facts.owed + facts.late, facts.prepaid,
        out=tuple(r.role_id for r in facts.roles_of(*leave)), new=new, ends=tuple((t.sort, t.id) for t in cars),
        **more,
    )  # fmt: skip
    year.runner.run(make_change, command, actor=actor)
