"""Surveys: questionnaires that never change once given out, sheets, entries, results reckoned twice, the end (D2.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.documents.reports import DeskReport
from frontdesk.areas.reception.forms.report_workbook import report_workbook
from frontdesk.areas.reception.queries.survey_checks import (
    broken_surveys,
    find_surveys,
    sheets_of_unit,
    surveys_due,
)
from frontdesk.areas.reception.queries.survey_results import survey_result
from frontdesk.areas.reception.queries.survey_sheets import (
    SheetFilter,
    SheetShow,
    find_sheet,
    sheet_figures,
    sheet_file,
    sheet_rows,
)
from frontdesk.areas.reception.queries.surveys import (
    SurveyFilter,
    SurveyShow,
    questionnaire_rows,
    questions_of,
    survey_figures,
    survey_file,
    survey_row,
    survey_rows,
)
from frontdesk.areas.reception.rules.surveys import TEMPLATE, Question, QuestionKind, SurveyState
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.questionnaires import (
    SaveQuestionnaire,
    SeedQuestionnaire,
    save_questionnaire,
    seed_questionnaire,
)
from frontdesk.areas.reception.service.survey_ending import (
    CloseSurvey,
    VoidSurvey,
    close_survey,
    void_survey,
)
from frontdesk.areas.reception.service.survey_entry import (
    Entered,
    EnterSheet,
    TicketOfWords,
    VoidEntry,
    enter_sheet,
    ticket_of_words,
    void_entry,
)
from frontdesk.areas.reception.service.survey_papers import (
    PrintSheets,
    PrintSurveyReport,
    print_sheets,
    print_survey_report,
)
from frontdesk.areas.reception.service.surveys import HandedOut, HandOut, hand_out
from frontdesk.base.store.audit import history
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values.codec import from_plain
from frontdesk.base.values.errors import Cancelled, InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.progress import Progress
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read

LAST = TODAY + timedelta(days=14)


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named; *confirmed* is what was said yes to."""
    return desk.runner.run(service, command, actor=actor or desk.receptionist, **more).value


