"""While it is worked on (处理, D2.2): log entries with photographs, somebody there, done, put off to a day and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import WordList
from frontdesk.areas.reception.service.attaching import PhotoInput, keep_photos
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
from frontdesk.areas.reception.service.receiving import done_act
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

LONGEST_PUT_OFF = 366


@dataclass(frozen=True, slots=True)
class Log(ActInput):
    """记一笔: `words`, and photographs of it."""

    photos: tuple[PhotoInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrive(ActInput):
    """Somebody is there; `words` may say what was seen."""


@dataclass(frozen=True, slots=True)
class Finish(ActInput):
    """It is done: `words` say what, and who did it where that is somebody else than it was dispatched to."""

    department: str = ""
    worker: str = ""
    photos: tuple[PhotoInput, ...] = ()


@dataclass(frozen=True, slots=True)
class PutOff(ActInput):
    """Not before the day `until`, and why (`words`)."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class Resume(ActInput):
    """Back before its day."""


def log(work: Work, command: Log) -> Taken:
    """Write it down; a photograph alone says so itself."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    words = command.words.strip() or (tr("照片 {n} 张", n=len(command.photos)) if command.photos else "")
    facts = append(work, facts, Act.LOG, words, token=command.token)
    keep_photos(work, facts.ticket.id, command.photos, facts.version)
    return taken(work, facts)


def arrive(work: Work, command: Arrive) -> Taken:
    """Somebody is there: 处理中."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    return taken(work, append(work, facts, Act.ARRIVE, command.words, token=command.token))


def finish(work: Work, command: Finish) -> Taken:
    """Done: 待回访, or 已完成 where nobody is to be asked."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    department = known_word(work, WordList.DEPARTMENT, command.department, "department")
    worker = tidy(command.worker, longest=LONGEST_NAME, field="worker")
    if not department and not worker and not facts.standing.department:
        worker = work.actor.name
    facts = append(
        work, facts, done_act(work, facts), command.words, token=command.token,
        fields={"department": department, "worker": worker},
    )  # fmt: skip
    keep_photos(work, facts.ticket.id, command.photos, facts.version)
    return taken(work, facts)


def put_off(work: Work, command: PutOff) -> Taken:
    """Put it off: it comes back by itself on its day, limits counted from that morning."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    today = work.today()
    if command.until is None or not today < command.until <= today + timedelta(days=LONGEST_PUT_OFF):
        raise Refused(tr("请填明天以后、一年以内的日期"), field="until")
    if facts.standing.on_day(today) is State.PUT_OFF and command.until == facts.standing.until:
        raise Refused(tr("已经延后到这一天，没有再改"), field="until")
    facts = append(
        work, facts, Act.PUT_OFF, command.words, token=command.token, fields={"until": command.until}
    )
    return taken(work, facts)


def resume(work: Work, command: Resume) -> Taken:
    """Back at once, limits counted from now."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    return taken(work, append(work, facts, Act.RESUME, command.words, token=command.token))
