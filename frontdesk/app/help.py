"""What the keys do, what a page is for, and about the program: small dialogs that only tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from frontdesk import __version__
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.marks import KeyHint, Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.tokens import SPACE

WIDE = 640

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl K", "搜索"),
    ("Alt 1", "第一个标签，依次类推"),
    ("Ctrl 1", "标签里的第一页，依次类推"),
    ("↑ ↓", "在列表里移动"),
    ("Enter", "打开，或到下一栏"),
    ("Esc", "收起，或返回"),
    ("Ctrl Enter", "保存"),
    ("F1", "这一页的说明"),
    ("?", "全部按键"),
    ("Ctrl L", "锁屏"),
)


class KeysDialog(DeskDialog):
    """Keys of this page at the left, keys that hold everywhere at the right (L5). F1 adds what the page is for."""

    def __init__(
        self,
        title: str,
        here: Sequence[tuple[str, str]],
        *,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, words, name="keys_dialog", width=WIDE, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xl)
        if here:
            row.addLayout(self._list(tr("这一页"), here), 1)
        row.addLayout(self._list(tr("到处都能用"), [(key, tr(what)) for key, what in EVERYWHERE]), 1)
        self.body.addSpacing(SPACE.s)
        self.body.addLayout(row)
        close = self.add_button(tr("知道了"), "Enter", "primary", name="keys_close")
        close.clicked.connect(self.accept)
        close.setFocus()

    def _list(self, title: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Words(title, "bold"), 0, 0, 1, 2)
        for at, (key, what) in enumerate(dict(keys).items(), start=1):
            grid.addWidget(KeyHint(key), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Words(what, "body"), at, 1)
        grid.setRowStretch(len(keys) + 1, 1)
        return grid


def keys_of(page: QWidget | None) -> list[tuple[str, str]]:
    """The keys of the page shown."""
    return page.shortcuts() if isinstance(page, Page) else []


def help_of(page: QWidget | None) -> tuple[str, str]:
    """(title, words) of F1 for the page shown."""
    if isinstance(page, Page):
        return page.accessibleName() or tr("这一页"), page.help_text()
    return tr("说明"), ""


class AboutDialog(DeskDialog):
    """Which program this is, and where its data and its log stand."""

    def __init__(
        self, folder: Path, database: str, log_file: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("物业前台"), tr("住宅小区服务中心的前台工作台。"), name="about_dialog", parent=parent
        )
        lines = [
            (tr("版本"), program_version()),
            (tr("数据库"), database),
            (tr("数据文件夹"), str(folder)),
            (tr("记录文件"), str(log_file) if log_file is not None else tr("没有")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(1, 1)
        for at, (word, value) in enumerate(lines):
            grid.addWidget(Words(word, "body", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            shown = Words(value, "body", wrap=True, select=True)
            shown.setObjectName(f"about_{at}")
            shown.setAccessibleName(f"{word} {value}")
            grid.addWidget(shown, at, 1)
        self.body.addSpacing(SPACE.s)
        self.body.addLayout(grid)
        close = self.add_button(tr("知道了"), "Enter", "primary", name="about_close")
        close.clicked.connect(self.accept)
        close.setFocus()


def program_version() -> str:
    """The version that is running."""
    return __version__
