"""Reception's papers, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.reception.forms.agency import MANDATE, VIEWING
from frontdesk.areas.reception.forms.events import EVENT_SUMMARY, SIGN_IN
from frontdesk.areas.reception.forms.held import HELD_LIST, SHIFT_RECORD
from frontdesk.areas.reception.forms.notices import POSTING_LIST, PUBLIC_NOTICE
from frontdesk.areas.reception.forms.reports import MONTHLY, SUMMARY, WEEKLY
from frontdesk.areas.reception.forms.rounds import QUESTION_SHEET, SURVEY_REPORT, VISIT_SHEET
from frontdesk.areas.reception.forms.services import ERRAND_SLIP, PLACE_AGREEMENT
from frontdesk.areas.reception.forms.spot_check import SPOT_CHECK
from frontdesk.areas.reception.forms.stock import PURCHASE_PLAN, STOCK_COUNT
from frontdesk.areas.reception.forms.tickets import CALLBACKS, COMPLAINT, ORDER, PAID
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        ORDER,
        PAID,
        COMPLAINT,
        CALLBACKS,
        WEEKLY,
        MONTHLY,
        SUMMARY,
        SPOT_CHECK,
        SHIFT_RECORD,
        HELD_LIST,
        MANDATE,
        VIEWING,
        SIGN_IN,
        EVENT_SUMMARY,
        PUBLIC_NOTICE,
        POSTING_LIST,
        PLACE_AGREEMENT,
        ERRAND_SLIP,
        STOCK_COUNT,
        PURCHASE_PLAN,
        VISIT_SHEET,
        QUESTION_SHEET,
        SURVEY_REPORT,
    )
}
