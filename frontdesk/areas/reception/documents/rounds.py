"""What the papers of planned visits and surveys show: 走访表 to carry along, 满意度问卷 for a unit (D2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A unit still to be visited; `tries` is how often nobody was met."""

    building: str
    unit: str
    who: str
    phone: str
    why: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """走访表 of a plan: its units in the order one walks, with room to write. `first` and `last` are both included."""

    office: str
    estate: str
    number: str
    day: date
    plan: str
    first: date
    last: date
    words: str
    lines: tuple[VisitLine, ...]
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question on paper; `kind` is 打分, 单选 or 文字."""

    no: int
    section: str
    kind: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """满意度问卷 of one unit; `unit` "" on a sheet that names none. `last` is the day until which it is awaited."""

    office: str
    estate: str
    number: str
    day: date
    survey: str
    title: str
    intro: str
    building: str
    unit: str
    last: date
    questions: tuple[AskedQuestion, ...]
    office_phone: str
    clerk: str
    reprint: ReprintMark | None = None
