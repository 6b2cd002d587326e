"""Decorations on the command line: list, show, step, due, figures (D4.3, D4.4)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.app.commands import app
from frontdesk.areas.decoration.rules.kinds import Applicant
from frontdesk.areas.decoration.service import Apply, apply
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.rights import Role
from tests.app.test_cli import Desk, billed, desk
from tests.areas.decoration.site import FIRM, PAPERS, SCOPE, WORKERS, papers

__all__ = ["billed", "desk"]


@pytest.fixture
def applied(billed: Desk, tmp_path: Path) -> Desk:
    """An application on the first unit, stored as the window does."""
    today = SystemClock().today()
    db = Database(tmp_path / "data" / "frontdesk.db")
    command = Apply(
        1, "张三", Applicant.TENANT, today, today + timedelta(days=30), FIRM, SCOPE, papers(*PAPERS), WORKERS
    )
    Runner(db, SystemClock()).run(apply, command, actor=Actor(1, "管理员", Role.ADMIN))
    db.close()
    return billed


def test_a_file_is_listed_shown_and_taken_a_step_further(applied: Desk) -> None:
    number = f"ZX-{SystemClock().today().year}-0001"
    row = applied("decoration", "list")["files"][0]
    assert (row["number"], row["state"], row["next"]) == (number, "已申请", "缺：业主同意书")
    assert applied("decoration", "list", "--over")["files"] == []
    assert "没有“施工”这种状态" in applied("decoration", "list", "--state", "施工", fails=True)["error"]
    page = applied("decoration", "show", "1")
    assert (page["number"], page["version"], page["missing"]) == (number, 1, ["业主同意书"])
    assert [item["verdict"] for item in page["scope"]] == ["允许", "允许", "允许"]
    refused = applied("decoration", "step", "1", "受理", fails=True)
    assert "缺：业主同意书" in refused["error"]
    done = applied("decoration", "step", "1", "受理", "--allow", "业主明天来签")
    assert (done["state"], done["version"]) == ("待工程审批", 2)
    stale = applied("decoration", "step", "1", "工程审批", "--version", "1", fails=True)
    assert "请看过再办" in stale["error"]
    assert "可用" in applied("decoration", "step", "1", "开工", fails=True)["error"]
    assert "没有装修申请" in applied("decoration", "show", "77", fails=True)["error"]
    applied("check")


def test_what_is_due_and_the_figures(applied: Desk) -> None:
    assert applied("decoration", "due") == {"visits": [], "breaches": [], "refunds": []}
    found = applied("decoration", "figures")
    assert (found["under_way"], found["by_column"]["申请受理"], found["deposit_held"]) == (1, 1, "0.00")


def test_the_commands_are_there() -> None:
    assert "decoration" in {group.name for group in app.registered_groups}
