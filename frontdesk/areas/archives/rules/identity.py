"""Numbers of people, companies, telephones and vehicles: read, checked and masked (D1.2, D1.9, T13, T17, T18).

A check never refuses by itself: it says the kind, whether it is right, and in which words it is not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.rules.kinds import IdKind
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.masks import mask_id as mask_id
from frontdesk.base.values.masks import mask_numbers as mask_numbers
from frontdesk.base.values.masks import mask_phone as mask_phone
from frontdesk.base.values.text import tr

# First two figures of a division code (GB/T 2260), and 81 to 83 of the residence permits for Hong Kong, Macao
# and Taiwan residents; 9 begins the foreigners' permits of 2023 on.
_PROVINCES = frozenset(
    str(n) for r in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72)) for n in range(*r)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
PHONE_FIGURES, MOST_PHONE_FIGURES = 7, 13
"""So many figures in a row are a telephone number, and no unit's code."""
_PLATE = re.compile(
    r"^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z](?:[A-Z0-9]{5,6}|[A-Z0-9]{4}[挂学警港澳领使])$"
)
_OTHER_PLATES = (
    re.compile(r"^WJ[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?[A-Z0-9]{4,5}$"),
    re.compile(r"^[A-Z]{2}[0-9]{5}$"),
    re.compile(r"^[使领]?[0-9]{6}[使领]?$"),
)


@dataclass(frozen=True, slots=True)
class IdCheck:
    """What a document number is. `reason` is empty when it is right; `number` is as it should be stored."""

    kind: IdKind | None
    ok: bool
    reason: str
    number: str


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """A telephone number as it should be stored (figures, a dash after an area code), and what is wrong with it."""

    number: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlateCheck:
    """A plate as written, its key for equality, and whether the pattern is a usual one (only a warning, T18)."""

    plate: str
    key: str
    usual: bool


def check_id(number: str, kind: IdKind | None = None, *, today: date | None = None) -> IdCheck:
    """Check a document number; the kind is worked out when it is not said.

    Residents by GB 11643 (18 places with check digit; 15 old ones by their birthday), companies by GB 32100 with
    its own alphabet, the others by how they are written.
    """
    text = re.sub(r"[\s\-_—.,，。'’‘`]", "", unicodedata.normalize("NFKC", number)).upper()
    if not text:
        return IdCheck(kind, True, "", "")
    found = kind or _kind_of(text)
    match found:
        case IdKind.RESIDENT | IdKind.HK_MACAO_TAIWAN:
            reason = _resident(text, today)
            if found is IdKind.HK_MACAO_TAIWAN and not reason and text[:2] not in ("81", "82", "83"):
                reason = "港澳台居民居住证号应以 81、82 或 83 开头"
        case IdKind.LICENCE:
            reason = _licence(text)
        case IdKind.FOREIGN_RESIDENT:
            if re.fullmatch(r"[A-Z]{3}\d{12}", text):
                reason = ""
            else:
                reason = "证件号写法不符" if len(text) != 18 else _figures18(text, today)
        case IdKind.PASSPORT:
            reason = "" if re.fullmatch(r"[A-Z0-9]{6,12}", text) else "证件号写法不符"
        case _:
            reason = ""
    return IdCheck(found, not reason, reason, text)


