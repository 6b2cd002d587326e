"""待归档: what lies in the scanner's folder, and what of it is filed already (D1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.model.papers import ArchivePaper, PaperKind
from frontdesk.areas.archives.queries.papers import in_use
from frontdesk.areas.archives.rules.papers import SCAN_SETTING
from frontdesk.base.store.database import FOLDER
from frontdesk.base.store.inbox import Scan, ScanState, count_scans, scan_hash, scans_in
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.errors import Surroundings


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan; `filed` says as what it is filed already ("": not yet)."""

    scan: Scan
    filed: str = ""
    hash: str = ""

    @property
    def id(self) -> str:
        return self.scan.name

    @property
    def path(self) -> Path:
        return self.scan.path

    @property
    def ready(self) -> bool:
        return self.scan.state is ScanState.READY and not self.filed


@dataclass(frozen=True, slots=True)
class ScanFilter:
    """What the list shows: at an instant, those whose name has *text*."""

    now: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScanFigures:
    """How many there are in the filter and in all; `folder` is empty where none is set, `trouble` why it cannot be read."""

    count: int
    every: int
    ready: int
    filed: int
    folder: str
    trouble: str = ""


def scan_folder(session: Session) -> Path | None:
    """The folder that is watched, if one is set; a name without a path lies in the data folder."""
    told = str(get_setting(session, SCAN_SETTING, ""))
    if not told:
        return None
    data = session.info.get(FOLDER)
    return data / told if isinstance(data, Path) else Path(told)


def scans_waiting(session: Session) -> int:
    """How many files lie there: for the strip."""
    folder = scan_folder(session)
    return count_scans(folder) if folder is not None else 0


def scan_rows(
    session: Session, wanted: ScanFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ScanRow, ...]:
    """A page of the list, the oldest first; empty where the folder cannot be read."""
    try:
        rows = _rows(session, wanted)
    except Surroundings:
        return ()
    return tuple(rows[offset : None if limit is None else offset + limit])


def scan_figures(session: Session, wanted: ScanFilter) -> ScanFigures:
    """The figures over the list."""
    folder = scan_folder(session)
    if folder is None:
        return ScanFigures(0, 0, 0, 0, "")
    try:
        rows = _rows(session, ScanFilter(wanted.now))
    except Surroundings as error:
        return ScanFigures(0, 0, 0, 0, str(folder), error.text)
    count = sum(_fits(row, wanted) for row in rows)
    ready = sum(row.ready for row in rows)
    return ScanFigures(count, len(rows), ready, sum(bool(row.filed) for row in rows), str(folder))


def _fits(row: ScanRow, wanted: ScanFilter) -> bool:
    return wanted.text.strip().casefold() in row.scan.name.casefold()


def _rows(session: Session, wanted: ScanFilter) -> list[ScanRow]:
    folder = scan_folder(session)
    if folder is None:
        return []
    scans = scans_in(folder, wanted.now)
    hashes = {scan.path: scan_hash(scan) for scan in scans if scan.state is ScanState.READY}
    known = _filed(session, [digest for digest in hashes.values() if digest])
    rows = [
        ScanRow(scan, known.get(hashes.get(scan.path, ""), ""), hashes.get(scan.path, "")) for scan in scans
    ]
    return [row for row in rows if _fits(row, wanted)]


def _filed(session: Session, hashes: list[str]) -> dict[str, str]:
    """As what each content is filed: `3-1-1202 身份证`."""
    if not hashes:
        return {}
    found = session.execute(
        select(ArchivePaper.hash, Unit.code, PaperKind.name)
        .join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
        .outerjoin(Unit, Unit.id == ArchivePaper.unit_id)
        .where(ArchivePaper.hash.in_(hashes[:500]), in_use())
        .order_by(ArchivePaper.id)
    )
    return {row.hash: " ".join(part for part in (row.code, row.name) if part) for row in found}
