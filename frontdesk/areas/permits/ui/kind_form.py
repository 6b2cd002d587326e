"""A kind of permit as a form: what it asks, costs and needs, who may issue it, from which day on (D3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.ui.scope_fields import TicksField
from frontdesk.areas.permits.queries.kinds import KindRow, used_codes
from frontdesk.areas.permits.rules.kinds import (
    FORM_WORDS,
    LONGEST_DAYS,
    KindFacts,
    KindField,
    Needs,
    PaperForm,
    permit_number,
)
from frontdesk.areas.permits.service.kinds import SaveKind, save_kind
from frontdesk.areas.permits.ui.kind_fields import KindFieldsField
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right, Role, may
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    MoneyField,
    NumberField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.tokens import SPACE

PAGE = "permits_kind_form"
_GENERAL = (PaperForm.CARD, PaperForm.SHEET)
"""Papers that show whatever a kind asks; the others stand for one kind's own facts."""


@dataclass(frozen=True, slots=True)
class KindInput:
    """A kind as the form asks for it; `terms` one to a line."""

    code: str
    name: str
    prefix: str
    form: PaperForm
    days: int
    fee: Money | None
    deposit: Money | None
    photo: bool
    returns: bool
    fields: tuple[KindField, ...]
    arrears_months: int | None
    within_lease: bool
    decoration: bool
    vaccination: bool
    need_photo: bool
    issuers: tuple[Role, ...]
    terms: str
    starts_on: date | None
    active: bool = True

    def facts(self) -> KindFacts:
        """The kind it describes."""
        return KindFacts(
            self.code.strip().upper(),
            self.name.strip(),
            self.prefix.strip().upper(),
            self.form,
            self.days,
            self.fee or ZERO,
            self.deposit or ZERO,
            self.photo,
            self.returns,
            self.fields,
            Needs(
                self.arrears_months,
                self.within_lease,
                self.decoration,
                self.vaccination,
                self.need_photo and self.photo,
            ),
            self.issuers,
            tuple(line.strip() for line in self.terms.splitlines() if line.strip()),
            self.active,
        )


def input_of(facts: KindFacts, starts_on: date) -> KindInput:
    """The form's values for a kind that stands."""
    needs = facts.needs
    return KindInput(
        facts.code, facts.name, facts.prefix, facts.form, facts.days, facts.fee, facts.deposit, facts.photo,
        facts.returns, facts.fields, needs.arrears_months, needs.within_lease, needs.decoration,
        needs.vaccination, needs.photo, facts.issuers, "\n".join(facts.terms), starts_on, facts.active,
    )  # fmt: skip


