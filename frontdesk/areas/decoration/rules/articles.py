"""Scope items held against articles 5 to 9 of 《住宅室内装饰装修管理办法》 (建设部令第110号) (D4.2).

What article 5 prohibits nobody can approve; what article 6 or 7 lets another authority or the design unit decide
waits for its paper; article 8 wants a plan and a water test; article 9 a qualified firm for all of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.areas.decoration.rules.papers14 import PAPER_WORDS, PaperKind
from frontdesk.base.values.text import tr


class WorkKind(StrEnum):
    """What is done in a room; the value is what stands on screen and paper."""

    FINISH = "墙面、地面、顶面饰面"
    CEILING = "吊顶"
    PLUMBING = "水电改造"
    FIXTURES = "换洁具、橱柜、门窗"
    LIGHT_WALL = "拆改轻质隔墙"
    WATERPROOF = "重做防水"
    BALCONY = "封阳台"
    OUTSIDE = "空调外机、防盗窗"
    LOAD = "增加楼面荷载"
    HEATING = "拆改供暖管道和设施"
    GAS = "拆改燃气管道和设施"
    FACADE = "改外立面、非承重外墙开门窗"
    BUILDING = "搭建建筑物、构筑物"
    STRUCTURE = "变动主体和承重结构"
    WET_ROOM = "无防水房间或阳台改卫生间、厨房"
    OPENING = "承重墙开洞、扩大门窗"
    BALCONY_WALL = "拆连接阳台的墙体、窗下墙"
    ENERGY = "损坏节能设施"
    UNSAFE = "其他影响结构和使用安全"
    OTHER = "其他"


class Level(StrEnum):
    """What the articles say of an item."""

    ALLOWED = "允许"
    CONDITIONAL = "按条件"
    PROHIBITED = "不得批准"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the regulation and its item: `第五条（三）`; `text` in our own short words."""

    number: int
    item: int
    text: str

    @property
    def label(self) -> str:
        """`第五条（三）`."""
        item = f"（{_FIGURES[self.item]}）" if self.item else ""
        return f"第{_FIGURES[self.number]}条{item}"


_FIGURES = (
    "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六",
    "十七",
)  # fmt: skip


class Ground(StrEnum):
    """What a breach offends: an article (stored by its number and item) or the agreement."""

    A5_1 = "5.1"
    A5_2 = "5.2"
    A5_3 = "5.3"
    A5_4 = "5.4"
    A5_5 = "5.5"
    A6_1 = "6.1"
    A6_2 = "6.2"
    A6_3 = "6.3"
    A6_4 = "6.4"
    A7 = "7"
    A8 = "8"
    A9 = "9"
    A11 = "11"
    A12 = "12"
    AGREEMENT = "agreement"


ARTICLES: dict[Ground, Article] = {
    Ground.A5_1: Article(5, 1, "没有设计单位的方案，变动主体和承重结构"),
    Ground.A5_2: Article(5, 2, "把没有防水的房间或阳台改成卫生间、厨房"),
    Ground.A5_3: Article(5, 3, "扩大承重墙门窗，拆连接阳台的砖、混凝土墙"),
    Ground.A5_4: Article(5, 4, "损坏节能设施"),
    Ground.A5_5: Article(5, 5, "其他影响结构和使用安全的行为"),
    Ground.A6_1: Article(6, 1, "未经批准搭建建筑物、构筑物"),
    Ground.A6_2: Article(6, 2, "未经批准改外立面，在非承重外墙上开门窗"),
    Ground.A6_3: Article(6, 3, "未经批准拆改供暖管道和设施"),
    Ground.A6_4: Article(6, 4, "未经批准拆改燃气管道和设施"),
    Ground.A7: Article(7, 0, "没有设计方案，增加楼面荷载"),
    Ground.A8: Article(8, 0, "改动防水层没有施工方案或闭水试验"),
    Ground.A9: Article(9, 0, "应由有资质的企业施工而没有"),
    Ground.A11: Article(11, 0, "不按规定的时间施工，噪声扰邻"),
    Ground.A12: Article(12, 0, "垃圾、废物没有按规定堆放和清运"),
    Ground.AGREEMENT: Article(16, 8, "违反装饰装修管理服务协议"),
}
"""The articles a breach may name."""

