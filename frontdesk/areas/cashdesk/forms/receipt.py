"""收款收据 on every paper the desk has: the form itself, its copies and its sample."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, TenderPart
from frontdesk.areas.cashdesk.forms.receipt_roll import compose_roll
from frontdesk.areas.cashdesk.forms.receipt_sheet import compose_sheet
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A5, ROLL_80, TRACTOR_93, TRACTOR_140, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


def compose(press: Press, receipt: Receipt, paper: Paper, copy: str) -> None:
    """Draw one copy of the receipt."""
    if paper.roll:
        compose_roll(press, receipt, paper, copy)
    else:
        compose_sheet(press, receipt, paper, copy)


def copies(paper: Paper) -> tuple[str, ...]:
    """One strike makes all three copies of continuous paper; sheets are printed one by one; a roll has one."""
    if paper.continuous:
        return ("",)
    if paper.roll:
        return (tr("收据联"),)
    return tr("第一联 存根"), tr("第二联 收据"), tr("第三联 记账")


def _fault(receipt: Receipt) -> str:
    if receipt.adds_up:
        return ""
    return tr("收据 {number} 的明细、合计和收款方式对不上，没有打印", number=receipt.number)


def sample() -> Receipt:
    """A receipt with mixed tenders and change, for pictures and the test page."""
    return Receipt(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="SJ00020331", unit="3-1-1202", payer="张硕",
        area="89.60㎡", day=date(2026, 11, 21),
        lines=(
            ReceiptLine(
                "物业服务费", "2026-10", "89.60㎡ × 2.85元/㎡·月，含违约金 2.68（21天×0.05%）", Money(25804)
            ),
            ReceiptLine("公共能耗分摊", "2026-10", "1,862.40 × 89.60㎡ ÷ 9,060.00㎡", Money(1842)),
            ReceiptLine("水费", "2026-10", "10吨 × 5.00 + 25吨 × 7.00（年累计 205吨）", Money(22500)),
            ReceiptLine("物业服务费", "2026-11", "89.60㎡ × 2.85元/㎡·月", Money(25536)),
            ReceiptLine("车位管理费", "2026-11", "B1-076 一个 × 80.00元/月", Money(8000)),
        ),
        total=Money(83682),
        tenders=(
            TenderPart("微信", Money(50000), "尾号 7731"),
            TenderPart("预存抵扣", Money(5000)),
            TenderPart("现金", Money(30000)),
        ),
        change=Money(1318), cashier="林晓", shift="20261121-早", prepaid_balance=Money(0),
    )  # fmt: skip


RECEIPT: Form[Receipt] = Form(
    key="receipt",
    title="收款收据",
    document=Receipt,
    sizes=(TRACTOR_93, TRACTOR_140, A5, ROLL_80),
    compose=compose,
    sample=sample,
    number=lambda receipt: receipt.number,
    day=lambda receipt: receipt.day,
    fault=_fault,
    copies=copies,
    bookmark=lambda receipt: (receipt.number,),
    labels={
        "office": "物业名称", "unit": "房号", "payer": "交款人", "area": "面积", "item": "收费项目",
        "period": "账期", "how": "计算说明", "kind": "收款方式", "reference": "收款参考号",
        "cashier": "收款人", "shift": "班次", "reason": "作废原因", "by": "经手人", "number": "编号",
        "paper_number": "纸质收据号", "estate": "小区名称",
    },
)  # fmt: skip
