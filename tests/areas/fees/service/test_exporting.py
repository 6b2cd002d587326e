"""Charges and arrears to Excel: every row, amounts as numbers, sums over the whole filter (D0.7, T8)."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from frontdesk.areas.fees.queries import ChargeFilter, charge_totals, charges
from frontdesk.areas.fees.rules.ages import Age
from frontdesk.areas.fees.service import ExportArrears, ExportCharges, export_arrears, export_charges
from frontdesk.base.values.errors import NeedsApproval
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office, Y


@pytest.fixture
def billed(office: Office) -> Office:
    for n in range(12):
        office.unit(f"{n % 3 + 1}-1-{n:04d}", area=str(50 + n), owner="=1+1" if n == 0 else f"业主{n}")
    office.item(price="1")
    office.bill("2026-10")
    office.bill("2026-11")
    first = office.charges()[0]
    office.pay({first.id: Y("20")})
    return office


def sheets(workbook: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(workbook))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_charges_with_their_sum(billed: Office) -> None:
    november = ChargeFilter(month=Month(2026, 11))
    (rows,) = sheets(billed.run(export_charges, ExportCharges(november))).values()
    head, *body, last = rows
    assert head[:4] == ("房号", "楼栋", "交款人", "收费项目")
    assert len(body) == 12
    assert body[0][:3] == ("1-1-0000", "1栋", "=1+1"), "a name that looks like a formula is a name"
    assert body[0][6] == datetime(2026, 11, 30)
    assert last[0] == "合计 12 笔"
    assert Decimal(str(last[7])) == sum(Decimal(str(row[7])) for row in body) == Decimal("666")


def test_t8_the_sum_is_over_the_filter_not_over_the_page(billed: Office) -> None:
    for wanted in (
        ChargeFilter(),
        ChargeFilter(month=Month(2026, 10)),
        ChargeFilter(month=Month(2026, 10), until=Month(2026, 11), building_id=2),
        ChargeFilter(state="owed"),
        ChargeFilter(state="part"),
        ChargeFilter(state="paid"),
        ChargeFilter(state="overdue", today=date(2026, 11, 21)),
        ChargeFilter(text="业主3"),
        ChargeFilter(text="1-1-0000"),
        ChargeFilter(text="没有这个人"),
    ):
        rows = billed.runner.read(charges, wanted, 0, None)
        sums = billed.runner.read(charge_totals, wanted)
        assert sums.count == len(rows)
        assert sums.amount == total(row.amount for row in rows)
        assert sums.owed == total(row.owed for row in rows)
        assert sums.paid == total(row.paid for row in rows)
        pages = [
            row
            for start in range(0, len(rows) + 5, 5)
            for row in billed.runner.read(charges, wanted, start, 5)
        ]
        assert pages == list(rows)


def test_arrears_of_a_day_five_ways_that_agree(billed: Office) -> None:
    found = sheets(billed.run(export_arrears, ExportArrears(date(2026, 11, 10))))
    assert list(found) == ["按账龄", "按楼栋", "按收费项目", "按业主", "按房屋"]
    assert [row[0] for row in found["按账龄"][1:-1]] == [age.value for age in Age]
    sums = {Decimal(str(rows[-1][1])) for rows in found.values()}
    assert sums == {Decimal("1332")}, "what was paid on the 21st was owed on the 10th"
    assert len(found["按房屋"]) == 14
    today = sheets(billed.run(export_arrears, ExportArrears()))
    assert Decimal(str(today["按账龄"][-1][1])) == Decimal("1312")


def test_exports_take_their_right(billed: Office, receptionist: Any) -> None:
    with pytest.raises(NeedsApproval):
        billed.run(export_arrears, ExportArrears(), actor=receptionist)
    assert billed.run(export_charges, ExportCharges(), actor=receptionist)
