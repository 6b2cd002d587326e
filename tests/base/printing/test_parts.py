"""Parts that papers share: what stands at a heading's right, columns of figures, boxes that are ticked (F4)."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.base.printing import parts
from frontdesk.base.printing.paper import A4
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import figures
from tests.tools import paper_reading


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("20261121", "2026-11-21"),
        ("2026-11-21", "2026-11-21"),
        ("20261101-20261130", "2026-11-01 至 2026-11-30"),
        ("202601-202610", "2026-01 至 2026-10"),
        ("202611-202611", "2026-11"),
        ("SJ00020318", ""),
        ("BS-20261121-007", ""),
        ("00020318", ""),
        ("20261341", ""),
    ],
)
def test_f4_a_day_or_a_span_is_no_number(number: str, told: str) -> None:
    assert parts.time_told(number) == told


def test_f4_the_head_says_no_before_a_number_alone() -> None:
    def words(number: str) -> str:
        press = Press(title="表", author="物业", day=date(2026, 11, 21))
        page = press.page(A4)
        parts.heading(page, 20.0, "统计", left=A4.left, right=A4.right, office="物业", number=number)
        parts.tick_box(page, 30.0, 60.0, "已办", ticked=True)
        parts.tick_box(page, 30.0, 70.0, "未办")
        return paper_reading.text(press.finish())

    dated, numbered = words("20261101-20261130"), words("QF-202611-0004")
    assert "No." not in dated
    assert "2026-11-01 至 2026-11-30" in dated
    assert "No." in numbered
    assert dated.count("✓") == 1


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        (("1", "12", ""), True),
        (("1,234.50", "—", "−3.00"), True),
        (("85%", "100.0%"), True),
        (("1", "2 户"), False),
        (("2026-11-21",), False),
        (("", "—"), False),
    ],
)
def test_f4_a_column_of_figures_is_known_by_its_cells(cells: tuple[str, ...], right: bool) -> None:
    assert figures(cells) is right
