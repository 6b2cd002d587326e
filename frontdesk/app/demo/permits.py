"""The demo estate's permits, spaces, passes and blanks: old registers taken over, and a morning's work on top of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from frontdesk.app.demo.keys import take_over
from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.permits.queries.parking_lists import free_places
from frontdesk.areas.permits.rules.goods import Line
from frontdesk.areas.permits.rules.stationery import Fate
from frontdesk.areas.permits.service.goods import (
    IssueGoods,
    PrintGoods,
    TakeTearOff,
    issue_goods,
    print_goods,
    take_tear_off,
)
from frontdesk.areas.permits.service.parking import Apply, apply_for_space
from frontdesk.areas.permits.service.parking_queue import JoinQueue, join_queue
from frontdesk.areas.permits.service.register_parking import import_parking
from frontdesk.areas.permits.service.register_permits import import_permits
from frontdesk.areas.permits.service.stationery import Draw, MarkNumbers, draw, mark_numbers
from frontdesk.base.store.work import Actor

PERMIT_HEAD = (
    "证号", "种类", "房号", "姓名", "身份", "电话", "发证日期", "有效期至", "状态", "车牌", "工种", "单位", "犬名", "品种",
)  # fmt: skip
# number, kind, unit, holder, what they are, issued days ago, ends in days, state, and the kind's own fields
_PERMITS: tuple[tuple[tuple[object, ...], ...], ...] = (
    (
        ("LS-1150", "临时出入证", "2-2-0301", "谢安平", "", 36, -6, "", "", "瓦工", "宏盛装饰"),
        ("LS-1173", "临时出入证", "4-2-1102", "郑凯", "", 30, 1, "", "", "泥水工", "宏盛装饰"),
        ("LS-1174", "临时出入证", "4-2-1102", "吴敬", "", 30, 1, "", "", "电工", "宏盛装饰"),
        ("YQ-87", "养犬登记", "3-1-1202", "林芳", "", 350, 15, "", "", "", "", "豆豆", "柯基"),
        ("JZ-4471", "居住证", "2-2-0301", "李静", "", 1, 364, "待取"),
        ("JZ-4472", "居住证", "5-2-1202", "何远航", "", 1, 364, "待取"),
    ),
    (
        ("BY-862", "搬运证", "1-1-0602", "王磊", "", 0, 0, ""),
        ("JZ-4406", "居住证", "3-1-1202", "曾姝", "", 173, 3, ""),
        ("JZ-4391", "居住证", "3-1-0703", "刘洋", "", 360, 5, ""),
        ("LS-1169", "临时出入证", "2-2-0301", "何勇", "", 40, 24, "", "", "水电工", "宏盛装饰"),
        ("JZ-4466", "居住证", "2-1-0803", "陈婷", "", 20, 99, ""),
        ("TC-761", "停车证", "3-1-1202", "张硕", "", 235, 130, "", "浙A·8ZS61"),
        ("JZ-3120", "居住证", "3-1-1202", "张硕", "", 144, 221, ""),
        ("JZ-4101", "居住证", "1-2-0902", "王𬭎", "", 200, 160, "挂失"),
        ("JZ-4088", "居住证", "5-2-0604", "郑山", "", 210, 150, "交回"),
    ),
    (
        ("TC-764", "停车证", "1-1-1202", "高远", "", 235, 130, "", "浙A·3GY08"),
        ("JZ-4447", "居住证", "4-1-1501", "马俊", "", 11, 353, "待取"),
        ("JZ-4452", "居住证", "4-1-1501", "孙悦", "", 4, 361, ""),
        ("JZ-4020", "居住证", "4-2-1102", "赵思齐", "", 300, -2, ""),
    ),
)

PARKING_HEAD = (
    "车位号", "车位类型", "位置", "房号", "承租人", "车牌", "月租", "起租日期", "到期日期", "已缴至", "备注",
)  # fmt: skip
_LEASES: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("B2-001", "1-1-1202", "高远", "浙A·3GY08", 235, 130),
    ("B2-002", "4-2-1102", "赵敏", "浙A·61ZM7", 300, 9),
    ("B2-003", "2-2-0301", "李静", "浙A·DZS902", 120, 245),
    ("B2-004", "3-1-0703", "刘洋", "浙A·90LY2", 340, 25),
    ("B2-005", "4-1-1501", "马俊", "浙A·5MJ77", 60, 305),
    ("B2-006", "2-1-0803", "陈婷", "", 15, 350),
)
_FREE = ("B2-007", "B2-008", "B2-009", "B2-010")
_VISITORS = ("G-01", "G-02", "G-03")
_WAIT = (("1-1-0602", "王磊", "浙A·2WL66"), ("5-2-0604", "郑山", "浙A·7ZS15"))


def issue_permits(year: Year, clerk: Actor, leader: Actor) -> None:
    """The old 证件台账, by who had issued what."""
    year.at(year.today, 8, 10)
    for actor, rows in zip((clerk, year.cashier, leader), _PERMITS, strict=True):
        take_over(year, actor, import_permits, PERMIT_HEAD, [_permit(row, year.today) for row in rows])


def _permit(row: tuple[object, ...], today: date) -> list[object]:
    number, kind, unit, holder, role, issued, ends, state, *rest = row
    assert isinstance(issued, int)
    assert isinstance(ends, int)
    told = [
        number,
        kind,
        unit,
        holder,
        role,
        "",
        today - timedelta(days=issued),
        today + timedelta(days=ends),
        state,
    ]
    return [*told, *rest, *([""] * (len(PERMIT_HEAD) - len(told) - len(rest)))]


def park_cars(year: Year, clerk: Actor, leader: Actor) -> None:
    """Leases of the second floor underground, what is free, who waits, and one application that waits for its yes."""
    year.at(year.today, 8, 15)
    month_end = (year.today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows: list[list[object]] = [
        [
            code, "租用", "地下二层", unit, holder, plate, "300", year.today - timedelta(days=since),
            year.today + timedelta(days=until), month_end, "",
        ]
        for code, unit, holder, plate, since, until in _LEASES
    ]  # fmt: skip
    rows += [[code, "空置", "地下二层", "", "", "", "300", "", "", "", ""] for code in _FREE]
    rows += [[code, "访客", "地面东门", "", "", "", "", "", "", "", ""] for code in _VISITORS]
    take_over(year, leader, import_parking, PARKING_HEAD, rows)
    first, *_ = year.runner.read(free_places, year.today)
    wanted = year.runner.read(find_unit, "1-2-0902")
    if wanted is not None:
        apply = Apply(
            first.id,
            wanted.id,
            year.today,
            year.today + timedelta(days=364),
            holder="王𬭎",
            plate="浙A·0WH93",
        )
        year.runner.run(apply_for_space, apply, actor=clerk)
    for code, holder, plate in _WAIT:
        unit = year.runner.read(find_unit, code)
        if unit is not None:
            year.clock.forward(minutes=1)
            command = JoinQueue(unit.id, holder, plate=plate, words="要靠近电梯的")
            year.runner.run(join_queue, command, actor=clerk)


def carry_out(year: Year, clerk: Actor) -> None:
    """Goods passes: one whose tear-off came back, one that is overdue, one of today that is at the gate."""
    for days, code, asker, back in (
        (5, "2-1-0803", "陈婷", True),
        (3, "4-1-1501", "马俊", False),
        (0, "1-1-0602", "王磊", None),
    ):
        day = year.today - timedelta(days=days)
        year.at(day, 8, 20)
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        zone = year.clock.at.tzinfo
        command = IssueGoods(
            unit.id,
            asker,
            _GOODS,
            "谢安平",
            datetime.combine(day, time(9), zone),
            datetime.combine(day, time(17), zone),
            carrier_number="330106198803072417",
            plate="浙A·6H072",
        )
        made = year.runner.run(issue_goods, command, actor=clerk).value
        year.runner.run(print_goods, PrintGoods(made.number), actor=clerk)
        if back:
            year.at(day, 17, 20)
            left = datetime.combine(day, time(10, 40), zone)
            year.runner.run(
                take_tear_off,
                TakeTearOff(made.number, matches=True, left_at=left, guard="东门 陆师傅"),
                actor=clerk,
            )


_GOODS = (
    Line("双门冰箱", 1, "台", "白色"),
    Line("床垫", 2, "张", ""),
    Line("纸箱", 12, "箱", "衣物、书"),
)


def keep_blanks(year: Year, clerk: Actor) -> None:
    """Blanks drawn from finance, most of them used up."""
    year.at(year.today, 8, 24)
    for kind, first, last, used in (
        ("居住证", "JZ0004401", "JZ0004600", "JZ0004401-0004472"),
        ("临时出入证", "LS0001101", "LS0001300", "LS0001101-0001174"),
    ):
        year.runner.run(
            draw, Draw(kind, first, last, "方怡", on=year.today - timedelta(days=20)), actor=clerk
        )
        year.runner.run(mark_numbers, MarkNumbers(kind, Fate.USED, used, "办证用"), actor=clerk)
    year.runner.run(
        mark_numbers, MarkNumbers("临时出入证", Fate.SPOILED, "LS0001175", "打印歪了"), actor=clerk
    )
