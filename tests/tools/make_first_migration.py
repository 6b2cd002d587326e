"""Write migration 0001 anew from the models and guards. Only until the first release: then it is frozen.

uv run python tests/tools/make_first_migration.py
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from frontdesk.app.schema import GUARDS, METADATA

TARGET = Path(__file__).parents[2] / "frontdesk/base/store/migrations/versions/v0001_first.py"
HEAD = '''"""The first tables and guards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from frontdesk.base.store.base import ExactType, MoneyType, StampType
from frontdesk.base.store.guards import Guard

revision = "0001"
down_revision = None

'''


def _render_item(kind: str, obj: object, _context: object) -> str | bool:
    name = type(obj).__name__
    if kind == "type" and name in ("MoneyType", "ExactType", "StampType"):
        return f"{name}()"
    if kind == "type" and name == "Enum":
        return f"sa.String({obj.length})"  # type: ignore[attr-defined]
    return False


def main() -> None:
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": METADATA})
        script = produce_migrations(context, METADATA)
        body = render_python_code(script.upgrade_ops, render_item=_render_item)
    lines = [line for line in body.splitlines() if "###" not in line]
    guards = "".join(
        f"    Guard({g.table!r}, {g.act!r}, {g.message!r}, {g.when!r}, {g.label!r}),\n" for g in GUARDS
    )
    text = HEAD + "GUARDS = (\n" + guards + ")\n\n\ndef upgrade() -> None:\n"
    text += "\n".join(lines) + "\n"
    text += (
        "    for guard in GUARDS:\n        for statement in guard.create(op.get_context().dialect.name):\n"
        "            op.execute(sa.text(statement.replace(':', '\\\\:')))\n"
    )
    TARGET.write_text(text, encoding="utf-8")
    subprocess.run(["ruff", "format", "-q", str(TARGET)], check=True)
    subprocess.run(["ruff", "check", "-q", "--fix", str(TARGET)], check=True)


if __name__ == "__main__":
    main()
