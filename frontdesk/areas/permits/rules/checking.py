"""核验: what a scanned code or a typed number turns out to be once the records are asked as well (D3.5)."""

from __future__ import annotations

from enum import StrEnum

from frontdesk.areas.permits.rules.code import Verdict


class Found(StrEnum):
    """What it is. The first six are what the code says by itself; the others only the records know."""

    GENUINE = "genuine"
    EARLY = "early"
    ENDED = "ended"
    CHANGED = "changed"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    RETURNED = "returned"
    OLD = "old"
    WAITING = "waiting"
    USED = "used"
    VOID = "void"
    UNRECORDED = "unrecorded"
    NO_SUCH = "no_such"


FOUND_WORDS: dict[Found, tuple[str, str, str]] = {
    Found.GENUINE: ("ok", "有效", "本小区签发，记录里也有效。"),
    Found.EARLY: ("warn", "还没到时间", "是真的，但还没到开始的时间，请到时再用。"),
    Found.ENDED: ("warn", "已到期", "是真的，但已经过期。要继续用请来前台续期。"),
    Found.CHANGED: ("bad", "内容被改动", "码里的内容和签名对不上，可能是伪造或印坏了。请扣下，查原证。"),
    Found.FOREIGN: ("bad", "不是本小区签发", "签名不是本小区的密钥做的，本小区不认。"),
    Found.UNKNOWN: ("neutral", "不认识的码", "不是证件上的码。请扫证件正面或门岗联上的二维码，或输入编号。"),
    Found.LOST: ("bad", "已挂失", "持证人报了遗失。请扣下，联系持证人。"),
    Found.WITHDRAWN: ("bad", "已收回", "这张证已经收回，不能再用。请扣下。"),
    Found.REPLACED: ("bad", "已补办，旧证作废", "已经补办了新证，这张旧证不能再用。请扣下。"),
    Found.RETURNED: ("bad", "已交回", "这张证已经交回前台，不该还在外面。请扣下查清。"),
    Found.OLD: ("warn", "续期前的旧证", "人和证是真的，已经换印过新的有效期。请用新印的那张。"),
    Found.WAITING: ("warn", "还没有取走", "证已办好，记录里还没有取走。请核对本人。"),
    Found.USED: ("bad", "已放行过", "出门条一次有效，门岗联已经交回，不能再用。"),
    Found.VOID: ("bad", "已作废", "这张已经作废，不能放行。"),
    Found.UNRECORDED: (
        "warn",
        "记录里没有",
        "签名是真的，但这套数据里查不到它。可能恢复过备份，请核对底册。",
    ),
    Found.NO_SUCH: ("neutral", "没有这个编号", "请核对编号，或扫证件上的码。"),
}
"""What it is -> tone, word, and what to do about it."""

OF_VERDICT: dict[Verdict, Found] = {verdict: Found(verdict.value) for verdict in Verdict}
