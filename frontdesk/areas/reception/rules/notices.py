"""Notices (通知公告, D2.5): their words, the texts with named fields, and how one stands after what happened to it.

Pure. A text names its fields in braces: `{时间}`. They are asked for one by one and put in; what is stored is the
text with its fields and the values beside it, so that a notice sent back is corrected where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.base.values.text import tr


class NoticeForm(StrEnum):
    """Which of the trade's three papers it is; the value is what stands at its head."""

    NOTICE = "通知"
    ANNOUNCEMENT = "公告"
    REMINDER = "温馨提示"


class DayStyle(StrEnum):
    """How its day is written."""

    CHINESE = "汉字"
    FIGURES = "数字"


class NoticeStep(StrEnum):
    """What happened to a notice as a whole."""

    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    EXTENDED = "extended"
    VOIDED = "voided"


STEP_WORDS: dict[NoticeStep, str] = {
    NoticeStep.SUBMITTED: "送审",
    NoticeStep.SENT_BACK: "退回修改",
    NoticeStep.APPROVED: "审核通过",
    NoticeStep.EXTENDED: "改张贴期限",
    NoticeStep.VOIDED: "作废",
}


class RoundStep(StrEnum):
    """What somebody did at boards on one walk."""

    UP = "up"
    DOWN = "down"
    SKIPPED = "skipped"
    UNDONE = "undone"


ROUND_WORDS: dict[RoundStep, str] = {
    RoundStep.UP: "张贴",
    RoundStep.DOWN: "撤下",
    RoundStep.SKIPPED: "不贴了",
    RoundStep.UNDONE: "撤销",
}


class PlaceState(StrEnum):
    """How a notice stands at one board."""

    WAITING = "待张贴"
    UP = "张贴中"
    DOWN = "已撤下"
    SKIPPED = "不贴了"


class NoticeState(StrEnum):
    """How a notice stands."""

    REVIEW = "待审核"
    BACK = "退回修改"
    TO_POST = "待张贴"
    UP = "张贴中"
    DOWN = "已归档"
    VOID = "作废"


ISSUED = (NoticeState.TO_POST, NoticeState.UP, NoticeState.DOWN)
"""States of a notice that has its number."""
WRITING = (NoticeState.REVIEW, NoticeState.BACK)
"""States in which its text may still be changed."""

MOST_FIELDS = 10
LONGEST_FIELD = 10
LONGEST_VALUE = 120
LONGEST_TITLE = 40
LONGEST_GREETING = 40
LONGEST_BODY = 3000
MOST_DAYS = 400
"""A notice hangs no longer than this many days; a longer end is a slip of the year."""

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
BLANK = "＿＿＿＿"
"""Stands on the preview for a field that nothing is filled in yet."""


def number_of(year: int, serial: int) -> str:
    """`TZ-2026-017`."""
    return f"TZ-{year:04d}-{serial:03d}"


def find_number(typed: str, today: date) -> str | None:
    """The whole number of what somebody typed: `tz2026017`, `TZ-2026-17`, `tz17` (of this year)."""
    text = re.sub(r"[\s_－—–-]+", "-", typed.strip().upper())
    match = re.fullmatch(r"TZ-?(?:(\d{4})-?(?=\d))?(\d{1,4})", text)
    if match is None or not int(match[2]):
        return None
    return number_of(int(match[1]) if match[1] else today.year, int(match[2]))


# -- texts with fields --


def fields_of(*texts: str) -> tuple[str, ...]:
    """The names of the fields in the texts, each once, as they come."""
    return tuple(dict.fromkeys(name for text in texts for name in _FIELD.findall(text)))


def text_fault(*texts: str) -> str:
    """What is wrong with the braces and the names between them, in words; "" when nothing is."""
    for text in texts:
        if re.search(r"[{}]", _FIELD.sub("", text)):
            return tr("花括号要成对，里面写一项的名称，如 {example}", example="{时间}")
        for name in _FIELD.findall(text):
            if not name.strip():
                return tr("花括号里是空的，请写一项的名称，如 {example}", example="{时间}")
            if not _NAME.fullmatch(name):
                return tr("“{name}”不能作名称，请只用汉字、字母和数字", name=name)
            if len(name) > LONGEST_FIELD:
                return tr("“{name}”太长，名称最多 {n} 个字", name=name, n=LONGEST_FIELD)
    names = fields_of(*texts)
    if len(names) > MOST_FIELDS:
        return tr("一份最多 {n} 项要填的，现在有 {count} 项", n=MOST_FIELDS, count=len(names))
    return ""


