"""快递信件, 访客, 失物, 报刊, 交接班 by keyboard alone (D2.4, D2.8, L5, D0.8, T23); the old register (D1.7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.rules.importing.register import Fate
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.reception.queries.found import FoundFilter, FoundShow, found_rows
from frontdesk.areas.reception.queries.held_checks import broken_held
from frontdesk.areas.reception.queries.parcels import ParcelFilter, ParcelShow, parcel_rows, waiting_for
from frontdesk.areas.reception.queries.shift_log import NoteFilter, note_rows
from frontdesk.areas.reception.queries.subscriptions import PressFilter, PressShow, press_rows
from frontdesk.areas.reception.queries.visits import VisitFilter, VisitShow, visit_rows
from frontdesk.areas.reception.rules.found import FoundState
from frontdesk.areas.reception.rules.parcels import NotifyWay, ParcelKind, ParcelState
from frontdesk.areas.reception.rules.shift_log import NoteState
from frontdesk.areas.reception.rules.visits import VisitState
from frontdesk.areas.reception.service.found import TakeFound, take_found
from frontdesk.areas.reception.service.parcels import NotifyParcels, TakeParcel, notify_parcels, take_parcel
from frontdesk.areas.reception.service.shift_log import WriteNote, write_note
from frontdesk.areas.reception.service.subscriptions import Subscribe, subscribe
from frontdesk.areas.reception.service.visits import LetIn, let_in
from frontdesk.areas.reception.ui.found_page import FoundPage
from frontdesk.areas.reception.ui.note_form import NoteFormPage
from frontdesk.areas.reception.ui.notes_page import NotesPage
from frontdesk.areas.reception.ui.parcel_dialogs import TakeDialog
from frontdesk.areas.reception.ui.parcels_page import ParcelsPage
from frontdesk.areas.reception.ui.press_page import PressPage
from frontdesk.areas.reception.ui.register_parcels_page import ParcelsRegisterPage
from frontdesk.areas.reception.ui.visits_page import VisitsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from tests.areas.archives.ui.in_full import shown_in_full
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]


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


def at(page: Any, qtbot: QtBot, widget: Any = None) -> None:
    """Go back to the page: its list, or another of its widgets, has the keys."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    (widget or page.table).setFocus()


def said(widget: Any) -> str:
    """Every word a pane holds, folded or not."""
    return " ".join(label.text() for label in widget.findChildren(Words))


def rows_of(page: Any) -> list[Any]:
    return [page.model.row(n) for n in range(page.model.rowCount())]


def parcel(desk: Desk, **more: Any) -> int:
    told = {"unit_id": 1, "taker": "张硕", "carrier": "顺丰", "shelf": "后柜 1", **more}
    return int(desk.run(take_parcel, TakeParcel(**told), desk.receptionist).id)


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def test_D2_4_parcels_of_one_courier_are_written_down_one_after_the_other(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar
) -> None:
    page: ParcelsPage = show(ParcelsPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, TakeDialog)
    press(qtbot, "3-1-1202", K.Key_Tab, K.Key_Tab, K.Key_Tab, "张硕", K.Key_Tab, K.Key_Tab)
    press(qtbot, "SF100", K.Key_Tab, "顺丰", K.Key_Tab, "后柜 1", K.Key_F6)
    assert "KD-20261121-001" in said(dialog.note)
    assert (dialog.fields["carrier"].text(), dialog.fields["taker"].text()) == ("顺丰", "")
    press(qtbot, "3-1-1202", SAVE)
    assert bar.said[-1][1] == "已登记 KD-20261121-002。"
    rows = ask(desk, parcel_rows, ParcelFilter(TODAY))
    assert [(r.unit, r.taker, r.carrier, r.shelf, r.tracking) for r in rows] == [
        ("3-1-1202", "张硕", "顺丰", "后柜 1", "SF100"),
        ("3-1-1202", "", "顺丰", "后柜 1", ""),
    ]
    assert [r.number for r in rows_of(page)] == [r.number for r in rows]


