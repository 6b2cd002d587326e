"""What is known of meters: the list to read, one meter's card, what waits, and what billing must know (M3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import (
    ChargeReading,
    HeldDecision,
    HeldReading,
    Meter,
    MeterEnd,
    MeterReading,
)
from frontdesk.areas.fees.rules.facts import ItemFacts
from frontdesk.areas.fees.rules.kinds import Decision, MeterKind, Odd, ReadingKind
from frontdesk.areas.fees.rules.meters import (
    METERED,
    NONE_USED,
    USUAL_OF,
    Metered,
    Used,
    judge,
    odd_words,
    usual_use,
    value_fault,
)
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr

_LOOKED_BACK = timedelta(days=92)
_PART = 5_000


@dataclass(slots=True)
class MeterState:
    """A meter as the next reading finds it: the last reading of its chain, and what it usually uses.

    `before_value` is the reading before the last, from which a correction of the last is reckoned. `waiting` are
    readings that nobody has decided of yet.
    """

    id: int
    unit_id: int
    unit: str
    kind: MeterKind
    number: str
    place: str
    digits: int
    multiplier: Decimal
    opened_on: date
    ended_on: date | None
    last_id: int = 0
    last_on: date = date.min
    last_value: Decimal = NONE_USED
    last_kind: ReadingKind = ReadingKind.FIRST
    before_id: int | None = None
    before_value: Decimal | None = None
    billed: bool = False
    uses: list[Decimal] = field(default_factory=list)
    waiting: list[HeldRow] = field(default_factory=list)

    @property
    def usual(self) -> Decimal | None:
        return usual_use(self.uses)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A reading that waits: what was read, from what, what is odd, and since when."""

    id: int
    meter_id: int
    unit_id: int
    unit: str
    kind: MeterKind
    meter_number: str
    read_on: date
    value: Decimal | None
    last_value: Decimal
    last_on: date
    digits: int
    multiplier: Decimal
    odd: Odd
    words: str
    number: str
    usual: Decimal | None
    reader: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading in a meter's history. `charge_id` is what it was billed by; `reason` why it stands as it does."""

    id: int
    meter_id: int
    number: str
    read_on: date
    value: Decimal
    use: Decimal
    kind: ReadingKind
    rolled: bool
    reader: str
    reason: str
    by: str
    at: datetime
    billed: bool
    superseded: bool
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class MeterLine:
    """A meter in the list to read on a day: what it showed last before that day, and on it.

    With `later_on` it was read after that day too: what it showed then cannot change any more.
    """

    meter_id: int
    unit_id: int
    unit: str
    building_id: int
    number: str
    place: str
    digits: int
    multiplier: Decimal
    last_value: Decimal
    last_on: date
    value: Decimal | None
    use: Decimal | None
    usual: Decimal | None
    billed: bool
    waiting: str
    later_on: date | None
    read_this_month: bool


@dataclass(frozen=True, slots=True)
class MeterCard:
    """One meter with its history, the latest first, and what waits."""

    state: MeterState
    readings: tuple[ReadingRow, ...]
    used_before: Decimal
    replaces: str


def live() -> ColumnElement[bool]:
    """Readings that were not corrected by a later row."""
    later = aliased(MeterReading)
    return ~exists().where(later.supersedes_id == MeterReading.id)


