"""The board, the lists, one file's page, the figures (D4.3, D4.4): as the drawings 07 and 07b say them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from frontdesk.areas.decoration.queries.board import board, short_firm
from frontdesk.areas.decoration.queries.detail import Mark, proposed_amounts
from frontdesk.areas.decoration.queries.finding import search_files
from frontdesk.areas.decoration.queries.lists import (
    FileFilter,
    file_count,
    file_rows,
    files_of_unit,
    strip_counts,
)
from frontdesk.areas.decoration.queries.statistics import figures
from frontdesk.areas.decoration.rules.articles import Ground, WorkKind
from frontdesk.areas.decoration.rules.board import Tone
from frontdesk.areas.decoration.rules.course import Column, State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.rules.terms import Terms
from frontdesk.areas.decoration.service import SaveTerms, ScopeInput, save_terms
from frontdesk.base.values.money import ZERO, Money
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.decoration.site import OWN, PAPERS, Site, papers

DAY = timedelta(days=1)


def cards(desk: Desk, text: str = "") -> dict[Column, list[tuple[str, str, Tone, str]]]:
    """(number, second line, tone, what is next) by column."""
    return {
        column.column: [(c.short_number, c.second, c.line.tone, c.line.words) for c in column.cards]
        for column in desk.runner.read(board, desk.clock.today(), text)
        if column.cards
    }


def test_each_file_stands_in_its_column_with_what_is_next(desk: Desk) -> None:
    desk.open()
    missing = papers(*(k for k in PAPERS if k not in (PaperKind.DRAWING, PaperKind.LICENCE)))
    Site(desk).apply(
        contractor=OWN, summary="厨卫翻新", papers=missing, scope=(ScopeInput("厨房", WorkKind.FINISH),)
    )
    more = {"yes": ("second_file",), "summary": "全屋"}
    second = Site(desk)
    second.apply(unit_id=2, scope=(ScopeInput("厨房", WorkKind.GAS),), **more)
    second.step(Step.ACCEPT)
    third = Site(desk)
    third.apply(unit_id=3, **more)
    third.to(State.AGREED)
    assert cards(desk) == {
        Column.APPLYING: [("0001", "业主自行 · 厨卫翻新", Tone.WARN, "缺：施工图纸")],
        Column.APPROVING: [("0002", "锦合装饰 · 全屋", Tone.DANGER, "第六条（四）：待燃气公司文件")],
        Column.SIGNING: [("0003", "锦合装饰 · 全屋", Tone.WARN, "待缴 押金 2,000.00")],
    }
    assert list(cards(desk, "3-1-1202")) == [Column.APPLYING]
    assert list(cards(desk, "锦合")) == [Column.APPROVING, Column.SIGNING]
    assert cards(desk, "没有") == {}
    third.to(State.RUNNING)
    assert cards(desk)[Column.WORKING] == [("0003", "锦合装饰 · 至 2027-01-20", Tone.OK, "正常，11-28 巡查")]
    foot = desk.runner.read(board, TODAY)[3].cards[0].foot
    assert foot == ("ZX-2026-0003 · 锦合装饰 · 施工证至 2027-01-20", "押金 2,000.00 已收 · 施工人员 2 人")


def test_what_is_next_follows_the_days(desk: Desk) -> None:
    desk.open()
    site = Site(desk)
    site.apply(ends_on=TODAY + 20 * DAY)
    site.to(State.ACCEPTED)
    assert site.page.line.words == "工程部，限 11-24"
    site.days(5)
    assert (site.page.line.tone, site.page.line.words) == (Tone.DANGER, "工程部审批超 2 天")
    site.to(State.PAID)
    assert site.page.line.words == "待开工，计划 11-21"
    site.start(next_on=TODAY + 40 * DAY)
    site.days(8)
    assert site.page.line.words == "七天后许可到期"
    site.days(7)
    assert site.page.line.words == "今天许可到期"
    site.days(3)
    assert (site.page.line.tone, site.page.line.words) == (Tone.DANGER, "许可已过期 3 天")


def test_the_page_shows_the_twelve_steps_as_they_stand(desk: Desk) -> None:
    desk.open()
    site = Site(desk).to(State.RUNNING)
    page = site.page
    assert (page.step_no, page.step_count) == (7, 12)
    marks = [row.mark for row in page.time_line]
    assert marks == [Mark.DONE] * 6 + [Mark.NOW] + [Mark.AHEAD] * 5
    assert [(row.by, row.words) for row in page.time_line][1:3] == [
        ("周敏", "业主本人到场"),
        ("周敏", "同意。厨卫防水须闭水 48 小时"),
    ]
    assert page.time_line[4].words == "押金 2,000.00，清运费 350.00"
    assert page.noise.words == "周六：不得有噪声施工"
    assert page.money.charges == (("装修垃圾清运费", Money(35_000), True),)
    assert (page.money.deposit, page.money.kept, page.money.back) == (Money(200_000), ZERO, Money(200_000))
    assert page.missing == ()
    site.breach("300")
    assert (site.page.money.kept, site.page.money.back) == (Money(30_000), Money(170_000))
    site.mend(site.facts.breaches[0].id)
    site.to(State.ARCHIVED)
    done = site.page
    assert [row.mark for row in done.time_line] == [Mark.DONE] * 12
    assert (done.money.kept, done.money.back, done.money.refunded) == (Money(30_000), Money(170_000), True)
    assert done.may[0].step is Step.GO_BACK


def test_a_step_taken_back_is_ahead_again_on_the_time_line(desk: Desk) -> None:
    desk.open()
    site = Site(desk).to(State.AGREED)
    site.step(Step.GO_BACK, "金额写错")
    agreed = site.page.time_line[3]
    assert (agreed.step, agreed.mark, agreed.on, agreed.words) == (Step.AGREE, Mark.NOW, None, "")
    site.step(Step.WITHDRAW, "不装了")
    marks = [row.mark for row in site.page.time_line]
    assert marks == [Mark.DONE] * 4 + [Mark.AHEAD] * 7 + [Mark.NOW]


def test_the_page_says_what_each_step_still_wants(desk: Desk) -> None:
    desk.open()
    site = Site(desk).to(State.FINISHED)
    site.breach()
    may = {one.step: [need.text for need in one.unmet] for one in site.page.may}
    assert may[Step.FIRST_PASS] == ["没有整改完：窗下墙凿除 0.4㎡"]
    assert set(may) == {Step.FIRST_PASS, Step.FIRST_FAIL, Step.GO_BACK}


def test_an_appointment_says_its_hour(desk: Desk) -> None:
    desk.open()
    site = Site(desk).to(State.RUNNING)
    site.water()
    site.finish(next_on=TODAY, next_at=time(15))
    assert (site.page.line.tone, site.page.line.words) == (Tone.WARN, "初验 今天 15:00")
    assert [plan.kind for plan in site.facts.plans] == [VisitKind.FIRST]
    assert cards(desk)[Column.CHECKING] == [("0001", "竣工申请已收", Tone.WARN, "初验 今天 15:00")]


def test_lists_by_filter_and_the_strip_s_counts(both: Desk) -> None:
    both.open()
    first = Site(both).to(State.RUNNING)
    first.breach()
    second = Site(both)
    second.apply(unit_id=2, contractor=OWN, scope=(ScopeInput("厨房", WorkKind.FINISH),))
    second.step(Step.WITHDRAW, "不装了")
    both.clock.forward(days=8)
    on = both.clock.today()

    def numbers(**wanted: object) -> list[str]:
        found = FileFilter(**wanted)  # type: ignore[arg-type]
        rows = both.runner.read(file_rows, found, on)
        assert both.runner.read(file_count, found, on) == len(rows)
        return [row.number for row in rows]

    assert numbers() == ["ZX-2026-0002", "ZX-2026-0001"]
    assert numbers(over=True) == ["ZX-2026-0002"]
    assert numbers(states=(State.RUNNING,)) == ["ZX-2026-0001"]
    assert numbers(own_workers=True) == ["ZX-2026-0002"]
    assert numbers(text="锦合") == ["ZX-2026-0001"]
    assert numbers(text="zx 2") == ["ZX-2026-0002"]
    assert numbers(text="张硕") == ["ZX-2026-0001"]
    assert numbers(first=TODAY + DAY) == []
    assert [row.number for row in both.runner.read(files_of_unit, 2, on)] == ["ZX-2026-0002"]
    counts = both.runner.read(strip_counts, on)
    assert (counts.under_way, counts.visits, counts.breaches, counts.refunds) == (1, 2, 1, 0)


def test_d0_1_a_file_is_found_by_its_number_or_its_contractor(both: Desk) -> None:
    both.open()
    first = Site(both).to(State.ACCEPTED)
    first.step(Step.WITHDRAW, "不装了")
    Site(both).apply(unit_id=2)

    def found(asked: str) -> list[tuple[str, bool]]:
        return [(row.number, row.named) for row in both.runner.read(search_files, asked, TODAY, 5)]

    assert found("ZX-2026-0001") == found("zx1") == found("0001") == [("ZX-2026-0001", True)]
    assert found("锦合") == [("ZX-2026-0002", False), ("ZX-2026-0001", False)]
    assert found("1") == found("3-1-1202") == found("") == found("合%") == []


def test_the_figures_of_a_span(both: Desk) -> None:
    both.open()
    site = Site(both).to(State.RUNNING)
    site.breach("100")
    site.breach("0", Ground.A12, what="垃圾")
    site.inspect()
    on = TODAY + 100 * DAY
    found = both.runner.read(figures, TODAY, TODAY, on)
    assert (found.under_way, dict(found.by_column)[Column.WORKING]) == (1, 1)
    assert (found.deposits, found.deposit_held) == (1, Money(200_000))
    assert (found.overdue_permits, found.open_breaches, found.late_breaches, found.to_report) == (1, 2, 2, 1)
    assert (found.applied, found.started, found.visits, found.finished) == (1, 1, 1, 0)
    assert [(row.article, row.count) for row in found.breaches] == [("第五条（三）", 1), ("第十二条", 1)]
    later = both.runner.read(figures, date(2027, 1, 1), date(2027, 1, 31), on)
    assert (later.applied, later.breaches) == (0, ())


def test_what_the_terms_ask_of_a_home(desk: Desk) -> None:
    found = desk.runner.read(proposed_amounts, 1)
    assert (found.management_fee, found.waste_fee, found.deposit) == (ZERO, Money(35_000), Money(200_000))
    terms = Terms(management_fee=Money(200), waste_fee=Money(335), by_area=True)
    desk.run(save_terms, SaveTerms(terms), desk.admin)
    found = desk.runner.read(proposed_amounts, 1)
    assert (found.management_fee, found.waste_fee) == (Money(17_920), Money(30_016))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("杭州锦合装饰工程有限公司", "锦合装饰"),
        ("浙江省宁波市安居设计有限公司", "安居"),
        ("上海装饰", "上海装饰"),
        ("匠作装饰", "匠作装饰"),
        ("安居装饰设计有限责任公司", "安居装饰"),
    ],
)
def test_a_firm_s_name_as_a_card_has_room_for(name: str, short: str) -> None:
    assert short_firm(name) == short
