"""The right side of a visit: the home, who came, what it owes, its meters and keys, what happened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.rules.meters import plain_figure
from frontdesk.areas.handover.queries.visit import VisitFile
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.page import Pane


class VisitPane(Pane):
    """Shows one home."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("handover_visit_pane", parent=parent)
        self._desk = desk

    def show_file(self, file: VisitFile) -> None:
        """Everything anew."""
        self.clear()
        row = file.row
        home = self.add_section(tr("房屋"), tr(row.unit_state.value), name="handover_home")
        home.add_pair(tr("业主"), row.owners or tr("没有登记"))
        if row.phone:
            home.add_pair(tr("电话"), row.phone)
        home.add_pair(tr("批次"), row.batch)
        if row.slot is not None and not row.came:
            home.add_pair(tr("预约"), f"{row.slot[0].isoformat()} {slot_words(row.slot[1])}")
        if row.told_on is not None:
            home.add_pair(tr("通知"), row.told_on.isoformat())
        if file.fees_from is not None:
            home.add_pair(tr("费用起算"), file.fees_from.isoformat())
        link = Link(tr("一户一卡"), "handover_card")
        link.clicked.connect(lambda: self._desk.go("unit", unit_id=row.unit_id))
        home.add_row(link)
        if file.came is not None:
            came = self.add_section(
                tr("来人"), tr("代理人") if file.came.agent else tr("业主"), name="handover_came"
            )
            came.add_pair(tr("姓名"), file.came.who)
            for label, value in (
                (tr("证件"), file.came.id_number),
                (tr("电话"), file.came.phone),
                (tr("委托"), file.came.authority),
            ):
                if value:
                    came.add_pair(label, value)
        money = self.add_section(tr("费用"), tr("元"), name="handover_money")
        if file.owed:
            money.add_state("bad", tr("现在欠 {owed} 元", owed=file.owed))
        else:
            money.add_state("ok", tr("不欠费"))
        things = self.add_section(tr("表和钥匙"), name="handover_things")
        for meter in file.meters:
            told = " ".join(part for part in (tr(meter.kind.value), meter.number) if part)
            things.add_line(told, right=plain_figure(meter.last_value))
        for key in file.keys:
            told = tr("{kind} {tag}", kind=tr(key.kind.value), tag=key.tag)
            things.add_line(told, right=tr("柜里 {n} 把", n=key.on_hand) if key.on_hand else tr("已移交"))
        if not file.meters and not file.keys:
            things.add_line(tr("没有登记"), tone="text2")
        course = self.add_section(tr("经过"), name="handover_course", line=False)
        for line in file.lines:
            at = local_time(line.at)
            shown = f"{at:%H:%M}" if at.date() == self._desk.clock.today() else f"{at:%m-%d}"
            words = tr("{what}（已撤销）", what=line.words) if line.undone else line.words
            course.add_line(words, at=shown, right=line.by, tone="text3" if line.undone else "text")
        if not file.lines:
            course.add_line(tr("还没有办过"), tone="text2")
        self.scroll_to_top()
