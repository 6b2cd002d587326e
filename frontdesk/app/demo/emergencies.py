"""The demo estate's emergencies: people held in a lift, followed up still; a tile that fell, closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.app.demo.papers import photo, scan
from frontdesk.areas.archives.queries.emergencies import EmergencyFilter, emergency_rows
from frontdesk.areas.archives.rules.emergencies import EmergencyKind, Entry
from frontdesk.areas.archives.rules.papers import PHOTOS
from frontdesk.areas.archives.service.emergencies import (
    AddEntry,
    EndEmergency,
    RecordEmergency,
    add_entry,
    close_emergency,
    record_emergency,
)
from frontdesk.areas.archives.service.papers import FilePaper, file_paper
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import local_time

Told = tuple[Entry, str, str]


def meet_emergencies(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """One closed twelve days ago, one of four days ago with a follow-up to come."""
    tile = (
        (Entry.TOLD, "周敏", "请工程部到场"),
        (Entry.MEASURE, "", "拉警戒线，外墙同一侧逐层敲查，又取下松动的两块"),
        (Entry.LOSS, "", "没有人员受伤；一辆电动车座垫划破，已登记"),
    )
    number = _met(
        year, clerk, year.today - timedelta(days=12), EmergencyKind.FALLING, "3 栋北侧人行道",
        "7 层外墙掉下一块瓷砖，落在人行道上。", "", tile,
    )  # fmt: skip
    year.clock.forward(hours=3)
    _run(
        year, close_emergency, EndEmergency(number, "同侧外墙已查完，警戒线撤除，没有人员受伤。"), supervisor
    )
    lift = (
        (Entry.TOLD, "电梯维保", "要求 30 分钟内到场"),
        (Entry.TOLD, "119 消防", ""),
        (Entry.MEASURE, "", "机房断电，对讲安抚，轿厢内两人情绪稳定"),
        (Entry.MEASURE, "", "维保人员盘车放人，两人自行离开，没有受伤"),
        (Entry.TOLD, "公司领导", "电话报告经过"),
    )
    number = _met(
        year, clerk, year.today - timedelta(days=4), EmergencyKind.TRAPPED, "3 栋 1 单元电梯",
        "停电，电梯停在 9 层和 10 层之间，两人被困。", "3-1-1202", lift,
    )  # fmt: skip
    for kind, content, name, file_name in (
        (PHOTOS, photo(), "9 层厅门外的情况", "IMG_0412.jpg"),
        (
            "其他",
            scan(("电梯维保到场记录", "18:58 到场，盘车放人，轿门皮带更换。（样本）")),
            "维保到场记录",
            "维保.pdf",
        ),
    ):
        _run(year, file_paper, FilePaper(kind, content, name, file_name, emergency_id=number), clerk)
    on, at = _now(year)
    follow = AddEntry(
        number, Entry.FOLLOW, on, at, "维保单位出具检测报告，合格后恢复运行", "工程部 郑凯",
        year.today + timedelta(days=2),
    )  # fmt: skip
    _run(year, add_entry, follow, supervisor)


def _met(
    year: Year, clerk: Actor, day: date, kind: EmergencyKind, place: str, words: str, units: str, lines: tuple[Told, ...]
) -> int:  # fmt: skip
    """Recorded, with its first lines some minutes apart; its id."""
    year.at(day, 18, 41)
    on, at = _now(year)
    command = RecordEmergency(kind, place, on, at, on, at, words, units, "门岗 王强")
    number = _run(year, record_emergency, command, clerk)
    wanted = EmergencyFilter(year.today, number)
    emergency_id = year.runner.read(emergency_rows, wanted)[0].id
    for entry, who, told in lines:
        year.clock.forward(minutes=6)
        on, at = _now(year)
        _run(year, add_entry, AddEntry(emergency_id, entry, on, at, told, who), clerk)
    return emergency_id


def _now(year: Year) -> tuple[date, str]:
    now = local_time(year.clock.now())
    return now.date(), f"{now:%H:%M}"


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value
