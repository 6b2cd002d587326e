"""What the gate's page is told of permits whose codes still say that they are good (D3.5)."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from frontdesk.areas.permits.queries.permits import permit
from frontdesk.areas.permits.queries.signing import no_longer_good, public_keys, verify_page
from frontdesk.areas.permits.rules.code import Verdict, judge
from frontdesk.areas.permits.service.course import Take, report_lost, withdraw
from frontdesk.areas.permits.service.goods import TakeTearOff, VoidGoods, take_tear_off, void_goods
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.base.values.clock import local_time
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.permits import office

END = TODAY + timedelta(days=90)


def resident(desk: Desk, name: str = "曾姝", ends_on: date = END) -> str:
    return str(desk.run(issue, Issue("JZ", 1, name, ends_on, role="家庭成员")).number)


def facts_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="office" type="application/json">(.*?)</script>', page)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_lost_and_withdrawn_permits_and_used_passes_are_named(desk: Desk) -> None:
    good, lost, taken = (resident(desk, name) for name in ("曾姝", "曾小宝", "曾大宝"))
    desk.run(report_lost, Take(lost, "钱包丢了"))
    desk.run(withdraw, Take(taken, "搬走了"))
    open_pass, used, void = (office.issue(desk).number for _ in range(3))
    desk.run(take_tear_off, TakeTearOff(used, True))
    desk.run(void_goods, VoidGoods(void, "写错了"))
    at = local_time(desk.clock.now())
    told = desk.runner.read(no_longer_good, at)
    assert told == {lost: "已挂失", taken: "已收回", used: "已放行过", void: "已作废"}
    assert not {good, open_pass} & set(told)
    # What has ended by itself is said by its code, and need not be named.
    assert desk.runner.read(no_longer_good, local_time(desk.clock.now() + timedelta(days=100))) == {}

    page = facts_of(desk.runner.read(verify_page, at))
    assert page["revoked"] == told
    assert page["kinds"]["JZ"] == "居住证"
    assert page["kinds"]["CM"] == "物品放行条"


def test_an_issued_permits_code_says_what_the_gate_needs(desk: Desk) -> None:
    """D3.5: of a permit as it is issued, not of a sample."""
    number = resident(desk)
    found = desk.runner.read(permit, number, TODAY)
    assert found is not None
    judged = judge(
        found.code, desk.runner.read(public_keys), local_time(desk.clock.now()).replace(tzinfo=None)
    )
    assert judged.facts is not None
    assert judged.verdict is Verdict.GENUINE
    assert (judged.facts.number, judged.facts.holder, judged.facts.ends_on) == (number, "曾*", END)
