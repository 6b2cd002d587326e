"""A plain look into an office's database file, with the standard library alone: what the first page shows is known
before the layer that everything else goes through has been loaded."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

FILE_NAME = "frontdesk.db"


def _newest() -> str:
    """The revision in the name of the newest migration's file (`v0001_first.py`). Alembic is not asked: it is heavy.

    The files stand beside this one in the program's bundle too, where Alembic loads them from.
    """
    versions = Path(__file__).parent / "migrations" / "versions"
    return max(name[1:5] for name in os.listdir(versions) if name.startswith("v0") and name.endswith(".py"))


HEAD = _newest()
"""The step the newest migration reaches."""


def estate_at_a_glance(path: Path) -> str | None:
    """The estate's name, where *path* is a database of this program's own step that can be read and written.

    None wherever something else has to be done or said first: no file, one of another step, not yet set up, damaged.
    """
    if not os.access(path, os.R_OK | os.W_OK):
        return None
    try:
        with closing(sqlite3.connect(path, timeout=0.2)) as raw:
            raw.execute("PRAGMA query_only = ON")
            step = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            if step != (HEAD,):
                return None
            found = raw.execute("SELECT value FROM setting WHERE key = 'estate.name'").fetchone()
    except sqlite3.Error:
        return None
    return str(json.loads(found[0])) if found else None


def step_of(path: Path) -> str | None:
    """The step the database file stands at; None for an empty or a damaged one."""
    try:
        with closing(sqlite3.connect(path, timeout=0.2)) as raw:
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None
