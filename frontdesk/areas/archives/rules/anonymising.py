"""Anonymising (匿名化, 个人信息保护法 art. 47): where a person's name and numbers stand, and what they become. Pure.

Every table of the program is in one of two lists. A `Place` says which of its columns are looked through; a `Kept`
says why a table is not: money that needs the name (art. 47 and the law of accounts), or nothing of a person in it.
A higher area adds its own to `places` and `kept` (app/joined.py).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.base.values.text import tr

PREFIX = "NM"
TYPED = "匿名"
"""The word that has to be typed before anything is replaced."""
LONGEST_REASON = 200
MONEY = "money"
"""The first word of why a table of money records is kept."""
_SHORTEST_NUMBER = 7
_SHORTEST_NAME = 2
_WORDS = frozenset({
    *(kind.value for kind in RoleKind), "业主", "住户", "租客", "租户", "房东", "家属", "本人", "访客", "未知", "不详", "待定",
    "暂无", "没有", "匿名", "某某", "先生", "女士", "物业", "客服",
})  # fmt: skip
_CALLED = re.compile(r".{1,2}(先生|女士|小姐|老师|师傅|阿姨|叔叔|大爷|大妈|经理|总|家)")
_MOST_PATTERNS = 2_000
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z \-()（）]{5,}[0-9A-Za-z]")
_PARTS = re.compile(r"[ \-()（）]")


@dataclass(frozen=True, slots=True)
class Place:
    """A table whose rows may name a person.

    `text` columns are looked through for every value, in every row. `names` and `blank` are that too, and in rows
    of the person (`person` columns hold their id) they become the word, or nothing. `own` columns are written by a
    part of the program of their own (the person's row, a join's facts, a print). `plain` columns are text in which
    no person stands: numbers, codes, the staff who acted. Only `text`, `names`, `blank` and `own` may be changed
    where a row is otherwise final.
    """

    table: str
    text: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        return (*self.text, *self.names, *self.blank)

    @property
    def open(self) -> tuple[str, ...]:
        """Columns that may be changed in a final row while somebody is made anonymous."""
        return (*self.searched, *self.own)


@dataclass(frozen=True, slots=True)
class Kept:
    """Tables that are left as they are, and why."""

    tables: tuple[str, ...]
    why: str


PLAIN = frozenset({
    "id", "by", "made_by", "actor", "approver", "cashier", "number", "token", "hash", "code", "key", "kind", "book",
    "sort_key", "room", "entrance", "issued_by", "file_hash",
})  # fmt: skip
"""Names of text columns that are plain in every table: numbers, codes, and the staff who acted."""

places: list[Place] = []
kept: list[Kept] = []
money_forms: list[str] = []
"""Papers of money: they and their prints stay as they were issued."""
cleaners: list[Callable[..., None]] = []
"""(work, what is replaced, number of the record): an area's own way, for photographs and scans it keeps itself."""


def word_of(person_id: int) -> str:
    """What stands for the name."""
    return tr("已匿名#{id}", id=person_id)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is replaced of one person: `group` are ids of their rows (a joined person has several), `id` the kept one."""

    id: int
    group: frozenset[int]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that is looked for: everywhere, or (`shared` with somebody who stays) only in the person's own rows.

    `at_home` is one that is taken for theirs in rows of their homes too: a name, and a number under its mask.
    `needles` are what the database is asked for; none for what stands only in rows that are read anyway.
    """

    person_id: int
    value: str
    pattern: str
    needles: tuple[str, ...]
    word: str
    shared: bool
    at_home: bool = False


