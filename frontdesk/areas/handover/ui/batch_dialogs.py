"""收楼批次: which homes, when and where, how many in a half-hour; and the office's lists (D1.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.handover.queries.days import BatchRow
from frontdesk.areas.handover.queries.lists import blocks_unpaid, listed_papers, listed_places, mend_days
from frontdesk.areas.handover.queries.picking import UnitPick, pick_units
from frontdesk.areas.handover.rules.lists import LONGEST_NAME, ListedPaper
from frontdesk.areas.handover.rules.slots import MOST_A_SLOT, Hours, clock_words
from frontdesk.areas.handover.service.batches import (
    AddUnits,
    BatchFacts,
    ChangeBatch,
    MadeBatch,
    MakeBatch,
    add_units,
    change_batch,
    make_batch,
)
from frontdesk.areas.handover.service.setting_up import MOST_DAYS, SetLists, set_lists
from frontdesk.areas.handover.ui.ticks_field import TickField
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog_drafts import DialogDrafts
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    TextField,
)

WIDE = 760
DRAFTS = "handover_batch"
"""The name under which a batch being made is kept as a draft."""
BRING = "业主身份证原件和复印件、商品房买卖合同、入住通知书"
Rows = list[tuple[Cell, ...]]


class TimeField(TextField):
    """`09:30`; minutes since midnight. None when empty."""

    def value(self) -> Any:
        text = str(super().value()).strip().replace("：", ":")
        if not text:
            return None
        hours, colon, minutes = text.partition(":")
        if not colon and text.isdecimal() and len(text) in (3, 4):
            hours, minutes = text[:-2], text[-2:]
        elif not colon:
            minutes = "0"
        if not (hours.isdecimal() and minutes.isdecimal() and int(hours) <= 24 and int(minutes) < 60):
            raise Refused(tr("写成 09:30"))
        return int(hours) * 60 + int(minutes)


def _pick_cells(desk: Desk) -> Rows:
    """By building and entrance, or by a list of codes."""
    building = ChoiceField(
        "batch_building",
        [(None, tr("全部未收楼的")), *((row.id, row.name) for row in desk.read(buildings) if row.units)],
    )
    building.set_value(None)
    entrance = TextField("batch_entrance", tr("如 1，空着就是全部单元"), limit=20)
    codes = TextField("batch_codes", tr("如 5-1-0301 5-1-0302，空格或逗号隔开"), limit=4_000)
    return [
        (
            ("building_id", building, tr("楼栋"), 2),
            ("entrance", entrance, tr("单元（可不填）"), 2),
            ("codes", codes, tr("或者只要这些房号（可不填）"), 4),
        ),
    ]


class BatchDialog(ActDialog):
    """A batch new, or corrected."""

    def __init__(
        self,
        desk: Desk,
        then: Callable[[Any], object],
        batch: BatchRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        token, today = uuid4().hex, desk.clock.today()
        self._batch = batch
        hours = batch.hours if batch is not None else Hours()
        fields = self._fields(desk, today, hours)
        rows = self._rows(fields)
        if batch is None:
            rows += _pick_cells(desk)

        def command(v: dict[str, Any]) -> MakeBatch | ChangeBatch:
            facts = BatchFacts(
                v["name"], v["starts_on"], v["last_on"], v["place"], v["bring"], v["dues"],
                Hours(v["opens"] or 0, v["closes"] or 0, v["pause_from"] or 0, v["pause_to"] or 0, v["limit"]),
                v["fees_from"],
            )  # fmt: skip
            if batch is not None:
                return ChangeBatch(batch.id, facts)
            return MakeBatch(facts, UnitPick(v["building_id"], v["entrance"], v["codes"]), token)

        title = tr("改批次 {number}", number=batch.number) if batch is not None else tr("新建收楼批次")
        super().__init__(
            desk, "handover_batch_dialog", title, rows, change_batch if batch is not None else make_batch, command,
            text="" if batch is not None else self._told(desk), then=then, width=WIDE, parent=parent,
        )  # fmt: skip
        self.drafts: DialogDrafts | None = None
        if batch is None:
            self.drafts = DialogDrafts(desk, self, DRAFTS, self._draft_title, lambda: self.fields)

    def _draft_title(self) -> str:
        return tr("新建收楼批次 {name}", name=self.fields["name"].typed() or "").strip()

    @staticmethod
    def _told(desk: Desk) -> str:
        count = len(desk.read(pick_units, UnitPick()))
        if not count:
            return tr("没有可排的房屋：未收楼的都已在批次里。")
        return tr("还有 {n} 户未收楼、没有排进批次。", n=count)

    def _fields(self, desk: Desk, today: date, hours: Hours) -> dict[str, Field]:
        batch = self._batch
        fields: dict[str, Field] = {
            "name": TextField("batch_name", tr("如 5栋第一批"), required=True, limit=LONGEST_NAME),
            "starts_on": DateField("batch_starts_on", today=desk.clock.today, required=True),
            "last_on": DateField("batch_last_on", today=desk.clock.today, required=True),
            "place": TextField("batch_place", tr("如 会所一层多功能厅"), required=True, limit=120),
            "fees_from": DateField("batch_fees_from", today=desk.clock.today),
            "opens": TimeField("batch_opens", "09:00", required=True, limit=5),
            "closes": TimeField("batch_closes", "17:00", required=True, limit=5),
            "pause_from": TimeField("batch_pause_from", "12:00", limit=5),
            "pause_to": TimeField("batch_pause_to", "13:30", limit=5),
            "limit": NumberField("batch_limit", least=1, most=MOST_A_SLOT, unit=tr("户"), required=True),
            "bring": TextField("batch_bring", tr("一样一样用顿号隔开"), limit=500),
            "dues": TextField("batch_dues", tr("如 水、电各预存 200 元，多退少补"), limit=500),
        }
        starts = batch.starts_on if batch is not None else today
        values: dict[str, Any] = {
            "name": batch.name if batch is not None else "",
            "starts_on": starts,
            "last_on": batch.last_on if batch is not None else today + timedelta(days=13),
            "place": batch.place if batch is not None else "",
            "fees_from": batch.fees_from if batch is not None else None,
            "opens": clock_words(hours.opens),
            "closes": clock_words(hours.closes),
            "pause_from": clock_words(hours.pause_from) if hours.pause_to else "",
            "pause_to": clock_words(hours.pause_to) if hours.pause_to else "",
            "limit": hours.limit,
            "bring": batch.bring if batch is not None else tr(BRING),
            "dues": batch.dues if batch is not None else "",
        }
        for name, value in values.items():
            fields[name].set_value(value)
        return fields

    @staticmethod
    def _rows(fields: dict[str, Field]) -> Rows:
        words = {
            "name": tr("名称"), "starts_on": tr("从哪天"), "last_on": tr("到哪天"), "place": tr("在哪里办"),
            "fees_from": tr("费用从哪天起（可不填）"), "opens": tr("开始"), "closes": tr("结束"), "pause_from": tr("午休从"),
            "pause_to": tr("午休到"), "limit": tr("每半小时几户"), "bring": tr("请业主带上"), "dues": tr("费用说明（可不填）"),
        }  # fmt: skip
        lines = (
            ("name", "starts_on", "last_on"),
            ("place", "fees_from"),
            ("opens", "closes", "pause_from", "pause_to", "limit"),
            ("bring", "dues"),
        )
        wide = {"name": 2, "place": 2}
        return [
            tuple((name, fields[name], words[name], wide.get(name, 1)) for name in line) for line in lines
        ]


def add_units_dialog(
    desk: Desk, batch: BatchRow, then: Callable[[MadeBatch], object], parent: QWidget
) -> ActDialog:
    """More homes for a batch."""
    return ActDialog(
        desk, "handover_add_units_dialog", tr("往“{name}”里加房屋", name=batch.name), _pick_cells(desk), add_units,
        lambda v: AddUnits(batch.id, UnitPick(v["building_id"], v["entrance"], v["codes"])), save_text=tr("加进去"),
        then=then, parent=parent,
    ).start()  # fmt: skip


def lists_dialog(desk: Desk, then: Callable[[Any], object], parent: QWidget) -> ActDialog:
    """The office's papers and places, one a line; what is only handed out begins with 发, what may be left out with 可."""
    papers = AreaField("lists_papers", lines=8, required=True)
    lines = []
    for paper in desk.read(listed_papers):
        marks = "".join((tr("可") if not paper.needed else "", tr("发") if not paper.signed else ""))
        lines.append(f"{marks} {paper.name}" if marks else paper.name)
    papers.set_value("\n".join(lines))
    places = AreaField("lists_places", lines=3, required=True)
    places.set_value("、".join(desk.read(listed_places)))
    block = TickField("lists_block", tr("欠费没有收清，要主管准许才能收楼"))
    block.set_value(desk.read(blocks_unpaid))
    days = NumberField("lists_days", least=1, most=MOST_DAYS, unit=tr("天"), required=True)
    days.set_value(desk.read(mend_days))

    def command(v: dict[str, Any]) -> SetLists:
        read = tuple(read_paper(line) for line in v["papers"].splitlines() if line.strip())
        return SetLists(
            read, tuple(p for p in v["places"].replace("，", "、").replace("\n", "、").split("、") if p.strip()),
            bool(v["block_unpaid"]), v["mend_days"],
        )  # fmt: skip

    rows: Rows = [
        (("papers", papers, tr("文件，一行一份"), 1),),
        (("places", places, tr("验房的部位，用顿号隔开"), 1),),
        (("mend_days", days, tr("遗留问题答应几天内修好"), 1), ("block_unpaid", block, tr("欠费"), 2)),
    ]
    return ActDialog(
        desk, "handover_lists_dialog", tr("收楼的清单"), rows, set_lists, command,
        text=tr("文件前面写“发 ”是只发放不签字，写“可 ”是可以不办，写“可发 ”是两样都是。改了以后，以前签过的不变。"), then=then,
        width=WIDE, parent=parent,
    ).start(papers)  # fmt: skip


def read_paper(line: str) -> ListedPaper:
    """`可发 业主手册`: handed out, may be left out."""
    head, blank, rest = line.strip().partition(" ")
    if not blank or set(head) - {tr("可"), tr("发")}:
        return ListedPaper(line.strip())
    return ListedPaper(rest.strip(), signed=tr("发") not in head, needed=tr("可") not in head)
