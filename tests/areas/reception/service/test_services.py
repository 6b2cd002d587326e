"""Places booked and charged, clashes refused, ended in words; errands along their course (D2.6); T11, T23, M2.7."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.archives.queries.units import unit_row
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.model import Charge, ChargeAdjustment
from frontdesk.areas.fees.queries.steps import unit_steps
from frontdesk.areas.fees.service import IssueNotices, issue_notices
from frontdesk.areas.reception.queries.bookings import (
    BookingFilter,
    BookingRow,
    BookingShow,
    booking_figures,
    booking_file,
    booking_rows,
    bookings_of_unit,
    find_bookings,
)
from frontdesk.areas.reception.queries.errands import (
    ErrandFilter,
    ErrandShow,
    errand_figures,
    errand_file,
    errand_kinds,
    errand_rows,
    errands_of_unit,
    find_errands,
)
from frontdesk.areas.reception.queries.let_places import place_month, place_rows, price_course
from frontdesk.areas.reception.rules.errands import ErrandAct, ErrandState
from frontdesk.areas.reception.rules.places import SOURCE, BookingState, Paid, PlaceKind
from frontdesk.areas.reception.service.bookings import Booked, BookPlace, EndBooking, book_place, end_booking
from frontdesk.areas.reception.service.errand_kinds import SaveErrandKind, save_errand_kind
from frontdesk.areas.reception.service.errands import (
    ActOnErrand,
    PaperInput,
    ReceiveErrand,
    act_on_errand,
    receive_errand,
)
from frontdesk.areas.reception.service.held_papers import PrintHeld, print_held
from frontdesk.areas.reception.service.let_places import SavePlace, SetPlacePrice, save_place, set_place_price
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk

Y = Money.yuan
A = ErrandAct
TRADER = {"booker": "云栖净水公司", "purpose": "净水器展示", "phone": "13812345512"}


def place(desk: Desk, code: str = "A1", **prices: Any) -> int:
    found = int(desk.run(save_place, SavePlace(None, code, PlaceKind.STALL, "南门内东侧"), desk.supervisor))
    told = prices or {"day": Y("100"), "month": Y("2000"), "deposit": Y("500")}
    desk.run(set_place_price, SetPlacePrice(found, **told), desk.supervisor)
    return found


def book(desk: Desk, place_id: int, first: date = TODAY, days: int = 3, **more: Any) -> Booked:
    told = {**TRADER, **more}
    actor = told.pop("actor", desk.receptionist)
    approval = told.pop("approval", None)
    command = BookPlace(place_id, first, first + timedelta(days=days - 1), **told)
    made: Booked = desk.run(book_place, command, actor, approval=approval)
    return made


def rows(desk: Desk, **more: Any) -> tuple[BookingRow, ...]:
    found: tuple[BookingRow, ...] = desk.runner.read(booking_rows, BookingFilter(TODAY, **more))
    return found


def charge(desk: Desk, charge_id: int | None) -> Charge:
    with desk.db.read() as session:
        return session.get_one(Charge, charge_id)


def test_D2_6_an_outsiders_booking_is_charged_on_the_offices_own_ground(desk: Desk) -> None:
    made = book(desk, place(desk))
    assert (made.number, made.fee) == ("CD-20261121-001", Y("300"))
    owed = charge(desk, made.charge_id)
    assert (owed.owed, owed.payer_name, owed.payer_id, owed.source_kind) == (
        Y("300"),
        "云栖净水公司",
        None,
        SOURCE,
    )
    assert "CD-20261121-001 A1" in owed.how
    ground = desk.runner.read(unit_row, made.pay_unit_id, TODAY)
    assert (ground.code, ground.kind) == ("场地-01", UnitKind.OFFICE_PLACE)
    again = book(desk, place(desk, "A2"))
    assert again.pay_unit_id == made.pay_unit_id
    # Debts of different outsiders stand there: no round of notices tells one of another's, no rule bills it.
    with pytest.raises(Refused, match="没有欠费"):
        desk.run(issue_notices, IssueNotices(Month.of(TODAY)), desk.supervisor)
    with pytest.raises(Refused, match="按预订催收"):
        desk.run(issue_notices, IssueNotices(Month.of(TODAY), unit_ids=(made.pay_unit_id,)), desk.supervisor)
    assert desk.runner.read(unit_steps, TODAY + timedelta(days=90)) == ()
    row = rows(desk)[0]
    assert (row.state, row.paid, row.how, row.phone) == (
        BookingState.RUNNING,
        Paid.OWING,
        "3 天 × 100.00",
        "138****5512",
    )
    assert broken(desk.runner) == []


def test_D2_6_a_residents_booking_stands_on_the_home_and_its_card(desk: Desk) -> None:
    made = book(desk, place(desk), unit_id=1, booker="张硕")
    assert made.pay_unit_id == 1
    assert charge(desk, made.charge_id).payer_name == "张硕"
    assert [row.number for row in desk.runner.read(bookings_of_unit, 1, TODAY)] == [made.number]


def test_D2_6_a_clash_is_refused_in_words_that_name_the_other(desk: Desk) -> None:
    key = place(desk)
    book(desk, key, TODAY, 3)
    with pytest.raises(Refused, match="已经订给 云栖净水公司（CD-20261121-001）") as error:
        book(desk, key, TODAY + timedelta(days=2), 1, booker="别人")
    assert error.value.field == "first"
    # Half-open inside: the day after the last one is free.
    book(desk, key, TODAY + timedelta(days=3), 1, booker="别人")
    assert len(rows(desk)) == 2


def test_D2_6_two_desks_at_once_do_not_both_get_the_place(both: Desk) -> None:
    """T11: on SQLite and PostgreSQL, by the lock and by the guard."""
    key = place(both)

    def press(who: str) -> str:
        try:
            return book(both, key, booker=who).number
        except Refused as error:
            return error.text

    with ThreadPoolExecutor(3) as desks:
        said = list(desks.map(press, ("甲", "乙", "丙")))
    assert sum(words.startswith("CD-") for words in said) == 1
    assert sum("已经订给" in words for words in said) == 2
    with pytest.raises(DBAPIError, match="booked already"), both.db.write() as session:
        session.execute(
            text(
                "INSERT INTO place_booking(number, place_id, starts_on, ends_on, pay_unit_id, booker, contact, phone,"
                " purpose, list_fee, fee, how, deposit, words, made_on, at, by_id, by)"
                " SELECT 'CD-X', place_id, starts_on, ends_on, pay_unit_id, booker, contact, phone, purpose, 0, 0, how,"
                " 0, words, made_on, at, by_id, by FROM place_booking"
            )
        )
    assert broken(both.runner) == []


def test_T23_the_same_press_twice_books_once(desk: Desk) -> None:
    key = place(desk)
    first, second = book(desk, key, token="t"), book(desk, key, token="t")
    assert (second.id, second.again) == (first.id, True)


def test_D2_6_another_price_than_the_list_takes_a_supervisor_and_a_word(desk: Desk) -> None:
    key = place(desk)
    with pytest.raises(Refused, match="为什么"):
        book(desk, key, fee=Y("200"))
    with pytest.raises(NeedsApproval):
        book(desk, key, fee=Y("200"), words="社区公益")
    made = book(desk, key, fee=ZERO, words="社区公益", approval=desk.leave(Right.RECEPTION_LEAD))
    row = rows(desk)[0]
    assert (made.charge_id, row.paid, row.list_fee) == (None, Paid.FREE, Y("300"))
    assert row.how.startswith("议定")


def test_D2_6_bad_days_and_places_are_said_beside_their_field(desk: Desk) -> None:
    key = place(desk)
    for first, days, field in (
        (TODAY, 0, "last"),
        (TODAY - timedelta(days=60), 1, "first"),
        (TODAY, 900, "last"),
    ):
        with pytest.raises(Refused) as error:
            book(desk, key, first, days)
        assert error.value.field == field
    with pytest.raises(Refused, match="谁用") as error:
        book(desk, key, booker=" ")
    bare = int(desk.run(save_place, SavePlace(None, "B1", PlaceKind.POSTER, "3栋电梯厅"), desk.supervisor))
    with pytest.raises(Refused, match="没有定价"):
        book(desk, bare)
    desk.run(save_place, SavePlace(key, "A1", PlaceKind.STALL, "南门", active=False), desk.supervisor)
    with pytest.raises(Refused, match="停用"):
        book(desk, key)
    with pytest.raises(Refused, match="已经有了"):
        desk.run(save_place, SavePlace(None, "a1", PlaceKind.STALL, "北门"), desk.supervisor)
    with pytest.raises(InvalidInput):
        desk.run(set_place_price, SetPlacePrice(key, deposit=Y("1")), desk.supervisor)
    with pytest.raises(NeedsApproval):
        desk.run(save_place, SavePlace(None, "C1", PlaceKind.STALL, "北门"), desk.receptionist)


def test_M2_3_a_new_price_leaves_what_was_agreed(desk: Desk) -> None:
    key = place(desk)
    made = book(desk, key)
    later = TODAY + timedelta(days=10)
    desk.run(set_place_price, SetPlacePrice(key, day=Y("150"), starts_on=later), desk.supervisor)
    assert book(desk, key, later, 1).fee == Y("150")
    assert book(desk, key, later - timedelta(days=1), 1).fee == Y("100")
    assert charge(desk, made.charge_id).amount == Y("300")
    assert [price.day for price in desk.runner.read(price_course, key)] == [Y("150"), Y("100")]
    assert desk.runner.read(place_rows, later)[0].price.day == Y("150")


def test_M2_7_cancelling_takes_the_charge_off_by_a_line_and_frees_the_days(desk: Desk) -> None:
    key = place(desk)
    made = book(desk, key)
    with pytest.raises(Refused, match="原因"):
        desk.run(end_booking, EndBooking(made.id, " ", ZERO), desk.supervisor)
    with pytest.raises(NeedsApproval):
        desk.run(end_booking, EndBooking(made.id, "改期", ZERO), desk.receptionist)
    off = desk.run(
        end_booking,
        EndBooking(made.id, "改期", ZERO),
        desk.receptionist,
        approval=desk.leave(Right.FEES_ADJUST),
    )
    assert off == Y("300")
    with desk.db.read() as session:
        line = session.query(ChargeAdjustment).one()
        assert (line.amount, line.approver) == (Y("-300"), "周敏")
        assert "CD-20261121-001" in line.reason
        assert session.get_one(Charge, made.charge_id).amount == Y("300")
    row = rows(desk, show=BookingShow.CANCELLED)[0]
    assert (row.state, row.reason, row.paid) == (BookingState.CANCELLED, "改期", Paid.FREE)
    with pytest.raises(Refused, match="已经在"):
        desk.run(end_booking, EndBooking(made.id, "再来", ZERO), desk.supervisor)
    assert book(desk, key, booker="别人").fee == Y("300")
    assert broken(desk.runner) == []


def test_M2_7_what_was_paid_stays_unless_the_till_gave_it_back(desk: Desk) -> None:
    key = place(desk)
    made = book(desk, key, unit_id=1, booker="张硕", days=10)
    desk.open()
    paid = desk.collect("cash=1000")
    assert rows(desk)[0].paid is Paid.PAID
    half = TODAY + timedelta(days=5)
    with pytest.raises(Refused, match="已经收了 1,000.00") as error:
        desk.run(end_booking, EndBooking(made.id, "提前撤场", Y("500"), half), desk.supervisor)
    assert error.value.field == "keep"
    desk.close_day()
    desk.open()
    desk.refund(paid.number, "cash=400", amount=Y("400"))
    assert rows(desk)[0].paid is Paid.PART
    # What the till gave back is owed again until the booking's end takes it off.
    off = desk.run(end_booking, EndBooking(made.id, "提前撤场", Y("600"), half), desk.supervisor)
    assert (off, rows(desk)[0].paid) == (Y("400"), Paid.PAID)
    row = rows(desk)[0]
    assert (row.last, row.agreed_end) == (half - timedelta(days=1), TODAY + timedelta(days=10))
    book(desk, key, half, 2, booker="别人")
    assert broken(desk.runner) == []


def test_D2_6_chips_month_and_search_tell_the_same(desk: Desk) -> None:
    key = place(desk)
    book(desk, key, TODAY, 1)
    book(desk, key, TODAY + timedelta(days=1), 30, booker="来年公司")
    gone = book(desk, key, TODAY + timedelta(days=40), 1)
    desk.run(end_booking, EndBooking(gone.id, "不办了", ZERO), desk.supervisor)
    figures = desk.runner.read(booking_figures, BookingFilter(TODAY))
    assert {show.name: n for show, n in figures.shows.items()} == {
        "HOLDS": 2, "RUNNING": 1, "OWING": 2, "SOON": 1, "OVER": 0, "CANCELLED": 1, "ALL": 3,
    }  # fmt: skip
    assert all(len(rows(desk, show=show)) == n for show, n in figures.shows.items())
    month = desk.runner.read(place_month, date(2026, 12, 1), date(2027, 1, 1), TODAY)
    assert [row.booker for row in month.bookings] == ["来年公司"]
    assert [row.booker for row in desk.runner.read(find_bookings, "来年", TODAY)] == ["来年公司"]
    assert len(desk.runner.read(find_bookings, "cd-2026", TODAY)) == 3
    file = desk.runner.read(booking_file, rows(desk)[0].id, TODAY)
    assert (file.deposits, file.deposit_short) == ((), Y("500"))


def test_D0_4_the_agreement_and_the_slip_are_kept_as_agreed_and_marked_when_printed_again(desk: Desk) -> None:
    made = book(desk, place(desk))
    desk.run(save_place, SavePlace(1, "A1", PlaceKind.STALL, "北门"), desk.supervisor)
    errand = receive(desk)
    for form, number in (("place_agreement", made.number), ("errand_slip", errand.number)):
        first = desk.run(print_held, PrintHeld(form, number), desk.receptionist)
        second = desk.run(print_held, PrintHeld(form, number), desk.receptionist)
        assert (first.times, second.times) == (0, 1)
        assert first.pdf.startswith(b"%PDF")
    found = desk.runner.read(paper_document, "place_agreement", made.number)
    assert found is not None
    assert found[1]["location"] == "南门内东侧"
    with pytest.raises(Refused, match="没有代办受理单"):
        desk.run(print_held, PrintHeld("errand_slip", "DB-0"), desk.receptionist)


# -- errands --


def receive(desk: Desk, **more: Any) -> Any:
    told = {"unit_id": 1, "kind": "燃气开户", "what": "新房燃气开户", "who": "张硕", **more}
    return desk.run(receive_errand, ReceiveErrand(**told), desk.receptionist)


def act(desk: Desk, errand_id: int, what: ErrandAct, **more: Any) -> Any:
    actor = more.pop("actor", desk.receptionist)
    return desk.run(act_on_errand, ActOnErrand(errand_id, what, **more), actor)


def test_D2_6_an_errand_goes_its_whole_course_in_dated_rows(both: Desk) -> None:
    papers = (PaperInput("房产证", 1, original=True), PaperInput(" "), PaperInput("身份证复印件", 2))
    made = receive(both, papers=papers, fee=Y("30"), phone="13867512208")
    assert (made.number, made.fee) == ("DB-20261121-001", Y("30"))
    act(both, made.id, A.HAND, whom="燃气公司 李师傅")
    both.clock.at += timedelta(days=1)
    act(both, made.id, A.LOG, words="已约周三上门")
    act(both, made.id, A.PROMISE, words="缺表", promised_on=TODAY + timedelta(days=12))
    act(both, made.id, A.DONE, words="开户号 88210")
    done = act(both, made.id, A.COLLECT, whom="曾姝")
    assert done.state is ErrandState.COLLECTED
    file = both.runner.read(errand_file, made.id, TODAY + timedelta(days=1))
    assert [step.act for step in file.course] == [A.COLLECT, A.DONE, A.PROMISE, A.LOG, A.HAND, A.RECEIVE]
    assert file.course[0].words == "原件已一并交还"
    assert [(p.name, p.copies, p.original) for p in file.papers] == [
        ("房产证", 1, True),
        ("身份证复印件", 2, False),
    ]
    assert (file.row.ended_on, file.row.owed, file.row.phone) == (
        TODAY + timedelta(days=1),
        Y("30"),
        "138****2208",
    )
    with pytest.raises(DBAPIError, match="final"), both.db.write() as session:
        session.execute(text("UPDATE errand_step SET words = 'x'"))
    assert broken(both.runner) == []


def test_D2_6_what_the_table_does_not_know_is_refused_in_words(desk: Desk) -> None:
    made = receive(desk)
    for what, more, said in (
        (A.COLLECT, {"whom": "张硕"}, "现在是已受理，不能办“领取”"),
        (A.HAND, {}, "交给谁"),
        (A.LOG, {}, "请写进展"),
        (A.PROMISE, {"words": "晚"}, "改到哪天"),
        (A.PROMISE, {"words": "晚", "promised_on": TODAY - timedelta(days=1)}, "已经过了"),
        (A.RETURN, {}, "缺什么"),
    ):
        with pytest.raises(Refused, match=said):
            act(desk, made.id, what, **more)
    for wrong in ({"kind": "搬家"}, {"what": " "}, {"who": ""}, {"promised_on": TODAY - timedelta(days=1)}):
        with pytest.raises(Refused):
            receive(desk, **wrong)


def test_D2_6_returned_completed_late_and_withdrawn(desk: Desk) -> None:
    made = receive(desk, fee=Y("30"), promised_on=TODAY)
    act(desk, made.id, A.RETURN, words="缺房产证")
    tomorrow = TODAY + timedelta(days=1)
    assert desk.runner.read(errand_rows, ErrandFilter(tomorrow, show=ErrandShow.LATE)) == ()
    act(desk, made.id, A.RESUME, words="补来了")
    late = desk.runner.read(errand_rows, ErrandFilter(tomorrow, show=ErrandShow.LATE))
    assert [(row.number, row.late) for row in late] == [(made.number, 1)]
    assert [row.id for row in desk.runner.read(errands_of_unit, 1, TODAY)] == [made.id]
    assert [row.id for row in desk.runner.read(find_errands, "db-2026", TODAY)] == [made.id]
    with pytest.raises(NeedsApproval):
        act(desk, made.id, A.WITHDRAW, words="不办了")
    act(desk, made.id, A.WITHDRAW, words="不办了", actor=desk.supervisor)
    assert desk.runner.read(errands_of_unit, 1, TODAY) == ()
    assert desk.owed() == {}
    figures = desk.runner.read(errand_figures, ErrandFilter(TODAY))
    assert (figures.every, figures.shows[ErrandShow.WITHDRAWN], figures.count) == (1, 1, 0)
    assert broken(desk.runner) == []


def test_D2_6_the_office_keeps_its_own_kinds_of_errands(desk: Desk) -> None:
    assert len(desk.runner.read(errand_kinds)) == 6
    new = SaveErrandKind("天然气改管", 10, Y("50"), "改管申请表\n\n房产证")
    desk.run(save_errand_kind, new, desk.supervisor)
    desk.run(save_errand_kind, SaveErrandKind("有线电视开通", 3, active=False), desk.supervisor)
    kinds = desk.runner.read(errand_kinds)
    assert [kind.words for kind in kinds][-1] == "天然气改管"
    assert "有线电视开通" not in {kind.words for kind in kinds}
    made = receive(desk, kind="天然气改管")
    row = desk.runner.read(errand_file, made.id, TODAY).row
    assert (made.fee, row.promised_on) == (Y("50"), TODAY + timedelta(days=10))
    with pytest.raises(NeedsApproval):
        desk.run(save_errand_kind, SaveErrandKind("别的", 1), desk.receptionist)


def test_T23_the_same_press_twice_receives_once(desk: Desk) -> None:
    assert receive(desk, token="t").id == receive(desk, token="t").id
