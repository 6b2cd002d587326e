"""回访 with its outcome, 退回重办, 关闭 with the closing sentence, 作废 (D2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.reception.queries.standing import TicketFacts
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.service.common import (
    LONGEST_NAME,
    ActInput,
    Taken,
    append,
    open_ticket,
    require_desk,
    taken,
    taken_before,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class CallBack(ActInput):
    """A call-back. `reached` with a satisfaction of 1 to 5 (None: only told that an outage is over); `words` are theirs.

    Not `content`: it goes back to be dispatched again, and is counted. Nobody reached: again the next day, or, after
    three times, `give_up`. `closing`: closed in the same press with that sentence.
    """

    reached: bool = True
    satisfaction: int | None = None
    content: bool = True
    give_up: bool = False
    closing: str = ""


@dataclass(frozen=True, slots=True)
class SendBack(ActInput):
    """Not mended after all: the caller came again, and `words` say what."""


@dataclass(frozen=True, slots=True)
class Close(ActInput):
    """`words` are the closing sentence, `handler` who answers for it (empty: whoever closes)."""

    handler: str = ""


@dataclass(frozen=True, slots=True)
class VoidTicket(ActInput):
    """Entered by mistake, and why."""


def call_back(work: Work, command: CallBack) -> Taken:
    """Store the outcome. Raises `InvalidInput` for a call without its outcome."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    _check(command, facts)
    if not command.reached:
        act = Act.GIVE_UP if command.give_up else Act.MISS
        facts = append(
            work,
            facts,
            act,
            command.words,
            token=command.token,
            fields={"reached": False, "satisfaction": None},
        )
    else:
        fields = {"reached": True, "satisfaction": command.satisfaction}
        act = Act.CALL if command.content else Act.SEND_BACK
        facts = append(work, facts, act, command.words, token=command.token, fields=fields)
    if command.closing.strip() and facts.standing.state is State.FINISHED:
        facts = _close(work, facts, command.closing, "")
    return taken(work, facts)


def _check(command: CallBack, facts: TicketFacts) -> None:
    errors = {}
    if command.reached:
        if command.satisfaction is None and facts.standing.state is State.CALLING and not _only_told(facts):
            errors["satisfaction"] = tr("请选满意度，1 到 5 分")
        elif command.satisfaction is not None and not 1 <= command.satisfaction <= 5:
            errors["satisfaction"] = tr("满意度是 1 到 5 分，请核对")
        if not command.content and not command.words.strip():
            errors["words"] = tr("请写来人哪里不满意")
        if command.give_up:
            errors["give_up"] = tr("接通了就不是联系不上，请核对")
    elif command.satisfaction is not None:
        errors["satisfaction"] = tr("没有接通，请不要填满意度")
    if command.closing.strip() and (not command.content or not (command.reached or command.give_up)):
        errors["closing"] = tr("这次回访还不能结案，请先去掉结案的话")
    if errors:
        raise InvalidInput(errors)


def _only_told(facts: TicketFacts) -> bool:
    """An outage ended: whoever called is told so, and need not say how content they are."""
    done = [row.act for row in facts.rows if row.act in (Act.DONE, Act.RESTORED)]
    return bool(done) and done[-1] is Act.RESTORED


def send_back(work: Work, command: SendBack) -> Taken:
    """Back to 待派单, counted; also of one that was closed."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    return taken(work, append(work, facts, Act.SEND_BACK, command.words, token=command.token))


def close(work: Work, command: Close) -> Taken:
    """Close it; what is 重大 only the lead closes."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    facts = _close(work, facts, command.words, command.handler, command.token)
    return taken(work, facts)


def _close(work: Work, facts: TicketFacts, words: str, handler: str, token: str | None = None) -> TicketFacts:
    who = tidy(handler, longest=LONGEST_NAME, field="handler") or work.actor.name
    return append(work, facts, Act.CLOSE, words, token=token, fields={"worker": who})


def void_ticket(work: Work, command: VoidTicket) -> Taken:
    """Void it (D0.5), with the lead's leave."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    return taken(work, append(work, facts, Act.VOID, command.words, token=command.token))
