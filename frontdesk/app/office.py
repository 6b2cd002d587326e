"""Furnishes the workplace: the user's menu, help, and the pages that are the window's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from frontdesk.app.drafts_list import DraftsPage
from frontdesk.app.help import AboutDialog, KeysDialog, help_of, keys_of
from frontdesk.app.tabs import TABS, PageEntry, TabEntry
from frontdesk.app.user_menu import MenuActions, UserMenu
from frontdesk.app.workplace import Workplace
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page

if TYPE_CHECKING:
    from frontdesk.app.program import Program


def _settings(desk: Desk) -> Page:
    from frontdesk.app.settings.page import SettingsPage

    return SettingsPage(desk)


OWN: tuple[PageEntry, ...] = (
    PageEntry("settings", _settings, ("settings",)),
    PageEntry("drafts", DraftsPage, ("drafts",)),
)
"""Pages that belong to no tab."""


def furnish(program: Program, desk: Desk, tabs: tuple[TabEntry, ...] | None = None) -> Workplace:
    """The workplace of that program, complete."""
    place = Workplace(desk, TABS if tabs is None else tabs, OWN)

    def show(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def password() -> None:
        from frontdesk.app.password import PasswordDialog

        show(PasswordDialog(desk, place))

    def keys() -> None:
        show(KeysDialog(tr("按键"), keys_of(place.inner_page()), parent=place))

    def page_help() -> None:
        page = place.inner_page()
        title, words = help_of(page)
        show(KeysDialog(title, keys_of(page), words=words, parent=place))

    def about() -> None:
        db = desk.runner.db
        where = db.path.name if db.path is not None else db.url.render_as_string(hide_password=True)
        show(AboutDialog(program.folder, where, program.log_file, place))

    actions = MenuActions(
        lock=program.lock,
        other_user=program.other_user,
        password=password,
        settings=lambda: desk.go("settings"),
        printing=lambda: desk.go("settings", sheet="print"),
        keys=keys,
        about=about,
    )
    UserMenu(place.top.user, actions, desk.memory)
    # The data must be closed for it, and this place with it.
    place.elsewhere["restore"] = program.restoring.restore
    for key, do in (("F1", page_help), ("?", keys), ("？", keys)):
        shortcut = QShortcut(QKeySequence(key), place)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(do)
    return place
