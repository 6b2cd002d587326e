"""The sorts of error of the design: what the clerk can mend, must confirm or have allowed, and bad surroundings.

Anything that is none of these is a defect: it is logged, rolled back and told once.
"""

from __future__ import annotations

from collections.abc import Mapping


class DeskError(Exception):
    """Something a person can act upon. Its text is shown as it stands.

    `field` names the input it belongs to (the name of the command's dataclass field), if there is one.
    """

    def __init__(self, text: str, *, field: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.field = field


class Refused(DeskError):
    """The clerk can mend it: wrong or missing input, or a rule that says no."""


class InvalidInput(Refused):
    """Several fields at once: field name -> what to do about it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        first = next(iter(errors))
        super().__init__("；".join(errors.values()), field=first)
        self.errors = dict(errors)


class NeedsConfirmation(DeskError):
    """Runs again when the clerk has said yes to `key`."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


class NeedsApproval(DeskError):
    """Takes a supervisor: runs again with a supervisor's own password (主管授权) for `right`."""

    def __init__(self, right: str, text: str) -> None:
        super().__init__(text)
        self.right = right


class Surroundings(DeskError):
    """Disk full, database locked, printer gone: says what to do, and what was kept."""


class Cancelled(DeskError):
    """Somebody pressed cancel on long work; everything was rolled back."""
