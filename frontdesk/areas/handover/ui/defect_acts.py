"""What is done with a defect of a home: looked at again and signed, sent back, its ticket, void (D1.4)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.handover.queries.defects import DefectRow
from frontdesk.areas.handover.rules.course import Defect
from frontdesk.areas.handover.service.defects import VoidDefect, void_defect
from frontdesk.areas.handover.ui.end_dialogs import return_dialog, sign_dialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class DefectActs:
    """Belongs to a page, over which its dialogs open. *who_came* is proposed as who signs."""

    def __init__(self, desk: Desk, page: QWidget, who_came: str = "") -> None:
        self.desk, self._page, self._who = desk, page, who_came

    def choose(self, row: DefectRow) -> None:
        """Ask what, and do it."""
        options: list[tuple[str, str]] = []
        may = self.desk.may(Right.HANDOVER)
        if may and row.state is Defect.MENDED:
            options.append(("sign", tr("复验：已修好，业主签收")))
        if may and row.state in (Defect.MENDED, Defect.SIGNED):
            options.append(("return", tr("没有修好，退回返修")))
        options.append(("ticket", tr("看报事 {number}", number=row.ticket)))
        if may and row.state in (Defect.OPEN, Defect.MENDED):
            options.append(("void", tr("作废，登记错了")))
        picked = self.desk.dialogs.pick(f"{row.place} {row.words}"[:40], options)
        if picked == "sign":
            sign_dialog(self.desk, row, self._who, self._signed, self._page)
        elif picked == "return":
            return_dialog(self.desk, row, self._returned, self._page)
        elif picked == "ticket":
            self.desk.go("tickets", ticket_id=row.ticket_id)
        elif picked == "void":
            self._void(row)

    def _signed(self, what: str) -> None:
        self.desk.messages.ok(tr("{what}：业主已签收。", what=what))

    def _returned(self, what: str) -> None:
        self.desk.messages.ok(tr("{what}：已退回返修，报事回到待派单。", what=what))

    def _void(self, row: DefectRow) -> None:
        usual = (tr("重复登记"), tr("看错了"), tr("其他"))
        reason = self.desk.dialogs.ask_reason(tr("作废"), tr("记录留着，标明已作废；报事一起作废。"), usual)
        if reason is not None:
            self.desk.run(
                void_defect,
                VoidDefect(row.id, reason),
                then=lambda what: self.desk.messages.ok(tr("{what}：已作废。", what=what)),
            )
