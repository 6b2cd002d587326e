"""证件: every permit, how it stands, and what is done with it (D3.3, D3.4)."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.register_page import import_button
from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.permits.queries.conditions import IssueFacts, check, limits
from frontdesk.areas.permits.queries.kinds import kinds
from frontdesk.areas.permits.queries.permits import (
    SHOWS,
    PermitDetail,
    PermitFilter,
    PermitRow,
    Show,
    count_by_state,
    permit,
    permit_count,
    permit_rows,
)
from frontdesk.areas.permits.rules.conditions import Condition
from frontdesk.areas.permits.rules.course import STATE_WORDS, STEP_WORDS, State, Step
from frontdesk.areas.permits.service.course import (
    Take,
    collect_card,
    end,
    give_back,
    report_found,
    report_lost,
    withdraw,
)
from frontdesk.areas.permits.service.issuing import Issued
from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit
from frontdesk.areas.permits.service.previewing import stored
from frontdesk.areas.permits.service.revealing import RevealHolder, reveal_holder
from frontdesk.areas.permits.ui.issue_dialogs import RenewDialog, ReplaceDialog
from frontdesk.areas.permits.ui.issue_prints import Sheet, Unsent, drawing_of, print_sheet, save_sheet
from frontdesk.areas.permits.ui.permit_pane import PermitPane, kind_words, status_of
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

PANE = 432
_SERVICES = {
    Step.LOST: report_lost,
    Step.FOUND: report_found,
    Step.WITHDRAWN: withdraw,
    Step.RETURNED: give_back,
    Step.ENDED: end,
    Step.COLLECTED: collect_card,
}
_REASONS: dict[Step, tuple[str, tuple[str, ...]]] = {
    Step.LOST: ("核验时会认出它。找回来了可以撤销挂失，也可以补证。", ("持证人报失", "其他")),
    Step.WITHDRAWN: ("收回以后不能再用，也不能续期。", ("已搬走", "租约到期", "违规使用", "其他")),
    Step.ENDED: ("停用以后不能再用，也不能续期。", ("办错了", "不需要了", "其他")),
}
_CARD_BACK = (Step.RETURNED, Step.WITHDRAWN, Step.ENDED)
_DONE = {
    Step.LOST: "{number} 已挂失。",
    Step.FOUND: "{number} 已找回，又能用了。",
    Step.WITHDRAWN: "{number} 已收回。",
    Step.RETURNED: "{number} 已交回。",
    Step.ENDED: "{number} 已停用。",
    Step.COLLECTED: "{number} 已取走。",
}


class PermitsPage(ListPage):
    """`open(number=…)` shows one, `open(unit_id=…)` a unit's, `open(show="soon")` a chip's.

    `open(issued=…)` prints what was just issued; *receipt* and *deposit* are said with it.
    """

    TARGETS = ("permits",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        today = desk.clock.today

        def rows(session: Any, wanted: PermitFilter, offset: int, limit: int | None) -> tuple[PermitRow, ...]:
            return permit_rows(session, wanted, today(), offset, limit)

        def figures(session: Any, wanted: PermitFilter) -> tuple[int, int, dict[Show, int]]:
            counts = count_by_state(session, today(), wanted.kind)
            every = counts["all"] if not wanted.kind else count_by_state(session, today())["all"]
            return permit_count(session, wanted, today()), every, counts

        columns: tuple[Column[PermitRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=132, name="number"),
            Column(tr("种类"), kind_words, width=116, name="kind"),
            Column(tr("持证人"), lambda r: r.holder, width=104, name="holder"),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("有效期至"), lambda r: r.ends_on, width=112, name="ends_on"),
            Column(tr("状态"), lambda r: status_of(r, today()), kind="status", sort=False),
            Column(tr("发证人"), lambda r: r.by, kind="quiet", width=88, sort=False),
        )
        super().__init__(
            desk,
            "permits_page",
            tr("证件"),
            columns,
            [
                ("live", tr("在用")),
                ("soon", tr("一周内到期")),
                ("waiting", tr("待取")),
                ("lost", tr("已挂失")),
                ("over", tr("未交回")),
                ("left", tr("人已搬走")),
                ("all", tr("全部")),
            ],
            rows=rows,
            figures=figures,
            placeholder=tr("编号、姓名、拼音、房号"),
            topics=("permits", "permit_kinds", "papers", "charges", "people", "units"),
            faint=lambda r: STATE_WORDS[r.state][0] == "neutral",
            parent=parent,
        )
        self._unit_id: int | None = None
        self._led = ""
        self.chips.chosen.connect(lambda _key: self._leave_led())
        self._detail: PermitDetail | None = None
        self._pdf: bytes | None = None
        self._unsent: Unsent = {}
        self.model.sorted_by = (4, Qt.SortOrder.AscendingOrder)
        self.kind = FilterChoice("permits_kind", tr("种类"), [Option("", tr("种类：全部"))], width=132)
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.search.setFixedWidth(176)
        self.batch_button = KeyButton(tr("批量办"), "F4", name="permits_batch")
        self.batch_button.clicked.connect(lambda: self.desk.go("permit_batch"))
        self.kinds_button = KeyButton(tr("种类"), "F10", icon="ph.sliders-horizontal", name="permits_kinds")
        self.kinds_button.clicked.connect(lambda: self.desk.go("permit_kinds"))
        self.new_button = KeyButton(tr("办证"), "F2", "primary", name="permits_new")
        self.new_button.clicked.connect(self._new)
        self.head.add_action(import_button(desk, "import_permits", Right.PERMITS))
        for button in (self.kinds_button, self.batch_button, self.export_button, self.new_button):
            self.head.add_action(button)
        self.kinds_button.setVisible(desk.may(Right.PERMITS_SETUP))
        self.pane = PermitPane()
        self.pane.renew_wanted.connect(self._renew)
        self.pane.replace_wanted.connect(self._replace)
        self.pane.collect_wanted.connect(lambda: self._take(Step.COLLECTED))
        self.pane.lost_wanted.connect(lambda: self._take(Step.LOST))
        self.pane.withdraw_wanted.connect(lambda: self._take(Step.WITHDRAWN))
        self.pane.more_wanted.connect(self._more)
        self.pane.enlarge_wanted.connect(self._enlarge)
        self.set_split(self.views, self.pane, PANE)
        self.pane.hide()

    # -- the list --

    def open(self, **arguments: Any) -> None:
        number, issued = arguments.get("number"), arguments.get("issued")
        unit_id, show = arguments.get("unit_id"), arguments.get("show")
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        self.chips.blockSignals(True)
        if isinstance(show, str) and show in SHOWS:
            self.chips.choose(show)
        elif isinstance(number, str) or isinstance(issued, str) or self._unit_id is not None:
            self.chips.choose("all")
        self.chips.blockSignals(False)
        told = number if isinstance(number, str) else issued if isinstance(issued, str) else ""
        self._led = told
        self.search.set_text(told)
        self.filter_changed()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        made = arguments.get("made")
        if isinstance(made, Issued):
            self._print_new(made, tr("证已办好。"))

    def _leave_led(self) -> None:
        """Another chip ends the look at the one that another page led to."""
        led, self._led = self._led, ""
        if led and self.search.text() == led:
            self.search.set_text("")

    def wanted(self, sort: str = "", descending: bool = False) -> PermitFilter:
        return PermitFilter(
            show=cast(Show, self.chips.current()),
            kind=str(self.kind.value() or ""),
            text=self.search.text(),
            unit_id=self._unit_id,
            sort=sort,
            descending=descending,
        )

    def refresh(self) -> None:
        options = [
            Option(row.facts.code, row.facts.name) for row in self.desk.read(kinds, self.desk.clock.today())
        ]
        self.kind.set_options([Option("", tr("种类：全部")), *options])
        super().refresh()

    def show_figures(self, figures: tuple[int, int, dict[Show, int]]) -> tuple[int, int]:
        count, every, shown = figures
        for show, many in shown.items():
            self.chips.set_count(show, many or None)
        self.chips.chip("left").setVisible(bool(shown["left"]) or self.chips.current() == "left")
        may = self.desk.may(Right.PERMITS)
        self.new_button.setVisible(may and bool(every))
        self.batch_button.setVisible(may)
        return count, every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def filter_changed(self) -> None:
        if self.chips.current() != "all":
            self._unit_id = None
        super().filter_changed()

    def forget_filters(self) -> None:
        self._unit_id = None
        self.kind.set_value("")

    def empty_state(self) -> EmptyState:
        new = KeyButton(tr("办证"), "F2", "primary", name="permits_empty_new")
        new.clicked.connect(self._new)
        old = import_button(self.desk, "import_permits", Right.PERMITS, words=True)
        return EmptyState(
            "ph.identification-card",
            tr("还没有证件"),
            tr(
                "居住证、临时出入证、搬运证、养犬登记、停车证和居住证明都在这里办，到期、挂失、补证、交回也都记在这里。"
            ),
            (new, old) if self.desk.may(Right.PERMITS) else (),
            name="permits_empty",
        )

    # -- the permit stood on --

    def row_changed(self, row: PermitRow | None) -> None:
        if row is None:
            self._detail, self._pdf = None, None
            self.desk.forget("permit_pane")
            self.pane.hide()
            return
        self.desk.read_later(permit, row.id, self.desk.clock.today(), key="permit_pane", then=self._show)

    def _show(self, found: PermitDetail | None) -> None:
        self._detail, self._pdf = found, None
        if found is None:
            self.pane.hide()
            return
        row, today = found.row, self.desk.clock.today()
        until = None
        conditions: tuple[Condition, ...] = ()
        if Step.RENEWED in found.steps and found.kind.active:
            until, _limit = self.desk.read(limits, row.kind_code, row.unit_id, found.person_id, today)
            # What holds for long yet is shown as it is; what is asked about now is the next card.
            soon = row.state in (State.ENDING, State.OVER, State.EXPIRED)
            until = until if soon and until > row.ends_on else None
            labels = {field.label: field.name for field in found.kind.fields}
            extra = tuple((labels[label], words) for label, words in found.extra if label in labels)
            facts = IssueFacts(
                row.kind_code,
                row.unit_id,
                until or row.ends_on,
                found.person_id,
                extra,
                photo=found.photo_hash is not None,
            )
            conditions = self.desk.read(check, facts, today)
        may = self.desk.may(Right.PERMITS)
        self.pane.show_permit(found, today, conditions=conditions, renewed=until, may=may)
        self.pane.show()
        self.pane.scroll_to_top()
        number, form = row.number, found.kind.form.value
        document = self.desk.read(stored, form, found.paper, until)
        if document is None:
            self.pane.show_pdf(None)
            return

        def drawn(pdf: bytes) -> None:
            if isValid(self) and self._detail is not None and self._detail.row.number == number:
                self._pdf = pdf
                self.pane.show_pdf(pdf)

        self.desk.worker.run(drawing_of(form, document), drawn, self.desk.tell)

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self._enlarge()

    def _enlarge(self) -> None:
        if self._pdf is not None and self._detail is not None:
            words = tr("打印的样子。要一张纸请关掉后按 F9 补打。")
            dialog = PaperDialog(self._pdf, self._sheet(self._detail).title, words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # -- what is done --

    def _new(self) -> None:
        self.desk.go("issue_permit")

    def _may_step(self, step: Step) -> bool:
        return self._detail is not None and step in self._detail.steps and self.desk.may(Right.PERMITS)

    def _renew(self) -> None:
        if self._detail is not None and self._may_step(Step.RENEWED):
            RenewDialog(
                self.desk, self._detail, lambda made: self._print_new(made, tr("已续期。")), self
            ).open()

    def _replace(self) -> None:
        if self._detail is not None and self._may_step(Step.REPLACED):
            ReplaceDialog(self.desk, self._detail, self._replaced, self).open()

    def _replaced(self, made: Issued) -> None:
        self.open(issued=made.number, made=made)

    def _take(self, step: Step) -> None:
        """One step, with its reason where one is wanted."""
        if self._detail is None or not self._may_step(step):
            return
        number, words = self._detail.row.number, ""
        if step in _REASONS:
            text, usual = _REASONS[step]
            title = tr("{step} {number}", step=tr(STEP_WORDS[step]), number=number)
            reason = self.desk.dialogs.ask_reason(title, tr(text), [tr(word) for word in usual])
            if reason is None:
                return
            words = reason
        held = self._detail.held if step in _CARD_BACK else ()
        self.desk.run(_SERVICES[step], Take(number, words), then=lambda n: self._taken(step, n, held))

    def _taken(self, step: Step, number: str, held: tuple[tuple[str, Money], ...]) -> None:
        """Say so; a deposit that is still held is given back at the cash desk, and is not forgotten here."""
        said = tr(_DONE[step], number=number)
        if not held:
            self.desk.messages.ok(said)
            return
        receipt = held[0][0]
        left = total(amount for _, amount in held)
        self.desk.messages.ok(
            said,
            tr("押金还有 {left} 没退（{receipts}）。", left=left, receipts="、".join(n for n, _ in held)),
            action=tr("去退押金"),
            then=lambda: self.desk.go("deposits", number=receipt),
        )

    def _more(self) -> None:
        """What has no button of its own."""
        found = self._detail
        if found is None:
            return
        may = self.desk.may(Right.PERMITS)
        options: list[tuple[str, str]] = [("print", tr("补打"))] if may else []
        options.append(("pdf", tr("存 PDF")))
        for step in (Step.REPLACED, Step.RETURNED, Step.FOUND, Step.ENDED):
            # What is to be given back is withdrawn or returned; only what has no card is ended.
            if may and step in found.steps and (step is not Step.ENDED or not found.kind.returns):
                options.append((step.value, tr(STEP_WORDS[step])))
        if found.phone or found.id_number:
            options.append(("reveal", tr("看持证人的证件号和电话")))
        options.append(("unit", tr("打开一户一卡")))
        title = tr("{kind} {number}", kind=found.row.kind, number=found.row.number)
        chosen = self.desk.dialogs.pick(title, options)
        if chosen == "print":
            print_sheet(self.desk, self._sheet(found), self._unsent)
        elif chosen == "pdf":
            save_sheet(self.desk, self._sheet(found), self._unsent)
        elif chosen == "reveal":
            permit_id = found.row.id
            reveal(
                self.desk, found.row.holder, reveal_holder, lambda reason: RevealHolder(permit_id, reason),
                lambda numbers: told(numbers.name, numbers.phone, numbers.id_number),
                ("核对身份", "联系持证人", "其他"),
            )  # fmt: skip
        elif chosen == "unit":
            self.desk.go("unit", unit_id=found.row.unit_id)
        elif chosen == Step.REPLACED.value:
            self._replace()
        elif chosen is not None:
            self._take(Step(chosen))

    # -- papers --

    @staticmethod
    def _sheet(found: PermitDetail) -> Sheet:
        number = found.row.number
        title = f"{found.row.kind} {number}"
        return Sheet(found.kind.form.value, number, title, print_permit, PrintPermit((number,)))

    def _print_new(self, made: Issued, head: str) -> None:
        found = self.desk.read(permit, made.number, self.desk.clock.today())
        if found is None:
            return
        if made.receipt:
            head += tr("收据 {number}。", number=made.receipt)
        if made.deposit:
            head += tr("押金收据 {number}。", number=made.deposit)
        self._unsent.pop(made.number, None)
        print_sheet(self.desk, self._sheet(found), self._unsent, head)

    def help_text(self) -> str:
        return tr(
            "全部证件。F2 办证，F4 批量办；选中一张：F5 续期并打印（待取的是取走，挂失的是补证），F6 挂失，F7 收回，"
            "F9 里有补证、交回、找回、补打和一户一卡。续期条件不满足的，主管可以写明理由准许。按 / 找编号、姓名、拼音或房号。"
        )
