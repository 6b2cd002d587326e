"""D1.6: papers are filed, replaced, voided and never deleted; personal ones are looked at for a reason; what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken_papers
from frontdesk.areas.archives.queries.correspondence import (
    DocumentFilter,
    DocumentShow,
    document_figures,
    document_rows,
    document_view,
    find_documents,
    late_documents,
)
from frontdesk.areas.archives.queries.papers import (
    PaperFilter,
    PaperShow,
    find_papers,
    paper_figures,
    paper_kinds,
    paper_rows,
    paper_view,
    papers_of,
    plain_paper,
)
from frontdesk.areas.archives.queries.papers_missing import (
    MissingFilter,
    MissingShow,
    missing_figures,
    missing_of,
    missing_rows,
)
from frontdesk.areas.archives.queries.scans import ScanFilter, scan_figures, scan_rows
from frontdesk.areas.archives.rules.correspondence import Direction, Secrecy, State
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.papers import PaperState
from frontdesk.areas.archives.service import (
    AddRole,
    SavePerson,
    SaveUnit,
    add_role,
    save_person,
    save_unit,
)
from frontdesk.areas.archives.service.correspondence import (
    BackOut,
    ChangeDocument,
    DoneWith,
    Lend,
    MarkRead,
    RegisterDocument,
    SendRound,
    answer_document,
    change_document,
    file_document,
    lend_document,
    mark_read,
    register_document,
    return_document,
    send_round,
    undo_document,
    void_document,
)
from frontdesk.areas.archives.service.papers import (
    FilePaper,
    FilePapers,
    Look,
    LookAtPaper,
    SavePaperKind,
    SetPaperFolders,
    VoidPaper,
    file_paper,
    file_papers,
    look_at_paper,
    save_paper_kind,
    set_paper_folders,
    void_paper,
)
from frontdesk.areas.archives.service.papers_export import ExportPapers, export_papers
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.vault_folder import path_in, vault_of
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused

DAY = date(2026, 11, 21)
PDF = b"%PDF-1.7\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0 picture \xff\xd9"


@pytest.fixture
def home(do):
    return at_home(do)


def at_home(do):
    """A unit that is lived in, with its owner; (unit, person)."""
    unit = do(
        save_unit,
        SaveUnit(None, "3-1-1202", UnitKind.HOME, UnitState.OWNER, built_area=Decimal("89.6")),
    )
    person = do(save_person, SavePerson(None, "张硕"))
    do(add_role, AddRole(unit, person, RoleKind.OWNER))
    return unit, person


def test_papers_are_filed_replaced_and_voided_and_stay(do, runner, home, receptionist) -> None:
    unit, person = home
    first = do(
        file_paper,
        FilePaper("产权证", PDF, "不动产权证书", "scan1.pdf", unit, person, token="t"),
        actor=receptionist,
    )
    assert do(file_paper, FilePaper("产权证", PDF, unit_id=unit, token="t")).again
    with pytest.raises(Refused, match="同样的文件已经归档"):
        do(file_paper, FilePaper("产权证", PDF, unit_id=unit, person_id=person))
    with pytest.raises(Refused, match="同一户"):
        do(file_paper, FilePaper("产权证", JPG, unit_id=unit, replaces_id=first.id))
    second = do(
        file_paper, FilePaper("产权证", JPG, "换发的证", unit_id=unit, person_id=person, replaces_id=first.id)
    )
    with pytest.raises(Refused, match="有了新的"):
        do(file_paper, FilePaper("产权证", PDF + b" ", unit_id=unit, person_id=person, replaces_id=first.id))
    assert [row.id for row in runner.read(papers_of, DAY, unit_id=unit)] == [second.id]
    view = runner.read(paper_view, first.id, DAY)
    assert [(row.id, row.state) for row in view.chain] == [
        (second.id, PaperState.CURRENT), (first.id, PaperState.REPLACED),
    ]  # fmt: skip
    with pytest.raises(Refused, match="作废的原因"):
        do(void_paper, VoidPaper(second.id, " "))
    do(void_paper, VoidPaper(second.id, "扫错了一张"))
    # What replaced it is void: the older one holds again.
    assert [row.id for row in runner.read(papers_of, DAY, unit_id=unit)] == [first.id]
    shows = runner.read(paper_figures, PaperFilter(DAY)).shows
    assert (shows[PaperShow.CURRENT], shows[PaperShow.VOID], shows[PaperShow.ALL]) == (1, 1, 2)
    rows = runner.read(paper_rows, PaperFilter(DAY, "zs", PaperShow.VOID))
    assert [(row.void_reason, row.sort, row.person) for row in rows] == [("扫错了一张", "jpg", "张硕")]
    with runner.db.write() as session, pytest.raises(DBAPIError, match="never deleted"):
        session.execute(text("DELETE FROM archive_paper"))


def test_personal_papers_take_a_right_and_a_reason_that_is_logged_d19(
    do, runner, home, receptionist, supervisor, tmp_path: Path
) -> None:
    unit, _person = home
    one = do(file_paper, FilePaper("身份证", JPG, unit_id=unit), actor=receptionist)
    plain = do(file_paper, FilePaper("收楼资料", PDF, unit_id=unit), actor=receptionist)
    assert runner.read(plain_paper, plain.id) == ("pdf", PDF)
    assert runner.read(plain_paper, one.id) is None
    with pytest.raises(Refused, match="为什么看"):
        do(look_at_paper, LookAtPaper(one.id, Look.SEE), actor=supervisor)
    with pytest.raises(NeedsApproval):
        do(look_at_paper, LookAtPaper(one.id, Look.SEE, "核对"), actor=receptionist)
    seen = do(look_at_paper, LookAtPaper(one.id, Look.COPY, "法院调取"), actor=supervisor)
    assert (seen.name, seen.content) == ("3-1-1202 身份证 身份证.jpg", JPG)
    folder = tmp_path / "out"
    folder.mkdir()
    wanted = ExportPapers(PaperFilter(DAY), folder)
    with pytest.raises(Refused, match="为什么"):
        do(export_papers, wanted, actor=supervisor)
    with pytest.raises(NeedsApproval):
        do(export_papers, replace(wanted, reason="法院调取"), actor=receptionist)
    path_in(
        vault_of(runner.db.path.parent), runner.read(paper_rows, PaperFilter(DAY, "收楼"))[0].hash
    ).unlink()
    done = do(export_papers, replace(wanted, reason="法院调取"), actor=supervisor)
    assert (done.count, done.damaged) == (1, ("3-1-1202 收楼资料",))
    assert [path.name for path in (folder / "3-1-1202").iterdir()] == ["身份证.jpg"]
    with runner.db.read() as session:
        last = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert ("法院调取" in last.command, last.actor) == (True, "周敏")


def test_D1_6_the_check_names_the_paper_whose_file_is_damaged(do, runner, home) -> None:
    unit, person = home
    first = do(file_paper, FilePaper("产权证", PDF, "不动产权证书", unit_id=unit, person_id=person))
    second = do(file_paper, FilePaper("身份证", JPG, "身份证复印件", person_id=person))
    assert broken_papers(runner) == []
    vault = vault_of(runner.db.path.parent)
    path_in(vault, first.hash).write_bytes(PDF + b"x")
    path_in(vault, second.hash).unlink()
    told = sorted(words.rpartition("：")[2] for words in broken_papers(runner))
    assert told == ["3-1-1202 产权证 不动产权证书", "张硕 身份证 身份证复印件"]


def test_what_is_missing_follows_the_offices_own_list(both, admin, tmp_path: Path) -> None:
    def do(service, command):
        return both.run(service, command, actor=admin).value

    runner = both
    if not both.db.is_sqlite:
        with pytest.raises(Refused, match="共享文件夹"):
            do(file_paper, FilePaper("身份证", JPG, unit_id=at_home(do)[0]))
        do(set_paper_folders, SetPaperFolders(files=str(tmp_path)))
        unit, person = both.read(
            lambda session: tuple(session.execute(text("SELECT unit_id, person_id FROM unit_role")).one())
        )
    else:
        unit, person = at_home(do)
    assert runner.read(missing_of, unit, DAY) == ("身份证", "购房合同", "收楼资料")
    # An owner's own paper, filed with no unit named, is the unit's too.
    do(file_paper, FilePaper("身份证", JPG, person_id=person))
    do(
        file_papers,
        FilePapers((FilePaper("购房合同", PDF, unit_id=unit), FilePaper("收楼资料", PDF, unit_id=unit))),
    )
    assert runner.read(missing_of, unit, DAY) == ()
    found = {kind.name: kind for kind in runner.read(paper_kinds)}
    assert not found["产权证"].rule.required
    do(save_paper_kind, SavePaperKind(found["产权证"].id, "产权证", True, True, (UnitKind.HOME,)))
    do(save_paper_kind, SavePaperKind(None, "水电承诺书", required=True, unit_kinds=(UnitKind.SHOP,)))
    with pytest.raises(InvalidInput, match="已经有了"):
        do(save_paper_kind, SavePaperKind(None, "犬证"))
    rows = runner.read(missing_rows, MissingFilter(DAY, "1202"))
    assert [(row.unit, row.owners, row.missing, row.have) for row in rows] == [
        ("3-1-1202", "张硕", ("产权证",), 3),
    ]  # fmt: skip
    figures = runner.read(missing_figures, MissingFilter(DAY, kind="产权证"))
    assert (figures.count, figures.shows[MissingShow.WHOLE], dict(figures.kinds)["产权证"]) == (1, 0, 1)
    assert [row.name for row in runner.read(find_papers, "1202 合同", DAY, 5)] == ["购房合同"]
    assert runner.read(find_papers, "1202", DAY, 5) == ()


def test_a_scan_is_listed_filed_and_known_again(do, runner, home, tmp_path: Path, clock) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(PDF)
    with pytest.raises(InvalidInput, match="没有文件夹"):
        do(set_paper_folders, SetPaperFolders(str(tmp_path / "none")))
    do(set_paper_folders, SetPaperFolders(str(folder)))
    wanted = ScanFilter(clock.now())
    assert [(row.id, row.ready) for row in runner.read(scan_rows, wanted)] == [("a.pdf", True)]
    do(file_paper, FilePaper("收楼资料", PDF, unit_id=home[0]))
    assert [row.filed for row in runner.read(scan_rows, wanted)] == ["3-1-1202 收楼资料"]
    figures = runner.read(scan_figures, wanted)
    assert (figures.count, figures.ready, figures.filed, figures.trouble) == (1, 0, 1, "")


def test_documents_in_and_out_run_their_course(both, admin, cashier, clock) -> None:
    def run(service, command, actor=admin, **how):
        return both.run(service, command, actor=actor, **how).value

    with pytest.raises(InvalidInput) as wrong:
        run(register_document, RegisterDocument(Direction.IN, "", " ", copies=0))
    assert set(wrong.value.errors) == {"party", "title", "copies"}
    made = run(
        register_document,
        RegisterDocument(
            Direction.IN, "区住建局", "关于开展消防检查的通知", kind="通知", reference="杭住建〔2026〕88号",
            handler="周敏", answer_by=DAY + timedelta(days=2), readers=("周敏", "何倩", "周敏"), token="t",
        ),
    )  # fmt: skip
    assert made.number == "SW-2026-001"
    assert run(register_document, RegisterDocument(Direction.IN, "x", "y", token="t")).again
    out = run(register_document, RegisterDocument(Direction.OUT, "区住建局", "关于消防检查的复函"))
    assert out.number == "FW-2026-001"
    view = both.read(document_view, made.id, DAY)
    assert [row.who for row in view.row.standing.reading] == ["周敏", "何倩"]
    with pytest.raises(Refused, match="还没有看"):
        run(send_round, SendRound(made.id, ("何倩",)))
    first = view.row.standing.reading[0].id
    run(mark_read, MarkRead(made.id, (first,), "请工程部落实"))
    with pytest.raises(Refused, match="已经看过"):
        run(mark_read, MarkRead(made.id, (first,)))
    assert [row.number for row in both.read(late_documents, DAY + timedelta(days=3))] == ["SW-2026-001"]
    assert both.read(late_documents, DAY) == ()
    with pytest.raises(InvalidInput) as wrong:
        run(lend_document, Lend(made.id, "", "", None))
    assert set(wrong.value.errors) == {"who", "words", "until"}
    run(lend_document, Lend(made.id, "工程部 郑凯", "复印给维保单位", DAY + timedelta(days=1)))
    with pytest.raises(Refused, match="还没有还"):
        run(lend_document, Lend(made.id, "x", "y", DAY))
    with pytest.raises(Refused, match="先登记归还再归档"):
        run(file_document, DoneWith(made.id, "盒 1"))
    clock.forward(days=3)
    today = DAY + timedelta(days=3)
    row = both.read(document_rows, DocumentFilter(today, show=DocumentShow.LATE))[0]
    assert (row.back_late, row.standing.late, row.standing.state) == (2, 1, State.OVERDUE)
    run(return_document, DoneWith(made.id))
    run(answer_document, DoneWith(made.id, "已复函 FW-2026-001"))
    with pytest.raises(Refused, match="已经办结"):
        run(answer_document, DoneWith(made.id, "again"))
    assert both.read(late_documents, today) == ()
    with pytest.raises(NeedsApproval):
        run(undo_document, BackOut(made.id, "点错"), actor=cashier)
    assert run(undo_document, BackOut(made.id, "点错")) == "SW-2026-001 办结"
    assert both.read(document_view, made.id, today).row.standing.state is State.OVERDUE
    run(answer_document, DoneWith(made.id, "已复函"))
    run(file_document, DoneWith(made.id, "2026 年来文盒 1"))
    run(change_document, ChangeDocument(out.id, "区住建局", "复函", secrecy=Secrecy.INTERNAL, copies=2))
    run(void_document, BackOut(out.id, "重复登记"))
    with pytest.raises(Refused, match="已经作废"):
        run(answer_document, DoneWith(out.id, "x"))
    figures = both.read(document_figures, DocumentFilter(today))
    assert (figures.count, figures.every, figures.shows[DocumentShow.FILED]) == (0, 2, 1)
    assert [row.number for row in both.read(find_documents, "消防", today, 5)] == ["SW-2026-001"]
    with both.db.write() as session, pytest.raises(DBAPIError, match="is final"):
        session.execute(text("UPDATE correspondence_event SET words = 'x'"))
