"""The pane of a ticket: its limit, what was said, its pictures, what happened, and what is done next (08)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.decoration.ui.photo_strip import PhotoStrip
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.tickets import TicketDetail, limits_told
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.ui.words import tone_of
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import ChoiceField, Labelled, Option
from frontdesk.base.widgets.marks import HairLine, Link, StatusLabel, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.tokens import SPACE

_STAMP = 84

NEXT: dict[State, tuple[Act, ...]] = {
    State.RECEIVED: (Act.DONE, Act.SETTLE),
    State.DISPATCHED: (Act.DONE, Act.SETTLE),
    State.WORKING: (Act.DONE, Act.SETTLE),
    State.CALLING: (Act.CALL,),
    State.FINISHED: (Act.CLOSE,),
    State.PUT_OFF: (Act.RESUME,),
}
"""What F5 does in a state; what waits to be dispatched has F4 instead."""
_WORDS = {
    Act.DONE: "完成",
    Act.SETTLE: "完成",
    Act.CALL: "回访",
    Act.CLOSE: "关闭",
    Act.RESUME: "提前恢复",
}


class TicketPane(Pane):
    """Shows one ticket; its buttons ask the page. `acted(Act)`, `more_wanted()`, `photo_opened(name, bytes)`."""

    acted = Signal(object)
    dispatch_wanted = Signal(object)
    """(department, worker)."""
    more_wanted = Signal()
    card_wanted = Signal()
    photo_opened = Signal(str, object)
    photos_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ticket_pane", parent=parent)
        head = self.add_section(name="ticket_head")
        self.title = Words("", "lead", wrap=True)
        self.title.setObjectName("ticket_title")
        self.state = StatusLabel()
        self.state.setObjectName("ticket_state")
        self.second = Words("", "body", "text2", select=True)
        self.second.setObjectName("ticket_second")
        top = QHBoxLayout()
        top.setSpacing(SPACE.s)
        top.addWidget(self.title, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        head.body.addLayout(top)
        head.add(self.second)
        self._facts = self.add_section(name="ticket_facts", line=False)
        self.strip = PhotoStrip("ticket_photos_shown")
        self.strip.opened.connect(self.photo_opened)
        self.strip.dropped.connect(self.photos_dropped)
        self.strip.add_wanted.connect(lambda: self.acted.emit(Act.LOG))
        self.add(self.strip)
        self.add(HairLine("line"))
        self._course = self.add_section(tr("经过"), name="ticket_course", line=False)
        self.who = ChoiceField("ticket_who", placeholder=tr("选部门和师傅"))
        self.who_box = Labelled(self.who, tr("派给"), reserve=False)
        self.dispatch_button = KeyButton(tr("派单并打印"), "F4", "primary", name="ticket_dispatch")
        self.next_button = KeyButton(tr("完成"), "F5", "primary", name="ticket_next")
        self.put_off_button = KeyButton(tr("延后"), "F6", name="ticket_put_off_open")
        self.log_button = KeyButton(tr("记一笔"), "F7", name="ticket_log_open")
        self.more_button = KeyButton("", "F9", icon="ph.dots-three", name="ticket_more")
        self.more_button.setAccessibleName(tr("更多"))
        self.more_button.setToolTip(tr("更多"))
        self._next: Act | None = None
        self._shown: int | None = None
        self.dispatch_button.clicked.connect(lambda: self.dispatch_wanted.emit(self.who.value()))
        self.next_button.clicked.connect(lambda: self.acted.emit(self._next) if self._next else None)
        self.put_off_button.clicked.connect(lambda: self.acted.emit(Act.PUT_OFF))
        self.log_button.clicked.connect(lambda: self.acted.emit(Act.LOG))
        self.more_button.clicked.connect(self.more_wanted)
        self.who.enter_moves = True
        buttons = pad(
            self.dispatch_button,
            self.next_button,
            self.put_off_button,
            self.log_button,
            self.more_button,
            None,
            name="ticket_actions",
            margins=(0, 0, 0, 0),
        )
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        column.setSpacing(SPACE.m)
        column.addWidget(self.who_box)
        column.addWidget(buttons)
        self.set_foot(foot)

    def show_ticket(
        self,
        detail: TicketDetail,
        options: list[Option],
        photos: list[tuple[str, bytes]],
        now: datetime,
        *,
        may: bool,
    ) -> None:
        """Everything of it; *may* whether who sits here follows tickets."""
        row = detail.row
        self.title.setText(cover_numbers(row.what))
        self.state.set(tone_of(row.state), row.state_words)  # type: ignore[arg-type]
        parts = [row.number, tr(row.kind.value), tr(row.level.value)]
        if row.sent_back:
            parts.append(tr("退回 {n} 次", n=row.sent_back))
        self.second.setText(" · ".join(parts))
        self._show_facts(detail, now)
        told = tr("照片 {n} 张", n=len(detail.photos)) if detail.photos else ""
        self.strip.show_photos(photos, told, may=False)
        self.strip.setVisible(bool(detail.photos))
        self._course.clear()
        for line in detail.lines:
            at = wall(line.at)
            today = at.date() == wall(now).date()
            self._course.add_line(
                line.words,
                at=f"{at:%H:%M}" if today else f"{at:%m-%d %H:%M}",
                right=line.who,
                tone="bad" if line.late else "text",
                width=_STAMP,
            )
        self._show_foot(detail, options, may=may)

    def _show_facts(self, detail: TicketDetail, now: datetime) -> None:
        row, section = detail.row, self._facts
        section.clear()
        limits = limits_told(detail, now)
        if row.late is not None and row.limit_step is not None:
            late = tr("{step}已{late}", step=tr(row.limit_step.value), late=row.limit_words)
            section.add_row(StatusLabel("bad", late, bold=True))
        if limits:
            words = Words(limits, "body", "text2", wrap=True)
            words.setObjectName("ticket_limit_told")
            section.add(words)
        place = section.add_pair(tr("房号") if row.unit_id else tr("地点"), row.unit)
        if row.unit_id is not None:
            self._add_link(place)
        caller = " · ".join(p for p in (row.caller, row.phone, tr(row.channel.value)) if p)
        about = " · ".join(p for p in (detail.place, detail.category, detail.problem) if p)
        for label, value in (
            (tr("来人"), caller),
            (tr("希望时间"), detail.wished),
            (tr("类别"), about),
            (tr("经办"), row.handler),
            (tr("停水停电"), detail.outage),
            (tr("满意度"), tr("{n} 分", n=row.satisfaction) if row.satisfaction else ""),
            (tr("回访"), tr("{n} 次没有接通", n=row.misses) if row.misses else ""),
            (tr("旧编号"), detail.old_number),
        ):
            if value:
                section.add_pair(label, value)

    def _add_link(self, beside: Words) -> None:
        """The way to the unit's card, behind its code."""
        link = Link(tr("一户一卡"), "ticket_card")
        link.clicked.connect(self.card_wanted)
        box = beside.parentWidget()
        layout = self._facts.body
        item = layout.itemAt(layout.count() - 1)
        last = item.layout() if item is not None else None
        if isinstance(last, QHBoxLayout) and box is not None:
            last.setStretch(1, 0)
            beside.setWordWrap(False)
            last.addSpacing(SPACE.s)
            last.addWidget(link)
            last.addStretch(1)

    def _show_foot(self, detail: TicketDetail, options: list[Option], *, may: bool) -> None:
        state, acts = detail.row.state, detail.acts
        fresh = state in (State.WAITING, State.RECEIVED)
        dispatches = may and fresh and Act.DISPATCH in acts
        self.who_box.setVisible(dispatches)
        self.dispatch_button.setVisible(dispatches)
        self.who.set_options(options)
        if self._shown != detail.row.id or self.who.value() is None:
            self.who.set_value(_likely(detail, options))
        self._shown = detail.row.id
        self._next = next((act for act in NEXT.get(state, ()) if act in acts), None) if may else None
        self.next_button.setVisible(self._next is not None)
        if self._next is not None:
            at_desk = state is State.RECEIVED
            self.next_button.setText(tr("答复办结") if at_desk else tr(_WORDS[self._next]))
        self.next_button.set_kind("plain" if state is State.RECEIVED and dispatches else "primary")
        self.dispatch_button.setText(tr("派单") if state is State.RECEIVED else tr("派单并打印"))
        put_off = may and Act.PUT_OFF in acts and state is not State.RECEIVED
        self.put_off_button.setVisible(put_off)
        self.put_off_button.setText(tr("改期") if state is State.PUT_OFF else tr("延后"))
        self.log_button.setVisible(may and Act.LOG in acts)
        self.more_button.setVisible(True)


def _likely(detail: TicketDetail, options: list[Option]) -> Any:
    """Who had it before, else the department that the kind usually goes to, whoever there has least on hand first."""
    before = next(
        ((line.words) for line in reversed(detail.lines) if line.act is Act.DISPATCH),
        "",
    )
    for option in options:
        if option.value[1] and before and option.value[1] in before:
            return option.value
    wanted = {"投诉": "客服部", "咨询": "客服部", "建议": "客服部", "表扬": "客服部"}.get(
        detail.row.kind.value, "工程部"
    )
    wanted = _BY_CATEGORY.get(detail.category, wanted)
    mine = [option for option in options if option.value[0] == wanted]
    return mine[0].value if mine else None


_BY_CATEGORY = {"保洁": "保洁部", "绿化": "绿化部", "秩序": "秩序部", "停车": "秩序部", "噪声": "秩序部"}