def values_of(people: Iterable[Facts], others: Callable[[str], bool]) -> tuple[Value, ...]:
    """What is looked for. *others* says whether somebody who stays has that name or number too."""
    found: dict[tuple[int, str], Value] = {}
    for person in people:
        word = word_of(person.id)
        spelt = (each for name in person.names for each in _spaced(name))
        for name in dict.fromkeys((*person.names, *spelt)):
            if len(name) >= _SHORTEST_NAME:
                found[person.id, name] = _text_value(person.id, name, word, others(name) or is_ordinary(name))
        for contact in dict.fromkeys(person.contacts):
            # `妻子` alone is a word; with a number it is written of nobody else.
            if len(contact) >= _SHORTEST_NAME:
                value = _text_value(person.id, contact, word, not numbers_in(contact))
                found[person.id, contact] = replace(value, at_home=not value.shared)
        for number in dict.fromkeys(person.numbers):
            figures = bare(number)
            if len(figures) < _SHORTEST_NUMBER:
                continue
            stays = others(figures)
            found[person.id, figures] = Value(
                person.id,
                figures,
                _number_pattern(figures),
                () if stays else (_needle(figures),),
                word,
                stays,
            )
            for mask in {mask_phone(number), mask_id(number), mask_phone(figures), mask_id(figures)}:
                if "*" in mask and len(mask.replace("*", "")) > 1:
                    found[person.id, mask] = _text_value(person.id, mask, word, True)
        for number in (each for told in person.contacts for each in numbers_in(told)):
            # Somebody else's number: it goes where it stands for the person, and stays theirs anywhere else.
            figures = bare(number)
            value = Value(person.id, figures, _number_pattern(figures), (), word, True, True)
            found.setdefault((person.id, figures), value)
    return tuple(found.values())


def is_ordinary(name: str) -> bool:
    """A name that is no name (`业主`, `张先生`): elsewhere it is a word, or somebody else."""
    return name in _WORDS or bool(_CALLED.fullmatch(name))


def _spaced(name: str) -> tuple[str, ...]:
    """`张 硕`, as lists write a name of two signs to stand level with those of three."""
    return (
        (f"{name[0]} {name[1]}", f"{name[0]}\u3000{name[1]}") if len(name) == 2 and not name.isascii() else ()
    )


def _text_value(person_id: int, text: str, word: str, shared: bool) -> Value:
    forms = tuple(dict.fromkeys((text, _in_json(text, True), _in_json(text, False))))
    return Value(person_id, text, re.escape(text), () if shared else forms, word, shared, True)


def _needle(figures: str) -> str:
    """What every way of writing it has: its last figures, which nobody parts."""
    return figures[-4:] if figures[-1].isdigit() else figures[-4:-1]


def numbers_in(text: str) -> tuple[str, ...]:
    """Telephone numbers within what somebody wrote (`王姨 138-1234-5678`)."""
    return tuple(re.findall(r"(?<!\d)\+?\d[\d \-]{5,}\d(?!\d)", text))


def bare(number: str) -> str:
    """A number without blanks and dashes, and without the country before it."""
    figures = re.sub(r"[\s\-()（）]", "", number).upper()
    return re.sub(r"^(\+86|0086)(?=1\d{10}$)", "", figures)


def _number_pattern(figures: str) -> str:
    """However it is written in parts; not where it is a piece of a longer number."""
    parts = r"[ \-()（）]{0,2}".join(re.escape(each) for each in figures)
    return rf"(?<![0-9A-Za-z])(?:(?:\+|00)86[ \-]?)?(?i:{parts})(?![0-9A-Za-z])"


def _in_json(value: str, plain_ascii: bool) -> str:
    out = []
    for each in value:
        if each in '"\\':
            out.append("\\" + each)
        elif plain_ascii and ord(each) > 126:
            out.append(f"\\u{ord(each):04x}" if ord(each) < 0x10000 else _pair(each))
        else:
            out.append(each)
    return "".join(out)


def _pair(each: str) -> str:
    code = ord(each) - 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


