"""What each command starts from: the data folder opened, the user proved."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import typer

from frontdesk.app.commands.output import Out
from frontdesk.base.values.clock import Clock, SystemClock
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from frontdesk.base.store.runner import Runner
    from frontdesk.base.store.work import Actor, Work

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C")


@dataclass(slots=True)
class Console:
    """A database that is open, and who acts on it."""

    runner: Runner
    actor: Actor
    clock: Clock
    out: Out

    def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.runner.read(query, *args, **kwargs)

    def run(
        self, service: Callable[[Work, C], R], command: C, *, confirmed: frozenset[str] = frozenset()
    ) -> R:
        return self.runner.run(service, command, actor=self.actor, confirmed=confirmed).value


def output(context: typer.Context) -> Out:
    """Where the command says its result."""
    out: Out = context.obj[1]
    return out


def data_folder(context: typer.Context) -> Path:
    """`--data`, or the user's own data folder."""
    from frontdesk.app.places import data_place

    found: Path | None = context.obj[0].data
    return data_place(found)


def open_runner(context: typer.Context) -> Runner:
    """The database without anybody signed in, for what only looks at the whole."""
    from frontdesk.app.folder import open_database
    from frontdesk.base.store.runner import Runner

    db = open_database(data_folder(context))
    context.call_on_close(db.close)
    return Runner(db, SystemClock())


def console(context: typer.Context) -> Console:
    """The database, and the user of `--user`, proved by FRONTDESK_PASSWORD or by asking."""
    from frontdesk.base.store.users import sign_in

    runner = open_runner(context)
    login: str = context.obj[0].user
    actor = runner.read(sign_in, login, password(login))
    return Console(runner, actor, runner.clock, output(context))


def password(login: str) -> str:
    """The password from the environment, or typed. Raises `Refused` where nobody can be asked."""
    given = os.environ.get("FRONTDESK_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin or not sys.stdin.isatty():
        raise Refused(tr("没有密码：请设环境变量 FRONTDESK_PASSWORD"))
    return getpass.getpass(tr("{login} 的密码：", login=login))


def write_file(path: Path, content: bytes) -> None:
    """Write it whole or not at all; a file that is open in another program is said so."""
    making = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making.write_bytes(content)
        making.replace(path)
    except OSError as error:
        raise Surroundings(tr("{path} 写不进去，可能正被别的程序打开，请关掉再试", path=path)) from error
