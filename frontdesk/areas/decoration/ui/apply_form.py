"""新申请 (D4.1): who, where, who builds, what in which room, until when; verdicts and papers follow as one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import FileRole
from frontdesk.areas.archives.rules.identity import check_id
from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind
from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.decoration.queries.files import case_of
from frontdesk.areas.decoration.queries.lists import FileRow, files_of_unit
from frontdesk.areas.decoration.rules.articles import QUALIFIED, Level
from frontdesk.areas.decoration.rules.kinds import GRADES, Applicant, ConsentWay
from frontdesk.areas.decoration.rules.papers14 import Stage, Wanted, missing_papers, wanted_papers
from frontdesk.areas.decoration.service import Applied, Apply, ContractorInput, PaperInput, ScopeInput, apply
from frontdesk.areas.decoration.ui.papers_field import PapersField
from frontdesk.areas.decoration.ui.people_field import people_errors, people_field, read_people
from frontdesk.areas.decoration.ui.scope_field import ScopeField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, Labelled, Option, SegmentField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pickers import UnitPicker

PAGE = "decoration_apply_form"
PANE = 344
OTHER = 0
USUAL_DAYS = 60
_ROLES = {RoleKind.OWNER: Applicant.OWNER, RoleKind.TENANT: Applicant.TENANT}


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the form's fields say; `Apply` is made of it."""

    unit_id: int
    asker: int
    applicant: str
    role: Applicant
    phone: str
    starts_on: date
    ends_on: date
    summary: str
    own: bool
    name: str
    licence: str
    grade: str
    head: str
    head_phone: str
    consent_by: str
    consent_way: ConsentWay | None
    consent_on: date | None
    scope: tuple[ScopeInput, ...]
    workers: str
    papers: tuple[PaperInput, ...]


class _ApplyForm(Form[_Filled]):
    """The service speaks of lines and of a contractor where the form has fields."""

    def show_errors(self, error: Refused) -> None:
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        scope = self.fields["scope"]
        assert isinstance(scope, ScopeField)
        errors = scope.show_row_errors(people_errors(errors))
        super().show_errors(InvalidInput({key.removeprefix("contractor."): t for key, t in errors.items()}))


