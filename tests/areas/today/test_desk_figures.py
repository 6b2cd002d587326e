"""Figures of keys, permits and spaces: what was done in the days, and how things stood on the last of them (T15)."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from python_calamine import CalamineWorkbook

from frontdesk.areas.permits.service.course import Renew, Take, give_back, renew, report_lost
from frontdesk.areas.today.documents import DeskFigures, KindFigures
from frontdesk.areas.today.queries.desk_figures import desk_figures
from frontdesk.areas.today.service.figures import MakeFigures, make_figures
from frontdesk.base.values.errors import NeedsApproval, Refused
from tests.areas.cashdesk.conftest import both
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.keys.cabinet import STAFF, Cabinet
from tests.areas.permits.office import issue
from tests.areas.today.test_search_desk import lease, permit, spaces

__all__ = ["both"]
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
MADE = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001


def figures(desk: Desk, first: date, last: date, today: date = TODAY) -> DeskFigures:
    return desk.runner.read(desk_figures, first, last, today=today, made_at=MADE, made_by="何倩")


def part(found: DeskFigures, title: str) -> dict[str, int]:
    return dict(next(part.lines for part in found.parts if part.title == title))


def test_permits_by_kind_in_the_days_and_as_they_stand(both: Desk) -> None:
    first, second = permit(both, "曾凯", days=5), permit(both, "吴敬", days=40)
    permit(both, kind="ZM", days=3)
    both.run(report_lost, Take(second), both.receptionist)
    found = figures(both, *MONTH)
    assert found.kinds == (
        KindFigures("居住证", issued=2, lost=1, in_use=1),
        KindFigures("居住证明", issued=1, in_use=1),
    )
    assert found.total == KindFigures("", issued=3, lost=1, in_use=2)
    assert [bar.count for bar in found.bars if bar.count] == [3]
    assert (found.bars[20].label, found.bars[20].count, len(found.bars)) == ("11-21", 3, 30)
    both.clock.at += timedelta(days=10)
    both.run(give_back, Take(first), both.receptionist)
    december = figures(both, date(2026, 12, 1), date(2026, 12, 31), TODAY + timedelta(days=10))
    assert december.kinds[0] == KindFigures("居住证", back=1)


def test_t15_a_past_day_is_counted_as_it_was_then(both: Desk) -> None:
    """Renewed on the 24th: on the 23rd the permit still ended on the 26th, and it was in use all the same."""
    number = permit(both, "曾凯", days=2)
    both.clock.at += timedelta(days=6)
    today = TODAY + timedelta(days=6)
    late = figures(both, today, today, today)
    assert (late.kinds[0].in_use, late.kinds[0].late) == (0, 1)
    both.run(renew, Renew(number, today + timedelta(days=60), charge=False), both.receptionist)
    assert figures(both, today, today, today).kinds[0] == KindFigures("居住证", renewed=1, in_use=1)
    before = figures(both, TODAY, TODAY + timedelta(days=4), today)
    assert before.kinds[0] == KindFigures("居住证", issued=1, late=1)


def test_keys_spaces_and_passes(both: Desk) -> None:
    cabinet = Cabinet(both)
    plant = cabinet.plant(2)
    cabinet.key()
    cabinet.lend((plant, 2), who=STAFF)
    first, second, _ = spaces(both)
    lease(both, first, days=9)
    issue(both)
    found = figures(both, *MONTH)
    assert part(found, "钥匙") == {
        "在柜（牌）": 1, "借出": 1, "其中逾期": 0, "托管": 0, "遗失": 0, "期内借出（次）": 1, "期内归还（次）": 0,
    }  # fmt: skip
    assert part(found, "车位") == {"出租车位": 3, "已租": 1, "其中一个月内到期": 1, "空位": 2, "业主车位": 0}
    assert part(found, "出门条") == {"期内开出（张）": 1, "件数": 13}
    assert part(figures(both, *MONTH, today=TODAY + timedelta(days=2)), "钥匙")["其中逾期"] == 1
    over = figures(both, date(2026, 12, 1), date(2026, 12, 5), TODAY + timedelta(days=14))
    assert part(over, "车位")["已租"] == 0
    assert part(over, "出门条")["件数"] == 0


def test_longer_spans_have_a_bar_for_each_month(desk: Desk) -> None:
    permit(desk)
    bars = figures(desk, date(2026, 10, 1), date(2026, 12, 31)).bars
    assert [(bar.label, bar.count) for bar in bars] == [("2026-10", 0), ("2026-11", 1), ("2026-12", 0)]
    assert figures(desk, TODAY, TODAY).bars == ()


def test_d5_5_the_workbook_has_the_figures_and_the_same_bytes_again(desk: Desk) -> None:
    permit(desk)
    made = desk.run(make_figures, MakeFigures(*MONTH, "xlsx"), desk.receptionist)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.content))
    assert book.sheet_names == ["证件", "发证", "钥匙和车位"]
    rows = book.get_sheet_by_name("证件").to_python()
    assert rows[2:5] == [
        ["种类", "发证", "续期", "挂失", "交回收回", "在用", "未交回"],
        ["居住证", 1.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        ["合计", 1.0, 0.0, 0.0, 0.0, 1.0, 0.0],
    ]
    stands = book.get_sheet_by_name("钥匙和车位").to_python()
    assert [row[0] for row in stands if row[0] in ("钥匙", "车位", "出门条", "空位")] == [
        "钥匙",
        "车位",
        "空位",
        "出门条",
    ]
    assert desk.run(make_figures, MakeFigures(*MONTH, "xlsx"), desk.receptionist).content == made.content
    assert desk.run(make_figures, MakeFigures(*MONTH), desk.receptionist).content.startswith(b"%PDF")


def test_who_may_not_and_which_days_may_not(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        desk.run(make_figures, MakeFigures(*MONTH), desk.financier)
    with pytest.raises(Refused):
        desk.run(make_figures, MakeFigures(MONTH[1], MONTH[0]), desk.receptionist)
