"""The homes and people of the benches' estate, as rows of the archives' tables. The same at every run.

Two hundred homes to a building: two entrances, twenty-five floors, four doors; three people, a parking space and,
for six of ten, a vehicle to each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from frontdesk.areas.archives.rules.identity import plate_key
from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.archives.rules.unit_codes import read_unit_code

DOORS, FLOORS, ENTRANCES = 4, 25, 2
HOMES_OF_A_BUILDING = DOORS * FLOORS * ENTRANCES
AREAS = ("65.00", "89.60", "89.60", "127.35")
HANDED_OVER = "2021-06-01"
MADE_AT = "2021-06-01 01:00:00.000000"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解查仇"
_GIVEN = "敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂芳婷玲俊帅鑫悦怡佳欣思宇浩然博文雨晨梦琪子涵诗雅志远建华晓东海燕春梅国庆立新永康振兴嘉宁景行若兰书瑶"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_HEADS = ("130", "133", "135", "138", "139", "150", "158", "159", "177", "186", "188", "199")


def unit_code(number: int) -> str:
    """The code of the home *number* (from 0): `3-1-1202`."""
    building, place = divmod(number, HOMES_OF_A_BUILDING)
    entrance, place = divmod(place, DOORS * FLOORS)
    floor, door = divmod(place, DOORS)
    return f"{building + 1}-{entrance + 1}-{floor + 1:02d}{door + 1:02d}"


@cache
def _words(name: str) -> tuple[str, str]:
    return search_words(name)


def name_of(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2))))


def phone_of(chance: random.Random) -> str:
    return f"{chance.choice(_HEADS)}{chance.randrange(10**8):08d}"


def archives(units: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) of everything in the archives, each row with its id."""
    chance = random.Random(20261121)
    for building in range(-(-units // HOMES_OF_A_BUILDING)):
        yield (
            "building",
            {
                "id": building + 1,
                "code": str(building + 1),
                "name": f"{building + 1}栋",
                "sort": building + 1,
            },
        )
    person_id = vehicle_id = 0
    for number in range(units):
        unit_id = number + 1
        let = chance.random() < 0.11
        yield "unit", _unit(number, let)
        yield (
            "unit_state_change",
            {
                "id": unit_id, "unit_id": unit_id, "state": "出租" if let else "自住", "starts_on": HANDED_OVER,
                "at": MADE_AT,
            },
        )  # fmt: skip
        for kind, relation in (
            ("业主", ""),
            ("租客", "") if let else ("家庭成员", "配偶"),
            ("家庭成员", "子女"),
        ):
            person_id += 1
            yield "person", _person(person_id, chance)
            yield (
                "unit_role",
                {
                    "id": person_id, "unit_id": unit_id, "person_id": person_id, "kind": kind, "relation": relation,
                    "starts_on": HANDED_OVER, "ends_on": "2027-03-01" if kind == "租客" else None,
                },
            )  # fmt: skip
        yield (
            "parking_space",
            {"id": unit_id, "code": f"B1-{unit_id:05d}", "unit_id": unit_id, "starts_on": HANDED_OVER},
        )
        if chance.random() < 0.6:
            vehicle_id += 1
            plate = f"浙A·{chance.choice(_LETTERS)}{chance.randrange(10**4):04d}"
            yield (
                "vehicle",
                {
                    "id": vehicle_id, "unit_id": unit_id, "plate": plate, "plate_key": plate_key(plate),
                    "colour": "白色", "model": "轿车", "space_code": f"B1-{unit_id:05d}",
                },
            )  # fmt: skip
        if number % 25 == 0:
            yield (
                "unit_note",
                {
                    "id": number // 25 + 1, "unit_id": unit_id, "level": "要留意", "text": "独居老人，隔日电话问候",
                    "at": MADE_AT, "by": "何倩",
                },
            )  # fmt: skip


def _unit(number: int, let: bool) -> dict[str, Any]:
    code = read_unit_code(unit_code(number))
    assert code is not None
    return {
        "id": number + 1, "code": code.code, "key": code.key, "sort_key": code.sort_key,
        "building_id": number // HOMES_OF_A_BUILDING + 1, "entrance": code.entrance, "room": code.room,
        "floor": number // DOORS % FLOORS + 1, "kind": "住宅", "state": "出租" if let else "自住", "layout": "",
        "built_area": AREAS[number % DOORS], "handed_over_on": HANDED_OVER, "payer": "业主", "made_at": MADE_AT,
    }  # fmt: skip


def _person(person_id: int, chance: random.Random) -> dict[str, Any]:
    name = name_of(chance)
    pinyin, initials = _words(name)
    return {
        "id": person_id, "name": name, "pinyin": pinyin, "initials": initials, "kind": "个人", "id_number": "",
        "phone": phone_of(chance), "phone2": "", "nationality": "", "emergency_contact": "", "made_at": MADE_AT,
    }  # fmt: skip
