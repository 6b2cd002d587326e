"""The demo estate's notices (D2.5): one in the archive, one that hangs too long, today's cut of water, two in writing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.reception.queries.notice_setup import TemplateRow, read_boards, template_rows
from frontdesk.areas.reception.queries.notice_texts import outage_facts, usual_values
from frontdesk.areas.reception.queries.outages import outage_rows
from frontdesk.areas.reception.service.notice_checks import Writing
from frontdesk.areas.reception.service.notice_papers import PrintNotice, print_notice
from frontdesk.areas.reception.service.notice_rounds import PutUp, TakeDown, put_up, take_down
from frontdesk.areas.reception.service.notice_setup import BeginNotices, begin_notices
from frontdesk.areas.reception.service.notices import (
    ApproveNotice,
    SendBackNotice,
    WriteNotice,
    approve_notice,
    send_back_notice,
    write_notice,
)
from frontdesk.base.store.work import Actor

_GUARD = "秩序部 马强"


def post_notices(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Three weeks of them, up to this morning."""
    today = year.today
    year.at(today - timedelta(days=24), 9, 5)
    _run(year, begin_notices, BeginNotices(), clerk)
    _archived(year, clerk, supervisor, today - timedelta(days=24))
    _too_long(year, clerk, supervisor, today - timedelta(days=9))
    _written_only(year, clerk, supervisor, today - timedelta(days=1))
    _water(year, clerk, supervisor)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value


def _template(year: Year, key: str) -> TemplateRow:
    return next(row for row in year.runner.read(template_rows) if row.key == key)


def _write(
    year: Year, clerk: Actor, key: str, values: dict[str, str], where: str, days: int, outage_id: int | None = None
) -> int:  # fmt: skip
    row = _template(year, key)
    day = year.clock.today()
    told = {**year.runner.read(usual_values), **values}
    boards = tuple(board.id for board in year.runner.read(read_boards, where))
    writing = Writing(
        row.title, row.body, row.form, row.greeting, told, boards, day, day + timedelta(days=days)
    )
    made = _run(year, write_notice, WriteNotice(writing, row.id, outage_id), clerk)
    year.clock.forward(minutes=20)
    return int(made.id)


def _boards(year: Year, where: str) -> tuple[int, ...]:
    return tuple(board.id for board in year.runner.read(read_boards, where))


def _archived(year: Year, clerk: Actor, supervisor: Actor, day: date) -> None:
    values = {"对象": "蚊蝇和蟑螂", "时间": f"{day.month}月{day.day + 1 if day.day < 28 else day.day}日 14:00 至 17:00",
              "范围": "各栋楼道、地下室和垃圾房"}  # fmt: skip
    notice_id = _write(year, clerk, "disinfect", values, "全部", 4)
    _run(year, approve_notice, ApproveNotice(notice_id), supervisor)
    _run(year, print_notice, PrintNotice(notice_id), clerk)
    year.clock.forward(minutes=40)
    _run(year, put_up, PutUp(notice_id, _boards(year, "全部"), _GUARD), clerk)
    year.at(day + timedelta(days=5), 9, 30)
    _run(year, take_down, TakeDown(notice_id, _GUARD), clerk)


def _too_long(year: Year, clerk: Actor, supervisor: Actor, day: date) -> None:
    """Its last day was the day before yesterday."""
    year.at(day, 10, 0)
    until = day + timedelta(days=15)
    values = {"账期": f"{day.month}月", "费项": "物业服务费、水费", "期限": f"{until.month}月{until.day}日",
              "办公时间": "每天 8:30–17:30"}  # fmt: skip
    notice_id = _write(year, clerk, "pay", values, "小区公告栏、3栋", 7)
    _run(year, approve_notice, ApproveNotice(notice_id), supervisor)
    _run(year, print_notice, PrintNotice(notice_id, "A3"), clerk)
    _run(year, put_up, PutUp(notice_id, _boards(year, "小区公告栏、3栋"), _GUARD), clerk)


def _written_only(year: Year, clerk: Actor, supervisor: Actor, day: date) -> None:
    """One waits for a reviewer, one was sent back."""
    year.at(day, 15, 10)
    values = {"范围": "3栋", "施工时间": "8:00–12:00、14:00–18:00"}
    back = _write(year, clerk, "noise", values, "3栋", 14)
    _run(year, send_back_notice, SendBackNotice(back, "写明是哪几户，再留一个前台以外的电话"), supervisor)
    values = {"原因": "年度检验", "范围": "3栋 2 单元", "时间": "下周三 9:00 至 11:30"}
    _write(year, clerk, "lift", values, "3-2", 6)


def _water(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Drawn from this morning's outage; it hangs at the estate's board and waits for the entrances."""
    year.at(year.today, 8, 24)
    found = year.runner.read(outage_rows)
    if not found:
        return
    facts = year.runner.read(outage_facts, found[0].id)
    where = "、".join(("小区公告栏", *(board.name for board in facts.boards)))
    notice_id = _write(year, clerk, facts.template, facts.values, where, 1, found[0].id)
    _run(year, approve_notice, ApproveNotice(notice_id), supervisor)
    _run(year, print_notice, PrintNotice(notice_id), clerk)
    _run(year, put_up, PutUp(notice_id, _boards(year, "小区公告栏"), _GUARD), clerk)
