"""The holder's photograph: from a file, the camera or the clipboard, cut to the card by a frame (D3.3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.ui.photo_camera import CameraWatch, camera_folders, open_camera
from frontdesk.areas.permits.ui.photo_crop import CropView, PhotoView, fit_for_use, read_picture, to_jpeg
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 600
PATTERN = "照片 (*.jpg *.jpeg *.png *.bmp *.webp)"


class PhotoDialog(DeskDialog):
    """`done(jpeg)` with the photograph in the card's size, once it is taken."""

    def __init__(self, desk: Desk, done: Callable[[bytes], object], parent: QWidget | None = None) -> None:
        text = tr("拖动蓝框，滚轮放大缩小，让脸在框里。存下的只有框里的部分。")
        super().__init__(tr("照片"), text, name="photo_dialog", width=WIDTH, parent=parent)
        self.desk, self._done = desk, done
        self.crop = CropView()
        self.shown = PhotoView("photo_result", 120)
        self.watch = CameraWatch(self)
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName("photo_trouble")
        self.trouble.hide()
        self.from_file = KeyButton(tr("从文件选…"), "F3", name="photo_file")
        self.camera = KeyButton(tr("拍照"), "F4", icon="ph.camera", name="photo_camera")
        self.paste = KeyButton(tr("粘贴"), "Ctrl+V", name="photo_paste")
        self.turn = KeyButton(tr("转 90°"), "F6", name="photo_turn")
        for button, then in (
            (self.from_file, self._choose),
            (self.camera, self._open_camera),
            (self.paste, self._paste),
            (self.turn, self.crop.turn),
        ):
            button.clicked.connect(then)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(self.crop)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE.s)
        beside.addWidget(Words(tr("证上的样子"), "small", "text2"))
        beside.addWidget(self.shown)
        beside.addStretch(1)
        row.addLayout(beside)
        row.addStretch(1)
        self.body.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        for button in (self.from_file, self.camera, self.paste, self.turn):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(self.trouble)
        self.add_cancel()
        self.use = self.add_button(tr("用这张"), "Ctrl+Enter", "primary", name="photo_use")
        self.use.clicked.connect(self._use)
        self.crop.changed.connect(self._show)
        self.watch.taken.connect(self._taken)
        self.finished.connect(self.watch.stop)
        self._show()
        self.from_file.setFocus()

    # -- where it comes from --

    def _choose(self) -> None:
        path = self.desk.dialogs.choose_open_file(tr("选照片"), tr(PATTERN))
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """A picture in a file; what is wrong with it is said here."""
        try:
            self._take(read_picture(path))
        except Refused as error:
            self._say("bad", error.text)

    def _paste(self) -> None:
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._say("bad", tr("剪贴板里没有照片。请先在看图的程序里复制，再按 Ctrl+V"))
            return
        try:
            self._take(fit_for_use(image))
        except Refused as error:
            self._say("bad", error.text)

    def _open_camera(self) -> None:
        """The system's camera app; what is taken there comes here by itself."""
        if open_camera():
            self.watch.begin(camera_folders())
            self._say("info", tr("请在“相机”里拍一张，拍好会自动取到这里"))
        else:
            self._say("bad", tr("这台电脑打不开相机。请用手机或相机拍好，再从文件选，或复制后粘贴"))

    def _taken(self, path: Path) -> None:
        self.watch.stop()
        self.take_file(path)
        self.raise_()
        self.activateWindow()

    def _take(self, image: QImage) -> None:
        self.trouble.hide()
        self.crop.set_image(image)
        self.crop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, tone: str, words: str) -> None:
        self.trouble.set(tone, words)  # type: ignore[arg-type]
        self.trouble.show()

    # -- what comes of it --

    def _show(self) -> None:
        self.shown.show_image(self.crop.cut())
        there = not self.crop.image().isNull()
        self.use.setEnabled(there)
        self.turn.setEnabled(there)

    def _use(self) -> None:
        if self.crop.image().isNull():
            return
        jpeg = to_jpeg(self.crop.cut())
        self.accept()
        self._done(jpeg)
