"""Days on which things go wrong: input that cannot stand, a printer that is gone, a database somebody else holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from frontdesk.app import program as program_module
from frontdesk.areas.cashdesk.queries import closed_shifts, current_shift, receipt, receipts_of_unit
from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, add_fee_item
from frontdesk.base.store.database import Database
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.dialogs import ApproveDialog
from frontdesk.base.widgets.fields import AreaField
from tests.areas.cashdesk.desk import Desk as Estate
from tests.areas.cashdesk.ui.conftest import Port
from tests.conftest import PASSWORD
from tests.scenarios.conftest import Sit
from tests.scenarios.hands import ACT, ALT, ENTER, SAVE, Clerk, K, focused, no, text_of

Y = Money.yuan
Seat = Callable[[str], Clerk]
TODAY = date(2026, 11, 21)


@pytest.fixture
def estate(db: Database, clock: FixedClock) -> Estate:
    """Three homes; 3-1-1202 of 张硕 owes October and November, 510.72 together."""
    made = Estate(db, clock)
    made.build()
    made.charge("255.36", month="2026-10")
    made.charge("255.36")
    item = AddFeeItem(
        "电梯费", Category.OTHER, Pricing.AREA, price=Decimal(2), price_from=date(2026, 1, 1)
    )  # fmt: skip
    made.run(add_fee_item, item, made.admin)
    return made


@pytest.fixture
def seat(sit: Sit, estate: Estate, tmp_path: Path) -> Seat:
    """Sign in at the program over that estate."""

    def begin(login: str) -> Clerk:
        clerk = sit(tmp_path)
        clerk.fill("sign_in_login", login)
        clerk.press(ENTER, PASSWORD, ENTER)
        return clerk

    return begin


def entries(estate: Estate) -> int:
    """How many things were ever done."""
    with estate.db.writer.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one())


# -- input that cannot stand --


def a_fee_item(clerk: Clerk) -> None:
    clerk.go("fee_items")
    clerk.press(K.Key_F2)


def a_price(clerk: Clerk) -> None:
    clerk.go("fee_items")
    clerk.press(K.Key_End, K.Key_F6)
    clerk.dialog("price_dialog")


def a_unit(clerk: Clerk) -> None:
    clerk.go("edit_unit")


def a_resident(clerk: Clerk) -> None:
    clerk.go("edit_person", unit_id=1)


def a_vehicle(clerk: Clerk) -> None:
    clerk.go("edit_unit", unit_id=1)
    clerk.press(K.Key_F5)
    clerk.dialog("vehicle_dialog")


def a_charge_by_hand(clerk: Clerk) -> None:
    clerk.go("billing")
    clerk.press(K.Key_F4)


def an_adjustment(clerk: Clerk) -> None:
    clerk.go("billing")
    clerk.press(K.Key_F6)
    clerk.dialog("adjust_dialog")


def a_user(clerk: Clerk) -> None:
    clerk.go("settings", sheet="users")
    clerk.press(K.Key_F2)
    clerk.dialog("user_dialog")


def the_office(clerk: Clerk) -> None:
    clerk.go("settings")


def the_lock(clerk: Clerk) -> None:
    clerk.go("settings", sheet="safety")


def a_password(clerk: Clerk) -> None:
    clerk.choose("user", "menu_password")
    clerk.dialog("password_dialog")


def the_float(clerk: Clerk) -> None:
    clerk.go("open_shift")


def petty_cash(clerk: Clerk) -> None:
    clerk.go("petty")
    clerk.dialog("move_dialog")


def a_hand_in(clerk: Clerk) -> None:
    clerk.go("hand_in")
    clerk.dialog("move_dialog")


def the_count(clerk: Clerk) -> None:
    clerk.go("close")


Typed = Mapping[str, str]
DAY, NUMBER, MONEY = "没有 2026-02-30 这一天，请核对", "这里只能填数字", "金额最多两位小数，请写到分"
FORMS: tuple[tuple[Callable[[Clerk], None], str, Typed, Typed], ...] = (
    (
        a_fee_item,
        "admin",
        {"item_name": "公共照明", "item_price": "2.8.5", "item_price_from": "2026-02-30", "item_due_day": "32"},
        {"item_category": "请填类别", "item_price": NUMBER, "item_price_from": DAY, "item_due_day": "不能大于 31"},
    ),
    (a_price, "admin", {"new_price": "两块八", "new_price_from": "2026-02-30"}, {"new_price": NUMBER, "new_price_from": DAY}),
    (
        a_unit,
        "admin",
        {"unit_code": "", "unit_layout": "两室", "unit_built_area": "89.6.0", "unit_handed_over_on": "2026-02-30"},
        {"unit_code": "请填房号", "unit_built_area": NUMBER, "unit_handed_over_on": DAY},
    ),
    (
        a_resident,
        "admin",
        {"person_name": "李静", "resident_starts_on": "2026-11-20", "resident_ends_on": "2026-11-01"},
        {"resident_ends_on": "结束日期早于开始日期，请核对"},
    ),
    (a_vehicle, "admin", {"vehicle_plate": "", "vehicle_colour": "白色"}, {"vehicle_plate": "请填车牌号"}),
    (
        a_charge_by_hand,
        "admin",
        {"hand_unit": "9-9-9999", "hand_amount": "1.234", "hand_how": ""},
        {"hand_unit": "没有“9-9-9999”，请从列表里选一户", "hand_amount": MONEY, "hand_how": "请填计算说明"},
    ),
    (
        an_adjustment,
        "admin",
        {"adjust_amount": "300.00", "adjust_reason": "漏水赔付"},
        {"adjust_amount": "这笔只欠 255.36 元，减免不能超过它"},
    ),
    (
        a_user,
        "admin",
        {"user_login": "linxiao", "user_name": "林小", "user_password": "12"},
        {"user_password": "密码至少 6 位，请再想一个"},
    ),
    (the_office, "admin", {"office_estate": "", "office_phone": "0571-8800"}, {"office_estate": "请填小区名称"}),
    (the_lock, "admin", {"safety_minutes": "999"}, {"safety_minutes": "不能大于 240"}),
    (
        a_password,
        "linxiao",
        {"password_old": "falsch", "password_new": "mima-456", "password_again": "mima-456"},
        {"password_old": "原密码不对"},
    ),
    (the_float, "linxiao", {"count_10000": "3x", "shift_desk": ""}, {"count_10000": NUMBER, "shift_desk": "请填收银台"}),
    (petty_cash, "linxiao", {"move_amount": "１２．３４５", "move_reason": ""}, {"move_amount": MONEY, "move_reason": "请填原因"}),
    (a_hand_in, "linxiao", {"count_10000": "3x", "move_amount": "十"}, {"count_10000": NUMBER}),
    (the_count, "linxiao", {"count_10000": "3x", "slips_wechat_amount": "12.345"}, {"count_10000": NUMBER, "slips_wechat_amount": MONEY}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("form", "login", "typed", "wrong"), FORMS, ids=[form.__name__ for form, *_rest in FORMS]
)
def test_d0_8_what_cannot_stand_is_said_beside_its_field_and_nothing_typed_is_lost(
    form: Callable[[Clerk], None], login: str, typed: Typed, wrong: Typed, seat: Seat, estate: Estate
) -> None:
    """Nothing is stored, the first wrong field has the focus, and Esc asks before it throws the typing away."""
    if form not in (the_float, a_password):
        estate.open()
    clerk = seat(login)
    form(clerk)
    for name, text in typed.items():
        clerk.fill(name, text)
    before = entries(estate)
    clerk.press(SAVE)
    for name, words in wrong.items():
        assert clerk.wrong_at(name) == words
    all_stands(clerk, typed)
    assert clerk.find(next(iter(wrong))).focused()
    assert entries(estate) == before
    if form is a_password:
        return
    # Out of a field whose own list would be what Esc puts away first.
    clerk.stand_in(list(typed)[-1])
    with clerk.answering(no) as asked:
        clerk.press(K.Key_Escape)
    assert asked.asked[-1].startswith("放弃")
    all_stands(clerk, typed)


def all_stands(clerk: Clerk, typed: Typed) -> None:
    for name, text in typed.items():
        field = clerk.find(name)
        assert (field.value() if isinstance(field, AreaField) else field.text()) == text


def test_the_first_questions_keep_their_answers(sit: Sit, tmp_path: Path) -> None:
    clerk = sit(tmp_path / "new")
    clerk.press(ENTER, "翠湖花园物业服务中心", ENTER, ENTER, ENTER)
    assert clerk.wrong_at("wizard_estate") == "请填小区名称"
    assert clerk.reads("wizard_office_name") == "翠湖花园物业服务中心"
    clerk.press("翠湖花园")
    clerk.stand_in("wizard_address")
    clerk.press(ENTER, "周敏", ENTER, "mima-123", ENTER, "mima-124", ENTER)
    assert clerk.wrong_at("wizard_password") or clerk.wrong_at("wizard_password_again")
    assert clerk.reads("wizard_admin_name") == "周敏"
    clerk.press((ALT, K.Key_Left))
    assert (clerk.reads("wizard_estate"), clerk.reads("wizard_office_name")) == (
        "翠湖花园",
        "翠湖花园物业服务中心",
    )


def test_d1_7_a_file_that_is_no_workbook_is_answered_in_words_and_another_can_be_taken(
    seat: Seat, tmp_path: Path
) -> None:
    notes = tmp_path / "业主.xlsx"
    notes.write_text("1-101 张三", encoding="utf-8")
    clerk = seat("admin")
    clerk.go("import")
    clerk.files += [notes, Path(__file__).parents[1] / "data" / "yezhu-ziliao.xlsx"]
    clerk.press(K.Key_F2)
    assert clerk.find("import_note").text().startswith("业主.xlsx 不是 Excel 工作簿，内容是文本。")
    clerk.press(K.Key_F2)
    assert clerk.find("import_columns_view").isVisible()


# -- at the till --


def cash(clerk: Clerk) -> str:
    return clerk.reads("tender_cash_amount")


def test_a_printer_that_is_gone_keeps_the_paper_for_later(
    seat: Seat, estate: Estate, port: Port, tmp_path: Path
) -> None:
    """M6.6, T12: stored, told with what to do, saved as PDF, and printed as the original once the printer is back."""
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
