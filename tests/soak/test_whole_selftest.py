"""The self-test with nothing left out, as who installs the program starts it; `make test` takes the brief one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]


def test_every_picture_is_taken_in_both_themes(tmp_path: Path) -> None:
    folder = tmp_path / "自检"
    made = subprocess.run(
        [sys.executable, "-m", "frontdesk", "--selftest", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1800,
    )
    told = json.loads((folder / "selftest.json").read_text("utf-8"))
    assert [f"{step['name']}: {step['words']}" for step in told["steps"] if not step["ok"]] == []
    assert made.returncode == 0
    assert not told["brief"]
    themes: dict[str, set[str]] = {"light": set(), "dark": set()}
    for name in told["pictures"]:
        theme, _, picture = name.partition("/")
        themes[theme].add(picture)
    assert len(themes["light"]) > 200
    assert themes["dark"] == themes["light"]
