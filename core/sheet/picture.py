"""A small picture as a value: lines, bars and words, which the window and the paper both paint.

Points as units, y downwards, the left upper corner at (0, 0).  A face scales it as a whole and
chooses the colours of the tones; nothing else is left to it.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Tone(Enum):
    """What a colour is for; ``PART_1`` … tell parts of a bar apart, the darkest first."""

    INK = "ink"
    MUTED = "muted"
    GRID = "grid"
    MAIN = "main"
    PART_1 = "part 1"
    PART_2 = "part 2"
    PART_3 = "part 3"
    PART_4 = "part 4"
    PART_5 = "part 5"


PARTS = (Tone.PART_1, Tone.PART_2, Tone.PART_3, Tone.PART_4, Tone.PART_5)


class Anchor(Enum):
    """Which point of a text stands at its place."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Stroke(Struct, frozen=True):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    width: float = 0.6


class Bar(Struct, frozen=True):
    """A filled rectangle."""

    left: float
    top: float
    width: float
    height: float
    tone: Tone


class Words(Struct, frozen=True):
    """A text on one line; ``y`` is its base line."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone = Tone.INK
    anchor: Anchor = Anchor.LEFT


Item = Stroke | Bar | Words


class Picture(Struct, frozen=True):
    """Items in the order in which they are painted."""

    width: float
    height: float
    items: tuple[Item, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every text in it."""
        return tuple(item.text for item in self.items if isinstance(item, Words))
