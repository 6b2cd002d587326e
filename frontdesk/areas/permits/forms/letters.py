"""居住证明 and 暂住登记代办单 on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.fees.forms.letter import Letter, head
from frontdesk.areas.permits.documents.letters import Errand, ResidenceLetter
from frontdesk.areas.permits.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, MM, Paper
from frontdesk.base.printing.press import Press, cut_line
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

_TEXT = 12.0
_CODE_SIDE = 24.0
_MARK = 24.0


# -- 居住证明 --


def compose_residence(press: Press, letter: ResidenceLetter, paper: Paper, copy: str) -> None:
    """Draw it: what the register says, what the paper is not, seal and code."""
    sheet = Letter(paper, paper.height - paper.bottom - 6, first_top=40)
    for text in _residence_words(letter):
        sheet.paragraph(text, size=_TEXT, after=3.2)
    if letter.others:
        columns = (Column(tr("同住人"), 70), Column(tr("关系"), paper.room - 70))
        table = Table(columns, style="ruled", row_height=7.5, size=10.5)
        sheet.flow.table(table, table.measure([Row(pair) for pair in letter.others]), paper.left)
        sheet.flow.skip(4)
    end = tr("特此证明。") if _registered(letter) else tr("特此说明。")
    sheet.paragraph(end, size=_TEXT, after=8)
    sheet.flow.put(58.0, lambda page, y: _draw_end(page, y, letter))

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, tr("居住证明"), letter.office, letter.number, (number, of))
        common.marks(page, _MARK, None, letter.reprint)
        parts.foot(
            page, tr("经办 {by}", by=letter.issued_by), letter.number,
            tr("前台 {phone}", phone=letter.phone) if letter.phone else "",
        )  # fmt: skip

    sheet.draw(press, furniture)


def _registered(letter: ResidenceLetter) -> bool:
    """Whether the office's own register has them at the unit: it vouches for nothing it has not written down."""
    return bool(letter.role or letter.since)


def _residence_words(letter: ResidenceLetter) -> list[str]:
    who = letter.holder
    if letter.id_number:
        who += tr("（{kind} {number}）", kind=letter.id_kind or tr("证件号"), number=letter.id_number)
    where = letter.address or tr("{estate} {unit}", estate=letter.estate, unit=letter.unit)
    since = tr("自 {day} 起", day=parts.long_day(letter.since)) if letter.since else ""
    until = tr("，租约至 {day}", day=parts.long_day(letter.until)) if letter.until else ""
    role = tr("系该房屋的{role}，", role=letter.role) if letter.role else ""
    if _registered(letter):
        said = tr(
            "兹证明：{who}，{role}{since}在{where}（房号 {unit}）登记居住{until}。",
            who=who, role=role, since=since, where=where, unit=letter.unit, until=until,
        )  # fmt: skip
    else:
        said = tr(
            "{who}申报现居住在{where}（房号 {unit}）。小区的登记资料里还没有本人的登记。",
            who=who, where=where, unit=letter.unit,
        )  # fmt: skip
    words = [said]
    if letter.purpose:
        words.append(tr("本证明用于：{purpose}。", purpose=letter.purpose.rstrip("。")))
    return words


def _draw_end(page: Page, y: float, letter: ResidenceLetter) -> None:
    paper = page.paper
    common.signed_code(page, paper.left, y, _CODE_SIDE, letter.code)
    x = paper.left + _CODE_SIDE + 6
    words = fit(tr("扫码可验真伪，有效至 {day}", day=letter.ends_on), 66)
    parts.lines(page, x, y + 4, words.lines, size=words.size)
    office = fit(letter.office, 66, size=_TEXT, lines=3)
    parts.lines(page, paper.right - 66, y + 12, office.lines, size=office.size)
    page.text(paper.right - 66, y + 30, tr("（盖章）"), size=10.5)
    page.text(paper.right - 66, y + 38, parts.long_day(letter.issued_on), size=_TEXT)
    # The paper must not be taken for one of the police's.
    note = tr(
        "说明：本证明由物业服务单位按小区登记资料出具，是佐证材料，不是公安机关的居住证、暂住登记或户籍证明，"
        "是否采用由收件单位决定。涂改、无章无效。"
    )
    small = fit(note, paper.room - 4, size=9, lines=3)
    top = y + 44
    page.rect(paper.left, top, paper.room, 6.0 + len(small.lines) * 4.2, 0.2)
    parts.lines(page, paper.left + 2, top + 6.0, small.lines, size=small.size)


