"""过户 and 租赁变更 in one command: roles, arrears, what belongs to those who leave, its paper, undone (D1.5); T15, T22, T23."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import Vehicle
from frontdesk.areas.archives.queries.billing import payer_of
from frontdesk.areas.archives.queries.resident_changes import waiting_changes
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.resident_changes import ChangeKind as Told
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, Bill, add_fee_item, bill
from frontdesk.areas.fees.service.late_fees import SetLateFee, set_late_fee
from frontdesk.areas.handover.model.transfers import Transfer
from frontdesk.areas.handover.queries.transfers import (
    TransferFilter,
    TransferShow,
    broken_transfers,
    find_transfers,
    transfer_figures,
    transfer_file,
    transfer_rows,
    transfers_of_unit,
)
from frontdesk.areas.handover.rules.transfers import Arrears, KeyFate, Side, Thing, Why
from frontdesk.areas.handover.service.papers import PrintHandover, print_handover
from frontdesk.areas.handover.service.transfer_commands import KeyDone, LongerLease, NewParty, TakeOver
from frontdesk.areas.handover.service.transfer_undo import UndoChange, undo_change
from frontdesk.areas.keys.queries.consents import consents_of
from frontdesk.areas.keys.queries.keys import key_row
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.permits import of_unit as permits_of
from frontdesk.areas.permits.rules.course import State
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk, Y
from tests.areas.decoration.site import Site
from tests.areas.handover.changing import (
    BUYER,
    ON,
    change,
    facts_of,
    furnish,
    lease_change,
    resident,
    roles_at,
    sale,
)
from tests.areas.handover.handing import ask, run, unit_row
from tests.tools import paper_reading as read

LEAVE = Approval(Right.HANDOVER_ALLOW, 3, "周敏", "业主在场")
HALF = Decimal(50)
TAKEN = TakeOver("单晓晓", "房款里已扣，由新业主承担", signed=True)


def errors_of(caught: pytest.ExceptionInfo[Any]) -> dict[str, str]:
    error = caught.value
    return dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}


def test_D1_5_T15_old_owner_out_new_owner_in_and_what_was_belongs_to_its_days(both: Desk) -> None:
    """One number, one transaction; who leaves with the old owner goes, the tenant stays, history is kept."""
    desk = both
    ids = furnish(desk)
    keys = (
        KeyDone(ids["door"], KeyFate.PASSED_ON), KeyDone(ids["cared"], KeyFate.PASSED_ON),
        KeyDone(ids["letter"], KeyFate.STAYS),
    )  # fmt: skip
    command = sale(
        desk, keys=keys, state=UnitState.VACANT, basis="不动产权证 0118213", token="t1", take_over=TAKEN
    )
    with pytest.raises(NeedsApproval) as asks:
        change(desk, command)
    assert asks.value.right is Right.HANDOVER_ALLOW, "rent charged beyond the day is taken off"
    made = change(desk, command, approval=LEAVE)
    assert made.number == "GH-2026-001"
    assert change(desk, command, approval=LEAVE).again, "T23"
    assert [r for r in roles_at(desk) if r[1] != "租客"] == [
        ("张硕", "业主", None, ON, None),
        ("张可", "家庭成员", None, ON, None),
        ("单晓晓", "业主", ON, None, Decimal(100)),
    ]
    assert ("夏天", "租客", date(2026, 3, 1), None, None) in roles_at(desk), "a sale breaks no lease"
    assert ask(desk, payer_of, 1, ON - timedelta(days=1))[1] == "张硕"
    assert ask(desk, payer_of, 1, ON)[1] == "单晓晓"
    states = {row.holder: row.state for row in ask(desk, permits_of, 1, TODAY)}
    assert states["张硕"] is states["张可"] is State.WITHDRAWN
    assert states["夏天"] is not State.WITHDRAWN
    lease = ask(desk, leases, TODAY, lease_ids=(ids["lease"],))[0]
    assert lease.ended_on == ON
    with desk.db.read() as session:
        assert session.get_one(Vehicle, ids["car"]).withdrawn_on == ON
    assert unit_row(desk, 1).state is UnitState.VACANT
    door, cared, letter = (ask(desk, key_row, ids[key], TODAY) for key in ("door", "cared", "letter"))
    assert (door.on_hand, door.out, door.gone) == (0, 0, 2), "the loan came back, all went to the new owner"
    assert (cared.on_hand, cared.in_care, letter.on_hand) == (0, False, 1)
    assert all(row.over for row in ask(desk, consents_of, 1, TODAY)), "the old owners' word on keys is over"
    told = {(row.kind, row.name) for row in ask(desk, waiting_changes, TODAY).rows}
    assert {(Told.OWNER_OUT, "张硕"), (Told.OWNER_IN, "单晓晓")} <= told
    assert ask(desk, broken_transfers) == []
    assert desk.broken() == []
    file = ask(desk, transfer_file, made.transfer_id)
    assert file.row.owed < command.owed, "rent beyond the day is owed no more"
    done = {(thing.sort, thing.done) for thing in file.things}
    assert (Thing.PERMIT, "已收回") in done
    assert (Thing.VEHICLE, "已注销") in done
    assert [(line.side, line.name) for line in file.roles][-1] == (Side.IN, "单晓晓")
    with pytest.raises(DBAPIError), desk.db.write() as session:
        session.execute(text("UPDATE transfer SET new_names = 'x'"))


def test_D1_5_arrears_with_late_fees_are_settled_or_taken_over_in_writing_or_a_supervisor_allows_it(
    desk: Desk,
) -> None:
    """T22; the charges stay with the payer they name."""
    first = desk.charge("255.36", month="2026-10")
    desk.charge("18.40", month="2026-11")
    with pytest.raises(Refused) as caught:
        change(desk, sale(desk))
    assert "273.76" in errors_of(caught)["reason"]
    for wrong in (TakeOver("单晓晓", "由新业主承担", signed=False), TakeOver("单晓晓", " ", signed=True)):
        with pytest.raises(InvalidInput) as caught:
            change(desk, sale(desk, take_over=wrong))
        assert "arrears" in errors_of(caught)
    stale = sale(desk, take_over=TAKEN)
    desk.charge("1.00", month="2026-11", item="水费")
    with pytest.raises(InvalidInput) as caught:
        change(desk, stale)
    assert "274.76" in errors_of(caught)["arrears"], "what was shown is owed no more: it is looked at again"
    with pytest.raises(NeedsApproval):
        change(desk, sale(desk, reason="老业主出国，答应月底汇款"))
    made = change(desk, sale(desk, take_over=TAKEN))
    file = ask(desk, transfer_file, made.transfer_id)
    assert (file.row.arrears, file.row.owed, file.taken_by) == (Arrears.TAKEN_OVER, Y("274.76"), "单晓晓")
    assert [(line.period, line.payer) for line in file.charges][0] == ("2026-10", "张硕")
    with desk.db.read() as session:
        assert session.get_one(Charge, first).payer_name == "张硕"
    later = sale(desk, new=(NewParty("仇建"),), on=TODAY, reason="新业主急卖")
    allowed = change(desk, later, approval=LEAVE)
    assert ask(desk, transfer_file, allowed.transfer_id).approver == "周敏"
    assert ask(desk, broken_transfers) == []


def test_D1_5_M5_1_the_late_fee_up_to_the_day_is_part_of_what_is_taken_over(desk: Desk) -> None:
    """255.36 due 2026-10-31, 21 days at 0.05 %: 2.68 (M5.2); the paper says both, and their sum in capitals."""
    late = SetLateFee(1, date(2026, 1, 1), Decimal("0.0005"))
    desk.run(set_late_fee, late, desk.supervisor, yes=("late_fee.past",))
    desk.charge("255.36", month="2026-10")
    made = change(desk, sale(desk, take_over=TAKEN))
    file = ask(desk, transfer_file, made.transfer_id)
    assert (file.row.owed, file.late) == (Y("258.04"), Y("2.68"))
    text = read.text(run(desk, print_handover, PrintHandover("transfer_sheet", made.number)).pdf)
    assert "2.68" in text
    assert "贰佰伍拾捌元零肆分" in text
    assert ask(desk, broken_transfers) == []


def test_D1_5_M2_6_T15_the_month_of_the_day_and_the_one_after_name_the_right_payer(desk: Desk) -> None:
    """Billed before it stays the old owner's; the last day of a period says who owes for it."""
    item = AddFeeItem(
        "物业费", Category.SERVICE, Pricing.AREA, price=Decimal("2.85"), price_from=date(2020, 1, 1), kinds=(UnitKind.HOME,)
    )  # fmt: skip
    desk.run(add_fee_item, item, desk.supervisor)
    desk.run(bill, Bill(Month(2026, 10)), desk.supervisor)
    facts = facts_of(desk)
    change(desk, sale(desk, take_over=TAKEN, owed=facts.owed + facts.late))
    desk.clock.at += timedelta(days=10)
    for month in (Month(2026, 11), Month(2026, 12)):
        desk.run(bill, Bill(month), desk.supervisor)
    with desk.db.read() as session:
        query = select(Charge.period, Charge.payer_name).where(Charge.unit_id == 1).order_by(Charge.period)
        assert [tuple(row) for row in session.execute(query)] == [
            ("2026-10", "张硕"), ("2026-11", "单晓晓"), ("2026-12", "单晓晓"),
        ]  # fmt: skip


