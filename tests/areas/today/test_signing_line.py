"""The start page reminds of a signing key without a backup, those who may make one (D0.3, D3.5)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.service.signing import BackupKey, backup_key, code_for
from frontdesk.areas.today.queries.lines import TodayGroup
from frontdesk.areas.today.queries.start import today_groups
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor

TODAY = date(2026, 11, 21)
FACTS = CodeFacts("JZ", "JZ-00000001", "曾姝", "3-1-1202", TODAY, TODAY)


def found(runner: Runner, actor: Actor, on: date = TODAY) -> list[TodayGroup]:
    groups = runner.read(today_groups, actor, on, runner.clock.now())
    return [group for group in groups if group.title == "签发密钥"]


def test_a_key_without_backup_is_said_to_those_who_may_back_it_up(
    runner: Runner, supervisor: Actor, receptionist: Actor, tmp_path: Path
) -> None:
    assert found(runner, supervisor) == []
    runner.run(code_for, FACTS, actor=receptionist)
    (group,) = found(runner, supervisor, TODAY + timedelta(days=3))
    (line,) = group.lines
    assert (line.when, line.target, line.arguments) == ("3 天了", "settings", {"sheet": "signing"})
    assert found(runner, receptionist) == []
    runner.run(backup_key, BackupKey(tmp_path / "a", "门岗-2026-秋"), actor=supervisor)
    assert found(runner, supervisor) == []
