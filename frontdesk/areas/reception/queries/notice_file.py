"""One notice with all that is known of it: text, course, boards, rounds with photographs, prints (D2.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building
from frontdesk.areas.reception.documents.notices import NoticePaper
from frontdesk.areas.reception.model.attached import ReceptionBlob
from frontdesk.areas.reception.model.notices import (
    NoticeBoard,
    NoticeEvent,
    NoticePhoto,
    NoticePlace,
    NoticeRound,
    NoticeRoundPlace,
)
from frontdesk.areas.reception.queries.notice_setup import board_order
from frontdesk.areas.reception.queries.notice_texts import FORM, TextRow, paper_of, text_of
from frontdesk.areas.reception.queries.notices import NoticeRow, due_rows, notice_row
from frontdesk.areas.reception.rules.notices import ROUND_WORDS, NoticeStep, PlaceState, RoundStep
from frontdesk.base.store.papers import PaperPrint, PaperRow, papers_of
from frontdesk.base.values.text import tr

MOST_PICTURES = 6


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened to it."""

    step: NoticeStep
    words: str
    until: date | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A board of an issued notice; `building` is the name of its building, "" for one of the estate."""

    id: int
    board_id: int
    name: str
    building: str
    state: PlaceState
    since: date | None
    who: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with the names of its boards; `photos` are hashes of files."""

    id: int
    step: RoundStep
    on: date
    who: str
    words: str
    places: tuple[str, ...]
    photos: tuple[str, ...]
    undone: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One time it was printed, by its count, with the size of paper."""

    paper_id: int
    times: int
    at: datetime
    by: str
    size: str


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """One notice; course and rounds the newest first."""

    row: NoticeRow
    text: TextRow
    events: tuple[EventRow, ...]
    places: tuple[PlaceRow, ...]
    rounds: tuple[RoundRow, ...]
    papers: tuple[PaperRow, ...]
    prints: tuple[PrintRow, ...]
    paper: NoticePaper
    """As it was frozen, or as it would be today."""
    photos: tuple[tuple[str, bytes], ...]
    """Names and bytes of the newest photographs."""


@dataclass(frozen=True, slots=True)
class ToCarry:
    """One thing to do on the way: the board with its building, put up or take down, which notice."""

    building: str
    board: str
    step: RoundStep
    notice: NoticeRow


def notice_file(session: Session, notice_id: int, on: date) -> NoticeFile | None:
    """One with all of it; None where there is none."""
    row = notice_row(session, notice_id, on)
    if row is None:
        return None
    events = session.scalars(
        select(NoticeEvent).where(NoticeEvent.notice_id == notice_id).order_by(NoticeEvent.no.desc())
    )
    papers = papers_of(session, subject=(FORM, notice_id))
    prints = session.execute(
        select(PaperPrint.paper_id, PaperPrint.times, PaperPrint.at, PaperPrint.by, PaperPrint.size)
        .where(PaperPrint.paper_id.in_([paper.id for paper in papers]))
        .order_by(PaperPrint.times.desc())
    )
    rounds = _rounds(session, notice_id)
    return NoticeFile(
        row,
        text_of(session, notice_id),
        tuple(EventRow(e.step, e.words, e.until, e.at, e.by) for e in events),
        _places(session, notice_id, rounds),
        rounds,
        papers,
        tuple(PrintRow(*values) for values in prints),
        paper_of(session, notice_id, on),
        _pictures(session, rounds),
    )


def _pictures(session: Session, rounds: tuple[RoundRow, ...]) -> tuple[tuple[str, bytes], ...]:
    wanted = [
        (tr("{what} {day}", what=tr(ROUND_WORDS[row.step]), day=f"{row.on:%m-%d}"), digest)
        for row in rounds
        if not row.undone
        for digest in row.photos
    ][:MOST_PICTURES]
    return tuple((name, photo_bytes(session, digest) or b"") for name, digest in wanted)


def _rounds(session: Session, notice_id: int) -> tuple[RoundRow, ...]:
    rows = session.scalars(
        select(NoticeRound).where(NoticeRound.notice_id == notice_id).order_by(NoticeRound.id.desc())
    ).all()
    ids = [row.id for row in rows]
    names: dict[int, list[str]] = defaultdict(list)
    for round_id, name in session.execute(
        select(NoticeRoundPlace.round_id, NoticePlace.name)
        .join(NoticePlace, NoticePlace.id == NoticeRoundPlace.place_id)
        .where(NoticeRoundPlace.round_id.in_(ids))
        .order_by(NoticeRoundPlace.id)
    ):
        names[round_id].append(name)
    photos: dict[int, list[str]] = defaultdict(list)
    for round_id, digest in session.execute(
        select(NoticePhoto.round_id, NoticePhoto.hash)
        .where(NoticePhoto.round_id.in_(ids))
        .order_by(NoticePhoto.id)
    ):
        photos[round_id].append(digest)
    undone = {row.undoes_id for row in rows}
    return tuple(
        RoundRow(
            r.id, r.step, r.happened_on, r.who, r.words, tuple(names[r.id]), tuple(photos[r.id]), r.id in undone,
            r.at, r.by,
        )
        for r in rows
    )  # fmt: skip


def _places(session: Session, notice_id: int, rounds: tuple[RoundRow, ...]) -> tuple[PlaceRow, ...]:
    since: dict[str, RoundRow] = {}
    for row in rounds:
        if row.undone or row.step is RoundStep.UNDONE:
            continue
        for name in row.places:
            # The newest round stands first.
            since.setdefault(name, row)
    rows = session.execute(
        select(NoticePlace, Building.name)
        .join(NoticeBoard, NoticeBoard.id == NoticePlace.board_id)
        .outerjoin(Building, Building.id == NoticeBoard.building_id)
        .where(NoticePlace.notice_id == notice_id)
        .order_by(*board_order())
    )
    return tuple(
        PlaceRow(
            p.id, p.board_id, p.name, building or "", p.state, since[p.name].on if p.name in since else None,
            since[p.name].who if p.name in since else "",
        )
        for p, building in rows
    )  # fmt: skip


def to_carry(session: Session, on: date) -> tuple[ToCarry, ...]:
    """Everything to put up or to take down by that day, board by board in the order of the buildings."""
    due = {row.id: row for row in due_rows(session, on)}
    rows = session.execute(
        select(NoticePlace.notice_id, NoticePlace.name, NoticePlace.state, Building.name)
        .join(NoticeBoard, NoticeBoard.id == NoticePlace.board_id)
        .outerjoin(Building, Building.id == NoticeBoard.building_id)
        .where(
            NoticePlace.notice_id.in_(list(due)), NoticePlace.state.in_((PlaceState.WAITING, PlaceState.UP))
        )
        .order_by(*board_order(), NoticePlace.notice_id)
    )
    found = []
    for notice_id, name, state, building in rows:
        notice = due[notice_id]
        if state is PlaceState.UP and notice.due_down:
            found.append(ToCarry(building or "", name, RoundStep.DOWN, notice))
        elif state is PlaceState.WAITING and notice.due_up:
            found.append(ToCarry(building or "", name, RoundStep.UP, notice))
    return tuple(found)


def photo_bytes(session: Session, digest: str) -> bytes | None:
    """A photograph's bytes by its hash."""
    return session.scalar(select(ReceptionBlob.bytes).where(ReceptionBlob.hash == digest))
