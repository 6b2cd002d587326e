"""Photographs and papers of an event or of a commission: kept under their content's hash, voided with a reason (D0.5)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.reception.model.events import CommunityEvent, DeskFile, DeskFileVoid
from frontdesk.areas.reception.model.lettings import Letting
from frontdesk.areas.reception.service.attaching import PhotoInput, keep_blob
from frontdesk.areas.reception.service.desk_common import may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

EVENT_TOPIC, LETTING_TOPIC = "events", "lettings"


@dataclass(frozen=True, slots=True)
class AttachFiles:
    """Files of an event, or of a commission: exactly one of the two ids."""

    files: tuple[PhotoInput, ...]
    event_id: int | None = None
    letting_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidFile:
    """A file attached by mistake, and why."""

    file_id: int
    reason: str


def attach_files(work: Work, command: AttachFiles) -> int:
    """Store them; how many. Raises `Refused` for what is no picture or PDF."""
    may_write(work)
    if not command.files:
        raise Refused(tr("请选至少一张照片"), field="photos")
    if (command.event_id is None) == (command.letting_id is None):
        raise Refused(tr("请重新选择要附到哪里"))
    owner: type[CommunityEvent] | type[Letting] = CommunityEvent if command.event_id is not None else Letting
    owner_id = command.event_id if command.event_id is not None else command.letting_id
    if work.session.get(owner, owner_id) is None:
        raise Refused(tr("没有这一份，请重新选择"))
    for file in command.files:
        work.session.add(
            DeskFile(
                event_id=command.event_id, letting_id=command.letting_id, name=file.name.strip()[-120:],
                hash=keep_blob(work, file.name, file.content),
                words=tidy(file.words or command.words, field="words"), at=work.now(), by_id=work.actor.id,
                by=work.actor.name,
            )
        )  # fmt: skip
    work.session.flush()
    work.touch(EVENT_TOPIC if command.event_id is not None else LETTING_TOPIC)
    return len(command.files)


def void_file(work: Work, command: VoidFile) -> str:
    """Void one; its bytes stay. Gives its name."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    file = work.session.get(DeskFile, command.file_id)
    if file is None:
        raise Refused(tr("没有这个文件，请重新选择"))
    if work.session.scalar(select(DeskFileVoid.id).where(DeskFileVoid.file_id == file.id)) is not None:
        raise Refused(tr("“{name}”已经作废了，没有再改", name=file.name))
    work.session.add(
        DeskFileVoid(
            file_id=file.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(EVENT_TOPIC if file.event_id is not None else LETTING_TOPIC)
    return file.name
