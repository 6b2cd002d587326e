"""看原文: numbers in full for whom it is allowed, with the reason logged (D1.9)."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.archives.service import PersonNumbers, RevealPerson, reveal_person
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk

USUAL = ("办理业务核对身份", "联系业主", "核实待核实资料", "其他")


def ask_to_reveal(desk: Desk, person_id: int, name: str, then: Callable[[PersonNumbers], object]) -> None:
    """Ask why, take a supervisor's leave where it needs one, and hand the numbers over."""
    reason = desk.dialogs.ask_reason(
        tr("看原文"),
        tr("要看 {name} 的证件号和电话。谁、什么时候、为什么看，都会记下。", name=name),
        [tr(word) for word in USUAL],
    )
    if reason:
        desk.run(reveal_person, RevealPerson(person_id, reason), then=then)
