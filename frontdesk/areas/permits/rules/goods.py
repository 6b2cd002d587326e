"""Goods out: what a pass may say, which conditions it must meet, and how it stands at a moment (D3.6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr

FORM = "goods_pass"
"""The key of its paper, and the kind of its subject."""
PREFIX = "CM"
SERIES = "goods-CM"
"""The number series; with its dash it is no book of receipts."""
DIGITS = 8
MOST_LINES = 200
MOST_PIECES = 9999
LONGEST_WHAT, LONGEST_MEASURE, LONGEST_WORDS = 60, 8, 100
NOT_ASKED = frozenset({"业主", "家庭成员"})
"""Roles whose bearers need nobody's consent to move their own things out."""


class ConsentWay(StrEnum):
    """How the owner said yes."""

    WRITTEN = "书面"
    PHONE = "电话"
    WECHAT = "微信"
    PRESENT = "到场"


class GoodsState(StrEnum):
    """How a pass stands at a moment; the value is its key, `STATE_WORDS` what the screen says."""

    EARLY = "early"
    OPEN = "open"
    OUT = "out"
    OVERDUE = "overdue"
    RETURNED = "returned"
    MISMATCH = "mismatch"
    VOID = "void"


STATE_WORDS: dict[GoodsState, tuple[str, str]] = {
    GoodsState.EARLY: ("info", "未到时间"),
    GoodsState.OPEN: ("ok", "可放行"),
    GoodsState.OUT: ("warn", "待交回门岗联"),
    GoodsState.OVERDUE: ("bad", "门岗联逾期未交回"),
    GoodsState.RETURNED: ("neutral", "已放行，件数相符"),
    GoodsState.MISMATCH: ("bad", "已放行，件数不符"),
    GoodsState.VOID: ("neutral", "作废"),
}
"""State -> tone and word."""


@dataclass(frozen=True, slots=True)
class GoodsRules:
    """What the office has set: `consent` and `arrears_months` hold when a tenant moves out.

    `arrears_months` is how many months may be owed, None when arrears are not looked at. `tear_off_days` are the
    days after the last one of the pass by which the gate's tear-off is to be back.
    """

    consent: bool = True
    arrears_months: int | None = 0
    tear_off_days: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """What leaves: `count` of `measure` (台, 箱 …), and words about it."""

    what: str
    count: int
    measure: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Who of the owners said yes, how, and on which day."""

    by: str
    way: ConsentWay
    on: date


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as the screen says it, and whether it is met."""

    key: str
    met: bool
    text: str


# -- numbers --


def pass_number(serial: int) -> str:
    """`CM-00003318`."""
    return f"{PREFIX}-{serial:0{DIGITS}d}"


def tidy_pass_number(text: str) -> str:
    """A number in any habit of writing it (`cm3318`, `CM-3318`, `3318`) as it is stored; "" when it is none."""
    told = re.sub(r"[\s\-_]", "", unicodedata.normalize("NFKC", text)).upper()
    match = re.fullmatch(rf"(?:{PREFIX})?(\d{{1,{DIGITS}}})", told)
    return pass_number(int(match[1])) if match else ""


# -- lines --

_COUNTED = re.compile(r"^(\d{1,5})\s*(\D{0,8})$")


def read_count(text: str) -> tuple[int, str]:
    """How many of which measure: `12箱` -> (12, 箱); `一` is not read. Raises `Refused`."""
    told = unicodedata.normalize("NFKC", text).strip()
    match = _COUNTED.match(told)
    if match is None:
        raise Refused(tr("数量请写成 1台、12箱 这样"))
    count = int(match[1])
    if not 0 < count <= MOST_PIECES:
        raise Refused(tr("数量请填 1 到 {most}", most=MOST_PIECES))
    return count, match[2].strip()


def read_pasted(text: str) -> list[tuple[str, str, str]]:
    """Rows pasted from a worksheet or a message as (what, how many, words), blank rows left out.

    Cells are parted by tabs; a line without any may end in its count (`纸箱 12箱`). A measure in a cell of its
    own goes to the count; a head row and a first column of running numbers are left out.
    """
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.replace("\r", "").split("\n")]
    rows = [row for row in rows if any(row)]
    if rows and any(cell in ("物品", "物品名称", "名称", "品名") for cell in rows[0]):
        rows = rows[1:]
    if rows and all(len(row) > 1 and row[0].isdigit() and row[1] and not row[1].isdigit() for row in rows):
        rows = [row[1:] for row in rows]
    return [_row(row) for row in rows]


def _row(cells: Sequence[str]) -> tuple[str, str, str]:
    if len(cells) == 1:
        match = re.fullmatch(r"(.+?)[\s,，、×xX*]+(\d{1,5}\s*[^\d\s]{0,4})", cells[0])
        return (match[1].strip(), match[2].strip(), "") if match else (cells[0], "", "")
    what, count, *rest = cells
    if rest and count.isdigit() and re.fullmatch(r"[^\d\s]{1,2}", rest[0]):
        count, rest = count + rest[0], rest[1:]
    return what, count, " ".join(cell for cell in rest if cell)


