"""The rows of an old register that were sent back, as a workbook that can be mended and come again (D1.7)."""

from __future__ import annotations

from frontdesk.areas.archives.rules.importing.plan import ImportResult, RejectedRow
from frontdesk.areas.archives.rules.importing.register import Fate, RegisterResult
from frontdesk.areas.archives.service.importing import rejects_workbook


def register_rejects(result: RegisterResult) -> bytes:
    """An .xlsx with the heading, the cells as text, and the reason in a new last column."""
    back = tuple(RejectedRow(row.sheet, row.row, row.reason, row.cells) for row in result.of(Fate.REJECTED))
    return rejects_workbook(ImportResult(0, 0, 0, back, (), 0, result.sheets, (), (), result.titles, (), ()))
