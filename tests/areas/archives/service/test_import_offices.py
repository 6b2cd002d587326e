"""D1.7: workbooks of offices that nobody has seen: other titles, other shapes, everyday slips."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from frontdesk.areas.archives import queries
from frontdesk.areas.archives.queries import unit_file
from frontdesk.areas.archives.rules.importing import Fate, Field
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.service import ImportUnits, import_units
from frontdesk.base.values.errors import Refused

DATA = Path(__file__).parents[3] / "data"
TODAY = date(2026, 11, 21)


def rejected(result):
    return [(row.row, row.reason) for row in result.rejected]


def flagged(result):
    return [(row.row, row.reason) for row in result.flagged]


@pytest.fixture
def file_of(runner):
    """Everything the archives hold of the unit of that code."""
    return lambda code: runner.read(unit_file, runner.read(queries.find_unit, code).id, TODAY)


def roles(file):
    return [(role.kind.value, role.name) for role in file.roles]


def test_the_code_in_one_cell_and_titles_of_another_office(take, file_of, ids):
    result = take(
        [
            ["物业管理处客户台账"],
            ["房屋编号", "产权人", "证件号码", "手机号码", "产权面积", "入伙日期", "使用状态"],
            ["3-1-1202", "张三", ids[0], 13800138000, 89.6, date(2020, 1, 2), "自住"],
            [
                "3栋1单元1203",
                "李四/王五",
                f"{ids[1]}\n{ids[2]}",
                "13800138001/13900139002",
                "89.60平方米",
                "2020.1.3",
                "出租",
            ],
            ["3幢1204", "赵六", float(ids[0][:15] + "000"), "+86 138 0013 8003", "１２０．５", 43832, "空置"],
            ["03#1-1205室", "钱七", ids[1][:14], "021-54321234", "abc", "", "装修中"],
            ["", "孙八", "", "13800138009", 100, "2020/1/2", ""],
            ["3-1-1206", "周九", "", "1.38E+10", "0", "", "未收楼"],
            ["3-1-1202", "张三", ids[0], 13800138000, 89.6, date(2020, 1, 2), "自住"],
        ]
    )
    assert (result.units, result.people) == (3, 4)
    assert rejected(result) == [(6, "面积不是数"), (7, "缺房号"), (8, "面积应大于 0"), (9, "房号重复")]
    assert flagged(result) == [(5, "身份证号可能被 Excel 改动")]
    two = file_of("3-1-1203")
    assert roles(two) == [("业主", "李四"), ("业主", "王五")]
    assert (two.unit.built_area, two.unit.handed_over_on, two.unit.state) == (
        Decimal("89.6"), date(2020, 1, 3), UnitState.LET,
    )  # fmt: skip
    assert [role.phone for role in two.roles] == ["138****8001", "139****9002"]
    assert file_of("3-1204").unit.handed_over_on == date(2020, 1, 2)


def test_a_heading_of_two_rows_with_merged_groups(take, file_of, ids):
    sheet = "住户"
    result = take(
        {
            sheet: [
                ["幸福里业主信息表", *[""] * 11],
                ["楼号", "单元号", "门牌", "房屋信息", "", "", "业主信息", "", "", "租户信息", "", "备注"],
                ["", "", "", "建筑面积㎡", "套内面积㎡", "户型", "姓名", "身份证", "电话", "姓名", "电话", ""],
                ["1幢", "1", 101.0, 100.5, 80.2, "3室2厅", "张三", ids[0], "13800138000", "李租", "13700137000", "老人独居"],
                ["", "", 102.0, 100.5, 80.2, "3室2厅", "李四", ids[1], "13800138001", "", "", ""],
                ["", "2", 101.0, 100.5, 80.2, "3室2厅", "王五", "", "", "", "", ""],
                ["2幢", "1", 101, 98, "70", "2室", "赵六", "", "", "", "", ""],
            ]
        },
        merged=[
            (sheet, 0, 0, 0, 11), (sheet, 1, 0, 2, 0), (sheet, 1, 1, 2, 1), (sheet, 1, 2, 2, 2), (sheet, 1, 3, 1, 5),
            (sheet, 1, 6, 1, 8), (sheet, 1, 9, 1, 10), (sheet, 1, 11, 2, 11), (sheet, 3, 0, 5, 0), (sheet, 3, 1, 4, 1),
        ],
    )  # fmt: skip
    assert (result.units, result.people, result.rejected, result.flagged) == (4, 5, (), ())
    first = file_of("1-1-101")
    assert roles(first) == [("业主", "张三"), ("租客", "李租")]
    assert (first.unit.inner_area, first.unit.layout, first.notes[0].text) == (
        Decimal("80.2"),
        "3室2厅",
        "老人独居",
    )
    assert first.notes[0].level.value == "要留意"
    assert file_of("1-2-101").unit.owners == "王五"
    assert file_of("2-1-101").unit.building == "2幢"


def test_of_several_sheets_the_list_of_units_is_taken(take, runner):
    sheets = {
        "说明": [["填写说明"], ["房号", "必填"], ["业主姓名", "必填"]],
        "车辆": [["房号", "车主", "车牌号", "电话"], ["1-101", "张三", "京A12345", "13800138000"]],
        "业主": [
            ["栋", "房间号", "业主名称", "建面", "联系方式"],
            [1, 101, "张三", 99.5, 13800138000.0],
            [1, 102, "李四", 99.5, 13800138001.0],
        ],
        "旧业主": [
            ["栋", "房间号", "业主名称", "建面", "联系方式", "身份证号"],
            [1, 101, "旧人", 99.5, "", ""],
        ],
    }
    result = take(sheets)
    assert (result.sheets, result.units) == (("业主",), 2)
    assert result.other_sheets == ("说明", "车辆", "旧业主")
    assert runner.read(queries.find_unit, "1-101").owners == "张三"


def test_a_sheet_named_by_hand_and_one_that_is_not_there(take):
    sheets = {
        "业主": [["房号", "业主", "面积"], ["1-101", "张三", 90]],
        "商铺": [["房号", "业主", "面积"], ["S-101", "李四", 40]],
    }
    with pytest.raises(Refused, match="没有“车位”这张表，有：业主、商铺"):
        take(sheets, sheet="车位")
    assert take(sheets, sheet="商铺").sheets == ("商铺",)


def test_a_sheet_for_each_building(take, runner):
    result = take(
        {
            "1栋": [["房号", "业主", "面积", "电话"], ["101", "张三", 88, "13800138000"]],
            "2栋业主资料": [["房号", "业主", "面积", "电话"], ["101", "李四", 88, "13800138001"]],
            "汇总": [["楼栋", "户数"], ["1栋", 1]],
        }
    )
    assert (result.units, result.sheets) == (2, ("1栋", "2栋业主资料"))
    assert [row.code for row in runner.read(queries.unit_rows)] == ["1-101", "2-101"]


def test_notes_beside_totals_headings_again_and_building_lines_inside(take, runner):
    result = take(
        [
            ["", "", "", "", "", "", "说明：红字为新增"],
            ["", "房号", "户主", "建筑面积", "移动电话", "", ""],
            ["", "1号楼"],
            ["", "1-101", "张三", 90, "13800138000", "", "房号=单元-室"],
            ["", "1-102", "李四", 90, "13800138001"],
            ["", "小计", "", 180],
            [],
            ["", "房号", "户主", "建筑面积", "移动电话"],
            ["", "2号楼"],
            ["", "1-101", "王五", 91, "13800138002"],
            ["", "合计", "3户", 271],
            ["", "制表人：小王", "", "", "2026.1.1"],
        ]
    )
    assert (result.units, result.rejected, result.flagged) == (3, (), ())
    assert [row.code for row in runner.read(queries.unit_rows)] == ["1-1-101", "1-1-102", "2-1-101"]
    skipped = [(row.row, row.reason) for row in result.rows if row.fate is Fate.SKIPPED]
    assert skipped == [
        (3, "楼栋标题"), (6, "小计或合计"), (8, "重复的表头"), (9, "楼栋标题"), (11, "小计或合计"), (12, "说明"),
    ]  # fmt: skip


def test_a_row_for_each_owner_of_a_unit(take, file_of, ids):
    result = take(
        [
            ["房号", "产权人", "份额", "身份证号码", "联系电话", "建筑面积"],
            ["1-1-101", "张三", "50%", ids[0], "13800138000", 90],
            ["1-1-101", "李四", "50%", ids[1], "13800138001", 90],
            ["1-1-102", "王五", "100%", "", "", 80],
            ["1-1-102", "王五", "", "", "", 80],
            ["1-1-103", "赵六", "", "", "", 80],
            ["1-1-103", "钱七", "", "", "", 81],
            ["1-1-101", "孙八", "", "", "", 90],
        ]
    )
    assert (result.units, result.people) == (3, 4)
    assert rejected(result) == [(5, "房号重复"), (7, "房号重复"), (8, "房号重复")]
    assert [(r.name, r.share) for r in file_of("1-1-101").roles] == [("张三", 50), ("李四", 50)]


def test_a_room_merged_over_its_owners(take, file_of, ids):
    sheet = "S"
    result = take(
        {
            sheet: [
                ["楼栋", "房号", "面积", "业主", "身份证", "电话", "车牌"],
                ["1栋", "101", 90, "张三", ids[0], "13800138000", "京A12345"],
                ["", "", "", "李四", ids[1], "13800138001", "京B12345"],
                ["", "102", 91, "王五", "", "1391", ""],
            ]
        },
        merged=[(sheet, 1, 0, 3, 0), (sheet, 1, 1, 2, 1), (sheet, 1, 2, 2, 2)],
    )
    assert (result.units, result.people, rejected(result)) == (2, 3, [])
    assert flagged(result) == [(4, "电话号码位数不符")]
    file = file_of("1-101")
    assert roles(file) == [("业主", "张三"), ("业主", "李四")]
    assert [vehicle.plate for vehicle in file.vehicles] == ["京A·12345", "京B·12345"]


def test_codes_as_numbers_run_together(take, runner):
    take([["房号", "业主", "面积"], [31202, "张三", 90], [11201, "李四", 90], [20101, "王五", 88]])
    assert [row.code for row in runner.read(queries.unit_rows)] == ["1-1201", "2-101", "3-1202"]


def test_floor_and_door_in_columns_of_their_own(take, runner):
    take(
        [
            ["楼栋", "单元", "楼层", "户号", "业主姓名", "建筑面积"],
            ["3", "1", "12", "02", "张三", 90],
            ["3", "1", 3, 1, "李四", 90],
        ]
    )
    assert [(row.code, row.floor) for row in runner.read(queries.unit_rows)] == [
        ("3-1-301", 3),
        ("3-1-1202", 12),
    ]


def test_columns_are_matched_by_what_is_in_them(take, runner, ids):
    result = take(
        [
            ["房号", "业主", "证件号码", "联系方式", "建筑面积", ""],
            ["1-101", "张三", "13800138000", ids[0], 90, "京A12345"],
            ["1-102", "李四", "13800138001", ids[1], 90, "京A12346"],
            ["1-103", "王五", "13800138002", ids[2], 90, "京A12347"],
        ]
    )
    assert {c.letter: (c.field, c.by) for c in result.columns if c.by == "内容"} == {
        "C": (Field.PHONE, "内容"), "D": (Field.ID_NUMBER, "内容"), "F": (Field.PLATE, "内容"),
    }  # fmt: skip
    assert result.flagged == ()
    assert runner.read(queries.unit_row, 1).phone == "138****8000"


def test_columns_matched_by_hand(take, runner):
    rows = [["甲", "乙", "丙", "丁"], ["1-101", "张三", "13800138000", 90]]
    with pytest.raises(Refused, match="没有“戊戊”这一列"):
        take(rows, column_map={"房号": "A", "owner": "戊戊"})
    with pytest.raises(Refused, match="没有“XX”这一列"):
        take(rows, column_map={"房号": "A", "owner": "XX"})
    with pytest.raises(Refused, match="“喜好”不是能导入的内容"):
        take(rows, column_map={"房号": "A", "喜好": "B"})
    result = take(rows, column_map={"房号": "A", "owner": "乙", "built_area": "D", "联系电话": "c"})
    assert (result.units, result.people) == (1, 1)
    unit = runner.read(queries.find_unit, "1-101")
    assert (unit.owners, unit.built_area, unit.phone) == ("张三", 90, "138****8000")


def test_a_column_left_out_by_hand(take, runner):
    take([["房号", "业主姓名", "面积", "备注"], ["1-101", "张三", 90, "内部备注"]], column_map={"备注": ""})
    assert runner.read(unit_file, 1, TODAY).notes == ()


def test_shops_parking_tenants_emergency_contacts_and_doubtful_values(take, file_of, runner):
    result = take(
        [
            ["房产编号", "户主", "房屋面积", "固定电话", "移动电话", "收楼日期", "车位", "车牌", "紧急联系人", "紧急联系电话", "房屋用途",
             "租户", "租户手机", "租赁到期日", "性别"],
            ["1-2-0301", "欧阳 锋", 88.88, "010-62345678", 13800138000, 20190503, "A-12、A-13", "京A·12345 京b12346", "李妈",
             "13600136000", "住宅", "小李", "13500135000", "2027-05-31", "男"],
            ["1-2-0302", "北京某某科技有限公司", 88.88, "1062345678", "", "2019年5月", 23.0, "临A1234", "", "", "商业", "", "", "", ""],
            ["S1-12", "开发商", 30, "", "13800138003", "", "", "", "", "", "储藏室", "", "", "", ""],
        ]
    )  # fmt: skip
    assert result.units == 3
    assert flagged(result) == [(3, "日期不完整"), (3, "电话号码首位 0 可能丢失"), (3, "车牌格式少见")]
    first = file_of("1-2-0301")
    assert roles(first) == [("业主", "欧阳锋"), ("租客", "小李")]
    assert [space.code for space in first.spaces] == ["A-12", "A-13"]
    assert [(v.plate, v.space_code) for v in first.vehicles] == [("京A·12345", "A-12"), ("京B·12346", "A-13")]
    assert first.roles[1].ends_on == date(2027, 6, 1)
    assert (
        runner.read(queries.person_file, first.roles[0].person_id, TODAY).emergency_contact
        == "李妈 136****6000"
    )
    assert [row.kind for row in runner.read(queries.unit_rows)] == [
        UnitKind.HOME,
        UnitKind.SHOP,
        UnitKind.STORAGE,
    ]
    assert any("性别" in remark for remark in result.remarks)


def test_a_list_with_a_row_for_each_resident(take, file_of, ids):
    result = take(
        [
            ["房号", "姓名", "与业主关系", "身份证号", "手机号"],
            ["1-101", "张三", "业主", ids[0], "13800138000"],
            ["1-101", "李四", "配偶", ids[1], "13800138001"],
            ["1-101", "小张", "子女", "", ""],
            ["1-102", "王五", "业主", "", ""],
            ["1-102", "赵租", "租客", "", "13600136000"],
        ]
    )
    assert (result.units, result.people, result.rejected) == (2, 5, ())
    assert [(r.kind, r.name, r.relation) for r in file_of("1-101").roles] == [
        (RoleKind.OWNER, "张三", ""), (RoleKind.FAMILY, "李四", "配偶"), (RoleKind.FAMILY, "小张", "子女"),
    ]  # fmt: skip
    assert roles(file_of("1-102")) == [("业主", "王五"), ("租客", "赵租")]


def test_a_new_building_does_not_take_the_entrance_of_the_one_above(take, runner):
    result = take(
        [
            ["楼栋", "单元", "房号", "业主", "面积"],
            ["1栋", "1", "101", "张三", 90],
            ["", "", "102", "李四", 90],
            ["小计", "", "", "", 180],
            [],
            ["", "2", "101", "王五", 90],
            ["2栋", "", "101", "赵六", 90],
            ["", "", "102", "赵六", 90],
        ]
    )
    assert (result.units, result.people) == (5, 5)
    assert [row.code for row in runner.read(queries.unit_rows)] == [
        "1-1-101",
        "1-1-102",
        "1-2-101",
        "2-101",
        "2-102",
    ]


def test_one_owner_of_two_units_is_one_person(take, runner, ids):
    result = take(
        [
            ["房号", "业主", "身份证号", "电话"],
            ["1-101", "张三", ids[0], "13800138000"],
            ["1-102", "张三", ids[0], "13800138000"],
            ["1-103", "李四", "", "13800138001"],
            ["1-104", "李四", "", "13800138001"],
            ["1-105", "李四", "", ""],
            ["1-106", "王五", ids[0], ""],
        ]
    )
    assert (result.units, result.people) == (6, 4)
    assert flagged(result) == [(7, "证件号与他人重复")]
    assert runner.read(queries.person_count) == 4


def test_phases_are_part_of_the_code_only_where_they_must_be(take, runner):
    take(
        [
            ["期数", "楼栋", "房号", "业主"],
            ["一期", "1栋", "101", "张三"],
            ["", "", "102", "李四"],
            ["二期", "1栋", "101", "王五"],
        ]
    )
    assert [row.code for row in runner.read(queries.unit_rows)] == ["1期1-101", "1期1-102", "2期1-101"]


def test_a_second_list_below_with_a_heading_of_its_own_and_one_that_is_something_else(take, runner):
    result = take(
        [
            ["房号", "业主", "面积"],
            ["1-101", "张三", 90],
            [],
            ["商铺明细"],
            ["铺号", "面积", "业主姓名", "联系电话"],
            ["商铺1", 40.5, "李四", "13800138000"],
            [],
            ["车位号", "使用人", "电话"],
            ["B1-1", "张三", "13800138000"],
        ]
    )
    assert (result.units, result.rejected) == (2, ())
    shop = runner.read(queries.find_unit, "商铺1")
    assert (shop.kind, shop.built_area, shop.owners) == (UnitKind.SHOP, Decimal("40.5"), "李四")
    assert (result.rows[-1].row, result.rows[-1].reason) == (8, "从这里起是另一张表，没有导入")


def test_texts_with_apostrophes_telephones_beside_names_and_words_in_brackets(take, runner):
    result = take(
        [
            ["楼号", "房号", "业主", "面积"],
            ["'3", "'0301", "王小明 13800138000", "'90.5"],
            ["3栋", "302（顶跃）", "张三（共有）", 88],
        ]
    )
    assert (result.units, result.rejected, result.flagged) == (2, (), ())
    first, second = runner.read(queries.unit_rows)
    assert (first.code, first.owners, first.phone, first.built_area) == (
        "3-0301",
        "王小明",
        "138****8000",
        Decimal("90.5"),
    )
    assert (second.code, second.owners) == ("3-302", "张三")


def test_codes_that_excel_broke_are_sent_back(take):
    result = take(
        [
            ["房号", "业主", "面积"],
            [date(2026, 3, 1), "张三", 90],
            ["3-1-2", "李四", 90],
            ["#REF!", "王五", 1],
            [3.1202, "赵", 3],
        ]
    )
    assert rejected(result) == [(2, "房号被 Excel 改成了日期"), (4, "房号是公式错误"), (5, "房号看不懂")]


def test_an_old_xls(do, file_of):
    result = do(import_units, ImportUnits(DATA / "zhuhu-qingce.xls"))
    assert (result.units, result.people, result.sheets) == (4, 4, ("住户清册",))
    assert rejected(result) == [(6, "面积不是数")]
    assert flagged(result) == [
        (5, "身份证号位数不符"),
        (7, "身份证号校验位不符"),
        (8, "身份证号可能被 Excel 改动"),
    ]
    assert file_of("乙-102").unit.handed_over_on == date(2020, 1, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv(do, tmp_path, encoding):
    path = tmp_path / "yezhu.csv"
    path.write_text(
        "房号,业主姓名,建筑面积,电话\n1-101,张三,88,13800138000\n1-102,李四,89㎡,\n", encoding=encoding
    )
    assert do(import_units, ImportUnits(path)).units == 2


def test_a_row_that_leaves_building_and_entrance_blank_goes_on_with_both(take, file_of):
    """However many other rows say their entrance: blank in both means as above."""
    result = take(
        [
            ["楼号", "单元号", "门牌号", "建筑面积", "户主姓名"],
            [1, 1, 101, 88, "甲一"],
            ["", "", 102, 89, "甲二"],
            ["", 2, 101, 90, "甲三"],
            [2, 1, 101, 91, "甲四"],
            [2, 1, 102, 92, "甲五"],
            [3, "", 101, 93, "甲六"],
        ]
    )
    assert result.units == 6
    assert roles(file_of("1-1-102")) == [("业主", "甲二")]
    assert roles(file_of("3-101")) == [("业主", "甲六")]
