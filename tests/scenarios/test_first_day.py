"""The office's first day at the program, in the order it happens: through its own window, by keys."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PageObject, PdfReader

from frontdesk.app.cli import run
from frontdesk.areas.cashdesk.ui.collect_page import BOUNCE_MS
from tests.scenarios.conftest import Sit
from tests.scenarios.hands import ACT, ALL, ALT, CTRL, ENTER, SAVE, Clerk, K, focused, reason, text_of

DATA = Path(__file__).parents[1] / "data"
WORKBOOK = DATA / "yezhu-ziliao.xlsx"
EXPECTED = json.loads((DATA / "yezhu-ziliao.expected.json").read_text(encoding="utf-8"))
BOSS, CASHIER = "zhuguan-2026", "shouyin-2026"
STAFF = (("linxiao", "林晓", "收", "收银", CASHIER), ("fangyi", "方怡", "财", "财务", "caiwu-2026"))
PRICE, SPACE = Decimal("2.85"), Decimal(80)

# The shift, worked out by hand: 1-1-201 pays 442.95 in cash; 1-1-202 owes 485.21 and gives 300 in cash and 200 by
# WeChat, 14.79 back; 1-1-102 owes 442.95 and has 200; 1-1-301's 265.25 is void; 3-1-1102 pays 405.21 by WeChat.
TAKEN, CASH, WECHAT, GROSS = "1,533.37", "928.16", "605.21", "1,798.62"
DRAWER, COUNTED, SHORT = "1,128.16", "1,123.10", "5.06"
"""Float 500.00 + cash 928.16 − 300.00 handed in, and what was counted of it."""


def test_the_first_day(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The main job from end to end, and everything stands after a restart."""
    folder = tmp_path / "office"
    clerk = sit(folder)
    the_first_start(clerk)
    the_workbook_comes_in(clerk, tmp_path)
    fee_items_are_set_up(clerk)
    november_is_billed(clerk)
    notices_are_printed(clerk)
    users_are_added(clerk)
    the_cashier_sits_down(clerk)
    a_shift_is_opened(clerk)
    in_five_keys_to_the_receipt(clerk)
    mixed_tenders_with_change(clerk)
    part_of_what_is_owed(clerk)
    the_wrong_unit_is_voided(clerk)
    by_wechat_alone(clerk)
    a_receipt_is_printed_again(clerk)
    cash_is_handed_in_between(clerk)
    the_shift_is_closed_blind(clerk)
    the_papers_of_the_day_add_up(clerk)

    again = sit(folder)
    everything_stands_after_a_restart(again)
    monkeypatch.setenv("FRONTDESK_PASSWORD", BOSS)
    the_closed_day_is_locked(folder, capsys)


# -- setting up --


def the_first_start(clerk: Clerk) -> None:
    """Estate, office, administrator; begin with the workbook there is."""
    clerk.press(
        "翠湖花园", ENTER, "翠湖花园物业服务中心", ENTER, "0571-88001234", ENTER, "西溪路 88 号", ENTER
    )
    clerk.press("周敏", ENTER, BOSS, ENTER, BOSS, ENTER)
    clerk.press(K.Key_F2)
    assert clerk.at("archives_import_page")
    assert clerk.reads_button("estate") == "翠湖花园"
    assert clerk.reads_button("user") == "周敏"


