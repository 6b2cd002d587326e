"""D1.7: files that cannot be read are answered in words, and nothing is stored."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from frontdesk.areas.archives import queries
from frontdesk.areas.archives.queries.workbook import read_sheets
from frontdesk.areas.archives.service import ImportUnits, import_units, rejects_workbook
from frontdesk.base.values.errors import DeskError, Refused, Surroundings

DATA = Path(__file__).parents[3] / "data"
GOOD = (DATA / "yezhu-ziliao.xlsx").read_bytes()
OLD = (DATA / "zhuhu-qingce.xls").read_bytes()


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["房号", "业主姓名", "面积"])
    book.active.append(["1-101", "张三", 88])
    book.active["XFD1048576"] = "x"
    return saved(book)


def only_heading() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["房号", "业主姓名", "建筑面积"])
    return saved(book)


def other_table() -> bytes:
    book = openpyxl.Workbook()
    for row in (["品名", "数量", "单价"], ["灯泡", 3, 12.5]):
        book.active.append(row)
    return saved(book)


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


def spoilt() -> bytes:
    data = bytearray(GOOD)
    for i in range(3000, 9000, 7):
        data[i] ^= 0x55
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xlsx", b"\r\n  \n", "空文件"),
        ("a.xlsx", GOOD[:9000], "已损坏"),
        ("a.xlsx", GOOD[:40], "已损坏"),
        ("a.xlsx", spoilt(), "已损坏"),
        ("a.xlsx", "房号,业主\n1-101,张三".encode(), "内容是文本"),
        ("a.xls", "<html><table><tr><td>房号</td></tr></table></html>".encode(), "内容是网页"),
        ("a.xls", OLD[:3000], "已经损坏"),
        ("a.xls", OLD[:2820] + bytes(200) + OLD[3020:], "已损坏"),
        ("a.xlsx", b"%PDF-1.7 ...", "是 PDF"),
        ("a.xlsx", packed(), "别的压缩文件"),
        ("a.xlsx", (DATA / "mima.xlsx").read_bytes(), "有打开密码"),
        ("a.xlsx", saved(openpyxl.Workbook()), "没有数据"),
        ("a.xlsx", only_heading(), "没有房屋的数据行"),
        ("a.xlsx", other_table(), "没有找到业主资料表"),
        ("a.xlsx", far_cell(), "XFD1048576"),
        ("~$a.xlsx", GOOD, "临时文件"),
        ("a.csv", b"\x81\xff\xff\x00", "文字编码看不懂"),
    ],
)
def test_d1_7_a_file_that_cannot_be_read_is_answered_in_words(runner, admin, tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused, match=words) as refused:
        runner.run(import_units, ImportUnits(path), actor=admin)
    assert refused.value.field == "file"
    with pytest.raises(Refused, match=words):
        runner.read(queries.preview_import, ImportUnits(path))
    assert runner.read(queries.unit_count) == 0


def test_d1_7_a_file_that_is_not_there_or_a_folder(runner, admin, tmp_path):
    with pytest.raises(Refused, match="找不到文件"):
        runner.run(import_units, ImportUnits(tmp_path / "没有.xlsx"), actor=admin)
    with pytest.raises(Refused, match="是文件夹"):
        runner.run(import_units, ImportUnits(tmp_path), actor=admin)


def test_d1_7_a_file_that_excel_holds_open(runner, admin, tmp_path, monkeypatch):
    path = tmp_path / "yezhu.xlsx"
    path.write_bytes(GOOD)

    def locked(self):
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(Surroundings, match="请关掉 Excel"):
        runner.run(import_units, ImportUnits(path), actor=admin)


@pytest.mark.parametrize("name", ["yezhu-ziliao.xlsx", "zhuhu-qingce.xls"])
def test_d1_7_no_damage_escapes_as_anything_but_words(name):
    good = (DATA / name).read_bytes()
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(good)
        at = chance.randrange(len(data))
        if seed % 3 == 0:
            data = data[:at]
        elif seed % 3 == 1:
            data[at : at + 100] = bytes(len(data[at : at + 100]))
        else:
            data[at] ^= 1 << chance.randrange(8)
        with suppress(DeskError):
            assert read_sheets(bytes(data), name)


def test_d1_7_rows_sent_back_can_be_corrected_and_sent_in_again(take, do, tmp_path, runner):
    result = take(
        {
            "S": [
                ["楼栋", "单元", "房号", "业主", "面积", "电话"],
                ["1栋", "1", "101", "张三", 90, "=1+1"],
                ["", "", "102", "李四", "九十", "13800138001"],
            ]
        }
    )
    assert [(row.row, row.reason) for row in result.rejected] == [(3, "面积不是数")]
    book = openpyxl.load_workbook(io.BytesIO(rejects_workbook(result)))
    sheet = book.active
    assert [cell.value for cell in sheet[2]] == [
        "1栋",
        "1",
        "102",
        "李四",
        "九十",
        "13800138001",
        "面积不是数",
        "3",
    ]
    assert all(cell.data_type == "s" for cell in sheet[2])
    sheet["E2"] = 88
    path = tmp_path / "again.xlsx"
    book.save(path)
    assert do(import_units, ImportUnits(path)).units == 1
    assert runner.read(queries.find_unit, "1-1-102").built_area == 88


def test_d1_7_a_workbook_without_rejected_rows_still_makes_one(take):
    result = take([["房号", "业主"], ["1-101", "张三"]])
    sheet = openpyxl.load_workbook(io.BytesIO(rejects_workbook(result))).active
    assert [cell.value for cell in sheet[1]] == ["房号", "业主", "退回原因", "原行号"]
    assert sheet.max_row == 1
