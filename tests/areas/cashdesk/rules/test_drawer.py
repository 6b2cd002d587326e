"""What the drawer should hold, and how the counted money is parted (M7.3, M7.4)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.drawer import (
    Move,
    expected_cash,
    in_words,
    nearest,
    parse_counts,
    pieces,
    read_stored,
    split,
    stored,
    worth,
)
from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money

Y = Money.yuan
PICTURE = parse_counts("100=5,50=3,20=4,10=3,5=5,1=8,0.5=3,0.1=5")


def test_m7_3_the_case_of_the_rules():
    figures = expected_cash(
        Y("500"), Y("1236.50"), Y("36.50"), handed_in=Y("800"), further=[Move("退押金", Y("-100"))]
    )
    assert figures == Y("800.00")
    same = expected_cash(Y("500"), Y("1236.50"), Y("36.50"), petty_out=Y("100"), handed_in=Y("800"))
    assert same == Y("800.00")
    assert worth(PICTURE) - same == Y("-5.00")


def test_t9_change_is_no_takings():
    assert expected_cash(ZERO, Y("100"), Y("40")) == Y("60")


def test_m7_3_a_count_as_typed():
    assert worth(PICTURE) == Y("795.00")
    assert parse_counts("１００＝５，0.5=1") == ((Y("100"), 5), (Y("0.5"), 1))
    assert parse_counts(" ") == ()
    assert read_stored(stored(PICTURE)) == PICTURE


@pytest.mark.parametrize(
    "text", ["2=1", "100", "100=x", "100=-1", "100=1,100=2", "0.05=3", "1e400=1", "nan=1"]
)
def test_m7_3_a_count_that_cannot_be_is_refused_in_words(text):
    with pytest.raises(Refused) as told:
        parse_counts(text)
    assert told.value.field == "counts"


def test_m7_4_what_stays_and_what_goes_as_drawn():
    parted = split(PICTURE, Y("500"))
    assert parted is not None
    assert in_words(parted.kept) == "100×3 50×2 20×3 10×2 5×2 1×8 0.5×3 0.1×5"
    assert in_words(parted.handed_in) == "100×2 50 20 10 5×3"


def test_m7_4_a_float_that_cannot_be_made_says_what_is_nearest():
    hundreds = parse_counts("100=7")
    assert split(hundreds, Y("550")) is None
    assert nearest(hundreds, Y("550")) == Y("500")
    assert nearest(hundreds, Y("560")) == Y("600")
    assert nearest(hundreds, Y("900")) == Y("700")
    assert nearest((), Y("500")) == ZERO


def test_t10_nothing_kept_and_nothing_handed_in_are_as_easy():
    assert split((), ZERO) is not None
    everything = split(PICTURE, ZERO)
    assert everything is not None
    assert everything.kept == ()
    nothing = split(PICTURE, Y("795"))
    assert nothing is not None
    assert nothing.handed_in == ()
    assert split(PICTURE, Y("795.10")) is None


def test_m7_4_the_twenties_that_greed_would_miss():
    fifty = parse_counts("50=1,20=3")
    parted = split(fifty, Y("50"))
    assert parted is not None
    assert in_words(parted.handed_in) == "20×3"


counts = st.tuples(*(st.integers(0, 3) for _ in DENOMINATIONS)).map(
    lambda ns: pieces(zip(DENOMINATIONS, ns, strict=True))
)


@settings(deadline=None)
@given(counts, st.data())
def test_m7_4_every_amount_that_can_be_made_is_found_and_no_piece_is_made_up(have, data):
    reachable = {0}
    for face, count in have:
        reachable = {amount + face.fen * n for amount in reachable for n in range(count + 1)}
    keep = Money(data.draw(st.sampled_from(sorted(reachable)) | st.integers(0, worth(have).fen)))
    parted = split(have, keep)
    assert (parted is not None) == (keep.fen in reachable)
    if parted is not None:
        assert worth(parted.kept) == keep
        both = dict(parted.kept)
        for face, n in parted.handed_in:
            both[face] = both.get(face, 0) + n
        assert both == dict(have)
    found = nearest(have, keep)
    assert found.fen in reachable
    assert abs(found - keep).fen == min(abs(r - keep.fen) for r in reachable)
