"""收楼 by keyboard: a batch, its notices, an appointment, the visit broken off and gone on with, defects, the end (D1.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.files import HandoverFilter, HandoverShow, handover_rows
from frontdesk.areas.handover.rules.course import Defect, HandoverState, Step
from frontdesk.areas.handover.service.appointing import Appoint, appoint
from frontdesk.areas.handover.service.ending import Accept, accept
from frontdesk.areas.handover.service.visiting import CheckIdentity, check_identity
from frontdesk.areas.handover.ui.batch_dialogs import read_paper
from frontdesk.areas.handover.ui.day_page import DayPage
from frontdesk.areas.handover.ui.figures_page import FiguresPage
from frontdesk.areas.handover.ui.handover_page import HandoverPage
from frontdesk.areas.handover.ui.slot_dialog import SlotDialog
from frontdesk.areas.handover.ui.visit_page import VisitPage
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.reception.service.working import Finish, finish
from frontdesk.base.store.drafts import drafts
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.archives.ui.in_full import shown_in_full
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.handover.handing import (
    TOMORROW,
    ask,
    batch,
    file_id_of,
    file_of,
    key_set,
    parts,
    run,
    unit_row,
    wait_for_handover,
)

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]


class Answers(till.Answers):
    """`picks` are what is chosen from lists, one after the other; what was offered last is remembered."""

    picks: Any = None
    offered: tuple[str, ...] = ()

    def pick(self, title: str, options: Any, text: str = "") -> Any:
        self.offered = tuple(str(key) for key, _words in options)
        return self.picks


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
    return " ".join(label.text() for label in widget.findChildren(Words))


def states(page: VisitPage) -> list[str]:
    rows = [page.part_model.row(n) for n in range(page.part_model.rowCount())]
    return [row.status.word for row in rows if row is not None]  # type: ignore[union-attr]


def test_D1_4_a_home_is_handed_over_in_its_pages_broken_off_and_gone_on_with(
    desk: Desk,
    front: Front,
    show: Show,
    qtbot: QtBot,
    bar: Bar,
    port: Port,
    answers: Answers,
    went: list[Any],
) -> None:
    wait_for_handover(desk, 1, 2)
    key_set(desk, 1, 2)
    page: HandoverPage = show(HandoverPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot)
    press(qtbot, "3栋第一批", SAVE)
    assert dialog.fields["place"].error()
    dialog.fields["place"].setFocus()
    press(qtbot, "会所一层")
    dialog.fields["limit"].set_value(1)
    dialog.fields["fees_from"].set_value(date(2026, 12, 16))
    dialog.fields["codes"].set_value("3-1-1202")
    # D0.8: left for the telephone and taken up again.
    press(qtbot, K.Key_F7)
    (kept,) = front.read(drafts, front.actor.id)
    page.open(draft=kept)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    assert "1 户" in bar.last()
    assert front.read(drafts, front.actor.id) == ()
    assert bar.pressed is not None
    bar.pressed()
    preview = dialog_of(page, qtbot, PreviewDialog)
    preview.reject()
    at(page, qtbot)
    # Told, and given the half-hour of nine tomorrow.
    press(qtbot, K.Key_F7)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    slots = dialog_of(page, qtbot, SlotDialog)
    press(qtbot, K.Key_PageDown)
    assert slots.day.value() == TOMORROW
    press(qtbot, K.Key_Return)
    assert "3-1-1202 已约" in bar.last()
    desk.clock.forward(days=1)
    at(page, qtbot)
    press(qtbot, K.Key_Return)
    assert went[-1][0] == "handover_visit"
    file_id = went[-1][1]["handover_id"]
    # The visit: three parts, then the clerk is called away.
    visit: VisitPage = show(VisitPage(front))
    visit.open(handover_id=file_id)
    at(visit, qtbot, visit.parts)
    press(qtbot, K.Key_F4)
    dialog = dialog_of(visit, qtbot)
    press(qtbot, SAVE)
    assert dialog.fields["seen"].error()
    dialog.fields["seen"].set_value(True)
    press(qtbot, SAVE)
    assert "身份核对已存" in bar.last()
    at(visit, qtbot, visit.parts)
    press(qtbot, K.Key_F4)
    dialog = dialog_of(visit, qtbot)
    press(qtbot, K.Key_F3)
    assert len(dialog.fields["names"].value()) == len(dialog.fields["names"].ticks)
    press(qtbot, SAVE)
    at(visit, qtbot, visit.parts)
    press(qtbot, K.Key_F4)
    dialog_of(visit, qtbot)
    press(qtbot, SAVE)
    assert states(visit)[:4] == ["已办", "已办", "已办", "接下来"]
    visit.window().close()
    # Another day, opened anew: what was saved stands, the next is 抄表.
    desk.clock.forward(days=1)
    again: VisitPage = show(VisitPage(front))
    again.open(handover_id=file_id)
    assert states(again)[:4] == ["已办", "已办", "已办", "接下来"]
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F4)
    dialog = dialog_of(again, qtbot)
    dialog.fields["value_WATER"].setFocus()
    press(qtbot, "12.5", SAVE)
    assert "抄表已存" in bar.last()
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F4)
    dialog_of(again, qtbot)
    press(qtbot, SAVE)
    assert "钥匙已交接，JJ-" in bar.last()
    assert len(port.jobs) == 1
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F6)
    dialog = dialog_of(again, qtbot)
    dialog.fields["place"].set_value("厨房")
    dialog.fields["words"].setFocus()
    press(qtbot, "角阀滴水", K.Key_F6)
    assert QApplication.focusWidget() is not None
    press(qtbot, K.Key_Escape)
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F4)
    dialog_of(again, qtbot)
    press(qtbot, SAVE)
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F4)
    dialog = dialog_of(again, qtbot)
    assert dialog.fields["fees_from"].value() == date(2026, 12, 16)
    dialog.fields["state"].set_value(UnitState.OWNER)
    press(qtbot, SAVE)
    assert "遗留问题 1 条" in bar.last()
    unit = unit_row(desk, 1)
    assert (unit.state, unit.fees_from) == (UnitState.OWNER, date(2026, 12, 16))
    assert bar.pressed is not None
    bar.pressed()
    assert len(port.jobs) == 2
    # The defect follows its ticket; the owner sends it back, then signs.
    row = ask(desk, defects, desk.clock.today())[0]
    run(desk, finish, Finish(row.ticket_id, "换了角阀"))
    again.refresh()
    at(again, qtbot, again.defects)
    answers.picks = "return"
    press(qtbot, K.Key_Return)
    dialog_of(again, qtbot)
    press(qtbot, "还滴", SAVE)
    assert "已退回返修" in bar.last()
    run(desk, finish, Finish(row.ticket_id, "换了整套"))
    again.refresh()
    at(again, qtbot, again.defects)
    answers.picks = "sign"
    press(qtbot, K.Key_Return)
    dialog_of(again, qtbot)
    press(qtbot, SAVE)
    assert ask(desk, defects, desk.clock.today())[0].state is Defect.SIGNED
    answers.picks = "owner_card"
    at(again, qtbot, again.parts)
    press(qtbot, K.Key_F8)
    assert len(port.jobs) == 3
    titles = [again.paper_model.row(n).title[:5] for n in range(again.paper_model.rowCount())]  # type: ignore[union-attr]
    assert titles == ["业主资料卡", "收楼验收单", "入住通知书"]
    assert file_of(desk, file_id).row.state is HandoverState.DONE


def test_D1_4_what_is_owed_leads_to_the_till_or_to_a_supervisor(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, went: list[Any], bar: Bar
) -> None:
    batch(desk)
    desk.charge("255.36")
    file_id = file_id_of(desk, 1)
    parts(desk, file_id, upto=2)
    visit: VisitPage = show(VisitPage(front))
    visit.open(unit_id=1)
    assert states(visit)[2] == "现在欠 255.36 元"
    at(visit, qtbot, visit.parts)
    answers.picks = "collect"
    press(qtbot, K.Key_F4)
    assert went[-1] == ("collect", {"unit_id": 1})
    answers.picks = "check"
    press(qtbot, K.Key_F4)
    dialog = dialog_of(visit, qtbot)
    press(qtbot, SAVE)
    assert "还欠 255.36 元" in dialog.fields["words"].error()
    from frontdesk.base.values.rights import Right

    answers.approval = desk.leave(Right.HANDOVER_ALLOW)
    dialog.fields["words"].setFocus()
    press(qtbot, "三天内付", SAVE)
    assert states(visit)[2] == "已办"
    assert "周敏准许" in said(visit.pane)


def test_D1_9_who_came_is_masked_until_asked_for_with_a_reason(
    desk: Desk, front_of: Callable[..., Front], show: Show, qtbot: QtBot, answers: Answers, bar: Bar
) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    agent = CheckIdentity(file_id, None, True, "刘明", "330106198803072419", "13800000000", "公证委托书")
    run(desk, check_identity, agent)
    visit: VisitPage = show(VisitPage(front_of(desk.supervisor)))
    visit.open(handover_id=file_id)
    assert "330106********2419" in said(visit.pane)
    assert "330106198803072419" not in said(visit.pane)
    at(visit, qtbot, visit.parts)
    answers.picks, answers.reason = "reveal", "核对身份"
    press(qtbot, K.Key_F9)
    assert shown_in_full() == ["13800000000", "330106198803072419"]
    assert not bar.said


def test_D1_4_refused_put_off_and_undone_from_the_page(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, bar: Bar
) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id, upto=1)
    visit: VisitPage = show(VisitPage(front))
    visit.open(handover_id=file_id)
    at(visit, qtbot, visit.parts)
    visit.parts.select_row(6)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(visit, qtbot)
    dialog.fields["result"].set_value(Step.REFUSED)
    press(qtbot, SAVE)
    assert "为什么不收" in dialog.fields["words"].error()
    dialog.fields["words"].setFocus()
    press(qtbot, "墙面开裂", SAVE)
    assert states(visit)[6] == "拒收"
    at(visit, qtbot, visit.parts)
    answers.picks, answers.reason = "undo", "点错户"
    press(qtbot, K.Key_F9)
    assert "undo" in answers.offered
    assert file_of(desk, file_id).row.state is HandoverState.VISITING
    at(visit, qtbot, visit.parts)
    visit.parts.select_row(6)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(visit, qtbot)
    dialog.fields["result"].set_value(Step.PUT_OFF)
    dialog.fields["until"].set_value(TODAY + timedelta(days=9))
    dialog.fields["words"].setFocus()
    press(qtbot, "等修墙", SAVE)
    assert file_of(desk, file_id).row.until == TODAY + timedelta(days=9)


def test_D1_4_the_day_by_the_half_hour_is_moved_through_by_keys(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, went: list[Any], bar: Bar
) -> None:
    made = batch(desk)
    first, second = file_id_of(desk, 1), file_id_of(desk, 2)
    run(desk, appoint, Appoint(first, TOMORROW, 9 * 60))
    page: DayPage = show(DayPage(front))
    page.open(batch_id=made)
    at(page, qtbot)
    press(qtbot, K.Key_PageDown)
    assert page.day.value() == TOMORROW
    assert "约了 1 户" in said(page.head)
    line = page.model.row(0)
    assert line.home is not None  # type: ignore[union-attr]
    page.table.select_first()
    press(qtbot, K.Key_Return)
    assert went[-1] == ("handover_visit", {"handover_id": first})
    answers.picks = second
    press(qtbot, K.Key_F6)
    slots = dialog_of(page, qtbot, SlotDialog)
    slots.move_day(1)
    full = [row.words for row in (slots.model.row(n) for n in range(2))]  # type: ignore[union-attr]
    assert full == ["约满", "空 1 户"]
    slots.table.select_first()
    press(qtbot, SAVE)
    assert "约满了" in slots.said.text()
    press(qtbot, K.Key_Down, K.Key_Return)
    assert "2-2-0801 已约" in bar.last()
    at(page, qtbot)
    page.table.select_first()
    answers.picks, answers.reason = "cancel", "业主出差"
    press(qtbot, K.Key_F9)
    assert file_of(desk, first).row.slot is None


def test_D1_4_figures_by_building_and_day_on_screen_paper_and_excel(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers, port: Port, tmp_path: Path
) -> None:
    made = batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    run(desk, accept, Accept(file_id))
    page: FiguresPage = show(FiguresPage(front))
    page.open(batch_id=made)
    assert "已收楼 1 户 50%" in page.leading.text()
    assert page.building_model.rows()[0].done == 1
    assert [(row.day, row.done) for row in page.day_model.rows()] == [(TODAY, 1)]
    at(page, qtbot, page.buildings)
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_P))
    assert len(port.jobs) == 1
    answers.file = tmp_path / "收楼.xlsx"
    press(qtbot, K.Key_F8)
    import python_calamine

    book = python_calamine.load_workbook(answers.file)
    assert "按楼栋" in book.sheet_names
    assert book.get_sheet_by_name("按楼栋").to_python()[3][:3] == ["3栋", 2, 1]
    assert not any("草稿" in str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)


def test_D0_7_the_list_is_narrowed_printed_and_its_batch_corrected(
    desk: Desk,
    front: Front,
    front_of: Callable[..., Front],
    show: Show,
    qtbot: QtBot,
    answers: Answers,
    port: Port,
) -> None:
    made = batch(desk)
    run(desk, appoint, Appoint(file_id_of(desk, 1), TOMORROW, 9 * 60))
    page: HandoverPage = show(HandoverPage(front))
    page.open(batch_id=made, show="APPOINTED")
    assert page.model.rowCount() == 1
    page.clear_filters()
    page.day.set_value(TOMORROW)
    page.filter_changed()
    assert page.model.rowCount() == 1
    page.clear_filters()
    at(page, qtbot)
    answers.picks = "notices"
    press(qtbot, K.Key_F9)
    dialog_of(page, qtbot, PreviewDialog).reject()
    at(page, qtbot)
    answers.picks = "delivery"
    press(qtbot, K.Key_F9)
    assert len(port.jobs) == 1
    answers.picks = "change"
    press(qtbot, K.Key_F9)
    dialog = dialog_of(page, qtbot)
    dialog.fields["opens"].set_value("8点")
    press(qtbot, SAVE)
    assert dialog.fields["opens"].error()
    dialog.fields["opens"].set_value("8:30")
    press(qtbot, SAVE)
    assert file_of(desk, 1).batch.hours.opens == 8 * 60 + 30
    at(page, qtbot)
    answers.picks, answers.reason = "withdraw", "放错批次"
    press(qtbot, K.Key_F9)
    rows = ask(desk, handover_rows, HandoverFilter(TODAY, show=HandoverShow.ALL))
    assert sorted(row.state.value for row in rows) in (["已撤出", "已预约"], ["已撤出", "未通知"])
    lead: HandoverPage = show(HandoverPage(front_of(desk.supervisor)))
    at(lead, qtbot)
    answers.picks = "lists"
    press(qtbot, K.Key_F9)
    dialog = dialog_of(lead, qtbot)
    dialog.fields["papers"].set_value("防火责任书\n可发 业主手册")
    press(qtbot, SAVE)
    papers = file_of(desk, 1).papers
    assert [(p.name, p.signed, p.needed) for p in papers] == [
        ("防火责任书", True, True),
        ("业主手册", False, False),
    ]
    assert read_paper("发 说明书").signed is False


def test_somebody_without_the_right_reads_only(
    desk: Desk,
    front_of: Callable[..., Front],
    show: Show,
    qtbot: QtBot,
    answers: Answers,
    tmp_path: Path,
) -> None:
    batch(desk)
    other = front_of(desk.financier)
    page: HandoverPage = show(HandoverPage(other))
    assert page.model.rowCount() == 2
    assert not page.add.isVisible()
    assert page.day_button.isVisible()
    assert page.figures_button.isVisible()
    figures: FiguresPage = show(FiguresPage(other))
    figures.open()
    answers.file = tmp_path / "收楼.xlsx"
    press(qtbot, K.Key_F8)
    assert answers.file.exists()
    visit: VisitPage = show(VisitPage(other))
    visit.open(unit_id=1)
    assert not visit.next_button.isVisible()
