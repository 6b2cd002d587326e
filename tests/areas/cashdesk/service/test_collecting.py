"""Collecting (M6.1, M6.2, M6.4), voiding (M6.5), and what went wrong elsewhere (T9, T11, T23)."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from frontdesk.areas.cashdesk.queries import (
    ReceiptFilter,
    ledger,
    receipt,
    receipt_count,
    receipt_rows,
    receipts_of_unit,
    search_receipts,
)
from frontdesk.areas.cashdesk.rules.kinds import CashMove, Tender
from frontdesk.areas.cashdesk.service import (
    AddReference,
    CloseShift,
    Collect,
    MoveCash,
    TakeDeposit,
    TenderInput,
    VoidReceipt,
    add_reference,
    close_shift,
    collect,
    collecting,
    move_cash,
    take_deposit,
    void_receipt,
)
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import PARKING, SERVICE_FEE, TODAY, UNITS, WATER, Desk, Y


def test_m6_1_one_visit_with_everything_stored(desk: Desk):
    desk.charge("255.36", month="2026-10")
    desk.charge("80.00", item=PARKING)
    desk.open()
    taken = desk.collect("wechat=200:4200002386202611217731", "cash=140")
    assert (taken.settled, taken.tendered, taken.change) == (Y("335.36"), Y("340"), Y("4.64"))
    found = desk.runner.read(receipt, taken.number)
    assert found is not None
    assert [(line.item, line.period, line.amount) for line in found.lines] == [
        (SERVICE_FEE, "2026-10", Y("255.36")),
        (PARKING, "2026-11", Y("80.00")),
    ]
    assert [(t.kind, t.amount, t.reference) for t in found.tenders] == [
        (Tender.WECHAT, Y("200"), "4200002386202611217731"),
        (Tender.CASH, Y("140"), ""),
    ]
    row = found.row
    assert (row.payer, row.unit, row.cashier, row.tenders) == ("张硕", UNITS[0], "林晓", "微信、现金")
    assert found.shift.startswith("20261121-")
    assert found.can_void


def test_m6_2_part_of_the_oldest_first(desk: Desk):
    november = desk.charge("255.36")
    october = desk.charge("255.36", month="2026-10")
    desk.open()
    taken = desk.collect("cash=300", amount="300")
    assert desk.owed() == {november: Y("210.72")}
    assert [line.source_id for line in desk.runner.read(receipt, taken.number).lines] == [october, november]
    document = paper_of(desk, taken.number)
    assert document["lines"][1]["how"].endswith("，本次收一部分，尚欠 210.72")


def test_m6_3_change_that_nobody_would_give_is_asked_about(desk: Desk):
    """A scanner's number, or a nought too many, in the field for cash: nothing is stored until the clerk says yes."""
    desk.charge("255.36")
    desk.open()
    with pytest.raises(NeedsConfirmation, match="要找零 1,744.64") as asked:
        desk.collect("cash=2000")
    assert desk.owed() != {}
    command = Collect(1, (TenderInput(Tender.CASH, Y("2000")),))
    assert desk.run(collect, command, yes=(asked.value.key,)).change == Y("1744.64")
    desk.charge("255.36")
    assert desk.collect("cash=1255.35").change == Y("999.99")


def test_m6_7_the_same_for_a_deposit(desk: Desk):
    desk.open()
    command = TakeDeposit(1, "装修", Y("200"), (TenderInput(Tender.CASH, Y("20000")),))
    with pytest.raises(NeedsConfirmation, match="要找零 19,800.00"):
        desk.run(take_deposit, command)


def test_m6_2_without_an_amount_what_was_tendered_settles(desk: Desk):
    charge = desk.charge("255.36")
    desk.open()
    taken = desk.collect("wechat=55.36:REF")
    assert (taken.settled, taken.change) == (Y("55.36"), Y("0"))
    assert desk.owed() == {charge: Y("200.00")}


