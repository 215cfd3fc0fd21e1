"""Which texts the drop-down lists of a worksheet (data validation) let into its cells."""

from __future__ import annotations

from typing import Final

from core.exchange.into.cell_texts import column_number
from core.exchange.into.package_parts import Parts
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.package import Element
from core.exchange.sources.xlsx_source import all_sheets
from core.regex import regex

At = tuple[int, int]
_AREA = regex(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MOST: Final = 1_000
"""Entries of a list."""
_MOST_AREAS: Final = 20_000


class CellChoices:
    """The lists of one worksheet, as it is now."""

    def __init__(self, parts: Parts, book: str, sheet: Element) -> None:
        self._parts = parts
        self._book = book
        self._sheet = sheet
        self._lists: dict[str, tuple[str, ...]] = {}
        self._areas = list(self._read())[:_MOST_AREAS]

    def of(self, at: At) -> tuple[str, ...]:
        """What a cell takes; nothing where it takes anything."""
        for (top, left, bottom, right), source in self._areas:
            if top <= at[0] <= bottom and left <= at[1] <= right:
                return self._entries(source)
        return ()

    def _read(self) -> list[tuple[tuple[int, int, int, int], str]]:
        found = []
        for one in self._sheet.iter("{*}dataValidation"):
            if one.get("type") != "list":
                continue
            formula = one.find("{*}formula1")
            source = "" if formula is None else "".join(formula.itertext()).strip()
            areas = (one.get("sqref") or one.findtext("{*}sqref") or "").split()
            found += [(area, source) for text in areas if (area := _area(text)) is not None]
        return found

    def _entries(self, source: str) -> tuple[str, ...]:
        if source not in self._lists:
            self._lists[source] = tuple(self._resolved(source))
        return self._lists[source]

    def _resolved(self, source: str) -> list[str]:
        """The entries that a list's source stands for; none where it is computed."""
        if len(source) > 1 and source[0] == source[-1] == '"':
            return [entry.strip() for entry in source[1:-1].replace('""', '"').split(",")][:_MOST]
        source = source.lstrip("=")
        book = self._parts.look(self._book)
        for name in book.iterfind("{*}definedNames/{*}definedName"):
            if (name.get("name") or "").casefold() == source.casefold():
                source = (name.text or "").strip()
                break
        prefix, _, area = source.rpartition("!")
        found = _area(area)
        if found is None:
            return []
        sheet = self._sheet if not prefix else self._other(prefix.strip("'").replace("''", "'"))
        return [] if sheet is None else self._texts(sheet, found)

    def _other(self, name: str) -> Element | None:
        """A sheet by its name, hidden ones too."""
        for known, part in all_sheets(self._parts.package):
            if known == name:
                return self._parts.look(part)
        return None

    def _texts(self, sheet: Element, area: tuple[int, int, int, int]) -> list[str]:
        top, left, bottom, right = area
        strings = self._strings()
        found = []
        for cell in sheet.iter("{*}c"):
            at = _area(cell.get("r") or "")
            if at is None or not (top <= at[0] <= bottom and left <= at[1] <= right):
                continue
            text = cell.findtext("{*}v") or ""
            if cell.get("t") == "s":
                number = whole_number(text, -1)
                text = strings[number] if 0 <= number < len(strings) else ""
            elif cell.get("t") == "inlineStr":
                text = "".join(cell.itertext())
            if text.strip():
                found.append(text.strip())
        return found[:_MOST]

    def _strings(self) -> list[str]:
        relations = self._parts.package.relations(self._book).values()
        part = next((part for kind, part in relations if kind == "sharedStrings"), "")
        if part not in self._parts.package:
            return []
        root = self._parts.look(part)
        return ["".join(t.text or "" for t in item.iter("{*}t")) for item in root]


def _area(text: str) -> tuple[int, int, int, int] | None:
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    top, left = int(match[2]), column_number(match[1])
    bottom = int(match[4]) if match[4] else top
    return top, left, bottom, column_number(match[3]) if match[3] else left
