"""A windowed program has no standard streams: its commands speak in the terminal there is, or into a file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.app.console import FILE_NAME, LastWords, give_voice

SCRIPT = """
import sys
sys.stdout = sys.stderr = None
from frontdesk.__main__ import main
sys.argv = ["frontdesk", *sys.argv[1:]]
sys.exit(main())
"""


def take_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the test itself: pytest sets its own streams between a fixture and its test."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)


def test_it_speaks_in_the_terminal_it_was_started_from(monkeypatch: pytest.MonkeyPatch) -> None:
    take_voice(monkeypatch)
    terminal = io.StringIO()
    give_voice(["check"], lambda: terminal)
    assert sys.stdout is terminal
    assert sys.stderr is terminal


def test_streams_that_are_there_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.stdout, sys.stderr
    give_voice(["check"], lambda: pytest.fail("no terminal is wanted"))
    assert (sys.stdout, sys.stderr) == before


def test_only_what_is_missing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """`frontdesk capitals 1 > out.txt` in a terminal: the file is the output already."""
    redirected, terminal = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", redirected)
    monkeypatch.setattr(sys, "stderr", None)
    give_voice(["capitals", "1"], lambda: terminal)
    assert sys.stdout is redirected
    assert sys.stderr is terminal


@pytest.mark.parametrize("arguments", [[], ["gui"], ["C:\\备份\\a.FDBACKUP"]])
def test_the_window_takes_no_terminal(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    take_voice(monkeypatch)
    give_voice(arguments, lambda: pytest.fail("no terminal is wanted"))
    assert sys.stdout is None


def test_what_went_wrong_stands_with_its_time_and_without_numbers(tmp_path: Path) -> None:
    words = LastWords(tmp_path / "logs")
    assert not (tmp_path / "logs").exists()
    print("没有 3-1-1202 这户，电话 13800005678", file=words)
    (line,) = (tmp_path / "logs" / FILE_NAME).read_text(encoding="utf-8").splitlines()
    assert line[4] == "-"
    assert line.endswith("没有 3-1-1202 这户，电话 ‹…›")


def test_it_starts_over_when_full_and_never_fails(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("x" * 300_000, encoding="utf-8")
    print("新的", file=LastWords(tmp_path))
    assert (tmp_path / FILE_NAME).stat().st_size < 100
    assert (tmp_path / (FILE_NAME + ".1")).stat().st_size == 300_000
    (tmp_path / "file").write_text("", encoding="utf-8")
    print("没处写", file=LastWords(tmp_path / "file"))


def run(executable: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        check=False,
        timeout=120,
    )


@pytest.mark.slow
def test_a_scheduled_command_says_why_it_failed_and_its_status_does_too(tmp_path: Path) -> None:
    folder = tmp_path / "没有的"
    done = run(sys.executable, "--data", str(folder), "check")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    told = (folder / "logs" / FILE_NAME).read_text(encoding="utf-8")
    assert "还没有数据库" in told
    done = run(sys.executable, "--data", str(folder), "--json", "capitals", "325.04")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "win32", reason="the program without a terminal is Windows' own")
def test_windows_the_interpreter_without_a_terminal_does_the_same(tmp_path: Path) -> None:
    windowed = Path(sys.executable).with_name("pythonw.exe")
    if not windowed.exists():
        pytest.skip("this Python has no windowed interpreter")
    # Through a short program, as the scheduler would: one started by pytest inherits where pytest writes.
    starter = (
        "import subprocess, sys\n"
        "how = subprocess.STARTUPINFO()\n"
        "sys.exit(subprocess.run(sys.argv[1:], creationflags=0x00000008, close_fds=True, startupinfo=how).returncode)"
    )
    done = subprocess.run(
        [
            str(windowed), "-c", starter,
            str(windowed), "-m", "frontdesk", "--data", str(tmp_path), "check",
        ],
        check=False,
        timeout=120,
        creationflags=0x00000008,
    )  # fmt: skip
    assert done.returncode == 1
    assert (tmp_path / "logs" / FILE_NAME).exists()
