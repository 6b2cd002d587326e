"""D2.3: drafts, fixing, corrections, the draw; figures reckoned a second way by SQL, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.reception.documents.kinds import ReportForm
from frontdesk.areas.reception.documents.reports import DeskReport
from frontdesk.areas.reception.model.owed import OwedReport, SpotCheck
from frontdesk.areas.reception.queries.owed_reports import (
    ReportView,
    broken_reports,
    owed_reports,
    report_rows,
    report_view,
)
from frontdesk.areas.reception.queries.spot_checks import broken_spot_checks, spot_checks, spot_lines
from frontdesk.areas.reception.rules.owing import Period, ReportKind, period_of
from frontdesk.areas.reception.rules.sampling import draw
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.reporting import (
    FixReport,
    PrintReport,
    WriteWords,
    fix_report,
    print_report,
    write_words,
)
from frontdesk.areas.reception.service.spot_checking import (
    DrawSpotCheck,
    EnterFinding,
    IssueSpotSheet,
    draw_spot_check,
    enter_finding,
    issue_spot_sheet,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.owing import lived
from tests.tools import paper_reading as read

WEEK = Period(date(2026, 11, 17), date(2026, 11, 23))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
WORDS = {"summary": "噪声为主", "causes": "夜里施工", "measures": "晚上加巡"}


def view(desk: Desk, kind: ReportKind, period: Period, number: str = "", *, money: bool = True) -> ReportView:
    found = desk.runner.read(
        report_view, kind, period, now=desk.clock.now(), by="林晓", money=money, number=number
    )
    assert isinstance(found, ReportView)
    return found


def figure(report: DeskReport, label: str) -> tuple[str, str]:
    return next((one.value, one.note) for one in report.figures if one.label == label)


def table(report: DeskReport, title: str) -> dict[str, tuple[str, ...]]:
    found = next(one for one in report.tables if one.title == title)
    return {row[0]: row[1:] for row in (*found.rows, *((found.sums,) if found.sums else ()))}


def fix(desk: Desk, kind: ReportKind = ReportKind.WEEKLY, period: Period = WEEK, **more: Any) -> Any:
    words = more.pop("words", WORDS)
    version = more.pop("version", None)
    if version is None:
        version = view(desk, kind, period).version
    return desk.run(
        fix_report, FixReport(kind, period, words, version, **more), more.pop("actor", desk.supervisor)
    )


# -- figures --


def test_D2_3_the_week_as_the_records_have_it_and_as_sql_counts_it(both: Desk) -> None:
    lived(both)
    report = view(both, ReportKind.WEEKLY, WEEK).report
    assert figure(report, "收到投诉") == ("3", "上周 1，另作废 1")
    assert figure(report, "已办结") == ("1", "33%")
    assert figure(report, "还在办") == ("2", "以前的 1")
    assert report.charts[0].bars[0].label == "11-17 二"
    assert [bar.count for bar in report.charts[0].bars] == [1, 1, 0, 0, 1, 0, 0]
    assert table(report, "按类别")["合计"][:3] == ("3", "1", "2")
    assert table(report, "按楼栋")["3栋"][0] == "3"
    lines = table(report, "逐件（含以前还在办的）")
    assert [number[:11] for number in lines] == ["TS-20261110", "TS-20261117", "TS-20261118", "TS-20261121"]
    assert "待回访" not in lines["TS-20261118-001"][4]
    with both.db.read() as session:
        counted = session.execute(
            text(
                "SELECT category, count(*) FROM ticket WHERE kind = '投诉' AND received_on BETWEEN '2026-11-17' AND "
                "'2026-11-23' AND id NOT IN (SELECT ticket_id FROM ticket_event WHERE act = '作废') GROUP BY category"
            )
        ).all()
    shown = {name: int(row[0]) for name, row in table(report, "按类别").items() if name != "合计"}
    assert shown == dict(tuple(row) for row in counted)
    assert report.wrong() == ""


def test_T15_what_happens_after_the_period_does_not_change_it(desk: Desk) -> None:
    month = lived(desk)
    before = view(desk, ReportKind.WEEKLY, WEEK).report
    with desk.db.read() as session:
        waiting = session.execute(text("SELECT id FROM ticket WHERE what = '车位被占'")).scalar_one()
        old = session.execute(text("SELECT id FROM ticket WHERE what = '夜里装修'")).scalar_one()
    month.at(25)
    for ticket_id in (waiting, old):
        month.send(ticket_id)
        month.done(ticket_id)
    month.take("又一件")
    after = view(desk, ReportKind.WEEKLY, WEEK).report
    assert (after.figures, after.charts, after.tables) == (before.figures, before.charts, before.tables)
    assert after.stood_at == before.stood_at


def test_what_was_entered_by_mistake_never_was_but_a_fixed_report_stays(desk: Desk) -> None:
    month = lived(desk)
    with desk.db.read() as session:
        ticket = session.execute(text("SELECT id FROM ticket WHERE what = '电梯异响'")).scalar_one()
    number = fix(desk).number
    month.at(25)
    month.void(ticket)
    report = view(desk, ReportKind.WEEKLY, WEEK).report
    assert figure(report, "收到投诉") == ("2", "上周 1，另作废 2")
    assert "电梯" not in table(report, "按类别")
    assert figure(view(desk, ReportKind.WEEKLY, WEEK, number).report, "收到投诉")[0] == "3"
    calls = view(desk, ReportKind.MONTHLY, NOVEMBER).report
    assert figure(calls, "回访（次）")[0] == "2"


def test_D2_3_the_month_with_its_call_backs(both: Desk) -> None:
    month = lived(both)
    month.at(1, month=12)
    report = view(both, ReportKind.MONTHLY, NOVEMBER).report
    assert figure(report, "收到投诉") == ("4", "上月 0，另作废 1")
    assert figure(report, "回访（次）") == ("3", "联系上 3")
    assert figure(report, "平均满意度")[0] == "3.7"
    assert figure(report, "退回重办（次）")[0] == "1"
    assert figure(report, "不满意（户）")[0] == "1"
    assert {bar.label: bar.count for bar in report.charts[1].bars if bar.count} == {
        "5 很满意": 1, "4 满意": 1, "2 不满意": 1,
    }  # fmt: skip
    assert table(report, "投诉按类别，与上月比")["噪声"] == ("2", "0", "2")
    assert table(report, "回访（次）")["合计"] == ("3", "3", "0", "1")
    assert table(report, "不满意的，逐件")["TS-20261118-001"][-1] == "还在响"
    with both.db.read() as session:
        mean = session.execute(
            text(
                "SELECT sum(satisfaction), count(satisfaction) FROM ticket_event WHERE satisfaction IS NOT NULL"
            )
        ).one()
    assert figure(report, "平均满意度")[0] == f"{mean[0] / mean[1]:.1f}"


def test_D2_3_the_summary_says_what_was_received_done_and_collected(both: Desk) -> None:
    month = lived(both)
    both.charge("255.36")
    both.open()
    both.collect("cash=255.36")
    month.at(1, month=12)
    report = view(both, ReportKind.SUMMARY, NOVEMBER).report
    assert figure(report, "受理") == ("5", "上月 0，另作废 1")
    assert figure(report, "办结") == ("2", "40%")
    assert figure(report, "收款（元）")[0] == "255.36"
    assert table(report, "受理和办结")["报修"] == ("1", "1", "0", "0")
    assert table(report, "来源") == {"电话": ("5",), "合计": ("5",)}
    with both.db.read() as session:
        fen = session.execute(text("SELECT sum(settled) FROM payment")).scalar_one()
    assert table(report, "收款（净收，元）")["合计"][1] == f"{fen / 100:.2f}"
    hidden = view(both, ReportKind.SUMMARY, NOVEMBER, money=False).report
    assert not [one for one in hidden.figures if "收款" in one.label]
    assert not [one for one in hidden.tables if "收款" in one.title]


# -- owed, drafts, fixing --


def test_D2_3_what_is_owed_shows_with_the_days_it_is_late(desk: Desk) -> None:
    month = lived(desk)
    today = date(2026, 11, 24)
    found = desk.runner.read(owed_reports, today)
    assert [(one.kind, one.due_on, one.late(today)) for one in found] == [
        (ReportKind.WEEKLY, date(2026, 11, 17), 7),
        (ReportKind.WEEKLY, date(2026, 11, 24), 0),
    ]
    month.at(7, month=12)
    today = date(2026, 12, 7)
    late = [one.kind for one in desk.runner.read(owed_reports, today) if one.late(today) == 2]
    assert late == [ReportKind.MONTHLY, ReportKind.SUMMARY, ReportKind.SPOT_CHECK]
    fix(desk)
    assert WEEK.first not in [one.period.first for one in desk.runner.read(owed_reports, today)]


def test_nothing_is_owed_before_the_first_ticket(desk: Desk) -> None:
    assert desk.runner.read(owed_reports, date(2026, 12, 7)) == ()
    assert desk.runner.read(report_rows, date(2026, 12, 7)) == ()


def test_words_wait_and_two_writers_do_not_lose_each_others(desk: Desk) -> None:
    lived(desk)
    first = WriteWords(ReportKind.WEEKLY, WEEK, {"summary": "噪声为主"}, 0)
    assert desk.run(write_words, first) == 1
    assert view(desk, ReportKind.WEEKLY, WEEK).report.words[0].text == "噪声为主"
    with pytest.raises(Refused, match="林晓 刚才也在写"):
        desk.run(write_words, WriteWords(ReportKind.WEEKLY, WEEK, {"summary": "别的"}, 0), desk.receptionist)
    assert desk.run(write_words, WriteWords(ReportKind.WEEKLY, WEEK, {"summary": "噪声为主"}, 1)) == 1
    with pytest.raises(InvalidInput):
        desk.run(write_words, WriteWords(ReportKind.WEEKLY, WEEK, {"summary": "长" * 2001}, 1))
    with pytest.raises(Refused, match="起止日期"):
        wrong = Period(date(2026, 11, 18), date(2026, 11, 24))
        desk.run(write_words, WriteWords(ReportKind.WEEKLY, wrong, {}, 0))


def test_D2_3_only_the_lead_fixes_and_only_what_is_whole_and_over(desk: Desk) -> None:
    month = lived(desk)
    with pytest.raises(NeedsApproval):
        desk.run(fix_report, FixReport(ReportKind.WEEKLY, WEEK, WORDS, 0), desk.receptionist)
    # What is missing is said before anybody is called over for leave.
    for actor in (desk.receptionist, desk.supervisor):
        with pytest.raises(InvalidInput) as refused:
            desk.run(fix_report, FixReport(ReportKind.WEEKLY, WEEK, {"summary": "噪声为主"}, 0), actor)
        assert set(refused.value.errors) == {"words.causes", "words.measures"}
    running = period_of(ReportKind.WEEKLY, date(2026, 11, 24))
    with pytest.raises(Refused, match="2026-11-30 过完才能定稿"):
        fix(desk, period=running)
    month.at(24)
    made = fix(desk)
    assert (made.number, made.form) == ("TSZB-20261124", ReportForm.WEEKLY)


def test_D2_3_a_fixed_report_stays_and_its_correction_names_it(both: Desk) -> None:
    lived(both)
    number = fix(both).number
    kept = view(both, ReportKind.WEEKLY, WEEK, number)
    assert kept.fixed
    with pytest.raises(Refused, match="周敏 定稿：TSZB-20261124"):
        fix(both)
    with pytest.raises(InvalidInput):
        fix(both, corrects=number)
    again = fix(both, corrects=number, reason="漏写一条", words=WORDS | {"causes": "夜里施工，巡查少"})
    assert again.number == "TSZB-20261124-2"
    second = view(both, ReportKind.WEEKLY, WEEK, again.number)
    assert (second.report.corrects, second.report.reason) == (number, "漏写一条")
    first = view(both, ReportKind.WEEKLY, WEEK, number)
    assert (first.report, first.replaced) == (kept.report, again.number)
    with pytest.raises(Refused, match="TSZB-20261124-2"):
        fix(both, corrects=number, reason="再改")
    with pytest.raises(DBAPIError, match="final"), both.db.write() as session:
        session.execute(update(OwedReport).values(reason="别的"))
    with pytest.raises(DBAPIError, match="never deleted"), both.db.write() as session:
        session.execute(text("DELETE FROM owed_draft"))
    assert both.runner.read(broken_reports) == []
    rows = [row for row in both.runner.read(report_rows, date(2026, 11, 24)) if row.number]
    assert [(row.number, row.replaced) for row in rows] == [
        ("TSZB-20261124-2", ""), ("TSZB-20261124", "TSZB-20261124-2"),
    ]  # fmt: skip


def test_D0_4_a_fixed_report_prints_the_same_later_and_is_then_a_reprint(desk: Desk) -> None:
    month = lived(desk)
    number = fix(desk).number
    first = desk.run(print_report, PrintReport(ReportForm.WEEKLY, number))
    assert first.times == 0
    month.at(30)
    month.take("后来的")
    second = desk.run(print_report, PrintReport(ReportForm.WEEKLY, number))
    assert "补打 1" in read.text(second.pdf)
    assert read.text(second.pdf).replace("补打 1　林晓　2026-11-30 09:00\n", "") == read.text(first.pdf)
    with pytest.raises(Refused, match="没有投诉周报表"):
        desk.run(print_report, PrintReport(ReportForm.WEEKLY, "TSZB-1"))


# -- the draw --


def test_D2_3_the_draw_is_stored_with_its_seed_and_can_be_drawn_again(both: Desk) -> None:
    month = lived(both)
    with pytest.raises(Refused, match="过完才能抽查"):
        both.run(draw_spot_check, DrawSpotCheck(NOVEMBER), both.supervisor)
    month.at(25)
    for n in range(25):
        month.take(f"第 {n} 件", TicketKind.REPAIR)
    month.at(1, month=12)
    with pytest.raises(NeedsApproval):
        both.run(draw_spot_check, DrawSpotCheck(NOVEMBER), both.receptionist)
    check_id = both.run(draw_spot_check, DrawSpotCheck(NOVEMBER), both.supervisor)
    with pytest.raises(Refused, match="已经抽过了"):
        both.run(draw_spot_check, DrawSpotCheck(NOVEMBER), both.supervisor)
    (check,) = both.runner.read(spot_checks)
    lines = both.runner.read(spot_lines, check_id)
    # Five complaints, the void one among them, and 26 repairs: one and two of them.
    assert (check.complaints, check.others, check.lines) == (5, 26, 3)
    with both.db.read() as session:
        numbers = (
            session.execute(text("SELECT number FROM ticket WHERE kind = '报修' ORDER BY id")).scalars().all()
        )
    assert [line.number for line in lines if not line.complaint] == list(draw(tuple(numbers), check.seed))
    assert both.runner.read(broken_spot_checks) == []
    # A ticket taken over from an old book later does not spoil the draw.
    with both.db.write() as session:
        session.execute(text("UPDATE number_series SET last = last"))
    assert both.runner.read(broken_spot_checks) == []


def test_a_changed_seed_is_named_by_check(desk: Desk) -> None:
    month = lived(desk)
    month.at(1, month=12)
    desk.run(draw_spot_check, DrawSpotCheck(NOVEMBER), desk.supervisor)
    with desk.db.write() as session:
        session.execute(text("DROP TRIGGER guard_spot_check_update"))
        session.execute(update(SpotCheck).values(complaints=7))
    assert desk.runner.read(broken_spot_checks) == ["抽查 CC-202611：按种子再抽，和存着的样本不一样"]


def test_D2_3_findings_are_entered_and_the_sheet_says_them(desk: Desk) -> None:
    month = lived(desk)
    month.at(1, month=12)
    check_id = desk.run(draw_spot_check, DrawSpotCheck(NOVEMBER), desk.supervisor)
    first, second = desk.runner.read(spot_lines, check_id)
    sheet = desk.run(issue_spot_sheet, IssueSpotSheet(check_id))
    assert sheet.number == "CC-202611"
    with pytest.raises(InvalidInput):
        desk.run(enter_finding, EnterFinding(first.id, good=False), desk.supervisor)
    assert desk.run(enter_finding, EnterFinding(first.id, good=True), desk.supervisor) == 1
    assert (
        desk.run(enter_finding, EnterFinding(first.id, good=False, words="没有回访记录"), desk.supervisor)
        == 2
    )
    assert desk.run(enter_finding, EnterFinding(second.id, good=True, words="齐全"), desk.supervisor) == 1
    (check,) = desk.runner.read(spot_checks)
    assert (check.looked, check.faulty) == (2, 1)
    sheet = desk.run(issue_spot_sheet, IssueSpotSheet(check_id))
    assert sheet.number == "CC-202611-2"
    pdf = desk.run(print_report, PrintReport(ReportForm.SPOT_CHECK, sheet.number)).pdf
    told = read.text(pdf).replace("\n", "")
    assert "没有回访记录" in told
    assert check.seed in told
