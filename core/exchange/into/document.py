"""A plan carried out in a Word document: its own table rows and runs, everything else stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from core.exchange.carried_part import carrying_parts
from core.exchange.into.cell_values import chosen
from core.exchange.into.document_formulas import TableFormulas, table_around
from core.exchange.into.document_rows import (
    cell_at,
    cells_of,
    forget_identity,
    is_bare,
    merge_rows,
    outermost,
    row_of,
)
from core.exchange.into.document_text import (
    choices_of,
    clear_text,
    replace_shares,
    replace_text,
    take_look,
    write_result,
)
from core.exchange.into.package_parts import UNSEALED, Parts
from core.exchange.into.plan import Entry, Plan, RowAt, SpareRow
from core.exchange.into.runs import Share
from core.exchange.sources.docx_source import main_document, read_docx_places
from core.exchange.sources.docx_text import child, has_formula, value
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

    def removable(self, section: int, rows: Sequence[SpareRow]) -> set[RowAt]:
        """Which of these rows nothing else of the document needs."""
        known = _rows(self.source, self._elements, section)
        found = {}
        for spare in rows:
            row = known[spare.at.part, spare.at.row]
            own = {self._elements[text] for text in spare.texts if text in self._elements}
            if is_bare(row, own):
                found[row] = spare.at
        for table, members in _by_table(found):
            for row in TableFormulas(table).needed(members):
                del found[row]
        return set(found.values())

    def _root(self, part: str) -> Element:
        root = self._parts.edit(part)
        if part != main_document(self._parts.package):
            self._margins[part] = root
        return root

    def write(self, plan: Plan) -> bytes:
        """The document with the plan carried out; ``plan.told`` gets what is to be known of it."""
        rows = _rows(self.source, self._elements, plan.section)
        self._copy_rows(plan, rows)
        self._remove_rows([rows[at.part, at.row] for at in plan.removed])
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
            merge_rows(members, span.column)
        for part, root in self._margins.items():
            if root not in touched:
                self._parts.leave(part)
        for part in carrying_parts(self._parts.package, main_document(self._parts.package)):
            self._parts.remove(part)  # of a form that this file shows no more
        if self._parts.unseal():
            plan.told.append(UNSEALED)
        return self._parts.bytes()

    def _copy_rows(self, plan: Plan, rows: dict[tuple[int, int], Element]) -> None:
        """Put in the rows that the blank lacks."""
        numbered = [
            (
                rows[copy.like.part, copy.like.row],
                behind := rows[copy.behind.part, copy.behind.row],
                rows[copy.scope.part, copy.scope.row] if copy.scope is not None else behind,
                copy.summed,
            )
            for copy in plan.copies
        ]
        tables = _by_table([like for like, *_ in numbered])
        for table, likes in tables:
            members = set(likes)
            TableFormulas(table).put_in([one for one in numbered if one[0] in members])
        for copy in plan.copies:
            like = rows[copy.like.part, copy.like.row]
            behind = RowAt(copy.behind.part, copy.behind.row)
            row = deepcopy(like)
            forget_identity(row)
            for cell in cells_of(row):
                clear_text(cell)
                merge = child(cell, "tcPr", "vMerge")
                if merge is not None and value(merge) == "restart":
                    for key in list(merge.attrib):
                        del merge.attrib[key]
            place = self._last.get(behind)
            outermost(rows[behind.part, behind.row] if place is None else place).addnext(row)
            self._last[behind] = self._copies[copy.number] = row
        pairs = [(like, self._copies[copy.number])
                 for (like, *_), copy in zip(numbered, plan.copies, strict=True)]  # fmt: skip
        for table, likes in tables:
            members = set(likes)
            TableFormulas(table).follow([pair for pair in pairs if pair[0] in members])

    def _remove_rows(self, rows: Sequence[Element]) -> None:
        """Take out the rows that nobody needs."""
        for table, members in _by_table(rows):
            TableFormulas(table).take_out(members)
        for row in map(outermost, rows):
            row.getparent().remove(row)

    def _element(self, entry: Entry) -> Element | None:
        """The cell or paragraph that an entry goes into."""
        item = entry.spot.item
        if not entry.copy:
            return self._elements.get(item.place)
        column = item.column if isinstance(item, SourceCell) else 0
        return cell_at(self._copies[entry.copy], column)

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
        # A name was merged over the row that the copy is like: its cell there looks otherwise.
        if first.copy and isinstance(item, SourceCell) and item.rowspan > 1:
            take_look(element, self._elements[item.place])


def _by_table(rows: Iterable[Element]) -> list[tuple[Element, list[Element]]]:
    """Tables with those of these rows that are theirs."""
    found: dict[Element, list[Element]] = {}
    for row in rows:
        found.setdefault(table_around(row), []).append(row)
    return list(found.items())


def _rows(
    source: SourceFile, elements: dict[str, Element], section: int
) -> dict[tuple[int, int], Element]:
    """The table row of the document for each row of the grid."""
    found: dict[tuple[int, int], Element] = {}
    for part, content in enumerate(source.sections[section].parts):
        if isinstance(content, SourceTable):
            for cell in content.cells:
                if (part, cell.row) not in found:
                    found[part, cell.row] = row_of(elements[cell.place])
    return found
