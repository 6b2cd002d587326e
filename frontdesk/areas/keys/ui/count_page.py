"""清点: a cabinet counted by scanning or ticking, tag by tag; what is there, missing, not expected (D3.2)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.keys.queries import CountRow, KeyFilter, cabinets, count_rows, key_figures
from frontdesk.areas.keys.rules.kinds import KeyState, Slip
from frontdesk.areas.keys.service import BeginCount, begin_count
from frontdesk.areas.keys.ui.count_view import CountView
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.areas.keys.ui.words import count_state
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table


class CountPage(Stage):
    """The counts; F2 begins one, Enter opens one."""

    TARGETS = ("key_count",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "keys_count_page", tr("清点"), topics=("key_counts", "keys", "papers"), parent=parent
        )
        self._unsent: Unsent = {}
        self.table: Table = Table("key_counts", title=tr("钥匙清点"), memory=desk.memory)
        export = KeyButton(tr("导出"), "F8", icon="ph.export", name="counts_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("钥匙清点")))
        self.print_list = print_button(
            "counts_print", lambda: print_list(self.desk, self.table, tr("钥匙清点"))
        )
        self.sheet = KeyButton(tr("打印清点表"), "F6", name="counts_sheet")
        self.sheet.clicked.connect(self._print_sheet)
        self.begin = KeyButton(tr("开始清点"), "F2", "primary", name="counts_begin")
        self.begin.clicked.connect(self.begin_count)
        for button in (self.print_list, export, self.sheet, self.begin):
            self.head.add_action(button)
        self._export = export
        self.model: RowsModel[CountRow] = RowsModel(
            (
                Column(tr("钥匙柜"), lambda r: r.cabinet, kind="strong", width=160),
                Column(tr("开始"), lambda r: r.at, width=144),
                Column(tr("清点人"), lambda r: r.by, width=96),
                Column(tr("收尾"), lambda r: r.closed_on, width=104),
                Column(tr("清点表"), lambda r: r.number, width=152),
                Column(tr("在"), lambda r: r.there if r.closed else None, right=True, width=64),
                Column(tr("缺"), lambda r: r.missing if r.closed else None, right=True, width=64),
                Column(tr("不该在"), lambda r: r.unexpected if r.closed else None, right=True, width=72),
                Column(tr("状态"), count_state, kind="status", sort=False),
            ),
            key=lambda r: r.id,
            parent=self,
        )
        self.table.set_model(self.model)
        self.table.opened.connect(lambda row: self.open_count(row.id))
        self.table.current_changed.connect(self._moved)
        self.set_body(self.table)

    def refresh(self) -> None:
        rows = self.desk.read(count_rows)
        self.model.set_rows(rows)
        may = self.desk.may(Right.KEYS)
        self.begin.setVisible(may and bool(rows))
        for button in (self.print_list, self._export):
            button.setVisible(bool(rows))
        if self.table.current() is None:
            self.table.select_first()
        self._moved(self.table.current())
        if rows:
            self.hide_empty()
        else:
            self._say_nothing(may)

    def _say_nothing(self, may: bool) -> None:
        figures = self.desk.read(key_figures, KeyFilter(self.desk.clock.today()))
        if not figures.every or not self.desk.read(cabinets):
            go = KeyButton(tr("登记钥匙"), "F3", "primary", name="counts_register")
            go.clicked.connect(lambda: self.desk.go("register_keys"))
            words = tr("登记钥匙时写上钥匙柜，这里就能一柜一柜地清点。")
            title = tr("还没有可以清点的钥匙柜")
        else:
            go = KeyButton(tr("开始清点"), "F2", "primary", name="counts_first")
            go.clicked.connect(self.begin_count)
            words = tr(
                "选一个柜，用扫码枪把牌扫一遍，或者在表上打勾；少的、多的、不该在的马上看得到，收尾打印清点表签字。"
            )
            title = tr("还没有清点过，柜里有 {n} 块牌", n=figures.states[KeyState.IN])
        self.show_empty(EmptyState("ph.clipboard-text", title, words, (go,) if may else (), name="no_counts"))

    def _moved(self, row: CountRow | None) -> None:
        self.sheet.setVisible(row is not None and row.closed)

    # -- counting --

    def begin_count(self) -> None:
        """F2: which cabinet; one that is being counted goes on."""
        known = self.desk.read(cabinets)
        if not known:
            self.desk.messages.warn(tr("还没有钥匙柜。"), tr("登记钥匙时写上钥匙柜，就能清点。"))
            return
        picked = (
            known[0]
            if len(known) == 1
            else self.desk.dialogs.pick(tr("清点哪个柜"), [(name, name) for name in known])
        )
        if picked is not None:
            self.desk.run(begin_count, BeginCount(picked), then=self.open_count)

    def open_count(self, count_id: int) -> None:
        """Show one count over the list."""
        view = CountView(self.desk, count_id, self._unsent)
        self.cover(view)
        view.refresh()
        view.focus_start()

    def _print_sheet(self) -> None:
        row: CountRow | None = self.table.current()
        if row is not None and row.closed:
            print_new(self.desk, Slip.COUNT, row.number, self._unsent, "")

    def open(self, **arguments: object) -> None:
        """`open(count_id=…)` shows one."""
        count_id = arguments.get("count_id")
        if isinstance(count_id, int):
            self.open_count(count_id)

    def help_text(self) -> str:
        return tr(
            "一柜一柜地清点钥匙。F2 开始或接着清点，回车打开一次；扫牌或打勾，F4 说明差异，收尾打印清点表。"
        )
