"""Labels for tags, from the list and from registering: drawn on the worker, looked at, then printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from frontdesk.areas.keys.documents import TagLabel, TagSheet
from frontdesk.areas.keys.queries import KeyRow
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog

FORM = "key_tags"


def label_of(row: KeyRow) -> TagLabel:
    """The label of a tag: its code and where it hangs, and nothing of whose door it opens."""
    return TagLabel(row.tag, row.hangs)


def print_labels(desk: Desk, labels: tuple[TagLabel, ...], parent: QWidget) -> None:
    """Draw the sheet and open its preview."""
    if not labels:
        return
    sheet = TagSheet(str(desk.read(get_setting, "office.name", "")), desk.clock.today(), labels)

    def show(pdf: bytes) -> None:
        from frontdesk.areas.keys.forms import FORMS

        title = tr("钥匙标签 {n} 张", n=len(labels))
        dialog = PreviewDialog(desk, FORM, pdf, title, papers=FORMS[FORM].sizes, parent=parent)
        dialog.open()

    desk.run_job(partial(_draw, sheet), title=tr("正在画钥匙标签"), then=show)


def _draw(sheet: TagSheet, progress: Progress) -> bytes:
    from frontdesk.areas.keys.forms import FORMS

    progress.step(0, len(sheet.labels), tr("正在画标签"))
    return FORMS[FORM].draw(sheet)
