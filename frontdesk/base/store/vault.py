"""Files kept inside the data folder (资料): under the SHA-256 of their content, each content once (D1.6).

`files/ab/ab12…` lies beside the database; a row of `stored_file` says that it must be there, of what sort and how
long it is. A file is written beside its place, brought to the disk and renamed before the row is committed, and is
never changed or removed again: a command that is rolled back leaves at most a file nobody refers to. Several desks on
one server share a folder that the office names (`FOLDER_SETTING`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.database import FOLDER
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.vault_folder import digest_of, path_in, put_file, vault_of
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.file_kinds import LARGEST, kind_of
from frontdesk.base.values.text import tr

FOLDER_SETTING = "files.folder"
"""Where several desks on one server keep them together; not used where the data is a file of its own."""
_MOST = 20


class StoredFile(Base):
    """A file that must be in the folder; `kind` is what `file_kinds` makes of its content, `size` in bytes."""

    __tablename__ = "stored_file"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    at: Mapped[datetime]


class StoredFileGone(Base):
    """A file that was taken out of the folder because a person was made anonymous (D1.9): it must not be there.

    `number` is of the record that says who did it.
    """

    __tablename__ = "stored_file_gone"
    hash: Mapped[str] = mapped_column(ForeignKey("stored_file.hash"), primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


GUARDS: tuple[Guard, ...] = (
    *final("stored_file", "a kept file"),
    *final("stored_file_gone", "that a file was taken out"),
)


class Content(bytes):
    """A file's bytes in a command: the audit trail says how many there are."""

    __slots__ = ()

    def __str__(self) -> str:
        return tr("{n} 字节", n=len(self))

    __repr__ = __str__


def vault_for(session: Session) -> Path:
    """The folder this database's files are in. Raises `Refused` where a server's desks have not named theirs."""
    folder = session.info.get(FOLDER)
    if session.get_bind().dialect.name == "sqlite":
        if not isinstance(folder, Path):
            raise Refused(tr("这个数据库没有数据文件夹，资料存不下来"))
        return vault_of(folder)
    named = str(get_setting(session, FOLDER_SETTING, ""))
    if not named:
        raise Refused(
            tr("几台电脑合用服务器上的数据时，资料要放在一个共享文件夹里。请管理员在“资料”的设置里写明"),
            field="file",
        )
    return Path(named)


def keep_file(work: Work, name: str, content: bytes) -> str:
    """Keep it; its hash. The same content again is kept once; one that has been damaged on the disk is mended by it.

    *name* is what the file is called, for what is said. Raises `Refused` for what is empty, too large or of a sort
    that is not taken, `Surroundings` where the folder cannot be written.
    """
    if not content:
        raise Refused(tr("“{name}”是空的，请另选一个文件", name=name), field="file")
    if len(content) > LARGEST:
        words = tr("“{name}”超过 {n} MB，请压缩或分开扫描后再附上", name=name, n=LARGEST // 1024 // 1024)
        raise Refused(words, field="file")
    kind = kind_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    if work.session.get(StoredFileGone, digest) is not None:
        raise Refused(tr("“{name}”属于已匿名的住户，已按规定移除，不能再存", name=name), field="file")
    put_file(vault_for(work.session), digest, content)
    if work.session.get(StoredFile, digest) is None:
        work.session.add(StoredFile(hash=digest, kind=kind, size=len(content), at=work.now()))
        work.session.flush()
    return digest


def read_kept(session: Session, digest: str) -> bytes:
    """The file's bytes, held against their hash.

    Raises `Surroundings` for one that is lost or damaged, `Refused` for one taken out with a person's name.
    """
    gone = session.get(StoredFileGone, digest)
    if gone is not None:
        raise Refused(
            tr("这份资料已随住户匿名移除（记录 {number}），不能再看", number=gone.number), field="file"
        )
    place = path_in(vault_for(session), digest)
    try:
        content = place.read_bytes()
    except OSError as error:
        raise Surroundings(
            tr("资料文件 {name}… 读不出来。请检查磁盘，或从备份里恢复", name=digest[:12]), field="file"
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Surroundings(
            tr("资料文件 {name}… 已损坏。请从备份里恢复，或重新扫描", name=digest[:12]), field="file"
        )
    return content


def kept_kind(session: Session, digest: str) -> str:
    """What sort of file it is (`pdf`, `jpg` …); "" for none of that hash."""
    return session.scalar(select(StoredFile.kind).where(StoredFile.hash == digest)) or ""


def remove_gone(vault: Path, hashes: Iterable[str]) -> None:
    """Take files out of the folder whose `StoredFileGone` stands.

    One that cannot be removed now (another program reads it) stays until the next time; `check` names it.
    """
    for digest in hashes:
        with suppress(OSError):
            path_in(vault, digest).unlink(missing_ok=True)


def broken_files(session: Session) -> list[str]:
    """Files that are missing or whose content is not what was kept, in words (`check`)."""
    rows = session.execute(select(StoredFile.hash, StoredFile.kind).order_by(StoredFile.hash)).all()
    if not rows:
        return []
    try:
        vault = vault_for(session)
    except Refused as refused:
        return [refused.text]
    broken = []
    gone = set(session.scalars(select(StoredFileGone.hash)))
    for digest, kind in rows:
        place = path_in(vault, digest)
        if digest in gone:
            if place.exists():
                broken.append(
                    tr(
                        "资料文件 {name}.{kind} 应已随住户匿名移除，却还在。请关掉正打开它的程序，再删除这个文件",
                        name=digest,
                        kind=kind,
                    )
                )
        elif not place.is_file():
            broken.append(tr("资料文件 {name}.{kind} 不见了", name=digest, kind=kind))
        elif digest_of(place) != digest:
            broken.append(tr("资料文件 {name}.{kind} 的内容被改过或已损坏", name=digest, kind=kind))
    more = len(broken) - _MOST
    return [*broken[:_MOST], tr("还有 {n} 个资料文件也是这样", n=more)] if more > 0 else broken
