"""One home's handover as one page: the parts in their order, its defects, its papers, what happened (D1.4)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.handover.queries.defects import DefectRow
from frontdesk.areas.handover.queries.visit import VisitFile, visit_file
from frontdesk.areas.handover.rules.course import Defect, HandoverState, Step
from frontdesk.areas.handover.service.defects import AddedDefect
from frontdesk.areas.handover.service.ending import Ended, UndoStep, undo_step
from frontdesk.areas.handover.service.visiting import PartSaved
from frontdesk.areas.handover.ui import prints
from frontdesk.areas.handover.ui.defect_acts import DefectActs
from frontdesk.areas.handover.ui.end_dialogs import DefectDialog, ResultDialog
from frontdesk.areas.handover.ui.part_dialogs import PART_DIALOGS
from frontdesk.areas.handover.ui.part_lines import Line, part_lines
from frontdesk.areas.handover.ui.reveal import reveal
from frontdesk.areas.handover.ui.visit_pane import VisitPane
from frontdesk.areas.handover.ui.words import defect_status, defect_words, status_of, ticket_status
from frontdesk.areas.keys.ui.papers import Unsent
from frontdesk.base.store.papers import PaperRow
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Heading, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Scroll, pad
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 344
OVER = (HandoverState.VOID,)


class VisitPage(Page):
    """`open(handover_id=…)` shows a home; `open(unit_id=…)` the handover of a unit."""

    TARGETS = ("handover_visit",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "handover_visit_page", tr("收楼"), back=True,
            topics=("handover", "tickets", "keys", "meters", "charges", "receipts", "units", "papers", "people"),
            parent=parent,
        )  # fmt: skip
        self._file_id: int | None = None
        self.file: VisitFile | None = None
        self._unsent: Unsent = {}
        self._build_head()
        self.pane = VisitPane(desk)
        self.set_split(self._build_middle(), self.pane, WIDTH)

    def _build_head(self) -> None:
        self.who = Words("", "lead")
        self.who.setObjectName("handover_who")
        self.told = Words("", "body", "text2")
        self.state = StatusLabel("info", "")
        self.state.setObjectName("handover_state")
        for widget in (self.who, self.told, self.state):
            self.head.middle.addWidget(widget)
        self.more = KeyButton(tr("更多"), "F9", icon="ph.dots-three", name="handover_more")
        self.print_button = KeyButton(tr("打印"), "F8", icon="ph.printer", name="handover_print")
        self.defect_button = KeyButton(tr("登记遗留问题"), "F6", name="handover_defect")
        self.next_button = KeyButton(tr("办下一步"), "F4", "primary", name="handover_next")
        self.more.clicked.connect(self._more)
        self.print_button.clicked.connect(self._print)
        self.defect_button.clicked.connect(self.add_defect)
        self.next_button.clicked.connect(self.take_next)
        for button in (self.more, self.print_button, self.defect_button, self.next_button):
            self.head.add_action(button)
        if self.head.back is not None:
            self.head.back.clicked.connect(lambda: self.desk.go("handover"))

    def _build_middle(self) -> QWidget:
        memory = self.desk.memory
        columns: tuple[Column[Line], ...] = (
            Column(tr("序"), lambda r: r.id, kind="number", width=44, sort=False),
            Column(tr("步骤"), lambda r: r.word, kind="strong", width=108, sort=False),
            Column(tr("状态"), lambda r: r.status, kind="status", width=120, sort=False),
            Column(tr("记录"), lambda r: r.told, sort=False, name="told", tip=lambda r: r.told),
            Column(tr("日期"), lambda r: r.on, width=100, sort=False),
            Column(tr("经办"), lambda r: r.by, kind="quiet", width=72, sort=False),
        )
        self.part_model: RowsModel[Line] = RowsModel(columns, key=lambda r: r.id, parent=self)
        self.parts = Table("handover_parts", title=tr("办理步骤"), memory=memory)
        self.parts.set_model(self.part_model)
        self.parts.opened.connect(self._open_part)
        defect_columns: tuple[Column[DefectRow], ...] = (
            Column(tr("序"), lambda r: r.no, kind="number", width=44, sort=False),
            Column(tr("部位"), lambda r: r.place, kind="strong", width=80, sort=False),
            Column(tr("问题"), defect_words, sort=False, name="words", tip=defect_words),
            Column(tr("答应修好"), lambda r: r.promised_on, width=100, sort=False),
            Column(tr("报事"), lambda r: r.ticket, width=136, sort=False),
            Column(
                tr("报事状态"), lambda r: ticket_status(r.ticket_state), kind="status", width=84, sort=False
            ),
            Column(tr("状态"), defect_status, kind="status", width=128, sort=False),
        )
        self.defect_model: RowsModel[DefectRow] = RowsModel(
            defect_columns,
            key=lambda r: r.id,
            faint=lambda r: r.state in (Defect.SIGNED, Defect.VOID),
            parent=self,
        )
        self.defects = Table("handover_defects", title=tr("遗留问题"), memory=memory)
        self.defects.set_model(self.defect_model)
        self.defects.opened.connect(self.look_again)
        paper_columns: tuple[Column[PaperRow], ...] = (
            Column(tr("单据"), lambda r: r.title, sort=False, name="title"),
            Column(tr("何时"), lambda r: f"{local_time(r.issued_at):%Y-%m-%d %H:%M}", width=136, sort=False),
            Column(tr("谁开的"), lambda r: r.issued_by, kind="quiet", width=80, sort=False),
            Column(tr("打印"), lambda r: tr("{n} 次", n=r.printed), kind="quiet", width=64, sort=False),
        )
        self.paper_model: RowsModel[PaperRow] = RowsModel(paper_columns, key=lambda r: r.id, parent=self)
        self.papers = Table("handover_papers", title=tr("单据"), memory=memory)
        self.papers.set_model(self.paper_model)
        self.papers.opened.connect(self._print_again)
        self.parts_head = Heading(tr("办理步骤"), tr("回车办理这一步，存下的随时能接着办"))
        self.defects_head = Heading(tr("遗留问题"), tr("回车复验"))
        self.papers_head = Heading(tr("单据"), tr("回车补打"))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._heads: dict[Table, QWidget] = {}
        for heading, table in (
            (self.parts_head, self.parts),
            (self.defects_head, self.defects),
            (self.papers_head, self.papers),
        ):
            row = pad(heading, margins=(SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs))
            self._heads[table] = row
            column.addWidget(row)
            column.addWidget(table)
        column.addStretch(1)
        return Scroll(box)

    # -- reading --

    def open(self, **arguments: Any) -> None:
        file_id, unit_id = arguments.get("handover_id"), arguments.get("unit_id")
        if isinstance(unit_id, int) and not isinstance(file_id, int):
            from frontdesk.areas.handover.queries.files import of_unit

            row = self.desk.read(of_unit, unit_id, self.desk.clock.today())
            # A home that never was in a batch is not the one shown before.
            self._file_id = row.id if row is not None else None
        elif isinstance(file_id, int):
            self._file_id = file_id
        self.refresh()

    def refresh(self) -> None:
        buttons = (self.more, self.print_button, self.defect_button, self.next_button)
        self.state.setVisible(self._file_id is not None)
        if self._file_id is None:
            for button in buttons:
                button.hide()
            back = KeyButton(
                tr("去收楼列表"), "Enter", "primary", shortcut=False, name="handover_visit_begin"
            )
            back.clicked.connect(lambda: self.desk.go("handover"))
            words = tr("在收楼列表里选一户，按回车打开，就能接着办理。")
            self.show_empty(
                EmptyState("ph.house", tr("没有选房屋"), words, (back,), name="handover_visit_empty")
            )
            return
        self.hide_empty()
        self.desk.read_later(
            visit_file, self._file_id, self.desk.clock.today(), key="handover_visit", then=self._show
        )

    def _show(self, file: VisitFile | None) -> None:
        if file is None or file.row.id != self._file_id:
            return
        self.file = file
        row = file.row
        self.head.set_title(row.unit, "")
        self.who.setText(row.owners)
        self.told.setText(row.batch)
        state = status_of(row)
        self.state.set(state.tone, state.word)  # type: ignore[arg-type]
        self.part_model.set_rows(part_lines(file))
        self.defect_model.set_rows(file.defects)
        self.paper_model.set_rows(file.issued)
        done = sum(part.done for part in file.parts)
        self.parts_head.set_hint(
            tr("办了 {n} 步，共 {of} 步；回车办理这一步，存下的随时能接着办", n=done, of=len(file.parts))
        )
        for table, rows in (
            (self.parts, file.parts),
            (self.defects, file.defects),
            (self.papers, file.issued),
        ):
            fixed_height(table, len(rows) + 1 if table is self.parts else max(1, len(rows)))
            there = table is self.parts or bool(rows)
            table.setVisible(there)
            self._heads[table].setVisible(there)
        self.pane.show_file(file)
        self._show_actions(file)

    def _show_actions(self, file: VisitFile) -> None:
        may = self.desk.may(Right.HANDOVER)
        over = file.row.state in OVER
        left = file.row.state is not HandoverState.DONE and not over
        self.next_button.setVisible(may and left)
        if left:
            step = file.next_part
            self.next_button.setText(tr(step.value) if step is not None else tr("验收结论"))
        begun = file.stands.parts.get(Step.IDENTITY) is not None
        self.defect_button.setVisible(may and begun and not over)
        self.print_button.setVisible(may)
        self.more.setVisible(may)

    # -- the parts --

    def take_next(self) -> None:
        """F4: the first part that does not stand, else the result."""
        if self.file is None:
            return
        step = self.file.next_part
        if step is None:
            self._end()
        else:
            self._take(step)

    def _open_part(self, line: object) -> None:
        if isinstance(line, Line) and self.file is not None and self.desk.may(Right.HANDOVER):
            if line.part is None:
                self._end()
            else:
                self._take(line.part.step)

    def _take(self, step: Step) -> None:
        file = self.file
        if file is None:
            return
        if file.row.state is HandoverState.DONE and step not in (Step.PAPERS, Step.KEYS):
            self.desk.messages.warn(
                tr("{unit} 已经收楼，这一步不能再改。", unit=file.row.unit), tr("登记错了按 F9 撤销。")
            )
            return
        if file.row.state in OVER:
            self.desk.messages.warn(tr("{unit} 已经撤出这个批次。", unit=file.row.unit))
            return
        if step is Step.ARREARS and file.owed and file.blocks and self.desk.may(Right.COLLECT):
            wanted = self.desk.dialogs.pick(
                tr("{unit} 还欠 {owed} 元", unit=file.row.unit, owed=file.owed),
                [("collect", tr("去收款，收清再回来办")), ("check", tr("不收清，写原因由主管准许"))],
            )
            if wanted == "collect":
                self.desk.go("collect", unit_id=file.row.unit_id)
            if wanted != "check":
                return
        PART_DIALOGS[step](self.desk, file, self._saved, self)

    def _saved(self, saved: PartSaved) -> None:
        what = tr(saved.step.value)
        if saved.slip:
            head = tr("钥匙已交接，{slip}。", slip=saved.slip)
            prints.print_keys(self.desk, saved.slip, self._unsent, head)
            return
        if saved.held:
            self.desk.messages.warn(
                tr("{what}已存，{n} 个读数不寻常。", what=what, n=saved.held),
                tr("请到“抄表”的待处理里核对。"),
            )
            return
        self.desk.messages.ok(tr("{what}已存。", what=what), tr("可以先停在这里，改天接着办。"))

    def _end(self) -> None:
        file = self.file
        if file is None:
            return
        if file.row.state is HandoverState.DONE or file.row.state in OVER:
            self.desk.messages.warn(tr("{unit} 已经办完。", unit=file.row.unit), tr("登记错了按 F9 撤销。"))
            return
        dialog = ResultDialog(self.desk, file, self._ended, self)
        dialog.start(dialog.fields["result"])

    def _ended(self, ended: Ended) -> None:
        word = tr(ended.step.value)
        if ended.fees_from is None:
            self.desk.messages.ok(tr("{unit} {what}，已记下。", unit=ended.unit, what=word))
            return
        left = tr("遗留问题 {n} 条，跟着报事走。", n=ended.defects) if ended.defects else ""
        day = ended.fees_from.isoformat()
        self.desk.messages.ok(
            tr("{unit} {what}。", unit=ended.unit, what=word),
            tr("费用从 {day} 起。", day=day) + left,
            action=tr("打印收楼验收单"),
            then=lambda: self._print_form("acceptance_sheet"),
        )

    # -- defects --

    def add_defect(self) -> None:
        """F6: write one down; F6 in its form goes on with the next."""
        if self.file is not None:
            dialog = DefectDialog(self.desk, self.file, self._added, self)
            dialog.start(dialog.fields["place"])

    def _added(self, added: AddedDefect) -> None:
        self.desk.messages.ok(tr("遗留问题第 {n} 条已登记，报事 {ticket}。", n=added.no, ticket=added.ticket))

    def look_again(self, row: object) -> None:
        """Enter on a defect: signed, sent back, its ticket, void."""
        if isinstance(row, DefectRow):
            came = self.file.came.who if self.file is not None and self.file.came is not None else ""
            DefectActs(self.desk, self, came).choose(row)

    # -- papers and the rest --

    def _print(self) -> None:
        file = self.file
        if file is None:
            return
        options = [
            ("acceptance_sheet", tr("收楼验收单")),
            ("owner_card", tr("业主资料卡")),
            ("notice", tr("入住通知书")),
        ]
        options += [(slip, tr("钥匙交接单 {number}", number=slip)) for slip in file.slips]
        picked = self.desk.dialogs.pick(tr("打印哪一张"), options)
        if picked is not None:
            self._print_form(picked)

    def _print_form(self, form: str) -> None:
        if self._file_id is None:
            return
        if form == "notice":
            prints.print_notices(self.desk, (self._file_id,), self)
        elif form in ("acceptance_sheet", "owner_card"):
            prints.print_sheet(self.desk, self._file_id, form)
        else:
            prints.print_keys(self.desk, form, self._unsent)

    def _print_again(self, row: object) -> None:
        if not isinstance(row, PaperRow) or self._file_id is None:
            return
        if row.form == "move_in_notice":
            # Its prints are counted with the batches it stood in.
            prints.print_notices(self.desk, (self._file_id,), self)
        else:
            prints.send(self.desk, row.form, row.number)

    def _more(self) -> None:
        file = self.file
        if file is None:
            return
        from frontdesk.areas.handover.ui.row_acts import RowActs

        acts = RowActs(self.desk, self)
        found = acts.acts(file.row)
        if any(not line.undone and line.step is not Step.UNDONE for line in file.lines):
            found["undo"] = (tr("撤销最后一步"), self._undo)
        if file.came is not None and (file.came.id_number or file.came.phone):
            found["reveal"] = (tr("看来人的证件号和电话"), lambda: reveal(self.desk, file))
        found["card"] = (tr("一户一卡"), lambda: self.desk.go("unit", unit_id=file.row.unit_id))
        acts.choose(found)

    def _undo(self) -> None:
        file = self.file
        if file is None:
            return
        usual = (tr("点错户"), tr("填错了"), tr("其他"))
        text = tr("记录留着，标明已撤销。撤销收楼后房屋回到未收楼。")
        reason = self.desk.dialogs.ask_reason(tr("撤销最后一步"), text, usual)
        if reason is not None:
            self.desk.run(
                undo_step, UndoStep(file.row.id, reason),
                then=lambda what: self.desk.messages.ok(tr("已撤销：{what}。", what=what)),
            )  # fmt: skip

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def help_text(self) -> str:
        return tr(
            "一户的收楼：身份核对、签署文件、费用核对、抄表、交接钥匙、验房，最后是验收结论。每一步单独存，"
            "中断了改天打开接着办。F4 办下一步，在步骤上按回车办那一步；F6 登记遗留问题，每条成为一张报事，"
            "修好以后在它上面按回车，由业主复验签收或退回；F8 打印收楼验收单、业主资料卡、入住通知书、钥匙交接单；"
            "F9 里有预约、登记通知、撤销。"
        )
