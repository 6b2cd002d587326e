"""Papers and photographs attached to a file: kept under their content's hash, photographs made small."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from sqlalchemy import func, select

from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile
from frontdesk.areas.decoration.model.papers import DecorationBlob, DecorationPaper, DecorationPaperVoid
from frontdesk.areas.decoration.rules.papers14 import FIRM_PAPERS, PaperKind
from frontdesk.areas.decoration.service.common import LONGEST_REASON, TOPIC, must, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LARGEST = 30 * 1024 * 1024
LONGEST_SIDE = 1600
_PLAIN_KINDS = ("doc", "docx", "xls", "xlsx", "dwg", "dxf", "ofd")


class Content(bytes):
    """A file's bytes, which the audit trail names by their length."""

    def __str__(self) -> str:
        return f"{len(self)} bytes"


@dataclass(frozen=True, slots=True)
class PaperInput:
    """A paper. `content` None: seen, and kept on paper only. `name` is the file's name."""

    kind: PaperKind
    name: str = ""
    content: bytes | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.content is not None and not isinstance(self.content, Content):
            object.__setattr__(self, "content", Content(self.content))


@dataclass(frozen=True, slots=True)
class AttachPaper:
    """A paper of a file; photographs name the visit or the breach they show."""

    file_id: int
    paper: PaperInput
    on: date | None = None
    inspection_id: int | None = None
    breach_id: int | None = None


@dataclass(frozen=True, slots=True)
class VoidPaper:
    """A paper entered by mistake, and why."""

    paper_id: int
    reason: str


def attach_paper(work: Work, command: AttachPaper) -> int:
    """Store it; the paper's id. Raises `Refused` for what is too large or no sort of file the desk can open."""
    if command.paper.kind is PaperKind.PHOTO and work.actor.may(Right.DECORATION_INSPECT):
        pass
    else:
        work.require(Right.DECORATION)
    file = work.session.get(DecorationFile, command.file_id)
    if file is None:
        raise Refused(tr("没有这份装修申请，请重新选择"))
    on = command.on or work.today()
    if on > work.today():
        raise Refused(tr("日期还没有到，请填今天或以前的日期"), field="on")
    made = attach(work, file.id, command.paper, on, command.inspection_id, command.breach_id)
    work.touch(TOPIC)
    return made


def attach(
    work: Work,
    file_id: int,
    paper: PaperInput,
    on: date,
    inspection_id: int | None = None,
    breach_id: int | None = None,
) -> int:
    """The same inside a command that has asked for its own right."""
    digest = None
    if paper.content is not None:
        digest = _keep(work, paper.name, paper.content)
    elif paper.kind is PaperKind.PHOTO:
        raise Refused(tr("请选照片"), field="papers")
    made = DecorationPaper(
        file_id=file_id,
        kind=paper.kind,
        name=paper.name.strip()[-120:],
        hash=digest,
        words=tidy(paper.words, longest=LONGEST_REASON),
        inspection_id=inspection_id,
        breach_id=breach_id,
        contractor_id=_firm_of(work, file_id) if paper.kind in FIRM_PAPERS else None,
        received_on=on,
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    return made.id


def _firm_of(work: Work, file_id: int) -> int | None:
    return work.session.scalar(
        select(func.max(DecorationContractor.id)).where(DecorationContractor.file_id == file_id)
    )


def void_paper(work: Work, command: VoidPaper) -> None:
    """Void a paper entered by mistake (D0.5); its bytes stay."""
    work.require(Right.DECORATION)
    paper = work.session.get(DecorationPaper, command.paper_id)
    if paper is None:
        raise Refused(tr("没有这份材料，请重新选择"))
    if work.session.scalar(select(DecorationPaperVoid.id).where(DecorationPaperVoid.paper_id == paper.id)):
        raise Refused(tr("这份材料已经作废了，没有再改"))
    work.session.add(
        DecorationPaperVoid(
            paper_id=paper.id,
            reason=must(command.reason, tr("请写明作废的原因"), longest=LONGEST_REASON, field="reason"),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(TOPIC)


def _keep(work: Work, name: str, content: bytes) -> str:
    """The bytes under their hash; the same bytes twice are kept once."""
    if not content:
        raise Refused(tr("“{name}”是空的，请另选一个文件", name=name), field="papers")
    if len(content) > LARGEST:
        raise Refused(
            tr("“{name}”超过 {n} MB，请压缩后再附上", name=name, n=LARGEST // 1024 // 1024), field="papers"
        )
    kind, kept = _read(name, content)
    digest = hashlib.sha256(kept).hexdigest()
    if work.session.get(DecorationBlob, digest) is None:
        work.session.add(DecorationBlob(hash=digest, kind=kind, size=len(kept), bytes=kept))
        work.session.flush()
    return digest


def _read(name: str, content: bytes) -> tuple[str, bytes]:
    """The sort of a file, and what is kept of it: photographs shrunk to 1,600 pixels, the rest as it is."""
    if content.startswith(b"%PDF-"):
        return "pdf", content
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"BM", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")):
        return "jpg", shrink(name, content)
    ending = name.rpartition(".")[2].lower()
    if ending in _PLAIN_KINDS:
        return ending, content
    raise Refused(tr("“{name}”这种文件打不开，请附 PDF 或照片", name=name), field="papers")


def shrink(name: str, content: bytes) -> bytes:
    """A photograph as JPEG, upright, its longer side 1,600 pixels at most. Raises `Refused` when it is broken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.format == "JPEG" and max(picture.size) <= LONGEST_SIDE and not picture.getexif():
                picture.load()
                return content
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(tr("“{name}”不是完好的照片，请另选一张", name=name), field="papers") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = BytesIO()
    upright.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
