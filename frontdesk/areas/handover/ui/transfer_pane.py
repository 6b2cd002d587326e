"""The right side while a home changes hands: its people, what it owes and holds, what belongs to it, what is under way."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.handover.queries.transfer_facts import HomeFacts
from frontdesk.areas.handover.rules.transfers import Thing, plain_share
from frontdesk.areas.handover.ui.transfer_filled import Filled
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import Pane

_MOST = 8


class ChangePane(Pane):
    """Shows one home as it stands before the change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("transfer_pane", parent=parent)
        self._desk = desk

    def show_facts(self, filled: Filled, facts: HomeFacts | None) -> None:
        """Everything anew."""
        self.clear()
        if facts is None:
            section = self.add_section(tr("这一户"), name="transfer_home_section", line=False)
            words = tr("选了房屋，这里列出住户、欠费、预存、证件、车位、钥匙和在办的事。")
            section.add(Words(words, "body", "text2", wrap=True))
            return
        unit = facts.unit
        home = self.add_section(unit.code, tr(unit.state.value), name="transfer_home_section")
        for role in facts.roles:
            more = f"{plain_share(role.share)}%" if role.share is not None else role.relation
            told = "　".join(part for part in (role.name, more, role.phone) if part)
            home.add_pair(tr(role.kind.value), told)
        link = Link(tr("一户一卡"), "transfer_card")
        link.clicked.connect(lambda: self._desk.go("unit", unit_id=unit.id))
        home.add_row(link)
        self._money(filled, facts)
        for title, sorts, name in (
            (tr("证件"), (Thing.PERMIT,), "transfer_permits"),
            (tr("车辆、车位、宠物"), (Thing.VEHICLE, Thing.LEASE, Thing.SPACE, Thing.PET), "transfer_cars"),
            (tr("在办的事"), (Thing.DECORATION, Thing.TICKET, Thing.PARCEL), "transfer_going"),
        ):
            things = facts.of_sort(*sorts)
            if not things:
                continue
            section = self.add_section(title, tr("{n} 项", n=len(things)), name=name)
            for thing in things[:_MOST]:
                section.add(Words(thing.what, "body", "text", wrap=True))
            if len(things) > _MOST:
                section.add_line(tr("还有 {n} 项", n=len(things) - _MOST), tone="text2")
        consents = facts.of_sort(Thing.CONSENT)
        if facts.keys or consents:
            section = self.add_section(tr("钥匙"), name="transfer_keys_section", line=False)
            for key in facts.keys:
                section.add(Words(key.words, "body", "text", wrap=True))
            for thing in consents:
                section.add_line(thing.what, tone="text2")
        self.scroll_to_top()

    def _money(self, filled: Filled, facts: HomeFacts) -> None:
        money = self.add_section(tr("费用"), tr("元"), name="transfer_money")
        if not facts.arrears:
            money.add_state("ok", tr("不欠费"))
        for row in facts.arrears[:_MOST]:
            money.add_line(f"{row.period} {row.item}", right=str(row.owed + row.late))
        if len(facts.arrears) > _MOST:
            money.add_line(tr("还有 {n} 笔", n=len(facts.arrears) - _MOST), tone="text2")
        if facts.arrears:
            money.add_line(tr("合计"), right=str(facts.owed + facts.late))
            if facts.late != ZERO:
                money.add_line(tr("其中违约金"), right=str(facts.late), tone="text2")
        spans = [r for r in facts.arrears if filled.on is not None and r.starts_on < filled.on < r.ends_on]
        if spans:
            words = tr("{n} 笔跨过户日：交款人不变，要按天分两家，在收费里选那一笔再分。", n=len(spans))
            money.add(Words(words, "body", "text2", wrap=True))
        if facts.prepaid != ZERO:
            money.add_line(tr("预存"), right=str(facts.prepaid))
            money.add_line(tr("记在房屋上，不随人走；要退先到收费里退"), tone="text2")
        for held in facts.deposits:
            money.add_line(
                tr("押金 {what} {number}", what=held.purpose, number=held.number), right=str(held.left)
            )
            money.add_line(tr("退给交款人 {who}", who=held.payer), tone="text2")
