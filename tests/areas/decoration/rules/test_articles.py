"""Scope items held against articles 5 to 9 (D4.2): a table of cases for each kind of work."""

from __future__ import annotations

import pytest

from frontdesk.areas.decoration.rules.articles import (
    ARTICLES,
    REPORTED,
    Ground,
    Level,
    ScopeFacts,
    WorkKind,
    doubt,
    judge,
    reasons_against,
)
from frontdesk.areas.decoration.rules.papers14 import PaperKind

W, P, L = WorkKind, PaperKind, Level
NONE: frozenset[PaperKind] = frozenset()
CASES: list[tuple[WorkKind, frozenset[PaperKind], bool, str, Level, str, bool]] = [
    # kind, papers there, a firm, its grade -> level, article, may be approved
    (W.FINISH, NONE, False, "", L.ALLOWED, "", True),
    (W.CEILING, NONE, False, "", L.ALLOWED, "", True),
    (W.PLUMBING, NONE, False, "", L.ALLOWED, "", True),
    (W.FIXTURES, NONE, False, "", L.ALLOWED, "", True),
    (W.OTHER, NONE, False, "", L.ALLOWED, "", True),
    (W.LIGHT_WALL, NONE, True, "二级", L.CONDITIONAL, "", False),
    (W.BALCONY, NONE, True, "二级", L.CONDITIONAL, "第十六条（五）", False),
    (W.BALCONY, frozenset({P.PLEDGE}), True, "", L.CONDITIONAL, "第十六条（五）", True),
    (W.OUTSIDE, frozenset({P.PLEDGE}), False, "", L.CONDITIONAL, "第十六条（五）", True),
    (W.STRUCTURE, NONE, True, "一级", L.PROHIBITED, "第五条（一）", False),
    (W.STRUCTURE, frozenset({P.DESIGN}), True, "一级", L.CONDITIONAL, "第五条（一）", True),
    (W.STRUCTURE, frozenset({P.DESIGN}), False, "", L.CONDITIONAL, "第五条（一）", False),
    (W.WET_ROOM, frozenset(P), True, "一级", L.PROHIBITED, "第五条（二）", False),
    (W.OPENING, frozenset(P), True, "一级", L.PROHIBITED, "第五条（三）", False),
    (W.BALCONY_WALL, frozenset(P), True, "一级", L.PROHIBITED, "第五条（三）", False),
    (W.ENERGY, frozenset(P), True, "一级", L.PROHIBITED, "第五条（四）", False),
    (W.UNSAFE, frozenset(P), True, "一级", L.PROHIBITED, "第五条（五）", False),
    (W.BUILDING, NONE, True, "二级", L.CONDITIONAL, "第六条（一）", False),
    (W.BUILDING, frozenset({P.PLANNING}), True, "二级", L.CONDITIONAL, "第六条（一）", True),
    (W.FACADE, frozenset({P.GAS}), True, "二级", L.CONDITIONAL, "第六条（二）", False),
    (W.FACADE, frozenset({P.PLANNING}), True, "二级", L.CONDITIONAL, "第六条（二）", True),
    (W.HEATING, NONE, True, "二级", L.CONDITIONAL, "第六条（三）", False),
    (W.HEATING, frozenset({P.HEATING}), True, "二级", L.CONDITIONAL, "第六条（三）", True),
    (W.GAS, NONE, True, "二级", L.CONDITIONAL, "第六条（四）", False),
    (W.GAS, frozenset({P.GAS}), True, "二级", L.CONDITIONAL, "第六条（四）", True),
    (W.GAS, frozenset({P.GAS}), True, "", L.CONDITIONAL, "第六条（四）", False),
    (W.LOAD, NONE, True, "二级", L.CONDITIONAL, "第七条", False),
    (W.LOAD, frozenset({P.DESIGN}), True, "二级", L.CONDITIONAL, "第七条", True),
    (W.WATERPROOF, NONE, True, "二级", L.CONDITIONAL, "第八条", False),
    (W.WATERPROOF, frozenset({P.WATER_PLAN}), True, "二级", L.ALLOWED, "第八条", True),
    (W.WATERPROOF, frozenset({P.WATER_PLAN}), False, "", L.CONDITIONAL, "第八条", False),
]


@pytest.mark.parametrize(("kind", "papers", "firm", "grade", "level", "article", "approvable"), CASES)
def test_d4_2_each_article_s_verdict(
    kind: WorkKind, papers: frozenset[PaperKind], firm: bool, grade: str, level: Level, article: str,
    approvable: bool,
) -> None:  # fmt: skip
    verdict = judge(ScopeFacts(kind, papers=papers, firm=firm, grade=grade))
    assert (verdict.level, verdict.article) == (level, article)
    assert (reasons_against([("", verdict)]) == ()) is approvable


def test_every_kind_of_work_has_its_case() -> None:
    assert {case[0] for case in CASES} == set(WorkKind)


def test_a_light_wall_stands_on_a_drawing() -> None:
    on = judge(ScopeFacts(W.LIGHT_WALL, drawing="图纸 2 号"))
    assert (on.level, on.words) == (Level.ALLOWED, "图纸 2 号，非承重")
    known = judge(ScopeFacts(W.LIGHT_WALL, papers=frozenset({P.DRAWING})))
    assert reasons_against([("客厅", known)]) == ("客厅，施工图标明非承重，请填图号",)


def test_waterproofing_asks_for_a_water_test_of_the_office_s_hours() -> None:
    verdict = judge(ScopeFacts(W.WATERPROOF, papers=frozenset({P.WATER_PLAN}), grade="二级", test_hours=24))
    assert verdict.water_test
    assert verdict.words == "闭水 24 小时"
    assert not judge(ScopeFacts(W.FINISH)).water_test


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        (W.FINISH, "拆承重墙", W.OPENING),
        (W.FINISH, "不动承重墙", None),
        (W.FINISH, "拆非承重墙", None),
        (W.BALCONY, "封阳台，不动窗下墙", None),
        (W.BALCONY, "封阳台，拆窗下墙", W.BALCONY_WALL),
        (W.PLUMBING, "移燃气管道", W.GAS),
        (W.PLUMBING, "保留燃气管，改水电", None),
        (W.FINISH, "储藏间改成卫生间", W.WET_ROOM),
        (W.FIXTURES, "换洁具，重做防水", W.WATERPROOF),
        (W.WATERPROOF, "重做防水", None),
        (W.GAS, "移燃气表，拆承重墙", None),
        (W.OTHER, "", None),
    ],
)
def test_words_that_speak_of_stricter_work(kind: WorkKind, words: str, found: WorkKind | None) -> None:
    assert doubt(kind, words) is found


def test_article_17_reports_what_offends_articles_5_to_9() -> None:
    assert {ground for ground in Ground if 5 <= ARTICLES[ground].number <= 9} == REPORTED
    assert ARTICLES[Ground.A5_3].label == "第五条（三）"
    assert ARTICLES[Ground.A8].label == "第八条"
    assert set(ARTICLES) == set(Ground)
