"""The photograph on a permit: read from a file, the clipboard or the camera, cut by the frame, stored as JPEG: D3.3."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.ui import photo_dialog
from frontdesk.areas.permits.ui.photo_camera import CameraWatch, camera_folders, open_camera
from frontdesk.areas.permits.ui.photo_crop import TALL, WIDE, CropView, PhotoView, cut, read_picture, to_jpeg
from frontdesk.areas.permits.ui.photo_dialog import PhotoDialog
from frontdesk.base.values.errors import Refused
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.ui.conftest import Answers


def picture(wide: int = 800, tall: int = 600) -> QImage:
    """Red at the left, blue at the right."""
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    painter.fillRect(0, 0, wide // 2, tall, QColor("red"))
    painter.end()
    return image


def saved(path: Path, image: QImage | None = None) -> Path:
    assert (image or picture()).save(str(path), "PNG" if path.suffix == ".png" else "JPEG")
    return path


@pytest.mark.parametrize("name", ["a.jpg", "照片.png"])
def test_a_file_is_read_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    image = read_picture(saved(tmp_path / name))
    assert (image.width(), image.height()) == (800, 600)
    wrong_name = saved(tmp_path / "b.png").rename(tmp_path / "c.jpg")
    assert not read_picture(wrong_name).isNull()


def test_what_is_no_photograph_is_refused_in_words(tmp_path: Path) -> None:
    text = tmp_path / "合同.jpg"
    text.write_text("not a picture", encoding="utf-8")
    for path, said in (
        (text, "不是照片"),
        (tmp_path / "没有.jpg", "打不开"),
        (saved(tmp_path / "small.jpg", picture(80, 90)), "太小"),
    ):
        with pytest.raises(Refused, match=said):
            read_picture(path)


def test_the_frame_begins_as_large_as_fits_and_stays_in_the_picture(qtbot: QtBot) -> None:
    view = CropView()
    qtbot.addWidget(view)
    view.set_image(picture())
    frame = view.frame()
    assert frame.height() == 600
    assert frame.width() == pytest.approx(600 * WIDE / TALL)
    view.move_frame(9999, 9999)
    assert (view.frame().right(), view.frame().bottom()) == pytest.approx((800, 600))
    view.grow(0.5)
    assert view.frame().width() == pytest.approx(frame.width() / 2)
    view.grow(0.0001)
    assert view.frame().width() == pytest.approx(120)
    view.grow(9999)
    assert view.frame().height() == pytest.approx(600)


def test_the_frame_moves_by_arrows_and_by_the_pointer_and_what_it_holds_is_cut(qtbot: QtBot) -> None:
    view = CropView()
    qtbot.addWidget(view)
    view.show()
    view.set_image(picture())
    view.grow(0.5)
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.frame().left() == 0
    result = view.cut()
    assert (result.width(), result.height()) == (WIDE, TALL)
    assert result.pixelColor(10, 10) == QColor("red")
    at = view._place().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(view, QPointF(at.x() + 300, at.y()).toPoint())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    view.move_frame(9999, 0)
    assert view.cut().pixelColor(WIDE - 10, 10) == QColor("blue")
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.frame().right() <= 800


def test_the_jpeg_is_of_the_cards_size_and_small(qtbot: QtBot) -> None:
    view = CropView()
    qtbot.addWidget(view)
    view.set_image(picture())
    data = to_jpeg(cut(view.image(), view.frame()))
    assert data.startswith(b"\xff\xd8")
    assert len(data) < 60_000
    back = QImage()
    assert back.loadFromData(data)
    assert (back.width(), back.height()) == (WIDE, TALL)
    assert data == to_jpeg(cut(view.image(), view.frame()))
    shown = PhotoView("shown")
    qtbot.addWidget(shown)
    shown.show_jpeg(data)
    assert not shown.empty()
    shown.show_jpeg(None)
    assert shown.empty()


@pytest.fixture
def taken() -> list[bytes]:
    return []


@pytest.fixture
def dialog(front: Front, taken: list[bytes], qtbot: QtBot) -> PhotoDialog:
    made = PhotoDialog(front, taken.append)
    qtbot.addWidget(made)
    made.open()
    return made


def test_a_photograph_comes_from_a_file(
    dialog: PhotoDialog, taken: list[bytes], answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not dialog.use.isEnabled()
    path = saved(tmp_path / "人.jpg")
    monkeypatch.setattr(answers, "choose_open_file", lambda _title, _pattern: path)
    dialog.from_file.click()
    assert dialog.use.isEnabled()
    assert not dialog.shown.empty()
    dialog.turn.click()
    assert dialog.crop.image().height() == 800
    dialog.use.click()
    assert len(taken) == 1
    assert not dialog.isVisible()


def test_a_bad_file_is_said_and_the_picture_before_stays(dialog: PhotoDialog, tmp_path: Path) -> None:
    dialog.take_file(saved(tmp_path / "人.jpg"))
    dialog.take_file(tmp_path / "没有.jpg")
    assert "打不开" in dialog.trouble.text()
    assert dialog.use.isEnabled()


def test_a_photograph_comes_from_the_clipboard(dialog: PhotoDialog) -> None:
    QGuiApplication.clipboard().setText("文字")
    dialog.paste.click()
    assert "剪贴板里没有照片" in dialog.trouble.text()
    QGuiApplication.clipboard().setImage(picture())
    dialog.paste.click()
    assert dialog.use.isEnabled()
    assert not dialog.trouble.isVisible()


def test_a_machine_without_the_camera_app_says_what_to_do_instead(
    dialog: PhotoDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_dialog, "open_camera", lambda: False)
    dialog.camera.click()
    assert "打不开相机" in dialog.trouble.text()
    assert not dialog.watch.watching()


def test_what_the_camera_takes_comes_by_itself_once_it_is_whole(
    dialog: PhotoDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "old.jpg")
    monkeypatch.setattr(photo_dialog, "open_camera", lambda: True)
    monkeypatch.setattr(photo_dialog, "camera_folders", lambda: (tmp_path,))
    dialog.camera.click()
    assert dialog.watch.watching()
    dialog.watch.look()
    dialog.watch.look()
    assert not dialog.use.isEnabled()
    saved(tmp_path / "WIN_1.jpg")
    dialog.watch.look()
    assert not dialog.use.isEnabled()
    dialog.watch.look()
    assert dialog.use.isEnabled()
    assert not dialog.watch.watching()


def test_the_watch_bears_a_folder_that_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    watch = CameraWatch()
    watch.begin((tmp_path / "gone",))
    watch.look()
    watch.stop()
    assert not watch.watching()


def test_where_the_camera_puts_its_pictures_is_in_the_users_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QStandardPaths

    def pictures(_where: object) -> str:
        return str(tmp_path)

    monkeypatch.setattr(QStandardPaths, "writableLocation", pictures)
    assert camera_folders() == (tmp_path,)
    (tmp_path / "Camera Roll").mkdir()
    assert camera_folders() == (tmp_path / "Camera Roll",)


@pytest.mark.linux
def test_elsewhere_than_on_windows_there_is_no_camera_app() -> None:
    assert not open_camera()


def test_turning_back_takes_nothing(dialog: PhotoDialog, taken: list[bytes], tmp_path: Path) -> None:
    dialog.take_file(saved(tmp_path / "人.jpg"))
    dialog.reject()
    assert taken == []
