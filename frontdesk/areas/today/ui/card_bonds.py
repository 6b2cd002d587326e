"""The card's lines of a unit that was merged or split: what it became, what it came of, each a way there (D1.1)."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.pane import Pane


def bonds(pane: Pane, card: UnitCard) -> list[tuple[str, dict[str, Any], Link]]:
    """合并拆分: a line for each, with the ways to the other units. Nothing for a unit that always was."""
    if not card.bonds:
        return []
    section = pane.add_section(tr("合并拆分"), name="card_bonds")
    ways: list[tuple[str, dict[str, Any], Link]] = []
    for bond in card.bonds:
        line = section.add_state("warn" if bond.ended else "neutral", bond.words)
        number = Link(bond.number, f"card_bond_{bond.change_id}")
        line.addWidget(number)
        ways.append(("unit_changes", {"number": bond.number}, number))
        links = [Link(one.code, f"card_bond_unit_{one.id}") for one in bond.others]
        section.add_row(*links, None)
        ways += [("unit", {"unit_id": one.id}, way) for one, way in zip(bond.others, links, strict=True)]
    return ways
