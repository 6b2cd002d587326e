"""Personal data (个人信息保护法): purposes and what each rests on, consent and how it stands, requests (D1.9). Pure.

The articles: 13 (what processing may rest on), 14 (consent), 15 (taken back as easily as given), 29 (sensitive data
takes a consent of its own), 31 (under fourteen a guardian consents), 19 and 47 (no longer than it is needed), 45 (who
asks is told what is held of them), 49 (the near kin of somebody who died).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

YEARS_SETTING = "personal.years"
"""After so many whole years a person who left is made anonymous, where no law and no money keeps the name."""
YEARS = 3
MOST_YEARS = 30
PURPOSES_SETTING = "personal.purposes"
MOST_PURPOSES = 20
LONGEST_PURPOSE = 20
LONGEST_WORDS = 200
LONGEST_WHO = 60
LONGEST_REASON = 60
GUARDED_UNDER = 14
"""Years of age under which a guardian consents (art. 31)."""
SOON_DAYS = 30
REQUEST_PREFIX = "GR"


class Basis(StrEnum):
    """What processing rests on (art. 13); only `CONSENT` has to be asked for."""

    CONTRACT = "合同履行"
    DUTY = "法定职责"
    CONSENT = "同意"


class Way(StrEnum):
    """How somebody consented."""

    SIGNED = "签字纸质"
    SPOKEN = "口头"
    ONLINE = "线上"


class ConsentEnd(StrEnum):
    """How a consent ended before its day: taken back by whoever gave it, or entered by mistake."""

    WITHDRAWN = "撤回"
    MISTAKE = "登记错误"


class ConsentState(StrEnum):
    """How a consent stands on a day."""

    VALID = "有效"
    AHEAD = "未到"
    OVER = "已到期"
    WITHDRAWN = "已撤回"
    MISTAKE = "作废"


class Asker(StrEnum):
    """Who asks what is held (art. 45, 49, 31)."""

    SELF = "本人"
    AGENT = "受托人"
    GUARDIAN = "监护人"
    KIN = "近亲属（本人已故）"


class RequestStep(StrEnum):
    """What came after a request."""

    DELIVERED = "交付"
    VOIDED = "作废"


class RequestState(StrEnum):
    """How a request stands."""

    WAITING = "待交付"
    DELIVERED = "已交付"
    VOIDED = "作废"


CHECKED_USUAL = ("核对身份证原件", "核对护照原件", "核对委托书和双方身份证", "电话回拨登记的号码")
"""How one makes sure who is asking."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What personal data is used for; of a `needed` one every resident is asked."""

    name: str
    basis: Basis
    needed: bool = False


USUAL_PURPOSES: tuple[Purpose, ...] = (
    Purpose("办理物业服务", Basis.CONTRACT),
    Purpose("收费和票据", Basis.CONTRACT),
    Purpose("车辆登记", Basis.CONTRACT),
    Purpose("人口登记", Basis.DUTY),
    Purpose("门禁人脸", Basis.CONSENT),
    Purpose("满意度问卷", Basis.CONSENT),
    Purpose("活动和营销信息", Basis.CONSENT),
)
"""What an office begins with, which it may change."""
NEEDED = "逐人征得"
"""The word behind a purpose of which every resident is asked."""


def purposes_text(purposes: Iterable[Purpose]) -> str:
    """As the settings show them: `门禁人脸：同意，逐人征得`, a line each."""
    return "\n".join(
        f"{each.name}：{tr(each.basis.value)}" + (f"，{tr(NEEDED)}" if each.needed else "")
        for each in purposes
    )


def read_purposes(text: str) -> tuple[Purpose, ...]:
    """What the settings say, line by line. Raises `Refused` naming the line that cannot be read."""
    found: list[Purpose] = []
    bases = {word: basis for basis in Basis for word in (basis.value, tr(basis.value))}
    for line in text.splitlines():
        flat = " ".join(line.split())
        if not flat:
            continue
        name, _, rest = flat.replace(":", "：").partition("：")
        parts = [
            part.strip() for part in rest.replace(",", "，").replace("、", "，").split("，") if part.strip()
        ]
        basis = bases.get(parts[0]) if parts else None
        if not name.strip() or basis is None or any(p not in (NEEDED, tr(NEEDED)) for p in parts[1:]):
            raise Refused(tr("“{line}”看不懂，请写成 门禁人脸：同意", line=flat[:40]))
        if len(name.strip()) > LONGEST_PURPOSE:
            raise Refused(tr("“{name}”超过 {n} 个字", name=name.strip()[:30], n=LONGEST_PURPOSE))
        needed = len(parts) > 1
        if needed and basis is not Basis.CONSENT:
            raise Refused(tr("“{name}”不靠同意，不用逐人征得", name=name.strip()))
        if name.strip() in {each.name for each in found}:
            raise Refused(tr("“{name}”写了两次", name=name.strip()))
        found.append(Purpose(name.strip(), basis, needed))
    if not found:
        raise Refused(tr("请至少写一种用途"))
    if len(found) > MOST_PURPOSES:
        raise Refused(tr("用途最多 {n} 种", n=MOST_PURPOSES))
    return tuple(found)


def consent_state(
    given_on: date, until: date | None, ended_on: date | None, end: ConsentEnd | None, on: date
) -> ConsentState:
    """How a consent stands on a day (T15); `until` is its last day, `ended_on` the first day it is gone."""
    if end is ConsentEnd.MISTAKE:
        return ConsentState.MISTAKE
    if ended_on is not None and ended_on <= on:
        return ConsentState.WITHDRAWN
    if until is not None and until < on:
        return ConsentState.OVER
    return ConsentState.AHEAD if given_on > on else ConsentState.VALID


def age_on(born: date, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
