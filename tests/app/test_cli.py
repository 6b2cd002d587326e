"""The command line as scheduled work uses it: one JSON object, exit 0, or 1 with a Chinese sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from frontdesk.app.cli import hoist, run
from frontdesk.app.commands import context
from frontdesk.base.values.clock import SystemClock

SAMPLE = Path(__file__).parents[1] / "data/yezhu-ziliao.xlsx"
Desk = Callable[..., dict[str, Any]]
_OFFICES: dict[str, Path] = {}


@pytest.fixture
def desk(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """Runs a command on a fresh office and returns what it said; `fails=True` where it must refuse."""
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")

    def call(*arguments: str, fails: bool = False) -> dict[str, Any]:
        status = run(["--data", str(tmp_path / "data"), *arguments, "--json"])
        said = capsys.readouterr().out
        assert said.count("\n") == 1, said
        told: dict[str, Any] = json.loads(said)
        assert status == (1 if fails else 0), told
        assert ("error" in told) == fails
        if fails:
            assert re.search("[一-鿿]", told["error"])
        return told

    def fresh() -> None:
        call("init", "--estate", "翠湖花园", "--office", "翠湖花园物业服务中心", "--admin-password", "geheim")

    _once("fresh", tmp_path / "data", tmp_path_factory, fresh)
    return call


def _once(what: str, folder: Path, places: pytest.TempPathFactory, make: Callable[[], None]) -> None:
    """*folder* as *make* leaves it, made once in a process for each clock that tests set, and copied after that."""
    clock = context.SystemClock()
    key = f"{what}, {clock.today() if isinstance(clock, SystemClock) else clock.now()}"
    if key in _OFFICES:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(_OFFICES[key], folder)
        return
    make()
    _OFFICES[key] = places.mktemp("office") / "data"
    shutil.copytree(folder, _OFFICES[key])


@pytest.fixture
def billed(desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample workbook taken over, and November billed by area."""

    def bill() -> None:
        desk("import-units", str(SAMPLE))
        item = ("--name", "物业服务费", "--category", "物业服务费", "--price", "2.85", "--per", "area")
        desk("fee-item", "add", *item, "--from", "2026-01-01", "--due-day", "31")
        desk("bill", "--period", "2026-11")

    _once("billed", tmp_path / "data", tmp_path_factory, bill)
    return desk


def test_common_options_may_stand_anywhere() -> None:
    options, rest = hoist(["arrears", "--json", "--unit", "3-1-1202", "--data=/x", "--user", "linxiao"])
    assert (options.as_json, str(options.data), options.user) == (True, str(Path("/x")), "linxiao")
    assert rest == ["arrears", "--unit", "3-1-1202"]


def test_init_refuses_a_folder_that_has_a_database(desk: Desk) -> None:
    again = desk("init", "--estate", "甲", "--office", "乙", "--admin-password", "x", fails=True)
    assert "已有数据库" in again["error"]


def test_the_sample_gives_what_is_expected_and_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """D1.7, T14."""
    expected = json.loads((SAMPLE.with_name("yezhu-ziliao.expected.json")).read_text("utf-8"))
    dry = desk("import-units", str(SAMPLE), "--dry-run")
    rejects = tmp_path / "rejects.xlsx"
    first = desk("import-units", str(SAMPLE), "--rejects", str(rejects))
    for told in (dry, first):
        for key in ("units", "people", "rejected", "flagged"):
            assert told[key] == expected[key]
    assert rejects.read_bytes().startswith(b"PK")
    second = desk("import-units", str(SAMPLE))
    assert (second["units"], second["people"], second["unchanged"]) == (0, 0, 132)


def test_billing_is_said_in_numbers_and_twice_adds_nothing(desk: Desk) -> None:
    """M2.5, M2.9, T4."""
    desk("import-units", str(SAMPLE))
    item = ("--name", "物业服务费", "--category", "物业服务费", "--price", "2.85", "--per", "area")
    assert desk("fee-item", "add", *item, "--from", "2026-01-01")["fee_item"] == 1
    dry = desk("bill", "--period", "2026-11", "--dry-run")
    assert desk("arrears")["total"] == "0.00"
    done = desk("bill", "--period", "2026-11")
    assert done == dry
    assert (done["made"], done["stood"]) == (128, 0)
    assert {s["reason"] for s in done["skipped"]} == {"没有业主"}
    again = desk("bill", "--period", "2026-11")
    assert (again["made"], again["stood"], again["total"]) == (0, 128, "0.00")
    assert desk("arrears")["total"] == done["total"]


