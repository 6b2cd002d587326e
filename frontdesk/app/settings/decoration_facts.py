"""What the office has decided about decorations, as plain values, and the command that keeps it (D4.3, D4.4)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.decoration.queries.files import own_days, terms_book
from frontdesk.areas.decoration.rules.hours import Hours, parse_spans, spans_words
from frontdesk.areas.decoration.rules.own_days import own_days_text, parse_own_days
from frontdesk.areas.decoration.rules.terms import DatedTerms, Terms, stored_terms
from frontdesk.areas.decoration.service.setting_up import SaveOwnDays, SaveTerms, save_own_days, save_terms
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right

_PLAIN = Terms()
NAMES = tuple(f.name for f in fields(Terms) if f.name != "hours")
"""What `DecorationFacts` has of the terms under the same names."""


@dataclass(frozen=True, slots=True)
class DecorationFacts:
    """`starts_on` is the day the terms hold from; `quiet` and `own_days` as somebody types them."""

    starts_on: date
    deposit: Money = _PLAIN.deposit
    management_fee: Money = _PLAIN.management_fee
    waste_fee: Money = _PLAIN.waste_fee
    by_area: bool = _PLAIN.by_area
    approve_days: int = _PLAIN.approve_days
    recheck_days: int = _PLAIN.recheck_days
    refund_days: int = _PLAIN.refund_days
    lapse_days: int = _PLAIN.lapse_days
    inspect_days: int = _PLAIN.inspect_days
    test_hours: int = _PLAIN.test_hours
    mend_days: int = _PLAIN.mend_days
    soon_days: int = _PLAIN.soon_days
    quiet: str = ""
    rest_days_quiet: bool = True
    own_days: str = ""
    versions: tuple[DatedTerms, ...] = field(default=())


def decoration_facts(session: Session, today: date) -> DecorationFacts:
    """What holds today, with every version there is, the newest first."""
    book = terms_book(session)
    terms = book.on(today)
    return DecorationFacts(
        today,
        **{name: getattr(terms, name) for name in NAMES},
        quiet=spans_words(terms.hours),
        rest_days_quiet=terms.hours.rest_days_quiet,
        own_days=own_days_text(own_days(session)),
        versions=tuple(sorted(book.versions, key=lambda v: (v.starts_on, v.at), reverse=True)),
    )


def save_decoration(work: Work, command: DecorationFacts) -> None:
    """Keep both, or nothing. Raises `InvalidInput` naming each field that cannot stand as it is."""
    work.require(Right.SETTINGS)
    errors: dict[str, str] = {}
    terms = Terms(**{name: getattr(command, name) for name in NAMES})
    days = {}
    try:
        spans = parse_spans(command.quiet)
        terms = Terms(
            **{name: getattr(command, name) for name in NAMES},
            hours=Hours(spans, command.rest_days_quiet),
        )
    except Refused as refused:
        errors["quiet"] = refused.text
    try:
        days = parse_own_days(command.own_days)
    except Refused as refused:
        errors["own_days"] = refused.text
    try:
        stored_terms(terms)
    except InvalidInput as refused:
        errors = {**refused.errors, **errors}
    if errors:
        raise InvalidInput(errors)
    save_terms(work, SaveTerms(terms, command.starts_on))
    save_own_days(work, SaveOwnDays(days))
