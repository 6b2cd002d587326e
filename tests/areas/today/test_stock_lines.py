"""Contracts, the month's count and purchase plan on the start page and in the one search; visitors and found things (D0.1, D0.3, D2.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from frontdesk.app.searching import groups_of, way_to
from frontdesk.areas.reception.rules.stock import PlanStep
from frontdesk.areas.reception.service.assets import AddAsset, add_asset
from frontdesk.areas.reception.service.consumables import AddConsumable, add_consumable
from frontdesk.areas.reception.service.contracts import AddContract, ContractFacts, add_contract
from frontdesk.areas.reception.service.found import TakeFound, take_found
from frontdesk.areas.reception.service.purchasing import (
    PlanLineInput,
    SavePlan,
    StepPlan,
    save_plan,
    step_plan,
)
from frontdesk.areas.reception.service.stock_counts import (
    BeginCount,
    EnterLine,
    FixCount,
    begin_count,
    enter_line,
    fix_count,
)
from frontdesk.areas.reception.service.visits import LetIn, let_in
from frontdesk.areas.today.queries.lines import TodayGroup
from frontdesk.areas.today.queries.search import Hit, search
from frontdesk.areas.today.queries.stock_lines import stock_groups
from frontdesk.base.store.work import Actor
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import SHANGHAI, TODAY, Desk

D = Decimal


def run(desk: Desk, service: Callable[..., Any], command: Any) -> Any:
    return desk.run(service, command, desk.receptionist)


def groups(desk: Desk, actor: Actor) -> dict[str, TodayGroup]:
    found = desk.runner.read(stock_groups, actor, desk.clock.today())
    return {group.title: group for group in found if group.count}


def hits(desk: Desk, asked: str) -> dict[str, Hit]:
    found = desk.runner.read(search, asked, limit=30, today=desk.clock.today(), now=desk.clock.now())
    groups_of(found, asked)
    return {hit.label: hit for hit in found}


def lift(desk: Desk) -> None:
    facts = ContractFacts(
        "电梯维保", "电梯维护保养合同", "安顺电梯", datetime(2026, 1, 1).date(), datetime(2026, 12, 10).date(), "何倩",
        their_number="AS-2026-88",
    )  # fmt: skip
    run(desk, add_contract, AddContract(facts))


def test_D0_3_the_start_page_says_what_runs_out_and_what_the_month_asks_for(desk: Desk) -> None:
    assert groups(desk, desk.receptionist) == {}
    lift(desk)
    run(desk, add_consumable, AddConsumable("A4 复印纸", "包", D(10), D(6)))
    told = groups(desk, desk.receptionist)
    contract = told["合同快到期"].lines[0]
    assert (contract.when, contract.text, contract.target) == (
        "还有 19 天", "电梯维护保养合同，安顺电梯", "contracts"
    )  # fmt: skip
    # The plan was due on the 20th, the count is on the 25th.
    assert [(x.tone, x.when, x.text, x.target) for x in told["盘点和采购计划"].lines] == [
        ("bad", "超 1 天", "2026-12 采购计划", "purchases"),
        ("warn", "11-25", "2026-11 资产与物料盘点", "counts"),
    ]
    plan = run(desk, save_plan, SavePlan(Month(2026, 12), (PlanLineInput("笔", D(1), D(2)),)))
    run(desk, step_plan, StepPlan(plan.id, PlanStep.SUBMITTED))
    assert "采购计划待办" not in groups(desk, desk.receptionist)
    assert groups(desk, desk.supervisor)["采购计划待办"].lines[0].number == "CG-202612"
    desk.run(step_plan, StepPlan(plan.id, PlanStep.SENT_BACK, "单价再问"), desk.supervisor)
    assert groups(desk, desk.receptionist)["采购计划待办"].lines[0].when == "已退回"
    count = run(desk, begin_count, BeginCount())
    run(desk, enter_line, EnterLine(count, code="WL-0001", found=D(5)))
    run(desk, fix_count, FixCount(count, "何倩", "周敏"))
    told = groups(desk, desk.receptionist)
    assert [x.target for x in told["盘点差异"].lines] == ["count_sheet"]
    assert [x.target for x in told["盘点和采购计划"].lines] == ["purchases"]
    desk.clock.at = datetime(2026, 12, 12, 9, 0, tzinfo=SHANGHAI)
    late = groups(desk, desk.receptionist)["合同快到期"].lines[0]
    assert (late.tone, late.when) == ("bad", "已过 2 天")


def test_D0_1_the_one_search_finds_contracts_tags_and_what_is_used_up(desk: Desk) -> None:
    lift(desk)
    run(desk, add_asset, AddAsset("点钞机", "前台"))
    run(desk, add_consumable, AddConsumable("消毒液", "升", D(5), D(3), code="6901234567892"))
    count = run(desk, begin_count, BeginCount())
    wanted = {
        "ht-2026-001": ("HT-2026-001", "contracts", {"text": "HT-2026-001", "show": "ALL"}),
        "AS-2026": ("HT-2026-001", "contracts", {"text": "HT-2026-001", "show": "ALL"}),
        "zc-0001": ("ZC-0001", "assets", {"text": "ZC-0001", "show": "ALL"}),
        "6901234567892": ("6901234567892", "consumables", {"text": "6901234567892", "show": "ALL"}),
        "PD-202611": ("PD-202611", "count_sheet", {"count_id": count}),
    }
    for asked, (label, target, arguments) in wanted.items():
        assert way_to(hits(desk, asked)[label]) == (target, arguments), asked
    assert hits(desk, "6901234567892")["6901234567892"].status == "低于最低库存"
    # A name and a unit's code are none of these.
    assert not {hit.kind for hit in hits(desk, "1202").values()} & {"contract", "asset", "consumable"}


def test_D0_1_the_one_search_finds_who_is_inside_and_what_was_found(desk: Desk) -> None:
    run(desk, let_in, LetIn("欧阳修文", 1, "", "张硕", "看房", 1, plate="浙A6H072", pass_number="07"))
    item = run(desk, take_found, TakeFound("黑色钱包", "3栋大堂", "保洁 王芳", shelf="保险柜"))
    for asked in ("欧阳", "07", "A6H07"):
        hit = hits(desk, asked)["欧阳修文"]
        assert (hit.where, hit.status) == ("3-1-1202", "在内")
        assert way_to(hit) == ("visits", {"text": "欧阳修文", "show": "INSIDE"})
    for asked, label in (("钱包", "黑色钱包"), (item.number.lower(), item.number)):
        hit = hits(desk, asked)[label]
        assert (hit.where, hit.status) == ("保险柜", "待认领")
        assert way_to(hit) == ("found", {"text": item.number, "show": "ALL"})
    desk.clock.forward(days=9)
    assert "欧阳修文" not in hits(desk, "欧阳")  # long inside: the start page says so
    assert TODAY.year == 2026
