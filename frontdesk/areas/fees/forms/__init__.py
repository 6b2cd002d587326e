"""The papers of the fees area, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.fees.forms.payment_notice import PAYMENT_NOTICE
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {form.key: form for form in (PAYMENT_NOTICE,)}
