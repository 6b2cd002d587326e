"""The signed text that a permit's QR code carries (D3.5): what it says, how it is written, how it is judged.

`FD1` and then base32 (the alphabet without I, L, O and U, which a scanner's keyboard and an input method leave
alone, and which QR packs as alphanumeric) of: payload, signature (64 bytes, Ed25519), CRC-16. The payload is

    flags 1 · key id 4 · kind · number · holder · unit · first day 2 · last day 2 · [from 2, until 2] · [note]

texts being UTF-8 behind their length, days counted from 2020-01-01, times in minutes. What is signed is the
payload behind `DOMAIN`, so that a signature made for anything else is never one of a permit. The CRC tells a
misread or altered text from one that another office has signed; it proves nothing by itself.

`resources/verify.html` reads the same format in a browser: whoever changes one changes both, and the tests
compare them.
"""

from __future__ import annotations

import re
import unicodedata
from binascii import crc_hqx
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from frontdesk.areas.permits.rules import signature
from frontdesk.areas.permits.rules.signature import KEY_ID_BYTES, SIGNATURE_BYTES

PREFIX = "FD1"
DOMAIN = b"FrontDesk permit 1\x00"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EPOCH = date(2020, 1, 1)
CODE_SIDE = 18.0
"""The side in mm that a code of everyday length fits, its modules large enough to be read."""

_CRC_START = 0xFFFF
_HOURS, _NOTE, _NUMBER_AS_TEXT = 1, 2, 4
_FLAGS = _HOURS | _NOTE | _NUMBER_AS_TEXT
_LONGEST = {"kind": 12, "number": 24, "holder": 24, "unit": 36, "note": 48}
"""Bytes a text may take; a longer one is cut, so that the code still fits its place."""
_NUMBER = re.compile(r"([A-Z0-9]+)-(\d{8})")
_VALUES = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_LEAST_BODY = 1 + KEY_ID_BYTES + 4 + 4 + SIGNATURE_BYTES + 2


class Verdict(StrEnum):
    """What a code turns out to be with nothing but public keys at hand."""

    GENUINE = "genuine"
    EARLY = "early"
    ENDED = "ended"
    CHANGED = "changed"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


VERDICT_WORDS: dict[Verdict, tuple[str, str]] = {
    Verdict.GENUINE: ("ok", "有效"),
    Verdict.EARLY: ("warn", "还没到开始日期"),
    Verdict.ENDED: ("warn", "已到期"),
    Verdict.CHANGED: ("bad", "内容被改动"),
    Verdict.FOREIGN: ("bad", "不是本小区签发"),
    Verdict.UNKNOWN: ("neutral", "不认识的码"),
}
"""Verdict -> tone and word."""


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the gate learns. `holder` is masked (`masked_name`); `hours` are from when on the first day until when
    on the last, for goods that leave; `note` is a plate, or how many pieces. `key` names the signing key."""

    kind: str
    number: str
    holder: str
    unit: str
    starts_on: date
    ends_on: date
    hours: tuple[time, time] | None = None
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A code taken apart: nothing of it is proved yet."""

    facts: CodeFacts
    message: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and what the code says where its signature holds; nothing that is not proved is shown."""

    verdict: Verdict
    facts: CodeFacts | None = None


class NotReadable(ValueError):
    """A text that is no whole code of ours; `verdict` says of which sort."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict


def masked_name(name: str) -> str:
    """`曾*`, `张*明`-like names as `张**`, `欧阳*`; of a company its beginning: what the gate sees of whom it is.

    Latin names keep the first letter of each word.
    """
    told = " ".join(unicodedata.normalize("NFC", name).split())
    if not told:
        return ""
    if told.isascii():
        return " ".join(word[0] + "*" * min(3, len(word) - 1) for word in told.split(" "))
    if "·" in told:
        first, rest = told.split("·", 1)
        return f"{first[0]}{'*' * (len(first) - 1)}·{'*' * min(3, len(rest))}"
    if len(told) > 5:
        return told[:4] + "*"
    kept = 2 if len(told) > 2 and told[:2] in _DOUBLE_SURNAMES else 1
    return told[:kept] + "*" * (len(told) - kept)


_DOUBLE_SURNAMES = frozenset({
    "欧阳", "司马", "诸葛", "上官", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方",
    "长孙", "宇文", "端木", "百里", "呼延", "南宫", "独孤", "申屠", "太史", "轩辕", "澹台", "公冶",
})  # fmt: skip


def make_code(facts: CodeFacts, sign: Callable[[bytes], bytes]) -> str:
    """The text for the QR code. *sign* makes the signature of the key that `facts.key` names."""
    payload = _pack(facts)
    body = payload + sign(DOMAIN + payload)
    return PREFIX + _to_base32(body + crc_hqx(body, _CRC_START).to_bytes(2, "big"))


def looks_like_code(text: str) -> bool:
    """Whether a search or a scanner's input is meant to be such a code, right or wrong."""
    told = tidy(text)
    return told.startswith(PREFIX[:2]) and len(told) > 100


