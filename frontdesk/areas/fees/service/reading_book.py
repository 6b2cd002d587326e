"""Taking a workbook of readings: good rows in one go, odd ones wait, the rest comes back (M3, T14)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.rules.importing.plan import ImportResult, RejectedRow
from frontdesk.areas.archives.service import rejects_workbook
from frontdesk.areas.fees.model import ReadingRun
from frontdesk.areas.fees.queries.meters import meter_states
from frontdesk.areas.fees.queries.reading_book import (
    BookPlan,
    BookResult,
    Fate,
    ImportReadings,
    plan_readings,
)
from frontdesk.areas.fees.rules.kinds import ReadingKind
from frontdesk.areas.fees.service.meters import OpenMeter, Taker, new_meter
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right


def import_readings(work: Work, command: ImportReadings) -> BookResult:
    """Take the good rows, let the odd ones wait, hand back the rest with the reasons. The same again does nothing.

    All or nothing. Raises `Refused` or `Surroundings` for a file that cannot be read.
    """
    work.require(Right.METERS)
    next_number(work.session, "readings")
    plan = plan_readings(work.session, command, work.today(), work.progress)
    run = ReadingRun(
        kind=command.kind, way=ReadingKind.WORKBOOK, file_name=command.file.name[:200], file_hash=plan.file_hash,
        stored=0, held=0, unchanged=0, at=work.now(), by=work.actor.name,
    )  # fmt: skip
    made = _open_missing(work, plan)
    takers: dict[date, Taker] = {}
    states = meter_states(work.session, kind=command.kind) if made else {}
    for planned in plan.planned:
        day = planned.fate.day
        taker = takers.get(day)
        if taker is None:
            taker = takers[day] = Taker(work, day, ReadingKind.WORKBOOK, plan.others)
        state = states[made[planned.state.id]] if planned.state.id in made else planned.state
        taker.take(state, planned.fate.value, planned.reader, told=planned.told, number=planned.fate.number)
    run.stored = sum(taker.stored for taker in takers.values())
    run.held = sum(taker.held for taker in takers.values())
    run.unchanged = sum(taker.unchanged for taker in takers.values())
    run.rejected, run.opened = len(plan.result.of(Fate.REJECTED)), len(made)
    for taker in takers.values():
        taker.store(run)
    if run.stored or run.held or run.opened:
        work.touch("meters")
    return plan.result


def _open_missing(work: Work, plan: BookPlan) -> dict[int, int]:
    """The meters that the workbook brings: the plan's number for each -> its id."""
    made = {}
    for planned in plan.planned:
        state = planned.state
        if state.id >= 0:
            continue
        command = OpenMeter(
            state.unit_id, state.kind, state.number, state.opened_on, state.last_value, state.digits
        )
        made[state.id] = new_meter(work, state.unit_id, command).id
    return made


def readings_rejects(result: BookResult) -> bytes:
    """The rows that were sent back as an .xlsx, the reason in a new last column; mended it can come in again."""
    rejected = tuple(
        RejectedRow(row.sheet, row.row, row.reason, row.cells) for row in result.of(Fate.REJECTED)
    )
    return rejects_workbook(
        ImportResult(0, 0, 0, rejected, (), 0, result.sheets, (), (), result.titles, (), ())
    )
