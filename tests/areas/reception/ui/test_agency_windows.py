"""租售委托, 求租求购, 看房, 社区活动 by keyboard alone (D2.6, D2.7, L5, D0.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.reception.queries.events import EventFilter, EventShow, event_file, event_rows
from frontdesk.areas.reception.queries.lettings import (
    LettingFilter,
    LettingShow,
    letting_file,
    letting_rows,
)
from frontdesk.areas.reception.queries.seekers import SeekerFilter, seeker_rows
from frontdesk.areas.reception.queries.viewings import ViewFilter, ViewShow, viewing_rows
from frontdesk.areas.reception.rules.events import EventState, GuestMark
from frontdesk.areas.reception.rules.lettings import LettingKind, LettingState, SeekKind, ViewResult
from frontdesk.areas.reception.service.events import (
    ApproveEvent,
    BudgetLine,
    Plan,
    PlanEvent,
    approve_event,
    plan_event,
)
from frontdesk.areas.reception.service.letting_terms import Terms
from frontdesk.areas.reception.service.lettings import TakeLetting, take_letting
from frontdesk.areas.reception.service.seekers import TakeSeeker, Wishes, take_seeker
from frontdesk.areas.reception.service.viewings import ArrangeViewing, arrange_viewing
from frontdesk.areas.reception.ui.event_dialogs import CheckInDialog, SignUpDialog
from frontdesk.areas.reception.ui.event_plan_dialog import PlanDialog
from frontdesk.areas.reception.ui.events_page import EventsPage
from frontdesk.areas.reception.ui.letting_dialogs import TakeLettingDialog
from frontdesk.areas.reception.ui.lettings_page import LettingsPage
from frontdesk.areas.reception.ui.seekers_page import SeekersPage
from frontdesk.areas.reception.ui.viewings_page import ViewingsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]
Y = Money.yuan


class Answers(till.Answers):
    """`picks` is what is chosen from F9's list; what it offered is remembered."""

    picks: Any = None
    offered: tuple[str, ...] = ()
    chosen_file: Path | None = None

    def pick(self, title: str, options: Any, text: str = "") -> Any:
        self.offered = tuple(key for key, _words in options)
        return self.picks

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        return self.chosen_file


@pytest.fixture
def answers() -> Answers:
    return Answers()


