"""The photographs on permits of people who are made anonymous: an empty picture stands in their place (D1.9)."""

from __future__ import annotations

from io import BytesIO

from sqlalchemy import select

from frontdesk.areas.archives.service.anonymising_rows import Rows
from frontdesk.areas.permits.model.permits import Permit, PermitPhoto
from frontdesk.base.store.base import Base
from frontdesk.base.store.work import Work

_SIZE = (240, 320)
_GREY = 224


def clean_photos(work: Work, rows: Rows, number: str) -> None:
    """A photograph that somebody else's permit bears too stays."""
    own = Permit.person_id.in_(rows.kept)
    others = select(Permit.photo).where(Permit.photo.is_not(None), ~own | Permit.person_id.is_(None))
    found = work.session.scalars(
        select(Permit.photo).where(own, Permit.photo.is_not(None), Permit.photo.not_in(others)).distinct()
    ).all()
    for digest in found:
        rows.put(Base.metadata.tables[PermitPhoto.__tablename__], digest, {"jpeg": _empty()})


def _empty() -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("L", _SIZE, _GREY).save(made, "JPEG")
    return made.getvalue()
