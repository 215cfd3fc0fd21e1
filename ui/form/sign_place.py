"""Where a sign stands in a cell: in its corner, or small in the strip that the text leaves free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from ui.form.typesetting import Text

ABOVE, BELOW = 0.88, 0.14
"""How far a Chinese character reaches from its base line, as a share of its size."""
AIR = 1.5
"""Pixels around a sign: its strokes are wider than their ends are apart."""
LEAST = 3
"""Pixels of the smallest sign."""


def ink_of(text: Text, left: float, top: float) -> list[QRectF]:
    """What the lines of a text cover when it is drawn there."""
    size, layout = text.layout.font().pixelSize(), text.layout
    found = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        seen, base = line.naturalTextRect(), top + line.y() + line.ascent()
        if seen.width() > 0:
            found.append(
                QRectF(left + seen.x(), base - ABOVE * size, seen.width(), (ABOVE + BELOW) * size)
            )
    return found


def place_behind(ink: Sequence[QRectF], size: int) -> QPoint:
    """The upper left corner of a sign behind the text of a cell that has no lines of its own.

    Such a cell, a title, is as wide as the paper: in its corner nobody would look for the sign.
    """
    last = ink[-1]
    return QPoint(round(last.right()) + size, round(last.center().y()) - size // 2)


def sign_place(
    rect: QRect, ink: Sequence[QRectF], size: int, *, at_end: bool, wider: int = 0
) -> tuple[QPoint, int]:
    """The upper left corner and the height of a sign that touches no text.

    ``rect``: the cell, whose left and upper lines belong to it. ``at_end``: the sign stands at the
    lower right, else at the upper left. ``wider``: what it is wider than high.
    """
    for high in range(size, LEAST, -1):
        end = rect.bottomRight() - QPoint(high + 3, high + 2)
        place = end if at_end else rect.topLeft() + QPoint(2, 2)
        box = QRectF(QRect(place, QSize(high + wider, high))).adjusted(-AIR, -AIR, AIR, AIR)
        if not any(box.intersects(line) for line in ink):
            return place, high
    if at_end:
        free = rect.bottom() + 1 - max(line.bottom() for line in ink)
    else:
        free = min(line.top() for line in ink) - (rect.top() + 1)
    high = max(LEAST, min(size, int(free) - 1))
    if at_end:
        return QPoint(rect.right() - high - 3, rect.bottom() + 1 - high), high
    return rect.topLeft() + QPoint(2, 1), high
