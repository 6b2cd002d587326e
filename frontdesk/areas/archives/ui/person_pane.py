"""The pane of a person in the list: numbers masked until asked for, units, foreign residents' facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import PersonFile
from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.archives.service import PersonNumbers
from frontdesk.areas.archives.ui.cut import Cut, add_cells
from frontdesk.areas.archives.ui.personal_words import add_purposes
from frontdesk.areas.archives.ui.words import is_foreign, role_words, span_words, visa_status
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import Pane, Section, pad
from frontdesk.base.widgets.shown_for import ShownFor
from frontdesk.base.widgets.tokens import SIZE

WIDTH = 380


class PersonPane(Pane):
    """`card_wanted`, `edit_wanted`, `reveal_wanted` from its foot; `unit_wanted(id)` and `history_wanted` from links."""

    card_wanted = Signal()
    edit_wanted = Signal()
    reveal_wanted = Signal()
    history_wanted = Signal()
    papers_wanted = Signal()
    looks_wanted = Signal()
    consents_wanted = Signal()
    own_wanted = Signal()
    unit_wanted = Signal(int)

    def __init__(self, *, writes: bool, sees: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("person_pane", parent=parent)
        self.file: PersonFile | None = None
        self.card = KeyButton(tr("一户一卡"), "Enter", "primary", name="person_pane_card", shortcut=False)
        self.edit = KeyButton(tr("修改"), "F4", name="person_pane_edit")
        self.eye = KeyButton(tr("看原文"), "F6", icon="ph.eye", name="person_pane_eye")
        self.papers = KeyButton(tr("资料"), "F5", name="person_pane_papers")
        self.papers.clicked.connect(self.papers_wanted)
        self.card.clicked.connect(self.card_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.eye.clicked.connect(self.reveal_wanted)
        self._actions = pad(self.card, self.edit, self.papers, None, name="person_pane_actions")
        self.edit.setHidden(not writes)
        self.writes, self._sees = writes, sees
        self.set_foot(self._actions)
        self._numbers: Section | None = None
        self._today = date.min
        self._shown: ShownFor | None = None
        self.show_file(None, date.min)

    def show_file(self, file: PersonFile | None, today: date) -> None:
        """Another person, numbers masked; None while none is chosen."""
        self.file, self._today = file, today
        if self._shown is not None:
            self._shown.forget()
            self._shown = None
        self.eye.setParent(None)
        self.clear()
        self._actions.setVisible(file is not None)
        if file is None:
            section = self.add_section(line=False)
            section.add(Words(tr("选一个人，这里看电话、证件和住在哪里。"), "body", "text3", wrap=True))
            return
        self.card.setVisible(any(not role.over for role in file.roles) or bool(file.roles))
        section = self.add_section(name="person_pane_head")
        section.add(Words(file.name, "lead", select=True, wrap=True))
        section.add(Words(tr(file.kind.value), "body", "text2"))
        self._numbers = self.add_section(tr("联系与证件"), name="person_pane_numbers")
        self._show_numbers(file, file.id_number, file.phone, file.phone2)
        self._units(file)
        if is_foreign(file.nationality) or file.visa_ends_on or file.registered_on:
            self._foreign(file)
        if file.purposes:
            section = self.add_section(tr("个人信息"), link=tr("登记或撤回"), name="person_pane_purposes")
            add_purposes(section, file.purposes)
            if section.heading is not None and section.heading.link is not None:
                section.heading.link.clicked.connect(self.consents_wanted)
        section = self.add_section(line=False)
        link = Link(tr("修改记录"), "person_pane_history")
        link.clicked.connect(self.history_wanted)
        own = Link(tr("给本人一份本人信息"), "person_pane_own")
        own.clicked.connect(self.own_wanted)
        looks = Link(tr("谁看过原文"), "person_pane_looks")
        looks.clicked.connect(self.looks_wanted)
        section.add_row(link, own, looks, None)
        # Shown before they had a parent they would flash up as windows of their own.
        own.setVisible(self.writes and bool(file.purposes))
        looks.setVisible(self._sees)
        self.scroll_to_top()

    def show_numbers(self, numbers: PersonNumbers) -> None:
        """In full, until another person is chosen, the page is left, or a minute has gone."""
        file = self.file
        if file is None:
            return
        self._show_numbers(
            replace(file, emergency_contact=numbers.emergency),
            numbers.id_number,
            numbers.phone,
            numbers.phone2,
        )
        self.eye.hide()
        shown = self._numbers.findChildren(QWidget) if self._numbers is not None else []
        self._shown = ShownFor(self, self._cover, *shown)
        self._shown.begin(SHOWN_SECONDS)

    def _cover(self) -> None:
        if self.file is not None:
            self._show_numbers(self.file, self.file.id_number, self.file.phone, self.file.phone2)

    def _show_numbers(self, file: PersonFile, id_number: str, phone: str, phone2: str) -> None:
        assert self._numbers is not None
        self.eye.setParent(None)
        self._numbers.clear()
        shown = self._numbers.add_pair(tr("电话"), phone or "—", full=True)
        shown.setObjectName("person_phone")
        if phone2:
            self._numbers.add_pair(tr("备用电话"), phone2, full=True)
        kind = tr(file.id_kind.value) if file.id_kind is not None else tr("证件")
        told = f"{kind} {id_number}" if id_number else tr("没有登记")
        number = self._numbers.add_pair(tr("证件"), told, full=True)
        number.setObjectName("person_id_number")
        if file.emergency_contact:
            self._numbers.add_pair(tr("紧急联系人"), file.emergency_contact)
        if id_number or phone or phone2:
            self._numbers.body.addSpacing(SIZE.radius)
            self._numbers.add_row(self.eye)
            self.eye.show()

    def _units(self, file: PersonFile) -> None:
        section = self.add_section(tr("房屋"), tr("{n} 处", n=len(file.roles)), name="person_pane_units")
        for role in file.roles:
            link = Link(role.unit_code, f"person_unit_{role.id}")
            link.clicked.connect(lambda unit_id=role.unit_id: self.unit_wanted.emit(unit_id))
            tone = "text3" if role.over else "text2"
            words = role_words(role.kind, role.share, role.relation)
            add_cells(
                section,
                (link, 84),
                (Cut(words, "body", "text3" if role.over else "text"), 0),
                (Cut(span_words(role.starts_on, role.ends_on), "small", tone, right=True), 156),
            )
        if not file.roles:
            section.add(Words(tr("没有登记在任何一户。"), "body", "text3"))

    def _foreign(self, file: PersonFile) -> None:
        section = self.add_section(tr("境外人员"), name="person_pane_foreign")
        section.add_pair(tr("国籍"), file.nationality or "—")
        status = visa_status(file.visa_ends_on, self._today)
        if status is None:
            section.add_pair(tr("签证到期"), tr("没有登记"))
        else:
            label = Words(tr("签证到期"), "body", "text2")
            label.setFixedWidth(84)
            section.add_row(label, StatusLabel(status.tone, status.word), spacing=0)  # type: ignore[arg-type]
        day = file.registered_on
        section.add_pair(tr("暂住登记"), day.isoformat() if day else tr("没有登记"))
