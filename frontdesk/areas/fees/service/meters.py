"""Meters: opened, changed, taken out; readings taken, corrected, decided one by one (M3.1, M3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.fees.model import HeldDecision, HeldReading, Meter, MeterEnd, MeterReading, ReadingRun
from frontdesk.areas.fees.queries.meters import (
    HeldRow,
    MeterState,
    entry_fault,
    held_reading,
    meter_states,
    uses_of,
    weigh,
)
from frontdesk.areas.fees.rules.kinds import Decision, MeterKind, Odd, ReadingKind
from frontdesk.areas.fees.rules.meters import (
    FEWEST_DIGITS,
    MOST_DIGITS,
    NONE_USED,
    USUAL_DIGITS,
    consumption,
    plain_figure,
    usual_of_others,
    value_fault,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

ONE = Decimal(1)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class OpenMeter:
    """A meter that hangs from a day on, with what it showed then.

    `used_before` is what the unit had used in that calendar year already, for tiers by year.
    """

    unit_id: int
    kind: MeterKind
    number: str
    opened_on: date
    first_value: Decimal
    digits: int = USUAL_DIGITS
    multiplier: Decimal = ONE
    place: str = ""
    used_before: Decimal = NONE_USED


@dataclass(frozen=True, slots=True)
class ChangeMeter:
    """The old meter ends with its last reading, the new one begins with its first, on one day (M3.1)."""

    meter_id: int
    changed_on: date
    last_value: Decimal
    number: str
    first_value: Decimal = NONE_USED
    digits: int = USUAL_DIGITS
    multiplier: Decimal = ONE
    place: str = ""
    rolled: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EndMeter:
    """A meter that is taken out, with its last reading."""

    meter_id: int
    ended_on: date
    last_value: Decimal
    rolled: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one meter showed; None where it could not be read, which has to be decided."""

    meter_id: int
    value: Decimal | None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class TakeReadings:
    """A list of readings of one day and kind, stored together."""

    kind: MeterKind
    read_on: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many readings stand, wait to be decided, or stood already."""

    stored: int
    held: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class CorrectReading:
    """The last reading of a meter as it should have been; one that was billed stays."""

    reading_id: int
    value: Decimal
    reason: str
    rolled: bool = False


@dataclass(frozen=True, slots=True)
class DecideHeld:
    """What becomes of a reading that waits.

    接受 and 翻转 take it as it is; 改读数 takes `value`; 估算 reckons `use` (the usual use where none is given);
    换表 ends the meter with `value` and goes on with a new one: `number`, `first_value`, and the reading that
    waited, if there was one.
    """

    held_id: int
    decision: Decision
    reason: str = ""
    value: Decimal | None = None
    use: Decimal | None = None
    number: str = ""
    first_value: Decimal = NONE_USED
    digits: int = USUAL_DIGITS


def open_meter(work: Work, command: OpenMeter) -> int:
    """The new meter's id. Raises `InvalidInput`."""
    work.require(Right.METERS)
    unit = work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, unit.id)
    errors = _meter_errors(command.number, command.digits, command.multiplier, command.first_value)
    if command.opened_on > work.today():
        errors["opened_on"] = tr("日期在今天之后，请核对")
    if command.used_before < 0:
        errors["used_before"] = tr("用量不能是负数")
    number = command.number.strip()
    if number:
        other = _meter_of_number(work, command.kind, number)
        if other:
            errors["number"] = tr("表号 {number} 已登记在 {unit}", number=number, unit=other)
    if errors:
        raise InvalidInput(errors)
    next_number(work.session, "readings")
    meter = new_meter(work, unit.id, command)
    work.touch("meters")
    return meter.id


