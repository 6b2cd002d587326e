"""Keys received, lent, returned, in care, handed over, lost, found, replaced, undone (D3.1); T21, T22, T23."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.queries import deposit
from frontdesk.areas.keys.model import KeyMovement
from frontdesk.areas.keys.queries import (
    care_ending,
    held_deposit,
    key_figures,
    of_unit,
    out_now,
    overdue,
    who_had,
)
from frontdesk.areas.keys.queries.files import Holding
from frontdesk.areas.keys.queries.keys import KeyFilter
from frontdesk.areas.keys.rules.course import change
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState, Move, Slip, WhoKind
from frontdesk.areas.keys.service import (
    Care,
    ChangeKey,
    EndCare,
    EndConsent,
    FindKeys,
    HandOver,
    LoseKeys,
    NewKey,
    Pieces,
    PrintSlip,
    ReceiveMore,
    ReplaceKeys,
    TakeIntoCare,
    UndoMovement,
    Who,
    change_key,
    end_care,
    end_consent,
    find_keys,
    hand_over,
    lose_keys,
    print_slip,
    receive_more,
    replace_keys,
    take_into_care,
    undo_movement,
)
from frontdesk.base.store.audit import history
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.money import Money
from tests.areas.keys.cabinet import OWNER, STAFF, WORKER, Cabinet


def test_D3_1_keys_are_registered_under_a_tag_each_with_one_slip(cabinet: Cabinet) -> None:
    made = cabinet.receive(
        NewKey(KeyKind.DOOR, 5, "A 柜", "12"), NewKey(KeyKind.LETTERBOX, 2, "A 柜", "12"), words="收楼收到"
    )
    assert made.tags == ("K-000001", "K-000002")
    assert (made.form, made.number) == (Slip.HANDOVER, "JJ-20261121-001")
    door = cabinet.row(made.key_ids[0])
    assert (door.unit, door.on_hand, door.state, door.hangs) == ("3-1-1202", 5, KeyState.IN, "A 柜 12")
    assert cabinet.tag("k1") == door
    assert cabinet.tag("Ｋ－０００００１\n") == door
    assert cabinet.broken() == []


def test_D3_1_a_loan_goes_out_and_comes_back(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.key()
    lent = cabinet.lend(key, days=1)
    assert lent.number == "JY-20261121-001"
    row = cabinet.row(key)
    assert (row.state, row.on_hand, row.out, row.holder) == (KeyState.OUT, 0, 1, "张硕")
    assert row.due == cabinet.today + timedelta(days=1)
    back = cabinet.back(lent.movement_ids[0])
    assert (back.tags, back.pieces, back.deposits) == (("K-000001",), 1, ())
    assert cabinet.row(key).state is KeyState.IN
    assert [move.kind for move in cabinet.file(key).moves] == [Move.RETURNED, Move.LENT, Move.RECEIVED]
    assert cabinet.broken() == []


def test_D3_1_a_key_that_is_out_cannot_be_lent_and_says_who_has_it(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.lend(key)
    with pytest.raises(
        Refused, match=r"K-000001 已经借出，在张硕（2026-11-21 借，2026-11-21 还）"
    ) as refused:
        cabinet.lend(key, who=STAFF)
    assert refused.value.field == "keys"
    assert cabinet.broken() == []


def test_D3_1_part_of_the_keys_of_a_tag_goes_out_and_part_comes_back(cabinet: Cabinet) -> None:
    key = cabinet.plant(3)
    first = cabinet.lend((key, 2), who=STAFF)
    with pytest.raises(Refused, match="柜里有 1 把"):
        cabinet.lend((key, 2), who=WORKER)
    cabinet.lend((key, 1), who=WORKER)
    cabinet.back((first.movement_ids[0], 1))
    row = cabinet.row(key)
    assert (row.on_hand, row.out, row.holder) == (1, 2, "李师傅、郑凯")
    with pytest.raises(Refused, match="这笔只借出 1 把"):
        cabinet.back((first.movement_ids[0], 2))
    cabinet.back(first.movement_ids[0])
    with pytest.raises(Refused, match="已经还了"):
        cabinet.back(first.movement_ids[0])
    assert cabinet.broken() == []


def test_the_database_refuses_a_second_loan_whatever_the_code_does(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.key()
    lent = cabinet.lend(key)

    def move(kind: Move, loan_id: int | None = None) -> KeyMovement:
        return KeyMovement(
            key_id=key, kind=kind, moved_on=cabinet.today, at=cabinet.desk.clock.now(), pieces=1,
            change=change(kind, 1), loan_id=loan_id, who_kind=None, person_id=None, until=None,
            consent_id=None, approver_id=None, by_id=4, by="何倩",
        )  # fmt: skip

    for wrong in (move(Move.LENT), move(Move.HANDED_OVER)):
        with pytest.raises(DBAPIError, match="more keys than hang there"), cabinet.desk.db.write() as session:
            session.add(wrong)
    cabinet.back(lent.movement_ids[0])
    with pytest.raises(DBAPIError, match="more keys than were lent"), cabinet.desk.db.write() as session:
        session.add(move(Move.RETURNED, lent.movement_ids[0]))
    for statement in (
        "UPDATE key_movement SET pieces = 9", "DELETE FROM key_movement", "DELETE FROM key_tag",
        "UPDATE key_tag SET tag = 'K-9'", "DELETE FROM key_consent",
    ):  # fmt: skip
        if "consent" in statement:
            cabinet.consent()
        with pytest.raises(DBAPIError), cabinet.desk.db.write() as session:
            session.execute(text(statement))


def test_T21_overdue_is_worked_out_when_it_is_shown_and_gone_once_the_key_is_back(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key, other = cabinet.key(), cabinet.plant()
    lent = cabinet.lend(key, days=1)
    cabinet.lend(other, who=STAFF, days=9)
    cabinet.tomorrow()
    assert cabinet.row(key).state is KeyState.OUT
    assert cabinet.read(overdue, cabinet.today) == ()
    cabinet.tomorrow(2)
    (late,) = cabinet.read(overdue, cabinet.today)
    states = cabinet.read(key_figures, KeyFilter(cabinet.today)).states
    assert (states[KeyState.OUT], states[KeyState.OVERDUE], states[KeyState.IN]) == (2, 1, 0)
    assert (late.id, late.state, late.holder) == (key, KeyState.OVERDUE, "张硕")
    (loan,) = cabinet.file(key).loans
    assert loan.overdue(cabinet.today) == 2
    assert [row.id for row in cabinet.read(out_now, cabinet.today)] == [key, other]
    cabinet.back(lent.movement_ids[0])
    assert cabinet.read(overdue, cabinet.today) == ()
    # What stood overdue on that day stands so in a report of that day (T15).
    cabinet.tomorrow()
    assert [row.id for row in cabinet.read(overdue, date(2026, 11, 23))] == [key]
    assert cabinet.row(key, date(2026, 11, 22)).state is KeyState.OUT


def test_D3_1_who_had_it_on_a_day(cabinet: Cabinet) -> None:
    key = cabinet.plant(2)
    lent = cabinet.lend(key, who=STAFF, days=5)
    cabinet.tomorrow(3)
    cabinet.back(lent.movement_ids[0])
    cabinet.lend((key, 2), who=WORKER)
    first = date(2026, 11, 21)
    assert cabinet.read(who_had, key, first) == (Holding("李师傅", 1, first), Holding("", 1))
    assert cabinet.read(who_had, key, first + timedelta(days=2)) == (
        Holding("李师傅", 1, first),
        Holding("", 1),
    )
    assert cabinet.read(who_had, key, cabinet.today) == (Holding("郑凯", 2, cabinet.today),)
    assert cabinet.read(who_had, key, first - timedelta(days=1)) == ()


# -- the owner's word --


def test_D3_1_a_homes_key_is_lent_only_to_whom_the_owner_named(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.key()
    with pytest.raises(Refused, match="3-1-1202 的业主没有登记同意借给郑凯") as refused:
        cabinet.lend(key, who=WORKER)
    assert refused.value.field == "allow_reason"
    consent = cabinet.consent("宏盛装饰", words="装修期间", ends_on=date(2026, 12, 1))
    lent = cabinet.lend(key, who=WORKER)
    move = cabinet.file(key).moves[0]
    assert move.basis == "业主同意（装修期间，至 2026-11-30；业主 11-20 书面）"
    assert (move.id_number, move.phone) == ("330106********2417", "138****5678")
    cabinet.back(lent.movement_ids[0])
    cabinet.run(end_consent, EndConsent(consent, reason="装修完工"))
    with pytest.raises(Refused, match="没有登记同意"):
        cabinet.lend(key, who=WORKER)
    assert cabinet.broken() == []


def test_D3_1_a_consent_ends_by_itself(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.consent("郑凯", ends_on=cabinet.today + timedelta(days=1))
    lent = cabinet.lend(key, who=WORKER)
    cabinet.tomorrow()
    cabinet.back(lent.movement_ids[0])
    with pytest.raises(Refused, match="没有登记同意"):
        cabinet.lend(key, who=WORKER)


def test_D3_1_what_forbids_goes_before_what_allows_and_before_being_an_owner(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.consent("宏盛装饰")
    cabinet.consent("郑凯", allow=False, words="已离职")
    with pytest.raises(Refused, match="业主不同意借给郑凯（已离职；业主 11-20 书面）"):
        cabinet.lend(key, who=WORKER)
    cabinet.lend(key, who=Who(WhoKind.VISITOR, "王强", phone="13900001111", company="宏盛装饰"))
    other = cabinet.key(KeyKind.LETTERBOX)
    cabinet.consent("", allow=False, person_id=1)
    with pytest.raises(Refused, match="不同意借给张硕"):
        cabinet.lend(other)


def test_T22_a_supervisor_lets_a_key_go_against_the_list_with_a_reason(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.consent("郑凯", allow=False)
    with pytest.raises(NeedsApproval, match="业主不同意，要主管准许") as asked:
        cabinet.lend(key, who=WORKER, allow_reason="漏水，业主电话同意")
    assert asked.value.right == "keys.allow"
    lent = cabinet.lend(key, who=WORKER, approval=cabinet.leave())
    move = cabinet.file(key).moves[0]
    assert (move.approver, move.allowed_words) == ("周敏", "业主电话同意，工程部在场")
    cabinet.back(lent.movement_ids[0])
    # Who has the right needs nobody else, but a reason all the same.
    with pytest.raises(Refused, match="写明原因"):
        cabinet.lend(key, who=WORKER, actor=cabinet.desk.supervisor)
    cabinet.lend(key, who=WORKER, actor=cabinet.desk.supervisor, allow_reason="漏水抢修")
    assert cabinet.file(key).moves[0].approver == "周敏"


def test_keys_of_common_places_ask_for_no_consent(cabinet: Cabinet) -> None:
    keys = (cabinet.plant(), cabinet.key(KeyKind.WATER))
    lent = cabinet.lend(*keys, who=STAFF)
    assert len(lent.movement_ids) == 2
    assert cabinet.file(keys[1]).moves[0].basis == ""


def test_a_list_says_each_name_once_and_only_with_its_source(cabinet: Cabinet) -> None:
    cabinet.consent("郑凯")
    with pytest.raises(Refused, match="名单里已经有“郑凯”"):
        cabinet.consent("郑凯")
    with pytest.raises(Refused, match="请写明业主怎么说的") as refused:
        cabinet.consent("王强", source=" ")
    assert refused.value.field == "source"
    cabinet.consent("郑凯", allow=False)
    with pytest.raises(Refused, match="请先结束那一条"):
        cabinet.consent("郑凯", unit_id=1, allow=True)


@pytest.mark.parametrize(
    ("who", "more", "field"),
    [
        (Who(WhoKind.VISITOR, "郑凯"), {}, "id_number"),
        (Who(WhoKind.VISITOR, ""), {}, "who"),
        (Who(WhoKind.RESIDENT), {}, "who"),
        (STAFF, {"why": " "}, "why"),
        (STAFF, {"until": None}, "until"),
        (STAFF, {"until": date(2026, 11, 20)}, "until"),
    ],
)
def test_what_a_loan_lacks_is_said_beside_its_field(
    cabinet: Cabinet, who: Who, more: dict[str, object], field: str
) -> None:
    key = cabinet.plant()
    with pytest.raises(Refused) as refused:
        cabinet.lend(key, who=who, **more)
    assert refused.value.field == field
    assert cabinet.row(key).state is KeyState.IN


# -- money --


def test_D3_1_a_deposit_is_taken_with_the_loan_and_given_back_at_the_till(cabinet: Cabinet) -> None:
    key = cabinet.key()
    with pytest.raises(Refused, match="还没有开班"):
        cabinet.lend(key, deposit="200", actor=cabinet.desk.cashier)
    assert cabinet.row(key).state is KeyState.IN
    cabinet.desk.open()
    lent = cabinet.lend(key, deposit="200", actor=cabinet.desk.cashier)
    assert lent.deposit == "YJ00000001"
    held = cabinet.read(deposit, lent.deposit)
    assert held is not None
    assert (held.row.amount, held.row.purpose, held.row.payer) == (Money.yuan(200), "钥匙", "张硕")
    assert (held.row.source_kind, held.row.source_id) == ("key", lent.movement_ids[0])
    found = cabinet.read(held_deposit, lent.number)
    assert found is not None
    assert found.number == lent.deposit
    back = cabinet.back(lent.movement_ids[0])
    assert back.deposits == (lent.deposit,)
    cabinet.desk.give_back(lent.deposit)
    assert cabinet.read(held_deposit, lent.number) is None
    assert cabinet.desk.broken() == []


def test_a_deposit_for_a_key_of_no_unit_asks_whose_it_is(cabinet: Cabinet) -> None:
    key = cabinet.plant()
    cabinet.desk.open()
    with pytest.raises(Refused) as refused:
        cabinet.lend(key, who=WORKER, deposit="100", actor=cabinet.desk.cashier)
    assert refused.value.field == "deposit_unit_id"
    lent = cabinet.lend(key, who=WORKER, deposit="100", actor=cabinet.desk.cashier, deposit_unit_id=2)
    held = cabinet.read(deposit, lent.deposit)
    assert held is not None
    assert (held.row.unit, held.row.payer) == ("2-2-0801", "郑凯")


def test_T23_the_same_press_twice_lends_once(cabinet: Cabinet) -> None:
    key = cabinet.plant(2)
    cabinet.desk.open()
    cashier = cabinet.desk.cashier
    first = cabinet.lend(key, who=STAFF, token="a", deposit="100", deposit_unit_id=1, actor=cashier)
    second = cabinet.lend(key, who=STAFF, token="a", deposit="100", deposit_unit_id=1, actor=cashier)
    assert (second.number, second.deposit, second.again) == (first.number, first.deposit, True)
    assert cabinet.row(key).out == 1
    with pytest.raises(Refused, match="已经存过了"):
        cabinet.lend(key, who=STAFF, token="a")
    one = cabinet.receive(NewKey(KeyKind.DOOR), NewKey(KeyKind.LETTERBOX), token="b")
    two = cabinet.receive(NewKey(KeyKind.DOOR), NewKey(KeyKind.LETTERBOX), token="b")
    assert (two.key_ids, two.tags, two.number, two.again) == (one.key_ids, one.tags, one.number, True)


# -- care, handing over, loss --


def test_D3_1_keys_in_our_care_with_the_signed_authority_and_its_end(cabinet: Cabinet) -> None:
    with pytest.raises(Refused) as refused:
        cabinet.receive(NewKey(KeyKind.DOOR), care=Care(""))
    assert refused.value.field == "authority"
    with pytest.raises(Refused, match="不能早于今天"):
        cabinet.receive(NewKey(KeyKind.DOOR), care=Care("业主委托书", date(2026, 11, 1)))
    made = cabinet.receive(NewKey(KeyKind.DOOR, 2), care=Care("业主委托书", date(2027, 5, 31)))
    assert (made.form, made.number) == (Slip.CARE, "TG-20261121-001")
    key = made.key_ids[0]
    row = cabinet.row(key)
    assert (row.state, row.in_care, row.care_until) == (KeyState.CARE, True, date(2027, 5, 31))
    lent = cabinet.lend(key)
    with pytest.raises(Refused, match="还有 1 把借在外面（张硕）"):
        cabinet.run(end_care, EndCare(key, OWNER))
    cabinet.back(lent.movement_ids[0])
    cabinet.tomorrow()
    with pytest.raises(Refused, match="别人来领请写明业主的委托"):
        cabinet.run(end_care, EndCare(key, WORKER))
    ended = cabinet.run(end_care, EndCare(key, OWNER))
    assert (ended.form, ended.number) == (Slip.HANDOVER, "JJ-20261122-001")
    assert cabinet.row(key).state is KeyState.GONE
    assert cabinet.row(key, date(2026, 11, 21)).state is KeyState.CARE
    assert cabinet.broken() == []


def test_D3_1_T22_once_care_has_ended_only_the_owner_still_has_the_key(cabinet: Cabinet) -> None:
    """As the agreement says; a supervisor may allow it with a reason."""
    made = cabinet.receive(NewKey(KeyKind.DOOR, 3), care=Care("委托书", cabinet.today + timedelta(days=1)))
    key = made.key_ids[0]
    cabinet.consent("郑凯")
    cabinet.tomorrow()
    cabinet.lend(key, who=WORKER)
    cabinet.tomorrow()
    with pytest.raises(Refused, match="3-1-1202 的托管 2026-11-22 已到期，不再外借"):
        cabinet.lend(key, who=WORKER)
    cabinet.lend(key, who=WORKER, approval=cabinet.leave())
    cabinet.lend(key, who=OWNER)


def test_D3_1_keys_that_hang_here_go_into_care_and_the_term_is_renewed(cabinet: Cabinet) -> None:
    key = cabinet.key(pieces=2)
    done = cabinet.run(take_into_care, TakeIntoCare((key,), OWNER, Care("委托书", date(2026, 12, 31))))
    assert done.form is Slip.CARE
    assert (cabinet.row(key).state, cabinet.row(key).on_hand) == (KeyState.CARE, 2)
    cabinet.run(take_into_care, TakeIntoCare((key,), OWNER, Care("续签", date(2027, 12, 31))))
    assert cabinet.row(key).care_until == date(2027, 12, 31)
    assert cabinet.read(care_ending, date(2027, 12, 30), cabinet.today) == ()
    assert [row.id for row in cabinet.read(care_ending, date(2027, 12, 31), cabinet.today)] == [key]
    plant = cabinet.plant()
    with pytest.raises(Refused, match="托管的是业主的钥匙"):
        cabinet.run(take_into_care, TakeIntoCare((plant,), OWNER, Care("委托书")))
    with pytest.raises(Refused, match="一份托管协议只写一户"):
        cabinet.run(take_into_care, TakeIntoCare((key, plant), OWNER, Care("委托书")))


def test_D3_1_keys_are_handed_to_the_owner_or_with_the_owners_word(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.key(pieces=5)
    with pytest.raises(Refused, match="这户的业主是张硕") as refused:
        cabinet.run(hand_over, HandOver((Pieces(key, 5),), WORKER))
    assert refused.value.field == "authority"
    with pytest.raises(Refused, match="柜里只有 5 把"):
        cabinet.run(hand_over, HandOver((Pieces(key, 6),), OWNER))
    done = cabinet.run(hand_over, HandOver((Pieces(key, 4),), OWNER, words="收楼"))
    assert (done.number, done.pieces) == ("JJ-20261121-002", 4)
    assert (cabinet.row(key).state, cabinet.row(key).gone) == (KeyState.IN, 4)
    cabinet.run(hand_over, HandOver((Pieces(key, 1),), WORKER, authority="业主 11-20 委托书"))
    assert cabinet.row(key).state is KeyState.GONE
    with pytest.raises(Refused, match="已移交，不能借出"):
        cabinet.lend(key)
    assert cabinet.broken() == []


def test_D3_1_lost_found_and_replaced(cabinet: Cabinet) -> None:
    key = cabinet.plant(3)
    lent = cabinet.lend((key, 2), who=STAFF)
    with pytest.raises(Refused, match="请写明怎么丢的"):
        cabinet.run(lose_keys, LoseKeys(key, 1, ""))
    cabinet.run(lose_keys, LoseKeys(key, 1, "借用人丢在外面", loan_id=lent.movement_ids[0]))
    row = cabinet.row(key)
    assert (row.on_hand, row.out, row.lost, row.state) == (1, 1, 1, KeyState.OUT)
    cabinet.run(lose_keys, LoseKeys(key, 1, "柜里少了"))
    with pytest.raises(Refused, match="柜里只有 0 把"):
        cabinet.run(lose_keys, LoseKeys(key, 1, "又少了"))
    cabinet.back(lent.movement_ids[0])
    cabinet.run(find_keys, FindKeys(key, 1, "抽屉里找到"))
    cabinet.run(replace_keys, ReplaceKeys(key, 1, "配了一把"))
    with pytest.raises(Refused, match="没有登记过遗失"):
        cabinet.run(find_keys, FindKeys(key, 1))
    assert (cabinet.row(key).on_hand, cabinet.row(key).lost) == (3, 0)
    cabinet.run(lose_keys, LoseKeys(key, 3, "钥匙柜被撬，已报警"))
    assert cabinet.row(key).state is KeyState.LOST
    assert cabinet.broken() == []


def test_more_keys_come_for_a_tag(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.run(receive_more, ReceiveMore(key, 2, OWNER, words="又配了两把"))
    assert cabinet.row(key).on_hand == 3
    with pytest.raises(Refused, match="最多 99 把"):
        cabinet.run(receive_more, ReceiveMore(key, 97, OWNER))


def test_D0_5_a_mistake_is_undone_and_shows_so(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.key()
    first = cabinet.file(key).moves[0].id
    lent = cabinet.lend(key)
    with pytest.raises(Refused, match="只能撤销最后一条"):
        cabinet.run(undo_movement, UndoMovement(first, "登错"))
    with pytest.raises(Refused, match="请写明撤销的原因"):
        cabinet.run(undo_movement, UndoMovement(lent.movement_ids[0], " "))
    assert cabinet.run(undo_movement, UndoMovement(lent.movement_ids[0], "扫错牌")) == "K-000001 借出"
    assert cabinet.row(key).state is KeyState.IN
    assert cabinet.file(key).moves[0].undone == "扫错牌"
    cabinet.tomorrow()
    with pytest.raises(NeedsApproval, match="撤销要主管准许"):
        cabinet.run(undo_movement, UndoMovement(first, "登错户"))
    cabinet.run(undo_movement, UndoMovement(first, "登错户"), approval=cabinet.leave())
    assert cabinet.row(key).state is KeyState.VOID
    assert cabinet.broken() == []


def test_a_loan_with_a_deposit_is_not_undone_before_the_money_is(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.desk.open()
    lent = cabinet.lend(key, deposit="200", actor=cabinet.desk.cashier)
    with pytest.raises(Refused, match="YJ00000001，请先作废或退掉押金"):
        cabinet.run(undo_movement, UndoMovement(lent.movement_ids[0], "扫错"), cabinet.desk.cashier)


def test_days_never_run_backwards(cabinet: Cabinet) -> None:
    key = cabinet.plant()
    cabinet.tomorrow(3)
    lent = cabinet.lend(key, who=STAFF)
    with pytest.raises(Refused, match="上一次登记在 2026-11-24"):
        cabinet.back(lent.movement_ids[0], on=date(2026, 11, 22))
    with pytest.raises(Refused, match="不能晚于今天"):
        cabinet.back(lent.movement_ids[0], on=date(2026, 11, 30))


def test_D0_6_where_a_key_hangs_changes_with_its_history(cabinet: Cabinet) -> None:
    key = cabinet.key()
    cabinet.run(change_key, ChangeKey(key, "B 柜", "03", words="备用"))
    assert cabinet.row(key).hangs == "B 柜 03"
    rows = cabinet.read(history, "key_tag", key)
    assert {(row.field, row.before, row.after) for row in rows if row.field in ("cabinet", "hook")} == {
        ("cabinet", "A 柜", "B 柜"),
        ("hook", "12", "03"),
    }
    plant = cabinet.plant()
    with pytest.raises(Refused, match="请写明是哪里的钥匙"):
        cabinet.run(change_key, ChangeKey(plant, "B 柜", "03"))


def test_a_units_keys_on_a_day(cabinet: Cabinet) -> None:
    cabinet.key()
    cabinet.key(KeyKind.LETTERBOX)
    cabinet.key(unit_id=2)
    assert [row.tag for row in cabinet.read(of_unit, 1, cabinet.today)] == ["K-000002", "K-000001"]
    assert cabinet.read(of_unit, 1, cabinet.today - timedelta(days=1)) == ()


def test_who_may_not_move_keys_needs_somebody_who_may(cabinet: Cabinet) -> None:
    with pytest.raises(NeedsApproval, match="借还钥匙"):
        cabinet.run(change_key, ChangeKey(1, "A 柜"), cabinet.desk.financier)


# -- papers --


def test_F1_T12_a_slip_is_frozen_and_its_reprint_is_marked(cabinet: Cabinet) -> None:
    from tests.tools import paper_reading as read

    key = cabinet.key()
    cabinet.consent()
    lent = cabinet.lend(key, who=WORKER)
    first = cabinet.run(print_slip, PrintSlip(Slip.LOAN, lent.number))
    assert (first.times, first.form, first.size) == (0, "key_loan", "A5")
    said = read.text(first.pdf)
    assert "330106********2417" in said
    assert "330106198803072417" not in said
    cabinet.run(change_key, ChangeKey(key, "C 柜", "99"))
    again = cabinet.run(print_slip, PrintSlip(Slip.LOAN, lent.number), cabinet.desk.cashier)
    marked = read.text(again.pdf)
    assert "补打 1　林晓" in marked
    assert "A 柜 12" in marked
    assert "C 柜" not in marked
    with pytest.raises(Refused, match="没有钥匙借用单 JY-1"):
        cabinet.run(print_slip, PrintSlip(Slip.LOAN, "JY-1"))
