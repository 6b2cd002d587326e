"""The office's workbook of readings: what goes in, what waits, what comes back, the second time nothing (M3, T14)."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from frontdesk.areas.archives.service import ImportUnits, import_units
from frontdesk.areas.fees.queries.meters import held_readings, meter_sheet, meter_states
from frontdesk.areas.fees.queries.reading_book import (
    BookResult,
    Fate,
    ImportReadings,
    preview_readings,
)
from frontdesk.areas.fees.rules.kinds import Category, Decision, MeterKind, Odd, Pricing, ReadingKind
from frontdesk.areas.fees.service import AddFeeItem, Bill, add_fee_item, bill
from frontdesk.areas.fees.service.meters import DecideHeld, decide_held
from frontdesk.areas.fees.service.reading_book import import_readings, readings_rejects
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month

DATA = Path(__file__).parents[3] / "data"
SAMPLE = ImportReadings(DATA / "shuibiao-2026-11.xlsx", open_missing=True)
TODAY = date(2026, 11, 21)
D = Decimal


@pytest.fixture
def homes(runner: Runner, admin: Actor) -> Runner:
    """The estate of the sample's units, without a meter."""
    runner.run(import_units, ImportUnits(DATA / "yezhu-ziliao.xlsx"), actor=admin)
    return runner


def told(result: BookResult) -> dict[str, int]:
    return {fate.name: len(result.of(fate)) for fate in Fate if result.of(fate)}


def odd(runner: Runner) -> list[tuple[str, Odd]]:
    return [(row.unit, row.odd) for row in runner.read(held_readings)]


ODD = [
    ("1-2-301", Odd.LOWER),
    ("1-2-702", Odd.LOWER),
    ("2-2-901", Odd.MUCH),
    ("2-2-1002", Odd.LOWER),
    ("3-1-401", Odd.LOWER),
    ("3-2-602", Odd.MUCH),
    ("3-2-802", Odd.MISSING),
]
"""What is wrong in the sample: three that went round, one lower, two that used thirty times the usual, one missing."""


def test_m3_2_the_sample_odd_rows_wait_with_their_reason_and_the_rest_goes_in(
    homes: Runner, admin: Actor
) -> None:
    before = homes.read(preview_readings, SAMPLE, TODAY)
    assert homes.read(meter_states, kind=MeterKind.WATER) == {}, "a preview stores nothing"
    result = homes.run(import_readings, SAMPLE, actor=admin).value
    assert result == before
    assert told(result) == {"GOOD": 125, "HELD": 7}
    assert result.opened == 132
    assert [(r.unit, r.reason) for r in result.of(Fate.HELD)][:3] == [
        ("1-2-301", "低于上次读数 99,995"),
        ("1-2-702", "低于上次读数 99,995"),
        ("2-2-901", "用量 240，超过平时 8 的三倍"),
    ]
    assert odd(homes) == ODD
    (line, *_rest) = homes.read(meter_sheet, MeterKind.WATER, date(2026, 11, 20))
    assert (line.unit, line.number, line.last_value, line.value, line.use) == (
        "1-1-101", "S110101", D("737.5"), D("737.5"), 0,
    )  # fmt: skip


def test_t14_the_same_workbook_again_changes_nothing_also_after_everything_was_decided(
    homes: Runner, admin: Actor
) -> None:
    homes.run(import_readings, SAMPLE, actor=admin)
    again = homes.run(import_readings, SAMPLE, actor=admin)
    assert (told(again.value), again.touched) == ({"SAME": 132}, frozenset())
    for held in homes.read(held_readings):
        decision = {Odd.LOWER: Decision.ROLL, Odd.MUCH: Decision.ACCEPT, Odd.MISSING: Decision.ESTIMATE}[
            held.odd
        ]
        use = None
        if held.unit == "3-1-401":
            decision = Decision.CORRECT
        if held.unit == "3-2-802":
            use = D(5)
        value = D(710) if decision is Decision.CORRECT else None
        homes.run(decide_held, DecideHeld(held.id, decision, "查过", value, use), actor=admin)
    assert odd(homes) == []
    assert told(homes.run(import_readings, SAMPLE, actor=admin).value) == {"SAME": 132}
    states = homes.read(meter_states, kind=MeterKind.WATER)
    uses = {state.unit: state.uses for state in states.values()}
    assert (uses["1-2-301"], uses["2-2-901"], uses["3-1-401"], uses["3-2-802"]) == ([9], [240], [6], [5])


def test_m3_the_sample_is_billed_when_it_has_been_decided(homes: Runner, admin: Actor) -> None:
    homes.run(import_readings, SAMPLE, actor=admin)
    item = AddFeeItem("水费", Category.WATER, Pricing.METER, price=D("5.00"), price_from=date(2026, 1, 1))
    homes.run(add_fee_item, item, actor=admin)
    result = homes.run(bill, Bill(Month(2026, 11)), actor=admin).value
    reasons = [s.reason for s in result.skipped]
    assert sum(1 for reason in reasons if reason.startswith("读数待定")) == 7
    used = sum((s.uses[-1] for s in homes.read(meter_states, kind=MeterKind.WATER).values() if s.uses), D(0))
    assert result.made + reasons.count("用量为零") + reasons.count("没有业主") == 125
    assert result.total <= Money.yuan(used * 5)


