"""Texts that a person reads: Simplified Chinese in the source, looked up in a catalogue for other languages.

One function for the whole program, so that rules, services and papers (which know no Qt) speak through the
same door as the window. The catalogue is `resources/i18n/<language>.json`: Chinese text -> translation.
"""

from __future__ import annotations

import json
from pathlib import Path

_catalogue: dict[str, str] = {}


def tr(text: str, /, **values: object) -> str:
    """The text in the chosen language, `{name}` places filled from *values* after the look-up."""
    found = _catalogue.get(text, text)
    return found.format(**values) if values else found


def use_catalogue(path: Path | None) -> None:
    """Read the translations of one language; `None` goes back to the Chinese of the source."""
    _catalogue.clear()
    if path is not None:
        _catalogue.update(json.loads(path.read_text(encoding="utf-8")))
