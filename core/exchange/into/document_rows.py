"""The rows of a table in a Word document: found, copied, merged, taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from core.exchange.sources.bounds import whole_number
from core.exchange.sources.docx_text import child, local, value
from core.exchange.sources.package import Element

_HELD: Final = frozenset({
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
    "permStart", "permEnd", "footnoteReference", "endnoteReference", "drawing", "pict", "object",
    "fldSimple", "instrText", "tbl", "ins", "del", "moveFrom", "moveTo", "customXml",
})  # fmt: skip
"""What hangs on a row besides its texts, or ends in another row."""
_AROUND: Final = frozenset({"sdt", "sdtContent", "customXml", "ins"})
_SIGNS: Final = frozenset({"t", "sym", "fldChar", "checkBox", "checkbox"})


def is_bare(row: Element, own: Collection[Element]) -> bool:
    """Whether nothing would be lost with a row but the texts of its ``own`` cells."""
    for one in row.iter():
        name = local(one)
        if name in _HELD and not _is_cursor(one, row):
            return False
    for cell in cells_of(row):
        merge = child(cell, "tcPr", "vMerge")
        covered = merge is not None and value(merge) != "restart"
        if cell in own or covered:
            continue
        if any(local(one) in _SIGNS and (local(one) != "t" or (one.text or "").strip())
               for one in cell.iter()):  # fmt: skip
            return False
    return True


def _is_cursor(mark: Element, row: Element) -> bool:
    """Whether a bookmark only says where Word's cursor was, and ends where it begins."""
    if local(mark) not in {"bookmarkStart", "bookmarkEnd"}:
        return False
    number = value(mark, "id")
    pair = [one for one in row.iter() if local(one) in {"bookmarkStart", "bookmarkEnd"}
            and value(one, "id") == number]  # fmt: skip
    return len(pair) == 2 and any(value(one, "name") == "_GoBack" for one in pair)


def row_of(cell: Element) -> Element:
    """The row that a cell is of."""
    row = cell.getparent()
    while local(row) != "tr":
        row = row.getparent()
    return row


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table in their order, but not those of a table in one of its cells."""
    for one in table:
        if local(one) == "tr":
            yield one
        elif local(one) in _AROUND:
            yield from rows_of(one)


def outermost(row: Any) -> Any:  # noqa: ANN401  (lxml has no types)
    """The row, or the content control around it alone: a repeated row stands behind that."""
    while local(row.getparent()) in {"sdtContent", "sdt"}:
        around = row.getparent()
        if sum(1 for one in around if local(one) in {"tr", "sdt"}) > 1:
            break
        row = around
    return row


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row in their order."""
    for one in row:
        if local(one) == "tc":
            yield one
        elif local(one) in _AROUND:
            yield from cells_of(one)


def cell_at(row: Element, column: int) -> Element | None:
    """The cell of a row that covers a column of the grid."""
    at = _number(value(child(row, "trPr", "gridBefore")), 0)
    for cell in cells_of(row):
        span = max(_number(value(child(cell, "tcPr", "gridSpan")), 1), 1)
        if at <= column < at + span:
            return cell
        at += span
    return None


def merge_rows(rows: list[Element], column: int) -> None:
    """Make one cell of a column over these rows, and none with those around them."""
    cells = [cell for row in rows if (cell := cell_at(row, column)) is not None]
    for number, cell in enumerate(cells):
        properties = child(cell, "tcPr")
        if properties is None:
            properties = cell.makeelement(cell.tag.replace("}tc", "}tcPr"))
            cell.insert(0, properties)
        merge = child(properties, "vMerge")
        if len(cells) == 1:
            if merge is not None:
                properties.remove(merge)
            continue
        if merge is None:
            merge = properties.makeelement(cell.tag.replace("}tc", "}vMerge"))
            _put_in_order(properties, merge)
        name = cell.tag.replace("}tc", "}val")
        if number == 0:
            merge.set(name, "restart")
        else:
            merge.attrib.pop(name, None)


def _put_in_order(properties: Element, merge: Element) -> None:
    """Word wants the properties of a cell in their order."""
    before = {"cnfStyle", "tcW", "gridSpan", "hMerge"}
    last = [one for one in properties if local(one) in before]
    if last:
        last[-1].addnext(merge)
    else:
        properties.insert(0, merge)


def forget_identity(row: Element) -> None:
    """A copy has no number of its own: two of one number are a damaged file to Word."""
    for one in row.iter():
        for key in list(one.attrib) if isinstance(one.tag, str) else ():
            if key.rpartition("}")[2] in {"paraId", "textId"}:
                del one.attrib[key]
    for one in list(row.iter()):
        name = local(one)
        if name in {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
                    "commentReference", "permStart", "permEnd"}:  # fmt: skip
            one.getparent().remove(one)
        elif name == "sdtPr" and (identity := child(one, "id")) is not None:
            one.remove(identity)


def _number(text: str | None, otherwise: int) -> int:
    return whole_number(text, otherwise, 4)