def test_m6_2_as_the_clerk_chooses_also_ahead(desk: Desk):
    desk.charge("255.36", month="2026-10")
    december = desk.charge("255.36", month="2026-12")
    desk.open()
    desk.collect("cash=255.36", lines=((december, Y("255.36")),))
    assert list(desk.owed()) != [december]
    assert december not in desk.owed()


def test_m6_2_a_month_that_has_not_begun_is_not_taken_by_itself(desk: Desk):
    desk.charge("255.36", month="2026-12")
    desk.open()
    with pytest.raises(Refused, match="3-1-1202 没有欠费，什么也没有收"):
        desk.collect("cash=300")


@pytest.mark.parametrize(
    ("tenders", "more", "words"),
    [
        (("cash=100",), {"amount": "255.36"}, r"还差 155.36"),
        (("wechat=300:R",), {}, "不能找零"),
        (("wechat=255.36",), {}, "微信要填交易单号"),
        ((), {}, "请填收款方式"),
        (("cash=300",), {"amount": "300"}, "只欠 255.36"),
        (("cash=300",), {"amount": "-1"}, "大于零"),
        (("cash=300",), {"lines": ()}, "至少勾选一项"),
        (("cash=300",), {"lines": ((1, Y("300")),)}, "只欠 255.36"),
        (("cash=300",), {"lines": ((1, Y("100")),), "amount": "99"}, "勾选的合计是 100.00"),
        (("cash=300",), {"payer": "长" * 81}, "写短些"),
        (("cash=300",), {"paper_number": "没号"}, "照票面填"),
    ],
)
def test_m6_2_what_does_not_meet_is_refused_and_nothing_is_stored(desk: Desk, tenders, more, words):
    charge = desk.charge("255.36")
    desk.open()
    with pytest.raises(Refused, match=words):
        desk.collect(*tenders, **more)
    assert desk.owed() == {charge: Y("255.36")}
    assert desk.runner.read(ledger, "SJ") == ()
    assert desk.broken() == []


def test_m6_1_a_unit_that_is_not_there(desk: Desk):
    desk.open()
    with pytest.raises(Refused, match="没有这户"):
        desk.run(collect, Collect(99, ()))


@pytest.mark.parametrize("tenders", [("cash=100",), ("wechat=20:R", "cash=80")])
def test_t9_change_is_not_counted_as_takings(desk: Desk, tenders):
    desk.charge("60.00")
    shift = desk.open("0")
    taken = desk.collect(*tenders)
    assert taken.change == Y("40")
    cash = Y("60") if len(tenders) == 1 else Y("40")
    desk.count("20=3" if len(tenders) == 1 else "20=2")
    told = desk.reveal(shift)
    assert told.expected == cash
    assert told.difference == Y("0")


def test_m6_4_numbers_run_on_without_a_gap(desk: Desk):
    for unit in UNITS:
        desk.charge("10.00", unit=unit)
    desk.open()
    numbers = [desk.collect("cash=10", unit=unit).number for unit in UNITS]
    assert numbers == ["SJ00000001", "SJ00000002", "SJ00000003"]


def test_m6_4_an_office_goes_on_with_its_own_book_and_number(desk: Desk):
    desk.set("receipt.book", "WY")
    desk.set("receipt.first", 20318)
    for unit in UNITS[:2]:
        desk.charge("10.00", unit=unit)
    desk.open()
    assert desk.collect("cash=10").number == "WY00020318"
    assert desk.collect("cash=10", unit=UNITS[1]).number == "WY00020319"
    assert desk.broken() == []


def test_t11_a_collecting_that_fails_late_gives_its_number_back(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.charge("10.00")
    desk.charge("10.00", unit=UNITS[1])
    desk.open()

    def broken(*_args: object) -> None:
        raise RuntimeError("the power fails")

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "freeze_receipt", broken)
        with pytest.raises(RuntimeError):
            desk.collect("cash=10")
    assert desk.runner.read(ledger, "SJ") == ()
    assert len(desk.owed()) == 1
    assert desk.collect("cash=10").number == "SJ00000001"
    assert desk.broken() == []


