"""Reports and bank statements on the command line, as scheduled work uses them (D5.4, D5.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from frontdesk.app.commands import context
from frontdesk.base.values.clock import FixedClock
from tests.app.test_cli import Desk, billed, desk
from tests.tools import paper_reading as read

__all__ = ["billed", "desk"]

DATA = Path(__file__).parents[1] / "data"
WECHAT = str(DATA / "wechat-2026-11-20.csv")


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The day of the statement, whatever day the tests are run on; the tests may move it on."""
    clock = FixedClock(datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    monkeypatch.setattr(context, "SystemClock", lambda: clock)
    return clock


@pytest.fixture
def taken(billed: Desk, morning: FixedClock) -> Desk:
    """The 20th: 279.50 in cash and 362.95 by WeChat, closed; the 21st: 79.50 back, a deposit, the shift open."""
    billed("shift", "open", "--float", "500.00")
    billed("collect", "--unit", "1-1-101", "--tender", "cash=300.00")
    billed("collect", "--unit", "1-1-102", "--tender", "wechat=362.95:FD202611200001")
    count = ("--count", "100=7,50=1,20=1,5=1,1=4,0.5=1", "--slips", "wechat=1:362.95")
    billed("shift", "close", *count, "--reason", "演练")
    morning.at += timedelta(days=1)
    billed("shift", "open", "--float", "500.00")
    billed("refund", "SJ1", "--reason", "多交", "--line", "1=79.50")
    billed("deposit", "take", "--unit", "1-1-101", "--purpose", "装修", "--tender", "cash=2000")
    return billed


def test_d5_5_income_in_four_ways(taken: Desk) -> None:
    told = taken("report", "income")
    assert (told["title"], told["from"], told["to"], told["net"]) == (
        "收款报表",
        "2026-11-01",
        "2026-11-21",
        "562.95",
    )
    assert told["item"] == [
        {"name": "物业服务费", "receipts": 2, "taken": "642.45", "refunded": "79.50", "net": "562.95"}
    ]
    assert {row["name"]: row["net"] for row in told["tender"]} == {"现金": "200.00", "微信": "362.95"}
    assert [row["net"] for row in told["building"]] == ["562.95"]
    assert [row["net"] for row in told["cashier"]] == ["562.95"]
    assert told["held"] == [{"name": "装修押金", "count": 1, "amount": "2000.00"}]
    assert (told["closed_shifts"], told["closed_net"], told["open_shifts"]) == (1, "642.45", 1)
    day = taken("report", "income", "--from", "2026-11-20", "--to", "20261120")
    assert (day["title"], day["net"], day["open_shifts"]) == ("收款日报", "642.45", 0)


def test_d5_5_income_to_paper_and_to_excel(taken: Desk, tmp_path: Path) -> None:
    pdf, book = tmp_path / "新" / "月报.pdf", tmp_path / "月报.XLSX"
    month = ("--from", "2026-11-01", "--to", "2026-11-30")
    told = taken("report", "income", *month, "--out", str(pdf))
    taken("report", "income", *month, "--out", str(book))
    text = read.text(pdf.read_bytes())
    assert "收款月报" in text
    assert "562.95" in text
    sheet = load_workbook(BytesIO(book.read_bytes()), data_only=True)["按方式"]
    assert f"{list(sheet.values)[-1][4]:.2f}" == told["net"]


def test_d5_5_arrears_rate_and_what_is_held(taken: Desk, tmp_path: Path) -> None:
    arrears = taken("report", "arrears", "--out", str(tmp_path / "欠费.xlsx"))
    assert arrears["owed"] == taken("arrears")["total"]
    book = load_workbook(tmp_path / "欠费.xlsx")
    assert max(sheet.max_row for sheet in book.worksheets) > 100
    rate = taken("report", "rate", "--to", "2026-11-30", "--out", str(tmp_path / "率.pdf"))
    assert rate["paid"] == "562.95"
    assert "收缴率" in read.text((tmp_path / "率.pdf").read_bytes())
    assert taken("report", "held") == {
        "on": "2026-11-21",
        "deposits": [{"purpose": "装修", "count": 1, "left": "2000.00"}],
        "prepaid": [],
    }
    assert taken("report", "held", "--from", "2026-11-01", "--to", "2026-11-20")["deposits"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("profit",), "没有报表 profit，可用：income、arrears、rate、held"),
        (("income", "--from", "2026-11-21", "--to", "2026-11-20"), "结束日期在开始日期以前"),
        (("rate", "--from", "2026-11-21", "--to", "2026-11-20"), "结束日期在开始日期以前"),
        (("income", "--from", "1990-01-01"), "最多十年"),
        (("income", "--from", "十一月"), "日期请写成"),
        (("income", "--out", "月报.doc"), ".pdf 或 .xlsx"),
        (("arrears", "--out", "欠费.pdf"), "请写 .xlsx"),
        (("rate", "--out", "率.xlsx"), "请写 .pdf"),
        (("held", "--out", "押金.pdf"), "report income"),
    ],
)
def test_d5_5_bad_input_is_refused_in_words(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    assert said in desk("report", *arguments, fails=True)["error"]


def test_m7_3_a_cashier_makes_no_report(taken: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_NEW_PASSWORD", "geheim")
    taken("user", "add", "--login", "lin", "--name", "林晓", "--role", "收银")
    for name in ("income", "rate", "held"):
        assert "没有查看报表的权限" in taken("report", name, "--user", "lin", fails=True)["error"]


def test_d5_4_a_statement_is_held_against_the_day(taken: Desk) -> None:
    dry = taken("statement", WECHAT, "--dry-run")
    assert (dry["check"], dry["tender"], dry["from"], dry["to"]) == (
        None,
        "wechat",
        "2026-11-20",
        "2026-11-20",
    )
    # Ours is the statement's first line by its number, for another amount; the other eleven we do not have.
    assert dry["counts"] == {"matched": 0, "by_amount": 0, "differs": 1, "ours_only": 0, "theirs_only": 11}
    assert (dry["rows"], dry["ours"], dry["theirs"]) == (12, "362.95", "2398.47")
    first = next(line for line in dry["odd"] if line["documents"])
    assert (first["documents"], first["ours"], first["theirs"]) == (["SJ00000002"], "362.95", "119.17")
    done = taken("statement", WECHAT)
    assert done["check"] == 1
    assert {**done, "check": None} == dry
    taken("check")


def test_d5_4_what_is_no_statement_is_refused_in_words(taken: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")
    assert "空文件" in taken("statement", str(empty), fails=True)["error"]
    assert taken("statement", str(tmp_path / "没有.csv"), fails=True)["error"]
    assert taken("statement", WECHAT, "--tender", "gold", fails=True)["error"]
    assert taken("statement", WECHAT, "--from", "昨天", fails=True)["error"]


def test_d2_3_what_the_desk_owes_and_a_draft_on_the_command_line(
    billed: Desk, morning: FixedClock, tmp_path: Path
) -> None:
    assert billed("owed")["owed"] == []
    billed("ticket", "add", "楼上敲墙", "--kind", "投诉", "--unit", "1-1-101", "--caller", "张硕")
    morning.at += timedelta(days=6)
    (owed,) = billed("owed")["owed"]
    assert owed == {
        "report": "weekly", "from": "2026-11-17", "to": "2026-11-23", "due": "2026-11-24", "late_days": 2,
    }  # fmt: skip
    told = billed("owed", "weekly", "--on", "2026-11-20", "--out", str(tmp_path / "周报.pdf"))
    assert (told["from"], told["to"]) == ("2026-11-17", "2026-11-23")
    said = read.text((tmp_path / "周报.pdf").read_bytes())
    assert "楼上敲墙" in said
    assert "草稿，没有定稿" in said
    billed("owed", "weekly", "--on", "2026-11-20", "--out", str(tmp_path / "周报.xlsx"))
    assert load_workbook(tmp_path / "周报.xlsx").sheetnames[0] == "概况"
