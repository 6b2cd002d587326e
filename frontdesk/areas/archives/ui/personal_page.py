"""个人信息: consents given, missing, running out and taken back, purpose by purpose (D1.9)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.consents import (
    ConsentFilter,
    ConsentRow,
    ConsentShow,
    ConsentView,
    consent_figures,
    consent_rows,
    consent_view,
)
from frontdesk.areas.archives.rules.personal import Basis, ConsentEnd, ConsentState
from frontdesk.areas.archives.service.consents import TOPIC
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.personal_dialogs import ConsentDialog, EndConsentDialog
from frontdesk.areas.archives.ui.personal_words import add_purposes, consent_status
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column


class PersonalPage(FiledPage):
    """`open(person_id=…, name=…)` shows one person's, `open(text=…)` narrows, `open(show="MISSING")` one chip."""

    TARGETS = ("personal",)
    HISTORY = ("personal_consent", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._person: tuple[int, str] | None = None
        columns: tuple[Column[ConsentRow], ...] = (
            Column(tr("姓名"), lambda r: r.name, width=104, name="name"),
            Column(tr("房号"), lambda r: r.units, kind="quiet", sort=False),
            Column(tr("用途"), lambda r: r.purpose, width=128, name="purpose"),
            Column(tr("依据"), lambda r: tr(Basis.CONSENT.value), width=60, sort=False),
            Column(tr("怎样"), lambda r: tr(r.way.value) if r.way else "", width=80, sort=False),
            Column(tr("哪天同意"), lambda r: r.given_on, width=104, name="given_on"),
            Column(tr("到哪天"), lambda r: r.until, width=104, name="until"),
            Column(tr("状态"), consent_status, kind="status", width=136, sort=False),
        )
        super().__init__(
            desk, "personal_page", tr("个人信息的同意"), columns, ConsentShow, rows=consent_rows,
            figures=consent_figures, read_file=consent_view, placeholder=tr("姓名、房号、用途"),
            topics=(TOPIC, "people", "units", "settings"), faint=lambda r: r.state is ConsentState.MISTAKE, parent=parent,
        )  # fmt: skip
        self.purpose = FilterChoice("personal_purpose", tr("用途"), [(None, tr("全部用途"))], width=136)
        self.purpose.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.purpose)
        self._purposes: tuple[str, ...] = ()
        self.requests = KeyButton(
            tr("本人信息"), "F3", icon="ph.identification-card", name="personal_requests"
        )
        self.requests.clicked.connect(lambda: desk.go("personal_requests"))
        self.leaving = KeyButton(tr("待匿名"), "F4", icon="ph.user-minus", name="personal_anonymising")
        self.leaving.clicked.connect(lambda: desk.go("anonymising"))
        self.add = KeyButton(tr("登记同意"), "F2", "primary", name="personal_add")
        self.add.clicked.connect(self.record)
        self.take_back = KeyButton(tr("撤回"), "F6", name="personal_withdraw")
        self.take_back.clicked.connect(lambda: self._end(ConsentEnd.WITHDRAWN))
        self.finish(
            FiledPane("personal_pane", (self.take_back, self.more), writes=self.writes),
            self.leaving, self.requests, self.add,
        )  # fmt: skip
        self.add.setVisible(self.writes)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> ConsentFilter:
        return ConsentFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.purpose.value(),
            self._person[0] if self._person is not None else None, sort or "given_on", descending if sort else True,
        )  # fmt: skip

    def only_whose(self) -> str:
        return self._person[1] if self._person is not None else ""

    def forget_filters(self) -> None:
        self.purpose.set_value(None)
        self._person = None

    def show_figures(self, figures: Any) -> tuple[int, int]:
        names = tuple(each.name for each in figures.purposes if each.basis is Basis.CONSENT)
        if names != self._purposes:
            self._purposes = names
            held = self.purpose.value()
            self.purpose.blockSignals(True)
            self.purpose.set_options([(None, tr("全部用途")), *((name, name) for name in names)])
            self.purpose.set_value(held if held in names else None)
            self.purpose.blockSignals(False)
        return super().show_figures(figures)

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.add.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("登记同意"), "F2", "primary", name="personal_begin")
        begin.clicked.connect(self.record)
        return EmptyState(
            "ph.identification-card",
            tr("还没有登记过同意"),
            tr(
                "门禁人脸、问卷、营销这些要本人同意的用途，谁、哪天、怎样同意的记在这里，随时可以撤回。用途和依据在 设置 → 个人信息 里改。"
            ),
            (begin,) if self.writes else (),
            name="personal_empty",
        )

    def row_opened(self, row: ConsentRow | None) -> None:
        """Enter goes to the home's card."""
        if row is not None and row.unit_ids:
            self.desk.go("unit", unit_id=row.unit_ids[0])

    # -- the pane --

    def show_file(self, file: ConsentView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        over = row.consent_id is None or row.ended_on is not None
        self.take_back.setVisible(not over)
        self.more.setVisible(row.consent_id is not None)
        self.pane.foot_row.setVisible(row.consent_id is not None and self.writes)
        status = consent_status(row)
        head = self.pane.add_section(name="personal_head")
        head.add_row(Words(row.name, "lead", select=True), None, StatusLabel(status.tone, status.word))  # type: ignore[arg-type]
        head.add(Words(row.purpose, "body", select=True))
        for unit_id, code in zip(row.unit_ids, row.units.split("、"), strict=False):
            link = Link(code, f"personal_unit_{unit_id}")
            link.clicked.connect(lambda wanted=unit_id: self.desk.go("unit", unit_id=wanted))
            head.add_row(link, None)
        if row.consent_id is not None:
            self._facts(row)
        else:
            words = tr("还没有本人的同意。征得以后按 F2 登记；没有同意以前不要使用。")
            head.add(Words(words, "body", "text2", wrap=True))
        rest = self.pane.add_section(
            tr("{name} 的各种用途", name=row.name), name="personal_purposes", line=False
        )
        add_purposes(rest, file.purposes)
        self.pane.scroll_to_top()

    def _facts(self, row: ConsentRow) -> None:
        facts = self.pane.add_section(tr("同意"), name="personal_facts")
        if row.way is not None:
            facts.add_pair(tr("怎样"), tr(row.way.value))
        facts.add_pair(tr("哪天"), row.given_on.isoformat() if row.given_on else "")
        facts.add_pair(tr("到哪天"), row.until.isoformat() if row.until else tr("撤回为止"))
        if row.given_by:
            facts.add_pair(tr("代为同意"), row.given_by)
        if row.paper:
            link = Link(row.paper, "personal_paper")
            link.clicked.connect(lambda: self.desk.go("papers", person_id=row.person_id, name=row.name))
            facts.add_row(Words(tr("同意书"), "body", "text2"), link, None)
        if row.words:
            facts.add_pair(tr("备注"), row.words)
        if row.at is not None:
            told = tr("{name} {at} 记下", name=row.by, at=f"{local_time(row.at):%Y-%m-%d %H:%M}")
            facts.add(Words(told, "small", "text3", wrap=True))
        if row.ended_on is not None:
            end = tr("作废") if row.state is ConsentState.MISTAKE else tr("撤回")
            facts.add_pair(
                end, " ".join(p for p in (row.ended_on.isoformat(), row.end_words, row.end_by) if p)
            )

    # -- what is done --

    def record(self) -> None:
        """A consent: of whom one stands on where it is missing or over, else of somebody chosen."""
        file: ConsentView | None = self.stood_on()
        person, purpose = self._person, ""
        if file is not None and file.row.state in (None, ConsentState.OVER, ConsentState.WITHDRAWN):
            person, purpose = (file.row.person_id, file.row.name), file.row.purpose
        open_dialog(ConsentDialog(self.desk, self._recorded, person, purpose, self))

    def _recorded(self, name: str) -> None:
        self.desk.messages.ok(tr("{name} 的同意已登记。", name=name), tr("本人随时可以撤回：按 F6。"))

    def acts(self, file: ConsentView | None) -> Acts:
        if file is None or file.row.consent_id is None:
            return {}
        found: Acts = {}
        if self.writes and file.row.ended_on is None:
            found["mistake"] = (tr("登记错误，作废"), lambda: self._end(ConsentEnd.MISTAKE))
        return found | self.history_act(file.row.consent_id)

    def _end(self, end: ConsentEnd) -> None:
        file: ConsentView | None = self.stood_on()
        if file is not None and file.row.consent_id is not None and file.row.ended_on is None:
            open_dialog(EndConsentDialog(self.desk, file.row, end, self._ended, self))

    def _ended(self, purpose: str) -> None:
        self.desk.messages.ok(
            tr("已记下。"), tr("“{purpose}”从那天起不再使用这个人的信息。", purpose=purpose)
        )

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        self.forget_filters()
        person_id = arguments.get("person_id")
        if isinstance(person_id, int):
            self._person = (person_id, str(arguments.get("name", "")))
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text or self._person else None))

    def help_text(self) -> str:
        return tr(
            "个人信息的同意：F2 登记（站在缺同意的人上就是登记这个人的），F6 撤回，F9 登记错误和修改记录，F3 去本人信息请求，F4 看待匿名的住户，F8 导出。"
            "依据合同和法定职责的用途不用同意，用途在 设置 → 个人信息 里改。"
        )
