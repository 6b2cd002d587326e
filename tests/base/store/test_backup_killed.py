"""A process that is killed while it makes or restores a backup leaves whole files only (a power cut, as far as one can)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.base.store.backup import Why, check_file, make_backup, verify
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, save_settings
from frontdesk.base.store.work import Actor

MAKES = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from frontdesk.base.store.backup import Why, make_backup
data, out = Path(sys.argv[1]), Path(sys.argv[2])
for n in itertools.count():
    at = datetime(2026, 11, 21, tzinfo=UTC)
    make_backup(data / "frontdesk.db", out / f"{n % 3}.fdbackup", at=at, by="x", why=Why.HAND)
    print(n, flush=True)
"""
RESTORES = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from frontdesk.base.store.backup import restore
data, out = Path(sys.argv[1]), Path(sys.argv[2])
for n in itertools.count():
    at = datetime(2026, 11, 21, tzinfo=UTC)
    restore(out / "begin.fdbackup", data, at=at, by="x", keep_as=out / f"{n % 3}.fdbackup")
    print(n, flush=True)
"""


@pytest.mark.parametrize("script", [MAKES, RESTORES], ids=["makes", "restores"])
@pytest.mark.parametrize("rounds", [1, 2, 4])
def test_killed_in_the_middle(
    runner: Runner, admin: Actor, clock: object, tmp_path: Path, script: str, rounds: int
) -> None:
    for number in range(8):
        runner.run(save_settings, SaveSettings({f"filler.{number}": "x" * 50_000}), actor=admin)
    data, out = tmp_path, tmp_path / "out"
    out.mkdir()
    source = data / "frontdesk.db"
    make_backup(source, out / "begin.fdbackup", at=runner.clock.now(), by="x", why=Why.HAND)
    runner.db.close()
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(data), str(out)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert child.stdout is not None
    for _ in range(rounds):
        assert child.stdout.readline(), "it came to an end by itself"
    # It is in the middle of the next by now, wherever that is.
    child.kill()
    child.wait()
    child.stdout.close()
    found = list(out.glob("*.fdbackup"))
    assert len(found) >= 2
    for path in found:
        verify(path)
    check_file(source)