def the_workbook_comes_in(clerk: Clerk, tmp_path: Path) -> None:
    """D1.7, T14: looked over before anything is stored; a second import changes nothing."""
    page: Any = clerk.page()
    clerk.files.append(WORKBOOK)
    clerk.press(K.Key_F2, SAVE)
    seen = page.preview.result
    assert (seen.units, seen.people) == (EXPECTED["units"], EXPECTED["people"])
    for fate in ("rejected", "flagged"):
        rows = [{"row": row.row, "reason": row.reason} for row in getattr(seen, fate)]
        assert rows == EXPECTED[fate]
    clerk.press(SAVE)
    assert clerk.reads("import_done_title") == "导入好了"
    figures = {key: clerk.reads(f"import_done_{key}") for key in ("made", "people", "flagged", "rejected")}
    assert figures == {"made": "132", "people": "133", "flagged": "6", "rejected": "1"}
    rejects = tmp_path / "退回的行.xlsx"
    clerk.files.append(rejects)
    clerk.press(K.Key_F8)
    told = [cell for row in openpyxl.load_workbook(rejects).active.values for cell in row]
    assert "房号重复" in told
    clerk.files.append(WORKBOOK)
    clerk.press(K.Key_F2, K.Key_F2, SAVE, SAVE)
    assert clerk.reads("import_done_title") == "没有要改的"
    assert clerk.reads("import_done_unchanged") == "132"
    clerk.press(K.Key_F6)


def fee_items_are_set_up(clerk: Clerk) -> None:
    """M2.1, D0.8: by area and by parking space, filled in with the keyboard alone."""
    assert clerk.at("fees_fee_items_page")
    clerk.press(K.Key_F2, "物业服务费", ENTER, "物", ENTER, ENTER, ENTER, ENTER)
    clerk.press("2.85", ENTER, ALL, "2026-01-01")
    assert clerk.reads("item_sample_figure") == "255.36"
    clerk.press(SAVE)
    assert clerk.told().startswith("收费项目“物业服务费”建好了。")
    clerk.press(K.Key_F2, "车位管理费", ENTER, "车", ENTER, K.Key_Right, K.Key_Right, ENTER, ENTER, ENTER)
    clerk.press("80", ENTER, ALL, "2026-01-01", SAVE)
    assert clerk.told().startswith("收费项目“车位管理费”建好了。")


def what_the_workbook_owes() -> tuple[int, Decimal]:
    """How many charges and how much one month makes, from the workbook's own cells."""
    count, owed, seen = 0, Decimal(0), set()
    building = entrance = None
    for row in openpyxl.load_workbook(WORKBOOK).active.iter_rows(min_row=4, values_only=True):
        if not isinstance(row[0], int):
            continue
        building, entrance = row[1] or building, row[2] or entrance
        place = (building, entrance, row[3])
        if place in seen or not row[6]:
            continue
        seen.add(place)
        area = Decimal(str(row[4]).replace("㎡", ""))
        owed += (area * PRICE).quantize(Decimal("0.01"), ROUND_HALF_UP)
        count += 1
        if row[12]:
            owed, count = owed + SPACE, count + 1
    return count, owed


def november_is_billed(clerk: Clerk) -> None:
    """M2.5, M2.9: looked over first; what cannot be priced is named; a second billing adds nothing."""
    made, owed = what_the_workbook_owes()
    clerk.press(ACT)
    assert clerk.at("fees_billing_page")
    clerk.press(K.Key_F2)
    assert clerk.at("fees_dry_run_page")
    page: Any = clerk.page()
    assert (page.plan.made, page.plan.stood) == (made, 0)
    assert clerk.reads("dry_total_figure") == f"{owed:,}"
    assert {(skip.item, skip.reason) for skip in page.plan.skipped} == {("物业服务费", "没有业主")}
    clerk.press(SAVE)
    billed = f"2026-11 生成应收 {made} 笔，合计 {owed:,} 元。跳过 4 笔，原因在生成记录里。"
    assert clerk.told() == billed
    clerk.press(K.Key_F2)
    assert clerk.find("dry_words").text().startswith(f"没有可以生成的：已有 {made} 笔")
    clerk.press(K.Key_Escape)
    assert clerk.at("fees_billing_page")


