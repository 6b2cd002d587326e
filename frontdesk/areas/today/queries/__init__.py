"""What the start page, the unit card and the one search read, from all areas. The search is in `search.py`."""

from frontdesk.areas.today.queries.pane import PaneFacts, pane_facts
from frontdesk.areas.today.queries.start import TodayGroup, TodayLine, today_groups

__all__ = ["PaneFacts", "TodayGroup", "TodayLine", "pane_facts", "today_groups"]
