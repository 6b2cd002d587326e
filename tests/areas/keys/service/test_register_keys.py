"""D1.7 for the cabinet: an office's 钥匙登记本 as it really looks, each row's fate, once and again (T14)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.importing.register import Fate, ImportRegister, RegisterResult
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.archives.service.registers import register_rejects
from frontdesk.areas.keys.queries import key_rows, loan_rows
from frontdesk.areas.keys.queries.keys import KeyFilter
from frontdesk.areas.keys.queries.register_keys import preview_keys
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState, Move
from frontdesk.areas.keys.service.register_keys import import_keys
from frontdesk.base.values.errors import NeedsApproval, Refused
from tests.areas.cashdesk.desk import TODAY
from tests.areas.keys.cabinet import Cabinet

HEAD = (
    "序号", "钥匙编号", "房号", "业主", "钥匙类型", "数量（把）", "柜号", "挂钩号", "借用人", "单位", "联系电话",
    "借用事由", "借出日期", "应还日期", "归还日期", "备注",
)  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "A-01", "3栋1单元1202", "张硕", "入户门", "2把", "A 柜", 12, "", "", "", "", "", "", "", "备用"),
    (2, "A-02", "2-2-801", "业主2", "信报箱", 1, "A 柜", 13, "郑凯", "宏盛装饰", "13812345678", "装修", "2026.11.2",
     "2026年11月4日", "", ""),
    ("", "A-02", "2-2-801", "", "信报箱", 1, "A 柜", 13, "业主2", "", "", "取信", datetime(2026, 9, 1), "",
     "2026-09-01", ""),
    (3, "", "", "", "水泵房", 3, "B 柜", 1, "李师傅", "工程部", "", "巡检", "20261120", "2026-11-25", "", ""),
    (4, "A-04", "9-9-9999", "", "入户门", 1, "", "", "", "", "", "", "", "", "", ""),
    (5, "A-05", "1-1-0101", "", "入户门", "若干", "", "", "", "", "", "", "", "", "", ""),
    (6, "A-06", "1-1-0101", "", "入户门", 1, "", "", "吴涛", "", "", "", "", "", "", ""),
    (7, "A-07", "1-1-0101", "", "电表箱", 1, "", "", "吴涛", "", "", "", "2026-11-30", "", "", ""),
    ("合计", "", "", "", "", 9, "", "", "", "", "", "", "", "", "", ""),
    ("注：钥匙丢失要登报", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def book(path: Path, rows: Sequence[Sequence[Any]] = ROWS, head: Sequence[str] = HEAD) -> Path:
    """A workbook with two title lines above the table."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("2026钥匙")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 0, "翠湖花园钥匙登记本")
        sheet.write(1, 3, "登记人：何倩")
        for column, title in enumerate(head):
            sheet.write(3, column, title)
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value, day)
                elif value != "":
                    sheet.write(number, column, value)
    return path


