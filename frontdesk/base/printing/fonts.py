"""The fonts of every paper: embedded as subsets, one two-byte font per face, with a fallback per character.

ReportLab cuts a Chinese font into slices of 256 characters and switches between them; one Type0 font with
Identity-H codes (PDF 1.7, 9.7.5 and 9.7.6) needs no switching, and its ToUnicode map is written here in UTF-16,
so that names outside the first plane (𬭎) can be copied out of the paper as they were written.

A character that no face has is refused by name before anything is drawn; nothing is ever printed as a box (T19).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics

from frontdesk.base.printing.face import Face
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.resources import resource
from frontdesk.base.values.text import tr

REGULAR: Final = "FrontDesk-Regular"
BOLD: Final = "FrontDesk-Bold"
TITLE: Final = "FrontDesk-Title"
RARE: Final = "FrontDesk-Rare"

# Each font and those asked in turn for a character it lacks.
_FILES: Final = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    TITLE: "NotoSerifSC-Bold.ttf",
    RARE: "RareNames.ttf",
}
_FALLBACKS: Final = {REGULAR: (RARE,), BOLD: (REGULAR, RARE), TITLE: (BOLD, REGULAR, RARE), RARE: ()}

# Marks that have no shape of their own: joiners, direction marks, variation selectors. They are left out.
_SHAPELESS: Final = frozenset(
    [*range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)

_MOST_KNOWN: Final = 4096
"""So many texts are remembered with what was worked out for them."""

_lock = Lock()


class CidFont:
    """One face as a Type0/Identity-H font. Speaks ReportLab's protocol for dynamic fonts.

    `width` and `encode` are what our own pages use; `stringWidth`, `splitString` and the rest let ReportLab's
    canvas, tables and charts use the same font.
    """

    _multiByte = 1
    _dynamicFont = 1
    shapable = False

    def __init__(self, name: str, face: Face, fallbacks: tuple[CidFont, ...] = ()) -> None:
        self.fontName = name
        self.face = face
        self.encoding = None
        self.chain: tuple[CidFont, ...] = (self, *fallbacks)
        self._widths = _Widths(self.chain)
        self._known: dict[str, int] = {}
        self._uses: WeakKeyDictionary[Any, Use] = WeakKeyDictionary()

    def width(self, text: str, size: float) -> float:
        """Width of *text* in points. A character that no face has raises `Refused`."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            # A text is measured to see whether it fits, and again where it is drawn.
            found = self._known[text] = sum(map(self._widths.__getitem__, text))
        return found * size / 1000

    def use(self, document: Any) -> Use:
        """The part of the font that *document* (a PDFDocument) uses."""
        found = self._uses.get(document)
        if found is None:
            found = self._uses[document] = Use(self, document)
        return found

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return self.width(text, size)

    def splitString(
        self, text: str | bytes, document: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """ReportLab's protocol: the codes in runs, each with the number of its font in the chain."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        runs = self.use(document).encode(text)
        names = [font.use(document).name for font in self.chain]
        return [(names.index(name), bytes.fromhex(codes)) for name, codes in runs]

    def getSubsetInternalName(self, subset: int, document: Any) -> str:
        return self.chain[subset].use(document).name

    def addObjects(self, document: Any) -> None:
        """ReportLab's protocol: write the subset when the document is closed."""
        self._uses.pop(document).write()


class _Widths(dict[str, int]):
    """Character -> advance width, filled as characters are met."""

    def __init__(self, chain: tuple[CidFont, ...]) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, character: str) -> int:
        font = _font_of(self._chain, character)
        width = font.face.width(ord(character)) if font else 0
        self[character] = width
        return width


