"""突发事件: what is told and done in time, what is refused in words, what the start page and the paper say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.forms.emergencies import EMERGENCY, sample
from frontdesk.areas.archives.queries.emergencies import (
    EmergencyFilter,
    EmergencyShow,
    emergencies_of_unit,
    emergency_rows,
    emergency_view,
    is_open,
    open_emergencies,
)
from frontdesk.areas.archives.rules.emergencies import EmergencyKind, EmergencyState, Entry, read_clock
from frontdesk.areas.archives.service import SaveUnit, save_unit
from frontdesk.areas.archives.service.emergencies import (
    AddEntry,
    EndEmergency,
    EndEntry,
    RecordEmergency,
    add_entry,
    close_emergency,
    draw_report,
    finish_follow_up,
    record_emergency,
    undo_entry,
    void_emergency,
)
from frontdesk.areas.archives.service.papers import FilePaper, VoidPaper, file_paper, void_paper
from frontdesk.areas.today.queries import unit_card
from frontdesk.areas.today.queries.emergency_lines import emergency_groups, emergency_hits
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values import codec
from frontdesk.base.values.clock import FixedClock, local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

DAY = date(2026, 11, 21)
PDF = b"%PDF-1.4\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0" + bytes(60)


def ago(clock: FixedClock, minutes: int) -> tuple[date, str]:
    """A day and a time as somebody at this machine would type them."""
    at = local_time(clock.now()) - timedelta(minutes=minutes)
    return at.date(), f"{at:%H:%M}"


def lift(clock: FixedClock, **other: Any) -> RecordEmergency:
    (on, at), (known_on, known) = ago(clock, 20), ago(clock, 19)
    values = {
        "kind": EmergencyKind.TRAPPED, "place": "3 栋电梯", "on": on, "clock": at, "known_on": known_on,
        "known_clock": known, "words": "两人被困", "units": "3-1-101", "token": "t1",
    }  # fmt: skip
    return RecordEmergency(**{**values, **other})


def test_an_emergency_is_told_dealt_with_followed_up_and_closed(
    both: Runner, admin: Actor, clock: FixedClock
) -> None:
    """D0.3, D0.5, T21, T23: it stands on the start page until the last follow-up is done; nothing goes away."""

    def do(service: Any, command: Any) -> Any:
        return both.run(service, command, actor=admin).value

    do(save_unit, SaveUnit(None, "3-1-101"))
    assert do(record_emergency, lift(clock)) == do(record_emergency, lift(clock)) == "TF-2026-001"
    (row,) = both.read(emergency_rows, EmergencyFilter(DAY))
    assert (row.units, f"{row.happened_at:%H:%M}") == (("3-1-101",), ago(clock, 20)[1])
    do(add_entry, AddEntry(row.id, Entry.TOLD, *ago(clock, 18), who="119 消防"))
    do(add_entry, AddEntry(row.id, Entry.MEASURE, *ago(clock, 10), "断电安抚"))
    do(add_entry, AddEntry(row.id, Entry.FOLLOW, *ago(clock, 5), "检测报告", "郑凯", date(2026, 11, 23)))
    with pytest.raises(Refused, match="还有 1 项跟进"):
        do(close_emergency, EndEmergency(row.id, "好了"))
    for day, when in ((22, "11-23 前跟进"), (23, "今天跟进"), (25, "跟进逾期 2 天")):
        asked = both.read(emergency_groups, date(2026, 11, day))[0]
        assert (asked.count, asked.lines[0].when) == (1, when)
    assert asked.lines[0].text == "停电困人：3 栋电梯，郑凯 检测报告"
    view = both.read(emergency_view, row.id, DAY)
    assert view is not None
    do(undo_entry, EndEntry(row.id, view.lines[1].id, "记错了"))
    do(finish_follow_up, EndEntry(row.id, view.lines[2].id, "合格"))
    with pytest.raises(Refused, match="已经有人办完"):
        do(finish_follow_up, EndEntry(row.id, view.lines[2].id, "合格"))
    do(close_emergency, EndEmergency(row.id, "恢复正常"))
    with pytest.raises(Refused, match="已经结案"):
        do(add_entry, AddEntry(row.id, Entry.MEASURE, *ago(clock, 1), "再记"))
    assert both.read(open_emergencies, DAY) == ()
    (hit,) = both.read(emergency_hits, "tf-2026-001", DAY, 5)
    assert (hit.label, hit.where, hit.named, hit.status) == ("TF-2026-001", "3-1-101", True, "已结案")
    assert both.read(emergency_hits, "3-1-101", DAY, 5) == []
    (closed,) = both.read(emergency_rows, EmergencyFilter(DAY, "3-1-101", EmergencyShow.CLOSED))
    assert closed.standing.state is EmergencyState.CLOSED
    paper = read.text(do(draw_report, row.id))
    assert "119 消防" in paper
    assert "断电安抚" not in paper
    with pytest.raises(DBAPIError, match="what was done"):
        do(lambda work, _none: work.session.execute(text("DELETE FROM emergency_entry")), None)


def test_what_cannot_be_is_said_beside_its_field(runner: Runner, admin: Actor, clock: FixedClock) -> None:
    """D0.8: a time to come, one before it happened, a unit that is none; a false alarm is void, not gone."""
    wrong = lift(clock, known_clock=ago(clock, 30)[1], units="9-9-999", place=" ")
    with pytest.raises(InvalidInput) as said:
        runner.run(record_emergency, wrong, actor=admin)
    assert set(said.value.errors) == {"known_clock", "units", "place"}
    with pytest.raises(InvalidInput, match="还没有到"):
        runner.run(record_emergency, lift(clock, units="", known_clock=ago(clock, -30)[1]), actor=admin)
    runner.run(record_emergency, lift(clock, units=""), actor=admin)
    (row,) = runner.read(emergency_rows, EmergencyFilter(DAY))
    for command, field in (
        (AddEntry(row.id, Entry.TOLD, *ago(clock, 5)), "who"),
        (AddEntry(row.id, Entry.MEASURE, *ago(clock, 40), "早了"), "clock"),
        (AddEntry(row.id, Entry.MEASURE, DAY, "25:10", "不是时间"), "clock"),
        (AddEntry(row.id, Entry.FOLLOW, *ago(clock, 5), "跟进", until=date(2026, 11, 20)), "until"),
    ):
        with pytest.raises(InvalidInput) as said:
            runner.run(add_entry, command, actor=admin)
        assert field in said.value.errors
    runner.run(void_emergency, EndEmergency(row.id, "误报"), actor=admin)
    (gone,) = runner.read(emergency_rows, EmergencyFilter(DAY, show=EmergencyShow.ALL))
    assert gone.standing.state is EmergencyState.VOID
    assert [str(read_clock(t))[:5] for t in ("9:05", "0905", "9点5分", "23", "24:00")] == [
        "09:05", "09:05", "09:05", "23:00", "None",
    ]  # fmt: skip


def test_D1_6_photos_are_kept_with_it_told_in_the_report_and_the_unit_says_so(
    runner: Runner, admin: Actor, clock: FixedClock
) -> None:
    """Photos given with the record and later ones; a void one is off the report; D0.2 the unit's card has it."""

    def do(service: Any, command: Any) -> Any:
        return runner.run(service, command, actor=admin).value

    do(save_unit, SaveUnit(None, "3-1-101"))
    first = FilePaper("", JPG, file_name="轿厢.jpg")
    do(record_emergency, lift(clock, photos=(first,)))
    do(record_emergency, lift(clock, photos=(first,)))
    (row,) = runner.read(emergency_rows, EmergencyFilter(DAY))
    later = do(file_paper, FilePaper("其他", PDF, "维保记录", "b.pdf", emergency_id=row.id))
    with pytest.raises(Refused, match="同样的文件"):
        do(file_paper, FilePaper("其他", PDF, "又一份", "c.pdf", emergency_id=row.id))
    with pytest.raises(Refused, match="没有这个事件"):
        do(file_paper, FilePaper("其他", JPG, "别处", "c.jpg", emergency_id=99))
    view = runner.read(emergency_view, row.id, DAY)
    assert view is not None
    assert [(p.kind, p.name, p.document) for p in view.papers] == [
        ("照片", "轿厢", "TF-2026-001"), ("其他", "维保记录", "TF-2026-001"),
    ]  # fmt: skip
    paper = read.text(do(draw_report, row.id))
    assert "照片和文件（2 份）" in paper
    do(void_paper, VoidPaper(later.id, "附错了"))
    assert "维保记录" not in read.text(do(draw_report, row.id))
    (card,) = runner.read(unit_card, 1, DAY, clock.now()).emergencies
    assert (card.number, is_open(card)) == ("TF-2026-001", True)
    do(void_emergency, EndEmergency(row.id, "误报"))
    assert runner.read(emergencies_of_unit, 1, DAY) == ()


def test_f6_golden_text_and_f1_the_same_bytes() -> None:
    pdf = EMERGENCY.draw(sample())
    assert read.text(pdf) == golden("archives", EMERGENCY, A4).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    again = codec.from_plain(type(sample()), codec.to_plain(sample()))
    assert EMERGENCY.draw(again) == pdf
