"""Workers' passes (D4.5): permits of the kind 临时出入证 that last no longer than the works do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.decoration.model.files import DecorationPass, DecorationWorker
from frontdesk.areas.decoration.queries.passes import PASS_KIND, passes_of
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import APPROVED_STATES, State
from frontdesk.areas.decoration.service.common import TOPIC, open_file
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.rules.course import Step as PermitStep
from frontdesk.areas.permits.rules.course import may_take
from frontdesk.areas.permits.service.course import Take
from frontdesk.areas.permits.service.course import end as end_permit
from frontdesk.areas.permits.service.issuing import Issue, Issued, issue
from frontdesk.areas.permits.service.permit_money import OWING, Pay
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class IssuePass:
    """A pass for a worker. `ends_on` None: as long as the works and the kind allow. `photo` is a cropped JPEG."""

    worker_id: int
    ends_on: date | None = None
    photo: bytes | None = None
    pay: Pay = OWING
    waits: bool = False
    allow_reason: str = ""
    token: str | None = None

    def audit_summary(self) -> dict[str, object]:
        """Without the photograph, which the permit names by its hash."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "photo"}


def issue_pass(work: Work, command: IssuePass) -> Issued:
    """Issue it through the permits, whose conditions and money hold. Raises `Refused` before the approval."""
    worker = work.session.get(DecorationWorker, command.worker_id)
    if worker is None:
        raise Refused(tr("没有这个施工人员，请重新选择"))
    facts = open_file(work, worker.file_id)
    row = next(row for row in facts.workers if row.id == worker.id)
    if row.left_on is not None:
        raise Refused(tr("{name} 已经离场，不能办证", name=worker.name))
    if facts.state not in APPROVED_STATES or facts.state is State.STOPPED:
        raise Refused(
            tr("{number} 现在是{state}，不能办工人证", number=facts.number, state=tr(facts.state.value))
        )
    longest = work.today() + timedelta(days=kind_on(work.session, PASS_KIND, work.today()).facts.days - 1)
    ends_on = command.ends_on or min(facts.ends_on, longest)
    if ends_on > facts.ends_on:
        raise Refused(tr("工人证不能晚于施工期限 {day}", day=facts.ends_on.isoformat()), field="ends_on")
    extra = {"work": worker.trade, "company": facts.contractor.name}
    known = {field.name for field in kind_on(work.session, PASS_KIND, work.today()).facts.fields}
    done = issue(
        work,
        Issue(
            PASS_KIND, facts.unit_id, worker.name, ends_on, role=tr("施工人员"), id_number=worker.id_number,
            phone=worker.phone, photo=command.photo, pay=command.pay, waits=command.waits,
            extra=tuple((name, words[:60]) for name, words in extra.items() if words and name in known),
            allow_reason=command.allow_reason, token=command.token,
        ),
    )  # fmt: skip
    if not done.again:
        work.session.add(
            DecorationPass(worker_id=worker.id, permit_id=done.permit_id, at=work.now(), by=work.actor.name)
        )
        work.session.flush()
    work.touch(TOPIC)
    return done


def end_passes(
    work: Work, facts: FileFacts, reason: str, worker_ids: Collection[int] | None = None
) -> tuple[str, ...]:
    """End what is still good of the passes of a file, or of some of its people: the gate knows at once."""
    if worker_ids is None:
        ids = {worker.permit_id for worker in facts.workers}
    else:
        ids = set(
            work.session.scalars(
                select(DecorationPass.permit_id).where(DecorationPass.worker_id.in_(worker_ids))
            )
        )
    ended = []
    for row in passes_of(work.session, facts.id, work.today()):
        if row.id in ids and may_take(PermitStep.ENDED, row.state):
            end_permit(work, Take(row.number, reason))
            ended.append(row.number)
    return tuple(ended)
