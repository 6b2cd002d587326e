"""Reports for scheduled work (D5.5): `report NAME --from --to --out FILE.(pdf|xlsx)`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.app.commands.context import Console, console, write_file
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month, Span, parse_day
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

NAMES = ("income", "arrears", "rate", "held")
KINDS = {"weekly": "WEEKLY", "monthly": "MONTHLY", "summary": "SUMMARY"}
"""What the desk owes, by its word on the command line -> `ReportKind`."""


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("report", help="报表：income 收款，arrears 欠费，rate 收缴率，held 押金与预存。")(
        report_command
    )

    app.command(
        "owed",
        help="前台要出的报表：不带名字列出欠的；weekly、monthly、summary 看一期的草稿，写到 .pdf 或 .xlsx。",
    )(owed_command)


def owed_command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="weekly 投诉周报表，monthly 统计分析，summary 工作总结")
    ] = None,
    day: Annotated[str | None, typer.Option("--on", help="这一天所在的那一期，默认今天")] = None,
    out: Annotated[Path | None, typer.Option(help="写到 .pdf 或 .xlsx")] = None,
) -> None:
    from frontdesk.areas.reception.rules.owing import ReportKind, period_of
    from frontdesk.areas.reception.service.report_making import MakeOwedReport, make_owed_report

    desk = console(context)
    today = desk.clock.today()
    if name is None:
        _say_owed(desk, today)
        return
    if name not in KINDS:
        raise Refused(tr("没有报表 {name}，可用：{all}", name=name, all="、".join(KINDS)))
    if out is None or out.suffix.lower() not in (".pdf", ".xlsx"):
        raise Refused(tr("--out 请写 .pdf 或 .xlsx 结尾的文件名"))
    kind = ReportKind[KINDS[name]]
    period = period_of(kind, parse_day(day, field="on") if day else today)
    made = desk.run(make_owed_report, MakeOwedReport(kind, period, form=out.suffix.lower()[1:]))
    write_file(out, made)
    desk.out.say(
        {"report": name, "from": period.first.isoformat(), "to": period.last.isoformat(), "out": str(out)},
        tr("{kind} {period} 的草稿写在 {file}", kind=tr(kind.value), period=period, file=out),
    )


def _say_owed(desk: Console, today: date) -> None:
    from frontdesk.areas.reception.queries.owed_reports import owed_reports

    found = desk.read(owed_reports, today)
    lines = [
        tr(
            "{kind} {period}　{day} 到期",
            kind=tr(one.kind.value),
            period=one.period,
            day=one.due_on.isoformat(),
        )
        + (tr("，超 {n} 天", n=one.late(today)) if one.late(today) else "")
        for one in found
    ]
    desk.out.say(
        {
            "owed": [
                {
                    "report": one.kind.name.lower(),
                    "from": one.period.first.isoformat(),
                    "to": one.period.last.isoformat(),
                    "due": one.due_on.isoformat(),
                    "late_days": one.late(today),
                }
                for one in found
            ]
        },
        "\n".join(lines) or tr("没有欠的报表"),
    )


def report_command(
    context: typer.Context,
    name: str,
    first: Annotated[str | None, typer.Option("--from", help="从哪天起，默认本月 1 日")] = None,
    last: Annotated[str | None, typer.Option("--to", help="到哪天，默认今天")] = None,
    out: Annotated[Path | None, typer.Option(help="写到 .pdf 或 .xlsx")] = None,
) -> None:
    from frontdesk.areas.cashdesk.service.reporting import check_span

    if name not in NAMES:
        raise Refused(tr("没有报表 {name}，可用：{all}", name=name, all="、".join(NAMES)))
    desk = console(context)
    if not desk.actor.may(Right.REPORTS):
        raise Refused(tr("{name}没有查看报表的权限，请用主管或财务的用户名", name=desk.actor.name))
    today = desk.clock.today()
    begin = parse_day(first, field="from") if first else Month.of(today).start
    end = parse_day(last, field="to") if last else max(today, begin)
    check_span(begin, end)
    if out is not None and out.suffix.lower() not in (".pdf", ".xlsx"):
        raise Refused(tr("--out 请写 .pdf 或 .xlsx 结尾的文件名"))
    {"income": _income, "arrears": _arrears, "rate": _rate, "held": _held}[name](desk, begin, end, out)


def _income(desk: Console, first: date, last: date, out: Path | None) -> None:
    from frontdesk.areas.cashdesk.service.reporting import MakeReport, make_report

    form = out.suffix.lower()[1:] if out is not None else "pdf"
    made = desk.run(make_report, MakeReport(first, last, form))
    if out is not None:
        write_file(out, made.content)
    report = made.report
    desk.out.say(
        {
            "title": report.title,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "net": report.net.plain,
            **{
                part.key: [
                    {
                        "name": line.label,
                        "receipts": line.count,
                        "taken": line.taken.plain,
                        "refunded": line.refunded.plain,
                        "net": line.net.plain,
                    }
                    for line in part.lines
                ]
                for part in report.parts
            },
            "held": [
                {"name": line.label, "count": line.count, "amount": line.amount.plain} for line in report.held
            ],
            "closed_shifts": report.closed_shifts,
            "closed_net": report.closed_net.plain,
            "open_shifts": report.open_shifts,
        },
        tr("{title}：净收 {net}", title=report.title, net=report.net),
    )


def _held(desk: Console, _first: date, last: date, out: Path | None) -> None:
    from frontdesk.areas.cashdesk.queries.deposits import held_by_purpose
    from frontdesk.areas.cashdesk.queries.prepaid import prepaid_units

    if out is not None:
        raise Refused(tr("押金与预存在收款报表里一起打印，请用 report income"))
    deposits = desk.read(held_by_purpose, last)
    units = desk.read(prepaid_units, last)
    desk.out.say(
        {
            "on": last.isoformat(),
            "deposits": [{"purpose": d.purpose, "count": d.count, "left": d.left.plain} for d in deposits],
            "prepaid": [{"unit": unit.unit, "balance": unit.balance.plain} for unit in units],
        },
        tr(
            "{day} 日终：押金 {deposits}，预存 {prepaid}",
            day=last.isoformat(),
            deposits=total(d.left for d in deposits),
            prepaid=total(unit.balance for unit in units),
        ),
    )


def _arrears(desk: Console, _first: date, last: date, out: Path | None) -> None:
    from frontdesk.areas.fees.queries import arrears_by_age
    from frontdesk.areas.fees.service import ExportArrears, export_arrears

    if out is not None:
        if out.suffix.lower() != ".xlsx":
            raise Refused(tr("欠费报表请写 .xlsx；纸质的明细在窗口的“欠费”里打印"))
        write_file(out, desk.run(export_arrears, ExportArrears(last)))
    ages = desk.read(arrears_by_age, last)
    owed = total(row.owed for row in ages)
    desk.out.say(
        {
            "on": last.isoformat(),
            "owed": owed.plain,
            "ages": [{"age": str(row.age.value), "owed": row.owed.plain} for row in ages],
        },
        tr("{day} 欠费 {owed}", day=last.isoformat(), owed=owed),
    )


def _rate(desk: Console, first: date, last: date, out: Path | None) -> None:
    from frontdesk.areas.fees.queries.rate import collection_rate, rate_document

    span = Span(first, date.fromordinal(last.toordinal() + 1))
    found = desk.read(collection_rate, span, last)
    if out is not None:
        if out.suffix.lower() != ".pdf":
            raise Refused(tr("收缴率报表请写 .pdf；工作簿在窗口的“欠费”里导出"))
        from frontdesk.areas.fees.forms.rate_report import RATE_REPORT
        from frontdesk.base.values.clock import local_time

        now = local_time(desk.clock.now()).replace(tzinfo=None)
        document = desk.read(rate_document, span, last, "building", now, desk.actor.name)
        write_file(out, RATE_REPORT.draw(document))
    desk.out.say(
        {
            "due": found.due.plain,
            "paid": found.paid.plain,
            "rows": [{"name": row.label, "due": row.due.plain, "paid": row.paid.plain} for row in found.rows],
        },
        tr("到期应收 {due}，已缴 {paid}", due=found.due, paid=found.paid),
    )
