"""What a column's cells look like: telephones, numbers, areas, days, plates, codes, names (D1.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.areas.archives.rules.identity import check_id, read_plate
from frontdesk.areas.archives.rules.importing.titles import Field
from frontdesk.areas.archives.rules.importing.values import read_area, read_day
from frontdesk.areas.archives.rules.unit_codes import read_unit_code


@dataclass(frozen=True, slots=True)
class Profile:
    """What share (0 to 1) of a column's filled cells looks like what; `filled` is how many were looked at."""

    filled: int
    density: float
    phone: float = 0.0
    person_id: float = 0.0
    area: float = 0.0
    day: float = 0.0
    plate: float = 0.0
    whole: float = 0.0
    room: float = 0.0
    name: float = 0.0
    layout: float = 0.0
    state: float = 0.0
    building: float = 0.0

    def of(self, known: Field) -> float | None:
        """How much the contents look like the field; None where contents say nothing about it."""
        match known:
            case (
                Field.PHONE | Field.PHONE2 | Field.TENANT_PHONE | Field.EMERGENCY_PHONE | Field.CO_OWNER_PHONE
            ):
                return self.phone
            case Field.ID_NUMBER | Field.TENANT_ID | Field.CO_OWNER_ID:
                return self.person_id
            case Field.BUILT_AREA | Field.INNER_AREA:
                return self.area
            case Field.HANDED_OVER_ON:
                return self.day
            case Field.PLATE:
                return self.plate
            case Field.ROOM:
                return max(self.whole, self.room)
            case Field.OWNER | Field.TENANT:
                return self.name
            case Field.LAYOUT:
                return self.layout
            case Field.STATE:
                return self.state
        return None

    def fits(self, known: Field) -> bool:
        share = self.of(known)
        return share is not None and share >= 0.6 and self.filled >= 1


_LAYOUT = re.compile(
    r"[一二三四五六两1-9]\s*[室房居](?:[一二三四五六两0-9]\s*[厅卫厨阳].*)?$|^(?:loft|复式|跃层|开间|平层)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^(?:业主)?(?:自住|出租|空置|空房|装修中?|未售|未收楼|未交房|未入住|已入住|入住|闲置|已租|待租|自用)$"
)
_BUILDING = re.compile(r"^(?:[0-9一二三四五六七八九十]{1,3}|[A-Za-z]\d?)\s*(?:栋|幢|号楼|座|#楼?)$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游辛靳欧阳管柴蒙鲍华喻祁房滕屈饶牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阎花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)


def profile_of(values: Sequence[str], rows: int) -> Profile:
    """Look at a column's cells; *rows* is how many rows of the table were looked through for them."""
    n = len(values)
    if not n:
        return Profile(0, 0.0)
    counts = dict.fromkeys(
        (
            "phone",
            "person_id",
            "area",
            "day",
            "plate",
            "whole",
            "room",
            "name",
            "layout",
            "state",
            "building",
        ),
        0,
    )
    for value in values:
        bare = re.sub(r"[\s\-—'+]", "", value)
        head = re.split(r"[、/，,;；\n\s]", value.strip())[0]
        if re.fullmatch(r"(?:86)?1[3-9]\d{9}", re.split(r"[、/，,;；\n\s(（]", bare)[0]) or re.fullmatch(
            r"(?:86)?(?:1[3-9]\d{9})+|0\d{9,11}", bare
        ):
            counts["phone"] += 1
        elif re.fullmatch(r"\d{17}[\dXx]|\d{15}", head) or (
            len(bare) in (15, 17, 18, 19) and check_id(bare).ok and sum(c.isdigit() for c in bare) >= 12
        ):
            counts["person_id"] += 1
        elif _day_like(value):
            counts["day"] += 1
        elif re.search(r"㎡|平", value) or re.fullmatch(r"\d{2,4}\.\d{1,4}", value):
            counts["area"] += read_area(value).value is not None
        elif read_plate(head).usual and re.match(r"[一-鿿]", head):
            counts["plate"] += 1
        elif _LAYOUT.search(value):
            counts["layout"] += 1
        elif _STATE.match(value):
            counts["state"] += 1
        elif _BUILDING.match(value):
            counts["building"] += 1
        elif value[0] in _SURNAMES and re.fullmatch(r"[一-鿿·]{2,4}", head):
            counts["name"] += 1
        code = read_unit_code(value)
        if code is not None and len(value) <= 24 and not re.fullmatch(r"\d{7,}", bare):
            if code.building and re.search(r"\d{2,}|\d[A-Za-z]", code.room):
                counts["whole"] += not _day_like(value)
            elif not code.building and re.fullmatch(r"[A-Z]?-?\d{2,5}[A-Z]?", code.room):
                counts["room"] += "." not in value
    return Profile(n, min(1.0, n / max(rows, 1)), **{name: count / n for name, count in counts.items()})


def _day_like(value: str) -> bool:
    if not re.search(r"\d{2,4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}", value):
        return False
    return read_day(value).value is not None and bool(re.match(r"(19|20)\d\d", value))
