"""Commands about decorations: list, show, step, due, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.app.commands.context import Console, console
from frontdesk.app.commands.giving_back import Approver, allowed
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.decoration.queries.lists import FileRow

decoration = typer.Typer(
    help="装修：清单、一份申请、办一步、到期的事、统计。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.add_typer(decoration, name="decoration")


@decoration.command("list", help="装修申请的清单，新的在前。")
def list_command(
    context: typer.Context,
    text: Annotated[str, typer.Option(help="编号、房号、申请人或施工单位的一部分")] = "",
    state: Annotated[list[str] | None, typer.Option(help="只看这些状态，如 施工中")] = None,
    over: Annotated[bool, typer.Option("--over", help="只看已归档、撤回、失效、不予批准的")] = False,
    everything: Annotated[bool, typer.Option("--all", help="在办的和办完的都看")] = False,
) -> None:
    from frontdesk.areas.decoration.queries.lists import FileFilter, file_rows
    from frontdesk.areas.decoration.rules.course import State

    desk = console(context)
    known = {one.value: one for one in State}
    for word in state or ():
        if word not in known:
            raise Refused(
                tr("没有“{word}”这种状态，可用：{known}", word=word, known="、".join(known)), field="state"
            )
    states = tuple(known[word] for word in state or ())
    wanted = FileFilter(text, states, None if everything or states else over)
    rows = desk.read(file_rows, wanted, desk.clock.today())
    lines = [
        f"{row.number} {row.unit} {row.applicant} {tr(row.state.value)} {row.line.words}" for row in rows
    ]
    desk.out.say({"files": [_row(row) for row in rows]}, "\n".join(lines) or tr("没有装修申请"))


@decoration.command("show", help="一份申请：步骤、内容、材料、巡查、违规、钱。")
def show_command(
    context: typer.Context, number: Annotated[str, typer.Argument(help="编号，如 ZX-2026-0087 或 87")]
) -> None:
    from frontdesk.areas.decoration.queries.detail import file_detail

    desk = console(context)
    page = desk.read(file_detail, _file_id(desk, number), desk.clock.today())
    facts = page.facts
    result: dict[str, Any] = {
        "number": facts.number,
        "unit": facts.unit,
        "applicant": facts.applicant,
        "role": facts.role.value,
        "state": facts.state.value,
        "version": facts.version,
        "starts_on": facts.starts_on,
        "ends_on": facts.ends_on,
        "contractor": tr("业主自行") if facts.contractor.own_workers else facts.contractor.name,
        "next": page.line.words,
        "missing": list(page.missing),
        "untested": list(page.untested),
        "steps": [
            {"step": s.kind.value, "on": s.on, "by": s.by, "words": s.words, "allowed": s.allow_reason or None}
            for s in facts.steps
        ],
        "scope": [
            {
                "room": item.room,
                "kind": item.kind.value,
                "words": item.words,
                "verdict": item.verdict.level.value,
                "article": item.verdict.article,
                "condition": item.verdict.words,
                "withdrawn_on": item.ended_on,
            }
            for item in facts.scope
        ],
        "visits": [
            {"kind": v.kind.value, "no": v.no, "on": v.on, "result": v.result.value, "seen": v.seen}
            for v in facts.visits
        ],
        "breaches": [
            {
                "number": b.number,
                "article": b.article,
                "what": b.what,
                "limit_on": b.limit_on,
                "state": b.state.value,
                "deduction": b.deduction.plain,
                "report_from": b.report_from,
                "reported_on": b.reported_on,
            }
            for b in facts.breaches
        ],
        "fees_owed": facts.fees_owed.plain,
        "deposit": facts.taken.plain,
        "held": facts.held.plain,
        "may": [
            {"step": one.step.value, "unmet": [need.text for need in one.unmet]} for one in page.may
        ],
    }  # fmt: skip
    steps = "\n".join(
        f"{step.on} {tr(step.kind.value)} {step.by} {step.words}".rstrip() for step in facts.steps
    )
    words = tr(
        "{number} {unit} {who}：{state}，{next}",
        number=facts.number,
        unit=facts.unit,
        who=facts.applicant,
        state=tr(facts.state.value),
        next=page.line.words,
    )
    desk.out.say(result, f"{words}\n{steps}")


@decoration.command(
    "step", help="办一步：受理、退回、工程审批、不予批准、停工、复工、批准退款、归档、撤回、失效、回退…"
)
def step_command(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="编号，如 ZX-2026-0087 或 87")],
    step: Annotated[str, typer.Argument(help="哪一步，如 受理")],
    words: Annotated[str, typer.Option(help="意见或原因")] = "",
    on: Annotated[str, typer.Option(help="办理日期；不写就是今天")] = "",
    version: Annotated[int | None, typer.Option(help="看过的版本；不写就按现在的办")] = None,
    allow: Annotated[str, typer.Option(help="条件不满足时准许的理由，要主管授权")] = "",
    approver: Approver = None,
) -> None:
    from frontdesk.areas.decoration.queries.files import file_by_id
    from frontdesk.areas.decoration.rules.course import Step
    from frontdesk.areas.decoration.service import PLAIN, TakeStep, take_step

    desk = console(context)
    known = {one.value: one for one in Step if one in PLAIN}
    if step not in known:
        raise Refused(
            tr("“{step}”不能这样办，可用：{known}", step=step, known="、".join(known)), field="step"
        )
    file_id = _file_id(desk, number)
    seen = version if version is not None else desk.read(file_by_id, file_id, desk.clock.today()).version
    day = parse_day(on, field="on") if on else None
    command = TakeStep(file_id, seen, words, day, allow, step=known[step])
    done = allowed(desk, take_step, command, approver)
    desk.out.say(
        {"number": done.number, "state": done.state.value, "version": done.version},
        tr("{number} {step}，现在是{state}", number=done.number, step=tr(step), state=tr(done.state.value)),
    )


@decoration.command("due", help="今天要做的：巡查和验收、整改超期和要报告的、该退的押金。")
def due_command(context: typer.Context) -> None:
    from frontdesk.areas.decoration.queries.lists import today_decorations

    desk = console(context)
    found = desk.read(today_decorations, desk.clock.today())
    result = {
        "visits": [
            {"number": v.number, "unit": v.unit, "kind": v.kind.value, "on": v.on, "words": v.words, "late": v.late}
            for v in found.visits
        ],
        "breaches": [
            {"notice": b.breach.number, "number": b.file_number, "unit": b.unit, "what": b.breach.what,
             "late": b.late, "report_from": b.must_report}
            for b in found.breaches
        ],
        "refunds": [
            {"number": r.number, "unit": r.unit, "held": r.held.plain, "due_on": r.due_on, "late": r.late}
            for r in found.refunds
        ],
    }  # fmt: skip
    lines = [
        *(f"{v.number} {v.unit} {tr(v.kind.value)} {v.on} {v.words}".rstrip() for v in found.visits),
        *(f"{b.breach.number} {b.unit} {b.breach.what}" for b in found.breaches),
        *(tr("{number} {unit} 押金 {held}，{day} 前退", number=r.number, unit=r.unit, held=r.held, day=r.due_on)
          for r in found.refunds),
    ]  # fmt: skip
    desk.out.say(result, "\n".join(lines) or tr("今天没有装修的事"))


@decoration.command("figures", help="统计：在办、超期、押金、违规按条文。")
def figures_command(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", help="从哪天；不写就是本月一号")] = "",
    last: Annotated[str, typer.Option("--to", help="到哪天；不写就是今天")] = "",
) -> None:
    from frontdesk.areas.decoration.queries.statistics import figures

    desk = console(context)
    today = desk.clock.today()
    begins = parse_day(first, field="from") if first else today.replace(day=1)
    ends = parse_day(last, field="to") if last else today
    found = desk.read(figures, begins, ends, today)
    result: dict[str, Any] = {
        "from": begins,
        "to": ends,
        "under_way": found.under_way,
        "by_column": {column.value: count for column, count in found.by_column},
        "overdue": {
            "permits": found.overdue_permits,
            "visits": found.late_visits,
            "breaches": found.late_breaches,
            "refunds": found.late_refunds,
        },
        "to_report": found.to_report,
        "deposits": found.deposits,
        "deposit_held": found.deposit_held.plain,
        "applied": found.applied,
        "started": found.started,
        "finished": found.finished,
        "refunded": found.refunded,
        "visits": found.visits,
        "breaches": {row.article: row.count for row in found.breaches},
    }
    words = tr(
        "在办 {n} 份，押着 {held}，整改超期 {late} 项",
        n=found.under_way,
        held=found.deposit_held,
        late=found.late_breaches,
    )
    desk.out.say(result, words)


def _file_id(desk: Console, number: str) -> int:
    from frontdesk.areas.decoration.queries.files import file_id_of

    found = desk.read(file_id_of, number, desk.clock.today())
    if found is None:
        raise Refused(tr("没有装修申请 {number}，请核对编号", number=number), field="number")
    return found


def _row(row: FileRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "unit": row.unit,
        "applicant": row.applicant,
        "contractor": row.firm,
        "state": row.state.value,
        "next": row.line.words,
        "applied_on": row.applied_on,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "held": row.held.plain,
        "breaches": row.breaches,
    }
