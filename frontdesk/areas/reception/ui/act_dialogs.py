"""What is asked for an act on a ticket: put off, noted, done, called back, closed, its level, its outage (D2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.reception.queries.outages import covering, outage_rows
from frontdesk.areas.reception.queries.tickets import TicketDetail
from frontdesk.areas.reception.rules.course import MISSES_ENOUGH, State
from frontdesk.areas.reception.rules.words import Level
from frontdesk.areas.reception.service.revealing import CallerNumber, caller_number
from frontdesk.areas.reception.ui.handlers import handler_options
from frontdesk.areas.reception.ui.ticket_fields import photo_inputs
from frontdesk.areas.reception.ui.words import outage_words
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.files_field import PhotosField
from frontdesk.base.widgets.shown_for import ShownFor

WIDE = 560
Done = Callable[[str], object]


class TicketDialog(FieldsDialog):
    """A dialog about one ticket. Subclasses add rows, then `finish`, and write `store(values)`; `done(words)` after."""

    def __init__(
        self,
        desk: Desk,
        ticket: TicketDetail,
        title: str,
        done: Done,
        *,
        name: str,
        text: str = "",
        width: int = WIDE,
        parent: QWidget | None = None,
    ) -> None:
        row = ticket.row
        said = tr(
            "{number} · {where} · {what}",
            number=row.number,
            where=row.unit,
            what=cover_numbers(row.what)[:40],
        )
        super().__init__(
            desk, title, f"{said}\n{text}" if text else said, name=name, width=width, parent=parent
        )
        self.ticket, self._done = ticket, done
        self.token = uuid4().hex

    def common(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What every act's command says."""
        return {
            "ticket_id": self.ticket.row.id,
            "words": str(values.get("words") or ""),
            "version": self.ticket.row.version,
            "token": self.token,
        }

    def run(self, service: Callable[..., Any], command: Any, words: str) -> None:
        """Store it; *words* are said once it stands."""

        def stored(_made: Any) -> None:
            self.accept()
            self._done(words)

        self.desk.run(service, command, then=stored, form=self)


