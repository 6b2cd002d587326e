"""Steps that are words and a date, no more (D4.3): accepted, sent back, approved, refused, stopped, put away …"""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service.common import StepInput, Taken, lock_again, open_file, record, taken
from frontdesk.areas.decoration.service.passes import end_passes
from frontdesk.areas.decoration.service.planning import drop_plans
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr

PLAIN = frozenset({
    Step.SEND_BACK, Step.ACCEPT, Step.APPROVE, Step.REFUSE, Step.STOP, Step.RESUME, Step.NO_DEPOSIT,
    Step.ALLOW_REFUND, Step.DENY_REFUND, Step.ARCHIVE, Step.WITHDRAW, Step.LAPSE, Step.GO_BACK,
})  # fmt: skip
"""What `take_step` takes; the others have a function of their own."""
_PLANNED = {
    State.RUNNING: VisitKind.PATROL,
    State.FINISHED: VisitKind.FIRST,
    State.CHECKED: VisitKind.SECOND,
}
"""State -> the visit that the step which led there has planned."""
_ENDS = frozenset({Step.WITHDRAW, Step.LAPSE, Step.REFUSE, Step.ARCHIVE})


@dataclass(frozen=True, slots=True)
class TakeStep(StepInput):
    """One of `PLAIN`. Its words are the answer, or the reason."""

    step: Step = Step.ACCEPT


def take_step(work: Work, command: TakeStep) -> Taken:
    """Take it. Raises `Refused` in words, `NeedsApproval` where the actor may not."""
    if command.step not in PLAIN:
        raise ValueError(f"{command.step} has a function of its own")
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    made = record(work, facts, command.step, command)
    if command.step in _ENDS:
        # Nobody goes there any more, and nobody who works there comes in.
        drop_plans(work, facts)
        end_passes(work, facts, tr("{number} {step}", number=facts.number, step=tr(command.step.value)))
    elif command.step is Step.GO_BACK and facts.state in _PLANNED:
        # What was planned for the step that was taken back is planned anew with it.
        drop_plans(work, facts, _PLANNED[facts.state])
    return taken(facts, made)
