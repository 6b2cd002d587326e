"""The demo estate's decorations: a file in every step, nothing empty, no money out of place (D4.3, D4.5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.app.checks import broken
from frontdesk.app.demo import estate
from frontdesk.app.demo.archives import BuildArchives, build_archives
from frontdesk.app.demo.build import build_staff
from frontdesk.app.demo.decoration import begin_decorations, decorate
from frontdesk.app.demo.money import Year, _collect_day
from frontdesk.app.folder import create_database, open_database
from frontdesk.areas.decoration.queries.board import board
from frontdesk.areas.decoration.queries.lists import FileFilter, file_rows, refunds_due, today_decorations
from frontdesk.areas.decoration.queries.statistics import figures
from frontdesk.areas.decoration.rules.course import COLUMN_OF, State
from frontdesk.base.store.runner import Runner
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.progress import Progress

DAY = date(2026, 11, 21)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.slow
def test_d4_3_the_demo_estate_has_a_file_in_every_step(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 8, 1, 8, 0, tzinfo=SHANGHAI))
    folder = tmp_path / "demo"
    create_database(folder, clock, office=estate.OFFICE, estate=estate.ESTATE, admin_password="demo-demo")
    db = open_database(folder)
    try:
        runner = Runner(db, clock)
        staff = build_staff(runner)
        runner.run(build_archives, BuildArchives(DAY, 2), actor=staff.admin, progress=Progress())
        year = Year(runner, clock, staff.supervisor, staff.cashier, DAY, 4)
        begin_decorations(year, staff.admin, staff.clerk, staff.supervisor)
        for ago in range(90, 0, -1):
            day = DAY - timedelta(days=ago)
            if year.takes_money(day):
                _collect_day(year, day, [])
                continue
            year.at(day, 10, 0)
            for call in year.called(day):
                call()
        decorate(year)
        rows = runner.read(file_rows, FileFilter(), DAY)
        states = {row.state for row in rows}
        assert states == {
            State.APPLIED, State.ACCEPTED, State.APPROVED, State.AGREED, State.RUNNING, State.STOPPED,
            State.FINISHED, State.CHECKED, State.SETTLED, State.ALLOWED, State.WITHDRAWN, State.ARCHIVED,
        }  # fmt: skip
        assert {row.column for row in rows if row.column} == set(COLUMN_OF.values())
        assert [column.column for column in runner.read(board, DAY) if not column.cards] == []
        found = runner.read(today_decorations, DAY)
        assert (len(found.visits) > 1, len(found.breaches), len(found.refunds)) == (True, 2, 1)
        due = runner.read(refunds_due, DAY)
        assert sorted(row.late > 0 for row in due) == [False, True]
        told = runner.read(figures, DAY - timedelta(days=90), DAY, DAY)
        held = total(row.held for row in rows)
        assert told.deposit_held == held > Money(0)
        assert broken(runner) == []
    finally:
        db.close()