def ask(desk: Desk, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
    return desk.runner.read(query, *args, **more)


def seeded(desk: Desk) -> int:
    return int(run(desk, seed_questionnaire, SeedQuestionnaire()).id)


def survey(desk: Desk, **more: Any) -> HandedOut:
    made: HandedOut = run(
        desk, hand_out, replace(HandOut(seeded(desk), "2026 年下半年满意度调查", TODAY, LAST), **more)
    )
    return made


def sheets(desk: Desk, survey_id: int, show: SheetShow = SheetShow.ALL) -> Any:
    return ask(desk, sheet_rows, SheetFilter(survey_id, show=show))


def asked(desk: Desk, survey_id: int) -> Any:
    row = ask(desk, survey_row, survey_id, TODAY)
    return ask(desk, questions_of, row.questionnaire_id)


def scores(desk: Desk, survey_id: int, *told: int) -> dict[int, int | str]:
    """The first questions answered with these; 0 leaves one open."""
    return {q.id: score for q, score in zip(asked(desk, survey_id), told, strict=False) if score}


def enter(desk: Desk, sheet_id: int | None, answers: Any, words: str = "", **more: Any) -> Entered:
    confirmed = more.pop("confirmed", ())
    made: Entered = run(
        desk, enter_sheet, EnterSheet(sheet_id, answers, words, **more), confirmed=frozenset(confirmed)
    )
    return made


def add_building(desk: Desk) -> None:
    with desk.db.write() as session:
        session.add(Building(code="5", name="5栋", sort=5))
        session.flush()
        session.get_one(Unit, 2).building_id = 2


def test_the_usual_questionnaire_is_there_and_never_changes_once_given_out_d2_7(both: Desk) -> None:
    first = seeded(both)
    assert seeded(both) == first
    stored = ask(both, questions_of, first)
    assert [q.text for q in stored] == [q.text for q in TEMPLATE]
    short = SaveQuestionnaire("短问卷", (Question("总体评价"),), questionnaire_id=first)
    run(both, save_questionnaire, short)
    assert len(ask(both, questions_of, first)) == 1
    with pytest.raises(Refused, match="有人改过"):
        run(both, save_questionnaire, replace(short, before=TEMPLATE))
    trail = ask(both, history, "survey_question", stored[0].id)
    assert ("text", "前台和客服人员的服务态度", "总体评价") in [(r.field, r.before, r.after) for r in trail]
    survey(both)
    with pytest.raises(Refused, match="请复制一份再改"):
        run(both, save_questionnaire, short)
    with pytest.raises(DBAPIError, match="never changes"), both.db.write() as session:
        session.execute(text("UPDATE survey_question SET text = 'x'"))
    run(both, save_questionnaire, replace(short, questionnaire_id=None, copy_of_id=first))
    newest = ask(both, questionnaire_rows)[0]
    assert (newest.number, newest.copy_of, newest.used) == ("WJ-2026-02", "WJ-2026-01", 0)


def test_given_out_to_all_or_to_a_sample_by_building_d2_7(both: Desk) -> None:
    add_building(both)
    made = survey(both)
    assert (made.number, made.sheets) == ("DC-2026-01", 3)
    assert [row.number for row in sheets(both, made.id)][-1] == "DC-2026-01-0003"
    assert sheets(both, made.id)[-1].unit == "2-2-0801"
    part = survey(both, places=((2, ""),), title="5栋")
    assert [row.unit for row in sheets(both, part.id)] == ["2-2-0801"]
    drawn = survey(both, sample=2, title="抽样")
    row = ask(both, survey_row, drawn.id, TODAY)
    assert (row.given, row.population, bool(row.seed), row.state) == (2, 3, True, SurveyState.RUNNING)
    assert [r.title for r in ask(both, survey_rows, SurveyFilter(TODAY, "抽样"))] == ["抽样"]
    again = [survey(both, token="t").id for _ in range(2)]
    assert again[0] == again[1]


def test_what_cannot_be_given_out_is_said_beside_its_field_d2_7(desk: Desk) -> None:
    bare = run(
        desk, save_questionnaire, SaveQuestionnaire("只有文字", (Question("意见", QuestionKind.TEXT),))
    )
    with pytest.raises(InvalidInput, match="没有打分题") as wrong:
        survey(desk, questionnaire_id=bare.id)
    assert "questionnaire_id" in wrong.value.errors
    with pytest.raises(InvalidInput, match="早于开始"):
        survey(desk, last_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="调查的名称"):
        survey(desk, title="")


def test_a_sheet_is_found_by_scanner_figures_or_unit_and_entered_d2_7(both: Desk) -> None:
    made = survey(both)
    rows = sheets(both, made.id)
    for typed in ("DC-2026-01-0002", "dc-2026-01-2", "2"):
        assert ask(both, find_sheet, made.id, typed) == rows[1].id
    assert ask(both, find_sheet, made.id, "3-1-1202") == rows[2].id
    assert ask(both, find_sheet, made.id, "9-9-9999") is None
    done = enter(both, rows[1].id, scores(both, made.id, 5, 4, 0, 3), "谢谢", token="e")
    assert (done.answered, done.number) == (3, "DC-2026-01-0002")
    assert enter(both, rows[1].id, {}, token="e").again
    file = ask(both, sheet_file, rows[1].id, TODAY)
    assert (sorted(file.answers.values()), file.row.words) == ([3, 4, 5], "谢谢")
    with pytest.raises(NeedsConfirmation, match="录过"):
        enter(both, rows[1].id, scores(both, made.id, 1))
    enter(both, rows[1].id, scores(both, made.id, 1), confirmed=("enter-again",))
    result = ask(both, survey_result, made.id, TODAY)
    assert result.overall.scores == {1: 1}
    assert [found.sheet_id for found in ask(both, find_surveys, "DC-2026-01-0002", TODAY)] == [rows[1].id]
    assert [row.number for row in ask(both, sheets_of_unit, 3, TODAY)] == ["DC-2026-01-0001"]
    assert ask(both, sheets_of_unit, 2, TODAY) == ()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({0: 7}, "1 到 5 分"), ({0: "好"}, "1 到 5 分"), ({15: "鸽子"}, "没有这个选项"), ({16: 3}, "不是打分题"),
        ({}, "一题也没有答"),
    ],
)  # fmt: skip
def test_what_no_sheet_can_say_is_refused_in_words_d2_7(
    desk: Desk, answers: dict[int, Any], words: str
) -> None:
    made = survey(desk)
    questions = asked(desk, made.id)
    told = {questions[at].id: answer for at, answer in answers.items()}
    with pytest.raises(Refused, match=words):
        enter(desk, sheets(desk, made.id)[0].id, told)


