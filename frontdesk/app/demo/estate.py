"""The demo estate as plain data: five buildings, who lives there, what they drive. The same at every building.

Nobody here is real: names are drawn from common characters, numbers carry valid check digits by construction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

Change = Callable[["DemoUnit"], None]

OFFICE = "翠湖花园物业服务中心"
ESTATE = "翠湖花园"
PHONE = "0571-8800 1234"
ADDRESS = "杭州市西溪路 88 号"
WAYS = (
    "前台，每天 08:30–20:00，现金、微信、支付宝、刷卡。",
    "转账：翠湖花园物业服务有限公司，城中支行 1202 0212 0990 0012 345，请注明房号。",
)
STAFF = (
    ("linxiao", "林晓", "收银"),
    ("zhoumin", "周敏", "主管"),
    ("heqian", "何倩", "客服"),
    ("fangyi", "方怡", "财务"),
)
PASSWORD = "demo"

SMALL, LARGE, TINY = Decimal("89.60"), Decimal("127.35"), Decimal("65.00")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解查仇"
_GIVEN = "敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂芳婷玲俊帅鑫悦怡佳欣思宇浩然博文雨晨梦琪子涵诗雅志远建华晓东海燕春梅国庆立新永康振兴嘉宁景行若兰书瑶"
_COLOURS = ("白色", "黑色", "灰色", "银色", "蓝色", "红色")
_MODELS = ("轿车", "SUV", "面包车", "新能源轿车")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody at a unit; `role` is the archive's word."""

    name: str
    role: str
    phone: str
    id_number: str = ""
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(slots=True)
class DemoUnit:
    """A unit and all that is about it."""

    building: str
    entrance: str
    floor: int
    room: str
    area: Decimal
    layout: str
    state: str
    handed_over_on: date | None
    people: list[DemoPerson] = field(default_factory=list)
    vehicles: list[tuple[str, str, str, str]] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pets: list[tuple[str, str, date]] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"{self.building}-{self.entrance}-{self.room}"


# building: entrances, floors, units on a floor
_SHAPE = {"1": (2, 12, 2), "2": (2, 14, 4), "3": (2, 18, 4), "4": (2, 15, 2), "5": (2, 12, 4)}


def units(today: date, seed: int = 20261121, *, floors_at_most: int = 99) -> list[DemoUnit]:
    """Every unit of the estate, in the order of its code, as it is on *today*.

    *floors_at_most* leaves out what lies higher, but for the units of the pictures, which are always there.
    """
    chance = random.Random(seed)
    made: list[DemoUnit] = []
    space = 0
    for building, (entrances, floors, across) in _SHAPE.items():
        for entrance in range(1, entrances + 1):
            for floor in range(1, floors + 1):
                for door in range(1, across + 1):
                    unit = _unit(chance, building, str(entrance), floor, door, today)
                    if unit.people and chance.random() < 0.55:
                        space += 1
                        # Some numbers are kept for the people of the pictures.
                        space += space == 76
                        _park(chance, unit, f"B1-{space:03d}")
                    made.append(unit)
    by_code = {unit.code: unit for unit in made}
    known = dict(_known(today))
    for code, change in known.items():
        change(by_code[code])
    return [unit for unit in made if unit.floor <= floors_at_most or unit.code in known]


def _unit(
    chance: random.Random, building: str, entrance: str, floor: int, door: int, today: date
) -> DemoUnit:
    area = SMALL if door in (1, 2) and building in "345" else LARGE
    layout = "两室两厅一卫" if area == SMALL else "三室两厅两卫"
    handed = date(2021, 6, 1 + chance.randrange(28))
    state = chance.choices(("自住", "出租", "空置", "装修中", "未售"), (78, 11, 4, 2, 5))[0]
    room = f"{floor:02d}{door:02d}"
    unit = DemoUnit(building, entrance, floor, room, area, layout, state, None if state == "未售" else handed)
    if state == "未售":
        return unit
    unit.people.append(_person(chance, "业主", since=handed))
    if chance.random() < 0.08:
        unit.people.append(_person(chance, "业主", since=handed))
    if state == "出租":
        end = today + timedelta(days=9 + chance.randrange(380))
        unit.people.append(_person(chance, "租客", since=date(today.year, 3, 1), until=end))
    elif state == "自住":
        for relation in ("配偶", "子女", "父母")[: chance.choices((0, 1, 2, 3), (35, 35, 20, 10))[0]]:
            unit.people.append(_person(chance, "家庭成员", relation=relation, since=handed))
    if chance.random() < 0.04:
        unit.notes.append((chance.choice(("要留意", "备注")), chance.choice(_NOTES)))
    if chance.random() < 0.05:
        unit.pets.append(
            (chance.choice(("豆豆", "可乐", "旺财", "米粒")), "泰迪", date(today.year + 1, 3, 31))
        )
    return unit


