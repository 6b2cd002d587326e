"""A report or a spot check as a workbook, written where the clerk says (D0.7)."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.reception.queries.owed_reports import ReportRow
from frontdesk.areas.reception.service.report_making import (
    MakeOwedReport,
    MakeSpotWorkbook,
    make_owed_report,
    make_spot_workbook,
)
from frontdesk.base.store.files import FileInUse, another_name, write_whole
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


def export_report(desk: Desk, row: ReportRow, suggested: str) -> None:
    """Ask where to, write it, say so; a file that is open elsewhere is written under another name."""
    pattern = tr("Excel 工作簿 (*.xlsx)")
    path = desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
    if path is None:
        return
    service: Callable[..., bytes] = make_owed_report
    command: object = MakeOwedReport(row.kind, row.period, row.number, "xlsx")
    if row.check_id is not None:
        service, command = make_spot_workbook, MakeSpotWorkbook(row.check_id)

    def write(content: bytes) -> None:
        try:
            write_whole(path, content)
        except FileInUse as error:
            again = another_name(path).name
            desk.messages.bad(
                tr("没有导出。"),
                error.text,
                action=tr("换个名字存"),
                then=lambda: export_report(desk, row, again),
            )
        except DeskError as error:
            desk.tell(error)
        else:
            desk.messages.ok(tr("报表已导出。"), str(path))

    desk.run_long(service, command, title=tr("正在导出 {name}", name=path.name), then=write)
