"""What the form of a notice holds: the text's own fields under numbers, for how many there are is the text's matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.reception.rules.notices import DayStyle, NoticeForm
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.widgets.forms import Form

VALUE = "value_"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form's fields say; `Writing` is made of it. The text's own fields are `value_0` …"""

    template: int
    value_0: str
    value_1: str
    value_2: str
    value_3: str
    value_4: str
    value_5: str
    value_6: str
    value_7: str
    value_8: str
    value_9: str
    form: NoticeForm
    title: str
    greeting: str
    body: str
    boards: str
    post_on: date
    until: date | None
    day_style: DayStyle


class NoticeValues(Form[Filled]):
    """The service speaks of all the text's fields as `values`: the first that is shown says what is wrong."""

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            places = {"values": f"{VALUE}0"}
            error = InvalidInput({places.get(name, name): text for name, text in error.errors.items()})
        super().show_errors(error)
