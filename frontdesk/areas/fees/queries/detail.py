"""Everything a unit, or an owner with all units, owed on a day: the facts of a 欠费明细 (M8.1, T15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.fees.documents import DetailLine
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.fees.queries.late_fees import late_fee_term, late_fees
from frontdesk.areas.fees.queries.owed import owed_by_unit, owing
from frontdesk.areas.fees.rules.late_fee import terms_words
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """Who, which units (with their area), and each open charge with its late fee; by unit, oldest due first."""

    who: str
    unit_ids: tuple[int, ...]
    units: tuple[str, ...]
    lines: tuple[DetailLine, ...]
    late_fee_terms: str


def detail_facts(
    session: Session, on: date, *, unit_id: int | None = None, payer_id: int | None = None
) -> DetailFacts:
    """Of one unit, or of one person over all units (0: charges without a person). Raises `Refused` for nothing owed.

    A charge whose late fee alone is open stands in it too: it is still owed.
    """
    owed = owing(session, on, unit_id=unit_id)
    query = select(owed.c.id, owed.c.unit_id)
    if payer_id is not None:
        query = query.where(func.coalesce(owed.c.payer_id, _NOTHING) == payer_id)
    found = {charge_id: unit for charge_id, unit in session.execute(query)}  # noqa: C416
    if not found:
        raise Refused(tr("到 {day} 没有欠费，没有明细可打印", day=on.isoformat()))
    unit_ids = sorted(set(found.values()))
    homes = [
        row
        for part in in_parts(unit_ids)
        for row in session.execute(
            select(Unit.id, Unit.code, Unit.sort_key, Unit.built_area).where(Unit.id.in_(part))
        )
    ]
    homes.sort(key=lambda row: row.sort_key)
    fees = late_fees(session, on, charge_ids=list(found))
    lines, items = [], []
    for home in homes:
        for charge in owed_by_unit(session, home.id, on):
            if charge.charge_id not in found:
                continue
            fee = fees.get(charge.charge_id)
            late = fee.open if fee is not None and fee.open else None
            items += [charge.item_id] if late else []
            lines.append(
                DetailLine(
                    unit=home.code,
                    item=charge.item,
                    period=charge.period,
                    how=charge.how,
                    due_on=charge.due_on,
                    overdue_days=charge.overdue_days,
                    amount=charge.amount + charge.adjusted,
                    paid=charge.paid,
                    owed=charge.owed,
                    late_fee=late,
                )
            )
    latest = max(found)
    who = session.scalar(select(Charge.payer_name).where(Charge.id == latest)) or ""
    terms = late_fee_term(session, max(set(items), key=items.count), on) if items else None
    return DetailFacts(
        who=who,
        unit_ids=tuple(row.id for row in homes),
        units=tuple(
            tr("{unit}（{area}㎡）", unit=row.code, area=figure(row.built_area))
            if row.built_area
            else row.code
            for row in homes
        ),
        lines=tuple(lines),
        late_fee_terms=terms_words(terms),
    )
