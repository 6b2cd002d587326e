"""One backup: a `.fdbackup` file, made from a database that goes on being used, proved, and put back.

It is a zip archive: `frontdesk.db`, the whole database as it was at one moment, the kept files (资料) under
`files/`, each named by its own SHA-256, and `manifest.json`, which says whose it is and carries the database's. Everything is written beside its place and renamed,
so that a power cut leaves the file that was there or the new one, never a half. Only the standard library is used:
a backup can be looked at before the rest of the program is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from frontdesk import __version__
from frontdesk.base.store.glance import FILE_NAME, HEAD
from frontdesk.base.store.vault_folder import pack_files, unpack_files, vault_of
from frontdesk.base.store.whole_files import beside, put_in_place, said, written
from frontdesk.base.values.errors import Cancelled, Refused, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

SUFFIX = ".fdbackup"
FORMAT = 1
MANIFEST = "manifest.json"
SHELF = "backups"
"""The folder of backups within the data folder."""
_MANIFEST_LIMIT = 64_000_000
_PAGES = 512
_BLOCK = 1 << 20
_WAIT = 5.0
_NOTHING = Progress()
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, RuntimeError,
)  # fmt: skip
"""What a damaged archive, or one that somebody else made, is met with."""


class Why(StrEnum):
    """What a backup was made for; the value stands in its name."""

    HAND = "hand"
    DAILY = "daily"
    CLOSE = "close"
    UPGRADE = "upgrade"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `revision` is the step its tables stand at, `made_at` an instant in UTC, `size` and `sha256` those of the
    database in it; `files` names the members that are kept files, `left_out` how many more there were that are damaged.
    """

    program: str
    revision: str
    estate: str
    office: str
    made_at: datetime
    by: str
    why: Why
    size: int
    sha256: str
    files: tuple[str, ...] = ()
    left_out: int = 0

    def told(self) -> bytes:
        """As it stands in the archive."""
        values = {"format": FORMAT, **asdict(self), "made_at": self.made_at.astimezone(UTC).isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and proved."""

    path: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: `kept` is the backup of the data that stood before, or the damaged file put aside."""

    manifest: Manifest
    kept: Path | None


def make_backup(
    source: Path, target: Path, *, at: datetime, by: str, why: Why, progress: Progress = _NOTHING
) -> Made:
    """Back the database *source* up into the file *target*; everybody goes on reading and writing meanwhile.

    *at* is the instant and *by* the person of the manifest. The copy is checked before it is packed, and the packed
    one is read back. Raises `Surroundings` where the disk is full or cannot be written, `Refused` for a database
    that is damaged, `Cancelled`; then *target* is what it was.
    """
    with said(target.parent), beside(source.parent) as copy, beside(target.parent) as packing:
        # The database first: whatever file it names was in its place before its row was.
        copy_database(source, copy, progress)
        manifest = _pack(copy, _manifest(copy, at, by, why), vault_of(source.parent), packing, progress)
        verify(packing, progress=progress)
        put_in_place(packing, target)
    return Made(target, manifest)


def copy_database(source: Path, target: Path, progress: Progress = _NOTHING) -> None:
    """One moment of a live database as a file of its own, proved whole. *target* is written over.

    A reading transaction holds the moment, so that what is written meanwhile neither comes along nor makes the copy
    begin anew. Raises `Refused` for one that is damaged.
    """
    if not source.is_file():
        raise Refused(tr("没有找到数据文件 {path}", path=source))
    with closing(sqlite3.connect(source, timeout=_WAIT, isolation_level=None)) as here:
        here.execute("BEGIN")
        try:
            here.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with closing(sqlite3.connect(target, isolation_level=None)) as there:
                here.backup(
                    there,
                    pages=_PAGES,
                    progress=lambda _status, left, of: progress.step(
                        40 * (of - left) // max(of, 1), 100, tr("复制数据")
                    ),
                )
                there.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if "malformed" in str(error) or "not a database" in str(error):
                raise Refused(tr("数据文件已损坏，不能备份。请用最近的备份恢复")) from error
            raise
    check_file(target, progress)


def check_file(path: Path, progress: Progress = _NOTHING) -> None:
    """Raises `Refused` unless the database file is whole and every row refers to one that is there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.set_progress_handler(lambda: int(progress.cancelled.is_set()), 100_000)
        try:
            whole = raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            fits = whole and raw.execute("PRAGMA foreign_key_check").fetchone() is None
        except sqlite3.OperationalError as error:
            if progress.cancelled.is_set():
                raise Cancelled(tr("已取消，什么也没有改")) from error
            raise
        except sqlite3.DatabaseError:
            fits = False
    if not fits:
        raise Refused(tr("数据文件已损坏，不能用它"))


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself. Raises `Refused` for a file that is none, is damaged, or is of a newer program;
    `Surroundings` where it cannot be read."""
    with _reading(path), zipfile.ZipFile(path) as archive:
        if archive.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
            raise Refused(_damaged(path))
        archive.getinfo(FILE_NAME)
        found = json.loads(archive.read(MANIFEST))
        if int(found.get("format", 0)) > FORMAT:
            raise Refused(_newer(str(found.get("program", ""))))
        return Manifest(
            program=str(found["program"]),
            revision=str(found["revision"]),
            estate=str(found["estate"]),
            office=str(found["office"]),
            made_at=datetime.fromisoformat(found["made_at"]),
            by=str(found["by"]),
            why=Why(found["why"]),
            size=int(found["size"]),
            sha256=str(found["sha256"]),
            files=tuple(map(str, found.get("files", ()))),
            left_out=int(found.get("left_out", 0)),
        )


def verify(path: Path, *, progress: Progress = _NOTHING) -> Manifest:
    """Read all of it and compare with what it says of itself. Raises as `read_manifest`."""
    manifest = read_manifest(path)
    _unpack(path, manifest, None, progress)
    _unpack_files(path, manifest, None, progress)
    return manifest


def restore(
    path: Path,
    data_folder: Path,
    *,
    at: datetime,
    by: str,
    keep_as: Path,
    prepare: Callable[[Path, Manifest], None] = lambda _file, _manifest: None,
    progress: Progress = _NOTHING,
) -> Restored:
    """Put the backup *path* in the place of the database in *data_folder*.

    It is unpacked beside its place and proved; *prepare* may bring it up to date there. Then the present database,
    if there is one, is backed up as *keep_as*, and only then the new one takes its place, at once. Raises `Refused`
    for a backup that cannot be used and `Surroundings` where another window or command has the data open; then
    nothing has changed. A present database that is damaged is put aside beside *keep_as* as it is.
    """
    manifest = read_manifest(path)
    must_fit(manifest)
    target = data_folder / FILE_NAME
    with said(data_folder), beside(data_folder) as making:
        _unpack(path, manifest, making, progress)
        check_file(making, progress)
        prepare(making, manifest)
        # Kept files are only ever added: those of the present data stay, so that what is kept of it is whole.
        _unpack_files(path, manifest, vault_of(data_folder), progress)
        kept = _keep_present(target, keep_as, at, by, progress)
        try:
            put_in_place(making, target)
        except PermissionError as error:
            # Windows: somebody has opened it in the moment since it was looked at.
            raise Surroundings(_in_use()) from error
    return Restored(manifest, kept)


def must_fit(manifest: Manifest) -> None:
    """Raises `Refused` for a backup whose tables this program does not know yet."""
    if manifest.revision > HEAD:
        raise Refused(_newer(manifest.program))


def copy_file(source: Path, target: Path, progress: Progress = _NOTHING) -> None:
    """A finished backup into another folder, read back there. Raises as `make_backup`."""
    with said(target.parent), beside(target.parent) as making:
        size, done = source.stat().st_size, 0
        with source.open("rb") as reading, making.open("wb") as writing:
            while block := reading.read(_BLOCK):
                writing.write(block)
                done += len(block)
                progress.step(100 * done // max(size, 1), 100, tr("存到第二处"))
        verify(making)
        put_in_place(making, target)


def alone(path: Path) -> bool:
    """Whether nobody else has the database open. Its log is written into it and taken away then; opening it anew puts
    it right. Raises `sqlite3.DatabaseError` for one that is damaged."""
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as raw:
        try:
            return bool(raw.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",))
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                return False
            raise


def _keep_present(target: Path, keep_as: Path, at: datetime, by: str, progress: Progress) -> Path | None:
    """Back up the database that is about to go; None where there is none."""
    if not target.exists():
        return None
    try:
        if not alone(target):
            raise Surroundings(_in_use())
        return make_backup(target, keep_as, at=at, by=by, why=Why.RESTORE, progress=progress).path
    except (sqlite3.DatabaseError, Refused) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        aside = keep_as.with_name(keep_as.stem + ".damaged.db")
        aside.parent.mkdir(parents=True, exist_ok=True)
        for tail in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                os.replace(f"{target}{tail}", f"{aside}{tail}")
        return aside


def _manifest(copy: Path, at: datetime, by: str, why: Why) -> Manifest:
    digest = hashlib.sha256()
    with copy.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    with closing(sqlite3.connect(copy)) as raw:
        step = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        names = dict(
            raw.execute("SELECT key, value FROM setting WHERE key IN ('estate.name', 'office.name')")
        )
    estate, office = (str(json.loads(names.get(key, '""'))) for key in ("estate.name", "office.name"))
    return Manifest(
        program=__version__,
        revision=str(step[0]),
        estate=estate,
        office=office,
        made_at=at.astimezone(UTC),
        by=by,
        why=why,
        size=copy.stat().st_size,
        sha256=digest.hexdigest(),
    )


def _pack(copy: Path, manifest: Manifest, vault: Path, target: Path, progress: Progress) -> Manifest:
    """Everything into one archive; the manifest with the files that came along."""
    done = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        with copy.open("rb") as reading, archive.open(FILE_NAME, "w", force_zip64=True) as writing:
            while block := reading.read(_BLOCK):
                writing.write(block)
                done += len(block)
                progress.step(40 + 40 * done // max(manifest.size, 1), 100, tr("压缩"))
        files, left_out = pack_files(archive, vault, progress)
        manifest = replace(manifest, files=files, left_out=left_out)
        archive.writestr(MANIFEST, manifest.told())
    return manifest


def _unpack(path: Path, manifest: Manifest, target: Path | None, progress: Progress) -> None:
    """Into *target*, or nowhere, just to see. Raises `Refused` where it is not what the manifest says."""
    digest = hashlib.sha256()
    done = 0
    with (
        _reading(path),
        zipfile.ZipFile(path) as archive,
        archive.open(FILE_NAME) as reading,
        written(target) as write,
    ):
        while block := reading.read(_BLOCK):
            digest.update(block)
            done += len(block)
            if done > manifest.size:
                break
            write(block)
            progress.step(80 + 20 * done // max(manifest.size, 1), 100, tr("核对"))
    if done != manifest.size or digest.hexdigest() != manifest.sha256:
        raise Refused(_damaged(path))


def _unpack_files(path: Path, manifest: Manifest, vault: Path | None, progress: Progress) -> None:
    """The kept files, each held against its name; into *vault*, or nowhere, just to see."""
    if manifest.files:
        with _reading(path), zipfile.ZipFile(path) as archive:
            unpack_files(archive, manifest.files, vault, progress)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Refused(tr("没有找到备份文件 {path}", path=path)) from error
    except OSError as error:
        raise Surroundings(tr("备份文件 {path} 读不出来，请检查磁盘或网络", path=path)) from error
    except _UNREADABLE as error:
        raise Refused(_damaged(path) if _is_archive(path) else _not_ours(path)) from error


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _in_use() -> str:
    return tr("数据正被另一个窗口或命令使用，没有恢复，什么也没有改。请关掉其他的“物业前台”再试")


def _damaged(path: Path) -> str:
    return tr("备份 {name} 已损坏或不完整，不能用。请换一份备份", name=path.name)


def _not_ours(path: Path) -> str:
    return tr("{name} 不是物业前台的备份文件", name=path.name)


def _newer(version: str) -> str:
    return tr("这份备份是更新版本的程序（{version}）做的，请先升级本机的程序", version=version)
