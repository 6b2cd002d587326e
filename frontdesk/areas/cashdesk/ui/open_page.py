"""开班: which shift, at which desk, and the float in the drawer, counted or as an amount (M7.1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.queries import ClosedShift, current_shift, float_left, last_shift
from frontdesk.areas.cashdesk.rules.drawer import Pieces
from frontdesk.areas.cashdesk.rules.shifts import SHIFT_NAMES, name_by_hour
from frontdesk.areas.cashdesk.service import OpenShift, open_shift
from frontdesk.areas.cashdesk.ui.count_view import CountView
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Field, Labelled, MoneyField, SegmentField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page, Pane, Splitter, pad
from frontdesk.base.widgets.tokens import SPACE

PANE = 408
DEFAULT_DESK = "一号台"
Before = Callable[[Desk, QWidget, Callable[[], object]], object]
"""What is to be read before a shift is opened: (desk, page, go on). It calls *go on*, or turns back by not calling it."""


def _at_once(_desk: Desk, _page: QWidget, go_on: Callable[[], object]) -> None:
    go_on()


class OpenShiftPage(Page):
    """The count in the middle, the shift at the right. `left` when the shift is open or the clerk turns back.

    *before* is a place for a higher area: what it wants read on the way (D2.8).
    """

    TARGETS = ("open_shift",)
    left = Signal()

    def __init__(self, desk: Desk, before: Before = _at_once, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "cashdesk_open_page", tr("开班"), back=True, topics=("shifts", "settings"), parent=parent
        )
        self._before = before
        self.count = CountView()
        self.count.set_titles(tr("备用金清点"), tr("数一遍抽屉，或在右边直接填合计"), tr("备用金"))
        self.count.grid.changed.connect(self._counted)
        self.name = SegmentField("shift_name", [(name, tr(name)) for name in SHIFT_NAMES])
        self.desk_name = TextField("shift_desk", limit=20, required=True)
        self.float_ = MoneyField("opening_float", "0.00", lead=True)
        self.float_.edited.connect(self._float_typed)
        self.same = KeyButton("", "F6", name="same_float")
        self.same.clicked.connect(self._take_left)
        self._left_over: Money | None = None
        self._parts = Splitter(
            (self.count, self._build_pane()), (0, PANE), name="cashdesk_open_page_split", folds=False
        )
        self.set_body(self._parts)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.give_up)
        self._build_foot()

    def _build_pane(self) -> Pane:
        pane = Pane("open_pane")
        own = pane.add_section(tr("本班"), name="own_shift")
        own.add(Labelled(self.name, tr("班次"), reserve=False))
        own.body.addSpacing(SPACE.s)
        own.add(Labelled(self.desk_name, tr("收银台")))
        own.add(Labelled(self.float_, tr("备用金合计（元）")))
        own.add_row(self.same)
        self.before = pane.add_section(tr("上一班"), name="last_shift", line=False)
        return pane

    def _build_foot(self) -> None:
        cancel = KeyButton(tr("取消"), "Esc", name="open_cancel")
        cancel.clicked.connect(self.give_up)
        self.begin_button = KeyButton(tr("开班"), "Ctrl+Enter", "primary", name="open_begin")
        self.begin_button.clicked.connect(self.begin)
        words = Words(tr("开班后收的每一笔都记在这一班，日结时与备用金一起核对。"), tone="text2")
        self.set_foot(pad(words, None, cancel, self.begin_button, margins=(SPACE.xl, 0, SPACE.xl, 0)))

    # -- reading --

    def open(self, **arguments: object) -> None:
        self._clear()
        self.refresh_soon()

    def _clear(self) -> None:
        self.count.grid.set_counts(None)
        self.float_.set_value(None)
        self.clear_errors()

    def refresh(self) -> None:
        standing = self.desk.read(current_shift, self.desk.actor.id)
        if standing is not None:
            self.desk.go("collect")
            return
        now = local_time(self.desk.clock.now())
        self.name.set_value(name_by_hour(now.hour))
        place = self.desk.read(get_setting, "desk.name", "") or tr(DEFAULT_DESK)
        if not self.desk_name.text():
            self.desk_name.set_value(place)
        self.head.set_hint(f"{self.desk.actor.name} · {self.desk.clock.today().isoformat()}")
        self._show_before(self.desk.read(last_shift, place), self.desk.read(float_left, place))
        self.count.grid.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_before(self, last: ClosedShift | None, left: Money) -> None:
        self._left_over = left if last is not None else None
        self.same.setVisible(last is not None)
        self.same.setText(tr("与上一班留下的 {left} 一致", left=left))
        self.before.clear()
        if last is None:
            self.before.add(Words(tr("这个收银台还没有结过班。"), tone="text2", wrap=True))
            return
        shift = last.shift
        self.before.add_pair(tr("班次"), f"{shift.business_on} {shift.name} {shift.cashier}")
        self.before.add_pair(tr("留下备用金"), str(last.kept_back))
        self.before.add_pair(tr("结班"), f"{local_time(last.closed_at):%m-%d %H:%M}")
        if last.words:
            self.before.add_pair(tr("留言"), last.words)

    # -- typing --

    def _counted(self) -> None:
        self.float_.set_value(self.count.grid.worth() if self.count.grid.pieces() else None)

    def _float_typed(self) -> None:
        """An amount stands for itself: what was counted before it no longer does."""
        if self.count.grid.pieces():
            typed = self.float_.text()
            self.count.grid.blockSignals(True)
            self.count.grid.set_counts(None)
            self.count.grid.blockSignals(False)
            self.count.renew()
            self.float_.set_typed(typed)

    def _take_left(self) -> None:
        if self._left_over is not None:
            self._clear()
            self.float_.set_value(self._left_over)
            self.begin_button.setFocus(Qt.FocusReason.TabFocusReason)

    # -- storing --

    def begin(self) -> None:
        """Open the shift; collecting follows."""
        if self.desk.busy:
            return
        self.clear_errors()
        errors: dict[str, str] = {}
        counts: Pieces = ()
        amount: Money | None = None
        try:
            counts = self.count.grid.counts()
        except InvalidInput as error:
            errors |= error.errors
        for name, field in (("opening_float", self.float_), ("desk", self.desk_name)):
            try:
                value = field.value()
                amount = value if isinstance(value, Money) else amount
            except Refused as error:
                errors[name] = error.text
        if not errors and not counts and amount is None:
            errors["opening_float"] = tr("请数一遍抽屉，或填合计；没有备用金请填 0")
        if errors:
            self.show_errors(InvalidInput(errors))
            self.desk.messages.bad(tr("还没有开班。"), self.error_words())
            return
        command = OpenShift(
            opening_float=amount,
            counts=dict(counts),
            desk=str(self.desk_name.value()),
            name=str(self.name.value()),
        )
        self._before(self.desk, self, lambda: self._run(command))

    def _run(self, command: OpenShift) -> None:
        self.desk.run(open_shift, command, then=self._opened, form=self)

    def _opened(self, _shift_id: int) -> None:
        shift = self.desk.read(current_shift, self.desk.actor.id)
        self._clear()
        self.left.emit()
        self.desk.go("collect")
        if shift is not None:
            words = tr("{desk}，备用金 {float_}。", desk=shift.desk, float_=shift.opening_float)
            self.desk.messages.ok(tr("{name}已开班。", name=shift.name), words)

    # -- the desk's form --

    def _fields(self) -> dict[str, Field]:
        return {"name": self.name, "desk": self.desk_name, "opening_float": self.float_}

    def show_errors(self, error: Refused) -> None:
        """Errors beside their fields; the first has the focus."""
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        wrong: list[Field] = list(self.count.grid.show_errors(errors))
        for name, field in self._fields().items():
            field.set_error(errors.get(name))
            if field.error():
                wrong.append(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.TabFocusReason)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        self.count.grid.show_errors({})
        for field in self._fields().values():
            field.set_error(None)

    def error_words(self) -> str:
        """Which fields are wrong."""
        wrong = [f for f in (*self.count.grid.fields(), *self._fields().values()) if f.error()]
        return tr("要改：{what}。", what="、".join(f.label for f in wrong)) if wrong else ""

    def focus_first_error(self) -> None:
        """The first wrong field already has the focus."""

    def give_up(self) -> None:
        """Turn back; a float half counted is thrown away only after asking (D0.8)."""
        counted = any(field.text().strip() for field in (self.float_, *self.count.grid.fields()))
        if counted and not self.desk.dialogs.confirm(
            tr("点好的备用金还没有记下，放弃就要重新点。返回吗？"),
            title=tr("放弃开班"),
            yes=tr("放弃"),
            danger=True,
        ):
            return
        self._clear()
        self.left.emit()

    def help_text(self) -> str:
        return tr("按面额数抽屉里的备用金，或直接填合计。与上一班留下的一样，按 F6 照填。Ctrl+Enter 开班。")
