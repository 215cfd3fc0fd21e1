"""What will not print: characters that no face has, each with its place on the form.

They show as 〓 and are still found and copied as what they are; but the name of a person should not
be signed like that, so whoever prints is told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.quoting import first_of
from core.report.fonts import is_drawn
from core.report.text import clean
from core.sheet.sheet import Band, Role

if TYPE_CHECKING:
    from core.sheet.sheet import Cell, Sheet

_HEADS = {
    Band.FUND: Band.FUNDS_HEAD,
    Band.GOALS: Band.GOALS_HEAD,
    Band.INDICATOR: Band.INDICATOR_HEAD,
    Band.TOTAL: Band.INDICATOR_HEAD,
}
_SHOWN = 12
"""Characters of a row's name."""


def missing_characters(sheet: Sheet) -> list[tuple[str, str]]:
    """Each character that no face has, once for each place, in paper order."""
    known: dict[str, bool] = {}
    found = []
    for cell in sheet.cells:
        for char in dict.fromkeys(clean(cell.text)):
            if char not in known:
                known[char] = is_drawn(char)
            if not known[char]:
                found.append((char, place_of(sheet, cell)))
    return found


def in_words(missing: list[tuple[str, str]]) -> str:
    """One sentence about them for the clerk; nothing where there are none."""
    if not missing:
        return ""
    places = [f"“{char}”（U+{ord(char):04X}，在{place}）" for char, place in missing]
    named = first_of(places, "处", 5, "；")
    return f"有的字本机没有字体能印，纸上印成〓：{named}，请安装含有它们的字体后重新打印"


def place_of(sheet: Sheet, cell: Cell) -> str:
    """Where a cell is, in the form's own words."""
    band = sheet.bands[cell.row]
    if band is Band.TITLE:
        return "表名"
    row = [other for other in sheet.cells if other.row == cell.row]
    if band in _HEADS:
        above = _HEADS[band]
        heads = (c for c in sheet.cells if sheet.bands[c.row] is above and c.rowspan == 1)
        head = next((c.text for c in heads if c.column <= cell.column < c.column + c.colspan), "")
        names = (c.text for c in row if c.path is not None and c.path.field == "name")
        name = next((text for text in reversed([*names]) if text != cell.text), "")
        name = " ".join(clean(name).split())[:_SHOWN]
        return "".join((f"“{name}”的" if name else "", " ".join(head.split()) or "表格"))
    labels = [c.text for c in row if c.role is Role.LABEL and c.column < cell.column]
    return " ".join(labels[-1].split()).rstrip("：:") if labels else "表格"
