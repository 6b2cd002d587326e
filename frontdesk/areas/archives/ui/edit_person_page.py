"""住户资料: a person or company and what they are to a unit, numbers masked until asked for (D1.2, D1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import (
    PersonFile,
    UnitFile,
    known_people,
    person_file,
    unit_file,
)
from frontdesk.areas.archives.rules.identity import check_id
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.archives.service import (
    ChangeResident,
    PersonNumbers,
    RegisterResident,
    SavePerson,
    change_resident,
    register_resident,
    save_person,
)
from frontdesk.areas.archives.ui.belonging_dialogs import after
from frontdesk.areas.archives.ui.changes import show_person_changes
from frontdesk.areas.archives.ui.cut import Cut, add_cells
from frontdesk.areas.archives.ui.resident_form import ResidentInput, resident_fields, resident_shown
from frontdesk.areas.archives.ui.reveal import ask_to_reveal
from frontdesk.areas.archives.ui.words import role_words
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    Field,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.shown_for import ShownFor
from frontdesk.base.widgets.tokens import SPACE

PAGE = "archives_edit_person_page"
PANE = 360


class EditPersonPage(FormPage):
    """`open(unit_id=…)` registers somebody at a unit, with `role_id` and `person_id` corrects both, `open(person_id=…)`
    corrects a person alone; a draft's key takes it up again.
    """

    TARGETS = ("edit_person",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        pane = Pane("edit_person_pane")
        super().__init__(desk, PAGE, tr("登记住户"), pane=pane, pane_width=PANE, parent=parent)
        self.side = pane
        self.unit_id: int | None = None
        self.role_id: int | None = None
        self.person_id: int | None = None
        self._unit: UnitFile | None = None
        self._person: PersonFile | None = None
        self._with_role = False
        self._key = ""
        self._shown: ShownFor | None = None
        self.eye = KeyButton(tr("看原文"), "F6", icon="ph.eye", name="person_eye")
        self.eye.clicked.connect(self._reveal)
        self.foot_row.addWidget(self.eye)
        self._role_rows: list[QWidget] = []
        self._fields = self._build()
        self.set_form(Form(ResidentInput, self._fields, self))
        self._fields["name"].edited.connect(self._show_pane)
        self._fields["role"].edited.connect(self._role_chosen)
        for name in ("id_number", "id_kind", "kind"):
            self._fields[name].edited.connect(self._show_check)
        self._show_pane()

    def _build(self) -> dict[str, Field]:
        f = resident_fields(self.desk.clock.today)
        self.grid.add_row((f["role"], tr("是这户的"), 3), (f["kind"], tr("个人还是单位"), 2))
        self.grid.add_row(
            (f["name"], tr("姓名或名称"), 2), (f["phone"], tr("电话"), 2), (f["phone2"], tr("备用电话"), 2)
        )
        self.grid.add_row(
            (f["id_kind"], tr("证件类型"), 2),
            (f["id_number"], tr("证件号码"), 4),
        )
        self.grid.add_row(
            (f["share"], tr("产权份额"), 2),
            (f["relation"], tr("关系或说明"), 3),
            (f["starts_on"], tr("从哪天起（可不填）"), 3),
            (f["ends_on"], tr("最后一天（可不填）"), 3),
        )
        self.grid.add_row(
            (f["emergency_contact"], tr("紧急联系人"), 4),
            (f["nationality"], tr("国籍"), 2),
            (f["visa_ends_on"], tr("签证到期"), 2),
            (f["registered_on"], tr("暂住登记日期"), 2),
        )
        for name in ("role", "share", "relation", "starts_on", "ends_on"):
            self._role_rows.append(self.grid.labelled[f[name].objectName()])
        return f

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        given: Mapping[str, Any] = draft.data if isinstance(draft, DraftRow) else arguments
        wanted = tuple(_number(given.get(name)) for name in ("unit_id", "person_id", "role_id"))
        if self.typed_anything():
            if draft is None and wanted == (self.unit_id, self.person_id, self.role_id):
                return
            if self.keep_typing():
                self.desk.messages.warn(
                    tr("{what}没有保存。", what=self.draft_title()),
                    tr("填了的已留作草稿，在右上角“草稿”里。"),
                )
        unit_id, person_id, role_id = wanted
        at_unit = unit_id is not None and (role_id is not None or person_id is None)
        with_role = given.get("with_role", at_unit)
        self._begin(*wanted, with_role=bool(with_role))
        if isinstance(draft, DraftRow):
            self._key = draft.key
            self.restore(draft.data)
        self.focus_start()

    def _begin(
        self, unit_id: int | None, person_id: int | None, role_id: int | None, *, with_role: bool
    ) -> None:
        assert self.form is not None
        self.unit_id, self.person_id, self.role_id = unit_id, person_id, role_id
        self._with_role = with_role
        self._key = "-".join(str(n or "") for n in (unit_id, person_id, role_id))
        self._drafted = False
        if self._shown is not None:
            self._shown.forget()
            self._shown = None
        today = self.desk.clock.today()
        self._unit = self.desk.read(unit_file, unit_id, today) if unit_id is not None else None
        self._person = self.desk.read(person_file, person_id, today) if person_id is not None else None
        role = next((r for r in self._unit.roles if r.id == role_id), None) if self._unit else None
        self.form.load(resident_shown(self._unit, self._person, role))
        for widget in self._role_rows:
            widget.setVisible(with_role)
        self._say_title()
        self._show_all()

    def _say_title(self) -> None:
        code = self._unit.unit.code if self._unit is not None else ""
        if self.person_id is None:
            self.head.set_title(tr("登记住户"), code)
        else:
            name = self._person.name if self._person is not None else ""
            self.head.set_title(tr("修改 {name}", name=name), code)

    # -- showing --

    def _show_all(self) -> None:
        has_numbers = self._person is not None and any(
            (self._person.id_number, self._person.phone, self._person.phone2)
        )
        self.eye.setVisible(has_numbers)
        self._role_chosen()
        self._show_check()
        self._show_pane()

    def _role_chosen(self) -> None:
        """Only owners have shares."""
        owner = self._fields["role"].value() is RoleKind.OWNER
        self._fields["share"].set_read_only(not owner)

    def _show_check(self) -> None:
        """Whether the number fits its kind, beside it, before it is saved; a mask says nothing."""
        field = self._fields["id_number"]
        assert isinstance(field, TextField)
        text = field.text().strip()
        if not text or "*" in text:
            field.set_trailing("")
            return
        kind = self._fields["id_kind"].value()
        if kind is None and self._fields["kind"].value() is PersonKind.COMPANY:
            kind = IdKind.LICENCE
        found = check_id(text, kind, today=self.desk.clock.today())
        said = tr(found.kind.value) if found.kind is not None else ""
        if not found.ok:
            field.set_trailing(tr(found.reason))
        elif found.kind in (IdKind.RESIDENT, IdKind.LICENCE, IdKind.HK_MACAO_TAIWAN):
            field.set_trailing(tr("{kind}，校验无误", kind=said))
        else:
            field.set_trailing(said)

    def _show_pane(self) -> None:
        self.side.clear()
        if self.person_id is None:
            self._offer_known()
        if self._unit is not None:
            self._show_unit(self._unit)
        if self._person is not None:
            self._show_person(self._person)
        section = self.side.add_section(tr("个人信息"), name="edit_person_privacy", line=False)
        words = tr(
            "证件号和电话打码显示。不改就不用动，存的还是原来的；要看原文按 F6，会记下谁看了、为什么。"
        )
        section.add(Words(words, "body", "text2", wrap=True))

    def _offer_known(self) -> None:
        """People of that name the archives have already: taken instead of entered twice."""
        field = self._fields["name"]
        assert isinstance(field, TextField)
        text = field.text().strip()
        found = self.desk.read(known_people, text, 5) if len(text) >= 2 else ()
        if not found:
            return
        section = self.side.add_section(tr("档案里已有"), tr("是同一个人就选他"), name="edit_person_known")
        for number, person in enumerate(found):
            link = Link(person.name, f"known_person_{number}")
            link.clicked.connect(lambda person_id=person.id: self.take_known(person_id))
            add_cells(
                section,
                (link, 96),
                (Cut(person.phone or "—", "body", "text2"), 112),
                (Cut(person.units, "body", "text2"), 0),
            )

    def take_known(self, person_id: int) -> None:
        """Somebody the archives know becomes something to this unit."""
        assert self.form is not None
        kept = {n: self._fields[n].typed() for n in ("role", "share", "relation", "starts_on", "ends_on")}
        self._person = self.desk.read(person_file, person_id, self.desk.clock.today())
        self.person_id = person_id
        shown = resident_shown(self._unit, self._person, None)
        for name, field in self._fields.items():
            if name in kept:
                field.set_typed(kept[name])
            else:
                field.set_value(getattr(shown, name))
        self._show_all()
        self.head.set_title(
            tr("登记住户"), f"{self._unit.unit.code} · {shown.name}" if self._unit else shown.name
        )
        self._fields["role"].setFocus()

    def _show_unit(self, file: UnitFile) -> None:
        people = [role for role in file.roles if not role.over]
        section = self.side.add_section(tr("这一户"), file.unit.code, name="edit_person_unit")
        for role in people:
            add_cells(
                section,
                (Cut(role.name, "bold"), 84),
                (Cut(role_words(role.kind, role.share, role.relation), "body", "text2"), 0),
                (Cut(role.phone or "—", right=True), 108),
            )
        if not people:
            section.add(Words(tr("还没有登记住户。"), "body", "text3"))

    def _show_person(self, person: PersonFile) -> None:
        others = [r for r in person.roles if not r.over and r.unit_id != self.unit_id]
        section = self.side.add_section(tr("这个人"), name="edit_person_other_units")
        if others:
            words = "、".join(f"{r.unit_code} {role_words(r.kind, r.share, r.relation)}" for r in others)
            section.add(Words(tr("也是 {units}", units=words), "body", "text2", wrap=True))
        link = Link(tr("修改记录"), "edit_person_history")
        link.clicked.connect(lambda: show_person_changes(self.desk, person.id, person.name, self))
        section.add_row(link, spacing=SPACE.s)

    # -- 看原文 --

    def _reveal(self) -> None:
        if self._person is not None:
            ask_to_reveal(self.desk, self._person.id, self._person.name, self._revealed)

    def _revealed(self, numbers: PersonNumbers) -> None:
        """In the fields, where they still show the mask; what was typed over it stays."""
        assert self.form is not None
        assert self._person is not None
        person = self._person
        pairs = {
            "id_number": (person.id_number, numbers.id_number), "phone": (person.phone, numbers.phone),
            "phone2": (person.phone2, numbers.phone2),
            "emergency_contact": (person.emergency_contact, numbers.emergency),
        }  # fmt: skip
        shown = self._exchange(pairs)
        self.eye.hide()

        def cover() -> None:
            self._exchange({name: (full, mask) for name, (mask, full) in pairs.items()})
            self.eye.show()

        self._shown = ShownFor(self, cover, *shown)
        self._shown.begin(SHOWN_SECONDS)

    def _exchange(self, pairs: Mapping[str, tuple[str, str]]) -> list[QWidget]:
        """Put the second where the first stands; what was typed over it stays. The fields it was put into."""
        assert self.form is not None
        untouched = not self.form.changed()
        changed: list[QWidget] = []
        for name, (was, now) in pairs.items():
            field = self._fields[name]
            if isinstance(field, TextField) and was and field.text() == was:
                field.set_value(now)
                changed += [field, *field.findChildren(QWidget)]
        if untouched:
            self.form.settle()
        self._show_check()
        return changed

    # -- drafts --

    def draft_key(self) -> str:
        return self._key

    def draft_title(self) -> str:
        field = self._fields["name"]
        name = field.text().strip() if isinstance(field, TextField) else ""
        code = self._unit.unit.code if self._unit is not None else ""
        registers = self.person_id is None or (self._with_role and self.role_id is None)
        what = tr("登记住户") if registers else tr("修改住户")
        return " ".join(part for part in (what, name, code) if part)

    def draft_data(self) -> dict[str, Any]:
        return {
            **super().draft_data(),
            "unit_id": self.unit_id,
            "person_id": self.person_id,
            "role_id": self.role_id,
            "with_role": self._with_role,
        }

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._show_all()

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        values: ResidentInput | None = self.form.value()
        if values is None:
            self.say_wrong()
            return
        person = SavePerson(
            person_id=self.person_id,
            name=values.name,
            kind=values.kind,
            id_kind=values.id_kind,
            id_number=values.id_number,
            phone=values.phone,
            phone2=values.phone2,
            nationality=values.nationality,
            visa_ends_on=values.visa_ends_on,
            registered_on=values.registered_on,
            emergency_contact=values.emergency_contact,
        )
        share = values.share if values.role is RoleKind.OWNER else None
        role = (values.role, share, values.relation, values.starts_on, after(values.ends_on))
        if not self._with_role or self.unit_id is None:
            self.desk.run(save_person, person, form=self.form, then=self._saved)
        elif self.role_id is not None:
            command = ChangeResident(self.role_id, person, *role)
            self.desk.run(change_resident, command, form=self.form, then=self._saved)
        else:
            self.desk.run(
                register_resident,
                RegisterResident(self.unit_id, person, *role),
                form=self.form,
                then=self._saved,
            )

    def _saved(self, _id: int) -> None:
        field = self._fields["name"]
        name = field.text().strip() if isinstance(field, TextField) else ""
        code = self._unit.unit.code if self._unit is not None else ""
        self.done()
        self.desk.messages.ok(
            tr("{name} 已登记在 {code}。", name=name, code=code)
            if self._with_role and self.role_id is None
            else tr("{name} 的资料已保存。", name=name)
        )

    def help_text(self) -> str:
        return tr(
            "住户资料：回车到下一格，Ctrl+Enter 保存，F7 留作草稿，Esc 返回，F6 看证件号和电话原文。"
            "产权份额只有业主要填；最后一天不填就是一直。"
        )


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
