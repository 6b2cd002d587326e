"""Every paper of a file that was issued (D0.4): its number, which paper, when, by whom, how often, whether it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from frontdesk.areas.decoration.documents.kinds import PaperForm
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import State
from frontdesk.base.store.papers import papers_of, printed_pdf

SUBJECT = "decoration"
"""The papers' subject kind; its id is the file's."""
_AGAIN = re.compile(r"-\d{1,3}$")


class Standing(StrEnum):
    """Whether an issued paper still says what is so."""

    STANDS = "现行"
    REPLACED = "已换新"
    TAKEN = "已收回"


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A paper; `printed` counts every print, the original included."""

    id: int
    form: PaperForm
    number: str
    issued_at: datetime
    issued_by: str
    printed: int
    standing: Standing


def issued_papers(session: Session, facts: FileFacts) -> tuple[IssuedRow, ...]:
    """The file's papers, the newest first."""
    found, newest = [], set()
    for row in papers_of(session, subject=(SUBJECT, facts.id)):
        form = PaperForm(row.form)
        base = _base(form, row.number)
        standing = Standing.REPLACED if base in newest else Standing.STANDS
        if standing is Standing.STANDS and form is PaperForm.PERMIT and facts.state is not State.RUNNING:
            standing = Standing.TAKEN
        newest.add(base)
        found.append(IssuedRow(row.id, form, row.number, row.issued_at, row.issued_by, row.printed, standing))
    return tuple(found)


def _base(form: PaperForm, number: str) -> tuple[PaperForm, str]:
    """What papers that follow each other share: `ZX-2026-0087` of `ZX-2026-0087-2`."""
    return form, _AGAIN.sub("", number)


def last_print(session: Session, row: IssuedRow) -> bytes | None:
    """The PDF as it was printed last; None: it was never printed."""
    return printed_pdf(session, row.id, row.printed - 1) if row.printed else None
