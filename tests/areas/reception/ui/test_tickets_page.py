"""报事: listed by what is over, followed from dispatch to the closing sentence with the keyboard: D2.2, D0.5, D0.7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from frontdesk.areas.archives.queries.looks import LookFilter, LookShow, look_rows
from frontdesk.areas.archives.rules.looks import Matter
from frontdesk.areas.reception.queries.paid import services_of
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import Channel, Level, LineKind, OutageKind, TicketKind
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.reception.service.paid import ChargeService, ServiceLineInput, charge_service
from frontdesk.areas.reception.ui import act_dialogs
from frontdesk.areas.reception.ui.paid_dialog import PaidDialog
from frontdesk.areas.reception.ui.ticket_acts import PRINT_PAID, VOID_PAID, choose
from frontdesk.areas.reception.ui.tickets_page import TicketsPage
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.papers import papers_of
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.dialog import DeskDialog
from tests.areas.archives.ui.in_full import shown_in_full
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.reception.counter import FRIDAY, Counter

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Went = list[tuple[str, dict[str, Any]]]
LEAVE = Approval(Right.RECEPTION_LEAD, 3, "周敏")


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def page(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> Callable[[], TicketsPage]:
    """Opens the page in front of the receptionist."""

    def opened() -> TicketsPage:
        return cast(TicketsPage, show(TicketsPage(front_of(counter.desk.receptionist))))

    return opened


def numbers(page: TicketsPage) -> list[str]:
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    return [row.number for row in rows]  # type: ignore[union-attr]


def dialog(kind: type[DeskDialog]) -> Any:
    """The dialog that is open."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def test_d2_2_what_is_over_its_limit_stands_first_and_says_by_how_much(
    counter: Counter, page: Callable[[], TicketsPage]
) -> None:
    counter.receive(what="信报箱锁坏", level=Level.NORMAL)
    counter.later(minutes=30)
    counter.receive(what="厨房下水管漏水", unit_id=2, level=Level.IMPORTANT)
    counter.at(FRIDAY.replace(hour=12, minute=10))
    shown = page()
    assert numbers(shown) == ["BS-20261120-001", "BS-20261120-002"]
    assert shown.pane.title.text() == "信报箱锁坏"
    said = " ".join(texts_of(shown.pane))
    assert "派单已超 2:40" in said
    assert "应在 09:30 前派单" in said
    assert "派单时限已到" in said
    assert "138****5678" in said
    assert "13812345678" not in said
    assert shown.chips.chip("over").text().startswith("超时")
    shown.chips.choose("complaints")
    shown.filter_changed()
    assert numbers(shown) == []


def test_d2_2_dispatched_and_printed_with_f4(
    counter: Counter, page: Callable[[], TicketsPage], port: Port, bar: Bar, qtbot: QtBot
) -> None:
    counter.receive()
    shown = page()
    shown.open(ticket_id=1, received="BS-20261120-001", dispatch=True)
    qtbot.waitUntil(lambda: shown.pane.who.focused())
    shown.pane.who.set_value(("工程部", ""))
    press(qtbot, K.Key_F4)
    assert counter.state(1) is State.DISPATCHED
    assert counter.facts(1).standing.department == "工程部"
    assert len(port.jobs) == 1
    papers = counter.read(papers_of, subject=("ticket", 1))
    assert [paper.number for paper in papers] == ["BS-20261120-001"]
    assert "已送打印" in bar.last()
    assert not shown.pane.who.isVisible()
    assert shown.pane.next_button.text() == "完成"


def test_without_a_worker_chosen_nothing_is_dispatched(
    counter: Counter, page: Callable[[], TicketsPage], bar: Bar, qtbot: QtBot
) -> None:
    counter.receive()
    shown = page()
    shown.pane.who.set_value(None)
    press(qtbot, K.Key_F4)
    assert counter.state(1) is State.WAITING
    assert "还没有派单" in bar.last()
    assert shown.pane.who.error() == "请选派给谁"


