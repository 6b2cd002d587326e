"""The one search (D0.1): units, people, vehicles, receipts and what `search_desk` finds, grouped as the list shows them.

Every part is a narrow query of its own, because this runs at each pause in typing: what a unit owes is read for
the units found only, and receipts by their number's end among the latest ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, bindparam, text
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.search import Hit as Found
from frontdesk.areas.archives.queries.search import Ranges
from frontdesk.areas.archives.queries.search import search as search_archives
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitEnd, UnitState
from frontdesk.areas.cashdesk.queries.receipts import receipt_book
from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS, Series
from frontdesk.areas.cashdesk.rules.numbers import read_receipt_number, tidy_number
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.search_desk import search_desk
from frontdesk.base.store.base import MoneyType
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

RECENT = 20_000
"""A receipt is found by the last figures of its number among so many of the latest; by the whole number always."""
SHORTEST_END = 4
SERIAL = 8
"""Figures of a receipt's number behind its book's prefix."""

UNITS, PHONES, VEHICLES, RECEIPTS = "房屋", "电话", "车辆", "收据"
PEOPLE = {"initials": "人 · 姓名首字母", "pinyin": "人 · 姓名拼音", "name": "人 · 姓名"}

_OWED = (
    text(
        "SELECT unit_id, SUM(owed) AS owed, SUM(CASE WHEN due_on < :day THEN owed ELSE 0 END) AS overdue "
        "FROM charge WHERE owed <> 0 AND starts_on <= :day AND unit_id IN :ids GROUP BY unit_id"
    )
    .bindparams(bindparam("ids", expanding=True), bindparam("day", type_=Date))
    .columns(unit_id=Integer, owed=MoneyType, overdue=MoneyType)
)
_RECEIPTS = text(
    "SELECT p.id, p.number, p.paper_number, p.unit_id, p.business_on, p.settled, u.code, "
    "EXISTS (SELECT 1 FROM payment_void v WHERE v.payment_id = p.id) AS voided, "
    "(SELECT SUM(r.amount) FROM refund r WHERE r.payment_id = p.id) AS refunded, "
    "CASE WHEN p.number = :number THEN 0 WHEN p.paper_number = :typed THEN 1 ELSE 2 END AS rank "
    "FROM payment p JOIN unit u ON u.id = p.unit_id "
    "WHERE p.number = :number OR p.paper_number = :typed OR "
    "(p.id > (SELECT COALESCE(MAX(id), 0) FROM payment) - :recent "
    "AND (p.number LIKE :ends OR p.paper_number LIKE :ends)) ORDER BY rank, p.id DESC LIMIT :most"
).columns(
    id=Integer, number=String, paper_number=String, unit_id=Integer, business_on=Date, settled=MoneyType,
    code=String, voided=Boolean, refunded=MoneyType, rank=Integer,
)  # fmt: skip
_OTHERS = text(
    "SELECT 'refund' AS kind, r.id, r.number, r.unit_id, r.business_on, r.amount, u.code, 0 AS voided "
    "FROM refund r JOIN unit u ON u.id = r.unit_id WHERE r.number = :number "
    "UNION ALL SELECT 'deposit', d.id, d.number, d.unit_id, d.business_on, d.amount, u.code, "
    "(SELECT COUNT(*) FROM deposit_void v WHERE v.deposit_id = d.id) "
    "FROM deposit d JOIN unit u ON u.id = d.unit_id WHERE d.number = :number "
    "UNION ALL SELECT 'deposit_settlement', s.id, s.number, d.unit_id, s.business_on, s.refunded, u.code, "
    "(SELECT COUNT(*) FROM deposit_settlement_void v WHERE v.settlement_id = s.id) "
    "FROM deposit_settlement s JOIN deposit d ON d.id = s.deposit_id JOIN unit u ON u.id = d.unit_id "
    "WHERE s.number = :number"
).columns(
    kind=String, id=Integer, number=String, unit_id=Integer, business_on=Date, amount=MoneyType, code=String,
    voided=Integer,
)  # fmt: skip
_ITEMS = (
    text("SELECT payment_id, item FROM payment_line WHERE payment_id IN :ids ORDER BY payment_id, no")
    .bindparams(bindparam("ids", expanding=True))
    .columns(payment_id=Integer, item=String)
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    `kind` is unit, person, vehicle, receipt or another paper of the till (refund, deposit, deposit_settlement), or
    key, goods, space, permit; `group` the word it stands under, `sort` what its picture shows (phone for a person
    found by telephone). `label` names it (a phone is masked); `second` says what it is,
    `where` stands in the third column; `status` with its `tone` at the right. Ranges are the matched parts; `text` is a
    whole scanned code, or a space's.
    """

    kind: str
    id: int
    label: str
    second: str
    unit_id: int | None
    group: str
    sort: str
    where: str = ""
    status: str = ""
    tone: str = ""
    hint: str = ""
    matched: Ranges = ()
    hint_matched: Ranges = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Owing:
    owed: Money = ZERO
    overdue: Money = ZERO


