"""核验: what a code or a number turns out to be by its signature and by the records: D3.5."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from frontdesk.areas.permits.queries.checking import Checked, check_text
from frontdesk.areas.permits.queries.permits import permit
from frontdesk.areas.permits.rules.checking import FOUND_WORDS, OF_VERDICT, Found
from frontdesk.areas.permits.rules.code import CodeFacts, Verdict, make_code
from frontdesk.areas.permits.rules.signature import key_id
from frontdesk.areas.permits.service.course import (
    Renew,
    Replace,
    Take,
    give_back,
    renew,
    replace_permit,
    report_lost,
    withdraw,
)
from frontdesk.areas.permits.service.goods import TakeTearOff, VoidGoods, take_tear_off, void_goods
from frontdesk.areas.permits.service.issuing import Issue
from frontdesk.areas.permits.service.issuing import issue as issue_permit
from frontdesk.areas.permits.service.signing import code_for
from frontdesk.base.store.work import Work
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.permits.office import issue, look


def check(desk: Desk, text: str, days: int = 0) -> Checked:
    now, today = desk.clock.now() + timedelta(days=days), TODAY + timedelta(days=days)
    return desk.runner.read(check_text, text, now, today)


@pytest.fixture
def code(desk: Desk) -> str:
    """CM-00000001's."""
    return look(desk, issue(desk).number).code


def test_every_verdict_and_every_state_has_its_words() -> None:
    assert set(OF_VERDICT) == set(Verdict)
    assert set(FOUND_WORDS) == set(Found)
    assert all(
        tone in ("ok", "warn", "bad", "neutral") and word and say for tone, word, say in FOUND_WORDS.values()
    )


def test_d3_5_a_goods_pass_is_genuine_with_what_the_clerk_must_see(desk: Desk, code: str) -> None:
    found = check(desk, code)
    assert found.found is Found.GENUINE
    assert (found.kind, found.number, found.unit, found.holder) == (
        "出门条",
        "CM-00000001",
        "3-1-1202",
        "张硕（业主）",
    )
    assert (found.record, found.record_id, found.unit_id) == ("goods", 1, 1)
    assert dict(found.facts)["搬运人"] == "谢安平  330102********4471"
    assert dict(found.facts)["物品"] == "共 13 件：双门冰箱 1台、纸箱 12箱"


def test_d3_5_as_a_scanner_and_an_input_method_write_it(desk: Desk, code: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for text in (code.lower(), f" {code}\n", wide, "cm-1", "CM00000001"):
        assert check(desk, text).found is Found.GENUINE, text


def test_d3_5_a_changed_character_anywhere_is_told(desk: Desk, code: str) -> None:
    for at in range(3, len(code), 11):
        other = "7" if code[at] != "7" else "8"
        assert check(desk, code[:at] + other + code[at + 1 :]).found is Found.CHANGED


def test_d3_5_ended_used_and_void_are_told_apart(desk: Desk, code: str) -> None:
    assert check(desk, code, days=1).found is Found.ENDED
    desk.run(take_tear_off, TakeTearOff("1", True))
    assert check(desk, code).found is Found.USED
    second = look(desk, issue(desk).number).code
    desk.run(void_goods, VoidGoods("2", "今天不搬了"))
    assert check(desk, second).found is Found.VOID


def test_d3_5_another_offices_pass_is_foreign(desk: Desk, code: str) -> None:
    other = Ed25519PrivateKey.generate()
    facts = CodeFacts(
        "CM",
        "CM-00000001",
        "谢**",
        "3-1-1202",
        TODAY,
        date(2027, 1, 1),
        key=key_id(other.public_key().public_bytes_raw()),
    )
    found = check(desk, make_code(facts, other.sign))
    assert found == Checked(Found.FOREIGN)


def test_a_genuine_signature_without_a_record_says_so(desk: Desk, code: str) -> None:
    def sign(work: Work, facts: CodeFacts) -> str:
        return code_for(work, facts)

    facts = CodeFacts("CM", "CM-00000099", "谢安平", "3-1-1202", TODAY, date(2027, 1, 1), note="3 件")
    found = check(desk, str(desk.run(sign, facts)))
    assert (found.found, found.number, found.holder, found.record) == (
        Found.UNRECORDED,
        "CM-00000099",
        "谢**",
        "",
    )
    assert found.facts == (("说明", "3 件"),)


@pytest.mark.parametrize("text", ["CM-77", "1202", "你好", "x" * 300])
def test_what_is_no_number_of_ours_is_said_without_a_fault(desk: Desk, text: str) -> None:
    assert check(desk, text).found is Found.NO_SUCH


def test_a_broken_code_is_no_number(desk: Desk) -> None:
    assert check(desk, "FD1ABC").found is Found.CHANGED


# -- permits --


@pytest.fixture
def card(desk: Desk) -> str:
    """JZ-00000001's code: of 3-1-1202 until the end of November."""
    desk.run(issue_permit, Issue("JZ", 1, "", date(2026, 11, 30), person_id=1))
    return code_of(desk, "JZ-1")


def code_of(desk: Desk, number: str) -> str:
    found = desk.runner.read(permit, number, TODAY)
    assert found is not None
    return found.code


def test_d3_5_a_permit_is_genuine_until_its_last_day(desk: Desk, card: str) -> None:
    found = check(desk, card)
    assert (found.found, found.kind, found.number, found.record) == (
        Found.GENUINE, "居住证", "JZ-00000001", "permit",
    )  # fmt: skip
    assert check(desk, card, days=9).found is Found.GENUINE
    assert check(desk, card, days=10).found is Found.ENDED
    assert check(desk, "jz1").found is Found.GENUINE


@pytest.mark.parametrize(
    ("step", "told"), [(report_lost, Found.LOST), (withdraw, Found.WITHDRAWN), (give_back, Found.RETURNED)]
)
def test_d3_5_lost_withdrawn_and_given_back_are_told_apart(
    desk: Desk, card: str, step: Callable[..., str], told: Found
) -> None:
    desk.run(step, Take("JZ-1", "已搬走"))
    assert check(desk, card).found is told
    assert check(desk, "JZ-1").found is told


def test_d3_5_a_replaced_one_names_the_new_one_and_the_new_one_is_good(desk: Desk, card: str) -> None:
    desk.run(replace_permit, Replace("JZ-1", "遗失"))
    found = check(desk, card)
    assert found.found is Found.REPLACED
    assert dict(found.facts)["新证"] == "JZ-00000002"
    assert check(desk, code_of(desk, "JZ-2")).found is Found.GENUINE


def test_d3_5_the_card_from_before_a_renewal_is_known_as_the_old_one(desk: Desk, card: str) -> None:
    desk.run(renew, Renew("JZ-1", date(2027, 5, 31)))
    assert check(desk, card).found is Found.OLD
    assert check(desk, code_of(desk, "JZ-1")).found is Found.GENUINE
    assert check(desk, "JZ-1").found is Found.GENUINE


def test_what_nobody_has_fetched_yet_is_told(desk: Desk) -> None:
    desk.run(issue_permit, Issue("JZ", 1, "", date(2026, 12, 31), person_id=1, waits=True))
    assert check(desk, "JZ-1").found is Found.WAITING
