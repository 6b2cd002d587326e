"""An old 快递登记本: what its columns may be called, and what one of its rows says of a parcel (D1.7). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.rules.importing.register import UNIT, RegisterLine, Shape, mark_of, read_whole
from frontdesk.areas.reception.rules.parcels import LONGEST_NAME, MOST_PIECES, ParcelKind
from frontdesk.base.values.text import tr

TAKER, KIND, CARRIER, TRACKING, PIECES, SHELF = "收件人", "种类", "快递公司", "单号", "件数", "存放处"
PHONE, CAME, WHO, WENT, WORDS = "电话", "收到日期", "领取人", "领取日期", "备注"

SHAPE = Shape(
    "快递登记本",
    {
        TAKER: "收件人 收件人姓名 姓名 业主姓名 业主 收货人 收件 住户 收信人",
        KIND: "种类 类别 类型 物品 物品名称 邮件种类 名称",
        CARRIER: "快递公司 快递 承运 物流公司 公司 承运公司 快递单位 物流 寄件单位",
        TRACKING: "单号 快递单号 运单号 快递编号 邮件号 挂号 挂号号码 物流单号",
        PIECES: "件数 数量 包裹数 个数",
        SHELF: "存放处 存放位置 货架 货架号 位置 存放 柜号 架号",
        PHONE: "电话 联系电话 手机 手机号 收件人电话 联系方式",
        CAME: "收到日期 登记日期 收件日期 到件日期 日期 代收日期 收到时间 到件时间 接收日期 代收时间",
        WHO: "领取人 签收人 取件人 签名 领件人 领取人签名 取件人签名 领取签名",
        WENT: "领取日期 取件日期 签收日期 领取时间 取件时间 签收时间",
        WORDS: "备注 说明 其他 其它 注",
    },
    ((UNIT, TAKER), (CARRIER, TRACKING, PIECES, CAME, WHO)),
    frozenset({CAME, WENT}),
)

_KINDS: tuple[tuple[str, ParcelKind], ...] = (
    (r"挂号", ParcelKind.REGISTERED),
    (r"信函|平信|信件|明信片|信$", ParcelKind.LETTER),
    (r"文件|资料|账单|通知|证件|发票|合同", ParcelKind.PAPERS),
)


@dataclass(frozen=True, slots=True)
class BookParcel:
    """What a row says. `who` took it on `went_on`; both empty: it is still here."""

    kind: ParcelKind
    taker: str
    carrier: str
    tracking: str
    pieces: int
    shelf: str
    phone: str
    came_on: date
    who: str
    went_on: date | None
    words: str

    def mark(self, unit: str) -> str:
        """The same when the register comes again. *unit* is its code, or ""."""
        if self.tracking:
            return mark_of("parcel", self.tracking.upper(), self.came_on)
        return mark_of("parcel", unit, self.taker, self.carrier, self.came_on, self.pieces, self.words)


def read_parcel(line: RegisterLine, today: date) -> tuple[BookParcel | None, str]:
    """What the row says, or why it cannot be taken."""
    if line.fault:
        return None, line.fault
    taker = line.get(TAKER)[:LONGEST_NAME]
    if not line.key and not taker:
        return None, tr("缺房号，也没有写收件人")
    pieces = read_whole(line.get(PIECES).removesuffix("件")) if line.get(PIECES) else 1
    if pieces is None or not 1 <= pieces <= MOST_PIECES:
        return None, tr("件数看不懂：{text}", text=line.get(PIECES)[:20])
    came = line.day(CAME)
    if came is None:
        return None, tr("缺收到日期")
    who, went = line.get(WHO)[:LONGEST_NAME], line.day(WENT)
    for part, day in ((CAME, came), (WENT, went)):
        if day is not None and day > today:
            return None, tr("{what}晚于今天：{day}", what=tr(part), day=day.isoformat())
    if went is not None and went < came:
        return None, tr("领取日期比收到日期早")
    if went is not None and not who:
        return None, tr("有领取日期，没有领取人")
    text = f"{line.get(KIND)} {line.get(CARRIER)}"
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, text)), ParcelKind.PARCEL)
    return (
        BookParcel(
            kind, taker, line.get(CARRIER)[:40], line.get(TRACKING)[:60], pieces, line.get(SHELF)[:40],
            line.get(PHONE)[:40], came, who, went or (came if who else None), line.get(WORDS)[:120],
        ),
        "",
    )  # fmt: skip
