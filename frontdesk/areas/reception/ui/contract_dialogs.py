"""The forms of contracts: registered, renewed, corrected; ended; papers attached; the list of kinds (D2.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.contracts import ContractRow, contract_kinds
from frontdesk.areas.reception.rules.contracts import MOST_REMIND, REMIND_DAYS
from frontdesk.areas.reception.service.contracts import (
    AddContract,
    AttachFiles,
    ChangeContract,
    ContractFacts,
    EndContract,
    SetKinds,
    add_contract,
    attach_files,
    change_contract,
    end_contract,
    set_kinds,
)
from frontdesk.areas.reception.ui.ticket_fields import photo_inputs
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    Option,
    TextField,
)
from frontdesk.base.widgets.files_field import PhotosField

Then = Callable[[Any], object]
WIDE = 880
SCANS = "扫描件、照片 (*.pdf *.jpg *.jpeg *.png *.bmp *.webp)"


class ScansField(PhotosField):
    """Scans as PDF or pictures: dragged in, pasted, or chosen."""

    def __init__(self, name: str, desk: Desk, *, high: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(name, desk, word=tr("选扫描件"), pattern=tr(SCANS), high=high, parent=parent)


class ContractDialog(FieldsDialog):
    """登记合同; with *renews* the one after it, with *change* a correction."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        *,
        kind: str = "",
        renews: ContractRow | None = None,
        change: ContractRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, text = tr("登记合同"), ""
        if renews is not None:
            title = tr("续签合同")
            text = tr("续 {number}　{party}，原来到 {day}。", number=renews.number, party=renews.party,
                      day=renews.last_on)  # fmt: skip
        elif change is not None:
            title, text = tr("修改合同"), tr("{number}，改前改后都留在修改记录里。", number=change.number)
        super().__init__(desk, title, text, name="contract_dialog", width=WIDE, parent=parent)
        self._then, self._renews, self._change = then, renews, change
        self._token = uuid4().hex
        today = desk.clock.today
        like = change or renews
        kinds = list(desk.read(contract_kinds))
        if like is not None and like.kind not in kinds:
            # A kind that is no longer in the list stays with the contracts that have it.
            kinds.append(like.kind)
        self.kind = ChoiceField("contract_kind", [Option(word, word) for word in kinds], required=True)
        self.title_field = TextField("contract_title", tr("如 电梯维护保养合同"), required=True, limit=120)
        self.party = TextField("contract_party", tr("对方单位或姓名"), required=True, limit=120)
        self.contact = TextField("contract_contact", limit=80)
        # Masked here: what is not typed anew stays as it is.
        self.phone = PhoneField("contract_phone", like.phone if like is not None else "")
        self.their = TextField("contract_their_number", limit=60)
        self.amount = MoneyField("contract_amount")
        self.paid_how = TextField("contract_paid_how", tr("如 按季付，每季末 25 日前"), limit=120)
        self.signed = DateField("contract_signed_on", today=today)
        self.starts = DateField("contract_starts_on", today=today, required=True)
        self.last = DateField("contract_last_on", today=today, required=True)
        self.remind = NumberField(
            "contract_remind_days", least=0, most=MOST_REMIND, unit=tr("天"), required=True
        )
        self.keeper = TextField("contract_keeper", required=True, limit=60)
        self.words = TextField("contract_words", limit=300)
        phone = tr("电话（不改就不填）") if like is not None and like.phone else tr("电话（可不填）")
        self.row(
            ("kind", self.kind, tr("种类"), 1),
            ("title", self.title_field, tr("合同名称"), 2),
            ("their_number", self.their, tr("对方编号（可不填）"), 1),
        )
        self.row(
            ("party", self.party, tr("对方"), 2),
            ("contact", self.contact, tr("联系人（可不填）"), 1),
            ("phone", self.phone, phone, 1),
        )
        self.row(
            ("amount", self.amount, tr("金额（元，可不填）"), 1),
            ("paid_how", self.paid_how, tr("付款方式（可不填）"), 2),
            ("keeper", self.keeper, tr("我方负责人"), 1),
        )
        self.row(
            ("starts_on", self.starts, tr("从哪天"), 1),
            ("last_on", self.last, tr("到哪天（最后一天）"), 1),
            ("signed_on", self.signed, tr("签订日期（可不填）"), 1),
            ("remind_days", self.remind, tr("到期前几天提醒"), 1),
        )
        self.row(("words", self.words, tr("备注（可不填）"), 1))
        if change is None:
            self.files = ScansField("contract_scans", desk, high=44)
            self.files.watch_paste(self)
            self.row(("files", self.files, tr("扫描件（可不附，以后也能附）"), 1))
        self._fill(kind, like)
        self.finish(tr("保存"))

    def _fill(self, kind: str, like: ContractRow | None) -> None:
        self.remind.set_value(REMIND_DAYS)
        self.keeper.set_value(self.desk.actor.name)
        if kind:
            self.kind.set_value(kind)
        if like is None:
            return
        known: tuple[tuple[Field, Any], ...] = (
            (self.kind, like.kind), (self.title_field, like.title), (self.party, like.party),
            (self.contact, like.contact), (self.amount, like.amount), (self.paid_how, like.paid_how),
            (self.remind, like.remind_days), (self.keeper, like.keeper),
        )  # fmt: skip
        for field, value in known:
            field.set_value(value)
        if self._renews is not None:
            # It goes on the day after, for as long.
            first = like.last_on + timedelta(days=1)
            self.starts.set_value(first)
            self.last.set_value(_as_long(like, first))
            return
        for field, value in (
            (self.their, like.their_number), (self.signed, like.signed_on), (self.starts, like.starts_on),
            (self.last, like.last_on), (self.words, like.words),
        ):  # fmt: skip
            field.set_value(value)

    def store(self, values: Mapping[str, Any]) -> None:
        told = dict(values)
        files = photo_inputs(told.pop("files", ()))
        if (self._change or self._renews) is not None:
            told["phone"] = told["phone"] or None
        facts = ContractFacts(**told)
        if self._change is not None:
            self.desk.run(change_contract, ChangeContract(self._change.id, facts), then=self._done, form=self)
            return
        renews_id = self._renews.id if self._renews is not None else None
        command = AddContract(facts, renews_id, files, self._token)
        self.desk.run(add_contract, command, then=self._done, form=self)

    def _done(self, result: Any) -> None:
        self.accept()
        self._then(result)


