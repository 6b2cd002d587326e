"""Killed at any instant: nothing half done, no number lost, nothing that was told to stand is gone (M6.4, T11)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.areas.cashdesk.queries import ledger
from frontdesk.areas.cashdesk.rules.kinds import LedgerState
from tests.areas.cashdesk.desk import UNITS, Desk, Y

ROOT = Path(__file__).parents[4]
KILLS = 20


@pytest.fixture
def collector(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """The process that forks a collector for each line it is given."""
    assert desk.db.path is not None
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.areas.cashdesk.killed", str(desk.db.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_m6_4_twenty_kills_at_random_instants_lose_nothing_and_leave_no_gap(
    desk: Desk, collector: subprocess.Popen[str], record_property
):
    for unit in UNITS:
        desk.charge("100000.00", unit=unit)
    shift = desk.open("0")
    seed = random.randrange(10**6)
    record_property("seed", seed)
    chance = random.Random(seed)
    took: set[str] = set()
    voided: set[str] = set()
    assert collector.stdin is not None
    assert collector.stdout is not None
    for _ in range(KILLS):
        collector.stdin.write("\n")
        collector.stdin.flush()
        child = int(collector.stdout.readline().split()[1])
        told = collector.stdout.readline()
        assert told.startswith("took"), told
        time.sleep(chance.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        while told != "dead\n":
            what, number = told.split()
            (took if what == "took" else voided).add(number)
            told = collector.stdout.readline()
        assert desk.broken() == []
    rows = desk.runner.read(ledger, "SJ")
    states = {row.number: row.state for row in rows}
    assert set(states.values()) <= {LedgerState.USED, LedgerState.VOID}
    assert took <= states.keys()
    assert all(states[number] is LedgerState.VOID for number in voided)
    # A kill between the commit and the word for it leaves a receipt nobody was told of: at most one for each.
    assert len(states) - len(took) <= KILLS
    standing = sum(state is LedgerState.USED for state in states.values())
    desk.count("")
    told_now = desk.reveal(shift)
    assert told_now.expected == Y("1.50") * standing
    desk.close(reason="断电演练")
    assert desk.broken() == []
