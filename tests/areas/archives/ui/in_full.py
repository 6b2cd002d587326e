"""What stands in full in the dialog that a reason has opened (D1.9)."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.ui.reveal import NumbersDialog


def shown_in_full() -> list[str]:
    """The numbers shown now; the dialog is closed by its own time, after which nothing of them is left."""
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, NumbersDialog) and w.isVisible()]
    if not dialogs:
        return []
    (dialog,) = dialogs
    found = [words.text() for words in dialog.numbers]
    while dialog.isVisible():
        dialog.tick()
    assert not any(words.text() for words in dialog.numbers)
    return found
