"""Taking an old 快递登记本 over: good rows in one transaction, the rest comes back with the reason (D1.7, T14)."""

from __future__ import annotations

from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
from frontdesk.areas.reception.queries.register_parcels import PlannedParcel, plan_parcels
from frontdesk.areas.reception.rules.parcels import ParcelStep
from frontdesk.areas.reception.service.desk_common import may_write
from frontdesk.areas.reception.service.parcels import TOPIC, TakeParcel, add_event, make_parcel
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr


def import_parcels(work: Work, command: ImportRegister) -> RegisterResult:
    """Take the good rows over, all or none; what was collected long ago stands so, under the name it was signed by.

    Raises `Refused` or `Surroundings` for a file that cannot be read, `Cancelled` when somebody pressed cancel.
    """
    may_write(work)
    plan = plan_parcels(work.session, command, work.today(), work.progress)
    for at, planned in enumerate(plan.parcels):
        work.progress.step(at, len(plan.parcels), tr("正在写入代收记录"))
        _write(work, planned)
    if plan.parcels:
        work.touch(TOPIC)
    return plan.result


def _write(work: Work, planned: PlannedParcel) -> None:
    book = planned.book
    # An old row's waybill may be here once more today: only what still waits is held against the others.
    parcel = make_parcel(
        work,
        TakeParcel(
            kind=book.kind, unit_id=planned.unit_id, taker=book.taker, carrier=book.carrier,
            tracking=book.tracking if book.went_on is None else "", pieces=book.pieces, shelf=book.shelf,
            person_id=planned.person_id, phone=book.phone, words=book.words, on=book.came_on, token=planned.mark,
        ),
    )  # fmt: skip
    if book.went_on is not None:
        parcel.tracking = book.tracking
        add_event(
            work, parcel, ParcelStep.COLLECTED, on=book.went_on, pieces=book.pieces, who=book.who,
            words=tr("原登记本"),
        )  # fmt: skip
