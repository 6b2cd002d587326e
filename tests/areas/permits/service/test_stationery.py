"""票证 at the desk: drawn, used, spoiled, returned, counted at the month's end with the photocopy money (D3.8)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.queries import books
from frontdesk.areas.cashdesk.queries.figures import shift_figures
from frontdesk.areas.cashdesk.service import SpoilPaper, spoil_paper
from frontdesk.areas.permits.queries.stationery import (
    broken_stationery,
    count_rows,
    kinds,
    move_rows,
    range_rows,
    stock_of,
    stock_rows,
)
from frontdesk.areas.permits.rules.stationery import RECEIPTS, CopyWay, Fate
from frontdesk.areas.permits.service.stationery import (
    AddKind,
    Draw,
    MarkNumbers,
    VoidMark,
    add_kind,
    draw,
    mark_numbers,
    void_mark,
)
from frontdesk.areas.permits.service.stationery_count import (
    COUNT_FORM,
    CountInput,
    CountStock,
    SignCount,
    count_stock,
    sign_count,
)
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import Desk

Y = Money.yuan
NOVEMBER = Month(2026, 11)
CARD = "居住证"


def drew(desk: Desk, first: str = "JZ000101", last: str = "JZ000150", kind: str = CARD, **more: Any) -> Any:
    actor = more.pop("actor", desk.receptionist)
    return desk.run(draw, Draw(kind, first, last, "方怡", **more), actor)


def became(desk: Desk, fate: Fate, numbers: str, words: str = "办证", kind: str = CARD, **more: Any) -> Any:
    return desk.run(mark_numbers, MarkNumbers(kind, fate, numbers, words, **more), desk.receptionist)


def row_of(desk: Desk, kind: str = CARD) -> Any:
    return next(row for row in desk.runner.read(stock_rows, NOVEMBER) if row.kind.name == kind)


def test_d3_8_what_is_left_follows_from_what_was_drawn_and_what_became_of_it(desk: Desk) -> None:
    made = drew(desk)
    assert (made.number, made.pieces) == ("LY-00000001", 50)
    became(desk, Fate.USED, "JZ000101-000105", "", permit="jz-00000001")
    became(desk, Fate.SPOILED, "JZ000106", "打印错位")
    became(desk, Fate.RETURNED, "JZ000141-000150", "方怡")
    row = row_of(desk)
    assert (row.left, row.left_words, row.next) == (34, "JZ000107–000140", "JZ000107")
    moved = (row.month_before, row.month_drawn, row.month_used, row.month_spoiled, row.month_returned)
    assert moved == (0, 50, 5, 1, 10)
    assert [move.fate for move in desk.runner.read(move_rows)] == [Fate.RETURNED, Fate.SPOILED, Fate.USED]
    assert desk.runner.read(move_rows)[-1].permit == "JZ-00000001"
    assert desk.runner.read(range_rows)[0].left == 34
    assert desk.runner.read(broken_stationery) == []


def test_d3_8_a_number_is_used_once_and_only_when_it_was_drawn(desk: Desk) -> None:
    drew(desk)
    became(desk, Fate.USED, "JZ000101")
    with pytest.raises(Refused, match="JZ000101 已经用过"):
        became(desk, Fate.SPOILED, "JZ000101-000102", "撕破")
    with pytest.raises(Refused, match="JZ000151 没有领用过"):
        became(desk, Fate.USED, "JZ000150-000151")
    assert row_of(desk).left == 49


def test_d3_8_the_database_itself_refuses_doubles_and_strangers(both: Desk) -> None:
    drew(both)
    became(both, Fate.USED, "JZ000101")
    insert = (
        "INSERT INTO stationery_mark (range_id, fate, first, last, words, permit, marked_on, at, by) "
        "VALUES (1, '使用', {first}, {last}, 'x', '', '2026-11-21', '2026-11-21 00:00:00', 'x')"
    )
    for first, last, said in (
        (101, 101, "accounted for"),
        (150, 151, "never drawn"),
        (90, 101, "drawn|accounted"),
    ):
        with pytest.raises(DBAPIError, match=said), both.db.write() as session:
            session.execute(text(insert.format(first=first, last=last)))


def test_d0_5_a_mistake_is_taken_back_with_a_reason_and_the_number_is_left_again(desk: Desk) -> None:
    drew(desk)
    became(desk, Fate.USED, "JZ000101")
    with pytest.raises(Refused, match="为什么"):
        desk.run(void_mark, VoidMark(1, " "), desk.receptionist)
    desk.run(void_mark, VoidMark(1, "登记错号"), desk.receptionist)
    with pytest.raises(Refused, match="已经撤销"):
        desk.run(void_mark, VoidMark(1, "登记错号"), desk.receptionist)
    assert row_of(desk).left == 50
    assert desk.runner.read(move_rows)[0].void == "登记错号"
    became(desk, Fate.USED, "JZ000101")


def test_a_use_may_run_over_two_drawn_ranges(desk: Desk) -> None:
    drew(desk, "JZ000101", "JZ000110")
    drew(desk, "JZ000111", "JZ000120")
    assert became(desk, Fate.USED, "JZ000109-000112").pieces == 4
    assert row_of(desk).left_words == "JZ000101–000108、JZ000113–000120"


def test_what_was_returned_can_be_drawn_again(desk: Desk) -> None:
    drew(desk)
    with pytest.raises(Refused, match="JZ000141–000150 已经领用过"):
        drew(desk, "JZ000141", "JZ000160")
    became(desk, Fate.RETURNED, "JZ000141-000150", "方怡")
    drew(desk, "JZ000141", "JZ000160")
    assert row_of(desk).left == 60
    assert desk.runner.read(broken_stationery) == []


def test_t23_one_press_is_one_entry(desk: Desk) -> None:
    drew(desk, token="a")
    again = drew(desk, token="a")
    assert (again.again, again.range_id) == (True, 1)
    became(desk, Fate.USED, "JZ000101", token="b")
    assert became(desk, Fate.USED, "JZ000101", token="b").again
    assert row_of(desk).left == 49


def test_what_is_missing_is_said_beside_its_field(desk: Desk) -> None:
    for command, fields in (
        (Draw(CARD, "JZ1", "JZ9", " "), {"handed_by"}),
        (Draw(CARD, "JZ1", "JZ9", "x" * 61, words="x" * 201), {"handed_by", "words"}),
    ):
        with pytest.raises(InvalidInput) as error:
            desk.run(draw, command, desk.receptionist)
        assert set(error.value.errors) == fields
    with pytest.raises(InvalidInput) as error:
        became(desk, Fate.SPOILED, " ", "")
    assert error.value.errors == {"numbers": "请填号码", "words": "请写作废的原因"}
    with pytest.raises(Refused, match="没有“票”这种票证"):
        drew(desk, kind="票")
    with pytest.raises(Refused, match="日期还没到"):
        drew(desk, on=desk.clock.today() + timedelta(days=1))
    drew(desk)
    with pytest.raises(Refused, match="2026-11-21 才领用"):
        became(desk, Fate.USED, "JZ000101", on=date(2026, 11, 20))


def test_the_office_adds_kinds_of_its_own(desk: Desk) -> None:
    desk.run(add_kind, AddKind("游泳证", "yz"), desk.receptionist)
    with pytest.raises(InvalidInput):
        desk.run(add_kind, AddKind("游泳证"), desk.receptionist)
    drew(desk, "YZ001", "YZ010", kind="游泳证")
    found = desk.runner.read(kinds)
    assert [row.name for row in found] == [CARD, "临时出入证", "搬运证", "有偿服务单", RECEIPTS, "游泳证"]
    assert row_of(desk, "游泳证").left == 10


def test_m6_9_receipt_books_are_the_cash_desks_own_and_read_from_there(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        drew(desk, "A0031801", "A0031900", RECEIPTS)
    drew(desk, "A0031801", "A0031900", RECEIPTS, actor=desk.cashier)
    assert any(book.prefix == "A" and book.first == 31801 for book in desk.runner.read(books))
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=255.36", paper_number="A0031801")
    desk.run(spoil_paper, SpoilPaper("A0031802", "卡纸"))
    row = row_of(desk, RECEIPTS)
    assert (row.left, row.next, row.month_used, row.month_spoiled) == (98, "A0031803", 1, 1)
    with pytest.raises(Refused, match="票据台账"):
        became(desk, Fate.USED, "A0031803", kind=RECEIPTS)
    with pytest.raises(Refused, match="A0031801 已经用过"):
        became(desk, Fate.RETURNED, "A0031801", "方怡", kind=RECEIPTS)
    became(desk, Fate.RETURNED, "A0031891-0031900", "方怡", kind=RECEIPTS)
    assert row_of(desk, RECEIPTS).left == 88
    assert [(move.id, move.numbers) for move in desk.runner.read(move_rows)][1:] == [
        (None, "A0031802"),
        (None, "A0031801"),
    ]
    assert desk.runner.read(broken_stationery) == []
    assert desk.broken() == []


def counted(desk: Desk, *lines: CountInput, **more: Any) -> Any:
    yes = more.pop("yes", ())
    return desk.run(
        count_stock, CountStock(NOVEMBER, lines, **more), more.pop("actor", desk.cashier), yes=yes
    )


def test_d3_8_the_count_is_held_against_the_books_and_a_difference_is_explained_or_open(desk: Desk) -> None:
    drew(desk)
    drew(desk, "LS0001", "LS0020", "临时出入证")
    became(desk, Fate.USED, "JZ000101-000103")
    lines = (
        CountInput(CARD, 46, "JZ000104-000149", "JZ000150 缺一张，印厂少装"),
        CountInput("临时出入证", 19),
    )
    made = counted(desk, *lines)
    assert (made.number, made.off, made.open) == ("PD-00000001", 2, 1)
    [row] = desk.runner.read(count_rows)
    assert [(line.left, line.counted, line.difference) for line in row.lines] == [(47, 46, -1), (20, 19, -1)]
    assert (row.lines[0].left_numbers, row.lines[0].counted_numbers) == ("JZ000104–000150", "JZ000104–000149")
    # Counting changes nothing in the books.
    assert row_of(desk).left == 47
    assert (row_of(desk).counted_on, row_of(desk).difference) == (desk.clock.today(), -1)
    found = desk.runner.read(paper_document, COUNT_FORM, made.number)
    assert found is not None
    assert [line["reason"] for line in found[1]["lines"]] == ["JZ000150 缺一张，印厂少装", ""]
    assert found[1]["month"] == "2026-11"


def test_d3_8_a_count_adds_up_before_plus_drawn_less_what_went_is_left(desk: Desk) -> None:
    desk.clock.at -= timedelta(days=30)
    drew(desk)
    became(desk, Fate.USED, "JZ000101-000110")
    desk.clock.at += timedelta(days=30)
    drew(desk, "JZ000201", "JZ000210")
    became(desk, Fate.SPOILED, "JZ000111", "撕破")
    counted(desk, CountInput(CARD, 49))
    [line] = desk.runner.read(count_rows)[0].lines
    assert (line.before, line.drawn, line.used, line.spoiled, line.returned, line.left) == (
        40,
        10,
        0,
        1,
        0,
        49,
    )
    assert line.before + line.drawn - line.used - line.spoiled - line.returned == line.left


def test_d3_8_photocopy_money_goes_into_the_open_shift_and_is_in_its_expected_cash(desk: Desk) -> None:
    drew(desk)
    line = CountInput(CARD, 50)
    copies = {"copies": 120, "copy_price": Y("0.50"), "copy_way": CopyWay.DRAWER}
    with pytest.raises(Refused, match="还没有开班"):
        counted(desk, line, **copies)
    assert desk.runner.read(count_rows) == ()
    shift = desk.open()
    assert counted(desk, line, **copies, token="a").copy_money == Y("60")
    assert counted(desk, line, **copies, token="a").again
    [row] = desk.runner.read(count_rows)
    assert row.copy_words == "进本班抽屉，单号 LX-20261121-01"
    assert desk.runner.read(shift_figures, shift).expected_cash == Y("560")
    desk.count("100=5,50=1,10=1")
    desk.close()
    assert desk.broken() == []


def test_photocopy_money_that_finance_took_names_who(desk: Desk) -> None:
    drew(desk)
    line = CountInput(CARD, 50)
    for more, field in (
        ({"copies": 10}, "copy_price"),
        ({"copies": 10, "copy_price": Y("0.5")}, "copy_way"),
        ({"copies": 10, "copy_price": Y("0.5"), "copy_way": CopyWay.FINANCE}, "copy_to"),
    ):
        with pytest.raises(Refused) as error:
            counted(desk, line, **more)
        assert error.value.field == field
    counted(desk, line, copies=10, copy_price=Y("0.5"), copy_way=CopyWay.FINANCE, copy_to="方怡")
    assert desk.runner.read(count_rows)[0].copy_words == "已交财务 方怡"


def test_what_cannot_be_counted_so_is_said_beside_its_line(desk: Desk) -> None:
    with pytest.raises(Refused, match="不用盘点"):
        counted(desk)
    drew(desk)
    drew(desk, "LS0001", "LS0020", "临时出入证")
    with pytest.raises(InvalidInput) as error:
        counted(desk, CountInput(CARD, 3, "JZ000101-000104"))
    assert error.value.errors == {
        "临时出入证.counted": "请填点到多少张",
        f"{CARD}.numbers": "号码有 4 张，点到的是 3 张",
    }
    with pytest.raises(Refused, match="还没到"):
        desk.run(count_stock, CountStock(Month(2026, 12), (CountInput(CARD, 1),)), desk.cashier)


def test_a_month_counted_again_is_asked_about_and_the_later_count_holds(desk: Desk) -> None:
    drew(desk)
    counted(desk, CountInput(CARD, 49))
    with pytest.raises(NeedsConfirmation, match="PD-00000001"):
        counted(desk, CountInput(CARD, 50))
    counted(desk, CountInput(CARD, 50), yes=("stationery.again",))
    assert [(row.number, row.holds) for row in desk.runner.read(count_rows)] == [
        ("PD-00000002", True),
        ("PD-00000001", False),
    ]


def test_a_count_is_signed_once(desk: Desk) -> None:
    drew(desk)
    counted(desk, CountInput(CARD, 50))
    desk.run(sign_count, SignCount(1, "周敏"))
    with pytest.raises(Refused, match="已由 周敏 签字"):
        desk.run(sign_count, SignCount(1, "周敏"))
    assert desk.runner.read(count_rows)[0].signed_by == "周敏"


def test_who_may_not_is_asked_for_leave_and_the_trail_says_who_did(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        drew(desk, actor=desk.financier)
    leave = desk.leave(Right.STATIONERY)
    desk.run(draw, Draw(CARD, "JZ1", "JZ9", "方怡"), desk.financier, approval=leave)
    with desk.db.read() as session:
        told = session.execute(
            text("SELECT approver, command FROM audit_entry ORDER BY id DESC LIMIT 1")
        ).one()
    assert (told[0], json.loads(told[1])["first"]) == ("周敏", "JZ1")
    assert desk.runner.read(stock_of, 1).pieces == 9
