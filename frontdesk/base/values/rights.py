"""Who may do what: roles at the desk and the table of rights."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a user is; the value is what stands on screen."""

    SERVICE = "客服"
    CASHIER = "收银"
    SUPERVISOR = "主管"
    FINANCE = "财务"
    ADMIN = "管理员"


class Right(StrEnum):
    """One thing that may be allowed; the value is stored and named in an approval."""

    ARCHIVES_READ = "archives.read"
    ARCHIVES_WRITE = "archives.write"
    ARCHIVES_IMPORT = "archives.import"
    ARCHIVES_SETUP = "archives.setup"
    HANDOVER = "handover.visit"
    HANDOVER_ALLOW = "handover.allow"
    UNMASK = "archives.unmask"
    FEES_SETUP = "fees.setup"
    FEES_BILL = "fees.bill"
    FEES_ADJUST = "fees.adjust"
    NOTICES_PRINT = "fees.notices"
    METERS = "fees.meters"
    COLLECT = "cashdesk.collect"
    VOID = "cashdesk.void"
    REFUND = "cashdesk.refund"
    DEPOSIT = "cashdesk.deposit"
    CLOSE = "cashdesk.close"
    CLOSE_OTHERS = "cashdesk.close_others"
    FINANCE_CONFIRM = "cashdesk.finance_confirm"
    REPORTS = "reports.read"
    KEYS = "keys.write"
    KEYS_ALLOW = "keys.allow"
    PERMITS = "permits.issue"
    PERMITS_ALLOW = "permits.allow"
    PERMITS_SETUP = "permits.setup"
    PARKING = "permits.parking"
    STATIONERY = "permits.stationery"
    DECORATION = "decoration.file"
    DECORATION_APPROVE = "decoration.approve"
    DECORATION_INSPECT = "decoration.inspect"
    DECORATION_REFUND = "decoration.refund"
    RECEPTION = "reception.desk"
    RECEPTION_LEAD = "reception.lead"
    RECEPTION_SETUP = "reception.setup"
    RECEPTION_PUBLISH = "reception.publish"
    SETTINGS = "settings.write"
    USERS = "users.write"


_DESK = frozenset({
    Right.ARCHIVES_READ, Right.ARCHIVES_WRITE, Right.NOTICES_PRINT, Right.METERS,
    Right.KEYS, Right.PERMITS, Right.PARKING, Right.STATIONERY,
    Right.DECORATION, Right.DECORATION_INSPECT, Right.RECEPTION, Right.HANDOVER,
})  # fmt: skip
_CASH = _DESK | {Right.COLLECT, Right.CLOSE, Right.VOID}
_LEAD = _CASH | {
    Right.ARCHIVES_IMPORT,
    Right.ARCHIVES_SETUP,
    Right.HANDOVER_ALLOW,
    Right.UNMASK,
    Right.FEES_SETUP,
    Right.FEES_BILL,
    Right.FEES_ADJUST,
    Right.REFUND,
    Right.DEPOSIT,
    Right.CLOSE_OTHERS,
    Right.REPORTS,
    Right.KEYS_ALLOW,
    Right.PERMITS_ALLOW,
    Right.PERMITS_SETUP,
    Right.DECORATION_APPROVE,
    Right.DECORATION_REFUND,
    Right.RECEPTION_LEAD,
    Right.RECEPTION_SETUP,
    Right.RECEPTION_PUBLISH,
}

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.SERVICE: _DESK,
    Role.CASHIER: _CASH,
    Role.SUPERVISOR: _LEAD,
    Role.FINANCE: frozenset({
        Right.ARCHIVES_READ, Right.FEES_SETUP, Right.FEES_BILL, Right.FINANCE_CONFIRM, Right.REPORTS,
        Right.NOTICES_PRINT, Right.DECORATION_REFUND,
    }),
    Role.ADMIN: frozenset(Right),
}  # fmt: skip

RIGHT_WORDS: dict[Right, str] = {
    Right.ARCHIVES_READ: "查看档案",
    Right.ARCHIVES_WRITE: "修改档案",
    Right.ARCHIVES_IMPORT: "导入档案",
    Right.ARCHIVES_SETUP: "批量建房、改房号、合并和拆分房屋",
    Right.HANDOVER: "办理收楼和过户",
    Right.HANDOVER_ALLOW: "没有交清也准许收楼、撤销收楼",
    Right.UNMASK: "看证件号和电话原文",
    Right.FEES_SETUP: "设置收费项目和单价",
    Right.FEES_BILL: "生成应收",
    Right.FEES_ADJUST: "减免与补收",
    Right.NOTICES_PRINT: "打印缴费通知单",
    Right.METERS: "抄表",
    Right.COLLECT: "收款",
    Right.VOID: "作废本班收据",
    Right.REFUND: "退款",
    Right.DEPOSIT: "退押金",
    Right.CLOSE: "日结",
    Right.CLOSE_OTHERS: "替别人结班",
    Right.FINANCE_CONFIRM: "财务签收",
    Right.REPORTS: "查看报表",
    Right.KEYS: "借还钥匙",
    Right.KEYS_ALLOW: "准许借出没有同意的钥匙",
    Right.PERMITS: "办证和开出门条",
    Right.PERMITS_ALLOW: "条件不满足时准许办证",
    Right.PERMITS_SETUP: "设置证件种类",
    Right.PARKING: "管理车位租用",
    Right.STATIONERY: "领用和盘点票证",
    Right.DECORATION: "办理装修",
    Right.DECORATION_APPROVE: "装修工程审批",
    Right.DECORATION_INSPECT: "装修巡查和验收",
    Right.DECORATION_REFUND: "批准退还装修押金",
    Right.RECEPTION: "受理和跟进报事、访客、代收",
    Right.RECEPTION_LEAD: "改报事等级、结重大报事、定报表",
    Right.RECEPTION_SETUP: "设置报事分类和时限",
    Right.RECEPTION_PUBLISH: "审核通知公告",
    Right.SETTINGS: "修改设置",
    Right.USERS: "管理用户",
}


def may(role: Role, right: Right) -> bool:
    """Whether somebody of *role* has *right* without asking anybody."""
    return right in ROLE_RIGHTS[role]
