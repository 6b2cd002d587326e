"""Photographs and papers of a file's page: chosen, dropped, looked at large, saved elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog as PdfDialog
from frontdesk.areas.decoration.queries.detail import paper_bytes
from frontdesk.areas.decoration.queries.issued_papers import IssuedRow
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import AttachPaper, PaperInput, attach_paper
from frontdesk.areas.decoration.ui.issued_papers import IssuedPaperDialog
from frontdesk.areas.decoration.ui.photo_strip import PhotoDialog, read_files
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import PHOTOS
from frontdesk.base.widgets.saving import save_file


class FilePapers(QObject):
    """What the page's photographs and papers do; `facts` is the file that is shown."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.page = desk, parent
        self.facts: FileFacts | None = None

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def choose_photo(self) -> None:
        """Ask for a picture."""
        path = self.desk.dialogs.choose_open_file(tr("选照片"), tr(PHOTOS))
        if path is not None:
            self.take_photos([path])

    def take_photos(self, paths: list[Path]) -> None:
        """Keep them with the newest visit."""
        facts = self.facts
        if facts is None:
            return
        try:
            files = read_files(paths)
        except OSError:
            self.desk.messages.bad(tr("照片读不出来。"), tr("请核对文件后再选。"))
            return
        visit = facts.visits[-1].id if facts.visits else None
        for name, content in files:
            command = AttachPaper(facts.id, PaperInput(PaperKind.PHOTO, name, content), inspection_id=visit)
            self.desk.run(attach_paper, command)

    def enlarge(self, name: str, content: bytes) -> None:
        """A photograph, large."""
        self._open(PhotoDialog(name or tr("现场照片"), content, self.page))

    def open_paper(self, paper_id: int) -> None:
        """A picture or PDF is shown; another sort of file is saved where the clerk says."""
        found = self.desk.read(paper_bytes, paper_id)
        if found is None:
            self.desk.messages.warn(tr("这份材料只留了纸质件，没有电子文件。"))
            return
        name, kind, content = found
        if kind == "jpg":
            self.enlarge(name, content)
        elif kind == "pdf":
            self._open(PdfDialog(content, name, "", self.page))
        else:
            pattern = f"{kind.upper()} (*.{kind})"
            path = self.desk.dialogs.choose_save_file(tr("另存文件"), name, pattern)
            if path is not None:
                save_file(
                    self.desk,
                    path,
                    content,
                    title=tr("另存文件"),
                    pattern=pattern,
                    then=lambda where: self.desk.messages.ok(tr("{name} 已存好。", name=where.name)),
                )

    def open_drawing(self) -> None:
        """图纸: the one there is, or one of a list."""
        drawings = [p for p in self.facts.papers if p.kind is PaperKind.DRAWING] if self.facts else []
        chosen: object | None = drawings[0].id if len(drawings) == 1 else None
        if len(drawings) > 1:
            options: list[tuple[object, str]] = [
                (p.id, p.name or tr("纸质件 {day}", day=p.received_on.isoformat())) for p in drawings
            ]
            chosen = self.desk.dialogs.pick(tr("施工图纸"), options)
        if isinstance(chosen, int):
            self.open_paper(chosen)

    def open_issued(self, row: object) -> None:
        """A paper that was printed: looked at, printed again (D0.4)."""
        if isinstance(row, IssuedRow):
            self._open(IssuedPaperDialog(self.desk, row, self.page))
