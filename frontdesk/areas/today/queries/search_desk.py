"""What the one search finds at the cabinet, the gate and the garage: keys, permits, goods passes, spaces, leased cars.

A tag is found by its code alone, a pass by its number: both are scanned or read off paper. A permit is found by its
number or its holder, whom the archives need not know (a worker). A space is found by the
beginning or the end of its code, a leased one by its car's plate. Each is a lookup in an index or one scan of a
narrow one, however many there are, and the number of queries does not grow with what is found (D0.1).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, bindparam, text
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.search import Ranges
from frontdesk.areas.archives.rules.identity import plate_key
from frontdesk.areas.keys.queries.moves import standing_of
from frontdesk.areas.keys.rules.course import state
from frontdesk.areas.keys.rules.kinds import KeyState
from frontdesk.areas.keys.rules.tags import read_tag
from frontdesk.areas.permits.queries.goods import goods_pass
from frontdesk.areas.permits.queries.parking import LeaseFacts, PlaceFacts, leases, place_facts
from frontdesk.areas.permits.queries.signing import judge_code
from frontdesk.areas.permits.rules.code import VERDICT_WORDS, looks_like_code
from frontdesk.areas.permits.rules.course import LIVE, OPEN, State
from frontdesk.areas.permits.rules.goods import PREFIX as GOODS_PREFIX
from frontdesk.areas.permits.rules.goods import STATE_WORDS, tidy_pass_number
from frontdesk.areas.permits.rules.kinds import permit_number, tidy_permit_number
from frontdesk.areas.permits.rules.parking import LeaseState, PlaceKind, space_key
from frontdesk.areas.today.queries.agency_lines import (
    EVENT_TONES,
    LETTING_TONES,
    SEEKER_TONES,
    VIEW_TONES,
    found_agency,
)
from frontdesk.areas.today.queries.decoration_lines import found_files, state_tone
from frontdesk.areas.today.queries.desk_hits import DeskHit, stock_hits, thing_hits, visitor_hits
from frontdesk.areas.today.queries.emergency_lines import emergency_hits
from frontdesk.areas.today.queries.handover_lines import handover_hits, transfer_hits
from frontdesk.areas.today.queries.held_lines import PARCEL_TONES, found_parcels, parcel_words
from frontdesk.areas.today.queries.notice_lines import NOTICE_TONES, found_notices
from frontdesk.areas.today.queries.paper_lines import paper_hits
from frontdesk.areas.today.queries.permit_lines import PermitLine, permit_lines
from frontdesk.areas.today.queries.personal_lines import personal_hits
from frontdesk.areas.today.queries.round_lines import round_hits
from frontdesk.areas.today.queries.service_lines import (
    BOOKING_TONES,
    ERRAND_TONES,
    found_bookings,
    found_errands,
)
from frontdesk.areas.today.queries.ticket_lines import TONES as TICKET_TONES
from frontdesk.areas.today.queries.ticket_lines import found_tickets
from frontdesk.areas.today.queries.unit_change_lines import unit_change_hits
from frontdesk.base.values.text import tr

KEYS, GOODS, SPACES, PERMITS, CODES = "钥匙", "出门条", "车位", "证件", "扫到的码"
DECORATIONS = "装修"
TICKETS = "报事"
PARCELS = "代收"
AGENCY = "租售与活动"
NOTICES = "通知公告"
SERVICES = "代办与场地"
KEY_TONES = {
    KeyState.IN: "ok", KeyState.OUT: "info", KeyState.OVERDUE: "bad", KeyState.CARE: "ok",
    KeyState.GONE: "neutral", KeyState.LOST: "bad", KeyState.VOID: "neutral",
}  # fmt: skip
LEASE_TONES = {
    LeaseState.COMING: "info", LeaseState.RUNNING: "ok", LeaseState.ENDING: "warn", LeaseState.OVER: "neutral",
}  # fmt: skip
SHORTEST_END = 4
"""Figures of a pass's or a permit's number that are enough to mean it."""
_FIGURES = 8

_KEY = text(
    "SELECT k.id, k.tag, k.kind, k.place, k.cabinet, k.hook, k.unit_id, u.code FROM key_tag k "
    "LEFT JOIN unit u ON u.id = k.unit_id WHERE k.tag = :tag"
).columns(
    id=Integer,
    tag=String,
    kind=String,
    place=String,
    cabinet=String,
    hook=String,
    unit_id=Integer,
    code=String,
)
_PASS = text("SELECT id FROM goods_pass WHERE number = :number")
_PREFIXES = text("SELECT DISTINCT prefix FROM permit_kind")
_NUMBERED = text("SELECT id FROM permit WHERE number IN :numbers ORDER BY id DESC").bindparams(
    bindparam("numbers", expanding=True)
)
_NAMED = text(
    "SELECT id FROM permit WHERE holder LIKE :inside ESCAPE '!' "
    "ORDER BY CASE WHEN holder = :same THEN 0 ELSE 1 END, id DESC LIMIT :most"
)
_LETTERED = text(
    "SELECT id FROM (SELECT id, CASE WHEN initials = :same THEN 0 ELSE 1 END AS rank FROM permit "
    "WHERE initials LIKE :start OR initials LIKE :next "
    "UNION SELECT id, CASE WHEN pinyin = :same THEN 0 ELSE 1 END AS rank FROM permit "
    "WHERE :long AND (pinyin LIKE :start OR pinyin LIKE :next)) AS found "
    "GROUP BY id ORDER BY MIN(rank), id DESC LIMIT :most"
).bindparams(bindparam("long", type_=Boolean))
_PLACES = text(
    "SELECT id, code, CASE WHEN key = :same THEN 0 WHEN key LIKE :start ESCAPE '!' THEN 1 ELSE 2 END AS rank "
    "FROM parking_place WHERE key LIKE :start ESCAPE '!' OR key LIKE :end ESCAPE '!' "
    "ORDER BY rank, key LIMIT :most"
).columns(id=Integer, code=String, rank=Integer)
_OWNED = (
    text(
        "SELECT s.id, s.code, s.unit_id, u.code AS unit, "
        "CASE WHEN upper(s.code) = :same THEN 0 WHEN upper(s.code) LIKE :start ESCAPE '!' THEN 1 ELSE 2 END AS rank "
        "FROM parking_space s JOIN unit u ON u.id = s.unit_id WHERE s.id IN (SELECT id FROM parking_space "
        "WHERE upper(code) LIKE :start ESCAPE '!' OR upper(code) LIKE :end ESCAPE '!') "
        "AND (s.ends_on IS NULL OR s.ends_on > :day) ORDER BY rank, s.code LIMIT :most"
    )
    .bindparams(bindparam("day", type_=Date))
    .columns(id=Integer, code=String, unit_id=Integer, unit=String, rank=Integer)
)
_LEASES_OF_PLACES = text("SELECT id FROM parking_lease WHERE place_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_LEASES_OF_PLATES = text("SELECT DISTINCT lease_id FROM parking_plate WHERE plate_key LIKE :all LIMIT :most")


def search_desk(session: Session, asked: str, today: date, now: datetime, most: int) -> list[DeskHit]:
    """What *asked* may mean, best first; at most *most* of each kind."""
    asked = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", asked)).strip()
    if not asked:
        return []
    if looks_like_code(asked):
        return _scanned(session, asked, today, now)
    return [
        *_keys(session, asked, today),
        *_permits(session, asked, today, most),
        *_passes(session, asked, today, now),
        *_parking(session, asked, today, most),
        *_tickets(session, asked, today, now, most),
        *_decorations(session, asked, most),
        *paper_hits(session, asked, today, most),
        *emergency_hits(session, asked, today, most),
        *personal_hits(session, asked, today, most),
        *handover_hits(session, asked, today, most),
        *transfer_hits(session, asked, most),
        *unit_change_hits(session, asked, most),
        *_parcels(session, asked, today, most),
        *visitor_hits(session, asked, today, most),
        *thing_hits(session, asked, today, most),
        *stock_hits(session, asked, today, most),
        *_notices(session, asked, today, most),
        *_services(session, asked, today, most),
        *_agency(session, asked, today, most),
        *round_hits(session, asked, today, most),
    ]


def _tickets(session: Session, asked: str, today: date, now: datetime, most: int) -> list[DeskHit]:
    """By their number, or open ones by the words of what was reported."""
    hits = []
    for row, named in found_tickets(session, asked, now, today, most):
        told = " · ".join(part for part in (tr(row.kind.value), row.what, row.caller) if part)
        hits.append(
            DeskHit(
                "ticket", row.id, row.number, told, row.unit_id, TICKETS, where=row.unit, status=row.state_words,
                tone="bad" if row.late is not None else TICKET_TONES[row.state],
                matched=((0, len(row.number)),) if named else (), named=named,
            )
        )  # fmt: skip
    return hits


def _decorations(session: Session, asked: str, most: int) -> list[DeskHit]:
    """Files by their whole number, or by part of the firm that builds."""
    hits = []
    for file_id, number, unit_id, unit, applicant, firm, stands, named in found_files(session, asked, most):
        told = " · ".join(part for part in (applicant, firm) if part)
        at = number.find(asked) if named else -1
        hits.append(
            DeskHit(
                "decoration", file_id, number, told, unit_id, DECORATIONS, where=unit, status=tr(stands.value),
                tone=state_tone(stands), matched=((at, at + len(asked)),) if at >= 0 else (), named=named,
                text=str(file_id),
            )
        )  # fmt: skip
    return hits


def _parcels(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """What waits at the desk, by its number or its waybill, as scanned off it."""
    told = "".join(asked.split()).upper()
    hits = []
    for row in found_parcels(session, asked, today, most):
        label = row.number if told in row.number else row.tracking
        at = label.upper().find(told)
        second = "，".join(part for part in (parcel_words(row), row.taker) if part)
        hits.append(
            DeskHit(
                "parcel", row.id, label, second, row.unit_id, PARCELS, where=row.unit, status=tr(row.state.value),
                tone=PARCEL_TONES[row.state], matched=((at, at + len(told)),) if at >= 0 else (),
                named=told in (row.number, row.tracking.upper()), text=row.number,
            )
        )  # fmt: skip
    return hits


def _notices(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Notices, by their number or words of their title."""
    told = asked.strip().upper()
    hits = []
    for row in found_notices(session, asked, today, most):
        label = row.number or row.title
        at = label.upper().find(told)
        second = " · ".join(
            part for part in (row.title if row.number else "", tr(row.form.value), row.by) if part
        )
        hits.append(
            DeskHit(
                "notice", row.id, label, second, None, NOTICES, status=tr(row.state.value),
                tone=NOTICE_TONES[row.state], matched=((at, at + len(told)),) if at >= 0 else (),
                named=told == row.number,
            )
        )  # fmt: skip
    return hits


