"""A long dialog left for the telephone: kept as a draft, by a key and by itself, as long forms are (D0.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from frontdesk.base.store.drafts import DraftRow, DropDraft, SaveDraft, drop_draft, save_draft
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.field import Field

_open: list[DialogDrafts] = []
"""Of the dialogs that are shown now: there is seldom more than one."""


class DialogDrafts(QObject):
    """Gives *dialog* the button 留作草稿 (F7) and keeps what is typed in its *fields* under *page*.

    Its draft goes when the dialog is saved. *title* says how it stands in the list of drafts. The page the dialog
    stands over takes a draft up again by making the dialog anew and giving it to `restore`.
    """

    def __init__(
        self,
        desk: Desk,
        dialog: DeskDialog,
        page: str,
        title: Callable[[], str],
        fields: Callable[[], Mapping[str, Field]],
        grow: Callable[[Mapping[str, Any]], object] = lambda _kept: None,
    ) -> None:
        """*grow* makes the fields that a draft needs before it is put back."""
        super().__init__(dialog)
        self._desk, self._dialog, self._page, self._title = desk, dialog, page, title
        self._fields, self._grow = fields, grow
        self._key = f"{desk.clock.now():%Y%m%d%H%M%S%f}"
        self._drafted = self._by_itself = False
        button = dialog.add_button(tr("留作草稿"), "F7", name=f"{dialog.objectName()}_draft", left=True)
        button.clicked.connect(self.keep)
        dialog.accepted.connect(self._saved)
        dialog.rejected.connect(self._given_up)
        _open.append(self)

    # -- the draft --

    def _draft(self) -> SaveDraft:
        kept = {name: field.typed() for name, field in self._fields().items()}
        return SaveDraft(self._page, self._key, self._title()[:120], kept)

    def restore(self, draft: DraftRow) -> None:
        """Put a draft back into the new dialog; it counts as typed."""
        self._key, self._drafted, self._by_itself = draft.key, True, False
        self._grow(draft.data)
        for name, field in self._fields().items():
            if name in draft.data:
                field.set_typed(draft.data[name])
                field.edited.emit()

    def keep(self) -> None:
        """F7: it waits in the list of drafts."""
        self._desk.run(save_draft, self._draft(), then=self._kept)

    def _kept(self, _none: None) -> None:
        self._drafted, self._by_itself = True, False
        at = f"{local_time(self._desk.clock.now()):%H:%M:%S}"
        self._desk.messages.ok(tr("已留作草稿。"), tr("{at} 存好，在右上角「草稿」里可以接着填。", at=at))
        # Not `reject`: nothing is thrown away, nothing is asked.
        self._dialog.done(QDialog.DialogCode.Rejected)

    # -- by itself --

    def take(self) -> SaveDraft | None:
        """What is typed now; None where nothing is."""
        if not self._dialog.typed_anything():
            return None
        if not self._drafted:
            self._drafted = self._by_itself = True
        return self._draft()

    def was_there(self) -> None:
        """The draft is one that somebody had left."""
        self._by_itself = False

    # -- the end --

    def _saved(self) -> None:
        self._close(drop=self._drafted)

    def _given_up(self) -> None:
        # What was kept meanwhile is thrown away with it; a draft that was left or taken up stays.
        self._close(drop=self._drafted and self._by_itself)

    def _close(self, *, drop: bool) -> None:
        if self in _open:
            _open.remove(self)
        self._drafted = False
        if drop:
            self._desk.run(drop_draft, DropDraft(self._page, self._key))

    def stands_over(self, page: QWidget) -> bool:
        """Whether its dialog is shown over that page."""
        widget: QWidget | None = self._dialog
        while widget is not None and widget is not page:
            widget = widget.parentWidget()
        return widget is page and self._dialog.isVisible()


def dialog_over(page: QWidget) -> DialogDrafts | None:
    """The dialog shown over *page* whose typing can be kept; None for none."""
    _open[:] = [each for each in _open if isValid(each)]
    return next((each for each in _open if each.stands_over(page)), None)
