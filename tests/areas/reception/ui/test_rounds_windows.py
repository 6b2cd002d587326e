"""走访计划 and 满意度调查 by keyboard alone: planned, visited, given out, entered, fixed (D2.7, L5, D0.8, F4, T23)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.reception.queries.survey_checks import broken_surveys
from frontdesk.areas.reception.queries.survey_results import survey_result
from frontdesk.areas.reception.queries.survey_sheets import SheetFilter, SheetShow, sheet_rows
from frontdesk.areas.reception.queries.surveys import questionnaire_rows, questions_of, survey_row
from frontdesk.areas.reception.queries.visit_plans import PlanFilter, plan_rows
from frontdesk.areas.reception.queries.visit_targets import TargetFilter, TargetShow, target_rows
from frontdesk.areas.reception.rules.surveys import SurveyState
from frontdesk.areas.reception.rules.visit_plans import TargetState
from frontdesk.areas.reception.service.questionnaires import SeedQuestionnaire, seed_questionnaire
from frontdesk.areas.reception.service.survey_entry import EnterSheet, enter_sheet
from frontdesk.areas.reception.service.surveys import HandOut, hand_out
from frontdesk.areas.reception.ui.questionnaires_page import QuestionnairesPage
from frontdesk.areas.reception.ui.rounds_common import Ask
from frontdesk.areas.reception.ui.survey_entry_page import SurveyEntryPage
from frontdesk.areas.reception.ui.survey_results_page import SAID, SurveyResultsPage
from frontdesk.areas.reception.ui.survey_sheets_page import SurveySheetsPage
from frontdesk.areas.reception.ui.surveys_page import SurveysPage
from frontdesk.areas.reception.ui.visit_plans_page import VisitPlansPage
from frontdesk.areas.reception.ui.visit_round_page import VisitRoundPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
DOWN = (Qt.KeyboardModifier.AltModifier, K.Key_Down)
Show = Callable[[Any], Any]


def dialog_of(page: Any, qtbot: QtBot, kind: type[Any] = Ask) -> Any:
    """The one dialog that is shown, active."""
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    found[0].activateWindow()
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def at(page: Any, qtbot: QtBot, widget: Any) -> None:
    """Go back to the page: one of its widgets has the keys."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    widget.setFocus()


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def given_out(desk: Desk, **more: Any) -> int:
    asked = desk.run(seed_questionnaire, SeedQuestionnaire(), desk.receptionist).id
    told = {"questionnaire_id": asked, "title": "下半年调查", "starts_on": TODAY, "last_on": TODAY, **more}
    return int(desk.run(hand_out, HandOut(**told), desk.receptionist).id)


def test_D2_7_a_plan_is_made_printed_and_walked_by_keyboard(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port, went: list[Any]
) -> None:
    page: VisitPlansPage = show(VisitPlansPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot)
    assert dialog.fields["places"].homes() == 3
    assert not dialog.fields["sample"].isEnabled()
    press(qtbot, "重点走访", SAVE)
    assert bar.said[-1][1] == "ZF-2026-001 排好了，3 户。"
    plan = ask(desk, plan_rows, PlanFilter(TODAY))[0]
    assert plan.name == "重点走访"
    at(page, qtbot, page.table)
    press(qtbot, K.Key_F6)
    assert [job.title for job in port.jobs] == ["走访表 ZF-2026-001"]
    press(qtbot, K.Key_Return)
    assert went[-1] == ("visit_round", {"plan_id": plan.id})
    round_: VisitRoundPage = show(VisitRoundPage(front))
    round_.open(plan_id=plan.id)
    at(round_, qtbot, round_.table)
    press(qtbot, K.Key_F2)
    dialog = dialog_of(round_, qtbot)
    dialog.fields["needs"].setFocus()
    press(qtbot, "水管渗水", SAVE)
    row = ask(desk, target_rows, TargetFilter(plan.id, TODAY, show=TargetShow.DONE))[0]
    assert (row.unit, row.state, row.visitor) == ("1-1-0101", TargetState.DONE, "林晓")
    assert bar.said[-1][1] == f"1-1-0101 走访已登记，需要已转 {row.ticket}。"
    assert round_.model.rowCount() == 2


