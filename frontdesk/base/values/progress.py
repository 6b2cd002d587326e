"""How far long work has come, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from frontdesk.base.values.errors import Cancelled
from frontdesk.base.values.text import tr


@dataclass(slots=True)
class Progress:
    """Told by the work, watched by the window. `step` raises `Cancelled` once somebody has pressed cancel."""

    report: Callable[[int, int, str], None] = lambda done, of, words: None
    cancelled: Event = field(default_factory=Event)

    def step(self, done: int, of: int, words: str = "") -> None:
        if self.cancelled.is_set():
            raise Cancelled(tr("已取消，什么也没有改"))
        self.report(done, of, words)
