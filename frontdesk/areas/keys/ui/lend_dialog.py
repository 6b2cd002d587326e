"""借出: which keys, to whom, what for and until when; the owner's list stands beside it while they are handed out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.ui import reading as till
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.till_dialog import TillDialog
from frontdesk.areas.keys.queries import ConsentRow, Judged, KeyRow, find_tag, judge
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import WhoKind
from frontdesk.areas.keys.service import LendKeys, Lent, Pieces, lend_keys
from frontdesk.areas.keys.ui import reading
from frontdesk.areas.keys.ui.key_line import HEIGHT, KeyLine, KeyLines
from frontdesk.areas.keys.ui.owner_side import OwnerSide
from frontdesk.areas.keys.ui.who_fields import WhoFields
from frontdesk.areas.keys.ui.words import key_words, state_of
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Labelled, MoneyField, TextField
from frontdesk.base.widgets.marks import StatusLabel, ground
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.pickers import Choice, Picker, UnitPicker
from frontdesk.base.widgets.tokens import SPACE

WIDE, SIDE = 1040, 344
_SEEN = 2
"""Keys seen at once; more scroll, so that the smallest screen holds the dialog."""
_SIDE_LEAST = 240


class LendDialog(TillDialog):
    """Scan or choose the keys, say who takes them; prints 钥匙借用单, and takes a deposit with it."""

    def __init__(
        self,
        desk: Desk,
        done: Callable[[Lent], object],
        keys: tuple[KeyRow, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        paying = Paying(reference_later=till.reference_later(desk))
        super().__init__(desk, tr("借出钥匙"), "", paying, name="lend_dialog", parent=parent)
        self.setFixedWidth(WIDE)
        self._done = done
        self._judged: tuple[Judged, ...] = ()
        self._took = False
        whole = self.body
        columns = QHBoxLayout()
        columns.setSpacing(SPACE.xl)
        left = QVBoxLayout()
        left.setSpacing(0)
        columns.addLayout(left, 1)
        whole.addLayout(columns)
        self._build_keys(left)
        self.who = WhoFields(desk, "lend_who", tr("借给"))
        left.addWidget(self.who)
        self._build_terms(left)
        self._build_money(left)
        left.addStretch(1)
        self.side = OwnerSide(self)
        self.side.chosen.connect(self._take_consent)
        scroll = Scroll(self.side)
        ground(scroll, "subtle")
        scroll.setMinimumHeight(_SIDE_LEAST)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE.s)
        beside.addWidget(scroll, 1)
        for labelled in (self._reason, self._deposit_unit):
            labelled.setFixedWidth(SIDE)
            labelled.hide()
            beside.addWidget(labelled)
        scroll.setFixedWidth(SIDE)
        columns.addLayout(beside)
        self.body = whole
        self.add_cancel()
        save = self.add_button(tr("借出并打印"), "Ctrl+Enter", "primary", name="lend_save")
        save.clicked.connect(self.save)
        self.who.edited.connect(self._judge)
        self.who.changed_shape.connect(self.fit)
        for key in keys:
            self.add_key(key)
        self._judge()
        (self.who.kind if keys else self.scan).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def start(self) -> LendDialog:
        """Show it over the page, and let it go when it closes."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        return self

    # -- building --

    def _build_keys(self, column: QVBoxLayout) -> None:
        self.scan = Picker(
            "lend_scan",
            partial(reading.key_choices, self.desk),
            placeholder=tr("扫钥匙牌，或输入房号、地点、挂位"),
            counter=tr("块"),
        )
        self.scan.enter_moves = False
        self.scan.picked.connect(self._scanned)
        self.scan.submitted.connect(self._scan_done)
        column.addWidget(Labelled(self.scan, tr("加钥匙")))
        self._keys: KeyLines[KeyRow] = KeyLines("lend_key", tr("还没有选钥匙。"))
        self._keys.setFixedHeight(HEIGHT)
        self._keys.changed.connect(self._keys_changed)
        column.addWidget(self._keys)
        column.addSpacing(SPACE.s)

    def _build_terms(self, column: QVBoxLayout) -> None:
        self.why = TextField("lend_why", tr("如 看房、抢修漏水、装修量尺寸"), required=True, limit=200)
        self.until = DateField("lend_until", today=self.desk.clock.today, required=True)
        self.until.set_value(self.desk.clock.today())
        self.deposit = MoneyField("lend_deposit", "0.00")
        self.deposit_unit = UnitPicker(
            "lend_deposit_unit",
            partial(reading.unit_choices, self.desk),
            resolve=partial(reading.unit_of, self.desk),
        )
        self.allow_reason = TextField("lend_allow_reason", tr("如 漏水抢修，业主电话同意"), limit=200)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.why, tr("事由")), 5)
        row.addWidget(Labelled(self.until, tr("哪天归还")), 3)
        self._deposit = Labelled(self.deposit, tr("押金（元，可不填）"))
        row.addWidget(self._deposit, 3)
        if not self.desk.may(Right.COLLECT):
            # Never shown before it has a place: it would flash up as a window of its own.
            self._deposit.hide()
        column.addLayout(row)
        self._reason = Labelled(self.allow_reason, tr("名单不许，一定要借的原因（由主管准许）"))
        self._deposit_unit = Labelled(self.deposit_unit, tr("押金记在哪一户"))
        self.deposit.edited.connect(self._deposit_typed)
        self.fields = {
            "why": self.why,
            "until": self.until,
            "deposit": self.deposit,
            "deposit_unit_id": self.deposit_unit,
            "allow_reason": self.allow_reason,
            "keys": self.scan,
        }

    def _build_money(self, column: QVBoxLayout) -> None:
        """The ways of the deposit, out of sight until one is typed; the lines for what is wrong stay."""
        self._money = QWidget(self)
        self.body = QVBoxLayout(self._money)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE.s)
        self.add_ways(tr("收款方式"), tr("押金"))
        column.addWidget(self._money)
        self.said = StatusLabel("bad", "")
        self.said.setObjectName("lend_said")
        column.addWidget(self.said)
        self.said.hide()
        self._money.hide()

    # -- keys --

    def _scan_done(self) -> None:
        """Enter after a scan waits for the next one; on an empty field it goes on to who takes them."""
        if self._took:
            self._took = False
        elif self.scan.text().strip():
            self._scanned_code(self.scan.text().strip())
        elif self.lines:
            self.who.kind.setFocus(Qt.FocusReason.TabFocusReason)

    def _scanned_code(self, text: str) -> None:
        """A scanner is quicker than the list under the field: its code is looked up by itself."""
        row = self.desk.read(find_tag, text, self.desk.clock.today())
        if row is None:
            self.scan.set_error(tr("没有“{typed}”这块牌", typed=text))
            return
        self.scan.set_value(None)
        self.add_key(row)

    def _scanned(self, choice: Choice) -> None:
        self._took = True
        self.scan.set_value(None)
        row = choice.value
        if isinstance(row, KeyRow):
            self.add_key(row)
        self.scan.setFocus()

    def add_key(self, row: KeyRow) -> None:
        """One more tag; one that hangs nowhere is refused at once, with who has it."""
        if row.id in self.lines:
            self.scan.set_error(tr("{tag} 已经在上面了", tag=row.tag))
            return
        if not row.on_hand:
            state = state_of(row, self.desk.clock.today()).word
            has = tr("，在{who}手里", who=row.holder) if row.holder else ""
            self.scan.set_error(tr("{tag} {state}{has}，不能借出", tag=row.tag, state=state, has=has))
            return
        self.scan.set_error(None)
        if self._keys.full():
            self.scan.set_error(tr("一次借这么多，剩下的请再开一张借用单"))
            return
        self._keys.add(row.id, row, key_words(row), row.hangs, row.on_hand, 1)

    @property
    def lines(self) -> dict[int, tuple[KeyRow, KeyLine]]:
        """The keys to be lent, by id, each with its line."""
        return self._keys.lines()

    def _keys_changed(self) -> None:
        self._keys.setFixedHeight(HEIGHT * max(1, min(len(self.lines), _SEEN)))
        self.who.unit_id = next((row.unit_id for row, _ in self.lines.values() if row.unit_id), None)
        self._judge()
        self._deposit_typed()

    # -- the owner's word --

    def _judge(self) -> None:
        who = self.who.typed_who()
        ids = tuple(self.lines)
        self._judged = self.desk.read(judge, ids, who, self.desk.clock.today()) if ids else ()
        self.side.show_judged(self._judged, who)
        against = bool(who.name) and any(not said.verdict.may for said in self._judged)
        if against != self._reason.isVisibleTo(self):
            self._reason.setVisible(against)
            self.fit()

    def _take_consent(self, row: ConsentRow) -> None:
        """The one whose name stands in the list is the one who stands here."""
        kind = WhoKind.RESIDENT if row.person_id is not None else WhoKind.VISITOR
        self.who.set_who(Who(kind, row.name, row.person_id))
        (self.who.person if row.person_id is not None else self.who.id_number).setFocus()
        self.fit()

    # -- money --

    def _deposit_typed(self) -> None:
        try:
            amount = self.deposit.value() or ZERO
        except Refused:
            amount = ZERO
        units = {row.unit_id for row, _ in self.lines.values()}
        lacks = bool(amount) and (len(units) != 1 or None in units)
        self._money.setVisible(bool(amount))
        self._deposit_unit.setVisible(lacks)
        self.show_sum(amount)
        self.fit()

    # -- writing --

    def save(self) -> None:
        """Lend them."""
        try:
            amount = self.deposit.value() or ZERO
        except Refused as error:
            self.show_errors(InvalidInput({"deposit": error.text}))
            return
        errors: dict[str, str] = {}
        pieces = []
        for row, line in self.lines.values():
            try:
                pieces.append(Pieces(row.id, int(line.pieces.value() or 1)))
            except Refused as error:
                errors["keys"] = f"{row.tag} {error.text}"
        try:
            who = self.who.value()
        except InvalidInput as error:
            errors |= error.errors
            who = Who(WhoKind.VISITOR)
        if not self.lines:
            errors["keys"] = tr("请选要借的钥匙，可以扫钥匙牌")
        # Words left in the field for scanning name no key.
        self.scan.set_value(None)
        read = self.read(ways=bool(amount) and not errors)
        if errors:
            self.show_errors(InvalidInput({**self._wrong(), **errors}))
            return
        if read is None:
            return
        values, tenders = read
        command = LendKeys(
            tuple(pieces),
            who,
            str(values["why"]),
            values["until"],
            allow_reason=str(values["allow_reason"]) if self._reason.isVisibleTo(self) else "",
            deposit=amount or None,
            tenders=tenders if amount else (),
            deposit_unit_id=values["deposit_unit_id"] if self._deposit_unit.isVisibleTo(self) else None,
            token=self.token,
        )
        self.desk.run(lend_keys, command, then=self._saved, form=self)

    def _wrong(self) -> dict[str, str]:
        return {name: field.error() for name, field in self.fields.items() if field.error()}

    def show_errors(self, error: Refused) -> None:
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        if "allow_reason" in errors:
            self._reason.show()
        for name, field in self.who.named().items():
            field.set_error(errors.get(name))
        super().show_errors(InvalidInput(errors) if errors else error)
        wrong = [field for field in (*self.who.named().values(), *self.fields.values()) if field.error()]
        rest = [text for name, text in errors.items() if name not in (*self.who.named(), *self.fields)]
        self.said.set("bad", rest[0] if rest and not wrong else "")
        self.said.setVisible(bool(self.said.text()))
        self.fit()
        if wrong:
            wrong[0].setFocus()

    def clear_errors(self) -> None:
        super().clear_errors()
        for field in self.who.named().values():
            field.set_error(None)
        self.said.hide()

    def _saved(self, made: Lent) -> None:
        self.accept()
        self._done(made)
