"""A paper looked at in place: pages, zoom, turned; opened outside; copied out. Personal ones for a reason (D1.6, D1.9)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.papers import PaperRow, plain_paper
from frontdesk.areas.archives.service.papers import Look, LookAtPaper, PaperFile, look_at_paper
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.files import safe_name, write_whole
from frontdesk.base.store.vault import Content
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.file_kinds import SHOWN
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.paper_view import PaperView

_WIDE, _HIGH = 880, 470
_REASONS = ("办理业务核对", "住户本人要看", "法院、公安调取", "其他")
_opened: list[tempfile.TemporaryDirectory[str]] = []
"""What was opened outside lies here until the program ends, and goes with it."""


class ViewerDialog(DeskDialog):
    """One file: PDF or picture. *open_it* and *copy_it* are offered where they are given."""

    def __init__(
        self,
        title: str,
        content: bytes,
        *,
        open_it: Callable[[], object] | None = None,
        copy_it: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name="paper_viewer", width=_WIDE, parent=parent)
        self.view = PaperView(content, self)
        self.view.setMinimumHeight(_HIGH)
        self.body.addWidget(self.view, 1)
        self.pages = Words("", "body", "text2", parent=self)
        self.pages.setObjectName("paper_viewer_pages")
        self.body.addWidget(self.pages)
        for words, key, name, done in (
            (tr("适合宽度"), "Ctrl+0", "fit", lambda: self.view.set_zoom(0)),
            (tr("放大"), "Ctrl+=", "larger", lambda: self.view.closer(1)),
            (tr("缩小"), "Ctrl+-", "smaller", lambda: self.view.closer(-1)),
            (tr("旋转"), "Ctrl+R", "turn", self.view.turn),
        ):
            button = self.add_button(words, key, name=f"paper_viewer_{name}", left=True)
            button.clicked.connect(done)
        for words, key, name, act in (
            (tr("打开"), "F6", "open", open_it),
            (tr("另存"), "Ctrl+S", "copy", copy_it),
        ):
            if act is not None:
                button = self.add_button(words, key, name=f"paper_viewer_{name}")
                button.clicked.connect(act)
        self.add_cancel(tr("关闭"))
        self.view.moved.connect(lambda _page: self._say())
        self.view.zoomed.connect(lambda _zoom: self._say())
        self._say()
        self.view.setFocus()

    def _say(self) -> None:
        count = self.view.page_count()
        at = tr("第 {at} 页，共 {n} 页", at=self.view.page() + 1, n=count) if count > 1 else ""
        zoom = f"{self.view.zoom()}%" if self.view.zoom() else ""
        self.pages.setText("　".join(part for part in (at, zoom) if part))
        self.pages.setVisible(bool(self.pages.text()))


def title_of(row: PaperRow) -> str:
    """`3-1-1202 产权证 不动产权证书`."""
    name = row.name if row.name != row.kind else ""
    return " ".join(part for part in (row.unit or row.document, row.kind, name, row.person) if part)


def show_paper(desk: Desk, row: PaperRow, parent: QWidget) -> None:
    """Look at it: asks why where it is a personal one; what cannot be shown here is offered to the machine."""
    if row.sort not in SHOWN:
        open_paper(desk, row)
        return
    if row.personal:
        _ask(desk, row, Look.SEE, lambda file: _show(desk, row, file.content, parent))
        return
    try:
        found = desk.read(plain_paper, row.id)
    except DeskError as error:
        desk.tell(error)
        return
    if found is not None:
        _show(desk, row, found[1], parent)


def _show(desk: Desk, row: PaperRow, content: bytes, parent: QWidget) -> None:
    dialog = ViewerDialog(
        title_of(row),
        content,
        open_it=lambda: open_paper(desk, row),
        copy_it=lambda: copy_paper(desk, row),
        parent=parent,
    )
    open_dialog(dialog)


def open_paper(desk: Desk, row: PaperRow) -> None:
    """By the machine's own program, as a copy: what is done to it there does not touch what is kept."""
    _ask(desk, row, Look.OPEN, lambda file: _open(desk, file))


def copy_paper(desk: Desk, row: PaperRow) -> None:
    """Where the clerk says; logged, and for a personal paper with its right and reason."""
    _ask(desk, row, Look.COPY, lambda file: _copy(desk, file))


def _ask(desk: Desk, row: PaperRow, look: Look, then: Callable[[PaperFile], object]) -> None:
    reason = ""
    if row.personal:
        told = tr(
            "“{paper}”是个人证件资料。谁、什么时候、为什么{look}，都会记下。",
            paper=title_of(row),
            look=tr(look.value),
        )
        asked = desk.dialogs.ask_reason(tr("看原件"), told, [tr(word) for word in _REASONS])
        if not asked:
            return
        reason = asked
    desk.run(look_at_paper, LookAtPaper(row.id, look, reason), then=then)


def _open(desk: Desk, file: PaperFile) -> None:
    folder = tempfile.TemporaryDirectory(prefix="frontdesk-", ignore_cleanup_errors=True)
    _opened.append(folder)
    path = Path(folder.name) / safe_name(file.name)
    try:
        path.write_bytes(file.content)
    except OSError as error:
        desk.messages.bad(tr("没有打开。"), str(error.strerror))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        desk.messages.warn(tr("这台电脑没有能打开它的程序。"), tr("可以另存出来，拿到别的电脑上看。"))


def _copy(desk: Desk, file: PaperFile) -> None:
    pattern = f"{file.kind.upper()} (*.{file.kind})"
    path = desk.dialogs.choose_save_file(tr("另存"), safe_name(file.name), pattern)
    if path is None:
        return
    try:
        write_whole(path, Content(file.content))
    except DeskError as error:
        desk.tell(error)
    else:
        desk.messages.ok(tr("已另存。"), str(path))
