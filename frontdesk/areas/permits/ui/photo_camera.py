"""A photograph by the machine's own camera program: what is taken there is fetched from where it puts it.

The Windows wheels that the program ships have no camera of Qt's own; the system's camera app is on every Windows
10 and 11, knows its cameras, and puts its pictures into one folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from frontdesk.areas.permits.ui.photo_crop import SUFFIXES

APP = "microsoft.windows.camera:"
FOLDERS = ("Camera Roll", "本机照片")
EVERY_MS = 700


def camera_folders() -> tuple[Path, ...]:
    """Where the camera app puts what it takes; those that are there."""
    pictures = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
    return tuple(folder for name in FOLDERS if (folder := pictures / name).is_dir()) or (pictures,)


def open_camera() -> bool:
    """Open the system's camera app; False where there is none."""
    return sys.platform == "win32" and QDesktopServices.openUrl(QUrl(APP))


class CameraWatch(QObject):
    """Tells of a picture that comes into the folders after `begin`. `taken(path)` once it is whole."""

    taken = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[Path, ...] = ()
        self._known: set[Path] = set()
        self._growing: dict[Path, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, folders: tuple[Path, ...]) -> None:
        """From now on; what is there already does not count."""
        self._folders = folders
        self._known = set(self._pictures())
        self._growing.clear()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def watching(self) -> bool:
        return self._timer.isActive()

    def _pictures(self) -> list[Path]:
        found: list[Path] = []
        for folder in self._folders:
            try:
                found += [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
            except OSError:
                continue
        return found

    def look(self) -> None:
        """Whether there is a new one. It counts once it has stopped growing from one look to the next."""
        for path in self._pictures():
            if path in self._known:
                continue
            try:
                size = path.stat().st_size
            except OSError:
                continue
            if size and self._growing.get(path) == size:
                self._known.add(path)
                self._growing.pop(path)
                self.taken.emit(path)
                return
            self._growing[path] = size
