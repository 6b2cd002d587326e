"""房屋合并、拆分: areas that add up, who and what goes over, what hinders, days before and after (D1.1, D1.8, T15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from frontdesk.areas.archives.queries import (
    UnitFilter,
    find_unit,
    search,
    unit_count,
    unit_file,
    unit_rows,
)
from frontdesk.areas.archives.queries.statistics import archive_figures
from frontdesk.areas.archives.queries.unit_changes import (
    ChangeFilter,
    broken_unit_changes,
    change_file,
    change_rows,
    look_at_change,
    look_at_units,
)
from frontdesk.areas.archives.queries.unit_ends import bonds_of
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.unit_changes import Hindrance, NewUnit, Thing, UnitChangeKind
from frontdesk.areas.archives.service import (
    AddNote,
    AddPet,
    AddRole,
    AddVehicle,
    ImportUnits,
    SavePerson,
    SaveUnit,
    add_note,
    add_pet,
    add_role,
    add_vehicle,
    import_units,
    save_person,
    save_unit,
)
from frontdesk.areas.archives.service.unit_changes import Changed, ChangeUnits, Place, change_units
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused

MERGE, SPLIT = UnitChangeKind.MERGE, UnitChangeKind.SPLIT
DAY = date(2026, 11, 17)
NEIGHBOURS = (("3-1-1202", "89.60", "72.15"), ("3-1-1203", "127.35", "101.20"))


class Estate:
    """Two neighbouring homes of one owner, and short ways to change them."""

    def __init__(self, runner: Runner, actor: Actor) -> None:
        self.runner, self.actor = runner, actor
        self.owner = self.do(save_person, SavePerson(None, "张硕", phone="13800138000"))
        self.ids = [self.unit(code, built, inner) for code, built, inner in NEIGHBOURS]

    def do(self, service: Any, command: Any, **how: Any) -> Any:
        return self.runner.run(service, command, actor=how.pop("actor", self.actor), **how).value

    def unit(self, code: str, built: str, inner: str | None = None, owner: int | None = None) -> int:
        found = SaveUnit(None, code, built_area=Decimal(built), inner_area=Decimal(inner) if inner else None)
        unit_id: int = self.do(save_unit, found)
        self.do(add_role, AddRole(unit_id, owner or self.owner, RoleKind.OWNER, starts_on=date(2020, 1, 1)))
        return unit_id

    def change(
        self, kind: UnitChangeKind, ids: list[int], *new: tuple[str, str, str], **more: Any
    ) -> Changed:
        units = tuple(NewUnit(c, Decimal(b), Decimal(i) if i else None) for c, b, i in new)
        more.setdefault("on", DAY)
        actor = more.pop("actor", self.actor)
        command = ChangeUnits(kind, tuple(ids), units, reason="业主打通", **more)
        made: Changed = self.do(change_units, command, actor=actor)
        return made

    def merge(self, code: str = "3-1-1202", **more: Any) -> Changed:
        return self.change(MERGE, self.ids, (code, "216.95", "173.35"), **more)


@pytest.fixture
def estate(runner: Runner, admin: Actor) -> Estate:
    return Estate(runner, admin)


def test_two_homes_become_one_and_days_before_keep_both(both: Runner, admin: Actor) -> None:
    """D1.1, D1.8, T15: roles, vehicle, pet and note go over; the old ones stay, are found and say what they became."""
    estate = Estate(both, admin)
    one, other = estate.ids
    tenant = estate.do(save_person, SavePerson(None, "李娜"))
    estate.do(add_role, AddRole(other, tenant, RoleKind.TENANT, starts_on=date(2026, 1, 1)))
    estate.do(add_vehicle, AddVehicle(one, "粤B12345"))
    pet = estate.do(add_pet, AddPet(other, "豆豆", "泰迪"))
    estate.do(add_note, AddNote(one, "老人独居"))
    made = estate.merge(places=(Place(Thing.PET, pet, None),))
    assert made.number == "FH-2026-001"
    (new,) = made.unit_ids
    file = both.read(unit_file, new, DAY)
    assert [(role.name, role.kind) for role in file.roles] == [
        ("张硕", RoleKind.OWNER),
        ("李娜", RoleKind.TENANT),
    ]
    assert {role.starts_on for role in file.roles} == {DAY}
    assert [vehicle.plate for vehicle in file.vehicles] == ["粤B·12345"]
    assert [note.text for note in file.notes] == ["老人独居"]
    assert file.pets == ()
    old = both.read(unit_file, one, DAY)
    assert (old.unit.code, old.unit.state_words) == ("3-1-1202(旧)", "已合并")
    assert all(role.over for role in old.roles)
    assert [row.code for row in both.read(unit_rows)] == ["3-1-1202"]
    assert both.read(unit_count, UnitFilter(ended=True)) == 2
    assert both.read(find_unit, "1202").id == new  # type: ignore[union-attr]
    hits = both.read(search, "3-1-1203")
    assert [(hit.id, hit.status) for hit in hits] == [(other, "已合并")]
    assert "3-1-1202" in hits[0].second
    assert [bond.words for bond in both.read(bonds_of, new)] == [
        "2026-11-17 由 3-1-1202(旧)、3-1-1203 合并而来"
    ]
    before, after = (both.read(archive_figures, day) for day in (date(2026, 11, 16), DAY))
    assert [(f.whole.units, f.whole.area) for f in (before, after)] == [
        (2, Decimal("216.95")),
        (1, Decimal("216.95")),
    ]
    assert (before.residents.owners, after.residents.owners) == (1, 1)
    assert both.read(broken_unit_changes) == []


def test_areas_that_do_not_add_up_are_nobody_s_to_allow(estate: Estate, supervisor: Actor) -> None:
    """D1.1: the figure by which they differ is said, whatever reason a supervisor gives."""
    with pytest.raises(InvalidInput) as wrong:
        estate.change(MERGE, estate.ids, ("3-1-1202", "217.00", ""), why="测绘报告为准", actor=supervisor)
    assert "多 0.05 ㎡：原来合计 216.95 ㎡，现在合计 217.00 ㎡" in wrong.value.errors["built_1"]
    assert "173.35" in wrong.value.errors["inner_1"]
    with pytest.raises(InvalidInput) as wrong:
        estate.change(SPLIT, estate.ids[:1], ("3-1-1202", "44.80", "36.15"), ("3-1-1202A", "44.79", "36.00"))
    assert "少 0.01 ㎡" in wrong.value.errors["built_2"]
    assert estate.runner.read(change_rows, ChangeFilter()) == ()


def test_who_may_not_and_what_cannot(estate: Estate, receptionist: Actor) -> None:
    """D1.1, T16: rights, days to come, buildings apart, codes taken, a unit that has ended already."""
    with pytest.raises(NeedsApproval):
        estate.merge(actor=receptionist)
    with pytest.raises(Refused, match="还没有到"):
        estate.merge(on=date(2026, 12, 1))
    far = estate.unit("5-1-1202", "89.60")
    with pytest.raises(Refused, match="不在同一栋楼"):
        estate.change(MERGE, [estate.ids[0], far], ("3-1-1202", "179.20", ""))
    estate.unit("3-1-1204", "60.00")
    with pytest.raises(InvalidInput) as wrong:
        estate.merge("3-1-1204")
    assert wrong.value.errors == {"code_1": "房号 3-1-1204 已经有了"}
    estate.merge()
    with pytest.raises(Refused, match="已合并"):
        estate.merge("3-1-1299")
    with pytest.raises(Refused, match="已合并为 3-1-1202"):
        estate.do(add_note, AddNote(estate.ids[1], "老人"))


def test_owners_who_differ_take_shares_that_are_typed(runner: Runner, admin: Actor) -> None:
    """D1.1: without shares refused in words, with shares they must be 100 %."""
    estate = Estate(runner, admin)
    wife = estate.do(save_person, SavePerson(None, "李娜"))
    third = estate.unit("3-1-1201", "60.00", owner=wife)
    ids = [third, estate.ids[0]]
    look = runner.read(look_at_units, MERGE, ids, DAY, runner.clock.now())
    assert (look.same, [owner.name for owner in look.owners]) == (False, ["李娜", "张硕"])
    new = ("3-1-1201", "149.60", "")
    with pytest.raises(InvalidInput) as wrong:
        estate.change(MERGE, ids, new)
    assert "每位业主的份额" in wrong.value.errors["shares"]
    with pytest.raises(InvalidInput) as wrong:
        estate.change(MERGE, ids, new, shares=((wife, Decimal(40)), (estate.owner, Decimal(50))))
    assert "合计 90%" in wrong.value.errors["shares"]
    made = estate.change(MERGE, ids, new, shares=((wife, Decimal(40)), (estate.owner, Decimal(60))))
    file = runner.read(unit_file, made.unit_ids[0], DAY)
    assert {(role.name, role.share) for role in file.roles} == {("李娜", Decimal(40)), ("张硕", Decimal(60))}


def test_what_blocks_takes_a_reason_and_is_kept(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """D1.1, T22: each thing is told by its unit; what blocks comes first, what is only to be known blocks nothing."""
    from frontdesk.areas.archives.queries import unit_changes

    def source(session: Any, unit_id: int, on: date, now: Any) -> tuple[Hindrance, ...]:
        if unit_id != estate.ids[1]:
            return ()
        return Hindrance("报事 1 件", False), Hindrance("欠费 2 项 ¥510.72", True)

    monkeypatch.setattr(unit_changes, "hindrance_sources", [source])
    look = estate.runner.read(look_at_change, MERGE, "3-1-1202、1203", DAY, estate.runner.clock.now())
    assert [one.told for one in look.troubles] == ["3-1-1203 欠费 2 项 ¥510.72", "3-1-1203 报事 1 件"]
    with pytest.raises(InvalidInput) as wrong:
        estate.merge()
    assert wrong.value.errors == {"why": "还有 1 件没有办完，要继续请写明原因"}
    made = estate.merge(why="业主书面承诺月底前交清")
    row = estate.runner.read(change_file, made.id, DAY).row
    assert (row.lifted, row.lifted_why) == ("3-1-1203 欠费 2 项 ¥510.72", "业主书面承诺月底前交清")


def test_the_opposite_undoes_it_and_pressing_twice_is_once(estate: Estate) -> None:
    """D1.1, D0.5, T23: codes go back to units of their own; what happened stays in the list."""
    made = estate.merge(token="t1")
    assert estate.merge(token="t1") == made
    parts = (("3-1-1202", "89.60", "72.15"), ("3-1-1203", "127.35", "101.20"))
    with pytest.raises(Refused, match="从 2026-11-17 起才有"):
        estate.change(SPLIT, list(made.unit_ids), *parts)
    back = estate.change(SPLIT, list(made.unit_ids), *parts, on=date(2026, 11, 20))
    assert back.codes == ("3-1-1202", "3-1-1203")
    rows = estate.runner.read(change_rows, ChangeFilter())
    assert [(row.number, row.old, row.new) for row in rows] == [
        ("FH-2026-002", "3-1-1202", "3-1-1202、3-1-1203"),
        ("FH-2026-001", "3-1-1202、3-1-1203", "3-1-1202"),
    ]
    figures = [estate.runner.read(archive_figures, date(2026, 11, day)).whole.units for day in (16, 19, 21)]
    assert figures == [2, 1, 2]
    assert [row.code for row in estate.runner.read(unit_rows, UnitFilter(ended=True))] == [
        "3-1-1202(旧)",
        "3-1-1202(旧2)",
        "3-1-1203(旧)",
    ]
    assert estate.runner.read(broken_unit_changes) == []


def test_a_workbook_of_before_changes_nothing_of_what_ended(estate: Estate, workbook: Any) -> None:
    """D1.1, T14: the row says why; the unit made of it is not shrunk to the old area."""
    rows = [["房号", "业主姓名", "建筑面积"], ["3-1-1202", "张硕", "89.60"], ["3-1-1203", "张硕", "127.35"]]
    estate.merge()
    result = estate.do(import_units, ImportUnits(workbook({"Sheet1": rows}), None, None))
    assert [
        (row.code, row.outcome.value if row.outcome else "", row.reason) for row in result.rows if row.code
    ] == [
        ("3-1-1202", "不变", "建筑面积与档案不符"),
        ("3-1-1203", "不变", "这户已合并，没有改动"),
    ]
    again = estate.do(import_units, ImportUnits(workbook({"Sheet1": rows}), None, None))
    assert (again.units, again.people) == (0, 0)


def test_the_database_keeps_what_ended(estate: Estate, db: Database) -> None:
    """D1.1, D0.5: the end of a unit, the document and its lines cannot be taken back by whatever code."""
    estate.do(add_note, AddNote(estate.ids[0], "老人独居"))
    estate.merge()
    for statement in (
        "UPDATE unit SET ended_on = NULL WHERE ended_on IS NOT NULL",
        "UPDATE unit_change SET reason = ''",
        "DELETE FROM unit_change_unit",
        "DELETE FROM unit_change_thing",
    ):
        with pytest.raises(DatabaseError, match="ended|final|never deleted"), db.write() as session:
            session.execute(text(statement))
