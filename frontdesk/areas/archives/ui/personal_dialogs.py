"""The forms of personal data: a consent, its end, and who asks what is held of them (D1.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.consents import ConsentRow
from frontdesk.areas.archives.queries.personal_requests import RequestRow
from frontdesk.areas.archives.queries.personal_settings import purposes
from frontdesk.areas.archives.rules.personal import (
    CHECKED_USUAL,
    LONGEST_REASON,
    LONGEST_WHO,
    LONGEST_WORDS,
    Asker,
    Basis,
    ConsentEnd,
    Way,
)
from frontdesk.areas.archives.service.consents import EndConsent, RecordConsent, end_consent, record_consent
from frontdesk.areas.archives.service.personal_requests import (
    AskedFor,
    AskPersonalData,
    EndRequest,
    ask_personal_data,
    deliver_request,
    void_request,
)
from frontdesk.areas.archives.ui.registration_dialogs import person_choices
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, SegmentField, TextField
from frontdesk.base.widgets.files_field import FilesField
from frontdesk.base.widgets.pickers import Picker

Then = Callable[[Any], object]
WIDE = 640


def _person(desk: Desk, name: str) -> Picker:
    return Picker(
        name, lambda text: person_choices(desk, text), placeholder=tr("姓名、电话或房号"), counter=tr("人"), required=True
    )  # fmt: skip


class ConsentDialog(FieldsDialog):
    """登记同意: of the person given by *row* (one that is missing or ended), or of somebody chosen."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        person: tuple[int, str] | None = None,
        purpose: str = "",
        parent: QWidget | None = None,
    ) -> None:
        title = tr("登记同意　{name}", name=person[1]) if person is not None else tr("登记同意")
        told = [each for each in desk.read(purposes) if each.basis is not Basis.CONSENT]
        names = "、".join(each.name for each in told)
        text = tr("{names}：依据合同或法定职责，不用征得同意。", names=names) if told else ""
        super().__init__(desk, title, text, name="consent_dialog", width=WIDE, parent=parent)
        self._then, self._token = then, uuid4().hex
        self._person_id = person[0] if person is not None else None
        asked = [each.name for each in desk.read(purposes) if each.basis is Basis.CONSENT]
        what = ChoiceField("consent_purpose", [(name, name) for name in asked], required=True)
        what.set_value(purpose if purpose in asked else None)
        if person is None:
            self.row(
                ("person_id", _person(desk, "consent_person"), tr("谁同意"), 3),
                ("purpose", what, tr("同意做什么"), 2),
            )
        else:
            self.row(("purpose", what, tr("同意做什么"), 1))
        way = SegmentField("consent_way", [(each, tr(each.value)) for each in Way])
        way.set_value(Way.SIGNED)
        given = DateField("consent_given", today=desk.clock.today, required=True)
        given.set_value(desk.clock.today())
        until = DateField("consent_until", today=desk.clock.today)
        self.row(("way", way, tr("怎样同意的"), 1))
        self.row(("given_on", given, tr("哪天同意"), 1), ("until", until, tr("到哪天（不填：撤回为止）"), 1))
        by = TextField("consent_by", tr("未满十四周岁的填监护人"), limit=LONGEST_WHO)
        words = TextField("consent_words", limit=LONGEST_WORDS)
        self.row(("given_by", by, tr("谁代为同意（可不填）"), 1), ("words", words, tr("备注（可不填）"), 1))
        self.files = FilesField("consent_files", desk, key="F3", high=44)
        self.files.watch_paste(self)
        self.row(("content", self.files, tr("签字的同意书（可不填）"), 1))
        self.finish(tr("登记"))

    def store(self, values: Mapping[str, Any]) -> None:
        files = values["content"]
        if len(files) > 1:
            raise Refused(tr("同意书只要一个文件，几页请扫描在一起"), field="content")
        person_id = self._person_id if self._person_id is not None else values["person_id"]
        command = RecordConsent(
            person_id, values["purpose"], values["way"], values["given_on"], values["until"],
            values["given_by"] or "", values["words"] or "", files[0].name if files else "",
            files[0].content if files else None, self._token,
        )  # fmt: skip
        self.desk.run(record_consent, command, form=self, then=self._stored)

    def _stored(self, name: str) -> None:
        self.accept()
        self._then(name)


