"""The numbers of who came for a home, in full: to call them; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, note_look
from frontdesk.areas.handover.rules.course import Step
from frontdesk.areas.handover.service.common import open_file
from frontdesk.areas.reception.service.revealing import FullNumbers
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RevealCame:
    """Of which home's visit; the reason is logged."""

    file_id: int
    reason: str


def reveal_came(work: Work, command: RevealCame) -> FullNumbers:
    """Name and numbers in full. The trail keeps who asked, when and why; raises `Refused` without a reason."""
    ask_reason(command.reason)
    came = open_file(work, command.file_id).part(Step.IDENTITY)
    if came is None:
        raise Refused(tr("还没有核对来人的身份"))
    note_look(work, How.SEEN, Matter.HANDOVER, came.who, command.reason, record_id=command.file_id)
    return FullNumbers(came.who, came.id_number, came.phone)