def metered(session: Session, item: ItemFacts, span: Span) -> dict[int, Metered]:
    """Unit id -> what its meters say of a period, for an item priced by meter; units without one are missing.

    A unit waits where a meter that hung there through the period's first day was not read in it, and where a
    reading of the period, or one before it, is still to be decided (M3.2).
    """
    kind = METERED[item.category]
    meters = session.execute(
        select(Meter.id, Meter.unit_id, Meter.number, Meter.opened_on, Meter.used_before, MeterEnd.ended_on)
        .outerjoin(MeterEnd, MeterEnd.meter_id == Meter.id)
        .where(Meter.kind == kind, Meter.opened_on < span.end)
        .order_by(Meter.id)
    ).all()
    unit_of = {row.id: row.unit_id for row in meters}
    year = date(span.start.year, 1, 1)
    since = min(year, span.start - _LOOKED_BACK)
    billed = exists().where(ChargeReading.reading_id == MeterReading.id, ChargeReading.item_id == item.id)
    used: dict[int, list[tuple[date, int, Decimal, bool]]] = defaultdict(list)
    read: set[int] = set()
    for row in session.execute(
        select(
            MeterReading.id, MeterReading.meter_id, MeterReading.read_on, MeterReading.use, billed.label("billed")
        )
        .join(Meter, Meter.id == MeterReading.meter_id)
        .where(
            Meter.kind == kind,
            MeterReading.previous_id.is_not(None),
            MeterReading.read_on >= since,
            MeterReading.read_on < span.end,
            live(),
        )
        .order_by(MeterReading.read_on, MeterReading.id)
    ):  # fmt: skip
        used[unit_of[row.meter_id]].append((row.read_on, row.id, row.use, row.billed))
        if row.read_on >= span.start:
            read.add(row.meter_id)
    waits = _waits(session, kind, span)
    first_price = item.tariffs[0].starts_on if item.tariffs else date.max
    units: dict[int, list[Row[int, int, str, date, Decimal, date]]] = defaultdict(list)
    for meter in meters:
        if meter.ended_on is None or meter.ended_on >= year:
            units[meter.unit_id].append(meter)
    found = {}
    for unit_id, own in units.items():
        hung = [m for m in own if m.ended_on is None or m.ended_on >= span.start]
        known = used.get(unit_id, [])
        if not hung and not any(day >= span.start for day, *_ in known):
            continue
        waiting = next((waits[m.id] for m in hung if m.id in waits), "")
        missing = [m for m in hung if m.id not in read and m.opened_on < span.start]
        if not waiting and missing:
            waiting = tr("本期没有读数")
            if len(hung) > 1 and missing[0].number:
                waiting = tr("表 {number} 本期没有读数", number=missing[0].number)
        before_year = sum((m.used_before for m in own if m.opened_on.year == year.year), NONE_USED)
        found[unit_id] = _metered(kind, item, span, known, waiting, before_year, first_price)
    return found


def _metered(
    kind: MeterKind,
    item: ItemFacts,
    span: Span,
    known: Sequence[tuple[date, int, Decimal, bool]],
    waiting: str,
    before_year: Decimal,
    first_price: date,
) -> Metered:
    new = [Used(id, day, use) for day, id, use, billed in known if day >= span.start and not billed]
    place = (new[0].day, new[0].reading_id) if new else (span.end, 0)
    earlier = [(day, use) for day, id, use, _ in known if (day, id) < place]
    left = {
        str(Month.of(day)): None
        for day, _, use, billed in known
        if day < span.start and not billed and use and day >= first_price
    }
    return Metered(
        kind,
        item.tariffs,
        tuple(new),
        month_before=sum((use for day, use in earlier if day >= span.start), NONE_USED),
        year_before=before_year
        + sum((use for day, use in earlier if day.year == span.start.year), NONE_USED),
        waiting=waiting,
        left=tuple(left),
    )


def _waits(session: Session, kind: MeterKind, span: Span) -> dict[int, str]:
    """Meter id -> what waits to be decided, of readings up to the period's end."""
    return {
        row.meter_id: tr("读数待定：{why}", why=row.why)
        for row in session.execute(
            select(HeldReading.meter_id, HeldReading.why)
            .join(Meter, Meter.id == HeldReading.meter_id)
            .where(Meter.kind == kind, HeldReading.read_on < span.end, _undecided())
            .order_by(HeldReading.id)
        )
    }


def _undecided() -> ColumnElement[bool]:
    return ~exists().where(HeldDecision.held_id == HeldReading.id)


