"""D0.1: one search over units, people, telephones, plates and receipts, best first, grouped as the list shows them."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.archives.model import Person, Vehicle
from frontdesk.areas.cashdesk.model import Payment
from frontdesk.areas.cashdesk.rules.drawer import parse_counts
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import (
    ConfirmCount,
    MakeRefund,
    ReturnDeposit,
    TakeDeposit,
    confirm_count,
    refund,
    return_deposit,
    take_deposit,
)
from frontdesk.areas.today.queries import Hit, search
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.conftest import both
from tests.areas.cashdesk.desk import TODAY, UNITS, WATER, Desk

__all__ = ["both"]


@pytest.fixture
def estate(both: Desk) -> Desk:
    """张硕 at 3-1-1202 with a telephone, initials and a car; a receipt of today."""
    with both.db.write() as session:
        person = session.get_one(Person, 1)
        person.phone, person.pinyin, person.initials = "13812345678", "zhangshuo", "zs"
        session.add(
            Vehicle(
                unit_id=1, plate="浙A·8ZS61", plate_key="浙A8ZS61", colour="白色", model="轿车", space_code="B1-076",
                withdrawn_on=None,
            )
        )  # fmt: skip
    return both


def found(desk: Desk, asked: str, today: date = TODAY, limit: int = 30) -> tuple[Hit, ...]:
    return desk.runner.read(search, asked, limit=limit, today=today)


def test_a_unit_says_what_it_owes(estate: Desk) -> None:
    (hit,) = found(estate, "1202")
    assert (hit.group, hit.kind, hit.label, hit.unit_id) == ("房屋", "unit", "3-1-1202", 1)
    assert (hit.status, hit.tone) == ("已缴清", "ok")
    estate.charge("255.36")
    (hit,) = found(estate, "1202")
    assert (hit.status, hit.tone) == ("待缴 255.36", "neutral")
    estate.charge("80.00", item=WATER, month="2026-10", due=date(2026, 10, 31))
    (hit,) = found(estate, "3栋1单元1202")
    assert (hit.status, hit.tone) == ("欠 80.00", "bad")


def test_what_has_not_begun_is_not_owed_yet(estate: Desk) -> None:
    estate.charge("255.36", month="2026-12")
    (hit,) = found(estate, "1202")
    assert hit.status == "已缴清"


def test_initials_name_their_group_and_their_match(estate: Desk) -> None:
    estate.charge("80.00", item=WATER, month="2026-10", due=date(2026, 10, 31))
    person, car = found(estate, "zs")
    assert (person.group, person.label, person.hint) == ("人 · 姓名首字母", "张硕", "zs")
    assert person.hint_matched == ((0, 2),)
    assert person.second == "业主 · 138****5678 · 欠 80.00"
    assert person.where == "3-1-1202"
    assert (car.group, car.kind, car.label) == ("车辆", "vehicle", "浙A·8ZS61")
    assert car.unit_id == 1


def test_pinyin_and_the_name_itself(estate: Desk) -> None:
    assert [h.group for h in found(estate, "zhangshuo")] == ["人 · 姓名拼音"]
    assert [(h.group, h.matched) for h in found(estate, "张硕")] == [("人 · 姓名", ((0, 2),))]


def test_a_telephone_is_masked_and_found_by_any_part(estate: Desk) -> None:
    """D1.9"""
    (hit,) = found(estate, "3456")
    assert (hit.group, hit.sort, hit.label) == ("电话", "phone", "138****5678")
    assert "12345678" not in f"{hit.label}{hit.second}"
    assert hit.second.startswith("张硕")


def receipt(desk: Desk, number: str, serial: int) -> None:
    """Give the one receipt another number, as a book of long ago would have it."""
    with desk.db.write() as session:
        (paid,) = session.query(Payment).all()
        values = {
            "book": paid.book, "serial": serial, "number": number, "shift_id": paid.shift_id, "unit_id": 1,
            "payer_name": "张硕", "business_on": paid.business_on, "at": paid.at, "cashier_id": 2, "cashier": "林晓",
            "settled": paid.settled, "tendered": paid.tendered, "change": paid.change, "payer_id": None,
            "paper_number": "0031852",
        }  # fmt: skip
        session.add(Payment(**values))


def test_a_receipt_by_its_number_and_by_its_last_figures(estate: Desk) -> None:
    estate.charge("255.36")
    estate.open()
    estate.collect("cash=255.36")
    receipt(estate, "SJ00021202", 21202)
    by_end = found(estate, "1202")
    assert [h.kind for h in by_end] == ["unit", "receipt"]
    assert (by_end[1].group, by_end[1].label, by_end[1].matched) == ("收据", "SJ00021202", ((6, 10),))
    (whole,) = found(estate, "sj00000001")
    assert whole.label == "SJ00000001"
    assert whole.second == "2026-11-21 物业服务费 255.36"
    assert (whole.where, whole.status, whole.tone) == ("3-1-1202", "有效", "ok")
    assert [h.label for h in found(estate, "SJ21202")] == ["SJ00021202"]
    assert [h.label for h in found(estate, "0031852")] == ["SJ00021202"]


def test_a_scanned_number_stands_first(estate: Desk) -> None:
    """A scanner's Enter opens the first hit: it must be the paper in the hand."""
    estate.charge("255.36")
    estate.open()
    estate.collect("cash=255.36")
    with estate.db.write() as session:
        session.get_one(Person, 2).phone = "13900000001"
    hits = found(estate, "SJ00000001")
    assert hits[0].label == "SJ00000001"
    assert [h.kind for h in found(estate, "00000001")][:1] == ["receipt"]
    assert "person" in [h.kind for h in found(estate, "00000001")]


