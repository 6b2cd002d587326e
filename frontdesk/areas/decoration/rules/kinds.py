"""The words of decoration files: who applies, firms' grades, planned visits, results, papers' numbers."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from frontdesk.base.values.text import tr


class Applicant(StrEnum):
    """What the applicant is to the home (article 13)."""

    OWNER = "业主"
    TENANT = "租客"
    FAMILY = "家庭成员"
    AGENT = "代理人"
    OTHER = "其他使用人"


class ConsentWay(StrEnum):
    """How the owner consented; article 13 wants it in writing."""

    WRITTEN = "书面"
    PRESENT = "到场签字"


GRADES = ("一级", "二级", "三级", "不分等级")
"""Grades of decoration firms that the desk meets; the certificate's own word may be another."""


class VisitKind(StrEnum):
    """Why somebody looks at the works."""

    PATROL = "巡查"
    FIRST = "初验"
    SECOND = "复验"
    RECHECK = "复查"


class Result(StrEnum):
    """What a visit found."""

    GOOD = "符合"
    BREACH = "违规"


class PlanEnd(StrEnum):
    """What became of a planned visit."""

    DONE = "已去"
    MOVED = "改期"
    DROPPED = "取消"


class BreachState(StrEnum):
    """How far a breach is, on a day."""

    OPEN = "整改中"
    OVERDUE = "超期"
    MENDED = "已整改"
    VOID = "已作废"


SERIES, BREACH_SERIES = "decoration", "decoration-breach"


def file_number(year: int, serial: int) -> str:
    """`ZX-2026-0087`."""
    return f"ZX-{year:04d}-{serial:04d}"


def breach_number(year: int, serial: int) -> str:
    """`ZG-2026-0012`: a 整改通知书."""
    return f"ZG-{year:04d}-{serial:04d}"


def find_number(typed: str, prefix: str = "ZX", year: int | None = None) -> str | None:
    """The full number of what somebody typed: `zx20260087`, `ZX-2026-87`, `87` (of *year*); None: it is none."""
    text = re.sub(r"[\s_－—–]", "-", typed.strip().upper())
    match = re.fullmatch(rf"(?:{prefix}-?)?(\d{{4}})-?(\d{{1,6}})", text)
    if match and 2000 <= int(match[1]) <= 2199:
        return f"{prefix}-{match[1]}-{int(match[2]):04d}"
    match = re.fullmatch(rf"(?:{prefix}-?)?(\d{{1,4}})", text)
    return f"{prefix}-{year:04d}-{int(match[1]):04d}" if match and year else None


def days_words(day: date, today: date) -> str:
    """`今天`, `明天`, `11-24`, `2027-02-10` in another year."""
    if day == today:
        return tr("今天")
    if (day - today).days == 1:
        return tr("明天")
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
