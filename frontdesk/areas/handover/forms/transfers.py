"""过户确认单 and 租赁变更确认单 on A4: who leaves, who comes, what is owed and by whom, what was given back (D1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.areas.handover.documents.transfers import HomeChange, OwedLine, PartyLine, RestLine
from frontdesk.areas.handover.forms.notice import LABELS
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_SMALL = 9.5


def compose_change(press: Press, change: HomeChange, paper: Paper, copy: str) -> None:
    """The home, its people before and after, the money, what belongs to it; both sides and the office sign."""
    sheet = s.new_sheet(paper)
    s.facts(
        sheet,
        [
            (tr("房号"), change.unit),
            (tr("房屋"), "　".join(part for part in (change.area, change.state) if part)),
            (tr("生效日期"), change.on.isoformat()),
            (tr("事由"), change.why),
        ],
        [(tr("凭据"), change.basis)] if change.basis else [],
    )
    sheet.section(tr("转出和转入"))
    widths = (
        (tr("变化"), 14.0),
        (tr("身份"), 20.0),
        (tr("姓名"), 34.0),
        (tr("证件号"), 42.0),
        (tr("电话"), 28.0),
    )
    s.ruled(
        sheet,
        widths,
        [(p.part, p.role, p.name, p.id_number, p.phone, p.words) for p in change.parties],
        last=tr("说明"),
    )
    _money(sheet, change)
    _rest(sheet, change)
    wide = [
        (tr("说明"), change.words),
        (tr("主管准许"), change.allowed),
    ]
    told = [(label, words) for label, words in wide if words]
    if told:
        s.facts(sheet, [], told)
    _signs(sheet, [f"{who}{tr('签字')}" for who in (change.old_sign, change.new_sign) if who])
    s.finish(press, sheet, change, change.title, copy)


def _money(sheet: Letter, change: HomeChange) -> None:
    """What was owed that day, by item and month, and who answers for it; what was prepaid."""
    sheet.section(tr("费用（截至 {day}，元）", day=change.day.isoformat()))
    if change.arrears:
        table = Table(
            (
                Column(tr("收费项目"), 46.0),
                Column(tr("月份"), 20.0, wrap=False),
                Column(tr("交款人"), sheet.paper.room - 46.0 - 20.0 - 28.0 - 28.0),
                Column(tr("欠费"), 28.0, align="right", wrap=False),
                Column(tr("违约金"), 28.0, align="right", wrap=False),
            ),
            style="ruled",
            row_height=6.6,
        )
        rows = [Row((a.item, a.period, a.payer, str(a.owed), str(a.late))) for a in change.arrears]
        rows.append(Row((tr("合计"), "", "", str(change.owed), str(change.late))))
        sheet.flow.table(table, table.measure(rows), sheet.paper.left)
        sheet.flow.skip(3.0)
    whole = change.owed + change.late
    owed = tr("{amount} 元（大写 {words}）。", amount=whole, words=capitals(whole)) if change.arrears else ""
    lines = [
        (tr("欠费"), owed + change.arrears_words),
        (tr("以后的费用"), change.fees_words),
        (tr("预存"), change.prepaid_words),
    ]
    s.facts(sheet, [], [(label, words) for label, words in lines if words])


def _signs(sheet: Letter, signs: Sequence[str]) -> None:
    """What is signed, and the lines to sign on, never on different pages."""
    paper = sheet.paper
    labels = [*signs, tr("物业经办人")]
    width = paper.room / len(labels)
    words = tr("证件号和电话只印出一部分。以上各项双方已经核对，本单双方和物业各执一份。")

    def draw(page: Page, y: float) -> None:
        page.text(paper.left, y + 4.0, words, size=_SMALL)
        for at, label in enumerate(labels):
            x = paper.left + at * width
            end = paper.right if at == len(labels) - 1 else x + width - 6
            parts.signature(page, x, y + 16.0, label, right=end)
            parts.signature(page, x, y + 27.0, tr("日期"), right=end)

    sheet.flow.put(30.0, draw)


def _rest(sheet: Letter, change: HomeChange) -> None:
    if not change.rest:
        return
    sheet.section(tr("证件、车辆、钥匙和在办的事"))
    rows = [(line.sort, line.what, line.done or tr("照旧")) for line in change.rest]
    widths = ((tr("种类"), 22.0), (tr("内容"), sheet.paper.room - 22.0 - 58.0))
    s.ruled(sheet, widths, rows, last=tr("办理"))


def change_sample() -> HomeChange:
    """A sale with arrears that the new owner takes over in writing."""
    return HomeChange(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="GH-2026-003", day=date(2026, 11, 21), title="过户确认单",
        unit="3-1-1202", area="89.60㎡", on=date(2026, 11, 18), why="买卖", basis="不动产权证 浙（2026）不动产权第0118213号",
        parties=(
            PartyLine("转出", "业主", "张硕", "330106********2419", "138****2208", "份额 50%"),
            PartyLine("转出", "业主", "郑海岳", "330106********3021", "139****1180", "份额 50%"),
            PartyLine("转出", "家庭成员", "张可", "", "", "女儿"),
            PartyLine("转入", "业主", "单晓晓", "330105********1228", "137****6612", "份额 60%"),
            PartyLine("转入", "业主", "仇建", "330105********2215", "136****0931", "份额 40%"),
        ),
        arrears=(
            OwedLine("物业服务费", "2026-09", "张硕、郑海岳", Money.yuan("255.36"), Money.yuan("6.64")),
            OwedLine("物业服务费", "2026-10", "张硕、郑海岳", Money.yuan("255.36"), Money.yuan("2.68")),
            OwedLine("公摊电费", "2026-10", "张硕、郑海岳", Money.yuan("18.40"), Money.yuan("0.00")),
        ),
        owed=Money.yuan("529.12"), late=Money.yuan("9.32"),
        arrears_words="由单晓晓书面承接：房款里已扣，由新业主承担，收据开给新业主。",
        fees_words="从 2026-11-18 起由新业主单晓晓、仇建交纳；已经开出的账单交款人不变。",
        prepaid=Money.yuan("120.00"), prepaid_words="120.00 元留在这户，由新业主抵扣，旧业主已经知道。",
        rest=(
            RestLine("证件", "居住证 JZ00010231 张硕", "已收回"), RestLine("证件", "停车证 TC00000418 张硕", "已收回"),
            RestLine("车辆", "浙A·D12345 白色 Model 3", "已注销"),
            RestLine("租用车位", "B1-207 张硕，到 2027-03-31", "已退租，最后一天 2026-11-17"),
            RestLine("钥匙", "K-000812 入户门，柜里 1 把", "交给单晓晓，JJ-20261121-002"),
            RestLine("押金", "YJ00000127 装修 2,000.00 元，交款人张硕", "仍退交款人"),
            RestLine("报事", "BS-20261119-004", ""),
        ),
        state="自住", words="旧业主 11 月底搬完，搬家当天另开出门条。", allowed="", old_sign="旧业主", new_sign="新业主",
        clerk="何倩",
    )  # fmt: skip


def lease_sample() -> HomeChange:
    """A tenant out, another in."""
    return HomeChange(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZB-2026-002", day=date(2026, 11, 21),
        title="租赁变更确认单", unit="2-1-0301", area="110.20㎡", on=date(2026, 11, 20), why="换租户",
        basis="租赁合同 2026-11-15",
        parties=(
            PartyLine("转出", "租客", "夏天", "330106********1102", "135****7781", "租到 2026-11-19"),
            PartyLine("转入", "租客", "解放", "420102********0717", "150****3306", "租到 2027-11-19"),
        ),
        arrears=(), owed=Money.yuan("0.00"), late=Money.yuan("0.00"), arrears_words="不欠费。",
        fees_words="从 2026-11-20 起的费用仍由业主陆瑶交纳。", prepaid=Money.yuan("0.00"), prepaid_words="",
        rest=(
            RestLine("证件", "居住证 JZ00010877 夏天", "已收回"), RestLine("钥匙", "K-000415 入户门，借出 1 把（夏天）", "已收回柜里"),
        ),
        state="出租", words="", allowed="", old_sign="迁出租户", new_sign="新租户", clerk="何倩",
    )  # fmt: skip


def _fault(change: HomeChange) -> str:
    return tr("欠费合计和各行对不上") if change.wrong() else ""


_LABELS = {
    **LABELS,
    "title": "标题", "why": "事由", "basis": "凭据", "part": "变化", "role": "身份", "name": "姓名",
    "id_number": "证件号", "payer": "交款人", "sort": "种类", "done": "办理", "state": "房屋状态", "allowed": "主管准许",
    "arrears_words": "欠费", "prepaid_words": "预存", "old_sign": "签字", "new_sign": "签字", "area": "建筑面积",
    "period": "月份",
}  # fmt: skip
TRANSFER_SHEET: Form[HomeChange] = Form(
    key="transfer_sheet", title="过户确认单", document=HomeChange, sizes=(A4,), compose=compose_change,
    sample=change_sample, number=lambda change: change.number, day=lambda change: change.day, fault=_fault,
    labels=_LABELS,
)  # fmt: skip
LEASE_SHEET: Form[HomeChange] = Form(
    key="lease_sheet", title="租赁变更确认单", document=HomeChange, sizes=(A4,), compose=compose_change,
    sample=lease_sample, number=lambda change: change.number, day=lambda change: change.day, fault=_fault,
    labels=_LABELS,
)  # fmt: skip