def test_a_voided_receipt_says_so(estate: Desk) -> None:
    estate.charge("255.36")
    estate.open()
    estate.collect("cash=255.36")
    estate.void("SJ00000001")
    (hit,) = found(estate, "SJ00000001")
    assert (hit.status, hit.tone) == ("作废", "neutral")


@pytest.mark.parametrize("asked", ["", "   ", "%", "_", "'", "SJ", "不存在的人", "-", "3-1-9999"])
def test_nothing_is_found_for_nothing(estate: Desk, asked: str) -> None:
    estate.charge("255.36")
    estate.open()
    estate.collect("cash=255.36")
    assert found(estate, asked) == ()


def test_one_sort_does_not_crowd_out_the_others(estate: Desk) -> None:
    with estate.db.write() as session:
        for n in range(12):
            session.add(
                Vehicle(
                    unit_id=1, plate=f"浙A·1202{n:X}", plate_key=f"浙A1202{n:X}", colour="", model="", space_code="",
                    withdrawn_on=None,
                )
            )  # fmt: skip
    hits = found(estate, "1202", limit=15)
    assert [h.kind for h in hits].count("vehicle") == 5
    assert hits[0].kind == "unit"
    assert len(UNITS) == 3


def test_t6_a_refunded_receipt_is_not_called_valid(estate: Desk) -> None:
    estate.charge("255.36")
    estate.open("0")
    estate.collect("cash=255.36")
    estate.run(confirm_count, ConfirmCount(None, parse_counts("100=2,50=1,5=1")), yes=("close_check",))
    estate.close(reason="查不出")
    estate.open("500")
    leave = Approval(Right.REFUND, 3, "周敏")
    estate.run(refund, MakeRefund("1", "多收", amount=Money.yuan("55.36")), approval=leave)
    (hit,) = found(estate, "SJ00000001")
    assert (hit.status, hit.tone) == ("部分红冲", "neutral")
    estate.run(refund, MakeRefund("1", "多收"), approval=leave)
    (hit,) = found(estate, "sj1")[:1] or found(estate, "SJ00000001")
    assert hit.status == "已红冲"
    (back,) = found(estate, "HZ00000002")
    assert (back.kind, back.label, back.where) == ("refund", "HZ00000002", UNITS[0])
    assert back.second == "2026-11-21 红字收据 200.00"


def test_d0_1_a_scanned_deposit_receipt_is_found_with_its_settlement(estate: Desk) -> None:
    estate.open("500")
    ways = (parse_tender("cash=300"),)
    estate.run(take_deposit, TakeDeposit(2, "装修", Money.yuan("300"), ways))
    (held,) = found(estate, "YJ00000001")
    assert (held.kind, held.group, held.unit_id, held.status) == ("deposit", "收据", 2, "有效")
    assert held.second == "2026-11-21 押金收据 300.00"
    estate.run(return_deposit, ReturnDeposit("1"), approval=Approval(Right.DEPOSIT, 3, "周敏"))
    (settled,) = found(estate, "yt1")
    assert (settled.kind, settled.label) == ("deposit_settlement", "YT00000001")
