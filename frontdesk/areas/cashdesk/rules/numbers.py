"""Numbers on receipts: our own books (prefix + 8 digits, M6.4) and bought paper (M6.9)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_WIDTH = 8


def receipt_number(book: str, serial: int) -> str:
    """`SJ00020331`."""
    return f"{book}{serial:0{_WIDTH}d}"


def check_book(prefix: str, *, field: str | None = None) -> str:
    """The prefix of a receipt book: one to six letters or digits, not ending in a digit. Raises `Refused`."""
    tidy = unicodedata.normalize("NFKC", prefix).strip().upper()
    if not re.fullmatch(r"[A-Z0-9]{0,5}[A-Z]", tidy):
        raise Refused(tr("收据册的字头请用 1 到 6 个字母，例如 SJ"), field=field)
    return tidy


def tidy_number(text: str) -> str:
    """A receipt's number as typed or scanned, in its plain shape."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def read_receipt_number(text: str, book: str) -> str:
    """The full number that a clerk means: `SJ00020331`, `sj20331` or just `20331` of *book*."""
    tidy = tidy_number(text)
    match = re.fullmatch(r"([A-Z0-9]*?[A-Z])?(\d{1,8})", tidy)
    return receipt_number(match[1] or book, int(match[2])) if match else tidy


def split_paper_number(text: str, *, field: str | None = None) -> tuple[str, int, int]:
    """A bought paper's printed number as (prefix, number, digits): `A0031852` is ("A", 31852, 7).

    Raises `Refused` when it does not end in digits.
    """
    tidy = tidy_number(text)
    match = re.fullmatch(r"(.*?)(\d{1,12})", tidy)
    if not match or len(match[1]) > 10 or len(tidy) > 20:
        raise Refused(tr("纸质票号请照票面填，例如 0031852"), field=field)
    return match[1], int(match[2]), len(match[2])


def paper_number(prefix: str, number: int, width: int) -> str:
    """The printed number of a bought paper, with its leading zeros."""
    return f"{prefix}{number:0{width}d}"


def day_number(kind: str, day: date, no: int) -> str:
    """`RB-20261121-01`: day reports, hand-ins and petty cash count within their business date."""
    return f"{kind}-{day:%Y%m%d}-{no:02d}"


def ranges(serials: list[int]) -> list[tuple[int, int]]:
    """Sorted numbers as runs: [1, 2, 5] -> [(1, 2), (5, 5)]."""
    runs: list[tuple[int, int]] = []
    for serial in sorted(serials):
        if runs and serial == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], serial)
        else:
            runs.append((serial, serial))
    return runs
