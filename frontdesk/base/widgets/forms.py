"""Forms: a frozen dataclass bound to fields, and the page a long form stands on."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.base.store.drafts import DropDraft, SaveDraft, drop_draft, save_draft
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field, Labelled
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Page, Scroll, Splitter
from frontdesk.base.widgets.tokens import SPACE

D = TypeVar("D")


class Form(QObject, Generic[D]):
    """Fields by the names of a dataclass's fields.

    Names of the dataclass that have no field here are given to `value()`. `edited` when the clerk changes anything.
    """

    edited = Signal()
    errors_changed = Signal(int)
    """How many fields are wrong now."""

    def __init__(
        self, dataclass_type: type[D], form_fields: Mapping[str, Field], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        if not is_dataclass(dataclass_type):
            raise TypeError(f"{dataclass_type} is no dataclass")
        unknown = set(form_fields) - {f.name for f in fields(dataclass_type)}
        if unknown:
            raise TypeError(f"{dataclass_type.__name__} has no {', '.join(sorted(unknown))}")
        self._type = dataclass_type
        self.fields: dict[str, Field] = dict(form_fields)
        self._may_be_none = _optional_names(dataclass_type)
        self._loaded = self.typed()
        for field in self.fields.values():
            field.edited.connect(self.edited)
            field.error_changed.connect(lambda _text: self.errors_changed.emit(len(self.wrong())))

    # -- values --

    def load(self, values: Any) -> None:
        """Show *values* (the dataclass, or any object with such attributes, or a mapping); nothing counts as typed."""
        for name, field in self.fields.items():
            if isinstance(values, Mapping):
                if name in values:
                    field.set_value(values[name])
            elif hasattr(values, name):
                field.set_value(getattr(values, name))
        self.clear_errors()
        self._loaded = self.typed()

    def value(self, **fixed: Any) -> D | None:
        """The dataclass as filled in, with *fixed* for what has no field; None when something is wrong.

        What is wrong then stands beside its fields, and the first of them has the focus.
        """
        read: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name, field in self.fields.items():
            try:
                value = field.value()
                if value is None and name not in self._may_be_none:
                    raise field.must()
                read[name] = value
            except Refused as refused:
                errors[name] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return None
        self.clear_errors()
        return self._type(**{**read, **fixed})

    def changed(self) -> bool:
        """Whether anything stands otherwise than loaded."""
        return self.typed() != self._loaded

    def settle(self) -> None:
        """What stands now counts as loaded: it has been saved."""
        self._loaded = self.typed()

    # -- drafts --

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, as typed, wrong or not: for a draft."""
        return {name: field.typed() for name, field in self.fields.items()}

    def set_typed(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back; it counts as typed."""
        for name, field in self.fields.items():
            if name in kept:
                field.set_typed(kept[name])

    # -- errors --

    def show_errors(self, error: Refused) -> None:
        """Set errors beside the fields they name; the others are cleared. The first wrong one gets the focus."""
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        for name, field in self.fields.items():
            field.set_error(errors.get(name))
        self.focus_first_error()

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)

    def wrong(self) -> list[str]:
        """Names of the fields with an error, in the form's order."""
        return [name for name, field in self.fields.items() if field.error()]

    def error_words(self) -> str:
        """`要改两处：押金、借给。`; "" when no field has an error."""
        wrong = [(self.fields[name].label or name).removesuffix(tr("（可不填）")) for name in self.wrong()]
        if not wrong:
            return ""
        if len(wrong) == 1:
            return tr("要改一处：{what}。", what=wrong[0])
        return tr("要改 {count} 处：{what}。", count=len(wrong), what="、".join(wrong))

    def focus_first_error(self) -> None:
        """Go to the first field that is wrong, with its text selected."""
        wrong = self.wrong()
        if wrong:
            self.fields[wrong[0]].setFocus(Qt.FocusReason.TabFocusReason)


def _optional_names(dataclass_type: type) -> set[str]:
    """Fields that may stay empty: None is among their types, or they have a default of None."""
    hints = get_type_hints(dataclass_type)
    may = set()
    for field in fields(dataclass_type):
        hint = hints[field.name]
        union = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
        if union or hint is Any or (field.default is None and field.default is not MISSING):
            may.add(field.name)
    return may


class FormGrid(QWidget):
    """Labelled fields in rows with 16 between them. `add_row((field, label, stretch), …)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        self._column.setSpacing(0)
        self.labelled: dict[str, Labelled] = {}
        self._column.addStretch(1)

    def add_row(self, *cells: tuple[Field, str] | tuple[Field, str, int] | QWidget | None) -> list[Labelled]:
        """Fields side by side: (field, label) or (field, label, share of the width); None leaves a share empty."""
        box = QWidget(self)
        row = QGridLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(SPACE.l)
        made = []
        for number, cell in enumerate(cells):
            share = 1
            if cell is None:
                row.setColumnStretch(number, share)
                continue
            if isinstance(cell, QWidget):
                row.addWidget(cell, 0, number)
                row.setColumnStretch(number, 0)
                continue
            field, label = cell[0], cell[1]
            share = cell[2] if len(cell) == 3 else 1
            labelled = Labelled(field, label, parent=box)
            self.labelled[field.objectName()] = labelled
            made.append(labelled)
            row.addWidget(labelled, 0, number, Qt.AlignmentFlag.AlignTop)
            row.setColumnStretch(number, share)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column.insertWidget(self._column.count() - 1, box)
        return made

    def add(self, widget: QWidget) -> QWidget:
        """A widget across the whole width."""
        self._column.insertWidget(self._column.count() - 1, widget)
        return widget


class FormPage(Page):
    """A long form as a page: head with the way back, fields, a side pane, a foot that stays.

    Subclasses set `self.form`, fill `self.grid` (and `self.pane`), and write `save()`, which usually calls
    `desk.run(service, self.form.value(), form=self.form, then=…)` and then `self.done()`. Esc asks before typing is
    thrown away; F7 keeps it as a draft under (the page's name, `draft_key()`).
    """

    left = Signal()
    """The page is finished with: saved, kept as a draft, or given up. The owner shows what was there before."""
    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        *,
        hint: str = "",
        save_text: str = "",
        pane: QWidget | None = None,
        pane_width: int = 400,
        drafts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, name, title, hint=hint, back=True, parent=parent)
        self.form: Form[Any] | None = None
        self._drafted = False
        self._kept_by_itself = False
        self.grid = FormGrid()
        self.pane = pane
        body: QWidget = Scroll(self.grid)
        if pane is not None:
            body = Splitter(
                (body, pane), (0, pane_width), name=f"{name}_split", memory=desk.memory, fold_narrow=False
            )
        self.set_body(body)
        self.wrong_count = StatusLabel("bad", "", parent=self)
        self.wrong_count.hide()
        self.head.add_action(self.wrong_count)
        self.save_button = KeyButton(save_text or tr("保存"), "Ctrl+Enter", "primary", name=f"{name}_save")
        self.cancel_button = KeyButton(tr("取消"), "Esc", name=f"{name}_cancel")
        self.draft_button = KeyButton(tr("留作草稿"), "F7", name=f"{name}_draft")
        if not drafts:
            # Never shown before it has a place: it would come up as a window of its own and take the focus away.
            self.draft_button.hide()
        self.foot_words = Words("", "body", "text2")
        self.foot_row = QHBoxLayout()
        self.foot_row.setSpacing(SPACE.l)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        row.addLayout(self.foot_row)
        row.addWidget(self.foot_words)
        row.addStretch(1)
        for button in (self.draft_button, self.cancel_button, self.save_button):
            row.addWidget(button)
        self.set_foot(box)
        self.save_button.clicked.connect(self._save_pressed)
        self.cancel_button.clicked.connect(self.give_up)
        self.draft_button.clicked.connect(self.keep_draft)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.give_up)

    def set_form(self, form: Form[Any]) -> None:
        """The form of the page."""
        self.form = form
        form.errors_changed.connect(self._count_errors)

    # -- hooks --

    def save(self) -> None:
        """Store what is filled in. Called by the button and by Ctrl+Enter."""

    def draft_key(self) -> str:
        """What tells this draft from others of the page (a unit's code, say)."""
        return ""

    def draft_title(self) -> str:
        """How the draft is called in the list of drafts."""
        return self.head.title.text()

    def draft_data(self) -> dict[str, Any]:
        """What a draft keeps; more than the form's fields if a page has more."""
        return self.form.typed() if self.form is not None else {}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Put a draft back."""
        if self.form is not None:
            self.form.set_typed(data)
        self._drafted, self._kept_by_itself = True, False

    # -- what happens --

    def say_wrong(self) -> None:
        """Say in the message bar, too, what has to be mended: for `save` when `form.value()` gave None."""
        if self.form is not None:
            errors = {name: self.form.fields[name].error() for name in self.form.wrong()}
            self.desk.tell(InvalidInput(errors), self.form)

    def typed_anything(self) -> bool:
        return self.form is not None and self.form.changed()

    def _save_pressed(self) -> None:
        self.save()

    def done(self, result: Any = None) -> None:
        """It is saved: a draft of it goes, the page is left."""
        if self.form is not None:
            self.form.settle()
        if self._drafted:
            self._drafted = False
            self.desk.run(drop_draft, DropDraft(self.objectName(), self.draft_key()))
        self.saved.emit(result)
        self.left.emit()

    def keep_draft(self) -> None:
        """Leave the form for the telephone; it waits in the list of drafts (D0.8)."""
        self.desk.run(save_draft, self._draft(), then=self._kept)

    def _draft(self) -> SaveDraft:
        return SaveDraft(self.objectName(), self.draft_key(), self.draft_title(), self.draft_data())

    def keep_typing(self) -> bool:
        draft = self.take_typing()
        if draft is None:
            return False
        self.desk.runner.run(save_draft, draft, actor=self.desk.actor)
        return True

    def take_typing(self) -> SaveDraft | None:
        if not self.draft_button.isVisibleTo(self) or not self.typed_anything():
            return None
        if not self._drafted:
            self._drafted = self._kept_by_itself = True
        return self._draft()

    def draft_was_there(self) -> None:
        self._kept_by_itself = False

    def _kept(self, _none: None) -> None:
        self._drafted = True
        if self.form is not None:
            self.form.settle()
        at = f"{local_time(self.desk.clock.now()):%H:%M:%S}"
        self.desk.messages.ok(tr("已留作草稿。"), tr("{at} 存好，在右上角「草稿」里可以接着填。", at=at))
        self.left.emit()

    def may_leave(self) -> bool:
        """Asks before typing is thrown away."""
        if not self.typed_anything():
            return True
        return self.desk.dialogs.confirm(
            tr("填了的内容还没有保存，要放弃吗？也可以先按 F7 留作草稿。"),
            title=tr("放弃填写"),
            yes=tr("放弃"),
            danger=True,
        )

    def give_up(self) -> None:
        """Esc, 取消 and the arrow: leave, after asking when something was typed."""
        if self.may_leave():
            if self.form is not None:
                self.form.settle()
            if self._drafted and self._kept_by_itself:
                # What was kept meanwhile is thrown away with it; a draft that was taken up again stays.
                self._drafted = False
                self.desk.run(drop_draft, DropDraft(self.objectName(), self.draft_key()))
            self.left.emit()

    def _count_errors(self, count: int) -> None:
        self.wrong_count.setVisible(count > 0)
        if count:
            self.wrong_count.set("bad", tr("{count} 处要改", count=count))
            self.foot_words.setText(tr("输入的都还在。"))
        else:
            self.foot_words.setText("")

    def focus_start(self) -> None:
        """Begin with the first field that can be filled."""
        if self.form is None:
            return
        for field in self.form.fields.values():
            if not field.read_only():
                QTimer.singleShot(0, field, lambda field=field: field.setFocus(Qt.FocusReason.TabFocusReason))
                return
