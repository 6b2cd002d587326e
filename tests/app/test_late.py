"""What areas say when they are asked is loaded then: the same function each time, and nothing of it at the start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import frontdesk
from frontdesk.app.late import late
from frontdesk.areas.archives.queries.anonymising import hindrances
from frontdesk.areas.archives.queries.held import held_sources
from frontdesk.areas.archives.queries.unit_changes import hindrance_sources


def test_the_start_does_not_load_what_is_said_when_asked() -> None:
    program = (
        "import sys, frontdesk.app.folder; "
        "print([m for m in sys.modules if m.endswith(('.queries.personal', '.unit_hindrances'))])"
    )
    root = Path(frontdesk.__file__).parents[1]
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, timeout=120
    )
    assert made.stdout.strip() == "[]"


def test_asked_twice_it_is_the_same_and_it_calls_the_areas_own() -> None:
    told = late("archives.rules.identity", "mask_phone")
    assert told is late("archives.rules.identity", "mask_phone")
    assert told("13812345678") == "138****5678"


@pytest.mark.parametrize(
    "sources", [hindrances, held_sources, hindrance_sources], ids=["needs", "held", "units"]
)
def test_every_source_has_its_function(sources: list[object]) -> None:
    assert len(sources) == len(set(sources)) >= 7
    for source in sources:
        # What stands behind it: the names it was made from.
        cells = {cell.cell_contents for cell in source.__closure__}  # type: ignore[attr-defined]
        module = next(text for text in cells if "." in text)
        (name,) = cells - {module}
        assert callable(getattr(__import__(f"frontdesk.areas.{module}", fromlist=[name]), name))
