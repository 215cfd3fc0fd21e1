"""The parts of a workbook that point into a worksheet whose rows move.

Names and print areas, formulas of other sheets, charts, pivot tables, drawings, comments, tables.
"""

from __future__ import annotations

from core.exchange.into.package_parts import Parts
from core.exchange.into.references import Formulas
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.package import Element
from core.exchange.sources.xlsx_source import all_sheets
from core.regex import regex

_AREAS = regex(r",(?=(?:[^']*'[^']*')*[^']*$)")
_ENCODING = regex(r"encoding\s*=\s*[\"']([\w-]+)")


def move_followers(parts: Parts, book: str, sheet: str, formulas: Formulas) -> None:
    """Let everything outside of the sheet's own part point to where its rows went."""
    _names(parts, book, sheet, formulas)
    _other_sheets(parts, sheet, formulas)
    for kind, part in parts.package.relations(sheet).values():
        if part in parts.package:
            _move(parts, kind, part, formulas)
    _charts(parts, formulas)
    _pivots(parts, formulas)
    for kind, part in parts.package.relations(book).values():
        if kind == "calcChain" and part in parts.package:
            parts.remove(part)  # names cells that hold other formulas now; Excel makes it anew


def _move(parts: Parts, kind: str, part: str, formulas: Formulas) -> None:
    """A part that belongs to the sheet."""
    if kind == "drawing":
        _anchors(parts.edit(part), formulas)
    elif kind == "vmlDrawing":
        _notes(parts.edit(part), formulas)
    elif kind in {"comments", "threadedComment", "table"}:
        for one in parts.edit(part).iter():
            if isinstance(one.tag, str) and one.get("ref"):
                one.set("ref", formulas.shift.area(one.get("ref")))


def _names(parts: Parts, book: str, sheet: str, formulas: Formulas) -> None:
    """Defined names, print areas and titles; a name that belongs to the sheet may omit it."""
    root = parts.edit(book)
    numbers = [part for _, part in all_sheets(parts.package)]
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        own = dict(enumerate(numbers)).get(whole_number(name.get("localSheetId"), -1)) == sheet
        if name.text:
            pieces = _AREAS.split(name.text)
            name.text = ",".join(formulas.moved(piece, here=own) for piece in pieces)


def _other_sheets(parts: Parts, sheet: str, formulas: Formulas) -> None:
    """Formulas that point into the sheet, and the results that they had."""
    for _, part in all_sheets(parts.package):
        if part == sheet or not mentions(parts, part, formulas.sheet):
            continue
        for one in list(parts.edit(part).iter("{*}f", "{*}formula1", "{*}formula2", "{*}formula")):
            if one.text:
                one.text = formulas.moved(one.text, here=False)


def forget_results(parts: Parts, sheet: str, name: str) -> None:
    """Take away what formulas of other sheets that point into this one came to before."""
    for _, part in all_sheets(parts.package):
        if part == sheet or not mentions(parts, part, name):
            continue
        for cell in parts.edit(part).iter("{*}c"):
            if cell.find("{*}f") is not None:
                for value in cell.findall("{*}v"):
                    cell.remove(value)
                cell.attrib.pop("t", None)


def mentions(parts: Parts, part: str, name: str) -> bool:
    """Whether a part may point into the sheet of this name.

    The bytes tell at once, unless they write signs as numbers (``&#33258;``, as openpyxl does) or
    are not UTF-8: then the texts are looked at.
    """
    from xml.sax.saxutils import escape

    data = parts.package.read(part)
    words = {name, name.replace("'", "''")}
    if any(word.encode() in data for word in {*words, *map(escape, words)}):
        return True
    if b"&#" not in data and _is_utf8(data):
        return False
    texts = (one.text or "" for one in parts.look(part).iter())
    return any(word in text for text in texts for word in words)


def _is_utf8(data: bytes) -> bool:
    """Whether a part is written in UTF-8, as far as its beginning tells."""
    declared = _ENCODING.search(data[:200].decode("ascii", "replace"))
    return b"\0" not in data[:200] and (declared is None or declared[1].lower() == "utf-8")


def _anchors(root: Element, formulas: Formulas) -> None:
    """Where pictures and text boxes hang: rows count from 0."""
    for row in root.iter("{*}row"):
        number = whole_number(row.text, -1)
        if number >= 0:
            row.text = str(formulas.shift.row(number + 1) - 1)


def _notes(root: Element, formulas: Formulas) -> None:
    """The boxes of comments: the cell they belong to, and where they stand."""
    for row in root.iter("{*}Row"):
        number = whole_number(row.text, -1)
        if number >= 0:
            row.text = str(formulas.shift.row(number + 1) - 1)
    for anchor in root.iter("{*}Anchor"):
        numbers = [whole_number(piece, -1) for piece in (anchor.text or "").split(",")]
        if len(numbers) == 8 and min(numbers) >= 0:
            for at in (2, 6):
                numbers[at] = formulas.shift.row(numbers[at] + 1) - 1
            anchor.text = ", ".join(map(str, numbers))


def _charts(parts: Parts, formulas: Formulas) -> None:
    for part in parts.package.names:
        if part.startswith("xl/charts/") and part.endswith(".xml"):
            data = parts.package.read(part)
            if b":f>" in data or b"<f>" in data:
                for one in parts.edit(part).iter("{*}f"):
                    if one.text:
                        one.text = formulas.moved(one.text, here=False)


def _pivots(parts: Parts, formulas: Formulas) -> None:
    """The areas that pivot tables sum up."""
    for part in parts.package.names:
        if part.startswith("xl/pivotcache/pivotcachedefinition"):
            sources = parts.look(part).iter("{*}worksheetSource")
            if any(one.get("sheet") == formulas.sheet for one in sources):
                for one in parts.edit(part).iter("{*}worksheetSource"):
                    if one.get("sheet") == formulas.sheet and one.get("ref"):
                        one.set("ref", formulas.shift.area(one.get("ref")))
