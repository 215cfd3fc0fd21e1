"""Excel workbooks (.xlsx, .xlsm): what each visible cell shows, read from the parts themselves.

Read with lxml and not with openpyxl: that keeps either formulas or their results, refuses a whole
file for one odd style that WPS wrote, and builds everything before anything can be bounded.
Macros, comments, pictures and phonetics are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from core.exchange.carried_part import carried_in
from core.exchange.sources.bounds import MAX_SECTIONS, Budget, SourceError, whole_number
from core.exchange.sources.number_format import (
    BUILT_IN,
    GENERAL,
    money_unit,
    shown_number,
    shown_text,
)
from core.exchange.sources.package import DAMAGED, NO_PART, NO_SHEET, Element, Package, walk_xml
from core.exchange.sources.sheet_grid import SheetGrid, TooLargeError
from core.quoting import first_of
from core.reading.source import SourceFile, SourceSection, SourceTable, SourceText
from core.regex import regex

NO_RESULT: Final = "这里是公式，文件里没有存下结果"
ERROR_VALUE: Final = "这里是错误值，请核对原表"
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_CELL = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MOST_SHARED = 500_000
_NAMED = 5
"""Cells that a sentence about a sheet names."""


def read_xlsx(data: bytes, *, whole: bool = False) -> SourceFile:
    """The worksheets of a workbook. Raises ``SourceError``.

    ``whole``: blank places have their cells too, as in ``SheetGrid``.
    """
    return _Workbook(Package(data), whole=whole).read()


def visible_sheets(package: Package) -> tuple[str, list[tuple[str, str]]]:
    """The part of the workbook itself, and of each sheet that is read its name and its part."""
    main = _main_part(package)
    sheets = _sheets(package, package.parse(main), package.relations(main))
    return main, [(name, part) for name, part, hidden in sheets if part and not hidden]


def all_sheets(package: Package) -> list[tuple[str, str]]:
    """Name and part of every sheet with cells, hidden ones too."""
    main = _main_part(package)
    sheets = _sheets(package, package.parse(main), package.relations(main))
    return [(name, part) for name, part, _ in sheets if part]


def _main_part(package: Package) -> str:
    found = [part for kind, part in package.relations("").values() if kind == "officeDocument"]
    part = next((one for one in found if one in package), "xl/workbook.xml")
    if part not in package:
        raise SourceError(DAMAGED)
    return part


def _sheets(
    package: Package, book: Element, relations: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str, bool]]:
    """Name and part of each sheet, and whether it is hidden; no part where it has no cells."""
    for sheet in list(book.iter("{*}sheet"))[:MAX_SECTIONS]:
        name = (sheet.get("name") or "").strip()[:100]
        kind, part = relations.get(_relation_id(sheet), ("", ""))
        known = kind == "worksheet" and part in package
        yield name, part if known else "", sheet.get("state") in {"hidden", "veryHidden"}


class _Workbook:
    def __init__(self, package: Package, *, whole: bool) -> None:
        self._package = package
        self._whole = whole
        self._framed: list[bool] = []
        self._budget = Budget()
        self._part = _main_part(package)
        self._relations = package.relations(self._part)
        self._strings: list[str] = []
        self._struck_strings: dict[int, str] = {}
        self._struck_styles: set[int] = set()
        self._formats: list[str] = []
        self._from_1904 = False

    def read(self) -> SourceFile:
        book = self._package.parse(self._part)
        settings = book.find("{*}workbookPr")
        if settings is not None:
            self._from_1904 = settings.get("date1904") in {"1", "true"}
        for kind, part in self._relations.values():
            if kind == "sharedStrings" and part in self._package:
                self._strings = self._shared_strings(part)
            elif kind == "styles" and part in self._package:
                self._formats = self._number_formats(part)
        sections = []
        any_hidden = False
        for name, part, hidden in _sheets(self._package, book, self._relations):
            any_hidden |= hidden
            if hidden:
                self._budget.note(f"隐藏的工作表“{name}”没有读入")
            elif part:
                sections.append(self._section(name, part))
        if not sections:
            raise SourceError(NO_SHEET if any_hidden else NO_PART)
        carried = carried_in(self._package, self._part)
        return SourceFile(tuple(sections), self._budget.notes, carried)

    def _shared_strings(self, part: str) -> list[str]:
        strings: list[str] = []
        for item in walk_xml(self._package.read(part), ("{*}si",)):
            text, struck = _rich_text(item)
            if struck:
                self._struck_strings[len(strings)] = struck
            strings.append(text)
            if len(strings) > _MOST_SHARED:
                raise SourceError("工作簿里的文字太多，不像自评表，没有读取")
        return strings

    def _number_formats(self, part: str) -> list[str]:
        styles = self._package.parse(part)
        own = {one.get("numFmtId"): one.get("formatCode") or GENERAL
               for one in styles.iter("{*}numFmt")}  # fmt: skip
        formats = styles.find("{*}cellXfs")
        codes: list[str] = []
        borders = [any(side.get("style", "none") != "none" for side in one)
                   for one in styles.iterfind("{*}borders/{*}border")]  # fmt: skip
        struck = [_is_struck(font) for font in styles.iterfind("{*}fonts/{*}font")]
        for one in formats if formats is not None else ():
            font = whole_number(one.get("fontId"), 0)
            if font < len(struck) and struck[font]:
                self._struck_styles.add(len(codes))
            border = whole_number(one.get("borderId"), 0)
            self._framed.append(border < len(borders) and borders[border])
            number = one.get("numFmtId") or "0"
            built_in = BUILT_IN.get(whole_number(number, 0), GENERAL)
            codes.append(own.get(number, built_in))
        return codes

    def _section(self, name: str, part: str) -> SourceSection:
        reader = _Worksheet(SheetGrid(name, self._budget, whole=self._whole), self._budget)
        reader.framed = self._framed
        reader.strings, reader.formats = self._strings, self._formats
        reader.from_1904 = self._from_1904
        reader.struck_strings, reader.struck_styles = self._struck_strings, self._struck_styles
        try:
            reader.read(self._package.read(part))
            table = reader.grid.table()
        except TooLargeError:
            self._budget.sheet_too_large(name)
            return SourceSection(name, ())
        reader.tell()
        above, below = self._text_boxes(name, part)
        middle: tuple[SourceTable, ...] = (table,) if table else ()
        return SourceSection(name, (*above, *middle, *below))

    def _text_boxes(self, name: str, part: str) -> tuple[list[SourceText], list[SourceText]]:
        """Texts in drawn shapes, those of the first rows apart: a title may stand in one."""
        above: list[SourceText] = []
        below: list[SourceText] = []
        for kind, drawing in self._package.relations(part).values():
            if kind != "drawing" or drawing not in self._package:
                continue
            for anchor in self._package.parse(drawing):
                lines = ["".join(one.text or "" for one in line.iter("{*}t"))
                         for line in anchor.iterfind(".//{*}txBody/{*}p")]  # fmt: skip
                text = self._budget.take("\n".join(lines))
                if text:
                    row = anchor.findtext("{*}from/{*}row") or ""
                    target = above if whole_number(row, 3) < 3 else below
                    target.append(SourceText(text, f"{name} 文本框"))
        return above, below


class _Worksheet:
    strings: list[str]
    formats: list[str]
    from_1904: bool
    framed: list[bool]
    struck_strings: dict[int, str]
    struck_styles: set[int]

    def __init__(self, grid: SheetGrid, budget: Budget) -> None:
        self.grid = grid
        self._budget = budget
        self._row = 0
        self._rows_hidden = False
        self._uncomputed: list[str] = []
        self._failed: list[str] = []

    def read(self, data: bytes) -> None:
        tags = ("{*}sheetFormatPr", "{*}col", "{*}row", "{*}mergeCell")
        for element in walk_xml(data, tags):
            kind = element.tag.rpartition("}")[2]
            if kind == "row":
                self._take_row(element)
            elif kind == "mergeCell":
                self._take_merge(element.get("ref") or "")
            elif kind == "col":
                self._take_columns(element)
            else:
                self._rows_hidden = _true(element.get("zeroHeight"))

    def tell(self) -> None:
        """Note what the clerk should look at in this sheet."""
        if self._uncomputed:
            cells = first_of(self._uncomputed, "格", _NAMED)
            self._budget.note(
                f"{cells}是公式，文件里没有存下结果，请用 Excel 或 WPS 打开并保存后再导入"
            )
        for cell in self._failed[:_NAMED]:
            self._budget.note(cell)

    def _take_row(self, row: Element) -> None:
        self._row = whole_number(row.get("r"), 0) or self._row + 1
        hidden = row.get("hidden")
        shown = hidden is not None or row.get("ht") is not None
        if _true(hidden) or _zero(row.get("ht")) or (self._rows_hidden and not shown):
            self.grid.hide_row(self._row)
        column = 0
        for cell in row:
            match = _CELL.fullmatch(cell.get("r") or "")
            column = _column(match[1]) if match else column + 1
            self._take_cell(cell, column)

    def _take_cell(self, cell: Element, column: int) -> None:
        kind = cell.get("t") or "n"
        value, formula, struck = self._content(cell, kind)
        if value is None:
            self.grid.name_unit(self._row, column, money_unit(self._format(cell.get("s"))))
            if formula:
                self._uncomputed.append(self.grid.place(self._row, column))
                self.grid.put(self._row, column, "", formula=True, doubt=NO_RESULT)
            elif self._is_framed(cell.get("s")):
                self.grid.frame(self._row, column)
            return
        text = self._shown(value, kind, self._format(cell.get("s")))
        if kind == "e":
            self._failed.append(
                f"{self.grid.place(self._row, column)} 是错误值 {text[:20]}，请核对原表"
            )
        if self.struck_styles and whole_number(cell.get("s"), 0) in self.struck_styles:
            text, struck = "", text
        if struck:
            self._budget.struck(f"{self.grid.place(self._row, column)} 里", struck)
        doubt = ERROR_VALUE if kind == "e" else ""
        self.grid.put(self._row, column, text, formula=formula, doubt=doubt)

    def _content(self, cell: Element, kind: str) -> tuple[str | None, bool, str]:
        """What a cell holds, whether it is a result, and what of it is struck out."""
        value, formula, struck = None, False, ""
        for child in cell:
            tag = child.tag.rpartition("}")[2]
            if tag == "v":
                value = child.text or ("" if kind == "str" else None)
            elif tag == "f":
                formula = True
            elif tag == "is":
                value, struck = _rich_text(child)
        if kind == "s":
            struck = self.struck_strings.get(whole_number(value, -1), "")
        return value, formula, struck

    def _format(self, style: str | None) -> str:
        number = whole_number(style, 0)
        if number >= len(self.formats):
            return self.formats[0] if self.formats else GENERAL
        return self.formats[number]

    def _is_framed(self, style: str | None) -> bool:
        number = whole_number(style, 0)
        return number < len(self.framed) and self.framed[number]

    def _shown(self, value: str, kind: str, code: str) -> str:
        if kind == "s":
            at = whole_number(value, -1)
            text = self.strings[at] if 0 <= at < len(self.strings) else ""
            return shown_text(text, code)
        if kind == "str":
            return shown_text(_ESCAPE.sub(_unescaped, value), code)
        if kind == "inlineStr":
            return shown_text(value, code)
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return value if kind in {"e", "d"} else _shown_figure(value, code, from_1904=self.from_1904)

    def _take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if start and end:
            self.grid.merge(int(start[2]), _column(start[1]), int(end[2]), _column(end[1]))

    def _take_columns(self, element: Element) -> None:
        if _true(element.get("hidden")) or _zero(element.get("width")):
            first = whole_number(element.get("min"), 0)
            self.grid.hide_columns(first, whole_number(element.get("max"), first))


def _shown_figure(value: str, code: str, *, from_1904: bool) -> str:
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return value
    if not -400 < number.adjusted() < 400:
        return value
    return shown_number(number, code, from_1904=from_1904)


def _rich_text(item: Element) -> tuple[str, str]:
    """The runs of a text, and apart from it those that are struck out.

    The phonetic guide above it (``rPh``) is none of it.
    """
    parts: list[str] = []
    struck: list[str] = []
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            own = struck if _is_struck(child.find("{*}rPr")) else parts
            own += [one.text or "" for one in child.iterfind("{*}t")]
    text, without = (_ESCAPE.sub(_unescaped, "".join(one)) for one in (parts, struck))
    return text, without


def _is_struck(font: Element | None) -> bool:
    strike = None if font is None else font.find("{*}strike")
    return strike is not None and strike.get("val") not in {"0", "false"}


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _relation_id(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _true(text: str | None) -> bool:
    return text in {"1", "true"}


def _zero(text: str | None) -> bool:
    return text is not None and not text.strip("0.") and text != ""
