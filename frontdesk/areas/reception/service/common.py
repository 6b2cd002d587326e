"""What every act on a ticket shares: the ticket locked, the version seen, the table asked, the dated row, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent, TicketNow
from frontdesk.areas.reception.queries.limits import calendar_of, limit_rule, stamp, wall
from frontdesk.areas.reception.queries.standing import TicketFacts, facts_of, now_values, row_of
from frontdesk.areas.reception.queries.words import words_of
from frontdesk.areas.reception.rules.course import (
    MISSES_ENOUGH,
    WORDS_NEEDED,
    Act,
    Promise,
    State,
    right_of,
    take,
    target,
)
from frontdesk.areas.reception.rules.limits import LimitRule, call_by, next_call, promise
from frontdesk.areas.reception.rules.words import Level, TicketKind, WordList
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "tickets"
OUTAGES = "outages"
LONGEST_WORDS = 500
LONGEST_NAME = 60
LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Taken:
    """What an act answers: the ticket's state and version now. `again`: the same press had done it before."""

    ticket_id: int
    number: str
    state: State
    version: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class ActInput:
    """What every act says: which ticket, the version seen (None: as it stands), words, the press's own mark (T23)."""

    ticket_id: int
    words: str = ""
    version: int | None = None
    token: str | None = None


def tidy(text: str, *, longest: int, field: str = "words") -> str:
    """Trimmed. Raises `Refused` for what does not fit."""
    told = text.strip()
    if len(told) > longest:
        raise Refused(tr("最多 {n} 个字，请写短些", n=longest), field=field)
    return told


def must(text: str, missing: str, *, longest: int, field: str) -> str:
    """The same of what may not be empty."""
    told = tidy(text, longest=longest, field=field)
    if not told:
        raise Refused(missing, field=field)
    return told


def known_word(work: Work, which: WordList, word: str, field: str, parent: str = "") -> str:
    """A word of the office's list, or none. Raises `Refused` for one that does not stand in it."""
    told = tidy(word, longest=LONGEST_WORD, field=field)
    if told and told not in words_of(work.session, which, parent):
        raise Refused(
            tr("“{word}”不在“{which}”里，请从列表里选，或先加进列表", word=told, which=tr(which.value)),
            field=field,
        )
    return told


def open_ticket(work: Work, ticket_id: int, version: int | None = None) -> TicketFacts:
    """The ticket, locked until the transaction ends. Raises `Refused` when somebody has acted since *version*."""
    found = work.session.scalar(select(Ticket.id).where(Ticket.id == ticket_id).with_for_update())
    if found is None:
        raise Refused(tr("没有这张报事单，请重新选择"))
    facts = facts_of(work.session, [ticket_id])[0]
    if version is not None and facts.version != version:
        last = facts.rows[-1]
        raise Refused(
            tr("刚才 {who} 已经办了“{act}”，现在是{state}。请看过再办；您填的还在",
               who=last.by, act=tr(last.act.value), state=tr(facts.standing.on_day(work.today()).value))
        )  # fmt: skip
    return facts


def taken_before(work: Work, command: ActInput) -> Taken | None:
    """What the same press did before (T23); the lock first, so that a second press has waited."""
    work.session.execute(select(Ticket.id).where(Ticket.id == command.ticket_id).with_for_update())
    if command.token is None:
        return None
    found = work.session.scalar(select(TicketEvent).where(TicketEvent.token == command.token))
    if found is None:
        return None
    if found.ticket_id != command.ticket_id or found.by_id != work.actor.id:
        raise Refused(tr("这一页已经办过了，请重新打开再办"))
    facts = facts_of(work.session, [found.ticket_id])[0]
    return taken(work, facts, again=True)


def taken(work: Work, facts: TicketFacts, *, again: bool = False) -> Taken:
    """What an act answers."""
    state = facts.standing.on_day(work.today())
    return Taken(facts.ticket.id, facts.ticket.number, state, facts.version, again)


def require_act(work: Work, facts: TicketFacts, act: Act) -> int | None:
    """The right to do it; the id of who gave leave. Raises `Refused` where the course has no such act now."""
    today = work.today()
    if target(facts.standing, act, today) is None:
        raise Refused(_not_now(facts, act, today))
    words = tr("{number} 办“{act}”要主管授权", number=facts.ticket.number, act=tr(act.value))
    return work.require(right_of(facts.standing, act), words)


def _not_now(facts: TicketFacts, act: Act, today: date) -> str:
    number, state = facts.ticket.number, facts.standing.on_day(today)
    if act is Act.GIVE_UP and state is State.CALLING:
        return tr("打过 {n} 次没有人接，才能按“联系不上”办", n=MISSES_ENOUGH)
    if act is Act.CLOSE and state is State.CALLING:
        return tr("{number} 还没有回访，请先回访再关闭", number=number)
    if state is State.PUT_OFF and facts.standing.until is not None:
        return tr(
            "{number} 延后到 {day}，请先“提前恢复”", number=number, day=facts.standing.until.isoformat()
        )
    return tr(
        "{number} 现在是{state}，不能办“{act}”", number=number, state=tr(state.value), act=tr(act.value)
    )