def change_meter(work: Work, command: ChangeMeter) -> int:
    """The new meter's id. Both consumptions count in the period of their days. Raises `InvalidInput`."""
    work.require(Right.METERS)
    next_number(work.session, "readings")
    state = _open_state(work, command.meter_id)
    errors = _meter_errors(command.number, command.digits, command.multiplier, command.first_value)
    errors.update(
        _end_errors(work, state, command.changed_on, command.last_value, command.rolled, "changed_on")
    )
    number = command.number.strip()
    if number and number != state.number:
        other = _meter_of_number(work, state.kind, number)
        if other:
            errors["number"] = tr("表号 {number} 已登记在 {unit}", number=number, unit=other)
    if errors:
        raise InvalidInput(errors)
    reason = command.reason.strip() or tr("换表")
    _end(work, state, command.changed_on, command.last_value, command.rolled, reason)
    made = new_meter(
        work,
        state.unit_id,
        OpenMeter(
            state.unit_id, state.kind, number, command.changed_on, command.first_value, command.digits,
            command.multiplier, command.place.strip() or state.place,
        ),
        replaces=state.id,
    )  # fmt: skip
    work.touch("meters")
    return made.id


def end_meter(work: Work, command: EndMeter) -> None:
    """The meter is taken out; what it counted last is billed with its period. Raises `InvalidInput`."""
    work.require(Right.METERS)
    next_number(work.session, "readings")
    state = _open_state(work, command.meter_id)
    errors = _end_errors(work, state, command.ended_on, command.last_value, command.rolled, "ended_on")
    if errors:
        raise InvalidInput(errors)
    _end(
        work,
        state,
        command.ended_on,
        command.last_value,
        command.rolled,
        command.reason.strip() or tr("拆表"),
    )
    work.touch("meters")


def take_readings(work: Work, command: TakeReadings) -> Taken:
    """Store a list of readings in one go; what is odd waits to be decided (M3.2).

    Entering the same again changes nothing; another figure for the same day corrects the first, as long as it
    was not billed. Raises `InvalidInput`: the meter's id as text -> what is wrong with its figure.
    """
    work.require(Right.METERS)
    next_number(work.session, "readings")
    states = meter_states(work.session, kind=command.kind)
    errors: dict[str, str] = {}
    if command.read_on > work.today():
        raise Refused(tr("抄表日期在今天之后，请核对"), field="read_on")
    met: set[int] = set()
    for entry in command.entries:
        wrong = entry_fault(states.get(entry.meter_id), entry.value, command.read_on)
        if entry.meter_id in met:
            wrong = tr("同一块表填了两次")
        met.add(entry.meter_id)
        if wrong:
            errors[str(entry.meter_id)] = wrong
    if errors:
        raise InvalidInput(errors)
    others = uses_of(states, command.read_on, [(e.meter_id, e.value) for e in command.entries])
    run = ReadingRun(
        kind=command.kind,
        way=ReadingKind.LIST,
        stored=0,
        held=0,
        unchanged=0,
        at=work.now(),
        by=work.actor.name,
    )
    taker = Taker(work, command.read_on, ReadingKind.LIST, usual_of_others(others))
    for entry in command.entries:
        taker.take(states[entry.meter_id], entry.value, entry.reader)
    run.stored, run.held, run.unchanged = taker.stored, taker.held, taker.unchanged
    taker.store(run)
    work.touch("meters")
    return Taken(taker.stored, taker.held, taker.unchanged)


def correct_reading(work: Work, command: CorrectReading) -> int:
    """The id of the row that takes its place. Raises `Refused` where it is not the last, or was billed."""
    work.require(Right.METERS)
    next_number(work.session, "readings")
    reading = work.session.get_one(MeterReading, command.reading_id)
    state = _open_state(work, reading.meter_id)
    if not command.reason.strip():
        raise Refused(tr("请写更正的原因"), field="reason")
    wrong = value_fault(command.value, state.digits)
    if wrong:
        raise Refused(wrong, field="value")
    if state.last_id != reading.id:
        raise Refused(tr("只能更正最后一次读数"), field="value")
    if state.billed:
        raise Refused(tr("这次读数已经生成应收，请在应收账单里用减免或补收调整"), field="value")
    made = _correct(work, state, command.value, command.rolled, command.reason.strip())
    work.touch("meters")
    return made


