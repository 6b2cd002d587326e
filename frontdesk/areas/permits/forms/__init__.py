"""The papers of the permits, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.permits.forms.card import CARD_FORM
from frontdesk.areas.permits.forms.goods_pass import GOODS_PASS
from frontdesk.areas.permits.forms.letters import ERRAND, RESIDENCE_LETTER
from frontdesk.areas.permits.forms.sheets import MOVING_PASS, PERMISSION, PET_CARD
from frontdesk.areas.permits.forms.stationery import STATIONERY_COUNT, STATIONERY_DRAW
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        CARD_FORM,
        GOODS_PASS,
        MOVING_PASS,
        PET_CARD,
        PERMISSION,
        RESIDENCE_LETTER,
        ERRAND,
        STATIONERY_DRAW,
        STATIONERY_COUNT,
    )
}
