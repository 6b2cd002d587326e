"""Keys that two things on one window would take: Qt then gives the press to neither, and the clerk's key is dead."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget


def doubled_keys(window: QWidget) -> dict[str, list[str]]:
    """Key -> the names of what is shown in *window*, may be pressed now, and takes it; only keys taken twice."""
    taken: dict[tuple[int, str], list[str]] = defaultdict(list)
    for shortcut in window.findChildren(QShortcut):
        on = shortcut.parent()
        if (
            not isinstance(on, QWidget)
            or not on.isVisible()
            or not on.isEnabled()
            or not shortcut.isEnabled()
        ):
            continue
        if shortcut.context() is not Qt.ShortcutContext.WindowShortcut:
            continue
        name = on.objectName() or type(on).__name__
        sequences = shortcut.keys()
        for key in sequences:
            if key.isEmpty():
                continue
            taken[id(on.window()), key.toString()].append(name)
    return {key: sorted(names) for (_window, key), names in taken.items() if len(names) > 1}
