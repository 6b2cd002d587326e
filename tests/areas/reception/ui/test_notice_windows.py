"""通知公告 by keyboard: written from a template, reviewed, printed, put up, taken down, put right (D2.5, L5, D0.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.reception.queries.notice_checks import broken_notices
from frontdesk.areas.reception.queries.notice_file import notice_file
from frontdesk.areas.reception.queries.notice_setup import board_rows, template_rows
from frontdesk.areas.reception.queries.notices import NoticeFilter, NoticeShow, notice_row, notice_rows
from frontdesk.areas.reception.queries.outages import outage_rows
from frontdesk.areas.reception.rules.notices import NoticeForm, NoticeState
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.areas.reception.service.notice_checks import Writing
from frontdesk.areas.reception.service.notice_setup import BeginNotices, begin_notices
from frontdesk.areas.reception.service.notices import (
    ApproveNotice,
    SendBackNotice,
    WriteNotice,
    approve_notice,
    send_back_notice,
    write_notice,
)
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.reception.ui import notice_dialogs as dialogs
from frontdesk.areas.reception.ui.notice_boards_dialog import PickBoardsDialog
from frontdesk.areas.reception.ui.notice_form import NoticeFormPage
from frontdesk.areas.reception.ui.notice_prints import PrintNoticeDialog
from frontdesk.areas.reception.ui.notice_setup_page import BoardDialog, NoticeSetupPage, TemplateDialog
from frontdesk.areas.reception.ui.notices_page import NoticesPage
from frontdesk.areas.reception.ui.side_pages import OutagesPage
from frontdesk.areas.reception.ui.tickets_page import TicketsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.counter import Counter

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
FrontOf = Callable[[Actor], Front]
Show = Callable[[Any], Any]
Went = list[tuple[str, dict[str, Any]]]


class Answers(till.Answers):
    """`picks` is what is chosen from F9's list; what it offered is remembered."""

    picks: Any = None
    offered: tuple[str, ...] = ()

    def pick(self, title: str, options: Any, text: str = "") -> Any:
        self.offered = tuple(key for key, _words in options)
        return self.picks


@pytest.fixture
def answers() -> Answers:
    return Answers()


def dialog(qtbot: QtBot, kind: type[Any]) -> Any:
    """The dialog that is open, active."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    found[0].activateWindow()
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def at(page: Any, qtbot: QtBot) -> None:
    """Go back to the page: its list has the keys."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.table.setFocus()


def said(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(Words))


