"""写通知: a template, its fields one by one, where it hangs and until when; the paper as it will print beside (D2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.notice_setup import (
    TemplateRow,
    board_rows,
    board_words,
    notices_begun,
    read_boards,
    template_rows,
)
from frontdesk.areas.reception.queries.notice_texts import (
    TextRow,
    draft_paper,
    outage_facts,
    text_of,
    usual_values,
)
from frontdesk.areas.reception.queries.notices import NoticeRow, notice_row
from frontdesk.areas.reception.rules.notices import (
    LONGEST_GREETING,
    LONGEST_TITLE,
    DayStyle,
    NoticeForm,
)
from frontdesk.areas.reception.service.notice_checks import Writing
from frontdesk.areas.reception.service.notice_setup import BeginNotices, begin_notices
from frontdesk.areas.reception.service.notices import (
    NoticeDone,
    ReviseNotice,
    WriteNotice,
    revise_notice,
    write_notice,
)
from frontdesk.areas.reception.ui.notice_boards_dialog import PickBoardsDialog
from frontdesk.areas.reception.ui.notice_filled import VALUE, Filled, NoticeValues
from frontdesk.areas.reception.ui.notice_sheet import WIDE, NoticeSheet
from frontdesk.areas.reception.ui.notice_value_lines import ValueLines
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Field,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

PAGE = "reception_notice_form"
_BODY_LINES = 7


class NoticeFormPage(FormPage):
    """`open(outage_id=…)` draws one from an outage, `open(corrects_id=…)` puts one right, `open(notice_id=…)` writes
    one anew that was sent back."""

    TARGETS = ("write_notice",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = NoticeSheet(desk, self._paper, self.draft_title)
        super().__init__(
            desk, PAGE, tr("写通知"), hint=tr("审核通过后编号"), save_text=tr("送审"), pane=self.side,
            pane_width=WIDE, parent=parent,
        )  # fmt: skip
        self._templates: dict[int, TemplateRow] = {}
        self._until_offered: date | None = None
        self._build_fields()
        self._build_rows()
        self.preview, self.draw_preview = self.side.preview, self.side.draw
        self._begin()

    def _build_fields(self) -> None:
        today = self.desk.clock.today
        self.template = ChoiceField("notice_template", required=True)
        self.lines = ValueLines()
        self.values = self.lines.fields
        self.form_field = SegmentField("notice_form", [(form, tr(form.value)) for form in NoticeForm])
        self.title_field = TextField("notice_title", tr("如 停水通知"), required=True, limit=LONGEST_TITLE)
        self.greeting = TextField("notice_greeting", tr("如 尊敬的各位业主、住户："), limit=LONGEST_GREETING)
        self.body_field = AreaField(
            "notice_body",
            tr("一行一段（Shift+Enter 换行），开头自动空两格"),
            lines=_BODY_LINES,
            required=True,
        )
        self.boards = TextField(
            "notice_boards", tr("如 小区公告栏、3栋、5-1，或 全部"), required=True, limit=300
        )
        self.post_on = DateField("notice_post_on", today=today, required=True)
        self.until = DateField("notice_until", tr("空着就是长期"), today=today)
        self.pick_button = KeyButton(tr("选位置"), "F3", name="notice_form_pick")
        self.pick_button.clicked.connect(self._pick_boards)
        self.foot_row.addWidget(self.pick_button)
        self.day_style = SegmentField("notice_day_style", [(style, tr(style.value)) for style in DayStyle])

    def _build_rows(self) -> None:
        self.corrects_words = Words("", "body", "text2", wrap=True)
        self.corrects_words.setContentsMargins(0, 0, 0, SPACE.m)
        self.grid.add(self.corrects_words)
        self.grid.add_row((self.template, tr("模板"), 2), (self.form_field, tr("文种"), 3))
        self.lines.build(self.grid)
        self.grid.add_row(
            (self.boards, tr("贴在哪里"), 5), (self.post_on, tr("哪天贴"), 3), (self.until, tr("贴到哪天"), 3)
        )
        self.grid.add_row((self.title_field, tr("标题"), 1), (self.greeting, tr("称呼（可不填）"), 1))
        self.grid.add_row((self.body_field, tr("正文")))
        self.grid.add_row((self.day_style, tr("落款日期"), 2), None, None)
        fields: dict[str, Field] = {
            "template": self.template,
            "form": self.form_field,
            **{f"{VALUE}{n}": field for n, field in enumerate(self.values)},
            "boards": self.boards,
            "post_on": self.post_on,
            "until": self.until,
            "title": self.title_field,
            "greeting": self.greeting,
            "body": self.body_field,
            "day_style": self.day_style,
        }
        form = NoticeValues(Filled, fields, self)
        self.set_form(form)
        form.edited.connect(self.side.draw_soon)
        self.template.edited.connect(self._follow_template)
        for field in (self.title_field, self.greeting, self.body_field):
            field.edited.connect(self._follow_text)
        self.boards.edited.connect(self._show_boards)
        self.post_on.edited.connect(self._offer_until)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        """A blank one, a draft, or one with what another page knows; what was being typed stays."""
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._keep_what_stands()
            self._begin()
            self.restore(draft.data)
            self._key = draft.key
            return
        told = {
            key: value
            for key in ("outage_id", "corrects_id", "notice_id")
            if isinstance(value := arguments.get(key), int)
        }
        if told or not self.typed_anything():
            self._keep_what_stands()
            self._begin(**told)
        self.focus_start()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(
        self, outage_id: int | None = None, corrects_id: int | None = None, notice_id: int | None = None
    ) -> None:
        assert self.form is not None
        desk = self.desk
        if desk.may(Right.RECEPTION) and not desk.read(notices_begun):
            desk.run(begin_notices, BeginNotices())
        self._token = uuid4().hex
        self._key = f"new-{self._token[:8]}"
        self._outage_id, self._corrects_id, self._notice_id = outage_id, corrects_id, notice_id
        self._seen: int | None = None
        self._drafted = False
        self.lines.begin(desk.read(usual_values))
        rows = desk.read(template_rows)
        self._templates = {row.id: row for row in rows}
        self.template.set_options([Option(row.id, row.name) for row in rows])
        first = next(iter(self._templates), None)
        self.form.load(
            dict.fromkeys(self.form.fields)
            | {"template": first, "form": NoticeForm.NOTICE, "day_style": DayStyle.CHINESE,
               "post_on": desk.clock.today()}
        )  # fmt: skip
        self._until_offered = None
        source = notice_id if notice_id is not None else corrects_id
        if source is not None:
            self._take_text(source, anew=notice_id is None)
        else:
            if outage_id is not None:
                self._take_outage(outage_id)
            self._follow_template()
        self._say_what()
        self._show_boards()
        self.form.settle()
        self.side.draw_soon()

    def _take_outage(self, outage_id: int) -> None:
        """Its template, its facts in the fields, its boards."""
        facts = self.desk.read(outage_facts, outage_id)
        mine = next((row for row in self._templates.values() if row.key == facts.template), None)
        if mine is not None:
            self.template.set_value(mine.id)
        self.lines.said |= facts.values
        self.boards.set_value(self.desk.read(board_words, [board.id for board in facts.boards]))
        if facts.until is not None and facts.until >= self.desk.clock.today():
            self._until_offered = facts.until
            self.until.set_value(facts.until)

    def _take_text(self, notice_id: int, *, anew: bool) -> None:
        """The text of a notice: to write it anew, or (*anew*) to begin its correction with."""
        text: TextRow = self.desk.read(text_of, notice_id)
        today = self.desk.clock.today()
        if not anew:
            self._seen = text.no
        self.lines.said |= text.values
        self.form_field.set_value(text.form)
        self.title_field.set_value(text.title)
        self.greeting.set_value(text.greeting)
        self.body_field.set_value(text.body)
        self.day_style.set_value(text.day_style)
        self.post_on.set_value(max(text.post_on, today))
        self.until.set_value(text.until if text.until is None or text.until >= today else None)
        self.boards.set_value(self.desk.read(board_words, [board.id for board in text.boards]))
        blank = next((row.id for row in self._templates.values() if row.key == "blank"), None)
        same = next((row.id for row in self._templates.values() if row.body == text.body), blank)
        self.template.set_value(same)
        self._follow_text()

    def _say_what(self) -> None:
        """Over the form: whether it puts another right, or is written anew."""
        words = ""
        today = self.desk.clock.today()
        if self._corrects_id is not None:
            old: NoticeRow | None = self.desk.read(notice_row, self._corrects_id, today)
            if old is not None:
                words = tr(
                    "更正 {number}《{title}》：纸上会写明，发布后原来的要撤下。",
                    number=old.number,
                    title=old.title,
                )
        elif self._notice_id is not None:
            words = tr("改好以后重新送审。")
        self.corrects_words.setText(words)
        self.corrects_words.setVisible(bool(words))

    # -- what follows what --

    def _chosen(self) -> TemplateRow | None:
        try:
            return self._templates.get(self.template.value())
        except Refused:
            return None

    def _follow_template(self) -> None:
        """The template's words, and the day until which such a notice hangs."""
        row = self._chosen()
        if row is None:
            return
        self.lines.keep()
        self.form_field.set_value(row.form)
        self.title_field.set_value(row.title)
        self.greeting.set_value(row.greeting)
        self.body_field.set_value(row.body)
        self._follow_text()
        self._offer_until()

    def _offer_until(self) -> None:
        """The usual last day, while nobody has written another."""
        row = self._chosen()
        try:
            post_on, now = self.post_on.value(), self.until.value()
        except Refused:
            return
        if post_on is None or (now is not None and now != self._until_offered):
            return
        if self._outage_id is not None and self._until_offered is not None:
            return
        offered = post_on + timedelta(days=row.days) if row is not None and row.days is not None else None
        self._until_offered = offered
        self.until.set_value(offered)

    def _follow_text(self) -> None:
        """A line to fill for each field that the texts name now."""
        self.lines.follow(self.title_field.text(), self.greeting.text(), str(self.body_field.typed()))

    def _show_boards(self) -> None:
        """How many boards those words mean; what is none is said when it is handed in."""
        try:
            found = self.desk.read(read_boards, self.boards.text())
        except Refused:
            self.boards.set_trailing("")
            return
        self.boards.set_trailing(tr("{n} 处", n=len(found)) if found else "")

    def _pick_boards(self) -> None:
        """Tick them instead of writing them."""
        every = self.desk.read(board_rows)
        try:
            chosen = {board.id for board in self.desk.read(read_boards, self.boards.text())}
        except Refused:
            chosen = set()
        PickBoardsDialog(self.desk, every, chosen, self._picked, self).open()

    def _picked(self, ids: tuple[int, ...]) -> None:
        self.boards.set_value(self.desk.read(board_words, ids))
        self._show_boards()
        self.boards.setFocus()

    # -- the paper --

    def _paper(self) -> Any:
        """As it would print today."""
        return self.desk.read(
            draft_paper, form=self.form_field.value(), title=self.title_field.text(),
            greeting=self.greeting.text(), body=str(self.body_field.typed()), values=self.lines.values(),
            day_style=self.day_style.value(), day=self.desk.clock.today(), corrects_id=self._corrects_id,
        )  # fmt: skip

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        filled = self.form.value()
        if not isinstance(filled, Filled):
            self.say_wrong()
            return
        try:
            boards = self.desk.read(read_boards, filled.boards)
        except Refused as refused:
            self.form.show_errors(refused)
            self.say_wrong()
            return
        writing = Writing(
            filled.title, filled.body, filled.form, filled.greeting, self.lines.values(),
            tuple(board.id for board in boards), filled.post_on, filled.until, filled.day_style,
        )  # fmt: skip
        if self._notice_id is not None:
            revise = ReviseNotice(self._notice_id, writing, self._seen)
            self.desk.run(revise_notice, revise, form=self.form, then=self._written)
            return
        command = WriteNotice(writing, filled.template, self._outage_id, self._corrects_id, self._token)
        self.desk.run(write_notice, command, form=self.form, then=self._written)

    def _written(self, made: NoticeDone) -> None:
        self.done(made)
        self._begin()
        self.desk.go("public_notices", notice_id=made.id)
        self.desk.messages.ok(tr("已送审。"), tr("由有审核权的另一个人审核，通过后编号打印。"))

    # -- drafts --

    def draft_key(self) -> str:
        return self._key

    def draft_title(self) -> str:
        return tr("通知 {title}", title=self.title_field.text().strip()).strip()

    def draft_data(self) -> dict[str, Any]:
        told = {"outage": self._outage_id, "corrects": self._corrects_id, "notice": self._notice_id}
        return super().draft_data() | {"about": told, "seen": self._seen}

    def restore(self, data: Mapping[str, Any]) -> None:
        about = data.get("about")
        about = about if isinstance(about, dict) else {}
        self._outage_id, self._corrects_id, self._notice_id = (
            about.get("outage"), about.get("corrects"), about.get("notice"),
        )  # fmt: skip
        self._seen = data.get("seen")
        # The texts say which fields there are: they come first.
        for name in ("title", "greeting", "body"):
            if name in data and self.form is not None:
                self.form.fields[name].set_typed(data[name])
        self._follow_text()
        super().restore(data)
        self.lines.keep()
        self._say_what()
        self._show_boards()
        self.side.draw_soon()

    def focus_start(self) -> None:
        self.template.setFocus()

    def help_text(self) -> str:
        return tr(
            "选模板，一项一项填，右边就是印出来的样子。正文可以改，要填的项写在花括号里。贴在哪里写位置、楼栋或单元，“全部”是所有位置，F3 从清单里勾。"
            "Ctrl+Enter 送审，由另一个人审核；F7 留作草稿。"
        )
