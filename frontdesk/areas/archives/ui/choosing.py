"""Units as pickers find them: by code in any habit of writing it, by owner, by phone."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.areas.archives.queries import UnitFilter, UnitRow, find_unit_ids, unit_rows, unit_rows_by_id
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.pickers import Choice

_MOST = 8


def unit_choices(desk: Desk, text: str) -> Sequence[Choice]:
    """Units that fit what is typed: by code in any habit of writing it, by owner, by phone."""
    if not text:
        return []
    today = desk.clock.today()
    ids = desk.read(find_unit_ids, text)[:_MOST]
    rows = list(desk.read(unit_rows_by_id, ids, today)) if ids else []
    if len(rows) < _MOST:
        known = {row.id for row in rows}
        more = desk.read(unit_rows, UnitFilter(text=text, on=today), 0, _MOST)
        rows += [row for row in more if row.id not in known]
    return [unit_choice(row) for row in rows[:_MOST]]


def unit_choice(row: UnitRow) -> Choice:
    """A unit as a picker shows it."""
    area = "" if row.built_area is None else tr("{area}㎡", area=f"{row.built_area:.2f}")
    facts = " · ".join(part for part in (row.state.value, area) if part)
    return Choice(row.id, row.code, row.owners, facts)


def unit_of(desk: Desk, unit_id: int) -> Choice | None:
    """The choice of a unit that was stored; None when it is gone."""
    rows = desk.read(unit_rows_by_id, (unit_id,), desk.clock.today())
    return unit_choice(rows[0]) if rows else None
