"""Colours, measures and faces of the window: every token in one place, no literal elsewhere.

Three voices: the paper speaks Song on white, the program Hei on cool grey, and colour only where
the clerk has something to do. Colours are ``#rrggbb`` texts; ``QColor`` and style sheets take
both.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QFont, QFontDatabase

from core.report.faces import FACE_NAMES, FONTS, FaceName

SONG_FAMILY = "Noto Serif SC"
HEI_FAMILY = "Noto Sans SC"


class Theme(Struct, kw_only=True):
    """One table of tokens; another chrome is another table of the same names.

    A window has a table of its own, which can change to another while the window stands: who
    paints reads its colours when it paints.
    """

    ink: str
    ink_2: str
    ink_3: str
    desk: str
    chrome: str
    surface: str
    hover: str
    line: str
    line_strong: str
    field_line: str
    """Around what is typed or ticked: stands out from what it lies on."""
    disabled: str
    """What cannot be pressed now."""
    paper: str
    paper_ink: str
    paper_line: str
    paper_label: str
    accent: str
    accent_strong: str
    accent_wash: str
    accent_ink: str
    warn: str
    warn_ink: str
    warn_wash: str
    reason_wash: str
    error: str
    error_wash: str
    good: str
    good_wash: str
    computed: str
    computed_wash: str
    shadow: str
    notice: str
    """What floats over the window or the paper for a while stands out from both."""
    notice_ink: str
    notice_line: str
    notice_accent: str
    part_1: str
    """Parts of a bar, each told from the next by its lightness, as on paper."""
    part_2: str
    part_3: str
    part_4: str
    part_5: str
    tick: str = "tick-light.svg"
    dot: str = "dot-light.svg"
    """The drawings of a check mark, and of what is chosen among several, on ``accent``."""
    ring: str = "ring-light.svg"
    """A button of ``accent`` that has the keys, four times as large as its border."""
    song_family: str = SONG_FAMILY
    hei_family: str = HEI_FAMILY
    size: int = 13
    """Interface type in pixels."""
    size_hint: int = 12
    size_title: int = 16
    size_total: int = 34
    step: int = 4
    radius: int = 5
    top_bar: int = 52
    score_bar: int = 64
    status_bar: int = 28
    left_dock: int = 236
    right_dock: int = 316

    def change_to(self, other: Theme) -> None:
        """Be another table from now on."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(other, name))

    @property
    def on_paper(self) -> Theme:
        """The colours of what is drawn upon the paper, which is white in any chrome."""
        return LIGHT


LIGHT = Theme(
    ink="#1d2433",
    ink_2="#4a5568",
    ink_3="#586479",
    desk="#e9ecf1",
    chrome="#f6f7f9",
    surface="#ffffff",
    hover="#eceff4",
    line="#dde1e8",
    line_strong="#c3cad6",
    field_line="#7f8a9d",
    disabled="#9aa4b5",
    paper="#ffffff",
    paper_ink="#1b1b1b",
    paper_line="#222222",
    paper_label="#f7f8fa",
    accent="#1f5fbf",
    accent_strong="#184c99",
    accent_wash="#dfe9f8",
    accent_ink="#ffffff",
    warn="#c47f17",
    warn_ink="#8a5607",
    warn_wash="#fff9ec",
    reason_wash="#fff4d9",
    error="#b3261e",
    error_wash="#fdecea",
    good="#22743a",
    good_wash="#e7f4ea",
    computed="#123f86",
    computed_wash="#f3f6fb",
    shadow="#d3d9e3",
    notice="#1d2433",
    notice_ink="#ffffff",
    notice_line="#1d2433",
    notice_accent="#dfe9f8",
    part_1="#1a4073",
    part_2="#4578b0",
    part_3="#87add4",
    part_4="#bfd1e0",
    part_5="#999999",
)


DARK = replace(
    LIGHT,
    ink="#e6eaf2",
    ink_2="#b7c0cf",
    ink_3="#a0aabc",
    desk="#12161d",
    chrome="#1b2029",
    surface="#232935",
    hover="#2d3441",
    line="#343c4a",
    line_strong="#4a5567",
    field_line="#76829a",
    disabled="#616c7e",
    accent="#7fb3fb",
    accent_strong="#a3c9ff",
    accent_wash="#26405f",
    accent_ink="#0b1220",
    warn="#dd9c34",
    warn_ink="#f0c274",
    warn_wash="#332b1c",
    reason_wash="#46391f",
    error="#f4958d",
    error_wash="#472523",
    good="#7fd198",
    good_wash="#1d3a28",
    computed="#a3c4ff",
    computed_wash="#202c40",
    shadow="#07090d",
    notice="#3a4457",
    notice_ink="#f2f5fa",
    notice_line="#8391a8",
    notice_accent="#a9cbff",
    part_1="#3c6aa6",
    part_2="#6c9fdc",
    part_3="#a0c3ee",
    part_4="#e3edf9",
    part_5="#8b95a6",
    tick="tick-dark.svg",
    dot="dot-dark.svg",
    ring="ring-dark.svg",
)
"""The chrome in the dark; the paper on it stays what it is."""

AS_SYSTEM, LIGHT_CHROME, DARK_CHROME = "", "light", "dark"


def chosen(wish: str, *, dark_system: bool) -> Theme:
    """The table for a wish of the clerk's, else for what the system looks like."""
    dark = dark_system if wish == AS_SYSTEM else wish == DARK_CHROME
    return DARK if dark else LIGHT


def load_faces() -> None:
    """Give Qt the two faces of the paper; needs a running application.

    The converted files are taken where set-up left them, else the faces they are made from:
    converting takes half a minute, and nobody waits for that before a window.
    """
    for name in FACE_NAMES:
        converted = FONTS / f"{name}.ttf"
        QFontDatabase.addApplicationFont(
            str(converted) if converted.exists() else _unconverted(name)
        )


def _unconverted(name: FaceName) -> str:
    import pylopdf_fonts_zh_cn as package

    return str({"song": package.serif_path, "hei": package.sans_path}[name]())


def interface_font(theme: Theme, size: int | None = None, *, bold: bool = False) -> QFont:
    """Hei at a size in pixels (the interface size when none is given)."""
    font = QFont(theme.hei_family)
    font.setPixelSize(size or theme.size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
