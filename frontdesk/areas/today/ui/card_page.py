"""一户一卡: who lives there, what is owed, what to know, and the things to do with it, one key each (D0.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.paper_dialogs import FileDialog, say_filed
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.decoration.rules.course import OVER
from frontdesk.areas.fees.service import IssueNotices, NoticeBatch
from frontdesk.areas.fees.ui import papers
from frontdesk.areas.today.queries import UnitCard, unit_card
from frontdesk.areas.today.ui import card_desk
from frontdesk.areas.today.ui import card_sections as sections
from frontdesk.areas.today.ui.card_agency import agency
from frontdesk.areas.today.ui.card_bonds import bonds
from frontdesk.areas.today.ui.card_emergencies import emergencies, under_way
from frontdesk.areas.today.ui.card_handover import handover, transfers
from frontdesk.areas.today.ui.card_held import held
from frontdesk.areas.today.ui.card_papers import papers as filed_papers
from frontdesk.areas.today.ui.card_personal import lacking
from frontdesk.areas.today.ui.card_registration import registrations
from frontdesk.areas.today.ui.card_rounds import rounds
from frontdesk.areas.today.ui.card_services import services
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import DROPPED, FileDrops, Picked, read_picked
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Splitter
from frontdesk.base.widgets.pane import Pane, Section
from frontdesk.base.widgets.tokens import SPACE

_LEFT, _RIGHT = 408, 344
_NAME_LEAST, _HEAD_REST = 120, 1000
"""Width that the owners' names always have, and what all the rest of the head takes."""
_AT_THE_END = ("card_collect", "card_notice")
_STATE_TONES = {"自住": "ok", "出租": "info", "装修中": "warn"}


