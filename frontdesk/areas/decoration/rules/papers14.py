"""The papers of article 14, by the case (D4.1): who applies, who builds, what is touched, how far the file is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """A sort of paper in a decoration file; stored by this word."""

    TITLE = "title"
    IDENTITY = "identity"
    APPLICATION = "application"
    DRAWING = "drawing"
    PLEDGE = "pledge"
    CONSENT = "consent"
    LICENCE = "licence"
    GRADE = "grade"
    DESIGN = "design"
    PLANNING = "planning"
    HEATING = "heating"
    GAS = "gas"
    WATER_PLAN = "water_plan"
    WORKERS = "workers"
    AGREEMENT = "agreement"
    NEIGHBOURS = "neighbours"
    PHOTO = "photo"
    WARRANTY = "warranty"
    AUTHORITY = "authority"
    OTHER = "other"


PAPER_WORDS: dict[PaperKind, str] = {
    PaperKind.TITLE: "产权证",
    PaperKind.IDENTITY: "身份证",
    PaperKind.APPLICATION: "申请表",
    PaperKind.DRAWING: "施工图纸",
    PaperKind.PLEDGE: "承诺书",
    PaperKind.CONSENT: "业主同意书",
    PaperKind.LICENCE: "营业执照",
    PaperKind.GRADE: "资质证书",
    PaperKind.DESIGN: "设计单位的设计方案",
    PaperKind.PLANNING: "规划部门文件",
    PaperKind.HEATING: "供暖单位文件",
    PaperKind.GAS: "燃气公司文件",
    PaperKind.WATER_PLAN: "防水施工方案",
    PaperKind.WORKERS: "施工人员名单",
    PaperKind.AGREEMENT: "协议",
    PaperKind.NEIGHBOURS: "邻居告知书",
    PaperKind.PHOTO: "现场照片",
    PaperKind.WARRANTY: "质量保修书",
    PaperKind.AUTHORITY: "主管部门文书",
    PaperKind.OTHER: "其他材料",
}


FIRM_PAPERS = frozenset({PaperKind.LICENCE, PaperKind.GRADE})
"""Papers of the contractor (article 14 (6), article 9): another contractor brings its own."""


class Stage(StrEnum):
    """Before which step a paper must be there."""

    ACCEPT = "受理"
    APPROVE = "工程审批"
    START = "开工"


@dataclass(frozen=True, slots=True)
class Case:
    """`owner`: the applicant owns the home. `firm`: a contractor builds, else the owner's own workers.

    The others say what the scope touches: articles 5 (structure), 6 (planning, heating, gas), 7 (load), 8
    (waterproofing); `qualified` whether article 9 wants a qualified firm.
    """

    owner: bool
    firm: bool
    structure: bool = False
    planning: bool = False
    heating: bool = False
    gas: bool = False
    load: bool = False
    waterproof: bool = False
    outside: bool = False
    qualified: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that this case asks for: before which step, and by what."""

    kind: PaperKind
    stage: Stage
    ground: str

    @property
    def words(self) -> str:
        return PAPER_WORDS[self.kind]


def wanted_papers(case: Case) -> tuple[Wanted, ...]:
    """The list for *case*, in the order of article 14."""
    k, s = PaperKind, Stage
    found = [
        Wanted(k.TITLE, s.ACCEPT, "第十四条（一）"),
        Wanted(k.IDENTITY, s.ACCEPT, "第十四条（二）"),
        Wanted(k.APPLICATION, s.ACCEPT, "第十三条"),
        Wanted(k.DRAWING, s.ACCEPT, "第十四条（三）"),
    ]
    if not case.owner:
        found.append(Wanted(k.CONSENT, s.ACCEPT, "第十三条"))
    if case.firm:
        found.append(Wanted(k.LICENCE, s.ACCEPT, "第十四条（六）"))
        if case.qualified:
            found.append(Wanted(k.GRADE, s.ACCEPT, "第九条"))
    found.append(Wanted(k.PLEDGE, s.ACCEPT, "第十五条"))
    if case.structure or case.load:
        found.append(Wanted(k.DESIGN, s.APPROVE, "第十四条（四）" if case.structure else "第十四条（五）"))
    for is_so, kind in (
        (case.planning, k.PLANNING),
        (case.heating, k.HEATING),
        (case.gas, k.GAS),
        (case.waterproof, k.WATER_PLAN),
    ):
        if is_so:
            found.append(Wanted(kind, s.APPROVE, "第十四条（五）"))
    found.append(Wanted(k.AGREEMENT, s.START, "第十六条"))
    return tuple(found)


def missing_papers(
    wanted: Collection[Wanted], there: Collection[PaperKind], stages: Collection[Stage]
) -> tuple[Wanted, ...]:
    """Of what is wanted before *stages*, what is not there."""
    return tuple(one for one in wanted if one.stage in stages and one.kind not in there)