def test_t23_the_token_of_another_page_is_refused(desk: Desk):
    desk.charge("10.00")
    desk.charge("10.00", unit=UNITS[1])
    desk.open()
    desk.collect("cash=10", token="one")
    with pytest.raises(Refused, match="这一页已经收过款了"):
        desk.collect("cash=10", unit=UNITS[1], token="one")


def test_t23_without_a_token_the_second_press_finds_nothing_owed(desk: Desk):
    desk.charge("10.00")
    desk.open()
    desk.collect("cash=10")
    with pytest.raises(Refused, match="没有欠费"):
        desk.collect("cash=10")


def test_m6_1_somebody_else_pays(desk: Desk):
    desk.charge("10.00")
    desk.open()
    number = desk.collect("cash=10", payer="曾姝").number
    assert desk.runner.read(receipt, number).row.payer == "曾姝"


def test_m7_7_a_reference_that_comes_later(desk: Desk):
    desk.set("cashdesk.reference_later", True)
    desk.charge("10.00")
    desk.open()
    number = desk.collect("wechat=10").number
    tender = desk.runner.read(receipt, number).tenders[0]
    assert tender.reference == ""
    with pytest.raises(Refused, match="请填交易单号"):
        desk.run(add_reference, AddReference(tender.id, " "))
    desk.run(add_reference, AddReference(tender.id, "4200 0023 86"))
    assert desk.runner.read(receipt, number).tenders[0].reference == "4200002386"
    with pytest.raises(Refused, match="不用补"):
        desk.run(add_reference, AddReference(tender.id, "1"))


# -- voiding --


def test_m6_5_void_keeps_the_number_and_names_who_and_why(desk: Desk):
    charge = desk.charge("255.36")
    desk.open()
    number = desk.collect("cash=300").number
    assert desk.void("1", "收错户") == number
    found = desk.runner.read(receipt, number)
    assert (found.voided, found.void_reason, found.voided_by, found.can_void) == (
        True,
        "收错户",
        "林晓",
        False,
    )
    assert desk.owed() == {charge: Y("255.36")}
    assert desk.collect("cash=300").number == "SJ00000002"
    assert desk.broken() == []


def test_m6_5_m6_10_a_void_touches_nothing_but_its_own(desk: Desk):
    first = desk.charge("100.00", month="2026-10")
    desk.charge("100.00")
    desk.open()
    one = desk.collect("cash=60", amount="60")
    desk.collect("cash=140", amount="140")
    desk.void(one.number)
    assert desk.owed() == {first: Y("60.00")}
    assert desk.broken() == []


def test_m6_5_what_cannot_be_voided_says_what_to_do(desk: Desk):
    desk.charge("10.00")
    desk.charge("20.00", unit=UNITS[1])
    shift = desk.open("0")
    number = desk.collect("cash=10").number
    other = desk.collect("cash=20", unit=UNITS[1]).number
    with pytest.raises(Refused, match="没有收据 SJ99"):
        desk.void("SJ99")
    with pytest.raises(Refused, match="请写明作废的原因"):
        desk.void(number, " ")
    desk.void(number)
    with pytest.raises(Refused, match="已经作废了"):
        desk.void(number)
    desk.count("20=1")
    with pytest.raises(Refused, match="已经确认清点.*请结班后办红冲退款"):
        desk.void(other)
    desk.close()
    with pytest.raises(Refused, match="已经结班，不能作废.*红冲退款"):
        desk.void(other)
    assert shift == 1
    assert desk.broken() == []


def test_m6_5_somebody_elses_receipt_takes_a_supervisor(desk: Desk):
    desk.charge("10.00")
    desk.open(actor=desk.supervisor)
    number = desk.collect("cash=10", actor=desk.supervisor).number
    with pytest.raises(NeedsApproval, match="SJ00000001 是周敏收的"):
        desk.void(number)
    leave = Approval(Right.CLOSE_OTHERS, desk.supervisor.id, "周敏", "收错")
    desk.run(void_receipt, VoidReceipt(number, "收错"), approval=leave)
    with desk.db.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.actor, entry.approver) == ("林晓", "周敏")


# -- finding --


