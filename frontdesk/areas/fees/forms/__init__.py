"""The papers of the fees area, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.fees.forms.arrears_detail import ARREARS_DETAIL
from frontdesk.areas.fees.forms.building_picture import BUILDING_PICTURE
from frontdesk.areas.fees.forms.delivery_sheet import DELIVERY_SHEET
from frontdesk.areas.fees.forms.demand import DEMAND
from frontdesk.areas.fees.forms.lawyer_letter import LAWYER_LETTER
from frontdesk.areas.fees.forms.payment_notice import PAYMENT_NOTICE
from frontdesk.areas.fees.forms.public_list import PUBLIC_LIST
from frontdesk.areas.fees.forms.rate_report import RATE_REPORT
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        PAYMENT_NOTICE,
        DEMAND,
        LAWYER_LETTER,
        ARREARS_DETAIL,
        PUBLIC_LIST,
        DELIVERY_SHEET,
        RATE_REPORT,
        BUILDING_PICTURE,
    )
}
