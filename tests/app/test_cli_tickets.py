"""Tickets on the command line: add, list, show, dispatch, done, call-back, close, due (D2.1, D2.2)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from frontdesk.app.commands import app
from frontdesk.base.values.clock import SystemClock
from tests.app.test_cli import Desk, billed, desk

__all__ = ["billed", "desk"]


def test_from_the_call_to_the_closing_sentence(billed: Desk) -> None:
    number = f"BS-{SystemClock().today():%Y%m%d}-001"
    added = billed(
        "ticket", "add", "厨房下水管漏水", "--unit", "3-1-401", "--caller", "张硕", "--phone", "13812345678", "--category",
        "给排水", "--problem", "漏水",
    )  # fmt: skip
    assert added == {"number": number, "state": "待派单", "version": 0}
    row = billed("ticket", "list")["tickets"][0]
    assert (row["unit"], row["phone"], row["limit_step"], row["over"]) == (
        "3-1-401",
        "138****5678",
        "派单",
        False,
    )
    assert billed("ticket", "list", "--view", "投诉") == {"tickets": [], "count": 0}
    assert "可用：未结" in billed("ticket", "list", "--view", "别的", fails=True)["error"]
    assert "不在“部门”里" in billed("ticket", "dispatch", "bs1", "宇航部", fails=True)["error"]
    assert billed("ticket", "dispatch", "bs1", "工程部", "--worker", "谢涛")["state"] == "已派单"
    assert billed("ticket", "log", "bs1", "配件下午到")["version"] == 2
    assert billed("ticket", "done", "bs1", "换了软管")["state"] == "待回访"
    assert "还没有回访" in billed("ticket", "close", "bs1", "结案", fails=True)["error"]
    assert billed("ticket", "call-back", "bs1", "--missed")["state"] == "待回访"
    back = billed("ticket", "call-back", "bs1", "--satisfaction", "2", "--send-back", "--words", "还在滴水")
    assert back["state"] == "待派单"
    billed("ticket", "done", "bs1", "重新打胶")
    assert billed("ticket", "call-back", "bs1", "--satisfaction", "5")["state"] == "已完成"
    stale = billed("ticket", "close", "bs1", "结案", "--version", "1", fails=True)
    assert "请看过再办" in stale["error"]
    assert billed("ticket", "close", "bs1", "业主满意")["state"] == "已关闭"
    page = billed("ticket", "show", number)
    assert (page["state"], page["sent_back"], page["may"], page["handler"]) == (
        "已关闭",
        1,
        ["退回重办"],
        "管理员",
    )
    assert page["lines"][-1]["words"].endswith("：业主满意")
    assert "没有报事 BS77" in billed("ticket", "show", "BS77", fails=True)["error"]
    billed("check")


def test_put_off_and_what_is_due(billed: Desk) -> None:
    billed("ticket", "add", "电梯困人", "--spot", "3栋电梯", "--level", "重大", "--kind", "求助")
    later = SystemClock().today() + timedelta(days=3)
    off = billed("ticket", "put-off", "qz1", later.isoformat(), "等厂家")
    assert off["state"] == "延后"
    due = billed("ticket", "due")
    assert [row["number"][:2] for row in due["major"]] == ["QZ"]
    assert (due["over"], due["call_backs"], due["outages"]) == ([], [], [])
    assert billed("ticket", "list", "--view", "延后")["count"] == 1


def test_the_commands_are_there() -> None:
    assert "ticket" in {group.name for group in app.registered_groups}


def test_d1_7_an_old_register(billed: Desk, tmp_path: Path) -> None:
    path, back = tmp_path / "old.csv", tmp_path / "back.xlsx"
    path.write_text(
        "受理日期,房号,内容,处理结果\n2026-01-05,3-1-401,漏水,换阀芯\n2026-01-06,9-9-9999,漏水,\n",
        encoding="utf-8",
    )
    dry = billed("import-tickets", str(path), "--dry-run", "--rejects", str(back))
    assert back.read_bytes().startswith(b"PK")
    assert dry["rejected"] == [{"row": 3, "reason": "档案里没有 9-9-9999"}]
    assert dry["sums"] == {"报事": 1, "其中未结": 0}
    assert billed("import-tickets", str(path)) == dry
    assert billed("import-tickets", str(path))["known"] == 1
    assert billed("ticket", "list", "--view", "全部")["tickets"][0]["number"] == "BS-20260105-001"
    billed("check")
