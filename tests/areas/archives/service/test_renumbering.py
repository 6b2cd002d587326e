"""改房号: new codes for a unit, an entrance, a building; the old ones stay findable (D1.1)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from frontdesk.areas.archives.model import Building
from frontdesk.areas.archives.queries import (
    buildings,
    find_unit,
    find_unit_ids,
    search,
    unit_file,
    unit_history,
    unit_rows,
)
from frontdesk.areas.archives.queries.units import UnitFilter
from frontdesk.areas.archives.rules.renumbering import Numbered, Scope, renumber
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.archives.service import SaveUnit, save_unit
from frontdesk.areas.archives.service.renumbering import Renumber, renumber_units
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.errors import InvalidInput, NeedsApproval


def made(runner: Runner, actor: Actor, *codes: str) -> list[int]:
    return [runner.run(save_unit, SaveUnit(None, code), actor=actor).value for code in codes]


def test_a_building_s_number_changes_and_old_codes_still_lead_there(both: Runner, admin: Actor) -> None:
    """D1.1, D0.1, D0.6: search, the field for a unit and the history know both."""
    first, _, other = made(both, admin, "3-1-1101", "3-2-1102", "5-1-1101")
    count = both.run(renumber_units, Renumber(first, Scope.BUILDING, "8栋", "门牌更换"), actor=admin).value
    assert count == 2
    assert [row.name for row in both.read(buildings)] == ["5栋", "8栋"]
    now = both.read(find_unit, "8-2-1102")
    assert now is not None
    assert both.read(find_unit_ids, "3栋1单元1101") == (first,)
    hits = both.read(search, "3-1-1101")
    assert [(hit.id, hit.label, hit.second[:10]) for hit in hits] == [(first, "8-1-1101", "原 3-1-1101")]
    file = both.read(unit_file, first, date(2026, 11, 21))
    assert [(old.code, old.reason) for old in file.old_codes] == [("3-1-1101", "门牌更换")]
    change = next(row for row in both.read(unit_history, first) if row.what == "房号")
    assert (change.before, change.after) == ("3-1-1101", "8-1-1101")
    assert both.read(find_unit_ids, "5-1-1101") == (other,)
    # The list finds by the whole old code, as the message after the change says; by a part of it nobody.
    assert [row.id for row in both.read(unit_rows, UnitFilter(text="3-1-1101"))] == [first]
    assert both.read(unit_rows, UnitFilter(text="3-2-11")) == ()


def test_an_entrance_and_one_unit_change_and_clashes_are_named(
    runner: Runner, admin: Actor, receptionist: Actor
) -> None:
    """D1.1: refused in words with the codes in the way, and nothing is changed."""
    first, second, third = made(runner, admin, "3-1-1101", "3-1-1102", "3-2-1101")
    with pytest.raises(InvalidInput) as clash:
        runner.run(renumber_units, Renumber(first, Scope.ENTRANCE, "2", "改"), actor=admin)
    assert "3-2-1101 已经有了，共 1 户" in clash.value.errors["number"]
    with pytest.raises(InvalidInput, match="一样"):
        runner.run(renumber_units, Renumber(first, Scope.UNIT, "3栋1单元1101", "改"), actor=admin)
    with pytest.raises(InvalidInput, match="为什么改"):
        runner.run(renumber_units, Renumber(first, Scope.UNIT, "3-1-1201", " "), actor=admin)
    with pytest.raises(NeedsApproval):
        runner.run(renumber_units, Renumber(first, Scope.UNIT, "3-1-1201", "改"), actor=receptionist)
    made(runner, admin, "9-1-101")
    with pytest.raises(InvalidInput, match="已经有9栋了"):
        runner.run(renumber_units, Renumber(first, Scope.BUILDING, "9", "改"), actor=admin)
    assert runner.read(find_unit_ids, "3-1-1102") == (second,)
    assert runner.run(renumber_units, Renumber(first, Scope.ENTRANCE, "4", "改"), actor=admin).value == 2
    runner.run(renumber_units, Renumber(third, Scope.UNIT, "3-1-1102", "改"), actor=admin)
    assert [row.id for row in runner.read(unit_rows, UnitFilter(text="3-1-1102"))] == [third]
    # The number is another unit's now: it leads there, and no longer to the one that had it.
    assert runner.read(find_unit_ids, "3-1-1102") == (third,)
    assert runner.read(find_unit_ids, "3-1-1101") == (first,)


def test_one_unit_moves_to_another_building_and_a_name_of_the_office_s_own_stays(
    runner: Runner, admin: Actor
) -> None:
    """D1.1: the building follows the code; 3栋 becomes 8栋 of itself, 锦绣阁 stays 锦绣阁."""
    first, second = made(runner, admin, "3-1-1101", "3-1-1102")
    runner.run(renumber_units, Renumber(second, Scope.UNIT, "5-1-1102", "改"), actor=admin)
    assert [(row.name, row.units) for row in runner.read(buildings)] == [("3栋", 1), ("5栋", 1)]

    def named(work: Work, name: str) -> None:
        work.session.execute(update(Building).where(Building.code == "3").values(name=name))

    runner.run(named, "锦绣阁", actor=admin)
    runner.run(renumber_units, Renumber(first, Scope.BUILDING, "8", "改"), actor=admin)
    assert {row.name for row in runner.read(buildings)} == {"锦绣阁", "5栋"}


def test_an_entrance_whose_new_codes_meet_is_refused() -> None:
    """D1.1: `3-1202` and `3-1-1202` of one entrance would both be 3-2-1202."""
    homes = (Numbered(1, "3", "1", "1202", "3-1202"), Numbered(2, "3", "1", "1202", "3-1-1202"))
    assert "两户的房号一样" in renumber(Scope.ENTRANCE, homes, "2", {}).error


def test_a_code_corrected_in_the_form_is_kept_too(runner: Runner, admin: Actor) -> None:
    (unit,) = made(runner, admin, "3-1-1101")
    runner.run(save_unit, SaveUnit(unit, "3-1-1107"), actor=admin)
    runner.run(save_unit, SaveUnit(unit, "3栋1单元1107", layout="两室"), actor=admin)
    file = runner.read(unit_file, unit, date(2026, 11, 21))
    assert [old.code for old in file.old_codes] == ["3-1-1101"]
    code = read_unit_code("3-1-3A01")
    assert code is not None
    assert code.sort_key > read_unit_code("3-1-302").sort_key  # type: ignore[union-attr]


def test_a_workbook_of_before_means_the_same_units(take, runner: Runner, admin: Actor) -> None:  # type: ignore[no-untyped-def]
    """T14: importing last year's workbook again makes no second unit under the old number."""
    sheet = {"业主": [["房号", "业主姓名", "电话"], ["3-1-1101", "张硕", "13812345678"]]}
    take(sheet)
    unit = runner.read(find_unit, "3-1-1101")
    assert unit is not None
    runner.run(renumber_units, Renumber(unit.id, Scope.BUILDING, "8", "门牌更换"), actor=admin)
    result = take(sheet)
    assert result.units == 0
    assert [row.code for row in runner.read(buildings)] == ["8"]
