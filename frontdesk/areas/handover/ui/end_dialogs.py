"""Defects written down and looked at again; how the visit ends (D1.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.service.handing_over import AFTER
from frontdesk.areas.handover.queries.defects import DefectRow
from frontdesk.areas.handover.queries.lists import listed_places, mend_days
from frontdesk.areas.handover.queries.visit import VisitFile
from frontdesk.areas.handover.rules.course import HandoverState, Step
from frontdesk.areas.handover.rules.lists import LONGEST_NAME, LONGEST_WORDS
from frontdesk.areas.handover.service.defects import (
    AddDefect,
    AddedDefect,
    ReturnDefect,
    SignDefect,
    add_defect,
    return_defect,
    sign_defect,
)
from frontdesk.areas.handover.service.ending import Accept, Ended, PutOff, Refuse, end_visit
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.words import words_of
from frontdesk.areas.reception.rules.words import WordList
from frontdesk.areas.reception.ui.ticket_fields import photo_inputs
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, Field, SegmentField, TextField
from frontdesk.base.widgets.files_field import PhotosField

Rows = list[tuple[Cell, ...]]


class DefectDialog(ActDialog):
    """登记遗留问题: F6 stores and goes on with the next, as one walks through the rooms."""

    def __init__(
        self,
        desk: Desk,
        file: VisitFile,
        then: Callable[[AddedDefect], object],
        parent: QWidget | None = None,
    ) -> None:
        today = desk.clock.today()
        self._file, self._told, self._token, self._goes_on = file, then, uuid4().hex, False
        places = desk.read(listed_places)
        self._where = ChoiceField("defect_place", [(place, place) for place in places], required=True)
        kinds = desk.read(words_of, WordList.CATEGORY)
        category = ChoiceField("defect_category", [("", tr("不分")), *((word, word) for word in kinds)])
        category.set_value("")
        self._words = TextField("defect_words", tr("如 水槽下角阀滴水"), required=True, limit=LONGEST_WORDS)
        self._promised = DateField("defect_promised", today=desk.clock.today, required=True)
        self._promised.set_value(today + timedelta(days=desk.read(mend_days)))
        self._photos = PhotosField("defect_photos", desk)
        rows: Rows = [
            (
                ("place", self._where, tr("部位"), 2),
                ("category", category, tr("种类"), 2),
                ("promised_on", self._promised, tr("答应修好"), 2),
            ),
            (("words", self._words, tr("有什么问题"), 1),),
            (("photos", self._photos, tr("照片（可不附）"), 1),),
        ]
        super().__init__(
            desk, "handover_defect_dialog", tr("登记遗留问题"), rows, add_defect, self._command,
            text=tr("{unit}　存下就成为一张报修的报事，派单、处理、完成都在报事里。", unit=file.row.unit), parent=parent,
        )  # fmt: skip
        following = self.add_button(tr("保存，再登一条"), "F6", name="defect_next", left=True)
        following.clicked.connect(self.save_and_go_on)

    def _command(self, v: dict[str, Any]) -> AddDefect:
        return AddDefect(
            self._file.row.id, v["place"], v["words"], v["category"] or "", v["promised_on"], photo_inputs(v["photos"]),
            self._token,
        )  # fmt: skip

    def save_and_go_on(self) -> None:
        """F6: store this one, then stand on the next."""
        self._goes_on = True
        super().save()

    def save(self) -> None:
        self._goes_on = False
        super().save()

    def _saved(self, result: AddedDefect) -> None:
        self._told(result)
        if not self._goes_on:
            self.accept()
            return
        self._token = uuid4().hex
        self._words.set_value("")
        self._photos.set_value(())
        self.note.say(
            tr("第 {n} 条已登记，报事 {ticket}，接着登下一条。", n=result.no, ticket=result.ticket), tone="ok"
        )
        self.fit()
        self.guard_typing(self.desk.dialogs.confirm)
        self._where.setFocus()


def sign_dialog(
    desk: Desk, row: DefectRow, who_came: str, then: Callable[[str], object], parent: QWidget
) -> ActDialog:
    """复验签收: who signs that it is mended."""
    who = TextField("sign_who", required=True, limit=LONGEST_NAME)
    who.set_value(who_came)
    words = TextField("sign_words", tr("如 试水半小时不漏"), limit=LONGEST_WORDS)
    rows: Rows = [(("who", who, tr("签收人"), 1),), (("words", words, tr("说明（可不填）"), 1),)]
    return ActDialog(
        desk, "handover_sign_dialog", tr("复验签收"), rows, sign_defect,
        lambda v: SignDefect(row.id, v["who"], v["words"]), text=_of(row), save_text=tr("已修好，签收"), then=then,
        parent=parent,
    ).start(who)  # fmt: skip


def return_dialog(desk: Desk, row: DefectRow, then: Callable[[str], object], parent: QWidget) -> ActDialog:
    """退回返修: what is still wrong, and until when now."""
    words = TextField("return_words", tr("如 还在滴水"), required=True, limit=LONGEST_WORDS)
    promised = DateField("return_promised", today=desk.clock.today, required=True)
    promised.set_value(desk.clock.today() + timedelta(days=desk.read(mend_days)))
    rows: Rows = [
        (("words", words, tr("业主说哪里没有修好"), 3), ("promised_on", promised, tr("重新答应修好"), 2))
    ]
    return ActDialog(
        desk, "handover_return_dialog", tr("退回返修"), rows, return_defect,
        lambda v: ReturnDefect(row.id, v["words"], v["promised_on"]), text=_of(row), save_text=tr("退回返修"), then=then,
        parent=parent,
    ).start(words)  # fmt: skip


def _of(row: DefectRow) -> str:
    return "　".join((row.unit, row.place, row.words, row.ticket))


class ResultDialog(ActDialog):
    """验收结论: taken over, refused, put off; what each asks for is shown when it is chosen."""

    def __init__(
        self, desk: Desk, file: VisitFile, then: Callable[[Ended], object], parent: QWidget | None = None
    ) -> None:
        token, today = uuid4().hex, desk.clock.today()
        options = [(Step.ACCEPTED, tr("收楼")), (Step.REFUSED, tr("拒收")), (Step.PUT_OFF, tr("暂缓"))]
        self._result = SegmentField("result_kind", options)
        on = DateField("result_on", today=desk.clock.today, required=True)
        on.set_value(today)
        state = ChoiceField("result_state", [(each, tr(each.value)) for each in AFTER], required=True)
        state.set_value(AFTER[0])
        fees = DateField("result_fees_from", today=desk.clock.today, required=True)
        fees.set_value(file.batch.fees_from or today)
        until = DateField("result_until", today=desk.clock.today)
        words = TextField("result_words", tr("拒收写业主的理由；暂缓写等什么"), limit=LONGEST_WORDS)
        rows: Rows = [
            (("result", self._result, tr("结论"), 1),),
            (
                ("on", on, tr("收楼日期"), 1),
                ("state", state, tr("收楼以后"), 1),
                ("fees_from", fees, tr("费用从哪天起"), 1),
            ),
            (("until", until, tr("暂缓到哪天（可不填）"), 1),),
            (("words", words, tr("说明"), 1),),
        ]

        def command(v: dict[str, Any]) -> Accept | Refuse | PutOff:
            if v["result"] is Step.REFUSED:
                return Refuse(file.row.id, v["words"], token)
            if v["result"] is Step.PUT_OFF:
                return PutOff(file.row.id, v["words"], v["until"], token)
            return Accept(file.row.id, v["on"], v["state"], v["fees_from"], v["words"], token)

        short = [tr(part.step.value) for part in file.parts if not part.done]
        told = file.row.unit
        if short and file.row.state is not HandoverState.DONE:
            told = tr("{unit}　还没有办完：{parts}", unit=file.row.unit, parts="、".join(short))
        live = sum(row.state.name in ("OPEN", "MENDED") for row in file.defects)
        if live:
            told += tr("　遗留问题 {n} 条未了", n=live)
        super().__init__(
            desk,
            "handover_result_dialog",
            tr("验收结论"),
            rows,
            end_visit,
            command,
            text=told,
            then=then,
            parent=parent,
        )
        self._of_taking: tuple[Field, ...] = (on, state, fees)
        self._until = until
        self._result.edited.connect(self._shape)
        self._shape()

    def _shape(self) -> None:
        result = self._result.value()
        for field in self._of_taking:
            _show(field, on=result is Step.ACCEPTED)
        _show(self._until, on=result is Step.PUT_OFF)
        self.fit()


def _show(field: Field, *, on: bool) -> None:
    box = field.parentWidget()
    if box is not None:
        box.setVisible(on)