def test_D1_5_T22_decoration_under_way_stops_a_sale_unless_a_supervisor_allows_it(desk: Desk) -> None:
    Site(desk).apply()
    with pytest.raises(Refused) as caught:
        change(desk, sale(desk))
    assert "装修" in errors_of(caught)["reason"]
    named = sale(desk, reason="新业主接着装修")
    with pytest.raises(NeedsApproval):
        change(desk, named)
    made = change(desk, named, approval=LEAVE)
    file = ask(desk, transfer_file, made.transfer_id)
    assert (file.approver, "新业主接着装修" in file.allowed_for) == ("周敏", True)
    assert Thing.DECORATION in {thing.sort for thing in file.things}


def test_D1_5_several_owners_with_shares_somebody_known_and_one_who_stays(desk: Desk) -> None:
    """Shares are 100 % in all; who comes in as an owner is no family member any more; a half may be sold."""
    child = resident(desk, 2, "业主家女儿", RoleKind.FAMILY)
    pair = (NewParty("业主家女儿", child, share=HALF), NewParty("仇建", share=HALF))
    for new, word in (
        ((replace(pair[0], share=Decimal(60)), pair[1]), "110%"),
        ((replace(pair[0], share=None), pair[1]), "业主家女儿"),
        ((pair[0], replace(pair[0])), "两次"),
        ((), "新业主"),
        ((replace(BUYER, share=HALF),), "100%"),
    ):
        with pytest.raises(InvalidInput) as caught:
            change(desk, sale(desk, unit_id=2, out=("业主",), new=new))
        assert word in errors_of(caught)["new"]
    change(desk, sale(desk, unit_id=2, out=("业主",), new=pair))
    assert ("业主家女儿", "家庭成员", None, ON, None) in roles_at(desk, 2)
    owners = facts_of(desk, 2).roles_of(RoleKind.OWNER)
    assert [(r.name, r.share) for r in owners] == [("业主家女儿", HALF), ("仇建", HALF)]
    half = replace(
        sale(desk, unit_id=2, out=(), new=(replace(BUYER, share=HALF),)), on=TODAY, out=(owners[1].role_id,)
    )
    change(desk, half)
    assert [r.name for r in facts_of(desk, 2).roles_of(RoleKind.OWNER)] == ["业主家女儿", "单晓晓"]
    with pytest.raises(InvalidInput) as caught:
        change(desk, sale(desk, unit_id=3, new=(replace(BUYER, name="单某"),)))
    assert "单晓晓" in errors_of(caught)["new"], "a number that somebody has already is no second person's"
    assert ask(desk, broken_transfers) == []