def _as_long(row: ContractRow, first: Any) -> Any:
    """The last day of a term as long as *row*'s, by whole years where it is some."""
    after = row.last_on + timedelta(days=1)
    if (after.month, after.day) == (row.starts_on.month, row.starts_on.day):
        years = after.year - row.starts_on.year
        # A term that begins on the leap day ends before the first of March.
        month, day = (3, 1) if (first.month, first.day) == (2, 29) else (first.month, first.day)
        return first.replace(year=first.year + years, month=month, day=day) - timedelta(days=1)
    return first + (row.last_on - row.starts_on)


def end_dialog(desk: Desk, row: ContractRow, then: Then, parent: QWidget) -> ActDialog:
    """It ends before its last day."""
    on = DateField("contract_end_on", today=desk.clock.today, required=True)
    on.set_value(min(max(desk.clock.today(), row.starts_on), row.last_on))
    reason = TextField("contract_end_reason", tr("如 双方协商解除，已结清"), required=True, limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("ended_on", on, tr("终止日"), 1), ("reason", reason, tr("为什么"), 2)),
    )
    return ActDialog(
        desk, "end_contract_dialog", tr("终止合同"), cells, end_contract,
        lambda v: EndContract(row.id, v["ended_on"], v["reason"]), text=_line(row), save_text=tr("终止"), then=then,
        parent=parent,
    ).start(reason)  # fmt: skip


def attach_dialog(desk: Desk, row: ContractRow, then: Then, parent: QWidget) -> ActDialog:
    """Scans that come later."""
    files = ScansField("attach_scans", desk, high=64)
    cells: tuple[tuple[Cell, ...], ...] = ((("files", files, tr("扫描件或照片"), 1),),)
    dialog = ActDialog(
        desk, "attach_contract_dialog", tr("附文件"), cells, attach_files,
        lambda v: AttachFiles(row.id, photo_inputs(v["files"])), text=_line(row), save_text=tr("附上"), then=then,
        parent=parent,
    )  # fmt: skip
    files.watch_paste(dialog)
    return dialog.start(files)


def kinds_dialog(desk: Desk, then: Then, parent: QWidget) -> ActDialog:
    """The office's kinds, one a line."""
    text = AreaField("contract_kinds", lines=9, required=True)
    text.set_value("\n".join(desk.read(contract_kinds)))
    cells: tuple[tuple[Cell, ...], ...] = ((("text", text, tr("一行一个（Shift+Enter 换行）"), 1),),)
    return ActDialog(
        desk, "contract_kinds_dialog", tr("合同种类"), cells, set_kinds, lambda v: SetKinds(v["text"]),
        text=tr("已经登记的合同种类不变。"), then=then, width=420, parent=parent,
    ).start(text)  # fmt: skip


def _line(row: ContractRow) -> str:
    return "　".join((row.number, row.title, row.party))
