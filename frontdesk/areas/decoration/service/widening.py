"""增加内容 (D4.2, D4.3): works added to a file that was approved already; it goes back to the engineer."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service.common import (
    LONGEST_WORDS,
    StepInput,
    Taken,
    lock_again,
    open_file,
    record,
    require_step,
    taken,
)
from frontdesk.areas.decoration.service.entering import ScopeInput, ask_doubts, scope_errors, store_scope
from frontdesk.areas.decoration.service.planning import drop_plans
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddWorks(StepInput):
    """Further items. Without words of its own the step says what was added."""

    items: tuple[ScopeInput, ...] = ()


def add_works(work: Work, command: AddWorks) -> Taken:
    """Add them and take the file back to the approval: all or nothing. What was agreed and paid stays and is completed."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.ADD_WORKS)
    errors = scope_errors(command.items, len(facts.scope))
    if not command.items:
        errors["scope"] = tr("请至少写一项施工内容")
    if errors:
        raise InvalidInput(errors)
    ask_doubts(work, command.items)
    told = "；".join(f"{item.room.strip()}{tr(item.kind.value)}" for item in command.items)
    words = command.words.strip() or tr("增加：{what}", what=told)[:LONGEST_WORDS]
    made = record(work, facts, Step.ADD_WORKS, command, words=words)
    store_scope(work, facts.id, command.items, made.step_on, len(facts.scope))
    # Nobody builds until it is started anew, which plans the next visit.
    drop_plans(work, facts, VisitKind.PATROL)
    return taken(facts, made)
