"""What a command says: one JSON object, or words and a table for a person at a terminal."""

from __future__ import annotations

import json
from typing import Any

from frontdesk.base.values.money import Money


class Out:
    """Gathers a command's result and prints it once, at its end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.status = 0
        self.failure_details: dict[str, Any] | None = None
        self._result: dict[str, Any] | None = None
        self._words = ""

    def say(self, result: dict[str, Any], words: str) -> None:
        """The result for machines, and the same in words."""
        self._result = result
        self._words = words

    def flush(self) -> None:
        """Print it."""
        if self._result is None:
            return
        if self.as_json:
            print(json.dumps(self._result, ensure_ascii=False, default=_plain))  # noqa: T201
            return
        import rich

        rich.print(self._words)


def _plain(value: object) -> str:
    return value.plain if isinstance(value, Money) else str(value)
