"""装修告知书 for who builds, and 邻居告知书 for the stairwell (articles 5, 6, 11 and 15) on A4."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.decoration.documents import Guide, Hours, NeighbourNotice
from frontdesk.areas.decoration.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.text import tr

_WORDS = 10.5
_LARGE = 13.0
_HOURS = Hours("周一至周五 08:00–12:00，14:00–18:00", "周六、周日和法定节假日不得有噪声施工")


# -- 装修告知书 --


def compose_guide(press: Press, guide: Guide, paper: Paper, copy: str) -> None:
    """What nobody may do, what needs leave first, when it may be loud; signed for."""
    sheet, site = s.new_sheet(paper), guide.site
    s.bold_line(sheet, tr("{who}、{firm}：", who=site.who, firm=site.firm))
    sheet.paragraph(
        tr("按《住宅室内装饰装修管理办法》（建设部令第110号），开工前把禁止的行为和注意事项告知如下，请转告每位施工人员。"),
        size=_WORDS,
    )  # fmt: skip
    for name, texts in guide_points(guide):
        sheet.section(name, rows=1)
        s.terms(sheet, texts, size=s.TEXT)
    sheet.flow.skip(1.0)
    s.facts(sheet, s.site_pairs(site))
    labels = [tr("住户签收"), tr("施工负责人签收"), tr("告知人"), tr("日期")]
    s.signatures(sheet, labels, site)
    s.finish(press, sheet, guide, tr("装修告知书"), copy)


def guide_points(guide: Guide) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The headings and their sentences."""
    hours = guide.hours
    loud = [tr("有噪声的施工限在{spans}。", spans=hours.spans)]
    if hours.days_off:
        loud.append(tr("{words}。", words=hours.days_off))
    return (
        (
            tr("一、谁都不能做的（第五条）"),
            (
                tr("没有原设计单位或相应资质设计单位的方案，变动建筑主体和承重结构。"),
                tr("把没有防水要求的房间或阳台改成卫生间、厨房。"),
                tr("扩大承重墙上原有的门窗，拆除连接阳台的砖墙、混凝土墙（窗下墙也是）。"),
                tr("损坏房屋原有的节能设施，降低节能效果；以及其他影响结构和使用安全的行为。"),
            ),
        ),
        (
            tr("二、先有批准或方案才能做的（第六条至第九条）"),
            (
                tr("搭建建筑物、构筑物，改外立面，在非承重外墙上开门窗：规划部门批准。"),
                tr("拆改供暖管道和设施：供暖单位批准；拆改燃气管道和设施：燃气单位批准。"),
                tr("增加楼面荷载超过标准的：设计单位的方案。"),
                tr(
                    "改动卫生间、厨房防水层：按防水标准做施工方案，完工后闭水不少于 {n} 小时。",
                    n=guide.test_hours,
                ),
                tr("涉及上面各项以及主体结构的，由有相应资质的装饰企业施工。"),
            ),
        ),
        (tr("三、施工时间（第十一条）"), tuple(loud)),
        (
            tr("四、现场"),
            (
                tr("施工许可证贴在门外，施工人员佩戴临时出入证；现场配灭火器，电焊、明火作业先到前台登记。"),
                tr("垃圾装袋运到指定地点，不从高处抛撒，不占用、堵塞楼道和消防通道，不倒进下水管。"),
                tr("不动烟感、喷淋、对讲和公共管线；关水、关总闸前先告诉前台。"),
                tr(
                    "我们会不定期巡查，请让检查人员进门查看；改变施工内容、换施工单位、延长期限，先到前台办理。"
                ),
            ),
        ),
        (
            tr("五、后果"),
            (
                tr("违反上面规定的，书面通知整改；逾期不改或者已经造成后果的，依第十七条报告主管部门。"),
                tr(
                    "损坏公共部位、堵漏管道、影响邻居的，由装修人负责修复和赔偿，责任在施工单位的可以向其追偿。"
                ),
            ),
        ),
    )


def guide_sample() -> Guide:
    """The same home's."""
    return Guide("ZX-2026-0087-GZ", s.SAMPLE_SITE, date(2026, 10, 22), _HOURS, 48, "林晓")


GUIDE: Form[Guide] = Form(
    key="decoration_guide",
    title="装修告知书",
    document=Guide,
    sizes=(A4,),
    compose=compose_guide,
    sample=guide_sample,
    number=lambda guide: guide.number,
    day=lambda guide: guide.day,
    fault=no_fault,
    bookmark=lambda guide: (guide.site.unit, guide.number),
    labels=s.LABELS,
)


# -- 邻居告知书 --


def compose_neighbours(press: Press, notice: NeighbourNotice, paper: Paper, copy: str) -> None:
    """For the stairwell, in large type; without the neighbours' eyes on anybody's telephone number."""
    sheet, site = s.new_sheet(paper, first_top=34.0), notice.site
    s.bold_line(sheet, tr("各位邻居："))
    sheet.paragraph(
        tr(
            "{unit} 将在 {first}至 {last}装修，由{firm}施工。施工期间可能有声响和搬运，给您带来不便，请谅解。",
            unit=site.unit, first=parts.long_day(site.starts_on), last=parts.long_day(site.ends_on), firm=site.firm,
        ),
        size=_LARGE,
        after=3.0,
    )  # fmt: skip
    loud = "；".join(words for words in (notice.hours.spans, notice.hours.days_off) if words)
    s.facts(
        sheet, [], [(tr("施工内容"), notice.summary), (tr("施工时间"), loud), (tr("装修档案"), site.file)]
    )
    texts = [
        tr("不在上面的时间施工、声响过大、占用楼道或乱堆垃圾的，请告诉前台，我们到场处理。"),
        tr("发现拆承重墙、拆窗下墙、改燃气管道的，请马上告诉前台。"),
    ]
    if notice.water:
        texts.append(tr("卫生间、厨房重做防水后要做闭水试验，届时请楼下住户开门查看有没有渗漏。"))
    s.terms(sheet, texts, size=_LARGE)
    if site.office_phone:
        told = tr("前台电话 {phone}", phone=site.office_phone)
        sheet.flow.skip(2.0)
        s.bold_line(sheet, told)
    sheet.flow.skip(8.0)
    s.seal(sheet, site, notice.day)
    s.finish(press, sheet, notice, tr("邻居告知书"), copy)


def neighbours_sample() -> NeighbourNotice:
    """The same home's."""
    return NeighbourNotice(
        "ZX-2026-0087-LJ", s.SAMPLE_SITE, date(2026, 10, 22), _HOURS, "厨房、主卫防水与水电改造；拆除轻质隔墙（图纸 2 号）",
        True, "林晓",
    )  # fmt: skip


NEIGHBOURS: Form[NeighbourNotice] = Form(
    key="decoration_neighbours",
    title="邻居告知书",
    document=NeighbourNotice,
    sizes=(A4,),
    compose=compose_neighbours,
    sample=neighbours_sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=no_fault,
    bookmark=lambda notice: (notice.site.unit, notice.number),
    labels=s.LABELS,
)