def ask(desk: Desk, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
    return desk.runner.read(query, *args, **more)


def every(desk: Desk) -> Any:
    return ask(desk, notice_rows, NoticeFilter(desk.clock.today(), show=NoticeShow.ALL))


def written(desk: Desk, **more: Any) -> int:
    desk.run(begin_notices, BeginNotices(), desk.receptionist)
    told = Writing(
        "停水通知", "将于{时间}停水。", NoticeForm.NOTICE, "尊敬的业主：", {"时间": "明天"}, (1, 2), TODAY,
        TODAY + timedelta(days=3),
    )  # fmt: skip
    return int(desk.run(write_notice, WriteNotice(told, **more), desk.receptionist).id)


def issued(desk: Desk) -> int:
    notice_id = written(desk)
    desk.run(approve_notice, ApproveNotice(notice_id), desk.supervisor)
    return notice_id


def test_L5_a_notice_from_its_template_by_keyboard_alone(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, went: Went, bar: Bar
) -> None:
    desk.set("office.phone", "0571-88210000")
    page = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    page.open()
    # Each field of the template stands there with its name, in the order of the text; what is known is filled in.
    shown = [f.label for f in page.values if f.isVisibleTo(page)]
    assert shown == ["原因", "范围", "时间", "电话"]
    assert page.values[3].text() == "0571-88210000"
    press(qtbot, SAVE)
    assert page.values[0].error() == "请填原因"
    assert bar.last().startswith("bad: ")
    page.values[0].setFocus()
    press(qtbot, "更换阀门", K.Key_Return, "3栋", K.Key_Return, "明天 09:00 起", K.Key_Return, K.Key_Return)
    press(qtbot, "9栋", SAVE)
    assert "没有“9栋”这个张贴位置" in page.boards.error()
    # Who does not know the names ticks them.
    press(qtbot, K.Key_F3)
    picks = dialog(qtbot, PickBoardsDialog)
    press(qtbot, K.Key_Space, K.Key_Return, K.Key_Space, SAVE)
    assert (page.boards.text(), picks.isVisible()) == ("全部", False)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.boards.setFocus()
    page.boards.inner.selectAll()
    press(qtbot, "3栋、公告栏")
    page.draw_preview()
    assert page.preview.page_count() == 1
    assert "因更换阀门，3栋将于明天 09:00 起停止供水" in page.preview.accessibleDescription().replace(
        "\n", ""
    )
    press(qtbot, SAVE)
    row = every(desk)[0]
    assert (row.title, row.state, row.post_on, row.until) == (
        "停水通知", NoticeState.REVIEW, TODAY, TODAY + timedelta(days=3),
    )  # fmt: skip
    assert went[-1] == ("public_notices", {"notice_id": row.id})


def test_D2_5_reviewed_printed_put_up_and_taken_down_in_the_list(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, port: Port, bar: Bar, answers: Answers
) -> None:
    notice_id = written(desk)
    page = cast(NoticesPage, show(NoticesPage(front_of(desk.supervisor))))
    assert (page.main.text(), page.back.isVisible()) == ("审核", True)
    assert "审核通过后编号" in said(page.pane)
    press(qtbot, K.Key_F5)
    dialog(qtbot, dialogs.ApproveDialog)
    press(qtbot, SAVE)
    assert bar.last() == "ok: TZ-2026-001 已发布，可以打印张贴。"
    at(page, qtbot)
    press(qtbot, K.Key_F4)
    prints = dialog(qtbot, PrintNoticeDialog)
    # One for each board that waits.
    assert prints.copies.value() == 2
    prints.size_field.set_value("A3")
    press(qtbot, SAVE)
    assert (len(port.jobs), port.jobs[0].setup.copies) == (1, 2)
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    assert port.jobs[1].title == "张贴清单 ZT-20261121-001"
    at(page, qtbot)
    assert page.main.text() == "张贴"
    press(qtbot, K.Key_F5)
    up = dialog(qtbot, dialogs.PutUpDialog)
    assert [p.name for p in up.places] == ["小区公告栏", "3栋1单元"]
    up.who.setFocus()
    up.who.inner.selectAll()
    press(qtbot, "马强", SAVE)
    assert bar.last() == "ok: TZ-2026-001 已登记张贴 2 处。"
    at(page, qtbot)
    answers.picks = "print_0"
    press(qtbot, K.Key_F9)
    assert {"look", "put_up", "down", "correct", "extend", "undo", "void", "history"} <= set(answers.offered)
    again = dialog(qtbot, PreviewDialog)
    assert again.view.page_count() == 1
    # Printed from there it is kept as from the list (D0.4).
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_P))
    dialog(qtbot, PrintNoticeDialog)
    press(qtbot, SAVE)
    assert len(port.jobs) == 3
    assert len(ask(desk, notice_file, notice_id, TODAY).prints) == 2
    at(page, qtbot)
    assert page.main.text() == "撤下"
    press(qtbot, K.Key_F5)
    dialog(qtbot, dialogs.TakeDownDialog)
    press(qtbot, SAVE)
    assert ask(desk, notice_row, notice_id, TODAY).state is NoticeState.DOWN
    assert "打印 A3" in said(page.pane) or page.model.rowCount() == 0
    assert ask(desk, broken_notices) == []


