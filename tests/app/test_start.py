"""The start imports nothing heavy before somebody can sign in (design: a window within a second)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontdesk.base.store.database import Database
from tests.conftest import PASSWORD

HEAVY = [
    "reportlab", "alembic", "pypinyin", "python_calamine", "xlsxwriter", "zxingcpp", "argon2", "stdnum", "psycopg",
    "typer", "rich", "PIL", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtNetwork",
]  # fmt: skip
AFTER_SIGN_IN = ["argon2", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtNetwork"]
"""The password takes the first; printing, which every page may ask for, the others."""

SCRIPT = """
import json, sys
from pathlib import Path
from frontdesk.app.start import application, first_window
folder, heavy, login, password = Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3], sys.argv[4]
app = application()
window = first_window(folder)
app.processEvents()
first = [m for m in [*heavy, "sqlalchemy"] if m in sys.modules]
from frontdesk.app.program import Program
program = Program(folder, window)
program.begin()
app.processEvents()
page = program.gate.objectName()
signing_in = [m for m in heavy if m in sys.modules]
signed_in = program.sign_in(login, password)
app.processEvents()
at_work = [m for m in heavy if m in sys.modules]
print(json.dumps([first, page, signing_in, signed_in, at_work]))
program.close()
"""


@pytest.mark.slow
def test_nothing_heavy_is_imported_before_the_sign_in_page_is_shown(db: Database) -> None:
    assert db.path is not None
    db.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    arguments = [str(db.path.parent), ",".join(HEAVY), "heqian", PASSWORD]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, page, signing_in, signed_in, at_work = json.loads(done.stdout.splitlines()[-1])
    assert first == []
    assert page == "sign_in_page"
    assert signing_in == []
    assert signed_in
    assert [m for m in at_work if m not in AFTER_SIGN_IN] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_it_says_so_in_one_line(tmp_path: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "--data", str(tmp_path / "new")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "没有显示器" in done.stderr
    assert not (tmp_path / "new").exists()
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are a matter of the other systems")
@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_closes_as_by_its_own_button(db: Database, which: signal.Signals) -> None:
    assert db.path is not None
    db.close()
    folder = db.path.parent
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    running = subprocess.Popen(
        [sys.executable, "-m", "frontdesk", "--data", str(folder)], env=environment, stderr=subprocess.PIPE
    )
    log = folder / "logs" / "frontdesk.log"
    try:
        deadline = time.monotonic() + 60
        while not (log.exists() and "the window is open" in log.read_text(encoding="utf-8")):
            assert time.monotonic() < deadline, "the window did not open"
            time.sleep(0.05)
        running.send_signal(which)
        _, said = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 0
    assert b"Traceback" not in said
    assert "geometry" in (folder / "window.ini").read_text(encoding="utf-8")
