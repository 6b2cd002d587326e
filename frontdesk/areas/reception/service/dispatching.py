"""派单: to a department and a worker, again where somebody else shall do it; and changing the level (D2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.reception.rules.course import Act
from frontdesk.areas.reception.rules.words import Level, WordList
from frontdesk.areas.reception.service.common import (
    LONGEST_NAME,
    ActInput,
    Taken,
    append,
    known_word,
    open_ticket,
    require_desk,
    taken,
    taken_before,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Dispatch(ActInput):
    """To whom. `department` is of the office's list; `worker` may be anybody's name, or nobody's yet."""

    department: str = ""
    worker: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLevel(ActInput):
    """The level from now on, and why; the limits are counted anew."""

    level: Level = Level.NORMAL


def dispatch(work: Work, command: Dispatch) -> Taken:
    """Dispatch it. Raises `Refused` where it cannot be."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    department = known_word(work, WordList.DEPARTMENT, command.department, "department")
    if not department:
        raise Refused(tr("请选派给哪个部门"), field="department")
    worker = tidy(command.worker, longest=LONGEST_NAME, field="worker")
    facts = append(
        work, facts, Act.DISPATCH, command.words, token=command.token,
        fields={"department": department, "worker": worker},
    )  # fmt: skip
    return taken(work, facts)


def change_level(work: Work, command: ChangeLevel) -> Taken:
    """Change it (the lead's right). Raises `Refused` where it is so already."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    if command.level is facts.standing.level:
        raise Refused(tr("已经是{level}，没有再改", level=tr(command.level.value)), field="level")
    facts = append(
        work, facts, Act.LEVEL, command.words, token=command.token, fields={"level": command.level}
    )
    return taken(work, facts)
