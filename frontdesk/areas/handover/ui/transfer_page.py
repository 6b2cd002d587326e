"""过户和租赁变更: every one that was written, with its people, money and papers; where new ones begin (D1.5, D0.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.handover.queries.transfers import (
    TransferFile,
    TransferFilter,
    TransferRow,
    TransferShow,
    transfer_figures,
    transfer_file,
    transfer_rows,
)
from frontdesk.areas.handover.rules.transfers import Arrears, Side, Why, plain_share
from frontdesk.areas.handover.service.transfer_commands import Changed
from frontdesk.areas.handover.service.transfer_papers import FORM_KEYS
from frontdesk.areas.handover.service.transfer_undo import UndoChange, undo_change
from frontdesk.areas.handover.ui import prints
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status

_SIDES = {Side.OUT: "neutral", Side.IN: "ok", Side.LONGER: "info"}
_DAY = timedelta(days=1)


def status_of(row: TransferRow) -> Status:
    """`已撤销`, `承接欠费`, `已办`."""
    if row.undone_by:
        return Status("neutral", tr("已撤销"))
    if row.why is Why.UNDO:
        return Status("neutral", tr("撤销单"))
    if row.arrears is Arrears.TAKEN_OVER:
        return Status("info", tr("承接欠费"))
    if row.arrears is Arrears.ALLOWED:
        return Status("warn", tr("欠费未清"))
    return Status("ok", tr("已办"))


class TransfersPage(FiledPage):
    """`open(text="GH-2026-001")` narrows, `open(unit_id=…)` shows a home's."""

    TARGETS = ("transfer",)
    FIELD_WORDS: Mapping[str, str] = {}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[TransferRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=116, name="number"),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92, name="unit"),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=76, name="kind"),
            Column(tr("事由"), lambda r: tr(r.why.value), kind="quiet", width=84, sort=False),
            Column(tr("从哪天起"), lambda r: r.on, width=100, name="on"),
            Column(tr("转出"), lambda r: r.old, width=128, sort=False, tip=lambda r: r.old),
            Column(tr("转入"), lambda r: r.new, sort=False, tip=lambda r: r.new),
            Column(
                tr("欠费 ¥"),
                lambda r: r.owed if r.owed != ZERO else None,
                kind="money",
                width=96,
                name="owed",
            ),
            Column(tr("状态"), status_of, kind="status", width=108, sort=False),
        )
        super().__init__(
            desk, "transfers_page", tr("过户和租赁变更"), columns, TransferShow, rows=transfer_rows,
            figures=transfer_figures, read_file=transfer_file, placeholder=tr("编号、房号、姓名"),
            topics=("transfers", "units", "people", "papers"), faint=lambda r: bool(r.undone_by), parent=parent,
        )  # fmt: skip
        self.writes = desk.may(Right.HANDOVER)
        self._unit_id: int | None = None
        self._unit = ""
        spans = [("", tr("全部日期")), ("month", tr("本月")), ("year", tr("今年")), ("last", tr("去年"))]
        self.span = FilterChoice("transfers_span", tr("日期"), spans, width=112)
        self.span.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.span)
        self.lease = KeyButton(tr("租赁变更"), "F3", name="transfers_lease")
        self.lease.clicked.connect(lambda: self.desk.go("new_lease_change"))
        self.add = KeyButton(tr("办过户"), "F2", "primary", name="transfers_add")
        self.add.clicked.connect(lambda: self.desk.go("new_transfer"))
        self.paper = KeyButton(tr("打印确认单"), "F4", icon="ph.printer", name="transfers_paper")
        self.paper.clicked.connect(self._print)
        self.finish(
            FiledPane("transfers_pane", (self.paper, self.more), writes=self.writes), self.lease, self.add
        )
        for button in (self.lease, self.add):
            button.setVisible(self.writes)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> TransferFilter:
        today = self.desk.clock.today()
        first = last = None
        match self.span.value():
            case "month":
                first = today.replace(day=1)
            case "year":
                first = today.replace(month=1, day=1)
            case "last":
                last = today.replace(month=1, day=1) - _DAY
                first = last.replace(month=1, day=1)
        return TransferFilter(
            today, self.search.text(), self.chosen(), first, last, self._unit_id, sort or "number",
            descending if sort else True,
        )  # fmt: skip

    def only_whose(self) -> str:
        return self._unit

    def forget_filters(self) -> None:
        self.span.set_value("")
        self._unit_id, self._unit = None, ""

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        for button in (self.lease, self.add):
            button.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("办过户"), "F2", "primary", name="transfers_begin")
        begin.clicked.connect(lambda: self.desk.go("new_transfer"))
        lease = KeyButton(tr("租赁变更"), "F3", name="transfers_begin_lease")
        lease.clicked.connect(lambda: self.desk.go("new_lease_change"))
        words = tr(
            "房屋卖了、租户换了，在这里一次办完：住户身份、欠费、证件、车位、钥匙一起改，打印确认单双方签字。"
        )
        return EmptyState(
            "ph.arrows-left-right", tr("还没有办过过户和租赁变更"), words, (begin, lease) if self.writes else (),
            name="transfers_empty",
        )  # fmt: skip

    def row_opened(self, row: TransferRow | None) -> None:
        """Enter goes to the home's card."""
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    # -- the pane --

    def show_file(self, file: TransferFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        state = status_of(row)
        head = self.pane.add_section(name="transfers_head")
        head.add_row(Words(row.number, "lead", select=True), None, StatusLabel(state.tone, state.word))  # type: ignore[arg-type]
        link = Link(tr("一户一卡"), "transfers_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
        head.add_row(Words(row.unit, "bold"), Words(tr(row.why.value), "body", "text2"), None, link)
        for label, value in (
            (tr("从哪天起"), row.on.isoformat()), (tr("凭据"), file.basis), (tr("房屋状态"), tr(file.state)),
            (tr("说明"), file.words), (tr("主管准许"), "：".join(p for p in (file.approver, file.allowed_for) if p)),
            (tr("撤销"), row.undone_by or row.undoes), (tr("经办"), f"{row.by} {local_time(row.at):%Y-%m-%d %H:%M}"),
        ):  # fmt: skip
            if value:
                head.add_pair(label, value)
        people = self.pane.add_section(tr("转出和转入"), name="transfers_people")
        for line in file.roles:
            told = [tr(line.kind.value)]
            if line.share is not None:
                told.append(f"{plain_share(line.share)}%")
            if line.ends_on is not None and line.side is not Side.OUT:
                told.append(tr("到 {day}", day=(line.ends_on - _DAY).isoformat()))
            people.add_state(_SIDES[line.side], f"{tr(line.side.value)} {line.name}", " ".join(told))  # type: ignore[arg-type]
        self._money(file)
        if file.things:
            section = self.pane.add_section(
                tr("证件、车辆、钥匙和在办的事"), tr("{n} 项", n=len(file.things)), name="transfers_things"
            )
            for thing in file.things:
                section.add_line(
                    f"{tr(thing.sort.value)}　{thing.what}", tone="text" if thing.done else "text2"
                )
                if thing.done:
                    section.add_line(thing.done, at=" ", tone="text3")
        papers = self.pane.add_section(tr("单据"), name="transfers_papers", line=False)
        for paper in file.papers:
            papers.add_line(paper.title, right=tr("打印 {n} 次", n=paper.printed))
        self.pane.scroll_to_top()

    def _money(self, file: TransferFile) -> None:
        row = file.row
        if row.why is Why.UNDO:
            return
        money = self.pane.add_section(tr("费用"), tr("元"), name="transfers_money")
        if row.owed == ZERO:
            money.add_state("ok", tr("不欠费"))
        for line in file.charges:
            money.add_line(f"{line.period} {line.item}", right=str(line.owed + line.late))
        if row.owed != ZERO:
            money.add_line(tr("合计"), right=str(row.owed))
            told = {
                Arrears.TAKEN_OVER: tr("由{who}书面承接：{words}", who=file.taken_by, words=file.taken_words),
                Arrears.ALLOWED: tr("{who}准许，仍由原交款人付", who=file.approver),
                Arrears.STAYS: tr("仍由原交款人付"),
            }.get(row.arrears, "")
            if told:
                money.add(Words(told, "body", "text2", wrap=True))
        if file.prepaid != ZERO:
            money.add_line(tr("预存留在这户"), right=str(file.prepaid))

    def acts(self, file: TransferFile | None) -> Acts:
        if file is None:
            return {}
        row = file.row
        found: Acts = {"card": (tr("一户一卡"), lambda: self.desk.go("unit", unit_id=row.unit_id))}
        if not row.undone_by and row.why is not Why.UNDO:
            found["undo"] = (tr("撤销这一份"), lambda: self._undo(row))
        return found

    # -- what is done --

    def _print(self) -> None:
        file: TransferFile | None = self.stood_on()
        if file is not None:
            prints.send(self.desk, FORM_KEYS[file.row.kind], file.row.number)

    def _undo(self, row: TransferRow) -> None:
        text = tr("另开一份撤销单，住户身份回到办理以前；收回的证件、注销的车辆、交出的钥匙不会自动恢复。")
        usual = (tr("合同解除"), tr("办错户"), tr("其他"))
        self.ask(tr("撤销 {number}", number=row.number), text, usual, lambda reason: self.desk.run(
            undo_change, UndoChange(row.id, reason), then=self._undone,
        ))  # fmt: skip

    def _undone(self, done: Changed) -> None:
        self.desk.messages.ok(tr("已撤销，{number}。", number=done.number), "；".join(done.told))

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        unit_id = arguments.get("unit_id")
        self.forget_filters()
        if isinstance(unit_id, int):
            from frontdesk.areas.archives.queries import unit_row

            self._unit_id, self._unit = unit_id, self.desk.read(unit_row, unit_id).code
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "过户和租赁变更的全部记录：F2 办过户，F3 租赁变更，F4 打印确认单（再打是补打），F9 撤销。"
            "撤销另开一份，只能从最后一份撤起。按 / 找编号、房号、姓名，F8 导出。"
        )
