"""Papers: lists, one with what it replaced, what a unit has and lacks, and the one search's part (D1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.model.correspondence import Correspondence
from frontdesk.areas.archives.model.emergencies import Emergency
from frontdesk.areas.archives.model.papers import ArchivePaper, ArchivePaperVoid, PaperKind
from frontdesk.areas.archives.queries.joined import is_same
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.correspondence import Secrecy
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.papers import USUAL_KINDS, KindRule, PaperState, Source
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.base.store.vault import StoredFile, read_kept

_MOST_SHOWN = 200
_LATEST = 2_000


class PaperShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    CURRENT = "在用"
    TODAY = "今天归档"
    REPLACED = "已有新的"
    VOID = "已作废"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of paper; `id` None while the office has not touched its list."""

    id: int | None
    rule: KindRule
    active: bool = True

    @property
    def name(self) -> str:
        return self.rule.name


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as lists show it. `sort` is the file's (`pdf`, `jpg`); `document` the number of what came or went, or of an emergency."""

    id: int
    kind: str
    personal: bool
    name: str
    words: str
    unit_id: int | None
    unit: str
    person_id: int | None
    person: str
    correspondence_id: int | None
    emergency_id: int | None
    document: str
    sort: str
    size: int
    hash: str
    file_name: str
    dated_on: date | None
    filed_on: date
    at: datetime
    by: str
    source: Source
    state: PaperState
    replaces_id: int | None
    void_reason: str
    void_by: str


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """What a list shows; None and empty mean all. `on` is the day that 今天归档 means."""

    on: date
    text: str = ""
    show: PaperShow = PaperShow.CURRENT
    kind: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    correspondence_id: int | None = None
    emergency_id: int | None = None
    sort: str = "filed"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[PaperShow, int]


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper with its earlier and later ones (the newest first), itself among them."""

    row: PaperRow
    chain: tuple[PaperRow, ...]


def kind_rules(session: Session) -> tuple[KindRule, ...]:
    """The office's kinds that are in use, as the rules see them, in their order."""
    kinds = session.scalars(select(PaperKind).order_by(PaperKind.sort, PaperKind.id)).all()
    return tuple(rule_of(kind) for kind in kinds if kind.active) if kinds else USUAL_KINDS


def paper_kinds(session: Session, *, every: bool = False) -> tuple[KindRow, ...]:
    """The office's kinds in their order; those not used any more only with *every*."""
    kinds = session.scalars(select(PaperKind).order_by(PaperKind.sort, PaperKind.id)).all()
    if not kinds:
        return tuple(KindRow(None, rule) for rule in USUAL_KINDS)
    return tuple(KindRow(kind.id, rule_of(kind), kind.active) for kind in kinds if every or kind.active)


def rule_of(kind: PaperKind) -> KindRule:
    """A stored kind as the rules see it."""
    return KindRule(
        kind.name,
        kind.personal,
        kind.required,
        frozenset(UnitKind(word) for word in kind.unit_kinds.split(",") if word),
        frozenset(UnitState(word) for word in kind.unit_states.split(",") if word),
    )


def paper_rows(
    session: Session, wanted: PaperFilter, offset: int = 0, limit: int | None = 100
) -> tuple[PaperRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "unit": func.coalesce(Unit.sort_key, Person.name, Correspondence.number, Emergency.number),
        "kind": PaperKind.sort,
        "name": ArchivePaper.name,
        "person": Person.name,
        "dated": ArchivePaper.dated_on,
        "by": ArchivePaper.by,
    }.get(wanted.sort, ArchivePaper.id)
    tail = ArchivePaper.id.desc() if wanted.descending else ArchivePaper.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query)


def paper_figures(session: Session, wanted: PaperFilter) -> PaperFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    plain = select(func.count(ArchivePaper.id)).where(*_of(wanted))
    if wanted.kind or wanted.text.strip():
        plain = _base(wanted).with_only_columns(func.count(ArchivePaper.id), maintain_column_froms=True)

    def count(*tests: ColumnElement[bool]) -> int:
        return int(session.scalar(plain.where(*tests)) or 0)

    shows = {
        show: count(_shown(show, wanted.on)) for show in (PaperShow.TODAY, PaperShow.REPLACED, PaperShow.VOID)
    }
    shows[PaperShow.ALL] = count()
    shows[PaperShow.CURRENT] = shows[PaperShow.ALL] - shows[PaperShow.REPLACED] - shows[PaperShow.VOID]
    every = int(session.scalar(select(func.count()).select_from(ArchivePaper)) or 0)
    return PaperFigures(shows[wanted.show], every, {show: shows[show] for show in PaperShow})