def residence_sample() -> ResidenceLetter:
    """A tenant's, for a school."""
    return ResidenceLetter(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZM-00000231", holder="曾姝", id_kind="居民身份证",
        id_number="330106********2047", unit="3-1-1202", address="杭州市西湖区翠苑街道文三路 318 号翠湖花园 3 幢 1 单元 1202 室",
        role="租客", since=date(2026, 6, 1), until=date(2027, 5, 31), purpose="办理子女入学",
        code=common.SAMPLE_CODE, issued_on=date(2026, 11, 21), issued_by="林晓", ends_on=date(2027, 2, 20),
        phone="0571-8800 1234", others=(("曾小宝", "子女"), ("张硕", "配偶")),
    )  # fmt: skip


RESIDENCE_LETTER: Form[ResidenceLetter] = Form(
    key="residence_letter",
    title="居住证明",
    document=ResidenceLetter,
    sizes=(A4,),
    compose=compose_residence,
    sample=residence_sample,
    number=lambda letter: letter.number,
    day=lambda letter: letter.issued_on,
    fault=no_fault,
    bookmark=lambda letter: (letter.unit, letter.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "holder": "姓名", "id_number": "证件号",
        "unit": "房号", "address": "地址", "role": "身份", "purpose": "用途", "others": "同住人",
        "issued_by": "经办", "by": "经手人",
    },
)  # fmt: skip


# -- 暂住登记代办单 --

_PAIR = 26.0
_BOX_ROW = 8.4


@dataclass(frozen=True, slots=True)
class _Pair:
    label: str
    words: str


def compose_errand(press: Press, errand: Errand, paper: Paper, copy: str) -> None:
    """Draw it: whom, where, which papers came, what the desk promises; the slip to fetch the answer with."""
    sheet = Letter(paper, 236.0, first_top=31)
    rows = _errand_rows(errand)
    half = paper.room / 2
    table = Table(
        (Column("", _PAIR), Column("", half - _PAIR), Column("", _PAIR), Column("", half - _PAIR)),
        style="ruled", row_height=_BOX_ROW, size=10,
    )  # fmt: skip
    measured = table.measure([Row((a.label, a.words, b.label, b.words)) for a, b in rows])
    sheet.flow.table(table, measured, paper.left, head=False)
    sheet.flow.skip(4)
    sheet.section(tr("交来的材料（已收的打勾）"), rows=1)
    papers = errand.papers or tuple((name, False) for name in usual_papers())
    for first in range(0, len(papers), 2):
        some = papers[first : first + 2]
        sheet.flow.put(7.4, lambda page, y, some=some: _draw_ticks(page, y, some))  # type: ignore[misc]
    sheet.flow.skip(3)
    for text in _errand_words(errand):
        sheet.paragraph(text, size=10.5, after=1.2)
    sheet.flow.skip(6)
    sheet.flow.put(10.0, lambda page, y: _draw_errand_signatures(page, y, errand))

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, tr("暂住登记代办单"), errand.office, errand.number, (number, of))
        common.marks(page, _MARK, None, errand.reprint)
        if number == of:
            _draw_slip(page, errand)
        parts.foot(page, tr("经办 {by}", by=errand.issued_by), tr("一式两份：住户、前台"))

    sheet.draw(press, furniture)


def usual_papers() -> tuple[str, ...]:
    """What is asked for, to be ticked by hand where nothing was written down."""
    return (
        tr("本人证件复印件"), tr("房屋租赁合同或产权证复印件"), tr("房主身份证复印件"), tr("近照"),
    )  # fmt: skip


def _errand_rows(errand: Errand) -> list[tuple[_Pair, _Pair]]:
    landlord = "　".join(word for word in (errand.landlord, errand.landlord_phone) if word)
    pairs = [
        (_Pair(tr("姓名"), errand.holder), _Pair(tr("性别"), errand.gender)),
        (_Pair(tr("国籍或户籍"), errand.nation), _Pair(tr("联系电话"), errand.phone)),
        (_Pair(errand.id_kind or tr("证件"), errand.id_number), _Pair(tr("房号"), errand.unit)),
        (_Pair(tr("入住日期"), _day(errand.moved_in)), _Pair(tr("拟住至"), _day(errand.stays_until))),
        (_Pair(tr("房主"), landlord), _Pair(tr("受理日期"), _day(errand.issued_on))),
    ]
    return [pair for pair in pairs if pair[0].words or pair[1].words]


