"""What the papers of a decoration say: frozen when a paper is issued."""

from frontdesk.areas.decoration.documents.applying import (
    Agreement,
    Application,
    Guide,
    NeighbourNotice,
    WorkPermit,
)
from frontdesk.areas.decoration.documents.kinds import PAPER_FORM_WORDS, PaperForm
from frontdesk.areas.decoration.documents.site import Hours, ScopeLine, Site
from frontdesk.areas.decoration.documents.working import (
    BreachLine,
    BreachNotice,
    DeductionLine,
    DepositAccount,
    FindingLine,
    ReportLetter,
    StopNotice,
    VisitRecord,
    WaterLine,
)

__all__ = [
    "PAPER_FORM_WORDS", "Agreement", "Application", "BreachLine", "BreachNotice", "DeductionLine", "DepositAccount",
    "FindingLine", "Guide", "Hours", "NeighbourNotice", "PaperForm", "ReportLetter", "ScopeLine", "Site",
    "StopNotice", "VisitRecord", "WaterLine", "WorkPermit",
]  # fmt: skip
