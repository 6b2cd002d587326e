"""D1.7 for parking: an office's 车位台账 as it really looks, each row's fate, once and again (T14, D3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from frontdesk.areas.archives.model import ParkingSpace, Unit
from frontdesk.areas.archives.rules.importing.register import Fate, ImportRegister, RegisterResult
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.permits.queries.parking import leases, place_facts
from frontdesk.areas.permits.queries.parking_checks import broken_parking
from frontdesk.areas.permits.queries.parking_rent import rent_rows
from frontdesk.areas.permits.queries.register_parking import preview_parking
from frontdesk.areas.permits.rules.parking import LeaseState, PlaceKind
from frontdesk.areas.permits.service.register_parking import import_parking
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import NeedsApproval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk

HEAD = (
    "车位号",
    "车位类型",
    "位置",
    "房号",
    "车主",
    "车牌号",
    "月租金",
    "起租日期",
    "到期日期",
    "已缴至",
    "备注",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("B1-076", "租用", "地下一层", "3-1-1202", "张硕", "浙A8ZS61", "300元/月", "2026-04-01", "2027.3.31", "2026-11-30", ""),
    ("B1-077", "租用", "地下一层", "2-2-801", "", "", 280, "2026年9月1日", "2027-08-31", "", "微型"),
    ("B1-078", "空置", "地下一层", "", "", "", 280, "", "", "", ""),
    ("B1-079", "访客", "地面", "", "", "", "", "", "", "", ""),
    ("B1-080", "产权", "地下一层", "1-1-0101", "业主3", "", "", "", "", "", ""),
    ("B1-076", "租用", "", "1-1-101", "业主3", "", 300, "2026-11-01", "2027-10-31", "", ""),
    ("B1-081", "租用", "", "1-1-101", "业主3", "浙A8ZS61", 300, "2026-11-01", "2027-10-31", "", ""),
    ("B1-082", "租用", "", "", "王磊", "", 300, "2026-11-01", "2027-10-31", "", ""),
    ("B1-083", "租用", "", "1-1-101", "业主3", "", "面议", "2026-11-01", "2027-10-31", "", ""),
    ("B1-084", "租用", "", "1-1-101", "业主3", "", 300, "2026-11-01", "", "", ""),
    ("合计", "", "", "", "", "", 1460, "", "", "", ""),
)  # fmt: skip


def book(path: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("车位")
        sheet.write(0, 0, "翠湖花园车位租用台账（2026）")
        for number, row in enumerate((HEAD, *rows), 2):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    return path


@pytest.fixture(autouse=True)
def real_keys(request: pytest.FixtureRequest) -> None:
    """The units under the keys that the archives give them."""
    found: Desk = request.getfixturevalue("both" if "both" in request.fixturenames else "desk")
    with found.db.write() as session:
        for unit in session.query(Unit):
            code = read_unit_code(unit.code)
            assert code is not None
            unit.key = code.key


def store(desk: Desk, path: Path, **more: Any) -> RegisterResult:
    result: RegisterResult = desk.run(import_parking, ImportRegister(path, **more), desk.supervisor)
    return result


def test_d1_7_a_register_of_spaces_as_offices_keep_it_is_taken_over(both: Desk, tmp_path: Path) -> None:
    result = store(both, book(tmp_path / "车位.xlsx"))
    assert [(row.row, row.fate, row.reason) for row in result.rows] == [
        (4, Fate.NEW, ""),
        (5, Fate.NEW, ""),
        (6, Fate.NEW, "空位"),
        (7, Fate.NEW, "空位"),
        (8, Fate.REJECTED, "产权车位请在业主档案里登记到户，不从这里导入"),
        (9, Fate.REJECTED, "这段时间车位租给 3-1-1202 张硕（第 4 行）"),
        (10, Fate.REJECTED, "车牌 浙A·8ZS61 这段时间在车位 B1-076"),
        (11, Fate.REJECTED, "有承租人，缺房号"),
        (12, Fate.REJECTED, "月租看不懂：面议"),
        (13, Fate.REJECTED, "缺到期日期"),
    ]
    first, second = both.runner.read(leases, TODAY)
    assert (first.code, first.unit_id, first.person_id, first.plate) == ("B1-076", 1, 1, "浙A·8ZS61")
    assert (first.starts_on, first.last_on, first.fee) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
        Money.yuan("300"),
    )
    assert first.state(TODAY) is LeaseState.RUNNING
    assert (second.holder, second.person_id, second.unit) == ("业主2", 2, "2-2-0801")
    kinds = {facts.code: facts.kind for facts in both.runner.read(place_facts, TODAY).values()}
    assert kinds == {
        "B1-076": PlaceKind.LEASED, "B1-077": PlaceKind.LEASED, "B1-078": PlaceKind.LEASED,
        "B1-079": PlaceKind.VISITOR,
    }  # fmt: skip
    assert both.runner.read(broken_parking) == []


def test_m_rent_that_was_paid_elsewhere_is_not_charged_here(desk: Desk, tmp_path: Path) -> None:
    """已缴至 11-30, and no word of it: nothing is asked for before the first of next month."""
    result = store(desk, book(tmp_path / "车位.xlsx"))
    assert dict(result.sums)["到本月要收的租金（元）"] == Money(0)
    assert [desk.runner.read(rent_rows, lease_id) for lease_id in (1, 2)] == [(), ()]


def test_t4_what_is_not_paid_is_charged_once(desk: Desk, tmp_path: Path) -> None:
    rows = [(*ROWS[0][:9], "2026-09-30", "")]
    result = store(desk, book(tmp_path / "车位.xlsx", rows))
    assert dict(result.sums)["到本月要收的租金（元）"] == Money.yuan("600")
    charged = desk.runner.read(rent_rows, 1)
    assert sorted((r.starts_on.isoformat(), r.amount.plain) for r in charged) == [
        ("2026-10-01", "300.00"),
        ("2026-11-01", "300.00"),
    ]
    store(desk, book(tmp_path / "车位.xlsx", rows))
    assert desk.runner.read(rent_rows, 1) == charged
    assert desk.runner.read(broken_parking) == []


def test_a_day_from_which_rent_is_asked_for_can_be_set(desk: Desk, tmp_path: Path) -> None:
    result = store(desk, book(tmp_path / "车位.xlsx", ROWS[1:2]), since=date(2026, 11, 1))
    assert dict(result.sums)["到本月要收的租金（元）"] == Money.yuan("280")
    (row,) = desk.runner.read(rent_rows, 1)
    assert row.amount == Money.yuan("280")


def test_t14_the_same_register_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "车位.xlsx")
    store(desk, file)
    before = desk.runner.read(leases, TODAY)
    again = store(desk, file)
    assert not again.of(Fate.NEW)
    assert [row.reason for row in again.of(Fate.SAME)] == [
        "这份租约已经在了", "这份租约已经在了", "车位已经登记过", "车位已经登记过",
    ]  # fmt: skip
    assert len(again.of(Fate.REJECTED)) == 6
    assert desk.runner.read(leases, TODAY) == before


def test_the_preview_says_the_same_and_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "车位.xlsx")
    told = desk.runner.read(preview_parking, ImportRegister(file), TODAY)
    assert desk.runner.read(leases, TODAY) == ()
    assert store(desk, file) == told


def test_d3_7_an_owners_space_is_not_let_by_a_register_either(desk: Desk, tmp_path: Path) -> None:
    with desk.db.write() as session:
        session.add(ParkingSpace(code="B1-076", unit_id=2, starts_on=None, ends_on=None))
    result = store(desk, book(tmp_path / "车位.xlsx", ROWS[:1]))
    assert [row.reason for row in result.rows] == ["车位 B1-076 在档案里是 2-2-0801 的"]


def test_d3_7_leases_come_in_with_a_supervisors_yes(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "车位.xlsx")
    with pytest.raises(NeedsApproval):
        desk.run(import_parking, ImportRegister(file), desk.receptionist)
    assert desk.runner.read(leases, TODAY) == ()
    yes = Approval(Right.PERMITS_ALLOW, desk.supervisor.id, desk.supervisor.name, "旧台账")
    desk.run(import_parking, ImportRegister(file), desk.receptionist, approval=yes)
    assert len(desk.runner.read(leases, TODAY)) == 2
    assert desk.runner.read(broken_parking) == []