def missing_fields(values: Mapping[str, str], *texts: str) -> tuple[str, ...]:
    """Fields that nothing is filled in for."""
    return tuple(name for name in fields_of(*texts) if not values.get(name, "").strip())


def filled(text: str, values: Mapping[str, str], blank: str = BLANK) -> str:
    """The text with its fields put in; *blank* where there is nothing yet."""
    return _FIELD.sub(lambda match: values.get(match[1], "").strip() or blank, text)


# -- how it stands --


@dataclass(frozen=True, slots=True)
class Round:
    """One walk to some boards. `undoes` is the round that an undoing takes back."""

    id: int
    step: RoundStep
    places: tuple[int, ...]
    undoes: int | None = None


def standing_rounds(rounds: Iterable[Round]) -> tuple[Round, ...]:
    """Those that nobody has taken back, the oldest first."""
    rows = tuple(rounds)
    undone = {row.undoes for row in rows if row.undoes is not None}
    return tuple(row for row in rows if row.id not in undone and row.step is not RoundStep.UNDONE)


_AFTER = {
    RoundStep.UP: PlaceState.UP,
    RoundStep.DOWN: PlaceState.DOWN,
    RoundStep.SKIPPED: PlaceState.SKIPPED,
}


def place_states(places: Iterable[int], rounds: Iterable[Round]) -> dict[int, PlaceState]:
    """Each board's state: what the last round that stands did there."""
    states = dict.fromkeys(places, PlaceState.WAITING)
    for row in standing_rounds(rounds):
        for place in row.places:
            states[place] = _AFTER[row.step]
    return states


def state_of(steps: Iterable[NoticeStep], places: Iterable[PlaceState]) -> NoticeState:
    """The notice's state: void, else in writing, else by its boards.

    Up while it hangs anywhere; else waiting while a board waits; else in the archive.
    """
    told = [step for step in steps if step is not NoticeStep.EXTENDED]
    if not told or told[-1] is NoticeStep.SUBMITTED:
        return NoticeState.REVIEW
    if told[-1] is NoticeStep.VOIDED:
        return NoticeState.VOID
    if told[-1] is NoticeStep.SENT_BACK:
        return NoticeState.BACK
    stands = set(places)
    if PlaceState.UP in stands:
        return NoticeState.UP
    return NoticeState.TO_POST if PlaceState.WAITING in stands else NoticeState.DOWN


def due_down(state: NoticeState, up: int, until: date | None, today: date, *, corrected: bool) -> bool:
    """Whether it should come down: void, corrected, or its last day has passed.

    One that never hung and whose days are over counts too: somebody says that it will not hang any more.
    """
    if state is NoticeState.VOID:
        return up > 0
    if state not in (NoticeState.UP, NoticeState.TO_POST):
        return False
    return corrected or (until is not None and until < today)


def due_up(
    state: NoticeState, waiting: int, post_on: date, until: date | None, today: date, *, corrected: bool
) -> bool:
    """Whether some board should have it by today."""
    if state not in (NoticeState.TO_POST, NoticeState.UP) or not waiting or post_on > today or corrected:
        return False
    return until is None or until >= today


# -- days as the trade writes them --

_DIGITS = "〇一二三四五六七八九"


def _chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def day_words(day: date, style: DayStyle) -> str:
    """`二〇二六年十一月二十二日`, or `2026年11月22日`."""
    if style is DayStyle.FIGURES:
        return f"{day.year}年{day.month}月{day.day}日"
    year = "".join(_DIGITS[int(figure)] for figure in f"{day.year:04d}")
    return f"{year}年{_chinese(day.month)}月{_chinese(day.day)}日"


# -- what an office begins with --


