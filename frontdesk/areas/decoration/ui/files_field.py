"""Photographs of a visit, papers of an application: files in a row of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import PhotosField

PAPERS = "文件和照片 (*.pdf *.jpg *.jpeg *.png *.bmp *.doc *.docx *.xls *.xlsx *.dwg *.ofd)"


class RowOfPhotos(PhotosField):
    """Photographs; with *papers* also documents and drawings. *word* stands on the button."""

    def __init__(
        self, name: str, desk: Desk, word: str, *, papers: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name,
            desk,
            word=word,
            pattern=tr(PAPERS) if papers else "",
            hint=tr("可拖入"),
            framed=False,
            parent=parent,
        )
