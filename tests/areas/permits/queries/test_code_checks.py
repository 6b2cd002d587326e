"""`check` names a permit whose code was tampered with behind the program's back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from frontdesk.areas.permits.queries.code_checks import broken_codes
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.signing import MakeKey, make_key
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.permits import office


def test_codes_of_every_key_hold_and_tampered_ones_are_named(both: Desk) -> None:
    end = TODAY + timedelta(days=90)
    first = both.run(issue, Issue("JZ", 1, "曾姝", end, role="家庭成员")).number
    both.run(make_key, MakeKey("丢了"), both.supervisor)
    second = both.run(issue, Issue("JZ", 1, "曾小宝", end, role="家庭成员")).number
    office.issue(both)
    assert both.runner.read(broken_codes) == []
    codes = "SELECT p.number, t.code FROM permit p JOIN permit_term t ON t.permit_id = p.id"
    with both.db.write() as session:
        stored = {row.number: row.code for row in session.execute(text(codes))}
        # Guards would stop this; somebody with the database's password takes them away first.
        if both.db.is_sqlite:
            session.execute(text("DROP TRIGGER guard_permit_term_update"))
        else:
            session.execute(text("DROP TRIGGER guard_permit_term_update ON permit_term"))
        swap = "UPDATE permit_term SET code = :code WHERE permit_id = (SELECT id FROM permit WHERE number = :number)"
        session.execute(text(swap), {"code": stored[first], "number": second})
    assert both.runner.read(broken_codes) == [f"{second} 存着的二维码和签名、记录对不上"]
    with both.db.write() as session:
        session.execute(text(swap), {"code": "FD1XYZ", "number": first})
    assert len(both.runner.read(broken_codes)) == 2