def _errand_words(errand: Errand) -> list[str]:
    words = [tr("本人委托物业服务中心代为递交暂住（居住）登记材料，材料真实有效，登记由公安机关办理。")]
    if errand.ready_on:
        words.append(tr("请在 {day} 后凭下联到前台取回材料和结果。", day=parts.long_day(errand.ready_on)))
    if errand.remark:
        words.append(tr("备注：{remark}", remark=errand.remark))
    return words


def _day(day: date | None) -> str:
    return "" if day is None else f"{day}"


def _draw_ticks(page: Page, y: float, some: Sequence[tuple[str, bool]]) -> None:
    half = page.paper.room / 2
    for at, (name, there) in enumerate(some):
        x = page.paper.left + at * half
        page.rect(x, y + 1.6, 3.4, 3.4, 0.25)
        if there:
            page.line(x + 0.7, y + 3.3, x + 1.5, y + 4.3, 0.35)
            page.line(x + 1.5, y + 4.3, x + 2.9, y + 2.2, 0.35)
        shown = fit(name, half - 9, size=10, lines=1)
        page.text(x + 5.2, y + 4.7, shown.lines[0], size=shown.size)


def _draw_errand_signatures(page: Page, y: float, errand: Errand) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y + 6, tr("委托人签字"))
    parts.signature(page, paper.left + 68, y + 6, tr("前台签字"))
    parts.signature_before(page, paper.right, y + 6, tr("日期"), 26)


def _draw_slip(page: Page, errand: Errand) -> None:
    """What the person takes along."""
    paper, top = page.paper, 244.0
    cut_line(page, top, tr("取件联 · 凭此联取回材料"))
    x = paper.left
    if errand.code:
        common.signed_code(page, x, top + 5, _CODE_SIDE, errand.code)
        x += _CODE_SIDE + 6
    page.text(x, top + 10, errand.number, size=14, face=BOLD)
    wide = common.width_of(errand.number, 14, BOLD) + 5
    room = paper.right - x - wide - common.width_of(errand.unit, 12, BOLD) - 5
    holder = common.roomy(errand.holder, room, 12, BOLD)
    lift = (len(holder.lines) - 1) * holder.size * 1.2 / MM
    parts.lines(page, x + wide, top + 10 - lift, holder.lines, size=holder.size, face=BOLD, leading=1.2)
    page.text(paper.right, top + 10, errand.unit, size=12, face=BOLD, align="right")
    count = sum(there for _, there in errand.papers)
    told = str(count) if errand.papers else "____"
    page.text(x, top + 17, tr("收到材料 {n} 份　受理 {day}", n=told, day=errand.issued_on))
    ready = tr("{day} 后来取", day=errand.ready_on) if errand.ready_on else ""
    phone = tr("前台 {phone}", phone=errand.office_phone) if errand.office_phone else ""
    page.text(x, top + 23, "　".join(word for word in (ready, phone) if word))
    parts.signature_before(page, paper.right, top + 23, tr("取件人"), 26)


def errand_sample() -> Errand:
    """A tenant from abroad."""
    return Errand(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZZ-00000046", unit="3-1-1202", holder="Emily Carter",
        gender="女", nation="澳大利亚", id_kind="护照", id_number="PA8******", phone="138****5678",
        moved_in=date(2026, 11, 18), stays_until=date(2027, 5, 31), landlord="何芳", landlord_phone="139****2210",
        papers=(("护照首页和签证页复印件", True), ("房屋租赁合同复印件", True), ("房主身份证复印件", True), ("一寸照片 2 张", False)),
        issued_on=date(2026, 11, 21), issued_by="何倩", ready_on=date(2026, 11, 25),
        remark="照片住户 11 月 22 日补交", office_phone="0571-8800 1234", code=common.SAMPLE_CODE,
    )  # fmt: skip


ERRAND: Form[Errand] = Form(
    key="errand",
    title="暂住登记代办单",
    document=Errand,
    sizes=(A4,),
    compose=compose_errand,
    sample=errand_sample,
    number=lambda errand: errand.number,
    day=lambda errand: errand.issued_on,
    fault=no_fault,
    copies=lambda paper: (tr("住户联"), tr("前台联")),
    bookmark=lambda errand: (errand.unit, errand.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "holder": "姓名", "nation": "国籍或户籍",
        "id_number": "证件号", "unit": "房号", "landlord": "房主", "papers": "材料", "remark": "备注",
        "issued_by": "经办", "by": "经手人", "gender": "性别", "phone": "电话",
    },
)  # fmt: skip