def test_D2_7_a_questionnaire_is_changed_until_given_out_then_copied(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers
) -> None:
    page: QuestionnairesPage = show(QuestionnairesPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    assert len(page.rows) == 17
    at(page, qtbot, page.questions)
    press(qtbot, K.Key_F6)
    dialog = dialog_of(page, qtbot)
    press(qtbot, "快递柜好用", SAVE)
    at(page, qtbot, page.questions)
    press(qtbot, K.Key_Home, DOWN, K.Key_Delete)
    first = ask(desk, questionnaire_rows)[0]
    asked = [question.text for question in ask(desk, questions_of, first.id)]
    assert len(asked) == 17
    assert asked[0] == "报修、投诉的受理和回复"
    assert "前台和客服人员的服务态度" not in asked
    assert asked[-1] == "快递柜好用"
    given_out(desk)
    page.refresh()
    assert not page.feet.isVisible()
    at(page, qtbot, page.table)
    page.change()
    assert "不再改" in bar.last()
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page, qtbot)
    dialog.fields["title"].set_value("新一版")
    press(qtbot, SAVE)
    newest = ask(desk, questionnaire_rows)[0]
    assert (newest.title, newest.copy_of, newest.questions) == ("新一版", "WJ-2026-01", 17)


def test_D2_7_a_survey_is_given_out_and_its_sheets_printed(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, went: list[Any]
) -> None:
    page: SurveysPage = show(SurveysPage(front))
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    assert bar.said[-1][1] == "DC-2026-01 已编号，3 份问卷。"
    row = ask(desk, survey_row, 1, TODAY)
    assert (row.title, row.given, row.state) == ("2026 年下半年满意度调查", 3, SurveyState.RUNNING)
    at(page, qtbot, page.table)
    press(qtbot, K.Key_F4)
    preview = dialog_of(page, qtbot, PreviewDialog)
    preview.reject()
    at(page, qtbot, page.table)
    press(qtbot, K.Key_F5)
    assert went[-1] == ("survey_entry", {"survey_id": 1})


def test_D2_7_a_sheet_of_seventeen_questions_takes_about_twenty_keys(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar
) -> None:
    survey = given_out(desk)
    page: SurveyEntryPage = show(SurveyEntryPage(front))
    page.open(survey_id=survey)
    page.focus_start()
    keys: list[Any] = ["2", K.Key_Return, *"544355443354435", "1", SAVE]
    for key in keys:
        press(qtbot, key)
        if key == K.Key_Return:
            qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    assert len(keys) == 19
    assert bar.said[-1][1] == "DC-2026-01-0002 已录入，16 题。"
    assert focused() is page.scan.inner
    result = ask(desk, survey_result, survey, TODAY)
    assert [next(iter(one.tally.scores)) for one in result.questions] == [
        int(key) for key in "544355443354435"
    ]
    assert result.choices[0].counts[0] == ("微信", 1)
    assert page.told.text() == "扫一份问卷开始"


def test_D2_7_marks_are_mended_skipped_and_words_become_a_ticket(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers
) -> None:
    survey = given_out(desk)
    page: SurveyEntryPage = show(SurveyEntryPage(front))
    page.open(survey_id=survey)
    page.focus_start()
    press(qtbot, "DC-2026-01-0001", K.Key_Return)
    qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    press(qtbot, "5", "7")
    assert focused().objectName() == "survey_q2"
    press(qtbot, K.Key_Space, "3", K.Key_Up, "4", K.Key_Backspace, K.Key_Delete)
    assert page.answers() == {1: 5}
    page.words.setFocus()
    press(qtbot, "电梯响", K.Key_Tab, "转投诉", SAVE)
    assert "意见已转 TS-20261121-001" in bar.said[-1][1]
    press(qtbot, "9-9-9999", K.Key_Return)
    assert "没有发给" in bar.last()
    cleared: list[bool] = []
    bar.clear = lambda: cleared.append(True)
    press(qtbot, "1", K.Key_Return)
    assert "录过，再存就代替" in page.told.text()
    assert cleared, "what was said of the sheet before would cover the last questions"
    qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    press(qtbot, "3", SAVE)
    assert "要代替它吗" in answers.asked[-1]
    assert ask(desk, survey_result, survey, TODAY).overall.scores == {3: 1}
    press(qtbot, K.Key_F4, K.Key_Return)
    qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    press(qtbot, "2", SAVE)
    extra = ask(desk, sheet_rows, SheetFilter(survey, show=SheetShow.EXTRA))
    assert [(row.number, row.answered) for row in extra] == [("DC-2026-01-0004", 1)]
    assert ask(desk, broken_surveys) == []


