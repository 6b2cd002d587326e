"""Numbers of people behind their masks (D1.9, T17): the same on screens, lists, papers, exports and in the trail."""

from __future__ import annotations

import re

_MANY = re.compile(r"\d[\d -]{9}")
_MOBILE = re.compile(r"(?<![\d*])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d*])")
_LANDLINE = re.compile(r"(?<![\d*-])0\d{2,3}-[2-8]\d{6,7}(?![\d*-])")
_RESIDENT = re.compile(r"(?<![\dA-Za-z*])[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx](?![\dA-Za-z*])")


def mask_id(number: str) -> str:
    """`110101********1234`; never the birthday, whatever the document (T17)."""
    text = number.strip()
    if len(text) == 18:
        return f"{text[:6]}********{text[-4:]}"
    if len(text) == 15 and text.isdigit():
        return f"{text[:6]}******{text[-3:]}"
    if len(text) > 9:
        return text[:3] + "*" * (len(text) - 5) + text[-2:]
    if len(text) > 4:
        return text[:1] + "*" * (len(text) - 3) + text[-2:]
    return "*" * len(text)


def mask_phone(number: str) -> str:
    """`138****5678`; a landline keeps its area code and last four: `010-****5678`."""
    text = number.strip()
    tail = ""
    match = re.fullmatch(r"(.+?)(转.*|-\d{1,5})", text)
    if match and len(re.sub(r"\D", "", match[1])) >= 10:
        text, tail = match[1], re.sub(r"\d", "*", match[2])
    landline = re.fullmatch(r"(0\d{2,3})-?(\d{7,8})", text)
    if landline:
        return f"{landline[1]}-{'*' * (len(landline[2]) - 4)}{landline[2][-4:]}{tail}"
    if len(text) == 11:
        return f"{text[:3]}****{text[-4:]}{tail}"
    if len(text) > 11:
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}{tail}"
    if len(text) >= 7:
        return "*" * (len(text) - 4) + text[-4:] + tail
    return "*" * (len(text) - 2) + text[-2:] if len(text) > 3 else "*" * len(text)


def mask_numbers(text: str) -> str:
    """A text with every document and telephone number in it masked: for lists of what looks wrong."""

    def masked(match: re.Match[str]) -> str:
        number = match[0]
        return mask_id(number) if len(number) >= 13 or number[0].isalpha() else mask_phone(number)

    return re.sub(r"[A-Z]{0,3}\d{17}[\dXx]|[A-Z]{1,3}\d{6,12}|0\d{2,3}-\d{7,8}|\d{7,}[0-9A-Z]*", masked, text)


def cover_numbers(text: str) -> str:
    """A text of any sort with the telephones and residents' numbers in it masked; papers' and meters' numbers stay.

    For words that somebody typed: what is in a column of its own is masked by what it is.
    """
    if len(text) < 11 or _MANY.search(text) is None:
        return text
    text = _MOBILE.sub(lambda found: mask_phone(re.sub(r"[ -]", "", found[0])), text)
    text = _LANDLINE.sub(lambda found: mask_phone(found[0]), text)
    return _RESIDENT.sub(lambda found: mask_id(found[0]), text)
