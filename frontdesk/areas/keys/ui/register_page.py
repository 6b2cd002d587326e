"""登记钥匙: keys that somebody brings, each kind under a tag of its own; prints 交接单 or 托管协议, then labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.keys.queries import cabinets, keys_by_id, of_unit, owners_on
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service import Care, Receive, Received, receive
from frontdesk.areas.keys.ui import reading
from frontdesk.areas.keys.ui.consent_dialog import ConsentsDialog
from frontdesk.areas.keys.ui.key_input import KeyInput
from frontdesk.areas.keys.ui.labels import label_of, print_labels
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.areas.keys.ui.who_fields import WhoFields
from frontdesk.areas.keys.ui.words import state_of
from frontdesk.base.store.drafts import DraftRow, DropDraft, drop_draft
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, DateField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pickers import UnitPicker
from frontdesk.base.widgets.tokens import SPACE

PAGE = "keys_register_page"
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class RegisterInput:
    """What stands in the fields of the page, but for the lines of keys and who brings them."""

    unit_id: int | None
    place: str
    on: Any
    words: str
    in_care: bool
    authority: str
    until: Any


class RegisterPage(FormPage):
    """`open(unit_id=…)` begins with a unit, `open(key=…)` takes up a draft."""

    TARGETS = ("register_keys",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._side = Pane("register_side")
        super().__init__(
            desk,
            PAGE,
            tr("登记钥匙"),
            hint=tr("每一种一块牌，保存时编号"),
            save_text=tr("保存并打印"),
            pane=self._side,
            pane_width=344,
            parent=parent,
        )
        self._unsent: Unsent = {}
        self._shown = 0
        self._pool: list[KeyInput] = []
        self._blank: dict[str, Any] = {}
        self.unit = UnitPicker(
            "register_unit", partial(reading.unit_choices, desk), resolve=partial(reading.unit_of, desk)
        )
        self.place = TextField("register_place", tr("不是一户的钥匙写地点，如 地下一层水泵房"), limit=120)
        self.on = DateField("register_on", today=desk.clock.today, required=True)
        self.words = TextField("register_words", tr("如 开发商移交、收楼收到"), limit=200)
        self.in_care = CheckField("register_in_care", tr("业主委托我们保管（打印托管协议）"))
        self.authority = TextField("register_authority", tr("如 业主 11-20 签字的委托书"), limit=200)
        self.until = DateField("register_until", tr("不填到取回为止"), today=desk.clock.today)
        self.who = WhoFields(desk, "register_who", tr("谁交来"))
        self.grid.add_row((self.unit, tr("房号"), 2), (self.place, tr("地点"), 3), (self.on, tr("日期"), 2))
        self._build_lines()
        self.grid.add(self._wide(self.who))
        self.grid.add_row((self.words, tr("说明（可不填）")))
        self.grid.add(self._wide(self.in_care))
        self._care_row = self.grid.add_row(
            (self.authority, tr("业主签的委托"), 3), (self.until, tr("托管到哪天"), 2)
        )
        self.set_form(
            Form(
                RegisterInput,
                {
                    "unit_id": self.unit,
                    "place": self.place,
                    "on": self.on,
                    "words": self.words,
                    "in_care": self.in_care,
                    "authority": self.authority,
                    "until": self.until,
                },
                self,
            )
        )
        self.names = KeyButton(tr("借用名单"), "F4", name="register_list")
        self.names.clicked.connect(self._consents)
        self.foot_row.addWidget(self.names)
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        self.in_care.edited.connect(self._show_care)
        self.clear()

    def _wide(self, widget: QWidget) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, SPACE.s)
        row.addWidget(widget, 1 if isinstance(widget, WhoFields) else 0)
        row.addStretch(0)
        return box

    def _build_lines(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, SPACE.l)
        column.setSpacing(SPACE.s)
        head = QHBoxLayout()
        self._lines_head = Words(tr("钥匙"), "bold")
        self.lines_error = Words("", "small", "bad")
        self.lines_error.setObjectName("register_lines_error")
        self.add = KeyButton(tr("加一种"), "F6", small=True, name="register_add")
        self.add.clicked.connect(lambda: self.add_line(focus=True))
        head.addWidget(self._lines_head)
        head.addWidget(self.lines_error)
        head.addStretch(1)
        head.addWidget(self.add)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.s)
        column.addLayout(self._list)
        # All of them are there from the beginning, in the order Tab goes.
        for number in range(1, MOST_LINES + 1):
            line = KeyInput(number, box)
            line.remove.clicked.connect(partial(self._remove, line))
            self._pool.append(line)
            self._list.addWidget(line)
        self.grid.add(box)

    # -- lines --

    @property
    def lines(self) -> list[KeyInput]:
        """The lines that are shown."""
        return self._pool[: self._shown]

    def add_line(self, *, focus: bool = False) -> KeyInput | None:
        """One more kind; it hangs where the last one does."""
        if self._shown >= MOST_LINES:
            return None
        line, last = self._pool[self._shown], self.lines[-1] if self._shown else None
        line.clear()
        if last is not None:
            line.cabinet.set_value(last.cabinet.text())
            line.hook.set_value(last.hook.text())
            line.kind.set_value(KeyKind.LETTERBOX if self._shown == 1 else KeyKind.OTHER)
        self._shown += 1
        self._lines_changed()
        if focus:
            line.kind.setFocus()
        return line

    def _remove(self, line: KeyInput) -> None:
        """What stands under it moves up, so that Tab goes on from line to line (L5)."""
        at = self.lines.index(line)
        for upper, lower in pairwise(self.lines[at:]):
            upper.set_typed(lower.typed())
        self._shown -= 1
        self._lines_changed()
        self.add.setFocus()

    def _lines_changed(self) -> None:
        self.add.setVisible(self._shown < MOST_LINES)
        for number, line in enumerate(self._pool):
            line.setVisible(number < self._shown)
            line.remove.setVisible(self._shown > 1)

    # -- begin --

    def clear(self) -> None:
        """An empty form, as it opens."""
        self._shown = 0
        self.add_line()
        self.token = uuid4().hex
        self.lines_error.setText("")
        assert self.form is not None
        self.form.load(
            {
                "unit_id": None, "place": "", "on": self.desk.clock.today(), "words": "", "in_care": False,
                "authority": "", "until": None,
            }
        )  # fmt: skip
        for field in self.who.fields()[1:]:
            field.set_value(None)
        self.who.set_who(Who(WhoKind.RESIDENT))
        known = self.desk.read(cabinets)
        if len(known) == 1:
            self.lines[0].cabinet.set_value(known[0])
        self._show_care()
        self._unit_chosen()
        self._blank = self.draft_data()

    def open(self, **arguments: object) -> None:
        """With a unit, or with a draft; what was being typed for another is kept as a draft."""
        draft, unit_id = arguments.get("draft"), arguments.get("unit_id")
        choice = self.unit.choice()
        same = unit_id is None or (choice is not None and choice.value == unit_id)
        if self.typed_anything() and same and not isinstance(draft, DraftRow):
            return
        self._keep_what_stands()
        self.clear()
        self._drafted = False
        if isinstance(draft, DraftRow):
            self.restore(draft.data)
        elif isinstance(unit_id, int):
            self.unit.set_value(unit_id)
            self._unit_chosen()
            self._blank = self.draft_data()
        self.focus_start()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _show_care(self) -> None:
        on = bool(self.in_care.value())
        for part in self._care_row:
            part.setVisible(on)

    def _unit_chosen(self) -> None:
        """The unit's owner brings them, unless somebody else is said; beside the form what the unit has here already."""
        choice = self.unit.choice()
        unit_id = choice.value if choice is not None else None
        self.who.unit_id = unit_id
        self.names.setVisible(unit_id is not None)
        today = self.desk.clock.today()
        if unit_id is not None and self.who.typed_who() == Who(WhoKind.RESIDENT):
            owners = self.desk.read(owners_on, unit_id, today)
            if owners:
                self.who.set_who(Who(WhoKind.RESIDENT, owners[0][1], owners[0][0]))
        self._side.clear()
        if choice is None or unit_id is None:
            section = self._side.add_section(tr("先选房号，或写地点"), line=False)
            words = tr("选好房号，这里列出这户已经登记的钥匙，免得登重。")
            section.add(Words(words, tone="text2", wrap=True))
            return
        rows = self.desk.read(of_unit, unit_id, today)
        title = tr("{unit} 已登记的钥匙", unit=choice.code)
        section = self._side.add_section(title, str(len(rows) or ""), line=False)
        for row in rows:
            words = f"{row.tag}　{tr(row.kind.value)}"
            section.add_state(state_of(row, today).tone, words, f"{row.hangs}　{state_of(row, today).word}")  # type: ignore[arg-type]
        if not rows:
            section.add(Words(tr("还没有。"), tone="text2"))

    def _consents(self) -> None:
        """The agreement on care prints the owner's list: it is written down before that."""
        choice = self.unit.choice()
        if choice is not None:
            ConsentsDialog(self.desk, choice.value, choice.code, self).start()

    # -- drafts --

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return choice.code if choice is not None else self.place.text().strip()[:60]

    def draft_title(self) -> str:
        return tr("登记钥匙 {where}", where=self.draft_key()).strip()

    def draft_data(self) -> dict[str, Any]:
        return {
            **super().draft_data(),
            "lines": [line.typed() for line in self.lines],
            "who": [field.typed() for field in self.who.fields()],
        }

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        for kept in list(data.get("lines", ()))[1:MOST_LINES]:
            line = self.add_line()
            if line is not None:
                line.set_typed(kept)
        if data.get("lines"):
            self.lines[0].set_typed(data["lines"][0])
        for field, kept in zip(self.who.fields(), data.get("who", ()), strict=False):
            field.set_typed(kept)
        self.who.refresh_shape()
        self._show_care()
        self._unit_chosen()

    def typed_anything(self) -> bool:
        return self.draft_data() != self._blank

    # -- writing --

    def save(self) -> None:
        assert self.form is not None
        errors: dict[str, str] = {}
        keys = []
        for line in self.lines:
            try:
                keys.append(line.value())
            except Refused as error:
                errors["keys"] = error.text
        try:
            who = self.who.value()
        except InvalidInput as error:
            errors |= error.errors
            who = Who(WhoKind.VISITOR)
        read: RegisterInput | None = self.form.value()
        if read is None or errors:
            self.show_errors(InvalidInput({**self._form_errors(), **errors}))
            self.desk.messages.bad(tr("没有保存。"), self.error_words())
            return
        care = Care(read.authority, read.until) if read.in_care else None
        command = Receive(
            tuple(keys), who, read.unit_id, read.place, read.on, read.words, care, token=self.token
        )
        self.desk.run(receive, command, form=self, then=self._received)

    def _received(self, made: Received) -> None:
        self._blank = self.draft_data()
        self.done(made)
        self.clear()
        tags = "、".join(made.tags)
        print_new(self.desk, made.form, made.number, self._unsent, tr("已登记 {tags}。", tags=tags))
        rows = self.desk.read(keys_by_id, made.key_ids, self.desk.clock.today())
        print_labels(self.desk, tuple(label_of(row) for row in rows), self.window())

    def give_up(self) -> None:
        if not self.may_leave():
            return
        # What was kept meanwhile is thrown away with it; a draft that was taken up again stays.
        key, thrown = self.draft_key(), self._drafted and self._kept_by_itself
        self.clear()
        self._drafted = False
        if thrown:
            self.desk.run(drop_draft, DropDraft(self.objectName(), key))
        self.left.emit()

    def _kept(self, _none: None) -> None:
        super()._kept(_none)
        self.clear()
        self._drafted = False

    # -- the desk's form --

    def _form_errors(self) -> dict[str, str]:
        assert self.form is not None
        return {name: self.form.fields[name].error() for name in self.form.wrong()}

    def show_errors(self, error: Refused) -> None:
        """Errors beside the fields they name, those of the lines over the lines."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        assert self.form is not None
        self.lines_error.setText(errors.get("keys", ""))
        for name, field in self.who.named().items():
            field.set_error(errors.get(name))
        self.form.show_errors(InvalidInput(errors))
        self.focus_first_error()

    def clear_errors(self) -> None:
        assert self.form is not None
        self.form.clear_errors()
        self.lines_error.setText("")
        for field in self.who.named().values():
            field.set_error(None)

    def error_words(self) -> str:
        assert self.form is not None
        words = [self.form.error_words()] if self.form.wrong() else []
        words += [self.lines_error.text()] if self.lines_error.text() else []
        words += [field.error() for field in self.who.named().values() if field.error()]
        return " ".join(words)

    def focus_first_error(self) -> None:
        assert self.form is not None
        if self.form.wrong():
            self.form.focus_first_error()
            return
        for field in self.who.named().values():
            if field.error():
                field.setFocus()
                return

    def help_text(self) -> str:
        return tr(
            "选房号或写地点，一种钥匙一行，F6 加一种；谁交来的写清楚，F4 写业主的借用名单。业主委托保管的打勾，写委托和到期日。"
            "Ctrl+Enter 保存，打印交接单或托管协议，再打印标签。F7 留作草稿，Esc 取消。"
        )
