"""The card's lines of the home's commissions and of the events its people have signed up for (D0.2)."""

from __future__ import annotations

from frontdesk.areas.today.queries import UnitCard
from frontdesk.areas.today.queries.agency_lines import EVENT_TONES, LETTING_TONES
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.pane import Pane

_MOST = 3


def agency(pane: Pane, card: UnitCard) -> list[tuple[str, str, Link]]:
    """租售与活动: a line for each, with the way to it (target, number). Nothing where there is none."""
    if not (card.lettings or card.community):
        return []
    count = len(card.lettings) + len(card.community)
    section = pane.add_section(tr("租售与活动"), tr("{n} 件", n=count), name="card_agency")
    ways = []
    for row in card.lettings[:_MOST]:
        asked = " / ".join(str(amount) for amount in (row.rent, row.price) if amount is not None)
        told = tr(
            "{state}，{asked}，到 {day}", state=tr(row.state.value), asked=asked, day=f"{row.last_on:%m-%d}"
        )
        line = section.add_state(LETTING_TONES[row.state], tr("委托{kind}", kind=tr(row.kind.value)), told)  # type: ignore[arg-type]
        link = Link(row.number, f"card_letting_{row.id}")
        line.addWidget(link)
        ways.append(("lettings", row.number, link))
    for event in card.community[:_MOST]:
        told = tr(
            "{day} {hours}，{place}", day=f"{event.held_on:%m-%d}", hours=event.hours, place=event.place
        )
        line = section.add_state(EVENT_TONES[event.state], tr("报名 {title}", title=event.title), told)  # type: ignore[arg-type]
        link = Link(event.number, f"card_event_{event.id}")
        line.addWidget(link)
        ways.append(("events", event.number, link))
    return ways
