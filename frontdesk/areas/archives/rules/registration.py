"""人口登记: who is to be registered with the authority, and what a registration comes to on a day (D1.2).

Whether somebody must be registered is the authority's to say; the desk says it of a person in so many words. Where
nobody has said it, what stands in the archives suggests it: a nationality or a document of elsewhere, and the first
figures of a resident's number (GB 11643: where it was first issued) against the office's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.areas.archives.rules.kinds import IdKind

SOON = timedelta(days=30)
LOCAL_SETTING = "registration.local_codes"
STATION_SETTING = "registration.station"
LONGEST_WORDS = 200
HOME = ("", "中国", "中国籍")
_ABROAD = (IdKind.PASSPORT, IdKind.HK_MACAO_TAIWAN, IdKind.FOREIGN_RESIDENT)
PURPOSES = ("务工", "经商", "就读", "投亲", "居住", "其他")


class Duty(StrEnum):
    """As what somebody is to be registered; the value stands on screen."""

    NON_LOCAL = "暂住"
    FOREIGN = "境外"
    NONE = "不用登记"


class Step(StrEnum):
    """What can happen to a registration; the value is stored."""

    ENDED = "ended"
    VOIDED = "voided"


class State(StrEnum):
    """What somebody's registration is on a day; the value stands on screen."""

    MISSING = "待登记"
    LATE = "已过期"
    ENDING = "将到期"
    VALID = "有效"
    LEFT = "搬走未注销"
    NONE = "不用登记"


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration as the rules read it; both days are included. `over` is the day it was ended on."""

    id: int
    starts_on: date
    ends_on: date
    over: date | None = None
    void: bool = False
    renews_id: int | None = None


def suggested(nationality: str, id_kind: IdKind | None, id_number: str, local: Sequence[str]) -> Duty | None:
    """What the archives' facts suggest; None where they say nothing. *local*: first figures of numbers of here."""
    if nationality.strip() not in HOME or id_kind in _ABROAD:
        return Duty.FOREIGN
    known = id_kind is IdKind.RESIDENT and id_number[:6].isdigit()
    if known and local and not any(id_number.startswith(code) for code in local):
        return Duty.NON_LOCAL
    return None


def standing(rows: Iterable[Registration]) -> Registration | None:
    """The registration that stands: neither entered by mistake, nor gone on from by another, nor ended."""
    told = [row for row in rows if not row.void]
    gone_on = {row.renews_id for row in told}
    held = [row for row in told if row.over is None and row.id not in gone_on]
    return max(held, key=lambda row: (row.ends_on, row.id), default=None)


def state_of(duty: Duty, held: Registration | None, on: date, *, lives: bool) -> State | None:
    """What to show of somebody on a day; None for one who left and has nothing standing any more."""
    if not lives:
        return State.LEFT if held is not None and held.ends_on >= on else None
    if held is None:
        return State.NONE if duty is Duty.NONE else State.MISSING
    if held.ends_on < on:
        return State.NONE if duty is Duty.NONE else State.LATE
    return State.ENDING if held.ends_on <= on + SOON else State.VALID


def sex_of(id_kind: IdKind | None, id_number: str) -> str:
    """`男`, `女` as a resident's number says it (GB 11643: the 17th figure); empty where it does not."""
    if id_kind is not IdKind.RESIDENT or len(id_number) != 18 or not id_number[16].isdigit():
        return ""
    return "男" if int(id_number[16]) % 2 else "女"


def codes_of(text: str) -> tuple[str, ...]:
    """`3301、3302` as the first figures of numbers of here. Raises `ValueError` for what are none."""
    parts = [
        part for part in text.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if part
    ]
    for part in parts:
        if not (part.isascii() and part.isdigit() and len(part) in (2, 4, 6)):
            raise ValueError(part)
    return tuple(dict.fromkeys(parts))