def meter_states(
    session: Session,
    *,
    kind: MeterKind | None = None,
    meter_ids: Collection[int] | None = None,
    open_on: date | None = None,
    building_id: int | None = None,
    until: date | None = None,
) -> dict[int, MeterState]:
    """Meter id -> its state, in order of the units' codes; three queries, however many meters there are.

    With *until* the readings after that day are left out.
    """

    where: list[ColumnElement[bool]] = []
    if kind is not None:
        where.append(Meter.kind == kind)
    if meter_ids is not None:
        where.append(Meter.id.in_(list(meter_ids)[:_PART]))
    if building_id is not None:
        where.append(Unit.building_id == building_id)
    if open_on is not None:
        end = aliased(MeterEnd)
        ended = exists().where(end.meter_id == Meter.id, end.ended_on < open_on)
        where += [Meter.opened_on <= open_on, ~ended]
    states = {
        row.id: MeterState(*row)
        for row in session.execute(
            select(
                Meter.id, Meter.unit_id, Unit.code, Meter.kind, Meter.number, Meter.place, Meter.digits,
                Meter.multiplier, Meter.opened_on, MeterEnd.ended_on,
            )
            .join(Unit, Unit.id == Meter.unit_id)
            .outerjoin(MeterEnd, MeterEnd.meter_id == Meter.id)
            .where(*where)
            .order_by(Unit.sort_key, Meter.id)
        )
    }  # fmt: skip
    billed = exists().where(ChargeReading.reading_id == MeterReading.id)
    if until is not None:
        where.append(MeterReading.read_on <= until)
    # The last few readings of each say all there is to know; those of many years stay in the database.
    place = func.row_number().over(
        partition_by=MeterReading.meter_id, order_by=(MeterReading.read_on.desc(), MeterReading.id.desc())
    )
    before = aliased(MeterReading)
    recent = (
        select(
            MeterReading.id, MeterReading.meter_id, MeterReading.read_on, MeterReading.value, MeterReading.use,
            MeterReading.kind, MeterReading.previous_id, before.value.label("before"), billed.label("billed"),
            place.label("place"),
        )
        .join(Meter, Meter.id == MeterReading.meter_id)
        .join(Unit, Unit.id == Meter.unit_id)
        .outerjoin(before, before.id == MeterReading.previous_id)
        .where(*where, live())
        .subquery()
    )  # fmt: skip
    for row in session.execute(
        select(recent).where(recent.c.place <= USUAL_OF + 1).order_by(recent.c.read_on, recent.c.id)
    ):
        state = states[row.meter_id]
        if row.previous_id is not None:
            state.uses.append(row.use)
        state.before_id, state.before_value = row.previous_id, row.before
        state.last_id, state.last_on, state.last_value = row.id, row.read_on, row.value
        state.last_kind, state.billed = row.kind, row.billed
    for held in held_readings(session, kind=kind):
        if held.meter_id in states:
            states[held.meter_id].waiting.append(held)
    return states


def meter_sheet(
    session: Session, kind: MeterKind, day: date, building_id: int | None = None
) -> tuple[MeterLine, ...]:
    """The meters that hang on *day*, in order of the units, with what they showed before it and on it."""
    states = meter_states(session, kind=kind, open_on=day, building_id=building_id, until=day)
    later = dict(
        session.execute(
            select(MeterReading.meter_id, func.max(MeterReading.read_on))
            .join(Meter, Meter.id == MeterReading.meter_id)
            .where(Meter.kind == kind, MeterReading.read_on > day)
            .group_by(MeterReading.meter_id)
        ).all()
    )
    buildings = dict(
        session.execute(
            select(Unit.id, Unit.building_id).join(Meter, Meter.unit_id == Unit.id).where(Meter.kind == kind)
        ).all()
    )
    return tuple(
        _line(state, day, buildings[state.unit_id], later.get(state.id))
        for state in states.values()
        if state.ended_on is None
    )


