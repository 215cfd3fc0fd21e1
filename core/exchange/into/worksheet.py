"""A worksheet's own XML: rows are put in, cells are written, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Final

from core.exchange.into.cell_texts import column_number, escaped, item_runs, shared_formula
from core.exchange.into.formula_value import At, FormulaValues, UnknownFormulaError, Value
from core.exchange.into.references import Formulas, Insertion, RowMoves, translated
from core.exchange.into.runs import Run, Share, replaced
from core.exchange.into.sheet_merges import Merges
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.package import Element
from core.exchange.sources.sheet_grid import column_letters
from core.model.number import ZERO, decimals, exactly, rounded
from core.regex import regex

_CELL = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_REFERENCES: Final = ("ref", "sqref", "topLeftCell", "activeCell")
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
_FOR_CELLS: Final = frozenset(
    {"mergeCell", "conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"}
)
"""What goes with the last of its cells."""


class Worksheet:
    """The root element of a worksheet part. ``strings`` are the items of the shared strings."""

    def __init__(self, root: Element, strings: Sequence[Element]) -> None:
        self.root = root
        self._strings = strings
        self._name = root.tag.rpartition("}")[0] + "}"
        self._data = root.find(f"{self._name}sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        self.results: dict[At, tuple[bool, Value]] = {}
        """What formulas came to, of those that could be computed."""
        self.merges = Merges(root)
        self._number()

    def _number(self) -> None:
        """Give every row and cell its name: it may be left out where it is the next one."""
        row_number = 0
        for row in self._data.iterchildren(f"{self._name}row"):
            row_number = whole_number(row.get("r"), 0) or row_number + 1
            row.set("r", str(row_number))
            self._rows[row_number] = row
            self._name_cells(row, row_number)

    def _name_cells(self, row: Element, number: int) -> None:
        cells = self._cells[number] = {}
        column = 0
        for cell in row.iterchildren(f"{self._name}c"):
            match = _CELL.fullmatch(cell.get("r") or "")
            column = column_number(match[1]) if match else column + 1
            cell.set("r", f"{column_letters(column)}{number}")
            cells[column] = cell

    def cells(self, row: int) -> Mapping[int, Element]:
        """The cells of a row by their column."""
        return self._cells.get(row, {})

    def formulas(self) -> Iterator[tuple[int, int, Element]]:
        """Every formula with its row and column."""
        for number, row in self._cells.items():
            for column, cell in row.items():
                formula = cell.find(f"{self._name}f")
                if formula is not None:
                    yield number, column, formula

    def text(self, at: At) -> str:
        """What stands in a cell, a number as it is stored."""
        text = "".join(run.text for run in self._runs(at))
        cell = self._cells.get(at[0], {}).get(at[1])
        return text or (cell.findtext(f"{self._name}v") or "" if cell is not None else "")

    def has_formula(self, at: At) -> bool:
        """Whether a cell is computed by the bureau."""
        cell = self._cells.get(at[0], {}).get(at[1])
        return cell is not None and cell.find(f"{self._name}f") is not None

    def style(self, at: At) -> int:
        """The number of a cell's format."""
        cell = self._cells.get(at[0], {}).get(at[1])
        text = cell.get("s") if cell is not None else self._style_around(at)
        return whole_number(text, 0)

    def take_look(self, at: At, other: At) -> None:
        """Let a cell have the format of another one."""
        self._cell(at).set("s", str(self.style(other)))

    def _style_around(self, at: At) -> str | None:
        """The format of a place without a cell: that of its row, else of its column."""
        row = self._rows.get(at[0])
        if row is not None and row.get("customFormat") in {"1", "true"}:
            return str(row.get("s") or "") or None
        for one in self.root.iterfind(f"{self._name}cols/{self._name}col"):
            if whole_number(one.get("min"), 0) <= at[1] <= whole_number(one.get("max"), 0):
                return str(one.get("style") or "") or None
        return None

    def write_number(self, at: At, number: Decimal) -> None:
        """Let a cell hold a number."""
        cell = self._emptied(at)
        cell.attrib.pop("t", None)
        value = cell.makeelement(f"{self._name}v")
        value.text = exactly(number)
        cell.append(value)

    def write_text(self, at: At, shares: Sequence[Share]) -> None:
        """Replace shares of a cell's text; the formats of its runs stay."""
        runs = [run for run in replaced(self._runs(at), shares) if run.text]
        cell = self._emptied(at)
        cell.attrib.pop("t", None)
        if not runs:
            return
        cell.set("t", "inlineStr")
        inline = cell.makeelement(f"{self._name}is")
        rich = len(runs) > 1 or runs[0].look is not None
        for run in runs:
            holder = inline
            if rich:
                holder = inline.makeelement(f"{self._name}r")
                inline.append(holder)
                if run.look is not None:
                    holder.append(deepcopy(run.look))
            text = holder.makeelement(f"{self._name}t")
            text.text = escaped(run.text)
            text.set(_SPACE, "preserve")
            holder.append(text)
        cell.append(inline)

    def _runs(self, at: At) -> list[Run[Element | None]]:
        cell = self._cells.get(at[0], {}).get(at[1])
        if cell is None:
            return [Run("", None)]
        kind, value = cell.get("t") or "n", cell.findtext(f"{self._name}v") or ""
        item = cell.find(f"{self._name}is")
        if kind == "s":
            number = whole_number(value, -1)
            item = self._strings[number] if 0 <= number < len(self._strings) else None
        if item is None:
            return [Run(value if kind == "str" else "", None)]
        return item_runs(item) or [Run("", None)]

    def _emptied(self, at: At) -> Element:
        """The cell without its value, made where it is not there yet."""
        cell = self._cell(at)
        for child in list(cell):
            if child.tag in {f"{self._name}v", f"{self._name}is"}:
                cell.remove(child)
        return cell

    def _cell(self, at: At) -> Element:
        number, column = at
        cells = self._cells.setdefault(number, {})
        if column in cells:
            return cells[column]
        row = self._row(number)
        style = self._style_around(at)
        cell = row.makeelement(f"{self._name}c", {"r": f"{column_letters(column)}{number}"})
        if style:
            cell.set("s", style)
        before = max((known for known in cells if known < column), default=None)
        if before is None:
            row.insert(0, cell)
        else:
            cells[before].addnext(cell)
        cells[column] = cell
        return cell

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = self._data.makeelement(f"{self._name}row", {"r": str(number)})
            before = max((known for known in self._rows if known < number), default=None)
            if before is None:
                self._data.insert(0, row)
            else:
                self._rows[before].addnext(row)
            self._rows[number] = row
            self._cells.setdefault(number, {})
        return self._rows[number]

    def compute(self) -> None:
        """Let the formulas keep what they come to now, or nothing: what they kept is not true."""
        formulas = {}
        cells = {}
        for number, row in self._cells.items():
            for column, cell in row.items():
                formula = cell.find(f"{self._name}f")
                if formula is not None:
                    cells[number, column] = cell
                    plain = formula.get("t") in {None, "normal"} and formula.text
                    formulas[number, column] = formula.text if plain else "?"
        values = FormulaValues(formulas, self._value)
        for at, cell in cells.items():
            for value in cell.findall(f"{self._name}v"):
                cell.remove(value)
            cell.attrib.pop("t", None)
            try:
                result = values.of(at)
            except UnknownFormulaError:
                continue
            self.results[at] = True, result
            self._keep_result(cell, result)

    def _keep_result(self, cell: Element, result: Value) -> None:
        value = cell.makeelement(f"{self._name}v")
        if isinstance(result, bool):
            cell.set("t", "b")
            value.text = str(int(result))
        elif isinstance(result, str):
            cell.set("t", "str")
            value.text = escaped(result)
        else:
            number = result or ZERO
            value.text = exactly(rounded(number, 12) if decimals(number) > 12 else number)
        cell.append(value)

    def _value(self, at: At) -> Value:
        """What stands in a cell without a formula."""
        cell = self._cells.get(at[0], {}).get(at[1])
        if cell is None:
            return None
        kind, text = cell.get("t") or "n", cell.findtext(f"{self._name}v")
        if kind in {"s", "inlineStr", "str"}:
            return "".join(run.text for run in self._runs(at)) or None
        if text is None:
            return None
        if kind == "n":
            return Decimal(text.strip())
        raise UnknownFormulaError

    def insert(self, copies: Sequence[Insertion], formulas: Formulas) -> None:
        """Put rows in that look like others, and let everything point to where it went.

        ``copies`` are the insertions of ``formulas.shift``, in order.
        """
        shift = formulas.shift
        self.write_out_shared_formulas()
        self._move_formulas(formulas)
        for number in sorted(self._rows, reverse=True):
            self._move_row(number, shift.row(number))
        self._name_anew()
        self._move_references(formulas)
        likes: dict[int, list[int]] = {}
        used: dict[int, int] = {}
        for one in copies:
            behind = shift.row(one.behind)
            for _ in range(one.count):
                used[one.behind] = used.get(one.behind, 0) + 1
                number = behind + used[one.behind]
                self._copy_row(shift.row(one.like), number, behind + used[one.behind] - 1)
                likes.setdefault(shift.row(one.like), []).append(number)
        self.merges.copy(likes)

    def remove(self, formulas: Formulas) -> None:
        """Take rows out, and let everything point to where the others went."""
        shift = formulas.shift
        self.write_out_shared_formulas()
        for number in [row for row in self._rows if shift.are_gone(row, row)]:
            self._data.remove(self._rows.pop(number))
            self._cells.pop(number, None)
        self._move_formulas(formulas)
        for number in sorted(self._rows):
            self._move_row(number, shift.row(number))
        self._name_anew()
        self._move_references(formulas)
        self.merges.drop_single()

    def write_out_shared_formulas(self) -> None:
        """Formulas that several cells share, each as its own."""
        masters: dict[str, tuple[str, str]] = {}
        for cell in self._data.iter(f"{self._name}c"):
            formula = cell.find(f"{self._name}f")
            if formula is None or formula.get("t") != "shared":
                continue
            number = formula.get("si") or ""
            if formula.text:
                masters[number] = formula.text, cell.get("r")
            elif number in masters:
                text, origin = masters[number]
                formula.text = shared_formula(text, origin, cell.get("r"))
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, None)

    def _move_formulas(self, formulas: Formulas) -> None:
        for formula in self._data.iter(f"{self._name}f"):
            if formula.text:
                formula.text = formulas.moved(formula.text, here=True)
            for name in ("ref", "r1", "r2"):
                if formula.get(name):
                    formula.set(name, formulas.shift.area(formula.get(name)))

    def _move_row(self, number: int, target: int) -> None:
        if number == target:
            return
        row = self._rows[number]
        row.set("r", str(target))
        for column, cell in self._cells[number].items():
            cell.set("r", f"{column_letters(column)}{target}")

    def _name_anew(self) -> None:
        self._rows, self._cells = {}, {}
        self._number()

    def _move_references(self, formulas: Formulas) -> None:
        """Merges, validations, conditional formats, links, breaks, views: all outside of cells."""
        gone: list[Element] = []
        for element in self.root.iter():
            if not isinstance(element.tag, str) or element is self._data:
                continue
            name = element.tag.rpartition("}")[2]
            if name in {"row", "c", "v", "is", "t", "r"}:
                continue
            if not _moved_areas(element, name, formulas.shift):
                gone.append(element.getparent() if name == "sqref" else element)
            if name in _FORMULAS and element.text and element.getparent().tag != f"{self._name}c":
                element.text = formulas.moved(element.text, here=True)
            elif name == "brk" and element.getparent().tag == f"{self._name}rowBreaks":
                number = whole_number(element.get("id"), -1)
                if number >= 0:
                    element.set("id", str(formulas.shift.last(number)))
        for element in gone:
            _take_out(element)

    def _copy_row(self, like: int, number: int, behind: int) -> None:
        row = deepcopy(self._row(like))
        for cell in list(row):
            formula = cell.find(f"{self._name}f")
            if cell.tag != f"{self._name}c":
                continue
            for child in list(cell):
                if child is not formula:
                    cell.remove(child)
            cell.attrib.pop("t", None)
            if formula is None:
                continue
            if formula.text and formula.get("t") not in {"array", "dataTable"}:
                formula.text = translated(formula.text, like, number)
            else:
                cell.remove(formula)
        row.set("r", str(number))
        for cell in row.iterchildren(f"{self._name}c"):
            match = _CELL.fullmatch(cell.get("r"))
            cell.set("r", f"{match[1] if match else 'A'}{number}")
        self._row(behind).addnext(row)
        self._rows[number] = row
        self._name_cells(row, number)


def _moved_areas(element: Element, name: str, shift: RowMoves) -> bool:
    """Let the areas of an element point to where they went; whether anything is left of them."""
    looks = name in _FOR_CELLS - {"mergeCell"}
    left = True
    for key in _REFERENCES:
        if text := element.get(key):
            moved = shift.areas(text, looks=looks and key == "sqref")
            left = left and bool(moved or name not in _FOR_CELLS)
            element.set(key, moved or text)
    if name == "sqref" and element.text:
        moved = shift.areas(element.text, looks=True)
        left = bool(moved)
        element.text = moved or element.text
    return left


def _take_out(element: Element) -> None:
    """Remove an element, and the list that holds nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0:
        _take_out(parent)
    elif parent.get("count"):
        parent.set("count", str(len(parent)))
