"""The small forms of the cabinet: hand over, care and its end, lost, found, replaced, more of them, where it hangs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.keys.queries import KeyFile, KeyRow, LoanRow
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import MOST_PIECES, WhoKind
from frontdesk.areas.keys.service import (
    Care,
    ChangeKey,
    EndCare,
    FindKeys,
    HandOver,
    LoseKeys,
    Pieces,
    ReceiveMore,
    ReplaceKeys,
    TakeIntoCare,
    change_key,
    end_care,
    find_keys,
    hand_over,
    lose_keys,
    receive_more,
    replace_keys,
    take_into_care,
)
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.keys.ui.who_fields import WhoFields
from frontdesk.areas.keys.ui.words import key_words, loan_words
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, NumberField, TextField

Then = Callable[[Any], object]


def _pieces(name: str, most: int, value: int) -> NumberField:
    field = NumberField(name, least=1, most=most, unit=tr("把"), required=True)
    field.set_value(value)
    return field


def _who(desk: Desk, name: str, label: str, file: KeyFile) -> WhoFields:
    """Proposes the unit's first owner."""
    fields = WhoFields(desk, name, label)
    fields.unit_id = file.row.unit_id
    if file.owners:
        fields.set_who(Who(WhoKind.RESIDENT, file.owners[0][1], file.owners[0][0]))
    else:
        fields.set_who(Who(WhoKind.STAFF))
    return fields


def hand_over_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Keys go to somebody for good; prints 钥匙交接单."""
    row, token = file.row, uuid4().hex
    pieces = _pieces("hand_over_pieces", max(1, row.on_hand), max(1, row.on_hand))
    authority = TextField("hand_over_authority", tr("不是业主本人来领才填，如 业主 11-20 委托书"), limit=200)
    words = TextField("hand_over_words", tr("如 收楼领取"), limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("pieces", pieces, tr("数量"), 1), ("words", words, tr("说明（可不填）"), 4)),
        (("authority", authority, tr("业主的委托"), 1),),
    )
    return ActDialog(
        desk, "hand_over_dialog", tr("移交钥匙"), cells, hand_over,
        lambda v: HandOver((Pieces(row.id, v["pieces"]),), v["who"], v["authority"], words=v["words"], token=token),
        who=_who(desk, "hand_over_who", tr("交给"), file), text=_told(row), save_text=tr("移交并打印"), then=then,
        parent=parent,
    ).start()  # fmt: skip


def care_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """The owner leaves what hangs here in our care, or renews the agreement; prints 钥匙托管协议."""
    row = file.row
    authority = TextField("care_authority", tr("如 业主 11-20 签字的委托书"), required=True, limit=200)
    until = DateField("care_until", tr("不填到取回为止"), today=desk.clock.today)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("authority", authority, tr("业主签的委托"), 3), ("until", until, tr("托管到哪天"), 2)),
    )
    title = tr("续签托管") if row.in_care else tr("转入托管")
    return ActDialog(
        desk, "care_dialog", title, cells, take_into_care,
        lambda v: TakeIntoCare((row.id,), v["who"], Care(v["authority"], v["until"])),
        who=_who(desk, "care_who", tr("委托人"), file), text=_told(row), save_text=tr("保存并打印协议"), then=then,
        parent=parent,
    ).start(authority)  # fmt: skip


def end_care_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Care is over: the keys go back to the owner; prints 钥匙交接单."""
    row = file.row
    authority = TextField("end_care_authority", tr("不是业主本人来领才填，如 业主 11-20 委托书"), limit=200)
    words = TextField("end_care_words", limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("authority", authority, tr("业主的委托"), 1),),
        (("words", words, tr("说明（可不填）"), 1),),
    )
    return ActDialog(
        desk, "end_care_dialog", tr("结束托管"), cells, end_care,
        lambda v: EndCare(row.id, v["who"], v["authority"], words=v["words"]),
        who=_who(desk, "end_care_who", tr("交还给"), file), text=_told(row), save_text=tr("交还并打印"), then=then,
        parent=parent,
    ).start()  # fmt: skip


