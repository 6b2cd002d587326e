"""Kinds of permits: the seven an office begins with, and what it may say of one it makes for itself (D3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr

PERMIT = "permit"
"""The kind of subject of its papers, charges and deposits."""
LONGEST_DAYS = 3660
MOST_FIELDS = 8
MOST_TERMS, LONGEST_TERM = 6, 60
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,3}")
TAKEN = frozenset({"CM", "SJ", "HZ", "YJ", "JS", "TZ", "JK", "RB"})
"""Prefixes that other papers have."""


class PaperForm(StrEnum):
    """What it is printed as; the value is the key of its form."""

    CARD = "permit_card"
    PET = "pet_card"
    MOVING = "moving_pass"
    LETTER = "residence_letter"
    ERRAND = "errand"
    SHEET = "permission"


FORM_WORDS: dict[PaperForm, str] = {
    PaperForm.CARD: "证卡",
    PaperForm.PET: "养犬登记卡",
    PaperForm.MOVING: "搬运证（A5）",
    PaperForm.LETTER: "居住证明（A4）",
    PaperForm.ERRAND: "代办单（A4）",
    PaperForm.SHEET: "许可单（A5）",
}


class FieldSort(StrEnum):
    """What is filled in: words, a day, or a plate."""

    WORDS = "words"
    DAY = "day"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class KindField:
    """One thing more that this kind asks. `name` is stored and never changed; `label` stands on screen and paper."""

    name: str
    label: str
    required: bool = False
    sort: FieldSort = FieldSort.WORDS


@dataclass(frozen=True, slots=True)
class Needs:
    """The conditions of a kind.

    `arrears_months` is how many months may be owed, None when arrears are not looked at; `within_lease` holds a
    tenant's permit within the lease; `decoration` wants an approved decoration; `vaccination` a valid one; `photo`
    wants the photograph there when it is issued, where the kind has one at all.
    """

    arrears_months: int | None = None
    within_lease: bool = False
    decoration: bool = False
    vaccination: bool = False
    photo: bool = False


@dataclass(frozen=True, slots=True)
class KindFacts:
    """A kind as it stands from a day on.

    `days` is its longest validity, 1 for a day. `issuers` are the roles that may issue it, all that may issue
    permits when empty. `returns`: what has ended is to be given back. `terms` stand on its back or foot.
    """

    code: str
    name: str
    prefix: str
    form: PaperForm
    days: int
    fee: Money = ZERO
    deposit: Money = ZERO
    photo: bool = False
    returns: bool = True
    fields: tuple[KindField, ...] = ()
    needs: Needs = Needs()
    issuers: tuple[Role, ...] = ()
    terms: tuple[str, ...] = ()
    active: bool = True

    def field(self, name: str) -> KindField | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


_ = Money.yuan
_DAY, _PLATE = FieldSort.DAY, FieldSort.PLATE
SEEDS: tuple[KindFacts, ...] = (
    KindFacts(
        "JZ", "居住证", "JZ", PaperForm.CARD, 366, fee=_("12"), photo=True,
        needs=Needs(arrears_months=3, within_lease=True),
    ),
    KindFacts(
        "LS", "临时出入证", "LS", PaperForm.CARD, 92, fee=_("10"), deposit=_("50"), photo=True,
        fields=(KindField("work", "工种"), KindField("company", "单位")),
        needs=Needs(decoration=True),
    ),
    KindFacts(
        "BY", "搬运证", "BY", PaperForm.MOVING, 3, returns=False,
        fields=(
            KindField("direction", "搬入还是搬出", required=True),
            KindField("carrier", "搬运人"),
            KindField("vehicle", "车牌", sort=_PLATE),
            KindField("hours", "时段"),
            KindField("lift", "走哪里"),
        ),
        needs=Needs(arrears_months=3),
    ),
    KindFacts(
        "YQ", "养犬登记", "YQ", PaperForm.PET, 366, fee=_("10"), photo=True,
        fields=(
            KindField("pet", "犬名", required=True),
            KindField("breed", "品种", required=True),
            KindField("colour", "毛色"),
            KindField("licence", "公安养犬证号"),
            KindField("vaccinated_until", "免疫有效期至", sort=_DAY),
        ),
        needs=Needs(vaccination=True),
    ),
    KindFacts(
        "TC", "停车证", "TC", PaperForm.CARD, 366, fee=_("10"),
        fields=(KindField("plate", "车牌", required=True, sort=_PLATE), KindField("space", "车位")),
        needs=Needs(arrears_months=3, within_lease=True),
    ),
    KindFacts(
        "ZM", "居住证明", "ZM", PaperForm.LETTER, 31, returns=False,
        fields=(KindField("purpose", "用途"), KindField("address", "通信地址")),
    ),
    KindFacts(
        "ZZ", "暂住登记代办", "ZZ", PaperForm.ERRAND, 31, returns=False,
        fields=(
            KindField("gender", "性别"),
            KindField("nation", "国籍或户籍地", required=True),
            KindField("moved_in", "入住日期", sort=_DAY),
            KindField("stays_until", "拟住到", sort=_DAY),
            KindField("papers", "收到的材料"),
        ),
    ),
)  # fmt: skip
"""What stands until the office changes it. 养犬登记 never carries the title of the police's licence."""
POLICE_TITLES = ("养犬登记证", "养犬证")


