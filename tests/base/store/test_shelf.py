"""The shelf: thirty days and twelve months are kept, only names of ours are removed, a second place that is gone is said."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from frontdesk.base.store import shelf
from frontdesk.base.store.backup import Why
from frontdesk.base.store.database import Database
from frontdesk.base.values.errors import DeskError

AT = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def _name(day: date, clock: str = "080000", why: str = "daily") -> str:
    return f"frontdesk-{day:%Y%m%d}-{clock}-{why}.fdbackup"


def test_thirty_days_and_the_last_of_twelve_months_stay() -> None:
    today = date(2026, 11, 21)
    days = [today - timedelta(days=n) for n in range(600)]
    names = [_name(day) for day in days] + [_name(day, "180000", "close") for day in days]
    gone = set(shelf.superfluous(names, today))
    kept = sorted(set(names) - gone)
    # The evening's of a day stays, not the morning's.
    assert all("180000-close" in name for name in kept)
    kept_days = {date.fromisoformat(name[10:18]) for name in kept}
    assert {today - timedelta(days=n) for n in range(30)} <= kept_days
    older = sorted(day for day in kept_days if day < today - timedelta(days=29))
    assert older[0] == date(2025, 12, 31)
    assert len({(day.year, day.month) for day in kept_days}) == 12
    assert all((day + timedelta(days=1)).day == 1 for day in older)
    assert shelf.superfluous(kept, today) == [], "a second time nothing goes"


def test_a_gap_counts_days_there_are_not_days_of_the_calendar() -> None:
    """A desk that was closed for the holidays does not lose what it had before them."""
    days = [date(2026, 1, 1) + timedelta(days=3 * n) for n in range(30)]
    assert shelf.superfluous([_name(day) for day in days], date(2026, 11, 21)) == []


@pytest.mark.parametrize(
    "name",
    [
        "frontdesk-20200101-080000-hand.fdbackup", "before-upgrade-0001-to-0002-20200101-080000.fdbackup",
        "before-restore-20200101-080000.fdbackup", "frontdesk-2020-01-01.fdbackup", "林晓的.fdbackup",
        "frontdesk-20200101-080000-daily.fdbackup.bak", "frontdesk-20209901-080000-daily.fdbackup",
    ],
)  # fmt: skip
def test_what_is_not_made_by_itself_each_day_is_never_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    names = [_name(date(2026, 11, 21) - timedelta(days=n)) for n in range(60)]
    for other in names:
        (tmp_path / other).write_bytes(b"x")
    gone = shelf.prune(tmp_path, date(2026, 11, 21))
    assert gone
    assert (tmp_path / name).exists()
    assert not any((tmp_path / other).exists() for other in gone)


def test_a_backup_is_due_once_a_day_and_its_age_is_counted_in_days(db: Database, tmp_path: Path) -> None:
    assert shelf.due(tmp_path, AT)
    assert shelf.days_without(tmp_path, AT) is None
    made, warning = shelf.keep(tmp_path, at=AT, by="林晓", why=Why.DAILY)
    assert warning == ""
    assert made.path.parent == tmp_path / "backups"
    assert not shelf.due(tmp_path, AT)
    assert shelf.due(tmp_path, AT + timedelta(days=1))
    assert shelf.days_without(tmp_path, AT + timedelta(days=4)) == 4
    # The newest cannot be read: the one before it counts.
    (tmp_path / "backups" / _name(date(2026, 11, 25))).write_bytes(b"PK torn")
    assert shelf.days_without(tmp_path, AT + timedelta(days=4)) == 4
    rows = shelf.backups(tmp_path)
    assert [(row.why, row.by, bool(row.wrong)) for row in rows] == [
        (Why.DAILY, "林晓", False),
        (None, "", True),
    ]
    run = shelf.last_run(tmp_path)
    assert run is not None
    assert (run.at, run.ok, run.words) == (AT, True, "")


def test_two_in_one_second_do_not_write_over_each_other(db: Database, tmp_path: Path) -> None:
    first = shelf.keep(tmp_path, at=AT, by="a", why=Why.HAND)[0].path
    second = shelf.keep(tmp_path, at=AT, by="b", why=Why.HAND)[0].path
    assert first != second
    assert len(shelf.backups(tmp_path)) == 2


def test_a_second_place_has_the_same_and_one_that_is_gone_is_said(db: Database, tmp_path: Path) -> None:
    other = tmp_path / "第二处"
    other.mkdir()
    old = other / _name(date(2026, 1, 2))
    old.write_bytes(b"x")
    for n in range(40):
        (other / _name(date(2026, 11, 20) - timedelta(days=n))).write_bytes(b"x")
    made, warning = shelf.keep(tmp_path, at=AT, by="a", why=Why.DAILY, second=str(other))
    assert warning == ""
    assert (other / made.path.name).read_bytes() == made.path.read_bytes()
    assert old.exists(), "the last of its month"
    assert not (other / _name(date(2026, 10, 15))).exists()
    only_there = [row for row in shelf.backups(tmp_path, str(other)) if row.second]
    assert made.path.name not in [row.path.name for row in only_there]
    made, warning = shelf.keep(tmp_path, at=AT, by="a", why=Why.HAND, second=str(tmp_path / "拔掉的盘"))
    assert "连不上" in warning
    assert made.path.exists()
    assert not (tmp_path / "拔掉的盘").exists()
    run = shelf.last_run(tmp_path)
    assert run is not None
    assert (run.ok, run.words) == (True, warning)


def test_a_failure_is_remembered(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        shelf.keep(tmp_path, at=AT, by="a", why=Why.DAILY)
    run = shelf.last_run(tmp_path)
    assert run is not None
    assert not run.ok
    assert "没有找到数据文件" in run.words


def test_what_a_power_cut_left_is_swept_away_after_a_day(db: Database, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    old, packed = tmp_path / "making-11223344.part", tmp_path / "backups" / "making-11223344.part"
    new = tmp_path / "making-55667788.part"
    for path in (old, packed, new):
        path.write_bytes(b"half")
    for path in (old, packed):
        os.utime(path, (time.time() - 2 * 86_400,) * 2)
    shelf.keep(tmp_path, at=AT, by="a", why=Why.DAILY)
    assert not old.exists()
    assert not packed.exists()
    assert new.exists(), "somebody may be at it just now"
