"""房屋合并、拆分: what may become what, and areas that add up to the hundredth of a square metre (D1.1). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from frontdesk.areas.archives.rules.kinds import UnitEnd, UnitKind
from frontdesk.areas.archives.rules.roles import WHOLE
from frontdesk.areas.archives.rules.unit_codes import UnitCode, read_unit_code
from frontdesk.base.values.text import tr

LONGEST_REASON = 200
FEWEST = 2
MOST = 6
"""Units that become one, or that one becomes, at once."""
HUNDREDTH = Decimal("0.01")
LARGEST_AREA = Decimal(100_000)


class UnitChangeKind(StrEnum):
    """Several become one, or one becomes several."""

    MERGE = "合并"
    SPLIT = "拆分"

    @property
    def end(self) -> UnitEnd:
        """What is said of the units that are no more."""
        return UnitEnd.MERGED if self is UnitChangeKind.MERGE else UnitEnd.SPLIT


class Thing(StrEnum):
    """What belongs to a unit and may go over to what it became."""

    ROLE = "住户"
    VEHICLE = "车辆"
    SPACE = "车位"
    PET = "宠物"
    NOTE = "备注"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something about one of the units, told in words; one that `blocks` takes a supervisor's reason to go on."""

    words: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """An owner of a unit, by the person they are known as; the share in per cent, None where nobody has said."""

    person_id: int
    name: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class OldUnit:
    """A unit that is to end, as it stands."""

    id: int
    code: str
    building: str
    entrance: str
    floor: int | None
    kind: UnitKind
    built_area: Decimal | None
    inner_area: Decimal | None
    handed_over: bool
    begun_on: date | None
    ended: str
    owners: tuple[OwnerShare, ...] = ()


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that is to begin; `code` in any habit of writing, areas in square metres as they were typed."""

    code: str
    built_area: Decimal | None = None
    inner_area: Decimal | None = None
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What it comes to: the codes read, one for each new unit; or field -> words of what is wrong."""

    codes: tuple[UnitCode, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)


def rounded(area: Decimal) -> Decimal:
    """To the hundredth of a square metre."""
    return area.quantize(HUNDREDTH, ROUND_HALF_UP)


def area_sum(areas: Sequence[Decimal | None]) -> Decimal | None:
    """Their exact sum; None where one is not known."""
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if len(known) == len(areas) else None


def sum_error(what: str, old: Decimal, new: Decimal) -> str:
    """Empty where the two are the same to the hundredth; otherwise by how much they are not. Nobody lifts this."""
    if rounded(old) == rounded(new):
        return ""
    gap = rounded(new) - rounded(old)
    sums = {"what": what, "old": rounded(old), "new": rounded(new), "gap": abs(gap)}
    if gap > 0:
        return tr("{what}多 {gap} ㎡：原来合计 {old} ㎡，现在合计 {new} ㎡", **sums)
    return tr("{what}少 {gap} ㎡：原来合计 {old} ㎡，现在合计 {new} ㎡", **sums)


def same_owners(units: Sequence[OldUnit]) -> bool:
    """Whether all have the same owners with the same shares."""
    held = [frozenset((owner.person_id, owner.share) for owner in unit.owners) for unit in units]
    return len(set(held)) <= 1


def old_errors(kind: UnitChangeKind, units: Sequence[OldUnit], on: date) -> str:
    """What speaks against ending these units on the day, in words; empty where nothing does."""
    if kind is UnitChangeKind.MERGE and len(units) < FEWEST:
        return tr("合并至少要两户，请用顿号隔开，例如 3-1-1202、3-1-1203")
    if kind is UnitChangeKind.SPLIT and len(units) != 1:
        return tr("拆分每次一户，请只写一户的房号")
    if len(units) > MOST:
        return tr("一次最多合并 {n} 户", n=MOST)
    for unit in units:
        if unit.ended:
            return tr("{code} {ended}，不能再办", code=unit.code, ended=tr(unit.ended))
        if unit.kind is UnitKind.OFFICE_PLACE:
            return tr("{code} 是物业自己的场地，不办合并、拆分", code=unit.code)
        if unit.built_area is None:
            return tr("{code} 没有建筑面积，请先在房屋资料里补上", code=unit.code)
        if unit.begun_on is not None and on <= unit.begun_on:
            return tr("{code} 从 {day} 起才有，日期要在这以后", code=unit.code, day=unit.begun_on.isoformat())
    if len({unit.building for unit in units}) > 1:
        return tr("这几户不在同一栋楼，不能合并")
    if len({unit.kind for unit in units}) > 1:
        kinds = "、".join(dict.fromkeys(tr(unit.kind.value) for unit in units))
        return tr("这几户种类不同（{kinds}），请先把种类改成一样", kinds=kinds)
    if len({unit.handed_over for unit in units}) > 1:
        waiting = "、".join(unit.code for unit in units if not unit.handed_over)
        return tr("{codes} 还没有收楼，另外的已收楼，请先办收楼", codes=waiting)
    return ""


