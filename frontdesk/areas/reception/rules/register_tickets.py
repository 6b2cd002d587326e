"""An old 报事台账: what its columns may be called, and what one of its rows says of a ticket (D1.7). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from frontdesk.areas.archives.rules.importing.register import UNIT, RegisterLine, Shape, mark_of
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import AT_DESK, Channel, Level, TicketKind
from frontdesk.base.values.text import tr

NUMBER, KIND, CHANNEL, LEVEL = "编号", "种类", "来路", "等级"
RECEIVED, CALLER, PHONE, SPOT, WHAT, CATEGORY = "受理日期", "来人", "电话", "公共部位", "内容", "类别"
DEPARTMENT, WORKER, DONE_ON, RESULT = "部门", "经办人", "完成日期", "处理结果"
SATISFACTION, CALLED, STATE, WORDS = "满意度", "回访", "状态", "备注"

SHAPE = Shape(
    "报事台账",
    {
        NUMBER: "编号 单号 工单号 工单编号 报事编号 报修单号 派工单号 投诉编号 受理编号",
        KIND: "种类 类型 报事类型 事项类型 工单类型 受理类型 事项 报事种类",
        CHANNEL: "来路 来源 受理方式 报事方式 来访方式 渠道 方式 反映方式",
        LEVEL: "等级 级别 紧急程度 重要程度 优先级",
        RECEIVED: "受理日期 受理时间 报修日期 报修时间 报事日期 报事时间 投诉日期 投诉时间 登记日期 登记时间 日期 时间 来电时间",
        CALLER: "来人 报修人 报事人 投诉人 业主姓名 业主 姓名 联系人 住户 客户姓名 来电人 反映人",
        PHONE: "电话 联系电话 手机 手机号 联系方式 来电号码",
        SPOT: "公共部位 地点 位置 部位 报修地点 维修地点 发生地点",
        WHAT: "内容 报修内容 报事内容 投诉内容 事由 问题描述 描述 报修事项 维修内容 反映内容 诉求 主要内容 情况",
        CATEGORY: "类别 报修类别 问题类别 分类 专业 报修项目 维修类别",
        DEPARTMENT: "部门 责任部门 处理部门 派往部门 派单部门 承办部门",
        WORKER: "经办人 处理人 维修人 维修人员 维修工 派工人员 责任人 接单人 处理人员",
        DONE_ON: "完成日期 完成时间 办结日期 办结时间 处理日期 处理时间 维修日期 关闭日期",
        RESULT: "处理结果 处理情况 维修结果 维修情况 结果 处理意见 完成情况 解决情况",
        SATISFACTION: "满意度 满意程度 评价 是否满意 回访满意度 评分",
        CALLED: "回访 回访情况 回访记录 回访结果 回访意见",
        STATE: "状态 工单状态 办理状态 进度 是否完成",
        WORDS: "备注 说明 其他 其它 注",
    },
    ((WHAT,), (RECEIVED,)),
    frozenset({RECEIVED, DONE_ON}),
)

LONG_AGO = 30
"""Days after which a row of a register that never says what became of anything is taken for closed."""

W = TypeVar("W", bound=StrEnum)

_KINDS = (
    (r"投诉", TicketKind.COMPLAINT), (r"表扬|感谢|锦旗", TicketKind.PRAISE), (r"建议|意见", TicketKind.SUGGESTION),
    (r"咨询|询问|查询", TicketKind.QUESTION), (r"求助|帮助|救助|困人", TicketKind.HELP),
    (r"报修|维修|修|故障", TicketKind.REPAIR),
)  # fmt: skip
_CHANNELS = (
    (r"电话|来电|热线|致电", Channel.PHONE), (r"微信|公众号|APP|小程序|群|网", Channel.WECHAT),
    (r"巡查|巡检|巡视|自查", Channel.PATROL), (r"转办|上级|社区|街道|12345|政府", Channel.HANDED),
    (r"到访|来访|上门|前台|面谈|来人|现场", Channel.VISIT),
)  # fmt: skip
_LEVELS = ((r"重大|特急|严重", Level.MAJOR), (r"重要|急|高", Level.IMPORTANT), (r".", Level.NORMAL))
_STATES = (
    (r"作废|撤销|取消|重复", State.VOID),
    (r"未(?:完成|处理|解决|办|修|关|结)|不(?:能|予)", State.WAITING),
    (r"待回访|未回访", State.CALLING),
    (r"待派|未派|待受理|新建", State.WAITING),
    (r"已派|派单|待处理|已接单", State.DISPATCHED),
    (r"处理中|维修中|跟进|进行|在办|正在", State.WORKING),
    (r"关闭|结案|办结|完成|已处理|处理完|已解决|已修|修复|销单|完结|归档|已回访|是|^完$|√|好", State.CLOSED),
    (r"否|×", State.WAITING),
)
_SATISFIED = (
    (r"非常满意|很满意|十分满意", 5), (r"非常不满|很不满|极不满", 1), (r"不满", 2), (r"基本满意|较满意|比较满意", 4),
    (r"一般|尚可|还行", 3), (r"满意|好评", 5),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookTicket:
    """What a row says of a ticket. `state` is where it stands by the book; `done_on` None: the book names no day."""

    old: str
    kind: TicketKind
    channel: Channel
    level: Level
    received_on: date
    caller: str
    phone: str
    spot: str
    what: str
    category: str
    department: str
    worker: str
    state: State
    done_on: date | None
    result: str
    satisfaction: int | None
    called: str

    def mark(self, unit: str) -> str:
        """The same when the register comes again. *unit* is the code of the unit, "" for a common part."""
        if self.old:
            return mark_of("ticket", self.old, self.received_on)
        return mark_of("ticket", self.received_on, unit or self.spot, self.what, self.caller)


def read_ticket(line: RegisterLine, today: date) -> tuple[BookTicket | None, str]:
    """What the row says, or why it cannot be taken. A 房号 that is no unit's code is a common part in words."""
    spot = line.get(SPOT)
    if line.fault and line.fault == tr("房号看不懂") and line.get(UNIT):
        spot = " ".join(part for part in (line.get(UNIT), spot) if part)
    elif line.fault:
        return None, line.fault
    received, what = line.day(RECEIVED), line.get(WHAT)
    if received is None:
        return None, tr("缺受理日期")
    if received > today:
        return None, tr("{what}晚于今天：{day}", what=tr(RECEIVED), day=received.isoformat())
    if not what:
        return None, tr("缺内容")
    if len(what) > 500:
        return None, tr("内容超过 {n} 个字", n=500)
    told = line.get(KIND)
    kind = _match(_KINDS, told) or _match(_KINDS, line.sheet) or TicketKind.REPAIR
    if told and _match(_KINDS, told) is None:
        return None, tr("没有“{kind}”这种报事", kind=told[:20])
    if not line.key and not spot and kind not in AT_DESK:
        return None, tr("缺房号，也没有写公共部位")
    done_on = line.day(DONE_ON)
    if done_on is not None and not received <= done_on <= today:
        return None, tr("完成日期 {day} 早于受理或晚于今天", day=done_on.isoformat())
    phone = line.get(PHONE)[:40]
    return (
        BookTicket(
            line.get(NUMBER)[:40],
            kind,
            _match(_CHANNELS, line.get(CHANNEL)) or (Channel.PHONE if phone else Channel.VISIT),
            _match(_LEVELS, line.get(LEVEL)) or Level.NORMAL,
            received,
            line.get(CALLER)[:60],
            phone,
            spot[:60],
            what,
            line.get(CATEGORY)[:24],
            line.get(DEPARTMENT)[:24],
            line.get(WORKER)[:60],
            _state(line, today, received),
            done_on,
            (line.get(RESULT) or line.get(WORDS))[:400],
            read_satisfaction(line.get(SATISFACTION) or line.get(CALLED)),
            line.get(CALLED)[:400],
        ),
        "",
    )


