"""Fields of a ticket: the place, who speaks, and pictures dragged in, pasted or chosen (D2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.reception.queries.places import FoundUnit, Resident, find_places, found_unit
from frontdesk.areas.reception.rules.place_words import PublicPlace
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import Choice, Picker
from frontdesk.base.widgets.theme import colour
from frontdesk.base.widgets.tokens import SIZE, SPACE

PHOTOS = "照片 (*.jpg *.jpeg *.png *.bmp *.webp)"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or a public place; `person_id` and `phone` of whoever was found by a telephone number."""

    unit_id: int | None = None
    public: PublicPlace | None = None
    person_id: int | None = None
    phone: str = ""


class PlaceField(Picker):
    """房号或公共部位: a unit by its code, a resident's name or telephone; or a public place in words. `Place`."""

    def __init__(self, name: str, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            name,
            self._look,
            placeholder=tr("房号、姓名、来电号码，或公共部位"),
            counter=tr("户"),
            hint=tr("公共部位请打 3-1 或 3栋大堂"),
            required=True,
            parent=parent,
        )
        self._desk = desk

    def _look(self, text: str) -> Sequence[Choice]:
        if not text:
            return ()
        units, public = self._desk.read(find_places, text, self._desk.clock.today())
        choices = [unit_place(unit) for unit in units]
        if public is not None:
            choices.append(Choice(Place(public=public), public.words, tr("公共部位")))
        return choices

    def place(self) -> Place | None:
        """What is taken; None while nothing is."""
        choice = self.choice()
        return choice.value if choice is not None and isinstance(choice.value, Place) else None

    def set_unit(self, unit_id: int, person_id: int | None = None, phone: str = "") -> None:
        """Show that unit; nothing when it is gone."""
        unit = self._desk.read(found_unit, unit_id, self._desk.clock.today())
        self.set_value(None if unit is None else unit_place(unit, person_id, phone))

    def typed(self) -> Any:
        place = self.place()
        if place is None:
            return {"text": self.text()}
        if place.unit_id is not None:
            return {"unit_id": place.unit_id}
        return {"text": place.public.words if place.public is not None else ""}

    def set_typed(self, kept: Any) -> None:
        self.set_value(None)
        if not isinstance(kept, dict):
            return
        if isinstance(kept.get("unit_id"), int):
            self.set_unit(kept["unit_id"])
        elif kept.get("text"):
            self.inner.set_quietly(str(kept["text"]))
            self._take_exact()


def unit_place(unit: FoundUnit, person_id: int | None = None, phone: str = "") -> Choice:
    """A unit as the field shows it."""
    value = Place(unit.unit_id, None, unit.person_id or person_id, unit.phone or phone)
    return Choice(value, unit.code, unit.name, unit.second)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks: somebody of the archives, or a name as given."""

    person_id: int | None
    name: str
    role: str = ""
    phone: str = ""
    """Masked, for somebody of the archives."""


class CallerField(Picker):
    """来人: one of the unit's residents, or a name as typed. `Caller`, None for nobody."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(
            name, self._look, placeholder=tr("选房号后可选住户"), counter=tr("人"), parent=parent
        )
        self._residents: tuple[Resident, ...] = ()

    def set_residents(self, residents: Sequence[Resident]) -> None:
        """Whom to choose from."""
        self._residents = tuple(residents)
        self.inner.setPlaceholderText(tr("选住户或打姓名") if residents else tr("姓名"))
        self.inner.forget()

    def take_person(self, person_id: int) -> None:
        """Show that resident, if it is one."""
        for resident in self._residents:
            if resident.person_id == person_id:
                self.set_value(self._choice_of(resident))

    def _look(self, text: str) -> Sequence[Choice]:
        found = [self._choice_of(r) for r in self._residents if not text or text in r.name]
        if text and not any(choice.code == text for choice in found):
            found.append(Choice(Caller(None, text), text, second=tr("按打的姓名")))
        return found

    @staticmethod
    def _choice_of(resident: Resident) -> Choice:
        role = tr(resident.role.value)
        value = Caller(resident.person_id, resident.name, role, resident.phone)
        return Choice(value, resident.name, second=f"{role} · {resident.phone}".rstrip(" ·"))

    def caller(self) -> Caller | None:
        """Who was chosen or typed; None for nobody."""
        choice = self.choice()
        if choice is not None and isinstance(choice.value, Caller):
            return choice.value
        name = self.text().strip()
        return Caller(None, name) if name else None

    def value(self) -> Any:
        return self.caller()

    def typed(self) -> Any:
        return {"text": self.text()}

    def set_typed(self, kept: Any) -> None:
        self.set_value(None)
        text = str(kept.get("text", "")) if isinstance(kept, dict) else ""
        if text:
            self.inner.set_quietly(text)
            self._take_exact()


