"""What the walk over the pages does not see, read for numbers in full: papers, prints kept, files saved, commands, the log."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.app.selftest.privacy import FILES, PAPERS, Privacy, texts_of_file
from frontdesk.app.selftest.steps import NotWhole

if TYPE_CHECKING:
    from frontdesk.app.selftest.papers import Drawn

PASSWORD = "demo"
_LAST_PRINTS = 2
"""So many prints of each form are read: what one says, the others say of other people."""
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("permit", "list"), ("permit", "list", "--show", "live"), ("permit", "kinds"), ("decoration", "list"),
    ("decoration", "due"), ("decoration", "figures"), ("ticket", "list"), ("ticket", "due"), ("handover", "list"),
    ("parking", "list"), ("parking", "list", "--ending"), ("arrears",), ("owed",), ("search", "张"), ("search", "138"),
    ("search", "3-1-1202"), ("check",),
)  # fmt: skip
"""Everything that lists or looks up."""
IN_WORDS = frozenset({("permit", "list"), ("ticket", "list"), ("search", "138")})


def read_papers(privacy: Privacy, drawn: Iterable[Drawn]) -> str:
    """Every paper of every size, on its sample."""
    for paper in drawn:
        form = paper.name.rpartition("-")[0] or paper.name
        if form not in PAPERS:
            _read_pdf(privacy, f"paper {paper.name}", form, paper.pdf)
    return f"{len(PAPERS)} forms may carry a number in full"


def read_prints(privacy: Privacy, folder: Path) -> str:
    """The last prints of each form that the estate has kept."""
    from sqlalchemy import select

    from frontdesk.app.folder import open_database
    from frontdesk.base.store.papers import Paper, PaperPrint

    count = 0
    db = open_database(folder)
    try:
        with db.read() as session:
            for form in session.scalars(select(Paper.form).distinct()):
                prints = (
                    select(PaperPrint.pdf)
                    .join(Paper, Paper.id == PaperPrint.paper_id)
                    .where(Paper.form == form)
                    .order_by(PaperPrint.id.desc())
                )
                for pdf in session.scalars(prints.limit(_LAST_PRINTS)) if form not in PAPERS else ():
                    _read_pdf(privacy, f"kept print of {form}", form, pdf)
                    count += 1
    finally:
        db.close()
    return f"{count} prints"


def _read_pdf(privacy: Privacy, where: str, place: str, pdf: bytes) -> None:
    from frontdesk.base.widgets.pdf import open_pdf

    document = open_pdf(pdf)
    for page in range(document.pageCount()):
        privacy.read(where, place, document.getAllText(page).text())
    document.close()


def read_saved(privacy: Privacy, folder: Path) -> str:
    """Every workbook, CSV and PDF that a button of the walk has saved."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        if any(part in path.name for part in FILES):
            continue
        for text in texts_of_file(path):
            privacy.read(f"saved {path.name}", "file", text)
    return f"{len(files)} files"


def read_commands(privacy: Privacy, folder: Path) -> str:
    """What the commands that list say, to a person and as JSON."""
    from frontdesk.app.cli import run

    with _password():
        for command in COMMANDS:
            # JSON says whatever the lines for people say, and more; those are read where they are longest.
            for how in ((), ("--json",)) if command in IN_WORDS else (("--json",),):
                told = io.StringIO()
                with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                    status = run(["--data", str(folder), "--user", "zhoumin", *how, *command])
                if status:
                    raise NotWhole(f"frontdesk {' '.join(command)} ended with {status}: {told.getvalue()}")
                for line in told.getvalue().splitlines():
                    privacy.read(f"frontdesk {' '.join(command)}", "command", line)
    return f"{len(COMMANDS)} commands"


@contextmanager
def _password() -> Iterator[None]:
    before = os.environ.get("FRONTDESK_PASSWORD")
    os.environ["FRONTDESK_PASSWORD"] = PASSWORD
    try:
        yield
    finally:
        if before is None:
            del os.environ["FRONTDESK_PASSWORD"]
        else:
            os.environ["FRONTDESK_PASSWORD"] = before


def read_log(privacy: Privacy, folder: Path) -> str:
    """Every line that was logged since the self-test began: it has seen everything that was done."""
    lines = 0
    for path in sorted(folder.rglob("*.log")):
        for line in texts_of_file(path):
            privacy.read(f"log {path.name}", "log", line)
            lines += 1
    return f"{lines} lines"