def _line(state: MeterState, day: date, building_id: int, later_on: date | None) -> MeterLine:
    on_day = state.last_on == day and state.before_value is not None
    return MeterLine(
        meter_id=state.id,
        unit_id=state.unit_id,
        unit=state.unit,
        building_id=building_id,
        number=state.number,
        place=state.place,
        digits=state.digits,
        multiplier=state.multiplier,
        last_value=state.before_value if on_day and state.before_value is not None else state.last_value,
        last_on=state.last_on,
        value=state.last_value if on_day else None,
        use=state.uses[-1] if on_day else None,
        usual=usual_use(state.uses[:-1] if on_day else state.uses),
        billed=on_day and state.billed,
        waiting=state.waiting[-1].words if state.waiting else "",
        later_on=later_on,
        read_this_month=state.before_value is not None and Month.of(state.last_on) == Month.of(day),
    )


class Weighed(NamedTuple):
    """What becomes of a reading: it stands already (`same`), waits (`odd`, `why`), or has consumption `use`.

    With `again` it corrects the reading that the day has.
    """

    same: bool
    again: bool
    odd: Odd | None
    why: str
    use: Decimal | None
    usual: Decimal | None


def weigh(
    state: MeterState,
    value: Decimal | None,
    day: date,
    others: Decimal | None = None,
    told: tuple[Odd, str] | None = None,
) -> Weighed:
    """Judge a reading against its meter; *others* is what is usual for a meter without a past (M3.2).

    *told* is what a workbook says otherwise than the meter's own record.
    """
    again = state.last_on == day and state.before_value is not None
    if any(held.read_on == day and held.value == value for held in state.waiting) or (
        again and value == state.last_value
    ):
        return Weighed(True, again, None, "", state.uses[-1] if again else None, None)
    last = state.before_value if again and state.before_value is not None else state.last_value
    uses = state.uses[:-1] if again else state.uses
    usual = usual_use(uses) if uses else others
    use, odd = judge(last, value, digits=state.digits, multiplier=state.multiplier, usual=usual)
    if told is not None and odd is not Odd.MISSING:
        return Weighed(False, again, told[0], told[1], use, usual)
    return Weighed(False, again, odd, odd_words(odd, last, value, use, usual) if odd else "", use, usual)


def uses_of(
    states: dict[int, MeterState], day: date, entries: list[tuple[int, Decimal | None]]
) -> list[Decimal]:
    """What the readings of a sitting come to, where they are plain: what homes like these use."""
    found = []
    for meter_id, value in entries:
        state = states.get(meter_id)
        if state is None or value is None:
            continue
        again = state.last_on == day and state.before_value is not None
        last = state.before_value if again and state.before_value is not None else state.last_value
        if value >= last:
            found.append((value - last) * state.multiplier)
    return found


def entry_fault(state: MeterState | None, value: Decimal | None, day: date) -> str:
    """Why a figure cannot be taken for this meter on that day, or an empty text."""
    if state is None or state.ended_on is not None:
        return tr("这块表已经拆了")
    if value is not None:
        wrong = value_fault(value, state.digits)
        if wrong:
            return wrong
    again = state.last_on == day and state.before_value is not None
    if day < state.last_on or (day == state.last_on and not again):
        return tr("{day} 已有读数，不能再抄更早的", day=state.last_on.isoformat())
    if again and state.billed and value != state.last_value:
        return tr("{day} 的读数已经生成应收，不能再改", day=day.isoformat())
    return ""