def test_the_same_item_from_another_day_is_its_next_price(desk: Desk, tmp_path: Path) -> None:
    """M2.3, M2.4: 127.35 m², 2.18 until 2026-07-15, 2.50 from the 16th: 134.33 + 164.32."""
    import xlsxwriter

    book = tmp_path / "one.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for row, cells in enumerate(
            (("房号", "业主姓名", "建筑面积", "收楼日期"), ("3-1-1202", "张硕", 127.35, ""))
        ):
            sheet.write_row(row, 0, cells)
    desk("import-units", str(book))
    item = ("--name", "物业服务费", "--category", "物业服务费", "--per", "area")
    first = desk("fee-item", "add", *item, "--price", "2.18", "--from", "2026-01-01")
    again = desk("fee-item", "add", *item, "--price", "2.50", "--from", "2026-07-16")
    assert again == first
    desk("fee-item", "add", *item, "--price", "3.00", "--from", "2026-07-16", fails=True)
    done = desk("bill", "--period", "2026-07")
    assert (done["made"], done["total"]) == (1, "298.65")


def test_arrears_of_a_unit_in_any_habit_of_writing_and_on_any_day(billed: Desk) -> None:
    """D0.1, M8.1."""
    codes = ("1-1-101", "1栋1单元101", "1#1-101", "01-01-0101")
    assert {billed("arrears", "--unit", code)["total"] for code in codes} == {"279.50"}
    assert billed("arrears", "--on", "2026-10-31")["total"] == "0.00"
    assert "没有" in billed("arrears", "--unit", "9-9-999", fails=True)["error"]
    billed("arrears", "--on", "昨天", fails=True)


def test_a_day_at_the_desk(billed: Desk, tmp_path: Path) -> None:
    """M6.1, M6.4-M6.6, M7.1-M7.5, T9, T10, T12."""
    assert billed("collect", "--unit", "1-1-101", "--tender", "cash=300", fails=True)["error"]
    assert billed("shift", "status") == {"shift": None}
    assert billed("shift", "open", "--float", "500.00") == {"shift": 1}
    billed("shift", "open", "--float", "500.00", fails=True)
    paid = billed("collect", "--unit", "1-1-101", "--tender", "cash=300.00")
    assert paid == {"receipt": "SJ00000001", "paid": "279.50", "change": "20.50"}
    mixed = ("--tender", "cash=300.00", "--tender", "wechat=62.95:4200002386")
    assert billed("collect", "--unit", "1-1-102", *mixed)["change"] == "0.00"
    part = billed("collect", "--unit", "1-1-201", "--tender", "cash=100", "--amount", "62.95")
    assert part == {"receipt": "SJ00000003", "paid": "62.95", "change": "37.05"}
    assert billed("arrears", "--unit", "1-1-201")["total"] == "300.00"

    status = billed("shift", "status")
    assert "expected" not in status
    assert status["receipts"] == 3
    voided = billed("void", "SJ00000002", "--reason", "户号选错")
    assert voided == {"receipt": "SJ00000002", "state": "void", "copies": 0}
    assert billed("arrears", "--unit", "1-1-102")["total"] == "362.95"
    for copies in (1, 2):
        out = tmp_path / f"{copies}.pdf"
        assert billed("receipt", "SJ00000001", "--out", str(out))["copies"] == copies
        text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
        assert ("补打" in text) == (copies == 2)

    # 500.00 + 300.00 - 20.50 + 100.00 - 37.05 = 842.45; counted 842.40
    count = ("--count", "100=8,10=4,1=2,0.1=4")
    short = billed("shift", "close", *count, fails=True)
    assert "0.05" in short["error"]
    other = billed("shift", "close", "--count", "100=8,10=4,1=2,0.5=1", "--reason", "x", fails=True)
    assert "不能再改" in other["error"]
    closed = billed("shift", "close", *count, "--reason", "分币找零")
    assert closed == {"shift": 1, "expected": "842.45", "counted": "842.40", "difference": "-0.05"}
    assert billed("shift", "status")["expected"] == "842.45"
    billed("void", "SJ00000001", "--reason", "晚了", fails=True)
    assert billed("check") == {"ok": True}


