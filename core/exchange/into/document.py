"""A plan carried out in a Word document: its own table rows and runs, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from core.exchange.into.cell_values import chosen
from core.exchange.into.document_text import (
    choices_of,
    clear_text,
    replace_shares,
    replace_text,
    write_result,
)
from core.exchange.into.package_parts import Parts
from core.exchange.into.plan import Entry, Plan, RowAt
from core.exchange.into.runs import Share
from core.exchange.sources.docx_source import main_document, read_docx_places
from core.exchange.sources.docx_text import child, has_formula, local, value
from core.exchange.sources.package import Element
from core.reading.source import SourceCell, SourceFile, SourceTable


class DocumentBlank:
    """A Word file that is to be filled in."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        self._margins: dict[str, Element] = {}
        self.source, self._elements = read_docx_places(self._parts.package, self._root)
        self._copies: dict[int, Element] = {}
        self._last: dict[RowAt, Element] = {}

    def _root(self, part: str) -> Element:
        root = self._parts.edit(part)
        if part != main_document(self._parts.package):
            self._margins[part] = root
        return root

    def write(self, plan: Plan) -> bytes:
        """The document with the plan carried out; ``plan.told`` gets what is to be known of it."""
        rows = _rows(self.source, self._elements, plan.section)
        self._copy_rows(plan, rows)
        by_element: dict[int, list[tuple[Element, Entry]]] = {}
        for entry in plan.entries:
            element = self._element(entry)
            if element is not None:
                by_element.setdefault(id(element), []).append((element, entry))
        touched = set()
        for written in by_element.values():
            element = written[0][0]
            touched.add(element.getroottree().getroot())
            self._write(plan, element, [entry for _, entry in written])
        for span in plan.spans:
            members = [self._copies[at.copy] if at.copy else rows[at.part, at.row]
                       for at in span.rows]  # fmt: skip
            _merge(members, span.column)
        for part, root in self._margins.items():
            if root not in touched:
                self._parts.leave(part)
        return self._parts.bytes()

    def _copy_rows(self, plan: Plan, rows: dict[tuple[int, int], Element]) -> None:
        """Put in the rows that the blank lacks."""
        for copy in plan.copies:
            like = rows[copy.like.part, copy.like.row]
            behind = RowAt(copy.behind.part, copy.behind.row)
            row = deepcopy(like)
            _forget_identity(row)
            for cell in _cells(row):
                clear_text(cell)
                merge = child(cell, "tcPr", "vMerge")
                if merge is not None and value(merge) == "restart":
                    for key in list(merge.attrib):
                        del merge.attrib[key]
            place = self._last.get(behind)
            _outermost(rows[behind.part, behind.row] if place is None else place).addnext(row)
            self._last[behind] = self._copies[copy.number] = row

    def _element(self, entry: Entry) -> Element | None:
        """The cell or paragraph that an entry goes into."""
        item = entry.spot.item
        if not entry.copy:
            return self._elements.get(item.place)
        column = item.column if isinstance(item, SourceCell) else 0
        return _cell_at(self._copies[entry.copy], column)

    def _write(self, plan: Plan, element: Element, entries: list[Entry]) -> None:
        first = entries[0]
        item = first.spot.item
        cell = isinstance(item, SourceCell)
        if has_formula(element):
            write_result(element, first.text)
            plan.told += [
                f"{item.place}是空表自己的公式，保留不动；"
                f"自评表的{entry.label}是 {entry.text}，请核对"
                for entry in entries
                if entry.text.strip()
            ]
            return
        if len(entries) > 1 or not first.spot.whole or not cell:
            shares = [Share(e.spot.start, e.spot.end, e.text) for e in entries]
            replace_shares(element, item.text, shares)
            return
        text = first.text
        allowed = choices_of(element)
        if allowed and text.strip():
            pick = chosen(text, allowed)
            if pick is None:
                plan.told.append(
                    f"{item.place}只能从列表里选，{first.label}“{text}”不在其中，请核对"
                )
            text = text if pick is None else pick
        replace_text(element, text)


def _rows(
    source: SourceFile, elements: dict[str, Element], section: int
) -> dict[tuple[int, int], Element]:
    """The table row of the document for each row of the grid."""
    found: dict[tuple[int, int], Element] = {}
    for part, content in enumerate(source.sections[section].parts):
        if isinstance(content, SourceTable):
            for cell in content.cells:
                if (part, cell.row) not in found:
                    found[part, cell.row] = _row_of(elements[cell.place])
    return found


def _row_of(cell: Element) -> Element:
    row = cell.getparent()
    while local(row) != "tr":
        row = row.getparent()
    return row


def _outermost(row: Any) -> Any:  # noqa: ANN401  (lxml has no types)
    """The row, or the content control around it: a repeated row stands behind that."""
    while local(row.getparent()) in {"sdtContent", "sdt"}:
        row = row.getparent()
    return row


def _cells(row: Element) -> Iterator[Element]:
    for one in row:
        if local(one) == "tc":
            yield one
        elif local(one) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _cells(one)


def _cell_at(row: Element, column: int) -> Element | None:
    """The cell of a row that covers a column of the grid."""
    at = _number(value(child(row, "trPr", "gridBefore")), 0)
    for cell in _cells(row):
        span = max(_number(value(child(cell, "tcPr", "gridSpan")), 1), 1)
        if at <= column < at + span:
            return cell
        at += span
    return None


def _merge(rows: list[Element], column: int) -> None:
    """Make one cell of a column over these rows, and none with those around them."""
    cells = [cell for row in rows if (cell := _cell_at(row, column)) is not None]
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


def _forget_identity(row: Element) -> None:
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
    return int(text) if text and text.isdecimal() and len(text) < 5 else otherwise
