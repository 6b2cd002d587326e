"""Fields of a form, all in one place to import from.

What is typed is kept as typed, what is meant comes out as a value, what is wrong stands below. `value()` raises
`Refused` with what to do about it. Full-width figures are taken where figures are meant. Enter moves on to the next
field, as Tab does.
"""

from __future__ import annotations

from frontdesk.base.widgets.checkfields import CheckField, SegmentField
from frontdesk.base.widgets.choices import ChoiceField, Option
from frontdesk.base.widgets.field import Field, Labelled, plain
from frontdesk.base.widgets.figurefields import DateField, MoneyField, MonthField, NumberField
from frontdesk.base.widgets.textfields import AreaField, PasswordField, TextField

__all__ = [
    "AreaField",
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Labelled",
    "MoneyField",
    "MonthField",
    "NumberField",
    "Option",
    "PasswordField",
    "SegmentField",
    "TextField",
    "plain",
]
