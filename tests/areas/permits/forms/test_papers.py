"""The permits' papers: golden text, every field within its borders at its worst, codes read back, marks, sheets."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from random import Random
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.documents import (
    Card,
    CountedLine,
    Goods,
    PetCard,
    ReprintMark,
    StationeryCount,
    VoidMark,
)
from frontdesk.areas.permits.documents.cards import usual_terms
from frontdesk.areas.permits.forms import FORMS
from frontdesk.areas.permits.forms.common import SAMPLE_CODE
from frontdesk.areas.permits.rules.code import make_code, read_code
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A5, A6, CARD, CARDS_10, Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Cancelled, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

COMPANY = "浙江省杭州市西湖区翠苑街道第三建筑装饰工程有限责任公司分部二"  # 30 characters
RARE = "欧阳𬭎𬍛"
REPRINT = ReprintMark(2, "何倩", datetime(2026, 11, 22, 9, 30))
VOID = VoidMark("写错了房号", "周敏", datetime(2026, 11, 21, 15, 0))
ALL = [(form, paper) for form in FORMS.values() for paper in form.sizes]
CARD_SAMPLE: Card = FORMS["permit_card"].sample()


def ids(pair: object) -> str:
    return getattr(pair, "key", "")


def jpeg() -> str:
    """A photo as the camera page stores it, in base64."""
    image = QImage(358, 441, QImage.Format.Format_RGB32)
    image.fill(QColor(40, 40, 40))
    painter = QPainter(image)
    painter.fillRect(100, 100, 150, 200, QColor(230, 200, 170))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 85)  # type: ignore[call-overload]
    return base64.b64encode(bytes(buffer.data().data())).decode()


@pytest.mark.parametrize(("form", "paper"), ALL, ids=ids)
def test_F6_golden_text(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(form.sample(), paper)
    assert read.text(pdf) == golden("permits", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


def test_F1_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from frontdesk.areas.permits.forms import FORMS;"
        "print([hashlib.sha256(f.draw(f.sample(), p)).hexdigest() for f in FORMS.values() for p in f.sizes])"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    here = [hashlib.sha256(form.draw(form.sample(), paper)).hexdigest() for form, paper in ALL]
    assert other.strip() == str(here)


def test_F1_a_photo_gives_the_same_bytes(qtbot: QtBot) -> None:
    card = replace(CARD_SAMPLE, photo=jpeg())
    form = FORMS["permit_card"]
    assert form.draw(card) == form.draw(card)


@pytest.mark.parametrize("form", FORMS.values(), ids=ids)
def test_documents_come_back_from_store(form: Form[Any]) -> None:
    document = replace(form.sample(), reprint=REPRINT)
    assert codec.from_plain(form.document, codec.to_plain(document)) == document


def test_the_registry_holds_the_areas_papers() -> None:
    assert list(FORMS) == [
        "permit_card", "goods_pass", "moving_pass", "pet_card", "permission", "residence_letter", "errand",
        "stationery_draw", "stationery_count",
    ]  # fmt: skip
    assert all(FORMS[key].key == key for key in FORMS)


# -- nothing over a border --


def worst(form: Form[Any], name: str) -> Any:
    """The sample with *name* wherever somebody's name stands, and the other long things the desk meets."""
    sample = replace(form.sample(), reprint=REPRINT)
    longer: dict[str, Callable[[], Any]] = {
        "permit_card": lambda: replace(
            sample, holder=name, role="泥瓦工（随装修队）", estate="翠湖花园二期东区（含商业街）", office=COMPANY,
            facts=(("工种", "泥瓦工、水电工、木工、油漆工"), ("单位", COMPANY)), title="装修临时出入证",
            unit="商业街东区-A-1-105", issued_by=RARE,
        ),
        "goods_pass": lambda: replace(
            sample, resident=f"{name}（租客）", consent=f"{name}，书面，11-20", carrier=name, office=COMPANY,
            unit="商业街东区-A-1-105", goods=tuple(
                Goods(f"{n} 号箱 {COMPANY}", n, "台（套）", f"{COMPANY}{COMPANY}"[:50]) for n in range(1, 41)
            ), allowed=f"欠费 355.36 元（2 个月）。周敏准许：{COMPANY}已承诺 12 月 5 日前结清，见承诺书",
        ),
        "moving_pass": lambda: replace(
            sample, holder=f"{name}（租客）", carrier=name, office=COMPANY, unit="商业街东区-A-1-105", lift=COMPANY,
        ),
        "pet_card": lambda: replace(
            sample, holder=name, breed="中华田园犬（混血，已绝育）", colour="黄白黑三色", licence="杭犬西湖 2026-003318-A",
            office=COMPANY,
        ),
        "permission": lambda: replace(
            sample, holder=name, office=COMPANY, title="地下车库临时施工作业许可", facts=sample.facts * 3,
            with_photo=True,
        ),
        "residence_letter": lambda: replace(
            sample, holder=name, office=COMPANY, others=tuple((name, "家庭成员") for _ in range(12)),
            purpose=COMPANY * 3,
        ),
        "errand": lambda: replace(
            sample, holder=name, landlord=name, office=COMPANY, papers=sample.papers * 6, remark=COMPANY * 4
        ),
        "stationery_draw": lambda: replace(
            sample, lines=sample.lines * 20, handed_by=RARE, taken_by=RARE, words=COMPANY * 4, office=COMPANY
        ),
        "stationery_count": lambda: replace(
            sample, counted_by=RARE, office=COMPANY, words=COMPANY * 4,
            lines=tuple(replace(line, kind=COMPANY, reason=COMPANY * 2) for line in sample.lines * 8),
        ),
    }  # fmt: skip
    return longer[form.key]()


