"""人口登记: residents from elsewhere and from abroad, until when each is registered, what is to be done (D1.2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.registration import (
    RegistrationFilter,
    RegistrationRow,
    RegistrationShow,
    registration_figures,
    registration_rows,
)
from frontdesk.areas.archives.queries.registration_view import RegistrationView, registration_view
from frontdesk.areas.archives.rules.registration import Duty, State, Step
from frontdesk.areas.archives.service.registration import (
    EndRegistration,
    VoidRegistration,
    end_registration,
    void_registration,
)
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.registration_dialogs import DutyDialog, EntryDialog, ListDialog, SetupDialog
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status

TONES = {
    State.MISSING: "warn", State.LATE: "bad", State.ENDING: "warn", State.VALID: "ok", State.LEFT: "warn",
    State.NONE: "neutral",
}  # fmt: skip


def registration_status(row: RegistrationRow) -> Status:
    """`过期 3 天`, `还有 12 天`, `有效`, `待登记`."""
    if row.state is State.LATE and row.days is not None:
        return Status("bad", tr("过期 {n} 天", n=-row.days))
    if row.state is State.ENDING and row.days is not None:
        return Status("warn", tr("还有 {n} 天", n=row.days))
    return Status(TONES[row.state], tr(row.state.value), hollow=row.state is State.NONE)


def origin_words(row: RegistrationRow) -> str:
    """`韩国`, `安徽省六安市`."""
    return (row.nationality if row.duty is Duty.FOREIGN else "") or row.origin


class RegistrationPage(FiledPage):
    """`open(text=…)` narrows to a name or unit, `open(show="LATE")` shows one chip."""

    TARGETS = ("registration",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[RegistrationRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("姓名"), lambda r: r.name, name="name"),
            Column(
                tr("身份"), lambda r: tr(r.role.value) if r.role else "", kind="quiet", width=76, sort=False
            ),
            Column(tr("按什么"), lambda r: tr(r.duty.value), width=76, sort=False),
            Column(tr("从哪里来"), origin_words, width=124, sort=False),
            Column(tr("登记有效到"), lambda r: r.ends_on, width=112, name="ends_on"),
            Column(tr("签证到期"), lambda r: r.visa_ends_on, width=104, name="visa"),
            Column(tr("状态"), registration_status, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "registration_page", tr("人口登记"), columns, RegistrationShow, rows=registration_rows,
            figures=registration_figures, read_file=registration_view, placeholder=tr("姓名、房号、编号"),
            topics=("registration", "people", "units"), faint=lambda r: r.state is State.NONE, parent=parent,
        )  # fmt: skip
        self.duty = FilterChoice(
            "registration_duty", tr("按什么登记"),
            [(None, tr("所有人")), (Duty.NON_LOCAL, tr("暂住")), (Duty.FOREIGN, tr("境外"))], width=96,
        )  # fmt: skip
        self.duty.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.duty)
        self.listed = KeyButton(tr("登记表"), "F3", icon="ph.printer", name="registration_list")
        self.listed.clicked.connect(self._list)
        self.add = KeyButton(tr("添加住户"), "F2", "primary", name="registration_add")
        self.add.clicked.connect(self._add)
        self.enter = KeyButton(tr("登记"), "F4", name="registration_enter")
        self.enter.clicked.connect(self._enter)
        self.say = KeyButton(tr("按什么"), "F5", name="registration_say")
        self.say.clicked.connect(self._say)
        self.end = KeyButton(tr("注销"), "F6", name="registration_end")
        self.end.clicked.connect(self._end)
        pane = FiledPane("registration_pane", (self.enter, self.say, self.end, self.more), writes=self.writes)
        self.finish(pane, self.listed, self.add)
        self.add.setVisible(self.writes)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> RegistrationFilter:
        return RegistrationFilter(
            self.desk.clock.today(),
            self.search.text(),
            self.chosen(),
            self.duty.value(),
            sort or "unit",
            descending,
        )

    def forget_filters(self) -> None:
        self.duty.set_value(None)

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.listed.setVisible(bool(every))
        self.add.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        words = tr(
            "外国人和证件是外地的住户会自己列在这里；本地身份证号的开头在设置里填。谁登记到哪天、快到期的、过期的，都会提醒。"
        )
        begin = KeyButton(tr("添加住户"), "F2", "primary", name="registration_begin")
        begin.clicked.connect(self._add)
        setup = KeyButton(tr("设置"), "F7", name="registration_begin_setup")
        setup.clicked.connect(self._setup)
        buttons = [begin] if self.writes else []
        if self.desk.may(Right.ARCHIVES_SETUP):
            buttons.append(setup)
        return EmptyState(
            "ph.identification-card", tr("没有要登记的住户"), words, tuple(buttons), name="registration_empty"
        )

    def row_opened(self, row: RegistrationRow | None) -> None:
        """Enter goes to the unit's card."""
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    # -- the pane --

    def show_file(self, file: RegistrationView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.enter.setText(tr("登记") if row.registration_id is None else tr("续期"))
        self.enter.setVisible(row.role is not None and row.duty is not Duty.NONE)
        self.end.setVisible(row.registration_id is not None)
        status = registration_status(row)
        head = self.pane.add_section(name="registration_head")
        head.add_row(Words(row.name, "lead", select=True), None, StatusLabel(status.tone, status.word))  # type: ignore[arg-type]
        head.add(
            Words(" · ".join(p for p in (row.unit, tr(row.role.value) if row.role else tr("已搬走")) if p))
        )
        self._facts(file)
        if row.registration_id is not None:
            now = self.pane.add_section(tr("登记"), name="registration_now")
            now.add_pair(tr("有效"), tr("{first} 至 {last}", first=row.starts_on, last=row.ends_on))
            now.add_pair(tr("登记机关"), row.station)
            if row.number:
                now.add_pair(tr("编号"), row.number)
        mates = self.pane.add_section(
            tr("同住的人"), tr("{n} 人", n=len(file.household)), name="registration_home"
        )
        for mate in file.household:
            state = tr(mate.state.value) if mate.state is not None else ""
            mates.add_line(mate.name, at=tr(mate.role.value), right=state, width=72)
        self._past(file)
        self.pane.scroll_to_top()

    def _facts(self, file: RegistrationView) -> None:
        row = file.row
        facts = self.pane.add_section(name="registration_facts")
        how = tr(row.duty.value) if row.said else tr("{duty}（按档案里的证件推断）", duty=tr(row.duty.value))
        facts.add_pair(tr("按什么"), how)
        if origin_words(row):
            facts.add_pair(tr("从哪里来"), origin_words(row))
        if row.purpose:
            facts.add_pair(tr("来做什么"), tr(row.purpose))
        if row.id_number:
            facts.add_pair(tr(row.id_kind.value) if row.id_kind else tr("证件"), row.id_number)
        if row.phone:
            facts.add_pair(tr("电话"), row.phone)
        if row.visa_ends_on is not None:
            late = row.visa_ends_on < self.desk.clock.today()
            facts.add_pair(tr("签证到期"), row.visa_ends_on.isoformat(), tone="bad" if late else "text")
        if file.fact_words:
            facts.add_pair(tr("备注"), file.fact_words)

    def _past(self, file: RegistrationView) -> None:
        section = self.pane.add_section(tr("经过"), name="registration_past", line=False)
        for past in file.past:
            void = past.step is Step.VOIDED
            if past.step is not None and past.step_on is not None:
                word = tr("作废") if void else tr("注销")
                section.add_line(f"{word}：{past.step_words}", at=f"{past.step_on:%m-%d}", tone="text2")
            words = tr("{station} 登记到 {day}", station=past.station, day=past.ends_on)
            section.add_line(
                words, at=f"{past.starts_on:%m-%d}", right=past.by, tone="text3" if void else "text"
            )
        if file.fact_at is not None:
            on = f"{local_time(file.fact_at):%m-%d}"
            section.add_line(tr("定为{duty}", duty=tr(file.row.duty.value)), at=on, right=file.fact_by)
        if not file.past and file.fact_at is None:
            section.add(Words(tr("还没有登记过。"), "body", "text3"))

    def acts(self, file: RegistrationView | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            found["person"] = (tr("看住户资料"), lambda: self.desk.go("edit_person", person_id=row.id))
            stands = next((past for past in file.past if past.step is not Step.VOIDED), None)
            if stands is not None and self.writes:
                found["void"] = (tr("作废最近一次登记，录错了"), lambda: self._void(row, stands.id))
        if self.desk.may(Right.ARCHIVES_SETUP):
            found["setup"] = (tr("设置：本地身份证号的开头、登记机关"), self._setup)
        return found

    # -- what is done --

    def _add(self) -> None:
        if self.writes:
            open_dialog(DutyDialog(self.desk, self._said, parent=self))

    def _said(self, name: str) -> None:
        self.desk.messages.ok(tr("{name} 怎么登记已记下。", name=name))

    def _say(self) -> None:
        file: RegistrationView | None = self.stood_on()
        if file is not None:
            open_dialog(DutyDialog(self.desk, self._said, file.row, file.fact_words, parent=self))

    def _enter(self) -> None:
        file: RegistrationView | None = self.stood_on()
        if file is not None and file.row.role is not None and file.row.duty is not Duty.NONE:
            open_dialog(EntryDialog(self.desk, file.row, self._entered, parent=self))

    def _entered(self, name: str) -> None:
        self.desk.messages.ok(tr("{name} 的登记已记下。", name=name))

    def _end(self) -> None:
        file: RegistrationView | None = self.stood_on()
        if file is None or file.row.registration_id is None:
            return
        number = file.row.registration_id
        self.ask(
            tr("注销登记"),
            tr("{name} 的登记已经在派出所注销，为什么？", name=file.row.name),
            ("已搬走", "回原籍", "转为本地户口", "离境"),
            lambda words: self.desk.run(end_registration, EndRegistration(number, words), then=self._over),
        )

    def _over(self, name: str) -> None:
        self.desk.messages.ok(tr("{name} 的登记已注销。", name=name))

    def _void(self, row: RegistrationRow, number: int) -> None:
        self.ask(
            tr("作废登记"),
            tr("{name} 最近一次的登记录错了，哪里错？", name=row.name),
            ("日期录错", "人录错", "重复录了"),
            lambda words: self.desk.run(
                void_registration, VoidRegistration(number, words), then=self._voided
            ),
        )

    def _voided(self, name: str) -> None:
        self.desk.messages.ok(tr("{name} 的这条登记已作废。", name=name))

    def _setup(self) -> None:
        open_dialog(SetupDialog(self.desk, lambda _done: self.desk.messages.ok(tr("设置已保存。")), self))

    def _list(self) -> None:
        open_dialog(ListDialog(self.desk, self.duty.value(), self))

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        """One chip's, or some words'."""
        if not arguments:
            return
        self.forget_filters()
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text else None))

    def help_text(self) -> str:
        return tr(
            "F2 添加要登记的住户，F4 登记或续期，F5 改按什么登记或不用登记，F6 注销，F9 作废和设置，"
            "回车看房屋，F3 给派出所的登记表（打码或原文），F8 导出清单。"
        )
