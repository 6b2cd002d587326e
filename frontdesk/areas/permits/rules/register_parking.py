"""An old 车位台账: what its columns may be called, and what one of its rows says of a space and its lease (D1.7). Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.rules.importing.register import UNIT, RegisterLine, Shape, mark_of
from frontdesk.areas.permits.rules.parking import LONGEST_CODE, PlaceKind, space_key
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

CODE, KIND, PLACE, SIZE, FEE = "车位号", "类型", "位置", "尺寸", "月租"
HOLDER, PLATE, STARTS, ENDS, PAID, WORDS = "承租人", "车牌", "起租日期", "到期日期", "已缴至", "备注"

SHAPE = Shape(
    "车位租用台账",
    {
        CODE: "车位号 车位 车位编号 车位编码 泊位号 泊位 车位代码",
        KIND: "类型 车位类型 性质 车位性质 种类 类别 车位状态 状态",
        PLACE: "位置 区域 车库 楼层 车位位置 所在区域 停车区域 分区",
        SIZE: "尺寸 规格 大小 车位尺寸",
        FEE: "月租 月租金 租金 月租费 租金标准 收费标准 月费 租金/月 元/月 月租(元)",
        HOLDER: "承租人 租用人 姓名 车主 业主 车主姓名 承租人姓名 业主姓名 使用人",
        PLATE: "车牌 车牌号 车牌号码 车号",
        STARTS: "起租日期 开始日期 起始日期 租期起 起租日 开始 租用日期 合同开始 起止日期起 生效日期",
        ENDS: "到期日期 结束日期 终止日期 截止日期 租期止 到期日 到期 有效期至 合同到期 租用至 合同结束",
        PAID: "已缴至 缴费至 已交至 交费至 缴至 费用缴至 租金缴至 已缴费至",
        WORDS: "备注 说明 其他 其它 注",
    },
    ((CODE,), (UNIT, KIND, HOLDER, PLATE)),
    frozenset({STARTS, ENDS, PAID}),
)

_OWNED = re.compile(r"产权|自有|已售|出售|购买|私家|业主车位")
_VISITOR = re.compile(r"访客|临停|临时|外来")
_FREE = re.compile(r"空|未租|待租|闲置")


@dataclass(frozen=True, slots=True)
class BookLease:
    """A lease, both days included. `paid_to` is the last day that is paid for, where the register says it."""

    holder: str
    plate: str
    starts_on: date
    last_on: date
    paid_to: date | None


@dataclass(frozen=True, slots=True)
class BookSpace:
    """What a row says of a space; `fee` per month, None where none stands there; `lease` None: nobody has it."""

    code: str
    kind: PlaceKind
    place: str
    size: str
    fee: Money | None
    lease: BookLease | None
    words: str

    @property
    def key(self) -> str:
        return space_key(self.code)

    def mark(self, unit: str) -> str:
        """The same when the register comes again. *unit* is the code of who leases it."""
        lease = self.lease
        return mark_of("parking", self.key, unit, lease.starts_on if lease else None)


def read_space(line: RegisterLine) -> tuple[BookSpace | None, str]:
    """What the row says, or why it cannot be taken."""
    if line.fault:
        return None, line.fault
    code = unicodedata.normalize("NFKC", line.get(CODE)).strip()
    if not code:
        return None, tr("缺车位号")
    if len(code) > LONGEST_CODE:
        return None, tr("车位号超过 {n} 个字", n=LONGEST_CODE)
    told = line.get(KIND)
    if _OWNED.search(told):
        return None, tr("产权车位请在业主档案里登记到户，不从这里导入")
    fee, fault = _fee(line.get(FEE))
    if fault:
        return None, fault
    lease = None
    kind = PlaceKind.VISITOR if _VISITOR.search(told) else PlaceKind.LEASED
    taken = line.key or line.get(HOLDER) or line.get(PLATE) or line.day(STARTS) or line.day(ENDS)
    if kind is PlaceKind.LEASED and taken and not (_FREE.search(told) and not line.key):
        lease, fault = _lease(line)
        if fault:
            return None, fault
    return (
        BookSpace(code, kind, line.get(PLACE)[:60], line.get(SIZE)[:40], fee, lease, line.get(WORDS)[:120]),
        "",
    )


def _lease(line: RegisterLine) -> tuple[BookLease | None, str]:
    starts, ends, paid = line.day(STARTS), line.day(ENDS), line.day(PAID)
    if not line.key:
        return None, tr("有承租人，缺房号")
    if starts is None or ends is None:
        return None, tr("缺起租日期") if starts is None else tr("缺到期日期")
    if ends < starts:
        return None, tr("到期日期比起租日期早")
    return BookLease(line.get(HOLDER)[:80], line.get(PLATE), starts, ends, paid), ""


def _fee(text: str) -> tuple[Money | None, str]:
    """`300`, `300元/月`, `￥300.00`; None for an empty cell."""
    plain = re.sub(r"(?:元|块)?[/每]?月?$", "", unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not plain:
        return None, ""
    try:
        fee = Money.parse(plain)
    except Refused:
        return None, tr("月租看不懂：{text}", text=text[:20])
    return (fee, "") if fee >= ZERO else (None, tr("月租是负数"))
