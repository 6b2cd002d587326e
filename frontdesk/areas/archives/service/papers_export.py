"""Papers copied out of the store into a folder: a unit's, or all that a list shows; logged, personal ones for a reason (D1.6, D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frontdesk.areas.archives.queries.papers import PaperFilter, PaperRow, paper_rows
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import note_look
from frontdesk.base.store.files import another_name, safe_name, write_whole
from frontdesk.base.store.vault import read_kept
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class ExportPapers:
    """All that *wanted* lets through into *folder*, a folder in it for each unit; `reason` for the personal ones."""

    wanted: PaperFilter
    folder: Path
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many were copied, and the names of those whose files are damaged or gone."""

    count: int
    damaged: tuple[str, ...] = ()


def export_papers(work: Work, command: ExportPapers) -> Exported:
    """Copy them. Raises `Refused` without a reason and `NeedsApproval` without the right where there are personal
    ones, `Surroundings` where the folder cannot be written, `Cancelled`: what was copied by then stays there."""
    work.require(Right.ARCHIVES_READ)
    rows = paper_rows(work.session, command.wanted, limit=None)
    if not rows:
        raise Refused(tr("列表里没有资料，没有可存的"))
    if not command.folder.is_dir():
        raise Refused(tr("没有文件夹 {folder}，请重新选择", folder=command.folder))
    personal = [row for row in rows if row.personal]
    if personal:
        if not command.reason.strip():
            raise Refused(tr("请写明为什么要这些资料"), field="reason")
        name = "、".join(dict.fromkeys(_whose(row) for row in personal))
        note_look(work, How.EXPORTED, Matter.PAPER, name, command.reason, people=len(personal))
    damaged = []
    for number, row in enumerate(rows):
        work.progress.step(number, len(rows), tr("正在存第 {n} 份", n=number + 1))
        try:
            content = read_kept(work.session, row.hash)
        except (Surroundings, Refused):
            damaged.append(f"{_whose(row)} {row.name}")
            continue
        folder = command.folder / safe_name(_whose(row))
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise Surroundings(tr("{folder} 不能写入，请换一个文件夹", folder=command.folder)) from error
        name = row.name if row.name.startswith(row.kind) else f"{row.kind} {row.name}"
        path = folder / safe_name(f"{name}.{row.sort}")
        write_whole(another_name(path) if path.exists() else path, content)
    return Exported(len(rows) - len(damaged), tuple(damaged))


def _whose(row: PaperRow) -> str:
    return row.unit or row.document or row.person
