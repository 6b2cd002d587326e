"""The card's section of emergencies that touched the unit: what is not over stands high up (D0.2, D1)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from frontdesk.areas.archives.queries.emergencies import EmergencyRow, is_open
from frontdesk.areas.archives.ui.emergencies_page import status_of
from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.pane import Pane

_MOST = 3


def under_way(card: UnitCard) -> bool:
    """Whether one of them is not over."""
    return any(is_open(row) for row in card.emergencies)


def emergencies(pane: Pane, card: UnitCard) -> list[tuple[EmergencyRow, Link]]:
    """突发事件: how each stands, what happened and what is to be followed up, with the way to it."""
    if not card.emergencies:
        return []
    count = sum(is_open(row) for row in card.emergencies)
    hint = tr("{n} 件没有了结", n=count) if count else tr("{n} 件", n=len(card.emergencies))
    section = pane.add_section(tr("突发事件"), hint, name="card_emergencies")
    links = []
    for row in card.emergencies[:_MOST]:
        status = status_of(row)
        words = tr("{state}：{kind}，{place}", state=status.word, kind=tr(row.kind.value), place=row.place)
        line = section.add_state(status.tone, words, _detail(row))  # type: ignore[arg-type]
        link = Link(row.number, f"card_emergency_{row.id}")
        link.setToolTip(row.words)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        links.append((row, link))
    if len(card.emergencies) > _MOST:
        section.add(Words(tr("还有 {n} 件", n=len(card.emergencies) - _MOST), "small", "text2"))
    return links


def _detail(row: EmergencyRow) -> str:
    """`11-24 前跟进：工程部 郑凯 出具检测报告`, or when it happened."""
    follow = row.standing.follow
    if not follow or follow[0].until is None:
        return f"{row.happened_at:%Y-%m-%d %H:%M}"
    todo = " ".join(part for part in (follow[0].who, follow[0].words) if part)
    return tr("{day} 前跟进：{todo}", day=f"{follow[0].until:%m-%d}", todo=todo)