def dialog_of(page: Any, qtbot: QtBot, kind: type[Any] = ActDialog) -> Any:
    """The one dialog that is shown, active."""
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    found[0].activateWindow()
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def at(page: Any, qtbot: QtBot) -> None:
    """Go back to the page's list."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.table.setFocus()


def said(widget: Any) -> str:
    """Every word a pane holds, folded or not."""
    return " ".join(label.text() for label in widget.findChildren(Words))


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def letting(desk: Desk, *, signed: bool = True) -> int:
    terms = Terms(LettingKind.RENT, TODAY + timedelta(days=90), Y(3200), least_rent=Y(3000))
    return int(
        desk.run(take_letting, TakeLetting(1, terms, owner="张硕", signed=signed), desk.receptionist).id
    )


def test_D2_6_a_home_is_taken_signed_shown_and_let(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port, answers: Answers
) -> None:
    page: LettingsPage = show(LettingsPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, TakeLettingDialog)
    press(qtbot, "3-1-1202", K.Key_Tab)
    # The only owner is the one who gives it into commission.
    assert dialog.owner.text() == "张硕"
    press(qtbot, SAVE)
    assert dialog.fields["rent"].error() == "请写每月租金"
    assert not dialog.fields["price"].isEnabled()
    dialog.fields["rent"].setFocus()
    press(qtbot, "3200", K.Key_Tab, "3000", SAVE)
    assert bar.said[-1][1] == "已登记 ZS-20261121-001。"
    assert bar.pressed is not None
    bar.pressed()
    assert [job.title for job in port.jobs] == ["房屋租售委托书 ZS-20261121-001"]
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    assert "待签委托书" in bar.said[-1][1]
    press(qtbot, K.Key_F10)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    wishes = Wishes(SeekKind.RENT, "许文彬", area_to=Decimal(100), price_to=Y(3500))
    desk.run(take_seeker, TakeSeeker(wishes, "13800005521"), desk.receptionist)
    page.refresh()
    assert "合适 1 位" in said(page.pane)
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    # The one who fits is proposed; the hour is typed without a colon.
    assert dialog_of(page, qtbot).fields["seeker_id"].text() == "许文彬"
    press(qtbot, K.Key_Tab, "1430", SAVE)
    assert [row.when for row in ask(desk, viewing_rows, ViewFilter(TODAY))] == ["2026-11-21 14:30"]
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    assert dialog_of(page, qtbot).fields["seeker_id"].text() == "许文彬"
    press(qtbot, K.Key_Tab, "1600", SAVE)
    row = ask(desk, letting_rows, LettingFilter(TODAY, show=LettingShow.DEAL))[0]
    file = ask(desk, letting_file, row.id, TODAY)
    assert (row.state, file.deal.price, file.deal.commission) == (LettingState.DEAL, Y(3200), Y(1600))
    assert sum(desk.owed().values(), Money(0)) == Y(1600)


def test_D2_6_f9_tells_the_least_price_and_prints_the_commission(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers, port: Port
) -> None:
    letting(desk)
    page: LettingsPage = show(LettingsPage(front))
    assert "3,000" not in said(page.pane)
    answers.picks, answers.approval = "least", desk.leave(Right.RECEPTION_LEAD)
    press(qtbot, K.Key_F9)
    assert {"print", "attach", "log", "least", "withdraw", "undo", "void", "history"} <= set(answers.offered)
    assert bar.said[-1][2] == "月租不低于 3,000.00"
    answers.picks = "print"
    press(qtbot, K.Key_F9)
    assert port.jobs[-1].title == "房屋租售委托书 ZS-20261121-001"
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page, qtbot)
    # What the least price was is not shown, and stays.
    assert dialog.fields["least_rent"].text() == ""
    press(qtbot, "3100", SAVE)
    assert ask(desk, letting_rows, LettingFilter(TODAY))[0].rent == Y(3100)
    assert page.help_text()


def test_D2_6_who_looks_is_taken_down_and_a_viewing_gets_its_result(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port
) -> None:
    letting_id = letting(desk)
    page: SeekersPage = show(SeekersPage(front))
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(
        qtbot,
        K.Key_Tab,
        "许文彬",
        K.Key_Tab,
        "13800005521",
        K.Key_Tab,
        K.Key_Tab,
        K.Key_Tab,
        "80",
        K.Key_Tab,
        "3000",
        SAVE,
    )
    row = ask(desk, seeker_rows, SeekerFilter(TODAY))[0]
    assert (row.name, row.area_to, row.price_to, row.phone) == ("许文彬", Decimal(80), Y(3000), "138****5521")
    assert "要价 3,200.00，对方最多 3,000.00；89.6㎡，对方要 80㎡以内" in said(page.pane)
    command = ArrangeViewing(letting_id, TODAY, "何倩", row.id, begins="10:00")
    desk.run(arrange_viewing, command, desk.receptionist)
    views: ViewingsPage = show(ViewingsPage(front))
    press(qtbot, K.Key_F7)
    assert port.jobs[-1].title == "看房记录 KF-20261121-001"
    press(qtbot, K.Key_F5)
    dialog_of(views, qtbot)
    press(qtbot, K.Key_Right, K.Key_Right, K.Key_Tab, "嫌贵", SAVE)
    done = ask(desk, viewing_rows, ViewFilter(TODAY, show=ViewShow.DONE))[0]
    assert (done.result, done.result_words) == (ViewResult.NO, "嫌贵")
    assert bar.said[-1][1] == "KF-20261121-001 结果已记下。"


def test_D2_7_an_event_is_planned_and_wrong_lines_are_said(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers
) -> None:
    page: EventsPage = show(EventsPage(front))
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, PlanDialog)
    press(
        qtbot,
        "包饺子",
        K.Key_Tab,
        K.Key_Tab,
        "2026-12-21",
        K.Key_Tab,
        "1400",
        K.Key_Tab,
        "1300",
        K.Key_Tab,
        "架空层",
    )
    press(qtbot, K.Key_Tab, K.Key_Tab, "面粉", K.Key_Tab, "500", K.Key_Tab, "餐具")
    assert dialog.sum.text() == "500.00"
    # A further line is there as soon as the last is begun.
    assert len(dialog.lines) == 3
    # D0.8: left for the telephone and taken up again, the lines of the budget with it.
    press(qtbot, K.Key_F7)
    (kept,) = front.read(drafts, front.actor.id)
    assert kept.title == "活动计划 包饺子"
    page.open(draft=kept)
    dialog = dialog_of(page, qtbot, PlanDialog)
    assert (dialog.sum.text(), len(dialog.lines)) == ("500.00", 3)
    press(qtbot, SAVE)
    assert dialog.fields["ends"].error() == "早于开始的时间，请核对"
    assert "金额要大于零" in dialog.trouble.text()
    dialog.fields["ends"].setFocus()
    dialog.fields["ends"].set_value("")
    dialog.fields["budget.1.amount"].setFocus()
    press(qtbot, "120", SAVE)
    assert bar.said[-1][1] == "已提交 HD-2026-001。"
    assert front.read(drafts, front.actor.id) == ()
    row = ask(desk, event_rows, EventFilter(TODAY))[0]
    assert (row.title, row.hours, row.budget, row.state) == ("包饺子", "14:00", Y(620), EventState.WAITING)
    at(page, qtbot)
    answers.approval = desk.leave(Right.RECEPTION_LEAD)
    press(qtbot, K.Key_F10)
    assert Right.RECEPTION_LEAD.value in answers.asked
    assert ask(desk, event_rows, EventFilter(TODAY))[0].state is EventState.READY


def test_D2_7_guests_spending_photographs_and_the_summary(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers, port: Port, tmp_path: Path
) -> None:
    plan = Plan("茶话会", "会所", TODAY, "14:00", "何倩", budget=(BudgetLine("茶点", Y(600)),))
    event_id = desk.run(plan_event, PlanEvent(plan), desk.receptionist).id
    desk.run(approve_event, ApproveEvent(event_id, 1), desk.supervisor)
    page: EventsPage = show(EventsPage(front))
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page, qtbot, SignUpDialog)
    press(qtbot, "3-1-1202", K.Key_Return)
    assert dialog.name_field.text() == "张硕"
    dialog.came.set_value(False)
    dialog.people.setFocus()
    press(qtbot, "3", K.Key_F6)
    assert "张硕 已记下" in said(dialog.note)
    press(qtbot, K.Key_Tab, "李站长", SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    check_in = dialog_of(page, qtbot, CheckInDialog)
    press(qtbot, "张", K.Key_Return)
    check_in.people.setFocus()
    press(qtbot, "2", SAVE)
    assert "张硕：已到" in said(check_in.note)
    press(qtbot, K.Key_Escape)
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    dialog_of(page, qtbot)
    press(qtbot, "超市茶点", K.Key_Tab, "572.50", SAVE)
    photo = tmp_path / "合影.png"
    from PIL import Image

    Image.new("L", (40, 30), 90).save(photo)
    answers.chosen_file = photo
    at(page, qtbot)
    press(qtbot, K.Key_F7)
    attach = dialog_of(page, qtbot)
    qtbot.mouseClick(attach.fields["photos"].add_button, Qt.MouseButton.LeftButton)
    press(qtbot, SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_F11)
    dialog_of(page, qtbot)
    press(qtbot, "大家高兴", SAVE)
    file = ask(desk, event_file, event_id, TODAY)
    assert (file.row.state, file.row.came, file.row.spent, file.row.score) == (
        EventState.CLOSED,
        2,
        Y("572.50"),
        4,
    )
    assert [guest.mark for guest in file.guests] == [GuestMark.CAME, None]
    assert [each.name for each in file.files] == ["合影.png"]
    assert bar.pressed is not None
    bar.pressed()
    assert port.jobs[-1].title == "活动总结 HD-2026-001"
    page.open(show="CLOSED")
    assert "572.50 / 600.00" in said(page.pane)
    at(page, qtbot)
    answers.picks = "reopen"
    press(qtbot, K.Key_F9)
    assert {"summary", "reopen", "open_file", "history"} <= set(answers.offered)
    assert ask(desk, event_rows, EventFilter(TODAY, show=EventShow.CLOSED))
