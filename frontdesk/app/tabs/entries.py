"""What a tab and its pages are, as the lists beside this file name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. `targets` are the words of `Desk.go` that lead to it; the page's `open(**arguments)` takes the rest.

    `word` stands in the tab's strip of pages; a page without one is reached from others and goes back to them.
    One with `more` stands in the menu at the strip's end.
    `drafts` are the names under which it leaves drafts: `open(key=…)` takes one up again. `right` is what somebody
    must have for the page to be in the strip.
    """

    key: str
    factory: Callable[[Desk], Page]
    targets: tuple[str, ...]
    word: str = ""
    drafts: tuple[str, ...] = ()
    right: Right | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab with its pages, the first of which it begins with.

    `figures(session, day)` says what stands behind the words of its strip, by the pages' keys.
    """

    key: str
    word: str
    icon: str
    pages: tuple[PageEntry, ...]
    figures: Callable[..., Mapping[str, str]] | None = None
