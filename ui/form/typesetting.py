"""The type of the paper: faces and sizes by kind of cell, and text laid out once, drawn often."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from core.report.text import Setting, clusters
from core.sheet.sheet import Align, Band, Cell, Role
from ui.theme import Theme

BODY_SIZE = 13
"""Size of the form's text at 100 %, in pixels."""

CACHED = 20_000
_LINE_SEPARATOR = "\u2028"

ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.TEXT: Qt.AlignmentFlag.AlignLeft,
}


class Kind(Enum):
    """A kind of type: its size at 100 % and the free space left and right of it."""

    __hash__ = object.__hash__  # an enum's own is a call to Python

    TITLE = (24, 8)
    YEAR = (15, 8)
    LABEL = (BODY_SIZE, 2)
    BODY = (BODY_SIZE, 3)
    PROMPT = (12, 5)

    @property
    def size(self) -> int:
        return self.value[0]

    @property
    def pad(self) -> int:
        return self.value[1]


def kind_of(cell: Cell, band: Band) -> Kind:
    """The type in which a cell is set."""
    if cell.role is Role.TITLE:
        return Kind.TITLE if cell.path is not None and cell.path.field == "title" else Kind.YEAR
    label = (cell.role is Role.LABEL and cell.framed) or (
        cell.role is Role.HEADING and band is Band.INDICATOR
    )
    return Kind.LABEL if label else Kind.BODY


def shown(cell: Cell, band: Band, prompt: str) -> tuple[str, Kind, Align]:
    """What is set in a cell, and how: its text or, where that is blank, what it asks for."""
    if prompt and not cell.text.strip():
        return prompt, Kind.PROMPT, Align.RIGHT if cell.align is Align.RIGHT else Align.LEFT
    return cell.text, kind_of(cell, band), cell.align


class Text(Struct, frozen=True):
    """A text broken into lines; ``height`` is that of all lines, rounded up."""

    layout: QTextLayout
    height: int

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the painter's pen, the first line's top at ``y``."""
        self.layout.draw(painter, QPointF(x, y))


class Typesetter:
    """Fonts and laid out texts for one zoom."""

    def __init__(self, theme: Theme, zoom: float) -> None:
        self.zoom = zoom
        self._fonts = {kind: _font(theme, kind, zoom) for kind in Kind}
        self._metrics = {kind: QFontMetricsF(font) for kind, font in self._fonts.items()}
        self._texts: dict[tuple[str, int, Kind, Align], Text] = {}

    def font(self, kind: Kind) -> QFont:
        return self._fonts[kind]

    def pad(self, kind: Kind) -> int:
        """Free space left and right of a text of this kind."""
        return max(1, round(kind.pad * self.zoom))

    def inset(self, cell: Cell, kind: Kind) -> int:
        """How far the name of a part stands behind the edge where other texts begin."""
        return round(cell.indent * self._fonts[kind].pixelSize())

    def room(self, kind: Kind, width: int) -> int:
        """How wide a text may be in a cell of this width, whose left line belongs to it."""
        return max(1, width - 1 - 2 * self.pad(kind))

    def height(self, text: str, width: int, kind: Kind, align: Align) -> int:
        """Height of ``text`` in a cell of this width."""
        metrics = self._metrics[kind]
        # Nothing in these faces is wider than the em: a short text is one line without a look.
        if len(text) <= self._capacity(self.room(kind, width), kind) and text.isprintable():
            return ceil(metrics.height())
        return self.text(text, width, kind, align).height

    def shortened(self, text: str, width: int, kind: Kind) -> str:
        """As much of ``text`` as one line of a cell of this width holds."""
        room = self.room(kind, width)
        return self._metrics[kind].elidedText(text, Qt.TextElideMode.ElideRight, room)

    def text(self, text: str, width: int, kind: Kind, align: Align) -> Text:
        """``text`` laid out for a cell of this width."""
        key = text, width, kind, align
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= CACHED:
                self._texts.clear()
            found = self._texts[key] = self._laid_out(text, self.room(kind, width), kind, align)
        return found

    def _capacity(self, room: int, kind: Kind) -> int:
        """How many Chinese characters stand in a line without touching both its ends."""
        return (room - 1) // self._fonts[kind].pixelSize()

    def _laid_out(self, text: str, room: int, kind: Kind, align: Align) -> Text:
        font = self._fonts[kind]
        if kind is Kind.LABEL:
            capacity = self._capacity(room, kind)
            text = "\n".join(balanced(part, capacity) for part in text.split("\n"))
        layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
        layout.setTextOption(text_option(align))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return Text(layout, ceil(height))


def text_option(align: Align) -> QTextOption:
    """How paper and editor break and align their lines: in the same way."""
    option = QTextOption(ALIGNMENTS[align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def balanced(text: str, capacity: int) -> str:
    """A label with breaks where a reader would put them, for lines of ``capacity`` characters.

    The form's own words stay whole and lines become about equally long: 社会效益指标 breaks after
    four characters, not after five.  What is not plain Chinese is left to break as it comes.
    """
    if len(text) <= capacity or capacity < 2 or not all(char >= "\u3400" for char in text):
        return text
    words = clusters(text, Setting.LABEL)
    if max(map(len, words)) > capacity:
        words = list(text)
    lines, least = _filled(words, capacity), max(map(len, words))
    for narrower in range(capacity - 1, least - 1, -1):
        tried = _filled(words, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return "\n".join(lines)


def _filled(words: Sequence[str], capacity: int) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > capacity:
            lines.append("")
        lines[-1] += word
    return lines


def _font(theme: Theme, kind: Kind, zoom: float) -> QFont:
    hei = kind in {Kind.LABEL, Kind.PROMPT}
    font = QFont(theme.hei_family if hei else theme.song_family)
    # Qt sets type in whole pixels. Rather a trace too small than too large: at a zoom between two
    # sizes the words that just fit their column still do.
    font.setPixelSize(max(6, round(kind.size * zoom - 0.2)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
