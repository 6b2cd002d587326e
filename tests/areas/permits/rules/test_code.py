"""The signed code: what it says comes back, and every way of being wrong is told apart (D3.5)."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.permits.rules import code, signature
from frontdesk.areas.permits.rules.code import CodeFacts, Verdict, judge, make_code, masked_name, read_code
from frontdesk.base.values.errors import Refused

OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THEIRS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = OURS.public_key().public_bytes_raw()
KEYS = {signature.key_id(PUBLIC): PUBLIC}
NOW = datetime(2026, 11, 21, 14, 5)
FACTS = CodeFacts(
    "JZ", "JZ-00004406", "曾*", "3-1-1202", date(2026, 6, 1), date(2027, 5, 31), key=signature.key_id(PUBLIC)
)


def made(**changes: object) -> str:
    return make_code(replace(FACTS, **changes), OURS.sign)  # type: ignore[arg-type]


def test_what_a_code_says_comes_back() -> None:
    """D3.5: for whom (masked), what, where and until when, offline."""
    found = judge(made(), KEYS, NOW)
    assert found.verdict is Verdict.GENUINE
    assert found.facts == FACTS


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
days = st.dates(date(2020, 1, 1), date(2199, 1, 1))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(
    kind=st.text(string.ascii_uppercase, min_size=1, max_size=6), number=texts, unit=texts, first=days, last=days,
    hours=st.none() | st.tuples(clocks, clocks), note=texts, serial=st.integers(0, 99_999_999), own=st.booleans(),
)  # fmt: skip
def test_any_facts_come_back(
    kind: str, number: str, unit: str, first: date, last: date, hours: tuple[time, time] | None, note: str,
    serial: int, own: bool,
) -> None:  # fmt: skip
    """Numbers of the office's own making and of ours, hours or none, any characters."""
    number, unit, note = (unicodedata.normalize("NFC", text) for text in (number, unit, note))
    facts = CodeFacts(
        kind, number if own else f"{kind}-{serial:08d}", "王*", unit, first, last, hours, note, FACTS.key
    )
    read = read_code(make_code(facts, OURS.sign)).facts
    cut = replace(facts, unit=read.unit) if read.unit.endswith("…") else facts
    cut = replace(cut, number=read.number) if read.number.endswith("…") else cut
    assert read == cut
    assert facts.unit.startswith(read.unit.rstrip("…"))
    assert facts.number.startswith(read.number.rstrip("…"))


def test_each_changed_character_is_seen() -> None:
    """D3.5: one character altered anywhere, also in the head and in the key's name, is a changed code and nothing else."""
    text = made()
    for at in range(len(text)):
        for other in ("7", "K"):
            if text[at] != other:
                assert judge(text[:at] + other + text[at + 1 :], KEYS, NOW).verdict is Verdict.CHANGED, at


@pytest.mark.parametrize("cut", [1, 2, 30, 150])
def test_a_code_that_is_not_whole_is_changed(cut: int) -> None:
    assert judge(made()[:-cut], KEYS, NOW).verdict is Verdict.CHANGED
    assert judge(made() + "0" * cut, KEYS, NOW).verdict is Verdict.CHANGED


def test_facts_put_in_with_a_right_checksum_are_changed() -> None:
    """Somebody who knows the format writes another end into it: the signature does not hold."""
    genuine = read_code(made())
    forged = make_code(replace(FACTS, ends_on=date(2030, 1, 1)), lambda _message: genuine.signature)
    assert judge(forged, KEYS, NOW) == code.Judgement(Verdict.CHANGED)


def test_another_offices_code_is_foreign() -> None:
    """Whole and signed, by a key that is not ours; it does not speak for its holder here."""
    public = THEIRS.public_key().public_bytes_raw()
    text = make_code(replace(FACTS, key=signature.key_id(public)), THEIRS.sign)
    assert judge(text, KEYS, NOW) == code.Judgement(Verdict.FOREIGN)
    assert judge(text, {signature.key_id(public): public}, NOW).verdict is Verdict.GENUINE


