"""Write the migration after the newest frozen one, from the difference between the frozen ones and the models.

    uv run python -m tests.tools.make_next_migration

Run it after each change of a model or a guard, and commit what it wrote with the model; never edit that file by
hand. Once a release has gone out with it, its hash is added to `FROZEN`, and this tool writes the one after.

The frozen migrations are carried out on tables in memory (`Recorder`), which are then compared with the models
as both databases would be told of them: columns, types, and every constraint word by word. (Alembic's own
comparison reads a database back, and sees no check constraints.)
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.operations import ops
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import AddConstraint, CreateIndex
from sqlalchemy.sql.elements import conv

from frontdesk.app.schema import GUARDS, METADATA
from frontdesk.base.store.guards import Guard

VERSIONS = Path(__file__).parents[2] / "frontdesk/base/store/migrations/versions"
FROZEN = {
    "v0001_first.py": "8cd683c5a89d12fb3dbf63768feb4dab51e58654c3bb47e4e143b8a2db886ae4",
}
"""Released migrations and the SHA-256 of each: offices' databases were made by them, so they stay as they are."""

NEXT_NAME, NEXT_WORDS = "money", "The rest of the money: meters, deposits, refunds, books, reports; backups."
DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
PARTING = "__new"
TYPES = ("ExactType", "MoneyType", "StampType")

TOP = '''"""{words}

Written by tests/tools/make_next_migration.py from the models; not to be edited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

{types}from frontdesk.base.store.guards import Guard

revision = "{revision}"
down_revision = "{before}"

'''


class CannotBeWritten(Exception):
    """What the models ask for would lose data, or says nothing about rows that stand."""


def frozen_hash(path: Path) -> str:
    """The SHA-256 of a migration's text; a checkout with CRLF has the same."""
    return hashlib.sha256(path.read_text("utf-8").encode()).hexdigest()


class Recorder:
    """Stands in for Alembic's `op`, and does to tables in memory what a migration asks for, as PostgreSQL would."""

    f = staticmethod(conv)

    def __init__(self, metadata: sa.MetaData) -> None:
        self.metadata = metadata

    def get_context(self) -> Any:
        return SimpleNamespace(dialect=SimpleNamespace(name="postgresql"))

    def execute(self, _statement: object) -> None:
        """Guards are compared as lists, and rows there are none."""

    def create_table(self, name: str, *items: Any) -> None:
        sa.Table(name, self.metadata, *items)

    def create_index(self, name: str, table: str, columns: list[Any], **options: Any) -> None:
        own = self.metadata.tables[table]
        sa.Index(name, *[own.c[c] if isinstance(c, str) else c for c in columns], **options)

    def drop_index(self, name: str, table_name: str) -> None:
        own = self.metadata.tables[table_name]
        own.indexes.discard(next(i for i in own.indexes if i.name == name))

    def add_column(self, table: str, column: sa.Column[Any]) -> None:
        self.metadata.tables[table].append_column(column)

    def alter_column(
        self, table: str, column: str, *, nullable: bool | None = None, type_: Any = None, **_: Any
    ) -> None:
        own = self.metadata.tables[table].c[column]
        if nullable is not None:
            own.nullable = nullable
        if type_ is not None:
            own.type = type_

    def drop_constraint(self, name: str, table: str, **_: Any) -> None:
        own = self.metadata.tables[table]
        own.constraints.discard(next(c for c in own.constraints if c.name == name))

    def create_check_constraint(self, name: str, table: str, condition: str) -> None:
        self.metadata.tables[table].append_constraint(sa.CheckConstraint(condition, name=name))

    def create_unique_constraint(self, name: str, table: str, columns: list[str]) -> None:
        self.metadata.tables[table].append_constraint(sa.UniqueConstraint(*columns, name=name))

    def create_foreign_key(self, name: str, table: str, to: str, mine: list[str], theirs: list[str]) -> None:
        self.metadata.tables[table].append_constraint(
            sa.ForeignKeyConstraint(mine, [f"{to}.{column}" for column in theirs], name=name)
        )


