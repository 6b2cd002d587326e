"""What stands beside a new ticket: this unit, perhaps the same matter, what may be said to the caller (08b)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.hints import Hints, hints
from frontdesk.areas.reception.queries.limits import limit_rule
from frontdesk.areas.reception.queries.ticket_rows import TicketRow
from frontdesk.areas.reception.rules.limits import LimitRule, rule_words
from frontdesk.areas.reception.rules.words import Level, TicketKind
from frontdesk.areas.reception.ui.ticket_fields import Place
from frontdesk.areas.reception.ui.words import outage_words, tone_of
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.pane import Pane, Section
from frontdesk.base.widgets.tokens import SPACE

_ANSWERS: dict[TicketKind, str] = {
    TicketKind.REPAIR: "已经登记，{limits}。师傅上门前会先打您电话。请记下编号，来电报编号就能查到。",
    TicketKind.COMPLAINT: "您说的情况已经记下，由专人跟进，{limits}，处理完会给您回电话。",
    TicketKind.QUESTION: "我先查一下，现在能答的马上答您；要问别的部门的，{limits}，会回电话告诉您。",
    TicketKind.SUGGESTION: "谢谢您的建议，已经登记转给主管，{limits}，采不采用都会给您回话。",
    TicketKind.HELP: "已经通知人过去，{limits}。请您保持电话畅通，有危险请先离开并打 110、119 或 120。",
    TicketKind.PRAISE: "谢谢您，会把您的话转告本人和部门。",
}


class TicketSide(Pane):
    """`show_for` reads what is known of the place and the matter."""

    told_outage = Signal(object)
    """The `OutageRow` that takes in the place, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("ticket_side", parent=parent)
        self._desk = desk
        self.here = self.add_section(tr("这一户"), name="ticket_here")
        self.same = self.add_section(tr("也许是同一件事"), name="ticket_same")
        self.answer = self.add_section(tr("可以这样答复"), name="ticket_answer", line=False)
        self.same.hide()
        self._asked: tuple[Any, ...] = ()

    def show_for(self, place: Place | None, kind: TicketKind, level: Level, what: str) -> None:
        """Read and show what is known."""
        self._asked = (place, kind, level)
        public = place.public if place is not None else None
        clock = self._desk.clock
        today = clock.today()

        def read(session: Any) -> tuple[Hints, LimitRule]:
            found = hints(
                session,
                place.unit_id if place is not None else None,
                public.building_id if public is not None else None,
                public.entrance if public is not None else "",
                what,
                today,
                clock.now(),
            )
            return found, limit_rule(session, kind, level, today)

        self._desk.read_later(read, key="ticket_side", then=self._show)

    def _show(self, told: tuple[Hints, LimitRule]) -> None:
        found, rule = told
        place, kind, _level = self._asked
        self._show_here(place, found)
        self._show_same(found)
        self._show_answer(kind, found, rule)
        self.told_outage.emit(found.here[0] if found.here else None)

    def _show_here(self, place: Place | None, found: Hints) -> None:
        section = self.here
        section.clear()
        if place is None:
            section.add(
                Words(tr("选好房号，这里列出这户没办完的报事和要留意的事。"), tone="text2", wrap=True)
            )
            return
        for ticket in found.open:
            limit = ticket.limit_words if ticket.late else tr("限 {when}", when=ticket.limit_words)
            told = tr("{state}：{what}", state=ticket.state_words, what=ticket.what)
            self._ticket(section, ticket, f"{told}，{limit}" if ticket.limit_words else told)
        for note in found.notes:
            section.add_state("neutral", note)
        if not found.open and not found.notes:
            section.add(Words(tr("没有没办完的报事，也没有要留意的事。"), tone="text2", wrap=True))

    def _show_same(self, found: Hints) -> None:
        section = self.same
        section.clear()
        section.setVisible(bool(found.here or found.elsewhere or found.alike))
        for outage in found.here:
            section.add_state("warn", outage_words(outage), outage.say, bold=True)
        for outage in found.elsewhere:
            said = outage.say if self._asked[0] is None else tr("这里不在范围内，请按新报事受理。")
            section.add_state("neutral", outage_words(outage), said)
        for ticket in found.alike:
            self._ticket(section, ticket, f"{ticket.unit} {ticket.what}，{ticket.state_words}")

    def _ticket(self, section: Section, ticket: TicketRow, words: str) -> None:
        tone = tone_of(ticket.state, late=ticket.late is not None)
        row = section.add_state(tone, words)  # type: ignore[arg-type]
        link = Link(tr("看"), f"ticket_hint_{ticket.number}")
        link.setAccessibleName(tr("看 {number}", number=ticket.number))
        link.clicked.connect(lambda wanted=ticket.id: self._desk.go("tickets", ticket_id=wanted))
        row.addSpacing(SPACE.s)
        row.addWidget(link)

    def _show_answer(self, kind: TicketKind, found: Hints, rule: LimitRule) -> None:
        section = self.answer
        section.clear()
        said = next((outage.say for outage in found.here), "")
        if not said:
            said = tr(_ANSWERS[kind], limits=rule_words(rule))
        words = Words(said, "body", "text", wrap=True, select=True)
        words.setObjectName("ticket_answer_words")
        section.add(words)
