"""重复住户: which two records may be one person, how sure that is, and why (D1.2). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from frontdesk.areas.archives.rules.identity import phone_digits
from frontdesk.areas.archives.rules.names import plain_name
from frontdesk.base.values.text import tr

FACTS = (
    "name", "pinyin", "initials", "kind", "id_kind", "id_number", "phone", "phone2", "nationality", "visa_ends_on",
    "emergency_contact",
)  # fmt: skip
"""What a row of a person says: both rows of a join say the same. A registration stays with the row it was made for."""

CHOSEN: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "pinyin", "initials"),
    "id_number": ("kind", "id_kind", "id_number"),
    "phone": ("phone",),
    "phone2": ("phone2",),
    "nationality": ("nationality", "visa_ends_on"),
    "emergency_contact": ("emergency_contact",),
}
"""What is chosen side by side, and the facts that go with it."""

SAME_ID, SAME_PHONE, SAME_SOUND, SAME_UNIT, CONTRADICTION = 100, 90, 75, 70, 40
_MOST_ALIKE = 12
"""A number that so many share is a placeholder, or the office's own."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a person; `units` are ids of units they are, or were, something to."""

    id: int
    name: str
    pinyin: str
    id_number: str
    phones: tuple[str, ...]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two who may be one: `one` is the smaller id, `score` up to 100, `why` in words."""

    one: int
    other: int
    score: int
    why: str


def alike(people: Iterable[Known]) -> tuple[Likeness, ...]:
    """Every pair that may be one person, the surest first; each pair once, with the strongest reason."""
    known = list(people)
    found: dict[tuple[int, int], Likeness] = {}
    by_id: dict[str, list[Known]] = defaultdict(list)
    by_phone: dict[str, list[Known]] = defaultdict(list)
    by_home: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for each in known:
        if each.id_number:
            by_id[each.id_number.upper()].append(each)
        for phone in {phone_digits(phone) for phone in each.phones} - {""}:
            by_phone[phone].append(each)
        for unit in each.units:
            by_home[unit, plain_name(each.name)].append(each)
    for group in by_id.values():
        _pair(found, group, SAME_ID, tr("证件号码相同"))
    for group in by_phone.values():
        if len(group) > _MOST_ALIKE:
            continue
        for one, other in combinations(group, 2):
            if plain_name(one.name) == plain_name(other.name):
                _pair(found, (one, other), SAME_PHONE, tr("姓名和电话相同"))
            elif set(one.pinyin.split()) & set(other.pinyin.split()):
                _pair(found, (one, other), SAME_SOUND, tr("电话相同，姓名同音"))
    for group in by_home.values():
        _pair(found, group, SAME_UNIT, tr("同一户里姓名相同"))
    return tuple(sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other)))


def _pair(found: dict[tuple[int, int], Likeness], group: Iterable[Known], score: int, why: str) -> None:
    members = list(group)
    if len(members) > _MOST_ALIKE:
        return
    for one, other in combinations(sorted(members, key=lambda each: each.id), 2):
        sure, words = score, why
        if one.id_number and other.id_number and one.id_number.upper() != other.id_number.upper():
            sure, words = score - CONTRADICTION, tr("{why}，但证件号码不同", why=why)
        before = found.get((one.id, other.id))
        if before is None or before.score < sure:
            found[one.id, other.id] = Likeness(one.id, other.id, sure, words)