def test_a_code_signed_by_another_key_under_our_name_is_changed() -> None:
    assert judge(make_code(FACTS, THEIRS.sign), KEYS, NOW).verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", Verdict.UNKNOWN),
        ("SJ00020331", Verdict.UNKNOWN),
        ("https://example.com/x", Verdict.UNKNOWN),
        ("FD2" + "A" * 150, Verdict.UNKNOWN),
        ("FD1", Verdict.CHANGED),
        ("FD1" + "A" * 150, Verdict.CHANGED),
        ("FD1" + "!" * 150, Verdict.CHANGED),
    ],
)
def test_other_texts(text: str, verdict: Verdict) -> None:
    assert judge(text, KEYS, NOW) == code.Judgement(verdict)


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (datetime(2026, 5, 31, 23, 59), Verdict.EARLY),
        (datetime(2026, 6, 1), Verdict.GENUINE),
        (datetime(2027, 5, 31, 23, 59, 59), Verdict.GENUINE),
        (datetime(2027, 6, 1), Verdict.ENDED),
    ],
)
def test_the_last_day_still_holds(at: datetime, verdict: Verdict) -> None:
    found = judge(made(), KEYS, at)
    assert found.verdict is verdict
    assert found.facts == FACTS  # an ended one still says whose it was


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (datetime(2026, 11, 21, 13, 59), Verdict.EARLY),
        (datetime(2026, 11, 21, 14, 0), Verdict.GENUINE),
        (datetime(2026, 11, 21, 18, 0, 30), Verdict.GENUINE),
        (datetime(2026, 11, 21, 18, 1), Verdict.ENDED),
    ],
)
def test_a_goods_pass_holds_for_its_hours(at: datetime, verdict: Verdict) -> None:
    """D3.6: 14:00–18:00 of one day."""
    day = date(2026, 11, 21)
    text = made(
        kind="CM", number="CM-00003318", starts_on=day, ends_on=day, hours=(time(14), time(18)), note="17 件"
    )
    assert judge(text, KEYS, at).verdict is verdict


def test_a_scanners_ways_of_typing_are_read() -> None:
    """Small letters, full width from an input method, a line broken in a message, O for 0."""
    text = made()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text)
    typed = text[:3] + text[3:].replace("0", "O").replace("1", "l")
    for told in (text.lower(), wide, f" {text[:60]}\n{text[60:]}\t", typed):
        assert judge(told, KEYS, NOW).verdict is Verdict.GENUINE, told


def test_a_former_key_still_holds() -> None:
    public = THEIRS.public_key().public_bytes_raw()
    assert judge(made(), {signature.key_id(public): public} | KEYS, NOW).verdict is Verdict.GENUINE


def test_an_everyday_code_fits_18_millimetres() -> None:
    """Modules of 0.4 mm, at a level that survives a sixth of the ink going astray; base32 packs as alphanumeric."""
    text = made()
    assert set(text) <= set(string.digits + string.ascii_uppercase)
    image = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(
        scale=1, add_quiet_zones=False
    )
    assert memoryview(image).shape[0] * 0.4 <= code.CODE_SIDE


def test_long_texts_are_cut_so_that_the_code_fits() -> None:
    text = made(unit="商业街" * 20, note="浙" * 80, holder="阿" * 40)
    found = judge(text, KEYS, NOW)
    assert found.verdict is Verdict.GENUINE
    assert found.facts is not None
    assert found.facts.unit.endswith("…")
    assert len(text) < 400


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("曾姝", "曾*"),
        ("张硕明", "张**"),
        ("欧阳文山", "欧阳**"),
        ("欧阳", "欧*"),
        ("𬭎𬍛", "𬭎*"),
        ("杭州云栖商业管理有限公司", "杭州云栖*"),
        ("John Smith", "J*** S***"),
        ("阿卜杜拉·买买提", "阿***·***"),
        ("曾*", "曾*"),
        ("", ""),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    """D3.5: who found a card learns no name from its code."""
    assert masked_name(name) == masked


def test_looks_like_code() -> None:
    """D0.1: the search box knows a scanned code from a number."""
    assert code.looks_like_code(made())
    assert code.looks_like_code(made().lower())
    assert not code.looks_like_code("FD1")
    assert not code.looks_like_code("JZ-00004406")


def test_public_keys_are_read_as_they_are_handed_on() -> None:
    pem = (
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n"
        "-----END PUBLIC KEY-----\n"
    )
    assert signature.read_public_keys(pem) == (PUBLIC,)
    assert signature.read_public_keys(f"公钥 {PUBLIC.hex()}，{PUBLIC.hex().upper()}") == (PUBLIC,)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "0" * 63, "0" * 65, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
     "-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----"],
)  # fmt: skip
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        signature.read_public_keys(text)


def test_a_private_key_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="私钥"):
        signature.read_public_keys("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----")


def test_signatures_of_rfc_8032() -> None:
    """RFC 8032, 7.1, test 2: one byte 72."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signed = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert signature.holds(public, b"\x72", signed)
    assert not signature.holds(public, b"\x73", signed)
    assert not signature.holds(b"\x00" * 31, b"\x72", signed)