class KindForm(FormPage):
    """A new kind, or a new version of one. `saved(code)` when it stands."""

    def __init__(self, desk: Desk, row: KindRow | None = None, parent: QWidget | None = None) -> None:
        self._side = Pane("kind_side")
        self.row = row
        title = tr("新证件种类") if row is None else tr("修改证件种类")
        hint = "" if row is None else row.facts.name
        super().__init__(desk, PAGE, title, hint=hint, pane=self._side, pane_width=320, parent=parent)
        self._make_fields()
        self._lay_out()
        self._bind()
        self._follow()

    def _make_fields(self) -> None:
        desk = self.desk
        self.name = TextField("kind_name", tr("如 水房通行证"), limit=20, required=True)
        self.code = TextField("kind_code", tr("如 SF"), limit=4, figures=True, required=True)
        self.prefix = TextField("kind_prefix", tr("如 SF"), limit=4, figures=True, required=True)
        forms = dict.fromkeys((*((self.row.facts.form,) if self.row is not None else ()), *_GENERAL))
        self.paper = ChoiceField("kind_form", [(f, tr(FORM_WORDS[f])) for f in forms], required=True)
        self.days = NumberField("kind_days", least=1, most=LONGEST_DAYS, unit=tr("天"), required=True)
        self.fee = MoneyField("kind_fee", "0.00")
        self.deposit = MoneyField("kind_deposit", "0.00")
        self.photo = CheckField("kind_photo", tr("要照片"))
        self.returns = CheckField("kind_returns", tr("到期要交回"), on=True)
        self.extra = KindFieldsField("kind_fields")
        self.arrears = NumberField("kind_arrears", tr("不看欠费"), most=60, unit=tr("个月"))
        self.lease = CheckField("kind_lease", tr("租客的有效期不超过租约"))
        self.decoration = CheckField("kind_decoration", tr("本户装修已批准"))
        self.vaccination = CheckField("kind_vaccination", tr("免疫在有效期内"))
        self.need_photo = CheckField("kind_need_photo", tr("没有照片不办"))
        issuers = [role for role in Role if may(role, Right.PERMITS)]
        self.issuers = TicksField("kind_issuers", [(role, tr(role.value)) for role in issuers])
        self.terms = AreaField("kind_terms", tr("一行一条；不写就印通常的须知"), lines=4)
        self.terms.enter_moves = False
        self.starts_on = DateField("kind_starts_on", today=desk.clock.today, required=True)
        self.active = CheckField("kind_active", tr("启用，还能再办"), on=True)

    def _lay_out(self) -> None:
        grid = self.grid
        grid.add_row(
            (self.name, tr("名称"), 3),
            (self.code, tr("代码"), 2),
            (self.prefix, tr("编号前缀"), 2),
            (self.starts_on, tr("从哪天起"), 2),
        )
        grid.add_row(
            (self.paper, tr("印成"), 3),
            (self.days, tr("最长有效期"), 2),
            (self.fee, tr("工本费"), 2),
            (self.deposit, tr("押金"), 2),
        )
        grid.add_row(self.photo, self.returns, *((self.active,) if self.row is not None else ()), None)
        self._heading(tr("办证的条件"), tr("不满足时不能办，主管写明理由可以准许"))
        grid.add_row((self.arrears, tr("欠费最多几个月（0 是要结清）"), 1), None, None)
        grid.add_row(self.lease, self.decoration, self.vaccination, self.need_photo, None)
        self._heading(tr("另外要填的"), tr("姓名、房号、身份和有效期每种证都有，不用写；卡片上印前两项"))
        grid.add_row((self.extra, tr("名称、填什么、是否必填")))
        self._heading(tr("谁可以办"), tr("都不选就是有办证权限的人"))
        grid.add_row((self.issuers, tr("角色")))
        grid.add_row((self.terms, tr("须知")))

    def _heading(self, text: str, hint: str) -> None:
        self.grid.add(pad(Heading(text, hint), margins=(0, SPACE.m, 0, SPACE.xs)))

    def _bind(self) -> None:
        form: Form[KindInput] = Form(
            KindInput,
            {
                "name": self.name,
                "code": self.code,
                "prefix": self.prefix,
                "starts_on": self.starts_on,
                "form": self.paper,
                "days": self.days,
                "fee": self.fee,
                "deposit": self.deposit,
                "photo": self.photo,
                "returns": self.returns,
                "active": self.active,
                "arrears_months": self.arrears,
                "within_lease": self.lease,
                "decoration": self.decoration,
                "vaccination": self.vaccination,
                "need_photo": self.need_photo,
                "fields": self.extra,
                "issuers": self.issuers,
                "terms": self.terms,
            },
            self,
        )
        today = self.desk.clock.today()
        if self.row is None:
            self.active.setParent(self)
            self.active.hide()
            form.load({"form": PaperForm.CARD, "days": 366, "starts_on": today, "fee": ZERO, "deposit": ZERO})
        else:
            form.load(input_of(self.row.facts, today))
            self.code.set_read_only(True)
            self.prefix.set_read_only(self.row.facts.code in self.desk.read(used_codes))
        self.set_form(form)
        form.edited.connect(self._follow)
        self.code.edited.connect(self._lead_prefix)

    def _lead_prefix(self) -> None:
        """The prefix is as the code until somebody writes another."""
        if self.row is None and not self.prefix.inner.isModified():
            self.prefix.set_value("".join(c for c in str(self.code.text()).upper() if c.isalpha()))

    def _follow(self) -> None:
        """What it comes to, in a sentence each."""
        self.need_photo.setEnabled(bool(self.photo.value()))
        self._side.clear()
        section = self._side.add_section(tr("这样办"), line=False, name="kind_sample")
        prefix = str(self.prefix.text()).strip().upper()
        if prefix:
            section.add_pair(tr("编号"), permit_number(prefix, 1))
        try:
            days = self.days.value()
        except Refused:
            days = None
        if days is not None:
            today = self.desk.clock.today()
            section.add_pair(tr("今天办"), tr("最晚到 {day}", day=today + timedelta(days=int(days) - 1)))
        for label, field in ((tr("工本费"), self.fee), (tr("押金"), self.deposit)):
            try:
                amount = field.value()
            except Refused:
                continue
            section.add_pair(label, str(amount) if amount else tr("不收"))
        words = tr("已经发出的证按发证时的规定，不会变；续期按新的规定。")
        section.add(Words(words, "small", "text2", wrap=True))

    def save(self) -> None:
        assert self.form is not None
        found = self.form.value()
        if found is None:
            self.say_wrong()
            return
        facts = found.facts()
        command = SaveKind(facts, found.starts_on, new=self.row is None)
        self.desk.run(save_kind, command, form=self.form, then=lambda _id: self.done(facts.code))

    def draft_key(self) -> str:
        return self.row.facts.code if self.row is not None else ""

    def draft_title(self) -> str:
        return tr("{title} {name}", title=self.head.title.text(), name=self.name.text().strip()).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._follow()

    def help_text(self) -> str:
        return tr("填名称、代码、有效期、费用和条件。Ctrl+Enter 保存，F7 留作草稿，Esc 取消。")
