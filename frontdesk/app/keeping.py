"""What is being typed is kept as drafts (D0.8): every few seconds and when a page is left, against a hard end; at the
end, for another user and after a defect; and what a hard end left is told at the next start."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from frontdesk.base.store.drafts import Kept, acts_on, drafts, keep_typed
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.worker import WorkerPort

log = logging.getLogger(__name__)

EVERY_MS = 10_000
"""What was typed longer ago than this outlives a power cut."""


def keep_typing(desk: Desk, root: QWidget) -> int:
    """Keep what is typed on every page within *root*; returns on how many there was something."""
    kept = 0
    for page in root.findChildren(Page):
        try:
            kept += page.keep_typing()
        except DeskError as error:
            log.warning("a draft could not be kept: %s", error.text)
    if kept:
        desk.touched.emit(frozenset({"drafts"}))
    return kept


class TypingKeeper(QObject):
    """Keeps what is typed on the pages within *root*, again and again, on a thread of its own.

    A page is asked what stands on it (`Page.take_typing`); what has changed since is written on the worker. Saving,
    throwing away and 留作草稿 on the page itself are not overtaken by it (`acts_on`).
    """

    def __init__(self, desk: Desk, root: QWidget, worker: WorkerPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._root, self._worker = desk, root, worker
        self._kept: dict[tuple[int, str, str], tuple[str, int]] = {}
        self._on_its_way: set[tuple[int, str, str]] = set()
        self._failed = ""
        self._open = True
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.keep)
        self.timer.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def close(self) -> None:
        """Nothing is kept any more; what is being written is waited for."""
        self._open = False
        self.timer.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_went)
        self._worker.close()

    def keep(self) -> None:
        """Every page, now."""
        if self._may_keep():
            for page in self._root.findChildren(Page):
                self.keep_page(page)

    def _may_keep(self) -> bool:
        return self._open and isValid(self._root) and not self._desk.busy

    def keep_page(self, page: Page) -> None:
        """That page, where something is typed on it that is not yet kept."""
        draft = page.take_typing()
        if draft is None:
            return
        key = (self._desk.actor.id, draft.page, draft.key)
        told = json.dumps(draft.data, ensure_ascii=False, default=str)
        seen = acts_on(*key)
        if self._kept.get(key) == (told, seen) or key in self._on_its_way:
            return
        self._on_its_way.add(key)
        runner, actor = self._desk.runner, self._desk.actor
        self._worker.run(
            lambda: keep_typed(runner, actor, draft, seen),
            partial(self._wrote, key, (told, seen), page),
            partial(self._not_written, key),
        )

    def _wrote(self, key: tuple[int, str, str], told: tuple[str, int], page: Page, kept: Kept) -> None:
        self._on_its_way.discard(key)
        self._failed = ""
        if kept is Kept.OVERTAKEN:
            return
        ours = self._kept.get(key, ("", -1))[1] == told[1]
        self._kept[key] = told
        there = isValid(page)
        if kept is Kept.OVER and not ours and there:
            page.draft_was_there()
        if not there or not page.isVisible():
            # While somebody types into it the list need not know; once they are elsewhere it shall.
            self._desk.touched.emit(frozenset({"drafts"}))

    def _not_written(self, key: tuple[int, str, str], error: Exception) -> None:
        # Nobody asked for it, so nobody is told; saving says it when it fails too. Once, not every ten seconds.
        self._on_its_way.discard(key)
        if str(error) != self._failed:
            self._failed = str(error)
            log.warning("typing could not be kept: %s", error)

    def _focus_went(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self._may_keep():
            return
        left = self._page_of(old)
        if left is not None and left is not self._page_of(new):
            self.keep_page(left)

    def _page_of(self, widget: QWidget | None) -> Page | None:
        while widget is not None and isValid(widget) and widget is not self._root:
            if isinstance(widget, Page):
                return widget if self._root.isAncestorOf(widget) else None
            widget = widget.parentWidget()
        return None


class FromBefore:
    """Says what a hard end left: to each user once who has drafts of that run, to the first that it happened."""

    def __init__(self, began: str) -> None:
        """*began* is when the run that ended hard had begun; "" says nothing ever."""
        self._began = began
        self._told: set[int] = set()

    def say(self, desk: Desk) -> None:
        """To who sits here now."""
        if not self._began or desk.actor.id in self._told:
            return
        first = not self._told
        self._told.add(desk.actor.id)
        found = desk.read(drafts, desk.actor.id)
        count = len(found)
        go: Callable[[], object] = lambda: desk.go("drafts")  # noqa: E731
        if count:
            desk.messages.warn(
                tr("上次程序没有正常关闭。"),
                tr("当时正在填的内容没有丢：草稿有 {n} 份，可以接着填。", n=count),
                action=tr("看草稿"),
                then=go,
            )
        elif first:
            desk.messages.warn(tr("上次程序没有正常关闭。"), tr("已经存好的数据都在，可以照常办理。"))
