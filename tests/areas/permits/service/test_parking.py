"""Parking at the desk: spaces, leases and their steps, clashes by name, rent charged once, queue, visitors (D3.7)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.archives.model import ParkingSpace
from frontdesk.areas.archives.service.belongings import AddVehicle, add_vehicle
from frontdesk.areas.fees.model import ChargeAdjustment
from frontdesk.areas.fees.queries import fee_items, owed_by_unit
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, Bill, add_fee_item, bill
from frontdesk.areas.permits.model.parking import ParkingRequest, ParkingTerm
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.parking_checks import broken_parking
from frontdesk.areas.permits.queries.parking_lists import (
    SpaceState,
    ending_leases,
    free_places,
    parking_lists,
    place_file,
    request_rows,
    waits,
)
from frontdesk.areas.permits.queries.parking_permits import car_permits
from frontdesk.areas.permits.queries.parking_rent import rent_due, rent_item_of, rent_rows
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict, WaitStep
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.parking import (
    Apply,
    Cancel,
    Extend,
    SwapPlate,
    apply_for_space,
    apply_to_cancel,
    apply_to_extend,
    swap_plate,
)
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.areas.permits.service.parking_places import AddPlaces, ChangePlace, add_places, change_place
from frontdesk.areas.permits.service.parking_queue import (
    Arrive,
    JoinQueue,
    Leave,
    StepQueue,
    arrive,
    join_queue,
    leave,
    step_queue,
)
from frontdesk.areas.permits.service.parking_rent import ChargeRent, charge_rent
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import Desk

Y = Money.yuan
D = date


def places(
    desk: Desk, codes: str = "B1-001~B1-003", kind: PlaceKind = PlaceKind.LEASED, fee: str = "300"
) -> tuple[int, ...]:
    found: tuple[int, ...] = desk.run(add_places, AddPlaces(codes, kind, Y(fee), "地下一层"))
    return found


def apply(desk: Desk, place_id: int = 1, unit_id: int = 1, **more: Any) -> Any:
    yes = more.pop("yes", ())
    facts = {
        "starts_on": D(2026, 11, 17),
        "last_on": D(2027, 11, 16),
        "holder": "张硕",
        "plate": "京A12345",
    } | more
    return desk.run(apply_for_space, Apply(place_id, unit_id, **facts), desk.receptionist, yes=yes)


def let(desk: Desk, place_id: int = 1, unit_id: int = 1, **more: Any) -> Any:
    made = apply(desk, place_id, unit_id, **more)
    return desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)


def ended(desk: Desk, lease_id: int, last_on: date, reason: str = "卖车") -> Any:
    made = desk.run(apply_to_cancel, Cancel(lease_id, last_on, reason), desk.receptionist)
    return desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)


def lease_of(desk: Desk, lease_id: int = 1) -> Any:
    return desk.runner.read(leases, desk.clock.today(), lease_ids=(lease_id,))[0]


def state_of(desk: Desk, code: str) -> SpaceState:
    rows = desk.runner.read(parking_lists, desk.clock.today()).spaces
    return next(row.state for row in rows if row.code == code)


def test_d3_7_an_application_becomes_a_lease_by_a_supervisors_yes(desk: Desk) -> None:
    places(desk)
    made = apply(desk)
    assert made.number == "CW-00000001"
    assert state_of(desk, "B1-001") is SpaceState.FREE
    with pytest.raises(NeedsApproval):
        desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.receptionist)
    leave_given = desk.leave(Right.PERMITS_ALLOW)
    done = desk.run(
        answer, Answer(made.request_id, Verdict.APPROVED), desk.receptionist, approval=leave_given
    )
    lease = lease_of(desk)
    assert (done.lease, lease.unit, lease.holder, lease.plate) == (
        "ZW-00000001",
        "3-1-1202",
        "张硕",
        "京A·12345",
    )
    assert (lease.starts_on, lease.last_on, lease.fee) == (D(2026, 11, 17), D(2027, 11, 16), Y("300"))
    assert state_of(desk, "B1-001") is SpaceState.LEASED
    assert desk.runner.read(request_rows)[0].approver == "周敏"
    assert desk.runner.read(broken_parking) == []


def test_m2_4_the_first_month_is_charged_by_its_days_and_stands_among_what_is_owed(desk: Desk) -> None:
    places(desk)
    assert let(desk).charged == Y("140.00")
    assert list(desk.owed().values()) == [Y("140.00")]
    [row] = desk.runner.read(rent_rows, 1)
    assert row.how == "车位 B1-001 × 300.00元/月 × 14/30"
    desk.open()
    desk.collect("cash=140")
    assert desk.runner.read(rent_rows, 1)[0].owed == Y(0)
    assert desk.broken() == []


def test_t4_no_month_of_a_lease_is_charged_twice(desk: Desk) -> None:
    places(desk)
    let(desk)
    december = ChargeRent(Month(2026, 12))
    assert desk.run(charge_rent, december, desk.supervisor).total == Y("300")
    again = desk.run(charge_rent, december, desk.supervisor)
    assert (again.charges, again.total) == (0, Y(0))
    # Also not when a lease goes on within a month that was charged up to its end.
    assert len(desk.runner.read(rent_rows, 1)) == 2
    with pytest.raises(DBAPIError, match="charged"), desk.db.write() as session:
        session.execute(
            text(
                "INSERT INTO parking_rent (lease_id, charge_id, starts_on, ends_on, fee) "
                "VALUES (1, 999, '2026-12-10', '2026-12-20', 100)"
            )
        )
    assert desk.runner.read(broken_parking) == []


def test_t4_going_on_in_the_middle_of_a_month_charges_the_days_after_only(desk: Desk) -> None:
    places(desk)
    let(desk, starts_on=D(2026, 11, 1), last_on=D(2026, 11, 15))
    assert desk.runner.read(rent_rows, 1)[0].amount == Y("150")
    made = desk.run(apply_to_extend, Extend(1, D(2026, 12, 31), fee=Y("360")), desk.receptionist)
    done = desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)
    assert done.charged == Y("180")
    desk.run(charge_rent, ChargeRent(Month(2026, 12)), desk.supervisor)
    assert [row.amount for row in desk.runner.read(rent_rows, 1)] == [Y("360"), Y("180"), Y("150")]
    assert lease_of(desk).last_on == D(2026, 12, 31)
    assert desk.runner.read(broken_parking) == []


def test_rent_is_charged_from_the_day_agreed(desk: Desk) -> None:
    places(desk)
    let(desk, starts_on=D(2025, 1, 1), last_on=D(2027, 12, 31), rent_from=D(2026, 11, 1))
    assert [row.starts_on for row in desk.runner.read(rent_rows, 1)] == [D(2026, 11, 1)]


def test_months_ahead_are_charged_for_one_lease_by_who_may_collect(desk: Desk) -> None:
    places(desk)
    let(desk)
    with pytest.raises(NeedsApproval):
        desk.run(charge_rent, ChargeRent(Month(2027, 1), 1), desk.receptionist)
    made = desk.run(charge_rent, ChargeRent(Month(2027, 1), 1), desk.cashier)
    assert (made.charges, made.total) == (2, Y("600"))
    with pytest.raises(Refused, match="最多"):
        desk.run(charge_rent, ChargeRent(Month(2027, 2)), desk.supervisor)
    assert desk.runner.read(rent_due, Month(2027, 1)) == ()


def test_d3_7_two_leases_never_share_a_day_and_the_other_is_named(desk: Desk) -> None:
    places(desk)
    let(desk)
    with pytest.raises(Refused, match=r"B1-001 2026-11-17 至 2027-11-16 租给 3-1-1202 张硕（ZW-00000001）"):
        apply(desk, 1, 2, plate="", starts_on=D(2027, 11, 16), last_on=D(2028, 1, 1))
    let(desk, 1, 2, plate="", starts_on=D(2027, 11, 17), last_on=D(2028, 1, 1))
    # A second application that was right when it was made is looked at again.
    first = apply(desk, 2, 1, plate="")
    second = apply(desk, 2, 2, plate="", yes=("parking.applied",))
    desk.run(answer, Answer(first.request_id, Verdict.APPROVED), desk.supervisor)
    with pytest.raises(Refused, match="租给 3-1-1202"):
        desk.run(answer, Answer(second.request_id, Verdict.APPROVED), desk.supervisor)
    assert desk.runner.read(broken_parking) == []


def test_d3_7_the_database_itself_keeps_two_leases_apart(both: Desk) -> None:
    desk = both
    places(desk)
    let(desk)
    let(desk, 2, 2, plate="")
    with pytest.raises(DBAPIError, match="the space is let in these days"), desk.db.write() as session:
        session.execute(text("INSERT INTO parking_lease (number, place_id, unit_id, holder, rent_from, made_on, made_at, "
                             "made_by) VALUES ('X', 1, 2, 'x', '2027-01-01', '2026-11-21', '2026-11-21 00:00:00', 'x')"))  # fmt: skip
        request = session.scalar(select(func.max(ParkingRequest.id)))
        lease_id = session.scalar(text("SELECT max(id) FROM parking_lease"))
        row = session.get_one(ParkingRequest, request)
        session.add(
            ParkingRequest(
                number="Y", kind=row.kind, place_id=1, unit_id=2, person_id=None, holder="x", lease_id=None, wait_id=None,
                starts_on=D(2027, 1, 1), ends_on=D(2027, 2, 1), fee=Y(1), rent_from=None, made_on=row.made_on,
                made_at=row.made_at, made_by="x", token=None,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            ParkingTerm(
                lease_id=lease_id, request_id=request + 1, starts_on=D(2027, 1, 1), ends_on=D(2027, 2, 1), fee=Y(1),
                made_at=row.made_at, made_by="x",
            )
        )  # fmt: skip
        session.flush()


def test_d3_7_a_car_has_one_space_at_a_time_and_the_other_ones_code_is_said(desk: Desk) -> None:
    places(desk)
    let(desk)
    with pytest.raises(Refused, match=r"^已在车位 B1-001，一辆车只能有一个车位（京A·12345）") as error:
        apply(desk, 2, 2, plate="京a 12345")
    assert error.value.field == "plate"
    apply(desk, 2, 2, starts_on=D(2027, 11, 17), last_on=D(2028, 1, 1))
    desk.run(swap_plate, SwapPlate(1, "京B88888", D(2026, 12, 1)), desk.receptionist)
    assert lease_of(desk).plate == "京A·12345"
    let(desk, 3, 2, starts_on=D(2026, 12, 1), last_on=D(2027, 3, 1))
    with pytest.raises(Refused, match="B1-003"):
        desk.run(swap_plate, SwapPlate(1, "京A12345", D(2027, 1, 1)), desk.receptionist)
    assert desk.runner.read(broken_parking) == []


def test_d3_7_a_car_the_archives_have_on_an_owned_space_is_not_let_another(desk: Desk) -> None:
    places(desk)
    desk.run(add_vehicle, AddVehicle(2, "京C00001", space_code="C-09"))
    with pytest.raises(Refused, match="C-09"):
        apply(desk, 1, 2, plate="京C00001")
    # What the archives say of the office's own spaces, the leases know better.
    desk.run(add_vehicle, AddVehicle(1, "京C00002", space_code="B1-002"))
    apply(desk, 1, 1, plate="京C00002")


def test_owned_spaces_are_read_from_the_archives_and_never_let(desk: Desk) -> None:
    with desk.db.write() as session:
        session.add(ParkingSpace(code="C-09", unit_id=2, starts_on=None, ends_on=None))
    with pytest.raises(Refused, match="c-09 在档案里是 2-2-0801 的"):
        places(desk, "c-09")
    places(desk)
    rows = {row.code: row for row in desk.runner.read(parking_lists, desk.clock.today()).spaces}
    assert (rows["C-09"].kind, rows["C-09"].unit, rows["C-09"].holder) == (
        PlaceKind.OWNED,
        "2-2-0801",
        "业主2",
    )
    with desk.db.write() as session:
        session.add(ParkingSpace(code="B1-002", unit_id=2, starts_on=None, ends_on=None))
    with pytest.raises(Refused, match="B1-002 在档案里是 2-2-0801 的"):
        apply(desk, 2)
    assert [place.code for place in desk.runner.read(free_places, desk.clock.today())] == ["B1-001", "B1-003"]


def test_d3_7_an_early_end_takes_off_what_is_owed_for_later_days(desk: Desk) -> None:
    places(desk)
    let(desk, starts_on=D(2026, 11, 1))
    made = desk.run(apply_to_cancel, Cancel(1, D(2026, 11, 25), "卖车"), desk.receptionist)
    with pytest.raises(NeedsApproval):
        desk.run(
            answer,
            Answer(made.request_id, Verdict.APPROVED),
            desk.cashier,
            approval=desk.leave(Right.PERMITS_ALLOW),
        )
    leave_given = desk.leave(Right.FEES_ADJUST)
    done = desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.cashier, approval=leave_given)
    assert (done.taken_off, done.to_refund) == (Y("50"), Y(0))
    assert list(desk.owed().values()) == [Y("250")]
    with desk.db.read() as session:
        line = session.scalars(select(ChargeAdjustment)).one()
    assert (line.amount, line.approver, line.reason) == (
        Y("-50"),
        "周敏",
        "ZW-00000001 退租，2026-11-26 起不收",
    )
    assert desk.run(charge_rent, ChargeRent(Month(2026, 12)), desk.supervisor).charges == 0
    let(desk, 1, 2, starts_on=D(2026, 11, 26), last_on=D(2027, 1, 1))
    assert desk.runner.read(broken_parking) == []


def test_d3_7_rent_that_was_paid_for_later_days_is_named_to_be_refunded(desk: Desk) -> None:
    places(desk)
    let(desk, starts_on=D(2026, 11, 1))
    desk.open()
    desk.collect("cash=280", amount="280")
    done = ended(desk, 1, D(2026, 11, 25))
    assert (done.taken_off, done.to_refund) == (Y("20"), Y("30"))
    assert desk.owed() == {}
    assert desk.broken() == []


def test_a_lease_that_never_began_is_ended_on_the_day_before_it(desk: Desk) -> None:
    places(desk)
    let(desk, starts_on=D(2026, 12, 1))
    ended(desk, 1, D(2026, 11, 30), "不租了")
    assert desk.owed() == {}
    let(desk, 1, 2, starts_on=D(2026, 12, 1))
    assert desk.runner.read(broken_parking) == []


def test_d3_7_no_takes_a_reason_and_what_is_answered_stays(desk: Desk) -> None:
    places(desk)
    made = apply(desk)
    with pytest.raises(Refused, match="原因"):
        desk.run(answer, Answer(made.request_id, Verdict.REFUSED), desk.supervisor)
    desk.run(answer, Answer(made.request_id, Verdict.REFUSED, "车太大"), desk.supervisor)
    with pytest.raises(Refused, match="已经由周敏答复：不同意"):
        desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)
    other = apply(desk)
    desk.run(answer, Answer(other.request_id, Verdict.WITHDRAWN), desk.receptionist)
    assert desk.runner.read(request_rows, pending=True) == ()
    assert [row.verdict for row in desk.runner.read(request_rows)] == [Verdict.WITHDRAWN, Verdict.REFUSED]


def test_t23_one_press_is_one_application_and_one_lease(desk: Desk) -> None:
    places(desk)
    first = apply(desk, token="a")
    again = apply(desk, token="a")
    assert (again.request_id, again.again) == (first.request_id, True)
    for _ in range(2):
        desk.run(answer, Answer(first.request_id, Verdict.APPROVED), desk.supervisor)
    assert len(desk.runner.read(leases, desk.clock.today())) == 1


def test_what_cannot_be_is_said_beside_its_field(desk: Desk) -> None:
    places(desk)
    with pytest.raises(InvalidInput) as error:
        apply(desk, last_on=D(2026, 11, 1), holder=" ", fee=Y("-1"))
    assert set(error.value.errors) == {"last_on", "holder", "fee"}
    with pytest.raises(Refused, match="已经登记过"):
        places(desk, "b1-001")
    with pytest.raises(NeedsConfirmation):
        apply(desk, plate="XYZ")
    let(desk)
    with pytest.raises(Refused, match="续租要比它晚"):
        desk.run(apply_to_extend, Extend(1, D(2027, 11, 16)), desk.receptionist)
    with pytest.raises(Refused, match="租期是"):
        desk.run(apply_to_cancel, Cancel(1, D(2027, 11, 16), "x"), desk.receptionist)
    desk.run(apply_to_cancel, Cancel(1, D(2027, 1, 1), "x"), desk.receptionist)
    with pytest.raises(Refused, match="CW-00000002 在等审批"):
        desk.run(apply_to_extend, Extend(1, D(2028, 1, 1)), desk.receptionist)


def test_d3_7_what_runs_out_within_thirty_days_is_listed(desk: Desk) -> None:
    places(desk)
    let(desk, 1, last_on=D(2026, 12, 21))
    let(desk, 2, last_on=D(2026, 12, 22), plate="")
    assert [lease.code for lease in desk.runner.read(ending_leases, desk.clock.today())] == ["B1-001"]
    desk.clock.at += timedelta(days=1)
    assert [lease.code for lease in desk.runner.read(ending_leases, desk.clock.today())] == [
        "B1-001",
        "B1-002",
    ]
    assert state_of(desk, "B1-002") is SpaceState.ENDING
    desk.clock.at += timedelta(days=31)
    assert state_of(desk, "B1-001") is SpaceState.FREE


def test_a_space_keeps_its_history_and_cannot_go_out_of_use_while_it_is_let(desk: Desk) -> None:
    [place_id] = places(desk, "B1-009")
    let(desk, place_id)
    with pytest.raises(Refused, match="请先退租"):
        desk.run(change_place, ChangePlace(place_id, PlaceKind.LEASED, Y("300"), active=False))
    desk.run(
        change_place, ChangePlace(place_id, PlaceKind.LEASED, Y("360"), "地下二层", starts_on=D(2026, 12, 1))
    )
    file = desk.runner.read(place_file, place_id, desk.clock.today())
    assert file is not None
    assert (file.facts.fee, [row.fee for row in file.history]) == (Y("300"), [Y("360"), Y("300")])
    # What was agreed for the lease does not change with it.
    desk.run(charge_rent, ChargeRent(Month(2026, 12)), desk.supervisor)
    assert desk.runner.read(rent_rows, 1)[0].amount == Y("300")


def test_d3_7_the_queue_is_offered_in_order_passed_on_and_let(desk: Desk) -> None:
    places(desk)
    for unit_id, name in ((1, "张硕"), (2, "李四"), (3, "王五")):
        desk.clock.at += timedelta(minutes=1)
        desk.run(join_queue, JoinQueue(unit_id, name), desk.receptionist)
    today = desk.clock.today()
    with pytest.raises(NeedsConfirmation, match="前面还有 1 户"):
        desk.run(step_queue, StepQueue(2, WaitStep.OFFERED, 1), desk.receptionist)
    desk.run(step_queue, StepQueue(1, WaitStep.OFFERED, 1), desk.receptionist)
    with pytest.raises(Refused, match="已通知 张硕"):
        desk.run(step_queue, StepQueue(2, WaitStep.OFFERED, 1), desk.receptionist)
    desk.clock.at += timedelta(minutes=1)
    desk.run(step_queue, StepQueue(1, WaitStep.PASSED), desk.receptionist)
    assert [row.holder for row in desk.runner.read(waits, today)] == ["李四", "王五", "张硕"]
    with pytest.raises(Refused, match="还没有通知"):
        desk.run(step_queue, StepQueue(2, WaitStep.PASSED), desk.receptionist)
    desk.run(step_queue, StepQueue(2, WaitStep.OFFERED, 1, until=D(2026, 11, 22)), desk.receptionist)
    assert not desk.runner.read(waits, today)[0].overdue
    assert desk.runner.read(waits, D(2026, 11, 23))[0].overdue
    with pytest.raises(NeedsConfirmation, match="还有 3 户在排队"):
        apply(desk, 2, 3)
    with pytest.raises(NeedsConfirmation, match="车位 B1-001 已通知 李四，保留到 2026-11-22"):
        apply(desk, 1, 3, yes=("parking.queue",))
    let(desk, 1, 2, wait_id=2, holder="李四")
    assert [row.holder for row in desk.runner.read(waits, today)] == ["王五", "张硕"]
    with pytest.raises(Refused, match="租给 2-2-0801 李四"):
        desk.run(step_queue, StepQueue(3, WaitStep.OFFERED, 1), desk.receptionist)
    desk.run(step_queue, StepQueue(3, WaitStep.LEFT, words="已买车位"), desk.receptionist)
    assert [row.place for row in desk.runner.read(waits, today)] == [1]


def test_visitors_have_their_own_spaces_one_car_at_a_time(desk: Desk) -> None:
    places(desk)
    visitor, other = places(desk, "F1 F2", PlaceKind.VISITOR, "0")
    with pytest.raises(Refused, match="是访客车位，不出租"):
        apply(desk, visitor)
    with pytest.raises(Refused, match="访客车位"):
        desk.run(arrive, Arrive(1, "京D00001"), desk.receptionist)
    visit = desk.run(arrive, Arrive(visitor, "京D00001", 1), desk.receptionist)
    with pytest.raises(Refused, match="停着 京D·00001"):
        desk.run(arrive, Arrive(visitor, "京D00002"), desk.receptionist)
    with pytest.raises(Refused, match="已经在车位 F1"):
        desk.run(arrive, Arrive(other, "京D00001"), desk.receptionist)
    with pytest.raises(Refused, match="已在车位 F1"):
        apply(desk, 1, plate="京D00001")
    assert state_of(desk, "F1") is SpaceState.VISITOR
    desk.run(leave, Leave(visit), desk.receptionist)
    with pytest.raises(Refused, match="已经登记离开"):
        desk.run(leave, Leave(visit), desk.receptionist)
    assert state_of(desk, "F1") is SpaceState.FREE


def test_who_may_not_manage_parking_is_asked_for_leave(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        desk.run(add_places, AddPlaces("B1", PlaceKind.LEASED, Y(1)), desk.financier)


def test_the_list_is_found_by_code_unit_name_and_plate(desk: Desk) -> None:
    places(desk)
    let(desk)
    for text_typed in ("b1-001", "1202", "张", "12345"):
        found = desk.runner.read(parking_lists, desk.clock.today(), text_typed).spaces
        assert "B1-001" in [row.code for row in found], text_typed
    counts = desk.runner.read(parking_lists, desk.clock.today(), "zzz").counts
    assert (counts[""], counts["在租"], counts["空位"]) == (3, 1, 2)


def test_rent_is_charged_by_its_own_item_or_the_one_that_is_chosen(desk: Desk) -> None:
    places(desk)
    let(desk)
    names = {row.name: row.id for row in desk.runner.read(fee_items)}
    assert names["车位租金"] == desk.runner.read(rent_item_of)
    chosen = ChargeRent(Month(2026, 12), item_id=names["车位管理费"])
    desk.run(charge_rent, chosen, desk.supervisor)
    assert desk.runner.read(rent_item_of) == names["车位管理费"]
    desk.run(charge_rent, ChargeRent(Month(2027, 1), 1), desk.cashier)
    rows = desk.runner.read(owed_by_unit, 1, D(2027, 1, 31), ahead=True)
    assert [row.item for row in rows] == ["车位租金", "车位管理费", "车位管理费"]
    desk.run(add_fee_item, AddFeeItem("物业费二", Category.SERVICE, Pricing.UNIT, price=Decimal(1), price_from=D(2026, 1, 1)), desk.admin)  # fmt: skip
    ruled = next(row.id for row in desk.runner.read(fee_items) if row.name == "物业费二")
    with pytest.raises(Refused, match="手工录入"):
        desk.run(charge_rent, ChargeRent(Month(2026, 12), item_id=ruled), desk.supervisor)


def test_t4_a_bill_run_beside_it_charges_no_rent_again(desk: Desk) -> None:
    places(desk)
    let(desk)
    before = desk.owed()
    desk.run(bill, Bill(Month(2026, 11)), desk.supervisor)
    assert desk.owed() == before


def test_the_whole_course_on_both_databases(both: Desk) -> None:
    desk = both
    places(desk)
    let(desk, starts_on=D(2026, 11, 1), last_on=D(2026, 11, 30))
    made = desk.run(apply_to_extend, Extend(1, D(2027, 1, 31), fee=Y("330")), desk.receptionist)
    desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)
    desk.run(charge_rent, ChargeRent(Month(2026, 12)), desk.supervisor)
    done = ended(desk, 1, D(2026, 12, 11))
    assert done.taken_off == Y("212.90")
    assert sum((owed.fen for owed in desk.owed(on=D(2027, 1, 1)).values()), 0) == 41710
    visitor = places(desk, "F1", PlaceKind.VISITOR, "0")[0]
    desk.run(
        leave, Leave(desk.run(arrive, Arrive(visitor, "京D00001"), desk.receptionist)), desk.receptionist
    )
    desk.run(join_queue, JoinQueue(2, "李四"), desk.receptionist)
    desk.run(step_queue, StepQueue(1, WaitStep.OFFERED, 2), desk.receptionist)
    lists = desk.runner.read(parking_lists, desk.clock.today(), "1202")
    assert [row.code for row in lists.spaces] == ["B1-001"]
    assert desk.runner.read(broken_parking) == []


@pytest.mark.parametrize("seed", range(4))
def test_t4_whatever_is_done_in_whatever_order_the_books_hold(desk: Desk, seed: int) -> None:
    """D3.7: random presses at a desk with three spaces, five cars and months going by."""
    draw = Random(seed)
    places(desk)
    cars = ("京A10001", "京A10002", "京A10003", "京A10004", "")

    def day(spread: int = 90) -> date:
        return desk.clock.today() + timedelta(days=draw.randrange(-20, spread))

    def anyone() -> int:
        found = [lease.id for lease in desk.runner.read(leases, desk.clock.today())]
        return draw.choice(found) if found else 1

    def press() -> None:
        act = draw.randrange(7)
        if act <= 1:
            starts = day()
            apply(desk, draw.randrange(1, 4), draw.randrange(1, 4), plate=draw.choice(cars), starts_on=starts,
                  last_on=starts + timedelta(days=draw.randrange(120)), fee=Y(draw.randrange(4) * 100),
                  yes=("parking.queue", "parking.applied"))  # fmt: skip
        elif act == 2:
            desk.run(apply_to_extend, Extend(anyone(), day(300)), desk.receptionist)
        elif act == 3:
            desk.run(apply_to_cancel, Cancel(anyone(), day(), "x"), desk.receptionist)
        elif act == 4:
            desk.run(swap_plate, SwapPlate(anyone(), draw.choice(cars), day()), desk.receptionist)
        elif act == 5:
            desk.run(charge_rent, ChargeRent(Month.of(desk.clock.today())), desk.supervisor)
        else:
            desk.clock.at += timedelta(days=draw.randrange(9))

    for _step in range(60):
        with suppress(Refused):
            press()
        for request in desk.runner.read(request_rows, pending=True):
            verdict = draw.choice((Verdict.APPROVED, Verdict.APPROVED, Verdict.WITHDRAWN))
            with suppress(Refused):
                desk.run(answer, Answer(request.id, verdict), desk.supervisor)
    desk.run(charge_rent, ChargeRent(Month.of(desk.clock.today()).plus(1)), desk.supervisor)
    assert desk.runner.read(broken_parking) == []
    assert desk.broken() == []
    assert broken(desk.runner) == []
    held = [
        lease for lease in desk.runner.read(leases, desk.clock.today()) if lease.starts_on < lease.ends_on
    ]
    assert held
    # Each lease's days up to the run's month are charged once, whatever was charged beyond an early end taken off.
    until = Month.of(desk.clock.today()).plus(2).start
    for lease in held:
        rents = desk.runner.read(rent_rows, lease.id)
        charged = {
            rent.starts_on + timedelta(days=n)
            for rent in rents
            for n in range((rent.ends_on - rent.starts_on).days)
        }
        due = {
            term.starts_on + timedelta(days=n)
            for term in lease.terms
            for n in range((term.ends_on - term.starts_on).days)
            if term.fee and term.starts_on + timedelta(days=n) < min(until, lease.ends_on)
        }
        assert due <= charged


def test_a_leases_permit_is_known_by_its_space_and_named_when_it_ends(desk: Desk) -> None:
    places(desk)
    let(desk)
    permit = Issue(
        "TC", 1, "张硕", D(2027, 11, 16), person_id=1, extra=(("plate", "京A12345"), ("space", "B1-001"))
    )
    number = desk.run(issue, permit, desk.supervisor).number
    lease = lease_of(desk)
    [found] = desk.runner.read(car_permits, lease, desk.clock.today())
    assert (found.number, found.plate, found.live) == (number, "京A·12345", True)
    let(desk, 2, 1, plate="")
    other = desk.runner.read(leases, desk.clock.today(), place_id=2)[0]
    assert desk.runner.read(car_permits, other, desk.clock.today()) == ()