def decide_held(work: Work, command: DecideHeld) -> None:
    """Decide a reading that waits, once; who and when is stored (M3.2). Raises `Refused` or `InvalidInput`."""
    work.require(Right.METERS)
    next_number(work.session, "readings")
    held = held_reading(work.session, command.held_id)
    if held is None:
        raise Refused(tr("这条读数已经处理过了"))
    state = _open_state(work, held.meter_id)
    if held.read_on < state.last_on:
        raise Refused(tr("这块表 {day} 已有读数，请按“重抄”之后的读数为准", day=state.last_on.isoformat()))
    reason = command.reason.strip()[:LONGEST]
    match command.decision:
        case Decision.ACCEPT:
            made = _accept(work, state, held, reason, rolled=False)
        case Decision.ROLL:
            made = _accept(work, state, held, reason, rolled=True)
        case Decision.CORRECT:
            made = _take_figure(work, state, held, command.value, reason)
        case Decision.ESTIMATE:
            made = _estimate(work, state, held, command.use, reason)
        case Decision.CHANGE:
            made = _change(work, state, held, command)
        case _:
            raise Refused(tr("请选一种处理办法"), field="decision")
    _decided(work, held.id, command.decision, made, reason)
    for other in state.waiting:
        if other.id != held.id and other.read_on <= held.read_on:
            _decided(work, other.id, Decision.REPLACED, made, "")
    work.touch("meters")


# -- what waits --


def _accept(work: Work, state: MeterState, held: HeldRow, reason: str, *, rolled: bool) -> int:
    if held.value is None:
        raise Refused(tr("没有读数可以接受，请改读数或估算"), field="decision")
    if not rolled and held.value < state.last_value:
        raise Refused(
            tr("读数低于上次的 {last}：请选翻转、换表、改读数或估算", last=plain_figure(state.last_value)),
            field="decision",
        )
    return _append(work, state, held.read_on, held.value, ReadingKind.HAND, rolled, reason, held.reader)


def _take_figure(work: Work, state: MeterState, held: HeldRow, value: Decimal | None, reason: str) -> int:
    if value is None:
        raise Refused(tr("请填读数"), field="value")
    wrong = value_fault(value, state.digits)
    if wrong:
        raise Refused(wrong, field="value")
    return _append(work, state, held.read_on, value, ReadingKind.HAND, False, reason, held.reader)


def _estimate(work: Work, state: MeterState, held: HeldRow, use: Decimal | None, reason: str) -> int:
    """The reading that the usual use would have led to, cut to the meter's figures, rolling over where it must."""
    usual = state.usual if state.usual is not None else held.usual
    quantity = use if use is not None else usual
    if quantity is None:
        raise Refused(tr("这块表还没有用量可以参照，请填估算的用量"), field="use")
    if quantity < 0:
        raise Refused(tr("用量不能是负数"), field="use")
    value = state.last_value + (quantity / state.multiplier).quantize(Decimal("0.0001"))
    rolled = value >= 10**state.digits
    value -= 10**state.digits if rolled else 0
    return _append(
        work, state, held.read_on, value.normalize() + 0, ReadingKind.ESTIMATED, rolled, reason, ""
    )


def _change(work: Work, state: MeterState, held: HeldRow, command: DecideHeld) -> int:
    if command.value is None:
        raise Refused(tr("请填旧表的末读数"), field="value")
    value = held.value
    if value is not None and value < command.first_value:
        raise Refused(
            tr("新表的底数 {first} 高于抄到的 {value}", first=command.first_value, value=value),
            field="first_value",
        )
    number = command.number.strip() or held.number
    change = ChangeMeter(
        state.id, held.read_on, command.value, number, command.first_value, command.digits, state.multiplier,
        reason=command.reason,
    )  # fmt: skip
    new = change_meter(work, change)
    if value is None:
        last = work.session.scalar(select(MeterEnd.reading_id).where(MeterEnd.meter_id == state.id))
        assert last is not None
        return last
    return _append(
        work, _open_state(work, new), held.read_on, value, ReadingKind.HAND, False, "", held.reader
    )


