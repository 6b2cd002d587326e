"""The fees' pages: 应收账单, 欠费, 收费项目."""

from frontdesk.areas.fees.ui.arrears_page import ArrearsPage
from frontdesk.areas.fees.ui.billing_page import BillingPage
from frontdesk.areas.fees.ui.fee_items_page import FeeItemsPage

__all__ = ["ArrearsPage", "BillingPage", "FeeItemsPage"]
