"""Every text the program says through `tr`, and which of them the English catalogue lacks.

uv run python -m tests.tools.texts            prints the missing ones as JSON
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import frontdesk

PACKAGE = Path(frontdesk.__file__).parent
CATALOGUE = PACKAGE.parent / "resources/i18n/en.json"


def texts() -> dict[str, str]:
    """Each literal text handed to `tr`, and the file that says it first."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "tr"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                found.setdefault(node.args[0].value, str(path.relative_to(PACKAGE)))
    return found


def english() -> dict[str, str]:
    """The catalogue as it stands."""
    return dict(json.loads(CATALOGUE.read_text("utf-8"))) if CATALOGUE.exists() else {}


def main() -> None:
    known = english()
    missing = {text: "" for text in texts() if text not in known}
    print(json.dumps(missing, ensure_ascii=False, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