def tidy(text: str) -> str:
    """A text as a scanner, a keyboard or an input method wrote it: full width, small letters, blanks and breaks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def read_code(text: str) -> SignedCode:
    """A code taken apart. Raises `NotReadable`: its verdict is UNKNOWN for a text that is none of ours or of a newer
    format, CHANGED for one of ours that is not whole."""
    told = tidy(text)
    if not told.startswith(PREFIX):
        raise NotReadable(Verdict.UNKNOWN)
    return _read_body(told[len(PREFIX) :])


def judge(text: str, keys: Mapping[str, bytes], at: datetime) -> Judgement:
    """What the code is, *keys* being the office's public keys by their names, *at* the wall clock's time."""
    told = tidy(text)
    known = told.startswith(PREFIX)
    try:
        # One character misread may be of the prefix: a signature that holds shows whose it was.
        code = _read_body(told[len(PREFIX) :])
    except NotReadable as error:
        return Judgement(error.verdict if known else Verdict.UNKNOWN)
    public = keys.get(code.facts.key)
    if public is None:
        return Judgement(Verdict.FOREIGN if known else Verdict.UNKNOWN)
    if not signature.holds(public, code.message, code.signature):
        return Judgement(Verdict.CHANGED if known else Verdict.UNKNOWN)
    if not known:
        return Judgement(Verdict.CHANGED)
    return Judgement(_by_time(code.facts, at.replace(tzinfo=None)), code.facts)


def _by_time(facts: CodeFacts, at: datetime) -> Verdict:
    begins, ends = facts.hours or (time.min, time.max)
    if at < datetime.combine(facts.starts_on, begins):
        return Verdict.EARLY
    # A pass until 18:00 holds through that minute.
    last = datetime.combine(facts.ends_on, ends).replace(second=59, microsecond=999_999)
    return Verdict.ENDED if at > last else Verdict.GENUINE


# -- the payload --


def _pack(facts: CodeFacts) -> bytes:
    found = _NUMBER.fullmatch(facts.number)
    packed = found is not None and found[1] == facts.kind
    flags = (0 if packed else _NUMBER_AS_TEXT) | (_HOURS if facts.hours else 0) | (_NOTE if facts.note else 0)
    out = bytes([flags]) + bytes.fromhex(facts.key) + _text("kind", facts.kind)
    out += int(found[2]).to_bytes(4, "big") if packed and found else _text("number", facts.number)
    out += _text("holder", facts.holder) + _text("unit", facts.unit)
    out += _day(facts.starts_on) + _day(facts.ends_on)
    if facts.hours:
        out += b"".join((60 * at.hour + at.minute).to_bytes(2, "big") for at in facts.hours)
    return out + (_text("note", facts.note) if facts.note else b"")


def _text(name: str, text: str) -> bytes:
    told = unicodedata.normalize("NFC", text)
    encoded = told.encode("utf-8")
    most = _LONGEST[name]
    if len(encoded) > most:
        encoded = encoded[: most - 3].decode("utf-8", "ignore").encode("utf-8") + "…".encode()
    return bytes([len(encoded)]) + encoded


def _day(day: date) -> bytes:
    return min(max((day - EPOCH).days, 0), 0xFFFF).to_bytes(2, "big")


class _Reader:
    """Takes a payload apart from its beginning. Raises `ValueError` at its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        if self._at + count > len(self._data):
            raise ValueError("too short")
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")

    def text(self) -> str:
        return self.take(self.number(1)).decode("utf-8")

    def day(self) -> date:
        return EPOCH + timedelta(days=self.number(2))

    def clock(self) -> time:
        hour, minute = divmod(self.number(2), 60)
        return time(hour, minute)

    @property
    def done(self) -> bool:
        return self._at == len(self._data)


def _read_body(text: str) -> SignedCode:
    data = _from_base32(text)
    if (
        data is None
        or len(data) < _LEAST_BODY
        or crc_hqx(data[:-2], _CRC_START) != int.from_bytes(data[-2:], "big")
    ):
        raise NotReadable(Verdict.CHANGED)
    payload, signed = data[: -2 - SIGNATURE_BYTES], data[-2 - SIGNATURE_BYTES : -2]
    try:
        facts = _unpack(_Reader(payload))
    except ValueError as error:
        raise NotReadable(Verdict.CHANGED) from error
    return SignedCode(facts, DOMAIN + payload, signed)


def _unpack(reader: _Reader) -> CodeFacts:
    flags = reader.number(1)
    if flags & ~_FLAGS:
        raise ValueError("unknown flags")
    key = reader.take(KEY_ID_BYTES).hex()
    kind = reader.text()
    number = reader.text() if flags & _NUMBER_AS_TEXT else f"{kind}-{reader.number(4):08d}"
    holder, unit = reader.text(), reader.text()
    starts_on, ends_on = reader.day(), reader.day()
    hours = (reader.clock(), reader.clock()) if flags & _HOURS else None
    note = reader.text() if flags & _NOTE else ""
    if not reader.done:
        raise ValueError("too long")
    return CodeFacts(kind, number, holder, unit, starts_on, ends_on, hours, note, key)


# -- base32 --


def _to_base32(data: bytes) -> str:
    count = -(-len(data) * 8 // 5)
    value = int.from_bytes(data, "big") << (5 * count - 8 * len(data))
    return "".join(ALPHABET[value >> 5 * (count - 1 - at) & 31] for at in range(count))


def _from_base32(text: str) -> bytes | None:
    """The bytes; None for a character that is none of the alphabet's, or bits left over that are not 0."""
    value = 0
    for character in text:
        digit = _VALUES.get(character)
        if digit is None:
            return None
        value = value << 5 | digit
    length, left = divmod(5 * len(text), 8)
    if left > 4 or value & (1 << left) - 1:
        return None
    return (value >> left).to_bytes(length, "big")
