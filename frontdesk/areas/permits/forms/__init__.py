"""The papers of the permits, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.permits.forms.card import CARD_FORM
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {form.key: form for form in (CARD_FORM,)}
