"""模板和位置: the texts notices are written from, and the boards they hang at (D2.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.areas.archives.queries.units import buildings
from frontdesk.areas.reception.queries.notice_setup import (
    BoardRow,
    TemplateRow,
    board_rows,
    notices_begun,
    template_rows,
)
from frontdesk.areas.reception.rules.notices import (
    LONGEST_GREETING,
    LONGEST_TITLE,
    MOST_DAYS,
    NoticeForm,
    fields_of,
    text_fault,
)
from frontdesk.areas.reception.service.notice_setup import (
    LONGEST_BOARD,
    LONGEST_NAME,
    BeginNotices,
    SaveBoard,
    SaveTemplate,
    SwitchBoards,
    begin_notices,
    save_board,
    save_template,
    switch_boards,
)
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

WIDE = 680
Done = Callable[[str], object]


def _used(row: TemplateRow | BoardRow) -> Status:
    return Status("ok", tr("在用")) if row.active else Status("neutral", tr("停用"), hollow=True)


TEMPLATE_COLUMNS: tuple[Column[TemplateRow], ...] = (
    Column(tr("模板"), lambda r: r.name, width=140),
    Column(tr("文种"), lambda r: tr(r.form.value), width=84),
    Column(tr("标题"), lambda r: r.title, width=180, sort=False),
    Column(
        tr("要填的"), lambda r: "、".join(fields_of(r.title, r.greeting, r.body)), kind="quiet", sort=False
    ),
    Column(tr("贴几天"), lambda r: r.days, kind="number", width=76),
    Column(tr("状态"), _used, kind="status", width=92),
)
BOARD_COLUMNS: tuple[Column[BoardRow], ...] = (
    Column(tr("位置"), lambda r: r.name, width=220),
    Column(tr("楼栋"), lambda r: r.building, width=140),
    Column(tr("单元"), lambda r: r.entrance, kind="quiet"),
    Column(tr("状态"), _used, kind="status", width=92),
)


class TemplateDialog(FieldsDialog):
    """A template; its fields are named as one writes."""

    def __init__(
        self, desk: Desk, row: TemplateRow | None, done: Done, parent: QWidget | None = None
    ) -> None:
        title = tr("改模板 {name}", name=row.name) if row is not None else tr("加模板")
        text = tr(
            "要填的项写在花括号里，如 {example}；写通知时一项一项问。改了只管以后写的。", example="{时间}"
        )
        super().__init__(desk, title, text, name="notice_template_edit", width=WIDE, parent=parent)
        self._row, self._done = row, done
        self.name_field = TextField("template_name", tr("如 停水通知"), required=True, limit=LONGEST_NAME)
        self.form_field = SegmentField("template_form", [(form, tr(form.value)) for form in NoticeForm])
        self.days = NumberField("template_days", tr("空着就是长期"), least=1, most=MOST_DAYS, unit=tr("天"))
        self.title_field = TextField("template_title", limit=LONGEST_TITLE)
        self.greeting = TextField("template_greeting", limit=LONGEST_GREETING)
        self.text_field = AreaField("template_body", tr("一行一段，Shift+Enter 换行"), lines=8)
        if row is not None:
            self.name_field.set_value(row.name)
            self.form_field.set_value(row.form)
            self.days.set_value(row.days)
            self.title_field.set_value(row.title)
            self.greeting.set_value(row.greeting)
            self.text_field.set_value(row.body)
        else:
            self.form_field.set_value(NoticeForm.NOTICE)
        self.row(
            ("name", self.name_field, tr("模板名称"), 3), ("form", self.form_field, tr("文种"), 4),
            ("days", self.days, tr("一般贴几天"), 2),
        )  # fmt: skip
        self.row(("title", self.title_field, tr("标题"), 1), ("greeting", self.greeting, tr("称呼"), 1))
        self.row(("body", self.text_field, tr("正文"), 1))
        self.asked = Words("", "small", "text3", wrap=True)
        self.asked.setObjectName("template_asked")
        self.body.addWidget(self.asked)
        for field in (self.title_field, self.greeting, self.text_field):
            field.edited.connect(self._show_asked)
        self._show_asked()
        self.finish(tr("保存"))

    def _show_asked(self) -> None:
        texts = (self.title_field.text(), self.greeting.text(), str(self.text_field.typed()))
        fault = text_fault(*texts)
        names = "、".join(fields_of(*texts))
        self.asked.setText(fault or (tr("写的时候要填：{what}", what=names) if names else tr("没有要填的项")))

    def store(self, values: Mapping[str, Any]) -> None:
        row = self._row
        command = SaveTemplate(
            str(values["name"]), values["form"], str(values["title"]), str(values["greeting"]),
            str(values["body"]), values["days"], row.active if row is not None else True,
            row.id if row is not None else None,
        )  # fmt: skip
        self.desk.run(save_template, command, then=lambda _id: self._stored(command.name), form=self)

    def _stored(self, name: str) -> None:
        self.accept()
        self._done(tr("模板“{name}”已保存。", name=name.strip()))


class BoardDialog(FieldsDialog):
    """A board: what it is called, and the entrance it belongs to where it does."""

    def __init__(self, desk: Desk, row: BoardRow | None, done: Done, parent: QWidget | None = None) -> None:
        title = tr("改位置 {name}", name=row.name) if row is not None else tr("加位置")
        super().__init__(desk, title, "", name="notice_board_edit", width=WIDE, parent=parent)
        self._row, self._done = row, done
        self.name_field = TextField("board_name", tr("如 南门公告栏"), required=True, limit=LONGEST_BOARD)
        options = [Option(None, tr("不属于哪一栋")), *(Option(b.id, b.name) for b in desk.read(buildings))]
        self.building = ChoiceField("board_building", options)
        self.entrance = TextField("board_entrance", tr("如 1"), limit=20)
        if row is not None:
            self.name_field.set_value(row.name)
            self.building.set_value(row.building_id)
            self.entrance.set_value(row.entrance)
        else:
            self.building.set_value(None)
        self.row(
            ("name", self.name_field, tr("名称"), 3), ("building_id", self.building, tr("楼栋"), 2),
            ("entrance", self.entrance, tr("单元（可不填）"), 2),
        )  # fmt: skip
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        row = self._row
        command = SaveBoard(
            str(values["name"]), values["building_id"], str(values["entrance"]),
            row.active if row is not None else True, row.id if row is not None else None,
        )  # fmt: skip
        self.desk.run(save_board, command, then=lambda _id: self._stored(command.name), form=self)

    def _stored(self, name: str) -> None:
        self.accept()
        self._done(tr("位置“{name}”已保存。", name=name.strip()))


class NoticeSetupPage(Page):
    """Chips choose what is shown: the templates, or the boards."""

    TARGETS = ("notice_setup",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "notice_setup_page", tr("模板和张贴位置"), back=True, topics=("notice_setup", "units"),
            parent=parent,
        )  # fmt: skip
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self.chips = ChipRow(
            [("templates", tr("模板")), ("boards", tr("张贴位置"))], name="notice_setup_chips"
        )
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.filters.add(self.chips)
        self.templates: RowsModel[TemplateRow] = RowsModel(
            TEMPLATE_COLUMNS, key=lambda r: r.id, faint=lambda r: not r.active, parent=self
        )
        self.boards: RowsModel[BoardRow] = RowsModel(
            BOARD_COLUMNS, key=lambda r: r.id, faint=lambda r: not r.active, parent=self
        )
        self.template_table = Table("notice_templates", title=tr("模板"), memory=desk.memory)
        self.template_table.set_model(self.templates)
        self.board_table = Table("notice_boards", title=tr("张贴位置"), memory=desk.memory)
        self.board_table.set_model(self.boards)
        self.views = QStackedWidget()
        self.views.addWidget(self.template_table)
        self.views.addWidget(self.board_table)
        self.set_body(self.views)
        self.hint = Words("", "body", "text2", wrap=True)
        self.history_button = KeyButton(tr("修改记录"), "F9", name="notice_setup_history")
        self.whole_button = KeyButton(tr("整栋停用"), "F7", name="notice_setup_whole")
        self.off_button = KeyButton(tr("停用"), "F6", name="notice_setup_off")
        self.edit_button = KeyButton(tr("修改"), "F5", name="notice_setup_edit")
        self.new_button = KeyButton(tr("加一个"), "F2", "primary", name="notice_setup_new")
        self.history_button.clicked.connect(self._history)
        self.whole_button.clicked.connect(self._switch_building)
        self.off_button.clicked.connect(self._switch)
        self.edit_button.clicked.connect(self._edit)
        self.new_button.clicked.connect(self._new)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.hint, 1)
        for button in (
            self.history_button, self.whole_button, self.off_button, self.edit_button, self.new_button,
        ):  # fmt: skip
            row.addWidget(button)
        self.set_foot(box)
        for table in (self.template_table, self.board_table):
            table.opened.connect(lambda _row: self._edit())
            table.current_changed.connect(lambda _row: self._follow())

    def _of_boards(self) -> bool:
        return self.chips.current() == "boards"

    def refresh(self) -> None:
        if self.desk.may(Right.RECEPTION) and not self.desk.read(notices_begun):
            self.desk.run(begin_notices, BeginNotices())
        if self._of_boards():
            self.desk.read_later(board_rows, active_only=False, key="notice_setup", then=self._show_boards)
        else:
            self.desk.read_later(
                template_rows, active_only=False, key="notice_setup", then=self._show_templates
            )

    def _show_templates(self, rows: Sequence[TemplateRow]) -> None:
        self._fill(self.template_table, self.templates, rows)

    def _show_boards(self, rows: Sequence[BoardRow]) -> None:
        self._fill(self.board_table, self.boards, rows)

    def _fill(self, table: Table, model: RowsModel[Any], rows: Sequence[Any]) -> None:
        stand = table.current()
        model.set_rows(list(rows))
        self.views.setCurrentWidget(table)
        if stand is None or not table.select_key(stand.id):
            table.select_row(0)
        self._follow()

    def _table(self) -> Table:
        return self.board_table if self._of_boards() else self.template_table

    def _follow(self) -> None:
        row = self._table().current()
        for button in (self.edit_button, self.off_button, self.history_button):
            button.setVisible(row is not None)
        whole = isinstance(row, BoardRow) and row.building_id is not None and self._of_boards()
        self.whole_button.setVisible(whole)
        if row is not None:
            self.off_button.setText(tr("停用") if row.active else tr("启用"))
            self.whole_button.setText(tr("整栋停用") if row.active else tr("整栋启用"))
        self.hint.setText(
            tr("每个单元自动有一处；公告栏在这里加。停用的不再能选，正贴着的照旧要撤。")
            if self._of_boards()
            else tr("写通知时从这里选；改了的只管以后写的。")
        )

    def focus_start(self) -> None:
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, words: str) -> None:
        self.desk.messages.ok(words)
        self.focus_start()

    def _new(self) -> None:
        dialog = BoardDialog if self._of_boards() else TemplateDialog
        dialog(self.desk, None, self._told, self).open()

    def _edit(self) -> None:
        row = self._table().current()
        if isinstance(row, BoardRow):
            BoardDialog(self.desk, row, self._told, self).open()
        elif isinstance(row, TemplateRow):
            TemplateDialog(self.desk, row, self._told, self).open()

    def _switch(self) -> None:
        row = self._table().current()
        if isinstance(row, BoardRow):
            self._switch_those((row.id,), row.name, not row.active)
        elif isinstance(row, TemplateRow):
            command = SaveTemplate(
                row.name, row.form, row.title, row.greeting, row.body, row.days, not row.active, row.id
            )
            said = (
                tr("“{name}”已停用。", name=row.name) if row.active else tr("“{name}”已启用。", name=row.name)
            )
            self.desk.run(save_template, command, then=lambda _id: self._told(said))

    def _switch_building(self) -> None:
        row = self.board_table.current()
        if isinstance(row, BoardRow) and row.building_id is not None:
            ids = tuple(board.id for board in self.boards.rows() if board.building_id == row.building_id)
            self._switch_those(ids, row.building, not row.active)

    def _switch_those(self, ids: tuple[int, ...], name: str, active: bool) -> None:
        said = tr("“{name}”已启用。", name=name) if active else tr("“{name}”已停用。", name=name)
        self.desk.run(switch_boards, SwitchBoards(ids, active), then=lambda _n: self._told(said))

    def _history(self) -> None:
        row = self._table().current()
        if row is None:
            return
        table = "notice_board" if self._of_boards() else "notice_template"
        words = {
            "name": "名称", "form": "文种", "title": "标题", "greeting": "称呼", "body": "正文", "days": "贴几天",
            "active": "在用", "building_id": "楼栋", "entrance": "单元",
        }  # fmt: skip
        show_history(self.desk, table, row.id, tr("修改记录"), words, self)

    def help_text(self) -> str:
        return tr(
            "上面的小格选模板或张贴位置。F2 加一个，回车或 F5 修改，F6 停用或启用，F7 整栋的单元一起停用或启用，F9 修改记录。Alt+← 返回。"
        )
