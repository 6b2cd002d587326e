"""Draws the parts of the window's kit in one picture: `python tests/tools/gallery.py <light|dark> <scale> <file>`."""

from __future__ import annotations

import os
import sys


def main(mode: str, scale: str, target: str) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

    from frontdesk.base.widgets import buttons as b
    from frontdesk.base.widgets import marks as m
    from frontdesk.base.widgets.theme import apply_theme

    app = QApplication([])
    apply_theme(app, mode)  # type: ignore[arg-type]
    sheet = QWidget()
    m.ground(sheet, "surface")
    sheet.setFixedWidth(1100)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(24, 16, 24, 16)

    def row(*widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        column.addLayout(line)

    ringed = b.KeyButton("收费", "F3")
    primary_ringed = b.KeyButton("保存", "Ctrl+Enter", "primary")
    off = b.KeyButton("日结", "F9")
    off.setEnabled(False)
    off_primary = b.KeyButton("新报事", "F2", "primary")
    off_primary.setEnabled(False)
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
    first = b.Segmented([(k, k) for k in kinds])
    second = b.Segmented([(k, k) for k in kinds])
    second.set_value("咨询")
    third = b.Segmented([(k, k) for k in kinds])
    third.set_value("表扬")
    row(first, second, third)
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
    row(
        m.Words("1,236.50", "figure"),
        m.Words("273,412.98", "title"),
        m.Words("3-1-1202 张硕", "lead"),
        m.Words("钱箱应有现金", "small", "text2"),
    )
    column.addWidget(m.HairLine())
    build_more(column, row)
    sheet.show()
    for button in (ringed, primary_ringed):
        button.hasFocus = lambda: True  # type: ignore[method-assign]
        button._ring = True
    app.processEvents()
    sheet.grab().save(target)
    del Qt


def build_more(column: object, row: object) -> None:
    pass


if __name__ == "__main__":
    main(*sys.argv[1:4])
