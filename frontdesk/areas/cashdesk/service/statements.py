"""A statement check is stored with its days (D5.4)."""

from __future__ import annotations

from frontdesk.areas.cashdesk.model import StatementCheck
from frontdesk.areas.cashdesk.queries.statements import Held, StatementFile, hold
from frontdesk.areas.cashdesk.rules.matching import Fate, sums
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.rights import Right

_LONGEST_NAME = 200


def store_statement(work: Work, command: StatementFile) -> tuple[int, Held]:
    """Hold the file against our tenders as they stand now, and store what was found; returns the check's id too.

    Nothing of ours is changed by it: what does not agree is for people to settle. Takes the right to see reports:
    a cashier whose close is blind must not learn the day's slips from it (M7.3).
    """
    work.require(Right.REPORTS)
    held = hold(work.session, command)
    found = sums(held.lines)
    check = StatementCheck(
        tender=held.statement.tender,
        first_on=held.first,
        last_on=held.last,
        file_name=held.file_name[-_LONGEST_NAME:],
        sha256=held.sha256,
        ours=found.ours,
        theirs=found.theirs,
        matched=found.count.get(Fate.MATCHED, 0) + found.count.get(Fate.BY_AMOUNT, 0),
        differing=found.count.get(Fate.DIFFERS, 0),
        ours_only=found.count.get(Fate.OURS_ONLY, 0),
        theirs_only=found.count.get(Fate.THEIRS_ONLY, 0),
        doubts=codec.to_json(held.statement.doubts),
        lines=codec.to_json(held.lines),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(check)
    work.session.flush()
    work.touch("statements")
    return check.id, held