_NOTES = ("独居老人，隔日电话问候", "孩子上夜班，上午请勿敲门", "快递放门口柜", "行动不便，需要送单上门")


def _park(chance: random.Random, unit: DemoUnit, space: str) -> None:
    unit.spaces.append(space)
    letters = "ABCDEFGHJKLMNPQRSTUVWXY"
    plate = "浙A·" + "".join(chance.choice("0123456789" + letters) for _ in range(5))
    unit.vehicles.append((plate, chance.choice(_COLOURS), chance.choice(_MODELS), space))


def _person(
    chance: random.Random,
    role: str,
    *,
    relation: str = "",
    since: date | None = None,
    until: date | None = None,
) -> DemoPerson:
    name = chance.choice(_SURNAMES) + "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2))))
    phone = "13" + "".join(str(chance.randrange(10)) for _ in range(9))
    born = date(1950 + chance.randrange(50), 1 + chance.randrange(12), 1 + chance.randrange(28))
    number = f"33010{chance.randrange(2, 9)}{born:%Y%m%d}{chance.randrange(1000):03d}"
    return DemoPerson(name, role, phone, number + _check_digit(number), relation, since, until)


def _check_digit(seventeen: str) -> str:
    """The eighteenth figure of GB 11643."""
    weighted = sum(int(d) * 2 ** (17 - i) for i, d in enumerate(seventeen))
    return "10X98765432"[weighted % 11]


def _with_check(seventeen: str) -> str:
    return seventeen + _check_digit(seventeen)


def _known(today: date) -> Iterator[tuple[str, Change]]:
    """The people the pictures show, so that words and figures stay the same from picture to picture."""
    since = date(2021, 6, 18)

    def zhang(unit: DemoUnit) -> None:
        unit.state, unit.handed_over_on = "自住", since
        unit.layout = "两室两厅一卫"
        unit.people = [
            DemoPerson("张硕", "业主", "13812345678", _with_check("33010619860412221"), "", since),
            DemoPerson("林芳", "家庭成员", "13956122216", "", "配偶", since),
            DemoPerson("曾姝", "租客", "13677219043", "", "次卧", date(2026, 6, 1), date(2027, 6, 1)),
            DemoPerson("张国平", "家庭成员", "13701953350", "", "紧急联系人", since),
        ]
        unit.vehicles = [("浙A·8ZS61", "白色", "轿车", "B1-076")]
        unit.spaces = ["B1-076"]
        unit.pets = [("豆豆", "柯基", date(2026, 12, 6))]
        unit.notes = [("要留意", "家有 78 岁老人，上门请先电话"), ("备注", "12 楼管道井阀门在本户门口")]

    def lone(name: str, phone: str, state: str = "自住", *family: str) -> Change:
        def change(unit: DemoUnit) -> None:
            unit.state = state
            unit.handed_over_on = unit.handed_over_on or since
            unit.people = [DemoPerson(name, "业主", phone, "", "", since)]
            unit.people += [DemoPerson(f, "家庭成员", "", "", "", since) for f in family]

        return change

    def with_car(name: str, phone: str, plate: str, space: str) -> Change:
        def change(unit: DemoUnit) -> None:
            lone(name, phone)(unit)
            unit.vehicles = [(plate, "蓝色", "新能源轿车", space)]
            unit.spaces = [space] if space else []

        return change

    def empty(unit: DemoUnit) -> None:
        lone("何远航", "13588031188", "空置")(unit)
        unit.vehicles, unit.spaces = [], []

    yield "3-1-1202", zhang
    yield "1-1-1202", lone("高远", "13606511204")
    yield "4-2-1202", lone("周敏仪", "13757110926", "装修中")
    yield "5-2-1202", empty
    yield "2-1-0803", lone("陈婷", "13905718120")
    yield "4-2-1102", lone("赵敏", "13958023317", "自住", "赵思齐")
    yield "5-2-0604", lone("郑山", "13967130417")
    yield "2-2-0301", with_car("李静", "13735581202", "浙A·DZS902", "")
    yield "1-1-0602", lone("王磊", "13858106629")
    yield "4-1-1501", lone("马俊", "13306512277")
    yield "3-1-0703", lone("刘洋", "13516712095")
    yield "1-2-0902", lone("王𬭎", "13819480771")
    assert today
