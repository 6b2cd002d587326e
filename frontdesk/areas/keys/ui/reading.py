"""What the windows of the cabinet read for their pickers: units, people, keys."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.areas.archives.queries import known_people, person_file, unit_file
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.queries import KeyRow, LoanRow, find_keys, loan_rows
from frontdesk.areas.keys.ui.words import key_words, state_of
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.pickers import Choice

__all__ = ["key_choices", "loan_choices", "person_choices", "person_of", "unit_choices", "unit_of"]
_MOST = 8


def person_choices(desk: Desk, text: str, unit_id: int | None = None) -> Sequence[Choice]:
    """People that fit what is typed; with nothing typed those of the unit."""
    if text:
        people = desk.read(known_people, text, _MOST)
        return [Choice(p.id, p.name, "", "  ".join(x for x in (p.units, p.phone) if x)) for p in people]
    if unit_id is None:
        return []
    roles = desk.read(unit_file, unit_id, desk.clock.today()).roles
    found: dict[int, Choice] = {}
    for role in roles:
        if not role.over:
            second = "  ".join(x for x in (tr(role.kind.value), role.phone) if x)
            found.setdefault(role.person_id, Choice(role.person_id, role.name, "", second))
    return list(found.values())[:_MOST]


def person_of(desk: Desk, person_id: int) -> Choice | None:
    """The choice of a person that was stored."""
    file = desk.read(person_file, person_id, desk.clock.today())
    return Choice(file.id, file.name, "", file.phone)


def key_choices(desk: Desk, text: str) -> Sequence[Choice]:
    """Keys that fit what is typed or scanned, by tag, unit, place, hook or who has them."""
    today = desk.clock.today()
    return [_key_choice(desk, row) for row in desk.read(find_keys, text, today, _MOST)]


def _key_choice(desk: Desk, row: KeyRow) -> Choice:
    second = "  ".join(part for part in (tr(row.kind.value), row.hangs) if part)
    return Choice(row, row.tag, row.where, second, state_of(row, desk.clock.today()))


def loan_choices(desk: Desk, text: str) -> Sequence[Choice]:
    """Loans of the keys that fit what is typed or scanned; with nothing typed those that are due first."""
    today = desk.clock.today()
    if text:
        ids = tuple(row.id for row in desk.read(find_keys, text, today, 20) if row.out)
        loans: Sequence[LoanRow] = desk.read(loan_rows, today, key_ids=ids) if ids else ()
    else:
        loans = desk.read(loan_rows, today, limit=_MOST)
    return [
        Choice(loan, loan.key.tag, loan.who, f"{key_words(loan.key).partition(' ')[2]}  {loan.on}")
        for loan in loans[:_MOST]
    ]
