"""Permits on the command line: issued, renewed, lost, replaced, withdrawn, listed, printed (D3.3, D3.4, T22)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.app.test_cli import Desk, billed, desk

__all__ = ["billed", "desk"]

UNIT = "1-1-101"


@pytest.fixture
def issued(billed: Desk) -> Desk:
    billed("shift", "open", "--float", "500.00")
    return billed


def day(ahead: int) -> str:
    return f"{date.today() + timedelta(days=ahead)}"


def moving(call: Desk, *more: str, fails: bool = False) -> dict[str, Any]:
    """A 搬运证, which costs nothing."""
    return call("permit", "issue", "--kind", "搬运证", "--unit", UNIT, "--holder", "王磊", "--until", day(0),
                *more, fails=fails)  # fmt: skip


def resident(call: Desk, *more: str, fails: bool = False) -> dict[str, Any]:
    return call("permit", "issue", "--kind", "jz", "--unit", UNIT, "--holder", "访客", *more, fails=fails)


def test_d3_4_issue_renew_lose_replace_withdraw(issued: Desk, tmp_path: Path) -> None:
    made = resident(issued, "--until", day(30), "--fee", "cash=20", "--out", str(tmp_path / "a.pdf"))
    assert (made["number"], made["state"], made["change"]) == ("JZ-00000001", "valid", "8.00")
    assert made["receipt"].startswith("SJ")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert issued("permit", "renew", "jz1", "--until", day(60), "--free")["ends_on"] == day(60)
    assert issued("permit", "lost", "jz1", "--reason", "本人报失")["state"] == "lost"
    again = issued("permit", "renew", "jz1", fails=True)
    assert "已挂失，不能再续期" in again["error"]
    new = issued("permit", "replace", "jz1", "--reason", "遗失")
    assert (new["number"], new["receipt"]) == ("JZ-00000002", None)
    assert issued("permit", "show", "jz1")["next"] == new["number"]
    assert "请写明" in issued("permit", "withdraw", "jz2", fails=True)["error"]
    assert issued("permit", "withdraw", "jz2", "--reason", "已搬走")["says"] == "已收回"
    issued("check")


def test_d0_7_lists_by_chip_kind_unit_and_words(issued: Desk) -> None:
    resident(issued, "--waits")
    moving(issued, "--field", "搬入还是搬出=搬出")
    every = issued("permit", "list")
    assert (every["count"], {row["number"] for row in every["permits"]}) == (
        2,
        {"JZ-00000001", "BY-00000001"},
    )
    for arguments, number in (
        (("--show", "waiting"), "JZ-00000001"),
        (("--show", "soon"), "BY-00000001"),
        (("--kind", "BY"), "BY-00000001"),
        (("--find", "wl"), "BY-00000001"),
    ):
        assert [row["number"] for row in issued("permit", "list", *arguments)["permits"]] == [number]
    assert issued("permit", "collect", "JZ-1")["says"] == "有效"
    assert "--show 可以是" in issued("permit", "list", "--show", "x", fails=True)["error"]
    assert [kind["code"] for kind in issued("permit", "kinds")["kinds"]] == [
        "JZ", "LS", "BY", "YQ", "TC", "ZM", "ZZ",
    ]  # fmt: skip


def test_what_is_missing_or_unknown_is_said(issued: Desk) -> None:
    assert "搬入还是搬出" in moving(issued, fails=True)["error"]
    assert "看不懂" in moving(issued, "--field", "颜色=红", fails=True)["error"]
    wrong = issued("permit", "issue", "--kind", "QQ", "--unit", UNIT, "--holder", "x", fails=True)
    assert "没有“QQ”这种证，可用：JZ 居住证" in wrong["error"]
    assert "没有证 JZ-9" in issued("permit", "lost", "JZ-9", fails=True)["error"]
    resident(issued)
    assert "要再办请加 --second" in resident(issued, fails=True)["error"]
    assert resident(issued, "--second")["number"] == "JZ-00000002"


def test_t22_an_unmet_condition_is_allowed_by_a_supervisor(
    issued: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_NEW_PASSWORD", "geheim12")
    issued("user", "add", "--login", "heqian", "--name", "何倩", "--role", "客服")
    issued("user", "add", "--login", "zhoumin", "--name", "周敏", "--role", "主管")
    dog = ("permit", "issue", "--kind", "YQ", "--unit", UNIT, "--holder", "访客", "--field", "犬名=豆豆",
           "--field", "品种=柯基", "--user", "heqian")  # fmt: skip
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim12")
    assert "没有填免疫有效期" in issued(*dog, fails=True)["error"]
    assert "办证要主管授权" in issued(*dog, "--allow", "明天补", fails=True)["error"]
    monkeypatch.setenv("FRONTDESK_APPROVER_PASSWORD", "geheim12")
    made = issued(*dog, "--allow", "明天补", "--approver", "zhoumin")
    shown = issued("permit", "show", made["number"], "--user", "heqian")
    assert (shown["allowed"], shown["allow_reason"], shown["approver"]) == (
        ["没有填免疫有效期，请看免疫证"], "明天补", "周敏",
    )  # fmt: skip


def test_t12_printed_again_says_so(issued: Desk, tmp_path: Path) -> None:
    moving(issued, "--field", "搬入还是搬出=搬出")
    out = tmp_path / "b.pdf"
    assert issued("permit", "print", "BY1", "--out", str(out))["reprint"] == 0
    assert issued("permit", "print", "BY1", "--out", str(out))["reprint"] == 1
    assert "补打" in "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(out.read_bytes())).pages)
