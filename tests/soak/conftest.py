"""The desk of the cashier's tests, and a way to say what a long run did."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.areas.cashdesk.conftest import both, desk
from tests.postgres import postgres

__all__ = ["both", "desk", "postgres"]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Words that reach the terminal whatever becomes of the test."""

    def told(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  {words}")
            sys.stdout.flush()

    return told
