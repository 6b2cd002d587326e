"""The numbers to hold, measured in one run: `python -m tests.bench [--scale small|medium|full] [--keep FOLDER]`.

Every measure is a ratio against something bare met in the same rounds, or a time; the table sets it beside its
target. Targets are for the full scale: 10,000 units, 30,000 people, 3 years of charges (1.8 million) and payments.
The growth of a cost is its time on the estate over its time on one of a tenth of the units.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.estate import build
from tests.bench.importing import importing
from tests.bench.printing import issuing, printing
from tests.bench.reading import one_unit, searching, whole_estate
from tests.bench.starting import starting
from tests.bench.timing import Row, told
from tests.bench.writing import billing, collecting

GROWTH_MOST = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the estate is, and how often what is compared is repeated."""

    units: int
    months: int
    rounds: int
    notices: int


SCALES = {
    "small": Scale(units=200, months=6, rounds=1, notices=20),
    "medium": Scale(units=2_000, months=36, rounds=5, notices=500),
    "full": Scale(units=10_000, months=36, rounds=7, notices=1_000),
}


def measured(scale: Scale, keep: Path | None = None) -> list[Row]:
    """Every row of the table, growth last."""
    with tempfile.TemporaryDirectory() as folder:
        # The tenth comes first: what is loaded on first use is loaded before the estate that counts.
        _, small = _estate(Path(folder) / "tenth", scale, scale.units // 10, keep)
        rows, large = _estate(Path(folder) / "whole", scale, scale.units, keep)
    times = scale.units / (scale.units // 10)
    for what, taken in large.items():
        growth = taken / small[what]
        rows.append(
            Row(
                f"growth: {what}",
                f"{growth:.1f} × for {times:.0f} × the units",
                f"≤ {GROWTH_MOST} ×",
                growth <= GROWTH_MOST,
            )
        )
    return rows


def _estate(folder: Path, scale: Scale, units: int, keep: Path | None) -> tuple[list[Row], dict[str, float]]:
    whole = units == scale.units
    told(f"building {units:,} units with {scale.months} months")
    estate = build(folder, units, scale.months, keep=keep)
    rows: list[Row] = []
    times: dict[str, float] = {}

    def add(found: tuple[list[Row], dict[str, float]]) -> None:
        rows.extend(found[0])
        times.update(found[1])

    try:
        if whole:
            told("starting")
            rows += starting(estate, scale.rounds)
        told("searching")
        add(searching(estate))
        told("unit cards and arrears")
        add(one_unit(estate))
        told("billing")
        add(billing(estate, scale.rounds))
        told("collecting")
        add(collecting(estate))
        if whole:
            told("notices")
            rows += printing(scale.notices, scale.rounds)
        add(issuing(estate, min(scale.notices, units // 10)))
        told("the whole estate's arrears")
        add(whole_estate(estate))
        told("importing")
        add(importing(units))
    finally:
        estate.close()
    return rows, times


def table(rows: list[Row]) -> str:
    """The rows as text, in columns."""
    heads = Row("what", "measured", "target")
    wide = max(len(row.what) for row in rows)
    middle = max(len(row.measured) for row in rows)
    mark = {True: "holds", False: "MISSED", None: ""}
    return "\n".join(
        f"{row.what:<{wide}}  {row.measured:<{middle}}  {row.target:<16}  {mark[row.holds]}".rstrip()
        for row in (heads, *rows)
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default="medium")
    parser.add_argument("--keep", type=Path, help="keep built estates in this folder and use them again")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    scale = SCALES[chosen.scale]
    rows = measured(scale, chosen.keep)
    sys.stdout.write(
        f"{chosen.scale}: {scale.units:,} units, {3 * scale.units:,} people, {scale.months} months, "
        f"{5 * scale.units * scale.months:,} charges; Python {sys.version.split()[0]}, {sys.platform}\n"
    )
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()
