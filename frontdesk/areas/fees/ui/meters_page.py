"""抄表: the meters of one kind on one day; readings are typed down the list and stored in one go (M3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.meters import (
    MeterCard,
    MeterLine,
    held_count,
    kinds_in_use,
    meter_card,
    meter_sheet,
    reading_day,
)
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.fees.service.meters import Entry, Taken, TakeReadings, take_readings
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.meters_book import ReadingBookPage
from frontdesk.areas.fees.ui.meters_dialogs import (
    ChangeMeterDialog,
    CorrectDialog,
    EndMeterDialog,
    OpenMeterDialog,
)
from frontdesk.areas.fees.ui.meters_held import HeldPage
from frontdesk.areas.fees.ui.meters_pane import WIDTH, MeterPane
from frontdesk.areas.fees.ui.meters_table import EntryTable, fault_of, hint_of, typed_value
from frontdesk.areas.fees.ui.pools_page import PoolsPage
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.base.store.drafts import DropDraft, SaveDraft, drop_draft, save_draft
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField, DateField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.tokens import SIZE, SPACE

PAGE = "fees_meters_page"
STATES: tuple[tuple[str, str], ...] = (
    ("all", "全部"),
    ("unread", "未抄"),
    ("read", "已抄"),
    ("odd", "要留意"),
)


class MetersPage(Stage):
    """`open(kind=…)` shows a kind; target `held` what waits, `pools` the shared costs; a draft comes back typed."""

    TARGETS = ("meters", "held", "pools")
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PAGE, tr("抄表"), topics=("meters", "charges", "units"), parent=parent)
        self._lines: tuple[MeterLine, ...] = ()
        self._chosen_kind = self._chosen_day = False
        self._drafted = False
        self._day = desk.clock.today()
        self.table = EntryTable("meters", memory=desk.memory)
        self.table.typed_changed.connect(self._count)
        self.table.current_changed.connect(self._stood_on)
        self._build_head()
        self._build_filters()
        self.pane = MeterPane("meter_pane")
        self.pane.change_wanted.connect(lambda: self._dialog(ChangeMeterDialog))
        self.pane.end_wanted.connect(lambda: self._dialog(EndMeterDialog))
        self.pane.correct_wanted.connect(lambda: self._dialog(CorrectDialog))
        self.pane.unit_wanted.connect(self._open_unit)
        self.pane.held_wanted.connect(self.decide)
        self.set_split(self.table, self.pane, WIDTH)
        self._build_foot()

    # -- building --

    def _build_head(self) -> None:
        self.print_button = print_button("meters_print", self._print)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="meters_export")
        self.pools_button = KeyButton(tr("公摊"), "F8", name="meters_pools")
        self.open_button = KeyButton(tr("建表"), "F3", small=True, name="meters_open")
        self.book_button = KeyButton(tr("从工作簿"), "F4", name="meters_book")
        self.held_button = KeyButton(tr("待处理"), "F6", name="meters_held")
        self.export_button.clicked.connect(self._export)
        self.pools_button.clicked.connect(self.pools)
        self.open_button.clicked.connect(self.open_meter)
        self.book_button.clicked.connect(self.take_book)
        self.held_button.clicked.connect(self.decide)
        for button in (
            self.print_button,
            self.export_button,
            self.pools_button,
            self.book_button,
            self.held_button,
        ):
            self.head.add_action(button)

    def _build_filters(self) -> None:
        self.kind = ChoiceField("meters_kind", [(k, tr("{kind}表", kind=tr(k.value))) for k in MeterKind])
        self.kind.set_label(tr("哪种表"))
        self.kind.setFixedSize(88, SIZE.chip)
        self.kind.set_value(MeterKind.WATER)
        self.kind.edited.connect(self._kind_taken)
        self.day = DateField("meters_day", today=self.desk.clock.today, required=True)
        self.day.set_label(tr("抄表日期"))
        self.day.setFixedSize(132, SIZE.chip)
        self.day.set_value(self._day)
        self.day.enter_moves = False
        self.day.submitted.connect(self._day_taken)
        self.day.edited.connect(self._day_edited)
        self.day.inner.editingFinished.connect(self._day_taken)
        self.chips = ChipRow([(key, tr(words)) for key, words in STATES], name="meters_state")
        self.chips.chosen.connect(lambda _key: self._show_lines())
        self.building = ChoiceField("meters_building", [(None, tr("全部楼栋"))])
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.building.edited.connect(self.refresh)
        self.search = SearchField("meters_search", tr("房号或表号"))
        self.search.asked.connect(lambda _text: self._show_lines())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.kind)
        self.filters.add(self.day)
        self.filters.add(self.chips)
        self.filters.add_right(self.open_button)
        self.filters.add_right(self.building)
        self.filters.add_right(self.search)

    def _build_foot(self) -> None:
        self.words = Words("", tone="text2")
        self.words.setObjectName("meters_words")
        self.draft_button = KeyButton(tr("留作草稿"), "F7", name="meters_draft")
        self.draft_button.clicked.connect(self.keep_draft)
        self.save_button = KeyButton(tr("保存读数"), "Ctrl+Enter", "primary", name="meters_save")
        self.save_button.clicked.connect(self.save)
        margins = (SPACE.xl, 0, SPACE.xl, 0)
        self.set_foot(pad(self.words, None, self.draft_button, self.save_button, margins=margins))

    # -- what is shown --

    def chosen_kind(self) -> MeterKind:
        """The kind of meters shown."""
        found: MeterKind = self.kind.value() or MeterKind.WATER
        return found

    def chosen_day(self) -> date:
        """The day the readings are of."""
        return self._day

    def refresh(self) -> None:
        """Read again; what is typed stays."""
        self.building.set_options(building_options(self.desk, tr("全部楼栋")))
        if not self._chosen_kind:
            used = self.desk.read(kinds_in_use)
            if used and self.chosen_kind() not in used:
                self.kind.set_value(used[0])
        if not self._chosen_day:
            self._day = self.desk.read(reading_day, self.chosen_kind(), self.desk.clock.today())
            self.day.set_value(self._day)
        self.desk.read_later(
            meter_sheet,
            self.chosen_kind(),
            self._day,
            self.building.value(),
            key="meter_sheet",
            then=self._show,
        )
        self.desk.read_later(held_count, key="meters_held", then=self._show_held)

    def _show(self, lines: Sequence[MeterLine]) -> None:
        self._lines = tuple(lines)
        narrowed = self.building.value() is not None
        empty = not lines and not narrowed
        # Their keys are those of the empty page's buttons then.
        self.book_button.setVisible(not empty)
        self.save_button.setVisible(not empty)
        if empty:
            self.pane.show_card(None)
            self._say_empty()
            return
        self.hide_empty()
        self._show_lines()
        if self.table.current() is None:
            self.table.select_first()

    def _show_held(self, count: int) -> None:
        self.held_button.setText(tr("待处理 {n}", n=count) if count else tr("待处理"))

    def _show_lines(self) -> None:
        text, state = self.search.text().strip(), self.chips.current()
        typed = self.table.entry_model.typed
        found = [line for line in self._lines if not text or text in line.unit or text in line.number]
        for key, _words in STATES:
            self.chips.set_count(
                key, sum(1 for line in found if _fits(line, typed.get(line.meter_id, ""), key))
            )
        self.table.set_lines([line for line in found if _fits(line, typed.get(line.meter_id, ""), state)])
        self._count()

    def _count(self) -> None:
        typed = self.table.entry_model.typed
        lines = {line.meter_id: line for line in self._lines}
        hints = [hint_of(lines[id], text).tone for id, text in typed.items() if id in lines]
        self.save_button.setEnabled(bool(typed))
        # A list that was begun keeps its day, whatever is read elsewhere meanwhile.
        self._chosen_day = self._chosen_day or bool(typed)
        self.draft_button.setVisible(bool(typed))
        if not typed:
            self.words.setText(tr("在“本期读数”里填，回车到下一户；一列数可以整列粘贴。"))
            return
        words = tr("已填 {n} 块，还没有保存。", n=len(typed))
        if "bad" in hints:
            words += tr("{n} 处要改。", n=hints.count("bad"))
        if "warn" in hints:
            words += tr("{n} 块有疑问，保存后待处理，处理完才计费。", n=hints.count("warn"))
        self.words.setText(words)

    def _say_empty(self) -> None:
        book = KeyButton(tr("从工作簿"), "F4", "primary", name="empty_book")
        book.clicked.connect(self.take_book)
        one = KeyButton(tr("建一块表"), name="empty_open")
        one.clicked.connect(self.open_meter)
        words = tr("有抄表的工作簿就从它开始：按表号和上期读数建表，读数一起存进来。也可以一块一块地建。")
        title = tr("还没有{kind}表", kind=tr(self.chosen_kind().value))
        hint = tr("收费项目里把水、电这类设成“按表计量”，抄完表试算就能生成应收。")
        self.show_empty(EmptyState("ph.gauge", title, words, (book, one), hint=hint, name="meters_empty"))

    def _stood_on(self, line: MeterLine | None) -> None:
        if line is None:
            self.desk.forget("meter_card")
            if not self.table.entry_model.rowCount():
                self.pane.show_card(None)
            return
        self.desk.read_later(meter_card, line.meter_id, key="meter_card", then=self._show_card)

    def _show_card(self, card: MeterCard) -> None:
        self.pane.show_card(card)

    # -- filters --

    def _kind_taken(self) -> None:
        self._chosen_kind = True
        self.table.set_typed({})
        self.refresh()

    def _day_edited(self) -> None:
        # The arrow keys and the calendar write a whole day; half a typed one waits for Enter.
        if len(self.day.text()) == len("2026-11-21"):
            self._day_taken()

    def _day_taken(self) -> None:
        try:
            day = self.day.value()
        except Refused as refused:
            self.day.set_error(refused.text)
            self.day.setToolTip(refused.text)
            return
        self.day.setToolTip("")
        if day is not None and day != self._day:
            self._day, self._chosen_day = day, True
            self.refresh()

    def focus_start(self) -> None:
        inner = self.inner()
        if inner is not None:
            inner.focus_start()
        elif self.is_empty():
            self._focus_empty()
        else:
            self.table.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- storing --

    def save(self) -> None:
        """Store everything that is typed, in one go."""
        typed = self.table.entry_model.typed
        if not typed:
            return
        lines = {line.meter_id: line for line in self._lines}
        wrong = [lines[id] for id, text in typed.items() if id in lines and fault_of(lines[id], text)]
        if wrong:
            self._go_to(wrong[0].meter_id)
            self.desk.messages.bad(
                tr("没有保存。"),
                tr("{n} 处要改，先看 {unit}。填的都还在。", n=len(wrong), unit=wrong[0].unit),
            )
            return
        entries = tuple(Entry(id, typed_value(text)) for id, text in typed.items())
        command = TakeReadings(self.chosen_kind(), self._day, entries)
        self.desk.run(take_readings, command, then=self._saved, failed=self._failed)

    def _saved(self, taken: Taken) -> None:
        self._drop_draft()
        self.table.set_typed({})
        self.refresh()
        parts = [tr("存了 {n} 条读数。", n=taken.stored)]
        if taken.unchanged:
            parts.append(tr("{n} 条和原来一样。", n=taken.unchanged))
        if taken.held:
            self.desk.messages.warn(
                "".join(parts),
                tr("{n} 条有疑问，处理完才计费。", n=taken.held),
                action=tr("去处理"),
                then=self.decide,
            )
        else:
            self.desk.messages.ok(parts[0], "".join(parts[1:]))
        self.focus_start()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._go_to(int(next(iter(error.errors))))

    def _go_to(self, meter_id: int) -> None:
        if self.table.entry_model.find(meter_id) < 0:
            self.search.set_value("")
            self.chips.choose("all")
            self._show_lines()
        self.table.select_key(meter_id)
        self.table.field.setFocus()

    # -- drafts --

    def _draft(self) -> SaveDraft:
        kind = self.chosen_kind()
        key = f"{kind.name}-{self._day.isoformat()}"
        title = tr("抄{kind}表 {day}，{n} 块", kind=tr(kind.value), day=self._day, n=len(self.table.typed()))
        data = {
            "kind": kind.value,
            "day": self._day.isoformat(),
            "typed": {str(id): text for id, text in self.table.typed().items()},
        }
        return SaveDraft(PAGE, key, title, data)

    def keep_draft(self) -> None:
        """Leave the list for the telephone; what was typed waits among the drafts (D0.8)."""
        if self.table.typed():
            self.desk.run(save_draft, self._draft(), then=self._kept)

    def _kept(self, _none: None) -> None:
        self.table.set_typed({})
        self.desk.messages.ok(tr("已留作草稿。"), tr("在右上角「草稿」里可以接着填。"))

    def keep_typing(self) -> bool:
        if not self.table.typed():
            return False
        self.desk.runner.run(save_draft, self._draft(), actor=self.desk.actor)
        self._drafted = True
        return True

    def _drop_draft(self) -> None:
        if self._drafted:
            self._drafted = False
            draft = self._draft()
            self.desk.run(drop_draft, DropDraft(draft.page, draft.key))

    def may_leave(self) -> bool:
        if not super().may_leave():
            return False
        if self.inner() is not None or not self.table.typed():
            return True
        return self.desk.dialogs.confirm(
            tr("填了的读数还没有保存，要放弃吗？也可以先按 F7 留作草稿。"),
            title=tr("放弃填写"),
            yes=tr("放弃"),
            danger=True,
        )

    def open(self, *, target: object = "meters", **arguments: Any) -> None:
        draft = arguments.get("draft")
        if draft is not None:
            self.uncover()
            self.kind.set_value(MeterKind(draft.data["kind"]))
            self._chosen_kind = self._chosen_day = True
            self._day = date.fromisoformat(draft.data["day"])
            self.day.set_value(self._day)
            self._drafted = True
            self.refresh()
            self.table.set_typed({int(id): text for id, text in draft.data["typed"].items()})
            self._count()
            return
        if self.inner() is not None:
            if not self.may_leave():
                return
            self.uncover()
        if target == "held":
            self.decide()
        elif target == "pools":
            self.pools()
        elif arguments.get("kind"):
            self.kind.set_value(MeterKind(arguments["kind"]))
            self._chosen_kind = True
            self.refresh()

    # -- doing --

    def decide(self) -> None:
        """What waits, one by one."""
        self.cover(HeldPage(self.desk))

    def take_book(self) -> None:
        """A workbook of readings."""
        page = ReadingBookPage(self.desk, self.chosen_kind(), self._day)
        page.decide_wanted.connect(self.decide)
        self.cover(page)

    def pools(self) -> None:
        """The shared costs."""
        self.cover(PoolsPage(self.desk))

    def open_meter(self) -> None:
        """One more meter."""
        line: MeterLine | None = self.table.current() if not self.is_empty() else None
        unit_id = line.unit_id if line is not None and self.table.isVisible() else None
        dialog = OpenMeterDialog(
            self.desk, self.chosen_kind(), lambda: self.desk.messages.ok(tr("表建好了。")), self, unit_id
        )
        self._open_dialog(dialog)

    def _dialog(self, kind: type[ChangeMeterDialog | EndMeterDialog | CorrectDialog]) -> None:
        if self.pane.card is not None:
            self._open_dialog(kind(self.desk, self.pane.card.state, lambda: None, self))

    def _open_dialog(self, dialog: DeskDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_unit(self) -> None:
        if self.pane.card is not None and self.may_leave():
            self.desk.go("unit", unit_id=self.pane.card.state.unit_id)

    def _export(self) -> None:
        export_table(self.desk, self.table, self._title())

    def _print(self) -> None:
        print_list(self.desk, self.table, self._title(), None, None, filter_words(self.filters))

    def _title(self) -> str:
        return tr("抄表单 {kind}表 {day}", kind=tr(self.chosen_kind().value), day=self._day.isoformat())

    def help_text(self) -> str:
        return tr(
            "选表的种类、日期和楼栋，在“本期读数”里往下填，回车到下一户，Ctrl+Enter 一次保存。"
            "低于上次、超过平时三倍的先放进待处理（F6），处理完才计费。F4 从工作簿导入，F9 更正，F10 换表。"
        )


def _fits(line: MeterLine, typed: str, state: str) -> bool:
    """Whether a meter stands among those of a chip."""
    read = line.value is not None or line.read_this_month
    if state == "odd":
        return hint_of(line, typed).tone in ("warn", "bad")
    return state == "all" or read == (state == "read")
