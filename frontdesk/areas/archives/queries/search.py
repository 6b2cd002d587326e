"""One search over units, people and vehicles, as one types (D0.1).

Each kind is one scan over a narrow index that holds all it looks at (a unit's key, a person's telephones, their
pinyin, their initials, a plate), so that it stays within a frame of the screen at 10,000 units and 30,000 people
on SQLite, and is plain LIKE on PostgreSQL too. Only what is shown is then read in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Integer, String, TextClause, bindparam, text
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.queries.unit_ends import bonds_of
from frontdesk.areas.archives.rules.identity import mask_phone, phone_figures, plate_key
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import building_place, normal, read_unit_code
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.text import tr

Ranges = tuple[tuple[int, int], ...]
_TONES = {
    UnitState.OWNER: "ok", UnitState.LET: "ok", UnitState.DECORATING: "info", UnitState.VACANT: "neutral",
    UnitState.UNSOLD: "neutral", UnitState.NOT_HANDED_OVER: "neutral",
}  # fmt: skip


_LIKE = "u.key LIKE :p{} ESCAPE '!'"

# Written out, because building and rendering these anew would take longer than running them. `!` escapes in
# patterns of units and names; the others hold only letters and figures.
_OWNERS = text(
    "SELECT r.unit_id, p.name FROM unit_role r JOIN person p ON p.id = r.person_id "
    "WHERE r.unit_id IN :ids AND r.kind = :kind AND r.ends_on IS NULL ORDER BY r.id"
).bindparams(bindparam("ids", expanding=True))
_PHONES = text(
    "SELECT id, CASE WHEN phone LIKE :end THEN 0 WHEN phone LIKE :start THEN 1 WHEN phone LIKE :all THEN 2 "
    "ELSE 3 END AS rank FROM person WHERE phone LIKE :all OR phone2 LIKE :all ORDER BY rank, id LIMIT :most"
)
_READINGS = (
    "SELECT id, CASE WHEN {c} = :same THEN 0 WHEN {c} LIKE :same || ' %' THEN 0 WHEN {c} LIKE :start THEN 1 "
    "WHEN {c} LIKE :next THEN 2 ELSE 3 END AS rank FROM person "
    "WHERE {c} LIKE :start OR {c} LIKE :next OR {c} LIKE :inside ORDER BY rank, length({c}), id LIMIT :most"
)
_INITIALS = text(_READINGS.format(c="initials"))
_PINYIN = text(_READINGS.format(c="pinyin"))
_NAMES = text(
    "SELECT id, CASE WHEN name = :same THEN 0 WHEN name LIKE :start ESCAPE '!' THEN 1 ELSE 2 END AS rank "
    "FROM person WHERE name LIKE :inside ESCAPE '!' ORDER BY rank, length(name), id LIMIT :most"
)
_OLD_CODES = text(
    "SELECT u.id, u.code, u.state, b.name, o.code AS old, o.until FROM unit_old_code o "
    "JOIN unit u ON u.id = o.unit_id JOIN building b ON b.id = u.building_id "
    "WHERE o.key = :same OR o.key LIKE :start ESCAPE '!' ORDER BY o.id DESC LIMIT :most"
).columns(id=Integer, code=String, state=String, name=String, old=String, until=Date)
_PLATES = text(
    "SELECT v.id, v.unit_id, v.plate, v.colour, v.model, v.space_code, u.code, "
    "CASE WHEN v.plate_key = :same THEN 0 WHEN v.plate_key LIKE :start OR v.plate_key LIKE :end THEN 1 ELSE 2 END "
    "AS rank FROM vehicle v JOIN unit u ON u.id = v.unit_id WHERE v.id IN "
    "(SELECT id FROM vehicle WHERE plate_key LIKE :all) AND v.withdrawn_on IS NULL "
    "ORDER BY rank, v.plate_key LIMIT :most"
)
_PEOPLE = (
    text(
        "SELECT p.id, p.name, p.phone, p.phone2, p.pinyin, p.initials, u.id AS unit_id, u.code, r.kind, r.relation, "
        "r.ends_on FROM person p "
        "LEFT JOIN unit_role r ON r.person_id = p.id AND (r.ends_on IS NULL OR r.ends_on > :day) "
        "LEFT JOIN unit u ON u.id = r.unit_id WHERE p.id IN :ids ORDER BY u.sort_key"
    )
    .bindparams(bindparam("ids", expanding=True), bindparam("day", type_=Date))
    .columns(
        id=Integer, name=String, phone=String, phone2=String, pinyin=String, initials=String, unit_id=Integer,
        code=String, kind=String, relation=String, ends_on=Date,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    `kind` is unit, person or vehicle, `by` what it was found by (code, name, pinyin, initials, phone, plate).
    `label` stands first, `hint` (the letters that were matched) behind it; `matched` and `hint_matched` are the
    parts of them to mark, as (start, end). `where` is the building and entrance of a unit. Telephones are masked.
    """

    kind: str
    id: int
    unit_id: int | None
    label: str
    second: str
    unit_code: str
    status: str = ""
    tone: str = ""
    matched: Ranges = ()
    by: str = ""
    hint: str = ""
    hint_matched: Ranges = ()
    where: str = ""


