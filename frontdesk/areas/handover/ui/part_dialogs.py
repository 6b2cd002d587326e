"""The parts of the visit, each a small form that is saved by itself (D1.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.fees.rules.meters import MOST_DECIMALS, UNITS, plain_figure
from frontdesk.areas.handover.queries.visit import VisitFile
from frontdesk.areas.handover.rules.course import Step
from frontdesk.areas.handover.rules.lists import LONGEST_NAME, LONGEST_WORDS
from frontdesk.areas.handover.service.visiting import (
    CheckArrears,
    CheckIdentity,
    FinishInspection,
    HandKeys,
    NewReading,
    PartSaved,
    ReadMeters,
    SignPapers,
    check_arrears,
    check_identity,
    finish_inspection,
    hand_keys,
    read_meters,
    sign_papers,
)
from frontdesk.areas.handover.ui.ticks_field import TickField, TicksField
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Field, NumberField, SegmentField, TextField

Then = Callable[[PartSaved], object]
Rows = list[tuple[Cell, ...]]


def _words(name: str, hint: str, label: str = "") -> Cell:
    return ("words", TextField(name, hint, limit=LONGEST_WORDS), label or tr("说明（可不填）"), 1)


class IdentityDialog(ActDialog):
    """身份核对: an owner of the archives, or somebody who brings the owner's word."""

    def __init__(self, desk: Desk, file: VisitFile, then: Then, parent: QWidget | None = None) -> None:
        token = uuid4().hex
        self._kind = SegmentField("identity_agent", [(False, tr("业主本人")), (True, tr("代理人"))])
        self._owner = ChoiceField("identity_person", list(file.owners))
        if file.owners:
            self._owner.set_value(file.owners[0][0])
        who = TextField("identity_who", limit=LONGEST_NAME)
        number = TextField("identity_id_number", figures=True, limit=40)
        phone = PhoneField("identity_phone")
        authority = TextField("identity_authority", tr("如 公证委托书 2026-11-18"), limit=200)
        seen = TickField("identity_seen", tr("证件原件已核对，和登记的一致"))
        rows: Rows = [
            (("agent", self._kind, tr("谁来办"), 2), ("person_id", self._owner, tr("业主"), 3)),
            (
                ("who", who, tr("代理人姓名"), 2),
                ("id_number", number, tr("证件号"), 3),
                ("phone", phone, tr("电话（可不填）"), 2),
            ),
            (("authority", authority, tr("凭什么代办"), 1),),
            (("seen", seen, tr("核对"), 1),),
            (_words("identity_words", tr("如 共有人陆瑶未到，带了委托书")),),
        ]
        super().__init__(
            desk, "handover_identity_dialog", tr("身份核对"), rows, check_identity,
            lambda v: CheckIdentity(file.row.id, **v, token=token), text=_of(file), then=then, parent=parent,
        )  # fmt: skip
        self._agents = (who, number, phone, authority)
        self._kind.edited.connect(self._shape)
        self._shape()

    def _shape(self) -> None:
        agent = bool(self._kind.value())
        _show(self._owner, on=not agent)
        for field in self._agents:
            _show(field, on=agent)
        self.fit()


def _show(field: Field, *, on: bool) -> None:
    """Show or hide a field with its label."""
    box = field.parentWidget()
    if box is not None:
        box.setVisible(on)


def _of(file: VisitFile) -> str:
    return "　".join(part for part in (file.row.unit, file.row.owners, file.row.batch) if part)


def papers_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """签署文件: the list with what is done by now ticked."""
    token = uuid4().hex
    options = []
    for paper in file.papers:
        how = tr("签署") if paper.signed else tr("发放")
        needed = "" if paper.needed else tr("，可不办")
        options.append((paper.name, tr("{name}（{how}{needed}）", name=paper.name, how=how, needed=needed)))
    ticks = TicksField("papers_names", options)
    ticks.set_value(file.signed)
    rows: Rows = [
        (("names", ticks, tr("签了、领了的打勾"), 1),),
        (_words("papers_words", tr("如 业主手册改天来领")),),
    ]
    dialog = ActDialog(
        desk, "handover_papers_dialog", tr("签署文件"), rows, sign_papers,
        lambda v: SignPapers(file.row.id, v["names"], v["words"], token), text=_of(file), then=then, parent=parent,
    )  # fmt: skip
    every = dialog.add_button(tr("全部打勾"), "F3", name="papers_every", left=True)
    every.clicked.connect(lambda: ticks.set_value([paper.name for paper in file.papers]))
    return dialog.start(ticks)


def arrears_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """费用核对: what is owed now; where it stops the handover, why it may pass."""
    token = uuid4().hex
    if not file.owed:
        told = tr("{home}\n现在不欠费。", home=_of(file))
    elif file.blocks:
        told = tr(
            "{home}\n现在欠 {owed} 元。先收清再核对；不收清要写原因，由主管准许。",
            home=_of(file),
            owed=file.owed,
        )
    else:
        told = tr("{home}\n现在欠 {owed} 元，记下来以后照常办。", home=_of(file), owed=file.owed)
    label = tr("为什么不收清就办") if file.owed and file.blocks else ""
    rows: Rows = [(_words("arrears_words", tr("如 业主答应三天内付"), label),)]
    return ActDialog(
        desk, "handover_arrears_dialog", tr("费用核对"), rows, check_arrears,
        lambda v: CheckArrears(file.row.id, v["words"], token), text=told, save_text=tr("核对过了"), then=then,
        parent=parent,
    ).start()  # fmt: skip


