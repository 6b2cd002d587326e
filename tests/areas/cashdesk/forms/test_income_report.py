"""收款报表 on paper (D5.5): golden text, many lines over pages, bars below nothing, and sums that must meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.areas.cashdesk.documents import IncomeReport, ReportBar, ReportLine, ReportPart
from frontdesk.areas.cashdesk.forms import income_report as form
from frontdesk.areas.cashdesk.forms.income_report import INCOME_REPORT
from frontdesk.base.printing.paper import A4
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

REPORT = form.sample()


def of_lines(count: int) -> IncomeReport:
    """As many lines in every part, each of a different amount."""
    lines = tuple(
        ReportLine(f"第 {n} 行，名称也长", n, Money(123_456_78 + n), Money(n)) for n in range(count)
    )
    parts = tuple(ReportPart(part.key, part.title, lines) for part in REPORT.parts)
    net = parts[0].net
    return replace(REPORT, parts=parts, bars=(ReportBar("2026-11", net),), open_shifts=0, closed_net=net)


def test_F6_golden_text() -> None:
    pdf = INCOME_REPORT.draw(REPORT)
    assert read.text(pdf) == golden("cashdesk", INCOME_REPORT, A4).read_text("utf-8")
    assert all(read.fonts(pdf).values())


def test_F1_the_document_comes_back_from_store() -> None:
    assert IncomeReport.from_json(REPORT.to_json()) == REPORT


@pytest.mark.parametrize("count", [20, 60])
def test_T20_many_lines_run_over_pages_under_their_heads(count: int) -> None:
    pdf = INCOME_REPORT.draw(of_lines(count))
    pages = len(read.reader(pdf).pages)
    assert pages >= count // 10
    found = 0
    for page in range(pages):
        words = read.words(pdf, page)
        rows = [word for word in words if word.text.startswith("第 ") and "行" in word.text]
        found += len(rows)
        assert f"第 {page + 1} 页，共 {pages} 页" in "\n".join(read.lines(pdf, page))
        assert not rows or any(word.text == "净收" for word in words)
        assert all(word.y < 289 for word in words)
    assert found == 4 * count


def test_l4_large_figures_stay_whole() -> None:
    report = of_lines(60)
    assert str(report.net) == "7,407,406.80"
    assert str(report.net) in {word.text for word in read.words(INCOME_REPORT.draw(report))}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"parts": (*REPORT.parts[:1], replace(REPORT.parts[1], lines=REPORT.parts[1].lines[1:]))},
            "合计不一致",
        ),
        ({"bars": REPORT.bars[1:]}, "图和表"),
        ({"bars": ()}, "图和表"),
        ({"open_shifts": 0}, "日结"),
        ({"open_shifts": 0, "closed_net": REPORT.net + Money(1)}, "日结"),
    ],
)
def test_M7_5_a_report_whose_sums_do_not_meet_is_not_printed(change: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        INCOME_REPORT.draw(replace(REPORT, **change))  # type: ignore[arg-type]
    INCOME_REPORT.draw(replace(REPORT, open_shifts=0, closed_net=REPORT.net))


def test_bars_below_nothing_hang_from_the_line_in_another_grey() -> None:
    """Two bars of a month in which more went back on the second day than came in."""
    lines = (ReportLine("物业服务费", 1, Money(30000), Money(10000)),)
    report = replace(
        REPORT,
        parts=tuple(ReportPart(part.key, part.title, lines) for part in REPORT.parts),
        bars=(ReportBar("11-1", Money(30000)), ReportBar("11-2", Money(-10000))),
    )
    picture = read.picture(INCOME_REPORT.draw(report), 0, 100)
    left, right = 0.34, 0.75
    chart = [
        [picture.pixelColor(int(picture.width() * at), y).lightness() for y in range(140, 340)]
        for at in (left, right)
    ]
    up = [y for y, grey in enumerate(chart[0]) if 100 < grey < 130]
    down = [y for y, grey in enumerate(chart[1]) if 195 < grey < 215]
    assert len(up) > 100
    assert len(down) > 30
    assert max(up) <= min(down) + 2


def test_a_span_without_anything_prints_as_well() -> None:
    parts = tuple(ReportPart(part.key, part.title, ()) for part in REPORT.parts)
    none = replace(
        REPORT, parts=parts, bars=tuple(ReportBar(bar.label, ZERO) for bar in REPORT.bars), held=(),
        closed_shifts=0, closed_net=ZERO, open_shifts=0,
    )  # fmt: skip
    text = read.text(INCOME_REPORT.draw(none))
    assert "期内没有收款" in text
    assert "代管的钱" not in text


def test_what_is_held_is_of_a_day_that_has_been() -> None:
    """The month is under way: the sums are of today, not of its last day."""
    assert "截至 2026-11-21" in read.text(INCOME_REPORT.draw(REPORT))
    past = replace(REPORT, last=REPORT.made_at.date().replace(day=20))
    assert past.held_on.day == 20
    assert total(line.amount for line in REPORT.held) == Money(2296450)