def search(session: Session, asked: str, limit: int = 20, on: date | None = None) -> tuple[Hit, ...]:
    """What *asked* may mean, best first; at most *limit* of each kind. *on* is the day whose roles count."""
    asked = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", asked)).strip()
    if not asked:
        return ()
    letters = re.sub(r"[\s'’]", "", asked).lower()
    digits = phone_figures(asked) or re.sub(r"[\s+]|(?<=^0\d\d)-|(?<=^0\d{3})-", "", asked)
    found = _units(session, asked, limit)
    if digits.isdigit():
        if len(digits) >= 3:
            found += _by_phone(session, digits, limit, on)
    elif re.fullmatch(r"[a-z]+", letters):
        found += _by_letters(session, letters, limit, on)
    elif re.search(r"[^\W\d_]", asked):
        found += _by_name(session, asked, limit, on)
    return (*found, *_vehicles(session, asked, limit))


def _units(session: Session, asked: str, limit: int) -> list[Hit]:
    code, place = read_unit_code(asked), building_place(asked)
    tests: list[tuple[str, str, int]] = []
    mark = ""
    if place is not None:
        mark = "-".join(part for part in place if part)
        tests = [(_LIKE, f"{_plain(mark)}-%", 2)]
    elif code is not None:
        mark = code.key
        part, room = _plain(code.key), _plain(code.room_key)
        tests = [("u.key = :p{}", code.key, 0)]
        if code.building and not code.entrance:
            building = _plain(code.building)
            tests += [
                (_LIKE, f"{building}-%-{room}", 1),
                (_LIKE, f"{part}%", 2),
                (_LIKE, f"{building}-%-{room}%", 3),
            ]
        elif code.building:
            tests += [(_LIKE, f"{part}%", 2)]
        else:
            tests += [(_LIKE, f"%-{part}", 1), (_LIKE, f"{part}-%", 2), (_LIKE, f"%-{part}%", 3)]
        if normal(asked).isdigit() and len(mark) >= 3:
            tests += [("replace(u.key, '-', '') LIKE :p{} ESCAPE '!'", f"{part}%", 4)]
    if not tests:
        return []
    cases = " ".join(f"WHEN {test.format(i)} THEN {rank}" for i, (test, _, rank) in enumerate(tests))
    ors = " OR ".join(test.format(i) for i, (test, _, _) in enumerate(tests))
    query = _statement(
        "SELECT u.id, u.code, u.state, u.ended_as, u.built_area, u.entrance, b.name, "
        f"CASE {cases} END AS rank FROM unit u JOIN building b ON b.id = u.building_id "
        f"WHERE u.id IN (SELECT u.id FROM unit u WHERE {ors}) ORDER BY rank, u.ended_as IS NOT NULL, u.sort_key LIMIT :most"
    )
    values: dict[str, Any] = {f"p{i}": value for i, (_, value, _) in enumerate(tests)}
    rows = session.execute(query, {**values, "most": limit}).all()
    owners: dict[int, list[str]] = {}
    for unit_id, name in session.execute(
        _OWNERS, {"ids": [row.id for row in rows], "kind": RoleKind.OWNER.value}
    ):
        owners.setdefault(unit_id, []).append(name)
    if not rows and code is not None and code.building:
        return _once(session, code.key, limit)
    hits = []
    for row in rows:
        state = UnitState(row.state)
        if row.ended_as is not None:
            hits.append(_ended(session, row, mark))
            continue
        area = "" if row.built_area is None else f"{Decimal(str(row.built_area)):.2f}㎡"
        entrance = f"{row.entrance}单元" if row.entrance else ""
        hits.append(
            Hit(
                "unit", row.id, row.id, row.code,
                " · ".join(filter(None, ("、".join(owners.get(row.id, ())), tr(state.value), area))),
                row.code, status=tr(state.value), tone=_TONES[state],
                matched=_within(row.code, mark, last="-" not in mark), by="code",
                where=" ".join(filter(None, (row.name, entrance))),
            )
        )  # fmt: skip
    return hits


