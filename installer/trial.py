"""Setup and what it installs, tried on a second, clean Windows whose user has a Chinese name."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PureWindowsPath
from typing import Any

from installer.common import BUILD, ROOT, Failed, say, tell
from installer.wine import Ended, Prefix

USER = "王小明"
KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\FrontDesk"
FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
BEGINNING = ROOT / "tests/data/frontdesk-0.1.0.db.gz"
"""The data of an office as version 0.1.0 left it."""

RUNNING, NEWER = 5, 6
"""Exit codes of Setup."""


class Trial:
    """One PC: Setup is run there, the program is started, and what stands afterwards is looked at."""

    def __init__(self, prefix: Prefix) -> None:
        self.pc = prefix
        self.users = prefix.folder / "drive_c/users"
        self.local = self.users / USER / "AppData/Local"
        self.program = self.local / "Programs/FrontDesk"
        self.data = self.local / "FrontDesk"
        for name, place in (
            ("Local AppData", self.local),
            ("AppData", self.users / USER / "AppData/Roaming"),
        ):
            place.mkdir(parents=True)
            prefix.must("reg", "add", FOLDERS, "/v", name, "/d", str(prefix.path(place)), "/f")
        prefix.env["LOCALAPPDATA"] = str(prefix.path(self.local))

    # -- what is done --

    def setup(self, file: Path) -> int:
        """Run Setup silently; returns its exit code."""
        return self.pc.run(str(self.pc.path(file)), "/S", limit=300).status

    def must_end_with(self, wanted: int, file: Path) -> None:
        status = self.setup(file)
        if status != wanted:
            raise Failed(f"{file.name} /S ended with {status}, not {wanted}")

    def start(self, *arguments: str, limit: float = 180) -> Ended:
        """Run the installed program to its end."""
        return self.pc.run(self.exe, *arguments, limit=limit)

    @property
    def exe(self) -> str:
        return str(self.pc.path(self.program / "frontdesk.exe"))

    def said_in_registry(self, value: str) -> str:
        ended = self.pc.run("reg", "query", KEY, "/v", value)
        return ended.said.split("REG_SZ")[-1].strip() if ended.status == 0 else ""

    def links(self) -> list[Path]:
        """Start menu and desktop: shortcuts of ours, wherever Windows keeps them."""
        return [
            path
            for folder in (self.users, self.pc.home)
            for path in _followed(folder)
            if path.name == "物业前台.lnk"
        ]

    # -- what must be true --

    def installed(self, version: str) -> None:
        for path in (
            self.program / "frontdesk.exe",
            self.program / "uninstall.exe",
            self.program / "licences",
        ):
            if not path.exists():
                raise Failed(f"Setup left no {path.name}")
        if (found := self.said_in_registry("DisplayVersion")) != version:
            raise Failed(f"Windows knows version {found!r}, not {version}")
        if len({path.parent for path in self.links()}) < 2:
            raise Failed(f"shortcuts: {self.links()}")
        opened_by = self.pc.run(
            "reg", "query", r"HKCU\Software\Classes\FrontDesk.Backup\shell\open\command", "/ve"
        )
        if "frontdesk.exe" not in opened_by.said:
            raise Failed(".fdbackup is not registered")

    def gone(self) -> None:
        for _ in range(60):
            if not self.program.exists():
                break
            time.sleep(0.5)
        else:
            raise Failed(f"the uninstaller left {sorted(path.name for path in self.program.iterdir())}")
        if self.links() or self.said_in_registry("DisplayVersion"):
            raise Failed("the uninstaller left shortcuts or its entry")
        if self.pc.run("reg", "query", r"HKCU\Software\Classes\.fdbackup").status == 0:
            raise Failed("the uninstaller left .fdbackup registered")


def _followed(folder: Path) -> Iterator[Path]:
    """Every file under *folder*, through links too: Wine links Desktop to the home folder."""
    seen: set[Path] = set()
    waiting = [folder]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.is_dir():
                real = path.resolve()
                if real not in seen and (real.is_relative_to(BUILD)):
                    seen.add(real)
                    waiting.append(path)
            elif path.exists():
                yield path


def install_use_upgrade_remove(
    trial: Trial, old: Path, old_version: str, new: Path, new_version: str
) -> None:
    """The whole life of the program on one PC. Raises `Failed` at the first thing that is not as it must be."""
    say("a second, clean Windows: install silently")
    trial.must_end_with(0, old)
    trial.installed(old_version)
    (trial.program / "_internal/stale.pyd").write_bytes(b"of an older version")

    say("the data of version 0.1.0; the program opens it and stays")
    trial.data.mkdir(parents=True)
    database = trial.data / "frontdesk.db"
    database.write_bytes(gzip.decompress(BEGINNING.read_bytes()))
    before = _revision(database)
    first = trial.pc.start(trial.exe)
    _wait_for_window(trial)
    again = trial.start(limit=60)
    if again.status or first.poll() is not None:
        raise Failed(f"a second start ended with {again.status}; the first: {first.poll()}")
    tell("a second start brought the first window forward and ended with 0")

    say("while it runs: Setup and the uninstaller are refused")
    trial.must_end_with(RUNNING, new)
    refused = trial.pc.run(
        str(trial.pc.path(trial.program / "uninstall.exe")), "/S", f"_?={trial.pc.path(trial.program)}"
    )
    if refused.status != RUNNING:
        raise Failed(f"the uninstaller ended with {refused.status} while the program ran")
    trial.pc.run("taskkill", "/F", "/IM", "frontdesk.exe")
    first.communicate(timeout=30)
    tell(f"both ended with {RUNNING}")

    say("upgrade: nothing stale, the data brought up to date with a copy made first")
    trial.must_end_with(0, new)
    trial.installed(new_version)
    left = [
        path.name
        for path in trial.program.rglob("*")
        if path.name in ("stale.pyd", "_internal.old") or path.suffix == ".old"
    ]
    if left:
        raise Failed(f"the upgrade left {left}")
    checked = trial.start("check", "--json", limit=300)
    if checked.status:
        raise Failed(f"check after the upgrade: {checked.said[-2000:]}")
    after = _revision(database)
    copies = sorted((trial.data / "backups").glob("*.fdbackup"))
    if not copies:
        raise Failed("no copy was made before the data was changed")
    tell(f"data went from step {before} to {after}, every check passes; copy: {copies[0].name}")
    trial.must_end_with(NEWER, old)
    tell(f"an older Setup is refused with {NEWER}")


def self_test(trial: Trial, here: Path) -> dict[str, Any]:
    """The self-test from the installed program; what it wrote is copied to *here*. Returns its summary."""
    target = trial.users / USER / "自检"
    ended = trial.start("--selftest", str(trial.pc.path(target)), limit=1500)
    shutil.rmtree(here, ignore_errors=True)
    if target.exists():
        shutil.copytree(target, here)
    summary: dict[str, Any] = (
        json.loads((here / "selftest.json").read_text(encoding="utf-8"))
        if (here / "selftest.json").exists()
        else {}
    )
    if ended.status or not summary.get("ok"):
        bad = [step for step in summary.get("steps", []) if not step["ok"]]
        raise Failed(
            f"self-test ended with {ended.status}: {bad} {summary.get('warnings')}\n{ended.said[-1500:]}"
        )
    if not summary.get("frozen"):
        raise Failed("the self-test did not run from the installed program")
    return summary


def same_papers(there: Path, here: Path) -> int:
    """How many papers are byte for byte the same in both folders. Raises `Failed` for any that is not."""
    digests = [
        {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (folder / "papers").glob("*.pdf")
        }
        for folder in (there, here)
    ]
    if not digests[0] or digests[0] != digests[1]:
        names = sorted(set(digests[0]) | set(digests[1]))
        raise Failed(
            f"papers differ: {[name for name in names if digests[0].get(name) != digests[1].get(name)]}"
        )
    return len(digests[0])


def remove(trial: Trial) -> None:
    """Uninstall: the program goes, the data stays."""
    database = trial.data / "frontdesk.db"
    kept = hashlib.sha256(database.read_bytes()).hexdigest()
    trial.pc.must(str(trial.pc.path(trial.program / "uninstall.exe")), "/S")
    trial.gone()
    if hashlib.sha256(database.read_bytes()).hexdigest() != kept:
        raise Failed("the uninstaller touched the data")
    tell(f"the data stays in {PureWindowsPath(*trial.data.parts[-4:])}")


def _revision(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _wait_for_window(trial: Trial) -> None:
    """Until the log says that the window is open."""
    for _ in range(120):
        for log in trial.data.rglob("*.log"):
            if "the window is open" in log.read_text(encoding="utf-8", errors="replace"):
                return
        time.sleep(0.5)
    raise Failed("the window did not open within a minute")
