"""A ``Picture`` on the page: scaled into its box, its tones as greys and blues that print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.report import page_style
from core.report.fonts import face
from core.sheet.picture import Anchor, Bar, Stroke, Tone, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.report.pdf_library import Canvas
    from core.sheet.picture import Picture

Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""

_COLOURS: Final = {
    Tone.INK: (0.0, 0.0, 0.0),
    Tone.MUTED: (0.35, 0.35, 0.35),
    Tone.GRID: (0.6, 0.6, 0.6),
    Tone.MAIN: (0.13, 0.33, 0.60),
    Tone.PART_1: (0.10, 0.25, 0.45),
    Tone.PART_2: (0.27, 0.47, 0.69),
    Tone.PART_3: (0.53, 0.68, 0.83),
    Tone.PART_4: (0.75, 0.82, 0.88),
    Tone.PART_5: (0.60, 0.60, 0.60),
}
_MARGIN: Final = 8.0


def paint_picture(
    canvas: Canvas,
    picture: Picture,
    box: Box,
    write: Callable[[str, page_style.Type, tuple[float, float]], None],
) -> None:
    """Draw a picture in the middle of a box; ``write`` puts a text at a place."""
    left, bottom, width, height = box
    scale = min((width - 2 * _MARGIN) / picture.width, (height - 2 * _MARGIN) / picture.height)
    x0 = left + (width - scale * picture.width) / 2
    y0 = bottom + (height + scale * picture.height) / 2
    canvas.saveState()
    for item in picture.items:
        red_green_blue = _COLOURS[item.tone]
        canvas.setFillColorRGB(*red_green_blue)
        canvas.setStrokeColorRGB(*red_green_blue)
        match item:
            case Stroke(points, _, line):
                canvas.setLineWidth(line * scale)
                path = canvas.beginPath()
                path.moveTo(x0 + scale * points[0][0], y0 - scale * points[0][1])
                for x, y in points[1:]:
                    path.lineTo(x0 + scale * x, y0 - scale * y)
                canvas.drawPath(path)
            case Bar(x, top, across, down):
                place = x0 + scale * x, y0 - scale * (top + down)
                canvas.rect(*place, scale * across, scale * down, stroke=0, fill=1)
            case Words(x, y, text, size, _, anchor):
                kind = page_style.Type("hei", size * scale, size * scale)
                place = x0 + scale * x - _before(text, kind, anchor), y0 - scale * y
                write(text, kind, place)
    canvas.restoreState()


def _before(text: str, kind: page_style.Type, anchor: Anchor) -> float:
    width = sum(map(face("hei").__getitem__, text)) * kind.size / 1000
    return {Anchor.LEFT: 0.0, Anchor.MIDDLE: width / 2, Anchor.RIGHT: width}[anchor]