def test_D0_8_what_is_wrong_stands_beside_its_field_and_typing_stays(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    page: ParcelsPage = show(ParcelsPage(front))
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, TakeDialog)
    dialog.fields["carrier"].setFocus()
    press(qtbot, "中通", SAVE)
    assert "请选房号" in dialog.fields["unit_id"].error()
    assert dialog.fields["carrier"].text() == "中通"
    assert ask(desk, parcel_rows, ParcelFilter(TODAY)) == ()


def test_D2_4_everything_of_a_unit_is_collected_at_once_by_keys(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar
) -> None:
    parcel(desk, pieces=2)
    parcel(desk, kind=ParcelKind.REGISTERED, taker="曾姝")
    parcel(desk, unit_id=2, taker="李静")
    page: ParcelsPage = show(ParcelsPage(front))
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    assert bar.said[-1][1] == "通知已记下，3 件。"
    assert {r.state for r in ask(desk, waiting_for, 1, TODAY)} == {ParcelState.NOTIFIED}
    at(page, qtbot)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(page, qtbot)
    assert dialog.fields["who"].text() == "张硕"
    press(qtbot, SAVE)
    assert bar.said[-1][1] == "张硕 领走 3 件。"
    assert ask(desk, waiting_for, 1, TODAY) == ()
    assert [r.unit for r in rows_of(page)] == ["2-2-0801"]


def test_D2_4_one_of_several_is_collected_alone_and_part_of_a_parcel(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    made = parcel(desk, pieces=3)
    page: ParcelsPage = show(ParcelsPage(front))
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, qtbot)
    dialog.fields["pieces"].set_value(1)
    press(qtbot, SAVE)
    assert [r.left for r in ask(desk, waiting_for, 1, TODAY)] == [2]
    parcel(desk, taker="曾姝")
    page.refresh()
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, qtbot)
    dialog.fields["whole"].set_value(False)
    press(qtbot, SAVE)
    assert made not in [r.id for r in ask(desk, waiting_for, 1, TODAY)]
    assert len(ask(desk, waiting_for, 1, TODAY)) == 1


def test_the_pane_shows_what_happened_and_F9_takes_it_back(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers
) -> None:
    made = parcel(desk)
    desk.run(notify_parcels, NotifyParcels((made,), NotifyWay.PHONE, "说晚上来"), desk.cashier)
    page: ParcelsPage = show(ParcelsPage(front))
    words = said(page.pane)
    for told in ("KD-20261121-001", "3-1-1202", "通知：电话", "说晚上来", "后柜 1"):
        assert told in words, told
    at(page, qtbot)
    answers.picks, answers.reason = "undo", "点错"
    press(qtbot, K.Key_F9)
    assert {"list", "undo", "void", "history"} <= set(answers.offered)
    assert ask(desk, parcel_rows, ParcelFilter(TODAY))[0].state is ParcelState.WAITING
    at(page, qtbot)
    press(qtbot, K.Key_F4)
    dialog_of(page, qtbot)
    press(qtbot, "收件人拒收", SAVE)
    rows = ask(desk, parcel_rows, ParcelFilter(TODAY, show=ParcelShow.GONE))
    assert [r.state for r in rows] == [ParcelState.SENT_BACK]
    assert ask(desk, broken_held) == []


def test_D0_4_the_list_to_sign_goes_to_the_printer(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, port: Port, bar: Bar
) -> None:
    parcel(desk, pieces=2)
    page: ParcelsPage = show(ParcelsPage(front))
    at(page, qtbot)
    answers.picks = "list"
    press(qtbot, K.Key_F9)
    assert "QS-20261121-001" in bar.last(), bar.said
    assert len(port.jobs) == 1


