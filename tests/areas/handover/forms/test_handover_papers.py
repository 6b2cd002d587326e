"""入住通知书, 送达表, 收楼验收单, 业主资料卡, 收楼统计: golden text, the same bytes, long words, many pages, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.handover.documents.handing import SheetDefect
from frontdesk.areas.handover.forms import FORMS
from frontdesk.areas.handover.forms.notice import DELIVERY, NOTICE
from frontdesk.areas.handover.forms.sheets import ACCEPTANCE, OWNER_CARD
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

COMPANY = "杭州云栖宏盛建筑装饰设计工程股份有限公司西湖区第三分公司项目部"


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_F1_F6_T12_golden_text_the_same_bytes_and_the_mark_of_a_reprint(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert read.text(pdf) == golden("handover", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert stored == form.sample()
    assert form.draw(stored, form.sizes[0]) == pdf
    again = replace(form.sample(), reprint=ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2)))
    assert "补打 2　王敏" in read.text(form.draw(again, form.sizes[0]))


def test_F4_a_batch_is_one_pdf_with_bookmarks_by_building() -> None:
    first = NOTICE.sample()
    others = [
        replace(first, building=b, unit=f"{b[0]}-1-0{n}01", number=f"RZ-{b}{n}")
        for b in ("5栋", "6栋")
        for n in (1, 2)
    ]
    pdf = NOTICE.draw_all(others, NOTICE.sizes[0])
    assert len(read.reader(pdf).pages) == 4
    assert {"5栋", "6栋", "5-1-0101", "6-1-0201"} <= {name for _level, name, _page in read.bookmarks(pdf)}


def test_T20_long_names_and_many_defects_go_on_over_pages() -> None:
    sheet = ACCEPTANCE.sample()
    defects = tuple(
        SheetDefect(n, "卫生间", "淋浴房玻璃门关不严，地面坡度不够积水，" * 2, date(2026, 12, 5), f"BS-20261121-{n:03d}", "待修")
        for n in range(1, 31)
    )  # fmt: skip
    pdf = ACCEPTANCE.draw(replace(sheet, owner=COMPANY, defects=defects), ACCEPTANCE.sizes[0])
    text = read.text(pdf)
    assert len(read.reader(pdf).pages) > 1
    assert "第 2 页" in text
    assert "BS-20261121-030" in text
    told = read.text(NOTICE.draw(replace(NOTICE.sample(), owner=COMPANY), NOTICE.sizes[0])).replace("\n", "")
    assert COMPANY in told
    paper = DELIVERY.sizes[0]
    lines = replace(DELIVERY.sample(), lines=(DELIVERY.sample().lines[0] * 8, DELIVERY.sample().lines[1]))
    made = DELIVERY.draw(lines, paper)
    assert all(
        word.end <= paper.right + 0.3 and word.y < paper.height
        for page in range(len(read.reader(made).pages))
        for word in read.words(made, page)
    )


def test_a_notice_whose_sum_does_not_meet_is_not_printed() -> None:
    with pytest.raises(Refused, match="合计对不上"):
        NOTICE.draw(replace(NOTICE.sample(), total=Money(1)), NOTICE.sizes[0])


def test_D1_9_the_owners_card_shows_no_number_whole() -> None:
    text = read.text(OWNER_CARD.draw(OWNER_CARD.sample(), OWNER_CARD.sizes[0]))
    assert "330106********2419" in text
    assert "138****5678" in text
