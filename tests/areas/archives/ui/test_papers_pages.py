"""资料, 待归档, 缺件, 收发文 by keyboard, dropped and pasted (D1.6, D1.9, L5, L9, T23)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.areas.archives.queries.correspondence import DocumentFilter, DocumentShow, document_rows
from frontdesk.areas.archives.queries.papers import PaperFilter, PaperShow, paper_rows, papers_of
from frontdesk.areas.archives.queries.papers_missing import missing_of
from frontdesk.areas.archives.rules.correspondence import State
from frontdesk.areas.archives.rules.papers import PaperState, Source
from frontdesk.areas.archives.service.papers import FilePaper, SetPaperFolders, file_paper, set_paper_folders
from frontdesk.areas.archives.ui.correspondence_page import CorrespondencePage
from frontdesk.areas.archives.ui.paper_inbox_page import PaperInboxPage
from frontdesk.areas.archives.ui.paper_viewer import ViewerDialog
from frontdesk.areas.archives.ui.papers_missing_page import PapersMissingPage
from frontdesk.areas.archives.ui.papers_page import PapersPage
from frontdesk.areas.archives.ui.people_page import PeoplePage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.files_field import FileDrops
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Estate, Went, texts

DAY = date(2026, 11, 21)
K = Qt.Key
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
Show = Callable[[Any], Any]
Press = Callable[..., None]


class NoPrinter:
    """A machine without any printer."""

    def printers(self) -> tuple[str, ...]:
        return ()

    def default(self) -> str:
        return ""

    def send(self, job: Any, progress: Any) -> None:
        raise AssertionError("nothing is sent")


def dialog(kind: type[Any] = QDialog) -> Any:
    """The one dialog that is open."""
    QApplication.processEvents()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    found[0].activateWindow()
    QApplication.processEvents()
    # L9: it fits a low screen.
    assert not isinstance(found[0], DeskDialog) or found[0].height() <= 688
    return found[0]


def back(page: Any) -> None:
    page.window().activateWindow()
    QApplication.processEvents()
    page.table.setFocus()


def drop(page: Any, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert page.acceptDrops()
    # Qt hands a drop on only while something is dragged: the page's own listener takes it.
    assert page.findChild(FileDrops).eventFilter(page, event)
    QApplication.processEvents()


def test_D1_6_a_paper_is_filed_looked_at_replaced_and_voided_by_keyboard(
    desk: Desk,
    estate: Estate,
    runner: Runner,
    shown: Show,
    press: Press,
    answers: Answers,
    bar: Bar,
    tmp_path: Path,
) -> None:
    page: PapersPage = shown(PapersPage(desk))
    assert page.is_empty()
    answers.file = tmp_path / "产权证.pdf"
    answers.file.write_bytes(PDF)
    press(K.Key_F2)
    form = dialog()
    press(K.Key_F3)
    assert "产权证.pdf" in form.files.words.text()
    form.unit.setFocus()
    press("1-1-101", K.Key_Tab)
    form.kind.setFocus()
    # Nothing chosen yet: said beside the field, and nothing is filed.
    press(CTRL_ENTER)
    assert form.kind.error()
    press(K.Key_Down, K.Key_Down)
    form.kind.set_value("照片")
    press(CTRL_ENTER)
    assert bar.said[-1][1] == "已归档 1 份。"
    row = runner.read(paper_rows, PaperFilter(DAY))[0]
    assert (row.unit, row.kind, row.name, row.source) == ("1-1-101", "照片", "产权证", Source.FILE)
    back(page)
    assert not page.is_empty()
    assert page.preview.page_count() == 1
    press(K.Key_Return)
    seen = dialog(ViewerDialog)
    wide = seen.view.shape(0)
    press((Qt.KeyboardModifier.ControlModifier, K.Key_R))
    assert seen.view.shape(0) == (wide[1], wide[0])
    press(K.Key_Escape)
    back(page)
    # A newer one for it: pasted as a picture.
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    press(K.Key_F4)
    form = dialog()
    form.files.paste()
    press(CTRL_ENTER)
    back(page)
    found = runner.read(paper_rows, PaperFilter(DAY, show=PaperShow.ALL))
    assert [(r.sort, r.state, r.source) for r in found] == [
        ("png", PaperState.CURRENT, Source.PASTE), ("pdf", PaperState.REPLACED, Source.FILE),
    ]  # fmt: skip
    answers.reason = "归错户"
    press(K.Key_F7)
    assert runner.read(paper_rows, PaperFilter(DAY))[0].id == row.id


def test_D1_9_a_personal_paper_asks_for_a_reason_and_what_runs_is_refused_when_dropped(
    desk: Desk, estate: Estate, runner: Runner, admin: Actor, shown: Show, press: Press, answers: Answers, bar: Bar,
    tmp_path: Path,
) -> None:  # fmt: skip
    runner.run(file_paper, FilePaper("身份证", PDF, unit_id=estate.units["1-1-101"]), actor=admin)
    page: PapersPage = shown(PapersPage(desk))
    assert "不直接显示" in texts(page.pane)
    answers.reason = None
    press(K.Key_Return)
    assert answers.asked[-1] == "看原件"
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, ViewerDialog) and w.isVisible()]
    answers.reason = "住户本人要看"
    press(K.Key_Return)
    dialog(ViewerDialog).reject()
    back(page)
    bad = tmp_path / "合同.pdf.exe"
    bad.write_bytes(b"MZ")
    drop(page, bad)
    form = dialog()
    form.unit.set_value(estate.units["1-1-101"])
    form.kind.set_value("其他")
    press(CTRL_ENTER)
    assert "能运行" in form.files.error()
    form.files.set_value(())
    form.guard_typing(lambda *_a, **_k: True)
    press(K.Key_Escape)
    assert len(runner.read(paper_rows, PaperFilter(DAY, show=PaperShow.ALL))) == 1


def test_D1_6_scans_are_filed_in_few_keys_and_go_only_then(
    desk: Desk,
    estate: Estate,
    runner: Runner,
    admin: Actor,
    shown: Show,
    press: Press,
    bar: Bar,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in ("1.pdf", "2.pdf"):
        (folder / name).write_bytes(PDF + name.encode() + b"\n%%EOF\n")
    runner.run(set_paper_folders, SetPaperFolders(str(folder)), actor=admin)
    page: PaperInboxPage = shown(PaperInboxPage(desk))
    assert (page.model.rowCount(), page.preview.page_count()) == (2, 1)
    press(K.Key_Return, CTRL_ENTER)
    assert page.unit.error()
    assert (folder / "1.pdf").exists()
    press("1-1-101", K.Key_Tab)
    page.kind.setFocus()
    press(K.Key_Down)
    first = page.kind.value()
    press(CTRL_ENTER)
    assert sorted(path.name for path in folder.iterdir()) == ["2.pdf"]
    papers = runner.read(papers_of, DAY, unit_id=estate.units["1-1-101"])
    assert [(p.kind, p.source, p.file_name) for p in papers] == [(first, Source.SCAN, "1.pdf")]
    # The next one of the pile: the same home and kind stand there still.
    assert page.unit.value() == estate.units["1-1-101"]
    press(CTRL_ENTER)
    assert list(folder.iterdir()) == []
    assert page.is_empty()
    # Written while the list is looked at: it comes by itself, and waits until it is whole.
    (folder / "3.pdf").write_bytes(PDF[:30])
    page.watch.timeout.emit()
    assert (page.model.rowCount(), page.file_button.isEnabled()) == (1, False)
    (folder / "3.pdf").write_bytes(PDF)
    page.watch.timeout.emit()
    assert page.file_button.isEnabled()
    back(page)
    press(K.Key_F4)
    assert [path.name for path in (folder / "不归档").iterdir()] == ["3.pdf"]


def test_D1_6_what_is_missing_is_listed_and_filed_from_there(
    desk: Desk,
    estate: Estate,
    runner: Runner,
    shown: Show,
    press: Press,
    went: Went,
    tmp_path: Path,
    answers: Answers,
) -> None:
    page: PapersMissingPage = shown(PapersMissingPage(desk))
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert [(row.unit, row.missing) for row in rows] == [
        ("1-1-101", ("身份证", "购房合同", "收楼资料")),
        ("1-1-102", ("身份证", "购房合同", "租赁合同", "收楼资料")),
    ]
    answers.file = tmp_path / "a.pdf"
    answers.file.write_bytes(PDF)
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    assert page.head.back is not None
    page.head.back.click()
    assert left == [True]
    press(K.Key_F2)
    form = dialog()
    assert form.unit.value() == estate.units["1-1-101"]
    press(CTRL_ENTER)
    assert form.files.error() == "请选文件"
    press(K.Key_F3)
    form.kind.set_value("购房合同")
    press(CTRL_ENTER)
    back(page)
    assert page.model.row(0).missing == ("身份证", "收楼资料")
    page.open(kind="租赁合同")
    assert [page.model.row(n).unit for n in range(page.model.rowCount())] == ["1-1-102"]
    press(K.Key_Return)
    assert went.last == ("papers", {"unit_id": estate.units["1-1-102"]})


def test_D1_6_a_document_runs_its_course_by_keyboard(
    desk: Desk, runner: Runner, shown: Show, press: Press, bar: Bar, answers: Answers
) -> None:
    page: CorrespondencePage = shown(CorrespondencePage(desk))
    assert page.is_empty()
    press(K.Key_F2)
    form = dialog()
    press(CTRL_ENTER)
    assert form.fields["party"].error()
    form.fields["party"].setFocus()
    press("区住建局", K.Key_Tab, K.Key_Tab, "消防检查的通知")
    form.fields["readers"].set_value("周敏、何倩")
    form.fields["answer_by"].set_value(DAY)
    press(CTRL_ENTER)
    assert bar.said[-1][1] == "已登记 SW-2026-001。"
    back(page)
    press(K.Key_F5)
    form = dialog()
    box = next(field for name, field in form.fields.items() if name.startswith("e"))
    box.set_value(True)
    press(CTRL_ENTER)
    row = runner.read(document_rows, DocumentFilter(DAY))[0]
    assert [each.who for each in row.standing.reading] == ["何倩"]
    back(page)
    press(K.Key_F7)
    form = dialog()
    form.fields["who"].set_value("工程部 郑凯")
    form.fields["words"].set_value("复印")
    press(CTRL_ENTER)
    back(page)
    assert "原件在 工程部 郑凯 手里" in texts(page.pane)
    press(K.Key_F7)
    dialog()
    press(CTRL_ENTER)
    back(page)
    for words in ("已复函", "盒 1"):
        press(K.Key_F6)
        form = dialog()
        form.fields["words"].set_value(words)
        press(CTRL_ENTER)
        back(page)
    assert runner.read(document_rows, DocumentFilter(DAY)) == ()
    found = runner.read(document_rows, DocumentFilter(DAY, show=DocumentShow.FILED))
    assert [(r.number, r.standing.state) for r in found] == [("SW-2026-001", State.FILED)]
    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    page.open(show="FILED")
    back(page)
    press(K.Key_F3)
    dialog()
    press(CTRL_ENTER)
    made = dialog(PreviewDialog)
    assert made.view.page_count() == 1
    made.reject()


def test_D1_6_somebodys_own_paper_needs_no_unit(
    desk: Desk,
    estate: Estate,
    runner: Runner,
    shown: Show,
    press: Press,
    went: Went,
    tmp_path: Path,
    answers: Answers,
) -> None:
    people: PeoplePage = shown(PeoplePage(desk))
    people.open(text="林芳")
    press(K.Key_F5)
    target, arguments = went.last
    assert (target, arguments["name"]) == ("papers", "林芳")
    page: PapersPage = shown(PapersPage(desk))
    page.open(**arguments)
    answers.file = tmp_path / "a.pdf"
    answers.file.write_bytes(PDF)
    press(K.Key_F2)
    form = dialog()
    press(K.Key_F3)
    form.kind.set_value("身份证")
    press(CTRL_ENTER)
    rows = runner.read(paper_rows, PaperFilter(DAY, person_id=arguments["person_id"]))
    assert [(row.person, row.unit, row.kind) for row in rows] == [("林芳", "", "身份证")]
    assert "身份证" not in runner.read(missing_of, estate.units["1-1-102"], DAY)
