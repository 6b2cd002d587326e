"""开出门条: whose things, who carries them, when, what; the conditions beside it as one types (D3.6, D0.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import FileRole
from frontdesk.areas.archives.rules.identity import check_id
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.permits.queries.goods import GoodsFacts, GoodsRow, check_goods, goods_of_unit, residents
from frontdesk.areas.permits.rules.goods import STATE_WORDS, Condition, Consent, ConsentWay, Line, unmet
from frontdesk.areas.permits.service.goods import IssuedGoods, IssueGoods, issue_goods
from frontdesk.areas.permits.ui.goods_fields import GoodsLinesField, TimeField
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
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

PAGE = "permits_goods_form"
PANE = 344
OTHER = 0
HOURS = 4
_TIME, _DAY = 88, 132
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the form's fields say; `IssueGoods` is made of it."""

    unit_id: int
    asker: int
    asker_name: str
    moves_out: bool
    carrier: str
    carrier_number: str
    plate: str
    starts_on: date
    starts_time: time
    ends_on: date
    ends_time: time
    consent_by: str
    consent_way: ConsentWay | None
    consent_on: date | None
    lines: tuple[Line, ...]
    words: str
    allow_reason: str


class _GoodsForm(Form[_Filled]):
    """The service speaks of one instant where the form has a day and a time."""

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            told = {"starts_at": "starts_time", "ends_at": "ends_time"}
            error = InvalidInput({told.get(name, name): text for name, text in error.errors.items()})
        super().show_errors(error)


