"""What the office sets, as plain values, and the commands that check and keep it.

The keys stand in one table of the database, so that every desk has the same. Read by papers (office, estate,
ways to pay), the cash desk (desk, book, size, blind count), the window (lock).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.rules.kinds import BLIND_SETTING
from frontdesk.areas.cashdesk.rules.numbers import check_book
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

LOCK_MINUTES = 10
"""Until somebody sets another number."""
LOCK_LIMIT = 240
RECEIPT_BOOK = "SJ"
PLAIN_SIZE = "241x93"
RECEIPT_SIZES: tuple[tuple[str, str], ...] = (
    ("241x93", "三联针式 241 × 93.1 mm"),
    ("241x140", "三联针式 241 × 139.7 mm"),
    ("A5", "A5 单张"),
    ("roll80", "80 mm 小票"),
)


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office as it stands on papers; `payment_ways` one way to a line."""

    estate: str = ""
    office: str = ""
    phone: str = ""
    address: str = ""
    payment_ways: str = ""
    desk: str = ""
    receipt_book: str = RECEIPT_BOOK
    receipt_size: str = PLAIN_SIZE


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """`lock_minutes` without a key before the screen locks, 0 never; `blind_close` as M7.3 has it."""

    lock_minutes: int = LOCK_MINUTES
    blind_close: bool = True


def office_facts(session: Session) -> OfficeFacts:
    """What is set, or the plain values."""
    plain = OfficeFacts()
    ways = get_setting(session, "office.payment_ways", [])
    return OfficeFacts(
        estate=get_setting(session, "estate.name", ""),
        office=get_setting(session, "office.name", ""),
        phone=get_setting(session, "office.phone", ""),
        address=get_setting(session, "office.address", ""),
        payment_ways="\n".join(ways),
        desk=get_setting(session, "desk.name", ""),
        receipt_book=get_setting(session, "receipt.book", plain.receipt_book),
        receipt_size=get_setting(session, "receipt.size", plain.receipt_size),
    )


def save_office(work: Work, command: OfficeFacts) -> None:
    """Keep it. Raises `InvalidInput` naming each field that cannot stand as it is."""
    errors: dict[str, str] = {}
    if not command.estate.strip():
        errors["estate"] = tr("请填小区的名称，它印在每张纸上")
    if not command.office.strip():
        errors["office"] = tr("请填物业公司（服务中心）的名称，它印在每张纸上")
    try:
        book = check_book(command.receipt_book)
    except Refused as refused:
        errors["receipt_book"] = refused.text
    if command.receipt_size not in dict(RECEIPT_SIZES):
        errors["receipt_size"] = tr("请选一种收据纸")
    if errors:
        raise InvalidInput(errors)
    ways = [line.strip() for line in command.payment_ways.splitlines() if line.strip()]
    values: dict[str, object] = {
        "estate.name": command.estate.strip(),
        "office.name": command.office.strip(),
        "office.phone": command.phone.strip(),
        "office.address": command.address.strip(),
        "office.payment_ways": ways,
        "desk.name": command.desk.strip(),
        "receipt.book": book,
        "receipt.size": command.receipt_size,
    }
    save_settings(work, SaveSettings(values))


def safety_facts(session: Session) -> SafetyFacts:
    """What is set, or the plain values."""
    return SafetyFacts(
        lock_minutes=int(get_setting(session, "lock.minutes", LOCK_MINUTES)),
        blind_close=bool(get_setting(session, BLIND_SETTING, True)),
    )


def save_safety(work: Work, command: SafetyFacts) -> None:
    """Keep it. Raises `Refused` for minutes out of range."""
    if not 0 <= command.lock_minutes <= LOCK_LIMIT:
        raise Refused(
            tr("请填 0 到 {most} 之间的分钟数，0 表示不自动锁屏", most=LOCK_LIMIT), field="lock_minutes"
        )
    save_settings(
        work, SaveSettings({"lock.minutes": command.lock_minutes, BLIND_SETTING: command.blind_close})
    )


def estate_name(session: Session) -> str:
    """What the top bar and the sign-in page show."""
    name: str = get_setting(session, "estate.name", "")
    return name