def append(work: Work, facts: TicketFacts, act: Act, words: str = "", *, token: str | None = None,
           fields: Mapping[str, Any] | None = None) -> TicketFacts:  # fmt: skip
    """Do it: its right, its words, what it promises, then its row and where the ticket stands. Raises in words."""
    told = tidy(words, longest=LONGEST_WORDS)
    if act in WORDS_NEEDED and not told and target(facts.standing, act, work.today()) is not None:
        # Before anybody is called over for leave: it would be asked for twice.
        raise Refused(_missing_words(act), field="words")
    leave = require_act(work, facts, act)
    fields = dict(fields or {})
    promised = _promise(work, facts, act, fields)
    event = TicketEvent(
        ticket_id=facts.ticket.id,
        no=facts.version + 1,
        act=act,
        on_day=work.today(),
        words=told,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        approver_id=leave,
        approver=work.approved.approver_name if leave is not None and work.approved is not None else "",
        token=token,
        promised=promised is not None,
        **(_columns(promised) if promised is not None else {}),
        **({"department": "", "worker": ""} | fields),
    )
    work.session.add(event)
    work.session.flush()
    now = TicketFacts(facts.ticket, (*facts.rows, event), take(facts.standing, row_of(event)))
    write_now(work, now)
    work.touch(TOPIC)
    return now


def store_ticket(work: Work, ticket: Ticket) -> TicketFacts:
    """Store it and where it stands."""
    work.session.add(ticket)
    work.session.flush()
    facts = facts_of(work.session, [ticket.id])[0]
    write_now(work, facts)
    work.touch(TOPIC)
    return facts


def write_now(work: Work, facts: TicketFacts) -> None:
    """Where the ticket stands, in the transaction that stored the row: nobody else writes it."""
    found = work.session.get(TicketNow, facts.ticket.id)
    values = now_values(facts)
    if found is None:
        work.session.add(TicketNow(ticket_id=facts.ticket.id, **values))
    else:
        for name, value in values.items():
            setattr(found, name, value)
    work.session.flush()


def promise_from(work: Work, kind: TicketKind, level: Level, begins: datetime) -> Promise:
    """What is promised from *begins* (the desk's wall clock) on, as stored."""
    rule = limit_rule(work.session, kind, level, work.today())
    told = promise(rule, begins, calendar_of(work.session))
    return Promise(_stamp(told.dispatch_by), _stamp(told.arrive_by), _stamp(told.finish_by))


def rule_of(work: Work, facts: TicketFacts) -> LimitRule:
    """The limits that hold for a ticket now."""
    return limit_rule(work.session, facts.ticket.kind, facts.standing.level, work.today())


def _promise(work: Work, facts: TicketFacts, act: Act, fields: Mapping[str, Any]) -> Promise | None:
    """What an act promises anew; None: what was promised holds."""
    kind, standing = facts.ticket.kind, facts.standing
    now, calendar = wall(work.now()), calendar_of(work.session)
    if act is Act.LEVEL:
        fresh = promise_from(work, kind, fields["level"], now)
        return replace(fresh, call_by=standing.promise.call_by)
    if act in (Act.SEND_BACK, Act.UNTIE, Act.RESUME):
        return promise_from(work, kind, standing.level, now)
    if act is Act.PUT_OFF:
        morning = calendar.morning(fields["until"], working=rule_of(work, facts).working)
        return promise_from(work, kind, standing.level, morning)
    if act is Act.DONE:
        return replace(standing.promise, call_by=stamp(call_by(rule_of(work, facts), now, calendar)))
    if act is Act.RESTORED:
        return replace(standing.promise, call_by=stamp(datetime.combine(now.date(), calendar.hours.end)))
    if act is Act.MISS:
        return replace(standing.promise, call_by=stamp(next_call(now, calendar)))
    return None


def _columns(promised: Promise) -> dict[str, datetime | None]:
    return {
        "dispatch_by": promised.dispatch_by,
        "arrive_by": promised.arrive_by,
        "finish_by": promised.finish_by,
        "call_by": promised.call_by,
    }


def _stamp(at: datetime | None) -> datetime | None:
    return None if at is None else stamp(at)


def _missing_words(act: Act) -> str:
    if act in (Act.DONE, Act.SETTLE):
        return tr("请写做了什么")
    if act is Act.CLOSE:
        return tr("请写结案的话")
    if act is Act.LOG:
        return tr("请写要记的话")
    return tr("办“{act}”请写明原因", act=tr(act.value))


def require_desk(work: Work) -> None:
    """Whoever takes and follows tickets."""
    work.require(Right.RECEPTION)
