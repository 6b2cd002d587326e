"""Noting who saw numbers in full (D1.9): called by whatever takes them out of their mask, in its own transaction."""

from __future__ import annotations

from frontdesk.areas.archives.model.looks import NumberLook
from frontdesk.areas.archives.rules.looks import LONGEST_REASON, How, Matter
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "looks"


def ask_reason(reason: str) -> str:
    """The reason, tidied. Raises `Refused` for none and for one that is too long."""
    told = " ".join(reason.split())
    if not told:
        raise Refused(tr("请填看原文的原因"), field="reason")
    if len(told) > LONGEST_REASON:
        raise Refused(tr("超过 {n} 个字，请写短些", n=LONGEST_REASON), field="reason")
    return told


def mark_of(work: Work, reason: str = "") -> str:
    """Whoever takes numbers out, when, and whose desk: the watermark of what goes out in full."""
    at = local_time(work.now())
    office = str(get_setting(work.session, "office.name", ""))
    return " · ".join(
        part for part in (f"{work.actor.name} {at:%Y-%m-%d %H:%M}", office, reason.strip()) if part
    )


def note_look(
    work: Work, how: How, matter: Matter, name: str, reason: str, *, record_id: int | None = None,
    person_id: int | None = None, people: int = 1, duty: bool = False,
) -> None:  # fmt: skip
    """Take the right and the reason, and keep the row; *people* 0 (a list of nobody) keeps none.

    *duty*: whoever does this work has to see the number (a ticket's caller is called back), and needs no right.

    Raises `Refused` without a reason, `NeedsApproval` without the right: a supervisor's leave is kept with the row.
    """
    told = ask_reason(reason)
    if not duty:
        work.require(Right.UNMASK)
    if people < 1:
        return
    leave = work.approved
    work.session.add(
        NumberLook(
            how=how, matter=matter, name=name.strip()[:160], reason=told, record_id=record_id, person_id=person_id,
            people=people, at=work.now(), by_id=work.actor.id, by=work.actor.name,
            approver=leave.approver_name if leave is not None else "",
        )
    )  # fmt: skip
    work.touch(TOPIC)
