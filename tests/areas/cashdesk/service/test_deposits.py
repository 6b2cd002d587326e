"""Deposits (M6.7): held, no income; paid back in parts or whole less deductions, never more than was left."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.documents import DepositReceipt, DepositSettlement
from frontdesk.areas.cashdesk.queries import (
    DepositFilter,
    HeldDeposits,
    deposit,
    deposit_count,
    deposit_rows,
    deposits_of_unit,
    held_by_purpose,
    settlement,
    settlement_rows,
)
from frontdesk.areas.cashdesk.rules.kinds import DEPOSIT_PURPOSES_SETTING
from frontdesk.areas.cashdesk.service import (
    ReturnDeposit,
    VoidDeposit,
    VoidSettlement,
    return_deposit,
    void_deposit,
    void_settlement,
)
from frontdesk.areas.fees.queries import arrears
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk, Y


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A decoration deposit of 2,000 taken in cash from 2,100 given."""
    desk.open()
    desk.take("cash=2100", amount="2000", words="12 楼装修")
    return desk


def test_m6_7_a_deposit_has_its_own_receipt_and_is_no_income(held: Desk):
    row = held.runner.read(deposit, "YJ1")
    assert row is not None
    assert (row.row.number, row.row.amount, row.row.left, row.change) == (
        "YJ00000001", Y("2000"), Y("2000"), Y("100"),
    )  # fmt: skip
    stored = held.runner.read(paper_document, "deposit", "YJ00000001")
    assert stored is not None
    paper = codec.from_plain(DepositReceipt, stored[1])
    assert (paper.adds_up, paper.purpose, paper.words, paper.payer) == (True, "装修", "12 楼装修", "张硕")
    assert held.runner.read(arrears, TODAY) == ()
    closed = held.close_day()
    assert closed.expected == Y("2500")
    assert held.broken() == []


def test_m6_7_paid_back_less_deductions_each_with_its_reason(held: Desk):
    held.close_day()
    held.open()
    done = held.give_back("YJ1", kept=(("垃圾清运", "150"), ("损坏电梯轿厢", "350.50")))
    assert (done.number, done.refunded, done.deducted, done.left) == (
        "YT00000001", Y("1499.50"), Y("500.50"), Y("0"),
    )  # fmt: skip
    stored = held.runner.read(paper_document, "deposit_settlement", "YT00000001")
    assert stored is not None
    paper = codec.from_plain(DepositSettlement, stored[1])
    assert paper.adds_up
    assert [(d.reason, d.amount) for d in paper.deductions] == [
        ("垃圾清运", Y("150")),
        ("损坏电梯轿厢", Y("350.50")),
    ]
    assert (paper.deposit, paper.approver, paper.payee, paper.left) == ("YJ00000001", "周敏", "张硕", Y("0"))
    with pytest.raises(Refused, match="已经全部退完"):
        held.give_back("YJ1")
    assert held.broken() == []


def test_m6_7_in_parts_never_more_than_was_left(held: Desk):
    held.give_back("YJ1", refunded=Y("500"))
    with pytest.raises(Refused, match=r"还押着 1,500.00，扣款 0.00 加退款 1,500.01 超过了它"):
        held.give_back("YJ1", refunded=Y("1500.01"))
    with pytest.raises(Refused, match=r"扣款 1,600.00 加退款 0.00 超过了它"):
        held.give_back("YJ1", kept=(("违规", "1600"),))
    kept = held.give_back("YJ1", kept=(("违规施工", "1000"),), refunded=Y("0"))
    assert (kept.refunded, kept.deducted, kept.left) == (Y("0"), Y("1000"), Y("500"))
    last = held.give_back("YJ1")
    assert (last.refunded, last.left) == (Y("500"), Y("0"))
    assert held.broken() == []


def test_m6_7_to_the_payer_unless_a_written_authority_is_recorded(held: Desk):
    with pytest.raises(Refused, match="押金是张硕交的；退给装修公司要写明书面委托") as refused:
        held.give_back("YJ1", payee="装修公司")
    assert refused.value.field == "authority"
    done = held.give_back("YJ1", payee="装修公司", authority="2026-11-20 委托书，原件存档")
    found = held.runner.read(settlement, done.number)
    assert found is not None
    assert (found.row.payee, found.row.authority) == ("装修公司", "2026-11-20 委托书，原件存档")


