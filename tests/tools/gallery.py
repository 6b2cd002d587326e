"""Draws the window's kit in pictures, to be looked at: `python tests/tools/gallery.py <light|dark> <scale> <folder>`.

Makes parts, list, form and empty as `<what>_<theme>_<scale>.png`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import Money
from frontdesk.base.widgets import buttons as b
from frontdesk.base.widgets import fields as f
from frontdesk.base.widgets import marks as m
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.frame import MessageBar, Tab, TabStrip, TopBar
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.rows import Column, Group, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import apply_theme
from frontdesk.base.widgets.worker import SameThreadWorker

TABS = (
    Tab("today", "ph.sun-horizon", "今日"),
    Tab("reception", "ph.headset", "客服接待"),
    Tab("permits", "ph.key", "钥匙与证件"),
    Tab("decoration", "ph.paint-roller", "装修"),
    Tab("archives", "ph.address-book", "业主档案"),
    Tab("fees", "ph.wallet", "收费"),
)


@dataclass(frozen=True)
class Ticket:
    limit: Status
    unit: str
    what: str
    kind: str
    who: str
    state: Status
    amount: Money | None
    on: bool = True


ROWS = [
    Ticket(
        Status("bad", "超 2:40"), "2-1-0803", "厨房下水管漏水", "报修", "陈婷", Status("warn", "待派单"), None
    ),
    Ticket(
        Status("bad", "超 0:35"),
        "5-2",
        "单元门禁无法刷卡",
        "报修",
        "巡查",
        Status("info", "处理中"),
        Money(25536),
    ),
    Ticket(
        Status("", "12:30"), "5-1-0902", "水压低", "报修", "周雨", Status("neutral", "并入停水"), Money(-2332)
    ),
    Ticket(
        Status("", "今天"),
        "1-1-1202",
        "咨询车位续租，" * 9,
        "咨询",
        "高远",
        Status("neutral", "可预收", True),
        Money(0),
    ),
    Ticket(
        Status("", "11-22"),
        "3-1-0703",
        "感谢保洁拾到门卡",
        "表扬",
        "刘洋",
        Status("ok", "已完成"),
        Money(123456),
        False,
    ),
]
COLUMNS: list[Column[Any]] = [
    Column("", lambda r: r.on, kind="tick", width=56),
    Column("限时", lambda r: r.limit, kind="status", width=110),
    Column("房号", lambda r: r.unit, kind="unit", width=84),
    Column("内容", lambda r: r.what),
    Column("种类", lambda r: r.kind, kind="quiet", width=60),
    Column("来人", lambda r: r.who, width=72),
    Column("状态", lambda r: r.state, kind="status", width=120),
    Column("应收（元）", lambda r: r.amount, kind="money", width=110),
]


def make_desk(folder: Path) -> Desk:
    """A desk with nothing behind it."""
    clock = FixedClock(datetime(2026, 11, 21, 10, 44, tzinfo=ZoneInfo("Asia/Shanghai")))
    actor: Any = SimpleNamespace(id=1, name="林晓", may=lambda right: True)
    nothing: Any = None
    memory = Memory(folder / "memory.ini")
    return Desk(nothing, clock, actor, memory=memory, dialogs=nothing, worker=SameThreadWorker())


def frame(page: QWidget, at: str, foot: int = 0) -> tuple[QWidget, MessageBar]:
    """The page in a window of 1366 × 736."""
    window = QWidget()
    window.resize(1366, 736)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    bar = TopBar()
    bar.set_estate("翠湖花园")
    bar.estate.add("翠湖花园", lambda: None, name="one")
    bar.user.add("退出", lambda: None, name="leave")
    bar.set_user("林晓", "收银")
    bar.set_drafts(2)
    bar.shift.set_shift("ok", "班次", "早班", "现金", strong="¥1,236.50")
    search = f.TextField("search", "房号、姓名、拼音、电话、车牌、单据号")
    search.set_leading_icon("ph.magnifying-glass")
    bar.set_search(search)
    tabs = TabStrip(TABS)
    tabs.choose(at)
    column.addWidget(bar)
    column.addWidget(tabs)
    column.addWidget(page, 1)
    return window, MessageBar(window, lambda: foot)


def parts() -> QWidget:
    """Buttons, chips, marks and fields in their states."""
    sheet = QWidget()
    m.ground(sheet, "surface")
    sheet.setFixedWidth(1300)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(24, 16, 24, 16)

    def row(*widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        column.addLayout(line)

    off = b.KeyButton("日结", "F9")
    off.setEnabled(False)
    off_primary = b.KeyButton("新报事", "F2", "primary")
    off_primary.setEnabled(False)
    ringed = b.KeyButton("收费", "F3")
    primary_ringed = b.KeyButton("保存", "Ctrl+Enter", "primary")
    for button in (ringed, primary_ringed):
        button.ring_shown = lambda: True  # type: ignore[method-assign]
    row(
        b.KeyButton("收费", "F3"),
        b.KeyButton("日结", "F9", icon="ph.printer"),
        b.KeyButton("新报事", "F2", "primary"),
        b.KeyButton("收款并打印收据", "Enter", "primary", large=True, icon="ph.printer", shortcut=False),
        b.KeyButton("退款", kind="flat"),
        b.KeyButton("放大", "F8", "link"),
        b.KeyButton("支付宝", "Alt+A", small=True),
        b.IconButton("ph.x", "关闭"),
        off,
        off_primary,
        ringed,
        primary_ringed,
    )
    chips = b.ChipRow([("open", "未结"), ("late", "超时"), ("all", "全部")])
    chips.set_count("open", 38)
    chips.set_count("late", 2)
    chips.set_count("all", 2106)
    subs = b.ChipRow([("a", "收款"), ("b", "楼栋图"), ("c", "欠费催缴")], sub=True)
    subs.set_count("c", 137)
    row(chips, subs)
    kinds = ("报修", "投诉", "咨询", "建议", "求助", "表扬")
    segments = [b.Segmented([(k, k) for k in kinds]) for _ in range(3)]
    segments[1].set_value("咨询")
    segments[2].set_value("表扬")
    row(*segments)
    row(
        m.StatusLabel("ok", "已完成"),
        m.StatusLabel("warn", "待派单"),
        m.StatusLabel("bad", "逾期 21 天"),
        m.StatusLabel("info", "处理中"),
        m.StatusLabel("neutral", "受理"),
        m.StatusLabel("neutral", "可预收", hollow=True),
        m.StatusLabel("bad", "逾期 1 项 255.36", bold=True),
        m.KeyHint("↑ ↓"),
        m.Words("选"),
        m.Link("交接班记录"),
    )
    heading = m.Heading("班次", "早班 · 08:28 开班", "交接班记录")
    heading.setFixedWidth(330)
    row(heading)
    row(m.Words("1,236.50", "figure"), m.Words("273,412.98", "title"), m.Words("3-1-1202 张硕", "lead"))
    column.addWidget(m.HairLine())
    today = lambda: date(2026, 11, 21)  # noqa: E731
    money, wrong = f.MoneyField("m", lead=True), f.MoneyField("w")
    money.set_value(Money(30000))
    day = f.DateField("d", today=today)
    day.set_value(today())
    choice = f.ChoiceField("c", [f.Option(1, "工程部 谢涛", "在岗，手上 2 件")])
    choice.set_value(1)
    read = f.TextField("r")
    read.set_value("K-4-2-1102 · 入户门 · 2 把")
    read.set_read_only(True)
    empty = f.TextField("e", "选房号后可选住户")
    empty.set_trailing("安居中介")
    password = f.PasswordField("p")
    password.set_value("secret")
    number = f.NumberField("n", unit="把")
    number.set_value(2)
    line = QHBoxLayout()
    line.setSpacing(16)
    for field, label in (
        (money, "现金"),
        (wrong, "押金（元）"),
        (day, "归还日期"),
        (choice, "派给"),
        (read, "钥匙"),
        (empty, "来人"),
        (password, "密码"),
        (number, "借几把"),
    ):
        line.addWidget(f.Labelled(field, label))
    column.addLayout(line)
    wrong.set_typed("１００。0")
    wrong.set_error("金额里有句号，请改成小数点")
    ticked = f.CheckField("k", "保存后接着派单", on=True)
    area = f.AreaField("a", "说了什么")
    area.set_value("水槽下软管接头渗水\n已垫毛巾")
    row(ticked, f.CheckField("k2", "不打印"), area)
    return sheet


def list_page(desk: Desk) -> Page:
    """A page with chips, a list and its pane."""
    page = Page(desk, "tickets", sub=[("t", "报事"), ("v", "回访"), ("x", "访客"), ("s", "统计")])
    assert page.sub is not None
    page.sub.set_count("t", 38)
    page.head.add_action(b.KeyButton("新报事", "F2", "primary"))
    chips = b.ChipRow([("open", "未结"), ("late", "超时"), ("all", "全部")])
    chips.set_count("late", 2)
    page.filters.add(chips)
    page.filters.add_right(b.KeyButton("筛选", "/", small=True, icon="ph.funnel"))
    model: RowsModel[Any] = RowsModel(COLUMNS, key=lambda r: r.unit, faint=lambda r: not r.on)
    table = Table("tickets_table", title="报事", memory=desk.memory)
    table.set_model(model)
    groups = [
        Group("工单超时", 2, "ph.clock"),
        *ROWS[:2],
        Group("今日回访", 3, "ph.phone-call", "还有 1 条，在「客服接待」"),
    ]
    model.set_rows([*groups, *ROWS[2:], *[ROWS[2]] * 20])
    pane = Pane("ticket_pane")
    head = pane.add_section(line=True)
    head.add_row(m.Words("厨房下水管漏水", "lead"), None, m.StatusLabel("warn", "待派单"))
    head.add(m.Words("BS-20261121-007 · 报修 · 重要", "body", "text2"))
    facts = pane.add_section()
    facts.add_state("bad", "派单已超 2:40", "应在 08:02 前派单，12:00 前到场", bold=True)
    facts.add_pair("房号", "2-1-0803")
    facts.add_pair("来人", "陈婷 · 业主 · 139****8120 · 电话")
    facts.add_pair("说明", "水槽下软管接头渗水，已垫毛巾，担心渗到楼下 0703。" * 2)
    past = pane.add_section("经过", "", "修改记录")
    past.add_line("电话受理，等级 重要", at="07:32", right="周敏")
    past.add_line("派单时限已到", at="08:02", right="系统", tone="bad")
    buttons = (
        b.KeyButton("派单并打印", "F4", "primary"),
        b.KeyButton("延后", "F6"),
        b.IconButton("ph.dots-three", "更多"),
    )
    pane.set_foot(pad(*buttons, None))
    page.set_split(table, pane, 432)
    table.select_row(1)
    table.setFocus()
    return page


def form_page(desk: Desk) -> FormPage:
    """A form with two errors, as it stands after a refused save."""

    @dataclass(frozen=True)
    class Lend:
        key: str
        count: int
        deposit: Money
        who: str
        purpose: str
        until: date

    pane = Pane("lend_pane")
    ways = pane.add_section("可以怎么办")
    ways.add(m.Words("打电话给业主，同意后登记一次性授权，通话时间会记下。", "body", "text2", wrap=True))
    ways.add_row(b.KeyButton("登记电话同意", "F4", icon="ph.phone"))
    page = FormPage(
        desk,
        "lend",
        "借钥匙",
        hint="K-4-2-1102 入户门 · 4-2-1102 赵敏",
        save_text="借出并打印借用单",
        pane=pane,
        pane_width=360,
    )
    fields: dict[str, f.Field] = {
        "key": f.TextField("key"),
        "count": f.NumberField("count"),
        "deposit": f.MoneyField("deposit"),
        "who": f.TextField("who"),
        "purpose": f.TextField("purpose"),
        "until": f.DateField("until", today=lambda: date(2026, 11, 21)),
    }
    page.grid.add_row(
        (fields["key"], "钥匙", 4), (fields["count"], "借几把", 1), (fields["deposit"], "押金（元）", 4)
    )
    page.grid.add_row((fields["who"], "借给"), (fields["until"], "归还时间"))
    page.grid.add_row((fields["purpose"], "用途"))
    form: Form[Any] = Form(Lend, fields)
    page.set_form(form)
    fields["deposit"].set_typed("１００。0")
    fields["who"].set_typed("何师傅")
    fields["key"].set_typed("K-4-2-1102 · 入户门 · 2 把 · 柜 B-03")
    fields["key"].set_read_only(True)
    form.show_errors(
        InvalidInput({"deposit": "金额里有句号，请写成 100.00", "who": "业主授权名单里没有中介，不能借出"})
    )
    return page


def empty_page(desk: Desk) -> Page:
    """A page with nothing on it yet."""
    page = Page(desk, "surveys", sub=[("t", "报事"), ("s", "调查")])
    assert page.sub is not None
    page.sub.choose("s")
    begin = (
        b.KeyButton("用 12 题模板开始", "F2", "primary"),
        b.KeyButton("自己出题", "F3"),
        b.KeyButton("从 Excel 导入", "F4"),
    )
    page.show_empty(
        EmptyState(
            "ph.clipboard-text",
            "还没有满意度调查",
            "这里放问卷、收回的表和结果图。可以从“年度满意度 12 题”开始，选楼栋，打印问卷，收回后逐张录入。",
            begin,
            hint="上一年的调查若在旧表里，导入后可作比较。",
        )
    )
    return page


def main(mode: str, scale: str, folder: Path) -> None:
    app = QApplication([])
    apply_theme(app, mode)  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    desk = make_desk(folder)

    def keep(name: str, widget: QWidget, before: Callable[[], object] = lambda: None) -> None:
        widget.show()
        before()
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            app.processEvents()
        widget.grab().save(str(folder / f"{name}_{mode}_{scale}.png"))
        widget.hide()

    keep("parts", parts())
    window, bar = frame(list_page(desk), "reception")
    keep("list", window)
    window, bar = frame(form_page(desk), "permits", 57)
    keep(
        "form",
        window,
        lambda: bar.bad("没有借出。", "要改 2 处：押金、借给。", action="到第一处", key="Alt+Down"),
    )
    bar.place()
    window, bar = frame(empty_page(desk), "reception")
    keep(
        "empty",
        window,
        lambda: bar.ok(
            "通知 TZ-2026-041 已打印 10 份。", "张贴后请在“通知公告”里勾选位置。", action="去勾选"
        ),
    )
    assert Qt is not None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
