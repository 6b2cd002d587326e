"""办证: which kind, for whom, until when; the card as it will print and the conditions beside it (D3.3, L8)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.queries import FileRole
from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.permits.queries.conditions import IssueFacts, check, limits
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.areas.permits.queries.kinds import kinds
from frontdesk.areas.permits.rules.conditions import Condition, unmet
from frontdesk.areas.permits.rules.kinds import MOST_FIELDS, KindFacts, PaperForm
from frontdesk.areas.permits.service.issuing import Issue, Issued, issue
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.areas.permits.service.previewing import preview
from frontdesk.areas.permits.ui.issue_pay import PayRow, shift_open
from frontdesk.areas.permits.ui.issue_prints import drawing_of
from frontdesk.areas.permits.ui.photo_crop import PhotoView
from frontdesk.areas.permits.ui.photo_dialog import PhotoDialog
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Labelled,
    Option,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pickers import UnitPicker
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SPACE

PAGE = "permits_issue_form"
PANE = 344
OTHER = 0
_EXTRA = "extra_"
_DRAW_AFTER_MS = 250
_CARD_WIDE = 272
_PHOTO_WIDE = 256


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the form's fields say; `Issue` is made of it. The kind's own fields are `extra_0` …"""

    kind: str
    unit_id: int
    person: int
    holder: str
    role: str
    id_number: str
    phone: str
    ends_on: date
    waits: bool
    allow_reason: str
    fee_way: Any
    tenders: str
    deposit: Any
    deposit_reference: str
    extra_0: str
    extra_1: str
    extra_2: str
    extra_3: str
    extra_4: str
    extra_5: str
    extra_6: str
    extra_7: str


class _IssueForm(Form[_Filled]):
    """The service speaks of the kind's fields by their own names."""

    names: tuple[str, ...] = ()

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            places = {name: f"{_EXTRA}{at}" for at, name in enumerate(self.names)}
            error = InvalidInput({places.get(name, name): text for name, text in error.errors.items()})
        super().show_errors(error)


