"""One row's facts: what the cells of a unit say, what cannot be placed, and what is doubtful (D1.7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from frontdesk.areas.archives.rules.identity import IdCheck, PhoneCheck, check_id, read_plate
from frontdesk.areas.archives.rules.importing.plan import Doubt, PlannedPerson, PlannedUnit, PlannedVehicle
from frontdesk.areas.archives.rules.importing.titles import Field
from frontdesk.areas.archives.rules.importing.values import (
    Cell,
    IdText,
    Name,
    is_company,
    read_area,
    read_day,
    read_ids,
    read_names,
    read_phones,
    split_list,
    text_of,
    word,
)
from frontdesk.areas.archives.rules.importing.words import (
    kind_of_code,
    read_id_kind,
    read_kind,
    read_relation,
    read_state,
)
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import UnitCode, floor_of

At = Callable[[Field], Cell]
_NO_OWNER_WORDS = re.compile(r"^(?:未售|空置|待售|空房|无业主|无人|未知业主|空户|未登记|未交房|未收楼)$")
_HOME_LARGEST, _HOME_SMALLEST = Decimal(2_000), Decimal(10)


class Refusal(Exception):
    """The row cannot be placed; `reason` in the words of the list."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def row_unit(
    at: At,
    *,
    sheet: str,
    row: int,
    code: UnitCode,
    building_name: str,
    today: date,
    titles: Mapping[Field, str],
    areas: bool,
) -> PlannedUnit:
    """The unit that a row describes. Raises `Refusal` for an area that is none (no number, ≤ 0, absurd).

    *areas* says that the sheet has a column of areas, so that a missing one is worth a doubt.
    """
    doubts: list[Doubt] = []
    built = read_area(at(Field.BUILT_AREA))
    if built.reason:
        raise Refusal(built.reason)
    inner = read_area(at(Field.INNER_AREA))
    if inner.reason:
        doubts.append(Doubt("套内面积看不懂", _short(at(Field.INNER_AREA))))
    elif inner.value is not None and built.value is not None and inner.value > built.value:
        doubts.append(Doubt("套内面积大于建筑面积", _short(at(Field.INNER_AREA))))
    if areas and built.value is None:
        doubts.append(Doubt("缺建筑面积"))
    kind, state = _kind(at, code, doubts), _state(at, titles, doubts)
    is_home = kind in (None, UnitKind.HOME)
    if built.value is not None and is_home and not _HOME_SMALLEST <= built.value <= _HOME_LARGEST:
        doubts.append(Doubt("建筑面积少见", format(built.value, "f")))
    handed_over, state = _handed_over(at, state, today, doubts)
    people = _people(at, today, state, doubts)
    floor = re.fullmatch(r"(-?\d{1,3})(?:层|楼|F|f)?", text_of(at(Field.FLOOR)))
    return PlannedUnit(
        sheet=sheet,
        row=row,
        code=code,
        building_name=building_name,
        kind=kind,
        state=state,
        floor=int(floor[1]) if floor else floor_of(code.room),
        layout=word(at(Field.LAYOUT))[:40],
        built_area=built.value,
        inner_area=inner.value,
        handed_over_on=handed_over,
        people=people,
        vehicles=_vehicles(at, doubts),
        spaces=tuple(space[:40] for space in split_list(at(Field.SPACE)) if not _yes_or_no(space)),
        notes=tuple(note for note in (word(at(Field.NOTE)),) if note),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _short(cell: Cell) -> str:
    return text_of(cell)[:120]


def _yes_or_no(text: str) -> bool:
    return text in ("有", "无", "是", "否", "√", "×", "Y", "N", "0")


def _kind(at: At, code: UnitCode, doubts: list[Doubt]) -> UnitKind | None:
    told = word(at(Field.KIND))
    if not told:
        return kind_of_code(code.building) or kind_of_code(code.room)
    kind = read_kind(told)
    if kind is None:
        doubts.append(Doubt("房屋类型看不懂", told[:120]))
    return kind


def _state(at: At, titles: Mapping[Field, str], doubts: list[Doubt]) -> UnitState | None:
    told = word(at(Field.STATE))
    if not told:
        return None
    state = read_state(told, titles.get(Field.STATE, ""))
    if state is None:
        doubts.append(Doubt("房屋状态看不懂", told[:120]))
    return state


def _handed_over(
    at: At, state: UnitState | None, today: date, doubts: list[Doubt]
) -> tuple[date | None, UnitState | None]:
    cell = at(Field.HANDED_OVER_ON)
    told = word(cell)
    if re.search(r"未|待|没有", told) and not re.search(r"\d", told):
        return None, state or UnitState.NOT_HANDED_OVER
    day = read_day(cell)
    if day.reason:
        doubts.append(Doubt(day.reason, _short(cell)))
    elif day.value is not None and day.value.year > today.year + 5:
        doubts.append(Doubt("日期不合常理", _short(cell)))
        return None, state
    return day.value, state


def _people(at: At, today: date, state: UnitState | None, doubts: list[Doubt]) -> tuple[PlannedPerson, ...]:
    relation = word(at(Field.RELATION))
    role = read_relation(relation)
    names = () if _NO_OWNER_WORDS.match(word(at(Field.OWNER))) else read_names(at(Field.OWNER))
    co_owners = tuple(
        n for n in read_names(at(Field.CO_OWNER)) if all(n.name != known.name for known in names)
    )
    owners = _owners(at, names, co_owners, today, doubts)
    if role is not RoleKind.OWNER:
        told = "" if role is RoleKind.TENANT else relation[:40]
        owners = tuple(replace(p, role=role, share=None, relation=told) for p in owners)
    elif not owners and state is not UnitState.UNSOLD:
        held = "；".join(
            text_of(at(f)) for f in (Field.OWNER, Field.ID_NUMBER, Field.PHONE, Field.PHONE2) if word(at(f))
        )
        doubts.append(Doubt("缺业主姓名", held[:120]))
    return owners + _tenants(at, today, doubts)


def _owners(
    at: At, names: Sequence[Name], co_owners: Sequence[Name], today: date, doubts: list[Doubt]
) -> tuple[PlannedPerson, ...]:
    everybody = [*names, *co_owners]
    for name in everybody:
        if name.remark:
            doubts.append(Doubt("业主姓名带有附注", f"{name.name}（{name.remark}）", name.name))
    first_kind = read_id_kind(word(at(Field.ID_KIND)))
    ids = list(read_ids(at(Field.ID_NUMBER)))
    more_ids = list(read_ids(at(Field.CO_OWNER_ID)))
    told = _short(at(Field.ID_NUMBER))
    if (everybody and len(ids) > len(everybody)) or (len(everybody) > len(ids) > 1):
        doubts.append(Doubt("证件号与业主人数不符", told))
    if co_owners and more_ids:
        ids = ids[: len(names)] + [IdText("")] * max(0, len(names) - len(ids)) + more_ids
    phones = read_phones(at(Field.PHONE)) or _phones_beside(at(Field.OWNER))
    backup = read_phones(at(Field.PHONE2))
    more_phones = read_phones(at(Field.CO_OWNER_PHONE))
    by_owner = _share_phones(len(names), len(co_owners), phones, backup, more_phones, doubts)
    shares = _shares(at, everybody, doubts)
    nationality = word(at(Field.NATIONALITY))[:40]
    emergency = " ".join(filter(None, (word(at(Field.EMERGENCY)), word(at(Field.EMERGENCY_PHONE)))))[:120]
    if not everybody:
        # Nobody to keep them with; they stand in the doubt about the missing name, and are checked all the same.
        for one in ids[:1]:
            _checked_id(one, "", False, first_kind, today, doubts)
        for phone in (*phones, *backup):
            _doubt_phone(phone, "", doubts)
        return ()
    people = []
    for i, name in enumerate(everybody):
        company = is_company(name.name)
        checked = _checked_id(
            ids[i] if i < len(ids) else IdText(""),
            name.name,
            company,
            first_kind if i == 0 else None,
            today,
            doubts,
        )
        held = by_owner[i]
        for phone in held:
            _doubt_phone(phone, name.name, doubts)
        people.append(
            PlannedPerson(
                name=name.name,
                role=RoleKind.OWNER,
                kind=PersonKind.COMPANY if company or checked.kind is IdKind.LICENCE else PersonKind.PERSON,
                id_kind=checked.kind,
                id_number=checked.number[:40],
                phone=held[0].number[:40] if held else "",
                phone2=held[1].number[:40] if len(held) > 1 else "",
                nationality=nationality if i == 0 else "",
                emergency_contact=emergency if i == 0 else "",
                share=shares[i],
            )
        )
    return tuple(people)


def _phones_beside(owner: Cell) -> tuple[PhoneCheck, ...]:
    """Telephones that stand in the name's own cell (`张三 13800138000`)."""
    found = re.findall(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)", text_of(owner))
    return read_phones("、".join(found)) if found else ()


def _checked_id(
    one: IdText, who: str, company: bool, kind: IdKind | None, today: date, doubts: list[Doubt]
) -> IdCheck:
    if not one.number:
        return IdCheck(None, True, "", "")
    if kind is IdKind.RESIDENT and re.search(r"[A-WYZ]", one.number):
        kind = None  # the column says 身份证 for everybody
    checked = check_id(
        one.number, kind or (IdKind.LICENCE if company and len(one.number) == 18 else None), today=today
    )
    eaten = one.damaged or (not checked.ok and re.fullmatch(r"\d{15}000", checked.number))
    if eaten:
        doubts.append(Doubt("身份证号可能被 Excel 改动", one.number[:120], who))
    elif not checked.ok:
        doubts.append(Doubt(checked.reason, checked.number[:120], who))
    if one.damaged:
        return replace(checked, kind=IdKind.RESIDENT, number=one.number)
    return checked


def _doubt_phone(phone: PhoneCheck, who: str, doubts: list[Doubt]) -> None:
    if not phone.ok:
        doubts.append(Doubt(phone.reason, phone.number[:120], who))


def _share_phones(
    owners: int,
    others: int,
    phones: Sequence[PhoneCheck],
    backup: Sequence[PhoneCheck],
    more: Sequence[PhoneCheck],
    doubts: list[Doubt],
) -> list[list[PhoneCheck]]:
    """Each owner's telephones: one each when a cell holds as many as there are owners, else all the first one's."""
    held: list[list[PhoneCheck]] = [[] for _ in range(owners + others)]
    if not held:
        return held
    everybody = owners + others
    if len(phones) > 1 and len(phones) in (owners, everybody):
        for i, phone in enumerate(phones):
            held[i].append(phone)
    else:
        held[0] += phones
    if len(backup) > 1 and len(backup) == everybody:
        for i, phone in enumerate(backup):
            held[i].append(phone)
    else:
        held[0] += backup
    if others:
        for i, phone in enumerate(more):
            held[min(owners + i, everybody - 1)].append(phone)
    for i, numbers in enumerate(held):
        unique = list({phone.number: phone for phone in numbers}.values())
        if len(unique) > 2:
            doubts.append(Doubt("电话多于两个", "、".join(phone.number for phone in unique[2:])[:120]))
        held[i] = unique[:2]
    return held


def _shares(at: At, owners: Sequence[Name], doubts: list[Doubt]) -> list[Decimal | None]:
    shares = [name.share for name in owners]
    told = [text for text in re.split(r"[、/，,;；\n\s]+", _fractions(word(at(Field.SHARE)))) if text]
    if told and not any(shares):
        read = [_share(text) for text in told]
        if len(read) in (1, len(owners)) and all(read):
            shares = [read[i] if i < len(read) else None for i in range(len(owners))]
        elif not re.search(r"共同|共有|按份|单独", word(at(Field.SHARE))):
            doubts.append(Doubt("产权份额看不懂", _short(at(Field.SHARE))))
    if sum((share for share in shares if share is not None), Decimal(0)) > Decimal("100.01"):
        doubts.append(Doubt("产权份额合计超过 100%", "、".join(str(s) for s in shares if s is not None)))
        return [None] * len(owners)
    return shares


def _fractions(text: str) -> str:
    def percent(match: re.Match[str]) -> str:
        if not int(match[2]):
            return match[0]
        return f"{(Decimal(match[1]) * 100 / Decimal(match[2])).quantize(Decimal('0.0001'))}%"

    return re.sub(r"(\d{1,3})\s*/\s*(\d{1,3})", percent, text)


def _share(text: str) -> Decimal | None:
    try:
        value = Decimal(text.rstrip("%％"))
    except InvalidOperation:
        return None
    if "%" not in text and "％" not in text and value <= 1:
        value *= 100
    return value if 0 < value <= 100 else None


def _tenants(at: At, today: date, doubts: list[Doubt]) -> tuple[PlannedPerson, ...]:
    names = read_names(at(Field.TENANT))
    if not names:
        return ()
    ids, phones = read_ids(at(Field.TENANT_ID)), read_phones(at(Field.TENANT_PHONE))
    days = []
    for known in (Field.TENANT_FROM, Field.TENANT_UNTIL):
        day = read_day(at(known))
        if day.reason:
            doubts.append(Doubt(f"租期{day.reason}", _short(at(known))))
        days.append(day.value)
    if days[0] and days[1] and days[1] < days[0]:
        doubts.append(Doubt("租期结束早于开始", f"{days[0]} {days[1]}"))
        days = [days[0], None]
    tenants = []
    for i, name in enumerate(names):
        company = is_company(name.name)
        checked = _checked_id(ids[i] if i < len(ids) else IdText(""), name.name, company, None, today, doubts)
        own = [phones[i]] if len(phones) == len(names) > 1 else list(phones[:2]) if i == 0 else []
        for phone in own:
            _doubt_phone(phone, name.name, doubts)
        tenants.append(
            PlannedPerson(
                name=name.name,
                role=RoleKind.TENANT,
                kind=PersonKind.COMPANY if company else PersonKind.PERSON,
                id_kind=checked.kind,
                id_number=checked.number[:40],
                phone=own[0].number[:40] if own else "",
                phone2=own[1].number[:40] if len(own) > 1 else "",
                starts_on=days[0],
                # A lease's last day still belongs to the tenant; a role ends the day after.
                ends_on=date.fromordinal(days[1].toordinal() + 1) if days[1] else None,
            )
        )
    return tuple(tenants)


def _vehicles(at: At, doubts: list[Doubt]) -> tuple[PlannedVehicle, ...]:
    found: dict[str, PlannedVehicle] = {}
    for piece in split_list(at(Field.PLATE)):
        if _yes_or_no(piece):
            continue
        plate = read_plate(piece)
        if not plate.usual:
            doubts.append(Doubt("车牌格式少见", piece[:120]))
        if plate.key and plate.key not in found:
            found[plate.key] = PlannedVehicle(
                plate.plate,
                plate.key,
                word(at(Field.VEHICLE_COLOUR))[:20] if not found else "",
                word(at(Field.VEHICLE_MODEL))[:40] if not found else "",
            )
    return tuple(found.values())