def _decided(work: Work, held_id: int, decision: Decision, reading_id: int | None, reason: str) -> None:
    work.session.add(
        HeldDecision(
            held_id=held_id, decision=decision, reading_id=reading_id, reason=reason, at=work.now(),
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()


# -- the chain --


def _append(
    work: Work,
    state: MeterState,
    day: date,
    value: Decimal,
    kind: ReadingKind,
    rolled: bool,
    reason: str,
    reader: str,
) -> int:
    """One more reading at the chain's end; where the day has one already, it takes that one's place."""
    if state.last_on == day and state.before_value is not None and kind is not ReadingKind.LAST:
        if state.billed:
            raise Refused(tr("{day} 的读数已经生成应收，不能再改", day=day.isoformat()))
        return _correct(work, state, value, rolled, reason or tr("同日更正"))
    use = consumption(
        state.last_value, value, digits=state.digits, multiplier=state.multiplier, rolled=rolled
    )
    made = MeterReading(
        meter_id=state.id, read_on=day, value=value, kind=kind, previous_id=state.last_id, supersedes_id=None,
        use=use, rolled=rolled, reader=reader[:40], reason=reason[:LONGEST], run_id=None, at=work.now(),
        by=work.actor.name,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    return made.id


def _correct(work: Work, state: MeterState, value: Decimal, rolled: bool, reason: str) -> int:
    old = work.session.get_one(MeterReading, state.last_id)
    if old.previous_id is None or state.before_value is None:
        use = NONE_USED
    else:
        use = consumption(
            state.before_value, value, digits=state.digits, multiplier=state.multiplier, rolled=rolled
        )
    made = MeterReading(
        meter_id=state.id, read_on=old.read_on, value=value, kind=old.kind, previous_id=old.previous_id,
        supersedes_id=old.id, use=use, rolled=rolled, reader=old.reader, reason=reason[:LONGEST],
        run_id=old.run_id, at=work.now(), by=work.actor.name,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    return made.id


def _end(work: Work, state: MeterState, day: date, value: Decimal, rolled: bool, reason: str) -> None:
    reading_id = _append(work, state, day, value, ReadingKind.LAST, rolled, reason, "")
    work.session.add(
        MeterEnd(
            meter_id=state.id, reading_id=reading_id, ended_on=day, reason=reason[:LONGEST], at=work.now(),
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()


def new_meter(work: Work, unit_id: int, command: OpenMeter, replaces: int | None = None) -> Meter:
    """The meter with its first reading, whatever it takes the place of."""
    meter = Meter(
        unit_id=unit_id, kind=command.kind, number=command.number.strip(), place=command.place.strip()[:40],
        digits=command.digits, multiplier=command.multiplier, opened_on=command.opened_on,
        used_before=command.used_before, replaces_id=replaces, made_at=work.now(), made_by=work.actor.name,
    )  # fmt: skip
    work.session.add(meter)
    work.session.flush()
    work.session.add(
        MeterReading(
            meter_id=meter.id, read_on=command.opened_on, value=command.first_value, kind=ReadingKind.FIRST,
            previous_id=None, supersedes_id=None, use=NONE_USED, run_id=None, at=work.now(), by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    return meter


class Taker:
    """Takes readings of one day into their chains in bulk: judged, stored or made to wait, in three inserts."""

    def __init__(self, work: Work, day: date, kind: ReadingKind, others: Decimal | None) -> None:
        self.work, self.day, self.kind, self.others = work, day, kind, others
        self.stored = self.held = self.unchanged = 0
        self._readings: list[MeterReading] = []
        self._waits: list[HeldReading] = []
        self._replaced: list[tuple[int, MeterReading | None]] = []
        # The same workbook again must not ask what somebody has decided already.
        self._asked: set[tuple[int, Decimal | None]] = set()
        if kind is ReadingKind.WORKBOOK:
            told = select(HeldReading.meter_id, HeldReading.value).where(HeldReading.read_on == day)
            self._asked = {(row.meter_id, row.value) for row in work.session.execute(told)}

    def take(
        self,
        state: MeterState,
        value: Decimal | None,
        reader: str = "",
        *,
        told: tuple[Odd, str] | None = None,
        number: str = "",
    ) -> None:
        """One reading; *told* where a workbook says something else than the meter's own record."""
        found = weigh(state, value, self.day, self.others, told)
        if found.same or (state.id, value) in self._asked:
            self.unchanged += 1
            return
        made: MeterReading | None = None
        if found.odd is not None or value is None or found.use is None:
            self._waits.append(
                HeldReading(
                    meter_id=state.id, read_on=self.day, value=value, odd=found.odd or Odd.MISSING,
                    why=found.why[:LONGEST], number=number[:40], usual=found.usual, way=self.kind,
                    reader=reader[:40], at=self.work.now(), by=self.work.actor.name,
                )
            )  # fmt: skip
            self.held += 1
        else:
            made = MeterReading(
                meter_id=state.id, read_on=self.day, value=value, kind=self.kind,
                previous_id=state.before_id if found.again else state.last_id,
                supersedes_id=state.last_id if found.again else None, use=found.use, rolled=False,
                reader=reader[:40], reason=tr("同日更正") if found.again else "", at=self.work.now(),
                by=self.work.actor.name,
            )  # fmt: skip
            self._readings.append(made)
            self.stored += 1
        self._replaced += [(held.id, made) for held in state.waiting]

    def store(self, run: ReadingRun) -> None:
        """Write what was taken; a sitting that changed nothing leaves no trace."""
        if not self._readings and not self._waits and not run.opened:
            return
        session = self.work.session
        session.add(run)
        session.flush()
        for reading in self._readings:
            reading.run_id = run.id
        for wait in self._waits:
            wait.run_id = run.id
        session.add_all([*self._readings, *self._waits])
        session.flush()
        session.add_all(
            HeldDecision(
                held_id=held_id, decision=Decision.REPLACED, reading_id=made.id if made is not None else None,
                reason="", at=self.work.now(), by=self.work.actor.name,
            )
            for held_id, made in self._replaced
        )  # fmt: skip
        session.flush()


# -- looking things up --


def _open_state(work: Work, meter_id: int) -> MeterState:
    state = meter_states(work.session, meter_ids=[meter_id]).get(meter_id)
    if state is None:
        raise Refused(tr("没有这块表"))
    if state.ended_on is not None:
        raise Refused(tr("这块表 {day} 已经拆了", day=state.ended_on.isoformat()))
    return state


def _meter_of_number(work: Work, kind: MeterKind, number: str) -> str:
    """The unit in which a meter of that number hangs; empty for none."""
    return (
        work.session.scalar(
            select(Unit.code)
            .join(Meter, Meter.unit_id == Unit.id)
            .where(Meter.kind == kind, Meter.number == number, ~exists().where(MeterEnd.meter_id == Meter.id))
        )
        or ""
    )


def _meter_errors(number: str, digits: int, multiplier: Decimal, first: Decimal) -> dict[str, str]:
    errors: dict[str, str] = {}
    if len(number.strip()) > 40:
        errors["number"] = tr("表号最多 {n} 个字", n=40)
    if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        errors["digits"] = tr("表的位数请填 {least} 到 {most}", least=FEWEST_DIGITS, most=MOST_DIGITS)
    else:
        wrong = value_fault(first, digits)
        if wrong:
            errors["first_value"] = wrong
    if not multiplier.is_finite() or not 0 < multiplier <= 100_000:
        errors["multiplier"] = tr("倍率要大于零")
    return errors


def _end_errors(
    work: Work, state: MeterState, day: date, value: Decimal, rolled: bool, field: str
) -> dict[str, str]:
    errors: dict[str, str] = {}
    wrong = value_fault(value, state.digits)
    if wrong:
        errors["last_value"] = wrong
    elif not rolled and value < state.last_value:
        errors["last_value"] = tr("低于上次的 {last}", last=plain_figure(state.last_value))
    elif rolled and value >= state.last_value:
        errors["last_value"] = tr("没有低于上次的 {last}，不是翻转", last=plain_figure(state.last_value))
    if day > work.today():
        errors[field] = tr("日期在今天之后，请核对")
    elif day < state.last_on:
        errors[field] = tr("{day} 已有读数，日期不能更早", day=state.last_on.isoformat())
    return errors
