"""Numbers of who applied, who leads the work and who works there, in full; who asks and why is kept (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, note_look
from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile, DecorationWorker
from frontdesk.base.store.work import Work


@dataclass(frozen=True, slots=True)
class RevealNumbers:
    """Whose: `of` is file (who applied), contractor (who leads the work) or worker; and why."""

    of: str
    record_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    """Name and numbers in full, for the one who asked."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


def reveal_numbers(work: Work, command: RevealNumbers) -> SiteNumbers:
    """The numbers. Raises `Refused` without a reason, `NeedsApproval` without the right."""
    ask_reason(command.reason)
    session, person_id = work.session, None
    if command.of == "file":
        file = session.get_one(DecorationFile, command.record_id)
        numbers, person_id = SiteNumbers(file.applicant, "", file.phone), file.person_id
    elif command.of == "contractor":
        firm = session.get_one(DecorationContractor, command.record_id)
        numbers = SiteNumbers(firm.head or firm.name, "", firm.head_phone)
    else:
        worker = session.get_one(DecorationWorker, command.record_id)
        numbers = SiteNumbers(worker.name, worker.id_number, worker.phone)
    note_look(
        work, How.SEEN, Matter.DECORATION, numbers.name, command.reason, record_id=command.record_id,
        person_id=person_id,
    )  # fmt: skip
    return numbers