def test_D2_5_sent_back_corrected_and_left_as_a_draft(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, went: Went, answers: Answers
) -> None:
    notice_id = written(desk)
    show(NoticesPage(front_of(desk.supervisor)))
    answers.reason = "时间不对"
    press(qtbot, K.Key_F7)
    assert ask(desk, notice_row, notice_id, TODAY).state is NoticeState.BACK
    press(qtbot, K.Key_F5)
    assert went[-1] == ("write_notice", {"notice_id": notice_id})
    form = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    form.open(notice_id=notice_id)
    assert ([f.text() for f in form.values if f.isVisibleTo(form)], form.boards.text()) == (["明天"], "全部")
    form.values[0].setFocus()
    form.values[0].inner.selectAll()
    press(qtbot, "后天 09:00", K.Key_F7)
    draft = ask(desk, drafts, desk.receptionist.id)[0]
    assert draft.title == "通知 停水通知"
    again = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    again.open(draft=draft)
    assert again.values[0].text() == "后天 09:00"
    again.save()
    row = ask(desk, notice_row, notice_id, TODAY)
    assert (row.state, len(every(desk))) == (NoticeState.REVIEW, 1)
    assert ask(desk, drafts, desk.receptionist.id) == ()


def test_D2_5_a_template_changes_the_fields_and_keeps_what_was_filled(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot
) -> None:
    page = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    page.open()
    page.values[1].setFocus()
    press(qtbot, "3栋")
    rows = {row.name: row.id for row in ask(desk, template_rows)}
    page.template.set_value(rows["消杀"])
    page.template.edited.emit()
    shown = {f.label: f.text() for f in page.values if f.isVisibleTo(page)}
    assert shown["范围"] == "3栋"
    assert list(shown) == ["对象", "时间", "范围", "电话"]
    assert page.until.value() == TODAY + timedelta(days=5)
    # A field written into the text is asked for at once.
    page.body_field.setFocus()
    page.body_field.inner.setPlainText("将于{日期}在{范围}消杀。")
    assert [f.label for f in page.values if f.isVisibleTo(page)] == ["日期", "范围"]


def test_D2_5_a_correction_begins_with_the_old_text_and_names_it(
    desk: Desk, front_of: FrontOf, show: Show
) -> None:
    old = issued(desk)
    form = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    form.open(corrects_id=old)
    assert "更正 TZ-2026-001《停水通知》" in form.corrects_words.text()
    form.draw_preview()
    assert "原件作废" in form.preview.accessibleDescription()
    form.save()
    assert every(desk)[0].corrects == "TZ-2026-001"


def test_L7_empty_pages_say_how_to_begin(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, went: Went
) -> None:
    page = cast(NoticesPage, show(NoticesPage(front_of(desk.receptionist))))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    assert went[-1][0] == "write_notice"


def test_D2_5_skipped_extended_and_void_from_the_list(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, answers: Answers
) -> None:
    notice_id = issued(desk)
    page = cast(NoticesPage, show(NoticesPage(front_of(desk.supervisor))))
    answers.picks = "extend"
    press(qtbot, K.Key_F9)
    extend = dialog(qtbot, dialogs.ExtendDialog)
    extend.until.set_value(TODAY + timedelta(days=9))
    press(qtbot, SAVE)
    assert ask(desk, notice_row, notice_id, TODAY).until == TODAY + timedelta(days=9)
    at(page, qtbot)
    answers.picks = "skip"
    press(qtbot, K.Key_F9)
    skip = dialog(qtbot, dialogs.SkipDialog)
    next(iter(skip.fields.values())).toggle()
    skip.words.setFocus()
    press(qtbot, "单元门在换", SAVE)
    row = ask(desk, notice_row, notice_id, TODAY)
    assert (row.waiting, row.state) == (1, NoticeState.TO_POST)
    at(page, qtbot)
    answers.picks, answers.reason = "void", "不发了"
    press(qtbot, K.Key_F9)
    assert ask(desk, notice_row, notice_id, TODAY).state is NoticeState.VOID


