"""Rent and sale commissions (房屋租售委托, D2.6): their course, who fits what, when they run out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

PREFIX = "ZS"
SEEKER_PREFIX = "KH"
VIEWING_PREFIX = "KF"
SOON_DAYS = 14
"""Days before its end from which a commission is said to run out."""
LONGEST_NAME = 80
MOST_ROOMS = 20


class LettingKind(StrEnum):
    """What the owner wants done with the home."""

    RENT = "出租"
    SALE = "出售"
    BOTH = "租售均可"


class SeekKind(StrEnum):
    """What somebody looks for."""

    RENT = "求租"
    BUY = "求购"


class LettingStep(StrEnum):
    """What happens to a commission. A viewing stands in a table of its own."""

    SIGNED = "signed"
    TERMS = "terms"
    LOGGED = "logged"
    VIEWED = "viewed"
    DEAL = "deal"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    UNDONE = "undone"


STEP_WORDS: dict[LettingStep, str] = {
    LettingStep.SIGNED: "签委托书",
    LettingStep.TERMS: "改价、续期",
    LettingStep.LOGGED: "记一笔",
    LettingStep.VIEWED: "约看房",
    LettingStep.DEAL: "成交",
    LettingStep.WITHDRAWN: "撤回",
    LettingStep.VOIDED: "作废",
    LettingStep.UNDONE: "撤销",
}
ENDING = (LettingStep.DEAL, LettingStep.WITHDRAWN, LettingStep.VOIDED)
UNDOABLE = (LettingStep.SIGNED, LettingStep.DEAL, LettingStep.WITHDRAWN)


class LettingState(StrEnum):
    """How a commission stands on a day; the value is what stands on screen."""

    UNSIGNED = "待签委托书"
    RUNNING = "委托中"
    ENDING = "快到期"
    EXPIRED = "已到期"
    DEAL = "已成交"
    WITHDRAWN = "已撤回"
    VOID = "作废"


_OPEN = (
    LettingStep.TERMS, LettingStep.LOGGED, LettingStep.VIEWED, LettingStep.DEAL, LettingStep.WITHDRAWN,
    LettingStep.VOIDED, LettingStep.UNDONE,
)  # fmt: skip
COURSE: dict[LettingState, tuple[LettingStep, ...]] = {
    # Nobody is led through a home, and nothing is closed, before the owner has signed.
    LettingState.UNSIGNED: (
        LettingStep.SIGNED,
        LettingStep.TERMS,
        LettingStep.LOGGED,
        LettingStep.WITHDRAWN,
        LettingStep.VOIDED,
        LettingStep.UNDONE,
    ),
    LettingState.RUNNING: _OPEN,
    LettingState.ENDING: _OPEN,
    # A deal may be told of after the last day; nobody is led there any more until it is prolonged.
    LettingState.EXPIRED: tuple(step for step in _OPEN if step is not LettingStep.VIEWED),
    LettingState.DEAL: (LettingStep.LOGGED, LettingStep.UNDONE),
    LettingState.WITHDRAWN: (LettingStep.LOGGED, LettingStep.UNDONE),
    LettingState.VOID: (),
}
"""State -> what may be done."""
OPEN = (LettingState.UNSIGNED, LettingState.RUNNING, LettingState.ENDING, LettingState.EXPIRED)
_ENDED = {
    LettingStep.DEAL: LettingState.DEAL,
    LettingStep.WITHDRAWN: LettingState.WITHDRAWN,
    LettingStep.VOIDED: LettingState.VOID,
}


@dataclass(frozen=True, slots=True)
class LettingHappened:
    """One row of its course; `undoes` is the row that an undoing takes back."""

    id: int
    step: LettingStep
    on: date
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class LettingStands:
    """What the rows come to: when the paper was signed, how and when it ended."""

    signed_on: date | None = None
    outcome: LettingStep | None = None
    ended_on: date | None = None


def stands(course: Iterable[LettingHappened]) -> LettingStands:
    """From its rows; what was undone never was."""
    rows = tuple(course)
    undone = {row.undoes for row in rows if row.undoes is not None}
    counted = [row for row in rows if row.id not in undone]
    signed = [row.on for row in counted if row.step is LettingStep.SIGNED]
    ended = [row for row in counted if row.step in ENDING]
    last = ended[-1] if ended else None
    return LettingStands(
        signed[-1] if signed else None, last.step if last else None, last.on if last else None
    )


def state(outcome: LettingStep | None, signed_on: date | None, last_on: date, today: date) -> LettingState:
    """One word for it on a day; *last_on* is the last day of the commission."""
    if outcome is not None:
        return _ENDED[outcome]
    if last_on < today:
        return LettingState.EXPIRED
    if signed_on is None:
        return LettingState.UNSIGNED
    return LettingState.ENDING if (last_on - today).days <= SOON_DAYS else LettingState.RUNNING


# -- who looks --


class SeekerStep(StrEnum):
    """What happens to somebody's search."""

    LOGGED = "logged"
    FOUND = "found"
    GAVE_UP = "gave_up"
    VOIDED = "voided"
    UNDONE = "undone"


SEEKER_STEP_WORDS: dict[SeekerStep, str] = {
    SeekerStep.LOGGED: "记一笔",
    SeekerStep.FOUND: "成交",
    SeekerStep.GAVE_UP: "不找了",
    SeekerStep.VOIDED: "作废",
    SeekerStep.UNDONE: "撤销",
}
SEEKER_ENDING = (SeekerStep.FOUND, SeekerStep.GAVE_UP, SeekerStep.VOIDED)


