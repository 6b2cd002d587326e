"""The desk of somebody who has signed in: top bar, tabs, the page, the message bar; where each target leads."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.app.facts import ShiftFacts, shift_facts
from frontdesk.app.searching import caller_of, groups_of, is_number, log_caller, way_to
from frontdesk.app.settings.facts import estate_name
from frontdesk.app.settings.personal_facts import screen_marked
from frontdesk.app.tabs import TABS, PageEntry, TabEntry
from frontdesk.base.store.drafts import DraftRow, drafts
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.frame import MessageBar, Tab, TabStrip, TopBar
from frontdesk.base.widgets.marks import ground
from frontdesk.base.widgets.page import Page, SubTabs
from frontdesk.base.widgets.screen_mark import cover, set_screen_mark
from frontdesk.base.widgets.search import Hit, SearchBox

log = logging.getLogger(__name__)

SEARCH_LIMIT = 30
TRAIL = 20
"""So many pages are remembered to go back to."""


class Workplace(QWidget):
    """Everything between signing in and out. Pages are built when they are first shown.

    `desk.go(target, …)` leads to the page that names the target; *own* are pages of no tab (settings, drafts). A
    page with a signal `left` goes back to where the clerk came from when it emits it.
    """

    def __init__(
        self,
        desk: Desk,
        tabs: tuple[TabEntry, ...] = TABS,
        own: tuple[PageEntry, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("workplace")
        ground(self, "surface")
        self.desk = desk
        self._tabs = tabs
        self._tab_of: dict[str, TabEntry] = {page.key: tab for tab in tabs for page in tab.pages}
        self._entries: dict[str, PageEntry] = {page.key: page for tab in tabs for page in tab.pages}
        self._entries.update({page.key: page for page in own})
        self.pages: dict[str, Page] = {}
        self.elsewhere: dict[str, Callable[..., object]] = {}
        self._strips: dict[str, SubTabs] = {}
        self._current = ""
        self._trail: list[str] = []
        self._last_of_tab: dict[str, str] = {}
        self.top = TopBar(self)
        # One estate for now: its name does nothing, so Tab passes it.
        self.top.estate.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.search = SearchBox(parent=self.top)
        self.top.set_search(self.search)
        self.strip = TabStrip([Tab(t.key, t.icon, tr(t.word)) for t in tabs], self)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        self._roomy: Page | None = None
        self.bar = MessageBar(self.stack, self._foot_height, self._make_room)
        desk.messages = self.bar
        self.strip.chosen.connect(self._tab_chosen)
        self.search.query.connect(self._search)
        self.search.opened.connect(self._open_hit)
        self.search.acted.connect(self._act_on_hit)
        self.top.shift.clicked.connect(lambda: desk.go("shift"))
        self.top.drafts.clicked.connect(lambda: desk.go("drafts"))
        desk.went.connect(self.go)
        desk.touched.connect(self._heard)

    # -- beginning --

    def begin(self) -> None:
        """Show the first page for whoever has signed in."""
        self.top.set_estate(self.desk.read(estate_name))
        actor = self.desk.actor
        self.top.set_user(actor.name, tr(actor.role.value))
        may_collect = self.desk.may(Right.COLLECT)
        self.top.shift.setVisible(may_collect)
        collect = [("F3", tr("收费"))] if may_collect else []
        report = [("F2", tr("新报事"))] if self.desk.may(Right.RECEPTION) else []
        self.search.set_actions([*report, *collect])
        log_calls = [("F4", tr("记来电"))] if report else []
        self.search.set_number_actions([*log_calls, *report], is_number)
        self._show_shift()
        self._show_drafts()
        self._show_mark()
        if self._tabs:
            self.show_tab(self._tabs[0].key)

    # -- going places --

    def show_tab(self, key: str) -> None:
        """Show that tab's first page that whoever sits here may see."""
        tab = next(tab for tab in self._tabs if tab.key == key)
        pages = [page for page in tab.pages if page.right is None or self.desk.may(page.right)]
        self.show_page((pages or list(tab.pages))[0].key)

    def _tab_chosen(self, key: str) -> None:
        here = self._tab_of.get(self._current)
        last = self._last_of_tab.get(key)
        # Choosing the tab one is on goes back to its first page; coming from elsewhere, to where one was.
        if last is not None and (here is None or here.key != key):
            self.show_page(last)
        else:
            self.show_tab(key)

    def show_page(self, key: str, *, back: bool = False) -> Page:
        """Show that page, built if it has not been. Going *back* leaves no trail."""
        page = self.page(key)
        if self._current != key:
            if self._current and not back:
                self._trail = [*self._trail[1 - TRAIL :], self._current]
            self.bar.clear()
            log.info("page %s", key)
        self._current = key
        tab = self._tab_of.get(key)
        if tab is not None:
            self.strip.choose(tab.key)
            if self._entries[key].word:
                self._last_of_tab[tab.key] = key
        strip = self._strips.get(key)
        if strip is not None:
            strip.blockSignals(True)
            strip.choose(key)
            strip.blockSignals(False)
        # Asked before: the stack hands the keys to the first button it finds, and Enter would print or go back.
        begins = page.focusWidget() is None
        self.stack.setCurrentWidget(page)
        if begins:
            page.focus_start()
        self.bar.place()
        self.bar.raise_()
        self._show_figures()
        return page

    def _show_figures(self) -> None:
        """What stands behind the words of the strip shown, when it is known."""
        tab = self._tab_of.get(self._current)
        if tab is None or tab.figures is None or self._current not in self._strips:
            return
        self.desk.read_later(
            tab.figures, self.desk.clock.today(), key="strip_figures", then=self._told_figures
        )

    def _told_figures(self, found: Mapping[str, str]) -> None:
        strip = self._strips.get(self._current)
        names = strip.keys() if strip is not None else ()
        for key in names:
            if key in found and strip is not None:
                strip.set_count(key, found[key])

    def page(self, key: str) -> Page:
        """That page, built if it has not been, not yet shown."""
        page = self.pages.get(key)
        if page is None:
            entry = self._entries[key]
            page = entry.factory(self.desk)
            self.pages[key] = page
            self._lead_with_strip(key, page)
            left = getattr(page, "left", None)
            if left is not None:
                left.connect(self.go_back)
            tab = self._tab_of.get(key)
            reached = tab is not None and key != tab.pages[0].key
            if reached and not entry.word and page.head.back is None:
                # No word of the strip leads from it: the arrow does, for the mouse as Alt+← for the keys (L2). A
                # tab's own first page is where its word leads: there is nothing to go back from.
                page.head.add_back().clicked.connect(self.go_back)
            self.stack.addWidget(page)
        return page

    def _lead_with_strip(self, key: str, page: Page) -> None:
        """The strip of the tab's pages in the page's head, where there is more than one to choose from."""
        tab = self._tab_of.get(key)
        if tab is None or not self._entries[key].word:
            return
        shown = [
            p for p in tab.pages if p.word and (p.right is None or self.desk.may(p.right) or p.key == key)
        ]
        if len(shown) < 2:
            return
        menu = [p for p in shown if p.more]
        if len(menu) == 1:
            # A menu of one line is a detour.
            menu = []
        row = [p for p in shown if p not in menu]
        strip = SubTabs(
            [(p.key, tr(p.word)) for p in row],
            name=f"{tab.key}_pages",
            more=[(p.key, tr(p.word)) for p in menu],
            parent=page,
        )
        strip.blockSignals(True)
        strip.choose(key)
        strip.blockSignals(False)
        strip.chosen.connect(self.show_page)
        page.head.lead_with(strip)
        self._strips[key] = strip
        leads: list[Callable[[], object]] = [partial(self.show_page, p.key) for p in row]
        if strip.more is not None:
            leads.append(strip.more.open_menu)
        # Ctrl+1 to Ctrl+9 and Ctrl+0, as the keys lie; there is no key for an eleventh.
        for number, lead in enumerate(leads[:10], 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number % 10}"), page)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lead)

    def go(self, target: str, arguments: Mapping[str, Any]) -> None:
        """Lead there (`Desk.went`)."""
        if target == "draft":
            self._open_draft(arguments["draft"])
            return
        if target in self.elsewhere:
            self.elsewhere[target](**arguments)
            return
        entry = next((page for page in self._entries.values() if target in page.targets), None)
        if entry is None:
            log.error("nobody opens %s", target)
            self.bar.warn(tr("这里还打不开。"))
            return
        self._open(entry, target, arguments)

    def _open(self, entry: PageEntry, target: str, arguments: Mapping[str, Any]) -> None:
        page = self.show_page(entry.key)
        given = dict(arguments)
        if "target" in inspect.signature(page.open).parameters:
            given["target"] = target
        try:
            page.open(**given)
        except Exception as error:
            self.desk.tell(error)

    def _open_draft(self, draft: DraftRow) -> None:
        entry = next((page for page in self._entries.values() if draft.page in page.drafts), None)
        if entry is None:
            log.error("nobody takes up drafts of %s", draft.page)
            self.bar.warn(tr("这份草稿现在打不开，仍留着。"))
            return
        self._open(entry, "draft", {"key": draft.key, "draft": draft})

    def go_back(self) -> None:
        """Back to the page the clerk came from; to the first one when there is none."""
        while self._trail:
            key = self._trail.pop()
            if key != self._current:
                self.show_page(key, back=True)
                return
        self.show_tab(self._tabs[0].key)

    @property
    def current_key(self) -> str:
        """The key of the page shown, "" before the first."""
        return self._current

    def current_page(self) -> Page | None:
        """The page shown under the tabs."""
        return self.pages.get(self._current)

    def inner_page(self) -> Page | None:
        """The innermost page shown: what F1 and `?` speak of."""
        found = self.current_page()
        if found is not None:
            for page in found.findChildren(Page):
                if page.isVisible():
                    found = page
        return found

    def _foot_height(self) -> int:
        shown = self.current_page()
        if shown is None:
            return 0
        feet = [p.foot for p in (shown, *shown.findChildren(Page)) if p.foot is not None]
        return max((foot.height() for foot in feet if foot.isVisible()), default=0)

    def _make_room(self, pixels: int) -> None:
        """The page on top ends above the message; the one that did before has its whole height again."""
        page = self.inner_page()
        before, self._roomy = self._roomy, page if pixels else None
        if before is not None and before is not page and isValid(before):
            before.make_room(0)
        if page is not None:
            page.make_room(pixels)

    # -- search --

    def _search(self, text: str) -> None:
        from frontdesk.areas.today.queries.search import search

        self.desk.read_later(
            search,
            text,
            limit=SEARCH_LIMIT,
            today=self.desk.clock.today(),
            now=self.desk.clock.now(),
            key="search",
            then=lambda hits: self.search.show_hits(groups_of(hits, text), text),
        )

    def _open_hit(self, hit: Hit) -> None:
        way = way_to(hit.key)
        if way is not None:
            self.desk.go(way[0], **way[1])
        else:
            self.bar.warn(tr("{name} 现在不住在任何一户。", name=hit.key.label))

    def _act_on_hit(self, hit: Hit | None, key: str) -> None:
        found = hit.key if hit is not None else None
        if key == "F3" and found is not None and found.unit_id is not None:
            self.desk.go("collect", unit_id=found.unit_id)
        elif key == "F2":
            self.desk.go("new_ticket", **caller_of(found, self.search.text()))
        elif key == "F4":
            log_caller(self.desk, found, self.search.text())

    # -- the top bar --

    def _heard(self, topics: frozenset[str]) -> None:
        if topics & {"shifts", "payments"}:
            self._show_shift()
        if topics - {"drafts", "shifts", "payments"}:
            self._show_figures()
        if "drafts" in topics:
            self._show_drafts()
        if "settings" in topics:
            self._show_mark()
            self.top.set_estate(self.desk.read(estate_name))

    def _show_shift(self) -> None:
        if self.desk.may(Right.COLLECT):
            self.desk.read_later(
                shift_facts, self.desk.actor, self.desk.clock.today(), key="shift_chip", then=self._told_shift
            )

    def _told_shift(self, facts: ShiftFacts) -> None:
        parts = (tr("班次"), *facts.parts)
        self.top.shift.set_shift(facts.tone, *parts, strong=facts.strong)

    def _show_drafts(self) -> None:
        self.desk.read_later(drafts, self.desk.actor.id, key="draft_count", then=self._told_drafts)

    def _told_drafts(self, found: tuple[DraftRow, ...]) -> None:
        self.top.set_drafts(len(found))

    # -- the mark over the screen --

    def _show_mark(self) -> None:
        """Over everything of this desk, where the office has set it (D1.9)."""
        wanted = self.desk.read(screen_marked)
        set_screen_mark(self._mark_words if wanted else None)
        cover(self)

    def _mark_words(self) -> str:
        return f"{self.desk.actor.name} {local_time(self.desk.clock.now()):%m-%d %H:%M}"

    # -- leaving --

    def forget_pages(self) -> None:
        """Let every page go: somebody else sits here, and begins with fresh ones."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.hide()
            page.setParent(None)
            page.deleteLater()
        self.pages.clear()
        self._strips.clear()
        self._last_of_tab.clear()
        self._trail.clear()
        self._current = ""
        self.bar.clear()
        self.search.line.clear()

    def take_focus(self) -> None:
        """After the lock: typing goes on where it was, as far as Qt remembers, else to the page."""
        widget = self.focusWidget() or self.stack.currentWidget()
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