def test_m6_7_paying_back_takes_leave(held: Desk):
    with pytest.raises(NeedsApproval, match=r"退押金 YJ00000001 2,000.00，要主管授权") as asked:
        held.run(return_deposit, ReturnDeposit("YJ1"))
    assert asked.value.right == Right.DEPOSIT
    held.open("3000", actor=held.supervisor)
    done = held.run(return_deposit, ReturnDeposit("YJ1"), held.supervisor)
    found = held.runner.read(settlement, done.number)
    assert found is not None
    assert (found.row.approver, found.row.cashier) == ("周敏", "周敏")


def test_m6_7_both_papers_are_voided_before_the_shift_is_counted(held: Desk):
    done = held.give_back("YJ1", refunded=Y("500"))
    with pytest.raises(Refused, match="已经退过，请先作废它的结算单"):
        held.run(void_deposit, VoidDeposit("YJ1", "收错"))
    assert held.run(void_settlement, VoidSettlement("YT1", "退错")) == done.number
    detail = held.runner.read(deposit, "YJ1")
    assert detail is not None
    assert (detail.row.left, detail.can_void, detail.settlements[0].row.voided) == (Y("2000"), True, True)
    with pytest.raises(Refused, match="已经作废了"):
        held.run(void_settlement, VoidSettlement("YT1", "退错"))
    assert held.run(void_deposit, VoidDeposit("YJ1", "收错")) == "YJ00000001"
    with pytest.raises(Refused, match="已经作废，没有押金可退"):
        held.give_back("YJ1")
    with pytest.raises(Refused, match="已经作废了"):
        held.run(void_deposit, VoidDeposit("YJ1", "收错"))
    assert held.close_day().expected == Y("500")
    assert held.broken() == []


def test_m6_7_after_the_close_neither_is_voided(held: Desk):
    held.give_back("YJ1", refunded=Y("500"))
    held.close_day()
    held.open()
    with pytest.raises(Refused, match="已经结班，不能作废；请在今天的班次退押金"):
        held.run(void_deposit, VoidDeposit("YJ1", "收错"))
    with pytest.raises(Refused, match="已经结班，不能作废；押金要重新收"):
        held.run(void_settlement, VoidSettlement("YT1", "退错"))


def test_m6_7_the_list_of_purposes_is_the_offices_own(desk: Desk):
    desk.open()
    with pytest.raises(Refused, match="没有“推车”这种押金，可用：装修、临时出入证、钥匙、其他"):
        desk.take(purpose="推车")
    desk.set(DEPOSIT_PURPOSES_SETTING, ["装修", "推车"])
    assert desk.take(purpose="推车", amount="50").number == "YJ00000001"
    with pytest.raises(Refused, match="没有“钥匙”这种押金"):
        desk.take(purpose="钥匙")


@pytest.mark.parametrize(
    ("tenders", "more", "words"),
    [
        (("cash=1999.99",), {}, r"不够本次收款 2,000.00"),
        (("wechat=2000",), {}, "微信要填交易单号"),
        (("wechat=2001:R",), {}, "不能找零"),
        (("prepaid=2000",), {}, "押金不能用预存抵扣"),
        (("cash=1",), {"amount": "0"}, "押金要大于零"),
        (("cash=2000",), {"words": "长" * 201}, "说明超过 200 个字"),
    ],
)
def test_m6_7_what_does_not_fit(desk: Desk, tenders: tuple[str, ...], more: dict, words: str):
    desk.open()
    with pytest.raises(Refused, match=words):
        desk.take(*tenders, **more)
    assert desk.runner.read(deposit_rows, DepositFilter()) == ()


@pytest.mark.parametrize(
    ("tenders", "more", "words"),
    [
        (("cash=100",), {}, r"退款方式合计 100.00，要退的是 2,000.00"),
        (("prepaid=2000",), {}, "押金不能退成预存"),
        (("transfer=2000",), {}, "转账要填交易单号"),
        ((), {"kept": (("", "5"),)}, "每笔扣款都要写明原因"),
        ((), {"kept": (("违规", "0"),)}, "扣款要大于零"),
        ((), {"refunded": Y("0")}, "请填要退的金额或扣款"),
        (("cash=5",), {"refunded": Y("0"), "kept": (("违规", "5"),)}, "没有要退的钱"),
    ],
)
def test_m6_7_a_return_that_does_not_fit(held: Desk, tenders: tuple[str, ...], more: dict, words: str):
    with pytest.raises(Refused, match=words):
        held.give_back("YJ1", *tenders, **more)
    assert held.runner.read(settlement_rows, DepositFilter()) == ()


