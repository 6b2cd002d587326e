"""Article 14's papers by the case (D4.1)."""

from __future__ import annotations

import pytest

from frontdesk.areas.decoration.rules.papers14 import (
    PAPER_WORDS,
    Case,
    PaperKind,
    Stage,
    missing_papers,
    wanted_papers,
)

P = PaperKind
BASE = [P.TITLE, P.IDENTITY, P.APPLICATION, P.DRAWING]


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (Case(owner=True, firm=False), [*BASE, P.PLEDGE, P.AGREEMENT]),
        (Case(owner=False, firm=False), [*BASE, P.CONSENT, P.PLEDGE, P.AGREEMENT]),
        (Case(owner=True, firm=True), [*BASE, P.LICENCE, P.PLEDGE, P.AGREEMENT]),
        (
            Case(owner=True, firm=True, waterproof=True, qualified=True),
            [*BASE, P.LICENCE, P.GRADE, P.PLEDGE, P.WATER_PLAN, P.AGREEMENT],
        ),
        (
            Case(owner=True, firm=True, structure=True, load=True, qualified=True),
            [*BASE, P.LICENCE, P.GRADE, P.PLEDGE, P.DESIGN, P.AGREEMENT],
        ),
        (
            Case(owner=True, firm=True, planning=True, heating=True, gas=True, qualified=True),
            [*BASE, P.LICENCE, P.GRADE, P.PLEDGE, P.PLANNING, P.HEATING, P.GAS, P.AGREEMENT],
        ),
    ],
)
def test_d4_1_the_list_depends_on_the_case(case: Case, wanted: list[PaperKind]) -> None:
    assert [one.kind for one in wanted_papers(case)] == wanted


def test_missing_ones_are_named_before_the_step_that_wants_them() -> None:
    wanted = wanted_papers(Case(owner=False, firm=True, gas=True))
    there = {P.TITLE, P.IDENTITY, P.APPLICATION, P.LICENCE, P.PLEDGE}
    assert [one.kind for one in missing_papers(wanted, there, [Stage.ACCEPT])] == [P.DRAWING, P.CONSENT]
    assert [one.words for one in missing_papers(wanted, there, [Stage.APPROVE])] == ["燃气公司文件"]
    assert [one.kind for one in missing_papers(wanted, frozenset(P), list(Stage))] == []
    assert all(one.ground.startswith("第") for one in wanted)
    assert set(PAPER_WORDS) == set(PaperKind)
