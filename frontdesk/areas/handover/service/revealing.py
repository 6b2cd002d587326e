"""The numbers of who came for a home, in full: to call them; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.handover.rules.course import Step
from frontdesk.areas.handover.service.common import open_file
from frontdesk.areas.reception.service.revealing import FullNumbers
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RevealCame:
    """Of which home's visit; the reason is logged."""

    file_id: int
    reason: str


def reveal_came(work: Work, command: RevealCame) -> FullNumbers:
    """Name and numbers in full. The trail keeps who asked, when and why; raises `Refused` without a reason."""
    if not command.reason.strip():
        raise Refused(tr("请填看原文的原因"), field="reason")
    work.require(Right.UNMASK)
    came = open_file(work, command.file_id).part(Step.IDENTITY)
    if came is None:
        raise Refused(tr("还没有核对来人的身份"))
    return FullNumbers(came.who, came.id_number, came.phone)
