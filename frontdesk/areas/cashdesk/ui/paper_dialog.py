"""A paper that is not issued yet, large: it can be looked at, not printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.paper_view import PaperView

_WIDE, _TALL = 960, 460


class PaperDialog(DeskDialog):
    """Shows the PDF; Esc or Enter closes it."""

    def __init__(self, pdf: bytes, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, words, name="paper_dialog", width=_WIDE, parent=parent)
        view = PaperView(pdf, self)
        view.setFixedHeight(_TALL)
        self.body.addWidget(view)
        close = self.add_button(tr("关闭"), "Esc", "primary", name="paper_close")
        close.clicked.connect(self.reject)
        view.setFocus()