NEW_KINDS = (MeterKind.WATER, MeterKind.POWER, MeterKind.GAS)


def meters_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """抄表: the meters on record; of the kinds that have none, a new one may be put on record with its reading."""
    token = uuid4().hex
    known = {str(meter.id): meter for meter in file.meters}
    rows: Rows = []
    for key, meter in known.items():
        field = NumberField(f"reading_{key}", decimals=MOST_DECIMALS, unit=tr(UNITS[meter.kind]))
        last = tr("上次 {value}", value=plain_figure(meter.last_value))
        label = "　".join(part for part in (tr(meter.kind.value), meter.number, last) if part)
        rows.append(((key, field, label, 1),))
    absent = [kind for kind in NEW_KINDS if kind not in {meter.kind for meter in file.meters}]
    for kind in absent:
        number = TextField(f"new_number_{kind.name.lower()}", tr("表身上的号"), limit=40)
        value = NumberField(f"new_value_{kind.name.lower()}", decimals=MOST_DECIMALS, unit=tr(UNITS[kind]))
        name = tr(kind.value)
        rows.append((
            (f"number_{kind.name}", number, tr("新建{kind}表：表号（可不填）", kind=name), 1),
            (f"value_{kind.name}", value, tr("{kind}表读数（没有这种表就不填）", kind=name), 1),
        ))  # fmt: skip
    rows.append((_words("meters_words", tr("如 燃气未通，没有表")),))

    def command(v: dict[str, Any]) -> ReadMeters:
        readings = tuple((int(key), Decimal(v[key])) for key in known if v[key] is not None)
        opened = tuple(
            NewReading(kind, v[f"number_{kind.name}"], Decimal(v[f"value_{kind.name}"]))
            for kind in absent
            if v[f"value_{kind.name}"] is not None
        )
        return ReadMeters(file.row.id, readings, opened, v["words"], token)

    return ActDialog(
        desk,
        "handover_meters_dialog",
        tr("抄表"),
        rows,
        read_meters,
        command,
        text=_of(file),
        then=then,
        parent=parent,
    ).start()


def keys_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """交接钥匙: what hangs in the cabinet of this home; none, and where they are."""
    token = uuid4().hex
    here = [key for key in file.keys if key.on_hand > 0]
    rows: Rows = []
    for key in here:
        field = NumberField(f"keys_{key.id}", most=key.on_hand, unit=tr("把"))
        field.set_value(key.on_hand)
        hangs = tr(
            "{tag}　{kind}　{hangs}　柜里 {n} 把",
            tag=key.tag,
            kind=tr(key.kind.value),
            hangs=key.hangs,
            n=key.on_hand,
        )
        rows.append(((f"key_{key.id}", field, hangs, 1),))
    told = _of(file)
    if not here:
        told = tr("{home}\n钥匙柜里没有这户的钥匙。", home=told)
    rows.append((_words("keys_words", tr("如 由开发商直接交付，信报箱钥匙后补")),))

    def command(v: dict[str, Any]) -> HandKeys:
        given = tuple(Pieces(key.id, int(v[f"key_{key.id}"])) for key in here if v[f"key_{key.id}"])
        return HandKeys(file.row.id, given, v["words"], token)

    return ActDialog(
        desk, "handover_keys_dialog", tr("交接钥匙"), rows, hand_keys, command, text=told, save_text=tr("交接，打印交接单") if here else tr("保存"),
        then=then, parent=parent,
    ).start()  # fmt: skip


def inspection_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """验房: the home was gone through; defects are written down with F6 before or after."""
    token = uuid4().hex
    live = [row for row in file.defects if row.state.name != "VOID"]
    told = tr("遗留问题 {n} 条。还有要登记的，先按 Esc 回去，用 F6 登记。", n=len(live))
    rows: Rows = [(_words("inspection_words", tr("如 业主和监理一起看的")),)]
    return ActDialog(
        desk, "handover_inspection_dialog", tr("验房"), rows, finish_inspection,
        lambda v: FinishInspection(file.row.id, v["words"], token), text=f"{_of(file)}\n{told}", save_text=tr("验完了"),
        then=then, parent=parent,
    ).start()  # fmt: skip


def identity_dialog(desk: Desk, file: VisitFile, then: Then, parent: QWidget) -> ActDialog:
    """身份核对."""
    dialog = IdentityDialog(desk, file, then, parent)
    return dialog.start(dialog.fields["agent"])


PART_DIALOGS: dict[Step, Callable[[Desk, VisitFile, Then, QWidget], ActDialog]] = {
    Step.IDENTITY: identity_dialog,
    Step.PAPERS: papers_dialog,
    Step.ARREARS: arrears_dialog,
    Step.METERS: meters_dialog,
    Step.KEYS: keys_dialog,
    Step.INSPECTED: inspection_dialog,
}
