"""D0.3, D2.3: the reports that the desk owes stand on the start page and lead to themselves."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.reception.rules.owing import ReportKind
from frontdesk.areas.today.queries.report_lines import report_groups
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.owing import lived


def test_D0_3_late_reports_first_then_those_due_within_the_week(desk: Desk) -> None:
    lived(desk)
    (group,) = desk.runner.read(report_groups, date(2026, 11, 24))
    assert [(line.tone, line.when) for line in group.lines] == [("bad", "超 7 天"), ("warn", "今天")]
    assert group.lines[0].target == "owed_reports"
    assert group.lines[0].arguments == {"kind": ReportKind.WEEKLY, "first": date(2026, 11, 10)}
    (group,) = desk.runner.read(report_groups, date(2026, 11, 10))
    assert group.count == 0
