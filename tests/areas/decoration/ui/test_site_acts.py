"""What the walk found at the site: a pass with its deposit, what was built unapproved, whoever takes no money (D4.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from frontdesk.areas.archives.queries.looks import LookFilter, LookShow, look_rows
from frontdesk.areas.archives.rules.looks import Matter
from frontdesk.areas.cashdesk.queries import deposits_of_unit
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.passes import passes_of
from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.decoration.rules.kinds import Result
from frontdesk.areas.decoration.ui.file_page import FilePage
from frontdesk.areas.decoration.ui.money_dialogs import PayDialog
from frontdesk.areas.decoration.ui.pass_dialog import PassDialog
from frontdesk.areas.decoration.ui.visit_dialog import VisitDialog
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.archives.ui.in_full import shown_in_full
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.decoration.site import Site
from tests.areas.decoration.ui.conftest import Picks
from tests.areas.decoration.ui.test_course_in_widgets import click, dialog_of


def opened(site: Site, front: Front, show: Callable[..., Any]) -> FilePage:
    page = cast(FilePage, show(FilePage(front)))
    page.open(file_id=site.id)
    return page


def test_d4_3_a_workers_pass_is_issued_with_its_deposit_from_the_files_page(
    desk: Desk, front: Front, show: Callable[..., Any], answers: Picks, bar: Bar
) -> None:
    desk.open()
    site = Site(desk).to(State.RUNNING)
    before = sum(row.left.fen for row in desk.runner.read(deposits_of_unit, 1))
    page = opened(site, front, show)
    answers.wanted = "工人证"
    page.desk.dialogs.pick = lambda _title, options, _text="": next(  # type: ignore[method-assign]
        (value for value, words in options if "工人证" in words or "何勇" in words), None
    )
    click(page, "decoration_more")
    dialog = dialog_of(page, PassDialog)
    assert dialog.sum.text() == "50.00"
    click(dialog, "decoration_pass_save")
    [made] = desk.runner.read(passes_of, site.id, desk.clock.today())
    assert made.holder == "何勇"
    after = sum(row.left.fen for row in desk.runner.read(deposits_of_unit, 1))
    assert after - before == 5_000
    assert made.number in bar.last()


def test_d4_4_what_was_built_though_nobody_approved_it_is_a_breach_of_its_own(
    desk: Desk, front_of: Callable[..., Front], show: Callable[..., Any]
) -> None:
    desk.open()
    site = Site(desk).to(State.RUNNING)
    page = opened(site, front_of(desk.receptionist), show)
    click(page, "decoration_next")
    visit = dialog_of(page, VisitDialog)
    visit.seen.set_value("阳台在搭吊柜")
    outside = visit.findings[-1]
    assert outside[0] is None
    outside[1].set_value(Result.BREACH)
    outside[1].edited.emit()
    visit.ground.set_value(Ground.AGREEMENT)
    visit.what.set_value("没有批准的吊柜")
    click(visit, "decoration_visit_save")
    facts = desk.runner.read(file_by_id, site.id, desk.clock.today())
    assert [(f.scope_id, f.result) for f in facts.visits[-1].findings] == [(None, Result.BREACH)]
    assert [breach.what for breach in facts.breaches] == ["没有批准的吊柜"]


def test_m7_1_who_takes_no_money_is_told_who_does(
    desk: Desk, front_of: Callable[..., Front], show: Callable[..., Any], bar: Bar
) -> None:
    desk.open()
    site = Site(desk).to(State.AGREED)
    page = opened(site, front_of(desk.receptionist), show)
    click(page, "decoration_next")
    assert not [dialog for dialog in page.findChildren(PayDialog) if dialog.isVisible()]
    assert "请收银员" in bar.last()


def test_d1_9_numbers_of_the_site_are_seen_with_a_reason_and_kept(
    desk: Desk, front_of: Callable[..., Front], show: Callable[..., Any], answers: Picks
) -> None:
    desk.open()
    site = Site(desk).to(State.RUNNING)
    page = opened(site, front_of(desk.supervisor), show)
    page.desk.dialogs.pick = lambda _title, options, _text="": next(  # type: ignore[method-assign]
        (value for value, words in options if words in ("看电话和证件号", "何勇")), None
    )
    answers.reason = "联系施工现场"
    click(page, "decoration_more")
    seen = shown_in_full()
    assert seen
    assert not any("*" in number for number in seen)
    rows = desk.runner.read(look_rows, LookFilter(desk.clock.today(), show=LookShow.ALL))
    assert [(row.matter, row.name, row.reason) for row in rows] == [
        (Matter.DECORATION, "何勇", "联系施工现场")
    ]