# -- next month's workbook, with meters on record --


def book(tmp_path: Path, *rows: tuple[Any, ...], head: tuple[str, ...] = ()) -> Path:
    path = tmp_path / f"抄表{len(list(tmp_path.iterdir()))}.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("抄表")
        for at, row in enumerate((head or ("房号", "表号", "上期读数", "本期读数", "抄表日期"), *rows)):
            sheet.write_row(at, 0, row)
    return path


def test_m3_what_does_not_fit_the_records_waits_or_comes_back(
    homes: Runner, admin: Actor, tmp_path: Path
) -> None:
    homes.run(import_readings, SAMPLE, actor=admin)
    path = book(
        tmp_path,
        ("1-1-101", "S110101", 737.5, 740, "2026-11-21"),
        ("1-1-102", "S110102", 800, 820, "2026-11-21"),
        ("1-1-201", "S-OTHER", 361.5, 365, "2026-11-21"),
        ("1-1-202", "S110301", 591, 600, "2026-11-21"),
        ("9-9-909", "", 1, 2, "2026-11-21"),
        ("1-1-302", "S110302", 524, 530, "2026-12-21"),
        ("1-1-401", "S110401", 891, 123456, "2026-11-21"),
        ("1-1-402", "S110402", 186.5, 190, "2026-11-19"),
        ("1-1-501", "S110501", 229, 240, "2026-11-20"),
        ("1-1-101", "S110101", 737.5, 741, "2026-11-21"),
        ("1-1-502", "S110502", 111.5, "约120", "2026-11-21"),
        ("", "S110601", 277, 284, "2026-11-21"),
    )
    result = homes.run(import_readings, ImportReadings(path), actor=admin).value
    assert [(r.unit, r.fate, r.reason) for r in result.rows] == [
        ("1-1-101", Fate.HELD, "用量 2.5，超过平时 0 的三倍"),
        ("1-1-102", Fate.HELD, "上期写 800，登记的是 818"),
        ("1-1-201", Fate.HELD, "表号写 S-OTHER，登记的是 S110201"),
        ("1-1-202", Fate.REJECTED, "表号 S110301 登记在 1-1-301"),
        ("9-9-909", Fate.REJECTED, "没有 9-9-909 这户"),
        ("1-1-302", Fate.REJECTED, "抄表日期在今天之后"),
        ("1-1-401", Fate.REJECTED, "这块表只有 5 位，读数 123,456 太大"),
        ("1-1-402", Fate.REJECTED, "2026-11-20 已有读数，不能再抄更早的"),
        ("1-1-501", Fate.REJECTED, "2026-11-20 已有读数 233，与本行不同"),
        ("1-1-101", Fate.REJECTED, "与第 2 行是同一块表"),
        ("1-1-502", Fate.REJECTED, "本期读数看不懂：约120"),
        ("1-1-601", Fate.GOOD, ""),
    ]
    sent_back = CalamineWorkbook.from_filelike(io.BytesIO(readings_rejects(result)))
    rows = sent_back.get_sheet_by_index(0).to_python()
    assert rows[0] == ["房号", "表号", "上期读数", "本期读数", "抄表日期", "退回原因", "原行号"]
    assert rows[1][-2:] == ["表号 S110301 登记在 1-1-301", "5"]
    assert len(rows) == 9
    assert told(homes.run(import_readings, ImportReadings(path), actor=admin).value) == {
        "SAME": 4, "REJECTED": 8,
    }  # fmt: skip


def test_m3_without_meters_nothing_is_made_unless_somebody_says_so(homes: Runner, admin: Actor) -> None:
    result = homes.run(import_readings, ImportReadings(SAMPLE.file), actor=admin).value
    assert told(result) == {"REJECTED": 132}
    assert result.rows[0].reason == "这户没有水表，请先建表"
    assert result.without_meter == 132
    assert homes.read(meter_states) == {}


def test_m3_a_changed_meter_told_by_its_number(homes: Runner, admin: Actor, tmp_path: Path) -> None:
    homes.run(import_readings, SAMPLE, actor=admin)
    path = book(tmp_path, ("1-1-201", "S-NEW", 0, 4, "2026-11-21"))
    homes.run(import_readings, ImportReadings(path), actor=admin)
    held = next(row for row in homes.read(held_readings) if row.odd is Odd.NUMBER)
    homes.run(decide_held, DecideHeld(held.id, Decision.CHANGE, "换新", D(363)), actor=admin)
    (state,) = (s for s in homes.read(meter_states).values() if s.number == "S-NEW")
    assert (state.last_value, state.uses, state.last_kind) == (4, [4], ReadingKind.HAND)


def test_a_file_that_holds_no_readings_is_refused_in_words(
    homes: Runner, admin: Actor, tmp_path: Path
) -> None:
    path = book(tmp_path, ("张硕", "13800000000"), head=("姓名", "电话"))
    with pytest.raises(Refused, match="没有认出抄表的表"):
        homes.run(import_readings, ImportReadings(path), actor=admin)
