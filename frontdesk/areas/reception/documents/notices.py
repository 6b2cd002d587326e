"""What a notice's paper and the list to carry along show (D2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice as it hangs. `form` is the word at its head (通知, 公告, 温馨提示), `signed` its day in words.

    It carries no mark of reprinting: as many are printed as there are boards, and each is as good as the first.
    `corrects` names the notice it puts right. An empty `number` is a draft.
    """

    office: str
    estate: str
    number: str
    day: date
    form: str
    title: str
    greeting: str
    paragraphs: tuple[str, ...]
    signed: str
    corrects: str = ""
    void: bool = False


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One thing to do at a board: put a notice up, or take it down."""

    board: str
    act: str
    number: str
    title: str
    until: date | None


@dataclass(frozen=True, slots=True)
class PostingGroup:
    """A building's boards, or those that belong to none."""

    name: str
    lines: tuple[PostingLine, ...]


@dataclass(frozen=True, slots=True)
class PostingList:
    """张贴清单: what to put up and to take down, building by building, to tick on the way."""

    office: str
    estate: str
    number: str
    day: date
    groups: tuple[PostingGroup, ...]
    up: int
    down: int
    clerk: str
    reprint: ReprintMark | None = None
