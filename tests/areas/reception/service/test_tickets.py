"""Tickets from the first word to the closing sentence (D2.1, D2.2), on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.ticket_rows import (
    TicketFilter,
    TicketView,
    callbacks_due,
    major_open,
    of_unit,
    over_limit,
    search,
)
from frontdesk.areas.reception.queries.tickets import limits_told, photo_bytes, ticket_id_of
from frontdesk.areas.reception.queries.words import words_of
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.limits import LimitRule, WorkHours
from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind, WordList
from frontdesk.areas.reception.service.attaching import (
    AttachPhotos,
    PhotoInput,
    VoidPhoto,
    attach_photos,
    void_photo,
)
from frontdesk.areas.reception.service.closing import SendBack, VoidTicket, send_back, void_ticket
from frontdesk.areas.reception.service.dispatching import ChangeLevel, change_level
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.words import (
    SaveHours,
    SaveLimits,
    SaveWord,
    save_hours,
    save_limits,
    save_word,
)
from frontdesk.areas.reception.service.working import Log, PutOff, Resume, log, put_off, resume
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import CALL, FRIDAY, Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def anywhere(both: Desk) -> Counter:
    """The counter on SQLite, and on PostgreSQL."""
    return Counter(both)


def picture(side: int = 40) -> bytes:
    made = BytesIO()
    Image.new("RGB", (side, side), "#88aacc").save(made, "JPEG")
    return made.getvalue()


def test_the_whole_course(anywhere: Counter) -> None:
    """D2.2: 受理 → 派单 → 到场 → 完成 → 回访 → 关闭, each a dated row; the chips follow."""
    counter = anywhere
    taken = counter.receive()
    key = taken.ticket_id
    assert (taken.number, taken.state, taken.version) == ("BS-20261120-001", State.WAITING, 0)
    assert (counter.counts().open, counter.counts().waiting, counter.counts().mine) == (1, 1, 1)
    counter.later(minutes=10)
    assert counter.dispatch(key).state is State.DISPATCHED
    counter.later(minutes=30)
    assert counter.arrive(key).state is State.WORKING
    counter.run(log, Log(key, "要换软管", photos=(PhotoInput("a.jpg", picture()),)))
    counter.later(minutes=30)
    assert counter.finish(key).state is State.CALLING
    assert counter.counts().calls == 1
    assert counter.call(key, 4, words="很快").state is State.FINISHED
    done = counter.close(key)
    assert (done.state, done.version) == (State.CLOSED, 6)
    assert [row.act for row in counter.events(key)] == [
        Act.DISPATCH, Act.ARRIVE, Act.LOG, Act.DONE, Act.CALL, Act.CLOSE,
    ]  # fmt: skip
    page = counter.page(key)
    assert [line.words for line in page.lines] == [
        "电话受理，等级一般", "派给工程 谢涛", "到场", "要换软管", "完成：换了软管", "回访，满意度 4：很快",
        "关闭，经办 何倩：已修好，业主满意",
    ]  # fmt: skip
    assert (page.row.handler, page.row.satisfaction, page.acts) == ("工程 谢涛", 4, (Act.SEND_BACK,))
    assert (counter.counts().open, counter.counts().all) == (0, 1)
    assert broken(counter.desk.runner) == []


def test_numbers_by_kind_and_day_without_a_gap(anywhere: Counter) -> None:
    """T11: a refused ticket takes no number; each kind and day counts by itself."""
    counter = anywhere
    numbers = [counter.receive().number]
    with pytest.raises(InvalidInput):
        counter.receive(what=" ")
    with pytest.raises(Refused):
        counter.receive(category="没有这种")
    numbers += [counter.receive().number, counter.receive(kind=TicketKind.COMPLAINT, problem="").number]
    counter.later(days=1)
    numbers.append(counter.receive().number)
    assert numbers == ["BS-20261120-001", "BS-20261120-002", "TS-20261120-001", "BS-20261121-001"]
    assert broken(counter.desk.runner) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"what": "  "}, "what"),
        ({"what": "长" * 501}, "what"),
        ({"unit_id": None}, "unit_id"),
        ({"unit_id": 99}, "unit_id"),
        ({"unit_id": None, "building_id": 99}, "building_id"),
        ({"person_id": 99}, "caller"),
        ({"wished_at": FRIDAY.astimezone() - timedelta(hours=1)}, "wished_at"),
        ({"place": "月球"}, "place"),
        ({"category": "电梯", "problem": "漏水"}, "problem"),
        ({"caller": "名" * 61}, "caller"),
        ({"spot": "处" * 61}, "spot"),
        ({"outage_id": 7}, "outage_id"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(counter: Counter, more: dict[str, Any], field: str) -> None:
    """D0.8."""
    with pytest.raises(Refused) as error:
        counter.receive(**more)
    assert error.value.field == field
    assert counter.counts().all == 0


def test_a_common_part_and_a_question_from_nobody_in_particular(counter: Counter) -> None:
    hall = counter.receive(unit_id=None, person_id=None, building_id=1, entrance="2", spot="大堂", channel=Channel.PATROL,
                           caller="谢涛", phone="")  # fmt: skip
    assert counter.page(hall.ticket_id).row.unit == "3-2 大堂"
    asked = counter.receive(
        kind=TicketKind.QUESTION, unit_id=None, person_id=None, what="月租怎么收", place="", category="停车", problem="",
        phone="", answered="一个月三百元",
    )  # fmt: skip
    assert asked.state is State.FINISHED
    assert counter.page(asked.ticket_id).row.handler == "何倩"
    assert counter.finish(hall.ticket_id).state is State.FINISHED, (
        "nobody is called back about a patrol's find"
    )


def test_the_same_press_twice_is_one_ticket_and_one_row(anywhere: Counter) -> None:
    """T23."""
    counter = anywhere
    first = counter.receive(token="a")
    again = counter.receive(token="a")
    assert (again.ticket_id, again.again, first.again) == (first.ticket_id, True, False)
    one = counter.dispatch(first.ticket_id, token="b")
    two = counter.dispatch(first.ticket_id, token="b")
    assert (one.version, two.version, two.again) == (1, 1, True)
    with pytest.raises(Refused, match="已经"):
        counter.run(receive, replace(CALL, token="a"), counter.desk.supervisor)


def test_an_act_on_a_ticket_somebody_has_acted_on_since_is_refused(counter: Counter) -> None:
    taken = counter.receive()
    counter.dispatch(taken.ticket_id, version=0)
    with pytest.raises(Refused, match="何倩 已经办了“派单”"):
        counter.dispatch(taken.ticket_id, version=0)
    assert counter.facts(taken.ticket_id).version == 1


def test_what_cannot_be_done_now_says_why(counter: Counter) -> None:
    calling = counter.to(State.CALLING)
    with pytest.raises(Refused, match="还没有回访"):
        counter.close(calling.ticket_id)
    with pytest.raises(Refused, match="3 次"):
        counter.call(calling.ticket_id, None, reached=False, give_up=True)
    off = counter.put_off(counter.receive().ticket_id, 3)
    with pytest.raises(Refused, match="延后到 2026-11-23"):
        counter.dispatch(off.ticket_id)
    with pytest.raises(Refused, match="请写做了什么"):
        counter.finish(counter.receive().ticket_id, " ")
    with pytest.raises(Refused) as error:
        counter.dispatch(counter.receive().ticket_id, department="宇航部")
    assert error.value.field == "department"


def test_put_off_is_back_by_itself_with_limits_from_that_morning(anywhere: Counter) -> None:
    """D2.2."""
    counter = anywhere
    taken = counter.receive()
    counter.dispatch(taken.ticket_id)
    with pytest.raises(Refused):
        counter.put_off(taken.ticket_id, 0)
    with pytest.raises(Refused):
        counter.put_off(taken.ticket_id, 367)
    counter.put_off(taken.ticket_id, 3)
    row = counter.rows()[0]
    assert (row.state, row.state_words, row.limit_words, row.late) == (
        State.PUT_OFF,
        "延后至 11-23",
        "11-23",
        None,
    )
    counter.later(days=2)
    assert (counter.counts().put_off, counter.counts().over, counter.counts().waiting) == (1, 0, 0)
    counter.later(days=1)
    row = counter.rows()[0]
    assert (row.state, row.limit_words, row.handler) == (State.DISPATCHED, "12:30", "工程 谢涛")
    assert counter.counts().put_off == 0
    counter.at(datetime(2026, 11, 23, 12, 40))
    assert (counter.counts().over, counter.rows()[0].limit_words) == (1, "超 0:10")
    assert counter.finish(taken.ticket_id).state is State.CALLING
    assert broken(counter.desk.runner) == []


def test_put_off_and_back_before_its_day(counter: Counter) -> None:
    taken = counter.put_off(counter.receive().ticket_id, 9)
    counter.later(hours=1)
    back = counter.run(resume, Resume(taken.ticket_id, "业主回来了"))
    assert back.state is State.WAITING
    limit = counter.rows()[0].limit_at
    assert limit is not None
    assert wall(limit) == datetime(2026, 11, 20, 10, 30)
    until = counter.desk.clock.today() + timedelta(days=4)
    counter.run(put_off, PutOff(taken.ticket_id, "又出门", until=until))
    with pytest.raises(Refused, match="没有再改"):
        counter.run(put_off, PutOff(taken.ticket_id, "又出门", until=until))


def test_limits_are_watched_at_each_step_and_said(counter: Counter) -> None:
    """D2.2: 派单已超 2:40, and the line 派单时限已到 between what was done."""
    taken = counter.receive(level=Level.IMPORTANT)
    counter.at(datetime(2026, 11, 20, 12, 10))
    row = counter.rows(TicketFilter(TicketView.OVER))[0]
    assert (row.limit_words, row.late) == ("超 2:40", timedelta(hours=2, minutes=40))
    page = counter.page(taken.ticket_id)
    assert [(line.words, line.who, line.late) for line in page.lines] == [
        ("电话受理，等级重要", "何倩", False), ("派单时限已到", "系统", True),
    ]  # fmt: skip
    assert limits_told(page, counter.desk.clock.now()) == "应在 09:30 前派单，11:00 前到场，21:00 前完成"
    counter.dispatch(taken.ticket_id)
    assert counter.page(taken.ticket_id).row.limit_words == "超 1:10"
    counter.arrive(taken.ticket_id)
    page = counter.page(taken.ticket_id)
    assert [line.words for line in page.lines if line.late] == ["派单时限已到", "到场时限已到"]
    assert (page.row.limit_words, counter.counts().over) == ("21:00", 0)
    counter.finish(taken.ticket_id)
    assert counter.page(taken.ticket_id).row.limit_words == "11-22"


def test_not_content_goes_back_is_counted_and_promised_anew(anywhere: Counter) -> None:
    """D2.2."""
    counter = anywhere
    taken = counter.to(State.CALLING)
    with pytest.raises(InvalidInput) as error:
        counter.call(taken.ticket_id, 2, content=False)
    assert list(error.value.errors) == ["words"]
    counter.later(days=1)
    back = counter.call(taken.ticket_id, 2, content=False, words="还在滴水")
    row = counter.rows()[0]
    assert (back.state, row.sent_back, row.handler, row.limit_words) == (State.WAITING, 1, "", "09:30")
    counter.dispatch(taken.ticket_id)
    counter.finish(taken.ticket_id, "重新打胶")
    counter.call(taken.ticket_id, 5)
    counter.close(taken.ticket_id)
    again = counter.run(send_back, SendBack(taken.ticket_id, "又漏了"))
    assert (again.state, counter.rows()[0].sent_back) == (State.WAITING, 2)
    assert broken(counter.desk.runner) == []


def test_nobody_answers_three_times_then_it_is_given_up(counter: Counter) -> None:
    taken = counter.to(State.CALLING)
    key = taken.ticket_id
    for n in range(1, 4):
        counter.call(key, None, reached=False)
        counter.later(days=1)
        assert counter.rows()[0].misses == n
        assert counter.rows()[0].limit_words == "今天"
    with pytest.raises(InvalidInput):
        counter.call(key, 5, reached=False)
    with pytest.raises(InvalidInput):
        counter.call(key, None)
    over = counter.call(key, None, reached=False, give_up=True, closing="三次未接通，结案")
    assert over.state is State.CLOSED


def test_closed_in_the_press_of_the_call_back(counter: Counter) -> None:
    taken = counter.to(State.CALLING)
    with pytest.raises(InvalidInput):
        counter.call(taken.ticket_id, 2, content=False, words="没修好", closing="结案")
    assert counter.call(taken.ticket_id, 5, closing="业主满意").state is State.CLOSED


def test_call_backs_due_today(counter: Counter) -> None:
    due = counter.to(State.CALLING, level=Level.MAJOR)
    counter.to(State.CALLING)
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    assert counter.read(callbacks_due, now, today) == ()
    counter.later(days=1)
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    assert [row.id for row in counter.read(callbacks_due, now, today)] == [due.ticket_id]


def test_major_stands_on_the_managers_list_and_only_the_lead_closes_it(anywhere: Counter) -> None:
    """D2.2."""
    counter, lead = anywhere, anywhere.desk.supervisor
    taken = counter.receive(level=Level.MAJOR)
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    assert [row.id for row in counter.read(major_open, now, today)] == [taken.ticket_id]
    counter.dispatch(taken.ticket_id)
    counter.finish(taken.ticket_id)
    counter.call(taken.ticket_id, 5)
    with pytest.raises(NeedsApproval) as error:
        counter.close(taken.ticket_id)
    assert error.value.right == Right.RECEPTION_LEAD
    with pytest.raises(NeedsApproval):
        counter.run(change_level, ChangeLevel(taken.ticket_id, "小事", level=Level.NORMAL))
    with pytest.raises(Refused, match="请写明原因"):  # before anybody is called over for leave
        counter.run(change_level, ChangeLevel(taken.ticket_id, " ", level=Level.NORMAL))
    counter.run(change_level, ChangeLevel(taken.ticket_id, "查过不严重", level=Level.IMPORTANT), lead)
    assert counter.read(major_open, now, today) == ()
    counter.run(change_level, ChangeLevel(taken.ticket_id, "又严重了", level=Level.MAJOR), lead)
    closed = counter.close(taken.ticket_id, actor=lead)
    assert closed.state is State.CLOSED
    assert counter.read(major_open, now, today) == ()


def test_the_leads_leave_at_the_desk_stands_with_the_row(counter: Counter) -> None:
    """T22."""
    taken = counter.receive()
    with pytest.raises(NeedsApproval):
        counter.run(void_ticket, VoidTicket(taken.ticket_id, "重复"))
    leave = Approval(Right.RECEPTION_LEAD, 3, "周敏")
    assert counter.run(void_ticket, VoidTicket(taken.ticket_id, "重复"), approval=leave).state is State.VOID
    row = counter.events(taken.ticket_id)[0]
    assert (row.approver_id, row.approver, row.words) == (3, "周敏", "重复")
    assert counter.page(taken.ticket_id).lines[-1].words == "作废（周敏授权）：重复"


def test_a_changed_level_promises_anew_from_now(counter: Counter) -> None:
    taken = counter.receive()
    counter.later(hours=1)
    counter.run(
        change_level, ChangeLevel(taken.ticket_id, "漏到楼下", level=Level.MAJOR), counter.desk.supervisor
    )
    row = counter.rows()[0]
    assert (row.level, row.limit_words) == (Level.MAJOR, "10:10")
    with pytest.raises(Refused, match="没有再改"):
        counter.run(
            change_level, ChangeLevel(taken.ticket_id, "x", level=Level.MAJOR), counter.desk.supervisor
        )


def test_who_may_not_take_tickets(counter: Counter) -> None:
    with pytest.raises(NeedsApproval) as error:
        counter.receive(counter.desk.financier)
    assert error.value.right == Right.RECEPTION


def test_photographs_are_kept_once_and_voided_with_a_reason(counter: Counter) -> None:
    taken = counter.receive(photos=(PhotoInput("水槽.jpg", picture()),))
    counter.run(attach_photos, AttachPhotos(taken.ticket_id, (PhotoInput("再拍.jpg", picture()),)))
    one, two = counter.page(taken.ticket_id).photos
    assert (one.hash, one.event_no, one.kind) == (two.hash, None, "jpg")
    assert (counter.read(photo_bytes, one.hash) or b"").startswith(b"\xff\xd8")
    counter.run(void_photo, VoidPhoto(two.id, "拍错了"))
    assert [photo.id for photo in counter.page(taken.ticket_id).photos] == [one.id]
    with pytest.raises(Refused, match="已经作废"):
        counter.run(void_photo, VoidPhoto(two.id, "拍错了"))
    for bad in (b"", b"no picture", b"\xff\xd8\xffbroken"):
        with pytest.raises(Refused):
            counter.receive(photos=(PhotoInput("x.jpg", bad),))
    assert counter.counts().all == 1, "a ticket refused for its photograph is not stored"


def test_what_was_promised_stays_when_the_office_changes_its_limits(anywhere: Counter) -> None:
    """T15: versions from a day on."""
    counter, lead = anywhere, anywhere.desk.supervisor
    first = counter.receive()
    rule = LimitRule(15, None, 8, 1)
    with pytest.raises(NeedsApproval):
        counter.run(save_limits, SaveLimits(TicketKind.REPAIR, Level.NORMAL, rule))
    counter.run(save_limits, SaveLimits(TicketKind.REPAIR, Level.NORMAL, rule), lead)
    tomorrow = counter.desk.clock.today() + timedelta(days=1)
    counter.run(save_limits, SaveLimits(TicketKind.REPAIR, Level.NORMAL, LimitRule(5), tomorrow), lead)
    second = counter.receive()
    said = {row.id: row.limit_words for row in counter.rows()}
    assert (said[first.ticket_id], said[second.ticket_id]) == ("09:30", "09:15")
    counter.later(days=1)
    third = counter.receive()
    assert counter.page(third.ticket_id).row.limit_words == "09:05"
    yesterday = counter.desk.clock.today() - timedelta(days=1)
    with pytest.raises(InvalidInput):
        counter.run(save_limits, SaveLimits(TicketKind.REPAIR, Level.NORMAL, rule, yesterday), lead)
    assert broken(counter.desk.runner) == []


def test_working_hours_of_the_office(counter: Counter) -> None:
    counter.at(datetime(2026, 11, 20, 17, 0))
    complaint = {"kind": TicketKind.COMPLAINT, "category": "噪声", "problem": ""}
    first = counter.receive(**complaint)
    limit = counter.page(first.ticket_id).row.limit_at
    assert limit is not None
    assert wall(limit) == datetime(2026, 11, 23, 9, 0)
    counter.run(save_hours, SaveHours(WorkHours(rest_days=True)), counter.desk.supervisor)
    limit = counter.page(counter.receive(**complaint).ticket_id).row.limit_at
    assert limit is not None
    assert wall(limit) == datetime(2026, 11, 21, 9, 0)


def test_the_office_edits_its_lists(anywhere: Counter) -> None:
    counter, lead = anywhere, anywhere.desk.supervisor
    with pytest.raises(NeedsApproval):
        counter.run(save_word, SaveWord(WordList.PLACE, "露台"))
    before = counter.read(words_of, WordList.PLACE)
    counter.run(save_word, SaveWord(WordList.PLACE, "露台"), lead)
    counter.run(save_word, SaveWord(WordList.PLACE, "其他", active=False), lead)
    assert counter.read(words_of, WordList.PLACE) == (*before[:-1], "露台")
    counter.run(save_word, SaveWord(WordList.WORKER, "吴涛", "工程部"), lead)
    assert counter.read(words_of, WordList.WORKER, "工程部") == ("吴涛",)
    assert counter.read(words_of, WordList.WORKER, "保洁部") == ()
    for bad in (
        SaveWord(WordList.WORKER, "谢涛", "宇航部"), SaveWord(WordList.PLACE, "露台"), SaveWord(WordList.PLACE, " "),
        SaveWord(WordList.PLACE, "露台", "厨房"), SaveWord(WordList.PLACE, "没有的", active=False),
    ):  # fmt: skip
        with pytest.raises(Refused):
            counter.run(save_word, bad, lead)
    assert counter.receive(place="露台").number == "BS-20261120-001"
    with pytest.raises(Refused):
        counter.receive(place="其他")


def test_found_by_number_unit_and_words(counter: Counter) -> None:
    """D0.1."""
    one = counter.receive()
    counter.receive(unit_id=2, what="门禁刷不开", category="门禁对讲", problem="刷不开门", place="")
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    for typed in ("BS-20261120-001", "bs20261120001", "bs-1120-1", "bs1"):
        assert [row.id for row in counter.read(search, typed, now, today)] == [one.ticket_id], typed
        assert counter.read(ticket_id_of, typed, today) == one.ticket_id
    for typed in ("bs99", "1", "", "xx1"):
        assert counter.read(search, typed, now, today) == ()
    assert [row.unit for row in counter.rows(TicketFilter(text="门禁"))] == ["2-2-0801"]
    assert len(counter.rows(TicketFilter(text="1202"))) == 1
    assert [row.id for row in counter.read(of_unit, 1, now, today)] == [one.ticket_id]
    assert counter.rows()[0].phone == "138****5678"


def test_over_limit_has_the_one_longest_over_first(counter: Counter) -> None:
    late = counter.receive()
    counter.later(minutes=5)
    later = counter.receive(unit_id=2)
    counter.later(hours=2)
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    assert [row.id for row in counter.read(over_limit, now, today)] == [late.ticket_id, later.ticket_id]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ticket SET what = 'x'",
        "DELETE FROM ticket",
        "UPDATE ticket_event SET words = 'x'",
        "DELETE FROM ticket_event",
        "DELETE FROM ticket_now",
        "INSERT INTO ticket_event (ticket_id, no, act, on_day, words, department, worker, promised, at, by_id, by, approver) "
        "SELECT ticket_id, 9, act, on_day, words, department, worker, promised, at, by_id, by, approver FROM ticket_event",
    ],
)
def test_what_happened_is_guarded_in_the_database(anywhere: Counter, statement: str) -> None:
    """D0.5."""
    from sqlalchemy import text

    anywhere.to(State.DISPATCHED)
    with pytest.raises(DBAPIError), anywhere.db.write() as session:
        session.execute(text(statement))


def test_nothing_follows_a_void_even_past_the_program(anywhere: Counter) -> None:
    from sqlalchemy import text

    taken = anywhere.receive()
    anywhere.run(void_ticket, VoidTicket(taken.ticket_id, "重复"), anywhere.desk.supervisor)
    with pytest.raises(DBAPIError, match="void"), anywhere.db.write() as session:
        session.execute(
            text(
                "INSERT INTO ticket_event (ticket_id, no, act, on_day, words, department, worker, promised, at, by_id, "
                "by, approver) SELECT ticket_id, 2, '记一笔', on_day, 'x', '', '', promised, at, by_id, by, '' "
                "FROM ticket_event"
            )
        )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("state = '已关闭'", "state"),
        ("limit_at = NULL", "limit_at"),
        ("worker = '别人'", "worker"),
        ("sent_back = 3", "sent_back"),
        ("level = '重大'", "level"),
        ("unit_id = NULL", "unit_id"),
    ],
)
def test_a_place_that_is_not_what_the_rows_say_is_named(anywhere: Counter, change: str, named: str) -> None:
    from sqlalchemy import text

    taken = anywhere.to(State.DISPATCHED)
    with anywhere.db.write() as session:
        session.execute(text(f"UPDATE ticket_now SET {change}"))
    assert broken(anywhere.desk.runner) == [f"报事 {taken.number} 的现状与经过不符（{named}）"]


def test_a_lost_number_is_named(counter: Counter) -> None:
    from sqlalchemy import text

    counter.receive()
    with counter.db.write() as session:
        session.execute(text("UPDATE number_series SET last = 3 WHERE name = 'ticket-BS-20261120'"))
    assert broken(counter.desk.runner) == ["BS-20261120-002 缺号", "BS-20261120-003 缺号"]


def test_receive_takes_no_more_words_than_fit(counter: Counter) -> None:
    assert counter.receive(what="长" * 500).state is State.WAITING
    assert isinstance(CALL, Receive)
