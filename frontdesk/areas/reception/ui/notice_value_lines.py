"""The lines of a notice's own fields: one for each that its texts name; what was filled in stays by its name (D2.5)."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.areas.reception.rules.notices import LONGEST_VALUE, MOST_FIELDS, fields_of, text_fault
from frontdesk.base.widgets.fields import Field, Labelled, TextField
from frontdesk.base.widgets.forms import FormGrid

_ACROSS = 2


class ValueLines:
    """Made of text fields that are shown and named as the texts ask; `said` remembers every name's words."""

    def __init__(self) -> None:
        self.fields = [TextField(f"notice_value_{n}", limit=LONGEST_VALUE) for n in range(MOST_FIELDS)]
        self.names: tuple[str, ...] = ()
        self.said: dict[str, str] = {}
        self._labelled: dict[str, Labelled] = {}
        self._rows: list[list[Labelled]] = []

    def build(self, grid: FormGrid) -> None:
        """Their rows, as many as there may be."""
        self._labelled = grid.labelled
        self._rows = [
            grid.add_row(*((field, " ", 1) for field in self.fields[at : at + _ACROSS]))
            for at in range(0, MOST_FIELDS, _ACROSS)
        ]

    def begin(self, usual: Mapping[str, str]) -> None:
        """No names yet; what the office usually says of some."""
        self.names, self.said = (), dict(usual)

    def values(self) -> dict[str, str]:
        """What stands in the lines that are shown, by their names."""
        return {name: self.fields[at].text().strip() for at, name in enumerate(self.names)}

    def keep(self) -> None:
        """Remember what stands there."""
        self.said |= self.values()

    def follow(self, *texts: str) -> None:
        """A line for each field that *texts* name now."""
        self.keep()
        self.names = () if text_fault(*texts) else fields_of(*texts)
        for at, field in enumerate(self.fields):
            self._show(field, self.names[at] if at < len(self.names) else None)
        for at, row in enumerate(self._rows):
            box = row[0].parentWidget()
            if box is not None:
                box.setVisible(at * _ACROSS < len(self.names))

    def _show(self, field: Field, name: str | None) -> None:
        labelled = self._labelled[field.objectName()]
        labelled.setVisible(name is not None)
        field.required = name is not None
        if name is not None:
            labelled.label.setText(name)
            field.set_label(name)
        words = self.said.get(name, "") if name is not None else ""
        if field.typed() != words:
            field.set_value(words)
