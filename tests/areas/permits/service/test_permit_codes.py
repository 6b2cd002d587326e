"""From the clerk's issue to the gate: the code on the printed paper, read back and judged (D3.5, F5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.signing import judge_code
from frontdesk.areas.permits.rules.code import Verdict
from frontdesk.areas.permits.service.course import Renew, renew
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit
from frontdesk.base.values.clock import local_time
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read

END = TODAY + timedelta(days=90)
KINDS: dict[str, dict[str, Any]] = {
    "JZ": {"role": "家庭成员"},
    "TC": {"role": "业主", "extra": (("plate", "浙A12345"), ("space", "B1-023"))},
    "BY": {"extra": (("direction", "搬入"),), "ends_on": TODAY + timedelta(days=1)},
    "YQ": {"extra": (("pet", "豆豆"), ("breed", "柯基"), ("vaccinated_until", "2027-06-30"))},
    "ZM": {"extra": (("purpose", "办理子女入学"),), "ends_on": TODAY + timedelta(days=20)},
    "ZZ": {"extra": (("nation", "澳大利亚"),), "ends_on": TODAY + timedelta(days=20)},
}


def on_paper(pdf: bytes) -> str:
    (found,) = read.codes(read.picture(pdf, 0, 200))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_printed_code_is_genuine(desk: Desk, qtbot: QtBot, kind: str) -> None:
    """Every kind the office begins with, as its own paper."""
    facts = {"ends_on": END} | KINDS[kind]
    number = desk.run(issue, Issue(kind, 1, "欧阳𬭎𬍛", **facts)).number
    pdf = desk.run(print_permit, PrintPermit((number,))).pdf
    judged = desk.runner.read(judge_code, on_paper(pdf), local_time(desk.clock.now()))
    assert judged.verdict is Verdict.GENUINE
    assert judged.facts is not None
    assert (judged.facts.number, judged.facts.holder) == (number, "欧阳**")
    assert judged.facts.ends_on == facts["ends_on"]


def test_a_renewed_card_carries_its_new_end(desk: Desk, qtbot: QtBot) -> None:
    """The old card's code still says the old end."""
    number = desk.run(issue, Issue("JZ", 1, "曾姝", TODAY + timedelta(days=5), role="家庭成员")).number
    before = on_paper(desk.run(print_permit, PrintPermit((number,))).pdf)
    desk.run(renew, Renew(number, END))
    after = on_paper(desk.run(print_permit, PrintPermit((number,))).pdf)
    at = local_time(desk.clock.now() + timedelta(days=6))
    assert desk.runner.read(judge_code, before, at).verdict is Verdict.ENDED
    judged = desk.runner.read(judge_code, after, at)
    assert judged.facts is not None
    assert (judged.verdict, judged.facts.number, judged.facts.ends_on) == (Verdict.GENUINE, number, END)
