"""房屋合并、拆分: units end on a day and others begin, with who and what belongs to them; one transaction (D1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.archives.documents.unit_changes import SlipThing
from frontdesk.areas.archives.model import (
    ParkingSpace,
    Pet,
    Unit,
    UnitChange,
    UnitChangeThing,
    UnitChangeUnit,
    UnitNote,
    UnitRole,
    UnitStateChange,
    Vehicle,
)
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.unit_changes import ChangeLook, goes_on, look_at_units, taken_codes
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitState
from frontdesk.areas.archives.rules.unit_changes import (
    LONGEST_REASON,
    NewUnit,
    OwnerShare,
    Thing,
    UnitChangeKind,
    check_new,
    share_errors,
)
from frontdesk.areas.archives.rules.unit_codes import UnitCode, floor_of
from frontdesk.areas.archives.service.unit_change_papers import issue_slip
from frontdesk.areas.archives.service.units import keep_old_code
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SERIES = "FH"
FORMER = "(旧)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something goes: to the new unit of that place, or nowhere (None): then it ends with its unit."""

    thing: Thing
    id: int
    to: int | None


@dataclass(frozen=True, slots=True)
class ChangeUnits:
    """The old units become the new ones from `on`.

    `shares` are per cent by person, where the owners were not the same everywhere. What `places` does not name goes
    to the first of the new units. `why` is a supervisor's word for going on though something speaks against it.
    """

    kind: UnitChangeKind
    unit_ids: tuple[int, ...]
    new: tuple[NewUnit, ...]
    on: date
    reason: str
    state: UnitState | None = None
    shares: tuple[tuple[int, Decimal | None], ...] = ()
    places: tuple[Place, ...] = ()
    why: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What it came to."""

    id: int
    number: str
    kind: UnitChangeKind
    unit_ids: tuple[int, ...]
    codes: tuple[str, ...]


def change_units(work: Work, command: ChangeUnits) -> Changed:
    """Merge or split. Raises `InvalidInput` for what was typed, `Refused` for units that cannot.

    Areas that do not add up are nobody's to allow; what other areas have against it is a supervisor's (T22).
    """
    work.require(Right.ARCHIVES_SETUP)
    if command.token is not None and (before := _stored(work, command.token)) is not None:
        return before
    if command.on > work.today():
        raise Refused(tr("日期还没有到，到那天再办"), field="on")
    query = select(Unit).where(Unit.id.in_(command.unit_ids)).order_by(Unit.id).with_for_update()
    units = list(work.session.scalars(query.execution_options(populate_existing=True)))
    look = look_at_units(work.session, command.kind, command.unit_ids, command.on, work.now())
    if look.error:
        raise Refused(look.error, field="units")
    checked = check_new(command.kind, look.units, command.new, taken_codes(work.session))
    errors = dict(checked.errors)
    if not command.reason.strip():
        errors["reason"] = tr("请写原因，例如 业主打通相邻两户、换发产权证")
    typed = dict(command.shares)
    owners = tuple(
        owner if look.same else OwnerShare(owner.person_id, owner.name, typed.get(owner.person_id))
        for owner in look.owners
    )
    if not look.same and (wrong := share_errors([owner.share for owner in owners])):
        errors["shares"] = wrong
    if look.blocks and not command.why.strip():
        errors["why"] = tr("还有 {n} 件没有办完，要继续请写明原因", n=len(look.blocks))
    if errors:
        raise InvalidInput(errors)
    return _Change(work, command, look, units, owners).carry_out(checked.codes)


def _stored(work: Work, token: str) -> Changed | None:
    row = work.session.scalar(select(UnitChange).where(UnitChange.token == token))
    if row is None:
        return None
    made = work.session.execute(
        select(UnitChangeUnit.unit_id, UnitChangeUnit.code)
        .where(UnitChangeUnit.change_id == row.id, UnitChangeUnit.made.is_(True))
        .order_by(UnitChangeUnit.id)
    ).all()
    return Changed(row.id, row.number, row.kind, tuple(u for u, _ in made), tuple(code for _, code in made))


class _Change:
    """One merging or splitting on its way."""

    def __init__(
        self,
        work: Work,
        command: ChangeUnits,
        look: ChangeLook,
        units: list[Unit],
        owners: tuple[OwnerShare, ...],
    ) -> None:
        self.work, self.session, self.command, self.look = work, work.session, command, look
        order = {unit.id: n for n, unit in enumerate(look.units)}
        self.units = sorted(units, key=lambda unit: order[unit.id])
        self.ids = [unit.id for unit in self.units]
        self.owners = owners
        self.places = {(place.thing, place.id): place.to for place in command.places}
        self.made: list[Unit] = []
        self.went: list[SlipThing] = []

    def carry_out(self, codes: Sequence[UnitCode]) -> Changed:
        command, work = self.command, self.work
        year = command.on.year
        number = f"{SERIES}-{year:04d}-{next_number(self.session, f'{SERIES}-{year:04d}'):03d}"
        lifted = "\n".join(one.told for one in self.look.blocks)
        row = UnitChange(
            number=number, kind=command.kind, starts_on=command.on, reason=command.reason.strip()[:LONGEST_REASON],
            lifted=lifted[:2000], lifted_why=command.why.strip()[:LONGEST_REASON] if lifted else "", at=work.now(),
            by_id=work.actor.id, by=work.actor.name, token=command.token,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        self.row = row
        for unit in self.units:
            self._note(unit, made=False)
        self._end()
        self._free(codes)
        for new, code in zip(command.new, codes, strict=True):
            self.made.append(self._make(new, code))
        self._roles()
        self._spaces()
        self._vehicles()
        self._pets()
        self._notes()
        for unit in self.made:
            self._note(unit, made=True)
        self.session.flush()
        issue_slip(work, row, self.went)
        work.touch("units", "people", "vehicles", "notes", "charges")
        return Changed(
            row.id, number, command.kind, tuple(u.id for u in self.made), tuple(u.code for u in self.made)
        )

    # -- units --

    def _note(self, unit: Unit, *, made: bool) -> None:
        if made:
            owners = self.owners
        else:
            owners = next(old.owners for old in self.look.units if old.id == unit.id)
        assert unit.built_area is not None
        self.session.add(
            UnitChangeUnit(
                change_id=self.row.id, unit_id=unit.id, made=made, code=unit.code, built_area=unit.built_area,
                inner_area=unit.inner_area, owners="、".join(_owner(owner) for owner in owners)[:400],
            )
        )  # fmt: skip

    def _end(self) -> None:
        for unit in self.units:
            unit.ended_on, unit.ended_as = self.command.on, self.command.kind.end
        self.session.flush()

    def _free(self, codes: Iterable[UnitCode]) -> None:
        """Codes that go to the new units are taken from those that ended, which are told apart by 旧 behind theirs."""
        for code in codes:
            held = self.session.scalar(select(Unit).where(Unit.key == code.key))
            if held is None:
                continue
            if held.ended_on is None:
                raise Refused(tr("房号 {code} 已经有了", code=held.code), field="units")
            keep_old_code(self.work, held, tr("{number}，房号给了新的房屋", number=self.row.number))
            tail = next(tail for tail in _tails() if not self._taken(held.key + tail))
            held.code, held.key = held.code + tail, held.key + tail
            self.session.flush()

    def _taken(self, key: str) -> bool:
        return self.session.scalar(select(Unit.id).where(Unit.key == key)) is not None

    def _make(self, new: NewUnit, code: UnitCode) -> Unit:
        first, on = self.units[0], self.command.on
        states = {unit.state for unit in self.units}
        state = self.command.state or (first.state if len(states) == 1 else UnitState.VACANT)
        floor = floor_of(code.room)
        handed = [unit.handed_over_on for unit in self.units if unit.handed_over_on is not None]
        fees = [unit.fees_from for unit in self.units if unit.fees_from is not None and unit.fees_from > on]
        unit = Unit(
            code=code.code, key=code.key, sort_key=code.sort_key, building_id=first.building_id,
            entrance=code.entrance or first.entrance, room=code.room, floor=first.floor if floor is None else floor,
            kind=first.kind, state=state, layout=new.layout.strip()[:40], built_area=new.built_area,
            inner_area=new.inner_area, handed_over_on=max(handed) if handed else None,
            fees_from=max(fees) if fees else None,
            payer=first.payer if len({u.payer for u in self.units}) == 1 else Payer.OWNER, begun_on=on,
            ended_on=None, ended_as=None, made_at=self.work.now(),
        )  # fmt: skip
        self.session.add(unit)
        self.session.flush()
        self.session.add(UnitStateChange(unit_id=unit.id, state=state, starts_on=on, at=self.work.now()))
        return unit

    # -- who and what belongs to them --

    def _target(self, thing: Thing, id: int) -> Unit | None:
        to = self.places.get((thing, id), 0)
        if to is None:
            return None
        if not 0 <= to < len(self.made):
            raise ValueError(f"no new unit {to}")
        return self.made[to]

    def _went(self, thing: Thing, old_id: int, new_id: int | None, words: str, target: Unit | None) -> None:
        if thing is not Thing.NOTE:
            # The office's own notes are on no paper that an owner signs.
            self.went.append(SlipThing(words, "" if target is None else target.code))
        self.session.add(
            UnitChangeThing(
                change_id=self.row.id, thing=thing, old_id=old_id, new_id=new_id, words=words[:200]
            )
        )

    def _roles(self) -> None:
        """Owners go to every new unit; others where it was said. Somebody who was the same twice is so once."""
        on = self.command.on
        whom = kept_ids(self.session)
        words = {row.id: row.words for row in self.look.things if row.thing is Thing.ROLE}
        query = select(UnitRole).where(UnitRole.unit_id.in_(self.ids), goes_on(UnitRole, on))
        shares = {owner.person_id: owner.share for owner in self.owners}
        known: dict[tuple[int, int, RoleKind, date], UnitRole] = {}
        for role in list(self.session.scalars(query.order_by(UnitRole.id))):
            owner = role.kind is RoleKind.OWNER
            targets = self.made if owner else [self._target(Thing.ROLE, role.id)]
            begins, until = _from(role.starts_on, on), role.ends_on
            person_id = whom.get(role.person_id, role.person_id)
            told = words.get(role.id, "")
            for target in targets:
                if target is None:
                    self._went(Thing.ROLE, role.id, None, told, None)
                    continue
                key = (target.id, person_id, role.kind, begins)
                made = known.get(key)
                if made is None:
                    share = shares.get(person_id, role.share) if owner else None
                    made = known[key] = UnitRole(
                        unit_id=target.id, person_id=role.person_id, kind=role.kind, share=share,
                        relation=role.relation, starts_on=begins, ends_on=until,
                    )  # fmt: skip
                    self.session.add(made)
                elif until is None or (made.ends_on is not None and made.ends_on < until):
                    made.ends_on = until
                self.session.flush()
                if not owner:
                    self._went(Thing.ROLE, role.id, made.id, told, target)
            role.ends_on = begins

    def _spaces(self) -> None:
        on = self.command.on
        query = select(ParkingSpace).where(ParkingSpace.unit_id.in_(self.ids), goes_on(ParkingSpace, on))
        for space in list(self.session.scalars(query.order_by(ParkingSpace.id))):
            target = self._target(Thing.SPACE, space.id)
            begins = _from(space.starts_on, on)
            made = None
            if target is not None:
                made = ParkingSpace(
                    code=space.code, unit_id=target.id, starts_on=begins, ends_on=space.ends_on
                )
                self.session.add(made)
            space.ends_on = begins
            self.session.flush()
            told = tr("车位 {code}", code=space.code)
            self._went(Thing.SPACE, space.id, made.id if made is not None else None, told, target)

    def _vehicles(self) -> None:
        query = select(Vehicle).where(Vehicle.unit_id.in_(self.ids), Vehicle.withdrawn_on.is_(None))
        known: dict[tuple[int, str], int] = {}
        for vehicle in list(self.session.scalars(query.order_by(Vehicle.id))):
            target = self._target(Thing.VEHICLE, vehicle.id)
            vehicle.withdrawn_on = self.command.on
            new_id = None
            if target is not None and (new_id := known.get((target.id, vehicle.plate_key))) is None:
                made = Vehicle(
                    unit_id=target.id, plate=vehicle.plate, plate_key=vehicle.plate_key, colour=vehicle.colour,
                    model=vehicle.model, space_code=vehicle.space_code, withdrawn_on=None,
                )  # fmt: skip
                self.session.add(made)
                self.session.flush()
                new_id = known[(target.id, vehicle.plate_key)] = made.id
            told = " ".join(p for p in (vehicle.plate, vehicle.colour, vehicle.model) if p)
            self._went(Thing.VEHICLE, vehicle.id, new_id, told, target)

    def _pets(self) -> None:
        query = select(Pet).where(Pet.unit_id.in_(self.ids), Pet.withdrawn_on.is_(None))
        for pet in list(self.session.scalars(query.order_by(Pet.id))):
            target = self._target(Thing.PET, pet.id)
            pet.withdrawn_on = self.command.on
            made = None
            if target is not None:
                made = Pet(
                    unit_id=target.id, name=pet.name, breed=pet.breed, licence=pet.licence,
                    vaccinated_until=pet.vaccinated_until, withdrawn_on=None,
                )  # fmt: skip
                self.session.add(made)
                self.session.flush()
            told = tr("宠物 {words}", words=" ".join(p for p in (pet.name, pet.breed) if p))
            self._went(Thing.PET, pet.id, made.id if made is not None else None, told, target)

    def _notes(self) -> None:
        query = select(UnitNote).where(UnitNote.unit_id.in_(self.ids), UnitNote.withdrawn_at.is_(None))
        for note in list(self.session.scalars(query.order_by(UnitNote.id))):
            target = self._target(Thing.NOTE, note.id)
            note.withdrawn_at = self.work.now()
            made = None
            if target is not None:
                made = UnitNote(
                    unit_id=target.id,
                    level=note.level,
                    text=note.text,
                    at=note.at,
                    by=note.by,
                    withdrawn_at=None,
                )
                self.session.add(made)
                self.session.flush()
            told = tr("备注 {words}", words=note.text[:40])
            self._went(Thing.NOTE, note.id, made.id if made is not None else None, told, target)


def _from(starts_on: date | None, on: date) -> date:
    """Where something goes on from: the day, or its own beginning after it."""
    return on if starts_on is None or starts_on < on else starts_on


def _owner(owner: OwnerShare) -> str:
    """`张伟 60%`."""
    return owner.name if owner.share is None else f"{owner.name} {format(owner.share.normalize(), 'f')}%"


def _tails() -> Iterable[str]:
    return (FORMER, *(f"(旧{n})" for n in range(2, 100)))
