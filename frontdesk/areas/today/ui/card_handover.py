"""The card's section of the unit's handover (D0.2, D1.4)."""

from __future__ import annotations

from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.areas.today.queries import UnitCard
from frontdesk.areas.today.queries.handover_lines import HANDOVER_TONES
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.pane import Pane, Section


def handover(pane: Pane, card: UnitCard) -> Section | None:
    """收楼: how it stands, the appointment, defects that are left; None for a home that never was in a batch."""
    row = card.handover
    if row is None or (row.state is HandoverState.DONE and not row.open_defects):
        return None
    section = pane.add_section(tr("收楼"), row.batch, tr("办理"), name="card_handover")
    word = tr(row.state.value)
    if row.state is HandoverState.DONE and row.ended_on is not None:
        word = tr("{day} 已收楼", day=row.ended_on.isoformat())
    detail = ""
    if row.slot is not None and not row.came:
        detail = tr("约在 {day} {slot}", day=row.slot[0].isoformat(), slot=slot_words(row.slot[1]))
    elif row.until is not None:
        detail = tr("暂缓到 {day}", day=row.until.isoformat())
    section.add_state(HANDOVER_TONES[row.state], word, detail)  # type: ignore[arg-type]
    if row.open_defects:
        late = tr("，{n} 条超期", n=row.late_defects) if row.late_defects else ""
        section.add_state(
            "bad" if row.late_defects else "warn",
            tr("遗留问题 {n} 条未了{late}", n=row.open_defects, late=late),
        )
    return section


def transfers(pane: Pane, card: UnitCard) -> tuple[Section, Link, Link]:
    """过户和租赁: the last ones; the section's own link begins a transfer, the others a lease change and the list."""
    section = pane.add_section(tr("过户和租赁"), "", tr("办过户"), name="card_transfer")
    for row in card.transfers:
        told = tr("{old} → {new}", old=row.old, new=row.new) if row.old and row.new else row.new or row.old
        section.add_line(f"{tr(row.why.value)} {told}", at=f"{row.on:%m-%d}", right=row.number)
    if not card.transfers:
        section.add_line(tr("没有办过"), tone="text2")
    lease, every = Link(tr("租赁变更"), "card_lease_change"), Link(tr("全部记录"), "card_transfers")
    section.add_row(lease, every, None)
    every.setVisible(bool(card.transfers))
    return section, lease, every