def permit_number(prefix: str, serial: int) -> str:
    """`JZ-00004406`."""
    return f"{prefix}-{serial:08d}"


def series(prefix: str) -> str:
    """The number series of a prefix; with its dash it is no book of receipts."""
    return f"permit-{prefix}"


def tidy_permit_number(text: str) -> str:
    """A number in any habit of writing it (`jz4406`, `JZ-4406`) as it is stored; "" when it is none."""
    import unicodedata

    told = re.sub(r"[\s\-_]", "", unicodedata.normalize("NFKC", text)).upper()
    match = re.fullmatch(r"([A-Z]{2,4}|[A-Z][A-Z0-9]{1,3}?)(\d{1,8})", told)
    return permit_number(match[1], int(match[2])) if match else ""


def named_fields(fields: Iterable[KindField], taken: Iterable[str]) -> tuple[KindField, ...]:
    """The fields, each new one (without a name) under a name that no version of the kind has had: what older
    permits say of another thing never comes up under it.
    """
    fields = tuple(fields)
    known = set(taken) | {field.name for field in fields}
    names = (name for n in count(1) if (name := f"x{n}") not in known)
    return tuple(field if field.name else replace(field, name=next(names)) for field in fields)


def check_kind(kind: KindFacts, others: tuple[KindFacts, ...]) -> None:
    """Raise `InvalidInput` naming each field that cannot stand beside the *others*."""
    errors: dict[str, str] = {}
    if not _CODE.fullmatch(kind.code):
        errors["code"] = tr("代码用 2 到 4 个大写字母或数字，字母开头，如 JZ")
    if not kind.name.strip():
        errors["name"] = tr("请写这种证的名称")
    elif len(kind.name) > 20:
        errors["name"] = tr("名称最多 {n} 个字", n=20)
    elif any(kind.name.strip() == title for title in POLICE_TITLES):
        errors["name"] = tr("“{name}”是公安机关的证，请换一个名称", name=kind.name.strip())
    elif any(other.name == kind.name.strip() and other.code != kind.code for other in others):
        errors["name"] = tr("已经有叫“{name}”的证了", name=kind.name.strip())
    if not re.fullmatch(r"[A-Z]{2,4}", kind.prefix) or kind.prefix in TAKEN:
        errors["prefix"] = tr("编号前缀用 2 到 4 个大写字母，不能和别的单据相同")
    elif any(other.prefix == kind.prefix and other.code != kind.code for other in others):
        errors["prefix"] = tr("前缀 {prefix} 已经有别的证在用", prefix=kind.prefix)
    if not 1 <= kind.days <= LONGEST_DAYS:
        errors["days"] = tr("最长有效期请填 1 到 {most} 天", most=LONGEST_DAYS)
    for name, amount in (("fee", kind.fee), ("deposit", kind.deposit)):
        if amount < ZERO or amount > _("10000"):
            errors[name] = tr("请填 0 到 10,000 元")
    if kind.needs.arrears_months is not None and not 0 <= kind.needs.arrears_months <= 60:
        errors["arrears_months"] = tr("请填 0 到 {most} 个月", most=60)
    names, labels = {field.name for field in kind.fields}, {field.label.strip() for field in kind.fields}
    if len(kind.fields) > MOST_FIELDS or min(len(names), len(labels)) < len(kind.fields):
        errors["fields"] = tr("最多 {n} 项，名称不能重复", n=MOST_FIELDS)
    elif any(not field.label.strip() or len(field.label) > 12 for field in kind.fields):
        errors["fields"] = tr("每一项都要有名称，最多 {n} 个字", n=12)
    if len(kind.terms) > MOST_TERMS or any(len(term) > LONGEST_TERM for term in kind.terms):
        errors["terms"] = tr("须知最多 {n} 条，每条最多 {most} 个字", n=MOST_TERMS, most=LONGEST_TERM)
    if errors:
        raise InvalidInput(errors)
