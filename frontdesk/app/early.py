"""The first moment: who it is can be asked before the program is whole.

The database layer takes several times as long to load as the window. So the sign-in page is put up from what a
plain look into the file tells, and the rest is loaded beside it while the clerk reads and types; whoever is quicker
than that waits for the rest of it, and finds the page as it was typed into.
"""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from frontdesk.app.main_window import MainWindow
from frontdesk.app.places import SETTINGS_FILE
from frontdesk.app.sign_in import LAST_LOGIN, SignInPage
from frontdesk.base.store.glance import FILE_NAME, estate_at_a_glance
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

BESIDE = (
    "frontdesk.app.folder",
    "frontdesk.base.store.users",
    "frontdesk.areas.fees.service",
    "frontdesk.areas.cashdesk.service",
    "frontdesk.areas.today.queries",
)
"""What is loaded on another thread: nothing of Qt, whose objects belong to the thread they are made on."""


def early_page(folder: Path, window: MainWindow) -> SignInPage | None:
    """The sign-in page in *window*; None where the folder asks for something else first, or names a server."""
    if (folder / SETTINGS_FILE).exists():
        return None
    estate = estate_at_a_glance(folder / FILE_NAME)
    if estate is None:
        return None
    page = SignInPage(_too_early)
    page.ask(estate, str(window.memory.get(LAST_LOGIN, "")))
    window.display(page)
    return page


def _too_early(login: str, password: str) -> Actor:
    raise Refused(tr("程序还没有准备好，请再按一次"))


class Loading(QObject):
    """Loads what `BESIDE` lists, then calls *then* once, on the thread this was made on.

    *page* waits for that when somebody presses Enter first.
    """

    loaded = Signal()

    def __init__(self, page: SignInPage, then: Callable[[], None]) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = then
        self._page = page
        self._thread = threading.Thread(target=self._load, name="loading", daemon=True)
        page.check = self._check
        self.loaded.connect(self.finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def finish(self) -> None:
        """Wait for the rest, and go on; nothing the second time."""
        then, self._then = self._then, None
        if then is not None:
            self._thread.join()
            then()

    def stop(self) -> None:
        """The window was closed before: nothing follows, and nothing is left loading while the process ends."""
        self._then = None
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        try:
            for name in BESIDE:
                importlib.import_module(name)
            from sqlalchemy.orm import configure_mappers

            configure_mappers()
            # What is loaded now stays to the end: Python's collector need not walk through it each time, which
            # would hold the window up for some frames.
            gc.freeze()
        finally:
            # What cannot be loaded is met again, and told, where it is used.
            self.loaded.emit()

    def _check(self, login: str, password: str) -> Actor:
        self.finish()
        if self._page.check == self._check:
            # Something else is shown by now: why the data cannot be opened.
            return _too_early(login, password)
        return self._page.check(login, password)
