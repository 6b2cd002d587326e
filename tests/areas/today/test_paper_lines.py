"""Papers and documents on the start page, the unit card and in search (D0.1-D0.3, D1.6, T21)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.searching import way_to
from frontdesk.app.strip_figures import archives_tab
from frontdesk.areas.archives.rules.correspondence import Direction
from frontdesk.areas.archives.service.correspondence import (
    DoneWith,
    Lend,
    RegisterDocument,
    answer_document,
    lend_document,
    register_document,
    return_document,
)
from frontdesk.areas.archives.service.papers import FilePaper, file_paper
from frontdesk.areas.today.queries import search, today_groups, unit_card
from tests.areas.cashdesk.desk import Desk

PDF = b"%PDF-1.4\n%%EOF\n"


def test_D1_6_late_documents_are_asked_for_until_they_are_done(desk: Desk) -> None:
    def late() -> list[tuple[str, str]]:
        found = desk.runner.read(today_groups, desk.receptionist, desk.clock.today(), desk.clock.now())
        return [(line.when, line.text) for g in found if g.title == "逾期的收发文" for line in g.lines]

    today = desk.clock.today()
    told = RegisterDocument(Direction.IN, "区住建局", "消防检查的通知", answer_by=today + timedelta(days=1))
    made = desk.run(register_document, told, desk.receptionist)
    desk.run(lend_document, Lend(made.id, "郑凯", "复印", today), desk.receptionist)
    assert late() == []
    desk.clock.forward(days=3)
    assert late() == [("逾期 3 天", "区住建局：消防检查的通知")]
    desk.run(answer_document, DoneWith(made.id, "已复函"), desk.receptionist)
    assert late() == [("逾期 3 天", "原件在 郑凯 手里没有还：消防检查的通知")]
    assert desk.runner.read(archives_tab, desk.clock.today())["documents"] == "1 逾期"
    desk.run(return_document, DoneWith(made.id), desk.receptionist)
    assert late() == []


def test_D1_6_the_card_has_the_papers_and_search_finds_them(desk: Desk) -> None:
    desk.run(file_paper, FilePaper("产权证", PDF, "不动产权证书", unit_id=1), desk.receptionist)
    desk.run(
        register_document, RegisterDocument(Direction.OUT, "业委会", "电梯大修的复函"), desk.receptionist
    )
    today, now = desk.clock.today(), desk.clock.now()
    card = desk.runner.read(unit_card, 1, today, now)
    assert [paper.name for paper in card.filed.papers] == ["不动产权证书"]
    assert "身份证" in card.filed.missing

    def ways(text: str) -> list[object]:
        hits = desk.runner.read(search, text, limit=12, today=today, now=now)
        return [way_to(hit) for hit in hits if hit.kind in ("paper", "document")]

    assert ways("产权") == [("papers", {"unit_id": 1, "text": "不动产权证书"})]
    assert ways("fw-2026-001") == ways("电梯大修") == [("documents", {"text": "FW-2026-001"})]
