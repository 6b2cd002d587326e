"""The hotline: calls logged by one key, words added, taken back; masked (D1.9), final (D0.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.rules.identity import phone_figures
from frontdesk.areas.reception.queries.calls import (
    CallFilter,
    CallShow,
    call_figures,
    call_rows,
    calls_of_unit,
)
from frontdesk.areas.reception.service.calls import (
    AddCallWords,
    LogCall,
    VoidCall,
    add_call_words,
    log_call,
    void_call,
)
from frontdesk.areas.reception.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import TODAY, Desk


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("138 1234 5678", "13812345678"), ("+86 138-1234-5678", "13812345678"), ("008613812345678", "13812345678"),
        ("（0571）8765 4321", "057187654321"), ("+86 0571 87654321", "057187654321"), ("8765-4321", "87654321"),
        ("1202", ""), ("12-1-1202", ""), ("3栋1202", ""), ("浙A12345", ""), ("BS-20261121-001", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_telephone_shows_it(typed: str, figures: str) -> None:
    assert phone_figures(typed) == figures


def rows(desk: Desk, show: CallShow = CallShow.TODAY, **more: Any) -> Any:
    return desk.runner.read(call_rows, CallFilter(TODAY, show=show, **more))


def test_D2_1_a_call_is_logged_with_its_home_and_words_and_never_changed(both: Desk) -> None:
    desk, who = both, both.receptionist
    made = desk.run(log_call, LogCall("+86 13912345678", 1, 1), who)
    again = desk.run(log_call, LogCall("13912345678", 1, 1), who)
    assert (again.id, again.again, made.phone, made.name) == (made.id, True, "139****5678", "张硕")
    other = desk.run(log_call, LogCall("87654321"), who)
    assert desk.runner.read(call_figures, CallFilter(TODAY)).shows == {
        CallShow.TODAY: 2, CallShow.BARE: 2, CallShow.UNKNOWN: 1, CallShow.ALL: 2,
    }  # fmt: skip
    desk.run(add_call_words, AddCallWords(made.id, " 问物业费交到哪月 "), who)
    desk.run(add_call_words, AddCallWords(made.id, "已答复"), who)
    (row,) = desk.runner.read(calls_of_unit, 1, TODAY)
    assert (row.phone, row.unit, row.words) == ("139****5678", "3-1-1202", "问物业费交到哪月；已答复")
    assert [r.id for r in rows(desk, text="物业费")] == [made.id]
    assert [r.id for r in rows(desk, text="139-1234-5678")] == [made.id]
    assert desk.runner.read(calls_of_unit, 1, TODAY + timedelta(days=7)) == ()
    desk.run(void_call, VoidCall(other.id, "号码打错"), who)
    assert [r.void for r in rows(desk)] == [True, False]
    with pytest.raises(Refused, match="已经作废"):
        desk.run(add_call_words, AddCallWords(other.id, "再说"), who)
    with pytest.raises(Refused, match="不是电话号码"):
        desk.run(log_call, LogCall("张硕"), who)
    with pytest.raises(Refused, match="说了什么"):
        desk.run(add_call_words, AddCallWords(made.id, " "), who)
    with pytest.raises(DBAPIError), desk.db.write() as session:
        session.execute(text("UPDATE desk_call SET phone = '1'"))
    full = desk.run(reveal_numbers, RevealNumbers("call", made.id, "回电话"), desk.supervisor)
    assert (full.name, full.phone) == ("张硕", "13912345678")
