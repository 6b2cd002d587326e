"""The one style sheet, made of the tokens. It sets no font: fonts are set on widgets, so that painted parts agree."""

from __future__ import annotations

from frontdesk.base.widgets.tokens import SIZE, SPACE, Tokens

_TONES = ("text", "text2", "text3", "accent", "ok", "warn", "bad", "disabled", "onaccent")
_GROUNDS = ("win", "surface", "subtle", "pop", "okbg", "warnbg", "badbg", "tint", "ctl")


def style_sheet(t: Tokens) -> str:
    """What Fusion cannot say by palette alone: grounds, words in a tone, scroll bars, menus, splitters."""
    tones = "\n".join(f'QLabel[tone="{name}"] {{ color: {t.colour(name)}; }}' for name in _TONES)
    grounds = "\n".join(f'*[ground="{name}"] {{ background-color: {t.colour(name)}; }}' for name in _GROUNDS)
    r = SIZE.radius
    return f"""
QMainWindow, QDialog {{ background-color: {t.surface}; }}
QLabel {{ background: transparent; }}
QLabel:disabled {{ color: {t.disabled}; }}
{tones}
{grounds}
QFrame#card {{ background-color: {t.surface}; border: 1px solid {t.line}; border-radius: {r}px; }}
QFrame#note {{ background-color: {t.subtle}; border: 1px solid {t.line}; border-radius: {r}px; }}
QFrame#popup {{ background-color: {t.pop}; border: 1px solid {t.ctlline}; border-radius: {r}px; }}

QLineEdit#inner, QPlainTextEdit#inner {{
    background: transparent; border: none; padding: 0; color: {t.text};
    selection-background-color: {t.accent}; selection-color: {t.onaccent};
}}
QLineEdit#inner:disabled, QPlainTextEdit#inner:disabled {{ color: {t.text2}; }}

QAbstractScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
QTableView, QTreeView, QListView {{
    background-color: {t.surface}; border: none; outline: none; color: {t.text};
    selection-background-color: {t.tint}; selection-color: {t.text};
}}
QHeaderView {{ background-color: {t.surface}; border: none; }}
QTableCornerButton::section {{ background: {t.surface}; border: none; }}
QListView#choices, QTreeView#choices {{ background-color: {t.pop}; }}

QScrollBar:vertical {{ background: transparent; width: 8px; margin: {SPACE.xs}px 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0 {SPACE.xs}px; border: none; }}
QScrollBar::handle:vertical {{
    background: {t.ctlline}; min-height: 32px; margin: 0 2px 0 3px; border-radius: 1px;
}}
QScrollBar::handle:horizontal {{
    background: {t.ctlline}; min-width: 32px; margin: 3px 0 2px 0; border-radius: 1px;
}}
QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed {{
    background: {t.ctledge}; margin: 0; border-radius: 4px;
}}
QScrollBar::handle:horizontal:hover, QScrollBar::handle:horizontal:pressed {{
    background: {t.ctledge}; margin: 0; border-radius: 4px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}

QSplitter::handle {{ background-color: {t.line}; }}
QSplitter::handle:hover {{ background-color: {t.ctledge}; }}

QMenu {{
    background-color: {t.pop}; border: 1px solid {t.ctlline}; padding: {SPACE.xs}px;
    color: {t.text};
}}
QMenu::item {{ padding: 6px {SPACE.xl}px 6px {SPACE.m}px; border-radius: {SPACE.xs}px; }}
QMenu::item:selected {{ background-color: {t.hover}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {SPACE.xs}px {SPACE.s}px; }}
QMenu::icon {{ padding-left: {SPACE.s}px; }}

QToolTip {{
    background-color: {t.pop}; color: {t.text}; border: 1px solid {t.ctlline};
    padding: {SPACE.xs}px {SPACE.s}px;
}}
QProgressBar {{
    background-color: {t.line}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px;
}}
QProgressBar::chunk {{ background-color: {t.accent}; border-radius: 2px; }}
QCalendarWidget QWidget {{ background-color: {t.pop}; alternate-background-color: {t.pop}; }}
QCalendarWidget QAbstractItemView {{
    background-color: {t.pop}; color: {t.text}; outline: none;
    selection-background-color: {t.accent}; selection-color: {t.onaccent};
}}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.disabled}; }}
QCalendarWidget QToolButton {{
    background: transparent; color: {t.text}; border: none; border-radius: {SPACE.xs}px; padding: {SPACE.xs}px;
}}
QCalendarWidget QToolButton:hover {{ background-color: {t.hover}; }}
"""