def paper_view(session: Session, paper_id: int, on: date) -> PaperView | None:
    """One paper, or None."""
    row = _one(session, paper_id, on)
    if row is None:
        return None
    older: list[PaperRow] = []
    at = row.replaces_id
    while at is not None and len(older) < _MOST_SHOWN:
        found = _one(session, at, on)
        if found is None:
            break
        older.append(found)
        at = found.replaces_id
    newer: list[PaperRow] = []
    now = row
    while len(newer) < _MOST_SHOWN:
        ids = session.scalars(
            select(ArchivePaper.id).where(ArchivePaper.replaces_id == now.id).order_by(ArchivePaper.id.desc())
        ).all()
        if not ids:
            break
        following = _one(session, ids[0], on)
        if following is None:
            break
        newer.append(following)
        now = following
    return PaperView(row, (*reversed(newer), row, *older))


def plain_paper(session: Session, paper_id: int) -> tuple[str, bytes] | None:
    """Sort and bytes of a paper that everybody at the desk may see; None for a personal one (`look_at_paper`)."""
    row = session.execute(
        select(ArchivePaper.hash, StoredFile.kind, PaperKind.personal, Correspondence.secrecy)
        .join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
        .join(StoredFile, StoredFile.hash == ArchivePaper.hash)
        .outerjoin(Correspondence, Correspondence.id == ArchivePaper.correspondence_id)
        .where(ArchivePaper.id == paper_id)
    ).one_or_none()
    if row is None or row.personal or row.secrecy is Secrecy.CONFIDENTIAL:
        return None
    return row.kind, read_kept(session, row.hash)


def papers_of(session: Session, on: date, **whose: int) -> tuple[PaperRow, ...]:
    """Papers in use, by kind: of whom one of `unit_id=`, `person_id=`, `correspondence_id=`, `emergency_id=` says."""
    wanted = PaperFilter(on, sort="kind", descending=False, **whose)  # type: ignore[arg-type]
    return paper_rows(session, wanted, limit=None)


def filed_as(session: Session, hashes: Sequence[str]) -> dict[str, str]:
    """As what each content is filed, void or not: `3-1-1202 身份证 身份证复印件`."""
    query = _base(PaperFilter(date.min)).where(ArchivePaper.hash.in_(hashes)).order_by(ArchivePaper.id)
    return {
        row.hash: " ".join(
            part for part in (row.unit or row.document or row.person, row.kind, row.name) if part
        )
        for row in _rows(session, query)
    }


def find_papers(session: Session, asked: str, on: date, most: int) -> tuple[PaperRow, ...]:
    """Papers in use whose name or kind has the words asked for; a unit's code among them narrows (`1202 产权证`)."""
    words = asked.split()
    told = [word for word in words if len(word) > 1 and any("一" <= sign <= "鿿" for sign in word)]
    if not told or len(words) > 3:
        return ()
    tests: list[ColumnElement[bool]] = []
    for word in words:
        part = f"%{escaped(word)}%"
        code = read_unit_code(word)
        if code is not None and word not in told:
            tests.append(ArchivePaper.unit_id.in_(select(Unit.id).where(_coded(code.key))))
            continue
        kinds = session.scalars(select(PaperKind.id).where(PaperKind.name.like(part, escape="\\"))).all()
        named = ArchivePaper.name.like(part, escape="\\")
        tests.append(or_(named, ArchivePaper.kind_id.in_(kinds)) if kinds else named)
    wanted = select(ArchivePaper.id).where(*tests).limit(4 * most)
    # What is meant is nearly always among the latest; only else is the narrow index of all names gone through.
    latest = select(func.coalesce(func.max(ArchivePaper.id), 0) - _LATEST).scalar_subquery()
    ids = session.scalars(wanted.where(ArchivePaper.id > latest).order_by(ArchivePaper.id.desc())).all()
    if len(ids) < most:
        # `+ 0` keeps the order from choosing another way.
        ids = session.scalars(wanted.order_by((ArchivePaper.id + 0).desc())).all()
    if not ids:
        return ()
    query = _base(PaperFilter(on)).where(ArchivePaper.id.in_(ids), in_use())
    return _rows(session, query.order_by(ArchivePaper.id.desc()).limit(most))


# -- how it is asked --