def photo_inputs(files: Sequence[tuple[str, bytes]]) -> tuple[PhotoInput, ...]:
    """What the field holds as the service takes it."""
    return tuple(PhotoInput(name, content) for name, content in files)


class PhotosField(Field):
    """Pictures dragged in, pasted (Ctrl+V, a screenshot from a chat) or chosen. `tuple[(name, bytes), …]`."""

    changed = Signal()

    def __init__(self, name: str, desk: Desk, *, high: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._desk = desk
        self.files: list[tuple[str, bytes]] = []
        self.setAcceptDrops(True)
        self.setFixedHeight(high)
        self.words = Words("", "body", "text2", parent=self)
        self.words.setObjectName(f"{name}_words")
        self.add_button = KeyButton(tr("选照片"), name=f"{name}_add", icon="ph.paperclip", parent=self)
        self.add_button.clicked.connect(self._choose)
        self.clear_button = KeyButton(tr("去掉"), name=f"{name}_clear", parent=self)
        self.clear_button.clicked.connect(self._clear)
        self.setFocusProxy(self.add_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l, 0, SPACE.l, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.add_button)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear_button)
        self._show()

    def watch_paste(self, page: QWidget) -> None:
        """Ctrl+V anywhere on *page* but in a field of text brings the clipboard's picture here."""
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page)
        key.activated.connect(self.paste)

    # -- the field --

    def value(self) -> Any:
        return tuple(self.files)

    def set_value(self, value: Any) -> None:
        self.files = list(value or ())
        self.set_error(None)
        self._show()

    def typed(self) -> Any:
        return [name for name, _content in self.files]

    def set_typed(self, kept: Any) -> None:
        # Bytes do not go into a draft: the pictures are chosen again.
        self.set_value(None)

    def paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colour("bad" if self.error() else "ctledge")))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), SIZE.radius, SIZE.radius)

    # -- what comes --

    def _choose(self) -> None:
        path = self._desk.dialogs.choose_open_file(tr("选照片"), tr(PHOTOS))
        if path is not None:
            self.take([path])

    def take(self, paths: Sequence[Path]) -> None:
        """Read these; one that cannot be read is said."""
        self.set_error(None)
        for path in paths:
            try:
                self.files.append((path.name, path.read_bytes()))
            except OSError:
                self.set_error(tr("“{name}”读不出来，请核对后再选", name=path.name))
        self._told()

    def paste(self) -> None:
        """The clipboard's picture, or files copied there; words on it say so beside the field."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None:
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.take(paths)
            return
        image = QGuiApplication.clipboard().image()
        if not isinstance(image, QImage) or image.isNull():
            self.set_error(tr("剪贴板里没有图片，请先截图或复制照片"))
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        at = local_time(self._desk.clock.now())
        self.files.append((tr("截图 {time}", time=f"{at:%H%M%S}") + ".png", bytes(buffer.data().data())))
        self.set_error(None)
        self._told()

    def _clear(self) -> None:
        self.files.clear()
        self._told()

    def _told(self) -> None:
        self._show()
        self._changed_by_hand()
        self.changed.emit()

    def _changed_by_hand(self) -> None:
        self.edited.emit()

    def _show(self) -> None:
        self.clear_button.setVisible(bool(self.files))
        names = "、".join(name for name, _content in self.files)
        if len(self.files) > 3:
            names = tr("{first} 等 {n} 张", first=self.files[0][0], n=len(self.files))
        self.words.setText(names or tr("拖到这里，或粘贴微信截图 Ctrl+V"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
