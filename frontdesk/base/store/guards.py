"""Triggers that keep what is closed closed, on SQLite and on PostgreSQL, whatever the code above does.

An area lists its guards beside its tables; the migration that makes a table makes its guards; `check` and a
test compare what stands in the database with the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Act = Literal["insert", "update", "delete"]
SAME = " IS NOT DISTINCT FROM "
"""Both the same value or both none: PostgreSQL's word, which SQLite is given as its own."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuse `act` on `table` with `message`.

    `when` is an SQL condition over OLD and NEW in words both databases know; empty refuses always.
    """

    table: str
    act: Act
    message: str
    when: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        tail = f"_{self.label}" if self.label else ""
        return f"guard_{self.table}_{self.act}{tail}"

    def create(self, dialect: str) -> list[str]:
        """The statements that put the guard into a database of that dialect."""
        message = self.message.replace("'", "''")
        if dialect == "sqlite":
            # A BEFORE trigger's WHEN may hold a sub-query in SQLite, whose older versions say only IS for the same.
            when = f"WHEN {self.when.replace(SAME, ' IS ')} " if self.when else ""
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.act.upper()} ON {_quoted(self.table)} FOR EACH ROW {when}"
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ]
        condition = self.when or "true"
        back = "OLD" if self.act == "delete" else "NEW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.act.upper()} ON {_quoted(self.table)} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, dialect: str) -> list[str]:
        """The statements that take it out again: a migration does, before it touches the table.

        One that somebody has taken out already does not stop the migration, which puts it back.
        """
        if dialect == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [
            f"DROP TRIGGER IF EXISTS {self.name} ON {_quoted(self.table)}",
            f"DROP FUNCTION IF EXISTS {self.name}()",
        ]


def _quoted(table: str) -> str:
    return f'"{table}"'


def unless(guard: Guard, opened: str, columns: Sequence[str]) -> Guard:
    """The guard of updates, letting through what leaves *columns* as they were while the condition *opened* holds."""
    same = " AND ".join(f'OLD."{name}"{SAME}NEW."{name}"' for name in columns)
    let_through = f"NOT ({opened} AND {same})"
    return replace(guard, when=f"({guard.when}) AND {let_through}" if guard.when else let_through)


def final(table: str, what: str) -> tuple[Guard, Guard]:
    """Neither update nor delete: for documents and for the audit trail."""
    return (
        Guard(table, "update", f"{what} is final"),
        Guard(table, "delete", f"{what} is never deleted"),
    )
