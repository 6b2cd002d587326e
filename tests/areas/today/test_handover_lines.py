"""Handovers on the start page, the unit card, in search and behind the strip's word (D0.1, D0.2, D0.3, D1.4)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.strip_figures import archives_tab
from frontdesk.areas.handover.service.appointing import Appoint, appoint
from frontdesk.areas.handover.service.defects import AddDefect, add_defect
from frontdesk.areas.handover.service.ending import Accept, PutOff, accept, put_off
from frontdesk.areas.handover.service.notices import IssueNotices, issue_notices
from frontdesk.areas.today.queries import unit_card
from frontdesk.areas.today.queries.handover_lines import handover_groups
from frontdesk.areas.today.queries.search_desk import search_desk
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.handover.handing import TOMORROW, ask, batch, file_id_of, parts, run


def test_D0_3_who_is_expected_what_is_late_and_who_was_put_off(desk: Desk) -> None:
    batch(desk)
    first, second = file_id_of(desk, 1), file_id_of(desk, 2)
    run(desk, appoint, Appoint(first, TOMORROW, 9 * 60))
    assert [group.count for group in ask(desk, handover_groups, TODAY)] == [0, 0, 0]
    expected = ask(desk, handover_groups, TOMORROW)[0]
    line = expected.lines[0]
    assert (line.when, line.unit, line.target, line.arguments) == (
        "09:00", "3-1-1202", "handover_visit", {"handover_id": first},
    )  # fmt: skip
    assert ask(desk, archives_tab, TOMORROW)["handover"] == "1 今天"
    # Nobody said whether they came: it stays, in red.
    gone = ask(desk, handover_groups, TOMORROW + timedelta(days=1))[0].lines[0]
    assert (gone.tone, "没有登记来没来" in gone.text) == ("bad", True)
    parts(desk, first)
    run(desk, add_defect, AddDefect(first, "厨房", "角阀滴水", promised_on=TOMORROW))
    run(desk, accept, Accept(first))
    parts(desk, second, upto=1)
    run(desk, put_off, PutOff(second, "等修墙", TODAY + timedelta(days=3)))
    later = TODAY + timedelta(days=3)
    groups = ask(desk, handover_groups, later)
    assert [group.count for group in groups] == [0, 1, 1]
    assert "角阀滴水" in groups[1].lines[0].text
    assert ask(desk, archives_tab, later)["handover"] == "1 超期"
    card = ask(desk, unit_card, 1, later)
    assert card.handover is not None
    assert (card.handover.open_defects, card.handover.late_defects) == (1, 1)
    assert ask(desk, unit_card, 3, later).handover is None


def test_D0_1_a_notice_is_found_by_its_number(desk: Desk) -> None:
    batch(desk)
    made = run(desk, issue_notices, IssueNotices((file_id_of(desk, 1),)))
    number = made.numbers[0]
    hits = ask(desk, search_desk, number.lower(), TODAY, desk.clock.now(), 5)
    assert [(hit.kind, hit.label, hit.where) for hit in hits] == [("handover", number, "3-1-1202")]
    again = run(desk, issue_notices, IssueNotices((file_id_of(desk, 1), file_id_of(desk, 2))))
    assert (again.made, again.again) == (1, 1)
