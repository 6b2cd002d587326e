"""Old registers on the command line: what came, what was there, what went back, with the reasons (D1.7, T14)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from frontdesk.app.cli import run
from frontdesk.app.commands import context
from frontdesk.base.values.clock import FixedClock

DATA = Path(__file__).parents[1] / "data"
Desk = Callable[..., dict[str, Any]]
KEYS = (
    ("钥匙编号", "房号", "种类", "数量", "借用人", "借出日期", "应还日期"),
    ("A-1", "3-1-401", "入户门", 2, "郑凯", "2026-11-02", "2026-11-04"),
    ("A-2", "9-9-9999", "入户门", 1, "", "", ""),
)
PERMITS = (
    ("证号", "种类", "房号", "姓名", "有效期至"),
    ("JZ-4120", "居住证", "3-1-401", "王磊", "2027-01-04"),
    ("X-1", "健身卡", "3-1-401", "王磊", "2027-01-04"),
)
PARKING = (
    ("车位号", "房号", "车主", "月租金", "起租日期", "到期日期"),
    ("B9-001", "3-1-401", "王磊", 300, "2026-10-01", "2027-09-30"),
    ("B9-002", "", "", 280, "", ""),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An office with its units; runs a command and returns what it said."""
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")
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


def book(path: Path, rows: Sequence[Sequence[Any]]) -> str:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return str(path)


def test_d1_7_keys(desk: Desk, tmp_path: Path) -> None:
    file, back = book(tmp_path / "k.xlsx", KEYS), tmp_path / "back.xlsx"
    dry = desk("import-keys", file, "--dry-run", "--rejects", str(back))
    assert back.read_bytes().startswith(b"PK")
    assert dry == {
        "stored": 1,
        "known": 0,
        "rejected": [{"row": 3, "reason": "档案里没有 9-9-9999"}],
        "sums": {"新钥匙牌": 1, "借出记录": 1, "其中未还": 1},
    }
    assert desk("import-keys", file) == dry
    assert desk("import-keys", file)["known"] == 1
    assert "K-000001" in json.dumps(desk("search", "K-000001"), ensure_ascii=False)
    desk("check")


def test_d1_7_permits(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "p.xlsx", PERMITS)
    told = desk("import-permits", file)
    assert (told["stored"], told["sums"]) == (1, {"证件": 1, "其中在用": 1})
    assert told["rejected"] == [{"row": 3, "reason": "没有“健身卡”这种证，先在证件种类里加"}]
    assert desk("import-permits", file)["stored"] == 0
    desk("check")


def test_d1_7_parking_with_the_day_from_which_rent_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "c.xlsx", PARKING)
    assert desk("import-parking", file, "--dry-run")["sums"]["到本月要收的租金（元）"] == "0.00"
    told = desk("import-parking", file, "--since", "2026-11-01")
    assert told["sums"] == {"新车位": 2, "租约": 1, "到本月要收的租金（元）": "300.00"}
    assert desk("import-parking", file)["known"] == 2
    desk("check")


def test_d1_7_parcels(desk: Desk, tmp_path: Path) -> None:
    rows = (
        ("日期", "房号", "收件人", "快递公司", "快递单号", "件数", "签收人"),
        ("2026-11-18", "3-1-401", "王磊", "顺丰", "SF9001", 2, ""),
        ("2026-11-18", "9-9-9999", "谁", "顺丰", "SF901", 1, ""),
    )
    file = book(tmp_path / "kd.xlsx", rows)
    made = desk("import-parcels", file)
    assert (made["stored"], made["sums"]) == (1, {"登记": 1, "还没领的件数": 2})
    assert made["rejected"] == [{"row": 3, "reason": "档案里没有 9-9-9999"}]
    assert desk("import-parcels", file)["known"] == 1
    assert "SF9001" in json.dumps(desk("search", "SF9001"), ensure_ascii=False)
    desk("check")


def test_what_cannot_be_read_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    told = desk("import-keys", str(tmp_path / "no.xlsx"), fails=True)
    assert told["error"] == "找不到文件 no.xlsx"
    other = book(tmp_path / "p.xlsx", (("月份", "件"), ("三月", 3)))
    assert "没有认出车位租用台账" in desk("import-parking", other, fails=True)["error"]