class EndConsentDialog(FieldsDialog):
    """撤回 from a day on, or 登记错误 with what was wrong."""

    def __init__(
        self, desk: Desk, row: ConsentRow, end: ConsentEnd, then: Then, parent: QWidget | None = None
    ) -> None:
        taken = end is ConsentEnd.WITHDRAWN
        title = tr("撤回同意") if taken else tr("登记错误")
        told = tr("{name}　{purpose}", name=row.name, purpose=row.purpose)
        super().__init__(desk, title, told, name="consent_end_dialog", width=520, parent=parent)
        self._row, self._end, self._then = row, end, then
        day = DateField("consent_end_day", today=desk.clock.today, required=True)
        day.set_value(desk.clock.today())
        hint = tr("可不填") if taken else tr("如 登记到别人名下了")
        words = TextField("consent_end_words", hint, required=not taken, limit=LONGEST_WORDS)
        if taken:
            self.row(("on", day, tr("从哪天起"), 2), ("words", words, tr("怎样撤回的"), 3))
        else:
            self.row(("words", words, tr("哪里登记错了"), 1))
        self.finish(tr("撤回") if taken else tr("作废"))

    def store(self, values: Mapping[str, Any]) -> None:
        assert self._row.consent_id is not None
        day = values.get("on") or self.desk.clock.today()
        command = EndConsent(self._row.consent_id, self._end, day, values["words"] or "")
        self.desk.run(end_consent, command, form=self, then=self._stored)

    def _stored(self, purpose: str) -> None:
        self.accept()
        self._then(purpose)


class RequestDialog(FieldsDialog):
    """本人信息: of whom, who asks, how one made sure, masked or in full with the reason."""

    def __init__(
        self, desk: Desk, then: Then, person: tuple[int, str] | None = None, parent: QWidget | None = None
    ) -> None:
        title = tr("本人信息　{name}", name=person[1]) if person is not None else tr("本人信息")
        text = tr("这个人的档案、证件、钥匙、报事、收费和谁看过号码，都收集到一份编号的纸上，交给本人。")
        super().__init__(desk, title, text, name="request_dialog", width=WIDE, parent=parent)
        self._then, self._token = then, uuid4().hex
        self._person_id = person[0] if person is not None else None
        if person is None:
            self.row(("person_id", _person(desk, "request_person"), tr("谁的信息"), 1))
        asker = ChoiceField("request_asker", [(each, tr(each.value)) for each in Asker], required=True)
        asker.set_value(Asker.SELF)
        by = TextField("request_by", tr("本人来要的不填"), limit=LONGEST_WHO)
        self.row(("asker", asker, tr("谁来要"), 2), ("asked_by", by, tr("来要的人的姓名"), 3))
        checked = TextField("request_checked", tr("如 {usual}", usual=tr(CHECKED_USUAL[0])), required=True,
                            limit=LONGEST_WHO)  # fmt: skip
        self.row(("checked", checked, tr("怎样核对身份"), 1))
        full = SegmentField("request_full", [(False, tr("证件号和电话打码")), (True, tr("原文"))])
        full.set_value(False)
        reason = TextField("request_reason", tr("如 本人要带到派出所；要原文时填"), limit=LONGEST_REASON)
        reason.setEnabled(False)
        full.edited.connect(lambda: reason.setEnabled(bool(full.value())))
        self.row(("unmasked", full, tr("号码"), 1))
        self.row(("reason", reason, tr("为什么要原文（会记下，也写在纸上）"), 1))
        self.finish(tr("生成"))

    def store(self, values: Mapping[str, Any]) -> None:
        person_id = self._person_id if self._person_id is not None else values["person_id"]
        command = AskPersonalData(
            person_id, values["asker"], values["checked"], values["asked_by"] or "", bool(values["unmasked"]),
            values["reason"] or "", self._token,
        )  # fmt: skip
        self.desk.run(ask_personal_data, command, form=self, then=self._stored)

    def _stored(self, asked: AskedFor) -> None:
        self.accept()
        self._then(asked)


class EndRequestDialog(FieldsDialog):
    """已交付, how; or 作废, why."""

    def __init__(
        self, desk: Desk, row: RequestRow, then: Then, *, void: bool = False, parent: QWidget | None = None
    ) -> None:
        title = tr("作废") if void else tr("已经交付")
        told = f"{row.number}　{row.name}"
        super().__init__(desk, title, told, name="request_end_dialog", width=520, parent=parent)
        self._row, self._void, self._then = row, void, then
        hint = tr("如 选错了人") if void else tr("如 本人到前台签收；挂号信寄出")
        label = tr("为什么") if void else tr("怎样交付的")
        self.row(
            ("words", TextField("request_end_words", hint, required=True, limit=LONGEST_WORDS), label, 1)
        )
        self.finish(tr("作废") if void else tr("记下"))

    def store(self, values: Mapping[str, Any]) -> None:
        service = void_request if self._void else deliver_request
        self.desk.run(service, EndRequest(self._row.id, values["words"]), form=self, then=self._stored)

    def _stored(self, number: str) -> None:
        self.accept()
        self._then(number)
