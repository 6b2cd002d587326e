"""租售委托: homes that owners gave us to let or sell, who fits them, how each went (D2.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.lettings import (
    FittingSeeker,
    LettingFile,
    LettingFilter,
    LettingRow,
    LettingShow,
    letting_figures,
    letting_file,
    letting_rows,
)
from frontdesk.areas.reception.rules.lettings import (
    COURSE,
    STEP_WORDS,
    UNDOABLE,
    LettingState,
    LettingStep,
    SeekKind,
)
from frontdesk.areas.reception.service.letting_deals import DealClosed, UndoLetting, undo_letting
from frontdesk.areas.reception.service.letting_terms import LeastPrices, RevealLeast, reveal_least
from frontdesk.areas.reception.service.lettings import (
    LettingTaken,
    LogLetting,
    VoidLetting,
    WithdrawLetting,
    log_letting,
    void_letting,
    withdraw_letting,
)
from frontdesk.areas.reception.service.viewings import ViewingArranged
from frontdesk.areas.reception.ui import letting_dialogs as dialogs
from frontdesk.areas.reception.ui.agency_parts import attach, file_acts, print_agency, say, show_files
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.areas.reception.ui.letting_words import arranged, home_words, status_of
from frontdesk.areas.reception.ui.viewing_dialogs import arrange_dialog
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column

_FITTING = 6


class LettingsPage(HeldPage):
    """`open(unit_id=…)` shows a home's, `open(show="ENDING")` one chip's; target `take_letting` opens the form."""

    ICON = "ph.house-line"
    TARGETS = ("lettings", "take_letting")
    HISTORY = ("letting", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "terms_no": "价格期限第几版", "ends_on": "到期后一天", "signed_on": "签委托书", "outcome": "结果",
        "ended_on": "结束日期",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[LettingRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92, name="unit"),
            Column(tr("户型面积"), home_words, sort=False),
            Column(tr("委托"), lambda r: tr(r.kind.value), width=76, name="kind"),
            Column(tr("月租（元）"), lambda r: r.rent, kind="money", width=92, name="rent"),
            Column(tr("售价（元）"), lambda r: r.price, kind="money", width=112, name="price"),
            Column(tr("委托人"), lambda r: r.owner, width=84, name="owner"),
            Column(tr("到期"), lambda r: r.last_on, width=100, name="last"),
            Column(tr("状态"), status_of, kind="status", width=124, sort=False),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=140, name="number"),
        )
        super().__init__(
            desk, "lettings_page", tr("租售委托"), columns, LettingShow, rows=letting_rows, figures=letting_figures,
            read_file=letting_file, placeholder=tr("房号、委托人、户型、编号"),
            topics=("lettings", "viewings", "seekers", "charges", "units", "keys"), add_words=tr("登记委托"),
            empty=(
                tr("还没有租售委托"),
                tr("业主把房子委托出租或出售，登记在这里：签委托书、约看房、成交，佣金记进应收；合适的客户会自己列出来。"),
            ),
            faint=lambda r: r.state in (LettingState.WITHDRAWN, LettingState.VOID), parent=parent,
        )  # fmt: skip
        self.kind = FilterChoice(
            "lettings_kind",
            tr("租售"),
            [
                Option(None, tr("租和售")),
                Option(SeekKind.RENT, tr("要出租的")),
                Option(SeekKind.BUY, tr("要出售的")),
            ],
        )
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.seekers = KeyButton(tr("求租求购"), "F3", name="lettings_seekers")
        self.seekers.clicked.connect(lambda: self.desk.go("seekers"))
        self.viewings = KeyButton(tr("看房"), "F4", name="lettings_viewings")
        self.viewings.clicked.connect(lambda: self.desk.go("viewings"))
        self.view = KeyButton(tr("约看房"), "F5", name="lettings_view")
        self.view.clicked.connect(self._view)
        self.deal = KeyButton(tr("成交"), "F6", name="lettings_deal")
        self.deal.clicked.connect(self._deal)
        self.sign = KeyButton(tr("签委托书"), "F10", name="lettings_sign")
        self.sign.clicked.connect(lambda: self._do(LettingStep.SIGNED, dialogs.sign_dialog, tr("已签委托书")))
        self.terms = KeyButton(tr("改价、续期"), "F7", name="lettings_terms")
        self.terms.clicked.connect(lambda: self._do(LettingStep.TERMS, dialogs.terms_dialog, tr("已改")))
        pane = HeldPane("letting_pane", (self.sign, self.terms, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.seekers, self.viewings, self.view, self.deal)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> LettingFilter:
        return LettingFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), self._unit_id,
            sort or "received", descending,
        )  # fmt: skip

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value(None)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        seekers = KeyButton(tr("求租求购"), "F3", name="lettings_empty_seekers")
        seekers.clicked.connect(lambda: self.desk.go("seekers"))
        return (seekers,)

    def row_opened(self, row: LettingRow | None) -> None:
        """Enter takes what comes next: the signature, then a viewing."""
        if row is None or not self.desk.may(Right.RECEPTION):
            return
        if row.state is LettingState.UNSIGNED:
            self._do(LettingStep.SIGNED, dialogs.sign_dialog, tr("已签委托书"))
        elif LettingStep.VIEWED in COURSE[row.state]:
            self._view()

    # -- the pane --

    def show_file(self, file: LettingFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        steps = COURSE[row.state]
        self.sign.setVisible(LettingStep.SIGNED in steps)
        self.terms.setVisible(LettingStep.TERMS in steps)
        head = self.pane.add_section(name="letting_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        told = " · ".join(part for part in (tr(row.kind.value), home_words(row)) if part)
        head.add(Words(told, "body", "text2", wrap=True))
        link = Link(tr("一户一卡"), "letting_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
        unit_row(head, row.unit, link)
        for label, value in (
            (tr("委托人"), "　".join(part for part in (row.owner, row.phone) if part)),
            (tr("月租"), str(row.rent) if row.rent is not None else ""),
            (tr("售价"), str(row.price) if row.price is not None else ""),
            (tr("底价"), tr("业主说过，主管能看（F9）") if row.least else ""),
            (tr("家具"), row.furniture),
            (tr("约定"), row.words),
            (tr("委托期"), tr("{first} 至 {last}", first=row.starts_on, last=row.last_on)),
            (tr("委托书"), tr("{day} 签", day=row.signed_on) if row.signed_on is not None else tr("还没签")),
            (tr("钥匙"), self._key_words(file)),
        ):
            if value:
                head.add_pair(label, value)
        if file.keys:
            to_keys = Link(tr("看钥匙"), "letting_keys")
            to_keys.clicked.connect(lambda: self.desk.go("keys", unit_id=row.unit_id))
            head.add_row(to_keys, None)
        if file.deal is not None and row.state is LettingState.DEAL:
            self._show_deal(file)
        if file.seekers:
            self._show_fitting(file.seekers)
        if file.viewings:
            section = self.pane.add_section(
                tr("看房"), tr("{n} 次", n=len(file.viewings)), name="letting_viewings"
            )
            for view in file.viewings[:5]:
                words = tr(view.result.value) if view.result is not None else tr(view.state.value)
                section.add_line(f"{view.who}：{words}", at=f"{view.held_on:%m-%d}", right=view.leader)
                if view.result_words:
                    section.add_line(view.result_words, at=" ", tone="text3")
        show_files(self, file.files, tr("附件"), "letting_file")
        course = self.pane.add_section(tr("经过"), name="letting_course", line=False)
        for event in file.course:
            tone = "text3" if event.undone else "text"
            course.add_line(tr(STEP_WORDS[event.step]), at=self.when(event.at), right=event.by, tone=tone)
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("登记"), at=self.when(row.received_at), right=row.by)
        self.pane.scroll_to_top()

    @staticmethod
    def _key_words(file: LettingFile) -> str:
        told = [
            tr("{tag} 托管到 {day}", tag=key.tag, day=key.until)
            if key.until is not None
            else tr("{tag} 托管", tag=key.tag)
            for key in file.keys
        ]
        return "，".join(told) or tr("没有托管在我们这里")

    def _show_deal(self, file: LettingFile) -> None:
        deal = file.deal
        assert deal is not None
        section = self.pane.add_section(tr("成交"), name="letting_deal")
        section.add_pair(tr("客户"), deal.who)
        section.add_pair(tr("成交价"), str(deal.price))
        if deal.commission:
            told = tr("{amount}，已收清", amount=deal.commission)
            if deal.owed:
                told = tr("{amount}，还欠 {owed}", amount=deal.commission, owed=deal.owed)
            section.add_pair(tr("佣金"), told, tone="bad" if deal.owed else "text")

    def _show_fitting(self, seekers: tuple[FittingSeeker, ...]) -> None:
        good = sum(one.fits for one in seekers)
        section = self.pane.add_section(tr("找房的客户"), tr("合适 {n} 位", n=good), name="letting_fitting")
        for one in seekers[:_FITTING]:
            against = [point.words for point in one.points if point.fits is False]
            asked = [point.words for point in one.points if point.fits is None]
            told = "；".join(against or [*asked, *(p.words for p in one.points[1:] if p.fits)])
            tone = "neutral" if against else "warn" if asked else "ok"
            section.add_state(tone, f"{one.name}　{one.phone}", told)  # type: ignore[arg-type]

    def acts(self, file: LettingFile | None) -> Acts:
        found: Acts = {}
        if file is None:
            return found
        row = file.row
        steps = COURSE[row.state]
        if row.state is not LettingState.VOID:
            found["print"] = (tr("打印委托书"), lambda: print_agency(self.desk, AgencyForm.MANDATE, row.id))
            found["attach"] = (
                tr("附房产证、照片"),
                lambda: attach(self, tr("附文件"), dialogs.line_of(row), letting_id=row.id),
            )
        found |= file_acts(self, file.files)
        if LettingStep.LOGGED in steps:
            found["log"] = (tr("记一笔"), lambda: self._reason(row, LettingStep.LOGGED))
        if row.phone:
            found["reveal"] = (tr("看委托人的电话"), lambda: self.reveal("letting", row.id, row.owner))
        if row.least:
            found["least"] = (tr("看底价"), lambda: self._least(row))
        if file.deal is not None and file.deal.owed > ZERO and self.desk.may(Right.COLLECT):
            found["collect"] = (tr("收佣金"), lambda: self.desk.go("collect", unit_id=row.unit_id))
        if LettingStep.WITHDRAWN in steps:
            found["withdraw"] = (tr("撤回，业主不委托了"), lambda: self._reason(row, LettingStep.WITHDRAWN))
        if (
            any(event.step in UNDOABLE and not event.undone for event in file.course)
            and LettingStep.UNDONE in steps
        ):
            found["undo"] = (tr("撤销签字、成交或撤回"), lambda: self._reason(row, LettingStep.UNDONE))
        if LettingStep.VOIDED in steps:
            found["void"] = (tr("作废，登记错了"), lambda: self._reason(row, LettingStep.VOIDED))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        wanted = arguments.get("unit_id")
        unit_id = wanted if isinstance(wanted, int) else self._unit_id
        dialog = dialogs.TakeLettingDialog(self.desk, self._taken, unit_id=unit_id, parent=self)
        dialog.start(dialog.unit if unit_id is None else dialog.owner)

    def _for(self, step: LettingStep) -> LettingFile | None:
        """The one stood on, where its course leads there; else it says why not."""
        file: LettingFile | None = self.stood_on()
        if file is None:
            return None
        if step not in COURSE[file.row.state]:
            word = tr(file.row.state.value)
            told = tr(
                "{number} 是“{word}”，现在不能{what}。",
                number=file.row.number,
                word=word,
                what=tr(STEP_WORDS[step]),
            )
            self.desk.messages.warn(told)
            return None
        return file

    def _do(self, step: LettingStep, dialog: Callable[..., Any], word: str) -> None:
        file = self._for(step)
        if file is not None:
            dialog(self.desk, file.row, say(self.desk, word), self)

    def _view(self) -> None:
        file = self._for(LettingStep.VIEWED)
        if file is None:
            return
        good = [one.id for one in file.seekers if one.fits]
        seeker_id = good[0] if len(good) == 1 else None
        arrange_dialog(
            self.desk,
            self._arranged,
            self,
            letting_id=file.row.id,
            seeker_id=seeker_id,
            in_care=bool(file.keys),
        )

    def _deal(self) -> None:
        file = self._for(LettingStep.DEAL)
        if file is None:
            return
        keen = [view.seeker_id for view in file.viewings if view.seeker_id is not None]
        dialogs.deal_dialog(self.desk, file.row, self._closed, self, seeker_id=keen[0] if keen else None)

    def _reason(self, row: LettingRow, step: LettingStep) -> None:
        """Words, then what is done with them."""
        asked: dict[LettingStep, tuple[str, str, tuple[str, ...]]] = {
            LettingStep.LOGGED: (tr("记一笔"), row.number, (tr("业主来电"), tr("回访业主"), tr("其他"))),
            LettingStep.WITHDRAWN: (tr("撤回委托"), tr("记录留着，标明已撤回。"), (tr("自己租出、卖掉了"), tr("业主不租售了"), tr("其他"))),
            LettingStep.UNDONE: (
                tr("撤销"),
                tr("签字、成交或撤回里最后的一步不算了；成交的佣金没有收的会减免掉。"),
                (tr("点错了一户"), tr("客户反悔"), tr("其他")),
            ),
            LettingStep.VOIDED: (tr("作废"), tr("记录留着，标明已作废。"), (tr("重复登记"), tr("登错户"), tr("其他"))),
        }  # fmt: skip
        runs: dict[LettingStep, Callable[[str], object]] = {
            LettingStep.LOGGED: lambda why: self._run(log_letting, LogLetting(row.id, why), tr("已记下")),
            LettingStep.WITHDRAWN: lambda why: self._run(
                withdraw_letting, WithdrawLetting(row.id, why), tr("已撤回")
            ),
            LettingStep.UNDONE: lambda why: self._run(undo_letting, UndoLetting(row.id, why), tr("已撤销")),
            LettingStep.VOIDED: lambda why: self._run(void_letting, VoidLetting(row.id, why), tr("已作废")),
        }
        title, text, usual = asked[step]
        self.ask(title, text, usual, runs[step])

    def _run(self, service: Callable[..., Any], command: Any, word: str) -> None:
        self.desk.run(service, command, then=say(self.desk, word))

    def _least(self, row: LettingRow) -> None:
        usual = (tr("客户还价"), tr("和业主核对"), tr("其他"))
        self.ask(tr("看底价"), tr("谁、什么时候、为什么看，都会记下。"), usual, lambda reason: self.desk.run(
            reveal_least, RevealLeast(row.id, reason), then=self._least_told,
        ))  # fmt: skip

    def _least_told(self, least: LeastPrices) -> None:
        told = []
        if least.rent is not None:
            told.append(tr("月租不低于 {amount}", amount=least.rent))
        if least.price is not None:
            told.append(tr("售价不低于 {amount}", amount=least.price))
        self.desk.messages.warn(
            tr("{number} 的底价：", number=least.number), "，".join(told), action=tr("知道了"),
            then=self.desk.messages.clear,
        )  # fmt: skip

    # -- what is said afterwards --

    def _taken(self, made: LettingTaken) -> None:
        self.desk.messages.ok(
            tr("已登记 {number}。", number=made.number), tr("委托书打两份，业主签字。"), action=tr("打印委托书"),
            then=lambda: print_agency(self.desk, AgencyForm.MANDATE, made.id),
        )  # fmt: skip

    def _arranged(self, made: ViewingArranged) -> None:
        arranged(self.desk, made)

    def _closed(self, deal: DealClosed) -> None:
        told = tr("{number} 已成交。", number=deal.number)
        if deal.charge_id is None or not self.desk.may(Right.COLLECT):
            more = (
                tr("佣金 {amount} 记进应收。", amount=deal.commission) if deal.charge_id is not None else ""
            )
            self.desk.messages.ok(told, more)
            return
        self.desk.messages.ok(
            told, tr("佣金 {amount} 记进应收。", amount=deal.commission), action=tr("去收款"),
            then=lambda: self.desk.go("collect", unit_id=deal.unit_id),
        )  # fmt: skip

    # -- coming here --

    def open(self, *, target: object = "lettings", **arguments: object) -> None:
        """A home's, some words', one chip's; or at once the form."""
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=show)
        if target == "take_letting":
            self.add_new(unit_id=arguments.get("unit_id"))

    def help_text(self) -> str:
        return tr(
            "业主委托我们租售的房子。F2 登记，F10 签委托书，F5 或回车约看房，F6 成交并记佣金，F7 改价、续期；"
            "F3 看求租求购的客户，F4 看约了哪些看房；F9 打印委托书、附文件、看底价、撤回和撤销。"
        )
