"""合同: what the office has agreed with whom, until when, and what runs out (D2.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.decoration.ui.photo_strip import PhotoDialog
from frontdesk.areas.reception.queries.contracts import (
    ContractFilter,
    ContractPapers,
    ContractRow,
    ContractShow,
    FileRow,
    contract_figures,
    contract_file,
    contract_kinds,
    contract_rows,
)
from frontdesk.areas.reception.queries.tickets import photo_bytes
from frontdesk.areas.reception.rules.contracts import ContractState
from frontdesk.areas.reception.service.contracts import (
    ContractAdded,
    VoidContract,
    VoidFile,
    void_contract,
    void_file,
)
from frontdesk.areas.reception.ui import contract_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    ContractState.COMING: "info",
    ContractState.RUNNING: "ok",
    ContractState.ENDING: "warn",
    ContractState.EXPIRED: "bad",
    ContractState.RENEWED: "neutral",
    ContractState.ENDED: "neutral",
    ContractState.VOID: "neutral",
}
_OPEN = (ContractState.COMING, ContractState.RUNNING, ContractState.ENDING, ContractState.EXPIRED)


def status_of(row: ContractRow) -> Status:
    """`履行中`, `还有 12 天`, `已过 3 天`."""
    if row.state is ContractState.ENDING:
        return Status("warn", tr("今天到期") if not row.days_left else tr("还有 {n} 天", n=row.days_left))
    if row.state is ContractState.EXPIRED:
        return Status("bad", tr("已过 {n} 天", n=-row.days_left))
    return Status(_TONES[row.state], tr(row.state.value))


class ContractsPage(HeldPage):
    """`open(show="ENDING")` shows what runs out; `open(text=number)` one of them."""

    ICON = "ph.file-text"
    TARGETS = ("contracts",)
    HISTORY = ("contract", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "kind": "种类", "title": "名称", "party": "对方", "contact": "联系人", "phone": "电话", "amount": "金额",
        "paid_how": "付款方式", "signed_on": "签订日期", "starts_on": "起", "last_on": "止", "remind_days": "提前提醒",
        "remind_on": "开始提醒", "keeper": "负责人", "words": "备注", "their_number": "对方编号",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ContractRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=104, name="number"),
            Column(tr("种类"), lambda r: r.kind, width=84, name="kind"),
            Column(tr("名称"), lambda r: r.title, kind="strong", name="title"),
            Column(tr("对方"), lambda r: r.party, width=152, name="party"),
            Column(tr("金额（元）"), lambda r: r.amount, kind="money", width=104, name="amount"),
            Column(tr("起"), lambda r: r.starts_on, width=100, name="starts"),
            Column(tr("止"), lambda r: r.last_on, width=100, name="last"),
            Column(tr("负责人"), lambda r: r.keeper, width=72, name="keeper"),
            Column(tr("状态"), status_of, kind="status", width=104, sort=False),
        )
        super().__init__(
            desk, "contracts_page", tr("合同"), columns, ContractShow, rows=contract_rows, figures=contract_figures,
            read_file=contract_file, placeholder=tr("编号、名称、对方、负责人"), topics=("contracts",),
            add_words=tr("登记合同"),
            empty=(
                tr("还没有登记合同"),
                tr("保洁、绿化、电梯维保这些合同登记在这里，附上扫描件；快到期的在“今日”提醒，到期前续签。"),
            ),
            faint=lambda r: r.state in (ContractState.VOID, ContractState.RENEWED, ContractState.ENDED),
            parent=parent,
        )  # fmt: skip
        self.kind = FilterChoice("contracts_kind", tr("种类"), self._kinds())
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.renew = KeyButton(tr("续签"), "F5", name="contracts_renew")
        self.renew.clicked.connect(self._renew)
        self.end = KeyButton(tr("终止"), "F6", name="contracts_end")
        self.end.clicked.connect(self._end)
        self.change = KeyButton(tr("修改"), "F7", name="contracts_change")
        self.change.clicked.connect(self._change)
        self.attach = KeyButton(tr("附件"), "F4", name="contracts_attach")
        self.attach.clicked.connect(self._attach)
        pane = HeldPane(
            "contract_pane", (self.attach, self.change, self.end, self.more), right=Right.RECEPTION, desk=desk
        )
        self.finish(pane, self.renew)

    def _kinds(self) -> list[Option]:
        kinds = self.desk.read(contract_kinds)
        return [Option("", tr("全部种类")), *(Option(kind, kind) for kind in kinds)]

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> ContractFilter:
        today = self.desk.clock.today()
        return ContractFilter(
            today, self.search.text(), self.chosen(), self.kind.value() or "", sort or "last", descending
        )

    def refresh(self) -> None:
        self.kind.set_options(self._kinds())
        super().refresh()

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value("")

    def row_opened(self, row: ContractRow | None) -> None:
        """Enter corrects it."""
        if row is not None and self.desk.may(Right.RECEPTION):
            self._change()

    # -- the pane --

    def show_file(self, file: ContractPapers | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        live = row.state in _OPEN
        for button in (self.change, self.end):
            button.setVisible(live)
        head = self.pane.add_section(name="contract_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        head.add(Words(row.title, "bold", wrap=True, select=True))
        phone = "　".join(part for part in (row.contact, row.phone) if part)
        for label, value in (
            (tr("种类"), row.kind),
            (tr("对方"), row.party),
            (tr("联系人"), phone),
            (tr("对方编号"), row.their_number),
            (tr("金额"), str(row.amount) if row.amount is not None else ""),
            (tr("付款方式"), row.paid_how),
            (tr("签订"), str(row.signed_on) if row.signed_on else ""),
            (tr("期限"), tr("{first} 至 {last}", first=row.starts_on, last=row.last_on)),
            (tr("提醒"), tr("到期前 {n} 天", n=row.remind_days) if live else ""),
            (tr("负责人"), row.keeper),
            (tr("续自"), file.before),
            (tr("续签为"), row.next_number),
            (tr("备注"), row.words),
            (tr("终止") if row.state is ContractState.ENDED else tr("作废"), self._ended(row)),
        ):
            if value:
                head.add_pair(label, value)
        self._show_files(file.files)
        self.pane.scroll_to_top()

    @staticmethod
    def _ended(row: ContractRow) -> str:
        return tr("{day}，{why}", day=row.ended_on, why=row.end_words) if row.ended_on is not None else ""

    def _show_files(self, files: tuple[FileRow, ...]) -> None:
        stand = [file for file in files if not file.void]
        section = self.pane.add_section(
            tr("附件"), tr("{n} 个", n=len(stand)) if stand else "", name="contract_files", line=False
        )
        if not stand:
            section.add(Words(tr("还没有附扫描件，F4 附上。"), "body", "text2", wrap=True))
        for at, file in enumerate(stand):
            link = Link(file.name, f"contract_file_{at}")
            link.clicked.connect(lambda f=file: self._open_file(f))
            section.add_row(link, None, Words(file.by, "body", "text2"))

    def _open_file(self, file: FileRow) -> None:
        content = self.desk.read(photo_bytes, file.hash)
        if content is None:
            self.desk.messages.warn(tr("“{name}”的内容不在了，请用备份核对。", name=file.name))
        elif file.kind == "pdf":
            PaperDialog(content, file.name, "", self).open()
        else:
            PhotoDialog(file.name, content, self).open()

    def acts(self, file: ContractPapers | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            stand = [each for each in file.files if not each.void]
            if stand:
                found["open"] = (tr("打开附件"), lambda: self._pick(stand, self._open_file))
                found["unattach"] = (tr("作废附件"), lambda: self._pick(stand, self._void_file))
            if row.phone:
                found["reveal"] = (
                    tr("看电话"),
                    lambda: self.reveal("contract", row.id, row.contact or row.party),
                )
            if row.state in _OPEN:
                found["void"] = (tr("作废，登记错了"), lambda: self._void(row))
        if self.desk.may(Right.RECEPTION_SETUP):
            found["kinds"] = (tr("合同种类"), lambda: dialogs.kinds_dialog(self.desk, self._kinds_set, self))
        return found if file is None else {**found, **self.history_act(file.row.id)}

    def _pick(self, files: list[FileRow], then: Callable[[FileRow], object]) -> None:
        if len(files) == 1:
            then(files[0])
            return
        picked = self.desk.dialogs.pick(tr("哪个附件"), [(str(file.id), file.name) for file in files])
        for file in files:
            if picked == str(file.id):
                then(file)

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        dialogs.ContractDialog(self.desk, self._added, kind=self.kind.value() or "", parent=self).open()

    def _live(self) -> ContractPapers | None:
        file: ContractPapers | None = self.stood_on()
        if file is None:
            return None
        if file.row.state not in _OPEN:
            word = tr(file.row.state.value)
            self.desk.messages.warn(tr("{number} 是“{word}”，没有再改。", number=file.row.number, word=word))
            return None
        return file

    def _renew(self) -> None:
        file: ContractPapers | None = self.stood_on()
        if file is None:
            return
        if file.row.next_number or file.row.state is ContractState.VOID:
            told = tr("{number} 已经续签或作废了。", number=file.row.number)
            self.desk.messages.warn(told, file.row.next_number)
            return
        dialogs.ContractDialog(self.desk, self._added, renews=file.row, parent=self).open()

    def _change(self) -> None:
        file = self._live()
        if file is not None:
            dialogs.ContractDialog(self.desk, self._changed, change=file.row, parent=self).open()

    def _end(self) -> None:
        file = self._live()
        if file is not None:
            dialogs.end_dialog(self.desk, file.row, self._say(tr("已终止")), self)

    def _attach(self) -> None:
        file: ContractPapers | None = self.stood_on()
        if file is not None:
            dialogs.attach_dialog(self.desk, file.row, self._attached, self)

    def _void(self, row: ContractRow) -> None:
        usual = (tr("重复登记"), tr("登错了"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_contract, VoidContract(row.id, reason), then=self._say(tr("已作废")),
        ))  # fmt: skip

    def _void_file(self, file: FileRow) -> None:
        usual = (tr("附错了"), tr("有更清楚的"), tr("其他"))
        self.ask(tr("作废附件"), file.name, usual, lambda reason: self.desk.run(
            void_file, VoidFile(file.id, reason),
            then=lambda name: self.desk.messages.ok(tr("“{name}”已作废。", name=name)),
        ))  # fmt: skip

    # -- what is said afterwards --

    def _say(self, word: str) -> Callable[[str], object]:
        return lambda number: self.desk.messages.ok(tr("{number} {word}。", number=number, word=word))

    def _added(self, made: ContractAdded) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.number), tr("快到期时在“今日”提醒。"))

    def _changed(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已修改。", number=number))

    def _attached(self, count: int) -> None:
        self.desk.messages.ok(tr("已附上 {n} 个文件。", n=count))

    def _kinds_set(self, kinds: tuple[str, ...]) -> None:
        self.desk.messages.ok(tr("合同种类已改，共 {n} 个。", n=len(kinds)))

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "合同和协议。F2 登记，回车或 F7 修改，F4 附扫描件，F5 续签（新的一份，记着续自哪份），F6 提前终止，"
            "F9 打开附件、作废和设种类；快到期的按“提前几天提醒”出现在“今日”。"
        )
