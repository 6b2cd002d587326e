"""Whom to print notices for, and how they were delivered (M8.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.fees.queries import NoticeBuilding
from frontdesk.areas.fees.rules.kinds import DeliveryWay
from frontdesk.areas.fees.service import IssueNotices, RecordDelivery, record_delivery
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Labelled,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.tokens import SIZE, SPACE

_WIDE = 520
_MOST_ROWS = 9
USUAL_WAYS = (DeliveryWay.AT_HOME, DeliveryWay.ON_DOOR, DeliveryWay.AT_DESK)


class PrintNoticesDialog(DeskDialog):
    """Buildings to tick, and the paper. `wanted()` is what shall be issued once it is accepted."""

    def __init__(
        self,
        month: Month,
        buildings: Sequence[NoticeBuilding],
        papers: Sequence[Paper],
        usual: Paper,
        building_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "给到 {month} 为止还有欠费的房屋每户写一份，按楼栋和送达顺序排成一个 PDF，先预览再打印。"
            "内容没有变的不另编号，补打原来那一份。",
            month=month,
        )
        super().__init__(
            tr("打印 {month} 缴费通知单", month=month), text, name="print_notices", width=_WIDE, parent=parent
        )
        self._month = month
        self._owing = [b for b in buildings if b.units]
        self.every = CheckField("print_every", tr("全部楼栋"), on=True)
        self.every.edited.connect(self._tick_every)
        self.checks: dict[int, CheckField] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        scrolls = len(self._owing) > _MOST_ROWS
        column.setContentsMargins(0, 0, SPACE.m if scrolls else 0, 0)
        column.setSpacing(0)
        for row in self._owing:
            column.addLayout(self._line(row, building_id))
        box = Scroll(inner)
        box.setFixedHeight(min(max(1, len(self._owing)), _MOST_ROWS) * SIZE.control)
        self.words = Words("", "body", "text2")
        self.words.setObjectName("print_words")
        top = QHBoxLayout()
        top.addWidget(self.every)
        top.addStretch(1)
        top.addWidget(self.words)
        self.size_field = ChoiceField("print_size", [(p.key, tr(p.name)) for p in papers], required=True)
        self.size_field.set_value(usual.key)
        self.body.addSpacing(SPACE.xs)
        self.body.addLayout(top)
        self.body.addWidget(box)
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.size_field, tr("纸张"), reserve=False))
        self.add_cancel()
        self.go_button = self.add_button(tr("写好并预览"), "Ctrl+Enter", "primary", name="print_go")
        self.go_button.clicked.connect(self._go)
        self._say()
        self.every.setFocus()

    def _line(self, row: NoticeBuilding, chosen: int | None) -> QHBoxLayout:
        check = CheckField(
            f"print_building_{row.building_id}", row.building, on=chosen in (None, row.building_id)
        )
        check.edited.connect(self._say)
        self.checks[row.building_id] = check
        line = QHBoxLayout()
        line.setContentsMargins(SPACE.xl, 0, 0, 0)
        line.addWidget(check)
        line.addStretch(1)
        issued = tr("已开 {n} 份", n=f"{row.issued:,}") if row.issued else ""
        line.addWidget(Words(issued, "small", "text3"))
        line.addSpacing(SPACE.m)
        units = Words(tr("{n} 户", n=f"{row.units:,}"), right=True)
        units.setFixedWidth(64)
        owed = Words(str(row.owed), tone="text2", right=True)
        owed.setFixedWidth(104)
        line.addWidget(units)
        line.addWidget(owed)
        return line

    def _tick_every(self) -> None:
        for check in self.checks.values():
            check.set_value(self.every.value())
        self._say()

    def _chosen(self) -> list[NoticeBuilding]:
        return [row for row in self._owing if self.checks[row.building_id].value()]

    def _say(self) -> None:
        chosen = self._chosen()
        self.every.set_value(bool(chosen) and len(chosen) == len(self._owing))
        if not self._owing:
            self.words.setText(tr("没有欠费的房屋"))
        elif not chosen:
            self.words.setText(tr("请勾选楼栋"))
        else:
            units = sum(row.units for row in chosen)
            self.words.setText(tr("{n} 户 · {sum} 元", n=f"{units:,}", sum=total(row.owed for row in chosen)))
        self.words.set_tone("text2" if chosen else "bad")

    def _go(self) -> None:
        if self._chosen():
            self.accept()
        else:
            self._say()

    def wanted(self) -> IssueNotices:
        """The command for what is ticked."""
        chosen = self._chosen()
        every = len(chosen) == len(self._owing)
        ids = () if every else tuple(row.building_id for row in chosen)
        return IssueNotices(self._month, building_ids=ids, size=self.size_field.value())


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One choice of which notices were delivered: its words and their numbers."""

    words: str
    numbers: tuple[str, ...]


class DeliveryDialog(DeskDialog):
    """Which notices, how and on which day they reached their units. Closes when it is stored; *done* gets how many."""

    def __init__(
        self,
        desk: Desk,
        choices: Sequence[Deliverable],
        done: Callable[[int, DeliveryWay], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("登记送达"), tr("送到以后记一下：怎么送的、哪一天。谁登记的会一起记下。"), name="delivery", width=_WIDE,
            parent=parent,
        )  # fmt: skip
        self._desk, self._done = desk, done
        self.which = SegmentField("delivery_which", [(choice.numbers, choice.words) for choice in choices])
        self.way = SegmentField("delivery_way", [(way, tr(way.value)) for way in DeliveryWay])
        self.day = DateField("delivery_day", today=desk.clock.today, required=True)
        self.day.set_value(desk.clock.today())
        self.day.setFixedWidth(160)
        self.body.addWidget(Labelled(self.which, tr("哪些通知单"), reserve=False))
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.way, tr("怎么送的"), reserve=False))
        self.body.addSpacing(SPACE.s)
        self.taker = TextField("delivery_taker", tr("谁收下的，可不填"), limit=60)
        first = QHBoxLayout()
        first.setSpacing(SPACE.l)
        first.addWidget(Labelled(self.day, tr("送达日期")))
        first.addWidget(Labelled(self.taker, tr("签收人")), 1)
        self.body.addLayout(first)
        self.signed = CheckField(
            "delivery_signed", tr("签了字（本人或成年家属），回执留底，诉讼时效从这天重新算")
        )
        self.body.addWidget(self.signed)
        self.body.addSpacing(SPACE.s)
        self.proof = TextField("delivery_proof", tr("如 贴在入户门上，已拍照"), limit=200)
        self.proof_ref = TextField("delivery_proof_ref", tr("如 IMG_0412.jpg、录音 07"), limit=200)
        second = QHBoxLayout()
        second.setSpacing(SPACE.l)
        second.addWidget(Labelled(self.proof, tr("说明")), 3)
        second.addWidget(Labelled(self.proof_ref, tr("照片、录音或回执编号")), 2)
        self.body.addLayout(second)
        fields = {
            "way": self.way, "delivered_on": self.day, "received_by": self.taker, "signed": self.signed,
            "proof": self.proof, "proof_ref": self.proof_ref,
        }  # fmt: skip
        self.form = Form(RecordDelivery, fields, self)
        self.add_cancel()
        save = self.add_button(tr("登记"), "Ctrl+Enter", "primary", name="delivery_save")
        save.clicked.connect(self._save)
        self.way.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(numbers=self.which.value())
        if command is not None:
            self._desk.run(record_delivery, command, form=self.form, then=lambda _none: self._saved(command))

    def _saved(self, command: RecordDelivery) -> None:
        self.accept()
        self._done(len(command.numbers), command.way)