def test_D2_5_the_office_edits_templates_and_boards(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, bar: Bar
) -> None:
    page = cast(NoticeSetupPage, show(NoticeSetupPage(front_of(desk.supervisor))))
    press(qtbot, K.Key_F2)
    made = dialog(qtbot, TemplateDialog)
    made.name_field.set_value("道路施工")
    made.text_field.set_value("将于{时间施工。")
    made._show_asked()
    assert "花括号要成对" in made.asked.text()
    press(qtbot, SAVE)
    assert "花括号要成对" in made.text_field.error()
    made.text_field.set_value("将于{时间}在{路段}施工。")
    press(qtbot, SAVE)
    assert ask(desk, template_rows)[-1].name == "道路施工"
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.template_table.setFocus()
    press(qtbot, K.Key_F6)
    assert "已停用" in bar.last()
    page.chips.choose("boards")
    page.refresh()
    page.focus_start()
    press(qtbot, K.Key_F2)
    board = dialog(qtbot, BoardDialog)
    board.name_field.setFocus()
    press(qtbot, "南门公告栏", SAVE)
    assert [b.name for b in ask(desk, board_rows)] == ["小区公告栏", "南门公告栏", "3栋1单元"]
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.board_table.select_row(2)
    page.board_table.setFocus()
    press(qtbot, K.Key_F7)
    assert [b.name for b in ask(desk, board_rows)] == ["小区公告栏", "南门公告栏"]


def test_D2_2_an_outage_leads_to_its_notice_and_to_its_own_tickets(
    desk: Desk, front_of: FrontOf, show: Show, qtbot: QtBot, went: Went
) -> None:
    counter = Counter(desk)
    counter.run(
        open_outage,
        OpenOutage(
            OutageKind.WATER, "十二点半来水。", "更换阀门", places=(OutagePlaceInput(building_id=1),),
            starts_at=datetime.combine(TODAY, time(8)).astimezone(),
        ),
    )  # fmt: skip
    outage = counter.read(outage_rows)[0]
    counter.receive(outage_id=outage.id)
    counter.receive(unit_id=2, person_id=2, what="灯不亮")
    page = cast(OutagesPage, show(OutagesPage(front_of(desk.receptionist))))
    assert page.notice_button.text() == "写通知"
    press(qtbot, K.Key_F7)
    assert went[-1] == ("write_notice", {"outage_id": outage.id})
    form = cast(NoticeFormPage, show(NoticeFormPage(front_of(desk.receptionist))))
    form.open(outage_id=outage.id)
    filled = {f.label: f.text() for f in form.values if f.isVisibleTo(form)}
    assert (filled["原因"], filled["范围"]) == ("更换阀门", "3栋")
    assert (form.template.text(), form.boards.text()) == ("停水通知", "3栋1单元")
    form.values[3].set_value("88210000")
    form.save()
    page.refresh()
    assert page.notice_button.text() == "看通知"
    page.tickets_button.click()
    assert went[-1] == ("tickets", {"outage_id": outage.id})
    tickets = cast(TicketsPage, show(TicketsPage(front_of(desk.receptionist))))
    tickets.open(outage_id=outage.id)
    assert tickets.model.rowCount() == 1
    tickets.chips.choose("open")
    tickets.filter_changed()
    assert tickets.model.rowCount() == 2


def test_D2_5_sent_back_stands_first_for_who_wrote_it(desk: Desk, front_of: FrontOf, show: Show) -> None:
    first = written(desk)
    written(desk)
    desk.run(send_back_notice, SendBackNotice(first, "重写"), desk.supervisor)
    page = cast(NoticesPage, show(NoticesPage(front_of(desk.receptionist))))
    assert [page.model.row(n).id for n in range(page.model.rowCount())][0] == first
    assert page.main.text() == "修改"
