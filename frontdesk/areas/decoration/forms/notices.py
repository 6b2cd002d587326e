"""整改通知书, 停工通知书 and the letter to the authority (article 17) on A4."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.decoration.documents import BreachLine, BreachNotice, ReportLetter, StopNotice
from frontdesk.areas.decoration.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.text import tr

_WORDS = 11.0


# -- 整改通知书 --


def compose_rectify(press: Press, notice: BreachNotice, paper: Paper, copy: str) -> None:
    """What was found, what it offends, until when it is to be mended, what follows otherwise."""
    sheet, site = s.new_sheet(paper), notice.site
    s.bold_line(sheet, tr("{who}、{firm}：", who=site.who, firm=site.firm))
    sheet.paragraph(
        tr(
            "{unit} 装修（{file}）{day}检查时发现下列问题，请按期整改：",
            unit=site.unit, file=site.file, day=parts.long_day(notice.found_on),
        ),
        size=_WORDS,
        after=3.0,
    )  # fmt: skip
    ground = tr("{article}：{rule}", article=notice.article, rule=notice.rule)
    wide = [
        (tr("违规情况"), notice.what),
        (tr("依据"), tr("《住宅室内装饰装修管理办法》{ground}", ground=ground)),
        (tr("整改要求"), notice.demand or tr("停止该项施工，恢复原状或按批准的方案改正")),
        (tr("整改期限"), tr("{day}以前", day=parts.long_day(notice.limit_on))),
    ]
    s.facts(sheet, s.site_pairs(site), wide)
    if notice.agreement:
        after = tr("逾期不改的，按装饰装修管理服务协议的违约责任处理。")
    elif notice.reported:
        after = tr(
            "逾期不改，或者已经造成后果的，我们将依第十七条报告主管部门，并按装饰装修管理服务协议处理。"
        )
    else:
        after = tr("逾期不改的，按装饰装修管理服务协议处理，并提请主管部门处理。")
    sheet.paragraph(after, size=_WORDS)
    sheet.paragraph(
        tr("整改完成后请告诉前台，我们到场复查。对本通知有异议的，也请在期限内到前台说明。"), size=_WORDS
    )
    sheet.flow.skip(3.0)
    s.seal(sheet, site, notice.day)
    sheet.flow.skip(4.0)
    sheet.section(tr("签收"), rows=3)
    s.receipt(sheet, [tr("签收人"), tr("日期"), tr("送达人")])
    s.finish(press, sheet, notice, tr("整改通知书"), copy)


def rectify_sample() -> BreachNotice:
    """A wall under a window."""
    return BreachNotice(
        number="ZG-2026-0012", site=s.SAMPLE_SITE, day=date(2026, 11, 18), breach="ZG-2026-0012",
        article="第五条（三）", rule="扩大承重墙门窗，拆连接阳台的砖、混凝土墙", agreement=False, reported=True,
        what="阳台窗下墙凿除 0.4 ㎡，图纸上没有", demand="停止拆墙，按原样砌回，完工前通知前台复查",
        found_on=date(2026, 11, 18), limit_on=date(2026, 11, 21), clerk="何倩",
    )  # fmt: skip


RECTIFY: Form[BreachNotice] = Form(
    key="decoration_rectify",
    title="整改通知书",
    document=BreachNotice,
    sizes=(A4,),
    compose=compose_rectify,
    sample=rectify_sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=no_fault,
    copies=lambda paper: (tr("住户联"), tr("存档联")),
    bookmark=lambda notice: (notice.site.unit, notice.number),
    labels=s.LABELS,
)


# -- 停工通知书 --


def compose_stop(press: Press, notice: StopNotice, paper: Paper, copy: str) -> None:
    """From when, why, which breaches are open, and what it takes to go on."""
    sheet, site = s.new_sheet(paper), notice.site
    s.bold_line(sheet, tr("{who}、{firm}：", who=site.who, firm=site.firm))
    sheet.paragraph(
        tr(
            "{unit} 装修（{file}）自 {day}起停止施工，装修施工许可证同时停用。",
            unit=site.unit, file=site.file, day=parts.long_day(notice.stopped_on),
        ),
        size=_WORDS,
        after=3.0,
    )  # fmt: skip
    s.facts(sheet, s.site_pairs(site), [(tr("停工原因"), notice.why), (tr("决定人"), notice.by)])
    if notice.breaches:
        sheet.section(tr("没有整改的违规"))
        s.ruled(
            sheet,
            [(tr("通知书"), 30.0), (tr("依据"), 30.0), (tr("违规情况"), 88.0)],
            [(x.number, x.article, x.what, f"{x.limit_on}") for x in notice.breaches],
            last=tr("整改期限"),
        )
    s.terms(
        sheet,
        (
            tr("停工期间施工人员不得进场施工；看护现场、运走材料的，先到前台登记。"),
            tr("请关好水、电、燃气阀门，做好已拆部位的临时防护。"),
            tr(
                "整改完成、经复查合格并办理复工后，方可继续施工。停工的天数不自动顺延施工期限，要延长的请办延期。"
            ),
        ),
        size=_WORDS,
    )
    sheet.flow.skip(3.0)
    s.seal(sheet, site, notice.day)
    sheet.flow.skip(4.0)
    sheet.section(tr("签收"), rows=3)
    s.receipt(sheet, [tr("签收人"), tr("日期"), tr("送达人")])
    s.finish(press, sheet, notice, tr("停工通知书"), copy)


def stop_sample() -> StopNotice:
    """Stopped for the wall."""
    return StopNotice(
        number="ZX-2026-0087-TG11", site=s.SAMPLE_SITE, day=date(2026, 11, 22), stopped_on=date(2026, 11, 22),
        why="阳台窗下墙逾期没有恢复，仍在拆改",
        breaches=(BreachLine("ZG-2026-0012", "第五条（三）", "阳台窗下墙凿除 0.4 ㎡，图纸上没有", date(2026, 11, 21)),),
        by="吴涛", clerk="何倩",
    )  # fmt: skip


STOP: Form[StopNotice] = Form(
    key="decoration_stop",
    title="停工通知书",
    document=StopNotice,
    sizes=(A4,),
    compose=compose_stop,
    sample=stop_sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=no_fault,
    copies=lambda paper: (tr("住户联"), tr("存档联")),
    bookmark=lambda notice: (notice.site.unit, notice.number),
    labels=s.LABELS,
)


# -- 情况报告函 --


def compose_report(press: Press, letter: ReportLetter, paper: Paper, copy: str) -> None:
    """The letter: what happened, what we did, what is asked for."""
    sheet, site = s.new_sheet(paper), letter.site
    s.bold_line(sheet, tr("{authority}：", authority=letter.authority or "________________________"))
    sheet.paragraph(
        tr(
            "依据《住宅室内装饰装修管理办法》（建设部令第110号）第十七条，现将{estate} {unit} 装修中的违规情况报告如下：",
            estate=site.estate, unit=site.unit,
        ),
        size=_WORDS,
        after=3.0,
    )  # fmt: skip
    wide = [
        (tr("地址"), letter.address),
        (tr("违规情况"), letter.what),
        (tr("违反规定"), tr("{article}：{rule}", article=letter.article, rule=letter.rule)),
    ]
    s.facts(sheet, s.site_pairs(site), wide)
    sheet.paragraph(
        tr(
            "{found}检查发现后，我们以整改通知书 {number} 要求：{demand}。期限为 {limit}。",
            found=parts.long_day(letter.found_on), number=letter.breach,
            demand=letter.demand.rstrip("。") or tr("停止该项施工，恢复原状"), limit=parts.long_day(letter.limit_on),
        ),
        size=_WORDS,
    )  # fmt: skip
    for day, words in letter.checks:
        told = tr("{day}复查：{words}。", day=parts.long_day(day), words=words.rstrip("。"))
        sheet.paragraph(told, size=_WORDS)
    sheet.paragraph(_standing(letter), size=_WORDS)
    sheet.paragraph(tr("请贵单位依法处理。我们配合现场查看，并提供巡查记录、照片和整改通知书。"), size=_WORDS)
    sheet.flow.skip(6.0)
    s.seal(sheet, site, letter.day)
    s.finish(press, sheet, letter, tr("情况报告函"), copy)


def _standing(letter: ReportLetter) -> str:
    if letter.mended_on is not None:
        return tr("该行为已经造成事实后果，{day}复查时已经改正。", day=parts.long_day(letter.mended_on))
    if letter.done:
        return tr("该行为已经造成事实后果，到今天没有改正。")
    return tr("整改期限已过，到今天没有改正。")


def report_sample() -> ReportLetter:
    """The wall was not put back."""
    return ReportLetter(
        number="ZG-2026-0012-BG", site=s.SAMPLE_SITE, day=date(2026, 11, 22), authority="杭州市西湖区住房和城乡建设局",
        breach="ZG-2026-0012", article="第五条（三）", rule="扩大承重墙门窗，拆连接阳台的砖、混凝土墙",
        what="阳台窗下墙凿除 0.4 ㎡，图纸上没有", demand="停止拆墙，按原样砌回，完工前通知前台复查",
        found_on=date(2026, 11, 18), limit_on=date(2026, 11, 21), done=False, mended_on=None,
        checks=((date(2026, 11, 22), "没有整改到位，墙没有砌回"),), address="杭州市西湖区翠苑街道文三路 318 号", clerk="何倩",
    )  # fmt: skip


REPORT: Form[ReportLetter] = Form(
    key="decoration_report",
    title="情况报告函",
    document=ReportLetter,
    sizes=(A4,),
    compose=compose_report,
    sample=report_sample,
    number=lambda letter: letter.number,
    day=lambda letter: letter.day,
    fault=no_fault,
    copies=lambda paper: (tr("报送联"), tr("存档联")),
    bookmark=lambda letter: (letter.site.unit, letter.number),
    labels=s.LABELS,
)
