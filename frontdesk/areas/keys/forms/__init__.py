"""The papers of the key cabinet, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.keys.forms.care import KEY_CARE
from frontdesk.areas.keys.forms.count import KEY_COUNT
from frontdesk.areas.keys.forms.handover import KEY_HANDOVER
from frontdesk.areas.keys.forms.loan import KEY_LOAN
from frontdesk.areas.keys.forms.tags import KEY_TAGS
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form for form in (KEY_LOAN, KEY_HANDOVER, KEY_CARE, KEY_COUNT, KEY_TAGS)
}
