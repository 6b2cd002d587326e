"""Consents recorded, standing on a day, taken back, missing; what rests on something else takes none (D1.9)."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.settings.personal_facts import PersonalFacts, personal_facts, save_personal
from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries.consents import (
    ConsentFilter,
    ConsentShow,
    consent_figures,
    consent_rows,
    consent_view,
    missing_at,
    purpose_standings,
)
from frontdesk.areas.archives.queries.papers import paper_kinds, papers_of
from frontdesk.areas.archives.queries.personal_requests import RequestFilter, request_figures, request_rows
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitState
from frontdesk.areas.archives.rules.personal import (
    USUAL_PURPOSES,
    Asker,
    Basis,
    ConsentEnd,
    ConsentState,
    Way,
    purposes_text,
    read_purposes,
)
from frontdesk.areas.archives.service import (
    RegisterResident,
    SavePerson,
    SaveUnit,
    register_resident,
    save_unit,
)
from frontdesk.areas.archives.service.consents import EndConsent, RecordConsent, end_consent, record_consent
from frontdesk.areas.archives.service.duplicates import JoinPeople, join_people
from frontdesk.areas.archives.service.papers import SavePaperKind, save_paper_kind
from frontdesk.areas.archives.service.personal_requests import AskPersonalData, ask_personal_data
from frontdesk.base.values.errors import InvalidInput, Refused
from tests.areas.archives.conftest import number

TODAY = date(2026, 11, 21)
FACE = "门禁人脸"


@pytest.fixture
def home(do, runner):
    """A home with an owner, a tenant, a child of nine and a company's agent."""
    unit = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.OWNER))
    for name, role, more in (
        ("张硕", RoleKind.OWNER, {}),
        ("何倩", RoleKind.TENANT, {}),
        ("小满", RoleKind.FAMILY, {"id_kind": IdKind.RESIDENT, "id_number": number("33010620170304123")}),
        ("顺达公司", RoleKind.AGENT, {"kind": PersonKind.COMPANY}),
    ):
        do(
            register_resident,
            RegisterResident(unit, SavePerson(None, name, **more), role, starts_on=date(2026, 1, 1)),
            confirmed=frozenset({"id_number", "phone"}),
        )
    people = runner.read(lambda s: dict(s.execute(select(Person.name, Person.id)).all()))
    return SimpleNamespace(unit=unit, people=people)


def given(home, name="张硕", **more):
    values = {"purpose": FACE, "way": Way.SIGNED, "given_on": date(2026, 11, 1)} | more
    return RecordConsent(home.people[name], **values)


def listed(runner, show=ConsentShow.ALL, on=TODAY, **more):
    return runner.read(consent_rows, ConsentFilter(on, show=show, **more))


def test_d1_9_a_consent_stands_from_a_day_to_a_day_and_is_taken_back(do, runner, home):
    do(
        record_consent,
        given(home, until=date(2026, 12, 10), token="t", content=b"%PDF-1.4\n1", file_name="同意.pdf"),
    )
    do(record_consent, given(home, until=date(2026, 12, 10), token="t"))
    (row,) = listed(runner)
    assert (row.name, row.units, row.state, row.paper) == (
        "张硕",
        "1-1-101",
        ConsentState.VALID,
        "门禁人脸同意书",
    )
    assert runner.read(papers_of, TODAY, person_id=home.people["张硕"])[0].dated_on == date(2026, 11, 1)
    # T15: how it stands is of the day asked for.
    states = {
        on: listed(runner, on=on)[0].state
        for on in (date(2026, 10, 31), date(2026, 12, 10), date(2026, 12, 11))
    }
    assert list(states.values()) == [ConsentState.AHEAD, ConsentState.VALID, ConsentState.OVER]
    assert len(listed(runner, ConsentShow.ENDING)) == 1
    assert len(listed(runner, ConsentShow.VALID, on=date(2026, 12, 10))) == 1
    assert listed(runner, ConsentShow.VALID, on=date(2026, 12, 11)) == ()
    with pytest.raises(Refused, match="已经同意，还有效"):
        do(record_consent, given(home, until=date(2026, 12, 1)))
    for day in (date(2026, 10, 31), date(2026, 11, 22)):
        with pytest.raises(InvalidInput) as refused:
            do(end_consent, EndConsent(row.consent_id, ConsentEnd.WITHDRAWN, day))
        assert set(refused.value.errors) == {"on"}
    do(end_consent, EndConsent(row.consent_id, ConsentEnd.WITHDRAWN, TODAY))
    assert listed(runner)[0].state is ConsentState.WITHDRAWN
    # What was relied on the day before was relied on rightly.
    assert listed(runner, on=date(2026, 11, 20))[0].state is ConsentState.VALID
    with pytest.raises(Refused, match="已经撤回"):
        do(end_consent, EndConsent(row.consent_id, ConsentEnd.MISTAKE, TODAY, "x"))
    do(record_consent, given(home, given_on=TODAY))
    figures = runner.read(consent_figures, ConsentFilter(TODAY))
    assert (figures.shows[ConsentShow.VALID], figures.shows[ConsentShow.WITHDRAWN], figures.every) == (
        1,
        1,
        2,
    )


