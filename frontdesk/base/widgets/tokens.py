"""Every colour, distance, size and weight of the window: the only file that holds any of them (L3).

All lengths are logical pixels at 100 % scaling; Qt scales them. Contrast of every pair that carries meaning is
computed by a test: text 4.5 : 1, dots and edges of controls 3 : 1, in both themes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as `#rrggbb`."""

    dark: bool
    win: str  # title bar, top bar, tabs
    surface: str  # page, lists
    subtle: str  # side pane, foot, read-only field
    ctl: str  # buttons, fields
    pop: str  # drop-downs, menus
    hover: str
    press: str
    key: str  # under a key hint
    line: str  # pane and header lines
    hair: str  # lines between rows
    ctlline: str  # a control's border, three sides
    ctledge: str  # a control's bottom border, checkbox
    text: str
    text2: str  # labels, second column
    text3: str  # hints, keys, placeholder, rows that do not count
    disabled: str
    accent: str
    accenth: str
    accentp: str
    onaccent: str
    tint: str  # selected row, chosen chip
    tintline: str
    ok: str
    okdot: str
    warn: str
    warndot: str
    bad: str
    baddot: str
    mutedot: str
    okbg: str
    warnbg: str
    badbg: str
    # The building grid: fill and text of each state.
    paid: str
    paid_text: str
    part: str
    part_text: str
    owing: str
    owing_text: str
    over: str
    over_text: str
    vacant: str
    vacant_text: str
    # Charts: one series; days to come; at most six categories in this order (Okabe-Ito).
    chart: str
    chart2: str
    series: tuple[str, ...]

    def colour(self, name: str) -> str:
        """The colour of that token; `KeyError` for a name that is none."""
        if name not in _COLOURS:
            raise KeyError(name)
        value: str = getattr(self, name)
        return value


LIGHT = Tokens(
    dark=False,
    win="#F3F4F6", surface="#FFFFFF", subtle="#F8F9FA", ctl="#FFFFFF", pop="#FFFFFF",
    hover="#F1F3F5", press="#E6E9EC", key="#EEF0F3",
    line="#E2E5E9", hair="#EDEFF2", ctlline="#CDD2D8", ctledge="#868D96",
    text="#1A1D21", text2="#4A5058", text3="#646B74", disabled="#9AA1A9",
    accent="#0F5FA8", accenth="#0C5293", accentp="#0A457C", onaccent="#FFFFFF",
    tint="#E6F0F9", tintline="#B5D2EC",
    ok="#146C37", okdot="#1F9150", warn="#8A5100", warndot="#C77800",
    bad="#B3261E", baddot="#CB3A31", mutedot="#868D96",
    okbg="#E7F4EC", warnbg="#FDF3E1", badbg="#FCEDEB",
    paid="#D5EBDD", paid_text="#1A1D21", part="#CFE0F1", part_text="#1A1D21",
    owing="#F6D68B", owing_text="#1A1D21", over="#A83A2C", over_text="#FFFFFF",
    vacant="#F3F4F6", vacant_text="#646B74",
    chart="#3C7FB8", chart2="#C9CFD6",
    series=("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"),
)  # fmt: skip

DARK = Tokens(
    dark=True,
    win="#1B1D20", surface="#232629", subtle="#282B2F", ctl="#2E3236", pop="#2A2D31",
    hover="#2E3236", press="#373B40", key="#363A3F",
    line="#383C41", hair="#2F3337", ctlline="#474C52", ctledge="#8B929A",
    text="#F1F2F4", text2="#C3C8CE", text3="#A0A7AF", disabled="#6C737B",
    accent="#6BB3EE", accenth="#82C0F3", accentp="#579FDA", onaccent="#0B1B29",
    tint="#1F3547", tintline="#33587A",
    ok="#77CC96", okdot="#4DB877", warn="#EBB565", warndot="#E0A040",
    bad="#F29C94", baddot="#EA7268", mutedot="#8B929A",
    okbg="#1F3528", warnbg="#3B2F1B", badbg="#402623",
    paid="#23442F", paid_text="#F1F2F4", part="#234360", part_text="#F1F2F4",
    owing="#6E5215", owing_text="#F1F2F4", over="#D9705F", over_text="#1A0D0B",
    vacant="#282B2F", vacant_text="#A0A7AF",
    chart="#5BA3DC", chart2="#50565D",
    series=("#2687BE", "#EAAD26", "#26AD88", "#D48DB4", "#6FBFEC", "#DB7626"),
)  # fmt: skip

_COLOURS = frozenset(f.name for f in fields(Tokens)) - {"dark", "series"}

NOTES: dict[int, str] = {
    100_00: "#C8484B",
    50_00: "#3F8F63",
    20_00: "#A8743C",
    10_00: "#3F6FA8",
    5_00: "#7A5AA6",
    1_00: "#7F8B45",
    50: "#C9A24B",
    10: "#B9BEC4",
}
"""Banknotes and coins by their value in fen; the same in both themes (decoration, the count is the field)."""
NOTE_TEXT = "#FFFFFF"
COIN_TEXT = "#1A1D21"

PAPER = "#FFFFFF"
"""A sheet of paper in a preview: white in both themes, because it is what will be printed."""
PAPER_TEXT = "#1A1D21"


@dataclass(frozen=True, slots=True)
class _Space:
    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the scale is xs s m l xl
    xl: int = 24


@dataclass(frozen=True, slots=True)
class _Size:
    # heights
    top_bar: int = 44
    tabs: int = 40
    page_head: int = 56
    filters: int = 44
    row: int = 32
    head: int = 32
    group_row: int = 36
    hit: int = 36
    control: int = 32
    chip: int = 28
    foot: int = 56
    message: int = 40
    large: int = 40
    count_row: int = 44
    heading: int = 24
    error_line: int = 20
    label_line: int = 20
    key_hint: int = 16
    # widths
    search: int = 440
    drop_down: int = 640
    empty: int = 440
    panes: tuple[int, ...] = (304, 320, 344, 380, 408, 432, 472)
    fold_under: int = 1500
    window_min: tuple[int, int] = (1180, 640)
    # shapes
    radius: int = 6
    radius_small: int = 3
    dot: int = 8
    icon: int = 16
    bar: int = 3
    icons: tuple[int, ...] = (16, 20, 24, 32)


@dataclass(frozen=True, slots=True)
class Face:
    """Pixel size, line height and weight (400 regular, 600 demi-bold) of one sort of text."""

    px: int
    line: int
    weight: int


SPACE = _Space()
SIZE = _Size()
TYPE: dict[str, Face] = {
    "small": Face(12, 16, 400),
    "small_bold": Face(12, 16, 600),
    "body": Face(13, 20, 400),
    "bold": Face(13, 20, 600),
    "lead": Face(15, 20, 600),
    "title": Face(20, 28, 600),
    "figure": Face(28, 36, 600),
}
FAMILIES = ("Microsoft YaHei UI", "Segoe UI", "Noto Sans CJK SC", "Noto Sans SC")
"""Preferred first; the last one is shipped, for a machine that has none of the Chinese faces."""

SLIDE_MS = 150
MESSAGE_MS = 6000
BUSY_SHOWN_MS = 300
PROGRESS_SHOWN_MS = 2000
