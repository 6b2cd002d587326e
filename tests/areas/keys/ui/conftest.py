"""The windows of the cabinet over the cashier's small estate; printers and questions are scripted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from frontdesk.areas.keys.ui import labels
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.conftest import bar, front, front_of, port, show, went

__all__ = ["bar", "front", "front_of", "port", "show", "went"]


@dataclass
class Answers(till.Answers):
    """`picks` is what is chosen from a list; what was offered is remembered."""

    picks: Any = None
    offered: tuple[tuple[Any, str], ...] = ()

    def pick(self, title: str, options: Any, text: str = "") -> Any:
        self.asked.append(title)
        self.offered = tuple(options)
        return self.picks


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture(autouse=True)
def labelled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Labels that came into the preview, by their tags."""
    found: list[tuple[str, ...]] = []

    class Preview:
        def __init__(self, _desk: Front, _key: str, pdf: bytes, title: str, **_how: Any) -> None:
            assert pdf.startswith(b"%PDF")
            from tests.tools import paper_reading as read

            found.append(tuple(word.text for word in read.words(pdf) if word.text.startswith("K-")))

        def open(self) -> None:
            pass

    monkeypatch.setattr(labels, "PreviewDialog", Preview)
    return found