def test_D0_7_the_lists_narrow_by_what_is_typed(desk: Desk, front: Front, show: Show, qtbot: QtBot) -> None:
    parcel(desk, tracking="JD777")
    parcel(desk, unit_id=2, taker="李静")
    page: ParcelsPage = show(ParcelsPage(front))
    at(page, qtbot)
    press(qtbot, "/", "jd777", K.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.open(unit_id=2)
    assert [r.taker for r in rows_of(page)] == ["李静"]
    page.clear_filters()
    assert page.model.rowCount() == 2


# -- visitors --


def test_D2_4_a_visitor_is_let_in_and_out_by_keys(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar
) -> None:
    page: VisitsPage = show(VisitsPage(front))
    page.open(target="let_in", unit_id=1)
    dialog = dialog_of(page, qtbot)
    assert QApplication.focusWidget() is dialog.fields["name"].inner
    press(qtbot, "郑凯", K.Key_Tab, K.Key_Tab, "07", K.Key_Tab, "访友", SAVE)
    assert bar.said[-1][1] == "郑凯 已登记进来。"
    rows = ask(desk, visit_rows, VisitFilter(TODAY))
    assert [(r.name, r.unit, r.pass_number, r.state) for r in rows] == [
        ("郑凯", "3-1-1202", "07", VisitState.INSIDE)
    ]
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, qtbot)
    dialog.fields["pass_back"].set_value(False)
    press(qtbot, SAVE)
    assert "没有收回" in dialog.fields["words"].error()
    dialog.fields["words"].setFocus()
    press(qtbot, "丢了", SAVE)
    assert ask(desk, visit_rows, VisitFilter(TODAY)) == ()
    page.chips.choose(VisitShow.ALL.name)
    page.filter_changed()
    assert "访客证没有收回" in said(page.pane)


def test_a_list_of_one_home_says_so_and_a_click_shows_all(desk: Desk, front: Front, show: Show) -> None:
    """L7: nothing narrows a list unseen."""
    parcel(desk)
    parcel(desk, unit_id=2, taker="李静")
    page: ParcelsPage = show(ParcelsPage(front))
    assert not page.only.isVisible()
    page.open(unit_id=1)
    assert [r.unit for r in rows_of(page)] == ["3-1-1202"]
    assert (page.only.isVisible(), page.only.text()) == (True, "只看 3-1-1202")
    page.only.click()
    assert len(rows_of(page)) == 2
    assert not page.only.isVisible()


def test_D1_9_numbers_are_masked_until_asked_for(
    desk: Desk, front_of: Callable[..., Front], show: Show, qtbot: QtBot, answers: Answers, bar: Bar
) -> None:
    desk.run(let_in, LetIn("郑凯", 1, why="访友", phone="13812345678"), desk.receptionist)
    page: VisitsPage = show(VisitsPage(front_of(desk.supervisor)))
    assert "138****5678" in said(page.pane)
    assert "13812345678" not in said(page.pane)
    at(page, qtbot)
    answers.picks, answers.reason = "reveal", "核对身份"
    press(qtbot, K.Key_F9)
    assert shown_in_full() == ["13812345678"]
    assert not bar.said


# -- found --


