"""The close (M7.3–M7.8): blind, proved, locked; as easy with nothing as with much (T10)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.areas.cashdesk.documents import DayReport, HandInSlip
from frontdesk.areas.cashdesk.model import ShiftClose
from frontdesk.areas.cashdesk.queries import (
    Tone,
    close_check,
    closed_shift,
    closed_shifts,
    hand_ins,
    open_hand_ins,
    part_count,
    shift_count,
)
from frontdesk.areas.cashdesk.rules.drawer import in_words
from frontdesk.areas.cashdesk.rules.identity import IdentityBroken
from frontdesk.areas.cashdesk.rules.kinds import CashMove, Tender
from frontdesk.areas.cashdesk.service import (
    CloseShift,
    ConfirmCount,
    ConfirmHandIn,
    MoveCash,
    RegisterPaperBook,
    close_shift,
    confirm_count,
    confirm_hand_in,
    move_cash,
    register_paper_book,
)
from frontdesk.base.store.drafts import SaveDraft, save_draft
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.work import Approval
from frontdesk.base.values import codec
from frontdesk.base.values.errors import NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import PARKING, SERVICE_FEE, TODAY, UNITS, Desk, Y

CASE = "100=5,50=3,20=4,10=3,5=5,1=8,0.5=3,0.1=5"


def figures(desk: Desk, shift_id: int) -> DayReport:
    with desk.db.read() as session:
        found = session.query(ShiftClose).filter_by(shift_id=shift_id).one()
        return DayReport.from_json(found.figures)


# -- blind count --


def test_m7_3_the_count_is_stored_before_anything_shows_and_stands(desk: Desk):
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=300")
    desk.count(CASE, {Tender.WECHAT: (2, Y("10"))}, words="请留意 5 栋停水")
    stored = desk.runner.read(shift_count, shift)
    assert stored is not None
    assert (stored.counted, stored.words) == (Y("795"), "请留意 5 栋停水")
    assert stored.slips == {Tender.WECHAT: (2, Y("10"))}
    with pytest.raises(Refused, match="张数不能再改"):
        desk.count("100=1")
    with pytest.raises(Refused, match="已经确认清点，不能再动钱"):
        desk.collect("cash=1")


def test_m7_3_what_cannot_be_a_count(desk: Desk):
    desk.open()
    with pytest.raises(Refused, match="现金请按面额清点"):
        desk.count("", {Tender.CASH: (1, Y("1"))})
    with pytest.raises(Refused, match="不能是负数"):
        desk.count("", {Tender.CARD: (1, Y("-1"))})


def test_m7_3_no_close_without_a_count(desk: Desk):
    with pytest.raises(Refused, match="没有开着的班次"):
        desk.close()
    desk.open()
    with pytest.raises(Refused, match="还没有清点"):
        desk.close()


def test_m7_3_how_the_expected_cash_comes_about(desk: Desk):
    desk.charge("1200")
    shift = desk.open("500")
    desk.collect("cash=1236.50")
    desk.move(CashMove.PETTY_OUT, "100", "退押金")
    desk.clock.at += timedelta(hours=2)
    desk.move(CashMove.HAND_IN, "800", "")
    desk.count(CASE, {})
    told = desk.reveal(shift)
    assert [line.amount for line in told.cash] == [Y("500"), Y("1236.50"), Y("-36.50"), Y("-100"), Y("-800")]
    assert told.proof.by_item == told.proof.by_tender == told.proof.by_receipts == Y("1200")
    assert told.kept_back == Y("500")
    assert told.parting is not None
    assert in_words(told.parting.handed_in) == "100×2 50 20 10 5×3"
    assert told.needs_reason


# -- over and short --


@pytest.mark.parametrize(("counts", "words"), [("100=5", "现金短款 255.36"), ("100=8", "现金长款 44.64")])
def test_m7_3_an_over_or_short_takes_a_reason_and_is_never_adjusted_away(desk: Desk, counts: str, words: str):
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=255.36")
    desk.count(counts)
    with pytest.raises(Refused, match=f"{words}，请写明原因"):
        desk.close(reason="  ")
    closed = desk.close(reason="查不出")
    assert closed.expected == Y("755.36")
    assert closed.difference == closed.counted - closed.expected
    again = desk.runner.read(closed_shift, shift)
    assert again is not None
    assert (again.difference, again.reason) == (closed.difference, "查不出")
    assert desk.broken() == []


def test_m7_3_slips_that_differ_take_a_reason_too(desk: Desk):
    desk.charge("100")
    shift = desk.open("0")
    desk.collect("wechat=100:R1")
    desk.count("", {Tender.WECHAT: (1, Y("90"))})
    with pytest.raises(Refused, match=r"微信短款 10.00"):
        desk.close()
    desk.close(tender_reasons={Tender.WECHAT: "手续费"})
    check = {c.tender: c for c in figures(desk, shift).checks}
    assert (check["微信"].difference, check["微信"].words) == (Y("-10"), "手续费")
    assert check["现金（抽屉）"].words == "相符"


def test_m7_3_slips_nobody_added_up_are_said_to_be_so(desk: Desk):
    desk.charge("100")
    shift = desk.open("0")
    desk.collect("wechat=100:R1")
    desk.count()
    desk.close()
    assert {c.tender: c.words for c in figures(desk, shift).checks}["微信"] == "结算单未核对"


# -- T10 --


def test_t10_nothing_at_all_closes_as_easily(desk: Desk):
    shift = desk.open("0")
    desk.count("", {})
    closed = desk.close()
    assert (closed.expected, closed.counted, closed.difference) == (Y("0"), Y("0"), Y("0"))
    assert closed.hand_in == ""
    assert desk.runner.read(hand_ins) == ()
    assert figures(desk, shift).receipts[0].used == 0
    assert desk.broken() == []


def test_t10_closing_twice_sums_nothing_twice(desk: Desk):
    desk.charge("100")
    desk.charge("70", unit=UNITS[1])
    first = desk.open("0")
    desk.collect("cash=100")
    desk.count("100=1")
    desk.close(kept_back=Y("0"))
    with pytest.raises(Refused, match="已经结过班了"):
        desk.close(shift_id=first)
    with pytest.raises(Refused, match="已经结过班了"):
        desk.run(confirm_count, ConfirmCount(first))
    second = desk.open("0")
    desk.collect("wechat=70:R", unit=UNITS[1])
    desk.count("", {Tender.WECHAT: (1, Y("70"))})
    closed = desk.close()
    assert closed.report_number == "RB-20261121-02"
    assert figures(desk, second).by_receipts == Y("70")
    assert [c.report_number for c in desk.runner.read(closed_shifts, TODAY, TODAY)] == [
        "RB-20261121-02",
        "RB-20261121-01",
    ]
    assert desk.broken() == []


def test_t10_a_close_that_fails_leaves_the_counted_shift_to_be_closed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    from frontdesk.areas.cashdesk.service import closing

    desk.charge("100")
    desk.open("0")
    desk.collect("cash=100")
    desk.count("100=1")

    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the disk fails")

    with monkeypatch.context() as patch:
        patch.setattr(closing, "issue_paper", broken)
        with pytest.raises(RuntimeError):
            desk.close()
    closed = desk.close()
    assert closed.report_number == "RB-20261121-01"
    assert desk.broken() == []


# -- kept back and handed in --


def test_m7_4_what_is_kept_back_must_be_made_of_what_was_counted(desk: Desk):
    shift = desk.open("550")
    desk.count("100=5,50=1")
    with pytest.raises(Refused, match=r"实点只有 550.00"):
        desk.close(kept_back=Y("600"))
    with pytest.raises(Refused, match=r"凑不出 520.00，最近可留 500.00"):
        desk.close(kept_back=Y("520"))
    parting = desk.runner.read(part_count, shift, Y("520"))
    assert (parting.parting, parting.proposal) == (None, Y("500"))
    closed = desk.close(kept_back=Y("50"))
    assert (closed.kept_back, closed.handed_in) == (Y("50"), Y("500"))
    slip = codec.from_plain(HandInSlip, desk.runner.read(paper_document, "hand_in_slip", closed.hand_in)[1])
    assert slip.adds_up
    assert {d.face: d.count for d in slip.denominations if d.count} == {Y("100"): 5}
    assert slip.report_number == closed.report_number


def test_m7_4_the_float_that_cannot_be_made_is_the_nearest(desk: Desk):
    desk.charge("300")
    desk.open("450")
    desk.collect("cash=300")
    desk.count("100=7,50=1")
    assert desk.close().kept_back == Y("450")
    desk.charge("350", unit=UNITS[1])
    desk.open("450")
    desk.collect("cash=350", unit=UNITS[1])
    desk.count("100=8")
    assert desk.close().kept_back == Y("400")


# -- identity --


def test_m7_4_everything_the_report_shows(desk: Desk):
    desk.charge("255.36", month="2026-10")
    desk.charge("80", item=PARKING)
    desk.charge("30", unit=UNITS[1])
    shift = desk.open("500")
    desk.collect("wechat=300:R1", "cash=50")
    number = desk.collect("alipay=30:R2", unit=UNITS[1]).number
    desk.void(number)
    desk.move(CashMove.PETTY_IN, "8", "废纸")
    desk.count("100=5,20=2,1=3", {Tender.WECHAT: (1, Y("300"))})
    desk.close(reason="分币")
    report = figures(desk, shift)
    assert {row.item: row.total for row in report.income} == {SERVICE_FEE: Y("255.36"), PARKING: Y("80")}
    net = dict(zip(report.tenders, report.net().amounts, strict=True))
    assert {k: v for k, v in net.items() if v} == {"现金": Y("35.36"), "微信": Y("300")}
    used = report.receipts[0]
    assert (used.first, used.last, used.used, used.voided, used.missing) == (
        "SJ00000001",
        "SJ00000002",
        2,
        (number,),
        (),
    )
    cash = report.cash
    assert (cash.cash_in, cash.change, cash.put_in, cash.expected) == (
        Y("50"),
        Y("14.64"),
        Y("8"),
        Y("543.36"),
    )
    assert cash.adds_up
    assert report.net().total == report.by_receipts == Y("335.36")
    stored = codec.from_plain(DayReport, desk.runner.read(paper_document, "day_report", report.number)[1])
    assert stored == report


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE payment_line SET amount = amount + 1",
        "UPDATE payment_tender SET amount = amount + 1",
        "UPDATE payment SET settled = settled + 1, tendered = tendered + 1",
    ],
)
def test_m7_5_figures_that_do_not_meet_are_not_closed_or_printed(desk: Desk, tampering: str):
    desk.charge("100")
    shift = desk.open("0")
    desk.collect("cash=100")
    desk.count("100=1")
    table = tampering.split()[1]
    with desk.db.write() as session:
        session.execute(text(f"DROP TRIGGER guard_{table}_update"))
        session.execute(text(tampering))
    with pytest.raises(IdentityBroken, match="by fee item"):
        desk.close()
    assert desk.runner.read(closed_shift, shift) is None
    assert desk.runner.read(paper_document, "day_report", "RB-20261121-01") is None


# -- whose shift --


def test_m7_4_closing_for_somebody_else_takes_a_supervisor(desk: Desk):
    shift = desk.open("0")
    other = desk.financier
    with pytest.raises(NeedsApproval, match="2026-11-21 .班 是林晓的班"):
        desk.run(confirm_count, ConfirmCount(shift), other)
    leave = Approval(Right.CLOSE_OTHERS, desk.supervisor.id, "周敏", "林晓请假")
    desk.run(confirm_count, ConfirmCount(shift), other, approval=leave)
    desk.run(close_shift, CloseShift(shift), desk.supervisor)
    found = desk.runner.read(closed_shift, shift)
    assert found is not None
    assert (found.closed_by, found.shift.cashier) == ("周敏", "林晓")
    assert desk.broken() == []


def test_m7_4_the_leave_is_stored_with_the_close(desk: Desk):
    shift = desk.open("0")
    desk.count()
    leave = Approval(Right.CLOSE_OTHERS, desk.supervisor.id, "周敏", "林晓请假")
    desk.run(close_shift, CloseShift(shift), desk.financier, approval=leave)
    with desk.db.read() as session:
        assert session.query(ShiftClose).one().approver_id == desk.supervisor.id


# -- petty cash and hand-ins --


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (MoveCash(CashMove.PETTY_OUT, Y("10")), "写明零星支出的原因"),
        (MoveCash(CashMove.HAND_IN, Y("0")), "大于零"),
        (MoveCash(CashMove.HAND_IN, Y("100"), counts={Y("50"): 1}), "点出来是 50.00"),
        (MoveCash(CashMove.PETTY_IN, Y("1"), "长" * 201), "写短些"),
    ],
)
def test_m7_2_a_movement_that_does_not_fit(desk: Desk, command: MoveCash, words: str):
    desk.open()
    with pytest.raises(Refused, match=words):
        desk.run(move_cash, command)


def test_m7_2_petty_cash_that_is_not_petty_is_asked_about(desk: Desk):
    """A slip of the hand is stopped without a word about what the drawer holds (M7.3)."""
    desk.open()
    command = MoveCash(CashMove.PETTY_OUT, Y("1000.01"), "修水泵")
    with pytest.raises(NeedsConfirmation, match="超过零星收支的 1,000.00"):
        desk.run(move_cash, command)
    assert desk.run(move_cash, command, yes=("petty_large",)).number.startswith("LX-")
    desk.move(CashMove.PETTY_OUT, "1000")
    desk.move(CashMove.HAND_IN, "5000")


def test_m7_8_finance_takes_over_or_sends_back(desk: Desk):
    desk.open("500")
    number = desk.move(CashMove.HAND_IN, "100", "", "100=1").number
    assert [row.number for row in desk.runner.read(open_hand_ins)] == [number]
    with pytest.raises(NeedsApproval):
        desk.run(confirm_hand_in, ConfirmHandIn(number))
    with pytest.raises(Refused, match="退回要写明"):
        desk.run(confirm_hand_in, ConfirmHandIn(number, accepted=False), desk.financier)
    desk.run(confirm_hand_in, ConfirmHandIn(number, False, "少 10 元"), desk.financier)
    (back,) = desk.runner.read(open_hand_ins)
    assert (back.accepted, back.words, back.replied_by) == (False, "少 10 元", "方怡")
    desk.run(confirm_hand_in, ConfirmHandIn(number.lower()), desk.financier)
    assert desk.runner.read(open_hand_ins) == ()
    (row,) = desk.runner.read(hand_ins, TODAY, TODAY)
    assert (row.accepted, row.replied_on) == (True, TODAY)
    with pytest.raises(Refused, match="已由方怡在 2026-11-21 签收"):
        desk.run(confirm_hand_in, ConfirmHandIn(number), desk.financier)
    with pytest.raises(Refused, match="没有缴款单"):
        desk.run(confirm_hand_in, ConfirmHandIn("JK-1"), desk.financier)


@pytest.mark.parametrize(("days", "words"), [(-1, "不能早于缴款日期"), (1, "还没有到")])
def test_m7_8_the_day_it_is_taken_over_is_a_day_it_can_be(desk: Desk, days: int, words: str):
    desk.open("500")
    number = desk.move(CashMove.HAND_IN, "100", "", "100=1").number
    with pytest.raises(Refused, match=words):
        desk.run(confirm_hand_in, ConfirmHandIn(number, on=TODAY + timedelta(days=days)), desk.financier)


# -- the list before the count --


def points(desk: Desk, shift: int, day: Any = TODAY) -> dict[str, Any]:
    return {point.key: point for point in desk.runner.read(close_check, shift, day)}


def test_m7_7_all_well(desk: Desk):
    shift = desk.open()
    found = points(desk, shift)
    assert {point.tone for point in found.values()} == {Tone.OK}
    assert [point.words for point in found.values()] == [
        "没有未完的收款",
        "非现金都有交易单号",
        "收据都已打印",
        "没有作废票",
        "没有坐支",
    ]


def test_m7_7_what_should_be_settled_first(desk: Desk):
    desk.set("cashdesk.reference_later", True)
    desk.run(register_paper_book, RegisterPaperBook("0031850", "0031899"))
    desk.charge("100")
    desk.charge("70", unit=UNITS[1])
    desk.charge("10", unit=UNITS[2])
    shift = desk.open("500")
    desk.collect("wechat=100:SAME", paper_number="0031850")
    desk.collect("wechat=70:SAME", unit=UNITS[1], paper_number="0031852")
    desk.collect("card=10", unit=UNITS[2])
    desk.move(CashMove.PETTY_OUT, "600", "修门锁")
    desk.run(save_draft, SaveDraft("collect", "1", "3-1-1202", {}))
    desk.run(save_draft, SaveDraft("note", "1", "便条", {}))
    found = points(desk, shift, TODAY + timedelta(days=1))
    assert {key: str(point.tone) for key, point in found.items()} == {
        "collecting": "warn",
        "drafts": "warn",
        "references": "bad",
        "same_reference": "warn",
        "unprinted": "warn",
        "spoiled": "warn",
        "takings": "bad",
        "midnight": "warn",
    }
    assert found["collecting"].words == "1 笔收款没有完成：3-1-1202"
    assert found["references"].words == "1 张收据的非现金没有交易单号：SJ00000003"
    assert found["same_reference"].words == "1 个交易单号用在几张收据上：SAME"
    assert found["unprinted"].words == "3 张收据没有打印：SJ00000001、SJ00000002、SJ00000003"
    assert found["spoiled"].words == "1 张纸质票没有登记用途：0031851"
    assert "坐支" in found["takings"].words
    assert "100.00" in found["takings"].words


def test_t22_nothing_on_the_list_blocks_for_good(desk: Desk):
    desk.set("cashdesk.reference_later", True)
    desk.charge("10")
    desk.open("0")
    desk.collect("card=10")
    with pytest.raises(NeedsConfirmation, match="没有交易单号.*仍要清点吗"):
        desk.count()
    desk.run(confirm_count, ConfirmCount(), yes=("close_check",))
    desk.close()
    assert desk.broken() == []


def test_m7_7_a_float_other_than_what_was_left_is_said(desk: Desk):
    desk.open("500")
    desk.count("100=5")
    desk.close()
    shift = desk.open("480")
    assert points(desk, shift)["float"].words == "上一班留下备用金 500.00，本班开班点得 480.00"


def test_m7_4_notes_of_the_list_stand_on_the_report(desk: Desk):
    desk.charge("10")
    shift = desk.open("0")
    desk.collect("cash=10")
    desk.count("10=1")
    desk.close()
    assert figures(desk, shift).notes == ("1 张收据没有打印：SJ00000001",)


def test_m7_2_petty_cash_stands_on_the_report_with_its_reason(desk: Desk):
    """Whoever checks the report knows what the money went for."""
    shift = desk.open("100")
    number = desk.move(CashMove.PETTY_OUT, "35.50", "买打印纸").number
    desk.move(CashMove.HAND_IN, "20")
    desk.count("20=2,1=4,0.5=1")
    desk.close()
    assert figures(desk, shift).notes == (f"零星支出 35.50（{number}）：买打印纸",)


def test_m7_3_the_count_is_in_the_audit_as_it_was_entered(desk: Desk):
    desk.open("0")
    desk.count("100=1", {Tender.CARD: (0, Y("0"))})
    with desk.db.read() as session:
        command = session.execute(
            text("SELECT command FROM audit_entry ORDER BY id DESC LIMIT 1")
        ).scalar_one()
    assert json.loads(command)["counts"] == {"10000": 1}