def test_d2_2_the_whole_course_by_keyboard(
    counter: Counter, page: Callable[[], TicketsPage], qtbot: QtBot
) -> None:
    """F4 dispatches, F7 notes, F5 done, called back and closed in the same dialog."""
    counter.receive()
    shown = page()
    shown.pane.who.set_value(("工程部", ""))
    press(qtbot, K.Key_F4, K.Key_F7)
    log = dialog(act_dialogs.LogDialog)
    qtbot.waitUntil(lambda: log.words.focused())
    press(qtbot, "来电催问，答复中午前到", (CTRL, K.Key_Return))
    assert not log.isVisible()
    shown.window().activateWindow()
    qtbot.waitUntil(lambda: shown.table.hasFocus())
    press(qtbot, K.Key_F5)
    done = dialog(act_dialogs.DoneDialog)
    qtbot.waitUntil(lambda: done.words.focused())
    press(qtbot, "换软管，试水不漏", (CTRL, K.Key_Return))
    assert counter.state(1) is State.CALLING
    shown.window().activateWindow()
    qtbot.waitUntil(lambda: shown.table.hasFocus())
    press(qtbot, K.Key_F5)
    call = dialog(act_dialogs.CallBackDialog)
    qtbot.waitUntil(call.isActiveWindow)
    assert "138****5678" in call.text.text(), "D1.9: masked until it is asked for, and that is kept"
    press(qtbot, K.Key_F4)
    assert "13812345678" in call.text.text()
    with counter.db.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert last.action.endswith("caller_number")
    call.words.set_value("修好了")
    call.closing.set_value("已修好，住户满意")
    press(qtbot, (CTRL, K.Key_Return))
    assert counter.state(1) is State.CLOSED
    assert [event.act for event in counter.events(1)] == [
        Act.DISPATCH, Act.LOG, Act.DONE, Act.CALL, Act.CLOSE,
    ]  # fmt: skip
    assert counter.facts(1).standing.satisfaction == 5


def test_d2_2_not_content_goes_back_and_is_counted(
    counter: Counter, page: Callable[[], TicketsPage], bar: Bar
) -> None:
    counter.to(State.CALLING)
    shown = page()
    shown.pane.next_button.click()
    call = dialog(act_dialogs.CallBackDialog)
    call.score.set_value(2)
    call.score.edited.emit()
    assert call.back.value()
    call.save()
    assert call.isVisible()
    assert call.words.error() == "请写来人哪里不满意"
    call.words.set_value("又漏了")
    call.save()
    assert counter.state(1) is State.WAITING
    assert "退回重办" in bar.last()
    assert "退回 1 次" in shown.pane.second.text()
    assert shown.pane.who.isVisible()


def test_nobody_answered_is_tried_again_the_next_day(
    counter: Counter, page: Callable[[], TicketsPage]
) -> None:
    counter.to(State.CALLING)
    shown = page()
    shown.pane.next_button.click()
    call = dialog(act_dialogs.CallBackDialog)
    call.reached.set_value(False)
    call.reached.edited.emit()
    assert not call.score.isVisible()
    call.save()
    assert counter.state(1) is State.CALLING
    assert counter.facts(1).standing.misses == 1


def test_d2_2_put_off_comes_back_by_itself(
    counter: Counter, page: Callable[[], TicketsPage], qtbot: QtBot
) -> None:
    counter.receive()
    shown = page()
    press(qtbot, K.Key_F6)
    later = dialog(act_dialogs.PutOffDialog)
    later.save()
    assert later.words.error()
    # L4: labels of fields of one line and of several stand level.
    assert later.until.mapTo(later, QPoint()).y() == later.words.mapTo(later, QPoint()).y()
    later.words.set_value("等配件")
    later.save()
    assert shown.pane.state.text() == "延后至 11-21"
    counter.at(datetime(2026, 11, 21, 9, 0))
    shown.refresh()
    assert shown.pane.state.text() == "待派单"


def test_d2_2_levels_and_voids_need_the_lead(
    counter: Counter, page: Callable[[], TicketsPage], answers: Answers
) -> None:
    counter.receive()
    shown = page()
    answers.approval = LEAVE
    shown._act(Act.LEVEL)
    level = dialog(act_dialogs.LevelDialog)
    level.level.set_value(Level.MAJOR)
    level.words.set_value("漏到楼下")
    level.save()
    assert counter.facts(1).standing.level is Level.MAJOR
    answers.reason = "重复受理"
    shown._act(Act.VOID)
    assert counter.state(1) is State.VOID
    assert str(Right.RECEPTION_LEAD) in answers.asked


def test_d2_2_tied_to_an_outage_and_taken_out(
    counter: Counter, page: Callable[[], TicketsPage], answers: Answers
) -> None:
    counter.run(
        open_outage,
        OpenOutage(OutageKind.WATER, "十二点半来水", places=(OutagePlaceInput(building_id=1),),
                   starts_at=datetime(2026, 11, 20, 8, 0).astimezone()),
    )  # fmt: skip
    counter.receive()
    shown = page()
    shown._act(Act.TIE)
    tie = dialog(act_dialogs.TieDialog)
    assert tie.outage.value() == 1
    tie.save()
    assert shown.pane.state.text() == "并入停水"
    answers.reason = "恢复以后还是没有水"
    shown._act(Act.UNTIE)
    assert counter.state(1) is State.WAITING


