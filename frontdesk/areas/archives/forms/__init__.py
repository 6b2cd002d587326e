"""The papers of the archives, by the key that is stored with what was printed."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.archives.forms.anonymising import ANONYMISED
from frontdesk.areas.archives.forms.correspondence import CORRESPONDENCE
from frontdesk.areas.archives.forms.emergencies import EMERGENCY
from frontdesk.areas.archives.forms.figures import ARCHIVE_FIGURES
from frontdesk.areas.archives.forms.personal import PERSONAL_DATA
from frontdesk.areas.archives.forms.registration import RESIDENT_LIST
from frontdesk.areas.archives.forms.resident_changes import RESIDENT_CHANGES
from frontdesk.areas.archives.forms.unit_changes import UNIT_CHANGE
from frontdesk.base.printing.form import Form

FORMS: dict[str, Form[Any]] = {
    form.key: form
    for form in (
        CORRESPONDENCE,
        ARCHIVE_FIGURES,
        EMERGENCY,
        RESIDENT_LIST,
        RESIDENT_CHANGES,
        UNIT_CHANGE,
        PERSONAL_DATA,
        ANONYMISED,
    )
}
