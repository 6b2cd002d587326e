"""装修申请表 and 装饰装修管理服务协议 on A4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontdesk.areas.decoration.documents import Agreement, Application, Hours, ScopeLine
from frontdesk.areas.decoration.forms import sheet as s
from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, HEAD_LINE, OUTER_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_TICK_ROW = 6.6
_POINTS = 9.5
_HOURS = Hours("周一至周五 08:00–12:00，14:00–18:00", "周六、周日和法定节假日不得有噪声施工")
_LINES = (
    ScopeLine(1, "厨房", "水电改造　改水槽和插座位置", "图纸 1 号", "允许", ""),
    ScopeLine(2, "主卫", "重做防水　地面和 1.8 m 高墙面", "图纸 1 号", "允许", "第八条：闭水 48 小时"),
    ScopeLine(3, "客厅", "拆改轻质隔墙　厨房与餐厅之间", "图纸 2 号", "允许", "图纸 2 号，非承重"),
    ScopeLine(4, "阳台", "封阳台　断桥铝窗", "图纸 3 号", "按条件", "第十六条（五）：统一样式"),
)


# -- 装修申请表 --


def compose_application(press: Press, made: Application, paper: Paper, copy: str) -> None:
    """Who, what (many items run over pages), which papers came, what is promised, what the office says."""
    sheet, site = s.new_sheet(paper), made.site
    pairs = [
        *s.site_pairs(site),
        (tr("营业执照"), site.licence),
        (tr("申请日期"), f"{made.applied_on}"),
    ]
    s.facts(sheet, pairs, [(tr("业主同意"), made.consent), (tr("施工内容"), made.summary)])
    sheet.section(tr("装修项目（{n} 项）", n=len(made.lines)))
    s.ruled(
        sheet,
        [
            (tr("序"), 9.0),
            (tr("房间"), 22.0),
            (tr("项目和做法"), 66.0),
            (tr("图纸"), 22.0),
            (tr("审查"), 18.0),
        ],
        [(str(x.no), x.room, x.work, x.drawing, x.verdict, x.ground) for x in made.lines],
        last=tr("依据与条件"),
    )
    sheet.section(tr("随申请交来的材料（第十四条，已收的打勾）"))
    for first in range(0, len(made.papers), 2):
        _ticks(sheet, made.papers[first : first + 2])
    sheet.flow.skip(2.0)
    sheet.section(tr("申请人承诺"))
    s.terms(sheet, pledges(), size=BODY_SIZE)
    sheet.flow.skip(1.0)
    s.facts(sheet, [], [(tr("受理"), made.accepted), (tr("工程审批"), made.opinion)])
    s.signatures(sheet, [tr("申请人签字"), tr("日期"), tr("受理人"), tr("工程审批人")], site)
    s.finish(press, sheet, made, tr("装修申请表"), copy)


def pledges() -> tuple[str, ...]:
    """What the applicant puts their name to."""
    return (
        tr("上面填写的内容和交来的材料真实有效；要增加或改变施工内容，先到前台变更，批准后再施工。"),
        tr("不动承重墙、梁、柱、楼板和阳台窗下墙；不改燃气、供暖管道；不把没有防水的房间改成卫生间、厨房。"),
        tr("按规定的时间施工，垃圾装袋堆放到指定地点；接受巡查，对指出的问题按期整改。"),
        tr("施工损坏公共部位、管线或相邻住户财物的，由申请人负责修复和赔偿，再按合同向施工单位追偿。"),
    )


def _ticks(sheet: Letter, some: Sequence[tuple[str, str, bool]]) -> None:
    """Two papers beside each other, each with its box and article."""
    left, half = sheet.paper.left, sheet.paper.room / 2

    def draw(page: Page, y: float) -> None:
        for at, (name, ground, there) in enumerate(some):
            x = left + at * half
            page.rect(x, y + 1.2, 3.4, 3.4, HEAD_LINE)
            if there:
                page.line(x + 0.7, y + 2.9, x + 1.5, y + 3.9, OUTER_LINE)
                page.line(x + 1.5, y + 3.9, x + 2.9, y + 1.8, OUTER_LINE)
            shown = fit(tr("{name}　{ground}", name=name, ground=ground), half - 8, lines=1)
            page.text(x + 5.0, y + 4.2, shown.lines[0], size=shown.size)

    sheet.flow.put(_TICK_ROW, draw)


def application_sample() -> Application:
    """Kitchen and bathroom, with a paper still missing."""
    return Application(
        number="ZX-2026-0087-SQ", site=s.SAMPLE_SITE, day=date(2026, 10, 19), applied_on=date(2026, 10, 19),
        consent="", summary="厨房、主卫防水与水电改造；拆除轻质隔墙（图纸 2 号）", lines=_LINES,
        papers=(
            ("产权证", "第十四条（一）", True), ("身份证", "第十四条（二）", True), ("申请表", "第十三条", True),
            ("施工图纸", "第十四条（三）", True), ("营业执照", "第十四条（六）", True), ("资质证书", "第九条", True),
            ("承诺书", "第十五条", True), ("防水施工方案", "第十四条（五）", True), ("协议", "第十六条", False),
        ),
        accepted="林晓　2026-10-19", opinion="同意。厨卫防水须闭水 48 小时，隔墙按图纸 2 号施工　吴涛　2026-10-21", clerk="林晓",
    )  # fmt: skip


APPLICATION: Form[Application] = Form(
    key="decoration_application",
    title="装修申请表",
    document=Application,
    sizes=(A4,),
    compose=compose_application,
    sample=application_sample,
    number=lambda made: made.number,
    day=lambda made: made.day,
    fault=no_fault,
    bookmark=lambda made: (made.site.unit, made.number),
    labels=s.LABELS,
)


# -- 装饰装修管理服务协议 --


def compose_agreement(press: Press, made: Agreement, paper: Paper, copy: str) -> None:
    """The nine points of article 16, drawn from the file."""
    sheet, site = s.new_sheet(paper), made.site
    s.facts(
        sheet,
        [
            (tr("甲方"), site.office), (tr("乙方"), site.who), (tr("房号"), site.unit), (tr("乙方电话"), site.phone),
            (tr("施工单位"), site.firm), (tr("现场负责人"), "　".join(w for w in (site.head, site.head_phone) if w)),
        ],
    )  # fmt: skip
    sheet.paragraph(
        tr("乙方装修自己使用的房屋，双方依据《住宅室内装饰装修管理办法》第十六条约定如下："),
        size=_POINTS,
    )
    _point(sheet, tr("一、施工内容"), (tr("乙方只施工下表所列项目，要增减的先到甲方办变更。"),))
    s.ruled(
        sheet,
        [(tr("序"), 9.0), (tr("房间"), 24.0), (tr("项目和做法"), 78.0), (tr("图纸"), 26.0)],
        [(str(x.no), x.room, x.work, x.drawing, x.ground) for x in made.lines],
        last=tr("依据与条件"),
    )
    points = agreement_points(made)
    for name, texts in points[:-1]:
        _point(sheet, name, texts)
    # No page carries signatures alone: the last point stays with them.
    name, texts = points[-1]
    count = sum(len(wrap("\u3000\u3000" + text, paper.room, size=_POINTS)) for text in texts)
    sheet.flow.put(
        6.4, lambda page, y: page.text(paper.left, y + 4.2, name, face=BOLD), keep=28.5 + 5.5 * count
    )
    for text in texts:
        sheet.paragraph(text, size=_POINTS, after=0.3)
    s.signatures(
        sheet, [tr("甲方（盖章）"), tr("乙方签字"), tr("经办人"), tr("施工单位签字")], site,
        day=tr("签订日期　{day}", day=parts.long_day(made.day)),
    )  # fmt: skip
    s.finish(press, sheet, made, tr("装饰装修管理服务协议"), copy)


def _point(sheet: Letter, name: str, texts: Sequence[str]) -> None:
    sheet.section(name, rows=1)
    for text in texts:
        sheet.paragraph(text, size=_POINTS, after=0.3)


def agreement_points(made: Agreement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Points two to nine: the heading and its sentences."""
    site, hours = made.site, made.hours
    quiet = tr("{words}。", words=hours.days_off) if hours.days_off else ""
    facade = tr("本次涉及外立面，按甲方给出的统一样式和位置施工，先送样再安装。") if made.facade else ""
    water = (
        tr("本次重做防水，完工后做不少于 {n} 小时的闭水试验，由甲方和楼下住户到场查看。", n=made.test_hours)
        if made.water
        else ""
    )
    fees = [
        (tr("装修管理服务费"), made.management_fee),
        (tr("装修垃圾清运费"), made.waste_fee),
        (tr("装修押金"), made.deposit),
    ]
    charged = [tr("{name} {amount} 元", name=name, amount=amount) for name, amount in fees if amount]
    money = (
        tr(
            "乙方开工前交：{fees}；合计 {sum} 元（{words}）。",
            fees="，".join(charged), sum=total(amount for _n, amount in fees),
            words=capitals(total(amount for _n, amount in fees)),
        )
        if charged
        else tr("本次装修不收管理服务费、垃圾清运费和押金。")
    )  # fmt: skip
    back = (
        tr(
            "竣工初验后满 {recheck} 天复验；复验合格后 {refund} 天内退还押金，不计利息。扣款的，逐笔写明违规记录和金额。",
            recheck=made.recheck_days, refund=made.refund_days,
        )
        if made.deposit
        else ""
    )  # fmt: skip
    return (
        (
            tr("二、施工期限"),
            (
                tr(
                    "自 {first}起至 {last}止。到期没有完工的，到期前办延期。",
                    first=parts.long_day(site.starts_on), last=parts.long_day(site.ends_on),
                ),
            ),
        ),
        (tr("三、施工时间"), (tr("有噪声的施工限在{spans}。", spans=hours.spans) + quiet,)),
        (
            tr("四、垃圾的清运与处置"),
            (tr("垃圾装袋，当天运到甲方指定的地点；不从窗口抛下，不堵楼道，不倒进下水管。电梯运料须做好保护。"),),
        ),
        (
            tr("五、外立面设施和防盗窗"),
            (facade + tr("空调外机、防盗窗、晾衣架、封阳台按小区统一的样式和位置安装，不在外墙另开门窗或孔洞。"),),
        ),
        (
            tr("六、禁止的行为和注意事项"),
            (
                tr("不变动主体和承重结构，不拆连接阳台的墙体，不扩大承重墙上的门窗，不损坏节能设施。"),
                tr("不把没有防水的房间或阳台改成卫生间、厨房；没有批准文件不改燃气、供暖管道，不搭建。"),
                tr("施工人员凭临时出入证进出，现场配灭火器，不在屋内住宿，不用明火取暖。") + water,
            ),
        ),
        (tr("七、费用和押金"), tuple(text for text in (money, back) if text)),
        (
            tr("八、违约责任"),
            (
                tr("甲方巡查发现违规的，书面通知整改；乙方应在限期内改正，损坏公共部位或他人财物的，修复或赔偿。"),
                tr("逾期不改，或者已经造成后果的，甲方依第十七条报告主管部门；押金中扣除的部分以实际损失为限。"),
                tr("甲方不按约定退还押金，或者无故阻碍施工的，承担因此造成的损失。"),
            ),
        ),
        (
            tr("九、其他约定"),
            (
                made.words or tr("没有其他约定。"),
                tr("本协议一式两份，双方各执一份，签字盖章后生效；发生争议先协商，协商不成的依法解决。"),
            ),
        ),
    )  # fmt: skip


def agreement_sample() -> Agreement:
    """The same home's."""
    return Agreement(
        number="ZX-2026-0087-XY", site=s.SAMPLE_SITE, day=date(2026, 10, 22), lines=_LINES, hours=_HOURS,
        management_fee=Money(0), waste_fee=Money(35_000), deposit=Money(200_000), refund_days=7, recheck_days=90,
        test_hours=48, facade=True, water=True, words="家具吊装另约时间，由甲方派人看护。", clerk="林晓",
    )  # fmt: skip


AGREEMENT: Form[Agreement] = Form(
    key="decoration_agreement",
    title="装饰装修管理服务协议",
    document=Agreement,
    sizes=(A4,),
    compose=compose_agreement,
    sample=agreement_sample,
    number=lambda made: made.number,
    day=lambda made: made.day,
    fault=no_fault,
    copies=lambda paper: (tr("物业联"), tr("住户联")),
    bookmark=lambda made: (made.site.unit, made.number),
    labels=s.LABELS,
)
