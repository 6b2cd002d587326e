"""Counts of the cabinets: what should hang there, what was found, and what explains the difference (D3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.keys.model import KeyCount, KeyCountClose, KeyCountLine, KeyCountNote
from frontdesk.areas.keys.queries.keys import KeyFilter, KeyRow, key_rows, keys_by_id
from frontdesk.areas.keys.rules.counting import Found, Tally, outcome, tally
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as lists show it; `number` and the figures once it is closed."""

    id: int
    cabinet: str
    begun_on: date
    at: datetime
    by: str
    number: str = ""
    closed_on: date | None = None
    closed_by: str = ""
    there: int = 0
    missing: int = 0
    unexpected: int = 0
    open: int = 0
    """Differences that nothing explains yet."""

    @property
    def closed(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class CountLine:
    """One tag in a count. `key` is None for a code that is no tag of ours; `touched` once it was scanned or ticked.

    `hint` says where the key should be, when it should not be here.
    """

    tag: str
    key: KeyRow | None
    expected: int
    found: int
    result: Found
    touched: bool
    words: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CountFile:
    """A count with its lines: by hook, then what was not expected."""

    row: CountRow
    lines: tuple[CountLine, ...]

    @property
    def figures(self) -> Tally:
        return tally((line.result, line.words) for line in self.lines)


def count_rows(session: Session, limit: int = 200) -> tuple[CountRow, ...]:
    """Counts, the newest first; what still runs before all others."""
    query = (
        select(KeyCount, KeyCountClose)
        .outerjoin(KeyCountClose, KeyCountClose.count_id == KeyCount.id)
        .order_by(KeyCountClose.id.is_not(None), KeyCount.id.desc())
        .limit(limit)
    )
    return tuple(_row(session, count, close) for count, close in session.execute(query))


def count_file(session: Session, count_id: int, on: date) -> CountFile | None:
    """One count. While it runs, what is expected is what hangs in the cabinet by now; closed, it is as it was."""
    found = session.execute(
        select(KeyCount, KeyCountClose)
        .outerjoin(KeyCountClose, KeyCountClose.count_id == KeyCount.id)
        .where(KeyCount.id == count_id)
    ).first()
    if found is None:
        return None
    count, close = found
    stored = list(
        session.scalars(
            select(KeyCountLine).where(KeyCountLine.count_id == count_id).order_by(KeyCountLine.id)
        )
    )
    words = _words(session, count_id)
    lines = _closed_lines(session, stored, words, on) if close else _lines(session, count, stored, words, on)
    return CountFile(_row(session, count, close), lines)


def running_count(session: Session, cabinet: str) -> int | None:
    """The count of that cabinet that still runs."""
    return session.scalar(
        select(KeyCount.id)
        .outerjoin(KeyCountClose, KeyCountClose.count_id == KeyCount.id)
        .where(KeyCount.cabinet == cabinet, KeyCountClose.id.is_(None))
    )


def _row(session: Session, count: KeyCount, close: KeyCountClose | None) -> CountRow:
    plain = CountRow(count.id, count.cabinet, count.begun_on, count.at, count.by)
    if close is None:
        return plain
    explained = len(_words(session, count.id))
    return CountRow(
        plain.id, plain.cabinet, plain.begun_on, plain.at, plain.by, close.number, close.closed_on, close.by,
        close.there, close.missing, close.unexpected, max(0, close.missing + close.unexpected - explained),
    )  # fmt: skip


def _words(session: Session, count_id: int) -> dict[str, str]:
    query = select(KeyCountNote).where(KeyCountNote.count_id == count_id).order_by(KeyCountNote.id)
    return {note.tag: note.words for note in session.scalars(query) if note.words}


def _lines(
    session: Session, count: KeyCount, stored: list[KeyCountLine], words: dict[str, str], on: date
) -> tuple[CountLine, ...]:
    here = key_rows(session, KeyFilter(on, cabinet=count.cabinet, sort="cabinet"), limit=None)
    by_key = {line.key_id: line for line in stored if line.key_id is not None}
    lines = []
    for key in here:
        line = by_key.pop(key.id, None)
        if key.on_hand or (line is not None and line.found):
            found = line.found if line else 0
            lines.append(_line(key.tag, key, key.on_hand, found, line is not None, words, count.cabinet))
    strange = {key.id: key for key in keys_by_id(session, tuple(k for k in by_key if k is not None), on)}
    for line in stored:
        if line.key_id is None and line.found:
            lines.append(_line(line.tag, None, 0, line.found, True, words, count.cabinet))
        elif line.key_id in by_key and line.found:
            lines.append(_line(line.tag, strange[line.key_id], 0, line.found, True, words, count.cabinet))
    return tuple(lines)


def _closed_lines(
    session: Session, stored: list[KeyCountLine], words: dict[str, str], on: date
) -> tuple[CountLine, ...]:
    keys = {
        key.id: key
        for key in keys_by_id(session, tuple(line.key_id for line in stored if line.key_id is not None), on)
    }
    found = [
        _line(
            line.tag,
            keys.get(line.key_id) if line.key_id else None,
            line.expected,
            line.found,
            True,
            words,
            "",
        )
        for line in stored
        if line.expected or line.found
    ]
    return tuple(sorted(found, key=_order))


def _order(line: CountLine) -> tuple[bool, str, str]:
    key = line.key
    return (not line.expected, key.hangs if key is not None else "~", line.tag)


def _line(
    tag: str, key: KeyRow | None, expected: int, found: int, touched: bool, words: dict[str, str], cabinet: str
) -> CountLine:  # fmt: skip
    hint = ""
    if found > expected:
        if key is None:
            hint = tr("没有这块牌")
        elif key.out:
            hint = tr("登记在{who}手里", who=key.holder)
        elif key.cabinet != cabinet and cabinet and key.on_hand:
            hint = tr("应在 {hangs}", hangs=key.hangs or tr("没有写挂位"))
        elif not key.on_hand:
            hint = tr("登记为{state}", state=tr(key.state.value))
    return CountLine(tag, key, expected, found, outcome(expected, found), touched, words.get(tag, ""), hint)