class DispatchDialog(TicketDialog):
    """Another department or worker than now."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticket, tr("改派"), done, name="ticket_dispatch_again", parent=parent)
        self.who = ChoiceField("ticket_again_who", handler_options(desk), required=True)
        self.words = AreaField("ticket_again_words", tr("如 前一位请假"), lines=2)
        self.row(("who", self.who, tr("派给"), 1))
        self.row(("words", self.words, tr("交代的话（可不填）"), 1))
        self.finish(tr("改派"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch

        department, worker = values["who"]
        command = Dispatch(**self.common(values), department=department, worker=worker)
        self.run(dispatch, command, tr("{number} 已改派。", number=self.ticket.row.number))


class PutOffDialog(TicketDialog):
    """Until which day, and why; it is back by itself on that day."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, ticket, tr("延后"), done, name="ticket_put_off",
            text=tr("到那一天自己回到列表里，时限从那天早上重新算。"), parent=parent,
        )  # fmt: skip
        self.until = DateField("ticket_put_off_until", today=desk.clock.today, required=True)
        self.until.set_value(desk.clock.today() + timedelta(days=1))
        self.words = AreaField("ticket_put_off_words", tr("如 等配件到货，住户周末在家"), lines=2)
        self.row(("until", self.until, tr("延后到"), 2), ("words", self.words, tr("为什么"), 4))
        self.finish(tr("延后"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.working import PutOff, put_off

        words = tr("{number} 延后到 {day}。", number=self.ticket.row.number, day=values["until"])
        self.run(put_off, PutOff(**self.common(values), until=values["until"]), words)


class LogDialog(TicketDialog):
    """What happened, with pictures."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticket, tr("记一笔"), done, name="ticket_log", parent=parent)
        self.words = AreaField("ticket_log_words", tr("如 住户来电催问，已答复中午前到"), lines=3)
        self.row(("words", self.words, tr("记什么"), 1))
        self.photos = PhotosField("ticket_log_photos", desk, high=44)
        self.photos.watch_paste(self)
        self.row(("photos", self.photos, tr("照片"), 1))
        self.finish(tr("记下"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.working import Log, log

        command = Log(**self.common(values), photos=photo_inputs(values["photos"]))
        self.run(log, command, tr("{number} 已记下。", number=self.ticket.row.number))


class DoneDialog(TicketDialog):
    """What was done and by whom, or how it was answered at the desk."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        at_desk = ticket.row.state is State.RECEIVED
        title = tr("办结") if at_desk else tr("完成")
        super().__init__(desk, ticket, title, done, name="ticket_done", parent=parent)
        row = ticket.row
        self.words = AreaField("ticket_done_words", tr("如 换水槽软管，试水不漏"), lines=3)
        self.row(("words", self.words, tr("怎么答复的") if at_desk else tr("做了什么"), 1))
        options = handler_options(desk)
        mine = (row.department, row.worker)
        if row.department and all(option.value != mine for option in options):
            options = [Option(mine, row.handler), *options]
        self.who = ChoiceField("ticket_done_who", [Option(("", ""), tr("前台")), *options])
        self.who.set_value(mine)
        self.row(("who", self.who, tr("谁做的"), 1))
        self.photos = PhotosField("ticket_done_photos", desk, high=44)
        self.photos.watch_paste(self)
        self.row(("photos", self.photos, tr("照片"), 1))
        self.finish(title)

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.working import Finish, finish

        department, worker = values["who"] or ("", "")
        command = Finish(
            **self.common(values),
            department=department,
            worker=worker,
            photos=photo_inputs(values["photos"]),
        )
        self.run(finish, command, tr("{number} 已完成。", number=self.ticket.row.number))


class CallBackDialog(TicketDialog):
    """Reached or not, content or not (1–5), what was said; not content goes back to be dispatched again."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        row = ticket.row
        said = " ".join(part for part in (row.caller, row.phone) if part)
        super().__init__(
            desk, ticket, tr("回访"), done, name="ticket_call", text=tr("打给 {who}", who=said or row.unit),
            parent=parent,
        )  # fmt: skip
        self.number = KeyButton(tr("看号码"), "F4", name="ticket_call_number")
        self.number.clicked.connect(self._show_number)
        self.number.setVisible(bool(row.phone))
        self.body.addWidget(self.number, 0, Qt.AlignmentFlag.AlignLeft)
        reached = [(True, tr("接通了")), (False, tr("没有接通"))]
        if row.misses >= MISSES_ENOUGH:
            reached.append((None, tr("联系不上，不再打")))  # type: ignore[arg-type]
        self.reached = SegmentField("ticket_call_reached", reached)
        self.row(("reached", self.reached, tr("电话"), 1))
        scores = [(n, word) for n, word in enumerate((tr("1 很不满意"), "2", "3", "4", tr("5 很满意")), 1)]
        self.score = SegmentField("ticket_call_score", scores)
        self.score.set_value(5)
        self._score = self.row(("satisfaction", self.score, tr("满意度"), 1))[0]
        self.words = AreaField("ticket_call_words", tr("来人说的话，如 修好了，师傅很客气"), lines=2)
        self.row(("words", self.words, tr("说了什么"), 1))
        self.back = CheckField("ticket_call_back", tr("不满意，退回重办"))
        self.row(("back", self.back, "", 1))
        self.closing = TextField("ticket_call_closing", tr("填了就同时关闭，如 已修好，住户满意"), limit=200)
        self._closing = self.row(("closing", self.closing, tr("结案的话（可不填）"), 1))[0]
        self.reached.edited.connect(self._follow)
        self.score.edited.connect(self._follow_score)
        self.back.edited.connect(self._follow)
        self.finish(tr("记下回访"))
        self._follow()

    def _show_number(self) -> None:
        """The number in full while this stands; that it was asked for is kept (D1.9)."""

        def shown(phone: str) -> None:
            covered = self.text.text()
            self.set_text(covered.replace(self.ticket.row.phone, phone))
            self.number.hide()
            self.fit()

            def cover() -> None:
                self.set_text(covered)
                self.number.show()
                self.fit()

            ShownFor(self.text, cover).begin(SHOWN_SECONDS)

        self.desk.run(caller_number, CallerNumber(self.ticket.row.id), then=shown, form=self)

    def _follow_score(self) -> None:
        """Two or less is not content, unless the clerk says otherwise."""
        self.back.set_value(self.score.value() <= 2)
        self._follow()

    def _follow(self) -> None:
        reached = self.reached.value()
        self._score.setVisible(reached is True)
        self.back.setVisible(reached is True)
        self._closing.setVisible(reached is None or (reached is True and not self.back.value()))
        self.fit()

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.closing import CallBack, call_back

        reached = values["reached"]
        command = CallBack(
            **self.common(values),
            reached=reached is True,
            satisfaction=values["satisfaction"] if reached else None,
            content=not (reached and values["back"]),
            give_up=reached is None,
            closing="" if self._closing.isHidden() else str(values["closing"] or ""),
        )
        number = self.ticket.row.number
        words = tr("{number} 的回访已记下。", number=number)
        if reached and values["back"]:
            words = tr("{number} 已退回重办，现在待派单。", number=number)
        self.run(call_back, command, words)


class CloseDialog(TicketDialog):
    """The closing sentence."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticket, tr("关闭"), done, name="ticket_close", parent=parent)
        self.words = AreaField("ticket_close_words", tr("如 已修好，住户满意"), lines=2)
        self.words.set_value(tr("已办好，来人满意。") if (ticket.row.satisfaction or 0) >= 4 else None)
        self.row(("words", self.words, tr("结案的话"), 1))
        self.finish(tr("关闭"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.closing import Close, close

        words = tr("{number} 已关闭。", number=self.ticket.row.number)
        self.run(close, Close(**self.common(values)), words)


class BackDialog(TicketDialog):
    """Not content after all: it goes back to be dispatched, and is counted."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, ticket, tr("退回重办"), done, name="ticket_back", text=tr("退回以后待派单，退回次数会记在单上。"),
            parent=parent,
        )  # fmt: skip
        self.words = AreaField("ticket_back_words", tr("如 来人说又漏了"), lines=2)
        self.row(("words", self.words, tr("为什么"), 1))
        self.finish(tr("退回重办"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.closing import SendBack, send_back

        words = tr("{number} 已退回重办，现在待派单。", number=self.ticket.row.number)
        self.run(send_back, SendBack(**self.common(values)), words)


class LevelDialog(TicketDialog):
    """Another level, and why; the limits are counted anew."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            ticket,
            tr("改级"),
            done,
            name="ticket_level",
            text=tr("时限按新的等级从现在重新算。"),
            parent=parent,
        )
        self.level = SegmentField("ticket_level_new", [(level, tr(level.value)) for level in Level])
        self.level.set_value(ticket.row.level)
        self.words = AreaField("ticket_level_words", tr("如 水已漏到楼下"), lines=2)
        self.row(("level", self.level, tr("等级"), 1))
        self.row(("words", self.words, tr("为什么"), 1))
        self.finish(tr("改级"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.dispatching import ChangeLevel, change_level

        command = ChangeLevel(**self.common(values), level=values["level"])
        words = tr("{number} 改为{level}。", number=self.ticket.row.number, level=tr(values["level"].value))
        self.run(change_level, command, words)


class TieDialog(TicketDialog):
    """Which outage it belongs to."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            ticket,
            tr("并入停水停电"),
            done,
            name="ticket_tie",
            text=tr("恢复以后会提醒给来人回话。"),
            parent=parent,
        )
        here = desk.read(
            covering, unit_id=ticket.row.unit_id, building_id=ticket.building_id, entrance=ticket.entrance
        )
        known = {row.id for row in here}
        found = [*here, *(row for row in desk.read(outage_rows) if row.id not in known)]
        options = [Option(row.id, outage_words(row), row.number) for row in found]
        self.outage = ChoiceField(
            "ticket_tie_outage",
            options,
            placeholder=tr("请选择") if found else tr("现在没有登记的停水停电"),
            required=True,
        )
        if here:
            self.outage.set_value(here[0].id)
        self.row(("outage_id", self.outage, tr("并入哪一件"), 1))
        self.finish(tr("并入"))

    def store(self, values: Mapping[str, Any]) -> None:
        from frontdesk.areas.reception.service.tying import Tie, tie

        command = Tie(**self.common(values), outage_id=values["outage_id"])
        self.run(tie, command, tr("{number} 已并入。", number=self.ticket.row.number))
