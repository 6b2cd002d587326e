"""钥匙与证件统计 on paper: golden text, many kinds over pages, nothing issued (D5.5, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.areas.today.documents import DeskFigures, FigureBar, KindFigures
from frontdesk.areas.today.forms.desk_figures import DESK_FIGURES, sample
from frontdesk.base.printing.paper import A4
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

FIGURES = sample()


def test_f6_golden_text() -> None:
    pdf = DESK_FIGURES.draw(FIGURES)
    assert read.text(pdf) == golden("today", DESK_FIGURES, A4).read_text("utf-8")
    assert all(read.fonts(pdf).values())


def test_f1_the_same_figures_give_the_same_bytes() -> None:
    again = codec.from_plain(DeskFigures, codec.to_plain(FIGURES))
    assert again == FIGURES
    assert DESK_FIGURES.draw(again) == DESK_FIGURES.draw(FIGURES)


def test_t20_many_kinds_run_over_pages_under_their_heads() -> None:
    kinds = tuple(
        KindFigures(f"办公室自己的第 {n} 种证件名称很长", n, 1, 2, 3, 1_000_000, 5) for n in range(60)
    )
    pdf = DESK_FIGURES.draw(replace(FIGURES, kinds=kinds))
    pages = len(read.reader(pdf).pages)
    assert pages > 1
    found = 0
    for page in range(pages):
        words = read.words(pdf, page)
        rows = [word for word in words if word.text == "1,000,000"]
        found += len(rows)
        assert not rows or any(word.text == "续期" for word in words)
        assert all(word.y < 289 for word in words)
    assert found == 60


def test_a_day_has_no_bars_and_a_quiet_month_says_so() -> None:
    day = replace(FIGURES, bars=(), last=FIGURES.first)
    assert "发证（张）" not in read.text(DESK_FIGURES.draw(day))
    quiet = replace(FIGURES, bars=(FigureBar("11-01", 0), FigureBar("11-02", 0)))
    assert "期内没有发证" in read.text(DESK_FIGURES.draw(quiet))
