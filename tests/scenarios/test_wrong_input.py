"""Input that cannot stand, on every form the desk has: said beside its field, and nothing typed is lost (D0.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from frontdesk.base.widgets.fields import AreaField
from tests.areas.cashdesk.desk import Desk as Estate
from tests.scenarios.conftest import Seat, Sit, entries
from tests.scenarios.hands import ALT, ENTER, SAVE, Clerk, K, no


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
