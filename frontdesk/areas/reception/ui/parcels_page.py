"""快递信件: what waits for whom, told of, collected against a name; a unit's all at once (D2.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.archives.ui.register_page import import_button
from frontdesk.areas.reception.queries.parcels import (
    ParcelFile,
    ParcelFilter,
    ParcelRow,
    ParcelShow,
    parcel_figures,
    parcel_file,
    parcel_rows,
)
from frontdesk.areas.reception.rules.parcels import HERE, STEP_WORDS, ParcelKind, ParcelState, ParcelStep
from frontdesk.areas.reception.service.parcels import (
    Collected,
    Taken,
    UndoParcel,
    VoidParcel,
    undo_parcel,
    void_parcel,
)
from frontdesk.areas.reception.service.shift_log import MakeHeldList, make_held_list
from frontdesk.areas.reception.ui import parcel_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    ParcelState.WAITING: "warn",
    ParcelState.NOTIFIED: "info",
    ParcelState.OVERDUE: "bad",
    ParcelState.COLLECTED: "ok",
    ParcelState.SENT_BACK: "neutral",
    ParcelState.VOID: "neutral",
}


def status_of(row: ParcelRow) -> Status:
    """`逾期 2 天`, `已通知 11-20`, `已领取 11-21`: over how many days it has waited in all stands in the pane."""
    if row.state is ParcelState.OVERDUE:
        return Status("bad", tr("放了 {n} 天", n=row.waited))
    if row.state is ParcelState.NOTIFIED:
        return Status("info", tr("已通知 {day}", day=f"{row.notified_on:%m-%d}"))
    if row.ended_on is not None:
        return Status(
            _TONES[row.state], tr("{word} {day}", word=tr(row.state.value), day=f"{row.ended_on:%m-%d}")
        )
    return Status(_TONES[row.state], tr(row.state.value))


def pieces_of(row: ParcelRow) -> str:
    """`2`, or `1/3` when some of it went already."""
    return str(row.pieces) if row.left in (0, row.pieces) else f"{row.left}/{row.pieces}"


class ParcelsPage(HeldPage):
    """`open(unit_id=…)` shows a unit's, `open(show="OVERDUE")` one chip's, target `take_parcel` opens the form."""

    TARGETS = ("parcels", "take_parcel")
    HISTORY = ("parcel", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "unit_id": "房号", "taker": "收件人", "carrier": "承运", "tracking": "单号", "shelf": "存放处", "phone": "电话",
        "words": "备注", "left_pieces": "在这里的件数", "notified_on": "通知日期", "outcome": "结果", "ended_on": "结束日期",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ParcelRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("收件人"), lambda r: r.taker, name="taker"),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=84, name="kind"),
            Column(tr("件数"), pieces_of, right=True, width=60, sort=False),
            Column(tr("放在"), lambda r: r.shelf, width=96, name="shelf"),
            Column(tr("承运"), lambda r: r.carrier, kind="quiet", width=84, name="carrier"),
            Column(tr("收到"), lambda r: r.received_on, width=104, name="received"),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=140, name="number"),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "parcels_page", tr("快递信件"), columns, ParcelShow, rows=parcel_rows, figures=parcel_figures,
            read_file=parcel_file, placeholder=tr("扫快递单，或房号、姓名"), topics=("parcels", "units", "people"),
            add_words=tr("登记代收"),
            empty=(
                tr("还没有代收的快递和信件"),
                tr("登记的东西各有编号和存放处，谁通知了、谁领走了都查得到；放久了的会提醒。"),
            ),
            faint=lambda r: r.state in (ParcelState.VOID, ParcelState.SENT_BACK), parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.kind = FilterChoice(
            "parcels_kind",
            tr("种类"),
            [Option(None, tr("全部种类")), *(Option(k, tr(k.value)) for k in ParcelKind)],
        )
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.collect = KeyButton(tr("领取"), "F5", name="parcels_collect")
        self.collect.clicked.connect(lambda: self._do(dialogs.collect_dialog, self._collected))
        self.notify = KeyButton(tr("通知"), "F6", name="parcels_notify")
        self.notify.clicked.connect(lambda: self._do(dialogs.notify_dialog, self._notified))
        self.back = KeyButton(tr("退回"), "F4", name="parcels_back")
        self.back.clicked.connect(lambda: self._do_row(dialogs.send_back_dialog, self._sent_back))
        self.change = KeyButton(tr("修改"), "F7", name="parcels_change")
        self.change.clicked.connect(self._change)
        pane = HeldPane("parcel_pane", (self.back, self.change, self.more), right=Right.RECEPTION, desk=desk)
        self.head.add_action(import_button(desk, "import_parcels", Right.RECEPTION))
        self.press = KeyButton(tr("报刊"), "F3", name="parcels_press")
        self.press.clicked.connect(lambda: self.desk.go("subscriptions"))
        self.finish(pane, self.press, self.notify, self.collect)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> ParcelFilter:
        return ParcelFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), self._unit_id,
            sort or "received", descending,
        )  # fmt: skip

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value(None)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        return (import_button(self.desk, "import_parcels", Right.RECEPTION, words=True),)

    def row_opened(self, row: ParcelRow | None) -> None:
        """Enter gives it out."""
        if row is not None and row.state in HERE and self.desk.may(Right.RECEPTION):
            self._do(dialogs.collect_dialog, self._collected)

    # -- the pane --

    def show_file(self, file: ParcelFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        here = row.state in HERE
        self.back.setVisible(here)
        state = status_of(row)
        head = self.pane.add_section(name="parcel_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(state))
        what = tr("{kind} {n} 件", kind=tr(row.kind.value), n=pieces_of(row))
        told = " · ".join(part for part in (what, row.carrier, row.tracking) if part)
        head.add(Words(told, "body", "text2", wrap=True))
        if row.unit_id is not None:
            link = Link(tr("一户一卡"), "parcel_card")
            link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
            unit_row(head, row.unit, link)
        if row.taker:
            head.add_pair(tr("收件人"), row.taker)
        if row.phone:
            head.add_pair(tr("电话"), row.phone)
        head.add_pair(tr("放在"), row.shelf or tr("没有写"))
        if row.words:
            head.add_pair(tr("备注"), row.words)
        if file.others:
            count = sum(each.left for each in file.others)
            section = self.pane.add_section(tr("这户还有"), tr("{n} 件", n=count), name="parcel_others")
            for each in file.others[:6]:
                words = tr("{kind} {n} 件", kind=tr(each.kind.value), n=each.left)
                where = "　".join(p for p in (each.number, each.shelf) if p)
                section.add_state(status_of(each).tone, words, where)  # type: ignore[arg-type]
        course = self.pane.add_section(tr("经过"), name="parcel_course", line=False)
        for event in file.course:
            words = tr(STEP_WORDS[event.step])
            if event.step is ParcelStep.COLLECTED:
                words = tr("{who} 领走 {n} 件", who=event.who, n=event.pieces)
            elif event.way is not None:
                words = tr("通知：{way}", way=tr(event.way.value))
            tone = "text3" if event.undone else "text"
            at = f"{local_time(event.at):%m-%d %H:%M}"
            course.add_line(words, at=at, right=event.by, tone=tone)
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("收到"), at=self.when(row.received_at), right=row.by)
        self.pane.scroll_to_top()

    def acts(self, file: ParcelFile | None) -> Acts:
        found: Acts = {"list": (tr("打印代收物品签收表"), self._print_list)}
        found |= self.days_act()
        if file is None:
            return found
        row = file.row
        if row.phone:
            found["reveal"] = (
                tr("看电话"),
                lambda: self.reveal("parcel", row.id, row.taker or row.unit),
            )
        if any(event.step is not ParcelStep.UNDONE and not event.undone for event in file.course):
            found["undo"] = (tr("撤销最后一条经过"), lambda: self._undo(row))
        if row.state in HERE and row.left == row.pieces:
            found["void"] = (tr("作废，登记错了"), lambda: self._void(row))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        unit_id = arguments.get("unit_id")
        if not isinstance(unit_id, int):
            unit_id = self._unit_id
        kind = self.kind.value() or ParcelKind.PARCEL
        dialog = dialogs.TakeDialog(self.desk, self._taken, unit_id=unit_id, kind=kind, parent=self)
        dialog.start(dialog.fields["taker"] if unit_id is not None else dialog.fields["unit_id"])

    def _do(self, dialog: Callable[..., Any], then: Callable[[Any], object]) -> None:
        file: ParcelFile | None = self.stood_on()
        if file is None:
            return
        if file.row.state not in HERE:
            self.desk.messages.warn(tr("{number} 已经不在前台了。", number=file.row.number))
            return
        dialog(self.desk, file, then, self)

    def _do_row(self, dialog: Callable[..., Any], then: Callable[[Any], object]) -> None:
        self._do(lambda desk, file, done, page: dialog(desk, file.row, done, page), then)

    def _change(self) -> None:
        file: ParcelFile | None = self.stood_on()
        if file is not None:
            dialogs.change_dialog(self.desk, file.row, self._changed, self)

    def _void(self, row: ParcelRow) -> None:
        usual = (tr("重复登记"), tr("登错户"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_parcel, VoidParcel(row.id, reason),
            then=lambda number: self.desk.messages.ok(tr("{number} 已作废。", number=number)),
        ))  # fmt: skip

    def _undo(self, row: ParcelRow) -> None:
        usual = (tr("点错了一笔"), tr("登错人"), tr("其他"))
        self.ask(tr("撤销最后一条"), tr("记录留着，标明已撤销；东西回到它之前的样子。"), usual, lambda reason: self.desk.run(
            undo_parcel, UndoParcel(row.id, reason),
            then=lambda what: self.desk.messages.ok(tr("已撤销：{what}。", what=what)),
        ))  # fmt: skip

    def _print_list(self) -> None:
        self.desk.run(
            make_held_list,
            MakeHeldList(self._unit_id),
            then=lambda number: print_new(self.desk, "held_list", number, self._unsent),
        )

    # -- what is said afterwards --

    def _taken(self, made: Taken) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.number), tr("把编号写在东西上，找得快。"))

    def _collected(self, done: Collected) -> None:
        told = "、".join(done.numbers[:3])
        self.desk.messages.ok(tr("{who} 领走 {n} 件。", who=done.who, n=done.pieces), told)

    def _notified(self, count: int) -> None:
        self.desk.messages.ok(tr("通知已记下，{n} 件。", n=count))

    def _sent_back(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已退回。", number=number))

    def _changed(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已修改。", number=number))

    # -- coming here --

    def open(self, *, target: object = "parcels", **arguments: object) -> None:
        """A unit's, some words', one chip's; or at once the form for what comes in."""
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=arguments.get("show"))
        if target == "take_parcel":
            self.add_new(unit_id=arguments.get("unit_id"))

    def help_text(self) -> str:
        return tr(
            "代收的快递、信件、文件。按 / 扫单号或找房号、姓名；F2 登记，登记窗里 F6 接着登下一件；F6 记通知，"
            "回车或 F5 领取，一户的可以一起领；F4 退回，F7 修改，F3 看订的报刊，F9 打印签收表和别的。"
        )
