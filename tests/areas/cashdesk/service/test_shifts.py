"""Opening a shift (M7.1), its business date (T24, M7.6), its float and its message for the next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from frontdesk.areas.cashdesk.queries import (
    collected_by_day,
    current_shift,
    float_left,
    last_shift,
    receipts_of_shift,
    shift_row,
    shift_status,
    shift_summary,
    stale_shift,
)
from frontdesk.areas.cashdesk.rules.kinds import ShiftState
from frontdesk.areas.cashdesk.service import OpenShift, open_shift
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import SHANGHAI, TODAY, UNITS, Desk, Y


def test_m7_1_cashier_desk_date_and_float_counted(desk: Desk):
    shift_id = desk.run(open_shift, OpenShift(counts={Y("100"): 4, Y("50"): 2}, desk="二号台", name="中班"))
    found = desk.runner.read(current_shift, desk.cashier.id)
    assert found is not None
    assert (found.id, found.cashier, found.desk, found.name) == (shift_id, "林晓", "二号台", "中班")
    assert (found.business_on, found.opening_float, found.state) == (TODAY, Y("500"), ShiftState.OPEN)
    assert found.label == "20261121-中"


def test_m7_1_one_open_shift_for_a_cashier_at_a_time(desk: Desk):
    desk.open()
    with pytest.raises(Refused, match="2026-11-21 .班 还没有结班，请先结班"):
        desk.open()
    desk.open(actor=desk.supervisor)


def test_m7_1_a_counted_shift_still_counts_as_the_one(desk: Desk):
    desk.open("0")
    desk.count()
    with pytest.raises(Refused, match="还没有结班"):
        desk.open()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (OpenShift(Y("-1")), "不能是负数"),
        (OpenShift(Y("500"), counts={Y("100"): 4}), "填的是 500.00，点出来是 400.00"),
        (OpenShift(Y("500"), desk="很长的台名" * 5), "写短些"),
        (OpenShift(counts={Y("2"): 1}), "没有 2 元这种面额"),
    ],
)
def test_m7_1_a_float_that_does_not_fit_is_refused_in_words(desk: Desk, command, words):
    with pytest.raises(Refused, match=words):
        desk.run(open_shift, command)


def test_m7_1_the_reception_does_not_take_money(desk: Desk):
    with pytest.raises(NeedsApproval):
        desk.open(actor=desk.receptionist)


def test_m7_1_no_money_without_a_shift(desk: Desk):
    desk.charge("100")
    with pytest.raises(Refused, match="还没有开班，请先点清备用金开班"):
        desk.collect("cash=100")


def test_m7_4_the_next_float_is_what_was_kept_back_at_that_desk(desk: Desk):
    desk.open("500")
    desk.count("100=5", words="电梯已修好")
    desk.close(kept_back=Y("300"))
    assert desk.runner.read(float_left, "一号台") == Y("300")
    assert desk.runner.read(float_left, "二号台") == Y("0")
    left = desk.runner.read(last_shift, "一号台")
    assert left is not None
    assert left.words == "电梯已修好"
    following = desk.run(open_shift, OpenShift())
    assert desk.runner.read(shift_row, following).opening_float == Y("300")


def test_t24_the_business_date_stays_through_midnight(desk: Desk):
    """M7.6: what is taken after midnight belongs to the evening's shift and its date."""
    desk.clock.at = datetime(2026, 11, 21, 23, 40, tzinfo=SHANGHAI)
    desk.charge("100.00")
    desk.charge("30.00", unit=UNITS[1])
    shift = desk.open("0")
    desk.collect("cash=100")
    desk.clock.at += timedelta(minutes=50)
    assert desk.clock.today() == date(2026, 11, 22)
    desk.collect("cash=30", unit=UNITS[1])
    rows = desk.runner.read(receipts_of_shift, shift)
    assert {row.business_on for row in rows} == {TODAY}
    desk.count("100=1,10=3")
    closed = desk.close()
    assert closed.report_number == "RB-20261121-01"
    assert closed.hand_in.startswith("JK-20261121-")
    assert [row.day for row in desk.runner.read(collected_by_day, Month(2026, 11))] == [TODAY]
    assert desk.broken() == []


def test_m7_6_a_shift_left_open_is_said_first_the_next_day(desk: Desk):
    shift = desk.open()
    assert desk.runner.read(stale_shift, desk.cashier.id, TODAY) is None
    found = desk.runner.read(stale_shift, desk.cashier.id, TODAY + timedelta(days=1))
    assert found is not None
    assert found.id == shift
    assert desk.runner.read(stale_shift, desk.supervisor.id, TODAY + timedelta(days=1)) is None


def test_m7_3_before_the_count_nobody_bound_learns_what_the_drawer_holds(desk: Desk):
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=300")
    for viewer in (None, desk.cashier, desk.receptionist):
        told = desk.runner.read(shift_summary, shift, viewer)
        assert (told.cash, told.by_tender) == (None, None)
        assert (told.receipts, told.first) == (1, "SJ00000001")
        assert desk.runner.read(collected_by_day, Month(2026, 11), viewer) == ()
    status = desk.runner.read(shift_status, desk.cashier.id)
    assert status is not None
    assert (status.expected, status.counted, status.receipts) == (None, None, 1)
    with pytest.raises(Refused, match="先清点"):
        desk.reveal(shift)
    seen = desk.runner.read(shift_summary, shift, desk.supervisor)
    assert seen.cash == Y("755.36")


def test_m7_3_an_office_may_count_openly(desk: Desk):
    desk.set("cashdesk.blind", False)
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=300")
    assert desk.runner.read(shift_summary, shift, desk.cashier).cash == Y("755.36")
    assert desk.runner.read(collected_by_day, Month(2026, 11))[0].amount == Y("255.36")


def test_m7_3_after_the_count_it_shows(desk: Desk):
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("cash=300")
    desk.count("100=7")
    assert desk.runner.read(shift_summary, shift).cash == Y("755.36")
