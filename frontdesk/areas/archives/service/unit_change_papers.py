"""房屋合并（拆分）登记单: frozen when it is done, drawn from what was frozen, marked 补打 from the second on (D0.4, T12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from frontdesk.areas.archives.documents.resident_changes import ReprintMark
from frontdesk.areas.archives.documents.unit_changes import SlipThing, SlipUnit, UnitChangeSlip
from frontdesk.areas.archives.model import UnitChange, UnitChangeUnit
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

FORM_KEY = "unit_change"


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """The PDF, and the how-manieth print it is."""

    pdf: bytes
    times: int
    number: str


def issue_slip(work: Work, row: UnitChange, things: Iterable[SlipThing]) -> None:
    """Freeze the paper under the document's number. Raises `Refused` for a sign no font has (T19)."""
    from frontdesk.areas.archives.forms.unit_changes import UNIT_CHANGE

    units = work.session.scalars(
        select(UnitChangeUnit).where(UnitChangeUnit.change_id == row.id).order_by(UnitChangeUnit.id)
    ).all()
    slip = UnitChangeSlip(
        number=row.number,
        office=str(get_setting(work.session, "office.name", "")),
        estate=str(get_setting(work.session, "estate.name", "")),
        kind=row.kind.value,
        starts_on=row.starts_on,
        reason=row.reason,
        units=tuple(SlipUnit(u.code, u.built_area, u.inner_area, u.owners, made=u.made) for u in units),
        things=tuple(dict.fromkeys(things)),
        lifted=tuple(row.lifted.splitlines()),
        lifted_why=row.lifted_why,
        made_at=local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0),
        made_by=work.actor.name,
    )
    UNIT_CHANGE.check(slip)
    issue_paper(
        work,
        form=FORM_KEY,
        number=row.number,
        title=tr("房屋{kind}登记单", kind=tr(row.kind.value)),
        subject=(FORM_KEY, row.id),
        unit_id=next(unit.unit_id for unit in units if unit.made),
        document=codec.to_plain(slip),
    )


def print_slip(work: Work, number: str) -> PrintedSlip:
    """One print of the paper as it was frozen."""
    work.require(Right.ARCHIVES_READ)
    from frontdesk.areas.archives.forms.unit_changes import UNIT_CHANGE

    found = paper_document(work.session, FORM_KEY, number)
    if found is None:
        raise Refused(tr("没有登记单 {number}", number=number), field="number")
    paper_id, data = found
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    count = print_count(work.session, paper_id)
    now = local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0)
    mark = ReprintMark(count, work.actor.name, now) if count else None
    pdf = UNIT_CHANGE.draw(replace(codec.from_plain(UnitChangeSlip, data), reprint=mark))
    times = keep_print(work, paper_id, size=UNIT_CHANGE.sizes[0].key, pdf=pdf)
    return PrintedSlip(pdf, times, number)