class UnitCardPage(Page):
    """One unit's card. `left` when the clerk goes back to where they came from."""

    TARGETS = ("unit",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "unit_card_page",
            back=True,
            topics=(
                "units",
                "people",
                "vehicles",
                "notes",
                "flags",
                "charges",
                "notices",
                "payments",
                "refunds",
                "deposits",
                "papers",
                "keys",
                "permits",
                "goods",
                "decoration",
                "parking",
                "parcels",
                "visits",
                "tickets",
                "handover",
                "transfers",
                "unit_papers",
                "registration",
                "personal",
                "emergencies",
                "visit_plans",
                "surveys",
                "errands",
                "lettings",
                "events",
                "places",
            ),
            parent=parent,
        )
        self._unit_id: int | None = None
        self._code = ""
        self._owners = ""
        self._decoration: int | None = None
        self._actions: list[KeyButton] = []
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self.code = Words("", "figure", parent=self)
        self.code.setObjectName("card_code")
        self.name = Words("", "lead", parent=self)
        self.name.setObjectName("card_name")
        self.place = Words("", "body", "text2", parent=self)
        self.state = StatusLabel("neutral", "", parent=self)
        self.late = StatusLabel("bad", "", bold=True, parent=self)
        self.late.setObjectName("card_late")
        self.head.title.hide()
        self.head.hint.hide()
        self.head.middle.setSpacing(SPACE.m)
        for widget in (self.code, self.name, self.place, self.state, self.late):
            self.head.middle.addWidget(widget)
        self._action(tr("收费"), "F3", "card_collect", "ph.wallet", self._collect, primary=True)
        self._action(tr("修改"), "F2", "card_edit", "ph.note-pencil", self._edit)
        if desk.may(Right.PERMITS):
            self._action(tr("办证"), "F4", "card_permit", "ph.identification-card", self._permit)
        if desk.may(Right.KEYS):
            self._action(tr("借钥匙"), "F5", "card_lend", "ph.key", self._lend)
        if desk.may(Right.RECEPTION):
            self._action(tr("报修"), "F6", "card_ticket", "ph.headset", self._ticket)
        if desk.may(Right.DECORATION):
            self._action(tr("装修"), "F7", "card_decorate", "ph.paint-roller", self._decorate)
        self._action(tr("通知单"), "F8", "card_notice", "ph.printer", self._notice)
        # The head has no room for one more; the receipts' link stands over the last payments.
        self._all_receipts = QShortcut(QKeySequence(Qt.Key.Key_F9), self)
        self._all_receipts.setAutoRepeat(False)
        self._all_receipts.activated.connect(self._receipts)
        if desk.may(Right.ARCHIVES_WRITE):
            FileDrops(self, self._dropped)
        self.west = Pane("card_left", tone="surface")
        self.centre = Pane("card_middle", tone="surface")
        self.east = Pane("card_right")
        self.set_body(
            Splitter(
                (self.west, self.centre, self.east),
                (_LEFT, 0, _RIGHT),
                name="unit_card_split",
                memory=desk.memory,
                folds=False,
            )
        )
        self._show_whether(chosen=False)

    def _action(self, text: str, key: str, name: str, icon: str, done: Any, *, primary: bool = False) -> None:
        button = KeyButton(text, key, "primary" if primary else "plain", icon=icon, name=name)
        button.clicked.connect(done)
        self.head.add_action(button)
        self._actions.append(button)

    # -- showing --

    def _show_whether(self, *, chosen: bool) -> None:
        """Without a home there is nothing to be done with it; the page says how one is found."""
        for widget in (self.code, self.name, self.place, self.state, *self._actions):
            widget.setVisible(chosen)
        if chosen:
            self.hide_empty()
            return
        self.late.hide()
        self.show_empty(
            EmptyState(
                "ph.house-line",
                tr("还没有选房屋"),
                tr("按 Ctrl+K，打房号、姓名、电话或车牌，按回车就打开这一户的卡片。"),
                name="card_nobody",
            )
        )

    def open(self, **arguments: object) -> None:
        """`unit_id`: whose card."""
        unit_id = arguments.get("unit_id")
        if isinstance(unit_id, int):
            self._unit_id, self._decoration = unit_id, None
            self.refresh_soon()

    def refresh(self) -> None:
        """Read the card again."""
        if self._unit_id is None:
            self._show_whether(chosen=False)
            return
        clock = self.desk.clock
        self.desk.read_later(
            unit_card, self._unit_id, clock.today(), clock.now(), key="unit_card", then=self._show
        )

    def _show(self, card: UnitCard) -> None:
        self._show_whether(chosen=True)
        unit = card.unit
        self._code = unit.code
        self.code.setText(unit.code)
        self._owners = unit.owners or tr("没有登记业主")
        floor = tr("{n}层", n=unit.floor) if unit.floor is not None else ""
        entrance = tr("{n}单元", n=unit.entrance) if unit.entrance else ""
        self.place.setText(" ".join(p for p in (card.place, entrance, floor) if p))
        tone = _STATE_TONES.get(unit.state_words, "neutral")
        self.state.set(tone, tr(unit.state_words))  # type: ignore[arg-type]
        for button in self._actions:
            # At a unit that became others nothing new begins; what is owed is still asked for (D1.1).
            button.setVisible(unit.ended_as is None or button.objectName() in _AT_THE_END)
        late = total(c.owed for c in card.owed if c.overdue_days > 0)
        self.late.setVisible(bool(late))
        self.late.set("bad", tr("逾期 {amount}", amount=late))
        self._fit_owners()
        self.setAccessibleName(tr("一户一卡 {code} {name}", code=unit.code, name=unit.owners))
        for pane in (self.west, self.centre, self.east):
            pane.clear()
        for target, arguments, way in bonds(self.west, card):
            way.clicked.connect(lambda to=target, wanted=arguments: self.desk.go(to, **wanted))
        people = sections.people(self.west, card)
        self._link(people, self._edit)
        sections.vehicles(self.west, card)
        today = self.desk.clock.today()
        self._lead(card_desk.spaces(self.west, card, today), self._parking)
        sections.pets(self.west, card, today)
        sections.house(self.west, card)
        self._link(sections.owed(self.centre, card), self._collect)
        money = sections.held(self.centre, card)
        if money is not None:
            self._link(money, self._deposits)
        self._link(sections.payments(self.centre, card), self._receipts)
        self._lead(card_desk.permits(self.centre, card), self._permits)
        self._lead(card_desk.keys(self.centre, card, today), self._keys)
        self._lead(card_desk.goods(self.centre, card), self._goods)
        running = [row.id for row in card.decorations if row.state not in OVER]
        self._decoration = running[0] if running else None
        sections.notices(self.centre, card)
        sections.notes(self.east, card)
        if under_way(card):
            self._emergencies(card)
        for one, led in card_desk.tickets(self.east, card):
            led.clicked.connect(lambda wanted=one.id: self.desk.go("tickets", ticket_id=wanted))
        for row, shown in card_desk.decorations(self.east, card):
            shown.clicked.connect(lambda wanted=row.id: self.desk.go("decoration_file", file_id=wanted))
        for target, number, way in (*services(self.east, card), *agency(self.east, card)):
            way.clicked.connect(lambda to=target, wanted=number: self.desk.go(to, text=wanted))
        for target, arguments, way in rounds(self.east, card):
            way.clicked.connect(lambda to=target, wanted=arguments: self.desk.go(to, **wanted))
        self._lead(handover(self.east, card), self._handover)
        if self.desk.may(Right.HANDOVER):
            section, lease, every = transfers(self.east, card)
            self._link(section, lambda: self.desk.go("new_transfer", unit_id=self._unit_id))
            lease.clicked.connect(lambda: self.desk.go("new_lease_change", unit_id=self._unit_id))
            every.clicked.connect(lambda: self.desk.go("transfer", unit_id=self._unit_id))
        shelf = held(self.east, card, writes=self.desk.may(Right.RECEPTION))
        if shelf is not None:
            section, take, come = shelf
            self._link(section, self._parcels)
            take.clicked.connect(self._take_parcel)
            come.clicked.connect(self._let_in)
        filed = filed_papers(self.east, card, writes=self.desk.may(Right.ARCHIVES_WRITE))
        if filed is not None:
            section, add = filed
            self._link(section, self._papers)
            add.clicked.connect(self._file_paper)
        self._lead(registrations(self.east, card), self._registration)
        self._lead(lacking(self.east, card), self._personal)
        if not under_way(card):
            self._emergencies(card)
        self._link(sections.events(self.east, card), self._history)

    def _emergencies(self, card: UnitCard) -> None:
        for row, led in emergencies(self.east, card):
            led.clicked.connect(lambda wanted=row.number: self.desk.go("emergencies", text=wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_owners()

    def _fit_owners(self) -> None:
        """A company's name, or four owners', ends in … rather than pushing the state out of sight."""
        room = max(_NAME_LEAST, self.width() - _HEAD_REST)
        shown = self.name.fontMetrics().elidedText(self._owners, Qt.TextElideMode.ElideRight, room)
        self.name.setText(shown)
        self.name.setToolTip("" if shown == self._owners else self._owners)

    def _lead(self, section: Section | None, done: Any) -> None:
        """The link of a section that stands only where there is something to show."""
        if section is not None:
            self._link(section, done)

    @staticmethod
    def _link(section: Section, done: Any) -> None:
        if section.heading is not None and section.heading.link is not None:
            section.heading.link.clicked.connect(done)

    def focus_start(self) -> None:
        """The card is read; its keys work from anywhere in it."""
        self.setFocus()

    # -- doing --

    def _collect(self) -> None:
        self.desk.go("collect", unit_id=self._unit_id)

    def _permit(self) -> None:
        self.desk.go("issue_permit", unit_id=self._unit_id)

    def _lend(self) -> None:
        self.desk.go("lend_key", unit_id=self._unit_id)

    def _decorate(self) -> None:
        """The file that is under way, or a new application of this home."""
        if self._decoration is not None:
            self.desk.go("decoration_file", file_id=self._decoration)
        else:
            self.desk.go("new_decoration", unit_id=self._unit_id)

    def _handover(self) -> None:
        self.desk.go("handover_visit", unit_id=self._unit_id)

    def _parcels(self) -> None:
        self.desk.go("parcels", unit_id=self._unit_id)

    def _take_parcel(self) -> None:
        self.desk.go("take_parcel", unit_id=self._unit_id)

    def _let_in(self) -> None:
        self.desk.go("let_in", unit_id=self._unit_id)

    def _personal(self) -> None:
        self.desk.go("personal", text=self._code, show="MISSING")

    def _registration(self) -> None:
        self.desk.go("registration", text=self._code)

    def _papers(self) -> None:
        self.desk.go("papers", unit_id=self._unit_id)

    def _file_paper(self) -> None:
        self._file(())

    def _dropped(self, paths: list[Path]) -> None:
        """Files dragged onto the card become papers of its unit."""
        files, trouble = read_picked(paths, DROPPED)
        if trouble:
            self.desk.messages.warn(trouble)
        if files:
            self._file(tuple(files))

    def _file(self, files: tuple[Picked, ...]) -> None:
        if self._unit_id is not None and self.desk.may(Right.ARCHIVES_WRITE):
            told = FileDialog(
                self.desk, lambda filed: say_filed(self.desk, filed), unit_id=self._unit_id, files=files, parent=self
            )  # fmt: skip
            open_dialog(told)

    def _ticket(self) -> None:
        self.desk.go("new_ticket", unit_id=self._unit_id)

    def _permits(self) -> None:
        self.desk.go("permits", unit_id=self._unit_id)

    def _keys(self) -> None:
        self.desk.go("keys", unit_id=self._unit_id)

    def _parking(self) -> None:
        self.desk.go("parking", unit_id=self._unit_id)

    def _goods(self) -> None:
        self.desk.go("goods_out", unit_id=self._unit_id)

    def _edit(self) -> None:
        self.desk.go("edit_unit", unit_id=self._unit_id)

    def _receipts(self) -> None:
        self.desk.go("receipts", unit_id=self._unit_id, unit=self._code)

    def _deposits(self) -> None:
        self.desk.go("deposits", unit_id=self._unit_id)

    def _notice(self) -> None:
        """One notice for this unit, of all it owes up to this month: written, looked at, printed."""
        if self._unit_id is None:
            return
        month = Month.of(self.desk.clock.today())
        papers.issue(self.desk, IssueNotices(month, unit_ids=(self._unit_id,)), self, self._notice_sent)

    def _notice_sent(self, batch: NoticeBatch, printer: str) -> None:
        words = tr("缴费通知单 {number} 已送到 {printer}。", number=batch.numbers[0], printer=printer)
        self.desk.messages.ok(words)

    def _history(self) -> None:
        if self._unit_id is not None:
            show_history(
                self.desk,
                "unit",
                self._unit_id,
                tr("{code} 的修改记录", code=self._code),
                sections.FIELD_WORDS,
                self,
            )

    def shortcuts(self) -> list[tuple[str, str]]:
        return [*super().shortcuts(), ("F9", tr("收据"))]

    def help_text(self) -> str:
        return tr(
            "一户一卡：左边是住户和房屋，中间是欠费和收款，右边是要留意的事和往来。"
            "F3 收费，F2 修改档案，F4 办证，F5 借钥匙，F6 报修，F7 装修（在办的打开，没有就新申请），F8 打印缴费通知单，"
            "F9 看收据，Alt+← 返回。"
        )
