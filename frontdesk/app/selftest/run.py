"""The self-test as a whole: one folder, every step, one summary."""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import json
import platform
import shutil
import sys
import threading
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk import __version__
from frontdesk.app.log import start_log, stop_log
from frontdesk.app.selftest.ears import Ears
from frontdesk.app.selftest.steps import Findings, NotWhole, say
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.app.selftest.papers import Drawn

SUMMARY = "selftest.json"
DAY = date(2026, 11, 21)
THEMES = ("light", "dark")
MOST_SECONDS = 1800
"""A self-test that hangs ends itself: who waits for it may be a machine."""
_OURS = ("data", "papers", "pictures", "print")


def self_test(folder: Path, *, brief: bool = False) -> int:
    """Test the program from inside, into *folder*; returns the exit status, 0 when all is well.

    *brief* presses every button, acts the scenes of a day and opens pages for one home, in the light theme alone;
    gates, pages and dialogs have both. Raises `Refused` for a folder that holds something else.
    """
    _clean(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "hang.txt").open("w", encoding="utf-8") as hang:
        faulthandler.dump_traceback_later(MOST_SECONDS, exit=True, file=hang)
        try:
            findings = _run(folder, brief)
        finally:
            faulthandler.cancel_dump_traceback_later()
    (folder / "hang.txt").unlink()
    say(f"{'ok' if findings.ok else 'NOT OK'}: {folder / SUMMARY}")
    return 0 if findings.ok else 1


