"""Fonts of the papers: nothing is printed as a box (T19), every character can be copied out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font, missing_characters, require
from frontdesk.base.printing.paper import A5
from frontdesk.base.printing.press import Press
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read


def _page(texts: list[tuple[str, str]]) -> bytes:
    press = Press(title="字", author="", day=date(2026, 11, 21))
    page = press.page(A5)
    for number, (text, face) in enumerate(texts):
        page.text(12, 20 + 12 * number, text, size=24, face=face)
    return press.finish()


def test_T19_all_8105_characters_of_the_general_list_can_be_printed() -> None:
    listed = "".join(Path(__file__).with_name("hanzi-8105.txt").read_text("utf-8").split())
    assert len(set(listed)) == 8105
    assert missing_characters(listed) == []


def test_T19_figures_and_signs_of_the_papers_stand_in_each_face() -> None:
    signs = "0123456789¥−–—×÷㎡·（），。：；、/%①②③℃…《》“”"
    for face in (REGULAR, BOLD, TITLE):
        assert all(ord(sign) in font(face).face.glyphs for sign in signs)


@pytest.mark.parametrize("face", [REGULAR, BOLD, TITLE])
def test_a_rare_name_is_copied_out_as_it_was_written(face: str, qtbot: QtBot) -> None:
    """Names beyond the first plane (𬭎) and those only the fallback has, by two independent readers."""
    name = "张𬭎㐂𫞢鿾"
    assert missing_characters(name) == []
    pdf = _page([(name, face)])
    assert read.words(pdf)[0].text == name
    assert name in read.reader(pdf).pages[0].extract_text()
    document = QPdfDocument(None)
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    assert name in document.getAllText(0).text()
    document.close()


def test_a_character_of_the_fallback_is_drawn_where_it_belongs(qtbot: QtBot) -> None:
    """The advance of a fallback's character moves what follows, as the width that was measured says."""
    rare = next(
        chr(code) for code in font(REGULAR).chain[1].face.glyphs if code not in font(REGULAR).face.glyphs
    )
    image = read.picture(_page([(f"{rare}|", REGULAR)]))
    size = 24 * 25.4 / 72
    assert read.dark(image, 12, 20 - size, 12 + size, 20 + size * 0.2) > 50
    width = font(REGULAR).width(f"{rare}|", 24) * 25.4 / 72
    assert read.dark(image, 12 + size, 10, 12 + width + 0.5, 24) > 10
    assert read.dark(image, 12 + width + 0.5, 10, 60, 24) == 0


def test_T19_a_missing_character_is_refused_by_name_and_place() -> None:
    with pytest.raises(Refused) as caught:
        require([("收款收据 SJ1 的交款人", "张硕"), ("收款收据 SJ1 的计算说明", "好👍")])
    said = str(caught.value)
    assert "👍（U+1F44D）" in said
    assert "收款收据 SJ1 的计算说明“好👍”" in said


def test_control_characters_are_named_by_their_code_alone() -> None:
    with pytest.raises(Refused, match=r"U\+0007"):
        require([("房号", "3-1\x07")])


def test_drawing_a_missing_character_is_refused_too() -> None:
    with pytest.raises(Refused, match=r"U\+1F44D"):
        _page([("👍", REGULAR)])


def test_marks_without_shape_are_left_out() -> None:
    marked = "张\u200b硕\ufe0f\U000e0100"
    assert missing_characters(marked) == []
    assert read.words(_page([(marked, REGULAR)]))[0].text == "张硕"
    assert font(REGULAR).width(marked, 10) == font(REGULAR).width("张硕", 10)


def test_F6_fonts_are_embedded_as_subsets_and_no_other_slips_in() -> None:
    pdf = _page([("物业", REGULAR), ("合计", BOLD), ("收款收据", TITLE), ("𫞢", REGULAR)])
    found = read.fonts(pdf)
    assert all(found.values())
    assert all(len(name.split("+")[0]) == 7 for name in found)  # a slash and six letters
    assert {name.split("+")[1] for name in found} == {
        "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerifSC-Bold", "BabelStoneHan",
    }  # fmt: skip
    assert len(pdf) < 60_000


def test_a_face_that_is_not_used_is_not_embedded() -> None:
    assert [name.split("+")[1] for name in read.fonts(_page([("物业", REGULAR)]))] == ["NotoSansSC-Regular"]


def test_different_subsets_have_different_names() -> None:
    """Programs that merge papers take fonts of one name for one font."""
    assert set(read.fonts(_page([("物", REGULAR)]))) != set(read.fonts(_page([("业", REGULAR)])))
    assert set(read.fonts(_page([("物", REGULAR)]))) == set(read.fonts(_page([("物", REGULAR)])))


def test_reportlab_draws_with_the_same_fonts() -> None:
    """Charts and tables of ReportLab reach the fonts by name, fallback and all."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    font(BOLD)
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=REGULAR)
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(200, 200, "欠费账龄 𫞢 0–30 天")
    canvas.save()
    assert "欠费账龄" in read.reader(buffer.getvalue()).pages[0].extract_text()
    assert all(read.fonts(buffer.getvalue()).values())


def test_the_dot_between_units_is_narrow() -> None:
    """`元/㎡·月` stands as the drawings show it."""
    assert font(REGULAR).width("·", 10) == 5
