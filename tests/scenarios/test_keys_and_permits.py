"""A morning at the desk with keys and permits, from the old register to the gate: through the window, by keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.keys.queries import broken_invariants, find_tag, loan_rows
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyState, WhoKind
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.permits import permit
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.today.queries import TodayLine
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.table import Table
from tests.areas.cashdesk.desk import TODAY
from tests.areas.cashdesk.desk import Desk as Estate
from tests.areas.cashdesk.ui.conftest import Port
from tests.scenarios.conftest import Seat
from tests.scenarios.hands import CTRL, ENTER, SAVE, Clerk, K

FIND = (CTRL, K.Key_K)
BOOK = (
    ("钥匙登记本（2026）",),
    ("编号", "房号", "地点", "种类", "数量", "借用人", "单位", "借出日期", "应还日期"),
    ("A-1", "3-1-1202", "", "入户门", 2),
    ("B-1", "", "水泵房", "设备房", 1, "李师傅", "工程部", "2026-11-20", "2026-11-22"),
    ("C-1", "9-9-9999", "", "入户门", 1),
)


@pytest.fixture
def register(tmp_path: Path, estate: Estate) -> Path:
    """The office's old register; the units stand under the keys that the archives give them."""
    with estate.db.write() as session:
        for unit in session.query(Unit):
            code = read_unit_code(unit.code)
            assert code is not None
            unit.key = code.key
    path = tmp_path / "钥匙.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(BOOK):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return path


def test_a_morning_with_keys_and_permits(
    seat: Seat, estate: Estate, port: Port, clock: FixedClock, register: Path
) -> None:
    """The main job of the tab from end to end, and everything stands after a restart."""
    estate.open()
    clerk = seat("linxiao")
    the_old_register_comes_in(clerk, estate, register)
    a_key_is_found_by_its_tag_and_lent(clerk, estate)
    a_permit_is_issued_from_the_unit_card(clerk, estate, port)
    its_code_is_held_to_the_scanner(clerk, estate)
    clock.at += timedelta(days=3)
    # The reception sits down; the cashier's shift of that day is not hers.
    again = seat("heqian")
    what_is_overdue_stands_on_the_start_page(again)
    the_key_comes_back_and_is_never_asked_for_again(again, estate, clock)
    assert estate.runner.read(broken_invariants) == []
    assert estate.runner.read(broken_permits) == []


def the_old_register_comes_in(clerk: Clerk, estate: Estate, register: Path) -> None:
    """D1.7, L7: the empty cabinet leads to it; looked over before anything is stored."""
    clerk.go("keys")
    clerk.press((CTRL, K.Key_I))
    assert clerk.at("keys_old_register_page")
    clerk.files.append(register)
    clerk.press(K.Key_F2)
    assert clerk.reads_button("register_store") == "存入 2 行"
    assert clerk.says_somewhere("档案里没有 9-9-9999")
    assert estate.runner.read(find_tag, "K-1", TODAY) is None
    clerk.press(SAVE)
    assert clerk.told().startswith("钥匙登记本存好了。")
    assert "退回 1 行" in clerk.told()
    clerk.press(K.Key_Escape)
    assert clerk.at("keys_page")


def a_key_is_found_by_its_tag_and_lent(clerk: Clerk, estate: Estate) -> None:
    """D0.1, D3.1: a scanner types the tag into the search box; Enter stands on it, F2 lends it."""
    clerk.go("today")
    clerk.press(FIND, "K-000001")
    clerk.qtbot.wait(50)
    clerk.press(ENTER)
    assert clerk.at("keys_page")
    clerk.press(K.Key_F2)
    dialog = clerk.dialog("lend_dialog")
    dialog.who.set_who(Who(WhoKind.RESIDENT, "张硕", 1))
    clerk.fill("lend_why", "忘带钥匙")
    clerk.press(SAVE)
    clerk.no_dialog()
    row = estate.runner.read(find_tag, "K-1", TODAY)
    assert row is not None
    assert (row.state, row.holder) == (KeyState.OUT, "张硕")
    assert clerk.printed()[-1].startswith("钥匙借用单 JY-20261121-001")


def a_permit_is_issued_from_the_unit_card(clerk: Clerk, estate: Estate, port: Port) -> None:
    """D0.2, D3.3: one key from the card, the unit filled in; the fee through the shift, the card printed."""
    clerk.go("unit", unit_id=1)
    assert clerk.at("unit_card_page")
    clerk.press(K.Key_F4)
    assert clerk.at("permits_issue_form")
    clerk.press(ENTER, ENTER, ENTER)
    clerk.press(SAVE)
    assert clerk.at("permits_page")
    made = estate.runner.read(permit, "JZ-1", TODAY)
    assert made is not None
    assert (made.row.holder, made.row.role, made.row.unit) == ("张硕", "业主", "3-1-1202")
    assert made.events[-1].receipt == "SJ00000001"
    assert any("JZ-00000001" in title for title in clerk.printed())
    assert any(b"%PDF" in job.pdf[:8] for job in port.jobs)
    clerk.go("unit", unit_id=1)
    assert clerk.says_somewhere("JZ-00000001")
    assert clerk.says_somewhere("K-000001")


def its_code_is_held_to_the_scanner(clerk: Clerk, estate: Estate) -> None:
    """D3.5: the box knows it for genuine; a changed character is told."""
    made = estate.runner.read(permit, "JZ-1", TODAY)
    assert made is not None
    clerk.go("verify")
    clerk.press(made.code, ENTER)
    assert clerk.says_somewhere("JZ-00000001")
    assert clerk.says_somewhere("有效")
    spoiled = made.code[:50] + ("A" if made.code[50] != "A" else "B") + made.code[51:]
    clerk.press(spoiled, ENTER)
    assert clerk.says_somewhere("内容被改动")


def lines(clerk: Clerk) -> list[TodayLine]:
    """What the start page lists."""
    clerk.go("today")
    page: Any = clerk.page()
    return [row for row in page._model.rows() if isinstance(row, TodayLine)]


def what_is_overdue_stands_on_the_start_page(clerk: Clerk) -> None:
    """D0.3, T21: both keys are late by now; Enter on the line opens the page with its tag."""
    late = [line for line in lines(clerk) if line.target == "keys"]
    assert sorted((line.when, line.text) for line in late) == [
        ("逾期 2 天", "水泵房设备房钥匙 1 把，借给 工程部 李师傅"),
        ("逾期 3 天", "入户门钥匙 1 把，借给 张硕"),
    ]
    table = clerk.find("today_list", Table)
    while table.current() is None or table.current().target != "keys":
        clerk.press(K.Key_Down)
    clerk.press(ENTER)
    assert clerk.at("keys_page")
    page: Any = clerk.page()
    assert page.table.current().tag in ("K-000001", "K-000002")


def the_key_comes_back_and_is_never_asked_for_again(clerk: Clerk, estate: Estate, clock: FixedClock) -> None:
    """T21: returned is returned; nobody stored a reminder."""
    for tag in ("K-000001", "K-000002"):
        clerk.go("keys", text=tag)
        clerk.press(K.Key_F5, SAVE)
        clerk.no_dialog()
    assert estate.runner.read(loan_rows, clock.today()) == ()
    assert not [line for line in lines(clerk) if line.target == "keys"]
    made = estate.runner.read(permit, "JZ-1", clock.today())
    assert made is not None
    assert made.row.state is State.VALID
