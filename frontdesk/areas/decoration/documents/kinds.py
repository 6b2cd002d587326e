"""Which papers a decoration file has; the value is stored with what was printed and never changed."""

from __future__ import annotations

from enum import StrEnum


class PaperForm(StrEnum):
    """A paper of a decoration file, by its form."""

    APPLICATION = "decoration_application"
    AGREEMENT = "decoration_agreement"
    GUIDE = "decoration_guide"
    NEIGHBOURS = "decoration_neighbours"
    PERMIT = "decoration_permit"
    PATROL = "decoration_patrol"
    RECTIFY = "decoration_rectify"
    STOP = "decoration_stop"
    ACCEPTANCE = "decoration_acceptance"
    SETTLEMENT = "decoration_settlement"
    REPORT = "decoration_report"


PAPER_FORM_WORDS: dict[PaperForm, str] = {
    PaperForm.APPLICATION: "装修申请表",
    PaperForm.AGREEMENT: "装饰装修管理服务协议",
    PaperForm.GUIDE: "装修告知书",
    PaperForm.NEIGHBOURS: "邻居告知书",
    PaperForm.PERMIT: "装修施工许可证",
    PaperForm.PATROL: "装修巡查记录",
    PaperForm.RECTIFY: "整改通知书",
    PaperForm.STOP: "停工通知书",
    PaperForm.ACCEPTANCE: "装修验收单",
    PaperForm.SETTLEMENT: "押金结算单",
    PaperForm.REPORT: "情况报告函",
}
