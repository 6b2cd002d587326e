"""The demo estate's personal data: a consent that holds, one taken back, and a request for 本人信息 (D1.9)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.app.demo.papers import scan
from frontdesk.areas.archives.queries import PersonFilter, person_rows
from frontdesk.areas.archives.queries.consents import ConsentFilter, consent_rows
from frontdesk.areas.archives.queries.lists import PersonRow
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.archives.rules.personal import (
    PURPOSES_SETTING,
    USUAL_PURPOSES,
    Asker,
    Basis,
    ConsentEnd,
    Way,
)
from frontdesk.areas.archives.service.consents import EndConsent, RecordConsent, end_consent, record_consent
from frontdesk.areas.archives.service.personal_requests import (
    AskPersonalData,
    TakePersonalData,
    ask_personal_data,
    print_personal_data,
)
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Work

FACE, SURVEY = USUAL_PURPOSES[4].name, USUAL_PURPOSES[5].name


def agree(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Everybody is asked about the gate that knows faces; one said yes in writing, one took it back; one asked
    what is held of them, and has not fetched it yet."""
    year.at(year.today - timedelta(days=9), 15, 5)
    year.runner.run(_ask_everybody, "demo", actor=supervisor)
    owner = _somebody(year, "3-1-1202", RoleKind.OWNER)
    tenant = _somebody(year, "2-1-0202", None)
    day = year.today - timedelta(days=9)
    sheet = scan(("门禁人脸识别同意书", "本人同意采集面部图像，只用于单元门禁。（样本）"))
    for person, purpose, way, content in (
        (owner, FACE, Way.SIGNED, sheet),
        (tenant, FACE, Way.SIGNED, None),
        (owner, SURVEY, Way.SPOKEN, None),
    ):
        command = RecordConsent(
            person.id, purpose, way, day, file_name="门禁同意书.pdf" if content else "", content=content
        )
        year.runner.run(record_consent, command, actor=clerk)
    year.at(year.today - timedelta(days=1), 11, 20)
    held = year.runner.read(consent_rows, ConsentFilter(year.today, person_id=tenant.id))
    taken = EndConsent(
        held[0].consent_id or 0, ConsentEnd.WITHDRAWN, year.clock.today(), "本人到前台说改用门禁卡"
    )
    year.runner.run(end_consent, taken, actor=clerk)
    asked = year.runner.run(
        ask_personal_data, AskPersonalData(owner.id, Asker.SELF, "核对身份证原件"), actor=clerk
    ).value
    year.runner.run(print_personal_data, TakePersonalData(asked.number), actor=clerk)


def _ask_everybody(work: Work, _command: str) -> None:
    kept = [
        {
            "name": each.name,
            "basis": each.basis.value,
            "needed": each.name == FACE and each.basis is Basis.CONSENT,
        }
        for each in USUAL_PURPOSES
    ]
    set_setting(work, PURPOSES_SETTING, kept)


def _somebody(year: Year, code: str, role: RoleKind | None) -> PersonRow:
    wanted = PersonFilter(text=code, role=role, kind=PersonKind.PERSON, on=year.today)
    return year.runner.read(person_rows, wanted, 0, 1)[0]
