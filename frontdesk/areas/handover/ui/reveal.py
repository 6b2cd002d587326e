"""The numbers of who came, in full, for whoever says why (D1.9)."""

from __future__ import annotations

from frontdesk.areas.handover.queries.visit import VisitFile
from frontdesk.areas.handover.service.revealing import RevealCame, reveal_came
from frontdesk.areas.reception.service.revealing import FullNumbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


def reveal(desk: Desk, file: VisitFile) -> None:
    """Ask for the reason, then say them."""
    if file.came is None:
        return
    reason = desk.dialogs.ask_reason(
        tr("看原文"),
        tr("要看 {name} 的证件号和电话。谁、什么时候、为什么看，都会记下。", name=file.came.who),
        (tr("核对身份"), tr("通知复验"), tr("其他")),
    )

    def told(numbers: FullNumbers) -> None:
        words = [tr("电话 {phone}", phone=numbers.phone) if numbers.phone else tr("没有登记电话")]
        if numbers.id_number:
            words.append(tr("证件 {id}", id=numbers.id_number))
        # Stays until somebody has written it down.
        desk.messages.warn(
            tr("{name}。", name=numbers.name), "，".join(words), action=tr("知道了"), then=desk.messages.clear
        )

    if reason is not None:
        desk.run(reveal_came, RevealCame(file.row.id, reason), then=told)
