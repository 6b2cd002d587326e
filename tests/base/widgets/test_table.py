"""Lists: sorting, keeping the place, keys, ticks, remembered columns, pages of 100,000 rows, Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.files import FileInUse
from frontdesk.base.values.errors import Cancelled, Surroundings
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.export import csv_text, export_rows, export_table
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.rows import Column, Group, PageAsk, PagedModel, RowsModel, Status, natural, shown
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE

pytestmark = pytest.mark.usefixtures("light")
Show = Callable[..., QWidget]


@dataclass(frozen=True)
class Due:
    id: int
    unit: str
    item: str
    amount: Money | None
    state: Status
    on: bool = True


ROWS = [
    Due(1, "3-1-1202", "物业服务费", Money(25536), Status("bad", "逾期 21 天")),
    Due(2, "3-1-202", "水费", Money(-2332), Status("neutral", "可预收", True), False),
    Due(3, "10-1-101", "车位管理费，B1-076 一个月，另加充电桩使用与维护", None, Status("ok", "已缴清")),
]
COLUMNS: list[Column[Due]] = [
    Column("", lambda r: r.on, kind="tick", width=56, sort=False),
    Column("房号", lambda r: r.unit, kind="unit", width=90),
    Column("费项", lambda r: r.item),
    Column("状态", lambda r: r.state, kind="status", width=110),
    Column("应收（元）", lambda r: r.amount, kind="money", width=110, name="amount"),
]


def _table(memory: Memory | None = None) -> tuple[Table, RowsModel[Due]]:
    model: RowsModel[Due] = RowsModel(COLUMNS, key=lambda r: r.id, faint=lambda r: not r.on)
    table = Table("dues", title="欠费", memory=memory)
    table.resize(900, 300)
    table.set_model(model)
    model.set_rows(ROWS)
    return table, model


def _ids(model: RowsModel[Due]) -> list[int]:
    return [r.id for r in model.rows()]


def test_a_cell_says_values_in_the_desks_way_L4() -> None:
    assert shown(date(2026, 11, 21)) == "2026-11-21"
    assert shown(None) == shown("") == "—"
    assert shown(Money(-2332)) == "−23.32"
    assert shown(Money(123456789)) == "1,234,567.89"
    assert shown(2106) == "2,106"
    assert shown(True) == "是"
    assert sorted(["3-1-1202", "3-1-202", "10-1-101"], key=natural) == ["3-1-202", "3-1-1202", "10-1-101"]


def test_models_keep_qts_rules(qtbot: QtBot) -> None:
    model: RowsModel[Due] = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([Group("逾期", 1), *ROWS])
    model.sort(1)
    assert isinstance(tester.model(), QAbstractItemModel)


def test_sorting_knows_units_and_puts_nothing_last_either_way() -> None:
    model: RowsModel[Due] = RowsModel(COLUMNS)
    model.set_rows(ROWS)
    model.sort(1)
    assert _ids(model) == [2, 1, 3]
    model.sort(4)
    assert _ids(model) == [2, 1, 3]
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert _ids(model) == [1, 2, 3]
    model.sort(0)
    assert _ids(model) == [1, 2, 3], "a column that is not sorted by leaves the order"
    model.set_rows(list(reversed(ROWS)))
    assert _ids(model) == [1, 2, 3], "the chosen order holds for the next rows"


def test_the_selection_stays_on_its_row_when_rows_are_read_again(window: Show) -> None:
    table, model = _table()
    window(table)
    table.select_key(1)
    seen: list[Any] = []
    table.current_changed.connect(seen.append)
    model.set_rows([ROWS[2], replace(ROWS[0], item="物业服务费（改）"), ROWS[1]])
    assert table.current().item == "物业服务费（改）"
    assert seen[-1].item == "物业服务费（改）"
    model.sort(1)
    assert table.current().id == 1
    model.set_rows(ROWS[1:])
    assert table.current() is None or table.current().id != 1


def test_arrows_move_and_enter_opens_L5(qtbot: QtBot, window: Show) -> None:
    table, _ = _table()
    window(table)
    table.setFocus()
    assert table.current().id == 1, "a list that gets the focus has a row selected"
    opened: list[int] = []
    table.opened.connect(lambda row: opened.append(row.id))
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [2]
    assert table.ring_row() == 1
    index = table.model().index(0, 1)
    at = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [2]
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [2, 1]


def test_home_and_end_go_to_the_first_and_last_row_L5(window: Show) -> None:
    """Not within the row, as Qt would; a group's head at the top is passed over."""
    table, model = _table()
    model.set_rows([Group("逾期", 1, "ph.clock"), *ROWS])
    window(table)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current().id == 3
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.current().id == 1


