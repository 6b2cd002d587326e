"""D1.7 through the page: an office's workbook from the file to the numbers, and everything a file can do to us."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.queries import import_runs, unit_count, unit_rows
from frontdesk.areas.archives.rules.importing import Field
from frontdesk.areas.archives.ui.import_page import CHOOSE, COLUMNS, DONE, PREVIEW, ImportPage
from frontdesk.areas.archives.ui.units_page import UnitsPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk, LongWork
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, MakeDesk, Went, named, texts

DATA = Path(__file__).parents[3] / "data"
SAMPLE = DATA / "yezhu-ziliao.xlsx"
EXPECTED = json.loads((DATA / "yezhu-ziliao.expected.json").read_text(encoding="utf-8"))
Show = Callable[[Any], Any]
Press = Callable[..., None]


@pytest.fixture
def page(desk: Desk, shown: Show) -> ImportPage:
    return shown(ImportPage(desk))


def chosen(page: ImportPage, letter: str, field: Field | None) -> None:
    """What a column is taken for, as the clerk changes it."""
    line = next(line for line in page.columns.lines if line.look.letter == letter)
    at = next(i for i, option in enumerate(line.choice.options()) if option.value is field)
    line.choice.take_from_list(at)


def figure(page: ImportPage, key: str) -> str:
    return str(named(page.result, f"import_done_{key}").text())


def test_the_whole_way_by_keys(
    page: ImportPage, press: Press, answers: Answers, runner: Runner, went: Went
) -> None:
    """F2 and a file, Ctrl+Enter the preview, Ctrl+Enter the import: the numbers are those of the sample."""
    answers.file = SAMPLE
    press(Qt.Key.Key_F2)
    assert page.step() == COLUMNS
    assert "表头在第 3 行" in page.columns.words.text()
    assert [line.look.field for line in page.columns.lines][1:4] == [
        Field.BUILDING,
        Field.ENTRANCE,
        Field.ROOM,
    ]
    assert "310115********3714" in texts(page.columns)
    press(CTRL_ENTER)
    assert page.step() == PREVIEW
    assert runner.read(unit_count) == 0
    press(CTRL_ENTER)
    assert page.step() == DONE
    assert page.steps.current() == 4
    assert figure(page, "made") == str(EXPECTED["units"])
    assert figure(page, "people") == str(EXPECTED["people"])
    assert figure(page, "flagged") == str(len(EXPECTED["flagged"]))
    assert figure(page, "rejected") == str(len(EXPECTED["rejected"]))
    assert runner.read(unit_count) == EXPECTED["units"]
    press(Qt.Key.Key_F4)
    assert went.last == ("flags", {})
    press(Qt.Key.Key_F6)
    assert went.last == ("fee_items", {})
    press(Qt.Key.Key_F3)
    assert went.last == ("archives", {})


def test_the_preview_shows_each_rows_fate(page: ImportPage) -> None:
    """Rows as Excel numbers them, the reason beside them, counts on the chips."""
    page.take_file(SAMPLE)
    page._go_on()
    chips = page.preview.chips
    assert chips.chip("made").accessibleName() == f"新增 {EXPECTED['units']}"
    assert not chips.chip("changed").isVisibleTo(chips)
    chips.choose("rejected")
    model = page.preview.model
    assert [(row.row, row.reason) for row in model.rows()] == [
        (each["row"], each["reason"]) for each in EXPECTED["rejected"]
    ]
    assert model.index(0, 1).data() == "退回"
    chips.choose("flagged")
    assert [row.row for row in model.rows()] == [each["row"] for each in EXPECTED["flagged"]]
    assert {model.index(n, 1).data() for n in range(model.rowCount())} == {"新增，待核实"}
    assert "缺业主姓名" in texts(page.preview.pane)


def test_the_same_again_changes_nothing(page: ImportPage, runner: Runner) -> None:
    """T14: the second time every row is 不变."""
    for _time in range(2):
        page.begin()
        page.take_file(SAMPLE)
        page._go_on()
        page._go_on()
    assert figure(page, "made") == figure(page, "changed") == figure(page, "people") == "0"
    assert figure(page, "unchanged") == str(EXPECTED["units"])
    assert named(page.result, "import_done_title").text() == "没有要改的"
    assert [run.units for run in runner.read(import_runs)] == [0, EXPECTED["units"]]
    page.begin()
    assert page.step() == CHOOSE
    assert page.choose.runs.rows_model().rowCount() == 2


def test_rejected_rows_are_kept_as_a_workbook(
    page: ImportPage, press: Press, answers: Answers, bar: Bar, tmp_path: Path
) -> None:
    """F8: with the reason in a new column, ready to be mended and imported."""
    page.take_file(SAMPLE)
    page._go_on()
    page._go_on()
    answers.file = tmp_path / "rejects.xlsx"
    press(Qt.Key.Key_F8)
    rows = list(openpyxl.load_workbook(answers.file).active.values)
    assert "退回原因" in rows[0]
    assert rows[1][rows[0].index("退回原因")] == EXPECTED["rejected"][0]["reason"]
    assert "已另存" in bar.last()
    answers.file = tmp_path / "nowhere" / "rejects.xlsx"
    press(Qt.Key.Key_F8)
    assert "没有存下" in bar.last()


def test_columns_are_changed_by_hand(page: ImportPage, workbook: Callable[..., Path], runner: Runner) -> None:
    """A field stands on one column only: what was taken for it before is let go of."""
    rows = [["房号", "姓名", "曾用名", "面积"], ["1-101", "张三", "张山", 88], ["1-102", "李四", "李士", 90]]
    page.take_file(workbook({"Sheet1": rows}))
    chosen(page, "C", Field.OWNER)
    lines = {line.look.letter: line for line in page.columns.lines}
    assert lines["B"].choice.value() is None
    assert lines["C"].by.text() == "手工"
    chosen(page, "D", None)
    page._go_on()
    page._go_on()
    assert [(u.code, u.owners, u.built_area) for u in runner.read(unit_rows)] == [
        ("1-101", "张山", None),
        ("1-102", "李士", None),
    ]


def test_without_a_column_for_the_unit_it_does_not_go_on(page: ImportPage, press: Press) -> None:
    """It says what to do, beside the columns."""
    page.take_file(SAMPLE)
    chosen(page, "D", None)
    assert "没有房号" in texts(page.columns.pane)
    press(CTRL_ENTER)
    assert page.step() == COLUMNS
    assert "没有房号不能导入" in page.columns.note.text()
    chosen(page, "D", Field.ROOM)
    press(CTRL_ENTER)
    assert page.step() == PREVIEW
    assert page.columns.note.text() == ""


def test_another_sheet_is_chosen(page: ImportPage, workbook: Callable[..., Path], runner: Runner) -> None:
    """Several sheets of which one is the units; the clerk may take another."""
    units = [["房号", "业主姓名", "建筑面积"], ["1-101", "张三", 88], ["1-102", "李四", 90]]
    old = [["房号", "业主姓名", "建筑面积"], ["9-901", "王五", 77]]
    page.take_file(workbook({"说明": [["填表说明"]], "业主资料": units, "旧表": old}))
    names = [option.value for option in page.columns.sheet.options()]
    assert page.columns.sheet.value() == "业主资料"
    page.columns.sheet.take_from_list(names.index("旧表"))
    assert "王五" in texts(page.columns)
    page._go_on()
    page._go_on()
    assert [u.code for u in runner.read(unit_rows)] == ["9-901"]


def test_a_sheet_without_a_heading_is_matched_by_hand(
    page: ImportPage, workbook: Callable[..., Path], runner: Runner
) -> None:
    """What is not recognised can still be said."""
    rows = [["甲", "乙"], ["1-1-101", "张三"], ["1-1-102", "李四"], ["1-1-103", "王五"]]
    page.take_file(workbook({"Sheet1": rows}))
    assert page.step() == COLUMNS
    if not page.columns.has_room():
        assert "没有认出" in page.columns.note.text()
        chosen(page, "A", Field.ROOM)
    chosen(page, "B", Field.OWNER)
    page._go_on()
    assert page.step() == PREVIEW, page.columns.note.text()
    page._go_on()
    assert {u.code: u.owners for u in runner.read(unit_rows)} == {
        "1-1-101": "张三",
        "1-1-102": "李四",
        "1-1-103": "王五",
    }


def test_back_to_the_columns_and_to_another_file(page: ImportPage, press: Press) -> None:
    """Esc: nothing was stored, the step before stands as it was."""
    page.take_file(SAMPLE)
    chosen(page, "O", None)
    press(CTRL_ENTER)
    press(Qt.Key.Key_Escape)
    assert page.step() == COLUMNS
    assert next(line for line in page.columns.lines if line.look.letter == "O").choice.value() is None
    press(Qt.Key.Key_Escape)
    assert page.step() == CHOOSE


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.xlsx", b"", "空文件"),
        ("坏.xlsx", SAMPLE.read_bytes()[:9000], "已损坏"),
        ("密.xlsx", (DATA / "mima.xlsx").read_bytes(), "有打开密码"),
        ("页.xls", b"<html><table></table></html>", "内容是网页"),
        ("合同.pdf", b"%PDF-1.7 ...", "是 PDF"),
    ],
)
def test_files_that_cannot_be_read_are_answered_on_the_page(
    page: ImportPage, tmp_path: Path, name: str, data: bytes, words: str, runner: Runner
) -> None:
    """L10: what happened and what to do; the page stands where it was."""
    path = tmp_path / name
    path.write_bytes(data)
    page.take_file(path)
    assert page.step() == CHOOSE
    assert words in page.choose.note.text()
    assert page.choose.note.isVisibleTo(page)
    assert not page.choose.retry.isVisibleTo(page)
    assert runner.read(unit_count) == 0
    page.take_file(SAMPLE)
    assert page.step() == COLUMNS


def test_a_file_open_elsewhere_can_be_tried_again(
    page: ImportPage, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel holds it: close it there, F5 here."""
    path = tmp_path / "a.xlsx"
    shutil.copy(SAMPLE, path)
    real = Path.read_bytes
    held = [True]

    def read(self: Path) -> bytes:
        if held[0] and self.name == "a.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    page.take_file(path)
    assert "可能正在 Excel 里打开" in page.choose.note.text()
    held[0] = False
    page.focus_start()
    press(Qt.Key.Key_F5)
    assert page.step() == COLUMNS


