"""`verify`, `verify-page` and `signing-key` as a script at the gate or the office's IT uses them (D3.5)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.app.cli import run
from frontdesk.app.folder import open_database
from frontdesk.areas.permits.queries.permits import permit
from frontdesk.areas.permits.queries.signing import public_keys
from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.service.course import Take, report_lost
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.signing import KEY_FILE, code_for
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.rights import Role
from tests.areas.cashdesk.desk import TODAY as DESK_TODAY
from tests.areas.cashdesk.desk import Desk

Call = Callable[..., dict[str, Any]]
TODAY = SystemClock().today()
FACTS = CodeFacts(
    "JZ", "JZ-00004406", "曾姝", "3-1-1202", TODAY - timedelta(days=3), date(2199, 1, 1), note="试"
)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")
    monkeypatch.setenv("FRONTDESK_KEY_PASSWORD", "门岗-2026-秋")

    def call(*arguments: str, status: int = 0, data: str = "data") -> dict[str, Any]:
        found = run(["--data", str(tmp_path / data), *arguments, "--json"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert found == status, told
        assert ("error" in told) == (status == 1)
        return told

    call("init", "--estate", "翠湖花园", "--office", "服务中心", "--admin-password", "geheim")
    return call


def signed(folder: Path, facts: CodeFacts) -> tuple[str, str]:
    """A code of that data, and its public key in hexadecimal."""
    db = open_database(folder)
    try:
        runner = Runner(db, SystemClock())
        told = runner.run(code_for, facts, actor=Actor(1, "管理员", Role.ADMIN)).value
        (public,) = runner.read(public_keys).values()
        return told, public.hex()
    finally:
        db.close()


def test_verify_tells_each_sort_by_its_status(call: Call, tmp_path: Path) -> None:
    told, public = signed(tmp_path / "data", FACTS)
    found = call("verify", told, "--public-key", public)
    assert found == {
        "verdict": "genuine", "kind": "JZ", "number": "JZ-00004406", "holder": "曾*", "unit": "3-1-1202",
        "starts_on": f"{FACTS.starts_on}", "ends_on": "2199-01-01", "note": "试", "key": found["key"],
    }  # fmt: skip
    ended, _ = signed(
        tmp_path / "data", CodeFacts("JZ", "JZ-1", "曾姝", "3", date(2026, 1, 1), date(2026, 1, 2))
    )
    early, _ = signed(
        tmp_path / "data", CodeFacts("JZ", "JZ-1", "曾姝", "3", date(2198, 1, 1), date(2199, 1, 2))
    )
    for text, verdict, status in (
        (ended, "ended", 3),
        (early, "early", 3),
        (told[:-1] + ("0" if told[-1] != "0" else "8"), "changed", 4),
        ("SJ00020331", "unknown", 6),
    ):
        assert call("verify", text, "--public-key", public, status=status)["verdict"] == verdict
    other, _ = "", call("init", "--estate", "别处", "--office", "别处", "--admin-password", "x", data="other")
    other, theirs = signed(tmp_path / "other", FACTS)
    assert call("verify", other, "--public-key", public, status=5) == {"verdict": "foreign"}
    assert call("verify", other, "--public-key", theirs)["verdict"] == "genuine"


def test_verify_with_a_file_needs_no_data(call: Call, tmp_path: Path) -> None:
    told, public = signed(tmp_path / "data", FACTS)
    file = tmp_path / "公钥.txt"
    file.write_text(f"翠湖花园 {public}\n", encoding="utf-8")
    assert call("verify", told, "--public-key", str(file), data="nowhere")["verdict"] == "genuine"
    assert "公钥" in call("verify", told, "--public-key", "abc", data="nowhere", status=1)["error"]
    private = str(tmp_path / "data" / KEY_FILE)
    assert "私钥" in call("verify", told, "--public-key", private, data="nowhere", status=1)["error"]


def test_verify_with_the_offices_own_data_asks_its_records_too(call: Call, tmp_path: Path) -> None:
    told, _ = signed(tmp_path / "data", FACTS)
    found = call("verify", told)
    assert (found["verdict"], found["record"]) == ("genuine", "unrecorded")
    assert call("verify", "FD1" + "A" * 150, status=4) == {"verdict": "changed"}


def test_the_gates_page_is_saved(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "门岗" / "核验.html"
    assert "没有公钥" in call("verify-page", "--out", str(out), status=1)["error"]
    _, public = signed(tmp_path / "data", FACTS)
    assert call("verify-page", "--out", str(out))["file"] == str(out)
    page = out.read_text("utf-8")
    assert public in page
    assert "翠湖花园" in page


def test_the_key_is_backed_up_restored_and_replaced(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("signing-key", "status") == {"state": "none", "keys": []}
    _, public = signed(tmp_path / "data", FACTS)
    (row,) = call("signing-key", "status")["keys"]
    assert (row["public"], row["backed_up_at"]) == (public, None)
    kept = call("signing-key", "backup", "--out", str(tmp_path / "密钥"))["file"]
    assert call("signing-key", "status")["keys"][0]["backed_up_at"]
    (tmp_path / "data" / KEY_FILE).unlink()
    assert call("signing-key", "status")["state"] == "missing"
    monkeypatch.setenv("FRONTDESK_KEY_PASSWORD", "不是这个口令")
    assert "口令不对" in call("signing-key", "restore", kept, status=1)["error"]
    monkeypatch.setenv("FRONTDESK_KEY_PASSWORD", "门岗-2026-秋")
    assert call("signing-key", "restore", kept)["key"] == row["key"]
    made = call("signing-key", "new", "--reason", "换了经理")["key"]
    assert [key["key"] for key in call("signing-key", "status")["keys"]] == [made, row["key"]]
    monkeypatch.delenv("FRONTDESK_KEY_PASSWORD")
    words = call("signing-key", "restore", kept, status=1)["error"]
    assert re.search("FRONTDESK_KEY_PASSWORD", words)


def test_a_lost_permit_has_a_status_of_its_own(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code still holds; the office's records know better."""
    desk = Desk(db)
    desk.build()
    number = desk.run(issue, Issue("JZ", 1, "曾姝", DESK_TODAY + timedelta(days=300), role="家庭成员")).number
    found = desk.runner.read(permit, number, DESK_TODAY)
    assert found is not None
    desk.run(report_lost, Take(number, "钱包丢了"))
    db.close()
    assert run(["--data", str(tmp_path), "verify", found.code, "--json"]) == 7
    told = json.loads(capsys.readouterr().out)
    assert (told["record"], told["number"]) == ("lost", number)
    assert run(["--data", str(tmp_path), "verify", found.code]) == 7
    assert "已挂失" in capsys.readouterr().out
