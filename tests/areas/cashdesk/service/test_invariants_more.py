"""What `check` names of refunds, deposits and prepaid money, each broken on purpose behind the guards' back."""

from __future__ import annotations

import pytest

from tests.areas.cashdesk.desk import PARKING, UNITS, Desk, Y


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A day closed with a deposit and a prepayment; today a refund, a return and prepaid money used."""
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=300", prepay=Y("44.64"))
    desk.take("wechat=2000:W1")
    desk.close_day()
    desk.open()
    desk.charge("40.00", unit=UNITS[0], item=PARKING)
    desk.collect("prepaid=40")
    desk.refund("SJ1", lines=((1, Y("100")),))
    desk.give_back("YJ1", kept=(("垃圾清运", "150"),), refunded=Y("500"))
    assert desk.broken() == []
    return desk


BROKEN = [
    ("UPDATE refund_line SET amount = 1", "红字收据 HZ00000001：退 100.00，和它的明细或退款方式加起来不等"),
    ("UPDATE refund_tender SET amount = 1", "红字收据 HZ00000001：退 100.00，和它的明细或退款方式加起来不等"),
    ("UPDATE refund_line SET amount = 3000000", "收据 SJ00000001 的物业服务费收了 255.36，退的比它多"),
    ("UPDATE refund SET payment_id = 2", "红字收据 HZ00000001 退了别的收据上的收费"),
    (
        "INSERT INTO payment_void (payment_id, reason, at, by_id, by) VALUES (1, 'x', '2026-11-21 00:00:00', 2, 'x')",
        "红字收据 HZ00000001 退的是已经作废的 SJ00000001",
    ),
    ("DELETE FROM charge_settlement WHERE source_kind = 'refund'", "HZ00000001 退的费用和费用上记的不等"),
    (
        "UPDATE charge_settlement SET source_id = 9 WHERE source_kind = 'refund'",
        "记着一笔退款（9），却没有红字收据",
    ),
    ("UPDATE deposit_tender SET amount = 1", "押金收据 YJ00000001 的金额、找零和收款方式对不上"),
    ("UPDATE deposit_settlement SET refunded = 1", "押金结算单 YT00000001 的退款或扣款和明细对不上"),
    ("UPDATE deposit_deduction SET amount = 1", "押金结算单 YT00000001 的退款或扣款和明细对不上"),
    ("UPDATE deposit SET amount = 60000, tendered = 60000", "押金 YJ00000001 收了 600.00，结算的比它多"),
    (
        "INSERT INTO deposit_void (deposit_id, reason, at, by_id, by) VALUES (1, 'x', '2026-11-21 00:00:00', 2, 'x')",
        "押金 YJ00000001 收了 2,000.00，结算的比它多",
    ),
    ("UPDATE prepaid_move SET amount = 1000 WHERE amount > 0", "3-1-1202 的预存曾经是 −30.00"),
    ("UPDATE prepaid_move SET amount = -1 WHERE amount < 0", "SJ00000002 动用的预存和它的明细对不上"),
    ("UPDATE prepaid_move SET source_kind = 'x' WHERE amount < 0", "有 1 笔预存没有来源"),
    ("UPDATE number_series SET last = 3 WHERE name = 'HZ'", "红字收据册 HZ 缺号 HZ00000002 到 HZ00000003"),
    ("UPDATE number_series SET last = 0 WHERE name = 'YT'", "押金结算单册 YT 的号码是 1–1，号码簿记的是 1–0"),
    ("UPDATE deposit SET number = 'YJ00000009'", "押金收据 YJ00000009 的号码和它的序号 YJ00000001 对不上"),
    ("DELETE FROM paper WHERE form = 'deposit_settlement'", "押金结算单 YT00000001 没有留底"),
    ("UPDATE deposit SET at = '2026-12-25 00:00:00'", "RB-20261121-01 结班以后又多了 1 笔收押金"),
    ("UPDATE deposit_settlement SET shift_id = 1", "RB-20261121-01 结班以后又多了 1 笔退押金"),
    ("UPDATE refund SET shift_id = 1", "日报表 RB-20261121-01 存的数和流水对不上：应有现金、退款"),
    ("UPDATE deposit SET purpose = '钥匙'", "日报表 RB-20261121-01 存的数和流水对不上：押金"),
]


@pytest.mark.parametrize(("statement", "words"), BROKEN, ids=range(len(BROKEN)))
def test_t6_each_broken_invariant_is_named(held: Desk, statement: str, words: str):
    with held.db.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        for name in names.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        assert connection.exec_driver_sql(statement).rowcount > 0
        connection.invalidate()
    broken = held.broken()
    assert any(words in told for told in broken), [told for told in broken if "guard" not in told]
