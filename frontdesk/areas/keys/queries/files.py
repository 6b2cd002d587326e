"""One tag with all that happened to it, who has it now, and who had it on a day (D3.1, D0.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.joined import as_kept, kept_ids, same_ids
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.cashdesk.model import Deposit
from frontdesk.areas.cashdesk.queries import DepositRow, deposit
from frontdesk.areas.keys.model import KeyMovement, KeyMovementVoid
from frontdesk.areas.keys.queries.consents import ConsentRow, consents_of, owners_on
from frontdesk.areas.keys.queries.keys import KeyRow, key_row, keys_by_id
from frontdesk.areas.keys.queries.moves import open_loans, standing_of
from frontdesk.areas.keys.rules.kinds import SOURCE, Move, Slip, WhoKind


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One movement as the history shows it; numbers are masked (D1.9). `undone` is why it does not count."""

    id: int
    kind: Move
    on: date
    at: datetime
    pieces: int
    who_kind: WhoKind | None
    person_id: int | None
    who: str
    company: str
    id_number: str
    phone: str
    why: str
    until: date | None
    authority: str
    loan_id: int | None
    slip: str
    form: Slip | None
    basis: str
    allowed_words: str
    approver: str
    by: str
    undone: str = ""
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A key that is out. `deposit` is what is still held for it."""

    id: int
    key: KeyRow
    who: str
    company: str
    phone: str
    person_id: int | None
    on: date
    until: date | None
    left: int
    why: str
    slip: str
    by: str
    deposit: DepositRow | None = None

    def overdue(self, today: date) -> int:
        """Days over its time; 0 while it is in time (T21)."""
        return 0 if self.until is None else max(0, (today - self.until).days)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A tag with everything the clerk may want to know of it; the history newest first."""

    row: KeyRow
    loans: tuple[LoanRow, ...]
    moves: tuple[MoveRow, ...]
    owners: tuple[tuple[int, str], ...]
    consents: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Who had how many keys of a tag at the end of a day; `who` empty for what hung in the cabinet."""

    who: str
    pieces: int
    since: date | None = None


_FORMS: dict[Move, Slip] = {
    Move.LENT: Slip.LOAN,
    Move.RECEIVED: Slip.HANDOVER,
    Move.HANDED_OVER: Slip.HANDOVER,
    Move.CARE_ENDED: Slip.HANDOVER,
    Move.IN_CARE: Slip.CARE,
}


def key_file(session: Session, key_id: int, on: date) -> KeyFile | None:
    """Everything of one tag, as it stands on *on*; None when there is no such tag."""
    row = key_row(session, key_id, on)
    if row is None:
        return None
    unit_id = row.unit_id
    return KeyFile(
        row=row,
        loans=loan_rows(session, on, key_ids=(key_id,)),
        moves=_moves(session, key_id),
        owners=owners_on(session, unit_id, on) if unit_id is not None else (),
        consents=consents_of(session, unit_id, on) if unit_id is not None else (),
    )


def _moves(session: Session, key_id: int) -> tuple[MoveRow, ...]:
    query = (
        select(KeyMovement, KeyMovementVoid)
        .outerjoin(KeyMovementVoid, KeyMovementVoid.movement_id == KeyMovement.id)
        .where(KeyMovement.key_id == key_id)
        .order_by(KeyMovement.id.desc())
    )
    return tuple(
        MoveRow(
            id=m.id,
            kind=m.kind,
            on=m.moved_on,
            at=m.at,
            pieces=m.pieces,
            who_kind=m.who_kind,
            person_id=m.person_id,
            who=m.who,
            company=m.company,
            id_number=m.id_number if m.who_kind is WhoKind.STAFF else mask_id(m.id_number),
            phone=mask_phone(m.phone),
            why=m.why,
            until=m.until,
            authority=m.authority,
            loan_id=m.loan_id,
            slip=m.slip,
            form=_FORMS.get(m.kind) if m.slip else None,
            basis=m.basis,
            allowed_words=m.allowed_words,
            approver=m.approver,
            by=m.by,
            undone=void.reason if void else "",
            undone_by=void.by if void else "",
        )
        for m, void in session.execute(query)
    )


def loan_rows(
    session: Session,
    on: date,
    *,
    key_ids: tuple[int, ...] = (),
    person_id: int | None = None,
    limit: int | None = None,
) -> tuple[LoanRow, ...]:
    """What is out on a day, the first due first: of these keys, with that person, or all of it, or the first few."""
    loans = open_loans(on, key_ids or None)
    query = select(loans).order_by(loans.c.until.is_(None), loans.c.until, loans.c.id)
    if person_id is not None:
        query = query.where(loans.c.person_id.in_(same_ids(session, person_id)))
    found = session.execute(query if limit is None else query.limit(limit)).all()
    rows = {row.id: row for row in keys_by_id(session, tuple({r.key_id for r in found}), on)}
    secured, whom = _secured(session), kept_ids(session)
    return tuple(
        LoanRow(
            id=r.id,
            key=rows[r.key_id],
            who=r.who,
            company=r.company,
            phone=mask_phone(r.phone),
            person_id=as_kept(whom, r.person_id),
            on=r.moved_on,
            until=r.until,
            left=int(r.left),
            why=r.why,
            slip=r.slip,
            by=r.by,
            deposit=held_deposit(session, r.slip) if r.slip in secured else None,
        )
        for r in found
        if r.key_id in rows
    )


def _secured(session: Session) -> frozenset[str]:
    """The slips for which a deposit was ever taken: few of all loans are, and only those are looked into."""
    query = (
        select(KeyMovement.slip)
        .join(Deposit, Deposit.source_id == KeyMovement.id)
        .where(Deposit.source_kind == SOURCE)
    )
    return frozenset(session.scalars(query))


def held_deposit(session: Session, slip: str) -> DepositRow | None:
    """What is held for the keys of a loan's slip, however many it lists; None when nothing is, or no longer."""
    if not slip:
        return None
    on_it = select(KeyMovement.id).where(KeyMovement.slip == slip)
    numbers = session.scalars(
        select(Deposit.number)
        .where(Deposit.source_kind == SOURCE, Deposit.source_id.in_(on_it))
        .order_by(Deposit.id.desc())
    )
    for number in numbers:
        found = deposit(session, number)
        if found is not None and found.row.left and not found.row.voided:
            return found.row
    return None


def who_had(session: Session, key_id: int, on: date) -> tuple[Holding, ...]:
    """Where a tag's keys were at the end of a day: with whom since when, and how many hung in the cabinet."""
    stood = standing_of(session, key_id, on)
    found = [Holding(loan.who, loan.left, loan.on) for loan in stood.loans]
    if stood.on_hand:
        found.append(Holding("", stood.on_hand))
    return tuple(found)