class ApplyFormPage(FormPage):
    """`open(unit=…)` begins an application of a unit; a draft's key takes it up again. `saved(Applied)`."""

    TARGETS = ("new_decoration",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = Pane("apply_side")
        super().__init__(
            desk, PAGE, tr("装修申请"), hint=tr("保存时编号"), save_text=tr("登记申请"), pane=self.side,
            pane_width=PANE, parent=parent,
        )  # fmt: skip
        self._token = uuid4().hex
        self._people: dict[int, FileRole] = {}
        self._shown_unit: int | None = None
        self._following = False
        self._build_fields()
        self._build_rows()
        self._build_side()
        self._begin(None)

    def _build_fields(self) -> None:
        desk, today = self.desk, self.desk.clock.today
        self.unit = UnitPicker(
            "apply_unit",
            lambda text: unit_choices(desk, text),
            resolve=lambda unit_id: unit_of(desk, unit_id),
            required=True,
        )
        self.asker = ChoiceField("apply_asker", placeholder=tr("先选房屋"), required=True)
        self.asker_name = TextField("apply_asker_name", tr("姓名"), limit=80)
        self.role = ChoiceField("apply_role", [Option(r, tr(r.value)) for r in Applicant], required=True)
        self.phone = PhoneField("apply_phone", tr("可不填"))
        self.own = SegmentField("apply_own", [(False, tr("施工单位")), (True, tr("业主自行"))])
        self.name = TextField("apply_name", tr("装修公司全称"), limit=80)
        self.licence = TextField("apply_licence", tr("统一社会信用代码"), figures=True, limit=22)
        self.grade = TextField("apply_grade", tr("如 二级"), limit=24)
        self.grade.setToolTip("、".join(GRADES))
        self.site_head = TextField("apply_head", tr("姓名"), limit=60)
        self.head_phone = PhoneField("apply_head_phone", tr("可不填"))
        self.starts_on = DateField("apply_starts_on", today=today, required=True)
        self.ends_on = DateField("apply_ends_on", today=today, required=True)
        self.summary = TextField("apply_summary", tr("可不填，如 全屋"), limit=60)
        self.consent_by = ChoiceField("apply_consent_by", placeholder=tr("哪位业主"))
        self.consent_way = ChoiceField("apply_consent_way", [Option(w, tr(w.value)) for w in ConsentWay])
        self.consent_on = DateField("apply_consent_on", today=today)
        self.scope = ScopeField("apply_scope")
        self.workers = people_field("apply_workers", 2)
        self.papers = PapersField("apply_papers", desk)

    def _build_rows(self) -> None:
        self.grid.add_row(
            (self.unit, tr("房屋"), 6),
            (self.asker, tr("申请人"), 4),
            (self.asker_name, tr("姓名"), 3),
            (self.role, tr("身份"), 3),
            (self.phone, tr("电话"), 4),
        )
        self._consent = self.grid.add_row(
            (self.consent_by, tr("业主同意：谁（第十三条）"), 4),
            (self.consent_way, tr("怎么同意的"), 3),
            (self.consent_on, tr("哪天"), 3),
        )
        self.grid.add_row(
            (self.own, tr("谁来施工"), 0),
            (self.name, tr("施工单位"), 5),
            (self.licence, tr("营业执照"), 4),
            (self.grade, tr("资质等级"), 2),
        )
        self.grid.add_row(
            (self.site_head, tr("现场负责人"), 3),
            (self.head_phone, tr("负责人电话"), 3),
            (self.starts_on, tr("开工"), 3),
            (self.ends_on, tr("完工"), 3),
            (self.summary, tr("怎么称呼"), 3),
        )
        self.grid.add_row((self.scope, tr("施工内容：部位、类别、做什么、图号")))
        self.grid.add_row((self.workers, tr("施工人员（可以开工前再登记）")))
        self.set_form(
            _ApplyForm(
                _Filled,
                {
                    "unit_id": self.unit,
                    "asker": self.asker,
                    "applicant": self.asker_name,
                    "role": self.role,
                    "phone": self.phone,
                    "consent_by": self.consent_by,
                    "consent_way": self.consent_way,
                    "consent_on": self.consent_on,
                    "own": self.own,
                    "name": self.name,
                    "licence": self.licence,
                    "grade": self.grade,
                    "head": self.site_head,
                    "head_phone": self.head_phone,
                    "starts_on": self.starts_on,
                    "ends_on": self.ends_on,
                    "summary": self.summary,
                    "scope": self.scope,
                    "workers": self.workers,
                    "papers": self.papers,
                },
                self,
            )
        )
        self.unit.edited.connect(self._follow_unit)
        self.asker.edited.connect(self._follow_asker)
        for field in (self.role, self.own, self.grade, self.scope, self.papers):
            field.edited.connect(self._follow)
        self.licence.edited.connect(self._show_licence)

    def _build_side(self) -> None:
        self.missing = self.side.add_section(tr("核对"), name="apply_missing")
        papers = self.side.add_section(
            tr("材料"), tr("第十四条；勾上已收的，文件可拖入"), name="apply_papers_box"
        )
        papers.add(Labelled(self.papers, ""))
        self.before = self.side.add_section(tr("这户的装修"), name="apply_before", line=False)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._keep_what_stands()
            self._begin(None)
            self.restore(draft.data)
            return
        unit_id = arguments.get("unit", arguments.get("unit_id"))
        wanted = unit_id if isinstance(unit_id, int) else None
        if self.typed_anything() and (wanted is None or wanted == self._shown_unit):
            return
        self._keep_what_stands()
        self._begin(wanted)
        self.focus_start()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(self, unit_id: int | None) -> None:
        assert self.form is not None
        today = self.desk.clock.today()
        self._token = uuid4().hex
        empty: dict[str, Any] = dict.fromkeys(self.form.fields)
        self.form.load(
            empty
            | {
                "unit_id": unit_id,
                "own": False,
                "starts_on": today + timedelta(days=1),
                "ends_on": today + timedelta(days=USUAL_DAYS),
            }
        )
        self._drafted = False
        self._read_unit()
        self.form.settle()

    # -- what follows what --

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
        own = [role for role in found if self._people.get(role.person_id) is role]
        options = [Option(r.person_id, r.name, tr(r.kind.value)) for r in own]
        if unit_id is not None:
            options.append(Option(OTHER, tr("其他人…")))
        self.asker.set_options(options)
        owners = [r for r in own if r.kind is RoleKind.OWNER]
        self.asker.set_value(owners[0].person_id if owners else None)
        self.consent_by.set_options([Option(r.name, r.name, r.phone) for r in owners])
        self.consent_by.set_value(owners[0].name if len(owners) == 1 else None)
        self._show_before()
        self._follow_asker()

    def _asker_id(self) -> int | None:
        try:
            found = self.asker.value()
        except Refused:
            return None
        return found if isinstance(found, int) else None

    def _follow_asker(self) -> None:
        person = self._people.get(self._asker_id() or OTHER)
        other = self._asker_id() == OTHER
        self.grid.labelled["apply_asker_name"].setVisible(other)
        self.asker_name.required = other
        if person is not None:
            self.role.set_value(_ROLES.get(person.kind, Applicant.FAMILY))
        elif other and self._role() is Applicant.OWNER:
            self.role.set_value(Applicant.AGENT)
        self._follow()

    def _role(self) -> Applicant:
        try:
            found = self.role.value()
        except Refused:
            return Applicant.OWNER
        return found if isinstance(found, Applicant) else Applicant.OWNER

    def _wanted(self) -> tuple[Wanted, ...]:
        kinds = [item.kind for item in self.scope.value()]
        return wanted_papers(case_of(self._role(), firm=not self.own.value(), kinds=kinds))

    def _follow(self) -> None:
        """The papers follow the case, the verdicts the papers; the side says what is missing."""
        if self._following:
            return
        self._following = True
        own = bool(self.own.value())
        for field in (self.name, self.licence, self.grade):
            field.set_read_only(own)
        wanted = self._wanted()
        self.papers.set_wanted(wanted)
        self.scope.set_case(self.papers.there(), firm=not own, grade=self.grade.text())
        row = self._consent[0].parentWidget()
        if row is not None:
            row.setVisible(self._role() is not Applicant.OWNER)
        self._show_missing(wanted)
        self._following = False

    def _show_missing(self, wanted: tuple[Wanted, ...]) -> None:
        section = self.missing
        section.clear()
        verdicts = self.scope.verdicts()
        if not verdicts:
            section.add(Words(tr("写上施工内容，这里按第五条至第九条逐项核对。"), tone="text2", wrap=True))
        bad = sum(1 for verdict in verdicts if verdict.level is Level.PROHIBITED)
        waits = sum(1 for verdict in verdicts if verdict.level is Level.CONDITIONAL and not verdict.met)
        if bad:
            words = tr("{n} 项不得批准，谁也不能批，请申请人撤下", n=bad)
            section.add_state("bad", words)
        if waits:
            section.add_state("warn", tr("{n} 项等文件或资质", n=waits))
        if verdicts and not bad and not waits:
            section.add_state("ok", tr("{n} 项都可以办", n=len(verdicts)))
        if any(item.kind in QUALIFIED for item in self.scope.value()) and not self.grade.text().strip():
            section.add_state("warn", tr("第九条：要有资质等级的企业施工"))
        missing = missing_papers(wanted, self.papers.there(), (Stage.ACCEPT,))
        if missing:
            names = "、".join(tr(one.words) for one in missing)
            section.add_state("warn", tr("受理前缺：{papers}", papers=names))
        elif self._shown_unit is not None:
            section.add_state("ok", tr("受理要的材料齐了"))

    def _show_licence(self) -> None:
        number = self.licence.text()
        found = check_id(number, IdKind.LICENCE) if len(number) >= 18 else None
        self.licence.set_trailing(tr(found.reason) if found is not None and not found.ok else "")

    def _show_before(self) -> None:
        section = self.before
        section.clear()
        rows: tuple[FileRow, ...] = ()
        if self._shown_unit is not None:
            rows = self.desk.read(files_of_unit, self._shown_unit, self.desk.clock.today())
        if not rows:
            section.add(Words(tr("还没有。"), tone="text2"))
        for row in rows[:4]:
            section.add_line(f"{row.number} {row.firm}", right=tr(row.state.value))

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        filled = self.form.value()
        if not isinstance(filled, _Filled):
            self.say_wrong()
            return
        known = self._people.get(filled.asker)
        asks = filled.role is not Applicant.OWNER
        command = Apply(
            unit_id=filled.unit_id,
            applicant=known.name if known is not None else filled.applicant,
            person_id=known.person_id if known is not None else None,
            role=filled.role,
            phone=filled.phone,
            starts_on=filled.starts_on,
            ends_on=filled.ends_on,
            contractor=ContractorInput(
                filled.own, filled.name, filled.licence, filled.grade, filled.head, filled.head_phone
            ),
            scope=filled.scope,
            papers=filled.papers,
            workers=read_people(filled.workers),
            consent_by=str(filled.consent_by or "") if asks else "",
            consent_way=filled.consent_way if asks else None,
            consent_on=filled.consent_on if asks else None,
            summary=filled.summary,
            token=self._token,
        )
        self.desk.run(apply, command, then=self._applied, form=self.form)

    def _applied(self, made: Applied) -> None:
        words = tr("{number} 已登记。", number=made.number)
        if made.missing:
            self.desk.messages.warn(words, tr("受理前还缺：{papers}。", papers="、".join(made.missing)))
        else:
            self.desk.messages.ok(words, tr("材料齐，可以受理。"))
        self.done(made)
        self._begin(None)
        self.desk.go("decoration_file", file_id=made.file_id)

    # -- drafts --

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return choice.code if choice is not None else ""

    def draft_title(self) -> str:
        return tr("装修申请 {unit}", unit=self.draft_key()).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        assert self.form is not None
        if "unit_id" in data:
            # The people to choose from belong to the unit: they must be there before they are chosen.
            self.unit.set_typed(data["unit_id"])
            self._read_unit()
        super().restore(data)
        other = self._asker_id() == OTHER
        self.grid.labelled["apply_asker_name"].setVisible(other)
        self._follow()
        self._show_licence()

    def help_text(self) -> str:
        return tr(
            "登记装修申请。施工内容一行一项，按类别当场核对第五条至第九条；右边列出这种情况要的材料，收到的勾上，"
            "文件点回形针选或拖到那一行。缺材料也能先登记，受理前补齐。Ctrl+Enter 登记，F7 留作草稿。"
        )
