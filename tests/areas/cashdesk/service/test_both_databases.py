"""The desk's day on SQLite and on a real PostgreSQL: the same words, the same figures, the same locks."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.queries import ledger, receipt, shift_status
from frontdesk.areas.cashdesk.rules.kinds import CashMove, LedgerState, Tender
from frontdesk.areas.cashdesk.service import PrintReceipt, ReturnDeposit, print_receipt, return_deposit
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import UNITS, Desk, Y


def test_m7_3_a_whole_day_with_the_figures_of_the_case(both: Desk):
    both.charge("1200.00")
    shift = both.open("500")
    both.collect("cash=1236.50")
    both.move(CashMove.PETTY_OUT, "100")
    both.move(CashMove.HAND_IN, "800", "")
    both.count("100=5,50=3,20=4,10=3,5=5,1=8,0.5=3,0.1=5")
    told = both.reveal(shift)
    assert (told.expected, told.counted, told.difference) == (Y("800.00"), Y("795.00"), Y("-5.00"))
    with pytest.raises(Refused, match=r"现金短款 5.00，请写明原因"):
        both.close()
    closed = both.close(reason="找零有误")
    assert (closed.kept_back, closed.handed_in) == (Y("500"), Y("295"))
    assert closed.report_number == "RB-20261121-01"
    assert closed.hand_in == "JK-20261121-02"
    status = both.runner.read(shift_status, both.cashier.id)
    assert status is not None
    assert status.difference == Y("-5.00")
    assert both.broken() == []


def test_m6_5_void_gives_the_charges_back(both: Desk):
    charge = both.charge("255.36")
    both.open()
    taken = both.collect("cash=300")
    assert both.owed() == {}
    both.void(taken.number)
    assert both.owed() == {charge: Y("255.36")}
    assert [row.state for row in both.runner.read(ledger, "SJ")] == [LedgerState.VOID]
    assert both.broken() == []


@pytest.mark.parametrize(
    ("act", "table"),
    [
        (act, table)
        for table in ("payment", "payment_line", "payment_tender", "payment_void", "cash_movement", "shift_count",
                      "shift_close", "audit_entry", "audit_change", "paper", "spoiled_paper", "hand_in_reply")
        for act in ("update", "delete")
    ],
)  # fmt: skip
def test_m7_4_the_database_itself_refuses_to_change_what_is_done(desk: Desk, act: str, table: str):
    _refuses(_closed_day(desk), act, table)


def test_m7_4_on_postgres_too(both: Desk):
    _closed_day(both)
    for table in ("payment", "payment_line", "payment_tender", "cash_movement", "shift_close", "audit_entry"):
        for act in ("update", "delete"):
            _refuses(both, act, table)


def _closed_day(desk: Desk) -> Desk:
    from frontdesk.areas.cashdesk.service import ConfirmHandIn, SpoilPaper, confirm_hand_in, spoil_paper

    desk.charge("255.36")
    desk.charge("80.00", unit=UNITS[1])
    desk.open()
    desk.collect("cash=300")
    desk.void(desk.collect("cash=80", unit=UNITS[1]).number)
    desk.run(spoil_paper, SpoilPaper("0031852", "卡纸"))
    desk.count("100=5,50=5,5=1,0.1=4")
    closed = desk.close(reason="分币")
    desk.run(confirm_hand_in, ConfirmHandIn(closed.hand_in), desk.financier)
    return desk


def _refuses(desk: Desk, act: str, table: str) -> None:
    statement = f"DELETE FROM {table}" if act == "delete" else f"UPDATE {table} SET id = id + 1000"
    with pytest.raises(DBAPIError, match="final|never deleted"), desk.db.write() as session:
        assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() > 0, "nothing to refuse"
        session.execute(text(statement))


@pytest.mark.parametrize("statement", [
    "UPDATE shift SET state = 'open'",
    "UPDATE shift SET opening_float = 0",
    "DELETE FROM shift",
    "INSERT INTO payment_void (payment_id, reason, at, by_id, by) SELECT id, 'x', at, 2, 'x' FROM payment WHERE id = 1",
    "INSERT INTO cash_movement (number, shift_id, kind, at_close, amount, counts, reason, at, by) "
    "SELECT 'JK-x', shift_id, 'hand_in', at_close, 100, '{}', '', at, by FROM cash_movement",
    "INSERT INTO refund (book, serial, number, shift_id, payment_id, unit_id, payee, reason, amount, approver_id, "
    "approver, business_on, at, cashier_id, cashier) SELECT 'HZ', 9, 'HZ00000009', shift_id, id, unit_id, 'x', 'x', 1, "
    "2, 'x', business_on, at, 2, 'x' FROM payment WHERE id = 1",
    "INSERT INTO deposit (book, serial, number, shift_id, unit_id, payer_name, purpose, words, source_kind, amount, "
    "tendered, change, business_on, at, cashier_id, cashier) SELECT 'YJ', 9, 'YJ00000009', shift_id, unit_id, 'x', 'x', "
    "'', '', 1, 1, 0, business_on, at, 2, 'x' FROM payment WHERE id = 1",
    "INSERT INTO shift_close (shift_id, report_number, closed_at, closed_by_id, closed_by, expected, counted, "
    "difference, reason, kept_back, handed_in, figures) SELECT shift_id, 'RB-x', closed_at, 2, 'x', 0, 0, 0, '', 0, 0, '' "
    "FROM shift_close",
])  # fmt: skip
def test_t10_nothing_gets_into_a_closed_shift(both: Desk, statement: str):
    _closed_day(both)
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text(statement))
    assert both.broken() == []


def test_m6_4_two_desks_at_once_leave_no_gap_and_no_double(both: Desk):
    """T11: two cashiers collect for the same and for other homes in the same instants."""
    charges = [
        both.charge("10.00", unit=unit, month=f"2026-{month:02d}") for unit in UNITS for month in range(1, 11)
    ]
    both.open()
    both.open(actor=both.supervisor)
    barrier = Barrier(2)
    unexpected: list[BaseException] = []

    def work(actor: Any) -> None:
        barrier.wait()
        for turn in range(15):
            try:
                both.collect("cash=10", unit=UNITS[turn % 3], actor=actor, amount="10")
            except Refused:
                continue  # the other desk took the last of it
            except BaseException as error:
                unexpected.append(error)
                return

    threads = [Thread(target=work, args=(actor,)) for actor in (both.cashier, both.supervisor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unexpected == []
    rows = both.runner.read(ledger, "SJ")
    assert {row.state for row in rows} == {LedgerState.USED}
    assert [row.number for row in rows] == [f"SJ{n:08d}" for n in range(1, len(rows) + 1)]
    left = sum(len(both.owed(unit)) for unit in UNITS)
    assert len(rows) == len(charges) - left
    assert both.broken() == []


def test_t11_two_desks_refund_and_hold_deposits_at_once(both: Desk):
    """Every series stays whole, nothing is given back twice, whoever comes first."""
    for unit in UNITS:
        both.charge("10.00", unit=unit)
    both.open()
    for unit in UNITS:
        both.collect("cash=10", unit=unit)
    both.close_day()
    both.open()
    both.open(actor=both.supervisor)
    barrier = Barrier(2)
    unexpected: list[BaseException] = []

    def work(actor: Actor) -> None:
        barrier.wait()
        for turn in range(6):
            unit = UNITS[turn % 3]
            for act in (
                lambda unit=unit: both.collect("cash=5", unit=unit, prepay=Y("5"), actor=actor),
                lambda turn=turn: both.refund(f"SJ{turn % 3 + 1}", amount=Y("3"), actor=actor),
                lambda unit=unit: both.take(unit=unit, amount="7", actor=actor),
                lambda turn=turn: both.run(
                    return_deposit,
                    ReturnDeposit(f"YJ{turn + 1}", Y("4")),
                    actor,
                    approval=both.leave(Right.DEPOSIT),
                ),
            ):
                try:
                    act()
                except Refused:
                    continue  # the other desk took the last of it
                except BaseException as error:
                    unexpected.append(error)
                    return

    threads = [Thread(target=work, args=(actor,)) for actor in (both.cashier, both.supervisor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unexpected == []
    assert [len(both.runner.read(ledger, book)) for book in ("HZ", "YJ", "YT")] == [9, 12, 6]
    assert all(both.prepaid(unit) == Y("20") for unit in UNITS)
    assert both.broken() == []


def test_m7_4_a_collecting_and_a_close_at_once_do_not_pass_each_other(both: Desk):
    """Whatever comes first: a payment is either in the figures, or was refused."""
    for month in range(1, 11):
        both.charge("10.00", month=f"2026-{month:02d}")
    both.open("0")
    both.collect("cash=10", amount="10")
    barrier = Barrier(2)
    taken: list[str] = []
    unexpected: list[BaseException] = []

    def collecting() -> None:
        barrier.wait()
        for _ in range(6):
            try:
                taken.append(both.collect("cash=10", amount="10").number)
            except Refused:
                return
            except BaseException as error:
                unexpected.append(error)
                return

    thread = Thread(target=collecting)
    thread.start()
    barrier.wait()
    both.count("10=1")
    closed = both.close(reason="测试")
    thread.join()
    assert unexpected == []
    assert closed.expected == Y("10") * (1 + len(taken))
    assert both.broken() == []


def test_t23_the_same_press_twice_pays_once(both: Desk):
    both.charge("255.36")
    both.charge("80.00")
    both.open()
    first = both.collect("cash=255.36", amount="255.36", token="a-press")
    again = both.collect("cash=255.36", amount="255.36", token="a-press")
    assert again.number == first.number
    assert again.again
    assert len(both.runner.read(ledger, "SJ")) == 1
    assert both.broken() == []


def test_m6_6_printed_on_both(both: Desk):
    both.charge("255.36")
    both.open()
    number = both.collect("wechat=255.36:4200002386202611217731").number
    assert both.run(print_receipt, PrintReceipt(number)).times == 0
    both.clock.at += timedelta(minutes=5)
    assert both.run(print_receipt, PrintReceipt(number, "A5"), both.receptionist).times == 1
    found = both.runner.read(receipt, number)
    assert found is not None
    assert found.printed == 2
    assert found.tenders[0].kind is Tender.WECHAT


def test_t6_a_stray_trigger_or_a_missing_one_is_named(both: Desk):
    drop = "DROP TRIGGER guard_payment_delete"
    with both.db.write() as session:
        session.execute(text(drop if both.db.is_sqlite else f"{drop} ON payment"))
    assert both.broken() == ["保护 guard_payment_delete 不见了"]
