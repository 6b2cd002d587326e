"""Commands that take old registers over: import-keys, import-permits, import-parking, import-tickets, import-parcels (D1.7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.app.commands.archives import column_map
from frontdesk.app.commands.context import console, write_file
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
    from frontdesk.base.store.work import Work

Sheet = Annotated[str | None, typer.Option(help="工作表名称")]
Map = Annotated[Path | None, typer.Option("--map", help="列对照表，JSON")]
Rejects = Annotated[Path | None, typer.Option(help="退回的行写到这个工作簿")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")]


Ways = Callable[[], Any]
"""What looks a register over and what stores it, imported when it is asked for."""


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    _add(app, "import-keys", "导入旧的钥匙登记本（.xlsx、.xls、.csv）。", _keys)
    _add(app, "import-permits", "导入旧的证件台账（.xlsx、.xls、.csv）。", _permits)
    app.command("import-parking", help="导入旧的车位租用台账（.xlsx、.xls、.csv）。")(import_parking_command)
    _add(app, "import-tickets", "导入旧的报事台账（.xlsx、.xls、.csv）。", _tickets)
    _add(app, "import-parcels", "导入旧的快递登记本（.xlsx、.xls、.csv）。", _parcels)


def _add(app: typer.Typer, name: str, words: str, ways: Ways) -> None:
    """A command for a register that asks for nothing of its own."""

    @app.command(name, help=words)
    def take(
        context: typer.Context,
        file: Path,
        sheet: Sheet = None,
        map_file: Map = None,
        rejects: Rejects = None,
        dry_run: DryRun = False,
    ) -> None:
        preview, store = ways()
        _take(context, _command(file, sheet, map_file), preview, store, rejects, dry_run=dry_run)


def _keys() -> Any:
    from frontdesk.areas.keys.queries.register_keys import preview_keys
    from frontdesk.areas.keys.service.register_keys import import_keys

    return preview_keys, import_keys


def _permits() -> Any:
    from frontdesk.areas.permits.queries.register_permits import preview_permits
    from frontdesk.areas.permits.service.register_permits import import_permits

    return preview_permits, import_permits


def _tickets() -> Any:
    from frontdesk.areas.reception.queries.register_tickets import preview_tickets
    from frontdesk.areas.reception.service.register_tickets import import_tickets

    return preview_tickets, import_tickets


def _parcels() -> Any:
    from frontdesk.areas.reception.queries.register_parcels import preview_parcels
    from frontdesk.areas.reception.service.register_parcels import import_parcels

    return preview_parcels, import_parcels


def import_parking_command(
    context: typer.Context,
    file: Path,
    sheet: Sheet = None,
    map_file: Map = None,
    since: Annotated[
        str | None, typer.Option(help="没写缴到哪天的，租金从哪天起在这里收，默认下月一日")
    ] = None,
    rejects: Rejects = None,
    dry_run: DryRun = False,
) -> None:
    from frontdesk.areas.permits.queries.register_parking import preview_parking
    from frontdesk.areas.permits.service.register_parking import import_parking

    command = _command(file, sheet, map_file, since)
    _take(context, command, preview_parking, import_parking, rejects, dry_run=dry_run)


def _command(
    file: Path, sheet: str | None, map_file: Path | None, since: str | None = None
) -> ImportRegister:
    from frontdesk.areas.archives.rules.importing.register import ImportRegister

    day = parse_day(since, field="since") if since is not None else None
    return ImportRegister(file, sheet, column_map(map_file), day)


def _take(
    context: typer.Context,
    command: ImportRegister,
    preview: Callable[..., RegisterResult],
    store: Callable[[Work, Any], RegisterResult],
    rejects: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Store, or only look, and say what became of the rows."""
    from frontdesk.areas.archives.rules.importing.register import Fate
    from frontdesk.areas.archives.service.registers import register_rejects
    from frontdesk.base.values.money import Money

    desk = console(context)
    result = desk.read(preview, command, desk.clock.today()) if dry_run else desk.run(store, command)
    if rejects is not None:
        write_file(rejects, register_rejects(result))
    sums = "，".join(f"{label} {count}" for label, count in result.sums)
    desk.out.say(
        {
            "stored": len(result.of(Fate.NEW)),
            "known": len(result.of(Fate.SAME)),
            "rejected": [{"row": row.row, "reason": row.reason} for row in result.of(Fate.REJECTED)],
            "sums": {label: n.plain if isinstance(n, Money) else n for label, n in result.sums},
        },
        tr(
            "存入 {new} 行，已有 {same} 行，退回 {back} 行；{sums}",
            new=len(result.of(Fate.NEW)),
            same=len(result.of(Fate.SAME)),
            back=len(result.of(Fate.REJECTED)),
            sums=sums,
        ),
    )
