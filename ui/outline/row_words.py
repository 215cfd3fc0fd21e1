"""What a row of the outline says in the room it has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui.elided import least_name

APART = 6
"""Pixels between the name and the figures."""


def row_words(
    name: str, count: str, figures: str, room: int, metrics: QFontMetrics
) -> tuple[str, str]:
    """What stands left and right within so many pixels; what is cut is cut with a mark.

    The name gives way first, but not to the last: then the count behind it goes, then the head of
    the figures.
    """
    wide = metrics.horizontalAdvance
    known = least_name(name)
    least = wide(known) + APART
    if least + wide(count) + wide(figures) > room:
        count = ""
    right = metrics.elidedText(figures, Qt.TextElideMode.ElideLeft, max(room - least, 0))
    free = room - wide(right) - APART - wide(count)
    left = metrics.elidedText(name, Qt.TextElideMode.ElideRight, free)
    if len(left) < len(known) and wide(known) <= room - wide(right):
        left = known  # Qt reckons with parts of a pixel when it cuts
    return left + count, right
