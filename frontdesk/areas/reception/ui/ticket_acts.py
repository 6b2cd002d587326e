"""What can be done with a ticket: the dialog of each act, and the list of the rest behind ⋯ (D2.2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.reveal import Told, reveal
from frontdesk.areas.reception.documents.kinds import TicketForm
from frontdesk.areas.reception.queries.paid import services_of
from frontdesk.areas.reception.queries.tickets import TicketDetail
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.closing import VoidTicket, void_ticket
from frontdesk.areas.reception.service.paid import VoidService, void_service
from frontdesk.areas.reception.service.revealing import CallerNumber, caller_number
from frontdesk.areas.reception.service.tying import Untie, untie
from frontdesk.areas.reception.service.working import Arrive, arrive
from frontdesk.areas.reception.ui import act_dialogs as dialogs
from frontdesk.areas.reception.ui.ticket_prints import print_of
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk

Done = Callable[[str], object]

PRINT_ORDER, PRINT_PAID, PRINT_COMPLAINT, CARD, COLLECT = "order", "paid", "complaint", "card", "collect"
VOID_PAID, NUMBER = "void_paid", "number"
USUAL_PAID_VOIDS = ("项目或金额写错", "住户不同意收费", "开错了报事", "其他")
USUAL_VOIDS = ("重复受理", "录错了房号", "来人撤回", "其他")
USUAL_UNTIES = ("恢复以后还是没有水", "不是同一件事", "并错了", "其他")

_WORDS: dict[Act, str] = {
    Act.ARRIVE: "师傅到场",
    Act.DISPATCH: "改派",
    Act.DONE: "完成",
    Act.SETTLE: "完成",
    Act.PUT_OFF: "延后",
    Act.CALL: "回访",
    Act.CLOSE: "关闭",
    Act.SEND_BACK: "退回重办",
    Act.LEVEL: "改级",
    Act.TIE: "并入停水停电",
    Act.UNTIE: "移出停水停电",
    Act.SERVICE: "有偿服务",
    Act.VOID: "作废",
}
_LED = (Act.LEVEL, Act.VOID)


def open_dialog(desk: Desk, detail: TicketDetail, act: Act, done: Done, parent: QWidget) -> None:
    """Ask what *act* needs, then do it; *done* gets the words to say."""
    if act is Act.SERVICE:
        from frontdesk.areas.reception.ui.paid_dialog import PaidDialog

        PaidDialog(desk, detail, done, parent).open()
        return
    if act is Act.ARRIVE:
        _arrive(desk, detail, done)
    elif act is Act.VOID:
        _void(desk, detail, done)
    elif act is Act.UNTIE:
        _untie(desk, detail, done)
    else:
        _DIALOGS[act](desk, detail, done, parent).open()


_DIALOGS: dict[Act, Callable[[Desk, TicketDetail, Done, QWidget], dialogs.TicketDialog]] = {
    Act.DISPATCH: dialogs.DispatchDialog,
    Act.LOG: dialogs.LogDialog,
    Act.DONE: dialogs.DoneDialog,
    Act.SETTLE: dialogs.DoneDialog,
    Act.PUT_OFF: dialogs.PutOffDialog,
    Act.CALL: dialogs.CallBackDialog,
    Act.CLOSE: dialogs.CloseDialog,
    Act.SEND_BACK: dialogs.BackDialog,
    Act.LEVEL: dialogs.LevelDialog,
    Act.TIE: dialogs.TieDialog,
}


def options(desk: Desk, detail: TicketDetail) -> list[tuple[object, str]]:
    """(what, its words): the acts that have no button of their own now, then the papers, then ways elsewhere."""
    row, may = detail.row, desk.may(Right.RECEPTION)
    found: list[tuple[object, str]] = []
    if may:
        fresh = row.state in (State.WAITING, State.RECEIVED)
        for act, word in _WORDS.items():
            if act not in detail.acts or (act is Act.DISPATCH and fresh):
                continue
            if act is Act.SETTLE and Act.DONE in detail.acts:
                continue
            if act is Act.SERVICE and row.unit_id is None:
                continue
            found.append((act, tr(word)))
        if row.state in (State.DISPATCHED, State.WORKING, State.PUT_OFF) and row.handler:
            found.append((PRINT_ORDER, tr("打印派工单")))
        if row.kind is TicketKind.COMPLAINT and row.state is not State.VOID:
            found.append((PRINT_COMPLAINT, tr("打印投诉处理单")))
        paid = desk.read(services_of, row.id)
        if any(not one.void for one in paid):
            found.append((PRINT_PAID, tr("打印有偿服务单")))
            if any(one.owed for one in paid) and desk.may(Right.COLLECT):
                found.append((COLLECT, tr("收有偿服务费")))
            if any(one.untouched for one in paid):
                found.append((VOID_PAID, tr("作废有偿服务单（还没有收款的）")))
    if may and (row.phone or cover_numbers(row.what) != row.what):
        found.append((NUMBER, tr("看来人的电话")))
    if row.unit_id is not None:
        found.append((CARD, tr("看这户的一户一卡")))
    return found


def choose(desk: Desk, detail: TicketDetail, done: Done, parent: QWidget) -> None:
    """Ask which, then do it."""
    row = detail.row
    title = tr("{number} {where}", number=row.number, where=row.unit)
    chosen = desk.dialogs.pick(title, options(desk, detail), tr("选要办的事。"))
    if isinstance(chosen, Act):
        open_dialog(desk, detail, chosen, done, parent)
    elif chosen == PRINT_ORDER:
        print_order(desk, row.id)
    elif chosen == PRINT_COMPLAINT:
        print_of(desk, TicketForm.COMPLAINT, row.id)
    elif chosen == PRINT_PAID:
        print_of(desk, TicketForm.PAID, row.id)
    elif chosen == VOID_PAID:
        _void_paid(desk, detail, done)
    elif chosen == COLLECT:
        desk.go("collect", unit_id=row.unit_id)
    elif chosen == NUMBER:
        who = row.caller or row.number
        reveal(
            desk, who, caller_number, lambda reason: CallerNumber(row.id, reason), lambda phone: _numbers(who, phone, row.what),
            ("联系来人", "约上门时间", "其他"),
        )  # fmt: skip
    elif chosen == CARD:
        desk.go("unit", unit_id=row.unit_id)


def _numbers(who: str, phone: str, what: str) -> tuple[str, Told]:
    """The number to call, and the caller's words where a number that the page covers stands among them."""
    typed = ((tr("说的话"), what),) if cover_numbers(what) != what else ()
    return who, ((tr("电话"), phone), *typed)


