"""Homes to be handed over on the command line (D1.4)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from frontdesk.app.folder import open_database
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.handover.queries.picking import UnitPick
from frontdesk.areas.handover.service.batches import BatchFacts, MakeBatch, make_batch
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.rights import Role
from tests.app.test_cli import Desk, billed, desk

__all__ = ["billed", "desk"]


def test_the_homes_of_a_batch_are_listed(billed: Desk, tmp_path: Path) -> None:
    assert billed("handover", "list") == {
        "homes": [], "count": 0, "states": dict.fromkeys(
            ("待收楼", "未通知", "已通知", "已预约", "办理中", "已收楼", "拒收暂缓", "有遗留", "全部"), 0
        ),
    }  # fmt: skip
    clock = SystemClock()
    db = open_database(tmp_path / "data")
    admin, today = Actor(1, "管理员", Role.ADMIN), clock.today()
    try:
        runner = Runner(db, clock)
        unit = runner.read(find_unit, "3-1-401")
        assert unit is not None
        runner.run(set_state, SetState(unit.id, UnitState.NOT_HANDED_OVER, today), actor=admin)
        facts = BatchFacts("第一批", today, today + timedelta(days=3), "会所")
        runner.run(make_batch, MakeBatch(facts, UnitPick(codes=unit.code)), actor=admin)
    finally:
        db.close()
    found = billed("handover", "list", "--show", "未通知")
    assert [(home["state"], home["batch"]) for home in found["homes"]] == [("未通知", "第一批")]
    assert billed("handover", "list", "--day", today.isoformat())["count"] == 0
    assert "可用：待收楼" in billed("handover", "list", "--show", "别的", fails=True)["error"]
    billed("check")
