"""The demo estate's shelf and book: parcels and letters that wait, visitors, things found, newspapers, last night's note."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.reception.queries.parcels import waiting_for
from frontdesk.areas.reception.rules.parcels import NotifyWay, ParcelKind
from frontdesk.areas.reception.rules.shift_log import NoteKind
from frontdesk.areas.reception.service.found import ClaimFound, TakeFound, claim_found, take_found
from frontdesk.areas.reception.service.parcels import (
    CollectParcels,
    NotifyParcels,
    TakeParcel,
    collect_parcels,
    notify_parcels,
    take_parcel,
)
from frontdesk.areas.reception.service.shift_log import SignNote, WriteNote, sign_note, write_note
from frontdesk.areas.reception.service.subscriptions import Subscribe, subscribe
from frontdesk.areas.reception.service.visits import LetIn, LetOut, let_in, let_out
from frontdesk.base.store.work import Actor

_P = ParcelKind
_PARCELS: tuple[tuple[int, str, str, ParcelKind, str, str, int, str, str], ...] = (
    (9, "1-1-0201", "王磊", _P.PARCEL, "中通", "ZT73100086214", 1, "A-1", "王磊"),
    (5, "2-1-0101", "陈婷", _P.PARCEL, "圆通", "YT88042211907", 1, "A-2", ""),
    (4, "3-1-0202", "刘洋", _P.REGISTERED, "邮政", "XA31204455633", 1, "信格 1", ""),
    (2, "1-1-0101", "周雨", _P.PARCEL, "顺丰", "SF1403920077518", 2, "后柜 1", "周雨"),
    (1, "3-1-1202", "张硕", _P.PARCEL, "京东", "JD0141882630", 1, "后柜 2", ""),
    (1, "3-1-1202", "曾姝", _P.PAPERS, "供电公司", "", 1, "信格 2", ""),
    (0, "3-1-1202", "张硕", _P.PARCEL, "顺丰", "SF1403921180036", 1, "后柜 2", ""),
    (0, "2-1-0101", "陈婷", _P.PARCEL, "韵达", "YD4620118853", 1, "A-3", ""),
)
"""Days ago, unit, for whom, what, carrier, waybill, pieces, shelf, and who took it ("": it waits)."""


def keep_shelf(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """A week of it, up to this morning; the night shift's note waits for the morning's signature."""
    today = year.today
    for days in range(max(row[0] for row in _PARCELS), -1, -1):
        year.at(today - timedelta(days=days), 8, 12)
        _parcels(year, clerk, days)
        if days == 4:
            _found(year, clerk)
        if days == 2:
            _night(year, clerk, supervisor, signed=True)
        if days == 1:
            _visitor(
                year, clerk, LetIn("李工", None, "地下一层水泵房", "工程部", "维修", 2, pass_number="03")
            )
    _newspapers(year, clerk, today)
    _visits(year, clerk)
    _night(year, clerk, supervisor, signed=False)


def _unit(year: Year, code: str) -> int | None:
    found = year.runner.read(find_unit, code)
    return None if found is None else found.id


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value


def _parcels(year: Year, clerk: Actor, days: int) -> None:
    for ago, code, taker, kind, carrier, tracking, pieces, shelf, who in _PARCELS:
        unit_id = _unit(year, code)
        if ago != days or unit_id is None:
            continue
        command = TakeParcel(kind, unit_id, taker, carrier, tracking, pieces, shelf)
        made = _run(year, take_parcel, command, clerk)
        year.clock.forward(minutes=1)
        if ago:
            _run(year, notify_parcels, NotifyParcels((made.id,), NotifyWay.MESSAGE), clerk)
        if who:
            _run(year, collect_parcels, CollectParcels((made.id,), who), clerk)


def _found(year: Year, clerk: Actor) -> None:
    purse = TakeFound("黑色钱包，内有公交卡", "3栋大堂沙发", "保洁 胡桂芳", shelf="前台保险柜")
    _run(year, take_found, purse, clerk)
    keys = TakeFound("钥匙一串，带小熊挂件", "南门岗亭旁", "秩序部 马强", shelf="前台抽屉")
    made = _run(year, take_found, keys, clerk)
    year.clock.forward(minutes=40)
    claim = ClaimFound(made.id, "周雨", "当场开了 1-1-0101 的信报箱", phone="13700000000")
    _run(year, claim_found, claim, clerk)


def _newspapers(year: Year, clerk: Actor, today: date) -> None:
    first = date(today.year, 1, 1)
    for code, title, who, last in (
        ("3-1-1202", "人民日报", "张硕", date(today.year, 12, 31)),
        ("1-1-0101", "钱江晚报", "周雨", date(today.year, 12, 31)),
        ("2-1-0101", "读者", "陈婷", max(first, today + timedelta(days=20))),
    ):
        unit_id = _unit(year, code)
        if unit_id is not None:
            _run(year, subscribe, Subscribe(unit_id, title, first, last, 1, who, "放信报箱"), clerk)


def _visitor(year: Year, clerk: Actor, command: LetIn) -> int:
    return int(_run(year, let_in, command, clerk).id)


def _visits(year: Year, clerk: Actor) -> None:
    unit_id = _unit(year, "3-1-1202")
    if unit_id is None:
        return
    gone = _visitor(year, clerk, LetIn("快修师傅 赵强", unit_id, why="维修", pass_number="05", host="张硕"))
    year.clock.forward(minutes=9)
    _run(year, let_out, LetOut((gone,)), clerk)
    friend = LetIn("郑凯", unit_id, why="访友", host="曾姝", pass_number="07", phone="13800000000")
    _visitor(year, clerk, friend)


def _night(year: Year, clerk: Actor, supervisor: Actor, *, signed: bool) -> None:
    """The supervisor's night; the morning's clerk signs for it, or has not yet."""
    unit_id = _unit(year, "3-1-1202")
    count = len(year.runner.read(waiting_for, unit_id, year.today)) if unit_id is not None else 0
    words = f"3栋 2 单元电梯已修复，等维保签字\n快递在后柜，3-1-1202 有 {count} 笔，其中一件生鲜"
    if signed:
        words = "南门道闸夜里自己抬杆两次，已报修\n巡更正常"
    made = _run(year, write_note, WriteNote(words, shift="夜班"), supervisor)
    if signed:
        year.clock.forward(minutes=12)
        _run(year, sign_note, SignNote(made.id, "已知"), clerk)
        meeting = WriteNote("本周六上午消防演练，前台留一人\n催领放了三天以上的快递", NoteKind.MEETING)
        _run(year, write_note, meeting, supervisor)
