"""What an owner asks for a home: prices, least prices, how long; each change a further row (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.areas.reception.model.lettings import Letting, LettingTerms
from frontdesk.areas.reception.rules.lettings import LettingKind, LettingStep
from frontdesk.areas.reception.service.desk_common import may_write, tidy
from frontdesk.areas.reception.service.letting_common import add, current_terms, for_step
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What the owner asks. `last_on` is the last day of the commission; the least prices stay between owner and office."""

    kind: LettingKind
    last_on: date
    rent: Money | None = None
    price: Money | None = None
    least_rent: Money | None = None
    least_price: Money | None = None
    furniture: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """The owner asks something else, or prolongs. A least price of None stays as it was unless `least` says so."""

    letting_id: int
    terms: Terms
    keep_least: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class RevealLeast:
    """The least prices of a commission, and why somebody asks."""

    letting_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeastPrices:
    """What the owner would go down to."""

    number: str
    rent: Money | None
    price: Money | None


def change_terms(work: Work, command: ChangeTerms) -> str:
    """New terms from today on, as a further row; gives the number."""
    may_write(work)
    letting = for_step(work, command.letting_id, LettingStep.TERMS)
    before = current_terms(work, letting)
    terms = command.terms
    least_rent, least_price = terms.least_rent, terms.least_price
    if command.keep_least:
        # Who may not see the least price cannot lose it by changing the other.
        least_rent = least_rent if least_rent is not None else before.least_rent
        least_price = least_price if least_price is not None else before.least_price
    if terms.kind is LettingKind.SALE:
        least_rent = None
    if terms.kind is LettingKind.RENT:
        least_price = None
    terms = Terms(
        terms.kind,
        terms.last_on,
        terms.rent,
        terms.price,
        least_rent,
        least_price,
        terms.furniture,
        terms.words,
    )
    today = work.today()
    errors = faults(terms, today)
    if errors:
        raise InvalidInput(errors)
    if _same(before, terms):
        raise Refused(tr("和原来的一样，没有要改的"))
    said = _changed_words(before, terms)
    add_terms(work, letting, terms, before.starts_on)
    words = "；".join(part for part in (said, command.words.strip()) if part)
    add(work, letting, LettingStep.TERMS, words=tidy(words, most=300))
    return letting.number


def reveal_least(work: Work, command: RevealLeast) -> LeastPrices:
    """The owner's least prices; the trail keeps who asked and why. Takes a supervisor's right, or leave."""
    if not command.reason.strip():
        raise Refused(tr("请填看底价的原因"), field="reason")
    work.require(Right.RECEPTION_LEAD, tr("底价只有主管能看"))
    letting = work.session.get_one(Letting, command.letting_id)
    terms = current_terms(work, letting)
    return LeastPrices(letting.number, terms.least_rent, terms.least_price)


def add_terms(work: Work, letting: Letting, terms: Terms, starts_on: date) -> None:
    ends_on = terms.last_on + timedelta(days=1)
    work.session.add(
        LettingTerms(
            letting_id=letting.id, no=letting.terms_no + 1, kind=terms.kind, rent=terms.rent, price=terms.price,
            least_rent=terms.least_rent, least_price=terms.least_price,
            furniture=tidy(terms.furniture, field="furniture", most=120), words=tidy(terms.words, most=300),
            starts_on=starts_on, ends_on=ends_on, at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    letting.terms_no += 1
    letting.ends_on = ends_on
    work.session.flush()


def faults(terms: Terms, today: date) -> dict[str, str]:
    """What is wrong with them, by field."""
    errors: dict[str, str] = {}
    rents, sells = terms.kind is not LettingKind.SALE, terms.kind is not LettingKind.RENT
    for field, wanted, asked, least, missing in (
        ("rent", rents, terms.rent, terms.least_rent, tr("请写每月租金")),
        ("price", sells, terms.price, terms.least_price, tr("请写售价")),
    ):
        if wanted and (asked is None or asked <= ZERO):
            errors[field] = missing
        elif not wanted and asked is not None:
            errors[field] = tr("{kind}的委托不填这一项", kind=tr(terms.kind.value))
        elif not wanted and least is not None:
            errors[f"least_{field}"] = tr("{kind}的委托不填这一项", kind=tr(terms.kind.value))
        elif asked is not None and least is not None and not ZERO < least <= asked:
            errors[f"least_{field}"] = tr("底价要大于零，不高于要价")
    if terms.last_on < today:
        errors["last_on"] = tr("已经过去了，请填今天以后的日期")
    elif (terms.last_on - today).days > MOST_YEARS * 366:
        errors["last_on"] = tr("委托最长 {n} 年，请核对", n=MOST_YEARS)
    return errors


def _same(before: LettingTerms, terms: Terms) -> bool:
    stood = (
        before.kind, before.ends_on - timedelta(days=1), before.rent, before.price, before.least_rent,
        before.least_price, before.furniture, before.words,
    )  # fmt: skip
    return stood == (
        terms.kind, terms.last_on, terms.rent, terms.price, terms.least_rent, terms.least_price,
        terms.furniture.strip(), terms.words.strip(),
    )  # fmt: skip


def _changed_words(before: LettingTerms, terms: Terms) -> str:
    """`租金 3,200.00 改为 3,000.00；到 2027-02-28`: least prices are not said."""
    said = []
    if before.kind is not terms.kind:
        said.append(tr("{old}改为{new}", old=tr(before.kind.value), new=tr(terms.kind.value)))
    for word, old, new in ((tr("租金"), before.rent, terms.rent), (tr("售价"), before.price, terms.price)):
        if old != new and new is not None:
            told = tr("{what} {old} 改为 {new}", what=word, old=old, new=new)
            said.append(told if old is not None else tr("{what} {new}", what=word, new=new))
    if before.ends_on - timedelta(days=1) != terms.last_on:
        said.append(tr("委托到 {day}", day=terms.last_on))
    return "；".join(said)
