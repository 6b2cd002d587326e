"""对账: the files of WeChat, Alipay and the bank held against the day's tenders, stored with the day (D5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries.statements import (
    CheckRow,
    Held,
    StatementFile,
    bank_places,
    statement_check,
    statement_checks,
)
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS
from frontdesk.areas.cashdesk.rules.matching import Fate, MatchLine, sums
from frontdesk.areas.cashdesk.service.statements import store_statement
from frontdesk.areas.cashdesk.ui.statement_dialog import BankDialog
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

PANE = 344
ODD, EVERY = "odd", "every"
_TONES = {
    Fate.MATCHED: "ok",
    Fate.BY_AMOUNT: "info",
    Fate.DIFFERS: "bad",
    Fate.OURS_ONLY: "warn",
    Fate.THEIRS_ONLY: "warn",
}
_AGREES = (Fate.MATCHED, Fate.BY_AMOUNT)


def _days(row: CheckRow) -> str:
    if row.first == row.last:
        return row.first.isoformat()
    return f"{row.first.isoformat()} – {row.last.isoformat()[5:]}"


def _result(row: CheckRow) -> Status:
    odd = row.differing + row.ours_only + row.theirs_only
    return Status("warn", tr("{n} 笔不符", n=odd)) if odd else Status("ok", tr("全对上"))


CHECKS: tuple[Column[CheckRow], ...] = (
    Column(tr("日期"), _days, width=140),
    Column(tr("方式"), lambda r: tr(TENDER_WORDS[r.tender]), width=64),
    Column(tr("结果"), _result, kind="status", width=112),
)

LINES: tuple[Column[MatchLine], ...] = (
    Column(tr("结果"), lambda r: Status(_TONES[r.fate], tr(r.fate.value)), kind="status", width=116),
    Column(tr("日期"), lambda r: r.day, width=96),
    Column(tr("时间"), lambda r: r.at, width=60),
    Column(tr("单据"), lambda r: "、".join(r.documents), width=132),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=84),
    Column(tr("我方（元）"), lambda r: r.ours or None, kind="money", width=96),
    Column(tr("对方（元）"), lambda r: r.theirs or None, kind="money", width=96),
    Column(tr("差额"), lambda r: r.difference or None, kind="money", width=88),
    Column(tr("对方单号"), lambda r: r.number or r.reference, kind="quiet"),
)


class StatementPage(Page):
    """The lines of one check; the pane lists the checks of late, the chosen one above them."""

    TARGETS = ("statements",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "cashdesk_statement_page", tr("对账"), topics=("statements",), parent=parent)
        self._lines: tuple[MatchLine, ...] = ()
        self._check: CheckRow | None = None
        self._wanted: int | None = None
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="statements_export")
        export.clicked.connect(self._export)
        self.choose_button = KeyButton(tr("核对对账单"), "F2", "primary", name="statements_choose")
        self.choose_button.clicked.connect(self.choose_file)
        self.head.add_action(print_button("statements_print", self._print))
        self.head.add_action(export)
        self.head.add_action(self.choose_button)
        self.chips = ChipRow([(ODD, tr("要看的")), (EVERY, tr("全部"))], name="statement_chips")
        self.chips.chosen.connect(self._show_lines)
        self.filters.add(self.chips)
        self._model: RowsModel[MatchLine] = RowsModel(
            LINES,
            key=lambda r: (r.documents, r.number, r.fate.value),
            faint=lambda r: r.fate is Fate.MATCHED,
            parent=self,
        )
        self.table = Table("statement_lines", title=tr("对账"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.opened.connect(self._open_document)
        side = QWidget()
        side.setObjectName("statement_pane")
        self._checks: RowsModel[CheckRow] = RowsModel(CHECKS, key=lambda r: r.id, parent=self)
        self.checks = Table("statement_checks", title=tr("做过的对账"), memory=desk.memory)
        self.checks.set_model(self._checks)
        self.checks.current_changed.connect(self._pick)
        self.facts = Pane("statement_facts")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts, 3)
        column.addWidget(self.checks, 2)
        self.set_split(self.table, side, PANE)

    # -- reading --

    def refresh(self) -> None:
        self.choose_button.setVisible(self.desk.may(Right.REPORTS))
        if not self.desk.may(Right.REPORTS):
            # A blind cashier would learn the day's slips from it (M7.3).
            words = tr("核对微信、支付宝和银行的对账单，要有查看报表的权限。")
            self.show_empty(EmptyState("ph.scales", tr("对账由主管或财务来做"), words, name="no_right"))
            return
        self.desk.read_later(statement_checks, key="statement_checks", then=self._show)

    def _show(self, rows: Sequence[CheckRow]) -> None:
        self._checks.set_rows(rows)
        if not rows:
            self._say_nothing()
            return
        self.hide_empty()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.checks.select_key(wanted)
        elif self.checks.current() is None:
            self.checks.select_first()
        self._pick(self.checks.current())

    def _say_nothing(self) -> None:
        words = tr("从微信支付商户平台、支付宝商家中心下载当天的对账单，或向银行要流水，选进来逐笔核对。")
        choose = KeyButton(tr("核对对账单"), kind="primary", name="statements_first")
        choose.clicked.connect(self.choose_file)
        hint = tr("只核对，不改动任何收据。结果和日期一起存下来。")
        self.show_empty(
            EmptyState("ph.scales", tr("还没有对过账"), words, (choose,), hint=hint, name="no_checks")
        )

    def _pick(self, row: CheckRow | None) -> None:
        if row is None or row == self._check:
            return
        self._check, self._lines, doubts = self.desk.read(statement_check, row.id)
        counted = sums(self._lines)
        self.chips.set_count(
            ODD, sum(n for fate, n in counted.count.items() if fate is not Fate.MATCHED) or None
        )
        self.chips.set_count(EVERY, len(self._lines))
        self.chips.choose(EVERY if counted.whole and not counted.count.get(Fate.BY_AMOUNT) else ODD)
        self.head.set_hint(self._title())
        self._show_facts(row, doubts)
        self._show_lines()

    def _title(self) -> str:
        if self._check is None:
            return tr("对账")
        return tr("{tender}对账 {days}", tender=tr(TENDER_WORDS[self._check.tender]), days=_days(self._check))

    def _show_facts(self, row: CheckRow, doubts: Sequence[str]) -> None:
        self.facts.clear()
        section = self.facts.add_section(name="statement_sums")
        section.add(Words(self._title(), "lead"))
        section.add_pair(tr("文件"), row.file_name)
        section.add_pair(tr("核对"), tr("{at} · {by}", at=f"{local_time(row.at):%Y-%m-%d %H:%M}", by=row.by))
        section.add_pair(tr("我方"), str(row.ours))
        section.add_pair(tr("对方"), str(row.theirs))
        gap = row.theirs - row.ours
        section.add_pair(tr("差额"), str(gap) if gap else tr("没有"), tone="bad" if gap else "text")
        for word, count in (
            (tr("对上"), row.matched),
            (tr("金额不符"), row.differing),
            (tr("只有我方"), row.ours_only),
            (tr("只有对方"), row.theirs_only),
        ):
            section.add_pair(word, tr("{n} 笔", n=count))
        for doubt in doubts:
            section.add(Words(doubt, "small", "warn", wrap=True))

    def _show_lines(self, _key: str = "") -> None:
        every = self.chips.current() == EVERY
        rows = [line for line in self._lines if every or line.fate is not Fate.MATCHED]
        self._model.set_rows(rows)
        self.table.select_first()

    def _open_document(self, line: MatchLine | None) -> None:
        if line is not None and line.documents:
            self.desk.go("receipt", number=line.documents[0])

    # -- checking --

    def choose_file(self) -> None:
        """Ask for the file; a bank's is asked what it is of."""
        pattern = tr("对账单 (*.csv *.xlsx *.xls *.txt);;所有文件 (*.*)")
        path = self.desk.dialogs.choose_open_file(tr("选对账单"), pattern)
        if path is not None:
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        """Hold *path* against our tenders and store it."""
        try:
            places = self.desk.read(bank_places, path)
        except DeskError as error:
            self.desk.tell(error)
            return
        if places is None:
            self._store(StatementFile(path))
            return
        dialog = BankDialog(self.desk, path, places, self)
        dialog.chosen.connect(self._store)
        dialog.open()

    def _store(self, file: StatementFile) -> None:
        self.desk.run(store_statement, file, then=partial(self._stored))

    def _stored(self, answer: tuple[int, Held]) -> None:
        self._wanted, held = answer
        found = sums(held.lines)
        odd = sum(n for fate, n in found.count.items() if fate not in _AGREES)
        agreed = sum(n for fate, n in found.count.items() if fate in _AGREES)
        head = tr("对上 {n} 笔。", n=agreed)
        if odd:
            self.desk.messages.warn(head, tr("{n} 笔对不上，请逐笔查明。", n=odd))
        else:
            self.desk.messages.ok(head, tr("两边一笔不差。"))
        self.refresh()

    def _export(self) -> None:
        export_table(self.desk, self.table, self._title())

    def _print(self) -> None:
        print_list(self.desk, self.table, self._title())

    def help_text(self) -> str:
        return tr(
            "F2 选对账单：微信、支付宝用商户平台下载的原文件，银行的可以是 CSV 或工作簿。Enter 打开左边的单据。"
        )
