"""Commands about permits: issue, renew, lost, found, replace, withdraw, return, end, collect, show, list, kinds, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.app.commands.context import Console, console, write_file
from frontdesk.app.commands.giving_back import Approver, allowed, unit_id
from frontdesk.base.values.errors import NeedsConfirmation, Refused, Surroundings
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.permits.queries.permits import PermitRow
    from frontdesk.areas.permits.rules.kinds import KindFacts
    from frontdesk.areas.permits.service.issuing import Issued
    from frontdesk.areas.permits.service.permit_money import Pay

permit = typer.Typer(
    help="证件：发证、续期、挂失、补证、收回、交回、停用、取走。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Fee = Annotated[list[str] | None, typer.Option("--fee", help="工本费怎么收，如 cash=12；不写就记账")]
Allow = Annotated[str, typer.Option(help="条件不满足时准许的理由，要主管授权")]
Out = Annotated[Path | None, typer.Option(help="证件的 PDF 写到哪里")]
Words = Annotated[str, typer.Option("--reason", help="原因或说明")]


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    for step, help_ in _STEPS.items():
        permit.command(step, help=help_)(_taking(step))
    app.add_typer(permit, name="permit")


@permit.command("issue", help="发证。持证人写住户的姓名，或不在档案里的人的姓名。")
def issue_command(
    context: typer.Context,
    kind: Annotated[str, typer.Option(help="种类的代码或名称，如 JZ 或 居住证")],
    unit: Annotated[str, typer.Option(help="房号")],
    holder: Annotated[str, typer.Option(help="持证人")],
    until: Annotated[str, typer.Option(help="有效到哪天；不写就到最长")] = "",
    since: Annotated[str, typer.Option("--from", help="从哪天起；不写就是今天")] = "",
    role: Annotated[str, typer.Option(help="身份；住户按档案")] = "",
    id_number: Annotated[str, typer.Option(help="证件号；住户按档案")] = "",
    phone: Annotated[str, typer.Option(help="电话；住户按档案")] = "",
    field: Annotated[list[str] | None, typer.Option(help="这种证另填的项，如 车牌=浙A6H072")] = None,
    photo: Annotated[Path | None, typer.Option(help="裁好的照片（JPG）")] = None,
    fee: Fee = None,
    deposit: Annotated[list[str] | None, typer.Option(help="押金怎么收，如 cash=50")] = None,
    waits: Annotated[bool, typer.Option("--waits", help="以后来取")] = False,
    second: Annotated[bool, typer.Option("--second", help="已有在用的也再办一张")] = False,
    allow: Allow = "",
    approver: Approver = None,
    out: Out = None,
) -> None:
    from frontdesk.areas.permits.queries.conditions import limits
    from frontdesk.areas.permits.service.issuing import Issue, issue

    desk = console(context)
    today = desk.clock.today()
    facts = _kind(desk, kind)
    home = unit_id(desk, unit)
    person = _person(desk, home, holder)
    starts_on = parse_day(since, field="from") if since else None
    longest, _ = desk.read(limits, facts.code, home, person, today, starts_on)
    command = Issue(
        facts.code,
        home,
        holder,
        parse_day(until, field="until") if until else longest,
        person_id=person,
        starts_on=starts_on,
        role=role,
        id_number=id_number,
        phone=phone,
        extra=tuple(_field(facts, text) for text in field or ()),
        photo=None if photo is None else _bytes(photo),
        pay=_pay(fee, deposit),
        waits=waits,
        allow_reason=allow,
    )
    _finish(desk, _asking(desk, issue, command, approver, second=second), out)


@permit.command("renew", help="续期。编号不变，换印一张。")
def renew_command(
    context: typer.Context,
    number: str,
    until: Annotated[str, typer.Option(help="有效到哪天；不写就到最长")] = "",
    fee: Fee = None,
    free: Annotated[bool, typer.Option("--free", help="不收工本费")] = False,
    allow: Allow = "",
    approver: Approver = None,
    out: Out = None,
) -> None:
    from frontdesk.areas.permits.queries.conditions import limits
    from frontdesk.areas.permits.queries.permits import permit as look
    from frontdesk.areas.permits.service.course import Renew, renew

    desk = console(context)
    today = desk.clock.today()
    found = desk.read(look, number, today)
    if found is None:
        raise Refused(tr("没有证 {number}，请核对编号", number=number), field="number")
    row = found.row
    longest, _ = desk.read(limits, row.kind_code, row.unit_id, found.person_id, today)
    ends_on = parse_day(until, field="until") if until else longest
    command = Renew(number, ends_on, _pay(fee, None), charge=not free, allow_reason=allow)
    _finish(desk, allowed(desk, renew, command, approver), out)


@permit.command("replace", help="补证。换新编号，旧证从此作废。")
def replace_command(
    context: typer.Context,
    number: str,
    reason: Annotated[str, typer.Option(help="原因，如 遗失")],
    fee: Fee = None,
    photo: Annotated[Path | None, typer.Option(help="裁好的照片（JPG）；不写就用旧证的")] = None,
    out: Out = None,
) -> None:
    from frontdesk.areas.permits.service.course import Replace, replace_permit

    desk = console(context)
    jpeg = None if photo is None else _bytes(photo)
    _finish(desk, desk.run(replace_permit, Replace(number, reason, jpeg, _pay(fee, None))), out)


_STEPS = {
    "lost": "挂失。",
    "found": "撤销挂失：找回来了。",
    "withdraw": "收回，要写原因。",
    "return": "交回。",
    "end": "停用，要写原因。",
    "collect": "取走。",
}


def _taking(step: str) -> Callable[..., None]:
    def take(context: typer.Context, number: str, reason: Words = "") -> None:
        from frontdesk.areas.permits.service import course

        services = {
            "lost": course.report_lost,
            "found": course.report_found,
            "withdraw": course.withdraw,
            "return": course.give_back,
            "end": course.end,
            "collect": course.collect_card,
        }
        desk = console(context)
        stored = desk.run(services[step], course.Take(number, reason))
        row = _row(desk, stored)
        desk.out.say(_plain(desk, row), f"{row.number} {_state(desk, row)}")

    return take


@permit.command(
    "list", help="列出证件；--show soon 一周内到期，over 到期没交回，left 人已搬走，waiting、lost、live。"
)
def list_command(
    context: typer.Context,
    show: Annotated[str, typer.Option(help="all、live、soon、waiting、lost、over、left")] = "all",
    kind: Annotated[str, typer.Option(help="种类的代码或名称")] = "",
    unit: Annotated[str, typer.Option(help="只列这户的")] = "",
    find: Annotated[str, typer.Option(help="编号、姓名、拼音或房号的一部分")] = "",
    limit: Annotated[int, typer.Option(help="最多列多少张")] = 1000,
) -> None:
    from frontdesk.areas.permits.queries.permits import SHOWS, PermitFilter, permit_count, permit_rows

    chosen = next((known for known in SHOWS if known == show), None)
    if chosen is None:
        raise Refused(tr("--show 可以是 {all}", all="、".join(SHOWS)), field="show")
    if limit < 1:
        raise Refused(tr("--limit 要大于零"), field="limit")
    desk = console(context)
    today = desk.clock.today()
    wanted = PermitFilter(
        chosen,
        _kind(desk, kind).code if kind else "",
        find,
        unit_id(desk, unit) if unit else None,
    )
    rows = desk.read(permit_rows, wanted, today, limit=limit)
    count = desk.read(permit_count, wanted, today)
    lines = [
        f"{row.number}  {row.kind}  {row.holder}  {row.unit}  {row.ends_on}  {_state(desk, row)}"
        for row in rows
    ]
    desk.out.say(
        {"count": count, "permits": [_plain(desk, row) for row in rows]},
        "\n".join([*lines, tr("{n} 张", n=count)]),
    )


@permit.command("show", help="一张证：怎么样了，经过，二维码的文字。")
def show_command(context: typer.Context, number: str) -> None:
    from frontdesk.areas.permits.queries.permits import permit as look

    desk = console(context)
    found = desk.read(look, number, desk.clock.today())
    if found is None:
        raise Refused(tr("没有证 {number}，请核对编号", number=number), field="number")
    told = _plain(desk, found.row) | {
        "id_number": found.id_number,
        "phone": found.phone,
        "fields": dict(found.extra),
        "allowed": list(found.allowed),
        "allow_reason": found.allow_reason,
        "approver": found.approver,
        "previous": found.previous or None,
        "next": found.next or None,
        "code": found.code,
        "events": [
            {"step": e.step.value, "on": f"{e.on}", "words": e.said(), "by": e.by} for e in found.events
        ],
    }
    lines = [f"{e.on}  {e.said()}  {e.by}" for e in found.events]
    row = found.row
    head = f"{row.kind} {row.number}  {row.holder}  {row.unit}  {row.ends_on}  {_state(desk, row)}"
    desk.out.say(told, "\n".join([head, *lines]))


@permit.command("kinds", help="列出证件种类。")
def kinds_command(context: typer.Context) -> None:
    from frontdesk.areas.permits.queries.kinds import kinds

    desk = console(context)
    rows = [row.facts for row in desk.read(kinds, desk.clock.today())]
    told = [
        {
            "code": facts.code,
            "name": facts.name,
            "prefix": facts.prefix,
            "form": facts.form.value,
            "days": facts.days,
            "fee": facts.fee.plain,
            "deposit": facts.deposit.plain,
            "photo": facts.photo,
            "fields": [field.label for field in facts.fields],
            "active": facts.active,
        }
        for facts in rows
    ]
    lines = [
        tr("{code}  {name}  最长 {n} 天  工本费 {fee}  押金 {deposit}", code=facts.code, name=facts.name,
           n=facts.days, fee=facts.fee, deposit=facts.deposit)
        for facts in rows
    ]  # fmt: skip
    desk.out.say({"kinds": told}, "\n".join(lines))


@permit.command("print", help="打印一张或几张证；打过的标上补打。")
def print_command(
    context: typer.Context,
    numbers: list[str],
    out: Annotated[Path, typer.Option(help="PDF 写到哪里")],
    sheet: Annotated[bool, typer.Option("--sheet", help="证卡十张排一页 A4")] = False,
) -> None:
    from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit

    desk = console(context)
    made = desk.run(print_permit, PrintPermit(tuple(numbers), sheet))
    write_file(out, made.pdf)
    told = {"file": str(out), "permits": len(numbers), "size": made.size, "reprint": made.times}
    desk.out.say(told, tr("已存到 {path}", path=out))


def _finish(desk: Console, done: Issued, out: Path | None) -> None:
    """Print it where a file is named, and say what stands."""
    from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit

    row = _row(desk, done.number)
    told = _plain(desk, row) | {
        "receipt": done.receipt or None,
        "deposit": done.deposit or None,
        "change": done.change.plain,
    }
    if out is not None:
        write_file(out, desk.run(print_permit, PrintPermit((done.number,))).pdf)
        told["file"] = str(out)
    words = tr("{kind} {number}，{holder}，至 {day}", kind=row.kind, number=row.number, holder=row.holder, day=row.ends_on)  # fmt: skip
    desk.out.say(told, words)


def _asking(desk: Console, service: Any, command: Any, approver: str | None, *, second: bool) -> Issued:
    """Run it; a second one for the same thing takes `--second`."""
    try:
        done: Issued = allowed(desk, service, command, approver, yes=("permit.second",) if second else ())
    except NeedsConfirmation as asked:
        raise Refused(tr("{what}要再办请加 --second", what=asked.text)) from asked
    return done


def _row(desk: Console, number: str) -> PermitRow:
    from frontdesk.areas.permits.queries.permits import permit as look

    found = desk.read(look, number, desk.clock.today())
    assert found is not None
    return found.row


def _state(desk: Console, row: PermitRow) -> str:
    from frontdesk.areas.permits.rules.course import state_words

    return state_words(row.state, row.ends_on, desk.clock.today(), short=row.starts_on == row.ends_on)[1]


def _plain(desk: Console, row: PermitRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "holder": row.holder,
        "role": row.role,
        "unit": row.unit,
        "starts_on": f"{row.starts_on}",
        "ends_on": f"{row.ends_on}",
        "state": row.state.value,
        "says": _state(desk, row),
    }


def _kind(desk: Console, text: str) -> KindFacts:
    """A kind by its code or its name. Raises `Refused`."""
    from frontdesk.areas.permits.queries.kinds import kinds

    rows = [row.facts for row in desk.read(kinds, desk.clock.today())]
    found = next(
        (facts for facts in rows if text.strip() in (facts.name, facts.code, facts.code.lower())), None
    )
    if found is None:
        known = "、".join(f"{facts.code} {facts.name}" for facts in rows)
        raise Refused(tr("没有“{kind}”这种证，可用：{known}", kind=text, known=known), field="kind")
    return found


def _person(desk: Console, home: int, holder: str) -> int | None:
    """The resident of that name; None for somebody the archives do not know. Raises `Refused` for two of one name."""
    from frontdesk.areas.permits.queries.goods import residents

    found = {
        role.person_id
        for role in desk.read(residents, home, desk.clock.today())
        if role.name == holder.strip()
    }
    if len(found) > 1:
        raise Refused(tr("这户有两位{name}，请在窗口里办", name=holder.strip()), field="holder")
    return next(iter(found), None)


def _field(facts: KindFacts, text: str) -> tuple[str, str]:
    name, equals, words = text.partition("=")
    found = next((f for f in facts.fields if name.strip() in (f.label, f.name)), None)
    if found is None or not equals:
        known = "、".join(f.label for f in facts.fields) or tr("没有")
        raise Refused(
            tr("“{text}”看不懂：请写成 车牌=浙A6H072 这样；{kind}另填的项：{known}", text=text, kind=facts.name, known=known),
            field="field",
        )  # fmt: skip
    return found.name, words.strip()


def _pay(fee: list[str] | None, deposit: list[str] | None) -> Pay:
    from frontdesk.areas.cashdesk.rules.tenders import parse_tender
    from frontdesk.areas.permits.service.permit_money import Pay

    return Pay(
        None if not fee else tuple(parse_tender(text, field="fee") for text in fee),
        None if not deposit else tuple(parse_tender(text, field="deposit") for text in deposit),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Surroundings(tr("{path} 读不出来，请核对文件", path=path)) from error
