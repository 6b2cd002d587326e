"""新报事: who reports what, where; written down while the caller speaks (08b, D2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.reception.queries.limits import limit_rule
from frontdesk.areas.reception.queries.outages import OutageRow
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.queries.words import word_rows
from frontdesk.areas.reception.rules.limits import rule_words
from frontdesk.areas.reception.rules.words import AT_DESK, Channel, Level, TicketKind, WordList
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.ui.ticket_fields import Caller, CallerField, Place, PlaceField, photo_inputs
from frontdesk.areas.reception.ui.ticket_side import TicketSide
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    Field,
    Labelled,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.files_field import PhotosField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

PAGE = "reception_ticket_form"
PANE = 400
_USUAL = ("尽快", "今天上午", "今天下午", "今天晚上", "明天上午", "明天下午", "周末")


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the form's fields say; `Receive` is made of it."""

    kind: TicketKind
    channel: Channel
    place: Place | None
    caller: Caller | None
    phone: str
    what: str
    spot: str | None
    category: str | None
    problem: str | None
    level: Level
    wished: str | None
    answered: str
    tie: bool
    photos: tuple[tuple[str, bytes], ...]


class _TicketForm(Form[_Filled]):
    """The service speaks of the unit and the spot where the form has one place."""

    def show_errors(self, error: Refused) -> None:
        told = {
            "unit_id": "place",
            "building_id": "place",
            "entrance": "place",
            "spot": "place",
            "place": "spot",
        }
        if isinstance(error, InvalidInput):
            error = InvalidInput({told.get(name, name): text for name, text in error.errors.items()})
        elif error.field:
            error = Refused(error.text, field=told.get(error.field, error.field))
        super().show_errors(error)