def test_d2_2_paid_work_becomes_a_charge_to_the_fen(
    counter: Counter, page: Callable[[], TicketsPage], port: Port
) -> None:
    counter.to(State.WORKING)
    shown = page()
    shown._act(Act.SERVICE)
    paid = dialog(PaidDialog)
    first, second = paid.rows[0], paid.rows[1]
    first.what.set_value("上门工时")
    first.quantity.set_value("1.5")
    first.price.set_value("60")
    second.what.set_value("角阀")
    second.quantity.set_value("2")
    second.price.set_value("17.55")
    second.price.edited.emit()
    assert paid.sum.text() == "125.10"
    paid.save()
    made = counter.read(services_of, 1)[0]
    assert (made.total, made.owed) == (Money.yuan("125.10"), Money.yuan("125.10"))
    assert len(port.jobs) == 1


def test_d2_2_an_unpaid_slip_is_voided_from_the_menu_by_a_supervisors_leave(
    counter: Counter,
    page: Callable[[], TicketsPage],
    answers: Answers,
    bar: Bar,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = counter.to(State.WORKING)
    lines = (ServiceLineInput(LineKind.LABOUR, "上门工时", Decimal(1), Decimal(60)),)
    counter.run(charge_service, ChargeService(taken.ticket_id, lines))
    shown = page()
    offered: list[object] = []

    def pick(title: str, options: list[tuple[object, str]], text: str = "") -> object:
        offered.extend(key for key, _words in options)
        return VOID_PAID

    monkeypatch.setattr(answers, "pick", pick, raising=False)
    answers.reason = "住户不同意收费"
    answers.approval = Approval(Right.FEES_ADJUST, 3, "周敏")
    choose(shown.desk, counter.page(taken.ticket_id), bar.ok, shown)
    assert PRINT_PAID in offered
    assert counter.desk.owed() == {}
    service = counter.read(services_of, taken.ticket_id)[0]
    assert (service.void, service.owed) == ("住户不同意收费", Money(0))
    assert "YC-20261120-001 已作废" in bar.last()
    offered.clear()
    choose(shown.desk, counter.page(taken.ticket_id), bar.ok, shown)
    assert not {PRINT_PAID, VOID_PAID} & set(offered)


def test_a_line_of_paid_work_without_words_is_said(counter: Counter, page: Callable[[], TicketsPage]) -> None:
    counter.to(State.WORKING)
    shown = page()
    shown._act(Act.SERVICE)
    paid = dialog(PaidDialog)
    paid.rows[1].price.set_value("20")
    paid.save()
    assert paid.isVisible()
    assert paid.rows[1].what.error() == "请写是什么"
    assert "请写是什么" in paid.trouble.text()


def test_complaints_of_public_places_and_praise(counter: Counter, page: Callable[[], TicketsPage]) -> None:
    counter.receive(kind=TicketKind.PRAISE, channel=Channel.VISIT, what="感谢保洁拾到门卡")
    shown = page()
    assert shown.pane.state.text() == "受理"
    assert shown.pane.next_button.text() == "答复办结"
    shown.pane.next_button.click()
    done = dialog(act_dialogs.DoneDialog)
    done.words.set_value("已转告本人")
    done.save()
    assert counter.state(1) is State.FINISHED


def test_whoever_may_not_follow_tickets_only_looks(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> None:
    counter.receive()
    shown = cast(TicketsPage, show(TicketsPage(front_of(counter.desk.financier))))
    assert not shown.pane.dispatch_button.isVisible()
    assert not shown.pane.log_button.isVisible()
    assert not shown.new_button.isVisible()


def test_l7_an_empty_list_says_how_to_begin(page: Callable[[], TicketsPage], went: Went) -> None:
    shown = page()
    assert shown.is_empty()
    assert "还没有报事" in " ".join(texts_of(shown))


def test_d1_9_the_callers_number_is_seen_from_the_list_with_a_reason(
    counter: Counter, page: Callable[[], TicketsPage], answers: Answers
) -> None:
    counter.receive()
    shown = page()
    shown.desk.dialogs.pick = lambda _title, _options, _text="": "number"  # type: ignore[method-assign]
    answers.reason = "约上门时间"
    shown._more()
    assert shown_in_full() == ["13812345678"]
    (row,) = counter.read(look_rows, LookFilter(FRIDAY.date(), show=LookShow.ALL))
    assert (row.matter, row.name, row.reason) == (Matter.TICKET, "BS-20261120-001 张硕", "约上门时间")


def test_d1_9_a_number_among_the_callers_words_is_covered_until_asked_for(
    counter: Counter, page: Callable[[], TicketsPage], answers: Answers
) -> None:
    counter.receive(what="漏水，找楼上 13900001111", phone="", person_id=None)
    shown = page()
    shown.desk.dialogs.pick = lambda _title, _options, _text="": "number"  # type: ignore[method-assign]
    assert "139****1111" in " ".join(texts_of(shown.pane))
    assert not [text for text in texts_of(shown.pane) if "13900001111" in text]
    answers.reason = "约上门时间"
    shown._more()
    assert shown_in_full() == ["漏水，找楼上 13900001111"]
