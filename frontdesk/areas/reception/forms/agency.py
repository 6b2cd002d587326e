"""房屋租售委托书 on A4 and 看房记录 on A5 (D2.6)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.decoration.forms.sheet import terms
from frontdesk.areas.reception.documents.agency import Mandate, ViewingSheet
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.paper import A4, A5, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

TERMS = (
    "委托人保证有权出租或出售上述房屋，提供的情况和资料真实；房屋有抵押、共有人或在租的，应事先说明。",
    "受托人按本书的价格和期限推荐客户、约看房屋；价格、期限有变，由委托人告知受托人另行登记。",
    "用托管钥匙看房的，由受托人派人全程陪同，看完关好水电、锁好门窗。钥匙的托管另签协议。",
    "租售合同由委托人和客户自行签订。成交后的佣金由双方商定，凭前台开的收款收据交纳。",
    "委托人可以随时撤回委托，撤回要告知受托人；期满没有续期的，委托自行结束。",
    "其他没有写明的，双方协商。",
)

_DONE = {"租售均可": "出租或者出售"}
"""What is done where both will do."""


def compose_mandate(press: Press, mandate: Mandate, paper: Paper, copy: str) -> None:
    """Whose home, what is asked for it, until when; the terms; both sign."""
    sheet = s.new_sheet(paper)
    m = mandate
    told = tr(
        "委托人 {owner} 把下述房屋委托 {office} 代为{kind}：",
        owner=m.owner,
        office=m.office,
        kind=tr(_DONE.get(m.kind, m.kind)),
    )
    sheet.paragraph(told, after=1.6)
    s.facts(
        sheet,
        [
            (tr("房号"), m.unit),
            (tr("户型面积"), "　".join(word for word in (m.layout, m.area) if word)),
            (tr("委托人"), m.owner),
            (tr("电话"), m.phone),
        ],
        [
            (tr("委托事项"), tr(m.kind)),
            (tr("每月租金"), _money(m.rent)),
            (tr("售价"), _money(m.price)),
            (tr("家具家电"), m.furniture),
            (tr("其他约定"), m.words),
            (
                tr("委托期限"),
                tr("{first} 至 {last}", first=parts.long_day(m.first), last=parts.long_day(m.last)),
            ),
            (tr("看房钥匙"), tr("托管在受托人处：{tags}", tags="、".join(m.keys)) if m.keys else tr("没有托管，看房前和委托人约")),
        ],
    )  # fmt: skip
    s.bold_line(sheet, tr("双方约定"))
    terms(sheet, [tr(line) for line in TERMS])
    sheet.flow.skip(3.0)
    sheet.paragraph(tr("本委托书一式两份，双方各执一份，签字盖章后生效。"), indent=False, after=2.0)
    s.sign_rows(
        sheet,
        [tr("委托人签字"), tr("受托人（盖章）"), tr("证件号码"), tr("经办人"), tr("日期"), tr("日期")],
        step=13.0,
    )
    s.bars_block(sheet, m.number, ())
    s.finish(press, sheet, mandate, tr("房屋租售委托书"), copy)


def compose_viewing(press: Press, viewing: ViewingSheet, paper: Paper, copy: str) -> None:
    """Which home at what price, who was led through by whom; what they say; they sign."""
    sheet = s.new_sheet(paper, first_top=25.4)
    v = viewing
    s.facts(
        sheet,
        [
            (tr("房号"), v.unit),
            (tr("户型面积"), "　".join(word for word in (v.layout, v.area) if word)),
            (tr("看房人"), "　".join(word for word in (v.who, v.phone) if word)),
            (tr("报价"), v.asked),
            (tr("看房时间"), v.when),
            (tr("带看人"), v.leader),
            (tr("开门"), tr(v.key_way)),
            (tr("委托书"), v.letting),
        ],
        [(tr("备注"), v.words)],
    )
    s.blanks(sheet, [(tr("看房意见"),), (tr("下一步"),)], height=11.0)
    words = tr("看房人确认由受托人带看了上述房屋，看房时没有损坏屋内物品；离开时门窗、水电已关好。")
    sheet.paragraph(words, size=8.5, indent=False, after=0.6)
    boxes = [tr("看房人签字"), tr("带看人签字"), tr("□ 有意向　□ 再考虑　□ 不合适"), tr("日期")]
    s.bars_block(sheet, v.number, boxes)
    s.finish(press, sheet, viewing, tr("看房记录"), copy)


def _money(amount: Money | None) -> str:
    """`¥3,200.00　人民币叁仟贰佰元整`; "" for none."""
    if amount is None:
        return ""
    return tr("¥{amount}　人民币{capitals}", amount=amount, capitals=capitals(amount))


def sample_mandate() -> Mandate:
    """A home to let or to sell."""
    return Mandate(
        office="翠湖花园物业服务中心", estate="翠湖花园", office_phone="0571-8812 6600", number="ZS-20261121-001",
        day=date(2026, 11, 21), unit="2-1-0803", layout="3室2厅1卫", area="89.60㎡", owner="陈婷", phone="13957120866",
        kind="租售均可", rent=Money.yuan("3200"), price=Money.yuan("2680000"),
        furniture="床 2 张、沙发、空调 3 台、洗衣机、冰箱", words="不租给群租和公司宿舍；看房提前半天打电话。",
        first=date(2026, 11, 21), last=date(2027, 2, 20), keys=("A-012",), clerk="林晓",
    )  # fmt: skip


def sample_viewing() -> ViewingSheet:
    """An afternoon's viewing with a key in our care."""
    return ViewingSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", office_phone="0571-8812 6600", number="KF-20261121-002",
        day=date(2026, 11, 21), letting="ZS-20261121-001", unit="2-1-0803", layout="3室2厅1卫", area="89.60㎡",
        asked="每月 3,200.00 元", who="许文彬", phone="138****5521", when="2026-11-21 14:30", leader="何倩",
        key_way="用托管钥匙", words="两口人，要能放婴儿床。", clerk="林晓",
    )  # fmt: skip


_LABELS = {**s.LABELS, "owner": "委托人", "unit": "房号", "layout": "户型", "furniture": "家具家电", "leader": "带看人",
           "who": "看房人", "asked": "报价", "letting": "委托书"}  # fmt: skip

MANDATE: Form[Mandate] = Form(
    key="letting_mandate",
    title="房屋租售委托书",
    document=Mandate,
    sizes=(A4,),
    compose=compose_mandate,
    sample=sample_mandate,
    number=lambda mandate: mandate.number,
    day=lambda mandate: mandate.day,
    fault=no_fault,
    labels=_LABELS,
)
VIEWING: Form[ViewingSheet] = Form(
    key="viewing_sheet",
    title="看房记录",
    document=ViewingSheet,
    sizes=(A5,),
    compose=compose_viewing,
    sample=sample_viewing,
    number=lambda viewing: viewing.number,
    day=lambda viewing: viewing.day,
    fault=no_fault,
    labels=_LABELS,
)
