"""A page of a PDF read as an eye reads it: drawn lines make cells, and what stands in each is text.

Nothing here knows the layout: lines, texts and their places come from the file alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

THIN = 2.0
TOUCHING = 0.6
"""Ink boxes of neighbouring lines may meet by so much."""


@dataclass(frozen=True)
class Ruled:
    """What stands between four drawn lines; ``box`` is ``None`` outside the table."""

    box: Box | None
    text: str
    texts: tuple[Box, ...]


def cells_on(page: pypdfium2.PdfPage) -> list[Ruled]:
    """The cells that hold text, in the order of the page's text; a line outside is one by itself.

    Fails where a text leaves its cell or runs into another one.
    """
    words = page.get_textpage()
    across, down = _lines(page)
    found: dict[object, list[tuple[str, Box]]] = {}
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):
        text, box = read_text(item, words), item.get_bounds()
        if text.strip():
            cell = _cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, across, down)
            if cell is not None:
                assert _inside(box, cell), (text, box, cell)
            found.setdefault(cell or number, []).append((text, box))
    cells = []
    for key, parts in found.items():
        boxes = tuple(box for _, box in parts)
        _apart(boxes)
        box = key if isinstance(key, tuple) else None
        cells.append(Ruled(box, "".join("".join(text for text, _ in parts).split()), boxes))
    _apart(tuple(box for cell in cells if cell.box is None for box in cell.texts))
    return cells


def _lines(page: pypdfium2.PdfPage) -> tuple[list[Box], list[Box]]:
    across, down = [], []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = box = item.get_bounds()
        if top - bottom < THIN < right - left:
            across.append(box)
        elif right - left < THIN < top - bottom:
            down.append(box)
    return across, down


def read_text(item: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(item.raw, words.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(item.raw, words.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _cell_at(x: float, y: float, across: list[Box], down: list[Box]) -> Box | None:
    """The nearest lines to all four sides of a point, or nothing where one is missing."""
    levels = [line[1] for line in across if line[0] <= x <= line[2]]
    sides = [line[0] for line in down if line[1] <= y <= line[3]]
    left = max((side for side in sides if side <= x), default=None)
    right = min((side for side in sides if side > x), default=None)
    bottom = max((level for level in levels if level <= y), default=None)
    top = min((level for level in levels if level > y), default=None)
    if left is None or right is None or bottom is None or top is None:
        return None
    return left, bottom, right, top


def _inside(box: Box, cell: Box) -> bool:
    low = all(outer <= inner + 0.1 for inner, outer in zip(box[:2], cell[:2], strict=True))
    return low and all(inner <= outer + 0.1 for inner, outer in zip(box[2:], cell[2:], strict=True))


def _apart(boxes: tuple[Box, ...]) -> None:
    ordered = sorted(boxes)
    for index, (_, bottom, right, top) in enumerate(ordered):
        for left2, bottom2, _, top2 in ordered[index + 1 :]:
            if left2 >= right - TOUCHING:
                break
            assert top2 <= bottom + TOUCHING or bottom2 >= top - TOUCHING, (bottom, top, bottom2)


def in_order(found: Iterator[Ruled], wanted: list[str], extra: tuple[str, ...]) -> None:
    """All wanted texts stand there in their order, each whole in its own cell, and nothing else.

    What a page end cuts goes on further down; what was there before may come again, with or without
    （续）; ``extra`` is how a line outside the table may begin.
    """
    at, torn, seen = 0, [], set[str]()
    for cell in found:
        text = cell.text
        if at < len(wanted) and text == wanted[at]:
            seen.add(text)
            at += 1
        elif at < len(wanted) and len(text) > 1 and wanted[at].startswith(text):
            torn.append(wanted[at][len(text) :])
            at += 1
        elif any(rest.startswith(text) for rest in torn):
            index = next(index for index, rest in enumerate(torn) if rest.startswith(text))
            rest = torn.pop(index)[len(text) :]
            torn += [rest] if rest else []
        else:
            again = text.removesuffix("（续）").removesuffix("︵续︶")
            alone = cell.box is None and text.startswith(extra)
            assert again in seen or alone, (text, wanted[at : at + 2], torn)
    assert (at, torn) == (len(wanted), [])
