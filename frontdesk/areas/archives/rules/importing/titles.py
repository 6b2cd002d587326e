"""Which fact a column's title names, in the words that offices use (D1.7).

A title is cleaned of blanks, line breaks, stars and units; then looked up whole; then by the words in it. In a
heading of two rows the group above ("租户信息") says whose name or telephone stands below.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Field(StrEnum):
    """A fact that a column can hold; the value is the name used in a column map made by hand."""

    PHASE = "phase"
    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    ROOM = "room"
    KIND = "kind"
    STATE = "state"
    LAYOUT = "layout"
    BUILT_AREA = "built_area"
    INNER_AREA = "inner_area"
    HANDED_OVER_ON = "handed_over_on"
    OWNER = "owner"
    SHARE = "share"
    CO_OWNER = "co_owner"
    CO_OWNER_ID = "co_owner_id"
    CO_OWNER_PHONE = "co_owner_phone"
    ID_KIND = "id_kind"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    PHONE2 = "phone2"
    NATIONALITY = "nationality"
    RELATION = "relation"
    EMERGENCY = "emergency"
    EMERGENCY_PHONE = "emergency_phone"
    TENANT = "tenant"
    TENANT_ID = "tenant_id"
    TENANT_PHONE = "tenant_phone"
    TENANT_FROM = "tenant_from"
    TENANT_UNTIL = "tenant_until"
    SPACE = "space"
    PLATE = "plate"
    VEHICLE_COLOUR = "vehicle_colour"
    VEHICLE_MODEL = "vehicle_model"
    NOTE = "note"


FIELD_WORDS: dict[Field, str] = {
    Field.PHASE: "期区", Field.BUILDING: "楼栋", Field.ENTRANCE: "单元", Field.FLOOR: "楼层", Field.ROOM: "房号",
    Field.KIND: "房屋类型", Field.STATE: "房屋状态", Field.LAYOUT: "户型", Field.BUILT_AREA: "建筑面积",
    Field.INNER_AREA: "套内面积", Field.HANDED_OVER_ON: "交房日期", Field.OWNER: "业主姓名", Field.SHARE: "产权份额",
    Field.CO_OWNER: "共有人", Field.CO_OWNER_ID: "共有人证件号", Field.CO_OWNER_PHONE: "共有人电话",
    Field.ID_KIND: "证件类型", Field.ID_NUMBER: "证件号码", Field.PHONE: "联系电话",
    Field.PHONE2: "备用电话", Field.NATIONALITY: "国籍", Field.RELATION: "与业主关系",
    Field.EMERGENCY: "紧急联系人", Field.EMERGENCY_PHONE: "紧急联系电话", Field.TENANT: "租户姓名",
    Field.TENANT_ID: "租户证件号", Field.TENANT_PHONE: "租户电话", Field.TENANT_FROM: "租期开始",
    Field.TENANT_UNTIL: "租期结束", Field.SPACE: "车位号", Field.PLATE: "车牌号", Field.VEHICLE_COLOUR: "车辆颜色",
    Field.VEHICLE_MODEL: "车型", Field.NOTE: "备注",
}  # fmt: skip

# Whole titles. The number is how surely the words mean the field: 3 sure, 2 likely, 1 only when nothing better is
# there and the contents agree.
_WHOLE: dict[Field, tuple[tuple[int, str], ...]] = {
    Field.PHASE: ((3, "期 期数 分期 期区 期别 项目分期 组团 苑区"), (2, "区域 片区 小区分区 分区")),
    Field.BUILDING: (
        (3, "楼栋 栋 幢 楼号 栋号 幢号 座号 楼栋号 楼栋名称 楼栋编号 楼座 楼幢 栋数 幢数 楼幢号 楼宇 楼宇名称 栋座 号楼 楼栋名 栋名 楼名 座栋 大楼 楼宇编号 楼栋(座) 楼座号 几栋 几号楼 所属楼栋 所在楼栋"),
        (2, "座 楼 楼房 大楼名称 建筑 楼房号 building buildingno block"),
    ),
    Field.ENTRANCE: ((3, "单元 单元号 门洞 梯号 单元名称 单元编号 门栋 所属单元 所在单元 单元门 门洞号"), (2, "梯 门 单位 entrance")),
    Field.FLOOR: ((3, "楼层 层 所在层 所在楼层 楼层号 层号 楼层数"), (2, "层数 层次 floor")),
    Field.ROOM: (
        (3, "房号 房屋编号 房间号 房间编号 房屋号 房产编号 室号 门牌号 房屋编码 单元房号 门牌 房间 房屋 住房号 房屋代码 户室号 房室号 房间号码 房屋号码 门牌号码 房产号 房产 户门号 楼栋房号 房屋信息 房间代码 房号信息 室 房屋门牌号 完整房号 楼房号室 室号码"),
        (2, "户号 房屋名称 房间名称 房屋地址 地址 房产名称 资源名称 资源编号 物业地址 房屋坐落 坐落 位置 户名号 住址 详细地址 户室 单元室号 住宅地址 铺号 商铺号 room roomno roomnumber"),
        (1, "编号 号码 户"),
    ),
    Field.KIND: ((3, "房屋类型 房屋用途 房产类型 物业类型 业态 房屋性质 规划用途 使用性质 用途 房间类型 房屋类别 物业类别 产品类型 业态类型 房屋使用性质 资源类型"), (2, "类型 性质 类别")),
    Field.STATE: ((3, "入住状态 房屋状态 使用状态 居住状态 入住情况 使用情况 房态 居住情况 房屋现状 使用现状 房屋使用状态 是否入住 入住与否 房间状态 居住性质 房屋使用情况 住房状态 交房状态 交付状态 收房状态"), (2, "状态 现状 情况")),
    Field.LAYOUT: ((3, "户型 房型 户型结构 房屋户型 户型图 居室 户型名称"), (2, "格局 结构 房屋结构")),
    Field.BUILT_AREA: (
        (3, "建筑面积 建面 房屋建筑面积 建筑面积合计"),
        (2, "产权面积 房屋面积 面积 实测面积 实测建筑面积 计费面积 收费面积 物业面积 合同面积 测绘面积 总面积 预测面积 产权建筑面积 缴费面积 计价面积 建筑总面积 房产面积 住房面积 登记面积 area"),
    ),
    Field.INNER_AREA: ((3, "套内面积 套内建筑面积 套内使用面积 使用面积 实用面积 室内面积 套内 实际使用面积"),),
    Field.HANDED_OVER_ON: (
        (3, "交房日期 收房日期 收楼日期 交付日期 入伙日期 交楼日期 接房日期 交房时间 收房时间 收楼时间 交付时间 入伙时间 交楼时间 接房时间 交屋日期 领房日期 移交日期 交付日 交房日 收房日 收楼日 办理入伙日期 实际交付日期 办理交房日期 验房日期"),
        (2, "入住日期 入住时间 办理入住日期 入户日期 入户时间 交房 收楼 收房 入伙 计费开始日期 起费日期"),
        (1, "日期 时间"),
    ),
    Field.OWNER: (
        (3, "业主姓名 业主名称 业主 产权人 产权人姓名 户主 户主姓名 房主 房主姓名 权利人 所有权人 业主名 业主名字 产权所有人 权利人姓名 房屋所有权人 业主(姓名) 业主/产权人 产权人名称 业主单位 房屋产权人 不动产权利人 第一业主 主业主 业主1 业主姓名1"),
        (2, "姓名 客户名称 客户姓名 客户 住户姓名 住户 购房人 买受人 购房者 房东 房东姓名 业户 业户姓名 业户名称 客户名 居民姓名 住户名称 购房客户 名字 owner ownername name"),
        (1, "名称 联系人 缴费人 联系人姓名 户名"),
    ),
    Field.SHARE: ((3, "份额 产权份额 所占份额 占有份额 共有份额 产权比例 份额(%) 所占比例 共有比例 持有份额"), (2, "比例")),
    Field.CO_OWNER: ((3, "共有人 共有权人 共同共有人 产权共有人 共有人姓名 第二业主 业主2 业主姓名2 共同业主 其他业主 共有产权人 次业主"),),
    Field.ID_KIND: ((3, "证件类型 证件类别 证件名称 证件种类 业主证件类型"),),
    Field.ID_NUMBER: (
        (3, "身份证号 身份证 身份证号码 证件号码 证件号 业主身份证 业主身份证号 业主证件号码 证件编号 有效证件号码 有效证件号 身份证件号码 身份证(证件)号 身份证件号 公民身份号码 身份号码 统一社会信用代码 证照号码 身份证编号 身份证明号码 业主证件号 身份证/营业执照"),
        (2, "证号 证件 id"),
    ),
    Field.PHONE: (
        (3, "联系电话 电话 手机 手机号码 手机号 联系方式 移动电话 电话号码 业主电话 联系手机 业主手机 业主手机号 业主联系电话 业主联系方式 联络电话 联系号码 本人电话 联系电话1 电话1 手机1 手机号1 联系方式1 主要电话 第一联系电话 常用电话 联系电话一 电话一 业主电话1 户主电话 mobile phone tel"),
        (2, "phonenumber telephone mobilephone 手机/电话 电话/手机 通讯方式 联系方法 通讯电话"),
    ),
    Field.PHONE2: (
        (3, "备用电话 电话2 其他电话 固定电话 座机 住宅电话 联系电话2 备用联系电话 第二联系电话 家庭电话 宅电 固话 手机2 手机号2 联系方式2 备用联系方式 备用手机 备用号码 其它电话 电话二 联系电话二 座机号 第二电话 业主电话2 办公电话 单位电话 固定电话号码 备用手机号"),
    ),
    Field.NATIONALITY: ((3, "国籍 国籍地区 国家 国籍/地区"),),
    Field.RELATION: ((3, "与业主关系 与户主关系 与产权人关系 人员类型 住户类型 住户身份 业主关系 户主关系 与房主关系 人员身份 身份类型 住户性质 人员类别"), (2, "身份 关系")),
    Field.EMERGENCY: ((3, "紧急联系人 应急联系人 紧急联系人姓名 紧急联络人 应急联系人姓名"),),
    Field.EMERGENCY_PHONE: ((3, "紧急联系电话 紧急联系人电话 应急电话 紧急电话 紧急联系方式 应急联系电话 紧急联系人手机 紧急联系人联系方式 应急联系人电话"),),
    Field.TENANT: ((3, "租客 租户 租户姓名 承租人 租客姓名 租赁人 承租人姓名 承租方 租户名称 租住人 租住人姓名 使用人 租赁户 租客名称 租客(姓名) 承租户"), (2, "使用人姓名 实际居住人 实际使用人")),
    Field.TENANT_ID: ((3, "租户身份证 租户身份证号 租客身份证 租客身份证号 承租人身份证 承租人身份证号 租户证件号码 承租人证件号 租客证件号码 租户证件号"),),
    Field.TENANT_PHONE: ((3, "租户电话 租客电话 承租人电话 租户联系电话 租客联系电话 承租人联系电话 租户手机 租客手机 租户联系方式 租客联系方式 租客手机号 租户手机号 承租人手机 承租人联系方式 使用人电话"),),
    Field.TENANT_FROM: ((3, "租赁开始日期 租期开始 起租日期 租赁起始日期 起租日 租赁开始 合同开始日期 租期起 租赁起始 租赁起"),),
    Field.TENANT_UNTIL: ((3, "租赁结束日期 租期结束 到期日期 租赁到期日期 租期止 租赁到期日 租赁截止日期 租约到期 租期至 租赁止 合同到期日期 租赁到期 租赁结束"),),
    Field.SPACE: ((3, "车位 车位号 车位编号 停车位 泊位 车位号码 固定车位 泊位号 停车位号 车库号 车位信息 停车位编号 停车泊位 产权车位 车库"), (2, "车位/车库")),
    Field.PLATE: ((3, "车牌 车牌号 车牌号码 车号 车辆牌照 车辆号牌 车辆牌号 车牌照 机动车号牌 车辆车牌 车牌照号 车辆号码 号牌号码 车辆牌照号"), (2, "车辆 车辆信息")),
    Field.VEHICLE_COLOUR: ((3, "车辆颜色 车身颜色 车色"), (2, "颜色")),
    Field.VEHICLE_MODEL: ((3, "车型 品牌型号 车辆品牌 车辆型号 车辆类型 车辆品牌型号 品牌"),),
    Field.NOTE: ((3, "备注 附注 备注说明 备注信息 特殊情况 备考 注意事项 特别说明 注"), (2, "说明 其他 其它 其他说明 提示")),
}  # fmt: skip

LOOKUP: dict[str, tuple[Field, int]] = {}
for _field, _levels in _WHOLE.items():
    for _level in _levels:
        if _level:
            for _title in _level[1].upper().split():
                LOOKUP.setdefault(_title, (_field, _level[0]))

# Titles of everyday columns that the archives do not hold; they must not be taken for something else by a word.
_FOREIGN = re.compile(
    r"^(?:序号|序|NO|NO\.|性别|民族|年龄|籍贯|户籍|户口|学历|职业|工作单位|邮箱|电子邮箱|微信|微信号|QQ|EMAIL|政治面貌|婚姻状况|婚姻|生日|出生日期|出生年月|"
    r"人口|人数|家庭人口|常住人口|入住人数|居住人数|车位数|车位数量|车位个数|车辆数|车辆数量|宠物|钥匙.*|门禁.*|签字|签名|签收|经办人|录入人|登记人|登记日期|录入日期|"
    r"填表日期|制表.*|更新.*|创建.*|修改.*|.*图片|.*照片|楼层总数|总层数|总楼层|朝向|装修.*|单价|.*单价|.*金额|.*费|.*费用|.*费标准|收费标准|欠费.*|缴费.*(?<!面积)(?<!人)|.*余额|"
    r"预存|押金|水表.*|电表.*|气表.*|燃气表.*|.*表号|.*底数|.*读数|房产证.*|产权证.*|不动产.*证.*|房屋所有权证.*|合同编号|合同号|合同.*价.*|购房日期|购房时间|签约日期|付款.*|按揭.*|"
    r"公摊.*|.*公摊面积|花园面积|阳台面积|地下室面积|赠送面积|车位面积|车库面积|储藏.*面积|面积差|配偶.*|家庭成员.*|家属.*|同住人.*|子女.*|身份证地址|户籍地址|通讯地址|联系地址|邮编|开户行|.*账号|.*卡号|"
    r"代理人.*|委托人.*|代办人.*|楼管.*|管家.*|网格.*|.*时段|网络|宽带.*|有线.*|发票.*|税号|租金.*|租赁价.*)$"
)
# Facts that belong to nobody: a group head over them does not make them somebody's.
_NOBODYS = frozenset(
    {Field.NOTE, Field.PLATE, Field.SPACE, Field.STATE, Field.KIND, Field.LAYOUT, Field.BUILT_AREA}
)
_GENERIC_NAME = re.compile(r"^(?:|姓名|名称|名字|人|人姓名|名|本人|信息|人员姓名|人员)$")
_TENANT = re.compile(r"租客|租户|承租人|承租方|承租|租赁人|租赁方|租住人|租赁|使用人|住用人|租")
_EMERGENCY = re.compile(r"紧急联系人|应急联系人|紧急联络人|紧急|应急")
_FAMILY = re.compile(r"家庭成员|家属|同住|共同居住|配偶|子女|代理人|委托|监护")
_OWNER = re.compile(r"业主|产权人|户主|房主|权利人|所有权人|客户|住户|业户|购房人|房东|本人")
_CO_OWNER = re.compile(r"共有|第二业主|业主2|业主二")


def clean_title(text: str) -> str:
    """The title without blanks, breaks, stars, notes in brackets and units."""
    text = unicodedata.normalize("NFKC", text).upper()
    text = re.sub(r"[\s*★☆●※:'\"“”]+", "", text)
    text = re.sub(r"[(\[【{][^()\[\]【】{}]*[)\]】}]", "", text)
    text = re.sub(r"(?:单位)?[/／]?(?:M2|M²|㎡|平方米|平米)$", "", text)
    return text.strip(" .、-_—/")


def match_title(title: str, group: str = "") -> tuple[Field, int] | None:
    """The field that a title names, and how surely (3 to 1); None when it names none of ours.

    *group* is the heading above it, when there are two rows of headings.
    """
    full = re.sub(r"[\s*★☆●※:]+", "", unicodedata.normalize("NFKC", title).upper())
    text, above = clean_title(title), clean_title(group)
    if not text and not above:
        return None
    if not text:
        text, above = above, ""
    if above and text + above in LOOKUP and text not in ("姓名", "电话"):
        return LOOKUP[text + above]
    whose = _whose(above)
    if whose == "family" or (_FAMILY.search(text) and not _EMERGENCY.search(text) and "关系" not in text):
        return None
    if whose in ("tenant", "emergency", "co_owner") and _whose(text) in ("", "owner"):
        found = LOOKUP.get(text)
        theirs = _somebodys(whose, _OWNER.sub("", text))
        return theirs or (found if found and found[0] in _NOBODYS else None)
    found = LOOKUP.get(full) or LOOKUP.get(text)
    if found:
        return found
    if _FOREIGN.match(text):
        return None
    own = _whose(text)
    if own in ("tenant", "emergency", "co_owner"):
        words = {"tenant": _TENANT, "emergency": _EMERGENCY, "co_owner": _CO_OWNER}[own]
        return _somebodys(own, words.sub("", text, count=1))
    if own == "owner":
        inner = _OWNER.sub("", text, count=1)
        if inner in LOOKUP:
            return LOOKUP[inner]
        if _GENERIC_NAME.match(inner):
            return Field.OWNER, 2
    if re.fullmatch(r"[\d]+", text):
        return None
    return _by_words(text)


def is_foreign(title: str, group: str = "") -> bool:
    """Whether a title plainly names something the archives do not take from a workbook (性别, 配偶电话)."""
    text = clean_title(title)
    return bool(_FOREIGN.match(text) or _FAMILY.search(text) or _FAMILY.search(clean_title(group)))


def _whose(text: str) -> str:
    if not text:
        return ""
    if _EMERGENCY.search(text):
        return "emergency"
    if re.search(r"是否出租|出租情况|出租状态|租售", text):
        return ""
    if _TENANT.search(text):
        return "tenant"
    if _CO_OWNER.search(text):
        return "co_owner"
    if _FAMILY.search(text):
        return "family"
    return "owner" if _OWNER.search(text) else ""


def _somebodys(whose: str, rest: str) -> tuple[Field, int] | None:
    """Name, number, telephone or days of a tenant, an emergency contact or a second owner."""
    rest = clean_title(rest)
    if re.search(r"电话|手机|联系方式|号码$|联络", rest) and not re.search(r"证", rest):
        return {
            "tenant": (Field.TENANT_PHONE, 3), "emergency": (Field.EMERGENCY_PHONE, 3), "co_owner": (Field.CO_OWNER_PHONE, 3),
        }[whose]  # fmt: skip
    if re.search(r"身份|证件|证号", rest):
        numbers = {"tenant": Field.TENANT_ID, "co_owner": Field.CO_OWNER_ID}
        return (numbers[whose], 3) if whose in numbers and "类型" not in rest else None
    if whose == "tenant" and re.search(r"起|开始|自", rest):
        return Field.TENANT_FROM, 3
    if whose == "tenant" and re.search(r"止|到期|结束|截止|至", rest):
        return Field.TENANT_UNTIL, 3
    if _GENERIC_NAME.match(rest) or rest in ("联系人", "单位", "人名"):
        return {
            "tenant": (Field.TENANT, 3), "emergency": (Field.EMERGENCY, 3), "co_owner": (Field.CO_OWNER, 3),
        }[whose]  # fmt: skip
    return None


def _by_words(text: str) -> tuple[Field, int] | None:
    """The last resort: a word inside a title nobody has listed."""
    rules: tuple[tuple[str, Field], ...] = (
        (r"身份证|证件号|证件编号|信用代码|身份号", Field.ID_NUMBER),
        (r"证件(?:类|种|名)", Field.ID_KIND),
        (r"(?:备用|其他|其它|第二|固定|座机|宅).*(?:电话|手机|号码|方式)|(?:电话|手机|手机号|方式|号码)(?:2|二|3|三)$", Field.PHONE2),
        (r"电话|手机|联系方式", Field.PHONE),
        (r"车牌|牌照|号牌", Field.PLATE),
        (r"车位|泊位", Field.SPACE),
        (r"套内|使用面积|实用面积", Field.INNER_AREA),
        (r"面积", Field.BUILT_AREA),
        (r"户型|房型", Field.LAYOUT),
        (r"(?:交|收|接|入|领|移)(?:房|楼|付|伙|屋|交).*(?:日|时间)", Field.HANDED_OVER_ON),
        (r"入住.*(?:日|时间)", Field.HANDED_OVER_ON),
        (r"(?:栋|幢|楼).*(?:单元|室|房|户|门牌)|(?:单元).*(?:室|房|户)|房号|室号|房间号|门牌|房屋编", Field.ROOM),
        (r"楼栋|栋号|幢号|楼号|座号|楼宇|栋$|幢$", Field.BUILDING),
        (r"单元", Field.ENTRANCE),
        (r"楼层", Field.FLOOR),
        (r"房屋(?:类|用|性)|物业类", Field.KIND),
        (r"入住(?:状|情)|房屋状|使用状|居住(?:状|情)", Field.STATE),
        (r"业主|产权人|权利人|户主|房主|买受人|购房人", Field.OWNER),
        (r"姓名", Field.OWNER),
        (r"备注", Field.NOTE),
    )  # fmt: skip
    if len(text) > 24:
        return None
    for pattern, field in rules:
        if re.search(pattern, text):
            return field, 2 if field is not Field.OWNER else 1
    return None


def field_named(text: str) -> Field | None:
    """The field that a column map made by hand names: `owner`, or the Chinese word for it."""
    plain = text.strip()
    if plain in set(Field):
        return Field(plain)
    for field, words in FIELD_WORDS.items():
        if plain == words:
            return field
    found = match_title(plain)
    return found[0] if found else None
