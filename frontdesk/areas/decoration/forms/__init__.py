"""The papers of the decoration, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.decoration.forms.applying import AGREEMENT, APPLICATION
from frontdesk.areas.decoration.forms.notices import RECTIFY, REPORT, STOP
from frontdesk.areas.decoration.forms.permit import PERMIT
from frontdesk.areas.decoration.forms.settlement import SETTLEMENT
from frontdesk.areas.decoration.forms.telling import GUIDE, NEIGHBOURS
from frontdesk.areas.decoration.forms.visits import ACCEPTANCE, PATROL
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        APPLICATION,
        AGREEMENT,
        GUIDE,
        NEIGHBOURS,
        PERMIT,
        PATROL,
        RECTIFY,
        STOP,
        ACCEPTANCE,
        SETTLEMENT,
        REPORT,
    )
}
