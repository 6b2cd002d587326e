"""The benches run, and their table has every number; how fast anything is, is no test's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.app import schema
from frontdesk.areas.cashdesk.queries import receipt
from frontdesk.areas.cashdesk.queries.invariants import broken_invariants as broken_receipts
from frontdesk.areas.fees.queries.checks import broken_invariants as broken_charges
from frontdesk.base.store.checks import broken_store
from tests.bench.__main__ import SCALES, measured, table
from tests.bench.estate import build

NUMBERS = (
    "start to a usable window, database open",
    "search as one types, 99th percentile",
    "unit card",
    "arrears of a unit",
    "billing a month, 200 units × 5 items",
    "collecting and storing a payment",
    "receipt PDF ready after it, warm",
    "20 notices of 12 lines in one PDF, QR made on the way",
    "arrears by age, whole estate",
    "importing 200 rows from a workbook",
    "growth: billing a month",
)


@pytest.mark.soak
def test_every_number_to_hold_stands_in_the_table() -> None:
    rows = measured(SCALES["small"])
    found = {row.what: row for row in rows}
    assert [name for name in NUMBERS if name not in found] == []
    assert all(
        found[name].target and found[name].measured and found[name].holds is not None for name in NUMBERS
    )
    printed = table(rows).splitlines()
    assert len(printed) == len(rows) + 1
    assert all(row.measured in line for row, line in zip(rows, printed[1:], strict=True))


@pytest.mark.slow
def test_the_benches_measure_an_estate_whose_books_are_right(tmp_path: Path) -> None:
    """What is written past the services must look as if it had gone through them: no bench measures nonsense."""
    estate = build(tmp_path / "estate", 40, 15)
    try:
        assert estate.runner.read(broken_store, schema.GUARDS) == []
        assert estate.runner.read(broken_charges) == []
        # The closes of past shifts are the one thing that is left out.
        broken = [words for words in estate.runner.read(broken_receipts) if "对不上" not in words]
        assert broken == []
        assert estate.execute("SELECT COUNT(*) FROM charge")[0][0] == 40 * 5 * 15
        assert estate.execute("SELECT COUNT(*) FROM person")[0][0] == 3 * 40
        last = estate.execute("SELECT MAX(serial) FROM payment")[0][0]
        found = estate.runner.read(receipt, f"SJ{last:08d}")
        assert found is not None
        assert found.lines
        owing = estate.execute("SELECT COUNT(*), SUM(owed <> 0) FROM charge")[0]
        assert 0 < owing[1] < owing[0]
    finally:
        estate.close()


def test_a_built_estate_is_kept_and_used_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = build(tmp_path / "one", 10, 2, keep=kept)
    first.close()
    assert [path.name for path in kept.iterdir()] == ["estate-10-2.db"]
    second = build(tmp_path / "two", 10, 2, keep=kept)
    try:
        assert second.execute("SELECT COUNT(*) FROM charge")[0][0] == 100
    finally:
        second.close()
