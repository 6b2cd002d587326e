"""Days on which things go wrong: a printer that is gone, a database somebody else holds, a shift left open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from frontdesk.app import program as program_module
from frontdesk.areas.cashdesk.queries import closed_shifts, current_shift, receipt, receipts_of_unit
from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.dialogs import ApproveDialog
from tests.areas.cashdesk.desk import Desk as Estate
from tests.areas.cashdesk.ui.conftest import Port
from tests.conftest import PASSWORD
from tests.scenarios.conftest import Seat, entries
from tests.scenarios.hands import ACT, ALT, ENTER, SAVE, Clerk, K, focused, no, text_of

Y = Money.yuan
TODAY = date(2026, 11, 21)


def cash(clerk: Clerk) -> str:
    return clerk.reads("tender_cash_amount")


def test_a_printer_that_is_gone_keeps_the_paper_for_later(seat: Seat, estate: Estate, port: Port) -> None:
    """M6.6, T12: stored, told with what to do, and printed as the original once the printer is back."""
    estate.open()
    clerk = seat("linxiao")
    port.gone = True
    clerk.go("collect", unit_id=1)
    clerk.press(ENTER)
    assert clerk.printed() == []
    assert "收据没有打印" in clerk.told()
    assert "单据已经存好" in clerk.told()
    assert "还没有打印" in clerk.reads("done_state")
    made = estate.runner.read(receipt, "SJ00000001")
    assert made is not None
    assert made.row.amount == Y("510.72")
    port.gone = False
    clerk.press(K.Key_F6)
    assert clerk.printed() == ["收款收据 SJ00000001"]
    assert "补打" not in text_of(port.jobs[0].pdf)
    clerk.press(K.Key_F6)
    assert "补打" in text_of(port.jobs[1].pdf)


def test_without_any_printer_the_receipt_can_be_saved(
    seat: Seat, estate: Estate, port: Port, tmp_path: Path
) -> None:
    """F3"""
    estate.open()
    port.names = ()
    clerk = seat("linxiao")
    clerk.go("collect", unit_id=1)
    clerk.press(ENTER)
    clerk.files.append(tmp_path / "收据.pdf")
    clerk.press(ACT)
    assert "SJ00000001" in text_of((tmp_path / "收据.pdf").read_bytes())


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    """Another process holds the database's write lock."""
    hold = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.readline(); c.rollback()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline().strip() == "held"
        try:
            yield
        finally:
            other.stdin.write("\n")
            other.stdin.flush()
            other.wait()