def add_place(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows with a place in a last column, for the plant room that is no unit's."""
    return [(*row, "地下一层水泵房" if row[4] == "水泵房" else "") for row in rows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return book(tmp_path / "钥匙.xlsx", add_place(ROWS), (*HEAD, "地点"))


@pytest.fixture(autouse=True)
def real_keys(request: pytest.FixtureRequest) -> None:
    """The units under the keys that the archives give them."""
    fixture = "cabinets" if "cabinets" in request.fixturenames else "cabinet"
    found: Cabinet = request.getfixturevalue(fixture)
    with found.desk.db.write() as session:
        for unit in session.query(Unit):
            code = read_unit_code(unit.code)
            assert code is not None
            unit.key = code.key


def store(cabinet: Cabinet, path: Path, **more: Any) -> RegisterResult:
    found: RegisterResult = cabinet.run(import_keys, ImportRegister(path, **more))
    return found


def test_d1_7_a_register_as_offices_keep_it_is_taken_over(cabinets: Cabinet, file: Path) -> None:
    result = store(cabinets, file)
    fates = [(row.row, row.fate, row.reason) for row in result.rows]
    assert fates == [
        (5, Fate.NEW, ""),
        (6, Fate.NEW, ""),
        (7, Fate.NEW, ""),
        (8, Fate.NEW, ""),
        (9, Fate.REJECTED, "档案里没有 9-9-9999"),
        (10, Fate.REJECTED, "数量看不懂：若干"),
        (11, Fate.REJECTED, "有借用人，没有借出日期"),
        (12, Fate.REJECTED, "借出日期晚于今天：2026-11-30"),
    ]
    rows = cabinets.read(key_rows, KeyFilter(TODAY, sort="tag"))
    assert [(r.tag, r.where, r.kind, r.hangs, r.pieces, r.state) for r in rows] == [
        ("K-000001", "3-1-1202", KeyKind.DOOR, "A 柜 12", 2, KeyState.IN),
        ("K-000002", "2-2-0801", KeyKind.LETTERBOX, "A 柜 13", 1, KeyState.OVERDUE),
        ("K-000003", "地下一层水泵房", KeyKind.PLANT, "B 柜 1", 3, KeyState.OUT),
    ]
    assert rows[0].words == "原编号 A-01，备用"
    late, plant = cabinets.read(loan_rows, TODAY)
    assert (late.who, late.company, late.on, late.until) == (
        "郑凯",
        "宏盛装饰",
        date(2026, 11, 2),
        date(2026, 11, 4),
    )
    assert (plant.who, plant.left) == ("李师傅", 3)
    moves = cabinets.file(rows[1].id).moves
    assert [(m.kind, m.on) for m in reversed(moves)] == [
        (Move.RECEIVED, date(2026, 9, 1)),
        (Move.LENT, date(2026, 9, 1)),
        (Move.RETURNED, date(2026, 9, 1)),
        (Move.LENT, date(2026, 11, 2)),
    ]
    assert moves[2].person_id == 2, "业主2 lives there"
    assert cabinets.broken() == []


def test_t14_the_same_register_again_changes_nothing(cabinet: Cabinet, file: Path) -> None:
    store(cabinet, file)
    before = [cabinet.file(key_id).moves for key_id in (1, 2, 3)]
    again = store(cabinet, file)
    assert not again.of(Fate.NEW)
    assert [row.reason for row in again.of(Fate.SAME)] == [
        "已登记为 K-000001", "已登记为 K-000002", "已登记为 K-000002", "已登记为 K-000003",
    ]  # fmt: skip
    assert [cabinet.file(key_id).moves for key_id in (1, 2, 3)] == before


def test_t14_a_later_copy_brings_only_what_is_new(cabinet: Cabinet, tmp_path: Path, file: Path) -> None:
    """The key came back meanwhile, and was lent once more."""
    store(cabinet, file)
    rows = [list(row) for row in ROWS]
    rows[1][14] = "2026-11-10"
    rows.insert(2, [*rows[1][:12], "2026-11-12", "", "", ""])
    result = store(cabinet, book(tmp_path / "新.xlsx", add_place(rows), (*HEAD, "地点")))
    assert [(r.row, r.reason) for r in result.of(Fate.NEW)] == [
        (6, "K-000002 的又一笔"),
        (7, "K-000002 的又一笔"),
    ]
    moves = cabinet.file(2).moves
    assert [(m.kind, m.on.isoformat()) for m in moves[:2]] == [
        (Move.LENT, "2026-11-12"),
        (Move.RETURNED, "2026-11-10"),
    ]
    assert cabinet.broken() == []


def test_what_the_desk_has_done_since_goes_before_the_register(
    cabinet: Cabinet, tmp_path: Path, file: Path
) -> None:
    store(cabinet, file)
    loan = cabinet.file(2).loans[0]
    cabinet.back(loan.id)
    rows = [list(row) for row in ROWS]
    rows[1][14] = "2026-11-10"
    result = store(cabinet, book(tmp_path / "新.xlsx", add_place(rows), (*HEAD, "地点")))
    assert not result.of(Fate.NEW)
    assert cabinet.row(2).state is KeyState.IN


def test_d1_7_the_preview_says_the_same_and_stores_nothing(cabinet: Cabinet, file: Path) -> None:
    told = cabinet.read(preview_keys, ImportRegister(file), TODAY)
    assert cabinet.read(key_rows, KeyFilter(TODAY)) == ()
    assert store(cabinet, file) == told


def test_d1_7_rejects_come_back_as_a_workbook_and_mended_they_go_in(
    cabinet: Cabinet, tmp_path: Path, file: Path
) -> None:
    import python_calamine

    back = register_rejects(store(cabinet, file))
    (sheet,) = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(back)).sheet_names
    cells = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(back)).get_sheet_by_name(sheet).to_python()
    )
    assert cells[0][-2:] == ["退回原因", "原行号"]
    assert [row[-2] for row in cells[1:]][:2] == ["档案里没有 9-9-9999", "数量看不懂：若干"]
    mended = tmp_path / "改好.xlsx"
    rows = [list(row) for row in cells[1:]]
    rows[0][2], rows[1][5], rows[2][12] = "1-1-0101", "1", "2026-11-01"
    book(mended, rows[:3], [str(cell) for cell in cells[0]])
    result = store(cabinet, mended)
    assert [row.fate for row in result.rows] == [Fate.NEW] * 3
    assert cabinet.broken() == []


