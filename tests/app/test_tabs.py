"""TABS hold what they say: every page is built, opens its targets, and every word of `go` leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import frontdesk
from frontdesk.app.office import OWN
from frontdesk.app.program import Program
from frontdesk.app.tabs import TABS, PageEntry
from frontdesk.base.widgets.page import Page
from tests.app.conftest import MakeProgram
from tests.conftest import PASSWORD

PAGES = [page for tab in TABS for page in tab.pages]
KEYS = [page.key for page in PAGES]


@pytest.fixture
def real(make_program: MakeProgram, db: object) -> Program:
    """The program with its own tabs, an administrator at work."""
    program = make_program(tabs=TABS)
    program.begin()
    assert program.sign_in("admin", PASSWORD)
    return program


def test_keys_and_targets_are_told_apart() -> None:
    assert len(set(KEYS)) == len(KEYS)
    targets = [target for page in (*PAGES, *OWN) for target in page.targets]
    assert len(set(targets)) == len(targets)


@pytest.mark.parametrize("entry", PAGES, ids=KEYS)
def test_each_page_stands_and_names_its_targets(real: Program, qtbot: QtBot, entry: PageEntry) -> None:
    assert real.workplace is not None
    page = real.workplace.show_page(entry.key)
    assert isinstance(page, Page)
    assert set(getattr(page, "TARGETS", entry.targets)) == set(entry.targets)
    assert set(getattr(page, "DRAFTS", entry.drafts)) == set(entry.drafts)
    qtbot.wait(1)
    assert real.workplace.bar.tone() != "bad" or real.workplace.bar.text() == ""
    assert page.accessibleName()


def test_a_page_without_a_word_in_the_strip_has_the_way_back(real: Program) -> None:
    """L2: whoever came by a button goes back by the arrow before the title, or by its key."""
    assert real.workplace is not None
    for entry in PAGES:
        if entry.word or entry.key == "today":
            continue
        real.workplace.show_page("today")
        page = real.workplace.show_page(entry.key)
        assert page.head.back is not None, entry.key
        assert page.head.back.isVisibleTo(page), entry.key
    assert real.workplace.show_page("today").head.back is None
    for key in ("assets", "seekers"):
        real.workplace.show_page("contracts")
        page = real.workplace.show_page(key)
        assert page.head.back is not None
        page.head.back.click()
        assert real.workplace.current_key == "contracts"


def test_every_word_of_go_leads_to_a_page() -> None:
    # Drafts lead to the page they were typed on; for a restore the window itself is cleared.
    known = {target for page in (*PAGES, *OWN) for target in page.targets} | {"draft", "restore"}
    root = Path(frontdesk.__file__).parent
    asked = {
        (word, path.name)
        for path in root.rglob("*.py")
        for word in re.findall(r"desk\.go\(\s*\"([a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked
    assert {(word, name) for word, name in asked if word not in known and name != "desk.py"} == set()


def test_every_draft_is_taken_up_by_a_page() -> None:
    """D0.8: what a page calls its drafts stands in its entry, or the list of drafts could not open them."""
    from frontdesk.areas.cashdesk.rules.kinds import COLLECT_DRAFT_PAGE

    assert COLLECT_DRAFT_PAGE in {name for page in PAGES for name in page.drafts}