def _kind_of(text: str) -> IdKind:
    if re.fullmatch(r"[1-7]\d{16}[\dX]", text) and _check_digit(text) == text[-1]:
        return IdKind.RESIDENT
    figures = sum(c.isdigit() for c in text)
    if re.fullmatch(r"9\d{16}[\dX]", text) and not _licence_fits(text) and _check_digit(text) == text[-1]:
        return IdKind.FOREIGN_RESIDENT
    if len(text) == 18 and (_licence_fits(text) or not re.fullmatch(r"\d{17}[\dX]", text)) and figures < 18:
        if re.fullmatch(r"\d{17}[\dX]", text) and not _licence_fits(text):
            return IdKind.RESIDENT
        if re.fullmatch(r"[159NY][1239]\d{6}[0-9A-Z]{10}", text):
            return IdKind.LICENCE
    if text[:2] in ("91", "92", "93") and len(text) == 18 and _licence_fits(text):
        return IdKind.LICENCE
    if re.fullmatch(r"8[123]0000\d{11}[\dX]", text):
        return IdKind.HK_MACAO_TAIWAN
    if re.fullmatch(r"\d{13,19}X?|\d{17}X", text):
        return IdKind.RESIDENT
    if re.fullmatch(r"[A-Z]{3}\d{12}", text):
        return IdKind.FOREIGN_RESIDENT
    if re.fullmatch(r"[HM]\d{8}(\d\d)?|\d{8}", text):
        return IdKind.OTHER  # travel permits of Hong Kong, Macao and Taiwan residents
    if re.fullmatch(r"[A-Z]{1,2}\d{7,8}|[A-Z]\d{6,9}", text):
        return IdKind.PASSPORT
    if re.search(r"[军政海空武][字警]?|字第", text):
        return IdKind.OFFICER
    if figures >= 12 and re.fullmatch(r"[\dX*?]+", text):
        return IdKind.RESIDENT
    return IdKind.OTHER


def _resident(text: str, today: date | None) -> str:
    if len(text) == 15 and text.isdigit():
        return "" if _birthday("19" + text[6:12], today) else "出生日期不符"
    if len(text) != 18:
        return "身份证号位数不符"
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return "身份证号里有不该有的字"
    return _figures18(text, today)


def _figures18(text: str, today: date | None) -> str:
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return "证件号写法不符"
    if _birthday(text[6:14], today) is None:
        return "出生日期不符"
    if text[:2] not in _PROVINCES and text[:2] not in ("81", "82", "83") and text[0] != "9":
        return "身份证号地区码不符"
    return "" if _check_digit(text) == text[-1] else "身份证号校验位不符"


def _check_digit(text: str) -> str:
    return _CHECKS[sum(int(c) * w for c, w in zip(text[:17], _WEIGHTS, strict=True)) % 11]


def _birthday(text: str, today: date | None) -> date | None:
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
    return born if born.year >= 1880 and born <= (today or date(2100, 1, 1)) else None


def born_on(number: str) -> date | None:
    """The birthday that a resident's number says; None when it says none."""
    text = number.strip().upper()
    if re.fullmatch(r"\d{17}[\dX]", text):
        return _birthday(text[6:14], None)
    return _birthday("19" + text[6:12], None) if re.fullmatch(r"\d{15}", text) else None


def _licence_fits(text: str) -> bool:
    from stdnum.cn import uscc

    return bool(uscc.is_valid(text))


def _licence(text: str) -> str:
    if re.fullmatch(r"\d{15}", text):
        return ""  # registration numbers from before 2015 are still met
    if len(text) != 18:
        return "统一社会信用代码位数不符"
    if re.search(r"[IOSVZ]", text) or not re.fullmatch(r"[0-9A-Z]{18}", text):
        return "统一社会信用代码里有不该有的字"
    return "" if _licence_fits(text) else "统一社会信用代码校验位不符"


def phone_figures(text: str) -> str:
    """The figures of *text* when it is nothing but a telephone number, as typed or as a telephone shows it; else "".

    `+86`, `0086`, blanks, dashes and brackets go. A unit's code (`12-1-1202`) is no number.
    """
    told = unicodedata.normalize("NFKC", text).strip()
    bare = re.sub(r"[\s\-‐–—+()]", "", told)
    bare = re.sub(r"^(?:00)?86(?=1\d{10}$|0\d{9,11}$)", "", bare)
    if not bare.isdecimal() or re.fullmatch(r"\d{1,3}-\d{1,2}-\d{3,4}", told):
        return ""
    return bare if PHONE_FIGURES <= len(bare) <= MOST_PHONE_FIGURES else ""


def checked_phone(text: str, *, tail: bool = False, field: str = "phone") -> str:
    """What a form takes as a telephone number, as it is kept; "" for none. Several stand with 、 between.

    Raises `Refused` for what is no number; with *tail* the last four figures will do.
    """
    found = []
    for part in re.split(r"[、，,；;/]+", text):
        told = part.strip()
        if not told:
            continue
        read = read_phone(told)
        if not read.ok and not (tail and re.fullmatch(r"\d{4}", told)):
            raise Refused(
                tr("“{text}”不像电话号码，请核对，例如 13812345678、010-62345678", text=told), field=field
            )
        found.append(read.number if read.ok else told)
    return "、".join(found)


