"""Whether the store itself is whole: file and foreign keys, tables at this program's step, every guard standing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from frontdesk.base.store.guards import Guard
from frontdesk.base.store.migrate import HEAD
from frontdesk.base.values.text import tr

_MOST = 20


def broken_store(session: Session, guards: Sequence[Guard]) -> list[str]:
    """What is broken, in words; empty when all is well. *guards* are those of the whole program."""
    if session.get_bind().dialect.name != "sqlite":
        return [*_revision(session), *_postgres_constraints(session), *_postgres_guards(session, guards)]
    # Of a damaged file nothing else that is read can be trusted.
    return _sqlite_file(session) or [
        *_revision(session),
        *_sqlite_foreign_keys(session),
        *_sqlite_guards(session, guards),
    ]


def _revision(session: Session) -> list[str]:
    if not inspect(session.connection()).has_table("alembic_version"):
        return [tr("数据库没有版本记录，表可能不全")]
    found = session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if list(found) == [HEAD]:
        return []
    return [tr("数据库版本是 {found}，程序要的是 {head}", found="、".join(found) or tr("空"), head=HEAD)]


def _sqlite_file(session: Session) -> list[str]:
    try:
        found = session.execute(text("PRAGMA integrity_check")).scalars().all()
    except DatabaseError as error:
        found = [str(error.orig)]
    return [tr("数据库文件损坏：{what}", what=line) for line in found if line != "ok"][:_MOST]


def _sqlite_foreign_keys(session: Session) -> list[str]:
    found = session.execute(text("PRAGMA foreign_key_check")).all()
    return [
        tr("{table} 的第 {row} 行指向 {parent} 里没有的记录", table=row[0], row=row[1], parent=row[2])
        for row in found[:_MOST]
    ]


def _sqlite_guards(session: Session, guards: Sequence[Guard]) -> list[str]:
    rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found = {row.name: row.sql for row in rows}
    expected = {guard.name: guard.create("sqlite")[0] for guard in guards}
    broken = _missing_guards(found.keys(), guards)
    broken += [
        tr("保护 {name} 被改过", name=name)
        for name, sql in expected.items()
        if name in found and _bare(found[name]) != _bare(sql)
    ]
    return [*broken, *_strange_guards(found.keys(), guards)]


def _postgres_guards(session: Session, guards: Sequence[Guard]) -> list[str]:
    found = {
        row.name: row
        for row in session.execute(
            text(
                "SELECT t.tgname AS name, c.relname AS table_name, t.tgenabled AS enabled, p.prosrc AS body "
                "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal"
            )
        )
    }
    broken = _missing_guards(found.keys(), guards)
    for guard in guards:
        row = found.get(guard.name)
        if row is None:
            continue
        body = guard.create("postgresql")[0].partition("$$")[2].rpartition("$$")[0]
        if row.enabled not in ("O", "A"):
            broken.append(tr("保护 {name} 被停用", name=guard.name))
        elif row.table_name != guard.table or _bare(row.body) != _bare(body):
            broken.append(tr("保护 {name} 被改过", name=guard.name))
    return [*broken, *_strange_guards(found.keys(), guards)]


def _postgres_constraints(session: Session) -> list[str]:
    """A foreign key that was added without looking at the rows that stood."""
    found = session.execute(
        text("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated")
    ).all()
    return [tr("{table} 的约束 {name} 没有核实", table=row[0], name=row[1]) for row in found[:_MOST]]


def _missing_guards(found: Iterable[str], guards: Sequence[Guard]) -> list[str]:
    names = set(found)
    return [tr("保护 {name} 不见了", name=guard.name) for guard in guards if guard.name not in names]


def _strange_guards(found: Iterable[str], guards: Sequence[Guard]) -> list[str]:
    names = {guard.name for guard in guards}
    return [tr("多了一个不认识的触发器 {name}", name=name) for name in sorted(set(found) - names)]


def _bare(sql: str) -> str:
    """The statement whatever its blanks."""
    return " ".join(sql.split())
