"""Finding what a person would look at: by object name, in the page or in the dialog over it."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from frontdesk.base.widgets.buttons import Chip
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.table import Table

W = TypeVar("W", bound=QWidget)


def named(root: QWidget, kind: type[W], name: str) -> W:
    """The widget of that name; the newest where an older one is on its way out."""
    found = [w for w in root.findChildren(kind) if w.objectName() == name and w.parent() is not None]
    assert found, name
    return found[-1]


def dialog(root: QWidget, name: str) -> Any:
    """The dialog of that name that is open now, with the focus in it."""
    settle()
    found = [d for d in root.findChildren(QDialog) if d.objectName() == name and d.isVisible()]
    assert len(found) == 1, (name, len(found))
    found[0].activateWindow()
    settle()
    return found[0]


def close(open_now: QDialog) -> None:
    """Turn back from a dialog; the page has the keys again."""
    page = open_now.parentWidget()
    open_now.reject()
    page.window().activateWindow()
    settle()


def closed(root: QWidget, name: str) -> bool:
    """Whether no dialog of that name is open."""
    return not any(d.objectName() == name and d.isVisible() for d in root.findChildren(QDialog))


def says(root: QWidget, name: str) -> str:
    """What a label says."""
    widget = named(root, QWidget, name)
    assert isinstance(widget, Words | StatusLabel)
    return widget.text()


def shown(table: Table) -> list[tuple[str, ...]]:
    """The cells of a list, as shown."""
    model = table.rows_model()
    return [
        tuple(
            str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")
            for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]


def counts(root: QWidget, row: str, *keys: str) -> tuple[str, ...]:
    """What the chips of a row say."""
    return tuple(named(root, Chip, f"{row}_{key}").accessibleName() for key in keys)


def settle() -> None:
    """Let what was just put into a pane come into sight, as the event loop does between two keys."""
    QApplication.processEvents()


def texts(root: QWidget) -> list[str]:
    """Every label's words, for what stands in a pane."""
    settle()
    return [w.text() for w in root.findChildren(Words) if w.isVisibleTo(root)]
