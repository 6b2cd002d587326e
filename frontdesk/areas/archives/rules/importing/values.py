"""What one cell of an office's workbook says: text, areas, days, names, numbers, as people and Excel write them.

Nothing here refuses. A reader returns what it understood and the reason, in the words of the list of 待核实,
when it did not understand or is not sure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from frontdesk.areas.archives.rules.identity import PhoneCheck, read_phone

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_NOTHING = frozenset(
    "无 空 暂无 没有 未知 不详 不明 未填 待定 待补 略 NA N/A N.A. NULL NONE NIL - -- --- / // \\ — —— ? ?? ... … 〃 .".split()  # noqa: SIM905
)
_SEPARATORS = re.compile(r"[、/／,，;；|｜&＆+\n\r]|\s和\s|\s与\s")
_HARMLESS = frozenset(
    ["共有", "共同共有", "业主", "产权人", "户主", "房主", "本人", "夫", "妻", "男", "女", "夫妻", "夫妻共有"]
)
_COMPANY = re.compile(
    r"公司|集团|银行|中心|学校|幼儿园|医院|委员会|居委|村委|工厂|[^\s]厂$|商店|商行|酒店|合作社|协会|事务所|基金会|政府|[局厅部院]$|开发商|物业|工作室|经营部|门市|超市|餐厅|饭店|药店|LTD|INC|CO\."
)
_SHARE = re.compile(
    r"[（(]?\s*(?:占|份额)?[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*[%％]\s*[)）]?|[（(]\s*(\d{1,3})\s*/\s*(\d{1,3})\s*[)）]"
)
# Blanks of other widths become one; marks that nobody sees go.
_ODD = {0x3000: " ", 0xA0: " ", 0x200B: None, 0xFEFF: None}
_EXCEL_EPOCH = date(1899, 12, 30)
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
LARGEST_AREA = Decimal(100_000)


def text_of(cell: Cell) -> str:
    """The cell as a person reads it: `101.0` is 101, an 18-figure number keeps the 15 figures that Excel keeps."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        plain = (cell if cell.isascii() else cell.translate(_ODD)).strip()
        # An apostrophe that was typed to keep a number a text stays in the text when it was typed twice.
        return plain[1:].strip() if plain[:1] in ("'", "’", "`") else plain
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return ""
        if cell == int(cell):
            kept = Decimal(f"{cell:.14e}")
            return str(int(kept)) if abs(cell) >= 1e15 and float(kept) == cell else f"{cell:.0f}"
        return format(Decimal(f"{cell:.12g}"), "f")
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def word(cell: Cell) -> str:
    """The text, empty where it only says that there is nothing (`无`, `-`, `/` …)."""
    text = text_of(cell)
    return "" if unicodedata.normalize("NFKC", text).upper().replace(" ", "") in _NOTHING else text


