"""Decoration's pages on the cash desk's small estate, shown in a window; printers and questions are scripted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.areas.cashdesk.ui.conftest import Answers, bar, front, front_of, port, show, went

__all__ = ["answers", "bar", "front", "front_of", "port", "show", "went"]


@dataclass
class Picks(Answers):
    """Scripted answers that pick by the words of an option, too."""

    wanted: str = ""
    offered: list[str] = field(default_factory=list)

    def pick(self, title: str, options: Any, text: str = "") -> Any | None:
        self.offered = [words for _value, words in options]
        return next((value for value, words in options if self.wanted and self.wanted in words), None)


@pytest.fixture
def answers() -> Picks:
    return Picks()
