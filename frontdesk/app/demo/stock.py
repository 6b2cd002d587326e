"""The demo estate's contracts, assets, consumables, last month's count and this and next month's purchase plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.reception.queries.counts import count_file
from frontdesk.areas.reception.queries.purchases import plan_file
from frontdesk.areas.reception.queries.stock import AssetFilter, GoodsFilter, asset_rows, goods_rows
from frontdesk.areas.reception.rules.stock import AssetStep, MoveKind, PlanStep
from frontdesk.areas.reception.service.assets import AddAsset, StepAsset, add_asset, step_asset
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.consumables import AddConsumable, MoveStock, add_consumable, move_stock
from frontdesk.areas.reception.service.contracts import (
    AddContract,
    ContractFacts,
    EndContract,
    add_contract,
    end_contract,
)
from frontdesk.areas.reception.service.purchasing import (
    PlanLineInput,
    ReceiveLine,
    SavePlan,
    StepPlan,
    receive_line,
    save_plan,
    step_plan,
)
from frontdesk.areas.reception.service.stock_counts import (
    AnswerDifference,
    BeginCount,
    EnterLine,
    FixCount,
    answer_difference,
    begin_count,
    enter_line,
    fix_count,
)
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month

_CONTRACTS = (
    (
        "电梯维保",
        "电梯维护保养合同",
        "杭州安顺电梯有限公司",
        "AS-2026-118",
        "48600",
        "按季付",
        339,
        25,
        "周敏",
    ),
    (
        "保洁",
        "小区保洁服务合同",
        "洁美家政服务有限公司",
        "JM-26007",
        "268800",
        "按月付，次月 10 日前",
        300,
        429,
        "何倩",
    ),
    ("绿化", "绿化养护合同", "翠园园艺工程有限公司", "", "86000", "半年付", 351, 13, "何倩"),
    (
        "消防",
        "消防设施检测维保合同",
        "浙安消防技术有限公司",
        "ZA-XF-2026-09",
        "32000",
        "一次付清",
        340,
        389,
        "周敏",
    ),
    ("租赁", "复印机租赁协议", "晨光办公设备租赁", "", "3600", "按年付", 379, -15, "林晓"),
    ("其他", "垃圾清运协议", "城西环卫服务站", "HW-2026-31", "54000", "按季付", 325, 39, "何倩"),
)
"""Kind, title, with whom, their number, amount, how it is paid, days since it began, days to its end, who follows it."""
_ASSETS = (
    ("针式打印机 EPSON LQ-635K", "前台", "林晓", "2180"),
    ("点钞机", "前台", "林晓", "1280"),
    ("收银保险柜", "前台", "林晓", "1650"),
    ("激光打印机", "办公室", "何倩", "1899"),
    ("对讲机充电座（八台）", "前台", "何倩", "4320"),
    ("折叠椅（一套二十把）", "会议室", "何倩", "1200"),
    ("投影仪", "会议室", "周敏", "3980"),
    ("手推车", "仓库", "何倩", "260"),
)
_GOODS = (
    ("A4 复印纸 70 g", "包", "前台柜", "10", "24", "21.5"),
    ("收据打印纸 241×93", "箱", "前台柜", "2", "4", "168"),
    ("84 消毒液", "升", "仓库", "5", "12.5", "8.8"),
    ("垃圾袋 90×110", "卷", "仓库", "20", "60", "6.5"),
    ("对讲机电池", "块", "前台柜", "4", "6", "75"),
    ("一次性鞋套", "双", "前台柜", "100", "400", "0.35"),
)
_TAKEN = (
    (40, "A4 复印纸 70 g", "9", "前台 何倩", "打印通知单"),
    (31, "84 消毒液", "4.5", "保洁 王芳", "大堂消毒"),
    (16, "收据打印纸 241×93", "3", "收费 林晓", "打印收据"),
    (9, "A4 复印纸 70 g", "8", "前台 何倩", "打印缴费通知单"),
    (3, "对讲机电池", "3", "秩序 赵刚", "夜班更换"),
)
"""Days ago, of what, how much, who took it and what for."""
_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def keep_stock(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Two months of it: last month counted with a difference put right, this month's plan arrives, the next waits."""
    today = year.today
    last = Month.of(today).plus(-1)
    _contracts(year, clerk, today)
    year.at(today - timedelta(days=60), 9, 30)
    for name, place, keeper, value in _ASSETS:
        _run(year, add_asset, AddAsset(name, place, keeper=keeper, value=Money.yuan(value)), clerk)
    for name, measure, place, least, stock, price in _GOODS:
        goods = AddConsumable(
            name, measure, Decimal(least), Decimal(stock), place=place, price=Decimal(price)
        )
        _run(year, add_consumable, goods, clerk)
    counted = False
    for ago, name, quantity, who, why in _TAKEN:
        day = today - timedelta(days=ago)
        if not counted and day > last.day(24):
            _count(year, clerk, last.day(24))
            counted = True
        year.at(day, 10, 5)
        _run(
            year, move_stock, MoveStock(_goods(year, name), MoveKind.OUT, Decimal(quantity), who, why), clerk
        )
    if not counted:
        _count(year, clerk, last.day(24))
    _plans(year, clerk, supervisor, today)
    year.at(today - timedelta(days=2), 15, 10)
    printer = year.runner.read(asset_rows, AssetFilter("激光打印机"), 0, 1)[0]
    _run(year, step_asset, StepAsset(printer.id, AssetStep.REPAIR, "卡纸，送维修站，约三天"), clerk)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value


