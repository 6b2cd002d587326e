"""The card's quiet line of consents that are asked of everybody and not there (D0.2, D1.9)."""

from __future__ import annotations

from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.pane import Pane, Section

_NAMES = 4


def lacking(pane: Pane, card: UnitCard) -> Section | None:
    """个人信息: whose consent to what is missing; None where nothing is."""
    if not card.lacking:
        return None
    section = pane.add_section(tr("个人信息"), "", tr("去看"), name="card_personal")
    for purpose, names in card.lacking:
        told = "、".join(names[:_NAMES])
        if len(names) > _NAMES:
            told = tr("{names} 等 {n} 人", names=told, n=len(names))
        section.add_state("warn", tr("{purpose}缺同意", purpose=purpose), told)
    return section
