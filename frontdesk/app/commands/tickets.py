"""Commands about tickets: ticket add, list, show, dispatch, log, done, put-off, call-back, close, due."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from frontdesk.app.commands.context import Console, console
from frontdesk.app.commands.giving_back import Approver, allowed, unit_id
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.reception.queries.ticket_rows import TicketRow
    from frontdesk.areas.reception.service.common import Taken

W = TypeVar("W", bound=StrEnum)

tickets = typer.Typer(
    help="报事：受理、清单、一张单、派单、记一笔、完成、延后、回访、关闭、要办的。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Number = Annotated[str, typer.Argument(help="编号，如 BS-20261121-007，今年的可写 BS-1121-7，今天的可写 BS7")]
Version = Annotated[int | None, typer.Option(help="看过的版本；不写就按现在的办")]


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.add_typer(tickets, name="ticket")


@tickets.command("add", help="受理一件报事。")
def add_command(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="什么事")],
    kind: Annotated[str, typer.Option(help="报修、投诉、咨询、建议、求助、表扬")] = "报修",
    channel: Annotated[str, typer.Option(help="到访、电话、微信、巡查、转办")] = "电话",
    unit: Annotated[str, typer.Option(help="房号")] = "",
    spot: Annotated[str, typer.Option(help="公共部位在哪里")] = "",
    caller: Annotated[str, typer.Option(help="来人")] = "",
    phone: Annotated[str, typer.Option(help="电话")] = "",
    place: Annotated[str, typer.Option(help="部位")] = "",
    category: Annotated[str, typer.Option(help="类别")] = "",
    problem: Annotated[str, typer.Option(help="问题")] = "",
    level: Annotated[str, typer.Option(help="一般、重要、重大")] = "一般",
    wished: Annotated[str, typer.Option(help="希望什么时候来")] = "",
    answered: Annotated[str, typer.Option(help="当场答复了什么；只有这样就办完了才写")] = "",
) -> None:
    from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind
    from frontdesk.areas.reception.service.receiving import Receive, receive

    desk = console(context)
    command = Receive(
        _word(TicketKind, kind, "kind"),
        _word(Channel, channel, "channel"),
        what,
        unit_id=unit_id(desk, unit) if unit else None,
        spot=spot,
        caller=caller,
        phone=phone,
        place=place,
        category=category,
        problem=problem,
        level=_word(Level, level, "level"),
        wished=wished,
        answered=answered,
    )
    _say(desk, desk.run(receive, command), tr("受理"))


@tickets.command("list", help="报事清单，先到时限的在前。")
def list_command(
    context: typer.Context,
    view: Annotated[
        str, typer.Option(help="未结、超时、待派单、待回访、我受理的、投诉、重大、延后、全部")
    ] = "未结",
    text: Annotated[str, typer.Option(help="编号、房号、来人、电话或内容的一部分")] = "",
    unit: Annotated[str, typer.Option(help="只看这一户")] = "",
    kind: Annotated[list[str] | None, typer.Option(help="只看这些种类")] = None,
    first: Annotated[str, typer.Option("--from", help="从哪天受理的")] = "",
    last: Annotated[str, typer.Option("--to", help="到哪天受理的")] = "",
    most: Annotated[int, typer.Option(help="最多多少行", min=1)] = 200,
) -> None:
    from frontdesk.areas.reception.queries.ticket_rows import (
        TicketFilter,
        TicketView,
        ticket_count,
        ticket_rows,
    )
    from frontdesk.areas.reception.rules.words import TicketKind

    desk = console(context)
    wanted = TicketFilter(
        _word(TicketView, view, "view"),
        text,
        desk.actor.id,
        tuple(_word(TicketKind, one, "kind") for one in kind or ()),
        unit_id=unit_id(desk, unit) if unit else None,
        first=parse_day(first, field="from") if first else None,
        last=parse_day(last, field="to") if last else None,
    )
    now, today = desk.clock.now(), desk.clock.today()
    rows = desk.read(ticket_rows, wanted, now, today, 0, most)
    lines = [_line(row) for row in rows]
    desk.out.say(
        {"tickets": [_row(row) for row in rows], "count": desk.read(ticket_count, wanted, now, today)},
        "\n".join(lines) or tr("没有报事"),
    )


@tickets.command("show", help="一张单：内容、时限、经过、有偿服务、现在能办什么。")
def show_command(context: typer.Context, number: Number) -> None:
    from frontdesk.areas.reception.queries.paid import services_of
    from frontdesk.areas.reception.queries.tickets import limits_told, ticket

    desk = console(context)
    key = _ticket_id(desk, number)
    now = desk.clock.now()
    page = desk.read(ticket, key, now, desk.clock.today())
    result: dict[str, Any] = {
        **_row(page.row),
        "place": page.place,
        "category": page.category,
        "problem": page.problem,
        "wished": page.wished,
        "limits": limits_told(page, now),
        "outage": page.outage or None,
        "lines": [
            {"at": line.at.isoformat(), "words": line.words, "by": line.who, "late": line.late}
            for line in page.lines
        ],
        "photos": len(page.photos),
        "services": [
            {"number": row.number, "total": row.total.plain, "owed": row.owed.plain}
            for row in desk.read(services_of, key)
        ],
        "may": [act.value for act in page.acts],
    }
    told = "\n".join(f"{line.at:%m-%d %H:%M} {line.words} {line.who}" for line in _local(page.lines))
    desk.out.say(result, f"{_line(page.row)}\n{told}")


@tickets.command("dispatch", help="派单。")
def dispatch_command(
    context: typer.Context,
    number: Number,
    department: Annotated[str, typer.Argument(help="部门，如 工程部")],
    worker: Annotated[str, typer.Option(help="派给谁")] = "",
    words: Annotated[str, typer.Option(help="交代的话")] = "",
    version: Version = None,
) -> None:
    from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch

    desk = console(context)
    command = Dispatch(_ticket_id(desk, number), words, version, department=department, worker=worker)
    _say(desk, desk.run(dispatch, command), tr("派单"))


@tickets.command("log", help="记一笔。")
def log_command(
    context: typer.Context, number: Number, words: Annotated[str, typer.Argument(help="要记的话")]
) -> None:
    from frontdesk.areas.reception.service.working import Log, log

    desk = console(context)
    _say(desk, desk.run(log, Log(_ticket_id(desk, number), words)), tr("记一笔"))


@tickets.command("done", help="完成：之后待回访，不用回访的就等关闭。")
def done_command(
    context: typer.Context,
    number: Number,
    words: Annotated[str, typer.Argument(help="做了什么")],
    worker: Annotated[str, typer.Option(help="谁做的；不写就是派给的人")] = "",
    version: Version = None,
) -> None:
    from frontdesk.areas.reception.service.working import Finish, finish

    desk = console(context)
    command = Finish(_ticket_id(desk, number), words, version, worker=worker)
    _say(desk, desk.run(finish, command), tr("完成"))


@tickets.command("put-off", help="延后到哪天；到那天自己回来。")
def put_off_command(
    context: typer.Context,
    number: Number,
    until: Annotated[str, typer.Argument(help="到哪天")],
    words: Annotated[str, typer.Argument(help="为什么")],
    version: Version = None,
) -> None:
    from frontdesk.areas.reception.service.working import PutOff, put_off

    desk = console(context)
    day = parse_day(until, field="until")
    _say(desk, desk.run(put_off, PutOff(_ticket_id(desk, number), words, version, until=day)), tr("延后"))


@tickets.command("call-back", help="回访的结果；不满意就退回重办。")
def call_back_command(
    context: typer.Context,
    number: Number,
    satisfaction: Annotated[int | None, typer.Option(help="满意度 1 到 5")] = None,
    words: Annotated[str, typer.Option(help="来人的话")] = "",
    missed: Annotated[bool, typer.Option("--missed", help="没有接通")] = False,
    give_up: Annotated[bool, typer.Option("--give-up", help="三次没有接通，不再打了")] = False,
    send_back: Annotated[bool, typer.Option("--send-back", help="不满意，退回重办")] = False,
    closing: Annotated[str, typer.Option(help="一并关闭，写结案的话")] = "",
    version: Version = None,
) -> None:
    from frontdesk.areas.reception.service.closing import CallBack, call_back

    desk = console(context)
    command = CallBack(
        _ticket_id(desk, number), words, version, reached=not (missed or give_up), satisfaction=satisfaction,
        content=not send_back, give_up=give_up, closing=closing,
    )  # fmt: skip
    _say(desk, desk.run(call_back, command), tr("回访"))


@tickets.command("close", help="关闭；重大的要主管。")
def close_command(
    context: typer.Context,
    number: Number,
    words: Annotated[str, typer.Argument(help="结案的话")],
    handler: Annotated[str, typer.Option(help="经办人；不写就是关闭的人")] = "",
    version: Version = None,
    approver: Approver = None,
) -> None:
    from frontdesk.areas.reception.service.closing import Close, close

    desk = console(context)
    command = Close(_ticket_id(desk, number), words, version, handler=handler)
    _say(desk, allowed(desk, close, command, approver), tr("关闭"))


@tickets.command("due", help="今天要办的：超时的、要回访的、重大的。")
def due_command(context: typer.Context) -> None:
    from frontdesk.areas.reception.queries.outages import outage_rows
    from frontdesk.areas.reception.queries.ticket_rows import callbacks_due, major_open, over_limit

    desk = console(context)
    now, today = desk.clock.now(), desk.clock.today()
    over = desk.read(over_limit, now, today)
    calls = desk.read(callbacks_due, now, today)
    major = desk.read(major_open, now, today)
    outages = desk.read(outage_rows)
    result = {
        "over": [_row(row) for row in over],
        "call_backs": [_row(row) for row in calls],
        "major": [_row(row) for row in major],
        "outages": [
            {"number": row.number, "kind": row.kind.value, "where": row.where, "say": row.say}
            for row in outages
        ],
    }
    lines = [
        *(_line(row) for row in {row.id: row for row in (*over, *calls, *major)}.values()),
        *(f"{row.number} {tr(row.kind.value)} {row.where}" for row in outages),
    ]
    desk.out.say(result, "\n".join(lines) or tr("现在没有要办的报事"))


def _ticket_id(desk: Console, number: str) -> int:
    from frontdesk.areas.reception.queries.tickets import ticket_id_of

    found = desk.read(ticket_id_of, number, desk.clock.today())
    if found is None:
        raise Refused(tr("没有报事 {number}，请核对编号", number=number), field="number")
    return found


def _word(kind: type[W], told: str, field: str) -> W:
    """The member that a word names. Raises `Refused` with the words there are."""
    try:
        return kind(told)
    except ValueError:
        known = "、".join(one.value for one in kind)
        raise Refused(tr("没有“{word}”，可用：{known}", word=told, known=known), field=field) from None


def _local(lines: tuple[Any, ...]) -> list[Any]:
    from dataclasses import replace

    from frontdesk.base.values.clock import local_time

    return [replace(line, at=local_time(line.at)) for line in lines]


def _say(desk: Console, taken: Taken, act: str) -> None:
    result = {"number": taken.number, "state": taken.state.value, "version": taken.version}
    state = tr(taken.state.value)
    desk.out.say(result, tr("{number} {act}，现在是{state}", number=taken.number, act=act, state=state))


def _line(row: TicketRow) -> str:
    parts = (row.limit_words, row.number, row.unit, row.what, row.state_words, row.handler)
    return " ".join(part for part in parts if part)


def _row(row: TicketRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind.value,
        "level": row.level.value,
        "channel": row.channel.value,
        "unit": row.unit,
        "what": row.what,
        "caller": row.caller,
        "phone": row.phone,
        "state": row.state.value,
        "state_words": row.state_words,
        "limit": row.limit_words,
        "limit_step": row.limit_step.value if row.limit_step else None,
        "over": row.late is not None,
        "handler": row.handler,
        "sent_back": row.sent_back,
        "received_on": row.received_on,
        "version": row.version,
    }
