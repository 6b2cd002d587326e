"""试算 and 生成应收: M2.5, M2.9, T4, D5.3, L6, L7, and charges written by hand (M2.2, D0.8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.queries import billing_runs
from frontdesk.areas.fees.ui import BillingPage
from frontdesk.areas.fees.ui.dry_run_page import DryRunPage
from frontdesk.areas.fees.ui.hand_charge_page import HandChargePage
from frontdesk.areas.fees.ui.notices_page import NoticesPage
from frontdesk.areas.fees.ui.runs_page import RunsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import CASHIER, SUPERVISOR, TODAY, Estate
from tests.areas.fees.ui.finding import counts, dialog, named, says, settle, shown, texts

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAVE = (CTRL, K.Key_Return)


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> BillingPage:
    """Items, nothing billed."""
    estate.items()
    return cast(BillingPage, show(BillingPage(desk)))


def begun(page: BillingPage, qtbot: QtBot) -> DryRunPage:
    press(qtbot, K.Key_F2)
    settle()
    inner = page.inner()
    assert isinstance(inner, DryRunPage)
    return inner


def test_m2_9_the_dry_run_shows_unit_by_unit_what_would_be_made_and_stores_nothing(
    page: BillingPage, estate: Estate, qtbot: QtBot
) -> None:
    dry = begun(page, qtbot)
    assert shown(dry.table) == [
        ("3-1-0702", "李静", "物业服务费", "2026-11-01 – 11-30", "127.35㎡ × 2.85元/㎡·月", "362.95", "2026-11-30"),
        ("3-1-1202", "张硕", "物业服务费", "2026-11-01 – 11-30", "89.60㎡ × 2.85元/㎡·月", "255.36", "2026-11-30"),
        ("3-1-1202", "张硕", "车位管理费", "2026-11-01 – 11-30", "B1-076 一个 × 80.00元/月", "80.00", "2026-11-30"),
        ("3-2-0101", "王磊", "物业服务费", "2026-11-01 – 11-30", "65.00㎡ × 2.85元/㎡·月", "185.25", "2026-11-30"),
    ]  # fmt: skip
    assert says(dry.pane, "dry_total_figure") == "883.56"
    assert estate.charges() == ()
    assert dry.head.hint.text() == "2026-11 · 试算，还没有存"


def test_m2_5_what_cannot_be_priced_is_listed_under_its_reason(page: BillingPage, qtbot: QtBot) -> None:
    dry = begun(page, qtbot)
    assert counts(dry, "dry_chips", "made", "skipped") == ("将生成 4", "跳过 2")
    dry.chips.choose("skipped")
    assert dry.skipped.isVisible()
    assert shown(dry.skipped) == [
        ("2-1-0301", "物业服务费", "未售"),
        ("2-1-0401", "物业服务费", "没有建筑面积"),
    ]
    said = texts(dry.pane)
    assert {"未售", "没有建筑面积", "2-1-0301", "2-1-0401", "新 3 · 跳过 2"} <= set(said)


def test_the_clerks_way_dry_run_billing_and_on_to_the_notices(
    page: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    """D5.3, L7: F2, Ctrl+Enter; said in numbers; the next step is a button."""
    dry = begun(page, qtbot)
    assert dry.make.text() == "生成 4 笔应收"
    press(qtbot, SAVE)
    assert page.inner() is None
    assert len(estate.charges()) == 4
    assert bar.last() == "ok: 2026-11 生成应收 4 笔，合计 883.56 元。跳过 2 笔，原因在生成记录里。"
    assert page.list.sums.sum_of("amount") == Y("883.56")
    assert bar.pressed is not None
    bar.pressed()
    assert isinstance(page.inner(), NoticesPage)
    assert dialog(page, "print_notices").words.text() == "3 户 · 883.56 元"


def test_t4_billing_again_makes_nothing_and_says_what_stands(
    page: BillingPage, estate: Estate, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    press(qtbot, SAVE)
    dry = begun(page, qtbot)
    assert not dry.make.isVisible()
    assert says(dry, "dry_words").startswith("没有可以生成的：已有 4 笔，不会重复生成。")
    assert dry.skipped.isVisible()
    press(qtbot, SAVE)
    assert len(estate.charges()) == 4


def test_a_month_that_is_whole_says_so(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    estate.items()
    estate.bill()
    with estate.db.write() as session:
        from frontdesk.areas.archives.model import Unit

        for unit_id in (4, 5):
            session.get_one(Unit, unit_id).kind = "储藏"  # type: ignore[assignment]
        from frontdesk.areas.fees.model import FeeScope
        from frontdesk.areas.fees.rules.kinds import ScopeKind

        session.add(FeeScope(item_id=1, kind=ScopeKind.UNIT_KIND, value="住宅"))
    page = show(BillingPage(desk))
    dry = begun(page, qtbot)
    assert named(dry, EmptyState, "dry_done").isVisible()
    assert not dry.make.isVisible()


def test_without_anything_to_bill_the_way_leads_to_the_items(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], went: Went
) -> None:
    dry = show(DryRunPage(desk, Month(2026, 11)))
    dry.items_wanted.connect(lambda: went.append(("items", {})))
    assert named(dry, EmptyState, "dry_nothing").isVisible()
    named(dry, EmptyState, "dry_nothing").findChildren(type(dry.make))[0].click()
    assert went == [("items", {})]


def test_another_month_is_worked_out_at_once(page: BillingPage, qtbot: QtBot) -> None:
    dry = begun(page, qtbot)
    press(qtbot, (CTRL, K.Key_PageDown))
    assert dry.month == Month(2026, 12)
    assert {row[6] for row in shown(dry.table)} == {"2026-12-31"}


def test_search_sorting_and_excel_are_of_the_dry_run(
    page: BillingPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    dry = begun(page, qtbot)
    dry.search.set_value("1202")
    assert [row[2] for row in shown(dry.table)] == ["物业服务费", "车位管理费"]
    dry.search.set_value("")
    dry.table.horizontalHeader().sectionClicked.emit(5)
    assert [row[5] for row in shown(dry.table)] == ["80.00", "185.25", "255.36", "362.95"]
    answers.file = tmp_path / "试算.xlsx"
    press(qtbot, (CTRL, K.Key_E))
    rows = list(load_workbook(answers.file).active.values)
    assert [row[5] for row in rows[2:]] == [80, 185.25, 255.36, 362.95]


def test_escape_goes_back_without_storing(page: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    begun(page, qtbot)
    press(qtbot, K.Key_Escape)
    assert page.inner() is None
    assert page.head.isVisible()
    assert estate.charges() == ()


def test_a_cashier_bills_with_a_supervisors_leave_only(
    estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    estate.items()
    page = show(BillingPage(desk_of(CASHIER)))
    begun(page, qtbot)
    press(qtbot, SAVE)
    assert answers.asked == [Right.FEES_BILL.value]
    assert estate.charges() == ()
    assert isinstance(page.inner(), DryRunPage)
    answers.approval = Approval(Right.FEES_BILL, 3, "周敏")
    press(qtbot, SAVE)
    assert len(estate.charges()) == 4


class HeldWorker(SameThreadWorker):
    """Keeps one job back until it is let go, as a thread does that has not come to it."""

    def __init__(self) -> None:
        self.hold = False
        self.held: list[tuple[Any, Any, Any]] = []

    def run(self, job: Any, success: Any, failure: Any) -> None:
        if self.hold:
            self.held.append((job, success, failure))
        else:
            super().run(job, success, failure)

    def let_go(self) -> None:
        self.hold = False
        job, success, failure = self.held.pop()
        super().run(job, success, failure)


def test_l6_billing_that_is_stopped_leaves_nothing(
    estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    worker = HeldWorker()
    desk = desk_of(SUPERVISOR, worker)
    estate.items()
    page = show(BillingPage(desk))
    begun(page, qtbot)
    worker.hold = True
    press(qtbot, SAVE)
    assert desk.busy
    press(qtbot, SAVE)
    assert len(worker.held) == 1
    assert desk.work is not None
    desk.work.cancel()
    worker.let_go()
    assert bar.said[-1][:2] == ("warn", "已取消，什么也没有改")
    assert estate.charges() == ()
    assert estate.runner.read(billing_runs) == ()
    assert isinstance(page.inner(), DryRunPage)


def test_the_history_says_who_billed_what_and_what_was_left_out(
    page: BillingPage, estate: Estate, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    estate.bill(Month(2026, 10))
    estate.bill()
    estate.bill()
    begun(page, qtbot)
    press(qtbot, K.Key_F7)
    settle()
    runs = page.inner()
    assert isinstance(runs, RunsPage)
    assert [(row[0], *row[2:]) for row in shown(runs.table)] == [
        ("2026-11", "周敏", "0", "4", "2", "0.00"),
        ("2026-11", "周敏", "4", "0", "2", "883.56"),
        ("2026-10", "周敏", "4", "0", "2", "883.56"),
    ]
    runs.table.select_row(1)
    assert {"4 笔，883.56 元", "未售", "没有建筑面积", "2-1-0401"} <= set(texts(runs.pane))
    answers.file = tmp_path / "记录.xlsx"
    press(qtbot, (CTRL, K.Key_E))
    assert len(list(load_workbook(answers.file).active.values)) == 5
    press(qtbot, K.Key_Escape)
    assert page.inner() is None


def test_no_history_is_said_too(desk: Desk, show: Callable[[Any], Any]) -> None:
    runs = show(RunsPage(desk))
    assert named(runs, EmptyState, "no_runs").isVisible()


# -- by hand --


def by_hand(page: BillingPage, qtbot: QtBot) -> HandChargePage:
    press(qtbot, K.Key_F4)
    settle()
    inner = page.inner()
    assert isinstance(inner, HandChargePage)
    return inner


def test_d0_8_a_charge_by_hand_is_written_with_the_keyboard_alone(
    page: BillingPage, estate: Estate, bar: Bar, went: Went, qtbot: QtBot
) -> None:
    """M2.2: unit, item, amount, days, words; Enter moves on; the one item by hand is there already."""
    form = by_hand(page, qtbot)
    press(qtbot, "1202", K.Key_Return)
    assert form.unit.choice() is not None
    assert form.item.text() == "有偿服务费"
    press(qtbot, K.Key_Return, "８５", K.Key_Return, K.Key_Return, K.Key_Return, "换水龙头一个", SAVE)
    charge = estate.charges()[0]
    assert (charge.unit, charge.item, charge.amount, charge.how) == (
        "3-1-1202",
        "有偿服务费",
        Y(85),
        "换水龙头一个",
    )
    assert (charge.starts_on, charge.payer_name) == (TODAY, "张硕")
    assert bar.last() == "ok: 3-1-1202 记了一笔应收 85.00 元。"
    assert bar.pressed is not None
    bar.pressed()
    assert went == [("collect", {"unit_id": 1})]
    assert page.inner() is None


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    page: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    form = by_hand(page, qtbot)
    press(qtbot, "没有这户", SAVE)
    assert "请从列表里选一户" in form.unit.error()
    assert form.amount.error() == "请填金额（元）"
    form.unit.set_value(None)
    form.unit.setFocus()
    press(
        qtbot,
        "1202",
        K.Key_Return,
        K.Key_Return,
        "10",
        K.Key_Return,
        K.Key_Return,
        "2026-11-01",
        K.Key_Return,
    )
    press(qtbot, "打孔", SAVE)
    assert form.due_on.error() == "到期日早于发生日，请核对"
    assert bar.said[-1][:2] == ("bad", "没有保存。")
    assert (form.amount.text(), form.how.text()) == ("10.00", "打孔")
    assert estate.charges() == ()


def test_beside_the_form_stands_what_the_unit_owes(page: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    estate.bill()
    page.refresh()
    form = by_hand(page, qtbot)
    assert form.unit.text() == "3-1-0702"
    assert {"3-1-0702 李静，合计 362.95 元", "物业服务费"} <= set(texts(form.pane))  # type: ignore[arg-type]


def test_a_form_left_for_the_telephone_waits_and_comes_back(
    page: BillingPage, estate: Estate, desk: Desk, qtbot: QtBot
) -> None:
    """D0.8: F7, and the draft's way back; it goes when the charge stands."""
    by_hand(page, qtbot)
    press(qtbot, "1202", K.Key_Return, K.Key_Return, "85", K.Key_F7)
    assert page.inner() is None
    kept = desk.read(drafts, desk.actor.id)
    assert [(d.page, d.key, d.title) for d in kept] == [
        ("fees_hand_charge_page", "3-1-1202", "加一笔应收 3-1-1202")
    ]
    assert kept[0].page in BillingPage.DRAFTS
    page.open(target="draft", key=kept[0].key, draft=kept[0])
    form = page.inner()
    assert isinstance(form, HandChargePage)
    assert (form.unit.text(), form.amount.text()) == ("3-1-1202", "85")
    form.how.set_value("换水龙头")
    form.save_button.click()
    assert len(estate.charges()) == 1
    assert desk.read(drafts, desk.actor.id) == ()


def test_escape_asks_before_typing_is_thrown_away(page: BillingPage, answers: Answers, qtbot: QtBot) -> None:
    form = by_hand(page, qtbot)
    press(qtbot, "1202", K.Key_Return)
    answers.yes = False
    form.cancel_button.click()
    assert page.inner() is form
    page.open(target="billing")
    assert page.inner() is form
    answers.yes = True
    form.cancel_button.click()
    assert page.inner() is None


def test_without_an_item_by_hand_the_clerk_is_told_to_make_one(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, went: Went, qtbot: QtBot
) -> None:
    page = show(BillingPage(desk))
    press(qtbot, K.Key_F4)
    assert page.inner() is None
    assert bar.said[-1][:2] == ("warn", "还没有手工录入的收费项目。")
    assert bar.pressed is not None
    bar.pressed()
    assert went == [("fee_items", {})]