class GoodsFormPage(FormPage):
    """`open(unit_id=…)` begins a pass of a unit; a draft's key takes it up again. `saved(IssuedGoods)`."""

    TARGETS = ("new_goods_pass",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = Pane("goods_side")
        super().__init__(
            desk,
            PAGE,
            tr("开出门条"),
            hint=tr("保存时编号"),
            save_text=tr("开条并打印"),
            pane=self.side,
            pane_width=PANE,
            parent=parent,
        )
        self._token = uuid4().hex
        self._people: dict[int, FileRole] = {}
        self._conditions: tuple[Condition, ...] = ()
        self._shown_unit: int | None = None
        self._build_fields()
        self._build_rows()
        self.conditions = self.side.add_section(tr("放行条件"), name="goods_conditions")
        self.before = self.side.add_section(tr("这户最近的出门条"), name="goods_before", line=False)
        self._begin(None)

    def _build_fields(self) -> None:
        desk, today = self.desk, self.desk.clock.today
        self.unit = UnitPicker(
            "goods_unit",
            lambda text: unit_choices(desk, text),
            resolve=lambda unit_id: unit_of(desk, unit_id),
            required=True,
        )
        self.asker = ChoiceField("goods_asker", placeholder=tr("先选房屋"), required=True)
        self.asker_name = TextField("goods_asker_name", tr("姓名"), limit=80)
        self.moves_out = CheckField("goods_moves_out", tr("搬离这户"))
        self.carrier = TextField("goods_carrier", tr("姓名，或搬家公司"), required=True, limit=80)
        self.carrier_number = TextField("goods_carrier_number", tr("可不填"), figures=True, limit=40)
        self.plate = TextField("goods_plate", tr("可不填，如 浙A6H072"), figures=True, limit=20)
        self.starts_on = DateField("goods_starts_on", today=today, required=True)
        self.starts_time = TimeField("goods_starts_time", "14:00", required=True)
        self.ends_on = DateField("goods_ends_on", today=today, required=True)
        self.ends_time = TimeField("goods_ends_time", "18:00", required=True)
        self.words = TextField("goods_words", tr("可不填，如 走货梯"), limit=200)
        self.consent_by = ChoiceField("goods_consent_by", placeholder=tr("哪位业主"))
        ways = [Option(way, tr(way.value)) for way in ConsentWay]
        self.consent_way = ChoiceField("goods_consent_way", ways)
        self.consent_on = DateField("goods_consent_on", today=today)
        self.lines = GoodsLinesField("goods_lines")
        self.allow_reason = TextField(
            "goods_allow_reason", tr("如 业主在国外，电话里同意，录音已存"), limit=200
        )

    def _build_rows(self) -> None:
        self.grid.add_row(
            (self.unit, tr("房屋"), 5),
            (self.asker, tr("谁来开"), 5),
            (self.asker_name, tr("姓名"), 3),
            (self.moves_out, tr("去向"), 3),
        )
        self.grid.add_row(
            (self.carrier, tr("搬运人"), 4),
            (self.carrier_number, tr("证件号"), 5),
            (self.plate, tr("车牌"), 4),
        )
        for day in (self.starts_on, self.ends_on):
            day.setFixedWidth(_DAY)
        for at in (self.starts_time, self.ends_time):
            at.setFixedWidth(_TIME)
        self.grid.add_row(
            (self.starts_on, tr("从"), 0),
            (self.starts_time, tr("时间"), 0),
            (self.ends_on, tr("到"), 0),
            (self.ends_time, tr("时间"), 0),
            (self.words, tr("说明"), 1),
        )
        self._consent = self.grid.add_row(
            (self.consent_by, tr("业主同意：谁"), 4),
            (self.consent_way, tr("怎么同意的"), 3),
            (self.consent_on, tr("哪天"), 3),
        )
        self._allow = self.grid.add_row((self.allow_reason, tr("条件不满足，准许放行的理由")))
        self.grid.add_row((self.lines, tr("物品")))
        self.set_form(
            _GoodsForm(
                _Filled,
                {
                    "unit_id": self.unit,
                    "asker": self.asker,
                    "asker_name": self.asker_name,
                    "moves_out": self.moves_out,
                    "carrier": self.carrier,
                    "carrier_number": self.carrier_number,
                    "plate": self.plate,
                    "starts_on": self.starts_on,
                    "starts_time": self.starts_time,
                    "ends_on": self.ends_on,
                    "ends_time": self.ends_time,
                    "words": self.words,
                    "consent_by": self.consent_by,
                    "consent_way": self.consent_way,
                    "consent_on": self.consent_on,
                    "allow_reason": self.allow_reason,
                    "lines": self.lines,
                },
                self,
            )
        )
        self.unit.edited.connect(self._follow_unit)
        self.asker.edited.connect(self._follow_asker)
        fields: tuple[Field, ...] = (self.moves_out, self.consent_by, self.consent_way, self.consent_on)
        for field in fields:
            field.edited.connect(self._show_conditions)
        self.starts_on.edited.connect(self._follow_start)
        self.carrier_number.edited.connect(self._show_number)

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
        self._begin(wanted)
        self.focus_start()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(self, unit_id: int | None) -> None:
        """An empty form: from this hour on for four hours, today's midnight at the latest."""
        assert self.form is not None
        now = local_time(self.desk.clock.now()).replace(minute=0, second=0, microsecond=0)
        until = min(now + timedelta(hours=HOURS), now.replace(hour=23, minute=59))
        empty: dict[str, Any] = dict.fromkeys(self.form.fields)
        today = self.desk.clock.today()
        self._token = uuid4().hex
        self.form.load(
            empty
            | {
                "unit_id": unit_id,
                "starts_on": today,
                "starts_time": now.time(),
                "ends_on": today,
                "ends_time": until.time(),
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
        """Who lives there to choose from; the only one, or the tenant of a let home, is taken."""
        unit_id = self._unit_id()
        self._shown_unit = unit_id
        found = self.desk.read(residents, unit_id, self.desk.clock.today()) if unit_id is not None else ()
        self._people = {role.person_id: role for role in reversed(found)}
        options = [Option(r.person_id, r.name, tr(r.kind.value)) for r in self._people_in_order(found)]
        if unit_id is not None:
            options.append(Option(OTHER, tr("其他人…")))
        self.asker.set_options(options)
        self.asker.set_value(options[0].value if len(options) == 2 else None)
        owners = [r for r in self._people_in_order(found) if r.kind is RoleKind.OWNER]
        self.consent_by.set_options([Option(r.name, r.name, r.phone) for r in owners])
        self.consent_by.set_value(owners[0].name if len(owners) == 1 else None)
        self._follow_asker()
        self._show_before()

    def _people_in_order(self, found: tuple[FileRole, ...]) -> list[FileRole]:
        return [role for role in found if self._people.get(role.person_id) is role]

    def _follow_asker(self) -> None:
        other = self._asker_id() == OTHER
        self.grid.labelled["goods_asker_name"].setVisible(other)
        self.asker_name.required = other
        self._show_conditions()

    def _asker_id(self) -> int | None:
        try:
            found = self.asker.value()
        except Refused:
            return None
        return found if isinstance(found, int) else None

    def _asker_role(self) -> str:
        role = self._people.get(self._asker_id() or OTHER)
        return role.kind.value if role is not None else ""

    def _follow_start(self) -> None:
        """A pass of another day ends on that day, unless it was made to end later."""
        try:
            starts, ends = self.starts_on.value(), self.ends_on.value()
        except Refused:
            return
        if starts is not None and (ends is None or ends < starts):
            self.ends_on.set_value(starts)

    def _show_number(self) -> None:
        number = str(self.carrier_number.value())
        found = check_id(number, today=self.desk.clock.today()) if len(number) >= 15 else None
        self.carrier_number.set_trailing(found.reason if found is not None and not found.ok else "")

    def _said_consent(self) -> Consent | None:
        try:
            by, way, on = self.consent_by.value(), self.consent_way.value(), self.consent_on.value()
        except Refused:
            return None
        return Consent(by, way, on) if by and way and on else None

    def _show_conditions(self) -> None:
        """What this pass must meet, each met or not; the rows of consent and of leave come and go with it."""
        moving = bool(self.moves_out.value())
        unit_id, role = self._shown_unit, self._asker_role()
        self._conditions = ()
        if unit_id is not None and moving and self._asker_id() is not None:
            facts = GoodsFacts(unit_id, moving, role, self._said_consent())
            self._conditions = self.desk.read(check_goods, facts, self.desk.clock.today())
        missing = unmet(self._conditions)
        asked = any(condition.key == "consent" for condition in self._conditions)
        for labelled in self._consent:
            labelled.setVisible(asked)
        self._show_row(self._consent, asked)
        self._show_row(self._allow, bool(missing))
        self._fill_conditions(moving, missing)

    @staticmethod
    def _show_row(labelled: list[Labelled], on: bool) -> None:
        row = labelled[0].parentWidget()
        if row is not None:
            row.setVisible(on)

    def _fill_conditions(self, moving: bool, missing: tuple[Condition, ...]) -> None:
        section = self.conditions
        section.clear()
        if self._shown_unit is None:
            section.add(Words(tr("选好房屋，这里列出要满足什么。"), tone="text2", wrap=True))
        elif not self._conditions:
            words = (
                tr("业主自家搬东西，不用别人同意。")
                if moving
                else tr("不搬离，只带东西出去，没有别的条件。租客搬走请勾上“搬离这户”。")
            )
            section.add(Words(words, tone="text2", wrap=True))
        for condition in self._conditions:
            section.add_state("ok" if condition.met else "bad", condition.text)
        if missing:
            words = tr("不满足的，写明理由后由主管准许；纸上会印出谁准许的。")
            section.add(Words(words, "small", "text3", wrap=True))

    def _show_before(self) -> None:
        section = self.before
        section.clear()
        rows: tuple[GoodsRow, ...] = ()
        if self._shown_unit is not None:
            now, today = self.desk.clock.now(), self.desk.clock.today()
            rows = self.desk.read(goods_of_unit, self._shown_unit, now, today)
        if not rows:
            section.add(Words(tr("还没有。"), tone="text2"))
        for row in rows[:_MOST_SHOWN]:
            words = tr(
                "{carrier}，{n} 件，{state}",
                carrier=row.carrier,
                n=row.pieces,
                state=tr(STATE_WORDS[row.state][1]),
            )
            section.add_line(words, at=f"{local_time(row.starts_at):%m-%d}", width=56)

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        filled = self.form.value()
        if not isinstance(filled, _Filled):
            self.say_wrong()
            return
        consent = self._said_consent() if self._conditions else None
        known = self._people.get(filled.asker)
        command = IssueGoods(
            unit_id=filled.unit_id,
            asker=known.name if known is not None else filled.asker_name,
            asker_id=known.person_id if known is not None else None,
            moves_out=filled.moves_out,
            carrier=filled.carrier,
            carrier_number=filled.carrier_number,
            plate=filled.plate,
            starts_at=datetime.combine(filled.starts_on, filled.starts_time).astimezone(),
            ends_at=datetime.combine(filled.ends_on, filled.ends_time).astimezone(),
            lines=filled.lines,
            words=filled.words,
            consent=consent,
            allow_reason=filled.allow_reason if unmet(self._conditions) else "",
            token=self._token,
        )
        self.desk.run(issue_goods, command, then=self._issued, form=self.form)

    def _issued(self, made: IssuedGoods) -> None:
        self.done(made)
        self._begin(None)
        self.desk.go("goods_out", issued=made.number)

    # -- drafts --

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return choice.code if choice is not None else ""

    def draft_title(self) -> str:
        return tr("出门条 {unit}", unit=self.draft_key()).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        assert self.form is not None
        if "unit_id" in data:
            # The people to choose from belong to the unit: they must be there before they are chosen.
            self.unit.set_typed(data["unit_id"])
            self._read_unit()
        super().restore(data)
        self._follow_asker()
        self._show_number()

    def help_text(self) -> str:
        return tr(
            "填房屋、谁来开、搬运人、时间和物品。物品一行一样：物品、数量、说明，回车到下一格；从 Excel 复制的多行可以直接粘贴；"
            "Ctrl+Delete 去掉一行。租客搬离要业主同意、没有欠费，不满足的写明理由由主管准许。Ctrl+Enter 开条并打印，F7 留作草稿。"
        )