def _clean(folder: Path) -> None:
    """An earlier self-test goes; anything else stays, and is refused."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / SUMMARY).is_file():
        raise Refused(tr("{folder} 里有别的东西，自检没有做。请给一个空的文件夹", folder=folder))
    for name in _OURS:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (SUMMARY, "hang.txt"):
        (folder / name).unlink(missing_ok=True)


def _run(folder: Path, brief: bool) -> Findings:
    findings = Findings(Ears(), brief)
    _write(folder, findings)
    findings.ears.open()
    try:
        _steps(folder, findings)
        findings.whole = True
    except Exception as error:
        findings.failed("self-test", error)
    except KeyboardInterrupt:
        findings.failed("interrupted", NotWhole("stopped by hand"))
        raise
    finally:
        findings.ears.close()
        _write(folder, findings)
    return findings


def _steps(folder: Path, findings: Findings) -> None:
    from frontdesk.app.demo.pictures import no_screen

    data = folder / "data"
    data.mkdir()
    no_screen(data)
    findings.step("data", lambda: _build(data / "estate"))
    findings.step("whose numbers", lambda: _know_numbers(data / "estate", findings))
    # What is loaded by now stays to the end, and pages are made and let go of by the thousand: looked through as often
    # as usual, Python's collector took a sixteenth of all the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_500, 10, 20)
    drawn = _draw_papers(folder / "papers", findings)
    findings.step("qt", _begin_qt)
    findings.step("papers read back", lambda: _read_papers(drawn, findings))
    start_log(data)
    from frontdesk.app.selftest import parts

    for name, part in parts.PARTS:
        findings.step(name, partial(part, folder))
    from frontdesk.app.selftest.window import Trails, take_pictures

    trails: Trails = {}
    for theme in THEMES:
        take_pictures(folder, theme, findings, trails)
    stop_log()
    _read_the_rest(data, drawn, findings)
    findings.step("numbers in full", lambda: _no_numbers(findings))
    findings.step("a key for one thing", lambda: _no_doubled(findings))
    findings.step("nothing left", _nothing_left)


def _know_numbers(estate: Path, findings: Findings) -> str:
    from frontdesk.app.selftest.privacy import of_estate

    findings.privacy = of_estate(estate)
    return ""


def _read_the_rest(data: Path, drawn: list[Drawn], findings: Findings) -> None:
    """What no page shows, read for numbers in full (D1.9)."""
    from frontdesk.app.selftest import privacy_rest as rest

    privacy = findings.privacy
    for name, read in (
        ("papers", lambda: rest.read_papers(privacy, drawn)),
        ("prints kept", lambda: rest.read_prints(privacy, data / "estate")),
        ("files saved", lambda: rest.read_saved(privacy, data / "saved")),
        ("commands", lambda: rest.read_commands(privacy, data / "estate")),
        ("log", lambda: rest.read_log(privacy, data)),
    ):
        findings.step(f"{name} read for numbers", read)


def _no_numbers(findings: Findings) -> str:
    found = findings.privacy.told()
    if found:
        raise NotWhole("\n".join(found))
    return f"{findings.privacy.texts} different texts read"


def _no_doubled(findings: Findings) -> str:
    if findings.doubled:
        raise NotWhole("\n".join(f"{where}: {what}" for what, where in findings.doubled.items()))
    return ""


def _build(folder: Path) -> str:
    from frontdesk.app.backing_up import back_up
    from frontdesk.app.checks import broken
    from frontdesk.app.demo.build import build_demo
    from frontdesk.app.demo.estate import PASSWORD
    from frontdesk.app.folder import open_database
    from frontdesk.app.selftest.matters import add_matters
    from frontdesk.base.store.backup import Why
    from frontdesk.base.store.runner import Runner
    from frontdesk.base.values.clock import FixedClock

    build_demo(folder, today=DAY, small=True)
    db = open_database(folder)
    try:
        runner = Runner(db, FixedClock(_morning()))
        add_matters(runner, PASSWORD)
        found = broken(runner)
        # Today's is made: not by each of the sittings again, which start from here.
        back_up(folder, runner, by="self-test", why=Why.DAILY)
    finally:
        db.close()
    if found:
        raise NotWhole("; ".join(found))
    return "migrated, demo estate built, its books add up"


def _morning() -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, 10, 30).astimezone()


def _draw_papers(folder: Path, findings: Findings) -> list[Drawn]:
    from frontdesk.app.selftest.papers import draw_papers

    drawn: list[Drawn] = []

    def draw() -> str:
        drawn.extend(draw_papers(folder, lambda name, error: findings.failed(f"paper {name}", error)))
        for paper in drawn:
            digest = hashlib.sha256(paper.pdf).hexdigest()
            findings.papers[paper.name] = {"sha256": digest, "bytes": len(paper.pdf), "pages": 0}
        return f"{len(drawn)} papers"

    findings.step("papers", draw)
    return drawn


def _read_papers(drawn: list[Drawn], findings: Findings) -> str:
    from frontdesk.app.selftest.papers import read_back

    for paper in drawn:
        findings.ears.during = f"paper {paper.name}"
        try:
            findings.papers[paper.name]["pages"] = read_back(paper)
        except Exception as error:
            findings.failed(f"paper {paper.name}", error)
    return f"{sum(found['pages'] for found in findings.papers.values())} pages, codes read, fonts inside"


def _begin_qt() -> str:
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtGui import QGuiApplication

    from frontdesk.app.start import application

    # A file dialog of the system's own could not be turned down.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = application()
    app.setQuitOnLastWindowClosed(False)
    # Two pictures of one thing are the same, whether the caret is just there or not.
    app.setCursorFlashTime(0)
    return QGuiApplication.platformName()


def _nothing_left() -> str:
    """No window and no thread of ours stays: the process must be able to end."""
    from PySide6.QtWidgets import QApplication

    from frontdesk.app.demo.pictures import settle

    settle()
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    threads = [t for t in threading.enumerate() if t is not threading.main_thread() and not t.daemon]
    if windows or threads:
        raise NotWhole(f"left: {[w.objectName() for w in windows]} {[t.name for t in threads]}")
    return ""


def _write(folder: Path, findings: Findings) -> None:
    told = {
        "ok": findings.ok,
        "brief": findings.brief,
        "version": __version__,
        "python": platform.python_version(),
        "qt": _qt_version(),
        "platform": _platform(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "steps": findings.steps,
        "papers": findings.papers,
        "pictures": findings.pictures,
        "shown": findings.shown,
        "unmasked": findings.privacy.told(),
        "doubled": findings.doubled,
        "warnings": findings.ears.heard,
    }
    words = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / SUMMARY).write_text(words, encoding="utf-8", newline="\n")


def _qt_version() -> str:
    from PySide6.QtCore import qVersion

    return qVersion()


def _platform() -> str:
    """`win32 offscreen`: the system, and Qt's platform once there is one. Asks Windows nothing that takes long."""
    from PySide6.QtGui import QGuiApplication

    return f"{sys.platform} {QGuiApplication.platformName()}".rstrip()