class TicketFormPage(FormPage):
    """`open(unit_id=…)` begins one of a unit, `open(phone=…)` one of a caller; a draft's key takes it up again."""

    TARGETS = ("new_ticket",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = TicketSide(desk)
        super().__init__(
            desk,
            PAGE,
            tr("新报事"),
            hint=tr("保存时编号"),
            pane=self.side,
            pane_width=PANE,
            parent=parent,
        )
        self._token = uuid4().hex
        self._shown: Place | None = None
        self._outage: OutageRow | None = None
        self.side.told_outage.connect(self._told_outage)
        self._problems: tuple[tuple[str, str], ...] = ()
        self._build_fields()
        self._build_rows()
        self.go_on = CheckField(
            "ticket_go_on", tr("保存后接着派单"), on=bool(desk.memory.get("ticket/go_on", True))
        )
        self.go_on.setSizePolicy(
            self.go_on.sizePolicy().horizontalPolicy().Fixed, self.go_on.sizePolicy().verticalPolicy()
        )
        self.go_on.edited.connect(lambda: desk.memory.set("ticket/go_on", bool(self.go_on.value())))
        self.foot_row.addWidget(self.go_on)
        self._begin()

    def _build_fields(self) -> None:
        self.kind = SegmentField("ticket_kind", [(kind, tr(kind.value)) for kind in TicketKind])
        self.channel = SegmentField("ticket_channel", [(channel, tr(channel.value)) for channel in Channel])
        self.place = PlaceField("ticket_place", self.desk)
        self.caller = CallerField("ticket_caller")
        self.phone = PhoneField("ticket_phone", tr("来电号码"), tail=True, limit=20)
        self.what = AreaField("ticket_what", tr("来人说的，如 厨房下水管漏水"), lines=2, required=True)
        self.spot = ChoiceField("ticket_spot", placeholder=tr("可不选"))
        self.category = ChoiceField("ticket_category", placeholder=tr("可不选"))
        self.problem = ChoiceField("ticket_problem", placeholder=tr("可不选"))
        self.level = SegmentField("ticket_level", [(level, tr(level.value)) for level in Level])
        self.wished = ChoiceField(
            "ticket_wished", [Option(None, tr("没有说")), *(Option(word, tr(word)) for word in _USUAL)]
        )
        self.answered = TextField(
            "ticket_answered", tr("当场答复的写在这里，存下就算办结；要转给别人办的空着"), limit=500
        )
        self.tie = CheckField("ticket_tie", tr("并入停水停电，恢复后回话"))
        self.photos = PhotosField("ticket_photos", self.desk, high=48)
        self.photos.watch_paste(self)
        self.what.inner.installEventFilter(self)
        self.limits = Words("", "body", "text2", wrap=True)
        self.limits.setObjectName("ticket_limits")

    def _build_rows(self) -> None:
        top = QWidget()
        row = QGridLayout(top)
        row.setContentsMargins(0, 0, 0, SPACE.l)
        row.setHorizontalSpacing(SPACE.xl)
        for column, (field, word) in enumerate(
            ((self.kind, tr("种类")), (self.channel, tr("来路")), (self.level, tr("等级")))
        ):
            row.addWidget(Labelled(field, word, reserve=False), 0, column)
        row.setColumnStretch(3, 1)
        self.grid.add(top)
        self.grid.add_row(
            (self.place, tr("房号或公共部位"), 5), (self.caller, tr("来人"), 3), (self.phone, tr("电话"), 3)
        )
        self.grid.add_row((self.what, tr("什么事")))
        self.grid.add_row(
            (self.spot, tr("部位"), 3),
            (self.category, tr("类别"), 3),
            (self.problem, tr("问题"), 3),
            (self.wished, tr("希望时间"), 3),
        )
        self._answered = self.grid.add_row((self.answered, tr("当场答复（可不填）")))[0]
        self.grid.add_row((self.photos, tr("照片与附件")))
        self.grid.add(self.tie)
        self.grid.add(self.limits)
        fields: dict[str, Field] = {
            "place": self.place,
            "caller": self.caller,
            "phone": self.phone,
            "what": self.what,
            "spot": self.spot,
            "category": self.category,
            "problem": self.problem,
            "wished": self.wished,
            "answered": self.answered,
            "tie": self.tie,
            "photos": self.photos,
            "kind": self.kind,
            "channel": self.channel,
            "level": self.level,
        }
        self.set_form(_TicketForm(_Filled, fields, self))
        self.place.edited.connect(self._follow_place)
        self.caller.edited.connect(self._follow_caller)
        self.kind.edited.connect(self._follow_kind)
        self.level.edited.connect(self._follow_kind)
        self.category.edited.connect(self._follow_category)
        self.problem.edited.connect(self._follow_problem)
        self.what.edited.connect(self._what_changed)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(300)
        self._look.timeout.connect(self._show_side)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._keep_what_stands()
            self._begin()
            self.restore(draft.data)
            self.focus_start()
            return
        unit_id, person_id, phone = (arguments.get(name) for name in ("unit_id", "person_id", "phone"))
        said = isinstance(unit_id, int) or (isinstance(phone, str) and bool(phone))
        if self.typed_anything() and not said:
            return
        self._keep_what_stands()
        self._begin()
        if isinstance(unit_id, int):
            self.place.set_unit(unit_id, person_id if isinstance(person_id, int) else None, str(phone or ""))
            self._follow_place()
        elif isinstance(phone, str) and phone:
            self.phone.set_value(phone)
            self.channel.set_value(Channel.PHONE)
        assert self.form is not None
        self.form.settle()
        self.focus_start()

    def focus_start(self) -> None:
        """The place first; with it known, what is reported."""
        first: Field = self.what if self.place.place() is not None else self.place
        QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.TabFocusReason))

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(self) -> None:
        """An empty form: a repair by telephone, of the usual level."""
        assert self.form is not None
        self._token = uuid4().hex
        self._drafted = False
        self.spot.set_options(self._options(WordList.PLACE))
        self.category.set_options(self._options(WordList.CATEGORY))
        self._problems = tuple((row.words, row.parent) for row in self.desk.read(word_rows, WordList.PROBLEM))
        self._offer_problems("")
        empty: dict[str, Any] = dict.fromkeys(self.form.fields)
        first = {"kind": TicketKind.REPAIR, "channel": Channel.PHONE, "level": Level.NORMAL}
        self.form.load(empty | first)
        self._shown = None
        self.caller.set_residents(())
        self.phone.set_placeholder(tr("来电号码"))
        self._follow_kind()
        self.form.settle()

    def _options(self, words: WordList) -> list[Option]:
        return [
            Option(None, tr("不选")),
            *(Option(r.words, r.words) for r in self.desk.read(word_rows, words)),
        ]

    # -- what follows what --

    def _follow_place(self) -> None:
        place = self.place.place()
        if place == self._shown:
            return
        self._shown = place
        today = self.desk.clock.today()
        unit_id = place.unit_id if place is not None else None
        residents = self.desk.read(residents_of, unit_id, today) if unit_id is not None else ()
        self.caller.set_residents(residents)
        self.caller.set_value(None)
        if place is not None and place.person_id is not None:
            self.caller.take_person(place.person_id)
        elif residents:
            self.caller.take_person(residents[0].person_id)
        if place is not None and place.phone:
            self.channel.set_value(Channel.PHONE)
            self.phone.set_value(place.phone)
        self._follow_caller()
        self._show_side()

    def _follow_caller(self) -> None:
        caller = self.caller.caller()
        known = caller.phone if caller is not None else ""
        self.phone.set_placeholder(tr("档案里 {phone}", phone=known) if known else tr("来电号码"))

    def _follow_kind(self) -> None:
        at_desk = self.kind.value() in AT_DESK
        self.place.required = not at_desk
        self._show_row(self._answered, at_desk)
        rule = self.desk.read(limit_rule, self.kind.value(), self.level.value(), self.desk.clock.today())
        self.limits.setText(
            tr("{kind} · {level}：{limits}", kind=tr(self.kind.value().value), level=tr(self.level.value().value),
               limits=rule_words(rule))
        )  # fmt: skip
        self._show_side()

    @staticmethod
    def _show_row(labelled: Labelled, on: bool) -> None:
        row = labelled.parentWidget()
        if row is not None:
            row.setVisible(on)

    def _told_outage(self, outage: OutageRow | None) -> None:
        """A place that is out: the ticket may be tied to it at once."""
        self._outage = outage
        self.tie.setVisible(outage is not None)
        if outage is None:
            self.tie.set_value(False)

    def _follow_category(self) -> None:
        self._offer_problems(str(self.category.value() or ""))
        self._show_side()

    def _offer_problems(self, category: str) -> None:
        fit = [(w, parent) for w, parent in self._problems if not category or parent == category]
        notes = not category
        self.problem.set_options(
            [Option(None, tr("不选")), *(Option(word, word, parent if notes else "") for word, parent in fit)]
        )

    def _follow_problem(self) -> None:
        """A problem says its category."""
        problem = self.problem.value()
        parent = next((parent for word, parent in self._problems if word == problem), "")
        if parent and not self.category.value():
            self.category.set_value(parent)
            self._offer_problems(parent)
            self.problem.set_value(problem)
            self._show_side()

    def _what_changed(self) -> None:
        self._look.start()

    def _show_side(self) -> None:
        place = self.place.place()
        self.side.show_for(place, self.kind.value(), self.level.value(), self.what.typed())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture pasted while the words are written goes to the pictures."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            data = QGuiApplication.clipboard().mimeData()
            if data is not None and data.hasImage() and not data.hasText():
                self.photos.paste()
                return True
        return super().eventFilter(watched, event)

    # -- saving --

    def command(self, filled: _Filled) -> Receive:
        """What is filled in as the service takes it."""
        place, caller = filled.place or Place(), filled.caller
        public = place.public
        at_desk = filled.kind in AT_DESK
        return Receive(
            kind=filled.kind,
            channel=filled.channel,
            unit_id=place.unit_id,
            building_id=public.building_id if public is not None else None,
            entrance=public.entrance if public is not None else "",
            spot=public.spot if public is not None else "",
            person_id=caller.person_id if caller is not None else None,
            caller=caller.name if caller is not None else "",
            phone=filled.phone,
            what=filled.what,
            place=filled.spot or "",
            category=filled.category or "",
            problem=filled.problem or "",
            level=filled.level,
            wished=filled.wished or "",
            photos=photo_inputs(filled.photos),
            outage_id=self._outage.id if filled.tie and self._outage is not None else None,
            answered=filled.answered if at_desk else "",
            token=self._token,
        )

    def save(self) -> None:
        assert self.form is not None
        filled = self.form.value()
        if not isinstance(filled, _Filled):
            self.say_wrong()
            return
        self.desk.run(receive, self.command(filled), then=self._received, form=self.form)

    def _received(self, made: Any) -> None:
        on = bool(self.go_on.value())
        self.done(made)
        self._begin()
        self.desk.go("tickets", ticket_id=made.ticket_id, received=made.number, dispatch=on)

    # -- drafts --

    def draft_key(self) -> str:
        choice = self.place.choice()
        return choice.code if choice is not None else self.place.text().strip()[:40]

    def draft_title(self) -> str:
        return tr("报事 {unit}", unit=self.draft_key()).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        if "place" in data:
            # Whom to choose from belongs to the unit: they must be there before one is chosen.
            self.place.set_typed(data["place"])
            self._follow_place()
        if "category" in data:
            self.category.set_typed(data["category"])
            self._offer_problems(str(self.category.value() or ""))
        super().restore(data)
        self._follow_caller()
        self._follow_kind()

    def help_text(self) -> str:
        return tr(
            "先打房号、姓名或来电号码，回车取第一户；来人和电话不改就再按两次回车带过，再打什么事，Ctrl+Enter 就存下。公共部位打 3-1、3栋大堂 或自己的叫法。"
            "种类、来路、等级用 ← → 或数字选。照片拖进来，或在别处复制后按 Ctrl+V。F7 留作草稿。"
        )
