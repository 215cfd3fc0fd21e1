"""Painting the cells of the paper: ground, text, signs and the form's thin lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon

from core.checks.problem import Severity
from core.sheet.sheet import Align, Band, Cell, Role
from ui.form.cell_marks import PLAIN, Mark, Wash
from ui.form.metrics import Edges, text_top
from ui.form.typesetting import Kind, Text, Typesetter, kind_of, shown
from ui.theme import Theme

TRIANGLE_WIDER = 2
"""Pixels that a triangle is wider than high."""
ABOVE, BELOW = 0.88, 0.14
"""How far a Chinese character reaches from its base line, as a share of its size."""
AIR = 1.5
"""Pixels around a sign: its strokes are wider than their ends are apart."""
LEAST = 3
"""Pixels of the smallest sign."""
FRAME = 2
"""Pixels of the frame around the current cell, its line among them."""


class Spot(Struct, frozen=True):
    """A cell to be painted, with all that decides its look."""

    cell: Cell
    band: Band
    mark: Mark
    selected: bool = False


class CellPainter:
    """Paints cells at their place on the paper. The paper's colours are those of one theme."""

    def __init__(self, theme: Theme, typesetter: Typesetter, edges: Edges) -> None:
        self.typesetter = typesetter
        self.edges = edges
        self._paper = QColor(theme.paper)
        self._ink = QColor(theme.paper_ink)
        self._label = QColor(theme.paper_label)
        self._label_ink = QColor(theme.ink)
        self._hint = QColor(theme.ink_3)
        self._computed = QColor(theme.computed)
        self._computed_wash = QColor(theme.computed_wash)
        self._accent = QColor(theme.accent)
        self._selected = QColor(theme.accent_wash)
        self._hover = QColor(theme.accent)
        self._hover.setAlphaF(0.45)
        self._washes = {
            Wash.WARN: QColor(theme.warn_wash),
            Wash.REASON: QColor(theme.reason_wash),
            Wash.ERROR: QColor(theme.error_wash),
        }
        self._bar = QColor(theme.warn)
        self._signs = {Severity.ERROR: QColor(theme.error), Severity.WARNING: QColor(theme.warn)}
        # A cosmetic line is one device pixel wide at any scale factor of the screen.
        self._line = QPen(QColor(theme.paper_line), 1)
        self._line.setCosmetic(True)

    def paint(self, painter: QPainter, spots: Iterable[Spot], window: QRect) -> None:
        """Paint these cells; ``window`` is the part of the paper that is seen.

        Grounds and texts come first, lines last, so that no ground covers a neighbour's line.
        """
        frames: list[QRect] = []
        for spot in spots:
            rect = self.edges.rect(spot.cell)
            painter.fillRect(rect, self._ground(spot))
            self._text(painter, spot, rect, window)
            if spot.mark is not PLAIN:
                self._marks(painter, spot, rect)
            if spot.cell.framed:
                frames.append(rect)
        painter.save()
        # A line between two device pixels goes to the left one; all else is rounded, the edge of
        # the table too, and beyond that edge nothing is seen.
        nudge = 0.5 / painter.deviceTransform().m11()
        painter.translate(nudge, nudge)
        painter.setPen(self._line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects(frames)
        painter.restore()

    def blank(self, painter: QPainter, rect: QRect) -> None:
        """Bare paper."""
        painter.fillRect(rect, self._paper)

    def current(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the current cell, over its lines."""
        outer = rect.adjusted(0, 0, 1, 1)
        for part in (
            QRect(outer.left(), outer.top(), outer.width(), FRAME),
            QRect(outer.left(), outer.bottom() + 1 - FRAME, outer.width(), FRAME),
            QRect(outer.left(), outer.top(), FRAME, outer.height()),
            QRect(outer.right() + 1 - FRAME, outer.top(), FRAME, outer.height()),
        ):
            painter.fillRect(part, self._accent)

    def hovered(self, painter: QPainter, rect: QRect) -> None:
        """A hair of accent within the lines of the cell under the mouse."""
        pen = QPen(self._hover, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _ground(self, spot: Spot) -> QColor:
        cell = spot.cell
        if spot.selected:
            return self._selected
        if spot.mark.wash is not Wash.NONE:
            return self._washes[spot.mark.wash]
        if cell.role is Role.COMPUTED or cell.derived:
            return self._computed_wash if cell.text else self._paper
        label = kind_of(cell, spot.band) is Kind.LABEL and cell.framed
        return self._label if label else self._paper

    def _text(self, painter: QPainter, spot: Spot, rect: QRect, window: QRect) -> None:
        cell = spot.cell
        text, kind, align = shown(cell, spot.band, spot.mark.prompt)
        if not text:
            return
        painter.setPen(self._hint if kind is Kind.PROMPT else self._pen(spot, kind))
        setter = self.typesetter
        rect = rect.adjusted(setter.inset(cell, kind), 0, 0, 0)
        if kind is Kind.PROMPT and setter.height(text, rect.width(), kind, align) > rect.height():
            text = setter.shortened(text, rect.width(), kind)
        laid_out = setter.text(text, rect.width(), kind, align)
        left = rect.left() + 1 + setter.pad(kind)
        if cell.rowspan == 1 and rect.height() <= window.height():
            laid_out.draw(painter, left, text_top(rect, cell, laid_out.height, setter.zoom))
            return
        part = seen_part(rect, window, laid_out.height)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        laid_out.draw(painter, left, text_top(part, cell, laid_out.height, setter.zoom))
        painter.restore()

    def _ink_of(self, spot: Spot, rect: QRect) -> list[QRectF]:
        """What the text of a cell covers; nothing for one that follows what is seen of its cell."""
        text, kind, align = shown(spot.cell, spot.band, spot.mark.prompt)
        if not text or spot.cell.rowspan > 1:
            return []
        setter = self.typesetter
        inset = setter.inset(spot.cell, kind)
        laid_out = setter.text(text, rect.width() - inset, kind, align)
        top = text_top(rect, spot.cell, laid_out.height, setter.zoom)
        return ink_of(laid_out, rect.left() + inset + 1 + setter.pad(kind), top)

    def _pen(self, spot: Spot, kind: Kind) -> QColor:
        if spot.cell.role is Role.COMPUTED or spot.cell.derived:
            return self._computed
        return self._label_ink if kind is Kind.LABEL else self._ink

    def _marks(self, painter: QPainter, spot: Spot, rect: QRect) -> None:
        zoom, mark = self.typesetter.zoom, spot.mark
        if mark.bar:
            width = self.typesetter.pad(Kind.BODY)  # one less beside the line: apart from the text
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), self._bar)
        if mark.corner:
            self._triangle(painter, rect, round(8 * zoom))
        if mark.sign is None and not mark.bar:
            return
        # Where lines begin at the left edge, the end of the last one is likelier to be free.
        at_end = spot.cell.align in {Align.LEFT, Align.TEXT}
        ink = self._ink_of(spot, rect)
        wider = 0 if mark.sign is Severity.ERROR else TRIANGLE_WIDER
        size = max(4, round(6 * zoom))
        if ink and not spot.cell.framed:
            place = place_behind(ink, size)
        else:
            place, size = sign_place(rect, ink, size, at_end=at_end, wider=wider)
        if mark.sign is None:
            self._lost(painter, place, size)
        else:
            self._sign(painter, mark.sign, place, size)

    def _triangle(self, painter: QPainter, rect: QRect, size: int) -> None:
        right, top = rect.right() + 1, rect.top() + 1
        corner = QPolygon(
            [QPoint(right - size, top), QPoint(right, top), QPoint(right, top + size)]
        )
        _shape(painter, corner, self._accent)

    def _lost(self, painter: QPainter, place: QPoint, size: int) -> None:
        """A small ▼: points are lost in this row."""
        x, y, half = place.x(), place.y(), size // 2 + 1
        points = [QPoint(x, y), QPoint(x + 2 * half, y), QPoint(x + half, y + size)]
        _shape(painter, QPolygon(points), self._bar)

    def _sign(self, painter: QPainter, severity: Severity, place: QPoint, size: int) -> None:
        """A small ▲ for a warning, a small ✕ for an error."""
        x, y, colour = place.x(), place.y(), self._signs[severity]
        if severity is Severity.WARNING:
            half = size // 2 + 1
            points = [QPoint(x, y + size), QPoint(x + 2 * half, y + size), QPoint(x + half, y)]
            _shape(painter, QPolygon(points), colour)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, min(1.6, 0.27 * size))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # no stroke reaches over its corner
        painter.setPen(pen)
        painter.drawLine(x, y, x + size, y + size)
        painter.drawLine(x, y + size, x + size, y)
        painter.restore()


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

    Where the text leaves room, it stays clear of the frame of the current cell as well.

    ``rect``: the cell, whose left and upper lines belong to it. ``at_end``: the sign stands at the
    lower right, else at the upper left. ``wider``: what it is wider than high.
    """
    inside = FRAME + 1
    for high in range(size, LEAST, -1):
        end = rect.bottomRight() - QPoint(high + 3, high + 2)
        place = end if at_end else rect.topLeft() + QPoint(inside, inside)
        box = QRectF(QRect(place, QSize(high + wider, high))).adjusted(-AIR, -AIR, AIR, AIR)
        if not any(box.intersects(line) for line in ink):
            return place, high
    if at_end:
        free = int(rect.bottom() + 1 - max(line.bottom() for line in ink))
    else:
        free = int(min(line.top() for line in ink) - (rect.top() + 1))
    high = max(LEAST, min(size, free - FRAME))
    off = max(0, min(FRAME, free - 1 - high))
    if at_end:
        return QPoint(rect.right() - high - 3, rect.bottom() + 1 - high - off), high
    return rect.topLeft() + QPoint(inside, 1 + off), high


def seen_part(rect: QRect, window: QRect, height: int) -> QRect:
    """The part of a high cell that its text is set in: what is seen of it, if it fits there."""
    seen = rect.intersected(window)
    if seen.isEmpty():
        return rect
    least = height + 8
    if seen.height() >= least:
        return seen
    # Too little is seen: the label stays at the end that is nearest and is cut by the window.
    least = min(least, rect.height())
    top = seen.top() if seen.bottom() < rect.bottom() else seen.bottom() + 1 - least
    top = min(max(top, rect.top()), rect.bottom() + 1 - least)
    return QRect(rect.left(), top, rect.width(), least)


def _shape(painter: QPainter, polygon: QPolygon, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(polygon)
    painter.restore()