def test_a_result_reckoned_a_second_way_by_sql_comes_to_the_same_d2_7(both: Desk) -> None:
    add_building(both)
    made = survey(both)
    rows = sheets(both, made.id)
    told = ((5, 4, 3, 2, 1), (4, 4, 0, 2), (5, 5, 5, 1, 1, 3))
    for row, answers in zip(rows, told, strict=True):
        enter(both, row.id, scores(both, made.id, *answers))
    enter(both, rows[0].id, scores(both, made.id, 3, 3), confirmed=("enter-again",))
    enter(both, None, scores(both, made.id, 2), survey_id=made.id, building_id=2)
    result = ask(both, survey_result, made.id, TODAY)
    with both.db.read() as session:
        by_question = session.execute(
            text(
                "SELECT q.no, COUNT(*), SUM(CASE WHEN a.score >= 4 THEN 1 ELSE 0 END), SUM(a.score)"
                " FROM survey_answer a JOIN survey_question q ON q.id = a.question_id"
                " JOIN (SELECT sheet_id, MAX(no) AS no FROM survey_return GROUP BY sheet_id) m ON 1 = 1"
                " JOIN survey_return r ON r.sheet_id = m.sheet_id AND r.no = m.no AND r.id = a.return_id"
                " JOIN survey_sheet s ON s.id = r.sheet_id WHERE s.survey_id = :survey GROUP BY q.no ORDER BY q.no"
            ),
            {"survey": made.id},
        ).all()
        by_building = session.execute(
            text(
                "SELECT s.building_id, COUNT(a.id), SUM(a.score) FROM survey_sheet s"
                " JOIN survey_return r ON r.sheet_id = s.id AND r.no ="
                " (SELECT MAX(n.no) FROM survey_return n WHERE n.sheet_id = s.id)"
                " JOIN survey_answer a ON a.return_id = r.id WHERE s.survey_id = :survey"
                " GROUP BY s.building_id ORDER BY s.building_id"
            ),
            {"survey": made.id},
        ).all()
    answered = [one for one in result.questions if one.tally.answered]
    assert [
        (
            one.question.no,
            one.tally.answered,
            one.tally.content,
            sum(s * n for s, n in one.tally.scores.items()),
        )
        for one in answered
    ] == [tuple(map(int, row)) for row in by_question]
    assert [
        (one.back.building_id, one.tally.answered, sum(s * n for s, n in one.tally.scores.items()))
        for one in result.buildings
    ] == [tuple(map(int, row)) for row in by_building]
    # 3 3 · 4 4 2 · 5 5 5 1 1 3 · 2, by hand: twelve answers, five of them content, thirty-eight points.
    overall = result.overall
    assert (overall.answered, overall.content, str(overall.rate), str(overall.mean)) == (
        12,
        5,
        "41.7",
        "3.17",
    )
    assert (result.row.returned, result.row.extra, str(result.row.rate)) == (3, 1, "100.0")
    assert ask(both, broken_surveys) == []