def test_a_file_that_goes_away_before_the_preview_is_said(page: ImportPage, tmp_path: Path) -> None:
    """The step before is kept; nothing is stored."""
    path = tmp_path / "a.xlsx"
    shutil.copy(SAMPLE, path)
    page.take_file(path)
    path.unlink()
    page._go_on()
    assert "找不到文件" in page.columns.note.text()


def test_cancelling_stores_nothing(
    page: ImportPage, desk: Desk, runner: Runner, bar: Bar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One transaction: stopped anywhere, no row stands, and the preview is still there."""
    page.take_file(SAMPLE)
    page._go_on()
    real = LongWork.arrived

    def arrived(self: LongWork, done: int, of: int, words: str) -> None:
        real(self, done, of, words)
        if "写入" in words:
            self.cancel()

    monkeypatch.setattr(LongWork, "arrived", arrived)
    page._go_on()
    assert page.step() == PREVIEW
    assert "已取消" in bar.last()
    assert runner.read(unit_count) == 0
    assert runner.read(import_runs) == ()


def test_a_clerk_imports_only_with_leave(
    make_desk: MakeDesk, cashier: Actor, shown: Show, answers: Answers, runner: Runner
) -> None:
    """A supervisor can allow it on the spot."""
    page = shown(ImportPage(make_desk(cashier)))
    page.take_file(SAMPLE)
    page._go_on()
    page._go_on()
    assert answers.asked[-1] == Right.ARCHIVES_IMPORT
    assert runner.read(unit_count) == 0
    answers.approval = Approval(Right.ARCHIVES_IMPORT.value, 3, "周敏")
    page._go_on()
    assert page.step() == DONE
    assert runner.read(unit_count) == EXPECTED["units"]


def test_a_workbook_is_dropped_on_the_page(page: ImportPage) -> None:
    """The mouse's way."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.choose.drop.dropEvent(event)
    assert page.step() == COLUMNS


def test_lists_read_again_after_an_import(page: ImportPage, desk: Desk, shown: Show) -> None:
    """Writes say what they touched."""
    units = UnitsPage(desk)
    shown(units)
    assert units.is_empty()
    page.take_file(SAMPLE)
    page._go_on()
    page._go_on()
    QApplication.processEvents()
    assert not units.is_empty()
    assert units.model.rowCount() == EXPECTED["units"]


def test_the_old_format_comes_in_too(page: ImportPage, runner: Runner) -> None:
    """.xls."""
    page.take_file(DATA / "zhuhu-qingce.xls")
    assert page.step() == COLUMNS
    page._go_on()
    assert page.step() == PREVIEW, page.columns.note.text()
    page._go_on()
    assert runner.read(unit_count) > 0


def test_a_defect_is_told_once_and_logged(
    page: ImportPage, bar: Bar, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No traceback reaches the page."""

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("frontdesk.areas.archives.ui.import_page.look_at_workbook", broken)
    page.take_file(SAMPLE)
    assert page.step() == CHOOSE
    assert "这一步没有做成" in bar.last()
    assert "defect" in caplog.text
