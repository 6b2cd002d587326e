"""The papers of 收楼, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.handover.forms.figures import FIGURES
from frontdesk.areas.handover.forms.notice import DELIVERY, NOTICE
from frontdesk.areas.handover.forms.sheets import ACCEPTANCE, OWNER_CARD
from frontdesk.areas.handover.forms.transfers import LEASE_SHEET, TRANSFER_SHEET
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (NOTICE, DELIVERY, ACCEPTANCE, OWNER_CARD, FIGURES, TRANSFER_SHEET, LEASE_SHEET)
}
