"""The command that holds a WeChat, Alipay or bank statement against the day's tenders (D5.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.app.commands.context import console
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("statement", help="微信、支付宝、银行对账单核对。")(statement_command)


def statement_command(
    context: typer.Context,
    file: Path,
    tender: Annotated[str | None, typer.Option(help="银行文件是哪一种：card、transfer、cheque")] = None,
    first: Annotated[str | None, typer.Option("--from", help="核对哪天起，默认按文件里的日期")] = None,
    last: Annotated[str | None, typer.Option("--to", help="核对到哪天")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")] = False,
) -> None:
    from frontdesk.areas.cashdesk.queries.statements import StatementFile, hold
    from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS
    from frontdesk.areas.cashdesk.rules.matching import Fate, sums
    from frontdesk.areas.cashdesk.rules.tenders import tender_kind
    from frontdesk.areas.cashdesk.service.statements import store_statement

    desk = console(context)
    command = StatementFile(
        file,
        tender_kind(tender, field="tender") if tender else None,
        first=parse_day(first) if first else None,
        last=parse_day(last) if last else None,
    )
    check_id = None
    if dry_run:
        held = desk.read(hold, command)
    else:
        check_id, held = desk.run(store_statement, command)
    found = sums(held.lines)
    odd = [line for line in held.lines if line.fate not in (Fate.MATCHED, Fate.BY_AMOUNT)]
    desk.out.say(
        {
            "check": check_id,
            "tender": held.statement.tender.value,
            "from": held.first.isoformat(),
            "to": held.last.isoformat(),
            "rows": len(held.statement.rows),
            "ours": found.ours.plain,
            "theirs": found.theirs.plain,
            "counts": {fate.name.lower(): found.count.get(fate, 0) for fate in Fate},
            "doubts": list(held.statement.doubts),
            "odd": [
                {
                    "fate": line.fate.value,
                    "documents": list(line.documents),
                    "unit": line.unit,
                    "reference": line.reference,
                    "number": line.number,
                    "ours": line.ours.plain,
                    "theirs": line.theirs.plain,
                }
                for line in odd
            ],
        },
        tr(
            "{tender}对账：对上 {matched} 笔，不符 {differs} 笔，只有我方 {ours} 笔，只有对方 {theirs} 笔",
            tender=tr(TENDER_WORDS[held.statement.tender]),
            matched=found.count.get(Fate.MATCHED, 0) + found.count.get(Fate.BY_AMOUNT, 0),
            differs=found.count.get(Fate.DIFFERS, 0),
            ours=found.count.get(Fate.OURS_ONLY, 0),
            theirs=found.count.get(Fate.THEIRS_ONLY, 0),
        ),
    )
