"""What the office does with its backups: make one now, restore one, and where the second copy goes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.app.folder import on_server
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.backup import SUFFIX, Made, Manifest, Restored, Why, restore
from frontdesk.base.store.database import Database
from frontdesk.base.store.location import is_network, lies
from frontdesk.base.store.migrate import migrate
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.shelf import free_name, keep, name_of, restore_name, shelf_of
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import Clock, local_time
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

log = logging.getLogger(__name__)

FOLDER_SETTING, DAILY_SETTING = "backup.folder", "backup.daily"
WHY_WORDS: dict[Why, str] = {
    Why.HAND: "手工",
    Why.DAILY: "每日自动",
    Why.CLOSE: "日结后",
    Why.UPGRADE: "升级前",
    Why.RESTORE: "恢复前",
}


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """`folder` is where each backup is copied to as well, empty for nowhere; `daily` whether they are made alone."""

    folder: str = ""
    daily: bool = True


@dataclass(frozen=True, slots=True)
class NoteRestored:
    """What the trail of restored data says: which backup it is, and as when."""

    file: str
    made_at: datetime
    made_by: str
    program: str


@dataclass(frozen=True, slots=True)
class Lost:
    """What was done since a backup was made, and goes when it is restored."""

    commands: int
    receipts: int
    last: datetime | None


def backup_facts(session: Session) -> BackupFacts:
    """What is set, or the plain values."""
    return BackupFacts(
        str(get_setting(session, FOLDER_SETTING, "")), bool(get_setting(session, DAILY_SETTING, True))
    )


def save_backup_facts(work: Work, command: BackupFacts) -> None:
    """Keep it. Raises `Refused` for a folder that is not there or cannot be written to."""
    folder = command.folder.strip()
    if folder:
        _try_folder(Path(folder))
    save_settings(work, SaveSettings({FOLDER_SETTING: folder, DAILY_SETTING: command.daily}))


def _try_folder(folder: Path) -> None:
    if not folder.is_absolute():
        raise Refused(tr("请写完整的路径，例如 E:\\备份 或 \\\\server\\备份"), field="folder")
    if not folder.is_dir():
        raise Refused(tr("没有文件夹 {folder}，请先建好，或检查磁盘和网络", folder=folder), field="folder")
    trial = folder / "frontdesk-trial.part"
    try:
        trial.write_bytes(b"1")
        trial.unlink()
    except OSError as error:
        raise Refused(tr("{folder} 不能写入，请换一个文件夹", folder=folder), field="folder") from error


def note_restored(work: Work, command: NoteRestored) -> None:
    """The trail of the restored data begins with this: everything after it was done upon the restored state."""
    work.require(Right.SETTINGS)
    work.touch("settings")


def lost_since(session: Session, made_at: datetime) -> Lost:
    """What the trail has after *made_at*."""
    entries = select(func.count(), func.max(AuditEntry.at)).where(AuditEntry.at > made_at)
    commands, last = session.execute(entries).one()
    receipts = session.scalar(
        entries.with_only_columns(func.count()).where(AuditEntry.action.endswith(".collect"))
    )
    return Lost(int(commands), int(receipts or 0), last)


def lost_words(lost: Lost) -> str:
    """`那以后登记过 37 件事，其中收款 12 笔。恢复后都会没有 …`"""
    if not lost.commands:
        return tr("那以后没有登记过什么，不会丢失数据。")
    if not lost.receipts:
        return tr("那以后登记过 {n} 件事，恢复后都会没有。", n=lost.commands)
    return tr(
        "那以后登记过 {n} 件事，其中收款 {receipts} 笔。恢复后都会没有，已交给住户的收据在系统里也查不到。",
        n=lost.commands,
        receipts=lost.receipts,
    )


def manifest_words(manifest: Manifest) -> str:
    """`翠湖花园，2026-11-20 18:02 日结后，林晓`."""
    return tr(
        "{estate}，{at} {why}，{by}",
        estate=manifest.estate or tr("没有名称"),
        at=f"{local_time(manifest.made_at):%Y-%m-%d %H:%M}",
        why=tr(WHY_WORDS[manifest.why]),
        by=manifest.by,
    )


def refuse_on_server(folder: Path) -> None:
    """Raises `Refused` where the data stands on a server."""
    if on_server(folder):
        raise Refused(
            tr(
                "数据在 PostgreSQL 服务器上，备份和恢复由管理服务器的人用 pg_dump、pg_restore 做，"
                "这里的备份只管单机的数据文件"
            )
        )


def back_up(
    folder: Path,
    runner: Runner,
    *,
    by: str,
    why: Why = Why.HAND,
    target: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Made, str]:
    """A backup of the data in *folder*, onto its shelf or into *target* (a file, or a folder there is).

    Returns it and what went wrong with the second copy in words. Raises `DeskError`.
    """
    refuse_on_server(folder)
    now = runner.clock.now()
    if target is not None:
        if target.is_dir():
            target = free_name(target, name_of(why, now))
        elif target.suffix.lower() != SUFFIX:
            target = target.with_name(target.name + SUFFIX)
    return keep(
        folder,
        at=now,
        by=by,
        why=why,
        second=runner.read(backup_facts).folder,
        target=target,
        progress=progress or Progress(),
    )


def restore_backup(
    path: Path, folder: Path, clock: Clock, actor: Actor, *, progress: Progress | None = None
) -> Restored:
    """Put the backup *path* in the place of the data in *folder*, which nobody has open; the folder may be empty.

    The restored data is brought up to this program's step and its trail says who restored what, before it takes its
    place. Raises `DeskError`: then nothing has changed.
    """
    refuse_on_server(folder)
    now = clock.now()

    def prepare(file: Path, manifest: Manifest) -> None:
        db = Database(file)
        try:
            migrate(db)
            note = NoteRestored(path.name, manifest.made_at, manifest.by, manifest.program)
            Runner(db, clock).run(note_restored, note, actor=actor)
            with db.writer.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        except DeskError:
            raise
        except Exception as error:
            log.exception("a backup of %s could not be brought up to date", manifest.revision)
            raise Refused(
                tr(
                    "备份 {name} 不能升级到本版程序，没有恢复，现在的数据没有动。请把日志交给我们",
                    name=path.name,
                )
            ) from error
        finally:
            db.close()

    shelf = shelf_of(folder)
    return restore(
        path,
        folder,
        at=now,
        by=actor.name,
        keep_as=free_name(shelf, restore_name(now)),
        prepare=prepare,
        progress=progress or Progress(),
    )


def second_is_wise(folder: str, data_folder: Path) -> bool:
    """Whether the second copy survives this machine's disk: on another drive, a share, or in a synced folder."""
    if not folder:
        return False
    where = Path(folder)
    try:
        return (
            is_network(where) or lies(where) is not None or where.stat().st_dev != data_folder.stat().st_dev
        )
    except OSError:
        return True
