"""Papers before the works begin: the application, the agreement, what owner and neighbours are told, the permit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.decoration.documents.site import Hours, ScopeLine, Site
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class Application:
    """装修申请表. `papers`: name, article, whether it is there. `consent`: the owner's leave, where another applies."""

    number: str
    site: Site
    day: date
    applied_on: date
    consent: str
    summary: str
    lines: tuple[ScopeLine, ...]
    papers: tuple[tuple[str, str, bool], ...]
    accepted: str
    opinion: str
    """The engineer's words, with name and day; empty while there are none."""
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """装饰装修管理服务协议: the nine points of article 16. `facade` says whether the outside is touched."""

    number: str
    site: Site
    day: date
    lines: tuple[ScopeLine, ...]
    hours: Hours
    management_fee: Money
    waste_fee: Money
    deposit: Money
    refund_days: int
    recheck_days: int
    test_hours: int
    facade: bool
    water: bool
    words: str
    """What else was agreed."""
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """装修告知书: what is prohibited, what needs leave, when there is quiet."""

    number: str
    site: Site
    day: date
    hours: Hours
    test_hours: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class NeighbourNotice:
    """邻居告知书: who builds next door, from when to when, whom to call."""

    number: str
    site: Site
    day: date
    hours: Hours
    summary: str
    water: bool
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class WorkPermit:
    """装修施工许可证 for the door. `code` is the signed text, or the file's number where nothing can be signed.

    `start_no` counts the starts, a 复工 among them: each has a permit of its own; `resumed_on` is the day of the last
    where it was not the first. `replaces` is the number of the permit it stands for.
    """

    number: str
    site: Site
    day: date
    summary: str
    hours: Hours
    code: str
    approver: str
    clerk: str
    start_no: int = 1
    resumed_on: date | None = None
    replaces: str = ""
    reprint: ReprintMark | None = None