@pytest.mark.parametrize("name", [RARE, COMPANY], ids=["rare", "company"])
@pytest.mark.parametrize(("form", "paper"), ALL, ids=ids)
def test_T20_nothing_runs_over_a_border(form: Form[Any], paper: Paper, name: str) -> None:
    """A four-character name with rare characters and a company of 30 fit; nothing leaves the paper's margins."""
    pdf = form.draw(worst(form, name), paper)
    left, right = paper.left, paper.right
    if paper is CARDS_10:
        left, right = 19.4 + CARD.left, 210 - 19.4 - CARD.left
    cut = {"门岗联", "取件联"}
    for number, sheet in enumerate(read.reader(pdf).pages):
        tall = float(sheet.mediabox.height) / read.MM
        for word in read.words(pdf, number):
            if any(part in word.text for part in cut) or (paper is CARDS_10 and word.y < 10):
                continue
            assert word.x >= left - 0.05, word
            assert word.end <= right + 0.6, word
            assert 2 < word.y < tall - 2, word
            assert word.size >= 5.5, word


@pytest.mark.parametrize("name", [RARE, COMPANY], ids=["rare", "company"])
@pytest.mark.parametrize(("form", "paper"), ALL, ids=ids)
def test_T20_no_character_of_a_name_is_lost(form: Form[Any], paper: Paper, name: str) -> None:
    """Wrapped or shrunk, never cut."""
    if "stationery" in form.key and name == RARE:
        name = RARE
    elif "stationery" in form.key:
        return
    pdf = form.draw(worst(form, name), paper)
    told = "".join(
        word.text for number in range(len(read.reader(pdf).pages)) for word in read.words(pdf, number)
    )
    assert name in told.replace(" ", "")


def test_T20_lines_of_a_card_do_not_touch() -> None:
    """The words of the front keep clear of each other, of the code's quiet zone and of the rules."""
    form = FORMS["permit_card"]
    for name in (RARE, COMPANY, "张硕"):
        for with_photo in (True, False):
            card = replace(worst(form, name), with_photo=with_photo, reprint=None)
            pdf = form.draw(card, copies=("正面",))
            facts = [word for word in read.words(pdf) if 12 < word.y < 41.8]
            assert facts
            for word in facts:
                assert word.end < 80.4 - 21.8 - 1.7, word
            values = sorted((w for w in facts if w.x > (35 if with_photo else 12)), key=lambda w: w.y)
            for upper, lower in zip(values, values[1:], strict=False):
                assert lower.y - upper.y >= lower.size * 0.95 / read.MM, (upper, lower)
            assert values[-1].y < 41.3


def test_T20_forty_lines_of_goods_go_onto_further_pages() -> None:
    """Each page has the head, the number, and every mark; no line is lost; the last one has the tear-off."""
    form = FORMS["goods_pass"]
    goods = tuple(Goods(f"物品第{n}样", 1, "件") for n in range(1, 41))
    pdf = form.draw(replace(form.sample(), goods=goods, reprint=REPRINT, void=VOID))
    pages = [" ".join(read.lines(pdf, number)) for number in range(len(read.reader(pdf).pages))]
    assert len(pages) == 4
    for number, told in enumerate(pages, 1):
        for words in (
            "物 品 放 行 条",
            "CM-00003318",
            "1-1-0602",
            "门岗核对",
            "补打 2",
            "作废",
            f"第 {number} 页，共 4 页",
        ):
            assert words.replace(" ", "") in told.replace(" ", ""), (number, words)
        assert ("门岗联" in told) == (number == 4)
    whole = " ".join(pages)
    assert all(f"物品第{n}样 " in whole + " " for n in range(1, 41))
    assert "共 40 项，40 件" in whole


