"""What the papers of 收楼 show. Numbers of documents and telephones stand masked in them (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something the home owes when the notice is written."""

    item: str
    period: str
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class MoveInNotice:
    """入住通知书: to whom, from when to when, where, what to bring, what is to be paid, which papers are signed."""

    office: str
    estate: str
    number: str
    day: date
    building: str
    unit: str
    owner: str
    area: str
    batch: str
    first: date
    last: date
    hours: str
    place: str
    appointment: str
    bring: tuple[str, ...]
    dues: tuple[DueLine, ...]
    total: Money
    dues_words: str
    fees_words: str
    papers: tuple[str, ...]
    phone: str
    clerk: str
    reprint: ReprintMark | None = None

    def wrong(self) -> bool:
        """Whether the sum is not that of its lines."""
        return self.total != total(line.amount for line in self.dues)


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A notice on the list of who took it."""

    unit: str
    owner: str
    number: str


@dataclass(frozen=True, slots=True)
class MoveInDelivery:
    """入住通知书送达表: a line for each home, with room to sign, building by building."""

    office: str
    estate: str
    number: str
    day: date
    batch: str
    buildings: tuple[str, ...]
    lines: tuple[tuple[DeliveryLine, ...], ...]
    """For each building its own."""
    clerk: str
    reprint: ReprintMark | None = None

    @property
    def count(self) -> int:
        return sum(len(lines) for lines in self.lines)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place that was looked at: `words` say what is wrong, empty where nothing is; not looked at yet: `seen` False."""

    place: str
    seen: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a meter showed, `12.5 吨`; empty where it is still to be read."""

    kind: str
    meter: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A paper of the list: 签署 or 发放, and whether it is done."""

    name: str
    how: str
    done: bool


@dataclass(frozen=True, slots=True)
class SheetDefect:
    """A defect with its ticket and how it stands."""

    no: int
    place: str
    words: str
    promised_on: date
    ticket: str
    state: str


@dataclass(frozen=True, slots=True)
class AcceptanceSheet:
    """收楼验收单: places, meters, keys, papers, defects, how it ended, with lines to sign on."""

    office: str
    estate: str
    number: str
    day: date
    unit: str
    area: str
    owner: str
    came: str
    places: tuple[PlaceLine, ...]
    readings: tuple[SheetReading, ...]
    keys: str
    papers: tuple[SheetPaper, ...]
    defects: tuple[SheetDefect, ...]
    result: str
    fees_words: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class CardPerson:
    """Somebody of the home."""

    role: str
    name: str
    id_number: str
    phone: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """业主资料卡: what the office knows of a home and its people, to be looked over and signed."""

    office: str
    estate: str
    number: str
    day: date
    unit: str
    kind: str
    state: str
    layout: str
    area: str
    handed_over: str
    people: tuple[CardPerson, ...]
    vehicles: tuple[str, ...]
    spaces: tuple[str, ...]
    pets: tuple[str, ...]
    emergency: str
    clerk: str
    reprint: ReprintMark | None = None
