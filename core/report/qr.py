"""A QR symbol of one size: 25 modules square, up to 29 capitals and figures, a quarter mendable.

ReportLab has an encoder for all kinds of them, but loading its package costs as much time as a
whole print. What the marks need is one version (2) at one level (Q): 22 bytes of data and as many
for correction, in one block. ISO/IEC 18004 gives the numbers.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, repeat
from typing import Final

SIZE: Final = 25

_CHARACTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_MOST: Final = 29
_DATA = _CORRECTION = 22
_TIMING: Final = 6
_ALIGNMENT: Final = 18  # the middle of the one small square
_LEVEL_Q: Final = 0b11
_MASK: Final = 3  # rows and columns whose sum divides by three

Matrix = list[list[bool]]


def symbol(text: str) -> Matrix:
    """The dark modules of a text, row by row. Raises ``ValueError`` for what does not fit."""
    data = _bytes(text)
    bits = [byte >> place & 1 for byte in data + _correction(data) for place in range(7, -1, -1)]
    fixed, free = _places()
    dark = [list(row) for row in fixed]
    for (row, column, masked), bit in zip(free, chain(bits, repeat(0)), strict=False):
        dark[row][column] = bool(bit) != masked  # for the last seven no bits are left
    return dark


@cache
def _places() -> tuple[Matrix, tuple[tuple[int, int, bool], ...]]:
    """What is the same in every symbol, and where the bits go, in order: row, column, mask."""
    dark: list[list[bool | None]] = [[None] * SIZE for _ in range(SIZE)]
    _draw_patterns(dark)
    _draw_format(dark)
    free = tuple(
        (row, column, (row + column) % 3 == 0)
        for row, column in _path()
        if dark[row][column] is None
    )
    return [[bool(module) for module in row] for row in dark], free


def _bytes(text: str) -> list[int]:
    if len(text) > _MOST:
        raise ValueError("too long for this size of symbol")
    values = [_CHARACTERS.index(char) for char in text]
    bits = f"0010{len(values):09b}"
    for first, second in zip(values[::2], values[1::2], strict=False):
        bits += f"{45 * first + second:011b}"
    if len(values) % 2:
        bits += f"{values[-1]:06b}"
    bits += "0" * min(4, 8 * _DATA - len(bits))
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    return (data + [0xEC, 0x11] * _DATA)[:_DATA]


def _correction(data: list[int]) -> list[int]:
    """The remainder of the data, as a polynomial over GF(256), by the generator."""
    rest = [*data, *[0] * _CORRECTION]
    for at in range(len(data)):
        factor = rest[at]
        for offset, part in enumerate(_generator()):
            rest[at + offset] ^= _times(part, factor)
    return rest[len(data) :]


@cache
def _generator() -> tuple[int, ...]:
    found = [1]
    root = 1
    for _ in range(_CORRECTION):
        shifted, scaled = [*found, 0], [0, *(_times(part, root) for part in found)]
        found = [a ^ b for a, b in zip(shifted, scaled, strict=True)]
        root = _times(root, 2)
    return tuple(found)


@cache
def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0x100:
            left ^= 0x11D
        right >>= 1
    return product


def _draw_patterns(dark: list[list[bool | None]]) -> None:
    for row in range(SIZE):
        dark[row][_TIMING] = dark[_TIMING][row] = row % 2 == 0
    for top, left in ((0, 0), (0, SIZE - 7), (SIZE - 7, 0)):
        for row in range(max(0, top - 1), min(SIZE, top + 8)):
            for column in range(max(0, left - 1), min(SIZE, left + 8)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                dark[row][column] = ring in {0, 1, 3}
    for row in range(-2, 3):
        for column in range(-2, 3):
            dark[_ALIGNMENT + row][_ALIGNMENT + column] = max(abs(row), abs(column)) != 1


def _draw_format(dark: list[list[bool | None]]) -> None:
    """Level and mask, with their own correction, twice."""
    told = _LEVEL_Q << 3 | _MASK
    rest = told << 10
    for place in range(14, 9, -1):
        if rest >> place & 1:
            rest ^= 0b10100110111 << (place - 10)
    bits = (told << 10 | rest) ^ 0b101010000010010
    first = [*((row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8))]
    first += [(8, 7), *((8, column) for column in range(5, -1, -1))]
    second = [*((8, SIZE - 1 - c) for c in range(8)), *((SIZE - 7 + r, 8) for r in range(7))]
    for place in range(15):
        for row, column in (first[place], second[place]):
            dark[row][column] = bool(bits >> place & 1)
    dark[SIZE - 8][8] = True


def _path() -> list[tuple[int, int]]:
    """All modules in the order in which data fills them: up and down in columns of two."""
    path, upward = [], True
    right = SIZE - 1
    while right > 0:
        if right == _TIMING:
            right -= 1
        rows = range(SIZE - 1, -1, -1) if upward else range(SIZE)
        path += [(row, column) for row in rows for column in (right, right - 1)]
        upward = not upward
        right -= 2
    return path
