"""TABS: what stands under the top bar, in order; each tab and its pages have a file here.

A page is imported when it is first shown, by its function in the tab's file. The targets of `Desk.go` are listed beside
it, so that where a word leads is seen without importing any page.
"""

from __future__ import annotations

from frontdesk.app.tabs.archives import ARCHIVES
from frontdesk.app.tabs.decoration import DECORATION
from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.app.tabs.fees import FEES
from frontdesk.app.tabs.keys import KEYS
from frontdesk.app.tabs.reception import RECEPTION
from frontdesk.app.tabs.today import TODAY

__all__ = ["TABS", "PageEntry", "TabEntry"]

TABS: tuple[TabEntry, ...] = (TODAY, RECEPTION, KEYS, DECORATION, ARCHIVES, FEES)