def test_D1_5_a_damaged_day_is_answered_in_words(desk: Desk) -> None:
    cases = (
        (TODAY + timedelta(days=1), "今天"),
        (date(2026, 3, 1), "2026-03-01"),
        (date(2026, 2, 1), "2026-03-01"),
    )
    with desk.db.write() as session:
        session.execute(text("UPDATE unit_role SET starts_on = '2026-03-01' WHERE unit_id = 1"))
    for day, word in cases:
        with pytest.raises(InvalidInput) as caught:
            change(desk, sale(desk, on=day))
        assert word in errors_of(caught)["on"]
    with pytest.raises(NeedsConfirmation):
        change(desk, sale(desk, unit_id=2, on=TODAY - timedelta(days=500)))
    with pytest.raises(InvalidInput) as caught:
        change(desk, sale(desk, unit_id=2, out=()))
    assert "out" in errors_of(caught)


def test_D1_5_prepaid_money_stays_with_the_home_and_deposits_with_who_paid(desk: Desk) -> None:
    desk.open()
    desk.collect("cash=100", prepay=Y("100"))
    deposit = desk.take("cash=2000")
    with pytest.raises(InvalidInput) as caught:
        change(desk, sale(desk))
    assert "100.00" in errors_of(caught)["prepaid"]
    made = change(desk, sale(desk, prepaid_stays=True))
    file = ask(desk, transfer_file, made.transfer_id)
    assert file.prepaid == Y("100")
    assert desk.prepaid() == Y("100")
    told = next(thing for thing in file.things if thing.sort is Thing.DEPOSIT)
    assert deposit.number in told.what
    assert told.done == "仍退交款人"