@pytest.mark.parametrize("count", [1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 28, 29, 60])
def test_T20_no_line_stands_on_the_tear_off(count: int) -> None:
    form = FORMS["goods_pass"]
    pdf = form.draw(replace(form.sample(), goods=tuple(Goods(f"第{n}样", 1, "件") for n in range(count))))
    last = len(read.reader(pdf).pages) - 1
    for number in range(last + 1):
        rows = [word.y for word in read.words(pdf, number) if word.text.endswith("样")]
        end = 96.0 if number == last else 140.0
        assert all(y < end for y in rows), (number, rows)


# -- codes --


@pytest.mark.parametrize(
    ("form", "paper"), [pair for pair in ALL if "stationery" not in pair[0].key], ids=ids
)
def test_F5_the_code_is_read_from_the_page(form: Form[Any], paper: Paper, qtbot: QtBot) -> None:
    """D3.5: from the page at 200 dpi, from a worse print of it, and from one looked at from further away."""
    pdf = form.draw(form.sample(), paper)
    assert read.codes(read.picture(pdf, 0, 200)) == [SAMPLE_CODE]
    assert read.codes(worn(read.picture(pdf, 0, 200))) == [SAMPLE_CODE]
    assert read.codes(read.picture(pdf, 0, 110)) == [SAMPLE_CODE]


