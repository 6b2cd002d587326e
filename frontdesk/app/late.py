"""What an area says when it is asked, loaded when it is asked for the first time: not by every start and command."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


@cache
def late(module: str, name: str) -> Callable[..., Any]:
    """The function of that name in `frontdesk.areas.<module>`; asked twice it is the same."""

    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(f"frontdesk.areas.{module}"), name)(*given, **named)

    call.__qualname__ = call.__name__ = name
    return call
