"""Names as the search finds them: pinyin and initials, with surnames read as surnames (D0.1).

A name keeps every reading somebody may type: 单雄 is found by `shanxiong` and by `danxiong`.
"""

from __future__ import annotations

import re
from itertools import islice, product

# Surnames whose reading as a surname is not the character's everyday one; the everyday one stays findable.
_SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan", "dan"), "曾": ("zeng", "ceng"), "仇": ("qiu", "chou"), "解": ("xie", "jie"),
    "查": ("zha", "cha"), "朴": ("piao", "pu"), "区": ("ou", "qu"), "盖": ("ge", "gai"),
    "翟": ("zhai", "di"), "尹": ("yin",), "乐": ("yue", "le"), "任": ("ren",), "华": ("hua",),
    "缪": ("miao", "mou", "miu"), "宓": ("mi", "fu"), "员": ("yun", "yuan"), "黑": ("he", "hei"),
    "秘": ("bi", "mi"), "冼": ("xian",), "洗": ("xian", "xi"), "繁": ("po", "fan"), "召": ("shao", "zhao"),
    "盛": ("sheng", "cheng"), "都": ("du", "dou"), "句": ("gou", "ju"), "卜": ("bu", "bo"),
    "覃": ("qin", "tan"), "种": ("chong", "zhong"), "折": ("she", "zhe"), "燕": ("yan",), "纪": ("ji",),
    "宁": ("ning",), "应": ("ying",), "哈": ("ha",), "贾": ("jia", "gu"), "隗": ("wei", "kui"),
    "郇": ("xun", "huan"), "郗": ("xi", "chi"), "祭": ("zhai", "ji"), "柏": ("bai", "bo"),
    "车": ("che", "ju"), "褚": ("chu", "zhu"), "薄": ("bo", "bao"), "藏": ("zang", "cang"),
    "术": ("zhu", "shu"), "行": ("xing", "hang"), "谌": ("chen", "shen"), "牟": ("mu", "mou"),
    "么": ("yao", "me"), "幺": ("yao",), "能": ("nai", "neng"), "佴": ("nai", "er"), "石": ("shi", "dan"),
    "冯": ("feng", "ping"), "叶": ("ye", "xie"), "沈": ("shen", "chen"), "曲": ("qu",), "葛": ("ge",),
    "撒": ("sa",), "那": ("na",), "相": ("xiang",), "長": ("zhang", "chang"), "长": ("chang", "zhang"),
    "俞": ("yu", "shu"), "令": ("ling",), "度": ("du", "duo"), "逄": ("pang",), "訾": ("zi",),
    "晟": ("cheng", "sheng"), "过": ("guo",), "强": ("qiang", "jiang"), "尉": ("wei", "yu"), "阚": ("kan",),
    "角": ("jue", "jiao"), "庹": ("tuo",), "逯": ("lu", "dai"), "冒": ("mao",), "卡": ("ka", "qia"),
    "禚": ("zhuo",), "眭": ("sui",), "麻": ("ma",), "哲": ("zhe",), "阿": ("a", "e"), "余": ("yu",),
    "吕": ("lv", "lu", "lyu"), "律": ("lv", "lu"), "闾": ("lv", "lu"), "佘": ("she",), "揭": ("jie",),
}  # fmt: skip
_DOUBLE: dict[str, tuple[tuple[str, str], ...]] = {
    "尉迟": (("yu", "chi"), ("wei", "chi")), "万俟": (("mo", "qi"), ("wan", "si")),
    "长孙": (("zhang", "sun"), ("chang", "sun")), "澹台": (("tan", "tai"), ("dan", "tai")),
    "单于": (("chan", "yu"), ("shan", "yu"), ("dan", "yu")), "令狐": (("ling", "hu"),),
    "宰父": (("zai", "fu"),), "夏侯": (("xia", "hou"),), "皇甫": (("huang", "fu"),),
    "呼延": (("hu", "yan"),), "鲜于": (("xian", "yu"),), "欧阳": (("ou", "yang"),),
    "上官": (("shang", "guan"),), "司马": (("si", "ma"),), "诸葛": (("zhu", "ge"),),
    "钟离": (("zhong", "li"),), "尉遲": (("yu", "chi"), ("wei", "chi")),
}  # fmt: skip
# Characters of given names that people read in two ways.
_GIVEN: dict[str, tuple[str, ...]] = {
    "乐": ("le", "yue"), "行": ("xing", "hang"), "重": ("chong", "zhong"), "朝": ("chao", "zhao"),
    "长": ("chang", "zhang"), "晟": ("sheng", "cheng"), "茜": ("qian", "xi"), "娜": ("na", "nuo"),
    "莎": ("sha", "suo"), "觉": ("jue", "jiao"), "柏": ("bo", "bai"), "传": ("chuan", "zhuan"),
    "朴": ("pu", "piao"), "单": ("dan", "shan"), "盛": ("sheng", "cheng"), "藏": ("cang", "zang"),
    "奇": ("qi", "ji"), "参": ("can", "shen"), "谷": ("gu", "yu"), "曾": ("zeng", "ceng"),
    "翟": ("zhai", "di"), "解": ("jie", "xie"), "查": ("cha", "zha"), "仇": ("chou", "qiu"),
    "都": ("du", "dou"), "夏": ("xia",), "还": ("huan", "hai"), "会": ("hui", "kuai"), "好": ("hao",),
    "盖": ("gai", "ge"), "车": ("che", "ju"), "省": ("sheng", "xing"), "着": ("zhe", "zhuo"),
    "强": ("qiang", "jiang"), "弹": ("dan", "tan"), "调": ("tiao", "diao"), "率": ("shuai", "lv"),
}  # fmt: skip
_MOST = 6


