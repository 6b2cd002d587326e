"""A file's facts as the rules of needs and of the next line want them."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.areas.decoration.queries.rows import BreachRow, FileFacts
from frontdesk.areas.decoration.rules.articles import reasons_against
from frontdesk.areas.decoration.rules.board import Limit, Line, NextFacts, Visit, next_line
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.rules.needs import NeedFacts
from frontdesk.areas.decoration.rules.papers14 import FIRM_PAPERS, Stage, missing_papers
from frontdesk.base.values.text import tr


def missing_words(facts: FileFacts, *stages: Stage) -> tuple[str, ...]:
    """The papers that are not there and must be before *stages*, in words."""
    return tuple(tr(one.words) for one in missing_papers(facts.wanted, facts.there, stages))


def firm_papers_due(facts: FileFacts) -> tuple[str, ...]:
    """Papers of a contractor who came later that are not there, in words (article 14 (6), article 9)."""
    if len({firm.licence for firm in facts.contractors}) < 2:
        return ()
    due = [one for one in facts.wanted if one.kind in FIRM_PAPERS and one.kind not in facts.there]
    return tuple(tr(one.words) for one in due)


def against(facts: FileFacts) -> tuple[str, ...]:
    """Why the scope cannot be approved, item by item."""
    return reasons_against(
        (tr("{room}{kind}", room=item.room, kind=tr(item.kind.value)), item.verdict)
        for item in facts.standing
    )


def untested(facts: FileFacts) -> tuple[str, ...]:
    """Rooms of the scope that want a water test and have none whose newest held (article 8)."""
    newest = {test.room: test.passed for test in facts.water}
    rooms = dict.fromkeys(item.room for item in facts.standing if item.verdict.water_test)
    return tuple(room for room in rooms if not newest.get(room, False))


def recheck_from(facts: FileFacts) -> date | None:
    """From which day on 复验 may be."""
    first = facts.last(Step.FIRST_PASS)
    return first.on + timedelta(days=facts.terms.recheck_days) if first is not None else None


def refund_by(facts: FileFacts) -> date | None:
    """Until when the deposit must be back: days after 复验, or after the file ended early with one held."""
    if facts.state not in (State.RECHECKED, State.SETTLED, State.ALLOWED) and not (facts.over and facts.held):
        return None
    ended = facts.last(Step.SECOND_PASS, Step.WITHDRAW, Step.REFUSE, Step.LAPSE)
    return ended.on + timedelta(days=facts.terms.refund_days) if ended is not None else None


def approve_by(facts: FileFacts) -> date | None:
    """Until when the engineer should have answered."""
    if facts.state is not State.ACCEPTED:
        return None
    accepted = facts.last(Step.ACCEPT, Step.ADD_WORKS)
    return accepted.on + timedelta(days=facts.terms.approve_days) if accepted is not None else None


def lapse_from(facts: FileFacts) -> date:
    """From which day on an approval that nobody used may lapse: days after the planned start, or after it was approved
    anew since more was to be built.
    """
    approved = facts.last(Step.APPROVE) if facts.last(Step.ADD_WORKS) is not None else None
    begins = max(facts.starts_on, approved.on) if approved is not None else facts.starts_on
    return begins + timedelta(days=facts.terms.lapse_days)


def breach_words(breach: BreachRow) -> str:
    """A breach in a few words."""
    return breach.what.split("，")[0].split("。")[0][:16]


def visits_since_start(facts: FileFacts) -> int:
    """Visits made since the works were started last."""
    start = facts.last(Step.START)
    if start is None:
        return 0
    return sum(
        1 for step in facts.steps if step.no > start.no and step.kind in (Step.INSPECT, Step.FIRST_FAIL)
    )


def need_facts(facts: FileFacts, on: date) -> NeedFacts:
    """What the needs of a step are judged by."""
    return NeedFacts(
        on=on,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        missing_accept=missing_words(facts, Stage.ACCEPT),
        missing_start=(*firm_papers_due(facts), *missing_words(facts, Stage.START)),
        items=len(facts.standing),
        against=against(facts),
        owed=facts.fees_owed,
        short=facts.deposit_short,
        held=facts.held,
        paid=any(charge.paid for charge in facts.charges),
        settled=facts.settlement.held if facts.settlement is not None else None,
        head=facts.contractor.head,
        workers=sum(1 for worker in facts.workers if worker.left_on is None),
        visits=visits_since_start(facts),
        open_breaches=tuple(breach_words(breach) for breach in facts.breaches if breach.open),
        untested=untested(facts),
        recheck_from=recheck_from(facts),
        lapse_from=lapse_from(facts),
    )


_VISITS = {State.FINISHED: (VisitKind.FIRST,), State.CHECKED: (VisitKind.SECOND,)}


def line_of(facts: FileFacts, today: date) -> Line:
    """What comes next for the file."""
    kinds = _VISITS.get(facts.state, (VisitKind.PATROL, VisitKind.RECHECK))
    plan = next((plan for plan in facts.plans if plan.kind in kinds), None)
    return next_line(
        NextFacts(
            state=facts.state,
            today=today,
            starts_on=facts.starts_on,
            ends_on=facts.ends_on,
            missing=missing_words(facts, Stage.ACCEPT),
            against=card_against(facts),
            last_words=facts.steps[-1].words,
            approve_by=approve_by(facts),
            fees_owed=facts.fees_owed,
            deposit_short=facts.deposit_short,
            held=facts.held,
            lapse_from=lapse_from(facts),
            breaches=tuple(Limit(b.limit_on, breach_words(b)) for b in facts.breaches if b.open),
            visit=Visit(plan.kind, plan.on, plan.at, plan.words) if plan is not None else None,
            soon_days=facts.terms.soon_days,
            recheck_on=recheck_from(facts) if facts.state is State.CHECKED else None,
            refund_by=refund_by(facts),
            firm_papers=firm_papers_due(facts),
        )
    )


def card_against(facts: FileFacts) -> tuple[str, ...]:
    """The same reasons as short as a card wants them: `第六条（四）：待燃气公司文件`."""
    return reasons_against(("", item.verdict) for item in facts.standing)
