"""社区活动: plans to approve, what is coming, who comes, what it costs, how it went (D2.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.events import (
    EventFile,
    EventFilter,
    EventRow,
    EventShow,
    SpendRow,
    event_figures,
    event_file,
    event_rows,
)
from frontdesk.areas.reception.rules.events import (
    COURSE,
    SPENDING,
    STEP_WORDS,
    EventBase,
    EventState,
    EventStep,
    GuestMark,
)
from frontdesk.areas.reception.service.event_people import (
    MarkGuests,
    SignedUp,
    VoidSpend,
    mark_guests,
    void_spend,
)
from frontdesk.areas.reception.service.events import (
    ApproveEvent,
    CancelEvent,
    EventPlanned,
    ReopenEvent,
    SendBack,
    approve_event,
    cancel_event,
    reopen_event,
    send_back,
)
from frontdesk.areas.reception.ui import event_dialogs as dialogs
from frontdesk.areas.reception.ui.agency_parts import attach, file_acts, print_agency, say, show_files
from frontdesk.areas.reception.ui.event_plan_dialog import PlanDialog
from frontdesk.areas.reception.ui.event_words import COLUMNS, status_of
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words

_GUESTS = 8


class EventsPage(HeldPage):
    """`open(text=…)` shows some words', `open(show="WAITING")` one chip's; target `plan_event` opens the form."""

    ICON = "ph.users-three"
    TARGETS = ("events", "plan_event")
    HISTORY = ("community_event", "修改记录")
    FIELD_WORDS = {"title": "活动", "held_on": "日期", "base": "状态", "plan_no": "第几版计划"}  # noqa: RUF012

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "events_page", tr("社区活动"), COLUMNS, EventShow, rows=event_rows, figures=event_figures,
            read_file=event_file, placeholder=tr("活动、地点、负责人、编号"), topics=("events",), add_words=tr("活动计划"),
            empty=(
                tr("还没有社区活动"),
                tr("计划和预算在这里提交，主管批准；报名、签到、支出、照片都记在一起，办完写总结打出来。"),
            ),
            faint=lambda r: r.state in (EventState.CANCELLED, EventState.VOID), parent=parent,
        )  # fmt: skip
        self.sign_up = KeyButton(tr("报名"), "F4", name="events_sign_up")
        self.sign_up.clicked.connect(self._sign_up)
        self.check_in = KeyButton(tr("签到"), "F5", name="events_check_in")
        self.check_in.clicked.connect(self._check_in)
        self.spend = KeyButton(tr("记支出"), "F6", name="events_spend")
        self.spend.clicked.connect(self._spend)
        self.approve = KeyButton(tr("批准"), "F10", name="events_approve")
        self.approve.clicked.connect(self._approve)
        self.photos = KeyButton(tr("加照片"), "F7", name="events_photos")
        self.photos.clicked.connect(self._attach)
        self.close_button = KeyButton(tr("总结"), "F11", name="events_close")
        self.close_button.clicked.connect(self._close)
        buttons = (self.approve, self.photos, self.close_button, self.more)
        pane = HeldPane("event_pane", buttons, right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.sign_up, self.check_in, self.spend)

    def wanted(self, sort: str = "", descending: bool = False) -> EventFilter:
        return EventFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), sort or "held", descending
        )

    def row_opened(self, row: EventRow | None) -> None:
        """Enter takes what comes next: approving, changing, signing up, checking in, summing up."""
        if row is None or not self.desk.may(Right.RECEPTION):
            return
        todo: dict[EventState, Callable[[], object]] = {
            EventState.WAITING: self._approve,
            EventState.BACK: self._change,
            EventState.READY: self._sign_up,
            EventState.TODAY: self._check_in,
            EventState.HELD: self._close,
        }
        if row.state in todo:
            todo[row.state]()

    # -- the pane --

    def show_file(self, file: EventFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        over = row.held_on <= self.desk.clock.today()
        self.approve.setVisible(row.base is EventBase.WAITING)
        self.photos.setVisible(row.base is EventBase.APPROVED)
        self.close_button.setVisible(row.base is EventBase.APPROVED and over)
        head = self.pane.add_section(name="event_head")
        head.add_row(Words(row.title, "lead", select=True, wrap=True), None, state_label(status_of(row)))
        head.add(Words(f"{row.number} · {row.held_on} {row.hours}", "body", "text2"))
        for label, value in (
            (tr("地点"), row.place),
            (tr("负责人"), row.responsible),
            (tr("内容"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        self._show_money(file)
        self._show_guests(file)
        show_files(self, file.files, tr("照片、附件"), "event_file")
        course = self.pane.add_section(tr("经过"), name="event_course", line=False)
        for step in file.course:
            words = tr(STEP_WORDS[step.step])
            if step.score is not None:
                words = tr("{what}，{n} 分", what=words, n=step.score)
            if step.approver:
                words = tr("{what}（{who}授权）", what=words, who=step.approver)
            course.add_line(words, at=self.when(step.at), right=step.by)
            if step.words:
                course.add_line(step.words, at=" ", tone="text3")
        self.pane.scroll_to_top()

    def _show_money(self, file: EventFile) -> None:
        if not file.accounts:
            return
        row = file.row
        told = tr("支出 {spent} / 预算 {budget}", spent=row.spent, budget=row.budget)
        section = self.pane.add_section(tr("预算和支出"), told, name="event_money")
        for line in file.accounts:
            over = line.left < ZERO
            words = tr("{spent} / {budget}", spent=line.spent, budget=line.budget)
            if over:
                words = tr("{told}，超 {over}", told=words, over=-line.left)
            section.add_line(line.what, at=" ", right=words, tone="bad" if over else "text")
        for paid in file.spends:
            words = tr("{what} {amount}", what=paid.what, amount=paid.amount)
            if paid.void:
                words = tr("{paid}（作废：{why}）", paid=words, why=paid.void)
            section.add_line(words, at=f"{paid.on:%m-%d}", right=paid.words or paid.by, tone="text3")

    def _show_guests(self, file: EventFile) -> None:
        if not file.guests:
            return
        row = file.row
        told = tr("报名 {n} 人", n=row.signed)
        if row.came:
            told = tr("{told}，到场 {came} 人", told=told, came=row.came)
        section = self.pane.add_section(tr("名单"), told, name="event_guests")
        tones = {None: "info", GuestMark.CAME: "ok", GuestMark.MISSED: "warn", GuestMark.OUT: "neutral"}
        for guest in file.guests[:_GUESTS]:
            people = guest.came if guest.mark is GuestMark.CAME else guest.people
            words = tr(guest.mark.value) if guest.mark is not None else tr("报名")
            detail = "　".join(part for part in (guest.unit, guest.phone, guest.words) if part)
            section.add_state(
                tones[guest.mark],  # type: ignore[arg-type]
                tr("{name}　{n} 人　{mark}", name=guest.name, n=people, mark=words), detail,
            )  # fmt: skip
        if len(file.guests) > _GUESTS:
            section.add(
                Words(tr("还有 {n} 笔，打签到表看全部", n=len(file.guests) - _GUESTS), "small", "text2")
            )

    def acts(self, file: EventFile | None) -> Acts:
        if file is None:
            return {}
        row, found = file.row, Acts()
        steps = COURSE[row.base]
        if row.base is EventBase.APPROVED:
            found["sign_in"] = (tr("打印签到表"), lambda: print_agency(self.desk, AgencyForm.SIGN_IN, row.id))
        if row.base is EventBase.CLOSED:
            found["summary"] = (
                tr("打印活动总结"),
                lambda: print_agency(self.desk, AgencyForm.SUMMARY, row.id),
            )
        unmarked = tuple(guest.id for guest in file.guests if guest.mark is None)
        if unmarked and row.state in (EventState.TODAY, EventState.HELD):
            found["missed"] = (tr("没签到的都记“没有来”"), lambda: self._missed(unmarked))
        if any(guest.phone for guest in file.guests):
            found["reveal"] = (tr("看报名人的电话"), lambda: self._reveal_guest(file))
        found |= file_acts(self, file.files)
        stands = [paid for paid in file.spends if not paid.void]
        if stands and row.base in SPENDING:
            found["void_spend"] = (tr("作废一笔支出"), lambda: self._void_spend(stands))
        if EventStep.CHANGED in steps:
            found["change"] = (tr("改计划（要重新批准）"), self._change)
        if EventStep.POSTPONED in steps:
            found["postpone"] = (tr("改期"), lambda: self._postpone(row))
        if EventStep.SENT_BACK in steps:
            found["back"] = (tr("退回修改"), lambda: self._send_back(row))
        if EventStep.CANCELLED in steps:
            found["cancel"] = (tr("取消活动"), lambda: self._cancel(row, void=False))
        if EventStep.VOIDED in steps:
            found["void"] = (tr("作废，登记错了"), lambda: self._cancel(row, void=True))
        if EventStep.REOPENED in steps:
            found["reopen"] = (tr("重开总结"), lambda: self._reopen(row))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        PlanDialog(self.desk, self._planned, parent=self).open()

    def _planned(self, made: EventPlanned) -> None:
        self.desk.messages.ok(tr("已提交 {number}。", number=made.number), tr("等主管批准以后报名。"))

    def _open_for(self, *, spending: bool = False, held: bool = False) -> EventFile | None:
        """The one stood on while it is approved (or called off, where it is about money); else it says why not."""
        file: EventFile | None = self.stood_on()
        if file is None:
            return None
        row = file.row
        if row.base not in (SPENDING if spending else (EventBase.APPROVED,)):
            self.desk.messages.warn(
                tr("{number} {state}，没有再记。", number=row.number, state=tr(row.state.value))
            )
            return None
        if held and row.held_on > self.desk.clock.today():
            self.desk.messages.warn(tr("{title} 要到 {day} 才举办。", title=row.title, day=row.held_on))
            return None
        return file

    def _sign_up(self) -> None:
        file = self._open_for()
        if file is not None:
            dialog = dialogs.SignUpDialog(self.desk, file.row, self._signed, parent=self)
            dialog.start(dialog.home)

    def _signed(self, made: SignedUp) -> None:
        self.desk.messages.ok(tr("{name} {n} 人，已记下。", name=made.name, n=made.people))

    def _check_in(self) -> None:
        file = self._open_for(held=True)
        if file is None:
            return
        if not file.guests:
            self._sign_up()
            return
        dialog = dialogs.CheckInDialog(self.desk, file.row, lambda _n: None, parent=self)
        dialog.start(dialog.guest)

    def _reveal_guest(self, file: EventFile) -> None:
        guests = {guest.id: guest.name for guest in file.guests if guest.phone}
        chosen = self.desk.dialogs.pick(tr("看谁的电话"), list(guests.items()))
        if chosen is not None:
            self.reveal("guest", chosen, guests[chosen])

    def _missed(self, guests: tuple[int, ...]) -> None:
        told = tr("名单上还有 {n} 笔没有签到，都记成没有来吗？", n=len(guests))
        if self.desk.dialogs.confirm(told, yes=tr("都记")):
            self.desk.run(mark_guests, MarkGuests(guests, GuestMark.MISSED), then=lambda n: self.desk.messages.ok(
                tr("{n} 笔记成没有来。", n=n),
            ))  # fmt: skip

    def _spend(self) -> None:
        file = self._open_for(spending=True)
        if file is not None:
            done = tr("支出已记下。")
            dialogs.spend_dialog(self.desk, file, lambda _id: self.desk.messages.ok(done), self)

    def _void_spend(self, spends: list[SpendRow]) -> None:
        options = [(paid.id, f"{paid.on:%m-%d} {paid.what} {paid.amount}") for paid in spends]
        picked = spends[0].id if len(spends) == 1 else self.desk.dialogs.pick(tr("哪一笔"), options)
        if picked is None:
            return
        usual = (tr("记重了"), tr("记错活动"), tr("其他"))
        self.ask(tr("作废支出"), tr("记录留着，不再算进支出。"), usual, lambda reason: self.desk.run(
            void_spend, VoidSpend(picked, reason), then=say(self.desk, tr("已作废")),
        ))  # fmt: skip

    def _attach(self) -> None:
        file = self._open_for()
        if file is not None:
            attach(self, tr("加照片"), f"{file.row.number}　{file.row.title}", event_id=file.row.id)

    def _approve(self) -> None:
        file: EventFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        if row.base is not EventBase.WAITING:
            self.desk.messages.warn(
                tr("{number} {state}，不用批准。", number=row.number, state=tr(row.state.value))
            )
            return
        text = tr(
            "{title}，{day}，预算 {budget}，批准吗？", title=row.title, day=row.held_on, budget=row.budget
        )
        if self.desk.dialogs.confirm(text, title=tr("批准活动"), yes=tr("批准")):
            self.desk.run(approve_event, ApproveEvent(row.id, row.plan_no), then=say(self.desk, tr("已批准")))

    def _change(self) -> None:
        file: EventFile | None = self.stood_on()
        if file is not None:
            PlanDialog(self.desk, say(self.desk, tr("已改，等主管批准")), file=file, parent=self).open()

    def _postpone(self, row: EventRow) -> None:
        dialogs.postpone_dialog(self.desk, row, say(self.desk, tr("已改期")), self)

    def _close(self) -> None:
        file = self._open_for(held=True)
        if file is not None:
            dialogs.close_dialog(self.desk, file.row, lambda number: self._closed(file.row.id, number), self)

    def _closed(self, event_id: int, number: str) -> None:
        self.desk.messages.ok(
            tr("{number} 已总结。", number=number), action=tr("打印活动总结"),
            then=lambda: print_agency(self.desk, AgencyForm.SUMMARY, event_id),
        )  # fmt: skip

    def _send_back(self, row: EventRow) -> None:
        usual = (tr("预算太高"), tr("日子不合适"), tr("内容要再定"), tr("其他"))
        self.ask(tr("退回修改"), row.title, usual, lambda words: self.desk.run(
            send_back, SendBack(row.id, row.plan_no, words), then=say(self.desk, tr("已退回")),
        ))  # fmt: skip

    def _cancel(self, row: EventRow, *, void: bool) -> None:
        title, word = (tr("作废"), tr("已作废")) if void else (tr("取消活动"), tr("已取消"))
        text = tr("记录留着，标明已作废。") if void else tr("报了名的 {n} 人要一一告诉。", n=row.signed)
        usual = (tr("重复登记"), tr("其他")) if void else (tr("天气不好"), tr("报名太少"), tr("其他"))
        self.ask(title, text, usual, lambda words: self.desk.run(
            cancel_event, CancelEvent(row.id, words, void), then=say(self.desk, word),
        ))  # fmt: skip

    def _reopen(self, row: EventRow) -> None:
        usual = (tr("漏记支出"), tr("要补照片"), tr("其他"))
        self.ask(tr("重开总结"), tr("补完以后要再总结一次。"), usual, lambda words: self.desk.run(
            reopen_event, ReopenEvent(row.id, words), then=say(self.desk, tr("已重开")),
        ))  # fmt: skip

    # -- coming here --

    def open(self, *, target: object = "events", **arguments: object) -> None:
        """Some words', one chip's; or at once the form, with a draft where there is one."""
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            dialog = PlanDialog(self.desk, self._planned, parent=self)
            dialog.open()
            if dialog.drafts is not None:
                dialog.drafts.restore(draft)
            return
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(text=arguments.get("text"), show=show)
        if target == "plan_event":
            self.add_new()

    def help_text(self) -> str:
        return tr(
            "社区活动。F2 提交计划和预算，F10 主管批准；F4 报名，F5 签到，F6 记支出，F7 加照片，F11 总结；"
            "F9 打印签到表和总结、改期、取消、退回。回车走下一步。"
        )