def _base(wanted: PaperFilter) -> Any:
    query: Any = (
        select(
            ArchivePaper, PaperKind, StoredFile, Unit.code, Person.name, Correspondence, Emergency.number,
            ArchivePaperVoid,
        )
        .join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
        .join(StoredFile, StoredFile.hash == ArchivePaper.hash)
        .outerjoin(Unit, Unit.id == ArchivePaper.unit_id)
        .outerjoin(Person, Person.id == ArchivePaper.person_id)
        .outerjoin(Correspondence, Correspondence.id == ArchivePaper.correspondence_id)
        .outerjoin(Emergency, Emergency.id == ArchivePaper.emergency_id)
        .outerjoin(ArchivePaperVoid, ArchivePaperVoid.paper_id == ArchivePaper.id)
    )  # fmt: skip
    if wanted.kind:
        query = query.where(PaperKind.name == wanted.kind)
    query = query.where(*_of(wanted))
    if wanted.text.strip():
        query = query.where(_fits(wanted.text.strip()))
    return query


def _of(wanted: PaperFilter) -> list[ColumnElement[bool]]:
    """Whose they are."""
    whose = (
        (ArchivePaper.unit_id, wanted.unit_id),
        (ArchivePaper.correspondence_id, wanted.correspondence_id),
        (ArchivePaper.emergency_id, wanted.emergency_id),
    )
    tests = [column == value for column, value in whose if value is not None]
    return tests if wanted.person_id is None else [*tests, is_same(ArchivePaper.person_id, wanted.person_id)]


def _replaced() -> ColumnElement[bool]:
    """Another stands for it, which is not void. Few are: they are found first, and each paper held against them."""
    newer, void = aliased(ArchivePaper), aliased(ArchivePaperVoid)
    standing = newer.id.not_in(select(void.paper_id))
    return ArchivePaper.id.in_(select(newer.replaces_id).where(newer.replaces_id > 0, standing))


def _void() -> ColumnElement[bool]:
    void = aliased(ArchivePaperVoid)
    return ArchivePaper.id.in_(select(void.paper_id))


def in_use() -> ColumnElement[bool]:
    return ~_void() & ~_replaced()


def _shown(show: PaperShow, on: date) -> ColumnElement[bool]:
    tests: dict[PaperShow, ColumnElement[bool]] = {
        PaperShow.CURRENT: in_use(),
        PaperShow.TODAY: ArchivePaper.filed_on == on,
        PaperShow.REPLACED: ~_void() & _replaced(),
        PaperShow.VOID: _void(),
        PaperShow.ALL: ArchivePaper.id.is_not(None),
    }
    return tests[show]


def _coded(key: str) -> ColumnElement[bool]:
    return or_(Unit.key == key, Unit.key.like(f"%-{escaped(key)}", escape="\\"))


def _fits(text: str) -> ColumnElement[bool]:
    part = f"%{escaped(text)}%"
    tests: list[ColumnElement[bool]] = [
        column.like(part, escape="\\")
        for column in (
            ArchivePaper.name, ArchivePaper.words, ArchivePaper.file_name, PaperKind.name, Unit.code, Person.name,
            Correspondence.number, Correspondence.title, Emergency.number,
        )
    ]  # fmt: skip
    letters = text.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        tests += [Person.initials.like(f"{letters}%"), Person.pinyin.like(f"{letters}%")]
    code = read_unit_code(text)
    if code is not None:
        tests.append(_coded(code.key))
    return or_(*tests)


def _one(session: Session, paper_id: int, on: date) -> PaperRow | None:
    query = _base(PaperFilter(on, show=PaperShow.ALL)).where(ArchivePaper.id == paper_id)
    rows = _rows(session, query)
    return rows[0] if rows else None


def _rows(session: Session, query: Any) -> tuple[PaperRow, ...]:
    found = session.execute(query.add_columns(_replaced().label("replaced"))).all()
    return tuple(
        PaperRow(
            id=p.id,
            kind=kind.name,
            personal=kind.personal or (document is not None and document.secrecy is Secrecy.CONFIDENTIAL),
            name=p.name,
            words=p.words,
            unit_id=p.unit_id,
            unit=code or "",
            person_id=p.person_id,
            person=person or "",
            correspondence_id=p.correspondence_id,
            emergency_id=p.emergency_id,
            document=document.number if document is not None else emergency or "",
            sort=file.kind,
            size=file.size,
            hash=p.hash,
            file_name=p.file_name,
            dated_on=p.dated_on,
            filed_on=p.filed_on,
            at=p.at,
            by=p.by,
            source=p.source,
            state=PaperState.VOID
            if void is not None
            else PaperState.REPLACED
            if replaced
            else PaperState.CURRENT,
            replaces_id=p.replaces_id,
            void_reason=void.reason if void is not None else "",
            void_by=void.by if void is not None else "",
        )
        for p, kind, file, code, person, document, emergency, void, replaced in found
    )
