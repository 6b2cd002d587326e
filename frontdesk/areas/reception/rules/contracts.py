"""Contracts and agreements: their kinds, their numbers, and how one stands on a day (D2.9). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

PREFIX = "HT"
KINDS_SETTING = "reception.contract_kinds"
KINDS = ("保洁", "绿化", "电梯维保", "消防", "租赁", "物业服务", "其他")
"""Kinds that are offered until the office writes its own."""
MOST_KINDS = 40
LONGEST_KIND = 20
REMIND_DAYS = 30
MOST_REMIND = 365


class EndKind(StrEnum):
    """How a contract ended before its last day, or never was."""

    ENDED = "ended"
    VOIDED = "voided"


class ContractState(StrEnum):
    """How it stands on a day; the value is what stands on screen."""

    COMING = "未开始"
    RUNNING = "履行中"
    ENDING = "快到期"
    EXPIRED = "已到期"
    RENEWED = "已续签"
    ENDED = "已终止"
    VOID = "作废"


def remind_from(last_on: date, remind_days: int) -> date:
    """The first day on which it is reminded of."""
    return last_on - timedelta(days=remind_days)


def state(
    starts_on: date, last_on: date, remind_days: int, today: date, *, end: EndKind | None, renewed: bool
) -> ContractState:
    """One word for it. One that has its successor is reminded of no more: it runs to its end, then is renewed."""
    if end is EndKind.VOIDED:
        return ContractState.VOID
    if end is EndKind.ENDED:
        return ContractState.ENDED
    if today > last_on:
        return ContractState.RENEWED if renewed else ContractState.EXPIRED
    if today < starts_on:
        return ContractState.COMING
    if not renewed and today >= remind_from(last_on, remind_days):
        return ContractState.ENDING
    return ContractState.RUNNING


def tidy_kinds(text: str) -> tuple[str, ...]:
    """The kinds of a list typed one a line (or with 、 between), each once, in their order."""
    found: list[str] = []
    for line in text.replace("、", "\n").replace("，", "\n").splitlines():
        word = line.strip()
        if word and word not in found:
            found.append(word)
    return tuple(found)


def kinds_of(stored: object) -> tuple[str, ...]:
    """The office's kinds from its setting; the usual ones while there are none."""
    if isinstance(stored, Iterable) and not isinstance(stored, str):
        found = tuple(word for word in stored if isinstance(word, str) and word)
        if found:
            return found
    return KINDS
