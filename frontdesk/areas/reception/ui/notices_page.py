"""通知公告: what waits to be reviewed, put up, taken down; the paper, its boards and its course beside it (D2.5)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.decoration.ui.photo_strip import PhotoDialog, PhotoStrip
from frontdesk.areas.reception.queries.notice_file import NoticeFile, notice_file
from frontdesk.areas.reception.queries.notices import (
    NoticeFilter,
    NoticeRow,
    NoticeShow,
    notice_figures,
    notice_row,
    notice_rows,
)
from frontdesk.areas.reception.rules.notices import (
    ISSUED,
    WRITING,
    NoticeForm,
    NoticeState,
    PlaceState,
    RoundStep,
)
from frontdesk.areas.reception.service.notice_papers import MakePostingList, make_posting_list
from frontdesk.areas.reception.service.notice_rounds import RoundDone, UndoRound, undo_round
from frontdesk.areas.reception.service.notices import (
    NoticeDone,
    SendBackNotice,
    VoidNotice,
    send_back_notice,
    void_notice,
)
from frontdesk.areas.reception.ui import notice_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.areas.reception.ui.notice_prints import (
    PrintNoticeDialog,
    drawing_of,
    look_again,
    look_at,
)
from frontdesk.areas.reception.ui.notice_words import boards_words, course_lines, status_of, until_words
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Tone, Words
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.rows import Column

_PREVIEW_WIDE = 240


class NoticesPage(HeldPage):
    """`open(text=…)` narrows the list, `open(show="DUE")` shows one chip's."""

    ICON = "ph.megaphone-simple"
    TARGETS = ("public_notices",)
    HISTORY = ("public_notice", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "number": "编号", "state": "状态", "form": "文种", "title": "标题", "post_on": "张贴", "until": "贴到",
        "issued_on": "发布",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[NoticeRow], ...] = (
            Column(tr("状态"), status_of, kind="status", width=124, sort=False),
            Column(tr("编号"), lambda r: r.number, width=116, name="number"),
            Column(tr("文种"), lambda r: tr(r.form.value), width=84, name="form"),
            Column(tr("标题"), lambda r: r.title, name="title"),
            Column(tr("贴出"), boards_words, right=True, width=60, sort=False),
            Column(tr("从"), lambda r: r.post_on, width=108, name="post_on"),
            Column(tr("到"), until_words, width=108, name="until"),
            Column(tr("拟稿"), lambda r: r.by, kind="quiet", width=76, name="by"),
        )
        super().__init__(
            desk, "public_notices_page", tr("通知公告"), columns, NoticeShow, rows=notice_rows,
            figures=notice_figures, read_file=notice_file, placeholder=tr("标题、编号、位置、拟稿人"),
            topics=("public_notices", "papers"), add_words=tr("写通知"),
            empty=(
                tr("还没有通知公告"),
                tr("停水停电、消杀、缴费提醒、节日提示，从模板写：填几项就成文，审核后编号打印，贴在哪里、什么时候撤都记着。"),
            ),
            faint=lambda r: r.state is NoticeState.VOID and not r.due_down, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.forms = FilterChoice(
            "public_notices_form",
            tr("文种"),
            [Option(None, tr("全部文种")), *(Option(form, tr(form.value)) for form in NoticeForm)],
        )
        self.forms.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.forms)
        self.carry = KeyButton(tr("张贴清单"), "F6", icon="ph.printer", name="public_notices_carry")
        self.carry.clicked.connect(self._carry)
        self.main = KeyButton(tr("审核"), "F5", "primary", name="public_notices_main")
        self.main.clicked.connect(self._do_main)
        self.back = KeyButton(tr("退回"), "F7", name="public_notices_back")
        self.back.clicked.connect(self._send_back)
        self.print_notice = KeyButton(tr("打印"), "F4", name="public_notices_paper")
        self.print_notice.clicked.connect(self._print)
        pane = HeldPane(
            "public_notice_pane", (self.main, self.back, self.print_notice, self.more),
            right=Right.RECEPTION, desk=desk,
        )  # fmt: skip
        self._pdf: bytes | None = None
        self.finish(pane, self.carry)

    def wanted(self, sort: str = "", descending: bool = False) -> NoticeFilter:
        today = self.desk.clock.today()
        return NoticeFilter(today, self.search.text(), self.chosen(), self.forms.value(), sort, descending)

    def forget_filters(self) -> None:
        super().forget_filters()
        self.forms.set_value(None)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        if not self.desk.may(Right.RECEPTION_SETUP):
            return ()
        setup = KeyButton(tr("模板和位置"), name="public_notices_empty_setup")
        setup.clicked.connect(lambda: self.desk.go("notice_setup"))
        return (setup,)

    def row_opened(self, row: NoticeRow | None) -> None:
        """Enter reads the paper."""
        if row is not None and self.stood_on() is not None:
            self._look()

    # -- the pane --

    def show_file(self, file: NoticeFile | None) -> None:
        self.pane.begin(shown=file is not None)
        self._pdf = None
        if file is None:
            return
        row = file.row
        words, _act = self._main(file)
        self.main.setText(words)
        self.main.setVisible(bool(words))
        self.back.setVisible(row.state is NoticeState.REVIEW)
        self.print_notice.setVisible(row.state in ISSUED)
        self._show_head(file)
        # What hangs where is asked more often than what it says, once it is issued.
        self._show_places(file)
        self._show_paper(file)
        self._show_course(file)
        self.pane.scroll_to_top()

    def _show_head(self, file: NoticeFile) -> None:
        row, text = file.row, file.text
        head = self.pane.add_section(name="public_notice_head")
        title = Words(row.title, "lead", wrap=True, select=True)
        head.add_row(title, None, state_label(status_of(row)))
        head.add_pair(tr("编号"), row.number or tr("审核通过后编号"))
        head.add_pair(tr("张贴"), tr("{start} 到 {end}", start=row.post_on, end=until_words(row)))
        if not file.places:
            head.add_pair(tr("拟贴"), "、".join(board.name for board in text.boards))
        if row.corrects:
            head.add_pair(tr("更正"), row.corrects)
        if row.corrected:
            head.add_pair(tr("已更正"), tr("由 {number} 更正", number=row.corrected), tone="bad")

    def _show_paper(self, file: NoticeFile) -> None:
        section = self.pane.add_section(tr("纸面"), tr("回车放大"), name="public_notice_sheet")
        preview = PaperPreview(name="public_notice_preview")
        preview.setFixedSize(_PREVIEW_WIDE, round(_PREVIEW_WIDE * 297 / 210))
        preview.opened.connect(self._look)
        section.add_row(preview, None)

        def drawn(pdf: bytes) -> None:
            if isValid(self) and isValid(preview) and self.file is file:
                self._pdf = pdf
                preview.show_pdf(pdf)

        # What cannot be drawn (a character no font has) is said when it is printed.
        self.desk.worker.run(drawing_of(file.paper), drawn, lambda _error: None)

    def _show_places(self, file: NoticeFile) -> None:
        if not file.places:
            return
        up = sum(place.state is PlaceState.UP for place in file.places)
        hint = tr("{up} 处张贴中", up=up) if up else ""
        section = self.pane.add_section(tr("张贴位置"), hint, name="public_notice_places")
        tones: dict[PlaceState, Tone] = {
            PlaceState.WAITING: "warn", PlaceState.UP: "ok", PlaceState.DOWN: "neutral",
            PlaceState.SKIPPED: "neutral",
        }  # fmt: skip
        for state in (PlaceState.WAITING, PlaceState.UP, PlaceState.DOWN, PlaceState.SKIPPED):
            here = [place for place in file.places if place.state is state]
            if here:
                names = "、".join(place.name for place in here)
                section.add_state(
                    tones[state], tr("{state} {n} 处", state=tr(state.value), n=len(here)), names
                )
        if file.photos:
            strip = PhotoStrip("public_notice_photos")
            strip.show_photos(list(file.photos), "", may=False)
            strip.opened.connect(lambda name, content: PhotoDialog(name, content, self).open())
            section.add(strip)

    def _show_course(self, file: NoticeFile) -> None:
        section = self.pane.add_section(tr("经过"), name="public_notice_course", line=False)
        for at, words, told, by in course_lines(file):
            section.add_line(words, at=self.when(at), right=by)
            if told:
                section.add_line(told, at=" ", tone="text3")

    # -- what is done --

    def _main(self, file: NoticeFile) -> tuple[str, Any]:
        """The one act that its state asks for."""
        row = file.row
        if row.state is NoticeState.REVIEW:
            return tr("审核"), lambda: self._open(dialogs.ApproveDialog, file)
        if row.state is NoticeState.BACK:
            return tr("修改"), lambda: self.desk.go("write_notice", notice_id=row.id)
        if row.due_down and row.up:
            return tr("撤下"), lambda: self._open(dialogs.TakeDownDialog, file)
        if row.due_down:
            return tr("不贴了"), lambda: self._open(dialogs.SkipDialog, file)
        if row.waiting and row.state in (NoticeState.TO_POST, NoticeState.UP):
            return tr("张贴"), lambda: self._open(dialogs.PutUpDialog, file)
        if row.up:
            return tr("撤下"), lambda: self._open(dialogs.TakeDownDialog, file)
        return "", lambda: None

    def _do_main(self) -> None:
        file: NoticeFile | None = self.stood_on()
        if file is not None:
            self._main(file)[1]()

    def _open(self, dialog: Any, file: NoticeFile) -> None:
        dialog(self.desk, file, self._told_done, self).open()

    def _told_done(self, words: str) -> None:
        self.desk.messages.ok(words)

    def acts(self, file: NoticeFile | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            found["look"] = (tr("看纸面"), self._look)
            if row.state in WRITING:
                found["revise"] = (
                    tr("修改内容，重新送审"),
                    lambda: self.desk.go("write_notice", notice_id=row.id),
                )
            if row.state in ISSUED:
                if not row.corrected:
                    found["put_up"] = (
                        tr("登记张贴，贴在别处也可以"),
                        lambda: self._open(dialogs.PutUpDialog, file),
                    )
                    found["correct"] = (
                        tr("发更正：写一份新的代替"),
                        lambda: self.desk.go("write_notice", corrects_id=row.id),
                    )
                if row.waiting:
                    found["skip"] = (tr("有的位置不贴了"), lambda: self._open(dialogs.SkipDialog, file))
                if row.state is not NoticeState.DOWN:
                    found["extend"] = (tr("改张贴期限"), lambda: self._open(dialogs.ExtendDialog, file))
            if row.up:
                found["down"] = (tr("登记撤下"), lambda: self._open(dialogs.TakeDownDialog, file))
            if any(not one.undone and one.step is not RoundStep.UNDONE for one in file.rounds):
                found["undo"] = (tr("撤销上一次张贴、撤下的登记"), lambda: self._undo(row))
            for one in file.prints[:3]:
                at = local_time(one.at)
                words = tr("看 {at} 印的 {size}", at=f"{at:%m-%d %H:%M}", size=one.size)
                found[f"print_{one.times}"] = (words, lambda one=one: look_again(self.desk, file, one, self))  # type: ignore[misc]
            if row.state is not NoticeState.VOID:
                found["void"] = (tr("作废"), lambda: self._void(row))
            found |= self.history_act(row.id)
        if self.desk.may(Right.RECEPTION_SETUP):
            found["setup"] = (tr("模板和张贴位置"), lambda: self.desk.go("notice_setup"))
        return found

    def _look(self) -> None:
        file: NoticeFile | None = self.stood_on()
        if file is None:
            return
        title = " ".join(part for part in (file.row.number, file.row.title) if part)
        if self._pdf is not None:
            look_at(self.desk, title, self._pdf, self, file)
            return
        # It is still being drawn, or cannot be: then the words say why.
        self.desk.worker.run(
            drawing_of(file.paper),
            lambda pdf: look_at(self.desk, title, pdf, self, file) if isValid(self) else None,
            self.desk.tell,
        )

    def _print(self) -> None:
        file: NoticeFile | None = self.stood_on()
        if file is not None and file.row.state in ISSUED:
            PrintNoticeDialog(self.desk, file, self).open()

    def _carry(self) -> None:
        def made(number: str) -> None:
            print_new(self.desk, "posting_list", number, self._unsent)

        self.desk.run(make_posting_list, MakePostingList(), then=made)

    def _send_back(self) -> None:
        file: NoticeFile | None = self.stood_on()
        if file is None or file.row.state is not NoticeState.REVIEW:
            return
        usual = (tr("时间不对"), tr("范围不清楚"), tr("用词要改"), tr("其他"))
        text = tr("退回给{by}，写明要改什么。", by=file.text.by)
        self.ask(tr("退回修改"), text, usual, lambda reason: self.desk.run(
            send_back_notice, SendBackNotice(file.row.id, reason),
            then=lambda _made: self._told_done(tr("已退回{by}修改。", by=file.text.by)),
        ))  # fmt: skip

    def _void(self, row: NoticeRow) -> None:
        usual = (tr("不发了"), tr("内容有误"), tr("重复"), tr("其他"))
        text = (
            tr("记录和号码都留着，标明已作废。还贴着的要去撤下。") if row.up else tr("记录留着，标明已作废。")
        )

        def done(made: NoticeDone) -> None:
            self._told_done(tr("{what} 已作废。", what=made.number or row.title))

        self.ask(
            tr("作废"), text, usual,
            lambda reason: self.desk.run(void_notice, VoidNotice(row.id, reason), then=done),
        )  # fmt: skip

    def _undo(self, row: NoticeRow) -> None:
        def done(made: RoundDone) -> None:
            self._told_done(tr("{number} 上一次的登记已撤销。", number=made.number))

        self.ask(
            tr("撤销登记"), tr("上一次登记的张贴、撤下或不贴，改回原样。"), (tr("登记错了"), tr("其他")),
            lambda reason: self.desk.run(undo_round, UndoRound(row.id, reason), then=done),
        )  # fmt: skip

    def add_new(self, **arguments: Any) -> None:
        self.desk.go("write_notice", **arguments)

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's; `notice_id` shows that notice alone."""
        notice_id = arguments.get("notice_id")
        if isinstance(notice_id, int):
            row = self.desk.read(notice_row, notice_id, self.desk.clock.today())
            if row is not None:
                self.narrow(text=row.number or row.title, show=NoticeShow.ALL.name)
            return
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "写、审、贴、撤都在这里。F2 从模板写一份送审；F5 办这一份该办的：审核、张贴、撤下；F7 退回修改。F4 打印 A4 或 A3，"
            "F6 打印张贴清单，照着去贴去撤，回来登记。F9 发更正、改期限、作废、看以前印的，设定模板和张贴位置。"
        )
