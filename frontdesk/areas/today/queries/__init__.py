"""What the start page, the unit card and the one search read, from all areas. The search is in `search.py`."""

from frontdesk.areas.today.queries.card import CardEvent, CardPerson, UnitCard, unit_card
from frontdesk.areas.today.queries.lines import TodayGroup, TodayLine
from frontdesk.areas.today.queries.pane import PaneFacts, pane_facts
from frontdesk.areas.today.queries.search import Hit, search
from frontdesk.areas.today.queries.start import today_groups

__all__ = [
    "CardEvent",
    "CardPerson",
    "Hit",
    "PaneFacts",
    "TodayGroup",
    "TodayLine",
    "UnitCard",
    "pane_facts",
    "search",
    "today_groups",
    "unit_card",
]