def _ended(session: Session, row: Any, mark: str) -> Hit:
    """A unit that became others: still found, and says what it became (D1.1)."""
    told = next((bond.words for bond in bonds_of(session, row.id) if bond.ended), "")
    return Hit(
        "unit", row.id, row.id, row.code, told, row.code, status=tr(row.ended_as), tone="neutral",
        matched=_within(row.code, mark, last="-" not in mark), by="code", where=row.name,
    )  # fmt: skip


def _once(session: Session, key: str, limit: int) -> list[Hit]:
    """Units that had this code before: found where none has it now."""
    return [
        Hit(
            "unit", row.id, row.id, row.code,
            tr("原 {code}，{until} 改", code=row.old, until=row.until.isoformat()), row.code,
            status=tr(UnitState(row.state).value), tone=_TONES[UnitState(row.state)], by="code", where=row.name,
        )
        for row in session.execute(_OLD_CODES, {"same": key, "start": f"{_plain(key)}%", "most": limit})
    ]  # fmt: skip


def _by_phone(session: Session, digits: str, limit: int, on: date | None) -> list[Hit]:
    # 010 and the number behind it are stored with a dash between.
    dashed = re.sub(r"^(0(?:10|2\d|[3-9]\d\d))(?=\d)", r"\1-", digits)
    ids = session.scalars(
        _PHONES, {"all": f"%{dashed}%", "end": f"%{dashed}", "start": f"{dashed}%", "most": limit}
    ).all()
    hits = []
    for row in _people(session, ids, on):
        phone = row.phone if dashed in row.phone else row.phone2
        label = mask_phone(phone)
        start = phone.find(dashed)
        same = len(label) == len(phone)
        hits.append(
            Hit(
                "person", row.id, row.unit_id, label, " · ".join(filter(None, (row.name, row.role))), row.code,
                matched=_visible(label, start, start + len(dashed)) if same else (), by="phone",
            )
        )  # fmt: skip
    return hits


def _by_letters(session: Session, letters: str, limit: int, on: date | None) -> list[Hit]:
    asked = {"same": letters, "start": f"{letters}%", "next": f"% {letters}%", "most": limit}
    ids = session.scalars(_INITIALS, {**asked, "inside": "-"}).all()
    by = dict.fromkeys(ids, "initials")
    if len(letters) >= 2 and len(by) < limit:
        # From three letters on a given name alone is found too: `sanfeng`.
        inside = f"%{letters}%" if len(letters) >= 3 else "-"
        for person_id in session.scalars(_PINYIN, {**asked, "inside": inside}):
            by.setdefault(person_id, "pinyin")
    hits = []
    for row in _people(session, list(by)[:limit], on):
        how = by.get(row.id, "pinyin")
        readings = (row.initials if how == "initials" else row.pinyin).split()
        starting = next((r for r in readings if r.startswith(letters)), "")
        hint = starting or next((r for r in readings if letters in r), "")
        start = hint.find(letters)
        hits.append(
            Hit(
                "person", row.id, row.unit_id, row.name, row.second, row.code, by=how, hint=hint,
                hint_matched=((start, start + len(letters)),) if start >= 0 else (),
            )
        )  # fmt: skip
    return hits


