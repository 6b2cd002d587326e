"""Every paper the program prints, area by area: for the self-test, the samples' pictures, and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frontdesk.areas.archives.forms import FORMS as ARCHIVES
from frontdesk.areas.cashdesk.forms import FORMS as CASHDESK
from frontdesk.areas.decoration.forms import FORMS as DECORATION
from frontdesk.areas.fees.forms import FORMS as FEES
from frontdesk.areas.handover.forms import FORMS as HANDOVER
from frontdesk.areas.keys.forms import FORMS as KEYS
from frontdesk.areas.permits.forms import FORMS as PERMITS
from frontdesk.areas.reception.forms import FORMS as RECEPTION
from frontdesk.areas.today.forms import FORMS as TODAY
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper

FORMS_OF_AREAS: tuple[tuple[str, dict[str, Form[Any]]], ...] = (
    ("archives", ARCHIVES),
    ("fees", FEES),
    ("cashdesk", CASHDESK),
    ("keys", KEYS),
    ("permits", PERMITS),
    ("decoration", DECORATION),
    ("reception", RECEPTION),
    ("handover", HANDOVER),
    ("today", TODAY),
)


def papers() -> Iterator[tuple[str, Form[Any], Paper]]:
    """Area, form and size of every paper there is."""
    for area, forms in FORMS_OF_AREAS:
        for form in forms.values():
            for size in form.sizes:
                yield area, form, size


def file_name(form: Form[Any], size: Paper) -> str:
    """`receipt-241x93`, `payment_notice-A4-2`."""
    return f"{form.key}-{size.key.replace('/', '-')}"
