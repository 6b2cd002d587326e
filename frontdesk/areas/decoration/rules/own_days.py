"""The office's own days as somebody types them: a day or a span, what it is, its name, one to a line (D4.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from frontdesk.areas.decoration.rules.hours import DayKind
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

OwnDays = Mapping[date, tuple[DayKind, str]]
MOST_DAYS = 400
LONGEST_NAME = 20
_LONGEST_SPAN = 31
_DAY = timedelta(days=1)
_WORDS: dict[str, DayKind] = {
    "法定节假日": DayKind.HOLIDAY,
    "节假日": DayKind.HOLIDAY,
    "放假": DayKind.HOLIDAY,
    "休息日": DayKind.REST,
    "休息": DayKind.REST,
    "工作日": DayKind.WORK,
    "上班": DayKind.WORK,
}
_LINE = re.compile(
    r"(?P<first>[\d年月日./-]+?)\s*(?:(?:[至到~～—–]|\s-\s)\s*(?P<last>[\d年月日./-]+))?"
    rf"[\s，,]*(?P<kind>{'|'.join(_WORDS)})[\s，,：:]*(?P<name>.*)"
)


def parse_own_days(text: str, *, field: str = "own_days") -> dict[date, tuple[DayKind, str]]:
    """`2027-02-05 至 2027-02-11 放假 春节`, one to a line. Raises `Refused` naming the line."""
    found: dict[date, tuple[DayKind, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                _add(found, line.strip())
            except Refused as refused:
                raise Refused(tr("第 {n} 行：{words}", n=number, words=refused.text), field=field) from None
    if len(found) > MOST_DAYS:
        raise Refused(tr("最多 {n} 天，过去的年份可以去掉", n=MOST_DAYS), field=field)
    return found


def _add(found: dict[date, tuple[DayKind, str]], line: str) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        raise Refused(tr("请写成“2027-02-05 至 2027-02-11 放假 春节”或“2027-02-14 上班”这样"))
    first = parse_day(match["first"])
    last = parse_day(match["last"]) if match["last"] else first
    if last < first:
        raise Refused(tr("{last} 在 {first} 以前，请核对", last=last.isoformat(), first=first.isoformat()))
    if (last - first).days >= _LONGEST_SPAN:
        raise Refused(tr("一行最多 {n} 天，请分开写", n=_LONGEST_SPAN))
    name = match["name"].strip()
    if len(name) > LONGEST_NAME:
        raise Refused(tr("名称最多 {n} 个字，请写短些", n=LONGEST_NAME))
    day = first
    while day <= last:
        if day in found:
            raise Refused(tr("{day} 写了两次，请去掉一次", day=day.isoformat()))
        found[day] = (_WORDS[match["kind"]], name)
        day += _DAY


def own_days_text(days: OwnDays) -> str:
    """The same back, days that follow each other and are alike in one line."""
    lines: list[str] = []
    spans: list[tuple[date, date, tuple[DayKind, str]]] = []
    for day, what in sorted(days.items()):
        near = spans and spans[-1][1] + _DAY == day and (day - spans[-1][0]).days < _LONGEST_SPAN
        if near and spans[-1][2] == what:
            spans[-1] = (spans[-1][0], day, what)
        else:
            spans.append((day, day, what))
    for first, last, (kind, name) in spans:
        when = (
            first.isoformat() if first == last else tr("{a} 至 {b}", a=first.isoformat(), b=last.isoformat())
        )
        lines.append(f"{when} {tr(kind.value)} {name}".rstrip())
    return "\n".join(lines)
