"""收楼: batches, appointments, the visit part by part, defects with their tickets, how it ends (D1.4); T22, T23."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.fees.queries.billing import units_for
from frontdesk.areas.fees.queries.meters import unit_meters
from frontdesk.areas.handover.queries.days import day_of_slots
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.figures import handover_figures, strip_figures
from frontdesk.areas.handover.queries.files import (
    HandoverFilter,
    HandoverShow,
    appointments_on,
    handover_counts,
    handover_rows,
    put_off_over,
)
from frontdesk.areas.handover.queries.invariants import broken_handovers
from frontdesk.areas.handover.queries.picking import UnitPick
from frontdesk.areas.handover.rules.course import Defect, HandoverState, NotifyWay, Step
from frontdesk.areas.handover.rules.lists import PAPERS, ListedPaper
from frontdesk.areas.handover.service.appointing import (
    Appoint,
    EndAppointment,
    NotifyOwners,
    appoint,
    end_appointment,
    notify_owners,
)
from frontdesk.areas.handover.service.batches import (
    AddUnits,
    ChangeBatch,
    MakeBatch,
    WithdrawUnit,
    add_units,
    change_batch,
    make_batch,
    withdraw_unit,
)
from frontdesk.areas.handover.service.defects import (
    AddDefect,
    ReturnDefect,
    SignDefect,
    VoidDefect,
    add_defect,
    return_defect,
    sign_defect,
    void_defect,
)
from frontdesk.areas.handover.service.ending import (
    Accept,
    PutOff,
    Refuse,
    UndoStep,
    accept,
    put_off,
    refuse,
    undo_step,
)
from frontdesk.areas.handover.service.setting_up import SetLists, set_lists
from frontdesk.areas.handover.service.visiting import (
    CheckArrears,
    CheckIdentity,
    HandKeys,
    NewReading,
    ReadMeters,
    SignPapers,
    check_arrears,
    check_identity,
    hand_keys,
    read_meters,
    sign_papers,
)
from frontdesk.areas.keys.queries.keys import key_row
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.reception.queries.tickets import ticket
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.service.working import Finish, finish
from frontdesk.base.store.papers import Paper
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.handover.handing import (
    FACTS,
    HOURS,
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

NINE, HALF_NINE = 9 * 60, 9 * 60 + 30


def states(desk: Desk) -> dict[str, HandoverState]:
    rows = ask(desk, handover_rows, HandoverFilter(desk.clock.today(), show=HandoverShow.ALL))
    return {row.unit: row.state for row in rows}


def test_D1_4_homes_are_put_into_a_batch_told_and_appointed_by_the_half_hour(both: Desk) -> None:
    batch(both)
    first, second = file_id_of(both, 1), file_id_of(both, 2)
    assert set(states(both).values()) == {HandoverState.UNTOLD}
    run(both, notify_owners, NotifyOwners((first,), NotifyWay.FAILED))
    assert set(states(both).values()) == {HandoverState.UNTOLD}
    assert run(both, notify_owners, NotifyOwners((first, second), NotifyWay.DOOR, words="本人签收")) == 2
    assert set(states(both).values()) == {HandoverState.TOLD}
    made = run(both, appoint, Appoint(first, TOMORROW, NINE))
    assert made.words == f"{TOMORROW} 09:00–09:30"
    with pytest.raises(Refused, match="约满了"):
        run(both, appoint, Appoint(second, TOMORROW, NINE))
    slots = ask(both, day_of_slots, 1, TOMORROW)
    assert [slot.words for slot in slots[:2]] == ["约满", "空 1 户"]
    assert [home.unit for home in slots[0].homes] == ["3-1-1202"]
    run(both, appoint, Appoint(first, TOMORROW, HALF_NINE))
    run(both, appoint, Appoint(second, TOMORROW, NINE))
    assert states(both) == {"3-1-1202": HandoverState.APPOINTED, "2-2-0801": HandoverState.APPOINTED}
    run(both, end_appointment, EndAppointment(second, words="业主出差"))
    assert states(both)["2-2-0801"] is HandoverState.TOLD
    with pytest.raises(Refused, match="还没有到"):
        run(both, end_appointment, EndAppointment(first, missed=True))
    both.clock.forward(days=1)
    assert [row.id for row in ask(both, appointments_on, TOMORROW)] == [first]
    assert ask(both, strip_figures, TOMORROW).today == 1
    run(both, end_appointment, EndAppointment(first, missed=True))
    assert states(both)["3-1-1202"] is HandoverState.TOLD
    assert ask(both, appointments_on, TOMORROW) == ()
    assert ask(both, broken_handovers) == []


@pytest.mark.parametrize(
    ("on", "at", "words"),
    [
        (TODAY - timedelta(days=1), NINE, "批次"),
        (TODAY + timedelta(days=30), NINE, "批次"),
        (TOMORROW, 12 * 60, "不在办理时间"),
        (TOMORROW, 9 * 60 + 10, "不在办理时间"),
    ],
)
def test_D1_4_what_cannot_be_appointed_is_said(desk: Desk, on: date, at: int, words: str) -> None:
    batch(desk)
    with pytest.raises(Refused, match=words):
        run(desk, appoint, Appoint(file_id_of(desk, 1), on, at))


def test_T23_the_same_press_appoints_and_makes_a_batch_once(desk: Desk) -> None:
    wait_for_handover(desk, 1, 2)
    command = MakeBatch(FACTS, UnitPick(codes="3-1-1202"), token="abc")
    first, again = run(desk, make_batch, command), run(desk, make_batch, command)
    assert (again.id, again.again) == (first.id, True)
    file_id = file_id_of(desk, 1)
    for _ in range(2):
        run(desk, appoint, Appoint(file_id, TOMORROW, NINE, token="t"))
    assert [line.step for line in file_of(desk, file_id).lines] == [Step.APPOINTED]


def test_D1_4_a_batch_takes_only_homes_that_wait_and_none_twice(desk: Desk) -> None:
    wait_for_handover(desk, 1, 2)
    with pytest.raises(Refused, match="现在是自住"):
        run(desk, make_batch, MakeBatch(FACTS, UnitPick(codes="3-1-1202、1-1-0101")))
    with pytest.raises(Refused, match="没有这一户"):
        run(desk, make_batch, MakeBatch(FACTS, UnitPick(codes="9-9-9999")))
    made = run(desk, make_batch, MakeBatch(FACTS, UnitPick()))
    assert made.homes == 2
    with pytest.raises(Refused, match="已经在批次"):
        run(desk, make_batch, MakeBatch(FACTS, UnitPick(codes="3-1-1202")))
    with pytest.raises(Refused, match="没有选到"):
        run(desk, make_batch, MakeBatch(FACTS, UnitPick()))
    assert "3-1-1202" in run(desk, withdraw_unit, WithdrawUnit(file_id_of(desk, 1), "还没有交房条件"))
    other = run(desk, make_batch, MakeBatch(replace(FACTS, name="第二批"), UnitPick(codes="3-1-1202")))
    assert other.number == f"SL-{TODAY:%Y%m%d}-002"
    wait_for_handover(desk, 3)
    assert run(desk, add_units, AddUnits(other.id, UnitPick())).homes == 1
    assert ask(desk, broken_handovers) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"place": ""}, "place"),
        ({"last_on": TODAY - timedelta(days=1)}, "last_on"),
        ({"hours": replace(HOURS, closes=9 * 60)}, "closes"),
        ({"hours": replace(HOURS, limit=0)}, "limit"),
        ({"hours": replace(HOURS, pause_from=14 * 60)}, "pause_to"),
        ({"bring": "长" * 501}, "bring"),
    ],
)
def test_D1_4_a_wrong_batch_is_answered_beside_its_field(
    desk: Desk, facts: dict[str, Any], field: str
) -> None:
    wait_for_handover(desk, 1)
    with pytest.raises(InvalidInput) as wrong:
        run(desk, make_batch, MakeBatch(replace(FACTS, **facts), UnitPick()))
    assert list(wrong.value.errors) == [field]


def test_D0_6_a_corrected_batch_keeps_what_it_was(desk: Desk) -> None:
    from frontdesk.base.store.audit import history

    made = batch(desk)
    run(desk, change_batch, ChangeBatch(made, replace(FACTS, place="会所二层")))
    assert any("售楼处" in str(change) for change in ask(desk, history, "handover_batch", made))


def test_D1_4_a_home_is_handed_over_part_by_part_and_its_fees_begin(both: Desk) -> None:
    made = batch(both)
    key = key_set(both, 1)
    file_id = file_id_of(both, 1)
    parts(both, file_id, upto=2)
    # Broken off, and gone on with another day.
    both.clock.forward(days=2)
    file = file_of(both, file_id)
    assert (file.row.state, file.next_part) == (HandoverState.VISITING, Step.ARREARS)
    assert [part.done for part in file.parts] == [True, True, False, False, False, False]
    with pytest.raises(Refused, match="先办费用核对"):
        run(both, hand_keys, HandKeys(file_id, (Pieces(key, 2),)))
    run(both, check_arrears, CheckArrears(file_id))
    run(both, read_meters, ReadMeters(file_id, opened=(NewReading(_water(), "W-1", Decimal("12.5")),)))
    slip = run(both, hand_keys, HandKeys(file_id, (Pieces(key, 2),))).slip
    assert slip.startswith("JJ-")
    assert ask(both, key_row, key, both.clock.today()).on_hand == 1
    with pytest.raises(Refused, match="验房"):
        run(both, accept, Accept(file_id))
    parts_left(both, file_id)
    today = both.clock.today()
    begins = date(2026, 12, 16)
    done = run(both, accept, Accept(file_id, today, UnitState.OWNER, begins))
    assert (done.step, done.fees_from) == (Step.ACCEPTED, begins)
    file = file_of(both, file_id)
    assert (file.row.state, file.row.unit_state, file.fees_from) == (
        HandoverState.DONE,
        UnitState.OWNER,
        begins,
    )
    assert [(r.meter, str(r.value)) for r in file.readings] == [("W-1", "12.5")]
    assert [m.number for m in ask(both, unit_meters, 1)] == ["W-1"]
    unit = unit_row(both, 1)
    assert (unit.state, unit.handed_over_on, unit.fees_from) == (UnitState.OWNER, today, begins)
    with pytest.raises(Refused, match="没有再记"):
        run(both, accept, Accept(file_id))
    figures = ask(both, handover_figures, today, TODAY, today, made)
    assert (figures.homes, figures.done, figures.days[-1].done) == (2, 1, 1)
    assert [(b.building, b.homes, b.done, b.waits) for b in figures.buildings] == [("3栋", 2, 1, 1)]
    assert ask(both, broken_handovers) == []


def _water() -> Any:
    from frontdesk.areas.fees.rules.kinds import MeterKind

    return MeterKind.WATER


def parts_left(desk: Desk, file_id: int) -> None:
    from frontdesk.areas.handover.service.visiting import FinishInspection, finish_inspection

    run(desk, finish_inspection, FinishInspection(file_id))


def test_M2_4_fees_begin_on_the_day_the_handover_named(desk: Desk) -> None:
    from frontdesk.areas.fees.rules.plan import item_period, starts_on
    from frontdesk.base.values.periods import Month
    from tests.areas.fees.rules.test_pricing import Case, item_of

    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    run(desk, accept, Accept(file_id, TODAY, UnitState.VACANT, date(2026, 12, 16)))
    # The builder pays the month of handover by this item; the day that was named goes before it.
    item = item_of(Case(builder=True))

    def begins(month: str) -> Any:
        period = item_period(item, Month.parse(month))
        assert period is not None
        found = desk.runner.read(lambda session: units_for(session, item, period, {}))
        return starts_on(item, period, next(unit for unit in found if unit.id == 1))

    assert "2026-12-16" in begins("2026-11").reason
    assert begins("2026-12") == date(2026, 12, 16)
    assert begins("2027-01") == date(2027, 1, 1)


def test_D1_4_T22_what_is_owed_stops_the_keys_until_a_supervisor_lets_it_pass(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    desk.charge("255.36")
    parts(desk, file_id, upto=2)
    with pytest.raises(Refused, match="还欠 255.36 元") as refused:
        run(desk, check_arrears, CheckArrears(file_id))
    assert refused.value.field == "words"
    with pytest.raises(NeedsApproval):
        run(desk, check_arrears, CheckArrears(file_id, "答应三天内付"))
    run(desk, check_arrears, CheckArrears(file_id, "答应三天内付"), approval=desk.leave(Right.HANDOVER_ALLOW))
    part = file_of(desk, file_id).parts[2]
    assert (part.done, part.words) == (True, "当时欠 255.36 元，周敏准许；答应三天内付")
    # What is owed on top of it is looked at again.
    desk.charge("30", month="2026-10")
    assert file_of(desk, file_id).parts[2].short == "现在欠 285.36 元"
    with pytest.raises(Refused, match="又有欠费"):
        run(desk, hand_keys, HandKeys(file_id, (), "由开发商直接交付"))


def test_D1_4_an_office_that_does_not_mind_what_is_owed_hands_over(desk: Desk) -> None:
    batch(desk)
    run(desk, set_lists, SetLists(PAPERS, ("客厅",), block_unpaid=False, mend_days=30), desk.supervisor)
    file_id = file_id_of(desk, 1)
    desk.charge("255.36")
    parts(desk, file_id)
    assert run(desk, accept, Accept(file_id)).step is Step.ACCEPTED


def test_D1_4_T22_what_was_left_out_takes_leave_and_a_reason(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id, upto=3)
    with pytest.raises(Refused, match="抄表；交接钥匙；验房"):
        run(desk, accept, Accept(file_id))
    with pytest.raises(NeedsApproval):
        run(desk, accept, Accept(file_id, words="业主在国外，先收"))
    run(desk, accept, Accept(file_id, words="业主在国外，先收"), approval=desk.leave(Right.HANDOVER_ALLOW))
    assert "周敏准许" in file_of(desk, file_id).result
    # A paper signed later does not move the home back.
    run(desk, sign_papers, SignPapers(file_id, tuple(paper.name for paper in PAPERS)))
    assert file_of(desk, file_id).row.state is HandoverState.DONE


def test_D1_4_a_paper_that_must_be_signed_is_named(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    run(desk, sign_papers, SignPapers(file_id, ("装修须知",)))
    part = file_of(desk, file_id).parts[1]
    assert (part.done, part.short.startswith("缺 业主临时管理规约")) == (False, True)
    with pytest.raises(Refused, match="签署文件（缺 业主临时管理规约"):
        run(desk, accept, Accept(file_id))
    with pytest.raises(Refused, match="清单里没有"):
        run(desk, sign_papers, SignPapers(file_id, ("别的",)))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"person_id": 2}, "person_id"),
        ({"person_id": 1, "seen": False}, "seen"),
        ({"agent": True, "id_number": "330106198803072419", "authority": "委托书"}, "who"),
        ({"agent": True, "who": "刘明", "authority": "委托书"}, "id_number"),
        ({"agent": True, "who": "刘明", "id_number": "12", "authority": "委托书"}, "id_number"),
        ({"agent": True, "who": "刘明", "id_number": "330106198803072419"}, "authority"),
    ],
)
def test_D1_4_who_comes_is_the_owner_or_has_it_in_writing(
    desk: Desk, told: dict[str, Any], field: str
) -> None:
    batch(desk)
    with pytest.raises(InvalidInput) as wrong:
        run(desk, check_identity, CheckIdentity(file_id_of(desk, 1), **told))
    assert list(wrong.value.errors) == [field]


def test_D1_4_an_agent_takes_the_keys_upon_the_owners_word_D1_9(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    with pytest.raises(Refused, match="先核对来人"):
        run(desk, check_arrears, CheckArrears(file_id))
    agent = CheckIdentity(
        file_id, None, True, "刘明", "330106198803072419", "13800000000", "公证委托书 2026-11-18"
    )
    run(desk, check_identity, agent)
    came = file_of(desk, file_id).came
    assert came is not None
    assert (came.id_number, came.phone) == ("330106********2419", "138****0000")
    run(desk, check_arrears, CheckArrears(file_id))
    key = key_set(desk, 1)
    slip = run(desk, hand_keys, HandKeys(file_id, (Pieces(key, 3),))).slip
    assert file_of(desk, file_id).parts[4].done
    with desk.db.read() as session:
        paper = session.scalars(select(Paper).where(Paper.number == slip)).one()
        assert "业主委托" in paper.document, "the slip says for whom they stand here"


def test_D1_4_a_home_without_an_owner_on_record_waits_for_one(desk: Desk) -> None:
    batch(desk)
    with desk.db.write() as session:
        session.get_one(UnitRole, 1).ends_on = TODAY
    with pytest.raises(Refused, match="还没有登记业主"):
        run(desk, check_identity, CheckIdentity(file_id_of(desk, 1), 1))


def test_D1_4_a_defect_becomes_a_ticket_and_is_signed_when_mended(both: Desk) -> None:
    batch(both)
    file_id = file_id_of(both, 1)
    parts(both, file_id)
    added = run(
        both, add_defect, AddDefect(file_id, "厨房", "水槽下角阀滴水", "给排水", TODAY + timedelta(days=5))
    )
    assert added.ticket.startswith("BS-")
    assert run(both, accept, Accept(file_id)).step is Step.WITH_DEFECTS
    row = ask(both, defects, TODAY, file_ids=(file_id,))[0]
    assert (row.no, row.state, row.late) == (1, Defect.OPEN, False)
    found = ask(both, ticket, row.ticket_id, both.clock.now(), TODAY)
    assert (found.row.unit_id, found.place, found.category) == (1, "厨房", "给排水")
    assert "水槽下角阀滴水" in found.row.what
    with pytest.raises(Refused, match="还没有完成"):
        run(both, sign_defect, SignDefect(row.id, "张硕"))
    both.clock.forward(days=6)
    later = both.clock.today()
    assert ask(both, defects, later, open_only=True)[0].late
    assert ask(both, strip_figures, later).late == 1
    run(both, finish, Finish(row.ticket_id, "换了角阀"))
    assert ask(both, defects, later)[0].state is Defect.MENDED
    run(both, return_defect, ReturnDefect(row.id, "还在滴", later + timedelta(days=2)))
    row = ask(both, defects, later)[0]
    assert (row.state, row.ticket_state, row.sent_back, row.promised_on) == (
        Defect.OPEN, State.WAITING, 1, later + timedelta(days=2),
    )  # fmt: skip
    run(both, finish, Finish(row.ticket_id, "换了整套角阀"))
    run(both, sign_defect, SignDefect(row.id, "张硕"))
    row = ask(both, defects, later)[0]
    assert (row.state, row.signed_by, row.signed_on) == (Defect.SIGNED, "张硕", later)
    with pytest.raises(Refused, match="这一条已签收，没有再记"):
        run(both, void_defect, VoidDefect(row.id, "登错"))
    assert file_of(both, file_id).row.open_defects == 0


def test_D0_5_a_defect_entered_by_mistake_is_voided_with_its_ticket(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    with pytest.raises(Refused, match="不能这样办"):
        run(desk, add_defect, AddDefect(file_id, "厨房", "漏水"))
    parts(desk, file_id, upto=1)
    with pytest.raises(InvalidInput) as wrong:
        run(desk, add_defect, AddDefect(file_id, "", " ", promised_on=TODAY - timedelta(days=1)))
    assert set(wrong.value.errors) == {"place", "words", "promised_on"}
    first = run(desk, add_defect, AddDefect(file_id, "厨房", "漏水", token="k"))
    assert run(desk, add_defect, AddDefect(file_id, "厨房", "漏水", token="k")).id == first.id
    run(desk, void_defect, VoidDefect(first.id, "看错了"), desk.supervisor)
    row = ask(desk, defects, TODAY)[0]
    assert (row.state, row.ticket_state) == (Defect.VOID, State.VOID)


def test_D1_4_refused_and_put_off_can_be_gone_on_with(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    with pytest.raises(Refused, match="先核对"):
        run(desk, refuse, Refuse(file_id, "墙面开裂"))
    parts(desk, file_id, upto=1)
    with pytest.raises(Refused, match="为什么不收"):
        run(desk, refuse, Refuse(file_id, " "))
    run(desk, refuse, Refuse(file_id, "墙面开裂，等修好再收"))
    assert file_of(desk, file_id).row.state is HandoverState.REFUSED
    until = TODAY + timedelta(days=3)
    run(desk, put_off, PutOff(file_id, "等开发商修墙", until))
    assert ask(desk, put_off_over, TODAY) == ()
    desk.clock.forward(days=3)
    assert [row.id for row in ask(desk, put_off_over, until)] == [file_id]
    run(desk, appoint, Appoint(file_id, until + timedelta(days=1), NINE))
    desk.clock.forward(days=1)
    parts(desk, file_id)
    assert run(desk, accept, Accept(file_id)).step is Step.ACCEPTED
    figures = ask(desk, handover_counts, HandoverFilter(until, show=HandoverShow.DONE))
    assert (figures.count, figures.every, figures.shows[HandoverShow.WAITING]) == (1, 2, 1)


def test_D0_5_a_handover_is_undone_by_leave_and_the_home_waits_again(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    run(desk, accept, Accept(file_id))
    with pytest.raises(NeedsApproval):
        run(desk, undo_step, UndoStep(file_id, "点错户"))
    desk.charge("100")
    with pytest.raises(NeedsConfirmation, match="1 笔应收"):
        run(desk, undo_step, UndoStep(file_id, "点错户"), desk.supervisor)
    told = run(desk, undo_step, UndoStep(file_id, "点错户"), desk.supervisor, yes=("handover_charged",))
    assert told == "3-1-1202 收楼"
    unit = unit_row(desk, 1)
    assert (unit.state, unit.handed_over_on) == (UnitState.NOT_HANDED_OVER, None)
    file = file_of(desk, file_id)
    assert (file.row.state, file.lines[1].undone) == (HandoverState.VISITING, True)
    run(desk, undo_step, UndoStep(file_id, "没有验"))
    assert file_of(desk, file_id).next_part is Step.ARREARS or not file_of(desk, file_id).parts[5].done
    assert ask(desk, broken_handovers) == []


def test_the_database_itself_holds_what_happened(both: Desk) -> None:
    batch(both)
    parts(both, file_id_of(both, 1), upto=2)
    for statement in (
        "DELETE FROM handover_batch",
        "UPDATE handover_batch SET number = 'X'",
        "DELETE FROM handover_unit",
        "UPDATE handover_unit SET unit_id = 3",
        "UPDATE handover_event SET who = '别人'",
        "DELETE FROM handover_signed",
    ):
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.execute(text(statement))


def test_what_the_check_finds_where_a_row_was_tampered_with(desk: Desk) -> None:
    batch(desk)
    with desk.db.write() as session:
        session.execute(text("UPDATE handover_unit SET state = '已收楼' WHERE id = 1"))
    told = ask(desk, broken_handovers)
    assert any("对不上" in words for words in told)
    assert any("仍是未收楼" in words for words in told)


def test_the_lists_are_the_offices_own(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        run(desk, set_lists, SetLists(PAPERS, ("客厅",), block_unpaid=True, mend_days=15))
    wrong = SetLists((ListedPaper("甲"), ListedPaper("甲")), (), block_unpaid=True, mend_days=0)
    with pytest.raises(InvalidInput) as found:
        run(desk, set_lists, wrong, desk.supervisor)
    assert set(found.value.errors) == {"papers", "places", "mend_days"}


def test_somebody_without_the_right_asks_for_leave(desk: Desk) -> None:
    wait_for_handover(desk, 1)
    with pytest.raises(NeedsApproval):
        run(desk, make_batch, MakeBatch(FACTS, UnitPick()), desk.financier)


def test_D1_4_two_desks_do_not_both_give_away_the_last_half_hour(both: Desk) -> None:
    batch(both)
    homes = (file_id_of(both, 1), file_id_of(both, 2))

    def press(file_id: int) -> str:
        try:
            run(both, appoint, Appoint(file_id, TOMORROW, NINE))
        except Refused as refused:
            return refused.text
        return "done"

    with ThreadPoolExecutor(2) as desks:
        said = sorted(desks.map(press, homes))
    assert said[0].endswith("约满了（1 户），请另选")
    assert said[1] == "done"
    assert ask(both, broken_handovers) == []
