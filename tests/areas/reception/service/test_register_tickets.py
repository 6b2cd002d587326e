"""An old 报事台账 taken over (D1.7, T14): good rows at once, the rest back with the reason, again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from frontdesk.app.checks import broken
from frontdesk.areas.archives.rules.importing.register import Fate, ImportRegister, RegisterResult
from frontdesk.areas.reception.queries.register_tickets import preview_tickets
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, TicketView, search
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.register_tickets import read_satisfaction
from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind
from frontdesk.areas.reception.service.register_tickets import import_tickets
from frontdesk.base.values.errors import NeedsApproval, Refused
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter

HEAD = (
    "序号", "单号", "报事时间", "类型", "来源", "房号", "业主姓名", "联系电话", "报修内容", "紧急程度", "责任部门", "维修人员",
    "完成时间", "维修情况", "满意度", "状态",
)  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "W-001", "2026-10-08", "报修", "来电", "3-1-1202", "张硕", "138 1234 5678", "水龙头滴水", "一般", "工程部", "谢涛",
     "2026-10-08", "换阀芯", "非常满意", "已完成"),
    (2, "W-002", "2026-11-18", "投诉", "业主群", "3-1-1202", "张三", "", "楼上噪声", "紧急", "客服部", "何倩", "", "", "",
     "处理中"),
    (3, "W-003", "2026-11-19", "报修", "巡检", "3栋大堂", "", "", "大堂灯不亮", "", "", "", "", "", "", "未派单"),
    (4, "W-004", "2026-11-17", "维修", "上门", "3-1-1202", "李四", "", "门锁坏", "", "工程部", "", "2026-11-19", "换锁", "",
     "待回访"),
    (5, "W-005", "2026-11-10", "健身", "来电", "3-1-1202", "张硕", "", "器材坏", "", "", "", "", "", "", ""),
    (6, "W-006", "2026-11-10", "报修", "来电", "9-9-9999", "无名", "", "漏水", "", "", "", "", "", "", ""),
    (7, "W-007", "2026-12-10", "报修", "来电", "3-1-1202", "张硕", "", "漏水", "", "", "", "", "", "", ""),
    (8, "W-008", "2026-11-10", "报修", "来电", "3-1-1202", "张硕", "", "漏水", "", "", "", "2026-11-09", "修好", "", ""),
    (9, "W-009", "2026-11-10", "报修", "来电", "3-1-1202", "张硕", "", "", "", "", "", "", "修好", "", ""),
    (10, "W-001", "2026-10-08", "报修", "来电", "3-1-1202", "张硕", "", "水龙头滴水", "", "", "", "", "修好", "", ""),
    (11, "W-011", "2026-11-01", "报修", "来电", "3-1-1202", "张硕", "", "报错了", "", "", "", "", "", "", "作废"),
    (12, "W-012", "2026-11-01", "报修", "来电", "", "张硕", "", "哪里坏了", "", "", "", "", "", "", ""),
)  # fmt: skip


@pytest.fixture
def anywhere(both: Desk) -> Counter:
    return Counter(both)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


def book(path: Path, rows: Sequence[Sequence[Any]]) -> ImportRegister:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("报事")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return ImportRegister(path)


def test_what_comes_and_what_goes_back(anywhere: Counter, tmp_path: Path) -> None:
    counter, command = anywhere, book(tmp_path / "b.xlsx", (("2026 年报事台账",), HEAD, *ROWS))
    dry: RegisterResult = counter.read(preview_tickets, command, counter.desk.clock.today())
    assert counter.counts().all == 0
    result: RegisterResult = counter.run(import_tickets, command)
    assert result == dry
    assert dict(result.sums) == {"报事": 5, "其中未结": 3}
    assert {row.row: row.reason for row in result.of(Fate.REJECTED)} == {
        7: "没有“健身”这种报事", 8: "档案里没有 9-9-9999", 9: "受理日期晚于今天：2026-12-10",
        10: "完成日期 2026-11-09 早于受理或晚于今天", 11: "缺内容", 12: "与第 3 行是同一件事", 14: "缺房号，也没有写公共部位",
    }  # fmt: skip
    rows = {row.number: row for row in counter.rows(TicketFilter(TicketView.ALL))}
    assert {number: row.state for number, row in rows.items()} == {
        "BS-20261008-001": State.CLOSED, "TS-20261118-001": State.WORKING, "BS-20261119-001": State.WAITING,
        "BS-20261117-001": State.CALLING, "BS-20261101-001": State.VOID,
    }  # fmt: skip
    closed, waiting = rows["BS-20261008-001"], rows["BS-20261119-001"]
    assert (closed.phone, closed.channel, closed.satisfaction) == ("138****5678", Channel.PHONE, 5)
    assert [row.act for row in counter.events(closed.id)] == [Act.DISPATCH, Act.DONE, Act.CALL, Act.CLOSE]
    assert counter.events(closed.id)[1].on_day == date(2026, 10, 8)
    assert counter.page(closed.id).person_id == 1
    assert (waiting.unit, waiting.limit_words, waiting.channel) == ("3栋大堂", "09:30", Channel.PATROL)
    assert rows["TS-20261118-001"].level is Level.IMPORTANT
    assert rows["BS-20261117-001"].limit_words == "今天"
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    assert [row.number for row in counter.read(search, "W-001", now, today)] == ["BS-20261008-001"]
    assert broken(counter.desk.runner) == []


def test_the_same_file_again_changes_nothing(anywhere: Counter, tmp_path: Path) -> None:
    """T14."""
    counter, command = anywhere, book(tmp_path / "b.xlsx", (HEAD, *ROWS))
    counter.run(import_tickets, command)
    before = counter.rows(TicketFilter(TicketView.ALL))
    again = counter.run(import_tickets, command)
    assert (len(again.of(Fate.NEW)), len(again.of(Fate.SAME))) == (0, 6)
    assert counter.rows(TicketFilter(TicketView.ALL)) == before
    fixed = (*ROWS[:4], (*ROWS[4][:3], "报修", *ROWS[4][4:]), *ROWS[5:])
    assert len(counter.run(import_tickets, book(tmp_path / "c.xlsx", (HEAD, *fixed))).of(Fate.NEW)) == 1


def test_what_was_taken_over_goes_on_like_any_other(counter: Counter, tmp_path: Path) -> None:
    counter.run(import_tickets, book(tmp_path / "b.xlsx", (HEAD, *ROWS)))
    rows = {row.number: row for row in counter.rows()}
    counter.finish(rows["TS-20261118-001"].id, "已劝说")
    counter.call(rows["BS-20261117-001"].id, 4, closing="满意")
    counter.dispatch(rows["BS-20261119-001"].id)
    assert counter.receive().number == "BS-20261120-001"
    assert broken(counter.desk.runner) == []


def test_a_register_that_never_says_what_became_of_anything(counter: Counter, tmp_path: Path) -> None:
    """What is long ago is taken for closed, the rest is open."""
    head = ("报修日期", "房号", "内容")
    rows = (("2026-09-01", "3-1-1202", "漏水"), ("2026-11-10", "3-1-1202", "堵塞"))
    counter.run(import_tickets, book(tmp_path / "b.xlsx", (head, *rows)))
    found = {row.what: (row.kind, row.state) for row in counter.rows(TicketFilter(TicketView.ALL))}
    assert found == {"漏水": (TicketKind.REPAIR, State.CLOSED), "堵塞": (TicketKind.REPAIR, State.WAITING)}


def test_a_file_that_is_none_and_who_may_not(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有认出报事台账"):
        counter.run(import_tickets, book(tmp_path / "x.xlsx", (("甲", "乙"), (1, 2))))
    with pytest.raises(NeedsApproval):
        counter.run(import_tickets, book(tmp_path / "b.xlsx", (HEAD, *ROWS)), counter.desk.financier)


@pytest.mark.parametrize(
    ("told", "expected"),
    [("5", 5), ("4分", 4), ("3.0", 3), ("非常满意", 5), ("满意", 5), ("基本满意", 4), ("一般", 3), ("不满意", 2),
     ("很不满意", 1), ("", None), ("6", None), ("业主不在", None)],
)  # fmt: skip
def test_satisfaction_in_words(told: str, expected: int | None) -> None:
    assert read_satisfaction(told) == expected
