"""What was just made is stood on: the next key is for it, not for the row stood on before (L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt

from frontdesk.areas.archives.rules.correspondence import Direction
from frontdesk.areas.archives.rules.emergencies import EmergencyKind
from frontdesk.areas.archives.service.correspondence import RegisterDocument, register_document
from frontdesk.areas.archives.service.emergencies import RecordEmergency, record_emergency
from frontdesk.areas.archives.ui.correspondence_page import CorrespondencePage
from frontdesk.areas.archives.ui.emergencies_page import EmergenciesPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER
from tests.areas.archives.ui.test_emergencies_page import dialog, settle

K = Qt.Key


def test_the_key_after_registering_is_for_the_new_emergency_and_the_new_document(
    desk: Desk, runner: Runner, shown: Callable[..., Any], press: Callable[..., None]
) -> None:
    yesterday = desk.clock.today() - timedelta(days=1)
    trapped = next(iter(EmergencyKind))
    runner.run(
        record_emergency,
        RecordEmergency(trapped, "2 栋电梯", yesterday, "9:00", yesterday, "9:05", "两人被困"),
        actor=desk.actor,
    )
    runner.run(register_document, RegisterDocument(Direction.IN, "区住建局", "消防检查"), actor=desk.actor)
    page = shown(EmergenciesPage(desk))
    press(K.Key_F2)
    form = dialog(page)
    for name, value in (("kind", trapped), ("place", "4 栋一层"), ("words", "冒烟")):
        form.fields[name].set_value(value)
    press(CTRL_ENTER)
    settle()
    assert page.table.current().number == "TF-2026-002"
    page.search.set_text("电梯")
    page.filter_changed()
    settle()
    assert page.table.current().number == "TF-2026-001"
    papers = shown(CorrespondencePage(desk))
    press(K.Key_F2)
    form = dialog(papers)
    form.fields["party"].set_value("街道办")
    form.fields["title"].set_value("垃圾分类")
    press(CTRL_ENTER)
    settle()
    assert papers.table.current().number == "SW-2026-002"
