"""What the agreement on keys in care says, one sentence to a line, and the command that keeps it (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.areas.keys.rules.kinds import CARE_TERMS, CARE_TERMS_SETTING
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr

MOST_TERMS = 8
LONGEST_TERM = 100


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """`care_terms`: the sentences of 钥匙托管协议, one to a line; empty for the usual ones."""

    care_terms: str = ""


def key_facts(session: Session) -> KeyFacts:
    """What is set, or the usual sentences."""
    terms = get_setting(session, CARE_TERMS_SETTING, None) or [tr(term) for term in CARE_TERMS]
    return KeyFacts("\n".join(str(term) for term in terms))


def save_keys(work: Work, command: KeyFacts) -> None:
    """Keep it; nothing written brings the usual sentences back. Raises `InvalidInput` for what has no room."""
    terms = [line.strip() for line in command.care_terms.splitlines() if line.strip()]
    if len(terms) > MOST_TERMS:
        raise InvalidInput({"care_terms": tr("最多 {n} 条，请合并几条", n=MOST_TERMS)})
    long = next((at for at, term in enumerate(terms, 1) if len(term) > LONGEST_TERM), None)
    if long is not None:
        words = tr("第 {no} 条太长，每条最多 {n} 个字", no=long, n=LONGEST_TERM)
        raise InvalidInput({"care_terms": words})
    usual = terms == [tr(term) for term in CARE_TERMS]
    save_settings(work, SaveSettings({CARE_TERMS_SETTING: [] if usual else terms}))
