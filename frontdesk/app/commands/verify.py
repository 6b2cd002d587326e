"""Commands about signed codes: verify one, save the gate's page, keep the signing key."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from frontdesk.app.commands.context import console, open_runner, output, write_file
from frontdesk.base.values.clock import SystemClock, local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

PASSWORD = "FRONTDESK_KEY_PASSWORD"

# Exit status by verdict: scripts at a gate decide by it. 1 stays for what could not be verified at all.
STATUS = {"genuine": 0, "early": 3, "ended": 3, "changed": 4, "foreign": 5, "unknown": 6}
NO_LONGER_GOOD = 7
_GOOD_RECORDS = frozenset({"genuine", "early", "ended", "unrecorded", "waiting"})

keys = typer.Typer(
    help="签发密钥：看、备份、恢复、换新。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("verify", help="核验证件二维码里的文字。")(verify)
    app.command("verify-page", help="存一份门岗核验页：一个网页文件，不用上网。")(verify_page)
    app.add_typer(keys, name="signing-key")


def verify(
    context: typer.Context,
    text: str,
    public_key: Annotated[str, typer.Option(help="公钥文件，或 64 位十六进制的公钥；不写就用本数据的")] = "",
) -> None:
    from frontdesk.areas.permits.rules.code import VERDICT_WORDS, judge
    from frontdesk.areas.permits.rules.signature import key_id, read_public_keys

    now = SystemClock().now()
    record = None
    if public_key:
        found = {key_id(key): key for key in read_public_keys(_words_of(public_key))}
        judged = judge(text, found, local_time(now))
    else:
        from frontdesk.areas.permits.queries.checking import check_text
        from frontdesk.areas.permits.queries.signing import judge_code

        runner = open_runner(context)
        judged = runner.read(judge_code, text, local_time(now))
        if judged.facts is not None:
            record = runner.read(check_text, text, now, runner.clock.today()).found.value
    out = output(context)
    told: dict[str, Any] = {"verdict": judged.verdict.value}
    words = tr(VERDICT_WORDS[judged.verdict][1])
    out.status = STATUS[judged.verdict.value]
    if record is not None:
        told["record"] = record
        if record not in _GOOD_RECORDS:
            from frontdesk.areas.permits.rules.checking import FOUND_WORDS, Found

            out.status = NO_LONGER_GOOD
            words = tr(FOUND_WORDS[Found(record)][1])
    facts = judged.facts
    if facts is not None:
        told |= {
            "kind": facts.kind, "number": facts.number, "holder": facts.holder, "unit": facts.unit,
            "starts_on": f"{facts.starts_on}", "ends_on": f"{facts.ends_on}", "note": facts.note, "key": facts.key,
        }  # fmt: skip
        if facts.hours:
            told["hours"] = [f"{at:%H:%M}" for at in facts.hours]
        words += tr(
            "：{number}，{holder}，{unit}，至 {day}",
            number=facts.number, holder=facts.holder, unit=facts.unit, day=facts.ends_on,
        )  # fmt: skip
    out.say(told, words)


def verify_page(
    context: typer.Context, out: Annotated[Path, typer.Option(help="存成这个文件，例如 门岗核验.html")]
) -> None:
    from frontdesk.areas.permits.queries.signing import key_rows
    from frontdesk.areas.permits.queries.signing import verify_page as page

    desk = console(context)
    rows = desk.read(key_rows)
    if not rows:
        raise Refused(tr("还没有签发过证件，没有公钥可以放进页面"))
    write_file(out, desk.read(page, local_time(desk.clock.now())).encode("utf-8"))
    told = {"file": str(out), "keys": [row.key for row in rows]}
    desk.out.say(told, tr("已存到 {path}，拷到门岗的手机或电脑上打开就能用", path=out))


@keys.command("status", help="这台电脑有没有签发密钥，备份了没有。")
def status(context: typer.Context) -> None:
    from frontdesk.areas.permits.queries.signing import key_rows
    from frontdesk.areas.permits.service.signing import STATE_WORDS, key_state

    runner = open_runner(context)
    state, rows = runner.read(key_state), runner.read(key_rows)
    told = [
        {
            "key": row.key, "public": row.public, "starts_on": f"{row.starts_on}", "reason": row.reason,
            "backed_up_at": row.backed_up_at.isoformat() if row.backed_up_at else None,
        }
        for row in rows
    ]  # fmt: skip
    output(context).say({"state": state.value, "keys": told}, tr(STATE_WORDS[state][1]))


@keys.command("backup", help=f"把签发密钥备份成一个有口令的文件。口令用环境变量 {PASSWORD}，或当场输入。")
def backup(context: typer.Context, out: Annotated[Path, typer.Option(help="存成这个文件（.fdkey）")]) -> None:
    from frontdesk.areas.permits.service.signing import BackupKey, backup_key

    desk = console(context)
    made = desk.run(backup_key, BackupKey(out, _password(twice=True)))
    desk.out.say({"file": str(made)}, tr("签发密钥已备份到 {path}。口令请另外收好", path=made))


@keys.command("restore", help="把备份的签发密钥放到这台电脑上。")
def restore(context: typer.Context, file: Path) -> None:
    from frontdesk.areas.permits.service.signing import RestoreKey, restore_key

    desk = console(context)
    key = desk.run(restore_key, RestoreKey(file, _password()))
    desk.out.say({"key": key}, tr("签发密钥 {key} 已恢复，这台电脑可以签发证件了", key=key))


@keys.command("new", help="换一把新的签发密钥；旧证仍然有效。")
def new(context: typer.Context, reason: Annotated[str, typer.Option(help="为什么换")]) -> None:
    from frontdesk.areas.permits.service.signing import MakeKey, make_key

    desk = console(context)
    key = desk.run(make_key, MakeKey(reason))
    desk.out.say({"key": key}, tr("新的签发密钥 {key}。请马上备份，并重新存一份门岗核验页", key=key))


def _words_of(public_key: str) -> str:
    """The option's own text, or the file's that it names."""
    path = Path(public_key)
    try:
        there = path.is_file()
    except OSError:
        there = False  # too long for a name: it is the key itself
    if not there:
        return public_key
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise Refused(tr("{path} 打不开，请核对文件", path=path)) from error


def _password(*, twice: bool = False) -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin or not sys.stdin.isatty():
        raise Refused(tr("没有密钥的口令：请设环境变量 {name}", name=PASSWORD))
    told = getpass.getpass(tr("签发密钥的口令："))
    if twice and getpass.getpass(tr("再输一次：")) != told:
        raise Refused(tr("两次输入的口令不一样，没有备份"))
    return told
