"""L3: the tokens are readable in both themes, and nothing else sets a colour or a size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import frontdesk
from frontdesk.base.widgets.tokens import DARK, LIGHT, NOTES, SPACE, TYPE, Tokens

PACKAGE = Path(frontdesk.__file__).parent

TEXT = [
    *[
        ("text", on)
        for on in ("surface", "win", "subtle", "ctl", "pop", "tint", "hover", "okbg", "warnbg", "badbg")
    ],
    *[("text2", on) for on in ("surface", "win", "subtle", "ctl", "pop", "tint", "hover")],
    *[("text3", on) for on in ("surface", "win", "subtle", "tint", "key", "pop")],
    *[("accent", on) for on in ("surface", "subtle", "tint", "pop")],
    *[("onaccent", on) for on in ("accent", "accenth", "accentp")],
    *[(tone, on) for tone in ("ok", "warn", "bad") for on in ("surface", "subtle", "tint")],
    ("bad", "badbg"),
    *[(f"{state}_text", state) for state in ("paid", "part", "owing", "over", "vacant")],
]
SHAPES = [
    *[(dot, "surface") for dot in ("okdot", "warndot", "baddot", "mutedot", "accent")],
    *[("ctledge", on) for on in ("ctl", "win", "surface")],
    ("chart", "surface"),
    ("baddot", "badbg"),
]


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_can_be_read_L3(theme: Tokens, ink: str, ground: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_dots_and_edges_can_be_seen_L3(theme: Tokens, ink: str, ground: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 3


def test_both_themes_name_every_colour_properly() -> None:
    for theme in (LIGHT, DARK):
        for name in (f for f in Tokens.__dataclass_fields__ if f not in ("dark", "series")):
            assert re.fullmatch(r"#[0-9A-F]{6}", theme.colour(name)), name
        assert len(theme.series) == 6
    with pytest.raises(KeyError):
        LIGHT.colour("dark")


def test_scale_of_space_type_and_money_is_the_drawn_one() -> None:
    assert (SPACE.xs, SPACE.s, SPACE.m, SPACE.l, SPACE.xl) == (4, 8, 12, 16, 24)
    assert {f.px for f in TYPE.values()} == {12, 13, 15, 20, 28}
    assert {f.weight for f in TYPE.values()} == {400, 600}
    assert sorted(NOTES, reverse=True) == [10000, 5000, 2000, 1000, 500, 100, 50, 10]


def test_no_other_file_sets_a_colour_or_a_size_L3() -> None:
    wrong = re.compile(r"#[0-9A-Fa-f]{6}\b|\.setPointSize|\.setPixelSize|font-size")
    # An icon is a glyph as large as its box, which is no size of type.
    allowed = {"theme.py": {".setPixelSize"}, "glyphs.py": {".setPixelSize"}}
    # Drawing on paper has inks of its own; the window's kit and pages have none.
    places = [PACKAGE / "base/widgets", PACKAGE / "app", *PACKAGE.glob("areas/*/ui")]
    found = []
    for place in places:
        for path in place.rglob("*.py"):
            if path.name == "tokens.py" and path.parent.name == "widgets":
                continue
            for hit in wrong.findall(path.read_text("utf-8")):
                if hit not in allowed.get(path.name, set()):
                    found.append(f"{path.relative_to(PACKAGE)}: {hit}")
    assert found == []
