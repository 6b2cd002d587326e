"""One month's count: scanned, or typed line after line; differences explained, fixed with names, put right (D2.9)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.counts import CountFile, CountLineRow, count_file, last_count
from frontdesk.areas.reception.rules.stock import MOST_QUANTITY, CountState
from frontdesk.areas.reception.service.stock_counts import (
    AnswerDifference,
    Entered,
    EnterLine,
    FindLine,
    FixCount,
    IssueCountSheet,
    answer_difference,
    enter_line,
    find_line,
    fix_count,
    issue_count_sheet,
)
from frontdesk.areas.reception.ui.goods_page import signed
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import NumberField, SegmentField, TextField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

ALL, LEFT, DIFFERENT = "all", "left", "different"
SCAN, FOUND = 232, 184


def result_of(line: CountLineRow) -> Status:
    """`没盘`, `相符`, `−2`, `−2 已调整`."""
    if line.found is None:
        return Status("neutral", tr("没盘"), hollow=True)
    if not line.difference:
        return Status("ok", tr("相符"))
    words = signed(line.difference)
    if line.corrected:
        return Status("ok", tr("{n} 已调整", n=words))
    # Said why, it waits for the stock to be put right; said nothing, it waits for words.
    return Status("warn" if line.words or line.answer else "bad", words)


class CountSheetPage(Page):
    """`open(count_id=…)` shows one. Enter in the figure's field keeps it and goes to the next line."""

    TARGETS = ("count_sheet",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "count_sheet_page", tr("盘点"), back=True, topics=("stock",), parent=parent)
        self._count_id = 0
        self._unsent: Unsent = {}
        self.file: CountFile | None = None
        self.table = Table("count_lines", title=tr("盘点"), memory=desk.memory)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        self.head.add_action(print_button("count_list_print", self._print_list))
        export = KeyButton(tr("导出"), "F8", icon="ph.export", name="count_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, self._title()))
        self.head.add_action(export)
        self.sheet = KeyButton(tr("打印盘点表"), "F6", icon="ph.printer", name="count_paper")
        self.sheet.clicked.connect(self._print)
        self.head.add_action(self.sheet)
        self._build_filters()
        self.model: RowsModel[CountLineRow] = RowsModel(
            (
                Column(tr("地点"), lambda r: r.place, width=144),
                Column(tr("编号"), lambda r: r.code, width=128),
                Column(tr("名称"), lambda r: r.name, kind="strong"),
                Column(tr("保管人"), lambda r: r.keeper, width=92),
                Column(tr("单位"), lambda r: r.measure or tr("件"), width=60, sort=False),
                Column(tr("账面"), lambda r: r.expected, kind="number", width=80),
                Column(tr("实盘"), lambda r: r.found, kind="number", width=80),
                Column(tr("结果"), result_of, kind="status", width=120, sort=False),
                Column(
                    tr("说明"),
                    lambda r: "；".join(p for p in (r.words, r.answer) if p),
                    kind="quiet",
                    width=232,
                ),
            ),
            key=lambda r: r.id,
            parent=self,
        )
        self.table.set_model(self.model)
        self.table.opened.connect(lambda _row: self._to_figure())
        self.table.current_changed.connect(lambda _row: self._show_line())
        self.set_body(self.table)
        self._build_foot()

    def _build_filters(self) -> None:
        self.chips = ChipRow(
            [(ALL, tr("全部")), (LEFT, tr("没盘")), (DIFFERENT, tr("有差异"))], name="count_sheet_chips"
        )
        self.chips.chosen.connect(lambda _key: self._show_lines())
        self.filters.add(self.chips)
        self.scan = TextField("count_scan", tr("扫标签，或打编号后回车"), limit=40, figures=True)
        self.scan.set_label(tr("扫标签"))
        self.scan.set_leading_icon("ph.barcode")
        self.scan.setFixedWidth(SCAN)
        self.scan.enter_moves = False
        self.scan.submitted.connect(self._scanned)
        self.found = NumberField("count_found", tr("回车记下，到下一行"), decimals=3, most=MOST_QUANTITY)
        self.found.set_label(tr("实盘"))
        self.found.setFixedWidth(FOUND)
        self.found.enter_moves = False
        self.found.submitted.connect(self._typed)
        self.filters.add_right(self.scan)
        self.found_word = Words(tr("实盘"), "body", "text2")
        self.filters.add_right(self.found_word)
        self.filters.add_right(self.found)

    def _build_foot(self) -> None:
        self.told = StatusLabel("neutral", "")
        self.differs = StatusLabel("neutral", "")
        self.waits = Words("", "body", "text2")
        self.explain = KeyButton(tr("说明差异"), "F4", name="count_explain")
        self.explain.clicked.connect(self._explain)
        self.again = KeyButton(tr("清掉这行"), "F7", name="count_clear")
        self.again.clicked.connect(self._clear)
        self.fix = KeyButton(tr("定稿"), "Ctrl+Enter", "primary", name="count_fix")
        self.fix.clicked.connect(self._fix)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.l)
        for label in (self.told, self.differs, self.waits):
            row.addWidget(label)
        row.addStretch(1)
        for button in (self.again, self.explain, self.fix):
            row.addWidget(button)
        self.set_foot(box)

    def _title(self) -> str:
        return tr("{month} 资产盘点", month=self.file.row.month) if self.file is not None else tr("盘点")

    # -- reading --

    def open(self, **arguments: object) -> None:
        """Show that count, or the newest."""
        count_id = arguments.get("count_id")
        if not isinstance(count_id, int):
            last = self.desk.read(last_count)
            count_id = last.id if last is not None else 0
        self._count_id = count_id
        self.chips.choose(ALL)
        self.refresh()
        self.focus_start()

    def refresh(self) -> None:
        self.file = self.desk.read(count_file, self._count_id)
        if self.file is None:
            return
        row = self.file.row
        told = tr("{number}　{day} 开始，{by}", number=row.number, day=row.begun_on, by=row.by)
        if row.fixed_on is not None:
            told = tr("{number}　{day} 定稿　盘点 {counter}　监盘 {witness}", number=row.number, day=row.fixed_on,
                      counter=row.counter, witness=row.witness)  # fmt: skip
        elif row.void:
            told = tr("{number}　已作废：{why}", number=row.number, why=row.void)
        self.head.set_title(self._title(), told)
        self.told.set(
            "ok" if not row.left else "info", tr("已盘 {n}/{of}", n=row.lines - row.left, of=row.lines)
        )
        bare = self._unexplained()
        waits = tr("{n} 处没有说明", n=bare) if bare else ""
        if row.fixed_on is not None:
            waits = tr("{n} 处没有处理", n=row.unsettled) if row.unsettled else ""
        self.differs.set("bad" if waits else "neutral", tr("差异 {n}", n=row.different))
        self.differs.setVisible(bool(row.different))
        self.waits.setText(waits)
        self.chips.set_count(LEFT, row.left or None)
        self.chips.set_count(DIFFERENT, row.different or None)
        self._show_lines()

    def _unexplained(self) -> int:
        lines = self.file.lines if self.file is not None else ()
        return sum(bool(line.difference) and not line.words and not line.answer for line in lines)

    def _show_lines(self) -> None:
        if self.file is None:
            return
        tests: dict[str, Callable[[CountLineRow], bool]] = {
            ALL: lambda line: True,
            LEFT: lambda line: line.found is None,
            DIFFERENT: lambda line: bool(line.difference),
        }
        self.model.set_rows([line for line in self.file.lines if tests[self.chips.current()](line)])
        if self.table.current() is None:
            self.table.select_first()
        self._show_line()

    def _counting(self) -> bool:
        return (
            self.file is not None
            and self.file.row.state is CountState.OPEN
            and self.desk.may(Right.RECEPTION)
        )

    def _show_line(self) -> None:
        line: CountLineRow | None = self.table.current()
        counting = self._counting()
        fixed = self.file is not None and self.file.row.fixed_on is not None
        may = self.desk.may(Right.RECEPTION)
        for widget in (self.scan, self.found_word, self.found, self.fix, self.again):
            widget.setVisible(counting)
        self.sheet.setVisible(self.file is not None and self.file.row.state is not CountState.VOID and may)
        self.explain.setText(tr("处理差异") if fixed else tr("说明差异"))
        self.explain.setVisible(may and (counting or fixed))
        self.explain.setEnabled(line is not None and bool(line.difference) and not line.answer)
        self.again.setEnabled(line is not None and line.found is not None)
        if line is not None and counting:
            # What should be here stands ready: Enter says that it is.
            self.found.set_value(line.found if line.found is not None else line.expected)
            self.found.set_trailing(line.measure or tr("件"))
            if self.found.focused():
                self.found.inner.selectAll()

    def focus_start(self) -> None:
        if self.scan.isVisibleTo(self):
            self.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- counting --

    def _to_figure(self) -> None:
        if self._counting():
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._explain()

    def _scanned(self) -> None:
        code = self.scan.text().strip()
        if code and self._counting():
            self.desk.run(
                find_line, FindLine(self._count_id, code), then=self._found_line, failed=self._not_found
            )

    def _not_found(self, _error: Exception) -> None:
        self.scan.inner.selectAll()

    def _found_line(self, line_id: int) -> None:
        """An asset is there when its tag is; of a consumable the figure is asked."""
        self.scan.set_value(None)
        line = next((each for each in self.file.lines if each.id == line_id), None) if self.file else None
        if line is None:
            return
        if not self.table.select_key(line_id):
            self.chips.choose(ALL)
            self._show_lines()
            self.table.select_key(line_id)
        if line.asset_id is not None:
            self._keep(line, Decimal(1), self._said)
        else:
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self, made: Entered) -> None:
        self.desk.messages.ok(tr("{name} 在。", name=made.name), tr("还有 {n} 项没盘。", n=made.left))

    def _typed(self) -> None:
        """Keep the figure and go to the next line."""
        line: CountLineRow | None = self.table.current()
        if line is None or not self._counting():
            return
        try:
            value = self.found.value()
        except Refused as refused:
            self.found.set_error(refused.text)
            self.desk.messages.warn(refused.text)
            return
        if value is None:
            return
        at = self.table.currentIndex().row()
        shrinks = self.chips.current() == LEFT

        def kept(_made: Entered) -> None:
            # In the list of what is left the next line comes up into this one's place.
            if not self.table.select_row(at if shrinks else at + 1):
                self._ended()
            self._show_line()

        self._keep(line, Decimal(value), kept)

    def _ended(self) -> None:
        if self.file is not None and not self.file.row.left:
            self.desk.messages.ok(tr("都盘完了。"), tr("差异写好说明，Ctrl+Enter 定稿。"))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, line: CountLineRow, found: Decimal | None, then: Callable[[Entered], object]) -> None:
        self.desk.run(enter_line, EnterLine(self._count_id, line.id, found=found), then=then)

    def _clear(self) -> None:
        line: CountLineRow | None = self.table.current()
        if line is not None and self._counting():
            self._keep(line, None, lambda _made: None)

    # -- differences --

    def _explain(self) -> None:
        line: CountLineRow | None = self.table.current()
        if line is None or not line.difference or line.answer or self.file is None:
            return
        text = tr("{name}　账面 {n}，实盘 {found}，差 {off}", name=line.name, n=line.expected, found=line.found,
                  off=signed(line.difference))  # fmt: skip
        words = TextField("count_words", tr("如 装修部领 2 包没有登记"), limit=200, required=True)
        words.set_value(line.words)
        if self._counting():
            cells: tuple[tuple[Cell, ...], ...] = ((("words", words, tr("为什么"), 1),),)
            ActDialog(
                self.desk, "count_explain_dialog", tr("说明差异"), cells, enter_line,
                lambda v: EnterLine(self._count_id, line.id, found=line.found, words=v["words"]), text=text,
                parent=self,
            ).start(words)  # fmt: skip
            return
        rows: list[tuple[Cell, ...]] = [(("words", words, tr("怎么回事、怎么处理"), 1),)]
        if line.consumable_id is not None:
            correct = SegmentField(
                "count_correct",
                [
                    (True, tr("按实盘调整库存（{n}）", n=signed(line.difference))),
                    (False, tr("不调整，只写说明")),
                ],
            )
            correct.set_value(True)
            rows.insert(0, (("correct", correct, tr("库存"), 1),))
        ActDialog(
            self.desk, "count_answer_dialog", tr("处理差异"), rows, answer_difference,
            lambda v: AnswerDifference(line.id, v["words"], bool(v.get("correct", False))), text=text,
            then=lambda name: self.desk.messages.ok(tr("{name} 的差异已处理。", name=name)), parent=self,
        ).start(words)  # fmt: skip

    # -- the end --

    def _fix(self) -> None:
        if self.file is None or not self._counting():
            return
        row = self.file.row
        if row.left:
            told = tr("还有 {n} 项没盘。", n=row.left)
            self.desk.messages.warn(told, tr("不在的填 0，盘完才能定稿。"))
            self.chips.choose(LEFT)
            self._show_lines()
            return
        counter = TextField("fix_counter", required=True, limit=60)
        witness = TextField("fix_witness", tr("如 主管 周敏"), required=True, limit=60)
        words = TextField("fix_words", limit=200)
        counter.set_value(self.desk.actor.name)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("counter", counter, tr("盘点人（签名）"), 1), ("witness", witness, tr("监盘人（签名）"), 1)),
            (("words", words, tr("说明（可不填）"), 1),),
        )
        text = tr("定稿以后数字不能再改；差异可以以后再处理，调整库存另记一笔。")
        if bare := self._unexplained():
            text = tr("有 {n} 处差异没有说明，定稿后会一直提醒。", n=bare) + text
        ActDialog(
            self.desk, "fix_count_dialog", tr("盘点定稿"), cells, fix_count, lambda v: FixCount(row.id, **v),
            text=text, save_text=tr("定稿并打印"), then=self._fixed, parent=self,
        ).start(witness)  # fmt: skip

    def _fixed(self, number: str) -> None:
        self._issue(tr("{number} 已定稿。", number=number))

    def _print(self) -> None:
        self._issue("")

    def _issue(self, head: str) -> None:
        self.desk.run(
            issue_count_sheet, IssueCountSheet(self._count_id),
            then=lambda number: print_new(self.desk, "stock_count", number, self._unsent, head),
        )  # fmt: skip

    def _print_list(self) -> None:
        print_list(self.desk, self.table, self._title(), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "盘点。扫资产标签就算在，扫物料条码后填数；没有扫码枪就在表上回车，填实盘数，再回车到下一行，数对了直接回车。"
            "F4 说明或处理差异，F7 清掉填错的，F6 打盘点表，Ctrl+Enter 定稿。"
        )