def held_readings(session: Session, *, kind: MeterKind | None = None) -> tuple[HeldRow, ...]:
    """What waits until somebody decides, in order of the units (M3.2)."""
    last = aliased(MeterReading)
    later = aliased(MeterReading)
    follows = aliased(MeterReading)
    query = (
        select(
            HeldReading.id, HeldReading.meter_id, Meter.unit_id, Unit.code, Meter.kind, Meter.number,
            HeldReading.read_on, HeldReading.value, last.value.label("last_value"), last.read_on.label("last_on"),
            Meter.digits, Meter.multiplier, HeldReading.odd, HeldReading.why, HeldReading.number.label("told"), HeldReading.usual,
            HeldReading.reader, HeldReading.at, HeldReading.by,
        )
        .join(Meter, Meter.id == HeldReading.meter_id)
        .join(Unit, Unit.id == Meter.unit_id)
        .join(last, last.meter_id == Meter.id)
        .where(
            _undecided(),
            ~exists().where(later.supersedes_id == last.id),
            ~exists().where(follows.previous_id == last.id),
        )
        .order_by(Unit.sort_key, HeldReading.id)
    )  # fmt: skip
    if kind is not None:
        query = query.where(Meter.kind == kind)
    return tuple(HeldRow(*tuple(row)) for row in session.execute(query))


def held_reading(session: Session, held_id: int) -> HeldRow | None:
    """One that waits; None when it was decided meanwhile."""
    return next((row for row in held_readings(session) if row.id == held_id), None)


def meter_card(session: Session, meter_id: int) -> MeterCard:
    """One meter, with the readings of the ones it took the place of."""
    meter = session.get_one(Meter, meter_id)
    state = meter_states(session, meter_ids=[meter_id])[meter_id]
    chain = [meter_id]
    before = meter
    while before.replaces_id is not None:
        before = session.get_one(Meter, before.replaces_id)
        chain.append(before.id)
    replaced = session.get(Meter, meter.replaces_id) if meter.replaces_id is not None else None
    return MeterCard(
        state, _history(session, chain), meter.used_before, replaced.number if replaced is not None else ""
    )


def unit_meters(session: Session, unit_id: int) -> tuple[MeterState, ...]:
    """The meters of a unit, also those taken out."""
    ids = session.scalars(select(Meter.id).where(Meter.unit_id == unit_id)).all()
    return tuple(meter_states(session, meter_ids=ids).values()) if ids else ()


def _history(session: Session, meter_ids: Iterable[int]) -> tuple[ReadingRow, ...]:
    later = aliased(MeterReading)
    superseded = exists().where(later.supersedes_id == MeterReading.id)
    billed = exists().where(ChargeReading.reading_id == MeterReading.id)
    return tuple(
        ReadingRow(*tuple(row))
        for row in session.execute(
            select(
                MeterReading.id, MeterReading.meter_id, Meter.number, MeterReading.read_on, MeterReading.value,
                MeterReading.use, MeterReading.kind, MeterReading.rolled, MeterReading.reader, MeterReading.reason,
                MeterReading.by, MeterReading.at, billed.label("billed"), superseded.label("superseded"),
                HeldDecision.decision,
            )
            .join(Meter, Meter.id == MeterReading.meter_id)
            .outerjoin(HeldDecision, HeldDecision.reading_id == MeterReading.id)
            .where(MeterReading.meter_id.in_(list(meter_ids)))
            .order_by(MeterReading.read_on.desc(), MeterReading.id.desc())
        )
    )  # fmt: skip


def kinds_in_use(session: Session) -> tuple[MeterKind, ...]:
    """The kinds of which any meter hangs."""
    found = set(session.scalars(select(Meter.kind).distinct()))
    return tuple(kind for kind in MeterKind if kind in found)


def reading_day(session: Session, kind: MeterKind, today: date) -> date:
    """The day a list goes on with: the last one on which meters were read this month, else today."""
    last = session.scalar(
        select(func.max(MeterReading.read_on))
        .join(Meter, Meter.id == MeterReading.meter_id)
        .where(
            Meter.kind == kind,
            MeterReading.previous_id.is_not(None),
            MeterReading.read_on >= Month.of(today).start,
            MeterReading.read_on <= today,
        )
    )
    return last or today


def held_count(session: Session) -> int:
    """How many readings wait."""
    return len(session.scalars(select(HeldReading.id).where(_undecided())).all())