def is_error(cell: Cell) -> bool:
    """Whether Excel shows an error there (`#REF!`)."""
    return isinstance(cell, str) and bool(
        re.fullmatch(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", cell.strip())
    )


@dataclass(frozen=True, slots=True)
class Area:
    """Square metres, or why they could not be read."""

    value: Decimal | None
    reason: str = ""


def read_area(cell: Cell) -> Area:
    """`89.6㎡`, `89.60平方米`, `８９．６`, `约89.6`, 89.6 → 89.6."""
    if isinstance(cell, (date, datetime, time, timedelta, bool)):
        return Area(None, "面积不是数")
    text = unicodedata.normalize("NFKC", word(cell)).replace(" ", "").replace("'", "")
    if not text:
        return Area(None)
    text = re.sub(r"(?:平方米|平方公尺|平米|平方|平|方|㎡|m2|M2|m²|m\^2|sqm)$", "", text)
    text = re.sub(r"^(?:约|建面|建筑面积)[:：]?", "", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", text).replace("。", ".")
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", text):
        return Area(None, "面积不是数")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Area(None, "面积不是数")
    if value <= 0:
        return Area(None, "面积应大于 0")
    if value >= LARGEST_AREA:
        return Area(None, "面积大得不合常理")
    rounded = value.quantize(Decimal("0.0001")).normalize()
    if rounded <= 0:
        return Area(None, "面积应大于 0")
    return Area(rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or why it could not be read."""

    value: date | None
    reason: str = ""


def read_day(cell: Cell) -> Day:
    """A day written in any of the everyday ways, a date cell, or Excel's own number of days."""
    if isinstance(cell, datetime):
        return _likely(cell.date())
    if isinstance(cell, date):
        return _likely(cell)
    if isinstance(cell, (time, timedelta, bool)):
        return Day(None, "日期看不懂")
    text = unicodedata.normalize("NFKC", word(cell)).strip()
    if not text:
        return Day(None)
    text = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$|T\d{2}:\d{2}.*$", "", text)
    text = re.sub(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|[上下]午$|\s+$", "", text).strip()
    if re.search(r"[〇零一二三四五六七八九十]+[年月日号]", text):
        text = _han_day(text)
    number = re.fullmatch(r"(\d{4,8})(?:\.0+)?", text)
    if number:
        return _day_number(number[1])
    match = re.fullmatch(
        r"(\d{4}|\d{2})\s*[-./年、,\\ ]\s*(\d{1,2})\s*[-./月、,\\ ]\s*(\d{1,2})\s*[日号]?\.?", text
    )
    if match:
        year = int(match[1]) + (0 if len(match[1]) == 4 else 2000 if int(match[1]) < 70 else 1900)
        return _made(year, int(match[2]), int(match[3]))
    match = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
    if match:
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            return _made(int(match[3]), second, first)
        day = _made(int(match[3]), first, second)
        # Month first is Excel's own habit; 5/3/2019 may still mean the other way round.
        return (
            day if first == second or second > 12 or day.value is None else Day(day.value, "日期月日先后不明")
        )
    match = re.fullmatch(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ,]+(\d{4}|\d{2})", text)
    if match:
        months = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
        if match[2].lower() in months:
            year = int(match[3]) + (0 if len(match[3]) == 4 else 2000)
            return _made(year, months.index(match[2].lower()) + 1, int(match[1]))
    if re.fullmatch(r"\d{4}\s*[-./年]?\s*(\d{1,2}\s*月?)?(份)?", text):
        return Day(None, "日期不完整")
    return Day(None, "日期看不懂")


def _day_number(digits: str) -> Day:
    if len(digits) == 8:
        return _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 5 and 20_000 <= int(digits) <= 73_050:
        return _likely(_EXCEL_EPOCH + timedelta(days=int(digits)))
    if len(digits) in (4, 6) and digits[:2] in ("19", "20"):
        return Day(None, "日期不完整")
    if len(digits) == 6:
        return _made(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    return Day(None, "日期看不懂")


def _han_day(text: str) -> str:
    def figures(match: re.Match[str]) -> str:
        part = match[0]
        if "十" not in part:
            return part.translate(_HAN_DIGITS)
        tens, _, ones = part.partition("十")
        return str(int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0))

    return re.sub(r"[〇零一二三四五六七八九十]+", figures, text)


def _made(year: int, month: int, day: int) -> Day:
    try:
        return _likely(date(year, month, day))
    except ValueError:
        return Day(None, "日期看不懂")


def _likely(day: date) -> Day:
    return Day(day) if 1950 <= day.year <= 2100 else Day(None, "日期不合常理")


@dataclass(frozen=True, slots=True)
class Name:
    """One name out of a cell; `share` in per cent; `remark` is what stood in brackets behind it."""

    name: str
    share: Decimal | None = None
    remark: str = ""


def read_names(cell: Cell) -> tuple[Name, ...]:
    """Every name in a cell: `张三、李四`, `张三/李四`, a line each, `张三(50%) 李四(50%)`, `张 三` as one."""
    text = word(cell)
    if not text or text.isdigit():
        return ()
    found: list[Name] = []
    guarded = re.sub(r"[（(]\s*(\d{1,3})\s*/\s*(\d{1,3})\s*[)）]", lambda m: _percent(m[1], m[2]), text)
    for piece in _SEPARATORS.split(guarded):
        for part in _spaced_names(piece):
            name = _one_name(part)
            if name.name and all(name.name != known.name for known in found):
                found.append(name)
    return tuple(found)


def _percent(part: str, whole: str) -> str:
    if not int(whole):
        return ""
    return f"({format((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.0001')), 'f')}%)"


def _spaced_names(piece: str) -> list[str]:
    piece = re.sub(r"\s+", " ", re.sub(r"\s+(?=[（(])", "", piece)).strip()
    piece = re.sub(r"(?<=[)）])(?=[一-鿿]{2,4}$)", " ", piece) if not _COMPANY.search(piece) else piece
    parts = piece.split(" ")
    if len(parts) == 1 or _COMPANY.search(piece.upper()) or re.search(r"[A-Za-z]", piece):
        return [piece]
    bare = [re.sub(r"[（(].*?[)）]|[\d.%％]", "", part) for part in parts]
    if any(len(part) < 2 for part in bare):
        return ["".join(parts)] if sum(map(len, bare)) <= 4 else [piece]
    return parts


def _one_name(text: str) -> Name:
    share = None
    match = _SHARE.search(text)
    if match and match[1]:
        value = Decimal(match[1])
        share = value if 0 < value <= 100 else None
        text = text[: match.start()] + text[match.end() :]
    text = re.sub(r"\+?[\d\-]{7,}", " ", text).strip(" 　·:：-—*")
    remark = ""
    if not _COMPANY.search(text.upper()):
        bracket = re.search(r"[（(](.*?)[)）]?$", text)
        if bracket and bracket.start() > 0:
            text, remark = text[: bracket.start()].strip(), bracket[1].strip(" )）")
            remark = "" if remark in _HARMLESS else remark
    text = word(text)
    # Figures in a person's name are a number that got into the wrong column.
    if re.fullmatch(r"[\d\s.\-*xX]+", text):
        return Name("")
    return Name(" ".join(text.split())[:80], share, remark[:60])


def is_company(name: str) -> bool:
    """Whether a name is a company's or an office's."""
    return bool(_COMPANY.search(name.upper())) and len(name) >= 4


@dataclass(frozen=True, slots=True)
class IdText:
    """One document number out of a cell; `damaged` when Excel made a number of it and lost its end (T13)."""

    number: str
    damaged: bool = False


def read_ids(cell: Cell) -> tuple[IdText, ...]:
    """Every document number in a cell, in order; numbers that Excel cut are kept and marked."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, (date, time, timedelta)):
        return (IdText(text_of(cell), True),) if isinstance(cell, (date, timedelta)) else ()
    if isinstance(cell, (int, float)):
        text = text_of(cell)
        return (IdText(text, len(text) > 15),) if text and text != "0" else ()
    text = unicodedata.normalize("NFKC", word(cell)).upper()
    if not text:
        return ()
    if re.fullmatch(r"\d(\.\d+)?E\+?\d{2}", text.replace(" ", "")):
        return (IdText(text, True),)
    found: list[IdText] = []
    for piece in _SEPARATORS.split(text):
        bare = re.sub(r"^[^0-9A-Z军空海武]*[:：]\s*|^'", "", piece.strip())
        bare = re.sub(r"^(?:身份证|护照|证件号|营业执照)[号码]*\s*", "", bare)
        close = re.sub(r"[\s\-]", "", bare)
        glued = re.findall(r"\d{17}[\dX]", close)
        if len(glued) > 1 and "".join(glued) == close:
            found += [IdText(g) for g in glued]
        elif re.search(r"\d{17}[\dX]|\d{15}", close) and re.search(r"[一-鿿]", close):
            found += [IdText(g) for g in re.findall(r"\d{17}[\dX]|\d{15}", close)]
        elif len(close) > 18 and re.search(r"\s", bare):
            found += [IdText(part) for part in bare.split() if re.search(r"\d", part)]
        elif word(bare):
            found.append(IdText(close if re.search(r"\d", close) else bare))
    return tuple(found)


def read_phones(cell: Cell) -> tuple[PhoneCheck, ...]:
    """Every telephone number in a cell, in order: numbers, floats, two in one, with a name or a word beside."""
    if isinstance(cell, (bool, date, time, timedelta)) or cell is None:
        return (
            ()
            if not isinstance(cell, (date, timedelta))
            else (PhoneCheck(text_of(cell), False, "电话号码看不懂"),)
        )
    text = unicodedata.normalize("NFKC", word(cell))
    if not text or text == "0":
        return ()
    found: list[PhoneCheck] = []
    for piece in re.split(r"[、/,;|&\n\r]|\s{2,}", text):
        for part in _phone_parts(piece.strip()):
            phone = read_phone(part)
            if phone.number and all(phone.number != known.number for known in found):
                found.append(phone)
    return tuple(found)


def _phone_parts(piece: str) -> list[str]:
    if not piece:
        return []
    digits = re.sub(r"\D", "", piece)
    glued = re.findall(r"1[3-9]\d{9}", digits)
    if len(digits) >= 22 and len(digits) == 11 * len(glued):
        return glued
    if re.search(r"\d", piece) and re.search(r"[一-鿿]", piece) and not re.search(r"转|分机", piece):
        numbers = re.findall(r"[+\d][\d\-\s]{4,}\d", re.sub(r"[一-鿿（）()：:]", ";", piece))
        return numbers or [piece]
    parts = piece.split()
    if len(parts) > 1 and all(len(re.sub(r"\D", "", part)) >= 7 for part in parts):
        return parts
    return [re.sub(r"^[（(].*?[)）](?=\d{7})", "", piece)] if not piece.startswith(("(0", "（0")) else [piece]


def split_list(cell: Cell) -> tuple[str, ...]:
    """The pieces of a cell that holds several (plates, spaces)."""
    pieces = re.split(r"[、/／,，;；|\n\r\s]+", word(cell))
    pieces = [re.sub(r"^(\d+)\.0+$", r"\1", piece.strip()) for piece in pieces]
    return tuple(dict.fromkeys(piece for piece in pieces if word(piece)))
