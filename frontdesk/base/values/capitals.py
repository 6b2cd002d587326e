"""Amounts in capitals (人民币大写), by 《支付结算办法》附一 and 《会计基础工作规范》第五十二条 (M1.4)."""

from __future__ import annotations

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
LIMIT = Money(999_999_999_999)


def capitals(amount: Money) -> str:
    """The amount in capitals, written from whole fen.

    整 stands after 元 and after 角, nothing after 分; a negative amount has 负 in front. Above
    9,999,999,999.99 it is refused (`Refused`).
    """
    if abs(amount) > LIMIT:
        raise Refused(tr("金额超过 9,999,999,999.99，不能写成大写"))
    yuan, rest = divmod(abs(amount.fen), 100)
    jiao, fen = divmod(rest, 10)
    words = "负" if amount.fen < 0 else ""
    if yuan or not rest:
        words += (_whole(yuan) if yuan else "零") + "元"
    if not rest:
        return words + "整"
    if jiao:
        # 1,680.32: a zero before 元 is spoken as 零 although a figure of jiao follows.
        gap = "零" if yuan and yuan % 10 == 0 else ""
        words += f"{gap}{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    """A whole number in capitals, in groups of four figures; one 零 for each run of zeros inside."""
    out = ""
    zero = False
    figures = str(number)
    for index, figure in enumerate(figures):
        place = len(figures) - 1 - index
        if figure == "0":
            zero = True
        else:
            out += ("零" if zero and out else "") + _DIGITS[int(figure)] + _PLACES[place % 4]
            zero = False
        if place % 4 == 0 and place and int(figures[max(0, index - 3) : index + 1]):
            out += _GROUPS[place // 4]
            zero = False  # 107,000: a zero that ends a group is not spoken before a figure of thousands
    return out
