"""Photographs of tickets: kept under their content's hash, made small."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.decoration.service.attaching import LARGEST, Content, shrink
from frontdesk.areas.reception.model.attached import ReceptionBlob, TicketPhoto, TicketPhotoVoid
from frontdesk.areas.reception.service.common import TOPIC, must, open_ticket, require_desk, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"BM", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")


@dataclass(frozen=True, slots=True)
class PhotoInput:
    """A photograph or PDF: the file's name, its bytes, and words to it."""

    name: str
    content: bytes
    words: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.content, Content):
            object.__setattr__(self, "content", Content(self.content))


@dataclass(frozen=True, slots=True)
class AttachPhotos:
    """Photographs that came later."""

    ticket_id: int
    photos: tuple[PhotoInput, ...]


@dataclass(frozen=True, slots=True)
class VoidPhoto:
    """A photograph attached by mistake, and why."""

    photo_id: int
    reason: str


def attach_photos(work: Work, command: AttachPhotos) -> int:
    """Store them; how many. Raises `Refused` for what is no picture."""
    require_desk(work)
    facts = open_ticket(work, command.ticket_id)
    keep_photos(work, facts.ticket.id, command.photos, None)
    work.touch(TOPIC)
    return len(command.photos)


def void_photo(work: Work, command: VoidPhoto) -> None:
    """Void one; its bytes stay (D0.5)."""
    require_desk(work)
    photo = work.session.get(TicketPhoto, command.photo_id)
    if photo is None:
        raise Refused(tr("没有这张照片，请重新选择"))
    open_ticket(work, photo.ticket_id)
    if work.session.scalar(select(TicketPhotoVoid.id).where(TicketPhotoVoid.photo_id == photo.id)):
        raise Refused(tr("这张照片已经作废了，没有再改"))
    reason = must(command.reason, tr("请写明作废的原因"), longest=200, field="reason")
    work.session.add(TicketPhotoVoid(photo_id=photo.id, reason=reason, at=work.now(), by=work.actor.name))
    work.session.flush()
    work.touch(TOPIC)


def keep_photos(work: Work, ticket_id: int, photos: Iterable[PhotoInput], event_no: int | None) -> None:
    """The same inside an act that has asked for its own right."""
    for photo in photos:
        work.session.add(
            TicketPhoto(
                ticket_id=ticket_id,
                event_no=event_no,
                name=photo.name.strip()[-120:],
                hash=keep_blob(work, photo.name, photo.content),
                words=tidy(photo.words, longest=200),
                at=work.now(),
                by=work.actor.name,
            )
        )
    work.session.flush()


def keep_blob(work: Work, name: str, content: bytes) -> str:
    """The bytes under their hash; the same bytes twice are kept once. Raises `Refused`."""
    if not content:
        raise Refused(tr("“{name}”是空的，请另选一个文件", name=name), field="photos")
    if len(content) > LARGEST:
        words = tr("“{name}”超过 {n} MB，请压缩后再附上", name=name, n=LARGEST // 1024 // 1024)
        raise Refused(words, field="photos")
    if content.startswith(b"%PDF-"):
        kind, kept = "pdf", bytes(content)
    elif content.startswith(_PICTURES):
        kind, kept = "jpg", shrink(name, bytes(content))
    else:
        raise Refused(tr("“{name}”这种文件打不开，请附 PDF 或照片", name=name), field="photos")
    digest = hashlib.sha256(kept).hexdigest()
    if work.session.get(ReceptionBlob, digest) is None:
        work.session.add(ReceptionBlob(hash=digest, kind=kind, size=len(kept), bytes=kept))
        work.session.flush()
    return digest
