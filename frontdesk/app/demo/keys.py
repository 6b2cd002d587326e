"""The demo estate's key cabinet: the office's old register taken over, an owner's list, a key that was lost."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.importing.register import ImportRegister
from frontdesk.areas.keys.queries import find_keys
from frontdesk.areas.keys.service import AddConsent, LoseKeys, add_consent, lose_keys
from frontdesk.areas.keys.service.register_keys import import_keys
from frontdesk.base.store.work import Actor, Work

HEAD = (
    "钥匙编号", "房号", "地点", "种类", "数量", "钥匙柜", "挂钩", "交来人", "交来日期", "托管", "托管到期", "借用人",
    "借用单位", "电话", "用途", "借出日期", "应还日期", "归还日期", "备注",
)  # fmt: skip
_PLACES = (
    ("地下一层水泵房", "设备房", 2), ("地下一层配电房", "设备房", 2), ("1 栋电梯机房", "设备房", 1),
    ("2 栋电梯机房", "设备房", 1), ("3 栋电梯机房", "设备房", 1), ("消防控制室", "设备房", 3),
    ("监控室", "设备房", 2), ("3 栋天台门", "其他", 1), ("5 栋水表井", "水表井", 1), ("4 栋水表井", "水表井", 2),
    ("2 栋电表箱", "电表箱", 2), ("1 栋 1 单元门", "单元门", 4), ("3 栋 1 单元门", "单元门", 4),
)  # fmt: skip
_CONSENTS = (
    (True, "林芳", "配偶", None),
    (True, "曾姝", "租客，可代取快递时开门", 40),
    (False, "安居中介", "业主说不借给中介", None),
)


def hang_keys(year: Year, clerk: Actor) -> None:
    """What hangs, what is out, one of it late, what owners left in care; and whom 张硕 lets have his keys."""
    year.at(year.today, 8, 5)
    take_over(year, clerk, import_keys, HEAD, _register(year.today))
    unit = year.runner.read(find_unit, "3-1-1202")
    if unit is not None:
        for allow, name, words, days in _CONSENTS:
            ends_on = year.today + timedelta(days=days) if days else None
            command = AddConsent(unit.id, allow, name, ends_on=ends_on, words=words, source="业主 11-02 书面")
            year.runner.run(add_consent, command, actor=clerk)
    year.clock.forward(minutes=3)
    for row in year.runner.read(find_keys, "2 栋电表箱", year.today):
        year.runner.run(lose_keys, LoseKeys(row.id, 1, words="抄表后没有找到，已在群里问"), actor=clerk)


def _register(today: date) -> list[tuple[object, ...]]:
    def back(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    def row(
        number: str, unit: str, place: str, kind: str, count: int, cabinet: str, hook: int, *rest: object
    ) -> tuple[object, ...]:
        told = [number, unit, place, kind, count, cabinet, hook, *rest]
        return (*told, *([""] * (len(HEAD) - len(told))))

    def lent(who: str, company: str, phone: str, why: str, out: int, until: int) -> tuple[object, ...]:
        return ("", back(120), "", "", who, company, phone, why, back(out), on(until))

    care = "业主签字的托管委托书"
    rows = [
        row("A-12", "3-1-1202", "", "入户门", 2, "A 柜", 12, "张硕", back(300), care, on(190)),
        row("A-13", "3-1-1202", "", "信报箱", 1, "A 柜", 13, "张硕", back(300)),
        row("A-14", "5-2-1202", "", "入户门", 3, "A 柜", 14, "何远航", back(90), care, on(190)),
        row(
            "A-21",
            "3-1-0703",
            "",
            "入户门",
            2,
            "A 柜",
            21,
            *lent("何师傅", "安居中介", "13588220917", "带客户看房", 3, -2),
        ),
        row(
            "A-22",
            "4-2-1202",
            "",
            "入户门",
            1,
            "A 柜",
            22,
            *lent("郑凯", "宏盛装饰", "13812345678", "装修进场", 2, 5),
        ),
        row("A-23", "1-1-0602", "", "信报箱", 1, "A 柜", 23, "王磊", back(40)),
        row("A-24", "2-1-0803", "", "入户门", 1, "A 柜", 24, "陈婷", back(15), care, on(20)),
        row("A-25", "4-1-1501", "", "入户门", 2, "A 柜", 25, "马俊", back(60)),
    ]
    rows += [
        row(
            f"B-{n:02d}",
            "",
            place,
            kind,
            count,
            "B 柜",
            n,
            *(_late(lent) if place == "5 栋水表井" else ("", back(400))),
        )
        for n, (place, kind, count) in enumerate(_PLACES, 1)
    ]
    return rows


def _late(lent: Callable[..., tuple[object, ...]]) -> tuple[object, ...]:
    return lent("吴涛", "工程部", "", "抄表", 2, -1)


def take_over(
    year: Year,
    actor: Actor,
    service: Callable[[Work, ImportRegister], Any],
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    """Write the rows as an office's sheet, and let the program take it over as it would any other."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "登记本.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])
        result = year.runner.run(service, ImportRegister(file), actor=actor).value
    back = [row for row in result.rows if row.fate.name == "REJECTED"]
    if back:
        raise RuntimeError(f"the demo's own register is sent back: {back[0].row} {back[0].reason}")
