"""收款报表 (D5.5): the workbook has real figures, its sums and its chart; spans that are none are refused in words."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from frontdesk.areas.cashdesk.service import reporting
from frontdesk.areas.cashdesk.service.reporting import MadeReport, MakeReport, make_report
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import PARKING, SERVICE_FEE, TODAY, UNITS, Desk, Y

FORMAT = "#,##0.00;[Red]-#,##0.00"


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """300.00 yesterday; today 200.00, of yesterday's 300.00 all back: today's net is negative."""
    desk.clock.forward(days=-1)
    desk.charge("300.00")
    desk.charge("200.00", unit=UNITS[1], item=PARKING)
    desk.open("500")
    paid = desk.collect("cash=300")
    desk.close_day()
    desk.open("500")
    desk.collect("wechat=200:R1", unit=UNITS[1])
    desk.refund(paid.number, "cash=300", actor=desk.cashier)
    desk.take(amount="2000")
    return desk


def make(desk: Desk, first: date, last: date, form: str) -> MadeReport:
    made: MadeReport = desk.run(make_report, MakeReport(first, last, form), desk.supervisor)
    return made


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_d5_5_the_workbook_holds_numbers_and_their_sums(busy: Desk) -> None:
    made = make(busy, TODAY - timedelta(days=1), TODAY, "xlsx")
    book = load_workbook(BytesIO(made.content))
    assert book.sheetnames == ["按项目", "按楼栋", "按收款员", "按方式", "每天净收", "押金与预存"]
    sheet = book["按项目"]
    assert values(sheet)[2:] == [
        ["按项目", "张数", "收款", "退款", "净收"],
        [SERVICE_FEE, 1, 300, -300, 0],
        [PARKING, 1, 200, 0, 200],
        ["合计", None, "=SUM(C4:C5)", "=SUM(D4:D5)", "=SUM(E4:E5)"],
    ]
    for row in (4, 5, 6):
        assert {sheet.cell(row, column).number_format for column in (3, 4, 5)} == {FORMAT}
        assert {sheet.cell(row, column).data_type for column in (3, 4, 5)} == {"n" if row < 6 else "f"}
    # What a program that does not reckon shows of the sums is right as well.
    for title in book.sheetnames[:4]:
        plain = load_workbook(BytesIO(made.content), data_only=True)[title]
        last = values(plain)[-1]
        assert last == ["合计", None, 500, -300, 200]
        rows = values(plain)[3:-1]
        assert [sum(row[column] for row in rows) for column in (2, 3, 4)] == last[2:]


def test_d5_5_the_workbook_draws_its_chart_over_every_bar(busy: Desk) -> None:
    made = make(busy, TODAY - timedelta(days=1), TODAY, "xlsx")
    book = load_workbook(BytesIO(made.content))
    sheet = book["每天净收"]
    assert values(sheet)[0][:2] == ["日期", "净收"]
    assert [row[:2] for row in values(sheet)[1:3]] == [["11-20", 300], ["11-21", -100]]
    with zipfile.ZipFile(BytesIO(made.content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 1
        drawn = parts.read(charts[0]).decode()
    assert "每天净收'!$B$2:$B$3" in drawn or "每天净收!$B$2:$B$3" in drawn
    assert "$A$2:$A$3" in drawn
    held = book["押金与预存"]
    assert values(held)[0][0] == f"截至 {TODAY}，不计入收入"
    assert values(held)[3] == ["装修押金", 1, 2000]
    assert held.cell(4, 3).number_format == FORMAT


def test_d5_5_an_empty_span_makes_a_workbook_too(desk: Desk) -> None:
    made = make(desk, TODAY, TODAY, "xlsx")
    book = load_workbook(BytesIO(made.content))
    assert values(book["按方式"])[3] == ["合计", None, "=0", "=0", "=0"]


def test_f1_the_same_report_is_the_same_bytes(busy: Desk) -> None:
    for form in ("pdf", "xlsx"):
        assert make(busy, TODAY, TODAY, form).content == make(busy, TODAY, TODAY, form).content


def test_d5_5_the_paper_is_a_pdf_with_the_same_figures(busy: Desk) -> None:
    made = make(busy, TODAY, TODAY, "pdf")
    assert made.content.startswith(b"%PDF")
    assert made.report.net == -Y("100")
    assert made.report.made_by == "周敏"


@pytest.mark.parametrize(
    ("last", "said"),
    [(TODAY - timedelta(days=1), "结束日期在开始日期以前"), (TODAY + timedelta(days=3661), "最多十年")],
)
def test_spans_that_are_none_are_refused(desk: Desk, last: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        make(desk, TODAY, last, "pdf")


def test_d0_7_each_report_stands_in_the_audit_trail(busy: Desk) -> None:
    make(busy, TODAY, TODAY, "xlsx")
    with busy.db.read() as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry is not None
        assert entry.action.endswith("reporting.make_report")
        assert entry.actor_id == busy.supervisor.id


def test_m7_3_a_cashier_makes_none(desk: Desk) -> None:
    with pytest.raises(DeskError):
        desk.run(make_report, MakeReport(TODAY, TODAY))


def test_m7_5_sums_that_do_not_meet_are_not_written(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A close that held something else than the receipts say."""
    from dataclasses import replace

    real = reporting.income_report

    def altered(*arguments: Any, **how: Any) -> Any:
        report = real(*arguments, **how)
        return replace(report, open_shifts=0, closed_net=report.net + Money(1))

    monkeypatch.setattr(reporting, "income_report", altered)
    for form in ("pdf", "xlsx"):
        with pytest.raises(Refused, match="日结的合计不一致"):
            make(busy, TODAY, TODAY, form)
