"""The close with refunds, deposits, prepaid money and 抹零 in it (M7.3, M7.4, M7.5, M7.7)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from frontdesk.areas.cashdesk.documents import DayReport, DepositRow, DepositTender, ReceiptsUsed
from frontdesk.areas.cashdesk.model import ShiftClose
from frontdesk.areas.cashdesk.queries import Tone, close_check, collected_by_day, ledger, number_ledger
from frontdesk.areas.cashdesk.queries.figures import shift_figures
from frontdesk.areas.cashdesk.rules.identity import IdentityBroken
from frontdesk.areas.cashdesk.rules.kinds import FROM_TAKINGS_SETTING, LedgerState, Tender
from frontdesk.areas.cashdesk.service import VoidDeposit, void_deposit
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import PARKING, UNITS, Desk, Y


@pytest.fixture
def busy(both: Desk) -> Desk:
    """The busy day on both databases."""
    return busy_day(both)


def busy_day(desk: Desk) -> Desk:
    """Yesterday 355.36 was taken; today everything happens once, and nothing is printed."""
    desk.charge("255.36", month="2026-09")
    desk.charge("100.00", item=PARKING, month="2026-09")
    desk.open()
    desk.collect("cash=200", "wechat=155.36:4200001111")
    desk.take("wechat=300:W1", purpose="钥匙", amount="300", unit=UNITS[2])
    desk.close_day({Tender.WECHAT: (2, Y("455.36"))})
    desk.charge("60.06", unit=UNITS[1])
    desk.open()
    desk.collect("cash=160", unit=UNITS[1], rounding=Y("0.06"), prepay=Y("100"))
    desk.charge("40.00", unit=UNITS[1], item=PARKING)
    desk.collect("prepaid=40", unit=UNITS[1])
    desk.refund("SJ1", amount=Y("120"))
    desk.take("cash=2000", "wechat=500:W2", amount="2500")
    desk.run(void_deposit, VoidDeposit(desk.take(amount="1").number, "收错"))
    desk.give_back("YJ1", kept=(("丢钥匙", "50"),))
    desk.give_back("YJ2", "cash=1000", refunded=Y("1000"))
    return desk


def report_of(desk: Desk, shift_id: int) -> DayReport:
    with desk.db.read() as session:
        return DayReport.from_json(session.query(ShiftClose).filter_by(shift_id=shift_id).one().figures)


def test_m7_5_every_sum_of_the_close_meets_the_others(busy: Desk):
    figures = busy.runner.read(shift_figures, 2)
    proof = figures.prove()
    assert proof.holds
    # 60.00 + 100.00 cash, 40.00 out of prepaid, less the refund of 120.00.
    assert (figures.receipts, figures.refunds.amount, proof.by_item) == (Y("200"), Y("120"), Y("80"))
    assert figures.net_by_tender == {Tender.CASH: Y("40"), Tender.PREPAID: Y("40")}
    assert figures.net_by_item == {
        "物业服务费": Y("40.06"), "车位管理费": Y("-60"), "预存款": Y("100"), "抹零": Y("-0.06"),
    }  # fmt: skip
    deposits = figures.deposits
    assert (deposits.taken, deposits.paid_back, deposits.deducted) == (
        {"装修": Y("2500")}, {"钥匙": Y("250"), "装修": Y("1000")}, {"钥匙": Y("50")},
    )  # fmt: skip
    # float 500 + 160 − refund 120 + deposits 2,000 − 1,000
    assert figures.expected_cash == Y("1540")
    assert (figures.slip_sums, figures.slips) == ({Tender.WECHAT: Y("500")}, {Tender.WECHAT: 1})
    assert figures.gone_back(Tender.WECHAT) == Y("250")


def test_m7_4_the_day_report_says_refunds_and_deposits_apart(busy: Desk):
    closed = busy.close_day({Tender.WECHAT: (1, Y("500"))})
    assert (closed.expected, closed.difference) == (Y("1540"), Y("0"))
    report = report_of(busy, 2)
    assert {row.item: row.total for row in report.income} == {
        "物业服务费": Y("60.06"), "车位管理费": Y("40"), "预存款": Y("100"), "抹零": Y("-0.06"),
    }  # fmt: skip
    assert {row.item: row.total for row in report.refunds} == {
        "退物业服务费": Y("-20"), "退车位管理费": Y("-100"),
    }  # fmt: skip
    assert report.net().total == report.by_receipts == Y("80")
    assert (report.cash.refunds, report.cash.deposits_in, report.cash.deposits_out) == (
        Y("120"), Y("2000"), Y("1000"),
    )  # fmt: skip
    assert report.cash.adds_up
    assert set(report.deposits) == {
        DepositRow("装修", Y("2500"), Y("1000"), Y("0")), DepositRow("钥匙", Y("0"), Y("250"), Y("50")),
    }  # fmt: skip
    assert report.deposit_tenders == (
        DepositTender("现金", Y("2000"), Y("1000")), DepositTender("微信", Y("500"), Y("250")),
    )  # fmt: skip
    assert report.further_numbers == (
        ReceiptsUsed("HZ00000001", "HZ00000001", 1, title="红字收据"),
        ReceiptsUsed("YJ00000002", "YJ00000003", 2, voided=("YJ00000003",), title="押金收据"),
        ReceiptsUsed("YT00000001", "YT00000002", 2, title="押金结算单"),
    )
    words = {check.tender: check.words for check in report.checks}
    assert words["微信"] == "相符，另退 250.00"
    assert busy.broken() == []


def test_m7_3_prepaid_money_leaves_no_slip(busy: Desk):
    with pytest.raises(Refused, match="预存抵扣没有结算单"):
        busy.count("", {Tender.PREPAID: (1, Y("40"))})
    busy.count("100=15,20=2", {Tender.WECHAT: (1, Y("500"))}, words="")
    kinds = [tender.kind for tender in busy.reveal(2).tenders]
    assert Tender.PREPAID not in kinds


def test_m7_4_a_close_of_0_1_0_is_read_and_checked_all_the_same(desk: Desk):
    """Its stored figures know nothing of refunds, deposits and other numbers."""
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=300")
    desk.close_day()
    with desk.db.writer.connect() as connection:
        connection.execute(text("DROP TRIGGER guard_shift_close_update"))
        told = json.loads(connection.execute(text("SELECT figures FROM shift_close")).scalar_one())
        for name in ("deposits", "deposit_tenders", "further_numbers"):
            assert told.pop(name) == []
        for name in ("deposits_in", "deposits_out"):
            assert told["cash"].pop(name) == "0.00"
        for used in told["receipts"]:
            assert used.pop("title") == ""
        connection.execute(text("UPDATE shift_close SET figures = :told"), {"told": json.dumps(told)})
        connection.commit()
    assert report_of(desk, shift).deposits == ()
    assert [words for words in desk.broken() if "guard" not in words] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE refund_line SET amount = amount + 1 WHERE id = 1",
        "UPDATE refund_tender SET amount = amount + 1",
        "UPDATE deposit_tender SET amount = amount + 1 WHERE deposit_id = 2",
        "UPDATE deposit_settlement SET refunded = refunded + 1 WHERE id = 1",
        "UPDATE deposit_deduction SET amount = amount + 1",
    ],
)
def test_m7_5_a_refund_or_deposit_that_does_not_meet_is_not_closed(desk: Desk, statement: str):
    busy = busy_day(desk)
    with busy.db.writer.connect() as connection:
        for name in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).scalars():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))
        connection.commit()
    with pytest.raises(IdentityBroken):
        busy.close_day({Tender.WECHAT: (1, Y("500"))})
    assert busy.broken() != []


# -- the list before the count --


def points(desk: Desk, shift_id: int) -> dict[str, tuple[Tone, str]]:
    return {p.key: (p.tone, p.words) for p in desk.runner.read(close_check, shift_id)}


def test_m7_7_refunds_and_deposits_out_of_takings_are_said(busy: Desk):
    """120 refunded and 1,000 paid back out of a float of 500."""
    tone, words = points(busy, 2)["takings"]
    assert (tone, words) == (
        Tone.BAD,
        "零星支出、退款和退押金比备用金多 620.00，动用了收款（坐支），请向主管说明",
    )
    busy.set(FROM_TAKINGS_SETTING, True)
    assert points(busy, 2)["takings"] == (Tone.OK, "动用收款 620.00，已获准坐支")


def test_m7_7_papers_of_every_sort_that_were_not_printed_are_named(busy: Desk):
    tone, words = points(busy, 2)["unprinted"]
    assert (tone, words) == (Tone.WARN, "6 张收据没有打印：SJ00000002、SJ00000003、HZ00000001等")


def test_m7_7_prepaid_money_beside_something_due_is_said(busy: Desk):
    assert "prepaid" not in points(busy, 2)
    busy.charge("10.00", unit=UNITS[1], month="2026-09")
    assert points(busy, 2)["prepaid"] == (Tone.WARN, "1 户有预存又有到期未缴的：2-2-0801")


# -- numbers and days --


def test_m6_9_the_ledger_holds_every_series(busy: Desk):
    rows = {row.number: row for row in busy.runner.read(ledger)}
    assert rows["HZ00000001"].amount == Y("-120")
    assert (rows["YJ00000003"].state, rows["YJ00000003"].words) == (LedgerState.VOID, "收错")
    assert (rows["YT00000001"].amount, rows["YT00000001"].payer) == (Y("250"), "业主3")
    paper = busy.runner.read(
        number_ledger, office="物业", estate="翠湖花园", day=busy.clock.today(), printed_at=busy.clock.at,
        printed_by="林晓",
    )  # fmt: skip
    assert [(book.title, book.first, book.last, book.used, book.void) for book in paper.books] == [
        ("收据 SJ", "SJ00000001", "SJ00000003", 3, 0),
        ("红字收据 HZ", "HZ00000001", "HZ00000001", 1, 0),
        ("押金收据 YJ", "YJ00000001", "YJ00000003", 2, 1),
        ("押金结算单 YT", "YT00000001", "YT00000002", 2, 0),
    ]
    runs = paper.books[2].runs
    assert [(run.first, run.last, run.state, run.count, run.words) for run in runs] == [
        ("YJ00000001", "YJ00000002", "已用", 2, ""),
        ("YJ00000003", "YJ00000003", "作废", 1, "收错"),
    ]


def test_m7_5_what_a_day_brought_is_less_what_it_refunded(busy: Desk):
    busy.close_day({Tender.WECHAT: (1, Y("500"))})
    days = busy.runner.read(collected_by_day, Month(2026, 11))
    assert [(day.day.day, day.amount, day.receipts) for day in days] == [
        (21, Y("355.36"), 1),
        (22, Y("80"), 2),
    ]
