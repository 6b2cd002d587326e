"""Conditions name what is not met, in a clerk's words (D3.3, D3.4)."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.permits.rules.conditions import Decoration, Facts, conditions, unmet
from frontdesk.areas.permits.rules.kinds import Needs
from frontdesk.base.values.money import Money

TODAY = date(2026, 11, 21)
END = date(2027, 5, 31)


def said(needs: Needs, **facts: object) -> list[tuple[str, bool, str]]:
    found = conditions(needs, Facts(**({"ends_on": END} | facts)), TODAY)  # type: ignore[arg-type]
    return [(c.key, c.met, c.text) for c in found]


def test_a_kind_without_conditions_asks_nothing() -> None:
    assert said(Needs(), owed=Money.yuan("900"), owed_months=9) == []


@pytest.mark.parametrize(
    ("most", "months", "owed", "met", "text"),
    [
        (3, 0, "0", True, "本户没有欠费"),
        (3, 1, "255.36", True, "本户欠费 1 个月，未超过 3 个月"),
        (3, 3, "766.08", True, "本户欠费 3 个月，未超过 3 个月"),
        (3, 4, "1021.44", False, "本户欠费 1,021.44 元（4 个月），超过 3 个月"),
        (0, 1, "255.36", False, "本户欠费 255.36 元（1 个月），要先结清"),
    ],
)
def test_d3_3_arrears_over_so_many_months(most: int, months: int, owed: str, met: bool, text: str) -> None:
    assert said(Needs(arrears_months=most), owed_months=months, owed=Money.yuan(owed)) == [
        ("arrears", met, text)
    ]


def test_d3_3_a_tenants_permit_ends_with_the_lease() -> None:
    needs = Needs(within_lease=True)
    assert said(needs) == []  # the owner has no lease
    assert said(needs, tenant=True, lease_end=END) == [
        ("lease", True, "租约至 2027-05-31，新有效期不超过租约")
    ]
    assert said(needs, tenant=True, lease_end=date(2027, 5, 30)) == [
        ("lease", False, "租约到 2027-05-30 为止，有效期不能超过它")
    ]
    assert said(needs, tenant=True) == [("lease", True, "租约没有登记到期日")]


def test_d3_3_decoration_is_approved_or_the_reason_is_said() -> None:
    needs = Needs(decoration=True)
    assert said(needs) == [("decoration", False, "没有批准的装修")]
    assert said(needs, decoration=Decoration(True, "装修许可 ZX-1")) == [
        ("decoration", True, "装修许可 ZX-1")
    ]


def test_d3_3_a_dog_is_vaccinated() -> None:
    needs = Needs(vaccination=True)
    assert [met for _, met, _ in said(needs)] == [False]
    assert said(needs, vaccinated_until=date(2026, 11, 20)) == [
        ("vaccination", False, "免疫到 2026-11-20 已过期，请先去免疫")
    ]
    assert [met for _, met, _ in said(needs, vaccinated_until=TODAY)] == [True]


def test_several_that_are_not_met_are_all_named() -> None:
    found = conditions(
        Needs(arrears_months=0, within_lease=True),
        Facts(END, owed_months=1, owed=Money.yuan("1"), tenant=True, lease_end=TODAY),
        TODAY,
    )
    assert [c.key for c in unmet(found)] == ["lease", "arrears"]


def test_d3_3_a_kind_that_wants_the_photograph_names_that_it_is_missing() -> None:
    assert said(Needs(photo=True)) == [("photo", False, "没有照片，这种证要有照片")]
    assert said(Needs(photo=True), photo=True) == [("photo", True, "照片已有")]
