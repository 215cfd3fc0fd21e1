"""The structure of a document as objects of its file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.report.objects import document_of
from core.report.packed_file import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.report.pdf_library import Canvas
    from core.report.tagging import Element, Tagging


def add_structure(canvas: Canvas, tagging: Tagging) -> None:
    """Give the document of a canvas, all of whose pages are shown, the structure of its content."""
    document: Any = document_of(canvas)
    numbers, first = dict[int, int](), document.objectcounter + 1
    order = list(_flat(tagging.document()))
    for number, element in enumerate(order, first + 3):
        numbers[id(element)] = number
    root, parents, names = first, first + 1, first + 2
    pages = [
        document.idToObjectNumberAndVersion[f"Page{page}"][0]
        for page in range(1, len(tagging.pages) + 1)
    ]
    packed = {
        root: f"<</Type/StructTreeRoot/K {numbers[id(order[0])]} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(pages)}/IDTree {names} 0 R>>",
        parents: _parent_tree(tagging.pages, numbers),
        names: _names(tagging.identified(), numbers),
    }
    above = {id(order[0]): root}
    for element in order:
        own = numbers[id(element)]
        above |= dict.fromkeys(map(id, element.parts), own)
        kids = _kids(element, pages, numbers)
        packed[own] = f"<</S/{element.kind}/P {above[id(element)]} 0 R{kids}{element.attributes}>>"
    document.objectcounter += len(packed)
    for index, number in enumerate(pages):
        page = document.idToObject[document.numberToId[number]]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = index, "/S"
    catalog = document.Catalog
    catalog.StructTreeRoot = f"{root} 0 R"
    catalog.MarkInfo = "<</Marked true>>"
    document.format = lambda: written(document, packed)  # what ReportLab asks when it saves


def _flat(element: Element) -> Iterator[Element]:
    yield element
    for part in element.parts:
        yield from _flat(part)


def _kids(element: Element, pages: Sequence[int], numbers: Mapping[int, int]) -> str:
    kids, page = [], ""
    if element.marks:
        own = element.marks[0][0]
        page = f"/Pg {pages[own]} 0 R"
        for at, mark in element.marks:
            other = f"<</Type/MCR/Pg {pages[at]} 0 R/MCID {mark}>>"
            kids.append(str(mark) if at == own else other)
    kids += [f"{numbers[id(part)]} 0 R" for part in element.parts]
    if not kids:
        return ""
    return f"{page}/K {kids[0]}" if len(kids) == 1 else f"{page}/K[{' '.join(kids)}]"


def _parent_tree(pages: Sequence[Sequence[Element]], numbers: Mapping[int, int]) -> str:
    """For each page, which element each of its marks belongs to."""
    lists = (
        f"{page}[{' '.join([f'{numbers[id(element)]} 0 R' for element in elements])}]"
        for page, elements in enumerate(pages)
    )
    return f"<</Nums[{' '.join(lists)}]>>"


def _names(identified: Sequence[tuple[str, Element]], numbers: Mapping[int, int]) -> str:
    """The elements by their identifiers, which come in the order of their bytes."""
    if not identified:
        return "<</Names[]>>"
    names = " ".join([f"{name} {numbers[id(element)]} 0 R" for name, element in identified])
    limits = f"{identified[0][0]}{identified[-1][0]}"
    return f"<</Kids[<</Limits[{limits}]/Names[{names}]>>]>>"
