"""Reductions (M2.4, M2.7, M2.8): vacant units, heating shut off, many charges at once, and what was billed before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.fees.queries import (
    BatchWanted,
    batch_lines,
    batches,
    charge_card,
    differences,
    dry_run,
    ending_reductions,
    reductions,
)
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing, ReductionKind
from frontdesk.areas.fees.service import (
    AddReduction,
    DecideDifference,
    EndReduction,
    ReduceBatch,
    add_reduction,
    decide_difference,
    end_reduction,
    reduce_batch,
)
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import Cancelled, InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from tests.areas.fees.office import CONFIRMED, Office, Y

VACANT, NO_HEATING = ReductionKind.VACANT, ReductionKind.NO_HEATING
YES = CONFIRMED | {"reduction.billed"}
TODAY = date(2026, 11, 21)


def reduce(
    office: Office,
    item: int,
    since: date,
    until: date | None,
    paid: str = "0.7",
    kind: ReductionKind = VACANT,
) -> int:
    command = AddReduction(office.units["1-1-0101"], item, kind, since, until, Decimal(paid), "申请已核实")
    return int(office.run(add_reduction, command, confirmed=YES))


def heating(office: Office) -> int:
    return office.item("供暖费", "30", category=Category.HEATING, cycle=Cycle.HEATING)


@pytest.mark.parametrize(
    ("since", "until", "amount", "how"),
    [
        (date(2026, 1, 1), None, "178.75", "89.60㎡ × 2.85元/㎡·月 × 70%（空置）"),
        (
            date(2026, 11, 17),
            None,
            "219.61",
            "89.60㎡ × 2.85元/㎡·月 × 16/30 + 89.60㎡ × 2.85元/㎡·月 × 14/30 × 70%（空置）",
        ),
        (
            date(2026, 10, 1),
            date(2026, 11, 11),
            "229.82",
            "89.60㎡ × 2.85元/㎡·月 × 10/30 × 70%（空置） + 89.60㎡ × 2.85元/㎡·月 × 20/30",
        ),
        (date(2026, 12, 1), None, "255.36", "89.60㎡ × 2.85元/㎡·月"),
        (date(2026, 1, 1), date(2026, 11, 1), "255.36", "89.60㎡ × 2.85元/㎡·月"),
    ],
)
def test_m2_4_a_vacant_unit_pays_its_share_by_days(
    both: Office, since: date, until: date | None, amount: str, how: str
) -> None:
    both.unit("1-1-0101")
    both.unit("1-1-0102")
    item = both.item()
    reduce(both, item, since, until)
    shown = both.runner.read(dry_run, Month(2026, 11))
    both.bill()
    first, second = both.charges()
    assert (first.amount, first.how) == (Y(amount), how)
    assert second.amount == Y("255.36"), "another unit is not reduced"
    assert [line.amount for line in shown.lines] == [first.amount, second.amount]
    assert both.runner.read(differences) == ()
    both.sound()


def test_nothing_at_all_to_pay_says_why(office: Office) -> None:
    office.unit("1-1-0101")
    item = office.item()
    reduce(office, item, date(2026, 11, 1), None, "0")
    (skipped,) = office.bill().skipped
    assert skipped.reason == "空置期间免收"
    reduce_again = pytest.raises(Refused, match="已有空置减免")
    with reduce_again:
        reduce(office, item, date(2027, 1, 1), None)


def test_m2_4_two_prices_and_a_reduction_in_one_month(office: Office) -> None:
    """127.35 m², 2.18 until the 15th, 2.50 from the 16th; empty from the 11th to the 20th at 70 %."""
    office.unit("1-1-0101", area="127.35")
    item = office.item(price="2.18")
    office.price(item, "2.50", date(2026, 7, 16))
    reduce(office, item, date(2026, 7, 11), date(2026, 7, 21))
    office.bill("2026-07")
    card = office.runner.read(charge_card, office.charges()[0].id)
    assert [(line.days, str(line.amount)) for line in card.lines] == [
        (10, "89.56"),
        (5, "31.34"),
        (5, "35.95"),
        (11, "112.97"),
    ]
    assert card.charge.amount == Y("269.82")


def test_parking_spaces_are_reduced_too(office: Office) -> None:
    office.unit("1-1-0101", spaces=("B1-076",))
    item = office.item("车位费", "80", Pricing.SPACE)
    reduce(office, item, date(2026, 11, 16), None, "0.5", ReductionKind.OTHER)
    office.bill()
    (row,) = office.charges()
    assert (row.amount, row.how) == (
        Y("60"),
        "B1-076 一个 × 80.00元/月 × 15/30 + B1-076 一个 × 80.00元/月 × 15/30 × 50%（其他）",
    )


def test_m2_4_heating_shut_off_pays_its_basic_share(both: Office) -> None:
    both.unit("1-1-0101")
    item = heating(both)
    reduce(both, item, date(2026, 11, 15), date(2027, 3, 15), "0.2", NO_HEATING)
    both.bill("2026-11")
    (row,) = both.charges()
    assert (row.amount, row.how) == (Y("537.60"), "89.60㎡ × 30.00元/㎡·供暖季 × 20%（停热）")


def test_m2_4_lifted_in_mid_season_by_days(both: Office) -> None:
    """Heated again from 2027-01-14: 60 of 120 days at 20 %, 60 at the full price; the difference is asked for."""
    both.unit("1-1-0101")
    item = heating(both)
    id = reduce(both, item, date(2026, 11, 15), date(2027, 3, 15), "0.2", NO_HEATING)
    both.bill("2026-11")
    charge = both.charges()[0]
    both.pay({charge.id: charge.amount})
    both.run(end_reduction, EndReduction(id, date(2027, 1, 14), "恢复供热"))
    (asked,) = both.runner.read(differences)
    assert (asked.amount, asked.expected, asked.more) == (Y("537.60"), Y("1612.80"), Y("1075.20"))
    with pytest.raises(Refused, match="已经变了"):
        both.run(decide_difference, DecideDifference(charge.id, Y("1"), True))
    both.run(decide_difference, DecideDifference(charge.id, asked.expected, True))
    assert both.runner.read(differences) == ()
    assert both.charges()[0].owed == Y("1075.20")
    both.sound()


def test_recorded_after_the_month_was_billed_is_asked_about(office: Office) -> None:
    office.unit("1-1-0101")
    item = office.item()
    office.bill()
    command = AddReduction(
        office.units["1-1-0101"], item, VACANT, date(2026, 11, 1), None, Decimal("0.7"), "空置"
    )
    with pytest.raises(NeedsConfirmation, match="不会自动变"):
        office.run(add_reduction, command)
    id = office.run(add_reduction, command, confirmed=YES)
    office.clock.forward(minutes=1)
    office.price(item, "9", date(2026, 11, 1))
    (asked,) = office.runner.read(differences)
    assert (asked.more, asked.ahead) == (Y("-76.61"), False), "M2.3: the price it was made at stays"
    office.run(decide_difference, DecideDifference(asked.charge_id, asked.expected, False))
    assert office.runner.read(differences) == (), "left as it is, and not asked again"
    assert office.charges()[0].owed == Y("255.36")
    office.run(end_reduction, EndReduction(id, date(2026, 11, 16), "提前入住"))
    (asked,) = office.runner.read(differences)
    assert asked.expected == Y("217.06")


def test_m2_7_takes_a_supervisor_and_words(office: Office, cashier: Any, supervisor: Any) -> None:
    unit = office.unit("1-1-0101")
    item, hand = office.item(), office.by_hand()
    good = AddReduction(unit, item, VACANT, date(2026, 12, 1), None, Decimal("0.7"), "空置")
    with pytest.raises(NeedsApproval):
        office.run(add_reduction, good, actor=cashier)

    def errors(**more: Any) -> set[str]:
        from dataclasses import replace

        with pytest.raises(InvalidInput) as caught:
            office.run(add_reduction, replace(good, **more))
        return set(caught.value.errors)

    assert errors(reason=" ", paid=Decimal(1), ends_on=date(2026, 12, 1)) == {"reason", "paid", "ends_on"}
    assert errors(item_id=hand) == {"item_id"}
    assert errors(kind=NO_HEATING) == {"kind"}
    leave = Approval(Right.FEES_ADJUST, supervisor.id, supervisor.name)
    office.run(add_reduction, good, actor=cashier, approval=leave)
    (row,) = office.runner.read(reductions)
    assert (row.approver, row.made_by, row.unit, row.paid) == ("周敏", "林晓", "1-1-0101", Decimal("0.7"))


def test_the_list_says_what_ends_soon(office: Office) -> None:
    office.unit("1-1-0101")
    items = [office.item() for _ in range(4)]
    reduce(office, items[0], date(2026, 1, 1), date(2026, 12, 15))
    reduce(office, items[1], date(2026, 1, 1), date(2026, 11, 1))
    reduce(office, items[2], date(2026, 12, 1), None)
    last = reduce(office, items[3], date(2026, 1, 1), None)
    rows = office.runner.read(reductions)
    assert {row.item_id: row.state(TODAY) for row in rows} == dict(
        zip(items, ["ending", "ended", "coming", "running"], strict=True)
    )
    assert [row.item_id for row in office.runner.read(ending_reductions, TODAY)] == [items[0]]
    assert next(row for row in rows if row.item_id == items[0]).last_on == date(2026, 12, 14)
    office.run(end_reduction, EndReduction(last, date(2026, 11, 30), "已入住"))
    row = next(row for row in office.runner.read(reductions) if row.id == last)
    assert (row.state(TODAY), row.end_reason) == ("ending", "已入住")
    for day, reason, field in ((date(2025, 12, 31), "x", "ends_on"), (date(2026, 11, 30), "x", "ends_on")):
        with pytest.raises(InvalidInput) as caught:
            office.run(end_reduction, EndReduction(last, day, reason))
        assert caught.value.field == field
    office.run(end_reduction, EndReduction(last, date(2026, 1, 1), "录错"))
    office.bill()
    assert all(charge.how.endswith("月") for charge in office.charges(item_id=items[3])), "it never held"


def batch(office: Office) -> tuple[int, int]:
    for code in ("1-1-0101", "1-1-0102", "2-1-0101"):
        office.unit(code)
    fee, rubbish = office.item("物业服务费"), office.item("垃圾费", "10", Pricing.UNIT)
    office.bill("2026-10")
    office.bill("2026-11")
    return fee, rubbish


def test_m2_7_a_building_an_item_months_at_once(both: Office) -> None:
    fee, _ = batch(both)
    paid = next(
        row for row in both.charges(item_id=fee) if row.unit == "1-1-0101" and row.period == "2026-10"
    )
    both.pay({paid.id: Y("200")})
    wanted = BatchWanted((fee,), Month(2026, 10), Month(2026, 11), building_ids=(1,), share=Decimal("0.3"))
    lines = both.runner.read(batch_lines, wanted)
    assert [(line.unit, line.period, str(line.off)) for line in lines] == [
        ("1-1-0101", "2026-10", "55.36"),
        ("1-1-0101", "2026-11", "76.61"),
        ("1-1-0102", "2026-10", "76.61"),
        ("1-1-0102", "2026-11", "76.61"),
    ], "never more than is owed"
    with pytest.raises(Refused, match="重新试算"):
        both.run(reduce_batch, ReduceBatch(wanted, "停电七天", Y("1")))
    done = both.run(reduce_batch, ReduceBatch(wanted, "停电七天", Y("285.19")))
    assert (done.charges, done.total) == (4, Y("285.19"))
    (row,) = both.runner.read(batches)
    assert (row.words, row.charges, row.approver) == (
        "1栋 · 物业服务费 · 2026-10 至 2026-11 · 减 30%",
        4,
        "管理员",
    )
    assert sum(line.adjusted.fen for line in both.charges()) == -28519
    assert {line.adjusted for line in both.charges(building_id=2)} == {ZERO}
    both.sound()


def test_m2_7_a_fixed_sum_for_named_units(office: Office) -> None:
    fee, rubbish = batch(office)
    wanted = BatchWanted(
        (fee, rubbish), Month(2026, 11), Month(2026, 11), unit_ids=(office.units["2-1-0101"],), fixed=Y("20")
    )
    office.run(reduce_batch, ReduceBatch(wanted, "补偿"))
    assert [row.adjusted for row in office.charges(text="2-1-0101", month=Month(2026, 11))] == [
        Y("-20"),
        Y("-10"),
    ]
    with pytest.raises(Refused, match="没有可以减免的"):
        office.run(
            reduce_batch,
            ReduceBatch(BatchWanted((rubbish,), Month(2027, 1), Month(2027, 1), fixed=Y("1")), "x"),
        )


def test_a_batch_is_one_transaction(office: Office, cashier: Any) -> None:
    fee, _ = batch(office)
    wanted = BatchWanted((fee,), Month(2026, 10), Month(2026, 11), share=Decimal(1))
    with pytest.raises(NeedsApproval):
        office.run(reduce_batch, ReduceBatch(wanted, "x"), actor=cashier)
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(Cancelled):
        office.run(reduce_batch, ReduceBatch(wanted, "x"), progress=progress)
    assert {row.adjusted for row in office.charges()} == {ZERO}
    assert office.runner.read(batches) == ()
    for bad, field in (
        (BatchWanted((), Month(2026, 1), Month(2026, 1), share=Decimal(1)), "item_ids"),
        (BatchWanted((fee,), Month(2026, 2), Month(2026, 1), share=Decimal(1)), "last"),
        (BatchWanted((fee,), Month(2026, 1), Month(2026, 1), share=Decimal(2)), "share"),
        (BatchWanted((fee,), Month(2026, 1), Month(2026, 1)), "fixed"),
    ):
        with pytest.raises(InvalidInput) as caught:
            office.run(reduce_batch, ReduceBatch(bad, "x"))
        assert set(caught.value.errors) == {field}