def test_groups_are_passed_over_and_span_the_row(window: Show) -> None:
    table, model = _table()
    model.set_rows([Group("逾期", 1, "ph.clock"), ROWS[0], Group("未到期", 1), ROWS[1]])
    window(table)
    table.setFocus()
    assert table.current().id == 1
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current().id == 2
    assert table.columnSpan(0, 0) == len(COLUMNS)
    assert (table.rowHeight(0), table.rowHeight(1)) == (SIZE.group_row, SIZE.row)
    assert not table.select_row(0)
    model.sort(1)
    assert isinstance(model.row(0), Group), "a grouped list keeps its order"


def test_ticks_by_click_space_and_head_are_wishes_only(qtbot: QtBot, window: Show) -> None:
    table, model = _table()
    window(table)
    wishes: list[tuple[int, bool]] = []
    model.ticked.connect(lambda row, on: wishes.append((row.id, on)))
    cell = table.visualRect(model.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    table.select_row(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert wishes == [(2, True), (1, False)]
    assert model.rows() == ROWS
    assert table.ticks_state() == Qt.CheckState.PartiallyChecked
    table.horizontalHeader().sectionClicked.emit(0)
    assert wishes[2:] == [(2, True)]


def test_the_head_sorts_and_turns(window: Show) -> None:
    table, model = _table()
    window(table)
    for expected in ([2, 1, 3], [3, 1, 2]):
        table.horizontalHeader().sectionClicked.emit(1)
        assert _ids(model) == expected


def test_rows_and_paddings_are_the_drawn_ones(window: Show) -> None:
    table, _ = _table()
    window(table)
    assert table.rowHeight(0) == 32
    assert table.horizontalHeader().height() == 33
    assert table.paddings(0) == (24, 8)
    assert table.paddings(4) == (8, 24)
    assert table.paddings(2) == (8, 8)
    assert sum(table.columnWidth(n) for n in range(5)) == table.viewport().width(), (
        "one column takes the rest"
    )


def test_a_list_that_becomes_narrower_has_no_bar_over_its_last_row_L9(window: Show) -> None:
    table, _model = _table()
    window(table)
    for width in (1100, 640, 620):
        table.resize(width, table.height())
        assert table.columnWidth(2) == table.viewport().width() - 56 - 90 - 110 - 110
        assert table.horizontalScrollBar().maximum() == 0
    QTest.qWait(1)
    assert not table.horizontalScrollBar().isVisible()


def test_column_widths_are_remembered_L9(window: Show, memory: Memory) -> None:
    table, _ = _table(memory)
    window(table)
    table.setColumnWidth(1, 140)
    again, _ = _table(memory)
    assert again.columnWidth(1) == 140
    assert again.columnWidth(3) == 110


def test_elided_text_stands_in_the_tooltip_and_short_text_does_not(window: Show) -> None:
    table, model = _table()
    table.setFixedWidth(540)
    window(table)
    assert "充电桩" in table.tip_of(model.index(2, 2))
    assert table.tip_of(model.index(1, 2)) == ""


def test_a_negative_amount_is_red_and_the_selection_is_tint_with_a_bar(window: Show) -> None:
    from PySide6.QtGui import QColor

    from frontdesk.base.widgets.tokens import LIGHT

    table, model = _table()
    window(table)
    table.select_row(0)
    table.setFocus()
    picture = table.viewport().grab().toImage()

    def colours(row: int, column: int) -> set[str]:
        rect = table.visualRect(model.index(row, column))
        xs, ys = range(rect.left(), rect.right()), range(rect.top(), rect.bottom() - 1)
        return {picture.pixelColor(x, y).name().upper() for x in xs for y in ys}

    assert LIGHT.bad in colours(1, 4)
    assert LIGHT.bad not in colours(0, 4)
    assert picture.pixelColor(1, 10) == QColor(LIGHT.accent)
    assert LIGHT.tint in colours(0, 2)
    assert LIGHT.tint not in colours(1, 2)
    assert LIGHT.baddot in colours(0, 3)


# -- paged --------------------------------------------------------------------------------------------


class Source:
    """A hundred thousand rows that count how many were read; delivers at once or when told."""

    def __init__(self, later: bool = False) -> None:
        self.asks: list[PageAsk] = []
        self.waiting: list[Callable[[], None]] = []
        self.later = later

    def fetch(self, ask: PageAsk, deliver: Callable[[Sequence[Due]], None]) -> None:
        self.asks.append(ask)
        end = min(ask.offset + ask.limit, 100_000)
        numbers = range(ask.offset, end)
        if ask.descending:
            numbers = range(99_999 - ask.offset, 99_999 - end, -1)
        rows = [Due(n, f"1-1-{n}", "水费", Money(n), Status("ok", "已缴清")) for n in numbers]
        if self.later:
            self.waiting.append(lambda: deliver(rows))
        else:
            deliver(rows)


def _paged(source: Source) -> PagedModel[Due]:
    model: PagedModel[Due] = PagedModel(COLUMNS, source.fetch, key=lambda r: r.id)
    model.set_count(100_000)
    return model


def test_a_hundred_thousand_rows_read_only_the_pages_looked_at_D07(qtbot: QtBot, window: Show) -> None:
    source = Source()
    model = _paged(source)
    table = Table("many")
    table.set_model(model)
    shown_in = window(table)
    shown_in.resize(900, 600)
    shown_in.grab()
    assert {ask.offset for ask in source.asks} == {0}
    table.select_row(50_000)
    shown_in.grab()
    assert table.current().id == 50_000
    assert len(source.asks) <= 4
    assert model.rows_here() <= 4 * PagedModel.PAGE
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current().id == 99_999


def test_pages_not_looked_at_for_long_are_let_go() -> None:
    source = Source()
    model = _paged(source)
    for page in range(60):
        model.row(page * PagedModel.PAGE)
    assert model.rows_here() == PagedModel.KEPT * PagedModel.PAGE
    asked = len(source.asks)
    model.row(59 * PagedModel.PAGE)
    assert len(source.asks) == asked


def test_sorting_a_paged_list_asks_anew_and_old_answers_are_dropped() -> None:
    source = Source(later=True)
    model = _paged(source)
    assert model.row(0) is None
    assert model.index(0, 1).data() is None
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert model.row(0) is None
    assert source.asks[-1] == PageAsk(0, PagedModel.PAGE, "amount", True)
    late, wanted = source.waiting
    late()
    assert model.row(0) is None
    wanted()
    row = model.row(0)
    assert isinstance(row, Due)
    assert row.id == 99_999


def test_a_page_is_asked_for_once_while_it_is_on_its_way() -> None:
    source = Source(later=True)
    model = _paged(source)
    for number in range(20):
        model.row(number)
    assert len(source.asks) == 1


# -- Excel --------------------------------------------------------------------------------------------


def test_the_list_goes_to_excel_as_it_is_shown_D07(tmp_path: Path) -> None:
    columns: list[Column[Any]] = [
        *COLUMNS,
        Column("日期", lambda r: date(2026, 11, 21)),
        Column("时间", lambda r: datetime(2026, 11, 21, 1, 5, tzinfo=UTC)),
        Column("电话", lambda r: "013800138000"),
        Column("公式", lambda r: "=1+1"),
        Column("面积", lambda r: Decimal("89.60")),
    ]
    path = tmp_path / "欠费.xlsx"
    assert export_rows(path, columns, ROWS, title="欠费清单") == 3
    sheet = load_workbook(path).active
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    assert lines[0][0] == "欠费清单"
    assert lines[1] == ["房号", "费项", "状态", "应收（元）", "日期", "时间", "电话", "公式", "面积"]
    assert lines[2][:5] == ["3-1-1202", "物业服务费", "逾期 21 天", 255.36, datetime(2026, 11, 21)]
    assert lines[3][3] == -23.32
    assert lines[4][3] is None
    assert lines[2][6:] == ["013800138000", "=1+1", 89.6]
    assert sheet["H3"].data_type == "s", "a text that begins with = stays a text"


def test_an_export_that_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancelled.set()
    path = tmp_path / "x.xlsx"
    with pytest.raises(Cancelled):
        export_rows(path, COLUMNS, (ROWS[0] for _ in range(1000)), progress=progress)
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Surroundings, match="没有存下"):
        export_rows(tmp_path / "none" / "x.xlsx", COLUMNS, ROWS)


def test_exporting_a_table_asks_where_to_and_says_how_many(
    desk: Desk, answers: Any, messages: QuietMessages, tmp_path: Path
) -> None:
    table, model = _table()
    model.sort(1)
    export_table(desk, table, "欠费")
    assert answers.asked == ["欠费 2026-11-21.xlsx"]
    assert messages.said == []
    answers.file = tmp_path / "out.xlsx"
    export_table(desk, table, "欠费")
    assert messages.said == [("ok", "已导出 3 行。", str(answers.file))]
    units = [line[0] for line in load_workbook(answers.file).active.iter_rows(min_row=3, values_only=True)]
    assert units == ["3-1-202", "3-1-1202", "10-1-101"]
    table.close()
    table.deleteLater()


# -- CSV and files that are open ---------------------------------------------------------------------


def test_a_csv_opens_in_excel_as_it_was_meant_D07(tmp_path: Path) -> None:
    """UTF-8 with its mark, CRLF, quotes where needed; T13: no phone becomes a number, no room a date."""
    columns: list[Column[Any]] = [
        *COLUMNS,
        Column("日期", lambda r: date(2026, 11, 21)),
        Column("电话", lambda r: "013800138000"),
        Column("证件", lambda r: "330106291301011234"),
        Column("车位", lambda r: "3-12"),
        Column("备注", lambda r: '说"好"，\n两行, 逗号'),
        Column("面积", lambda r: Decimal("89.60")),
    ]
    path = tmp_path / "欠费.csv"
    assert export_rows(path, columns, ROWS, title="欠费清单") == 3
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 4
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert lines[0] == ["房号", "费项", "状态", "应收（元）", "日期", "电话", "证件", "车位", "备注", "面积"]
    assert lines[1][:5] == ["3-1-1202\t", "物业服务费", "逾期 21 天", "255.36", "2026-11-21"]
    assert lines[2][3] == "-23.32", "an amount is a number, its minus no formula"
    assert lines[1][5:] == [
        "013800138000\t",
        "330106291301011234\t",
        "3-12\t",
        '说"好"，\n两行, 逗号',
        "89.60",
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["欠费.csv"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    assert csv_text(text) == "'" + text


def test_plain_texts_of_a_csv_stay_as_they_are() -> None:
    for text in ("张硕", "逾期 21 天", "a=b", "3 栋", "SJ00020331", "—"):
        assert csv_text(text) == text


def test_a_csv_that_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(Cancelled):
        export_rows(tmp_path / "x.csv", COLUMNS, (ROWS[0] for _ in range(1000)), progress=progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["欠费.xlsx", "欠费.csv"])
def test_a_file_open_in_excel_is_said_and_another_name_offered(
    desk: Desk, answers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bar = _Bar()
    desk.messages = bar
    table, _ = _table()
    answers.file = tmp_path / name
    answers.file.write_bytes(b"open in Excel")

    def open_elsewhere(path: Path) -> None:
        if path.name == name:
            raise FileInUse("正开着")

    monkeypatch.setattr("frontdesk.base.widgets.export.must_be_free", open_elsewhere)
    export_table(desk, table, "欠费")
    assert bar.said[-1][:2] == ("bad", "没有导出。")
    assert answers.file.read_bytes() == b"open in Excel"
    other = answers.file.with_name(f"{answers.file.stem} (2){answers.file.suffix}")
    answers.file = other
    assert bar.pressed is not None
    bar.pressed()
    assert answers.asked[-1] == other.name
    assert bar.said[-1] == ("ok", "已导出 3 行。", str(other))
    assert other.stat().st_size > 20
    table.close()
    table.deleteLater()


class _Bar(QuietMessages):
    """Remembers what the button of the last bad message does."""

    pressed: Callable[[], object] | None = None

    def bad(self, text: str, detail: str = "", **how: Any) -> None:
        super().bad(text, detail)
        self.pressed = how.get("then")


def test_a_long_chinese_name_can_be_exported_to(tmp_path: Path) -> None:
    folder = tmp_path / "物业 服务中心" / "二〇二六年 十一月"
    folder.mkdir(parents=True)
    for ending in ("xlsx", "csv"):
        path = folder / f"{'楼' * 60} 欠费（张硕）.{ending}"
        assert export_rows(path, COLUMNS, ROWS) == 3
        assert path.stat().st_size
