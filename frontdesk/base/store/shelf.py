"""The shelf of backups in the data folder: their names, which are kept, when the next is due, how the last one went.

Only what the program made by itself each day is ever removed again, and only by its name: thirty days, and the last
one of each of twelve months. What a person made, and what was made before an upgrade or a restore, stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frontdesk.base.store.backup import (
    SHELF,
    SUFFIX,
    Made,
    Manifest,
    Why,
    copy_file,
    make_backup,
    read_manifest,
)
from frontdesk.base.store.glance import FILE_NAME
from frontdesk.base.store.whole_files import beside, put_in_place, said, sweep
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

DAYS, MONTHS = 30, 12
TOO_OLD = 3
"""Days without a good backup until somebody is told."""
_STATE = "last.json"
_OURS = re.compile(r"frontdesk-(?P<at>\d{8}-\d{6})-(?P<why>daily|close|hand)(-\d+)?\.fdbackup")
_ROLLING = (Why.DAILY, Why.CLOSE)
_NOTHING = Progress()
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as the list shows it; `made_at` and `by` of its manifest, `wrong` in words where it cannot be used."""

    path: Path
    size: int
    made_at: datetime | None
    by: str
    why: Why | None
    second: bool = False
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class LastRun:
    """How the last attempt went, whoever made it; `words` say what did not."""

    at: datetime
    ok: bool
    words: str = ""


def shelf_of(data_folder: Path) -> Path:
    """The folder its backups stand in."""
    return data_folder / SHELF


def name_of(why: Why, at: datetime) -> str:
    """`frontdesk-20261121-173005-daily.fdbackup`, on this machine's wall clock."""
    return f"frontdesk-{local_time(at):%Y%m%d-%H%M%S}-{why.value}{SUFFIX}"


def upgrade_name(before: str, after: str, at: datetime) -> str:
    """`before-upgrade-0001-to-0002-20261121-173005.fdbackup`."""
    return f"before-upgrade-{before}-to-{after}-{local_time(at):%Y%m%d-%H%M%S}{SUFFIX}"


def restore_name(at: datetime) -> str:
    """`before-restore-20261121-173005.fdbackup`."""
    return f"before-restore-{local_time(at):%Y%m%d-%H%M%S}{SUFFIX}"


def free_name(folder: Path, name: str) -> Path:
    """*name* in *folder*, numbered when one made in the same second has it."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name.removesuffix(SUFFIX)}-{number}{SUFFIX}"
    return path


def keep(
    data_folder: Path,
    *,
    at: datetime,
    by: str,
    why: Why,
    second: str = "",
    target: Path | None = None,
    progress: Progress = _NOTHING,
) -> tuple[Made, str]:
    """Make a backup on the shelf (or as *target*), and copy it into the folder *second* when one is set.

    Returns it, and what went wrong with the second copy in words ("" when nothing did): the first stands all the
    same. Old daily ones are removed from both. Raises as `make_backup`; how it went is kept as `last_run`.
    """
    shelf = shelf_of(data_folder)
    for folder in (data_folder, shelf):
        sweep(folder, _DAY)
    try:
        with said(shelf):
            shelf.mkdir(parents=True, exist_ok=True)
        path = target if target is not None else free_name(shelf, name_of(why, at))
        made = make_backup(data_folder / FILE_NAME, path, at=at, by=by, why=why, progress=progress)
    except DeskError as error:
        _keep_run(shelf, LastRun(at, False, error.text))
        raise
    warning = _second_copy(made.path, second, progress) if second and target is None else ""
    if made.manifest.left_out:
        damaged = tr("有 {n} 份资料已损坏，没有备份进去，请核对数据看是哪几份", n=made.manifest.left_out)
        warning = "；".join(part for part in (warning, damaged) if part)
    _keep_run(shelf, LastRun(at, True, warning))
    prune(shelf, local_time(at).date())
    return made, warning


def _second_copy(path: Path, second: str, progress: Progress) -> str:
    folder = Path(second)
    try:
        if not folder.is_dir():
            # Never made anew: a drive that is not there would become a folder on another one.
            return tr("第二处 {folder} 连不上，这次只存在了本机", folder=second)
        sweep(folder, _DAY)
        copy_file(path, folder / path.name, progress)
        found = _OURS.fullmatch(path.name)
        if found is not None:
            prune(folder, datetime.strptime(found["at"], "%Y%m%d-%H%M%S").date())  # noqa: DTZ007
    except (DeskError, OSError) as error:
        words = error.text if isinstance(error, DeskError) else str(error.strerror)
        return tr("第二处没有存成，本机的存好了：{words}", words=words)
    return ""


def prune(folder: Path, today: date) -> list[str]:
    """Remove what `superfluous` names; returns the names that went."""
    gone = []
    for name in superfluous((path.name for path in folder.glob("frontdesk-*" + SUFFIX)), today):
        # One that is being copied away just now goes another day.
        with suppress(OSError):
            (folder / name).unlink()
            gone.append(name)
    return gone


def superfluous(names: Iterable[str], today: date) -> list[str]:
    """Of the backups made by themselves: all but the last of each of thirty days and of each of twelve months."""
    found = sorted(name for name in names if (m := _OURS.fullmatch(name)) and m["why"] in _ROLLING)
    last_of_day = {_day(name): name for name in found}
    days = sorted((day for day in last_of_day if day <= today), reverse=True)
    last_of_month = {(day.year, day.month): last_of_day[day] for day in reversed(days)}
    kept = {last_of_day[day] for day in days[:DAYS]}
    kept |= {last_of_month[month] for month in sorted(last_of_month, reverse=True)[:MONTHS]}
    # A clock that was wrong made names of the future: they go when their day has come.
    return [name for name in found if name not in kept and _day(name) <= today]


def due(data_folder: Path, now: datetime) -> bool:
    """Whether none has been made on this machine's present day."""
    today = local_time(now).date()
    return today not in {_day(path.name) for path in _ours(shelf_of(data_folder))}