class Replacing:
    """Finds every value in a text. A longer name that somebody else bears (王芳芳 for 王芳) stays whole.

    Whether a text has any of hundreds of values is asked of a set, piece by piece; only those that are there are
    looked for exactly.
    """

    def __init__(self, values: Iterable[Value], longer: Iterable[str] = ()) -> None:
        self._found: dict[str, list[Value]] = defaultdict(list)
        self._of: dict[int, list[Value]] = defaultdict(list)
        for each in values:
            self._of[each.person_id].append(each)
            self._found[each.value].append(each)
        # What is shared is replaced in the person's own rows and homes alone, where all of theirs is looked for.
        free = [value for value, same in self._found.items() if not all(each.shared for each in same)]
        self._names = {value for value in free if self._found[value][0].at_home}
        self._numbers = set(free) - self._names
        self._name_lengths = sorted({len(value) for value in self._names})
        self._number_lengths = sorted({len(value) for value in self._numbers})
        self._longer = {
            value: [name for name in longer if value in name and value != name] for value in self._found
        }
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def __call__(
        self, text: str, own: frozenset[int], homes: frozenset[int], limit: int | None = None
    ) -> str:
        """*text* with the values replaced, no longer than *limit*.

        *own* are those whose row it is, *homes* those in whose home it stands.
        """

        def plain(piece: str) -> str:
            return self._in_text(piece, own, homes)

        if text[:1] in ("{", "["):
            try:
                stored = json.loads(text)
            except ValueError:
                pass
            else:
                # A number that is a number there is an amount or an id, and the text stays readable.
                changed = _in_strings(stored, plain)
                return text if changed == stored else json.dumps(changed, ensure_ascii=False)
        told = plain(text)
        return told if limit is None or len(told) <= limit else told[:limit]

    def _in_text(self, text: str, own: frozenset[int], homes: frozenset[int]) -> str:
        wanted = self._there(text) | {each.value for person in own | homes for each in self._of[person]}
        if not wanted:
            return text
        return self._pattern(frozenset(wanted)).sub(
            lambda match: self._word(match[0], match, own, homes), text
        )

    def _there(self, text: str) -> set[str]:
        """Values that may be in *text*."""
        found = {
            text[at : at + length]
            for length in self._name_lengths
            for at in range(len(text) - length + 1)
            if text[at : at + length] in self._names
        }
        for run in _RUN.findall(text) if self._number_lengths else ():
            signs = _PARTS.sub("", run).upper()
            found |= {
                signs[at : at + length]
                for length in self._number_lengths
                for at in range(len(signs) - length + 1)
                if signs[at : at + length] in self._numbers
            }
        return found

    def _pattern(self, wanted: frozenset[str]) -> re.Pattern[str]:
        if wanted not in self._patterns:
            values = sorted(wanted, key=lambda each: -len(each))
            stays = sorted(
                {name for each in values for name in self._longer[each]}, key=lambda each: -len(each)
            )
            kinds = [f"(?P<v{at}>{self._found[each][0].pattern})" for at, each in enumerate(values)]
            if len(self._patterns) > _MOST_PATTERNS:
                self._patterns.clear()
            self._patterns[wanted] = re.compile("|".join([*(re.escape(name) for name in stays), *kinds]))
        return self._patterns[wanted]

    def _word(self, told: str, match: re.Match[str], own: frozenset[int], homes: frozenset[int]) -> str:
        if match.lastgroup is None:
            return told
        # Of two who bear one name, the one whose row it is.
        same = self._found.get(told) or self._found.get(bare(told)) or []
        for each in same:
            if each.person_id in own or (each.at_home and each.person_id in homes):
                return each.word
        return told if not same or same[0].shared else same[0].word


def _in_strings(stored: Any, plain: Callable[[str], str]) -> Any:
    """What JSON holds, with every text in it gone through."""
    if isinstance(stored, str):
        return plain(stored)
    if isinstance(stored, list):
        return [_in_strings(each, plain) for each in stored]
    if isinstance(stored, dict):
        return {plain(key): _in_strings(each, plain) for key, each in stored.items()}
    return stored


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose last role ended on `last_on`, the day that is not counted any more."""

    id: int
    group: frozenset[int]
    name: str
    last_on: date
    units: tuple[int, ...]


def years_before(day: date, years: int) -> date:
    """The same day *years* earlier; the 29th of February is the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def is_due(ends: Iterable[date | None], on: date, years: int) -> date | None:
    """The day the last role ended, where that is more than *years* years before *on*; None where it is not."""
    days = list(ends)
    if not days or any(day is None for day in days):
        return None
    last = max(day for day in days if day is not None)
    return last if last < years_before(on, years) else None


Hindrances = Mapping[int, tuple[str, ...]]
"""Person's id -> what still hinders, in words."""
