"""Refunds, deposits, prepayments and 抹零 on the command line (M6.3, M6.5, M6.7, M6.8)."""

from __future__ import annotations

import pytest

from tests.app.test_cli import Desk, billed, desk

__all__ = ["billed", "desk"]


@pytest.fixture
def open_shift(billed: Desk) -> Desk:
    billed("shift", "open", "--float", "2000.00")
    return billed


def _collect(call: Desk, tender: str, *more: str, fails: bool = False) -> dict[str, object]:
    return call("collect", "--unit", "1-1-101", "--tender", tender, *more, fails=fails)


def _close(call: Desk, count: str) -> None:
    call("shift", "close", "--count", count, "--reason", "演练")
    call("shift", "open", "--float", "2000.00")


def test_m6_3_collect_prepays_drops_and_uses_what_stands(open_shift: Desk) -> None:
    paid = _collect(open_shift, "cash=400", "--round-off", "0.50", "--prepay", "100.00")
    assert paid == {"receipt": "SJ00000001", "paid": "379.00", "change": "21.00", "prepaid": "100.00"}
    assert "没有欠费" in str(_collect(open_shift, "prepaid=100", fails=True)["error"])
    open_shift("check")


def test_m6_8_collect_months_ahead(open_shift: Desk) -> None:
    _collect(open_shift, "cash=300")
    paid = _collect(open_shift, "cash=900", "--months", "3")
    assert paid == {"receipt": "SJ00000002", "paid": "838.50", "change": "61.50"}
    assert _collect(open_shift, "cash=279.50", "--months", "1")["change"] == "0.00"
    open_shift("check")
    assert _collect(open_shift, "cash=1", "--months=-1", fails=True)["error"] == "预缴的月数不能是负数"


def test_m6_5_refund_by_line_by_amount_and_in_whole(open_shift: Desk) -> None:
    _collect(open_shift, "cash=300")
    early = open_shift("refund", "SJ1", "--reason", "多交", fails=True)
    assert "请直接作废" in early["error"]
    _close(open_shift, "100=22,50=1,20=1,5=1,1=4,0.5=1")
    part = open_shift("refund", "SJ1", "--reason", "多交", "--line", "1=79.50")
    assert part == {
        "refund": "HZ00000001",
        "receipt": "SJ00000001",
        "amount": "79.50",
        "tenders": {"cash": "79.50"},
    }
    assert open_shift("refund", "SJ1", "--reason", "多交", "--line", "9=1", fails=True)["error"]
    assert open_shift("refund", "SJ1", "--reason", "多交", "--amount", "50.00")["amount"] == "50.00"
    assert open_shift("refund", "SJ1", "--reason", "多交")["amount"] == "150.00"
    assert "已经全部退过" in open_shift("refund", "SJ1", "--reason", "多交", fails=True)["error"]
    open_shift("check")


def test_m6_3_refund_of_a_prepaid_balance(open_shift: Desk) -> None:
    _collect(open_shift, "cash=500", "--prepay", "220.50")
    part = open_shift("refund", "--unit", "1-1-101", "--reason", "搬走", "--amount", "20.50")
    assert (part["amount"], part["receipt"], part["tenders"]) == ("20.50", None, {"cash": "20.50"})
    assert open_shift("refund", "--unit", "1-1-101", "--reason", "搬走")["amount"] == "200.00"
    assert "二选一" in open_shift("refund", "--reason", "搬走", fails=True)["error"]


def test_m6_7_deposit_taken_and_returned(open_shift: Desk) -> None:
    took = open_shift("deposit", "take", "--unit", "1-1-101", "--purpose", "装修", "--tender", "cash=2000")
    assert took == {"deposit": "YJ00000001", "amount": "2000.00", "change": "0.00"}
    part = open_shift("deposit", "return", "YJ1", "--amount", "500", "--deduct", "垃圾清运=150.00")
    assert part == {
        "settlement": "YT00000001", "deposit": "YJ00000001", "refunded": "500.00", "deducted": "150.00",
        "left": "1350.00",
    }  # fmt: skip
    assert "书面委托" in open_shift("deposit", "return", "YJ1", "--payee", "装修公司", fails=True)["error"]
    assert "垃圾清运=200.00" in open_shift("deposit", "return", "YJ1", "--deduct", "x", fails=True)["error"]
    last = open_shift("deposit", "return", "YJ1", "--payee", "装修公司", "--authority", "委托书")
    assert (last["refunded"], last["left"]) == ("1350.00", "0.00")
    open_shift("check")


def test_m6_5_a_cashier_needs_the_supervisors_own_password(
    open_shift: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_NEW_PASSWORD", "geheim")
    for login, name, role in (("lin", "林晓", "收银"), ("zhou", "周敏", "主管")):
        open_shift("user", "add", "--login", login, "--name", name, "--role", role)
    open_shift("shift", "open", "--float", "3000", "--user", "lin")
    took = (
        "deposit",
        "take",
        "--unit",
        "1-1-101",
        "--purpose",
        "钥匙",
        "--tender",
        "cash=100",
        "--user",
        "lin",
    )
    open_shift(*took)
    back = ("deposit", "return", "YJ1", "--user", "lin")
    assert "要主管授权" in open_shift(*back, fails=True)["error"]
    monkeypatch.setenv("FRONTDESK_APPROVER_PASSWORD", "falsch")
    assert "密码不对" in open_shift(*back, "--approver", "zhou", fails=True)["error"]
    monkeypatch.setenv("FRONTDESK_APPROVER_PASSWORD", "geheim")
    assert "没有" in open_shift(*back, "--approver", "lin", fails=True)["error"]
    assert open_shift(*back, "--approver", "zhou")["refunded"] == "100.00"
