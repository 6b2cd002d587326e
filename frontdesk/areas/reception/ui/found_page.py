"""失物: what was handed in, claimed, handed to the police or disposed of (D2.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.found import (
    FoundFile,
    FoundFilter,
    FoundRow,
    FoundShow,
    found_figures,
    found_file,
    found_rows,
)
from frontdesk.areas.reception.rules.found import STEP_WORDS, FoundState, FoundStep
from frontdesk.areas.reception.service.found import (
    ChangeFound,
    ClaimFound,
    DisposeFound,
    FoundTaken,
    HandFound,
    PostFound,
    TakeFound,
    UndoFound,
    VoidFound,
    change_found,
    claim_found,
    dispose_found,
    hand_found,
    post_found,
    take_found,
    undo_found,
    void_found,
)
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Field, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    FoundState.HERE: "info",
    FoundState.DUE: "bad",
    FoundState.CLAIMED: "ok",
    FoundState.HANDED: "neutral",
    FoundState.DISPOSED: "neutral",
    FoundState.VOID: "neutral",
}
HERE = (FoundState.HERE, FoundState.DUE)


def status_of(row: FoundRow) -> Status:
    """`待认领`, `该移交`, `已认领 11-21`."""
    word = tr(row.state.value)
    if row.ended_on is not None:
        word = tr("{word} {day}", word=word, day=f"{row.ended_on:%m-%d}")
    return Status(_TONES[row.state], word)


class FoundPage(HeldPage):
    """`open(show="DUE")` shows one chip's; target `take_found` opens the form."""

    ICON = "ph.magnifying-glass"
    TARGETS = ("found", "take_found")
    HISTORY = ("found_item", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "what": "物品", "place": "拾到地点", "finder": "拾到人", "finder_phone": "拾到人电话", "shelf": "存放处",
        "words": "说明", "outcome": "结果", "ended_on": "结束日期",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[FoundRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=140, name="number"),
            Column(tr("物品"), lambda r: r.what, kind="strong", name="what"),
            Column(tr("在哪里拾到"), lambda r: r.place, width=160, name="place"),
            Column(tr("拾到日期"), lambda r: r.found_on, width=104, name="found"),
            Column(tr("拾到人"), lambda r: r.finder, width=112, name="finder"),
            Column(tr("放在"), lambda r: r.shelf, width=96, name="shelf"),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "found_page", tr("失物"), columns, FoundShow, rows=found_rows, figures=found_figures,
            read_file=found_file, placeholder=tr("物品、地点、拾到人"), topics=("found",), add_words=tr("登记失物"),
            empty=(
                tr("还没有失物登记"),
                tr("拾到的东西登记在这里，失主凭证件认领；过了设定的天数没人认领，会提醒移交派出所。"),
            ),
            faint=lambda r: r.state is FoundState.VOID, parent=parent,
        )  # fmt: skip
        self.claim = KeyButton(tr("认领"), "F5", name="found_claim")
        self.claim.clicked.connect(self._claim)
        self.post = KeyButton(tr("招领"), "F6", name="found_post")
        self.post.clicked.connect(self._post)
        self.hand = KeyButton(tr("移交公安"), "F7", name="found_hand")
        self.hand.clicked.connect(self._hand)
        pane = HeldPane("found_pane", (self.post, self.hand, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.claim)

    def wanted(self, sort: str = "", descending: bool = False) -> FoundFilter:
        today = self.desk.clock.today()
        return FoundFilter(today, self.search.text(), self.chosen(), sort or "received", descending)

    def row_opened(self, row: FoundRow | None) -> None:
        """Enter gives it to its owner."""
        if row is not None and row.state in HERE and self.desk.may(Right.RECEPTION):
            self._claim()

    def show_file(self, file: FoundFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        here = row.state in HERE
        self.post.setVisible(here)
        self.hand.setVisible(here)
        state = status_of(row)
        head = self.pane.add_section(name="found_head")
        head.add_row(Words(row.what, "lead", select=True, wrap=True), None, state_label(state))
        told = tr("{day} 在 {place} 拾到", day=row.found_on, place=row.place)
        head.add(Words(f"{row.number} · {told}", "body", "text2", wrap=True))
        for label, value in (
            (tr("拾到人"), "　".join(part for part in (row.finder, row.finder_phone) if part)),
            (tr("放在"), row.shelf or tr("没有写")),
            (tr("等到"), tr("{day}，过后移交派出所", day=row.until) if here else ""),
            (tr("说明"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        course = self.pane.add_section(tr("经过"), name="found_course", line=False)
        for event in file.course:
            words = tr(STEP_WORDS[event.step])
            if event.who:
                words = tr("{what}：{who}", what=words, who=event.who)
            tone = "text3" if event.undone else "text"
            course.add_line(words, at=self.when(event.at), right=event.by, tone=tone)
            numbers = "　".join(part for part in (event.id_number, event.phone) if part)
            for more in (numbers, event.words):
                if more:
                    course.add_line(more, at=" ", tone="text3")
        course.add_line(tr("登记"), at=self.when(row.received_at), right=row.by)
        self.pane.scroll_to_top()

    def acts(self, file: FoundFile | None) -> Acts:
        if file is None:
            return {}
        row, found = file.row, Acts()
        claimed = next((e for e in file.course if e.step is FoundStep.CLAIMED and not e.undone), None)
        if claimed is not None:
            found["claimant"] = (
                tr("看认领人的证件号和电话"),
                lambda: self.reveal("claimant", claimed.id, claimed.who),
            )
        if row.finder_phone:
            found["finder"] = (tr("看拾到人的电话"), lambda: self.reveal("finder", row.id, row.finder))
        found["change"] = (tr("修改"), lambda: self._form(row))
        if row.state in HERE:
            found["dispose"] = (tr("处置（变质、不值钱的）"), lambda: self._dispose(row))
        if any(event.step is not FoundStep.UNDONE and not event.undone for event in file.course):
            found["undo"] = (tr("撤销最后一条经过"), lambda: self._undo(row))
        if row.state in HERE:
            found["void"] = (tr("作废，登记错了"), lambda: self._void(row))
        return {**found, **self.days_act(), **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        self._form(None)

    def _form(self, row: FoundRow | None) -> None:
        """The form for a new one, or to correct one; the finder's phone stays unless another is typed."""
        name = "found" if row is None else "found_change"
        what = TextField(f"{name}_what", tr("如 黑色钱包，内有公交卡"), required=True, limit=120)
        place = TextField(f"{name}_place", tr("如 3栋大堂沙发"), required=True, limit=120)
        on = DateField(f"{name}_on", today=self.desk.clock.today, required=True)
        finder = TextField(f"{name}_finder", tr("如 保洁 王芳"), required=True, limit=80)
        phone = PhoneField(f"{name}_phone")
        shelf = TextField(f"{name}_shelf", tr("如 前台保险柜"), limit=40)
        words = TextField(f"{name}_words", limit=300)
        on.set_value(self.desk.clock.today())
        last: list[Cell] = [("shelf", shelf, tr("放在哪里（可不填）"), 2)]
        if row is None:
            last.insert(0, ("found_on", on, tr("拾到日期"), 2))
            last.append(("finder_phone", phone, tr("拾到人电话（可不填）"), 2))
        cells: list[Sequence[Cell]] = [
            (("what", what, tr("拾到什么"), 1),),
            (("place", place, tr("在哪里拾到"), 3), ("finder", finder, tr("谁拾到的"), 2)),
            last,
            (("words", words, tr("说明（可不填）"), 1),),
        ]
        if row is not None:
            for field, value in (
                (what, row.what), (place, row.place), (finder, row.finder), (shelf, row.shelf), (words, row.words)
            ):  # fmt: skip
                field.set_value(value)
            ActDialog(
                self.desk, "found_change_dialog", tr("修改失物"), cells, change_found,
                lambda v: ChangeFound(row.id, **v), then=self._say(tr("已修改")), parent=self,
            ).start(what)  # fmt: skip
            return
        token = uuid4().hex
        ActDialog(
            self.desk, "take_found_dialog", tr("登记失物"), cells, take_found,
            lambda v: TakeFound(**v, token=token), then=self._taken, parent=self,
        ).start(what)  # fmt: skip

    def _act(
        self, name: str, title: str, fields: Sequence[Sequence[tuple[str, Field, str]]], service: Callable[..., Any],
        command: Callable[..., Any], word: str,
    ) -> None:  # fmt: skip
        """A small form for the thing stood on, while it is here."""
        file: FoundFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        if row.state not in HERE:
            self.desk.messages.warn(tr("{number} 已经不在前台了。", number=row.number))
            return
        cells = [[(key, field, label, 1) for key, field, label in line] for line in fields]
        ActDialog(
            self.desk, name, title, cells, service, lambda v: command(row.id, **v),
            text=f"{row.number}　{row.what}", save_text=title, then=self._say(word), parent=self,
        ).start(fields[0][0][1])  # fmt: skip

    def _claim(self) -> None:
        who = TextField("claim_who", tr("失主姓名，算作签收"), required=True, limit=80)
        id_number = TextField("claim_id", limit=40, figures=True)
        phone = PhoneField("claim_phone")
        words = TextField("claim_words", tr("如 说得出里面有什么"), required=True, limit=200)
        fields = (
            (("who", who, tr("认领人")),),
            (("id_number", id_number, tr("证件号")), ("phone", phone, tr("电话（两样至少留一样）"))),
            (("words", words, tr("凭什么认领")),),
        )
        self._act("claim_found_dialog", tr("认领"), fields, claim_found, ClaimFound, tr("已认领"))

    def _post(self) -> None:
        words = TextField("post_words", tr("如 大堂公告栏、业主群"), required=True, limit=200)
        fields = ((("words", words, tr("在哪里招领")),),)
        self._act("post_found_dialog", tr("招领"), fields, post_found, PostFound, tr("招领已记下"))

    def _hand(self) -> None:
        words = TextField("hand_words", tr("如 翠湖派出所，回执 3301-118"), required=True, limit=200)
        who = TextField("hand_who", tr("如 民警 赵刚"), limit=80)
        fields = ((("words", words, tr("交到哪里、回执号")),), (("who", who, tr("接收人（可不填）")),))
        self._act("hand_found_dialog", tr("移交公安"), fields, hand_found, HandFound, tr("已移交"))

    def _dispose(self, row: FoundRow) -> None:
        words = TextField("dispose_words", tr("如 食品变质丢弃，主管周敏同意"), required=True, limit=200)
        fields = ((("words", words, tr("怎么处置、为什么")),),)
        self._act("dispose_found_dialog", tr("处置"), fields, dispose_found, DisposeFound, tr("已处置"))

    def _void(self, row: FoundRow) -> None:
        usual = (tr("重复登记"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_found, VoidFound(row.id, reason), then=self._say(tr("已作废")),
        ))  # fmt: skip

    def _undo(self, row: FoundRow) -> None:
        usual = (tr("点错了一件"), tr("认错人"), tr("其他"))
        self.ask(tr("撤销最后一条"), tr("记录留着，标明已撤销；东西回到它之前的样子。"), usual, lambda reason: self.desk.run(
            undo_found, UndoFound(row.id, reason), then=self._say(tr("已撤销")),
        ))  # fmt: skip

    def _say(self, word: str) -> Callable[[str], object]:
        return lambda number: self.desk.messages.ok(tr("{number} {word}。", number=number, word=word))

    def _taken(self, made: FoundTaken) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.number), tr("贵重的请放进保险柜。"))

    # -- coming here --

    def open(self, *, target: object = "found", **arguments: object) -> None:
        """Some words', one chip's; or at once the form for what was handed in."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))
        if target == "take_found":
            self.add_new()

    def help_text(self) -> str:
        return tr(
            "失物招领。F2 登记拾到的东西，F6 记在哪里招领，回车或 F5 认领（证件号或电话至少留一样），"
            "F7 移交派出所，F9 处置、修改、作废和看电话。"
        )