def worn(image: QImage) -> QImage:
    """A tired printer's page as a camera sees it: every thirtieth dot without ink, soft to 120 dpi, pale ink."""
    width, height, step = image.width(), image.height(), image.bytesPerLine()
    pixels = bytearray(image.constBits())
    draw = Random(7)
    for _ in range(width * height * 3 // 100):
        pixels[draw.randrange(height) * step + draw.randrange(width)] = 255
    torn = QImage(bytes(pixels), width, height, step, QImage.Format.Format_Grayscale8)
    smooth = Qt.TransformationMode.SmoothTransformation
    soft = torn.scaled(width * 3 // 5, height * 3 // 5, mode=smooth).scaled(width, height, mode=smooth)
    soft = soft.convertToFormat(QImage.Format.Format_Grayscale8)
    pale = bytes(soft.constBits()).translate(bytes(115 + ink * 140 // 255 for ink in range(256)))
    return QImage(pale, width, height, soft.bytesPerLine(), QImage.Format.Format_Grayscale8).copy()


def test_F5_ten_cards_on_a_sheet_each_have_their_own_code(qtbot: QtBot) -> None:
    facts = read_code(SAMPLE_CODE).facts
    codes = [make_code(replace(facts, number=f"JZ-{n:08d}"), lambda _m: bytes(64)) for n in range(10)]
    cards = [replace(CARD_SAMPLE, number=f"JZ-{n:08d}", code=code) for n, code in enumerate(codes)]
    pdf = FORMS["permit_card"].draw_all(cards, CARDS_10)
    assert sorted(read.codes(read.picture(pdf, 0, 200))) == sorted(codes)


def test_a_code_too_long_for_its_place_is_refused() -> None:
    with pytest.raises(Refused, match="放不下"):
        FORMS["permit_card"].draw(replace(CARD_SAMPLE, code="FD1" + "A" * 1500))


# -- cards --


def test_a_card_has_a_front_and_a_back() -> None:
    form = FORMS["permit_card"]
    whole = form.draw(CARD_SAMPLE)
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in read.reader(whole).pages]
    assert sizes == [pytest.approx((85.6 * read.MM, 54 * read.MM), abs=0.01)] * 2
    front, back = (read.lines(form.draw(CARD_SAMPLE, copies=(side,))) for side in ("正面", "背面"))
    assert any("2027-05-31" in line for line in front)
    assert any("本证只供持证人" in line for line in back)


def test_T12_a_card_printed_again_says_so_on_its_back() -> None:
    form = FORMS["permit_card"]
    front, back = (
        " ".join(read.lines(form.draw(replace(CARD_SAMPLE, reprint=REPRINT), copies=(side,))))
        for side in ("正面", "背面")
    )
    assert "补" not in front
    assert "补 2" in back
    assert "补打 2　何倩　2026-11-22 09:30" in back
    assert "发证人 林晓" in back  # who issued it, not who prints it now


@pytest.mark.parametrize("form", FORMS.values(), ids=ids)
def test_T12_every_paper_printed_again_says_so(form: Form[Any]) -> None:
    pdf = form.draw(replace(form.sample(), reprint=REPRINT))
    told = [" ".join(read.lines(pdf, number)) for number in range(len(read.reader(pdf).pages))]
    marked = told[1::2] if form.key == "permit_card" else told
    assert all("补打 2　何倩　2026-11-22 09:30" in page for page in marked)


def test_F4_backs_stand_behind_their_fronts() -> None:
    """Turned over the long edge, the back of the left column is in the right one: number and terms of one card meet."""
    cards = [
        replace(CARD_SAMPLE, number=f"JZ-{n:08d}", terms=(f"第{n}张的背面",), unit=f"3-1-{n:04d}")
        for n in range(13)
    ]
    pdf = FORMS["permit_card"].draw_all(cards, CARDS_10)
    assert len(read.reader(pdf).pages) == 4
    for sheet, first in ((0, 0), (2, 10)):
        fronts, backs = read.words(pdf, sheet), read.words(pdf, sheet + 1)
        for n in range(first, min(first + 10, 13)):
            front = next(w for w in fronts if w.text == f"JZ-{n:08d}")
            back = next(w for w in backs if w.text == f"第{n}张的背面")
            # The middle of the paper is the axis it is turned about.
            assert (front.x < 105) == (back.x > 105)
            assert int((front.y - 13.5) // 54) == int((back.y - 13.5) // 54) == (n - first) // 2


def test_F4_crop_marks_stand_outside_the_cards(qtbot: QtBot) -> None:
    pdf = FORMS["permit_card"].draw(CARD_SAMPLE, CARDS_10)
    image = read.picture(pdf, 0, 200)
    for x in (19.4, 105.0, 190.6):
        assert read.dark(image, x - 0.4, 6.8, x + 0.4, 11.3) > 20
        assert read.dark(image, x - 0.4, 285.8, x + 0.4, 290.3) > 20
    for row in range(6):
        y = 13.5 + 54 * row
        assert read.dark(image, 12.6, y - 0.4, 17.2, y + 0.4) > 20
    assert read.dark(image, 19.0, 68, 105, 296) < 2500  # no ink where no card stands but marks


def test_F4_a_batch_has_bookmarks_by_building_and_can_be_cancelled() -> None:
    form = FORMS["permit_card"]
    cards = [
        replace(
            CARD_SAMPLE, number=f"JZ-{n:08d}", unit=f"{1 + n // 12}-1-{n:04d}", building=f"{1 + n // 12}栋"
        )
        for n in range(24)
    ]
    assert read.bookmarks(form.draw_all(cards))[:2] == [(0, "1栋", 1), (1, "1-1-0000　曾姝", 1)]
    on_sheets = read.bookmarks(form.draw_all(cards, CARDS_10))
    assert on_sheets == [
        (0, "1栋", 1), (1, "JZ-00000000 – JZ-00000009", 1), (1, "JZ-00000010 – JZ-00000019", 3),
        (0, "2栋", 5), (1, "JZ-00000020 – JZ-00000023", 5),
    ]  # fmt: skip
    stop = Event()
    stop.set()
    for paper in (CARD, CARDS_10):
        with pytest.raises(Cancelled):
            form.draw_all(cards, paper, progress=Progress(cancelled=stop))


def test_a_photo_fills_its_frame(qtbot: QtBot) -> None:
    photo = jpeg()
    pdf = FORMS["permit_card"].draw(replace(CARD_SAMPLE, photo=photo))
    image = read.picture(pdf, 0, 200)
    inside = read.dark(image, 5.4, 13.5, 25.0, 39.5)
    assert inside > 0.6 * 19.6 * 26 * (200 / 25.4) ** 2
    # Ten of the same person are one image in the file.
    sheet = FORMS["permit_card"].draw_all([replace(CARD_SAMPLE, photo=photo)] * 10, CARDS_10)
    assert sheet.count(b"/DCTDecode") == 1


@pytest.mark.parametrize(
    "photo", ["not base64!", base64.b64encode(b"GIF89a").decode(), base64.b64encode(b"\xff\xd8").decode()]
)
def test_a_photo_that_is_none_is_refused(photo: str) -> None:
    with pytest.raises(Refused, match="照片"):
        FORMS["permit_card"].draw(replace(CARD_SAMPLE, photo=photo))


def test_a_plate_stands_large() -> None:
    card = replace(
        CARD_SAMPLE, title="停车证", with_photo=False, facts=(("车牌", "浙A·D12345"), ("车位", "B1-023"))
    )
    words = read.words(FORMS["permit_card"].draw(card, copies=("正面",)))
    plate = next(word for word in words if word.text == "浙A·D12345")
    assert plate.size == 14
    assert any(word.text == "B1-023" for word in words)


def test_facts_without_room_stand_on_the_back() -> None:
    form = FORMS["permit_card"]
    pdf = form.draw(worst(form, COMPANY))
    front, back = ("".join(read.lines(pdf, number)) for number in (0, 1))
    assert "油漆工" not in front
    assert "工种：泥瓦工、水电工、木工、油漆工；单位：" in back


def test_terms_without_room_are_refused_before_printing() -> None:
    with pytest.raises(Refused, match="使用须知太长"):
        FORMS["permit_card"].draw(replace(CARD_SAMPLE, terms=(COMPANY * 2,) * 6))
    with pytest.raises(Refused, match="一页印不下"):
        FORMS["permission"].draw(replace(FORMS["permission"].sample(), facts=(("栏目", COMPANY * 3),) * 14))


def test_a_card_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="有效期"):
        FORMS["permit_card"].draw(replace(CARD_SAMPLE, ends_on=date(2026, 5, 31)))


def test_T19_a_character_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="姓名"):
        FORMS["permit_card"].draw(replace(CARD_SAMPLE, holder="曾\U0003134a"))


# -- words that must stand, or must not --


def test_the_pets_card_never_carries_the_title_of_the_police() -> None:
    """D3.3: the licence itself is the police's."""
    form = FORMS["pet_card"]
    pet: PetCard = form.sample()
    for paper in (A5, A6):
        told = "".join(read.lines(form.draw(pet, paper)))
        assert "养犬登记证" not in told
        assert "不是公安机关的养犬许可" in told


def test_papers_of_ours_say_that_they_are_not_the_polices() -> None:
    """D3.3: 居住证明 says that it is a supporting paper; 居住证 that it is the estate's."""
    letter = "".join(read.lines(FORMS["residence_letter"].draw(FORMS["residence_letter"].sample())))
    assert "是佐证材料，不是公安机关的居住证" in letter
    assert "不是公安机关签发的居住证" in "".join(usual_terms("居住证", Money(1200)))
    assert "补证收工本费 12.00 元" in "".join(usual_terms("停车证", Money(1200)))
    assert "工本费" not in "".join(usual_terms("停车证"))


def test_a_count_whose_books_do_not_meet_is_not_printed() -> None:
    """D3.8."""
    form = FORMS["stationery_count"]
    count: StationeryCount = form.sample()
    with pytest.raises(Refused, match="收发存对不上"):
        form.draw(replace(count, lines=(CountedLine("居住证", 1, 2, 0, 0, 0, 4, 4),)))
    with pytest.raises(Refused, match="复印费"):
        form.draw(replace(count, copies=3))


def test_a_difference_without_a_reason_is_left_open_on_paper() -> None:
    form = FORMS["stationery_count"]
    pdf = form.draw(
        replace(form.sample(), lines=(CountedLine("居住证", 10, 0, 0, 0, 0, 10, 8),)), copies=("财务联",)
    )
    row = next(line for line in read.lines(pdf) if line.startswith("居住证"))
    assert row.split()[-2:] == ["−2", "待查"]


def test_a_letter_says_only_what_the_register_knows() -> None:
    form = FORMS["residence_letter"]
    plain = replace(form.sample(), since=None, until=None, id_number="", others=())
    told = "".join(read.lines(form.draw(plain)))
    assert "兹证明：曾姝，系该房屋的租客，在杭州市" in told
    assert "登记居住。" in told
    assert "租约" not in told
    unknown = "".join(read.lines(form.draw(replace(plain, role=""))))
    assert "曾姝申报现居住在" in unknown
    assert "还没有本人的登记" in unknown
    assert "证明：" not in unknown.replace("说明：", "")


def test_an_errand_without_papers_lists_the_usual_ones_to_tick() -> None:
    form = FORMS["errand"]
    told = "".join(read.lines(form.draw(replace(form.sample(), papers=()), copies=("",))))
    assert "房主身份证复印件" in told
    assert "收到材料 ____ 份" in told
