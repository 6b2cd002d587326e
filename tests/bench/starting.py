"""From the command to a window somebody can use, held against an empty window of the same interpreter."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.estate import PASSWORD, Estate
from tests.bench.timing import Row, ms, ratio

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
print("usable", flush=True)
"""
# What the command does, up to the moment when it would wait for the clerk's first key.
OURS = """
import sys
sys.argv = ["frontdesk", "--data", {folder!r}]
def usable(*_):
    from PySide6.QtWidgets import QApplication
    QApplication.processEvents()
    print("usable", flush=True)
    return 0
import PySide6.QtWidgets
PySide6.QtWidgets.QApplication.exec = usable
from frontdesk.__main__ import main
main()
"""
# The same, then Enter on what the clerk has typed meanwhile, up to the start page.
SIGNED_IN = """
import sys
sys.argv = ["frontdesk", "--data", {folder!r}]
def usable(*_):
    from time import perf_counter, sleep
    from PySide6.QtWidgets import QApplication
    from frontdesk.app.sign_in import SignInPage
    window = next(w for w in QApplication.topLevelWidgets() if w.isVisible())
    page = window.shown()
    page.login.set_value("linxiao")
    page.password.set_value({password!r})
    while page.check.__self__.__class__.__name__ != "Program":
        sleep(0.005)
        QApplication.processEvents()
    began = perf_counter()
    page.try_it()
    QApplication.processEvents()
    assert not isinstance(window.shown(), SignInPage), page.wrong.text()
    print("usable", perf_counter() - began, flush=True)
    return 0
import PySide6.QtWidgets
PySide6.QtWidgets.QApplication.exec = usable
from frontdesk.__main__ import main
main()
"""


def starting(estate: Estate, rounds: int) -> list[Row]:
    """All are started in turn, after a first start each that leaves the byte-code an installed program has."""
    folder = str(estate.folder)
    scripts = {
        "empty": EMPTY,
        "ours": OURS.format(folder=folder),
        "signed in": SIGNED_IN.format(folder=folder, password=PASSWORD),
    }
    taken: dict[str, list[float]] = {name: [] for name in scripts}
    entered: list[float] = []
    with tempfile.TemporaryDirectory() as compiled:
        for script in scripts.values():
            _until_usable(script, compiled)
        for _ in range(rounds):
            for name, script in scripts.items():
                whole, said = _until_usable(script, compiled)
                taken[name].append(whole)
                entered += map(float, said)
    times = {name: statistics.median(values) for name, values in taken.items()}
    ours, signed_in = ratio(taken["ours"], taken["empty"]), ratio(taken["signed in"], taken["empty"])
    return [
        Row(
            "start to a usable window, database open",
            f"{ours:.2f} × empty window ({times['ours'] * 1000:.0f} ms : {times['empty'] * 1000:.0f} ms)",
            "≤ 3 ×",
            ours <= 3,
        ),
        Row(
            "start to the start page, everything loaded and signed in",
            f"{signed_in:.2f} × empty window ({times['signed in'] * 1000:.0f} ms)",
        ),
        Row("from Enter on the password to the start page", ms(statistics.median(entered))),
    ]


def _until_usable(script: str, compiled: str) -> tuple[float, list[str]]:
    """Seconds to the word, and what was said behind it."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = time.perf_counter() - began
        word, *more = said.split() or [""]
        if word != "usable":
            raise RuntimeError(f"the window did not come up: {said!r}")
    return taken, more
