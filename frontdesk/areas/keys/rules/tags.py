"""The code on a key's tag: written, and read back from a scanner or from what somebody typed."""

from __future__ import annotations

import re
import unicodedata

_TAG = re.compile(r"K-?0*([0-9]{1,9})")


def tag_code(serial: int) -> str:
    """`K-000123`."""
    return f"K-{serial:06d}"


def read_tag(text: str) -> str | None:
    """The code that *text* means (`k123`, `K-000123`, full-width, with a scanner's Enter), or None."""
    plain = unicodedata.normalize("NFKC", text).strip().upper().replace("—", "-").replace("–", "-")
    found = _TAG.fullmatch(plain.replace(" ", ""))
    return tag_code(int(found[1])) if found and int(found[1]) else None
