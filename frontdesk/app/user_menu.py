"""What stands behind the user's name: lock, another user, password, settings, look, keys, about (L1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from frontdesk.app.look import LOOK_MEMORY, LOOKS
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.frame import MenuButton
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.theme import Mode, apply_theme, font, icon, theme_changed, theme_mode


@dataclass(frozen=True, slots=True)
class MenuActions:
    """What the entries do."""

    lock: Callable[[], object]
    other_user: Callable[[], object]
    password: Callable[[], object]
    settings: Callable[[], object]
    printing: Callable[[], object]
    keys: Callable[[], object]
    about: Callable[[], object]


class UserMenu(QObject):
    """Fills the user's button once; the icons follow the theme."""

    def __init__(self, button: MenuButton, actions: MenuActions, memory: Memory) -> None:
        super().__init__(button)
        self._memory = memory
        self._icons: list[tuple[QAction | QMenu, str]] = []
        menu = button.menu_shown
        self._add(button, tr("锁屏"), actions.lock, "menu_lock", "ph.lock-simple", "Ctrl+L")
        self._add(button, tr("换用户"), actions.other_user, "menu_other_user", "ph.users")
        self._add(button, tr("修改密码"), actions.password, "menu_password", "ph.key")
        menu.addSeparator()
        self._add(button, tr("设置"), actions.settings, "menu_settings", "ph.gear-six")
        self._add(button, tr("打印设置"), actions.printing, "menu_printing", "ph.printer")
        looks = QMenu(tr("外观"), menu)
        looks.setFont(font("body"))
        looks.setObjectName("menu_look")
        self._group = QActionGroup(looks)
        self.looks: dict[Mode, QAction] = {}
        for mode, word in LOOKS:
            action = QAction(tr(word), looks)
            action.setObjectName(f"menu_look_{mode}")
            action.setCheckable(True)
            action.setChecked(theme_mode() == mode)
            action.triggered.connect(lambda _on=False, mode=mode: self.wear(mode))
            self._group.addAction(action)
            looks.addAction(action)
            self.looks[mode] = action
        menu.addMenu(looks)
        self._icons.append((looks, "ph.moon"))
        menu.addSeparator()
        keys = self._add(button, tr("按键"), actions.keys, "menu_keys", "ph.keyboard")
        # Shown, not owned: the window listens to it, so that it can be typed into a field.
        keys.setText(tr("按键") + "\t?")
        self._add(button, tr("关于"), actions.about, "menu_about", "ph.info")
        theme_changed.connect(self.repaint)
        self.repaint()

    def _add(
        self,
        button: MenuButton,
        text: str,
        then: Callable[[], object],
        name: str,
        icon_name: str,
        key: str = "",
    ) -> QAction:
        action = button.add(text, then, name=name, key=key)
        self._icons.append((action, icon_name))
        return action

    def repaint(self) -> None:
        """Icons in the colours of the theme shown."""
        for action, name in self._icons:
            action.setIcon(icon(name))

    def wear(self, mode: Mode) -> None:
        """Light, dark, or as the desktop is; remembered on this machine."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode)
        self._memory.set(LOOK_MEMORY, mode)
        self._memory.save()
        self.looks[mode].setChecked(True)
