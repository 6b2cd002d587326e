"""The papers made of all areas, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.today.forms.desk_figures import DESK_FIGURES
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {form.key: form for form in (DESK_FIGURES,)}