def test_D1_5_D0_4_T12_the_paper_is_frozen_and_the_second_is_marked(desk: Desk) -> None:
    desk.charge("255.36", month="2026-10")
    made = change(desk, sale(desk, take_over=TAKEN, basis="不动产权证 0118213"))
    first = run(desk, print_handover, PrintHandover("transfer_sheet", made.number))
    again = run(desk, print_handover, PrintHandover("transfer_sheet", made.number))
    text = read.text(first.pdf)
    for words in (
        "GH-2026-001",
        "过户确认单",
        "110101********0476",
        "138****2208",
        "由单晓晓书面承接",
        "255.36",
        "旧业主签字",
    ):
        assert words in text
    assert "13867512208" not in text, "D1.9"
    assert "补打" not in text
    assert "补打 1" in read.text(again.pdf)


def test_D1_5_D0_5_undone_by_a_document_of_its_own_and_only_the_last(desk: Desk) -> None:
    first = change(desk, sale(desk, state=UnitState.VACANT))
    second = change(desk, sale(desk, new=(NewParty("仇建"),), on=TODAY))
    with pytest.raises(Refused) as caught:
        run(desk, undo_change, UndoChange(first.transfer_id, "点错户"))
    assert second.number in caught.value.text
    with pytest.raises(NeedsApproval):
        run(desk, undo_change, UndoChange(second.transfer_id, "点错户"))
    assert (
        run(desk, undo_change, UndoChange(second.transfer_id, "点错户"), approval=LEAVE).number
        == "GH-2026-003"
    )
    back = run(desk, undo_change, UndoChange(first.transfer_id, "合同解除"), desk.supervisor)
    assert ask(desk, payer_of, 1, TODAY)[1] == "张硕"
    assert unit_row(desk, 1).state is UnitState.OWNER
    assert "过户撤销单" in read.text(
        run(desk, print_handover, PrintHandover("transfer_sheet", back.number)).pdf
    )
    for again in (first.transfer_id, back.transfer_id):
        with pytest.raises(Refused):
            run(desk, undo_change, UndoChange(again, "再撤"), desk.supervisor)
    assert ask(desk, broken_transfers) == []
    change(desk, sale(desk, new=(NewParty("解放"),)))
    third = ask(desk, transfers_of_unit, 1)[0]
    desk.clock.at += timedelta(days=1)
    with desk.db.write() as session:
        session.execute(
            text(
                "UPDATE unit_role SET ends_on = '2026-11-22' WHERE starts_on = '2026-11-20' AND ends_on IS NULL"
            )
        )
    with pytest.raises(Refused) as caught:
        run(desk, undo_change, UndoChange(third.id, "晚了"), desk.supervisor)
    assert "解放" in caught.value.text


