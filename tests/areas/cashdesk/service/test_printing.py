"""Printing what was stored (M6.6, T12, T6): marks, sizes, the kept PDF."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from frontdesk.areas.cashdesk.queries import receipt, unprinted
from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.areas.cashdesk.service import (
    PrintDayReport,
    PrintHandInSlip,
    PrintReceipt,
    print_day_report,
    print_hand_in_slip,
    print_receipt,
)
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.papers import papers_of, printed_pdf
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import UNITS, Desk


def words(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return "".join(text.split())


@pytest.fixture
def taken(desk: Desk) -> str:
    desk.charge("255.36")
    desk.open()
    return desk.collect("wechat=200:4200002386202611217731", "cash=100").number


def test_m6_6_the_first_print_is_the_original(desk: Desk, taken: str):
    paper = desk.run(print_receipt, PrintReceipt(taken))
    assert (paper.times, paper.size) == (0, "241x93")
    told = words(paper.pdf)
    assert "补打" not in told
    for part in (taken, "3-1-1202", "张硕", "贰佰伍拾伍元叁角陆分", "尾号7731", "找零44.64", "林晓"):
        assert part in told


def test_t12_a_reprint_says_so_counts_and_keeps_the_cashier(desk: Desk, taken: str):
    desk.run(print_receipt, PrintReceipt(taken))
    for times in (1, 2):
        paper = desk.run(print_receipt, PrintReceipt(taken), desk.receptionist)
        assert paper.times == times
        told = words(paper.pdf)
        assert f"补打{times}" in told.replace("第", "").replace("次", "")
        assert "收款人：林晓" in told
    assert desk.runner.read(receipt, taken).printed == 3


def test_t6_a_voided_receipt_never_prints_as_valid(desk: Desk, taken: str):
    desk.run(print_receipt, PrintReceipt(taken))
    desk.void(taken, "收错户")
    told = words(desk.run(print_receipt, PrintReceipt(taken)).pdf)
    assert "作废" in told
    assert "收错户" in told


def test_m6_6_what_prints_is_what_was_stored_whatever_changed_since(desk: Desk, taken: str):
    first = desk.run(print_receipt, PrintReceipt(taken))
    desk.set("office.name", "别的公司")
    again = words(desk.run(print_receipt, PrintReceipt(taken)).pdf)
    assert "翠湖花园物业服务中心" in again
    assert "别的公司" not in again
    assert desk.runner.read(printed_pdf, first.paper_id, 0) == first.pdf


@pytest.mark.parametrize("size", ["241x93", "241x140", "A5", "roll80"])
def test_m6_6_every_size(desk: Desk, taken: str, size: str):
    paper = desk.run(print_receipt, PrintReceipt(taken, size))
    assert paper.size == size
    assert taken in words(paper.pdf)


def test_m6_6_the_office_sets_its_size(desk: Desk, taken: str):
    desk.set("receipt.size", "A5")
    assert desk.run(print_receipt, PrintReceipt(taken)).size == "A5"
    with pytest.raises(Refused):
        desk.run(print_receipt, PrintReceipt(taken, "A0"))


def test_d0_4_every_print_is_kept_and_in_the_audit(desk: Desk, taken: str):
    assert desk.runner.read(unprinted, 1) == (taken,)
    desk.run(print_receipt, PrintReceipt(taken), desk.financier)
    assert desk.runner.read(unprinted, 1) == ()
    rows = desk.runner.read(papers_of, unit_id=1)
    assert [(row.number, row.printed) for row in rows] == [(taken, 1)]
    with desk.db.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.actor, entry.action.rpartition(".")[2]) == ("方怡", "print_receipt")


def test_m6_6_a_number_that_is_not_there(desk: Desk):
    with pytest.raises(Refused, match="没有收据 77"):
        desk.run(print_receipt, PrintReceipt("77"))
    with pytest.raises(Refused, match="没有缴款单"):
        desk.run(print_hand_in_slip, PrintHandInSlip("JK-20261121-01"))
    with pytest.raises(Refused, match="还没有结班"):
        desk.run(print_day_report, PrintDayReport(number="RB-20261121-01"))


def test_m7_4_day_report_and_slip_print_the_stored_figures(desk: Desk):
    desk.charge("1200.00")
    desk.charge("30.00", unit=UNITS[1])
    desk.open("500")
    desk.collect("cash=1236.50")
    desk.void(desk.collect("wechat=30:R1", unit=UNITS[1]).number)
    desk.move(CashMove.PETTY_OUT, "100", "退押金")
    desk.move(CashMove.HAND_IN, "800", "")
    desk.count("100=5,50=3,20=4,10=3,5=5,1=8,0.5=3,0.1=5", {})
    closed = desk.close(reason="找零有误：10:15 收水费时可能多找")
    desk.clock.at += timedelta(hours=1)
    report = desk.run(print_day_report, PrintDayReport(closed.shift_id))
    told = words(report.pdf)
    for part in (
        "RB-20261121-01", "林晓", "1,200.00", "SJ00000001–SJ00000002", "1（SJ00000002）", "800.00", "795.00",
        "−5.00", "找零有误", "第1次", "500.00", "295.00",
    ):  # fmt: skip
        assert part in told, part
    again = desk.run(print_day_report, PrintDayReport(number="rb-20261121-01"), desk.financier)
    assert again.times == 1
    assert "第2次" in words(again.pdf)
    slip = words(desk.run(print_hand_in_slip, PrintHandInSlip(closed.hand_in)).pdf)
    for part in (
        "JK-20261121-02",
        "¥295.00",
        "贰佰玖拾伍元整",
        "¥800.00",
        "JK-20261121-01",
        "1,095.00",
        "短款5.00",
    ):
        assert part in slip, part
    early = desk.run(print_hand_in_slip, PrintHandInSlip("JK-20261121-01"))
    assert "中途" in words(early.pdf)
    assert desk.broken() == []
