"""What `check` names: each invariant, broken on purpose behind the guards' back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.queries import ledger
from frontdesk.areas.cashdesk.rules.identity import prove_identity
from frontdesk.areas.cashdesk.rules.kinds import CashMove, Tender
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from tests.areas.cashdesk.desk import UNITS, Desk, Y
from tests.quicker import draws


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """A closed day with a void and a hand-in, and one open receipt after it."""
    for unit in UNITS:
        desk.charge("100.00", unit=unit)
    desk.open("0")
    desk.collect("cash=120")
    desk.void(desk.collect("wechat=100:R", unit=UNITS[1]).number)
    desk.move(CashMove.HAND_IN, "50", "")
    desk.count("50=1")
    desk.close(kept_back=Y("0"))
    desk.clock.at += timedelta(hours=1)
    desk.open("0")
    desk.collect("cash=100", unit=UNITS[2])
    assert desk.broken() == []
    return desk


BROKEN = [
    ("UPDATE payment_line SET amount = 1 WHERE payment_id = 3", "收据 SJ00000003：合计 100.00，明细加起来 0.01"),
    ("DELETE FROM payment_line WHERE payment_id = 3", "收据 SJ00000003：合计 100.00，明细加起来 0.00"),
    ("UPDATE payment_tender SET amount = 9000 WHERE payment_id = 3", "明细 100.00 加找零 0.00，不等于收款方式合计 90.00"),
    ("UPDATE payment_tender SET kind = 'wechat' WHERE payment_id = 1", "收据 SJ00000001：找零 20.00 比收的现金还多"),
    ("UPDATE payment SET serial = 9, number = 'SJ00000009' WHERE id = 3", "收据册 SJ 的号码是 1–9，号码簿记的是 1–3"),
    ("UPDATE number_series SET last = 5 WHERE name = 'SJ'", "收据册 SJ 缺号 SJ00000004 到 SJ00000005"),
    ("UPDATE payment SET number = 'SJ00000008' WHERE id = 3", "收据 SJ00000008 的号码和它的序号 SJ00000003 对不上"),
    ("UPDATE number_series SET name = 'XX' WHERE name = 'SJ'", "号码簿记着收据册 XX 用到 3，却没有收据"),
    ("UPDATE number_series SET last = 4 WHERE name = 'JK-20261121'", "JK-20261121 发出 4 个号，留下 2 个"),
    ("DELETE FROM charge_settlement WHERE source_id = 3", "收据 SJ00000003：明细 100.00，费用上却记着收 0.00"),
    ("DELETE FROM charge_settlement WHERE source_id = 2 AND amount < 0", "收据 SJ00000002 已作废，费用上还记着收 100.00"),
    ("UPDATE charge_settlement SET source_id = 77 WHERE source_id = 3", "费用上记着收 100.00，却没有这张收据（77）"),
    ("UPDATE charge SET amount = 5000 WHERE id = 3", "应收 3 共 50.00，却收了 100.00"),
    ("UPDATE shift SET state = 'counted' WHERE id = 2", "的状态和它的清点、日结对不上"),
    ("UPDATE payment SET shift_id = 1 WHERE id = 3", "RB-20261121-01 结班以后又多了 1 笔收款"),
    ("UPDATE cash_movement SET at = '2026-11-25 00:00:00' WHERE id = 1", "RB-20261121-01 结班以后又多了 1 笔缴款或零星收支"),
    ("UPDATE payment_void SET at = '2026-11-25 00:00:00'", "RB-20261121-01 结班以后作废了 SJ00000002"),
    ("UPDATE shift_close SET expected = 1", "日报表 RB-20261121-01 存的数和流水对不上：应有现金、差额"),
    ("UPDATE shift_close SET kept_back = 1", "存的数和流水对不上：留存与上缴"),
    ("UPDATE payment_line SET item = '别的' WHERE payment_id = 1", "存的数和流水对不上：费项"),
    ("UPDATE shift_count SET counted = 1", "存的数和流水对不上：实点"),
    ("DELETE FROM payment_void", "存的数和流水对不上"),
    ("DELETE FROM paper WHERE form = 'receipt' AND number = 'SJ00000003'", "收据 SJ00000003 没有留底"),
    ("DELETE FROM audit_change WHERE table_name = 'payment' AND record_id = '3'", "收据 SJ00000003 没有操作记录"),
    ("UPDATE audit_change SET record_id = '99' WHERE table_name = 'payment' AND record_id = '3'",
     "操作记录里收过一笔款（99），收据却不见了"),
    ("DELETE FROM audit_entry WHERE id = 3", "操作记录缺了 1 条"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "words"), BROKEN, ids=range(len(BROKEN)))
def test_t6_each_broken_invariant_is_named(closed: Desk, statement: str, words: str):
    with closed.db.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for name in (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .scalars()
            .all()
        ):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        assert connection.exec_driver_sql(statement).rowcount > 0
        connection.invalidate()
    assert any(words in told for told in closed.broken()), closed.broken()


# -- the identity over whatever a day brings (M7.5) --

acts = st.lists(
    st.one_of(
        st.tuples(st.just("collect"), st.integers(1, 60_000), st.sampled_from(["cash", "wechat", "both"]), st.integers(0, 9)),
        st.tuples(st.just("void"), st.integers(0, 30), st.just(""), st.just(0)),
        st.tuples(st.just("hand_in"), st.integers(1, 30_000), st.just(""), st.just(0)),
        st.tuples(st.just("petty_in"), st.integers(1, 3_000), st.just(""), st.just(0)),
        st.tuples(st.just("petty_out"), st.integers(1, 3_000), st.just(""), st.just(0)),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=draws(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts, st.integers(0, 900))
def test_m7_5_the_identity_holds_over_any_day(
    desk: Desk, day: list[tuple[str, int, str, int]], hundreds: int
):
    """Each example is one more shift on the same database, reckoned beside it by hand."""
    desk.clock.at += timedelta(hours=1)
    shift = desk.open("500")
    drawer, receipts = Y("500"), {}
    for act, fen, way, more in day:
        amount = Money(fen)
        if act == "collect":
            desk.charge(amount.plain, unit=UNITS[fen % 3])
            owed = total(desk.owed(UNITS[fen % 3]).values())
            amount = min(amount, owed)
            given = {
                "cash": [f"cash={(amount + Y(more)).plain}"],
                "wechat": [f"wechat={amount.plain}:R{fen}"],
                "both": [f"cash={(amount + Y(more)).plain}"],
            }[way]
            if way == "both" and amount > Money(1):
                half = Money(amount.fen // 2)
                given = [f"wechat={half.plain}:R{fen}", f"cash={(amount - half + Y(more)).plain}"]
            taken = desk.collect(*given, unit=UNITS[fen % 3], amount=amount.plain)
            cash = (
                Money(0)
                if way == "wechat"
                else amount - Money(amount.fen // 2)
                if len(given) == 2
                else amount
            )
            receipts[taken.number] = (amount, cash)
        elif act == "void":
            if receipts:
                number = sorted(receipts)[fen % len(receipts)]
                desk.void(number)
                del receipts[number]
        elif act == "hand_in":
            desk.move(CashMove.HAND_IN, amount.plain, "")
            drawer -= amount
        else:
            desk.move(CashMove(act), amount.plain)
            drawer += amount if act == "petty_in" else -amount
    drawer += total(cash for _, cash in receipts.values())
    desk.count(f"100={hundreds}")
    told = desk.reveal(shift)
    assert told.expected == drawer
    assert told.proof.by_receipts == total(amount for amount, _ in receipts.values())
    assert prove_identity(
        told.figures.by_item,
        told.figures.by_tender,
        receipts=told.figures.receipts,
        voided=told.figures.voided,
    ).holds
    net_cash = told.figures.by_tender.get(Tender.CASH, Money(0))
    assert net_cash == total(cash for _, cash in receipts.values())
    closed = desk.close(reason="试")
    assert closed.difference == Y("100") * hundreds - drawer
    assert desk.broken() == []


def test_m6_4_a_refusal_in_the_middle_leaves_no_gap(desk: Desk):
    desk.charge("10.00")
    desk.charge("10.00", unit=UNITS[1])
    desk.open()
    desk.collect("cash=10", paper_number="0000001")
    with pytest.raises(Refused):
        desk.collect("cash=10", unit=UNITS[1], paper_number="0000001")
    desk.collect("cash=10", unit=UNITS[1], paper_number="0000002")
    assert [row.number for row in desk.runner.read(ledger, "SJ")] == ["SJ00000001", "SJ00000002"]
    assert desk.broken() == []