def test_D1_5_lease_changes_a_tenant_out_another_in_one_goes_on_longer(desk: Desk) -> None:
    """The tenant's permits, keys and word go with the tenant; what the owner owes stays the owner's."""
    ids = furnish(desk)
    desk.charge("255.36", month="2026-10")
    tenant = next(r for r in facts_of(desk).roles if r.kind is RoleKind.TENANT)
    comes = NewParty("解放", phone="15012343306", last_on=date(2027, 11, 19))
    for why, more, field in (
        (Why.LET_ANEW, {"new": (comes,)}, "out"), (Why.LET, {}, "new"), (Why.LONGER, {}, "longer"),
        (Why.LEFT, {"out": (tenant.role_id,), "new": (comes,)}, "new"),
        (Why.LET, {"new": (replace(comes, last_on=date(2056, 1, 1)),)}, "new"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            change(desk, lease_change(desk, why, **more))
        assert field in errors_of(caught)
    anew = lease_change(
        desk, Why.LET_ANEW, out=(tenant.role_id,), new=(comes,), keys=(KeyDone(ids["door"], KeyFate.PASSED_ON),),
        state=UnitState.LET,
    )  # fmt: skip
    made = change(desk, anew)
    assert made.number == "ZB-2026-001"
    states = {row.holder: row.state for row in ask(desk, permits_of, 1, TODAY)}
    assert states["夏天"] is State.WITHDRAWN
    assert states["张硕"] is not State.WITHDRAWN
    assert ("解放", "租客", ON, date(2027, 11, 20), None) in roles_at(desk)
    assert ask(desk, transfer_file, made.transfer_id).row.arrears is Arrears.STAYS
    now = next(r for r in facts_of(desk).roles if r.kind is RoleKind.TENANT)
    with pytest.raises(InvalidInput):
        change(desk, lease_change(desk, Why.LONGER, longer=(LongerLease(now.role_id, date(2027, 11, 19)),)))
    longer = change(
        desk, lease_change(desk, Why.LONGER, longer=(LongerLease(now.role_id, date(2028, 11, 19)),))
    )
    assert ("解放", "租客", ON, date(2028, 11, 20), None) in roles_at(desk)
    assert "续租租户签字" in read.text(
        run(desk, print_handover, PrintHandover("lease_sheet", longer.number)).pdf
    )
    assert Told.EXTENDED not in {row.kind for row in ask(desk, waiting_changes, TODAY).rows}, (
        "told as one row: 入住"
    )
    assert ask(desk, broken_transfers) == []


def test_D1_5_T15_a_lease_may_be_written_down_ahead_and_moves_the_state_on_its_day(desk: Desk) -> None:
    begins = TODAY + timedelta(days=20)
    comes = NewParty("解放", last_on=begins + timedelta(days=364))
    with pytest.raises(InvalidInput) as caught:
        change(desk, lease_change(desk, Why.LET, new=(comes,), on=TODAY + timedelta(days=91)))
    assert "on" in errors_of(caught)
    change(desk, lease_change(desk, Why.LET, new=(comes,), on=begins, state=UnitState.LET))
    assert ("解放", "租客", begins, begins + timedelta(days=365), None) in roles_at(desk)
    assert unit_row(desk, 1).state is UnitState.OWNER
    assert ask(desk, broken_transfers) == []


def test_D1_5_M2_6_a_tenant_who_pays_answers_for_what_is_owed(desk: Desk) -> None:
    resident(desk, 1, "夏天", RoleKind.TENANT)
    desk.charge("255.36", month="2026-10")
    with desk.db.write() as session:
        session.execute(text(f"UPDATE unit SET payer = '{Payer.TENANT.value}' WHERE id = 1"))
    tenant = next(r for r in facts_of(desk).roles if r.kind is RoleKind.TENANT)
    left = lease_change(desk, Why.LEFT, out=(tenant.role_id,))
    with pytest.raises(Refused):
        change(desk, left)
    made = change(desk, replace(left, take_over=TakeOver("张硕", "从押金里扣", signed=True)))
    assert ask(desk, transfer_file, made.transfer_id).taken_by == "张硕"


def test_D1_5_D0_7_the_list_its_chips_search_and_what_check_names(desk: Desk) -> None:
    change(desk, sale(desk))
    resident(desk, 2, "夏天", RoleKind.TENANT)
    wanted = TransferFilter(TODAY)
    figures = ask(desk, transfer_figures, wanted)
    assert (figures.count, figures.shows[TransferShow.OWNER], figures.shows[TransferShow.LEASE]) == (1, 1, 0)
    assert [row.new for row in ask(desk, transfer_rows, replace(wanted, text="单晓"))] == ["单晓晓"]
    assert ask(desk, transfer_rows, replace(wanted, show=TransferShow.UNDONE)) == ()
    assert ask(desk, transfer_rows, replace(wanted, first=TODAY)) == ()
    assert [row.number for row in ask(desk, find_transfers, "gh-2026", 5)] == ["GH-2026-001"]
    assert ask(desk, find_transfers, "2026", 5) == ()
    with desk.db.write() as session:
        session.execute(text("UPDATE unit_role SET ends_on = NULL WHERE person_id = 1"))
    assert "GH-2026-001" in ask(desk, broken_transfers)[0]
    assert desk.runner.read(lambda s: s.scalar(select(Transfer.new_names))) == "单晓晓"
