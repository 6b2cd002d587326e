"""求租求购: who looks for a home, which homes fit and why others do not (D2.6)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.seekers import (
    FittingHome,
    SeekerFile,
    SeekerFilter,
    SeekerRow,
    SeekerShow,
    seeker_figures,
    seeker_file,
    seeker_rows,
)
from frontdesk.areas.reception.rules.lettings import (
    SEEKER_STEP_WORDS,
    SeekerState,
    SeekerStep,
    SeekKind,
    plain,
)
from frontdesk.areas.reception.service.seekers import (
    EndSeeker,
    LogSeeker,
    SeekerTaken,
    UndoSeeker,
    end_seeker,
    log_seeker,
    undo_seeker,
)
from frontdesk.areas.reception.ui.agency_parts import say
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.letting_words import arranged
from frontdesk.areas.reception.ui.viewing_dialogs import arrange_dialog, seeker_dialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    SeekerState.LOOKING: "info",
    SeekerState.FOUND: "ok",
    SeekerState.GAVE_UP: "neutral",
    SeekerState.VOID: "neutral",
}
_HOMES = 8


def status_of(row: SeekerRow) -> Status:
    """`在找`, `已成交 11-21`."""
    word = tr(row.state.value)
    if row.ended_on is not None:
        word = tr("{word} {day}", word=word, day=f"{row.ended_on:%m-%d}")
    return Status(_TONES[row.state], word)


def area_words(row: SeekerRow) -> str:
    """`60–90㎡`, `60㎡以上`, `90㎡以内`."""
    if row.area_from is not None and row.area_to is not None:
        return f"{plain(row.area_from)}–{plain(row.area_to)}㎡"
    if row.area_from is not None:
        return tr("{least}㎡以上", least=plain(row.area_from))
    return tr("{most}㎡以内", most=plain(row.area_to)) if row.area_to is not None else ""


class SeekersPage(HeldPage):
    """`open(text=…)` shows some words', `open(show="ALL")` one chip's; target `take_seeker` opens the form."""

    ICON = "ph.users"
    TARGETS = ("seekers", "take_seeker")
    HISTORY = ("seeker", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "kind": "租还是买", "name": "姓名", "phone": "电话", "rooms": "几室", "area_from": "面积从", "area_to": "面积到",
        "price_to": "最多出价", "words": "其他要求", "outcome": "结果", "ended_on": "结束日期",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[SeekerRow], ...] = (
            Column(tr("姓名"), lambda r: r.name, kind="strong", width=88, name="name"),
            Column(tr("找什么"), lambda r: tr(r.kind.value), width=76, name="kind"),
            Column(tr("几室"), lambda r: r.rooms, right=True, width=64, name="rooms"),
            Column(tr("面积"), area_words, width=112, sort=False),
            Column(tr("出价（元）"), lambda r: r.price_to, kind="money", width=112, name="price"),
            Column(tr("其他要求"), lambda r: r.words, kind="quiet", sort=False),
            Column(tr("登记"), lambda r: r.received_on, width=104, name="received"),
            Column(tr("状态"), status_of, kind="status", width=96, sort=False),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=144, name="number"),
        )
        super().__init__(
            desk, "seekers_page", tr("求租求购"), columns, SeekerShow, rows=seeker_rows, figures=seeker_figures,
            read_file=seeker_file, placeholder=tr("姓名、电话、要求、编号"), topics=("seekers", "viewings", "lettings"),
            add_words=tr("登记客户"),
            empty=(tr("还没有求租求购的客户"), tr("要租、要买的人登记户型、面积和价钱，合适的委托会自己列出来，为什么不合适也看得见。")),
            faint=lambda r: r.state in (SeekerState.GAVE_UP, SeekerState.VOID), parent=parent,
        )  # fmt: skip
        self.kind = FilterChoice(
            "seekers_kind",
            tr("租买"),
            [Option(None, tr("求租和求购")), *(Option(k, tr(k.value)) for k in SeekKind)],
        )
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.homes = KeyButton(tr("租售委托"), "F3", name="seekers_homes")
        self.homes.clicked.connect(lambda: self.desk.go("lettings"))
        self.view = KeyButton(tr("约看房"), "F5", name="seekers_view")
        self.view.clicked.connect(self._view)
        self.change = KeyButton(tr("修改"), "F7", name="seekers_change")
        self.change.clicked.connect(self._change)
        pane = HeldPane("seeker_pane", (self.change, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.homes, self.view)

    def wanted(self, sort: str = "", descending: bool = False) -> SeekerFilter:
        return SeekerFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), sort or "received",
            descending,
        )  # fmt: skip

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value(None)

    def row_opened(self, row: SeekerRow | None) -> None:
        """Enter arranges a viewing."""
        if row is not None and row.state is SeekerState.LOOKING and self.desk.may(Right.RECEPTION):
            self._view()

    def show_file(self, file: SeekerFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.change.setVisible(row.state is SeekerState.LOOKING)
        head = self.pane.add_section(name="seeker_head")
        head.add_row(Words(row.name, "lead", select=True), None, state_label(status_of(row)))
        head.add(Words(f"{row.number} · {tr(row.kind.value)}", "body", "text2"))
        for label, value in (
            (tr("电话"), row.phone),
            (tr("几室"), tr("{n} 室", n=row.rooms) if row.rooms is not None else tr("不限")),
            (tr("面积"), area_words(row) or tr("不限")),
            (tr("最多出价"), str(row.price_to) if row.price_to is not None else tr("没有说")),
            (tr("其他要求"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        if row.state is SeekerState.LOOKING:
            self._show_homes(file.homes)
        if file.viewings:
            section = self.pane.add_section(
                tr("看房"), tr("{n} 次", n=len(file.viewings)), name="seeker_viewings"
            )
            for view in file.viewings[:6]:
                words = tr(view.result.value) if view.result is not None else tr(view.state.value)
                section.add_line(f"{view.unit}：{words}", at=f"{view.held_on:%m-%d}", right=view.leader)
                if view.result_words:
                    section.add_line(view.result_words, at=" ", tone="text3")
        course = self.pane.add_section(tr("经过"), name="seeker_course", line=False)
        for event in file.course:
            tone = "text3" if event.undone else "text"
            course.add_line(
                tr(SEEKER_STEP_WORDS[event.step]), at=self.when(event.at), right=event.by, tone=tone
            )
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("登记"), at=self.when(row.received_at), right=row.by)
        self.pane.scroll_to_top()

    def _show_homes(self, homes: tuple[FittingHome, ...]) -> None:
        good = sum(home.fits for home in homes)
        section = self.pane.add_section(tr("委托的房子"), tr("合适 {n} 套", n=good), name="seeker_homes")
        if not homes:
            section.add(Words(tr("现在没有这样的委托。"), "body", "text2", wrap=True))
        for home in homes[:_HOMES]:
            against = [point.words for point in home.points if point.fits is False]
            asked = [point.words for point in home.points if point.fits is None]
            told = "；".join(against or [*asked, *(p.words for p in home.points[1:] if p.fits)])
            tone = "neutral" if against else "warn" if asked else "ok"
            prices = [str(p) for p in (home.row.rent, home.row.price) if p is not None]
            fit = tr("不合适") if against else tr("要问一下") if asked else tr("合适")
            section.add_state(tone, "　".join((home.row.unit, *prices, fit)), told)  # type: ignore[arg-type]

    def acts(self, file: SeekerFile | None) -> Acts:
        if file is None:
            return {}
        row, found = file.row, Acts()
        found["reveal"] = (tr("看电话"), lambda: self.reveal("seeker", row.id, row.name))
        found["log"] = (tr("记一笔"), lambda: self._log(row))
        if row.state is SeekerState.LOOKING:
            found["end"] = (tr("不找了"), lambda: self._end(row))
            found["void"] = (tr("作废，登记错了"), lambda: self._void(row))
        elif row.state is SeekerState.GAVE_UP:
            found["undo"] = (tr("撤销“不找了”"), lambda: self._undo(row))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        seeker_dialog(self.desk, self._taken, self)

    def _looking(self) -> SeekerFile | None:
        file: SeekerFile | None = self.stood_on()
        if file is not None and file.row.state is not SeekerState.LOOKING:
            self.desk.messages.warn(
                tr("{number} 是“{word}”，没有再改。", number=file.row.number, word=tr(file.row.state.value))
            )
            return None
        return file

    def _view(self) -> None:
        file = self._looking()
        if file is None:
            return
        good = [home.row.id for home in file.homes if home.fits]
        arrange_dialog(
            self.desk, lambda made: arranged(self.desk, made), self, letting_id=good[0] if len(good) == 1 else None,
            seeker_id=file.row.id,
        )  # fmt: skip

    def _change(self) -> None:
        file = self._looking()
        if file is not None:
            seeker_dialog(self.desk, say(self.desk, tr("已修改")), self, file.row)

    def _log(self, row: SeekerRow) -> None:
        usual = (tr("客户来电"), tr("推荐了房源"), tr("其他"))
        self.ask(tr("记一笔"), row.number, usual, lambda words: self.desk.run(
            log_seeker, LogSeeker(row.id, words), then=say(self.desk, SEEKER_STEP_WORDS[SeekerStep.LOGGED]),
        ))  # fmt: skip

    def _end(self, row: SeekerRow) -> None:
        usual = (tr("别处找到了"), tr("不租、不买了"), tr("联系不上"), tr("其他"))
        self.ask(tr("不找了"), tr("记录留着，不再推荐。"), usual, lambda words: self.desk.run(
            end_seeker, EndSeeker(row.id, words), then=say(self.desk, tr("不再推荐")),
        ))  # fmt: skip

    def _void(self, row: SeekerRow) -> None:
        usual = (tr("重复登记"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            end_seeker, EndSeeker(row.id, reason, void=True), then=say(self.desk, tr("已作废")),
        ))  # fmt: skip

    def _undo(self, row: SeekerRow) -> None:
        usual = (tr("又要找了"), tr("点错了"), tr("其他"))
        self.ask(tr("撤销"), tr("接着推荐。"), usual, lambda reason: self.desk.run(
            undo_seeker, UndoSeeker(row.id, reason), then=say(self.desk, tr("接着找")),
        ))  # fmt: skip

    def _taken(self, made: SeekerTaken) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.number), tr("合适的房子列在右边。"))

    def open(self, *, target: object = "seekers", **arguments: object) -> None:
        """Some words', one chip's; or at once the form."""
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(text=arguments.get("text"), show=show)
        if target == "take_seeker":
            self.add_new()

    def help_text(self) -> str:
        return tr(
            "要租、要买的客户。F2 登记，右边列出合适的委托和不合适的原因；F5 或回车约看房，F7 修改，F3 回到租售委托；"
            "F9 看电话、记一笔、不找了。"
        )
