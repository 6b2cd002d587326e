"""The English catalogue: everything the program says, whole and exact; switching to it and back."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, Tender
from frontdesk.base.values.rights import RIGHT_WORDS, Role
from frontdesk.base.values.text import tr, use_catalogue
from tests.tools.texts import CATALOGUE, english, stale, texts

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""A Chinese character or a full-width sign."""
STAYS = re.compile(
    "“(房号|业主姓名|建筑面积|电话|放假|休息|上班|无|全小区)”|、|“[0-9-]+ (至 [0-9-]+ )?(放假|上班)”|浙A12345|3栋1单元1202"
)
"""Headings of an office's own workbook, and how plates and unit codes are written there."""


@cache
def _said() -> dict[str, str]:
    return texts()


@cache
def _catalogue() -> dict[str, str]:
    return english()


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    use_catalogue(None)


def _places(text: str) -> set[tuple[str, str]]:
    """The places of a text that values fill, each with how it is written (`%Y-%m-%d`)."""
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


def _edges(text: str) -> tuple[bool, bool]:
    return (text != text.lstrip(), text != text.rstrip())


def test_every_translation_has_the_places_of_its_text() -> None:
    wrong = {text: english for text, english in _catalogue().items() if _places(text) != _places(english)}
    assert not wrong


def test_no_translation_is_empty() -> None:
    assert _catalogue()
    assert not [text for text, english in _catalogue().items() if not english.strip()]


def test_no_chinese_is_left_in_a_translation() -> None:
    assert not {t: e for t, e in _catalogue().items() if CHINESE.search(STAYS.sub("", e))}


def test_blanks_at_an_edge_are_kept_where_pieces_are_joined() -> None:
    """`已收到 ` stands before a name: without its blank the two words would run together."""
    lost = {
        t: e
        for t, e in _catalogue().items()
        if any(a and not b for a, b in zip(_edges(t), _edges(e), strict=True))
    }
    assert not lost


def test_no_entry_is_left_of_a_text_that_nobody_says() -> None:
    assert not [text for text in _catalogue() if text not in _said()]


def test_the_catalogue_has_nearly_everything_the_program_says() -> None:
    missing = [text for text in _said() if text not in _catalogue()]
    assert len(missing) <= len(_said()) * 0.02, missing


def test_no_text_stands_twice_in_the_catalogue() -> None:
    pairs = json.loads(CATALOGUE.read_text("utf-8"), object_pairs_hook=list)
    assert len(pairs) == len({text for text, _ in pairs})


def test_the_tables_whose_words_are_said_through_variables_are_still_where_they_were() -> None:
    assert stale() == []


def test_words_of_tables_and_enumerations_are_gathered_and_translated() -> None:
    words = [*RIGHT_WORDS.values(), *TENDER_WORDS.values()]
    words += [member.value for kind in (Role, UnitKind, UnitState, RoleKind, IdKind) for member in kind]
    assert not [word for word in words if word not in _catalogue()]


def test_a_reason_put_together_from_words_is_translated() -> None:
    use_catalogue(CATALOGUE)
    assert tr("电话与档案不符") == "Telephone differs from the archives"
    assert tr("租期日期看不懂") == "Lease date not understood"


def test_a_catalogue_is_switched_to_and_back() -> None:
    assert tr("今日") == "今日"
    use_catalogue(CATALOGUE)
    assert (tr("今日"), tr(TENDER_WORDS[Tender.CASH])) == ("Today", "Cash")
    use_catalogue(None)
    assert tr("今日") == "今日"


def test_values_fill_the_places_in_both_languages() -> None:
    assert tr("没有 {code} 这户", code="3-1-1202") == "没有 3-1-1202 这户"
    use_catalogue(CATALOGUE)
    assert tr("没有 {code} 这户", code="3-1-1202") == "There is no unit 3-1-1202"


def test_a_text_without_a_translation_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "fr.json"
    path.write_text(json.dumps({"今日": "Aujourd'hui"}), "utf-8")
    use_catalogue(path)
    assert (tr("今日"), tr("{n} 户", n=2)) == ("Aujourd'hui", "2 户")


def test_another_catalogue_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "fr.json"
    path.write_text(json.dumps({"今日": "Aujourd'hui"}), "utf-8")
    use_catalogue(CATALOGUE)
    use_catalogue(path)
    assert tr("现金") == "现金"