@dataclass(frozen=True, slots=True)
class TemplateSeed:
    """A template; `key` tells an outage which one is its own."""

    key: str
    name: str
    form: NoticeForm
    title: str
    body: str
    greeting: str = "尊敬的各位业主、住户："
    days: int | None = 3
    """Days that such a notice usually hangs after its first."""


SEEDS: tuple[TemplateSeed, ...] = (
    TemplateSeed(
        "water", "停水通知", NoticeForm.NOTICE, "停水通知",
        "因{原因}，{范围}将于{时间}停止供水。\n请提前储备生活用水，停水期间关好水龙头；恢复供水时水质可能短时浑浊，请先放一会儿再用。"
        "\n给您带来不便，敬请谅解。如有疑问，请致电前台 {电话}。\n特此通知。",
    ),
    TemplateSeed(
        "power", "停电通知", NoticeForm.NOTICE, "停电通知",
        "因{原因}，{范围}将于{时间}停电。\n停电期间电梯停用，请不要乘坐；请提前关闭电脑、空调等电器，冰箱里的食物尽早处理。"
        "\n给您带来不便，敬请谅解。如有疑问，请致电前台 {电话}。\n特此通知。",
    ),
    TemplateSeed(
        "lift", "电梯检修", NoticeForm.NOTICE, "电梯检修通知",
        "因{原因}，{范围}的电梯将于{时间}停用检修。\n检修期间请走楼梯或改乘其他电梯，家中有老人、病人需要帮助的，请致电前台 {电话}。"
        "\n给您带来不便，敬请谅解。\n特此通知。",
    ),
    TemplateSeed(
        "gas", "停气通知", NoticeForm.NOTICE, "停气通知",
        "因{原因}，{范围}将于{时间}停止供气。\n停气期间请关好灶具和阀门；恢复供气后先开窗通风，再点火使用，发现异味请不要开灯、打电话，"
        "立即离开并在室外报修。\n如有疑问，请致电前台 {电话}。\n特此通知。",
    ),
    TemplateSeed(
        "disinfect", "消杀", NoticeForm.NOTICE, "消杀通知",
        "为防治{对象}，服务中心将于{时间}在{范围}进行消杀。\n消杀期间请关好门窗，看管好老人、小孩和宠物，不要接触投药的地方和药物；"
        "如有误食，请立即就医并致电前台 {电话}。\n特此通知。",
        days=5,
    ),
    TemplateSeed(
        "pay", "缴费提醒", NoticeForm.REMINDER, "缴费提醒",
        "{账期}的{费项}已经出账，请于{期限}前缴清。\n缴费方式：到服务中心前台缴纳（{办公时间}），或按缴费通知单上的方式转账、扫码。"
        "\n已经缴清的请忽略。对金额有疑问，请到前台核对或致电 {电话}。\n感谢您的支持。",
        days=15,
    ),
    TemplateSeed(
        "festival", "节日温馨提示", NoticeForm.REMINDER, "{节日}温馨提示",
        "{节日}将至，服务中心全体员工祝您节日快乐、阖家安康。\n为了您和家人的安全，请注意：\n一、外出前关好水、电、燃气和门窗，贵重物品妥善保管。"
        "\n二、不在楼道、阳台堆放易燃物，不在小区内燃放烟花爆竹。\n三、看管好老人和小孩，注意用火用电安全。"
        "\n节日期间前台值班时间：{值班时间}，电话 {电话}。",
        days=7,
    ),
    TemplateSeed(
        "noise", "装修噪声", NoticeForm.REMINDER, "装修施工时间提示",
        "近期{范围}有住户装修。为了不影响邻里休息，施工时间为{施工时间}，法定节假日和休息日不得进行有噪声的施工。"
        "\n请正在装修的住户约束施工人员，按时施工、随手关门，垃圾袋装运到指定地点；在规定时间外听到施工噪声的，请致电前台 {电话}，我们马上去劝停。"
        "\n感谢您的理解与配合。",
        days=14,
    ),
    TemplateSeed("blank", "空白", NoticeForm.NOTICE, "", "", days=7),
)  # fmt: skip
BOARD_SEEDS = ("小区公告栏",)
"""Boards of an office beside its entrances."""