def read_phone(text: str) -> PhoneCheck:
    """One telephone number as somebody wrote it; `+86`, blanks and dashes within a mobile number go.

    A number whose leading zero Excel ate gets it back and is not sure (T13).
    """
    told = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[\d.]+[Ee]\+?\d+", told):
        return PhoneCheck(told, False, "电话号码可能被 Excel 改动")
    told = re.sub(r"\.0+$", "", told)
    extension = re.search(r"(?:转|分机|ext\.?)\s*(\d{1,6})$", told, re.IGNORECASE)
    if extension:
        told = told[: extension.start()]
    digits = re.sub(r"\D", "", told)
    dashed = re.fullmatch(
        r"\(?(0(?:10|2\d|[3-9]\d{2}))\)?\s*[-—–]?\s*(\d{3,4}\s*\d{4})(?:\s*[-—–]\s*(\d{1,6}))?", told
    )
    foreign = told.startswith("+") and not told.startswith("+86")
    if told.startswith("+86") or (len(digits) == 13 and digits.startswith("86")):
        digits = digits[2:]
    elif len(digits) == 15 and digits.startswith("0086"):
        digits = digits[4:]
    if len(digits) == 12 and digits.startswith("01") and digits[2] in "3456789":
        digits = digits[1:]  # a zero dialled before a mobile number
    tail = f"转{extension[1]}" if extension else ""
    if foreign and 8 <= len(digits) <= 15:
        return PhoneCheck(f"+{digits}", True)
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return PhoneCheck(digits + tail, True)
    if dashed:
        inner = re.sub(r"\s", "", dashed[2])
        tail = f"转{dashed[3]}" if dashed[3] else tail
        return PhoneCheck(f"{dashed[1]}-{inner}{tail}", True)
    if re.fullmatch(r"0(10|2\d)\d{8}", digits):
        return PhoneCheck(f"{digits[:3]}-{digits[3:]}{tail}", True)
    if re.fullmatch(r"0[3-9]\d{2}\d{7,8}", digits):
        return PhoneCheck(f"{digits[:4]}-{digits[4:]}{tail}", True)
    if re.fullmatch(r"[48]00\d{7}|[2-8]\d{6,7}|9\d{4,5}", digits):
        return PhoneCheck(digits + tail, True)
    if re.fullmatch(r"(10|2\d)[2-8]\d{7}", digits):
        return PhoneCheck(f"0{digits[:2]}-{digits[2:]}{tail}", False, "电话号码首位 0 可能丢失")
    if re.fullmatch(r"[3-9]\d{2}[2-8]\d{6,7}", digits) and len(digits) >= 10:
        return PhoneCheck(f"0{digits[:3]}-{digits[3:]}{tail}", False, "电话号码首位 0 可能丢失")
    if not digits:
        return PhoneCheck(told, not told, "电话号码看不懂" if told else "")
    if re.search(r"[^\d\s()+\-—–转.]", told):
        return PhoneCheck(told, False, "电话号码看不懂")
    return PhoneCheck(digits + tail, False, "电话号码位数不符")


def phone_digits(text: str) -> str:
    """The figures alone, for equality and search."""
    return re.sub(r"\D", "", text)


def read_plate(text: str) -> PlateCheck:
    """A plate, written `京A·12345` from `京a12345`, `京A 12345` …; an unusual one is kept, patterns age (T18)."""
    key = plate_key(text)
    usual = bool(_PLATE.match(key)) or any(p.match(key) for p in _OTHER_PLATES)
    if not usual:
        return PlateCheck(unicodedata.normalize("NFKC", text).strip()[:20], key, usual=False)
    return PlateCheck(f"{key[:2]}·{key[2:]}" if _PLATE.match(key) else key, key, usual=True)


def plate_key(text: str) -> str:
    """The plate without dots, dashes and blanks, in capitals."""
    return re.sub(r"[\s·•・．.\-—_]", "", unicodedata.normalize("NFKC", text)).upper()[:20]
