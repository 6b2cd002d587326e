"""Parcels, visitors, found things, newspapers, the shift log: written, corrected, refused (D2.4, D2.8); T21, T23."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.reception.queries.found import FoundFilter, FoundShow, found_file, found_rows
from frontdesk.areas.reception.queries.held_checks import broken_held
from frontdesk.areas.reception.queries.held_figures import held_figures
from frontdesk.areas.reception.queries.parcels import (
    ParcelFilter,
    ParcelShow,
    find_parcels,
    overdue_parcels,
    parcel_figures,
    parcel_file,
    parcel_row,
    parcel_rows,
    waiting_for,
)
from frontdesk.areas.reception.queries.shift_log import (
    NoteFilter,
    NoteShow,
    latest_note,
    note_figures,
    note_row,
    note_rows,
    unsigned_notes,
)
from frontdesk.areas.reception.queries.subscriptions import PressFilter, PressShow, press_figures, press_rows
from frontdesk.areas.reception.queries.visits import (
    VisitFilter,
    VisitShow,
    overnight_visits,
    visit_figures,
    visit_row,
    visit_rows,
)
from frontdesk.areas.reception.rules.found import FoundState
from frontdesk.areas.reception.rules.parcels import NotifyWay, ParcelKind, ParcelState
from frontdesk.areas.reception.rules.shift_log import NoteKind, NoteState
from frontdesk.areas.reception.rules.visits import VisitState
from frontdesk.areas.reception.service.found import (
    ClaimFound,
    DisposeFound,
    HandFound,
    PostFound,
    TakeFound,
    UndoFound,
    claim_found,
    dispose_found,
    hand_found,
    post_found,
    take_found,
    undo_found,
)
from frontdesk.areas.reception.service.held_papers import PrintHeld, print_held
from frontdesk.areas.reception.service.parcels import (
    ChangeParcel,
    CollectParcels,
    NotifyParcels,
    SendBack,
    TakeParcel,
    UndoParcel,
    VoidParcel,
    change_parcel,
    collect_parcels,
    notify_parcels,
    send_back,
    take_parcel,
    undo_parcel,
    void_parcel,
)
from frontdesk.areas.reception.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.areas.reception.service.shift_log import (
    MakeHeldList,
    SignNote,
    VoidNote,
    WriteNote,
    make_held_list,
    sign_note,
    void_note,
    write_note,
)
from frontdesk.areas.reception.service.subscriptions import (
    EndSubscription,
    Subscribe,
    end_subscription,
    subscribe,
)
from frontdesk.areas.reception.service.visits import LetIn, LetOut, VoidVisit, let_in, let_out, void_visit
from frontdesk.base.values.errors import NeedsApproval, NeedsConfirmation, Refused
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def parcel(desk: Desk, **more: Any) -> int:
    return int(run(desk, take_parcel, TakeParcel(**{"unit_id": 1, "taker": "张硕", **more})).id)


def day(desk: Desk, days: int) -> date:
    """Move on by *days*; gives the day it is then."""
    desk.clock.forward(days=days)
    return desk.clock.today()


def test_D2_4_a_parcel_is_taken_in_told_of_and_collected_against_a_name(both: Desk) -> None:
    made = run(
        both,
        take_parcel,
        TakeParcel(unit_id=1, taker="张硕", carrier="顺丰", tracking="SF1234567890", pieces=3),
    )
    assert made.number == f"KD-{TODAY:%Y%m%d}-001"
    row = ask(both, parcel_row, made.id, TODAY)
    assert (row.state, row.left, row.unit) == (ParcelState.WAITING, 3, both.runner.read(_code, 1))
    run(both, notify_parcels, NotifyParcels((made.id,), NotifyWay.FAILED, "没人接"))
    assert ask(both, parcel_row, made.id, TODAY).state is ParcelState.WAITING
    assert run(both, notify_parcels, NotifyParcels((made.id,), NotifyWay.PHONE)) == 3
    assert ask(both, parcel_row, made.id, TODAY).state is ParcelState.NOTIFIED
    part = run(both, collect_parcels, CollectParcels((made.id,), "张硕", 1))
    assert part.pieces == 1
    assert ask(both, parcel_row, made.id, TODAY).left == 2
    run(both, collect_parcels, CollectParcels((made.id,), "张硕的父亲 张建国"))
    file = ask(both, parcel_file, made.id, TODAY)
    assert (file.row.state, file.row.left) == (ParcelState.COLLECTED, 0)
    assert [(e.pieces, e.who) for e in file.course[:2]] == [(2, "张硕的父亲 张建国"), (1, "张硕")]
    with pytest.raises(Refused, match="已经领取"):
        run(both, collect_parcels, CollectParcels((made.id,), "张硕"))
    assert ask(both, broken_held) == []


def _code(session: Any, unit_id: int) -> str:
    return str(session.execute(text("SELECT code FROM unit WHERE id = :id"), {"id": unit_id}).scalar_one())


def test_D2_4_letters_have_their_own_numbers_and_everything_of_a_unit_goes_at_once(both: Desk) -> None:
    ids = (parcel(both), parcel(both, kind=ParcelKind.REGISTERED), parcel(both, kind=ParcelKind.PAPERS))
    numbers = [ask(both, parcel_row, each, TODAY).number for each in ids]
    assert [n[:2] for n in numbers] == ["KD", "XJ", "XJ"]
    assert {row.id for row in ask(both, waiting_for, 1, TODAY)} == set(ids)
    done = run(both, collect_parcels, CollectParcels(ids, "张硕"))
    assert done.pieces == 3
    assert ask(both, waiting_for, 1, TODAY) == ()


def test_D2_4_what_waits_too_long_is_overdue_until_it_goes_T21(both: Desk) -> None:
    made = parcel(both, pieces=2)
    later = day(both, 4)
    assert [row.id for row in ask(both, overdue_parcels, later)] == [made]
    assert ask(both, held_figures, later).overdue == 2
    figures = ask(both, parcel_figures, ParcelFilter(later))
    assert (figures.shows[ParcelShow.OVERDUE], figures.shows[ParcelShow.HERE], figures.every) == (1, 1, 1)
    run(both, send_back, SendBack(made, "收件人已搬走，顺丰取回"))
    row = ask(both, parcel_row, made, later)
    assert (row.state, row.waited) == (ParcelState.SENT_BACK, 4)
    assert ask(both, overdue_parcels, later) == ()


def test_D0_5_a_mistake_is_undone_or_voided_and_stays_in_sight(both: Desk) -> None:
    made = parcel(both)
    run(both, collect_parcels, CollectParcels((made,), "张硕"))
    assert "领取" in run(both, undo_parcel, UndoParcel(made, "点错了一件"))
    file = ask(both, parcel_file, made, TODAY)
    assert file.row.left == 1
    assert [row.undone for row in file.course] == [False, True]
    with pytest.raises(Refused, match="还没有办过"):
        run(both, undo_parcel, UndoParcel(made, "再撤"))
    run(both, void_parcel, VoidParcel(made, "登记到别户了"))
    assert ask(both, parcel_row, made, TODAY).state is ParcelState.VOID
    assert ask(both, broken_held) == []


def test_D0_5_what_another_day_entered_is_undone_by_leave_only(desk: Desk) -> None:
    made = parcel(desk)
    day(desk, 1)
    with pytest.raises(NeedsApproval):
        run(desk, void_parcel, VoidParcel(made, "登错"))
    run(desk, void_parcel, VoidParcel(made, "登错"), desk.supervisor)


def test_T23_the_same_press_stores_one_parcel(both: Desk) -> None:
    first = run(both, take_parcel, TakeParcel(unit_id=1, token="abc"))
    again = run(both, take_parcel, TakeParcel(unit_id=1, token="abc"))
    assert (again.id, again.again) == (first.id, True)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (TakeParcel(), "unit_id"),
        (TakeParcel(unit_id=99_999), "unit_id"),
        (TakeParcel(unit_id=1, pieces=0), "pieces"),
        (TakeParcel(unit_id=1, pieces=100), "pieces"),
        (TakeParcel(unit_id=1, on=TODAY + timedelta(days=1)), "on"),
        (TakeParcel(unit_id=1, words="长" * 201), "words"),
        (TakeParcel(unit_id=1, person_id=99_999), "taker"),
    ],
)
def test_what_cannot_be_taken_in_is_answered_beside_its_field(
    desk: Desk, command: TakeParcel, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        run(desk, take_parcel, command)
    assert refused.value.field == field


def test_one_waybill_is_not_taken_in_twice_while_it_is_here(desk: Desk) -> None:
    first = parcel(desk, tracking="YT7788990011")
    with pytest.raises(Refused, match="已经登记为"):
        parcel(desk, tracking="YT7788990011")
    run(desk, collect_parcels, CollectParcels((first,), "张硕"))
    second = parcel(desk, tracking="YT7788990011")
    with pytest.raises(Refused, match="已经登记为"):
        run(desk, undo_parcel, UndoParcel(first, "点错"))
    assert [row.id for row in ask(desk, find_parcels, "788990", TODAY)] == [second]


def test_giving_out_needs_a_name_and_no_more_than_is_here(desk: Desk) -> None:
    made = parcel(desk, pieces=2)
    with pytest.raises(Refused) as refused:
        run(desk, collect_parcels, CollectParcels((made,), "  "))
    assert refused.value.field == "who"
    with pytest.raises(Refused, match="还有 2 件"):
        run(desk, collect_parcels, CollectParcels((made,), "张硕", 3))
    with pytest.raises(Refused, match="一件一件"):
        run(desk, collect_parcels, CollectParcels((made, parcel(desk)), "张硕", 1))


def test_the_database_itself_holds_the_course(both: Desk) -> None:
    made = parcel(both, pieces=2)
    run(both, collect_parcels, CollectParcels((made,), "张硕", 1))
    for statement in (
        "DELETE FROM parcel",
        "UPDATE parcel SET pieces = 5",
        "UPDATE parcel_event SET who = '别人'",
        "DELETE FROM parcel_event",
        "INSERT INTO parcel_event (parcel_id, step, happened_on, at, pieces, who, words, by_id, by) SELECT parcel_id,"
        " step, happened_on, at, 2, who, words, by_id, by FROM parcel_event",
    ):
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.execute(text(statement))


def test_D0_6_a_correction_keeps_what_it_was(desk: Desk) -> None:
    from frontdesk.base.store.audit import history

    made = parcel(desk, shelf="A-1")
    run(desk, change_parcel, ChangeParcel(made, 2, "李静", shelf="B-2"))
    row = ask(desk, parcel_row, made, TODAY)
    assert (row.unit_id, row.taker, row.shelf) == (2, "李静", "B-2")
    changes = ask(desk, history, "parcel", made)
    assert any("A-1" in str(change) for change in changes)


def test_D0_7_the_list_is_found_by_name_unit_waybill_and_shelf(both: Desk) -> None:
    made = parcel(both, tracking="JD0001", shelf="后柜 7", carrier="京东")
    parcel(both, unit_id=2, taker="别人")
    for words in ("张硕", "jd0001", "后柜", "京东", ask(both, parcel_row, made, TODAY).unit):
        found = ask(both, parcel_rows, ParcelFilter(TODAY, text=words))
        assert made in [row.id for row in found], words
    every = ask(both, parcel_rows, ParcelFilter(TODAY, sort="unit", descending=True))
    assert [row.unit_id for row in every] == [1, 2]


# -- visitors --


def visitor(desk: Desk, **more: Any) -> int:
    told = {"name": "郑凯", "unit_id": 1, "why": "访友", "id_number": "330106198803072419", **more}
    return int(run(desk, let_in, LetIn(**told)).id)


def test_D2_4_a_visitor_comes_in_with_a_pass_and_goes_out(both: Desk) -> None:
    made = visitor(both, pass_number="07", people=2, phone="13812345678")
    figures = ask(both, visit_figures, VisitFilter(TODAY))
    assert (figures.count, figures.people) == (1, 2)
    row = ask(both, visit_row, made, TODAY)
    assert (row.id_number, row.phone) == ("330106********2419", "138****5678")
    with pytest.raises(Refused, match="07 号访客证在 郑凯 身上"):
        visitor(both, name="别人", pass_number="07")
    assert run(both, let_out, LetOut((made,))) == ("郑凯",)
    row = ask(both, visit_row, made, TODAY)
    assert (row.state, row.pass_back) == (VisitState.LEFT, True)
    visitor(both, name="别人", pass_number="07")
    assert ask(both, broken_held) == []


def test_D2_4_a_pass_that_is_not_back_says_why(desk: Desk) -> None:
    made = visitor(desk, pass_number="07")
    with pytest.raises(Refused) as refused:
        run(desk, let_out, LetOut((made,), pass_back=False))
    assert refused.value.field == "words"
    run(desk, let_out, LetOut((made,), pass_back=False, words="丢了"))
    assert not ask(desk, visit_row, made, TODAY).pass_back


def test_D2_4_who_is_inside_since_yesterday_is_asked_after_T21(both: Desk) -> None:
    made = visitor(both)
    assert ask(both, overnight_visits, TODAY) == ()
    later = day(both, 1)
    assert [row.id for row in ask(both, overnight_visits, later)] == [made]
    assert ask(both, held_figures, later).overnight == 1
    rows = ask(both, visit_rows, VisitFilter(later, text="郑", show=VisitShow.ALL))
    assert [row.state for row in rows] == [VisitState.OVERNIGHT]
    run(both, let_out, LetOut((made,)))
    assert ask(both, overnight_visits, later) == ()
    with pytest.raises(Refused, match="没有再记"):
        run(both, let_out, LetOut((made,)))


def test_a_doubtful_id_number_is_asked_about_and_a_void_visit_stays(desk: Desk) -> None:
    with pytest.raises(NeedsConfirmation):
        visitor(desk, id_number="330106198803072410")
    made = visitor(desk)
    run(desk, void_visit, VoidVisit(made, "重复登记"))
    assert ask(desk, visit_row, made, TODAY).state is VisitState.VOID


@pytest.mark.parametrize(
    ("told", "field"),
    [({"name": ""}, "name"), ({"unit_id": None}, "unit_id"), ({"why": ""}, "why"), ({"people": 0}, "people")],
)
def test_a_visit_says_who_whom_and_why(desk: Desk, told: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        visitor(desk, **told)
    assert refused.value.field == field


def test_D1_9_numbers_in_full_are_asked_for_with_a_reason(desk: Desk) -> None:
    made = visitor(desk, phone="13812345678")
    with pytest.raises(Refused):
        run(desk, reveal_numbers, RevealNumbers("visit", made, ""), desk.supervisor)
    with pytest.raises(NeedsApproval):
        run(desk, reveal_numbers, RevealNumbers("visit", made, "联系本人"))
    told = run(desk, reveal_numbers, RevealNumbers("visit", made, "联系本人"), desk.supervisor)
    assert (told.id_number, told.phone) == ("330106198803072419", "13812345678")


# -- found --


def thing(desk: Desk, **more: Any) -> int:
    told = {
        "what": "黑色钱包",
        "place": "3栋大堂",
        "finder": "保洁 王芳",
        "finder_phone": "13812345678",
        **more,
    }
    return int(run(desk, take_found, TakeFound(**told)).id)


def test_D2_4_a_found_thing_is_claimed_against_name_number_and_proof(both: Desk) -> None:
    made = thing(both)
    with pytest.raises(Refused) as refused:
        run(both, claim_found, ClaimFound(made, "陈婷", "说得出里面的卡"))
    assert refused.value.field == "id_number"
    run(both, post_found, PostFound(made, "大堂公告栏"))
    number = run(
        both, claim_found, ClaimFound(made, "陈婷", "说得出里面的卡", id_number="330106198803072419")
    )
    assert number == f"SW-{TODAY:%Y%m%d}-001"
    file = ask(both, found_file, made, TODAY)
    assert (file.row.state, file.course[0].id_number) == (FoundState.CLAIMED, "330106********2419")
    with pytest.raises(Refused, match="已经认领"):
        run(both, hand_found, HandFound(made, "翠湖派出所"))
    run(both, undo_found, UndoFound(made, "认错了"))
    assert ask(both, found_file, made, TODAY).row.state is FoundState.HERE
    assert ask(both, broken_held) == []


def test_D2_4_what_nobody_claims_goes_to_the_police_after_the_days_set(both: Desk) -> None:
    made, food = thing(both), thing(both, what="一袋橘子")
    run(both, dispose_found, DisposeFound(food, "已变质丢弃，主管周敏同意"))
    later = day(both, 31)
    due = ask(both, found_rows, FoundFilter(later, show=FoundShow.DUE))
    assert [row.id for row in due] == [made]
    run(both, hand_found, HandFound(made, "翠湖派出所，回执 20261222-3", "民警 赵刚"))
    gone = ask(both, found_rows, FoundFilter(later, show=FoundShow.GONE))
    assert {row.id: row.state for row in gone} == {made: FoundState.HANDED, food: FoundState.DISPOSED}
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text("DELETE FROM found_event"))


# -- newspapers --


def test_D2_4_a_newspaper_runs_for_its_term_and_is_stopped_sooner(both: Desk) -> None:
    made = run(
        both, subscribe, Subscribe(1, "人民日报", date(2026, 1, 1), date(2026, 12, 31), subscriber="张硕")
    )
    rows = ask(both, press_rows, PressFilter(TODAY, text="人民"))
    assert [(row.id, row.state, row.last_on) for row in rows] == [
        (made, PressShow.RUNNING, date(2026, 12, 31))
    ]
    with pytest.raises(NeedsConfirmation):
        run(both, subscribe, Subscribe(1, "人民日报", date(2026, 6, 1), date(2026, 12, 31)))
    with pytest.raises(Refused, match="之间"):
        run(both, end_subscription, EndSubscription(made, "搬走", date(2027, 1, 1)))
    assert run(both, end_subscription, EndSubscription(made, "搬走", date(2026, 11, 30))) == "人民日报"
    figures = ask(both, press_figures, PressFilter(TODAY))
    assert figures.shows[PressShow.ENDING] == 1
    later = day(both, 20)
    assert ask(both, press_rows, PressFilter(later)) == ()
    over = ask(both, press_rows, PressFilter(later, show=PressShow.OVER))
    assert [(row.last_on, row.stopped) for row in over] == [(date(2026, 11, 30), "搬走")]
    assert ask(both, broken_held) == []


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (Subscribe(None, "人民日报", TODAY, TODAY), "unit_id"),
        (Subscribe(1, "", TODAY, TODAY), "title"),
        (Subscribe(1, "人民日报", TODAY, TODAY - timedelta(days=1)), "last_on"),
        (Subscribe(1, "人民日报", TODAY, TODAY, 0), "copies"),
    ],
)
def test_a_subscription_says_what_is_missing(desk: Desk, command: Subscribe, field: str) -> None:
    with pytest.raises(Refused) as refused:
        run(desk, subscribe, command)
    assert refused.value.field == field


# -- the shift log --


def test_D2_8_the_next_one_reads_and_signs_what_was_left(both: Desk) -> None:
    parcel(both, pieces=6)
    visitor(both)
    made = run(both, write_note, WriteNote("1、电梯已修复，等签字\n· 快递 6 件在后柜", shift="夜班"))
    assert made.number == f"JB-{TODAY:%Y%m%d}-001"
    row = ask(both, latest_note, TODAY)
    assert row.points == ("电梯已修复，等签字", "快递 6 件在后柜")
    assert row.state is NoteState.OPEN
    with pytest.raises(Refused, match="您自己写的"):
        run(both, sign_note, SignNote(made.id))
    assert ask(both, unsigned_notes, both.receptionist.id, TODAY) == ()
    assert [n.id for n in ask(both, unsigned_notes, both.cashier.id, TODAY)] == [made.id]
    run(both, sign_note, SignNote(made.id, "已知"), both.cashier)
    run(both, sign_note, SignNote(made.id), both.cashier)
    row = ask(both, note_row, made.id)
    assert (row.state, [s.by for s in row.signed]) == (NoteState.READ, [both.cashier.name])
    assert ask(both, unsigned_notes, both.cashier.id, TODAY) == ()
    assert ask(both, broken_held) == []
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text("UPDATE shift_note SET words = '别的'"))


def test_D2_8_the_paper_says_what_waits_and_a_second_print_is_marked_T12(desk: Desk) -> None:
    parcel(desk, pieces=6)
    parcel(desk, kind=ParcelKind.REGISTERED)
    visitor(desk)
    made = run(desk, write_note, WriteNote("电梯已修复", shift="夜班"))
    first = run(desk, print_held, PrintHeld("shift_record", made.number))
    words = read.text(first.pdf)
    for told in (
        "交接班记录",
        "电梯已修复",
        "代收快递",
        "6 件",
        "信件、文件",
        "在内访客",
        "接班人签字",
        made.number,
    ):
        assert told in words, told
    assert "补打" not in words
    assert "补打 1" in read.text(run(desk, print_held, PrintHeld("shift_record", made.number)).pdf)


def test_D2_8_meeting_notes_stand_apart_and_a_note_is_voided(both: Desk) -> None:
    meeting = run(both, write_note, WriteNote("本周消防演练", NoteKind.MEETING))
    note = run(both, write_note, WriteNote("写错了"))
    run(both, void_note, VoidNote(note.id, "写错"))
    assert meeting.number.startswith("CH-")
    assert ask(both, latest_note, TODAY) is None
    figures = ask(both, note_figures, NoteFilter())
    assert (figures.every, figures.shows[NoteShow.OPEN], figures.shows[NoteShow.MEETING]) == (2, 1, 1)
    assert [r.id for r in ask(both, note_rows, NoteFilter(text="消防"))] == [meeting.id]
    with pytest.raises(Refused, match="作废"):
        run(both, sign_note, SignNote(note.id), both.cashier)


@pytest.mark.parametrize("words", ["", "  \n ", "1、", "事" * 4_001, "\n".join("事" * 3 for _ in range(61))])
def test_a_note_has_something_to_say(desk: Desk, words: str) -> None:
    with pytest.raises(Refused) as refused:
        run(desk, write_note, WriteNote(words))
    assert refused.value.field == "words"


def test_D2_4_the_list_to_sign_has_what_waits_in_the_order_of_units(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有等人来领"):
        run(desk, make_held_list, MakeHeldList())
    parcel(desk, unit_id=2, taker="李静")
    parcel(desk, pieces=2, shelf="后柜 1")
    gone = parcel(desk, taker="已领的人")
    run(desk, collect_parcels, CollectParcels((gone,), "张硕"))
    number = run(desk, make_held_list, MakeHeldList())
    words = read.text(run(desk, print_held, PrintHeld("held_list", number)).pdf)
    assert number in words
    assert "共 2 笔 3 件" in words
    assert "已领的人" not in words
    assert words.index("李静") < words.index("张硕")
