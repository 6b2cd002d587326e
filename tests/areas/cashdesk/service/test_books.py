"""Bought receipt paper and the ledger of numbers (M6.9)."""

from __future__ import annotations

import pytest

from frontdesk.areas.cashdesk.queries import (
    book_of_paper,
    books,
    has_bought_books,
    ledger,
    next_paper_number,
    skipped_papers,
)
from frontdesk.areas.cashdesk.rules.kinds import LedgerState
from frontdesk.areas.cashdesk.service import RegisterPaperBook, SpoilPaper, register_paper_book, spoil_paper
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk, Y


@pytest.fixture
def book(desk: Desk) -> int:
    """A book of five papers."""
    return int(desk.run(register_paper_book, RegisterPaperBook("0031851", "0031855")))


def test_m6_9_every_number_used_void_spoiled_missing(desk: Desk, book: int):
    for unit in UNITS:
        desk.charge("10.00", unit=unit)
    desk.open()
    desk.collect("cash=10", paper_number="0031851")
    desk.void(desk.collect("cash=10", unit=UNITS[1], paper_number="0031852").number, "写错")
    desk.run(spoil_paper, SpoilPaper("0031853", "卡纸"))
    assert desk.runner.read(skipped_papers) == ()
    assert desk.runner.read(next_paper_number) == "0031854"
    desk.collect("cash=10", unit=UNITS[2], paper_number="0031855")
    rows = desk.runner.read(ledger, book)
    assert [(row.number, row.state) for row in rows] == [
        ("0031851", LedgerState.USED),
        ("0031852", LedgerState.VOID),
        ("0031853", LedgerState.SPOILED),
        ("0031854", LedgerState.MISSING),
        ("0031855", LedgerState.USED),
    ]
    assert (rows[0].receipt, rows[0].unit, rows[0].payer, rows[0].amount) == (
        "SJ00000001",
        UNITS[0],
        "张硕",
        Y("10"),
    )
    assert (rows[1].words, rows[2].words) == ("写错", "卡纸")
    assert desk.runner.read(skipped_papers) == ("0031854",)
    own, bought = desk.runner.read(books)
    assert (own.title, own.first, own.last, own.used, own.void, own.missing) == ("收据 SJ", 1, 3, 2, 1, 0)
    assert (bought.id, bought.used, bought.void, bought.spoiled, bought.missing, bought.unused) == (
        book,
        2,
        1,
        1,
        1,
        0,
    )
    assert bought.received_on == TODAY
    assert len(desk.runner.read(ledger)) == 8
    assert desk.runner.read(next_paper_number) == ""


def test_m6_9_numbers_not_reached_yet_are_not_missing(desk: Desk, book: int):
    assert {row.state for row in desk.runner.read(ledger, book)} == {LedgerState.UNUSED}
    assert desk.runner.read(next_paper_number) == "0031851"


def test_m6_9_a_number_is_used_once(desk: Desk, book: int):
    desk.charge("10.00")
    desk.charge("10.00", unit=UNITS[1])
    desk.open()
    desk.collect("cash=10", paper_number="0031851")
    desk.run(spoil_paper, SpoilPaper("0031852", "卡纸"))
    with pytest.raises(Refused, match="0031851 已经用在 SJ00000001 上"):
        desk.collect("cash=10", unit=UNITS[1], paper_number="００３１８５１")
    with pytest.raises(Refused, match="已登记损毁"):
        desk.collect("cash=10", unit=UNITS[1], paper_number="0031852")
    with pytest.raises(Refused, match="已经用在"):
        desk.run(spoil_paper, SpoilPaper("0031851", "卡纸"))
    with pytest.raises(Refused, match="为什么损毁"):
        desk.run(spoil_paper, SpoilPaper("0031854", ""))
    assert desk.broken() == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("0031855", "0031900", "和已登记的 0031851–0031855 重了"),
        ("0032000", "0031999", "止号比起号小"),
        ("A0032000", "0032099", "字头、位数要一样"),
        ("0000001", "9999999", "一本超过"),
        ("", "1", "照票面填"),
    ],
)
def test_m6_9_a_book_that_cannot_be(desk: Desk, book: int, first: str, last: str, words: str):
    with pytest.raises(Refused, match=words):
        desk.run(register_paper_book, RegisterPaperBook(first, last))


def test_m6_9_which_book_a_number_is_of(desk: Desk):
    assert not desk.runner.read(has_bought_books)
    desk.run(register_paper_book, RegisterPaperBook("A001", "A050"))
    assert desk.runner.read(has_bought_books)
    found = desk.runner.read(book_of_paper, "a007")
    assert found is not None
    assert found.prefix == "A"
    assert desk.runner.read(book_of_paper, "A051") is None
    assert desk.runner.read(book_of_paper, "0007") is None