def test_a_void_entry_counts_no_more_and_needs_who_made_it_d2_7(desk: Desk) -> None:
    made = survey(desk)
    sheet = sheets(desk, made.id)[0].id
    enter(desk, sheet, scores(desk, made.id, 5))
    with pytest.raises(NeedsApproval):
        run(desk, void_entry, VoidEntry(sheet, "录错户"), desk.cashier)
    run(desk, void_entry, VoidEntry(sheet, "录错户"))
    assert ask(desk, sheet_figures, SheetFilter(made.id)).shows[SheetShow.BACK] == 0
    with pytest.raises(Refused, match="还没有录入"):
        run(desk, void_entry, VoidEntry(sheet, "又点了"))
    assert enter(desk, sheet, scores(desk, made.id, 4)).answered == 1


def test_an_anonymous_sheet_names_no_unit_and_counts_for_its_building_d2_7(desk: Desk) -> None:
    made = survey(desk, anonymous=True)
    row = sheets(desk, made.id)[0]
    assert (row.unit_id, row.unit, row.building) == (None, "", "3栋")
    batch = run(desk, print_sheets, PrintSheets(made.id, sheet_id=row.id))
    assert "不记名" in "\n".join(read.lines(batch.pdf))
    assert "1-1-0101" not in "\n".join(read.lines(batch.pdf))
    enter(desk, row.id, scores(desk, made.id, 4), "垃圾桶太少", ticket_kind=TicketKind.SUGGESTION)
    told = ask(desk, survey_result, made.id, TODAY).words[0]
    assert (told.unit_id, told.words, told.ticket[:3]) == (None, "垃圾桶太少", "JY-")


def test_words_become_a_ticket_once_in_one_step_d2_7(both: Desk) -> None:
    made = survey(both)
    first, second = sheets(both, made.id)[:2]
    free = next(q for q in asked(both, made.id) if q.kind is QuestionKind.TEXT)
    done = enter(both, first.id, {free.id: "电梯夜里响"}, "没有了")
    number = run(both, ticket_of_words, TicketOfWords(done.return_id))
    assert number.startswith("TS-")
    with both.db.read() as session:
        what = session.execute(text("SELECT what FROM ticket")).scalar_one()
    assert what == "电梯夜里响；没有了（问卷 DC-2026-01-0001）"
    with pytest.raises(Refused, match="已经转了"):
        run(both, ticket_of_words, TicketOfWords(done.return_id))
    with pytest.raises(InvalidInput, match="说了什么"):
        enter(both, second.id, scores(both, made.id, 3), ticket_kind=TicketKind.COMPLAINT)


def closed(desk: Desk, made: HandedOut, words: str = "夜间加一名维修工") -> None:
    run(
        desk, close_survey, CloseSurvey(made.id, words), desk.supervisor, confirmed=frozenset({"close-early"})
    )


def test_a_fixed_survey_refuses_late_sheets_and_keeps_its_report_d0_4_t12(both: Desk) -> None:
    made = survey(both)
    rows = sheets(both, made.id)
    with pytest.raises(Refused, match="还没有录入问卷"):
        closed(both, made)
    enter(both, rows[0].id, scores(both, made.id, 5, 2), "走廊灯暗")
    with pytest.raises(NeedsApproval):
        run(both, close_survey, CloseSurvey(made.id, "好"))
    with pytest.raises(NeedsConfirmation, match="现在收回 1 份"):
        run(both, close_survey, CloseSurvey(made.id, "好"), both.supervisor)
    closed(both, made)
    with pytest.raises(Refused, match="迟到的问卷不再录入"):
        enter(both, rows[1].id, scores(both, made.id, 5))
    with pytest.raises(DBAPIError, match="the survey is fixed"), both.db.write() as session:
        session.execute(
            text(
                'INSERT INTO survey_return (sheet_id, no, entered_on, words, at, by_id, "by")'
                ' SELECT sheet_id + 1, no, entered_on, words, at, by_id, "by" FROM survey_return'
            )
        )
    first, second = (run(both, print_survey_report, PrintSurveyReport(made.number)) for _ in range(2))
    words = "\n".join((*read.lines(first.pdf), *read.lines(first.pdf, 1)))
    assert "50.0" in words
    assert "走廊灯暗" in words
    assert "夜间加一名维修工" in words
    assert "补打 1" in "\n".join(read.lines(second.pdf))
    assert ask(both, survey_file, made.id, TODAY).words == "夜间加一名维修工"
    assert ask(both, broken_surveys) == []


