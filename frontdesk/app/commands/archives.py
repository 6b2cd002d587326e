"""Commands of the archives: import-units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.app.commands.context import console, write_file
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("import-units", help="导入业主资料（.xlsx、.xls）。")(import_units_command)


def import_units_command(
    context: typer.Context,
    file: Path,
    sheet: Annotated[str | None, typer.Option(help="工作表名称")] = None,
    map_file: Annotated[Path | None, typer.Option("--map", help="列对照表，JSON")] = None,
    rejects: Annotated[Path | None, typer.Option(help="没有导入的行写到这个工作簿")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")] = False,
) -> None:
    from frontdesk.areas.archives.queries import preview_import
    from frontdesk.areas.archives.service import ImportUnits, import_units, rejects_workbook

    desk = console(context)
    command = ImportUnits(file=file, sheet=sheet, column_map=column_map(map_file))
    result = desk.read(preview_import, command) if dry_run else desk.run(import_units, command)
    if rejects is not None:
        write_file(rejects, rejects_workbook(result))
    desk.out.say(
        {
            "units": result.units,
            "people": result.people,
            "unchanged": result.unchanged,
            "rejected": [{"row": r.row, "reason": r.reason} for r in result.rejected],
            "flagged": [{"row": r.row, "reason": r.reason} for r in result.flagged],
        },
        tr(
            "房屋 {units} 户，住户 {people} 人，没有变化 {unchanged} 户，退回 {rejected} 行，待核实 {flagged} 行",
            units=result.units,
            people=result.people,
            unchanged=result.unchanged,
            rejected=len(result.rejected),
            flagged=len(result.flagged),
        ),
    )


def column_map(path: Path | None) -> dict[str, str] | None:
    """The map of columns in a JSON file. Raises `Refused`."""
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise Refused(tr("没有找到列对照表 {path}", path=path)) from error
    except (OSError, ValueError) as error:
        raise Refused(tr("列对照表 {path} 看不懂，应是 JSON", path=path)) from error
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise Refused(tr("列对照表应写成 {example}", example='{"业主姓名": "G"}'))
    return {str(k): str(v) for k, v in found.items()}