REPORTED = frozenset({
    Ground.A5_1, Ground.A5_2, Ground.A5_3, Ground.A5_4, Ground.A5_5, Ground.A6_1, Ground.A6_2, Ground.A6_3,
    Ground.A6_4, Ground.A7, Ground.A8, Ground.A9,
})  # fmt: skip
"""What is reported to the authority when it has been done or is not mended (article 17)."""


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """What an item is judged by. `papers` are those of the whole file; `drawing` names the drawing it stands on."""

    kind: WorkKind
    words: str = ""
    drawing: str = ""
    papers: frozenset[PaperKind] = frozenset()
    firm: bool = True
    grade: str = ""
    test_hours: int = 48


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the articles say of an item.

    `article` is empty where none says anything; `waits` are the papers still to come, `met` whether nothing is
    waited for. `words` is the column 依据与条件. `water_test` asks for a 闭水试验.
    """

    level: Level
    article: str = ""
    words: str = ""
    needs: tuple[PaperKind, ...] = ()
    waits: tuple[PaperKind, ...] = ()
    wants_firm: bool = False
    water_test: bool = False

    @property
    def met(self) -> bool:
        return self.level is not Level.PROHIBITED and not self.waits and not self.wants_firm


_PROHIBITED: dict[WorkKind, Ground] = {
    WorkKind.WET_ROOM: Ground.A5_2,
    WorkKind.OPENING: Ground.A5_3,
    WorkKind.BALCONY_WALL: Ground.A5_3,
    WorkKind.ENERGY: Ground.A5_4,
    WorkKind.UNSAFE: Ground.A5_5,
}
_CONSENT: dict[WorkKind, tuple[Ground, PaperKind]] = {
    WorkKind.BUILDING: (Ground.A6_1, PaperKind.PLANNING),
    WorkKind.FACADE: (Ground.A6_2, PaperKind.PLANNING),
    WorkKind.HEATING: (Ground.A6_3, PaperKind.HEATING),
    WorkKind.GAS: (Ground.A6_4, PaperKind.GAS),
    WorkKind.LOAD: (Ground.A7, PaperKind.DESIGN),
}
_UNIFORM = Article(16, 5, "外立面设施按统一样式")
QUALIFIED = frozenset({WorkKind.STRUCTURE, WorkKind.WATERPROOF, *_CONSENT})
"""Works that article 9 leaves to qualified firms."""


def judge(facts: ScopeFacts) -> Verdict:
    """Hold one item against articles 5 to 9."""
    kind = facts.kind
    if kind in _PROHIBITED:
        return Verdict(
            Level.PROHIBITED, ARTICLES[_PROHIBITED[kind]].label, tr(ARTICLES[_PROHIBITED[kind]].text)
        )
    wants_firm = kind in QUALIFIED and not (facts.firm and facts.grade.strip())
    if kind is WorkKind.STRUCTURE:
        article = ARTICLES[Ground.A5_1]
        if PaperKind.DESIGN not in facts.papers:
            words = tr("没有设计单位的设计方案")
            return Verdict(Level.PROHIBITED, article.label, words, (PaperKind.DESIGN,), (PaperKind.DESIGN,))
        return _conditional(article.label, PaperKind.DESIGN, facts, wants_firm)
    if kind in _CONSENT:
        ground, paper = _CONSENT[kind]
        return _conditional(ARTICLES[ground].label, paper, facts, wants_firm)
    if kind is WorkKind.WATERPROOF:
        return _waterproof(facts, wants_firm)
    if kind in (WorkKind.BALCONY, WorkKind.OUTSIDE):
        return _conditional(_UNIFORM.label, PaperKind.PLEDGE, facts, wants_firm, tr("统一样式"))
    if kind is WorkKind.LIGHT_WALL:
        if facts.drawing.strip():
            return Verdict(Level.ALLOWED, words=tr("{drawing}，非承重", drawing=facts.drawing.strip()))
        if PaperKind.DRAWING in facts.papers:
            return Verdict(Level.CONDITIONAL, words=tr("施工图标明非承重，请填图号"))
        return Verdict(
            Level.CONDITIONAL,
            words=tr("待施工图标明非承重"),
            needs=(PaperKind.DRAWING,),
            waits=(PaperKind.DRAWING,),
        )
    return Verdict(Level.ALLOWED, words=facts.drawing.strip())


def _conditional(
    label: str, paper: PaperKind, facts: ScopeFacts, wants_firm: bool, there: str = ""
) -> Verdict:
    waits = () if paper in facts.papers else (paper,)
    if waits:
        words = tr("待{paper}", paper=tr(PAPER_WORDS[paper]))
    elif wants_firm:
        words = tr("第九条：须由有资质等级的企业施工")
    else:
        words = there or tr("已收{paper}", paper=tr(PAPER_WORDS[paper]))
    return Verdict(Level.CONDITIONAL, label, words, (paper,), waits, wants_firm)


def _waterproof(facts: ScopeFacts, wants_firm: bool) -> Verdict:
    label, plan = ARTICLES[Ground.A8].label, PaperKind.WATER_PLAN
    test = tr("闭水 {n} 小时", n=facts.test_hours)
    if plan not in facts.papers:
        words = tr("待{paper}，{test}", paper=tr(PAPER_WORDS[plan]), test=test)
        return Verdict(Level.CONDITIONAL, label, words, (plan,), (plan,), wants_firm, water_test=True)
    if wants_firm:
        words = tr("第九条：须由有资质等级的企业施工")
        return Verdict(Level.CONDITIONAL, label, words, (plan,), (), wants_firm, water_test=True)
    return Verdict(Level.ALLOWED, label, test, (plan,), (), water_test=True)


_DOUBTS: tuple[tuple[str, WorkKind], ...] = (
    (r"窗下墙|配重墙|(?:连接|连)阳台的墙", WorkKind.BALCONY_WALL),
    (r"(?<!非)承重墙|剪力墙|(?:房|大|主)梁|结构柱|楼板开", WorkKind.OPENING),
    (r"燃气|天然气|煤气", WorkKind.GAS),
    (r"暖气|地暖管|供暖", WorkKind.HEATING),
    (r"外立面|外墙(?:开|打|改)", WorkKind.FACADE),
    (r"搭建|加建|阁楼|夹层", WorkKind.BUILDING),
    (r"改(?:成|为|作)?(?:卫生间|厕所|厨房)", WorkKind.WET_ROOM),
    (r"保温层|外保温", WorkKind.ENERGY),
    (r"防水", WorkKind.WATERPROOF),
)
_NOT_TOUCHED = re.compile(r"(?:不(?:动|拆|改|碰|得|破坏|影响)|保留|避开|未动)[^，。；,;]{0,8}$")
_BUDGET = 200


def doubt(kind: WorkKind, words: str) -> WorkKind | None:
    """The stricter kind of work that an item's own words speak of, where its kind says less; None: none.

    `不动承重墙` speaks of none. It is asked about, never decided: words are the applicant's.
    """
    stricter = (*_PROHIBITED, WorkKind.STRUCTURE, *_CONSENT, WorkKind.WATERPROOF)
    if kind in stricter and kind is not WorkKind.WATERPROOF:
        return None
    for pattern, found in _DOUBTS:
        for match in re.finditer(pattern, words[:_BUDGET]):
            if not _NOT_TOUCHED.search(words[: match.start()]) and found is not kind:
                return found
    return None


def reasons_against(verdicts: Iterable[tuple[str, Verdict]]) -> tuple[str, ...]:
    """Why a scope cannot be approved: one sentence for each item (its room and kind in words, its verdict).

    Words that are empty are left out. Nobody can lift these: the paper that is waited for does, or the item goes.
    """
    found = []
    for what, verdict in verdicts:
        article = f"{verdict.article}：" if verdict.article else ""
        head = f"{what}，" if what else ""
        if verdict.level is Level.PROHIBITED:
            found.append(head + article + tr("{words}，不得批准，请撤下", words=verdict.words))
        elif not verdict.met or (verdict.level is Level.CONDITIONAL and not verdict.article):
            found.append(head + article + verdict.words)
    return tuple(found)


def structure_touched(kinds: Collection[WorkKind]) -> bool:
    """Whether the main structure is worked at: article 14 asks for the design unit's plan then."""
    return WorkKind.STRUCTURE in kinds
