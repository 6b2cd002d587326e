"""Commands for the office's data as a whole: back it up, put a backup back."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.app.commands.context import console, data_folder, open_runner, output
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.rights import Right, Role
from frontdesk.base.values.text import tr


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("backup", help="做一份备份，别人可以照常使用。")(backup)
    app.command("restore", help="用一份备份换掉现在的数据。")(restore)


def backup(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="存成这个文件，或存到这个文件夹")] = None,
) -> None:
    """Whoever can run it can read the data file anyway, so nobody is asked for a password: it is for schedules."""
    from frontdesk.app.backing_up import back_up, refuse_on_server

    folder = data_folder(context)
    refuse_on_server(folder)
    made, warning = back_up(folder, open_runner(context), by=_who(), target=out)
    told = {
        "file": str(made.path),
        "made_at": made.manifest.made_at.isoformat(),
        "revision": made.manifest.revision,
        "size": made.path.stat().st_size,
        "sha256": made.manifest.sha256,
    }
    words = tr("已备份到 {path}", path=made.path)
    if warning:
        told["warning"] = warning
        words += "\n" + warning
    output(context).say(told, words)


def restore(
    context: typer.Context,
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="确认用备份换掉现在的数据")] = False,
) -> None:
    from frontdesk.app.backing_up import (
        lost_since,
        lost_words,
        manifest_words,
        refuse_on_server,
        restore_backup,
    )
    from frontdesk.app.folder import has_database
    from frontdesk.base.store.backup import must_fit, read_manifest
    from frontdesk.base.store.work import Actor

    folder = data_folder(context)
    refuse_on_server(folder)
    manifest = read_manifest(file)
    must_fit(manifest)
    actor = Actor(0, _who(), Role.ADMIN)
    lost = ""
    if has_database(folder):
        try:
            desk = console(context)
        except Surroundings as error:
            # What cannot be opened can prove nobody; whoever runs this could replace the file anyway.
            lost = error.text + "。"
        else:
            if not desk.actor.may(Right.SETTINGS):
                raise Refused(tr("恢复备份要管理员，请用 --user 换一位"))
            actor = desk.actor
            lost = lost_words(desk.read(lost_since, manifest.made_at))
            # Nobody may have it open while it is replaced, this command neither.
            desk.runner.db.close()
    if not yes:
        raise Refused(
            tr("这份备份：{backup}。{lost}确定要恢复请加 --yes", backup=manifest_words(manifest), lost=lost)
        )
    done = restore_backup(file, folder, SystemClock(), actor)
    kept = str(done.kept) if done.kept else None
    words = tr("已恢复：{backup}", backup=manifest_words(manifest))
    if kept:
        words += "\n" + tr("恢复前的数据留在 {path}", path=kept)
    output(context).say({"restored": str(file), "made_at": manifest.made_at.isoformat(), "kept": kept}, words)


def _who() -> str:
    """The machine's user, as the trail and the manifest name them."""
    try:
        return tr("命令行（{user}）", user=getpass.getuser())
    except (OSError, KeyError):
        return tr("命令行")