def migration(path: Path) -> ModuleType:
    """A migration's module, loaded from its file as Alembic does."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def frozen_tables() -> tuple[sa.MetaData, ModuleType]:
    """The tables as the released migrations leave them, and the newest of these migrations."""
    metadata = sa.MetaData()
    newest: Any = None
    for name in sorted(FROZEN):
        newest = migration(VERSIONS / name)
        newest.op = Recorder(metadata)
        newest.upgrade()
    return metadata, newest


@dataclass
class Change:
    """What has become of one table."""

    table: sa.Table
    added: list[sa.Column[Any]]
    altered: list[tuple[sa.Column[Any], sa.Column[Any]]]
    gone: list[sa.Constraint]
    new: list[sa.Constraint]
    index_gone: list[sa.Index]
    index_new: list[sa.Index]

    @property
    def rebuilt(self) -> bool:
        """SQLite can only add plain columns to a table that stands."""
        return bool(self.altered or self.gone or self.new)

    def __bool__(self) -> bool:
        return bool(self.added or self.rebuilt or self.index_gone or self.index_new)


def _type(column: sa.Column[Any]) -> tuple[str, ...]:
    return tuple(dialect.type_compiler_instance.process(column.type) for dialect in DIALECTS)


def _told(constraint: sa.Constraint) -> tuple[str, ...]:
    return tuple(
        str(AddConstraint(constraint, isolate_from_table=False).compile(dialect=d)) for d in DIALECTS
    )


def _index_told(index: sa.Index) -> tuple[str, ...]:
    return tuple(str(CreateIndex(index).compile(dialect=d)) for d in DIALECTS)


def _only_in(first: Any, second: Any, told: Any) -> list[Any]:
    known = {told(item) for item in second}
    return sorted((item for item in first if told(item) not in known), key=told)


def change_of(old: sa.Table, new: sa.Table) -> Change:
    """Raises `CannotBeWritten` where a column is gone."""
    lost = set(old.c.keys()) - set(new.c.keys())
    if lost:
        raise CannotBeWritten(f"{new.name}: column {', '.join(sorted(lost))} must stay")
    return Change(
        new,
        [c for c in new.c if c.name not in old.c],
        [
            (old.c[c.name], c)
            for c in new.c
            if c.name in old.c and (_type(old.c[c.name]), old.c[c.name].nullable) != (_type(c), c.nullable)
        ],
        _only_in(old.constraints, new.constraints, _told),
        _only_in(new.constraints, old.constraints, _told),
        _only_in(old.indexes, new.indexes, _index_told),
        _only_in(new.indexes, old.indexes, _index_told),
    )


def _default(column: sa.Column[Any]) -> str:
    """What rows that stand get in *column*, as Python text of an SQL expression both databases know."""
    if column.server_default is not None:
        told = column.server_default.arg  # type: ignore[attr-defined]
        return f"sa.text({str(told)!r})" if not isinstance(told, str) else repr(told)
    default = column.default
    if default is None or not default.is_scalar:
        raise CannotBeWritten(f"{column.table.name}.{column.name} is NOT NULL: give it a plain default=")
    value = default.arg  # type: ignore[attr-defined]
    if isinstance(value, bool):
        return "sa.true()" if value else "sa.false()"
    process = column.type.dialect_impl(DIALECTS[1]).bind_processor(DIALECTS[1])
    bound = process(value) if process else value
    return f"sa.text({str(bound)!r})" if isinstance(bound, int) else repr(str(bound))


def _sql_default(column: sa.Column[Any]) -> str:
    told = eval(_default(column), {"sa": sa})
    if isinstance(told, str):
        return "'" + told.replace("'", "''") + "'"
    return str(told.compile(dialect=DIALECTS[0]))


def _render_item(kind: str, obj: Any, _context: object) -> str | bool:
    name = type(obj).__name__
    if kind == "type" and name in TYPES:
        return f"{name}()"
    if kind == "type" and name == "Enum":
        return f"sa.String({obj.length})"
    return False


def _rendered(*operations: Any) -> list[str]:
    body = render_python_code(ops.UpgradeOps(list(operations)), render_item=_render_item)
    return [line.removeprefix("    ") for line in body.splitlines() if "###" not in line]


def _created(table: sa.Table, name: str | None = None) -> list[str]:
    operation = ops.CreateTableOp.from_table(table)
    operation.table_name = name or table.name
    operation._constraints_included = True
    return _rendered(operation)


def _indexes(indexes: Any) -> list[str]:
    return [
        line
        for index in sorted(indexes, key=lambda i: str(i.name))
        for line in _rendered(ops.CreateIndexOp.from_index(index))
    ]


def _add_columns(change: Change) -> Iterator[str]:
    for column in change.added:
        kind = _rendered(ops.AddColumnOp(change.table.name, sa.Column("x", column.type)))[0]
        kind = kind.split("sa.Column('x', ")[1].rsplit(", nullable=", 1)[0]
        rest = "nullable=True" if column.nullable else f"nullable=False, server_default={_default(column)}"
        yield f"op.add_column({change.table.name!r}, sa.Column({column.name!r}, {kind}, {rest}))"


def _rebuild(change: Change, old: sa.Table) -> Iterator[str]:
    """SQLite: a new table beside the old one, its rows, and its name (foreign keys are off meanwhile)."""
    name = change.table.name
    yield from _created(change.table, name + PARTING)
    here: list[str] = []
    there: list[str] = []
    altered = {after.name: after for _before, after in change.altered}
    for column in change.table.c:
        quoted = f'"{column.name}"'
        if column.name in old.c:
            fills = column.name in altered and old.c[column.name].nullable and not column.nullable
            here.append(quoted)
            there.append(f"COALESCE({quoted}, {_sql_default(column)})" if fills else quoted)
        elif not column.nullable:
            here.append(quoted)
            there.append(_sql_default(column))
    copy = f'INSERT INTO "{name}{PARTING}" ({", ".join(here)}) SELECT {", ".join(there)} FROM "{name}"'
    yield f"op.execute(sa.text({copy.replace(':', chr(92) + ':')!r}))"
    yield f"op.drop_table({name!r})"
    yield f"op.rename_table({name + PARTING!r}, {name!r})"
    yield from _indexes(change.table.indexes)


def _alter(change: Change) -> Iterator[str]:
    """PostgreSQL: the same, in place."""
    name = change.table.name
    for constraint in change.gone:
        yield f"op.drop_constraint({_name(constraint)}, {name!r})"
    yield from _add_columns(change)
    for before, after in change.altered:
        if before.nullable and not after.nullable:
            fill = f'UPDATE "{name}" SET "{after.name}" = {_sql_default(after)} WHERE "{after.name}" IS NULL'
            yield f"op.execute(sa.text({fill!r}))"
        kind = _rendered(ops.AddColumnOp(name, sa.Column("x", after.type)))[0]
        kind = kind.split("sa.Column('x', ")[1].rsplit(", nullable=", 1)[0]
        yield f"op.alter_column({name!r}, {after.name!r}, type_={kind}, nullable={after.nullable})"
    for constraint in change.new:
        if isinstance(constraint, sa.CheckConstraint):
            text = str(
                constraint.sqltext.compile(dialect=DIALECTS[1], compile_kwargs={"literal_binds": True})
            )
            yield f"op.create_check_constraint({_name(constraint)}, {name!r}, {text!r})"
        elif isinstance(constraint, sa.UniqueConstraint):
            columns = [c.name for c in constraint.columns]
            yield f"op.create_unique_constraint({_name(constraint)}, {name!r}, {columns!r})"
        elif isinstance(constraint, sa.ForeignKeyConstraint):
            to = constraint.elements[0].column.table.name
            mine, theirs = list(constraint.column_keys), [e.column.name for e in constraint.elements]
            yield f"op.create_foreign_key({_name(constraint)}, {name!r}, {to!r}, {mine!r}, {theirs!r})"
        else:
            raise CannotBeWritten(f"{name}: {type(constraint).__name__} cannot be changed")
    yield from _index_changes(change)


def _index_changes(change: Change) -> Iterator[str]:
    for index in change.index_gone:
        yield f"op.drop_index({index.name!r}, table_name={change.table.name!r})"
    yield from _indexes(change.index_new)


def _name(constraint: sa.Constraint) -> str:
    told = DIALECTS[1].identifier_preparer.format_constraint(constraint)
    assert told is not None
    return f"op.f({told.strip(chr(34))!r})"


def _indented(lines: Any, depth: int) -> str:
    return "".join("    " * depth + line + "\n" for line in lines)


def written(models: sa.MetaData = METADATA, guards: Sequence[Guard] = GUARDS) -> str | None:
    """The text of the next migration; None when the models are as the frozen migrations leave them."""
    old, newest = frozen_tables()
    lost = set(old.tables) - set(models.tables)
    if lost:
        raise CannotBeWritten(f"table {', '.join(sorted(lost))} must stay")
    made = [table for table in models.sorted_tables if table.name not in old.tables]
    changes = [
        change
        for table in models.sorted_tables
        if table.name in old.tables and (change := change_of(old.tables[table.name], table))
    ]
    if not made and not changes and tuple(newest.GUARDS) == tuple(guards):
        return None
    text = "BEFORE = (\n" + "".join(
        f"    Guard({g.table!r}, {g.act!r}, '', '', {g.label!r}),\n" for g in newest.GUARDS
    )
    text += ")\nGUARDS = (\n" + "".join(
        f"    Guard({g.table!r}, {g.act!r}, {g.message!r}, {g.when!r}, {g.label!r}),\n" for g in guards
    )
    text += ")\n\n\ndef upgrade() -> None:\n    dialect = op.get_context().dialect.name\n"
    text += "    for guard in BEFORE:\n        for statement in guard.drop(dialect):\n            op.execute(statement)\n"
    for table in made:
        text += _indented([*_created(table), *_indexes(table.indexes)], 1)
    for change in changes:
        if change.rebuilt:
            text += "    if dialect == 'sqlite':\n" + _indented(
                _rebuild(change, old.tables[change.table.name]), 2
            )
            text += "    else:\n" + _indented(_alter(change), 2)
        else:
            text += _indented([*_add_columns(change), *_index_changes(change)], 1)
    text += "    for guard in GUARDS:\n        for statement in guard.create(dialect):\n"
    text += "            op.execute(sa.text(statement.replace(':', '\\\\:')))\n"
    types = ", ".join(name for name in TYPES if f"{name}()" in text)
    return (
        TOP.format(
            words=NEXT_WORDS,
            revision=f"{len(FROZEN) + 1:04}",
            before=newest.revision,
            types=f"from frontdesk.base.store.base import {types}\n" if types else "",
        )
        + text
    )


def target() -> Path:
    """Where the next migration stands."""
    return VERSIONS / f"v{len(FROZEN) + 1:04}_{NEXT_NAME}.py"


def is_written() -> bool:
    """Whether what stands there says what the models ask for, however it is laid out."""
    asked = written()
    stands = target().read_text("utf-8") if target().exists() else None
    if asked is None or stands is None:
        return asked is stands
    return ast.dump(ast.parse(asked)) == ast.dump(ast.parse(stands))


def main() -> int:
    try:
        text = written()
    except CannotBeWritten as error:
        sys.stderr.write(f"not written: {error}\n")
        return 1
    if text is None:
        target().unlink(missing_ok=True)
        sys.stdout.write("the models are as the newest frozen migration leaves them\n")
        return 0
    # Beside its place first: somebody else may be reading it.
    making = target().with_suffix(".making")
    tidy = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "-q", "--stdin-filename", str(target()), "-"],
        input=text, encoding="utf-8", capture_output=True, check=True,
    ).stdout  # fmt: skip
    making.write_text(tidy, encoding="utf-8", newline="\n")
    making.replace(target())
    sys.stdout.write(f"wrote {target().name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
