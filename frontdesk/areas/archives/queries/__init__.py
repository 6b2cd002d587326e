"""What the archives answer; frozen rows, never mapped objects."""

from frontdesk.areas.archives.queries.billing import BillingUnit, billing_units, payer_of
from frontdesk.areas.archives.queries.importing import (
    ImportRunRow,
    import_runs,
    preview_import,
    sheet_names,
)
from frontdesk.areas.archives.queries.units import (
    BuildingRow,
    UnitFilter,
    UnitRow,
    buildings,
    find_unit,
    find_unit_ids,
    unit_count,
    unit_row,
    unit_rows,
    unit_rows_by_id,
)

__all__ = [
    "BillingUnit",
    "BuildingRow",
    "ImportRunRow",
    "UnitFilter",
    "UnitRow",
    "billing_units",
    "buildings",
    "find_unit",
    "find_unit_ids",
    "import_runs",
    "payer_of",
    "preview_import",
    "sheet_names",
    "unit_count",
    "unit_row",
    "unit_rows",
    "unit_rows_by_id",
]
