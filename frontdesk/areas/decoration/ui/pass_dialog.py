"""A worker's pass whose kind asks for a deposit: taken in the shift, with the pass issued by the same press (D4.3)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.ui import reading
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.till_dialog import TillDialog
from frontdesk.areas.decoration.queries.passes import PASS_KIND
from frontdesk.areas.decoration.queries.rows import FileFacts, WorkerRow
from frontdesk.areas.decoration.service import IssuePass, issue_pass
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.service.issuing import Issued
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


def pass_deposit(desk: Desk) -> Money:
    """What the kind of a worker's pass asks as a deposit today."""
    return desk.read(kind_on, PASS_KIND, desk.clock.today()).facts.deposit


def told_issued(desk: Desk, name: str, made: Issued) -> None:
    """The pass stands; where it is printed."""
    desk.messages.ok(
        tr("{name} 的临时出入证 {number} 已办。", name=name, number=made.number),
        tr("要打印、贴照片或收工本费，请到“证件”里办。"),
        action=tr("去看"),
        then=lambda: desk.go("permits", number=made.number),
    )


class PassDialog(TillDialog):
    """办工人证: the deposit of its kind, brought by the worker; the pass is issued when it is there."""

    def __init__(
        self, desk: Desk, facts: FileFacts, worker: WorkerRow, parent: QWidget | None = None
    ) -> None:
        deposit = pass_deposit(desk)
        text = tr("{number}，{unit} {name}：临时出入证押金，交回证时退。",
                  number=facts.number, unit=facts.unit, name=worker.name)  # fmt: skip
        paying = Paying(amount=deposit, reference_later=reading.reference_later(desk))
        super().__init__(desk, tr("办工人证"), text, paying, name="decoration_pass", parent=parent)
        self.worker = worker
        self.add_ways(tr("收款方式"), tr("押金"))
        self.add_cancel()
        save = self.add_button(tr("收押金并办证"), "Ctrl+Enter", "primary", name="decoration_pass_save")
        save.clicked.connect(self.save)
        self.guard_typing(desk.dialogs.confirm)

    def save(self) -> None:
        read = self.read()
        if read is None:
            return
        _values, tenders = read
        command = IssuePass(self.worker.id, pay=Pay(deposit=tenders), token=self.token)
        self.desk.run(issue_pass, command, then=self._saved, form=self)

    def _saved(self, made: Issued) -> None:
        self.accept()
        told_issued(self.desk, self.worker.name, made)
