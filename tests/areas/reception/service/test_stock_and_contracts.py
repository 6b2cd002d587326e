"""Contracts, assets, consumables, the month's count and the purchase plan: written, corrected, refused (D2.9); D0.5, T21, T23."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.reception.queries.contracts import (
    ContractFilter,
    ContractShow,
    contract_figures,
    contract_file,
    contract_kinds,
    contract_rows,
    ending_contracts,
    find_contracts,
)
from frontdesk.areas.reception.queries.counts import CountFilter, count_file, count_rows, counts_due
from frontdesk.areas.reception.queries.purchases import (
    PlanFilter,
    plan_file,
    plan_is_due,
    plan_rows,
    plans_to_approve,
    proposals,
)
from frontdesk.areas.reception.queries.stock import (
    AssetFilter,
    AssetShow,
    GoodsFilter,
    GoodsShow,
    asset_file,
    asset_rows,
    goods_figures,
    goods_file,
    goods_rows,
)
from frontdesk.areas.reception.queries.stock_checks import broken_stock
from frontdesk.areas.reception.rules.contracts import ContractState
from frontdesk.areas.reception.rules.stock import (
    AssetState,
    AssetStep,
    CountState,
    MoveKind,
    PlanState,
    PlanStep,
)
from frontdesk.areas.reception.service.assets import AddAsset, StepAsset, add_asset, step_asset
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.consumables import (
    AddConsumable,
    ChangeConsumable,
    MoveStock,
    UndoMove,
    add_consumable,
    change_consumable,
    move_stock,
    undo_move,
)
from frontdesk.areas.reception.service.contracts import (
    AddContract,
    AttachFiles,
    ChangeContract,
    ContractFacts,
    EndContract,
    SetKinds,
    VoidContract,
    VoidFile,
    add_contract,
    attach_files,
    change_contract,
    end_contract,
    set_kinds,
    void_contract,
    void_file,
)
from frontdesk.areas.reception.service.held_papers import PrintHeld, print_held
from frontdesk.areas.reception.service.purchasing import (
    IssuePlanSheet,
    PlanLineInput,
    ReceiveLine,
    SavePlan,
    StepPlan,
    UndoArrival,
    issue_plan_sheet,
    receive_line,
    save_plan,
    step_plan,
    undo_arrival,
)
from frontdesk.areas.reception.service.stock_counts import (
    AnswerDifference,
    BeginCount,
    EnterLine,
    FindLine,
    FixCount,
    IssueCountSheet,
    SetDueDays,
    VoidCount,
    answer_difference,
    begin_count,
    enter_line,
    find_line,
    fix_count,
    issue_count_sheet,
    set_due_days,
    void_count,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import SHANGHAI, TODAY, Desk
from tests.tools import paper_reading as read

PDF = b"%PDF-1.4\n%%EOF\n"
LIFT = ContractFacts(
    kind="电梯维保", title="电梯维护保养合同", party="杭州安顺电梯有限公司", starts_on=date(2026, 1, 1),
    last_on=date(2026, 12, 31), keeper="何倩", amount=Money.yuan("48600"), paid_how="按季付", phone="13812345678",
    remind_days=45,
)  # fmt: skip
D = Decimal


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def on(desk: Desk, year: int, month: int, day: int) -> date:
    """It is the morning of that day."""
    desk.clock.at = datetime(year, month, day, 9, 0, tzinfo=SHANGHAI)
    return desk.clock.today()


def contract(desk: Desk, **more: Any) -> int:
    return int(run(desk, add_contract, AddContract(replace(LIFT, **more))).id)


def goods(desk: Desk, name: str = "A4 复印纸", stock: str = "24", least: str = "10", **more: Any) -> int:
    told = AddConsumable(name, "包", D(least), D(stock), **more)
    return int(run(desk, add_consumable, told).id)


# -- contracts --


def test_D2_9_a_contract_runs_is_reminded_of_and_renewed_by_a_new_one(both: Desk) -> None:
    made = run(both, add_contract, AddContract(LIFT, files=(PhotoInput("合同.pdf", PDF),), token="once"))
    assert made.number == "HT-2026-001"
    assert run(both, add_contract, AddContract(LIFT, token="once")).again  # T23
    row = ask(both, contract_file, made.id, TODAY).row
    # 31 December less 45 days is 16 November.
    assert (row.state, row.days_left) == (ContractState.ENDING, 40)
    assert row.phone == "138****5678"  # D1.9
    assert [r.number for r in ask(both, ending_contracts, TODAY)] == ["HT-2026-001"]
    assert ask(both, ending_contracts, date(2026, 11, 15)) == ()
    later = replace(LIFT, starts_on=date(2027, 1, 1), last_on=date(2027, 12, 31), phone=None)
    after = run(both, add_contract, AddContract(later, renews_id=made.id))
    assert ask(both, ending_contracts, TODAY) == ()
    with pytest.raises(Refused, match="已经续签为 HT-2026-002"):
        run(both, add_contract, AddContract(later, renews_id=made.id))
    both.run(void_contract, VoidContract(after.id, "登错"), both.receptionist)
    again = run(both, add_contract, AddContract(later, renews_id=made.id))
    file = ask(both, contract_file, again.id, TODAY)
    assert (file.before, file.row.phone, file.row.state) == (
        "HT-2026-001",
        "138****5678",
        ContractState.COMING,
    )
    on(both, 2027, 1, 2)
    assert ask(both, contract_file, made.id, both.clock.today()).row.state is ContractState.RENEWED
    figures = ask(both, contract_figures, ContractFilter(both.clock.today()))
    assert figures.shows == {
        ContractShow.RUNNING: 1, ContractShow.ENDING: 0, ContractShow.EXPIRED: 0, ContractShow.OVER: 1,
        ContractShow.ALL: 3,
    }  # fmt: skip
    assert ask(both, broken_stock) == []


def test_D2_9_every_state_of_a_contract_is_the_same_in_the_rules_and_in_the_list(desk: Desk) -> None:
    contract(desk)
    contract(desk, starts_on=date(2026, 12, 1), last_on=date(2027, 12, 1))
    contract(desk, starts_on=date(2025, 1, 1), last_on=date(2026, 11, 20))
    contract(desk, starts_on=date(2026, 1, 1), last_on=date(2026, 11, 21), remind_days=0)
    ended = contract(desk, last_on=date(2028, 12, 31))
    run(desk, end_contract, EndContract(ended, TODAY, "协商解除"))
    wanted = {
        ContractShow.RUNNING: {ContractState.ENDING, ContractState.COMING, ContractState.RUNNING},
        ContractShow.ENDING: {ContractState.ENDING},
        ContractShow.EXPIRED: {ContractState.EXPIRED},
        ContractShow.OVER: {ContractState.ENDED, ContractState.RENEWED},
    }
    every = ask(desk, contract_rows, ContractFilter(TODAY, show=ContractShow.ALL))
    for show, states in wanted.items():
        shown = {r.id for r in ask(desk, contract_rows, ContractFilter(TODAY, show=show))}
        assert shown == {r.id for r in every if r.state in states}, show
    assert {r.state for r in every} == {
        ContractState.ENDING, ContractState.COMING, ContractState.EXPIRED, ContractState.ENDED
    }  # fmt: skip


def test_D0_5_D0_6_a_contract_is_corrected_ended_voided_never_deleted(desk: Desk) -> None:
    one = contract(desk)
    assert run(
        desk, change_contract, ChangeContract(one, replace(LIFT, amount=Money.yuan("50000"), phone=None))
    )
    row = ask(desk, contract_file, one, TODAY).row
    assert (row.amount, row.phone) == (Money.yuan("50000"), "138****5678")
    with pytest.raises(InvalidInput) as wrong:
        bad = replace(LIFT, last_on=date(2025, 1, 1), party=" ", remind_days=900)
        run(desk, change_contract, ChangeContract(one, bad))
    assert set(wrong.value.errors) == {"last_on", "party", "remind_days"}
    with pytest.raises(Refused, match="合同期内"):
        run(desk, end_contract, EndContract(one, date(2027, 3, 1), "解除"))
    run(desk, end_contract, EndContract(one, TODAY, "解除，已结清"))
    with pytest.raises(Refused, match="已经终止"):
        run(desk, change_contract, ChangeContract(one, LIFT))
    two = contract(desk)
    with pytest.raises(NeedsApproval):
        run(desk, void_contract, VoidContract(two, "重复"), desk.cashier)
    for statement in ("DELETE FROM contract", "UPDATE contract_end SET reason = ''"):
        with pytest.raises(DBAPIError), desk.db.write() as session:
            session.execute(text(statement))


def test_D2_9_papers_hang_on_a_contract_and_kinds_are_the_offices_own(desk: Desk) -> None:
    one = contract(desk)
    assert run(desk, attach_files, AttachFiles(one, (PhotoInput("扫描.pdf", PDF),))) == 1
    with pytest.raises(Refused, match="打不开") as wrong:
        run(desk, attach_files, AttachFiles(one, (PhotoInput("说明.txt", b"words"),)))
    assert wrong.value.field == "files"
    file = ask(desk, contract_file, one, TODAY).files[0]
    run(desk, void_file, VoidFile(file.id, "附错了"))
    assert ask(desk, contract_file, one, TODAY).files[0].void == "附错了"
    assert "保洁" in ask(desk, contract_kinds)
    with pytest.raises(NeedsApproval):
        run(desk, set_kinds, SetKinds("消杀"))
    assert run(desk, set_kinds, SetKinds("消杀\n 保险 、消杀"), desk.supervisor) == ("消杀", "保险")
    assert ask(desk, contract_kinds) == ("消杀", "保险")
    assert [r.id for r in ask(desk, find_contracts, "ht-2026", TODAY, 5)] == [one]


# -- assets and consumables --


def test_D2_9_an_asset_goes_its_way_and_only_a_supervisor_scraps_it(desk: Desk) -> None:
    made = run(desk, add_asset, AddAsset("针式打印机", "前台", keeper="何倩", value=Money.yuan("2180")))
    assert made.code == "ZC-0001"
    with pytest.raises(Refused, match="已经有了"):
        run(desk, add_asset, AddAsset("点钞机", "前台", code="zc-0001"))
    run(desk, step_asset, StepAsset(made.id, AssetStep.REPAIR, "卡纸，送爱普生维修站"))
    with pytest.raises(Refused, match="维修中"):
        run(desk, step_asset, StepAsset(made.id, AssetStep.REPAIR, "再送"))
    run(desk, step_asset, StepAsset(made.id, AssetStep.BACK, "修好"))
    run(desk, step_asset, StepAsset(made.id, AssetStep.PLACED, place="收费窗口 2", keeper="林晓"))
    with pytest.raises(NeedsApproval):
        run(desk, step_asset, StepAsset(made.id, AssetStep.SCRAPPED, "主板坏"))
    run(desk, step_asset, StepAsset(made.id, AssetStep.SCRAPPED, "主板坏"), desk.supervisor)
    file = ask(desk, asset_file, made.id)
    assert (file.row.state, file.row.place, file.row.keeper) == (AssetState.SCRAPPED, "收费窗口 2", "林晓")
    assert len(file.course) == 4
    assert ask(desk, asset_rows, AssetFilter()) == ()
    assert len(ask(desk, asset_rows, AssetFilter(show=AssetShow.SCRAPPED))) == 1
    assert ask(desk, broken_stock) == []


def test_D2_9_stock_follows_from_the_moves(both: Desk) -> None:
    paper = goods(both)
    out = run(both, move_stock, MoveStock(paper, MoveKind.OUT, D("14.5"), "前台", "打印收据", token="t"))
    assert (out.stock, out.low) == (D("9.5"), True)
    assert run(both, move_stock, MoveStock(paper, MoveKind.OUT, D("14.5"), "前台", token="t")).again
    with pytest.raises(Refused, match="不够"):
        run(both, move_stock, MoveStock(paper, MoveKind.OUT, D("9.501"), "前台"))
    with pytest.raises(InvalidInput) as wrong:
        run(both, move_stock, MoveStock(paper, MoveKind.IN, D("0.0001"), " "))
    assert set(wrong.value.errors) == {"quantity", "who"}
    assert goods_count(both, GoodsShow.LOW) == 1
    assert run(both, undo_move, UndoMove(out.move_id, "写错")).stock == D(24)
    with pytest.raises(Refused, match="已经冲销"):
        run(both, undo_move, UndoMove(out.move_id, "写错"))
    assert goods_count(both, GoodsShow.LOW) == 0
    run(both, change_consumable, ChangeConsumable(paper, "A4 复印纸 70 g", "WL-0001", "包", D(30)))
    assert goods_count(both, GoodsShow.LOW) == 1
    assert [m.quantity for m in ask(both, goods_file, paper).moves] == [D("14.5"), D("-14.5"), D(24)]
    with pytest.raises(Refused, match="还有 24 包"):
        stop = ChangeConsumable(paper, "A4 复印纸 70 g", "WL-0001", "包", D(30), active=False)
        run(both, change_consumable, stop)
    assert ask(both, broken_stock) == []


def goods_count(desk: Desk, show: GoodsShow) -> int:
    figures = ask(desk, goods_figures, GoodsFilter())
    assert figures.shows[show] == len(ask(desk, goods_rows, GoodsFilter(show=show)))
    return int(figures.shows[show])


# -- the month's count --


def test_D2_9_a_count_is_entered_fixed_with_names_and_put_right_by_a_new_move(both: Desk) -> None:
    paper, water = goods(both), goods(both, "消毒液", "3", "1", code="6901234567892")
    printer = run(both, add_asset, AddAsset("打印机", "前台")).id
    count = run(both, begin_count, BeginCount())
    assert run(both, begin_count, BeginCount()) == count
    run(both, move_stock, MoveStock(paper, MoveKind.OUT, D(2), "前台"))
    file = ask(both, count_file, count)
    lines = {line.consumable_id or -line.asset_id: line.id for line in file.lines}
    assert (file.row.number, file.row.left, file.row.state) == ("PD-202611", 3, CountState.OPEN)
    # What should be here is the stock when it is counted, not when the count began.
    run(both, enter_line, EnterLine(count, lines[paper], found=D(20), words="装修部领 2 包"))
    assert run(both, enter_line, EnterLine(count, code="6901234567892", found=D(3))).left == 1
    with pytest.raises(Refused, match="1 行没有盘"):
        run(both, fix_count, FixCount(count, "何倩", "周敏"))
    with pytest.raises(Refused, match="只有一件"):
        run(both, enter_line, EnterLine(count, lines[-printer], found=D(2)))
    run(both, enter_line, EnterLine(count, lines[-printer], found=D(0)))
    with pytest.raises(InvalidInput) as wrong:
        run(both, fix_count, FixCount(count, "", ""))
    assert set(wrong.value.errors) == {"counter", "witness"}
    assert run(both, fix_count, FixCount(count, "何倩", "周敏")) == "PD-202611"
    with pytest.raises(Refused, match="已经定稿"):
        run(both, enter_line, EnterLine(count, lines[paper], found=D(22)))
    row = ask(both, count_file, count).row
    assert (row.different, row.unsettled, row.state) == (2, 2, CountState.LEFT)
    with pytest.raises(Refused, match="资产台账"):
        run(both, answer_difference, AnswerDifference(lines[-printer], "在维修站", correct=True))
    run(both, answer_difference, AnswerDifference(lines[-printer], "在维修站，没有登记送修"))
    run(both, answer_difference, AnswerDifference(lines[paper], "补登领用", correct=True))
    with pytest.raises(Refused, match="已经处理过"):
        run(both, answer_difference, AnswerDifference(lines[paper], "再来", correct=True))
    assert ask(both, count_file, count).row.state is CountState.FIXED
    assert ask(both, goods_file, paper).row.stock == D(20)
    assert ask(both, goods_file, water).row.stock == D(3)
    with pytest.raises(Refused, match="已经盘点定稿"):
        run(both, begin_count, BeginCount())
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text("UPDATE stock_count_line SET found = '1'"))
    assert ask(both, broken_stock) == []


def test_D2_9_a_count_begun_by_mistake_is_void_and_the_month_is_counted_anew(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有可盘的"):
        run(desk, begin_count, BeginCount())
    goods(desk)
    first = run(desk, begin_count, BeginCount())
    made = run(desk, add_asset, AddAsset("点钞机", "前台"))
    # Registered since: it joins when its tag is scanned.
    run(desk, find_line, FindLine(first, "zc-0001"))
    assert ask(desk, count_file, first).row.lines == 2
    with pytest.raises(Refused, match="没有编号 XX-1"):
        run(desk, find_line, FindLine(first, "xx-1"))
    run(desk, void_count, VoidCount(first, "登记没有做完"))
    second = run(desk, begin_count, BeginCount())
    rows = ask(desk, count_rows, CountFilter())
    assert [(r.number, r.state) for r in rows] == [
        ("PD-202611-2", CountState.OPEN), ("PD-202611", CountState.VOID)
    ]  # fmt: skip
    assert made.id
    assert ask(desk, count_file, second).row.lines == 2


def test_T21_the_count_is_spoken_of_five_days_before_its_day_and_while_it_is_late(desk: Desk) -> None:
    assert ask(desk, counts_due, on(desk, 2026, 11, 30)) == ()
    on(desk, 2026, 11, 10)
    goods(desk)
    assert ask(desk, counts_due, on(desk, 2026, 11, 19)) == ()
    due = ask(desk, counts_due, on(desk, 2026, 11, 20))
    assert [(str(d.month), d.by, d.late(desk.clock.today())) for d in due] == [
        ("2026-11", date(2026, 11, 25), 0)
    ]  # fmt: skip
    run(desk, set_due_days, SetDueDays(31, 20), desk.supervisor)
    assert ask(desk, counts_due, desk.clock.today()) == ()
    late = ask(desk, counts_due, on(desk, 2026, 12, 3))
    assert [(str(d.month), d.late(desk.clock.today())) for d in late] == [("2026-11", 3)]
    on(desk, 2026, 11, 28)
    count = run(desk, begin_count, BeginCount())
    line = ask(desk, count_file, count).lines[0]
    run(desk, enter_line, EnterLine(count, line.id, found=line.expected))
    run(desk, fix_count, FixCount(count, "何倩", "周敏"))
    assert ask(desk, counts_due, on(desk, 2026, 12, 3)) == ()
    with pytest.raises(InvalidInput):
        run(desk, set_due_days, SetDueDays(0, 40), desk.supervisor)


# -- the purchase plan --


def test_D2_9_what_runs_short_is_proposed_approved_and_received_into_stock(both: Desk) -> None:
    paper = goods(both, stock="6", least="10", price=D("21.5"))
    short = ask(both, proposals)
    assert [(p.goods.name, p.short) for p in short] == [("A4 复印纸", D(4))]
    lines = (
        PlanLineInput("随便写的", D(20), D("21.5"), consumable_id=paper, why="低于 10"),
        PlanLineInput("对讲机电池", D("2.5"), D("75.33"), "块"),
    )
    saved = run(both, save_plan, SavePlan(Month(2026, 12), lines, token="k"))
    assert (saved.number, saved.total) == ("CG-202612", Money.yuan("618.33"))  # 430 + 188.325, rounded once
    assert run(both, save_plan, SavePlan(Month(2026, 12), lines, token="k")).again
    with pytest.raises(Refused, match="已经有了"):
        run(both, save_plan, SavePlan(Month(2026, 12), lines))
    assert ask(both, plan_file, saved.id).lines[0].what == "A4 复印纸"
    run(both, step_plan, StepPlan(saved.id, PlanStep.SUBMITTED))
    assert [r.id for r in ask(both, plans_to_approve)] == [saved.id]
    with pytest.raises(Refused, match="待批准"):
        run(both, save_plan, SavePlan(Month(2026, 12), lines, plan_id=saved.id))
    with pytest.raises(NeedsApproval):
        run(both, step_plan, StepPlan(saved.id, PlanStep.APPROVED))
    run(both, step_plan, StepPlan(saved.id, PlanStep.SENT_BACK, "单价再问"), both.supervisor)
    run(both, save_plan, SavePlan(Month(2026, 12), lines[:1], plan_id=saved.id, version=1))
    with pytest.raises(Refused, match="被别人改过"):
        run(both, save_plan, SavePlan(Month(2026, 12), lines, plan_id=saved.id, version=1))
    run(both, step_plan, StepPlan(saved.id, PlanStep.SUBMITTED))
    line = ask(both, plan_file, saved.id).lines[0]
    with pytest.raises(Refused, match="批准以后"):
        run(both, receive_line, ReceiveLine(line.id, D(5)))
    run(both, step_plan, StepPlan(saved.id, PlanStep.APPROVED), both.supervisor)
    assert ask(both, proposals) == ()  # it is on its way
    first = run(both, receive_line, ReceiveLine(line.id, D(5), "送货单 88", token="r"))
    assert first.stock == D(11)
    assert run(both, receive_line, ReceiveLine(line.id, D(5), token="r")).again
    with pytest.raises(NeedsConfirmation):
        run(both, receive_line, ReceiveLine(line.id, D(16)))
    run(both, receive_line, ReceiveLine(line.id, D(15)))
    assert ask(both, plan_file, saved.id).row.state is PlanState.DONE
    run(both, undo_arrival, UndoArrival(first.arrival_id, "退给供应商"))
    file = ask(both, plan_file, saved.id)
    assert (file.row.state, file.lines[0].came) == (PlanState.APPROVED, D(15))
    assert ask(both, goods_file, paper).row.stock == D(21)
    run(both, step_plan, StepPlan(saved.id, PlanStep.CLOSED, "余下不要了"), both.supervisor)
    assert ask(both, plan_rows, PlanFilter())[0].state is PlanState.DONE
    assert ask(both, broken_stock) == []


def test_D2_9_what_is_wrong_of_a_plan_is_said_line_by_line(desk: Desk) -> None:
    lines = (
        PlanLineInput("笔", D(0), D("1.234")),
        PlanLineInput("笔", D(1), D("-1")),
        PlanLineInput("", D(1), D(1)),
    )
    with pytest.raises(InvalidInput) as wrong:
        run(desk, save_plan, SavePlan(Month(2026, 12), lines))
    assert set(wrong.value.errors) == {
        "lines.0.quantity", "lines.0.price", "lines.1.what", "lines.1.price", "lines.2.what"
    }  # fmt: skip
    with pytest.raises(Refused, match="已经过去"):
        run(desk, save_plan, SavePlan(Month(2026, 10), (PlanLineInput("笔", D(1), D(1)),)))


def test_T21_next_months_plan_is_asked_for_by_the_twentieth(desk: Desk) -> None:
    assert ask(desk, plan_is_due, on(desk, 2026, 11, 18)) is None
    goods(desk)
    assert ask(desk, plan_is_due, on(desk, 2026, 11, 14)) is None
    due = ask(desk, plan_is_due, on(desk, 2026, 11, 22))
    assert (str(due.month), due.by, due.late(desk.clock.today())) == ("2026-12", date(2026, 11, 20), 2)
    made = run(desk, save_plan, SavePlan(Month(2026, 12), (PlanLineInput("笔", D(1), D(2)),)))
    assert ask(desk, plan_is_due, desk.clock.today()) is not None
    run(desk, step_plan, StepPlan(made.id, PlanStep.SUBMITTED))
    assert ask(desk, plan_is_due, desk.clock.today()) is None


def test_D0_4_F1_the_sheets_say_what_stood_when_they_were_made(desk: Desk) -> None:
    goods(desk)
    count = run(desk, begin_count, BeginCount())
    number = run(desk, issue_count_sheet, IssueCountSheet(count))
    words = read.text(run(desk, print_held, PrintHeld("stock_count", number)).pdf)
    assert "A4 复印纸" in words
    assert "24" in words
    assert run(desk, issue_count_sheet, IssueCountSheet(count)) == number == "PD-202611"
    line = ask(desk, count_file, count).lines[0]
    run(desk, enter_line, EnterLine(count, line.id, found=D(22), words="装修部领用"))
    run(desk, fix_count, FixCount(count, "何倩", "周敏"))
    fixed = run(desk, issue_count_sheet, IssueCountSheet(count))
    words = read.text(run(desk, print_held, PrintHeld("stock_count", fixed)).pdf)
    assert fixed == "PD-202611-2"
    assert "装修部领用" in words
    assert "−2" in words
    plan = run(desk, save_plan, SavePlan(Month(2026, 12), (PlanLineInput("笔", D(3), D(2), "支"),)))
    run(desk, step_plan, StepPlan(plan.id, PlanStep.SUBMITTED))
    run(desk, step_plan, StepPlan(plan.id, PlanStep.APPROVED), desk.supervisor)
    sheet = run(desk, issue_plan_sheet, IssuePlanSheet(plan.id))
    words = read.text(run(desk, print_held, PrintHeld("purchase_plan", sheet)).pdf)
    assert "陆元整" in words
    assert "周敏" in words
    assert "补打 1" in read.text(run(desk, print_held, PrintHeld("purchase_plan", sheet)).pdf)  # T12
