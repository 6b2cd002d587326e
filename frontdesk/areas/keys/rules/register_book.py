"""An old 钥匙登记本: what its columns may be called, and what one of its rows says of a key (D1.7). Pure.

Such a register is often a log: a key stands in it once for each time it was lent. Rows of the same key are told by
the register's own number, else by the unit or place, the kind and the hook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.rules.importing.register import (
    UNIT,
    RegisterLine,
    Shape,
    mark_of,
    read_whole,
)
from frontdesk.areas.keys.rules.kinds import MOST_PIECES, KeyKind
from frontdesk.base.values.text import tr

PLACE, NUMBER, KIND, COUNT, CABINET, HOOK = "地点", "钥匙编号", "种类", "数量", "钥匙柜", "挂钩"
GIVER, GIVEN_ON, CARE, CARE_UNTIL = "交来人", "交来日期", "托管", "托管到期"
BORROWER, COMPANY, PHONE, WHY = "借用人", "借用单位", "电话", "用途"
LENT_ON, UNTIL, BACK_ON, WORDS = "借出日期", "应还日期", "归还日期", "备注"

SHAPE = Shape(
    "钥匙登记本",
    {
        PLACE: "地点 部位 位置 场所 使用部位 钥匙位置 所在位置 设备房 机房名称 公共部位 门锁位置",
        NUMBER: "钥匙编号 编号 牌号 钥匙号 钥匙牌号 钥匙牌 标签号 钥匙牌编号",
        KIND: "种类 钥匙种类 类别 类型 钥匙类型 钥匙类别 钥匙名称 名称 钥匙",
        COUNT: "数量 把数 钥匙数量 钥匙把数 钥匙数 件数",
        CABINET: "钥匙柜 柜号 柜 钥匙箱 箱号 存放柜 存放位置 存放处",
        HOOK: "挂钩 挂钩号 钩号 挂位 柜内位置 挂钩编号",
        GIVER: "交来人 交钥匙人 送交人 交付人 移交人 交钥匙 交钥匙人姓名 业主 业主姓名",
        GIVEN_ON: "交来日期 收到日期 登记日期 接收日期 收钥匙日期 交钥匙日期 交钥匙时间 入柜日期",
        CARE: "托管 委托 授权 托管授权 委托书 是否托管 托管协议",
        CARE_UNTIL: "托管到期 委托到期 托管期限 授权到期 托管至 委托至",
        BORROWER: "借用人 领用人 借钥匙人 借出人 领取人 借用人姓名 领用人姓名 经借人 借阅人",
        COMPANY: "借用单位 单位 领用单位 部门 借用部门 领用部门 所属单位",
        PHONE: "电话 联系电话 手机 手机号 联系方式 借用人电话",
        WHY: "用途 事由 借用原因 借用事由 领用事由 原因 借用用途",
        LENT_ON: "借出日期 借用日期 领用日期 借出时间 借用时间 领用时间 借出",
        UNTIL: "应还日期 预计归还 预计归还日期 应归还日期 预还日期 拟还日期 约定归还日期",
        BACK_ON: "归还日期 归还时间 实还日期 还回日期 实际归还日期 归还 还钥匙日期 交还日期",
        WORDS: "备注 说明 其他 其它 注",
    },
    ((UNIT, PLACE), (KIND, COUNT, NUMBER, HOOK, BORROWER)),
    frozenset({GIVEN_ON, CARE_UNTIL, LENT_ON, UNTIL, BACK_ON}),
)

_KINDS: tuple[tuple[str, KeyKind], ...] = (
    (r"单元|门禁|楼道门|大堂", KeyKind.ENTRANCE),
    (r"信报|信箱|邮箱|奶箱", KeyKind.LETTERBOX),
    (r"水表|水井|水管井", KeyKind.WATER),
    (r"电表|电井|强电|弱电", KeyKind.POWER),
    (r"设备|机房|泵房|配电|消防|电梯|天台|屋面|仓库|监控|控制室|风机", KeyKind.PLANT),
    (r"入户|进户|大门|房门|户门|家门|防盗门|房屋|房间|室内", KeyKind.DOOR),
)
_NO = re.compile(r"^(?:否|无|没有|不|未)")


@dataclass(frozen=True, slots=True)
class BookLoan:
    """A time the key was lent; `back_on` None: it is still out."""

    who: str
    company: str
    phone: str
    why: str
    on: date
    until: date | None
    back_on: date | None


@dataclass(frozen=True, slots=True)
class BookKey:
    """What a row says of a key. `care` is the authority in words where the owner left it in our care."""

    kind: KeyKind
    place: str
    number: str
    pieces: int
    cabinet: str
    hook: str
    giver: str
    given_on: date | None
    care: str
    care_until: date | None
    loan: BookLoan | None
    words: str

    def mark(self, unit: str) -> str:
        """The same for every row of the same key, and when the register comes again. *unit* is its code, or ""."""
        if self.number:
            return mark_of("key", self.number)
        return mark_of("key", unit or self.place, self.kind.value, self.cabinet, self.hook)


def read_kind(text: str, place: str, *, of_unit: bool) -> KeyKind:
    """The kind that a word means; without one, what a unit or a place most often has."""
    for pattern, kind in _KINDS:
        if re.search(pattern, text):
            return kind
    if text and text not in ("钥匙", "普通"):
        return KeyKind.DOOR if of_unit and re.search(r"门", text) else KeyKind.OTHER
    if of_unit:
        return KeyKind.DOOR
    return next((kind for pattern, kind in _KINDS if re.search(pattern, place)), KeyKind.PLANT)


def read_key(line: RegisterLine, today: date) -> tuple[BookKey | None, str]:
    """What the row says, or why it cannot be taken."""
    if line.fault:
        return None, line.fault
    place = "" if line.key else line.get(PLACE)
    if not line.key and not place:
        return None, tr("缺房号，也没有写地点")
    if len(place) > 120:
        return None, tr("地点超过 120 个字")
    pieces = read_whole(line.get(COUNT)) if line.get(COUNT) else 1
    if pieces is None or not 1 <= pieces <= MOST_PIECES:
        return None, tr("数量看不懂：{text}", text=line.get(COUNT)[:20])
    for part in (GIVEN_ON, LENT_ON, BACK_ON):
        day = line.day(part)
        if day is not None and day > today:
            return None, tr("{what}晚于今天：{day}", what=tr(part), day=day.isoformat())
    loan, fault = _loan(line)
    if fault:
        return None, fault
    care = line.get(CARE)
    if _NO.match(care):
        care = ""
    elif care in ("是", "有", "√", "托管", "Y", "y"):
        care = tr("原登记本：业主托管")
    number = line.get(NUMBER)
    own = KeyKind.DOOR if not line.get(KIND) and line.key else None
    return (
        BookKey(
            kind=own or read_kind(line.get(KIND), place, of_unit=bool(line.key)),
            place=place,
            number=number[:40],
            pieces=pieces,
            cabinet=line.get(CABINET)[:40],
            hook=line.get(HOOK)[:20],
            giver=line.get(GIVER)[:80],
            given_on=line.day(GIVEN_ON),
            care=care[:200],
            care_until=line.day(CARE_UNTIL),
            loan=loan,
            words=line.get(WORDS)[:120],
        ),
        "",
    )


def _loan(line: RegisterLine) -> tuple[BookLoan | None, str]:
    who, on, back = line.get(BORROWER), line.day(LENT_ON), line.day(BACK_ON)
    if not who and on is None:
        return None, ""
    if not who:
        return None, tr("有借出日期，没有借用人")
    if on is None:
        return None, tr("有借用人，没有借出日期")
    if back is not None and back < on:
        return None, tr("归还日期比借出日期早")
    until = line.day(UNTIL)
    if until is not None and until < on:
        return None, tr("应还日期比借出日期早")
    loan = BookLoan(
        who[:80], line.get(COMPANY)[:80], line.get(PHONE)[:40], line.get(WHY)[:200], on, until, back
    )
    return loan, ""
