"""D0.7: a list is printed as it is shown, all of its filter, through the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.settings import SaveSettings, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Cancelled
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets import print_list as printing_lists
from frontdesk.base.widgets.buttons import ChipRow
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.fields import ChoiceField, MonthField, TextField
from frontdesk.base.widgets.page import FilterRow, Page
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.printing import Printing, PrintJob
from frontdesk.base.widgets.rows import Column, PageAsk, PagedModel, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.tools import paper_reading as read

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
COUNT = 1_200


@dataclass(frozen=True)
class Row:
    id: int
    code: str
    phone: str
    owed: Money


ROWS = [Row(n, f"{n % 9 + 1}-1-{1000 + n}", "138****5678", Money(n * 100)) for n in range(COUNT)]
COLUMNS: tuple[Column[Row], ...] = (
    Column("", lambda r: r.id % 2 == 0, kind="tick", width=40, sort=False),
    Column("房号", lambda r: r.code, kind="unit", width=100, name="code"),
    Column("电话", lambda r: r.phone, width=100),
    Column("未收（元）", lambda r: r.owed, kind="money", width=100, name="owed"),
    Column("状态", lambda r: Status("bad" if r.owed else "ok", "欠费" if r.owed else "缴清"), kind="status"),
)


class Port:
    """One printer; remembers what was sent."""

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []

    def printers(self) -> tuple[str, ...]:
        return ("前台激光",)

    def default(self) -> str:
        return "前台激光"

    def send(self, job: PrintJob, progress: Progress) -> None:
        self.jobs.append(job)


@dataclass
class Shown:
    """What the preview was asked to show."""

    form_key: str
    pdf: bytes
    title: str

    def lines(self) -> list[str]:
        pages = len(read.reader(self.pdf).pages)
        return [line for number in range(pages) for line in read.lines(self.pdf, number)]

    def codes(self) -> list[str]:
        return [line.split()[0] for line in self.lines() if "138****5678" in line]


@pytest.fixture
def previews(monkeypatch: pytest.MonkeyPatch) -> list[Shown]:
    found: list[Shown] = []

    def show(_desk: Desk, form_key: str, pdf: bytes, title: str, **_how: Any) -> bool:
        found.append(Shown(form_key, pdf, title))
        return False

    monkeypatch.setattr(printing_lists, "show_preview", show)
    return found


@pytest.fixture
def asked() -> list[PageAsk]:
    return []


@pytest.fixture
def paged(qtbot: QtBot, desk: Desk, asked: list[PageAsk]) -> Table:
    def fetch(ask: PageAsk, deliver: Callable[[Sequence[Row]], None]) -> None:
        asked.append(ask)
        deliver(ROWS[ask.offset : ask.offset + ask.limit])

    model: PagedModel[Row] = PagedModel(COLUMNS, fetch, key=lambda r: r.id)
    model.set_count(COUNT)
    return listed(qtbot, model)


def listed(qtbot: QtBot, model: Any) -> Table:
    table = Table("rows", title="欠费")
    qtbot.addWidget(table)
    model.setParent(table)
    table.set_model(model)
    return table


def every() -> Iterator[Row]:
    for offset in range(0, COUNT, 500):
        yield from ROWS[offset : offset + 500]


def test_all_rows_of_a_paged_list_come_to_paper_in_their_order(
    desk: Desk, paged: Table, admin: Actor, previews: list[Shown]
) -> None:
    settings = SaveSettings({"office.name": "翠湖花园物业服务中心"})
    desk.runner.run(save_settings, settings, actor=admin)
    print_list(desk, paged, "欠费", every, {"owed": Money(12_345_600)}, "楼栋 3 栋")
    (shown,) = previews
    assert (shown.form_key, shown.title) == ("list", "欠费")
    lines = shown.lines()
    assert lines[0] == "欠费"
    assert lines[1].startswith("翠湖花园物业服务中心  ")
    assert lines[2] == "筛选：楼栋 3 栋  共 1,200 行"
    assert lines[3] == "房号  电话  未收（元）  状态"
    assert shown.codes() == [r.code for r in ROWS]
    assert "合计  123,456.00" in lines
    assert desk.actor.name in lines[-1]
    assert lines.count("房号  电话  未收（元）  状态") == len(read.reader(shown.pdf).pages) > 20


def test_a_paged_list_without_its_rows_is_a_defect(desk: Desk, paged: Table) -> None:
    with pytest.raises(TypeError):
        print_list(desk, paged, "欠费")


def test_rows_that_are_all_here_are_printed_sorted_as_shown_and_masked_as_shown(
    qtbot: QtBot, desk: Desk, previews: list[Shown]
) -> None:
    """D1.9: the paper has the texts of the cells, and nothing else of the row."""
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows(ROWS[:5])
    table = listed(qtbot, model)
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    model.sort(3, Qt.SortOrder.DescendingOrder)
    print_list(desk, table, "欠费")
    assert previews[0].codes() == [r.code for r in reversed(ROWS[:5])]
    assert not any("合计" in line for line in previews[0].lines())


def test_a_column_that_is_hidden_is_not_printed(qtbot: QtBot, desk: Desk, previews: list[Shown]) -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows(ROWS[:2])
    table = listed(qtbot, model)
    table.setColumnHidden(4, True)
    print_list(desk, table, "欠费")
    assert "房号  电话  未收（元）" in previews[0].lines()


def test_an_empty_list_says_so_and_opens_nothing(
    qtbot: QtBot, desk: Desk, messages: QuietMessages, previews: list[Shown]
) -> None:
    print_list(desk, listed(qtbot, RowsModel(COLUMNS)), "欠费")
    assert previews == []
    assert "没有可打印的" in str(messages.said[-1])


def test_T19_a_character_that_cannot_be_printed_is_told_with_its_row(
    qtbot: QtBot, desk: Desk, messages: QuietMessages, previews: list[Shown]
) -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows([ROWS[0], Row(9, "3-1-\U0010fffd", "138****5678", Money(0))])
    print_list(desk, listed(qtbot, model), "欠费")
    assert previews == []
    assert "第 2 行的房号" in str(messages.said[-1])


def test_it_stops_every_500_rows_when_cancelled(desk: Desk, paged: Table, previews: list[Shown]) -> None:
    """L6: nothing is shown, the list is as it was."""
    read_so_far = 0

    def rows() -> Iterator[Row]:
        nonlocal read_so_far
        for row in ROWS:
            read_so_far += 1
            if read_so_far == 100:
                assert desk.work is not None
                desk.work.progress.cancelled.set()
            yield row

    told: list[Exception] = []
    desk.tell = lambda error, form=None: told.append(error)  # type: ignore[method-assign]
    print_list(desk, paged, "欠费", rows)
    assert read_so_far == 500
    assert [type(error) for error in told] == [Cancelled]
    assert previews == []


def test_the_filter_row_says_what_the_list_is_narrowed_by(qtbot: QtBot) -> None:
    row = FilterRow()
    qtbot.addWidget(row)
    chips = ChipRow([("all", "全部"), ("owed", "未收")], name="chips")
    building = ChoiceField("building", [(None, "全部楼栋"), (3, "3 栋")])
    building.set_label("楼栋")
    month = MonthField("month")
    month.set_label("账期")
    search = TextField("search", "房号")
    row.add(chips)
    for widget in (month, building, search):
        row.add_right(widget)
    row.resize(900, 44)
    row.show()
    QApplication.processEvents()
    assert filter_words(row) == ""
    chips.choose("owed")
    building.set_value(3)
    month.inner.setText("2026-11")
    search.set_value("张")
    assert filter_words(row) == "未收，账期 2026-11，楼栋 3 栋，含“张”"


class ListPage(Page):
    """A page as they all are: the list, and 打印 in the head."""

    def __init__(self, desk: Desk, table: Table) -> None:
        super().__init__(desk, "list_page", "欠费")
        self.head.add_action(print_button("list_print", lambda: print_list(desk, table, "欠费", every)))
        self.table = table
        self.set_body(table)


def test_ctrl_p_opens_the_real_preview_and_ctrl_p_there_prints(
    desk: Desk, paged: Table, window: Callable[..., QWidget], qtbot: QtBot
) -> None:
    """The one key of all lists; in the preview the same key sends it to the printer set for lists."""
    port = Port()
    desk.printing = Printing(desk.memory, port, SameThreadWorker())
    page = ListPage(desk, paged)
    window(page)
    assert ("Ctrl P", "打印") in page.shortcuts()
    seen: list[int] = []

    def in_preview() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreviewDialog)
        seen.append(dialog.view.page_count())
        dialog.print_it()

    timer = QTimer(page)
    timer.setInterval(20)
    timer.timeout.connect(lambda: (timer.stop(), in_preview()) if QApplication.activeModalWidget() else None)
    timer.start()
    paged.setFocus()
    qtbot.keyClick(paged, K.Key_P, CTRL)
    assert seen
    assert seen[0] > 20
    assert [job.title for job in port.jobs] == ["欠费"]
