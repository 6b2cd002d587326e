"""Counts of a cabinet: there, missing, not expected; explained or left open; closed for good (D3.2)."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.keys.queries import CountFile, count_file, count_rows
from frontdesk.areas.keys.rules.counting import Found
from frontdesk.areas.keys.rules.kinds import Slip
from frontdesk.areas.keys.service import (
    ExplainDifference,
    HandOver,
    Pieces,
    PrintSlip,
    explain_difference,
    hand_over,
    print_slip,
)
from frontdesk.base.values.errors import NeedsConfirmation, Refused
from tests.areas.keys.cabinet import OWNER, STAFF, Cabinet
from tests.tools import paper_reading as read


def file_of(cabinet: Cabinet, count_id: int) -> CountFile:
    found: CountFile | None = cabinet.read(count_file, count_id, cabinet.today)
    assert found is not None
    return found


def lines_of(cabinet: Cabinet, count_id: int) -> dict[str, tuple[int, int, Found]]:
    return {line.tag: (line.expected, line.found, line.result) for line in file_of(cabinet, count_id).lines}


@pytest.fixture
def hung(cabinet: Cabinet) -> Cabinet:
    """A 柜: K-1 one key, K-2 three keys of which one is lent, K-3 all lent; B 柜: K-4; K-5 handed over."""
    cabinet.plant()
    three = cabinet.plant(3, hook="02")
    out = cabinet.plant(hook="03")
    cabinet.key(cabinet="B 柜", hook="01")
    gone = cabinet.key(hook="09")
    cabinet.lend((three, 1), (out, 1), who=STAFF)
    cabinet.run(hand_over, HandOver((Pieces(gone, 1),), OWNER))
    return cabinet


def test_D3_2_a_count_says_what_is_there_missing_and_not_expected(hung: Cabinet) -> None:
    count = hung.begin()
    assert hung.begin() == count
    assert lines_of(hung, count) == {
        "K-000001": (1, 0, Found.MISSING),
        "K-000002": (2, 0, Found.MISSING),
    }
    assert hung.mark(count, "k1").found == 1
    assert hung.mark(count, "K-000002").found == 2
    assert hung.mark(count, "K-000002").found == 2
    hung.mark(count, "K-000002", 1)
    hung.mark(count, "K-000003")
    hung.mark(count, "K-000004")
    hung.mark(count, "K-000005")
    hung.mark(count, "6901234567892")
    found = file_of(hung, count)
    assert (found.figures.there, found.figures.missing, found.figures.unexpected) == (1, 1, 4)
    assert {line.tag: line.hint for line in found.lines if line.hint} == {
        "K-000003": "登记在李师傅手里",
        "K-000004": "应在 B 柜 01",
        "K-000005": "登记为已移交",
        "6901234567892": "没有这块牌",
    }
    hung.mark(count, "6901234567892", 0)
    assert "6901234567892" not in lines_of(hung, count)


def test_D3_2_differences_are_explained_or_left_open_and_the_sheet_is_printed(hung: Cabinet) -> None:
    count = hung.begin()
    hung.mark(count, "K-000001")
    hung.mark(count, "K-000004")
    with pytest.raises(Refused, match="K-000001 没有差异"):
        hung.run(explain_difference, ExplainDifference(count, "K-000001", "在"))
    hung.run(explain_difference, ExplainDifference(count, "K-000004", "挂错柜，已放回"))
    with pytest.raises(NeedsConfirmation, match="还有 1 块牌没有扫到"):
        hung.close(count, yes=False)
    number = hung.close(count)
    assert number == "QD-20261121-001"
    (row,) = hung.read(count_rows)
    assert (row.number, row.there, row.missing, row.unexpected, row.open) == (number, 1, 1, 1, 1)
    said = read.text(hung.run(print_slip, PrintSlip(Slip.COUNT, number)).pdf)
    assert "在 1，缺 1，不该在 1" in said
    assert "挂错柜，已放回" in said
    # What was left open is explained later; the sheet that was signed stays as it was.
    hung.run(explain_difference, ExplainDifference(count, "K-000002", "在工程部，已登记借用"))
    assert hung.read(count_rows)[0].open == 0
    assert "在工程部" not in read.text(hung.run(print_slip, PrintSlip(Slip.COUNT, number)).pdf)
    assert hung.broken() == []


def test_D3_2_a_closed_count_stands(hung: Cabinet) -> None:
    count = hung.begin()
    hung.mark(count, "K-000001")
    hung.close(count)
    before = lines_of(hung, count)
    with pytest.raises(Refused, match="已经收尾"):
        hung.mark(count, "K-000002")
    with pytest.raises(Refused, match="已经收尾"):
        hung.close(count)
    hung.lend(1, who=STAFF)
    assert lines_of(hung, count) == before
    for statement in (
        "UPDATE key_count_line SET found = 9",
        "DELETE FROM key_count_line",
        "UPDATE key_count_close SET missing = 0",
        "INSERT INTO key_count_line(count_id, tag, expected, found) VALUES (1, 'K-9', 0, 1)",
    ):
        with pytest.raises(DBAPIError), hung.desk.db.write() as session:
            session.execute(text(statement))
    assert hung.begin() != count


def test_D3_2_a_key_lent_while_the_count_runs_is_no_longer_expected(cabinets: Cabinet) -> None:
    cabinet = cabinets
    key = cabinet.plant()
    count = cabinet.begin()
    cabinet.lend(key, who=STAFF)
    assert lines_of(cabinet, count) == {}
    with pytest.raises(Refused, match="没有应该清点的钥匙"):
        cabinet.close(count)
    cabinet.mark(count, "K-000001")
    assert lines_of(cabinet, count) == {"K-000001": (0, 1, Found.UNEXPECTED)}
    cabinet.close(count)
    assert cabinet.broken() == []


def test_what_cannot_be_counted_is_said(hung: Cabinet) -> None:
    with pytest.raises(Refused, match="没有“Z 柜”这个钥匙柜"):
        hung.begin("Z 柜")
    count = hung.begin()
    with pytest.raises(Refused, match="请扫钥匙牌"):
        hung.mark(count, " ")
    with pytest.raises(Refused, match="不是钥匙牌的码"):
        hung.mark(count, "x" * 41)
