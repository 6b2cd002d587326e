"""Tags are read from any writing of them, the owner's word is judged, what is where follows from the movements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.areas.keys.queries import KeyFilter, key_figures, key_row, key_rows
from frontdesk.areas.keys.rules.consent import Basis, Consent, Who, needs_consent, verdict
from frontdesk.areas.keys.rules.counting import Found, outcome, tally
from frontdesk.areas.keys.rules.course import Moved, Standing, change, standing, state
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState, Move, WhoKind
from frontdesk.areas.keys.rules.tags import read_tag, tag_code
from frontdesk.areas.keys.service import (
    Care,
    EndCare,
    FindKeys,
    HandOver,
    LoseKeys,
    Pieces,
    TakeIntoCare,
    end_care,
    find_keys,
    hand_over,
    lose_keys,
    take_into_care,
)
from frontdesk.base.values.errors import Refused
from tests.areas.keys.cabinet import OWNER, STAFF, Cabinet
from tests.quicker import draws

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("K-000123", "K-000123"), ("k123", "K-000123"), (" K 123\r\n", "K-000123"), ("Ｋ－１２３", "K-000123"),
        ("K-0", None), ("123", None), ("K-12a", None), ("", None), ("KK-1", None), ("K-1234567", "K-1234567"),
    ],
)  # fmt: skip
def test_a_tag_is_read_as_it_is_scanned_or_typed(typed: str, tag: str | None) -> None:
    assert read_tag(typed) == tag


def test_tags_sort_as_they_count() -> None:
    assert [tag_code(n) for n in (1, 20, 123456)] == ["K-000001", "K-000020", "K-123456"]


def consent(
    name: str = "郑凯", *, allow: bool = True, person_id: int | None = None, **more: object
) -> Consent:
    return Consent(1, allow, name, person_id, DAY, more.get("ends_on"), "", "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "consents", "basis"),
    [
        (Who(WhoKind.RESIDENT, "张硕", 1), (), Basis.OWNER),
        (Who(WhoKind.RESIDENT, "张硕", 2), (), Basis.UNNAMED),
        (Who(WhoKind.VISITOR, "郑凯"), (consent(),), Basis.ALLOWED),
        (Who(WhoKind.VISITOR, " 郑 凯"), (consent(),), Basis.ALLOWED),
        (Who(WhoKind.VISITOR, "王强", company="郑凯"), (consent(),), Basis.ALLOWED),
        (Who(WhoKind.VISITOR, ""), (consent(""),), Basis.UNNAMED),
        (Who(WhoKind.VISITOR, "安居中介 何师傅"), (consent("安居中介", allow=False),), Basis.DENIED),
        (
            Who(WhoKind.VISITOR, "何师傅", company="安居中介"),
            (consent("安居中介", allow=False),),
            Basis.DENIED,
        ),
        (Who(WhoKind.VISITOR, "安居中介 何师傅"), (consent("安居中介"),), Basis.UNNAMED),
        (Who(WhoKind.RESIDENT, "郑凯", 7), (consent(person_id=8),), Basis.UNNAMED),
        (Who(WhoKind.RESIDENT, "郑凯", 7), (consent(person_id=7),), Basis.ALLOWED),
        (Who(WhoKind.VISITOR, "郑凯"), (consent(), consent(allow=False)), Basis.DENIED),
        (Who(WhoKind.RESIDENT, "张硕", 1), (consent("张硕", allow=False),), Basis.DENIED),
        (Who(WhoKind.VISITOR, "郑凯"), (consent(ends_on=DAY),), Basis.UNNAMED),
    ],
)
def test_D3_1_the_owners_word_on_a_borrower(who: Who, consents: tuple[Consent, ...], basis: Basis) -> None:
    said = verdict(KeyKind.DOOR, "3-1-1202", [(1, "张硕")], consents, who, DAY)
    assert said.basis is basis
    assert said.may is (basis in (Basis.OWNER, Basis.ALLOWED))
    assert said.words


def test_which_keys_are_a_homes() -> None:
    assert {kind for kind in KeyKind if needs_consent(kind, of_unit=True)} == {
        KeyKind.DOOR, KeyKind.LETTERBOX, KeyKind.OTHER,
    }  # fmt: skip
    assert not any(needs_consent(kind, of_unit=False) for kind in KeyKind)


def test_the_states_of_a_tag() -> None:
    moves = (Moved(1, Move.RECEIVED, DAY, 2), Moved(2, Move.LENT, DAY, 1, "郑凯", DAY))
    later = DAY + timedelta(days=1)
    assert state(standing(moves), DAY) is KeyState.OUT
    assert state(standing(moves), later) is KeyState.OVERDUE
    back = (*moves, Moved(3, Move.RETURNED, later, 1, "郑凯", None, 2))
    assert state(standing(back), later) is KeyState.IN
    assert state(standing(back, DAY), DAY) is KeyState.OUT
    assert state(Standing(), DAY) is KeyState.VOID
    assert state(Standing(gone=1), DAY) is KeyState.GONE
    assert state(Standing(lost=1, gone=1), DAY) is KeyState.LOST
    assert change(Move.LOST, 2) == -2
    assert change(Move.LOST, 2, of_loan=True) == 0


def test_D3_2_a_tally_counts_each_line_once() -> None:
    lines = [(outcome(1, 1), ""), (outcome(2, 1), "借出"), (outcome(0, 1), ""), (outcome(1, 3), "")]
    found = tally(lines)
    assert (found.there, found.missing, found.unexpected) == (1, 1, 2)
    assert (found.explained, found.open, found.tags) == (1, 2, 4)
    assert outcome(1, 0) is Found.MISSING


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("lend", "back", "lose", "lose_out", "find", "over", "care", "end", "wait")),
        st.integers(1, 3),
        st.integers(0, 2),
    ),
    max_size=14,
)


@settings(max_examples=draws(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_database_adds_up_what_the_rules_say(cabinet: Cabinet, acts: list) -> None:
    """T21, and the list's own sums against the course of each movement; nothing lent twice."""
    key = cabinet.key(pieces=3)
    for act, pieces, days in acts:
        loans = cabinet.file(key).loans
        loan = loans[0].id if loans else 0
        try:
            if act == "lend":
                cabinet.lend((key, pieces), days=days)
            elif act == "back":
                cabinet.back((loan, pieces))
            elif act == "lose":
                cabinet.run(lose_keys, LoseKeys(key, pieces, "丢"))
            elif act == "lose_out":
                cabinet.run(lose_keys, LoseKeys(key, pieces, "丢", loan))
            elif act == "find":
                cabinet.run(find_keys, FindKeys(key, pieces))
            elif act == "over":
                cabinet.run(hand_over, HandOver((Pieces(key, pieces),), OWNER))
            elif act == "care":
                cabinet.run(take_into_care, TakeIntoCare((key,), OWNER, Care("委托书")))
            elif act == "end":
                cabinet.run(end_care, EndCare(key, OWNER))
            else:
                cabinet.tomorrow()
        except Refused:
            pass
        from frontdesk.areas.keys.queries.moves import standing_of

        stands = cabinet.read(standing_of, key)
        row = cabinet.read(key_row, key, cabinet.today)
        assert stands.whole
        assert stands.pieces + stands.gone == 3
        assert (row.on_hand, row.out, row.lost, row.gone) == (
            stands.on_hand, stands.out, stands.lost, stands.gone,
        )  # fmt: skip
        assert row.state is state(stands, cabinet.today)
        assert (row.due, row.in_care) == (stands.due, stands.in_care)
        figures = cabinet.read(key_figures, KeyFilter(cabinet.today))
        for each in KeyState:
            listed = {r.id for r in cabinet.read(key_rows, KeyFilter(cabinet.today, state=each))}
            assert figures.states[each] == len(listed)
        assert row.id in {r.id for r in cabinet.read(key_rows, KeyFilter(cabinet.today, state=row.state))}
    assert cabinet.broken() == []


def test_D0_7_the_list_is_found_by_tag_unit_place_hook_and_who_has_it(cabinets: Cabinet) -> None:
    cabinet = cabinets
    door = cabinet.key()
    pump = cabinet.plant(place="地下一层水泵房", hook="33")
    cabinet.lend(pump, who=STAFF)

    def found(text: str, **more: object) -> list[int]:
        return [row.id for row in cabinet.read(key_rows, KeyFilter(cabinet.today, text=text, **more))]

    assert found("k-2") == [pump]
    assert found("K-00000") == [door, pump]
    assert found("3-1-1202") == found("1202") == found("张硕") == [door]
    assert found("水泵") == found("柜 33") == found("李师傅") == found("工程部") == [pump]
    assert found("100%") == found("_") == []
    assert found("", cabinet="A 柜", kind=KeyKind.PLANT) == [pump]
    assert found("", unit_id=1) == [door]
    assert found("", sort="due", descending=True) == [pump, door]
    assert [row.id for row in cabinet.read(key_rows, KeyFilter(cabinet.today), 1, 1)] == [pump]
