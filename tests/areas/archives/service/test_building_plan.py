"""批量建房: all of a plan stands, or nothing (D1.1)."""

from __future__ import annotations

import pytest

from frontdesk.areas.archives.queries import buildings, find_unit, unit_count, unit_history
from frontdesk.areas.archives.queries.building_plan import estate_pattern, look_at_plan
from frontdesk.areas.archives.rules.building_plan import Plan, Section, Series
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.service import SaveUnit, save_unit
from frontdesk.areas.archives.service.building_plan import BuildResult, BuildUnits, build_units
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Cancelled, InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.progress import Progress

PLAN = Plan(
    "1-20",
    "1-2",
    pattern="{楼}-{单元}-{0层}{序}",
    state=UnitState.NOT_HANDED_OVER,
    parts=(Section("1-18", "1-4", layout="两室两厅"), Series("B1-", 1, 120, floor=-1)),
)


def test_three_thousand_units_stand_with_their_buildings(
    both: Runner, admin: Actor, clock: FixedClock
) -> None:
    """D1.1, D0.6: buildings in order, units as if typed one by one, each in the trail; found by any writing."""
    made = both.run(build_units, BuildUnits(PLAN), actor=admin).value
    assert made == BuildResult(21, 3_000, 0)
    rows = both.read(buildings)
    assert [(row.name, row.units) for row in rows][:2] == [("1栋", 144), ("2栋", 144)]
    assert (rows[-1].name, rows[-1].units) == ("B1", 120)
    unit = both.read(find_unit, "20栋2单元902")
    assert unit is not None
    assert (unit.code, unit.floor, unit.state) == ("20-2-0902", 9, UnitState.NOT_HANDED_OVER)
    assert both.read(unit_history, unit.id)[0].after == "建立"
    space = both.read(find_unit, "B1-120")
    assert space is not None
    assert (space.kind, space.floor) == (UnitKind.PARKING, -1)
    assert both.read(estate_pattern) == "{楼}-{单元}-{0层}{序}"


def test_units_that_stand_are_named_and_nothing_is_made(runner: Runner, admin: Actor) -> None:
    """D1.1: a clash by any writing of the code; skipped only where the clerk says so, and left as it was."""
    runner.run(save_unit, SaveUnit(None, "1栋1单元102", layout="原来的"), actor=admin)
    small = BuildUnits(Plan("1", "1", pattern="{楼}-{单元}-{0层}{序}", parts=(Section("1-2", "1-2"),)))
    assert list(runner.read(look_at_plan, small.plan).taken.values()) == ["1-1-102"]
    with pytest.raises(Refused, match="已经有 1 户：1-1-102，一户也没有建"):
        runner.run(build_units, small, actor=admin)
    assert runner.read(unit_count) == 1
    made = runner.run(build_units, BuildUnits(small.plan, skip_taken=True), actor=admin).value
    assert made == BuildResult(0, 3, 1)
    kept = runner.read(find_unit, "1-1-102")
    assert kept is not None
    assert kept.layout == "原来的"
    with pytest.raises(Refused, match="都已经有了"):
        runner.run(build_units, BuildUnits(small.plan, skip_taken=True), actor=admin)


def test_cancel_wrong_plans_and_the_wrong_person_leave_nothing(
    runner: Runner, admin: Actor, receptionist: Actor
) -> None:
    """L6: cancelled half-way nothing stands; ARCHIVES_SETUP is asked for."""
    progress = Progress()
    progress.report = lambda done, of, words: progress.cancelled.set() if done else None
    with pytest.raises(Cancelled):
        runner.run(build_units, BuildUnits(PLAN), actor=admin, progress=progress)
    with pytest.raises(NeedsApproval):
        runner.run(build_units, BuildUnits(PLAN), actor=receptionist)
    with pytest.raises(InvalidInput):
        runner.run(build_units, BuildUnits(Plan("1")), actor=admin)
    assert runner.read(unit_count) == 0
    assert runner.read(buildings) == ()
