"""D5.4: the day's tenders held against the merchants' files, stored with the day."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.queries.statements import StatementFile, statement_check, statement_checks
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.matching import Fate
from frontdesk.areas.cashdesk.service.statements import store_statement
from frontdesk.base.values.errors import NeedsApproval
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import UNITS, Desk

DATA = Path(__file__).parents[3] / "data"
WECHAT = DATA / "wechat-2026-11-20.csv"
NUMBERS = ("4200000890727360438182992", "4200003960482443532127989", "FD202611200003")
Y = Money.yuan


@pytest.fixture
def twentieth(both: Desk) -> Desk:
    """Three WeChat receipts of 2026-11-20, one of them voided and taken again, one of another amount."""
    desk = both
    desk.clock.forward(days=-1)
    for amount in ("119.17", "50.00", "255.00"):
        desk.charge(amount)
    desk.open()
    first = desk.collect(f"wechat=119.17:{NUMBERS[0]}", amount="119.17")
    desk.void(first.number)
    desk.collect(f"wechat=119.17:{NUMBERS[0]}", amount="119.17")
    desk.collect(f"wechat=50.00:{NUMBERS[1]}", amount="50.00")
    desk.collect(f"wechat=255.00:{NUMBERS[2]}", amount="255.00")
    return desk


def test_d5_4_the_result_is_stored_with_the_day(twentieth: Desk) -> None:
    """A voided receipt is not looked for (T6); matched, differing and theirs only are told apart."""
    check_id, held = twentieth.run(store_statement, StatementFile(WECHAT), twentieth.supervisor)
    fates = [line.fate for line in held.lines]
    assert fates.count(Fate.MATCHED) == 2
    assert fates.count(Fate.DIFFERS) == 1
    assert fates.count(Fate.THEIRS_ONLY) == 9
    row, lines, doubts = twentieth.runner.read(statement_check, check_id)
    assert (row.tender, row.first, row.last) == (Tender.WECHAT, held.first, held.last)
    assert (row.matched, row.differing, row.ours_only, row.theirs_only) == (2, 1, 0, 9)
    assert (row.ours, row.theirs) == (Y("424.17"), Y("2398.47"))
    assert lines == held.lines
    assert doubts == ()
    differs = lines[0]
    assert (differs.unit, differs.difference) == (UNITS[0], Y("0.36"))


def test_d5_4_the_same_file_again_is_known_and_another_check(twentieth: Desk) -> None:
    first, held = twentieth.run(store_statement, StatementFile(WECHAT), twentieth.supervisor)
    assert held.before is None
    again, held = twentieth.run(store_statement, StatementFile(WECHAT), twentieth.supervisor)
    assert again != first
    assert held.before is not None
    assert [row.id for row in twentieth.runner.read(statement_checks)] == [again, first]


def test_m7_3_a_blind_cashier_does_not_learn_the_slips_from_it(twentieth: Desk) -> None:
    with pytest.raises(NeedsApproval):
        twentieth.run(store_statement, StatementFile(WECHAT))


def test_d5_4_a_stored_check_is_final(twentieth: Desk) -> None:
    twentieth.run(store_statement, StatementFile(WECHAT), twentieth.supervisor)
    with pytest.raises(DBAPIError), twentieth.db.write() as session:
        session.execute(text("UPDATE statement_check SET matched = 12"))