class _Codes(dict[str, str]):
    """Character -> its two-byte code in hexadecimal, given out in the order of first use."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.characters: list[int] = []

    def __missing__(self, character: str) -> str:
        code = ord(character)
        if code not in self._face.glyphs:
            raise KeyError(character)
        self.characters.append(code)
        found = self[character] = f"{len(self.characters):04x}"
        return found


class Use:
    """The characters of one font that one document uses."""

    def __init__(self, font: CidFont, document: Any) -> None:
        self._font = font
        self._document = document
        self._codes = _Codes(font.face)
        self._known: dict[str, list[tuple[str, str]]] = {}
        self.name = f"/F{len(document.fontMapping) + 1}"
        document.fontMapping[font.fontName] = self.name
        document.delayedFonts.append(font)

    def encode(self, text: str) -> list[tuple[str, str]]:
        """The text in runs: internal font name and codes in hexadecimal. One run unless a fallback is needed."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[text] = self._encode(text)
        return found

    def _encode(self, text: str) -> list[tuple[str, str]]:
        try:
            return [(self.name, "".join(map(self._codes.__getitem__, text)))]
        except KeyError:
            return self._encode_in_runs(text)

    def _encode_in_runs(self, text: str) -> list[tuple[str, str]]:
        runs: list[tuple[str, str]] = []
        for character in text:
            font = _font_of(self._font.chain, character)
            if font is None:
                continue
            use = font.use(self._document)
            codes = use._codes[character]
            if runs and runs[-1][0] == use.name:
                codes = runs.pop()[1] + codes
            runs.append((use.name, codes))
        return runs

    def write(self) -> None:
        """Put the font's objects into the document."""
        if not self._codes.characters:
            del self._document.fontMapping[self._font.fontName]
            return
        document, face, characters = self._document, self._font.face, self._codes.characters
        subset = face.subset(characters)
        name = pdfdoc.PDFName(f"{_tag(subset)}+{face.name}")
        file = _stream(subset)
        file.dictionary["Length1"] = len(subset)
        descriptor = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.cap_height,
            "StemV": face.stem,
            "FontFile2": self._reference(file, "file"),
        })  # fmt: skip
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        widths = pdfdoc.PDFArray([face.width(code) for code in characters])
        descendant = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": self._reference(descriptor, "descriptor"),
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, widths]),
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
        })  # fmt: skip
        font = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": name,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([self._reference(descendant, "descendant")]),
            "ToUnicode": self._reference(_stream(_to_unicode(characters)), "unicode"),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name[1:]] = self._reference(font, "font")

    def _reference(self, thing: Any, part: str) -> Any:
        return self._document.Reference(thing, f"{self._font.fontName}.{part}")


def _stream(content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _tag(subset: bytes) -> str:
    """Six letters that name the subset: programs that merge papers must not take two subsets for one font."""
    number = int.from_bytes(hashlib.sha256(subset).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters


def _to_unicode(characters: list[int]) -> bytes:
    """The map from our codes back to text, so that it can be copied and searched."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(characters), 100):  # the format allows 100 entries in a block
        block = characters[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        for number, code in enumerate(block, start + 1):
            lines.append(f"<{number:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>")
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _font_of(chain: tuple[CidFont, ...], character: str) -> CidFont | None:
    """The first font of the chain that has the character; None for a mark without shape. Raises `Refused`."""
    code = ord(character)
    for font in chain:
        if code in font.face.glyphs:
            return font
    if code in _SHAPELESS:
        return None
    raise Refused(tr("打印字库里没有“{character}”，请换一个写法", character=named(character)))


@cache
def font(name: str) -> CidFont:
    """One of the four fonts, loaded on first use and known to ReportLab by its name."""
    with _lock:
        return _load(name)


@cache
def _load(name: str) -> CidFont:
    made = CidFont(
        name, Face(resource("fonts", _FILES[name])), tuple(_load(other) for other in _FALLBACKS[name])
    )
    pdfmetrics.registerFont(made)
    return made


def missing_characters(text: str) -> list[str]:
    """The characters of *text* that cannot be printed, each once, in the order they stand."""
    known = _printable()
    return [c for c in dict.fromkeys(text) if c not in known and not _is_printable(c, known)]


def require(texts: Iterable[tuple[str, str]]) -> None:
    """Refuse to print texts with characters that no font has.

    *texts* are pairs of a place in words (`收款收据 SJ00020331 的交款人`) and the text that stands there; the
    message names the character, its code point, the place and the text.
    """
    for place, text in texts:
        missing = missing_characters(text)
        if missing:
            names = "、".join(named(character) for character in missing)
            words = tr(
                "{place}“{text}”里有打印字库没有的字：{names}。没有打印，请换一个写法后再打印",
                place=place, text=text, names=names,
            )  # fmt: skip
            raise Refused(words)


def named(character: str) -> str:
    """How a character is named in a message: itself where it can be seen, and its code point."""
    code = f"U+{ord(character):04X}"
    return f"{character}（{code}）" if unicodedata.category(character)[0] not in "CZM" else code


@cache
def _printable() -> set[str]:
    """Characters found printable so far; line breaks and tabs are laid out, not drawn."""
    return set("\n\t ")


def _is_printable(character: str, known: set[str]) -> bool:
    code = ord(character)
    if code in _SHAPELESS or any(code in found.face.glyphs for found in font(REGULAR).chain):
        known.add(character)
        return True
    return False
