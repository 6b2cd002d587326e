"""The field of a telephone number, for every form that takes one: what is no number is said beside it (D0.8, T13)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.base.widgets.fields import TextField

LONGEST = 40


class PhoneField(TextField):
    """One number, or several with 、 between, given back as the archives keep them (`+86`, blanks and dashes go).

    What stood there from the beginning (a mask) comes back as it was; with *tail* the last four figures will do.
    """

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        required: bool = False,
        tail: bool = False,
        limit: int = LONGEST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, required=required, figures=True, limit=limit, parent=parent)
        self._tail = tail
        self._given = ""

    def value(self) -> Any:
        text = str(super().value())
        return text if text == self._given else checked_phone(text, tail=self._tail)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._given = self.text().strip()
