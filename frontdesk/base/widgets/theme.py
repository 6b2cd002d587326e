"""The look at work: one palette and one style sheet made of the tokens, fonts, icons, and a switch between themes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from frontdesk.base.values.resources import resource
from frontdesk.base.widgets.glyphs import glyph_icon
from frontdesk.base.widgets.sheet import style_sheet
from frontdesk.base.widgets.tokens import DARK, FAMILIES, LIGHT, TYPE, Tokens

Mode = Literal["system", "light", "dark"]
FontName = Literal["small", "small_bold", "body", "bold", "lead", "title", "figure"]


class _Notifier(QObject):
    theme_changed = Signal()


@dataclass
class _Look:
    """What is shown now. One look for the whole application, as a QPalette is."""

    tokens: Tokens = LIGHT
    mode: Mode = "light"
    families: tuple[str, ...] | None = None
    fonts: dict[str, QFont] = field(default_factory=dict)
    icons: dict[tuple[str, str], QIcon] = field(default_factory=dict)
    follows: QObject | None = None


_look = _Look()
_notifier = _Notifier()
theme_changed = _notifier.theme_changed
"""Emitted after palette, style sheet and icons have been rebuilt."""


def theme() -> Tokens:
    """The colours shown now. Read it at paint time, never keep it."""
    return _look.tokens


def colour(name: str) -> QColor:
    """The colour of a token as Qt wants it."""
    return QColor(_look.tokens.colour(name))


def apply_theme(app: QApplication, mode: Mode = "system") -> None:
    """Dress *app*; `system` follows the desktop's light or dark from then on."""
    _look.mode = mode
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    hints = app.styleHints()
    if _look.follows is not hints:
        _look.follows = hints
        hints.colorSchemeChanged.connect(_follow)
    _dress(app)


def theme_mode() -> Mode:
    """What was asked for: the mode given to `apply_theme`."""
    return _look.mode


def _follow() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _look.mode == "system":
        _dress(app)


def _dress(app: QApplication) -> None:
    dark = _look.mode == "dark"
    if _look.mode == "system":
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    tokens = DARK if dark else LIGHT
    sheet = style_sheet(tokens)
    if tokens is _look.tokens and app.styleSheet() == sheet:
        # It stands so already: Qt would dress every widget there is once more.
        return
    _look.tokens = tokens
    _look.icons.clear()
    app.setFont(font("body"))
    app.setPalette(_palette(_look.tokens))
    app.setStyleSheet(sheet)
    _notifier.theme_changed.emit()


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: t.win, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.subtle,
        role.Text: t.text, role.Button: t.ctl, role.ButtonText: t.text, role.ToolTipBase: t.pop,
        role.ToolTipText: t.text, role.PlaceholderText: t.text3, role.Highlight: t.accent,
        role.HighlightedText: t.onaccent, role.Link: t.accent, role.LinkVisited: t.accent,
        role.Accent: t.accent, role.Mid: t.line, role.Midlight: t.press, role.Dark: t.ctledge,
        role.Light: t.ctl, role.Shadow: t.line, role.BrightText: t.bad,
    }  # fmt: skip
    palette = QPalette()
    for which, value in pairs.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(t.line))
    return palette


def font(name: FontName = "body") -> QFont:
    """The font of that name: pixel size, weight, figures of one width (L4). A copy; the caller may change it."""
    found = _look.fonts.get(name)
    if found is None:
        face = TYPE[name]
        found = QFont(list(_families()))
        found.setPixelSize(face.px)
        found.setWeight(QFont.Weight.DemiBold if face.weight >= 600 else QFont.Weight.Normal)
        found.setFeature(QFont.Tag("tnum"), 1)
        found.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        _look.fonts[name] = found
    return QFont(found)


def _families() -> tuple[str, ...]:
    """The families of this machine in the order preferred; ours is loaded when no Chinese face is there."""
    if _look.families is None:
        known = set(QFontDatabase.families())
        present = [f for f in FAMILIES if f in known]
        if not any(f in known for f in FAMILIES if f != "Segoe UI"):
            for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
                number = QFontDatabase.addApplicationFont(str(resource("fonts", file)))
                present += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in present]
        _look.families = tuple(present) or (QGuiApplication.font().family(),)
    return _look.families


def icon(name: str, colour_token: str = "text2", fill: bool = False) -> QIcon:
    """A Phosphor icon (`ph.key`; Remix as `ri.…`) in a token's colour, drawn at any size.

    *fill* takes the filled variant, for the chosen tab. Raises `KeyError` for a colour that is no token.
    """
    full = f"{name}-fill" if fill and not name.endswith("-fill") else name
    found = _look.icons.get((full, colour_token))
    if found is None:
        found = glyph_icon(full, _look.tokens.colour(colour_token), _look.tokens.disabled)
        _look.icons[(full, colour_token)] = found
    return found


def icon_pixmap(name: str, colour_token: str, size: int, ratio: float, fill: bool = False) -> QPixmap:
    """The icon as a picture of *size* logical pixels for a screen of that device ratio."""
    return icon(name, colour_token, fill).pixmap(QSize(size, size), ratio)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again after a property that it selects by has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
