"""What the shift's paper says of tickets (D2.8): over their limit, 重大, put off to today; each once."""

from __future__ import annotations

import pytest

from frontdesk.areas.reception.queries.tickets_of_note import tickets_of_note
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.shift_log import NoteKind
from frontdesk.areas.reception.rules.words import Level
from frontdesk.areas.reception.service.held_papers import PrintHeld, print_held
from frontdesk.areas.reception.service.shift_log import WriteNote, write_note
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter
from tests.tools import paper_reading as read


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


def reasons(counter: Counter) -> dict[str, str]:
    found = counter.read(tickets_of_note, counter.desk.clock.now(), counter.desk.clock.today())
    return {one.row.number: one.why for one in found}


def test_D2_8_the_paper_lists_the_open_tickets_of_note(counter: Counter) -> None:
    usual = counter.receive(what="楼道灯不亮")
    grave = counter.receive(what="电梯困人", level=Level.MAJOR)
    later = counter.to(State.DISPATCHED, what="等闭门器配件")
    counter.put_off(later.ticket_id, 1)
    assert reasons(counter) == {grave.number: "重大"}
    counter.later(days=1)
    told = reasons(counter)
    assert next(iter(told)) == grave.number
    assert told[later.number] == "延后到今天"
    assert told[grave.number].endswith("，重大")
    assert told[grave.number].startswith("超 ")
    assert told[usual.number].startswith("超 ")
    note = counter.run(write_note, WriteNote("电梯等维保签字"))
    words = read.text(counter.run(print_held, PrintHeld("shift_record", note.number)).pdf)
    for number in told:
        assert number in words
    assert "要留意的报事" in words
    meeting = counter.run(write_note, WriteNote("本周主题：冬季防火", NoteKind.MEETING))
    words = read.text(counter.run(print_held, PrintHeld("shift_record", meeting.number)).pdf)
    assert "要留意的报事" not in words