def test_D0_8_half_a_sheet_waits_as_a_draft(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, answers: Answers
) -> None:
    survey = given_out(desk)
    page: SurveyEntryPage = show(SurveyEntryPage(front))
    page.open(survey_id=survey)
    page.focus_start()
    press(qtbot, "3", K.Key_Return)
    qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    press(qtbot, "4", "5")
    assert page.keep_typing()
    kept = ask(desk, drafts, desk.cashier.id)
    assert [draft.title for draft in kept] == ["录入问卷 DC-2026-01-0003"]
    other: SurveyEntryPage = show(SurveyEntryPage(front))
    other.open(draft=kept[0])
    assert other.answers() == {1: 4, 2: 5}
    press(qtbot, SAVE)
    assert ask(desk, drafts, desk.cashier.id) == ()
    answers.yes = False
    other.open(survey_id=survey)
    press(qtbot, "2", K.Key_Return)
    qtbot.waitUntil(lambda: focused().objectName() == "survey_q1")
    press(qtbot, "1", K.Key_Escape)
    assert other.answers() == {1: 1}


def test_D2_7_results_are_read_made_tickets_fixed_and_late_sheets_refused(
    desk: Desk, front_of: Callable[[Actor], Front], show: Show, qtbot: QtBot, bar: Bar, answers: Answers,
    port: Port, tmp_path: Path,
) -> None:  # fmt: skip
    survey = given_out(desk)
    sheets = ask(desk, sheet_rows, SheetFilter(survey, show=SheetShow.ALL))
    desk.run(enter_sheet, EnterSheet(sheets[0].id, {1: 5, 2: 3}, "走廊灯暗"), desk.receptionist)
    lead = front_of(desk.supervisor)
    page: SurveyResultsPage = show(SurveyResultsPage(lead))
    page.open(survey_id=survey)
    page.refresh()
    assert "满意率 50.0%　均分 4.00" in page.overall.text()
    assert [bar_.words for bar_ in page.chart.bars()][0] == "1. 前台和客服人员的服务态度　满意率 100.0%"
    page.chips.choose(SAID)
    page._show()
    at(page, qtbot, page.lists[SAID])
    press(qtbot, K.Key_F4)
    dialog_of(page, qtbot)
    press(qtbot, SAVE)
    assert "意见已转 TS-" in bar.said[-1][1]
    answers.file = tmp_path / "调查.xlsx"
    at(page, qtbot, page.lists[SAID])
    press(qtbot, K.Key_F8)
    assert (tmp_path / "调查.xlsx").stat().st_size > 5_000
    press(qtbot, K.Key_F7)
    dialog_of(page, qtbot)
    press(qtbot, "加装感应灯", SAVE)
    assert "现在就定稿吗" in answers.asked[-1]
    assert ask(desk, survey_row, survey, TODAY).state is SurveyState.CLOSED
    at(page, qtbot, page.lists[SAID])
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_P))
    assert port.jobs[-1].title == "满意度调查报告 DC-2026-01"
    entry: SurveyEntryPage = show(SurveyEntryPage(lead))
    entry.open(survey_id=survey)
    assert "迟到的问卷不再录入" in entry.told.text()
    assert not entry.save_button.isEnabled()


def test_D2_7_who_has_not_returned_theirs_and_an_entry_that_is_void(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, went: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    survey = given_out(desk)
    sheets = ask(desk, sheet_rows, SheetFilter(survey, show=SheetShow.ALL))
    desk.run(enter_sheet, EnterSheet(sheets[0].id, {1: 5}))
    page: SurveySheetsPage = show(SurveySheetsPage(front))
    page.open(survey_id=survey)
    assert [page.model.row(n).number for n in range(page.model.rowCount())] == [s.number for s in sheets[1:]]
    at(page, qtbot, page.table)
    press(qtbot, K.Key_Return)
    assert went[-1] == ("survey_entry", {"survey_id": survey, "sheet_id": sheets[1].id})
    page.open(show="BACK")
    monkeypatch.setattr(front.dialogs, "pick", lambda *_a, **_k: "void", raising=False)
    at(page, qtbot, page.table)
    press(qtbot, K.Key_F9)
    assert bar.said[-1][1] == f"{sheets[0].number} 的录入已作废。"
    assert ask(desk, survey_row, survey, TODAY).returned == 0