def test_columns_matched_by_hand_go_before_names(cabinet: Cabinet, file: Path) -> None:
    result = store(cabinet, file, column_map={"借用人": "", "备注": "C"})
    assert not [row for row in result.rows if row.reason == "有借用人，没有借出日期"]
    with pytest.raises(Refused, match="没有“ZZ”这一列"):
        store(cabinet, file, column_map={"备注": "ZZ"})
    with pytest.raises(Refused, match="不是能导入的内容"):
        store(cabinet, file, column_map={"价钱": "C"})


def test_a_workbook_that_is_no_register_is_refused_in_words(cabinet: Cabinet, tmp_path: Path) -> None:
    other = book(tmp_path / "别的.xlsx", [("三月", 3)], ("月份", "件"))
    with pytest.raises(Refused, match="没有认出钥匙登记本"):
        store(cabinet, other)
    with pytest.raises(Refused, match="找不到文件"):
        store(cabinet, tmp_path / "没有.xlsx")


def test_two_homes_under_one_number_are_told_apart(cabinet: Cabinet, tmp_path: Path) -> None:
    rows = [
        ("A-1", "3-1-1202", "入户门", 1),
        ("A-1", "2-2-0801", "入户门", 1),
        ("A-1", "3-1-1202", "入户门", 1),
    ]
    result = store(cabinet, book(tmp_path / "k.xlsx", rows, ("钥匙编号", "房号", "种类", "数量")))
    assert [(row.fate, row.reason) for row in result.rows] == [
        (Fate.NEW, ""),
        (Fate.REJECTED, "编号 A-1 在第 5 行是 3-1-1202 的"),
        (Fate.SAME, "与第 5 行是同一块牌"),
    ]


def test_keys_in_care_come_in_with_their_authority(cabinet: Cabinet, tmp_path: Path) -> None:
    rows = [("3-1-1202", "入户门", 2, "业主签字委托书", "2027-05-31"), ("2-2-0801", "入户门", 1, "否", "")]
    head = ("房号", "种类", "数量", "托管", "托管到期")
    store(cabinet, book(tmp_path / "k.xlsx", rows, head))
    care, plain = cabinet.read(key_rows, KeyFilter(TODAY, sort="tag"))
    assert (care.state, care.care_until) == (KeyState.CARE, date(2027, 5, 31))
    assert plain.state is KeyState.IN


def test_who_may_not_move_keys_takes_over_none(cabinet: Cabinet, file: Path) -> None:
    with pytest.raises(NeedsApproval):
        cabinet.run(import_keys, ImportRegister(file), cabinet.desk.financier)
    assert cabinet.read(key_rows, KeyFilter(TODAY)) == ()