def notices_are_printed(clerk: Clerk) -> None:
    """F4: one PDF, a page for each unit that owes, bookmarks by building; it reaches the printer as it was shown."""
    clerk.press(K.Key_F8)
    clerk.dialog("print_notices")
    clerk.press(SAVE)
    preview = clerk.dialog("preview_dialog")
    assert preview.view.page_count() == 128
    assert clerk.printed() == []
    clerk.press((CTRL, K.Key_P))
    clerk.no_dialog()
    assert clerk.printed() == ["缴费通知单 NB-20261121-001 共 128 份"]
    paper = PdfReader(io.BytesIO(clerk.port.jobs[0].pdf))
    assert [mark["/Title"] for mark in paper.outline if isinstance(mark, dict)] == ["1栋", "2栋", "3栋"]
    assert len(paper.pages) == 128
    assert "曾雅晨" in next(text for text in map(PageObject.extract_text, paper.pages) if "1-1-201" in text)
    assert clerk.told().startswith("缴费通知单 128 份已送到“前台针式”。")


def users_are_added(clerk: Clerk) -> None:
    clerk.choose("user", "menu_settings")
    clerk.click("settings_page_sub_users")
    for login, name, typed, role, password in STAFF:
        clerk.press(K.Key_F2)
        clerk.dialog("user_dialog")
        clerk.press(login, ENTER, name, ENTER, typed, ENTER, password)
        assert clerk.reads("user_role") == role
        clerk.press(SAVE)
        clerk.no_dialog()
        assert clerk.told() == f"已加用户 {login}。"


# -- at the till --


def the_cashier_sits_down(clerk: Clerk) -> None:
    clerk.choose("user", "menu_other_user")
    clerk.press("linxiao", ENTER, CASHIER, ENTER)
    assert clerk.at("today_page")
    assert clerk.reads_button("user") == "林晓"
    assert clerk.find("shift_chip").text_shown() == "班次 · 未开班"


def a_shift_is_opened(clerk: Clerk) -> None:
    """M7.1: the float counted by its notes."""
    clerk.press((ALT, K.Key_6), K.Key_F9)
    assert clerk.at("cashdesk_open_page")
    clerk.press("3", ENTER, "2", ENTER, "4", ENTER, "1", ENTER, "1", ENTER, "5", SAVE)
    assert clerk.at("cashdesk_collect_page")
    assert clerk.told() == "早班已开班。一号台，备用金 500.00。"
    assert clerk.find("shift_chip").text_shown() == "班次 · 早班 · 0 张"


def in_five_keys_to_the_receipt(clerk: Clerk) -> None:
    """D0.1, D0.2, D5.1: found by a surname's initial, the card, and from the known unit on in no more than five keys."""
    clerk.press((CTRL, K.Key_K), "zyc", ENTER)
    assert clerk.at("unit_card_page")
    assert (clerk.reads("card_code"), clerk.reads("card_name")) == ("1-1-201", "曾雅晨")
    clerk.keys = 0
    clerk.press(K.Key_F3, ENTER)
    assert clerk.keys <= 5
    assert clerk.printed()[-1] == "收款收据 SJ00000001"
    assert clerk.told() == "1-1-201 收 442.95。收据 SJ00000001 已送到“前台针式”。"
    assert "肆佰肆拾贰元玖角伍分" in text_of(clerk.port.jobs[-1].pdf)


def mixed_tenders_with_change(clerk: Clerk) -> None:
    """M6.1, T9: cash and WeChat; what is too much is given back in cash."""
    clerk.press("1-1-202", ENTER, "300", (ALT, K.Key_W), "200", ENTER)
    assert focused().parent().objectName() == "tender_wechat_reference"
    assert (clerk.reads("sum_due"), clerk.reads("sum_change")) == ("485.21", "14.79")
    clerk.press("42000023862026", ENTER)
    assert clerk.told() == "1-1-202 收 485.21，实收 500.00，找零 14.79。收据 SJ00000002 已送到“前台针式”。"
    assert clerk.reads("done_change") == "14.79"


