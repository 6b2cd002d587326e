"""What this machine remembers of the window: sizes, splitters, columns, printers. Never anything of the estate."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Memory:
    """Plain values (what JSON holds) by name, in one file; a value that cannot be read counts as none."""

    def __init__(self, file: Path | str) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any = None) -> Any:
        """What was last set under *key*."""
        kept = self._settings.value(key)
        if not isinstance(kept, str):
            return default
        try:
            return json.loads(kept)
        except ValueError:
            return default

    def set(self, key: str, value: Any) -> None:
        """Keep *value* under *key*; written to the file soon and when the program ends."""
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    def get_bytes(self, key: str) -> QByteArray:
        """A window's or splitter's state as Qt gave it; empty when there is none."""
        kept = self.get(key, "")
        try:
            return QByteArray(base64.b64decode(kept)) if isinstance(kept, str) else QByteArray()
        except ValueError:
            return QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self.set(key, base64.b64encode(value.data()).decode("ascii"))

    def save(self) -> None:
        """Write to the file now."""
        self._settings.sync()
