"""From an office's workbook to what the archives will hold: pure, so that preview and import decide alike."""

from frontdesk.areas.archives.rules.importing.columns import ColumnMatch, SheetCells
from frontdesk.areas.archives.rules.importing.plan import (
    Fate,
    ImportPlan,
    PlannedUnit,
    RejectedRow,
    RowFate,
)
from frontdesk.areas.archives.rules.importing.rows import plan_import
from frontdesk.areas.archives.rules.importing.titles import FIELD_WORDS, Field

__all__ = [
    "FIELD_WORDS",
    "ColumnMatch",
    "Fate",
    "Field",
    "ImportPlan",
    "PlannedUnit",
    "RejectedRow",
    "RowFate",
    "SheetCells",
    "plan_import",
]
