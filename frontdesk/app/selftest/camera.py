"""Takes the self-test's pictures, and knows which pages, dialogs and views have been in one."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from frontdesk.app.demo.pictures import taken
from frontdesk.app.selftest.doubled import doubled_keys
from frontdesk.app.selftest.steps import Findings, NotWhole

QUICKLY = 80
"""Of 0 (small) to 100 (large): zlib's level 1, a third of the time of Qt's usual."""
_OURS = ("frontdesk.app.", "frontdesk.areas.")
_KIT = "frontdesk.base.widgets."


class Camera:
    """Pictures of one theme."""

    def __init__(self, folder: Path, theme: str, findings: Findings) -> None:
        self._folder, self._theme, self._findings = folder / theme, theme, findings
        self._folder.mkdir(parents=True, exist_ok=True)
        self._names: set[str] = set()
        self._seen: set[str] = set()
        self._last: tuple[str, QImage] = ("", QImage())
        self.taken = 0
        """How many so far."""

    def doing(self, what: str) -> None:
        """Say what is being done, for whatever is complained about meanwhile."""
        self._findings.ears.during = f"{self._theme} {what}"

    def look(self, where: str, *windows: QWidget | None) -> None:
        """Read what they show for numbers in full (D1.9) and keys taken twice; once is enough, for both themes."""
        for window in windows if self._theme == "light" else ():
            if window is not None:
                self._findings.privacy.look(where, window)
                for key, names in doubled_keys(window).items():
                    self._findings.doubled.setdefault(f"{key}: {', '.join(names)}", where)

    def has(self, name: str) -> bool:
        """Whether there is a picture of that name."""
        return name in self._names

    def picture(
        self,
        name: str,
        window: QWidget,
        popup: QWidget | None = None,
        *,
        unlike: str = "",
        counts: bool = True,
    ) -> None:
        """Picture *window* as *name*; the same name again is left out, and what looks as *unlike* just did.

        A picture that does not count shows too little of what is in it to stand for it.
        """
        if name in self._names:
            return
        self.doing(name)
        with self._findings.privacy.drawn(name):
            image = taken(window, popup).toImage()
        self.look(name, window, popup)
        if unlike and self._last[0] == unlike and self._last[1] == image:
            return
        self._names.add(name)
        self._last = (name, image)
        if not image.save(str(self._folder / f"{name}.png"), None, QUICKLY):
            raise NotWhole(f"{name}.png was not written")
        self.taken += 1
        picture = f"{self._theme}/{name}.png"
        self._findings.pictures.append(picture)
        for kind in classes_in(window) if counts else ():
            self._seen.add(kind)
            self._findings.shown.setdefault(kind, picture)

    def news(self, window: QWidget) -> list[str]:
        """Classes shown in *window* that have not been in a picture of this theme, pages first.

        What it shows is read for numbers in full as well: most of what is pressed makes no picture.
        """
        self.look(self._findings.ears.during, window)
        fresh = [kind for kind in classes_in(window) if kind not in self._seen]
        return sorted(fresh, key=lambda kind: (not kind.endswith("Page"), kind))


def classes_in(window: QWidget) -> list[str]:
    """Our classes of which something is shown in *window*: pages, views, panes and dialogs, with what they stand on."""
    found: dict[str, None] = {}
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        for kind in type(widget).__mro__:
            name = f"{kind.__module__}.{kind.__qualname__}"
            if name.startswith(_OURS) or (name.startswith(_KIT) and kind.__name__.endswith("Dialog")):
                found[name] = None
    return list(found)


def plain(name: str) -> str:
    """A class's name as part of a file's: `frontdesk.areas.fees.ui.runs_page.RunsPage` → `runs_page`."""
    last = name.rpartition(".")[2].lstrip("_")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", last).lower()
