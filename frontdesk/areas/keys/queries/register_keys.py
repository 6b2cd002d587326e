"""What taking an old 钥匙登记本 over would do, row by row, before anything is stored (D1.7).

What came before is known by its mark, whatever became of it since: the same register again changes nothing, and a
later copy of it brings only what is new (T14).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.registers import Homes, read_register
from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterLine,
    RegisterResult,
    Rows,
    mark_of,
    result_of,
)
from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.queries.moves import moved
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.course import standing
from frontdesk.areas.keys.rules.kinds import Move, WhoKind
from frontdesk.areas.keys.rules.register_book import SHAPE, BookKey, BookLoan, read_key
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

_STAFF = re.compile(r"工程|维修|保安|秩序|保洁|绿化|客服|物业|安管|水电|前台")


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A movement to be stored; `of` is the mark of the loan that comes back."""

    kind: Move
    on: date
    pieces: int
    mark: str
    who: Who | None = None
    why: str = ""
    until: date | None = None
    authority: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class PlannedKey:
    """A key of the register: `key_id` of one that came before, and what is to be stored for it."""

    key_id: int | None
    unit_id: int | None
    book: BookKey
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class KeysPlan:
    """The result, and what has to be written for it."""

    result: RegisterResult
    keys: tuple[PlannedKey, ...]


@dataclass
class _Row:
    """A row that can be read, with the unit it means."""

    line: RegisterLine
    book: BookKey
    unit_id: int | None
    fault: str = ""
    new: bool = False


@dataclass
class _Known:
    """What a register has brought before: mark -> movement, and the tag it made."""

    moves: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)


def preview_keys(
    session: Session, command: ImportRegister, today: date, progress: Progress | None = None
) -> RegisterResult:
    """Exactly what taking the register now would give. Raises `Refused` or `Surroundings` for the file."""
    return plan_keys(session, command, today, progress or Progress()).result


def plan_keys(session: Session, command: ImportRegister, today: date, progress: Progress) -> KeysPlan:
    """The fate of each row, and every movement that has to be stored."""
    tables, lines = read_register(command, SHAPE, progress)
    homes, known, rows = Homes(session, today), _known(session), Rows()
    groups: dict[str, list[_Row]] = defaultdict(list)
    for line in lines:
        book, fault = read_key(line, today)
        unit_id = homes.find(line) if not fault and line.key else None
        if not fault and line.key and unit_id is None:
            fault = homes.missing(line)
        if book is None or fault:
            rows.add(line, Fate.REJECTED, "", "", "", fault)
            continue
        mark = book.mark(homes.code(unit_id) if unit_id is not None else "")
        groups[mark].append(_Row(line, book, unit_id))
    planned = []
    for at, (mark, group) in enumerate(groups.items()):
        progress.step(at, len(groups), tr("正在对照钥匙"))
        key = _plan(session, mark, group, known, homes, today)
        if key.steps:
            planned.append(key)
        _tell(rows, group, known.tags.get(key.key_id or 0, ""))
    made = [key for key in planned if key.key_id is None]
    lent = sum(step.kind is Move.LENT for key in planned for step in key.steps)
    back = sum(step.kind is Move.RETURNED for key in planned for step in key.steps)
    sums = ((tr("新钥匙牌"), len(made)), (tr("借出记录"), lent), (tr("其中未还"), lent - back))
    return KeysPlan(result_of(tables, rows.found, sums), tuple(planned))


def _known(session: Session) -> _Known:
    found = _Known()
    query = (
        select(KeyMovement.token, KeyMovement.id, KeyMovement.key_id, KeyMovement.kind, Key.tag)
        .join(Key, Key.id == KeyMovement.key_id)
        .where(KeyMovement.token.like("reg:%"))
    )
    for token, move_id, key_id, kind, tag in session.execute(query):
        assert token is not None
        found.moves[token] = move_id
        found.tags[key_id] = tag
        if kind in (Move.RECEIVED, Move.IN_CARE):
            found.keys[token] = key_id
    return found


