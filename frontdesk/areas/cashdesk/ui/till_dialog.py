"""A dialog in which money changes hands: what for, how much, by which ways, and what is wrong beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.tender_panel import TenderPanel
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Field
from frontdesk.base.widgets.marks import HairLine, StatusLabel, Words

WIDE = 720


class TillDialog(DeskDialog):
    """Subclasses add their fields to `body`, then `add_ways`; `token` makes one press one paper (T23)."""

    def __init__(
        self, desk: Desk, title: str, text: str, paying: Paying, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, name=name, width=WIDE, parent=parent)
        self.desk = desk
        self.paying = paying
        self.token = uuid4().hex
        self.fields: dict[str, Field] = {}
        self.sum = Words("", "title", right=True)
        self.sum.setObjectName(f"{name}_sum")
        self.panel: TenderPanel | None = None
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName(f"{name}_trouble")
        self.trouble.hide()

    def add_ways(self, ways: str, sum_words: str) -> None:
        """The sum and the ways it is paid, at the end of the body."""
        self.body.addWidget(HairLine("line"))
        row = QHBoxLayout()
        row.addWidget(Words(sum_words, tone="text2"))
        row.addWidget(self.trouble)
        row.addStretch(1)
        row.addWidget(self.sum)
        self.body.addLayout(row)
        panel = TenderPanel(self.paying, self, title=ways)
        panel.flush_left()
        panel.amount_typed.connect(self._amount_typed)
        panel.reference_typed.connect(self.paying.type_reference)
        panel.added.connect(self._added)
        panel.removed.connect(self._removed)
        panel.pay_wanted.connect(self.save)
        self.panel = panel
        self.body.addWidget(panel)
        self.show_sum(self.paying.amount)

    # -- the sum --

    def show_sum(self, amount: Money) -> None:
        """Another sum; ways that nobody typed follow it."""
        self.paying.set_amount(amount)
        self.sum.setText(str(amount))
        self.sum.setAccessibleName(str(amount))
        self.show_ways()

    def show_ways(self, *, anew: bool = False) -> None:
        if self.panel is not None:
            self.panel.show_visit(anew=anew)
            self.fit()

    def fit(self) -> None:
        """As high as what it holds now: ways to pay and lines come and go."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), self.sizeHint().height())

    def _amount_typed(self, kind: Tender, text: str) -> None:
        self.paying.type_amount(kind, text)
        self.show_ways()

    def _added(self, kind: Tender) -> None:
        self.paying.add(kind)
        self.show_ways()
        if self.panel is not None:
            self.panel.focus_kind(kind)

    def _removed(self, kind: Tender) -> None:
        self.paying.remove(kind)
        self.show_ways()

    # -- reading --

    def save(self) -> None:
        """Write it; subclasses say how."""
        raise AssertionError("every dialog says how")

    def read(self, *, ways: bool = True) -> tuple[Mapping[str, Any], tuple[TenderInput, ...]] | None:
        """What is filled in, and the ways; None when something is wrong, which then stands beside its field."""
        errors: dict[str, str] = {}
        values: dict[str, Any] = {}
        tenders: tuple[TenderInput, ...] = ()
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except Refused as error:
                errors[name] = error.text
        if ways and not errors:
            try:
                tenders = self.paying.tenders()
            except InvalidInput as error:
                errors |= error.errors
        if errors:
            self.show_errors(InvalidInput(errors))
            return None
        self.clear_errors()
        return values, tenders

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        """Errors beside the fields they name; what names none stands over the ways."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        if "tenders" in errors:
            errors.setdefault(self.paying.given[0].kind.value, errors["tenders"])
        for name, field in self.fields.items():
            field.set_error(errors.get(name))
        wrong: list[Field] = [field for field in self.fields.values() if field.error()]
        if self.panel is not None:
            wrong += self.panel.show_errors(errors)
        said = "" if wrong else next((text for text in errors.values() if text), "")
        self.trouble.set("bad", said or (tr("有几处要改") if len(wrong) > 1 else ""))
        self.trouble.setVisible(bool(self.trouble.text()))
        if wrong:
            wrong[0].setFocus()

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        if self.panel is not None:
            self.panel.show_errors({})
        self.trouble.hide()

    def error_words(self) -> str:
        """What is wrong stands in the dialog; the bar under it would not be seen."""
        return ""

    def focus_first_error(self) -> None:
        """The first wrong field already has the focus."""
