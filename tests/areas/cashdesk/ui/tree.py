"""Everything a page could tell: texts of its widgets, cells of its models, and what screen readers are given."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QWidget

_TEXTS = ("text", "toPlainText", "title", "windowTitle", "placeholderText", "currentText")
_NAMES = ("toolTip", "accessibleName", "accessibleDescription", "statusTip", "whatsThis")


def texts_of(root: QWidget) -> set[str]:
    """All of them, hidden widgets too."""
    found: set[str] = set()
    for widget in [root, *root.findChildren(QWidget)]:
        found.update(_own(widget))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found.update(_cells(widget))
    found.update(_properties(root))
    found.update(_read_out(QAccessible.queryAccessibleInterface(root)))
    return {text for text in found if text}


def _own(widget: QWidget) -> Iterator[str]:
    for name in (*_TEXTS, *_NAMES):
        call = getattr(widget, name, None)
        if callable(call):
            try:
                value = call()
            except TypeError:
                continue
            if isinstance(value, str):
                yield value


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.UserRole + 1,
            ):
                value = model.data(model.index(row, column), role)
                if value is not None:
                    yield str(value)


def _properties(root: QObject) -> Iterator[str]:
    for thing in [root, *root.findChildren(QObject)]:
        for raw in thing.dynamicPropertyNames():
            name = bytes(raw.data()).decode()
            try:
                yield str(thing.property(name))
            except RuntimeError:
                continue  # a value of Qt's own that no Python type holds


def _read_out(node: QAccessibleInterface | None) -> Iterator[str]:
    if node is None or not node.isValid():
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield node.text(kind)
    for number in range(node.childCount()):
        yield from _read_out(node.child(number))
