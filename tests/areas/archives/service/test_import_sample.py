"""D1.7 on an office's own workbook: what goes in, what comes back, what is marked, and the second time nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from frontdesk.areas.archives import queries
from frontdesk.areas.archives.service import (
    ImportUnits,
    SaveUnit,
    import_units,
    rejects_workbook,
    save_unit,
)
from frontdesk.base.store.audit import history
from frontdesk.base.values.errors import Cancelled, NeedsApproval
from frontdesk.base.values.progress import Progress

DATA = Path(__file__).parents[3] / "data"
SAMPLE = ImportUnits(DATA / "yezhu-ziliao.xlsx")
EXPECTED = json.loads((DATA / "yezhu-ziliao.expected.json").read_text(encoding="utf-8"))


def told(result):
    return {
        "units": result.units,
        "people": result.people,
        "rejected": [{"row": row.row, "reason": row.reason} for row in result.rejected],
        "flagged": [{"row": row.row, "reason": row.reason} for row in result.flagged],
    }


@pytest.fixture
def first(runner, admin):
    return runner.run(import_units, SAMPLE, actor=admin).value


def test_d1_7_the_sample_gives_what_is_expected(first):
    assert told(first) == EXPECTED


def test_d1_7_a_preview_says_the_same_and_stores_nothing(runner, admin):
    before = runner.read(queries.preview_import, SAMPLE)
    assert told(before) == EXPECTED
    assert runner.read(queries.unit_count) == 0
    after = runner.run(import_units, SAMPLE, actor=admin).value
    assert before == after


def test_t14_the_same_workbook_again_changes_nothing(runner, admin, first):
    again = runner.run(import_units, SAMPLE, actor=admin).value
    assert (again.units, again.people, again.unchanged) == (0, 0, 132)
    assert runner.read(queries.unit_count) == 132
    assert runner.read(queries.import_runs)[0].unchanged == 132


def test_d1_7_rejected_rows_come_back_as_a_workbook_with_the_reason(first):
    book = CalamineWorkbook.from_filelike(io.BytesIO(rejects_workbook(first)))
    head, row = book.get_sheet_by_index(0).to_python()
    assert head[-2:] == ["退回原因", "原行号"]
    assert row[-2:] == ["房号重复", "143"]
    assert dict(zip(head, row, strict=True)) | {"身份证号": "420106199804165779", "房号": "301"} == dict(
        zip(head, row, strict=True)
    )


def test_d1_7_everything_of_a_row_goes_in(runner, first):
    unit = runner.read(queries.find_unit, "1-1-101")
    assert (unit.building, unit.layout, str(unit.built_area), unit.floor) == ("1栋", "三室两厅", "98.07", 1)
    assert (unit.owners, unit.phone, str(unit.handed_over_on)) == ("苏敏刚", "158****0155", "2019-05-03")
    assert runner.read(queries.find_unit, "2栋2单元102").owners == "戴明"
    assert runner.read(queries.find_unit, "1-2-702").owners == "戴杰兰、方平雪"


def test_d0_6_bulk_inserts_stand_in_the_trail(runner, first):
    unit = runner.read(queries.find_unit, "1-1-101")
    [made] = runner.read(history, "unit", unit.id)
    assert (made.field, made.actor) == ("*", "管理员")
    assert "import_units" in made.action


def test_d1_7_cancelling_leaves_nothing(runner, admin):
    progress = Progress()
    progress.report = lambda done, of, words: progress.cancelled.set() if "业主关系" in words else None
    with pytest.raises(Cancelled):
        runner.run(import_units, SAMPLE, actor=admin, progress=progress)
    assert runner.read(queries.unit_count) == 0
    assert runner.read(queries.import_runs) == ()


def test_rights_a_cashier_may_not_import(runner, cashier):
    with pytest.raises(NeedsApproval):
        runner.run(import_units, SAMPLE, actor=cashier)


def test_t14_on_both_databases_the_import_and_its_second_time(both, admin):
    first = both.run(import_units, SAMPLE, actor=admin).value
    again = both.run(import_units, SAMPLE, actor=admin).value
    assert told(first) == EXPECTED
    assert (again.units, again.people, again.unchanged) == (0, 0, 132)
    # The ids that the import took are not given out again.
    assert both.run(save_unit, SaveUnit(None, "9-1-101"), actor=admin).value > 132