def test_D2_4_a_found_thing_is_written_down_claimed_and_taken_back(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers
) -> None:
    page: FoundPage = show(FoundPage(front))
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(qtbot, "黑色钱包", K.Key_Tab, "3栋大堂", K.Key_Tab, "保洁 王芳", SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(page, qtbot)
    press(qtbot, "陈婷", SAVE)
    assert dialog.fields["words"].error()
    dialog.fields["words"].setFocus()
    press(qtbot, "说得出里面的卡", SAVE)
    assert "至少留一样" in dialog.fields["id_number"].error()
    dialog.fields["phone"].setFocus()
    press(qtbot, "13812345678", SAVE)
    page.chips.choose(FoundShow.ALL.name)
    page.filter_changed()
    assert rows_of(page)[0].state is FoundState.CLAIMED
    assert "138****5678" in said(page.pane)
    at(page, qtbot)
    answers.picks, answers.reason = "undo", "认错人"
    press(qtbot, K.Key_F9)
    assert ask(desk, found_rows, FoundFilter(TODAY))[0].state is FoundState.HERE


def test_D2_4_what_waited_too_long_goes_to_the_police_and_a_correction_keeps_the_phone(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers
) -> None:
    desk.run(take_found, TakeFound("钥匙一串", "南门", "保安 李强", "13812345678"), desk.receptionist)
    desk.clock.forward(days=31)
    page: FoundPage = show(FoundPage(front))
    page.open(show="DUE")
    at(page, qtbot)
    answers.picks = "change"
    press(qtbot, K.Key_F9)
    dialog = dialog_of(page, qtbot)
    dialog.fields["shelf"].setFocus()
    press(qtbot, "保险柜", SAVE)
    row = ask(desk, found_rows, FoundFilter(desk.clock.today()))[0]
    assert (row.shelf, row.finder_phone) == ("保险柜", "138****5678")
    at(page, qtbot)
    press(qtbot, K.Key_F7)
    dialog_of(page, qtbot)
    press(qtbot, "翠湖派出所", SAVE)
    gone = ask(desk, found_rows, FoundFilter(desk.clock.today(), show=FoundShow.GONE))
    assert [r.state for r in gone] == [FoundState.HANDED]


def test_the_days_that_things_wait_are_set_by_who_sets_the_desk_up(
    desk: Desk, front: Front, front_of: Callable[..., Front], show: Show, qtbot: QtBot, answers: Answers
) -> None:
    parcel(desk)
    desk.clock.forward(days=2)
    later = desk.clock.today()
    assert ask(desk, parcel_rows, ParcelFilter(later))[0].state is ParcelState.WAITING
    page: ParcelsPage = show(ParcelsPage(front))
    at(page, qtbot)
    press(qtbot, K.Key_F9)
    assert "days" not in answers.offered
    page = show(ParcelsPage(front_of(desk.supervisor)))
    at(page, qtbot)
    answers.picks = "days"
    press(qtbot, K.Key_F9)
    dialog = dialog_of(page, qtbot)
    assert dialog.fields["found"].value() == 30
    dialog.fields["parcel"].set_value(1)
    press(qtbot, SAVE)
    assert ask(desk, parcel_rows, ParcelFilter(later))[0].state is ParcelState.OVERDUE


# -- newspapers --


def test_D2_4_a_newspaper_is_ordered_and_stopped(desk: Desk, front: Front, show: Show, qtbot: QtBot) -> None:
    page: PressPage = show(PressPage(front))
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(qtbot, "3-1-1202", K.Key_Tab, K.Key_Tab, "人民日报", SAVE)
    rows = ask(desk, press_rows, PressFilter(TODAY, show=PressShow.ALL))
    assert [(r.title, str(r.starts_on), str(r.last_on)) for r in rows] == [
        ("人民日报", "2027-01-01", "2027-12-31")
    ]
    desk.run(subscribe, Subscribe(2, "参考消息", TODAY, TODAY.replace(year=2027)), desk.receptionist)
    page.refresh()
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog_of(page, qtbot)
    press(qtbot, "搬走", SAVE)
    assert [r.stopped for r in ask(desk, press_rows, PressFilter(TODAY))] == ["搬走"]


# -- the shift log --


def test_D2_8_a_note_is_written_printed_and_signed_by_the_next(
    desk: Desk, front: Front, front_of: Callable[..., Front], show: Show, qtbot: QtBot, port: Port, bar: Bar
) -> None:
    parcel(desk, pieces=6)
    form: NoteFormPage = show(NoteFormPage(front))
    form.open()
    assert "6 件" in said(form.side)
    press(qtbot, "电梯已修复", (Qt.KeyboardModifier.ShiftModifier, K.Key_Return), "快递在后柜", SAVE)
    assert "JB-20261121-001" in bar.last()
    assert len(port.jobs) == 1
    row = ask(desk, note_rows, NoteFilter())[0]
    assert row.points == ("电梯已修复", "快递在后柜")
    page: NotesPage = show(NotesPage(front))
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    assert "您自己写的" in bar.last()
    desk.clock.forward(minutes=30)
    other: NotesPage = show(NotesPage(front_of(desk.supervisor)))
    at(other, qtbot)
    press(qtbot, K.Key_Return)
    dialog_of(other, qtbot)
    press(qtbot, "已知", SAVE)
    row = ask(desk, note_rows, NoteFilter())[0]
    assert (row.state, row.signed[0].words) == (NoteState.READ, "已知")
    assert "已知" in said(other.pane)
    at(other, qtbot)
    press(qtbot, K.Key_F4)
    assert len(port.jobs) == 2


def test_D0_8_a_note_left_for_the_telephone_waits_as_a_draft(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    form: NoteFormPage = show(NoteFormPage(front))
    form.open()
    press(qtbot, "电梯已修复", K.Key_F7)
    kept = ask(desk, drafts, desk.cashier.id)
    assert [draft.page for draft in kept] == ["reception_note_form"]
    form.open(draft=kept[0])
    assert form.words.typed() == "电梯已修复"


def test_L2_a_page_with_nothing_says_how_to_begin(front: Front, show: Show) -> None:
    for kind in (ParcelsPage, VisitsPage, FoundPage, PressPage, NotesPage):
        page = show(kind(front))
        assert page.is_empty()
        assert not page.add.isVisible()


def test_somebody_without_the_right_reads_only(
    desk: Desk, front_of: Callable[..., Front], show: Show
) -> None:
    parcel(desk)
    desk.run(write_note, WriteNote("电梯"), desk.receptionist)
    for kind in (ParcelsPage, NotesPage):
        page = show(kind(front_of(desk.financier)))
        assert page.model.rowCount() == 1
        assert not page.add.isVisible()
        assert not page.pane.foot_row.isVisible()


# -- the old register --


def test_D1_7_an_old_register_of_parcels_comes_in_once_T14(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "快递.xlsx"
    rows = (
        ("翠湖花园快递登记本",),
        ("序号", "日期", "房号", "收件人", "快递公司", "快递单号", "件数", "签收人", "签收日期"),
        (1, "2026.11.18", "3栋1单元1202", "张硕", "顺丰", "SF900", "2件", "", ""),
        (2, "2026-11-10", "3-1-1202", "业主2", "中通", "ZT1", 1, "业主2", "2026-11-11"),
        (3, "2026-11-10", "9-9-9999", "不知", "中通", "ZT2", 1, "", ""),
        (4, "2026-11-30", "3-1-1202", "张硕", "中通", "ZT3", 1, "", ""),
        (5, "2026-11-10", "3-1-1202", "张硕", "邮政挂号", "", "若干", "", ""),
        ("合计", "", "", "", "", "", 6, "", ""),
    )
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    answers.chosen_file = path
    page: ParcelsRegisterPage = show(ParcelsRegisterPage(front))
    press(qtbot, K.Key_F2)
    assert page.result is not None
    assert [row.fate for row in page.result.rows] == [
        Fate.NEW, Fate.NEW, Fate.REJECTED, Fate.REJECTED, Fate.REJECTED
    ]  # fmt: skip
    press(qtbot, SAVE)
    waiting = ask(desk, waiting_for, 1, TODAY)
    assert [(r.tracking, r.left, r.waited) for r in waiting] == [("SF900", 2, 3)]
    gone = ask(desk, parcel_rows, ParcelFilter(TODAY, show=ParcelShow.GONE))
    assert [(r.tracking, r.state, str(r.ended_on)) for r in gone] == [
        ("ZT1", ParcelState.COLLECTED, "2026-11-11")
    ]
    again: ParcelsRegisterPage = show(ParcelsRegisterPage(front))
    press(qtbot, K.Key_F2)
    assert again.result is not None
    assert [row.fate for row in again.result.rows][:2] == [Fate.SAME, Fate.SAME]
    assert ask(desk, broken_held) == []