def _services(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Errands by their number; bookings by theirs, or by part of who booked."""
    told = "".join(asked.split()).upper()
    hits = [
        DeskHit(
            "errand", row.id, row.number, " · ".join((row.kind, row.who)), row.unit_id, SERVICES, where=row.unit,
            status=tr(row.state.value), tone="bad" if row.late else ERRAND_TONES[row.state],
            matched=((0, len(told)),), named=told == row.number, text=row.number,
        )
        for row in found_errands(session, asked, today, most)
    ]  # fmt: skip
    hits += [
        DeskHit(
            "booking", row.id, row.number, " · ".join((row.place, row.booker)), row.unit_id, SERVICES, where=row.unit,
            status=tr(row.state.value), tone=BOOKING_TONES[row.state],
            matched=((0, len(told)),) if row.number.startswith(told) else (), named=told == row.number,
            text=row.number,
        )
        for row in found_bookings(session, asked, today, most)
    ]  # fmt: skip
    return hits


def _agency(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Commissions, who looks, viewings and events: by their numbers, names and titles."""
    told = "".join(asked.split()).upper()
    lettings, seekers, viewings, events = found_agency(session, asked, today, most)

    def hit(
        kind: str, row: Any, second: str, tone: str, unit_id: int | None = None, unit: str = ""
    ) -> DeskHit:  # fmt: skip
        number = row.number
        return DeskHit(
            kind, row.id, number, second, unit_id, AGENCY, where=unit, status=tr(row.state.value), tone=tone,
            matched=((0, len(told)),) if number.startswith(told) else (), named=told == number, text=number,
        )  # fmt: skip

    return [
        *(
            hit("letting", r, f"{r.owner} · {tr(r.kind.value)}", LETTING_TONES[r.state], r.unit_id, r.unit)
            for r in lettings
        ),
        *(hit("seeker", r, f"{r.name} · {tr(r.kind.value)}", SEEKER_TONES[r.state]) for r in seekers),
        *(hit("viewing", r, f"{r.who} · {r.when}", VIEW_TONES[r.state], r.unit_id, r.unit) for r in viewings),
        *(hit("event", r, f"{r.title} · {r.held_on}", EVENT_TONES[r.state]) for r in events),
    ]


def _scanned(session: Session, asked: str, today: date, now: datetime) -> list[DeskHit]:
    """What a signed code off a permit or a pass speaks of, and 核验, which says whether it is true (D3.5)."""
    hits: list[DeskHit] = []
    tone, word = VERDICT_WORDS[(judged := judge_code(session, asked, now)).verdict]
    if judged.facts is not None:
        number = judged.facts.number
        hits = [*_permits(session, number, today, 1), *_passes(session, number, today, now)]
    told = judged.facts.number if judged.facts is not None else tr("看签名和记录")
    return [
        *hits,
        DeskHit("code", 0, tr("核验"), told, None, CODES, status=tr(word), tone=tone, named=True, text=asked),
    ]


def _keys(session: Session, asked: str, today: date) -> list[DeskHit]:
    tag = read_tag(asked)
    row = session.execute(_KEY, {"tag": tag}).one_or_none() if tag else None
    if row is None:
        return []
    stands = standing_of(session, row.id)
    stood = state(stands, today)
    holders = "、".join(dict.fromkeys(loan.who for loan in stands.loans))
    hangs = " ".join(part for part in (row.cabinet, row.hook) if part)
    told = tr("在 {who} 手里", who=holders) if holders else hangs
    return [
        DeskHit(
            "key", row.id, row.tag, " · ".join(part for part in (tr(row.kind), told) if part), row.unit_id, KEYS,
            where=row.code or row.place, status=tr(stood.value), tone=KEY_TONES[stood],
            matched=((0, len(row.tag)),), named=True,
        )
    ]  # fmt: skip


def _permits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """By number, whole or without its letters, or by the holder's name, its pinyin or initials."""
    ids: list[int] = []
    number, digits = tidy_permit_number(asked), asked.replace(" ", "")
    letters = re.sub(r"[\s'’]", "", asked).lower()
    if number:
        ids = list(session.scalars(_NUMBERED, {"numbers": [number]}))
    elif digits.isdigit() and SHORTEST_END <= len(digits) <= _FIGURES and int(digits):
        numbers = [permit_number(prefix, int(digits)) for prefix in session.scalars(_PREFIXES)]
        ids = list(session.scalars(_NUMBERED, {"numbers": numbers})) if numbers else []
    elif re.fullmatch(r"[a-z]{2,}", letters):
        wanted = {"same": letters, "start": f"{letters}%", "next": f"% {letters}%", "long": len(letters) > 2}
        ids = list(session.scalars(_LETTERED, {**wanted, "most": most}))
    elif re.search(r"[^\W\d_]", asked) and not re.search(r"\d", asked):
        name = re.sub(r"\s", "", asked) if re.search(r"[一-鿿]", asked) else asked
        part = re.sub(r"([!%_])", r"!\1", name)
        ids = list(session.scalars(_NAMED, {"inside": f"%{part}%", "same": name, "most": most}))
    lines = permit_lines(session, ids[:most], today)
    # What is good, or still out, before what is done with.
    ordered = sorted(lines, key=lambda line: line.state not in OPEN)
    return [_permit_hit(line, asked, named=bool(number)) for line in ordered]


def _permit_hit(line: PermitLine, asked: str, *, named: bool) -> DeskHit:
    words = line.words
    if line.state in LIVE and line.state is not State.ENDING:
        words = tr("至 {day}", day=line.ends_on.isoformat())
    matched = _end_of(line.number, asked) if named or asked.replace(" ", "").isdigit() else ()
    return DeskHit(
        "permit", line.id, line.number, " · ".join(part for part in (line.kind, line.holder, tr(line.role) if line.role else "") if part),
        line.unit_id, PERMITS, where=line.unit, status=words, tone=line.tone, matched=matched, named=named,
    )  # fmt: skip


def _passes(session: Session, asked: str, today: date, now: datetime) -> list[DeskHit]:
    number = tidy_pass_number(asked)
    lettered = asked[:1].upper() == GOODS_PREFIX[:1]
    if not number or (not lettered and len(re.sub(r"\D", "", asked)) < SHORTEST_END):
        return []
    # Nearly every number typed is none of a pass: that is asked of the index before anything else is read.
    stands = session.scalar(_PASS, {"number": number})
    found = goods_pass(session, number, now, today) if stands else None
    if found is None:
        return []
    row = found.row
    tone, word = STATE_WORDS[row.state]
    told = (f"{row.made_on.isoformat()}", row.asker, row.carrier, tr("{n} 件", n=row.pieces))
    return [
        DeskHit(
            "goods", row.id, row.number, " · ".join(part for part in told if part), row.unit_id, GOODS,
            where=row.unit, status=tr(word), tone=tone, matched=_end_of(row.number, asked),
            named=lettered,
        )
    ]  # fmt: skip


def _end_of(label: str, asked: str) -> Ranges:
    digits = re.sub(r"\D", "", asked).lstrip("0")
    start = label.rfind(digits) if digits else -1
    return ((start, start + len(digits)),) if start >= 0 else ()


# -- parking --


def _parking(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    key, plate = space_key(asked), plate_key(asked)
    code_like = bool(re.fullmatch(r"[A-Z0-9一-鿿]+(?:-[A-Z0-9]+)*-?", key)) and bool(re.search(r"\d", key))
    places, owned = [], []
    if code_like and len(key) >= 2:
        part = re.sub(r"([!%_])", r"!\1", key)
        # `076` is the end of `B1-076`; a lone figure is the end of too many.
        end = f"%-{part}" if len(key) >= 3 else "-"
        wanted = {"same": key, "start": f"{part}%", "end": end, "most": most}
        places = list(session.execute(_PLACES, wanted))
        owned = list(session.execute(_OWNED, {**wanted, "day": today}))
    wanted_leases: set[int] = set()
    if places:
        wanted_leases |= set(session.scalars(_LEASES_OF_PLACES, {"ids": [row.id for row in places]}))
    by_plate: set[int] = set()
    if len(plate) >= 3 and re.fullmatch(r"[一-鿿]?[A-Z0-9]+", plate) and not re.search(r"\d-", asked):
        by_plate = set(session.scalars(_LEASES_OF_PLATES, {"all": f"%{plate}%", "most": 5 * most}))
    held = (
        {lease.id: lease for lease in leases(session, today, lease_ids=wanted_leases | by_plate)}
        if wanted_leases or by_plate
        else {}
    )
    standing = [lease for lease in held.values() if lease.state(today) is not LeaseState.OVER]
    let = {lease.place_id for lease in standing}
    bare = [row.id for row in places if row.id not in let]
    facts = place_facts(session, today, bare) if bare else {}
    hits = [_space(row.id, row.code, key, standing, facts.get(row.id), today) for row in places]
    known = {space_key(row.code) for row in places}
    hits += [
        DeskHit(
            "unit", row.unit_id, row.code, tr("业主车位"), row.unit_id, SPACES, where=row.unit,
            matched=_part(row.code, key), named=space_key(row.code) == key,
        )
        for row in owned
        if space_key(row.code) not in known
    ]  # fmt: skip
    hits.sort(key=lambda hit: not hit.named)
    shown = {hit.id for hit in hits if hit.kind == "space"}
    cars = [
        _leased(lease, lease.plate, _part(lease.plate, plate), today)
        for lease in standing
        if lease.id in by_plate and plate in plate_key(lease.plate) and lease.place_id not in shown
    ]
    return [*hits[:most], *cars[:most]]


def _space(
    place_id: int, code: str, key: str, standing: list[LeaseFacts], facts: PlaceFacts | None, today: date
) -> DeskHit:
    """A space with who has it, or will have it next; *facts* of one that nobody has."""
    named = space_key(code) == key
    own = [lease for lease in standing if lease.place_id == place_id]
    if own:
        lease = min(own, key=lambda each: each.starts_on)
        return _leased(lease, code, _part(code, key), today, named=named)
    status, tone, words = tr("空位"), "ok", ""
    if facts is not None:
        words = " · ".join(part for part in (facts.place, facts.size) if part)
        if not facts.active:
            status, tone = tr("停用"), "neutral"
        elif facts.kind is not PlaceKind.LEASED:
            status, tone = tr(facts.kind.value), "neutral"
    return DeskHit(
        "space", place_id, code, words, None, SPACES, status=status, tone=tone, matched=_part(code, key),
        named=named, text=code,
    )  # fmt: skip


def _leased(lease: LeaseFacts, label: str, matched: Ranges, today: date, *, named: bool = False) -> DeskHit:
    state_now = lease.state(today)
    until = tr("租到 {day}", day=lease.last_on.isoformat())
    other = lease.plate if label == lease.code else tr("车位 {code}", code=lease.code)
    return DeskHit(
        "space", lease.place_id, label, " · ".join(part for part in (other, lease.holder, until) if part),
        lease.unit_id, SPACES, where=lease.unit, status=tr(state_now.value), tone=LEASE_TONES[state_now],
        matched=matched, named=named, text=lease.code,
    )  # fmt: skip


def _part(label: str, part: str) -> Ranges:
    """Where *part* stands in *label*, dots not counted."""
    kept = [i for i, c in enumerate(label) if c != "·"]
    start = "".join(label[i] for i in kept).upper().find(part)
    return ((kept[start], kept[start + len(part) - 1] + 1),) if part and start >= 0 else ()
