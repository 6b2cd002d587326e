"""D1.7, T13: what one cell of a workbook says, as people and Excel write it."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.importing.titles import Field, match_title
from frontdesk.areas.archives.rules.importing.values import (
    read_area,
    read_day,
    read_ids,
    read_names,
    read_phones,
    text_of,
)

MAY = datetime.date(2019, 5, 3)
CELLS = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.none(),
)


@pytest.mark.parametrize(
    "cell",
    [
        "2019-05-03", "2019/5/3", "2019.5.3", "2019年5月3日", "2019年05月03日 星期五", "20190503", 20190503.0,
        43588, 43588.0, "43588", MAY, datetime.datetime(2019, 5, 3), "二〇一九年五月三日", "19.5.3", "2019 5 3",
        "２０１９－５－３", "2019-05-03 00:00:00", "2019、5、3", "3-May-2019", "2019年5月3号",
    ],
)  # fmt: skip
def test_d1_7_a_day_written_in_many_ways(cell):
    assert read_day(cell).value == MAY


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2019年5月", "日期不完整"), ("2019", "日期不完整"), ("2019-02-30", "日期看不懂"), ("已收", "日期看不懂"),
        ("1900-01-05", "日期不合常理"), ("5/3/2019", "日期月日先后不明"),
    ],
)  # fmt: skip
def test_d1_7_a_day_that_is_none_or_not_sure_says_so(cell, reason):
    assert read_day(cell).reason == reason


@pytest.mark.parametrize(
    "cell", [89.6, "89.6㎡", "89.60平方米", "８９．６", "约89.6", "89.6 平米", "89.6m2", "建筑面积：89.6"]
)
def test_d1_7_an_area_written_in_many_ways(cell):
    assert read_area(cell).value == Decimal("89.6")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("八十九", "面积不是数"), ("89.6+3", "面积不是数"), (MAY, "面积不是数"), ("#REF!", "面积不是数"), (True, "面积不是数"),
        (0, "面积应大于 0"), (-5, "面积应大于 0"), ("0.00001", "面积应大于 0"), (1e9, "面积大得不合常理"),
    ],
)  # fmt: skip
def test_d1_7_an_area_that_is_none(cell, reason):
    assert (read_area(cell).value, read_area(cell).reason) == (None, reason)


@pytest.mark.parametrize(
    "cell",
    ["张三、李四", "张三/李四", "张三\n李四", "张三 李四", "张三；李四", "张三,李四", "张三(50%)、李四(50%)"],
)
def test_d1_7_several_owners_in_a_cell(cell):
    assert [name.name for name in read_names(cell)] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张 三", ["张三"]), ("欧 阳 锋", ["欧阳锋"]), ("John Smith", ["John Smith"]), ("张三（已故）", ["张三"]),
        ("北京甲（上海）有限公司", ["北京甲（上海）有限公司"]), ("无", []), ("/", []), ("13800138000", []), (None, []),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]), ("马怡明 吕文", ["马怡明", "吕文"]),
    ],
)  # fmt: skip
def test_d1_7_names(cell, names):
    assert [name.name for name in read_names(cell)] == names


def test_d1_7_shares_beside_names():
    assert [(n.name, n.share) for n in read_names("张三(1/2)/李四(1/2)")] == [("张三", 50), ("李四", 50)]


def test_t13_a_document_number_that_excel_made_a_number_is_kept_and_marked():
    [cut] = read_ids(440305199901210576.0)
    assert cut.damaged
    assert cut.number.startswith("44030519990121")
    assert len(cut.number) == 18
    assert read_ids("4.40305E+17")[0].damaged
    assert read_ids(110101800101123.0)[0] == read_ids("110101800101123")[0]  # 15 figures survive a float


def test_t13_fifteen_figures_and_three_zeros_as_excel_stores_them():
    assert read_ids(440305199901210000.0)[0].number == "440305199901210000"


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("330106198005046400、330106198209219916", ["330106198005046400", "330106198209219916"]),
        ("310115194603312451 320102196101062332", ["310115194603312451", "320102196101062332"]),
        ("510107197205220229120104198404225754", ["510107197205220229", "120104198404225754"]),
        ("张三110101199003070036 李四310101198805055676", ["110101199003070036", "310101198805055676"]),
        ("身份证:110101199003070036", ["110101199003070036"]), ("110101 19900307 0036", ["110101199003070036"]),
        ("护照E12345678", ["E12345678"]), ("无", []),
    ],
)  # fmt: skip
def test_d1_7_several_document_numbers_in_a_cell(cell, numbers):
    assert [one.number for one in read_ids(cell)] == numbers


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        (13982763640.0, ["13982763640"]), ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("138 0013 8000", ["13800138000"]), ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("13800138000（本人）13900139000（妻子）", ["13800138000", "13900139000"]),
        ("010-62345678、13800138000", ["010-62345678", "13800138000"]), ("张三：13800138000", ["13800138000"]),
        (1062345678.0, ["010-62345678"]), (0.0, []), ("无", []),
    ],
)  # fmt: skip
def test_d1_7_telephones_in_a_cell(cell, numbers):
    assert [phone.number for phone in read_phones(cell)] == numbers


@given(CELLS)
def test_d1_7_no_cell_makes_a_reader_fail(cell):
    for read in (text_of, read_area, read_day, read_names, read_ids, read_phones):
        read(cell)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("业主姓名*", Field.OWNER), ("产 权 人", Field.OWNER), ("户主", Field.OWNER), ("业主(产权人)姓名", Field.OWNER),
        ("建筑面积(㎡)", Field.BUILT_AREA), ("建面", Field.BUILT_AREA), ("套内面积", Field.INNER_AREA),
        ("联系方式\n(手机)", Field.PHONE), ("手机号码", Field.PHONE), ("固定电话", Field.PHONE2), ("幢", Field.BUILDING),
        ("房屋编号", Field.ROOM), ("幢/单元/室", Field.ROOM), ("入伙日期", Field.HANDED_OVER_ON), ("身份证", Field.ID_NUMBER),
        ("紧急联系人电话", Field.EMERGENCY_PHONE), ("租户电话", Field.TENANT_PHONE), ("房屋用途/类型", Field.KIND),
    ],
)  # fmt: skip
def test_d1_7_titles_of_other_offices(title, field):
    assert match_title(title)[0] is field


@pytest.mark.parametrize(
    "title",
    [
        "性别",
        "公摊面积",
        "物业费单价",
        "欠费金额",
        "房产证号",
        "家庭成员姓名",
        "入住人口",
        "配偶电话",
        "水表号",
    ],
)
def test_d1_7_titles_that_are_none_of_ours(title):
    assert match_title(title) is None


@pytest.mark.parametrize(
    ("group", "title", "field"),
    [
        ("业主信息", "姓名", Field.OWNER), ("租户信息", "姓名", Field.TENANT), ("租户信息", "联系电话", Field.TENANT_PHONE),
        ("紧急联系人", "电话", Field.EMERGENCY_PHONE), ("面积(㎡)", "建筑", Field.BUILT_AREA), ("租期", "止", Field.TENANT_UNTIL),
        ("租户信息", "备注", Field.NOTE), ("共有人", "身份证号", Field.CO_OWNER_ID),
    ],
)  # fmt: skip
def test_d1_7_a_group_head_says_whose_it_is(group, title, field):
    assert match_title(title, group)[0] is field
