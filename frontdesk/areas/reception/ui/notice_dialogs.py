"""A notice reviewed, put up at its boards, taken down, its end moved (D2.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.areas.reception.queries.notice_file import NoticeFile, PlaceRow
from frontdesk.areas.reception.queries.notice_setup import read_boards
from frontdesk.areas.reception.rules.notices import PlaceState
from frontdesk.areas.reception.service.notice_rounds import (
    PutUp,
    RoundDone,
    SkipPlaces,
    TakeDown,
    put_up,
    skip_places,
    take_down,
)
from frontdesk.areas.reception.service.notices import (
    ApproveNotice,
    ExtendNotice,
    NoticeDone,
    approve_notice,
    extend_notice,
)
from frontdesk.areas.reception.ui.ticket_fields import photo_inputs
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, DateField, TextField
from frontdesk.base.widgets.files_field import PhotosField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import Scroll
from frontdesk.base.widgets.tokens import SPACE

WIDE = 600
ACROSS = 3
_HIGH = 200
_SHOWN = 12
"""So many boards stand without scrolling."""
Done = Callable[[str], object]


class ApproveDialog(FieldsDialog):
    """Let a notice go out; whoever wrote it says why nobody else reviews it."""

    def __init__(self, desk: Desk, file: NoticeFile, done: Done, parent: QWidget | None = None) -> None:
        row, text = file.row, file.text
        boards = "、".join(board.name for board in text.boards[:4])
        if len(text.boards) > 4:
            boards = tr("{first} 等 {n} 处", first=boards, n=len(text.boards))
        told = tr("{by}写的《{title}》，贴在{where}。通过后编号发布，内容不能再改。",
                  by=text.by, title=row.title, where=boards)  # fmt: skip
        super().__init__(desk, tr("审核通过"), told, name="notice_approve", width=WIDE, parent=parent)
        self._file, self._done = file, done
        own = text.by_id == desk.actor.id
        self.words = TextField(
            "notice_approve_words", tr("如 值班只有一名主管") if own else "", required=own, limit=300
        )
        label = tr("自己写的，为什么不由别人审核") if own else tr("说明（可不填）")
        self.row(("words", self.words, label, 1))
        self.finish(tr("通过并编号"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = ApproveNotice(self._file.row.id, str(values["words"]), self._file.text.no)
        self.desk.run(approve_notice, command, then=self._approved, form=self)

    def _approved(self, made: NoticeDone) -> None:
        self.accept()
        self._done(tr("{number} 已发布，可以打印张贴。", number=made.number))


class _BoardsDialog(FieldsDialog):
    """Ticks over boards, who did it and when, photographs."""

    def ticks(self, places: Sequence[PlaceRow]) -> None:
        """A box for each of *places*, all ticked; many of them scroll."""
        self.places = tuple(places)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(0)
        for at, place in enumerate(self.places):
            field = CheckField(f"{self.objectName()}_{place.id}", place.name, on=True, parent=box)
            self.fields[f"place_{place.id}"] = field
            grid.addWidget(field, at // ACROSS, at % ACROSS, Qt.AlignmentFlag.AlignLeft)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        if len(self.places) > _SHOWN:
            scroll = Scroll(box)
            scroll.setFixedHeight(_HIGH)
            self.body.addWidget(scroll)
        elif self.places:
            self.body.addWidget(box)

    def who_and_when(self, who_label: str, usual: str) -> None:
        """Who did it, on which day."""
        name = self.objectName()
        self.who = TextField(f"{name}_who", tr("姓名"), required=True, limit=60)
        self.who.set_value(usual)
        self.on = DateField(f"{name}_on", today=self.desk.clock.today, required=True)
        self.on.set_value(self.desk.clock.today())
        self.row(("who", self.who, who_label, 1), ("on", self.on, tr("哪天"), 1))

    def pictures(self) -> None:
        """Photographs of it where it hangs."""
        self.photos = PhotosField(f"{self.objectName()}_photos", self.desk)
        self.row(("photos", self.photos, tr("照片（可不附）"), 1))
        self.photos.watch_paste(self)

    def chosen(self, values: Mapping[str, Any]) -> tuple[PlaceRow, ...]:
        """The boards that are ticked."""
        return tuple(place for place in self.places if values[f"place_{place.id}"])


class PutUpDialog(_BoardsDialog):
    """Where it hangs now."""

    def __init__(self, desk: Desk, file: NoticeFile, done: Done, parent: QWidget | None = None) -> None:
        waiting = [place for place in file.places if place.state is PlaceState.WAITING]
        text = tr("勾上贴好的；没有勾的留着下次。") if waiting else tr("原定的都贴好了；贴在别处的写在下面。")
        title = tr("张贴 {number}", number=file.row.number)
        super().__init__(desk, title, text, name="notice_put_up", width=WIDE, parent=parent)
        self._file, self._done = file, done
        self.ticks(waiting)
        self.more = TextField("notice_put_up_more", tr("如 5-1、南门公告栏"), required=not waiting, limit=200)
        self.row(("boards", self.more, tr("还贴在别处（可不填）") if waiting else tr("贴在哪里"), 1))
        self.who_and_when(tr("谁贴的"), desk.actor.name)
        self.pictures()
        self.finish(tr("登记张贴"))

    def store(self, values: Mapping[str, Any]) -> None:
        more = self.desk.read(read_boards, str(values["boards"])) if values["boards"] else ()
        ids = (*(place.board_id for place in self.chosen(values)), *(board.id for board in more))
        command = PutUp(
            self._file.row.id, tuple(dict.fromkeys(ids)), str(values["who"]), values["on"],
            photos=photo_inputs(values["photos"]),
        )  # fmt: skip
        self.desk.run(put_up, command, then=self._stored, form=self)

    def _stored(self, made: RoundDone) -> None:
        self.accept()
        self._done(tr("{number} 已登记张贴 {n} 处。", number=made.number, n=made.boards))


class TakeDownDialog(_BoardsDialog):
    """Where it hangs no more."""

    def __init__(self, desk: Desk, file: NoticeFile, done: Done, parent: QWidget | None = None) -> None:
        up = [place for place in file.places if place.state is PlaceState.UP]
        title = tr("撤下 {number}", number=file.row.number)
        text = tr("勾上撤下的；都撤下以后这份通知归档。")
        super().__init__(desk, title, text, name="notice_take_down", width=WIDE, parent=parent)
        self._file, self._done = file, done
        self.ticks(up)
        self.who_and_when(tr("谁撤的"), desk.actor.name)
        self.words = TextField("notice_take_down_words", tr("如 已被雨淋坏"), limit=200)
        self.row(("words", self.words, tr("说明（可不填）"), 1))
        self.pictures()
        self.finish(tr("登记撤下"))

    def store(self, values: Mapping[str, Any]) -> None:
        chosen = self.chosen(values)
        if not chosen:
            self.said.set("bad", tr("请勾撤下的位置"))
            self.said.show()
            self.fit()
            return
        command = TakeDown(
            self._file.row.id, str(values["who"]), tuple(place.id for place in chosen), values["on"],
            str(values["words"]), photo_inputs(values["photos"]),
        )  # fmt: skip
        self.desk.run(take_down, command, then=self._stored, form=self)

    def _stored(self, made: RoundDone) -> None:
        self.accept()
        self._done(tr("{number} 已登记撤下 {n} 处。", number=made.number, n=made.boards))


class SkipDialog(_BoardsDialog):
    """Where it will not hang after all."""

    def __init__(self, desk: Desk, file: NoticeFile, done: Done, parent: QWidget | None = None) -> None:
        waiting = [place for place in file.places if place.state is PlaceState.WAITING]
        title = tr("不贴了 {number}", number=file.row.number)
        super().__init__(desk, title, tr("勾上不用贴的位置。"), name="notice_skip", width=WIDE, parent=parent)
        self._file, self._done = file, done
        self.ticks(waiting)
        self.words = TextField("notice_skip_words", tr("如 期限已过，没有来得及贴"), required=True, limit=200)
        self.row(("reason", self.words, tr("为什么不贴"), 1))
        self.finish(tr("登记"))
        self.words.setFocus()

    def store(self, values: Mapping[str, Any]) -> None:
        chosen = tuple(place.id for place in self.chosen(values))
        if not chosen:
            self.said.set("bad", tr("请勾不贴的位置"))
            self.said.show()
            self.fit()
            return
        command = SkipPlaces(self._file.row.id, str(values["reason"]), chosen)
        self.desk.run(skip_places, command, then=self._stored, form=self)

    def _stored(self, made: RoundDone) -> None:
        self.accept()
        self._done(tr("{number} 有 {n} 处不贴了。", number=made.number, n=made.boards))


class ExtendDialog(FieldsDialog):
    """Until when it hangs."""

    def __init__(self, desk: Desk, file: NoticeFile, done: Done, parent: QWidget | None = None) -> None:
        row = file.row
        super().__init__(
            desk,
            tr("改张贴期限 {number}", number=row.number),
            "",
            name="notice_extend",
            width=WIDE,
            parent=parent,
        )
        self._file, self._done = file, done
        self.until = DateField("notice_extend_until", tr("空着就是长期"), today=desk.clock.today)
        self.until.set_value(row.until)
        self.words = TextField("notice_extend_words", tr("如 施工推迟到周五"), limit=300)
        self.row(("until", self.until, tr("贴到哪天"), 1), ("words", self.words, tr("为什么（可不填）"), 2))
        self.body.addWidget(Words(tr("纸上的内容不变；内容也变了请发更正。"), "small", "text3", wrap=True))
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = ExtendNotice(self._file.row.id, values["until"], str(values["words"]))
        self.desk.run(extend_notice, command, then=self._stored, form=self)

    def _stored(self, made: NoticeDone) -> None:
        self.accept()
        self._done(tr("{number} 的期限已改。", number=made.number))