def part_of_what_is_owed(clerk: Clerk) -> None:
    """M6.2: the payer has only 200; the oldest is settled first, the rest stays owed."""
    clerk.press("1-1-102", ENTER, "200", ENTER)
    assert clerk.reads("trouble") == "没有收款，还差 242.95"
    clerk.press(K.Key_F6, ENTER)
    assert clerk.told() == "1-1-102 收 200.00。收据 SJ00000003 已送到“前台针式”。"
    clerk.press("1-1-102", ENTER)
    assert clerk.reads("sum_due") == "242.95"
    clerk.press(K.Key_Escape)


def the_wrong_unit_is_voided(clerk: Clerk) -> None:
    """M6.5: the number stays, the reason is asked, the charges are owed again."""
    clerk.press("1-1-301", ENTER)
    clerk.qtbot.wait(BOUNCE_MS + 50)
    clerk.press(ENTER)
    assert clerk.told().startswith("1-1-301 收 265.25。收据 SJ00000004")
    with clerk.answering(reason("收错住户")) as asked:
        clerk.press(K.Key_F9)
    assert asked.asked[-1].startswith("作废收据 SJ00000004")
    assert clerk.told().startswith("收据 SJ00000004 已作废。")
    clerk.press("1-1-301", ENTER)
    assert clerk.reads("sum_due") == "265.25"
    clerk.press(K.Key_Escape)


def by_wechat_alone(clerk: Clerk) -> None:
    clerk.press("3-1-1102", ENTER, (ALT, K.Key_W), ENTER, "42000023862027", ENTER)
    assert clerk.told() == "3-1-1102 收 405.21。收据 SJ00000005 已送到“前台针式”。"


def a_receipt_is_printed_again(clerk: Clerk) -> None:
    """M6.6, T12: the stored receipt, marked, and the mark counted."""
    clerk.press(K.Key_F7)
    assert clerk.at("cashdesk_receipts_page")
    clerk.press(K.Key_End, K.Key_F6)
    assert clerk.printed()[-1] == "收款收据 SJ00000001"
    first, second = (j.pdf for j in clerk.port.jobs if j.title == "收款收据 SJ00000001")
    assert "补打" not in text_of(first)
    assert "补打" in text_of(second)
    page: Any = clerk.page()
    assert page.table.current().printed == 2


def cash_is_handed_in_between(clerk: Clerk) -> None:
    """M7.2: counted, stored, and its slip printed."""
    clerk.click("fees_pages_shift")
    clerk.press(K.Key_F8)
    clerk.dialog("move_dialog")
    clerk.press("3", SAVE)
    clerk.no_dialog()
    assert clerk.printed()[-1] == "缴款单 JK-20261121-01"
    assert "叁佰元整" in text_of(clerk.port.jobs[-1].pdf)


# -- the close --


def the_shift_is_closed_blind(clerk: Clerk) -> None:
    """M7.3: until the count is stored nothing in the window knows what should be there; then the short is explained."""
    clerk.press((ALT, K.Key_1))
    clerk.settle()
    assert clerk.at("today_page")
    nothing_says_what_is_expected(clerk)
    clerk.press(K.Key_F9)
    assert clerk.at("cashdesk_close_page")
    clerk.press("11", ENTER, ENTER, "1", ENTER, ENTER, ENTER, "3", ENTER, ENTER, "1", ENTER)
    assert clerk.reads("count_worth") == COUNTED
    nothing_says_what_is_expected(clerk)
    assert focused().parent().objectName() == "slips_wechat"
    clerk.press("2", ENTER, WECHAT, SAVE)
    assert clerk.reads("difference_head") == f"现金短款 {SHORT}"
    for figure in (DRAWER, WECHAT, TAKEN):
        assert clerk.says_somewhere(figure), f"{figure}: the tree is read at all"
    clerk.press(SAVE)
    assert clerk.told().startswith("还没有结班。有差额要先写明原因")
    assert clerk.wrong_at("difference_words") == "请选一个原因，或写几个字"
    assert focused().objectName() == "inner"
    clerk.press("分币没有零钱，找不开", SAVE)
    assert clerk.told() == f"已结班。日报表 RB-20261121-01，上缴 623.10，短款 {SHORT} 的原因已写明。"