def last_good(data_folder: Path) -> datetime | None:
    """When the newest backup on the shelf that can be read was made; None without any."""
    for path in sorted(_ours(shelf_of(data_folder)), key=lambda p: p.name[10:25], reverse=True):
        with suppress(DeskError):
            return read_manifest(path).made_at
    return None


def days_without(data_folder: Path, now: datetime) -> int | None:
    """Whole days since the last good backup, by this machine's calendar; None without any."""
    last = last_good(data_folder)
    return None if last is None else (local_time(now).date() - local_time(last).date()).days


def backups(data_folder: Path, second: str = "") -> tuple[BackupRow, ...]:
    """All on the shelf, and those that stand in the second folder alone; the newest first."""
    shelf = shelf_of(data_folder)
    rows = [_row(path, False) for path in shelf.glob("*" + SUFFIX)]
    here = {row.path.name for row in rows}
    if second:
        with suppress(OSError):
            rows += [_row(p, True) for p in Path(second).glob("*" + SUFFIX) if p.name not in here]
    return tuple(sorted(rows, key=lambda r: (r.made_at is not None, r.made_at, r.path.name), reverse=True))


def last_run(data_folder: Path) -> LastRun | None:
    """How the last attempt on this machine went."""
    try:
        found = json.loads((shelf_of(data_folder) / _STATE).read_text(encoding="utf-8"))
        return LastRun(datetime.fromisoformat(found["at"]), bool(found["ok"]), str(found["words"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep_run(shelf: Path, run: LastRun) -> None:
    told = json.dumps({"at": run.at.isoformat(), "ok": run.ok, "words": run.words}, ensure_ascii=False)
    # A disk that is full cannot say so here either; the caller says it.
    with suppress(OSError), beside(shelf) as making:
        making.write_text(told, encoding="utf-8")
        put_in_place(making, shelf / _STATE)


def _ours(shelf: Path) -> list[Path]:
    return [path for path in shelf.glob("frontdesk-*" + SUFFIX) if _OURS.fullmatch(path.name)]


def _day(name: str) -> date:
    found = _OURS.fullmatch(name)
    assert found is not None
    try:
        return date.fromisoformat(found["at"][:8])
    except ValueError:
        # No day of the calendar: somebody renamed it, and it is left alone.
        return date.max


def _row(path: Path, second: bool) -> BackupRow:
    try:
        size = path.stat().st_size
        found: Manifest = read_manifest(path)
    except DeskError as error:
        return BackupRow(path, size, None, "", None, second, error.text)
    except OSError:
        return BackupRow(path, 0, None, "", None, second, tr("读不出来"))
    return BackupRow(path, size, found.made_at, found.by, found.why, second)