def check_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, tidy. Raises `Refused` naming the field `lines` for what cannot stand."""
    found = tuple(
        Line(line.what.strip(), line.count, line.measure.strip(), line.words.strip()) for line in lines
    )
    if not found:
        raise Refused(tr("请至少写一样物品"), field="lines")
    if len(found) > MOST_LINES:
        raise Refused(tr("一张出门条最多 {most} 行，请分成两张", most=MOST_LINES), field="lines")
    for number, line in enumerate(found, 1):
        if not line.what:
            raise Refused(tr("第 {n} 行没有写物品", n=number), field="lines")
        if not 0 < line.count <= MOST_PIECES:
            raise Refused(tr("第 {n} 行的数量请填 1 到 {most}", n=number, most=MOST_PIECES), field="lines")
        if (
            len(line.what) > LONGEST_WHAT
            or len(line.words) > LONGEST_WORDS
            or len(line.measure) > LONGEST_MEASURE
        ):
            raise Refused(tr("第 {n} 行太长，请写短些", n=number), field="lines")
    return found


def pieces(lines: Iterable[Line]) -> int:
    """How many pieces there are altogether."""
    return sum(line.count for line in lines)


# -- times --

_TIME = re.compile(r"^(\d{1,2})(?:[:：.时点](\d{1,2})?分?)?$|^(\d{1,2})(\d{2})$")


def read_time(text: str) -> time:
    """A time of day as people write it: 14:05, 1405, 14, 9点. Raises `Refused`."""
    told = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = _TIME.match(told)
    hour = int(match[1] or match[3]) if match else 99
    minute = int(match[2] or match[4] or 0) if match else 0
    if hour > 23 or minute > 59:
        raise Refused(tr("时间请写成 14:05 这样"))
    return time(hour, minute)


def check_window(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise `InvalidInput` when the window is none: it ends before it begins, is over, or lasts over a month."""
    if ends_at <= starts_at:
        raise InvalidInput({"ends_at": tr("结束要在开始之后")})
    if ends_at <= now:
        raise InvalidInput({"ends_at": tr("这个时间已经过了，请往后改")})
    if ends_at - starts_at > timedelta(days=31):
        raise InvalidInput({"ends_at": tr("一张出门条最多用 31 天，请分几张开")})


# -- conditions --


def months_owed(spans: Iterable[Span], on: date) -> int:
    """How many calendar months up to *on* the spans of what is owed touch: a quarter owed is up to three."""
    months: set[Month] = set()
    for span in spans:
        month, last = Month.of(span.start), Month.of(max(span.start, min(span.last, on)))
        while month <= last:
            months.add(month)
            month = month.plus(1)
    return len(months)


def conditions(
    rules: GoodsRules,
    *,
    moves_out: bool,
    asker_role: str,
    consent: Consent | None,
    owed_months: int,
    owed: Money,
    unfit_consent: bool = False,
) -> tuple[Condition, ...]:
    """What this pass must meet, in the order it is shown.

    Consent and arrears hold when a tenant moves out (D3.6), or anybody else who is not of the owner's home, as the
    settings say. *unfit_consent*: somebody is named who is no owner of the unit. *owed_months* are the months that
    what is owed belongs to.
    """
    found: list[Condition] = []
    if not moves_out or asker_role in NOT_ASKED:
        return ()
    if rules.consent:
        if consent is None:
            text, met = tr("租客搬离要业主同意：请写上哪位业主、怎么同意的、哪天"), False
        elif unfit_consent:
            text, met = tr("{name} 不是这户现在的业主，要业主本人同意", name=consent.by), False
        else:
            text = tr(
                "业主{name}已{way}同意（{day}）", name=consent.by, way=tr(consent.way.value), day=consent.on
            )
            met = True
        found.append(Condition("consent", met, text))
    if rules.arrears_months is not None:
        found.append(_arrears(rules.arrears_months, owed_months, owed))
    return tuple(found)


def _arrears(most: int, months: int, owed: Money) -> Condition:
    if owed <= ZERO:
        return Condition("arrears", True, tr("本户没有欠费"))
    if not most:
        return Condition(
            "arrears",
            False,
            tr("本户欠费 {owed} 元（{months} 个月），搬离前要结清", owed=owed, months=months),
        )
    if months <= most:
        return Condition(
            "arrears", True, tr("本户欠费 {months} 个月，未超过 {most} 个月", months=months, most=most)
        )
    return Condition(
        "arrears",
        False,
        tr("本户欠费 {owed} 元（{months} 个月），超过 {most} 个月", owed=owed, months=months, most=most),
    )


def unmet(found: Iterable[Condition]) -> tuple[Condition, ...]:
    """Those that are not met."""
    return tuple(condition for condition in found if not condition.met)


# -- states --


def state_at(
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
    due_on: date,
    today: date,
    *,
    voided: bool,
    matches: bool | None,
) -> GoodsState:
    """How a pass stands: *matches* None while its tear-off is out, *due_on* the day by which it is to be back."""
    if voided:
        return GoodsState.VOID
    if matches is not None:
        return GoodsState.RETURNED if matches else GoodsState.MISMATCH
    if now < starts_at:
        return GoodsState.EARLY
    if now <= ends_at:
        return GoodsState.OPEN
    return GoodsState.OVERDUE if today > due_on else GoodsState.OUT
