"""D1.7 for permits: an office's 证件台账 as it really looks, each row's fate, once and again (T14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.importing.register import Fate, ImportRegister, RegisterResult
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.permits import PermitFilter, permit, permit_rows
from frontdesk.areas.permits.queries.register_permits import preview_permits
from frontdesk.areas.permits.queries.signing import judge_code
from frontdesk.areas.permits.rules.code import Verdict
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit
from frontdesk.areas.permits.service.register_permits import import_permits
from frontdesk.base.values.errors import NeedsApproval
from tests.areas.cashdesk.desk import TODAY, Desk

HEAD = (
    "序号", "证件编号", "证件类型", "房号", "姓名", "身份证号", "联系电话", "与业主关系", "办证日期", "有效期", "状态",
    "车牌号", "备注",
)  # fmt: skip
ID = "330106198803072417"
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "JZ-4120", "居住证", "3-1-1202", "张硕", ID, "13812345678", "业主", "2026-01-05", "2026-01-05至2027-01-04", "", "", ""),
    (2, "0311", "临时出入证", "2-2-801", "郑凯", "", "", "工人", "2026.10.1", "2026.10.1～2026.11.24", "正常", "", "泥水工"),
    (3, "JZ-4121", "居住证", "2-2-801", "业主2", "", "", "", "2025-11-01", "2025-11-01 至 2026-10-31", "未交回", "", ""),
    (4, "JZ-4122", "居住证", "1-1-101", "业主3", "", "", "", "2024-05-01", "2024-05-01至2025-04-30", "", "", ""),
    (5, "居2025-7", "小区居住证", "1-1-101", "王磊", "", "", "", "2026-05-01", "2027-04-30", "挂失", "", ""),
    (6, "TC-00000761", "停车证", "3-1-1202", "张硕", "", "", "", "2026-04-01", "2027-03-31", "已交回", "浙A8ZS61", ""),
    (7, "JZ-4120", "居住证", "3-1-1202", "张硕", "", "", "", "2026-01-05", "2027-01-04", "", "", ""),
    (8, "X-1", "健身卡", "3-1-1202", "张硕", "", "", "", "2026-01-05", "2027-01-04", "", "", ""),
    (9, "JZ-4123", "居住证", "9-9-9999", "张硕", "", "", "", "2026-01-05", "2027-01-04", "", "", ""),
    (10, "JZ-4124", "居住证", "3-1-1202", "", "", "", "", "2026-01-05", "2027-01-04", "", "", ""),
    (11, "JZ-4125", "居住证", "3-1-1202", "张硕", "", "", "", "2026-01-05", "长期", "", "", ""),
    (12, "JZ-4126", "居住证", "3-1-1202", "张硕", "", "", "", "2027-01-05", "2027-12-31", "", "", ""),
)  # fmt: skip


def book(path: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("证件")
        sheet.write(0, 0, "翠湖花园证件办理台账")
        for number, row in enumerate((HEAD, *rows), 1):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    return path


@pytest.fixture(autouse=True)
def real_keys(request: pytest.FixtureRequest) -> None:
    """The units under the keys that the archives give them."""
    found: Desk = request.getfixturevalue("both" if "both" in request.fixturenames else "desk")
    with found.db.write() as session:
        for unit in session.query(Unit):
            code = read_unit_code(unit.code)
            assert code is not None
            unit.key = code.key


def store(desk: Desk, path: Path) -> RegisterResult:
    result: RegisterResult = desk.run(import_permits, ImportRegister(path), desk.receptionist)
    return result


def test_d1_7_a_register_of_permits_as_offices_keep_it_is_taken_over(both: Desk, tmp_path: Path) -> None:
    result = store(both, book(tmp_path / "证件.xlsx"))
    assert [(row.row, row.fate, row.reason) for row in result.rows] == [
        (3, Fate.NEW, "330106********2417"),
        (4, Fate.NEW, ""),
        (5, Fate.NEW, ""),
        (6, Fate.NEW, "停用"),
        (7, Fate.NEW, "挂失"),
        (8, Fate.NEW, "交回"),
        (9, Fate.REJECTED, "与第 3 行是同一张证"),
        (10, Fate.REJECTED, "没有“健身卡”这种证，先在证件种类里加"),
        (11, Fate.REJECTED, "档案里没有 9-9-9999"),
        (12, Fate.REJECTED, "缺持证人"),
        (13, Fate.REJECTED, "有效期看不懂：长期"),
        (14, Fate.REJECTED, "发证日期晚于今天：2027-01-05"),
    ]
    assert dict(result.sums) == {"证件": 6, "其中在用": 2}
    rows = both.runner.read(permit_rows, PermitFilter(sort="number"), TODAY)
    assert [(r.number, r.kind, r.holder, r.ends_on.isoformat(), r.state) for r in rows] == [
        ("JZ-00004120", "居住证", "张硕", "2027-01-04", State.VALID),
        ("JZ-00004121", "居住证", "业主2", "2026-10-31", State.OVER),
        ("JZ-00004122", "居住证", "业主3", "2025-04-30", State.ENDED),
        ("JZ-00004123", "居住证", "王磊", "2027-04-30", State.LOST),
        ("LS-00000311", "临时出入证", "郑凯", "2026-11-24", State.ENDING),
        ("TC-00000761", "停车证", "张硕", "2027-03-31", State.RETURNED),
    ]
    first = both.runner.read(permit, "JZ-4120", TODAY)
    assert first is not None
    assert (first.person_id, first.id_number) == (1, "330106********2417")
    assert both.runner.read(judge_code, first.code, both.clock.now()).verdict is Verdict.GENUINE
    lost = both.runner.read(permit, "JZ-4123", TODAY)
    assert lost is not None
    assert any("原编号 居2025-7" in event.words for event in lost.events)
    assert both.runner.read(broken_permits) == []


def test_t11_what_is_issued_from_now_on_goes_on_behind_the_old_numbers(desk: Desk, tmp_path: Path) -> None:
    store(desk, book(tmp_path / "证件.xlsx", ROWS[:4]))
    made = desk.run(issue, Issue("ZM", 1, "张硕", date(2026, 12, 1), person_id=1), desk.receptionist)
    assert made.number == "ZM-00000001"
    made = desk.run(
        issue,
        Issue("JZ", 1, "张硕", date(2027, 6, 30), person_id=1, photo=b"\xff\xd8"),
        desk.receptionist,
        yes=("permit.second",),
    )
    assert made.number == "JZ-00004123"
    assert desk.runner.read(broken_permits) == []


def test_t14_the_same_register_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "证件.xlsx")
    store(desk, file)
    before = desk.runner.read(permit_rows, PermitFilter(), TODAY)
    again = store(desk, file)
    assert not again.of(Fate.NEW)
    # The row that stood there twice is known by the same number now.
    assert [row.reason for row in again.of(Fate.SAME)][:2] == ["已登记为 JZ-00004120", "已登记为 LS-00000311"]
    assert len(again.of(Fate.SAME)) == 7
    assert desk.runner.read(permit_rows, PermitFilter(), TODAY) == before


def test_the_preview_says_the_same_and_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "证件.xlsx")
    told = desk.runner.read(preview_permits, ImportRegister(file), TODAY)
    assert desk.runner.read(permit_rows, PermitFilter(), TODAY) == ()
    assert store(desk, file) == told


def test_d0_4_a_card_of_the_old_register_is_printed_anew(desk: Desk, tmp_path: Path) -> None:
    store(desk, book(tmp_path / "证件.xlsx", ROWS[:1]))
    printed = desk.run(print_permit, PrintPermit(("JZ-00004120",)), desk.receptionist)
    assert printed.pdf.startswith(b"%PDF")
    assert printed.times == 0


def test_d3_4_a_card_that_nobody_has_fetched_waits_on(desk: Desk, tmp_path: Path) -> None:
    row = (1, "JZ-7", "居住证", "3-1-1202", "张硕", "", "", "", "2026-11-19", "2027-11-18", "待取", "", "")
    store(desk, book(tmp_path / "证件.xlsx", [row]))
    (stored,) = desk.runner.read(permit_rows, PermitFilter(), TODAY)
    assert stored.state is State.WAITING


def test_a_number_that_is_somebody_elses_here_comes_back(desk: Desk, tmp_path: Path) -> None:
    made = desk.run(issue, Issue("ZM", 1, "张硕", date(2026, 12, 1), person_id=1), desk.receptionist)
    assert made.number == "ZM-00000001"
    row = (1, "ZM-1", "居住证明", "2-2-801", "业主2", "", "", "", "2026-01-05", "2026-02-01", "", "", "")
    result = store(desk, book(tmp_path / "证件.xlsx", [row]))
    assert [r.reason for r in result.rows] == ["编号 ZM-00000001 在程序里是 张硕 的"]


def test_who_may_not_issue_takes_over_none(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NeedsApproval):
        desk.run(import_permits, ImportRegister(book(tmp_path / "证件.xlsx")), desk.financier)
