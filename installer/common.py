"""Where things stand, what is said while it works, and how a command is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
BUILD = ROOT / "build" / "windows"
"""Everything in between; may be thrown away at any time."""
DIST = ROOT / "dist"

VERSION = re.search(r'__version__ = "([^"]+)"', (ROOT / "frontdesk/__init__.py").read_text("utf-8")).group(1)  # type: ignore[union-attr]
"""The program's version, from where it stands; three numbers."""

_began = time.monotonic()
times: list[tuple[str, float]] = []
"""What was done, and the second each began."""


class Failed(Exception):
    """A step did not come out as it must; the text says which and how."""


def say(words: str) -> None:
    """A line for whoever watches, with the seconds since the start."""
    seconds = time.monotonic() - _began
    times.append((words, seconds))
    sys.stdout.write(f"== {seconds:4.0f}s {words}\n")
    sys.stdout.flush()


def tell(words: str) -> None:
    """A fact under the step that is being done."""
    sys.stdout.write(f"        {words}\n")
    sys.stdout.flush()


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run it and return what it printed. Raises `Failed` with the end of its words."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(f"{command[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def size(folder: Path) -> int:
    """Bytes of all files under *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def megabytes(number: int) -> str:
    return f"{number / 1e6:.1f} MB"


def fresh(folder: Path) -> Path:
    """*folder*, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