def test_notices_are_one_pdf(billed: Desk, tmp_path: Path) -> None:
    """F4."""
    out = tmp_path / "papers" / "notices.pdf"
    told = billed("notices", "--period", "2026-11", "--out", str(out))
    assert told["notices"] == 128
    reader = pypdf.PdfReader(out)
    assert len(reader.pages) == told["pages"]
    assert len(reader.outline) >= 3


def test_search_finds_by_code_name_and_pinyin(billed: Desk) -> None:
    """D0.1."""
    hits = billed("search", "1-1-101")["hits"]
    assert hits[0]["kind"] == "unit"
    assert "1-1-101" in hits[0]["label"]
    assert any(h["label"].startswith("查霞祎") for h in billed("search", "zhaxiayi")["hits"])
    assert billed("search", "没有这个人")["hits"] == []


def test_capitals_take_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    """M1.4, T1."""
    assert run(["capitals", "325.04", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"capitals": "叁佰贰拾伍元零肆分"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("nichts",),
        ("collect", "--unit"),
        ("collect", "--unit", "1-1-101"),
        ("collect", "--unit", "1-1-101", "--tender", "muscheln=3"),
        ("collect", "--unit", "1-1-101", "--tender", "cash=dreißig"),
        ("collect", "--unit", "1-1-101", "--tender", "wechat=5.00"),
        ("bill", "--period", "2026-13"),
        ("shift", "close", "--count", "7=1"),
        ("shift", "close", "--count", "100=ein"),
        ("receipt", "SJ99999999", "--out", "x.pdf"),
        ("void", "SJ99999999", "--reason", "x"),
        ("import-units", "nirgends.xlsx"),
        (
            "fee-item",
            "add",
            "--name",
            "x",
            "--category",
            "y",
            "--price",
            "1",
            "--per",
            "area",
            "--from",
            "2026-01-01",
        ),
        ("capitals", "12.345"),
        ("--user", "niemand", "arrears"),
    ],
)
def test_whatever_is_wrong_is_said_in_a_chinese_sentence(desk: Desk, arguments: tuple[str, ...]) -> None:
    desk(*arguments, fails=True)


def test_no_database_and_no_password_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(tmp_path), "arrears", "--json"]) == 1
    assert "init" in json.loads(capsys.readouterr().out)["error"]
    run(["--data", str(tmp_path), "init", "--estate", "a", "--office", "b", "--admin-password", "c"])
    capsys.readouterr()
    monkeypatch.delenv("FRONTDESK_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", None)
    assert run(["--data", str(tmp_path), "arrears", "--json"]) == 1
    assert "FRONTDESK_PASSWORD" in json.loads(capsys.readouterr().out)["error"]


def test_check_names_what_is_broken(billed: Desk, tmp_path: Path) -> None:
    import sqlite3

    billed("shift", "open", "--float", "0")
    billed("collect", "--unit", "1-1-101", "--tender", "cash=279.50")
    raw = sqlite3.connect(tmp_path / "data/frontdesk.db")
    raw.execute("DROP TRIGGER guard_payment_update")
    raw.execute("UPDATE payment SET settled = settled + 1, tendered = tendered + 1")
    raw.commit()
    raw.close()
    told = billed("check", fails=True)
    assert len(told["broken"]) >= 2
    assert any("guard_payment_update" in words for words in told["broken"])


def test_english_for_who_asks_for_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "--json", "capitals", "x"],
        capture_output=True,
        check=False,
        env={**os.environ, "FRONTDESK_LANGUAGE": "en"},
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"].isascii()


def test_the_command_as_a_process_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "--json", "capitals", "10"], capture_output=True, check=True
    )
    assert json.loads(done.stdout.decode("utf-8")) == {"capitals": "壹拾元整"}
    assert done.stderr == b""