def test_d1_9_what_rests_on_the_contract_takes_no_consent_and_a_child_takes_a_guardian(do, runner, home):
    with pytest.raises(InvalidInput) as refused:
        do(record_consent, given(home, purpose="收费和票据"))
    assert refused.value.errors == {"purpose": "“收费和票据”依据合同履行，不用征得同意"}
    wrong = given(home, purpose="占卜", given_on=date(2026, 11, 22))
    with pytest.raises(InvalidInput) as refused:
        do(record_consent, wrong)
    assert set(refused.value.errors) == {"purpose", "given_on"}
    with pytest.raises(InvalidInput) as refused:
        do(record_consent, given(home, until=date(2026, 10, 31)))
    assert set(refused.value.errors) == {"until"}
    with pytest.raises(InvalidInput) as refused:
        do(record_consent, given(home, "顺达公司"))
    assert set(refused.value.errors) == {"person_id"}
    with pytest.raises(InvalidInput) as refused:
        do(record_consent, given(home, "小满"))
    assert "监护人" in refused.value.errors["given_by"]
    do(record_consent, given(home, "小满", given_by="张硕"))
    standing = {
        each.purpose.name: each for each in runner.read(purpose_standings, home.people["小满"], TODAY)
    }
    assert standing[FACE].given_on == date(2026, 11, 1)
    assert standing["收费和票据"].purpose.basis is Basis.CONTRACT
    assert not standing["收费和票据"].missing
    assert standing["满意度问卷"].missing


def test_d1_9_whose_consent_is_missing_is_named(do, runner, home):
    assert listed(runner, ConsentShow.MISSING) == ()
    text_now = purposes_text(USUAL_PURPOSES).replace("门禁人脸：同意", "门禁人脸：同意，逐人征得")
    do(save_personal, PersonalFacts(text_now, 5))
    assert runner.read(personal_facts).years == 5
    # The agent's company is nobody to be asked.
    assert {row.name for row in listed(runner, ConsentShow.MISSING)} == {"张硕", "何倩", "小满"}
    do(record_consent, given(home, "何倩"))
    assert runner.read(missing_at, home.unit, TODAY) == ((FACE, ("张硕", "小满")),)
    rows = listed(runner, ConsentShow.MISSING, text="张硕")
    assert [(row.name, row.units, row.state) for row in rows] == [("张硕", "1-1-101", None)]
    view = runner.read(consent_view, rows[0].id, TODAY)
    assert view.row == rows[0]
    # Two who were found to be one are asked once, and either's consent is theirs (D1.2).
    do(join_people, JoinPeople(home.people["小满"], home.people["张硕"], "同一人"))
    assert [row.person_id for row in listed(runner, ConsentShow.MISSING)] == [home.people["小满"]]
    do(record_consent, given(home, "张硕", given_by="张国平"))
    assert listed(runner, ConsentShow.MISSING) == ()
    with pytest.raises(InvalidInput):
        do(save_personal, PersonalFacts(text_now, 0))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("门禁人脸", "看不懂"),
        ("门禁人脸：随便", "看不懂"),
        ("收费：合同履行，逐人征得", "不靠同意"),
        ("问卷：同意\n问卷：同意", "两次"),
        ("", "至少"),
        ("这一种用途的名字实在是太长了真的长过二十个字：同意", "超过"),
    ],
)
def test_d1_9_purposes_are_read_line_by_line(words, said):
    with pytest.raises(Refused, match=said):
        read_purposes(words)