def as_common_part(book: BookTicket, line: RegisterLine) -> BookTicket | None:
    """The same where the 房号 is no unit of the archives but words (`3栋大堂`); None where it looks like a code."""
    told = line.get(UNIT)
    bare = re.sub(r"号楼|[栋幢座号单元室层楼]", "", told)
    if not re.search(r"[一-鿿]{2}", bare):
        return None
    return replace(book, spot=" ".join(part for part in (told, book.spot) if part)[:60])


def read_satisfaction(text: str) -> int | None:
    """`5`, `4分`, `非常满意`, `不满意` as 1 to 5; None: nothing is said."""
    match = re.fullmatch(r"([1-5])(?:\.0+)?\s*[分星]?", text.strip())
    if match:
        return int(match[1])
    return next((value for pattern, value in _SATISFIED if re.search(pattern, text)), None)


def _state(line: RegisterLine, today: date, received: date) -> State:
    told = line.get(STATE)
    if told:
        found = next((state for pattern, state in _STATES if re.search(pattern, told)), None)
        if found is not None:
            return found
    if line.day(DONE_ON) is not None or line.get(RESULT) or line.get(CALLED) or line.get(SATISFACTION):
        return State.CLOSED
    says = any(part in line.said for part in (STATE, DONE_ON, RESULT))
    if not says and received < today - timedelta(days=LONG_AGO):
        return State.CLOSED
    return State.DISPATCHED if line.get(DEPARTMENT) or line.get(WORKER) else State.WAITING


def _match(patterns: tuple[tuple[str, W], ...], text: str) -> W | None:
    return next(
        (value for pattern, value in patterns if text and re.search(pattern, text, re.IGNORECASE)), None
    )