def test_d0_1_receipts_are_found_by_number_payer_unit_and_paper(desk: Desk):
    desk.charge("10.00", item=WATER)
    desk.charge("20.00", unit=UNITS[1])
    desk.open()
    desk.collect("cash=10", paper_number="A0031852")
    desk.collect("cash=20", unit=UNITS[1], payer="100%")

    def found(text: str) -> list[str]:
        return [row.number for row in desk.runner.read(search_receipts, text)]

    def listed(**wanted: object) -> list[str]:
        rows = desk.runner.read(receipt_rows, ReceiptFilter(**wanted))
        assert desk.runner.read(receipt_count, ReceiptFilter(**wanted)) == len(rows)
        return [row.number for row in rows]

    assert found("SJ00000001") == found("1") == found("a0031852") == found("A003") == ["SJ00000001"]
    assert found("sj") == ["SJ00000002", "SJ00000001"]
    assert found(" ") == found("查无此人") == found("_") == found("*") == []
    assert len(desk.runner.read(search_receipts, "SJ", 1)) == 1
    assert listed(text="张硕") == listed(text="31852") == listed(text="3-1") == ["SJ00000001"]
    assert listed(text="100%") == listed(text="2-2-0801") == ["SJ00000002"]
    assert listed(text="_") == listed(voided=True) == listed(cashier_id=99) == []
    assert listed(first=TODAY, last=TODAY, shift_id=1, voided=False) == ["SJ00000002", "SJ00000001"]
    assert [row.number for row in desk.runner.read(receipts_of_unit, 1)] == ["SJ00000001"]


def test_d0_6_every_collecting_is_in_the_audit_as_it_was_asked(desk: Desk):
    desk.charge("10.00")
    desk.open()
    desk.collect("cash=10")
    with desk.db.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert entry.action.endswith(".collect")
        assert json.loads(entry.command)["tenders"][0]["amount"] == "10.00"


def test_m6_6_the_receipt_is_frozen_as_it_was_on_the_day(desk: Desk):
    desk.charge("255.36")
    desk.open()
    number = desk.collect("wechat=255.36:4200007731").number
    document = paper_of(desk, number)
    assert document["office"] == "翠湖花园物业服务中心"
    assert document["area"] == "89.60㎡"
    assert document["tenders"] == [{"kind": "微信", "amount": "255.36", "reference": "尾号 7731"}]
    assert (document["cashier"], document["day"]) == ("林晓", date.isoformat(TODAY))


def paper_of(desk: Desk, number: str) -> dict:
    found = desk.runner.read(paper_document, "receipt", number)
    assert found is not None
    return found[1]


def test_t19_a_sign_that_no_paper_can_print_is_refused_while_it_can_be_changed(desk: Desk):
    """What is stored is frozen: a receipt with such a payer, or void for such a reason, could never be printed."""
    charge = desk.charge("255.36")
    desk.open()
    with pytest.raises(Refused, match="打印不出来的字：😀（U\\+1F600）") as caught:
        desk.collect("cash=255.36", payer="张硕😀")
    assert caught.value.field == "payer"
    assert desk.owed() == {charge: Y("255.36")}
    desk.collect("cash=255.36", payer="王𬭎（代 Søren）")
    for act, command in (
        (void_receipt, VoidReceipt("1", "收错户😀")),
        (move_cash, MoveCash(CashMove.PETTY_OUT, Y("5"), "买水😀")),
        (take_deposit, TakeDeposit(1, "装修", Y("5"), (TenderInput(Tender.CASH, Y("5")),), words="一把😀")),
    ):
        with pytest.raises(Refused, match="打印不出来的字"):
            desk.run(act, command)
    assert desk.void("1", "收错户：重开") == "SJ00000001"


def test_t19_the_same_for_why_the_drawer_differs(desk: Desk):
    desk.open("500")
    shift = desk.count("100=4")
    with pytest.raises(Refused, match="打印不出来的字"):
        desk.run(close_shift, CloseShift(shift, reason="查不出😀"))
    desk.run(close_shift, CloseShift(shift, reason="查不出"))