def test_d1_9_usual_purposes_read_back_as_they_are_written():
    assert read_purposes(purposes_text(USUAL_PURPOSES)) == USUAL_PURPOSES
    assert read_purposes("人脸: 同意,逐人征得")[0].needed


def test_d0_5_a_consent_is_never_changed(do, runner, home):
    do(record_consent, given(home))

    def change(work, _none):
        work.session.execute(text("UPDATE personal_consent SET purpose = 'x'"))

    with pytest.raises(DBAPIError, match="a consent as it was given"):
        do(change, None)
    row = listed(runner)[0]
    with pytest.raises(InvalidInput):
        do(end_consent, EndConsent(row.consent_id, ConsentEnd.MISTAKE, TODAY))
    do(end_consent, EndConsent(row.consent_id, ConsentEnd.MISTAKE, TODAY, "登记到别人名下了"))
    assert listed(runner)[0].state is ConsentState.MISTAKE
    assert listed(runner, ConsentShow.VALID) == ()


def test_d1_9_lists_and_what_is_held_read_on_both_databases(both, admin):
    def do(service, command):
        sure = frozenset({"id_number", "phone"})
        return both.run(service, command, actor=admin, confirmed=sure).value

    unit = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.OWNER))
    do(
        register_resident,
        RegisterResident(unit, SavePerson(None, "张硕", phone="13812345678"), RoleKind.OWNER),
    )
    do(register_resident, RegisterResident(unit, SavePerson(None, "何倩"), RoleKind.TENANT))
    now = purposes_text(USUAL_PURPOSES).replace("门禁人脸：同意", "门禁人脸：同意，逐人征得")
    do(save_personal, PersonalFacts(now, 3))
    people = both.read(lambda s: dict(s.execute(select(Person.name, Person.id)).all()))
    do(record_consent, RecordConsent(people["张硕"], FACE, Way.SIGNED, date(2026, 11, 1), date(2026, 12, 1)))
    made = do(ask_personal_data, AskPersonalData(people["张硕"], Asker.SELF, "核对身份证原件"))
    figures = both.read(consent_figures, ConsentFilter(TODAY, text="1-1-101"))
    counts = {show: figures.shows[show] for show in ConsentShow}
    assert counts == {
        ConsentShow.VALID: 1, ConsentShow.MISSING: 1, ConsentShow.ENDING: 1, ConsentShow.OVER: 0,
        ConsentShow.WITHDRAWN: 0, ConsentShow.ALL: 1,
    }  # fmt: skip
    assert {show: len(listed(both, show)) for show in ConsentShow} == counts
    assert both.read(missing_at, unit, TODAY) == ((FACE, ("何倩",)),)
    (row,) = both.read(request_rows, RequestFilter(TODAY, text="张"))
    assert (row.number, both.read(request_figures, RequestFilter(TODAY)).every) == (made.number, 1)


def test_d1_9_a_signed_sheet_is_a_personal_paper_and_numbers_in_remarks_are_masked(do, runner, home):
    kind = do(save_paper_kind, SavePaperKind(None, "委托", personal=True))
    signed = given(home, content=b"%PDF-1.4\n1", file_name="a.pdf", words="本人电话 13812345678")
    do(record_consent, signed)
    (paper,) = runner.read(papers_of, TODAY, person_id=home.people["张硕"])
    assert (paper.kind, paper.personal) == ("同意书", True)
    assert listed(runner)[0].words == "本人电话 138****5678"
    kinds = {rule.name: rule for rule in runner.read(paper_kinds, every=True)}
    do(save_paper_kind, SavePaperKind(kinds["同意书"].id, "同意书", personal=True, active=False))
    do(record_consent, given(home, "何倩", content=b"%PDF-1.4\n2", file_name="b.pdf"))
    (other,) = runner.read(papers_of, TODAY, person_id=home.people["何倩"])
    assert other.personal
    assert kind