def test_a_database_that_another_program_holds_is_told_and_typing_stays(
    seat: Seat, estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the till and on a form; afterwards the same press stores it, and no number is left out (M6.4)."""
    monkeypatch.setattr(program_module, "PATIENCE", 0.1)
    estate.open()
    clerk = seat("admin")
    clerk.go("fee_items")
    clerk.press(K.Key_F2)
    clerk.fill("item_name", "公共照明")
    clerk.find("item_category").set_value(Category.OTHER)
    clerk.fill("item_price", "0.15")
    assert estate.db.path is not None
    with held_by_another(estate.db.path):
        clerk.press(SAVE)
        assert clerk.told().startswith("数据库正被别的程序占用，这一步没有存。请稍等再试一次")
    assert (clerk.reads("item_name"), clerk.reads("item_price")) == ("公共照明", "0.15")
    clerk.press(SAVE)
    assert [item.name for item in estate.runner.read(fee_items)][-1] == "公共照明"

    cashier = seat("linxiao")
    cashier.go("collect", unit_id=1)
    cashier.press("300", (ALT, K.Key_W), ENTER, "42000023862026")
    with held_by_another(estate.db.path):
        cashier.press(ENTER)
        assert cashier.told().startswith("数据库正被别的程序占用，这一步没有存。请稍等再试一次")
    assert (cash(cashier), cashier.reads("tender_wechat_reference")) == ("300.00", "42000023862026")
    assert estate.runner.read(receipts_of_unit, 1) == ()
    cashier.press(ENTER)
    assert cashier.printed() == ["收款收据 SJ00000001"]
    assert estate.broken() == []


def test_m7_6_a_shift_left_open_past_midnight_stays_on_its_day(
    seat: Seat, estate: Estate, clock: FixedClock
) -> None:
    """T24: said first the next morning, closed on its own business date; the new day's shift is another."""
    clerk = seat("linxiao")
    clerk.go("open_shift")
    clerk.press("5", SAVE)
    clerk.go("collect", unit_id=1)
    clerk.press(ENTER)
    clock.forward(days=1)

    clerk = seat("linxiao")
    assert clerk.find("stale_shift_page_title").text() == "2026-11-21 的早班还没有日结"
    clerk.press(K.Key_Escape)
    assert clerk.at("today_page")
    assert clerk.find("shift_chip").text_shown() == "班次 · 11-21 早班 · 未结"
    clerk.go("collect")
    clerk.click("stale_close")
    assert clerk.at("cashdesk_close_page")
    clerk.press("10", ENTER, ENTER, ENTER, "1", ENTER, ENTER, ENTER, "1", ENTER, "2", SAVE)
    assert clerk.reads("difference_head") == "现金短款 0.02"
    clerk.stand_in("difference_words")
    clerk.press("分币没有零钱", SAVE)
    (closed,) = estate.runner.read(closed_shifts, TODAY, date(2026, 11, 22))
    assert (closed.shift.business_on, closed.report_number) == (TODAY, "RB-20261121-01")
    assert clerk.printed()[1:] == ["收款日报表 RB-20261121-01", "缴款单 JK-20261121-01"]
    assert "营业日期 2026-11-21" in text_of(clerk.port.jobs[1].pdf)
    clerk.press(SAVE)
    clerk.go("open_shift")
    clerk.press(K.Key_F6, SAVE)
    now = estate.runner.read(current_shift, estate.cashier.id)
    assert now is not None
    assert (now.business_on, now.opening_float) == (date(2026, 11, 22), Y("500"))


def test_the_screen_locks_in_the_middle_of_collecting_and_keeps_the_typing(
    seat: Seat, estate: Estate
) -> None:
    """D0.8: after the minutes set; a wrong password shows nothing, the right one goes on where typing was."""
    estate.open()
    clerk = seat("linxiao")
    clerk.go("collect", unit_id=1)
    clerk.press("300", (ALT, K.Key_W), ENTER, "4200")
    clerk.program.idle.timer.timeout.emit()
    assert not clerk.program.workplace.isVisible()  # type: ignore[union-attr]
    clerk.press("falsch", ENTER)
    assert clerk.wrong_at("sign_in_password") == "用户名或密码不对"
    clerk.press(PASSWORD, ENTER)
    assert clerk.at("cashdesk_collect_page")
    assert (cash(clerk), clerk.reads("tender_wechat_amount")) == ("300.00", "210.72")
    assert focused().parent().objectName() == "tender_wechat_reference"
    clerk.press("0023862026", ENTER)
    made = estate.runner.read(receipt, "SJ00000001")
    assert made is not None
    assert [(str(t.amount), t.reference) for t in made.tenders] == [
        ("300.00", ""),
        ("210.72", "42000023862026"),
    ]


# -- what takes a supervisor --


def by_zhoumin(password: str) -> Callable[[ApproveDialog], None]:
    """The supervisor's own name and password."""

    def give(dialog: ApproveDialog) -> None:
        dialog.login.set_value("zhoumin")
        dialog.password.set_value(password)
        dialog.give.click()

    return give


def test_m2_7_a_supervisors_leave_for_a_waiver_is_stored_with_it(seat: Seat, estate: Estate) -> None:
    """T22: without it nothing happens and the typing stays; with it, who allowed it stands beside who did it."""
    estate.open()
    clerk = seat("linxiao")
    clerk.go("collect", unit_id=1)
    clerk.click("adjust")
    dialog = clerk.dialog("adjust_dialog")
    clerk.press("55.36")
    clerk.fill("adjust_reason", "九月电梯停运")
    before = entries(estate)
    with clerk.answering(no) as asked:
        clerk.press(SAVE)
    assert asked.asked[-1].startswith("主管授权")
    assert entries(estate) == before
    assert dialog.isVisible()
    assert clerk.reads("adjust_amount") == "55.36"

    wrong: list[str] = []

    def first_wrong(asking: ApproveDialog) -> None:
        by_zhoumin("falsch")(asking)
        wrong.append(asking.password.error())
        by_zhoumin(PASSWORD)(asking)

    with clerk.answering(first_wrong):
        clerk.press(SAVE)
    assert wrong == ["用户名或密码不对"]
    clerk.no_dialog()
    assert clerk.told().startswith("减免 55.36 已记下。")
    assert clerk.reads("sum_due") == "455.36"
    with estate.db.writer.connect() as connection:
        adjusted = connection.exec_driver_sql(
            "SELECT amount, reason, approver, made_by FROM charge_adjustment"
        ).one()
        audited = connection.exec_driver_sql(
            "SELECT actor, approver FROM audit_entry ORDER BY id DESC LIMIT 1"
        ).one()
    assert tuple(adjusted) == (-5536, "九月电梯停运", "周敏", "林晓")
    assert tuple(audited) == ("林晓", "周敏")
