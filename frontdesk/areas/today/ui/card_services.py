"""The card's lines of what the office does for the unit, and of places it has booked (D0.2, D2.6)."""

from __future__ import annotations

from frontdesk.areas.today.queries import UnitCard
from frontdesk.areas.today.queries.service_lines import BOOKING_TONES, ERRAND_TONES
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.pane import Pane

_MOST = 4


def services(pane: Pane, card: UnitCard) -> list[tuple[str, str, Link]]:
    """代办与场地: a line for each, with the way to it (target, number). Nothing where there is none."""
    if not (card.errands or card.bookings):
        return []
    count = len(card.errands) + len(card.bookings)
    section = pane.add_section(tr("代办与场地"), tr("{n} 件", n=count), name="card_services")
    ways = []
    for errand in card.errands[:_MOST]:
        tone = "bad" if errand.late else ERRAND_TONES[errand.state]
        words = tr("超期 {n} 天", n=errand.late) if errand.late else tr(errand.state.value)
        told = tr("{state}，答应 {day}", state=words, day=f"{errand.promised_on:%m-%d}")
        line = section.add_state(tone, errand.kind, told)  # type: ignore[arg-type]
        link = Link(errand.number, f"card_errand_{errand.id}")
        line.addWidget(link)
        ways.append(("errands", errand.number, link))
    for booking in card.bookings[:_MOST]:
        days = tr("{first} 至 {last}", first=f"{booking.starts_on:%m-%d}", last=f"{booking.last:%m-%d}")
        told = tr("{days}，{paid}", days=days, paid=tr(booking.paid.value))
        line = section.add_state(BOOKING_TONES[booking.state], tr("场地 {place}", place=booking.place), told)  # type: ignore[arg-type]
        link = Link(booking.number, f"card_booking_{booking.id}")
        line.addWidget(link)
        ways.append(("bookings", booking.number, link))
    return ways
