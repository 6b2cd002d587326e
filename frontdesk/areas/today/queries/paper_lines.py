"""What today asks for of documents in and out (D0.3, D1.6): those late, and originals that should be back; and the card's papers; search.

Worked out from their rows when it is shown (T21).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.correspondence import find_documents, late_documents
from frontdesk.areas.archives.queries.papers import PaperRow, find_papers, papers_of
from frontdesk.areas.archives.queries.papers_missing import missing_of
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class CardPapers:
    """Papers in use of a unit, and the kinds it lacks."""

    papers: tuple[PaperRow, ...] = ()
    missing: tuple[str, ...] = ()


NO_PAPERS = CardPapers()
PAPERS, DOCUMENTS = "资料", "收发文"


def card_papers(session: Session, unit_id: int, on: date) -> CardPapers:
    """The unit card's part."""
    return CardPapers(papers_of(session, on, unit_id=unit_id), missing_of(session, unit_id, on))


def paper_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """One group, what is late longest at the top."""
    late = late_documents(session, today)
    lines = tuple(
        TodayLine(
            "bad",
            tr("逾期 {n} 天", n=max(row.standing.late, row.back_late)),
            "",
            tr("{party}：{title}", party=row.party, title=row.title)
            if row.standing.late
            else tr("原件在 {who} 手里没有还：{title}", who=_borrower(row.standing.lent), title=row.title),
            row.handler,
            row.number,
            tr("去办") if row.standing.late else tr("催还"),
            "documents",
            {"text": row.number},
        )
        for row in late[:SHOWN]
    )
    return (TodayGroup(tr("逾期的收发文"), "ph.envelope", len(late), lines, tr("业主档案 · 收发文")),)


def _borrower(lent: object) -> str:
    return str(getattr(lent, "who", ""))


def paper_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Papers by their name or kind, a unit's code beside it narrowing; documents by number, title or party (D1.6)."""
    hits = []
    for row in find_papers(session, asked, today, most):
        at = row.name.find(asked)
        hits.append(
            DeskHit(
                "paper", row.id, row.name, " · ".join(part for part in (tr(row.kind), row.person) if part),
                row.unit_id, PAPERS, where=row.unit or row.document, status=row.filed_on.isoformat(), tone="",
                matched=((at, at + len(asked)),) if at >= 0 else (), text=row.name,
            )
        )  # fmt: skip
    for document in find_documents(session, asked, today, most):
        named = document.number == asked.upper()
        hits.append(
            DeskHit(
                "document", document.id, document.number, f"{document.party} · {document.title}", None, DOCUMENTS,
                status=tr(document.standing.state.value), tone="bad" if document.standing.late else "info",
                matched=((0, len(document.number)),) if named else (), named=named, text=document.number,
            )
        )  # fmt: skip
    return hits
