"""The rent of spaces on the command line, as scheduled work runs it (D3.7, T4)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.app.commands import context
from frontdesk.app.folder import open_database
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict
from frontdesk.areas.permits.service.parking import Apply, apply_for_space
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.areas.permits.service.parking_places import AddPlaces, add_places
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Role
from tests.app.test_cli import Desk, billed, desk

__all__ = ["billed", "desk"]


@pytest.fixture
def let(billed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two spaces; B1-01 is let to 1-1-101 from 2026-11-17 to 2026-12-15."""
    clock = FixedClock(datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    monkeypatch.setattr(context, "SystemClock", lambda: clock)
    db = open_database(tmp_path / "data")
    runner, admin = Runner(db, clock), Actor(1, "管理员", Role.ADMIN)
    unit = runner.read(find_unit, "1-1-101")
    assert unit is not None
    first, _second = runner.run(
        add_places, AddPlaces("B1-01 B1-02", PlaceKind.LEASED, Money.yuan(300)), actor=admin
    ).value
    wanted = Apply(first, unit.id, date(2026, 11, 17), date(2026, 12, 15), "张硕", plate="京A12345")
    made = runner.run(apply_for_space, wanted, actor=admin).value
    runner.run(answer, Answer(made.request_id, Verdict.APPROVED), actor=admin)
    db.close()
    return billed


def test_t4_rent_is_made_once_and_shown_before(let: Desk) -> None:
    dry = let("parking", "rent", "--period", "2026-12", "--dry-run")
    assert (dry["made"], dry["total"]) == (1, "145.16")
    assert dry["leases"] == [{"lease": "ZW-00000001", "space": "B1-01", "unit": "1-1-101", "total": "145.16"}]
    assert let("parking", "rent", "--period", "2026-12")["total"] == "145.16"
    assert let("parking", "rent", "--period", "2026-12")["made"] == 0
    assert "最多" in let("parking", "rent", "--period", "2027-05", fails=True)["error"]
    assert let("check")["ok"]


def test_what_runs_out_is_listed(let: Desk) -> None:
    spaces = let("parking", "list")["spaces"]
    let_here = [(row["space"], row["state"]) for row in spaces if row["state"] != "业主车位"]
    assert let_here == [("B1-01", "即将到期"), ("B1-02", "空位")]
    [row] = let("parking", "list", "--ending")["spaces"]
    assert (row["until"], row["plate"], row["holder"]) == ("2026-12-15", "京A·12345", "张硕")
