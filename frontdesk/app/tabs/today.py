"""The tab 今日: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _today(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.today_page import TodayPage

    return TodayPage(desk)


TODAY = TabEntry("today", "今日", "ph.sun-horizon", (PageEntry("today", _today, ("today",)),))
