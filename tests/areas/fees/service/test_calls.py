"""A morning of calling: who is called first, what comes of it, promises kept and broken, numbers shown and logged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.areas.archives.queries import flag_rows
from frontdesk.areas.fees.queries.calls import (
    call_list,
    contacts_of,
    day_calls,
    open_promises,
    promises,
    unit_calls,
)
from frontdesk.areas.fees.queries.limitation import unit_acts
from frontdesk.areas.fees.rules.kinds import ActKind, CallResult
from frontdesk.areas.fees.rules.promises import PromiseState
from frontdesk.areas.fees.service.calls import (
    AddPromise,
    RecordCall,
    RevealPhone,
    VoidCall,
    add_promise,
    record_call,
    reveal_phone,
    void_call,
)
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from tests.areas.fees.office import Office, Y

ONE, TWO, THREE = "1-1-0101", "1-1-0102", "2-1-0101"


@pytest.fixture
def late(both: Office) -> Office:
    """Three units: the third owes since August, the others since September; on both databases."""
    both.unit(THREE, owner="李静", area="127.35")
    item = both.item("物业服务费")
    both.bill("2026-08")
    both.unit(TWO, owner="王磊")
    both.unit(ONE, owner="张硕")
    both.bill("2026-09")
    assert item
    phone(both, "张硕", "13812345678")
    phone(both, "王磊", "13900001111")
    return both


def phone(office: Office, name: str, number: str) -> None:
    with office.db.write() as session:
        session.execute(text("UPDATE person SET phone = :p WHERE name = :n"), {"p": number, "n": name})


def person(office: Office, name: str) -> int:
    with office.db.read() as session:
        return int(session.scalar(text("SELECT id FROM person WHERE name = :n"), {"n": name}) or 0)


def call(office: Office, unit: str, result: CallResult, **more: Any) -> int:
    made: int = office.run(record_call, RecordCall(office.units[unit], result, **more))
    return made


def order(office: Office) -> list[str]:
    return [row.unit for row in office.runner.read(call_list, office.clock.today())]


def promise(office: Office, unit: str, amount: str, day: str) -> int:
    return call(office, unit, CallResult.PROMISED, amount=Y(amount), due_on=date.fromisoformat(day))


def states(office: Office) -> list[PromiseState]:
    return [row.state for row in office.runner.read(promises, office.clock.today())]


def pay(office: Office, unit: str, amount: str) -> None:
    left, amounts = Y(amount), {}
    for charge in sorted(office.charges(unit_id=office.units[unit]), key=lambda c: c.due_on):
        part = min(left, charge.owed)
        if part:
            amounts[charge.id] = part
            left -= part
    office.pay(amounts)


def test_the_oldest_debts_are_called_first_and_whoever_was_called_goes_to_the_end(late: Office) -> None:
    assert order(late) == [THREE, ONE, TWO]
    rows = late.runner.read(call_list, late.clock.today())
    assert [row.contact.phone if row.contact else None for row in rows] == [
        None,
        "138****5678",
        "139****1111",
    ]
    call(late, THREE, CallResult.NO_ANSWER)
    assert order(late) == [ONE, TWO, THREE]
    promise(late, ONE, "100", "2026-11-25")
    assert order(late) == [TWO, THREE, ONE]
    late.clock.forward(days=1)
    assert order(late) == [THREE, TWO, ONE]
    assert [row.unit for row in late.runner.read(call_list, late.clock.today(), building_id=2)] == [THREE]


def test_what_came_of_each_call_stands_with_the_unit(late: Office) -> None:
    call(late, ONE, CallResult.REACHED, person_id=person(late, "张硕"), words="说下周看")
    late.clock.forward(minutes=3)
    call(late, ONE, CallResult.REFUSED, words="说漏水没修")
    rows = late.runner.read(unit_calls, late.units[ONE])
    assert [(row.result, row.name, row.phone, row.words) for row in rows] == [
        (CallResult.REFUSED, "", "", "说漏水没修"),
        (CallResult.REACHED, "张硕", "138****5678", "说下周看"),
    ]
    assert len(late.runner.read(day_calls, late.clock.today())) == 2


def test_a_promise_needs_its_amount_and_a_day_to_come(late: Office) -> None:
    with pytest.raises(InvalidInput) as caught:
        call(late, ONE, CallResult.PROMISED)
    assert set(caught.value.errors) == {"amount", "due_on"}
    with pytest.raises(InvalidInput, match="今天之前"):
        promise(late, ONE, "100", "2026-11-20")
    with pytest.raises(InvalidInput, match="大于零"):
        promise(late, ONE, "0", "2026-11-25")
    assert late.runner.read(unit_calls, late.units[ONE]) == ()
    with pytest.raises(Refused, match="选通话的结果"):
        call(late, ONE, CallResult.VOID)


def test_a_promise_is_kept_by_what_is_paid_after_it_and_broken_when_its_day_has_passed(late: Office) -> None:
    pay(late, ONE, "50")
    late.clock.forward(minutes=1)
    promise(late, ONE, "100", "2026-11-25")
    assert states(late) == [PromiseState.RUNNING]
    late.clock.forward(days=2)
    pay(late, ONE, "60")
    assert late.runner.read(promises, late.clock.today())[0].paid == Y("60")
    late.clock.forward(days=2)  # the 25th
    assert states(late) == [PromiseState.RUNNING]
    assert [row.unit for row in late.runner.read(open_promises, late.clock.today())] == [ONE]
    late.clock.forward(days=1)
    assert states(late) == [PromiseState.BROKEN]
    assert order(late)[0] == ONE
    # What comes in after its day keeps it no more.
    pay(late, ONE, "100")
    assert states(late) == [PromiseState.BROKEN]


def test_a_promise_that_is_kept_asks_for_nothing(late: Office) -> None:
    promise(late, ONE, "100", "2026-11-25")
    late.clock.forward(days=4)
    pay(late, ONE, "100")
    assert states(late) == [PromiseState.KEPT]
    late.clock.forward(days=3)
    assert late.runner.read(open_promises, late.clock.today()) == ()


def test_who_promises_anew_is_watched_by_the_new_promise(late: Office) -> None:
    promise(late, ONE, "100", "2026-11-25")
    late.clock.forward(days=2)
    promise(late, ONE, "200", "2026-11-30")
    assert states(late) == [PromiseState.REPLACED, PromiseState.RUNNING]
    late.clock.forward(days=8)
    assert [row.amount for row in late.runner.read(open_promises, late.clock.today())] == [Y("200")]


def test_who_owes_nothing_any_more_is_not_asked(late: Office) -> None:
    promise(late, ONE, "900", "2026-11-22")
    pay(late, ONE, "255.36")
    late.clock.forward(days=3)
    assert late.runner.read(open_promises, late.clock.today()) == ()


def test_a_call_entered_by_mistake_is_taken_back_with_its_promise_and_stays_readable(late: Office) -> None:
    made = promise(late, ONE, "100", "2026-11-25")
    late.run(void_call, VoidCall(made, "打的是 0102"))
    assert late.runner.read(promises, late.clock.today()) == ()
    assert late.runner.read(unit_calls, late.units[ONE])[0].void == "打的是 0102"
    assert order(late) == [THREE, ONE, TWO]
    with pytest.raises(Refused, match="已经作废"):
        late.run(void_call, VoidCall(made, "又一次"))
    with pytest.raises(Refused, match="原因"):
        late.run(void_call, VoidCall(made, " "))


def test_m8_4_a_written_promise_breaks_the_limitation(late: Office) -> None:
    unit = late.units[ONE]
    late.run(add_promise, AddPromise(unit, Y("255.36"), date(2026, 12, 1), True, "分两次", "承诺书 2026-7"))
    act = late.runner.read(unit_acts, unit)[0]
    assert (act.kind, act.words, act.proof_ref) == (
        ActKind.PROMISE, "书面承诺 2026-12-01 前缴 255.36 元", "承诺书 2026-7",
    )  # fmt: skip
    late.run(add_promise, AddPromise(unit, Y("10"), date(2026, 12, 1)))
    assert len(late.runner.read(unit_acts, unit)) == 1
    told = RecordCall(unit, CallResult.PROMISED, None, "微信写的", Y("50"), date(2026, 12, 2), True, "截图 3")
    call_id = late.run(record_call, told)
    assert [act.proof_ref for act in late.runner.read(unit_acts, unit)] == ["截图 3", "承诺书 2026-7"]
    late.run(void_call, VoidCall(call_id, "不是他写的"))
    assert [act.void for act in late.runner.read(unit_acts, unit)] == ["不是他写的", ""]


def test_a_wrong_number_waits_to_be_verified(late: Office) -> None:
    for _ in range(2):
        call(late, ONE, CallResult.WRONG_NUMBER, person_id=person(late, "张硕"))
    flags = late.runner.read(flag_rows)
    assert [(row.reason) for row in flags] == ["电话打过去号码不对"]


def test_d1_9_a_number_is_shown_to_who_may_and_stands_in_the_trail(
    late: Office, supervisor: Any, cashier: Any
) -> None:
    who = person(late, "张硕")
    with pytest.raises(NeedsApproval):
        late.run(reveal_phone, RevealPhone(who), actor=cashier)
    assert late.run(reveal_phone, RevealPhone(who), actor=supervisor) == ("13812345678", "")
    with late.db.read() as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry is not None
        assert "reveal_phone" in entry.action
        assert entry.actor == "周敏"


def test_who_owes_is_asked_first_then_the_others(late: Office) -> None:
    from frontdesk.areas.archives.rules.kinds import RoleKind

    late.role(ONE, "张敏", RoleKind.FAMILY)
    late.role(ONE, "钱租客", RoleKind.TENANT)
    phone(late, "张敏", "13700000001")
    phone(late, "钱租客", "13700000002")
    found = late.runner.read(contacts_of, [late.units[ONE]], late.clock.today())[late.units[ONE]]
    assert [contact.name for contact in found] == ["张硕", "钱租客", "张敏"]


def test_nobody_overdue_is_nobody_to_call(office: Office) -> None:
    office.unit(ONE)
    office.item()
    office.bill("2026-11")
    assert office.runner.read(call_list, office.clock.today()) == ()
    assert Money(0) == Y("0")
