"""The command line: for scheduled work, for the office's own IT, and for tests.

`--data`, `--user` and `--json` may stand anywhere; `--selftest DIR [--brief]` tests the program itself. With `--json` one
JSON object goes to standard output and nothing else; the exit status is 0, or 1 with `{"error": …}` and a Chinese
sentence.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontdesk.base.values.errors import DeskError, NeedsApproval, NeedsConfirmation
from frontdesk.base.values.resources import resource
from frontdesk.base.values.text import tr, use_catalogue

log = logging.getLogger("frontdesk.cli")

_LANGUAGE = "FRONTDESK_LANGUAGE"


@dataclass(slots=True)
class Options:
    """What stands before and between the commands."""

    data: Path | None = None
    selftest: Path | None = None
    user: str = "admin"
    as_json: bool = False


def hoist(arguments: Sequence[str]) -> tuple[Options, list[str]]:
    """Take the common options out of wherever they were written. Raises `ValueError` for one without a value."""
    options = Options()
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest.extend([argument, *waiting])
        elif argument == "--json":
            options.as_json = True
        elif name in ("--data", "--user", "--selftest"):
            if not equals:
                value = next(waiting, "")
            if not value:
                raise ValueError(tr("{name} 后面要写内容", name=name))
            if name == "--data":
                options.data = Path(value)
            elif name == "--selftest":
                options.selftest = Path(value)
            else:
                options.user = value
        else:
            rest.append(argument)
    return options, rest


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns the exit status. Without a command it opens the window."""
    for stream in (sys.stdout, sys.stderr):
        # A redirected stream on Windows would speak the code page; JSON and Chinese words are UTF-8.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options, rest = hoist(arguments)
    except ValueError as error:
        _speak()
        return _fail(str(error), "--json" in arguments)
    if options.selftest is not None:
        # In Chinese whatever the environment says, the commands it tries too: its papers are compared byte for byte.
        os.environ.pop(_LANGUAGE, None)
        return _self_test(options.selftest, brief="--brief" in rest)
    _speak()
    backup = _backup_of(rest)
    if not rest or rest[0] == "gui" or backup is not None:
        from frontdesk.app.start import open_window

        return open_window(options.data, backup=backup)
    return _command(options, rest)


def _backup_of(rest: list[str]) -> Path | None:
    """The backup the command line names alone: what a double click on a `.fdbackup` file gives."""
    if len(rest) == 1 and rest[0].lower().endswith(".fdbackup"):
        return Path(rest[0]).absolute()
    return None


def _speak() -> None:
    """In the language asked for."""
    if os.environ.get(_LANGUAGE) == "en":
        use_catalogue(resource("i18n", "en.json"))


def _self_test(folder: Path, *, brief: bool) -> int:
    from frontdesk.app.selftest.run import self_test

    try:
        return self_test(folder, brief=brief)
    except DeskError as error:
        return _fail(error.text, False)


def _command(options: Options, rest: list[str]) -> int:
    import typer

    from frontdesk.app.commands import app
    from frontdesk.app.commands.output import Out

    # Typer carries its own copy of click; its exceptions are told by what they can do.
    command = typer.main.get_command(app)
    out = Out(options.as_json)
    try:
        result: Any = command.main(rest, prog_name="frontdesk", standalone_mode=False, obj=(options, out))
    except DeskError as error:
        return _fail(_words(error), options.as_json, out.failure_details)
    except (KeyboardInterrupt, EOFError):
        return _fail(tr("已中断，什么也没有改"), options.as_json)
    except Exception as error:
        if hasattr(error, "format_message"):
            return _fail(tr("命令写得不对：{words}", words=_usage_words(error)), options.as_json)
        if type(error).__name__ == "Abort":
            return _fail(tr("已中断，什么也没有改"), options.as_json)
        log.exception("a command failed")
        if os.environ.get("FRONTDESK_DEBUG"):
            raise
        return _fail(tr("程序自己出了错，这一步没有存。请把记录文件发给我们"), options.as_json)
    if isinstance(result, int) and not isinstance(result, bool) and result:
        return 1
    out.flush()
    return out.status


def _usage_words(error: Any) -> str:
    """What is wrong with the command line. Typer's own sentences are English, so they are said anew."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    place = "、".join(getattr(parameter, "opts", ())) if parameter is not None else ""
    if kind == "MissingParameter":
        return tr("缺少 {place}", place=place)
    if kind == "NoSuchOption":
        return tr("没有选项 {name}", name=error.option_name)
    if kind == "NoSuchCommand" or "No such command" in error.format_message():
        return tr("没有命令 {name}，frontdesk --help 列出全部命令", name=error.format_message().split("'")[1])
    if kind == "BadOptionUsage":
        return tr("{name} 后面要写内容", name=error.option_name)
    if parameter is not None:
        return tr("{place} 的值不对", place=place)
    return tr("多了内容，frontdesk --help 列出用法")


def _words(error: DeskError) -> str:
    if isinstance(error, NeedsConfirmation):
        return tr("{words}（要确认，请在窗口里办理）", words=error.text)
    if isinstance(error, NeedsApproval):
        return tr("{words}，请换有权限的用户", words=error.text)
    return error.text


def _fail(words: str, as_json: bool, details: dict[str, Any] | None = None) -> int:
    if as_json:
        print(json.dumps({"error": words, **(details or {})}, ensure_ascii=False))  # noqa: T201
    else:
        print(words, file=sys.stderr)  # noqa: T201
    return 1
