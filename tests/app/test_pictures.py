"""`make pictures` (L11): the window in both themes, at both sizes, and no page that nobody would look at."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from frontdesk.app.demo import pictures
from frontdesk.app.demo.pictures import FULL, SCENES, TASKBAR, Scene, draw_pictures
from frontdesk.app.program import Program
from frontdesk.app.tabs import TABS
from frontdesk.base.store.database import Database
from frontdesk.base.values.clock import FixedClock
from tests.areas.cashdesk.desk import Desk as Estate
from tests.conftest import PASSWORD

AT = FixedClock(datetime(2026, 11, 21, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai")))


def go(target: str) -> Scene:
    def act(program: Program) -> None:
        if program.desk is None or program.gate is not None:
            assert program.sign_in("zhoumin", PASSWORD)
        assert program.desk is not None
        program.desk.go(target)

    return Scene(target, act, small=target == "billing")


@pytest.fixture
def data(db: Database, tmp_path: Path) -> Path:
    """An estate that owes something."""
    estate = Estate(db)
    estate.build()
    estate.charge("255.36")
    return tmp_path


def test_l11_each_scene_is_drawn_in_both_themes_and_at_the_task_bars_size(
    data: Path, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("pictures")
    made = draw_pictures(data, out, AT, scenes=(go("billing"), go("arrears")))
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert made == ["billing.png", "billing_688.png", "arrears.png", "billing_dark.png", "arrears_dark.png"]
    drawn = {name: QImage(str(out / name)) for name in made}
    sizes = {name: (picture.width(), picture.height()) for name, picture in drawn.items()}
    assert sizes.pop("billing_688.png") == TASKBAR
    assert set(sizes.values()) == {FULL}
    at = (FULL[0] // 2, FULL[1] - 20)
    assert drawn["billing.png"].pixelColor(*at).lightness() > 200
    assert drawn["billing_dark.png"].pixelColor(*at).lightness() < 60


def test_l11_a_page_that_no_scene_leads_to_is_drawn_after_them() -> None:
    every = [page.key for tab in TABS for page in tab.pages]
    names = [scene.name for scene in pictures._others(set(every[:-3]))]
    assert names == [f"90_{key}" for key in every[-3:]]
    assert pictures._others(set(every)) == []


def test_l11_scenes_are_told_apart_by_their_names() -> None:
    names = [scene.name for scene in SCENES]
    assert len(set(names)) == len(names)
