"""The papers of the cash desk, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.cashdesk.forms.day_report import DAY_REPORT
from frontdesk.areas.cashdesk.forms.deposit import DEPOSIT
from frontdesk.areas.cashdesk.forms.deposit_settlement import DEPOSIT_SETTLEMENT
from frontdesk.areas.cashdesk.forms.hand_in_slip import HAND_IN_SLIP
from frontdesk.areas.cashdesk.forms.income_report import INCOME_REPORT
from frontdesk.areas.cashdesk.forms.number_ledger import NUMBER_LEDGER
from frontdesk.areas.cashdesk.forms.receipt import RECEIPT
from frontdesk.areas.cashdesk.forms.refund import REFUND
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        RECEIPT,
        REFUND,
        DEPOSIT,
        DEPOSIT_SETTLEMENT,
        DAY_REPORT,
        HAND_IN_SLIP,
        NUMBER_LEDGER,
        INCOME_REPORT,
    )
}
