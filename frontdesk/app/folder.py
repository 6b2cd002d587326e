"""The data folder: where the database of one office stands."""

from __future__ import annotations

import logging
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import exists, inspect, select
from sqlalchemy.exc import DBAPIError

from frontdesk.app import schema
from frontdesk.app.places import SETTINGS_FILE
from frontdesk.app.places import default_folder as default_folder
from frontdesk.base.store.backup import Why, make_backup
from frontdesk.base.store.database import FILE_NAME, PATIENCE, Database
from frontdesk.base.store.glance import step_of
from frontdesk.base.store.location import plain
from frontdesk.base.store.migrate import HEAD, migrate, revision
from frontdesk.base.store.runner import Runner, told_in_words
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.shelf import free_name, shelf_of, upgrade_name
from frontdesk.base.store.users import AddUser, User, add_user
from frontdesk.base.store.whole_files import said
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import DeskError, Refused, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr

log = logging.getLogger(__name__)


def has_database(folder: Path) -> bool:
    """Whether an office's data is there, or the folder names a server that has it.

    A server that does not answer counts as having it: opening it then says what is wrong.
    """
    url = _server_url(folder)
    if url is None:
        return (folder / FILE_NAME).exists()
    db = Database(url)
    try:
        with db.writer.connect() as connection:
            tables = inspect(connection)
            return tables.has_table(User.__tablename__) and bool(
                connection.execute(select(exists().where(User.id > 0))).scalar()
            )
    except DBAPIError:
        return True
    finally:
        db.close()


def open_database(folder: Path, *, patience: float = PATIENCE, progress: Progress | None = None) -> Database:
    """Open and bring it up to date. *patience* as `Database` has it.

    Data of an older program is first backed up (`keep_before_upgrade`), then migrated. Raises `Refused` where
    nothing has been set up yet, `Surroundings` for a database that is damaged, cannot be written, or was written by
    a newer program, and where the migration did not succeed: the data is then as it was.
    """
    if not has_database(folder):
        raise Refused(tr("{folder} 里还没有数据库，请先用 init 建立", folder=plain(folder)))
    url = _server_url(folder)
    if url is None and not os.access(folder / FILE_NAME, os.R_OK | os.W_OK):
        raise Surroundings(tr("数据文件夹不能写入，请检查 {folder} 的权限", folder=plain(folder)))
    db = Database(url if url is not None else folder / FILE_NAME, patience=patience, folder=folder)
    try:
        with told_in_words():
            _bring_up_to_date(db, folder, progress)
    except BaseException:
        db.close()
        raise
    return db


def needs_upgrade(folder: Path) -> bool:
    """Whether the data file there was written by an older program. Bringing it up to date may take a while."""
    if _server_url(folder) is not None or not (folder / FILE_NAME).exists():
        return False
    found = step_of(folder / FILE_NAME)
    return found is not None and found < HEAD


def _bring_up_to_date(db: Database, folder: Path, progress: Progress | None) -> None:
    found = revision(db)
    if found is None or found >= HEAD:
        # Empty, or up to date, or refused in words.
        migrate(db)
        return
    kept = keep_before_upgrade(db, folder, found, progress)
    where = (
        tr("升级前的备份在 {path}", path=plain(kept)) if kept else tr("服务器上的备份由管理服务器的人来恢复")
    )
    try:
        with told_in_words():
            migrate(db)
    except Surroundings as error:
        raise Surroundings(tr("{words}。{where}", words=error.text, where=where)) from error
    except Exception as error:
        log.exception("the migration from %s to %s failed", found, HEAD)
        raise Surroundings(
            tr("数据没有升级成，还是原来的样子，可以先用旧版程序打开。{where}。请把日志交给我们", where=where)
        ) from error
    log.info("migrated from %s to %s", found, HEAD)


def keep_before_upgrade(
    db: Database, folder: Path, before: str, progress: Progress | None = None
) -> Path | None:
    """A proved backup of data that stands at the step *before*; None for a server, whose own backup IT makes.

    Raises `Surroundings` where it cannot be made: nothing has been migrated then.
    """
    if db.path is None:
        log.warning(
            "data on a server is migrated from %s without a copy: its own backup (pg_dump) is IT's", before
        )
        return None
    at = datetime.now(UTC)
    shelf = shelf_of(folder)
    try:
        with said(shelf):
            shelf.mkdir(parents=True, exist_ok=True)
        target = free_name(shelf, upgrade_name(before, HEAD, at))
        made = make_backup(
            db.path, target, at=at, by=tr("程序升级"), why=Why.UPGRADE, progress=progress or Progress()
        )
    except DeskError as error:
        raise Surroundings(
            tr("升级数据之前要先留一份备份，没有留成，所以没有升级，数据没有动。{words}", words=error.text)
        ) from error
    log.info("backed up before the migration: %s", made.path.name)
    return made.path


def create_database(
    folder: Path, clock: Clock, *, office: str, estate: str, admin_password: str, admin_name: str = "管理员"
) -> Path:
    """Set up a new office: tables, office and estate names, the user `admin`. Returns the database's path.

    It is made beside its place and put there whole, so that a power cut leaves either nothing or all of it.
    Where the folder's `frontdesk.toml` names a PostgreSQL server, it is set up there, and that file is returned.
    Raises `Refused` for a folder that has one, and for an empty name or password.
    """
    for value, words, field in (
        (office, tr("请填物业公司（服务中心）的名称"), "office"),
        (estate, tr("请填小区的名称"), "estate"),
        (admin_password, tr("请给管理员设一个密码"), "admin_password"),
    ):
        if not value.strip():
            raise Refused(words, field=field)
    if has_database(folder):
        raise Refused(tr("{folder} 里已有数据库，没有改动它", folder=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Surroundings(tr("不能建立文件夹 {folder}，请换一个地方", folder=folder)) from error
    url = _server_url(folder)
    if url is not None:
        db = Database(url)
        try:
            with told_in_words():
                migrate(db)
            _begin_office(db, clock, office, estate, admin_name, admin_password)
        finally:
            db.close()
        return folder / SETTINGS_FILE
    target = folder / FILE_NAME
    making = folder / (FILE_NAME + ".new")
    for tail in ("", "-wal", "-shm"):
        Path(f"{making}{tail}").unlink(missing_ok=True)
    db = Database(making)
    migrate(db)
    _begin_office(db, clock, office, estate, admin_name, admin_password)
    with db.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    making.replace(target)
    return target


def _begin_office(
    db: Database, clock: Clock, office: str, estate: str, admin_name: str, admin_password: str
) -> None:
    """The first command on an empty database: its administrator and its names, in one transaction."""

    def first(work: Work, _command: object) -> None:
        user_id = add_user(work, AddUser("admin", admin_name, Role.ADMIN, admin_password))
        assert work.session.get(User, user_id)
        set_setting(work, "office.name", office.strip())
        set_setting(work, "estate.name", estate.strip())

    Runner(db, clock).run(first, {"office": office, "estate": estate}, actor=Actor(0, admin_name, Role.ADMIN))


def on_server(folder: Path) -> bool:
    """Whether the folder names a database server."""
    return _server_url(folder) is not None


def _server_url(folder: Path) -> str | None:
    """The PostgreSQL URL that `frontdesk.toml` names, for several desks."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return None
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("database")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Surroundings(tr("{path} 看不懂，请检查里面的写法", path=path)) from error
    return found if isinstance(found, str) and found else None


TABLES = schema.METADATA
