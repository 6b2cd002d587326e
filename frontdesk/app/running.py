"""The mark of a run: it stands in the log's folder while the program runs, so that the next start knows of a hard end.

A power cut, a killed process and a fault below Python leave it behind; everything else takes it away.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path

log = logging.getLogger(__name__)


class RunningMark:
    """One run of one folder's window. *name* tells users of a shared folder apart."""

    def __init__(self, folder: Path, name: str, version: str) -> None:
        self._path = folder / f"running-{name}.json"
        self._version = version
        self.left_behind = ""
        """When the run before began (`2026-11-20 08:59:12`), where it ended hard; else empty."""

    def begin(self) -> None:
        """Note what the run before left behind, and set the mark of this one."""
        self.left_behind = self._read()
        mark = {
            "started": f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
            "pid": os.getpid(),
            "version": self._version,
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(mark), encoding="utf-8")
        except OSError:
            log.warning("no place for the mark of this run")

    def end(self) -> None:
        """The run ends as it should."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            log.warning("the mark of this run could not be taken away")

    def _read(self) -> str:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return str(found["started"])
        except FileNotFoundError:
            return ""
        except (OSError, ValueError, KeyError, TypeError):
            # Cut off while it was written: a hard end all the same.
            return "?"
