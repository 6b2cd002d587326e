"""The start page (今日) and the unit card (一户一卡)."""

from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.areas.today.ui.today_page import TodayPage

__all__ = ["TodayPage", "UnitCardPage"]