def pinyin_of(name: str) -> str:
    """Every reading of the name run together, blank between: `单雄` → `shanxiong danxiong`; at most 400 letters."""
    return _cut((("".join(reading)) for reading in _readings(name)), 400)


def initials_of(name: str) -> str:
    """The initials of each reading, blank between: `单雄` → `sx dx`; at most 80 letters."""
    return _cut((("".join(s[0] for s in reading)) for reading in _readings(name)), 80)


def search_words(name: str) -> tuple[str, str]:
    """(pinyin, initials), worked out once."""
    readings = _readings(name)
    return (
        _cut(("".join(reading) for reading in readings), 400),
        _cut(("".join(s[0] for s in reading) for reading in readings), 80),
    )


def same_name(one: str, other: str) -> bool:
    """Whether two writings are the same name: blanks and middle dots do not count."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    return re.sub(r"[\s·•・．.]", "", name).upper()


def _readings(name: str) -> list[tuple[str, ...]]:
    from pypinyin import lazy_pinyin

    bare = re.sub(r"[\s·•・．.()（）,，、&-]", "", name)
    if not bare:
        return []
    if not re.search(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]", bare):
        return [tuple(re.sub(r"[^a-z0-9]", "", word.lower()) or "x" for word in name.split() if word)]
    if len(bare) > 8:  # a company: one reading, its name is no surname
        return [tuple(_plain(s) for s in lazy_pinyin(bare) if _plain(s))]
    head, rest = bare[:2], bare[2:]
    starts: list[tuple[str, ...]]
    if head in _DOUBLE and len(bare) > 2:
        starts = list(_DOUBLE[head])
    else:
        head, rest = bare[:1], bare[1:]
        starts = [(reading,) for reading in _SURNAMES.get(head) or (_plain(lazy_pinyin(head)[0]),)]
    default = [_plain(s) for s in lazy_pinyin(list(rest))] if rest else []
    choices = [_spread(_GIVEN.get(c) or (s,)) for c, s in zip(rest, default, strict=False) if s]
    found: dict[tuple[str, ...], None] = {}
    # The surname's readings vary last, so that the cut never loses one of them.
    for given in islice(product(*choices), _MOST):
        for start in starts:
            found[(*start, *given)] = None
    return list(found)[:_MOST]


def _spread(readings: tuple[str, ...]) -> tuple[str, ...]:
    """吕 is typed `lv` by most, `lu` by some."""
    return tuple(dict.fromkeys(v for r in readings for v in (r, r.replace("v", "u"))))


def _plain(syllable: str) -> str:
    return re.sub(r"[^a-z0-9]", "", syllable.lower().replace("ü", "v"))


def _cut(words: object, most: int) -> str:
    kept: dict[str, None] = {}
    length = 0
    for word in words:  # type: ignore[attr-defined]
        if word in kept:
            continue
        if length + len(word) + 1 > most:
            if not kept:
                kept[word[:most]] = None
            break
        kept[word] = None
        length += len(word) + 1
    return " ".join(kept)