def search(
    session: Session, asked: str, *, limit: int, today: date, now: datetime | None = None
) -> tuple[Hit, ...]:
    """What *asked* may mean, best first, at most *limit* in all and a third of it of one kind.

    *now* is the instant at which a goods pass is looked at; without it the machine's clock is asked.
    """
    most = max(5, limit // 3)
    found = search_archives(session, asked, most, today)
    owing = _owing(session, {hit.unit_id for hit in found if hit.unit_id is not None}, today)
    hits = [_hit(hit, owing.get(hit.unit_id or 0, _Owing())) for hit in found]
    receipts, exact = _receipts(session, asked, most)
    if others := _other_papers(session, asked):
        receipts, exact = [*others, *receipts], True
    desk = search_desk(session, asked, today, now or SystemClock().now(), most)
    named = [_desk_hit(each) for each in desk if each.named]
    rest = [_desk_hit(each) for each in desk if not each.named]
    # A number scanned or typed in full means the receipt; its last figures are only one more guess.
    ordered = [*receipts, *hits] if exact else [*hits, *rest, *receipts]
    return tuple([*named, *ordered, *(rest if exact else ())][:limit])


def _desk_hit(found: DeskHit) -> Hit:
    return Hit(
        kind=found.kind,
        id=found.id,
        label=found.label,
        second=found.second,
        unit_id=found.unit_id,
        group=found.group,
        sort=found.kind,
        where=found.where,
        status=found.status,
        tone=found.tone,
        matched=found.matched,
        text=found.text,
    )


def _owing(session: Session, unit_ids: Iterable[int], today: date) -> dict[int, _Owing]:
    ids = sorted(unit_ids)
    if not ids:
        return {}
    rows = session.execute(_OWED, {"ids": ids, "day": today})
    return {row.unit_id: _Owing(row.owed, row.overdue) for row in rows}


def _hit(found: Found, owing: _Owing) -> Hit:
    hit = Hit(
        kind=found.kind,
        id=found.id,
        label=found.label,
        second=found.second,
        unit_id=found.unit_id,
        group=_group(found),
        sort="phone" if found.by == "phone" else found.kind,
        where=found.where or found.unit_code,
        hint=found.hint,
        matched=found.matched,
        hint_matched=found.hint_matched,
    )
    if found.kind == "unit":
        status, tone = _unit_status(found, owing)
        return replace(hit, status=status, tone=tone)
    owner = found.second.split(" · ")[0] == tr(RoleKind.OWNER.value)
    if found.kind == "person" and found.by != "phone" and owner and owing.overdue:
        return replace(hit, second=f"{hit.second} · {tr('欠 {amount}', amount=owing.overdue)}")
    return hit


def _group(found: Found) -> str:
    if found.kind == "unit":
        return UNITS
    if found.kind == "vehicle":
        return VEHICLES
    return PHONES if found.by == "phone" else PEOPLE.get(found.by, PEOPLE["name"])


def _unit_status(found: Found, owing: _Owing) -> tuple[str, str]:
    """What matters most of a unit: what is overdue, a decoration under way, what is due, or that all is paid."""
    if owing.overdue:
        return tr("欠 {amount}", amount=owing.overdue), "bad"
    if found.status == tr(UnitState.DECORATING.value) or found.status in [tr(end.value) for end in UnitEnd]:
        return found.status, found.tone
    if owing.owed:
        return tr("待缴 {amount}", amount=owing.owed), "neutral"
    return tr("已缴清"), "ok"


def _receipt_status(voided: bool, refunded: Money | None, settled: Money) -> str:
    """A receipt that was given back is not valid any more, or not whole (T6)."""
    if voided:
        return tr("作废")
    if not refunded:
        return tr("有效")
    return tr("已红冲") if refunded >= settled else tr("部分红冲")


def _other_papers(session: Session, asked: str) -> list[Hit]:
    """红字收据, 押金收据 or 押金结算单 whose number was scanned or typed with its letters: what somebody brings back."""
    typed = tidy_number(asked)
    if not re.fullmatch(r"[A-Z0-9]{0,5}[A-Z]\d{1,8}", typed):
        return []
    rows = session.execute(_OTHERS, {"number": read_receipt_number(typed, "")})
    return [
        Hit(
            kind=row.kind,
            id=row.id,
            label=row.number,
            second=f"{row.business_on.isoformat()} {tr(SERIES_WORDS[Series(row.kind)])} {row.amount}",
            unit_id=row.unit_id,
            group=RECEIPTS,
            sort="receipt",
            where=row.code,
            status=tr("作废") if row.voided else tr("有效"),
            tone="neutral" if row.voided else "ok",
            matched=((0, len(row.number)),),
        )
        for row in rows
    ]


def _receipts(session: Session, asked: str, most: int) -> tuple[list[Hit], bool]:
    """Receipts whose number was typed, or ends so; whether the first one was named in full."""
    typed = tidy_number(asked)
    if not re.fullmatch(r"[A-Z]{0,6}\d+", typed) or len(re.sub(r"\D", "", typed)) < SHORTEST_END:
        return [], False
    number = read_receipt_number(typed, receipt_book(session))
    rows = session.execute(
        _RECEIPTS, {"number": number, "typed": typed, "ends": f"%{typed}", "recent": RECENT, "most": most}
    ).all()
    items: dict[int, list[str]] = {}
    for payment_id, item in session.execute(_ITEMS, {"ids": [row.id for row in rows]}):
        kept = items.setdefault(payment_id, [])
        if item not in kept:
            kept.append(item)
    hits = []
    for row in rows:
        start = row.number.rfind(typed)
        hits.append(
            Hit(
                kind="receipt",
                id=row.id,
                label=row.number,
                second=f"{row.business_on.isoformat()} {'、'.join(items.get(row.id, ()))} {row.settled}",
                unit_id=row.unit_id,
                group=RECEIPTS,
                sort="receipt",
                where=row.code,
                status=_receipt_status(row.voided, row.refunded, row.settled),
                tone="ok" if not row.voided and not row.refunded else "neutral",
                matched=((start, start + len(typed)),) if start >= 0 else (),
            )
        )
    if not rows:
        return hits, False
    first = rows[0]
    return hits, first.number == typed or first.paper_number == typed or first.number[-SERIAL:] == typed
