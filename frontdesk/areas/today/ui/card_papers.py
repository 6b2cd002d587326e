"""The card's section of the unit's papers: what it has, what it lacks; files can be dragged onto the card (D0.2, D1.6)."""

from __future__ import annotations

from collections import Counter

from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import Pane, Section


def papers(pane: Pane, card: UnitCard, *, writes: bool) -> tuple[Section, KeyButton] | None:
    """资料: `6 份，缺 2 种`, the kinds there are, and the button that files one.

    None where there is nothing to show and nothing may be done.
    """
    filed = card.filed
    if not (filed.papers or filed.missing or writes):
        return None
    told = []
    if filed.papers:
        told.append(tr("{n} 份", n=len(filed.papers)))
    if filed.missing:
        told.append(tr("缺 {n} 种", n=len(filed.missing)))
    link = tr("看资料") if filed.papers else ""
    section = pane.add_section(tr("资料"), "，".join(told), link, name="card_papers")
    counted = Counter(paper.kind for paper in filed.papers)
    words = [tr(kind) if n == 1 else tr("{kind} {n} 份", kind=tr(kind), n=n) for kind, n in counted.items()]
    if words:
        section.add(Words("、".join(words), "body", "text2", wrap=True))
    if filed.missing:
        section.add_state("warn", tr("缺 {what}", what="、".join(tr(kind) for kind in filed.missing)))
    add = KeyButton(tr("归档资料"), "Ctrl+F2", icon="ph.files", name="card_file_paper")
    if writes:
        add.setToolTip(tr("也可以把文件拖到这张卡上"))
        section.add_row(add, None)
    return section, add
