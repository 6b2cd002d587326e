"""What the desk writes: a month's billing, and a visit with its receipt."""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta
from functools import partial

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import Collect, PrintReceipt, TenderInput, collect, print_receipt
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.service import Bill, bill
from frontdesk.base.values.money import total
from tests.bench.estate import ITEMS, NOW, THIS_MONTH, TODAY, Estate
from tests.bench.timing import Row, ms, ratio, seconds, timed

VISITS = 40
COLUMNS = (
    "unit_id, item_id, period, no, starts_on, ends_on, due_on, amount, owed, how, lines, payer_id, payer_name, "
    "made_on, made_at, made_by, source_kind, source_id"
)


def billing(estate: Estate, rounds: int) -> tuple[list[Row], dict[str, float]]:
    """The next month billed through the service, against one statement that copies the same rows into the table.

    Both begin with the month unbilled and end with it stored for good.
    """
    month = THIS_MONTH.plus(1)
    estate.clock.at = datetime.combine(month.start, NOW.timetz())
    guards = estate.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_charge_delete%'"
    )
    for name, _ in guards:
        estate.execute(f"DROP TRIGGER {name}")
    expected = estate.units * len(ITEMS)
    unbilled = partial(estate.execute, "DELETE FROM charge WHERE period = ?", str(month))
    copied: list[float] = []
    billed: list[float] = []
    try:
        for turn in range(rounds + 1):
            estate.settle()
            taken, made = timed(partial(estate.runner.run, bill, Bill(month), actor=estate.admin))
            assert made.value.made == expected
            if not turn:
                # The first round loads what a program that has run for a while has loaded, and keeps the rows.
                estate.execute(
                    f"CREATE TABLE bench_rows AS SELECT {COLUMNS} FROM charge WHERE period = ?", str(month)
                )
            else:
                billed.append(taken)
            unbilled()
            estate.settle()
            insert = f"INSERT INTO charge ({COLUMNS}) SELECT * FROM bench_rows"
            taken = seconds(partial(estate.execute, insert))
            if turn:
                copied.append(taken)
            unbilled()
    finally:
        estate.execute("DROP TABLE IF EXISTS bench_rows")
        for _, statement in guards:
            estate.execute(statement)
        estate.clock.at = NOW
    estate.settle()
    found = ratio(billed, copied)
    middle = statistics.median(billed)
    row = Row(
        f"billing a month, {estate.units:,} units × {len(ITEMS)} items",
        f"{found:.2f} × one INSERT … SELECT ({middle * 1000:.0f} ms : {statistics.median(copied) * 1000:.0f} ms)",
        "≤ 3 ×",
        found <= 3,
    )
    return [row], {"billing a month": middle}


def collecting(estate: Estate) -> tuple[list[Row], dict[str, float]]:
    """Visits of units that owe, each with its receipt's PDF; and what a commit costs on this disk by itself."""
    units = [
        row[0]
        for row in estate.execute(
            "SELECT DISTINCT unit_id FROM charge WHERE owed <> 0 AND unit_id % 3 = 0 ORDER BY unit_id LIMIT ?",
            VISITS + 3,
        )
    ]
    stored: list[float] = []
    drawn: list[float] = []
    bare: list[float] = []
    for turn, unit in enumerate(units):
        estate.clock.at = NOW + timedelta(minutes=turn)
        owed = total(charge.owed for charge in estate.runner.read(owed_by_unit, unit, TODAY))
        command = Collect(unit, (TenderInput(Tender.WECHAT, owed, f"420000238620261{turn:06d}"),))
        one, done = timed(partial(estate.runner.run, collect, command, actor=estate.cashier))
        again = PrintReceipt(done.value.number)
        two = seconds(partial(estate.runner.run, print_receipt, again, actor=estate.cashier))
        commit = seconds(
            partial(estate.execute, "UPDATE number_series SET last = last + 0 WHERE name = 'SJ'")
        )
        if turn >= 3:
            stored.append(one)
            drawn.append(two)
            bare.append(commit)
    estate.clock.at = NOW
    collected, printed = statistics.median(stored), statistics.median(drawn)
    rows = [
        Row(
            "collecting and storing a payment",
            f"{ms(collected)} ({len(stored)} visits; a bare commit on this disk {ms(statistics.median(bare))})",
            "≤ 20 ms",
            collected <= 0.02,
        ),
        Row("receipt PDF ready after it, warm", ms(printed), "≤ 150 ms", printed <= 0.15),
    ]
    return rows, {"collecting a payment": collected, "receipt PDF": printed}
