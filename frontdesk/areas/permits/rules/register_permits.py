"""An old 证件台账: what its columns may be called, and what one of its rows says of a permit (D1.7). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.areas.archives.rules.importing.register import UNIT, RegisterLine, Shape, mark_of
from frontdesk.areas.archives.rules.importing.values import read_day
from frontdesk.areas.permits.rules.course import Step
from frontdesk.areas.permits.rules.kinds import KindFacts, permit_number
from frontdesk.base.values.text import tr

NUMBER, KIND, HOLDER, ID_NUMBER, PHONE, ROLE = "证号", "种类", "持证人", "证件号码", "电话", "身份"
ISSUED, STARTS, ENDS, TERM, STATE, WORDS = "发证日期", "有效期起", "有效期至", "有效期", "状态", "备注"
PLATE, WORK, COMPANY, PET, BREED = "车牌", "工种", "单位名称", "犬名", "品种"

SHAPE = Shape(
    "证件台账",
    {
        NUMBER: "证号 证件编号 编号 证件号 出入证号 居住证号 卡号 证卡编号 停车证号",
        KIND: "种类 证件种类 证件类型 证件类别 类型 类别 证件名称 名称",
        HOLDER: "持证人 姓名 办证人 持证人姓名 申请人 住户姓名 人员姓名 犬主 车主",
        ID_NUMBER: "证件号码 身份证号 身份证号码 身份证 持证人身份证 公民身份号码",
        PHONE: "电话 联系电话 手机 手机号 联系方式",
        ROLE: "身份 与业主关系 关系 人员类别 持证人身份 角色",
        ISSUED: "发证日期 办证日期 办理日期 签发日期 领证日期 登记日期 日期 发放日期",
        STARTS: "有效期起 起始日期 开始日期 生效日期 有效期开始 起",
        ENDS: "有效期至 到期日期 截止日期 有效期止 终止日期 到期日 有效日期 有效期截止 止 失效日期",
        TERM: "有效期 有效期限 期限 有效时间 使用期限",
        STATE: "状态 证件状态 办理状态 是否交回 交回情况 目前状态",
        PLATE: "车牌 车牌号 车牌号码",
        WORK: "工种 工作内容 岗位",
        COMPANY: "单位名称 施工单位 单位 公司 装修公司 工作单位",
        PET: "犬名 宠物名 狗名 犬只名称",
        BREED: "品种 犬种 犬只品种",
        WORDS: "备注 说明 其他 其它 注",
    },
    ((UNIT,), (HOLDER,), (ENDS, TERM)),
    frozenset({ISSUED, STARTS, ENDS}),
)
EXTRA = {"plate": PLATE, "vehicle": PLATE, "work": WORK, "company": COMPANY, "pet": PET, "breed": BREED}
"""A kind's own field -> the register's column it is filled from."""

LONG_OVER = 90
"""Days after which one that ended, and of which nothing is said, is not asked back any more."""

_KINDS = (
    (r"居住证明", "ZM"), (r"暂住|代办", "ZZ"), (r"居住|业主证|住户证", "JZ"), (r"停车|车辆|车证", "TC"),
    (r"犬|狗|宠", "YQ"), (r"搬", "BY"), (r"出入|临时|施工|装修|工人|保姆|家政", "LS"),
)  # fmt: skip
_STATES: tuple[tuple[str, Step | None], ...] = (
    (r"未(?:交回|收回|退)", None),
    (r"挂失|遗失|丢失", Step.LOST),
    (r"收回|没收|注销|作废|吊销|补办|换证", Step.WITHDRAWN),
    (r"交回|退回|已退|归还|上交|退证", Step.RETURNED),
    (r"停用|停止|迁出|搬走|离场|失效", Step.ENDED),
)
_WAITS = re.compile(r"待取|未取|待领|未领")


@dataclass(frozen=True, slots=True)
class BookPermit:
    """What a row says of a permit; both days included. `number` is ours where the old one can be read as one of ours.

    `old` is the number as it stood there. `step` is what became of it, None while nothing is said. `waits`: it is
    ready, and nobody has fetched it.
    """

    kind: str
    number: str
    old: str
    holder: str
    id_number: str
    phone: str
    role: str
    issued_on: date
    starts_on: date
    ends_on: date
    step: Step | None
    extra: tuple[tuple[str, str], ...]
    words: str
    waits: bool = False

    def mark(self, unit: str) -> str:
        """The same when the register comes again. *unit* is the code of the unit."""
        if self.old:
            return mark_of("permit", self.kind, self.old)
        return mark_of("permit", self.kind, unit, self.holder, self.ends_on)


def read_kind(text: str, number: str, sheet: str, kinds: Sequence[KindFacts]) -> KindFacts | None:
    """The kind that a word, else the number's prefix, else the sheet's name means."""
    for told in (text, "" if text else sheet):
        plain = "".join(told.split())
        if not plain:
            continue
        own = next((kind for kind in kinds if kind.name == plain), None)
        code = next((code for pattern, code in _KINDS if re.search(pattern, plain)), "")
        found = own or next((kind for kind in kinds if kind.code == code), None)
        if found is not None:
            return found
        prefix = re.match(r"[A-Z]+", _plain(number))
        if prefix and told is text:
            break
    prefix = re.match(r"[A-Z]+", _plain(number))
    return next((kind for kind in kinds if prefix and kind.prefix == prefix[0] and not text), None)


def _plain(number: str) -> str:
    return re.sub(r"[\s\-_]", "", unicodedata.normalize("NFKC", number)).upper()


def read_number(text: str, prefix: str) -> str:
    """The number as one of ours (`JZ4120`, `4120` and `00004120` are `JZ-00004120`); "" where it cannot be one."""
    match = re.fullmatch(rf"(?:{prefix})?(\d{{1,8}})", _plain(text))
    return permit_number(prefix, int(match[1])) if match and int(match[1]) else ""


def read_permit(line: RegisterLine, today: date, kinds: Sequence[KindFacts]) -> tuple[BookPermit | None, str]:
    """What the row says, or why it cannot be taken."""
    if line.fault:
        return None, line.fault
    if not line.key:
        return None, tr("缺房号")
    holder = line.get(HOLDER)
    if not holder:
        return None, tr("缺持证人")
    if len(holder) > 80:
        return None, tr("持证人超过 80 个字")
    kind = read_kind(line.get(KIND), line.get(NUMBER), line.sheet, kinds)
    if kind is None:
        told = line.get(KIND)
        return None, tr("没有“{kind}”这种证，先在证件种类里加", kind=told[:20]) if told else tr(
            "看不出是哪种证"
        )
    starts, ends, fault = _term(line)
    if fault or ends is None:
        return None, fault or tr("缺有效期")
    issued = line.day(ISSUED)
    if issued is not None and issued > today:
        return None, tr("{what}晚于今天：{day}", what=tr(ISSUED), day=issued.isoformat())
    begins = starts or issued or min(today, ends)
    if ends < begins:
        return None, tr("有效期至比开始的那天早")
    step = next((step for pattern, step in _STATES if re.search(pattern, line.get(STATE))), None)
    if step is None and kind.returns and ends < today - timedelta(days=LONG_OVER):
        step = Step.ENDED
    extra = tuple(
        (field.name, line.get(EXTRA[field.name])[:60])
        for field in kind.fields
        if field.name in EXTRA and line.get(EXTRA[field.name])
    )
    old = line.get(NUMBER)[:40]
    return (
        BookPermit(
            kind.code, read_number(old, kind.prefix), old, holder, line.get(ID_NUMBER).upper()[:40],
            line.get(PHONE)[:40], line.get(ROLE)[:24], min(issued or begins, today), begins, ends, step, extra,
            line.get(WORDS)[:100], step is None and bool(_WAITS.search(line.get(STATE))),
        ),
        "",
    )  # fmt: skip


def _term(line: RegisterLine) -> tuple[date | None, date | None, str]:
    """From when until when, out of two columns or of one (`2026-01-01 至 2026-12-31`)."""
    starts, ends = line.day(STARTS), line.day(ENDS)
    told = line.get(TERM)
    if ends is not None or not told:
        return starts, ends, ""
    parts = [part for part in re.split(r"\s*[至到~～—–]+\s*|\s+-+\s+", told) if part.strip()]
    days = [read_day(part).value for part in parts]
    if not 1 <= len(days) <= 2 or None in days:
        return None, None, tr("{what}看不懂：{text}", what=tr(TERM), text=told[:24])
    return (days[0] if len(days) == 2 else starts), days[-1], ""
