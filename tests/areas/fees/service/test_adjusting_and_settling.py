"""Adjustments (M2.7) and what is paid: never more than is owed, whoever comes at once (M6.5, M6.10, T5)."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest

from frontdesk.areas.fees.queries import charge_card, owed_by_unit
from frontdesk.areas.fees.rules.kinds import AdjustKind, Pricing
from frontdesk.areas.fees.service import AddHandCharge, AdjustCharge, add_hand_charge, adjust_charge, settle
from frontdesk.base.store.users import approve
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right
from tests.areas.fees.office import Office, Y
from tests.conftest import PASSWORD

WAIVE, ADD = AdjustKind.WAIVE, AdjustKind.ADD
TODAY = date(2026, 11, 21)


@pytest.fixture
def charged(both: Office) -> tuple[Office, int]:
    """An office with one charge of 255.36."""
    both.unit("1-1-0101")
    both.item()
    both.bill()
    return both, both.charges()[0].id


def test_m2_7_a_further_signed_line_never_an_edit(charged: tuple[Office, int]) -> None:
    office, id = charged
    office.adjust(id, WAIVE, "55.36", "漏水三天")
    office.adjust(id, ADD, "10", "补差")
    card = office.runner.read(charge_card, id)
    assert [(a.kind, str(a.amount), a.reason, a.approver, a.made_by) for a in card.adjustments] == [
        (WAIVE, "−55.36", "漏水三天", "管理员", "管理员"),
        (ADD, "10.00", "补差", "管理员", "管理员"),
    ]
    assert (card.charge.amount, card.charge.adjusted, card.charge.owed) == (
        Y("255.36"),
        Y("-45.36"),
        Y("210"),
    )
    assert card.charge.how == "89.60㎡ × 2.85元/㎡·月"
    office.sound()


@pytest.mark.parametrize("reason", ["", "   "])
def test_m2_7_takes_a_reason(charged: tuple[Office, int], reason: str) -> None:
    office, id = charged
    with pytest.raises(InvalidInput) as caught:
        office.adjust(id, WAIVE, "1", reason)
    assert caught.value.field == "reason"
    with pytest.raises(InvalidInput) as caught:
        office.adjust(id, ADD, "0", "原因")
    assert caught.value.field == "amount"
    with pytest.raises(InvalidInput):
        office.adjust(id, ADD, "-5", "原因")
    assert office.charges()[0].owed == Y("255.36")


def test_m2_7_never_waives_more_than_is_owed(charged: tuple[Office, int]) -> None:
    office, id = charged
    with pytest.raises(Refused, match=r"只欠 255\.36 元"):
        office.adjust(id, WAIVE, "255.37")
    office.pay({id: Y("200")})
    with pytest.raises(Refused, match=r"只欠 55\.36 元") as caught:
        office.adjust(id, WAIVE, "55.37")
    assert caught.value.field == "amount"
    office.adjust(id, WAIVE, "55.36")
    assert not office.charges()[0].owed
    with pytest.raises(Refused, match="已经收清"):
        office.adjust(id, WAIVE, "0.01")
    office.sound()


def test_m2_7_takes_a_supervisor_and_stores_who(
    charged: tuple[Office, int], cashier: Any, supervisor: Any
) -> None:
    office, id = charged
    command = AdjustCharge(id, WAIVE, Y("5"), "零头")
    with pytest.raises(NeedsApproval, match="减免与补收要主管授权"):
        office.run(adjust_charge, command, actor=cashier)
    other = Right.VOID
    if office.db.is_sqlite:
        leave = office.runner.read(approve, "zhoumin", PASSWORD, Right.FEES_ADJUST, "")
    else:
        from frontdesk.base.store.work import Approval

        leave = Approval(Right.FEES_ADJUST, supervisor.id, supervisor.name)
        with pytest.raises(NeedsApproval):
            office.run(adjust_charge, command, actor=cashier, approval=Approval(other, 3, "周敏"))
    office.run(adjust_charge, command, actor=cashier, approval=leave)
    (line,) = office.runner.read(charge_card, id).adjustments
    assert (line.approver, line.made_by) == ("周敏", "林晓")
    office.run(adjust_charge, command, actor=supervisor)
    assert office.runner.read(charge_card, id).adjustments[1].approver == "周敏"


def test_m6_5_a_settlement_undone_is_owed_again(charged: tuple[Office, int]) -> None:
    office, id = charged
    source = office.pay({id: Y("255.36")})
    assert office.charges()[0].owed == Money(0)
    assert office.undo(source) == ((id, Y("255.36")),)
    assert office.charges()[0].owed == Y("255.36")
    assert office.undo(source) == (), "undone already"
    card = office.runner.read(charge_card, id)
    assert [str(row.amount) for row in card.settlements] == ["255.36", "−255.36"]
    office.sound()


def test_m6_10_undoing_one_payment_leaves_the_others(both: Office) -> None:
    """T5, T6: an early month given back moves nothing of what was paid later."""
    unit = both.unit("1-1-0101")
    both.item()
    both.bill("2026-09")
    both.bill("2026-10")
    both.bill("2026-11")
    ids = [row.id for row in sorted(both.charges(), key=lambda row: row.period)]
    first = both.pay({ids[0]: Y("255.36"), ids[1]: Y("100")})
    both.pay({ids[1]: Y("155.36"), ids[2]: Y("55.36")})
    both.undo(first)
    owed = both.runner.read(owed_by_unit, unit, TODAY)
    assert [(row.period, str(row.owed), str(row.paid)) for row in owed] == [
        ("2026-09", "255.36", "0.00"),
        ("2026-10", "100.00", "155.36"),
        ("2026-11", "200.00", "55.36"),
    ]
    both.sound()


def test_never_settles_more_than_is_owed_and_leaves_nothing_of_the_visit(both: Office) -> None:
    both.unit("1-1-0101")
    both.item("物业服务费")
    both.item("垃圾费", "10", Pricing.UNIT)
    both.bill()
    fee, rubbish = both.charges()
    with pytest.raises(Refused, match=r"1-1-0101 2026-11 的垃圾费只欠 10\.00 元") as caught:
        both.pay({fee.id: Y("100"), rubbish.id: Y("10.01")})
    assert caught.value.field == "amount"
    assert [row.paid for row in both.charges()] == [Money(0), Money(0)]
    both.pay({rubbish.id: Y("10")})
    with pytest.raises(Refused, match="垃圾费已经收清"):
        both.pay({rubbish.id: Y("0.01")})
    for amount in ("0", "-1"):
        with pytest.raises(Refused, match="大于零"):
            both.pay({fee.id: Y(amount)})
    with pytest.raises(Refused, match="找不到"):
        both.pay({999: Y("1")})
    both.sound()


def test_a_charge_twice_in_one_settlement_is_a_defect(charged: tuple[Office, int]) -> None:
    office, id = charged

    def twice(work: Work, _: None) -> Any:
        return settle(work, [(id, Y("1")), (id, Y("2"))], TODAY, ("payment", 1))

    with pytest.raises(ValueError, match="twice"):
        office.run(twice, None)


def test_settled_lines_have_words(charged: tuple[Office, int]) -> None:
    office, id = charged

    def pay(work: Work, _: None) -> Any:
        return settle(work, [(id, Y("55.36"))], TODAY, ("payment", 1))

    (line,) = office.run(pay, None)
    assert (line.charge_id, line.period, line.how) == (id, "2026-11", "89.60㎡ × 2.85元/㎡·月")
    assert (line.amount, line.owed) == (Y("55.36"), Y("200"))


def test_t23_two_desks_at_one_charge(charged: tuple[Office, int]) -> None:
    """Eight desks take 100.00 of 255.36 at once: two get it, the others are refused in words."""
    office, id = charged
    start = threading.Barrier(8)
    done: list[Any] = []

    def desk(n: int) -> None:
        def service(work: Work, _: None) -> Any:
            return settle(work, {id: Y("100")}, TODAY, ("payment", n))

        start.wait()
        try:
            done.append(office.run(service, None))
        except Refused as refused:
            done.append(refused.text)

    threads = [threading.Thread(target=desk, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [text for text in done if isinstance(text, str)]
    assert len(refused) == 6
    assert all("只欠 55.36 元" in text for text in refused)
    assert office.charges()[0].owed == Y("55.36")
    office.sound()


def test_m2_2_by_hand_several_in_a_month(both: Office) -> None:
    unit = both.unit("1-1-0101")
    item = both.by_hand()
    first = both.charge("1-1-0101", item, "50", TODAY)
    second = both.charge("1-1-0101", item, "80", TODAY, date(2026, 12, 10))
    assert first != second
    rows = both.charges()
    assert [(row.period, str(row.amount), row.how, row.due_on) for row in rows] == [
        ("2026-11", "50.00", "换门锁", date(2026, 11, 30)),
        ("2026-11", "80.00", "换门锁", date(2026, 12, 10)),
    ]
    assert rows[0].payer_name == "张硕"
    assert both.bill().made == 0
    owed = both.runner.read(owed_by_unit, unit, TODAY)
    assert total(row.owed for row in owed) == Y("130")
    assert both.runner.read(owed_by_unit, unit, date(2026, 11, 20)) == ()


def test_m2_2_what_a_charge_by_hand_must_say(office: Office, receptionist: Any) -> None:
    unit = office.unit("1-1-0101")
    item, ruled = office.by_hand(), office.item("物业服务费")

    def errors(command: AddHandCharge) -> dict[str, str]:
        with pytest.raises(InvalidInput) as caught:
            office.run(add_hand_charge, command)
        return caught.value.errors

    assert set(errors(AddHandCharge(unit, item, Y("0"), " "))) == {"amount", "how"}
    assert "生成应收" in errors(AddHandCharge(unit, ruled, Y("1"), "x"))["item_id"]
    late = AddHandCharge(unit, item, Y("1"), "x", TODAY, date(2026, 11, 20))
    assert set(errors(late)) == {"due_on"}
    assert set(errors(AddHandCharge(unit, item, Y("1"), "长" * 301))) == {"how"}
    with pytest.raises(NeedsApproval):
        office.run(add_hand_charge, AddHandCharge(unit, item, Y("1"), "x"), actor=receptionist)
    assert office.charges() == ()
