"""A plan carried out in a workbook: the sheet of the form, and what of other parts leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from msgspec.structs import replace

from core.exchange.carried_part import carrying_parts
from core.exchange.into.cell_choices import CellChoices
from core.exchange.into.cell_texts import column_number
from core.exchange.into.cell_values import (
    CellFormat,
    Form,
    agrees,
    chosen,
    format_of_code,
    hides_decimals,
    number_for,
)
from core.exchange.into.formula_value import At, Value
from core.exchange.into.package_parts import UNSEALED, Parts
from core.exchange.into.plan import Entry, Kind, Plan, RowAt, RowCopy, SpareRow
from core.exchange.into.references import Formulas, Insertion, RowRemoval, RowShift
from core.exchange.into.row_room import hidden_texts
from core.exchange.into.runs import Share
from core.exchange.into.sheet_followers import forget_results, move_followers
from core.exchange.into.sheet_spare_rows import SheetSpareRows
from core.exchange.into.worksheet import Worksheet
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.number_format import BUILT_IN, GENERAL
from core.exchange.sources.sheet_grid import column_letters
from core.exchange.sources.xlsx_source import read_xlsx, visible_sheets
from core.model.number import EXACT, plain
from core.quoting import first_of
from core.reading.source import SourceCell, SourceFile, SourceTable
from core.reading.texts import is_blank
from core.regex import regex

_MOST_NAMED = 12
_SINGLE = regex(r"(?<![A-Za-z0-9!:$])\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?![0-9A-Za-z(:!])")
"""A cell that a formula names alone, not as an end of a range."""
_PLACE = regex(r".*!([A-Z]{1,3})([0-9]{1,7})", re.DOTALL)


class WorkbookBlank:
    """A workbook that is to be filled in."""

    def __init__(self, data: bytes) -> None:
        self.source = read_xlsx(data, whole=True)
        self._parts = Parts(data)
        self._opened: dict[int, _Sheet] = {}

    def removable(self, section: int, rows: Sequence[SpareRow]) -> set[RowAt]:
        """Which of these rows nothing else of the workbook needs."""
        sheet = self._sheet(section)
        columns = {
            sheet.numbers[row.at.part, row.at.row]: {
                column_number(match[1]) for text in row.texts if (match := _PLACE.fullmatch(text))
            }
            for row in rows
        }
        spare = SheetSpareRows(self._parts, sheet.book, sheet.part, sheet.name, sheet.worksheet)
        found = spare.removable(columns)
        return {row.at for row in rows if sheet.numbers[row.at.part, row.at.row] in found}

    def write(self, plan: Plan) -> bytes:
        """The workbook with the plan carried out; ``plan.told`` gets what is to be known of it."""
        return _Filling(self._parts, self._sheet(plan.section), plan).write()

    def _sheet(self, section: int) -> _Sheet:
        if section not in self._opened:
            self._opened[section] = _Sheet(self._parts, self.source, section)
        return self._opened[section]


class _Sheet:
    """The worksheet that holds the form, and which of its places those of the grid are."""

    def __init__(self, parts: Parts, source: SourceFile, section: int) -> None:
        self.book, sheets = visible_sheets(parts.package)
        self.name, self.part = sheets[section]
        relations = parts.package.relations(self.book).values()
        strings = next((p for kind, p in relations if kind == "sharedStrings"), "")
        self.styles = next((p for kind, p in relations if kind == "styles"), "")
        known = strings in parts.package
        items = list(parts.look(strings).iterfind("{*}si")) if known else []
        self.worksheet = Worksheet(parts.edit(self.part), items)
        self.numbers = _rows_of(source, section)
        self.columns = _columns_of(source, section)


class _Filling:
    def __init__(self, parts: Parts, sheet: _Sheet, plan: Plan) -> None:
        self._parts = parts
        self._plan = plan
        self._name, self._part, self._book = sheet.name, sheet.part, sheet.book
        self._numbers, self._columns = sheet.numbers, sheet.columns
        self._styles = sheet.styles
        self._sheet = sheet.worksheet
        self._copies: dict[int, int] = {}
        self._shift = RowShift(())
        self._removal = RowRemoval(())
        self._computed: list[tuple[At, Entry]] = []
        self._hiding: list[str] = []
        self._unwritten: list[str] = []
        self._written: dict[At, str] = {}

    def write(self) -> bytes:
        self._insert()
        self._remove()
        choices = CellChoices(self._parts, self._book, self._sheet.root)
        formats = _formats(self._parts, self._styles)
        counted = self._counted()
        by_cell: dict[At, list[Entry]] = {}
        for entry in self._plan.entries:
            if (at := self._at(entry)) is not None:
                by_cell.setdefault(at, []).append(entry)
        for at, entries in by_cell.items():
            if at in counted and all(map(_is_dash, entries)):
                self._unwritten.append(_name(at))
                continue
            if (like := self._covering(entries[0])) is not None:
                self._sheet.take_look(at, like)
            style = self._sheet.style(at)
            known = formats[style] if style < len(formats) else CellFormat(Form.GENERAL)
            self._cell(at, entries, known, choices)
        self._sheet.merges.span(list(self._spans()))
        self._sheet.compute()
        forget_results(self._parts, self._part, self._name)
        self._tell()
        self._compute_anew()
        for part in carrying_parts(self._parts.package, self._book):
            self._parts.remove(part)  # of a form that this file shows no more
        if self._parts.unseal():
            self._plan.told.append(UNSEALED)
        return self._parts.bytes()

    def _counted(self) -> set[At]:
        """The cells that formulas name alone: with a dash in one they would show an error."""
        return {
            (int(match[2]), column_number(match[1].upper()))
            for _, _, formula in self._sheet.formulas()
            for match in _SINGLE.finditer(formula.text or "")
        }

    def _insert(self) -> None:
        """Put in the rows that the blank lacks."""
        if not self._plan.copies:
            return
        insertions = []
        for (behind, like, scope, summed), group in groupby(self._plan.copies, self._insertion):
            insertions.append(Insertion(behind, len(list(group)), like, scope, summed))
        self._shift = RowShift(tuple(insertions))
        used: dict[int, int] = {}
        for copy in self._plan.copies:
            behind = self._numbers[copy.behind.part, copy.behind.row]
            used[behind] = used.get(behind, 0) + 1
            self._copies[copy.number] = self._shift.row(behind) + used[behind]
        formulas = Formulas(self._shift, self._name)
        self._sheet.insert(insertions, formulas)
        move_followers(self._parts, self._book, self._part, formulas)

    def _remove(self) -> None:
        """Take out the rows that nobody needs."""
        gone = (self._numbers[at.part, at.row] for at in self._plan.removed)
        self._removal = RowRemoval(tuple(sorted(self._shift.row(row) for row in gone)))
        if self._plan.removed:
            formulas = Formulas(self._removal, self._name)
            self._sheet.remove(formulas)
            move_followers(self._parts, self._book, self._part, formulas)

    def _insertion(self, copy: RowCopy) -> tuple[int, int, int, bool]:
        """Behind which row a copy stands, which it looks like, where what it belongs to begins."""
        behind = self._numbers[copy.behind.part, copy.behind.row]
        like = self._numbers[copy.like.part, copy.like.row]
        scope = behind
        if copy.scope is not None:
            scope = self._numbers[copy.scope.part, copy.scope.row]
        return behind, like, scope, copy.summed

    def _at(self, entry: Entry) -> At | None:
        place = _PLACE.fullmatch(entry.spot.item.place)
        if place is None:
            if entry.text.strip():
                self._plan.lost.append(
                    f"{entry.label}的位置在文本框里，不能填写，没有写入：{entry.text}"
                )
            return None
        row = self._copies[entry.copy] if entry.copy else self._shift.row(int(place[2]))
        return self._removal.row(row), column_number(place[1])

    def _covering(self, entry: Entry) -> At | None:
        """The cell whose format a copy takes: it was merged over the row that the copy is like."""
        item = entry.spot.item
        place = _PLACE.fullmatch(item.place)
        if not entry.copy or place is None or not isinstance(item, SourceCell) or item.rowspan < 2:
            return None
        return self._removal.row(self._shift.row(int(place[2]))), column_number(place[1])

    def _cell(self, at: At, entries: list[Entry], known: CellFormat, choices: CellChoices) -> None:
        if self._sheet.has_formula(at):
            self._computed += [(at, entry) for entry in entries if entry.text.strip()]
            return
        first = entries[0]
        if len(entries) > 1 or not first.spot.whole:
            self._sheet.write_text(at, [_share(entry) for entry in entries])
            return
        entry = self._allowed(at, first, choices)
        number = number_for(entry, known)
        if number is None:
            self._written[at] = entry.text
            self._sheet.write_text(at, [Share(0, None, entry.text)])
            return
        if hides_decimals(number, known):
            self._hiding.append(f"{_name(at)}（{entry.text}）")
        self._sheet.write_number(at, number)

    def _allowed(self, at: At, entry: Entry, choices: CellChoices) -> Entry:
        """The entry as a drop-down list has it."""
        allowed = choices.of(at) if entry.text.strip() else ()
        if not allowed:
            return entry
        pick = chosen(entry.text, allowed)
        if pick is None:
            self._plan.told.append(
                f"{_name(at)} 只能从下拉列表里选，{entry.label}“{entry.text}”不在其中，请核对"
            )
            return entry
        return replace(entry, text=pick)

    def _tell(self) -> None:
        """What the bureau's own formulas and formats make of the form."""
        unknown = []
        for at, entry in self._computed:
            known, result = self._sheet.results.get(at, (False, None))
            if not known:
                unknown.append(f"{_name(at)}（{entry.label} {entry.text}）")
            elif not agrees(result, entry):
                shown = _shown(result, entry)
                self._plan.told.append(
                    f"{_name(at)} 是空表自己的公式，保留不动，算出来是 {shown}，"
                    f"自评表的{entry.label}是 {entry.text}，请核对"
                )
        if unknown:
            self._plan.told.append(
                f"这些格是空表自己的公式，保留不动，请打开后核对结果：{'、'.join(unknown)}"
            )
        if self._unwritten:
            cells = first_of(self._unwritten, "格", _MOST_NAMED)
            self._plan.told.append(f"{cells}空着，没有写“—”：空表的公式要用这些格的数")
        if cut := hidden_texts(self._sheet.root, self._written, self._sheet.merges.areas):
            self._plan.told.append(
                f"这些格的行高显示不下全部文字（行高照空表没有动），请打开后拉高："
                f"{first_of([_name(at) for at in cut], '格', _MOST_NAMED)}"
            )
        if self._hiding:
            self._plan.told.append(
                f"这些格的格式显示不出全部小数，请核对：{'、'.join(self._hiding)}"
            )

    def _spans(self) -> Iterator[tuple[int, int, int, int]]:
        for span in self._plan.spans:
            rows = [self._row(at) for at in span.rows]
            part = span.rows[0].part
            left = self._columns[part, span.column]
            right = self._columns.get((part, span.column + span.columns - 1), left)
            yield min(rows), left, max(rows), right

    def _row(self, at: RowAt) -> int:
        row = self._numbers[at.part, at.row]
        return self._removal.row(self._copies[at.copy] if at.copy else self._shift.row(row))

    def _compute_anew(self) -> None:
        """Let Excel compute every formula when it opens the file."""
        book = self._parts.edit(self._book)
        name = book.tag.rpartition("}")[0] + "}"
        properties = book.find(f"{name}calcPr")
        if properties is None:
            properties = book.makeelement(f"{name}calcPr")
            before = ("sheets", "functionGroups", "externalReferences", "definedNames")
            last = [e for e in book if str(e.tag).rpartition("}")[2] in before][-1]
            last.addnext(properties)
        properties.set("fullCalcOnLoad", "1")


