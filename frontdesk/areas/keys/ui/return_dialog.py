"""归还: the loans that come back, found by scanning their tags; what is still late is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.keys.queries import LoanRow, find_tag, loan_rows
from frontdesk.areas.keys.service import Back, BackFrom, ReturnKeys, return_keys
from frontdesk.areas.keys.ui import reading
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.keys.ui.key_line import KeyLine, KeyLines
from frontdesk.areas.keys.ui.words import key_words, loan_words
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Labelled, TextField
from frontdesk.base.widgets.pickers import Choice, Picker

_LIST = 176


class ReturnDialog(ActDialog):
    """Scan tag after tag; Ctrl+Enter takes all of them back."""

    def __init__(
        self,
        desk: Desk,
        done: Callable[[Back], object],
        loans: tuple[LoanRow, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        on = DateField("return_on", today=desk.clock.today, required=True)
        words = TextField("return_words", tr("如 少一把、由家人代还"), limit=200)
        super().__init__(
            desk,
            "return_keys_dialog",
            tr("归还钥匙"),
            ((("on", on, tr("哪天还的"), 2), ("words", words, tr("说明（可不填）"), 5)),),
            return_keys,
            self._command,
            save_text=tr("收回"),
            then=done,
            width=760,
            parent=parent,
        )
        self.scan = Picker(
            "return_scan",
            partial(reading.loan_choices, desk),
            placeholder=tr("扫钥匙牌，或输入房号、姓名"),
            counter=tr("笔"),
        )
        self.scan.enter_moves = False
        self._took = False
        self.scan.picked.connect(self._scanned)
        self.scan.submitted.connect(self._scan_done)
        self._keys: KeyLines[LoanRow] = KeyLines("return_key", tr("还没有选。扫牌或按 ↓ 看借在外面的钥匙。"))
        self._keys.setFixedHeight(_LIST)
        top = QHBoxLayout()
        top.addWidget(Labelled(self.scan, tr("加钥匙")))
        # Over the day and the words, under what may have gone wrong.
        at = self.body.indexOf(self.note) + 1
        self.body.insertLayout(at, top)
        self.body.insertWidget(at + 1, self._keys)
        on.set_value(desk.clock.today())
        for loan in loans:
            self.add_loan(loan)
        self.start(self.scan)

    def _scan_done(self) -> None:
        """Enter after a scan waits for the next one; on an empty field it goes on."""
        if self._took:
            self._took = False
        elif self.scan.text().strip():
            self._scanned_code(self.scan.text().strip())
        elif self.lines:
            self.fields["on"].setFocus(Qt.FocusReason.TabFocusReason)

    def _scanned_code(self, text: str) -> None:
        """A scanner is quicker than the list under the field: its code is looked up by itself."""
        today = self.desk.clock.today()
        row = self.desk.read(find_tag, text, today)
        loans = self.desk.read(loan_rows, today, key_ids=(row.id,)) if row is not None else ()
        if not loans:
            self.scan.set_error(tr("“{typed}”没有借出的钥匙", typed=text))
            return
        self.scan.set_value(None)
        for loan in loans:
            self.add_loan(loan)

    def _scanned(self, choice: Choice) -> None:
        self._took = True
        self.scan.set_value(None)
        if isinstance(choice.value, LoanRow):
            self.add_loan(choice.value)
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_loan(self, loan: LoanRow) -> None:
        """One more loan that comes back, with all its keys unless fewer are typed."""
        if loan.id in self.lines:
            self.scan.set_error(tr("{tag} 已经在上面了", tag=loan.key.tag))
            return
        self.scan.set_error(None)
        if self._keys.full():
            self.scan.set_error(tr("一次收这么多，剩下的收完再办"))
            return
        detail = f"{loan.who}　{loan_words(loan, self.desk.clock.today())}"
        self._keys.add(loan.id, loan, key_words(loan.key), detail, loan.left, loan.left)

    @property
    def lines(self) -> dict[int, tuple[LoanRow, KeyLine]]:
        """The loans that come back, by id, each with its line."""
        return self._keys.lines()

    def save(self) -> None:
        if not self.lines:
            self.scan.set_error(tr("请选归还的钥匙，可以扫钥匙牌"))
            self.scan.setFocus()
            return
        for loan, line in self.lines.values():
            try:
                line.pieces.value()
            except Refused as error:
                self.show_errors(InvalidInput({"loans": f"{loan.key.tag} {error.text}"}))
                line.pieces.setFocus()
                return
        super().save()

    def _command(self, values: dict[str, Any]) -> ReturnKeys:
        loans = tuple(
            BackFrom(loan.id, int(line.pieces.value() or loan.left)) for loan, line in self.lines.values()
        )
        return ReturnKeys(loans, values["on"], values["words"])
