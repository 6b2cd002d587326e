"""房屋合并、拆分: which units from which day, what they become, where each thing goes; what hinders beside it (D1.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import make_dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.archives.queries.unit_changes import ChangeLook, ThingRow, area_words, look_at_change
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.rules.unit_changes import (
    FEWEST,
    LONGEST_REASON,
    MOST,
    NewUnit,
    Thing,
    UnitChangeKind,
    area_sum,
    rounded,
    sum_error,
)
from frontdesk.areas.archives.service.unit_changes import Changed, ChangeUnits, Place, change_units
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    Labelled,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PAGE = "archives_unit_change_form"
PANE = 400
WAIT_MS = 250
_PARTS = ("code", "built", "inner", "layout")
Typed: Any = make_dataclass(
    "Typed",
    [
        ("kind", UnitChangeKind),
        ("units", str),
        ("on", date),
        ("state", UnitState | None),
        ("reason", str),
        ("shares", str),
        ("why", str),
        *(
            (f"{part}_{n}", (Decimal | None) if part in ("built", "inner") else str)
            for n in range(1, MOST + 1)
            for part in _PARTS
        ),
    ],
    frozen=True,
)


class UnitChangeFormPage(FormPage):
    """`open(kind=…, units=…)` begins with these units; a draft's row takes it up again."""

    TARGETS = ("change_units",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = Pane("unit_change_pane")
        super().__init__(
            desk, PAGE, tr("房屋合并、拆分"), save_text=tr("办理"), pane=self.side, pane_width=PANE, parent=parent
        )  # fmt: skip
        self.look = ChangeLook()
        self.places: dict[tuple[Thing, int], int | None] = {}
        self.shown = 1
        self._token = ""
        self._boxes: list[QWidget] = []
        self.set_form(Form(Typed, self._fields(), self))
        self._build_things()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look_now)
        assert self.form is not None
        self.form.edited.connect(self._wait.start)
        self.form.fields["kind"].edited.connect(self._kind_changed)
        self._begin()

    # -- the fields --

    def _fields(self) -> dict[str, Field]:
        fields: dict[str, Field] = {
            "kind": SegmentField("change_kind", [(kind, tr(kind.value)) for kind in UnitChangeKind]),
            "units": TextField("change_units", tr("如 3-1-1202、3-1-1203"), required=True, limit=200),
            "on": DateField("change_on", today=self.desk.clock.today, required=True),
            "state": ChoiceField(
                "change_state", [Option(state, tr(state.value)) for state in UnitState], placeholder=tr("照原来的")
            ),
            "reason": TextField(
                "change_reason", tr("如 业主打通相邻两户，换发产权证"), required=True, limit=LONGEST_REASON
            ),
            "shares": TextField("change_shares", tr("如 张硕 60、李娜 40"), limit=200),
            "why": TextField("change_why", tr("如 业主书面承诺月底前交清"), limit=LONGEST_REASON),
        }  # fmt: skip
        self.grid.add_row((fields["kind"], tr("怎么变"), 1))
        self.grid.add_row(
            (fields["units"], tr("原来的房屋"), 5), (fields["on"], tr("从哪天起"), 3), (fields["state"], tr("之后的状态"), 3)
        )  # fmt: skip
        for n in range(1, MOST + 1):
            fields |= {
                f"code_{n}": TextField(f"change_code_{n}", tr("如 3-1-1202"), figures=True, limit=40),
                f"built_{n}": NumberField(f"change_built_{n}", decimals=4, unit="㎡"),
                f"inner_{n}": NumberField(f"change_inner_{n}", decimals=4, unit="㎡"),
                f"layout_{n}": TextField(f"change_layout_{n}", tr("可不填"), limit=40),
            }
            made = self.grid.add_row(
                (fields[f"code_{n}"], tr("新房号 {n}", n=n), 4),
                (fields[f"built_{n}"], tr("建筑面积"), 3),
                (fields[f"inner_{n}"], tr("套内面积"), 3),
                (fields[f"layout_{n}"], tr("户型"), 3),
            )
            box = made[0].parentWidget()
            assert box is not None
            self._boxes.append(box)
        self.more_row = self._more_row()
        self.grid.add(self.more_row)
        self.shares_box = self._box(fields["shares"], tr("每位业主的份额（%）"))
        self.grid.add_row((fields["reason"], tr("为什么"), 1))
        self.why_box = self._box(fields["why"], tr("没有办完仍要继续的原因"))
        return fields

    def _box(self, field: Field, label: str) -> Labelled:
        (made,) = self.grid.add_row((field, label, 1))
        return made

    def _more_row(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, SPACE.m)
        row.setSpacing(SPACE.s)
        self.one_more = KeyButton(tr("再加一户"), "F6", name="change_one_more")
        self.one_more.clicked.connect(lambda: self._show_rows(self.shown + 1))
        self.one_less = KeyButton(tr("少一户"), "F9", name="change_one_less")
        self.one_less.clicked.connect(lambda: self._show_rows(self.shown - 1))
        row.addWidget(self.one_more)
        row.addWidget(self.one_less)
        row.addStretch(1)
        return box

    def _build_things(self) -> None:
        columns: tuple[Column[ThingRow], ...] = (
            Column(tr("原来在"), lambda r: r.unit, kind="unit", width=108, sort=False),
            Column(tr("谁、什么"), lambda r: r.words, sort=False),
            Column(tr("去哪里"), self._where, width=152, sort=False),
        )
        self.model: RowsModel[ThingRow] = RowsModel(columns)
        self.table = Table("change_things", title=tr("住户和物品"))
        self.table.set_model(self.model)
        self.table.opened.connect(lambda _row: self.turn())
        self.table.setMinimumHeight(168)
        self.things_box = QWidget()
        row = QHBoxLayout(self.things_box)
        row.setContentsMargins(0, SPACE.s, 0, SPACE.s)
        row.addWidget(Heading(tr("跟着走的")))
        row.addWidget(Words(tr("业主随房屋走；其余的选中一行，按回车换去处。"), "small", "text3"))
        row.addStretch(1)
        self.grid.add(self.things_box)
        self.grid.add(self.table)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self.restore(draft.data)
            self.focus_start()
            return
        if not self.typed_anything():
            self._begin()
        assert self.form is not None
        kind, units = arguments.get("kind"), arguments.get("units")
        if kind in tuple(UnitChangeKind):
            self.form.fields["kind"].set_value(UnitChangeKind(kind))
            self._kind_changed()
        if isinstance(units, str) and units:
            self.form.fields["units"].set_value(units)
            self.look_now()
        self.focus_start()

    def focus_start(self) -> None:
        assert self.form is not None
        self.form.fields["units"].setFocus()

    def _begin(self) -> None:
        assert self.form is not None
        self._drafted = False
        self._token = uuid4().hex
        self.look, self.places = ChangeLook(), {}
        for field in self.form.fields.values():
            field.set_value(None)
        self.form.load({"kind": UnitChangeKind.MERGE, "on": self.desk.clock.today()})
        self._kind_changed()
        self._show_look()

    def refresh(self) -> None:
        self.look_now()

    def _kind(self) -> UnitChangeKind:
        assert self.form is not None
        kind: UnitChangeKind = self.form.fields["kind"].value()
        return kind

    def _kind_changed(self) -> None:
        merging = self._kind() is UnitChangeKind.MERGE
        self.more_row.setVisible(not merging)
        self._show_rows(1 if merging else max(FEWEST, self.shown))
        self.look_now()

    def _show_rows(self, count: int) -> None:
        merging = self._kind() is UnitChangeKind.MERGE
        self.shown = 1 if merging else max(FEWEST, min(count, MOST))
        for n, box in enumerate(self._boxes, 1):
            box.setVisible(n <= self.shown)
        self.one_more.setEnabled(self.shown < MOST)
        self.one_less.setEnabled(self.shown > FEWEST)
        assert self.form is not None
        for n in range(self.shown + 1, MOST + 1):
            for part in _PARTS:
                self.form.fields[f"{part}_{n}"].set_value(None)
        self.places = {key: to for key, to in self.places.items() if to is None or to < self.shown}
        self._show_things()

    # -- what it comes to --

    def look_now(self) -> None:
        """Read what these units come to; the answer to what was typed before is dropped."""
        assert self.form is not None
        try:
            on = self.form.fields["on"].value()
        except Refused:
            return
        if on is None:
            return
        text = str(self.form.fields["units"].typed() or "")
        self.desk.read_later(
            look_at_change, self._kind(), text, on, self.desk.clock.now(), key="change_look", then=self._looked
        )  # fmt: skip

    def _looked(self, look: ChangeLook) -> None:
        self.look = look
        self._fill()
        self._show_look()

    def _fill(self) -> None:
        """Merging is usually to the first one's code and to the sum of the areas: filled where nothing stands."""
        assert self.form is not None
        if self.look.error or not self.look.units or self._kind() is not UnitChangeKind.MERGE:
            return
        usual = {
            "code_1": self.look.units[0].code,
            "built_1": self.look.built,
            "inner_1": self.look.inner,
        }
        for name, value in usual.items():
            field = self.form.fields[name]
            if value is not None and not str(field.typed() or "").strip():
                field.set_value(value)

    def _show_look(self) -> None:
        assert self.form is not None
        look = self.look
        differ = bool(look.units) and not look.error and not look.same
        self.shares_box.setVisible(differ)
        field = self.form.fields["shares"]
        if differ and not str(field.typed() or "").strip():
            field.set_value("、".join(f"{owner.name} " for owner in look.owners).strip())
        self.why_box.setVisible(bool(look.blocks))
        self._show_things()
        self._show_pane()

    def _show_things(self) -> None:
        at = self.table.currentIndex().row()
        self.model.set_rows(self.look.things)
        for widget in (self.things_box, self.table):
            widget.setVisible(bool(self.look.things))
        if self.look.things:
            self.table.select_row(max(0, min(at, len(self.look.things) - 1)))

    def _typed_area(self, name: str) -> Decimal | None:
        assert self.form is not None
        try:
            value = self.form.fields[name].value()
        except Refused:
            return None
        return None if value is None else Decimal(value)

    def _show_pane(self) -> None:
        self.side.clear()
        look = self.look
        section = self.side.add_section(tr("面积"), name="change_areas")
        if look.error:
            section.add_state("bad", look.error)
        elif not look.units:
            section.add(
                Words(tr("填了原来的房屋，这里核对面积、列出没有办完的事。"), "body", "text3", wrap=True)
            )
        for what, old, name in ((tr("建筑面积"), look.built, "built"), (tr("套内面积"), look.inner, "inner")):
            if look.error or old is None:
                continue
            new = [self._typed_area(f"{name}_{n}") for n in range(1, self.shown + 1)]
            whole = area_sum(new)
            typed = sum((area for area in new if area is not None), Decimal(0))
            section.add_pair(what, tr("原来 {old}，现在 {new}", old=area_words(old), new=area_words(typed)))
            if whole is not None and sum_error(what, old, whole):
                section.add_state("bad", sum_error(what, old, whole))
            elif whole is not None:
                section.add_state("ok", tr("{what}一致", what=what))
            else:
                section.add_state("warn", tr("还差 {left} ㎡", left=rounded(old) - rounded(typed)))
        for unit in look.units:
            section.add_pair(
                unit.code,
                f"{area_words(unit.built_area)} · "
                + ("、".join(o.name for o in unit.owners) or tr("没有业主")),
            )
        if look.blocks:
            blocked = self.side.add_section(
                tr("没有办完"), tr("{n} 件", n=len(look.blocks)), name="change_blocks"
            )
            for one in look.blocks:
                blocked.add_state("bad", one.told)
        told = [one for one in look.troubles if not one.blocks]
        if told:
            noted = self.side.add_section(tr("请留意"), tr("{n} 件", n=len(told)), name="change_told")
            for one in told:
                noted.add_state("warn", one.told)
        after = self.side.add_section(tr("办了会怎样"), name="change_after", line=False)
        for words in (
            tr("原来的房屋从这天起停用，收据、证件、资料和以前的账都还在原来的名下，也查得到。"),
            tr("这个月的费用按天分开算，原来的算到前一天，新的从这天算起。"),
            tr("办错了不能撤回，只能再办一张相反的。"),
        ):
            after.add_state("neutral", words)

    # -- where each thing goes --

    def _where(self, row: ThingRow) -> str:
        assert self.form is not None
        to = self.places.get((row.thing, row.id), 0)
        if to is None:
            return tr("不带过去")
        code = str(self.form.fields[f"code_{to + 1}"].typed() or "").strip()
        return code or tr("新房号 {n}", n=to + 1)

    def turn(self) -> None:
        """The row stood on goes to the next new unit, after the last one to none."""
        number = self.table.currentIndex().row()
        if not 0 <= number < len(self.look.things):
            return
        row = self.look.things[number]
        to = self.places.get((row.thing, row.id), 0)
        self.places[(row.thing, row.id)] = 0 if to is None else to + 1 if to + 1 < self.shown else None
        self._show_things()

    # -- drafts --

    def typed_anything(self) -> bool:
        if self.form is None:
            return False
        return bool(str(self.form.fields["units"].typed() or "").strip()) and super().typed_anything()

    def draft_title(self) -> str:
        assert self.form is not None
        units = str(self.form.fields["units"].typed() or "").strip()
        return tr("房屋{kind} {units}", kind=tr(self._kind().value), units=units)

    def draft_data(self) -> dict[str, Any]:
        places = [[thing.value, id, to] for (thing, id), to in self.places.items()]
        return {**super().draft_data(), "rows": self.shown, "places": places}

    def restore(self, data: Mapping[str, Any]) -> None:
        self._begin()
        super().restore(data)
        self._show_rows(int(data.get("rows", FEWEST)))
        super().restore(data)
        self.places = {(Thing(thing), int(id)): to for thing, id, to in data.get("places", ())}
        self.more_row.setVisible(self._kind() is UnitChangeKind.SPLIT)
        self.look_now()

    # -- carrying it out --

    def save(self) -> None:
        assert self.form is not None
        typed = self.form.value()
        if typed is None:
            self.say_wrong()
            return
        # What stands beside may be of before the last key: read now what the press is for.
        self._looked(self.desk.read(look_at_change, typed.kind, typed.units, typed.on, self.desk.clock.now()))
        if self.look.error or not self.look.units:
            self.desk.tell(InvalidInput({"units": self.look.error or tr("请填原来的房屋")}), self.form)
            return
        try:
            shares = self._shares(typed.shares)
        except Refused as refused:
            self.desk.tell(refused, self.form)
            return
        new = tuple(
            NewUnit(*(getattr(typed, f"{part}_{n}") for part in _PARTS)) for n in range(1, self.shown + 1)
        )
        command = ChangeUnits(
            typed.kind, tuple(unit.id for unit in self.look.units), new, typed.on, typed.reason, typed.state, shares,
            tuple(Place(thing, id, to) for (thing, id), to in self.places.items()), typed.why, self._token,
        )  # fmt: skip
        told = tr(
            "{old} 从 {day} 起{kind}为 {new}。办了不能撤回，只能再办一张相反的。",
            old="、".join(unit.code for unit in self.look.units),
            day=typed.on,
            kind=tr(typed.kind.value),
            new="、".join(unit.code.strip() for unit in new),
        )
        kind = tr(typed.kind.value)
        if self.desk.dialogs.confirm(told, title=tr("办理{kind}", kind=kind), yes=kind):
            self.desk.run(change_units, command, form=self.form, then=self._done)

    def _shares(self, text: str) -> tuple[tuple[int, Decimal | None], ...]:
        """`张硕 60、李娜 40%`, each owner by name; two of one name in their order."""
        if self.look.same:
            return ()
        left = list(self.look.owners)
        found: list[tuple[int, Decimal | None]] = []
        for part in (part.strip() for part in re.split(r"[、，,；;]+", text) if part.strip()):
            match = re.fullmatch(r"(.+?)\s*(\d+(?:\.\d{1,4})?)?\s*%?", part)
            name = match[1].strip() if match else part
            owner = next((one for one in left if one.name == name), None)
            if match is None or owner is None:
                raise Refused(
                    tr("份额里的“{part}”看不懂，请写成 张硕 60、李娜 40", part=part), field="shares"
                )
            left.remove(owner)
            found.append((owner.person_id, Decimal(match[2]) if match[2] else None))
        return tuple(found)

    def _done(self, made: Changed) -> None:
        self.done(made)
        self._begin()
        kind = tr(made.kind.value)
        self.desk.messages.ok(
            tr("{number} 已{kind}为 {codes}。", number=made.number, kind=kind, codes="、".join(made.codes)),
            tr("要换发的证件和重新登记的事，请照“请留意”去办。"),
        )
        self.desk.go("unit_changes", number=made.number)

    def help_text(self) -> str:
        return tr(
            "房屋合并、拆分：先写原来的房屋和日期，右边列出没有办完的事；面积要和原来的合计一致，差多少右边写明。"
            "F6 再加一户，F9 少一户；下面的住户和物品按回车换去处。Ctrl+Enter 办理，F7 留作草稿。"
        )
