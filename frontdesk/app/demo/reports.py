"""The owed reports of the demo estate (D2.3): those of the past weeks and month are fixed, this week's is to be written."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.areas.reception.queries.owed_reports import owed_reports
from frontdesk.areas.reception.queries.spot_checks import spot_lines
from frontdesk.areas.reception.rules.owing import WORD_FIELDS, Owed, ReportKind
from frontdesk.areas.reception.service.reporting import FixReport, WriteWords, fix_report, write_words
from frontdesk.areas.reception.service.spot_checking import (
    DrawSpotCheck,
    EnterFinding,
    draw_spot_check,
    enter_finding,
)
from frontdesk.base.store.work import Actor

_WORDS = {
    "summary": "投诉比上周持平，集中在楼道和电梯，都已上门。",
    "analysis": "投诉不多，主要是电梯和楼道卫生。回访的住户多数满意。",
    "causes": "楼道纸箱没有当天清走；电梯导靴磨损。",
    "measures": "保洁每天下午加看一遍楼道；维保单位月底前更换导靴，工程部吴涛跟进。",
    "problems": "晚间电话只有一人接，有住户反映打不进来。",
    "plan": "调整晚班，18 点到 21 点两人；月底前回访完所有投诉。",
}


def owe_reports(year: Year, clerk: Actor, leader: Actor) -> None:
    """Fix what was due before this week, draw last month's sample, begin the report that is due now."""
    today = year.today
    due = year.runner.read(owed_reports, today)
    newest = max((one.period.first for one in due if one.kind is ReportKind.WEEKLY), default=today)
    for one in due:
        if one.kind is ReportKind.SPOT_CHECK:
            _draw(year, one, leader)
        elif one.kind is not ReportKind.WEEKLY or one.period.first < newest:
            year.at(one.due_on, 10, 20)
            words = {key: _WORDS[key] for key, _title in WORD_FIELDS[one.kind]}
            year.runner.run(fix_report, FixReport(one.kind, one.period, words, 0), actor=leader)
        else:
            year.at(one.due_on, 9, 40)
            begun = {"summary": _WORDS["summary"]}
            year.runner.run(write_words, WriteWords(one.kind, one.period, begun, 0), actor=clerk)


def _draw(year: Year, one: Owed, leader: Actor) -> None:
    """Two days after the month's end; all but the last line looked at."""
    year.at(one.period.last + timedelta(days=2), 9, 30)
    check_id = year.runner.run(draw_spot_check, DrawSpotCheck(one.period), actor=leader).value
    lines = year.runner.read(spot_lines, check_id)
    year.at(one.due_on, 15, 10)
    for line in lines[:-1]:
        year.runner.run(enter_finding, EnterFinding(line.id, True, "记录齐全，住户确认"), actor=leader)
