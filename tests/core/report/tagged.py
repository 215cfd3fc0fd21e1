"""A PDF's structure as a screen reader finds it: elements, their attributes and their texts.

Nothing here knows the program's layout, and pypdf reads the file.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}


@dataclass
class Told:
    """One element: its type, its text or what is said in its stead, and its parts."""

    kind: str
    text: str = ""
    alt: str = ""
    rows: int = 1
    columns: int = 1
    scope: str = ""
    headers: tuple[str, ...] = ()
    box: tuple[float, ...] = ()
    """Where a picture is: left, bottom, right, top in points."""
    parts: list[Told] = field(default_factory=list)

    def flat(self) -> Iterator[Told]:
        yield self
        for part in self.parts:
            yield from part.flat()


class Tagged:
    """A tagged file. Reading it fails where a mark belongs to no element or to another one."""

    def __init__(self, data: bytes) -> None:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        trailer: Any = reader.trailer
        self._catalog: Any = trailer["/Root"]
        self._root: Any = self._catalog["/StructTreeRoot"]
        self._pages: dict[int, Any] = {page.indirect_reference.idnum: page for page in reader.pages}  # type: ignore[union-attr]
        self._texts = {number: marked(page, reader) for number, page in self._pages.items()}
        self._owners = self._read_owners()
        self._seen: set[tuple[int, int]] = set()
        self._names: dict[str, str] = {}
        self._identified = self._id_tree()
        self.document = self._told(self._root.raw_get("/K"), self._root.indirect_reference)
        marks = {(page, mark) for page, texts in self._texts.items() for mark in texts}
        assert self._seen == marks

    @property
    def language(self) -> str:
        assert self._catalog["/MarkInfo"]["/Marked"]
        return str(self._catalog["/Lang"])

    @property
    def tables(self) -> list[Told]:
        return [one for one in self.document.parts if one.kind == "Table"]

    def _read_owners(self) -> dict[tuple[int, int], int]:
        nums = self._root["/ParentTree"]["/Nums"]
        lists = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        assert int(self._root["/ParentTreeNextKey"]) == max(lists) + 1
        owners: dict[tuple[int, int], int] = {}
        for number, page in self._pages.items():
            assert page["/Tabs"] == "/S"
            owned = lists[int(page["/StructParents"])]
            assert sorted(self._texts[number]) == list(range(len(owned)))
            for mark in range(len(owned)):
                owners[number, mark] = list.__getitem__(owned, mark).idnum
        return owners

    def _id_tree(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for kid in self._root["/IDTree"].get("/Kids", []):
            names = kid.get_object()["/Names"]
            keys = [str(name) for name in names[::2]]
            assert keys == sorted(keys)
            assert [str(one) for one in kid.get_object()["/Limits"]] == [keys[0], keys[-1]]
            places = range(1, len(names), 2)
            found |= {str(names[at - 1]): list.__getitem__(names, at).idnum for at in places}
        return found

    def _told(self, reference: IndirectObject, parent: IndirectObject) -> Told:
        item: Any = reference.get_object()
        assert item.raw_get("/P").idnum == parent.idnum
        told = Told(str(item["/S"]).removeprefix("/"), alt=str(item.get("/Alt", "")))
        attributes = item.get("/A", {})
        if attributes.get("/O") == "/Table":
            told.rows = int(attributes.get("/RowSpan", 1))
            told.columns = int(attributes.get("/ColSpan", 1))
            told.scope = str(attributes.get("/Scope", "")).removeprefix("/")
            told.headers = tuple(map(str, attributes.get("/Headers", ())))
        told.box = tuple(map(float, attributes.get("/BBox", ())))
        if "/ID" in item:
            assert self._identified[str(item["/ID"])] == reference.idnum
        kids = item.get("/K", [])
        page = item.raw_get("/Pg").idnum if "/Pg" in item else 0
        for kid in kids if isinstance(kids, list) else [item.raw_get("/K")]:
            found = kid.get_object()
            if isinstance(found, int):
                told.text += self._mark(page, found, reference)
            elif found.get("/Type") == "/MCR":
                told.text += self._mark(found.raw_get("/Pg").idnum, int(found["/MCID"]), reference)
            else:
                told.parts.append(self._told(kid, reference))
        told.text = str(item.get("/ActualText", told.text))
        if "/ID" in item:
            self._names[str(item["/ID"])] = told.text
        return told

    def _mark(self, page: int, mark: int, owner: IndirectObject) -> str:
        assert self._owners[page, mark] == owner.idnum
        assert (page, mark) not in self._seen
        self._seen.add((page, mark))
        return self._texts[page][mark]

    def heads(self, told: Told) -> list[str]:
        """The texts of the cells that head this one."""
        return [self._names[name] for name in told.headers]


def marked(page: pypdf.PageObject, reader: pypdf.PdfReader) -> dict[int, str]:
    """The texts of a page's marks. Fails where anything is painted outside of a mark."""
    maps: dict[str, dict[str, str]] = {}
    resources: Any = page["/Resources"]
    fonts = resources["/Font"]
    stack: list[int | None] = []
    texts: dict[int, str] = {}
    shown: dict[str, str] = {}
    for operands, operator in ContentStream(page["/Contents"], reader).operations:
        name = operator.decode()
        if name in {"BDC", "BMC"}:
            mark = operands[1].get("/MCID") if name == "BDC" else None
            assert mark is not None or operands[0] == "/Artifact"
            assert not stack, "marks within marks"
            stack.append(mark)
            if mark is not None:
                assert mark not in texts
                texts[mark] = ""
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            key = str(operands[0])
            shown = maps.setdefault(key, characters(fonts[key]))
        elif name in PAINTS:
            assert stack, f"{name} stands outside of every mark"
            if name in {"Tj", "TJ"} and stack[-1] is not None:
                drawn = operands if name == "Tj" else operands[0]
                codes = b"".join(
                    part.original_bytes for part in drawn if hasattr(part, "original_bytes")
                )
                parts = (codes[at : at + 2].hex().upper() for at in range(0, len(codes), 2))
                texts[stack[-1]] += "".join(map(shown.__getitem__, parts))
    assert not stack
    return texts


def characters(font: DictionaryObject) -> dict[str, str]:
    """The character that each code stands for."""
    to_unicode: Any = font["/ToUnicode"]
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", to_unicode.get_data() + b"\n")
    return {code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


@dataclass(frozen=True)
class Placed:
    """A cell of a table, where its row and the spans of others put it."""

    row: int
    column: int
    told: Told


def placed(table: Told) -> list[Placed]:
    """The cells of a table by rows and columns. Fails where they overlap."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(table.parts):
        assert line.kind == "TR"
        column = 0
        for told in line.parts:
            while (row, column) in taken:
                column += 1
            lower, right = range(row, row + told.rows), range(column, column + told.columns)
            covered = set(itertools.product(lower, right))
            assert not covered & taken
            taken |= covered
            found.append(Placed(row, column, told))
    return found