def lose_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Keys are lost: from the cabinet, or by who has them."""
    row, today = file.row, desk.clock.today()
    options: list[tuple[int | None, str]] = []
    if row.on_hand:
        options.append((None, tr("柜里的（{n} 把）", n=row.on_hand)))
    options += [(loan.id, _loan_option(loan, today)) for loan in file.loans]
    where = ChoiceField("lose_where", options, required=True)
    where.set_value(options[0][0] if options else None)
    pieces = _pieces("lose_pieces", MOST_PIECES, 1)
    words = TextField(
        "lose_words", tr("怎么丢的，告诉了谁，如 借用人遗失，已告知业主换锁芯"), required=True, limit=200
    )
    cells: tuple[tuple[Cell, ...], ...] = (
        (("loan_id", where, tr("丢的是"), 4), ("pieces", pieces, tr("数量"), 1)),
        (("words", words, tr("经过"), 1),),
    )
    return ActDialog(
        desk, "lose_dialog", tr("登记遗失"), cells, lose_keys,
        lambda v: LoseKeys(row.id, v["pieces"], v["words"], v["loan_id"]),
        text=_told(row), save_text=tr("登记遗失"), then=then, parent=parent,
    ).start(words)  # fmt: skip


def _loan_option(loan: LoanRow, today: Any) -> str:
    return tr("{who}借的 {n} 把（{words}）", who=loan.who, n=loan.left, words=loan_words(loan, today))


def find_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Lost keys turned up."""
    row = file.row
    pieces = _pieces("find_pieces", max(1, row.lost), max(1, row.lost))
    words = TextField("find_words", tr("如 在值班室抽屉里"), limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("pieces", pieces, tr("数量"), 1), ("words", words, tr("在哪里找到（可不填）"), 4)),
    )
    return ActDialog(
        desk, "find_dialog", tr("找到了"), cells, find_keys,
        lambda v: FindKeys(row.id, v["pieces"], v["words"]),
        text=_told(row), save_text=tr("挂回柜里"), then=then, parent=parent,
    ).start(words)  # fmt: skip


def replace_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Lost keys are replaced by new ones."""
    row = file.row
    pieces = _pieces("replace_pieces", max(1, row.lost), max(1, row.lost))
    words = TextField("replace_words", tr("如 配了一把、换了锁芯"), required=True, limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("pieces", pieces, tr("数量"), 1), ("words", words, tr("怎么补的"), 4)),
    )
    return ActDialog(
        desk, "replace_dialog", tr("补配钥匙"), cells, replace_keys,
        lambda v: ReplaceKeys(row.id, v["pieces"], v["words"]),
        text=_told(row), save_text=tr("补配"), then=then, parent=parent,
    ).start(words)  # fmt: skip


def more_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """More keys for the tag; prints 钥匙交接单."""
    row = file.row
    pieces = _pieces("more_pieces", MOST_PIECES, 1)
    words = TextField("more_words", tr("如 业主又交来两把"), limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("pieces", pieces, tr("数量"), 1), ("words", words, tr("说明（可不填）"), 4)),
    )
    return ActDialog(
        desk, "more_dialog", tr("再收几把"), cells, receive_more,
        lambda v: ReceiveMore(row.id, v["pieces"], v["who"], words=v["words"]),
        who=_who(desk, "more_who", tr("谁交来"), file), text=_told(row), save_text=tr("收下并打印"), then=then,
        parent=parent,
    ).start()  # fmt: skip


def change_dialog(desk: Desk, file: KeyFile, then: Then, parent: QWidget) -> ActDialog:
    """Where it hangs, what it is for."""
    row = file.row
    cabinet = TextField("change_cabinet", tr("如 A 柜"), limit=40)
    hook = TextField("change_hook", tr("如 12"), limit=20)
    place = TextField("change_place", tr("如 地下一层水泵房"), limit=120)
    words = TextField("change_words", limit=200)
    for field, value in ((cabinet, row.cabinet), (hook, row.hook), (place, row.place), (words, row.words)):
        field.set_value(value)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("cabinet", cabinet, tr("钥匙柜"), 1), ("hook", hook, tr("挂位"), 1)),
        (("place", place, tr("地点（可不填）") if row.unit_id else tr("地点"), 1),),
        (("words", words, tr("备注（可不填）"), 1),),
    )
    return ActDialog(
        desk, "change_key_dialog", tr("修改钥匙"), cells, change_key,
        lambda v: ChangeKey(row.id, v["cabinet"], v["hook"], v["place"], v["words"]),
        text=_told(row), then=then, parent=parent,
    ).start(cabinet)  # fmt: skip


def _told(row: KeyRow) -> str:
    """Which key it is, and how many hang there."""
    return tr("{key}，柜里 {n} 把。", key=key_words(row), n=row.on_hand)
