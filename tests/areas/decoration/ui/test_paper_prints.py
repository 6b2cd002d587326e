"""打印: the papers a file can be printed on, chosen from a list, sent to the printer or kept where there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.decoration.documents import PaperForm
from frontdesk.areas.decoration.queries.issued_papers import SUBJECT
from frontdesk.areas.decoration.queries.ready_papers import ready_papers
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.service.papers import (
    IssueDecorationPaper,
    issue_decoration_paper,
)
from frontdesk.areas.decoration.ui.file_page import FilePage
from frontdesk.base.store.papers import papers_of
from frontdesk.base.values.errors import Refused
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.decoration.site import Site
from tests.areas.decoration.ui.conftest import Picks
from tests.tools import paper_reading as read


@pytest.fixture
def site(desk: Desk) -> Site:
    desk.open()
    return Site(desk)


def papers(site: Site) -> list[tuple[str, int]]:
    rows = site.desk.runner.read(papers_of, subject=(SUBJECT, site.id))
    return [(row.number, row.printed) for row in rows]


def test_every_paper_offered_can_be_issued_and_no_other(site: Site) -> None:
    """Along the whole course the list and the service agree."""
    for state in (
        State.APPLIED, State.APPROVED, State.PAID, State.RUNNING, State.CHECKED, State.SETTLED, State.ARCHIVED,
    ):  # fmt: skip
        site.to(state)
        offered = ready_papers(site.facts, site.desk.clock.today())
        for ready in offered:
            site.desk.run(
                issue_decoration_paper,
                IssueDecorationPaper(ready.form, site.id, ready.about_id),
                site.desk.supervisor,
            )
        for form in set(PaperForm) - {ready.form for ready in offered}:
            with pytest.raises(Refused):
                site.desk.run(
                    issue_decoration_paper, IssueDecorationPaper(form, site.id), site.desk.supervisor
                )


def test_stop_notice_and_report_are_offered_when_they_are_due(site: Site) -> None:
    site.to(State.RUNNING)
    site.breach()
    today = site.desk.clock.today()
    forms = {ready.form for ready in ready_papers(site.facts, today)}
    assert PaperForm.PERMIT in forms
    assert PaperForm.RECTIFY in forms
    assert not forms & {PaperForm.STOP, PaperForm.REPORT}
    site.step(Step.STOP, "窗下墙逾期没有恢复")
    later = {ready.form for ready in ready_papers(site.facts, today + timedelta(days=30))}
    assert {PaperForm.STOP, PaperForm.REPORT} <= later
    assert PaperForm.PERMIT not in later


def test_F8_prints_the_permit_and_the_second_time_says_so(
    site: Site,
    front_of: Callable[..., Front],
    show: Callable[..., Any],
    answers: Picks,
    port: Port,
    bar: Bar,
    qtbot: QtBot,
) -> None:
    site.to(State.RUNNING)
    page = cast(FilePage, show(FilePage(front_of(site.desk.supervisor))))
    page.open(file_id=site.id)
    answers.wanted = "装修施工许可证"
    press(qtbot, Qt.Key.Key_F8)
    assert papers(site) == [(site.number, 1)]
    press(qtbot, Qt.Key.Key_F8)
    assert papers(site) == [(site.number, 2)]
    assert len(port.jobs) == 2


def test_without_a_printer_the_paper_is_kept_and_saved_as_pdf(
    site: Site,
    front_of: Callable[..., Front],
    show: Callable[..., Any],
    answers: Picks,
    port: Port,
    bar: Bar,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    site.to(State.RUNNING)
    port.names = ()
    page = cast(FilePage, show(FilePage(front_of(site.desk.supervisor))))
    page.open(file_id=site.id)
    answers.wanted = "装修申请表"
    answers.file = tmp_path / "申请表.pdf"
    press(qtbot, Qt.Key.Key_F8)
    assert papers(site) == [(f"{site.number}-SQ", 0)]
    assert bar.pressed is not None
    bar.pressed()
    assert papers(site) == [(f"{site.number}-SQ", 1)]
    assert "装修项目" in read.text((tmp_path / "申请表.pdf").read_bytes())
