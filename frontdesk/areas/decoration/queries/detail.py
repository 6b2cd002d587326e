"""One file as its page shows it (07b): the twelve steps, what comes next, what may be done, the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.decoration.model.papers import DecorationBlob, DecorationPaper
from frontdesk.areas.decoration.queries.files import file_by_id, own_days, terms_of
from frontdesk.areas.decoration.queries.needing import line_of, missing_words, need_facts, refund_by, untested
from frontdesk.areas.decoration.queries.passes import passes_of
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.board import Line
from frontdesk.areas.decoration.rules.course import (
    MAIN,
    MAIN_OF,
    Step,
    current_step,
    right_of,
    steps_from,
    target,
)
from frontdesk.areas.decoration.rules.hours import Noise, day_facts, noise_on
from frontdesk.areas.decoration.rules.needs import Need, needs
from frontdesk.areas.decoration.rules.papers14 import Stage
from frontdesk.areas.decoration.rules.terms import Terms, fee_for
from frontdesk.areas.permits.queries.permits import PermitRow
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right


class Mark(StrEnum):
    """How a step of the time line is drawn."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class TimeLineRow:
    """One of the twelve steps: how it stands, when and by whom, with which words (of its newest row)."""

    step: Step
    mark: Mark
    on: date | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class MayDo:
    """A step that can be taken from here: who may, and what is not there for it."""

    step: Step
    right: Right
    unmet: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """The page's money: `kept` is meant to be kept back (拟) or was, `back` what goes back or went."""

    charges: tuple[tuple[str, Money, bool], ...]
    deposit: Money
    deposit_paid: bool
    kept: Money
    back: Money
    refunded: bool


@dataclass(frozen=True, slots=True)
class FileDetail:
    """The page. `missing` are papers of article 14 that are not there; `step_no` of `step_count` is being taken."""

    facts: FileFacts
    line: Line
    time_line: tuple[TimeLineRow, ...]
    step_no: int
    step_count: int
    may: tuple[MayDo, ...]
    missing: tuple[str, ...]
    untested: tuple[str, ...]
    money: MoneyFacts
    refund_by: date | None
    noise: Noise
    terms: Terms
    passes: tuple[PermitRow, ...]


def file_detail(session: Session, file_id: int, on: date) -> FileDetail:
    """The page of one file on a day. Raises `Refused` when there is none."""
    facts = file_by_id(session, file_id, on)
    now = current_step(facts.state)
    return FileDetail(
        facts=facts,
        line=line_of(facts, on),
        time_line=time_line(facts),
        step_no=MAIN.index(now) + 1 if now is not None else len(MAIN),
        step_count=len(MAIN),
        may=may_do(facts, on),
        missing=missing_words(facts, Stage.ACCEPT, Stage.APPROVE, Stage.START),
        untested=untested(facts),
        money=money_of(facts),
        refund_by=refund_by(facts),
        noise=noise_on(day_facts(on, own_days(session)), facts.terms.hours),
        terms=facts.terms,
        passes=passes_of(session, file_id, on),
    )


def time_line(facts: FileFacts) -> tuple[TimeLineRow, ...]:
    """The twelve steps: those before the one to be taken are done, where they were taken."""
    now = current_step(facts.state)
    place = MAIN.index(now) if now is not None else len(MAIN)
    found = []
    for at, step in enumerate(MAIN):
        row = facts.last(*(kind for kind, main in MAIN_OF.items() if main is step))
        if step is now:
            mark = Mark.NOW
            # What was done of it before it was taken back says nothing of how it stands.
            row = row if row is not None and current_step(row.after) is step else None
        elif row is not None and at < place:
            mark = Mark.DONE
        else:
            mark, row = Mark.AHEAD, None
        found.append(
            TimeLineRow(
                step,
                mark,
                row.on if row is not None else None,
                row.by if row is not None else "",
                row.words if row is not None else "",
            )
        )
    return tuple(found)


def may_do(facts: FileFacts, on: date) -> tuple[MayDo, ...]:
    """What can be done from here, the usual step first, each with what is not there for it."""
    judged = need_facts(facts, on)
    found = []
    for step in steps_from(facts.state):
        to = target(facts.trail, step)
        if to is not None:
            found.append(MayDo(step, right_of(facts.state, step), needs(facts.state, step, to, judged)))
    return tuple(found)


def money_of(facts: FileFacts) -> MoneyFacts:
    """The money as the page lists it."""
    charges = [(charge.item, charge.amount, not charge.owed) for charge in facts.charges]
    drawn = facts.settlement
    refunded = total(deposit.refunded for deposit in facts.deposits)
    deducted = total(deposit.deducted for deposit in facts.deposits)
    if facts.taken and not facts.held:
        kept, back = deducted, refunded
    elif drawn is not None and drawn.held == facts.held:
        kept, back = drawn.deducted, drawn.refund
    else:
        kept = min(facts.deductions, facts.held)
        back = facts.held - kept
    agreed = facts.agreement.deposit if facts.agreement is not None else facts.taken
    return MoneyFacts(
        tuple(charges),
        facts.taken or agreed,
        bool(facts.taken),
        kept,
        back,
        bool(facts.taken) and not facts.held,
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the terms ask for of a home, before anybody changes it."""

    management_fee: Money
    waste_fee: Money
    deposit: Money


def proposed_amounts(session: Session, unit_id: int, on: date | None = None) -> Proposed:
    """The amounts that the agreement's dialog begins with, by the terms of a day (None: the last there are)."""
    terms = terms_of(session, on)
    area = session.scalar(select(Unit.built_area).where(Unit.id == unit_id))
    return Proposed(
        fee_for(terms.management_fee, area, by_area=terms.by_area),
        fee_for(terms.waste_fee, area, by_area=terms.by_area),
        terms.deposit,
    )


def paper_bytes(session: Session, paper_id: int) -> tuple[str, str, bytes] | None:
    """A paper's file: its name, its sort (`pdf`, `jpg` …), its bytes; None: kept on paper only."""
    row = session.execute(
        select(DecorationPaper.name, DecorationBlob.kind, DecorationBlob.bytes)
        .join(DecorationBlob, DecorationBlob.hash == DecorationPaper.hash)
        .where(DecorationPaper.id == paper_id)
    ).first()
    return None if row is None else (row[0], row[1], row[2])
