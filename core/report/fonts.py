"""The two faces of the paper, measured: which glyph draws a character, and how wide it is.

Nothing here draws, so whoever asks only for widths waits for no library. What neither face can draw
shows as 〓.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Final

from core.report.faces import FACE_NAMES, face_file
from core.report.installed import Installed, face_for
from core.report.sfnt import Sfnt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.report.faces import FaceName

LOOKALIKES: Final = {
    "☐": "□",
    "☑": "√",
    "☒": "×",
    "✔": "√",
    "✘": "×",
    "⩾": "≥",
    "⩽": "≤",
}
"""Signs of office forms that the faces lack, and what is drawn in their place."""

REPLACEMENT: Final = "〓"
"""The compositor's sign for a character he does not have."""


class Typeface:
    """One face: the paper's own, or one that is installed."""

    def __init__(self, name: str, sfnt: Sfnt | Installed) -> None:
        self.name, self.sfnt = name, sfnt
        self._advances: dict[str, float] = {}

    def has(self, char: str) -> bool:
        """Whether the face can draw this character itself."""
        return self.sfnt.glyph(ord(char)) != 0

    def glyph(self, char: str) -> int:
        """The glyph that is drawn for a character: its own, a lookalike's, or 〓."""
        own = self.sfnt.glyph(ord(char))
        if own:
            return own
        shown = " " if char.isspace() else LOOKALIKES.get(char, REPLACEMENT)
        return self.sfnt.glyph(ord(shown))

    def advance(self, char: str) -> float:
        """The width of what is drawn for a character, in thousandths of the em."""
        width = self._advances.get(char)
        if width is None:
            width = self._advances[char] = self.sfnt.advance(self.glyph(char))
        return width


class Face(dict[str, float]):
    """One of the two voices of the paper: its own face, and the other's where that fails it.

    As a mapping it gives the width of each character in thousandths of the em.
    """

    def __init__(self, name: FaceName) -> None:
        super().__init__()
        self.name = name
        self._own = typeface(name)
        self._foreign: dict[str, str] = {}

    def __missing__(self, char: str) -> float:
        """Look the character up once; nearly all of them are in the face itself."""
        drawn_by = self._own
        if not (self._own.has(char) or char.isspace()):
            drawn_by = _stand_in(char, self._own)
            if drawn_by is not self._own:
                self._foreign[char] = drawn_by.name
        width = self[char] = drawn_by.advance(char)
        return width

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """A measured text, cut where the face that draws it changes."""
        if self._foreign.keys().isdisjoint(text):
            yield self.name, text
            return
        for foreign, chars in itertools.groupby(text, self._foreign.get):
            yield foreign or self.name, "".join(chars)


def is_drawn(char: str) -> bool:
    """Whether some face, or a lookalike, shows this character; else it prints as 〓."""
    own = typeface("song")
    if own.has(char) or char.isspace() or char in LOOKALIKES:
        return True
    return _stand_in(char, own) is not own


_opened: Final[dict[str, Typeface]] = {}
"""Each face by its name, opened at its first use and kept open."""


def typeface(name: str) -> Typeface:
    """One of the two faces, or an installed one that has been taken for a character.

    ``KeyError`` for the name of any other.
    """
    for own in FACE_NAMES:
        if own == name and own not in _opened:
            _opened[own] = Typeface(own, Sfnt(face_file(own)))
    return _opened[name]


def _stand_in(char: str, own: Typeface) -> Typeface:
    """What draws a character that a face lacks: the other one, an installed one, or itself."""
    other = typeface("hei" if own.name == "song" else "song")
    if other.has(char):
        return other
    installed = None if char in LOOKALIKES else face_for(char)
    return own if installed is None else _installed(installed)


def _installed(found: Installed) -> Typeface:
    return _opened.setdefault(found.name, Typeface(found.name, found))


@functools.cache
def face(name: FaceName) -> Face:
    """The voice of this name."""
    return Face(name)
