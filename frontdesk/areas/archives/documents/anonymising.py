"""What stands in the place of a print that named somebody who was made anonymous (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnonymisedPrint:
    """`title` is what was printed; `number` the record that says who made the person anonymous, on `on`."""

    office: str
    title: str
    number: str
    on: date
