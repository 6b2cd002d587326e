"""The commands, one file an area."""

from __future__ import annotations

import typer

from frontdesk.app.commands import (
    archives,
    backup,
    cashdesk,
    decoration,
    fees,
    giving_back,
    handover,
    house,
    parking,
    permits,
    registers,
    reports,
    statements,
    tickets,
    verify,
)

app = typer.Typer(
    name="frontdesk",
    help="物业前台：不带命令时打开窗口。",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
house.register(app)
archives.register(app)
fees.register(app)
cashdesk.register(app)
giving_back.register(app)
backup.register(app)
statements.register(app)
reports.register(app)
verify.register(app)
registers.register(app)
parking.register(app)
permits.register(app)
decoration.register(app)
tickets.register(app)
handover.register(app)
