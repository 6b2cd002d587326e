"""场地使用协议 on A4 and 代办受理单 with its tear-off on A5 (D2.6)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.areas.reception.documents.services import ErrandSlip, HandedPaper, PlaceAgreement
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import code128
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, A5, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_BAR = 0.33
_BAR_HIGH = 9.0
_STUB = 32.0


def compose_agreement(press: Press, agreement: PlaceAgreement, paper: Paper, copy: str) -> None:
    """Which place, when, what for, at what price and how it was reckoned; the terms; both parties sign."""
    sheet = s.new_sheet(paper)
    a = agreement
    sheet.paragraph(
        tr(
            "{office}（以下称甲方）同意 {booker}（以下称乙方）按下面的约定使用场地。",
            office=a.office,
            booker=a.booker,
        ),
        after=1.6,
    )
    s.facts(
        sheet,
        [
            (tr("场地"), "　".join(word for word in (a.place, tr(a.kind), a.size) if word)),
            (tr("位置"), a.location),
            (tr("使用方"), a.booker),
            (tr("房号"), a.unit),
            (tr("联系人"), "　".join(word for word in (a.contact, a.phone) if word)),
        ],
        [
            (tr("用途"), a.purpose),
            (
                tr("使用日期"),
                tr("{first} 至 {last}，首尾两天都算，共 {n} 天",
                   first=parts.long_day(a.first), last=parts.long_day(a.last), n=a.days),
            ),
            (tr("使用费"), _money(a.fee)),
            (tr("怎样算的"), a.how if a.fee else ""),
            (tr("押金"), _money(a.deposit) if a.deposit else ""),
            (tr("付清期限"), parts.long_day(a.due_on) if a.due_on is not None else ""),
            (tr("备注"), a.words),
        ],
    )  # fmt: skip
    s.bold_line(sheet, tr("双方约定"))
    for at, line in enumerate(a.terms, 1):
        sheet.paragraph(f"{at}．{line}", indent=False, after=0.8)
    sheet.flow.skip(2.0)
    sheet.paragraph(
        tr("本协议一式两份，双方各执一份，签字盖章后生效。费用以前台开的收款收据为准。"),
        indent=False,
        after=3.0,
    )
    labels = [
        tr("甲方（盖章）"),
        tr("乙方（签字、盖章）"),
        tr("经办人"),
        tr("证件号码"),
        tr("日期"),
        tr("日期"),
    ]
    s.sign_rows(sheet, labels, step=13.0)
    s.finish(press, sheet, agreement, tr("场地使用协议"), copy)


def compose_slip(press: Press, slip: ErrandSlip, paper: Paper, copy: str) -> None:
    """What was asked, what was handed in, by when; who collects signs; the tear-off goes with who came."""
    sheet = s.new_sheet(paper, first_top=25.4)
    papers = "；".join(_paper(each) for each in slip.papers) or tr("无")
    s.facts(
        sheet,
        [
            (tr("房号"), slip.unit),
            (tr("来人"), "　".join(word for word in (slip.who, slip.phone) if word)),
            (tr("代办种类"), slip.kind),
            (tr("受理"), f"{parts.minute(slip.at)}　{slip.clerk}"),
            (tr("约定办结"), parts.long_day(slip.promised_on)),
            (tr("代办费"), tr("{amount} 元", amount=slip.fee) if slip.fee else tr("不收费")),
        ],
        [(tr("办什么"), slip.what), (tr("交来材料"), papers)],
    )
    s.blanks(sheet, [(tr("交给谁办"), tr("办结日期")), (tr("办理结果"),)], height=7.6)
    s.sign_rows(sheet, [tr("领取人签字"), tr("领取日期")], step=10.0)
    _tear_off(sheet, slip, paper)
    s.finish(press, sheet, slip, tr("代办受理单"), copy)


def _tear_off(sheet: Letter, slip: ErrandSlip, paper: Paper) -> None:
    made = code128(slip.number)
    wide = made.modules * _BAR

    def draw(page: Page, y: float) -> None:
        page.line(paper.left, y + 2.0, paper.right, y + 2.0, 0.25, dash=(1.6, 1.2))
        page.text(
            paper.left + paper.room / 2,
            y + 5.6,
            tr("沿此线撕下，凭此联领取"),
            size=SMALL_SIZE,
            align="center",
        )
        lines = [
            tr("{office} 代办回执", office=slip.office),
            tr("{unit}　{who}　{kind}", unit=slip.unit, who=slip.who, kind=slip.kind),
            tr("约定 {day} 办结", day=parts.long_day(slip.promised_on)),
            tr("问进度请打 {phone}", phone=slip.office_phone) if slip.office_phone else tr("问进度请到前台"),
        ]
        for at, line in enumerate(lines):
            told = fit(line, paper.room - wide - 8.0, size=9.5, lines=1)
            parts.lines(page, paper.left, y + 11.4 + 5.4 * at, told.lines, size=told.size)
        x = paper.right - wide
        page.bars(x, y + 9.4, wide, _BAR_HIGH, made)
        page.text(x + wide / 2, y + 9.4 + _BAR_HIGH + 3.8, slip.number, size=SMALL_SIZE, align="center")

    sheet.flow.put(_STUB, draw)


def _money(amount: Money) -> str:
    return tr("{amount} 元（{capitals}）", amount=amount, capitals=capitals(amount)) if amount else tr("免费")


def _paper(paper: HandedPaper) -> str:
    words = tr("{name} {n} 份", name=paper.name, n=paper.copies) if paper.copies > 1 else paper.name
    return tr("{words}（原件，办完交还）", words=words) if paper.back else words


def sample_agreement() -> PlaceAgreement:
    """A month and three days in front of the south gate."""
    return PlaceAgreement(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="CD-20261121-001", day=date(2026, 11, 21), place="A1",
        kind="摊位", location="南门内东侧", size="3 m × 3 m", booker="杭州云栖净水设备有限公司", unit="", contact="赵经理",
        phone="138****5512", purpose="净水器展示和咨询", first=date(2026, 11, 22), last=date(2026, 12, 24), days=33,
        fee=Money.yuan("2700.00"), how="1 个月 × 2,400.00 + 3 天 × 100.00", deposit=Money.yuan("500.00"),
        due_on=date(2026, 11, 22),
        terms=(
            "使用方只在约定的位置和日期使用，不转给别人，不占用消防通道、出入口和绿地。",
            "摆放、张贴、搭建的东西由使用方自己保管，结束当天清走，恢复原样；损坏的照价赔偿。",
            "内容要合法，不扰民，不播放高音，不强拉住户；用电听从工程人员安排。",
            "费用在使用前付清。使用方提前取消的，未使用的天数怎样退，由双方商定并写在取消记录里。",
            "押金在场地恢复原样、没有损坏后退还；有扣款的，列明原因。",
        ),
        words="用电从岗亭引线，由工程部接", clerk="何倩",
    )  # fmt: skip


def sample_slip() -> ErrandSlip:
    """A gas account to be opened for a new owner."""
    return ErrandSlip(
        office="翠湖花园物业服务中心", office_phone="0571-8866 1200", estate="翠湖花园", number="DB-20261121-002",
        day=date(2026, 11, 21), at=datetime(2026, 11, 21, 10, 24),  # noqa: DTZ001
        unit="3-1-1202", who="张硕", phone="138****2208", kind="燃气开户", what="新房燃气开户，表号 2204771，周末家里有人",
        papers=(
            HandedPaper("房产证", 1, back=True), HandedPaper("业主身份证复印件", 2, back=False),
            HandedPaper("燃气开户申请表", 1, back=False),
        ),
        promised_on=date(2026, 11, 28), fee=Money.yuan("30.00"), clerk="何倩",
    )  # fmt: skip


_LABELS = {
    **s.LABELS, "place": "场地", "location": "位置", "size": "尺寸", "booker": "使用方", "contact": "联系人",
    "purpose": "用途", "how": "怎样算的", "terms": "约定", "who": "来人", "kind": "种类", "name": "材料",
    "office_phone": "前台电话", "unit": "房号",
}  # fmt: skip

PLACE_AGREEMENT: Form[PlaceAgreement] = Form(
    key="place_agreement",
    title="场地使用协议",
    document=PlaceAgreement,
    sizes=(A4,),
    compose=compose_agreement,
    sample=sample_agreement,
    number=lambda agreement: agreement.number,
    day=lambda agreement: agreement.day,
    fault=no_fault,
    labels=_LABELS,
)
ERRAND_SLIP: Form[ErrandSlip] = Form(
    key="errand_slip",
    title="代办受理单",
    document=ErrandSlip,
    sizes=(A5,),
    compose=compose_slip,
    sample=sample_slip,
    number=lambda slip: slip.number,
    day=lambda slip: slip.day,
    fault=no_fault,
    labels=_LABELS,
)
