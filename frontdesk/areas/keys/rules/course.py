"""Where the keys of a tag are, worked out from what happened to them: nothing of it is stored (D3.1, T21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.keys.rules.kinds import KeyState, Move

_SIGN: dict[Move, int] = {
    Move.RECEIVED: 1,
    Move.IN_CARE: 1,
    Move.RETURNED: 1,
    Move.FOUND: 1,
    Move.REPLACED: 1,
    Move.LENT: -1,
    Move.HANDED_OVER: -1,
    Move.CARE_ENDED: -1,
    Move.LOST: -1,
}


def change(kind: Move, pieces: int, *, of_loan: bool = False) -> int:
    """By how many keys a movement changes what hangs in the cabinet; what a borrower lost was not there."""
    return 0 if kind is Move.LOST and of_loan else _SIGN[kind] * pieces


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement: `loan_id` is the movement that lent what is returned, or was lost by who had it."""

    id: int
    kind: Move
    on: date
    pieces: int
    who: str = ""
    until: date | None = None
    loan_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenLoan:
    """Keys that are out: `left` of the `pieces` lent have not come back. `until` is the last day they may be out."""

    id: int
    who: str
    on: date
    until: date | None
    pieces: int
    left: int

    def overdue(self, today: date) -> int:
        """Days over its time; 0 while it is in time."""
        return 0 if self.until is None else max(0, (today - self.until).days)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many keys of a tag are where. `gone` went to somebody for good; `due` is the first day any must be back."""

    on_hand: int = 0
    out: int = 0
    lost: int = 0
    gone: int = 0
    due: date | None = None
    in_care: bool = False
    care_until: date | None = None
    loans: tuple[OpenLoan, ...] = ()

    @property
    def pieces(self) -> int:
        """Keys that belong to the tag, wherever they are now."""
        return self.on_hand + self.out + self.lost

    @property
    def whole(self) -> bool:
        """Whether no count fell below nothing: what every history must keep."""
        return min(self.on_hand, self.out, self.lost, self.gone) >= 0 and all(
            0 < loan.left <= loan.pieces for loan in self.loans
        )


def standing(moves: Iterable[Moved], on: date | None = None) -> Standing:
    """Where the keys are at the end of the day *on* (None: now) after *moves*, the oldest first."""
    on_hand = lost = gone = 0
    in_care, care_until = False, None
    open_loans: dict[int, OpenLoan] = {}
    for move in moves:
        if on is not None and move.on > on:
            continue
        on_hand += change(move.kind, move.pieces, of_loan=move.loan_id is not None)
        if move.kind is Move.LENT:
            open_loans[move.id] = OpenLoan(move.id, move.who, move.on, move.until, move.pieces, move.pieces)
        elif move.loan_id is not None:
            loan = open_loans[move.loan_id]
            left = loan.left - move.pieces
            if left:
                open_loans[loan.id] = OpenLoan(loan.id, loan.who, loan.on, loan.until, loan.pieces, left)
            else:
                del open_loans[loan.id]
        if move.kind is Move.LOST:
            lost += move.pieces
        elif move.kind in (Move.FOUND, Move.REPLACED):
            lost -= move.pieces
        elif move.kind in (Move.HANDED_OVER, Move.CARE_ENDED):
            gone += move.pieces
        if move.kind is Move.IN_CARE:
            in_care, care_until = True, move.until
        elif move.kind is Move.CARE_ENDED:
            in_care, care_until = False, None
    loans = tuple(open_loans.values())
    return Standing(
        on_hand=on_hand,
        out=sum(loan.left for loan in loans),
        lost=lost,
        gone=gone,
        due=min((loan.until for loan in loans if loan.until is not None), default=None),
        in_care=in_care,
        care_until=care_until,
        loans=loans,
    )


def state(stands: Standing, today: date) -> KeyState:
    """One word for it. A key that is out comes first: whether it is back in time is what the desk watches."""
    if stands.out:
        return KeyState.OVERDUE if stands.due is not None and stands.due < today else KeyState.OUT
    if stands.on_hand:
        return KeyState.CARE if stands.in_care else KeyState.IN
    if stands.lost:
        return KeyState.LOST
    # Every key that was ever here went somewhere; where none was, its registering was undone.
    return KeyState.GONE if stands.gone else KeyState.VOID