class IssueFormPage(FormPage):
    """`open(unit_id=…, kind=…, person_id=…)` begins a permit; a draft's key takes it up again. `saved(Issued)`."""

    TARGETS = ("issue_permit",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = Pane("issue_side")
        super().__init__(
            desk,
            PAGE,
            tr("办证"),
            hint=tr("保存时编号"),
            save_text=tr("办证并打印"),
            pane=self.side,
            pane_width=PANE,
            parent=parent,
        )
        self._token = uuid4().hex
        self._people: dict[int, FileRole] = {}
        self._kinds: dict[str, KindFacts] = {}
        self._conditions: tuple[Condition, ...] = ()
        self._shown_unit: int | None = None
        self._jpeg: bytes | None = None
        self._limit: date | None = None
        self._build_fields()
        self._build_rows()
        self._build_side()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DRAW_AFTER_MS)
        self._wait.timeout.connect(self.draw_preview)
        self._begin(None)

    def _build_fields(self) -> None:
        desk = self.desk
        self.kind = ChoiceField("issue_kind", required=True)
        self.unit = UnitPicker(
            "issue_unit",
            lambda text: unit_choices(desk, text),
            resolve=lambda unit_id: unit_of(desk, unit_id),
            required=True,
        )
        self.person = ChoiceField("issue_person", placeholder=tr("先选房屋"), required=True)
        self.holder = TextField("issue_holder", tr("姓名"), limit=80)
        self.role = TextField("issue_role", tr("如 泥瓦工、保姆"), limit=24)
        self.id_number = TextField(
            "issue_id_number", tr("可不填，档案里有的自动带上"), figures=True, limit=40
        )
        self.phone = PhoneField("issue_phone", tr("可不填"))
        self.ends_on = DateField("issue_ends_on", today=desk.clock.today, required=True)
        self.waits = CheckField("issue_waits", tr("以后来取"))
        self.extra = [TextField(f"issue_extra_{n}", limit=60) for n in range(MOST_FIELDS)]
        self.fee = PayRow(desk, "issue_fee", tr("工本费"), owing=True)
        self.deposit = PayRow(desk, "issue_deposit", tr("押金"), owing=False)
        self.allow_reason = TextField("issue_allow_reason", tr("为什么可以办"), limit=200)

    def _build_rows(self) -> None:
        self.grid.add_row(
            (self.kind, tr("种类"), 4), (self.unit, tr("房屋"), 5), (self.person, tr("持证人"), 5)
        )
        self._other = self.grid.add_row((self.holder, tr("姓名"), 1), (self.role, tr("身份"), 1))
        self.grid.add_row(
            (self.id_number, tr("证件号"), 5),
            (self.phone, tr("电话"), 3),
            (self.ends_on, tr("有效期至"), 4),
            (self.waits, tr("领取"), 2),
        )
        self._extras = [
            self.grid.add_row(*((field, " ", 1) for field in self.extra[at : at + 3]))
            for at in range(0, MOST_FIELDS, 3)
        ]
        self.photo = PhotoView("issue_photo", 72)
        self.photo_button = KeyButton(tr("照片…"), "F3", icon="ph.camera", name="issue_photo_take")
        self.photo_button.clicked.connect(lambda: PhotoDialog(self.desk, self._took_photo, self).open())
        self._photo_words = Words("", "small", "text3", wrap=True)
        self._photo_row = QWidget()
        row = QHBoxLayout(self._photo_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.addWidget(self.photo_button)
        beside.addWidget(self._photo_words)
        beside.addStretch(1)
        row.addLayout(beside, 1)
        self._photo_row.setFixedWidth(_PHOTO_WIDE)
        last = QWidget()
        pay = QHBoxLayout(last)
        pay.setContentsMargins(0, 0, 0, SPACE.s)
        pay.setSpacing(SPACE.l)
        top = Qt.AlignmentFlag.AlignTop
        pay.addWidget(self._photo_row, 0, top)
        pay.addWidget(self.fee, 1, top)
        pay.addWidget(self.deposit, 1, top)
        pay.addStretch(0)
        self.grid.add(last)
        self._allow = self.grid.add_row((self.allow_reason, tr("条件不满足，准许办证的理由")))
        fields: dict[str, Field] = {
            "kind": self.kind,
            "unit_id": self.unit,
            "person": self.person,
            "holder": self.holder,
            "role": self.role,
            "id_number": self.id_number,
            "phone": self.phone,
            "ends_on": self.ends_on,
            "waits": self.waits,
            **{f"{_EXTRA}{n}": field for n, field in enumerate(self.extra)},
            "fee_way": self.fee.way,
            "tenders": self.fee.reference,
            "deposit": self.deposit.way,
            "deposit_reference": self.deposit.reference,
            "allow_reason": self.allow_reason,
        }
        # Without an open shift there is no way to choose: the service says what to do.
        self.deposit.way.required = False
        self.fee.way.required = False
        form = _IssueForm(_Filled, fields, self)
        form._may_be_none |= {"fee_way", "deposit"}
        self.set_form(form)
        self.kind.edited.connect(self._follow_kind)
        self.unit.edited.connect(self._follow_unit)
        self.person.edited.connect(self._follow_person)
        self.ends_on.edited.connect(self._show_conditions)
        for field in self.extra:
            field.edited.connect(self._show_conditions)
        for field in (self.holder, self.role):
            field.edited.connect(self._draw_soon)

    def _build_side(self) -> None:
        sample = self.side.add_section(tr("打印样"), name="issue_sample")
        self.preview = PaperPreview(name="issue_preview")
        box = QHBoxLayout()
        box.addWidget(self.preview)
        box.addStretch(1)
        sample.body.addLayout(box)
        self.conditions = self.side.add_section(tr("办证条件"), name="issue_conditions", line=False)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._keep_what_stands()
            self._begin(None)
            self.restore(draft.data)
            return
        unit_id = arguments.get("unit_id", arguments.get("unit"))
        wanted = unit_id if isinstance(unit_id, int) else None
        if self.typed_anything() and (wanted is None or wanted == self._shown_unit):
            return
        self._keep_what_stands()
        self._begin(wanted, str(arguments.get("kind") or ""))
        person = arguments.get("person_id")
        if isinstance(person, int) and person in self._people:
            self.person.set_value(person)
            self._follow_person()
        self._take_facts(arguments)
        assert self.form is not None
        self.form.settle()
        self.focus_start()

    def _take_facts(self, told: dict[str, Any]) -> None:
        """What another page knows already: a lease its holder, car, space and last day."""
        holder, extra, until = told.get("holder"), told.get("extra"), told.get("until")
        if isinstance(holder, str) and holder and self._shown_unit is not None:
            known = next((one for one, role in self._people.items() if role.name == holder), None)
            if told.get("person_id") is None:
                self.person.set_value(OTHER if known is None else known)
                self._follow_person()
            if known is None:
                self.holder.set_value(holder)
        facts = self.facts()
        if isinstance(extra, dict) and facts is not None:
            for at, field in enumerate(facts.fields[: len(self.extra)]):
                self.extra[at].set_value(str(extra.get(field.name, "")))
        if isinstance(until, date):
            with suppress(Refused):
                proposed = self.ends_on.value()
                self.ends_on.set_value(until if proposed is None else min(until, proposed))
        if holder or extra or until:
            self._show_conditions()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(self, unit_id: int | None, kind: str = "") -> None:
        assert self.form is not None
        self._token = uuid4().hex
        self._jpeg = None
        self.photo.show_jpeg(None)
        found = self.desk.read(kinds, self.desk.clock.today(), active_only=True)
        self._kinds = {row.facts.code: row.facts for row in found}
        self.kind.set_options([Option(code, facts.name) for code, facts in self._kinds.items()])
        empty: dict[str, Any] = dict.fromkeys(self.form.fields)
        first = kind if kind in self._kinds else next(iter(self._kinds), None)
        self.form.load(empty | {"kind": first, "unit_id": unit_id})
        self._drafted = False
        self._limit = None
        self._follow_kind()
        self._read_unit()
        self.form.settle()

    # -- what follows what --

    def facts(self) -> KindFacts | None:
        """The kind chosen now."""
        try:
            return self._kinds.get(str(self.kind.value()))
        except Refused:
            return None

    def _follow_kind(self) -> None:
        facts = self.facts()
        fields = facts.fields if facts is not None else ()
        assert isinstance(self.form, _IssueForm)
        self.form.names = tuple(field.name for field in fields)
        for at, field in enumerate(self.extra):
            labelled = self.grid.labelled[field.objectName()]
            known = fields[at] if at < len(fields) else None
            labelled.setVisible(known is not None)
            if known is not None:
                labelled.label.setText(
                    known.label if known.required else tr("{what}（可不填）", what=known.label)
                )
                field.set_label(known.label)
                field.required = known.required
            else:
                field.required = False
        for at, row in enumerate(self._extras):
            self._show_row(row, at * 3 < len(fields))
        self._photo_row.setVisible(facts is not None and facts.photo)
        self.fee.set_amount(facts.fee if facts is not None else ZERO)
        self.deposit.set_amount(facts.deposit if facts is not None else ZERO)
        needed = facts is not None and facts.needs.photo
        self._photo_words.setText(
            tr("这种证要有照片才能办。") if needed else tr("没有照片也能办，证上留空，以后可以贴。")
        )
        self._set_limit()

    def _follow_unit(self) -> None:
        if self._unit_id() != self._shown_unit:
            self._read_unit()

    def _unit_id(self) -> int | None:
        choice = self.unit.choice()
        return choice.value if choice is not None else None

    def _read_unit(self) -> None:
        unit_id = self._unit_id()
        self._shown_unit = unit_id
        found = self.desk.read(residents, unit_id, self.desk.clock.today()) if unit_id is not None else ()
        self._people = {role.person_id: role for role in reversed(found)}
        mine = [role for role in found if self._people.get(role.person_id) is role]
        options = [Option(r.person_id, r.name, tr(r.kind.value)) for r in mine]
        if unit_id is not None:
            options.append(Option(OTHER, tr("其他人…")))
        self.person.set_options(options)
        self.person.set_value(options[0].value if len(options) == 2 else None)
        self._follow_person()

    def _person_id(self) -> int | None:
        """The person chosen; 0 for somebody else, None while nobody is."""
        try:
            found = self.person.value()
        except Refused:
            return None
        return found if isinstance(found, int) else None

    def _follow_person(self) -> None:
        other = self._person_id() == OTHER
        self._show_row(self._other, other)
        self.holder.required = other
        self._set_limit()

    def _set_limit(self) -> None:
        """The last day it may have, put in where nobody has typed another, and what limits it."""
        facts, unit_id = self.facts(), self._shown_unit
        self.ends_on.set_trailing("")
        if facts is not None and unit_id is not None:
            today = self.desk.clock.today()
            until, words = self.desk.read(limits, facts.code, unit_id, self._person_id() or None, today)
            try:
                now = self.ends_on.value()
            except Refused:
                now = None
            if now is None or now == self._limit:
                self.ends_on.set_value(until)
            self._limit = until
            self.ends_on.set_trailing(words)
        self._show_conditions()

    def _show_conditions(self) -> None:
        facts, unit_id = self.facts(), self._shown_unit
        self._conditions = ()
        try:
            ends_on = self.ends_on.value()
        except Refused:
            ends_on = None
        if facts is not None and unit_id is not None and ends_on is not None:
            asked = IssueFacts(
                facts.code,
                unit_id,
                ends_on,
                self._person_id() or None,
                self._extra_words(facts),
                photo=self._jpeg is not None,
            )
            self._conditions = self.desk.read(check, asked, self.desk.clock.today())
        missing = unmet(self._conditions)
        self._show_row(self._allow, bool(missing))
        self._fill_conditions(missing)
        self._draw_soon()

    @staticmethod
    def _show_row(labelled: list[Labelled], on: bool) -> None:
        row = labelled[0].parentWidget()
        if row is not None:
            row.setVisible(on)

    def _fill_conditions(self, missing: tuple[Condition, ...]) -> None:
        section = self.conditions
        section.clear()
        facts = self.facts()
        if self._shown_unit is None or facts is None:
            section.add(Words(tr("选好种类和房屋，这里列出要满足什么。"), tone="text2", wrap=True))
            return
        if not self._conditions:
            section.add(Words(tr("没有别的条件。"), tone="text2", wrap=True))
        for condition in self._conditions:
            section.add_state("ok" if condition.met else "bad", condition.text)
        if missing:
            section.add(Words(tr("不满足的，写明理由后由主管准许。"), "small", "text3", wrap=True))
        if facts.deposit > ZERO and not shift_open(self.desk):
            words = tr("要收押金 {sum} 元：请先开班再办。", sum=facts.deposit)
            if not self.desk.may(Right.COLLECT):
                words = tr("要收押金 {sum} 元：请到收费的台上办。", sum=facts.deposit)
            section.add_state("warn", words)

    def _extra_words(self, facts: KindFacts) -> tuple[tuple[str, str], ...]:
        return tuple((field.name, self.extra[at].text().strip()) for at, field in enumerate(facts.fields))

    # -- photo and preview --

    def _took_photo(self, jpeg: bytes) -> None:
        self._jpeg = jpeg
        self.photo.show_jpeg(jpeg)
        self._show_conditions()

    def _draw_soon(self) -> None:
        self._wait.start()

    def _command(self) -> Issue | None:
        """What stands now, as far as it goes: for the sample."""
        facts, unit_id = self.facts(), self._shown_unit
        if facts is None or unit_id is None:
            return None
        known = self._people.get(self._person_id() or OTHER)
        return Issue(
            kind=facts.code,
            unit_id=unit_id,
            holder=known.name if known is not None else self.holder.text().strip() or tr("姓名"),
            ends_on=self._limit or self.desk.clock.today(),
            person_id=known.person_id if known is not None else None,
            role=self.role.text().strip(),
            extra=self._extra_words(facts),
        )

    def draw_preview(self) -> None:
        """The paper as it will print; its number and code come when it is issued."""
        import base64
        from dataclasses import replace

        command, facts = self._command(), self.facts()
        if command is None or facts is None:
            self.preview.show_pdf(None)
            self._fit_preview()
            return
        try:
            ends_on = self.ends_on.value() or command.ends_on
        except Refused:
            ends_on = command.ends_on
        form, document = self.desk.read(
            preview, replace(command, ends_on=ends_on), self.desk.actor, self.desk.clock
        )
        if self._jpeg is not None and hasattr(document, "photo"):
            document = replace(document, photo=base64.b64encode(self._jpeg).decode("ascii"))

        def drawn(pdf: bytes) -> None:
            if isValid(self):
                self.preview.show_pdf(pdf)
                self._fit_preview()

        # What cannot be drawn yet (a name half typed) is no fault: the sample before stays.
        self.desk.worker.run(drawing_of(form, document), drawn, lambda _error: None)

    def _fit_preview(self) -> None:
        facts = self.facts()
        card = facts is not None and facts.form is PaperForm.CARD
        wide = _CARD_WIDE if card else PANE - 2 * SPACE.xl
        self.preview.setFixedSize(wide, self.preview.heightForWidth(wide))

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        filled = self.form.value()
        facts = self.facts()
        if not isinstance(filled, _Filled) or facts is None:
            self.say_wrong()
            return
        known = self._people.get(filled.person)
        command = Issue(
            kind=filled.kind,
            unit_id=filled.unit_id,
            holder=known.name if known is not None else filled.holder,
            ends_on=filled.ends_on,
            person_id=known.person_id if known is not None else None,
            role="" if known is not None else filled.role,
            id_number=filled.id_number,
            phone=filled.phone,
            extra=self._extra_words(facts),
            photo=self._jpeg if facts.photo else None,
            pay=Pay(self.fee.tenders(), self.deposit.tenders()),
            waits=filled.waits,
            allow_reason=filled.allow_reason if unmet(self._conditions) else "",
            token=self._token,
        )
        self.desk.run(issue, command, then=self._issued, form=self.form)

    def _issued(self, made: Issued) -> None:
        self.done(made)
        self._begin(None)
        self.desk.go("permits", issued=made.number, made=made)

    # -- drafts --

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return f"{choice.code if choice is not None else ''} {self.person.text()}".strip()[:60]

    def draft_title(self) -> str:
        return tr("{kind} {who}", kind=self.kind.text() or tr("办证"), who=self.draft_key()).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        assert self.form is not None
        if "kind" in data:
            self.kind.set_typed(data["kind"])
            self._follow_kind()
        if "unit_id" in data:
            # The people to choose from belong to the unit: they must be there before they are chosen.
            self.unit.set_typed(data["unit_id"])
            self._read_unit()
        super().restore(data)
        self._follow_person()

    def help_text(self) -> str:
        return tr(
            "选种类、房屋和持证人，有效期按这种证的最长时间和租约填好，可以改短。F3 拍照或选照片。"
            "工本费可以现在收，也可以记账；收钱要先开班。条件不满足的写明理由由主管准许。Ctrl+Enter 办证并打印，F7 留作草稿。"
        )