class SeekerState(StrEnum):
    """How a search stands; the value is what stands on screen."""

    LOOKING = "在找"
    FOUND = "已成交"
    GAVE_UP = "不找了"
    VOID = "作废"


_SEEKER_ENDED = {
    SeekerStep.FOUND: SeekerState.FOUND,
    SeekerStep.GAVE_UP: SeekerState.GAVE_UP,
    SeekerStep.VOIDED: SeekerState.VOID,
}


@dataclass(frozen=True, slots=True)
class SeekerHappened:
    """One row of a search's course."""

    id: int
    step: SeekerStep
    on: date
    undoes: int | None = None


def seeker_outcome(course: Iterable[SeekerHappened]) -> tuple[SeekerStep | None, date | None]:
    """How it ended and when; (None, None) while somebody looks."""
    rows = tuple(course)
    undone = {row.undoes for row in rows if row.undoes is not None}
    ended = [row for row in rows if row.step in SEEKER_ENDING and row.id not in undone]
    return (ended[-1].step, ended[-1].on) if ended else (None, None)


def seeker_state(outcome: SeekerStep | None) -> SeekerState:
    """One word for it."""
    return SeekerState.LOOKING if outcome is None else _SEEKER_ENDED[outcome]


# -- viewings --


class KeyWay(StrEnum):
    """How the door is opened at a viewing."""

    OWNER = "业主开门"
    CARE = "用托管钥匙"
    CODE = "密码或门卡"


class ViewResult(StrEnum):
    """What came of a viewing."""

    KEEN = "有意向"
    THINKING = "再考虑"
    NO = "不合适"
    ABSENT = "没有来"
    CANCELLED = "取消"


class ViewState(StrEnum):
    """How a viewing stands on a day."""

    COMING = "已约"
    TODAY = "今天"
    OPEN = "待记结果"
    DONE = "已看"
    OFF = "没有看成"


OFF = (ViewResult.ABSENT, ViewResult.CANCELLED)


def view_state(result: ViewResult | None, on: date, today: date) -> ViewState:
    """One word for it on a day."""
    if result is not None:
        return ViewState.OFF if result in OFF else ViewState.DONE
    if on > today:
        return ViewState.COMING
    return ViewState.TODAY if on == today else ViewState.OPEN


# -- who fits what --


@dataclass(frozen=True, slots=True)
class Offer:
    """A home on offer. Rent is for a month, price for the whole; `rooms` None: not known from its layout."""

    kind: LettingKind
    rent: Money | None
    price: Money | None
    area: Decimal | None
    rooms: int | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; None: no matter. `price_to` is for a month where they rent."""

    kind: SeekKind
    rooms: int | None = None
    area_from: Decimal | None = None
    area_to: Decimal | None = None
    price_to: Money | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was compared, in words; `fits` None: it is not known."""

    fits: bool | None
    words: str


def fit(offer: Offer, wish: Wish) -> tuple[Point, ...]:
    """Why a home fits somebody, or does not; the first point is whether it is let or sold at all."""
    rents = wish.kind is SeekKind.RENT
    wanted = (LettingKind.RENT, LettingKind.BOTH) if rents else (LettingKind.SALE, LettingKind.BOTH)
    points = [
        Point(
            offer.kind in wanted,
            tr("{offer}，对方{wish}", offer=tr(offer.kind.value), wish=tr(wish.kind.value)),
        )
    ]
    asked = offer.rent if rents else offer.price
    if wish.price_to is not None:
        if asked is None:
            points.append(Point(None, tr("没有报价，对方最多 {most}", most=wish.price_to)))
        else:
            words = tr("要价 {asked}，对方最多 {most}", asked=asked, most=wish.price_to)
            points.append(Point(asked <= wish.price_to, words))
    if wish.rooms is not None:
        if offer.rooms is None:
            points.append(Point(None, tr("户型没有登记，对方要 {n} 室", n=wish.rooms)))
        else:
            words = tr("{has} 室，对方要 {n} 室", has=offer.rooms, n=wish.rooms)
            points.append(Point(offer.rooms == wish.rooms, words))
    if wish.area_from is not None or wish.area_to is not None:
        points.append(_area(offer.area, wish.area_from, wish.area_to))
    return tuple(points)


def _area(area: Decimal | None, least: Decimal | None, most: Decimal | None) -> Point:
    if least is not None and most is not None:
        wanted = tr("{least}–{most}㎡", least=plain(least), most=plain(most))
    elif least is not None:
        wanted = tr("{least}㎡以上", least=plain(least))
    else:
        wanted = tr("{most}㎡以内", most=plain(most or Decimal(0)))
    if area is None:
        return Point(None, tr("面积没有登记，对方要 {wanted}", wanted=wanted))
    fits = (least is None or area >= least) and (most is None or area <= most)
    return Point(fits, tr("{area}㎡，对方要 {wanted}", area=plain(area), wanted=wanted))


def fits(points: Iterable[Point]) -> bool:
    """Nothing is against it; what is not known is asked, and is not against it."""
    return all(point.fits is not False for point in points)


def plain(area: Decimal) -> str:
    """`89.6`: without zeros at its end."""
    text = f"{area:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_FIGURES = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


def rooms_of(layout: str) -> int | None:
    """`3室2厅` and `三房两厅` are 3; None where the layout says nothing."""
    for sign in ("室", "房", "居"):
        head = layout.strip().split(sign)[0]
        if head != layout.strip() and head:
            if head.isdigit():
                return int(head)
            if head[-1] in _FIGURES and len(head) == 1:
                return _FIGURES[head]
    return None
