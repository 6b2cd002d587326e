"""Tickets of the demo estate: those of the last weeks that are over, and this morning's, in every state (D2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.reception.queries.places import public_place, residents_of
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import (
    Channel,
    Level,
    OutageKind,
    TicketKind,
    WordList,
)
from frontdesk.areas.reception.service.closing import CallBack, Close, call_back, close
from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.words import SaveWord, save_word
from frontdesk.areas.reception.service.working import (
    Arrive,
    Finish,
    Log,
    PutOff,
    arrive,
    finish,
    log,
    put_off,
)
from frontdesk.base.store.work import Actor

_K, _C, _L = TicketKind, Channel, Level
WORKERS = (
    ("工程部", "吴涛"),
    ("工程部", "谢涛"),
    ("客服部", "何倩"),
    ("保洁部", "胡桂芳"),
    ("秩序部", "马强"),
)
_WU, _XIE, _HE = WORKERS[:3]

_PAST: tuple[tuple[int, str, TicketKind, str, str, str, str, int], ...] = (
    (41, "1-1-0201", _K.REPAIR, "卫生间马桶堵塞", "卫生间", "给排水", "堵塞", 5),
    (38, "2-1-0101", _K.COMPLAINT, "楼道堆放纸箱", "楼道", "保洁", "", 4),
    (33, "3-1-0202", _K.REPAIR, "入户门锁打不开", "门窗", "门窗五金", "门锁坏", 5),
    (30, "4-1-0201", _K.COMPLAINT, "电梯异响", "电梯", "电梯", "异响", 3),
    (26, "5-1-0201", _K.REPAIR, "客厅灯不亮", "客厅", "供电照明", "灯不亮", 5),
    (22, "1-2-0102", _K.HELP, "钥匙忘在家里，请帮忙联系开锁", "", "其他", "", 5),
    (19, "3-2-0101", _K.REPAIR, "阳台地漏返水", "阳台", "给排水", "返水", 2),
    (15, "2-2-0202", _K.COMPLAINT, "广场音乐太响", "园区道路", "噪声", "广场音乐", 4),
    (12, "4-2-0101", _K.REPAIR, "对讲不通", "门窗", "门禁对讲", "对讲不通", 5),
    (9, "1-1-0102", _K.COMPLAINT, "车位被占", "地下车库", "停车", "占用车位", 4),
    (6, "5-2-0101", _K.REPAIR, "厨房水压低", "厨房", "给排水", "水压低", 5),
)
"""Days ago, unit, kind, what, place, category, problem, satisfaction: all closed."""


@dataclass(slots=True)
class _Morning:
    """The desk on that morning."""

    year: Year
    clerk: Actor
    leader: Actor

    def at(self, days: int, hour: int, minute: int) -> None:
        self.year.at(self.year.today - timedelta(days=days), hour, minute)

    def run(self, service: Any, command: Any, actor: Actor | None = None) -> Any:
        return self.year.runner.run(service, command, actor=actor or self.clerk).value

    def receive(self, where: str, kind: TicketKind, what: str, **more: Any) -> int:
        """Its id; *where* is a unit, or a public place where no unit has that code."""
        read, today = self.year.runner.read, self.year.clock.today()
        unit = read(find_unit, where) if where.count("-") == 2 else None
        if unit is not None:
            people = read(residents_of, unit.id, today)
            found: dict[str, Any] = {"unit_id": unit.id, "person_id": people[0].person_id if people else None}
            if people:
                found["phone"] = _PHONES[unit.id % len(_PHONES)]
        else:
            place = read(public_place, where)
            found = {"building_id": place.building_id if place else None,
                     "entrance": place.entrance if place else "",
                     "spot": place.spot if place else where}  # fmt: skip
        made = self.run(receive, Receive(kind, **({"channel": _C.PHONE, "what": what} | found | more)))
        return int(made.ticket_id)

    def dispatch(self, ticket_id: int, who: tuple[str, str]) -> None:
        self.run(dispatch, Dispatch(ticket_id, department=who[0], worker=who[1]))


_PHONES = ("13957108120", "13812345678", "13588881204", "18968070335", "15067130902", "13705716618")


def take_tickets(year: Year, clerk: Actor, leader: Actor) -> None:
    """The lists' workers, tickets that are over, and this morning's."""
    desk = _Morning(year, clerk, leader)
    desk.at(60, 8, 40)
    for department, worker in WORKERS:
        desk.run(save_word, SaveWord(WordList.WORKER, worker, department), leader)
    for days, code, kind, what, place, category, problem, satisfaction in _PAST:
        _over(desk, days, code, kind, what, (place, category, problem), satisfaction)
    _yesterday(desk)
    _today(desk)


def _over(
    desk: _Morning,
    days: int,
    code: str,
    kind: TicketKind,
    what: str,
    about: tuple[str, str, str],
    satisfaction: int,
) -> None:
    if desk.year.runner.read(find_unit, code) is None:
        return
    desk.at(days, 9, 12)
    place, category, problem = about
    ticket = desk.receive(code, kind, what, place=place, category=category, problem=problem)
    desk.at(days, 9, 25)
    desk.dispatch(ticket, _HE if kind is _K.COMPLAINT else _WU)
    desk.at(days, 10, 40)
    desk.run(arrive, Arrive(ticket))
    desk.at(days, 15, 20)
    if desk.run(finish, Finish(ticket, "已处理，现场看过")).state is State.FINISHED:
        # Nobody lives there who could be asked.
        desk.run(close, Close(ticket, "已办好"))
        return
    if satisfaction <= 2:
        desk.at(days - 1, 10, 5)
        desk.run(call_back, CallBack(ticket, "又返水了", satisfaction=satisfaction, content=False))
        desk.dispatch(ticket, _XIE)
        desk.at(days - 1, 16, 0)
        desk.run(finish, Finish(ticket, "疏通立管，试水正常"))
        satisfaction = 4
    desk.at(days - 1, 16, 30)
    desk.run(call_back, CallBack(ticket, "好了", satisfaction=satisfaction))
    desk.run(close, Close(ticket, "已办好，来人满意" if satisfaction > 3 else "已办好，继续留意"))


def _yesterday(desk: _Morning) -> None:
    """What was left over: done and to be called, on the way, put off."""
    desk.at(3, 15, 0)
    drain = desk.receive(
        "1-1-0202", _K.REPAIR, "卫生间地漏返水", place="卫生间", category="给排水", problem="返水"
    )
    desk.dispatch(drain, _XIE)
    rack = desk.receive("1-2-0201", _K.HELP, "空调外机支架检查", category="其他")
    desk.dispatch(rack, _WU)
    desk.at(2, 9, 30)
    desk.run(finish, Finish(drain, "疏通地漏，更换水封"))
    noise = desk.receive("4-1-0102", _K.COMPLAINT, "夜间施工噪声", category="噪声", problem="装修噪声")
    desk.dispatch(noise, _HE)
    desk.run(put_off, PutOff(rack, "业主出差，回来再看", until=desk.year.today + timedelta(days=11)))
    desk.at(1, 9, 0)
    desk.run(finish, Finish(noise, "已劝阻，十点后停工"))
    praise = desk.receive("3-1-0201", _K.PRAISE, "感谢保洁拾到门卡", channel=_C.VISIT, category="保洁")
    desk.run(finish, Finish(praise, "已转告保洁胡桂芳"))
    light = desk.receive("2-2-0201", _K.REPAIR, "地下车库照明不亮", category="供电照明", problem="灯不亮")
    desk.dispatch(light, _XIE)
    upstairs = desk.receive("4-2-0202", _K.COMPLAINT, "楼上夜间拖动家具", category="噪声", problem="邻居噪声")
    desk.dispatch(upstairs, _HE)
    desk.at(1, 11, 0)
    desk.run(arrive, Arrive(upstairs, "已上门沟通"))
    pile = desk.receive("2-1-0202", _K.SUGGESTION, "建议加装充电桩", channel=_C.WECHAT, category="停车")
    desk.dispatch(pile, ("工程部", ""))
    tap = desk.receive(
        "3-1-1202", _K.REPAIR, "厨房水龙头滴水", place="厨房", category="给排水", problem="漏水"
    )
    desk.dispatch(tap, _WU)
    desk.at(1, 16, 30)
    desk.run(arrive, Arrive(tap))
    door = desk.receive(
        "5-2", _K.REPAIR, "单元门禁无法刷卡", channel=_C.PATROL, category="门禁对讲", problem="刷不开门"
    )
    desk.dispatch(door, _WU)
    desk.at(1, 17, 0)
    desk.run(arrive, Arrive(door, "读卡器进水，等配件"))


def _today(desk: _Morning) -> None:
    """An outage with its reports, one that nobody has been sent to, and what has just come in."""
    today: date = desk.year.today
    building = desk.year.runner.read(public_place, "5栋")
    assert building is not None
    desk.at(0, 7, 32)
    leak = desk.receive(
        "2-1-0803" if desk.year.runner.read(find_unit, "2-1-0803") else "2-1-0201", _K.REPAIR, "厨房下水管漏水",
        level=_L.IMPORTANT, wished="今天下午，家里有人", place="厨房", category="给排水", problem="漏水",
    )  # fmt: skip
    desk.at(0, 7, 50)
    desk.run(log, Log(leak, "工程部三人均在 5栋停水现场"))
    desk.at(0, 8, 10)
    outage = desk.run(
        open_outage,
        OpenOutage(
            OutageKind.WATER,
            "更换二次供水阀门，高层预计 12:30 恢复。来水前请关好龙头。",
            what="更换二次供水阀门",
            places=(OutagePlaceInput(building_id=building.building_id),),
            starts_at=datetime.combine(today, datetime.min.time().replace(hour=8)).astimezone(),
            expected_until=datetime.combine(
                today, datetime.min.time().replace(hour=12, minute=30)
            ).astimezone(),
        ),
    )
    for minute, code in ((14, "5-1-0202"), (17, "5-2-0102")):
        desk.at(0, 8, minute)
        desk.receive(code, _K.REPAIR, "水压低", category="给排水", problem="水压低", outage_id=outage)
    desk.at(0, 8, 19)
    desk.receive("1-1-0201", _K.QUESTION, "咨询车位续租", channel=_C.VISIT, category="停车")
    box = desk.receive("2-1-0102", _K.REPAIR, "信报箱锁坏", category="门窗五金", problem="信报箱坏")
    desk.dispatch(box, _XIE)
