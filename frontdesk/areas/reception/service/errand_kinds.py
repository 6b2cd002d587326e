"""The kinds of errand an office does: usual days, fee and papers; the newest row of a name holds (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.reception.model.errands import ErrandKindRow
from frontdesk.areas.reception.queries.errands import errand_kinds
from frontdesk.areas.reception.rules.errands import LONGEST_KIND, MOST_DAYS, MOST_PAPERS
from frontdesk.areas.reception.service.desk_common import tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

KINDS_TOPIC = "errand_kinds"


@dataclass(frozen=True, slots=True)
class SaveErrandKind:
    """A kind from now on: new, changed, or out of use. `papers`: one on each line."""

    words: str
    days: int
    fee: Money = ZERO
    papers: str = ""
    active: bool = True


def save_errand_kind(work: Work, command: SaveErrandKind) -> int:
    """Store it; its id. What was received before stays as it is."""
    work.require(Right.RECEPTION_SETUP)
    words = tidy(command.words, missing=tr("请写种类"), field="words", most=LONGEST_KIND)
    if not 0 <= command.days <= MOST_DAYS:
        raise Refused(tr("天数在 0 到 {n} 之间", n=MOST_DAYS), field="days")
    if command.fee < ZERO:
        raise Refused(tr("金额不能小于零"), field="fee")
    lines = [line.strip() for line in command.papers.splitlines() if line.strip()]
    if len(lines) > MOST_PAPERS or any(len(line) > 60 for line in lines) or len("\n".join(lines)) > 400:
        raise Refused(tr("每行一样，最多 {n} 样，每样不超过 60 个字", n=MOST_PAPERS), field="papers")
    seed_kinds(work)
    known = errand_kinds(work.session, active_only=False)
    same = next((kind for kind in known if kind.words == words), None)
    sort = same.sort if same is not None else max((kind.sort for kind in known), default=0) + 1
    if not command.active and not any(kind.words != words and kind.active for kind in known):
        raise Refused(tr("至少要留一种在用"), field="active")
    return _add(work, words, command.days, command.fee, "\n".join(lines), active=command.active, sort=sort)


def seed_kinds(work: Work) -> None:
    """Store the kinds an office begins with, when it first touches them."""
    # Two desks that touch them for the first time at once take turns.
    next_number(work.session, "errand-kinds")
    if work.session.scalar(select(ErrandKindRow.id).limit(1)) is not None:
        return
    for kind in errand_kinds(work.session):
        _add(work, kind.words, kind.days, kind.fee, "\n".join(kind.papers), active=True, sort=kind.sort)


def _add(work: Work, words: str, days: int, fee: Money, papers: str, *, active: bool, sort: int) -> int:
    made = ErrandKindRow(
        words=words, days=days, fee=fee, papers=papers, active=active, sort=sort, at=work.now(),
        by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    work.touch(KINDS_TOPIC)
    return made.id