def _goods(year: Year, name: str) -> int:
    return next(row.id for row in year.runner.read(goods_rows, GoodsFilter(name), 0, 1))


def _contracts(year: Year, clerk: Actor, today: date) -> None:
    for at, (kind, title, party, theirs, amount, how, since, left, keeper) in enumerate(_CONTRACTS):
        first, last = today - timedelta(days=since), today + timedelta(days=left)
        year.at(max(first, today - timedelta(days=62)), 9, 10)
        facts = ContractFacts(
            kind, title, party, first, last, keeper, Money.yuan(amount), how, theirs, "业务部", "0571-8812660" + str(at),
            first,
        )  # fmt: skip
        scans = (PhotoInput(f"{title}.pdf", _SCAN),) if at < 2 else ()
        made = _run(year, add_contract, AddContract(facts, files=scans), clerk)
        if kind == "绿化":
            _run(
                year, add_contract,
                AddContract(
                    ContractFacts(
                        kind, title, party, last + timedelta(days=1), last + timedelta(days=365), keeper,
                        Money.yuan("89500"), how,
                    ),
                    renews_id=made.id,
                ),
                clerk,
            )  # fmt: skip
        elif kind == "其他":
            year.at(today - timedelta(days=20), 16, 0)
            _run(
                year,
                end_contract,
                EndContract(made.id, today - timedelta(days=20), "改由街道统一清运，已结清"),
                clerk,
            )


def _count(year: Year, clerk: Actor, day: date) -> None:
    year.at(day, 14, 0)
    count = _run(year, begin_count, BeginCount(), clerk)
    file = year.runner.read(count_file, count)
    assert file is not None
    short = next(line for line in file.lines if line.name.startswith("垃圾袋"))
    for line in file.lines:
        found = line.expected - 2 if line.id == short.id else line.expected
        _run(year, enter_line, EnterLine(count, line.id, found=found), clerk)
    _run(
        year,
        enter_line,
        EnterLine(count, short.id, found=short.expected - 2, words="保洁领 2 卷没有登记"),
        clerk,
    )
    year.clock.forward(minutes=40)
    _run(year, fix_count, FixCount(count, clerk.name, "周敏"), clerk)
    _run(year, answer_difference, AnswerDifference(short.id, "补登领用", correct=True), clerk)


def _plans(year: Year, clerk: Actor, supervisor: Actor, today: date) -> None:
    """This month's, made by the twentieth of the last, of which the paper came; next month's waits for a word."""
    this = Month.of(today)
    year.at(this.plus(-1).day(19), 16, 20)
    lines: tuple[PlanLineInput, ...] = (
        PlanLineInput(
            "A4 复印纸 70 g", Decimal(10), Decimal("21.5"), "包", "缴费通知单", _goods(year, "A4 复印纸")
        ),
        PlanLineInput("门禁卡", Decimal(50), Decimal("3.2"), "张", "新交房补卡"),
    )
    made = _run(year, save_plan, SavePlan(this, lines), clerk)
    _run(year, step_plan, StepPlan(made.id, PlanStep.SUBMITTED), clerk)
    _run(year, step_plan, StepPlan(made.id, PlanStep.APPROVED), supervisor)
    file = year.runner.read(plan_file, made.id)
    assert file is not None
    year.at(today - timedelta(days=6), 11, 0)
    _run(year, receive_line, ReceiveLine(file.lines[0].id, Decimal(6), "送货单 8817"), clerk)
    year.at(today - timedelta(days=1), 16, 40)
    lines = (
        PlanLineInput(
            "收据打印纸 241×93", Decimal(2), Decimal(168), "箱", "现有 1，低于 2", _goods(year, "收据打印纸")
        ),
        PlanLineInput(
            "对讲机电池", Decimal(4), Decimal(75), "块", "现有 3，低于 4", _goods(year, "对讲机电池")
        ),
        PlanLineInput("元旦灯笼", Decimal(12), Decimal("28.5"), "只", "大门和会所布置"),
    )
    made = _run(year, save_plan, SavePlan(this.plus(1), lines, "元旦布置一并采购"), clerk)
    _run(year, step_plan, StepPlan(made.id, PlanStep.SUBMITTED), clerk)
