"""A key cabinet for the self-test: a home's keys with the owner's list, a plant room's, one lent and one late."""

from __future__ import annotations

from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.keys.queries import owners_on
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service import (
    AddConsent,
    BeginCount,
    Care,
    LendKeys,
    LoseKeys,
    NewKey,
    Pieces,
    Receive,
    add_consent,
    begin_count,
    lend_keys,
    lose_keys,
    receive,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor

UNIT = "3-1-1202"


def add_cabinet(runner: Runner, clerk: Actor) -> None:
    """Everything a key may be: hanging there, in care, lent, partly lost; and a count that runs."""
    unit = runner.read(find_unit, UNIT)
    if unit is None:
        raise LookupError("the demo estate lacks its unit")
    today = runner.clock.today()
    owner = runner.read(owners_on, unit.id, today)[0]
    brings = Who(WhoKind.RESIDENT, owner[1], owner[0])
    staff = Who(WhoKind.STAFF, "李师傅", id_number="GC-012", company="工程部")
    home = (NewKey(KeyKind.DOOR, 2, "A 柜", "12"), NewKey(KeyKind.LETTERBOX, 1, "A 柜", "12"))
    runner.run(receive, Receive(home, brings, unit.id, care=Care("业主 11-20 签字的委托书")), actor=clerk)
    plant = (NewKey(KeyKind.PLANT, 2, "A 柜", "20"),)
    made = runner.run(receive, Receive(plant, staff, place="地下一层生活水泵房"), actor=clerk).value
    lent = LendKeys((Pieces(made.key_ids[0]),), staff, "换水泵轴承", today)
    runner.run(lend_keys, lent, actor=clerk)
    runner.run(lose_keys, LoseKeys(made.key_ids[0], 1, "盘点时少一把，已报主管"), actor=clerk)
    for name, allow in (("杭州宏盛装饰工程有限公司", True), ("张磊", False)):
        runner.run(add_consent, AddConsent(unit.id, allow, name, source="业主 11-01 书面"), actor=clerk)
    runner.run(begin_count, BeginCount("A 柜"), actor=clerk)
