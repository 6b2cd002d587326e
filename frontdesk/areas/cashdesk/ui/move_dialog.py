"""中途缴款 and 零星收支: cash that comes or goes without a receipt (M7.2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import CASH_MOVE_WORDS, DENOMINATIONS, CashMove
from frontdesk.areas.cashdesk.service import MoveCash, Moved, move_cash
from frontdesk.areas.cashdesk.ui.count_grid import CountGrid
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Field, Labelled, MoneyField, SegmentField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SIZE, SPACE

PETTY = (CashMove.PETTY_OUT, CashMove.PETTY_IN)


class MoveDialog(DeskDialog):
    """A hand-in counted by its notes, or petty cash with its reason. It closes when the movement stands."""

    def __init__(
        self, desk: Desk, kinds: tuple[CashMove, ...], done: Callable[[Moved, CashMove, Money], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        hand_in = kinds == (CashMove.HAND_IN,)
        if hand_in:
            text = tr("从抽屉取出、交给财务或存进银行的现金。按面额数，或直接填金额；记下后打印缴款单。")
        else:
            text = tr("没有收据的零星现金：拿钱买东西，或补进零钱。要写明原因。")
        title = tr("中途缴款") if hand_in else tr("零星收支")
        super().__init__(title, text, name="move_dialog", parent=parent)
        self._desk, self._kinds, self._done = desk, kinds, done
        self.grid: CountGrid | None = None
        self.kind: SegmentField | None = None
        self.amount = MoneyField("move_amount", "0.00", lead=True, required=True)
        self.reason = TextField("move_reason", limit=200, required=not hand_in)
        self.reason.enter_moves = False
        self.reason.submitted.connect(self._save)
        if hand_in:
            faces = tuple(face for face in DENOMINATIONS if face.fen >= 500)
            self.grid = CountGrid(height=SIZE.row + SPACE.xs, faces=faces, parent=self)
            self.grid.changed.connect(self._counted)
            self.body.addWidget(self.grid)
            self.body.addWidget(
                Words(tr("五元以下的零钱留作找零；要缴也可直接填金额。"), "small", "text3", wrap=True)
            )
        else:
            self.kind = SegmentField("move_kind", [(kind, tr(CASH_MOVE_WORDS[kind])) for kind in kinds])
            self.body.addWidget(Labelled(self.kind, tr("方向"), reserve=False))
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.amount, tr("金额（元）")), 2)
        label = tr("说明（可不填）") if hand_in else tr("原因")
        pair.addWidget(Labelled(self.reason, label), 3)
        self.body.addLayout(pair)
        self.add_cancel()
        word = tr("记下并打印缴款单") if hand_in else tr("记下")
        save = self.add_button(word, "Ctrl+Enter", "primary", name="move_save")
        save.clicked.connect(self._save)
        first: QWidget = self.grid.fields()[0] if self.grid is not None else self.amount
        first.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _counted(self) -> None:
        if self.grid is not None:
            self.amount.set_value(self.grid.worth() if self.grid.pieces() else None)

    def _fields(self) -> dict[str, Field]:
        return {"amount": self.amount, "reason": self.reason}

    def _save(self) -> None:
        self.clear_errors()
        errors: dict[str, str] = {}
        counts: dict[Money, int] = {}
        values: dict[str, object] = {}
        if self.grid is not None:
            try:
                counts = dict(self.grid.counts())
            except InvalidInput as error:
                errors |= error.errors
        for name, field in self._fields().items():
            try:
                values[name] = field.value()
            except Refused as error:
                errors[name] = error.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        kind = self.kind.value() if self.kind is not None else self._kinds[0]
        amount = values["amount"]
        assert isinstance(amount, Money)
        assert isinstance(kind, CashMove)
        command = MoveCash(kind, amount, str(values["reason"]), counts)
        self._desk.run(move_cash, command, then=lambda moved: self._saved(moved, kind, amount), form=self)

    def _saved(self, moved: Moved, kind: CashMove, amount: Money) -> None:
        self.accept()
        self._done(moved, kind, amount)

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        errors = (
            dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "amount": error.text}
        )
        if "counts" in errors:
            errors.setdefault("amount", errors["counts"])
        if self.grid is not None:
            self.grid.show_errors(errors)
        for name, field in self._fields().items():
            field.set_error(errors.get(name))
        self.focus_first_error()

    def clear_errors(self) -> None:
        if self.grid is not None:
            self.grid.show_errors({})
        for field in self._fields().values():
            field.set_error(None)

    def _wrong(self) -> list[Field]:
        fields: list[Field] = [
            *(self.grid.fields() if self.grid is not None else []),
            *self._fields().values(),
        ]
        return [field for field in fields if field.error()]

    def error_words(self) -> str:
        return "、".join(field.label for field in self._wrong())

    def focus_first_error(self) -> None:
        wrong = self._wrong()
        if wrong:
            wrong[0].setFocus()
