"""The steps of the self-test: each done whatever became of the one before, timed, and told."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from frontdesk.app.selftest.ears import Ears
from frontdesk.app.selftest.privacy import Privacy


class NotWhole(Exception):
    """Something of the program is missing or does not do what it should; the words say what."""


@dataclass(slots=True)
class Findings:
    """What is written to `selftest.json`."""

    ears: Ears
    brief: bool = False
    """Buttons pressed and scenes acted in one theme alone."""
    steps: list[dict[str, Any]] = field(default_factory=list)
    papers: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    """Class of a page, dialog or view -> the first picture it is in."""
    privacy: Privacy = field(default_factory=Privacy)
    """Numbers in full where nobody asked to see them (D1.9)."""
    doubled: dict[str, str] = field(default_factory=dict)
    """`key: who takes it` -> where two things on one window take one key, so that neither gets it."""
    whole: bool = False
    """Gone through to the end."""

    def step(self, name: str, do: Callable[[], str | None]) -> bool:
        """Do one step. *do* returns words about it; what it raises makes it failed, and the next ones go on.

        Complaints heard meanwhile make it failed as well.
        """
        self.ears.during = name
        heard = len(self.ears.heard)
        begun = time.perf_counter()
        try:
            words, ok = do() or "", True
        except NotWhole as error:
            words, ok = str(error), False
        except Exception:
            words, ok = traceback.format_exc().rstrip(), False
        if self.ears.interrupted:
            raise KeyboardInterrupt
        complaints = self.ears.heard[heard:]
        if complaints:
            ok = False
            first = complaints[0]
            words += f" | {len(complaints)} warnings, the first during {first['during']}: {first['words']}"
        seconds = round(time.perf_counter() - begun, 2)
        self.steps.append({"name": name, "ok": ok, "seconds": seconds, "words": words.removeprefix(" | ")})
        self.ears.during = ""
        say(
            f"{'ok  ' if ok else 'BAD '} {seconds:6.2f} s  {name}  {words.strip().splitlines()[-1] if words else ''}"
        )
        return ok

    def failed(self, name: str, error: BaseException) -> None:
        """A step of its own for one thing of many that failed."""
        words = (
            str(error) if isinstance(error, NotWhole) else "".join(traceback.format_exception(error)).rstrip()
        )
        self.steps.append({"name": name, "ok": False, "seconds": 0.0, "words": words})
        say(f"BAD          {name}  {words.splitlines()[-1]}")

    @property
    def ok(self) -> bool:
        """Whether nothing at all went wrong."""
        return self.whole and all(step["ok"] for step in self.steps) and not self.ears.heard


def say(line: str) -> None:
    """One line on the console, where there is one: a windowed program on Windows has none."""
    if sys.stdout is not None:
        sys.stdout.write(line.rstrip() + "\n")
        sys.stdout.flush()