def print_order(desk: Desk, ticket_id: int) -> None:
    """The 派工单 that goes with whoever is sent."""
    print_of(desk, TicketForm.ORDER, ticket_id)


def _arrive(desk: Desk, detail: TicketDetail, done: Done) -> None:
    row = detail.row
    desk.run(
        arrive,
        Arrive(row.id, version=row.version),
        then=lambda _made: done(tr("{number} 已记到场。", number=row.number)),
    )


def _void(desk: Desk, detail: TicketDetail, done: Done) -> None:
    row = detail.row
    reason = desk.dialogs.ask_reason(
        tr("作废 {number}", number=row.number),
        tr("号码和经过都留着，只是不再办理。"),
        [tr(word) for word in USUAL_VOIDS],
    )
    if reason is not None:
        desk.run(
            void_ticket,
            VoidTicket(row.id, reason, row.version),
            then=lambda _made: done(tr("{number} 已作废。", number=row.number)),
        )


def _void_paid(desk: Desk, detail: TicketDetail, done: Done) -> None:
    """Which of those nothing is paid of, and why; the charge goes with it, by a supervisor's leave."""
    slips = [one for one in desk.read(services_of, detail.row.id) if one.untouched]
    if not slips:
        return
    chosen = slips[-1].id
    if len(slips) > 1:
        options = [(one.id, f"{one.number}　{one.total}") for one in slips]
        picked = desk.dialogs.pick(tr("作废哪一张"), options)
        if picked is None:
            return
        chosen = picked
    slip = next(one for one in slips if one.id == chosen)
    reason = desk.dialogs.ask_reason(
        tr("作废 {number}", number=slip.number),
        tr("应收 {amount} 另记一笔减免，全部减掉；单子留着，标明作废。", amount=slip.total),
        [tr(word) for word in USUAL_PAID_VOIDS],
    )
    if reason is not None:
        desk.run(
            void_service,
            VoidService(slip.id, reason),
            then=lambda number: done(tr("{number} 已作废，应收已减掉。", number=number)),
        )


def _untie(desk: Desk, detail: TicketDetail, done: Done) -> None:
    row = detail.row
    reason = desk.dialogs.ask_reason(
        tr("移出 {number}", number=row.number),
        tr("移出以后待派单，时限从现在重新算。"),
        [tr(word) for word in USUAL_UNTIES],
    )
    if reason is not None:
        desk.run(
            untie,
            Untie(row.id, reason, row.version),
            then=lambda _made: done(tr("{number} 已移出，现在待派单。", number=row.number)),
        )