def _name(at: At) -> str:
    return f"{column_letters(at[1])}{at[0]}"


def _shown(result: Value, entry: Entry) -> str:
    """What a formula came to, for a sentence: a long figure with six decimals, a rate as one."""
    if isinstance(result, Decimal):
        rate = entry.text.strip().endswith(("%", "％"))
        return f"{plain(EXACT.multiply(result, Decimal(100)), 4)}%" if rate else plain(result, 6)
    return str(result) if result not in {None, ""} else "空白"


def _is_dash(entry: Entry) -> bool:
    """Whether an entry says with a dash that there is no figure."""
    return entry.kind is Kind.FIGURE and bool(entry.text.strip()) and is_blank(entry.text)


def _share(entry: Entry) -> Share:
    return Share(entry.spot.start, entry.spot.end, entry.text)


def _formats(parts: Parts, styles: str) -> list[CellFormat]:
    """What the formats of cells show, by their number."""
    if styles not in parts.package:
        return []
    root = parts.look(styles)
    own = {one.get("numFmtId"): one.get("formatCode") or GENERAL
           for one in root.iter("{*}numFmt")}  # fmt: skip
    found = []
    for one in root.iterfind("{*}cellXfs/{*}xf"):
        number = one.get("numFmtId") or "0"
        code = own.get(number) or BUILT_IN.get(whole_number(number, 0), GENERAL)
        found.append(format_of_code(code))
    return found


def _rows_of(source: SourceFile, section: int) -> dict[tuple[int, int], int]:
    """The row of the worksheet for each row of the grid."""
    found = {}
    for part, cell in _cells(source, section):
        if match := _PLACE.fullmatch(cell.place):
            found[part, cell.row] = int(match[2])
    return found


def _columns_of(source: SourceFile, section: int) -> dict[tuple[int, int], int]:
    """The column of the worksheet for each column of the grid."""
    found = {}
    for part, cell in _cells(source, section):
        if match := _PLACE.fullmatch(cell.place):
            found[part, cell.column] = column_number(match[1])
    for part, cell in _cells(source, section):
        for beside in range(1, cell.colspan):
            found.setdefault((part, cell.column + beside), found[part, cell.column] + beside)
    return found


def _cells(source: SourceFile, section: int) -> Iterator[tuple[int, SourceCell]]:
    for number, part in enumerate(source.sections[section].parts):
        if isinstance(part, SourceTable):
            for cell in part.cells:
                yield number, cell