def _by_name(session: Session, asked: str, limit: int, on: date | None) -> list[Hit]:
    name = re.sub(r"\s", "", asked) if re.search(r"[一-鿿]", asked) else asked
    part = _plain(name)
    ids = session.scalars(
        _NAMES, {"same": name, "start": f"{part}%", "inside": f"%{part}%", "most": limit}
    ).all()
    return [
        Hit(
            "person",
            row.id,
            row.unit_id,
            row.name,
            row.second,
            row.code,
            by="name",
            matched=_within(row.name, name),
        )
        for row in _people(session, ids, on)
    ]


def _vehicles(session: Session, asked: str, limit: int) -> list[Hit]:
    key = plate_key(asked)
    if (
        re.search(r"\d-", asked)
        or len(key) < 2
        or (key.isdigit() and len(key) < 3)
        or not re.fullmatch(r"[一-鿿]?[A-Z0-9]+", key)
    ):
        return []
    rows = session.execute(
        _PLATES, {"same": key, "start": f"{key}%", "end": f"%{key}", "all": f"%{key}%", "most": limit}
    )
    return [
        Hit(
            "vehicle", row.id, row.unit_id, row.plate,
            " · ".join(filter(None, (row.space_code, f"{row.colour} {row.model}".strip()))),
            row.code, matched=_within(row.plate, key), by="plate",
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    name: str
    phone: str
    phone2: str
    pinyin: str
    initials: str
    unit_id: int | None
    code: str
    role: str
    second: str


def _people(session: Session, ids: Sequence[int], on: date | None) -> list[_Found]:
    """The people with what they are to units now, one row for each unit; those who left come last."""
    if not ids:
        return []
    same = same_people(session, ids)
    rows = session.execute(_PEOPLE, {"ids": list(same), "day": on or SystemClock().today()}).all()
    place: dict[int, int] = {}
    for i, person_id in enumerate(ids):
        place.setdefault(same.get(person_id, person_id), i)
    found = []
    housed = {same[row.id] for row in rows if row.unit_id is not None}
    told_of: set[tuple[int, int | None, str | None]] = set()
    for row in sorted(rows, key=lambda row: (row.unit_id is None, place[same[row.id]])):
        # Two records of one person are one person: once for each home, and once without any.
        whom = same[row.id]
        if (row.unit_id is None and whom in housed) or (whom, row.unit_id, row.kind) in told_of:
            continue
        told_of.add((whom, row.unit_id, row.kind))
        role = tr(row.kind) if row.kind else tr("已无关联房屋")
        until = ""
        if row.kind == RoleKind.TENANT and row.ends_on is not None:
            until = tr("至 {day}", day=date.fromordinal(row.ends_on.toordinal() - 1))
        told = until or row.relation or mask_phone(row.phone)
        found.append(
            _Found(
                whom, row.name, row.phone, row.phone2, row.pinyin, row.initials, row.unit_id, row.code or "",
                role, " · ".join(filter(None, (role, told))),
            )
        )  # fmt: skip
    return found


def _plain(part: str) -> str:
    return re.sub(r"([!%_])", r"!\1", part)


@lru_cache(maxsize=64)
def _statement(sql: str) -> TextClause:
    return text(sql)


def _within(label: str, part: str, *, last: bool = False) -> Ranges:
    """Where *part* stands in *label*, dashes and dots not counted; the last place when *last*."""
    if not part:
        return ()
    start = label.upper().rfind(part.upper()) if last else label.upper().find(part.upper())
    if start >= 0:
        return ((start, start + len(part)),)
    kept = [i for i, c in enumerate(label) if c not in "-·"]
    close = "".join(label[i] for i in kept).upper()
    bare = re.sub(r"[-·]", "", part).upper()
    start = close.find(bare)
    if start < 0:
        return ()
    return ((kept[start], kept[start + len(bare) - 1] + 1),)


def _visible(label: str, start: int, end: int) -> Ranges:
    """The parts of [start, end) that the mask leaves to be read."""
    ranges: list[tuple[int, int]] = []
    for i in range(max(start, 0), min(end, len(label))):
        if label[i] == "*":
            continue
        if ranges and ranges[-1][1] == i:
            ranges[-1] = (ranges[-1][0], i + 1)
        else:
            ranges.append((i, i + 1))
    return tuple(ranges)
