"""Identity papers attached to the decoration files of people who are made anonymous (D1.9)."""

from __future__ import annotations

from io import BytesIO

from sqlalchemy import select

from frontdesk.areas.archives.service.anonymising_rows import Rows
from frontdesk.areas.decoration.model.files import DecorationFile
from frontdesk.areas.decoration.model.papers import DecorationBlob, DecorationPaper
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.work import Work

_SIZE = (240, 320)
_GREY = 224


def clean_identity(work: Work, rows: Rows, number: str) -> None:
    """An empty sheet of the same sort stands in their place; one that another file or kind has too stays."""
    own = DecorationFile.person_id.in_(rows.kept) & (DecorationPaper.kind == PaperKind.IDENTITY)
    papers = select(DecorationPaper.hash).join(DecorationFile, DecorationFile.id == DecorationPaper.file_id)
    others = papers.where(~own | DecorationFile.person_id.is_(None), DecorationPaper.hash.is_not(None))
    for digest, kind in work.session.execute(
        select(DecorationBlob.hash, DecorationBlob.kind).where(
            DecorationBlob.hash.in_(papers.where(own)), DecorationBlob.hash.not_in(others)
        )
    ).all():
        rows.put(Base.metadata.tables[DecorationBlob.__tablename__], digest, {"bytes": _empty(kind)})


def _empty(kind: str) -> bytes:
    from PIL import Image

    made = BytesIO()
    sort = {"pdf": "PDF", "png": "PNG"}.get(kind, "JPEG")
    Image.new("L", _SIZE, _GREY).save(made, sort)
    return made.getvalue()
