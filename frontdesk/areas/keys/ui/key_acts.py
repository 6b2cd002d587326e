"""What is done with a key from its page, and what is said and printed when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.keys.queries import KeyFile
from frontdesk.areas.keys.rules.kinds import Slip
from frontdesk.areas.keys.service import (
    Back,
    Cared,
    HandedOver,
    Lent,
    Received,
    RevealHolder,
    UndoMovement,
    reveal_holder,
    undo_movement,
)
from frontdesk.areas.keys.ui import dialogs
from frontdesk.areas.keys.ui.labels import label_of, print_labels
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.areas.keys.ui.words import move_words
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.history import show_history

HISTORY_WORDS = {"cabinet": "钥匙柜", "hook": "挂位", "place": "地点", "words": "备注", "tag": "牌号"}


class KeyActs:
    """Belongs to a page, over which its dialogs open."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self.desk, self._page = desk, page
        self._unsent: Unsent = {}

    # -- said and printed --

    def lent(self, made: Lent) -> None:
        head = tr("借出 {n} 块牌。", n=len(made.movement_ids))
        if made.deposit:
            head = tr("借出 {n} 块牌，押金收据 {number}。", n=len(made.movement_ids), number=made.deposit)
        print_new(self.desk, Slip.LOAN, made.number, self._unsent, head)

    def returned(self, back: Back) -> None:
        head = tr("收回 {n} 把：{tags}。", n=back.pieces, tags="、".join(back.tags[:4]))
        if not back.deposits:
            self.desk.messages.ok(head)
            return
        number = back.deposits[0]
        self.desk.messages.warn(
            head,
            tr("这次借用收过押金 {number}，钥匙已还清，请退押金。", number=number),
            action=tr("去退押金"),
            then=lambda: self.desk.go("deposits", number=number),
        )

    def handed_over(self, made: HandedOver) -> None:
        print_new(self.desk, Slip.HANDOVER, made.number, self._unsent, tr("移交 {n} 把。", n=made.pieces))

    def cared(self, made: Cared) -> None:
        head = tr("托管已登记。") if made.form is Slip.CARE else tr("托管已结束。")
        print_new(self.desk, made.form, made.number, self._unsent, head)

    def received(self, made: Received) -> None:
        print_new(
            self.desk, made.form, made.number, self._unsent, tr("已收下 {tag}。", tag="、".join(made.tags))
        )

    def lost(self, tag: str) -> None:
        self.desk.messages.ok(tr("已登记遗失 {tag}。", tag=tag))

    def found(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 挂回柜里。", tag=tag))

    def replaced(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 已补配。", tag=tag))

    def changed(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 已修改。", tag=tag))

    # -- the rest --

    def choose(self, file: KeyFile, print_all_labels: Callable[[], object]) -> None:
        """Everything that is done less often with a key, in one list."""
        row = file.row
        acts: dict[str, tuple[str, Any]] = {}
        slip = next((m for m in file.moves if m.form is not None and not m.undone), None)
        last = next((m for m in file.moves if not m.undone), None)
        if slip is not None and slip.form is not None:
            form, number = slip.form, slip.slip
            acts["slip"] = (
                tr("打印单据 {number}", number=number),
                lambda: print_new(self.desk, form, number, self._unsent, ""),
            )
        if file.loans:
            loan = file.loans[0]
            acts["reveal"] = (tr("看{who}的电话", who=loan.who), lambda: self._reveal(loan.id, loan.who))
        acts["label"] = (tr("打印标签"), lambda: print_labels(self.desk, (label_of(row),), self._page))
        acts["labels"] = (tr("打印列表里所有牌的标签"), print_all_labels)
        if row.unit_id is not None and row.on_hand + row.out:
            word = tr("续签托管") if row.in_care else tr("转入托管")
            acts["care"] = (word, lambda: dialogs.care_dialog(self.desk, file, self.cared, self._page))
        if row.in_care:
            acts["end_care"] = (
                tr("结束托管，交还业主"),
                lambda: dialogs.end_care_dialog(self.desk, file, self.cared, self._page),
            )
        if row.lost:
            acts["found"] = (
                tr("丢的找到了"),
                lambda: dialogs.find_dialog(self.desk, file, self.found, self._page),
            )
            acts["replaced"] = (
                tr("丢的补配了"),
                lambda: dialogs.replace_dialog(self.desk, file, self.replaced, self._page),
            )
        acts["more"] = (
            tr("再收几把"),
            lambda: dialogs.more_dialog(self.desk, file, self.received, self._page),
        )
        acts["change"] = (
            tr("修改挂位、备注"),
            lambda: dialogs.change_dialog(self.desk, file, self.changed, self._page),
        )
        if last is not None:
            acts["undo"] = (tr("撤销最后一条：{words}", words=move_words(last)), lambda: self._undo(last.id))
        acts["history"] = (
            tr("修改记录"),
            lambda: show_history(
                self.desk, "key_tag", row.id, tr("修改记录 {tag}", tag=row.tag), HISTORY_WORDS, self._page
            ),
        )
        picked = self.desk.dialogs.pick(
            tr("{tag} 要做什么", tag=row.tag), [(key, words) for key, (words, _) in acts.items()]
        )
        if picked is not None:
            acts[picked][1]()

    def _reveal(self, movement_id: int, name: str) -> None:
        """The number of who has the key, to call them; why it was asked for is logged (D1.9)."""
        reveal(
            self.desk, name, reveal_holder, lambda reason: RevealHolder(movement_id, reason),
            lambda numbers: told(numbers.name, numbers.phone, numbers.id_number), ("催还钥匙", "核对身份", "其他"),
        )  # fmt: skip

    def _undo(self, movement_id: int) -> None:
        reason = self.desk.dialogs.ask_reason(
            tr("撤销最后一条"),
            tr("记录留着，标明已撤销；钥匙回到它之前的样子。"),
            [tr("扫错牌"), tr("登错人"), tr("登错户"), tr("其他")],
        )
        if reason is not None:
            self.desk.run(
                undo_movement,
                UndoMovement(movement_id, reason),
                then=lambda what: self.desk.messages.ok(tr("已撤销：{what}。", what=what)),
            )
