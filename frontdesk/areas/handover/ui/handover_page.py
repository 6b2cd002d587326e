"""收楼: every home of the batches, by state, building and day; told, appointed, handed over (D1.4, D0.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.handover.queries.days import BatchRow, batch_of, batches
from frontdesk.areas.handover.queries.files import (
    HandoverFilter,
    HandoverRow,
    HandoverShow,
    handover_counts,
    handover_rows,
    open_ids,
)
from frontdesk.areas.handover.queries.visit import VisitFile, visit_file
from frontdesk.areas.handover.rules.course import OPEN, HandoverState
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.areas.handover.service.batches import MadeBatch
from frontdesk.areas.handover.ui import prints
from frontdesk.areas.handover.ui.batch_dialogs import BatchDialog, add_units_dialog, lists_dialog
from frontdesk.areas.handover.ui.row_acts import RowActs
from frontdesk.areas.handover.ui.words import FIELD_WORDS, defects_status, status_of
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column
from frontdesk.base.widgets.tokens import SIZE


class HandoverPage(HeldPage):
    """`open(batch_id=…, show=…)` narrows it; `open(unit_id=…)` a unit's; target `new_handover` opens the form."""

    ICON = "ph.house"
    TARGETS = ("handover", "new_handover")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[HandoverRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=100, name="unit"),
            Column(tr("业主"), lambda r: r.owners, name="owners", sort=False, tip=lambda r: r.owners),
            Column(tr("状态"), status_of, kind="status", width=128, name="state"),
            Column(tr("预约"), lambda r: r.slot_words, width=104, name="slot"),
            Column(tr("遗留问题"), defects_status, kind="status", width=132, sort=False),
            Column(tr("通知书"), lambda r: r.notice, width=136, sort=False),
            Column(tr("批次"), lambda r: r.batch, kind="quiet", width=132, name="batch"),
        )
        super().__init__(
            desk, "handover_page", tr("收楼"), columns, HandoverShow, rows=handover_rows, figures=handover_counts,
            read_file=visit_file, placeholder=tr("房号、业主"),
            topics=("handover", "tickets", "units", "people"), add_words=tr("新建批次"),
            empty=(
                tr("还没有收楼批次"),
                tr("把未收楼的房屋按楼栋、单元或房号放进一个批次，打印入住通知书，按半小时预约，来人时一步一步办理。"),
            ),
            faint=lambda r: r.state in (HandoverState.DONE, HandoverState.VOID), parent=parent,
        )  # fmt: skip
        self.row_acts = RowActs(desk, self)
        self._build_filters()
        self.day_button = KeyButton(tr("日程"), "F3", name="handover_day")
        self.figures_button = KeyButton(tr("统计"), "F10", name="handover_figures")
        self.day_button.clicked.connect(lambda: desk.go("handover_day", batch_id=self.batch.value()))
        self.figures_button.clicked.connect(lambda: desk.go("handover_figures", batch_id=self.batch.value()))
        self.appoint_button = KeyButton(tr("预约"), "F6", name="handover_appoint")
        self.notify_button = KeyButton(tr("通知"), "F7", name="handover_notify")
        self.visit_button = KeyButton(tr("办理"), "F4", name="handover_visit")
        self.appoint_button.clicked.connect(self._appoint)
        self.notify_button.clicked.connect(self._notify)
        self.visit_button.clicked.connect(self._visit)
        pane = HeldPane("handover_pane", (self.visit_button, self.appoint_button, self.notify_button, self.more),
                        right=Right.HANDOVER, desk=desk)  # fmt: skip
        self.finish(pane, self.day_button, self.figures_button)

    def _build_filters(self) -> None:
        self.batch = ChoiceField("handover_batch")
        self.batch.set_label(tr("批次"))
        self.building = ChoiceField(
            "handover_building",
            [(None, tr("全部楼栋")), *((row.id, row.name) for row in self.desk.read(buildings) if row.units)],
        )
        self.building.set_label(tr("楼栋"))
        self.building.set_value(None)
        self.day = DateField("handover_day_filter", tr("哪天"), today=self.desk.clock.today)
        self.day.set_label(tr("预约或办结的日子"))
        self._offer_batches()
        for at, (field, width) in enumerate(((self.batch, 104), (self.building, 104), (self.day, 116))):
            field.setFixedSize(width, SIZE.chip)
            field.edited.connect(self.filter_changed)
            self.filters.insert_right(at, field)
        # Nine chips with three figures each have their place beside the choosers at 1366 (L9).
        self.search.setFixedWidth(124)

    def _offer_batches(self) -> None:
        """The batches there are; the one chosen stays."""
        chosen = self.batch.value()
        self.batch.set_options(
            [(None, tr("全部批次")), *((row.id, row.name) for row in self.desk.read(batches))]
        )
        self.batch.set_value(chosen)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> HandoverFilter:
        try:
            day = self.day.value()
        except Refused:
            day = None
        return HandoverFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.batch.value(), self.building.value(), day,
            self._unit_id, sort or "unit", descending,
        )  # fmt: skip

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        # Who only reads sees how it goes too.
        for button in (self.day_button, self.figures_button):
            button.setVisible(bool(every))

    def refresh(self) -> None:
        self._offer_batches()
        super().refresh()

    def forget_filters(self) -> None:
        super().forget_filters()
        for field in (self.batch, self.building, self.day):
            field.set_value(None)

    def row_opened(self, row: HandoverRow | None) -> None:
        """Enter goes on with the visit."""
        if row is not None:
            self.desk.go("handover_visit", handover_id=row.id)

    def _visit(self) -> None:
        self.row_opened(self.table.current())

    def _appoint(self) -> None:
        row = self.table.current()
        if row is not None:
            self.row_acts.appoint(row)

    def _notify(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.state not in OPEN:
            self.desk.messages.warn(
                tr("{unit} 现在是{state}，不用通知。", unit=row.unit, state=tr(row.state.value))
            )
            return
        every = self.desk.read(open_ids, self.wanted())
        choices: list[tuple[int, ...]] = [(row.id,)]
        words = [tr("只这一户 {unit}", unit=row.unit)]
        if len(every) > 1:
            choices.append(every)
            words.append(tr("列表里还没收楼的 {n} 户", n=len(every)))
        self.row_acts.notify(choices, words)

    # -- the pane --

    def show_file(self, file: VisitFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        head = self.pane.add_section(name="handover_pane_head")
        head.add_row(Words(row.unit, "lead", select=True), None, state_label(status_of(row)))
        head.add(Words(row.owners or tr("没有登记业主"), "body", "text2", wrap=True))
        for label, value in (
            (tr("电话"), row.phone),
            (tr("批次"), row.batch),
            (tr("通知书"), row.notice),
            (
                tr("预约"),
                f"{row.slot[0].isoformat()} {slot_words(row.slot[1])}" if row.slot is not None else "",
            ),
            (tr("还欠"), tr("{owed} 元", owed=file.owed) if file.owed else ""),
        ):
            if value:
                head.add_pair(label, value)
        link = Link(tr("一户一卡"), "handover_pane_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
        unit_row(head, row.unit, link)
        parts = self.pane.add_section(
            tr("办理步骤"),
            tr("{n}/{of}", n=sum(p.done for p in file.parts), of=len(file.parts)),
            name="handover_pane_parts",
        )
        for part in file.parts:
            word = tr(part.step.value)
            if part.done:
                parts.add_state("ok", word, part.words)
            else:
                parts.add_state("bad" if part.short else "neutral", word, part.short or tr("未办"))
        if file.result:
            parts.add_state("ok" if row.state is HandoverState.DONE else "warn", file.result)
        if file.defects:
            section = self.pane.add_section(tr("遗留问题"), name="handover_pane_defects", line=False)
            for defect in file.defects:
                words = f"{defect.place} {defect.words}"
                tone = "bad" if defect.late else "ok" if defect.state.name == "SIGNED" else "warn"
                section.add_state(tone, words, f"{tr(defect.state.value)}　{defect.ticket}")  # type: ignore[arg-type]
        self.pane.scroll_to_top()

    def acts(self, file: VisitFile | None) -> Acts:
        found: Acts = {"notices": (tr("打印入住通知书"), self._print_notices)}
        found["delivery"] = (tr("打印通知书送达表"), self._print_delivery)
        batch = self._batch_here(file)
        if batch is not None:
            found["change"] = (tr("改批次“{name}”", name=batch.name), lambda: self._change(batch))
            found["add"] = (tr("往“{name}”里加房屋", name=batch.name), lambda: self._add_units(batch))
            found["history"] = (
                tr("批次的修改记录"),
                lambda: show_history(
                    self.desk, "handover_batch", batch.id, tr("修改记录"), FIELD_WORDS, self
                ),
            )
        if file is not None:
            found |= self.row_acts.acts(file.row)
        if self.desk.may(Right.HANDOVER_ALLOW):
            found["lists"] = (tr("设定文件、部位和欠费"), lambda: lists_dialog(self.desk, self._set, self))
        return found

    def _batch_here(self, file: VisitFile | None) -> BatchRow | None:
        wanted = self.batch.value() or (file.row.batch_id if file is not None else None)
        return self.desk.read(batch_of, wanted) if wanted is not None else None

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        dialog = BatchDialog(self.desk, self._made, parent=self)
        dialog.start(dialog.fields["name"])
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow) and dialog.drafts is not None:
            dialog.drafts.restore(draft)

    def _made(self, made: MadeBatch) -> None:
        self._offer_batches()
        self.batch.set_value(made.id)
        self.filter_changed()
        self.desk.messages.ok(
            tr("批次 {number} 建好了，{n} 户。", number=made.number, n=made.homes), tr("接着打印入住通知书。"),
            action=tr("打印入住通知书"), then=self._print_notices,
        )  # fmt: skip

    def _change(self, batch: BatchRow) -> None:
        dialog = BatchDialog(self.desk, self._changed, batch, self)
        dialog.start(dialog.fields["name"])

    def _changed(self, number: str) -> None:
        self.desk.messages.ok(tr("批次 {number} 已修改。", number=number))

    def _add_units(self, batch: BatchRow) -> None:
        add_units_dialog(self.desk, batch, self._added, self)

    def _added(self, made: MadeBatch) -> None:
        self.desk.messages.ok(tr("{number} 加了 {n} 户。", number=made.number, n=made.homes))

    def _set(self, _lists: object) -> None:
        self.desk.messages.ok(tr("清单已设好，从现在起照这个办。"))

    def _print_notices(self) -> None:
        """Of all homes that the list shows."""
        ids = self.desk.read(open_ids, self.wanted())
        prints.print_notices(self.desk, ids, self)

    def _print_delivery(self) -> None:
        prints.print_delivery(self.desk, self.desk.read(open_ids, self.wanted()))

    # -- coming here --

    def open(self, *, target: object = "handover", **arguments: object) -> None:
        """A batch's, a unit's, some words', one chip's; or at once the form of a batch, with a draft of one."""
        if "draft" in arguments:
            self.add_new(draft=arguments["draft"])
            return
        batch_id = arguments.get("batch_id")
        if isinstance(batch_id, int):
            self._offer_batches()
            self.batch.set_value(batch_id)
            self.filter_changed()
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=arguments.get("show"))
        if target == "new_handover":
            self.add_new()

    def help_text(self) -> str:
        return tr(
            "收楼的批次和每一户。F2 建批次；F9 打印入住通知书、送达表，改批次，加房屋，设定文件清单；F7 登记通知，"
            "F6 预约，F4 或回车办理；F3 看一天的半小时名额，F10 看统计。右上角可以只看一个批次、一栋楼、一天。"
        )