def test_the_change_is_since_the_same_question_was_last_asked_d2_7(desk: Desk) -> None:
    first = survey(desk)
    enter(desk, sheets(desk, first.id)[0].id, scores(desk, first.id, 3, 4))
    closed(desk, first)
    desk.clock.forward(days=30)
    today = desk.clock.today()
    other = SaveQuestionnaire("新问卷", (Question("前台和客服人员的服务态度。"), Question("食堂")))
    form = run(desk, save_questionnaire, other).id
    second = survey(desk, questionnaire_id=form, starts_on=today, last_on=today)
    enter(desk, sheets(desk, second.id)[0].id, scores(desk, second.id, 5, 1))
    result = ask(desk, survey_result, second.id, today)
    assert [(one.before_number, str(one.change)) for one in result.questions] == [
        ("DC-2026-01", "2.00"), ("", "None"),
    ]  # fmt: skip
    assert result.before is not None
    assert str(result.before.mean) == "3.00"


def test_surveys_due_stand_on_the_start_page_until_they_are_fixed_t21(desk: Desk) -> None:
    made = survey(desk)
    assert ask(desk, surveys_due, TODAY) == ()
    desk.clock.forward(days=15)
    later = desk.clock.today()
    assert [row.state for row in ask(desk, surveys_due, later)] == [SurveyState.DUE]
    run(desk, void_survey, VoidSurvey(made.id, "发错了问卷"), desk.supervisor)
    assert ask(desk, surveys_due, later) == ()
    assert ask(desk, survey_figures, SurveyFilter(later)).shows[SurveyShow.ALL] == 1


def test_sheets_are_one_pdf_by_building_and_the_code_reads_back_f4_f5(desk: Desk) -> None:
    add_building(desk)
    made = survey(desk)
    batch = run(desk, print_sheets, PrintSheets(made.id))
    assert (batch.sheets, batch.number) == (3, "WJ-20261121-001")
    read_back = [code for page in range(3) for code in read.codes(read.picture(batch.pdf, page))]
    assert read_back == [row.number for row in sheets(desk, made.id)]
    assert [title for _level, title, _page in read.bookmarks(batch.pdf) if title.endswith("栋")] == [
        "3栋",
        "5栋",
    ]
    enter(desk, sheets(desk, made.id)[0].id, scores(desk, made.id, 5))
    assert run(desk, print_sheets, PrintSheets(made.id, waiting=True)).sheets == 2

    class Stopped(Progress):
        def step(self, done: int, of: int, what: str = "") -> None:
            raise Cancelled("停下了")

    with pytest.raises(Cancelled):
        desk.runner.run(print_sheets, PrintSheets(made.id), actor=desk.receptionist, progress=Stopped())
    with desk.db.read() as session:
        assert session.execute(text("SELECT COUNT(*) FROM paper WHERE form = 'question_batch'")).scalar() == 2


def test_the_workbook_has_the_figures_as_numbers_d0_7(desk: Desk) -> None:
    from python_calamine import CalamineWorkbook

    made = survey(desk)
    enter(desk, sheets(desk, made.id)[0].id, scores(desk, made.id, 5, 4, 2))
    closed(desk, made)
    with desk.db.read() as session:
        found = paper_document(session, "survey_report", made.number)
    assert found is not None
    report = from_plain(DeskReport, found[1])
    book = CalamineWorkbook.from_filelike(BytesIO(report_workbook(report)))
    rows = book.get_sheet_by_name("按题目").to_python()
    assert rows[3][:3] == ["1. 前台和客服人员的服务态度", 1.0, 1.0]
    assert rows[-1][7:9] == [66.7, 3.67]
