"""The walk for unmasked numbers (D1.9): it sees one wherever it is planted, and what is let through has a reason."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.log import start_log, stop_log
from frontdesk.app.papers import papers
from frontdesk.app.selftest import privacy_rest as rest
from frontdesk.app.selftest.papers import Drawn, list_sample
from frontdesk.app.selftest.privacy import ALLOWED, FILES, PAPERS, Privacy, texts_of_file
from frontdesk.base.printing.list_paper import draw_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.shown_for import ShownFor
from frontdesk.base.widgets.table import Table

MOBILE, LANDLINE, RESIDENT, PASSPORT = "13812345678", "0571-87654321", "11010519491231002X", "M40217300"


class _Drawn(QWidget):
    """Draws its words itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(10, 20, f"打给 {MOBILE}")
        painter.end()


def _label(column: QVBoxLayout) -> None:
    column.addWidget(QLabel(f"业主 张硕 {MOBILE}"))


def _field(column: QVBoxLayout) -> None:
    column.addWidget(QLineEdit("138 1234 5678"))


def _tip(column: QVBoxLayout) -> None:
    label = QLabel("张硕")
    label.setToolTip(LANDLINE)
    column.addWidget(label)


def _spoken(column: QVBoxLayout) -> None:
    label = QLabel("张硕")
    label.setAccessibleDescription(f"证件 {RESIDENT}")
    column.addWidget(label)


def _cell(column: QVBoxLayout) -> None:
    rows = [f"第 {n} 行" for n in range(400)]
    rows[250] = f"护照 {PASSPORT}"
    model: RowsModel[str] = RowsModel((Column("谁", lambda r: r),), key=lambda r: r)
    model.set_rows(rows)
    table = Table("planted", title="谁")
    table.set_model(model)
    column.addWidget(table)


@pytest.mark.parametrize(
    ("plant", "covered"),
    [
        (_label, "138****5678"), (_field, "138****5678"), (_tip, "0571-****4321"),
        (_spoken, "110105********002X"), (_cell, "M******00"),
    ],
)  # fmt: skip
def test_d1_9_one_number_planted_unmasked_is_found(
    qtbot: QtBot, plant: Callable[[QVBoxLayout], None], covered: str
) -> None:
    window = QWidget()
    window.setObjectName("page")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QLabel("张硕 138****5678 110105********002X SJ00020331 4200002026112112345678901234"))
    window.show()
    privacy = Privacy(known=(PASSPORT,))
    privacy.look("page clean", window)
    assert privacy.told() == []
    plant(column)
    QApplication.processEvents()
    privacy.look("page planted", window)
    (told,) = privacy.told()
    assert told.startswith("page planted: ")
    assert told.endswith(covered)
    for number in (MOBILE, LANDLINE, RESIDENT, PASSPORT):
        assert number not in told


def test_d1_9_words_that_a_widget_draws_itself_are_read(qtbot: QtBot) -> None:
    window = _Drawn()
    qtbot.addWidget(window)
    window.resize(200, 40)
    window.show()
    privacy = Privacy()
    with privacy.drawn("page"):
        window.grab()
    assert privacy.told() == ["page: drawn: 138****5678"]


def test_d1_9_a_number_somebody_asked_for_and_the_offices_own_are_no_findings(qtbot: QtBot) -> None:
    label = QLabel("138****5678")
    qtbot.addWidget(label)
    label.show()
    privacy = Privacy(public=(LANDLINE,))
    shown = ShownFor(label, lambda: label.setText("138****5678"))
    label.setText(MOBILE)
    label.setToolTip(f"前台 {LANDLINE}")
    shown.begin(60)
    privacy.look("page", label)
    assert privacy.told() == []
    label.hide()
    assert label.text() == "138****5678"
    label.setText(MOBILE)
    label.show()
    privacy.look("page", label)
    assert len(privacy.told()) == 1


def test_d1_9_papers_files_and_the_log_are_read_too(tmp_path: Path) -> None:
    clean, privacy = list_sample(), Privacy()
    from dataclasses import replace

    planted = replace(clean, rows=(*clean.rows, ("3-1-0101", "张硕", MOBILE, "1.00")))
    rest.read_papers(privacy, [Drawn("list-A4.pdf", draw_list(clean), False)])
    assert privacy.told() == []
    rest.read_papers(privacy, [Drawn("list-A4.pdf", draw_list(planted), False)])
    (tmp_path / "saved").mkdir()
    with xlsxwriter.Workbook(tmp_path / "saved" / "业主.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["林芳", 13922222216])
    (tmp_path / "saved" / "业主.csv").write_text(
        "姓名,证件\r\n张硕," + RESIDENT + "\t\r\n", encoding="utf-8-sig"
    )
    rest.read_saved(privacy, tmp_path / "saved")
    found = privacy.told()
    assert [told.rpartition(" ")[2] for told in found] == ["138****5678", "110105********002X", "139****2216"]
    try:
        start_log(tmp_path)
        try:
            raise ValueError(f"张硕 {MOBILE} {RESIDENT}")
        except ValueError:
            logging.getLogger("frontdesk.walk").exception("打给 %s 的 %s", "林芳", "13922222216")
    finally:
        stop_log()
    rest.read_log(privacy, tmp_path)
    assert privacy.told() == found
    assert any("ValueError" in line for path in tmp_path.rglob("*.log") for line in texts_of_file(path))


def test_d1_9_what_is_let_through_exists_and_says_why() -> None:
    forms = {form.key for _area, form, _size in papers()}
    assert set(PAPERS) <= forms
    assert all(len(reason) > 20 for reason in (*PAPERS.values(), *ALLOWED.values(), *FILES.values()))
    assert len(PAPERS) + len(ALLOWED) < 10


def test_d1_9_numbers_in_words_somebody_typed_are_covered_in_lists_and_the_trail() -> None:
    from frontdesk.base.values.masks import cover_numbers
    from frontdesk.base.widgets.history import covered
    from frontdesk.base.widgets.rows import shown

    assert shown(f"打 {MOBILE} 或 {LANDLINE}，身份证 {RESIDENT}") == (
        "打 138****5678 或 0571-****4321，身份证 110105********002X"
    )
    assert shown("打 138 1234 5678、138-1234-5678") == "打 138****5678、138****5678"
    for kept in (
        "SJ00020331",
        "4200002026112112345678901234",
        "91330106MA27XBQ3XN",
        "3-1-1202",
        "B1-076",
        "20261121003",
    ):
        assert cover_numbers(kept) == kept
    assert covered("finder_phone", "8765432") == "***5432"
    assert covered("carrier_number", PASSPORT) == "M******00"
    assert covered("contact", f"林芳 {MOBILE}") == "林芳 138****5678"
    assert covered("words", "") == ""
