"""The item a higher area charges by: found or made at its first need (M2.1, M2.2)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import hand_item
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from tests.areas.fees.office import Office


def need(office: Office, **more: Any) -> int:
    def ask(work: Work, name: str) -> int:
        return hand_item(work, "test.item", Category.PERMITS, name, **more)

    found: int = office.run(ask, "证件工本费")
    return found


def test_m2_1_it_is_made_once_at_the_end_of_the_offices_list(both: Office) -> None:
    both.item("物业服务费")
    made = need(both)
    assert [item.name for item in both.runner.read(fee_items)] == ["物业服务费", "证件工本费"]
    assert need(both) == made
    assert len(both.runner.read(fee_items)) == 2


def test_m2_1_one_of_the_kind_serves_where_any_may(office: Office) -> None:
    office.item("证件押工", None, Pricing.HAND, category=Category.PERMITS)
    assert office.runner.read(fee_items)[0].id == need(office, any_of_kind=True)


def test_m2_1_one_of_the_name_that_cannot_be_charged_by_hand_is_said(office: Office) -> None:
    office.item("证件工本费", "2.85")
    with pytest.raises(Refused, match="不是手工录入的"):
        need(office)
    assert len(office.runner.read(fee_items)) == 1
