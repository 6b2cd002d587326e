"""办过户 and 租赁变更 as one page of parts, filled in by keyboard and written in one go; what is typed waits as a draft (D1.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, home_facts
from frontdesk.areas.handover.rules.transfers import ChangeKind, Thing
from frontdesk.areas.handover.service.transfer_commands import Changed
from frontdesk.areas.handover.service.transfer_papers import FORM_KEYS
from frontdesk.areas.handover.service.transfers import make_change
from frontdesk.areas.handover.ui import prints
from frontdesk.areas.handover.ui import transfer_dialogs as dialogs
from frontdesk.areas.handover.ui.transfer_filled import (
    Filled,
    Part,
    PartLine,
    command_of,
    counts,
    lines_of,
)
from frontdesk.areas.handover.ui.transfer_pane import ChangePane
from frontdesk.base.store.drafts import DraftRow, DropDraft, drop_draft
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.forms import FormPage
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table, fixed_height

PANE = 360
_PARTS = {
    "unit_id": Part.HOME, "on": Part.HOME, "why": Part.HOME, "basis": Part.HOME, "out": Part.OUT, "new": Part.NEW,
    "longer": Part.LONGER, "arrears": Part.ARREARS, "prepaid": Part.PREPAID, "ends": Part.THINGS, "keys": Part.KEYS,
    "reason": Part.ARREARS,
}  # fmt: skip
"""Where an error of the service stands."""


class ChangeFormPage(FormPage):
    """`open(unit_id=…)` begins with a home; a draft takes one up again."""

    KIND = ChangeKind.OWNER
    TARGETS: tuple[str, ...] = ("new_transfer",)

    def __init__(self, desk: Desk, name: str, title: str, parent: QWidget | None = None) -> None:
        self.side = ChangePane(desk)
        super().__init__(
            desk, name, title, save_text=tr("办理"), pane=self.side, pane_width=PANE, parent=parent
        )
        self.topics = frozenset((
            "units", "people", "charges", "receipts", "payments", "refunds", "prepaid", "deposits", "keys", "permits",
            "parking", "vehicles", "decoration", "tickets", "parcels", "transfers",
        ))  # fmt: skip
        self.filled = self._fresh()
        self._before = self.filled
        self.facts: HomeFacts | None = None
        self.wrong: dict[Part, str] = {}
        columns: tuple[Column[PartLine], ...] = (
            Column(tr("序"), lambda r: r.id, kind="number", width=44, sort=False),
            Column(tr("步骤"), self._word, kind="strong", width=152, sort=False),
            Column(tr("状态"), self._status, kind="status", width=120, sort=False),
            Column(tr("内容"), self._told, sort=False, name="told", tip=self._told),
        )
        self.model: RowsModel[PartLine] = RowsModel(columns, key=lambda r: r.id, parent=self)
        self.table = Table(f"{name}_parts", title=tr("办理步骤"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.opened.connect(self._open_part)
        self.grid.add(self.table)
        self.next_button = KeyButton(tr("办下一步"), "F4", name=f"{name}_next")
        self.next_button.clicked.connect(self.take_next)
        self.foot_row.addWidget(self.next_button)
        self._show()

    def _fresh(self, unit_id: int | None = None) -> Filled:
        return Filled(self.KIND, unit_id=unit_id, token=uuid4().hex)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft, unit_id = arguments.get("draft"), arguments.get("unit_id")
        if self.typed_anything():
            if draft is None and (unit_id is None or unit_id == self.filled.unit_id):
                self.refresh()
                return
            if self.keep_typing():
                self.desk.messages.warn(
                    tr("{what}没有办完。", what=self.draft_title()),
                    tr("填了的已留作草稿，在右上角“草稿”里。"),
                )
        self._drafted = False
        self._begin(unit_id if isinstance(unit_id, int) else None)
        if isinstance(draft, DraftRow):
            self.restore(draft.data)
        self.focus_start()

    def refresh(self) -> None:
        """Read the home again: somebody may have paid, or brought a key, meanwhile."""
        unit_id, clock = self.filled.unit_id, self.desk.clock
        self.facts = (
            self.desk.read(home_facts, unit_id, clock.today(), clock.now()) if unit_id is not None else None
        )
        self._show()

    # -- showing --

    def _word(self, line: PartLine) -> str:
        if line.part is Part.OUT:
            return tr("旧业主转出") if self.KIND is ChangeKind.OWNER else tr("搬走的租户")
        if line.part is Part.NEW:
            return tr("新业主") if self.KIND is ChangeKind.OWNER else tr("新租户")
        return tr(line.part.value)

    def _status(self, line: PartLine) -> Status:
        if line.part in self.wrong:
            return Status("bad", tr("要改"))
        return Status(line.tone, line.word, not line.done and line.tone == "neutral")

    def _told(self, line: PartLine) -> str:
        return self.wrong.get(line.part, line.told)

    def lines(self) -> tuple[PartLine, ...]:
        """The parts as they stand."""
        return lines_of(self.filled, self.facts)

    def _show(self) -> None:
        lines = self.lines()
        row = self.table.currentIndex().row()
        self.model.set_rows(lines)
        fixed_height(self.table, len(lines))
        self.table.select_row(min(max(0, row), len(lines) - 1))
        self.side.show_facts(self.filled, self.facts)
        unit = self.facts.unit if self.facts is not None else None
        self.head.set_title(self.accessibleName(), f"{unit.code} {unit.owners}" if unit is not None else "")
        left = [line for line in lines if not line.done]
        self.next_button.setText(self._word(left[0]) if left else tr("都填好了"))
        self.next_button.setEnabled(bool(left))
        done = tr("填了 {n} 步，共 {of} 步", n=len(lines) - len(left), of=len(lines))
        self.foot_words.setText(done)
        self.wrong_count.setVisible(bool(self.wrong))
        if self.wrong:
            self.wrong_count.set("bad", tr("{count} 处要改", count=len(self.wrong)))

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the parts --

    def take_next(self) -> None:
        """F4: the first part that is not filled in."""
        line = next((line for line in self.lines() if not line.done), None)
        if line is not None:
            self.table.select_row(line.id - 1)
            self.take(line.part)

    def _open_part(self, line: object) -> None:
        if isinstance(line, PartLine):
            self.take(line.part)

    def take(self, part: Part) -> None:
        """The form of a part, or the few answers it takes."""
        if part is Part.HOME:
            dialogs.HomeDialog(self.desk, self.filled, self._keep_home, self).start()
            return
        if self.facts is None:
            self.desk.messages.warn(tr("请先选房屋。"))
            self.take(Part.HOME)
            return
        match part:
            case Part.OUT:
                self._dialog(dialogs.OutDialog)
            case Part.NEW:
                self._people()
            case Part.LONGER:
                self._dialog(dialogs.LongerDialog)
            case Part.ARREARS:
                self._arrears(self.facts)
            case Part.PREPAID:
                self._prepaid(self.facts)
            case Part.THINGS:
                self._dialog(dialogs.ThingsDialog)
            case Part.KEYS if self.facts.keys:
                self._dialog(dialogs.KeysDialog)
            case Part.REST if self.facts.of_sort(Thing.DECORATION, Thing.TICKET, Thing.PARCEL):
                self._dialog(dialogs.RestDialog)
            case _:
                self.desk.messages.ok(tr("这一步没有要办的。"))

    def _dialog(self, dialog: Any) -> None:
        dialog(self.desk, self.filled, self.facts, self._keep, self).start()

    def _keep_home(self, filled: Filled) -> None:
        self.filled = filled
        self.wrong.pop(Part.HOME, None)
        self.refresh()

    def _keep(self, filled: Filled) -> None:
        """A part is filled in: what was wrong is looked at again when all is written."""
        self.filled, self.wrong = filled, {}
        self._show()

    def _people(self) -> None:
        """Nobody yet: the form; else another one, or one of them corrected or taken out."""
        new = self.filled.new
        if not new:
            dialogs.PartyDialog(self.desk, self.filled, self._keep, parent=self).start()
            return
        options: list[tuple[str, str]] = [("add", tr("再登记一位"))]
        for at, party in enumerate(new):
            options.append((f"change {at}", tr("修改 {name}", name=party.name)))
            options.append((f"drop {at}", tr("去掉 {name}", name=party.name)))
        picked = self.desk.dialogs.pick(tr("谁转入"), options)
        if picked is None:
            return
        act, _, at_text = picked.partition(" ")
        if act == "drop":
            kept = tuple(party for number, party in enumerate(new) if number != int(at_text))
            self._keep(replace(self.filled, new=kept))
            return
        whom = int(at_text) if act == "change" else None
        dialogs.PartyDialog(self.desk, self.filled, self._keep, whom, self).start()

    def _arrears(self, facts: HomeFacts) -> None:
        """Paid first, taken over in writing, or allowed by a supervisor."""
        if not facts.arrears or not counts(self.filled, facts):
            self.desk.messages.ok(tr("这一步没有要办的。"), tr("欠费的明细在右边。"))
            return
        whole = facts.owed + facts.late
        options = [("take", tr("书面承接：写明谁承接，签字"))]
        if self.desk.may(Right.COLLECT):
            options.insert(0, ("collect", tr("去收款，收清再回来办")))
        options.append(("allow", tr("不收清也不承接，写原因由主管准许")))
        wanted = self.desk.dialogs.pick(tr("还欠 {owed} 元", owed=whole), options)
        if wanted == "collect":
            self._to_the_till(facts)
        elif wanted == "take":
            if not self.filled.new and self.KIND is ChangeKind.OWNER:
                self.desk.messages.warn(tr("请先登记新业主，再选由谁承接。"))
                return
            self._dialog(dialogs.TakeOverDialog)
        elif wanted == "allow":
            reason = self.desk.dialogs.ask_reason(
                tr("欠费没有收清"), tr("原因会写在确认单上，办理时由主管准许。"),
                (tr("旧业主答应另付"), tr("法院拍卖，等清偿"), tr("其他")),
            )  # fmt: skip
            if reason is not None:
                self._keep(replace(self.filled, allow=reason, take_over=None, owed=whole))

    def _prepaid(self, facts: HomeFacts) -> None:
        if facts.prepaid == ZERO:
            self.desk.messages.ok(tr("这一步没有要办的。"), tr("押金仍退给交款人，明细在右边。"))
            return
        options = [("stays", tr("留在这户，新业主抵扣，旧业主已经知道"))]
        if self.KIND is ChangeKind.LEASE:
            options = [("stays", tr("留在这户，抵扣以后的费用"))]
        if self.desk.may(Right.COLLECT):
            options.append(("refund", tr("去收费，先把预存退给交款人")))
        wanted = self.desk.dialogs.pick(tr("预存 {n} 元怎么办", n=facts.prepaid), options)
        if wanted == "stays":
            self._keep(replace(self.filled, prepaid=facts.prepaid))
        elif wanted == "refund":
            self._to_the_till(facts)

    def _to_the_till(self, facts: HomeFacts) -> None:
        """What is filled in stays here; the home is read again when the clerk comes back."""
        self.desk.go("collect", unit_id=facts.unit.id)
        self.desk.messages.ok(
            tr("办好了按“接着办”回来。"), tr("{what}填了的都还在。", what=self.draft_title()),
            action=tr("接着办"), then=lambda: self.desk.go(self.TARGETS[0], unit_id=facts.unit.id),
        )  # fmt: skip

    # -- writing --

    def save(self) -> None:
        left = [line for line in self.lines() if not line.done]
        if left or self.facts is None:
            names = "、".join(self._word(line) for line in left)
            self.desk.messages.warn(
                tr("还有 {n} 步没有填：{names}。", n=len(left), names=names), tr("F4 接着填，填了的都还在。")
            )
            if left:
                self.table.select_row(left[0].id - 1)
            return
        self.desk.run(make_change, command_of(self.filled, self.facts), then=self._saved, form=self)

    def _saved(self, done: Changed) -> None:
        form = FORM_KEYS[self.KIND]
        key = self.draft_key()
        if self._drafted:
            self._drafted = False
            self.desk.run(drop_draft, DropDraft(self.objectName(), key))
        self._begin(None)
        self.desk.go("transfer", text=done.number)
        self.desk.messages.ok(
            tr("{unit} 已办，{number}。", unit=done.unit, number=done.number), "；".join(done.told),
            action=tr("打印确认单"), then=lambda: prints.send(self.desk, form, done.number),
        )  # fmt: skip

    # -- the desk's form: errors stand in the parts' rows --

    def show_errors(self, error: Refused) -> None:
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        parts = {line.part for line in self.lines()}
        self.wrong = {}
        for field, words in errors.items():
            part = _PARTS.get(field, Part.HOME)
            self.wrong[part if part in parts else Part.HOME] = words
        self.refresh()

    def clear_errors(self) -> None:
        if self.wrong:
            self.wrong = {}
            self._show()

    def error_words(self) -> str:
        return "；".join(self.wrong.values())

    def focus_first_error(self) -> None:
        for line in self.lines():
            if line.part in self.wrong:
                self.table.select_row(line.id - 1)
                break
        self.focus_start()

    # -- drafts --

    def typed_anything(self) -> bool:
        return replace(self.filled, token="") != replace(self._before, token="")

    def draft_key(self) -> str:
        return self.filled.token

    def draft_title(self) -> str:
        code = self.facts.unit.code if self.facts is not None else ""
        return " ".join(part for part in (tr(self.KIND.value), code) if part)

    def draft_data(self) -> dict[str, Any]:
        plain: dict[str, Any] = codec.to_plain(self.filled)
        return {"unit_id": self.filled.unit_id, "filled": json.dumps(plain, ensure_ascii=False)}

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        try:
            self.filled = codec.from_plain(Filled, json.loads(str(data.get("filled", ""))))
        except ValueError:
            # A draft of another version of the program: the home at least.
            unit_id = data.get("unit_id")
            self.filled = self._fresh(unit_id if isinstance(unit_id, int) else None)
        self._before = self.filled
        self.refresh()

    def _kept(self, _none: None) -> None:
        self._before = self.filled
        super()._kept(None)

    def give_up(self) -> None:
        """Leave, after asking when something was filled in; nothing of it stays but a draft taken up again."""
        if not self.may_leave():
            return
        if self._drafted and self._kept_by_itself:
            self.desk.run(drop_draft, DropDraft(self.objectName(), self.draft_key()))
        self._drafted = False
        self._begin(None)
        self.left.emit()

    def _begin(self, unit_id: int | None) -> None:
        self._before = self.filled = self._fresh(unit_id)
        self.wrong = {}
        self.refresh()


class TransferFormPage(ChangeFormPage):
    """办过户."""

    TARGETS = ("new_transfer",)
    DRAFTS = ("transfer_form_page",)
    KIND = ChangeKind.OWNER

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "transfer_form_page", tr("办过户"), parent)

    def help_text(self) -> str:
        return tr(
            "过户一次办完：F4 填下一步，在步骤上按回车填那一步，都填好了 Ctrl+Enter 办理。欠费先收清，或由新业主书面承接，"
            "都不行的写原因由主管准许；去收款回来会重新读。证件收回、车位退租、钥匙交接、住户身份随办理一起记下，编号 GH。"
            "F7 留作草稿，Esc 返回。"
        )


class LeaseFormPage(ChangeFormPage):
    """租赁变更: a tenant out, one in, or one that stays longer."""

    TARGETS = ("new_lease_change",)
    DRAFTS = ("lease_form_page",)
    KIND = ChangeKind.LEASE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "lease_form_page", tr("租赁变更"), parent)

    def help_text(self) -> str:
        return tr(
            "租赁变更：先选房屋和办什么（换租户、新租、退租、续租），步骤跟着变。F4 填下一步，回车填选中的那一步，"
            "Ctrl+Enter 办理，编号 ZB。租户的证件、车位、钥匙随办理收回或交接。F7 留作草稿，Esc 返回。"
        )
