"""The bookmarks of a batch stand beside its pages and go there (F4, L5)."""

from __future__ import annotations

import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.outline import Bookmark
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker

K = Qt.Key


def batch(*marks: tuple[str, int]) -> bytes:
    """A page for each bookmark (title, level)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(420, 297), invariant=1)
    for number, (title, level) in enumerate(marks):
        canvas.bookmarkPage(str(number), fit="XYZ", left=0, top=297, zoom=0)
        canvas.addOutlineEntry(title, str(number), level)
        canvas.drawString(40, 40, title)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class NoPrinter:
    def printers(self) -> tuple[str, ...]:
        return ()

    def default(self) -> str:
        return ""

    def send(self, job: object, progress: object) -> None:
        raise AssertionError("nothing is printed here")


@pytest.fixture
def with_printing(desk: Desk, memory: Memory) -> Desk:
    desk.printing = Printing(memory, NoPrinter(), SameThreadWorker())
    return desk


def test_a_batch_shows_its_bookmarks_and_the_arrows_go_to_their_pages(
    with_printing: Desk, qtbot: QtBot
) -> None:
    pdf = batch(("A", 0), ("A-1", 1), ("B", 0), ("B-1", 1))
    dialog = PreviewDialog(with_printing, "notice", pdf, "batch")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    outline = dialog.outline
    assert outline is not None
    assert dialog.view.bookmarks() == [
        Bookmark("A", 0, 0), Bookmark("A-1", 1, 1), Bookmark("B", 2, 0), Bookmark("B-1", 3, 1),
    ]  # fmt: skip
    outline.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Down)
    assert dialog.view.page() == 2
    dialog.view.go_to(3)
    assert outline.currentIndex().data() == "B-1"
    assert not outline.grab().isNull()


def test_a_single_paper_has_none(with_printing: Desk, qtbot: QtBot) -> None:
    dialog = PreviewDialog(with_printing, "notice", batch(("A", 0)), "one")
    qtbot.addWidget(dialog)
    assert dialog.outline is None
