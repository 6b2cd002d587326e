"""楼栋图: D5.2, L4, L5, L8 – by keys, with the sums of the charges."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import Payer, UnitKind, UnitState
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.fees.queries.picture import building_grid
from frontdesk.areas.fees.rules.grid import CellState
from frontdesk.areas.fees.ui.building_grid import CELL_LEAST, TOKENS, GridView
from frontdesk.areas.fees.ui.building_page import BuildingPage
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.theme import colour
from tests.areas.cashdesk.ui.conftest import Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import IDS, NOVEMBER, TODAY, Estate
from tests.areas.fees.ui.finding import dialog, named, says, settle, texts

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> BuildingPage:
    """July and November billed; 3-1-1202 has paid 300 today, 3-2-0101 all of it."""
    estate.items()
    estate.bill(Month(2026, 7))
    estate.bill()
    estate.pay("3-1-1202", "400.00")
    found = estate.charges(unit_id=IDS["3-2-0101"])
    from frontdesk.areas.cashdesk.rules.tenders import parse_tender
    from frontdesk.areas.cashdesk.service import Collect, collect
    from tests.areas.fees.ui.estate import CASHIER

    owed = sum((charge.owed for charge in found), Money(0))
    estate.run(collect, Collect(IDS["3-2-0101"], (parse_tender(f"cash={owed.plain}"),)), CASHIER)
    return cast(BuildingPage, show(BuildingPage(desk)))


def stand(page: BuildingPage, code: str) -> None:
    page.view.select_unit(IDS[code])
    settle()


def test_d5_2_each_cell_says_how_its_unit_stands(page: BuildingPage, qtbot: QtBot) -> None:
    page.open(unit_id=IDS["3-1-1202"])
    grid = page.view.grid()
    assert grid is not None
    assert {unit.unit: (unit.state, str(unit.owed)) for unit in grid.units} == {
        "3-1-0702": (CellState.OVER, "725.90"),
        "3-1-1202": (CellState.PART, "270.72"),
        "3-2-0101": (CellState.PAID, "0.00"),
    }
    assert says(page, "building_figure") == "996.62"
    assert [says(page, f"building_count_{name}") for name in ("paid", "part", "owing", "over", "vacant")] == [
        "1", "1", "0", "1", "0",
    ]  # fmt: skip
    assert page.strip.chips.chip(str(grid.building_id)).text() == "3栋  33%"


def test_d4_5_a_home_in_decoration_shows_its_roller_its_words_and_its_line_of_the_legend(
    page: BuildingPage, estate: Estate
) -> None:
    page.open(unit_id=IDS["3-1-0702"])
    assert page.findChild(Words, "building_count_decorating") is None
    before = page.view.viewport().grab().toImage()
    estate.run(set_state, SetState(IDS["3-1-0702"], UnitState.DECORATING, TODAY))
    page.refresh()
    settle()
    assert says(page, "building_count_decorating") == "1"
    assert page.view.accessibleDescription() == "3-1-0702，欠 3 个月以上 725.90 元，装修中"
    grid = page.view.grid()
    assert grid is not None
    after = page.view.viewport().grab().toImage()
    changed = [
        unit.unit
        for at, unit in enumerate(grid.units)
        if before.copy(page.view.cell_rect(at)) != after.copy(page.view.cell_rect(at))
    ]
    assert changed == ["3-1-0702"]


def test_enter_opens_the_card_and_f3_collects(page: BuildingPage, went: Went, qtbot: QtBot) -> None:
    page.open(unit_id=IDS["3-1-1202"])
    page.focus_start()
    assert says(page, "building_unit_name") == "3-1-1202  张硕"
    assert says(page, "building_unit_owed") == "270.72"
    went.clear()
    settle()
    press(qtbot, K.Key_Return, K.Key_F3, K.Key_F6, K.Key_F7)
    building = page.view.grid().building_id  # type: ignore[union-attr]
    assert went == [
        ("unit", {"unit_id": 1}),
        ("collect", {"unit_id": 1}),
        ("demands", {"building_id": building}),
        ("notices", {"period": "2026-11", "building_id": building}),
    ]


def test_arrows_move_over_gaps_and_page_keys_change_the_building(page: BuildingPage, qtbot: QtBot) -> None:
    page.open(unit_id=IDS["3-1-1202"])
    page.focus_start()
    view = page.view

    def here() -> str:
        settle()
        unit = view.current()
        return unit.unit if unit else ""

    assert here() == "3-1-1202"
    press(qtbot, K.Key_Down)
    assert here() == "3-1-0702"
    press(qtbot, K.Key_Down, K.Key_Left)
    assert here() == "3-1-0702", "the edges hold"
    press(qtbot, K.Key_Up, K.Key_Right)
    assert here() == "3-1-1202"
    assert view.accessibleDescription() == "3-1-1202，部分已缴 270.72 元"
    press(qtbot, K.Key_PageUp)
    assert here().startswith("2-1-")
    press(qtbot, K.Key_PageUp)
    assert here().startswith("2-1-")
    press(qtbot, K.Key_PageDown)
    assert here().startswith("3-")


def test_a_click_stands_on_a_unit_and_a_double_click_opens_it(
    page: BuildingPage, went: Went, qtbot: QtBot
) -> None:
    page.open(unit_id=IDS["3-1-0702"])
    view = page.view
    grid = view.grid()
    assert grid is not None
    index = next(n for n, unit in enumerate(grid.units) if unit.unit == "3-1-1202")
    centre = view.cell_rect(index).center()
    assert view.index_at(centre) == index
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert view.current() is grid.units[index]
    went.clear()
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert went == [("unit", {"unit_id": 1})]
    assert view.index_at(QPoint(2, 2)) == -1


def test_item_and_month_narrow_what_is_shown(page: BuildingPage, qtbot: QtBot) -> None:
    page.open(unit_id=IDS["3-1-1202"])
    options = {c.item: c.item_id for c in page.desk.runner.read(_charges)}
    page.item.set_value(options["车位管理费"])
    page.item.edited.emit()
    settle()
    grid = page.view.grid()
    assert grid is not None
    # Four hundred went to July, and on to November's service fee before the space.
    assert {unit.unit: unit.state for unit in grid.units}["3-1-0702"] is CellState.NONE
    assert "没有应收" in texts(page.pane)
    page.item.set_value(None)
    page.open(month="2026-07")
    settle()
    grid = page.view.grid()
    assert grid is not None
    assert {unit.unit: str(unit.owed) for unit in grid.units}["3-1-0702"] == "362.95"


def _charges(session: Any) -> Any:
    from frontdesk.areas.fees.queries import charges

    return charges(session, None, 0, None)


def test_a_payment_shows_at_once(page: BuildingPage, estate: Estate, desk: Desk) -> None:
    page.open(unit_id=IDS["3-1-0702"])
    from frontdesk.areas.cashdesk.rules.tenders import parse_tender
    from frontdesk.areas.cashdesk.service import Collect, collect
    from tests.areas.fees.ui.estate import CASHIER

    estate.run(collect, Collect(IDS["3-1-0702"], (parse_tender("cash=725.90"),)), CASHIER)
    desk.touched.emit(frozenset({"charges"}))
    settle()
    unit = page.view.current()
    assert unit is not None
    assert (unit.unit, unit.state) == ("3-1-0702", CellState.PAID)


def test_it_prints_with_letters_and_the_same_sum(page: BuildingPage, port: Port, qtbot: QtBot) -> None:
    page.open(unit_id=IDS["3-1-1202"])
    press(qtbot, K.Key_F8)
    dialog(page, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    words = PdfReader(io.BytesIO(port.jobs[0].pdf)).pages[0].extract_text()
    for text in (
        "3栋 楼栋图",
        "未缴合计 996.62 元",
        "1202",
        "270.72",
        "部",
        "久",
        "清",
        "2026-11 · 全部项目",
    ):
        assert text in words


def test_l7_without_units_it_says_how_to_begin(
    qtbot: QtBot, db: Any, runner: Any, clock: Any, desk_of: Any, show: Any, estate: Estate
) -> None:
    with db.write() as session:
        from sqlalchemy import text

        for guard in ("guard_unit_delete", "guard_unit_role_delete", "guard_building_delete"):
            session.execute(text(f"DROP TRIGGER {guard}"))
        for table in ("parking_space", "unit_role", "unit", "building"):
            session.execute(text(f"DELETE FROM {table}"))
    page = show(BuildingPage(desk_of()))
    assert page.is_empty()
    assert named(page, EmptyState, "building_none").isVisible()


@pytest.fixture
def tower(estate: Estate) -> int:
    """Forty floors of four entrances with eight units each, in a building of its own; its id."""
    from frontdesk.areas.archives.model import Building

    with estate.db.write() as session:
        building = Building(code="9", name="9栋", sort=9)
        session.add(building)
        session.flush()
        for entrance in range(1, 5):
            for floor in range(1, 41):
                for line in range(1, 9):
                    room = f"{floor:02d}{line:02d}"
                    session.add(
                        Unit(
                            code=f"9-{entrance}-{room}", key=f"9-{entrance}-{room}", sort_key=f"9-{entrance}-{room}",
                            building_id=building.id, entrance=str(entrance), room=room, floor=floor, kind=UnitKind.HOME,
                            state=UnitState.OWNER, built_area=None, inner_area=None, handed_over_on=None,
                            payer=Payer.OWNER, made_at=estate.clock.now(),
                        )
                    )  # fmt: skip
        return building.id


def test_l6_a_tower_of_1280_units_is_one_widget_and_every_unit_can_be_reached(
    tower: int, estate: Estate, desk: Desk, show: Any, qtbot: QtBot
) -> None:
    page = show(BuildingPage(desk))
    page.open(building_id=tower)
    page.focus_start()
    settle()
    view: GridView = page.view
    assert len(view.findChildren(type(view.viewport()))) < 12, "no widget for each cell"
    grid = view.grid()
    assert grid is not None
    assert len(grid.units) == 1280
    assert view.horizontalScrollBar().maximum() > 0
    assert view.verticalScrollBar().maximum() > 0
    press(qtbot, K.Key_End)
    for _ in range(39):
        press(qtbot, K.Key_Down)
    unit = view.current()
    assert unit is not None
    assert unit.unit == "9-4-0108"
    rect = view.cell_rect(grid.units.index(unit))
    assert view.viewport().rect().contains(rect)
    assert rect.width() >= CELL_LEAST - 4


def test_l4_no_amount_is_ever_cut_however_narrow_the_cells(
    tower: int, estate: Estate, desk: Desk, show: Any, qtbot: QtBot
) -> None:
    from PySide6.QtGui import QFontMetrics

    from frontdesk.areas.fees.service import AddHandCharge, add_hand_charge
    from frontdesk.areas.fees.ui.building_grid import MARK
    from frontdesk.base.widgets.theme import font

    estate.items()
    with estate.db.read() as session:
        unit_id = session.query(Unit.id).filter(Unit.code == "9-2-2003").scalar()
    assert unit_id
    july = date(2026, 7, 1)
    estate.run(add_hand_charge, AddHandCharge(unit_id, 3, Y("1234567.89"), "旧欠", on=july, due_on=july))
    page = show(BuildingPage(desk))
    page.open(unit_id=unit_id)
    settle()
    grid = page.view.grid()
    assert grid is not None
    unit = page.view.current()
    assert unit is not None
    assert unit.state is CellState.OVER
    wide = QFontMetrics(font("small_bold")).horizontalAdvance(str(unit.owed))
    assert page.view.cell_rect(grid.units.index(unit)).width() >= wide + MARK + 6


def test_l3_the_colours_are_the_tokens_in_both_themes(page: BuildingPage, qapp: Any) -> None:
    from frontdesk.base.widgets.theme import apply_theme

    page.open(unit_id=IDS["3-1-1202"])
    for theme in ("light", "dark"):
        apply_theme(qapp, theme)
        settle()
        image: QImage = page.view.viewport().grab().toImage()
        grid = page.view.grid()
        assert grid is not None
        ratio = image.devicePixelRatio()
        for index, unit in enumerate(grid.units):
            rect = page.view.cell_rect(index)
            at = QPoint(rect.left() + 3, rect.center().y())
            seen = image.pixelColor(round(at.x() * ratio), round(at.y() * ratio))
            assert seen == colour(TOKENS[unit.state][0]), (theme, unit.unit)
    apply_theme(qapp, "light")


def test_the_picture_and_its_query_agree(page: BuildingPage, estate: Estate) -> None:
    shown = page.view.grid()
    assert shown is not None
    read = estate.runner.read(building_grid, shown.building_id, NOVEMBER, TODAY)
    assert read == shown
