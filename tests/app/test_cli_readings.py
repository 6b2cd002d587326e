"""Meters on the command line: an item in tiers, a workbook of readings, a month of water (M3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontdesk.app.cli import run
from frontdesk.app.commands import context
from frontdesk.base.values.clock import FixedClock

DATA = Path(__file__).parents[1] / "data"
READINGS = str(DATA / "shuibiao-2026-11.xlsx")
Desk = Callable[..., dict[str, Any]]
WATER = ("--name", "水费", "--category", "水", "--per", "meter", "--from", "2026-01-01")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An office with its units; runs a command and returns what it said."""
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")
    # A reading of tomorrow is refused, whatever day the tests are run on.
    morning = FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    monkeypatch.setattr(context, "SystemClock", lambda: morning)

    def call(*arguments: str, fails: bool = False) -> dict[str, Any]:
        status = run(["--data", str(tmp_path / "data"), *arguments, "--json"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert status == (1 if fails else 0), told
        return told

    call("init", "--estate", "翠湖花园", "--office", "翠湖花园物业服务中心", "--admin-password", "geheim")
    call("import-units", str(DATA / "yezhu-ziliao.xlsx"))
    return call


def test_m3_a_workbook_of_readings_is_taken_once_and_billed_by_tier(desk: Desk, tmp_path: Path) -> None:
    dry = desk("readings", READINGS, "--on", "2026-11-20", "--open-meters", "--dry-run")
    assert (dry["stored"], len(dry["held"]), dry["opened"]) == (125, 7, 132)
    rejects = tmp_path / "back.xlsx"
    bare = desk("readings", READINGS, "--kind", "water", "--rejects", str(rejects))
    assert (bare["stored"], len(bare["rejected"])) == (0, 132)
    assert rejects.read_bytes().startswith(b"PK")
    assert desk("readings", READINGS, "--open-meters") == dry
    again = desk("readings", READINGS, "--open-meters")
    assert (again["stored"], again["unchanged"], again["opened"], again["held"]) == (0, 132, 0, [])
    desk("fee-item", "add", *WATER, "--tier", "8:5.00", "--tier", "12:7.00", "--tier", ":9.00")
    told = desk("bill", "--period", "2026-11")
    assert told["made"] > 90
    assert {"unit": "3-1-401", "item": "水费", "reason": "读数待定：低于上次读数 704"} in told["skipped"]


def test_what_cannot_be_is_refused_in_words(desk: Desk) -> None:
    assert "--kind" in desk("readings", READINGS, "--kind", "steam", fails=True)["error"]
    assert "单价只能是数字" in desk("fee-item", "add", *WATER, fails=True)["error"]
    assert "上限:单价" in desk("fee-item", "add", *WATER, "--tier", "180", fails=True)["error"]
    assert (
        "--tiers-by"
        in desk("fee-item", "add", *WATER, "--tier", ":5", "--tiers-by", "week", fails=True)["error"]
    )
    assert "2 到" in desk("fee-item", "add", *WATER, "--tier", ":5", fails=True)["error"]