def far_apart(units: Sequence[OldUnit]) -> bool:
    """Whether the units are not beside or above each other, as far as floors and entrances tell."""
    if len({unit.entrance for unit in units}) > 1:
        return True
    floors = sorted({unit.floor for unit in units if unit.floor is not None})
    return any(above - below > 1 for below, above in pairwise(floors))


def check_new(
    kind: UnitChangeKind, old: Sequence[OldUnit], new: Sequence[NewUnit], taken: Mapping[str, str]
) -> Checked:
    """Codes and areas of the new units beside the old. *taken* are keys of units that stand, with their codes.

    Errors stand under `code_1`, `built_1`, `inner_1` … by the new unit's place, sums under the last one's area.
    """
    errors: dict[str, str] = {}
    if kind is UnitChangeKind.MERGE and len(new) != 1:
        raise ValueError("units merge into one")
    if kind is UnitChangeKind.SPLIT and not FEWEST <= len(new) <= MOST:
        errors["code_1"] = tr("拆成 {least} 到 {most} 户", least=FEWEST, most=MOST)
    codes: list[UnitCode] = []
    own = {read.key for unit in old if (read := read_unit_code(unit.code)) is not None}
    for n, unit in enumerate(new, 1):
        code = read_unit_code(unit.code)
        if code is None:
            errors.setdefault(f"code_{n}", tr("房号请写成 3-1-1202 这样"))
        elif code.building != old[0].building:
            errors.setdefault(f"code_{n}", tr("新的房号要在原来那栋楼"))
        elif code.key in taken and code.key not in own:
            errors.setdefault(f"code_{n}", tr("房号 {code} 已经有了", code=taken[code.key]))
        else:
            codes.append(code)
        errors |= {key: why for key, why in _area_errors(unit, n).items() if key not in errors}
    for key, times in Counter(code.key for code in codes).items():
        if times > 1:
            n = max(n for n, code in enumerate(codes, 1) if code.key == key)
            errors.setdefault(f"code_{n}", tr("两户的房号一样"))
    errors |= {key: why for key, why in _sum_errors(old, new).items() if key not in errors}
    return Checked((), errors) if errors else Checked(tuple(codes))


def _area_errors(unit: NewUnit, n: int) -> dict[str, str]:
    errors: dict[str, str] = {}
    if unit.built_area is None:
        errors[f"built_{n}"] = tr("请填建筑面积")
    for name, area in (("built", unit.built_area), ("inner", unit.inner_area)):
        if area is not None and not Decimal(0) < area < LARGEST_AREA:
            errors[f"{name}_{n}"] = tr("面积请填大于 0、不到 {most} 的数", most=LARGEST_AREA)
    if not errors and unit.built_area is not None and (unit.inner_area or 0) > unit.built_area:
        errors[f"inner_{n}"] = tr("套内面积大于建筑面积，请核对")
    return errors


def _sum_errors(old: Sequence[OldUnit], new: Sequence[NewUnit]) -> dict[str, str]:
    errors: dict[str, str] = {}
    last = len(new)
    before = area_sum([unit.built_area for unit in old])
    after = area_sum([unit.built_area for unit in new])
    if before is not None and after is not None and (why := sum_error(tr("建筑面积"), before, after)):
        errors[f"built_{last}"] = why
    before = area_sum([unit.inner_area for unit in old])
    after = area_sum([unit.inner_area for unit in new])
    if before is not None and after is None:
        missing = next(n for n, unit in enumerate(new, 1) if unit.inner_area is None)
        errors[f"inner_{missing}"] = tr("请填套内面积，原来合计 {old} ㎡", old=rounded(before))
    elif before is not None and after is not None and (why := sum_error(tr("套内面积"), before, after)):
        errors[f"inner_{last}"] = why
    return errors


def share_errors(shares: Sequence[Decimal | None]) -> str:
    """What speaks against the shares typed for owners who were not the same everywhere."""
    if any(share is None for share in shares):
        return tr("几户的业主或份额不一样，请填合并后每位业主的份额")
    total = sum((share for share in shares if share is not None), Decimal(0))
    if any(share is not None and not Decimal(0) < share <= WHOLE for share in shares):
        return tr("份额请填 0 到 100 之间的数")
    if total != WHOLE:
        return tr("份额合计 {sum}%，要正好是 100%", sum=format(total.normalize(), "f"))
    return ""