def test_m6_7_paid_back_the_way_it_came_where_that_was_one_way(desk: Desk):
    desk.open()
    desk.take("transfer=2000:T77")
    desk.give_back("YJ1", refunded=Y("500"))
    found = desk.runner.read(settlement, "YT1")
    assert found is not None
    assert [(t.kind.value, t.amount, t.reference) for t in found.tenders] == [("transfer", Y("500"), "T77")]


def test_t23_the_same_press_twice_takes_and_returns_once(desk: Desk):
    desk.open()
    first = desk.take(token="d1")
    assert desk.take(token="d1").again
    back = desk.give_back(first.number, token="s1", refunded=Y("1"))
    again = desk.give_back(first.number, token="s1", refunded=Y("1"))
    assert (again.number, again.again, again.left) == (back.number, True, Y("1999"))
    with pytest.raises(Refused, match="已经收过押金了"):
        desk.take(token="d1", unit=UNITS[1])


def test_m6_7_what_is_held_on_any_day_by_purpose(desk: Desk):
    desk.open()
    desk.take(purpose="钥匙", amount="100", unit=UNITS[1])
    desk.take()
    desk.close_day()
    desk.open()
    desk.give_back("YJ2", refunded=Y("500"))
    assert desk.runner.read(held_by_purpose) == (
        HeldDeposits("装修", 1, Y("1500")),
        HeldDeposits("钥匙", 1, Y("100")),
    )
    assert desk.runner.read(held_by_purpose, TODAY)[0] == HeldDeposits("装修", 1, Y("2000"))
    assert [row.number for row in desk.runner.read(deposits_of_unit, 1)] == ["YJ00000002"]
    assert desk.runner.read(deposit_count, DepositFilter(held=True)) == 2
    desk.give_back("YJ1")
    assert [r.number for r in desk.runner.read(deposit_rows, DepositFilter(held=False))] == ["YJ00000001"]
    assert [r.number for r in desk.runner.read(deposit_rows, DepositFilter(text="业主2"))] == ["YJ00000001"]
    assert [r.number for r in desk.runner.read(settlement_rows, DepositFilter(purpose="钥匙"))] == [
        "YT00000002"
    ]


def test_m6_7_a_higher_area_finds_its_own_deposits(desk: Desk):
    desk.open()
    desk.take(source_kind="decoration", source_id=7)
    desk.take(purpose="钥匙", amount="100")
    found = desk.runner.read(deposit_rows, DepositFilter(source=("decoration", 7)))
    assert [(row.number, row.source_kind, row.source_id) for row in found] == [
        ("YJ00000001", "decoration", 7)
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE deposit SET amount = 1", "a deposit is final"),
        ("DELETE FROM deposit", "a deposit is never deleted"),
        ("UPDATE deposit_settlement SET refunded = 0", "a settlement is final"),
        ("DELETE FROM deposit_deduction", "a deduction is never deleted"),
        ("UPDATE deposit_tender SET amount = 1", "a tender is final"),
        (
            "INSERT INTO deposit_settlement (book, serial, number, shift_id, deposit_id, refunded, deducted, payee,"
            " authority, approver_id, approver, business_on, at, cashier_id, cashier)"
            " SELECT book, 9, 'YT00000009', shift_id, deposit_id, 150001, 0, payee, authority, approver_id, approver,"
            " business_on, at, cashier_id, cashier FROM deposit_settlement",
            "more than is left of the deposit",
        ),
        (
            "INSERT INTO deposit_void (deposit_id, reason, at, by_id, by) SELECT id, 'x', at, 2, 'x' FROM deposit",
            "the deposit is settled",
        ),
    ],
)
def test_m6_7_the_database_itself_holds_it(both: Desk, statement: str, words: str):
    both.open()
    both.take()
    both.give_back("YJ1", refunded=Y("400"), kept=(("垃圾清运", "100"),))
    with both.db.writer.connect() as connection, pytest.raises(DBAPIError, match=words):
        connection.execute(text(statement))
