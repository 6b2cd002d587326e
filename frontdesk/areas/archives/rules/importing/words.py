"""Words for states, kinds, documents and relations as offices write them, read into ours."""

from __future__ import annotations

import re

from frontdesk.areas.archives.rules.kinds import IdKind, NoteLevel, RoleKind, UnitKind, UnitState

_STATES: tuple[tuple[str, UnitState], ...] = (
    (r"未售|待售|库存|未出售|在售", UnitState.UNSOLD),
    (r"未(?:收|交|接|领)[楼房付]?|未交付|未入伙|待交|未办理|否.*交", UnitState.NOT_HANDED_OVER),
    (r"装修|在装|施工", UnitState.DECORATING),
    (r"空|未入住|闲|毛坯|待租|无人|未住|没住", UnitState.VACANT),
    (r"租", UnitState.LET),
    (r"自住|自用|入住|已住|常住|居住|已收|已交|已接|自营|使用|在住|办公|营业|经营", UnitState.OWNER),
)
_KINDS: tuple[tuple[str, UnitKind], ...] = (
    (r"车位|车库|泊位|停车", UnitKind.PARKING),
    (r"储藏|储物|地下室|杂物|仓库|库房", UnitKind.STORAGE),
    (r"商|铺|店面|门面|门市|会所|营业", UnitKind.SHOP),
    (r"办公|写字|公司", UnitKind.OFFICE),
    (r"住|公寓|别墅|高层|洋房|多层|复式|跃层|排屋|叠墅|房", UnitKind.HOME),
)
_ID_KINDS: tuple[tuple[str, IdKind], ...] = (
    (r"营业执照|信用代码|机构代码|工商", IdKind.LICENCE),
    (r"永久居留|永居|绿卡", IdKind.FOREIGN_RESIDENT),
    (r"居住证.*(?:港|澳|台)|(?:港|澳|台).*居住证", IdKind.HK_MACAO_TAIWAN),
    (r"港|澳|台|通行证|回乡证|台胞|户口", IdKind.OTHER),
    (r"护照", IdKind.PASSPORT),
    (r"军|警官|士兵", IdKind.OFFICER),
    (r"身份证|二代证", IdKind.RESIDENT),
)
_OWNER_WORDS = re.compile(r"业主|户主|本人|产权|房主|房东|权利人|共有")
_TENANT_WORDS = re.compile(r"租")
_AGENT_WORDS = re.compile(r"代理|委托|代办|中介")
_LOUD = re.compile(r"老人|独居|病|残|孕|孤|纠纷|投诉|重点|注意|留意|特殊|危险|精神|大型犬|勿|不得|请先")


def read_state(text: str, title: str = "") -> UnitState | None:
    """The state that a word says; `是` and `否` answer the title (`是否入住`)."""
    plain = re.sub(r"\s", "", text)
    if plain in ("是", "Y", "y", "√", "✓", "1"):
        return UnitState.LET if "租" in title else UnitState.OWNER
    if plain in ("否", "N", "n", "×", "X", "x", "0"):
        return UnitState.NOT_HANDED_OVER if re.search(r"交|收", title) else UnitState.VACANT
    for member in UnitState:
        if plain == member.value:
            return member
    return next((state for pattern, state in _STATES if re.search(pattern, plain)), None)


def read_kind(text: str) -> UnitKind | None:
    """The kind that a word says."""
    return next((kind for pattern, kind in _KINDS if re.search(pattern, text)), None)


def kind_of_code(text: str) -> UnitKind | None:
    """The kind that a code gives away (`商铺12`, `车位B1-23`); None where it says nothing."""
    kind = read_kind(re.sub(r"[室房]", "", text))
    return None if kind is UnitKind.HOME else kind


def read_id_kind(text: str) -> IdKind | None:
    """The kind of document that a word says."""
    plain = text.strip()
    for member in IdKind:
        if plain == member.value:
            return member
    return next((kind for pattern, kind in _ID_KINDS if re.search(pattern, plain)), None)


def read_relation(text: str) -> RoleKind:
    """What somebody is to the unit by the word in a column such as 与业主关系."""
    if _TENANT_WORDS.search(text):
        return RoleKind.TENANT
    if _AGENT_WORDS.search(text):
        return RoleKind.AGENT
    return (
        RoleKind.OWNER
        if not text or _OWNER_WORDS.fullmatch(text) or _OWNER_WORDS.match(text)
        else RoleKind.FAMILY
    )


def note_level(text: str) -> NoteLevel:
    """Whether a note is one to see at once."""
    return NoteLevel.WATCH if _LOUD.search(text) else NoteLevel.PLAIN
