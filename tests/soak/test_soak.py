"""Long fault runs, in `make soak` only: kills at random instants, two desks at once, weeks drawn at random.

Each says its seed and what it did; the seed in `FRONTDESK_SOAK_SEED` does it again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.areas.cashdesk.queries import ledger
from frontdesk.areas.cashdesk.rules.kinds import LedgerState
from tests.areas.cashdesk.desk import UNITS, Desk, Y
from tests.soak.random_day import RandomDay

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
KILLS = 200
SECONDS = 60
STEPS = 1_200
Say = Callable[[str], None]


@pytest.fixture
def seed() -> int:
    return int(os.environ.get("FRONTDESK_SOAK_SEED") or random.randrange(10**6))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_m6_4_two_hundred_kills_lose_nothing_and_leave_no_gap(desk: Desk, say: Say, seed: int) -> None:
    """T11: the process dies at any instant, also in the middle of a commit; what it told stands, the rest is whole."""
    for unit in UNITS:
        desk.charge("100000.00", unit=unit)
    shift = desk.open("0")
    chance = random.Random(seed)
    took: set[str] = set()
    voided: set[str] = set()
    assert desk.db.path is not None
    with subprocess.Popen(
        [sys.executable, "-m", "tests.areas.cashdesk.killed", str(desk.db.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as collector:  # fmt: skip
        assert collector.stdin is not None
        assert collector.stdout is not None
        assert collector.stdout.readline() == "ready\n"
        for kill in range(KILLS):
            collector.stdin.write("\n")
            collector.stdin.flush()
            child = int(collector.stdout.readline().split()[1])
            time.sleep(chance.uniform(0, 0.25))
            os.kill(child, signal.SIGKILL)
            while (told := collector.stdout.readline()) != "dead\n":
                what, number = told.split()
                (took if what == "took" else voided).add(number)
            if kill % 5 == 0:
                assert desk.broken() == [], f"seed {seed}, kill {kill}"
        collector.kill()
    states = {row.number: row.state for row in desk.runner.read(ledger, "SJ")}
    assert set(states.values()) <= {LedgerState.USED, LedgerState.VOID}
    assert took <= states.keys()
    assert all(states[number] is LedgerState.VOID for number in voided)
    # Killed between the commit and the word for it: nobody was told, and it stands all the same.
    untold = len(states) - len(took)
    assert untold <= KILLS
    standing = sum(state is LedgerState.USED for state in states.values())
    desk.count("")
    assert desk.reveal(shift).expected == Y("1.50") * standing
    desk.close(reason="断电演练")
    assert desk.broken() == []
    say(f"seed {seed}: {KILLS} kills, {len(states)} receipts, {len(voided)} voids told, {untold} not told of")


def test_m6_4_two_processes_collect_for_a_minute(both: Desk, say: Say, seed: int) -> None:
    """T11, M7.1: two cashiers in processes of their own, at the same homes, on SQLite and on PostgreSQL."""
    for unit in UNITS:
        both.charge("100000.00", unit=unit)
    cashiers = (both.cashier, both.supervisor)
    shifts = [both.open("0", actor) for actor in cashiers]
    url = both.db.url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.soak.collecting", url, str(actor.id), str(SECONDS), str(seed + no)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for no, actor in enumerate(cashiers)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        out, _ = process.communicate(timeout=SECONDS + 120)
        assert process.returncode == 0, f"seed {seed}"
        told.append(json.loads(out))
    took = [set(one["took"]) for one in told]
    voided = {number for one in told for number in one["voided"]}
    assert all(took), "one of the two collected nothing"
    assert not took[0] & took[1]
    rows = both.runner.read(ledger, "SJ")
    count = len(took[0]) + len(took[1])
    assert [row.number for row in rows] == [f"SJ{n:08d}" for n in range(1, count + 1)]
    assert {row.number for row in rows} == took[0] | took[1]
    assert {row.number for row in rows if row.state is LedgerState.VOID} == voided
    owed = sum((money.fen for unit in UNITS for money in both.owed(unit).values()), 0)
    assert owed == 3 * 10_000_000 - 200 * (count - len(voided))
    assert both.broken() == []
    for actor, shift in zip(cashiers, shifts, strict=True):
        from frontdesk.areas.cashdesk.service import CloseShift, ConfirmCount, close_shift, confirm_count

        both.run(confirm_count, ConfirmCount(shift, ()), actor)
        both.run(close_shift, CloseShift(shift, reason="演练"), actor)
    assert both.broken() == []
    say(
        f"seed {seed}, {both.db.url.get_backend_name()}: {SECONDS} s, {len(took[0])} and {len(took[1])} receipts, "
        f"{len(voided)} voids, {sum(one['printed'] for one in told)} prints, "
        f"{sum(one['refused'] for one in told)} refused, {sum(one['waited'] for one in told)} told to try again"
    )


def test_weeks_at_the_desk_drawn_at_random(both: Desk, say: Say, seed: int) -> None:
    """M6.2, M7.5, M8.1, T5, T6: after each step the books agree with books kept beside them; a refusal changes nothing."""
    first = both.clock.today()
    day = RandomDay(both, random.Random(seed))
    day.begin()
    for step in range(STEPS):
        what = day.step()
        assert day.check(store=step % 50 == 0) == [], f"seed {seed}, step {step}: {what}"
    assert day.done["collect"] > STEPS // 20
    assert day.done["close"] > 3
    days = (both.clock.today() - first).days
    said = ", ".join(f"{name} {n}" for name, n in sorted(day.done.items()))
    say(
        f"seed {seed}, {both.db.url.get_backend_name()}: {STEPS} steps over {days} days ({said}); "
        f"{sum(day.refused.values())} refused and nothing changed"
    )
