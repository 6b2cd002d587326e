"""One thing that the one search finds at the desk; and visitors, found things, contracts and stock as such (D0.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.search import Ranges
from frontdesk.areas.today.queries.held_lines import FOUND_TONES, VISIT_TONES, found_things, found_visits
from frontdesk.areas.today.queries.stock_lines import found_stock
from frontdesk.base.values.text import tr

VISITORS, THINGS = "访客", "失物"
STOCK = {
    "contract": "合同", "asset": "资产", "consumable": "物料", "stock_count": "盘点", "purchase_plan": "采购计划",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskHit:
    """One thing found; `named` when what was asked is its whole code or number; `text` is a whole scanned code, or a space's.

    The other words are `search.Hit`'s.
    """

    kind: str
    id: int
    label: str
    second: str
    unit_id: int | None
    group: str
    where: str = ""
    status: str = ""
    tone: str = ""
    matched: Ranges = ()
    named: bool = False
    text: str = ""


def visitor_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Who is inside, by name, plate or the number of the pass."""
    told = "".join(asked.split())
    hits = []
    for row in found_visits(session, asked, today, most):
        at = row.name.find(told)
        worn = tr("访客证 {number}", number=row.pass_number) if row.pass_number else ""
        second = "，".join(part for part in (row.why, row.host, worn) if part)
        hits.append(
            DeskHit(
                "visit", row.id, row.name, second, row.unit_id, VISITORS, where=row.where,
                status=tr(row.state.value), tone=VISIT_TONES.get(row.state, "neutral"),
                matched=((at, at + len(told)),) if at >= 0 else (), named=told == row.pass_number, text=row.name,
            )
        )  # fmt: skip
    return hits


def thing_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Things found, by their number or by what they are."""
    told = "".join(asked.split())
    hits = []
    for row in found_things(session, asked, today, most):
        label = row.number if told.upper() in row.number else row.what
        at = label.upper().find(told.upper())
        second = tr("{day} 在 {place} 拾到", day=row.found_on, place=row.place)
        if label == row.number:
            second = f"{row.what}，{second}"
        hits.append(
            DeskHit(
                "found", row.id, label, second, None, THINGS, where=row.shelf, status=tr(row.state.value),
                tone=FOUND_TONES.get(row.state, "neutral"), matched=((at, at + len(told)),) if at >= 0 else (),
                named=told.upper() == row.number, text=row.number,
            )
        )  # fmt: skip
    return hits


def stock_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Contracts, assets, consumables, counts and plans, by the beginning of their number or tag."""
    told = "".join(asked.split()).upper()
    return [
        DeskHit(
            row.kind, row.id, row.number, row.words, None, STOCK[row.kind], where=row.where, status=row.status,
            tone=row.tone, matched=((0, len(told)),) if row.number.startswith(told) else (),
            named=row.number == told, text=row.number,
        )
        for row in found_stock(session, asked, today, most)
    ]  # fmt: skip
