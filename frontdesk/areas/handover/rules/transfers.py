"""Who owns or rents a home from a day on (过户, 租赁变更, D1.5): the words, and what is refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from frontdesk.base.values.text import tr

WHOLE = Decimal(100)
LONGEST_BASIS = 120
LONGEST_WORDS = 300
MOST_NEW = 8
LONGEST_AGO = timedelta(days=366)
"""A day longer ago than this is asked about before it is believed."""
AHEAD = timedelta(days=90)
"""A new lease may begin so long after it is written down."""
FURTHEST = timedelta(days=366 * 20)
"""No lease is written down for longer."""


class ChangeKind(StrEnum):
    """What the document is; the value stands on screen, `PREFIXES` gives its number."""

    OWNER = "过户"
    LEASE = "租赁变更"


PREFIXES = {ChangeKind.OWNER: "GH", ChangeKind.LEASE: "ZB"}


class Why(StrEnum):
    """What the change rests on."""

    SALE = "买卖"
    HEIR = "继承"
    GIFT = "赠与"
    COURT = "法院裁决"
    SPLIT = "分割、加名减名"
    OTHER = "其他"
    LET_ANEW = "换租户"
    LET = "新租"
    LEFT = "退租"
    LONGER = "续租"
    UNDO = "撤销"


OWNER_WHYS = (Why.SALE, Why.HEIR, Why.GIFT, Why.COURT, Why.SPLIT, Why.OTHER)
LEASE_WHYS = (Why.LET_ANEW, Why.LET, Why.LEFT, Why.LONGER)
WHYS = {ChangeKind.OWNER: OWNER_WHYS, ChangeKind.LEASE: LEASE_WHYS}


class Side(StrEnum):
    """What became of somebody's role."""

    OUT = "转出"
    IN = "转入"
    LONGER = "续期"


class Arrears(StrEnum):
    """How it stood with what was owed."""

    NONE = "不欠费"
    TAKEN_OVER = "书面承接"
    ALLOWED = "主管准许"
    STAYS = "仍由交款人付"


class Thing(StrEnum):
    """What belongs to those who leave, or is under way, besides their roles."""

    PERMIT = "证件"
    VEHICLE = "车辆"
    LEASE = "租用车位"
    SPACE = "产权车位"
    PET = "宠物"
    KEY = "钥匙"
    CONSENT = "钥匙名单"
    DEPOSIT = "押金"
    DECORATION = "装修"
    TICKET = "报事"
    PARCEL = "快递信件"


class KeyFate(StrEnum):
    """What becomes of a key of the home."""

    STAYS = "照旧"
    BACK = "已收回柜里"
    PASSED_ON = "交给新住户"


@dataclass(frozen=True, slots=True)
class Shared:
    """An owner with the share in per cent; None where none is on record."""

    name: str
    share: Decimal | None


def shares_wrong(after: Sequence[Shared]) -> str:
    """Why the owners' shares from the day on are wrong, in words; "" where they are not. A single owner has all."""
    if not after:
        return tr("过户以后要有业主，请登记新业主")
    if len(after) == 1:
        share = after[0].share
        return "" if share is None or share == WHOLE else tr("只有一位业主，份额是 100%")
    lacks = [owner.name for owner in after if owner.share is None]
    if lacks:
        return tr("有几位业主时各人的份额都要有，还缺{names}的", names="、".join(lacks))
    if any(owner.share is not None and owner.share <= 0 for owner in after):
        return tr("份额要大于零")
    whole = sum((owner.share for owner in after if owner.share is not None), Decimal(0))
    if whole != WHOLE:
        return tr("份额合计 {n}%，要正好 100%", n=plain_share(whole))
    return ""


def plain_share(share: Decimal) -> str:
    """`50`, `33.33`."""
    return f"{share.normalize():f}"


def day_wrong(
    on: date, today: date, starts: Iterable[tuple[str, date | None]], kind: ChangeKind, why: Why
) -> str:
    """Why that cannot be the day; *starts* are those who leave with the day they came.

    Whoever leaves does so on a day that has come; a lease alone may be written down ahead.
    """
    if why is Why.LET:
        if on > today + AHEAD:
            return tr("起租日最晚 {day}，更晚的到时再办", day=(today + AHEAD).isoformat())
        return ""
    word = tr("过户日") if kind is ChangeKind.OWNER else tr("变更日")
    if on > today:
        return tr("{word}不能晚于今天 {today}，到那天再办", word=word, today=today.isoformat())
    for name, start in starts:
        if start is not None and on <= start:
            return tr(
                "{name} {start} 才登记进来，{word}要在它以后", name=name, start=start.isoformat(), word=word
            )
    return ""


def number_of(kind: ChangeKind, year: int, count: int) -> str:
    """`GH-2026-001`."""
    return f"{PREFIXES[kind]}-{year}-{count:03d}"
