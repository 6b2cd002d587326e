"""The office's word lists (places, categories, problems, departments, workers) as they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.lists import TicketWord
from frontdesk.areas.reception.rules.words import SEEDS, WordList


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of a list; `id` None: the office has not touched its lists yet."""

    id: int | None
    which: WordList
    words: str
    parent: str
    active: bool
    sort: int


def word_rows(session: Session, which: WordList, *, active_only: bool = True) -> tuple[WordRow, ...]:
    """A list in its order; the newest row of each word holds. An untouched list is the one an office begins with."""
    found: dict[tuple[str, str], WordRow] = {}
    for row in session.scalars(select(TicketWord).where(TicketWord.which == which).order_by(TicketWord.id)):
        found[row.words, row.parent] = WordRow(row.id, which, row.words, row.parent, row.active, row.sort)
    if not found:
        return tuple(
            WordRow(None, which, word, parent, True, at) for at, (word, parent) in enumerate(SEEDS[which], 1)
        )
    rows = (row for row in found.values() if row.active or not active_only)
    return tuple(sorted(rows, key=lambda row: (row.sort, row.id or 0)))


def words_of(session: Session, which: WordList, parent: str = "") -> tuple[str, ...]:
    """What may be chosen: with *parent* only the words below it."""
    rows = word_rows(session, which)
    return tuple(dict.fromkeys(row.words for row in rows if not parent or row.parent == parent))
