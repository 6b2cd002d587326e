"""What is done with a home from the list and from its visit: told, appointed, taken out of the batch (D1.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from frontdesk.areas.handover.queries.files import HandoverRow
from frontdesk.areas.handover.rules.course import OPEN, NotifyWay
from frontdesk.areas.handover.rules.lists import LONGEST_WORDS
from frontdesk.areas.handover.service.appointing import (
    Appointed,
    EndAppointment,
    NotifyOwners,
    end_appointment,
    notify_owners,
)
from frontdesk.areas.handover.service.batches import WithdrawUnit, withdraw_unit
from frontdesk.areas.handover.ui.slot_dialog import SlotDialog
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, TextField

Acts = dict[str, tuple[str, Callable[[], object]]]


class RowActs:
    """Belongs to a page, over which its dialogs open."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self.desk, self._page = desk, page

    def acts(self, row: HandoverRow) -> Acts:
        """What may be done with it now: key -> words and what is done."""
        found: Acts = {}
        if row.state not in OPEN:
            return found
        waits = row.slot is not None and not row.came
        found["appoint"] = (tr("改预约的时间") if waits else tr("预约时间"), lambda: self.appoint(row))
        if waits:
            found["cancel"] = (tr("取消预约"), lambda: self.end(row, missed=False))
            if row.slot is not None and row.slot[0] <= self.desk.clock.today():
                found["missed"] = (tr("没有来"), lambda: self.end(row, missed=True))
        found["notify"] = (tr("登记通知"), lambda: self.notify([(row.id,)], [tr("只这一户")]))
        found["withdraw"] = (tr("撤出这个批次"), lambda: self.withdraw(row))
        return found

    def choose(self, acts: Acts) -> None:
        """F9: ask which, and do it."""
        picked = self.desk.dialogs.pick(tr("要做什么"), [(key, words) for key, (words, _) in acts.items()])
        if picked is not None:
            acts[picked][1]()

    def appoint(self, row: HandoverRow) -> None:
        """The half-hours of its batch."""
        if row.state not in OPEN:
            self.desk.messages.warn(
                tr("{unit} 现在是{state}，不用预约。", unit=row.unit, state=tr(row.state.value))
            )
            return
        SlotDialog(self.desk, row, self._appointed, self._page).start()

    def _appointed(self, made: Appointed) -> None:
        self.desk.messages.ok(tr("{unit} 已约 {slot}。", unit=made.unit, slot=made.words))

    def end(self, row: HandoverRow, *, missed: bool) -> None:
        """The appointment is off."""
        title = tr("没有来") if missed else tr("取消预约")
        usual = (
            (tr("联系不上"), tr("临时有事"), tr("其他"))
            if missed
            else (tr("业主改时间"), tr("业主出差"), tr("其他"))
        )
        words = self.desk.dialogs.ask_reason(title, f"{row.unit} {row.slot_words}", usual)
        if words is not None:
            self.desk.run(
                end_appointment, EndAppointment(row.id, missed, words),
                then=lambda made: self.desk.messages.ok(
                    tr("{unit} {what}：{slot} 空出来了。", unit=made.unit, what=title, slot=made.words)
                ),
            )  # fmt: skip

    def notify(self, choices: Sequence[tuple[int, ...]], words: Sequence[str]) -> None:
        """Who was told, how and when: one home, or all that the list shows."""
        which = ChoiceField("notify_which", [(at, told) for at, told in enumerate(words)], required=True)
        which.set_value(0)
        way = ChoiceField("notify_way", [(each, tr(each.value)) for each in NotifyWay], required=True)
        way.set_value(NotifyWay.DOOR)
        on = DateField("notify_on", today=self.desk.clock.today, required=True)
        on.set_value(self.desk.clock.today())
        told = TextField("notify_words", tr("如 本人签收，说下周三来"), limit=LONGEST_WORDS)
        rows: tuple[tuple[Cell, ...], ...] = (
            (("file_ids", which, tr("哪些"), 1),),
            (("way", way, tr("怎么通知的"), 1), ("on", on, tr("哪一天"), 1)),
            (("words", told, tr("说明（可不填）"), 1),),
        )
        ActDialog(
            self.desk, "handover_notify_dialog", tr("登记通知"), rows, notify_owners,
            lambda v: NotifyOwners(choices[v["file_ids"]], v["way"], v["on"], v["words"]),
            then=lambda n: self.desk.messages.ok(tr("通知已记下，{n} 户。", n=n)), parent=self._page,
        ).start(way)  # fmt: skip

    def withdraw(self, row: HandoverRow) -> None:
        """Out of the batch, with a reason."""
        usual = (tr("还不具备交付条件"), tr("放错批次"), tr("其他"))
        text = tr("{unit} 不再属于“{batch}”，记录留着。", unit=row.unit, batch=row.batch)
        reason = self.desk.dialogs.ask_reason(tr("撤出这个批次"), text, usual)
        if reason is not None:
            self.desk.run(
                withdraw_unit, WithdrawUnit(row.id, reason),
                then=lambda code: self.desk.messages.ok(tr("{unit} 已撤出。", unit=code)),
            )  # fmt: skip