def _plan(
    session: Session, mark: str, group: list[_Row], known: _Known, homes: Homes, today: date
) -> PlannedKey:
    """One key with all its rows: its coming, and each time it was lent and came back, in the order of the days."""
    head = group[0]
    key_id = known.keys.get(mark)
    for row in group[1:]:
        if row.unit_id != head.unit_id or (row.unit_id is None and row.book.place != head.book.place):
            row.fault = tr(
                "编号 {number} 在第 {row} 行是 {where} 的",
                number=row.book.number, row=head.line.row, where=head.line.unit or head.book.place,
            )  # fmt: skip
    usable = [row for row in group if not row.fault]
    loans = [(row, row.book.loan) for row in usable if row.book.loan is not None]
    steps: list[PlannedStep] = []
    if key_id is None:
        days = [loan.on for _row, loan in loans] + ([head.book.given_on] if head.book.given_on else [])
        care = bool(head.book.care) and head.unit_id is not None
        steps.append(
            PlannedStep(
                Move.IN_CARE if care else Move.RECEIVED,
                min(days, default=today),
                head.book.pieces,
                mark,
                _giver(head, homes),
                tr("原登记本"),
                head.book.care_until if care else None,
                head.book.care if care else "",
            )
        )
        on_hand, last = head.book.pieces, steps[0].on
        still_out: dict[str, int] = {}
        head.new = True
    else:
        stood = standing(before := moved(session, key_id))
        on_hand, last = stood.on_hand, max((move.on for move in before), default=date.min)
        left = {loan.id: loan.left for loan in stood.loans}
        still_out = {token: left[move] for token, move in known.moves.items() if move in left}
    for row, loan, token, back in _course(mark, loans):
        if token not in known.moves and token not in still_out and not back:
            pieces = min(row.book.pieces, on_hand)
            if loan.on < last:
                row.fault = tr("这把钥匙在程序里已登记到 {day}，更早的借用不再补", day=last.isoformat())
            elif not pieces:
                row.fault = tr("借出时这把钥匙还没有归还，请核对前面的归还日期")
            else:
                who = _borrower(row, loan, homes)
                steps.append(PlannedStep(Move.LENT, loan.on, pieces, token, who, loan.why, loan.until))
                on_hand, last, still_out[token], row.new = on_hand - pieces, loan.on, pieces, True
        elif back and loan.back_on is not None and token in still_out:
            own = mark_of(token, "back")
            if own in known.moves:
                continue
            if loan.back_on < last:
                row.fault = tr("这把钥匙在程序里已登记到 {day}，更早的归还不再补", day=last.isoformat())
                continue
            pieces = still_out.pop(token)
            steps.append(PlannedStep(Move.RETURNED, loan.back_on, pieces, own, of=token))
            on_hand, last, row.new = on_hand + pieces, loan.back_on, True
    return PlannedKey(key_id, head.unit_id, head.book, tuple(steps))


def _course(mark: str, loans: list[tuple[_Row, BookLoan]]) -> list[tuple[_Row, BookLoan, str, bool]]:
    """Each lending and each return by its day: what comes back that day goes before what is lent on it."""
    events = []
    seen: dict[tuple[date, str], int] = defaultdict(int)
    for row, loan in loans:
        # The same borrower twice on one day: the first time and the second.
        seen[loan.on, loan.who] += 1
        token = mark_of(mark, loan.on, loan.who, seen[loan.on, loan.who])
        events.append(((loan.on, 1, row.line.row, 0), row, loan, token, False))
        if loan.back_on is not None:
            same = loan.back_on == loan.on
            events.append(((loan.back_on, 1 if same else 0, row.line.row, 1), row, loan, token, True))
    events.sort(key=lambda event: event[0])
    return [event[1:] for event in events]


def _giver(row: _Row, homes: Homes) -> Who | None:
    if not row.book.giver:
        return None
    person_id = homes.person(row.unit_id, row.book.giver) if row.unit_id is not None else None
    kind = WhoKind.RESIDENT if person_id is not None else WhoKind.VISITOR
    return Who(kind, row.book.giver, person_id)


def _borrower(row: _Row, loan: BookLoan, homes: Homes) -> Who:
    person_id = homes.person(row.unit_id, loan.who) if row.unit_id is not None else None
    if person_id is not None:
        return Who(WhoKind.RESIDENT, loan.who, person_id)
    kind = WhoKind.STAFF if _STAFF.search(loan.company) else WhoKind.VISITOR
    return Who(kind, loan.who, phone=loan.phone, company=loan.company)


def _tell(rows: Rows, group: list[_Row], tag: str) -> None:
    for row in group:
        book, loan = row.book, row.book.loan
        what = tr("{kind} {n} 把", kind=tr(book.kind.value), n=book.pieces)
        if book.place:
            what = f"{book.place} {what}"
        when = _when(loan, book)
        who = loan.who if loan is not None else book.giver
        if row.fault:
            rows.add(row.line, Fate.REJECTED, what, who, when, row.fault)
        elif row.new:
            rows.add(row.line, Fate.NEW, what, who, when, tr("{tag} 的又一笔", tag=tag) if tag else "")
        elif tag:
            rows.add(row.line, Fate.SAME, what, who, when, tr("已登记为 {tag}", tag=tag))
        else:
            rows.add(
                row.line, Fate.SAME, what, who, when, tr("与第 {row} 行是同一块牌", row=group[0].line.row)
            )


def _when(loan: BookLoan | None, book: BookKey) -> str:
    if loan is None:
        return book.given_on.isoformat() if book.given_on else ""
    if loan.back_on is None:
        return tr("{day} 借出，未还", day=loan.on.isoformat())
    return tr("{day} 借出，{back} 还", day=loan.on.isoformat(), back=loan.back_on.isoformat())
