"""Commands of the house itself: init, check, search, capitals, user, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.app.commands.context import console, data_folder, open_runner, output
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("init", help="建立一个新的数据库。")(init)
    app.command("check", help="核对全部账目和约束。")(check)
    app.command("search", help="按房号、姓名、拼音、电话、车牌、收据号查找。")(search)
    app.command("capitals", help="金额写成大写。")(to_capitals)
    app.command("demo", help="在演示小区上走完一天。")(demo)
    user = typer.Typer(help="用户。", rich_markup_mode=None)
    user.command("add", help="加一个用户，密码取自 FRONTDESK_NEW_PASSWORD。")(user_add)
    app.add_typer(user, name="user")


def init(
    context: typer.Context,
    estate: Annotated[str, typer.Option(help="小区名称")],
    office: Annotated[str, typer.Option(help="物业服务中心名称")],
    admin_password: Annotated[str, typer.Option(help="管理员 admin 的密码")],
) -> None:
    from frontdesk.app.folder import create_database, on_server
    from frontdesk.base.store.location import location_warning

    folder = data_folder(context)
    path = create_database(folder, SystemClock(), office=office, estate=estate, admin_password=admin_password)
    said = {"database": str(path)}
    words = tr("已建立 {path}，管理员是 admin", path=path)
    warning = None if on_server(folder) else location_warning(folder)
    if warning:
        said["warning"] = warning
        words += "\n" + warning
    output(context).say(said, words)


def check(context: typer.Context) -> None:
    from frontdesk.app.checks import broken
    from frontdesk.base.store.location import location_warning

    out = output(context)
    runner = open_runner(context)
    found = broken(runner)
    if found:
        out.failure_details = {"ok": False, "broken": found}
        raise Refused(tr("核对没有通过：{found}", found="；".join(found)))
    # The books are right wherever they lie; where they lie is said beside it.
    warning = location_warning(data_folder(context)) if runner.db.is_sqlite else None
    if warning:
        out.say({"ok": True, "warning": warning}, tr("核对通过") + "\n" + warning)
    else:
        out.say({"ok": True}, tr("核对通过"))


def search(context: typer.Context, text: str) -> None:
    from frontdesk.areas.today.queries import search as look

    desk = console(context)
    hits = desk.read(look, text, limit=50, today=desk.clock.today())
    told = [{"kind": h.kind, "id": h.id, "label": h.label} for h in hits]
    desk.out.say(
        {"hits": told}, "\n".join(f"{h.kind}  {h.label}  {h.second}" for h in hits) or tr("没有找到")
    )


def to_capitals(context: typer.Context, amount: str) -> None:
    from frontdesk.base.values.capitals import capitals
    from frontdesk.base.values.money import Money

    words = capitals(Money.parse(amount))
    output(context).say({"capitals": words}, words)


def user_add(
    context: typer.Context,
    login: Annotated[str, typer.Option(help="登录用的名字")],
    name: Annotated[str, typer.Option(help="姓名，印在纸上")],
    role: Annotated[Role, typer.Option(help="角色")],
) -> None:
    import os

    from frontdesk.base.store.users import AddUser, add_user

    desk = console(context)
    password = os.environ.get("FRONTDESK_NEW_PASSWORD", "")
    user_id = desk.run(add_user, AddUser(login, name, role, password))
    desk.out.say({"user": user_id}, tr("已加用户 {login}", login=login))


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="纸和图放在哪里")] = Path("out"),
    window: Annotated[bool, typer.Option(help="有显示器就打开窗口")] = False,
) -> None:
    from frontdesk.app.demo.run import run_demo

    summary = run_demo(out, window=window, folder=context.obj[0].data)
    said = output(context)
    said.say(summary, "")
    # A demo day whose books do not add up is a failure, not a picture.
    said.status = 0 if summary.get("check", True) else 1
