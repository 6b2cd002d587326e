"""The office's list of stall and advertising places, their dated prices, and the words of the agreement (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.places import Place, PlacePriceRow
from frontdesk.areas.reception.queries.let_places import TERMS_SETTING, price_on
from frontdesk.areas.reception.rules.places import LONGEST_CODE, PlaceKind, PlacePrice
from frontdesk.areas.reception.service.desk_common import tidy
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "places"
MOST_TERMS = 12
MOST_PRICE = Money.yuan(1_000_000)


@dataclass(frozen=True, slots=True)
class SavePlace:
    """A place new (`place_id` None; then `code` and a price count) or corrected. Prices in `SetPlacePrice`."""

    place_id: int | None
    code: str
    kind: PlaceKind
    location: str
    size: str = ""
    words: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class SetPlacePrice:
    """What the place costs from `starts_on` on (None: today); None where it is not let by that measure."""

    place_id: int
    day: Money | None = None
    week: Money | None = None
    month: Money | None = None
    deposit: Money | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class SetTerms:
    """The words of the agreement, one on each line; what was agreed before keeps its own."""

    words: str


def save_place(work: Work, command: SavePlace) -> int:
    """The place's id. Raises `Refused` for a code that is taken. The code stands for good."""
    work.require(Right.RECEPTION_SETUP)
    code = tidy(command.code, missing=tr("请写编号，如 A1"), field="code", most=LONGEST_CODE).upper()
    location = tidy(command.location, missing=tr("请写在哪里"), field="location", most=80)
    size = tidy(command.size, field="size", most=40)
    words = tidy(command.words)
    taken = work.session.scalar(
        select(Place.id).where(Place.code == code, Place.id != (command.place_id or 0))
    )
    if taken is not None:
        raise Refused(tr("编号 {code} 已经有了", code=code), field="code")
    if command.place_id is None:
        place = Place(
            code=code, kind=command.kind, location=location, size=size, words=words, active=command.active,
            at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )  # fmt: skip
        work.session.add(place)
    else:
        place = work.session.get_one(Place, command.place_id)
        if place.code != code:
            raise Refused(tr("编号定了就不改；写错的请停用，另建一个"), field="code")
        place.kind, place.location, place.size = command.kind, location, size
        place.words, place.active = words, command.active
    work.session.flush()
    work.touch(TOPIC)
    return place.id


def set_place_price(work: Work, command: SetPlacePrice) -> PlacePrice:
    """Keep the price from its day on; bookings that stand keep what was agreed (M2.3)."""
    work.require(Right.RECEPTION_SETUP)
    work.session.get_one(Place, command.place_id)
    starts_on = command.starts_on or work.today()
    errors: dict[str, str] = {}
    asked = {"day": command.day, "week": command.week, "month": command.month, "deposit": command.deposit}
    for name, amount in asked.items():
        if amount is not None and not ZERO <= amount <= MOST_PRICE:
            errors[name] = tr("金额在 0 到 {most} 之间", most=MOST_PRICE)
        elif amount == ZERO and name != "deposit":
            errors[name] = tr("不按这个收的，空着就好")
    if command.day is None and command.week is None and command.month is None:
        errors["day"] = tr("按天、按周、按月至少填一个")
    if starts_on < work.today() and price_on(work.session, command.place_id, starts_on) is not None:
        errors["starts_on"] = tr("新的单价不能从今天以前开始")
    if errors:
        raise InvalidInput(errors)
    row = PlacePriceRow(
        place_id=command.place_id, starts_on=starts_on, by_day=command.day, by_week=command.week,
        by_month=command.month, deposit=command.deposit or ZERO, at=work.now(), by_id=work.actor.id,
        by=work.actor.name,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.touch(TOPIC)
    return PlacePrice(starts_on, row.by_day, row.by_week, row.by_month, row.deposit)


def set_terms(work: Work, command: SetTerms) -> tuple[str, ...]:
    """Keep them for the agreements to come."""
    work.require(Right.RECEPTION_SETUP)
    terms = tuple(line.strip() for line in command.words.splitlines() if line.strip())
    if not terms:
        raise Refused(tr("请至少写一条"), field="words")
    if len(terms) > MOST_TERMS:
        raise Refused(tr("最多 {n} 条，纸上才放得下", n=MOST_TERMS), field="words")
    for at, line in enumerate(terms, 1):
        if len(line) > 200:
            raise Refused(tr("第 {n} 条超过 200 个字，请写短些", n=at), field="words")
    set_setting(work, TERMS_SETTING, list(terms))
    work.touch(TOPIC)
    return terms
