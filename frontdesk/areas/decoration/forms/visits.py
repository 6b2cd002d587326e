"""装修巡查记录 and 装修验收单 on A4: what was looked at, what was found, water tests, breaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from frontdesk.areas.decoration.documents import BreachLine, FindingLine, VisitRecord, WaterLine
from frontdesk.areas.decoration.forms import sheet as s
from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.text import tr


def compose_patrol(press: Press, record: VisitRecord, paper: Paper, copy: str) -> None:
    """A 巡查 or 复查."""
    sheet = s.new_sheet(paper)
    _facts(sheet, record)
    _findings(sheet, record, tr("逐项查看"))
    _breaches(sheet, record)
    s.signatures(sheet, [tr("检查人签字"), tr("现场负责人签字"), tr("住户签字"), tr("日期")], record.site)
    s.finish(press, sheet, record, tr("装修巡查记录"), copy)


def compose_acceptance(press: Press, record: VisitRecord, paper: Paper, copy: str) -> None:
    """A 初验 or 复验."""
    sheet = s.new_sheet(paper)
    _facts(sheet, record)
    _findings(sheet, record, tr("逐项验收（对照批准的施工内容）"))
    sheet.section(tr("闭水试验"))
    if record.water:
        s.ruled(
            sheet,
            [
                (tr("房间"), 20.0), (tr("开始"), 31.0), (tr("结束"), 31.0), (tr("时长"), 18.0), (tr("结果"), 16.0),
                (tr("见证人"), 34.0),
            ],
            [
                (
                    line.room, parts.minute(line.started_at), parts.minute(line.ended_at),
                    tr("{n} 小时", n=line.hours), tr("不渗漏") if line.passed else tr("渗漏"), line.seen_by, line.words,
                )
                for line in record.water
            ],
            last=tr("说明"),
        )  # fmt: skip
    else:
        sheet.paragraph(tr("没有闭水试验记录。"), size=s.TEXT, indent=False)
    _breaches(sheet, record)
    good = not any(line.result == "违规" for line in record.lines) and record.result != "违规"
    told = (
        tr("结论：{kind}合格。", kind=record.kind)
        if good
        else tr("结论：{kind}不合格，整改后再验。", kind=record.kind)
    )
    s.bold_line(sheet, told)
    labels = [tr("验收人签字"), tr("工程主管签字"), tr("住户签字"), tr("施工单位签字")]
    s.signatures(sheet, labels, record.site)
    s.finish(press, sheet, record, tr("装修验收单"), copy)


def _facts(sheet: Letter, record: VisitRecord) -> None:
    pairs = [
        *s.site_pairs(record.site),
        (tr("检查"), tr("第 {n} 次{kind}", n=record.no, kind=record.kind)),
        (tr("日期"), f"{record.visited_on}"),
        (tr("检查人"), record.inspector),
        (tr("结果"), record.result),
    ]
    photos = tr("存档照片 {n} 张", n=record.photos) if record.photos else ""
    s.facts(sheet, pairs, [(tr("现场情况"), "　".join(w for w in (record.seen, photos) if w))])


def _findings(sheet: Letter, record: VisitRecord, name: str) -> None:
    if not record.lines:
        return
    sheet.section(name)
    s.ruled(
        sheet,
        [(tr("序"), 9.0), (tr("房间"), 24.0), (tr("项目和做法"), 68.0), (tr("结果"), 18.0)],
        [(str(n), x.room, x.work, x.result, x.words) for n, x in enumerate(record.lines, 1)],
        last=tr("说明"),
    )


def _breaches(sheet: Letter, record: VisitRecord) -> None:
    if not record.breaches:
        return
    sheet.section(tr("开出的整改通知"))
    s.ruled(
        sheet,
        [(tr("通知书"), 30.0), (tr("依据"), 30.0), (tr("违规情况"), 88.0)],
        [(x.number, x.article, x.what, f"{x.limit_on}") for x in record.breaches],
        last=tr("整改期限"),
    )


def patrol_sample() -> VisitRecord:
    """A visit that found a wall."""
    return VisitRecord(
        number="ZX-2026-0087-XC03", site=s.SAMPLE_SITE, day=date(2026, 11, 18), kind="巡查", no=3,
        visited_on=date(2026, 11, 18), result="违规", seen="水电开槽、垃圾清运；楼道干净", inspector="谢安平",
        lines=(
            FindingLine("厨房", "水电改造　改水槽和插座位置", "符合", "开槽未伤钢筋"),
            FindingLine("主卫", "重做防水　地面和 1.8 m 高墙面", "", ""),
            FindingLine("客厅", "拆改轻质隔墙　厨房与餐厅之间", "符合", ""),
            FindingLine("范围以外", "", "违规", "阳台窗下墙凿除 0.4 ㎡，图纸上没有"),
        ),
        water=(),
        breaches=(BreachLine("ZG-2026-0012", "第五条（三）", "阳台窗下墙凿除 0.4 ㎡", date(2026, 11, 21)),),
        photos=3, clerk="何倩",
    )  # fmt: skip


def acceptance_sample() -> VisitRecord:
    """The first look at the finished home."""
    return replace(
        patrol_sample(),
        number="ZX-2026-0087-CY01",
        day=date(2027, 1, 18),
        kind="初验",
        no=1,
        visited_on=date(2027, 1, 18),
        result="符合",
        seen="全屋看过，阳台窗下墙已按原样砌回",
        lines=tuple(
            replace(line, result="符合", words=words)
            for line, words in zip(patrol_sample().lines[:3], ("", "闭水合格", ""), strict=True)
        ),
        water=(
            WaterLine("主卫", datetime(2027, 1, 14, 9, 0), datetime(2027, 1, 16, 9, 30), 48, True, "李静、楼下 0201", ""),  # noqa: DTZ001
        ),
        breaches=(),
        photos=6,
    )  # fmt: skip


PATROL: Form[VisitRecord] = Form(
    key="decoration_patrol",
    title="装修巡查记录",
    document=VisitRecord,
    sizes=(A4,),
    compose=compose_patrol,
    sample=patrol_sample,
    number=lambda record: record.number,
    day=lambda record: record.visited_on,
    fault=no_fault,
    bookmark=lambda record: (record.site.unit, record.number),
    labels=s.LABELS,
)

ACCEPTANCE: Form[VisitRecord] = replace(
    PATROL,
    key="decoration_acceptance",
    title="装修验收单",
    compose=compose_acceptance,
    sample=acceptance_sample,
)
