"""续期 and 补证: until when, what is paid, what must be met; with leave where it is not (D3.4, T22, T23)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.permits.queries.conditions import IssueFacts, check, limits
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.queries.permits import PermitDetail
from frontdesk.areas.permits.rules.conditions import Condition, unmet
from frontdesk.areas.permits.service.course import Renew, Replace, renew, replace_permit
from frontdesk.areas.permits.service.issuing import Issued
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.areas.permits.ui.issue_pay import PayRow
from frontdesk.areas.permits.ui.photo_crop import PhotoView
from frontdesk.areas.permits.ui.photo_dialog import PhotoDialog
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import AsksFields
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Labelled, TextField
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.page import pad
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 560


class RenewDialog(AsksFields):
    """A new last day. `done(Issued)` once it is stored."""

    def __init__(
        self, desk: Desk, found: PermitDetail, done: Callable[[Issued], object], parent: QWidget | None = None
    ) -> None:
        row = found.row
        today = desk.clock.today()
        until, limit = desk.read(limits, row.kind_code, row.unit_id, found.person_id, today)
        text = tr(
            "{kind} {number}，{holder}，现在到 {day}。编号不变，换印一张新的。",
            kind=row.kind,
            number=row.number,
            holder=row.holder,
            day=row.ends_on,
        )
        super().__init__(tr("续期"), text, name="renew_dialog", width=WIDTH, parent=parent)
        self.desk, self._found, self._done = desk, found, done
        self._token = uuid4().hex
        self.ends_on = DateField("renew_ends_on", today=desk.clock.today, required=True)
        self.ends_on.set_value(until)
        self.ends_on.set_trailing(limit)
        self.pay = PayRow(desk, "renew_fee", tr("工本费"), owing=True, none=True, parent=self)
        self.pay.set_amount(desk.read(kind_on, row.kind_code, today).facts.fee)
        self.allow_reason = TextField("renew_allow_reason", limit=200)
        self.fields = {
            "ends_on": self.ends_on,
            "fee_way": self.pay.way,
            "tenders": self.pay.reference,
            "allow_reason": self.allow_reason,
        }
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.ends_on, tr("新的有效期至")))
        self.body.addWidget(self.pay)
        self._marks: list[StatusLabel] = []
        self._allow = Labelled(self.allow_reason, tr("条件不满足，准许的理由"))
        self.body.addWidget(self._allow)
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName("renew_trouble")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.ends_on.edited.connect(self._follow)
        self.add_cancel()
        save = self.add_button(tr("续期并打印"), "Ctrl+Enter", "primary", name="renew_save")
        save.clicked.connect(self.save)
        self._follow()
        self.ends_on.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def conditions(self) -> tuple[Condition, ...]:
        """As they stand for the day that is filled in."""
        row = self._found.row
        try:
            ends_on = self.ends_on.value() or row.ends_on
        except Refused:
            ends_on = row.ends_on
        extra = self._extra()
        facts = IssueFacts(
            row.kind_code,
            row.unit_id,
            ends_on,
            self._found.person_id,
            extra,
            photo=self._found.photo_hash is not None,
        )
        return self.desk.read(check, facts, self.desk.clock.today())

    def _extra(self) -> tuple[tuple[str, str], ...]:
        labels = {field.label: field.name for field in self._found.kind.fields}
        return tuple((labels[label], words) for label, words in self._found.extra if label in labels)

    def _follow(self) -> None:
        for mark in self._marks:
            self.body.removeWidget(mark)
            mark.hide()
            mark.deleteLater()
        found = self.conditions()
        self._marks = [StatusLabel("ok" if c.met else "bad", c.text) for c in found]
        at = self.body.indexOf(self._allow)
        for number, mark in enumerate(self._marks):
            self.body.insertWidget(at + number, mark)
        self._allow.setVisible(bool(unmet(found)))
        self.fit()

    def save(self) -> None:
        """Store it; what cannot stand is said beside its field."""
        try:
            ends_on = self.ends_on.value()
        except Refused as refused:
            self.show_errors(InvalidInput({"ends_on": refused.text}))
            return
        if ends_on is None or self.pay.wrong():
            return
        command = Renew(
            self._found.row.number,
            ends_on,
            Pay(fee=self.pay.tenders()),
            charge=self.pay.takes(),
            allow_reason=str(self.allow_reason.value()),
            token=self._token,
        )
        self.desk.run(renew, command, then=self._saved, form=self)

    def _saved(self, made: Issued) -> None:
        self.accept()
        self._done(made)


class ReplaceDialog(AsksFields):
    """Another card under a new number, and why. `done(Issued)` once it is stored."""

    def __init__(
        self, desk: Desk, found: PermitDetail, done: Callable[[Issued], object], parent: QWidget | None = None
    ) -> None:
        row = found.row
        text = tr(
            "{kind} {number}，{holder}，到 {day}。新证换号，有效期不变；旧证从现在起作废。",
            kind=row.kind,
            number=row.number,
            holder=row.holder,
            day=row.ends_on,
        )
        super().__init__(tr("补证"), text, name="replace_dialog", width=WIDTH, parent=parent)
        self.desk, self._found, self._done = desk, found, done
        self._token = uuid4().hex
        self._jpeg: bytes | None = None
        self.reason = TextField("replace_reason", tr("如 遗失、损坏"), required=True, limit=100)
        self.pay = PayRow(desk, "replace_fee", tr("工本费"), owing=True, parent=self)
        self.pay.set_amount(desk.read(kind_on, row.kind_code, desk.clock.today()).facts.fee)
        self.fields = {"reason": self.reason, "fee_way": self.pay.way, "tenders": self.pay.reference}
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.reason, tr("为什么补")))
        self.body.addWidget(self.pay)
        self.photo = PhotoView("replace_photo", 72)
        self.photo.show_jpeg(found.photo)
        change = KeyButton(tr("换照片…"), "F3", name="replace_photo_change")
        change.clicked.connect(lambda: PhotoDialog(desk, self._took, self).open())
        row_ = pad(self.photo, change, None, margins=(0, 0, 0, 0))
        row_.setVisible(found.kind.photo)
        self.body.addWidget(row_)
        self.trouble = StatusLabel("bad", "")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.add_cancel()
        save = self.add_button(tr("补证并打印"), "Ctrl+Enter", "primary", name="replace_save")
        save.clicked.connect(self.save)
        self.reason.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _took(self, jpeg: bytes) -> None:
        self._jpeg = jpeg
        self.photo.show_jpeg(jpeg)

    def save(self) -> None:
        """Store it; what cannot stand is said beside its field."""
        if self.pay.wrong():
            return
        command = Replace(
            self._found.row.number,
            str(self.reason.text()),
            self._jpeg,
            Pay(fee=self.pay.tenders()),
            token=self._token,
        )
        self.desk.run(replace_permit, command, then=self._saved, form=self)

    def _saved(self, made: Issued) -> None:
        self.accept()
        self._done(made)
