"""The card's section of who is to be registered with the authority (D0.2, D1.2)."""

from __future__ import annotations

from frontdesk.areas.archives.ui.registration_page import registration_status
from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.pane import Pane, Section


def registrations(pane: Pane, card: UnitCard) -> Section | None:
    """人口登记: each of them with how it stands; None where nobody is to be registered."""
    if not card.registrations:
        return None
    told = tr("{n} 人", n=len(card.registrations))
    section = pane.add_section(tr("人口登记"), told, tr("去看"), name="card_registration")
    for row in card.registrations:
        status = registration_status(row)
        until = tr("，到 {day}", day=row.ends_on.isoformat()) if row.ends_on is not None else ""
        words = tr("{name}（{duty}）{state}", name=row.name, duty=tr(row.duty.value), state=status.word)
        section.add_state(status.tone, f"{words}{until}")  # type: ignore[arg-type]
    return section
