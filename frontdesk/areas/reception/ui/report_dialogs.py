"""写报表: the words under the figures, kept or fixed; what was found of a drawn ticket; the day months are due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.owed_reports import ReportRow, ReportView
from frontdesk.areas.reception.queries.spot_checks import SpotLineRow
from frontdesk.areas.reception.rules.owing import WORD_FIELDS, may_be_fixed
from frontdesk.areas.reception.service.reporting import (
    LATEST_DUE_DAY,
    FixedReport,
    FixReport,
    SetDueDay,
    WriteWords,
    fix_report,
    set_due_day,
    write_words,
)
from frontdesk.areas.reception.service.spot_checking import EnterFinding, enter_finding
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, NumberField, SegmentField

WIDE = 680
_HINTS = {
    "summary": "写给看报表的人：多了少了，集中在哪里",
    "analysis": "和上月比，哪类多了少了，满意度怎样",
    "causes": "没有就写“无”",
    "measures": "谁，什么时候以前，做什么",
    "problems": "没有就写“无”",
    "plan": "谁，什么时候以前，做什么",
}


class WriteDialog(FieldsDialog):
    """The words of a report: 存下 keeps them for later, 定稿 fixes the report. `corrects`: the number corrected."""

    def __init__(
        self,
        desk: Desk,
        row: ReportRow,
        view: ReportView,
        done: Callable[[str], object],
        *,
        corrects: str = "",
        parent: QWidget | None = None,
    ) -> None:
        title = tr("{kind} {period}", kind=tr(row.kind.value), period=row.period)
        over = may_be_fixed(row.period, desk.clock.today())
        text = tr("数字到定稿时再算一次。定稿以后不能改，要改只能另出一份更正。")
        if corrects:
            text = tr("更正 {number}：原来的留着，新的写明更正了它和原因。", number=corrects)
        elif not over:
            text = tr("{last} 过完才能定稿，现在先存着。", last=row.period.last.isoformat())
        super().__init__(desk, title, text, name="report_write", width=WIDE, parent=parent)
        self.desk, self._row, self._version, self._done, self._corrects = (
            desk,
            row,
            view.version,
            done,
            corrects,
        )
        written = {words.key: words.text for words in view.report.words}
        for key, label in WORD_FIELDS[row.kind]:
            field = AreaField(f"report_{key}", tr(_HINTS[key]), lines=3)
            field.set_value(written.get(key, ""))
            self.row((f"words.{key}", field, tr(label), 1))
        if corrects:
            self.row(("reason", AreaField("report_reason", lines=2, required=True), tr("为什么更正"), 1))
        self.body.addWidget(self.said)
        self.add_cancel()
        if not corrects:
            keep = self.add_button(
                tr("存下"), "Ctrl+Enter", "plain" if over else "primary", name="report_keep"
            )
            keep.clicked.connect(self.keep)
        if over:
            fix = self.add_button(tr("定稿"), "F9", "primary", name="report_fix")
            fix.clicked.connect(self.fix)
        self.guard_typing(desk.dialogs.confirm)
        self.fields[f"words.{WORD_FIELDS[row.kind][0][0]}"].setFocus()

    def _words(self, values: dict[str, Any]) -> dict[str, str]:
        return {
            key.removeprefix("words."): str(text or "")
            for key, text in values.items()
            if key.startswith("words.")
        }

    def keep(self) -> None:
        """Keep what is written."""
        values = self.read()
        if values is None:
            return
        command = WriteWords(self._row.kind, self._row.period, self._words(values), self._version)
        words = tr("{kind}已存下，没有定稿。", kind=tr(self._row.kind.value))
        self.desk.run(write_words, command, then=lambda _version: self._end(words), form=self)

    def fix(self) -> None:
        """Fix the report with what is written."""
        values = self.read()
        if values is None:
            return
        command = FixReport(
            self._row.kind, self._row.period, self._words(values), self._version, self._corrects,
            str(values.get("reason") or ""),
        )  # fmt: skip
        self.desk.run(fix_report, command, then=self._fixed, form=self)

    def _fixed(self, made: FixedReport) -> None:
        self._end(tr("{kind} {number} 已定稿。", kind=tr(self._row.kind.value), number=made.number))

    def _end(self, words: str) -> None:
        self.accept()
        self._done(words)


class DueDialog(FieldsDialog):
    """月报期限: until which day of the next month a month's reports are due."""

    def __init__(
        self, desk: Desk, day: int, done: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        text = tr("投诉周报表每周二到期，不用设。统计分析、工作总结和抽查在次月这一天以前出。")
        super().__init__(desk, tr("月报期限"), text, name="report_due", width=WIDE, parent=parent)
        self._done = done
        field = NumberField("due_day", least=1, most=LATEST_DUE_DAY, unit=tr("日"), required=True)
        field.set_value(day)
        self.row(("day", field, tr("次月几日以前"), 1))
        self.finish(tr("存下"))

    def store(self, values: Mapping[str, Any]) -> None:
        self.desk.run(
            set_due_day, SetDueDay(int(values["day"])), then=lambda _none: self._stored(), form=self
        )

    def _stored(self) -> None:
        self.accept()
        self._done(tr("月报期限已改。"))


class FindingDialog(FieldsDialog):
    """抽查结果 of one ticket: as it should be, or not, and what."""

    def __init__(
        self, desk: Desk, line: SpotLineRow, done: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        told = "　".join(word for word in (line.place, line.what) if word)
        super().__init__(
            desk,
            tr("抽查 {number}", number=line.number),
            told,
            name="spot_finding",
            width=WIDE,
            parent=parent,
        )
        self._line, self._done = line, done
        good = SegmentField("finding_good", [(None, tr("待查")), (True, tr("符合")), (False, tr("有问题"))])
        words = AreaField("finding_words", tr("看了哪些记录，问了谁，发现什么"), lines=3)
        if line.result:
            good.set_value(line.result == tr("符合"))
            words.set_value(line.words)
        self.row(("good", good, tr("结果"), 1))
        self.row(("words", words, tr("发现"), 1))
        self.finish(tr("存下"))

    def store(self, values: Mapping[str, Any]) -> None:
        if values["good"] is None:
            self.show_errors(InvalidInput({"good": tr("请选符合还是有问题")}))
            return
        command = EnterFinding(self._line.id, bool(values["good"]), str(values["words"] or ""))
        self.desk.run(enter_finding, command, then=self._stored, form=self)

    def _stored(self, _no: int) -> None:
        self.accept()
        self._done(tr("{number} 的抽查结果已存下。", number=self._line.number))