def nothing_says_what_is_expected(clerk: Clerk) -> None:
    told = clerk.everything_told()
    assert [text for text in told if "SJ00000001" in text], "the tree is read at all"
    for figure in (DRAWER, CASH, WECHAT, TAKEN, GROSS):
        for shape in (figure, figure.replace(",", "")):
            assert [text for text in told if shape in text] == [], shape


def the_papers_of_the_day_add_up(clerk: Clerk) -> None:
    """M7.4, M7.5: by fee item, by tender and by receipts the same sum, on screen and on the printed report."""
    assert clerk.printed()[-2:] == ["收款日报表 RB-20261121-01", "缴款单 JK-20261121-02"]
    report, slip = (text_of(job.pdf) for job in clerk.port.jobs[-2:])
    for figure in (TAKEN, CASH, WECHAT, DRAWER, COUNTED, SHORT):
        assert figure in report, figure
    assert f"按费项净额 {TAKEN} = 按收款方式净额 {TAKEN} = 收据 − 作废 − 退款 {TAKEN}" in report
    for words in ("SJ00000001", "SJ00000005", "SJ00000004", "分币没有零钱，找不开", "林晓"):
        assert words in report, (words, report)
    assert "陆佰贰拾叁元壹角整" in slip
    clerk.press(SAVE)
    assert clerk.at("today_page")
    assert clerk.find("shift_chip").text_shown() == "班次 · 未开班"


# -- the next start --


def everything_stands_after_a_restart(clerk: Clerk) -> None:
    """Arrears, receipts and the closed shift; the next float is what was kept back (M7.4)."""
    assert focused().parent().objectName() == "sign_in_password"
    clerk.press(CASHIER, ENTER)
    assert clerk.at("today_page")
    _made, owed = what_the_workbook_owes()
    clerk.press((ALT, K.Key_6))
    clerk.click("fees_pages_arrears")
    assert clerk.says_somewhere(f"{owed - Decimal(TAKEN.replace(',', '')):,}")
    clerk.click("fees_pages_receipts")
    clerk.click("receipts_all")
    page: Any = clerk.page()
    rows = {row.number[-1]: (row.unit, str(row.amount), row.voided) for row in page.table.rows_model().rows()}
    assert rows == {
        "1": ("1-1-201", "442.95", False),
        "2": ("1-1-202", "485.21", False),
        "3": ("1-1-102", "200.00", False),
        "4": ("1-1-301", "265.25", True),
        "5": ("3-1-1102", "405.21", False),
    }
    clerk.click("fees_pages_shift")
    (closed,) = clerk.page().closes.rows()  # type: ignore[attr-defined]
    assert (str(closed.expected), str(closed.counted), str(closed.difference)) == (
        DRAWER,
        COUNTED,
        f"−{SHORT}",
    )
    assert closed.reason == "分币没有零钱，找不开"
    clerk.press(K.Key_F9)
    assert clerk.at("cashdesk_open_page")
    assert clerk.reads_button("same_float") == "与上一班留下的 500.00 一致"


def the_closed_day_is_locked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """M6.5, M7.4: the database refuses whatever another program tries; and `check` finds nothing wrong."""
    with closing(sqlite3.connect(folder / "frontdesk.db")) as bare, bare:
        for change in (
            "UPDATE payment SET settled = settled + 1 WHERE number = 'SJ00000001'",
            "DELETE FROM payment WHERE number = 'SJ00000001'",
            "UPDATE shift_close SET counted = expected",
            "DELETE FROM shift_close",
            "UPDATE shift SET opening_float = 0",
            "DELETE FROM audit_entry",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                bare.execute(change)
    capsys.readouterr()
    assert run(["--data", str(folder), "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True}
